"""Whose side a phrase names in itself: "by Ukrainian troops", "under Russian control", "the blue-and-yellow flag"."""

from __future__ import annotations

from conflictmap.model import Side
from conflictmap.reading.english.actors import Actor
from conflictmap.reading.english.senses import Senses
from conflictmap.reading.english.words import DETERMINERS, LEXICON, PREPOSITIONS, opposite

_YELLOW_AND_BLUE = frozenset(
    ["blue-and-yellow", "yellow-and-blue", "yellow-blue", "blue-yellow", "blue and yellow", "yellow and blue", "yellow"]
)
_FALL_TO = DETERMINERS | {"to", "into", "under", "back"}
# what a line is that can't be used any more
LOST = (
    "unusable",
    "impassable",
    "closed to",
    "closed for",
    "remains closed",
    "remain closed",
    "remained closed",
    "has been closed",
    "have been closed",
    "is closed",
    "was closed",
    "no longer",
    "out of",
    "cannot be used",
    "can not be used",
    "can no longer",
    "could no longer",
    "can not be",
    "cannot be",
    "could not be",
    "can be neither",
    "can be used",
    "can only be",
    "could only be",
    "supplied",
    "resupplied",
    "only by",
    "except by",
    "do not get",
    "does not get",
    "is down",
    "are down",
    "is out of",
    "are out of",
    "was out of",
    "were out of",
    "is missing",
    "are missing",
    "was missing",
    "were missing",
)


class Agents(Senses):
    """A sentence whose phrases can be asked which side they name."""

    def _by(self, k: int) -> Side | None:
        """Return the side behind "by" that did a passive: "was taken by Ukrainian troops"."""
        noun = self.items[k].noun is not None
        for x in range(k + 1, min(len(self.items), k + 14)):
            it = self.items[x]
            if it.low == "by":
                if x - 1 > k and self.lows[x - 1] in ("used", "held", "run", "occupied", "controlled", "owned"):
                    return None  # "a hotel used by Russian officers"
                if x - 1 > k and (self.cue(x - 1, "attempt", "plan") or self.items[x - 1].noun is not None):
                    return None  # "thwarted an attempt by": who attempts
                actor = next((a for a in self.actors if x < a.first <= x + 4), None)
                return self._side_of_agent(k, actor) if actor and not self.tells(actor) else None
            if it.low in (";", "that") or "breaks" in it.cues or x in self.predicates:
                return None
            if noun and ("fail" in it.cues or it.cues.get("foil")):
                return None  # "the assault was repelled by": who repels, not who assaults
        return None

    def _side_of_agent(self, k: int, actor: Actor) -> Side | None:
        """Return the side of who does what passive `k` tells; an unnamed unit that holds or repels is the teller's own."""
        entry = self.items[k].verb or self.items[k].word
        withstands = self.cue(k, "fail", "foil") if entry is None else entry.name in ("held", "repel")
        own = actor.side == "unit" and withstands
        teller = self.attribution(k) if own else None
        return self.side_of((teller.side or "") if teller is not None else actor.side)

    def _held_by(self, k: int) -> Side | None:
        """Return the side that a fixed phrase names in itself: "under Ukrainian control"."""
        words = self.items[k].low.split()
        for word in words:
            for e in LEXICON.word(word[:-2] if word.endswith("'s") else word):
                if e.kind == "actor" and self.side_of(e.side):
                    return self.side_of(e.side)
        if "blue-and-yellow" in words or (words[:1] == ["flag"] and "yellow" in self.lows[max(0, k - 4) : k]):
            return "UA"
        if self.lows[k].startswith(LOST):
            # what one side can't use any more is cut by the other
            return opposite(
                next((self.side_of(a.side) for a in self.actors if k < a.first <= k + 4 and self._lost_to(k, a)), None)
            )
        if self.lows[k].endswith((" control", " hands")) and self.lows[k + 1] == "of":
            return next((self.side_of(a.side) for a in self.actors if k < a.first <= k + 4), None)
        if self.items[k].word is not None and self.items[k].word.name == "held" and self.lows[k + 1] == "by":  # type: ignore[union-attr]  # not None by the test
            return self._by(k)  # "remains occupied by Russia"
        if self.lows[k].endswith(" by"):
            return next((self._side_of_agent(k, a) for a in self.actors if k < a.first <= k + 4), None)  # "is defended by"
        if self.items[k].word is not None and self.items[k].word.name == "cut":  # type: ignore[union-attr]  # not None by the test
            return self._by(k) or next((self.side_of(a.side) for a in self.actors if k < a.first <= k + 3), None)
        if self.items[k].word is not None and self.items[k].word.name == "flag":  # type: ignore[union-attr]  # not None by the test
            if any(word in self.lows[k] for word in ("blue-and-yellow", "blue and yellow", "yellow-and-blue")):
                return "UA"
            for x in range(k - 1, max(-1, k - 6), -1):
                low = self.lows[x]
                if low in _YELLOW_AND_BLUE:
                    return "UA"
                if self.items[x].side:
                    return self.side_of(self.items[x].side)
            return self._by(k) or next((self.side_of(a.side) for a in self.actors if k < a.first <= k + 3), None)
        return None

    def _flag_side(self, flag: int) -> Side | None:
        """Return whose flag item `flag` is: "the Ukrainian flag", "the blue-and-yellow banner", "the flag of Ukraine"."""
        for x in range(flag, max(-1, flag - 5), -1):
            low = self.lows[x]
            if low in _YELLOW_AND_BLUE:
                return "UA"
            if self.items[x].side:
                return self.side_of(self.items[x].side)
            flown = self.items[x].place
            if flown is not None and flown.place is not None and flown.place.country == "RU":
                return "RU"  # "a Bryansk Oblast flag"
            if x < flag and (self.items[x].verb or self.lows[x] in PREPOSITIONS):
                break
        if self.lows[flag].startswith("tricolo"):
            return "RU"
        if self.lows[flag + 1] != "of":
            return "UA" if "national" in self.lows[max(0, flag - 3) : flag] else None
        return next((self.side_of(a.side) for a in self.actors if flag < a.first <= flag + 3), None)

    def _lost_to(self, k: int, actor: Actor) -> bool:
        """Say whether a line is of no more use to an actor: "unusable for Russian supplies", "no longer usable by"."""
        between = self.lows[k + 1 : actor.first]
        return self.lows[k].endswith((" to", " by", " for")) or any(low in ("for", "to", "by") for low in between)

    def _falls_to(self, k: int) -> Side | None:
        words = self.items[k].low.split()
        for word in words:
            for e in LEXICON.word(word):
                if e.kind == "actor" and self.side_of(e.side):
                    return self.side_of(e.side)
        of = self.items[k].noun is not None and self.lows[k + 1] == "of"  # "the fall of Izium to Ukrainian troops"
        for a in self.actors:
            between = range(k + 1, a.first) if k < a.first <= k + 4 + 2 * of else None
            if between is None or (of and self.lows[a.first - 1] != "to"):
                continue
            if all(
                self.lows[x] in _FALL_TO or self.adverb(x) or (of and (self.items[x].place or self.lows[x] == "of"))
                for x in between
            ):
                return self.side_of(a.side)
        return None
