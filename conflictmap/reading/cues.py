"""Cues: the words that reading looks for all over a text, found in one pass, because a search a word is slow over an archive."""

from __future__ import annotations

import re

from ahocorasick_rs import AhoCorasick

__all__ = ["CALLED", "DESCRIBED", "PEOPLES", "REGION_ENDINGS", "REPUBLICS", "Cues"]

REGION_ENDINGS = ("blast", "egion", "bl.", "istrict", "aion", "ayon")  # of words that a small or a capital letter may open
CALLED = ("illage of ", "own of ", "ettlement of ", "amlet of ")
DESCRIBED = (" village", " town")
REPUBLICS = {
    "DNR": "Donetsk Oblast",
    "DPR": "Donetsk Oblast",
    "ДНР": "Donetsk Oblast",
    "LNR": "Luhansk Oblast",
    "LPR": "Luhansk Oblast",
    "ЛНР": "Luhansk Oblast",
}
PEOPLES = ("People", "еспубл")
_WORDS = (*REGION_ENDINGS, *CALLED, *DESCRIBED, *REPUBLICS, *PEOPLES)
_SCAN = AhoCorasick(_WORDS)
_SURROGATE = re.compile("[\ud800-\udfff]")


class Cues:
    """Where the cues of one text stand."""

    def __init__(self, text: str) -> None:
        self._found: dict[str, list[int]] = {}
        try:
            hits = _SCAN.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:  # half a character, from an export that cut it
            hits = _SCAN.find_matches_as_indexes(_SURROGATE.sub("?", text), overlapping=True)
        for word, start, _ in hits:
            self._found.setdefault(_WORDS[word], []).append(start)

    def find(self, word: str, start: int, end: int) -> list[int]:
        """Return where a cue stands between `start` and `end`, in order."""
        return [at for at in self._found.get(word, ()) if start <= at and at + len(word) <= end]
