"""One predicate becomes an event: what it means, whose doing it is, how far it is a fact, and which places stand beside it."""

from __future__ import annotations

from dataclasses import replace

from conflictmap.model import EventType, Side
from conflictmap.reading.english.actors import PEOPLES
from conflictmap.reading.english.beside import Beside
from conflictmap.reading.english.doers import FROM_AFAR, Who
from conflictmap.reading.english.moods import Mood
from conflictmap.reading.english.parts import Event
from conflictmap.reading.english.senses import FRESH
from conflictmap.reading.english.triggers import CARGO
from conflictmap.reading.english.words import BE, DETERMINERS, LEXICON, PREPOSITIONS, PRONOUNS, SETTLEMENT_WORDS, opposite
from conflictmap.reading.lexicon import Frame

_VEHICLES = frozenset(
    "vehicles trucks lorries convoy convoys traffic queue queues train trains bus buses cars vans ambulances".split()
)
_FOREMOST = frozenset("last main only key primary vital sole chief principal major".split())
_DEPOTS = frozenset(
    """
    airbase airbases arsenal base bases depot depots dump dumps headquarters refinery ships warehouse warehouses workshop
    workshops
    """.split()
)
_WEATHER = frozenset("storm storms ice icing snow snowstorm blizzard fog weather maintenance repairs roadworks".split())
_PEACEFUL = frozenset("humanitarian evacuation green corridor corridors border checkpoint school schools".split())
ARRIVING = frozenset(["reach", "advance", "push", "enter"])
_ASSAULTS = ("assault", "assaults", "attack", "attacks")  # made by scouts, too, for ground
_CROSSING = ("enter", "cross", "penetrate", "violate")
_BORDERING = frozenset(["Belgorod Oblast", "Bryansk Oblast", "Kursk Oblast"])  # of Russia, where there is war
_COMING_AND_GOING = frozenset(["withdrew", "entered", "advance", "reinforcement"])
_DRAWN = frozenset(["pull", "draw/drew/drawn"])
_GOINGS = frozenset(["exit of", "exit from", "departure of"])
_VESSELS = frozenset("ships ship vessels vessel boats freighters barges minibuses minibusses buses tankers carriers".split())
_LETTING = ("allow", "permit", "enable", "let")
_TROOPS = frozenset("troops forces soldiers garrison defenders units fighters army brigade marines servicemen".split())
_SHARE = frozenset("half most part parts about roughly nearly three-quarters two-thirds".split())
_TRYING = frozenset(["attempt", "try", "endeavor", "endeavour"])
_TURNING_UP = ("arrive", "turn up", "show up")
_HAVING = frozenset("have has had".split())
_CARRYING = ("no longer get", "do not get", "does not get", "only by", "except by")
_TRAINS = frozenset("trains vehicles trucks lorries convoys boats buses".split())
_AT_PRESENT = frozenset("now still currently already".split())


class Predicates(Beside):
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
        if attributive and event.args and (all(a.anaphor for a in event.args) or self._captives(event)):
            return None  # "shelled the liberated city", "the captured Mariupol defenders"
        if event.type == "withdrew" and it.verb is not None and who.actor is None and self._only_whither(event):
            return None  # "her sister left for Poltava"
        self._shape(event, who)
        if event.type == "supply_cut" and not all(a.place.kind == "river" for a in event.args):
            event.args = [a for a in event.args if a.place.kind != "river"]  # "the bridge over the Seym at Glushkovo"
        if setting and event.type == "advance" and event.args and all(a.region for a in event.args) and not mood.planned:
            return None  # "amid its offensive in the region" tells of no event there
        return None if self._nowhere(event) else event

    def _moves_nobody(self, k: int, frame: Frame, who: Who, *, passive: bool) -> bool:
        """Say whether verb `k` moves no troops: people who come back, residents who reach a town, a town that lies somewhere."""
        it, name = self.items[k], frame.name
        if it.verb is None:
            return it.noun is not None and self._of_others(k)
        lemma = it.verb.lemma
        if frame.type in _COMING_AND_GOING and self._neutral(k, who):
            return True  # "the IAEA delegation left the plant"
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
        if name == "enter" and lemma == "stand/stood/stood in" and not (who.actor or self._armed(k)):
            return True  # "the tower stands in"
        if who.actor is not None:
            flies = lemma == "depart" or (frame.type == "entered" and lemma.startswith(_CROSSING))
            return flies and self.lows[who.actor.last] in FROM_AFAR  # "bombers departed from an airfield", "drones entered"
        if frame.type == "advance" and lemma.startswith("be/was") and self.lows[self.back(k)] not in ("they", "we"):
            return not self.cue(self.back(k), "force")  # "a town that is 10 km from"
        if lemma.startswith("arrive") and name != "refuge" and not (self._trooping(who) or self._armed(k)):
            return True  # "a delegation arrived in"
        if name == "reinforce" and any(noun.name == "evacuate" for x in range(max(0, k - 6), k) if (noun := self.items[x].noun)):
            return True  # "evacuees from Mariupol arrived in"
        if who.people and (frame.type == "advance" or name == "reinforce"):
            return True  # "5,000 people reached Poltava"
        return passive and lemma == "concentrate"  # "the densest areas are concentrated along the road"

    def _of_others(self, k: int) -> bool:
        """Say whether a noun tells of those who are no troops: "the exit of foreign ships from"."""
        if self.lows[k] not in _GOINGS:
            return False
        x = k + 1
        while x < len(self.items) and not (self.items[x].place or self.mark(x) or self.lows[x] in PREPOSITIONS):
            x += 1
        troops = (
            any(self.cue(y, "force") or self.lows[y] in PEOPLES for y in range(k + 1, x)) and self.lows[x - 1] not in _VESSELS
        )
        return not troops and (self.lows[x - 1] in _VESSELS or any(self.cue(y, "neutral") for y in range(k + 1, x)))

    def _let_go(self, k: int, mood: Mood) -> bool:
        """Say whether those who leave are men or civilians who are let go: "allowed men under 60 to leave Kherson"."""
        if mood.governor < 0 or not self.items[mood.governor].lemma.startswith(_LETTING):
            return False
        named = range(mood.governor + 1, k)
        return any(self.cue(x, "people") or self.lows[x] in ("men", "them") for x in named) and not any(
            self.lows[x] in _TROOPS for x in named
        )

    def _neutral(self, k: int, who: Who) -> bool:
        """Say whether those who come or go take no side: observers, journalists."""
        edge = max(self._left_edge(k), -1 if who.actor is None or self.cue(who.actor.last, "neutral") else who.actor.last + 1)
        named = any(self.cue(x, "neutral") and not self.lows[x - 1].endswith("told") for x in range(edge, k))
        return named and not any(self.cue(x, "force") for x in range(edge, k))

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
        if frame.name == "lose" and not {"fully", "entirely", "completely"}.isdisjoint(it.low.split()):
            return True  # "no longer fully under Russian control"
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
            if frame.name == "withdraw" and not mood.planned and not mood.attempted and self._stays(k):
                mood.negated = False
                return LEXICON.frames["stay"]  # "have not left Krynky"
        claims = mood.governor >= 0 and self.items[mood.governor].lemma == "claim"
        if frame.name == "held" and claims and it.low.startswith("have "):
            return LEXICON.frames["gain"]  # "claimed to have full control of"
        if frame.name == "gain" and it.low == "occupied" and mood.passive and self._stays_so(k):
            return held
        now = not _AT_PRESENT.isdisjoint(self.lows[max(0, k - 3) : k]) or not _SHARE.isdisjoint(self.lows[k + 1 : k + 4])
        if it.low == "occupying" and self.lows[self.back(k)] in BE and not self._leads_straight(k):
            return held  # "was occupying a position near"
        if it.low in ("occupy", "occupies") and not mood.planned and now:
            return held  # "which they now fully occupy"
        return frame

    def _stays(self, k: int) -> bool:
        """Say whether it is troops that did not leave where they were, up to now."""
        actor, people = self.subject(k)
        trooping = actor is not None and not people and (self.cue(actor.last, "force") or self.lows[actor.last] in PEOPLES)
        x = k + 1 + (self.lows[k + 1] in ("from", "out of"))
        while self.lows[x] in DETERMINERS or self.lows[x] in SETTLEMENT_WORDS or self.lows[x] == "of":
            x += 1
        town = x < len(self.items) and (self.items[x].place is not None or bool(self.items[x].anaphor))
        return trooping and town and self.lows[self.back(k) - 1] in _HAVING and not self._unconfirmed(k)

    def _begun(self, k: int, frame: Frame, mood: Mood, who: Who, *, passive: bool) -> Event:
        """Make the event that predicate `k` tells, as yet without places: its type and its side."""
        it = self.items[k]
        kind: EventType = frame.type
        carried = " " in it.low and not LEXICON.cues["people"].isdisjoint(it.low.split())  # "moving their families out of"
        if (
            frame.name == "withdraw"
            and it.word is None
            and (carried or self._let_go(k, mood) or (who.people and not self._officials(k)))
        ):
            kind = "evacuation"
        side = self.side(k, frame, kind, mood, who)
        event = Event(k, kind, frame, side, [], mood, attack=kind == "advance", attacker=side, cues={"type": it.low})
        event.background = self._past(k, frame, mood)
        if side is not None and (words := self._side_words(k, who.actor)):
            event.cues["side"] = words
        event.side = side or self._guess(k, frame, who, passive=passive)
        jammed = "jams" in self.lows[:k]  # "are waiting in traffic jams to leave"
        if kind == "withdrew" and it.verb is not None and (jammed or (event.side is None and self._vehicles(k))):
            event.type = "evacuation"  # a convoy of troops is told with whose it is
        if frame.name == "attack" and (self._afar(k, who) if it.verb is not None else it.noun is not None and self._on_depot(k)):
            event.type, event.attack = "strike", False  # "drones attacked an oil depot", "an attack on an ammunition depot"
        return event

    def _shape(self, event: Event, who: Who) -> None:
        """Let the places that an event was given say what it is: a retreat, a reinforcement, an advance."""
        k, it, name = event.k, self.items[event.k], event.frame.name
        if event.type in ("advance", "entered") and it.verb is not None and name in ARRIVING and self._fresh(k):
            event.type, event.attack = "reinforcement", False
            event.args = [replace(a, role="destination") if a.role == "target" else a for a in event.args]
        drawn = name == "send" and it.verb is not None and it.verb.lemma in _DRAWN and "to" not in self.lows[k:]
        away = event.type == "reinforcement" and "away" in self.lows[k : k + 9]
        if (drawn or away) and event.args and all(a.role == "origin" for a in event.args):
            event.type = "withdrew"  # "pulls its troops from", "relocated units away from"
        if event.type == "withdrew" and event.side == "RU" and self._out_of_russia(event) and self._to_the_war(event):
            event.type = "reinforcement"  # "left Grozny for Donbas"
        if event.type in ("control_gained", "control_held", "withdrew"):
            if it.verb is not None and event.type != "withdrew":
                event.args = self._without_hosts(event.args)
            if self._partly(event):
                self._divide(event)
        if event.type == "control_gained" and event.args and all(a.place.kind == "river" for a in event.args):
            event.type = "advance"  # "clearing settlements west of the Oskil": no place is named that they took
        if name == "expel":
            self._pursue(event, told=who.actor is not None or who.agent is not None)
        operates = it.noun is not None and not it.low.endswith(_ASSAULTS)
        if event.type == "advance" and operates and self._scouts(k, who, event.mood):
            event.type, event.attack = "entered", False

    def _captives(self, event: Event) -> bool:
        """Say whether people of a place are captured, and not the place."""
        x = event.args[0].at + 1
        taken = event.type == "control_gained" and event.args[0].at == event.k + 1
        return taken and (self.cue(x, "people", "force") or self.lows[x] in ("defenders", "fighters", "servicemen", "marines"))

    def _nowhere(self, event: Event) -> bool:
        """Say whether the places of an event are too wide to tell where it was."""
        args = event.args
        if not args:
            return False
        moving = event.type == "entered" or (event.type == "advance" and event.side == "RU")
        if moving and all(a.place.kind == "country" for a in args):
            return True  # "returned to Belarus"
        if event.type == "withdrew" and event.side == "RU" and self._out_of_russia(event):
            return True
        if all(a.region for a in args):
            if event.frame.name == "route" and (self._cutter(event.k) >= 0 or self._beside_others(event.k)):
                return True  # where in the region it ran is not told: the cut tells it
            home = event.type == "withdrew" and self.items[event.k].low.startswith("cross")
            if home and all(a.place.kind == "country" for a in args):
                return True  # "crossed back into Belarus"
            if event.type == "withdrew" and self.items[event.k].low.startswith("br"):
                return True  # "breaking out of Crimea" is no retreat
        vague = event.mood.planned and all(a.anaphor and a.relation == "near" for a in args)
        return vague and not any(low.endswith(" range of") for low in self.lows[event.k : args[0].at])

    @staticmethod
    def _to_the_war(event: Event) -> bool:
        """Say whether it is told where in Ukraine those go who leave."""
        return any(a.role == "destination" and (a.place.place is None or a.place.place.country == "UA") for a in event.args)

    @staticmethod
    def _out_of_russia(event: Event) -> bool:
        """Say whether Russians leave a place deep in Russia: they go to the war, and give up nothing."""
        left = [a.place.place for a in event.args if a.role == "origin"]
        return bool(left) and all(p is not None and p.country == "RU" and p.admin1 not in _BORDERING for p in left)

    def _only_whither(self, event: Event) -> bool:
        """Say whether nothing is told but where those go who leave, who may be anybody."""
        theirs = not PRONOUNS.isdisjoint(self.lows[max(0, event.k - 4) : event.k])
        leaves = self.items[event.k].verb.lemma.startswith("leave")  # type: ignore[union-attr]  # a verb by its caller
        return leaves and bool(event.args) and all(a.role == "destination" for a in event.args) and not theirs

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

    def _tempered(self, event: Event) -> bool:
        """Turn what failed or was only tried into what it was; say whether anything is still told."""
        it, mood = self.items[event.k], event.mood
        if event.frame.name == "expel" and mood.attempted and mood.governor >= 0 and self.items[mood.governor].noun is not None:
            ahead = next((x for x in range(event.k + 1, len(self.items)) if self.mark(x)), len(self.items))
            required = any(self.cue(x, "modal") for x in range(event.k + 1, ahead))  # "an offensive to dislodge them would need"
            mood.planned |= required or self.noun_mood(mood.governor).planned  # "will conduct operations to dislodge them"
        if event.frame.name == "expel" and event.type == "withdrew" and not mood.planned and (mood.failed or mood.attempted):
            event.type = (
                "repelled" if mood.failed else "advance"
            )  # "are trying to drive them out of", "failed to dislodge them from"
            event.side = event.side if mood.failed else opposite(event.side)
            event.attack, event.attacker = not mood.failed, event.side
        elif mood.failed:
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
            if self._bridge(k) or self._line_object(k) or self._on_railway(k):
                event.type = "supply_cut"
            elif self._floods(k):
                return False
        weather = name == "cut" and not _WEATHER.isdisjoint(self.lows)
        if weather and any(low in _WEATHER and self.items[x].verb is None for x, low in enumerate(self.lows)):
            return False  # "the storm closed the bridge"
        line = name == "cut" and any(w in it.low for w in ("bridge", "road", "highway", "route", "lane", "rail"))
        if name == "cut" and it.word is not None and not it.low.endswith((" control", " of", " over")) and "suppl" not in it.low:
            return self._of_line(k)
        if name == "cut" and "supplied" in it.low and event.mood.cue in ("can", "could"):
            event.mood.planned = False  # "can be supplied only by drone"
        if name == "cut" and it.verb is not None and not line and not self._cuts(k):
            return False
        if (
            name == "route"
            and it.word is not None
            and it.low.endswith((" open", " usable", " passable", " drivable", " be used", " again", " open to", " works"))
        ):
            # "the road to A is still open", no school, no corridor for refugees
            return any(self._line(x) for x in range(self._left_edge(k), k)) and _PEACEFUL.isdisjoint(self.lows[:k])
        if name == "deprive":
            return any(self._line(x) or self._crossing(x) for x in range(k + 1, self.stop(k)))
        return not (name == "route" and (self._founded(k) or (self._cutter(k) >= 0 and not self._singled_out(k))))

    def _floods(self, k: int) -> bool:
        """Say whether it is a dam that is blown up or destroyed, which is neither shelled nor a way for supplies."""
        if not self.lows[k].startswith(("blow", "blew", "destr")):
            return False
        passive = self.items[k].verb is not None and self.passive(k)
        span = range(self._left_edge(k), k) if passive else range(k + 1, min(len(self.items), k + 7))
        dams = (
            x for x in span if self.lows[x] == "dam" or ((t := self.items[x].place) and t.surface.casefold().endswith(" dam"))
        )
        return any(not self.cue(x + 1, "line") for x in dams)

    def _of_line(self, k: int) -> bool:
        """Say whether a word tells of a line, a crossing or what is carried: "the road, which fed the army, is impassable"."""
        low = self.lows[k]
        if low.endswith((" down", " missing")) and not (
            self.mark(k + 1) or self.lows[k + 1] in PREPOSITIONS or self.lows[k + 1] == "and"
        ):
            return False  # "traffic is down 20 per cent"
        edge = next((x + 1 for x in range(k - 1, 0, -1) if self.lows[x] in (";", ":", "but", "while") or self._says(x)), 0)
        carried = low.startswith(_CARRYING) or " by drone" in low
        if "zone" in low:
            return True  # "the approaches are a kill zone"
        if low.endswith((" run", " runs")):
            return not _TRAINS.isdisjoint(self.lows[edge:k])
        return any(self._line(x) or self._crossing(x) or (carried and self._carried(x)) for x in range(edge, k))

    def _carried(self, x: int) -> bool:
        """Say whether item `x` is supplies, those who need them, or what brings them."""
        return self.lows[x] in CARGO or self.lows[x] in _TRAINS or self.cue(x, "force", "people")

    def _fresh(self, k: int) -> bool:
        """Say whether those who reach a place are new there: "fresh units have reached", "reserves are on their way to"."""
        return not FRESH.isdisjoint(self.lows[self._left_edge(k) : k])

    def _brought(self, k: int) -> bool:
        """Say whether a place comes to be so: "brought Lyman under their control", "is now completely in Ukrainian hands"."""
        return self._bringer(k) >= 0

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
        if self.lows[j + 1] == "who" and self.cue(j - 2, "claimant", "people") and self.lows[j - 3] in DETERMINERS:
            return True  # "a resident of Mariupol who left last summer"
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

    def _vehicles(self, k: int) -> bool:
        """Say whether what leaves is vehicles of nobody in particular: "hundreds of vehicles left"."""
        return not _VEHICLES.isdisjoint(self.lows[self._left_edge(k) : k])

    def _scouts(self, k: int, who: Who, mood: Mood) -> bool:
        """Say whether those who advance are a sabotage or reconnaissance group."""
        doer = who.actor or (self.subject(mood.governor)[0] if mood.governor >= 0 else None)
        return doer is not None and any(
            self.lows[x] in ("sabotage", "reconnaissance") for x in range(doer.first, min(k, doer.last + 4))
        )
