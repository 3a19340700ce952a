"""Sentences of a report, as spans: one fast pattern for stops, and the abbreviations after which no sentence ends."""

from __future__ import annotations

import re

__all__ = ["split_sentences"]

# a stop with its closing quotes and brackets before white space, a line's end, or a new sentence glued behind a closing quote
# (it begins with one class of characters, which is what makes it fast)
_STOP = re.compile(r"""[.!?…\n](?:(?<=\n)\s*|(?<!\n)[.!?…]*(?:["”’»')\]]*(?=\s|$)|["”»](?=[A-ZА-ЯЁІЇЄҐ])))""")
_LAST_WORD = re.compile(r"[\w.\-’']*$")
_OPENERS = " \t\r\xa0\u2009\u202f\"“„«‘'([{—–-*•▪"

# words that lead to what follows them ("Gen. Zaluzhnyi", "м. Ізюм"): a sentence never ends there
_LEADING = frozenset(
    (
        "mr mrs ms dr prof gen lt col maj capt cpl sgt cmdr adm brig rep sen gov pres st approx ca vs fig art e.g i.e cf "
        "jan feb mar apr jun jul aug sep sept oct nov dec "
        "м с смт сел н.п нп вул просп пр-т пл бул бульв пров ім оз о св див напр бл приб ген полк підполк кап лейт серж сол ст "
        "т.зв т.н ред г гг пос пгт дер д ул пр-кт пер им см ориент подполк л-т проф акад гр тов т.к т.е пн вт ср чт сб"
    ).split(" ")
)
# words that may close a sentence: one ends there where a capital letter follows
_CLOSING = frozenset(
    (
        "обл р рр тис млн млрд грн км м/с год хв т.д т.п ін тыс руб час мин др пр р-н р-ну р-на св.р н.э "
        "km mi hrs etc inc ltd co a.m p.m al"
    ).split(" ")
)
_NUMBERED = frozenset(["no", "nos"])


def _ends(text: str, stop: int, after: int) -> bool:
    """Say whether the full stop at `stop` ends a sentence; `after` is where the white space behind it begins."""
    following = text[after : after + 12].lstrip(_OPENERS)[:1]
    if following and following.islower():
        return False
    word = _LAST_WORD.search(text, max(0, stop - 16), stop)
    last = word.group().casefold().strip("'’") if word else ""
    if last in _LEADING:
        return False
    if last in _NUMBERED and following.isdigit():
        return False
    if last == "р" and not text[:stop].rstrip("рР. \xa0")[-1:].isdigit():
        return False  # "р. Дніпро" is a river, "2022 р." a year
    if last in _CLOSING:
        return bool(following) and following.isupper()
    # an initial ("V. Zelensky") or a dotted abbreviation ("U.S. forces")
    bare = last.replace(".", "")
    if len(last) == 1 and last.isalpha():
        return not text[stop - 1].isupper()
    return not (len(bare) <= 3 and "." in last and bare.isalpha())


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Split a text into sentences.

    Parameters
    ----------
    text : str
        Any text in English, Ukrainian or Russian. A line's end always ends a sentence, so that headlines and bullets stand alone.

    Returns
    -------
    list of tuple of int
        Half-open spans in code points, in order, not overlapping, without white space at their ends.

    Examples
    --------
    >>> split_sentences("Gen. Syrskyi spoke. The U.S. agreed.")
    [(0, 19), (20, 36)]
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _STOP.finditer(text):
        at, end = match.span()
        if text[at] == "\n":
            end = at
        elif (
            text[at] == "."
            and end < len(text)
            and text[end] != "\n"
            and not (end - at > 1 and text[at + 1] == ".")
            and not _ends(text, at, end)
        ):
            continue
        spans.append((start, end))
        start = match.end()
    spans.append((start, len(text)))
    return [span for span in (_trim(text, a, b) for a, b in spans) if span[0] < span[1]]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
