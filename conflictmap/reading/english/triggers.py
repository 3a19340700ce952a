"""Which words make an event: verbs, nouns and fixed phrases of the lexicon, but for those that only look so."""

from __future__ import annotations

from conflictmap.reading.discourse import Sentence, State
from conflictmap.reading.english.actors import CROWDS, PEOPLES, Actor
from conflictmap.reading.english.speech import Speech
from conflictmap.reading.english.words import BE, DETERMINERS, PREPOSITIONS, PRONOUNS

_SHARES = DETERMINERS | frozenset("half most much part parts portions several two-thirds".split())
_SHARED = _SHARES | {"it", "them"}
_GOING = frozenset("to into from toward towards near around".split())
_STAYING = frozenset("in at on near around outside".split())
_COUNTS = frozenset(
    "number numbers lot lots dozens scores hundreds thousands amount amounts majority most some bulk couple pair handful".split()
)
_STOCKS = frozenset(["supplies", "ammunition", "stockpiles"])
_AWAY = PREPOSITIONS - {"of", "up", "in"}
_DONE = frozenset(["past", "part"])
_SHARING = ("carry", "attempt", "plan", "say")  # cues of verbs that go on with one another
_STANDS = frozenset("is has remains continues".split())
_FINITE = frozenset(["base", "s", "plural", "pasts"])
_BEING = ("is ", "are ")
CARGO = frozenset(
    """
    supplies ammunition fuel cargo shells provisions munitions materiel freight arms weapons food everything goods stores petrol
    diesel
    """.split()
)
_INFINITE = frozenset(["to", "do", "does", "did"])
_BEFORE_ING = frozenset([",", "by", "after", "before", "while", "when", "from", "without"])
_PEOPLE = frozenset(["people", "force"])
_CAPITALS = frozenset(["russia", "ukraine", "moscow"])
_DRIVES = frozenset(["drive", "push", "operations", "operation"])
_LEFT_SIDES = frozenset(["bank", "banks", "side", "flank", "wing"])
_COMBAT = frozenset(["attack", "advance", "fight"])
_DEFENDED = frozenset("is are be being remains remain was".split())  # before "defended"
_WAYS = (" through", " via", " over", " along", " way of")  # by which supplies come
_CROSSED = frozenset("site sites point points operation operations".split())


class Triggers(Speech):
    """A sentence whose events are told by known words."""

    def __init__(self, sentence: Sentence, state: State) -> None:
        super().__init__(sentence, state)
        self._idle: set[int] = set()  # finite verbs that tell no event: what they are said of ends at them
        self.predicates = self._predicates() if self.told else []

    def _predicates(self) -> list[int]:
        """Return the items that tell an event, and take from the others what they might have told."""
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
        verb = it.verb
        if verb is None:
            if it.noun is None:
                return "" if self._useless_phrase(i) else "word"
            return "" if self._useless_noun(i) else "noun"
        j = self.back(i)
        form = verb.form
        kind = "noun" if it.noun and not (it.noun.name in _COMBAT and self.cue(i - 1, "civil")) else ""  # if it is no verb
        if form in ("base", "s") and j >= 0 and self._owns(j):
            return kind  # "Russia's defeat in"
        if verb.frame is not None and verb.frame.object == "flag":
            return "verb" if self._flag(i) >= 0 else ""
        if verb.frame is not None and verb.frame.object == "units" and not self._sends(i) and not self._carries(i):
            return kind
        if verb.name == "route" and it.low.endswith(_WAYS):
            return "verb" if self._supplies(i) else ""
        if " " in it.low and (form not in ("base", "s") or it.low.startswith(_BEING)):
            return "verb"
        if self._useless_verb(i, j):
            return ""
        if form in _FINITE:
            return "verb" if self._infinitive_of(i, j) or (j >= 0 and self._has_subject(i, j)) else kind
        if form == "ing" and it.noun is not None:
            return "verb" if self._participle_of(i, j) else "noun"
        return "verb"

    # ------------------------------------------------------------ what tells no event

    def _useless_phrase(self, i: int) -> bool:
        """Say whether a fixed phrase only goes with a verb: "rendered unusable", "retreated under fire from"."""
        it = self.items[i]
        if it.low.startswith(("unusable", "impassable")) and i > 0 and self.items[i - 1].verb is not None:
            return True
        return it.word is not None and it.word.name == "strike" and self.lows[self.back(i)] not in BE

    def _useless_noun(self, i: int) -> bool:
        """Say whether a noun is part of a name, or what is tried: "a redeployment centre", "the operation aims at"."""
        it = self.items[i]
        if self._in_name(i) or (it.noun is not None and it.noun.name == "deployment" and self._named_so(i + 1)):
            return True  # "a redeployment centre"
        if self.cue(i - 1, "civil") and it.noun is not None and it.noun.name in _COMBAT:
            return True  # "a recruitment drive", "a charm offensive"
        return it.low in _DRIVES and self.cue(i + 1, "attempt")

    def _useless_verb(self, i: int, j: int) -> bool:
        """Say whether a verb tells no event here though it looks so; item `j` stands before it."""
        it = self.items[i]
        verb = it.verb
        nxt = self.items[i + 1] if i + 1 < len(self.items) else None
        if verb is None:
            return False
        if verb.name == "held" and verb.lemma == "control" and nxt and nxt.low in ("over", "of"):
            return True  # "would grant the troops control over"
        if verb.lemma == "feed/fed/fed" and not self._supplies(i):
            return True
        if verb.lemma == "defend":  # "troops defending the town" tell of others' deeds
            return not (self.lows[j] == "to" and self.cue(j - 1, "carry")) and not self._stands_guard(i, j)
        if it.low in ("force", "forces") and "force" in it.cues and (nxt is None or not (nxt.side or nxt.low in DETERMINERS)):
            return True  # "missile forces"
        if (verb.form == "ing" and "line" in it.cues and self._is_crossing(i, j)) or self._is_adjective(i):
            return True
        if verb.lemma == "threaten" and nxt and nxt.low == "to":
            return True  # what is threatened tells it
        return it.low == "left" and self._is_no_leaving(i, j)

    def _supplies(self, i: int) -> bool:
        """Say whether verb `i` tells of supplies: "everything passes through", "a line that feeds the army"."""
        edge = next((x + 1 for x in range(i - 1, -1, -1) if self.mark(x)), 0)
        if self.items[i].low.endswith(_WAYS):
            return not CARGO.isdisjoint(self.lows[edge:i])
        alone = not any(noun.name == "route" for x in range(i) if (noun := self.items[x].noun) is not None)
        return alone and any(self.cue(x, "line") for x in range(max(edge - 2, 0), i))

    def _is_adjective(self, i: int) -> bool:
        """Say whether an -ing form only describes a thing: "an enveloping maneuver"."""
        it = self.items[i]
        return it.verb is not None and it.verb.form == "ing" and it.noun is None and self.lows[i - 1] in ("a", "an")

    def _is_crossing(self, i: int, j: int) -> bool:
        """Say whether "crossing" is a thing: "a pontoon crossing", "alternative crossing sites"."""
        if self.lows[i + 1] in _CROSSED:
            return True
        if j < 0:
            return False
        prev = self.items[j]
        return prev.low in DETERMINERS or "line" in prev.cues or prev.side != "" or self._of_a_kind(j)

    def _is_no_leaving(self, i: int, j: int) -> bool:
        """Say whether "left" is a side or what remains: "the left bank", "the only road left", "few people are left in"."""
        following = self.lows[i + 1]
        if following in _LEFT_SIDES:
            return True
        if j < 0:
            return False
        prev = self.items[j]
        if following in ("in", "inside", "at", "of") and self._there_is(i):
            return True  # "there is one platoon left in"
        if following in ("in", "inside", "at") and (prev.cues.get("force") is not None or prev.noun is not None):
            return self.lows[i + 2] in DETERMINERS or self._is_place(i + 2)  # "the last soldiers left in the works"
        return prev.noun is not None or "line" in prev.cues or (prev.low in BE and following not in ("", "by"))

    def _there_is(self, i: int) -> bool:
        """Say whether "there is" stands before item `i` in its clause."""
        there = next((x for x in range(i - 1, max(-1, i - 10), -1) if self.lows[x] == "there"), -1)
        return there >= 0 and self.lows[there + 1] in BE and not any(map(self.mark, range(there, i)))

    # ------------------------------------------------------------ verb or noun

    def _infinitive_of(self, i: int, j: int) -> bool:
        """Say whether "to", a modal, "did" or "not" stands before what looks like a verb."""
        if j < 0:
            return False
        prev = self.items[j]
        if prev.low in _INFINITE or "modal" in prev.cues:
            return True
        return "negation" in prev.cues and prev.low != "no" and self.items[i].noun is None

    def _has_subject(self, i: int, j: int) -> bool:
        """Say whether what looks like a finite verb has its subject at item `j` or goes on with another verb."""
        it, prev = self.items[i], self.items[j]
        doer = self._doer(j)
        if doer is not None:
            target = it.verb is not None and it.verb.form == "s" and it.noun is None and doer.first > 0
            return not (target and self._acts(doer.first - 1))  # "to strike Russian military targets in"
        if prev.low in PRONOUNS or not prev.cues.keys().isdisjoint(_PEOPLE):
            return True
        return self._carries_on(i, j) if prev.low in ("and", "or", ",", "but") else self._headlined(i, j)

    def _carries_on(self, i: int, j: int) -> bool:
        """Say whether a verb behind "and", "or" or a comma goes on with one before it."""
        it, low = self.items[i], self.lows[j]
        if it.verb is None:
            return False
        form = it.verb.form
        opens, alike = self._object_opens(i + 1), self._same_form(j, form)
        if it.noun is None and alike >= 0 and opens:
            return True
        if low in ("and", "but"):
            if form == "s" and it.noun is None and opens and not _STANDS.isdisjoint(self.lows[:j]):
                return True  # "remains on the bank and threatens"
            if form == "base" and it.verb.name == "strike" and alike >= 0 and self._plain(i + 1):
                return True  # "continue to burn fields and target civilian buildings in"
            if it.verb.name == "held" and (self.lows[i + 1] in _SHARED or self._is_place(i + 1)) and self._verb_before(j):
                return True  # "entered Kupiansk and control half of"
        near = low != "," and form == "base" and alike >= max(0, j - 8)
        return near and (opens or self.direction(i + 1) is not None)

    def _headlined(self, i: int, j: int) -> bool:
        """Say whether a verb right behind a name or a plural tells what that does: "Russia bombs Nikopol"."""
        it, prev = self.items[i], self.items[j]
        if it.verb is None:
            return False
        if it.verb.form == "s":
            if prev.place and it.noun is None:
                return True
            return prev.low in _CAPITALS and it.verb.name == "strike" and self._is_place(i + 1)
        if it.verb.form != "base" or it.noun is not None or not self._is_place(i + 1):
            return False
        return prev.low in CROWDS or (prev.low.endswith("s") and self._plain(j))  # "Thousands flee Sloviansk"

    def _participle_of(self, i: int, j: int) -> bool:
        """Say whether an -ing form that may be a noun is a verb: "were shelling", "after attacking", "troops fighting"."""
        if j < 0:
            return False
        prev = self.items[j]
        governed = prev.low in BE or "carry" in prev.cues or prev.low in _BEFORE_ING
        return (governed and self.lows[i + 1] != "of") or self._doer(j) is not None

    # ------------------------------------------------------------ what stands beside

    def _doer(self, j: int) -> Actor | None:
        """Return who acts in the phrase that ends at item `j`, if that can act."""
        return next((a for a in self.actors if a.last == j and a.force), None)

    def _is_place(self, x: int) -> bool:
        """Say whether item `x`, which may be behind the last one, is a place."""
        return x < len(self.items) and self.items[x].place is not None

    def _object_opens(self, x: int) -> bool:
        """Say whether an object or another phrase begins at item `x`."""
        if x >= len(self.items):
            return False
        it = self.items[x]
        return it.place is not None or it.low in DETERMINERS or it.side != "" or it.low in PREPOSITIONS

    def _stands_guard(self, i: int, j: int) -> bool:
        """Say whether verb `i` of defending is said of troops for itself: "soldiers defend", "are defending"."""
        form = self.items[i].verb.form  # type: ignore[union-attr]  # a verb by its caller
        if form in ("past", "part") and self.lows[j] in _DEFENDED:
            return self.lows[j] != "was" or "still" in self.lows[i - 2 : i]  # "is still defended by"
        being = form == "ing" and self.lows[j] in BE
        return (being or form in ("base", "s")) and self._doer(self.back(j) if being else j) is not None

    def _acts(self, j: int) -> bool:
        """Say whether item `j` is a verb with what follows for its object."""
        it = self.items[j]
        if it.cues.get("plan") in ("base", "ing", "s"):
            return True  # "precludes Russian equipment transfers to"
        return it.verb is not None and it.verb.form in ("base", "ing")

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
        """Say whether item `k` is a possessive: "Russia's"."""
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
        stays = self.items[i].verb is not None and self.items[i].verb.name == "station"  # type: ignore[union-attr]  # not None by the test
        whither = _STAYING if stays else _GOING
        units = False
        for x in range(i + 1, i + 14):
            low = self.lows[x]
            if units and (low in whither or low == "there"):
                return True
            if low == "of" and not units and self.lows[x - 1] not in _COUNTS:
                break  # "drew the attention of Russian forces to"
            if self.mark(x) or self.items[x].place or self.cue(x, "breaks", "people"):
                break
            units = units or self._units(x) or (stays and low in _STOCKS)
            if not units and low in _AWAY:
                break
        if self.lows[i - 1] not in BE or not any(self._units(x) for x in range(max(0, i - 6), i)):
            return False
        return any(
            self.lows[x] in whither or self.lows[x] == "there" or (stays and self.direction(x)) for x in range(i + 1, i + 9)
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
        """Say whether item `x` is troops or what goes to reinforce them."""
        noun = self.items[x].noun if x < len(self.items) else None
        if self.lows[x] in PEOPLES or self.lows[x] == "systems":
            return True
        return (self.cue(x, "force") and not self.cue(x, "people")) or (noun is not None and noun.name == "reinforce")

    def _same_form(self, before: int, form: str) -> int:
        """Return the last verb before an item that has a form, or -1; coordinated verbs share what governs them."""
        asked = _DONE if form in _DONE else frozenset([form])
        for m in range(before - 1, -1, -1):
            it = self.items[m]
            if it.verb is not None and it.verb.form in asked:
                return m
            if it.cues and any(it.cues.get(name) in asked for name in _SHARING):
                return m
        return -1

    def _plain(self, x: int) -> bool:
        """Say whether item `x` is a word of no meaning here: no place, trigger or cue, no preposition."""
        if x >= len(self.items):
            return False
        it = self.items[x]
        return it.low[:1].isalpha() and not (it.place or it.verb or it.noun or it.cues) and it.low not in PREPOSITIONS
