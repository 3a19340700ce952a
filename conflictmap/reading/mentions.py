"""Mentions: a name seen in a text, what stands before it, and how names lie beside each other."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter
from typing import Any

from conflictmap.model import Kind
from conflictmap.reading.lookup import LETTER, Entry

__all__ = [
    "CITY_PART",
    "EMPTY",
    "LIST_GAP",
    "NEXT_WORD",
    "OF_CITY",
    "OPEN",
    "UPPER",
    "Mention",
    "covered",
    "opens_line",
    "overlapped",
    "start_of",
    "word_before",
]

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŹŻŽЀ-ЯҐ"
NEXT_WORD = re.compile(f"[ \xa0\n]([{LETTER}][{LETTER}'’.\\-]*)")
LIST_GAP = re.compile(r"(?:, (?:and |та |і |й |и |or )?|,? (?:and|та|і|й|и|or|&) |/|[-–—])$")
OF_CITY = re.compile(r"(?<!blast)(?<!egion)['’]s $")
CITY_PART = re.compile(
    r"(?: (?:area|district|raion|neighbou?rhood|quarter)s?)? of [A-Z][\w’'-]+\b(?! (?:[Oo]blast|[Rr]egion|[Pp]rovince))"
)
_LONGEST_WORD = 24  # characters that are looked at of the word before a name
OPEN = ' \xa0\n(«“"„'  # may stand between a name and the word before it
EMPTY = Entry("", (), (), None, False, False, False)
start_of = attrgetter("start")


class Mention:
    """A name in a text, with what its neighbours say of it."""

    # no dataclass: there are tens of thousands of them, and most are made of the first three
    __slots__ = ("adjective", "admin1", "end", "entry", "group", "hint", "index", "kind", "lang", "region", "start")

    def __init__(
        self,
        start: int,
        end: int,
        entry: Entry,
        hint: str = "",
        *,
        adjective: bool = False,
        kind: Kind = "settlement",
        region: str | None = None,
    ) -> None:
        self.start, self.end, self.entry = start, end, entry
        self.hint = hint  # a role of the lexicon: region, raion, river, sector, city, settlement …
        self.adjective, self.kind = adjective, kind
        self.region = region  # the oblast that it names, in English
        self.lang = ""  # of its sentence, where the report mixes languages
        self.admin1: str | None = None  # the oblast that the text says it lies in
        self.group: Any = None  # while it is resolved: the mentions of one name in one sense
        self.index: int  # and then its place among all mentions


def opens_line(text: str, at: int) -> bool:
    """Say whether nothing but blanks stands before `at` on its line."""
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()


def overlapped(mentions: list[Mention], start: int, end: int) -> tuple[int, int]:
    """Which of the mentions, in order, a span overlaps."""
    first, behind = bisect_left(mentions, start, key=start_of), bisect_left(mentions, end, key=start_of)
    while first > 0 and mentions[first - 1].end > start:
        first -= 1
    return first, behind


def covered(mentions: list[Mention], start: int, end: int) -> bool:
    """Say whether a span overlaps any of the mentions, in order."""
    first, behind = overlapped(mentions, start, end)
    return first < behind


def word_before(text: str, start: int) -> tuple[str, bool]:
    """The word before a name, and whether nothing but a blank is between."""
    if not start:
        return "", False
    if text[start - 1] == " ":
        word = text[text.rfind(" ", 0, start - 1) + 1 : start - 1]
        if word.isalnum() and len(word) < _LONGEST_WORD:
            return word, True
    at = start - 1
    if text[at] != " " or not text[at - 1 : at].isalnum():
        at = start
        while at and text[at - 1] in OPEN:
            at -= 1
        if at == start or start - at > 3:
            return "", False
    low = max(0, at - _LONGEST_WORD)
    blank = text.rfind(" ", low, at)
    word = text[blank + 1 : at] if blank >= 0 else text[low:at]
    if not word.isalnum():
        word = re.split(r"[\n\xa0(«“\"„\[—–]", word)[-1]
        if word[-1:] in ",;:!?)»”—–" or (word[-1:] == "." and len(word) > 4):
            return "", False
    return word, start - at == 1
