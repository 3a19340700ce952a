"""Which road, junction or town a line of supply is: one that a clause on it, a renaming or "is" tells of."""

from __future__ import annotations

from dataclasses import replace

from conflictmap.reading.english.places import Arg
from conflictmap.reading.english.predicates import Predicates
from conflictmap.reading.english.words import BE, DETERMINERS
from conflictmap.reading.lexicon import Frame


class Roads(Predicates):
    """A sentence whose lines of supply may be named in another phrase."""

    def _road_before(self, x: int, frame: Frame) -> list[Arg]:
        """Return the road or junction that ends before item `x`: "the road from A to B, on which", "A, the junction on which"."""
        x -= self.lows[x - 1] == ","
        first = x
        while first > 0 and not self._ends_phrase(first - 1):
            first -= 1
        line = any(self._line(y) or self._crossing(y) for y in range(first, x))
        if line and (args := [a for a in self.gather(first, x, frame) if a.role != "skip" and not a.anaphor]):
            return args
        renamed = self.lows[first - 1] == "," and self.lows[first] in DETERMINERS and first >= 2
        t = self.items[first - 2].place if renamed else None
        if t is not None and not any(self.items[y].place for y in range(first, x)):
            if (line_before := self._road_before(first - 1, frame)) and line:
                return line_before
            return [Arg(t, "target", None, None, first - 2, t.kind != "settlement", False)]
        being = next((y for y in range(first, x) if self.lows[y] in BE), -1)
        return [replace(a, role="target") for a in self.gather(first, being, frame)][:1] if being > first else []

    def _ends_phrase(self, y: int) -> bool:
        """Say whether a noun phrase can't go back over item `y`."""
        it = self.items[y]
        if it.low == "and":
            return not (self.items[y - 1].place is not None and self.items[y + 1].place is not None)
        if it.place is not None or it.low in ("-", "–"):
            return False
        return it.mark or it.verb is not None or "breaks" in it.cues or bool(it.cues.get("say")) or bool(it.cues.get("carry"))

    def _said_of(self, k: int, frame: Frame) -> list[Arg]:
        """Return the place that is said to be a hub or a supply route: "Lyman, a rail hub", "Svatove became the main artery"."""
        hub = any(w in self.lows[k] for w in ("hub", "node", "junction", "nexus"))
        if hub and (apposed := self._apposed(k)):
            return apposed
        if hub and (cutter := self._cutter(k)) >= 0:
            return [replace(a, role="target") for a in self.gather(0, cutter, frame)][:1]  # "the attack on A is to disrupt a hub"
        if self._cutter(k) >= 0 or all(
            self.lows[x] not in BE and self.lows[x] not in ("as", "become", "became") for x in range(max(0, k - 8), k)
        ):
            return []
        edge = next(
            (
                x + 1
                for x in range(k - 1, -1, -1)
                if ("breaks" in self.items[x].cues and self.lows[x] not in ("as", "which")) or self.lows[x] == ";"
            ),
            0,
        )
        return [replace(a, role="target") for a in self.gather(edge, k, frame)][:1]

    def _subject_line(self, k: int, frame: Frame) -> list[Arg]:
        """Return the ends of the road that is said to be a supply route ("the road from A to B is the main artery")."""
        be = next((x for x in range(k - 1, max(-1, k - 8), -1) if self.lows[x] in BE), -1)
        args = self.gather(self._left_edge(be), be, frame) if be > 0 else []
        ends = {a.role for a in args} >= {"origin", "destination"} or any(a.paired for a in args)
        return [a for a in args if a.place.kind != "route"] if ends else []

    def _apposed(self, k: int) -> list[Arg]:
        """Return the settlement that item `k` is said of: "Lyman, a strategic rail hub"."""
        comma = next((x for x in range(k - 1, max(0, k - 7), -1) if self.lows[x] == ","), 0)
        t = self.items[comma - 1].place if comma else None
        if t is None or t.kind != "settlement":
            return []
        return [Arg(t, "target", None, None, comma - 1, False, False)]

    def _linked(self, k: int, frame: Frame, reach: int = 12) -> list[Arg]:
        """Return the place that is said to be a link of the line ("Svatove is a key link in the supply lines to")."""
        be = next((x for x in range(k - 1, max(-1, k - reach), -1) if self.lows[x] in BE), -1)
        if be < 0:
            return []
        be -= self.lows[be - 1] == "which" and self.lows[be - 2] == ","
        be -= self.lows[be - 1] == ","
        edge = next(
            (x + 1 for x in range(be - 1, -1, -1) if "breaks" in self.items[x].cues or self.lows[x] in (";", ",", "that")), 0
        )
        return self.gather(edge, be, frame)[:1]
