"""Names spelt otherwise: keys one slip of the pen, or one habit of another language, away from a name as a text has it."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["near_keys"]

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяіїє"
# vowels that Russian and Ukrainian forms of one name write differently; two of them may differ at once
_SWAPS = {"а": "о", "о": "аі", "е": "иіє", "и": "еыі", "ы": "и", "і": "еио", "є": "е", "ї": "и", "э": "е"}
_SHORTEST = 5


def near_keys(key: str) -> Iterator[str]:
    """Yield keys that a misspelt or half-translated name may stand for.

    Parameters
    ----------
    key : str
        A folded name that no place bears.

    Yields
    ------
    str
        Every key one letter away (added, left out, changed, or two letters changed about), and, in Cyrillic letters, with two
        vowels as the other language writes them; nothing for names of fewer than five letters. The first letter stays.
    """
    if len(key) < _SHORTEST:
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
    if not key.isascii():
        places = [i for i, letter in enumerate(key) if letter in _SWAPS]
        for n, i in enumerate(places):
            for j in places[n + 1 :]:
                for a in _SWAPS[key[i]]:
                    for b in _SWAPS[key[j]]:
                        yield key[:i] + a + key[i + 1 : j] + b + key[j + 1 :]
