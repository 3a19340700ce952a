"""Phrases: names that more than one word makes, "Харківська область", "village of X", "Charkov Oblast", and all of a text."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterator
from dataclasses import replace

from conflictmap.gazetteer.forms import adjective_stem
from conflictmap.gazetteer.names import fold
from conflictmap.model import Candidate, Kind
from conflictmap.reading.cues import CALLED, DESCRIBED, REGION_ENDINGS, Cues
from conflictmap.reading.lookup import LETTER, POSSESSIVE, Entry, unmarked
from conflictmap.reading.mentions import (
    CITY_PART,
    EMPTY,
    LIST_GAP,
    NEXT_WORD,
    OF_CITY,
    UPPER,
    Mention,
    covered,
    overlapped,
    start_of,
    word_before,
)
from conflictmap.reading.recognition import WordReader
from conflictmap.reading.vocabulary import region_base

__all__ = ["Recogniser"]

_ADJECTIVE = re.compile(
    "(?<![А-Яа-яЁёІіЇїЄєҐґ'’ʼ-])([А-Яа-яЁёІіЇїЄєҐґ'’ʼ-]{2,40}(?:[сцз]ьк|[сц]к)(?:ий|ого|ому|им|ім|ом|ій|ої|ою|ой|ая|ую|ое|ие|их|ими|ым|а|у|е|і))"
    "(?=(,[ \xa0]+|[ \xa0]+(?:і|й|та|и|або|или)[ \xa0]+|[ \xa0]+)([А-Яа-яЁёІіЇїЄєҐґ'’ʼ.-]{1,40}))"
)
_UNKNOWN = re.compile(
    r"(?<![\w])(?:[Сс]ел[оаеіу]м? |[Сс]елищ[еаіу]м? |"
    f"[Пп]ос[её]л(?:ок|ка|ке) |смт |пгт |[сcн]\\.(?:п\\.)? ?|деревн[яиею]й? )(?:«|\")?([{UPPER}][{LETTER}'’ʼ\\-]{{2,}})"
)
_DISTRICT_ADJECTIVE = re.compile(r"(?:sky|skyi|skiy|skii|skyy|ska|s[’']kyi|s[’']ka)$")
_CALLED_NAME = re.compile(f"(?:«|\")?([{UPPER}][{LETTER}'’ʼ\\-]{{2,}})")
_WORD_ENDS = ("", " ", ",", ".", ":", ";", ")", "\n", "s")
_BEFORE_REGION = re.compile(
    f"(?:^|(?<=\\n)|(?<=[ (]))((?:^[{LETTER}]|[{UPPER}])[{LETTER}'’ʼ\\-]{{3,}})(?: village| town| city)?,{{1,2}} $"
)
_BEFORE_DESCRIBED = re.compile(f"(?<![{LETTER}])(?:[{UPPER}][{LETTER}'’ʼ\\-]{{3,}} )?([{UPPER}][{LETTER}'’ʼ\\-]{{4,}})$")
_BEFORE_HYPHEN = re.compile(f"(?<![{LETTER}'’-])([{UPPER}][{LETTER}'’]+ )?([{UPPER}][{LETTER}'’]+)$")
_BEHIND_HYPHEN = re.compile(f"([{UPPER}][{LETTER}'’]+)(?: [{UPPER}][{LETTER}'’]+)?(?![{LETTER}'’-])")
_SPREAD = frozenset(["region", "raion", "river", "sector"])
_ADJECTIVE_ROLES = frozenset(["region", "raion", "hromada", "sector", "facility", "unit", "street", "organisation"])


class Recogniser(WordReader):
    """Finds the names of one gazetteer in texts."""

    def recognise(self, text: str, start: int, end: int, cues: Cues, *, cyrillic: bool = True) -> list[Mention]:
        """Return the names in `text[start:end]`, in order, with spans into `text`, of which `cues` are those.

        `cyrillic` may say that there are no Cyrillic names.
        """
        piece = text if start == 0 and end == len(text) else text[:end]
        mentions = self.read_words(piece, start)
        if cyrillic:
            self._take_adjectives(piece, start, mentions)
        self._take_joined(piece, start, mentions)
        self._take_regions(piece, start, cues, mentions)
        self._take_unknown(piece, start, cues, mentions, cyrillic=cyrillic)
        self._spread_plurals(piece, mentions)
        return mentions

    def _take_adjectives(self, text: str, start: int, mentions: list[Mention]) -> None:
        """Read "Харківська область", "ізюмський напрямок", "Лиманська громада", "в запорожском Токмаке"."""
        roles = self._cyrillic.roles
        standing = list(mentions)
        starts = [m.start for m in standing]
        dropped: set[int] = set()
        found = list(_ADJECTIVE.finditer(text, start))
        # of a list: where the next adjective stands, its role, the noun's end and the noun
        carried: tuple[int, str, int, str] = (-1, "", 0, "")
        for match in reversed(found):
            a, b = match.span(1)
            joined, noun = match.group(2).strip(), match.group(3)
            if not joined:
                role, stop = roles[noun], match.start(3) + len(noun.rstrip(".-'’"))
            elif carried[0] == match.start(3):
                role, stop, noun = carried[1], b, carried[3]
            else:
                role, stop = "", b
            if role:
                carried = (a, role, stop, noun)
            surface = text[a:b]
            stem = adjective_stem(fold(surface))
            if stem is None:
                continue
            i = bisect_right(starts, a)
            inside = standing[i - 1] if i and standing[i - 1].end >= b else None
            if inside is not None and (inside.start, inside.end) != (a, b):
                continue
            behind = standing[i] if i < len(standing) else None
            region = self.names.region_of_stem(stem)
            if not role:
                if behind is not None and region and not joined and behind.start == match.start(3):
                    behind.admin1 = region
                    dropped.add(id(inside))
                continue
            if role not in _ADJECTIVE_ROLES:
                continue
            dropped.add(id(inside))
            if behind is not None and behind.start < stop:
                stop = b
            mention = self._adjective_mention(text, (a, b, stop), role, noun, region)
            if mention is not None:
                mentions.append(mention)
        if dropped:
            mentions[:] = [m for m in mentions if id(m) not in dropped]

    def _adjective_mention(
        self, text: str, span: tuple[int, int, int], role: str, noun: str, region: str | None
    ) -> Mention | None:
        """Read an adjective at `span` (its start, its end, its noun's end) that stands before a noun of a role."""
        a, b, stop = span
        surface = text[a:b]
        entry = self.names.entry(fold(surface))
        if role == "region" and region:
            return Mention(a, stop, entry or EMPTY, "region", kind="oblast", region=region)
        if role in ("raion", "sector") or (role == "hromada" and noun.casefold().startswith("громад")):
            kind: Kind = "raion" if role == "raion" else "hromada" if role == "hromada" else "area"
            if region and role == "sector":
                return Mention(a, stop, entry or EMPTY, role, adjective=True, kind=kind, region=region)
            if (entry and (entry.adjectives or entry.nouns)) or (role == "raion" and surface[0].isupper()):
                return Mention(a, stop, entry or EMPTY, role, adjective=True, kind=kind)
        elif role == "facility" and entry and entry.adjectives:
            return Mention(a, b, entry, role, adjective=True)
        return None

    def _take_joined(self, text: str, start: int, mentions: list[Mention]) -> None:
        """Read pairs in which a name of two words is joined to another: "the Zelena Dolyna-Kolodiazi arc"."""
        mentions.sort(key=start_of)
        hyphens = [h for dash in "-–" for h in _find_all(text, dash, start) if text[h + 1 : h + 2].isupper()]
        for h in sorted(hyphens):
            right = _BEHIND_HYPHEN.match(text, h + 1)
            if right is None:
                continue
            blank = max(start, text.rfind(" ", start, h))
            word = text.rfind(" ", start, blank) + 1  # nothing that is looked for begins before it
            if right.end(1) == right.end() and text[word:blank].islower():
                continue  # one word on either side
            left = _BEFORE_HYPHEN.search(text, max(start, h - 60, word), h)
            if left is None or (left.start(2) == left.start() and right.end(1) == right.end()):
                continue
            sides = [(left.start(), h, left.start(2), h), (h + 1, right.end(), h + 1, right.end(1))]
            pair = [self._whole(text, *side) for side in sides]
            if None in pair or not any(m is not None and " " in m.entry.key for m in pair):
                continue
            found = [m for m in pair if m is not None]
            i, j = overlapped(mentions, found[0].start, found[1].end)
            if any(m.start < h < m.end and m.entry.nouns for m in mentions[i:j]):
                continue
            added = mentions[max(0, i - 1) : i]
            for m in found:
                self._add(text, m.start, m.end, m.entry, added, followed=m is found[1])
            mentions[max(0, i - 1) : j] = added

    def _whole(self, text: str, start: int, end: int, a: int, b: int) -> Mention | None:
        """The name of two words from `start` to `end`, else the one of one word from `a` to `b`."""
        for x, y in ((start, end), (a, b)):
            entry = self.names.entry(fold(unmarked(text[x:y])))
            if entry is not None and entry.nouns and entry.nouns[0].place.kind == "settlement" and not entry.is_never:
                return Mention(x, y, entry)
        return None

    def _take_unknown(self, text: str, start: int, cues: Cues, mentions: list[Mention], *, cyrillic: bool) -> None:
        """What a text calls a village and the gazetteer doesn't have is named too: a slip of the pen, or without a place."""
        for match in _UNKNOWN.finditer(text, start) if cyrillic else self._called(text, start, cues):
            a, b = match.span(1)
            b -= 2 if POSSESSIVE.search(match.group(1)) else 0
            if covered(mentions, a, b) or self.names.token(text[a:b]):
                continue
            key = fold(unmarked(text[a:b]))
            if key not in self._latin.never and key not in self._cyrillic.never:
                insort(mentions, Mention(a, b, self.names.guess(key) or EMPTY, "settlement"), key=start_of)
        self._take_described(text, start, cues, mentions)

    def _take_described(self, text: str, start: int, cues: Cues, mentions: list[Mention]) -> None:
        """Read a misspelt name before the word that makes it one: "Stanysa Luganska village"."""
        for word in DESCRIBED:
            for at in cues.find(word, start, len(text)):
                match = _BEFORE_DESCRIBED.search(text, max(start, at - 40), at)
                if text[at + len(word) : at + len(word) + 1].isalpha() or match is None or covered(mentions, *match.span()):
                    continue
                for a in dict.fromkeys((match.start(), match.start(1))):
                    key = fold(text[a:at])
                    if self.names.token(text[match.start(1) : at]) and a == match.start(1):
                        continue
                    guess = None if key in self._latin.never or self._latin.first[text[a:at]] else self.names.guess(key)
                    if guess is not None:
                        insort(mentions, Mention(a, at, guess, "settlement"), key=start_of)
                        break

    @staticmethod
    def _called(text: str, start: int, cues: Cues) -> Iterator[re.Match[str]]:
        """Where an English text says "village of X"."""
        for word in CALLED:
            for at in cues.find(word, start, len(text)):
                match = _CALLED_NAME.match(text, at + len(word))
                if match:
                    yield match

    def _take_regions(self, text: str, start: int, cues: Cues, mentions: list[Mention]) -> None:
        """Read regions spelt as no gazetteer has them ("Charkov Oblast", "Oblast Kiev"), and the names before them."""
        for ending in REGION_ENDINGS:
            for at in cues.find(ending, start, len(text)):
                a, b = at - 1, at + len(ending)
                before = text[text.rfind(" ", 0, max(0, a - 1)) + 1 : a].lstrip('(«“"')
                if not (before[:1].isupper() or text[a : a + 1].isupper()):
                    continue
                i = bisect_right(mentions, a, key=start_of) - 1
                if (i < 0 or mentions[i].end < b) and text[a - 1 : a] == " " and text[b : b + 1] in _WORD_ENDS:
                    if ending in ("blast", "egion", "bl."):
                        self._take_region(text, a, b, mentions)
                    else:
                        self._take_district(text, a - 1, b, mentions)
        named = [m for m in mentions if m.hint == "region" or m.entry.region is not None]
        for m in [m for m in named if text[m.start - 2 : m.start] == ", " and _ends_place(text, m)]:
            word = text.rfind(" ", 0, max(0, text.rfind(" ", 0, m.start - 1))) + 1  # nothing that is looked for begins before it
            lead = _BEFORE_REGION.search(text, max(start, m.start - 40, word), m.start)
            if lead and not covered(mentions, *lead.span(1)):
                key = fold(unmarked(lead.group(1)))
                capital = self._latin.regions.get(key)
                entry = (
                    self.names.entry(key)
                    or (self.names.entry(region_base(capital)) if capital else None)
                    or self.names.guess(key)
                    or self.names.guess_in(m.region or "", key)
                )
                if entry is not None and (entry.nouns or entry.adjectives):
                    insort(mentions, Mention(*lead.span(1), entry), key=start_of)

    def _take_district(self, text: str, start: int, end: int, mentions: list[Mention]) -> None:
        """Read "Amvrosiyevsky district": the town that the adjective is made of."""
        name, _ = word_before(text, start + 1)
        a = start - len(name)
        match = _DISTRICT_ADJECTIVE.search(name) if name[:1].isupper() else None
        if match is None or any(m.start < end and a < m.end and m.hint == "raion" for m in mentions):
            return
        if CITY_PART.match(text, end) or OF_CITY.search(text, max(0, a - 24), a):
            return
        stem = fold(name[: match.start()])
        towns: dict[str, Candidate] = {}
        for end_of_town in ("", "sk", "ka", "a", "e", "o", "y", "ske", "sko", "ivka"):
            for base in (stem, re.sub("(?:y?an|iv|ev|ov|n)$", "", stem)):
                for c in self.names.gazetteer.candidates(base + end_of_town) if len(base) > 3 else ():
                    if c.place.kind == "settlement" and c.place.country == "UA" and c.place.population > 2500:
                        towns.setdefault(c.place.place_id, replace(c, form="variant"))
        if towns:
            mentions[:] = [m for m in mentions if m.end <= a or m.start >= end]
            entry = Entry(fold(name), tuple(towns.values()), (), None, False, False, False)
            insort(mentions, Mention(a, end, entry, "raion", adjective=True, kind="raion"), key=start_of)

    def _take_region(self, text: str, start: int, end: int, mentions: list[Mention]) -> None:
        name, touching = word_before(text, start)
        if name and touching and name[0].isupper() and len(name) > 3:
            region = self.names.region_of_words(fold(unmarked(name)))
            if region:
                insort(mentions, Mention(start - 1 - len(name), end, EMPTY, "region", kind="oblast", region=region), key=start_of)
            return
        follow = NEXT_WORD.match(text, end)
        if follow and text[start].isupper() and len(follow.group(1)) > 3:
            region = self._latin.regions.get(fold(unmarked(follow.group(1)))) or self.names.region_of_words(
                fold(unmarked(follow.group(1)))
            )
            if region:
                mentions[:] = [m for m in mentions if not (m.start < follow.end(1) and follow.start(1) < m.end)]
                insort(mentions, Mention(start, follow.end(1), EMPTY, "region", kind="oblast", region=region), key=start_of)

    def _spread_plurals(self, text: str, mentions: list[Mention]) -> None:
        """In "Kyiv, Sumy and Kharkiv oblasts" and "the Kherson-Mykolaiv Oblast border" the word belongs to each name."""
        for last in [i for i, m in enumerate(mentions) if m.hint in _SPREAD]:
            i, m = last, mentions[last]
            plural = text[m.start : m.end].rstrip(".").endswith(("s", "axes"))
            while i > 0 and m.entry.key.isascii() and not m.adjective:
                before = mentions[i - 1]
                gap = text[before.end : m.start]
                if before.hint or len(gap) > 6 or not LIST_GAP.match(gap) or not (plural or gap in ("-", "–")):
                    break
                if m.hint == "region" and before.entry.region:
                    before.region, before.kind = before.entry.region, "oblast"
                elif m.hint == "region" or (m.hint == "river" and not before.entry.rivers):
                    break
                before.hint = m.hint
                i, m, plural = i - 1, before, True  # the word belongs to the whole list


def _find_all(text: str, word: str, start: int) -> Iterator[int]:
    """Where a word stands: by plain search, for a pattern is several times slower over a whole text."""
    at = text.find(word, start)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _ends_place(text: str, m: Mention) -> bool:
    """Say whether a mention may be the region behind a comma: "Karachev, Bryansk" at the end of a line, too."""
    region = m.hint == "region" or (m.entry.region is not None and text[m.end : m.end + 1] in ("", "\n"))
    return region and m.entry.key.isascii()
