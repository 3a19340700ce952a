"""Whose doing an event may be presumed to be where no word tells it: from who holds the place, or from who tells of it."""

from __future__ import annotations

from collections.abc import Iterable

from conflictmap.model import EventType, Side, Toponym
from conflictmap.reading.english.actors import MILITARY
from conflictmap.reading.english.doers import THEIR_LOSS, Doers
from conflictmap.reading.english.places import Arg
from conflictmap.reading.english.words import PREPOSITIONS, opposite
from conflictmap.reading.holders import known_holder
from conflictmap.reading.lexicon import Frame

_LEADING = frozenset("commander spokesman spokeswoman spokesperson officer".split())
_TAKING_ALONG = frozenset("taken took takes carried carries brought brings put puts left".split())
_SUFFERING = frozenset("leaving killing wounding injuring depriving leaves left".split())
_SEIZING = frozenset(["capture", "seizure", "seize", "conquest", "conquer", "annex"])
_LEFT = frozenset(["withdrew", "evacuation", "supply_route", "supply_cut"])
_IN_USE = (" open", " usable", " passable", " open again", " again open", " be used", " works")  # of one's own road
_HOLDERS_OWN = frozenset(["control_held", "withdrew", "reinforcement", "evacuation", "supply_route", "repelled"])


class Presumptions(Doers):
    """A sentence whose events can be asked whose doing they may be."""

    def presumed(self, k: int, kind: EventType, frame: Frame, args: Iterable[Arg], *, planned: bool) -> Side | None:
        """Presume whose doing it is where no word tells it: from who is known to hold the place, else from who tells of it."""
        holders = {self._holder(a.place) for a in args if a.role != "origin" or kind in _LEFT}
        origins = (a.place for a in args if a.role == "origin" and kind not in _LEFT and a.place.kind != "area")
        whence = {self._holder(place) for place in origins} - {None}
        if len(whence) == 1 and kind in ("advance", "reinforcement"):
            return whence.pop()
        holder = holders.pop() if len(holders) == 1 else None
        entry = self.items[k].verb or self.items[k].noun
        lost = frame.name == "lose" or (entry is not None and entry.lemma.startswith(("fall", "capitulate")))
        if lost and kind != "control_held" and not (planned and holder):
            return self._taker_of_lost(k, frame, holder, worded=entry is None)
        if frame.name == "turn":
            return holder  # he has it by now
        held = (kind == "control_held" and self.lows[k + 1] != "by") or self.items[k].low.endswith(_IN_USE)
        told = self.attribution(k) if frame.name == "cede" or held else None
        if told is not None and told.side in ("UA", "RU"):
            return self.side_of(told.side or "")  # one tells of what one's own side gave up or holds
        if kind in ("control_gained", "entered") and self.items[k].verb is not None and (side := self._gains_on(args, holder)):
            return side
        if kind == "advance" and self.items[k].noun is not None:
            taken = (a for a in self.actors if a.first > k and self.lows[a.first - 1] in _TAKING_ALONG)
            if (along := next(taken, None)) is not None:
                return self.side_of(along.side)  # "a thrust has taken Ukrainian forces 20 km behind"
        undergone = entry is not None and " under" in entry.lemma
        if self.items[k].verb is not None and kind in ("withdrew", "entered", "advance", "reinforcement") and not undergone:
            near = (x for x in range(k - 1, self._left_edge(k) - 1, -1) if self.items[x].side in ("UA", "RU"))
            if (x := next(near, -1)) >= 0 and self.lows[x - 1] not in PREPOSITIONS:
                return self.side_of(self.items[x].side)  # "the last Ukrainian boat left"
        garrison = frame.name == "cede" or "garrison" in self.lows[self._left_edge(k) : k]
        if holder is not None and not (kind == "withdrew" and holder == "UA" and not garrison):
            own = kind in _HOLDERS_OWN or (
                self.lows[k] == "captured" and self.attributive(k)
            )  # "the captured city": it's his by now
            return holder if own else opposite(holder)
        if kind in ("evacuation", "repelled"):
            return self._presumed_at_front(k, kind, args)
        if kind == "withdrew" and self.items[k].verb is not None:
            return self._presumed_loser(args) or (self._told_by_one_of_them(k) if frame.name == "withdraw" else None)
        tells = (
            self.items[k].noun is not None if frame.name == "advance" else kind == "supply_route" and self.items[k].noun is None
        )
        if tells and (told := self.attribution(k)) is not None:
            return self.side_of(
                told.side or ""
            )  # "there had been gains around it", "supplies still come in via it", the army said
        if kind == "strike" or frame.type == "strike":
            return self._presumed_striker(k)
        named = {it.side for it in self.items} | {"UA" if "kyiv" in self.sentence.text.casefold() else ""}
        seized = (
            kind == "control_gained" and entry is not None and entry.lemma in _SEIZING and ("RU" in named or "UA" not in named)
        )
        return "RU" if seized else None  # of what one gets back one says so

    def _gains_on(self, args: Iterable[Arg], holder: Side | None) -> Side | None:
        """Return who gained what the sentence before told of, or attacked there: "Makarivka was taken a day later"."""
        last = self.state.said[-1].claim if self.state.said else None
        if last is None or last.certainty in ("predicted", "denied"):
            return None
        if last.event_type == "control_gained" and holder is None:
            return last.side
        there = {a.place.surface for a in args} & {p.toponym.surface for p in last.places}
        return last.side if last.event_type in ("advance", "entered") and there else None

    def _presumed_loser(self, args: Iterable[Arg]) -> Side | None:
        """Presume who leaves a place that the sentence before told of: "Urozhaine is lost. The marines were pulled back."."""
        there = {a.place.surface for a in args if a.role == "origin"}
        lost = (f.claim for f in self.state.said if f.claim.event_type in THEIR_LOSS and f.claim.certainty != "denied")
        return next((opposite(c.side) for c in lost if there & {p.toponym.surface for p in c.places}), None)

    def _told_by_one_of_them(self, k: int) -> Side | None:
        """Return the side of the military that tells who left: "the battalion left Opytne, its commander said"."""
        told = self.attribution(k)
        words = (told.claimant or "").lower().split() if told is not None and told.certainty != "denied" else []
        if told is None or not words or not self._finite(k):
            return None
        named = (told.claimant or "").split()[-1][:1].isupper() and self._known(words[-1]) is not None
        if told.side in ("UA", "RU") and (named or not MILITARY.isdisjoint(words)):
            return self.side_of(told.side)
        return "UA" if told.side is None and words[0] in ("its", "their") and not _LEADING.isdisjoint(words) else None

    def _presumed_striker(self, k: int) -> Side | None:
        """Presume who strikes: not who tells of it, else the only side that acts."""
        teller = self.attribution(k)
        if teller is not None and teller.side in ("UA", "RU"):
            return opposite(self.side_of(teller.side))
        relative = next((x for x in range(k, len(self.items)) if self.lows[x] in ("which", "who")), len(self.items))
        doers = [a for a in self.actors if a.force and a.first < relative and self.lows[a.first - 1] not in _SUFFERING]
        sides = {self.side_of(a.side) for a in doers} - {None}
        return sides.pop() if len(sides) == 1 else None

    def _presumed_at_front(self, k: int, kind: EventType, args: Iterable[Arg]) -> Side | None:
        """Presume who evacuates a place or repels an attack where neither is known to hold it."""
        if kind == "evacuation":
            if any(a.side == "RU" for a in self.actors):
                return None
            led = {self._holder(a.place) for a in args if a.role == "destination"}
            abroad = all(a.place.place is None or a.place.place.country != "UA" for a in args)
            return None if "RU" in led or abroad else "UA"
        told = self.attribution(k)
        if told is not None and told.certainty != "denied" and told.side:
            return self.side_of(told.side)  # one tells of the attacks that one's own side repelled
        last = self.state.said[-1].claim if self.state.said and not any(self._holder(a.place) for a in args) else None
        if last is not None and last.side is not None:
            return last.side if last.event_type in _HOLDERS_OWN else opposite(last.side)
        return "UA" if told is None or told.certainty != "denied" else None

    def _taker_of_lost(self, k: int, frame: Frame, holder: Side | None, *, worded: bool) -> Side | None:
        """Guess who took a town that was lost or fell; `worded` is whether no verb or noun tells it: "with Yampil gone"."""
        if holder is not None and frame.name == "lose":
            return holder  # he has it by now
        teller = self.attribution(k)  # who tells of a town that fell seldom speaks of a liberation
        if teller is None and worded:
            return None
        if teller is None or teller.side != "RU":
            return "RU"
        return None if frame.name == "lose" or holder == "RU" else "RU"  # "Soledar has fallen, Moscow said"

    def _holder(self, place: Toponym) -> Side | None:
        if place.place is None or place.kind == "river":
            return None
        return known_holder(place.place, self.state.published)
