"""Where: the places that belong to an event, and their roles in it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace as dc_replace

from conflictmap.model import Relation, Toponym
from conflictmap.reading.discourse import Sentence, State
from conflictmap.reading.english.bearings import DIRECTIONS, LENGTHS, Bearings
from conflictmap.reading.english.clauses import RUNS, STANDING
from conflictmap.reading.english.words import DETERMINERS, PREPOSITIONS, SETTLEMENT_WORDS, UNIT_WORDS
from conflictmap.reading.lexicon import Frame

_MOVING = frozenset(["push", "advance", "send", "reinforce", "deployment", "withdraw"])
_LINES_BEHIND = frozenset("more new better prepared pre-prepared defensive fallback reserve safer rear pre-planned".split())
_ASIDES = frozenset(["leading", "heading", "which", "that"])
FOCUSED = frozenset(
    ["concentrated", "concentrated on", "focused", "focused on", "centered", "centered on", "centred", "centred on"]
)
EXACT = frozenset(
    ["control_gained", "control_held", "flag_raised", "entered", "withdrew", "strike", "reinforcement", "evacuation"]
)


@dataclass(frozen=True, slots=True)
class Arg:
    """A place that belongs to an event."""

    place: Toponym
    role: str
    relation: Relation | None
    km: float | None
    at: int
    region: bool
    anaphor: bool
    paired: bool = False  # the next one is its other end ("Svatove-Kreminna")


class Places(Bearings):
    """A sentence whose places can be given to its events."""

    def __init__(self, sentence: Sentence, state: State) -> None:
        super().__init__(sentence, state)
        self._focused = not FOCUSED.isdisjoint(self.lows)

    def gather(self, a: int, b: int, frame: Frame) -> list[Arg]:
        """Collect the places in items `a` to `b` with their roles in an event of `frame`."""
        found: list[Arg] = []
        role: str = frame.role
        relation: Relation | None = None
        km: float | None = None
        # a preposition still waits for its place
        pending = a > 0 and frame.role == "origin" and self.lows[a - 1].endswith((" from", " out of"))
        joined = ""  # the "and" or comma before it
        negated = along = alongside = between = False
        last = -9
        x = a
        while x < b:
            it = self.items[x]
            low = it.low
            if low in PREPOSITIONS:
                along = low in ("along", "on", "across") or (along and low == "of")
                between = low == "between"
                alongside = low == "along" or (alongside and low == "of")
            if low in _ASIDES:
                whither = self.lows[x - 1] in STANDING and self.lows[x + 1] in ("to", "toward", "towards")
                if whither and low in ("leading", "heading"):
                    while x + 1 < b and "near" not in self._cues[x + 1] and self.lows[x + 1] not in ("in", ","):
                        x += 1  # "settlements leading to the highway near"
                    x += 1
                    continue
                runs = self.lows[x + 1] in RUNS and frame.type not in ("supply_route", "supply_cut")
                if runs and low in ("which", "that") and (found or self.lows[x - 1] == ","):
                    break  # "near the road that runs from", "control a street, which runs from"
            if it.anaphor == "cities":
                if not found and role != "skip":
                    found = [Arg(t, role, relation, None, x, False, True) for t in self._named_before(x)]
                x += 1
                continue
            if it.place or it.anaphor:
                place = self.resolve(x)
                sector = it.place is not None and (it.place.adjective or self._sector(x))
                if it.dead or place is None or negated or role == "skip" or self._border(x) or (sector and place.kind == "river"):
                    x += 1
                    pending = False
                    continue
                if it.anaphor and any(not arg.anaphor for arg in found):
                    x += 1
                    continue
                if found and joined in ("and", ",") and place.kind in ("oblast", "raion") and place.surface.endswith("s"):
                    found[-1] = dc_replace(found[-1], region=True)  # "Kharkiv and Donetsk regions"
                region = place.kind in ("oblast", "raion", "country", "area", "hromada") or (
                    bool(self.direction(x - 1)) and self.lows[x - 1].endswith("ern")
                )
                beside = joined not in ("and", "or", "&") and not (
                    joined == "," and (self._regions_follow(x) or self._phrased(x))
                )
                if region and found and not found[-1].region and beside and found[-1].role == role:
                    last = x
                    x += 1
                    continue
                if found and found[-1].region and not region and not joined and found[-1].role == role:
                    found.pop()
                banked = found and found[-1].place.kind == "river" and not region and not joined
                if (
                    banked
                    and self.lows[x - 1] in ("in", "at")
                    and place.kind == "settlement"
                    and frame.type in EXACT
                    and found[-1].role == role
                ):
                    found.pop()  # "both banks of the Oskil in Kupiansk"
                if joined == "," and found and not region and self._opens(found[0]) and all(f.region for f in found):
                    found.clear()  # "In Kherson Oblast, Vysokopillia and Arkhanhelske have been"
                whence = "from" in self.lows[max(last, 0) : x]
                if found and found[-1].relation in DIRECTIONS and relation == "near" and not joined and not region and not whence:
                    found.pop()
                if place.kind == "river" and found and not joined and self.lows[x - 1 - (self.lows[x - 1] == "the")] == "over":
                    last = x
                    x += 1
                    continue  # "the bridge over the Dnipro"
                if found and found[-1].place.kind == "river" and found[-1].relation in DIRECTIONS and not joined:
                    found.pop()  # "south of the Dnipro in the Henichesk area"
                if alongside and place.kind == "river" and frame.type == "advance":
                    x += 1
                    continue  # a course, not an aim
                if (
                    found
                    and along
                    and (place.kind in ("route", "river") or self._named_road(x))
                    and frame.type not in ("supply_route", "supply_cut")
                ):
                    x += 1
                    continue
                if place.kind == "route" and found and not joined and frame.type not in ("supply_route", "supply_cut"):
                    x += 1
                    continue
                wide = sector or (place.kind == "settlement" and self._of_region(x))
                if wide and place.kind == "settlement":
                    place = place._replace(kind="area")  # "the Kramatorsk direction" is no town
                shown: Relation | None = relation or ("near" if it.anaphor == "area" or wide else None)
                found.append(Arg(place, role, shown, km, x, region, bool(it.anaphor), between))
                between = False
                last, pending, joined = x, False, ""
                km = None
                if relation in DIRECTIONS and region:
                    relation = None
            elif low in ("and", "or", ",", "&", "—", "–", "-", "/"):
                if low == "," and self._apposes(x, found):
                    found.pop()  # "two villages near Bakhmut, Klynove and Vershyna"
                    last = -9
                if low in (",", "—", "–") and found:
                    y = (
                        0
                        if found[-1].relation in DIRECTIONS | {"near"} and self.direction(x + 1) and not self._sole(x, b)
                        else self._locator(x + 1, b)
                        if last == x - 1 or self.lows[x + 1] in ("about", "approximately", "roughly", "just", "both", "all")
                        else 0
                    )
                    if y:
                        x = y
                        last = x - 1
                        continue
                if low in ("-", "–", "—") and last == x - 1 and x + 1 < b and self.items[x + 1].place:
                    found[-1:] = [Arg(f.place, f.role, f.relation, f.km, f.at, f.region, f.anaphor, True) for f in found[-1:]]
                if role == "skip" and frame.type == "strike" and low == "and" and self._another(x):
                    role = frame.role  # "struck Nikopol with rockets and the settlement of Marhanets with"
                joined = low
                negated = negated and low != ","
            elif frame.name in _MOVING and self._from_there(x):
                pass  # "heading north from Melitopol": whence, not where
            elif (code := self.direction(x)) is not None:
                x, relation, km = self._bearing(x, b, code, relation)
                if (
                    relation is not None
                    and last >= 0
                    and not joined
                    and found
                    and (found[-1].place.kind not in ("river", "oblast", "raion", "area") or self._side_of_river(found[-1], x))
                    and self._direct(last, x)
                ):
                    # "Shchaslyve south of Kostromka": the second only says where the first is
                    while x < b and not self.items[x].place:
                        x += 1
                    relation, km = None, None
                    last = x
            elif "near" in it.cues:
                if (
                    (last == x - 1 or (last == x - 2 and self.lows[x - 1] == "," and self._beside(x, b)))
                    and found
                    and found[-1].relation is None
                    and found[-1].place.kind == "settlement"
                    and frame.type in EXACT
                ):
                    y = x + 1
                    while y < b and not self.items[y].place and self.lows[y] not in (",", "and"):
                        y += 1
                    while y + 2 < b and self.lows[y + 1] in ("-", "–") and self.items[y + 2].place:
                        y += 2  # "near the Pokrovsk-Kostiantynivka road"
                    last = x = y
                elif found and last == x - 2 and self.lows[x - 1] == "," and self._beside_water(x):
                    while x + 1 < b and self.lows[x + 1] not in (",", "and"):
                        x += 1  # "toward Vyshhorod, near the Dnipro north of Kyiv"
                    last = x
                else:
                    relation, pending = "near", True
                    if role == "skip" and frame.type == "strike" and self._armed_from(x):
                        role = frame.role  # "shelling from mortars was recorded near"
                    if not (role in ("origin", "skip") and pending):
                        role = self._role(frame, low, role, pending=False)
            elif "outskirts" in it.cues:
                if self.lows[x + 1] in ("of", "to"):
                    if found and self._on_edge(last, x):
                        y = x + 1
                        while y < b and not self.items[y].place:
                            y += 1
                        last = x = y
                    else:
                        relation = "outskirts"
                        km = None
                        x += self.lows[x + 1] == "to"  # "at the entrance to": no motion
                elif found and last >= x - 4 and found[-1].relation is None:
                    found[-1] = Arg(
                        found[-1].place,
                        found[-1].role,
                        "outskirts",
                        None,
                        found[-1].at,
                        found[-1].region,
                        found[-1].anaphor,
                        found[-1].paired,
                    )
            elif "toward" in it.cues:
                role, pending, relation = self._role(frame, "toward", role, pending=False), True, None
            elif low in ("from", "to") and (
                (self.direction(x + 1) and not self.lows[x + 1].endswith("ern"))
                or (self.lows[x + 1] == "the" and self.direction(x + 2))
            ):
                pass  # "from the north"
            elif low in PREPOSITIONS or "out" in it.cues:
                if low == "from":
                    if self.lows[x - 1] in LENGTHS and not found:
                        role, relation, pending = frame.role, "near", True  # "hit a depot 7 km from Izium"
                        x += 1
                        continue
                    if self._unit_from(x):
                        x += 1
                        continue  # "a group from the 47th Division"
                elif role == "skip" and frame.type == "strike" and low in ("on", "at", "against") and self._armed_from(x):
                    role, pending = frame.role, True  # "fired rockets from launchers at"
                    x += 1
                    continue
                elif "out" in it.cues and not self._leads_to_place(x, b):
                    x += 1
                    continue  # "built out of barges"
                if low in ("within",) and last >= x - 2 and found:
                    while x < b and not self.items[x].place:
                        x += 1
                    last = x
                elif low in frame.prepositions or low not in (
                    "of",
                    "with",
                    "by",
                    "behind",
                    "under",
                    "during",
                    "among",
                    "per",
                    "up",
                    "down",
                    "out",
                    "back",
                    "off",
                ):
                    if low == "to" and self.lows[x - 1] == "up":
                        x += 1
                        continue  # "withdrew up to five battalions from"
                    if low == "to" and not self._leads_to_place(x, b):
                        if self.lows[x + 1] in _LINES_BEHIND:
                            role, pending = "skip", False  # "withdrawn to more advantageous lines from"
                            x += 1
                            continue
                        leaves = found or frame.name in ("withdraw", "reinforce", "deployment", "expel")
                        if leaves and self.lows[x + 1][:1].isalpha() and self.lows[x + 1] not in PREPOSITIONS:
                            break  # "to defend Tokmak": another clause
                        x += 1
                        continue
                    if low == "from" and self.lows[x - 1] in ("km", "kilometers", "kilometres", "miles") and found:
                        while x < b and not self.items[x].place:
                            x += 1
                        last = x
                        x += 1
                        continue  # "40 km from Kharkiv" only locates
                    role = self._role(frame, low, role, pending)
                    if low == "to" and any(f.role == "origin" for f in found) and frame.role != "origin" and role == "target":
                        role = "destination"
                    if not (pending and role == "origin"):
                        relation = None
                    pending = low != "with"
                    if joined and low in ("in", "at", "on", "near", "to", "from"):
                        pass
            elif (
                low
                in (
                    "among them",
                    "in particular",
                    "such as",
                    "notably",
                    "namely",
                    "specifically",
                    "including",
                    "particularly",
                    "especially",
                )
                and found
                and (found[-1].region or found[-1].relation in DIRECTIONS or found[-1].place.kind == "river")
                and any(it.place for it in self.items[x + 1 : b])
            ):
                found.pop()
                while found and found[-1].region:
                    found.pop()  # "of Chernihiv and Sumy oblasts, in particular"
                relation, km = None, None
            elif low in ("border", "borders") and self.lows[x + 1] in ("of", "with", "between"):
                while x + 1 < b and (
                    self.items[x + 1].place
                    or self.lows[x + 1] in ("of", "with", "between", "the", "and", "-", "regions", "oblasts")
                ):
                    x += 1
                last = x
            elif "negation" in it.cues:
                negated = True
            elif low == "than" and self.lows[x - 1].endswith("er") and self.lows[x - 1] not in ("other", "rather"):
                negated = True  # "an area larger than Denmark"
            elif low == "but":
                negated = False
            elif found and (joined or last == x - 1) and self._unknown_name(x):
                joined, last = "", x  # a village that no gazetteer knows
            x += 1
        return found

    def _another(self, x: int) -> bool:
        """Say whether "and" at item `x` goes on with a settlement of its own: "and the neighbouring village of"."""
        return self.lows[x + 1] == "the" and not SETTLEMENT_WORDS.isdisjoint(self.lows[x + 2 : x + 4])

    def _armed_from(self, x: int) -> bool:
        """Say whether "from" before item `x` leads to a weapon rather than to where it stands."""
        y = next((y for y in range(x - 1, max(-1, x - 9), -1) if self.lows[y] == "from"), x)
        return y < x and not any(self.items[z].place or self.cue(z, "area") for z in range(y + 1, x))

    def _unit_from(self, x: int) -> bool:
        """Say whether "from" at item `x` leads to the unit that others belong to, not to a place."""
        unit = next((a for a in self.actors if x < a.first <= x + 4), None)
        return (
            unit is not None
            and self.lows[unit.last].split(" ")[-1] in UNIT_WORDS
            and not any(self.items[y].place and not self.items[y].dead for y in range(x, unit.last))
        )

    def _side_of_river(self, arg: Arg, x: int) -> bool:
        """Say whether "of" at item `x` names the river that bounds a region: "all of Kharkiv Oblast west of the Oskil"."""
        y = next((y for y in range(x + 1, min(len(self.items), x + 4)) if self.items[y].place), -1)
        place = self.items[y].place if y > 0 else None
        return arg.place.kind == "oblast" and place is not None and place.kind == "river"

    def _opens(self, arg: Arg) -> bool:
        """Say whether a region only says in front of a clause where it is: "In northern Kherson Oblast, …"."""
        if arg.place.kind not in ("oblast", "raion"):
            return False
        x = arg.at - 1
        while x > 0 and (self.lows[x] in DETERMINERS or self.direction(x)):
            x -= 1
        return self.lows[x] in ("in", "across", "within", "throughout") and (x == 0 or self.mark(x - 1))

    def _apposes(self, x: int, found: list[Arg]) -> bool:
        """Say whether comma `x` opens the names of the villages that the last place only locates."""
        if not found or found[-1].relation is None or x + 1 >= len(self.items) or not self.items[x + 1].place:
            return False
        if "including" in self.lows[found[-1].at - 3 : x]:
            return False
        return self.lows[x + 2] in ("and", ",") and any(
            self.lows[y] in ("villages", "towns", "settlements", "hamlets") and self.lows[y + 1] not in ("of", ":")
            for y in range(max(0, found[-1].at - 7), found[-1].at)
        )

    def _unknown_name(self, x: int) -> bool:
        """Say whether item `x` is a capitalised word without a meaning: a name that is no place known."""
        return self._plain(x) and not self.items[x].side and self.sentence.text[self._spans[x][0]].isupper()

    @staticmethod
    def _role(frame: Frame, preposition: str, role: str, pending: bool) -> str:
        mapped = frame.prepositions.get(preposition) or (frame.prepositions.get("from") if preposition == "out of" else None)
        if (
            pending
            and role in ("origin", "skip", "destination", "via")
            and preposition in ("in", "at", "on", "near", "around", "along", "of")
            and not (frame.type == "strike" and preposition == "at")
        ):
            return role  # "from positions in Chkalove"
        return mapped or frame.role
