"""What "the city", "its" and "there" stand for: places that are named elsewhere."""

from __future__ import annotations

from typing import get_args

from conflictmap.model import Kind, Toponym
from conflictmap.reading.english.clauses import Clauses

_OF_TROOPS = frozenset("grouping groupings brigade battalion regiment division".split())
BANKS = frozenset("bank banks shore".split())
_LARGE = 8000  # people of a place that is called a town
_KINDS: dict[str, frozenset[str]] = {  # of the places that a word may stand for
    "city": frozenset(["settlement"]),
    "cities": frozenset(["settlement"]),
    "it": frozenset(["settlement", "relief", "facility"]),
    "its": frozenset(["settlement", "facility"]),
    "region": frozenset(["oblast", "raion", "area"]),
    "area": frozenset(get_args(Kind)) - {"route"},
    "line": frozenset(["river", "route", "facility", "relief"]),
}
OF_WIDER = frozenset("governor regional oblast region province raion people".split())  # behind a name that is no city's


class Antecedents(Clauses):
    """A sentence whose words for a place can be asked which place they stand for."""

    def resolve(self, x: int) -> Toponym | None:
        """Return the place that "the city" or "there" at item `x` stands for."""
        it = self.items[x]
        if it.place:
            return it.place
        if it.anaphor == "city":
            if (likely := self._alike(x)) is not None:
                return likely
            if self.lows[x] == "city" and self.state.town is not None and not self.quoted:
                return self.state.town  # "hold Lukashivka and Sloboda, from where they shell the city"
        kinds = _KINDS[it.anaphor]
        placed = None  # a town that only tells where another lies
        for y in range(x - 1, -1, -1):
            t = self.items[y].place
            if self.lows[y + 1] in _OF_TROOPS and it.anaphor == "city":
                continue  # "the Khortytsia grouping"
            located = (
                t is not None
                and it.anaphor != "line"
                and self._beside_another(y)
                and (it.anaphor == "city" or self._place_before(y - 2))
            )
            if located or (it.anaphor == "city" and self._of_wider(y)):
                placed = placed or t
            elif t is None or t.adjective or t.kind not in kinds or not self._may_stand(y, t, it.anaphor):
                continue
            elif it.anaphor != "city" or t.place is None or t.place.country == "UA":
                return t
        if self.lows[x] == "city" and placed is not None and self._large(placed):
            return placed  # "troops northwest of Kyiv may attack the city"
        if self.lows[x] == "latter" and self.state.place is not None:
            return self.state.place
        if it.anaphor in ("city", "it", "its"):
            return self.state.sized(self.lows[x]) or self.state.city or placed
        if it.anaphor == "line":
            return None
        return self.state.region if it.anaphor == "region" else self.state.place or placed

    def _may_stand(self, y: int, t: Toponym, anaphor: str) -> bool:
        """Say whether an anaphor may stand for the place at item `y`, though it be part of a title or a road's name."""
        if self.items[y].dead and anaphor != "city":
            return anaphor == "region" and t.place is not None and t.place.country == "UA"  # "the governor of Chernihiv Oblast"
        return anaphor != "area" or (t.kind != "country" and not self._of_road(y))

    def _of_wider(self, y: int) -> bool:
        """Say whether the name at item `y` is that of a region or a republic: "Luhansk Regional Administration"."""
        return self.lows[y + 1] in OF_WIDER or self.lows[y + 1].startswith("people")

    def _of_road(self, y: int) -> bool:
        """Say whether the place at item `y` is an end by which a road is named: "the Hirske-Lysychansk highway"."""
        return self.lows[y + 1] in ("highway", "road") or (
            self.lows[y + 1] in ("-", "–") and self.lows[y + 3] in ("highway", "road")
        )

    def _beside_another(self, y: int) -> bool:
        """Say whether the place at item `y` only tells where another lies: "Opytne, south of Bakhmut"."""
        if self.lows[y - 1] == "of" or self.lows[y - 2 : y] == ["of", "the"]:
            y -= self.lows[y - 1] == "the"
            if self.lows[y - 2] in BANKS and self._place_before(y - 2):
                return True  # "Khotimlia, on the far bank of the Pechenihy Reservoir"
            return self.direction(y - 2) is not None or (self.cue(y - 2, "outskirts") and self._place_before(y - 2))
        return self.cue(y - 1, "near") and y > 1 and self.items[y - 2].place is not None

    def _place_before(self, y: int) -> bool:
        """Say whether a place is named shortly before item `y`."""
        return any(self.items[x].place for x in range(max(0, y - 9), y))

    def _alike(self, x: int) -> Toponym | None:
        """Return the nearest place before that is as large as "the city" or as small as "the village" at item `x` says."""
        low = self.lows[x]
        if low not in ("city", "town", "village", "hamlet"):
            return None
        large, beside = low in ("city", "town"), None
        for y in range(x - 1, -1, -1):
            t = self.items[y].place
            if t is None or t.place is None or t.kind not in ("settlement", "area") or t.place.country != "UA":
                continue
            if (t.adjective and t.kind != "area") or self._of_wider(y) or self._large(t) != large:
                continue
            if t.kind == "area" or self._beside_another(y):
                beside = beside or (t if large and t.place.kind == "settlement" else None)
            else:
                return t
        return beside  # "on the Kyiv axis aim at encircling the city", "attacked east of Siversk to advance on the city"

    @staticmethod
    def _large(t: Toponym) -> bool:
        return t.place is not None and (t.place.feature in ("city", "town") or t.place.population >= _LARGE)

    def _named_before(self, x: int) -> list[Toponym]:
        """Return the towns that "both cities" at item `x` stands for: the last list of them, here or in the sentence before."""
        named: list[Toponym] = []
        for y in range(x - 1, -1, -1):
            t = self.items[y].place
            told = not self.items[y].dead or self.lows[y - 1] in ("of", "from", "and")
            if t is not None and t.kind == "settlement" and told:
                named.append(t)
            elif named and self.lows[y] not in ("and", ",", "or"):
                break
        return named[::-1] if len(named) > 1 else self.state.targets
