"""What roads and bridges have to do with the triggers of a Ukrainian or Russian clause: which are cut, which feed."""

from __future__ import annotations

import re
from dataclasses import replace

from conflictmap.reading.slavic.meanings import Meanings, begins
from conflictmap.reading.slavic.parts import Trigger
from conflictmap.reading.slavic.signs import ARMS, RUINS, is_bridge
from conflictmap.reading.slavic.words import lexicon_of

__all__ = ["UNFIT", "Roads"]

_ROUTED = frozenset(("cut", "supply", "fire", "encircle"))
_PASSAGE = re.compile("про[еї][хз]|подв[ое]з|підв[ео]з|движени|не (?:езд|ед|курс)|поезда|потяги")
UNFIT = ("неможлив", "непридатн", "невозможн", "непригод")
_WAY = re.compile(
    r"^(?:дорог|трасс?|логистик|логістик|переправ|маршрут|шоссе|шосе|магистрал|магістрал|шлях|путь|ветк|гілк|мост|міст)[аиы]?$"
)
_OPEN = ("відкритою", "відкритим", "открытой", "открытым")
_NOT_OPEN = frozenset(("people", "negation", "missile", "by", "guns", "weapon_ru", "weapon_ua"))
_PROVIDES = ("обеспеч",)
_CARRIES = ("возят", "возил", "везут", "везл", "везе")
_ONLY = ("єдин", "единств")
_ENDS_OF_ROADS = frozenset(("bare", "on", "to", "via", "from", "toward"))
_RIDES = ("підвез", "завез", "довез", "проїха", "доїха", "заїха", "подвез", "завез", "довез", "проеха", "доеха", "заеха")
_SEVERS = ("відріз", "отрез")
_AIMED = ("дронами", "прицелом", "прицілом", "fpv", "дістають", "дістає")


class Roads(Meanings):
    """Tells what of a clause is said of a road or a bridge."""

    def routes(self) -> None:
        """Let a bridge or a road be cut, and a line feed."""
        bridged = any(is_bridge(g.names[0]) for g in self.groups)
        if not bridged and not self.cues & {"route", "traffic"} and not self._has(_ROUTED):
            self.drop("open")
            return
        self._in_use()
        routed = self._of_route()
        on_route = routed or any(g.names[0].kind == "route" for g in self.groups)
        if not on_route:
            if not bridged:
                self._houses()
            self._nothing_cut()
        self._not_severed()
        if self.groups and all(g.slot in ("bare", "on") and g.at and "route" in self.tokens[g.at - 1].cues for g in self.groups):
            self._held_road()
        if bridged:
            self.drop("oust")  # "міст вибито"
        if routed:
            self.discard([t for t in self.only("advance") if t.form == "short"])  # "пробит мост"
        if cut := self.only("cut"):
            self._cut_alone(cut)
        elif self.only("fire"):
            self._under_fire(routed)
        if "people" in self.cues and not self.cues & {"troops", "garrison"} and not self.actors:
            self.drop("encircle")
        elif {"route", "missile"} <= self.cues:
            self._held_road()
        self._feeding()

    def _in_use(self) -> None:
        """Read a road that is open, or that "we" hold, as one that feeds."""
        if self.cues & _NOT_OPEN or self.only("cut", "fire"):
            self.drop("open")
        if self._of_roads():
            self._our_road()
        else:
            self.discard([t for t in self.only("open") if not self._is_subject(t)])
        if self.only("open"):
            self.drop("strike", "supply")  # "трасса на Часов Яр работает"

    def _our_road(self) -> None:
        """Read a road that "we" hold as one that feeds."""
        kept = any(t.text.startswith(_OPEN) for t in self.words)  # "дорогу тримають відкритою"
        for t in self.only("ours", "hold_ours", "hold"):
            if kept or t.frame.name == "hold_ours" or (t.frame.name == "ours" and "now" in self.cues):
                self.mean(t, "supply")  # "дорога на Бахмут поки наша"
                t.side = self.parse.speaker

    def _of_roads(self) -> bool:
        """Tell whether all places of a clause say which road is meant."""
        if not self.groups or self.groups[0].names[0].kind == "route":
            return bool(self.groups)
        head = self.tokens[max(0, self.groups[0].at - 2) : self.groups[0].at]
        return any(t.cues & {"route", "artery"} for t in head) and all(g.slot in _ENDS_OF_ROADS for g in self.groups)

    def _is_subject(self, trigger: Trigger) -> bool:
        """Tell whether a road in the nominative stands before a verb."""
        ways = [t.text for t in self.tokens[self.clause.first : trigger.at] if "route" in t.cues]
        return any(_WAY.search(way) for way in ways[:1])

    def _houses(self) -> None:
        """Read what is brought down where there is neither a road nor a bridge as hit."""
        for t in self.only("cut"):
            if self.cues & {*ARMS, "guns"} and RUINS.search(t.words.lower()):
                self.mean(t, "hit")  # "КАБ обрушил подъезд"

    def _nothing_cut(self) -> None:
        """Leave out what is cut where there is no road, but for bridges, traffic and troops that are cut off."""
        bridge = any(is_bridge(g.names[0]) and g.slot != "near" for g in self.groups)
        troops = bool(self.cues & {"troops", "garrison"})
        self.discard(
            [
                t
                for t in self.only("cut")
                if not (bridge and t.kind == "verb")
                and not (t.kind == "word" and _PASSAGE.search(t.words.lower()))
                and not ((troops or self._from_another()) and begins(t, _SEVERS) and "deny" not in self.tokens[t.at].cues)
                and not (begins(t, UNFIT) and self._ridden())
            ]
        )

    def _from_another(self) -> bool:
        """Tell "відрізали Мирноград від Покровська"."""
        return any(g.slot == "bare" and g.names[0].kind == "settlement" for g in self.groups) and self.slotted("from")

    def _ridden(self) -> bool:
        """Tell "підвезти щось до села неможливо"."""
        return self.slotted("to", "into") and any(t.text.startswith(_RIDES) for t in self.words)

    def _not_severed(self) -> None:
        """Leave out a cut that was the cause of something, that is of no way, or that is not the first thing hit."""
        cut = self.only("cut")
        if not cut:
            return
        if all(t.kind == "noun" for t in cut) and any(t.kind == "verb" for t in self.only("strike")):
            self.drop("cut")  # "взрывы прогремели на мосту"
        if self.only("supply"):
            self.discard([t for t in cut if t.kind == "noun" and self._is_cause(t)])  # "после подрыва моста снабжение идёт …"
        self.discard([t for t in self.only("cut") if begins(t, UNFIT) and not (self._of_passage(t) or self._ridden())])
        if self._depots_first() or (any(case == "dat" for _, _, case in self.actors) and self._shut()):
            self.drop("cut")

    def _held_road(self) -> None:
        """Read a road that is held under fire or in hand as cut."""
        self.triggers = [replace(t, type="supply_cut") if t.frame.name == "hold" else t for t in self.triggers]

    def _cut_alone(self, cut: list[Trigger]) -> None:
        """Leave a cut alone, or with the strike that made it."""
        fired = bool(self.groups) and self._fired(cut[0])
        if not self._struck_apart():
            self.drop("strike")
        self.drop("destroy", "hold", "take", "reinforce", "exit", "reach", "hit")
        severed = {t.at for t in cut}
        self.discard([t for t in self.triggers if t.at in severed and t.type != "supply_cut"])  # "перетнувши трасу"
        if fired and not self.only("strike"):
            self.triggers.append(replace(cut[0], frame=lexicon_of(self.lang).frames["hit"], type="strike"))

    def _struck_apart(self) -> bool:
        """Tell whether a strike beside a cut has its own place: "после удара ВСУ по Брилёвке"."""
        nouns = [t for t in self.only("strike") if t.kind == "noun"]
        return any(g.slot == "by" and (is_bridge(g.names[0]) or any(0 < g.at - t.at <= 3 for t in nouns)) for g in self.groups)

    def _under_fire(self, routed: bool) -> None:
        """Leave control by fire alone; that of drones and sights is over roads only."""
        if not routed:
            self.discard([t for t in self.only("fire") if t.words.lower().endswith(_AIMED)])
        if self.only("fire"):
            self.drop("strike", "hold", "take", "fight")

    def _carried_there(self) -> bool:
        """Tell whether troops are carried to a place, and not what a line of which one tells is for."""
        if self.cues & {"which", "depot"} or ("load" in self.cues and self._on_a_line()):
            return False
        return self.slotted("to", "into", "toward", "on") or "troops" in self.cues or self._of_troops()

    def _on_a_line(self) -> bool:
        """Tell whether a clause names a line, its ends, or a place on it."""
        if self.cues & {"line", "which"} or self.only("open") or ("via" in self.cues and "relative" in self.cues):
            return True
        return any(g.slot == "via" or len(g.names) > 1 or g.names[0].kind == "route" for g in self.groups)

    def _feeding(self) -> None:
        """Leave a supply line only where something tells that there is a line."""
        supplies = self.only("supply", "open")
        if not supplies:
            return
        fed = "troops" in self.cues and any(t.kind == "verb" for t in supplies)  # "питает всю группировку"
        if not fed and "which" not in self.cues:  # "обеспечивает порядок"
            self.discard([t for t in supplies if t.kind == "verb" and begins(t, _PROVIDES)])
        carried = {t.at for t in supplies} & {t.at for t in self.only("reinforce")}
        if carried:
            wrong = "supply" if self._carried_there() else "reinforce"
            self.discard([t for t in self.only(wrong) if t.at in carried])
        if "people" in self.cues and "troops" not in self.cues:
            brought = {t.at for t in self.only("evacuate")}
            self.discard(
                [t for t in supplies if t.at in brought or (begins(t, _CARRIES) and "load" not in self.cues)]
            )  # "пороми возять містян через Дніпро"
        if self.only("cut", "fire"):
            supplies = [t for t in supplies if begins(t, _ONLY)]
            self.discard(supplies)  # "єдина дорога перерізана"
        if not fed and not self._on_a_line() and not any("artery" in c.cues for c in self.parse.clauses):
            self.drop("supply")
