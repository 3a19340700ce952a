"""The places that a Ukrainian or Russian clause leaves out because another clause, or a sentence before, has named them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from conflictmap.model import Place, Toponym
from conflictmap.reading.discourse import State
from conflictmap.reading.slavic.clauses import Parse
from conflictmap.reading.slavic.fits import FIT, LOCATED, MOVES, OBLIQUE, ROUTES, Fits
from conflictmap.reading.slavic.groups import is_region_word
from conflictmap.reading.slavic.parts import LANDS, REGIONS, Clause, Group, Trigger

__all__ = ["Omissions"]

_CARRIED = frozenset(("entered", "control_gained", "control_held", "advance", "repelled"))
_AT = frozenset(("repelled", "strike", "fighting"))  # these may say behind them where they were
_DEFENDED = frozenset(("control_held", "reinforcement"))  # so are those who defend a place, or are sent help
_RESUMED = frozenset(("flag_raised", "evacuation", "withdrew", "repelled"))  # without a place these are of the one before
_ANAPHORA = frozenset(("city", "there", "it", "which"))
_ENDS = frozenset(("bare", "with", "from", "to"))
_BANKS = ("берег", "правобер", "лівобер", "левобер")
_PLURAL = ("і", "их", "ые", "ых", "ими", "ыми")
_TOWN = ("город", "міст", "місц")
_DEFENCE = ("оборон", "рубеж", "фронт")
_COMPARED = ("ніше", "нее")
_BRIDGES = frozenset("міст мост мости мосты переправу переправа переправи переправы".split())
_COPULAS = frozenset("был была было были он она оно они був була було були він вона воно вони".split())
_CITY = frozenset("місто міста місті містом місту город города городе городом городу".split())
_VILLAGE = 5_000  # people; a place of more may be called a city
_WHEN = frozenset(("коли", "когда"))
_PRONOUNS = frozenset(("він", "вона", "воно", "он", "она", "оно"))


@dataclass(slots=True)
class _Gap:
    """An event whose clause leaves its place out."""

    clause: Clause
    trigger: Trigger
    n: int  # which clause of the sentence it is
    ahead: Clause | None  # the clause behind it, past one that only names a source
    fresh: list[Group]  # towns that the sentence has named before
    anaphor: bool  # a word of the clause points back: "it", "there"


class Omissions(Fits):
    """Finds what events without a place are of; `targets` are the places of the event before."""

    def __init__(self, parse: Parse, state: State) -> None:
        super().__init__(parse, state)
        self.targets: list[Group] = []
        self.routed = False  # the targets are those of a road
        self.road = False  # the targets are the ends of a road: nothing happens there

    def omitted(self, clause: Clause, trigger: Trigger, n: int) -> list[Group]:
        """Return the places that a clause leaves out because another has named them."""
        if self._of_ground(clause, trigger):
            return []
        gap = self._gap(clause, trigger, n)
        found = (
            self._road_above(gap)
            or self._apposed(gap)
            or self._described(gap)
            or self._interrupted(gap)
            or self._told_behind(gap)
        )
        if found:
            return found
        if self._gained_next(gap):
            return []
        found = self._shared(gap) or self._titled(gap) or self._headline(gap)
        if found or self._left_open(gap):
            return found
        found = self._road_ends(gap)
        if found:
            return found
        named = self._named_before(gap)
        if named is not None:
            return named
        return self._flown_over(gap) or self._known_before(gap)

    def _of_ground(self, clause: Clause, trigger: Trigger) -> bool:
        """Tell "закріпився на захоплених рубежах", "родичі з окупованої території": a participle describes what is no place."""
        if trigger.form != "part" or trigger.at + 1 >= clause.last:
            return False
        behind = self.tokens[trigger.at + 1 : clause.last]
        noun = next((t for t in behind if "background" not in t.cues), behind[0])
        if noun.cues & {"part", "line"}:
            return True
        return OBLIQUE.search(self.tokens[trigger.at].text) is not None and noun.text.startswith(LANDS)

    def _gap(self, clause: Clause, trigger: Trigger, n: int) -> _Gap:
        """Gather what is asked again and again of an event without a place."""
        pointing = _ANAPHORA - {"it"} if trigger.type == "reinforcement" else _ANAPHORA
        following = self.clauses[n + 1 : n + 3]
        if following and "source" in following[0].cues:
            following = [c for c in following if c.triggers or "source" not in c.cues]
        fresh = [g for g in self._before(clause) if not g.locator and g.names[0].kind == "settlement"]
        if not fresh and n and self.clauses[1].separator == "colon" and not self.clauses[0].triggers:
            fresh = [g for g in self.clauses[0].groups if g.names[0].kind in ("relief", "facility")]  # "Острів Зміїний: …"
        return _Gap(clause, trigger, n, following[0] if following else None, fresh, bool(clause.cues & pointing))

    def _before(self, clause: Clause) -> list[Group]:
        return [g for g in self.groups if g.places[-1] < clause.first]

    def _road_above(self, gap: _Gap) -> list[Group]:
        """Return the road or bridge that is pointed at: "міст діє, повідомлення про його руйнування – брехня"."""
        if gap.trigger.type not in ROUTES or not gap.anaphor or self.targets or gap.fresh:
            return []
        lines = [g for g in self._before(gap.clause) if _is_line(g.names[0])]
        return [replace(g, slot="bare", relation=None) for g in lines[-1:]]

    def _apposed(self, gap: _Gap) -> list[Group]:
        """Return the town right before the comma, of which it is said what it is: "Лозовая, главный узел снабжения"."""
        clause = gap.clause
        if gap.trigger.type != "supply_route" or gap.trigger.kind == "verb" or clause.separator not in ("comma", "dash"):
            return []
        lone = len(clause.triggers) == 1 and gap.trigger.at - clause.first <= 2 and not clause.speech
        if not lone or "artery" not in clause.cues or clause.first < 2 or self.parse.has_verb(clause):
            return []
        before = next((g for g in self.groups if g.places[-1] == clause.first - 2), None)
        return [Group("bare", None, -1, before.places[-1:], before.names[-1:])] if before else []

    def _described(self, gap: _Gap) -> list[Group]:
        """Return what a relative clause describes, or what stood before one that was put in."""
        clause, n = gap.clause, gap.n
        if clause.separator == "sub" and clause.cues & {"there", "which", "where", "relative"}:
            return [replace(g, slot="bare", relation=None) for g in self._before(clause)[-1:]]
        if n < 2 or clause.separator != "comma" or self.clauses[n - 1].separator != "sub":
            return []
        outer = self.clauses[n - 2]
        if outer.triggers or self.parse.has_verb(outer):
            return []
        if not outer.groups and gap.trigger.type == "withdrew":
            return [g for g in self.clauses[n - 1].groups if not g.locator]  # "сили, які обороняли Лиман, відійшли"
        # "по узлу Лозовая, где …, отработали …"
        return [g for g in outer.groups if not (g.locator or g.titled) and g.slot in FIT[gap.trigger.type]]

    def _interrupted(self, gap: _Gap) -> list[Group]:
        """Return what follows a source that was put in: "бої, за словами Гайдая, перемістилися до …"."""
        if gap.ahead is None or gap.ahead.triggers:
            return []
        if not ({"source", "among"} & self.clauses[gap.n + 1].cues):  # "в двухстах сёлах, в том числе в Хотени"
            return []
        return gap.ahead.groups

    def _told_behind(self, gap: _Gap) -> list[Group]:
        """Return where an attack, a strike or a fight was, or troops stood that left, if a clause behind says so."""
        ahead, kind = gap.ahead, gap.trigger.type
        if ahead is None or ahead.triggers:
            return []
        found = [g for g in ahead.groups if g.slot in ("near", "in")]
        if kind == "withdrew" and ahead.separator == "sub" and "relative" in ahead.cues:
            return found  # "перегруппировали силы, которые действовали под Черниговом"
        if (kind not in _AT and "focus" not in ahead.cues) or gap.anaphor or ahead.separator == "strong":
            return []
        for clause in self.clauses[gap.n + 2 :] if ahead.separator == "colon" else []:
            if clause.triggers or clause.separator not in ("comma", "conj", "strong"):
                break
            found += [g for g in clause.groups if g.slot in ("near", "in")]
        return found

    def _gained_next(self, gap: _Gap) -> bool:
        """Tell "прорвали кордон і зайняли Суджу"."""
        if gap.trigger.type != "advance" or gap.ahead is None or gap.ahead.separator != "conj":
            return False
        return any(t.type == "control_gained" for t in gap.ahead.triggers)

    def _shared(self, gap: _Gap) -> list[Group]:
        """Return the object that two verbs share, named behind the second one."""
        ahead = gap.ahead
        if ahead is None or ahead.separator != "conj" or gap.trigger.type == "flag_raised":
            return []
        if self.targets or gap.fresh or "area" in gap.clause.cues or self.parse.actors(ahead):
            return []
        return [g for g in ahead.groups if g.slot == "bare"]

    def _titled(self, gap: _Gap) -> list[Group]:
        """Return the town of an official: "міський голова Ізюма закликав людей виїхати"."""
        kind = gap.trigger.type
        if kind in ("evacuation", "repelled") or "city" in gap.clause.cues:
            return [g for g in gap.clause.groups if g.titled and g.names[0].kind == "settlement"][:1]
        if kind in _DEFENDED:
            return [g for g in gap.clause.groups if g.titled and self._of_defenders(g)][:1]
        if gap.clause.separator == "sub" and "city" in gap.clause.cues:  # "мэр Херсона сообщил, что в городе …"
            return [g for c in self.clauses[: gap.n] for g in c.groups if g.titled and g.names[0].kind == "settlement"][:1]
        return []

    def _of_defenders(self, group: Group) -> bool:
        """Tell "захисники Авдіївки": they are where they defend."""
        return any(e.kind == "actor" for t in self.tokens[max(0, group.at - 2) : group.at] for e in t.entries)

    def _headline(self, gap: _Gap) -> list[Group]:
        """Return what the words before a colon are about."""
        clause, kind = gap.clause, gap.trigger.type
        if clause.separator != "colon":
            return []
        heading = self._heading(gap)
        told = _is_attack(gap.trigger) or gap.trigger.frame.name in ("reach", "go")
        if heading is not None and told and heading.groups and heading.groups[0].slot == "bare":
            return heading.groups[:1]  # "Сєверне під питанням: ворог кидає штурм за штурмом"
        if kind == "strike" and "target" in clause.cues and self.targets and not self.road:
            return [replace(self.targets[-1], slot="bare")]  # "атака на Тернопіль: удар по нафтобазі"
        if kind == "evacuation" and gap.n == 1 and any(g.slot == "from" for g in self.clauses[0].groups):
            return self.clauses[0].groups  # "коридор із Полог до Запоріжжя запрацював: виїхали …"
        if kind in LOCATED and heading is not None and len(heading.groups[0].names if heading.groups else ()) > 1:
            return heading.groups if self.only_places(heading) else []  # "Косица, Рубанщина: объявлено об освобождении двух сёл"
        if kind == "strike" and heading is not None:
            return heading.groups[:1]  # "Макіївка: удар по …"
        return []

    def _heading(self, gap: _Gap) -> Clause | None:
        """Return the words before the first colon of a sentence, if they tell of no event and quote nobody."""
        first = self.clauses[0]
        if gap.n != 1 or gap.clause.separator != "colon" or first.triggers or first.speech:
            return None
        return first

    def _left_open(self, gap: _Gap) -> bool:
        """Tell whether an event is of no place that was named: of another, an unknown one, or none."""
        clause, trigger = gap.clause, gap.trigger
        if trigger.type == "strike" and self._heading(gap) is not None:
            return True
        if not gap.anaphor and self._of_itself(gap):
            return True
        if self._unresolved(clause) or self._others(clause):
            return True
        return (
            trigger.type in MOVES
            and "from" in clause.cues
            and any(t.text.startswith(_BANKS) for t in self.tokens[clause.first : clause.last])
        )  # "усе, що вивели з правого берега"

    def _of_itself(self, gap: _Gap) -> bool:
        """Tell whether an event needs no place, or has an object that is none."""
        clause, trigger = gap.clause, gap.trigger
        if "area" in clause.cues or trigger.type in ("reinforcement", "supply_route") or _is_attack(trigger):
            return True
        if trigger.frame.name == "reach" and not clause.cues & {"outskirts", "part"}:
            return True
        if trigger.frame.name == "foothold" and "line" in clause.cues:
            return True
        if trigger.type in LOCATED and self.parse.has_object(clause, trigger):
            return True
        if trigger.type != "strike" or (gap.fresh and "target" in clause.cues):
            return False  # "в Харкові світло, удар був по ТЕЦ"
        behind = self.tokens[trigger.at + 1 : min(trigger.at + 2, clause.last)]
        razed = trigger.words.endswith("землею") or any(t.cues & {"homes", "quarter"} for t in behind)
        if (gap.fresh or self.targets) and razed:
            return False  # "бої точаться в центрі, авіація рівняє квартали з землею"
        known = self.state.topic or ("phase" in clause.cues and self.state.targets)
        if known and trigger.kind == "verb" and not (self.groups or self.parse.has_object(clause, trigger)):
            return False  # "Росіяни продовжують бомбити"
        if clause.separator == "sub" and self.tokens[clause.first].text in _WHEN:
            return False  # "у селі зібралися люди, коли влучив «Іскандер»"
        return "by" in clause.cues or (clause.separator not in ("colon", "dash", "conj") and not self._headed())

    def _road_ends(self, gap: _Gap) -> list[Group]:
        """Return both ends of the road just described: "трасса связывает Покровск с Днепром, по ней идёт снабжение"."""
        if not gap.n or gap.trigger.type not in ROUTES or not gap.anaphor:
            return []
        before = self.clauses[gap.n - 1]
        if before.triggers or "route" not in before.cues:
            return []
        ends = [g for g in before.groups if g.slot in _ENDS]
        return ends if len(ends) > 1 else []

    def _named_before(self, gap: _Gap) -> list[Group] | None:
        """Return the place that the sentence named last, nothing if they are on the way there, and none if it named none."""
        kind, trigger, cues = gap.trigger.type, gap.trigger, gap.clause.cues
        targets = self.targets
        if kind not in ROUTES:
            if self.routed and self.state.topic and all(g in targets for g in gap.fresh):
                return None  # "Авдіївка. На дорозі з Орлівки все прострілюється, комунальників просять виїхати"
            if self.road:
                gap.fresh = [g for g in gap.fresh if g not in targets]
            targets = [] if self.road else [g for g in targets if not _is_line(g.names[0])]
        if not cues & {"there", "it"}:
            targets = [g for g in targets if g.names[0].kind not in REGIONS]
        if not targets and not gap.fresh:
            return None
        last = targets[-1] if targets else gap.fresh[-1]
        before = last.slot == "toward" or (last.slot == "near" and bool(cues & {"posts", "line"}))
        if kind == "entered" and trigger.frame.name == "foothold" and before:
            return []  # they hold on where they have come to, on the way there
        if gap.fresh and self._is_newer(gap, last):
            last = gap.fresh[-1]
        town = self._town_meant(gap.clause, last)
        if town is not None:
            return [Group("bare", None, -1, [], [town])]
        if trigger.form == "part" and not self.tokens[trigger.at].text.endswith(_PLURAL):
            return [Group("bare", None, -1, last.places[-1:], last.names[-1:])]
        if gap.anaphor and gap.fresh and self.targets and "city" in cues and gap.fresh[-1].at > last.at:
            last = gap.fresh[-1]
        return [replace(last, slot="bare", relation=last.relation if last.slot == "near" else None)]

    def _town_meant(self, clause: Clause, last: Group) -> Toponym | None:
        """Return the town that "the city" means where a village was named last: "вийшли до Вовчоярівки й обстрілюють місто"."""
        place = last.names[-1].place
        if "city" not in clause.cues or place is None or _is_town(place):
            return None
        if not any(t.text in _CITY for t in self.tokens[clause.first : clause.last]):
            return None
        named = [n for g in reversed(self._before(clause)) for n in g.names if n.kind == "settlement" and n.place]
        return next((n for n in named if n.place and _is_town(n.place)), self.state.town)

    def _is_newer(self, gap: _Gap, last: Group) -> bool:
        """Tell whether a town named since the event before is what the sentence is about now, and no place of an event."""
        town = gap.fresh[-1]
        if town.at <= last.at or (town.slot == "bare" and "city" not in self.tokens[town.at - 1].cues):
            return False
        return not any(town.at == g.at for c in self.clauses[: gap.n] for t in c.triggers for g in t.groups)

    def _flown_over(self, gap: _Gap) -> list[Group]:
        """Return the town that the clause behind a flag names."""
        if gap.trigger.type != "flag_raised" or gap.ahead is None or gap.ahead.triggers:
            return []
        return [g for g in gap.ahead.groups if g.slot not in ("via", "from", "by") and g.names[0].kind == "settlement"][:1]

    def _known_before(self, gap: _Gap) -> list[Group]:
        """Return what the sentences before were about, if this one goes on about it."""
        clause, trigger, state = gap.clause, gap.trigger, self.state
        counted = trigger.type == "repelled" and self._counted(clause)
        names: list[Toponym] = []
        if self._points_back(gap) or (trigger.type in _RESUMED and not counted):
            names = (
                self._town_itself(clause)
                or state.topic
                or [t for t in state.targets if trigger.type in ROUTES or t.kind != "river"]
                or self._city()
            )
        if names and not state.topic and (trigger.type == "repelled" or (trigger.type == "fighting" and not gap.anaphor)):
            names = self._attacked_before() or names
        if not names and not gap.fresh:
            names = state.topic
        if not names and not gap.fresh and trigger.type == "entered" and trigger.kind == "verb" and trigger.at == clause.first:
            names = state.targets  # "Кременная за нами! Зашли с рассветом"
        if not names and not counted and self._goes_on(clause, trigger):
            names = state.targets or self._city()
            if trigger.type == "fighting" and not state.topic:
                names = self._attacked_before() or names  # "… у районах А, Б та в бік В. П'ять боєзіткнень тривають"
        return [Group("bare", None, -1, [], list(names))] if names else []

    def _attacked_before(self) -> list[Toponym]:
        """Return all places of the attack that the sentence before told of, whatever prepositions they stood under."""
        attacks = [f.claim for f in self.state.said if f.claim.event_type == "advance"]
        return [p.toponym for p in attacks[-1].places if p.role == "target"] if attacks else []

    def _town_itself(self, clause: Clause) -> list[Toponym]:
        """Return the town that "сам город" tells from the villages around it."""
        tokens = self.tokens[clause.first : clause.last]
        itself = any(a.text.startswith(("сам", "само")) and b.text.startswith(_TOWN) for a, b in pairwise(tokens))
        return [self.state.town] if itself and self.state.town else []

    def _city(self) -> list[Toponym]:
        return [self.state.city] if self.state.city else []

    def _counted(self, clause: Clause) -> bool:
        """Tell whether attacks are counted: these are of a whole front."""
        return any(t.raw[0].isdigit() or "number" in t.cues for t in self.tokens[clause.first : clause.last])

    def _points_back(self, gap: _Gap) -> bool:
        """Tell whether a word points back at a place that a sentence before has named."""
        clause, trigger, n = gap.clause, gap.trigger, gap.n
        if gap.anaphor or any(c.cues & {"city", "there"} for c in self.clauses[: n + 1]):
            return True
        if "where" in clause.cues and any("it" in c.cues for c in self.clauses[:n]):
            return True
        if trigger.type == "entered" and clause.cues & {"part", "outskirts"}:
            return True
        if trigger.type == "control_held" and "outskirts" in clause.cues and not clause.groups:
            return True  # "батальон держится на южной окраине"
        if trigger.frame.name == "ours" and self.tokens[trigger.at - 1].text in _PRONOUNS:
            return True
        if trigger.frame.name != "cut" or not (trigger.kind == "word" or trigger.form in ("past", "short")):
            return False
        # "Савинцы сдали. Мост взорвали."
        return any(t.text in _BRIDGES and t.toponym is None for t in self.tokens[clause.first : clause.last])

    def _goes_on(self, clause: Clause, trigger: Trigger) -> bool:
        """Tell whether a sentence without a place goes on about the one before: "Зайшли дві групи", "Бої тривають"."""
        opens = trigger.at <= clause.first + 1 and not any(g.places[0] < clause.last for g in self.groups)
        if trigger.type == "fighting" and opens:
            return not (self._unresolved(clause) or "area" in clause.cues)
        if self.groups or self._unresolved(clause) or "area" in clause.cues:
            return False
        if trigger.type == "fighting":
            return True
        if trigger.type == "control_held" and any(t.text.startswith(_DEFENCE) for t in self.tokens[clause.first : clause.last]):
            return False  # "держимо оборону"
        if trigger.type == "strike" and "phase" in clause.cues:
            return trigger.kind == "verb"  # "продовжують бомбити"
        return trigger.kind == "verb" and trigger.type in _CARRIED and not self._object_before(clause, trigger)

    def _object_before(self, clause: Clause, trigger: Trigger) -> bool:
        """Tell whether something else than a place is taken or held: "відповідальність узяли"."""
        before = self.tokens[trigger.at - 1] if trigger.at > clause.first else None
        plain = before is not None and before.word and not before.entries and before.text not in _COPULAS
        return plain and trigger.type in LOCATED

    def _headed(self) -> bool:
        """Tell whether the sentence begins with a place and a colon: it is about that place to its end."""
        return len(self.clauses) > 1 and self.clauses[1].separator == "colon" and self.only_places(self.clauses[0])

    def _others(self, clause: Clause) -> bool:
        """Tell "сёла южнее держим": villages beside the one that was named."""
        tokens = self.tokens[clause.first : clause.last]
        return any(a.cues & {"city", "posts"} and b.text.endswith(_COMPARED) for a, b in pairwise(tokens))

    def _unresolved(self, clause: Clause) -> bool:
        """Tell whether a clause names a place that nobody knows ("просунувся в Уланах"): nothing is left out then."""
        tokens, verbs = self.tokens, {t.at for t in clause.triggers if t.frame.name in ("advance", "reach")}
        return any(
            tokens[i].raw[0].isupper()
            and tokens[i].toponym is None
            and not tokens[i].entries
            and not tokens[i].raw.isupper()
            and (tokens[i - 1].cues & {"in", "near", "to", "from", "toward"} or (i - 1) in verbs)
            and "source" not in clause.cues
            and not clause.speech
            for i in range(max(1, clause.first), clause.last)
        )

    def only_places(self, clause: Clause, besides: frozenset[str] = frozenset()) -> bool:
        """Tell whether a clause holds nothing but names of places and the words between them."""
        known = {"filler", "conj", "in", "among"}
        words = [t for t in self.tokens[clause.first : clause.last] if t.word and t.toponym is None and not t.covered]
        return all(t.cues & known or t.text in besides or is_region_word(t) for t in words)


def _is_town(place: Place) -> bool:
    return place.feature in ("city", "town") or place.population >= _VILLAGE


def _is_attack(trigger: Trigger) -> bool:
    return trigger.kind == "noun" and trigger.type in ("advance", "strike")


def _is_line(toponym: Toponym) -> bool:
    """Tell whether a place is a road, a river or a bridge: nothing else happens there later."""
    return toponym.kind in ("route", "river") or (toponym.place is not None and toponym.place.feature == "bridge")
