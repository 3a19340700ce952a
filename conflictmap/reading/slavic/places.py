"""Which places an event of Ukrainian and Russian takes: those that suit it in its clause, listed behind it, or left out."""

from __future__ import annotations

from dataclasses import replace

from conflictmap.model import Kind, Role, Toponym
from conflictmap.reading.slavic.fits import LOCATED, MOVES, ONWARDS, ROUTES
from conflictmap.reading.slavic.omissions import Omissions
from conflictmap.reading.slavic.parts import REGIONS, Clause, Group, Trigger

__all__ = ["Places"]

_TOWARDS = ROUTES | {"advance", "withdrew"}  # these may have a river for their object beside a settlement
_LINKS = frozenset(("bare", "from", "to", "on", "with"))  # how the ends of a road are named
_HROMADAS: frozenset[Kind] = frozenset(("hromada",))
_VILLAGES = frozenset(("сіл", "сел", "села", "сёл"))
_HERE = frozenset(("near", "in", "outskirts", "toward"))
_THIS = frozenset(("це", "это"))
_SIDES = frozenset(("боку", "стороны", "сторони"))
_MOSTLY = frozenset("найбільше переважно здебільшого больше преимущественно".split())
_CUTTING = frozenset(("cut", "fire"))


class Places(Omissions):
    """Gives the events of one sentence their places."""

    def assign(self, clause: Clause, triggers: list[Trigger], n: int) -> None:
        """Give every group of places to the trigger that takes it best, and to a trigger without one what it leaves out."""
        self.divide(clause, triggers)
        lines = [g for t in triggers if t.type == "supply_route" for g in t.groups]
        for trigger in triggers:
            if trigger.frame.name in _CUTTING and not trigger.groups:
                trigger.groups = list(lines) or self._road_described(clause, n)  # "останній шлях постачання до … перекрито"
            self._select(trigger)
            self._add_listed(trigger, n, last=trigger is triggers[-1])
            if trigger.groups or not self._driven_off(clause, trigger):
                self._complete(clause, trigger, n)
                self._add_hither(clause, trigger)
                self._remember(trigger)

    def _road_described(self, clause: Clause, n: int) -> list[Group]:
        """Return the ends of a road that is cut, where a clause beside says what it joins."""
        for after in self.clauses[n + 1 : n + 2]:
            relative = after.separator == "sub" or (after.separator == "comma" and "which" in after.cues)
            if relative and all(t.frame.name == "go" for t in after.triggers):
                ends = [g for g in after.groups if g.slot in _LINKS]
                if ends:
                    return ends  # "міст, що з'єднує …"
        if n < 2 or clause.separator != "comma":
            return []
        inner, outer = self.clauses[n - 1], self.clauses[n - 2]
        if inner.separator != "sub" or inner.triggers or outer.triggers or "route" not in outer.cues:
            return []
        return [g for g in inner.groups if g.slot in _LINKS or g.slot == "near"]  # "дорога, которая связывает А с Б, перерезана"

    def _add_listed(self, trigger: Trigger, n: int, *, last: bool) -> None:
        """Give a trigger the places that are listed behind its clause."""
        listed = self._listed(n)
        if not listed:
            return
        if all(g.names[0].kind in REGIONS for g in trigger.groups):
            trigger.groups = listed  # "п'ять сіл району: …"
        elif last and self.clauses[n + 1].separator == "strong":
            trigger.groups = [*trigger.groups, *listed]  # "… Харківської області; …, … Сумської області"

    def _complete(self, clause: Clause, trigger: Trigger, n: int) -> None:
        """Give a trigger what its clause leaves out, and take from it what only says where its object is."""
        goal = "destination" if trigger.type in MOVES else "origin" if trigger.type in ("advance", "entered") else ""
        passed = ("via", goal) if trigger.type in MOVES else (goal,)  # "вийшли човнами через Донець"
        described = trigger.form == "part" and trigger.type == "advance" and bool(trigger.groups)
        if not described and all(self.role(trigger, g) in passed for g in trigger.groups):
            trigger.groups = [*self.omitted(clause, trigger, n), *trigger.groups]
            if goal and any(self.role(trigger, g) == "origin" for g in trigger.groups) and trigger.type in MOVES:
                trigger.groups = [g for g in trigger.groups if g.slot != "via"]
        if trigger.type == "reinforcement" and trigger.form == "part" and n and clause.separator == "comma":
            before = self.clauses[n - 1]
            if "troops" in before.cues and not before.triggers and all(self.role(trigger, g) == "origin" for g in trigger.groups):
                # "у Дуванки встали два полка, переброшенные из-под Белгорода"
                trigger.groups = [*(g for g in before.groups if g.slot in _HERE), *trigger.groups]
        if trigger.type == "repelled" and self.targets and trigger.groups and all(self._is_side(g) for g in trigger.groups):
            trigger.groups = self.omitted(clause, trigger, n) or trigger.groups  # "контратаки з боку Жереб'янок невдалі"
        if trigger.type == "supply_cut" and trigger.groups:
            if all(g.names[0].kind == "river" for g in trigger.groups):
                # a bridge over a river stands at a place, too
                trigger.groups = [*trigger.groups, *self.omitted(clause, trigger, n)]
            if all(g.names[0].kind in REGIONS for g in trigger.groups):
                trigger.groups = self.omitted(clause, trigger, n) or trigger.groups  # "Мелитополь: подорвана ветка на Крым"
        pointing = clause.separator == "sub" or any(t.text in _THIS for t in self.tokens[clause.first : trigger.at])
        region = pointing and all(g.names[0].kind in REGIONS and g.slot == "in" for g in trigger.groups)
        if trigger.type == "supply_route" and trigger.groups and region:
            trigger.groups = (
                self.omitted(clause, trigger, n) or trigger.groups
            )  # "узел, на который опирается логистика в Донбассе"
        afar = all(g.slot in ("from", "to") and g.names[0].kind in REGIONS for g in trigger.groups)
        if trigger.type == "supply_route" and "which" in clause.cues and afar:
            trigger.groups = self.omitted(clause, trigger, n) or trigger.groups  # "росіяни нею возили боєприпаси з Криму"
        if trigger.type == "supply_route" and clause.separator == "sub" and (road := self._road_before(clause, n)):
            trigger.groups = road  # "траса Покровськ – Костянтинівка, якою забезпечують Торецьк"
        if trigger.type == "strike":
            trigger.groups = [g for g in trigger.groups if g.names[0].kind != "river"]  # a bridge is hit, not its river
        if trigger.type in ("supply_cut", "strike"):
            self._at_bridge(trigger)

    def _road_before(self, clause: Clause, n: int) -> list[Group]:
        """Return the ends of the road that a relative clause describes."""
        before = self.clauses[n - 1] if n else clause
        if "which" not in clause.cues or before.cues.isdisjoint(("route", "line")):
            return []
        ends = [g for g in before.groups if g.slot in _LINKS or g.slot in ("via", "near") or self._of_line(g)]
        named = (k for k, g in enumerate(ends) if self._of_line(g))
        return ends[next(named, 0) :]

    def _is_side(self, group: Group) -> bool:
        """Tell "з боку Жереб'янок" from "відкинули від Харкова"."""
        return group.slot == "from" and self.tokens[group.at + 1].text in _SIDES

    def _of_line(self, group: Group) -> bool:
        """Tell "на трасі Покровськ – Павлоград": a road or line stands right before its places."""
        return any(t.cues & {"route", "line"} for t in self.tokens[max(0, group.at - 2) : group.places[0]])

    def _add_hither(self, clause: Clause, trigger: Trigger) -> None:
        """Give a move that ends "here" the place named last: "сюди евакуювали людей"."""
        if "hither" not in clause.cues or not (trigger.type in MOVES or trigger.type == "reinforcement"):
            return
        if any(self.role(trigger, g) == "destination" for g in trigger.groups):
            return  # "в сторону Гуляйполя видно движение, бригаду туда повезли"
        hither = [name for g in self.targets[-1:] for name in g.names] or self._named_last(clause) or self.state.targets
        if hither:
            trigger.groups = [*trigger.groups, Group("to", None, -1, [], list(hither))]

    def _named_last(self, clause: Clause) -> list[Toponym]:
        """Return the town that the sentence named last, or that the one before was about."""
        named = [g for g in self._before(clause) if g.slot in _HERE and g.names[0].kind == "settlement"]
        return list(named[-1].names) if named else self.state.topic

    def _remember(self, trigger: Trigger) -> None:
        """Remember the places of an event: the next one may leave them out."""
        wanted = "origin" if trigger.type in MOVES else "target"
        targets = [g for g in trigger.groups if self.role(trigger, g) == wanted]
        if targets:
            self.targets = targets
            self.routed = trigger.type in ROUTES
            self.road = trigger.type in ROUTES and len(targets[0].names) > 1

    @staticmethod
    def _at_bridge(trigger: Trigger) -> None:
        """Let a town only say where a bridge is: "Антонівський міст під Херсоном", "міст через Оскіл у Куп'янську"."""
        where = [g for g in trigger.groups if g.slot in ("in", "near", "bare") and g.names[0].kind == "settlement"]
        bridges = [g.places[-1] for g in trigger.groups if g.names[0].kind == "facility" and g.places]
        if trigger.type == "strike":
            where = [g for g in where if g.at - 1 in bridges]  # "по мосту й по складах у Херсоні" are two targets
        if bridges:
            trigger.beside = [g for g in where if len(g.names) == 1]
            trigger.groups = [g for g in trigger.groups if g not in trigger.beside]
        elif trigger.type == "supply_cut" and any(g.slot == "via" and g.names[0].kind == "river" for g in trigger.groups):
            trigger.groups = [replace(g, relation=g.relation or "near") if g in where else g for g in trigger.groups]

    def _listed(self, n: int) -> list[Group]:
        """Return the places of a list that follows a clause: behind a colon, "among them", or a semicolon."""
        found: list[Group] = []
        rest = self.clauses[n + 1 :]
        if rest and self.tokens[rest[0].first].text in _MOSTLY and not any(c.triggers for c in rest[:2]):
            return next((c.groups for c in rest[:2] if c.groups), [])  # "виїхали дві тисячі людей; найбільше – із Хотіні"
        while len(rest) > 1 and rest[0].speech and not (rest[0].triggers or rest[0].groups):
            rest = rest[1:]  # "повернули вісім сіл, повідомив Генштаб: …"
        for k, clause in enumerate(rest):
            among = clause.separator == "sub" and "among" in clause.cues
            if clause.triggers or not clause.groups or any(g.slot not in ("bare", "in") for g in clause.groups):
                break
            if not (
                among or (k == 0 and clause.separator == "colon") or (clause.separator == "strong" and self.only_places(clause))
            ):
                break
            found += [g for g in clause.groups if not g.locator]
        return found

    def _select(self, trigger: Trigger) -> None:
        """Leave out what only says where the object lies."""
        groups = trigger.groups
        if any(g.slot != "along" for g in groups):
            groups = [g for g in groups if g.slot != "along"]
        if any(g.names[0].kind == "settlement" for g in groups) and trigger.type not in _TOWARDS:
            groups = [g for g in groups if g.names[0].kind != "river" or g.slot not in ("on", "in")]  # "на берегу Оскола … у …"
        if trigger.type in MOVES and any(g.slot in ("from", "bare") for g in groups):
            groups = [g for g in groups if g.slot != "via"]
        if trigger.type in LOCATED:
            groups = [_without(g, REGIONS) for g in groups]
        elif trigger.type == "evacuation":
            # "з Волохівки та ще трьох сіл Вовчанської громади"
            towns = any(g.names[0].kind == "settlement" for g in groups)
            rest = [g for g in groups if not (g.names[0].kind == "hromada" and self.tokens[g.at - 1].text in _VILLAGES)]
            groups = [_without(g, _HROMADAS) for g in (rest if towns else groups)]
        groups = _object(trigger, groups)
        if trigger.type == "repelled" and any(g.slot != "from" for g in groups):
            groups = [g for g in groups if g.slot != "from"]  # "наступ на Лисичанськ з боку Вовчоярівки"
        if trigger.type == "advance" and any(g.slot in ("near", "in") and g.names[0].kind == "settlement" for g in groups):
            groups = [g for g in groups if g.names[0].kind != "river"]  # "форсували Оскіл біля Дворічної"
        if trigger.type == "evacuation" and any(g.slot == "from" and g.names[0].kind == "settlement" for g in groups):
            groups = [g for g in groups if g.names[0].kind not in REGIONS or g.slot not in ("in", "on")]
        if trigger.type in MOVES and any(g.slot == "from" for g in groups):
            groups = [g for g in groups if g.slot not in ("bare", "for")]
        if trigger.type == "evacuation" and any(
            g.at > trigger.at and g.names[0].kind not in REGIONS and self.role(trigger, g) == "origin" for g in groups
        ):
            # "власти области вывозят жителей из …"
            groups = [g for g in groups if g.at > trigger.at or g.slot != "bare" or g.names[0].kind not in REGIONS]
        if trigger.type in LOCATED and any(g.slot == "bare" for g in groups):
            groups = [g for g in groups if g.slot == "bare"]
        if trigger.type in ("withdrew", "advance", "entered") and any(g.at > trigger.at for g in groups):
            groups = [g for g in groups if g.at > trigger.at or g.slot not in ("near", "in") or g.names[0].kind in REGIONS]
        if any(g.names[0].kind not in REGIONS for g in groups):
            reached = trigger.type == "reinforcement"
            groups = [
                g
                for g in groups
                if g.names[0].kind not in REGIONS
                or trigger.type == "evacuation"
                or (reached and g.slot in ("on", "into", "to") and g.at > trigger.at)
            ]
        trigger.groups = groups

    def role(self, trigger: Trigger, group: Group) -> Role:
        slot = group.slot
        if trigger.type in MOVES:
            return "destination" if slot in ONWARDS else "via" if slot == "via" else "origin"
        if slot == "from" and trigger.type in ("advance", "entered", "reinforcement"):
            return "origin"
        if trigger.type == "reinforcement":
            return "via" if slot == "via" and any(g.slot != "via" for g in trigger.groups) else "destination"
        if slot == "via" and trigger.type == "supply_cut" and group.names[0].kind == "river":
            return "via" if any(g.names[0].kind == "settlement" for g in trigger.groups) else "target"
        return "via" if slot == "via" and trigger.type in ("advance", "entered") else "target"


def _object(trigger: Trigger, groups: list[Group]) -> list[Group]:
    """Leave what is fought for, or the hub itself, and not what it lies near: "под Харьковом идут бои за Циркуны"."""
    if trigger.type == "fighting" and any(g.slot == "for" for g in groups):
        return [g for g in groups if g.slot not in ("near", "in")]
    if trigger.type != "supply_route" or not any(g.slot == "bare" and g.names[0].kind == "settlement" for g in groups):
        return groups
    for g in groups:
        g.locator = g.locator or g.slot == "near"
    return [g for g in groups if g.slot != "near"]


def _without(group: Group, kinds: frozenset[Kind]) -> Group:
    """Leave out a region listed with a town: "последнее село Курской области, Горналь"."""
    towns = [(at, name) for at, name in zip(group.places, group.names, strict=False) if name.kind not in kinds]
    if not towns or len(towns) == len(group.names):
        return group
    return replace(group, places=[at for at, _ in towns], names=[name for _, name in towns])
