"""Where, for an event that names no place beside it: a coordinated verb, a relative clause, a phrase in front, the subject."""

from __future__ import annotations

from dataclasses import replace

from conflictmap.reading.english.places import Arg
from conflictmap.reading.english.predicates import Event, Predicates
from conflictmap.reading.english.words import BE, DETERMINERS, HAVE, PREPOSITIONS
from conflictmap.reading.lexicon import Frame


class Elsewhere(Predicates):
    """A sentence whose events may find their places in other clauses."""

    def _elsewhere(self, k: int, event: Event, following: int | None, found: list[Event]) -> list[Arg]:
        """Find the places of an event that names none beside it: coordination, relative clauses, a phrase in front."""
        it = self.items[k]
        entry = it.verb or it.noun or it.word
        assert entry is not None and entry.frame is not None
        j = self.back(k)
        if (
            it.word is not None
            and entry.frame.name == "cut"
            and found
            and j > found[-1].k
            and self.lows[j] == "and"
            and j <= found[-1].k + 2
        ):
            return found[-1].args  # "is under fire and closed to"
        if it.verb is not None and entry.frame.name == "cut" and found and self.lows[k + 1] in ("it", "them"):
            return [replace(a, role="target") for a in found[-1].args]  # "struck the bridge, rendering it unusable"
        opens = self._left_edge(k) - 1
        if it.verb is not None and event.type == "strike" and not found and self.lows[opens] in ("after", "when", "as"):
            home = self.gather(0, opens, entry.frame)  # "two people died in Kramatorsk after a rocket slammed into a house"
            if home:
                return home
        antecedent = self._antecedent(k) or self._copular(k, event)
        if antecedent:
            return antecedent
        if following is not None:
            between = range(k + 1, following)
            joined = all(
                self.lows[x] in ("and", "or", ",", "to")
                or self.adverb(x)
                or self.cue(x, "carry", "attempt", "fail")
                or self.items[x].side
                or self.lows[x] in DETERMINERS
                or self.lows[x] in ("on", "in", "offensive")
                for x in between
            )
            nxt = self.items[following]
            other = nxt.verb or nxt.noun
            near = following - k <= 8 and not (
                other is not None
                and other.name == "gain"
                and self.lows[following - 1] == "to"
                and it.noun is not None
                and not self.mood(following).planned
            )
            if (
                near
                and other is not None
                and other.frame is not None
                and (
                    joined
                    or (
                        any(self.lows[x] == "to" for x in between)
                        and (
                            (
                                it.noun is not None
                                and nxt.verb is not None
                                and event.type == "advance"
                                and following - k <= 3
                                and not (other.frame.type == "control_gained" and not self.mood(following).planned)
                            )
                            or event.type == "reinforcement"
                        )
                    )
                )
            ):
                family = {"advance", "control_gained", "fighting", "entered", "repelled"}
                same = other.frame.type == event.type or {other.frame.type, event.type} <= family
                if same or (event.type == "reinforcement" and not joined):
                    args = self._places(following, entry.frame if entry.frame.type != "advance" else other.frame, False)
                    if event.type == "reinforcement" and any(a.role == "origin" for a in args):
                        args = [
                            replace(a, role="destination") for a in args if a.role == "origin"
                        ]  # to cover a withdrawal from it
                    if args:
                        return args
        if it.verb is not None and it.verb.form == "ing" and self.lows[self.back(k)] == "by":
            main = self._main_verb(k)
            by = self.back(k)
            main = max([main, *(x for x in range(by) if self.lows[x] == "to")])  # "to strengthen the city by deploying reserves"
            before = self.gather(max(main, 0) + 1, by, entry.frame)
            if before:
                return before
        # "In northern Kherson Oblast, …"
        if self.lows[0] in PREPOSITIONS or self.cue(0, "near") or self.direction(0):
            comma = next((x for x in range(1, min(len(self.items), 16)) if self.lows[x] == ","), 0)
            if comma and comma < k:
                front = self.gather(0, comma, entry.frame)
                if front:
                    return front
        kind_of_hub = event.frame.name == "route" and any(w in self.lows[k] for w in ("hub", "node", "junction"))
        if event.type == "strike":
            # "officials in Mykolaiv said a missile hit a house"
            teller = self.attribution(k)
            names = (
                [x for x in range(1, teller.verb) if self.items[x].dead and self.lows[x - 1] == "in"]
                if teller is not None
                else []
            )
            if names and (t := self.items[names[-1]].place) is not None:
                return [Arg(t, "target", None, None, names[-1], t.kind != "settlement", False)]
        actor, _ = (
            self.subject(k)
            if it.verb is not None
            else self.subject(event.mood.governor)
            if event.mood.governor >= 0
            else (None, False)
        )
        moves = (
            entry.frame.name == "withdraw"
            and it.verb is not None
            and not (
                k + 1 >= len(self.items)
                or self.mark(k + 1)
                or self.adverb(k + 1)
                or self.lows[k + 1] in ("to", "on", "and", "in")
            )
        )
        if actor is not None and not moves and entry.frame.name in ("fight", "attack", "strike", "withdraw", "advance", "enter"):
            # "Russian forces northwest of Kyiv shelled positions"
            y = actor.last + 1
            while y < k and not (
                self.items[y].verb
                or self.items[y].noun
                or self.mark(y)
                or "breaks" in self.items[y].cues
                or self.lows[y] in BE | HAVE | {"that"}
                or any(self.items[y].cues.get(c) for c in ("carry", "plan", "attempt", "say"))
            ):
                y += 1
            if y > actor.last + 1:
                home = self.gather(actor.last + 1, y, entry.frame)
                if home and all(a.role == home[0].role for a in home):
                    return [
                        replace(
                            a, role=entry.frame.role, relation=a.relation or ("near" if entry.frame.type == "advance" else None)
                        )
                        for a in home
                    ]
        if (
            (it.noun is not None and event.mood.governor < 0)
            or (it.verb is not None and entry.frame.name in ("fight", "strike", "flag"))
        ) and event.frame.name != "route":
            edge = self._left_edge(k)
            if not any(e.k >= edge for e in found):
                return self.gather(edge, k, entry.frame)
        if kind_of_hub and (apposed := self._apposed(k)):
            return apposed
        if event.frame.name == "route" and any(
            self.lows[x] in BE or self.lows[x] in ("as", "become", "became") for x in range(max(0, k - 8), k)
        ):
            edge = next(
                (
                    x + 1
                    for x in range(k - 1, -1, -1)
                    if ("breaks" in self.items[x].cues and self.lows[x] not in ("as", "which")) or self.lows[x] == ";"
                ),
                0,
            )
            return [replace(a, role="target") for a in self.gather(edge, k, entry.frame)][:1] if not self._cutter(k) >= 0 else []
        if (
            found
            and found[-1].args
            and it.noun is not None
            and entry.frame.name in ("fight", "strike")
            and any(self.lows[x] in ("following", "after", "amid", "despite") for x in range(max(0, k - 3), k))
        ):
            # "retained the town following heavy fighting"
            return [replace(a, role="target") for a in found[-1].args if a.role in ("target", "origin")]
        return []

    def _copular(self, k: int, event: Event) -> list[Arg]:
        """Read "Lyman was one of the first towns Russian forces seized" and "the last city to have been captured"."""
        if event.type not in ("control_gained", "withdrew", "entered"):
            return []
        for x in range(k - 1, max(-1, k - 10), -1):
            if self.lows[x] in ("town", "towns", "city", "cities", "village", "villages", "settlement", "settlements"):
                be = next((y for y in range(x - 1, max(-1, x - 10), -1) if self.lows[y] in BE), -1)
                if be < 0:
                    return []
                for y in range(be - 1, -1, -1):
                    if self.items[y].place and (y == 0 or self.lows[y - 1] in ("of", ",", "and", "that") or self.mark(y - 1)):
                        t = self.items[y].place
                        assert t is not None
                        event.background = True
                        return [Arg(t, event.frame.role, None, None, y, t.kind != "settlement", False)]
                return []
            if self.mark(x) or self.items[x].place:
                return []
        return []

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

    def _linked(self, k: int, frame: Frame) -> list[Arg]:
        """Return the place that is said to be a link of the line ("Svatove is a key link in the supply lines to")."""
        be = next((x for x in range(k - 1, max(-1, k - 12), -1) if self.lows[x] in BE), -1)
        if be < 0:
            return []
        edge = next((x + 1 for x in range(be, -1, -1) if "breaks" in self.items[x].cues or self.lows[x] in (";", ",", "that")), 0)
        return self.gather(edge, be, frame)[:1]
