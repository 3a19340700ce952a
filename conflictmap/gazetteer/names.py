"""One key for all spellings of a name: folding, romanisation, and the skeleton that all romanisations share."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["APOSTROPHES", "fold", "is_latin", "romanise", "skeleton"]

APOSTROPHES = "'’ʼ‘‛`´ʻʽʹʾʿˈˊˋ′\uff07\uff40ʺ″"  # and what is typed or scanned for one inside a name
# apostrophes, quotes, stress marks, soft hyphens, joiners and direction marks say nothing about a name
_DROPPED = dict.fromkeys(map(ord, APOSTROPHES + '"“”„«»\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff'))
_SAME = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－⁃", "-")) | str.maketrans(
    {"ё": "е", "ґ": "г", "ı": "i", "ł": "l", "đ": "d", "ø": "o"}
)
# Latin letters that stand for Cyrillic ones by a slip of the keyboard or of a scanner: Магдалинiвка
_LOOKALIKES = str.maketrans("aceiopxyk", "асеіорхук")
_CYRILLIC = re.compile("[а-яєіїґё]")
_MARK = re.compile("[\u0300-\u036f]")
_BREVE, _DIAERESIS = "\u0306", "\u0308"  # й is и with a breve, ї is і with a diaeresis: letters, not accents
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Return the key under which a name is looked up.

    Parameters
    ----------
    text : str
        A name as a text has it.

    Returns
    -------
    str
        Case folded, without apostrophes, accents, stress marks and soft hyphens, with ё as е and ґ as г, every hyphen as
        "-" and every run of white space as one blank; Latin letters inside a Cyrillic name count as the Cyrillic ones that
        look like them.

    Examples
    --------
    >>> fold("Куп’я\u0301нськ"), fold("NOVOSILKA"), fold("Ивано–Франковск")
    ('купянськ', 'novosilka', 'ивано-франковск')
    """
    if text.isascii():
        key = text.lower().translate(_DROPPED)
    else:
        # й and ї are protected from the decomposition that strips accents
        decomposed = unicodedata.normalize("NFD", text.casefold().translate(_DROPPED))
        kept = (
            c
            for i, c in enumerate(decomposed)
            if not _MARK.match(c) or (c == _BREVE and decomposed[i - 1] in "иу") or (c == _DIAERESIS and decomposed[i - 1] == "і")
        )
        key = unicodedata.normalize("NFC", "".join(kept)).translate(_SAME)
        if _CYRILLIC.search(key):
            key = key.translate(_LOOKALIKES)
    return _SPACE.sub(" ", key).strip()


def is_latin(key: str) -> bool:
    """Tell whether a folded name is written in plain Latin letters."""
    return key.isascii()


_UK_2010 = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y", "і": "i",
    "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu", "я": "ia",
}  # fmt: skip
_UK_INITIAL = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_RU = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_RU_AFTER_VOWEL = {"е": "ye"}
_VOWELS = set("аеєиіїоуюяёыэьъ")


@lru_cache(maxsize=1 << 14)
def romanise(name: str, lang: str) -> str:
    """Write a Ukrainian or Russian name in Latin letters.

    Parameters
    ----------
    name : str
        The name in Cyrillic letters.
    lang : {"uk", "ru"}
        "uk": the national system of 2010 (Cabinet of Ministers, resolution 55); "ru": the BGN/PCGN system of 1947, plain letters.

    Returns
    -------
    str
        The name in Latin letters, capitals kept.

    Examples
    --------
    >>> romanise("Згурівка", "uk"), romanise("Єнакієве", "uk"), romanise("Волчанск", "ru")
    ('Zghurivka', 'Yenakiieve', 'Volchansk')
    """
    out: list[str] = []
    before = ""
    for c in unicodedata.normalize("NFC", name.replace("\u0301", "")):
        low = c.lower()
        if lang == "uk":
            if before == "з" and low == "г":
                latin = "gh"
            elif (not before.isalpha() and before not in "'’ʼ" and low in _UK_INITIAL) or (not before and low in _UK_INITIAL):
                latin = _UK_INITIAL[low]
            else:
                latin = _UK_2010.get(low, low)
        elif low in _RU_AFTER_VOWEL and (not before.isalpha() or before in _VOWELS):
            latin = _RU_AFTER_VOWEL[low]
        else:
            latin = _RU.get(low, low)
        if low in "'’ʼ":
            latin = ""
        out.append(latin.capitalize() if c != low else latin)
        before = low
    return "".join(out)


# Romanisations differ in the same few places; here they meet. Order matters. S, C, Z, X stand for ш/щ, ч, ж, х.
# First what a name must hold for the pattern to find anything: most names hold little of it.
_SKELETON: tuple[tuple[str, re.Pattern[str], str], ...] = tuple(
    (needed, re.compile(pattern), by)
    for needed, pattern, by in (
        ("ch", r"tsch|tch", "C"),
        ("s", r"s(?:h?ch|hh|zcz|h|z(?=[bcdfghklmnprstvwz]|$))", "S"),
        ("c", r"ch|cz", "C"),
        ("zgh", r"zgh", "zg"),
        ("zh", r"zh", "Z"),
        ("h", r"[kg]h", "h"),
        ("g", r"g", "h"),
        ("", r"t[sz]|c", "q"),
        ("x", r"x", "ks"),
        ("w", r"w", "v"),
        ("ph", r"ph", "f"),
        ("th", r"th", "t"),
        ("of", r"off?$|of$", "ov"),
        ("ef", r"eff?$", "ev"),
        ("o", r"ou|oo", "u"),
        ("", r"[yj]", "i"),
        ("", r"(.)\1+", r"\1"),
        ("i", r"i+(?=[aeou])", ""),  # ia, ya, iia, iya: я
        # -ivka and -ovka, -ivsk and -ovsk; -iv and -ov are not one
        ("v", r"[ieo]+v(?=k[aeiou]?$|s?k(?:[aeio]|oe|oi|e|ii?)?$)", "v"),
        ("", r"([^aeiou])(?:oe|ee|e|o)$", r"\1e"),  # -ове, -ово, -ое
        ("", r"(.)\1+", r"\1"),
    )
)


def skeleton(key: str) -> str:
    """Reduce a folded Latin name to what all its romanisations have in common.

    Parameters
    ----------
    key : str
        A name as `fold` gives it.

    Returns
    -------
    str
        The same for Balakliia, Balakliya and Balaklia; for Mykhailivka, Mihajlivka and Mykhaylivka. No name by itself.

    Examples
    --------
    >>> skeleton("mykhailivka") == skeleton("mykhaylovka"), skeleton("izium") == skeleton("izyum")
    (True, True)
    """
    return " ".join("-".join(map(_bones, token.split("-"))) for token in key.split(" "))


@lru_cache(maxsize=1 << 16)
def _bones(part: str) -> str:
    for needed, pattern, by in _SKELETON:
        if needed in part:
            part = pattern.sub(by, part)
    return part
