"""The language of a text, by its alphabet and, where the alphabet leaves it open, by its commonest words."""

from __future__ import annotations

import re

from conflictmap.model import Lang
from conflictmap.reading.lexicon import load_lexicon

__all__ = ["detect_language", "has_cyrillic", "is_mixed"]

_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[А-Яа-яЁёІіЇїЄєҐґ]")
_CYRILLIC_LEADS = (b"\xd0", b"\xd1", b"\xd2")  # bytes of which one opens every such letter in UTF-8
_UKRAINIAN = re.compile(r"[ІіЇїЄєҐґ]|[А-Яа-я][’'ʼ][яюєїЯЮЄЇ]")
_RUSSIAN = re.compile(r"[ЫыЭэЪъЁё]")
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"«[^»\s]+(?:\s[^»\s]+)?»")  # of one word or two
# short words that one of the two languages writes and the other doesn't; they decide where no letter does
_UKRAINIAN_WORDS = re.compile(
    r"\b(?:та|що|як|був|була|було|були|після|від|під|біля|з|із|зі|(?<!-)й|але|ворог\w*|місто|окупант\w*|\w{3,}[ауия]в(?:ся)?|\w{3,}ння)\b",
    re.I,
)
_RUSSIAN_WORDS = re.compile(
    r"\b(?:и|что|как|был|была|было|были|после|от|под|около|возле|во|с|со|из|к|ко|об?|но|город\w*|враг\w*|россиян\w*|росси\w*"
    r"|\w{2,}[сц]к(?:ий|ая|ое|ие|ого|ой|их|им|ими|ом|ую)|\w{3,}(?:ают|яют|уют|ает|яет|ует|ется|ится|ются|ятся|ая|яя|ое|ее|ие|ии|ием|ию|ения|ания))\b",
    re.I,
)


def has_cyrillic(text: str) -> bool:
    """Tell whether a text holds any Cyrillic letter."""
    # a byte is found many times faster than a pattern
    encoded = text.encode("utf-8", "surrogatepass")
    return any(lead in encoded for lead in _CYRILLIC_LEADS) and _CYRILLIC.search(text) is not None


def is_mixed(text: str) -> bool:
    """Tell whether a text has letters that only Ukrainian and letters that only Russian writes."""
    return _UKRAINIAN.search(text) is not None and _RUSSIAN.search(text) is not None


def detect_language(text: str, default: Lang = "en") -> Lang:
    """Tell the language of a report or a sentence.

    Parameters
    ----------
    text : str
        Any text.
    default : {"en", "uk", "ru"}
        What to answer where the text decides nothing (no letters, or Cyrillic ones that both languages share).

    Returns
    -------
    {"en", "uk", "ru"}

    Examples
    --------
    >>> [detect_language(text) for text in ("Ворог відійшов з Ізюма", "Противник отошёл из Изюма", "They left Izium")]
    ['uk', 'ru', 'en']
    """
    if default == "en" and not has_cyrillic(text):
        return "en"
    cyrillic = len(_CYRILLIC.findall(text))
    latin = len(_LATIN.findall(text)) if cyrillic or default != "en" else 1
    if cyrillic <= latin / 2 and latin:
        return "en"
    if not cyrillic:
        return default
    if default != "en":
        text = _NAME.sub("", text)  # a Ukrainian title in a Russian report
    ukrainian, russian = len(_UKRAINIAN.findall(text)), len(_RUSSIAN.findall(text))
    if ukrainian != russian:
        return "uk" if ukrainian > russian else "ru"
    ukrainian, russian = len(_UKRAINIAN_WORDS.findall(text)), len(_RUSSIAN_WORDS.findall(text))
    if ukrainian != russian:
        return "uk" if ukrainian > russian else "ru"
    if default != "en":
        return default
    words = _WORD.findall(text.casefold())
    ukrainian, russian = _known(words, "events_uk"), _known(words, "events_ru")  # "Бахмут упав" has no letter of its own
    return "uk" if ukrainian > russian else "ru"


def _known(words: list[str], name: str) -> int:
    """Return how many words a lexicon knows."""
    lexicon = load_lexicon(name)
    return sum(bool(lexicon.word(word)) for word in words)
