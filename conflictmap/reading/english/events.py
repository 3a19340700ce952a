"""What happened: the events of one sentence, each told by a predicate, and what they say of one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from conflictmap.model import EventType, Relation, Side
from conflictmap.reading.english.actors import CLAIMING, PEOPLES, Actor
from conflictmap.reading.english.bearings import DIRECTIONS
from conflictmap.reading.english.elsewhere import Elsewhere
from conflictmap.reading.english.moods import Mood
from conflictmap.reading.english.parts import Event
from conflictmap.reading.english.places import Arg
from conflictmap.reading.english.predicates import ARRIVING
from conflictmap.reading.english.triggers import CARGO
from conflictmap.reading.english.words import (
    BE,
    DETERMINERS,
    HAVE,
    LEXICON,
    MONTHS,
    PREPOSITIONS,
    PRONOUNS,
    SETTLEMENT_WORDS,
    opposite,
)
from conflictmap.reading.lexicon import Frame

_TRIED = frozenset(["control_gained", "entered", "advance"])
_ADDRESSING = frozenset(["warn", "tell/told/told", "urge", "ask"])
_NTH = frozenset("second third fourth fifth sixth another further nearby neighbouring neighboring small tiny".split())
_TOWN = SETTLEMENT_WORDS | {"place"}
_SEATS: dict[str, Side] = {"moscow": "RU", "kyiv": "UA", "kiev": "UA"}
_ABOVE = frozenset("over above in on at atop inside".split())
_BEING = frozenset("are is were was have been remain remains remained".split())
_TRAFFIC = frozenset(["traffic", "rail traffic", "trains", "services", "train services", "rail services"])
_HOLDERS_DOING = frozenset(["control_held", "reinforcement", "evacuation", "supply_route"])
_SHOWS_HOLDER = frozenset(["control_held", "repelled"])
_SHOWS_OTHER = frozenset(["advance", "strike", "supply_cut", "control_gained", "flag_raised"])  # he held it, or held it till then
_RELATIVES = frozenset(["which", "through which", "by which", "along which", "over which", "on which", "across which"])
_FEEDING = frozenset("depend depends depended rely relies relied fed supplied resupplied provisioned lives".split())
_USING = frozenset("use uses used using".split())
_WIPED_OUT = (" wiped out", " annihilated", " routed", " smashed")
_INSIDE = frozenset("in inside within throughout at across".split())
_PLURAL_TOWNS = frozenset("villages towns settlements".split())


def _same_place(a: Event, b: Event) -> bool:
    """Say whether two events name one place: "an assault on A was repelled by"."""
    return not {arg.place.start for arg in a.args}.isdisjoint(arg.place.start for arg in b.args)


class Reading(Elsewhere):
    """The events of one sentence."""

    severed: Event | None = None  # a line is cut, its ends are told elsewhere

    def events(self) -> list[Event]:
        """Return the events of the sentence, those of its predicates first."""
        found = self._predicated()
        self._sever(found)
        self.severed = next((e for e in found if e.type == "supply_cut" and not e.args and not e.mood.planned), None)
        found = [e for e in found if e.args and not self._subject_noun(e, found) and not self._sets_out(e, found)]
        found += [*self._presence(found)]
        found += [*self._flagged(found)]
        found += [*self._claimed()]
        found += [*self._repulsed(found)]
        found += [*self._halted(found)]
        found += [*self._fed(found)]
        found = [e for e in found if not self._in_passing(e, found)]
        found += [*self._destroyed(found)]
        self._outcomes(found)
        for e in found:
            if e.side is None and e.type != "fighting":
                e.side = self.presumed(e.k, e.type, e.frame, e.args, planned=e.mood.planned)
        for e in found:
            if e.side is None:
                e.side = self._of_holder(e, found)
        struck = [e for e in found if e.type == "supply_cut" and e.frame.name == "strike" and self._only_hit(e.k)]
        return found + [replace(e, type="strike") for e in struck]

    def _only_hit(self, k: int) -> bool:
        """Say whether a line that verb `k` tells of was hit and not lost."""
        return not self._bridge(k) and not self._on_railway(k)

    def _of_holder(self, e: Event, found: list[Event]) -> Side | None:
        """Return whose doing an event is at a place that the text has just told who holds, or who attacks it."""
        own = e.type in _HOLDERS_DOING
        if e.mood.planned or (not own and e.type not in ("strike", "supply_cut")):
            return None
        there = {arg.place.surface for arg in e.args if arg.place.kind == "settlement"}
        told = [(o.type, o.side, {a.place.surface for a in o.args}) for o in found if o is not e and not o.mood.planned]
        for f in self.state.said:
            if f.claim.certainty not in ("predicted", "denied"):
                told.append((f.claim.event_type, f.claim.side, {p.toponym.surface for p in f.claim.places}))
        for kind, side, places in told:
            if side is None or there.isdisjoint(places):
                continue
            if kind in _SHOWS_HOLDER:
                return side if own else opposite(side)
            if kind in _SHOWS_OTHER:
                return opposite(side) if own else side
        return None

    def _predicated(self) -> list[Event]:
        """Read every predicate, with what the one before it says of it."""
        found: list[Event] = []
        predicates = self.predicates
        skipped = -1
        for n, k in enumerate(predicates):
            event = self.event(k) if k != skipped else None
            if event is None:
                self._outcome(k, found)
                continue
            former = found[-1] if found else None
            if former is not None and self._goes_on(former, event):
                former.args = [*former.args, *(replace(a, role="destination") for a in event.args if a.role == "target")]
                continue
            if former is not None and event.frame.name in ARRIVING and self._arrives(former, event):
                event.type = "reinforcement"  # "reinforcements moving toward"
                event.args = [replace(a, role="destination") if a.role == "target" else a for a in event.args]
            if former is not None and event.type == "reinforcement" and self._arrives(former, event):
                event.side = event.side or former.side
                found.pop()
            elif (
                former is not None
                and event.side is None
                and (
                    self._goes_on_doing(former, event)
                    or (former.type == "control_held" and event.background and _same_place(former, event))
                )
            ):
                event.side = former.side
            behind = predicates[n + 1 :]
            if not event.args and event.type == "control_gained" and behind and self._relative(k, behind[0]):
                skipped = behind[0]
                event.args = self.gather(skipped + 1, self.stop(skipped), event.frame)
            if not event.args:
                following = next((p for p in behind if not self._object_of(k, p)), None)
                event.args = self._elsewhere(k, event, following, found)
            if event.args and all(a.region for a in event.args):
                event.args = self.counted(k, event) or event.args
            if event.type == "reinforcement" and all(a.role == "origin" for a in event.args):
                event.args = [*self.whither(k, event), *event.args]
            if event.frame.name == "route":
                self._draw_line(event)
            found.append(event)
        return found

    def _goes_on_doing(self, former: Event, event: Event) -> bool:
        """Say whether those who did what was told before do what is told now: "have taken A and repelled an attack at B"."""
        if event.type != "repelled":
            return event.type == former.type == "withdrew"
        verb = event.mood.governor if self.items[event.k].verb is None else event.k
        verb = max((x for x in range(former.k + 1, event.k) if self._beaten(x)), default=verb)
        joined = verb > former.k and self.lows[self.back(verb)] in ("and", ",")
        return joined and not former.mood.passive and not any(former.k < a.first < verb for a in self.actors)

    def _goes_on(self, former: Event, event: Event) -> bool:
        """Say whether an advance is only where those go who withdrew: "left Izium and moved toward Lyman"."""
        moves = event.type == "advance" and bool(event.args) and event.cues["type"].startswith(("mov", "head", "crossing"))
        return moves and former.type in ("withdrew", "evacuation") and former.side == event.side and not self.reduced(former.k)

    def _draw_line(self, event: Event) -> None:
        """Give a supply line the settlements of its subject rather than the region that it leads through."""
        k = event.k
        regional = all(a.region or a.anaphor or a.place.kind == "river" for a in event.args)
        if event.args and regional and any(w in self.lows[k] for w in ("hub", "node", "junction", "cent", "point", "base")):
            event.args = self._antecedent(k) or self._apposed(k) or self._linked(k, event.frame) or event.args
        if regional and "hub" in self.lows[max(0, k - 5) : k]:
            event.args = self._apposed(k) or self._linked(k, event.frame, 20) or self._said_of(k, event.frame) or event.args
        if all(a.region for a in event.args) and (line := self._subject_line(k, event.frame)):
            event.args = line
        if event.args and not any(a.role in ("via", "target") for a in event.args):
            event.args = [*(replace(a, role="via") for a in self._linked(k, event.frame)), *event.args]

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

    def _arrives(self, noun: Event, event: Event) -> bool:
        """Say whether the reinforcements are the subject of the verb that tells of them ("reinforcements arrived in")."""
        subject = self.items[noun.k].noun is not None and noun.type == "reinforcement" and self.items[event.k].verb is not None
        return subject and all(self.light(x) for x in range(noun.k + 1, event.k))

    def _relative(self, k: int, x: int) -> bool:
        """Say whether predicate `x` only describes the object of `k` ("liberated settlements that were captured in May")."""
        verb = self.items[x].verb
        if verb is None or verb.frame is None or verb.frame.type not in ("control_gained", "control_held"):
            return False
        return (
            any(self.lows[y] in ("that", "which") and self.cue(y - 1, "area") for y in range(k + 1, x)) and self.mood(x).passive
        )

    def _subject_noun(self, e: Event, found: list[Event]) -> bool:
        """Say whether a noun's place only tells where those come from who gain another ("counterattacks north of A took B")."""
        if self.items[e.k].noun is not None and e.type == "advance" and all(a.region for a in e.args) and self._yields(e, found):
            return True
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

    def _sets_out(self, e: Event, found: list[Event]) -> bool:
        """Say whether it is only told whence those come who get somewhere: "a column that set out from A got as far as B"."""
        if e.type != "advance" or not self.lows[e.k].startswith("set ") or not all(a.role == "origin" for a in e.args):
            return False
        return any(
            o.k > e.k and o.side == e.side and o.type == "advance" and any(a.role == "target" for a in o.args) for o in found
        )

    def _yields(self, e: Event, found: list[Event]) -> bool:
        """Say whether an offensive in a region is the subject of what it brings: "the offensive into Sumy Oblast has yielded"."""
        return any(
            o.k > e.k and o.args and o.side == e.side and not any(a.region for a in o.args) and self.propels(o.k) for o in found
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
        if e.frame.name == "reach" and all(a.anaphor for a in e.args):
            return any(
                o.type == "control_gained" and o.side == e.side and o.k < e.k for o in found
            )  # "captured A or bypassed it"
        verb = self.items[e.k].verb
        if (
            e.frame.name == "strike" and verb is not None and not self._bridge(e.k)
        ):  # "the bridge was hit and is no longer usable"
            cuts = (o for o in found if o.type == "supply_cut" and o.k > e.k and not o.mood.planned and _same_place(e, o))
            return any(self.items[o.k].word is not None and "and" in self.lows[e.k : o.k] for o in cuts)
        if e.type == "supply_cut" and e.side is None:
            return any(o.type == "supply_cut" and o.side is not None and _same_place(e, o) for o in found)
        if e.type != "supply_cut" or verb is None or verb.form != "ing" or not all(a.region for a in e.args):
            return False
        return any(o.type == "supply_cut" and o.side == e.side and o.k < e.k and not o.mood.planned for o in found)

    # ------------------------------------------------------------ told without a predicate

    def _repulsed(self, found: list[Event]) -> Iterator[Event]:
        """Read troops that "were repelled near A" where no attack is told that this could be the outcome of."""
        if "fail" not in self._named:
            return
        frame = LEXICON.frames["repel"]
        for x in self._cued:
            if "fail" not in self._cues[x] or not self.lows[x].startswith(("was ", "were ", "been ")):
                continue
            actor = self.subject(x)[0]
            before = [e for e in found if e.attack and e.k < x]
            if before:
                former = before[-1]
                if former.type == "advance" and self._gained(former) and not former.mood.planned and self._but_they(former.k, x):
                    yield self._held_up(former, x)
                continue
            if actor is None and self.cue(self.back(x), "attackers"):
                from_there = self.gather(x + 1, self.stop(x), LEXICON.frames["expel"])
                if args := [replace(a, role="target") for a in from_there if a.role in ("target", "origin")]:
                    yield Event(x, "repelled", frame, None, args, Mood(), cues={"type": self.lows[x]})
                continue
            if actor is None:
                continue
            if actor.last != self.back(x):
                yield from self._from_home(actor, x)
                continue
            args = self.gather(x + 1, self.stop(x), frame)
            if args:
                yield Event(x, "repelled", frame, opposite(self.side_of(actor.side)), args, Mood(), cues={"type": self.lows[x]})
                continue
            out = LEXICON.frames["expel"]
            args = [a for a in self.gather(x + 1, self.stop(x), out) if a.role == "origin"]
            if args and self.lows[x].endswith((" back", " out")):
                yield Event(x, "withdrew", out, self.side_of(actor.side), args, Mood(), cues={"type": self.lows[x]})

    def _from_home(self, actor: Actor, x: int) -> Iterator[Event]:
        """Read "soldiers in the industrial zone were forced back": from where they were."""
        if self.lows[actor.last + 1] not in ("in", "at", "around", "near") or not self.lows[x].endswith((" back", " out")):
            return
        home = range(actor.last + 1, x)
        if any(self.items[y].verb or self.mark(y) for y in home):
            return
        out = LEXICON.frames["cede"]
        if args := self.gather(home.start, x, out):
            yield Event(x, "withdrew", out, self.side_of(actor.side), args, Mood(), cues={"type": self.lows[x]})

    def _halted(self, found: list[Event]) -> Iterator[Event]:
        """Read rail traffic that "was halted", services on a line that "were suspended"."""
        if _TRAFFIC.isdisjoint(self.lows):
            return
        frame = LEXICON.frames["cut"]
        for x in self._cued:
            low = self.lows[x]
            if not low.endswith((" halted", " stopped")) and not (low == "suspended" and self.lows[self.back(x)] in BE):
                continue
            edge = self._left_edge(x)
            if _TRAFFIC.isdisjoint(self.lows[edge:x]) or self.conditional(x) or self.mood(x).planned:
                continue
            args = [a for a in self.gather(edge, x, frame) if a.role != "skip"] or self.gather(x + 1, self.stop(x), frame)
            if args and not any(e.type in ("supply_cut", "repelled") and e.args == args for e in found):
                yield Event(x, "supply_cut", frame, None, args, Mood(), cues={"type": low})

    def _fed(self, found: list[Event]) -> Iterator[Event]:
        """Read a town "through which all supplies pass", a road "which the Russians use for bringing up ammunition"."""
        if _RELATIVES.isdisjoint(self.lows):
            return
        frame = LEXICON.frames["route"]
        for x in self._cued:
            if self.lows[x] not in _RELATIVES or (self.lows[x] == "which" and _USING.isdisjoint(self.lows[x + 1 : x + 6])):
                continue
            end = next((y for y in range(x + 1, len(self.items)) if self.mark(y)), len(self.items))
            told = next((e for e in found if x < e.k < end and e.type == "supply_route"), None)
            feeds = told is not None or any(low.partition(" ")[0] in CARGO or low in _FEEDING for low in self.lows[x + 1 : end])
            args = self._road_before(x, frame) or self._antecedent(x + 1) if feeds else []
            if told is not None:
                told.args = [*args, *told.args]
            elif args:
                sides = (self.side_of(a.side) for a in self.actors if x < a.first < end and a.side != "unit")
                yield Event(x, "supply_route", frame, next(sides, None), args, Mood(), cues={"type": self.lows[x]})

    def _destroyed(self, found: list[Event]) -> Iterator[Event]:
        """Let troops that came somewhere and were destroyed be repelled there: "entered Kupiansk and were wiped out"."""
        came = [e for e in found if e.type in ("entered", "advance") and e.side is not None and not e.mood.planned]
        ends = [x for x in (*self.predicates, *self._cued) if self._wiped_out(x)] if came else []
        strikes = {e.k: e for e in found if e.type == "strike"} if ends else {}
        for former in came:
            for x in ends:
                if x <= former.k:
                    continue
                actor = self.subject(x)[0]
                if actor is not None and actor is not self.subject(former.k)[0]:
                    break
                args = [a for a in former.args if a.role == "target"]
                if args and not any(it.place for it in self.items[x : self.stop(x)]):
                    if (strike := strikes.pop(x, None)) is not None:
                        found.remove(strike)
                    yield Event(x, "repelled", former.frame, opposite(former.side), args, Mood(), cues={"type": self.lows[x]})
                break

    def _wiped_out(self, x: int) -> bool:
        """Say whether item `x` tells that somebody was destroyed."""
        verb, low = self.items[x].verb, self.lows[x]
        if verb is not None:
            return verb.lemma == "destroy" and self.passive(x)
        return low.endswith(_WIPED_OUT) and low.startswith(("was ", "were ", "been "))

    def _but_they(self, a: int, b: int) -> bool:
        """Say whether nothing but "but" and a pronoun stands before item `b`, so that it is still said of those of item `a`."""
        while b > a and (self.adverb(b - 1) or self.lows[b - 1] in HAVE or self.lows[b - 1] in PRONOUNS):
            b -= 1
        return self.lows[b - 1] in ("but", "although", "though") and b - 1 > a

    def _held_up(self, advance: Event, x: int) -> Event:
        """Read where an advance ended: "advanced toward Balakliia but were stopped at the outskirts of the town"."""
        frame = LEXICON.frames["repel"]
        args = self.gather(x + 1, self.stop(x), frame)
        if not args:
            at_edge = any(self.cue(y, "outskirts") for y in range(x + 1, min(len(self.items), x + 6)))
            edge: Relation | None = "outskirts" if at_edge else None
            args = [replace(a, role="target", relation=edge or a.relation) for a in advance.args if a.role != "origin"]
        return Event(x, "repelled", frame, opposite(advance.attacker), args, Mood(), cues={"type": self.lows[x]})

    def _presence(self, found: list[Event]) -> Iterator[Event]:
        """Read who is merely seen somewhere: "footage of Ukrainian forces in Borivske", "reported Russian units in Torske"."""
        for actor in self.actors:
            if not self.cue(actor.last, "force", "head") and self.lows[actor.last] not in PEOPLES:
                continue
            y = actor.last + 1
            while y < len(self.items) and (self.adverb(y) or self.lows[y] in _BEING):
                y += 1
            now = self.cue(y, "near") and self.lows[y - 1] in ("now", "already")
            stands = y > actor.last + 1 and (now or self._at(y)) and self.lows[y - 1] not in HAVE
            if stands and not self._none(actor.first - 1) and not any(self.items[z].verb for z in range(actor.last + 1, y)):
                event = self._stationed(actor, y)
                if event is not None and not any(e.k == y for e in found):
                    yield event
            elif self.items[actor.first - 1].lemma in _ADDRESSING:
                continue  # "warned Ukrainians in"
            elif self.lows[self._busy(actor.last + 1)] in _INSIDE and self._sighted(actor):
                event = self._seen(actor)
                massed = self.lows[actor.first - 1].endswith(" of")  # "a concentration of"
                told = range(actor.first - massed, self.stop(actor.last) + 1)
                if event is not None and not any(e.k in told and e.type != "strike" for e in found):
                    yield event

    def _at(self, y: int) -> bool:
        """Say whether item `y` tells that troops are in a place: "in", "still at"."""
        low = self.lows[y]
        if low == "on":
            y += 1 + (self.lows[y + 1] == "the")
            place = self.items[y].place if y < len(self.items) else None
            return place is not None and place.kind == "relief"  # "are still on Snake Island"
        return low in ("in", "inside") or (low == "at" and (self.lows[y - 1] == "still" or self.lows[y - 1].startswith("remain")))

    def _flagged(self, found: list[Event]) -> Iterator[Event]:
        """Read a flag that is only seen: "a video of its flag over Vuhledar", "shows a soldier with a flag in"."""
        if "flag" not in self._named or any(e.type == "flag_raised" for e in found):
            return
        frame = LEXICON.frames["flag"]
        for x in self._cued:
            if not self.cue(x, "flag") or self.lows[x + 1] not in _ABOVE or self.mood(x).negated:
                continue
            if not any(self.cue(y, "report_noun") or self.items[y].cues.get("say") for y in range(x)):
                continue
            args = self.gather(x + 1, self.stop(x), frame)
            if args:
                side = self._flag_side(x) or next((self.side_of(a.side) for a in reversed(self.actors) if a.last < x), None)
                yield Event(x, "flag_raised", frame, side, args, Mood(), cues={"type": self.lows[x]})
                return

    def _claimed(self) -> Iterator[Event]:
        """Read a town that a side only claims, or adds to its list: "Moscow claims Toretsk", "added Lyman to the list of"."""
        if CLAIMING.isdisjoint(self.lows):
            return
        frame = LEXICON.frames["gain"]
        for x in self._cued:
            if self.lows[x] not in CLAIMING or x in self._predicate_set or not (towns := self._laid_claim_to(x, frame)):
                continue
            doer = next((a for a in self.actors if a.last == self.back(x)), None)
            side = self.side_of(doer.side) if doer is not None else self._claimant_side(self.back(x))
            if self.lows[x] == "added" and not self._to_list(towns[-1].at):
                continue
            if side is not None or (self.lows[x] == "added" and "liberated" in self.lows):
                yield Event(x, "control_gained", frame, side or "UA", towns, self.mood(x), cues={"type": self.lows[x]})

    def _claimant_side(self, b: int) -> Side | None:
        """Return the side of the one who speaks and whose name ends at item `b`: "the defence ministry in Moscow"."""
        seat = self.items[b].place if b >= 0 else None
        if seat is not None and self.lows[b - 1] == "in" and self.cue(b - 2, "claimant"):
            return _SEATS.get(seat.surface.casefold())
        who = self._claimant(self._before_phrase(b) + 1, b) if b >= 0 else None
        return self.side_of(who.side or "") if who is not None else None

    def _laid_claim_to(self, x: int, frame: Frame) -> list[Arg]:
        """Return the towns that are the object of verb `x`: "claims Toretsk", "claimed a second village, Tabaivka"."""
        y = x + 1
        while self.lows[y] in DETERMINERS or self.lows[y] in _NTH or self.lows[y] in _TOWN:
            y += 1
        if self.lows[y - 1] in _TOWN and self.lows[y] in (",", "of", "in"):
            y = next((z for z in range(y + 1, y + 7) if self.lows[z - 1] in (",", "of") and self._is_place(z)), y)
        if self._counts(y) and _PLURAL_TOWNS & {self.lows[y + 1], self.lows[y + 2]}:
            y = next((z + 1 for z in range(y + 2, len(self.items)) if self.lows[z] in ("including", "among them", ":")), y)
        end = y
        while self._is_place(end) or (self.lows[end] in (",", "and") and self._is_place(end + 1)):
            end += 1
        ends = self.mark(end) or (self.lows[end] in PREPOSITIONS and self.lows[end] != "as") or "breaks" in self._cues[end]
        if end == y or not ends or self.lows[end] == "as":
            return []
        return [a for a in self.gather(y, end, frame) if not a.region and a.place.kind == "settlement"]

    def _to_list(self, at: int) -> bool:
        """Say whether the town at item `at` is added to a list of those taken."""
        return self.lows[at + 1] == "to" and not {"list", "tally", "toll"}.isdisjoint(self.lows[at + 2 : at + 6])

    def _busy(self, x: int) -> int:
        """Return the item behind what those are doing who are seen: "forces present in", "forces looting shops in"."""
        if self.lows[x] == "present":
            return x + 1
        if not (self.lows[x].endswith("ing") and x < len(self.items) and self._plain(x)):
            return x
        return next((y for y in range(x + 1, x + 4) if not (y < len(self.items) and self._plain(y))), x)

    def _stationed(self, actor: Actor, x: int) -> Event | None:
        """Read "Ukrainian forces are in Borivske"; `x` is the preposition."""
        frame = LEXICON.frames["enter"]
        args = self.gather(x, self.stop(x), frame)
        if args and self.cue(x, "near") and actor.side in ("UA", "RU", "enemy") and all(a.relation == "near" for a in args):
            cues = {"type": f"{self.lows[x - 1]} near"}
            return Event(x, "advance", frame, self.side_of(actor.side), args, Mood(planned=self.conditional(x)), cues=cues)
        if not args or self.lows[args[0].at - 1] not in ("in", "inside", "the", "of", "on") or self._unconfirmed(x):
            return None
        if self.lows[x - 1].startswith("remain") and not self._within(x, args[0].at):
            return None  # "remained in a defensive posture west of Kyiv"
        args = [a for a in args if not a.region or a.role == "target"]
        mood, cues = Mood(planned=self.conditional(x)), {"type": f"{self.lows[x - 1]} in"}
        teller = self.attribution(x) if actor.side == "unit" else None
        stays = any(low == "still" or low.startswith("remain") for low in self.lows[actor.last + 1 : x])
        kind: EventType = "control_held" if stays else "entered"
        own = kind == "control_held" and teller is not None and teller.side in ("UA", "RU")  # one's own hold out
        side = self.side_of((teller.side or "") if own and teller is not None else actor.side)
        return Event(x, kind, frame, side, args, mood, cues=cues)

    def _within(self, x: int, at: int) -> bool:
        """Say whether what preposition `x` leads to is a place or a part of one, on the way to the place `at`."""
        if all(self.lows[y] in DETERMINERS for y in range(x + 1, at)):
            return True
        return self.lows[x + 1] != "place" and any(self.cue(y, "area") for y in range(x + 1, at + 1))

    def _sighted(self, actor: Actor) -> bool:
        """Say whether troops are the object of a word of telling: "footage of", "reported"."""
        b = actor.first - 1
        while (
            b >= 0
            and self.lows[b] not in ("to", "that")
            and (
                self.lows[b] in DETERMINERS
                or self.adverb(b)
                or self.lows[b] in MONTHS
                or self.lows[b] in ("of", "likely")
                or self.lows[b][0].isdigit()
                or (self.lows[b] == "on" and self.lows[b + 1] in MONTHS)
                or (
                    self.items[b].low[:1].isalpha()
                    and not self.items[b].cues
                    and not self.items[b].verb
                    and self.lows[b] not in PREPOSITIONS
                    and not self.items[b].place
                )
            )
        ):
            b -= 1
        if b < 0 or self.lows[b] in ("accused", "called", "told", "urged"):
            return False
        return self.lows[b] != "post" and (bool(self.items[b].cues.get("say")) or "report_noun" in self.items[b].cues)

    def _seen(self, actor: Actor) -> Event | None:
        frame, end = LEXICON.frames["enter"], self.stop(actor.last)
        args = self.gather(actor.last + 1, end, frame)
        if not args:
            return None
        behind = range(args[-1].at + 1, min(end + 1, args[-1].at + 4, len(self.items)))
        if any(self.lows[x] in BE or self.items[x].verb for x in behind):
            return None
        side = self.side_of(actor.side) or ("RU" if actor.side == "unit" else None)
        return Event(actor.last, "entered", frame, side, args, Mood(), cues={"type": self.lows[actor.last]})

    def rejected(self, verb: int) -> bool:
        """Say whether a verb of denying stands in a clause on a claim told before: ", a claim that the ministry denied"."""
        that = next((x for x in range(verb - 1, max(0, verb - 8), -1) if self.lows[x] in ("that", "which")), 0)
        return that > 1 and self.cue(that - 1, "report_noun") and self.lows[that - 2] in ("a", "the", "an", ",")

    # ------------------------------------------------------------ outcomes

    def _outcome(self, k: int, found: list[Event]) -> None:
        """Let a gain that did not happen tell how the attack before it ended ("but did not secure any territory")."""
        it = self.items[k]
        entry = it.verb or it.noun
        if entry is None or entry.frame is None or entry.frame.name not in ("gain", "advance", "enter"):
            return
        if any(w in it.low for w in ("significant", "major", "substantial", "other", "further", "additional", "more")):
            return
        mood = self.mood(k) if it.verb else self.noun_mood(k)
        if not mood.negated or "yet" in mood.cue or mood.cue == "unlikely to" or not found or not self._contrast(found[-1].k, k):
            return
        if mood.governor >= 0 and self._cues[mood.governor].get("say") == "base":
            return  # "but it cannot be confirmed that"
        if found[-1].attack and found[-1].type == "advance" and not self._gained(found[-1]):
            self._fail(found[-1], k)

    @staticmethod
    def _gained(e: Event) -> bool:
        """Say whether an advance is told as one that got somewhere: "made limited gains", "advanced within the town"."""
        return e.frame.name == "advance" and not e.mood.attempted and e.mood.governor < 0

    def _contrast(self, a: int, b: int) -> bool:
        return any(self.lows[x] in ("but", "although", "though", "without", "however") for x in range(a + 1, b))

    def _outcomes(self, found: list[Event]) -> None:
        """Let words of failure behind an attack make it a repelled one ("but were defeated", "without success")."""
        for n, e in enumerate(found):
            if e.attack and e.type == "advance" and not e.mood.planned:
                nxt = found[n + 1] if n + 1 < len(found) else None
                told = nxt is not None and (nxt.type == "withdrew" or (nxt.type == "repelled" and _same_place(e, nxt)))
                at = self._failure(e, len(self.items) if nxt is None else nxt.k + told)
                if at >= 0:
                    self._fail(e, at)
            elif e.mood.planned and e.mood.governor >= 0 and e.type in _TRIED and (at := self._miscarried(e)) >= 0:
                e.mood.planned, e.attacker = False, e.side
                self._fail(e, at)

    def _miscarried(self, e: Event) -> int:
        """Return the item that says that what a plan aimed at came to nothing, or -1: "a campaign to take it had failed"."""
        contrast = False
        for x in range(e.k + 1, len(self.items)):
            if self.lows[x] == ";" or (x > e.k + 1 and self.cue(x, "breaks") and self.lows[x] != "but"):
                return -1
            if self.items[x].verb is not None and self.lows[x - 1] != "to":
                return -1
            contrast |= self.lows[x] == "but"
            if any(a.first == x and a.force and self._subjective(a) for a in self.actors):
                return -1
            if not self.cue(x, "fail", "futile") or self.lows[x + 1] == "to" or self._elsewhere_or_later(x):
                continue
            before = self.lows[self.back(x)]
            ended = before in HAVE and self.items[e.mood.governor].verb is None
            if ended or (contrast and (before == "but" or before in BE or self.lows[x].startswith(("without", "to no")))):
                return x
        return -1

    def _failure(self, e: Event, end: int) -> int:
        """Return the item before `end` that says that an attack failed, or -1."""
        contrast = broken = False
        nominal = self.items[e.k].noun is not None
        for x in range(e.k + 1, end):
            low, verb, cues = self.lows[x], self.items[x].verb, self._cues[x]
            broken |= "breaks" in self._cues[x - 1]
            fails = "fail" in cues
            stalls = verb is not None and verb.lemma == "stall" and (self.mark(x + 1) or self._is_where(x + 1))
            stalls = stalls and (self.lows[x - 1] in HAVE or (nominal and all(map(self.light, range(e.k + 1, x)))))
            if stalls and (nominal or e.mood.attempted) and not broken:
                return x  # "an attempt to encircle it has stalled"
            if (
                verb is not None
                and verb.name in ("expel", "repel")
                and self.lows[x + 1] in ("them", "it")
                and "to" not in (self.lows[x - 1], self.lows[x + 2])
            ):
                return x  # "but the defenders pushed them back"
            if (fails and low.startswith(("was ", "were ", "been "))) or (
                ((verb is not None and verb.name == "repel") or self.items[x].cues.get("foil") == "part")
                and (self.lows[x - 1] in BE or (nominal and self._headed(x)))
            ):
                turned = (
                    contrast and (verb is not None or e.mood.attempted) and self.subject(x)[0] in (None, self.subject(e.k)[0])
                )
                if turned or ((nominal or e.mood.attempted) and not broken):
                    return x  # "an attack near it was repelled", "attempts to infiltrate it were stopped"
            fails = fails and not self.items[x].cues.get("say") and not self._elsewhere_or_later(x)
            if (
                fails
                and ("success" in low and (self.lows[self.back(x)] in BE or "no " in low))
                and not broken
                and not self._gained(e)
            ) and (nominal or e.mood.attempted):
                return x  # "attempts to take it were unsuccessful"
            if self.cue(x, "futile") and (nominal or e.mood.attempted) and not broken:
                between = any(a.first > e.k and a.last < x and a.force and self._subjective(a) for a in self.actors)
                if not between:
                    return x  # "an attempt to seize it failed"
            made = low == "forced" and self.lows[x + 1] == "to"
            made |= verb is not None and verb.name == "withdraw" and self.lows[x - 2 : x] == ["forced", "to"]
            if contrast and made and not self._gained(e) and self._ends(x):
                return x  # "launched an assault but were forced to retreat"
            if contrast and verb is not None and verb.name == "withdraw" and not nominal and not self._gained(e):
                return x if e.mood.attempted and self.subject(x)[0] in (None, self.subject(e.k)[0]) else -1  # "but retreated"
            contrast |= low in ("but", "though", "although", "and")
            if fails and (
                (contrast and not self._gained(e))
                or "losses" in low
                or low.startswith("without ")
                or low in ("in vain", "to no avail")
            ):
                actor, _ = self.subject(x)
                return x if actor is None or self.side_of(actor.side) in (e.attacker, None) else -1
        return -1

    def _is_where(self, x: int) -> bool:
        """Say whether it is told from item `x` on where something is: "around", "in"."""
        return self.cue(x, "near") or self.lows[x] in ("in", "at", "on", "outside")

    def _headed(self, x: int) -> bool:
        """Say whether a participle leaves out its auxiliary: "Russian assault near Yantarne stopped, brigade reports"."""
        verb = self.items[x].verb
        bare = verb is not None and verb.form in ("past", "part") and self.items[x - 1].place is not None
        return bare and (x + 1 >= len(self.items) or self.mark(x + 1) or self.lows[x + 1] == "by")

    def _ends(self, x: int) -> bool:
        """Say whether no place is told behind item `x`: "and withdrew with losses"."""
        return not any(it.place for it in self.items[x + 1 : x + 6])

    def _elsewhere_or_later(self, x: int) -> bool:
        """Say whether a failure is another place's, day's or man's: "failed elsewhere", "unable to confirm"."""
        if self.lows[x + 1] == "to" and self.lows[x + 2] in ("confirm", "verify", "corroborate"):
            return True
        if self.lows[x + 1] == "elsewhere" or "elsewhere" in self.lows[max(0, x - 9) : x]:
            return True
        return any(self.cue(y, "modal") for y in range(max(0, x - 4), x))

    def _fail(self, e: Event, at: int) -> None:
        ends = self._by(at) if e.attacker is None else opposite(e.attacker)
        words = self.lows[at]
        e.type, e.side, e.attack = "repelled", ends, False
        e.cues["type"] += f" … {words}"
