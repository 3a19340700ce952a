"""Verbs of motion: who or what is moved, and which way."""

from __future__ import annotations

from conflictmap.model import Toponym
from conflictmap.reading.english.bearings import LENGTHS
from conflictmap.reading.english.moods import Mood
from conflictmap.reading.english.supply import Supply
from conflictmap.reading.english.words import DETERMINERS, LEXICON, NUMBERS, PREPOSITIONS, PRONOUNS, UNIT_WORDS
from conflictmap.reading.lexicon import Frame

_FORMATIONS = UNIT_WORDS | {"group", "groups", "btg", "btgs", "system", "systems", "battery", "batteries", "launchers"}
_WAYS = frozenset("from to toward towards into through past closer on across beyond along within over down".split())
_FURTHER = frozenset("deeper further farther on forward ahead north south in".split())
SOME = NUMBERS | frozenset("a an some few several couple about almost nearly another hundred hundreds of".split())
STRETCHES = LENGTHS | frozenset("metre metres meter meters yards".split())
_ONWARD = frozenset("forward ahead onward onwards deeper".split())
_NOBODY = PRONOUNS | {"and", "or", "but", "then"}  # words that tell not what moves
_INTO = frozenset("to into toward towards".split())
_OWN = frozenset("several additional more fresh new".split())
_ATTACKING = (
    "push",
    "press",
    "attack",
    "driv",
    "drov",
    "thrust",
    "advanc",
    "strik",
    "struck",
    "assault",
)  # forward, from where they are
_THROUGH = frozenset("through via across of per".split())


class Motion(Supply):
    """A sentence whose verbs of motion can be asked who moves and where."""

    def _moving(self, k: int, frame: Frame) -> Frame | None:
        """Return what a verb of motion means by the way it takes: "rumbled into" enters, "slipped out of" leaves."""
        doer = k - 1
        while doer >= 0 and self.light(doer):
            doer -= 1
        if doer >= 0 and self._lifeless(doer, k):
            return None
        y = self._way(k)
        low = self.lows[y]
        if low in ("out of", "from") and not self._leads_on(y) and self.cue(doer, "people"):
            return LEXICON.frames["evacuate"]  # "families trickled out of"
        away = low == "from" and not self._leads_on(y) and not self.lows[k].startswith(_ATTACKING)
        if (low == "out of" or away) and self._marches(k):
            return LEXICON.frames["withdraw"]  # "slipped out of"
        if low in ("into", "inside") and self._marches(k):
            return LEXICON.frames["enter"]
        return frame if self._heads_for(k) else None

    def _lifeless(self, doer: int, k: int) -> bool:
        """Say whether what moves by verb `k` is no troops: "with water pouring through the dam", "a road that runs to"."""
        if self._plain(doer) and self.lows[doer] not in _NOBODY and not any(a.last < k and a.force for a in self.actors):
            return True
        return self.cue(doer, "line") and not self.cue(doer, "force")

    def _way(self, k: int) -> int:
        """Return where the way of a verb of motion is told: behind "slowly", "30 km north", "deeper"."""
        y = k + 1
        while self.lows[y] and (
            (y < len(self.items) and self.adverb(y))
            or self.direction(y)
            or self.lows[y] in _FURTHER
            or self.lows[y][0].isdigit()
            or self.lows[y] in STRETCHES
            or (self.lows[y] in SOME and not STRETCHES.isdisjoint(self.lows[y + 1 : y + 4]))
            or (self.lows[y] in ("up", "to") and (self.lows[y + 1][:1].isdigit() or self.lows[y + 2][:1].isdigit()))
        ):
            y += 1
        return y

    def _place_at(self, x: int) -> Toponym | None:
        """Return the place at item `x`, which may lie behind the last."""
        return self.items[x].place if x < len(self.items) else None

    def _heads_for(self, k: int) -> bool:
        """Say whether a verb of motion stands without an object and leads somewhere ("pushing from A toward B")."""
        y = self._way(k)
        low, before = self.lows[y], self.lows[y - 1]
        if low == "over" and not {"mine", "mines"}.isdisjoint(self.lows[y + 1 : y + 5]):
            return False
        if low == "up":
            place = next((p for x in range(y + 1, y + 4) if (p := self._place_at(x))), None)
            if place is not None:
                return place.kind == "river"  # "driving up the Southern Bug"
        if low in _WAYS or self.cue(y, "toward"):
            return True
        if low == "of" and self.direction(y - 1) is not None:
            return True  # "have moved 2 km south of"
        if before == "on" and (self.lows[y - 2] in _ONWARD or (y == k + 2 and self._place_at(y) is not None)):
            return True  # "are converging on Kyiv", "moved forward on the flank of"
        return (y > k + 1 and before in _ONWARD) or (self.cue(y, "near") and self._marches(k))

    def _marches(self, k: int) -> bool:
        """Say whether it is troops that move: "armour rumbled into", "they slipped out of"."""
        actor, people = self.subject(k)
        return not people and (actor is not None or self.lows[self.back(k)] in ("they", "who"))

    def _moved(self, k: int) -> bool:
        """Say whether it is people or an administration that a verb moves."""
        if self.passive(k) or self.subject(k)[1]:
            edge = self._left_edge(k)
            if edge > 0 and self.lows[edge - 1] == "who" and self.passive(k):
                edge = self._left_edge(edge - 1)  # "civilians who had survived in Robotyne were taken to"
            told = edge > 0 and self.lows[edge - 1] in ("told", "urged", "ordered", "asked", "advised")
            return any(self.cue(x, "people") for x in range(0 if told else edge, k))
        return any(self.cue(x, "people") for x in range(k + 1, min(len(self.items), k + 5)))

    def _led(self, k: int) -> bool:
        """Say whether those who are taken are taken from somewhere, out of it, or some way."""
        for x in range(k + 1, min(len(self.items), k + 7)):
            if self.lows[x] in ("from", "away") or self.cue(x, "out") or (x == k + 1 and self.direction(x) is not None):
                return True
            if self.items[x].place or self.mark(x):
                return False
        return False

    def _against(self, k: int) -> bool:
        """Say whether those who are thrown are thrown against something, not out of it."""
        for x in range(k + 1, min(len(self.items), k + 9)):
            if self.lows[x] in ("against", "into", "at"):
                return not self.passive(k)
            if self.lows[x] in ("from", "back", "off", "out") or self.cue(x, "out") or self.mark(x) or self.items[x].place:
                return False
        return False

    def _leads_on(self, x: int) -> bool:
        """Say whether behind "from" at item `x` it is told where to: "from Popasna toward Bakhmut"."""
        ahead = range(x + 1, min(len(self.items), x + 9))
        stop = next((y for y in ahead if self.items[y].verb or self.cue(y, "breaks")), ahead.stop)
        return any(self.lows[y] in _INTO or self.lows[y] == "through" or self.cue(y, "toward") for y in range(x, stop))

    def _driven(self, k: int, mood: Mood) -> bool:
        """Say whether a verb of pushing has a side for its object ("pushed Russian forces back")."""
        if mood.passive:
            if self.cue(k - 2, "modal") and any(self.cue(x, "line") for x in range(k)):
                return False  # "the road can be driven only at dawn"
            return any(a.last < k for a in self.actors) or any(self.lows[x] in ("they", "it") for x in range(max(0, k - 4), k))
        y = k + 1
        while y < len(self.items) and (
            self.adverb(y) or self.lows[y] in DETERMINERS or self.lows[y] in ("back", "out", "most", "remaining")
        ):
            y += 1
        if not _OWN.isdisjoint(self.lows[k + 1 : y + 1]):
            return False  # "are pushing several columns west of"
        driven = any(a.first <= y + 1 and a.last >= y for a in self.actors if a.first > k)
        return driven or self.lows[y] == "them" or self.cue(y, "force")

    def _shifts(self, k: int) -> bool:
        """Say whether a verb of motion has units for its object and leads somewhere ("moved its tank army to")."""
        if self.passive(k) or " moved " in self.lows[k]:
            if not any(a.last < k for a in self.actors):
                return self.cue(self.back(k) - 1, "force") or self.cue(self.back(k) - 2, "force")  # "artillery has been moved"
            return any(
                a.last < k and self.cue(a.last, "force") and all(self.light(x) for x in range(a.last + 1, k)) for a in self.actors
            )
        troops = units = False  # units go by more names than troops: "group", "battery"
        for x in range(k + 1, min(len(self.items), k + 14)):
            low = self.lows[x]
            if low in _INTO or self.cue(x, "toward", "near"):
                return troops or units
            if low == "from" and troops:
                return True
            if not (low == "with" and troops):  # "a column of tanks marked with a white square to"
                if low in PREPOSITIONS and low not in _THROUGH:
                    return False
                if self.mark(x) and low not in ("-", "–"):
                    return False
            troops = troops or self.cue(x, "force")
            units = units or low.split(" ")[-1] in _FORMATIONS
        return False

    def _official(self, k: int) -> bool:
        """Say whether it is somebody in an office who does what verb `k` tells, and no troops."""
        before = range(self._left_edge(k), k)
        if any(self.cue(x, "force") or self.items[x].noun is not None for x in before):
            return False
        return any(self.cue(x, "claimant") for x in before)

    def _leaves(self, k: int) -> bool:
        """Say whether what is left by verb `k` is a place, or is not told."""
        y = k + 1
        while y < len(self.items) and (
            self.adverb(y)
            or self.lows[y] in DETERMINERS
            or self.items[y].side
            or self.direction(y)
            or self.items[y].low.endswith(("ed", "ern"))
            or self.lows[y] in ("one", "two", "three", "several")
            or (self._plain(y) and any(self.cue(x, "area") for x in (y + 1, y + 2)))
        ):
            y += 1
        if y >= len(self.items) or self.mark(y):
            return True
        nxt = self.items[y]
        return (
            nxt.place is not None
            or bool(nxt.anaphor)
            or nxt.low in PREPOSITIONS
            or nxt.low in ("and", "near", "en")
            or "area" in nxt.cues
            or "near" in nxt.cues
            or "breaks" in nxt.cues
        )
