"""Clauses of Ukrainian and Russian without a word that names an event, which tell of one nevertheless: "наші вже в Балаклії"."""

from __future__ import annotations

import re

from conflictmap.reading.slavic.actors import Actors
from conflictmap.reading.slavic.parts import LENGTHS, WEAPONS, Clause
from conflictmap.reading.slavic.words import FINITE, INSTRUMENTAL, QUOTES, Token, case_of, verb_form

__all__ = ["Verbless"]

_OF_A_NATION = re.compile(r"^(?:українськ(?:ий|а|е|і)|украинск(?:ий|ая|ое|ие)|російськ(?:ий|а|е|і)|российск(?:ий|ая|ое|ие))$")
_STILL = frozenset("ще все еще досі по-прежнему по-прежньому снова опять знову целиком прочно надежно твердо крепко".split())
_IS = frozenset(("есть", "є"))
_NOW = frozenset(("now", "already", "degree"))
_UNREAL = frozenset(("negation", "area", "irrealis", "idiom"))
_HUNDREDS = frozenset(
    "до понад близько около более свыше десятка двохсот трьохсот ста сотень двухсот трехсот полсотни сотен тысяч".split()
)
_AT_PRESENT = frozenset("зараз нині наразі тепер сейчас теперь ныне".split())
_BEGINNINGS = frozenset(("colon", "start", "strong", "comma", "sub"))
_NOT_THERE = frozenset(("from", "irrealis", "ended", "phase", "people"))
_WHERE = frozenset(("N", "E", "S", "W", "already"))
_FEW = ("километре", "кілометрі", "метр")
_SMALL = frozenset(
    "двух трех четырех пяти шести семи восьми девяти десяти полутора паре нескольких считаных считанных"
    " двох трьох чотирьох п'яти дев'яти півтора кількох лічених".split()
)
_NEAR = 10  # km
_IS_LEFT = ("остал", "залиши")
_SIDES = frozenset(("UA", "RU"))
_OTHERS = frozenset(("UA", "RU", "enemy"))  # than who speaks
_ANYBODY = frozenset(("UA", "RU", "enemy", "speaker"))


class Verbless(Actors):
    """Adds what a clause tells by who is where, under whom or without whom."""

    def has_verb(self, clause: Clause) -> bool:
        """Tell whether a clause has a verb that the lexicon doesn't know."""
        return any(
            t.word
            and not t.covered
            and t.toponym is None
            and len(t.text) > 3
            and all(e.kind == "cue" and e.name in ("now", "irrealis", "intends", "getting") for e in t.entries)
            and FINITE[self.lang].search(t.text)
            for t in self.tokens[clause.first : clause.last]
        )

    def _is_told(self, clause: Clause) -> bool:
        """Tell whether a clause has a verb, or a word that looks like one in the past ("побывал", "виступив")."""
        if self.has_verb(clause):
            return True
        words = (t for t in self.tokens[clause.first : clause.last] if t.word and t.toponym is None and not t.entries)
        return any(len(t.text) > 4 and t.raw.islower() and verb_form(t.text, self.lang) == "past" for t in words)

    def _held_under(self, i: int) -> bool:
        """Tell "під росіянами": held by them."""
        token = self.tokens[i]
        behind = self.tokens[i + 1] if i + 1 < len(self.tokens) else token
        if token.text.endswith(("ими", "ыми")) and "troops" in behind.cues and INSTRUMENTAL.search(behind.text):
            return _names(token, _SIDES)  # "под российскими войсками"
        if any(e.kind == "actor" and e.name == "enemy" for e in token.entries):
            return INSTRUMENTAL.search(token.text) is not None  # "под противником"
        noun = INSTRUMENTAL.search(token.text) and not token.text.endswith(("ими", "ыми", "им", "ым", "ой", "ою"))
        return bool(noun) and _names(token, _SIDES)

    def _held_by(self, i: int, clause: Clause) -> bool:
        """Tell "село вже за росіянами": it is theirs; a verb would make it something else ("стежать за ворогом")."""
        token = self.tokens[i]
        named = any(t.toponym is not None for t in self.tokens[max(0, i - 3) : i - 1])
        theirs = token.text == "ними" and self.speaker == "UA" and named  # "Плавні поки за ними"
        if "negation" in clause.cues or not (theirs or _names(token, _OTHERS)) or self._is_told(clause):
            return False
        if token.text.endswith(("ими", "ыми")) and i + 1 < clause.last and "troops" in self.tokens[i + 1].cues:
            i += 1  # "за российскими войсками"
        ends = i + 1 >= clause.last or not self.tokens[i + 1].word or bool(self.tokens[i + 1].cues & {"conj", "now"})
        short = len(token.text) <= 3  # "за ВСУ"
        return ends and (short or INSTRUMENTAL.search(token.text) is not None)

    def _at_hand(self, i: int, clause: Clause) -> bool:
        """Tell "Раздоловка – пока у противника": nothing but the place and how long stands before."""
        named = [k for k in range(clause.first, i) if self.tokens[k].toponym is not None]
        before = (t for t in self.tokens[named[-1] if named else clause.first : i] if t.word)
        if not all(t.toponym or t.covered or t.text in _STILL or t.cues & {"now", "already", "degree", "filler"} for t in before):
            return False
        token = self.tokens[i + 1]
        ends = i + 2 >= clause.last or not self.tokens[i + 2].word or bool(self.tokens[i + 2].cues & {"conj", "now"})
        if self.tokens[i].text != "у" and len(token.text) > 3:
            return False  # "під ЗСУ"
        return ends and _names(token, _ANYBODY)

    def _implied(self, clause: Clause) -> tuple[int, str] | None:
        """Find the word that tells of an event without a verb or noun of one, and the frame that it stands for."""
        if "to" in clause.cues and (passed := self._passes(clause)) is not None:
            return passed, "take"
        if {"harm", "missile"} <= clause.cues and any(g.slot in ("in", "near") for g in clause.groups):
            return next(i for i in range(clause.first, clause.last) if "missile" in self.tokens[i].cues), "strike"
        if "negation" in clause.cues and (rid := self._rid(clause)) is not None:
            return rid, "liberate"
        if "negation" in clause.cues:
            return None if (gone := self._gone(clause)) is None else (gone, "withdraw")
        if (theirs := self._belonging(clause)) is not None:
            return theirs, "hold"
        if clause.cues & WEAPONS and (aimed := self._aimed(clause)) is not None:
            return aimed
        if (crossed := self._crosses(clause)) is not None:
            return crossed, "advance"
        if clause.groups and "+" in self.sentence.text and (plus := self._gain(clause)) is not None:
            return plus, "advance"
        if clause.groups and (close := self._close(clause)) is not None:
            return close, "advance"
        if "already" in clause.cues and (before := self._before_it(clause)) is not None:
            return before, "advance"
        return None

    def _before_it(self, clause: Clause) -> int | None:
        """Find "враг уже под Константиновкой": who stands before a town, and nothing else."""
        actors = [i for i, _, case in self.actors(clause) if case in ("nom", "any")]
        near = [g for g in clause.groups if g.slot == "near" and g.names[0].kind == "settlement" and not g.locator]
        if not (actors and near) or self._is_told(clause) or not clause.cues.isdisjoint(_UNREAL):
            return None
        between = self.tokens[actors[-1] + 1 : near[0].at]
        return near[0].at if near[0].at > actors[-1] and all(t.cues & _NOW or "troops" in t.cues for t in between) else None

    def _crosses(self, clause: Clause) -> int | None:
        """Find "росіяни перейшли Оскіл": one may go over to much else."""
        river = next((g for g in clause.groups if g.slot == "bare" and g.names[0].kind == "river"), None)
        if river is None:
            near = clause.groups[0].at if clause.groups and clause.groups[0].slot == "near" else -1
            lead = self.tokens[near - 2 : near] if near > clause.first + 1 else []
            over = len(lead) == 2 and lead[0].text.startswith(("перейш", "переш")) and lead[1].raw[0].isupper()
            return near - 2 if over else None  # "перешли Янчур у Успеновки": no gazetteer knows that river
        verbs = range(max(clause.first, river.at - 2), river.at)
        return next((i for i in verbs if self.tokens[i].text.startswith(("перейш", "переш"))), None)

    def _gone(self, clause: Clause) -> int | None:
        """Find "у Славутичі росіян немає": those who were there have left."""
        words = range(clause.first, clause.last)
        nobody = [i for i in words if self.tokens[i].text in ("немає", "нема", "нет") or self._none_left(i)]
        if not nobody:
            return None
        no_more = self.no_more(nobody[0], clause)
        inside = [g.names[0].kind for g in clause.groups if g.slot == "in"]
        where = bool(clause.cues & {"city", "there"} or inside) and (no_more or "settlement" in inside or not inside)
        if not where:
            return None
        near = range(max(clause.first, nobody[0] - 5), min(clause.last, nobody[0] + 5))
        past = "already" in clause.cues or no_more
        sides = _ANYBODY if past else _OTHERS  # "нас там уже немає", "военных больше нет"
        missed = any(_names(self.tokens[i], sides) and case_of(self.tokens[i].text, self.lang) == "gen" for i in near)
        gone = "harm" not in clause.cues and (no_more or not clause.cues & {"troops", "losses"})
        return nobody[0] - self._none_left(nobody[0]) if missed and gone else None

    def _none_left(self, i: int) -> bool:
        """Tell "не осталось"."""
        return 0 < i < len(self.tokens) and self.tokens[i - 1].text == "не" and self.tokens[i].text.startswith(_IS_LEFT)

    def no_more(self, i: int, clause: Clause) -> bool:
        """Tell "російських військ більше немає", "не осталось": they have been there."""
        no_longer = any(t.text in ("больше", "більше") for t in self.tokens[clause.first : clause.last])
        return no_longer or self._none_left(i) or self._none_left(i + 1)

    def _close(self, clause: Clause) -> int | None:
        """Find "штурмовики в километре от Покровска", "уже в двух километрах": how far those who come still are."""
        someone = any(case in ("nom", "any") for _, _, case in self.actors(clause))
        if not (someone or clause.cues & {"troops"}) or "people" in clause.cues or self._is_told(clause):
            return None
        for group in clause.groups:
            far = self.tokens[group.at - 1] if group.at > clause.first else None
            if far is None or not far.text.startswith(LENGTHS):
                continue
            few = "already" in clause.cues or far.text.startswith(_FEW) or _is_small(self.tokens[group.at - 2])
            if few and "from" in self.tokens[group.at].cues and group.relation in (None, "near"):
                group.slot, group.relation = "near", "near"
                return group.at - 1
        return None

    def _aimed(self, clause: Clause) -> tuple[int, str] | None:
        """Find "дорога под нашими «Корнетами»" and a verbless "дрон по автобусу в Никополе"."""
        for i in range(clause.first, clause.last):
            token = self.tokens[i]
            if not token.cues & WEAPONS:
                continue
            before = [k for k in range(max(clause.first, i - 4), i) if self.tokens[k].raw not in QUOTES]
            under = next((k for k in before if self.tokens[k].text in ("під", "под")), None)
            if under is not None and before[-1] - under <= 1 and INSTRUMENTAL.search(token.text):
                return under, "fire" if "route" in clause.cues else "strike"
            ahead = [t for t in self.tokens[i + 1 : min(i + 4, clause.last)] if t.raw not in QUOTES][:2]
            onto = any(t.text == "по" or (t.text == "на" and "missile" in token.cues) for t in ahead)
            if onto and not INSTRUMENTAL.search(token.text) and not self._is_told(clause):
                return i, "strike"
        return None

    def _passes(self, clause: Clause) -> int | None:
        """Find "частина міста перейшла до окупантів": the one it goes to stands behind the preposition."""
        for i in range(clause.first, clause.last - 2):
            verb, to, whom = self.tokens[i : i + 3]
            if verb.text.startswith(("перейш", "переш")) and "to" in to.cues and _names(whom, _ANYBODY):
                return i + 2
        return None

    def _rid(self, clause: Clause) -> int | None:
        """Find "села вже без окупантів": they have been freed."""
        for i in range(clause.first, clause.last - 1):
            if self.tokens[i].text == "без" and "already" in clause.cues:
                return i + 1 if _names(self.tokens[i + 1], _OTHERS) else None
        return None

    def _belonging(self, clause: Clause) -> int | None:
        """Find "Оріхів розбитий, але український": an adjective of a nation that closes the clause and is said of the place."""
        last = next((i for i in range(clause.last - 1, clause.first - 1, -1) if self.tokens[i].word), -1)
        if last < 0 or self.tokens[last].covered or not _OF_A_NATION.search(self.tokens[last].text):
            return None
        subject = [g for g in self.groups if g.slot == "bare" and g.places[-1] < last and g.names[-1].kind == "settlement"]
        few = sum(t.word for t in self.tokens[clause.first : clause.last]) <= 3
        short = few and clause.separator in ("start", "comma", "conj", "dash", "colon")
        return last if subject and short and not self.has_verb(clause) else None

    def _gain(self, clause: Clause) -> int | None:
        """Find "+2 км" of a tally, which tells of ground gained."""
        for i in range(clause.first, clause.last - 2):
            if self.tokens[i].raw == "+" and self.tokens[i + 1].raw[0].isdigit() and self.tokens[i + 2].text.startswith("км"):
                return i
        return None

    def _present(self, clause: Clause) -> bool:
        """Tell a verbless "наші вже в Западному": someone, somewhere, and no verb."""
        cues = clause.cues
        if not cues.isdisjoint(_UNREAL) or self._is_told(clause):
            return False
        actors = [i for i, _, case in self.actors(clause) if case in ("nom", "any") or (case == "gen" and self._is_counted(i))]
        if not actors:
            return False
        where = clause.separator == "sub" and "where" in cues and "already" in cues and not clause.groups
        if where and self._is_there(clause.first, actors[0]):
            return True  # "…, где уже есть оккупанты"
        inside = [g for g in clause.groups if g.slot in ("in", "outskirts") and not g.locator and g.names[0].kind == "settlement"]
        if len(actors) == 1 and inside and self._is_there(inside[0].places[-1], actors[0]):
            return True
        posted = self._posted(clause)
        short = clause.last - clause.first <= 16
        if posted and actors[-1] >= clause.last - 3:
            return True  # "У місті вже кілька днів росіяни"
        lead = self.tokens[clause.first : actors[0]]
        begins = all(t.cues & _NOW or t.text in _STILL for t in lead) or (
            clause.separator == "sub" and actors[0] == clause.first + 1
        )
        if begins and posted and short and clause.separator in _BEGINNINGS:
            return True  # "Очеретине: піхота ворога в центрі селища", "…, що окупанти ще в місті"
        if "there" in cues and not clause.groups and clause.last - actors[-1] <= 4 and cues.isdisjoint(_NOT_THERE):
            return True  # "держимся, хотя и там уже пехота противника", "Зараз там росіяни"
        if actors[0] > clause.first + 2:
            return False
        if inside and inside[0].at > actors[0] and inside[0].at - actors[-1] <= 3:
            return True
        counted = any(t.raw.isdigit() for t in self.tokens[clause.first : clause.last])
        return not cues.isdisjoint(_WHERE) and not clause.groups and not counted

    def _posted(self, clause: Clause) -> bool:
        """Tell whether a clause says in which part of a place spoken of somebody is."""
        if not clause.cues & {"city", "part"} or not clause.cues & {"in", "on", "near"} or "from" in clause.cues or clause.groups:
            return False
        return any(case in ("nom", "any") for _, _, case in self.actors(clause)) and not self._is_told(clause)

    def _is_counted(self, i: int) -> bool:
        """Tell "до двохсот росіян", "з десяток окупантів"."""
        return i > 0 and self._counts(self.tokens[i - 1])

    @staticmethod
    def _counts(token: Token) -> bool:
        """Tell a word of a number, "about" included."""
        return token.raw[0].isdigit() or "number" in token.cues or token.text in _HUNDREDS

    def _is_there(self, place: int, actor: int) -> bool:
        """Tell "у Курахівці ворог", "у Токмаку досі росіяни": a place, and behind it nothing but who is there."""
        if actor <= place or len(self.tokens[actor].text) <= 3:
            return False
        between = self.tokens[place + 1 : actor]
        if any(t.text in _IS for t in between) and any(t.word for t in self.tokens[actor + 1 : actor + 2]):
            return False  # "в Харькове есть российские …"
        return all(t.cues & _NOW or t.text in _STILL or t.text in _IS or self._counts(t) for t in between)

    def _lasts(self, clause: Clause) -> bool:
        """Tell whether something is said to be so still: "досі", "по-прежнему"."""
        words = self.tokens[clause.first : clause.last]
        return any(t.text in _STILL or ("now" in t.cues and t.text not in _AT_PRESENT) for t in words)


def _is_small(token: Token) -> bool:
    """Tell a number of kilometres within which one speaks of being near."""
    return token.text in _SMALL or (token.raw.isdigit() and int(token.raw) <= _NEAR)


def _names(token: Token, sides: frozenset[str]) -> bool:
    """Tell whether a word names somebody of one of these sides."""
    return any(e.kind == "actor" and e.side in sides for e in token.entries)
