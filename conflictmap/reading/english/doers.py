"""Whose doing an event is: the one who acts or suffers, else what a phrase, the clause or the one who tells of it say."""

from __future__ import annotations

import re
from typing import NamedTuple

from conflictmap.model import EventType, Side
from conflictmap.reading.english.actors import Actor
from conflictmap.reading.english.agents import LOST, Agents
from conflictmap.reading.english.clauses import RUNS
from conflictmap.reading.english.moods import Mood
from conflictmap.reading.english.words import BE, DETERMINERS, HAVE, PREPOSITIONS, PRONOUNS, opposite
from conflictmap.reading.lexicon import Entry, Frame

# verbs of getting back what was one's own
_LIBERATE = frozenset(
    ["is free", "are free", "is now free", "is free again", "win back", "take back", "claw back", "wrestle back"]
) | frozenset("liberate liberation free retake recapture reclaim recover de-occupy deoccupy de-occupation deoccupation".split())
_REGAINED = frozenset("liberate clear retake recapture regain free recover reclaim secure de-occupy deoccupy".split())
_RUSSIAN_HELD = frozenset(
    "occupied russian-occupied russian-held russian-controlled separatist-held separatist-controlled rebel-held".split()
)
_UKRAINIAN_HELD = frozenset("ukrainian-held ukrainian-controlled government-held government-controlled".split())
_TARGETS = frozenset(
    """
    base bases depot depots ammunition ammo warehouse headquarters airfield airbase positions position barracks command post
    convoy column equipment stronghold dump arsenal storage building buildings administration checkpoint
    """.split()
)
_OWN_MOVES = frozenset(
    ["withdraw", "reinforce", "advance", "evacuate", "station", "send", "cede"]
)  # "units were moved": their own side's
# what the one does who holds the place; all else is done to him
_TOLD_OTHERWISE = frozenset(["fight", "fall", "route", "strike"])  # frames that seek their doer in ways of their own
_UNDER_FIRE = ("come/came/come under", "be/was/been under")
_MAKES = frozenset("make makes made making render renders rendered rendering leave leaves left leaving put puts putting".split())
_AIMS = frozenset("goal goals objective objectives aim aims priority task plan intention ambition".split())
_OWNED = frozenset(["attempt", "plan", "fail", "report_noun"])  # what an adjective may say the owner of
_THEY = frozenset("they them it their he troops forces units soldiers fighters".split())
_OWN_HANDS = re.compile(r" (?:its|their) ")
THEIR_LOSS = frozenset(["control_gained", "entered", "flag_raised", "advance", "supply_cut"])  # one denies what the other did
FROM_AFAR = frozenset(
    """
    drones drone missiles missile rockets rocket artillery aircraft aviation jets warplanes bombers helicopters himars mlrs shells
    bombs mortars howitzers shaheds
    """.split()
)


def _base(entry: Entry) -> str:
    """Return a verb or noun as it stands in a dictionary: "win/won/won back" is "win back"."""
    head, *rest = entry.lemma.split()
    return " ".join([head.split("/")[0], *rest])


_UNCAUSED = ("explosion", "explosions", "blast", "blasts", "detonation", "detonations")  # nobody's doing unless one is named
_SUFFERING = frozenset("suffer suffers suffered suffering experienced sustained".split())
_BRINGING = frozenset("cause caused causing triggered triggering set trigger sparked resulting".split())


class Who(NamedTuple):
    """Who does what a predicate tells."""

    actor: Actor | None
    people: bool  # people rather than a side
    side: Side | None
    agent: Side | None  # of a passive


class Doers(Agents):
    """A sentence whose predicates can be asked whose doing they tell of."""

    def side(self, k: int, frame: Frame, kind: EventType, mood: Mood, who: Who) -> Side | None:
        """Return the side whose doing an event of type `kind` is, as the grammar tells it."""
        it = self.items[k]
        entry = it.verb or it.noun or it.word
        assert entry is not None
        passive = mood.passive or who.agent is not None
        side = who.side
        falls = it.noun is not None and it.noun.lemma == "fall"  # it isn't the doing of who is spoken of before
        if side is None and not passive and not who.people and frame.name not in _TOLD_OTHERWISE and not falls:
            side = self._doer_before(k)
        side = self._shown(k, frame, who, side, passive=passive)
        if frame.side == "opposite":
            side = opposite(side)
        elif frame.side == "UA" or frame.side == "RU":
            side = frame.side  # type: ignore[assignment]  # a str that the test narrows
        side = self._reversed(k, frame, mood, side, passive=passive)
        if side is None and it.low.endswith((" ours", " ours again", " our control", " any more", " anymore", " theirs")):
            ours = self.voice() or "UA"
            return ours if frame.name != "lose" and not it.low.endswith("theirs") else opposite(ours)
        if side is None or frame.name == "held":
            side = self._worded(k, entry, frame, side)
        if frame.name == "fight" and it.verb is None and it.noun is not None and not self._adjective(k):
            side = None
        if kind == "evacuation":
            side = (None if frame.name == "move" and passive else side) or self._evacuating(k)
        return self._own(who.actor, kind, side) if frame.side == "subject" else side

    def _doer_before(self, k: int) -> Side | None:
        """Return the side of who stands before item `k` and may do what it tells."""
        if self.items[k].noun is not None:
            return self._nearest_side(k) if not self._beaten_off(k) else None
        if (side := self._nearest_side(k)) is not None:
            return side
        for a in reversed(self.actors):
            if a.last < k and a.force and not self._speaks(a, k) and not (a.first and self.items[a.first - 1].verb):
                return self.side_of(a.side)
        return None

    def _beaten_off(self, k: int) -> bool:
        """Say whether noun `k` is an attack that is said to have been repelled: who stands before it did not make it."""
        for x in range(k + 1, min(len(self.items), k + 12)):
            it = self.items[x]
            if it.mark or "breaks" in it.cues:
                return False
            if "fail" in it.cues and it.low.startswith(("was ", "were ", "been ")):
                return True
            if it.verb is not None:
                return it.verb.name == "repel" and self.passive(x)
        return False

    # ------------------------------------------------------------ what the words around a predicate show

    def _shown(self, k: int, frame: Frame, who: Who, side: Side | None, *, passive: bool) -> Side | None:
        """Return the side that the words around a predicate of `frame` show, else `side`."""
        it, name = self.items[k], frame.name
        if name == "strike" and it.noun is not None and it.low.endswith(_UNCAUSED) and not self._caused(k):
            return opposite(self._sufferer(k, before=self.lows[k - 1] in _SUFFERING or self.lows[k - 2] in _SUFFERING))
        if name == "strike" and side is None:
            side = self._striker(k, passive=passive)
        if name in ("strike", "attack") and it.verb is not None and it.verb.lemma.startswith(_UNDER_FIRE):
            return self._fired_on(k, who, side)
        if name == "grant" or it.low.startswith(("sent ", "sends ", "sending ", "send ")):
            return self._held_by(k) or side
        if name == "route":
            return self._supplied_side(k, side)
        if name == "lose" and it.noun is not None and side is None:
            return next((self.side_of(a.side) for a in self.actors if a.first > k and self.side_of(a.side)), None)  # the loser
        teller = self.attribution(k) if name == "gain" and it.word is not None and _OWN_HANDS.search(it.low) else None
        if teller is not None and teller.side in ("UA", "RU"):
            return self.side_of(teller.side or "")  # "Moscow says that it is now in its hands"
        if name == "gain" and it.low.endswith((" control of", " control over")) and (held := self._held_by(k)) is not None:
            return held  # "to establish Russian control of"
        if name == "gain" and "under " in it.low:
            return self._held_by(k) or side or self._nearest_side(k)  # "has been brought under Russian control"
        return side

    def _striker(self, k: int, *, passive: bool) -> Side | None:
        """Return who strikes: the one before, the one that the phrase names, or who doesn't hold what is struck."""
        side = self._nearest_side(k) if not passive else None
        if self.items[k].noun is not None and self._endured(k):
            side = opposite(side)  # "hold Siversk despite constant shelling"
        return side or (self._held_by(k) if " " in self.items[k].low else None) or opposite(self._sufferer(k))

    def _caused(self, k: int) -> bool:
        """Say whether it is told who brings about the explosions that noun `k` tells of: "explosions from Russian strikes"."""
        ahead = any(self.lows[x] in ("by", "from", "after", "following") for x in range(k + 1, k + 3))
        brought = self.lows[k - 1] in _BRINGING or self.lows[k - 2] in _BRINGING
        return ahead or brought or "responsible" in self.lows[:k]

    def _endured(self, k: int) -> bool:
        """Say whether what noun `k` tells is what those suffer who act: "despite constant shelling"."""
        x = k - 1
        while x > 0 and (self._plain(x) or self.adverb(x)) and self.lows[x] != "amid":
            x -= 1
        if self.lows[x] not in ("despite", "amid"):
            return False
        held = (self.items[v].verb for v in self.predicates if v < x)
        return any(verb is not None and verb.name in ("held", "repel") for verb in held)

    def _fired_on(self, k: int, who: Who, side: Side | None) -> Side | None:
        """Return whose fire it is that somebody comes under."""
        under = who.actor if who.actor is not None and who.actor.first >= self._left_edge(k) else None
        source = (self.side_of(a.side) for a in self.actors if k < a.first <= k + 4 and self.lows[a.first - 1] == "from")
        return (
            self._by(k)
            or next(source, None)
            or self._held_by(k)
            or (opposite(self.side_of(under.side)) if under is not None else side)
        )

    def _supplied_side(self, k: int, side: Side | None) -> Side | None:
        """Return whom a line of supply feeds."""
        near = self.lows[max(0, k - 3) : k]
        if self.lows[k - 1] == "their" and any(low.startswith("threat") for low in near):
            side = opposite(side)  # "is threatening their supply line"
        if side is None:
            side = next((self.side_of(a.side) for a in self.actors if k < a.first and self._feeds(k, a)), None)
        if self.items[k].verb is not None:
            side = self._held_by(k) or side
        if self.items[k].noun is None:
            edge = next((x for x in range(k - 1, 0, -1) if "breaks" in self._cues[x]), self._left_edge(k))
            sides = (self.items[x].side for x in range(edge, k))
            whose = next((self.side_of(s) for s in sides if s in ("UA", "RU")), None)  # "the Ukrainian bridgehead is fed through"
            side = whose if side is None or self.lows[edge].endswith("which") else side  # "took A, through which supplies pass"
        if side is None and not {"their", "its"}.isdisjoint(near):
            side = self._nearest_side(k)
        return side

    def _feeds(self, k: int, actor: Actor) -> bool:
        """Say whether an actor behind noun `k` is who is fed: "a lifeline for the garrison", "a road that the army"."""
        x = actor.first
        if self.lows[k + 1] == "to" and x <= k + 3:
            return True  # "the road is open again to the Ukrainians"
        if x <= k + 4 and any(self.lows[y] in ("for", "of") for y in range(k + 1, x)):
            return True
        return x <= k + 8 and (self.lows[x - 1] in RUNS or self.lows[x - 1] in ("that", "which"))

    # ------------------------------------------------------------ what a frame turns round

    def _reversed(self, k: int, frame: Frame, mood: Mood, side: Side | None, *, passive: bool) -> Side | None:
        """Return whose doing it is where the frame tells of the other one: what is lost, cut, hoisted or falls."""
        name = frame.name
        if name == "lose" and passive:
            side = self._lost_by(k) or side
        elif name == "cut":
            side = self._cut_by(k, side, passive=passive)
        if frame.object == "flag" and self.items[k].verb is not None:
            whose = self._held_by(k) or self._flag_side(self._flag(k))
            side = (opposite(whose) if name == "unflag" else whose) or side
        if name == "fall":
            named = side if self._forced(mood.governor) else opposite(side)
            side = self._falls_to(k) or (named if self.items[k].noun is None or self._adjective(k) else None)
            teller = self.attribution(k)
            if side is None and teller is not None and teller.certainty == "denied":
                side = opposite(self.side_of(teller.side or ""))
        return side

    def _lost_by(self, k: int) -> Side | None:
        """Return to whom something is lost: "was lost to the Russians"."""
        for a in self.actors:
            if k < a.first <= k + 4 and self.lows[a.first - 1] in ("to", "the"):
                return self.side_of(a.side)
        return None

    def _cut_by(self, k: int, side: Side | None, *, passive: bool) -> Side | None:
        """Return who cuts a line, or makes it of no use to the other."""
        it = self.items[k]
        if it.word is not None and it.low.startswith(LOST) and not self._renders(k):
            side = self._held_by(k)  # not whose garrison it fed
        if side is None and (passive or it.word is not None):
            edge = self._left_edge(k)
            side = opposite(next((self.side_of(a.side) for a in self.actors if edge <= a.first < k), None))
        return side

    def _worded(self, k: int, entry: Entry, frame: Frame, side: Side | None) -> Side | None:
        """Return the side that a word tells by itself: who liberates, who occupies, whose "its control" is."""
        low = self.items[k].low
        if side is None and (_base(entry) in _LIBERATE or low.endswith(" liberated")):
            teller = self.attribution(k)
            own = self.attributive(k) and self.sentence.text[self._spans[k][0] - 1] not in "\"“«'‘"  # so the writer calls a town
            called = self.state.speaker_side if own else teller.side if teller is not None else None
            side = "RU" if called == "RU" else "UA"
        if side is None and entry.lemma in ("occupy", "occupation"):
            side = "RU"
        if frame.name != "held":
            return side
        if low in ("under its control", "under their control", "under his control"):
            side = None
        if side is None and low.startswith("under ") and low.endswith(" control"):
            teller = self.attribution(k)
            side = self._possessor(k) or self._its_owner(k) or (self.side_of(teller.side or "") if teller is not None else None)
        return side

    def _possessor(self, k: int) -> Side | None:
        """Return who has a place under control: "Russia now has most of the town under its control"."""
        has = next((x for x in range(k - 1, max(0, k - 12), -1) if self.lows[x] in HAVE or self.mark(x)), 0)
        if self.lows[has] not in HAVE:
            return None
        return next((self.side_of(a.side) for a in self.actors if a.last == self.back(has)), None)

    def _its_owner(self, k: int) -> Side | None:
        """Return who is named as the owner of "its control": "Russia's ability to declare Mariupol under its control"."""
        owned = (x for x in range(k - 1, -1, -1) if self.items[x].side in ("UA", "RU") and self._owned(x))
        return next((self.side_of(self.items[x].side) for x in owned), None) if self.attribution(k) is None else None

    def _sufferer(self, k: int, *, before: bool = False) -> Side | None:
        """Return who holds what is struck, where that is said: "explosions in occupied Melitopol", "a Russian depot near"."""
        if any(low.startswith("accus") for low in self.lows[:k]):
            return None  # each says that it was the other
        for x in range(self._left_edge(k), min(len(self.items), self.stop(k) + 1)):
            if self.lows[x] == "by" and self.lows[x - 1] == "used":
                return self.side_of(self.items[x + 1].side) if x + 1 < len(self.items) else None
            if self.lows[x] in _RUSSIAN_HELD | _UKRAINIAN_HELD:
                return "RU" if self.lows[x] in _RUSSIAN_HELD else "UA"
            struck = (
                self.items[x].side in ("UA", "RU") and (before or x > k) and self.lows[x - 1] not in ("by", "from", "against")
            )
            if struck and any(self.lows[y] in _TARGETS for y in range(x + 1, x + 5)):
                return self.side_of(self.items[x].side)
        return None

    def _evacuating(self, k: int) -> Side | None:
        """Return who evacuates: the authorities named before, or the one who tells of it."""
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
        if side is not None:
            return side
        a = self.attribution(k)
        if any(self.lows[x] in ("those", "they") for x in range(k)):
            return self.state.said[-1].claim.side if self.state.said else self.state.actor
        if a and a.side in ("UA", "RU"):
            return a.side
        if a is None and self.quoted and self.state.claimant_side in ("UA", "RU"):
            return self.state.claimant_side
        return None

    def _guess(self, k: int, frame: Frame, who: Who, *, passive: bool) -> Side | None:
        """Guess whose doing it is where the grammar does not tell: from the one who tells of it, or the only one there is."""
        it = self.items[k]
        entry = it.verb or it.noun or it.word
        teller = self.attribution(k)
        if (passive or it.noun is not None) and frame.type in THEIR_LOSS and teller is not None and teller.certainty == "denied":
            return opposite(self.side_of(teller.side or ""))
        if frame.type == "control_gained" and (passive or it.noun is not None) and who.agent is None and entry is not None:
            return opposite(self._taken_from(k)) or self._taker(k, entry.lemma.split("/")[0])
        return None

    def _announcer(self, verb: int) -> Side | None:
        """Return the side that stands right before a verb of telling."""
        doer = next((a for a in self.actors if a.last == self.back(verb)), None)
        return self.side_of(doer.side) if doer is not None else None

    def _renders(self, k: int) -> bool:
        """Say whether somebody makes a line so: "artillery has made the bridge unusable"."""
        return not _MAKES.isdisjoint(self.lows[self._left_edge(k) : k])

    def _taken_from(self, k: int) -> Side | None:
        """Return whose positions were taken: "the last Russian positions in Borova were cleared"."""
        owned = (x for x in range(self._left_edge(k), k - 1) if self.items[x].side and self.cue(x + 1, "area"))
        return next((self.side_of(self.items[x].side) for x in owned), None)

    def _taker(self, k: int, lemma: str) -> Side | None:
        """Guess who took a place that "was taken", from who says so: one tells of liberation by one's own side."""
        a = self.attribution(k)
        side = a.side if a is not None else None
        if side not in ("UA", "RU"):
            return None
        return "UA" if side == "UA" and lemma in _REGAINED else "RU"

    def _side_words(self, k: int, actor: Actor | None) -> str:
        """Return the words that say whose doing item `k` is."""
        if actor is not None:
            return self._words(actor.first, actor.last)
        for x in (*range(k - 1, max(-1, k - 5), -1), *range(k + 1, min(len(self.items), k + 6))):
            if self.items[x].side:
                return self._words(x, x)
        return ""

    def gainer(self, k: int, mood: Mood) -> Side | None:
        """Return who takes ground in an event without a place."""
        side = self._who(k, mood).side
        lemma = (self.items[k].verb or self.items[k].noun or self.items[k].word).lemma  # type: ignore[union-attr]  # a predicate has one
        return side or self._nearest_side(k) or ("UA" if lemma.startswith("liberat") else self.voice())

    def _adjective(self, k: int) -> Side | None:
        """Return the side that an adjective before a noun names: "a failed Russian assault"."""
        whose = next((a for a in self.actors if a.last == k - 1 and a.side in ("UA", "RU")), None)
        if whose is not None and not self.mark(k - 1):
            return self.side_of(whose.side)  # "Russian force withdrawals"
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
                or any(it.cues.get(c) for c in ("carry", "say", "plan", "attempt", "foil"))
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
        verb = self.items[k].verb
        if comma < 0 and verb is not None and verb.form == "ing":
            comma = k  # "Since taking it the Russians have"
        if (
            comma > 0
            and (self.lows[0] in ("after", "before", "by", "while", "having", "since", "with") or self._participle_opens(k))
            and not any(a.last < k for a in self.actors)
        ):
            return next(
                (self.side_of(a.side) for a in self.actors if a.first > comma and a.force), None
            )  # "After taking it, Russian forces …"
        for a in reversed(self.actors):
            if a.last < k and a.force and self._subjective(a) and not self._speaks(a, k):
                return self.side_of(a.side)
        return None

    def _participle_opens(self, k: int) -> bool:
        """Say whether participle `k` opens the sentence: "Seizing Khromove, Russian troops have closed"."""
        return k == 0 and (verb := self.items[k].verb) is not None and verb.form == "ing"

    def _who(self, k: int, mood: Mood) -> Who:
        """Find who does what predicate `k` tells."""
        it = self.items[k]
        agent = self._by(k)
        if it.noun is not None and it.verb is None:
            people = any(self.cue(x, "people") for x in range(k + 1, min(len(self.items), k + 6)) if not self.items[x].place)
            return Who(None, people, self._noun_doer(k, it.noun, mood, agent), None)
        actor, people = self.subject(k)
        side = self.side_of(actor.side) if actor else None
        if it.word is not None and it.verb is None:
            side = self._held_by(k) or side
            if side is None and it.word.name == "advance":
                side = self._nearest_side(k) or self.state.actor  # "is the target of the next offensive"
            return Who(actor, people, side, None)
        assert it.verb is not None
        if mood.passive or (it.verb.form in ("part", "past") and agent is not None):
            return self._done_to(k, it.verb, Who(actor, people, side, agent))
        side = (
            self._met(k, it.verb)
            or self._effort(k, it.verb, mood)
            or self._claimers(k, mood)
            or side
            or self._pronoun_doer(k, actor)
        )
        return Who(actor, people, side, None)

    def _noun_doer(self, k: int, noun: Entry, mood: Mood, agent: Side | None) -> Side | None:
        """Return whose doing noun `k` is: of an adjective, "by", "of", what governs it, or who tells of it."""
        if noun.name == "gain" and k > 2 and self.items[k - 1].anaphor == "city":
            side = self._announcer(k - 3)  # "Moscow announced the town's fall"
            if side is not None:
                return "RU" if noun.lemma == "fall" else side
        if self.lows[k].startswith("presence") and not {"their", "its"}.isdisjoint(self.lows[max(0, k - 3) : k]):
            owner = (self.items[x].side for x in range(k - 1, -1, -1) if self.items[x].side in ("UA", "RU"))
            return self.side_of(next(owner, ""))  # "Russian attempts to strengthen their presence in"
        if noun.lemma == "fall" and (taker := self._falls_to(k)) is not None:
            return taker
        agent = None if noun.lemma == "fall" else agent  # "the fall of Avdiivka was announced by"
        side = self._adjective(k) or agent or self._noun_of(k)
        if side is None and (own := self._drawn_from(k)) is not None:
            side = self.side_of(own.side)
        if side is not None:
            return side
        governor = mood.governor
        if governor >= 0 and not self._repelled(governor) and self._undertaken(governor):
            actor, _ = self.subject(governor)
            side = self.side_of(actor.side) if actor else None
            if side is None and any(self.lows[x] in PRONOUNS for x in range(max(0, governor - 3), governor)):
                side = self.state.actor
        elif governor < 0 or self.cue(governor, "say"):
            teller = self.attribution(k)
            if noun.name == "withdraw" and teller and teller.side in ("UA", "RU"):
                side = teller.side
        return side

    def _undertaken(self, g: int) -> bool:
        """Say whether item `g` tells of a doing: a verb, or "conducted", "attempted", "plans", "failed"."""
        return bool(self.items[g].cues.keys() & {"carry", "attempt", "plan", "fail"} or self.items[g].verb)

    def _noun_of(self, k: int) -> Side | None:
        """Return the side behind noun `k`: "the withdrawal of Russian troops"."""
        low = self.items[k].low
        if self.lows[k + 1] not in ("of", "by") and not low.endswith(" of"):
            return None
        actor = next((a for a in self.actors if k < a.first <= k + 5 and a.force), None)
        if actor is None and low.startswith("presence"):
            named = next((x for x in (k + 1, k + 2, k + 3) if x < len(self.items) and self.items[x].side), -1)
            return self.side_of(self.items[named].side) if named > 0 else None  # "the presence of Russian air-defense systems"
        if actor is None or any(self.items[x].place for x in range(k + 1, actor.first)):
            return None
        teller = self.attribution(k) if actor.side == "unit" and self.lows[actor.first] == "troops" else None
        if teller is not None and teller.side is not None:
            return None  # "announced the withdrawal of troops"
        side = self.side_of(actor.side)
        return opposite(side) if low in ("encirclement", "envelopment") and self.lows[k + 1] == "of" else side

    def _done_to(self, k: int, verb: Entry, who: Who) -> Who:
        """Find who does what passive `k` tells, given its subject and the agent behind "by"."""
        if self.lows[k + 1] == "of" or (self.lows[k + 1] == "from" and verb.name == "gain"):
            rid = next((a for a in self.actors if k + 1 < a.first <= k + 4), None)  # "has been cleared of the enemy"
            if rid is not None and self.side_of(rid.side):
                return who._replace(side=opposite(self.side_of(rid.side)), agent=None)
        if verb.name in _OWN_MOVES:
            return who._replace(side=who.agent if verb.name in ("withdraw", "cede") and who.agent else who.side, agent=None)
        side = who.agent
        if side is None and (verb.name in ("expel", "repel") or (verb.name == "attack" and self._suffers(who.actor))):
            side = opposite(who.side or self._owner(k))
        return who._replace(side=side, agent=side)

    def _owner(self, k: int) -> Side | None:
        """Return who "it", "they" or "we" before passive `k` are: who tells of it, or the one of the sentence before."""
        if not any(self.lows[x] in ("it", "they", "we") for x in range(max(0, k - 5), k)):
            return None
        teller = self.attribution(k)
        return teller.side if teller is not None and teller.side in ("UA", "RU") else self.state.actor

    def _suffers(self, actor: Actor | None) -> bool:
        """Say whether a subject is troops, who are attacked, and not drones, which attack."""
        return actor is not None and self.cue(actor.last, "force") and self.lows[actor.last] not in FROM_AFAR

    def _met(self, k: int, verb: Entry) -> Side | None:
        """Return the side that the object of verb `k` shows: whom people welcome, who is driven out."""
        if verb.name == "welcome" or (verb.name == "send" and self.propels(k)):
            met = next((a for a in self.actors if k < a.first <= k + 5), None)
            return (self.side_of(met.side) if met is not None and met.side != "unit" else None) or "UA"
        if verb.name == "expel" and not self._against(k):
            for driven in self.actors:
                if k < driven.first <= k + 6 and driven.side in ("UA", "RU") and self._bare_object(k, driven.first):
                    return opposite(self.side_of(driven.side))  # "drove a large unit of Russian soldiers out"
                if k < driven.first <= k + 4 and self.side_of(driven.side):
                    return opposite(self.side_of(driven.side))
        return None

    def _bare_object(self, k: int, first: int) -> bool:
        """Say whether nothing but the words of one object stands between verb `k` and item `first`."""
        return all(
            self._plain(x) or self.lows[x] in DETERMINERS or self.lows[x] in ("of", "unit", "group") for x in range(k + 1, first)
        )

    def _effort(self, k: int, verb: Entry, mood: Mood) -> Side | None:
        """Return whose effort it is that infinitive `k` tells the end of: "Russian efforts to encircle Kyiv"."""
        infinitive = verb.form == "base" or self.lows[k - 2 : k] == ["to", "have"]
        if not infinitive or mood.governor < 0:
            return None
        if self.lows[mood.governor] in BE and self.lows[k - 1] == "to":
            aim = self._before_aux(mood.governor)
            return (
                self._adjective(aim) if self.lows[aim] in _AIMS else None
            )  # "the declared Russian objectives had been to seize"
        owned = self.items[mood.governor]
        made = owned.noun is not None and owned.noun.name in ("attack", "advance")
        if not (made or owned.cues.keys() & _OWNED) or self._governs_as_verb(mood.governor):
            return None
        return self._adjective(mood.governor)

    def _claimers(self, k: int, mood: Mood) -> Side | None:
        """Return who claims to do what verb `k` tells: "Russian claims that they took", "claimed on Tuesday to have taken"."""
        that = self.back(k) - 1
        theirs = self.lows[that : that + 2] == ["that", "they"]
        verb = that - 1 if theirs else mood.governor if self.lows[k - 1] == "have" else -1
        claim = self.attribution(k) if verb >= 0 else None
        return self.side_of(claim.side or "") if claim is not None and claim.verb == verb else None

    def _pronoun_doer(self, k: int, actor: Actor | None) -> Side | None:
        """Return who "they", "it" or a bare "troops" before verb `k` are."""
        if self.lows[0] == "they" and self.lows[self._before_aux(k - 1)] == "they" and self.state.actor is not None:
            return self.state.actor  # "They pressed on Ukrainian positions until they had secured"
        if any(self.lows[x] in ("they", "them") for x in range(max(0, k - 5), k)):
            before = (a for a in reversed(self.actors) if a.last < k and a.force and not self.tells(a))
            mentioned = next((self.side_of(a.side) for a in before), None)
            if mentioned:
                return mentioned
        doer = self._main_verb(k) if self.lows[self.back(k)] in ("after", "before", "by", "while", "when") else k
        lows = self.lows[max(0, (doer if doer > 0 else k) - 6) : k]
        if actor is not None and _THEY.isdisjoint(lows):
            return None
        teller = self.attribution(k)
        if teller and teller.side in ("UA", "RU") and any(w in ("they", "it", "we", "he", "she") for w in lows[-4:]):
            return teller.side
        return self.state.actor if any(w in ("they", "troops", "forces", "units", "their") for w in lows) else None

    def _forced(self, g: int) -> bool:
        """Say whether item `g` tells of somebody who forces another: "force the city to capitulate", not "was forced to"."""
        return g >= 0 and self.lows[g].startswith(("forc", "compel")) and self.lows[self.back(g)] not in BE

    def _governs_as_verb(self, g: int) -> bool:
        """Say whether what governs an infinitive is a verb: "forced troops to", "continued to", and not "Russian efforts to"."""
        forms = set(self.items[g].cues.values()) - {""}
        return not forms.isdisjoint(("past", "part", "ing")) or (bool(forms) and self._does(g))

    def _drawn_from(self, k: int) -> Actor | None:
        """Return those who are kept "from" what noun `k` tells: "draw Russian forces away from operations toward"."""
        x = k - 1
        while x > 0 and (self._plain(x) or self.adverb(x) or self.lows[x] in DETERMINERS):
            x -= 1
        if self.lows[x] != "from":
            return None
        x -= self.lows[x - 1] == "away"
        return next((a for a in self.actors if a.last == x - 1 and a.force), None)

    def _defender(self, verb: int) -> Side | None:
        actor, _ = self.subject(verb)
        if self.mood(verb).passive:
            return self._by(verb)
        return self.side_of(actor.side) if actor and actor.side != "unit" else None  # a unit by its number tells not whose it is

    def _officials(self, k: int) -> bool:
        actor, _ = self.subject(k)
        return bool(actor and actor.force and not any(self.cue(x, "people") for x in range(actor.first, k)))
