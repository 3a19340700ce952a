"""Which places stand beside a predicate: its own, those it hangs on, those that a clause before names, and parts of a town."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from conflictmap.reading.english.bearings import DIRECTIONS, LENGTHS
from conflictmap.reading.english.certainty import Certainty
from conflictmap.reading.english.clauses import BROUGHT
from conflictmap.reading.english.parts import Event
from conflictmap.reading.english.places import FOCUSED, Arg
from conflictmap.reading.english.words import BE, DETERMINERS, LEXICON, PREPOSITIONS, SETTLEMENT_WORDS, opposite
from conflictmap.reading.lexicon import Frame

_PARTS = frozenset(
    """
    half part parts portion portions section sections segment segments third thirds two-thirds quarter three-quarters percent %
    most much majority streets street blocks block districts district neighbourhood neighborhood neighbourhoods
    neighborhoods quarters houses buildings suburbs sector sectors partial
    """.split()
)
_GROUND = frozenset("area areas territory terrain ground".split())  # of a town
_IN_IT = frozenset("position positions stronghold strongholds strongpoint strongpoints trench trenches dugouts".split())
_MOST = frozenset("most much majority two-thirds thirds three-quarters quarters percent %".split())  # nearly the whole
_BACK = ("back", "away")
_WHOLE = frozenset(
    "settlements towns villages cities rest remaining remainder last final entire whole both all".split()
)  # with these the whole is taken
_BEFALLS = (
    "came under", "come under", "comes under", "coming under", "suffer", "explode", "detonate", "took ", "takes ", "sustain",
    "receive", "went up in", "goes up in", "burst into", "lies under", "lay under",
)  # fmt: skip
# what a place before it may undergo
_UNDERGONE = frozenset("gain lose fall strike held flag enter attack evacuate expel cut withdraw fight cede".split())


class Beside(Certainty):
    """A sentence whose predicates can be asked for the places beside them."""

    def _bringer(self, k: int) -> int:
        """Return the verb that brings a place under the control that item `k` tells of, or -1."""
        if not self.lows[k].endswith((" control", " hands")):
            return -1
        x = k - 1
        while x > 0 and (
            self.items[x].place or self.adverb(x) or self.lows[x] in SETTLEMENT_WORDS or self.lows[x] in DETERMINERS
        ):
            x -= 1
        return x if self.lows[x] in BROUGHT else -1

    def _inhabited(self, x: int) -> bool:
        """Say whether people of place `x` are spoken of: "half of Nikopol's population", "Kherson's occupation authorities"."""
        return self.cue(x + 1, "people") or (not self.mark(x + 1) and self.cue(x + 2, "people", "claimant"))

    def _placed(self, event: Event, people: bool, *, passive: bool) -> bool:
        """Give an event the places that stand beside it; say whether its verb still tells one."""
        k, frame, it = event.k, event.frame, self.items[event.k]
        entry = it.verb or it.noun or it.word
        assert entry is not None
        if frame.name == "cut" and it.verb is not None:
            args = self._cut_places(k, frame)
        else:
            left = (
                passive
                or frame.name in ("fall", "turn")
                or (frame.name == "route" and it.verb is not None)
                or (frame.name == "held" and it.verb is not None and it.verb.name == "fall")
                or (
                    frame.name == "held"
                    and it.verb is not None
                    and it.verb.lemma.startswith(("hold", "stand"))
                    and self._town_holds(k)
                )
                or (it.word is not None and frame.name != "deprive")
                or it.low.startswith("flying")
            )
            cuts = event.type == "supply_cut" and frame.name == "strike"  # "destroyed the bridge from A to B"
            args = self._places(k, LEXICON.frames["cut"] if cuts else frame, left)
        reduced = it.verb is not None and it.verb.form == "part" and not event.mood.passive and not self._finite(k)
        if frame.name == "withdraw" and reduced and args and all(a.role == "destination" for a in args):
            return False  # "units withdrawn from the north to"
        flees = frame.name in ("withdraw", "evacuate", "move", "refuge") or entry.lemma.startswith("move to")
        if flees and it.verb is not None:
            leaving = entry.lemma.startswith(("leave", "flee", "abandon", "escape", "quit", "desert", "vacate"))
            if frame.name == "withdraw" and leaving and not self._leaves(k) and not people:
                return False
            if leaving and "without" in self.lows[k + 1 : k + 5] and self.items[k + 1 + (self.lows[k + 1] == "the")].place:
                return False  # "left Kyiv without power"
            if leaving and it.verb.form == "ing" and self._leaves_them_with(k):
                return False
            if leaving and not args and any(self.cue(x, "area") for x in range(k + 1, self.stop(k))):
                args = self.gather(k + 1, self.stop(k), LEXICON.frames["cede"])  # "left their trenches at"
            if not any(a.role == "origin" for a in args):
                args = (self._origins(event, people) or self._garrisoned(k)) + args
        if event.type == "evacuation" and args and all(a.role == "destination" for a in args):
            if it.verb is not None or "for" not in self.lows[k + 1 : args[0].at]:
                return False
            args = [replace(a, role="origin") for a in args]  # "an evacuation was announced for Borova"
        if frame.name == "reinforce" and it.low.endswith(" from") and args:
            args[0] = replace(args[0], role="origin")  # "are being moved from"
        if entry.lemma.startswith("redeploy from") and any(a.role == "destination" for a in args):
            event.type = "reinforcement"
        event.args = args
        return True

    def _leaves_them_with(self, k: int) -> bool:
        """Say whether those "left" are only worse off: "leaving those in the city with no way to get out"."""
        ahead = range(k + 1, min(len(self.items), k + 9))
        return any(self.lows[x] == "with" and self.lows[x + 1] in ("no", "little", "only", "few") for x in ahead)

    def _partly(self, event: Event) -> bool:
        """Say whether only a part of a town is meant: "half of Popasna", "eastern Kupiansk", "the city's western half"."""
        args = event.args
        if not args or any(a.place.kind != "settlement" or a.relation not in (None, "outskirts") for a in args):
            return False
        words = self._share(event)
        first = args[0].at
        if self._facility(event.k, first):
            return True
        if event.type == "control_gained" and any(a in _GROUND and b in ("of", "in", "within") for a, b in pairwise(words)):
            return _WHOLE.isdisjoint(words)
        adjective = (
            len(args) == 1
            and not args[0].anaphor
            and (self.direction(first - 1) is not None or self.lows[first - 1] == "central")
        )
        if not adjective and _PARTS.isdisjoint(words):
            return event.type == "control_gained" and not _IN_IT.isdisjoint(words)
        share = max((i for i, low in enumerate(words) if low in _PARTS), default=-1)
        return _WHOLE.isdisjoint(words[: share + 1]) if "of" in words[share:] else _WHOLE.isdisjoint(words)

    def _facility(self, k: int, first: int) -> bool:
        """Say whether place `first` only tells where works lie: "a bunker in Hrim", "the Hrim grain mill", "Hrim's port"."""
        y = first + 1
        while y < min(len(self.items), first + 6) and not self.mark(y) and self.lows[y] not in PREPOSITIONS:
            if self.cue(y, "facility"):
                return True
            if self.lows[y] in ("and", "or") or not (self._plain(y) or self.cue(y, "area")):
                break
            y += 1
        ahead = range(k + 1, first) if first > k else range(max(0, first - 7), first)
        return any(self.cue(x, "facility") and self.lows[x + 1] in ("in", "of", "at", "on", "inside") for x in ahead)

    def _without_hosts(self, args: list[Arg]) -> list[Arg]:
        """Leave out the towns that only tell where the works before them are: "the coke plant in Avdiivka"."""
        hosts = [
            b
            for a, b in pairwise(args)
            if (a.place.kind, b.place.kind) == ("facility", "settlement")
            and a.at < b.at
            and not any(self.mark(x) or self.lows[x] in ("and", "or") for x in range(a.at + 1, b.at))
        ]
        return [a for a in args if a not in hosts] if hosts else args

    def _share(self, event: Event) -> list[str]:
        """Return the words that may say how much of a town is meant."""
        if not event.args:
            return []
        k, first = event.k, event.args[0].at
        owns = self.sentence.text.startswith(("'s ", "’s "), self._spans[first][1])
        behind = self.lows[first + 1 : first + 4] if owns else []
        if first > k:
            return self.lows[k].split() + self.lows[k + 1 : first] + behind
        before = next((x + 1 for x in range(first - 1, max(-1, first - 8), -1) if self.items[x].place), max(0, first - 7))
        return self.lows[before:first] + behind

    def _divide(self, event: Event) -> None:
        """Say only of a part what is told of a part: who takes some streets is in the town, who holds its east holds no more."""
        if event.type == "control_gained":
            event.type = "entered"
            return
        if _MOST.isdisjoint(self._share(event)) or self._facility(event.k, event.args[0].at):
            event.args = [replace(event.args[0], relation="part"), *event.args[1:]]

    def _origins(self, event: Event, people: bool) -> list[Arg]:
        """Return the places before a verb of leaving that are left: "residents of Kherson left"."""
        k = event.k
        edge = 0 if people else self._left_edge(k)
        if edge and edge - 1 in self._predicate_set and self.lows[self.back(k)] in ("and", "or") and self.back(k) == edge:
            edge = self._left_edge(edge - 1)  # "the garrison of Lyman surrendered or fled"
        start = next(
            (
                x
                for x in range(edge, k)
                if (self.lows[x] == "from" and any(self.items[y].place for y in range(x + 1, min(k, x + 8))))
                or (self.lows[x] == "of" and self.cue(x - 1, "people", "force", "claimant"))
                or (self.items[x].place and self._inhabited(x))
            ),
            -1,
        )
        if start < 0 and (event.type == "evacuation" or event.frame.name == "move"):
            # "authorities in Kherson are evacuating residents to the left bank"
            start = next((x for x in range(edge, k) if self.lows[x] == "in" and self.cue(self.back(x), "claimant", "people")), -1)
        if start < 0 and event.type == "evacuation":
            # "the last civilians trapped in the plant evacuated"
            start = next(
                (x for x in range(edge, k) if self.lows[x] == "in" and self.cue(x - 1 - self._plain(x - 1), "people")), -1
            )
        if start < 0 and event.type == "evacuation" and self.lows[k - 1] == "to":
            # "in the Korabel district of Kherson, telling people to leave"
            last = next((x for x in range(k - 1, 0, -1) if self.items[x].place and not self.items[x].dead), -1)
            start = last - 1 if last > 0 and self.lows[last - 1] in ("in", "of", "at") else -1
        return [replace(a, role="origin") for a in self.gather(start, k, event.frame)] if start >= 0 else []

    def _garrisoned(self, k: int) -> list[Arg]:
        """Return the town of the sentence before that is left: by "the garrison", by "most of its residents"."""
        town = self.state.city
        edge = self._left_edge(k)
        whose = any(
            (self.lows[x] == "garrison" and self.lows[x - 1] == "the") or (self.lows[x] == "its" and self.cue(x + 1, "people"))
            for x in range(edge, k)
        )
        if town is None or not whose or any(self.items[x].place for x in range(edge, k)):
            return []
        return [Arg(town, "origin", None, None, k, False, True)]

    def _pursue(self, event: Event, *, told: bool) -> None:
        """Let those who drive others out or back come so far themselves; `told` is whether it is said who they are."""
        k, args = event.k, event.args
        if event.type != "withdrew":
            event.args = [replace(a, role="target") for a in args if a.role in ("origin", "target")]
            return
        if any(a.role == "destination" for a in args):
            args = [a for a in args if a.role == "destination" or a.relation not in DIRECTIONS]
        if (
            event.type == "withdrew"
            and told
            and any(
                self.cue(x, "out")
                or (self.lows[x] == "from" and not self.lows[x - 1].endswith(_BACK) and not self.lows[k].endswith(_BACK))
                for x in range(k, min(self.stop(k), args[0].at if args else k))
            )
        ):
            whole = ("out of", "from", ",", "and")
            every = [a for a in args if a.role == "origin"]
            left = [a for a in every if a.place.kind == "settlement" and a.relation is None and self.lows[a.at - 1] in whole]
            if left and left[0] == every[0]:
                # "drove the Russians out of Bairak": it is taken
                nearly = any(self.lows[x] in ("almost", "nearly") for x in range(max(0, k - 2), k))
                event.type, event.side = ("advance" if nearly else "control_gained"), opposite(event.side)
                args = [replace(a, role="target") for a in left]
        near = event.type == "withdrew" and told and not event.mood.passive and not event.mood.planned
        if near and args and all(a.relation == "near" for a in args) and self.lows[args[0].at - 1] == "near":
            whence = any(self.cue(x, "out", "area") or self.lows[x] == "from" for x in range(k, args[0].at))
            if not whence:
                event.type, event.side = "advance", opposite(event.side)  # "pushed them back near Lyman"
                args = [replace(a, role="target") for a in args]
        if args and all(a.role == "destination" and a.place.kind == "settlement" for a in args):
            # "pushed Russian forces back to Staryi Saltiv": the pursuers come so far
            event.type, event.side, event.attack = "advance", opposite(event.side), True
            args = [replace(a, role="target") for a in args]
        event.args = args

    def _places(self, k: int, frame: Frame, left: bool) -> list[Arg]:
        """Collect the places of predicate `k`: behind it, or before it where it is passive."""
        it = self.items[k]
        passed = frame.name == "fall" and it.low.endswith(" to")  # "the initiative passed to Moscow": to whom, not where
        right = self.gather(k + 1, self.stop(k), frame) if not passed else []
        if it.noun is not None and frame.name == "attack" and self._focused and (aims := self._focus(k, frame)):
            right = [a for a in right if not a.region] + aims
        if frame.name == "repel" and it.verb is not None and not right and not left:
            out = self.gather(k + 1, self.stop(k), LEXICON.frames["expel"])  # "repelled them from positions in"
            right = [replace(a, role="target") for a in out if a.role == "origin"]
        left = left or (frame.name in ("strike", "attack") and it.low.startswith(_BEFALLS))
        if left and (it.verb is None or frame.name in _UNDERGONE or not right):
            edge = max(self._left_edge(k), self._bringer(k) + 1)
            if not right and (apposed := self._hung_on(k, frame)):
                return apposed
            aside = self._before_aside(k, frame)
            if aside and not right:
                return aside
            if k and self.lows[next((x for x in range(k - 1, -1, -1) if not self.light(x)), 0)] == "it":
                first = next((x for x in range(k) if self.items[x].place and not self.items[x].dead), -1)
                t = self.items[first].place if first >= 0 else self.state.city
                if t is not None:
                    return [Arg(t, frame.role, None, None, max(first, 0), t.kind != "settlement", True)]
            before = [a for a in self.gather(edge, k, frame) if a.role != "skip"]
            through = (
                right and frame.name == "route" and it.word is not None and not any(map(self.mark, range(k + 1, right[0].at)))
            )
            if before and through:
                return right  # "the bridgehead at A is fed through B"
            if before:
                wide = all(a.region or a.place.kind == "river" for a in before)
                if right and (frame.object == "flag" or (wide and not any(a.region for a in right))):
                    return right
                return before
            antecedent = self._antecedent(k)
            if antecedent and not right:
                return antecedent
            if aside and frame.name == "fall":
                return aside
        return right

    def _hung_on(self, k: int, frame: Frame, *, listed: bool = False) -> list[Arg]:
        """Return the places that a participle behind a comma describes: "to Olenivka and Novoazovsk, both held by rebels"."""
        verb = self.items[k].verb
        if not listed and (verb is None or verb.form not in ("past", "part")):
            return []
        j = k - 1
        while j > 0 and (self.lows[j] in ("both", "all", "each", "now", "still") or (self.adverb(j) and self.lows[j] != ",")):
            j -= 1
        if self.lows[j] != "," or not j or not self.items[j - 1].place:
            return []
        first = j - 1
        while first >= 2 and self.lows[first - 1] in ("and", ",", "or") and self.items[first - 2].place:
            first -= 2
        return [replace(a, role="target") for a in self.gather(first, j, frame)]

    def _focus(self, k: int, frame: Frame) -> list[Arg]:
        """Read where operations are said to be "concentrated on", "focused around", "centred on"."""
        for x in range(k + 1, min(len(self.items), k + 10)):
            low = self.lows[x]
            if self.mark(x) or x in self._predicate_set or "breaks" in self.items[x].cues:
                break
            if low in FOCUSED and self.lows[self.back(x)] in BE:
                start = x + 1 + (self.lows[x + 1] in ("on", "around"))
                aims = self.gather(start, self.stop(x), frame)
                direct = bool(aims) and all(
                    self.lows[y] in DETERMINERS or self.lows[y] in SETTLEMENT_WORDS or self.lows[y] in ("of", "capturing")
                    for y in range(start, aims[0].at)
                )
                return aims if direct else []
        return []

    def _before_aside(self, k: int, frame: Frame) -> list[Arg]:
        """Return the subject before an aside: "Kupiansk, the hub that fed the front, fell"."""
        j = k - 1
        while j >= 0 and self.light(j) and self.lows[j] != ",":
            j -= 1
        if j < 2 or self.lows[j] != ",":
            return []
        opening = next((x for x in range(j - 1, 0, -1) if self.lows[x] == "," and self.items[x - 1].place), -1)
        if (
            opening < 0
            or self.items[opening + 1].place
            or self.cue(opening + 1, "near")
            or self.lows[opening + 1] in ("including", "among them", "such as")
        ):
            return []  # names behind a comma are no aside
        return self.gather(self._left_edge(opening), opening, frame)

    def _antecedent(self, k: int) -> list[Arg]:
        """Return the place that a relative clause around item `k` hangs on ("Pisky, which Russia captured")."""
        for x in range(k - 1, max(-1, k - 14), -1):
            it = self.items[x]
            if it.low in ("that", "which") and (apposed := self._apposition(x)) >= 0:
                t = self.items[apposed].place
                assert t is not None
                return [Arg(t, "target", None, None, apposed, t.kind != "settlement", False)]
            if it.low in ("which", "where", "who", "through which", "from which", "in which") or (
                it.low == "that" and x and self.items[x - 1].place
            ):
                y = x - 1
                several = self.lows[y] == "of" and self.lows[y - 1] in ("both", "all", "each")
                y -= 2 * several
                if several and self.items[y - 1].place and self.lows[y] == ",":
                    return self._hung_on(y + 1, LEXICON.frames["fight"], listed=True)
                while y >= 0 and (self.lows[y] in (",", "in", "from", "of", "through", "to") or self.lows[y] in SETTLEMENT_WORDS):
                    y -= 1
                if it.low == "where" and y > 0:  # "Avdiivka's coking plant, where"
                    y = next((z for z in range(y, max(-1, y - 4), -1) if self.items[z].place or not self._of_thing(z)), y)
                if y >= 0 and self.items[y].place:
                    y = self._located(y)
                    t = self.items[y].place
                    assert t is not None
                    if t.kind in ("oblast", "raion") and y >= 2 and self.items[y - 2].place and self.lows[y - 1] in (",", "in"):
                        y -= 2
                        t = self.items[y].place or t
                    entry = self.items[k].verb or self.items[k].noun or self.items[k].word
                    role = entry.frame.role if entry is not None and entry.frame is not None else "target"
                    return [Arg(t, role, None, None, y, t.kind in ("oblast", "raion", "area"), False)]
                return []
            described = it.low == "as" and self.items[x - 1].lemma == "describe"
            if ("breaks" in it.cues and not described) or it.low == ";":
                return []
        return []

    def _located(self, y: int) -> int:
        """Return the place that another at item `y` only locates ("Makariv, 60 km west of Kyiv, which"), else `y`."""
        if self.lows[y - 1] not in ("of", "from") or not (self.direction(y - 2) or self.lows[y - 2] in LENGTHS):
            return y
        comma = next((x for x in range(y - 1, max(0, y - 9), -1) if self.lows[x] == ","), 0)
        return comma - 1 if comma and self.items[comma - 1].place else y

    def _of_thing(self, x: int) -> bool:
        return self._plain(x) or self.cue(x, "area", "line")

    def _apposition(self, x: int) -> int:
        """Return the town that the noun before "that" at item `x` renames: "Kherson, the only capital that it has captured"."""
        region = self.items[x - 1].place
        if region is not None and region.kind in ("oblast", "raion") and self.lows[x - 2] == "in":
            x -= 2  # "the only village in Luhansk Oblast that"
        if not (self.cue(x - 1, "area") or self.lows[x - 1] in SETTLEMENT_WORDS):
            return -1
        comma = next((y for y in range(x - 2, max(0, x - 9), -1) if self.lows[y] == ","), 0)
        if not comma or not self.items[comma - 1].place or self.lows[comma + 1] not in ("a", "an", "the", "one"):
            return -1
        return comma - 1

    def _cut_places(self, k: int, frame: Frame) -> list[Arg]:
        """Collect the places of a cut, through the supply line that is its object."""
        n = self.stop(k)
        route = None
        if self.passive(k):
            left = self.gather(self._left_edge(k), k, LEXICON.frames["route"])
            if left:
                return left
        if n < len(self.items):
            noun = self.items[n].noun
            if noun is not None and noun.name == "route":
                route = n
        args = self.gather(k + 1, n, frame)
        if route is not None:
            more = self.gather(route + 1, self.stop(route), LEXICON.frames["route"])
            if any(a.role in ("origin", "destination") for a in more) or not args:
                args = [a for a in args if a.place.kind == "route"] + more
        return args
