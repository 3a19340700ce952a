"""Whose doing an event is in Ukrainian and Russian: those named in the clause by their case, those before it, the verb itself."""

from __future__ import annotations

import re
from typing import cast

from conflictmap.model import Side
from conflictmap.reading.discourse import State
from conflictmap.reading.holders import known_holder, last_holder
from conflictmap.reading.lexicon import Entry
from conflictmap.reading.slavic.clauses import Clause, Parse, Trigger, other_side
from conflictmap.reading.slavic.signs import follows
from conflictmap.reading.slavic.words import INSTRUMENTAL, case_of

__all__ = ["Doers"]

# relatives that may be the subject of their clause
_WHO = frozenset("який яка які що который которая которые".split())
_PASSAGE = frozenset(("advance", "entered", "reinforcement", "supply_route", "withdrew"))
_MEANS = re.compile(
    r"(?:ракет|дрон|безпілотник|беспилотник|вогн|огн|артилер|артиллер|авіац|авиац|бомб|снаряд|хаймарс|fpv)[а-яіїєґ-]*(?:ами|ями|ом|ем|єм|ою|ею|єю|ией)$|удар[иуіаові]*в?$"
)
_CREEPS = ("прослиз", "просоч", "прокра", "пробра", "прони", "інфільтр", "инфильтр", "залеті", "просклиз", "просколь")
_FRONT = frozenset(("фронт", "фронту", "фронта", "лінія", "линия"))
_PUSHED = ("посун", "потісн", "тісн", "тисн", "теснят", "потесн", "відсун", "подвин", "сдвин")
_NATION = re.compile("україн|украин|росі|росси")
_WRECK = re.compile(
    "^(?:зруйн|руйн|пошкод|підір|підрив|знищ|висад|вибух|обвал|рознес|розбит|розтрощ|разруш|взр|взорв|подор|подрыв|уничт|повре|обруш|разбит|раздолб|разворо)"
)
_LAUNCHERS = ("пусков", "установк", "рсзо", "рсзв", "комплекс", "зрк", "батаре", "машин")
_SEIZE = ("окуп", "оккуп", "загарб", "анекс", "аннекс")  # nobody says so of his own side
_WE = {"uk": re.compile(r"[аеиєяу]?[еєи]мо(?:ся|сь)?$"), "ru": re.compile(r"[еёи]м(?:ся)?$")}


class Doers:
    """Tells who did it, clause by clause of one sentence; `last` is who acted last."""

    def __init__(self, parse: Parse, state: State) -> None:
        self.parse, self.state = parse, state
        self.tokens, self.lang, self.clauses, self.speaker = (parse.tokens, parse.lang, parse.clauses, parse.speaker)
        self.last: Side | None = None

    def notice(self, clause: Clause) -> None:
        """Remember who a clause without an event is about: the next one may leave him out."""
        for i, side, case in self.parse.actors(clause):
            if case in ("nom", "any") and not (self.last and self.parse.is_neutral(i)):
                self.last = side
                return

    def doer(self, clause: Clause, trigger: Trigger) -> Side | None:
        """Tell whose doing an event is: by the case of those named in the clause, else by who acted before, else by the verb."""
        kind = trigger.type
        own: Side = clause.claimant_side if clause.stance and clause.claimant_side in ("UA", "RU") else self.speaker
        holders = self.holders(trigger)
        holder = next(iter(holders)) if len(holders) == 1 else None
        ours = trigger.frame.name in ("ours", "hold_ours")
        if self.state.speaker_side is None and kind == "control_held" and not (ours or clause.claimant_side) and holder:
            own = holder  # nobody tells who speaks
        actors = self.parse.actors(clause)
        if trigger.kind == "noun" and kind == "control_gained" and follows(self.tokens, trigger.at - 3, "after", 2):
            actors = [a for a in actors if a[2] != "nom"]  # "після звільнення Херсона росіяни обстрілюють місто"
        doers = [(i, s) for i, s, case in actors if case in ("nom", "ins", "any")]
        others = [(i, s) for i, s, case in actors if case in ("gen", "dat")]
        passive = trigger.form in ("short", "part")
        if trigger.frame.name == "occupy" and passive and not any(INSTRUMENTAL.search(self.tokens[i].text) for i, _ in doers):
            return "RU"
        if trigger.words.lower().startswith(_SEIZE) and all(self.parse.is_neutral(i) for i, _ in doers):
            return "RU"  # "штурмовики окупували крайні хати"
        if trigger.frame.name == "shot":
            return other_side(holder or next((s for _, s, case in actors if case in ("nom", "any", "ins")), own))
        if trigger.words.lower().startswith(("деок", "знеок")):
            return "UA"
        if trigger.frame.name == "occupied":
            return "RU"
        if nation := _NATION.search(trigger.words.lower()):
            self.last = "UA" if nation[0].startswith("у") else "RU"
            return self.last  # "Ямпіль знову український"
        if ours and self.state.speaker_side is None and trigger.words.lower().startswith("свобод"):
            return "UA"  # Russian reports say "liberated"
        if ours or (trigger.form in ("pres", "fut") and _WE[self.lang].search(trigger.words.lower())):
            self.last = own
            return own
        if trigger.frame.name == "liberate" and trigger.kind == "word" and actors and "устр" not in trigger.words:
            return other_side(actors[0][1])  # "села вже без окупантів"
        if trigger.frame.name == "minus" and trigger.kind == "noun" and actors:
            self.last = actors[0][1]
            return other_side(self.last)  # "втрата росіянами Лимана"
        if trigger.frame.name == "liberate" and trigger.words.lower().startswith(("поверн", "возвращ", "верну")):
            given = [s for i, s, case in actors if case == "dat" or self.tokens[i].text in ("україні", "украине")]
            if given:
                return given[0]  # "П'ятихатки повернуто Україні"
        if kind == "control_gained" and (holding := self._controller(actors)):
            self.last = holding
            return holding
        if kind in ("control_held", "control_gained") and trigger.kind in ("noun", "word"):
            beside = [s for i, s, _ in actors if abs(i - trigger.at) <= 2]
            if beside:
                self.last = beside[0]
                return beside[0]
        if passive:
            doers = [(i, s) for i, s in doers if not self.parse.is_neutral(i) or INSTRUMENTAL.search(self.tokens[i].text)]
        if kind == "flag_raised":
            if clause.cues & {"flag_ua", "flag_ru"}:
                return "UA" if "flag_ua" in clause.cues else "RU"
            beside = [s for i, s, _ in actors if abs(i - trigger.at) <= 2 and not self.parse.is_neutral(i)]
            if beside:
                return beside[0]
        if kind == "repelled":
            agents = [s for i, s, case in actors if case == "ins"]
            if trigger.frame.name == "hit_back" and doers:
                return doers[0][1]  # "захисники відбилися"
            if passive and agents:
                self.last = agents[0]
                return agents[0]  # "нашими воїнами відбито атаки"
            attacks = [k for k in range(clause.first, clause.last) if any(_is_attack(e) for e in self.tokens[k].entries)]
            attackers = [s for i, s in [*others, *doers] if i + 1 in attacks] or [
                s for i, s in others if not self.parse.is_neutral(i)
            ]
            tried = [
                t.at for t in clause.triggers if t.frame.type in ("advance", "entered") and t.at < trigger.at and t.kind == "verb"
            ]
            if doers and tried and doers[0][0] < tried[0] and (not attackers or trigger.frame.name == "fail"):
                attackers = [doers[0][1]]  # "ДРГ спробувала зайти, її відкинули"
            if not attackers and doers and (trigger.frame.name != "repel" or trigger.kind != "verb" or passive):
                attackers = [doers[0][1]]
            if attackers:
                self.last = attackers[0]
                return other_side(attackers[0])
            if not doers and self.last and trigger.frame.name != "repel":
                return other_side(self.last)  # "закрепиться не удалось"
            return doers[0][1] if doers else other_side(self.last) if self.last and self.last != own else own
        if self.last and actors and all(self.parse.is_neutral(i) and self._theirs(i) for i, _, _ in actors):
            return self.last  # "їхні колони"
        doer: Side | None = None
        neutral = bool(actors) and all(self.parse.is_neutral(i) for i, _, _ in actors)
        if kind == "withdrew" and neutral and not (self.state.speaker_side or clause.claimant_side or self.last):
            holder = holder or self._before(trigger)
        if neutral and holder != other_side(own) and kind == "entered" and trigger.words.lower().startswith(_CREEPS):
            return other_side(own)  # "до Мирнограда прослизнула піхота"
        if neutral and trigger.frame.name == "flee":
            return other_side(own)  # of one's own nobody says so
        if holder and neutral and not (self.state.speaker_side or clause.claimant_side or self.last or self.state.actor):
            if kind in ("supply_route", "evacuation", "withdrew"):
                return holder
            if kind in ("entered", "advance") and self._in_ukraine(trigger) and "«" not in self.parse.sentence.text:
                return other_side(holder)  # what has a name of its own, only its own side calls by it
        if not doers and not passive and (meant := self._antecedent(clause)):
            self.last = meant
            return meant
        cleared = trigger.frame.name == "liberate" and trigger.words.lower().startswith(("зачищ", "вычищ", "вичищ"))
        if (cleared or trigger.frame.name in ("oust", "repel")) and not (passive or doers) and self.last and "it" in clause.cues:
            self.last = other_side(self.last)  # "росіяни зайшли до села, їх вибили"
            return self.last
        if kind == "evacuation" and others:
            return others[0][1]
        if kind == "evacuation" and not doers and "asked" in clause.cues:
            return holder or own  # they are told to by their own
        blocked = (
            [s for i, s in doers if not self.parse.is_neutral(i)]
            if trigger.frame.name == "encircle" and trigger.kind == "word"
            else []
        )
        if blocked:
            return other_side(blocked[0])
        driven = (passive and doers) or (trigger.form == "past" and self._ousted(clause, trigger, actors))
        if trigger.frame.name == "oust" and driven:
            doer = other_side(doers[0][1])
        elif passive and doers and self.tokens[doers[0][0] - 1].cues & {"cause", "via"}:
            doer = doers[0][1]  # "через ворожі «Гради» пошкоджено лікарню"
        elif passive and doers and kind in ("strike", "supply_cut", "control_gained") and self._suffers(actors, doers):
            doer = other_side(doers[0][1])  # "російський склад знищено"
        elif trigger.form == "inf" and others and doers and doers[-1][0] < others[-1][0] < trigger.at:
            doer = others[-1][1]  # "змусили росіян віддати"
        elif doers and kind == "strike" and trigger.kind == "noun" and self.tokens[trigger.at - 1].cues & {"after", "cause"}:
            doer = other_side(doers[0][1])  # "корабль сгорел после удара"
        elif (
            doers
            and clause.separator == "conj"
            and self.last
            and all(i > trigger.at and self.parse.is_neutral(i) for i, _ in doers)
        ):
            doer = self.last  # "росіяни мінують … та посилюють гарнізон"
        elif doers:
            doer = max(((i, s) for i, s in doers if i < trigger.at), default=doers[0])[1]
        elif (
            trigger.form == "inf"
            and "success" in clause.cues
            and (helped := [s for i, s, c in actors if c == "dat" and i < trigger.at])
        ):
            doer = helped[0]  # "бойцам удалось вытеснить оккупантов"
        elif others:
            doer = self._hit(clause, trigger, others)
        if trigger.kind == "noun" and trigger.frame.name != "hit":
            owners = [s for i, s in others if 0 < i - trigger.at <= 4]
            doer = owners[0] if owners and kind in ("withdrew", "advance", "control_gained", "entered") else doer
        if (
            doer is None
            and kind in ("strike", "supply_cut")
            and clause.cues & {"weapon_ua", "weapon_ru"}
            and not self._aimed_at(clause)
        ):
            by: Side = "UA" if "weapon_ua" in clause.cues else "RU"
            return other_side(by) if holder == by else by  # nobody shells his own
        if (
            doer is None
            and clause.separator in ("conj", "comma", "sub", "colon")
            and (
                trigger.kind != "noun"
                or trigger.frame.name == "flag"
                or "dealt" in clause.cues
                or (clause.separator == "conj" and self.parse.has_verb(clause))  # "… и ведут зачистку"
            )
        ):
            doer = (
                None
                if trigger.frame.name == "minus"
                else self.last
                if trigger.frame.fallback != "own" or not passive or self.last == own
                else None
            )
        if doer is None and clause.separator == "sub" and clause.stance and trigger.form == "past":
            return own  # "Росія стверджує, що взяла …"
        if doer is None and trigger.form == "ger":
            after = self.clauses[self.clauses.index(clause) + 1 :][:1]
            doer = next((s for c in after for _, s, case in self.parse.actors(c) if case in ("nom", "any")), None)
        if doer is not None:
            self.last = doer
            return doer
        if kind == "supply_cut" and "artery" in clause.cues and not clause.stance:
            left = [f.claim.side for f in self.state.said if f.claim.event_type == "withdrew"]
            if left:
                return other_side(left[-1])  # "Дробышево оставлено. Единственная ниточка простреливается"
        if kind in ("entered", "advance", "reinforcement") and trigger.kind == "verb":
            starts = {
                known_holder(name.place, self.state.published)
                for g in clause.groups
                if g.slot == "from"
                for name in g.names
                if name.place
            }
            if len(starts) == 1 and (start := starts.pop()) is not None:
                self.last = start
                return start  # "заходять у Мелітополь з боку Криму"
        if self.last and not actors and any(t.text.startswith(("їхн", "ихн")) for t in self.tokens[clause.first : clause.last]):
            return self.last  # "останніми їхні колони полишили …"
        besieged = any(t.frame.name == "encircle" for c in self.clauses for t in c.triggers)
        if kind == "supply_cut" and not (holder or clause.claimant_side or besieged) and _wrecked(trigger):
            return self._deprived(clause)
        if kind in ("strike", "supply_cut"):
            dealt = (
                trigger.kind == "noun"
                and not clause.stance
                and any(
                    t.text.startswith(("нанесен", "нанос", "завдано", "завдають"))
                    for t in self.tokens[clause.first : clause.last]
                )
            )
            if self.lang == "uk" and "depot" in clause.cues and trigger.words.lower().startswith(("вибух", "детон")):
                dealt = True  # what blows up by itself is the enemy's
            if kind == "supply_cut" and (user := self._user(clause)):
                return other_side(user)  # "підірвано міст, яким рухалася колона окупантів"
            if kind == "supply_cut" and holder:
                return other_side(holder)
            if "UA" in holders and (kind == "strike" or holder):
                return self._struck() or "RU"
            unknown = self.state.speaker_side is None and kind == "strike"  # most of what is hit then, Russia has fired
            mine = dealt or (trigger.frame.fallback == "own" and "homes" not in clause.cues)
            return self._struck() or ("UA" if holder == "RU" else own if mine else "RU" if unknown else other_side(own))
        if (
            kind == "reinforcement"
            and holder
            and not trigger.words.lower().startswith(("скупч", "скопл", "зосередж", "концентр", "накопич", "накапл"))
        ):
            return holder
        if kind == "reinforcement" and any(name.place and name.place.country == "RU" for g in trigger.groups for name in g.names):
            return "RU"
        if trigger.kind == "noun" and not trigger.frame.fallback:
            after = self.clauses[self.clauses.index(clause) + 1 :][:1]
            said = [s for c in after for i, s, case in self.parse.actors(c) if case == "nom" and not self.parse.is_neutral(i)]
            if said:
                return said[0]
        if kind == "evacuation" and not holder and self.state.speaker_side is None and self._in_ukraine(trigger):
            return "UA"  # from where it is fought
        if kind in ("evacuation", "supply_route") and holder:
            return holder  # whose place it is, his are the people and the line
        if self.state.speaker_side is None and not clause.claimant_side and (before := self._before(trigger)):
            if kind == "withdrew":
                return before
            if kind in ("control_gained", "entered", "flag_raised"):
                return other_side(before)
        if kind == "control_gained" and clause.stance == "admit" and clause.claimant_side in ("UA", "RU"):
            return other_side(clause.claimant_side)
        if kind == "advance" and any(t.text in _FRONT for t in self.tokens[clause.first : trigger.at]):
            return other_side(holder or own)  # "фронт наблизився до Роздолівки"
        if clause.stance == "confirm" and trigger.kind == "noun" and kind == "advance":
            return own  # "наступ почався, підтвердила речниця"
        if kind == "supply_route" and not actors and (before := self._before(trigger)):
            return before
        fallback = trigger.frame.fallback
        if trigger.frame.name == "attack" and trigger.words.lower().startswith(("контратак", "контрнаступ", "контрудар")):
            return own
        if fallback in ("UA", "RU"):
            return cast(Side, fallback)
        if fallback == "own":
            return own
        if fallback == "enemy":
            return other_side(own)
        known = self.last or self.state.actor
        if known is None and holder and kind in ("entered", "advance"):
            self.last = other_side(holder)  # one enters what the other holds
            return self.last
        return known or own

    def holders(self, trigger: Trigger) -> set[Side]:
        """Return those who are known to hold the places of an event, not those where it came from."""
        groups = [*trigger.groups, *trigger.beside]
        if trigger.type in ("entered", "advance"):
            groups = [g for g in groups if g.slot not in ("from", "via")] or [g for g in groups if g.slot == "via"]
        places = [name.place for g in groups for name in g.names if name.place and name.kind != "river"]
        return {side for place in places if (side := known_holder(place, self.state.published))}

    def _aimed_at(self, clause: Clause) -> bool:
        """Tell "уничтожена пусковая установка HIMARS": the weapon is what was hit."""
        words = self.tokens[clause.first : clause.last]
        return any(
            a.text.startswith(_LAUNCHERS) and any(t.cues & {"weapon_ua", "weapon_ru"} for t in words[k + 1 : k + 4])
            for k, a in enumerate(words)
        )

    def _ousted(self, clause: Clause, trigger: Trigger, actors: list[tuple[int, Side, str]]) -> bool:
        """Tell "ВСУ выбили из Хромово": they were driven out, for nobody else is named whom they could drive."""
        alone = len(actors) == 1 and actors[0][2] == "any" and actors[0][0] < trigger.at
        after = self.tokens[trigger.at + 1 : trigger.at + 2]
        return alone and not clause.cues & {"it", "troops"} and bool(after) and "from" in after[0].cues

    def _before(self, trigger: Trigger) -> Side | None:
        """Return who is known to have held the places of an event last."""
        places = [name.place for g in trigger.groups for name in g.names if name.place and name.kind == "settlement"]
        found = {last_holder(place, self.state.published) for place in places}
        return found.pop() if len(found) == 1 else None

    @staticmethod
    def _in_ukraine(trigger: Trigger) -> bool:
        places = [name.place for g in trigger.groups for name in g.names if name.place]
        return bool(places) and all(place.country == "UA" for place in places)

    def _antecedent(self, clause: Clause) -> Side | None:
        """Return whom a relative clause tells of: "взяли в полон окупанта, який зайшов до …"."""
        n = self.clauses.index(clause)
        if clause.separator != "sub" or not n or self.tokens[clause.first].text not in _WHO:
            return None
        named = [(i, s) for i, s, _ in self.parse.actors(self.clauses[n - 1]) if i >= clause.first - 4]
        return named[-1][1] if named else None

    def _theirs(self, i: int) -> bool:
        return i > 0 and self.tokens[i - 1].text.startswith(("їхн", "ихн", "його", "его", "их", "їх"))

    def _controller(self, actors: list[tuple[int, Side, str]]) -> Side | None:
        """Return who is named behind "control": "повернуто під контроль України"."""
        named = (
            s
            for i, s, case in actors
            if (case in ("gen", "any") and i and self.tokens[i - 1].text.startswith("контрол"))
            or (i + 1 < len(self.tokens) and self.tokens[i + 1].text.startswith("контрол"))
        )
        return next(named, None)

    @staticmethod
    def _suffers(actors: list[tuple[int, Side, str]], doers: list[tuple[int, Side]]) -> bool:
        """Tell whether the one named in a passive clause stands in the nominative: it is done to him."""
        return any(i == doers[0][0] and case == "nom" for i, _, case in actors)

    def _hit(self, clause: Clause, trigger: Trigger, others: list[tuple[int, Side]]) -> Side | None:
        """Tell the doer from a name in an oblique case: whose attack it is, or against whom it is done."""
        i, side = others[0]
        if i and self.tokens[i - 1].text == "без":
            return other_side(side)
        if i and i - 1 != trigger.at and trigger.type in ("strike", "supply_cut", "control_gained"):
            means = self.tokens[i - 1]
            if _MEANS.match(means.text) or (trigger.kind == "verb" and any(_is_attack(e) for e in means.entries)):
                return side  # "обстріляно ракетами ЗСУ", "повернуто внаслідок контратаки ЗСУ"
        if trigger.frame.name == "leave" and case_of(self.tokens[i].text, self.lang) == "dat":
            return other_side(side)  # "Ямполь сдан противнику"
        if trigger.frame.name == "hit":
            return None if self.parse.is_neutral(i) and side == self.speaker else other_side(side)
        if trigger.frame.name == "cut" and self.tokens[i - 1].cues & {"route", "traffic"}:
            return other_side(side)  # "переправу ворога розбито"
        if trigger.type == "strike":
            governed = any(self.tokens[k].cues & {"by", "lurk", "troops"} for k in range(min(trigger.at, i), i))
            if trigger.kind == "verb":
                caused = any("cause" in self.tokens[k].cues for k in range(trigger.at, i))  # "рухнув після удару росіян"
                owned = (
                    trigger.form in ("short", "part") and "lurk" in self.tokens[max(0, i - 2)].cues
                )  # "пункт … росіян розбито"
                return side if (i < trigger.at and not owned) or caused else other_side(side)  # "авіація окупантів скинула"
            return other_side(side) if governed else side
        if trigger.type in ("control_held", "supply_route", "withdrew") or trigger.kind != "verb":
            watched = trigger.frame.name in ("fire", "hold", "encircle")
            return other_side(side) if trigger.type == "supply_cut" and not watched else side
        if trigger.frame.name in ("oust", "repel"):
            return other_side(side)
        if trigger.type in ("entered", "advance", "withdrew", "reinforcement"):
            pushed = i > trigger.at and trigger.words.lower().startswith(_PUSHED)
            return other_side(side) if pushed else side  # "просочилися близько двохсот окупантів"
        if trigger.type == "supply_cut" and INSTRUMENTAL.search(self.tokens[i - 1].text):
            return side  # "прострілюється дронами ЗСУ"
        return side if i < trigger.at or trigger.form == "inf" else other_side(side)

    def _deprived(self, clause: Clause) -> Side | None:
        """Tell who broke a bridge that is only said to be broken: the other side of him who can't cross or must go round."""
        for other in self.clauses:
            if other is not clause and other.cues & {"route", "traffic"} | ({"cargo"} if other.triggers else set()):
                for _, side, case in self.parse.actors(other):
                    if case in ("nom", "gen", "any"):
                        return other_side(side)
        return None

    def _user(self, clause: Clause) -> Side | None:
        """Return who a relative clause says went over a bridge or road that is cut."""
        after = self.clauses[self.clauses.index(clause) + 1 :][:1]
        if not after or after[0].separator != "sub" or not any(t.type in _PASSAGE for t in after[0].triggers):
            return None
        return next((side for _, side, _ in self.parse.actors(after[0])), None)

    def _struck(self) -> Side | None:
        """Tell who struck by who is said to have suffered, or who acts in the sentence, or what was fired."""
        cues = set().union(*(c.cues for c in self.clauses))
        if cues & {"weapon_ua", "weapon_ru"}:
            return "UA" if "weapon_ua" in cues else "RU"
        for clause in self.clauses:
            for i, side, case in self.parse.actors(clause):
                if case == "gen" and cues & {"lurk", "losses"}:
                    return other_side(side)
                if case in ("nom", "any") and i not in self.parse.quoted and not self.parse.is_neutral(i):
                    return side
        return None


def _wrecked(trigger: Trigger) -> bool:
    """Tell "зруйновано", "взорван", "обвалився": a state that names no doer; a road that is cut or under fire has one."""
    intransitive = trigger.form in ("short", "part") or trigger.kind == "noun" or trigger.words.lower().endswith(("ся", "сь"))
    return intransitive and trigger.frame.name == "cut" and _WRECK.search(trigger.words.lower()) is not None


def _is_attack(entry: Entry) -> bool:
    return entry.kind == "noun" and entry.name == "attack"
