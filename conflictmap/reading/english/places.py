"""Where: the places that belong to an event, their roles, and phrases that only say where another place lies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import replace as dc_replace

from conflictmap.model import Relation, Toponym
from conflictmap.reading.discourse import Sentence, State
from conflictmap.reading.english.moods import AUXILIARIES, Moods
from conflictmap.reading.english.words import BE, CODES, DETERMINERS, HAVE, PLACE, PREPOSITIONS, SETTLEMENT_WORDS, UNIT_WORDS
from conflictmap.reading.lexicon import Frame

# a noun that is the object of a verb and tells no event of its own
OBJECTS = frozenset(
    [
        ("send", "reinforce"),
        ("reinforce", "attack"),
        ("reinforce", "reinforce"),
        ("attack", "route"),
        ("cut", "reinforce"),
        ("strike", "reinforce"),
        ("strike", "route"),
    ]
)
_MOVING = frozenset(["push", "advance", "send", "reinforce", "deployment", "withdraw"])
_LINES_BEHIND = frozenset("more new better prepared pre-prepared defensive fallback reserve safer rear pre-planned".split())
_TAKING = frozenset(["gain", "lose", "held", "withdraw", "enter", "reach", "advance"])
GOING_ON = frozenset(
    """
    ongoing continuing underway under taking occurring reported raging in still being continue going heard felt recorded
    seen noted observed registered documented
    """.split()
)
RUNS = frozenset(
    """
    passes pass passing runs run running ran connects connect links link leads lead supports
    support supplies supply goes serves feeds
    """.split()
)
MONTHS = frozenset(
    "january february march april may june july august september october november december sept sep jan feb mar apr jun jul aug"
    " oct nov dec".split()
)
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty half".split()
)
LENGTHS = frozenset("km kilometer kilometers kilometre kilometres mile miles".split())
_ASIDES = frozenset(["leading", "heading", "which", "that"])
FOCUSED = frozenset(
    ["concentrated", "concentrated on", "focused", "focused on", "centered", "centered on", "centred", "centred on"]
)
_STANDING = frozenset("settlements settlement villages village towns town roads road highways highway".split())
DIRECTIONS = frozenset(CODES.values())
_LARGE = 8000  # people of a place that is called a town
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


class Places(Moods):
    """A sentence whose places can be given to its events."""

    def __init__(self, sentence: Sentence, state: State) -> None:
        super().__init__(sentence, state)
        self._predicate_set = frozenset(self.predicates)
        self._tellers = {a.verb for a in self.attributions}
        self._focused = not FOCUSED.isdisjoint(self.lows)
        self._stops: dict[int, int] = {}  # both are asked for again and again
        self._edges: dict[int, int] = {}

    # ------------------------------------------------------------ where

    def stop(self, k: int) -> int:
        """Return where the words that belong to predicate `k` end."""
        end = self._stops.get(k)
        if end is None:
            end = self._stops[k] = self._stop(k)
        return end

    def _stop(self, k: int) -> int:
        items, n = self.items, len(self.items)
        seen = False
        for x in range(k + 1, n):
            it = items[x]
            if it.place or it.anaphor:
                seen = True
                continue
            if it.verb is not None or it.noun is not None or it.word is not None:
                if self._leading(x):
                    continue  # "settlements heading toward"
                if self.attributive(x) or (
                    it.low == "contested" and x + 1 < n and (items[x + 1].place or self.cue(x - 1, "background"))
                ):
                    continue
                if not seen and self._object_of(k, x):
                    continue
                return x
            if (
                items[k].noun is not None
                and items[k].verb is None
                and it.low in BE
                and not it.cues.get("say")
                and self.lows[x + 1].partition(" ")[0] not in GOING_ON
                and not (self.cue(x + 1, "near") and self._noun_is(k, "fight"))
                and self.lows[x + 2] not in GOING_ON
            ):
                return x
            if seen and it.low in AUXILIARIES and self.reduced(k):
                return x  # "units withdrawn from Izium are regrouping in"
            if x in self._idle and items[k].verb is None and items[k].noun is not None:
                return x  # "the counteroffensive draws attention to"
            if it.low == "," and self._relative_ends(k, x):
                return x
            if it.low == "," and seen and self._supposed(k, x):
                return x
            if it.low == "," and not seen and items[k].noun is not None and self._fronted(k):
                return x
            if (
                it.low in (";", ":")
                or (it.low == "that" and self.lows[x + 1] not in RUNS and self.lows[x - 1] not in PREPOSITIONS)
                or ("breaks" in it.cues and not self._no_break(x))
            ):
                if it.low == ":" and not seen and self._listed(x):
                    continue  # "battles continued in five directions: east and west of"
                return x
            if it.low in ("and", ",", "or") and self._new_clause(x):
                return x
            if seen and x + 1 < n and it.low in ("and", ",", "to"):
                y = x + 1
                while y < n - 1 and self.adverb(y):
                    y += 1
                nxt = items[y]
                if (
                    (nxt.cues and any(nxt.cues.get(name) for name in ("carry", "plan", "attempt")))
                    or (it.low == "," and "modal" in nxt.cues)
                    or y in self._tellers
                    or (it.low == "and" and not nxt.place and nxt.low.endswith("ed") and len(nxt.low) > 4 and not nxt.cues)
                ):
                    return x
            if (seen or items[k].noun is not None) and x in self._tellers and it.cues.get("say") != "ing":
                return x
        return n

    def _leading(self, x: int) -> bool:
        """Say whether item `x` only tells which way villages or a road lie: "settlements heading toward"."""
        verb = self.items[x].verb
        return verb is not None and verb.form == "ing" and self.lows[x - 1] in _STANDING

    def _listed(self, colon: int) -> bool:
        """Say whether places follow a colon that opens a list: "in three areas: near Bilohorivka", "two towns: Lyman and"."""
        opens = self.lows[colon + 1]
        placed = colon + 1 < len(self.items) and self.items[colon + 1].place is not None
        plural = any(
            low.endswith("s") and self.cue(y, "area")
            for y, low in enumerate(self.lows[max(0, colon - 3) : colon], max(0, colon - 3))
        )
        plural |= any(low in ("directions", "axes", "sectors", "communities") for low in self.lows[max(0, colon - 3) : colon])
        return plural and (
            placed or self.cue(colon + 1, "near") or self.direction(colon + 1) is not None or opens in ("in", "at", "the")
        )

    def _relative_ends(self, k: int, comma: int) -> bool:
        """Say whether a comma ends the relative clause of item `k`: "Izium, which troops had occupied since April, was"."""
        if self._in_list(comma) or self.lows[comma + 1] in ("and", "or", "including", "among them"):
            return False
        x = k - 1
        while x > 0 and not self.mark(x) and self.lows[x] != "which":
            if x in self._predicate_set:
                return False
            x -= 1
        return x > 0 and self.lows[x] == "which" and self.lows[x - 1] == ","

    def _supposed(self, k: int, comma: int) -> bool:
        """Say whether a comma ends the clause in front that holds item `k`: "If they reach Svatove, …"."""
        opens = self.cue(0, "if") or self.lows[0] in ("when", "although", "though", "while", "because", "with", "having", "as")
        return opens and not self._in_list(comma) and not any(self.lows[x] == "," and not self._in_list(x) for x in range(k))

    def _fronted(self, k: int) -> bool:
        """Say whether item `k` stands in a phrase before the clause: "After weeks of assaults, …"."""
        opens = self.lows[0] in PREPOSITIONS or self.lows[0] in ("after", "following", "despite", "amid", "before", "since")
        return opens and not any(self.lows[x] == "," for x in range(k))

    def _object_of(self, k: int, x: int) -> bool:
        """Say whether noun `x` is the object of verb `k` and its places are the verb's ("deploy reinforcements to")."""
        verb, noun = self.items[k].verb, self.items[x].noun
        if self.items[k].noun is not None and self.lows[k + 1] in ("on", "against", "at") and noun is not None:
            # "a strike on a concentration of troops in"
            struck = self.items[k].noun.name == "strike" and noun.name == "reinforce"  # type: ignore[union-attr]  # not None by the test
            return struck and not any(self.items[y].place or self.mark(y) for y in range(k + 1, x))
        if verb is None or noun is None or any(self.lows[y] in PREPOSITIONS or self.mark(y) for y in range(k + 1, x)):
            return False
        if noun.name == "route" and verb.name in _TAKING:
            return any(word in self.lows[x] for word in ("hub", "node", "junction", "cent", "base"))  # "seized the hub of"
        return (verb.name, noun.name) in OBJECTS and verb.lemma != "threaten"

    def _no_break(self, x: int) -> bool:
        low, nxt = self.lows[x], self.lows[x + 1]
        if low == "so" and self.lows[x - 1] == "or":
            return True  # "a kilometre or so into"
        if low == "which" and nxt in RUNS:
            return True
        if low == "following" and self.lows[x - 1] in ("the", "these"):
            return True  # "the following settlements"
        if low == "as":
            return (
                nxt in ("of", "well", "part", "far", "many", "much")
                or self.lows[x - 1] in ("far", "used", "known", "serving", "served")
                or (self.lows[x - 1] == "such" and any(it.place for it in self.items[x + 1 : x + 4]))
            )
        if low in ("since", "before", "after", "until"):
            return nxt[:1].isdigit() or nxt in MONTHS
        if low == "however":
            return True
        return (
            low == "but"
            and self.lows[x - 1] == ","
            and nxt in ("to", "in", "from")
            and any(self.cue(y, "negation") for y in range(max(0, x - 6), x))
        )

    def _new_clause(self, x: int) -> bool:
        """Say whether a comma or "and" opens a clause with a subject of its own."""
        n = len(self.items)
        y = x + 1
        while y < n and (
            self.lows[y] in ("and", "that") or self.lows[y] in DETERMINERS or self.adverb(y) or self.lows[y][:1].isdigit()
        ):
            y += 1
        for actor in self.actors:
            if actor.first in (y, y + 1, y + 2) and actor.force:
                if any(self.items[z].place or self.cue(z, "breaks") for z in range(y, actor.first)):
                    return False  # "in Kherson and Kharkiv Oblasts because Russian units"
                after = actor.last + 1
                if self.lows[after] == "to" and self._leads_to_place(after, n):
                    return False  # "redeployed the 109th and 125th Regiments to"
                while after < n and self.light(after) and self.lows[after] != ",":
                    after += 1
                it = self.items[after] if after < n else None
                return it is not None and (
                    (it.verb is not None and it.verb.form != "ing")
                    or any(it.cues.get(c) for c in ("carry", "say", "plan", "attempt", "deny"))
                    or after > actor.last + 1
                )
        if self._named_subject(x):
            return True
        if y < n and any(self.cue(z, "claimant", "report_noun") for z in range(y, min(n, y + 6))):
            for z in range(y, min(n, y + 9)):
                if z in self._tellers:
                    return True
                if self.items[z].low in (",", ";"):
                    break
        return False

    def _named_subject(self, x: int) -> bool:
        """Say whether a place behind "and" is the subject of a new clause: "took A, and the road to B is under fire"."""
        if self.lows[x] == "or" or (self.lows[x] == "," and self.lows[x + 1] not in ("and", "while", "but")):
            return False
        y = x + 1
        while self.lows[y] in ("and", "the", "nearby", "neighbouring", "neighboring") or self.lows[y] in SETTLEMENT_WORDS:
            y += 1
        if y >= len(self.items) or not self.items[y].place:
            return False
        while y < len(self.items) and (
            self.items[y].place or self.lows[y] in ("-", "–") or self.cue(y, "line") or self.adverb(y)
        ):
            y += 1
        # a list that goes on is no clause: "in A and B is"
        verbal = self.lows[x - 1] == "," or self.lows[x + 1] == "the" or self.cue(y - 1, "line")
        verb = self.items[y].verb if y < len(self.items) else None
        finite = verb is not None and verb.form in ("s", "past", "plural", "pasts")
        return verbal and (finite or self.lows[y] in BE | HAVE or self.cue(y, "modal"))

    def resolve(self, x: int) -> Toponym | None:
        """Return the place that "the city" or "there" at item `x` stands for."""
        it = self.items[x]
        if it.place:
            return it.place
        kinds = {
            "city": ("settlement",),
            "cities": ("settlement",),
            "it": ("settlement", "relief", "facility"),
            "its": ("settlement", "facility"),
            "region": ("oblast", "raion", "area"),
            "area": None,
            "line": ("river", "route", "facility", "relief"),
        }[it.anaphor]
        likely = self._alike(x) if it.anaphor == "city" else None
        if likely is not None:
            return likely
        if self.lows[x] == "city" and self.state.town is not None and not self.quoted:
            return self.state.town  # "hold Lukashivka and Sloboda, from where they shell the city"
        placed = None
        for y in range(x - 1, -1, -1):
            t = self.items[y].place
            if it.anaphor == "city" and self.lows[y - 1] == "of" and self.direction(y - 2):
                placed = placed or t
                continue  # "Opytne, south of Bakhmut": the town is Opytne
            if self.items[y].dead and it.anaphor != "city":
                continue
            if t is not None and t.kind == "route" and it.anaphor == "area":
                continue
            if t is not None and it.anaphor == "city" and t.place is not None and t.place.country != "UA":
                continue
            if t is not None and (kinds is None or t.kind in kinds) and not t.adjective:
                return t
        if it.anaphor in ("city", "it", "its"):
            return self.state.city or placed
        if it.anaphor == "line":
            return None
        return self.state.region if it.anaphor == "region" else self.state.place

    def _alike(self, x: int) -> Toponym | None:
        """Return the nearest place before that is as large as "the city" or as small as "the village" at item `x` says."""
        low = self.lows[x]
        if low not in ("city", "town", "village", "hamlet"):
            return None
        for y in range(x - 1, -1, -1):
            t = self.items[y].place
            if t is None or t.place is None or t.kind != "settlement" or t.adjective or t.place.country != "UA":
                continue
            if self.lows[y - 1] == "of" and self.direction(y - 2):
                continue  # "Opytne, south of Bakhmut": the town is Opytne
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
                whither = self.lows[x - 1] in _STANDING and self.lows[x + 1] in ("to", "toward", "towards")
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
                x, relation, km = self._bearing(x, b, code, relation, found, last)
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

    def _beside_water(self, x: int) -> bool:
        """Say whether "near" at item `x` leads to a river, which only tells where the town before lies."""
        y = x + 1 + (self.lows[x + 1] == "the")
        place = self.items[y].place if y < len(self.items) else None
        return place is not None and place.kind == "river"

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

    def _beside(self, x: int, b: int) -> bool:
        """Say whether what stands near, behind a comma, is only where the place before lies: "Pisky, outside Donetsk, after"."""
        y = x + 1
        while y < b and (not self.items[y].place or self.lows[y + 1] == PLACE):
            if self.mark(y) or self.lows[y] == "and":
                return False
            y += 1
        return self.lows[y + 1] in ("", ",", ".") and self.lows[y + 2] not in ("and", "near")

    def _side_of_river(self, arg: Arg, x: int) -> bool:
        """Say whether "of" at item `x` names the river that bounds a region: "all of Kharkiv Oblast west of the Oskil"."""
        y = next((y for y in range(x + 1, min(len(self.items), x + 4)) if self.items[y].place), -1)
        place = self.items[y].place if y > 0 else None
        return arg.place.kind == "oblast" and place is not None and place.kind == "river"

    def _from_there(self, x: int) -> bool:
        """Say whether item `x` is a direction that leads "from" a place, no distance told."""
        return self.lows[x + 1] == "from" and self.direction(x) is not None and self._km(x) is None

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

    def _leads_to_place(self, x: int, b: int) -> bool:
        """Say whether "to" is followed by a place rather than a verb."""
        for y in range(x + 1, min(b, x + 7)):
            it = self.items[y]
            if it.place or it.anaphor or "area" in it.cues or "outskirts" in it.cues or self.direction(y):
                return True
            described = "-" in it.low or it.low.endswith(("ive", "ary", "ous", "ified", "tional"))
            if not (it.low in DETERMINERS or it.side or it.low in ("of", "russian-occupied") or "area" in it.cues or described):
                return y > x + 1 and it.low not in PREPOSITIONS
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

    def _counts(self, x: int) -> bool:
        return self.lows[x][:1].isdigit() or self.lows[x] in _NUMBERS

    def _distance(self, x: int) -> bool:
        """Say whether a distance in words begins at item `x`: "three kilometres", "a few miles", "a dozen km"."""
        x += self.lows[x] in ("a", "some")
        x += self.lows[x] in _NUMBERS or self.lows[x] in ("few", "couple", "dozen", "short")
        x += self.lows[x] == "of"
        return self.lows[x] in LENGTHS or (self.lows[x] == "distance" and self.lows[x - 1] == "short")

    def _bearing(
        self, x: int, b: int, code: Relation, relation: Relation | None, found: list[Arg], last: int
    ) -> tuple[int, Relation | None, float | None]:
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

    def parts(self, x: int) -> bool:
        """Say whether what follows item `x` happened at another time: "after troops withdrew on May 3", "which fell in June"."""
        it = self.items[x]
        if it.low == ";":
            return True
        if "breaks" not in it.cues or it.low in (
            "as",
            "even as",
            "just as",
            "while",
            "when",
            "amid",
            "despite",
            "however",
            "given",
        ):
            return False
        if it.low in ("after", "before", "since", "following", "until"):
            return any(y > x and self.items[y].verb is not None for y in self.predicates)
        return True

    def _left_edge(self, k: int) -> int:
        """Return where the clause of item `k` begins."""
        edge = self._edges.get(k)
        if edge is None:
            edge = self._edges[k] = self._edge(k)
        return edge

    def _edge(self, k: int) -> int:
        for x in range(k - 1, -1, -1):
            it = self.items[x]
            if (
                it.low in (";", ":", "that")
                or ("breaks" in it.cues and not self._no_break(x))
                or (it.cues.get("say") and "report_noun" not in it.cues)
                or (it.low in ("and", ",") and self._named_subject(x))
            ):
                return x + 1
            if x in self._predicate_set and not self.attributive(x):
                return x + 1
        return 0
