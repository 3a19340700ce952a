"""Whose doing an event is in Ukrainian and Russian, by those named in the clause: their cases, and what the verb does to them."""

from __future__ import annotations

import re

from conflictmap.model import Side
from conflictmap.reading.slavic.deeds import Deed, Deeds
from conflictmap.reading.slavic.parts import COMING, Clause, other_side
from conflictmap.reading.slavic.words import INSTRUMENTAL, case_of, verb_form

__all__ = ["Agents"]

# relatives that may be the subject of their clause
_WHO = frozenset("який яка які що который которая которые".split())
_MEANS = re.compile(
    r"(?:ракет|дрон|безпілотник|беспилотник|вогн|огн|артилер|артиллер|авіац|авиац|бомб|снаряд|хаймарс|fpv)[а-яіїєґ-]*(?:ами|ями|ом|ем|єм|ою|ею|єю|ией)$|удар[иуіаові]*в?$"
)
_CREEPS = ("прослиз", "просоч", "прокра", "пробра", "прони", "інфільтр", "инфильтр", "залеті", "просклиз", "просколь")
_CLEARS = ("зачищ", "вычищ", "вичищ")
_HOLDS_OFF = ("не пус", "не проп", "дал", "дав", "дад", "розбил", "розгром", "разбил", "разгром")
_ARRIVES = ("прибу", "прибы", "прийш", "приш", "приїх", "приех", "надій", "зайш", "заш", "підій", "подош")
_MASSES = ("накопич", "накапл", "скупч", "скапл", "зосередж", "концентр")
_RETURNS = ("поверн", "возвращ", "верну")
_UKRAINE = frozenset(("україні", "украине"))
_PUSHED = ("посун", "потісн", "тісн", "тисн", "тесн", "теснят", "потесн", "відсун", "подвин", "сдвин")
_DRIVES = frozenset(("oust", "repel"))
_OWNED = frozenset(("withdrew", "advance", "control_gained", "entered"))  # "наступ росіян": whose it is, he does it
_HARMS = frozenset(("strike", "supply_cut", "control_gained"))
_WATCHES = frozenset(("fire", "hold", "encircle"))


class Agents(Deeds):
    """Adds who is named in the clause as the one who did it, or to whom it was done."""

    def _acts(self, side: Side | None) -> Side | None:
        """Remember who did it, if it is known: the next clause may leave him out."""
        if side is not None:
            self.last = side
        return side

    def _receiver(self, deed: Deed) -> Side | None:
        """Tell by those named whose a place is from now on: they take, get or hold it, or the others lose it."""
        trigger, actors = deed.trigger, deed.actors
        if not actors:
            return None
        if deed.frame == "liberate" and trigger.kind == "word" and "устр" not in trigger.words:
            return other_side(actors[0][1])  # "села вже без окупантів"
        if deed.frame == "minus" and trigger.kind != "word":
            self.last = actors[0][1]
            return other_side(self.last)  # "втрата росіянами Лимана"
        if deed.frame == "liberate" and deed.word.startswith(_RETURNS):
            given = [s for i, s, case in actors if case == "dat" or self.tokens[i].text in _UKRAINE]
            if given:
                return given[0]  # "П'ятихатки повернуто Україні"
        if deed.kind == "control_gained" and (holding := self._controller(deed)):
            return self._acts(holding)
        if deed.kind in ("control_held", "control_gained") and trigger.kind in ("noun", "word") and (beside := deed.beside()):
            _, side, case = beside[0]
            return self._acts(other_side(side) if case == "from" else side)  # "визволення від російських військ міста Суджа"
        return None

    def _controller(self, deed: Deed) -> Side | None:
        """Return who is named behind "control": "повернуто під контроль України"."""
        named = (
            s
            for i, s, case in deed.actors
            if (case in ("gen", "any") and i and self.tokens[i - 1].text.startswith("контрол"))
            or (i + 1 < len(self.tokens) and self.tokens[i + 1].text.startswith("контрол"))
        )
        return next(named, None)

    def _flag_bearer(self, deed: Deed) -> Side | None:
        """Tell whose flag was raised: by its colours, or by who is named beside it."""
        if deed.kind != "flag_raised":
            return None
        if deed.clause.cues & {"flag_ua", "flag_ru"}:
            return "UA" if "flag_ua" in deed.clause.cues else "RU"
        if deed.trigger.at and self.tokens[deed.trigger.at - 1].text.startswith("наш"):
            return deed.own
        return next((s for i, s, _ in deed.beside() if not self.parse.is_neutral(i)), None)

    def _defender(self, deed: Deed) -> Side | None:
        """Tell who held off an attack: he who is named as such, or else the other side of the attackers."""
        if deed.frame == "hit_back" and deed.doers:
            return deed.doers[0][1]  # "захисники відбилися"
        if deed.passive and (agent := next((s for _, s, case in deed.actors if case == "ins"), None)):
            return self._acts(agent)  # "нашими воїнами відбито атаки"
        if attacker := self._attacker(deed):
            self.last = attacker
            return other_side(attacker)
        if deed.doers:
            return deed.doers[0][1]
        if self.last and deed.passive and self._tried_before(deed.clause):
            return other_side(self.last)  # "россияне пытались прорваться, атака отбита"
        if self.last and (deed.frame != "repel" or self.last != deed.own):
            return other_side(self.last)  # "закрепиться не удалось"
        taking = any(t.form == "inf" and t.frame.type == "control_gained" for t in deed.clause.triggers)
        if taking and deed.frame != "repel" and self._is_unattributed(deed):
            return self._before(deed.trigger) or deed.own  # "попытки занять её окраину провалились"
        return deed.own

    def _tried_before(self, clause: Clause) -> bool:
        """Tell whether the clause before tells of an attempt."""
        n = self.clauses.index(clause)
        return n > 0 and clause.separator in ("comma", "conj") and "attempt" in self.clauses[n - 1].cues

    def _attacker(self, deed: Deed) -> Side | None:
        """Tell whose attack was held off: whose it is called, or who tried something before."""
        if deed.frame == "fail" and deed.doers and not deed.word.startswith(_HOLDS_OFF):
            i, side = deed.doers[0]  # "ворог ішов на позиції оборонців, успіху не мав", "піхота зазнала невдачі"
            return self.last or self.state.actor or other_side(deed.own) if self.parse.is_sideless(i) else side
        attackers = [s for i, s in [*deed.others, *deed.doers] if i + 1 < deed.clause.last and self._is_attack(i + 1)]
        attackers = attackers or [s for i, s in deed.others if not self.parse.is_neutral(i) and not self._is_pressed(i)]
        if not deed.doers:
            return attackers[0] if attackers else None
        if not attackers and (deed.frame != "repel" or deed.trigger.kind != "verb" or deed.passive):
            return deed.doers[0][1]
        if (not attackers or deed.frame == "fail") and self._tried(deed):
            return deed.doers[0][1]  # "ДРГ спробувала зайти, її відкинули"
        return attackers[0] if attackers else None

    def _is_pressed(self, i: int) -> bool:
        """Tell those against whom an attack goes: "спроби потіснити наших оборонців", "атаки на позиції захисників"."""
        before = self.tokens[max(0, i - 2) : i]
        if any("part" in t.cues for t in before):
            return True
        return any(e.kind == "verb" and verb_form(t.text, self.lang) == "inf" for t in before for e in t.entries)

    def _tried(self, deed: Deed) -> bool:
        """Tell whether those who are named first move, before something is done against it."""
        for t in deed.clause.triggers:
            if t.kind == "verb" and t.at < deed.trigger.at and t.frame.type in ("advance", "entered"):
                return deed.doers[0][0] < t.at
        return False

    def _is_attack(self, i: int) -> bool:
        """Tell whether a word is a noun for an attack."""
        return any(e.kind == "noun" and e.name == "attack" for e in self.tokens[i].entries)

    def _side_of_sideless(self, deed: Deed) -> Side | None:
        """Tell the side of troops who are named without one, by what they do and who holds the place."""
        if not self._is_sideless(deed):
            return None
        named = self.last or self.state.actor
        if named and all(self._theirs(i) for i, _, _ in deed.actors):
            return self._acts(named)  # "їхні колони"
        if deed.frame == "oust" and not deed.doers:
            return self._acts(deed.own)  # "штурмовиків вибито контратакою"
        if deed.kind == "strike" and (deed.word.endswith("землею") or deed.clause.cues & {"homes", "building"}):
            return other_side(deed.holder or deed.own)  # "авіація рівняє квартали із землею"
        if deed.kind == "supply_route" and deed.holder:
            return deed.holder  # "угруповання отримує боєприпаси через Куп'янськ"
        if deed.kind == "reinforcement" and deed.word.startswith(_MASSES):
            return named or other_side(deed.own)  # "накопичується піхота"
        unknown = not (self.state.speaker_side or deed.clause.claimant_side or self.last)
        if unknown and deed.kind in ("withdrew", "supply_route"):
            deed.holder = deed.holder or self._before(deed.trigger)
        if deed.kind == "entered" and deed.holder != other_side(deed.own) and deed.word.startswith(_CREEPS):
            return other_side(deed.own)  # "до Мирнограда прослизнула піхота"
        if deed.frame == "flee":
            return self._acts(other_side(deed.own))  # of one's own nobody says so
        if deed.kind == "reinforcement" and deed.holder and not (self.last or self.state.actor or self._passing(deed)):
            return deed.holder  # "до Токмака завезли свіжу піхоту"
        if unknown and deed.holder and not self.state.actor:
            return self._side_by_holder(deed)
        return None

    @staticmethod
    def _passing(deed: Deed) -> bool:
        """Tell whether it is said whence or through where somebody comes, which tells more of him than where he goes."""
        return any(g.slot in ("from", "via") for g in deed.clause.groups)

    def _side_by_holder(self, deed: Deed) -> Side | None:
        """Tell the side of troops by who holds the place, where nothing tells who speaks."""
        if deed.kind in ("supply_route", "evacuation", "withdrew"):
            return deed.holder
        if deed.kind in ("entered", "advance") and self._in_ukraine(deed.trigger) and "«" not in self.parse.sentence.text:
            return other_side(deed.holder)  # what has a name of its own, only its own side calls by it
        return None

    def _referred(self, deed: Deed) -> Side | None:
        """Tell the doer by whom a relative or "them" points back at."""
        if deed.doers or deed.passive:
            return None
        if meant := self.antecedent(deed.clause):
            return self._acts(meant)
        drives = deed.frame in _DRIVES or (deed.frame == "liberate" and deed.word.startswith(_CLEARS))
        if drives and self.last and "it" in deed.clause.cues:
            return self._acts(other_side(self.last))  # "росіяни зайшли до села, їх вибили"
        return None

    def antecedent(self, clause: Clause) -> Side | None:
        """Return whom a relative clause tells of: "взяли в полон окупанта, який зайшов до …"."""
        n = self.clauses.index(clause)
        if clause.separator != "sub" or not n or self.tokens[clause.first].text not in _WHO:
            return None
        named = [(i, s) for i, s, _ in self.parse.actors(self.clauses[n - 1]) if i >= clause.first - 4]
        return named[-1][1] if named else None

    def _evacuator(self, deed: Deed) -> Side | None:
        """Tell who brings people away: whose they are, or who holds the town where they are told to leave."""
        if deed.kind != "evacuation":
            return None
        others = [(i, s) for i, s in deed.others if not self._is_cause(i)]  # "просять виїхати через наступ росіян"
        if others:
            return others[0][1]
        if not deed.doers and deed.clause.cues & {"asked", "rescuers"}:
            return deed.holder or self._before(deed.trigger) or deed.own  # they are told to by their own
        return None

    def _is_cause(self, i: int) -> bool:
        """Tell one whose deed is the cause of what happens."""
        return any(t.cues & {"cause", "via"} for t in self.tokens[max(0, i - 3) : i])

    def _named(self, deed: Deed) -> Side | None:
        """Tell the doer from those who are named in the clause."""
        if deed.trigger.kind == "noun" and deed.kind in _OWNED and deed.frame != "hit" and (owner := self._owner(deed)):
            return owner
        if deed.doers:
            return self._undergoing(deed) or self._carrying_on(deed) or self._subject(deed)
        if deed.trigger.form == "inf" and "success" in deed.clause.cues and (helped := self._helped(deed)):
            return helped
        return self._oblique(deed) if deed.others else None

    @staticmethod
    def _owner(deed: Deed) -> Side | None:
        """Return whose advance or withdrawal a noun tells of: "відхід російських військ"."""
        return next((s for i, s in deed.others if 0 < i - deed.trigger.at <= 4), None)

    @staticmethod
    def _helped(deed: Deed) -> Side | None:
        """Return who succeeded: "бойцам удалось вытеснить оккупантов"."""
        return next((s for i, s, case in deed.actors if case == "dat" and i < deed.trigger.at), None)

    def _undergoing(self, deed: Deed) -> Side | None:
        """Tell the doer where the first who is named is the one to whom it is done, or only the means."""
        trigger = deed.trigger
        first, side = deed.doers[0]
        if deed.passive and (first, side, "ins") in deed.actors:
            return side  # "выбиты российской пехотой"
        if deed.frame == "oust" and (deed.passive or (trigger.form == "past" and self._ousted(deed))):
            return other_side(side)
        if deed.passive and self.tokens[first - 1].cues & {"cause", "via"}:
            return side  # "через ворожі «Гради» пошкоджено лікарню"
        if deed.passive and deed.kind in _HARMS and (first, side, "nom") in deed.actors:
            return other_side(side)  # "російський склад знищено"
        if trigger.form == "inf" and deed.others and deed.doers[-1][0] < deed.others[-1][0] < trigger.at:
            return deed.others[-1][1]  # "змусили росіян віддати"
        if deed.kind == "strike" and trigger.kind == "noun" and self.tokens[trigger.at - 1].cues & {"after", "cause"}:
            return other_side(side)  # "корабль сгорел после удара"
        return None

    def _ousted(self, deed: Deed) -> bool:
        """Tell "ВСУ выбили из Хромово": they were driven out, for nobody else is named whom they could drive."""
        alone = len(deed.actors) == 1 and deed.actors[0][2] == "any" and deed.actors[0][0] < deed.trigger.at
        after = self.tokens[deed.trigger.at + 1 : deed.trigger.at + 2]
        return alone and not deed.clause.cues & {"it", "troops"} and bool(after) and "from" in after[0].cues

    def _carrying_on(self, deed: Deed) -> Side | None:
        """Tell whether those of the clause before do this too: whoever is named is so behind the verb, and has no side."""
        moved = deed.kind == "reinforcement" and deed.trigger.kind == "verb" and not deed.word.startswith(_ARRIVES)
        if not self.last or not (deed.clause.separator == "conj" or (moved and deed.clause.separator in ("comma", "sub"))):
            return None
        objects = all(i > deed.trigger.at and self.parse.is_neutral(i) for i, _ in deed.doers)
        return self.last if objects else None  # "росіяни мінують … та посилюють гарнізон"

    @staticmethod
    def _subject(deed: Deed) -> Side | None:
        """Return the last who is named before the verb, or else the first behind it."""
        return max(((i, s) for i, s in deed.doers if i < deed.trigger.at), default=deed.doers[0])[1]

    def _oblique(self, deed: Deed) -> Side | None:
        """Tell the doer from a name in an oblique case: whose attack it is, or against whom it is done."""
        trigger = deed.trigger
        i, side = deed.others[0]
        if deed.kind == "supply_cut" and i and any(e.name == "withdraw" for e in self.tokens[i - 1].entries):
            return side  # "підірвано під час відступу росіян"
        if i and self.tokens[i - 1].text == "без":
            return other_side(side)
        if self.tokens[i].text == "нас" and trigger.kind == "verb" and deed.kind in ("advance", "entered"):
            return other_side(side)  # "нас обходили"
        if deed.kind == "withdrew" and any("cause" in t.cues for t in self.tokens[max(deed.clause.first, i - 3) : i]):
            return other_side(side)  # "змінили позиції через вогневий вплив противника"
        if i and i - 1 != trigger.at and deed.kind in _HARMS and self._is_means(deed, i - 1):
            return side  # "обстріляно ракетами ЗСУ", "повернуто внаслідок контратаки ЗСУ"
        if deed.frame == "leave" and case_of(self.tokens[i].text, self.lang) == "dat":
            return other_side(side)  # "Ямполь сдан противнику"
        if deed.frame == "hit":
            return None if self.parse.is_neutral(i) and side == self.speaker else other_side(side)
        if deed.frame == "cut" and self.tokens[i - 1].cues & {"route", "traffic"}:
            return other_side(side)  # "переправу ворога розбито"
        if deed.kind == "strike":
            return side if self._strikes(deed, i) else other_side(side)
        return side if self._does(deed, i) else other_side(side)

    def _is_means(self, deed: Deed, i: int) -> bool:
        """Tell whether a word names by what it was done: a weapon in the instrumental, or an attack."""
        return _MEANS.match(self.tokens[i].text) is not None or (deed.trigger.kind == "verb" and self._is_attack(i))

    def _strikes(self, deed: Deed, i: int) -> bool:
        """Tell whether one in an oblique case strikes ("авіація окупантів скинула"), or is struck."""
        trigger = deed.trigger
        if trigger.kind != "verb" and i < trigger.at and "lurk" in self.tokens[i - 1].cues:
            return False  # "горить база окупантів після удару"
        if trigger.kind != "verb":  # "удар по позиціях росіян" is none of theirs
            return not any(t.cues & {"by", "lurk", "troops"} for t in self.tokens[min(trigger.at, i) : i])
        if any("cause" in t.cues for t in self.tokens[trigger.at : i]):
            return True  # "рухнув після удару росіян"
        owned = deed.passive and "lurk" in self.tokens[max(0, i - 2)].cues  # "пункт … росіян розбито"
        return i < trigger.at and not owned

    def _does(self, deed: Deed, i: int) -> bool:
        """Tell whether one in an oblique case does what is no strike, or it is done to him."""
        trigger = deed.trigger
        if deed.kind in ("control_held", "supply_route", "withdrew") or trigger.kind != "verb":
            return deed.kind != "supply_cut" or deed.frame in _WATCHES
        if deed.frame in _DRIVES:
            return False
        if deed.kind in COMING and i > trigger.at and any("part" in t.cues for t in self.tokens[i - 1 : i]):
            return False  # "вклинилися в оборону росіян"
        if deed.kind in COMING:
            return not (i > trigger.at and deed.word.startswith(_PUSHED))  # "просочилися близько двохсот окупантів"
        if deed.kind == "supply_cut" and INSTRUMENTAL.search(self.tokens[i - 1].text):
            return True  # "прострілюється дронами ЗСУ"
        return i < trigger.at or trigger.form == "inf"

    def _encircler(self, deed: Deed) -> Side | None:
        """Tell who has closed a ring in which others are named to be: "росіяни в оточенні"."""
        if deed.frame != "encircle" or deed.trigger.kind != "word":
            return None
        named = (s for i, s in [*deed.doers, *deed.others] if not self.parse.is_neutral(i))
        return other_side(next(named, None))
