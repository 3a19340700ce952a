"""What stands around a verb or noun and may govern it: the verb before it, an if-clause, a participle that only describes."""

from __future__ import annotations

from conflictmap.reading.discourse import Sentence, State
from conflictmap.reading.english.actors import PEOPLES
from conflictmap.reading.english.triggers import Triggers
from conflictmap.reading.english.words import BARE_ADJECTIVES, BE, DETERMINERS, HAVE, PREPOSITIONS, PRONOUNS

_SUPPOSING = frozenset("should if whether unless until once before after when as".split())
_WHEN = frozenset("since earlier last from this yesterday only".split())
_SETTINGS = frozenset("by in on after as overnight again today amid during despite says say".split())
AUXILIARIES = frozenset("are were is was have has had".split())
_HEDGES = frozenset(["may", "might", "could"])
_HELPS = frozenset("help helps helped helping let lets letting saw see sees watched watch made".split())
AIMS = frozenset("goal goals objective objectives aim aims priority task target plan ambition dream".split())


class Governors(Triggers):
    """A sentence whose verbs and nouns can be asked what stands around them."""

    def __init__(self, sentence: Sentence, state: State) -> None:
        super().__init__(sentence, state)
        # questions that few sentences need to be asked
        self._hedges = not _HEDGES.isdisjoint(self.lows)
        self._supposes = not _SUPPOSING.isdisjoint(self.lows) or "if" in self._named

    def attributive(self, k: int) -> bool:
        """Say whether a participle only describes what follows: "recently captured positions"."""
        it = self.items[k]
        if it.verb is None or it.verb.form not in ("past", "part") or k + 1 >= len(self.items) or " " in it.low:
            return False
        nxt = self.items[k + 1]
        if not nxt.place and (
            not nxt.low[:1].isalpha()
            or nxt.low in PREPOSITIONS
            or nxt.low in DETERMINERS
            or nxt.low in ("and", "or", "to", "that")
            or self.adverb(k + 1)
            or "breaks" in nxt.cues
        ):
            return False
        j = self.back(k)
        if j < 0:
            return self.cue(k - 1, "background") or not nxt.place
        prev = self.items[j]
        if prev.place or prev.low in BE or prev.low in HAVE or any(a.last == j and a.force for a in self.actors):
            return False
        if prev.low in DETERMINERS or prev.low in ("other", "its", "their", "newly") or "background" in self.items[k - 1].cues:
            return True
        if prev.side and prev.low in BARE_ADJECTIVES:
            return True
        if it.verb.name == "reinforce" and nxt.side and (prev.low == "of" or self._plain(j)):
            return True  # "a target of concentrated Russian efforts"
        if (self.lows[j - 1] == "to" and not prev.cues and prev.verb is None) or (prev.low.endswith("ing") and not prev.cues):
            return True  # "to repair damaged bridges"
        return (
            prev.low in PREPOSITIONS - {"by"}
            or "near" in prev.cues
            or (prev.verb is not None and prev.verb.lemma.endswith((" of", " over", " in")))
        )

    def _main_verb(self, k: int) -> int:
        """Return the nearest finite verb before item `k`, or -1."""
        for x in range(k - 1, -1, -1):
            it = self.items[x]
            form = it.verb.form if it.verb else next((f for n, f in it.cues.items() if f and n != "say"), "")
            if form in ("past", "s", "plural", "pasts", "base") or (
                form in ("part", "ing") and x and (self.lows[x - 1] in BE | HAVE)
            ):
                return x
            if it.low == ";":
                break
        return -1

    def conditional(self, k: int) -> bool:
        """Say whether item `k` stands in an if-clause."""
        if not self._supposes:
            return False
        verb = self.items[k].verb
        tense = verb.form if verb is not None else ""
        for x in range(k - 1, -1, -1):
            it = self.items[x]
            if "if" in it.cues and it.low not in ("should", "as if"):
                return not (it.low == "once" and not self._clause_opens(x))
            if (
                it.low == "as"
                and self.lows[k - 1] != "to"
                and tense in ("base", "s")
                and any(self.lows[y] in ("will", "may", "might", "could", "would") for y in range(x))
            ):
                return True  # "will slow as troops enter the suburbs"
            if it.low in ("before", "until") and any(self.lows[y] in ("is", "are") for y in range(x, k)):
                return True  # "even before the plant is cleared"
            if it.low in ("after", "before", "when") and tense in ("base", "s", "plural") and x > 0 and self.lows[k - 1] != "to":
                return not any(self.lows[y] in HAVE for y in range(x, k))
            if it.low in (";", ":") or (it.low == "," and not self._in_list(x)):
                return False
            if "breaks" in it.cues and it.low in ("but", "while", "although", "though", "because", "after", "which"):
                return False
        return self.lows[0] == "should"

    def reduced(self, k: int) -> bool:
        """Say whether a participle only tells of its subject: "forces pulled back from Kharkiv have been sent to Rubizhne"."""
        verb = self.items[k].verb
        if verb is None or verb.form not in ("past", "part") or not any(a.last == self.back(k) and a.force for a in self.actors):
            return False
        for y in range(k + 1, len(self.items)):
            if self.mark(y) or self.lows[y] in ("and", "or", "that") or self.cue(y, "breaks"):
                return False
            if self.lows[y] in AUXILIARIES:
                return y > k + 1
        return False

    def surmised(self, k: int) -> bool:
        """Say whether something only "may indicate that" what item `k` tells has happened."""
        if not self._hedges:
            return False
        for x in range(k - 1, 1, -1):
            if self.lows[x] == "that" and self.cue(x - 1, "say"):
                return self.lows[x - 2] in _HEDGES
            if self.mark(x) or self.cue(x, "breaks"):
                return False
        return False

    def _clause_opens(self, x: int) -> bool:
        return (
            x == 0
            or self.mark(x - 1)
            or (x + 1 < len(self.items) and bool(self.items[x + 1].side or self.lows[x + 1] in ("the", "their", "they", "it")))
        )

    def _in_list(self, comma: int) -> bool:
        return (
            comma > 0
            and (self.items[comma - 1].place is not None)
            and comma + 1 < len(self.items)
            and (self.items[comma + 1].place is not None or self.lows[comma + 1] in ("and", "or"))
        )

    def _headline(self, k: int) -> bool:
        """Say whether a participle behind a place leaves out its auxiliary: "Izium liberated, mayor says"."""
        verb = self.items[k].verb
        if verb is None or verb.frame is None or verb.frame.name not in ("gain", "strike", "attack", "evacuate", "lose"):
            return False
        before = self.lows[k - 2] if k > 1 else ""
        if before not in ("", ":", ",", "and", "of", "with", "town", "city", "village", "-", "that") or any(
            self.items[x].verb for x in range(k - 1)
        ):
            return False
        after = self.items[k + 1] if k + 1 < len(self.items) else None
        return after is None or self.mark(k + 1) or self.adverb(k + 1) or after.low in _SETTINGS

    def _described(self, k: int) -> bool:
        """Say whether a participle only describes the town before its comma: "Vysokopillia, occupied in March, may be"."""
        verb = self.items[k].verb
        if verb is None or verb.frame is None or verb.frame.name != "gain" or k < 2 or not self.items[k - 2].place:
            return False
        if self.lows[k + 1] not in _SETTINGS and self.lows[k + 1] not in _WHEN:
            return False
        if self.lows[k + 1] == "by":
            return True  # "in Ivankiv, liberated by the army on Thursday"
        return any(self.lows[x] == "," for x in range(k + 1, min(len(self.items), k + 12)))

    def _none(self, j: int) -> bool:
        """Say whether the subject that ends at item `j` is none at all: "neither side", "no Russian troops"."""
        for x in range(j, max(-1, j - 4), -1):
            if self.lows[x] in ("no", "neither", "nor", "none"):
                return True
            it = self.items[x]
            if it.place or it.verb or self.mark(x) or "breaks" in it.cues or it.low in DETERMINERS or "say" in it.cues:
                return False
            if it.low in PREPOSITIONS and it.low != "of":
                return False
        return False

    def _helper(self, j: int) -> int:
        """Return the verb that has someone do something, or -1: "helping Ukraine regain", "let them take"."""
        actor = next((a for a in self.actors if a.last == j), None)
        g = self.back(actor.first) if actor is not None else j - (self.lows[j] in PRONOUNS | {"them", "him", "us"})
        return g if g >= 0 and g < j and self.lows[g] in _HELPS else -1

    def _does(self, g: int) -> bool:
        """Say whether a word that may be noun or verb is a verb: somebody, "to" or a modal stands before it."""
        j = self.back(g)
        return j >= 0 and (
            self.lows[j] in ("to", "do", "did", "does")
            or self.lows[j] in PRONOUNS | PEOPLES
            or self.cue(j, "modal", "force", "claimant")
        )

    def _subject_before(self, j: int) -> bool:
        return any(a.last < j and all(self.light(x) for x in range(a.last + 1, j)) for a in self.actors if a.force)

    def _nth(self, g: int) -> bool:
        """Say whether what stands before "to" is one in a row: "the first city to fall"."""
        x = g
        while x > 0 and self.lows[x][:1].isalpha() and x > g - 5 and not self.items[x].verb and self.lows[x] not in BE:
            if self.lows[x] in ("first", "second", "third", "fourth", "fifth", "last", "latest", "only", "largest", "biggest"):
                return self.lows[x - 1] in ("the", "its") and not self.cue(g, "plan", "attempt")
            x -= 1
        return False

    def _lists_aims(self, x: int) -> bool:
        """Say whether what item `x` ends is an effort or aim: "the main effort is", "the supporting efforts are:"."""
        return any(self.lows[y] in AIMS or self.lows[y] in ("effort", "efforts") for y in range(max(0, x - 5), x))

    def _denied(self, x: int) -> bool:
        """Say whether "not" or "never" stands among the auxiliaries that end at item `x`."""
        while x >= 0 and (self.lows[x] in BE or self.lows[x] in HAVE or self.adverb(x)):
            x -= 1
        return self.cue(x, "negation")

    def _would(self, k: int) -> bool:
        """Say whether what a gerund tells is only supposed: "capturing Bakhmut would give"."""
        ahead = next((x for x in range(k + 1, min(len(self.items), k + 18)) if self.cue(x, "modal") or self.items[x].verb), 0)
        return ahead > 0 and self.lows[ahead] in ("would", "could", "will", "might", "may")

    def _left_by(self, j: int) -> int:
        """Return the verb of leaving right before preposition `j`, or -1: "retreated after", "withdraw from"."""
        verb = self.items[j - 1].verb if j > 0 else None
        return j - 1 if verb is not None and verb.name == "withdraw" else -1

    def _or_else(self, k: int) -> bool:
        """Say whether a list of -ing forms goes on with "or" behind item `k`: "breaking through, taking A, or driving"."""
        return any(self.lows[x] == "or" and self.lows[x + 1].endswith("ing") for x in range(k + 1, min(len(self.items), k + 14)))

    def _noun_is(self, k: int, name: str) -> bool:
        noun = self.items[k].noun
        return noun is not None and noun.name == name

    def _verbish(self, x: int) -> bool:
        it = self.items[x]
        return not (it.place or it.side or it.noun or it.low in DETERMINERS or self.direction(x) or it.low[:1].isdigit())

    def _premodifies(self, j: int, k: int) -> bool:
        return all(not self.mark(x) and self.lows[x] not in PREPOSITIONS for x in range(j + 1, k)) and k - j <= 3
