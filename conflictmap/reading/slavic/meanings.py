"""What a trigger of a Ukrainian or Russian clause means beside others: another event than its word alone would name."""

from __future__ import annotations

import re

from conflictmap.model import EventType
from conflictmap.reading.slavic.parts import Trigger
from conflictmap.reading.slavic.signs import ARMS, Signs
from conflictmap.reading.slavic.words import lexicon_of, verb_form

__all__ = ["REFLEXIVE", "Meanings", "begins"]

REFLEXIVE = ("ся", "сь")
_LOST = ("втрат", "утрат", "потер", "теря")
_AGAIN = frozenset("снова опять вновь знову знов".split())
_CROSSES = ("переправ",)
_MOVES_OVER = ("перебра", "переправ", "перебир")
_STORMS = ("штурм", "наступ")
_PRESSED = ("дотисн", "дожал", "дожав")
_BREACHES = ("прорв", "проб")
_GETS_THROUGH = ("діста", "добра", "доеха", "доїха")
_UNDER = ("під ", "под ")
_GIVES_WAY = ("потісн", "потесн")
_SPANS = frozenset(("міст", "мост", "мости", "мосты", "прольот", "пролет", "прольоти", "пролеты"))
_AS = re.compile(r"(?:н|т)(?:ым|ой|ыми|им|ою|ими)$")
_DECLARES = ("объяв", "оголос", "провозгл", "проголос", "счита", "вважа", "призна", "визна")
_THINGS = frozenset(("lurk", "depot", "equipment"))
# what a clause in which a flag is raised tells beside it is no event of its own
_UNDER_A_FLAG = (
    "enter", "stay", "ours", "hold", "take", "reach", "exit", "hit_back", "reinforce", "advance", "withdraw", "liberate", "fall",
)  # fmt: skip


def begins(trigger: Trigger, stems: str | tuple[str, ...]) -> bool:
    """Tell whether the words of a trigger begin with one of some stems."""
    return trigger.words.lower().startswith(stems)


class Meanings(Signs):
    """Gives the triggers of a clause the meaning that they have together, and leaves out those that have none."""

    def drop(self, *unwanted: str) -> None:
        """Leave out the triggers of some frames."""
        self.triggers = [t for t in self.triggers if t.frame.name not in unwanted]

    def discard(self, unwanted: list[Trigger]) -> None:
        """Leave out some triggers."""
        if unwanted:
            self.triggers = [t for t in self.triggers if all(t is not u for u in unwanted)]

    def mean(self, trigger: Trigger, frame: str, kind: EventType | None = None) -> None:
        """Give a trigger the meaning of another frame."""
        trigger.frame = lexicon_of(self.lang).frames[frame]
        trigger.type = kind or trigger.frame.type

    def slotted(self, *slots: str) -> bool:
        """Tell whether a place of the clause stands in one of some slots."""
        return any(g.slot in slots for g in self.groups)

    def combine(self) -> None:
        """Read a noun of control with its verb, an attempt to take as an attack, a raid of drones as a strike, a flag alone."""
        self._called_so()
        self._control_gained()
        self._control_lost()
        self._control_regained()
        self._attempts()
        self._flights()
        self._attacks()
        self._passengers()
        self._entries()
        self._falls()
        self._flags()

    def _called_so(self) -> None:
        """Read "объявила город полностью освобождённым" as said of the place, and not as what describes it."""
        if "speech" not in self.cues:
            return
        for t in self.triggers:
            if t.form != "part" or not _AS.search(self.tokens[t.at].text):
                continue
            before = self.tokens[max(self.clause.first, t.at - 6) : t.at]
            if any(o.text.startswith(_DECLARES) for o in before):
                t.form = "short"

    def _control_gained(self) -> None:
        """Read a noun of control with a word of getting it as a taking: "встановлення контролю"."""
        held = [t for t in self.only("hold") if t.kind != "verb"]
        if not held:
            return
        getting = next((i for i in range(self.clause.first, self.clause.last) if "getting" in self.tokens[i].cues), None)
        if getting is None:
            return
        form = verb_form(self.tokens[getting].text, self.lang)
        for t in held:
            if abs(t.at - getting) <= 5:
                self.mean(t, "take")
                t.kind, t.form = "verb" if form else "noun", form

    def _control_lost(self) -> None:
        """Read a noun of control with a verb of losing it as a loss."""
        lost = [t for t in self.only("leave") if begins(t, _LOST)]
        if not lost:
            return
        for t in self.only("hold"):
            if t.kind == "noun" and 0 < t.at - lost[0].at <= 2:
                self.mean(t, "minus")  # "утратили контроль над Торецком"
                self.drop("leave")
        for t in lost:
            if any(g.slot == "bare" and g.names[0].kind == "settlement" for g in self.groups):
                self.mean(t, "minus")  # "ЗСУ втратили Прогрес"

    def _control_regained(self) -> None:
        """Read control that is there again as a taking."""
        for t in self.only("hold", "hold_ours"):
            before = self.tokens[max(self.clause.first, t.at - 2) : t.at]
            if t.kind == "word" and any(o.text in _AGAIN for o in before):
                self.mean(t, "take")  # "Торецк снова под контролем"

    def _attempts(self) -> None:
        """Read an attempt to take or to enter as an attack."""
        if "attempt" not in self.cues:
            return
        for t in self.triggers:
            if t.form == "inf" and t.type in ("control_gained", "entered"):
                t.type = "advance"

    def _flights(self) -> None:
        """Read what drones reach, fly into or take away as hit."""
        armed = bool(self.cues & ARMS) and "troops" not in self.cues
        for t in self.only("enter", "advance"):
            if t.kind == "verb" and (self.slotted("in", "into", "to") or "depot" in self.cues) and self._flown():
                self.mean(t, "hit")  # "дроны ВСУ добрались до Энгельса"
        for t in self.only("enter"):
            if armed and not self.actors:
                self.mean(t, "hit")  # "дрон влетел в многоэтажку"
        for t in self.only("minus"):
            lost = self.tokens[t.at + 1].cues if t.at + 1 < self.clause.last else frozenset()
            if t.kind == "word" and lost & _THINGS:
                self.mean(t, "hit")  # "мінус склад у Довжанську"

    def _flown(self) -> bool:
        """Tell whether drones act, and not the troops whose they are."""
        first = next((i for i, t in enumerate(self.words, self.clause.first) if t.cues & ARMS), None)
        if first is None or "troops" in self.cues:
            return False
        return all(case == "gen" or 0 < i - first <= 3 for i, _, case in self.actors)

    def _attacks(self) -> None:
        """Read an attack from afar as a strike."""
        for t in self.only("attack"):
            hurt = "harm" in self.cues and t.kind == "noun" and self._is_cause(t)  # "внаслідок атаки є постраждалі"
            stormed = begins(t, _STORMS) and not self.cues & ARMS  # "штурмуют НПЗ"
            if hurt or (self._shelled() and not stormed):
                t.type = "strike"

    def _shelled(self) -> bool:
        """Tell whether a clause names a target, or weapons and nobody who goes there."""
        if self.slotted("by") or "target" in self.cues:
            return True
        return bool(self.cues & ARMS) and not self.cues & {"attempt", "troops"}

    def _passengers(self) -> None:
        """Read people who get away as evacuated."""
        if "people" not in self.cues or self.actors:
            return
        for t in self.only("advance"):
            if begins(t, _MOVES_OVER) and "troops" not in self.cues:
                self.mean(t, "evacuate")  # "на левый берег перебрались тысячи жителей Херсона"
        if not self.slotted("from"):
            return
        if "troops" not in self.cues and any(t.kind == "verb" for t in self.only("exit")):
            # "з Ірпеня під обстрілами через підірваний міст виходять люди"
            self.discard([t for t in self.triggers if t.form == "part" or (t.kind == "word" and begins(t, _UNDER))])
            for t in self.only("exit"):
                self.mean(t, "evacuate")
            self.drop("reach")
        for t in self.only("advance"):
            if begins(t, _GETS_THROUGH) and "troops" not in self.cues:
                self.mean(t, "evacuate")  # "автобус із людьми дістався …"
        for t in self.only("take"):
            if begins(t, "забра") and not self.slotted("bare"):
                self.mean(t, "evacuate")  # "забрали из Липцев пенсионеров"

    def _entries(self) -> None:
        """Tell a way into a place from a way to it, and one that ends in having it."""
        for t in self.only("advance"):
            if begins(t, _PRESSED) and any(g.slot == "bare" and g.names[0].kind == "settlement" for g in self.groups):
                self.mean(t, "take")  # "дотиснули Багатир"
        self.discard([t for t in self.only("advance") if begins(t, _GIVES_WAY) and self.tokens[t.at].text.endswith(REFLEXIVE)])
        for t in self.only("advance", "reach"):
            tried = t.form == "inf" and "attempt" in self.cues
            breached = begins(t, _BREACHES) and not tried and any(self._breached(t, g) for g in self.groups)
            crossed = begins(t, _CROSSES) and any(g.slot == "into" and g.names[0].kind == "settlement" for g in self.groups)
            breached = t.frame.name == "advance" and (breached or crossed)
            centre = t.kind == "verb" and any(o.text.startswith("центр") for o in self.tokens[t.at + 1 : t.at + 3])
            if breached or centre:  # "дісталися центру"
                t.type = "entered"

    def _falls(self) -> None:
        """Tell bridges that fall from towns, drones from both, and a town that fights free from one that is retaken."""
        for t in self.only("fall"):
            if t.at > self.clause.first and self.tokens[t.at - 1].text in _SPANS:
                self.mean(t, "cut")  # "міст упав у воду"
            elif self.cues & ARMS:
                t.type = "strike"
        for t in self.only("hit_back"):
            if self.tokens[t.at].text.endswith(REFLEXIVE):
                t.type = "repelled"  # "Васильков отбился"

    def _flags(self) -> None:
        """Leave a flag that is raised alone, and leave out one that only flies."""
        flags = self.only("flag")
        if not flags:
            return
        if any(t.kind == "verb" for t in self.only("hold")):
            self.discard([t for t in flags if self._under(t)])  # "під нашим прапором тримається"
        if "lowered" in self.cues:
            self.drop("flag")
        if self.only("flag"):
            self.drop(*_UNDER_A_FLAG)
