"""Phrases that only say where a place lies: "just east of Bakhmut", "40 km from Kharkiv", "the Izium direction"."""

from __future__ import annotations

import re

from conflictmap.model import Relation
from conflictmap.reading.english.antecedents import Antecedents
from conflictmap.reading.english.words import BE, CODES, DETERMINERS, NUMBERS, PLACE, PREPOSITIONS, SETTLEMENT_WORDS

DIRECTIONS = frozenset(CODES.values())
_DISTANCE = re.compile(r"([\d.,]+)\s*(km|kilomet\w+|miles?)$")
LENGTHS = frozenset("km kilometer kilometers kilometre kilometres mile miles".split())
_SAYING_WHERE = frozenset(
    """
    both all each just directly located situated immediately due only within about approximately roughly some around deep
    between less more nearly almost halfway several settlements villages towns
    """.split()
)
_PARTING = (PREPOSITIONS - {"of"}) | {"and", "or"}
_OF_BORDERS = frozenset("- – and oblast oblasts administrative international".split())
_STRETCHES = frozenset("line frontline frontlines salient area areas region vicinity bulge stretch".split())
_SWATHES = frozenset("rest remainder swathes swaths swath swathe".split())
_OF_REGIONS = frozenset("settlements villages towns communities frontline frontlines contact".split())
_TOWARD = frozenset("to toward towards".split())
_SEATS = frozenset("suburb center centre seat".split())
_VERBAL = frozenset(["carry", "say", "plan", "attempt", "aux", "modal"])
_LOCATING_ON = frozenset("directly along just within approximately".split())  # behind "and"
_BETWEEN_DIRECTIONS = frozenset("and or , to / - then".split())


class Bearings(Antecedents):
    """A sentence whose bearings, distances and sectors can be read."""

    def _bearing(self, x: int, b: int, code: Relation, relation: Relation | None) -> tuple[int, Relation | None, float | None]:
        """Read "10 km northeast, east and south of", from its first direction on: where it ends, the relation, the distance."""
        codes = {code}
        y = x + 1
        while y < b:
            following = self.direction(y)
            if following is not None:
                codes.add(following)
            elif not self._joins_directions(y, b):
                break
            y += 1
        if self.lows[y] in ("of", "from") and y < b:
            return y, code if len(codes) == 1 else "near", self._km(x)
        place = self.items[y].place if y < b else None
        if place is not None and place.kind in ("oblast", "raion", "area") and relation is None:
            return y - 1, code, None
        return y - 1, relation, None

    def _joins_directions(self, y: int, b: int) -> bool:
        """Say whether item `y` stands between two directions: "north and east", "east and to the south"."""
        if y + 1 >= b or (self.lows[y] != "the" and self.lows[y] not in _BETWEEN_DIRECTIONS):
            return False
        if self.direction(y + 1):
            return True
        again = self.lows[y] != "the" and self.lows[y + 1] in ("and", "to", "the")
        return again and y + 2 < b and self.direction(y + 2) is not None

    def _km(self, x: int) -> float | None:
        """Return the distance in km that stands before direction `x`: "10 km northeast"."""
        match = _DISTANCE.search(" ".join(self.lows[max(0, x - 3) : x]))
        if not match:
            return None
        try:
            number = float(match.group(1).replace(",", ""))
        except ValueError:
            return None
        return round(number * (1.609344 if match.group(2).startswith("mile") else 1.0), 2)

    def _counts(self, x: int) -> bool:
        """Say whether item `x` is a number, in digits or as a word."""
        return self.lows[x][:1].isdigit() or self.lows[x] in NUMBERS

    def _distance(self, x: int) -> bool:
        """Say whether a distance in words begins at item `x`: "three kilometres", "a few miles", "a dozen km"."""
        x += self.lows[x] in ("a", "some")
        x += self.lows[x] in NUMBERS or self.lows[x] in ("few", "couple", "dozen", "short")
        x += self.lows[x] == "of"
        return self.lows[x] in LENGTHS or (self.lows[x] == "distance" and self.lows[x - 1] == "short")

    def _locator(self, x: int, b: int) -> int:
        """Return where an apposition that only says where a place lies ends ("just east of B", "B Oblast"), or 0."""
        if x >= b:
            return 0
        low = self.lows[x]
        if self.items[x].place is not None:
            return x + 1 if self._region_of(x, b) else 0
        counted = self._counts(x) and self.lows[x + 1] in ("settlements", "villages", "towns")
        if low not in _SAYING_WHERE and not counted and not self._a_town(x, b):
            if self.direction(x):
                if x + 1 < b and (place := self.items[x + 1].place) is not None and place.kind in ("oblast", "raion"):
                    return x + 2  # "Polohy, central Zaporizhia Oblast"
            elif not (low[:1].isdigit() or self._distance(x)):
                return 0
        return self._locator_end(x, b)

    def _locator_end(self, x: int, b: int) -> int:
        """Return where a bearing or distance that begins at item `x` ends, or 0 where there is none."""
        bearing = False  # it has a place to lead from
        y = x
        while y < b:
            it = self.items[y]
            if it.low in (",", ";") or "breaks" in it.cues:
                break
            if it.low == "and" and bearing and "between" not in self.lows[x:y] and not self._locates_on(y + 1):
                break
            bearing = bearing or it.place is not None or bool(it.anaphor)
            y += 1
        return y if bearing or any(self.direction(z) or self.lows[z][:1].isdigit() for z in range(x, y)) else 0

    def _locates_on(self, x: int) -> bool:
        """Say whether item `x` goes on telling where a place lies: "and directly", "and 10 km northwest of"."""
        if self.lows[x] in _LOCATING_ON:
            return True
        return self._counts(x) and (self.lows[x].endswith("km") or self.lows[x + 1] in LENGTHS)

    def _region_of(self, x: int, b: int) -> bool:
        """Say whether the place at item `x` is the region or country of the one before: "Bakhmut, Donetsk Oblast"."""
        place, before = self.items[x].place, self.items[x - 2].place
        if place is None or before is None or place.kind not in ("oblast", "raion", "country"):
            return False
        if (x + 1 < b and self.items[x + 1].place) or self.lows[x + 1] in ("and", "-"):
            return False
        return before.kind == "settlement" or place.kind == "country"

    def _a_town(self, x: int, b: int) -> bool:
        """Say whether item `x` opens a description of a settlement: "a small town", "the suburb"."""
        if self.lows[x] not in ("a", "an", "the"):
            return False
        return any(self.lows[y] in SETTLEMENT_WORDS or self.lows[y] in _SEATS for y in range(x + 1, min(b, x + 5)))

    def _from_there(self, x: int) -> bool:
        """Say whether direction `x` leads "from" a place, no distance told."""
        return self.lows[x + 1] == "from" and self._km(x) is None

    def _sole(self, x: int, b: int) -> bool:
        """Say whether a bearing behind comma `x` is no item of a list: "near Polohy, north of Tokmak, as of noon"."""
        y = x + 1
        while y < b and not self.items[y].place:
            y += 1
        return (
            y + 1 < len(self.items)
            and self.lows[y + 1] in (",", ".")
            and not any(self.lows[z] in ("and", "or") and (self.direction(z + 1) or self.cue(z + 1, "near")) for z in range(x, b))
        )

    def _beside(self, x: int, b: int) -> bool:
        """Say whether what stands near, behind a comma, is only where the place before lies: "Pisky, outside Donetsk, after"."""
        y = x + 1
        while y < b and (not self.items[y].place or self.lows[y + 1] == PLACE):
            if self.mark(y) or self.lows[y] == "and":
                return False
            y += 1
        return self.lows[y + 1] in ("", ",", ".") and self.lows[y + 2] not in ("and", "near")

    def _beside_water(self, x: int) -> bool:
        """Say whether "near" at item `x` leads to a river, which only tells where the town before lies."""
        y = x + 1 + (self.lows[x + 1] == "the")
        place = self.items[y].place if y < len(self.items) else None
        return place is not None and place.kind == "river"

    def _direct(self, last: int, x: int, *, at_rest: bool = False) -> bool:
        """Say whether no mark, "and" or preposition but "of" stands between items `last` and `x`; of what rests, "to the" may."""
        return not any(
            self.mark(y) or (self.lows[y] in _PARTING and not (at_rest and self.lows[y : y + 2] == ["to", "the"]))
            for y in range(last + 1, x)
        )

    def _on_edge(self, last: int, x: int) -> bool:
        """Say whether "on the outskirts of B" only locates the settlement before it."""
        words = self.lows[last + 1 : x]
        if last < 0 or len(words) > 6 or not ("on" in words or "at" in words) or words[0] == "and":
            return False
        return _TOWARD.isdisjoint(words)

    def _border(self, x: int) -> bool:
        """Say whether the place at item `x` only names a border: "the Kharkiv-Luhansk Oblast administrative border"."""
        for y in range(x + 1, min(len(self.items), x + 6)):
            if self.lows[y] in ("border", "borders"):
                return True
            if not (self.items[y].place or self.lows[y] in _OF_BORDERS):
                return False
        return False

    def _named_with(self, x: int) -> str:
        """Return the word behind a place and those that hyphens join to it: "line" in "the Donetsk City-Avdiivka line"."""
        y = x + 1
        while self.lows[y] in ("-", "–") and y + 1 < len(self.items):
            y += 2
        return self.lows[y]

    def _named_road(self, x: int) -> bool:
        """Say whether a place is an end of a road that is named by its ends."""
        return self._named_with(x) in ("highway", "road", "railway")

    def _sector(self, x: int) -> bool:
        """Say whether a place only names a sector: "the Mykolaiv-Kryvyi Rih direction"."""
        return self._named_with(x) in ("direction", "directions", "axis", "axes", "sector", "sectors", "front")

    def _stretch(self, x: int) -> bool:
        """Say whether a place only tells where a stretch of land lies: "the Izium-Sloviansk line", "the Balakliia area"."""
        return self._named_with(x) in _STRETCHES

    def _of_region(self, x: int) -> bool:
        """Say whether a city stands for its region: "settlements in Kharkiv", "the front line in Donetsk and Luhansk"."""
        y = x - 1
        while y > 1 and self.lows[y] in ("and", ",") and self.items[y - 1].place:
            y -= 2
        if self.lows[y] == "of" and self.lows[y - 1] in _SWATHES:
            return self._seat(x)  # "the rest of Donetsk"
        settled = self.lows[y - 1] in _OF_REGIONS or (self.lows[y - 1] == "line" and self.lows[y - 2] == "front")
        return settled and self.lows[y] in ("in", "across", "throughout")

    def _seat(self, x: int) -> bool:
        """Say whether the place at item `x` is the city by which its oblast is called."""
        t = self.items[x].place
        return t is not None and t.place is not None and t.place.admin1 == f"{t.place.name} Oblast"

    def _regions_follow(self, x: int) -> bool:
        """Say whether region `x` stands in a list rather than beside a town: "Nikopol, Mykolaiv, and Odesa Oblasts"."""
        y = x + 1
        while self.lows[y] in (",", "and"):
            y += 1
        place = self.items[y].place if y < len(self.items) else None
        return y > x + 1 and place is not None and place.kind in ("oblast", "raion")

    def _phrased(self, x: int) -> bool:
        """Say whether region `x` stands in a list of phrases: "east of Poltava, in Sumy Oblast, and near"."""
        y = x - 1
        while y > 0 and (self.lows[y] in DETERMINERS or self.direction(y)):
            y -= 1
        if self.lows[y] not in ("in", "throughout", "across") or self.lows[x + 1 : x + 3] != [",", "and"]:
            return False
        following = self.items[x + 3] if x + 3 < len(self.items) else None
        verb = following is not None and (
            following.verb is not None or bool(following.cues.keys() & _VERBAL) or following.low in BE
        )
        return following is not None and not verb
