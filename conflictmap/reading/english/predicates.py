"""One predicate becomes an event: what it means, whose doing it is, how far it is a fact, and which places stand beside it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from conflictmap.model import EventType, Relation, Side
from conflictmap.reading.english.actors import PEOPLES
from conflictmap.reading.english.bearings import DIRECTIONS, LENGTHS
from conflictmap.reading.english.clauses import BROUGHT
from conflictmap.reading.english.doers import FROM_AFAR, LOST, Doers, Who
from conflictmap.reading.english.moods import Mood
from conflictmap.reading.english.places import FOCUSED, Arg
from conflictmap.reading.english.words import BE, DETERMINERS, HAVE, LEXICON, PRONOUNS, SETTLEMENT_WORDS, bearing, opposite
from conflictmap.reading.lexicon import Frame

_PRESENTED = frozenset("presented hailed celebrated touted framed portrayed praised commemorated criticised criticized".split())
_PARTS = frozenset(
    """
    half part parts portion portions section sections segment segments third thirds two-thirds quarter three-quarters percent %
    most much majority streets street blocks block districts district neighbourhood neighborhood neighbourhoods
    neighborhoods quarters houses buildings suburbs
    """.split()
)
_MOST = frozenset("most much majority two-thirds thirds three-quarters quarters percent %".split())  # nearly the whole
_WHOLE = frozenset(
    "settlements towns villages cities rest remaining remainder last final entire whole both all".split()
)  # with these the whole is taken
_FALSE = frozenset("false fake untrue inaccurate unfounded overblown baseless".split())
_PROOF = frozenset(
    "confirmation evidence indication indications sign signs proof confirm confirmed verify verified reports".split()
)
_CONFIRMS = frozenset(["confirm", "confirmed", "verify", "verified"])
_NO_VERB = DETERMINERS | {"been", "be", "no"}  # before "confirmed" where it is not what somebody does
_WRONG = _FALSE | {"wrong", "incorrect", "mistaken", "erroneous"}
_DOUBTING = _WRONG | _PROOF | {"too", "nothing", "unclear", "unknown", "clear"}
# an outlet's own words, which it takes back
_FORMER = frozenset("earlier previous prior original initial older previously originally initially".split())
_VERSIONS = frozenset("version versions edition editions draft headline".split())
_PIECES = _VERSIONS | frozenset("story article report dispatch caption post update item".split())
_WRONGLY = frozenset("wrongly incorrectly mistakenly erroneously falsely inaccurately".split())
_VEHICLES = frozenset("vehicles trucks lorries convoy convoys traffic queue queues".split())
_DEFENDING = frozenset("defend defending protect protecting threaten threatening hold holding on of along".split())
_FOREMOST = frozenset("last main only key primary vital sole chief principal major".split())
_DEPOTS = frozenset(
    """
    airbase airbases arsenal base bases depot depots dump dumps headquarters refinery ships warehouse warehouses workshop
    workshops
    """.split()
)
_BEFALLS = (
    "came under", "come under", "comes under", "coming under", "suffer", "explode", "detonate", "took ", "takes ", "sustain",
    "receive", "went up in", "goes up in", "burst into", "lies under", "lay under",
)  # fmt: skip
_WEATHER = frozenset("storm storms ice icing snow snowstorm blizzard fog weather maintenance repairs roadworks".split())
_PEACEFUL = frozenset("humanitarian evacuation green corridor corridors".split())
_FRESH = frozenset("fresh reserve reserves additional reinforcements extra replacements".split())
_ARRIVING = frozenset(["reach", "advance", "push", "enter"])
_DRAWN = frozenset(["pull", "draw/drew/drawn"])
_TRYING = frozenset(["attempt", "try", "endeavor", "endeavour"])
_TURNING_UP = ("arrive", "turn up", "show up")
_DEMANDS = frozenset("demand require propose request recommend urge".split())
# what a place before it may undergo
_UNDERGONE = frozenset("gain lose fall strike held flag enter attack evacuate expel cut withdraw fight cede".split())
_AT_PRESENT = frozenset("now still currently already".split())
_FOUNDING = frozenset("establish establishing secure build create".split())


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


class Predicates(Doers):
    """A sentence whose predicates can become events."""

    def event(self, k: int) -> Event | None:
        """Read the event that predicate `k` tells; None where it tells none."""
        it = self.items[k]
        attributive = self.attributive(k)
        frame = self.frame(k, attributive)
        if frame is None:
            return None
        mood = Mood(past=True) if attributive else self._governed(k, frame)
        who = self._who(k, mood)
        passive = mood.passive or who.agent is not None
        if frame.name == "held" and it.word is not None and self._brought(k):
            frame = LEXICON.frames["gain"]
        if self._moves_nobody(k, frame, who, passive=passive) or self._states_nothing(k, frame, who):
            return None
        if frame.name == "repel":
            if it.verb is not None and self._object_noun(k):
                return None  # the attack that is repelled tells it
            who = who._replace(side=who.agent) if passive else who
        elif it.verb is not None and self._repelled_attempt(mood.governor):
            return None  # "stopped their attempts to advance": told by the verb
        elif it.noun is not None and self._repelled(mood.governor):
            return self._thwarted(k, frame, who.side, mood.governor)
        frame = self._still_held(k, frame, mood, passive=passive)
        if mood.negated or self._unconfirmed(k) or self._taken_back(k):
            return None
        event = self._begun(k, frame, mood, who, passive=passive)
        event.background = event.background or attributive
        setting = event.type == "advance" and self._is_setting(k, mood)
        if not self._tempered(event) or not self._supplied(event):
            return None
        if not self._placed(event, who.people, passive=passive):
            return None
        if attributive and event.args and all(a.anaphor for a in event.args):
            return None  # "shelled the liberated city"
        self._shape(event, who)
        if setting and event.type == "advance" and event.args and all(a.region for a in event.args) and not mood.planned:
            return None  # "amid its offensive in the region" tells of no event there
        return None if self._nowhere(event) else event

    def _governed(self, k: int, frame: Frame) -> Mood:
        """Return what governs predicate `k`, with what makes it a plan: a condition, an order, a demand."""
        it = self.items[k]
        mood = self.noun_mood(k) if it.noun is not None and it.verb is None else self.mood(k)
        if self.conditional(k) or self.surmised(k):
            mood.planned, mood.cue = True, mood.cue or "if"
        if it.verb is not None and it.verb.lemma.startswith("order "):
            mood.planned, mood.cue = True, "ordered"
        if self._demanded(k):
            mood.planned, mood.cue = True, "demand"
        if self._timed and any(low.endswith(" of time") for low in self.lows[k + 1 : k + 12]):
            mood.planned, mood.cue = True, "time"  # "liberating Kherson was a matter of time"
        if frame.name == "route" and self._stands(k):
            mood.planned = mood.attempted = False
        return mood

    def _moves_nobody(self, k: int, frame: Frame, who: Who, *, passive: bool) -> bool:
        """Say whether verb `k` moves no troops: people who come back, residents who reach a town, a town that lies somewhere."""
        it, name = self.items[k], frame.name
        if it.verb is None:
            return False
        lemma = it.verb.lemma
        if self._foreign_flag(k, frame) or (name == "withdraw" and who.actor is None and self._one_alone(k)):
            return True  # "the flag of the European Union", "the minister left Kyiv", "she fled Mariupol"
        if frame.type in ("advance", "entered") and (
            self._battle(k) or (lemma.startswith("appear ") and not self._trooping(who))
        ):
            return True  # "fighting has reached the centre", "posters appeared in"
        if name == "enter" and (self._comes_back(k, lemma, who) or who.people):
            return True
        if name == "reach" and (who.people or ((who.actor is None or self.lows[k - 1] == "who") and self._somebody(k))):
            return True  # "inspectors reached the plant"
        if name == "reinforce" and lemma.startswith(_TURNING_UP) and self._official(k):
            return True  # "the deputy head of the administration arrived in"
        if name in ("enter", "fight") and it.verb.form == "ing" and self._of_speaker(k):
            return True  # "a brigade operating in the area said"
        if who.actor is not None:
            return lemma == "depart" and self.lows[who.actor.last] in FROM_AFAR  # "bombers departed from an airfield"
        if frame.type == "advance" and lemma.startswith("be/was") and self.lows[self.back(k)] not in ("they", "we"):
            return not self.cue(self.back(k), "force")  # "a town that is 10 km from"
        if lemma.startswith("arrive") and not (self._trooping(who) or self._armed(k)):
            return True  # "a delegation arrived in"
        if name == "reinforce" and any(noun.name == "evacuate" for x in range(max(0, k - 6), k) if (noun := self.items[x].noun)):
            return True  # "evacuees from Mariupol arrived in"
        if who.people and (frame.type == "advance" or name == "reinforce"):
            return True  # "5,000 people reached Poltava"
        return passive and lemma == "concentrate"  # "the densest areas are concentrated along the road"

    def _battle(self, k: int) -> bool:
        """Say whether it is a battle or people who flee that move, not troops: "fighting has reached", "evacuees arrived"."""
        j = k - 1
        while j > 0 and self.light(j):
            j -= 1
        noun = self.items[j].noun if j >= 0 else None
        return noun is not None and noun.name in ("fight", "evacuate")

    def _trooping(self, who: Who) -> bool:
        """Say whether those who act are troops."""
        return who.actor is not None and (self.cue(who.actor.last, "force") or self.lows[who.actor.last] in PEOPLES)

    def _armed(self, k: int) -> bool:
        """Say whether troops, or what they need, stand before verb `k` in its clause."""
        if any(self.cue(x, "force") for x in range(max(0, k - 8), k)):
            return True
        return any(noun.name == "reinforce" for x in range(max(0, k - 8), k) if (noun := self.items[x].noun) is not None)

    def _comes_back(self, k: int, lemma: str, who: Who) -> bool:
        """Say whether somebody only comes back: of those who do, only troops enter."""
        if not lemma.endswith(("return to", "come to", "back to", "back into", "return into")):
            return False
        return who.side is None or not self._trooping(who) or not self._leads_to_place(k, k + 8)

    def _states_nothing(self, k: int, frame: Frame, who: Who) -> bool:
        """Say whether a word of state (no verb, no noun) tells no event."""
        it = self.items[k]
        if it.word is None:
            return False
        if self._unsaid(k) or (frame.name == "strike" and self.lows[self.back(k)] not in BE):
            return True
        if frame.name == "enter" and (who.actor is None or not self.cue(who.actor.last, "force")):
            return True  # "tanks seen in", not "smoke seen in"
        return frame.type == "control_gained" and "firmly" in it.low  # "no longer firmly in Russian hands"

    def _still_held(self, k: int, frame: Frame, mood: Mood, *, passive: bool) -> Frame:
        """Return the frame of holding where a loss is negated or a gain stays one, else `frame`."""
        it, held = self.items[k], LEXICON.frames["held"]
        if mood.negated and it.verb is not None:
            if frame.name in ("lose", "cede") and not passive and not self._unconfirmed(k):
                mood.negated = False
                return held  # "had not given up Sievierodonetsk"
            if frame.name == "fall" and it.verb.lemma == "fall/fell/fallen":
                mood.negated = False
                return held  # "has not fallen"
        claims = mood.governor >= 0 and self.items[mood.governor].lemma == "claim"
        if frame.name == "held" and claims and it.low.startswith("have "):
            return LEXICON.frames["gain"]  # "claimed to have full control of"
        if frame.name == "gain" and it.low == "occupied" and mood.passive and self._stays_so(k):
            return held
        if it.low in ("occupy", "occupies") and not mood.planned and not _AT_PRESENT.isdisjoint(self.lows[max(0, k - 3) : k]):
            return held  # "which they now fully occupy"
        return frame

    def _begun(self, k: int, frame: Frame, mood: Mood, who: Who, *, passive: bool) -> Event:
        """Make the event that predicate `k` tells, as yet without places: its type and its side."""
        it = self.items[k]
        kind: EventType = frame.type
        carried = " " in it.low and not LEXICON.cues["people"].isdisjoint(it.low.split())  # "moving their families out of"
        if frame.name == "withdraw" and it.word is None and (carried or (who.people and not self._officials(k))):
            kind = "evacuation"
        side = self.side(k, frame, kind, mood, who)
        event = Event(k, kind, frame, side, [], mood, attack=kind == "advance", attacker=side, cues={"type": it.low})
        event.background = self._past(k, frame, mood)
        if side is not None and (words := self._side_words(k, who.actor)):
            event.cues["side"] = words
        event.side = side or self._guess(k, frame, who, passive=passive)
        if kind == "withdrew" and it.verb is not None and event.side is None and self._vehicles(k):
            event.type = "evacuation"  # a convoy of troops is told with whose it is
        if frame.name == "attack" and (self._afar(k, who) if it.verb is not None else it.noun is not None and self._on_depot(k)):
            event.type, event.attack = "strike", False  # "drones attacked an oil depot", "an attack on an ammunition depot"
        return event

    def _shape(self, event: Event, who: Who) -> None:
        """Let the places that an event was given say what it is: a retreat, a reinforcement, an advance."""
        k, it, name = event.k, self.items[event.k], event.frame.name
        if event.type in ("advance", "entered") and it.verb is not None and name in _ARRIVING and self._fresh(k):
            event.type, event.attack = "reinforcement", False
            event.args = [replace(a, role="destination") if a.role == "target" else a for a in event.args]
        drawn = name == "send" and it.verb is not None and it.verb.lemma in _DRAWN and "to" not in self.lows[k:]
        if drawn and event.args and all(a.role == "origin" for a in event.args):
            event.type = "withdrew"  # "pulls its troops from"
        if event.type in ("control_gained", "control_held") and self._partly(event):
            self._divide(event)
        if event.type == "control_gained" and event.args and all(a.place.kind == "river" for a in event.args):
            event.type = "advance"  # "clearing settlements west of the Oskil": no place is named that they took
        if name == "expel":
            self._pursue(event, told=who.actor is not None or who.agent is not None)
        if event.type == "advance" and it.noun is not None and self._scouts(k, who, event.mood):
            event.type, event.attack = "entered", False

    def _nowhere(self, event: Event) -> bool:
        """Say whether the places of an event are too wide to tell where it was."""
        args = event.args
        if not args:
            return False
        moving = event.type == "entered" or (event.type == "advance" and event.side == "RU")
        if moving and all(a.place.kind == "country" for a in args):
            return True  # "returned to Belarus"
        if all(a.region for a in args):
            if event.frame.name == "route" and (self._cutter(event.k) >= 0 or self._beside_others(event.k)):
                return True  # where in the region it ran is not told: the cut tells it
            home = event.type == "withdrew" and self.items[event.k].low.startswith("cross")
            if home and all(a.place.kind == "country" for a in args):
                return True  # "crossed back into Belarus"
            if event.type == "withdrew" and self.items[event.k].low.startswith("br"):
                return True  # "breaking out of Crimea" is no retreat
        return event.mood.planned and all(a.anaphor and a.relation == "near" for a in args)

    # ------------------------------------------------------------ how far it is a fact

    def _thwarted(self, k: int, frame: Frame, side: Side | None, verb: int) -> Event | None:
        """Read an attack that is the object of a verb of repelling."""
        cues = {"type": f"{self.lows[verb]} {self.items[k].low}"}
        outer = self.mood(verb)
        if outer.negated or (not outer.passive and self._ends_own(verb, side)):
            return None
        defender = opposite(side)
        if not outer.planned:
            defender = defender or self._defender(verb)
            outer = Mood(hearsay=outer.hearsay, past=outer.past)
        return Event(k, "repelled", frame, defender, self._places(k, frame, False), outer, cues=cues)

    def _ends_own(self, verb: int, attacker: Side | None) -> bool:
        """Say whether those who stop an attack are those who made it: "Russian troops halted their offensive on"."""
        actor, _ = self.subject(verb)
        if actor is None:
            return False
        ends = opposite(self.side_of(actor.side))
        theirs = self.lows[verb + 1] in ("their", "its")
        own = theirs and not any(ends is not None and self.side_of(a.side) == ends for a in self.actors if a.last < verb)
        return own or (attacker is not None and self.side_of(actor.side) == attacker)

    def _past(self, k: int, frame: Frame, mood: Mood) -> bool:
        """Say whether an event is only looked back on."""
        it = self.items[k]
        past = mood.past or self._relative_past(k) or self.reduced(k)
        if it.verb is not None:
            if it.verb.form == "part" and mood.passive and self.lows[k - 1] == "been" and self.lows[k - 3] == "to":
                mood.planned = False
                return True  # "the last city to have been captured"
            return past
        if it.noun is None:
            return past
        if (
            frame.name in ("withdraw", "gain")
            and mood.governor >= 0
            and self.lows[mood.governor] in ("following", "after", "since")
        ):
            return True
        # "presented the capture of Lysychansk as a victory"
        return past or (frame.name == "gain" and any(w in _PRESENTED for w in self.lows[max(0, k - 3) : k]))

    def _is_setting(self, k: int, mood: Mood) -> bool:
        """Say whether a noun only gives the setting of another event: "amid its offensive", "in"."""
        return self.items[k].noun is not None and (
            self.cue(mood.governor, "breaks") or self.lows[mood.governor] in ("in", "of", "for")
        )

    def _tempered(self, event: Event) -> bool:
        """Turn what failed or was only tried into what it was; say whether anything is still told."""
        it, mood = self.items[event.k], event.mood
        if mood.failed:
            if event.type not in ("control_gained", "entered", "advance", "flag_raised", "fighting"):
                return False
            event.type, event.side = "repelled", opposite(event.side)
            event.cues["type"] = f"{mood.cue} {it.low}"
        elif mood.attempted and not mood.planned:
            if it.noun is not None and event.type == "control_gained":
                mood.planned = True  # "focused on the capture of"
            elif event.type in ("control_gained", "entered", "flag_raised"):
                event.type, event.attack = "advance", True
            elif event.type in ("supply_cut", "supply_route", "control_held"):
                mood.planned = True
            elif event.type == "reinforcement" and mood.governor >= 0:
                mood.planned = self.items[mood.governor].lemma in _TRYING
        if mood.attempted and event.frame.name == "fall":
            return False  # "to force it to capitulate"
        if event.type in ("control_gained", "entered") and self.lows[event.k - 1] in ("nearly", "almost"):
            event.type = "advance"
        if event.type == "evacuation" and mood.planned and self.lows[mood.governor] == "allowed" and mood.governor > 0:
            mood.planned = self.mood(mood.governor).planned  # "a corridor allowed 5,000 people to depart"
        return not (mood.planned and event.type in ("supply_route", "control_held"))

    def _supplied(self, event: Event) -> bool:
        """Let a strike on a bridge or a line cut it; say whether what is struck, cut or run can be."""
        k, it, name = event.k, self.items[event.k], event.frame.name
        if event.type == "strike":
            if (
                it.verb is not None
                and it.low.startswith(("fire", "opened", "firing"))
                and any(self.cue(x, "people") for x in (k + 1, k + 2))
            ):
                return False
            if self._bridge(k) or self._line_object(k):
                event.type = "supply_cut"
        if name == "cut" and any(low in _WEATHER and self.items[x].verb is None for x, low in enumerate(self.lows)):
            return False  # "the storm closed the bridge"
        line = any(w in it.low for w in ("bridge", "road", "highway", "route", "lane"))
        if name == "cut" and it.word is not None and it.low.startswith((*LOST, "within ", "in range")):
            # "the road, which fed the army, is", "the bridge, an artery for the army, has been"
            edge = next((x + 1 for x in range(k - 1, 0, -1) if self.lows[x] in (";", ":", "but", "while") or self._says(x)), 0)
            return any(self._line(x) or self._crossing(x) for x in range(edge, k))
        if name == "cut" and it.verb is not None and not line and not self._cuts(k):
            return False
        if (
            name == "route"
            and it.word is not None
            and it.low.endswith((" open", " usable", " passable", " drivable", " be used"))
        ):
            # "the road to A is still open", no school, no corridor for refugees
            return any(self._line(x) for x in range(self._left_edge(k), k)) and _PEACEFUL.isdisjoint(self.lows[:k])
        if name == "deprive":
            return any(self._line(x) or self._crossing(x) for x in range(k + 1, self.stop(k)))
        return not (name == "route" and (self._founded(k) or (self._cutter(k) >= 0 and not self._singled_out(k))))

    def _unconfirmed(self, k: int) -> bool:
        """Say whether the writer says that nothing confirms it: "no confirmation that", "cannot confirm if"."""
        if _DOUBTING.isdisjoint(self.lows):
            return False
        if self._called_wrong(k):
            return True
        for x in range(k - 1, 0, -1):
            low = self.lows[x]
            if low == ";":
                return False
            if low in _CONFIRMS and self._not_confirmed(x, k):
                return True  # "officials have not confirmed the capture of"
            if low == "too" and self.lows[x + 1] in ("soon", "early"):
                return True  # "it is too soon to say who controls"
            if low in ("unclear", "unknown") or (low == "clear" and self.cue(x - 1, "negation")):
                return any(self.lows[y] in ("who", "whether", "if", "which") for y in range(x, k))
            if low in ("that", "of") and self.lows[x - 2] in _FALSE and self.cue(x - 1, "report_noun"):
                return True  # "spread false claims that"
            if low in ("that", "if", "whether", "of"):
                proven = self._proven(x)
                if proven is not None:
                    return not proven
                if low == "that":
                    return False
            if self.items[x].verb is not None and x < k - 3:
                return False
        return False

    def _called_wrong(self, k: int) -> bool:
        """Say whether what item `k` tells is called wrong after it: "reports that they withdrew are false"."""
        wrong = [x for x in range(k + 1, len(self.items)) if self.lows[x] in _WRONG and self.lows[self.back(x)] in BE]
        if not wrong:
            return False
        if any(self.cue(x, "report_noun") for x in range(k)):
            return True
        what = self.lows[self.back(self.back(wrong[0]))]  # "we reported that it had fallen; this was wrong"
        return what in ("this", "that", "it", "which") and any(self.cue(x, "say") for x in range(k))

    def _not_confirmed(self, x: int, k: int) -> bool:
        """Say whether verb of confirming `x` before item `k` is negated."""
        if "," in self.lows[x:k] or self.lows[x - 1] in _NO_VERB:
            return False
        return any("negation" in self._cues[y] for y in range(max(0, x - 4), x)) or "neither" in self.lows[:x]

    def _proven(self, x: int) -> bool | None:
        """Say whether there is a proof, confirmation or report of what "that" at item `x` opens; None where none is spoken of."""
        if self.lows[x] == "that" and "nothing" in self.lows[max(0, x - 4) : x]:
            return False  # "nothing suggests that"
        for y in range(x - 1, max(-1, x - (2 if self.lows[x] == "of" else 4)), -1):
            if self.lows[y] in _PROOF:
                if self.lows[y - 1] in ("on", "about", "to"):
                    return True  # "no comment on reports that"
                return not (any(self.cue(z, "negation") for z in range(max(0, y - 4), y)) or "neither" in self.lows[:y])
        return None

    def _taken_back(self, k: int) -> bool:
        """Say whether an outlet takes back that it told of item `k`: "an earlier version of this story said that"."""
        if _FORMER.isdisjoint(self.lows) and _WRONGLY.isdisjoint(self.lows) and "error" not in self.lows:
            return False
        return any(self._retracts(x, trails=x > k) for x in self._cued if self.cue(x, "say") and x != k)

    def _retracts(self, verb: int, *, trails: bool) -> bool:
        """Say whether what a verb of telling tells is taken back: "wrongly reported", "previously stated" in a correction."""
        edge = verb
        while edge > 0 and self.lows[edge - 1] not in ((";", ":", ".", ",") if trails else (";", ":", ".")):
            edge -= 1
        before = self.lows[edge:verb]
        if trails and (edge == 0 or self.lows[edge - 1] != ","):
            return False
        if any(low in _FORMER and not _VERSIONS.isdisjoint(before[n + 1 : n + 4]) for n, low in enumerate(before)):
            return True
        ours = not _PIECES.isdisjoint(before) or any(self.cue(x, "outlet") for x in range(edge, verb))
        around = {*before, self.lows[verb + 1]}
        owned = self.lows[0].startswith(("correct", "clarif")) or any(
            low in ("this", "our") and before[n + 1] in _PIECES for n, low in enumerate(before[:-1])
        )
        around |= {"wrongly"} if self.lows[verb + 1 : verb + 3] == ["in", "error"] else set()
        formerly = not _FORMER.isdisjoint((self.lows[verb - 1], self.lows[verb + 1]))
        return ours and (not _WRONGLY.isdisjoint(around) or (owned and formerly))

    def _stays_so(self, k: int) -> bool:
        """Say whether a participle tells of a state: "is occupied by", not "is being occupied"."""
        j = k - 1
        while j > 0 and self.adverb(j):
            j -= 1
        return self.lows[j] in ("is", "are", "remain", "remains", "remained") and self.lows[j - 1] not in HAVE

    def _fresh(self, k: int) -> bool:
        """Say whether those who reach a place are new there: "fresh units have reached", "reserves are on their way to"."""
        return not _FRESH.isdisjoint(self.lows[self._left_edge(k) : k])

    def _brought(self, k: int) -> bool:
        """Say whether a place comes to be so: "brought Lyman under their control", "is now completely in Ukrainian hands"."""
        return self._bringer(k) >= 0

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

    def _demanded(self, k: int) -> bool:
        """Say whether verb `k` tells what somebody wants: "demands that Ukraine leave"."""
        verb = self.items[k].verb
        if verb is None or verb.form != "base":
            return False
        actor = self.subject(k)[0]
        if actor is not None and actor.first and self.items[actor.first - 1].lemma.split("/")[0] in _DEMANDS:
            return True  # "demanded Ukrainian forces leave"
        that = next((x for x in range(k - 1, max(0, k - 6), -1) if self.lows[x] == "that"), 0)
        return that > 0 and self.items[that - 1].lemma.split("/")[0] in _DEMANDS

    def _afar(self, k: int, who: Who) -> bool:
        """Say whether an attack comes from afar: drones make it, or it is made with them."""
        if (who.actor is not None and self.lows[who.actor.last] in FROM_AFAR) or self.lows[self.back(k)] in FROM_AFAR:
            return True
        if self.lows[k - 1] == "to" and not FROM_AFAR.isdisjoint(self.lows[max(0, k - 5) : k]):
            return any(self.items[x].lemma == "use" for x in range(max(0, k - 7), k))  # "used drones to attack"
        if self.lows[k + 1] == "by" and any(low.split(" ")[0] in FROM_AFAR for low in self.lows[k + 2 : k + 6]):
            return True  # "was attacked by Russian missiles"
        tool = next((x for x in range(k + 1, min(len(self.items), k + 12)) if self.lows[x] in ("with", "using")), -1)
        return tool > 0 and not FROM_AFAR.isdisjoint(self.lows[tool + 1 : tool + 5])

    def _inhabited(self, x: int) -> bool:
        """Say whether people of place `x` are spoken of: "half of Nikopol's population", "Kherson's occupation authorities"."""
        return self.cue(x + 1, "people") or (not self.mark(x + 1) and self.cue(x + 2, "people", "claimant"))

    def _somebody(self, k: int) -> bool:
        """Say whether the subject of verb `k` is some people that are no troops."""
        j = k - 1
        while j >= 0 and self.light(j):
            j -= 1
        if self.cue(j, "claimant") and not self.cue(j, "force") and not self.items[j].side:
            return True  # "journalists who reached"
        plain = j >= 0 and (self._plain(j) or self.cue(j, "claimant")) and self.lows[j] not in PRONOUNS | {"and", "or"}
        return plain and not any(a.force and self._left_edge(k) <= a.first < k for a in self.actors)

    def _unsaid(self, k: int) -> bool:
        """Say whether it is what nobody says any more: "the map no longer shows Sudzha under its control"."""
        says = next((x for x in range(k - 1, max(-1, k - 9), -1) if self.items[x].cues.get("say")), -1)
        return says >= 0 and self.mood(says).negated

    def _one_alone(self, k: int) -> bool:
        """Say whether it is one person, of no side, who leaves."""
        verb = self.items[k].verb
        if verb is None or not verb.lemma.startswith(("leave/left", "flee/fled", "quit/", "depart", "escape")):
            return False
        j = k - 1
        while j >= 0 and self.light(j):
            j -= 1
        if self.lows[j] in ("he", "she", "i"):
            return True
        singular = self.cue(j, "claimant") and not self.cue(j, "force", "people") and not self.lows[j].endswith("s")
        return singular and self.items[j].place is None

    def _foreign_flag(self, k: int, frame: Frame) -> bool:
        """Say whether a flag is that of neither side: "the flag of the European Union"."""
        flag = self._flag(k) if frame.object == "flag" else -1
        return flag >= 0 and any(self.items[x].side == "other" for x in range(max(0, flag - 2), min(len(self.items), flag + 4)))

    def _of_speaker(self, k: int) -> bool:
        """Say whether a participle only tells of those who speak."""
        teller = next((a.verb for a in self.attributions if a.verb > k), -1)
        actor = self.subject(k)[0]
        return teller > 0 and actor is not None and actor.last == k - 1 and not any(map(self.mark, range(k, teller)))

    def _says(self, x: int) -> bool:
        return bool(self.items[x].cues.get("say")) and self.lows[x + 1] == "that"

    def _on_depot(self, k: int) -> bool:
        """Say whether it is a depot, a base or a headquarters that is attacked, which no ground is gained by."""
        if self.lows[k] not in ("attack", "attacks") or self.lows[k + 1] not in ("on", "against", "at"):
            return False
        for x in range(k + 2, min(len(self.items), k + 9)):
            place = self.items[x].place
            if self.lows[x] in _DEPOTS or (place is not None and place.surface.casefold().endswith(("air base", "airbase"))):
                return True
            if place is not None or self.mark(x) or self.lows[x] in ("in", "near", "at", "from"):
                return False
        return False

    def _singled_out(self, k: int) -> bool:
        """Say whether a line that is cut is told of for itself: "the last route to", "a supply line running through"."""
        if any(w in self.lows[k] for w in ("hub", "node", "junction", "nexus")):
            return True
        named = not _FOREMOST.isdisjoint(self.lows[max(0, k - 4) : k])
        return named or any(self.lows[x] in ("running", "runs", "ran") for x in range(k + 1, self.stop(k)))

    def _founded(self, k: int) -> bool:
        """Say whether a line is only being made: "to establish a supply line"."""
        return not _FOUNDING.isdisjoint(self.lows[max(0, k - 3) : k]) and not self._stands(k)

    def _stands(self, k: int) -> bool:
        """Say whether a line is spoken of as one that exists whatever may befall it: "to defend their supply lines to"."""
        if self.items[k].noun is None:
            return False
        hub = any(w in self.lows[k] for w in ("hub", "node", "nexus"))
        if hub or self.lows[k - 1] in _DEFENDING:
            return not hub or self._cutter(k) >= 0  # "to take the main hub" tells of a plan alone
        x = k - 1
        while x > 0 and self._plain(x) and self.lows[x] not in DETERMINERS and not self.items[x].side:
            x -= 1
        owned = self.items[x].side != "" or self.lows[x] in ("their", "its", "the")
        return owned and (_FOUNDING - {"secure"}).isdisjoint(self.lows[max(0, x - 4) : x])

    def _vehicles(self, k: int) -> bool:
        """Say whether what leaves is vehicles of nobody in particular: "hundreds of vehicles left"."""
        return not _VEHICLES.isdisjoint(self.lows[self._left_edge(k) : k])

    def _relative_past(self, k: int) -> bool:
        """Say whether a past verb stands in a relative clause: "the troops that seized Izium"."""
        it = self.items[k]
        if it.verb is None or it.verb.form not in ("past", "part"):
            return False
        j = self.back(k)
        if j > 0 and self.lows[j] in HAVE:
            j = self.back(j)  # "units that had fought around Kyiv"
        if j > 0 and self.lows[j] in ("that", "who", "which"):
            return any(a.last == j - 1 for a in self.actors) or self.lows[j] == "who"
        actor = next((a for a in self.actors if a.last == j and a.force), None)
        b = actor.first - 1 if actor is not None else -1
        while b > 0 and self.lows[b] in DETERMINERS:
            b -= 1
        if b >= 0 and actor is not None and actor.side != "unit" and j == k - 1 and not self._subjective(actor):
            return not self.cue(b, "force")  # "replace the forces redeployed from"
        return (
            actor is not None
            and self.lows[actor.first - 1] in ("which", "that")
            and actor.first >= 2
            and (self.items[actor.first - 2].place is not None or self.lows[actor.first - 2] == ",")
            and self.lows[actor.first - 1] == "which"
        )

    def _scouts(self, k: int, who: Who, mood: Mood) -> bool:
        """Say whether those who advance are a sabotage or reconnaissance group."""
        doer = who.actor or (self.subject(mood.governor)[0] if mood.governor >= 0 else None)
        return doer is not None and any(
            self.lows[x] in ("sabotage", "reconnaissance") for x in range(doer.first, min(k, doer.last + 4))
        )

    # ------------------------------------------------------------ places beside it

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
        flees = frame.name in ("withdraw", "evacuate", "move") or entry.lemma.startswith("move to")
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
        adjective = (
            len(args) == 1
            and not args[0].anaphor
            and (self.direction(first - 1) is not None or self.lows[first - 1] == "central")
        )
        return (adjective or not _PARTS.isdisjoint(words)) and _WHOLE.isdisjoint(words)

    def _share(self, event: Event) -> list[str]:
        """Return the words that may say how much of a town is meant."""
        k, first = event.k, event.args[0].at
        owns = self.sentence.text.startswith(("'s ", "’s "), self._spans[first][1])
        behind = self.lows[first + 1 : first + 4] if owns else []
        return (self.lows[k + 1 : first] if first > k else self.lows[max(0, first - 7) : first]) + behind

    def _divide(self, event: Event) -> None:
        """Say only of a part what is told of a part: who takes some streets is in the town, who holds its east holds no more."""
        if event.type == "control_gained":
            event.type = "entered"
            return
        words = self._share(event)
        if _MOST.isdisjoint(words):
            code: Relation = next((c for low in words if (c := bearing(low)) is not None), "near")
            event.args = [replace(event.args[0], relation=code), *event.args[1:]]

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
        if any(a.role == "destination" for a in args):
            args = [a for a in args if a.role == "destination" or a.relation not in DIRECTIONS]
        if (
            event.type == "withdrew"
            and told
            and any(
                self.cue(x, "out") or (self.lows[x] == "from" and self.lows[x - 1] not in ("back", "away"))
                for x in range(k, self.stop(k))
            )
        ):
            left = [a for a in args if a.role == "origin"]
            if left and all(
                a.place.kind == "settlement" and a.relation is None and self.lows[a.at - 1] in ("out of", "from", ",", "and")
                for a in left
            ):
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
