"""Phrases that only say where a place lies: "just east of Bakhmut", "40 km from Kharkiv", "the Izium direction"."""

from __future__ import annotations

import re

from conflictmap.model import Relation
from conflictmap.reading.english.antecedents import Antecedents
from conflictmap.reading.english.words import CODES, DETERMINERS, PLACE, PREPOSITIONS, SETTLEMENT_WORDS

DIRECTIONS = frozenset(CODES.values())
LENGTHS = frozenset("km kilometer kilometers kilometre kilometres mile miles".split())
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty half".split()
)


class Bearings(Antecedents):
    """A sentence whose bearings, distances and sectors can be read."""

    def _bearing(self, x: int, b: int, code: Relation, relation: Relation | None) -> tuple[int, Relation | None, float | None]:
        """Read "10 km northeast, east and south of", from its first direction on: where it ends, the relation, the distance."""
        codes = [code]
        y = x + 1
        while y < b:
            if self.direction(y):
                codes.append(self.direction(y) or code)
                y += 1
            elif (
                self.lows[y] in ("and", "or", ",", "to", "/", "-", "then")
                and y + 1 < b
                and (self.direction(y + 1) or (self.lows[y + 1] in ("and", "to", "the") and y + 2 < b and self.direction(y + 2)))
            ) or (self.lows[y] == "the" and y + 1 < b and self.direction(y + 1)):
                y += 1
            else:
                break
        if self.lows[y] in ("of", "from") and y < b:
            km = self._km(x)
            return y, codes[0] if len(set(codes)) == 1 else "near", km
        nxt = self.items[y] if y < b else None
        if nxt is not None and nxt.place is not None and nxt.place.kind in ("oblast", "raion", "area") and relation is None:
            return y - 1, codes[0], None
        return y - 1, relation, None

    def _km(self, x: int) -> float | None:
        words = [self.lows[y] for y in range(max(0, x - 3), x)]
        match = re.search(r"([\d.,]+)\s*(km|kilomet\w+|miles?)$", " ".join(words))
        if not match:
            return None
        try:
            number = float(match.group(1).replace(",", ""))
        except ValueError:
            return None
        return round(number * (1.609344 if match.group(2).startswith("mile") else 1.0), 2)

    def _counts(self, x: int) -> bool:
        return self.lows[x][:1].isdigit() or self.lows[x] in _NUMBERS

    def _distance(self, x: int) -> bool:
        """Say whether a distance in words begins at item `x`: "three kilometres", "a few miles", "a dozen km"."""
        x += self.lows[x] in ("a", "some")
        x += self.lows[x] in _NUMBERS or self.lows[x] in ("few", "couple", "dozen", "short")
        x += self.lows[x] == "of"
        return self.lows[x] in LENGTHS or (self.lows[x] == "distance" and self.lows[x - 1] == "short")

    def _locator(self, x: int, b: int) -> int:
        """Return where an apposition that only says where a place lies ends ("just east of B", "B Oblast"), or 0."""
        if x >= b:
            return 0
        low = self.lows[x]
        nxt = self.items[x]
        if nxt.place is not None:
            if (
                nxt.place.kind in ("oblast", "raion", "country")
                and not (x + 1 < b and self.items[x + 1].place)
                and self.lows[x + 1] not in ("and", "-")
            ):
                before = self.items[x - 2].place
                if before is not None and (before.kind == "settlement" or nxt.place.kind == "country"):
                    return x + 1
            return 0
        if low in (
            "both",
            "all",
            "each",
            "just",
            "directly",
            "located",
            "situated",
            "immediately",
            "due",
            "only",
            "within",
            "about",
            "approximately",
            "roughly",
            "some",
            "around",
            "deep",
            "between",
            "less",
            "more",
            "nearly",
            "almost",
            "halfway",
            "several",
            "settlements",
            "villages",
            "towns",
        ) or (
            low in ("a", "an", "the")
            and any(self.lows[y] in SETTLEMENT_WORDS or self.lows[y] == "suburb" for y in range(x + 1, min(b, x + 5)))
        ):
            pass
        elif (
            self.direction(x)
            and x + 1 < b
            and (place := self.items[x + 1].place) is not None
            and place.kind in ("oblast", "raion")
        ):
            return x + 2  # "Polohy, central Zaporizhia Oblast"
        elif not (low[:1].isdigit() or self.direction(x) or self._distance(x)):
            return 0
        bearing = False
        y = x
        while y < b:
            it = self.items[y]
            if (
                it.low in (",", ";")
                or "breaks" in it.cues
                or (
                    it.low == "and"
                    and bearing
                    and "between" not in self.lows[x:y]
                    and self.lows[y + 1] not in ("directly", "along", "just", "within", "approximately")
                )
            ):
                break
            if it.place or it.anaphor:
                bearing = True
            y += 1
        return y if bearing or any(self.direction(z) or self.lows[z][:1].isdigit() for z in range(x, y)) else 0

    def _from_there(self, x: int) -> bool:
        """Say whether item `x` is a direction that leads "from" a place, no distance told."""
        return self.lows[x + 1] == "from" and self.direction(x) is not None and self._km(x) is None

    def _sole(self, x: int, b: int) -> bool:
        """Say whether a bearing behind comma `x` is no item of a list: "near Volnovakha, north of Mariupol, as of noon"."""
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

    def _direct(self, last: int, x: int) -> bool:
        return all(
            not self.mark(y) and self.lows[y] not in ("and", "or") and self.lows[y] not in PREPOSITIONS - {"of"}
            for y in range(last + 1, x)
        )

    def _on_edge(self, last: int, x: int) -> bool:
        """Say whether "on the outskirts of B" only locates the settlement before it."""
        words = [self.lows[y] for y in range(last + 1, x)]
        return (
            last >= 0
            and "and" not in words[:1]
            and len(words) <= 6
            and "on" in words
            and not any(w in ("to", "toward", "towards") for w in words)
        )

    def _border(self, x: int) -> bool:
        for y in range(x + 1, min(len(self.items), x + 6)):
            if self.lows[y] in ("border", "borders"):
                return True
            if not (
                self.items[y].place or self.lows[y] in ("-", "–", "and", "oblast", "oblasts", "administrative", "international")
            ):
                return False
        return False

    def _named_road(self, x: int) -> bool:
        """Say whether a place is an end of a road that is named by its ends."""
        y = x + 1
        while self.lows[y] in ("-", "–") or (y < len(self.items) and self.items[y].place):
            y += 1
        return y > x and self.lows[y] in ("highway", "road", "railway")

    def _sector(self, x: int) -> bool:
        """Say whether a place only names a sector: "the Mykolaiv-Kryvyi Rih direction"."""
        y = x + 1
        while self.lows[y] in ("-", "–") and y + 1 < len(self.items) and self.items[y + 1].place:
            y += 2
        return self.lows[y] in ("direction", "directions", "axis", "axes", "sector", "sectors", "front")

    def _of_region(self, x: int) -> bool:
        """Say whether a city stands for its region: "settlements in Kharkiv"."""
        return self.lows[x - 1] in ("in", "across", "throughout") and self.lows[x - 2] in (
            "settlements",
            "villages",
            "towns",
            "communities",
        )

    def _regions_follow(self, x: int) -> bool:
        """Say whether region `x` stands in a list rather than beside a town: "Nikopol, Mykolaiv, and Odesa Oblasts"."""
        y = x + 1
        while self.lows[y] in (",", "and"):
            y += 1
        place = self.items[y].place if y < len(self.items) else None
        return y > x + 1 and place is not None and place.kind in ("oblast", "raion")

    def _phrased(self, x: int) -> bool:
        """Say whether region `x` stands in a list of phrases: "east of Kyiv, in Sumy Oblast, and near"."""
        y = x - 1
        while y > 0 and (self.lows[y] in DETERMINERS or self.direction(y)):
            y -= 1
        return self.lows[y] in ("in", "throughout", "across") and self.lows[x + 1] == "," and self.lows[x + 2] == "and"
