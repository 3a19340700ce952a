"""What stands around a verb or noun and may govern it: the verb before it, an if-clause, a participle that only describes."""

from __future__ import annotations

from conflictmap.reading.discourse import Sentence, State
from conflictmap.reading.english.actors import PEOPLES
from conflictmap.reading.english.triggers import Triggers
from conflictmap.reading.english.words import BARE_ADJECTIVES, BE, DETERMINERS, HAVE, MONTHS, NUMBERS, PREPOSITIONS, PRONOUNS

_SUPPOSING = frozenset("should if whether unless until once before after when as".split())
_WHEN = frozenset("since earlier last from this yesterday only".split())
_SETTINGS = frozenset("by in on after as overnight again today amid during despite says say".split())
AUXILIARIES = frozenset("are were is was have has had".split())
HEDGES = frozenset(["may", "might", "could", "would"])
_HELPS = frozenset("help helps helped helping let lets letting saw see sees watched watch made".split())
AIMS = frozenset("goal goals objective objectives aim aims priority task target plan ambition dream".split())
_FINITE = frozenset(["past", "s", "plural", "pasts", "base"])
_HELPING = BE | HAVE
_THEY = PRONOUNS | PEOPLES
_THEM = PRONOUNS | {"them", "him", "us"}
_NTH = frozenset("first second third fourth fifth last latest only largest biggest".split())
_FUTURE = frozenset("will may might could would".split())
_PRESENT = frozenset(["is", "are"])
_TURNS = frozenset("but while although though because after which".split())
_BEFALLING = frozenset(["gain", "strike", "attack", "evacuate", "lose"])  # what a headline tells of a town
_BEFORE_HEADLINES = frozenset(["", ":", ",", "and", "of", "with", "town", "city", "village", "-", "that"])
_SERIES = frozenset(
    """
    series number wave string spate round couple pair reports footage report campaign
    days weeks months hours
    """.split()
)  # "of attacks"
_CONTINUED = frozenset(["continuing", "intensifying", "increasing", "attempted"])
_TO_COME = frozenset(
    "unavoidable probable likely possible imminent expected planned inevitable unlikely improbable conceivable".split()
)
_OCCURRING = frozenset("occur happen follow resume begin start erupt ensue come continue intensify spread".split())
_OF_GAINS = frozenset(["will", "could", "may", "might", "can", "unlikely to", "likely to"])
_STARTING = frozenset("begin start commence resume".split())
_INDEFINITE = frozenset(["a", "an", "any"])
_READYING = frozenset(
    """
    regroup regrouping regrouped replenish replenishing mass massing massed gather gathering gathered assemble assembling
    assembled muster mustering mustered train training trained rehearse rehearsing bracing brace accumulating concentrating
    building buildup position positioned positioning springboard staging resources troops forces equipment units reserves
    reinforcements strength
    """.split()
)
_TASKS = frozenset(
    """
    significance importance capable challenge difficulty difficulties task problem cost idea dream way means talk question
    """.split()
)
_LIKELY = frozenset(["likely", "unlikely"])
DEVOTING = frozenset(
    """
    concentration expending spending wasting
    concentrate concentrates concentrated concentrating focus focuses focused focusing devote devotes devoted devoting dedicated
    dedicating directed directing
    """.split()
)
_SUPPOSED = frozenset("would could will might may can".split())
_PRESENTLY = frozenset("does do is".split())
_FAILED = frozenset("failed unsuccessful abortive botched futile fruitless".split())
_GIVING_UP = ("give/gave/given up", "abandon", "halt", "stop")
_ANNOUNCING = frozenset("declare claim announce proclaim".split())
SUCCESS = frozenset(["successful", "success"])


class Governors(Triggers):
    """A sentence whose verbs and nouns can be asked what stands around them."""

    def __init__(self, sentence: Sentence, state: State) -> None:
        super().__init__(sentence, state)
        # questions that few sentences need to be asked
        self._hedges = not HEDGES.isdisjoint(self.lows)
        self._supposes = not _SUPPOSING.isdisjoint(self.lows) or "if" in self._named

    # ------------------------------------------------------------ participles

    def attributive(self, k: int) -> bool:
        """Say whether a participle only describes what follows: "recently captured positions"."""
        it = self.items[k]
        if it.verb is None or it.verb.form not in ("past", "part") or k + 1 >= len(self.items):
            return False
        if it.low.startswith("lost") and self._got_back(k):
            return True
        if " " in it.low:
            return False
        nxt = self.items[k + 1]
        if not nxt.place and not self._describable(k + 1):
            return False
        j = self.back(k)
        if j < 0:
            return self.cue(k - 1, "background") or not nxt.place
        prev = self.items[j]
        if prev.place or prev.low in _HELPING or self._doer(j) is not None:
            return False
        if prev.low in DETERMINERS or prev.low in ("other", "newly") or "background" in self._cues[k - 1]:
            return True
        if prev.side and prev.low in BARE_ADJECTIVES:
            return True
        if it.verb.name == "reinforce" and nxt.side and (prev.low == "of" or self._plain(j)):
            return True  # "a target of concentrated Russian efforts"
        if not prev.cues and (prev.low.endswith("ing") or (prev.verb is None and self.lows[j - 1] == "to")):
            return True  # "to repair damaged bridges"
        if "near" in prev.cues or (prev.low in PREPOSITIONS and prev.low != "by"):
            return True
        return prev.verb is not None and prev.verb.lemma.endswith((" of", " over", " in"))

    def _got_back(self, k: int) -> bool:
        """Say whether what was lost is to be got back: "to regain lost ground", "restore the positions lost" is none."""
        j = self.back(k)
        while j > 0 and (self.lows[j] in DETERMINERS or self._plain(j)):
            j -= 1
        verb = self.items[j].verb if j >= 0 else None
        return verb is not None and (verb.name == "gain" or verb.lemma.startswith(("restore", "regain", "return")))

    def _describable(self, x: int) -> bool:
        """Say whether item `x` is a word that a participle before it may describe."""
        it = self.items[x]
        if not it.low[:1].isalpha() or it.low in PREPOSITIONS or it.low in DETERMINERS or it.low in ("and", "or", "to", "that"):
            return False
        return "breaks" not in it.cues and not self.adverb(x)

    def reduced(self, k: int) -> bool:
        """Say whether a participle only tells of its subject: "troops pulled back from Sumy have been sent to Rubizhne"."""
        verb = self.items[k].verb
        if verb is None or verb.form not in ("past", "part") or self._doer(self.back(k)) is None:
            return False
        for y in range(k + 1, len(self.items)):
            if self.mark(y) or self.lows[y] in ("and", "or", "that") or self.cue(y, "breaks"):
                return False
            if self.lows[y] in AUXILIARIES:
                return y > k + 1
        return False

    def _headline(self, k: int) -> bool:
        """Say whether a participle behind a place leaves out its auxiliary: "Izium liberated, mayor says"."""
        verb = self.items[k].verb
        if verb is None or verb.frame is None or verb.frame.name not in _BEFALLING:
            return False
        before = self.lows[k - 2] if k > 1 else ""
        if before not in _BEFORE_HEADLINES or any(self.items[x].verb for x in range(k - 1)):
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

    # ------------------------------------------------------------ what is only supposed

    def conditional(self, k: int) -> bool:
        """Say whether item `k` stands in an if-clause."""
        if not self._supposes:
            return False
        verb = self.items[k].verb
        tense = verb.form if verb is not None else ""
        infinitive = self.lows[k - 1] == "to"
        for x in range(k - 1, -1, -1):
            it = self.items[x]
            low = it.low
            if "if" in it.cues and low not in ("should", "as if"):
                done = low == "until" and "had" in self.lows[x:k]  # "until they had taken it"
                return not done and (low != "once" or self._clause_opens(x))
            if low == "as" and not infinitive and tense in ("base", "s") and not _FUTURE.isdisjoint(self.lows[:x]):
                return True  # "will slow as troops enter the suburbs"
            if low in ("before", "until") and not _PRESENT.isdisjoint(self.lows[x:k]):
                return True  # "even before the plant is cleared"
            if low in ("after", "before", "when") and tense in ("base", "s", "plural") and x > 0 and not infinitive:
                return HAVE.isdisjoint(self.lows[x:k])
            if low in (";", ":") or (low == "," and not self._in_list(x)) or ("breaks" in it.cues and low in _TURNS):
                return False
        return self.lows[0] == "should"

    def _clause_opens(self, x: int) -> bool:
        """Say whether a clause begins with item `x`: a mark stands before it or a subject behind it."""
        if x == 0 or self.mark(x - 1):
            return True
        if self.cue(x + 1, "force", "people") or self.lows[x + 1] == "reinforcements":
            return True
        return x + 1 < len(self.items) and (self.items[x + 1].side != "" or self.lows[x + 1] in ("the", "their", "they", "it"))

    def _in_list(self, comma: int) -> bool:
        """Say whether a comma stands between places: "in A, B and C"."""
        if comma < 1 or comma + 1 >= len(self.items):
            return False
        part = self.lows[comma - 1] in ("district", "suburb", "quarter")  # "Kyiv's Shevchenko district, Lviv and"
        part = part and any(self.items[x].place is not None for x in range(max(0, comma - 3), comma))
        if self.items[comma - 1].place is None and not part:
            return False
        return self.items[comma + 1].place is not None or self.lows[comma + 1] in ("and", "or")

    def surmised(self, k: int) -> bool:
        """Say whether something only "may indicate that" what item `k` tells has happened."""
        if self.items[k].noun is None and self._announces(k):
            return True
        if not self._hedges:
            return False
        for x in range(k - 1, 1, -1):
            if self.lows[x] == "that" and self.cue(x - 1, "say"):
                return self.lows[x - 2] in HEDGES
            if self.mark(x) or self.cue(x, "breaks"):
                return False
        return False

    # ------------------------------------------------------------ who and what stands before

    def _main_verb(self, k: int) -> int:
        """Return the nearest finite verb before item `k`, or -1."""
        for x in range(k - 1, -1, -1):
            it = self.items[x]
            form = it.verb.form if it.verb else next((f for n, f in it.cues.items() if f and n != "say"), "")
            if form in _FINITE or (form in ("part", "ing") and x and self.lows[x - 1] in _HELPING):
                return x
            if it.low == ";":
                break
        return -1

    def _none(self, j: int) -> bool:
        """Say whether the subject that ends at item `j` is none at all: "neither side", "no Russian troops"."""
        for x in range(j, max(-1, j - 6), -1):
            if self.lows[x] in ("no", "neither", "nor", "none") or (self.lows[x] == "not" and self.lows[x + 1] in ("a", "one")):
                return True  # "not a single Russian soldier"
            if self.lows[x] == "the" and self.lows[x - 1] == "of":
                return self.lows[x - 2] == "none" or self.lows[x - 3 : x - 1] == ["not", "one"]
            if self.lows[x] == "a" and self.lows[x - 1] == "not":
                continue
            it = self.items[x]
            if it.place or it.verb or self.mark(x) or "breaks" in it.cues or it.low in DETERMINERS or "say" in it.cues:
                return False
            if it.low in PREPOSITIONS and it.low != "of":
                return False
        return False

    def _helper(self, j: int) -> int:
        """Return the verb that has someone do something, or -1: "helping Ukraine regain", "let them take"."""
        actor = next((a for a in self.actors if a.last == j), None)
        g = self.back(actor.first) if actor is not None else j - (self.lows[j] in _THEM)
        return g if g >= 0 and g < j and self.lows[g] in _HELPS else -1

    def _does(self, g: int) -> bool:
        """Say whether a word that may be noun or verb is a verb: somebody, "to" or a modal stands before it."""
        j = self.back(g)
        return j >= 0 and (
            self.lows[j] in ("to", "do", "did", "does")
            or self.lows[j] in _THEY
            or self.cue(j, "modal", "force", "claimant")
            or (
                self.lows[j] == "and"
                and self.lows[g + 1] == "to"
                and self.lows[g] == "attempt"
                and self._same_form(j, "base") >= 0
            )
        )

    def _subject_before(self, j: int) -> bool:
        """Say whether item `j` is the verb of those who act before it: "Russian forces have failed"."""
        return any(a.last < j and all(self.light(x) for x in range(a.last + 1, j)) for a in self.actors if a.force)

    def _nth(self, g: int) -> bool:
        """Say whether what stands before "to" is one in a row: "the first city to fall"."""
        x = g
        while x > 0 and self.lows[x][:1].isalpha() and x > g - 5 and not self.items[x].verb and self.lows[x] not in BE:
            if self.lows[x] in _NTH:
                return self.lows[x - 1] in ("the", "its") and not self.cue(g, "plan", "attempt")
            x -= 1
        return False

    def _lists_aims(self, x: int, reach: int = 5) -> bool:
        """Say whether what item `x` ends is an effort or aim: "the main effort is", "the supporting efforts are:"."""
        return any(self.lows[y] in AIMS or self.lows[y] in ("effort", "efforts") for y in range(max(0, x - reach), x))

    def _is_aim(self, be: int) -> bool:
        """Say whether it is an aim that "is" at item `be` is said of: "the main effort remains"."""
        for x in range(be - 1, max(-1, be - 7), -1):
            if self.lows[x] in AIMS or self.lows[x] in ("effort", "efforts"):
                return True
            if self.lows[x] == "and" or self.mark(x) or self.cue(x, "breaks", "force"):
                return False
        return False

    def _denied(self, x: int) -> bool:
        """Say whether "not" or "never" stands among the auxiliaries that end at item `x`."""
        while x >= 0 and (self.lows[x] in _HELPING or self.adverb(x)):
            x -= 1
        return self.cue(x, "negation")

    def _would(self, k: int) -> bool:
        """Say whether what a gerund tells is only supposed: "capturing Bakhmut would give"."""
        ahead = next(
            (x for x in range(k + 1, min(len(self.items), k + 18)) if self.cue(x, "modal", "breaks") or self.items[x].verb), 0
        )
        return ahead > 0 and self.lows[ahead] in _SUPPOSED

    def _generally(self, k: int) -> bool:
        """Say whether a gerund is the subject of what is always so: "taking Lyman does not cut the road"."""
        for x in range(k + 1, min(len(self.items), k + 12)):
            if self.lows[x] in _PRESENTLY or (self.lows[x] == "has" and not self.lows[x + 1].endswith("ed")):
                return self.lows[x + 1] != "been"
            if self.items[x].verb is not None or self.mark(x) or self.cue(x, "breaks", "modal"):
                return False
        return False

    def _going_on(self, g: int) -> bool:
        """Say whether verb `g` tells what goes on now: "are fighting their last battles"."""
        verb = self.items[g].verb
        form = verb.form if verb is not None else next((f for f in self.items[g].cues.values() if f), "")
        return form == "ing" and self.lows[self.back(g)] in ("is", "are")

    def _by_now(self, g: int) -> bool:
        """Say whether only what verb `g` tells of the present is surmised: "may be starting a new advance"."""
        return not HEDGES.isdisjoint(self.lows[max(0, g - 4) : g]) and self.lows[self.back(g)] in ("be", "have", "been")

    def _has_allowed(self, x: int) -> bool:
        """Say whether what verb `x` makes possible was done: "has allowed them to move into", "shelled it, allowing them to"."""
        form = self.items[x].cues.get("plan")
        if form == "ing" and self.lows[x - 1] == ",":
            main = self._main_verb(x)
            verb = self.items[main].verb if main >= 0 else None
            return verb is not None and verb.form == "past"
        return form in ("past", "part") and self.lows[self.back(x)] in HAVE

    def _not_in_clause(self, j: int) -> bool:
        """Say whether the verb of the clause before item `j`, known or not, is negated."""
        for x in range(j - 1, max(-1, j - 12), -1):
            if self.lows[x] in ("not", "never", "n't", "no longer"):
                return True
            if self.mark(x) or self.cue(x, "breaks"):
                return False
        return False

    def _given_up(self, g: int) -> int:
        """Return what says that the plan or attempt at item `g` was given up or failed, or -1: "abandoned their plans"."""
        if self.cue(g, "force") or self.items[g].verb is not None:
            return -1
        x = g - 1
        while x > 0 and (self.lows[x] in DETERMINERS or self.items[x].side or self.adverb(x) or self._plain(x)):
            x -= 1
        verb = self.items[x].verb if x >= 0 else None
        if verb is not None and verb.lemma.startswith(_GIVING_UP):
            return x
        return x - 1 if self.lows[x] == "of" and self.cue(x - 1, "fail") else -1  # "the failure of its campaign to"

    def _no_success(self, g: int) -> bool:
        """Say whether noun `g` is called a failure by a word before it: "the failed Russian campaign"."""
        x = g - 1
        while x > 0 and (self.items[x].side or self._plain(x)) and self.lows[x] not in DETERMINERS:
            x -= 1
        return self.items[g].verb is None and self.lows[x] in _FAILED

    def _left_by(self, j: int) -> int:
        """Return the verb of leaving right before preposition `j`, or -1: "retreated after", "withdraw from"."""
        verb = self.items[j - 1].verb if j > 0 else None
        return j - 1 if verb is not None and verb.name == "withdraw" else -1

    def _or_else(self, k: int) -> bool:
        """Say whether a list of -ing forms goes on with "or" behind item `k`: "breaking through, taking A, or driving"."""
        return any(self.lows[x] == "or" and self.lows[x + 1].endswith("ing") for x in range(k + 1, min(len(self.items), k + 14)))

    def _noun_is(self, k: int, name: str) -> bool:
        """Say whether item `k` is a noun of a frame."""
        noun = self.items[k].noun
        return noun is not None and noun.name == name

    def _verbish(self, x: int) -> bool:
        """Say whether item `x` may be a verb that the lexicon does not know: "to mount attacks"."""
        it = self.items[x]
        return not (it.place or it.side or it.noun or it.low in DETERMINERS or self.direction(x) or it.low[:1].isdigit())

    def _premodifies(self, j: int, k: int) -> bool:
        """Say whether the place at item `j` describes noun `k`: "the Izium offensive"."""
        return all(not self.mark(x) and self.lows[x] not in PREPOSITIONS for x in range(j + 1, k)) and k - j <= 3

    # ------------------------------------------------------------ what a noun hangs on

    def _foils(self, j: int) -> bool:
        """Say whether item `j` is a verb of fending off: "the army thwarted a breakthrough"."""
        prev = self.items[j]
        repels = prev.verb is not None and prev.verb.name == "repel" and self._does(j)
        return (repels or prev.cues.get("foil", "base") != "base") and not self.attributive(j)

    def _step_over(self, j: int) -> int:
        """Return how many items of a link at item `j` only count or join: "a series of", "artillery and"; else 0."""
        if j == 0:
            return 0
        before = self.items[j - 1]
        if self.lows[j] == "of" and (before.low in _SERIES or before.low in NUMBERS):
            return 2
        if self.lows[j] == "or" and before.low in NUMBERS:
            return 2  # "four or five assaults"
        if self.lows[j] != "and" or before.place or before.noun is not None or before.verb is not None:
            return 0
        return 1 if before.low[:1].isalpha() and not any(before.cues.values()) else 0  # "artillery and air strikes"

    def _governed_too(self, j: int) -> bool:
        """Say whether a word for a plan or deed at item `j` only describes: "repelled continuing assaults"."""
        if j == 0:
            return False
        low, before = self.lows[j], self.items[j - 1]
        if low in _CONTINUED and before.verb is not None:
            return True
        if not low.endswith("ed") or self.lows[j + 1] in DETERMINERS:
            return False
        if before.low in DETERMINERS or before.low in PREPOSITIONS or before.side:
            return True  # "a renewed offensive"
        return before.verb is not None or bool(before.cues.get("carry") or before.cues.get("plan"))

    def _to_come(self, be: int) -> bool:
        """Say whether "is" at item `be` tells that something is only likely: "a withdrawal to the river is probable"."""
        x = be + 1 + self.adverb(be + 1)
        ends = self.mark(x + 1) or self.lows[x + 1] in PREPOSITIONS or self.cue(x + 1, "if", "negation")
        planning = "planning" in self.lows[be + 1 : be + 5]  # "an attempt to retake it is still in the planning stage"
        return planning or (self.lows[x] in _TO_COME and ends and self.lows[x + 1] not in ("by", "to"))

    def _only_may(self, k: int, x: int) -> bool:
        """Say whether noun `k` is of what only may be, by modal `x`: "an attack may follow", "fighting could only occur"."""
        noun = self.items[k].noun
        if noun is not None and noun.name in ("gain", "lose") and self.lows[x] in _OF_GAINS:
            before = range(max(0, k - 3), k)
            done = any(self.cue(y, "background") or (self.lows[y] in SUCCESS and self.lows[x] in HEDGES) for y in before)
            done |= any(self.lows[y] in MONTHS for y in range(k + 1, x))  # "the capture of Izium on April 1 may"
            return not done and not self._known_taken(k)
        if self.lows[x] == "will" and noun is not None and noun.name in ("attack", "advance", "fight"):
            return not _STARTING.isdisjoint(self.lows[x + 1 : x + 4])  # "a counteroffensive will likely begin"
        if self.lows[x] not in ("could", "may", "might"):
            return False
        if not _INDEFINITE.isdisjoint(self.lows[max(0, k - 4) : k]):
            return True
        return x == k + 1 and (self._noun_is(k, "gain") or not _OCCURRING.isdisjoint(self.lows[x + 1 : x + 4]))

    def _known_taken(self, k: int) -> bool:
        """Say whether the place behind noun `k` is known to have been taken: a sentence before told of it."""
        there = next((t for x in range(k + 1, min(len(self.items), k + 5)) if (t := self.items[x].place)), None)
        return there is not None and there.surface in self.state.taken

    def _as_goal(self, x: int) -> bool:
        """Say whether "as" at item `x` opens what makes a goal of something: "the capture of the oblast as the main goal"."""
        return not AIMS.isdisjoint(self.lows[x + 1 : x + 6])

    def _still_at(self, j: int) -> bool:
        """Say whether verb `j` tells of finishing what goes on yet: "are completing", "continuing to complete"."""
        if self.items[j].lemma not in ("complete", "finish"):
            return False
        if self.lows[j - 1] == "to":
            return self.items[j - 2].lemma == "continue"
        return self.items[j].cues.get("carry") == "ing" and self.lows[self.back(j)] in ("is", "are")

    def _only_begun(self, x: int) -> bool:
        """Say whether item `x` tells that the capture before it only begins or may never be."""
        if self.lows[x] == ",":
            return self.lows[x + 1] == "which" and any(low.startswith("unlikely") for low in self.lows[x + 2 : x + 5])
        return self.items[x].lemma in ("begin/began/begun", "start", "commence")

    def _readies(self, j: int, g: int) -> bool:
        """Say whether "for" at item `j` tells what is prepared: "massing troops for", "sent a regiment to A for"."""
        if self.lows[j] != "for":
            return False
        main = self._main_verb(j)
        massed = self.items[main].verb if main >= 0 else None
        return self.lows[g] in _READYING or (
            massed is not None and massed.frame is not None and massed.frame.type == "reinforcement"
        )

    def _only_meant(self, g: int) -> bool:
        """Say whether item `g` is a plan, an attempt, a task, or a success that is only likely."""
        low = self.lows[g]
        if self.cue(g, "plan", "attempt", "modal") or low in _TASKS or low in DEVOTING:
            return True
        return low in SUCCESS and any(self.cue(x, "modal") or self.lows[x] in _LIKELY for x in range(max(0, g - 5), g))

    def _announces(self, k: int) -> bool:
        """Say whether item `k` is only what somebody will say: "will let Moscow announce that it has taken"."""
        if _ANNOUNCING.isdisjoint(self.lows[max(0, k - 12) : k]):
            return False
        for x in range(k - 1, max(0, k - 12), -1):
            if self.mark(x) or self.cue(x, "breaks"):
                return False
            if self.items[x].cues.get("say") == "base" and self.lows[x] in _ANNOUNCING:
                return any(self.cue(y, "modal") for y in range(max(0, x - 14), x))
        return False
