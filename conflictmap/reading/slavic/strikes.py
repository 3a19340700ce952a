"""What is struck in a Ukrainian or Russian clause: by those who are armed for it, and something that is worth it."""

from __future__ import annotations

from itertools import pairwise

from conflictmap.reading.slavic.meanings import begins
from conflictmap.reading.slavic.movements import Movements
from conflictmap.reading.slavic.signs import ARMS

__all__ = ["Strikes"]

_HIT = frozenset(("strike", "hit", "destroy"))
_RUINED = frozenset(("destroy", "shown", "burn", "shot"))
_ADJECTIVE = ("ударн",)  # "ударне угруповання"
_KILLS = ("нищ", "знищу", "добива", "уничтожа", "добива")
_STRIKES_HOME = ("влуч", "вцілил", "прилет", "угоди")  # "влучили в школу"
_SUFFERS = ("постраж", "пострад")
_COVERS = ("накр", "розбомб")
_WAYS_IN = ("подход", "підход", "подъезд", "під'їзд", "подступ", "підступ")
_RAIDERS = ("дрг", "диверс")


class Strikes(Movements):
    """Tells strikes from other harm."""

    def striking(self) -> None:
        """Leave strikes to those who are armed for them."""
        if not self._has(_HIT):
            return
        self.discard([t for t in self.only("strike") if begins(t, _SUFFERS) and not self._suffers(t)])
        if not self.groups and not self.cues & {*ARMS, "guns"} and self._of_them():
            self.discard([t for t in self.triggers if t.kind == "verb" and begins(t, _KILLS)])  # "їх знаходять і нищать"
        armed = self.slotted("by") or bool(self.cues & {*ARMS, "target", "guns"})
        armed = armed or ("homes" in self.cues and any(begins(t, _STRIKES_HOME) for t in self.only("strike")))
        if not armed:
            self.discard([t for t in self.only("strike") if begins(t, _ADJECTIVE) or (t.kind != "noun" and self._launched(t))])
        for t in self.only("strike"):
            if begins(t, _COVERS) and "route" in self.cues and not self.cues & {"depot", "lurk"}:
                t.type = "supply_cut"  # "накрыли переправу"
        if self.cues & {"troops", "equipment"} and self._on_their_way():
            for t in self.only("hit", "destroy", "strike"):
                self.mean(t, "repel")  # "колонну сожгли на подходе"
        if not armed and any(t.text.startswith(_RAIDERS) for t in self.words):
            for t in self.only("hit", "destroy"):
                self.mean(t, "repel")  # "обнаружили и ликвидировали ДРГ"
        if self.only("hit"):
            self.discard([t for t in self.only("strike") if t.kind == "noun"])

    def _of_them(self) -> bool:
        """Tell whether "them" is the object of the verb, or of the one before it."""
        n = self.parse.clauses.index(self.clause)
        joined = n > 0 and self.clause.separator == "conj" and not self.parse.clauses[n - 1].groups
        return "it" in self.cues or (joined and "it" in self.parse.clauses[n - 1].cues)

    def _on_their_way(self) -> bool:
        return any(a.text == "на" and b.text.startswith(_WAYS_IN) for a, b in pairwise(self.words))

    def ruined(self) -> None:
        """Leave what is destroyed, burns or was filmed only where it is something of note."""
        if not self._has(_RUINED):
            return
        if self.only("shown", "burn", "shot"):
            self.discard([t for t in self.triggers if not self._seen(t)])
        if self.slotted("over"):
            for t in self.only("destroy", "hit"):
                if any("missile" in o.cues for o in self.tokens[t.at + 1 : t.at + 5]):
                    self.mean(t, "shot")  # "уничтожены двадцать беспилотников над …"
            self.discard([t for t in self.only("shot") if not self._seen(t)])
        destroyed = self.only("destroy")
        if not destroyed or self._killed():
            return
        n = self.parse.clauses.index(self.clause) + 1
        told = self.cues.union(*(c.cues for c in self.parse.clauses[n : n + 1] if c.separator == "sub"))
        if not told & {"lurk", "equipment", "target", *ARMS}:
            self.discard([t for t in destroyed if not ("homes" in told and t.form in ("past", "short"))])

    def _killed(self) -> bool:
        """Tell "знищено до 60 окупантів"."""
        counted = any(t.raw[0].isdigit() for t in self.words)
        return counted and any(case == "gen" and not self.parse.is_neutral(i) for i, _, case in self.actors)
