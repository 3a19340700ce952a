"""What the triggers of a Ukrainian or Russian clause say together: which of them are events, and of which type."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from conflictmap.model import Side
from conflictmap.reading.slavic.clauses import Clause, Parse, Trigger, other_side
from conflictmap.reading.slavic.signs import ARMS, CLOSED, RUINS, Signs, follows, is_bridge
from conflictmap.reading.slavic.words import INSTRUMENTAL, lexicon_of, verb_form

__all__ = ["RETURN", "decide"]

_CLAIMED = frozenset(("control_gained", "control_held", "entered", "withdrew", "advance"))
_CAUSES = frozenset(("supply_cut", "strike", "fighting", "advance"))
RETURN = re.compile(r"^(?:поверн|поверта|верну|возвра).*(?:ся|сь)$")
_STILL = frozenset("ще еще по-прежнему пока поки досі прочно міцно".split())
_BUT = frozenset("но однако але проте".split())
_SHIFTS = ("зміщ", "зміст", "смещ", "смест", "переміщ", "переміст", "перемещ", "перемест")
_LOST = ("втрат", "утрат", "потер", "теря")
_AGAIN = frozenset("снова опять вновь знову знов".split())
_RAIDERS = ("дрг", "диверс")
_PASSAGE = re.compile("про[еї][хз]|не (?:езд|ед|курс)|поезда|потяги")
_CARRIED = ("перев", "возят", "доправ", "достав")
_SEEN = ("поміт", "заміч", "засік", "бач", "замет", "вижу", "видел", "засек")
_UNFIT = ("неможлив", "непридатн", "невозможн", "непригод")
_BELOW = frozenset(("под", "під"))
_SPANS = frozenset(("міст", "мост", "мости", "мосты", "прольот", "пролет", "прольоти", "пролеты"))
_BARRED = (*_UNFIT, *CLOSED)
# frames that a step of a decision is about
_ROUTED = frozenset(("cut", "supply", "fire", "encircle"))
_MOVED = frozenset(("reach", "exit", "withdraw", "leave", "flee", "evacuate", "come", "reinforce", "go", "enter"))
_FELT = frozenset(("strike", "hit", "destroy", "reinforce", "convoy", "come", "supply", "shown", "burn", "shot"))
_PROVED = re.compile(r"(?:ся|сь)$")
_DRIVE = re.compile(r"^(?:виїха|виїжджа|выеха|выезжа|уеха|уезжа).*[лвтиь]$")
_COVERED = ("под ", "під ")
_TAKEN_OUT = ("вывез", "вывоз", "вивез", "вивоз")


def decide(parse: Parse, clause: Clause, doer: Side | None, actor: Side | None) -> list[Trigger]:
    """Decide what the triggers of a clause say together.

    `doer` is who acted in the clause before, `actor` in the sentence before, if anyone is known.
    """
    return _Decision(parse, clause, doer, actor).events()


class _Decision(Signs):
    """Decides for one clause."""

    def drop(self, *unwanted: str) -> None:
        self.triggers = [t for t in self.triggers if t.frame.name not in unwanted]

    def keep(self, test: Callable[[Trigger], object]) -> None:
        self.triggers = [t for t in self.triggers if test(t)]

    def events(self) -> list[Trigger]:
        """Join what belongs together, then leave out what only looks like an event."""
        if self.clause.separator == "aside" and all(t.form != "past" for t in self.triggers):
            return []
        if not self.triggers or self._peaceful():
            return []
        self._combine()
        repelled = self._repelled()
        if repelled:
            return repelled
        self._routes()
        self._leaving()
        self._staying()
        self._striking()
        self._taking()
        self._unlikely()
        self._told()
        return self._affirmed()

    def _combine(self) -> None:
        """Read a noun of control with its verb, an attempt to take as an attack, a raid of drones as a strike, a flag alone."""
        getting = next((i for i in range(self.clause.first, self.clause.last) if "getting" in self.tokens[i].cues), None)
        for t in self.only("hold"):
            if t.kind != "verb" and getting is not None and abs(t.at - getting) <= 5:
                frame = lexicon_of(self.lang).frames["take"]
                form = verb_form(self.tokens[getting].text, self.lang)
                kind = "verb" if form else "noun"  # "встановлення контролю"
                self.triggers[self.triggers.index(t)] = replace(t, frame=frame, kind=kind, form=form, type=frame.type)
        lost = [t for t in self.only("leave") if t.words.lower().startswith(_LOST)]
        for t in self.only("hold"):
            if lost and t.kind == "noun" and 0 < t.at - lost[0].at <= 2:
                self.triggers[self.triggers.index(t)] = replace(
                    t, frame=lexicon_of(self.lang).frames["minus"], type="control_gained"
                )  # "утратили контроль над Торецком"
                self.drop("leave")
        for t in self.only("hold", "hold_ours"):
            again = self.tokens[max(self.clause.first, t.at - 2) : t.at]
            if t.kind == "word" and any(o.text in _AGAIN for o in again):
                self.triggers[self.triggers.index(t)] = replace(
                    t, frame=lexicon_of(self.lang).frames["take"], type="control_gained"
                )  # "Торецк снова под контролем"
        if "attempt" in self.cues:
            for t in self.triggers:
                if t.form == "inf" and t.type in ("control_gained", "entered"):
                    t.type = "advance"
        shelled = any(g.slot == "by" for g in self.groups) or "target" in self.cues
        first = next((i for i, t in enumerate(self.words, self.clause.first) if "missile" in t.cues), None)
        flown = first is not None and "troops" not in self.cues
        flown = flown and all(case == "gen" or i - 1 == first for i, _, case in self.actors)
        for t in self.only("enter", "advance"):
            if flown and t.kind == "verb" and any(g.slot in ("in", "into", "to") for g in self.groups):
                t.frame, t.type = lexicon_of(self.lang).frames["hit"], "strike"  # "дроны ВСУ добрались до Энгельса"
        for t in self.only("enter"):
            if self.cues & ARMS and "troops" not in self.cues and not self.actors:
                t.frame, t.type = lexicon_of(self.lang).frames["hit"], "strike"  # "дрон влетел в многоэтажку"
        for t in self.only("minus"):
            object_cues = self.tokens[t.at + 1].cues if t.at + 1 < self.clause.last else frozenset()
            if t.kind == "word" and object_cues & {"lurk", "depot", "equipment"}:
                t.frame, t.type = lexicon_of(self.lang).frames["hit"], "strike"  # "мінус склад у Довжанську"
        for t in self.only("attack"):
            hurt = "harm" in self.cues and t.kind == "noun" and self._is_cause(t)  # "внаслідок атаки є постраждалі"
            if shelled or hurt or (self.cues & ARMS and "attempt" not in self.cues and "troops" not in self.cues):
                t.type = "strike"
        for t in self.only("advance"):
            if t.words.lower().startswith(("прорв", "проб")) and any(self._breached(t, g) for g in self.groups):
                t.type = "entered"
        if "people" in self.cues and not self.actors and any(g.slot == "from" for g in self.groups):
            for t in self.only("advance"):
                if t.words.lower().startswith(("діста", "добра", "доеха", "доїха")) and "troops" not in self.cues:
                    t.frame, t.type = (lexicon_of(self.lang).frames["evacuate"], "evacuation")  # "автобус із людьми дістався …"
            for t in self.only("take"):
                if t.words.lower().startswith("забра") and not any(g.slot == "bare" for g in self.groups):
                    t.frame, t.type = lexicon_of(self.lang).frames["evacuate"], "evacuation"  # "забрали из Липцев пенсионеров"
        for t in self.only("advance", "reach"):
            if t.kind == "verb" and any(o.text.startswith("центр") for o in self.tokens[t.at + 1 : t.at + 3]):
                t.type = "entered"  # "дісталися центру"
        for t in self.only("fall"):
            if t.at > self.clause.first and self.tokens[t.at - 1].text in _SPANS:
                t.frame = lexicon_of(self.lang).frames["cut"]
                t.type = t.frame.type  # "міст упав у воду"
        for t in self.only("fall"):
            if self.cues & ARMS:
                t.type = "strike"
        for t in self.only("hit_back"):
            if self.tokens[t.at].text.endswith(("ся", "сь")):
                t.type = "repelled"  # "Васильков отбился"
        if any(t.kind == "verb" for t in self.only("hold")):
            self.keep(lambda t: t.frame.name != "flag" or not self._under(t))  # "під нашим прапором тримається"
        if "lowered" in self.cues:
            self.drop("flag")
        if self.only("flag"):
            self.drop(
                "enter",
                "stay",
                "ours",
                "hold",
                "take",
                "reach",
                "exit",
                "hit_back",
                "reinforce",
                "advance",
                "withdraw",
                "liberate",
                "fall",
            )

    def _repelled(self) -> list[Trigger]:
        """Read an attack and a word of its failure as one repelled attack; none where there are not both."""
        attacks = [t for t in self.only("attack", "advance", "reach") if t.type != "strike" and t.form != "part"]
        if self.only("hit_back") and any(g.slot == "bare" for g in self.groups):
            attacks = [t for t in attacks if not INSTRUMENTAL.search(t.words.lower())]  # "отбили Торецк контратакой"
        repel, fail = self.only("repel"), self.only("fail")
        failed = "failure" in self.cues or bool(fail) or self._undone(attacks)
        tried = failed and (self.only("enter", "foothold", "take", "liberate", "oust") or "attempt" in self.cues)
        bare = any(g.slot == "bare" and not g.titled for g in self.groups)
        thwarted = any(t.words.lower().startswith(("зірв", "зрив", "сорв", "срыв")) for t in repel)  # these need an attack
        deeds = any(t.text.startswith(("действ", "дії", "попыт", "спроб")) for t in self.words)
        someone = bool(self.actors) or ("troops" in self.cues and deeds)  # "пресечены действия штурмовых групп"
        stopped = repel and someone and not (self.only("hit_back") or bare or thwarted or "traffic" in self.cues)
        cut_off = self.only("supply") or (self.only("cut") and self._of_route())
        if (attacks or tried or stopped) and (repel or failed) and (repel or not cut_off):
            head = (repel or fail or attacks or self.triggers)[0]
            kept = [t for t in self.triggers if t.frame.name in ("fight", "withdraw") and t.kind == "noun"]
            kept += [t for t in self.only("strike") if t.at > head.at]
            form = head.form if head.form in ("short", "part", "fut") else "past"
            return [replace(head, form=form, type="repelled"), *kept]
        self.drop("repel")
        return []

    def _undone(self, attacks: list[Trigger]) -> bool:
        """Tell "прорыв под Селидово ликвидирован", "атаку знешкоджено": it is undone, not hit."""
        nouns = [t for t in attacks if t.kind == "noun"]
        breach = any(t.words.lower().startswith(("прорыв", "прорив", "вклин")) for t in nouns)
        foiled = any(t.text.startswith(("знешкод", "обезвреж", "нейтраліз", "нейтрализ")) for t in self.words)
        return (bool(nouns) and foiled) or (breach and any(t.text.startswith(("ліквід", "ликвид")) for t in self.words))

    def _routes(self) -> None:
        """Let a bridge or a road be cut, and a line feed."""
        spanned = self.cues & {"route", "traffic"} or any(is_bridge(g.names[0]) for g in self.groups)
        if not spanned and not self._has(_ROUTED):
            return
        if not (self._of_route() or any(g.names[0].kind == "route" or is_bridge(g.names[0]) for g in self.groups)):
            for t in self.only("cut"):
                if self.cues & {*ARMS, "guns"} and RUINS.search(t.words.lower()):
                    t.frame, t.type = lexicon_of(self.lang).frames["hit"], "strike"  # "КАБ обрушил подъезд"
        if not (self._of_route() or any(g.names[0].kind == "route" for g in self.groups)):
            bridge = any(is_bridge(g.names[0]) and g.slot != "near" for g in self.groups)
            troops = bool(self.cues & {"troops", "garrison"})
            self.keep(
                lambda t: (
                    t.frame.name != "cut"
                    or (bridge and t.kind == "verb")
                    or (t.kind == "word" and _PASSAGE.search(t.words.lower()))
                    or (troops and t.words.lower().startswith(("відріз", "отрез")) and "deny" not in self.tokens[t.at].cues)
                )
            )
        if self.only("supply"):
            self.keep(
                lambda t: t.frame.name != "cut" or t.kind != "noun" or not self._is_cause(t)
            )  # "после подрыва моста снабжение идёт …"
        self.keep(lambda t: t.frame.name != "cut" or not t.words.lower().startswith(_UNFIT) or self._of_passage(t))
        if self._depots_first() or (self.only("cut") and "dat" in {c for _, _, c in self.actors} and self._shut()):
            self.drop("cut")
        if self.groups and all(g.slot in ("bare", "on") and g.at and "route" in self.tokens[g.at - 1].cues for g in self.groups):
            self.triggers = [replace(t, type="supply_cut") if t.frame.name == "hold" else t for t in self.triggers]
        if any(is_bridge(g.names[0]) for g in self.groups):
            self.drop("oust")  # "міст вибито"
        if self._of_route():
            self.keep(lambda t: t.frame.name != "advance" or t.form != "short")  # "пробит мост"
        if cut := self.only("cut"):
            fired = bool(self.groups) and self._fired(cut[0])
            struck = any(
                g.slot == "by"
                and (is_bridge(g.names[0]) or any(0 < g.at - t.at <= 3 for t in self.only("strike") if t.kind == "noun"))
                for g in self.groups
            )  # "после удара ВСУ по Брилёвке"
            self.drop("destroy", "hold", "take", "reinforce", "exit", "reach", "hit", *(() if struck else ("strike",)))
            severed = {t.at for t in cut}
            self.keep(lambda t: t.frame.name != "advance" or t.at not in severed)  # "перетнувши трасу"
            if fired and not self.only("strike"):
                self.triggers.append(replace(cut[0], frame=lexicon_of(self.lang).frames["hit"], type="strike"))
        elif self.only("fire"):
            self.keep(
                lambda t: (
                    t.frame.name != "fire"
                    or self._of_route()
                    or not t.words.lower().endswith(("дронами", "прицелом", "прицілом"))
                )
            )
            if self.only("fire"):
                self.drop("strike", "hold", "take")
        if "people" in self.cues and not self.cues & {"troops", "garrison"} and not self.actors:
            self.drop("encircle")
        elif "route" in self.cues and "missile" in self.cues:
            self.triggers = [replace(t, type="supply_cut") if t.frame.name == "hold" else t for t in self.triggers]
        fed = "troops" in self.cues and any(t.kind == "verb" for t in self.only("supply"))  # "питает всю группировку"
        carried = {t.at for t in self.only("supply")} & {t.at for t in self.only("reinforce")}
        going = any(g.slot in ("to", "into", "toward") for g in self.groups)
        self.keep(lambda t: t.at not in carried or t.frame.name != ("supply" if going else "reinforce"))
        line = (
            fed
            or bool(self.cues & {"line", "which"})
            or any(g.slot == "via" or len(g.names) > 1 or g.names[0].kind == "route" for g in self.groups)
        )
        if not line and not any("artery" in c.cues for c in self.parse.clauses):
            self.drop("supply")

    def _leaving(self) -> None:
        """Tell who went out from who came to, troops from people, leaving from staying."""
        if not self._has(_MOVED):
            return
        if "garrison" in self.cues:
            self.drop("reach")
        out = any(g.slot == "from" for g in self.groups) or "there" in self.cues
        for t in self.only("reach"):
            wrong = "reach" if out or follows(self.tokens, t.at, "from") else "exit"
            self.triggers = [o for o in self.triggers if o.at != t.at or o.frame.name != wrong]
        for t in self.only("withdraw", "exit"):
            if (
                t.kind == "noun"
                and t.words.lower().startswith(("вих", "вых"))
                and not out
                and follows(self.tokens, t.at, "to", 5)
            ):
                inside = any(o.text.startswith("центр") for o in self.tokens[t.at : t.at + 6])
                t.type = "entered" if inside else "advance"  # "вихід бійців до центру"
        setting_out = {t.at for t in self.only("go")} & {t.at for t in self.only("exit")}  # "пішли на Харків", "пішли з Херсона"
        bound = not out and any(g.slot in ("on", "toward") for g in self.groups)
        self.keep(lambda t: t.at not in setting_out or t.frame.name not in ("exit", "go") or (t.frame.name == "go") == bound)
        crept = ("виліз", "виповз", "вибрал", "вылез", "выполз", "выбрал")
        self.keep(lambda t: not t.words.lower().startswith(crept) or any(g.slot == "from" for g in self.groups))
        self.keep(lambda t: t.frame.name != "leave" or not self._behind(t))
        for t in self.only("leave"):
            onto = any(g.slot in ("into", "on", "to") for g in self.groups) and not any(g.slot == "bare" for g in self.groups)
            if onto and "troops" in self.cues and t.words.lower().startswith(("брос", "кида", "кину")):
                t.frame, t.type = lexicon_of(self.lang).frames["reinforce"], "reinforcement"  # "бросает в Бахмут резервы"
            elif self._stays(t):
                t.type = "control_held"
        self.keep(
            lambda t: t.frame.name != "flee" or not t.words.lower().startswith(("кида", "кину", "кинув")) or self._leaves(t)
        )
        self.keep(lambda t: t.type != "withdrew" or t.frame.name != "leave" or self._leaves(t))
        self.keep(lambda t: t.frame.name != "withdraw" or self._moves(t))
        known = (
            self.known or "people" in self.cues or all(t.toponym or t.entries or t.covered or len(t.text) < 4 for t in self.words)
        )
        self.keep(lambda t: t.frame.name != "exit" or (known and t.form not in ("part", "ger")))
        people, troops = "people" in self.cues, "troops" in self.cues
        for t in self.only("flee"):
            if not (self.actors or troops) and self._townspeople(t):
                t.type = "evacuation"  # "дончани тікають із Краматорська"
        for t in self.only("come"):
            inside = any(g.slot in ("to", "into") for g in self.groups)
            if not (people or troops or "equipment" in self.cues) and self.actors and inside:
                t.type = "entered"
        either = {t.at for t in self.only("evacuate")} & {
            t.at for t in self.only("reinforce")
        }  # "доправили поранених", "… резерви"
        self.keep(lambda t: t.at not in either or t.frame.name != ("reinforce" if people else "evacuate"))
        for t in self.only("come", "reinforce"):
            if people and not self.actors and not (troops and self._armed()):
                t.frame, t.type = lexicon_of(self.lang).frames["evacuate"], "evacuation"
        for t in self.triggers:
            if t.type == "withdrew" and people and not self.actors and not (troops and self._armed()):
                t.type = "evacuation"
        if troops and not people:
            for t in self.only("evacuate"):
                if self.actors and _DRIVE.search(self.tokens[t.at].text):
                    t.frame, t.type = lexicon_of(self.lang).frames["exit"], "withdrew"
            carried = bool(self.actors) or any(
                t.words.lower().startswith(("виве", "виво", "выве", "выво")) for t in self.triggers
            )
            for t in self.only("evacuate"):
                if (
                    t.words.lower().startswith(_TAKEN_OUT)
                    and any(g.slot == "from" for g in self.groups)
                    and "loot" not in self.cues
                ):
                    t.frame, t.type = lexicon_of(self.lang).frames["withdraw"], "withdrew"  # "вывозят технику из Каховки"
            self.keep(lambda t: t.frame.name != "evacuate" or not carried or t.words.lower().startswith(("евак", "эвак")))
        self.keep(lambda t: t.frame.name != "evacuate" or not self._no_evacuation(t))
        self.keep(lambda t: t.frame.name != "evacuate" or people or not t.words.lower().startswith(_CARRIED))
        if self.only("evacuate"):
            self.drop("advance", "go", "reach")
        if any(t.type == "evacuation" for t in self.triggers):
            self.keep(lambda t: not t.words.lower().startswith(_COVERED))  # "вывели людей под обстрелом"

    def _staying(self) -> None:
        """Read those who sit or walk about in a place as in it, and as holding it where they are there still."""
        for t in self.only("enter"):
            if self.groups and all(g.slot == "to" and self.tokens[g.at].text in ("к", "ко") for g in self.groups):
                t.type = "advance"  # "просачивается к Ровнополью"
        somebody = any(case in ("nom", "any") for _, _, case in self.actors) and not self.cues & {"people", "garrison"}
        inside = any(g.slot in ("in", "outskirts", "by") for g in self.groups) or bool(self.parse.state.topic)
        inside = inside or bool(self.cues & {"city", "there"})
        seen = bool(self.actors) and not self.cues & {"people", "negation"}  # "помітили групу росіян"
        self.keep(lambda t: t.frame.name != "stay" or (inside and (somebody or (seen and t.words.lower().startswith(_SEEN)))))
        for t in self.only("stay"):
            if any(o.text in _STILL for o in self.words):
                t.type = "control_held"

    def _striking(self) -> None:
        """Leave strikes to those who are armed for them, and arrivals to troops."""
        if not self._has(_FELT):
            return
        self.keep(
            lambda t: t.frame.name != "strike" or not t.words.lower().startswith(("постраж", "пострад")) or self._suffers(t)
        )
        armed = bool(self.cues & {*ARMS, "target", "guns"}) or any(g.slot == "by" for g in self.groups)
        self.keep(lambda t: armed or t.frame.name != "strike" or t.kind == "noun" or not self._launched(t))
        for t in self.only("strike"):
            if "route" in self.cues and not self.cues & {"depot", "lurk"} and t.words.lower().startswith(("накр", "розбомб")):
                t.type = "supply_cut"  # "накрыли переправу"
        harmed = bool(self.only("hit", "destroy", "strike"))
        stopped = harmed and any(
            a.text == "на" and b.text.startswith(("подход", "підход", "подъезд", "під'їзд", "подступ", "підступ"))
            for a, b in pairwise(self.words)
        )
        for t in self.only("hit", "destroy", "strike"):
            if stopped and self.cues & {"troops", "equipment"}:
                t.frame, t.type = lexicon_of(self.lang).frames["repel"], "repelled"  # "колонну сожгли на подходе"
        raiders = harmed and any(t.text.startswith(_RAIDERS) for t in self.words)
        for t in self.only("hit", "destroy"):
            if raiders and not armed:
                t.frame, t.type = (lexicon_of(self.lang).frames["repel"], "repelled")  # "обнаружили и ликвидировали ДРГ"
        if self.only("hit"):
            self.keep(lambda t: t.frame.name != "strike" or t.kind != "noun")
        if any(t.kind != "noun" for t in self.only("strike", "hit")) or not (
            self.cues & {"troops", "equipment"} or self.actors or self.doer or self._massed()
        ):
            self.drop("reinforce")
        barred = bool(self.only("reinforce")) and any(
            t.text.startswith(_BARRED) for t in self.words
        )  # "рух важкої техніки неможливий"
        self.keep(lambda t: t.frame.name != "reinforce" or not (barred and t.words.lower().startswith(("рух", "движен"))))
        self.keep(lambda t: t.frame.name != "reinforce" or t.kind != "verb" or not self._visits(t))
        for t in self.only("reinforce"):
            gathering = t.kind == "verb" and self.tokens[t.at].text.endswith(("ся", "сь"))
            inside = not self.groups or ("part" in self.cues and all(g.slot in ("in", "outskirts") for g in self.groups))
            if gathering and inside and self.cues & {"part", "city"} and "in" in self.cues:
                t.frame, t.type = (lexicon_of(self.lang).frames["enter"], "entered")  # "накопичилися в південній частині"
        self.keep(lambda t: t.frame.name != "come" or t.type != "reinforcement" or self._troops_beside(t))
        if self.only("supply"):
            self.drop("reinforce", "go", "advance")  # "по ней везут боеприпасы", "снабжают плацдарм"
        if self.only("hit"):
            self.keep(lambda t: t.frame.name != "reinforce" or t.kind != "noun")  # "поражение скоплению резервов"
        if any(t.text.startswith(("гуманитарн", "гуманітарн")) for t in self.words):
            self.drop("reinforce", "come", "convoy")
        if self.only("reinforce"):
            self.keep(lambda t: not t.words.lower().startswith(("помічен", "замечен")))
        through = "troops" in self.cues and any(g.slot == "via" and g.names[0].kind == "settlement" for g in self.groups)
        through = through and any(t.words.lower().startswith(("про", "зайш")) for t in self.only("convoy"))
        if ("cargo" in self.cues or through) and self.only("convoy"):
            self.drop("enter", "pass", "go", "advance")
        else:
            self.drop("convoy")
        n = self.parse.clauses.index(self.clause) + 1
        told = self.cues.union(*(c.cues for c in self.parse.clauses[n : n + 1] if c.separator == "sub"))
        counted = any(t.raw[0].isdigit() for t in self.words)
        killed = counted and any(
            case == "gen" and not self.parse.is_neutral(i) for i, _, case in self.actors
        )  # "знищено до 60 окупантів"
        things = told & {"lurk", "equipment", "target", *ARMS}
        if self.only("shown", "burn", "shot"):
            self.keep(self._seen)
        self.keep(lambda t: t.frame.name != "destroy" or killed or things or ("homes" in told and t.form in ("past", "short")))

    def _taking(self) -> None:
        """Leave one word of taking, and only where it is a place that is taken."""
        if self.only("oust", "liberate", "take", "hit_back"):
            self.drop("ours", *(("hold",) if all(t.kind != "verb" for t in self.only("hold")) else ()))
        into = bool(self.actors) and any(g.slot in ("into", "to") for g in self.groups)
        self.keep(
            lambda t: t.frame.name != "enter" or t.kind != "noun" or into or not t.words.lower().startswith(("вхід", "вход"))
        )
        self.keep(lambda t: t.frame.name != "enter" or not self._into_something(t))
        if self.only("enter", "foothold", "strike", "fight"):
            self.drop("ours")
        if any(t.kind == "verb" for t in self.triggers):
            self.keep(lambda t: t.frame.name != "ours" or t.words.lower() not in ("наші", "наши"))  # they act
        for t in self.only("stand"):
            if self.actors and any(g.slot in ("near", "outskirts") for g in self.groups):
                t.type = "advance"  # "росіяни стоять під Вугледаром"
        self.keep(lambda t: t.frame.name != "stand" or t.type == "advance" or self._stands(t))
        if self.only("hold"):
            self.keep(lambda t: t.kind != "noun" or not t.words.lower().startswith("плацдарм"))
        if "people" in self.cues and not (self.actors or "troops" in self.cues):
            self.drop("advance", "reach", "go")
        if self.only("hold", "hold_ours", "fire", "encircle", "strike", "take"):
            self.keep(lambda t: t.frame.name != "enter" or not t.words.lower().startswith(("опин", "оказ")))
        self.keep(lambda t: t.frame.name != "hold" or not self._abstains(t))
        self.keep(
            lambda t: t.frame.name != "take" or t.form not in ("past", "inf") or not self.tokens[t.at].text.endswith(("ся", "сь"))
        )
        self.keep(lambda t: t.frame.name != "ours" or self._predicate(t))
        for t in self.only("ours"):
            lead = self.tokens[max(0, t.at - 2) : t.at]
            if any(o.cues & {"now"} or o.text in _STILL for o in lead) or any(o.text in _BUT for o in lead[-1:]):
                t.type = "control_held"  # "Красногорівка досі наша"
            if any("almost" in o.cues for o in self.tokens[max(0, t.at - 2) : t.at]):
                t.type = "advance"
        for t in self.triggers:
            if t.type == "control_gained" and t.kind != "noun" and t.frame.name not in ("oust", "ours", "minus", "fall"):
                t.type = self._partly(t)
        self.keep(lambda t: t.type != "control_gained" or t.kind != "verb" or not (self._elsewhere(t) or self._ground(t)))
        if "phase" in self.cues and "ended" not in self.cues:
            self.keep(lambda t: t.kind != "noun" or not t.words.lower().startswith("зачист"))  # "зачистка села продолжается"
            for t in self.only("liberate"):
                t.type = "advance" if t.kind == "noun" else t.type  # "продолжается освобождение Марьинки"
        for t in self.only("enter"):
            near = bool(self.groups) and all(g.slot in ("near", "from") for g in self.groups) and "in" not in self.cues
            if near and t.kind == "verb" and not t.words.lower().startswith(("висад", "десант", "высад", "просоч", "прони")):
                t.type = "advance"  # "опинилися біля Куп'янська"
        for t in self.only("foothold"):
            if self.groups and all(g.slot == "near" or g.names[0].kind == "river" for g in self.groups):
                t.type = "advance"
            elif any(g.slot == "for" and self._edge(g) for g in self.groups):
                t.type = "advance"  # "зацепились за край Урожайного"
        self.keep(lambda t: t.frame.name not in ("fall", "minus", "pass") or t.type != "control_gained" or self._bare_beside(t))
        self.keep(lambda t: t.type != "control_gained" or t.kind != "noun" or self._of(t))
        self.keep(lambda t: t.frame.name != "liberate" or not self._given_back(t))
        for t in self.only("liberate"):
            if RETURN.search(self.tokens[t.at].text):
                if self._comes_home(t):
                    continue
                if self._comes_back():
                    tried = t.form == "inf" and "attempt" in self.cues
                    t.frame, t.type = (lexicon_of(self.lang).frames["enter"], "advance" if tried else "entered")
                else:
                    self.triggers.remove(t)

    def _unlikely(self) -> None:
        """Leave out fights that are over, attempts at nothing, travels of nobody, and causes of something else."""
        going = any(
            g.slot in ("toward", "on")
            or (
                (g.slot in ("to", "into") or self.tokens[g.at].text in _BELOW)
                and ("troops" in self.cues or self.actors or self.doer)
            )
            for g in self.groups
        )
        going = going or (bool(self.only("go")) and any(t.text.startswith(("метр", "кілометр", "километр")) for t in self.words))
        for t in self.only("go"):
            if self.actors and any(g.slot == "by" and g.at > t.at and g.names[0].kind == "settlement" for g in self.groups):
                t.frame, t.type = lexicon_of(self.lang).frames["enter"], "entered"  # "росіяни йдуть по Новогродівці"
        if any(t.kind == "noun" for t in self.only("reinforce")):
            self.drop("go")  # "под Суджу идут подкрепления"
        if self.only("fight"):
            self.keep(lambda t: t.frame.name != "advance" or not t.words.lower().startswith(_SHIFTS))  # "бои смещаются к …"
        self.keep(lambda t: t.frame.name != "go" or (going and "which" not in self.cues and (self.known or self._sets_out(t))))
        self.keep(
            lambda t: (
                bool(self.actors)
                or not t.words.lower().startswith(("остал", "остает", "остаёт", "остаю", "залиш", "лиш"))
                or t.frame.name != "advance"
            )
        )  # "До Покровска остались считанные километры" tells of nobody
        self.keep(lambda t: t.frame.name != "fight" or not ("ended" in self.cues or follows(self.tokens, t.at - 4, "after", 4)))
        self.keep(lambda t: t.frame.name != "attack" or t.form != "part")
        if any(t.form == "inf" and t.frame.name != "attack" for t in self.triggers):
            self.keep(lambda t: t.frame.name != "attack" or t.kind != "verb" or "attempt" not in self.tokens[t.at].cues)
        if all(t.frame.name == "attack" for t in self.triggers):
            self.keep(lambda t: "attempt" not in self.tokens[t.at].cues or t.kind == "noun")
        if any(t.kind == "verb" or (t.type == "evacuation" and not self._is_cause(t)) for t in self.triggers):
            self.keep(lambda t: t.kind != "noun" or t.type not in _CAUSES or not self._is_cause(t) or self._struck_at(t))

    def _told(self) -> None:
        """Mark what is told of as a claim ("заяви про взяття", "попри заяви про взяття")."""
        proved = any(_PROVED.search(t.text) for t in self.words if "confirm" in t.cues)
        if proved and "deny" not in self.cues:
            return  # "слухи … подтвердились"
        for t in self.triggers:
            before = [self.tokens[k].cues for k in range(max(self.clause.first, t.at - 6), t.at)]
            if t.kind == "noun" and t.type in _CLAIMED and any("claims" in cues for cues in before):
                t.certainty = "denied" if any("despite" in cues for cues in before) else "claimed"

    def _affirmed(self) -> list[Trigger]:
        """Leave out what is negated, unless its negation says something, and what is said twice."""
        clause = self.clause
        alone = "which" in self.cues or not self.groups
        result: list[Trigger] = []
        for t in self.triggers:
            if self._not_meant(t):
                continue
            absent = t.type == "withdrew" and "negation" in self.tokens[t.at].cues  # "росіян немає"
            rid = t.frame.name == "liberate" and t.kind == "word" and self.tokens[t.at - 1].text == "без"
            absent = absent or rid  # "села вже без окупантів"
            if absent and not rid and clause.stance:
                continue  # "ворога в місті немає, запевнив речник": he hasn't been there
            if not absent and (self.parse.is_negated(t.at) or (t.kind != "verb" and self._negated_noun(t))):
                if t.frame.name == "minus" and t.kind == "noun":
                    continue  # "втрата міста не змінить …"
                if t.frame.name == "ours" and "already" in self.cues and not clause.stance:
                    result.append(replace(t, side=other_side(self.parse.speaker)))  # "Піщане вже не наше"
                elif t.frame.name == "hold" and t.aspect == "perfective" and t.form == "past" and self._settled_place():
                    result.append(replace(t, type="withdrew"))  # "Вугледар ми не втримали"
                elif t.type in ("control_held", "control_gained") and clause.stance and clause.claimant_side in ("UA", "RU"):
                    result.append(replace(t, type="control_gained", certainty="denied", side=other_side(clause.claimant_side)))
                elif t.frame.name == "hold" and t.kind == "verb" and self._no_longer(t):
                    side = next((s for _, s, case in self.actors if case != "gen"), self.parse.speaker)
                    result.append(replace(t, type="control_gained", form="past", side=other_side(side)))
                elif t.frame.name in ("minus", "fall") or (
                    t.frame.name == "leave" and (t.form in ("short", "part") or t.aspect == "perfective")
                ):
                    result.append(
                        replace(
                            t,
                            type="control_held",
                            form="past",
                            side=self.parse.speaker if t.kind == "word" or t.frame.name == "fall" else None,
                        )
                    )
                continue
            same = [r for r in result if r.type == t.type]
            if (
                same
                and t.kind == "verb"
                and same[-1].kind == "noun"
                and same[-1].at
                and "aim" in self.tokens[same[-1].at - 1].cues
            ):
                result.remove(same.pop())  # "для посилення … перекинули"
            if same and same[-1].form == "part" and t.kind == "verb" and t.form in ("past", "pres") and same[-1].at < t.at:
                result.remove(same.pop())  # "переброшенные с юга полки накапливаются у …"
            if not same or (alone and t.kind == "verb" and t.frame.name != same[0].frame.name and t.type != "supply_cut"):
                result.append(t)
        return result
