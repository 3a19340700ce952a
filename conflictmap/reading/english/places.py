"""Where: the places that belong to an event, and their roles in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from conflictmap.model import Relation, Toponym
from conflictmap.reading.discourse import Sentence, State
from conflictmap.reading.english.antecedents import BANKS
from conflictmap.reading.english.bearings import DIRECTIONS, LENGTHS, Bearings
from conflictmap.reading.english.clauses import RUNS, STANDING
from conflictmap.reading.english.words import DETERMINERS, PLACE, PREPOSITIONS, SETTLEMENT_WORDS, UNIT_WORDS
from conflictmap.reading.lexicon import Frame

_MOVING = frozenset(["push", "advance", "send", "reinforce", "deployment", "withdraw"])
_LINES_BEHIND = frozenset("more new better prepared pre-prepared defensive fallback reserve safer rear pre-planned".split())
_LEAVING = frozenset(["withdraw", "reinforce", "deployment", "expel"])
_JOINING = frozenset(["linking", "connecting", "joining"])
_ASIDES = frozenset(["leading", "heading", "which", "that"]) | _JOINING
_JOINTS = frozenset(["and", "or", ",", "&", "—", "–", "-", "/"])
_MEASURING = frozenset("about approximately roughly just both all".split())
_BY_THE_ROAD = [["on", "the", road] for road in ("road", "highway", "way", "route", "approach")]
_INSIDE = (["the", "center"], ["the", "centre"])
_BOUND_TO = frozenset("committed assigned allocated dedicated".split())
_AFOOT = ("walk", "stroll", "driv", "drove", "wander", "rid", "rode")
_UNDERTAKINGS = frozenset("counteroffensive counter-offensive offensive operation".split())
_FAR = frozenset("km kilometers kilometres miles".split())
_WITHOUT_ROLE = frozenset(
    "of with by behind under during among per up down out back off".split()
)  # unless a frame gives them one
_LASTING = frozenset("origin skip destination via".split())  # roles that "in" and its like leave as they are
_WHERE = frozenset("in at on near around along of".split())
_NAMELY = frozenset(
    ["among them", "in particular", "such as", "notably", "namely", "specifically", "including", "particularly", "especially"]
)
_OF_BORDER = frozenset("of with between the and - regions oblasts provinces".split())
_ENDS_NEAR = (" near", " around", " outside", " close to")
_ENDS_AT_EDGE = (" outskirts of", " edge of", " gates of")
_REGIONS = frozenset("oblast raion country area hromada".split())
FOCUSED = frozenset(
    ["concentrated", "concentrated on", "focused", "focused on", "centered", "centered on", "centred", "centred on"]
)
_EXACT = frozenset(
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


@dataclass(slots=True)
class Search:
    """How far the search for the places of an event has come, and what the words so far say of the next place."""

    frame: Frame
    end: int
    role: str  # "skip": what stands here is no place of the event
    pending: bool  # a preposition still waits for its place
    found: list[Arg] = field(default_factory=list)
    relation: Relation | None = None
    km: float | None = None
    joined: str = ""  # the "and" or comma before the next place
    negated: bool = False
    along: bool = False  # "on", "across"
    alongside: bool = False
    between: bool = False
    last: int = -9  # item of the last place, or of the last word of what lies about it

    def lead(self, preposition: str) -> None:
        """Note along what a preposition leads: "along the bank of the" is along."""
        if preposition in PREPOSITIONS:
            of = preposition == "of"
            self.along = preposition in ("along", "on", "across") or (self.along and of)
            self.alongside = preposition == "along" or (self.alongside and of)
            self.between = preposition == "between"

    def role_by(self, preposition: str) -> str:
        """Return the role of a place behind a preposition."""
        roles = self.frame.prepositions
        return roles.get(preposition) or (preposition == "out of" and roles.get("from")) or self.frame.role

    def turn(self, preposition: str) -> None:
        """Give the places that follow the role that a preposition gives."""
        kept = self.pending and self.role in _LASTING and preposition in _WHERE
        if not kept or (self.frame.type == "strike" and preposition == "at"):
            self.role = self.role_by(preposition)  # else "from positions in Chkalove"
        if preposition == "to" and self.role == "target" and self.from_elsewhere:
            self.role = "destination"
        if not (self.pending and self.role == "origin"):
            self.relation = None
        self.pending = preposition != "with"

    @property
    def from_elsewhere(self) -> bool:
        """Whether it was told where something came from that does not happen there."""
        return self.frame.role != "origin" and any(arg.role == "origin" for arg in self.found)

    @property
    def exact(self) -> bool:
        """Whether the event happens in a settlement rather than about it."""
        return self.frame.type in _EXACT

    @property
    def of_supply(self) -> bool:
        """Whether the event is told of a road."""
        return self.frame.type in ("supply_route", "supply_cut")

    @property
    def awaits_target(self) -> bool:
        """Whether what was named last belongs to a strike but is not what was struck: "with rockets", "from launchers"."""
        return self.role == "skip" and self.frame.type == "strike"


class Places(Bearings):
    """A sentence whose places can be given to its events."""

    def __init__(self, sentence: Sentence, state: State) -> None:
        super().__init__(sentence, state)
        self._focused = not FOCUSED.isdisjoint(self.lows)

    def gather(self, a: int, b: int, frame: Frame) -> list[Arg]:
        """Collect the places in items `a` to `b` with their roles in an event of `frame`."""
        # "withdrew from": the preposition is part of the verb
        lead = self.lows[a - 1] if a > 0 else ""
        awaited = frame.role == "origin" and lead.endswith((" from", " out of"))
        near = lead.endswith(_ENDS_NEAR) and not lead.startswith(_AFOOT)  # "walking around Lysychansk"
        beside: Relation | None = "near" if near else "outskirts" if lead.endswith(_ENDS_AT_EDGE) else None
        s = Search(frame, b, frame.role, awaited, relation=beside)
        x = a
        while x < b:
            it = self.items[x]
            low = it.low
            if it.place or it.anaphor:
                x = self._take_place(s, x)
            elif low in _JOINTS:
                x = self._take_joint(s, x)
            elif low in _ASIDES and (y := self._past_aside(s, x)):
                x = y
            elif (code := self.direction(x)) is not None:
                x = self._take_bearing(s, x, code)
            elif "near" in it.cues:
                x = self._take_near(s, x)
            elif "outskirts" in it.cues:
                x = self._take_outskirts(s, x)
            elif "toward" in it.cues:
                s.role, s.pending, s.relation = s.role_by("toward"), True, None
                x += 1
            elif low in PREPOSITIONS or "out" in it.cues:
                x = self._take_preposition(s, x)
            else:
                x = self._take_word(s, x)
        return s.found

    # Each step below reads one item or phrase that begins at item `x` and returns the item with which the search goes on.

    def _past_aside(self, s: Search, x: int) -> int:
        """Pass words that only tell where a road leads; 0 where item `x` opens no such words."""
        low, following = self.lows[x], self.lows[x + 1]
        if low in _JOINING:
            if s.frame.type != "advance" or self.lows[x - 1] not in STANDING:
                return 0
            while x + 1 < s.end and "near" not in self._cues[x + 1] and self.lows[x + 1] not in ("in", "at", ","):
                x += 1  # "reached the highway linking A with B near C"
            return x + 1
        if low in ("leading", "heading"):
            if self.lows[x - 1] not in STANDING or following not in ("to", "toward", "towards"):
                return 0
            while x + 1 < s.end and "near" not in self._cues[x + 1] and self.lows[x + 1] not in ("in", ","):
                x += 1  # "settlements leading to the highway near"
            return x + 1
        ends = following in RUNS and not s.of_supply and (s.found or self.lows[x - 1] == ",")
        return s.end if ends else 0  # "near the road that runs from", "control a street, which runs from"

    # ------------------------------------------------------------ places

    def _take_place(self, s: Search, x: int) -> int:
        """Take the place at item `x`, unless it only says where another lies; it may take the seat of one before it."""
        it = self.items[x]
        if it.anaphor == "city" and self.lows[x + 1] == "in" and self._within_region(x + 2):
            return x + 1  # "the settlement in Donetsk Oblast"
        if it.anaphor == "cities":
            if not s.found and s.role != "skip":
                s.found = [Arg(t, s.role, s.relation, None, x, False, True) for t in self._named_before(x)]
            return x + 1
        place = self.resolve(x)
        sector = it.place is not None and (it.place.adjective or self._sector(x))
        if place is None or it.dead or s.negated or s.role == "skip" or self._border(x) or (sector and place.kind == "river"):
            s.pending = False
            return x + 1
        if it.anaphor and any(not arg.anaphor for arg in s.found):
            return x + 1
        if place.kind == "river" and self.lows[x + 1] in ("valley", "basin", "floodplain") and s.found:
            return x + 1  # "the villages of A and B in the Mokri Yaly valley"
        if s.found and self.lows[x - 1] == "the" and self.lows[x + 1] in _UNDERTAKINGS:
            return x + 1  # "captured villages in the oblast in the Kharkiv counteroffensive"
        if not s.found:
            return x + 1 if self._is_course(s, place) else self._add(s, x, place, self._regional(x, place), sector)
        if s.joined in ("and", ",") and place.kind in ("oblast", "raion") and place.surface.endswith("s"):
            s.found[-1] = replace(s.found[-1], region=True)  # "Kharkiv and Donetsk regions"
        region = self._regional(x, place)
        if region and self._around_last(s, x):
            s.last = x  # "Izium in Kharkiv Oblast"
            return x + 1
        if not region:
            self._drop_wider(s, x, place)
        if s.found and place.kind == "river" and not s.joined and self._over(x):
            s.last = x  # "the bridge over the Dnipro"
            return x + 1
        if s.found and s.found[-1].place.kind == "river" and s.found[-1].relation in DIRECTIONS and not s.joined:
            s.found.pop()  # "south of the Dnipro in the Henichesk area"
        if self._is_course(s, place) or (s.found and not s.of_supply and self._is_way(s, x, place)):
            return x + 1
        return self._add(s, x, place, region, sector)

    def _within_region(self, x: int) -> bool:
        """Say whether a region stands at item `x`, or behind a direction there."""
        x += self.direction(x) is not None
        place = self.items[x].place if x < len(self.items) else None
        return place is not None and place.kind in ("oblast", "raion")

    def _add(self, s: Search, x: int, place: Toponym, region: bool, sector: bool) -> int:
        """Add the place at item `x` to those found."""
        wide = sector or (place.kind == "settlement" and self._of_region(x))
        if wide and place.kind == "settlement":
            place = place._replace(kind="area")  # "the Kramatorsk direction" is no town
        it = self.items[x]
        between = s.between or (bool(s.found) and s.found[-1].paired and s.joined == "and")
        about = it.anaphor == "area" or wide or (not s.of_supply and (between or self._stretch(x)))
        shown: Relation | None = s.relation or ("near" if about else None)
        role = s.role
        if role == "origin" and s.frame.name == "expel" and not s.pending and shown in DIRECTIONS:
            role = "destination" if place.kind in ("river", "route") else role  # "pushed them east of the Inhulets"
        s.found.append(Arg(place, role, shown, s.km, x, region, bool(it.anaphor), s.between))
        s.last, s.pending, s.joined, s.between, s.km = x, False, "", False, None
        if s.relation in DIRECTIONS and region:
            s.relation = None
        return x + 1

    def _regional(self, x: int, place: Toponym) -> bool:
        """Say whether the place at item `x` is wider than a settlement: "Kherson Oblast", "eastern Ukraine"."""
        return place.kind in _REGIONS or (bool(self.direction(x - 1)) and self.lows[x - 1].endswith("ern"))

    def _around_last(self, s: Search, x: int) -> bool:
        """Say whether the region at item `x` is only the one in which the last place lies."""
        last = s.found[-1]
        if last.region or last.role != s.role:
            return False
        if s.joined in ("and", "or", "&"):  # "from Rivnopillia and four more villages in the region"
            others = set(self.lows[s.last + 1 : x])
            return self.lows[x - 1] == "in" and not others.isdisjoint(("more", "other")) and not others.isdisjoint(STANDING)
        return s.joined != "," or not (self._regions_follow(x) or self._phrased(x))

    def _drop_wider(self, s: Search, x: int, place: Toponym) -> None:
        """Drop what was found before item `x` where it only says where the place there lies."""
        last = s.found[-1]
        if not s.joined and last.region and last.role == s.role:
            s.found.pop()  # "in Kharkiv Oblast near Izium"
        if not s.joined and place.kind == "settlement" and self._on_bank(s, x):
            s.found.pop()  # "both banks of the Oskil in Kupiansk"
        if s.joined == "," and s.found and self._opens(s.found[0]) and all(arg.region for arg in s.found):
            s.found.clear()  # "In Kherson Oblast, Vysokopillia and Arkhanhelske have been"
        aside = not s.joined and s.relation == "near" and "from" not in self.lows[max(s.last, 0) : x]
        if aside and s.found and s.found[-1].relation in DIRECTIONS:
            s.found.pop()  # "west of the city near Irpin"

    def _on_bank(self, s: Search, x: int) -> bool:
        """Say whether the last place is the river on which the town at item `x` lies."""
        if not s.found or not s.exact or self.lows[x - 1] not in ("in", "at"):
            return False
        return s.found[-1].place.kind == "river" and s.found[-1].role == s.role

    def _over(self, x: int) -> bool:
        """Say whether item `x` is what something leads over: "over the Dnipro"."""
        return self.lows[x - 1 - (self.lows[x - 1] == "the")] == "over"

    @staticmethod
    def _is_course(s: Search, place: Toponym) -> bool:
        """Say whether a river is the course that an advance takes, not its aim: "along the Inhulets"."""
        return s.alongside and place.kind == "river" and s.frame.type == "advance"

    def _is_way(self, s: Search, x: int, place: Toponym) -> bool:
        """Say whether the place at item `x` is only the way that leads past those found."""
        if s.along and (place.kind in ("route", "river") or self._named_road(x)):
            return True  # "Dovhenke on the Izium-Sloviansk highway"
        return place.kind == "route" and not s.joined

    # ------------------------------------------------------------ what joins them

    def _take_joint(self, s: Search, x: int) -> int:
        """Read the "and", comma or dash at item `x`, and what behind it only says where the last place lies."""
        low = self.lows[x]
        if low == "," and self._apposes(x, s.found):
            s.found.pop()  # "two villages near Bakhmut, Klynove and Vershyna"
            s.last = -9
        parted = low in (",", "—", "–") or (low == "-" and self._counts(x + 2) and not self.items[x + 1].place)
        if s.found and parted and (y := self._past_apposition(s, x)):
            s.last = y - 1
            return y
        if low in ("-", "–", "—") and s.last == x - 1 and s.found and x + 1 < s.end and self.items[x + 1].place:
            s.found[-1] = replace(s.found[-1], paired=True)
        if low == "and" and s.awaits_target and self._another(x):
            s.role = s.frame.role  # "struck Nikopol with rockets and the settlement of Marhanets with"
        if low == "," and s.role == "skip" and s.exact and s.found and self._aside(s.found[-1].at, x):
            s.role = s.frame.role  # "took Selydove, a gateway to Pokrovsk, and the villages of"
        s.joined = low
        s.negated = s.negated and low != ","
        return x + 1

    def _aside(self, place: int, comma: int) -> bool:
        """Say whether commas enclose what only tells what kind of place item `place` is."""
        return self.lows[place + 1] == "," and self.lows[place + 2] in DETERMINERS and self.lows[comma - 1] == PLACE

    def _past_apposition(self, s: Search, x: int) -> int:
        """Return where words behind comma or dash `x` end that only say where the last place lies, or 0."""
        relation = s.found[-1].relation
        if (relation == "near" or relation in DIRECTIONS) and self.direction(x + 1) and not self._sole(x, s.end):
            return 0
        if s.last != x - 1 and self.lows[x + 1] not in _MEASURING:
            return 0
        return self._locator(x + 1, s.end)

    # ------------------------------------------------------------ how they lie to it

    def _take_bearing(self, s: Search, x: int, code: Relation) -> int:
        """Read a bearing from item `x` on: "10 km north and east of"."""
        if s.frame.name in _MOVING and self._from_there(x):
            return x + 1  # "heading north from Melitopol": whence, not where
        x, s.relation, s.km = self._bearing(x, s.end, code, s.relation)
        if s.relation is not None and s.last >= 0 and not s.joined and s.found and self._of_last(s, x):
            # "Shchaslyve south of Kostromka": the second only says where the first is
            s.last = x = self._next_place(x, s.end)
            s.relation, s.km = None, None
        return x + 1

    def _of_last(self, s: Search, x: int) -> bool:
        """Say whether the bearing that ends at item `x` is that of the last place."""
        arg = s.found[-1]
        bounded = arg.place.kind not in ("river", "oblast", "raion", "area") or self._side_of_river(arg, x)
        return bounded and self._direct(s.last, x, at_rest=arg.role == "target" and arg.place.kind == "settlement")

    def _take_near(self, s: Search, x: int) -> int:
        """Read "near" at item `x`: it tells where the last place lies, or where to look for the next."""
        if s.found and s.exact and self._near_last(s, x):
            y = x + 1
            while y < s.end and not self.items[y].place and self.lows[y] not in (",", "and"):
                y += 1
            s.last = self._past_pair(y, s.end)  # "near the Pokrovsk-Kostiantynivka road"
            return s.last + 1
        if s.found and s.last == x - 2 and self.lows[x - 1] == "," and self._beside_water(x):
            while x + 1 < s.end and self.lows[x + 1] not in (",", "and"):
                x += 1  # "toward Vyshhorod, near the Dnipro north of Kyiv"
            s.last = x
            return x + 1
        low = self.lows[x]
        if (low == "near" and self.lows[x + 1 : x + 3] in _INSIDE) or (low == "surrounding" and self._names_it(x + 1)):
            return x + 1  # "near the centre of Pisky", "the surrounding settlements of Pavlivka and Vodiane"
        if low in ("beyond", "outside") and self._beyond_region(x, s.end):
            s.role, s.pending = "skip", False  # "territory outside Donetsk Oblast"
            return x + 1
        heading = s.pending and s.role == "destination" and s.frame.role == "origin"
        s.relation, s.pending = "near", True
        if s.awaits_target and self._armed_from(x):
            s.role = s.frame.role  # "shelling from mortars was recorded near"
        if s.role not in ("origin", "skip") and not heading:  # "withdrew to a line near"
            s.role = s.role_by(low)
        return x + 1

    def _past_pair(self, x: int, b: int) -> int:
        """Return the last of the places joined by dashes that begin with that at item `x`."""
        while x + 2 < b and self.lows[x + 1] in ("-", "–") and self.items[x + 2].place:
            x += 2
        return x

    def _names_it(self, x: int) -> bool:
        """Say whether "of" behind item `x` leads to its name: "the Kyiv suburb of Irpin", not "a suburb of Kyiv"."""
        if self.lows[x + 1] != "of":
            return False
        the = self.lows[x] == "suburb" and "the" in self.lows[max(0, x - 2) : x]  # "the southeastern suburb of Metolkine"
        return the or self.lows[x] in STANDING or self.items[x - 1].place is not None

    def _beyond_region(self, x: int, b: int) -> bool:
        """Say whether it is a region or a country beyond which something lies."""
        place = self.items[y].place if (y := self._next_place(x, b)) < min(b, x + 5) else None
        return place is not None and place.kind in ("oblast", "area", "country")

    def _near_last(self, s: Search, x: int) -> bool:
        """Say whether "near" at item `x` tells where the settlement before it lies: "Pisky, outside Donetsk, after"."""
        arg = s.found[-1]
        beside = (
            arg.place.kind == "settlement"
            or self.lows[x].startswith("off ")
            or (arg.place.kind == "facility" and self.lows[x] == "outside")
        )
        if arg.relation is not None or not beside:
            return False
        return s.last == x - 1 or (s.last == x - 2 and self.lows[x - 1] == "," and self._beside(x, s.end))

    def _take_outskirts(self, s: Search, x: int) -> int:
        """Read "outskirts" at item `x`: those of the last place, or of the next."""
        if self.lows[x + 1] not in ("of", "to"):
            if s.found and s.last >= x - 4 and s.found[-1].relation is None:
                s.found[-1] = replace(s.found[-1], relation="outskirts", km=None)  # "Bakhmut's outskirts"
            return x + 1
        if s.found and self._on_edge(s.last, x):
            s.last = self._next_place(x + 1, s.end)  # "Opytne on the outskirts of Bakhmut"
            return s.last + 1
        if self.lows[x].startswith("suburb") and self._names_it(x):
            if s.found and s.last == x - 1:
                s.found.pop()  # "the Kyiv suburb of Irpin"
            return x + 2
        s.relation, s.km = "outskirts", None
        return x + 1 + (self.lows[x + 1] == "to")  # "at the entrance to": no motion

    # ------------------------------------------------------------ the roles that prepositions give

    def _take_preposition(self, s: Search, x: int) -> int:
        """Read the preposition at item `x`: the role of the places behind it, or words that lead to none."""
        low = self.lows[x]
        s.lead(low)
        if low in ("from", "to") and self._to_bearing(x):
            return x + 1  # "from the north"
        if low == "from":
            if self.lows[x - 1] in LENGTHS and not s.found:
                s.role, s.relation, s.pending = s.frame.role, "near", True  # "hit a depot 7 km from Izium"
                return x + 1
            if self._unit_from(x):
                return x + 1  # "a group from the 47th Division"
        elif s.awaits_target and low in ("on", "at", "against") and self._armed_from(x):
            s.role, s.pending = s.frame.role, True  # "fired rockets from launchers at"
            return x + 1
        elif "out" in self._cues[x] and not self._leads_to_place(x, s.end):
            return x + 1  # "built out of barges"
        if low == "within" and s.found and s.last >= x - 2:
            s.last = self._next_place(x, s.end)
            return s.last + 1
        if low in _WITHOUT_ROLE and low not in s.frame.prepositions:
            return x + 1
        if (
            low == "to"
            and s.frame.name == "fight"
            and self.lows[x - 3] == "on"
            and self.lows[x - 1] in ("road", "highway", "way")
        ):
            s.role, s.relation, s.pending = s.frame.role, "near", True  # "clashes on the road to Sudzha"
            return x + 1
        if low == "to" and (self.lows[x - 1] == "up" or not self._leads_to_place(x, s.end)):
            return self._past_infinitive(s, x)
        if s.found and low in ("to", "from") and (y := self._past_locating(s, x)):
            s.last = y
            return y + 1
        if low == "to" and s.frame.role == "origin" and self.lows[x - 1] in _BOUND_TO:
            s.role, s.relation, s.pending = "origin", "near", True  # "withdrew units committed to the Sloviansk effort"
            return x + 1
        s.turn(low)
        return x + 1

    def _past_locating(self, s: Search, x: int) -> int:
        """Return the last item of what "to" or "from" at item `x` only tells of where the last place lies, or 0."""
        if self.lows[x] == "from":
            if self.lows[x - 1] in _FAR:
                return self._next_place(x, s.end)  # "40 km from Kharkiv"
            if s.last < x - 2 or s.found[-1].place.kind != "route" or s.of_supply:
                return 0
            y = self._next_place(x, s.end)  # "a line along the E40 highway from Sloviansk to Bakhmut"
            return self._next_place(y + 1, s.end) if self.lows[y + 1] == "to" else 0
        if s.last < x - 5 or self.lows[x - 3 : x] not in _BY_THE_ROAD or s.of_supply or s.found[-1].anaphor:
            return 0
        return self._past_pair(self._next_place(x, s.end), s.end)  # "Spirne, on the road to Siversk"

    def _past_infinitive(self, s: Search, x: int) -> int:
        """Read a "to" at item `x` that leads to no place."""
        if self.lows[x - 1] == "up":
            return x + 1  # "withdrew up to five battalions from"
        following = self.lows[x + 1]
        if following in _LINES_BEHIND:
            s.role, s.pending = "skip", False  # "withdrawn to more advantageous lines from"
            return x + 1
        verb = following[:1].isalpha() and following not in PREPOSITIONS
        return s.end if verb and (s.found or s.frame.name in _LEAVING) else x + 1  # "to defend Tokmak": another clause

    def _to_bearing(self, x: int) -> bool:
        """Say whether a direction stands behind the preposition at item `x`, and no part of a region: "from the north"."""
        y = x + 1 + (self.lows[x + 1] == "the")
        if self.direction(y) is None or self.lows[y + 1] in BANKS:
            return False  # "to the east bank of"
        return not self.lows[y].endswith("ern")

    # ------------------------------------------------------------ other words

    def _take_word(self, s: Search, x: int) -> int:
        """Read another word at item `x`: few tell anything of the places around it."""
        low = self.lows[x]
        if low == "well" and self.lows[x + 1] == "as":
            s.joined = "and"
            s.role = s.frame.role if s.role == "skip" else s.role
        elif low.endswith(" through"):
            s.turn("through")  # "supply lines that pass through"
        elif low in _NAMELY and s.found and self._names_parts(s, x):
            s.found.pop()
            while s.found and s.found[-1].region:
                s.found.pop()  # "of Chernihiv and Sumy oblasts, in particular"
            s.relation, s.km = None, None
        elif low in ("border", "borders", "frontier") and self.lows[x + 1] in ("of", "with", "between"):
            while x + 1 < s.end and (self.items[x + 1].place or self.lows[x + 1] in _OF_BORDER):
                x += 1
            s.last = x
        elif low == "border" and s.role == "skip":
            s.pending = False  # "across the border in Kursk Oblast"
        elif "negation" in self._cues[x] or "except" in self._cues[x]:
            s.negated = True  # "all of the oblast except"
        elif low == "likely to" and self._leads_to_place(x, s.end):
            s.turn("to")  # "withdrew eastward, most likely to Svatove"
        elif low == "than" and self.lows[x - 1].endswith("er") and self.lows[x - 1] not in ("other", "rather"):
            s.negated = True  # "an area larger than Denmark"
        elif low == "but":
            s.negated = False
        elif s.found and (s.joined or s.last == x - 1) and self._unknown_name(x):
            s.joined, s.last = "", x  # a village that no gazetteer knows
        return x + 1

    def _names_parts(self, s: Search, x: int) -> bool:
        """Say whether places behind item `x` are named as parts of the last one: "in the region, namely"."""
        last = s.found[-1]
        wide = last.region or last.relation in DIRECTIONS or last.place.kind == "river"
        if self.lows[x] == "including" and last.relation == "near":
            wide = wide or not STANDING.isdisjoint(self.lows[max(0, last.at - 3) : last.at])  # "towns around Irpin, including"
        return wide and any(it.place for it in self.items[x + 1 : s.end])

    def _next_place(self, x: int, b: int) -> int:
        """Return the first place from item `x` on, or `b`."""
        while x < b and not self.items[x].place:
            x += 1
        return x

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
        if not found or x + 1 >= len(self.items) or not self.items[x + 1].place:
            return False
        if found[-1].relation is None:
            return self._region_of_one(x, found[-1])
        if "including" in self.lows[found[-1].at - 3 : x] or found[-1].place.kind == "area":
            return False
        return self.lows[x + 2] in ("and", ",") and any(
            self.lows[y] in ("villages", "towns", "settlements", "hamlets") and self.lows[y + 1] not in ("of", ":")
            for y in range(max(0, found[-1].at - 7), found[-1].at)
        )

    def _region_of_one(self, x: int, arg: Arg) -> bool:
        """Say whether comma `x` opens the name of a village whose region was told: "the last village in Kursk, Gornal,"."""
        y = arg.at - 1
        while self.lows[y] in DETERMINERS or self.direction(y):
            y -= 1
        named = self.lows[y] == "in" and self.lows[y - 1] in SETTLEMENT_WORDS and self.lows[x + 2] in ("", ",", ".")
        place = self.items[x + 1].place
        return named and place is not None and place.kind == "settlement"

    def _unknown_name(self, x: int) -> bool:
        """Say whether item `x` is a capitalised word without a meaning: a name that is no place known."""
        return self._plain(x) and not self.items[x].side and self.sentence.text[self._spans[x][0]].isupper()
