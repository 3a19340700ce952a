"""How an event is told: what governs its words (negation, plans, attempts, failure)."""

from __future__ import annotations

from dataclasses import dataclass

from conflictmap.reading.discourse import Sentence, State
from conflictmap.reading.english.governors import AIMS, DEVOTING, HEDGES, SUCCESS, Governors
from conflictmap.reading.english.words import BE, DAYS, DETERMINERS, FACTUAL, HAVE, MONTHS, NUMBERS, PREPOSITIONS, PROFITING


@dataclass(slots=True)
class Mood:
    """What the words that govern an event say of it."""

    negated: bool = False
    failed: bool = False
    planned: bool = False
    attempted: bool = False
    hearsay: bool = False
    passive: bool = False
    past: bool = False
    helped: bool = False  # an auxiliary stands before it
    cue: str = ""
    governor: int = -1  # item of the verb or noun that governs

    def join(self, other: Mood) -> None:
        """Take over what a governing verb is under."""
        self.negated |= other.negated
        self.failed |= other.failed
        self.planned |= other.planned
        self.attempted |= other.attempted
        self.hearsay |= other.hearsay
        self.past |= other.past
        self.cue = self.cue or other.cue


_DEEPEST = 6  # of governing words, one above the other
_IN_TIME = frozenset(["matter of time", "question of time"])

# before a verb
_PERHAPS = frozenset(["possibly", "potentially", "perhaps"])
_PROSPECTS = frozenset("possible potential upcoming planned intended future expected".split())  # adjectives, no modals
_COORDINATING = frozenset(["and", "or", "nor", ",", "then", "-", "—"])

# before "to"
_REFUSING = frozenset("refused refuse refuses refusing".split())
_TELLING = frozenset(["tell/told/told", "urge", "call", "warn", "recommend"])  # with "to": an order, a wish
_SPANS = frozenset("day days week weeks month months hour hours minutes years".split())
_WHEN = frozenset("times time twice again overnight on since last week day morning evening night yesterday today several".split())

_OTHERS = frozenset(["that", "to", "and"])  # behind a noun: what is said of others
_CLEARING = frozenset(["clear", "mop up", "cleanse", "sweep"])
_IMPLYING = frozenset(["able", "chose", "opted"])  # what they tell "to" do is done

# before an -ing form
_TOWARD = frozenset(["toward", "towards", "at", "for"])
_KEEPING = frozenset(
    """
    prevent prevents prevented preventing block blocks blocked blocking stop stops stopped stopping keep keeps kept keeping deter
    deters deterred deterring preclude precludes precluded precluding bar barring discourage discouraged discouraging
    """.split()
)
_CHARGED = frozenset("tasked charged entrusted".split())
_INCLUDING = frozenset("include includes included including".split())
_TOLL = frozenset(
    "casualties losses difficulty difficulties trouble problems encountered suffered faced sustained incurred".split()
)
_AIMED = frozenset(
    ["until", "for", "to", "at", "toward", "towards", "about", "around", "close to", "in favor of", "in favour of"]
)
_FOLLOWING = frozenset("after since despite having following".split())
_BESIDE = frozenset([",", "and", "while", "by", "or", "when", "—", "-"])
_BARRING = frozenset(
    "ban bans banned banning forbid forbids forbade forbidden prohibit prohibits prohibited bar bars barred".split()
)

# before a noun
_PLANNED = frozenset(
    "possible potential upcoming planned intended future imminent expected prospective impending anticipated presumed".split()
)
_CEASING = frozenset(["cease", "stop", "abandon", "halt"])
_ATTEMPTS = frozenset(["attempted", "attempt", "attempts"])
_GOVERNING = ("carry", "plan", "attempt", "say", "deny")  # cues of verbs that a noun hangs on
_LINKS = frozenset(["for", "to", "of", "on", "against", "with", "in", "about", "over"])
_TERMS = frozenset("price condition conditions demand demands terms ultimatum".split())
_BESETTING = frozenset(["threaten", "protect", "preserve"])  # a line that is threatened or protected is one


class Moods(Governors):
    """A sentence whose events can be asked how sure they are."""

    def __init__(self, sentence: Sentence, state: State) -> None:
        super().__init__(sentence, state)
        self._timed = not _IN_TIME.isdisjoint(self.lows)  # a question that few sentences need to be asked
        self._voices: dict[int, bool] = {}

    # ------------------------------------------------------------ verbs

    def mood(self, k: int, depth: int = 0) -> Mood:
        """Read what governs a verb: auxiliaries, negation, "to" and what stands before it, coordination."""
        m = Mood()
        if depth > _DEEPEST:
            return m
        form = self._form(k)
        j = self._auxiliaries(m, k, form)
        if form == "ing" and m.helped and self.lows[k - 1] in BE and self._is_aim(k - 1):
            m.planned, m.cue = True, "objective"  # "the objective remains encircling Kyiv"
        if j < 0:
            if form == "ing":
                m.planned = self._would(k) or self._generally(k)  # "Taking Lyman would cut the road"
            return m
        if form in ("past", "part") and self._bare_participle(m, k, j):
            return m
        if form not in ("ing", "") and self._none(j):
            m.negated, m.cue = True, "no"
        self._govern(m, k, j, form, depth)
        return m

    def _form(self, k: int) -> str:
        """Return the form of a verb that tells an event or governs one that does."""
        it = self.items[k]
        return it.verb.form if it.verb else next((f for f in it.cues.values() if f), "")

    def _auxiliaries(self, m: Mood, k: int, form: str) -> int:
        """Read the auxiliaries and adverbs before verb `k` and return the item before them, or -1."""
        j = k - 1
        while j >= 0 and self._helps(m, j, form):
            j -= 1
        return j

    def _helps(self, m: Mood, j: int, form: str) -> bool:
        """Read item `j` if it is an auxiliary or adverb of a verb in a form; say whether it is."""
        prev = self.items[j]
        low, cues = prev.low, prev.cues
        if prev.place:
            return False
        if "hearsay" in cues:
            m.hearsay = True
        elif low in _PERHAPS:
            m.planned, m.cue = True, low
        elif "fail" in cues and (low.endswith("ly") or low == "unable"):
            m.failed, m.cue = True, low
        elif "modal" in cues and low not in _PROSPECTS:
            m.planned, m.cue, m.helped = True, m.cue or low, True
            m.negated |= low in ("would", "unlikely to") and form == "part" and self.lows[j + 1] == "have"
        elif "negation" in cues and low not in ("unable", "unlikely"):
            m.negated, m.cue, m.helped = True, low, True
        elif "background" in cues:
            m.past = True
        elif low in BE:
            m.passive |= form in ("past", "part")
            m.helped = True
        elif low in HAVE or low in ("do", "did", "does"):
            m.helped = True
        else:
            return self.adverb(j) or (low == "next" and self.cue(j - 1, "modal"))
        return True

    def _bare_participle(self, m: Mood, k: int, j: int) -> bool:
        """Read a participle whose auxiliary is left out: "Izium liberated", "which Moscow declared captured"."""
        prev = self.items[j]
        if j == k - 1 and prev.place and self._headline(k):
            m.passive = True
            return True
        if j == k - 1 and prev.low == "," and self._described(k):
            m.passive = m.past = True
            return True
        if "say" in prev.cues and prev.lemma in ("declare", "report", "announce", "claim"):
            m.passive = True  # "which Moscow declared captured"
            m.hearsay |= self.lows[j - 1] in BE  # "was reported captured"
            return True
        return False

    def _govern(self, m: Mood, k: int, j: int, form: str, depth: int) -> None:
        """Read what item `j` before a verb and its auxiliaries makes of it."""
        prev = self.items[j]
        low = prev.low
        if low == "to" and (form in ("base", "") or self.lows[j + 1] in ("be", "have")):
            self._infinitive(m, j, depth)
        elif form == "base" and (g := self._helper(j)) >= 0:
            m.join(self.mood(g, depth + 1))
            m.planned |= self.lows[g] in ("help", "helps", "helping")
        elif low == ":" and form == "ing" and self._lists_aims(j, 14):
            m.planned, m.cue = True, "effort"
        elif low in ("let", "help"):
            pass
        elif self.lows[j + 1] == "being" and j + 1 < k and low not in BE:
            self._gerund(m, k, j, depth)  # "to avoid being surrounded"
        elif not m.helped and form == "ing":
            self._gerund(m, k, j, depth)
            if low in ("that", "say", "says") or "say" in prev.cues:
                m.planned |= self._would(k)
        elif not m.helped and form and low in _COORDINATING:
            self._coordinate(m, k, j, form, depth)
        elif form == "ing" and "carry" in prev.cues:
            m.join(self.mood(j, depth + 1))

    def _coordinate(self, m: Mood, k: int, j: int, form: str, depth: int) -> None:
        """Read what a verb shares with the one of the same form before "and", "or" or a comma at item `j`."""
        g = self._same_form(j, form)
        if form == "past" and (base := self._same_form(j, "base")) > g and self._unchanged(k):
            g, form = base, "base"  # "intend to reach the town and cut the road"
        if g < 0 or any(j < a.first < k for a in self.actors):
            return
        if any("breaks" in self.items[x].cues or self.lows[x] == ";" for x in range(g + 1, k)):
            return
        other = self.mood(g, depth + 1)
        if form == "base":
            m.join(other)
        elif form in ("past", "part"):
            if other.planned and any("modal" in self.items[x].cues for x in range(max(0, g - 4), g)):
                m.planned, m.cue = True, other.cue
            m.negated |= other.negated and self.lows[j] in ("or", "nor")
            leading = self.items[g].verb
            if other.passive and leading is not None and leading.form == "part":
                m.passive = not any(self.items[x].place for x in range(k + 1, min(len(self.items), k + 3)))
            m.past |= other.past
            m.hearsay |= other.hearsay

    def _unchanged(self, k: int) -> bool:
        """Say whether verb `k` looks alike in the past: "cut", "hit"."""
        verb = self.items[k].verb
        base, _, rest = verb.lemma.split(" ")[0].partition("/") if verb is not None else ("", "", "-")
        return rest.startswith(base + "/")

    def passive(self, k: int) -> bool:
        """Say whether verb `k` is passive: asked for again and again."""
        known = self._voices.get(k)
        if known is None:
            known = self._voices[k] = self.mood(k).passive
        return known

    # ------------------------------------------------------------ "to"

    def _infinitive(self, m: Mood, to: int, depth: int) -> None:
        """Read what stands before "to": attempts, plans, failures; else it is a purpose."""
        g = self._before_to(m, to)
        if g < 0:
            m.planned, m.cue = True, "to"
            return
        it = self.items[g]
        if self._nth(g) or (it.low in _SPANS and "took" in self.lows[max(0, g - 8) : g]):
            return  # "it took them six days to advance"
        if it.low == "on" and self.lows[g - 1] in ("go", "goes", "went", "gone", "going"):
            m.join(self.mood(g - 1, depth + 1))  # "went on to take"
            return
        m.governor = g
        m.cue = m.cue or it.low
        if (dropped := self._given_up(g)) >= 0:
            m.planned, m.negated = True, not self.mood(dropped, depth + 1).negated  # "have given up their attempt to take"
        elif it.low in ("in order", "so as"):
            m.planned = True
        elif it.low in _REFUSING:
            m.negated = True
        elif "fail" in it.cues or it.low in ("unable", "struggling"):
            self._fail_to(m, g, depth)
        elif self._in_effort(g):
            m.planned = True  # "in an effort to": what for, not what
        elif "attempt" in it.cues:
            self._attempt_to(m, g, depth)
        elif it.low in BE:
            m.planned = True  # "the aim is to take"
        elif (it.cues.get("carry") and self.lows[g - 1] not in DETERMINERS) or it.low in _IMPLYING:
            m.join(self.mood(g, depth + 1))  # but "shifted their focus to take"
        elif it.cues.get("say"):
            self._tell_to(m, g, depth)
        elif it.cues.get("plan") and it.low not in FACTUAL:
            m.planned = True
            m.negated |= self.mood(g, depth + 1).negated and it.lemma != "allow"
        else:
            self._purpose(m, g, to, depth)

    def _purpose(self, m: Mood, g: int, to: int, depth: int) -> None:
        """Read "to" behind what is no plan or attempt: a deed goes on in another one, all else is what for."""
        it = self.items[g]
        if it.low == "known":
            return  # "are known to be operating in"
        if it.low in ("or", "and") and (s := self._same_form(g, "base")) >= 0:
            m.join(self.mood(s, depth + 1))  # "plans to encircle or to seize"
            moved = self.items[s].verb
            m.planned |= moved is not None and moved.frame is not None and moved.frame.type == "reinforcement"
        elif not self._act_to(m, g, to + 1, depth) and not self._have_do(m, g, depth):
            m.failed |= self._no_success(g)  # "the failed campaign to take"
            m.planned = not m.failed
            m.negated |= it.verb is not None and self.mood(g, depth + 1).negated  # "abandoned plans to attack to seize"

    def _before_to(self, m: Mood, to: int) -> int:
        """Return the item that "to" hangs on, or -1; "not" before it is read."""
        g = to - 1
        if self.lows[g] in _SPANS and (since := next((x for x in range(g - 1, max(0, g - 4), -1) if self.lows[x] == "for"), 0)):
            g = since - 1  # "have been trying for a week to"
        while g >= 0 and (self.adverb(g) or self.lows[g] in ("not", ",")):
            m.negated |= self.lows[g] == "not"
            g -= 1
        back = g
        while back > 0 and self._times(back):
            back -= 1
        if back < g and self.cue(back, "attempt", "say"):
            return back  # "tried three times to cross", "have been trying since Friday to", "claimed on Tuesday to have taken"
        doer = next((a for a in self.actors if a.last == g and a.first and self.lows[a.first - 1] in ("by", "of")), None)
        if doer is not None and self.cue(doer.first - 2, "attempt", "plan", "fail"):
            return doer.first - 2  # "attempts by Russian troops to take", "the failure of the army to"
        return g

    def _times(self, x: int) -> bool:
        """Say whether item `x` only tells when, or how often: "on 5 May", "since Friday", "three times"."""
        low = self.lows[x]
        return low in _WHEN or low in DAYS or low in MONTHS or low in NUMBERS or low[:1].isdigit() or self.adverb(x)

    def _fail_to(self, m: Mood, g: int, depth: int) -> None:
        """Read what hangs on a word of failing: "failed to take", "were unable to"."""
        it = self.items[g]
        m.failed = True
        outer = self.mood(g, depth + 1)
        if it.low in ("fail", "fails") or "verb" in it.cues:
            m.join(outer)
        m.hearsay |= outer.hearsay

    def _in_effort(self, g: int) -> bool:
        """Say whether item `g` tells only what for: "in an attempt to", "in their effort to"."""
        it = self.items[g]
        if it.low == "in an attempt":
            return True
        noun = "attempt" in it.cues and not it.cues["attempt"]
        return noun and self.lows[g - 1] in ("a", "an", "their", "its") and self.lows[g - 2] == "in"

    def _attempt_to(self, m: Mood, g: int, depth: int) -> None:
        """Read what hangs on an attempt, a noun or a verb: it may be given up, hampered, planned itself."""
        it = self.items[g]
        m.attempted = True
        named = not it.cues["attempt"] or (it.low in ("attempt", "attempts") and not self._does(g))
        m.join(self.noun_mood(g, depth + 1) if named else self.mood(g, depth + 1))
        if named and self.lows[self.back(g) - 1] == "in" and self.lows[self.back(g)] in DETERMINERS:
            main = self._main_verb(g)  # "will be hampered in their attempt to"
            m.planned |= main >= 0 and self.mood(main, depth + 1).planned

    def _tell_to(self, m: Mood, g: int, depth: int) -> None:
        """Read what hangs on a verb of saying: "are said to be moving on" is hearsay, "were told to leave" an order."""
        it = self.items[g]
        m.negated |= self.mood(g, depth + 1).negated
        m.hearsay |= self.lows[self.back(g)] in BE and it.lemma not in _TELLING
        m.planned |= it.lemma in _TELLING and (it.cues["say"] != "part" or self.mood(g, depth + 1).passive)

    def _act_to(self, m: Mood, g: int, k: int, depth: int) -> bool:
        """Read an infinitive `k` that tells where a deed before it goes; say whether there is one."""
        it = self.items[g]
        verb = self.items[k].verb if k < len(self.items) else None
        if verb is not None and verb.frame is not None and verb.frame.type == "reinforcement":
            sent = next((x for x in range(g, -1, -1) if self.items[x].verb is not None), -1)
            if sent >= 0 and self.items[sent].verb.frame.type in ("reinforcement", "withdrew"):  # type: ignore[union-attr]  # a verb of the lexicon has a frame
                m.join(self.mood(sent, depth + 1))  # "pulled units from A to shore up B"
                return True
        if it.noun is None or it.noun.name not in ("reinforce", "route", "attack", "advance"):
            return False
        if it.noun.name in ("reinforce", "route"):
            m.planned = True
            return True
        moves = verb is not None and verb.name in ("advance", "push", "expel")
        outer = self.noun_mood(g, depth + 1)
        m.attempted = moves  # "conducted attacks to drive toward": they go there
        # "unsuccessful operations to seize", "defeated an attack to take"
        m.failed = outer.failed or (outer.governor >= 0 and self.cue(outer.governor, "fail"))
        m.negated |= outer.negated
        moves |= verb is not None and verb.lemma in _CLEARING and not outer.planned  # who clears a town has it
        m.planned = not moves and not m.failed and "successful" not in self.lows[max(0, g - 4) : g]
        return True

    def _have_do(self, m: Mood, g: int, depth: int) -> bool:
        """Read a verb that has others do what "to" tells: "forced Russian troops to leave", "allowed them to take"."""
        for x in range(g, max(-1, g - 9), -1):
            it = self.items[x]
            if it.cues.get("plan") or it.cues.get("carry"):
                if it.lemma not in FACTUAL or (it.low == "force" and not self._does(x)):
                    return False
                m.governor = x
                m.join(self.mood(x, depth + 1))
                m.planned |= it.lemma in ("allow", "enable") and not self._has_allowed(x)
                return True
            if it.low == ";" or "breaks" in it.cues:
                return False
        return False

    # ------------------------------------------------------------ -ing forms

    def _gerund(self, m: Mood, k: int, j: int, depth: int) -> None:
        """Read what an -ing form without auxiliary hangs on."""
        prev = self.items[j]
        low = prev.low
        if low == "before":
            self._gerund_before(m, k, j, depth)
        elif low in _AIMED:
            m.planned, m.cue = True, low
            m.negated |= low in _TOWARD and self._not_in_clause(j)  # "have not weighted their efforts toward taking"
        elif low in ("without", "than", "over"):
            m.negated, m.cue = True, low
        elif low in _FOLLOWING:
            self._gerund_after(m, k, low, depth)
        elif low == "from":
            m.planned = any(self.cue(x, "plan") for x in range(max(0, j - 6), j))
            m.negated |= not _BARRING.isdisjoint(self.lows[max(0, j - 6) : j]) or self._prevented(k, j)
        elif low in ("of", "on", "in"):
            self._gerund_of(m, j, depth)
        elif low == "alone" and self.lows[j - 1] == "let":
            s = self._same_form(j, "ing")  # "from encircling, let alone seizing"
            if s >= 0:
                m.join(self.mood(s, depth + 1))
            m.negated = True
        elif prev.cues.get("plan"):
            m.planned, m.cue = True, low
            m.governor = j
        elif "attempt" in prev.cues or "carry" in prev.cues:
            m.attempted |= "attempt" in prev.cues
            m.join(self.mood(j, depth + 1))
        elif low in _BESIDE:
            self._gerund_beside(m, k, j, depth)
        else:
            self._gerund_behind(m, k, j, depth)

    def _gerund_behind(self, m: Mood, k: int, j: int, depth: int) -> None:
        """Read what an -ing form hangs on where no preposition of an aim or link of clauses stands before it."""
        prev = self.items[j]
        low = prev.low
        if low == "with":
            m.planned |= self.lows[j - 1] in _CHARGED  # "have been tasked with completing"
        elif low in _INCLUDING:
            self._gerund_included(m, j, depth)
        elif low in _TOLL:
            m.attempted = True  # "suffered high casualties taking the city"
        elif prev.verb is not None and low.endswith("progress in"):
            m.negated = True  # "make progress in taking it": told by itself
        elif low in ("support", "supports"):
            m.planned, m.cue = True, low
        elif "breaks" in prev.cues or low == "as if":
            m.planned |= self._would(k) or self._generally(k)  # "although taking it would cost them"
        elif (doer := self._doer(j)) is not None and doer.first and self.lows[doer.first - 1] == "of":
            m.planned |= self._only_meant(doer.first - 2)  # "the likelihood of Russian troops taking it"

    def _prevented(self, k: int, j: int) -> bool:
        """Say whether "from" at item `j` stands behind what keeps somebody from a deed, be it more than coming nearer."""
        verb = self.items[k].verb
        if verb is not None and verb.frame is not None and verb.frame.type == "advance":
            return False
        return not _KEEPING.isdisjoint(self.lows[max(0, j - 10) : j])

    def _gerund_included(self, m: Mood, j: int, depth: int) -> None:
        """Read what item `j` counts among others: "its objectives, including taking", "that may include pulling back"."""
        x = j - 1 - (self.lows[j - 1] in (",", "—", "–"))
        if self.lows[j] != "including":
            m.join(self.mood(j, depth + 1))
            return
        while x > 0 and (self.lows[x] in ("in", "the") or self.items[x].place or self.items[x].side):
            x -= 1
        if self.cue(x, "plan", "attempt") or self.lows[x] in AIMS:
            m.planned, m.cue = True, self.lows[x]
            main = self._main_verb(x)
            outer = self.mood(main, depth + 1) if main >= 0 else m
            m.negated |= outer.negated or outer.failed  # "failed to achieve its objectives, including taking"

    def _gerund_before(self, m: Mood, k: int, j: int, depth: int) -> None:
        """Read "before advancing": it is as sure as what comes first."""
        g = self._main_verb(k)
        if g >= 0:
            m.join(self.mood(g, depth + 1))
            m.negated = False
        if not {"will", "would", "may", "might"}.isdisjoint(self.lows[:j]) or (g >= 0 and self._going_on(g)):
            m.planned, m.cue = True, m.cue or "before"  # "will likely regroup before resuming"

    def _gerund_after(self, m: Mood, k: int, low: str, depth: int) -> None:
        """Read "after taking": done, unless all is planned or what follows is a retreat."""
        g = self._main_verb(k)
        if g < 0:
            return
        fights = self._noun_is(k, "fight") or ((verb := self.items[k].verb) is not None and verb.name == "fight")
        if low == "after" and not fights and (main := self.items[g].verb) is not None and main.name == "withdraw":
            m.failed, m.cue = True, main.lemma  # "retreated after trying to advance"
        if low in ("after", "following"):
            meant = bool(self.items[g].cues.get("plan")) and self.items[g].lemma not in FACTUAL
            m.planned = meant or (self.mood(g, depth + 1).planned and not self._by_now(g)) or self.conditional(g)
            m.cue = low

    def _gerund_of(self, m: Mood, j: int, depth: int) -> None:
        """Read "of", "on" or "in" at item `j` and what it belongs to: "the aim of taking", "succeeded in driving"."""
        low, g = self.lows[j], j - 1
        if g < 0:
            return
        if low == "on" and (quit := self.items[g].verb) is not None and quit.lemma.startswith("give/gave/given up"):
            m.negated, m.cue = True, self.lows[g]  # "have given up on encircling"
            return
        while (
            low == "on"
            and g > 0
            and self.lows[g] not in DEVOTING
            and (self._plain(g) or self.adverb(g) or self.cue(g, "force", "head") or self.lows[g] in DETERMINERS)
        ):
            g -= 1  # "concentrate resources on"
        it = self.items[g]
        if low == "in" and it.low in SUCCESS and any(self.cue(x, "negation") for x in range(max(0, g - 4), g)):
            m.failed, m.cue = True, "not"  # "have not been successful in advancing"
        elif low == "in" and it.lemma == "succeed" and it.cues.get("carry"):
            m.join(self.mood(g, depth + 1))
        elif low == "of" and it.low == "cost" and self.lows[g - 2] == "at":
            main = self._main_verb(g)  # "at the cost of ceding": it is done where the rest is
            if main >= 0:
                m.join(self.mood(main, depth + 1))
        elif low == "in" and (self._noun_is(g, "advance") or it.low.endswith("progress")):
            m.negated = True  # "made progress in taking": the progress is told by itself
        elif self._only_meant(g):
            m.planned, m.cue, m.governor = True, it.low, g
        elif "fail" in it.cues:
            m.failed = True
        elif low == "in" and (
            self.cue(g - 1, "modal") or ((main := self._main_verb(g)) >= 0 and self.mood(main, depth + 1).planned)
        ):
            m.planned, m.cue = True, low  # "how much damage they will incur in taking"

    def _gerund_beside(self, m: Mood, k: int, j: int, depth: int) -> None:
        """Read an -ing form that goes with the main verb or, behind "and" or "or", with another -ing form."""
        low = self.lows[j]
        g = self._main_verb(k)
        while low == "while" and g > 0 and self.lows[g - 1] == "to":
            g = self._main_verb(g)  # "are preparing to assault A while continuing"
        if low in (",", "and", "or") and "including" in self.lows[max(0, j - 14) : j] and (s := self._same_form(j, "ing")) >= 0:
            m.join(self.mood(s, depth + 1))  # "its objectives, including destroying A, capturing B"
            return
        listed = low == "," and self._or_else(k)
        if listed or low in ("and", "or"):
            s = self._same_form(j, "ing")
            g = s if s >= 0 else g
        if g < 0:
            return
        other = self.mood(g, depth + 1)
        m.planned |= other.planned
        m.cue = m.cue or other.cue
        m.hearsay |= other.hearsay
        if low in ("or", ","):
            m.negated |= other.negated and (low == "or" or listed)
            m.failed |= other.failed

    # ------------------------------------------------------------ nouns

    def noun_mood(self, k: int, depth: int = 0) -> Mood:
        """Read what a noun that tells of an event hangs on: its adjectives, a light verb, a preposition behind a plan."""
        m = Mood()
        j = k - 1
        while j >= 0 and (step := self._step(m, j, k)):
            j -= step
        self._noun_ahead(m, k)
        if j < 0 or depth > _DEEPEST:
            return m
        low = self.lows[j]
        if low in BE and self._lists_aims(j, 12 if low == "being" else 5):
            m.planned, m.cue = True, "effort"
        if low == "with" and j and self.lows[j - 1] == ",":
            main = self._main_verb(j)  # "expects the war to go on, with attacks on"
            m.planned |= main >= 0 and (self.cue(main, "plan") or self.mood(main, depth + 1).planned)
        m.governor = j
        self._govern_noun(m, k, j, depth)
        return m

    def _step(self, m: Mood, j: int, k: int) -> int:
        """Return how many items to step back over item `j`, which only describes noun `k`; 0: the noun hangs on it."""
        prev = self.items[j]
        low, cues = prev.low, prev.cues
        if (prev.place and not prev.dead and not self._premodifies(j, k)) or self._foils(j):
            return 0
        if self._colours(m, j):
            opens = low == "without" or (low in ("failed", "defeated") and self._subject_before(j))
            return 0 if opens else 1
        if low in PREPOSITIONS or self.mark(j) or low in ("and", "or", "to", "that") or low in BE:
            return self._step_over(j)
        if (low == "about" and self.cue(j - 1, "plan")) or (low.startswith("in favo") and self._noun_is(k, "gain")):
            return 0  # "worried about counteroffensives in"
        if cues:
            if "modal" in cues and j + 1 < k and self._verbish(j + 1):
                m.planned, m.cue = True, low
            if "modal" in cues or "breaks" in cues:
                return 0
            if any(cues.get(n) for n in _GOVERNING):
                return 1 if self._governed_too(j) else 0
        if prev.verb is not None and not self.attributive(j):
            return 0
        m.attempted |= low in _ATTEMPTS
        return 1

    def _colours(self, m: Mood, j: int) -> bool:
        """Read item `j` if it is an adjective or a count that goes with a noun; say whether it is."""
        prev = self.items[j]
        low, cues = prev.low, prev.cues
        if "fail" in cues and not cues.get("say"):
            m.failed, m.cue = True, low
        elif "hearsay" in cues:
            m.hearsay = True
        elif "negation" in cues:
            if self.lows[j + 1] not in _CEASING:  # "does not cease assaults on"
                m.negated, m.cue = True, low
        elif low in _PLANNED:
            m.planned, m.cue = True, low
        elif "background" in cues:
            m.past = True
        else:  # "repelled over 18 assaults", "more than 10", "up to 20"
            return low in ("over", "than", "to") and self.lows[j + 1][:1].isdigit()
        return True

    def _noun_ahead(self, m: Mood, k: int) -> None:
        """Read what stands behind a noun: "the liberation of Izium would be", "the capture of Sloviansk remains the goal"."""
        end = min(len(self.items), k + 8)
        gained = self._noun_is(k, "gain")
        for x in range(k + 1, min(len(self.items), k + 12)):
            nxt = self.items[x]
            low = nxt.low
            aimed = low == "would" or (low == "as" and self._as_goal(x)) or (gained and self._only_begun(x))
            if aimed or ("modal" in nxt.cues and self._only_may(k, x)):
                m.planned, m.cue = True, low
            if nxt.verb or low in (",", ";") or "breaks" in nxt.cues or (x >= end - 1 and low in _OTHERS):
                break
            if low.endswith("ed") and self._plain(x) and self.items[x - 1].place:
                break  # "the recapture of Izium ended the prospect that they could"
            if nxt.cues and low not in BE and any(nxt.cues.get(n) for n in ("carry", "say", "plan")):
                break
        be = next((x for x in range(k + 1, end) if self.lows[x] in BE), -1)
        if be > 0 and (not AIMS.isdisjoint(self.lows[be + 1 : be + 7]) or self._to_come(be)):
            m.planned, m.cue = True, "goal"

    def _govern_noun(self, m: Mood, k: int, j: int, depth: int) -> None:
        """Read what item `j`, on which noun `k` hangs, makes of it."""
        prev = self.items[j]
        low, cues = prev.low, prev.cues
        if (cues.get("carry") or cues.get("attempt")) and prev.lemma not in PROFITING:  # "want to exploit recent gains"
            self._carry_out(m, j, depth)
        elif cues.get("plan") or low.startswith("in favo"):
            if not (prev.lemma in _BESETTING and self._noun_is(k, "route")):
                m.planned, m.cue = True, m.cue or low
        elif cues.get("say"):
            outer = self.mood(j, depth + 1)
            m.negated |= outer.negated  # "did not report any attacks"
            m.planned |= outer.planned and outer.cue in HEDGES  # "may indicate efforts to renew assaults"
        elif prev.verb is not None and prev.verb.name in ("cut", "reinforce"):
            outer = self.mood(j, depth + 1)
            m.planned |= outer.planned
            m.negated |= outer.negated
            m.cue = m.cue or outer.cue
        elif low in ("from", "after") and self._noun_is(k, "attack") and (left := self._left_by(j)) >= 0:
            m.governor = left
            m.failed, m.cue = True, self.lows[left]  # "forced them to retreat from an attempted assault"
        elif low in ("after", "following", "once") and self._noun_is(k, "gain"):
            main = self._main_verb(j)  # "could attack with reserves following the fall of"
            if main >= 0 and not self._by_now(main) and not self._known_taken(k):
                m.planned |= self.mood(main, depth + 1).planned or self.conditional(main)
        elif low == "to" and (m.past or self.lows[j + 1] in ("cover", "complete")):
            pass  # "deployed troops to cover a withdrawal": it takes place
        elif low == "to" and j + 1 < k and self._verbish(j + 1):
            self._infinitive(m, j, depth + 1)
        elif low in _LINKS:
            self._depend(m, k, j)
        elif low == ":" and (
            (self._noun_is(k, "gain") and self._lists_aims(j, 14)) or not _TERMS.isdisjoint(self.lows[max(0, j - 6) : j])
        ):
            m.planned, m.cue = True, "demand"  # "named his price: the withdrawal of"
        elif low in ("and", "or", ","):
            self._noun_beside(m, j, depth)
        elif low in ("—", "–"):
            main = self._main_verb(j)  # "plan a retrograde action—an orderly withdrawal of"
            m.planned |= main >= 0 and self.mood(main, depth + 1).planned

    def _carry_out(self, m: Mood, j: int, depth: int) -> None:
        """Read a light verb or an attempt that a noun hangs on: "launched an attack", "failed to carry out an assault"."""
        cues, outer = self.items[j].cues, self.mood(j, depth + 1)
        m.join(outer)
        m.attempted |= bool(cues.get("attempt")) or self._still_at(j)
        m.failed |= bool(cues.get("carry")) and outer.governor >= 0 and "fail" in self.items[outer.governor].cues

    def _depend(self, m: Mood, k: int, j: int) -> None:
        """Read what noun `k` belongs to by the preposition at item `j`: "plans for", "the aim of", "conditions for"."""
        low, g = self.lows[j], j - 1
        while g >= 0 and (self.adverb(g) or self.lows[g] in ("the", "a") or (low == "on" and self.lows[g] in BE)):
            g -= 1
        if g < 0:
            return
        above = self.lows[g]
        if low == "of" and above in AIMS and self.lows[j + 1] == "the" and self._noun_is(k, "advance"):
            return  # "the objective of the advance toward": it takes place
        if self._readies(j, g) or (low != "in" and self.cue(g, "plan", "modal")):
            m.planned, m.cue = True, m.cue or above
        elif g and above.endswith("ing") and self._plain(g) and self.lows[g - 1] in BE and self._denied(g - 1):
            m.negated = True  # "have not been relying on routes from"
        elif above in ("conditions", "necessary", "needed"):
            m.planned, m.cue = True, above
        elif low == "of" and "fail" in self.items[g].cues:
            m.failed = True

    def _noun_beside(self, m: Mood, j: int, depth: int) -> None:
        """Read what a noun shares with the one before "and", "or" or a comma at item `j`."""
        for x in range(j - 1, max(-1, j - 9), -1):
            it = self.items[x]
            if it.noun is not None:
                m.join(self.noun_mood(x, depth + 1))
                return
            if it.verb is not None or it.place:
                return
