"""What the triggers of a Ukrainian or Russian clause say together: which of them are events, and of which type."""

from __future__ import annotations

from dataclasses import replace

from conflictmap.model import Side
from conflictmap.reading.slavic.clauses import Parse
from conflictmap.reading.slavic.meanings import REFLEXIVE, begins
from conflictmap.reading.slavic.parts import Clause, Group, Trigger, other_side
from conflictmap.reading.slavic.signs import follows
from conflictmap.reading.slavic.takings import Takings
from conflictmap.reading.slavic.words import INSTRUMENTAL

__all__ = ["decide"]

_CLAIMED = frozenset(("control_gained", "control_held", "entered", "withdrew", "advance"))
_CAUSES = frozenset(("supply_cut", "strike", "fighting", "advance"))
_SHIFTS = ("зміщ", "зміст", "смещ", "смест", "переміщ", "переміст", "перемещ", "перемест")
_THWARTS = ("зірв", "зрив", "сорв", "срыв")
_BREACH = ("прорыв", "прорив", "вклин")
_FOILED = ("знешкод", "обезвреж", "нейтраліз", "нейтрализ")
_LIQUIDATED = ("ліквід", "ликвид")
_DEEDS = ("действ", "деятельн", "дії", "діяльн", "попыт", "спроб")
_REMAINS = ("остал", "остает", "остаёт", "остаю", "залиш", "лиш")
_HEADED = ("ішл", "йшл", "ішо", "йшо", "шли", "шел")
_DURING = frozenset(("при", "час", "время"))  # "під час відступу"
_METRES = ("метр", "кілометр", "километр")
_WE_GO = frozenset("идем едем катим прем ломимся движемся йдемо сунемо рухаємось".split())
_GETS_TO = ("доход", "дошло", "доходи", "дійшло")
_GOALS = ("to", "toward", "near", "outskirts", "bare", "on", "into")
_BELOW = frozenset(("под", "під"))


def decide(parse: Parse, clause: Clause, doer: Side | None, actor: Side | None) -> list[Trigger]:
    """Decide what the triggers of a clause say together.

    `doer` is who acted in the clause before, `actor` in the sentence before, if anyone is known.
    """
    return _Decision(parse, clause, doer, actor).events()


class _Decision(Takings):
    """Decides for one clause."""

    def events(self) -> list[Trigger]:
        """Join what belongs together, then leave out what only looks like an event."""
        if self.clause.separator == "aside" and all(t.form != "past" for t in self.triggers):
            return []
        if not self.triggers or self._peaceful():
            return []
        self.combine()
        repelled = self._repelled()
        if repelled:
            return repelled
        self.routes()
        self.leaving()
        self.staying()
        self.striking()
        self.arriving()
        self.ruined()
        self.taking()
        self._unlikely()
        self._told()
        return self._affirmed()

    def _repelled(self) -> list[Trigger]:
        """Read an attack and a word of its failure as one repelled attack; none where there are not both."""
        attacks = [t for t in self.only("attack", "advance", "reach") if t.type != "strike" and t.form != "part"]
        if self.only("hit_back") and any(g.slot == "bare" for g in self.groups):
            attacks = [t for t in attacks if not INSTRUMENTAL.search(t.words.lower())]  # "отбили Торецк контратакой"
        repel, fail = self.only("repel"), self.only("fail")
        attacks = attacks or self._attack_described()
        failed = "failure" in self.cues or bool(fail) or self._undone(attacks)
        tried = failed and (self.only("enter", "foothold", "take", "liberate", "oust") or self._went() or "attempt" in self.cues)
        if self._wins_back():
            self.drop("repel")
            return []
        bare = any(g.slot == "bare" and not g.titled for g in self.groups)
        thwarted = any(begins(t, _THWARTS) for t in repel)  # these need an attack
        deeds = any(t.text.startswith(_DEEDS) for t in self.words)
        someone = bool(self.actors) or ("troops" in self.cues and deeds)  # "пресечены действия штурмовых групп"
        stopped = repel and someone and not (self.only("hit_back") or bare or thwarted or "traffic" in self.cues)
        cut_off = self.only("supply") or (self.only("cut") and self._of_route())
        if (attacks or tried or stopped) and (repel or failed) and (repel or not cut_off):
            head = (repel or fail or attacks or self.triggers)[0]
            kept = [t for t in self.triggers if t.frame.name in ("fight", "withdraw") and t.kind == "noun"]
            kept += [t for t in self.only("strike") if t.at > head.at]
            # "остановить рассчитывают", "мають зупинити"
            planned = head.form == "inf" and head.frame.name == "repel" and self.cues.isdisjoint(("success", "phase", "attempt"))
            form = head.form if planned or head.form in ("short", "part", "fut") else "past"
            return [replace(head, form=form, type="repelled"), *kept]
        self.drop("repel")
        return []

    def _attack_described(self) -> list[Trigger]:
        """Return the attack of which a relative clause tells that it was beaten off: "атаку, яку відбито"."""
        n = self.parse.clauses.index(self.clause)
        if not n or self.groups or self.clause.separator != "sub" or "relative" not in self.cues or not self.only("hit_back"):
            return []
        return [t for t in self.parse.clauses[n - 1].triggers if t.frame.name == "attack" and t.kind == "noun"]

    def _went(self) -> bool:
        """Tell "ішли на Вознесенськ", which does not say that they got there."""
        return any(begins(t, _HEADED) for t in self.only("go"))

    def _wins_back(self) -> bool:
        """Tell "контратакували й відбили половину міста": the town is the object, not an attack."""
        behind = (self.tokens[t.at + 1 : t.at + 4] for t in self.only("hit_back"))
        return any("half" in t.cues for words in behind for t in words)

    def _undone(self, attacks: list[Trigger]) -> bool:
        """Tell "прорыв под Селидово ликвидирован", "атаку знешкоджено": it is undone, not hit."""
        nouns = [t for t in attacks if t.kind == "noun"]
        breach = any(begins(t, _BREACH) for t in nouns)
        foiled = any(t.text.startswith(_FOILED) for t in self.words)
        return (bool(nouns) and foiled) or (breach and any(t.text.startswith(_LIQUIDATED) for t in self.words))

    def _unlikely(self) -> None:
        """Leave out fights that are over, attempts at nothing, travels of nobody, and causes of something else."""
        fights = self.only("fight")
        if fights:
            self.discard([t for t in self.only("advance", "reinforce") if begins(t, _SHIFTS)])  # "бои смещаются к …"
        if self.only("go"):
            self._travels()
        if not self.actors:
            # "До Покровска остались считанные километры" tells of nobody
            self.discard([t for t in self.only("advance") if begins(t, _REMAINS)])
        if not self.slotted(*_GOALS):
            self.discard([t for t in self.only("advance") if begins(t, _GETS_TO)])  # "доходило до рукопашной"
        self.discard([t for t in fights if "ended" in self.cues or follows(self.tokens, t.at - 4, "after", 4)])
        if self.only("attack"):
            self._attempted_attacks()
        if any(t.kind == "verb" and t.type != "withdrew" for t in self.triggers):
            self.discard([t for t in self.only("withdraw", "exit") if t.kind == "noun" and self.tokens[t.at - 1].text in _DURING])
        if any(t.kind == "verb" or (t.type == "evacuation" and not self._is_cause(t)) for t in self.triggers):
            causes = [t for t in self.triggers if t.kind == "noun" and t.type in _CAUSES and self._is_cause(t)]
            self.discard([t for t in causes if not self._struck_at(t)])

    def _travels(self) -> None:
        """Leave those who go only where somebody does, and goes somewhere."""
        setting_out = any(self._sets_out(t) for t in self.only("go"))
        going = any(self._goal(g) or (setting_out and g.slot == "to") for g in self.groups) or any(
            t.text.startswith(_METRES) for t in self.words
        )
        for t in self.only("go"):
            if self.actors and any(g.slot == "by" and g.at > t.at and g.names[0].kind == "settlement" for g in self.groups):
                self.mean(t, "enter")  # "росіяни йдуть по Новогродівці"
        if any(t.kind == "noun" for t in self.only("reinforce")):
            self.drop("go")  # "под Суджу идут подкрепления"
        somewhere = (going or (bool(self.actors) and self._headed())) and "which" not in self.cues
        self.discard(
            [
                t
                for t in self.only("go")
                if not (somewhere and (self.known or self.tokens[t.at].text in _WE_GO or self._sets_out(t)))
            ]
        )

    def _headed(self) -> bool:
        """Tell whether a place and a colon stand before the clause: "Авдеевка: враг пошёл с трёх сторон"."""
        first, n = self.parse.clauses[0], self.parse.clauses.index(self.clause)
        return n == 1 and self.clause.separator == "colon" and not first.triggers and any(g.slot == "bare" for g in first.groups)

    def _goal(self, group: Group) -> bool:
        """Tell whether a place is one to go to: "to" and "under" are, where somebody is known who goes."""
        if group.slot in ("toward", "on"):
            return True
        somebody = "troops" in self.cues or bool(self.actors) or self.doer is not None
        return somebody and (group.slot in ("to", "into") or self.tokens[group.at].text in _BELOW)

    def _attempted_attacks(self) -> None:
        """Leave out attacks that only describe somebody, and an attempt beside what is attempted."""
        self.discard([t for t in self.only("attack") if t.form == "part" and not self._turned_back()])
        attempts = [t for t in self.only("attack") if t.kind != "noun" and "attempt" in self.tokens[t.at].cues]
        if any(t.form == "inf" and t.frame.name != "attack" for t in self.triggers):
            self.discard([t for t in attempts if t.kind == "verb"])
        if all(t.frame.name == "attack" for t in self.triggers):
            self.discard(attempts)

    def _turned_back(self) -> bool:
        """Tell "противник, контратаковавший у Клещеевки, отошёл": the next clause says what became of it."""
        n = self.parse.clauses.index(self.clause) + 1
        behind = self.parse.clauses[n : n + 1]
        return bool(self.groups) and any(t.type == "withdrew" and not c.groups for c in behind for t in c.triggers)

    def _told(self) -> None:
        """Mark what is told of as a claim ("заяви про взяття", "попри заяви про взяття")."""
        proved = any(t.text.endswith(REFLEXIVE) for t in self.words if "confirm" in t.cues)
        if proved and "deny" not in self.cues:
            return  # "слухи … подтвердились"
        for t in self.triggers:
            before = [self.tokens[k].cues for k in range(max(self.clause.first, t.at - 6), t.at)]
            if t.kind == "noun" and t.type in _CLAIMED and any("claims" in cues for cues in before):
                t.certainty = "denied" if any("despite" in cues for cues in before) else "claimed"

    def _affirmed(self) -> list[Trigger]:
        """Leave out what is negated, unless its negation says something, and what is said twice."""
        result: list[Trigger] = []
        for t in self.triggers:
            if self._not_meant(t):
                continue
            absent = t.type == "withdrew" and "negation" in self.tokens[t.at].cues  # "росіян немає"
            rid = t.frame.name == "liberate" and t.kind == "word" and self.tokens[t.at - 1].text == "без"
            if absent and not rid and self.clause.stance and not self.parse.no_more(t.at, self.clause):
                continue  # "ворога в місті немає, запевнив речник": he hasn't been there
            if absent or rid or not self._negated(t):  # "села вже без окупантів"
                self._add(t, result)
            elif (said := self._said_by_negation(t)) is not None:
                result.append(said)
        return result

    def _negated(self, trigger: Trigger) -> bool:
        return self.parse.is_negated(trigger.at) or (trigger.kind != "verb" and self._negated_noun(trigger))

    def _said_by_negation(self, trigger: Trigger) -> Trigger | None:
        """Tell what a negation says: that the other side has the place, or that it is held still; none where it says nothing."""
        clause, t, name = self.clause, trigger, trigger.frame.name
        if name == "minus" and t.kind == "noun":
            return None  # "втрата міста не змінить …"
        if name == "ours" and "already" in self.cues and not clause.stance:
            return replace(t, side=other_side(self.parse.speaker))  # "Піщане вже не наше"
        if name == "hold" and t.aspect == "perfective" and t.form == "past" and self._settled_place():
            return replace(t, type="withdrew")  # "Вугледар ми не втримали"
        if t.type in ("control_held", "control_gained") and clause.stance and clause.claimant_side in ("UA", "RU"):
            return replace(t, type="control_gained", certainty="denied", side=other_side(clause.claimant_side))
        if name == "hold" and t.kind == "verb" and self._no_longer(t):
            side = next((s for _, s, case in self.actors if case != "gen"), self.parse.speaker)
            return replace(t, type="control_gained", form="past", side=other_side(side))
        not_left = name == "leave" and (t.form in ("short", "part") or t.aspect == "perfective")
        if name in ("minus", "fall") or not_left:
            holder = self.parse.speaker if t.kind == "word" or name == "fall" else None
            return replace(t, type="control_held", form="past", side=holder)
        return None

    def _add(self, trigger: Trigger, result: list[Trigger]) -> None:
        """Add an event to those before, in the place of one that only led to it, or leave it out where it says the same."""
        same = [r for r in result if r.type == trigger.type]
        if same and self._led_to(same[-1], trigger):
            result.remove(same.pop())
        alone = "which" in self.cues or not self.groups
        apart = alone and trigger.kind == "verb" and trigger.type != "supply_cut"
        if not same or (apart and trigger.frame.name != same[0].frame.name):
            result.append(trigger)

    def _led_to(self, before: Trigger, trigger: Trigger) -> bool:
        """Tell whether the word before only says to what end, or whence, somebody does what the verb says."""
        if trigger.kind != "verb":
            return False
        if before.kind == "noun" and before.at and "aim" in self.tokens[before.at - 1].cues:
            return True  # "для посилення … перекинули"
        # "переброшенные с юга полки накапливаются у …"
        return before.form == "part" and trigger.form in ("past", "pres") and before.at < trigger.at
