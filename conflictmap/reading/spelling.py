"""Names spelt otherwise: keys that a slip of the pen or another language put in the place of a key that the gazetteer has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice, product

__all__ = ["english_keys", "near_keys", "ukrainian_keys"]

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяіїє"
_SHORTEST, _LONGEST = 5, 40
_MOST = 4000  # keys tried for one name

# by what a Dutch, German, Polish or French romanisation is known, and its letters that English ones write otherwise
_ROMANISATIONS = tuple(
    (re.compile(mark), tuple((re.compile(letters), by.upper()) for letters, by in (pair.split(">") for pair in pairs.split(" "))))
    for mark, pairs in (
        ("[sz]j|oe|ch", "tsj>ch sj>sh zj>zh oe>u ch>kh"),
        ("w|j|sch", "tsch>ch sch>sh ch>kh s(?=[aeiouy])>z"),
        ("w|j|sch", "sch>zh ch>kh z>ts"),
        ("w|[cs]z", "szcz>shch cz>ch sz>sh ch>kh"),
        ("ch|j", "chtch>shch tch>ch ch>sh j>zh"),
    )
)
# letters of Russian that stand for several of Ukrainian
_LETTERS = {
    "ы": ("и",),
    "и": ("и", "і", "ї"),
    "е": ("е", "і", "є", "ьо"),
    "о": ("о", "і"),
    "а": ("а", "о"),
    "э": ("е",),
    "ъ": ("",),
    "ь": ("ь", ""),
}
_CLUSTERS = re.compile(r"зск|ск(?=[аиоеуы]|$)|цк(?=[аиоеуы]|$)|([бвгджзклмнпрстфхцчшщ])\1|[ыиеоаэъь]|.", re.DOTALL)
# endings of the cases, Russian to Ukrainian; the longest that fits is taken
_ENDINGS: dict[str, tuple[str, ...]] = {
    ending: tuple(others.split("/"))
    for ending, others in (
        pair.split(":")
        for pair in (
            "ая:а/я яя:я ое:е/є ее:є/е ый:ий ий:ий/ій ой:ою/ій/ої/ий ые:і ие:і/ії его:ього/ого ему:ьому/ому ым:им им:ім/им "
            "ом:ом/ому/ім/ові ем:ем/єм/ьому/ім ую:у юю:ю ей:ею/ів/їв/ьої/ій ых:их их:их/іх ыми:ими ов:ів/ов ев:їв/ів/ев ью:ю/ью "
            "ово:ове/ово ево:еве/єве ино:ине/їне ье:я/і/ю ья:я це:ці ке:ці ге:зі хе:сі е:і/ї/е ы:и и:и/і/ї а:а/у у:у/ові"
        ).split(" ")
    )
}


def near_keys(key: str) -> Iterator[str]:
    """Yield keys one letter away from a misspelt one.

    Parameters
    ----------
    key : str
        A folded name that no place bears.

    Yields
    ------
    str
        Every key with one letter added, left out or changed, or two changed about; nothing for names of fewer than five
        letters. The first letter stays.
    """
    if not _SHORTEST <= len(key) <= _LONGEST:
        return
    letters = _LATIN if key.isascii() else _CYRILLIC
    for i in range(1, len(key) + 1):
        head, tail = key[:i], key[i:]
        if tail:
            yield head + tail[1:]
            if len(tail) > 1 and tail[0] != tail[1]:
                yield head + tail[1] + tail[0] + tail[2:]
        for letter in letters:
            yield head + letter + tail
            if tail and letter != tail[0]:
                yield head + letter + tail[1:]


def english_keys(key: str) -> Iterator[str]:
    """Yield what a name in a Dutch, German, Polish or French romanisation would be in an English one.

    Parameters
    ----------
    key : str
        A folded Latin name that no place bears.

    Yields
    ------
    str
        Keys other than the one given, each once.

    Examples
    --------
    >>> "rubizhne" in english_keys("roebizjne"), "kharkiw" in english_keys("charkiw")
    (True, True)
    """
    seen = {key}
    for mark, pairs in _ROMANISATIONS:
        if not mark.search(key):
            continue
        other = key
        for pattern, by in pairs:
            other = pattern.sub(by, other)  # in capitals, so that nothing is changed twice
        other = other.lower()
        if other not in seen:
            seen.add(other)
            yield other


def ukrainian_keys(key: str, roots: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield the Ukrainian keys that a Russian form of a name may stand for, case by case.

    Parameters
    ----------
    key : str
        A folded Russian form, of one or several words.
    roots : mapping of str to tuple of str
        Roots that the two languages word differently ("перв": "перш"), without hyphens.

    Yields
    ------
    str
        Folded keys; at most a few thousand.

    Examples
    --------
    >>> "красній горі" in ukrainian_keys("красной горе", {})
    True
    >>> "лимана першого" in ukrainian_keys("лимана первого", {"перв": ("перш",)})
    True
    """
    if not 4 <= len(key) <= _LONGEST:
        return
    words = []
    for word in re.split(r"([ -])", key):
        words.append(
            (word,) if word in (" ", "-") else tuple(dict.fromkeys(islice(_word(word, roots), _MOST if key.isalpha() else 300)))
        )
    yield from islice(("".join(choice) for choice in product(*words)), _MOST)


def _word(word: str, roots: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for n in range(min(3, len(word) - 2), -1, -1):
        ends = _ENDINGS.get(word[len(word) - n :]) if n else ("",)
        if ends is None:
            continue
        for root in _roots(word[: len(word) - n], roots):
            for changed in _letters(root):
                for end in ends:
                    yield changed + end


def _roots(stem: str, roots: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for n in range(min(len(stem), 9), 2, -1):
        for i in range(len(stem) - n + 1):
            if stem[i : i + n] in roots:
                for other in roots[stem[i : i + n]]:
                    # what a root became is not changed again
                    yield stem[:i] + other.upper() + stem[i + n :]
                yield stem
                return
    yield stem


def _letters(stem: str) -> Iterator[str]:
    parts: list[tuple[str, ...]] = []
    for i, match in enumerate(_CLUSTERS.finditer(stem)):
        part = match.group()
        if part.isupper():
            parts.append((part.lower(),))
        elif part in ("ск", "зск"):
            parts.append(("ськ", "зьк"))
        elif part == "цк":
            parts.append(("цьк",))
        elif len(part) == 2:
            parts.append((part, part[0]))
        elif i == 0 and part == "э":
            parts.append(("е", "є"))
        else:
            parts.append(_LETTERS.get(part, (part,)))
    for choice in product(*parts):
        yield "".join(choice)
