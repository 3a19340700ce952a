"""Which words make an event: verbs, nouns and fixed phrases of the lexicon, but for those that only look so."""

from __future__ import annotations

from conflictmap.reading.discourse import Sentence, State
from conflictmap.reading.english.actors import CROWDS
from conflictmap.reading.english.speech import Speech
from conflictmap.reading.english.words import BE, DETERMINERS, PREPOSITIONS, PRONOUNS

_SHARES = DETERMINERS | frozenset("half most much part parts portions several two-thirds".split())
_GOING = frozenset("to into from toward towards near around".split())
_STAYING = frozenset("in at on near around outside".split())
_COUNTS = frozenset(
    "number numbers lot lots dozens scores hundreds thousands amount amounts majority most some bulk couple pair handful".split()
)
_STANDS = frozenset("is has remains continues".split())
_CROSSED = frozenset("site sites point points operation operations".split())


class Triggers(Speech):
    """A sentence whose events are told by known words."""

    def __init__(self, sentence: Sentence, state: State) -> None:
        super().__init__(sentence, state)
        self._idle: set[int] = set()  # finite verbs that tell no event: what they are said of ends at them
        self.predicates = self._predicates() if self.told else []

    def _predicates(self) -> list[int]:
        found = []
        for i in self._marked:
            it = self.items[i]
            if it.verb is None and it.noun is None and it.word is None:
                continue
            reading = self._kind(i)
            if not reading and it.verb is not None and it.verb.form == "s" and it.verb.name == "send" and not it.cues:
                self._idle.add(i)
            if reading != "verb":
                it.verb = None
            if reading != "noun":
                it.noun = None
            if not reading:
                it.word = None
            if it.verb or it.noun or (it.word and reading == "word"):
                found.append(i)
        return found

    def _kind(self, i: int) -> str:
        """Decide whether an item that may be a trigger is a verb, a noun, a fixed phrase, or none here."""
        it = self.items[i]
        if it.word is not None and it.verb is None and it.noun is None:
            useless = it.low.startswith(("unusable", "impassable")) and i > 0 and self.items[i - 1].verb is not None
            useless |= it.word.name == "strike" and self.lows[self.back(i)] not in BE  # "retreated under fire from"
            return "" if useless else "word"  # "rendered unusable" is told by its verb
        j = self.back(i)
        prev = self.items[j] if j >= 0 else None
        low = prev.low if prev else ""
        if it.verb is not None and it.verb.form in ("base", "s") and prev is not None and self._owns(j):
            return "noun" if it.noun else ""  # "Russia's defeat in""
        nxt = self.items[i + 1] if i + 1 < len(self.items) else None
        if it.verb is None:
            if self._in_name(i) or (it.noun is not None and it.noun.name == "deployment" and self._named_so(i + 1)):
                return ""  # "a redeployment centre"
            if it.low in ("drive", "push", "operations", "operation") and self.cue(i + 1, "attempt"):
                return ""
            return "noun"
        form = it.verb.form
        if it.verb.frame is not None and it.verb.frame.object == "flag":
            return "verb" if self._flag(i) >= 0 else ""
        if it.verb.frame is not None and it.verb.frame.object == "units" and not self._sends(i) and not self._carries(i):
            return "noun" if it.noun else ""
        if " " in it.low and form not in ("base", "s"):
            return "verb"
        if it.verb.name == "held" and it.verb.lemma == "control" and nxt and nxt.low in ("over", "of"):
            return ""  # "would grant the troops control over"
        if it.verb.lemma == "defend" and not (low == "to" and self.cue(j - 1, "carry")) and not self._stands_guard(i, j):
            return ""  # "troops defending the town" tell of others' deeds
        if it.low in ("force", "forces") and "force" in it.cues and (nxt is None or not (nxt.side or nxt.low in DETERMINERS)):
            return ""  # "missile forces"
        if form == "ing" and "line" in it.cues and nxt and nxt.low in _CROSSED:
            return ""  # "alternative crossing sites"
        named = low in DETERMINERS or (prev is not None and ("line" in prev.cues or prev.side or self._of_a_kind(j)))
        if form == "ing" and "line" in it.cues and named:
            return ""  # "a pontoon crossing"
        if it.verb.lemma == "threaten" and nxt and nxt.low == "to":
            return ""  # what is threatened tells it
        if it.low == "left" and nxt and nxt.low in ("bank", "banks", "side", "flank", "wing"):
            return ""
        if (
            it.low == "left"
            and prev is not None
            and (prev.noun is not None or "line" in prev.cues or (low in BE and nxt and nxt.low != "by"))
        ):
            return ""  # "the only road left", "few people are left in"
        if form in ("base", "s", "plural", "pasts"):
            if (
                low == "to"
                or (prev and "modal" in prev.cues)
                or low in ("do", "does", "did")
                or (prev and "negation" in prev.cues and it.noun is None)
            ):
                return "verb"
            if prev is None:
                return "noun" if it.noun else ""
            doer = next((a for a in self.actors if a.last == j and a.force), None)
            if doer is not None and it.noun is None and form == "s" and doer.first and self._acts(doer.first - 1):
                return ""  # "to strike Russian military targets in"
            if doer is not None or low in PRONOUNS or prev.cues.keys() & {"people", "force"}:
                return "verb"
            opens = nxt is not None and (
                nxt.place is not None or nxt.low in DETERMINERS or bool(nxt.side) or nxt.low in PREPOSITIONS
            )
            if low in ("and", "or", ",") and it.noun is None and self._same_form(j, form) >= 0 and opens:
                return "verb"
            if form == "s" and low == "and" and it.noun is None and opens and not _STANDS.isdisjoint(self.lows[:j]):
                return "verb"  # "remains on the bank and threatens"
            g = self._same_form(j, form) if low == "and" and form == "base" and it.verb.name == "strike" else -1
            if g >= 0 and self._plain(i + 1):
                return "verb"  # "continue to burn fields and target civilian buildings in"
            if low == "and" and it.verb.name == "held" and self._verb_before(j) and nxt and (nxt.place or nxt.low in _SHARES):
                return "verb"  # "entered Kupiansk and control half of"
            if low in ("and", "or") and form == "base" and self._same_form(j, form) >= 0 and self._same_form(j, form) >= j - 8:
                return (
                    "verb"
                    if nxt is not None
                    and (nxt.place or nxt.low in DETERMINERS or nxt.side or nxt.low in PREPOSITIONS or self.direction(i + 1))
                    else "noun"
                )
            if form == "s" and prev.place and it.noun is None:
                return "verb"
            if form == "s" and low in ("russia", "ukraine", "moscow") and it.verb.name == "strike" and nxt and nxt.place:
                return "verb"  # "Russia bombs Nikopol"
            if (
                form == "base"
                and it.noun is None
                and nxt
                and nxt.place
                and (low in CROWDS or (low.endswith("s") and self._plain(j)))
            ):
                return "verb"  # "Thousands flee Sloviansk"
            return "noun" if it.noun else ""
        if form == "ing" and it.noun is not None:
            if (
                prev is not None
                and (
                    low in BE or "carry" in prev.cues or low in (",", "by", "after", "before", "while", "when", "from", "without")
                )
                and not (nxt and nxt.low in ("of",))
            ):
                return "verb"
            if any(a.last == j and a.force for a in self.actors):
                return "verb"
            return "noun"
        return "verb"

    def _stands_guard(self, i: int, j: int) -> bool:
        """Say whether verb `i` of defending is said of troops for itself: "soldiers defend", "are defending"."""
        form = self.items[i].verb.form  # type: ignore[union-attr]  # a verb by its caller
        doer = j - (form == "ing" and self.lows[j] in ("is", "are"))
        return (
            form in ("base", "s", "ing") and doer < j + (form != "ing") and any(a.last == doer and a.force for a in self.actors)
        )

    def _acts(self, j: int) -> bool:
        """Say whether item `j` is a verb with what follows for its object."""
        verb = self.items[j].verb
        return verb is not None and verb.form in ("base", "ing")

    def _named_so(self, x: int) -> bool:
        """Say whether item `x` is a noun that the word before it only describes."""
        return self._plain(x) or (self.cue(x, "area") and self.items[x].place is None)

    def _of_a_kind(self, j: int) -> bool:
        """Say whether item `j` tells of what kind something is: "a barge crossing", "the ferry crossing"."""
        plain = self._plain(j) and not self.cue(j, "force") and not self.lows[j].endswith("ly")
        return plain and j > 0 and (self.lows[j - 1] in DETERMINERS or self.items[j - 1].side != "")

    def _verb_before(self, j: int) -> bool:
        """Say whether a finite verb stands before item `j` with a side that does something."""
        verb = next((x for x in range(j - 1, -1, -1) if self.items[x].verb is not None), -1)
        return verb > 0 and any(a.last < verb and a.force for a in self.actors)

    def _in_name(self, i: int) -> bool:
        """Say whether a noun is one word of a name: "the Special Combat Army Reserve"."""
        if i == 0 or i + 1 >= len(self.items) or self.sentence.title or self.items[i + 1].place:
            return False
        return all(self.sentence.text[self._spans[x][0]].isupper() for x in (i - 1, i, i + 1))

    def _owns(self, k: int) -> bool:
        return self.sentence.text[slice(*self._spans[k])].endswith(("'s", "’s", "s'", "s’"))

    def _flag(self, i: int) -> int:
        """Return the flag that verb `i` is said of ("hoisted the national flag", "the colours were seen flying"), or -1."""
        if self.lows[i].endswith((" down", " up", " off")) and not {"flag", "banner", "flags"}.isdisjoint(self.lows[i].split()):
            return i  # "tore the Russian flag down"
        for x in range(i + 1, i + 8):
            if self.cue(x, "flag"):
                return x
            if self.mark(x) or self.items[x].place or (self.lows[x] in PREPOSITIONS and self.lows[x] not in ("up", "down")):
                break
        for x in range(i - 1, max(-1, i - 8), -1):
            if self.cue(x, "flag"):
                return x
            relative = not {"that", "which"}.isdisjoint(self.lows[max(0, x - 3) : x])  # "the flag that soldiers unrolled in"
            if self.mark(x) or (self.cue(x, "force") and not relative) or (self.items[x].place and not self.items[x].dead):
                break
        return -1

    def _sends(self, i: int) -> bool:
        """Say whether verb `i` brings units somewhere: "sent elements of a tank army to", "tanks were flown in"."""
        units = False
        stays = self.items[i].verb is not None and self.items[i].verb.name == "station"  # type: ignore[union-attr]  # not None by the test
        whither = _STAYING if stays else _GOING
        for x in range(i + 1, i + 14):
            if units and self.lows[x] in whither:
                return True
            if self.lows[x] == "of" and not units and self.lows[x - 1] not in _COUNTS:
                break  # "drew the attention of Russian forces to"
            if self.mark(x) or self.items[x].place or self.cue(x, "breaks", "people"):
                break
            units |= self._units(x) or (stays and self.lows[x] in ("supplies", "ammunition", "stockpiles"))
            if not units and self.lows[x] in PREPOSITIONS - {"of", "up", "in"}:
                break
        if self.lows[i - 1] not in BE:
            return False
        return any(self._units(x) for x in range(max(0, i - 6), i)) and any(
            self.lows[x] in whither or (stays and self.direction(x)) for x in range(i + 1, i + 9)
        )

    def _carries(self, i: int) -> bool:
        """Say whether a verb of sending takes people somewhere: "buses brought 147 civilians from Mariupol to"."""
        verb = self.items[i].verb
        if verb is None or verb.name != "send":
            return False
        told = any(self.cue(x, "people") for x in range(i + 1, i + 6)) or (
            self.lows[i - 1] in BE and any(self.cue(x, "people") for x in range(max(0, i - 6), i))
        )
        return told and any(self.lows[x] in _GOING or self.cue(x, "out") for x in range(i + 1, i + 10))

    def _units(self, x: int) -> bool:
        noun = self.items[x].noun if x < len(self.items) else None
        return (self.cue(x, "force") and not self.cue(x, "people")) or (noun is not None and noun.name == "reinforce")

    def _same_form(self, before: int, form: str) -> int:
        """Return the last verb before an item that has a form, or -1; coordinated verbs share what governs them."""
        for m in range(before - 1, -1, -1):
            it = self.items[m]
            forms = {it.verb.form} if it.verb else set()
            forms |= {f for name, f in it.cues.items() if name in ("carry", "attempt", "plan", "say") and f}
            if form in forms or (form in ("past", "part") and forms & {"past", "part"}):
                return m
        return -1

    def _plain(self, x: int) -> bool:
        if x >= len(self.items):
            return False
        it = self.items[x]
        return it.low[:1].isalpha() and not (it.place or it.verb or it.noun or it.cues) and it.low not in PREPOSITIONS
