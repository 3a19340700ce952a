"""What a verb or noun is said of: whether the words around it let it tell an event, and which."""

from __future__ import annotations

from conflictmap.model import Toponym
from conflictmap.reading.english.moods import Mood
from conflictmap.reading.english.places import LENGTHS, Arg, Places
from conflictmap.reading.english.words import BE, DETERMINERS, HAVE, LEXICON, PREPOSITIONS, PRONOUNS, SETTLEMENT_WORDS, UNIT_WORDS
from conflictmap.reading.lexicon import Entry, Frame

_CROSSINGS = frozenset(
    [
        "bridge",
        "bridges",
        "pontoon",
        "pontoon bridge",
        "crossing",
        "crossings",
        "causeway",
        "viaduct",
        "overpass",
        "dam",
        "ferry",
        "railway",
        "railway line",
        "railroad",
        "tracks",
    ]
)
_CUTS = frozenset(
    "cut sever isolate interdict bring take establish have exercise render block blockade".split()
)  # a town whose supply is so treated is cut off
_UTILITIES = frozenset(
    """
    power electricity water gas heating internet telecommunications telecommunication signals signal phone mobile television
    broadcasts ties relations funding contact
    """.split()
)
_SHOTS = frozenset(
    "bomb bombs shell shells missile missiles rocket rockets munitions drone drones mines projectiles round rounds".split()
)
_WRECKING = frozenset("destroy damage wreck gut devastate shatter demolish level raze flatten obliterate ravage torch".split())
_HINDERED = frozenset("impossible difficult unfeasible halted postponed cancelled canceled suspended delayed thwarted".split())
_HARMING = frozenset(["kill", "injure", "wound"])
_ASSETS = frozenset(
    "schools school businesses enterprises companies property media television pensions internet curricula children farms".split()
)
_STOPPING = frozenset(["stop", "halt", "stem", "frustrate", "blunt"])
_FORMATIONS = UNIT_WORDS | {"group", "groups", "btg", "btgs", "system", "systems", "battery", "batteries", "launchers"}
_USELESS = frozenset("unusable impassable inoperable useless".split())


_DEBRIS = frozenset("mines explosives ordnance debris rubble wreckage snow traps barricades obstacles".split())
_WAYS = frozenset("from to toward towards into through past closer on across beyond along within over down".split())
_RUNNING = frozenset(["scatter from", "move off from", "move away from"])
_TAKEN = frozenset("take takes took taken taking".split())
_SUBJECTING = frozenset("take hold keep bring put have get".split())
_WRECKS = frozenset("smash ruin collapse mangle".split())
_FURTHER = frozenset("deeper further farther on forward ahead north south in".split())
_ONWARD = frozenset("forward ahead onward onwards deeper".split())


class Objects(Places):
    """A sentence whose predicates can be asked what they are said of."""

    def frame(self, k: int, attributive: bool) -> Frame | None:
        """Return what predicate `k` means here; None where the words around it let it tell no event."""
        it = self.items[k]
        entry = it.verb or it.noun or it.word
        assert entry is not None and entry.frame is not None
        if it.low == "contested" and (self._plain(k + 1) or self.cue(k - 1, "background")):
            return None  # "a contested crossing""
        if it.low.startswith("seen ") and k and self.items[k - 1].noun is not None:
            return None  # "similar to the fighting seen in"
        if it.verb is not None:
            return self._verb_frame(k, entry, entry.frame, attributive)
        if it.low == "gone" and not (k > 1 and self.items[k - 1].place and self.lows[k - 2] == "with"):
            return None  # "with Yampil gone"
        if it.noun is not None:
            if it.low.startswith(("concentration", "accumulation")) and not self._of_troops(k):
                return None  # "concentrations of heat anomalies"
            if entry.frame.name == "evacuate" and not _HINDERED.isdisjoint(self.lows[k + 1 : k + 5]):
                return None
            if it.low.startswith("explosion") and self.lows[k - 1] == "gas":
                return None
            if "operation" in it.low and self.lows[k - 1] == "defensive":
                return None
            if entry.frame.name in ("gain", "lose") and not self._of_place(k):
                return None
            if it.low == "operations" and self.lows[k + 1] == "of" and not any(k < a.first <= k + 3 for a in self.actors):
                return None  # "the operations of the plant"
            if entry.frame.name == "advance" and self.lows[k - 1].startswith("consolidat"):
                return None
            told = entry.frame.name == "attack" and "operation" not in it.low  # "reinforce the assault on"
            if not told and any(v < k <= v + 8 and self._object_of(v, k) for v in self.predicates):
                return None
        return entry.frame

    def _verb_frame(self, k: int, entry: Entry, frame: Frame, attributive: bool) -> Frame | None:
        """Return what verb `k` means with its object: "moved to the city", "moved its tank army", "moved residents"."""
        it = self.items[k]
        lemma = entry.lemma.split("/")[0]
        if attributive and frame.name != "gain":
            return None
        if entry.lemma == "fall/fell/fallen":
            return self._falling(k, frame)
        if frame.name == "strike" and self._left_so(k, entry):
            return None  # "found the plane destroyed"
        if lemma == "clear" and self._of_mines(k):
            return None
        if lemma == "stall" and not self._object_noun(k) and not self._driven(k, mood=self.mood(k)):
            return None  # "a convoy that had stalled outside Kyiv"
        if frame.type in ("advance", "entered") and lemma.startswith(("land", "come", "rain", "fly")):
            shot = not _SHOTS.isdisjoint(self.lows[self._left_edge(k) : k])
            frame = LEXICON.frames["strike"] if shot else frame  # "rounds landed on a village"
        if frame.name == "gain" and lemma == "take" and self.lows[k] in _TAKEN and self._moved(k) and self._led(k):
            return LEXICON.frames["move"]  # "buses took people from the town"
        if it.cues.get("foil", "base") != "base" and (self._object_noun(k) or self._attack_foiled(k)):
            return None  # "smashed an assault": told by the assault
        if lemma in _SUBJECTING and self._under_fire(k):
            return LEXICON.frames["cut"]  # "have taken the road under fire"
        if lemma in _WRECKS and not self._bridge(k):
            return None  # a bridge is smashed and lost; all else is only hit
        if frame.name in ("gain", "held") and not _ASSETS.isdisjoint(self.lows[k + 1 : k + 4]):
            return None  # "took control of schools in"
        if frame.name == "route" and lemma == "support" and not self._line_before(k):
            return None  # it is a road that "supports positions in"
        if entry.lemma == "be/was/been out of" and not any(it.place or it.anaphor for it in self.items[k + 1 : k + 3]):
            return None  # "is out of service"
        if entry.lemma == "surrender to" and (actor := self.subject(k)[0]) is not None and self.cue(actor.last, "force"):
            return None  # soldiers surrender, the town doesn't
        if lemma == "leave" and any(
            self.lows[x].startswith("under ") and (word := self.items[x].word) is not None and word.name != "strike"
            for x in range(k + 1, min(len(self.items), k + 9))
        ):
            return None  # "left large parts of the region under Ukrainian control"
        if lemma == "fire" and entry.lemma == "fire" and not self._shoots(k):
            return None  # "fired an inspector"
        if lemma in _STOPPING and not self._stops_someone(k):
            return None  # "stopped coverage of Mariupol"
        if lemma == "force" and any(
            self.lows[x] == "to" and x + 1 < len(self.items) and self.items[x + 1].verb for x in range(k + 2, k + 9)
        ):
            return None  # "forcing the brigade to flee": told by that verb
        if lemma == "secure * positions" and "current" in it.low:
            return None
        if lemma in ("hold", "stand") and self._town_holds(k):
            return frame
        if lemma == "stand":
            return None
        if entry.lemma in _RUNNING and (self._line_before(k) or not self._marches(k)):
            return None  # "the road that moves away from"
        if lemma.startswith(("establish", "set")) and ("defensive" in it.low or "training" in it.low):
            return None  # to dig in is no advance, to train is no reinforcement
        if entry.form == "ing" and k and (route := self.items[k - 1].noun) is not None and route.name == "route":
            return None  # "supply lines heading toward Izium"
        if frame.name in ("push", "advance") and self._leading(k):
            return None  # "settlements heading toward Kryvyi Rih"
        if entry.form == "ing" and frame.name in ("advance", "withdraw") and k + 1 < len(self.items) and self.items[k + 1].side:
            return None  # "to support advancing Ukrainian forces"
        if lemma.startswith("improve") and "defensive" in it.low:
            return None  # to improve one's defences is no advance
        if (
            it.low == "occupied"
            and self.lows[k - 1] == "and"
            and (self.items[k - 2].place or self.items[k - 2].side)
            and k + 1 < len(self.items)
        ):
            return None  # "between free Ukraine and occupied Donbas"
        if it.low == "occupied" and (not self._finite(k) or (self.cue(k - 1, "background") and self.cue(k - 2, "area"))):
            return None
        if attributive and (lemma in ("occupy", "annex", "take", "lose") or not self._fits(k)):
            return None
        if entry.lemma == "turn back" and not self.passive(k) and not self._object_noun(k) and not self._stops_someone(k):
            return None  # "turned back short of Moscow"
        if (
            lemma == "cut"
            and frame.name == "cut"
            and any(self.lows[x] == "in" and self.lows[x + 1] in ("two", "half") for x in range(k + 2, k + 7))
        ):
            return LEXICON.frames["advance"]  # "have cut Selydove in two"
        if frame.name == "held" and entry.form == "ing" and self.lows[self.back(k)] == "because":
            return None
        if frame.name == "move" and not self.passive(k) and it.low.endswith((" out of", " away from")):
            actor, people = self.subject(k)
            if actor is not None and not people and self.cue(actor.last, "force"):
                return LEXICON.frames["withdraw"]  # "soldiers streamed out of"
        if lemma == "threaten" and self.passive(k):
            return None
        if lemma in _HARMING and not self._shot(k):
            return None
        if lemma == "cross" and self.lows[k + 1] in ("into", "out of"):
            return LEXICON.frames["enter" if self.lows[k + 1] == "into" else "withdraw"] if self._marches(k) else None
        if frame.object == "force" and not self.passive(k) and self._moved(k) and "out of" in self.lows[k : k + 7]:
            frame = LEXICON.frames["move"]  # "driving people out of the town"
        if lemma == "yield" and not self.propels(k):
            frame = LEXICON.frames["lose"]
        if frame.name == "send" and self.propels(k):
            frame = LEXICON.frames["advance"]
        if frame.name == "send" and self._carries(k):
            frame = LEXICON.frames["move"]
        if lemma == "move up to" and self._counts(k + 1):
            frame = LEXICON.frames["reinforce"]  # "moved up to two battalions from"
        if frame.name in ("push", "advance") and lemma.startswith("move") and "equipment" in self.lows[max(0, k - 4) : k]:
            frame = LEXICON.frames["reinforce"]
        if frame.name == "enter" and (self.cue(k + 1, "toward") or self.lows[k + 1 : k + 4] == ["the", "direction", "of"]):
            frame = LEXICON.frames["advance"]
        if (
            frame.name in ("gain", "fall")
            and it.low.endswith(" over to")
            and {"offensive", "defensive", "attack"} & {*self.lows[k + 1 : k + 3]}
        ):
            return None  # "went over to the defensive"
        if frame.name == "enter" and "range" in self.lows[k + 1 : k + 5]:
            frame = LEXICON.frames["advance"]  # "moved into artillery range of"
        if frame.name == "move" and not self._moved(k) and self._shifts(k):
            frame = LEXICON.frames["reinforce"]
        if frame.object == "people" and not self._moved(k):
            return None
        if frame.object == "force" and lemma in ("push", "drive", "sweep") and not self.passive(k) and self._heads_for(k):
            frame = LEXICON.frames["push"]
        if frame.name == "push" and self._moved(k) and entry.lemma == "move":
            frame = LEXICON.frames["move"]
        if frame.name == "push" and entry.lemma == "move" and self._shifts(k):
            frame = LEXICON.frames["reinforce"]
        if frame.name == "advance" and lemma.startswith("move ") and self.passive(k):
            frame = LEXICON.frames["reinforce"]  # "units have been moved toward"
        if frame.object == "toward":
            moved = LEXICON.frames["attack"] if lemma == "press" and self._leads_to_place(k, k + 4) else self._moving(k, frame)
            if moved is None:
                return None
            frame = moved
        if frame.object == "force" and not self._driven(k, mood=self.mood(k)):
            return None
        if frame.object == "place" and (" " not in entry.lemma or frame.name == "lose") and not attributive and not self._fits(k):
            return None
        return frame

    def _falling(self, k: int, frame: Frame) -> Frame | None:
        """Return what "fall" means: it is a town that falls; shells that fall on one strike it."""
        edge = self._left_edge(k)
        if self.lows[k + 1] in ("on", "in", "near", "at", "into", "onto") and not _SHOTS.isdisjoint(self.lows[edge:k]):
            return LEXICON.frames["strike"]
        if self.lows[k + 1] in ("short", "silent", "ill", "apart", "behind", "victim", "onto", "off"):
            return None
        subject = next((x for x in range(k - 1, edge - 1, -1) if self.items[x].place or self.items[x].anaphor), -1)
        return None if subject > 0 and self.lows[subject - 1] in ("in", "near", "on", "at", "around", "from", "over") else frame

    def _left_so(self, k: int, entry: Entry) -> bool:
        """Say whether a participle at the end of a clause only tells how something was found or left."""
        if (
            entry.form not in ("past", "part")
            or entry.lemma not in _WRECKING
            or not (self.mark(k + 1) or self.lows[k + 1] in ("and", "or"))
        ):
            return False
        return not self.passive(k) and not any(a.last == self.back(k) for a in self.actors)

    def _shot(self, k: int) -> bool:
        """Say whether it is fire that kills: "shells killed a woman in", "was killed by a shell"."""
        later = (self.items[x].noun for x in range(k + 1, min(len(self.items), k + 10)))
        if self.passive(k) and any(noun is not None and noun.name == "strike" for noun in later):
            return True  # "were wounded in the town as a result of shelling"
        if self.passive(k) or self.lows[k + 1] in ("by", "in"):
            return self.lows[k + 1] in ("by", "in") and not _SHOTS.isdisjoint(self.lows[k + 2 : k + 5])
        if self.lows[self.back(k)] in _SHOTS:
            return True
        killer = self.items[self.back(k)].noun if self.back(k) >= 0 else None
        if killer is not None and killer.name in ("strike", "attack"):
            return True  # "shelling killed a woman in"
        if self.lows[k - 1] == "," and (entry := self.items[k].verb) is not None and entry.form == "ing":
            struck = (self.items[x].verb or self.items[x].noun for x in range(k - 1))
            return any(e is not None and e.name == "strike" for e in struck)  # "fired missiles, killing five in"
        g = self._same_form(self.back(k), "past") if self.lows[self.back(k)] == "and" else -1
        return g >= 0 and (verb := self.items[g].verb) is not None and verb.name == "strike"  # "destroyed an S-300 and killed"

    def _town_holds(self, k: int) -> bool:
        """Say whether it is a town that holds: "but Berestove holds on"."""
        j = self.back(k)
        while j > 0 and self.lows[j] in BE:
            j -= 1
        alone = self.mark(k + 1) or self.lows[k + 1] in ("on", "out", "firm", "fast", "still", "and", "but", "despite")
        return j >= 0 and self.items[j].place is not None and alone

    def propels(self, k: int) -> bool:
        """Say whether it is an offensive that verb `k` says has brought troops so far."""
        j = self.back(k)
        while j >= 0 and (self.lows[j] in HAVE or self.adverb(j)):
            j -= 1
        if j >= 0 and self.items[j].place:
            j = self._left_edge(k) - 1  # "the offensive into Sumy Oblast has yielded"
            if any(self.mark(x) for x in range(max(j, 0), k)):
                return False
        noun = self.items[j].noun if j >= 0 else None
        return noun is not None and noun.frame is not None and noun.frame.type == "advance"

    def _line_before(self, k: int) -> bool:
        """Say whether verb `k` tells of the line that stands before it: "the highway that supports", "a road supporting"."""
        j = self.back(k)
        while j > 0 and (self.lows[j] in BE or self.lows[j] in ("that", "which", ",")):
            j -= 1
        return j >= 0 and self._line(j)

    def _of_troops(self, k: int) -> bool:
        """Say whether what gathers is troops or what they need."""
        for x in range(k + 1, min(len(self.items), k + 8)):
            if self.cue(x, "force", "line") or self.items[x].side or self.lows[x].endswith(("power", "weapons", "manpower")):
                return True
            if self.items[x].place or self.mark(x):
                return False
        return False

    def _shoots(self, k: int) -> bool:
        """Say whether it is arms that are fired."""
        if self.passive(k):
            return True
        y = k + 1
        while self.lows[y] in DETERMINERS or self.lows[y][:1].isdigit() or (y < len(self.items) and self._plain(y)):
            if self.cue(y + 1, "force") or self.lows[y] in _SHOTS:
                return True
            y += 1
        return y == k + 1 or self.cue(y, "force") or self.lows[y] in _SHOTS

    def _stops_someone(self, k: int) -> bool:
        """Say whether what is stopped is somebody or what he does rather than work, trains or talks."""
        if self.passive(k):
            return True
        for x in range(k + 1, min(len(self.items), k + 9)):
            it = self.items[x]
            if it.side or it.noun is not None or "force" in it.cues or it.low in ("them", "it") or "attempt" in it.cues:
                return True
            if it.place or self.mark(x) or (it.low in PREPOSITIONS and it.low not in ("of", "up", "to")) or "breaks" in it.cues:
                return False
        return False

    def _of_mines(self, k: int) -> bool:
        """Say whether what is cleared is not of an enemy but of mines or rubble."""
        return not _DEBRIS.isdisjoint(self.lows[k + 1 : k + 9])

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

    def _fits(self, k: int) -> bool:
        """Say whether the object of a verb that needs a place is one ("captured Izium", not "captured two soldiers")."""
        it = self.items[k]
        x, n = k + 1, len(self.items)
        mood = self.mood(k)
        if self.cue(k - 1, "area") and it.verb and it.verb.form in ("past", "part") and self._named_behind(k):
            return True
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
            if w.noun is not None and self._object_of(k, x):
                x += 1  # "seized the railway hub of"
                continue
            if w.low in ("at", "in") and self.items[x - 1].noun is not None and x > k + 1:
                x += 1  # "seized the rail hub at"
                continue
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
            if ("force" in w.cues or "people" in w.cues) and not self.cue(x + 1, "area"):
                return False
            x += 1
        return False

    def _named_behind(self, k: int) -> list[Arg]:
        """Read "the first town taken in May was Kreminna": the name stands behind "was"."""
        be = next((x for x in range(k + 1, min(len(self.items), k + 9)) if self.lows[x] in BE), -1)
        if be < 0 or any(self.mark(x) or self.items[x].place for x in range(k + 1, be)):
            return []
        t = self.items[be + 1].place if be + 1 < len(self.items) else None
        return [Arg(t, "target", None, None, be + 1, t.kind != "settlement", False)] if t is not None else []

    def _driven(self, k: int, mood: Mood) -> bool:
        """Say whether a verb of pushing has a side for its object ("pushed Russian forces back")."""
        if mood.passive:
            if self.cue(k - 2, "modal") and any(self.cue(x, "line") for x in range(k)):
                return False  # "the road can be driven only at dawn"
            return any(a.last < k for a in self.actors) or any(self.lows[x] in ("they", "it") for x in range(max(0, k - 4), k))
        y = k + 1
        while y < len(self.items) and (
            self.adverb(y) or self.lows[y] in DETERMINERS or self.lows[y] in ("back", "out", "most", "remaining")
        ):
            y += 1
        driven = any(a.first <= y + 1 and a.last >= y for a in self.actors if a.first > k)
        return driven or self.lows[y] in ("them",) or self.cue(y, "force")

    def _moved(self, k: int) -> bool:
        """Say whether it is people or an administration that a verb moves."""
        if self.passive(k) or self.subject(k)[1]:
            edge = self._left_edge(k)
            told = edge > 0 and self.lows[edge - 1] in ("told", "urged", "ordered", "asked", "advised")
            return any(self.cue(x, "people") for x in range(0 if told else edge, k))
        return any(self.cue(x, "people") for x in range(k + 1, min(len(self.items), k + 5)))

    def _shifts(self, k: int) -> bool:
        """Say whether a verb of motion has units for its object and leads somewhere ("moved its tank army to")."""
        if self.passive(k) or " moved " in self.lows[k]:
            return any(
                a.last < k and self.cue(a.last, "force") and all(self.light(x) for x in range(a.last + 1, k)) for a in self.actors
            )
        for x in range(k + 1, min(len(self.items), k + 14)):
            if self.lows[x] in ("to", "into", "toward", "towards") or self.cue(x, "toward", "near"):
                return any(self.cue(y, "force") or self.lows[y].split(" ")[-1] in _FORMATIONS for y in range(k + 1, x))
            if self.lows[x] == "from" and any(self.cue(y, "force") for y in range(k + 1, x)):
                return True
            if self.lows[x] == "with" and any(self.cue(y, "force") for y in range(k + 1, x)):
                continue  # "a column of tanks marked with a white square to"
            if (self.lows[x] in PREPOSITIONS and self.lows[x] not in ("through", "via", "across", "of", "per")) or (
                self.mark(x) and self.lows[x] not in ("-", "–")
            ):
                return False
        return False

    def _leaves(self, k: int) -> bool:
        y = k + 1
        while y < len(self.items) and (
            self.adverb(y)
            or self.lows[y] in DETERMINERS
            or self.items[y].side
            or self.direction(y)
            or self.items[y].low.endswith(("ed", "ern"))
            or self.lows[y] in ("one", "two", "three", "several")
            or (self._plain(y) and any(self.cue(x, "area") for x in (y + 1, y + 2)))
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

    def _heads_for(self, k: int) -> bool:
        """Say whether a verb of motion stands without an object and leads somewhere ("pushing from A toward B")."""
        y = self._way(k)
        if self.lows[y] == "over" and not {"mine", "mines"}.isdisjoint(self.lows[y + 1 : y + 5]):
            return False
        if (
            self.lows[y] == "up"
            and (river := next((p for x in range(y + 1, y + 4) if (p := self._place_at(x))), None)) is not None
        ):
            return river.kind == "river"  # "driving up the Southern Bug"
        onward = y > k + 1 and (self.lows[y - 1] in _ONWARD or (self.lows[y] == "on" and self.direction(y - 1) is not None))
        onward |= self.lows[y - 1] == "on" and y == k + 2 and self._place_at(y) is not None  # "are converging on Kyiv"
        onward |= self.lows[y] == "of" and self.direction(y - 1) is not None  # "have moved 2 km south of"
        onward |= self.cue(y, "near") and self._marches(k)
        return self.lows[y] in _WAYS or self.cue(y, "toward") or onward

    def _place_at(self, x: int) -> Toponym | None:
        return self.items[x].place if x < len(self.items) else None

    def _way(self, k: int) -> int:
        """Return where the way of a verb of motion is told: behind "slowly", "30 km north", "deeper"."""
        y = k + 1
        while self.lows[y] and (
            (y < len(self.items) and self.adverb(y))
            or self.direction(y)
            or self.lows[y] in _FURTHER
            or self.lows[y][0].isdigit()
            or self.lows[y] in LENGTHS
            or (self.lows[y] in ("up", "to") and (self.lows[y + 1][:1].isdigit() or self.lows[y + 2][:1].isdigit()))
        ):
            y += 1
        return y

    def _moving(self, k: int, frame: Frame) -> Frame | None:
        """Return what a verb of motion means by the way it takes: "rumbled into" enters, "slipped out of" leaves."""
        y = self._way(k)
        low = self.lows[y]
        doer = k - 1
        while doer >= 0 and self.light(doer):
            doer -= 1
        if (
            doer >= 0
            and not any(a.last < k and a.force for a in self.actors)
            and self._plain(doer)
            and self.lows[doer] not in PRONOUNS | {"and", "or", "but", "then"}
        ):
            return None  # "with water pouring through the dam"
        if doer >= 0 and self.cue(doer, "line") and not self.cue(doer, "force"):
            return None  # "a road that runs to"
        if low in ("out of", "from") and self.cue(doer, "people") and not self._leads_on(y):
            return LEXICON.frames["evacuate"]  # "families trickled out of"
        if low in ("into", "inside") and self._marches(k):
            return LEXICON.frames["enter"]
        if (low == "out of" or (low == "from" and not self._leads_on(y))) and self._marches(k):
            return LEXICON.frames["withdraw"]
        return frame if self._heads_for(k) else None

    def _attack_foiled(self, k: int) -> bool:
        """Say whether verb `k` is said of an attack before it: "an attack was shattered"."""
        if not self.mood(k).passive:
            return False
        nouns = (self.items[x].noun for x in range(max(0, k - 8), k))
        return any(n is not None and n.name in ("attack", "advance") for n in nouns)

    def _under_fire(self, k: int) -> bool:
        """Say whether a line is the object of verb `k`, and "under fire" behind it."""
        for x in range(k + 2, min(len(self.items), k + 12)):
            if self.lows[x].startswith("under ") and self.lows[x].endswith(" fire"):
                return any(self._line(y) for y in range(k + 1, x))
            if self.mark(x) and self.lows[x] not in ("-", "–"):
                return False
        return False

    def _led(self, k: int) -> bool:
        """Say whether those who are taken are taken from somewhere or out of it."""
        for x in range(k + 1, min(len(self.items), k + 7)):
            if self.lows[x] == "from" or self.cue(x, "out"):
                return True
            if self.items[x].place or self.mark(x):
                return False
        return False

    def _marches(self, k: int) -> bool:
        """Say whether it is troops that move: "armour rumbled into", "they slipped out of"."""
        actor, people = self.subject(k)
        return not people and (actor is not None or self.lows[self.back(k)] in ("they", "who"))

    def _leads_on(self, x: int) -> bool:
        """Say whether behind "from" at item `x` it is told where to: "from Popasna toward Bakhmut"."""
        ahead = range(x + 1, min(len(self.items), x + 9))
        stop = next((y for y in ahead if self.items[y].verb or self.cue(y, "breaks")), ahead.stop)
        return any(
            self.lows[y] in ("to", "into", "toward", "towards", "through") or self.cue(y, "toward") for y in range(x, stop)
        )

    def _of_place(self, k: int) -> bool:
        """Say whether a noun's "of" leads to a place ("the capture of Izium", not "the capture of soldiers")."""
        if self.lows[k - 1] == "its" and self.lows[k + 1] != "of":
            return True  # "announced its liberation"
        y = k + 1
        while y < len(self.items) and self.adverb(y):
            y += 1  # "the loss of almost all of"
        nxt = self.items[y] if y < len(self.items) else None
        if k and self.items[k - 1].place and (nxt is None or nxt.low in BE | HAVE or self.mark(k + 1) or nxt.cues.get("carry")):
            return True  # "Kupiansk's liberation was confirmed"
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
        foils = self.items[governor].cues.get("foil", "")
        return foils not in ("", "base") or (verb is not None and verb.name == "repel")

    def _repelled_attempt(self, governor: int) -> bool:
        """Say whether the attempt that governs a verb is one that was repelled: "stopped enemy attempts to advance"."""
        if not self.cue(governor, "attempt", "plan"):
            return False
        x = governor - 1
        while x >= 0 and (self.items[x].side or self.lows[x] in DETERMINERS or self._plain(x) or self.cue(x, "carry", "force")):
            x -= 1
        return self._repelled(x)

    # ------------------------------------------------------------ lines of supply

    def _bridge(self, k: int) -> bool:
        """Say whether what is hit is a bridge or a crossing, and lost."""
        it = self.items[k]
        if (
            it.word is not None or (it.verb is not None and (it.verb.lemma == "rake" or " under " in it.low))
        ) and self._road_subject(k):
            return True
        if it.verb is None or it.verb.lemma.split("/")[0].split()[0] not in (
            "destroy",
            "damage",
            "blow",
            "disable",
            "wreck",
            "demolish",
            "shatter",
            "obliterate",
            "knock",
            "smash",
            "sink",
            "collapse",
            "ruin",
            "mangle",
            "blast",
            "cripple",
            "take",
            "put",
        ):
            return False
        undergone = self.passive(k) or self.lows[k - 1] in _CROSSINGS  # "bridge destroyed in"
        span = range(k + 1, min(len(self.items), k + 7)) if not undergone else range(self._left_edge(k), k)
        return any(self.lows[x].rsplit(" ", 1)[-1] in _CROSSINGS or self._crossing(x) for x in span)

    def _crossing(self, x: int) -> bool:
        place = self.items[x].place
        return place is not None and place.surface.casefold().endswith((" bridge", " crossing", " dam"))

    def _road_subject(self, k: int) -> bool:
        """Say whether it is a road that lies under fire: "the highway to Lysychansk is under constant shelling"."""
        return any(
            self.lows[x] in ("road", "roads", "highway", "highways", "route", "crossing", "railway")
            or ((noun := self.items[x].noun) is not None and noun.name == "route")
            for x in range(min(self._left_edge(k), max(0, k - 5)) if self.items[k].word is not None else self._left_edge(k), k)
        )

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
        if self.passive(k):
            return any(self._line(x) or self._crossing(x) for x in range(max(0, k - 18), k))
        span = range(k + 1, min(len(self.items), k + 12))
        if not _UTILITIES.isdisjoint(self.lows[k + 1 : k + 5]):
            return False
        stop = next((x for x in span if "breaks" in self.items[x].cues or self.lows[x] == ";"), span.stop)
        if any(self._line(x) or self._crossing(x) for x in range(k + 1, stop)):
            return True
        if lemma == "isolate" and any(self.cue(x, "force") for x in range(k + 1, min(stop, k + 7))):
            return False  # "isolating pockets of troops in"
        if lemma in ("block", "blockade") and not self._blocks_town(k):
            return False
        return lemma in _CUTS and any(self.items[x].place or self.items[x].anaphor for x in range(k + 1, stop))

    def _blocks_town(self, k: int) -> bool:
        """Say whether what is blocked is a town, not "positions in" it."""
        y = k + 1
        while self.lows[y] in DETERMINERS or self.lows[y] in SETTLEMENT_WORDS or self.lows[y] == "of":
            y += 1
        return any(self.items[x].place or self.items[x].anaphor for x in range(k + 1, min(y + 1, len(self.items))))

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
