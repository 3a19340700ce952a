"""Which event a verb or noun tells here: the words around it decide."""

from __future__ import annotations

from conflictmap.reading.english.objects import SHOTS, Objects
from conflictmap.reading.english.words import LEXICON
from conflictmap.reading.lexicon import Entry, Frame

_HINDERED = frozenset("impossible difficult unfeasible halted postponed cancelled canceled suspended delayed thwarted".split())
_HARMING = frozenset(["kill", "injure", "wound"])
_ASSETS = frozenset(
    "schools school businesses enterprises companies property media television pensions internet curricula children farms".split()
)
_STOPPING = frozenset(["stop", "halt", "stem", "frustrate", "blunt"])
_RUNNING = frozenset(["scatter from", "move off from", "move away from"])
_TAKEN = frozenset("take takes took taken taking".split())
_SUBJECTING = frozenset("take hold keep bring put have get".split())
_WRECKS = frozenset("smash ruin collapse mangle".split())


class Senses(Objects):
    """A sentence whose predicates can be asked which event they tell."""

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
            shot = not SHOTS.isdisjoint(self.lows[self._left_edge(k) : k])
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
        if self.lows[k + 1] in ("on", "in", "near", "at", "into", "onto") and not SHOTS.isdisjoint(self.lows[edge:k]):
            return LEXICON.frames["strike"]
        if self.lows[k + 1] in ("short", "silent", "ill", "apart", "behind", "victim", "onto", "off"):
            return None
        subject = next((x for x in range(k - 1, edge - 1, -1) if self.items[x].place or self.items[x].anaphor), -1)
        return None if subject > 0 and self.lows[subject - 1] in ("in", "near", "on", "at", "around", "from", "over") else frame
