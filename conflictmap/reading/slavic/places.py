"""Which places an event of Ukrainian and Russian takes: those that suit it in its clause, listed behind it, or left out."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from conflictmap.model import Role, Toponym
from conflictmap.reading.discourse import State
from conflictmap.reading.slavic.clauses import Parse
from conflictmap.reading.slavic.groups import is_region_word
from conflictmap.reading.slavic.parts import REGIONS, Clause, Group, Trigger

__all__ = ["LOCATED", "MOVES", "Places"]

# how well an event of a type takes a place in a slot; none where it does not
_FIT: dict[str, dict[str, int]] = {
    "control_gained": {"bare": 4, "in": 2, "into": 2, "on": 1, "outskirts": 2, "near": 1, "with": 2, "over": 2},
    "control_held": {"bare": 4, "in": 3, "into": 2, "near": 2, "on": 2, "over": 3, "outskirts": 2, "for": 2, "from": 1, "to": 1},
    "entered": {"by": 1, "into": 4, "in": 4, "to": 3, "on": 2, "outskirts": 4, "near": 3, "via": 1, "from": 1, "for": 2},
    "flag_raised": {"to": 2, "over": 4, "in": 4, "into": 3, "on": 3, "bare": 2, "near": 1, "outskirts": 2},
    "withdrew": {"from": 4, "bare": 3, "in": 2, "near": 2, "to": 3, "into": 2, "on": 3, "behind": 3, "toward": 3, "outskirts": 2,
                 "via": 1},
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
_ROUTES = frozenset(("supply_cut", "supply_route"))
_TOWARDS = _ROUTES | {"advance", "withdrew"}  # these may have a river for their object beside a settlement
_AWAY = frozenset(("to", "toward", "behind"))
_BRIDGES = frozenset("міст мост мости мосты переправу переправа переправи переправы".split())
_OBLIQUE = re.compile(r"(?:их|ых|им|ым|ими|ыми|ого|ому|ої|ій|ой|ую)$")
_COPULAS = frozenset("был была было были он она оно они був була було були він вона воно вони".split())
_CARRIED = frozenset(("entered", "control_gained", "control_held", "advance", "repelled"))
_DRIVEN = re.compile("^(?:відкин|відігн|відтісн|відсун|отброс|отброш|отогн|оттесн)")


class Places:
    """Gives the events of one sentence their places; `targets` are those of the event before."""

    def __init__(self, parse: Parse, state: State) -> None:
        self.parse, self.state = parse, state
        self.tokens, self.groups, self.clauses = (parse.tokens, parse.groups, parse.clauses)
        self.targets: list[Group] = []
        self.road = False  # the targets are the ends of a road: nothing happens there

    def assign(self, clause: Clause, triggers: list[Trigger], n: int) -> None:
        """Give every group of places to the trigger that takes it best, and to a trigger without one what it leaves out."""
        for group in clause.groups:
            if group.titled or (group.locator and not any(t.type in _ROUTES for t in triggers)):
                continue
            best: Trigger | None = None
            most = 0
            for trigger in triggers:
                fits = _FIT[trigger.type]
                fit = fits.get(group.slot, fits.get("in", 0) if group.slot == "into" else 0)
                if (group.slot, trigger.frame.name) in (("bare", "reach"), ("in", "reach"), ("near", "ours")):
                    fit = 0
                if group.slot == "along":
                    fit = 2 if trigger.type in ("advance", "repelled", "fighting") and group.names[0].kind == "settlement" else 0
                if group.slot == "from" and (
                    trigger.frame.name == "oust"
                    or (
                        trigger.type in _ROUTES
                        and any(t.cues & {"route", "line"} for t in self.tokens[max(0, group.at - 2) : group.at])
                    )
                ):
                    fit = 4
                if group.at > trigger.at and group.slot in _AWAY and self._driven_off(clause, trigger):
                    fit = 0
                if group.slot == "bare" and trigger.type == "entered" and trigger.frame.name in ("advance", "reach"):
                    fit = 3  # "дісталися центру Красногорівки"
                if trigger.frame.name == "leave" and group.slot in ("to", "into", "toward", "behind", "on"):
                    fit = 0  # what is given up is no way to somewhere
                if trigger.frame.name == "shown" and group.slot == "from":
                    group.slot = "in"  # "показали видео из центра Лисичанска"
                if trigger.frame.name == "stay" and group.slot == "by":
                    fit = 3  # "ходят по Новоэкономическому"
                if trigger.form == "part" and group.at < trigger.at and self._before_its_noun(trigger):
                    fit = 0  # "дамба Каховской ГЭС, власти аннексированной части"
                if trigger.form == "part" and group.at - trigger.at > 4:
                    fit = 0  # "з окупованого Енергодара евакуюють … ЗАЕС": it stands before what it describes
                if not fit:
                    continue
                distance = group.at - trigger.at if group.at > trigger.at else 2 * (trigger.at - group.places[-1])
                score = 10 * fit - min(distance, 30)
                if trigger.kind == "noun" and 0 < group.at - trigger.at <= 3:
                    score += 15
                if best is None or score > most:
                    best, most = trigger, score
            if best is not None:
                best.groups.append(group)
        lines = [g for t in triggers if t.type == "supply_route" for g in t.groups]
        for trigger in triggers:
            if trigger.frame.name in ("cut", "fire") and not trigger.groups:
                trigger.groups = list(lines)  # "останній шлях постачання до … перекрито"
            if trigger.frame.name in ("cut", "fire") and not trigger.groups:
                relative = [
                    c
                    for c in self.clauses[n + 1 : n + 2]
                    if all(t.frame.name == "go" for t in c.triggers)
                    and (c.separator == "sub" or (c.separator == "comma" and "which" in c.cues))
                ]
                trigger.groups = [
                    g for c in relative for g in c.groups if g.slot in ("bare", "from", "to", "on", "with")
                ]  # "міст, що з'єднує …"
            if trigger.frame.name in ("cut", "fire") and not trigger.groups and n > 1 and clause.separator == "comma":
                inner, outer = self.clauses[n - 1], self.clauses[n - 2]
                if inner.separator == "sub" and not (inner.triggers or outer.triggers) and "route" in outer.cues:
                    trigger.groups = [
                        g for g in inner.groups if g.slot in ("bare", "from", "to", "on", "with", "near")
                    ]  # "дорога, которая связывает А с Б, перерезана"
            self._select(trigger)
            listed = self._listed(n)
            if listed and all(g.names[0].kind in REGIONS for g in trigger.groups):
                trigger.groups = listed  # "п'ять сіл району: …"
            elif listed and trigger is triggers[-1] and self.clauses[n + 1].separator == "strong":
                trigger.groups = [*trigger.groups, *listed]  # "… Харківської області; …, … Сумської області"
            if not trigger.groups and self._driven_off(clause, trigger):
                continue
            goal = "destination" if trigger.type in MOVES else "origin" if trigger.type in ("advance", "entered") else ""
            if all(self.role(trigger, g) == goal for g in trigger.groups):
                trigger.groups = [*self._omitted(clause, trigger, n), *trigger.groups]
            if trigger.type == "supply_cut" and trigger.groups and all(g.names[0].kind == "river" for g in trigger.groups):
                # a bridge over a river stands at a place, too
                trigger.groups = [*trigger.groups, *self._omitted(clause, trigger, n)]
            if trigger.type == "supply_cut" and trigger.groups and all(g.names[0].kind in REGIONS for g in trigger.groups):
                trigger.groups = self._omitted(clause, trigger, n) or trigger.groups  # "Мелитополь: подорвана ветка на Крым"
            if trigger.type == "strike":
                trigger.groups = [g for g in trigger.groups if g.names[0].kind != "river"]  # a bridge is hit, not its river
            if trigger.type in ("supply_cut", "strike"):
                self._at_bridge(trigger)
            hither = [name for g in self.targets[-1:] for name in g.names] or self.state.targets
            if "hither" in clause.cues and trigger.type in {*MOVES, "reinforcement"} and hither:
                trigger.groups = [*trigger.groups, Group("to", None, -1, [], list(hither))]  # "сюди евакуювали людей"
            targets = [g for g in trigger.groups if self.role(trigger, g) == ("origin" if trigger.type in MOVES else "target")]
            if targets:
                self.targets = targets
                self.road = trigger.type in _ROUTES and len(targets[0].names) > 1

    def _before_its_noun(self, trigger: Trigger) -> bool:
        """Tell a participle in an oblique case that no comma parts from a name before it: it describes what follows."""
        after = self.tokens[trigger.at + 1 : trigger.at + 2]
        if not after or not after[0].word:
            return False  # "показал Угледар оккупированным"
        return _OBLIQUE.search(self.tokens[trigger.at].text) is not None and self.tokens[trigger.at - 1].raw != ","

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

    @staticmethod
    def _driven_off(clause: Clause, trigger: Trigger) -> bool:
        """Tell "отброшены в сторону Храповщины": that is where they are driven to, and nothing was attacked there."""
        away = any(g.at > trigger.at and g.slot in _AWAY for g in clause.groups)
        return away and trigger.frame.name == "repel" and _DRIVEN.search(trigger.words.lower()) is not None

    def _listed(self, n: int) -> list[Group]:
        """Return the places of a list that follows a clause: behind a colon, "among them", or a semicolon."""
        found: list[Group] = []
        for k, clause in enumerate(self.clauses[n + 1 :]):
            among = clause.separator == "sub" and "among" in clause.cues
            if clause.triggers or not clause.groups or any(g.slot not in ("bare", "in") for g in clause.groups):
                break
            if not (
                among or (k == 0 and clause.separator == "colon") or (clause.separator == "strong" and self._only_places(clause))
            ):
                break
            found += [g for g in clause.groups if not g.locator]
        return found

    def _only_places(self, clause: Clause) -> bool:
        """Tell whether a clause holds nothing but names of places and the words between them."""
        known = {"filler", "conj", "in"}
        words = [t for t in self.tokens[clause.first : clause.last] if t.word and t.toponym is None and not t.covered]
        return all(t.cues & known or is_region_word(t) for t in words)

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
            groups = [_without_regions(g) for g in groups]
        if trigger.type == "repelled" and any(g.slot != "from" for g in groups):
            groups = [g for g in groups if g.slot != "from"]  # "наступ на Лисичанськ з боку Вовчоярівки"
        if trigger.type == "advance" and any(g.slot in ("near", "in") and g.names[0].kind == "settlement" for g in groups):
            groups = [g for g in groups if g.names[0].kind != "river"]  # "форсували Оскіл біля Дворічної"
        if trigger.type == "evacuation" and any(g.slot == "from" and g.names[0].kind == "settlement" for g in groups):
            groups = [g for g in groups if g.names[0].kind not in REGIONS or g.slot not in ("in", "on")]
        if trigger.type in MOVES and any(g.slot == "from" for g in groups):
            groups = [g for g in groups if g.slot != "bare"]
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

    def _omitted(self, clause: Clause, trigger: Trigger, n: int) -> list[Group]:
        """Return the places that a clause leaves out because another has named them."""
        cues, kind = clause.cues, trigger.type
        anaphor = bool(cues & ({"city", "there", "which"} if kind == "reinforcement" else {"city", "there", "it", "which"}))
        spoken = any(c.cues & {"city", "there"} for c in self.clauses[: n + 1])
        spoken = spoken or ("where" in cues and any("it" in c.cues for c in self.clauses[:n]))
        spoken = spoken or (kind == "entered" and bool(cues & {"part", "outskirts"}))
        fresh = [g for g in self.groups if g.places[-1] < clause.first and not g.locator and g.names[0].kind == "settlement"]
        if n and self.clauses[1].separator == "colon" and not self.clauses[0].triggers:
            fresh = fresh or [
                g for g in self.clauses[0].groups if g.names[0].kind in ("relief", "facility")
            ]  # "Острів Зміїний: …"
        described = self.tokens[trigger.at + 1].cues if trigger.at + 1 < clause.last else frozenset()
        if trigger.form == "part" and described & {"part", "line"}:
            return []  # "закріпився на захоплених рубежах"
        lines = [g for g in self.groups if g.places[-1] < clause.first and _is_line(g.names[0])] if kind in _ROUTES else []
        if lines and anaphor and not self.targets and not fresh:
            return [replace(lines[-1], slot="bare", relation=None)]  # "міст діє, повідомлення про його руйнування – брехня"
        if (
            clause.separator == "sub"
            and cues & {"there", "which", "where", "relative"}
            and (near := [g for g in self.groups if g.places[-1] < clause.first])
        ):
            return [replace(near[-1], slot="bare", relation=None)]
        if (
            n > 1
            and clause.separator == "comma"
            and self.clauses[n - 1].separator == "sub"
            and not (self.clauses[n - 2].triggers or self.parse.has_verb(self.clauses[n - 2]))
        ):
            left = [g for g in self.clauses[n - 2].groups if not (g.locator or g.titled) and g.slot in _FIT[kind]]
            if left:
                return left  # "по узлу Лозовая, где …, отработали …"
        ahead = self.clauses[n + 1 : n + 2]
        inserted = [c for c in self.clauses[n + 1 : n + 3] if not ("source" in c.cues and not c.triggers)]
        if n + 1 < len(self.clauses) and "source" in self.clauses[n + 1].cues:
            ahead = inserted[:1]  # "бої, за словами Гайдая, перемістилися до …"
            if ahead and not ahead[0].triggers and ahead[0].groups:
                return ahead[0].groups
        follows_on = bool(ahead) and not ahead[0].triggers and ahead[0].separator != "strong"
        if kind in ("repelled", "strike", "fighting") and not anaphor and follows_on:
            found = [g for g in ahead[0].groups if g.slot in ("near", "in")]
            for clause_after in self.clauses[n + 2 :] if ahead[0].separator == "colon" else []:
                if clause_after.triggers or clause_after.separator not in ("comma", "conj", "strong"):
                    break
                found += [g for g in clause_after.groups if g.slot in ("near", "in")]
            if found:
                return found
        if kind == "withdrew" and ahead and ahead[0].separator == "sub" and not ahead[0].triggers:
            posted = [g for g in ahead[0].groups if g.slot in ("near", "in")]
            if posted and "relative" in ahead[0].cues:
                return posted  # "перегруппировали силы, которые действовали под Черниговом"
        if (
            kind == "advance"
            and ahead
            and ahead[0].separator == "conj"
            and any(t.type == "control_gained" for t in ahead[0].triggers)
        ):
            return []  # "прорвали кордон і зайняли Суджу"
        shared = ahead and ahead[0].separator == "conj" and not self.parse.actors(ahead[0])
        if shared and kind != "flag_raised" and not self.targets and not fresh and "area" not in cues:
            shared_places = [g for g in ahead[0].groups if g.slot == "bare"]
            if shared_places:
                return shared_places
        titled = [g for g in clause.groups if g.titled and g.names[0].kind == "settlement"]
        if titled and (kind in ("evacuation", "repelled") or (kind in ("strike", "withdrew") and "city" in cues)):
            return titled[:1]  # "міський голова Ізюма закликав людей виїхати"
        before = self.clauses[n - 1] if n == 1 else None
        topic = before and clause.separator == "colon" and not (before.triggers or before.speech) and before.groups
        told = (trigger.kind == "noun" and kind in ("advance", "strike")) or trigger.frame.name == "reach"
        if topic and told and topic[0].slot == "bare":
            return topic[:1]  # "Сєверне під питанням: ворог кидає штурм за штурмом"
        if kind == "strike" and clause.separator == "colon" and "target" in cues and self.targets and not self.road:
            return [replace(self.targets[-1], slot="bare")]  # "атака на Тернопіль: удар по нафтобазі"
        if kind == "evacuation" and clause.separator == "colon" and before and any(g.slot == "from" for g in before.groups):
            return before.groups  # "коридор із Полог до Запоріжжя запрацював: виїхали …"
        if kind == "strike" and clause.separator == "colon" and before and not before.triggers and not before.speech:
            return before.groups[:1]  # "Макіївка: удар по …"
        if not anaphor and (
            "area" in cues
            or kind in ("reinforcement", "supply_route")
            or (trigger.kind == "noun" and kind in ("advance", "strike"))
            or (trigger.frame.name == "reach" and not cues & {"outskirts", "part"})
            or (trigger.frame.name == "foothold" and "line" in cues)
            or (kind in LOCATED and self.parse.has_object(clause, trigger))
            or (
                kind == "strike"
                and ((clause.separator not in ("colon", "dash", "conj") and not self._headed()) or "by" in cues)
                and not (fresh and "target" in cues)  # "в Харкові світло, удар був по ТЕЦ"
            )
        ):
            return []
        if self._unresolved(clause) or self._others(clause):
            return []
        if (
            kind in MOVES
            and "from" in cues
            and any(
                t.text.startswith(("берег", "правобер", "лівобер", "левобер")) for t in self.tokens[clause.first : clause.last]
            )
        ):
            return []  # "усе, що вивели з правого берега"
        targets = [g for g in self.targets if kind in _ROUTES or not (self.road or _is_line(g.names[0]))]
        if not cues & {"there", "it"}:
            targets = [g for g in targets if g.names[0].kind not in REGIONS]
        if self.road and kind not in _ROUTES:
            fresh = [g for g in fresh if g not in self.targets]
        if kind in _ROUTES and n and not self.clauses[n - 1].triggers and "route" in self.clauses[n - 1].cues and anaphor:
            ends = [g for g in self.clauses[n - 1].groups if g.slot in ("bare", "with", "from", "to")]
            if len(ends) > 1:
                return ends  # "трасса связывает Покровск с Днепром, по ней идёт снабжение"
        last = targets or fresh[-1:]
        if kind == "entered" and trigger.frame.name == "foothold" and last and last[-1].slot == "toward":
            return []  # they hold on where they have come to, on the way there
        if (
            fresh
            and last
            and fresh[-1].at > last[-1].at
            and (fresh[-1].slot != "bare" or "city" in self.tokens[fresh[-1].at - 1].cues)
            and not any(g.at == fresh[-1].at for c in self.clauses[:n] for t in c.triggers for g in t.groups)
        ):
            last = fresh[-1:]
        if trigger.form == "part" and last and not self.tokens[trigger.at].text.endswith(("і", "их", "ые", "ых", "ими", "ыми")):
            return [Group("bare", None, -1, last[-1].places[-1:], last[-1].names[-1:])]
        if last:
            chosen = (
                last[-1]
                if not (anaphor and fresh and self.targets and "city" in cues)
                else max(last[-1], fresh[-1], key=lambda g: g.at)
            )
            return [replace(chosen, slot="bare", relation=chosen.relation if chosen.slot == "near" else None)]
        counted = kind == "repelled" and any(
            t.raw[0].isdigit() or "number" in t.cues for t in self.tokens[clause.first : clause.last]
        )
        if kind == "flag_raised" and ahead and not ahead[0].triggers:
            over = [g for g in ahead[0].groups if g.slot not in ("via", "from", "by") and g.names[0].kind == "settlement"]
            if over:
                return over[:1]
        bridge = (
            trigger.frame.name == "cut"
            and (trigger.kind == "word" or trigger.form in ("past", "short"))
            and any(t.text in _BRIDGES and t.toponym is None for t in self.tokens[clause.first : clause.last])
        )  # "Савинцы сдали. Мост взорвали."
        pronoun = trigger.frame.name == "ours" and self.tokens[trigger.at - 1].text in ("він", "вона", "воно", "он", "она", "оно")
        if (
            anaphor
            or spoken
            or bridge
            or pronoun
            or (kind in ("flag_raised", "evacuation", "withdrew", "repelled") and not counted)
        ):
            known = [t for t in self.state.targets if kind in _ROUTES or t.kind != "river"]
            names = known or ([self.state.city] if self.state.city else [])
            if names:
                return [Group("bare", None, -1, [], list(names))]
        if self.state.topic and not fresh:
            return [Group("bare", None, -1, [], list(self.state.topic))]
        if kind == "entered" and trigger.kind == "verb" and trigger.at == clause.first and not fresh and self.state.targets:
            return [Group("bare", None, -1, [], list(self.state.targets))]  # "Кременная за нами! Зашли с рассветом"
        if not counted and self._goes_on(clause, trigger):
            names = self.state.targets or ([self.state.city] if self.state.city else [])
            if names:
                return [Group("bare", None, -1, [], list(names))]
        return []

    def _goes_on(self, clause: Clause, trigger: Trigger) -> bool:
        """Tell whether a sentence without a place goes on about the one before: "Зайшли дві групи", "Бої тривають"."""
        if self.groups or self._unresolved(clause) or "area" in clause.cues:
            return False
        if trigger.type == "fighting":
            return True
        if trigger.type == "control_held" and "part" in clause.cues:
            return False  # "держимо оборону"
        before = self.tokens[trigger.at - 1] if trigger.at > clause.first else None
        plain = (
            before is not None and before.word and not before.entries and before.text not in _COPULAS
        )  # "відповідальність узяли"
        return trigger.kind == "verb" and trigger.type in _CARRIED and not (plain and trigger.type in LOCATED)

    def _headed(self) -> bool:
        """Tell whether the sentence begins with a place and a colon: it is about that place to its end."""
        return len(self.clauses) > 1 and self.clauses[1].separator == "colon" and self._only_places(self.clauses[0])

    def _others(self, clause: Clause) -> bool:
        """Tell "сёла южнее держим": villages beside the one that was named."""
        tokens = self.tokens[clause.first : clause.last]
        return any("city" in a.cues and b.text.endswith(("ніше", "нее")) for a, b in pairwise(tokens))

    def _unresolved(self, clause: Clause) -> bool:
        """Tell whether a clause names a place that nobody knows ("просунувся в Уланах"): nothing is left out then."""
        tokens = self.tokens
        return any(
            tokens[i].raw[0].isupper()
            and tokens[i].toponym is None
            and not tokens[i].entries
            and not tokens[i].raw.isupper()
            and tokens[i - 1].cues & {"in", "near", "to", "from", "toward"}
            and "source" not in clause.cues
            and not clause.speech
            for i in range(max(1, clause.first), clause.last)
        )

    def role(self, trigger: Trigger, group: Group) -> Role:
        slot = group.slot
        if trigger.type in MOVES:
            return "destination" if slot in ("to", "into", "behind", "toward", "on") else "origin"
        if slot == "from" and trigger.type in ("advance", "entered", "reinforcement"):
            return "origin"
        if trigger.type == "reinforcement":
            return "via" if slot == "via" and any(g.slot != "via" for g in trigger.groups) else "destination"
        if slot == "via" and trigger.type == "supply_cut" and group.names[0].kind == "river":
            return "via" if any(g.names[0].kind == "settlement" for g in trigger.groups) else "target"
        return "via" if slot == "via" and trigger.type in ("advance", "entered") else "target"


def _without_regions(group: Group) -> Group:
    """Leave out a region listed with a town: "последнее село Курской области, Горналь"."""
    towns = [(at, name) for at, name in zip(group.places, group.names, strict=False) if name.kind not in REGIONS]
    if not towns or len(towns) == len(group.names):
        return group
    return replace(group, places=[at for at, _ in towns], names=[name for _, name in towns])


def _is_line(toponym: Toponym) -> bool:
    """Tell whether a place is a road, a river or a bridge: nothing else happens there later."""
    return toponym.kind in ("route", "river") or (toponym.place is not None and toponym.place.feature == "bridge")
