"""How well an event of Ukrainian and Russian takes a place: by its type, its verb, and the slot that the place stands in."""

from __future__ import annotations

import re

from conflictmap.reading.discourse import State
from conflictmap.reading.slavic.clauses import Parse
from conflictmap.reading.slavic.parts import SLOTS, Clause, Group, Trigger

__all__ = ["FIT", "LOCATED", "MOVES", "OBLIQUE", "ONWARDS", "ROUTES", "Fits"]

# how well an event of a type takes a place in a slot; none where it does not
FIT: dict[str, dict[str, int]] = {
    "control_gained": {"bare": 4, "in": 2, "into": 2, "on": 1, "outskirts": 2, "near": 1, "with": 2, "over": 2},
    "control_held": {"bare": 4, "in": 3, "into": 2, "near": 2, "on": 2, "over": 3, "outskirts": 2, "for": 2, "from": 1, "to": 1},
    "entered": {"by": 1, "into": 4, "in": 4, "to": 3, "on": 2, "outskirts": 4, "near": 3, "via": 1, "from": 1, "for": 2},
    "flag_raised": {"to": 2, "over": 4, "in": 4, "into": 3, "on": 3, "bare": 2, "near": 1, "outskirts": 2},
    "withdrew": {"from": 4, "bare": 3, "in": 2, "near": 2, "to": 3, "into": 2, "on": 3, "behind": 3, "toward": 3, "outskirts": 2,
                 "via": 1, "for": 3},
    "evacuation": {"from": 4, "bare": 3, "in": 2, "into": 3, "to": 3, "on": 3, "near": 1, "for": 2},
    "fighting": {"for": 4, "in": 4, "near": 4, "bare": 2, "on": 1, "outskirts": 4, "to": 1, "toward": 2},
    "advance": {
        "to": 4, "toward": 4, "into": 4, "on": 4, "near": 3, "in": 3, "outskirts": 4, "bare": 2, "for": 2, "from": 1, "via": 3,
        "by": 1, "behind": 2, "over": 1,
    },
    "repelled": {
        "near": 4, "in": 4, "to": 3, "toward": 4, "on": 4, "into": 4, "outskirts": 4, "bare": 2, "for": 3, "from": 1, "via": 3,
    },
    "reinforcement": {
        "to": 4, "into": 4, "on": 4, "toward": 4, "near": 3, "in": 3, "from": 2, "bare": 1, "outskirts": 3, "via": 2,
    },
    "supply_route": {"bare": 4, "via": 3, "by": 3, "near": 1, "in": 2, "on": 3, "from": 2, "to": 2, "into": 2},
    "supply_cut": {"bare": 4, "via": 4, "near": 4, "in": 3, "to": 3, "on": 4, "into": 3, "by": 3, "over": 2, "with": 4},
    "strike": {"by": 4, "bare": 3, "in": 4, "near": 3, "on": 3, "into": 3, "outskirts": 3, "to": 1, "over": 2},
}  # fmt: skip
# where a bare name is the object, the others only say where it lies
LOCATED = frozenset(("control_gained", "control_held"))
MOVES = frozenset(("withdrew", "evacuation"))
ROUTES = frozenset(("supply_cut", "supply_route"))
_AWAY = frozenset(("to", "toward", "behind"))
ONWARDS = frozenset(("to", "into", "toward", "behind", "on", "for"))
_FOLLOWED = frozenset(("advance", "repelled", "fighting"))  # these may go along something
_NO_FIT = frozenset((("bare", "reach"), ("in", "reach"), ("near", "ours")))  # slots that a frame's type takes, but not the frame
OBLIQUE = re.compile(r"(?:их|ых|им|ым|ими|ыми|ого|ому|ої|ій|ой|ую)$")
_FALL = ("паден", "падін")
_DRIVEN = re.compile("^(?:відкин|відігн|відтісн|відсун|отброс|отброш|отогн|оттесн)")


class Fits:
    """Divides the places of a clause among the events of one sentence."""

    def __init__(self, parse: Parse, state: State) -> None:
        self.parse, self.state = parse, state
        self.tokens, self.groups, self.clauses = (parse.tokens, parse.groups, parse.clauses)

    def divide(self, clause: Clause, triggers: list[Trigger]) -> None:
        """Give every group of places to the trigger that takes it best."""
        routed = any(t.type in ROUTES for t in triggers)
        shown = any(t.frame.name == "shown" for t in triggers)
        for group in clause.groups:
            if group.titled or (group.locator and not routed):
                continue
            if shown and group.slot == "from":
                group.slot = "in"  # "показали видео из центра Лисичанска"
            best: Trigger | None = None
            most = 0
            for trigger in triggers:
                fit = self._fit(clause, trigger, group)
                if not fit:
                    continue
                score = 10 * fit + _nearness(trigger, group)
                if best is None or score > most:
                    best, most = trigger, score
            if best is not None:
                best.groups.append(group)

    def _fit(self, clause: Clause, trigger: Trigger, group: Group) -> int:
        """Tell how well an event takes a place; 0 where it does not."""
        kind, frame, slot = trigger.type, trigger.frame.name, group.slot
        if trigger.form == "part" and self._of_another(trigger, group):
            return 0
        if frame == "stay" and slot == "by":
            return 3  # "ходят по Новоэкономическому"
        if frame == "fall" and group.at < trigger.at and trigger.words.lower().startswith(_FALL):
            return 0  # "штурмовать Константиновку после падения Щербиновки"
        if frame == "leave" and slot in ONWARDS:
            return 0  # what is given up is no way to somewhere
        if slot == "bare" and kind == "entered" and frame in ("advance", "reach"):
            return 3  # "дісталися центру Красногорівки"
        if slot in _AWAY and group.at > trigger.at and self._driven_off(clause, trigger):
            return 0
        if slot == "from" and (frame == "oust" or (kind in ROUTES and self._begins_road(group))):
            return 4
        if slot == "along":
            return 2 if kind in _FOLLOWED and group.names[0].kind == "settlement" else 0
        if (slot, frame) in _NO_FIT:
            return 0
        return FIT[kind].get(slot, FIT[kind].get("in", 0) if slot == "into" else 0)

    def _of_another(self, trigger: Trigger, group: Group) -> bool:
        """Tell whether a participle says nothing of a place: one before it, or far behind it, is of another word."""
        if group.at < trigger.at:
            return self._before_its_noun(trigger)  # "дамба Каховской ГЭС, власти аннексированной части"
        return group.at - trigger.at > 4  # "з окупованого Енергодара евакуюють … ЗАЕС": it stands before what it describes

    def _begins_road(self, group: Group) -> bool:
        """Tell whether a road or line is said to lead from a place."""
        return any(t.cues & {"route", "line"} for t in self.tokens[max(0, group.at - 2) : group.at])

    def _before_its_noun(self, trigger: Trigger) -> bool:
        """Tell a participle in an oblique case that no comma parts from a name before it: it describes what follows."""
        after = self.tokens[trigger.at + 1 : trigger.at + 2]
        if not after or not after[0].word or after[0].cues & SLOTS:
            return False  # "показал Угледар оккупированным", "залишається окупованим з березня"
        return OBLIQUE.search(self.tokens[trigger.at].text) is not None and self.tokens[trigger.at - 1].raw != ","

    @staticmethod
    def _driven_off(clause: Clause, trigger: Trigger) -> bool:
        """Tell "отброшены в сторону Храповщины": that is where they are driven to, and nothing was attacked there."""
        away = any(g.at > trigger.at and g.slot in _AWAY for g in clause.groups)
        return away and trigger.frame.name == "repel" and _DRIVEN.search(trigger.words.lower()) is not None


def _nearness(trigger: Trigger, group: Group) -> int:
    """Score how near a place stands to a trigger: better behind it than before it, best right behind a noun."""
    behind = group.at - trigger.at
    distance = behind if behind > 0 else 2 * (trigger.at - group.places[-1])
    return (15 if trigger.kind == "noun" and 0 < behind <= 3 else 0) - min(distance, 30)
