"""Lines of supply: roads and bridges, and what cuts them."""

from __future__ import annotations

from conflictmap.reading.english.places import Places
from conflictmap.reading.english.words import BE, DETERMINERS, PREPOSITIONS, SETTLEMENT_WORDS

_CROSSINGS = frozenset(
    """
    bridge bridges pontoon crossing crossings causeway viaduct overpass ferry railway railroad tracks span spans
    """.split()
) | {"pontoon bridge", "railway line"}
# a town whose supply is so treated is cut off
_CUTS = frozenset("cut sever isolate interdict bring take establish have exercise render block blockade".split())
_BREAKING = frozenset(
    """
    destroy damage blow disable wreck demolish shatter obliterate knock smash sink collapse ruin mangle blast cripple take put
    bomb
    """.split()
)
_RAILS = frozenset(["railway", "railroad", "rail line", "railway line", "line", "tracks", "track"])
_ROADS = frozenset("road roads highway highways route crossing railway".split())
UTILITIES = frozenset(
    """
    power electricity light water gas heating internet telecommunications telecommunication signals signal phone mobile television
    broadcasts ties relations funding contact
    """.split()
)
_USELESS = frozenset("unusable impassable inoperable useless".split())


class Supply(Places):
    """A sentence whose predicates can be asked whether they are said of a line of supply."""

    def _bridge(self, k: int) -> bool:
        """Say whether what is hit is a bridge or a crossing, and lost."""
        it = self.items[k]
        raked = it.word is not None or (it.verb is not None and (it.verb.lemma == "rake" or " under " in it.low))
        if raked and self._road_subject(k):
            return True
        if it.verb is None or it.verb.lemma.split("/")[0].split()[0] not in _BREAKING:
            return False
        undergone = self.passive(k) or self.lows[k - 1] in _CROSSINGS  # "bridge destroyed in"
        span = range(self._left_edge(k), k) if undergone else range(k + 1, min(len(self.items), k + 7))
        if it.verb.form in ("past", "part") and (self.lows[k - 1] == "," or self._of_crossing_before(k)):
            span = range(max(0, k - 10), k)  # "spans are missing, blown up by", "the bridge, which Ukraine destroyed"
        return any(self.lows[x].rsplit(" ", 1)[-1] in _CROSSINGS or self._crossing(x) or self._dam_road(x) for x in span)

    def _on_railway(self, k: int) -> bool:
        """Say whether what verb `k` burns or blows up stands on a railway: "set fire to a relay cabinet on the railway"."""
        verb = self.items[k].verb
        if verb is None or self.passive(k) or not verb.lemma.startswith(("set/set/set fire", "torch", "blow/blew/blown up")):
            return False
        rails = (x for x in range(k + 2, min(len(self.items), k + 9)) if self.lows[x] in _RAILS)
        x = next(rails, 0)
        return x > 0 and self.lows[x - 1] in DETERMINERS and self.lows[x - 2] in ("on", "along", "beside", "of")

    def _of_crossing_before(self, k: int) -> bool:
        """Say whether verb `k` stands in a clause on a place or a crossing before it: "the bridge that Ukraine destroyed"."""
        that = next((x for x in range(k - 1, max(0, k - 5), -1) if self.lows[x] in ("which", "that")), 0)
        return that > 1 and (self.lows[that - 1] == "," or self.items[that - 1].place is not None or self.cue(that - 1, "line"))

    def _dam_road(self, x: int) -> bool:
        """Say whether the road over a dam stands at item `x`."""
        place = self.items[x].place
        dam = self.lows[x] == "dam" or (place is not None and place.surface.casefold().endswith(" dam"))
        return dam and self.lows[x + 1] in _ROADS

    def _crossing(self, x: int) -> bool:
        """Say whether item `x` is a crossing with a name: "the Antonivka Bridge"."""
        place = self.items[x].place
        return place is not None and place.surface.casefold().endswith((" bridge", " crossing"))

    def _road_subject(self, k: int) -> bool:
        """Say whether it is a road that lies under fire: "the highway to Lysychansk is under constant shelling"."""
        edge = self._left_edge(k)
        if self.items[k].word is not None or " under " in self.lows[k]:
            edge = min(edge, max(0, k - 5))
        nouns = (self.items[x].noun for x in range(edge, k))
        return not _ROADS.isdisjoint(self.lows[edge:k]) or any(noun is not None and noun.name == "route" for noun in nouns)

    def _line(self, x: int) -> bool:
        """Say whether item `x` is a line of supply: a road, a bridge, a "ground line of communication"."""
        it = self.items[x]
        return (
            "line" in it.cues
            or (it.noun is not None and it.noun.name == "route")
            or (it.place is not None and it.place.kind == "route")
        )

    def _line_before(self, k: int) -> bool:
        """Say whether verb `k` tells of the line that stands before it: "the highway that supports", "a road supporting"."""
        j = self.back(k)
        while j > 0 and (self.lows[j] in BE or self.lows[j] in ("that", "which", ",")):
            j -= 1
        return j >= 0 and self._line(j)

    def _line_object(self, k: int) -> bool:
        """Say whether a line is the object of verb `k`, not a hub on it."""
        if self.items[k].verb is None:
            return False
        for x in range(k + 1, min(len(self.items), k + 8)):
            noun = self.items[x].noun
            if noun is not None and noun.name == "route":
                return not any(w in self.lows[x] for w in ("point", "hub", "base", "cent", "node", "junction"))
            if self.lows[x] in PREPOSITIONS or "breaks" in self._cues[x] or self.lows[x] == "and":
                return False  # "struck positions and supply lines in" cuts nothing
        return False

    def _cuts(self, k: int) -> bool:
        """Say whether what is cut is a line, a crossing, or a place."""
        verb = self.items[k].verb
        lemma = verb.lemma.split("/")[0] if verb else ""
        if lemma == "keep" and self.lows[k].rsplit(" ", 1)[-1] in _ROADS | _CROSSINGS:
            return self._under_fire(k)  # "keep the road under fire"
        if lemma == "render":
            if _USELESS.isdisjoint(self.lows[k + 1 : k + 10]):
                return False
            if self.lows[k + 1] in ("it", "them"):
                return any(self.cue(x, "line") for x in range(k))
        if self.passive(k):
            town = verb is not None and verb.lemma.endswith(" under fire control")
            town |= (
                self.lows[k].endswith("cut off") and self.lows[k + 1] == "from" and UTILITIES.isdisjoint(self.lows[k + 2 : k + 5])
            )
            return any(self._line(x) or self._crossing(x) or (town and self._housed(x)) for x in range(max(0, k - 18), k))
        if lemma.startswith("derail"):
            return True
        if not UTILITIES.isdisjoint(self.lows[k + 1 : k + 5]):
            return False
        span = range(k + 1, min(len(self.items), k + 12))
        stop = next((x for x in span if "breaks" in self._cues[x] or self.lows[x] == ";"), span.stop)
        return any(self._line(x) or self._crossing(x) for x in range(k + 1, stop)) or self._cuts_town(k, lemma, stop)

    def _cuts_town(self, k: int, lemma: str, stop: int) -> bool:
        """Say whether it is a place between items `k` and `stop` that is cut off."""
        if lemma not in _CUTS or not any(self.items[x].place or self.items[x].anaphor for x in range(k + 1, stop)):
            return False
        if lemma == "isolate" or self.lows[k].endswith(
            " off"
        ):  # "isolating pockets of troops in", "cut off some 200 soldiers in"
            return not any(self.cue(x, "force") for x in range(k + 1, min(stop, k + 7)))
        return lemma not in ("block", "blockade") or self._blocks_town(k)

    def _housed(self, x: int) -> bool:
        place = self.items[x].place
        return place is not None and place.kind == "settlement"

    def _blocks_town(self, k: int) -> bool:
        """Say whether what is blocked is a town, not "positions in" it."""
        y = k + 1
        while self.lows[y] in DETERMINERS or self.lows[y] in SETTLEMENT_WORDS or self.lows[y] == "of":
            y += 1
        return any(self.items[x].place or self.items[x].anaphor for x in range(k + 1, min(y + 1, len(self.items))))

    def _cutter(self, k: int) -> int:
        """Return the verb or noun that cuts the supply line of item `k`, or -1."""
        for x in range(k - 1, max(-1, k - 8), -1):
            it = self.items[x]
            if (it.verb is not None and it.verb.name in ("cut", "strike")) or (it.noun is not None and it.noun.name == "cut"):
                return x  # "cut the supply line to"
            if (it.low in (",", ";") and x < k - 3) or "breaks" in it.cues:
                break
        for x in range(k + 1, min(len(self.items), k + 14)):
            it = self.items[x]
            if it.word is not None and it.word.name == "cut":
                return x
            if it.verb is not None and it.verb.name == "cut" and self.mood(x).passive:
                return x  # "the supply line was cut"
            if it.low in (",", ";") or "breaks" in it.cues or (it.verb and it.verb.name != "cut"):
                break
        return -1

    def _beside_others(self, k: int) -> bool:
        """Say whether supply lines are only named with what else is hit or pressed: "pressuring positions and supply lines"."""
        x = self.back(k) if self.lows[k].endswith("s") else 0
        while x > 0 and self.lows[x] != "and" and (self.items[x].side or self._plain(x)):
            x -= 1
        return self.lows[x] == "and" and self.cue(x - 1, "area", "force", "head")

    def _under_fire(self, k: int) -> bool:
        """Say whether a line is the object of verb `k`, and "under fire" behind it."""
        for x in range(k + 1, min(len(self.items), k + 12)):
            sights = self.lows[x] == "in" and self.lows[x + 2] in ("sights", "crosshairs", "sight", "view")
            if sights or (self.lows[x].startswith("under ") and self.lows[x].endswith((" fire", " fire control"))):
                return any(self._line(y) for y in range(k + 1, x)) or self.lows[k].rsplit(" ", 1)[-1] in _ROADS | _CROSSINGS
            if self.mark(x) and self.lows[x] not in ("-", "–"):
                return False
        return False
