"""Whose doing an event is in Ukrainian and Russian: by the verb itself, those named, those before, else by whose the place is."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import cast

from conflictmap.model import Side
from conflictmap.reading.holders import known_holder
from conflictmap.reading.slavic.agents import Agents
from conflictmap.reading.slavic.deeds import DOING, Deed
from conflictmap.reading.slavic.parts import COMING, Clause, Trigger, other_side
from conflictmap.reading.slavic.words import INSTRUMENTAL

__all__ = ["Doers"]

_PASSAGE = frozenset(("advance", "entered", "reinforcement", "supply_route", "withdrew"))
_FRONT = frozenset(("фронт", "фронту", "фронта", "лінія", "линия"))
_NATION = re.compile("україн|украин|росі|росси")
_WRECK = re.compile(
    "^(?:зруйн|руйн|пошкод|підір|підрив|знищ|висад|вибух|обвал|рознес|розбит|розтрощ|разруш|взр|взорв|подор|подрыв|уничт|повре|обруш|разбит|раздолб|разворо|затоп|размы|підмив)"
)
_LAUNCHERS = ("пусков", "установк", "рсзо", "рсзв", "комплекс", "зрк", "батаре", "машин")
_SEIZE = ("окуп", "оккуп", "загарб", "анекс", "аннекс")  # nobody says so of his own side
_LIBERATE = ("деок", "знеок")
_EXPLODE = ("вибух", "детон")
_MASS = ("скупч", "скопл", "зосередж", "концентр", "накопич", "накапл")
_COUNTER = ("контратак", "контрнаступ", "контрудар")
_DEAL = ("нанесен", "нанос", "завдано", "завдають")
_FOR = frozenset(("для", "на"))
_STRENGTHEN = ("посилен", "підсилен", "усилен")
_ITS = frozenset("її його ее её его".split())
_THEIR = ("їхн", "ихн")
_WE = {"uk": re.compile(r"[аеиєяу]?[еєи]мо(?:ся|сь)?$"), "ru": re.compile(r"[еёи]м(?:ся)?$")}
_ARMED = frozenset(("weapon_ua", "weapon_ru"))
_JOINED = frozenset(("conj", "comma", "sub", "colon"))  # what stands before a clause that goes on with the one before
_LEAVES = frozenset(("withdraw", "leave", "flee"))
_TAKEN = frozenset(("control_gained", "entered", "flag_raised"))


class Doers(Agents):
    """Tells who did it, clause by clause of one sentence."""

    def notice(self, clause: Clause) -> None:
        """Remember who a clause without an event is about: the next one may leave him out."""
        for i, side, case in self.parse.actors(clause):
            if case in ("nom", "any") and not (self.last and self.parse.is_neutral(i)):
                self.last = side
                return

    def doer(self, clause: Clause, trigger: Trigger) -> Side | None:
        """Tell whose doing an event is. The questions are asked in this order, and the first that has an answer decides."""
        deed = self._deed(clause, trigger)
        # the verb, or what it makes of those named, leaves no doubt
        if side := self._said_by_word(deed) or self._receiver(deed):
            return side
        if deed.kind == "repelled":
            return self._defender(deed)
        # those who are named show their side, or who is meant by them, only by what they do and where
        if side := self._flag_bearer(deed) or self._side_of_sideless(deed) or self._referred(deed):
            return side
        # those who are named, by their cases
        if side := self._evacuator(deed) or self._encircler(deed):
            return side
        if side := self._named(deed):
            return self._acts(side)
        # nobody is named: what was fired, who acts in the clauses around, who left before or whence they come
        if side := self._armed(deed) or self._neighbour(deed):
            return side
        if side := self._cutter_by_report(deed) or self._comer(deed) or self._pointed_at(deed):
            return side
        if deed.kind in ("strike", "supply_cut"):
            return self._unnamed_attacker(deed)
        # nothing tells it: what is likely by the place, the report or the verb
        return (
            self._reinforcer(deed)
            or self._announced(deed)
            or self._by_holder(deed)
            or self._by_report(deed)
            or self._by_verb(deed)
        )

    def _said_by_word(self, deed: Deed) -> Side | None:
        """Tell whose doing it is where the verb alone says so: "деокуповано", "наш", "взяли"."""
        if self._occupies(deed):
            return "RU"
        if deed.frame == "shot":
            return other_side(deed.holder or next((s for _, s, case in deed.actors if case in DOING), deed.own))
        if deed.kind == "advance" and deed.word.startswith("оборона ") and deed.doers:
            return other_side(self._acts(deed.doers[0][1]))  # "украинская оборона у Тоненького посыпалась"
        if deed.word.startswith(_LIBERATE):
            return "UA"
        if deed.frame == "occupied":
            return "RU"
        if deed.kind == "control_held" and not deed.doers and deed.word.endswith(("ся", "сь")) and self._of_town(deed):
            return deed.holder or self._before(deed.trigger)  # "Лисичанск держится"
        if nation := _NATION.search(deed.word):
            return self._acts("UA" if nation[0].startswith("у") else "RU")  # "Ямпіль знову український"
        if deed.ours and self.state.speaker_side is None and deed.word.startswith("свобод"):
            return "UA"  # Russian reports say "liberated"
        if deed.ours or (deed.trigger.form in ("pres", "fut") and _WE[self.lang].search(deed.word)):
            return self._acts(deed.own)
        return None

    @staticmethod
    def _of_town(deed: Deed) -> bool:
        """Tell whether it is a town that holds out, and nobody who does so in it."""
        return "city" in deed.clause.cues or any(g.slot == "bare" for g in deed.clause.groups)

    def _occupies(self, deed: Deed) -> bool:
        """Tell an occupation, which is Russia's unless somebody else is named as the one who does it."""
        if deed.frame == "occupy" and deed.passive and not any(INSTRUMENTAL.search(self.tokens[i].text) for i, _ in deed.doers):
            return True
        # "штурмовики окупували крайні хати"
        return deed.word.startswith(_SEIZE) and all(self.parse.is_neutral(i) for i, _ in deed.doers)

    def _armed(self, deed: Deed) -> Side | None:
        """Tell who struck by whose weapon it was."""
        if deed.kind not in ("strike", "supply_cut") or not deed.clause.cues & _ARMED or self._aimed_at(deed.clause):
            return None
        by: Side = "UA" if "weapon_ua" in deed.clause.cues else "RU"
        return other_side(by) if deed.holder == by else by  # nobody shells his own

    def _aimed_at(self, clause: Clause) -> bool:
        """Tell "уничтожена пусковая установка HIMARS": the weapon is what was hit."""
        words = self.tokens[clause.first : clause.last]
        return any(
            a.text.startswith(_LAUNCHERS) and any(t.cues & _ARMED for t in words[k + 1 : k + 4]) for k, a in enumerate(words)
        )

    def _neighbour(self, deed: Deed) -> Side | None:
        """Tell the doer by the clauses around: those before go on, or those behind are meant by a gerund."""
        clause, trigger = deed.clause, deed.trigger
        if deed.kind == "evacuation" and "people" in clause.cues and clause.separator != "conj":
            return None  # "враг лезет на Зелёное, люди из Белого Колодезя выезжают": they are not his
        if self.last and self._goes_on(deed):
            return other_side(self.last) if self._trapped(deed) else self.last
        if clause.separator == "sub" and clause.stance and trigger.form == "past":
            return deed.own  # "Росія стверджує, що взяла …"
        if trigger.form == "ger":
            behind = (s for c in self._next(clause) for _, s, case in self.parse.actors(c) if case in ("nom", "any"))
            return self._acts(next(behind, None))
        return None

    def _trapped(self, deed: Deed) -> bool:
        """Tell "гарнизон отходит, дорога под огнём": who leaves has not cut his own way."""
        n = self.clauses.index(deed.clause)
        left = n > 0 and any(t.frame.name in _LEAVES for t in self.clauses[n - 1].triggers)
        return left and deed.kind == "supply_cut" and deed.trigger.kind == "word"

    def _goes_on(self, deed: Deed) -> bool:
        """Tell whether those who acted before do this too."""
        clause, trigger = deed.clause, deed.trigger
        if clause.separator not in _JOINED or deed.frame == "minus":
            return False
        if clause.separator == "colon" and clause.stance and deed.frame == "fire" and deed.word.endswith(("ся", "сь")):
            return False  # "офіцери заперечують: дорога прострілюється": they speak, others shoot
        told = trigger.kind != "noun" or trigger.frame.name == "flag" or "dealt" in clause.cues
        if not told and not (clause.separator == "conj" and self.parse.has_verb(clause)):
            return False  # but "… и ведут зачистку"
        return trigger.frame.fallback != "own" or not deed.passive or self.last == deed.own

    def _cutter_by_report(self, deed: Deed) -> Side | None:
        """Tell who cut a supply line by who has left before: "Дробышево оставлено. Единственная ниточка простреливается"."""
        if deed.kind != "supply_cut" or "artery" not in deed.clause.cues or deed.clause.stance:
            return None
        left = [f.claim.side for f in self.state.said if f.claim.event_type == "withdrew"]
        return other_side(left[-1]) if left else None

    def _comer(self, deed: Deed) -> Side | None:
        """Tell who comes by who holds the place where they come from: "заходять у Мелітополь з боку Криму"."""
        if deed.kind not in COMING or deed.trigger.kind != "verb":
            return None
        names = [name for g in deed.clause.groups if g.slot == "from" for name in g.names if name.place]
        starts = {known_holder(name.place, self.state.published) for name in names if name.place}
        return self._acts(starts.pop()) if len(starts) == 1 else None

    def _pointed_at(self, deed: Deed) -> Side | None:
        """Tell "останніми їхні колони полишили …": those who were named before."""
        words = self.tokens[deed.clause.first : deed.clause.last]
        theirs = any(t.text.startswith(_THEIR) for t in words) or any(
            a.text in _ITS and "troops" in b.cues for a, b in pairwise(words)
        )
        if not theirs or deed.actors:
            return None
        return deed.own if deed.clause.stance else self.last or self.state.actor

    def _unnamed_attacker(self, deed: Deed) -> Side | None:
        """Tell who struck or cut something where nobody is named: by who uses or holds it, suffers, or speaks."""
        if deed.kind == "supply_cut":
            if self._lies_broken(deed):
                return self._depriver(deed.clause)
            if user := self._user(deed.clause) or deed.holder:
                return other_side(user)  # "підірвано міст, яким рухалася колона окупантів"
        if struck := self._striker():
            return struck
        if deed.kind == "strike" and "UA" in deed.holders:
            return "RU"
        if deed.holder == "RU":
            return "UA"
        if self._deals(deed) or (deed.trigger.frame.fallback == "own" and "homes" not in deed.clause.cues):
            return deed.own
        if self.state.speaker_side is None and deed.kind == "strike":
            return "RU"  # most of what is hit then, Russia has fired
        return other_side(deed.own)

    def _lies_broken(self, deed: Deed) -> bool:
        """Tell a bridge that is only said to be broken, of no known holder: those who miss it tell who broke it."""
        if deed.holder or deed.clause.claimant_side or not _is_wrecked(deed):
            return False
        return not any(t.frame.name == "encircle" for c in self.clauses for t in c.triggers)

    def _depriver(self, clause: Clause) -> Side | None:
        """Tell who broke a bridge that is only said to be broken: the other side of him who can't cross or must go round."""
        for other in self.clauses:
            if other is not clause and other.cues & {"route", "traffic"} | ({"cargo"} if other.triggers else set()):
                for _, side, case in self.parse.actors(other):
                    if case in ("nom", "gen", "any"):
                        return other_side(side)
        return None

    def _user(self, clause: Clause) -> Side | None:
        """Return who a relative clause says went over a bridge or road that is cut."""
        behind = self._next(clause)
        if not behind or behind[0].separator != "sub" or not any(t.type in _PASSAGE for t in behind[0].triggers):
            return None
        return next((side for _, side, _ in self.parse.actors(behind[0])), None)

    def _deals(self, deed: Deed) -> bool:
        """Tell a blow that is dealt by who speaks: "завдано удару"; what blows up by itself is the enemy's."""
        if self.lang == "uk" and "depot" in deed.clause.cues and deed.word.startswith(_EXPLODE):
            return True
        if deed.trigger.kind != "noun" or deed.clause.stance:
            return False
        return any(t.text.startswith(_DEAL) for t in self.tokens[deed.clause.first : deed.clause.last])

    def _striker(self) -> Side | None:
        """Tell who struck by who is said to have suffered, or who acts in the sentence, or what was fired."""
        cues = set().union(*(c.cues for c in self.clauses))
        if cues & _ARMED:
            return "UA" if "weapon_ua" in cues else "RU"
        for clause in self.clauses:
            for i, side, case in self.parse.actors(clause):
                if case == "gen" and cues & {"lurk", "losses"}:
                    return other_side(side)
                if case in ("nom", "any") and i not in self.parse.quoted and not self.parse.is_neutral(i):
                    return side
        return None

    def _reinforcer(self, deed: Deed) -> Side | None:
        """Tell who is reinforced: who holds the place, if they are not massed against it, or whose country it is."""
        if deed.kind != "reinforcement":
            return None
        words = self.tokens[deed.clause.first : deed.trigger.at]
        before = any(i < deed.trigger.at for i, _, _ in deed.actors)
        if not before and any(a.text in _FOR and b.text.startswith(_STRENGTHEN) for a, b in pairwise(words)):
            return deed.own  # "для посилення на Харківщину перекинуто резерви"
        inside = deed.passive and any(g.slot == "into" for g in deed.trigger.groups)
        holder = deed.holder or (self._before(deed.trigger) if inside else None)  # "в Покровск заведены группы"
        if holder and not deed.word.startswith(_MASS):
            return holder
        in_russia = any(name.place and name.place.country == "RU" for g in deed.trigger.groups for name in g.names)
        return "RU" if in_russia else None

    def _announced(self, deed: Deed) -> Side | None:
        """Tell whose doing a noun tells of by who acts in the clause behind it."""
        if deed.trigger.kind != "noun" or deed.trigger.frame.fallback:
            return None
        acting = (a for c in self._next(deed.clause) for a in self.parse.actors(c) if a[2] == "nom")
        return next((side for i, side, _ in acting if not self.parse.is_neutral(i)), None)

    def _by_holder(self, deed: Deed) -> Side | None:
        """Tell the doer by who holds the place, or held it last."""
        if deed.kind == "evacuation" and not deed.holder and self.state.speaker_side is None and self._in_ukraine(deed.trigger):
            return "UA"  # from where it is fought
        if deed.kind == "evacuation" and deed.frame == "flee":
            return deed.holder or deed.own  # townspeople flee
        if deed.kind in ("evacuation", "supply_route") and deed.holder:
            return deed.holder  # whose place it is, his are the people and the line
        if deed.kind == "withdrew" and self._is_unattributed(deed):
            return self._before(deed.trigger)
        if deed.kind in _TAKEN and self._is_unattributed(deed):
            return other_side(self._before(deed.trigger))
        if deed.kind == "supply_route" and not deed.actors:
            return self._before(deed.trigger)
        return None

    def _by_report(self, deed: Deed) -> Side | None:
        """Tell the doer by who tells of it, and how."""
        clause = deed.clause
        if deed.kind == "control_gained" and clause.stance == "admit" and clause.claimant_side in ("UA", "RU"):
            return other_side(clause.claimant_side)
        if deed.kind == "supply_route" and clause.stance == "claim" and clause.claimant_side == deed.own:
            return deed.own  # "у бригаді кажуть, що підвіз іде через Світле"
        if deed.kind != "advance":
            return None
        if any(t.text in _FRONT for t in self.tokens[clause.first : deed.trigger.at]):
            return other_side(deed.holder or deed.own)  # "фронт наблизився до Роздолівки"
        if self.state.speaker_side is not None and self.tokens[deed.trigger.at].text in _FRONT:
            return other_side(deed.holder or deed.own)  # "лінія фронту відсунулася"
        if clause.stance == "confirm" and deed.trigger.kind == "noun":
            return deed.own  # "наступ почався, підтвердила речниця"
        return None

    def _by_verb(self, deed: Deed) -> Side | None:
        """Tell whose doing it mostly is, by the verb; else that of those who acted last, or of who speaks."""
        fallback = deed.trigger.frame.fallback
        if fallback == "own" or (deed.frame == "attack" and deed.word.startswith(_COUNTER)):
            return deed.own
        if fallback in ("UA", "RU"):
            return cast(Side, fallback)
        if fallback == "enemy":
            return other_side(deed.own)
        known = self.last or self.state.actor
        if known is None and deed.holder and deed.kind in ("entered", "advance"):
            return self._acts(other_side(deed.holder))  # one enters what the other holds
        return known or deed.own


def _is_wrecked(deed: Deed) -> bool:
    """Tell "зруйновано", "взорван", "обвалився": a state that names no doer; a road that is cut or under fire has one."""
    intransitive = deed.passive or deed.trigger.kind == "noun" or deed.word.endswith(("ся", "сь"))
    return intransitive and deed.frame == "cut" and _WRECK.search(deed.word) is not None
