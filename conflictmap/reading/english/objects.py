"""What a verb or noun is said of: troops, a town, mines, an attack."""

from __future__ import annotations

from conflictmap.reading.english.bearings import LENGTHS
from conflictmap.reading.english.motion import Motion
from conflictmap.reading.english.places import Arg
from conflictmap.reading.english.triggers import CARGO
from conflictmap.reading.english.words import BE, DETERMINERS, HAVE, PREPOSITIONS, PRONOUNS
from conflictmap.reading.lexicon import Entry

SHOTS = frozenset(
    """
    bomb bombs shell shells missile missiles rocket rockets munitions drone drones mines projectiles round rounds shahed shaheds
    iskander iskanders kalibr kalibrs fpv uav uavs
    """.split()
)
_WRECKING = frozenset("destroy damage wreck gut devastate shatter demolish level raze flatten obliterate ravage torch".split())
_DEBRIS = frozenset("mines explosives ordnance debris rubble wreckage snow traps barricades obstacles".split())
_HELD = frozenset("town towns city cities village villages settlement settlements which that".split())
_HOLDING_ON = frozenset("on out firm fast still and but despite for since so".split())  # behind "Kramatorsk holds"
_HARDLY = frozenset("little no scant scarcely hardly".split())  # "took little territory in"
_PARTS = frozenset("all most much central northern southern eastern western".split())


class Objects(Motion):
    """A sentence whose predicates can be asked what they are said of."""

    def _left_so(self, k: int, entry: Entry) -> bool:
        """Say whether a participle at the end of a clause only tells how something was found or left."""
        if entry.form not in ("past", "part") or entry.lemma not in _WRECKING:
            return False
        if not self.mark(k + 1) and self.lows[k + 1] not in ("and", "or"):
            return False
        return not self.passive(k) and not any(a.last == self.back(k) for a in self.actors)

    def _shot(self, k: int) -> bool:
        """Say whether it is fire that kills: "shells killed a woman in", "was killed by a shell"."""
        behind = self.lows[k + 1]
        if self.passive(k):
            later = (item.noun for item in self.items[k + 1 : k + 10])
            if any(noun is not None and noun.name == "strike" for noun in later):
                return True  # "were wounded in the town as a result of shelling"
        if self.passive(k) or behind in ("by", "in"):
            by = next((x for x in range(k + 1, k + 6) if self.lows[x] == "by"), k + 1)  # "were wounded in Sumy by a shell"
            return self.lows[by] in ("by", "in") and not SHOTS.isdisjoint(self.lows[by + 1 : by + 4])
        j = self.back(k)
        if self.lows[j] in SHOTS:
            return True
        killer = self.items[j].noun if j >= 0 else None
        if killer is not None and killer.name in ("strike", "attack"):
            return True  # "shelling killed a woman in"
        if self.lows[k - 1] == "," and (entry := self.items[k].verb) is not None and entry.form == "ing":
            struck = (self.items[x].verb or self.items[x].noun for x in range(k - 1))
            return any(e is not None and e.name == "strike" for e in struck)  # "fired missiles, killing five in"
        g = self._same_form(j, "past") if self.lows[j] == "and" else -1
        return g >= 0 and (verb := self.items[g].verb) is not None and verb.name == "strike"  # "destroyed an S-300 and killed"

    def _town_holds(self, k: int) -> bool:
        """Say whether it is a town that holds: "but Berestove holds on"."""
        j = self.back(k)
        while j > 0 and (self.lows[j] in BE or self.lows[j] in HAVE):
            j -= 1
        alone = self.mark(k + 1) or self.lows[k + 1] in _HOLDING_ON or self.lows[k].endswith(" out")
        return j >= 0 and self.items[j].place is not None and alone

    def _troops_hold(self, k: int) -> bool:
        """Say whether it is troops that hold somewhere: "his men are holding at Metolkine", no talks that are held."""
        j = self._before_aux(k - 1)
        holds = self.items[k].low in ("hold", "holds", "holding") and self.lows[k + 1] in ("in", "at", "near", "along", "around")
        return holds and any(a.last == j and a.force and self.cue(j, "force") for a in self.actors)

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
            if self.cue(y + 1, "force") or self.lows[y] in SHOTS:
                return True
            y += 1
        return y == k + 1 or self.cue(y, "force") or self.lows[y] in SHOTS

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

    def _of_cargo(self, k: int) -> bool:
        """Say whether it is supplies that verb `k` says come or pass somewhere."""
        edge = self._left_edge(k)
        if any(a.first >= edge and a.last < k and a.side != "unit" and self.cue(a.last, "force") for a in self.actors):
            return False
        return not CARGO.isdisjoint(self.lows[edge:k])

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
        verb = self.items[k].verb
        participle = verb is not None and verb.form in ("past", "part")
        if participle and self.cue(k - 1, "area") and self._named_behind(k):
            return True
        if self.mood(k).passive or (participle and self.lows[k + 1] == "by"):
            return self._place_undergoes(k)
        return self._which_is_held(k) or self._place_object(k)

    def _staged(self, k: int) -> bool:
        """Say whether what was held is an event in a town, not the town: "services in Lyman were held"."""
        verb = self.items[k].verb
        if verb is None or not verb.lemma.startswith("hold") or self.lows[k + 1] == "by":
            return False
        y = next((y for y in range(k - 1, max(-1, k - 14), -1) if self.items[y].place), 0)
        return self.lows[y - 1] in ("in", "at", "near", "for", "on") and y > 0 and not self.cue(self.back(y - 1), "area")

    def _place_undergoes(self, k: int) -> bool:
        """Say whether a place stands before passive verb `k`: "the town of Izium was captured"."""
        if self._staged(k):
            return False
        j = k - 1
        while j > 0 and self.light(j):
            j -= 1
        for y in range(k - 1, max(-1, k - 14), -1):
            if self.lows[j] == "and" and y in self._predicate_set and (verb := self.items[y].verb) is not None:
                return self.mood(y).passive or verb.form == "part"  # "left the plant and were taken to": not the plant
            if self.items[y].place or self.items[y].anaphor or self.cue(y, "area"):
                if self.lows[j] == "and" and self._acts_before(j):
                    continue
                return True
            if self.lows[y] in (",", ";") and y < k - 6 and not (y and self.items[y - 1].place):
                return False
        return False

    def _which_is_held(self, k: int) -> bool:
        """Say whether the object stands before those who act: "the towns Russian forces captured"."""
        actor, _ = self.subject(k)
        held = (verb := self.items[k].verb) is not None and verb.name == "held"
        if held and self.lows[j := self._before_aux(k - 1)] in ("it", "they"):
            while j > 1 and not self.mark(j - 1) and self.lows[j - 1] not in _HELD:
                j -= 1
            return (
                self.lows[j - 1] in ("which", "that")
                and self.items[self.back(j - 1) - (self.lows[j - 2] == ",")].place is not None
            )
        if actor is None or self.lows[actor.first - 1] not in _HELD:
            return False
        x = actor.first - 2
        if self.lows[x + 1] == "that" and x >= 0 and not (self.items[x].place or self.items[x].anaphor or self.cue(x, "area")):
            return False  # "said that Russian forces captured two soldiers in"
        return all(self.light(y) for y in range(actor.last + 1, k))

    def _before_aux(self, x: int) -> int:
        """Return the item before the auxiliaries and adverbs that end at item `x`."""
        while x > 0 and (self.lows[x] in BE or self.lows[x] in HAVE or self.adverb(x)):
            x -= 1
        return x

    def _place_object(self, k: int) -> bool:
        """Say whether a place is the first thing that stands behind verb `k`."""
        if self.lows[k + 1] in _HARDLY or self._only_where(k + 1):
            return False
        for x in range(k + 1, len(self.items)):
            w = self.items[x]
            if w.noun is not None and self._object_of(k, x):
                continue  # "seized the railway hub of"
            if w.low in ("at", "in") and self.items[x - 1].noun is not None and x > k + 1:
                continue  # "seized the rail hub at"
            if (w.place and not w.dead) or (w.anaphor and (w.low != "there" or x == k + 1)) or w.low.startswith("lost "):
                return True
            if "area" in w.cues and not self.cue(x + 1, "force") and w.low not in _PARTS:
                return True  # but "most", "central" may still be of troops
            if w.low in ("and", "or") and x == k + 1:
                other = next((y for y in range(k + 2, min(len(self.items), k + 4)) if self.items[y].verb is not None), -1)
                return other > 0 and self._place_object(other)  # "captured and held", "captured and destroyed vehicles"
            if self._phrase_ends_object(x) or self._other_object(x):
                return False
        return False

    def _only_where(self, x: int) -> bool:
        """Say whether a distance begins at item `x` that only tells where: "the losses it has taken 20 km southwest of"."""
        while self.adverb(x) or self.lows[x] in ("about", "some", "approximately", "roughly"):
            x += 1
        x += 1 + (self.lows[x + 1] in LENGTHS) if self._counts(x) else 0
        measured = self.lows[x - 1] in LENGTHS or self.lows[x - 1].endswith("km")
        return measured and self.direction(x) is not None and self.lows[x + 1] == "of"

    def _phrase_ends_object(self, x: int) -> bool:
        """Say whether the object of a verb has ended before item `x`, at a preposition, a mark or another clause."""
        low = self.lows[x]
        if low in PREPOSITIONS:
            ranges = low == "to" and self.lows[x - 1][:1].isdigit()  # "40 to 50 percent of"
            return low not in ("of", "over", "up", "back") and not ranges and self.lows[x + 1] not in ("least", "most")
        if self.mark(x) and low not in ("—", "%", "-"):
            return True
        return low == "that" or ("breaks" in self._cues[x] and low != "as")

    def _other_object(self, x: int) -> bool:
        """Say whether item `x` shows that the object is no place: troops, people, an event."""
        w = self.items[x]
        if (w.verb or w.word) and not w.cues and not self.attributive(x):
            return True
        if w.noun is not None and x in self._predicate_set and not w.place and "area" not in w.cues:
            return True
        return ("near" in w.cues and w.low != "surrounding") or (
            ("force" in w.cues or "people" in w.cues) and not self.cue(x + 1, "area")
        )

    def _named_behind(self, k: int) -> list[Arg]:
        """Read "the first town taken in May was Kreminna": the name stands behind "was"."""
        be = next((x for x in range(k + 1, min(len(self.items), k + 9)) if self.lows[x] in BE), -1)
        if be < 0 or any(self.mark(x) or self.items[x].place for x in range(k + 1, be)):
            return []
        t = self.items[be + 1].place if be + 1 < len(self.items) else None
        return [Arg(t, "target", None, None, be + 1, t.kind != "settlement", False)] if t is not None else []

    def _attack_foiled(self, k: int) -> bool:
        """Say whether verb `k` is said of an attack before it: "an attack was shattered"."""
        if not self.mood(k).passive:
            return False
        nouns = (self.items[x].noun for x in range(max(0, k - 8), k))
        return any(n is not None and n.name in ("attack", "advance") for n in nouns)

    def _of_place(self, k: int) -> bool:
        """Say whether a noun's "of" leads to a place ("the capture of Izium", not "the capture of soldiers")."""
        if self.lows[k - 1] == "its" and self.lows[k + 1] != "of":
            return True  # "announced its liberation"
        told = k > 2 and self.items[k - 3].cues.get("say") and self.items[k - 1].anaphor == "city"
        if told and (self.mark(k + 1) or self.adverb(k + 1) or self.lows[k + 1] in BE | HAVE | PREPOSITIONS - {"of"}):
            return True  # "announced the town's fall"
        owned = k > 0 and self.items[k - 1].place is not None
        y = k + 1
        while y < len(self.items) and self.adverb(y):
            y += 1  # "the loss of almost all of"
        if y < len(self.items):
            nxt = self.items[y]
            if owned and (nxt.low in BE or nxt.low in HAVE or self.mark(k + 1) or nxt.cues.get("carry")):
                return True  # "Kupiansk's liberation was confirmed"
            if owned and self.sentence.text[self._spans[y][0]].islower() and nxt.low.endswith("s"):
                return True  # "Urozhaine's liberation opens the way"
            name = nxt.low[:1].isalpha() and not nxt.place and not nxt.cues and not nxt.verb
            if name and nxt.low not in PREPOSITIONS and nxt.low not in ("and", "or"):
                return False  # "Liberation Day"
        elif owned:
            return True
        for x in range(k + 1, min(len(self.items), k + 9)):
            it = self.items[x]
            if it.place or it.anaphor or "area" in it.cues:
                return True
            if "force" in it.cues or "people" in it.cues or self.mark(x) or it.verb:
                return False
        return owned

    def _object_noun(self, k: int) -> bool:
        """Say whether an attack or a fight is the object of verb `k`."""
        for x in range(k + 1, min(len(self.items), k + 10)):
            it = self.items[x]
            if it.place or (it.low in PREPOSITIONS and it.low != "of") or "breaks" in it.cues or it.verb:
                return False
            if it.noun is not None and it.noun.frame is not None and it.noun.frame.type in ("advance", "fighting"):
                return True
        return False

    def _repelled(self, governor: int) -> bool:
        """Say whether the word that governs an event says that it was repelled; -1: none governs it."""
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
