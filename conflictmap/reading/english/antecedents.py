"""What "the city", "its" and "there" stand for: places that are named elsewhere."""

from __future__ import annotations

from typing import get_args

from conflictmap.model import Kind, Toponym
from conflictmap.reading.english.clauses import Clauses

_OF_TROOPS = frozenset("grouping groupings brigade battalion regiment division".split())
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
            aside = it.anaphor == "it" and self._locates(y)
            if aside or (it.anaphor == "city" and (self._beside_another(y) or self.lows[y + 1] == "governor")):
                placed = placed or t
            elif t is None or t.adjective or t.kind not in kinds or (self.items[y].dead and it.anaphor != "city"):
                continue
            elif it.anaphor != "city" or t.place is None or t.place.country == "UA":
                return t
        if it.anaphor in ("city", "it", "its"):
            return self.state.sized(self.lows[x]) or self.state.city or placed
        if it.anaphor == "line":
            return None
        return self.state.region if it.anaphor == "region" else self.state.place

    def _beside_another(self, y: int) -> bool:
        """Say whether the place at item `y` only tells where another lies: "Opytne, south of Bakhmut"."""
        return self.lows[y - 1] == "of" and self.direction(y - 2) is not None

    def _locates(self, y: int) -> bool:
        """Say whether the place at item `y` only tells where the settlement before it lies: "Opytne, 10 km west of Kherson"."""
        if not self._beside_another(y):
            return False
        x = y - 2
        while x > 0 and self.lows[x] != "," and not self.items[x].place and y - x < 8:
            x -= 1
        x -= self.lows[x] == ","
        before = self.items[x].place if x >= 0 else None
        return before is not None and before.kind == "settlement"

    def _alike(self, x: int) -> Toponym | None:
        """Return the nearest place before that is as large as "the city" or as small as "the village" at item `x` says."""
        low = self.lows[x]
        if low not in ("city", "town", "village", "hamlet"):
            return None
        for y in range(x - 1, -1, -1):
            t = self.items[y].place
            if t is None or t.place is None or t.kind != "settlement" or t.adjective or t.place.country != "UA":
                continue
            if self._beside_another(y):
                continue
            large = t.place.feature in ("city", "town") or t.place.population >= _LARGE
            if large == (low in ("city", "town")):
                return t
        return None

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
