"""How far what a predicate tells is a fact: what makes it a plan, what only looks back on it, what doubts it or takes it back."""

from __future__ import annotations

from conflictmap.reading.discourse import Sentence, State
from conflictmap.reading.english.moods import Mood
from conflictmap.reading.english.presumptions import Presumptions
from conflictmap.reading.english.words import BE, DETERMINERS, HAVE
from conflictmap.reading.lexicon import Frame

_PRESENTED = frozenset("presented hailed celebrated touted framed portrayed praised commemorated criticised criticized".split())
_FALSE = frozenset("false fake untrue inaccurate unfounded overblown baseless".split())
_PROOF = frozenset(
    "confirmation evidence indication indications sign signs proof confirm confirmed verify verified reports".split()
)
_CONFIRMS = frozenset(["confirm", "confirmed", "verify", "verified"])
_NO_VERB = DETERMINERS | {"been", "be", "no"}  # before "confirmed" where it is not what somebody does
_WRONG = _FALSE | {"wrong", "incorrect", "mistaken", "erroneous"}
_DOUBTING = _WRONG | _PROOF | {"too", "nothing", "unclear", "unknown", "clear"}
# an outlet's own words, which it takes back
_FORMER = frozenset("earlier previous prior original initial older previously originally initially".split())
_VERSIONS = frozenset("version versions edition editions draft headline".split())
_PIECES = _VERSIONS | frozenset("story article report dispatch caption post update item".split())
_WRONGLY = frozenset("wrongly incorrectly mistakenly erroneously falsely inaccurately".split())
_DEFENDING = frozenset("defend defending protect protecting threaten threatening hold holding on of along".split())
_FACTIVE = frozenset("admit acknowledge concede note mention recall disclose reveal add".split())
_IF_SO = frozenset("confirmed true accurate correct verified so".split())
_LISTED = frozenset(["control_gained", "advance", "entered", "withdrew"])
_GROUND = frozenset("territory terrain control ground positions land".split())
_DEMANDS = frozenset("demand require propose request recommend urge".split())
_FOUNDING = frozenset("establish establishing secure build create".split())


class Certainty(Presumptions):
    """A sentence that can be asked how far its predicates tell facts."""

    def __init__(self, sentence: Sentence, state: State) -> None:
        super().__init__(sentence, state)
        self._disowns = "that" in self.lows and "negation" in self._named  # a question that few sentences need to be asked

    def _governed(self, k: int, frame: Frame) -> Mood:
        """Return what governs predicate `k`, with what makes it a plan: a condition, an order, a demand."""
        it = self.items[k]
        mood = self.noun_mood(k) if it.noun is not None and it.verb is None else self.mood(k)
        if self.conditional(k) or self.surmised(k):
            mood.planned, mood.cue = True, mood.cue or "if"
        if it.verb is not None and it.verb.lemma.startswith("order "):
            mood.planned, mood.cue = True, "ordered"
        if it.word is not None and frame.name in ("held", "gain") and self._only_declared(k):
            mood.planned, mood.cue = True, "declare"
        if self._demanded(k):
            mood.planned, mood.cue = True, "demand"
        if self._timed and any(low.endswith(" of time") for low in self.lows[k + 1 : k + 12]):
            mood.planned, mood.cue = True, "time"  # "liberating Kherson was a matter of time"
        if it.verb is not None and self._gradual(k, frame):
            mood.attempted = True  # "continue to take Mariupol"
        if frame.name == "turn" and not _GROUND.isdisjoint(self.lows[max(0, k - 8) : k]):
            mood.negated = True  # "with little territory changing hands"
        if frame.object == "flag" and it.verb is not None and self.items[k - 1 - (self.lows[k - 1] == "to")].lemma == "continue":
            mood.negated = True  # a flag that "continues flying" is not raised
        if self.state.aims and self._listed_aim(k, frame):
            mood.planned, mood.cue = True, "list"
        if self._supposes and it.noun is None and self.lows[0] == "if" and self.lows[1] in _IF_SO:
            mood.planned, mood.cue = True, "if"  # "if confirmed, this means that they are in"
        if self.lows[0] == "had" and it.verb is not None and it.verb.form == "part" and not self.mark(k - 1):
            mood.negated = True  # "Had they taken Mariupol, they would have"
        if self._disowns and self._disowned(k):
            mood.negated = True
        if frame.name == "route" and self._stands(k):
            mood.planned = mood.attempted = False
        return mood

    def _gradual(self, k: int, frame: Frame) -> bool:
        """Say whether a town is being taken step by step: "continue to take Mariupol"."""
        if frame.name != "gain" or self.lows[k - 1] != "to" or self.items[k - 2].lemma != "continue":
            return False
        town = self.items[k + 1].place if k + 1 < len(self.items) else None
        return town is not None and town.kind == "settlement" and not self._in_list(k + 2)

    def _listed_aim(self, k: int, frame: Frame) -> bool:
        """Say whether item `k` stands in a list of what may come or is aimed at, and no verb tells that it happens."""
        verb = self.items[k].verb
        if frame.type not in _LISTED or (verb is None and frame.name != "gain") or (verb is not None and verb.form != "ing"):
            return False
        if self.state.aims != "watch" and frame.name != "gain":
            return False
        return not any(self._tells_itself(x) for x in range(len(self.items)))

    def _tells_itself(self, x: int) -> bool:
        """Say whether item `x` is a finite verb or an auxiliary."""
        it = self.items[x]
        form = it.verb.form if it.verb is not None else next((f for f in it.cues.values() if f), "")
        finite = form in ("past", "s", "plural", "pasts") or (form == "base" and self.lows[x - 1] != "to")
        return finite or it.low in BE or it.low in HAVE or "modal" in it.cues

    def _only_declared(self, k: int) -> bool:
        """Say whether somebody only means to declare a town to be so: "its ability to declare Mariupol under its control"."""
        town = self.back(k)
        says = self.back(town)
        declared = says >= 0 and self.items[town].place is not None and self.items[says].lemma in ("declare", "proclaim", "claim")
        return declared and self.mood(says).planned

    def _disowned(self, k: int) -> bool:
        """Say whether item `k` is told as what is not said or thought: "we do not judge that they could seize"."""
        for x in range(k - 1, 1, -1):
            if self.lows[x] in (";", "but") or (
                self.lows[x] == "," and not self._in_list(x) and self.lows[x + 1] not in ("or", "and", "nor")
            ):
                return False
            if self.lows[x] == "that" and (says := self.back(x)) >= 0 and self.items[says].cues.get("say"):
                if self.items[says].lemma in _FACTIVE or self.lows[self.back(says)] in BE:
                    return False
                return "only" not in self.lows[max(0, says - 4) : says] and self.mood(says).negated
        return False

    def _past(self, k: int, frame: Frame, mood: Mood) -> bool:
        """Say whether an event is only looked back on."""
        it = self.items[k]
        past = mood.past or self._relative_past(k) or self.reduced(k)
        if it.verb is not None:
            if it.verb.form == "part" and mood.passive and self.lows[k - 1] == "been" and self.lows[k - 3] == "to":
                mood.planned = False
                return True  # "the last city to have been captured"
            return past
        if it.noun is None:
            return past
        if (
            frame.name in ("withdraw", "gain")
            and mood.governor >= 0
            and self.lows[mood.governor] in ("following", "after", "since")
        ):
            return True
        # "presented the capture of Lysychansk as a victory"
        return past or (frame.name == "gain" and any(w in _PRESENTED for w in self.lows[max(0, k - 3) : k]))

    def _is_setting(self, k: int, mood: Mood) -> bool:
        """Say whether a noun only gives the setting of another event: "amid its offensive", "in"."""
        return self.items[k].noun is not None and (
            self.cue(mood.governor, "breaks") or self.lows[mood.governor] in ("in", "of", "for")
        )

    def _unconfirmed(self, k: int) -> bool:
        """Say whether the writer says that nothing confirms it: "no confirmation that", "cannot confirm if"."""
        if _DOUBTING.isdisjoint(self.lows):
            return False
        if self._called_wrong(k):
            return True
        for x in range(k - 1, 0, -1):
            low = self.lows[x]
            if low == ";":
                return False
            if low in _CONFIRMS and self._not_confirmed(x, k):
                return True  # "officials have not confirmed the capture of"
            if low == "too" and self.lows[x + 1] in ("soon", "early"):
                return True  # "it is too soon to say who controls"
            if low in ("unclear", "unknown") or (low == "clear" and self.cue(x - 1, "negation")):
                return any(self.lows[y] in ("who", "whether", "if", "which") for y in range(x, k))
            if low in ("that", "of") and self.lows[x - 2] in _FALSE and self.cue(x - 1, "report_noun"):
                return True  # "spread false claims that"
            if low in ("that", "if", "whether", "of"):
                proven = self._proven(x)
                if proven is not None:
                    return not proven
                if low == "that":
                    return False
            if self.items[x].verb is not None and x < k - 3:
                return False
        return False

    def _called_wrong(self, k: int) -> bool:
        """Say whether what item `k` tells is called wrong after it: "reports that they withdrew are false"."""
        wrong = [x for x in range(k + 1, len(self.items)) if self.lows[x] in _WRONG and self.lows[self.back(x)] in BE]
        if not wrong:
            return False
        if any(self.cue(x, "report_noun") for x in range(k)):
            return True
        what = self.lows[self.back(self.back(wrong[0]))]  # "we reported that it had fallen; this was wrong"
        return what in ("this", "that", "it", "which") and any(self.cue(x, "say") for x in range(k))

    def _not_confirmed(self, x: int, k: int) -> bool:
        """Say whether verb of confirming `x` before item `k` is negated."""
        if "," in self.lows[x:k] or self.lows[x - 1] in _NO_VERB:
            return False
        return any("negation" in self._cues[y] for y in range(max(0, x - 4), x)) or "neither" in self.lows[:x]

    def _proven(self, x: int) -> bool | None:
        """Say whether there is a proof, confirmation or report of what "that" at item `x` opens; None where none is spoken of."""
        if self.lows[x] == "that" and "nothing" in self.lows[max(0, x - 4) : x]:
            return False  # "nothing suggests that"
        for y in range(x - 1, max(-1, x - (2 if self.lows[x] == "of" else 4)), -1):
            if self.lows[y] in _PROOF:
                if self.lows[y - 1] in ("on", "about", "to"):
                    return True  # "no comment on reports that"
                return not (any(self.cue(z, "negation") for z in range(max(0, y - 4), y)) or "neither" in self.lows[:y])
        return None

    def _taken_back(self, k: int) -> bool:
        """Say whether an outlet takes back that it told of item `k`: "an earlier version of this story said that"."""
        if _FORMER.isdisjoint(self.lows) and _WRONGLY.isdisjoint(self.lows) and "error" not in self.lows:
            return False
        return any(self._retracts(x, trails=x > k) for x in self._cued if self.cue(x, "say") and x != k)

    def _retracts(self, verb: int, *, trails: bool) -> bool:
        """Say whether what a verb of telling tells is taken back: "wrongly reported", "previously stated" in a correction."""
        edge = verb
        while edge > 0 and self.lows[edge - 1] not in ((";", ":", ".", ",") if trails else (";", ":", ".")):
            edge -= 1
        before = self.lows[edge:verb]
        if trails and (edge == 0 or self.lows[edge - 1] != ","):
            return False
        if any(low in _FORMER and not _VERSIONS.isdisjoint(before[n + 1 : n + 4]) for n, low in enumerate(before)):
            return True
        ours = not _PIECES.isdisjoint(before) or any(self.cue(x, "outlet") for x in range(edge, verb))
        around = {*before, self.lows[verb + 1]}
        owned = self.lows[0].startswith(("correct", "clarif")) or any(
            low in ("this", "our") and before[n + 1] in _PIECES for n, low in enumerate(before[:-1])
        )
        around |= {"wrongly"} if self.lows[verb + 1 : verb + 3] == ["in", "error"] else set()
        formerly = not _FORMER.isdisjoint((self.lows[verb - 1], self.lows[verb + 1]))
        return ours and (not _WRONGLY.isdisjoint(around) or (owned and formerly))

    def _stays_so(self, k: int) -> bool:
        """Say whether a participle tells of a state: "is occupied by", not "is being occupied"."""
        j = k - 1
        while j > 0 and self.adverb(j):
            j -= 1
        if self.lows[j] == "been":
            return self.lows[j - 1] in HAVE and self.lows[k + 1] in ("since", "for")  # "has been occupied since"
        return self.lows[j] in ("is", "are", "remain", "remains", "remained") and self.lows[j - 1] not in HAVE

    def _demanded(self, k: int) -> bool:
        """Say whether verb `k` tells what somebody wants: "demands that Ukraine leave"."""
        verb = self.items[k].verb
        if verb is None or verb.form != "base":
            return False
        actor = self.subject(k)[0]
        if actor is not None and actor.first and self.items[actor.first - 1].lemma.split("/")[0] in _DEMANDS:
            return True  # "demanded Ukrainian forces leave"
        that = next((x for x in range(k - 1, max(0, k - 6), -1) if self.lows[x] == "that"), 0)
        return that > 0 and self.items[that - 1].lemma.split("/")[0] in _DEMANDS

    def _founded(self, k: int) -> bool:
        """Say whether a line is only being made: "to establish a supply line"."""
        return not _FOUNDING.isdisjoint(self.lows[max(0, k - 3) : k]) and not self._stands(k)

    def _stands(self, k: int) -> bool:
        """Say whether a line is spoken of as one that exists whatever may befall it: "to defend their supply lines to"."""
        if self.items[k].noun is None:
            return False
        hub = any(w in self.lows[k] for w in ("hub", "node", "nexus"))
        if hub or self.lows[k - 1] in _DEFENDING:
            return not hub or self._cutter(k) >= 0  # "to take the main hub" tells of a plan alone
        x = k - 1
        while x > 0 and self._plain(x) and self.lows[x] not in DETERMINERS and not self.items[x].side:
            x -= 1
        owned = self.items[x].side != "" or self.lows[x] in ("their", "its", "the")
        return owned and (_FOUNDING - {"secure"}).isdisjoint(self.lows[max(0, x - 4) : x])

    def _relative_past(self, k: int) -> bool:
        """Say whether a past verb stands in a relative clause: "the troops that seized Izium"."""
        it = self.items[k]
        if it.verb is None or it.verb.form not in ("past", "part"):
            return False
        j = self.back(k)
        if j > 0 and self.lows[j] in HAVE:
            j = self.back(j)  # "units that had fought around Kyiv"
        if j > 0 and self.lows[j] in ("that", "who", "which"):
            return any(a.last == j - 1 for a in self.actors) or self.lows[j] == "who"
        actor = next((a for a in self.actors if a.last == j and a.force), None)
        b = actor.first - 1 if actor is not None else -1
        while b > 0 and self.lows[b] in DETERMINERS:
            b -= 1
        if b >= 0 and actor is not None and actor.side != "unit" and j == k - 1 and not self._subjective(actor):
            return not self.cue(b, "force")  # "replace the forces redeployed from"
        return (
            actor is not None
            and self.lows[actor.first - 1] in ("which", "that")
            and actor.first >= 2
            and (self.items[actor.first - 2].place is not None or self.lows[actor.first - 2] == ",")
            and self.lows[actor.first - 1] == "which"
        )
