"""Which event a verb or noun tells here: the words around it decide."""

from __future__ import annotations

from conflictmap.reading.english.motion import SOME, STRETCHES
from conflictmap.reading.english.objects import SHOTS, Objects
from conflictmap.reading.english.supply import UTILITIES
from conflictmap.reading.english.words import DAYS, DETERMINERS, HAVE, LEXICON, MONTHS, PREPOSITIONS, PRONOUNS
from conflictmap.reading.lexicon import Entry, Frame

_HINDERED = frozenset("impossible difficult unfeasible halted postponed cancelled canceled suspended delayed thwarted".split())
_HARMING = frozenset(["kill", "injure", "wound"])
_ASSETS = frozenset(
    "schools school businesses enterprises companies property media television pensions internet curricula children farms".split()
)
FRESH = frozenset("fresh reserve reserves additional reinforcements extra replacements".split())
_BEFORE_NAMES = frozenset(["that", "and", ",", "of", "in", "over", "when"])
_OBJECTLESS = frozenset(["into", "for", "against"])
_HURLING = frozenset(["throw", "hurl", "fling"])
_STOPPING = frozenset(["stop", "halt", "stem", "frustrate", "blunt"])
_RUNNING = frozenset(["scatter from", "move off from", "move away from", "move * away from"])
_TAKEN = frozenset(f"{take}{out}" for take in "take takes took taken taking".split() for out in ("", " out"))
_SUBJECTING = frozenset("take hold keep bring put have get".split())
_POSTURES = frozenset("offensive defensive attack".split())
_COMING = frozenset("get break burst".split())
_HOW = frozenset("through from on at by overnight during under again unseen yesterday".split())
_ON_FOOT = frozenset("infiltrators saboteurs infantry infantrymen soldiers scouts stormtroopers".split())
_SHIPPING = frozenset("ship ships vessel vessels grain cargo minibuses buses freighters tankers".split())
_CAPTIVE = frozenset(["hostage", "captive"])
_LEVELS = frozenset("lowest level levels low zero record fraction trickle ground floor knees pieces".split())
_MINDS = frozenset("efforts effort attention attacks attack fire strikes".split())  # that are concentrated
_ROUTS = frozenset(["wipe out", "knock out", "knock/knocked/knocked out", "shatter", "maul", "decimate"])
_IN_OFFICE = frozenset("officials administration administrations authorities headquarters collaborators".split())
_EASING = ("reliev", "eas", "reduc", "lessen", "alleviat", "lighten")
_WRECKS = frozenset("smash ruin collapse mangle".split())


class Senses(Objects):
    """A sentence whose predicates can be asked which event they tell."""

    def frame(self, k: int, attributive: bool) -> Frame | None:
        """Return what predicate `k` means here; None where the words around it let it tell no event."""
        it = self.items[k]
        entry = it.verb or it.noun or it.word
        assert entry is not None and entry.frame is not None
        if it.low == "contested" and (self._plain(k + 1) or self.cue(k - 1, "background")):
            return None  # "a contested crossing"
        if it.low.startswith("seen ") and k and self.items[k - 1].noun is not None:
            return None  # "similar to the fighting seen in"
        if it.verb is not None:
            return self._verb_frame(k, entry, entry.frame, attributive)
        if it.low == "gone" and not self._is_gone(k):
            return None
        if it.noun is not None and self._idle_noun(k, entry.frame):
            return None
        return entry.frame

    def _idle_noun(self, k: int, frame: Frame) -> bool:
        """Say whether the words around noun `k` let it tell no event, or a verb before it tells the event."""
        low, before = self.lows[k], self.lows[k - 1]
        if low.startswith(("concentration", "accumulation")) and not self._of_troops(k):
            return True  # "concentrations of heat anomalies"
        if low.startswith("presence") and (self.cue(k - 1, "claimant") or any(self.cue(x, "neutral") for x in (k + 1, k + 2))):
            return True  # "the presence of journalists"
        if frame.name == "evacuate" and not _HINDERED.isdisjoint(self.lows[k + 1 : k + 7]):
            return True  # "the evacuation was postponed"
        if before == "false-flag" or (before == "flag" and self.lows[k - 2] == "false"):
            return True  # "false-flag attacks"
        if frame.name == "withdraw" and low.endswith(" of") and not _SHIPPING.isdisjoint(self.lows[k + 1 : k + 4]):
            return True  # "the safe exit of foreign ships"
        if low.startswith("explosion") and before == "gas":
            return True
        if low.startswith("pressure") and any(w.startswith(_EASING) for w in self.lows[max(0, k - 3) : k]):
            return True  # "eased the pressure on"
        if "operation" in low and before == "defensive":
            return True
        if frame.name in ("gain", "lose") and not self._of_place(k):
            return True  # "the capture of soldiers"
        if low == "operations" and self.lows[k + 1] == "of" and not any(k < a.first <= k + 3 for a in self.actors):
            return True  # "the operations of the plant"
        if frame.name == "advance" and before.startswith("consolidat"):
            return True  # "consolidating gains"
        if frame.name == "attack" and "operation" not in low:
            return False  # "reinforce the assault on"
        return any(v < k <= v + 8 and self._object_of(v, k) for v in self.predicates)

    # ------------------------------------------------------------ verbs

    def _verb_frame(self, k: int, entry: Entry, frame: Frame, attributive: bool) -> Frame | None:
        """Return what verb `k` means with its object: "moved to the city", "moved its tank army", "moved residents"."""
        if attributive and frame.name != "gain":
            return None
        if entry.lemma == "fall/fell/fallen":
            return self._falling(k, frame)
        if entry.lemma == "fall/fell/fallen on" and self._dated(k + 1 + (self.lows[k + 1] == "the")):
            return LEXICON.frames["fall"]  # "fell on Tuesday"
        lemma = entry.lemma.split("/")[0]
        if self._shots_land(k, lemma, frame):
            frame = LEXICON.frames["strike"]
        if lemma == "take" and self.lows[k] in _TAKEN and self._moved(k) and (frame.name == "strike" or self._led(k)):
            return LEXICON.frames["move"]  # "buses took people from the town", "police took out 20 people"
        if self.items[k].cues.get("foil", "base") != "base" and (self._object_noun(k) or self._attack_foiled(k)):
            return None  # "smashed an assault": told by the assault
        if lemma == "clear out" and self._leads_straight(k):
            frame = LEXICON.frames["gain"]  # "are clearing out Soledar"
        if lemma in _SUBJECTING and self._under_fire(k):
            return LEXICON.frames["cut"]  # "have taken the road under fire"
        if self._of_other_things(k, entry, lemma, frame) or self._told_elsewhere(k, entry, lemma):
            return None
        if frame.name in ("reinforce", "station") and any(self._struck_there(v, k) for v in self.predicates if v < k):
            return None  # "struck areas of troops concentrated in"
        if lemma in ("hold", "stand"):
            if self._town_holds(k) or (lemma == "hold" and self._troops_hold(k)):
                return frame
            if entry.lemma == "stand/stood/stood":
                return None
        if self._only_describes(k, entry, lemma, frame, attributive) or self._changes_nothing(k, entry, lemma, frame):
            return None
        other = self._by_direction(k, lemma, frame)
        return other if other is not None else self._by_object(k, entry, lemma, frame, attributive)

    def _is_gone(self, k: int) -> bool:
        """Say whether "gone" at item `k` tells of a town: "with Yampil gone", "Toshkivka has gone, and"."""
        if self.lows[k - 1] in HAVE:
            return k > 1 and self.items[k - 2].place is not None and (self.mark(k + 1) or self.lows[k + 1] in ("and", "too"))
        return k > 1 and self.items[k - 1].place is not None and self.lows[k - 2] == "with"

    def _dated(self, x: int) -> bool:
        """Say whether item `x` is a day or another time."""
        low = self.lows[x]
        return low in DAYS or low in MONTHS or low[:1].isdigit() or low in ("evening", "morning", "night", "day", "eve")

    def _shots_land(self, k: int, lemma: str, frame: Frame) -> bool:
        """Say whether it is shells that land or come down: "rounds landed on a village"."""
        if frame.type not in ("advance", "entered") or not lemma.startswith(("land", "come", "rain", "fly")):
            return False
        if lemma.startswith("land") and (noun := self.items[k - 1].noun) is not None and noun.name == "strike":
            return True  # "a strike landing near the bridge"
        return not SHOTS.isdisjoint(self.lows[self._left_edge(k) : k])

    def _leads_straight(self, k: int) -> bool:
        """Say whether a place is the object of verb `k`."""
        y = k + 1 + (self.lows[k + 1] == "the")
        return y < len(self.items) and (self.items[y].place is not None or bool(self.items[y].anaphor))

    def _of_other_things(self, k: int, entry: Entry, lemma: str, frame: Frame) -> bool:
        """Say whether verb `k` is said of things that no side fights for: schools, mines, trains."""
        if frame.name in ("gain", "held") and not _ASSETS.isdisjoint(self.lows[k + 1 : k + 4]):
            return True  # "took control of schools in"
        if lemma == "hold" and not _CAPTIVE.isdisjoint(self.lows[k + 1 : k + 6]):
            return True  # "hold Mariupol hostage"
        if lemma == "take" and self.cue(self.back(k), "report_noun"):
            return True  # "images taken on Friday show"
        if lemma == "clear":
            return self._of_mines(k)
        if lemma in _WRECKS:
            return not self._bridge(k)  # a bridge is smashed and lost; all else is only hit
        if lemma in _STOPPING:
            return not self._stops_someone(k)  # "stopped coverage of Mariupol"
        if entry.lemma == "fire":
            return not self._shoots(k)  # "fired an inspector"
        if frame.name == "strike" and entry.lemma in _ROUTS:
            return self._routs(k)
        if entry.lemma == "be/was/been out of":
            return not any(it.place or it.anaphor for it in self.items[k + 1 : k + 3])  # "is out of service"
        # it is a road that "supports positions in", a line that "feeds the army"
        return frame.name == "route" and lemma in ("support", "feed") and not self._line_before(k)

    def _routs(self, k: int) -> bool:
        """Say whether it is troops or tanks that verb `k` says are lost, which hits no place: "three tanks were knocked out"."""
        if self.passive(k):
            actor = self.subject(k)[0]
            return self.cue(self._before_aux(k - 1), "force") or (actor is not None and self.cue(actor.last, "force"))
        stop = next((x for x in range(k + 1, k + 8) if self.lows[x] in PREPOSITIONS or self.mark(x)), k + 8)
        return any(self.cue(x, "force") for x in range(k + 1, stop))

    def _told_elsewhere(self, k: int, entry: Entry, lemma: str) -> bool:
        """Say whether another word than verb `k` tells what happened, if anything did."""
        if entry.frame is not None and entry.frame.name == "strike" and self._left_so(k, entry):
            return True  # "found the plane destroyed"
        if lemma == "stall":  # "a convoy that had stalled outside Kyiv"
            return not self._object_noun(k) and not self._driven(k, mood=self.mood(k))
        if entry.lemma == "fall/fell/fallen to" and not _LEVELS.isdisjoint(self.lows[k + 1 : k + 5]):
            return True  # "had fallen to its lowest level"
        if entry.lemma == "surrender to":
            actor, _ = self.subject(k)
            return actor is not None and self.cue(actor.last, "force")  # soldiers surrender, the town doesn't
        if lemma == "leave":
            return self._leaves_under(k)
        if lemma == "force" or (lemma == "drive" and self._driven(k, mood=self.mood(k))):
            return self._forces_to(k)
        return lemma == "secure * positions" and "current" in self.lows[k]

    def _leaves_under(self, k: int) -> bool:
        """Say whether what is left is left so: "left parts of the region under Ukrainian control", "left Sumy without power"."""
        if any(self.lows[x] == "without" and self.lows[x + 1] in UTILITIES for x in range(k + 1, k + 9)):
            return True
        for x in range(k + 1, min(len(self.items), k + 9)):
            word = self.items[x].word
            if word is not None and word.name != "strike" and self.lows[x].startswith("under "):
                return True
        return False

    def _forces_to(self, k: int) -> bool:
        """Say whether a verb tells what somebody is forced to: "forcing the brigade to flee"."""
        ahead = range(k + 1 + (not self.passive(k)), min(len(self.items) - 1, k + 9))
        return any(self.lows[x] == "to" and (self.items[x + 1].verb or self._plainly_done(x + 1)) for x in ahead)

    def _plainly_done(self, x: int) -> bool:
        """Say whether item `x` is a verb that tells no event: "to focus", "to postpone the vote"."""
        if any(self.cue(x, cue) for cue in ("carry", "attempt", "say", "plan")):
            return True
        if self.lows[x + 1] in _OBJECTLESS or self.direction(x + 1) or self.adverb(x + 1):
            return self._plain(x) and self.lows[x] not in DETERMINERS  # "to mobilize into the army", "to redeploy northward"
        return self._plain(x) and (self.lows[x + 1] in DETERMINERS or self.lows[x + 1] in PRONOUNS)

    def _only_describes(self, k: int, entry: Entry, lemma: str, frame: Frame, attributive: bool) -> bool:
        """Say whether verb `k` only describes a noun beside it: a road, villages, troops, a town."""
        if entry.form == "ing":
            if k and (route := self.items[k - 1].noun) is not None and route.name == "route":
                return True  # "supply lines heading toward Izium"
            if frame.name in ("advance", "withdraw") and k + 1 < len(self.items) and self.items[k + 1].side:
                return True  # "to support advancing Ukrainian forces"
        if frame.name in ("push", "advance") and self._leading(k):
            return True  # "settlements heading toward Kryvyi Rih"
        if self.lows[k] == "occupied" and self._is_occupied(k):
            return True
        return attributive and (lemma in ("occupy", "take", "lose") or not self._fits(k))

    def _is_occupied(self, k: int) -> bool:
        """Say whether "occupied" at item `k` tells how a place is, not what happened to it."""
        if self.lows[k - 1] == "and" and k + 1 < len(self.items) and (self.items[k - 2].place or self.items[k - 2].side):
            return True  # "between free Ukraine and occupied Donbas"
        if self.lows[k - 1] in _BEFORE_NAMES and k + 1 < len(self.items) and (self.items[k + 1].place or self.cue(k + 1, "area")):
            return True  # "said that occupied Kherson", "the republics, and occupied settlements in"
        return not self._finite(k) or (self.cue(k - 1, "background") and self.cue(k - 2, "area"))

    def _changes_nothing(self, k: int, entry: Entry, lemma: str, frame: Frame) -> bool:
        """Say whether verb `k` moves no front: to dig in, to train, to threaten."""
        low = self.lows[k]
        if frame.name in ("withdraw", "enter") and self._goes_nowhere(k, lemma, frame):
            return True
        if lemma.startswith(("establish", "set")):
            return "defensive" in low or "training" in low  # to dig in is no advance, to train is no reinforcement
        if lemma.startswith("improve"):
            return "defensive" in low  # to improve one's defences is no advance
        if lemma == "threaten":  # a road is not attacked
            return self.passive(k) or any(self.cue(x, "line") for x in range(k + 1, k + 4))
        if frame.name == "enter" and entry.lemma.endswith(" in"):
            comes = lemma in _COMING and " " not in entry.lemma.split(" ", 1)[1]
            return comes and not (self._marches(k) and (self.mark(k + 1) or self.lows[k + 1] in _HOW))  # "got in touch"
        if lemma == "relieve":
            pressure = any(low.startswith("pressure") for low in self.lows[k + 1 : k + 4])
            return pressure or not any(self.cue(x, "force") for x in range(k + 1, k + 7))  # "relieved pressure on"
        if lemma == "concentrate":
            return not _MINDS.isdisjoint(self.lows[k + 1 : k + 5])
        if entry.lemma == "take/took/taken over":
            return self.mark(k + 1) and not self.passive(k)  # "regulars took over"
        if lemma in _HARMING:
            return not self._shot(k)
        if lemma == "cross":
            return self.lows[k + 1] in ("into", "out of") and not self._marches(k)
        if entry.lemma in _RUNNING:
            return self._line_before(k) or not self._marches(k)  # "the road that moves away from"
        if entry.lemma == "turn back":  # "turned back short of Moscow"
            return not self.passive(k) and not self._object_noun(k) and not self._stops_someone(k)
        if frame.name == "held":
            return entry.form == "ing" and self.lows[self.back(k)] == "because"
        if frame.name in ("gain", "fall") and low.endswith(" over to"):
            return not _POSTURES.isdisjoint(self.lows[k + 1 : k + 3])  # "went over to the defensive"
        return False

    def _goes_nowhere(self, k: int, lemma: str, frame: Frame) -> bool:
        """Say whether nobody goes who leaves or enters: howitzers from storage, dropped plans."""
        if frame.name == "enter":
            return self.lows[k].endswith(" into") and self._object_noun(k)  # "rolled into the counteroffensive"
        if lemma == "abandon" and (which := next((x for x in range(k - 1, max(0, k - 7), -1) if self.lows[x] == "which"), 0)):
            before = range(max(0, which - 10), which)  # "efforts to seize Siversk, which they have abandoned"
            return any(self.cue(x, "attempt", "plan") or self.items[x].noun is not None for x in before)
        return "storage" in self.lows[k + 1 : k + 12]

    def _by_direction(self, k: int, lemma: str, frame: Frame) -> Frame | None:
        """Return what a verb of cutting or crossing means by the word behind it: "cut in two", "crossed into"."""
        if lemma == "cut" and frame.name == "cut" and self._in_two(k):
            return LEXICON.frames["advance"]
        if lemma == "cross" and self.lows[k + 1] in ("into", "out of"):
            return LEXICON.frames["enter" if self.lows[k + 1] == "into" else "withdraw"]
        if frame.name == "move" and not self.passive(k) and self.lows[k].endswith((" out of", " away from")):
            actor, people = self.subject(k)
            if actor is not None and not people and self.cue(actor.last, "force"):
                return LEXICON.frames["withdraw"]  # "soldiers streamed out of"
        return None

    def _in_two(self, k: int) -> bool:
        """Say whether a town is cut, not a road: "have cut Selydove in two"."""
        return any(self.lows[x] == "in" and self.lows[x + 1] in ("two", "half") for x in range(k + 2, k + 7))

    def _by_object(self, k: int, entry: Entry, lemma: str, frame: Frame, attributive: bool) -> Frame | None:
        """Return what a verb means by what it is done to, and by the way that this takes."""
        frame = self._by_load(k, lemma, frame)
        if frame.name == "move" and lemma == "cross" and not self._moved(k) and self._marches(k):
            return LEXICON.frames["reach"]  # "troops crossed to the island"
        if frame.object == "people" and not self._moved(k):
            return LEXICON.frames["reinforce"] if self._shifts(k) else None
        frame = self._by_way(k, lemma, frame)
        if frame.object == "toward":
            presses = lemma.startswith("press") and self._leads_to_place(k, k + 4)
            return LEXICON.frames["attack"] if presses else self._moving(k, frame)
        if frame.object == "force":
            return frame if self._driven(k, mood=self.mood(k)) else None
        if frame.name == "cede" and self._ceded_to(k):
            frame = LEXICON.frames["lose"]
        asked = (
            " " not in entry.lemma
            or frame.name in ("lose", "cede")
            or entry.lemma in ("take/took/taken over", "lock down")
            or entry.lemma.endswith((" control of", " control over"))
        )
        if frame.object == "place" and not attributive and asked:
            return frame if self._fits(k) else None
        return frame

    def _by_load(self, k: int, lemma: str, frame: Frame) -> Frame:
        """Return what a verb means by who or what is brought somewhere: people, units, equipment."""
        if frame.object == "force":
            if lemma in _HURLING and self._against(k):
                ahead = self.lows[k + 1 : k + 9]  # "threw fresh troops against the town", "threw dozens of tanks at it"
                return LEXICON.frames["attack" if "at" in ahead and FRESH.isdisjoint(ahead) else "reinforce"]
            out = self.lows[k].endswith(" out") or any(self.cue(x, "out") for x in range(k + 1, k + 7))
            led = self._moved(k) and out
            return LEXICON.frames["move"] if led else frame  # "driving people out of the town"
        if lemma == "yield":
            return LEXICON.frames["gain"] if self.propels(k) else frame  # "the offensive has yielded"
        if (frame.name == "reach" or lemma.startswith("arrive")) and self._evacuees(k):
            return LEXICON.frames["refuge"]
        if frame.name == "reach" and self._of_cargo(k):
            return LEXICON.frames["route"]  # "food reaches the town along the road from"
        if frame.name == "gain" and not STRETCHES.isdisjoint(self.lows[k + 1 : k + 6]) and self._measured(k):
            return LEXICON.frames["advance"]  # "recovered 300 metres of trench at"
        if frame.name == "send":
            if self.propels(k):
                return LEXICON.frames["advance"]
            return LEXICON.frames["move"] if self._carries(k) else frame
        if lemma == "move up to" and self._counts(k + 1):
            return LEXICON.frames["reinforce"]  # "moved up to two battalions from"
        if frame.name in ("push", "advance") and lemma.startswith("move") and "equipment" in self.lows[max(0, k - 4) : k]:
            return LEXICON.frames["reinforce"]
        return frame

    def _evacuees(self, k: int) -> bool:
        """Say whether those who arrive are people from somewhere: "buses with women and children from A arrived in B"."""
        edge = self._left_edge(k)
        if edge and self.lows[edge - 1] == "who":
            edge = self._left_edge(edge - 1)
        people = next((x for x in range(edge, k) if self.cue(x, "people") and self.lows[x] not in _IN_OFFICE), -1)
        if people < 0 or any(a.force and edge <= a.first < k and not self.cue(a.last, "people") for a in self.actors):
            return False
        return any(self.lows[x] in ("from", "of", "under", "in") and self._placed_by(x + 1, k) for x in range(people + 1, k))

    def _placed_by(self, x: int, end: int) -> bool:
        """Say whether a place stands right behind a preposition, at item `x` or behind an article and a word."""
        return any(self.items[y].place is not None for y in range(x, min(x + 3, end)))

    def _measured(self, k: int) -> bool:
        """Say whether what verb `k` says is taken is only a stretch of ground: "another 300 metres"."""
        y = k + 1
        while self.lows[y] in SOME or self.lows[y][:1].isdigit() or self.lows[y] in DETERMINERS or self.lows[y] in ("to", "more"):
            y += 1
        return y > k + 1 and self.lows[y] in STRETCHES

    def _by_way(self, k: int, lemma: str, frame: Frame) -> Frame:
        """Return what a verb of motion means by the way that is taken, and by those who take it."""
        if frame.name == "enter" and self._only_toward(k):
            frame = LEXICON.frames["advance"]
        if frame.name == "enter" and "flag" in self._named and lemma == "be" and self._flag(k) in range(k):
            return LEXICON.frames["flag"]  # "flags were seen in"
        if frame.object == "force" and lemma in ("push", "drive", "sweep") and not self.passive(k) and self._heads_for(k):
            return LEXICON.frames["push"]
        if frame.name == "reinforce" and self.lows[k].endswith("spotted in") and self._on_foot(k):
            return LEXICON.frames["enter"]  # "infiltrators have been spotted in"
        if frame.name == "push" and lemma == "move":
            if self._moved(k):
                return LEXICON.frames["move"]
            if self._shifts(k):
                return LEXICON.frames["reinforce"]
        if frame.name == "advance" and lemma.startswith("move ") and self.passive(k):
            return LEXICON.frames["reinforce"]  # "units have been moved toward"
        return frame

    def _ceded_to(self, k: int) -> bool:
        """Say whether it is told who gets what is ceded: "ceded the town to the advancing Russians"."""
        to = next((x for x in range(k + 1, min(len(self.items), k + 7)) if self.lows[x] == "to"), 0)
        taker = next((a for a in self.actors if to < a.first <= to + 3), None) if to else None
        return taker is not None and all(
            self.lows[x] in DETERMINERS or self.lows[x].endswith("ing") for x in range(to + 1, taker.first)
        )

    def _on_foot(self, k: int) -> bool:
        """Say whether it is men on foot, not a convoy, that verb `k` is said of."""
        actor = self.subject(k)[0]
        return actor is not None and self.lows[actor.last] in _ON_FOOT

    def _only_toward(self, k: int) -> bool:
        """Say whether troops only come nearer: "moved in the direction of", "moved into artillery range of"."""
        ahead = self.lows[k + 1 : k + 5]
        return (
            any(low.endswith((" range of", "range")) for low in ahead)
            or self.cue(k + 1, "toward")
            or ahead[:3] == ["the", "direction", "of"]
        )

    def _falling(self, k: int, frame: Frame) -> Frame | None:
        """Return what "fall" means: it is a town that falls; shells that fall on one strike it."""
        edge = self._left_edge(k)
        if self.lows[k + 1] not in ("short", "silent", "behind", "to") and not SHOTS.isdisjoint(self.lows[edge:k]):
            return LEXICON.frames["strike"]
        if self.lows[k + 1] in ("short", "silent", "ill", "apart", "behind", "victim", "onto", "off"):
            return None
        if self.lows[k + 1] in ("by", "to") and (self._counts(k + 2) or self._counts(k + 3)) and self.lows[k + 2] != "a":
            return None  # "shares fell by four per cent"
        subject = next((x for x in range(k - 1, edge - 1, -1) if self.items[x].place or self.items[x].anaphor), -1)
        if subject < 0 and self.lows[k + 1] in ("in", "at", "by", "across") and self._plain(self.back(k)):
            return None if self.lows[self.back(k)] not in PRONOUNS else frame  # "prices fell in Kyiv"
        return None if subject > 0 and self.lows[subject - 1] in ("in", "near", "on", "at", "around", "from", "over") else frame
