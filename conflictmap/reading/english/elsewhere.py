"""Where, for an event that names no place beside it: a coordinated verb, a relative clause, a phrase in front, the subject."""

from __future__ import annotations

from dataclasses import replace

from conflictmap.model import Relation
from conflictmap.reading.english.antecedents import OF_WIDER
from conflictmap.reading.english.parts import Event
from conflictmap.reading.english.places import Arg
from conflictmap.reading.english.roads import Roads
from conflictmap.reading.english.words import BE, DETERMINERS, HAVE, LEXICON, MONTHS, NUMBERS, PREPOSITIONS, opposite
from conflictmap.reading.lexicon import Frame

_COMBAT = frozenset(["advance", "control_gained", "fighting", "entered", "repelled"])
_BUILDINGS = frozenset("building buildings hall council administration headquarters station school hospital square".split())
_BESIDES = frozenset("otherwise also elsewhere".split())
_LEFT_BEHIND = frozenset("left leaves caused causes sparked started triggered deprived plunged knocked shattered".split())
_BRIEF = 20  # items of a sentence that only goes on with what the one before has told
_WIDELY = frozenset(  # words by which a sentence speaks of more than the town of the one before
    """
    along across throughout ukraine russia axis axes front line cities settlements towns villages areas directions elsewhere
    region regions oblast border war
    """.split()
)
_AT_LONE = frozenset(["fighting", "strike", "repelled", "reinforcement", "evacuation", "withdrew"])
_AT_HOME = frozenset(["strike", "withdrew", "entered", "fighting", "evacuation", "flag_raised"])
_COUNTED = frozenset("villages towns settlements hamlets cities communities places points stations substations sites".split())
_PICTURES = frozenset("footage video videos photos pictures images imagery".split())
_OF_A_PLACE = frozenset("residents resident mayor governor head council administration chief people".split())
_IN_COURSE = frozenset("after following in by during amid from".split())
_AMID = frozenset("following after amid despite".split())
_UNDERGOES = frozenset(
    """
    saw sees seen witnessed witnesses experienced endured endures endure suffered suffers suffer sustained faced faces face felt
    survived weathered
    """.split()
)
_GARRISON = frozenset("garrison defenders occupiers".split())
_SEATS = frozenset(["kyiv", "kiev", "moscow", "washington", "london", "brussels"])  # from where others are spoken of
_SCENES = frozenset("scene site epicentre epicenter focus hotspot theatre theater centre center".split())
_FINITE = BE | HAVE | {"that"}
_INTRUDING = frozenset(["get/got/gotten in", "break/broke/broken in", "burst in"])
_OF_IT = frozenset("of in at near along around between".split())
_OF_A_TOWN = frozenset(
    """
    half rest remainder third two-thirds part parts districts neighbourhoods neighborhoods streets suburbs outskirts centre
    center quarters blocks neighbourhood neighborhood quarter suburb block
    """.split()
)
_TIMES = frozenset("evening morning afternoon night noon dawn day days past last hours".split())
_IN_PARTS = frozenset(["gain", "held", "enter", "withdraw", "cede", "reach"])


class Elsewhere(Roads):
    """A sentence whose events may find their places in other clauses."""

    def _elsewhere(self, k: int, event: Event, following: int | None, found: list[Event]) -> list[Arg]:
        """Find the places of an event that names none beside it: coordination, relative clauses, a phrase in front."""
        it = self.items[k]
        entry = it.verb or it.noun or it.word
        assert entry is not None and entry.frame is not None
        frame = entry.frame
        if self._untold(k, event, frame, found):
            return []
        if found and "supply_cut" in (frame.type, event.type) and (cut := self._cut_there(k, event, found[-1])) is not None:
            return cut
        if (
            it.noun is not None
            and frame.name in ("gain", "lose")
            and (self.lows[k - 1] == "its" or self.items[k - 1].anaphor == "city")
        ):
            return self._its(k)
        return (
            (self._spread(k) if frame.name == "fight" and it.noun is not None else [])
            or (self._before_opening(k, frame) if not found and self._opened(event) else [])
            or self._antecedent(k)
            or self._copular(k, event)
            or (self._shared(k, event, frame, following) if following is not None else [])
            or self._those_who(k, frame, following)
            or self._strengthened(k, frame)
            or (self._undergoer(k, frame) if it.noun is not None and frame.name == "strike" else [])
            or self._in_front(k, frame)
            or self._in_front_of_clause(k, frame)
            or (self._teller_at(k) if event.type in _AT_HOME or self.lows[k].startswith("under ") else [])
            or self._including(k, event, frame)
            or self._left_again(k, event, found)
            or self._left_then(k, event)
            or self._broken_in(k, event, found)
            or self._emptied(k, event, found)
            or self._there_too(k, event, found)
            or self._likewise(k, event, found)
            or self._instead(k, event, found)
            or self._told_before(k, event, found)
            or self._defended(k, event)
            or self._home(k, event, frame)
            or self._flown(k, frame, found)
            or self._around(k, event, frame, found)
            or self._aftermath(k, event)
            or self._rest_of_it(k, event)
            or self._of_lone(k, event)
        )

    def _untold(self, k: int, event: Event, frame: Frame, found: list[Event]) -> bool:
        """Say whether an event is only spoken of, and where it was is not told."""
        it, name = self.items[k], frame.name
        governor = self.lows[event.mood.governor] if event.mood.governor >= 0 else ""
        if frame.type in ("advance", "control_held", "control_gained") and "axis" in self.lows[k + 1 : k + 8]:
            return True  # "counteroffensives along the Southern Axis"
        because = self.cue(event.mood.governor, "breaks") and governor not in ("where", "in which", "which", "but")
        if event.type == "advance" and it.noun is not None and because:
            return True  # "due to the counteroffensive"
        if name == "enter" and it.low.endswith(" into") and self._plain(k + 1 + (self.lows[k + 1] in DETERMINERS)):
            return True  # "drove into a minefield"
        if name != "withdraw":
            return False
        if found and any(self.cue(x, "fail") for x in range(found[-1].k, k)):
            return True  # "attacked, had no success and withdrew"
        return it.noun is not None and self.lows[k - 1] in ("their", "its")  # "as part of their retreat"

    def _cut_there(self, k: int, event: Event, former: Event) -> list[Arg] | None:
        """Return the places of the event before where item `k` cuts a line into them or the same line; None where it does not."""
        verb = self.items[k].verb
        if verb is not None and verb.form == "ing" and self.lows[k - 1] == ",":
            near = [replace(a, role="target", relation="near") for a in former.args if a.role != "origin" and not a.region]
            if near and former.side == event.side:
                return near  # "broke through to Lyman, cutting a road into it"
        line = self._same_line(k, former)
        if line is not None:
            former.side = former.side or event.side
        return line

    def _its(self, k: int) -> list[Arg]:
        """Return the town whose gain or loss "its capture" at item `k` is."""
        named = next((x for x in range(k - 2, -1, -1) if self._may_be_taken(x)), -1)
        town = self.items[named].place if named >= 0 else self.state.city
        if self.items[k - 1].anaphor == "city":
            town = self.resolve(k - 1)  # "the town's fall"
        return [Arg(town, "target", None, None, max(named, 0), False, True)] if town is not None else []

    def _may_be_taken(self, x: int) -> bool:
        """Say whether "its capture" may be that of item `x`: a town or works, not the region of an office."""
        t = self.items[x].place
        return t is not None and t.kind in ("settlement", "facility") and self.lows[x + 1] not in OF_WIDER

    def _flown(self, k: int, frame: Frame, found: list[Event]) -> list[Arg]:
        """Return the towns where a flag is raised that names none: its building's, "over both", or the one just taken."""
        if frame.object != "flag":
            return []
        if self.lows[k + 2] in ("both", "them") or "each" in self.lows[k + 2 : k + 8]:
            return [Arg(t, "target", None, None, k, False, True) for t in self._named_before(k)]
        if (town := self._building(k)) is not None:
            return [town]
        if found and found[-1].type in ("control_gained", "entered"):
            return [a for a in found[-1].args if not a.region]  # "took Svitlodarsk and raised their flag"
        return []

    def _around(self, k: int, event: Event, frame: Frame, found: list[Event]) -> list[Arg]:
        """Return the places before item `k` in its clause where nothing else happens, or for a noun those of the event before."""
        it = self.items[k]
        if event.frame.name == "route":
            opens = next((y for y in range(k - 1, max(0, k - 6), -1) if self.mark(y)), 0)
            renames = self.lows[opens] == "," and self.lows[opens + 1] in DETERMINERS and it.noun is not None
            return (self._road_before(opens, frame) if renames else []) or self._said_of(k, frame)  # "the road, a lifeline"
        if frame.object == "flag" and self.lows[k + 2] in ("both", "each", "them", "it"):
            return []
        if (it.noun is not None and (event.mood.governor < 0 or self._undergone(k))) or (
            it.verb is not None and frame.name in ("fight", "strike", "flag", "welcome")
        ):
            edge = self._left_edge(k)
            if not any(e.k >= edge for e in found):
                return self.gather(edge, k, frame)
        met = it.noun is not None and frame.name in ("fight", "strike")
        if found and met and not _AMID.isdisjoint(self.lows[max(0, k - 3) : k]):  # "retained the town following heavy fighting"
            return [replace(a, role="target") for a in found[-1].args if a.role in ("target", "origin")]
        return []

    def _spread(self, k: int) -> list[Arg]:
        """Return where fighting has got to: "battles have moved to the outskirts of Zhelanne"."""
        x = k + 1
        while x < len(self.items) and (self.light(x) or self.lows[x] in HAVE):
            x += 1
        if not self.cue(x, "spread"):
            return []
        return [a for a in self.gather(x + 1, self.stop(x), LEXICON.frames["attack"]) if a.role == "target"]

    def _aftermath(self, k: int, event: Event) -> list[Arg]:
        """Return where a strike is felt that names no place: "a strike on a power station left people in Sumy without light"."""
        if event.type != "strike" or self.items[k].noun is None:
            return []
        left = next((x for x in range(k + 1, min(len(self.items), k + 9)) if self.lows[x] in _LEFT_BEHIND), -1)
        if left < 0 or any(x in self._predicate_set and x != left for x in range(k + 1, left)):
            return []
        end = next((x for x in range(left + 1, len(self.items)) if self.mark(x) or self.cue(x, "breaks")), len(self.items))
        return [replace(a, role="target") for a in self.gather(left + 1, end, LEXICON.frames["fight"])]

    def _rest_of_it(self, k: int, event: Event) -> list[Arg]:
        """Return the town last named where only a part is told of: "they still hold the western districts", "took the rest"."""
        if event.frame.name not in _IN_PARTS or self.items[k].verb is None or event.mood.passive:
            return []
        x = k + 1
        while self.lows[x] in DETERMINERS or self.direction(x) or self.lows[x] in ("of", "remaining", "last", "entire", "whole"):
            x += 1
        x += self.lows[x + 1] in _OF_A_TOWN and self._plain(x)  # "the Kanal neighbourhood"
        when = not _TIMES.isdisjoint(self.lows[x + 2 : x + 5])
        if self.lows[x] not in _OF_A_TOWN or self.lows[x - 1] == "of" or (self.lows[x + 1] in _OF_IT and not when):
            return []
        towns = (y for y in range(k - 1, -1, -1) if (t := self.items[y].place) and t.kind == "settlement")
        inside = next((y for y in towns if not self.items[y].dead), -1)  # not "the Khortytsia grouping"
        town = self.items[inside].place if inside >= 0 else self.state.city
        if town is None:
            return []
        event.args = [Arg(town, event.frame.role, None, None, x + 1, False, True)]
        if event.frame.name in ("gain", "held") and self._partly(event):
            self._divide(event)
        return event.args

    def _of_lone(self, k: int, event: Event) -> list[Arg]:
        """Return the only town of the sentence before where this one names no place: "Fighting continued on Tuesday."."""
        town = self.state.lone
        if town is None or event.mood.planned or len(self.items) > _BRIEF or not _WIDELY.isdisjoint(self.lows):
            return []
        if any(it.place or it.anaphor for it in self.items):
            return []
        if (g := event.mood.governor) >= 0 and self.lows[g] in PREPOSITIONS:
            return []
        verb = self.items[k].verb
        if (verb is not None and verb.form == "ing" and self.lows[self.back(k)] not in BE) or not _BESIDES.isdisjoint(
            self.lows[:k]
        ):
            return []
        beaten = event.attack and any(self.cue(x, "fail") or self._beaten(x) for x in range(k + 1, k + 7))
        if event.type not in _AT_LONE and not beaten:
            return []
        if event.type == "withdrew" and (verb is None or not self._finite(k) or self.lows[k + 1] == "behind"):
            return []  # "soldiers left behind"
        return [Arg(town, event.frame.role, None, None, k, False, True)]

    def whither(self, k: int, event: Event) -> list[Arg]:
        """Return the town that is reinforced where only whence is told: "the garrison of A is being reinforced from B"."""
        verb = self.items[k].verb
        if verb is None or not event.args or not (self.passive(k) or verb.lemma.startswith("arrive")):
            return []
        before = self.gather(self._left_edge(k), k, event.frame)
        if before and self.passive(k) and verb.lemma == "reinforce":
            return [replace(a, role="destination") for a in before if not a.region]
        town, told = self.state.lone, {a.at for a in event.args}
        if town is None or any(it.place is not None and n not in told for n, it in enumerate(self.items)):
            return []
        return [Arg(town, "destination", None, None, k, False, True)]

    def _undergoer(self, k: int, frame: Frame) -> list[Arg]:
        """Return the places that suffer what noun `k` tells, behind a region in front: "In Sumy Oblast, A and B suffered"."""
        if not self._undergone(k):
            return []
        comma = next((x for x in range(k - 1, 0, -1) if self.lows[x] == "," and self.lows[0] in PREPOSITIONS), -1)
        return [a for a in self.gather(comma + 1, k, frame) if not a.region] if comma > 0 else []

    def _undergone(self, k: int) -> bool:
        """Say whether it is the place named before that goes through what noun `k` tells: "Vasylkiv saw fierce fighting"."""
        place = next((x for x in range(k - 1, max(-1, k - 8), -1) if self.items[x].place), k)
        between = self.lows[place + 1 : k]
        if not _SCENES.isdisjoint(between) and not BE.isdisjoint(between):
            return True  # "Krynky was the scene of"
        return not _UNDERGOES.isdisjoint(between) or ("under" in between and not BE.isdisjoint(between))

    def _building(self, k: int) -> Arg | None:
        """Return the town named before whose building bears a flag: "raised over the town hall"."""
        for x in range(k + 1, min(len(self.items), k + 9)):
            known = any(self.lows[y] in ("the", "its") for y in range(max(k, x - 3), x))
            if known and self.lows[x].rpartition(" ")[2] in _BUILDINGS:
                inside = next((y for y in range(k - 1, -1, -1) if (t := self.items[y].place) and t.kind == "settlement"), -1)
                town = self.items[inside].place if inside >= 0 else self.state.city  # "in Balakliia, where it was hoisted over"
                return Arg(town, "target", None, None, x, False, True) if town is not None else None
        return None

    def _same_line(self, k: int, former: Event) -> list[Arg] | None:
        """Return the places of the event before where item `k` cuts the same line; None where it does not."""
        it, j = self.items[k], self._auxiliary(k)
        if it.word is not None and self.lows[j] == "and" and former.k < j <= former.k + 7:
            if any(x.place for x in self.items[former.k + 1 : k]) or any(former.k < a.first < k for a in self.actors):
                return None
            if former.type == "strike":
                former.type, former.frame = "supply_cut", LEXICON.frames["cut"]  # "was hit this week and is no longer usable"
                return []
            return former.args  # "is under fire and closed to"
        if it.verb is not None and it.verb.form == "part" and self.lows[k - 1] == "," and former.type == "supply_cut":
            return []  # "two spans are missing, blown up by"
        if it.verb is not None and (self.lows[k + 1] in ("it", "them") or " it " in it.low or " them " in it.low):
            return [replace(a, role="target") for a in former.args]  # "struck the bridge, rendering it unusable"
        return None

    def _opened(self, event: Event) -> bool:
        """Say whether the clause before may tell where an event is: of a strike, or of those who "close in"."""
        return event.type == "strike" or (event.type == "advance" and self.items[event.k].verb is not None)

    def _before_opening(self, k: int, frame: Frame) -> list[Arg]:
        """Read "two people died in Kramatorsk after a rocket slammed into a house"."""
        if self.items[k].verb is None:
            opens = next((x for x in range(k - 1, max(0, k - 9), -1) if self.lows[x] in _IN_COURSE), 0)
            if any(self.mark(x) or self.items[x].place for x in range(opens, k)):
                return []
            return self.gather(0, opens, frame)
        opens = self._left_edge(k) - 1
        if self.lows[opens] not in ("after", "when", "as", "since", "because", "where", "while"):
            return []
        return [replace(a, role="target") for a in self.gather(0, opens, LEXICON.frames["attack"])]

    def _shared(self, k: int, event: Event, frame: Frame, following: int) -> list[Arg]:
        """Return the places that event `k` shares with the predicate behind it: "attacked and took A", "assaults to take A"."""
        it, nxt = self.items[k], self.items[following]
        other = nxt.verb or nxt.noun
        if other is None or other.frame is None or following - k > 8:
            return []
        alone = it.noun is not None and nxt.verb is not None and all(map(self.light, range(k + 1, following)))
        if alone and other.lemma == "stall":
            return self._places(following, frame, False)  # "the advance stalled around"
        if it.noun is not None and (self._fronted(k) or (nxt.verb is not None and self._subject_of(k, following))):
            return []  # "in the course of assaults they took A", "shelling destroyed the bridge": told by the verb
        paired = it.verb is not None and nxt.verb is not None and it.verb.form == nxt.verb.form
        if paired and following == k + 2 and self.lows[k + 1] in ("and", "or"):
            return self._places(following, frame, False)  # "to encircle and isolate Kyiv"
        both = it.noun is not None and nxt.noun is not None and nxt.verb is None and self.lows[k + 1] == "and"
        both = both and {other.frame.type, event.type} <= _COMBAT | {"strike"}
        if both and all(self._plain(x) or self.items[x].side or self.adverb(x) for x in range(k + 2, following)):
            return self._places(following, frame, False)  # "shelling and ground attacks near"
        purpose = self.lows[following - 1] == "to" and nxt.verb is not None and nxt.verb.form == "base"
        if purpose and it.low.startswith(("deploy", "redeploy")) and other.frame.name in ("attack", "gain", "push"):
            return []  # "deployed north to attack A": what for
        planned = self.mood(following).planned
        if frame.name == "advance" and other.name == "gain" and other.form == "ing" and self.lows[following - 1] == ",":
            return []  # "made gains, recapturing A": told once
        if other.name == "gain" and self.lows[following - 1] == "to" and it.noun is not None and not planned:
            return []
        between = range(k + 1, following)
        joined = all(
            self.lows[x] in ("and", "or", ",", "to")
            or self.adverb(x)
            or self.cue(x, "carry", "attempt", "fail")
            or self.items[x].side
            or self.lows[x] in DETERMINERS
            or self.lows[x] in ("on", "in", "offensive")
            for x in between
        )
        if not joined:
            aimed = (
                it.noun is not None
                and nxt.verb is not None
                and event.type == "advance"
                and following - k <= 3
                and (planned or other.frame.type != "control_gained")
            )
            if not (aimed or event.type == "reinforcement") or all(self.lows[x] != "to" for x in between):
                return []
        alike = other.frame.type == event.type or {other.frame.type, event.type} <= _COMBAT
        if not alike and (joined or event.type != "reinforcement"):
            return []
        args = self._places(following, frame if frame.type != "advance" else other.frame, False)
        if event.type == "reinforcement" and any(a.role == "origin" for a in args):
            return [replace(a, role="destination") for a in args if a.role == "origin"]  # to cover a withdrawal from it
        return args

    def _subject_of(self, k: int, verb: int) -> bool:
        """Say whether noun `k` is the subject of a verb of its kind: "artillery fire hit", "the offensive yielded"."""
        noun, entry = self.items[k].noun, self.items[verb].verb
        if noun is None or entry is None or not all(map(self.light, range(k + 1, verb))):
            return False
        return noun.name == entry.name == "strike" or (noun.name == "attack" and entry.name == "gain")

    def _those_who(self, k: int, frame: Frame, following: int | None) -> list[Arg]:
        """Read "repelled troops that attempted to attack the town"."""
        if frame.name != "repel" or following is None or self.items[following].verb is None:
            return []
        that = any(self.lows[x] in ("that", "who", "which") or self.cue(x, "attempt") for x in range(k + 1, following))
        return self.gather(following + 1, self.stop(following), frame) if that and following - k <= 9 else []

    def _strengthened(self, k: int, frame: Frame) -> list[Arg]:
        """Read "to strengthen the city by deploying reserves"."""
        verb, by = self.items[k].verb, self.back(k)
        if verb is None or verb.form != "ing" or self.lows[by] != "by":
            return []
        main = max([self._main_verb(k), *(x for x in range(by) if self.lows[x] == "to")])
        return self.gather(max(main, 0) + 1, by, frame)

    def _in_front(self, k: int, frame: Frame) -> list[Arg]:
        """Read "In northern Kherson Oblast, …" and "Izium: …"."""
        if self.lows[1] == ":" and self.items[0].place:
            return self.gather(0, 1, frame)
        if not (self.lows[0] in PREPOSITIONS or self.cue(0, "near") or self.direction(0)):
            return []
        comma = next((x for x in range(1, min(len(self.items), 16)) if self.lows[x] == ","), 0)
        if not 0 < comma < k:
            comma = next((a.first for a in self.actors if 1 < a.first < k), 0)  # "In Vovchansk the occupiers fled"
            while comma and self.lows[comma - 1] in DETERMINERS:
                comma -= 1
            if not comma and self.items[1].place and (self.lows[2] in DETERMINERS | NUMBERS or self.lows[2][:1].isdigit()):
                comma = 2  # "In Siversk a dozen shells came down"
            if not comma and self.lows[2] == "there" and self.lows[3] in BE and self.items[1].place:
                comma = 2  # "In Vovchansk there was street fighting"
            edge = self.cue(comma - 1, "outskirts") and self.items[comma - 2].place  # "On Bakhmut's flanks"
            if not comma or not (self.items[comma - 1].place or edge):
                return []
        return self.gather(0, comma, frame) if 0 < comma < k else []

    def _in_front_of_clause(self, k: int, frame: Frame) -> list[Arg]:
        """Read "…, and at Lyptsi every attack has been stopped"."""
        for x in range(k - 1, max(0, k - 9), -1):
            if self.lows[x] == "and":
                return self.gather(x + 1, k, frame) if self._located_clause(x + 1) else []
            if self.mark(x) or "breaks" in self.items[x].cues:
                return []
        return []

    def _teller_at(self, k: int) -> list[Arg]:
        """Read "officials in Mykolaiv said a missile hit a house"."""
        teller = self.attribution(k)
        at: list[int] = []
        if teller is not None:
            at = [
                x
                for x in range(1, teller.verb)
                if self.items[x].dead
                and (
                    self.lows[x - 1] in ("in", "from")
                    or (self.lows[x - 1] == "of" and (self.lows[x - 2] in _OF_A_PLACE or self.lows[0] in _PICTURES))
                )
                and self.lows[x + 1] not in ("regional", "state")  # "head of Luhansk Regional State Administration"
            ]
        at = [x for x in at if (t := self.items[x].place) and t.surface.casefold() not in _SEATS]  # "a spokesman in Kyiv"
        at = [x for x in at if (t := self.items[x].place) and t.kind == "settlement"] or at  # "of Trostianets, in Sumy region"
        if not at or (t := self.items[at[-1]].place) is None:
            return []
        return [Arg(t, "target", None, None, at[-1], t.kind != "settlement", False)]

    def _including(self, k: int, event: Event, frame: Frame) -> list[Arg]:
        """Read the names behind the speaker: "regained 20 towns, the ministry said, including Velykyi Burluk and Dvorichna"."""
        x = next((x for x in range(k + 1, len(self.items)) if self.lows[x] in ("including", "among them")), -1)
        counted = not _COUNTED.isdisjoint(self.lows[max(0, k - 8) if event.mood.passive else k + 1 : k + 8])
        if x < 0 and counted and (colon := next((x for x in range(k + 1, len(self.items) - 1) if self.lows[x] == ":"), -1)) > 0:
            return self.gather(colon + 1, len(self.items), frame) if self.items[colon + 1].place else []
        if x < 0 or any(k < p < x for p in self.predicates):
            return []
        return self.gather(x + 1, self.stop(x), frame)

    def counted(self, k: int, event: Event) -> list[Arg]:
        """Read the names behind a region's colon: "liberated five villages in the district: Zelene and Petrivka"."""
        colon = next((x for x in range(k + 1, len(self.items) - 1) if self.lows[x] == ":"), -1)
        if colon < 0 or not self.items[colon + 1].place or any(k < p < colon for p in self.predicates):
            return []
        if _COUNTED.isdisjoint(self.lows[max(0, k - 9) : colon]):
            return []
        return [a for a in self.gather(colon + 1, len(self.items), event.frame) if not a.region]

    def _left_again(self, k: int, event: Event, found: list[Event]) -> list[Arg]:
        """Read who leaves what they had taken: "seized the airfield but were driven out", "after the defenders retreated"."""
        if event.type != "withdrew" or self.items[k].verb is None or not found:
            return []
        former = found[-1]
        held = former.type in ("control_gained", "control_held", "entered", "flag_raised") and not former.mood.planned
        if former.type in ("advance", "entered") and self.lows[self.back(k)] == "before" and former.side == event.side:
            return [replace(a, role="origin") for a in former.args if a.role == "target" and not a.region]
        opening = self.lows[self._left_edge(k) - 1]
        event.side = event.side or (former.side if self.items[k].verb.name == "expel" and held else None)  # type: ignore[union-attr]  # not None by the test
        same = former.side is not None and former.side == event.side
        if held and opening == "when":
            return [replace(a, role="origin") for a in former.args if a.role == "target" and not a.region]
        if held and self.lows[self.back(k)] == "had" and not same:
            return [replace(a, role="origin") for a in former.args if a.role == "target" and not a.region]
        if not held or not (same if opening not in ("after", "as", "when", "once") else former.side != event.side):
            return []
        return [replace(a, role="origin") for a in former.args if a.role == "target" and not a.region]

    def _broken_in(self, k: int, event: Event, found: list[Event]) -> list[Arg]:
        """Read "there are clashes in Avdiivka after infantry got in": where what was told before took place."""
        verb = self.items[k].verb
        if not found or verb is None or verb.lemma not in _INTRUDING:
            return []
        return [replace(a, role="target", relation=None) for a in found[-1].args if a.place.kind == "settlement"]

    def _left_then(self, k: int, event: Event) -> list[Arg]:
        """Read "Lyman was empty on Monday, two days after the Russians fled": from where the clause before is about."""
        opens = self._left_edge(k) - 1
        if event.type != "withdrew" or self.items[k].verb is None or self.lows[opens] not in ("after", "when", "since", "once"):
            return []
        if not (self.mark(k + 1) or self.adverb(k + 1) or self.lows[k + 1] in ("in", "on", "at", "and", "without")):
            return []
        x = next((x for x in range(opens - 1, -1, -1) if self.items[x].place and not self.items[x].dead), -1)
        t = self.items[x].place if x >= 0 else None
        if t is None or t.kind != "settlement" or any(self.lows[y] in (";", ":") for y in range(x, opens)):
            return []
        return [Arg(t, "origin", None, None, x, False, True)]

    def _told_before(self, k: int, event: Event, found: list[Event]) -> list[Arg]:
        """Return where the attack was that the sentence before told of: "Moscow says that the attack was beaten off"."""
        noun = self.items[k].noun
        if (
            found
            or noun is None
            or noun.name != "attack"
            or not (self.lows[k - 1] in ("the", "this", "that", "these", "both", "all") or self._counts(k - 1))
        ):
            return []
        if self.lows[k + 1] in PREPOSITIONS or not any(
            self.cue(x, "fail", "futile") or self._beaten(x) for x in range(k + 1, k + 7)
        ):
            return []
        last = next((f.claim for f in reversed(self.state.said) if f.claim.event_type in _COMBAT), None)
        if last is None or last.event_type == "repelled":
            return []
        event.side = event.attacker = event.side or last.side
        places = [p.toponym for p in last.places if p.role != "origin"]
        return [Arg(t, "target", None, None, k, t.kind != "settlement", True) for t in places]

    def _defended(self, k: int, event: Event) -> list[Arg]:
        """Return the town whose defenders hold or leave what is not named: "the defenders of Lyman hold the bank"."""
        if event.type not in ("control_held", "withdrew", "repelled") or (
            self.items[k].verb is None and event.type != "repelled"
        ):
            return []
        for x in range(self._left_edge(k if self.items[k].verb is not None else max(event.mood.governor, 0)), k):
            place = self.items[x].place
            if place is None or self.items[x].dead:
                continue
            if self.lows[x + 1] in _GARRISON or (self.lows[x - 1] == "of" and self.lows[x - 2] in _GARRISON):
                role = "origin" if event.type == "withdrew" else "target"
                return [Arg(place, role, None, None, x, place.kind != "settlement", False)]
        verb = next((x for x in range(k - 1, max(-1, k - 7), -1) if self.items[x].verb is not None), -1)
        if event.type == "repelled" and self.items[k].noun is not None and self._beaten(verb):
            j = self.back(verb)
            while j > 0 and self.lows[j] in HAVE:
                j -= 1
            place = self.items[j].place if j >= 0 else None  # "Siversk withstood another assault"
            return [Arg(place, "target", None, None, j, place.kind != "settlement", False)] if place is not None else []
        return []

    def _beaten(self, x: int) -> bool:
        verb = self.items[x].verb if 0 <= x < len(self.items) else None
        return verb is not None and verb.name == "repel"

    def _likewise(self, k: int, event: Event, found: list[Event]) -> list[Arg]:
        """Read "A and B were encircled and then occupied": both are said of the same places."""
        if not found or not (event.mood.passive and self.items[k].verb) or self.lows[self._auxiliary(k)] != "and":
            return []
        if not (found[-1].mood.passive or self.items[found[-1].k].word) or event.type == "withdrew":
            return []
        if event.type == "strike" and found[-1].type == "control_held":
            event.side = opposite(found[-1].side)  # "is held by Ukraine and is shelled"
        others = (a for a in self.actors if found[-1].k < a.first < k and self.lows[a.first - 1] != "by")
        return found[-1].args if next(others, None) is None else []

    def _there_too(self, k: int, event: Event, found: list[Event]) -> list[Arg]:
        """Read "hold a foothold at Krynky and have repelled counterattacks", "denied that it fell, saying they hold blocks"."""
        if (
            not found
            or event.type not in ("repelled", "control_held")
            or found[-1].side not in (event.side, opposite(event.side), None)
        ):
            return []
        if event.type == "repelled":
            verb = max((x for x in range(found[-1].k + 1, k) if self.items[x].verb), default=k)
            same = found[-1].type == "control_held" and self.lows[self._auxiliary(verb)] == "and"
        else:
            told = self.attribution(found[-1].k)
            same = told is not None and told.certainty == "denied"
        return [replace(a, role="target") for a in found[-1].args if a.role == "target" and not a.region] if same else []

    def _auxiliary(self, verb: int) -> int:
        """Return what stands before a verb and its auxiliaries."""
        j = self.back(verb)
        while j > 0 and (self.lows[j] in HAVE or self.lows[j] in BE):
            j = self.back(j)
        return j

    def _instead(self, k: int, event: Event, found: list[Event]) -> list[Arg]:
        """Read "did not attack on the Kharkiv axis but continued shelling": where they did not attack."""
        if event.type != "strike" or found or "but" not in self.lows:
            return []
        first = self.predicates[0]
        ends = self.mark(k + 1) or (self.lows[k + 1] == "on" and self.lows[k + 2] in MONTHS)
        if first >= k or not ends or "but" not in self.lows[first:k]:
            return []
        verb = self.items[first].verb
        mood = self.mood(first) if verb is not None else self.noun_mood(first)
        return self.gather(first + 1, self.stop(first), event.frame) if mood.negated else []

    def _emptied(self, k: int, event: Event, found: list[Event]) -> list[Arg]:
        """Read "to be clearing Izium and evacuating civilians": those of the town named before."""
        joined = (
            event.type == "evacuation" and bool(found) and self.items[k].verb is not None and self.lows[self.back(k)] == "and"
        )
        return [replace(a, role="origin") for a in found[-1].args if a.role == "target"] if joined else []

    def _home(self, k: int, event: Event, frame: Frame) -> list[Arg]:
        """Return where those are who act: "Russian forces northwest of Kyiv shelled positions"."""
        expelled = frame.name == "expel" and event.mood.passive  # "soldiers in the industrial zone were forced back"
        verb = self.items[k].verb
        receives = frame.name == "reinforce" and verb is not None and verb.lemma.startswith(("get/", "receive"))
        if not expelled and not receives and frame.name not in ("fight", "attack", "strike", "withdraw", "advance", "enter"):
            return []
        doer = k if verb is not None else event.mood.governor
        actor = self.subject(doer)[0] if doer >= 0 else None
        if actor is None:
            return []
        if frame.name == "withdraw" and verb is not None and k + 1 < len(self.items):
            ends = self.mark(k + 1) or self.adverb(k + 1) or self.lows[k + 1] in ("to", "on", "and", "in")
            if not ends:
                return []
        y = actor.last + 1
        while y < k and not (
            self.items[y].verb
            or self.items[y].noun
            or self.mark(y)
            or "breaks" in self.items[y].cues
            or self.lows[y] in _FINITE
            or any(self.items[y].cues.get(c) for c in ("carry", "plan", "attempt", "say"))
        ):
            y += 1
        home = self.gather(actor.last + 1, y, frame)
        if any(a.role != home[0].role for a in home):
            return []
        near: Relation | None = "near" if frame.type == "advance" else None
        return [replace(a, role=frame.role, relation=a.relation or near) for a in home]

    def _copular(self, k: int, event: Event) -> list[Arg]:
        """Read "Lyman was among the first towns Russian troops seized" and "the last city to have been captured"."""
        if event.type not in ("control_gained", "withdrew", "entered"):
            return []
        if (
            self.items[k].verb is not None
            and any(self.cue(x, "area") for x in (k - 1, self.back(k)))
            and (named := self._named_behind(k))
        ):
            return named
        for x in range(k - 1, max(-1, k - 10), -1):
            if self.lows[x] in ("town", "towns", "city", "cities", "village", "villages", "settlement", "settlements"):
                be = next((y for y in range(x - 1, max(-1, x - 10), -1) if self.lows[y] in BE), -1)
                if be < 0:
                    return []
                for y in range(be - 1, -1, -1):
                    if self.items[y].place and (y == 0 or self.lows[y - 1] in ("of", ",", "and", "that") or self.mark(y - 1)):
                        t = self.items[y].place
                        assert t is not None
                        event.background = True
                        return [Arg(t, event.frame.role, None, None, y, t.kind != "settlement", False)]
                return []
            if self.mark(x) or self.items[x].place:
                return []
        return []
