"""What is taken in a Ukrainian or Russian clause: a place, a part of one, the ground before it, or something else."""

from __future__ import annotations

import re

from conflictmap.reading.slavic.meanings import REFLEXIVE, begins
from conflictmap.reading.slavic.movements import STILL
from conflictmap.reading.slavic.parts import LANDS, Trigger
from conflictmap.reading.slavic.strikes import Strikes

__all__ = ["RETURN", "Takings"]

RETURN = re.compile(r"^(?:поверн|поверта|верну|возвра).*(?:ся|сь)$")
_ESCAPES = re.compile("^(?:вирв|вырв).*(?:ся|сь)$")
_DRIVES_IN = ("заїжд", "заїха", "в'їжд", "в'їха", "заезж", "заеха", "въезж", "въеха")
_BUT = frozenset("но однако але проте".split())
_OUR_MEN = frozenset(("наші", "наши"))
_ENTRANCE = ("вхід", "вход")
_BETWEEN = frozenset(("между", "між"))
_TURNS_UP = ("опин", "оказ")
_LINES = ("рубеж", "лини", "ліні")
_LANDS = ("висад", "десант", "высад", "просоч", "прони")
_WHOLE = frozenset(("oust", "ours", "minus", "fall"))  # these are of a place, never of a street in it
_BESIDE = frozenset(("fall", "minus", "pass"))  # these are of the place that they stand beside


class Takings(Strikes):
    """Tells what is taken, and how much of it."""

    def taking(self) -> None:
        """Leave one word of taking, and only where it is a place that is taken."""
        self._said_once()
        self._gone_in()
        if self.only("ours"):
            self._ours()
        self._held()
        self._in_part()
        self._approached()
        self.discard([t for t in self.triggers if t.type == "control_gained" and not self._of_place(t)])
        self._given_back_or_returned()

    def _said_once(self) -> None:
        """Leave out "ours" and a noun of control beside a word of taking."""
        if not self.only("oust", "liberate", "take", "hit_back"):
            return
        self.drop("ours")
        if all(t.kind != "verb" for t in self.only("hold")):
            self.drop("hold")

    def _gone_in(self) -> None:
        """Leave out ways in that nobody goes, and those into what is no place."""
        entries = self.only("enter")
        if not entries:
            return
        if not (self.actors and self.slotted("into", "to")):
            self.discard([t for t in entries if t.kind == "noun" and begins(t, _ENTRANCE)])
        self.discard([t for t in self.only("enter") if self._into_something(t)])
        if "people" in self.cues and not self.actors:
            self.discard([t for t in self.only("enter") if begins(t, _DRIVES_IN)])  # "евакуаційні екіпажі туди заїжджають"

    def _ours(self) -> None:
        """Leave "ours" only where it is said of the place, and tell whether it is so still, now or almost."""
        if self.only("enter", "foothold", "strike", "fight"):
            self.drop("ours")
        if any(t.kind == "verb" for t in self.triggers):
            self.discard([t for t in self.only("ours") if t.words.lower() in _OUR_MEN])  # they act
        self.discard([t for t in self.only("ours") if not self._predicate(t)])
        for t in self.only("ours"):
            lead = self.tokens[max(0, t.at - 2) : t.at]
            if any("now" in o.cues or o.text in STILL for o in lead) or any(o.text in _BUT for o in lead[-1:]):
                t.type = "control_held"  # "Красногорівка досі наша"
            if any("almost" in o.cues for o in lead):
                t.type = "advance"

    def _held(self) -> None:
        """Leave out what only looks like holding a place, and what is said beside it."""
        named = {side for _, side, case in self.actors if case in ("nom", "any")}
        for t in self.only("stand"):
            if named == {self.parse.state.speaker_side} and "already" not in self.cues and self._here():
                t.type = "control_held"  # "у Надії та біля Греківки стоять наші", "ми там стоїмо"
            elif self.actors and self.slotted("near", "outskirts"):
                t.type = "advance"  # "росіяни стоять під Вугледаром"
            elif named and self.slotted("in"):
                t.type = "control_held" if self._still() else "entered"  # "росіяни стоять у Снігурівці"
            elif self._there() and (named or self.doer):
                t.type = "entered"  # "…, де вже стоять окупанти"
            elif not self._stands(t):
                self.discard([t])
        if self.only("encircle"):
            self.drop("leave")  # "частина угруповання лишилася в кільці"
        if self.only("hold"):
            self.discard([t for t in self.triggers if t.kind == "noun" and begins(t, "плацдарм")])
        if "people" in self.cues and not (self.actors or ("troops" in self.cues and self._armed())):
            self.drop("advance", "reach", "go")
        if self.only("hold", "hold_ours", "fire", "encircle", "strike", "take"):
            self.discard([t for t in self.only("enter") if begins(t, _TURNS_UP)])
        # "последних обороняющихся взяли в плен"
        self.discard([t for t in self.only("hold") if t.form == "part" and self.tokens[t.at].text.endswith(REFLEXIVE)])
        self.discard([t for t in self.only("hold") if self._abstains(t) or self._of_land(t)])
        if self.only("supply"):
            # "логістика через Юнаківку тримається"
            self.discard([t for t in self.only("hold") if self.tokens[t.at].text.endswith(REFLEXIVE)])
        self.discard([t for t in self.only("take") if t.form in ("past", "inf") and self.tokens[t.at].text.endswith(REFLEXIVE)])

    def _here(self) -> bool:
        """Tell whether a place stands in the clause, or is pointed at."""
        return self.slotted("in", "near", "outskirts") or self._there()

    def _there(self) -> bool:
        """Tell "там", or a relative clause that tells of a place: where."""
        return not self.groups and bool(self.cues & {"there", "where"})

    def _of_land(self, trigger: Trigger) -> bool:
        """Tell "на підконтрольній території": it only says whose land that is."""
        behind = self.tokens[trigger.at + 1 : trigger.at + 2]
        return trigger.kind != "noun" and bool(behind) and behind[0].text.startswith(LANDS)

    def _in_part(self) -> None:
        """Tell the taking of a part, of something else, and one that goes on from that of a place."""
        for t in self.triggers:
            if t.type == "control_gained" and t.kind != "noun" and t.frame.name not in _WHOLE:
                t.type = self._partly(t)
        taken = [t for t in self.triggers if t.type == "control_gained" and t.kind == "verb"]
        for t in taken:
            if self._ground(t) and self.slotted("outskirts", "near", "toward"):
                t.type = "advance"  # "звільнили двадцять квадратних кілометрів передмістя Бахмута"
        self.discard([t for t in taken if t.type == "control_gained" and (self._elsewhere(t) or self._ground(t))])
        if "phase" not in self.cues or "ended" in self.cues:
            return
        self.discard([t for t in self.triggers if t.kind == "noun" and begins(t, "зачист")])  # "зачистка села продолжается"
        for t in self.only("liberate"):
            if t.kind == "noun":
                t.type = "advance"  # "продолжается освобождение Марьинки"

    def _approached(self) -> None:
        """Read those who turn up or hold on before a place, or on its edge, as coming nearer to it."""
        for t in self.only("enter"):
            near = self.slotted("near") and all(g.slot in ("near", "from") for g in self.groups) and "in" not in self.cues
            between = any(self.tokens[g.at].text in _BETWEEN for g in self.groups)
            if near and t.kind == "verb" and (between or not begins(t, _LANDS)):
                t.type = "advance"  # "опинилися біля Куп'янська"
        for t in self.only("foothold"):
            before = bool(self.groups) and all(g.slot == "near" or g.names[0].kind == "river" for g in self.groups)
            if before or any(g.slot == "for" and self._edge(g) for g in self.groups):
                t.type = "advance"  # "зацепились за край Урожайного"
            if any(len(g.names) > 1 and g.at and self.tokens[g.at - 1].text.startswith(_LINES) for g in self.groups):
                t.type = "control_held"  # "закрепились на рубеже Орловка – Тоненькое"

    def _of_place(self, trigger: Trigger) -> bool:
        """Tell whether it is a place that has fallen, is lost, or whose taking a noun names."""
        if trigger.frame.name in _BESIDE and not self._bare_beside(trigger):
            return False
        return trigger.kind != "noun" or self._of(trigger)

    def _given_back_or_returned(self) -> None:
        """Tell a place that is back from people who come back to it, and from what is given back to people."""
        self.discard([t for t in self.only("liberate") if self._given_back(t) or _ESCAPES.search(self.tokens[t.at].text)])
        for t in self.only("liberate"):
            if not RETURN.search(self.tokens[t.at].text) or self._comes_home(t):
                continue
            if self._comes_back():
                tried = t.form == "inf" and "attempt" in self.cues
                self.mean(t, "enter", "advance" if tried else "entered")
            else:
                self.discard([t])
