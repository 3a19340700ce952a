"""Events of Ukrainian and Russian whose doer is sought: who is named beside them, who speaks, whose the places are."""

from __future__ import annotations

from dataclasses import dataclass

from conflictmap.model import EventType, Side
from conflictmap.reading.discourse import State
from conflictmap.reading.holders import known_holder, last_holder
from conflictmap.reading.slavic.clauses import Parse
from conflictmap.reading.slavic.parts import Actor, Clause, Trigger
from conflictmap.reading.slavic.signs import follows
from conflictmap.reading.slavic.words import INSTRUMENTAL

__all__ = ["DOING", "Deed", "Deeds"]

DOING = frozenset(("nom", "ins", "any"))  # cases of those who do something
_OURS = frozenset(("ours", "hold_ours"))
_THEIRS = ("їхн", "ихн", "його", "его", "их", "їх", "її", "ее")


@dataclass(slots=True)
class Deed:
    """An event whose doer is sought, with what is known of it. Actors are told by token, side and case."""

    clause: Clause
    trigger: Trigger
    kind: EventType
    frame: str
    word: str  # those of the trigger, in small letters
    passive: bool
    ours: bool  # it is said to be "ours"
    own: Side  # of who speaks
    holders: set[Side]  # who is known to hold its places
    holder: Side | None  # if it is but one
    actors: list[Actor]
    doers: list[tuple[int, Side]]  # actors in a case of those who do something
    others: list[tuple[int, Side]]  # actors in the genitive or dative

    def beside(self) -> list[Actor]:
        """Return the actors right beside the trigger."""
        return [actor for actor in self.actors if abs(actor[0] - self.trigger.at) <= 2]


class Deeds:
    """A sentence whose events can be asked what is known of their doers; `last` is who acted last."""

    def __init__(self, parse: Parse, state: State) -> None:
        self.parse, self.state = parse, state
        self.tokens, self.lang, self.clauses, self.speaker = (parse.tokens, parse.lang, parse.clauses, parse.speaker)
        self.last: Side | None = None

    def holders(self, trigger: Trigger) -> set[Side]:
        """Return those who are known to hold the places of an event, not those where it came from."""
        groups = [*trigger.groups, *trigger.beside]
        if trigger.type in ("entered", "advance"):
            groups = [g for g in groups if g.slot not in ("from", "via")] or [g for g in groups if g.slot == "via"]
        places = [name.place for g in groups for name in g.names if name.place and name.kind != "river"]
        return {side for place in places if (side := known_holder(place, self.state.published))}

    def _deed(self, clause: Clause, trigger: Trigger) -> Deed:
        """Gather what is known of an event."""
        actors = self.parse.actors(clause)
        if trigger.kind == "noun" and trigger.type == "control_gained" and follows(self.tokens, trigger.at - 3, "after", 2):
            actors = [a for a in actors if a[2] != "nom"]  # "після звільнення Херсона росіяни обстрілюють місто"
        passive = trigger.form in ("short", "part")
        doers = [(i, s) for i, s, case in actors if case in DOING and not (passive and self._undergoes(i))]
        others = [(i, s) for i, s, case in actors if case in ("gen", "dat")]
        holders = self.holders(trigger)
        holder = next(iter(holders)) if len(holders) == 1 else None
        ours = trigger.frame.name in _OURS or (trigger.frame.name == "fire" and " наш" in trigger.words)
        own: Side = clause.claimant_side if clause.stance and clause.claimant_side in ("UA", "RU") else self.speaker
        if trigger.type == "control_held" and holder and self.state.speaker_side is None and not (ours or clause.claimant_side):
            own = holder  # nobody tells who speaks
        name, word = trigger.frame.name, trigger.words.lower()
        return Deed(clause, trigger, trigger.type, name, word, passive, ours, own, holders, holder, actors, doers, others)

    def _undergoes(self, i: int) -> bool:
        """Tell one without a side of his own of whom a passive is said: "підрозділи розбито"; the doer is in the instrumental."""
        return self.parse.is_neutral(i) and not INSTRUMENTAL.search(self.tokens[i].text)

    def _is_sideless(self, deed: Deed) -> bool:
        """Tell whether those who are named have no side of their own: "піхота", "штурмовики"."""
        return bool(deed.actors) and all(self.parse.is_sideless(i) for i, _, _ in deed.actors)

    def _theirs(self, i: int) -> bool:
        """Tell "їхні колони": they belong to those who were named before."""
        return i > 0 and self.tokens[i - 1].text.startswith(_THEIRS)

    def _is_unattributed(self, deed: Deed) -> bool:
        """Tell whether neither the report nor the clause shows which side speaks."""
        return self.state.speaker_side is None and not deed.clause.claimant_side

    def _next(self, clause: Clause) -> list[Clause]:
        """Return the clause behind, if there is one."""
        return self.clauses[self.clauses.index(clause) + 1 :][:1]

    def _before(self, trigger: Trigger) -> Side | None:
        """Return who is known to have held the places of an event last."""
        places = [name.place for g in trigger.groups for name in g.names if name.place and name.kind == "settlement"]
        found = {last_holder(place, self.state.published) for place in places}
        if trigger.type == "supply_route":
            found.discard(None)  # one end of it tells whose it is
        return found.pop() if len(found) == 1 else None

    @staticmethod
    def _in_ukraine(trigger: Trigger) -> bool:
        """Tell whether an event has places, all of them in Ukraine."""
        places = [name.place for g in trigger.groups for name in g.names if name.place]
        return bool(places) and all(place.country == "UA" for place in places)
