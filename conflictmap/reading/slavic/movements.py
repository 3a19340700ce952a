"""Who moves where in a Ukrainian or Russian clause: troops from people, leaving from coming, staying and passing through."""

from __future__ import annotations

import re

from conflictmap.model import Side
from conflictmap.reading.slavic.meanings import REFLEXIVE, begins
from conflictmap.reading.slavic.parts import Trigger
from conflictmap.reading.slavic.roads import UNFIT, Roads
from conflictmap.reading.slavic.signs import CLOSED, follows

__all__ = ["STILL", "Movements"]

STILL = frozenset("ще еще по-прежнему пока поки досі прочно міцно".split())
_MOVED = frozenset(("reach", "exit", "withdraw", "leave", "flee", "evacuate", "come", "reinforce", "go", "enter"))
_WITH = frozenset(("у", "за"))
_HIM = frozenset("него них ним ними нього них".split())
_ONTO = frozenset(("outskirts", "into", "toward"))
_ARRIVED = frozenset(("reinforce", "come", "convoy", "supply"))
_GOES_OUT = ("вих", "вых")
_CREEPS_OUT = ("виліз", "виповз", "вибрал", "вылез", "выполз", "выбрал")
_THROWS = ("брос", "кида", "кину")
_REGROUPS = ("перегруп",)
_THEY = frozenset(("вони", "они"))
_QUITS = ("кида", "кину", "кинув")
_DRIVES_OFF = re.compile(r"^(?:виїха|виїжджа|выеха|выезжа|уеха|уезжа).*[лвтиь]$")
_NO_MOVE = ("ы", "и", "ов", "ів", "ах", "ам", "выезде", "виїзді")  # these are ways
_WAYS_OUT = ("выезд", "виїзд")
_TAKES_OUT = ("вывез", "вывоз", "вивез", "вивоз")
_BRINGS_OUT = ("виве", "виво", "выве", "выво")
_EVACUATES = ("евак", "эвак")
_CARRIES = ("перев", "забир", "вез", "повез", "возят", "доправ", "достав", "выпуст", "випуст")
_COVERED = ("под ", "під ")
_SEES = ("поміт", "поміч", "заміч", "засік", "бач", "замет", "вижу", "видел", "засек")
_NOTICED = ("помічен", "замечен")
_TRAFFIC = ("рух", "движен")
_BARRED = (*UNFIT, *CLOSED)
_AID = ("гуманитарн", "гуманітарн")
_REMAINS = ("оста", "залиш")
_ABOUT = frozenset("до около порядка примерно более свыше близько понад приблизно орієнтовно".split())
_DRIVEN = ("увез", "повез", "везут", "везл", "забра", "забир", "повезл", "відвез", "вивез")
_SENT = ("выдвинут", "висунут")
_BRINGS = ("вез", "возя", "возит")
_PASSES = ("про", "зайш")
_THOUSANDS = ("тысяч", "тисяч", "тыс")
# these may have any object
_GATHERS = (
    "збир", "зібр", "форм", "сформ", "направ", "спрям", "скер", "виділ",
    "собир", "собра", "вытяг", "введ", "ввел", "вводи", "вводя", "ввів", "увів", "увед",
)  # fmt: skip
_TO = frozenset(("к", "ко"))


class Movements(Roads):
    """Tells who leaves, stays or arrives."""

    def leaving(self) -> None:
        """Tell who went out from who came to, troops from people, leaving from staying."""
        if not self._has(_MOVED):
            return
        if "garrison" in self.cues:
            self.drop("reach")
        self._out_or_to()
        drawn = {t.at for t in self.only("withdraw")} & {t.at for t in self.only("reinforce")}
        if drawn:
            wrong = "reinforce" if self.slotted("from") and not self.slotted("to", "into", "on") else "withdraw"
            self.discard([t for t in self.only(wrong) if t.at in drawn])  # "вытягиваются из Степановки"
        self._set_out()
        self._left()
        self._fled()
        self._brought()
        self._taken_out()
        self._evacuated()

    def _outwards(self) -> bool:
        return self.slotted("from") or "there" in self.cues

    def _going_on_out(self) -> bool:
        """Tell "Авдіївку залишено. Останні групи вийшли через Сєверне": who has left goes out, not to somewhere."""
        told = self.parse.state.said
        left = bool(told) and told[-1].claim.event_type == "withdrew" and told[-1].claim.certainty != "predicted"
        return left and all(g.slot == "via" for g in self.groups)

    def _out_or_to(self) -> None:
        """Tell a way out from a way to, which the same verbs name."""
        out = self._outwards() or self._going_on_out()
        for t in self.only("reach"):
            wrong = "reach" if out or follows(self.tokens, t.at, "from") else "exit"
            self.discard([o for o in self.only(wrong) if o.at == t.at])
        for t in self.only("withdraw", "exit"):
            ahead = follows(self.tokens, t.at, "to", 5) or any(g.slot in _ONTO and g.at > t.at for g in self.groups)
            if t.kind == "noun" and begins(t, _GOES_OUT) and not out and ahead:
                inside = any(o.text.startswith("центр") for o in self.tokens[t.at : t.at + 6])
                t.type = "entered" if inside else "advance"  # "вихід бійців до центру"

    def _set_out(self) -> None:
        """Tell "пішли на Харків" from "пішли з Херсона"."""
        exits = self.only("exit")
        setting_out = {t.at for t in exits} & {t.at for t in self.only("go")} if exits else None
        if setting_out:
            bound = self.slotted("on", "toward") and not self._outwards()
            wrong = "exit" if bound else "go"
            self.discard([t for t in self.only(wrong) if t.at in setting_out])
        if not self.slotted("from"):
            self.discard([t for t in self.triggers if begins(t, _CREEPS_OUT)])

    def _left(self) -> None:
        """Tell places and positions that are left from troops that stay, and from what is left behind."""
        self.discard([t for t in self.only("leave") if self._behind(t)])
        hither = "hither" in self.cues
        onto = (hither or self.slotted("into", "on", "to")) and not self.slotted("bare")
        for t in self.only("leave", "flee"):
            at_once = hither or t.frame.name == "leave" or any(0 < g.at - t.at <= 2 for g in self.groups)
            if onto and at_once and "troops" in self.cues and begins(t, _THROWS):
                self.mean(t, "reinforce")  # "бросает в Бахмут резервы"
            elif t.frame.name == "leave" and self._stays(t):
                t.type = "control_held"
        self.discard([t for t in self.only("flee") if begins(t, _QUITS) and not self._leaves(t)])
        self.discard([t for t in self.only("leave") if t.type == "withdrew" and not self._leaves(t)])
        self.discard([t for t in self.only("withdraw") if not self._moves(t) or self._regroups(t)])
        exits = self.only("exit")
        if exits:
            known = self._somebody_known()
            self.discard([t for t in exits if not known or t.form in ("part", "ger")])

    def _regroups(self, trigger: Trigger) -> bool:
        """Tell "перегрупували сили" from forces that regroup from or to a place, or of which is said where they were."""
        told = begins(trigger, _REGROUPS) and trigger.form != "inf"
        if self.groups or not told or self.tokens[trigger.at].text.endswith(REFLEXIVE):
            return False
        behind = self.parse.clauses[self.parse.clauses.index(self.clause) + 1 :][:1]
        return not (behind and behind[0].separator == "sub")

    def _somebody_known(self) -> bool:
        """Tell whether somebody is known who may have left, or no word is there that could name another."""
        if self.known or self.cues & {"people", "confirm", "deny"}:
            return True
        return all(t.toponym or t.entries or t.covered or len(t.text) < 4 for t in self.words)

    def _fled(self) -> None:
        """Read townspeople who flee as evacuated, and somebody who comes in as entering."""
        troops = "troops" in self.cues
        for t in self.only("flee"):
            if not (self.actors or troops) and self._townspeople(t):
                t.type = "evacuation"  # "дончани тікають із Краматорська"
        for t in self.only("come"):
            if self.actors and not (troops or self.cues & {"people", "equipment"}) and self.slotted("to", "into"):
                t.type = "entered"

    def _brought(self) -> None:
        """Tell people who are brought somewhere from troops who are."""
        people = "people" in self.cues
        brought = self.only("evacuate")
        if brought:
            either = {t.at for t in brought} & {t.at for t in self.only("reinforce")}  # "доправили поранених", "… резерви"
            wrong = "reinforce" if people else "evacuate"
            self.discard([t for t in self.only(wrong) if t.at in either])
        if people and self.actors:
            self.discard([t for t in self.only("reinforce") if begins(t, _BRINGS)])  # "везут раненых"
        if not people or self.actors or ("troops" in self.cues and self._armed()):
            return
        earlier = self.parse.clauses[: self.parse.clauses.index(self.clause)]
        if any(t.frame.name == "evacuate" for c in earlier for t in c.triggers) and self.slotted("into", "to", "on"):
            for t in self.only("go"):
                self.mean(t, "evacuate")  # "людей вывозят, автобусы идут в Харьков"
        for t in self.only("come", "reinforce"):
            if not begins(t, _GATHERS):
                self.mean(t, "evacuate")
        for t in self.triggers:
            if t.type == "withdrew":
                t.type = "evacuation"

    def _taken_out(self) -> None:
        """Read troops and their things that are taken out as withdrawn."""
        if "troops" not in self.cues or "people" in self.cues or not self.only("evacuate"):
            return
        for t in self.only("evacuate"):
            if self.actors and _DRIVES_OFF.search(self.tokens[t.at].text):
                self.mean(t, "exit")
        bound = self.slotted("to", "into", "toward", "on", "near") or "hither" in self.cues
        for t in self.only("evacuate"):
            if bound and begins(t, _DRIVEN):
                self.mean(t, "reinforce")  # "бригаду увезли под Авдеевку"
        carried = bool(self.actors) or any(begins(t, _BRINGS_OUT) for t in self.triggers)
        for t in self.only("evacuate"):
            if begins(t, _TAKES_OUT) and self.slotted("from") and "loot" not in self.cues:
                self.mean(t, "withdraw")  # "вывозят технику из Каховки"
        if carried:
            self.discard([t for t in self.only("evacuate") if not begins(t, _EVACUATES)])

    def _evacuated(self) -> None:
        """Leave an evacuation alone, and only where somebody is evacuated."""
        self.discard([t for t in self.only("evacuate") if self._no_evacuation(t)])
        ways = [t for t in self.only("evacuate") if begins(t, _WAYS_OUT)]
        if ways and "people" not in self.cues:
            self.discard([t for t in ways if self.only("fire") or t.words.lower().endswith(_NO_MOVE)])  # "выезды под огнём"
        if "people" not in self.cues:
            self.discard([t for t in self.only("evacuate") if begins(t, _CARRIES)])
        if self.only("evacuate"):
            self.drop("advance", "go", "reach")
        if any(t.type == "evacuation" for t in self.triggers):
            self.discard([t for t in self.triggers if begins(t, _COVERED)])  # "вывели людей под обстрелом"

    def staying(self) -> None:
        """Read those who sit or walk about in a place as in it, and as holding it where they are there still."""
        for t in self.only("enter"):
            if self.groups and all(g.slot == "to" and self.tokens[g.at].text in _TO for g in self.groups):
                t.type = "advance"  # "просачивается к Ровнополью"
        for t in self.only("stay"):
            if begins(t, _REMAINS) and (whose := self._remains_with(t)) is not None:
                self.mean(t, "hold")
                t.side = whose  # "у него остаётся Комар"
        if not self.only("stay"):
            return
        self.discard([t for t in self.only("stay") if not self._is_inside(t)])
        still = self._still() or "phase" in self.cues  # "продолжают сидеть"
        for t in self.only("stay"):
            if still or begins(t, _REMAINS):
                t.type = "control_held"

    def _remains_with(self, trigger: Trigger) -> Side | None:
        """Return who still has the place that is named right behind "remains": "у него", "за противником"."""
        lead = self.tokens[max(self.clause.first, trigger.at - 2) : trigger.at]
        bare = any(g.slot == "bare" and 0 < g.at - trigger.at <= 3 for g in self.groups)
        if not bare or len(lead) < 2 or lead[0].text not in _WITH:
            return None
        if lead[1].text in _HIM:
            return self.doer or self.actor
        return next((side for i, side, _ in self.actors if i == trigger.at - 1), None)

    def _still(self) -> bool:
        """Tell whether something is said to be so still."""
        return any(t.text in STILL for t in self.words)

    def _is_inside(self, trigger: Trigger) -> bool:
        """Tell whether somebody acts, or is seen, in a place that is named or was spoken of."""
        if not (self.slotted("in", "outskirts", "by") or self.parse.state.topic or self.cues & {"city", "there", "where"}):
            return False
        they = self.known and any(t.text in _THEY for t in self.words)
        if (they or any(case in ("nom", "any") for _, _, case in self.actors)) and not self.cues & {"people", "garrison"}:
            return True
        if not self.actors or self.cues & {"people", "negation", "captive"}:
            return False
        return begins(trigger, _SEES) or self._counted_there(trigger)  # "помітили групу росіян"

    def _counted_there(self, trigger: Trigger) -> bool:
        """Tell "в селе находится до двухсот российских военных"."""
        behind = self.tokens[trigger.at + 1 : trigger.at + 4]
        return any(t.raw.isdigit() or "number" in t.cues or t.text in _ABOUT for t in behind)

    def arriving(self) -> None:
        """Leave arrivals to troops that come to stay, and columns to those that carry something."""
        for t in self.only("advance"):
            if t.form in ("short", "part") and begins(t, _SENT) and "troops" in self.cues:
                self.mean(t, "reinforce")  # "в направлении Боровой выдвинута бригада"
        if not self._has(_ARRIVED):
            return
        if self.only("reinforce"):
            self._reinforced()
        self.discard([t for t in self.only("come") if t.type == "reinforcement" and not self._troops_beside(t)])
        if self.only("supply"):
            self.drop("reinforce", "go", "advance")  # "по ней везут боеприпасы", "снабжают плацдарм"
        if self.only("hit", "strike"):
            # "поражение скоплению резервов", "удар по местам сосредоточения техники"
            hit, massed = bool(self.only("hit")), [t for t in self.only("reinforce") if t.kind == "noun"]
            self.discard([t for t in massed if hit or follows(self.tokens, t.at - 4, "by", 3)])
        if any(t.text.startswith(_AID) for t in self.words):
            self.drop("reinforce", "come", "convoy")
        if self.only("reinforce"):
            self.discard([t for t in self.triggers if begins(t, _NOTICED)])
        self._columns()

    def _reinforced(self) -> None:
        """Leave reinforcements only where troops are, can move and do not merely visit."""
        armed = bool(self.cues & {"troops", "equipment"}) or self._of_men()
        somebody = armed or self.actors or self.doer or self._massed() or self._of_troops()
        if any(t.kind != "noun" for t in self.only("strike", "hit")) or not somebody:
            self.drop("reinforce")
            return
        if not armed:  # "собрали деньги для …"
            self.discard([t for t in self.only("reinforce") if t.kind == "verb" and begins(t, _GATHERS)])
        if "relative" in self.cues and not self.groups and self._of_route():
            for t in self.only("reinforce"):
                self.mean(t, "supply")  # "мост, по которому перебрасывали резервы"
        moved = [t for t in self.only("reinforce") if begins(t, _TRAFFIC)]
        if moved and any(t.text.startswith(_BARRED) for t in self.words):
            self.discard(moved)  # "рух важкої техніки неможливий"
        self.discard([t for t in self.only("reinforce") if t.kind == "verb" and self._visits(t)])
        for t in self.only("reinforce"):
            if t.kind == "verb" and self.tokens[t.at].text.endswith(REFLEXIVE) and self._gathers_inside():
                self.mean(t, "enter")  # "накопичилися в південній частині"

    def _of_men(self) -> bool:
        """Tell "собрали до сорока тысяч человек": nobody gathers so many but for war."""
        return "people" in self.cues and (bool(self.actors) or any(t.text.startswith(_THOUSANDS) for t in self.words))

    def _gathers_inside(self) -> bool:
        """Tell whether those who gather do so in a part of a town."""
        if not self.cues & {"part", "city"} or "in" not in self.cues:
            return False
        return not self.groups or ("part" in self.cues and all(g.slot in ("in", "outskirts") for g in self.groups))

    def _columns(self) -> None:
        """Leave a column alone that has a load or passes a town; any other says nothing more."""
        columns = self.only("convoy")
        if not columns:
            return
        through = any(g.slot == "via" and g.names[0].kind == "settlement" for g in self.groups)
        through = through and "troops" in self.cues and any(begins(t, _PASSES) for t in columns)
        if "cargo" in self.cues or through:
            self.drop("enter", "pass", "go", "advance")
        else:
            self.drop("convoy")
