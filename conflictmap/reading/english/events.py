"""What happened: the events of one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from conflictmap.model import EventType, Side
from conflictmap.reading.english.actors import Actor
from conflictmap.reading.english.moods import Mood
from conflictmap.reading.english.places import DIRECTIONS, RUNS, Arg, Places
from conflictmap.reading.english.words import (
    BE,
    DETERMINERS,
    HAVE,
    LEXICON,
    PREPOSITIONS,
    PRONOUNS,
    SETTLEMENT_WORDS,
    UNIT_WORDS,
    opposite,
)
from conflictmap.reading.lexicon import Frame

# verbs of getting back what was one's own
_LIBERATE = frozenset(["is free", "are free", "is now free", "is free again"]) | frozenset(
    "liberate liberation free retake recapture reclaim de-occupy deoccupy de-occupation deoccupation".split()
)
_FROM_AFAR = frozenset(
    "drones drone missiles missile rockets rocket artillery aircraft aviation jets warplanes bombers helicopters".split()
)
_PRESENTED = frozenset("presented hailed celebrated touted framed portrayed praised commemorated criticised criticized".split())
# an evacuation that is only meant; one that is ordered or called for is under way
_MEANT = frozenset("plan intend consider prepare want hope expect seek aim threaten propose".split())
_MEANT_WORDS = frozenset(
    """
    plan plans planned intend intends intended prevent prevents prevented preventing
    will would could might may considering preparing
    """.split()
)
_FALSE = frozenset("false fake untrue inaccurate unfounded overblown baseless".split())
_PROOF = frozenset(
    "confirmation evidence indication indications sign signs proof confirm confirmed verify verified reports".split()
)
_DOUBTING = _FALSE | _PROOF | {"nothing", "unclear", "unknown", "clear"}
_CROSSINGS = frozenset(
    [
        "bridge",
        "bridges",
        "pontoon",
        "pontoon bridge",
        "crossing",
        "crossings",
        "ferry",
        "railway",
        "railway line",
        "railroad",
        "tracks",
    ]
)
_USELESS = frozenset("unusable impassable inoperable useless".split())
_REGAINED = frozenset("liberate clear retake recapture regain free recover reclaim secure de-occupy deoccupy".split())


@dataclass(slots=True)
class Event:
    """An event before it becomes a claim."""

    k: int
    type: EventType
    frame: Frame
    side: Side | None
    args: list[Arg]
    mood: Mood
    background: bool = False
    attack: bool = False  # an attempt whose outcome may be told later
    attacker: Side | None = None
    cues: dict[str, str] = field(default_factory=dict)


class Reading(Places):
    """The events of one sentence."""

    severed: Event | None = None  # a line is cut, its ends are told elsewhere

    def events(self) -> list[Event]:
        found: list[Event] = []
        predicates = self.predicates
        skipped = -1
        for n, k in enumerate(predicates):
            event = self.event(k) if k != skipped else None
            if event is None:
                self._outcome(k, found)
                continue
            if (
                event.type == "advance"
                and found
                and found[-1].type == "withdrew"
                and found[-1].side == event.side
                and event.cues["type"].startswith(("mov", "head"))
                and event.args
            ):
                found[-1].args = [*found[-1].args, *(replace(a, role="destination") for a in event.args if a.role == "target")]
                continue
            if event.type == "reinforcement" and found and self._arrives(found[-1], event):
                event.side = event.side or found[-1].side
                found.pop()
            if event.side is None and event.type == "withdrew" and found and found[-1].type == "withdrew":
                event.side = found[-1].side
            if (
                not event.args
                and event.type == "control_gained"
                and n + 1 < len(predicates)
                and self._relative(k, predicates[n + 1])
            ):
                event.args = self.gather(predicates[n + 1] + 1, self.stop(predicates[n + 1]), event.frame)
                skipped = predicates[n + 1]
            if not event.args:
                following = next((p for p in predicates[n + 1 :] if not self._object_of(k, p)), None)
                event.args = self._elsewhere(k, event, following, found)
            if (
                event.frame.name == "route"
                and event.args
                and all(a.region for a in event.args)
                and any(w in self.lows[k] for w in ("hub", "node", "junction", "cent", "point", "base"))
            ):
                event.args = self._antecedent(k) or self._apposed(k) or self._linked(k, event.frame) or event.args
            if event.frame.name == "route" and all(a.region for a in event.args) and (line := self._subject_line(k, event.frame)):
                event.args = line
            if event.frame.name == "route" and event.args and not any(a.role in ("via", "target") for a in event.args):
                event.args = [*(replace(a, role="via") for a in self._linked(k, event.frame)), *event.args]
            found.append(event)
        self._sever(found)
        self.severed = next((e for e in found if e.type == "supply_cut" and not e.args and not e.mood.planned), None)
        found = [e for e in found if e.args and not self._subject_noun(e, found)]
        found.extend(self._presence(found))
        found.extend(self._repulsed(found))
        found = [e for e in found if not self._in_passing(e, found)]
        self._outcomes(found)
        for e in found[:]:
            if e.type == "supply_cut" and e.frame.name == "strike" and not self._bridge(e.k):
                found.append(replace(e, type="strike"))
        return found

    @staticmethod
    def _sever(found: list[Event]) -> None:
        """Give a cut the ends of the line that is its subject ("the artery from A to B, long and slow, has been severed")."""
        for cut in found:
            if cut.type != "supply_cut" or not cut.mood.passive:
                continue
            line = next((e for e in reversed(found) if e.k < cut.k and e.type == "supply_route" and len(e.args) > 1), None)
            if line is not None and cut.args in ([], line.args):
                cut.args = line.args
                found.remove(line)
                return

    def _subject_line(self, k: int, frame: Frame) -> list[Arg]:
        """Return the ends of the road that is said to be a supply route ("the road from A to B is the main artery")."""
        be = next((x for x in range(k - 1, max(-1, k - 8), -1) if self.lows[x] in BE), -1)
        args = self.gather(self._left_edge(be), be, frame) if be > 0 else []
        ends = {a.role for a in args} >= {"origin", "destination"} or any(a.paired for a in args)
        return [a for a in args if a.place.kind != "route"] if ends else []

    def _apposed(self, k: int) -> list[Arg]:
        """Return the settlement that item `k` is said of: "Lyman, a strategic rail hub"."""
        comma = next((x for x in range(k - 1, max(0, k - 7), -1) if self.lows[x] == ","), 0)
        t = self.items[comma - 1].place if comma else None
        if t is None or t.kind != "settlement":
            return []
        return [Arg(t, "target", None, None, comma - 1, False, False)]

    def _linked(self, k: int, frame: Frame) -> list[Arg]:
        """Return the place that is said to be a link of the line ("Svatove is a key link in the supply lines to")."""
        be = next((x for x in range(k - 1, max(-1, k - 12), -1) if self.lows[x] in BE), -1)
        if be < 0:
            return []
        edge = next((x + 1 for x in range(be, -1, -1) if "breaks" in self.items[x].cues or self.lows[x] in (";", ",", "that")), 0)
        return self.gather(edge, be, frame)[:1]

    def _arrives(self, noun: Event, event: Event) -> bool:
        """Say whether the reinforcements are the subject of the verb that tells of them ("reinforcements arrived in")."""
        subject = self.items[noun.k].noun is not None and noun.type == "reinforcement" and self.items[event.k].verb is not None
        return subject and all(self.light(x) for x in range(noun.k + 1, event.k))

    def _side_words(self, k: int, actor: Actor | None) -> str:
        """Return the words that say whose doing item `k` is."""
        if actor is not None:
            return self._words(actor.first, actor.last)
        for x in (*range(k - 1, max(-1, k - 5), -1), *range(k + 1, min(len(self.items), k + 6))):
            if self.items[x].side:
                return self._words(x, x)
        return ""

    def _taker(self, k: int, lemma: str) -> Side | None:
        """Guess who took a place that "was taken", from who says so: one tells of liberation by one's own side."""
        a = self.attribution(k)
        side = a.side if a is not None else None
        if side not in ("UA", "RU"):
            return None
        return "UA" if side == "UA" and lemma in _REGAINED else "RU"

    def _unconfirmed(self, k: int) -> bool:
        """Say whether the writer says that nothing confirms it: "no confirmation that", "cannot confirm if"."""
        if _DOUBTING.isdisjoint(self.lows):
            return False
        if any(self.lows[x] in _FALSE and self.lows[self.back(x)] in BE for x in range(k + 1, len(self.items))) and any(
            self.cue(x, "report_noun") for x in range(k)
        ):
            return True  # "reports that they withdrew are false"
        for x in range(k - 1, 0, -1):
            if self.lows[x] == ";":
                return False
            if self.lows[x] in ("confirm", "confirmed", "verify", "verified") and not any(
                self.lows[y] == "," for y in range(x, k)
            ):
                denied = any("negation" in self._cues[y] for y in range(max(0, x - 4), x)) or "neither" in self.lows[:x]
                if denied and self.lows[x - 1] not in ("been", "be"):
                    return True  # "officials have not confirmed the capture of"
            if self.lows[x] in ("unclear", "unknown") or (self.lows[x] == "clear" and self.cue(x - 1, "negation")):
                return any(self.lows[y] in ("who", "whether", "if", "which") for y in range(x, k))
            if self.lows[x] == "that" and "nothing" in self.lows[max(0, x - 4) : x]:
                return True  # "nothing suggests that"
            if self.lows[x] in ("that", "if", "whether", "of"):
                for y in range(x - 1, max(-1, x - 4), -1):
                    if self.lows[y] in _PROOF:
                        if self.lows[y - 1] in ("on", "about", "to"):
                            return False  # "no comment on reports that"
                        return any(self.cue(z, "negation") for z in range(max(0, y - 4), y)) or "neither" in self.lows[:y]
                if self.lows[x] == "that":
                    return False
            if self.items[x].verb is not None and x < k - 3:
                return False
        return False

    def _finite(self, k: int) -> bool:
        """Say whether a form that may be past or participle is a verb here: a subject or an auxiliary stands before it."""
        j = self.back(k)
        if j < 0:
            return False
        return (
            self.lows[j] in BE | HAVE
            or self.lows[k + 1] == "by"
            or any(a.last == j and a.force for a in self.actors)
            or self.lows[j] in PRONOUNS
            or self.lows[j] in ("and", ",")
        )

    def _subject_noun(self, e: Event, found: list[Event]) -> bool:
        """Say whether a noun's place only tells where those come from who gain another ("counterattacks north of A took B")."""
        if self.items[e.k].noun is None or e.type != "advance" or not all(a.region or a.relation in DIRECTIONS for a in e.args):
            return False
        if any(a.last == e.k for a in self.actors) and all(a.region for a in e.args):
            # "counterattacks in the region forced them to abandon A"
            return any(o.k > e.k and o.args and not any(a.region for a in o.args) and o.mood.governor >= 0 for o in found)
        return any(
            o is not e
            and o.k > e.k
            and o.args
            and self.items[o.k].verb is not None
            and o.type in ("advance", "control_gained", "entered")
            and any(a.last == e.k for a in self.actors)
            and (subject := self.subject(o.k)[0]) is not None
            and subject.last == e.k
            for o in found
        )

    def _relative(self, k: int, x: int) -> bool:
        """Say whether predicate `x` only describes the object of `k` ("liberated settlements that were captured in May")."""
        verb = self.items[x].verb
        if verb is None or verb.frame is None or verb.frame.type not in ("control_gained", "control_held"):
            return False
        return (
            any(self.lows[y] in ("that", "which") and self.cue(y - 1, "area") for y in range(k + 1, x)) and self.mood(x).passive
        )

    def _in_passing(self, e: Event, found: list[Event]) -> bool:
        """Say whether an event is only a step or an effect of another: "crossed the river and took A", "…, disrupting supply"."""
        if e.type == "advance" and e.frame.name == "reach" and all(a.place.kind == "river" for a in e.args):
            return any(
                o.type in ("control_gained", "entered")
                and o.side == e.side
                and not o.mood.planned
                and o.k > e.k
                and any(self.lows[x] == "and" for x in range(e.k, o.k))
                for o in found
            )
        verb = self.items[e.k].verb
        if e.type != "supply_cut" or verb is None or verb.form != "ing" or not all(a.region for a in e.args):
            return False
        return any(o.type == "supply_cut" and o.side == e.side and o.k < e.k and not o.mood.planned for o in found)

    def _repulsed(self, found: list[Event]) -> Iterator[Event]:
        """Read troops that "were repelled near A" where no attack is told that this could be the outcome of."""
        frame = LEXICON.frames["repel"]
        for x in range(len(self.items)):
            if not self.cue(x, "fail") or not self.lows[x].startswith(("was ", "were ", "been ")):
                continue
            actor = self.subject(x)[0]
            if actor is None or actor.last != self.back(x) or any(e.attack and e.k < x for e in found):
                continue
            args = self.gather(x + 1, self.stop(x), frame)
            if args:
                yield Event(x, "repelled", frame, opposite(self.side_of(actor.side)), args, Mood(), cues={"type": self.lows[x]})

    def _presence(self, found: list[Event]) -> Iterator[Event]:
        """Read who is merely seen somewhere: "footage of Ukrainian forces in Borivske", "reported Russian units in Torske"."""
        frame = LEXICON.frames["enter"]
        for actor in self.actors:
            if not self.cue(actor.last, "force", "head"):
                continue
            y = actor.last + 1
            while y < len(self.items) and (self.adverb(y) or self.lows[y] in ("are", "is", "were", "was", "have", "been")):
                y += 1
            if (
                y > actor.last + 1
                and self.lows[y] in ("in", "inside")
                and self.lows[y - 1] not in HAVE
                and not any(self.items[z].verb for z in range(actor.last + 1, y))
            ):
                args = self.gather(y, self.stop(y), frame)
                if args and self.items[args[0].at - 1].low in ("in", "inside", "the", "of") and not any(e.k == y for e in found):
                    mood = Mood(planned=self.conditional(y))
                    yield Event(
                        y,
                        "entered",
                        frame,
                        self.side_of(actor.side),
                        [a for a in args if not a.region or a.role == "target"],
                        mood,
                        cues={"type": f"{self.lows[y - 1]} in"},
                    )
                continue
            b = actor.first - 1
            while (
                b >= 0
                and self.lows[b] not in ("to", "that")
                and (
                    self.lows[b] in DETERMINERS
                    or self.adverb(b)
                    or self.lows[b] in ("of", "likely")
                    or (
                        self.items[b].low[:1].isalpha()
                        and not self.items[b].cues
                        and self.lows[b] not in PREPOSITIONS
                        and not self.items[b].place
                    )
                )
            ):
                b -= 1
            if b < 0 or not (self.cue(b, "say", "report_noun") or self.lows[b] in ("of", "reports")):
                continue
            if not (self.items[b].cues.get("say") or "report_noun" in self.items[b].cues) or self.lows[b] in (
                "accused",
                "called",
                "told",
                "urged",
            ):
                continue
            if self.lows[actor.last + 1] not in ("in", "inside", "within", "throughout", "at", "across"):
                continue
            n = self.stop(actor.last)
            args = self.gather(actor.last + 1, n, frame)
            if args and any(
                self.lows[x] in BE or self.items[x].verb
                for x in range(args[-1].at + 1, min(n + 1, args[-1].at + 4, len(self.items)))
            ):
                continue
            side = self.side_of(actor.side) or ("RU" if actor.side == "unit" else None)
            if args and not any(e.k in range(actor.first, n + 1) and e.type not in ("strike",) for e in found):
                yield Event(actor.last, "entered", frame, side, args, Mood(), cues={"type": self.lows[actor.last]})

    def event(self, k: int) -> Event | None:
        it = self.items[k]
        entry = it.verb or it.noun or it.word
        assert entry is not None and entry.frame is not None
        frame = entry.frame
        attributive = self.attributive(k)
        kind: EventType = frame.type
        cues = {"type": it.low}
        if it.verb is not None:
            if attributive and frame.name not in ("gain",):
                return None
            if it.verb.form == "ing" and k and (route := self.items[k - 1].noun) is not None and route.name == "route":
                return None  # "supply lines heading toward Izium"
            if it.low == "occupied" and (not self._finite(k) or (self.cue(k - 1, "background") and self.cue(k - 2, "area"))):
                return None
            if attributive and (entry.lemma.split("/")[0] in ("occupy", "annex", "take", "lose") or not self._fits(k)):
                return None
            if frame.name == "move" and not self._moved(k) and self._shifts(k):
                frame = LEXICON.frames["reinforce"]
                kind = frame.type
            if frame.object == "people" and not self._moved(k):
                return None
            if (
                frame.object == "force"
                and entry.lemma.split("/")[0] in ("push", "drive", "sweep")
                and not self.mood(k).passive
                and self._heads_for(k)
            ):
                frame = LEXICON.frames["push"]
                kind = frame.type
            if frame.name == "push" and self._moved(k) and entry.lemma == "move":
                frame = LEXICON.frames["move"]
                kind = frame.type
            if frame.name == "push" and entry.lemma == "move" and self._shifts(k):
                frame = LEXICON.frames["reinforce"]
                kind = frame.type
            if frame.object == "toward" and not self._heads_for(k):
                return None
            if frame.object == "force" and not self._driven(k, mood=self.mood(k)):
                return None
            if frame.object == "place" and " " not in entry.lemma.split("/")[0] and not attributive and not self._fits(k):
                return None
            mood = self.mood(k)
        elif it.noun is not None:
            if frame.name == "gain" and not self._of_place(k):
                return None
            if frame.name == "advance" and self.lows[k - 1].startswith("consolidat"):
                return None
            if any(v < k <= v + 8 and self._object_of(v, k) for v in self.predicates):
                return None
            mood = self.noun_mood(k)
        else:
            mood = self.mood(k)
        if self.conditional(k):
            mood.planned, mood.cue = True, mood.cue or "if"
        if attributive:
            mood = Mood(past=True)
        actor, people, side, agent = self._who(k, mood)
        passive = mood.passive or agent is not None
        if frame.name == "repel":
            if it.verb is not None and self._object_noun(k):
                return None  # the attack that is repelled tells it
            side = side if not passive else agent
        elif it.noun is not None and self._repelled(mood.governor):
            cues["type"] = f"{self.lows[mood.governor]} {it.low}"
            outer = self.mood(mood.governor)
            if outer.negated or outer.planned:
                return (
                    None
                    if outer.negated
                    else Event(k, "repelled", frame, opposite(side), self._places(k, frame, False), outer, cues=cues)
                )
            defender = opposite(side) if side else self._defender(mood.governor)
            return Event(
                k,
                "repelled",
                frame,
                defender,
                self._places(k, frame, False),
                Mood(hearsay=outer.hearsay, past=outer.past),
                cues=cues,
            )
        if (
            side is None
            and agent is None
            and not passive
            and not people
            and frame.name not in ("fight", "fall", "route", "strike")
        ):
            side = (
                self._nearest_side(k) or None
                if it.noun is not None
                else self._nearest_side(k)
                or next(
                    (
                        self.side_of(a.side)
                        for a in reversed(self.actors)
                        if a.last < k and a.force and not self._speaks(a, k) and not (a.first and self.items[a.first - 1].verb)
                    ),
                    None,
                )
            )
        if side is None and frame.name == "strike":
            side = self._nearest_side(k) if not passive else None
            a = self.attribution(k)
            if side is None and a and a.side in ("UA", "RU"):
                side = opposite(a.side)
        if frame.name == "route" and side is None:
            side = next(
                (
                    self.side_of(a.side)
                    for a in self.actors
                    if (k < a.first <= k + 4 and any(self.lows[x] in ("for", "of") for x in range(k + 1, a.first)))
                    or (k < a.first <= k + 8 and self.lows[a.first - 1] in RUNS)
                ),
                None,
            )
        if frame.side == "opposite":
            side = opposite(side)
        elif frame.side == "UA" or frame.side == "RU":
            side = frame.side  # type: ignore[assignment]  # a str that the test narrows
        if frame.name == "lose" and passive:
            side = (
                next(
                    (
                        self.side_of(a.side)
                        for a in self.actors
                        if k < a.first <= k + 4 and self.lows[a.first - 1] in ("to", "the")
                    ),
                    None,
                )
                or side
            )
        if frame.name == "cut" and side is None and (passive or it.word is not None):
            edge = self._left_edge(k)
            side = opposite(next((self.side_of(a.side) for a in self.actors if edge <= a.first < k), None))
        if frame.name == "flag" and it.verb is not None:
            side = self._held_by(k) or side
        if frame.name == "fall":
            side = self._falls_to(k) or opposite(side)
        if side is None and entry.lemma in _LIBERATE:
            teller = self.attribution(k)
            side = "RU" if teller is not None and teller.side == "RU" else "UA"
        if side is None and entry.lemma in ("occupy", "occupation"):
            side = "RU"
        if frame.name == "withdraw" and people:
            kind = "evacuation" if not self._officials(k) else kind
        if frame.name == "fight" and it.verb is None and it.noun is not None and not self._adjective(k):
            side = None
        if kind == "evacuation" and (people or frame.name == "move"):
            side = None if frame.name == "move" else side
        if kind == "evacuation" and side is None:
            # "occupation authorities told residents to leave"
            side = next(
                (
                    self.side_of(a.side)
                    for a in reversed(self.actors)
                    if a.last < k
                    and self.side_of(a.side)
                    and any(self.cue(x, "claimant", "people") for x in range(a.first, a.last + 1))
                ),
                None,
            )
        if kind == "evacuation" and side is None:
            a = self.attribution(k)
            if any(self.lows[x] in ("those", "they") for x in range(k)):
                side = self.state.said[-1].claim.side if self.state.said else self.state.actor
            elif a and a.side in ("UA", "RU"):
                side = a.side
            elif a is None and self.quoted and self.state.claimant_side in ("UA", "RU"):
                side = self.state.claimant_side
        side = self._own(actor, kind, side) if frame.side == "subject" else side
        background = attributive or mood.past or self._relative_past(k)
        if (
            it.verb is not None
            and it.verb.form == "part"
            and mood.passive
            and self.lows[k - 1] == "been"
            and self.lows[k - 3] == "to"
        ):
            background, mood.planned = True, False  # "the last city to have been captured"
        if (
            it.noun is not None
            and frame.name in ("withdraw", "gain")
            and mood.governor >= 0
            and self.lows[mood.governor] in ("following", "after", "since")
        ):
            background = True
        if it.noun is not None and frame.name == "gain" and any(w in _PRESENTED for w in self.lows[max(0, k - 3) : k]):
            background = True  # "presented the capture of Lysychansk as a victory"
        attack = kind == "advance"
        attacker = side
        agented = actor is not None or agent is not None
        if side is not None and (words := self._side_words(k, actor)):
            cues["side"] = words
        if frame.type == "control_gained" and (passive or it.noun is not None) and agent is None and side is None:
            side = self._taker(k, entry.lemma.split("/")[0])
        if kind == "strike" and side is None:
            relative = next((x for x in range(k, len(self.items)) if self.lows[x] in ("which", "who")), len(self.items))
            sides = {self.side_of(a.side) for a in self.actors if a.force and a.first < relative} - {None}
            side = sides.pop() if len(sides) == 1 else None
        if self._unconfirmed(k):
            return None
        if frame.name == "attack" and it.verb is not None and actor is not None and self.lows[actor.last] in _FROM_AFAR:
            kind, attack = "strike", False  # "drones attacked an oil depot"
        context = (
            it.noun is not None
            and kind == "advance"
            and (
                (mood.governor < 0 and False)
                or self.cue(mood.governor, "breaks")
                or self.lows[mood.governor] in ("in", "of", "for")
            )
        )
        if mood.negated:
            return None
        if mood.failed:
            if kind not in ("control_gained", "entered", "advance", "flag_raised", "fighting"):
                return None
            kind, side = "repelled", opposite(side)
            cues["type"] = f"{mood.cue} {it.low}"
        elif mood.attempted and not mood.planned:
            if it.noun is not None and kind == "control_gained":
                mood.planned = True  # "focused on the capture of"
            elif kind in ("control_gained", "entered", "flag_raised"):
                kind, attack = "advance", True
            elif kind in ("supply_cut", "supply_route", "control_held"):
                mood.planned = True
        if mood.planned and kind in ("supply_route", "control_held"):
            return None
        if kind == "evacuation" and mood.planned and self._ordered(k, mood):
            mood.planned = False
        if kind == "strike":
            if (
                it.verb is not None
                and it.low.startswith(("fire", "opened", "firing"))
                and any(self.cue(x, "people") for x in (k + 1, k + 2))
            ):
                return None
            if self._bridge(k) or self._line_object(k):
                kind = "supply_cut"
        if frame.name == "cut" and it.verb is not None and "bridge" not in it.low and not self._cuts(k):
            return None
        if frame.name == "route" and (
            self._cutter(k) >= 0
            or any(self.lows[x] in ("establish", "establishing", "secure", "build", "create") for x in range(max(0, k - 3), k))
        ):
            return None
        if frame.name == "cut" and it.verb is not None:
            args = self._cut_places(k, frame)
        else:
            args = self._places(
                k, frame, passive or frame.name in ("fall",) or it.word is not None or it.low.startswith("flying")
            )
        if (
            frame.name == "withdraw"
            and it.verb is not None
            and entry.lemma.startswith(("leave", "flee", "abandon", "escape", "quit", "desert", "vacate"))
            and not self._leaves(k)
            and not people
        ):
            return None
        if frame.name in ("withdraw", "evacuate") and it.verb is not None and not any(a.role == "origin" for a in args):
            edge = 0 if people else self._left_edge(k)
            start = next(
                (x for x in range(edge, k) if self.lows[x] == "from" or (self.lows[x] == "of" and self.cue(x - 1, "people"))), -1
            )
            if start < 0 and kind == "evacuation":
                # "authorities in Kherson are evacuating residents to the left bank"
                start = next((x for x in range(edge, k) if self.lows[x] == "in" and self.cue(x - 1, "claimant")), -1)
            if start >= 0:
                args = [replace(a, role="origin") for a in self.gather(start, k, frame)] + [a for a in args if a.role != "origin"]
        if frame.name == "reinforce" and it.low.endswith(" from") and args:
            args[0] = replace(args[0], role="origin")  # "are being moved from"
        if entry.lemma.startswith("redeploy from") and any(a.role == "destination" for a in args):
            kind = "reinforcement"
        if frame.name == "expel" and any(a.role == "destination" for a in args):
            args = [a for a in args if a.role == "destination" or a.relation not in DIRECTIONS]
        if frame.name == "expel" and kind == "withdrew" and agented and any(self.cue(x, "out") for x in range(k, self.stop(k))):
            left = [a for a in args if a.role == "origin"]
            if left and all(
                a.place.kind == "settlement" and a.relation is None and self.lows[a.at - 1] in ("out of", ",", "and")
                for a in left
            ):
                # "drove the Russians out of Bairak": it is taken
                nearly = any(self.lows[x] in ("almost", "nearly") for x in range(max(0, k - 2), k))
                kind, side = ("advance" if nearly else "control_gained"), opposite(side)
                args = [replace(a, role="target") for a in left]
        if frame.name == "expel" and args and all(a.role == "destination" and a.place.kind == "settlement" for a in args):
            # "pushed Russian forces back to Staryi Saltiv": the pursuers come so far
            kind, side, attack = "advance", opposite(side), True
            args = [replace(a, role="target") for a in args]
        doer = actor or (self.subject(mood.governor)[0] if mood.governor >= 0 else None)
        if (
            kind == "advance"
            and doer
            and any(self.lows[x] in ("sabotage", "reconnaissance") for x in range(doer.first, min(k, doer.last + 4)))
            and it.noun is not None
        ):
            kind, attack = "entered", False
        if context and args and all(a.region for a in args) and not mood.planned:
            return None  # "amid its offensive in the region" tells of no event there
        if mood.planned and args and all(a.anaphor and a.relation == "near" for a in args):
            return None
        return Event(k, kind, frame, side, args, mood, background, attack, attacker, cues)

    # ------------------------------------------------------------ who, for events

    def _ordered(self, k: int, mood: Mood) -> bool:
        """Say whether an evacuation is under way by order or appeal rather than only meant."""
        if self.conditional(k):
            return False
        governor = self.items[mood.governor].lemma.split("/")[0] if mood.governor >= 0 else ""
        words = {self.lows[x] for x in range(max(0, k - 9), k)}
        return governor not in _MEANT and not words & _MEANT_WORDS

    def _relative_past(self, k: int) -> bool:
        """Say whether a past verb stands in a relative clause: "the troops that seized Izium"."""
        it = self.items[k]
        if it.verb is None or it.verb.form not in ("past", "part"):
            return False
        j = self.back(k)
        if j > 0 and self.lows[j] in ("that", "who", "which"):
            return any(a.last == j - 1 for a in self.actors) or self.lows[j] == "who"
        actor = next((a for a in self.actors if a.last == j and a.force), None)
        if actor is not None and actor.side != "unit" and actor.first > 0 and j == k - 1 and not self._subjective(actor):
            return True  # "replace the forces redeployed from"
        return (
            actor is not None
            and self.lows[actor.first - 1] in ("which", "that")
            and actor.first >= 2
            and (self.items[actor.first - 2].place is not None or self.lows[actor.first - 2] == ",")
            and self.lows[actor.first - 1] == "which"
        )

    def gainer(self, k: int, mood: Mood) -> Side | None:
        """Return who takes ground in an event without a place."""
        _, _, side, _ = self._who(k, mood)
        lemma = (self.items[k].verb or self.items[k].noun or self.items[k].word).lemma  # type: ignore[union-attr]  # a predicate has one
        return side or self._nearest_side(k) or ("UA" if lemma.startswith("liberat") else self.voice())

    def _adjective(self, k: int) -> Side | None:
        """Return the side that an adjective before a noun names: "a failed Russian assault"."""
        j = k - 1
        while j >= 0:
            it = self.items[j]
            if it.side in ("UA", "RU", "enemy", "speaker"):
                return self.side_of(it.side)
            if (
                it.place
                or it.low in PREPOSITIONS
                or self.mark(j)
                or it.low in BE
                or "breaks" in it.cues
                or it.verb
                or any(it.cues.get(c) for c in ("carry", "say", "plan", "attempt"))
            ):
                if it.low == "," and j and self.items[j - 1].side == "" and self.adverb(j - 1):
                    j -= 1
                    continue
                return None
            if it.low in ("and", "or") and self.items[j - 1].noun is None:
                j -= 1
                continue
            j -= 1
        return None

    def _nearest_side(self, k: int) -> Side | None:
        """Return the side of the last actor before item `k` that does something, for events that name none."""
        comma = next((x for x in range(k, len(self.items)) if self.lows[x] == ","), -1)
        if (
            comma > 0
            and self.lows[0] in ("after", "before", "by", "while", "having", "since")
            and not any(a.last < k for a in self.actors)
        ):
            return next(
                (self.side_of(a.side) for a in self.actors if a.first > comma and a.force), None
            )  # "After taking it, Russian forces …"
        for a in reversed(self.actors):
            if a.last < k and a.force and self._subjective(a) and not self._speaks(a, k):
                return self.side_of(a.side)
        return None

    def _by(self, k: int) -> Side | None:
        """Return the side behind "by" that did a passive: "was taken by Ukrainian troops"."""
        for x in range(k + 1, min(len(self.items), k + 14)):
            it = self.items[x]
            if it.low == "by":
                if x - 1 > k and (self.cue(x - 1, "attempt", "plan") or self.items[x - 1].noun is not None):
                    return None  # "thwarted an attempt by": who attempts
                actor = next((a for a in self.actors if x < a.first <= x + 4), None)
                return self.side_of(actor.side) if actor else None
            if it.low in (";", "that") or "breaks" in it.cues or x in self.predicates:
                return None
        return None

    def _who(self, k: int, mood: Mood) -> tuple[Actor | None, bool, Side | None, Side | None]:
        it = self.items[k]
        agent = self._by(k)
        if it.noun is not None and it.verb is None:
            side = self._adjective(k)
            if side is None and agent:
                side = agent
            if side is None and self.lows[k + 1] in ("of", "by"):
                # "the withdrawal of Russian troops"
                actor = next((a for a in self.actors if k + 1 < a.first <= k + 5 and a.force), None)
                if actor and not any(self.items[x].place for x in range(k + 1, actor.first)):
                    side = self.side_of(actor.side)
            if (
                side is None
                and mood.governor >= 0
                and not self._repelled(mood.governor)
                and (
                    self.items[mood.governor].cues.keys() & {"carry", "attempt", "plan", "fail"} or self.items[mood.governor].verb
                )
            ):
                actor, _ = self.subject(mood.governor)
                side = self.side_of(actor.side) if actor else None
                if (
                    side is None
                    and mood.governor >= 0
                    and any(self.lows[x] in PRONOUNS for x in range(max(0, mood.governor - 3), mood.governor))
                ):
                    side = self.state.actor
            elif (side is None and mood.governor < 0) or (side is None and self.cue(mood.governor, "say")):
                a = self.attribution(k)
                if it.noun.name == "withdraw" and a and a.side in ("UA", "RU"):
                    side = a.side
            people = any(self.cue(x, "people") for x in range(k + 1, min(len(self.items), k + 6)) if not self.items[x].place)
            return None, people, side, None
        actor, people = self.subject(k)
        side = self.side_of(actor.side) if actor else None
        if it.word is not None and it.verb is None:
            side = self._held_by(k) or side
            if side is None and it.word.name == "advance":
                side = self._nearest_side(k) or self.state.actor  # "was the target of the new offensive"
            return actor, people, side, None
        passive = mood.passive or (it.verb is not None and it.verb.form in ("part", "past") and agent is not None)
        if passive:
            if it.verb is not None and it.verb.name in ("withdraw", "reinforce", "advance", "evacuate"):
                return actor, people, side, None
            owner = side
            side = agent
            suffers = actor is not None and self.cue(actor.last, "force") and self.lows[actor.last] not in _FROM_AFAR
            if (
                side is None
                and it.verb is not None
                and (it.verb.name in ("expel", "repel") or (it.verb.name == "attack" and suffers))
            ):
                side = opposite(owner)
            return actor, people, side, agent or side
        if it.verb is not None and it.verb.name == "expel":
            # the one who is driven out is the object
            for driven in self.actors:
                if k < driven.first <= k + 4 and self.side_of(driven.side):
                    return actor, people, opposite(self.side_of(driven.side)), None
        if (
            it.verb is not None
            and it.verb.form == "base"
            and mood.governor >= 0
            and not any(self.items[mood.governor].cues.values())
        ):
            whose = self._adjective(mood.governor)  # "Russian efforts to encircle Kyiv"
            if whose:
                return actor, people, whose, None
        if side is None:
            if any(self.lows[x] in ("they", "them") for x in range(max(0, k - 5), k)):
                mentioned = next(
                    (self.side_of(a.side) for a in reversed(self.actors) if a.last < k and a.force and not self._speaks(a, k)),
                    None,
                )
                if mentioned:
                    return actor, people, mentioned, None
            lows = [self.lows[x] for x in range(max(0, k - 6), k)]
            if (
                any(w in ("they", "them", "it", "their", "he", "troops", "forces", "units", "soldiers", "fighters") for w in lows)
                or not actor
            ):
                side = self.state.actor if any(w in ("they", "troops", "forces", "units", "their") for w in lows) else None
                a = self.attribution(k)
                if a and a.side in ("UA", "RU") and any(w in ("they", "it", "we") for w in lows[-4:]):
                    side = a.side
        return actor, people, side, None

    def _held_by(self, k: int) -> Side | None:
        """Return the side that a fixed phrase names in itself: "under Ukrainian control"."""
        words = self.items[k].low.split()
        for word in words:
            for e in LEXICON.word(word[:-2] if word.endswith("'s") else word):
                if e.kind == "actor" and self.side_of(e.side):
                    return self.side_of(e.side)
        if "blue-and-yellow" in words:
            return "UA"
        if self.lows[k] == "closed to":
            return opposite(next((self.side_of(a.side) for a in self.actors if k < a.first <= k + 3), None))
        if self.lows[k].endswith(" control") and self.lows[k + 1] == "of":
            return next((self.side_of(a.side) for a in self.actors if k < a.first <= k + 4), None)
        if self.items[k].word is not None and self.items[k].word.name == "cut":  # type: ignore[union-attr]  # not None by the test
            return self._by(k) or next((self.side_of(a.side) for a in self.actors if k < a.first <= k + 3), None)
        if self.items[k].word is not None and self.items[k].word.name == "flag":  # type: ignore[union-attr]  # not None by the test
            if any(word in self.lows[k] for word in ("blue-and-yellow", "blue and yellow", "yellow-and-blue")):
                return "UA"
            for x in range(k - 1, max(-1, k - 6), -1):
                low = self.lows[x]
                if low in ("blue-and-yellow", "yellow-blue", "blue-yellow"):
                    return "UA"
                if self.items[x].side:
                    return self.side_of(self.items[x].side)
            return self._by(k) or next((self.side_of(a.side) for a in self.actors if k < a.first <= k + 3), None)
        return None

    def _falls_to(self, k: int) -> Side | None:
        words = self.items[k].low.split()
        for word in words:
            for e in LEXICON.word(word):
                if e.kind == "actor" and self.side_of(e.side):
                    return self.side_of(e.side)
        for a in self.actors:
            if k < a.first <= k + 4:
                return self.side_of(a.side)
        return None

    def _defender(self, verb: int) -> Side | None:
        actor, _ = self.subject(verb)
        if self.mood(verb).passive:
            return self._by(verb)
        return self.side_of(actor.side) if actor else None

    def _officials(self, k: int) -> bool:
        actor, _ = self.subject(k)
        return bool(actor and actor.force and not any(self.cue(x, "people") for x in range(actor.first, k)))

    # ------------------------------------------------------------ objects

    def _fits(self, k: int) -> bool:
        """Say whether the object of a verb that needs a place is one ("captured Izium", not "captured two soldiers")."""
        it = self.items[k]
        x, n = k + 1, len(self.items)
        mood = self.mood(k)
        if mood.passive or (it.verb and it.verb.form in ("past", "part") and self.lows[k + 1] == "by"):
            for y in range(k - 1, max(-1, k - 14), -1):
                if self.items[y].place or self.items[y].anaphor or self.cue(y, "area"):
                    return True
                if self.lows[y] in (",", ";") and y < k - 6 and not (y and self.items[y - 1].place):
                    break
            return False
        actor, _ = self.subject(k)
        if (
            actor
            and all(self.light(y) for y in range(actor.last + 1, k))
            and self.lows[actor.first - 1]
            in ("town", "towns", "city", "cities", "village", "villages", "settlement", "settlements", "which", "that")
        ):
            return True
        while x < n:
            w = self.items[x]
            if (w.place and not w.dead) or (w.anaphor and (w.low != "there" or x == k + 1)):
                return True
            if "area" in w.cues and not (
                self.cue(x + 1, "force")
                or self.lows[x] in ("all", "most", "much", "central", "northern", "southern", "eastern", "western")
            ):
                return True
            if w.low in ("and", "or") and x == k + 1:
                return any(y > k and y <= k + 3 for y in self.predicates_after(k))
            if (
                (w.low in PREPOSITIONS and w.low not in ("of", "over", "up", "back"))
                or (self.mark(x) and w.low not in ("—", "%", "-"))
                or ("breaks" in w.cues and w.low not in ("as",))
                or w.low == "that"
            ):
                return False
            if (
                ((w.verb or w.word) and not w.cues and not self.attributive(x))
                or (w.noun is not None and x in self._predicate_set and not w.place and "area" not in w.cues)
                or "near" in w.cues
            ):
                return False
            if "force" in w.cues or "people" in w.cues:
                return False
            x += 1
        return False

    def _driven(self, k: int, mood: Mood) -> bool:
        """Say whether a verb of pushing has a side for its object ("pushed Russian forces back")."""
        if mood.passive:
            return any(a.last < k for a in self.actors)
        y = k + 1
        while y < len(self.items) and (
            self.adverb(y) or self.lows[y] in DETERMINERS or self.lows[y] in ("back", "out", "most", "remaining")
        ):
            y += 1
        return any(a.first <= y + 1 and a.last >= y for a in self.actors if a.first > k) or self.lows[y] in ("them",)

    def _moved(self, k: int) -> bool:
        """Say whether it is people or an administration that a verb moves."""
        if self.mood(k).passive or self.subject(k)[1]:
            return any(self.cue(x, "people") for x in range(self._left_edge(k), k))
        return any(self.cue(x, "people") for x in range(k + 1, min(len(self.items), k + 5)))

    def _shifts(self, k: int) -> bool:
        """Say whether a verb of motion has units for its object and leads somewhere ("moved its tank army to")."""
        if self.mood(k).passive or " moved " in self.lows[k]:
            return any(
                a.last < k and self.cue(a.last, "force") and all(self.light(x) for x in range(a.last + 1, k)) for a in self.actors
            )
        for x in range(k + 1, min(len(self.items), k + 10)):
            if self.lows[x] in ("to", "into", "toward", "towards"):
                return any(self.cue(y, "force") or self.lows[y].split(" ")[-1] in UNIT_WORDS for y in range(k + 1, x))
            if self.lows[x] == "from" and any(self.cue(y, "force") for y in range(k + 1, x)):
                return True
            if self.lows[x] in PREPOSITIONS or self.mark(x) or self.items[x].place:
                return False
        return False

    def _heads_for(self, k: int) -> bool:
        """Say whether a verb of motion stands without an object and leads somewhere ("pushing from A toward B")."""
        y = k + 1
        while self.lows[y] and (
            self.direction(y) or self.lows[y] in ("deeper", "further", "farther", "on", "forward", "north", "south")
        ):
            y += 1
        return self.lows[y] in (
            "from",
            "to",
            "toward",
            "towards",
            "into",
            "through",
            "past",
            "closer",
            "on",
            "across",
            "beyond",
        ) or self.cue(y, "toward")

    def _of_place(self, k: int) -> bool:
        """Say whether a noun's "of" leads to a place ("the capture of Izium", not "the capture of soldiers")."""
        nxt = self.items[k + 1] if k + 1 < len(self.items) else None
        if (
            nxt is not None
            and not nxt.place
            and nxt.low[:1].isalpha()
            and not nxt.cues
            and not nxt.verb
            and nxt.low not in PREPOSITIONS
            and nxt.low not in ("and", "or")
        ):
            return False  # "Liberation Day"
        for x in range(k + 1, min(len(self.items), k + 9)):
            it = self.items[x]
            if it.place or it.anaphor or "area" in it.cues:
                return True
            if "force" in it.cues or "people" in it.cues or self.mark(x) or it.verb:
                return False
        return k > 0 and self.items[k - 1].place is not None

    def predicates_after(self, k: int) -> list[int]:
        return [x for x in range(k + 1, len(self.items)) if self.items[x].verb is not None]

    def _object_noun(self, k: int) -> bool:
        for x in range(k + 1, min(len(self.items), k + 10)):
            it = self.items[x]
            if it.place or (it.low in PREPOSITIONS and it.low not in ("of",)) or "breaks" in it.cues or it.verb:
                return False
            if it.noun is not None and it.noun.frame is not None and it.noun.frame.type in ("advance", "fighting"):
                return True
        return False

    def _repelled(self, governor: int) -> bool:
        if governor < 0:
            return False
        verb = self.items[governor].verb
        return verb is not None and verb.name == "repel"

    def _bridge(self, k: int) -> bool:
        """Say whether what is hit is a bridge or a crossing, and lost."""
        it = self.items[k]
        if it.verb is None or it.verb.lemma.split("/")[0].split()[0] not in ("destroy", "damage", "blow", "disable"):
            return False
        span = range(k + 1, min(len(self.items), k + 7)) if not self.mood(k).passive else range(max(0, k - 6), k)
        return any(self.lows[x] in _CROSSINGS for x in span)

    def _line_object(self, k: int) -> bool:
        if self.items[k].verb is None:
            return False
        for x in range(k + 1, min(len(self.items), k + 8)):
            noun = self.items[x].noun
            if noun is not None and noun.name == "route":
                return not any(w in self.lows[x] for w in ("point", "hub", "base", "cent", "node", "junction"))
            if self.lows[x] in PREPOSITIONS or "breaks" in self.items[x].cues:
                return False
        return False

    def _cuts(self, k: int) -> bool:
        """Say whether what is cut is a line, a crossing, or a place."""
        verb = self.items[k].verb
        lemma = verb.lemma.split("/")[0] if verb else ""
        if lemma == "render" and _USELESS.isdisjoint(self.lows[k + 1 : k + 10]):
            return False
        if lemma == "render" and self.lows[k + 1] in ("it", "them"):
            return any(self.cue(x, "line") for x in range(k))
        if self.mood(k).passive:
            return any(self._line(x) for x in range(max(0, k - 18), k))
        span = range(k + 1, min(len(self.items), k + 12))
        stop = next((x for x in span if "breaks" in self.items[x].cues or self.lows[x] == ";"), span.stop)
        if any(self._line(x) for x in range(k + 1, stop)):
            return True
        return lemma in (
            "cut",
            "sever",
            "isolate",
            "interdict",
            "bring",
            "take",
            "establish",
            "have",
            "exercise",
            "render",
        ) and any(self.items[x].place or self.items[x].anaphor for x in range(k + 1, stop))

    def _line(self, x: int) -> bool:
        """Say whether item `x` is a line of supply: a road, a bridge, a "ground line of communication"."""
        it = self.items[x]
        return (
            "line" in it.cues
            or (it.noun is not None and it.noun.name == "route")
            or (it.place is not None and it.place.kind == "route")
        )

    def _cutter(self, k: int) -> int:
        """Return the verb or noun that cuts the supply line of item `k`, or -1."""
        for x in range(k - 1, max(-1, k - 8), -1):
            it = self.items[x]
            if (it.verb is not None and it.verb.name in ("cut", "strike")) or (it.noun is not None and it.noun.name == "cut"):
                return x
            if (it.low in (",", ";") and x < k - 3) or "breaks" in it.cues:
                break
        for x in range(k + 1, min(len(self.items), k + 14)):
            it = self.items[x]
            if (it.verb is not None and it.verb.name == "cut" and self.mood(x).passive) or (
                it.word is not None and it.word.name == "cut"
            ):
                return x
            if it.low in (",", ";") or "breaks" in it.cues or (it.verb and it.verb.name != "cut"):
                break
        return -1

    def _cut_places(self, k: int, frame: Frame) -> list[Arg]:
        """Collect the places of a cut, through the supply line that is its object."""
        n = self.stop(k)
        route = None
        if self.mood(k).passive:
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

    def _leaves(self, k: int) -> bool:
        y = k + 1
        while y < len(self.items) and (
            self.adverb(y)
            or self.lows[y] in DETERMINERS
            or self.items[y].side
            or self.direction(y)
            or self.items[y].low.endswith(("ed", "ern"))
        ):
            y += 1
        if y >= len(self.items) or self.mark(y):
            return True
        nxt = self.items[y]
        return (
            nxt.place is not None
            or bool(nxt.anaphor)
            or nxt.low in PREPOSITIONS
            or nxt.low in ("and", "near", "en")
            or "area" in nxt.cues
            or "near" in nxt.cues
            or "breaks" in nxt.cues
        )

    # ------------------------------------------------------------ where, for events

    def _places(self, k: int, frame: Frame, left: bool) -> list[Arg]:
        """Collect the places of predicate `k`: behind it, or before it where it is passive."""
        it = self.items[k]
        right = self.gather(k + 1, self.stop(k), frame)
        if it.verb is not None and " " in it.low and not right:
            pass
        left = left or it.low.startswith(("came under", "come under", "comes under", "coming under"))
        if left and (
            it.verb is None
            or frame.name in ("gain", "lose", "fall", "strike", "held", "flag", "enter", "attack", "evacuate", "expel", "cut")
            or not right
        ):
            edge = self._left_edge(k)
            aside = self._before_aside(k, frame)
            if aside and not right:
                return aside
            if k and self.lows[next((x for x in range(k - 1, -1, -1) if not self.light(x)), 0)] == "it":
                first = next((x for x in range(k) if self.items[x].place and not self.items[x].dead), -1)
                t = self.items[first].place if first >= 0 else self.state.city
                if t is not None:
                    return [Arg(t, frame.role, None, None, max(first, 0), t.kind != "settlement", True)]
            before = [a for a in self.gather(edge, k, frame) if a.role != "skip"]
            if before:
                if it.word is not None and right and frame.name == "flag":
                    return right
                return before
            antecedent = self._antecedent(k)
            if antecedent and not right:
                return antecedent
            if aside and frame.name == "fall":
                return aside
        return right

    def _before_aside(self, k: int, frame: Frame) -> list[Arg]:
        """Return the subject before an aside: "Kupiansk, the hub that fed the front, fell"."""
        j = k - 1
        while j >= 0 and self.light(j) and self.lows[j] != ",":
            j -= 1
        if j < 2 or self.lows[j] != ",":
            return []
        opening = next((x for x in range(j - 1, 0, -1) if self.lows[x] == "," and self.items[x - 1].place), -1)
        return self.gather(self._left_edge(opening), opening, frame) if opening > 0 else []

    def _copular(self, k: int, event: Event) -> list[Arg]:
        """Read "Lyman was one of the first towns Russian forces seized" and "the last city to have been captured"."""
        if event.type not in ("control_gained", "withdrew", "entered"):
            return []
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

    def _antecedent(self, k: int) -> list[Arg]:
        """Return the place that a relative clause around item `k` hangs on ("Pisky, which Russia captured")."""
        for x in range(k - 1, max(-1, k - 14), -1):
            it = self.items[x]
            if it.low in ("which", "where", "who", "through which", "from which", "in which") or (
                it.low == "that" and x and self.items[x - 1].place
            ):
                y = x - 1
                while y >= 0 and (self.lows[y] in (",", "in", "from", "of", "through", "to") or self.lows[y] in SETTLEMENT_WORDS):
                    y -= 1
                if y >= 0 and self.items[y].place and not self.items[y].dead:
                    t = self.items[y].place
                    assert t is not None
                    if t.kind in ("oblast", "raion") and y >= 2 and self.items[y - 2].place and self.lows[y - 1] in (",", "in"):
                        y -= 2
                        t = self.items[y].place or t
                    frame = (self.items[k].verb or self.items[k].noun or self.items[k].word).frame  # type: ignore[union-attr]  # a predicate has one
                    assert frame is not None
                    return [Arg(t, frame.role, None, None, y, t.kind in ("oblast", "raion", "area"), False)]
                return []
            if "breaks" in it.cues or it.low == ";":
                return []
        return []

    def _elsewhere(self, k: int, event: Event, following: int | None, found: list[Event]) -> list[Arg]:
        """Find the places of an event that names none beside it: coordination, relative clauses, a phrase in front."""
        it = self.items[k]
        entry = it.verb or it.noun or it.word
        assert entry is not None and entry.frame is not None
        j = self.back(k)
        if (
            it.word is not None
            and entry.frame.name == "cut"
            and found
            and j > found[-1].k
            and self.lows[j] == "and"
            and j <= found[-1].k + 2
        ):
            return found[-1].args  # "is under fire and closed to"
        if it.verb is not None and entry.frame.name == "cut" and found and self.lows[k + 1] in ("it", "them"):
            return [replace(a, role="target") for a in found[-1].args]  # "struck the bridge, rendering it unusable"
        opens = self._left_edge(k) - 1
        if it.verb is not None and event.type == "strike" and not found and self.lows[opens] in ("after", "when", "as"):
            home = self.gather(0, opens, entry.frame)  # "two people died in Kramatorsk after a rocket slammed into a house"
            if home:
                return home
        antecedent = self._antecedent(k) or self._copular(k, event)
        if antecedent:
            return antecedent
        if following is not None:
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
            nxt = self.items[following]
            other = nxt.verb or nxt.noun
            near = following - k <= 8 and not (
                other is not None
                and other.name == "gain"
                and self.lows[following - 1] == "to"
                and it.noun is not None
                and not self.mood(following).planned
            )
            if (
                near
                and other is not None
                and other.frame is not None
                and (
                    joined
                    or (
                        any(self.lows[x] == "to" for x in between)
                        and (
                            (
                                it.noun is not None
                                and nxt.verb is not None
                                and event.type == "advance"
                                and following - k <= 3
                                and not (other.frame.type == "control_gained" and not self.mood(following).planned)
                            )
                            or event.type == "reinforcement"
                        )
                    )
                )
            ):
                family = {"advance", "control_gained", "fighting", "entered", "repelled"}
                same = other.frame.type == event.type or {other.frame.type, event.type} <= family
                if same or (event.type == "reinforcement" and not joined):
                    args = self._places(following, entry.frame if entry.frame.type != "advance" else other.frame, False)
                    if event.type == "reinforcement" and any(a.role == "origin" for a in args):
                        args = [
                            replace(a, role="destination") for a in args if a.role == "origin"
                        ]  # to cover a withdrawal from it
                    if args:
                        return args
        if it.verb is not None and it.verb.form == "ing" and self.lows[self.back(k)] == "by":
            main = self._main_verb(k)
            by = self.back(k)
            main = max([main, *(x for x in range(by) if self.lows[x] == "to")])  # "to strengthen the city by deploying reserves"
            before = self.gather(max(main, 0) + 1, by, entry.frame)
            if before:
                return before
        # "In northern Kherson Oblast, …"
        if self.lows[0] in PREPOSITIONS or self.cue(0, "near") or self.direction(0):
            comma = next((x for x in range(1, min(len(self.items), 16)) if self.lows[x] == ","), 0)
            if comma and comma < k:
                front = self.gather(0, comma, entry.frame)
                if front:
                    return front
        kind_of_hub = event.frame.name == "route" and any(w in self.lows[k] for w in ("hub", "node", "junction"))
        if event.type == "strike":
            # "officials in Mykolaiv said a missile hit a house"
            teller = self.attribution(k)
            names = (
                [x for x in range(1, teller.verb) if self.items[x].dead and self.lows[x - 1] == "in"]
                if teller is not None
                else []
            )
            if names and (t := self.items[names[-1]].place) is not None:
                return [Arg(t, "target", None, None, names[-1], t.kind != "settlement", False)]
        actor, _ = (
            self.subject(k)
            if it.verb is not None
            else self.subject(event.mood.governor)
            if event.mood.governor >= 0
            else (None, False)
        )
        moves = (
            entry.frame.name == "withdraw"
            and it.verb is not None
            and not (
                k + 1 >= len(self.items)
                or self.mark(k + 1)
                or self.adverb(k + 1)
                or self.lows[k + 1] in ("to", "on", "and", "in")
            )
        )
        if actor is not None and not moves and entry.frame.name in ("fight", "attack", "strike", "withdraw", "advance", "enter"):
            # "Russian forces northwest of Kyiv shelled positions"
            y = actor.last + 1
            while y < k and not (
                self.items[y].verb
                or self.items[y].noun
                or self.mark(y)
                or "breaks" in self.items[y].cues
                or self.lows[y] in BE | HAVE | {"that"}
                or any(self.items[y].cues.get(c) for c in ("carry", "plan", "attempt", "say"))
            ):
                y += 1
            if y > actor.last + 1:
                home = self.gather(actor.last + 1, y, entry.frame)
                if home and all(a.role == home[0].role for a in home):
                    return [
                        replace(
                            a, role=entry.frame.role, relation=a.relation or ("near" if entry.frame.type == "advance" else None)
                        )
                        for a in home
                    ]
        if (
            (it.noun is not None and event.mood.governor < 0)
            or (it.verb is not None and entry.frame.name in ("fight", "strike", "flag"))
        ) and event.frame.name != "route":
            edge = self._left_edge(k)
            if not any(e.k >= edge for e in found):
                return self.gather(edge, k, entry.frame)
        if kind_of_hub and (apposed := self._apposed(k)):
            return apposed
        if event.frame.name == "route" and any(
            self.lows[x] in BE or self.lows[x] in ("as", "become", "became") for x in range(max(0, k - 8), k)
        ):
            edge = next(
                (
                    x + 1
                    for x in range(k - 1, -1, -1)
                    if ("breaks" in self.items[x].cues and self.lows[x] not in ("as", "which")) or self.lows[x] == ";"
                ),
                0,
            )
            return [replace(a, role="target") for a in self.gather(edge, k, entry.frame)][:1] if not self._cutter(k) >= 0 else []
        if (
            found
            and found[-1].args
            and it.noun is not None
            and entry.frame.name in ("fight", "strike")
            and any(self.lows[x] in ("following", "after", "amid", "despite") for x in range(max(0, k - 3), k))
        ):
            # "retained the town following heavy fighting"
            return [replace(a, role="target") for a in found[-1].args if a.role in ("target", "origin")]
        return []

    # ------------------------------------------------------------ outcomes

    def _outcome(self, k: int, found: list[Event]) -> None:
        """Let a gain that did not happen tell how the attack before it ended ("but did not secure any territory")."""
        it = self.items[k]
        entry = it.verb or it.noun
        if entry is None or entry.frame is None or entry.frame.name not in ("gain", "advance", "enter"):
            return
        if any(w in it.low for w in ("significant", "major", "substantial")):
            return
        mood = self.mood(k) if it.verb else self.noun_mood(k)
        if mood.negated and found and found[-1].attack and found[-1].type == "advance" and self._contrast(found[-1].k, k):
            self._fail(found[-1], self.lows[k])

    def _contrast(self, a: int, b: int) -> bool:
        return any(self.lows[x] in ("but", "although", "though", "without", "however") for x in range(a + 1, b))

    def _outcomes(self, found: list[Event]) -> None:
        """Let words of failure behind an attack make it a repelled one ("but were defeated", "without success")."""
        for n, e in enumerate(found):
            if not e.attack or e.type != "advance" or e.mood.planned:
                continue
            end = found[n + 1].k if n + 1 < len(found) else len(self.items)
            contrast = False
            for x in range(e.k + 1, end):
                verb = self.items[x].verb
                beaten = self.lows[x].startswith(("was ", "were ", "been ")) and self.cue(x, "fail")
                if verb is not None and verb.name == "repel" and self.lows[x - 1] in BE:
                    beaten = True
                if verb is not None and verb.name in ("expel", "repel") and self.lows[x + 1] in ("them", "it"):
                    self._fail(e, self.lows[x])  # "but the defenders pushed them back"
                    break
                turned = contrast and verb is not None and self.subject(x)[0] in (None, self.subject(e.k)[0])
                nominal = self.items[e.k].noun is not None and not any(self.cue(y, "breaks") for y in range(e.k, x))
                if beaten and (nominal or turned):
                    self._fail(e, self.lows[x])  # "an attack near it was repelled"
                    break
                if (
                    self.cue(x, "fail")
                    and self.lows[x] in ("failed", "fail", "fails", "have failed")
                    and not self.items[x].cues.get("say")
                ):
                    between = any(a.first > e.k and a.last < x and a.force and self._subjective(a) for a in self.actors)
                    if (
                        not between
                        and (self.items[e.k].noun is not None or e.mood.attempted)
                        and not any("breaks" in self.items[y].cues for y in range(e.k, x))
                    ):
                        self._fail(e, self.lows[x])  # "an attempt to seize it failed"
                        break
                low = self.lows[x]
                if low in ("but", "though", "although") or low == "and" or low == ",":
                    contrast = contrast or low != ","
                if (
                    self.cue(x, "fail")
                    and (low in ("without success", "in vain", "to no avail") or contrast)
                    and not (self.items[x].cues.get("say"))
                ):
                    actor, _ = self.subject(x)
                    if actor is None or self.side_of(actor.side) in (e.attacker, None):
                        self._fail(e, low)
                    break

    @staticmethod
    def _fail(e: Event, words: str) -> None:
        e.type, e.side, e.attack = "repelled", opposite(e.attacker), False
        e.cues["type"] += f" … {words}"
