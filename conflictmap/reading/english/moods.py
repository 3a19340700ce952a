"""How an event is told: which words make one, and what governs them (negation, plans, attempts, failure, conditions)."""

from __future__ import annotations

from dataclasses import dataclass

from conflictmap.reading.discourse import Sentence, State
from conflictmap.reading.english.actors import CROWDS, PEOPLES
from conflictmap.reading.english.claimants import Claimants
from conflictmap.reading.english.words import BARE_ADJECTIVES, BE, DETERMINERS, FACTUAL, HAVE, PREPOSITIONS, PRONOUNS, Item


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


_SUPPOSING = frozenset("should if whether unless until once before after when as".split())
_SHARES = DETERMINERS | frozenset("half most much part parts portions several two-thirds".split())
_BARRING = frozenset(
    "ban bans banned banning forbid forbids forbade forbidden prohibit prohibits prohibited bar bars barred".split()
)
_TELLING = frozenset(["tell/told/told", "urge", "call", "warn", "recommend"])  # with "to": an order, a wish
_READYING = frozenset(
    """
    regroup regrouping regrouped replenish replenishing mass massing massed gather gathering gathered assemble assembling
    assembled muster mustering mustered train training trained rehearse rehearsing bracing brace accumulating concentrating
    building buildup position positioned positioning springboard staging resources troops forces equipment units reserves
    reinforcements strength
    """.split()
)
_GOING = frozenset("to into from toward towards near around".split())
_STAYING = frozenset("in at on near around outside".split())
_WHEN = frozenset("since earlier last from this yesterday only".split())
_SETTINGS = frozenset("by in on after as overnight again today amid during despite says say".split())
_SPANS = frozenset("day days week weeks month months hour hours minutes years".split())
AUXILIARIES = frozenset("are were is was have has had".split())
_HEDGES = frozenset(["may", "might", "could"])
_COUNTS = frozenset(
    "number numbers lot lots dozens scores hundreds thousands amount amounts majority most some bulk couple pair handful".split()
)
_HELPS = frozenset("help helps helped helping let lets letting saw see sees watched watch made".split())
_DEVOTING = frozenset(
    """
    concentrate concentrates concentrated concentrating focus focuses focused focusing devote devotes devoted devoting dedicated
    dedicating directed directing
    """.split()
)
_IN_TIME = frozenset(["matter of time", "question of time"])
_TASKS = frozenset(
    "significance importance capable challenge difficulty difficulties task problem cost idea dream way means".split()
)
_STANDS = frozenset("is has remains continues".split())
_CROSSED = frozenset("site sites point points operation operations".split())
_BESETTING = frozenset(["threaten", "protect", "preserve"])  # a line that is threatened or protected is one
_AIMS = frozenset("goal goals objective objectives aim aims priority task target plan ambition dream".split())


class Moods(Claimants):
    """A sentence whose events can be asked how sure they are."""

    def __init__(self, sentence: Sentence, state: State) -> None:
        super().__init__(sentence, state)
        self._idle: set[int] = set()  # finite verbs that tell no event: what they are said of ends at them
        self.predicates = self._predicates() if self.told else []
        # questions that few sentences need to be asked
        self._timed = not _IN_TIME.isdisjoint(self.lows)
        self._voices: dict[int, bool] = {}
        self._hedges = not _HEDGES.isdisjoint(self.lows)
        self._supposes = not _SUPPOSING.isdisjoint(self.lows) or "if" in self._named

    # ------------------------------------------------------------ what

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

    # ------------------------------------------------------------ how

    def mood(self, k: int, depth: int = 0) -> Mood:
        """Read what governs a verb: auxiliaries, negation, "to" and what stands before it, coordination."""
        m = Mood()
        it = self.items[k]
        form = it.verb.form if it.verb else next((f for f in it.cues.values() if f), "")
        if depth > 6:
            return m
        j = k - 1
        helped = False
        while j >= 0:
            prev = self.items[j]
            if prev.place:
                break
            if "hearsay" in prev.cues:
                m.hearsay = True
            elif prev.low in ("possibly", "potentially", "perhaps"):
                m.planned, m.cue = True, prev.low
            elif "fail" in prev.cues and (prev.low.endswith("ly") or prev.low == "unable"):
                m.failed, m.cue = True, prev.low
            elif "modal" in prev.cues and prev.low not in (
                "possible",
                "potential",
                "upcoming",
                "planned",
                "intended",
                "future",
                "expected",
            ):
                m.planned, m.cue, helped = True, m.cue or prev.low, True
            elif "negation" in prev.cues and prev.low not in ("unable", "unlikely"):
                m.negated, m.cue, helped = True, prev.low, True
            elif "background" in prev.cues:
                m.past = True
            elif prev.low in BE:
                m.passive |= form in ("past", "part")
                helped = True
            elif prev.low in HAVE or prev.low in ("do", "did", "does"):
                helped = True
            elif self.adverb(j):
                pass
            else:
                break
            j -= 1
        if form == "ing" and helped and self.lows[k - 1] in BE and not _AIMS.isdisjoint(self.lows[max(0, k - 7) : k - 1]):
            m.planned, m.cue = True, "objective"  # "the objective remains encircling Kyiv"
        if j < 0:
            if form == "ing":
                # "Taking Lyman would cut the road"
                m.planned = self._would(k)
            return m
        prev = self.items[j]
        if j == k - 1 and prev.place and form in ("past", "part") and self._headline(k):
            m.passive = True
            return m
        if form in ("past", "part") and prev.low == "," and j == k - 1 and self._described(k):
            m.passive = m.past = True
            return m
        if form in ("past", "part") and "say" in prev.cues and prev.lemma in ("declare", "report", "announce", "claim"):
            m.passive = True  # "which Moscow declared captured"
            return m
        if form not in ("ing", "") and self._none(j):
            m.negated, m.cue = True, "no"
        if prev.low == "to" and (form in ("base", "") or self.lows[j + 1] in ("be", "have")):
            self._infinitive(m, j, depth)
        elif form == "base" and (g := self._helper(j)) >= 0:
            m.join(self.mood(g, depth + 1))
            m.planned |= self.lows[g] in ("help", "helps", "helping")
        elif prev.low == ":" and form == "ing" and self._lists_aims(j):
            m.planned, m.cue = True, "effort"
        elif prev.low == "let" or prev.low == "help":
            pass
        elif self.lows[j + 1] == "being" and j + 1 < k and prev.low not in BE:
            self._gerund(m, k, j, depth)  # "to avoid being surrounded"
        elif not helped and form == "ing":
            self._gerund(m, k, j, depth)
            if prev.low in ("that", "say", "says") or "say" in prev.cues:
                m.planned |= self._would(k)
        elif not helped and prev.low in ("and", "or", "nor", ",", "then", "-", "—") and form:
            g = self._same_form(j, form)
            own = any(j < a.first < k for a in self.actors)
            if g >= 0 and not own and not any("breaks" in self.items[x].cues or self.lows[x] == ";" for x in range(g + 1, k)):
                other = self.mood(g, depth + 1)
                if form == "base":
                    m.join(other)
                    if "attempt" in self.items[g].cues:
                        pass
                elif form in ("past", "part"):
                    if other.planned and any("modal" in self.items[x].cues for x in range(max(0, g - 4), g)):
                        m.planned, m.cue = True, other.cue
                    if prev.low in ("or", "nor") and other.negated:
                        m.negated = True
                    leading = self.items[g].verb
                    if other.passive and leading is not None and leading.form == "part":
                        m.passive = not any(self.items[x].place for x in range(k + 1, min(len(self.items), k + 3)))
                    m.past |= other.past
                    m.hearsay |= other.hearsay
        elif self._cues_of(prev, "carry") and form == "ing":
            m.join(self.mood(j, depth + 1))
        return m

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

    def passive(self, k: int) -> bool:
        """Say whether verb `k` is passive: asked for again and again."""
        known = self._voices.get(k)
        if known is None:
            known = self._voices[k] = self.mood(k).passive
        return known

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

    @staticmethod
    def _cues_of(item: Item, *names: str) -> bool:
        return not item.cues.keys().isdisjoint(names)

    def _would(self, k: int) -> bool:
        """Say whether what a gerund tells is only supposed: "capturing Bakhmut would give"."""
        ahead = next((x for x in range(k + 1, min(len(self.items), k + 18)) if self.cue(x, "modal") or self.items[x].verb), 0)
        return ahead > 0 and self.lows[ahead] in ("would", "could", "will", "might", "may")

    def _infinitive(self, m: Mood, to: int, depth: int) -> None:
        """Read what stands before "to": attempts, plans, failures; else it is a purpose."""
        g = to - 1
        while g >= 0 and (self.adverb(g) or self.lows[g] in ("not", ",")):
            if self.lows[g] == "not":
                m.negated = True
            g -= 1
        doer = next((a for a in self.actors if a.last == g and a.first and self.lows[a.first - 1] in ("by", "of")), None)
        if doer is not None and self.cue(doer.first - 2, "attempt", "plan"):
            g = doer.first - 2  # "attempts by Russian troops to take"
        if g < 0:
            m.planned, m.cue = True, "to"
            return
        it = self.items[g]
        if self._nth(g) or (self.lows[g] in _SPANS and "took" in self.lows[max(0, g - 8) : g]):
            return  # "it took them six days to advance"
        if self.lows[g] == "on" and self.lows[g - 1] in ("go", "goes", "went", "gone", "going"):
            m.join(self.mood(g - 1, depth + 1))
            return  # "went on to take"
        m.governor = g
        m.cue = m.cue or it.low
        if it.low in ("in order", "so as"):
            m.planned = True
            return
        if it.low in ("refused", "refuse", "refuses", "refusing"):
            m.negated = True
            return
        if "fail" in it.cues or it.low in ("unable", "struggling"):
            m.failed = True
            outer = self.mood(g, depth + 1)
            if it.low in ("fail", "fails") or "verb" in it.cues:
                m.join(outer)
            m.hearsay |= outer.hearsay
            return
        if it.low == "in an attempt" or (
            "attempt" in it.cues
            and not it.cues["attempt"]
            and self.lows[g - 1] in ("a", "an", "their", "its")
            and self.lows[g - 2] == "in"
        ):
            m.planned = True  # "in an effort to": what for, not what
            return
        if "attempt" in it.cues:
            m.attempted = True
            holder = g - 1
            while holder > 0 and (self.lows[holder] in DETERMINERS or self.adverb(holder)):
                holder -= 1
            given_up = self.items[holder].verb
            if given_up is not None and given_up.lemma.startswith(("give/gave/given up", "abandon", "halt", "stop")):
                m.negated, m.cue = True, self.lows[holder]  # "have given up their attempt to take"
                return
            named = not it.cues["attempt"] or (it.low in ("attempt", "attempts") and not self._does(g))
            m.join(self.noun_mood(g, depth + 1) if named else self.mood(g, depth + 1))
            if named and self.lows[self.back(g) - 1] == "in" and self.lows[self.back(g)] in DETERMINERS:
                main = self._main_verb(g)  # "will be hampered in their attempt to"
                m.planned |= main >= 0 and self.mood(main, depth + 1).planned
            return
        if it.low in BE:
            m.planned = True  # "the aim is to take"
            return
        if it.cues.get("carry") or it.low == "able":
            m.join(self.mood(g, depth + 1))
            return
        if it.cues.get("say"):
            m.negated |= self.mood(g, depth + 1).negated
            m.hearsay |= self.lows[self.back(g)] in BE and it.lemma not in _TELLING  # "are said to be moving on"
            m.planned |= it.lemma in _TELLING and (it.cues["say"] != "part" or self.mood(g, depth + 1).passive)
            return
        if "plan" in it.cues and it.cues["plan"] and it.low not in FACTUAL:
            outer = self.mood(g, depth + 1)
            m.planned = True
            m.negated |= outer.negated and it.lemma not in ("allow",)
            return
        k = to + 1
        verb = self.items[k].verb if k < len(self.items) else None
        if verb is not None and verb.frame is not None and verb.frame.type == "reinforcement":
            sent = next((x for x in range(g, -1, -1) if self.items[x].verb is not None), -1)
            if sent >= 0 and self.items[sent].verb.frame.type in ("reinforcement", "withdrew"):  # type: ignore[union-attr]  # a verb of the lexicon has a frame
                m.join(self.mood(sent, depth + 1))
                return  # "pulled units from A to shore up B"
        if it.noun and it.noun.frame and it.noun.name in ("reinforce", "route"):
            m.planned = True
            return
        if it.noun and it.noun.frame and it.noun.name in ("attack", "advance"):
            m.governor = g
            moves = verb is not None and verb.name in ("advance", "push", "expel")
            m.attempted = moves  # "conducted attacks to drive toward": they go there
            m.planned = not moves and not any(self.lows[x] == "successful" for x in range(max(0, g - 4), g))
            return
        # "forced Russian troops to leave", "allowed them to take"
        for x in range(g, max(-1, g - 9), -1):
            v = self.items[x]
            if v.cues.get("plan") or v.cues.get("carry"):
                if v.lemma in FACTUAL and v.cues:
                    m.governor = x
                    m.join(self.mood(x, depth + 1))
                    if v.lemma in ("allow", "enable"):
                        m.planned = True
                    return
                break
            if v.low == ";" or "breaks" in v.cues:
                break
        m.planned = True

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
        return any(self.lows[y] in _AIMS or self.lows[y] in ("effort", "efforts") for y in range(max(0, x - 5), x))

    def _denied(self, x: int) -> bool:
        """Say whether "not" or "never" stands among the auxiliaries that end at item `x`."""
        while x >= 0 and (self.lows[x] in BE or self.lows[x] in HAVE or self.adverb(x)):
            x -= 1
        return self.cue(x, "negation")

    def _does(self, g: int) -> bool:
        """Say whether a word that may be noun or verb is a verb: somebody, "to" or a modal stands before it."""
        j = self.back(g)
        return j >= 0 and (
            self.lows[j] in ("to", "do", "did", "does")
            or self.lows[j] in PRONOUNS | PEOPLES
            or self.cue(j, "modal", "force", "claimant")
        )

    def _helper(self, j: int) -> int:
        """Return the verb that has someone do something, or -1: "helping Ukraine regain", "let them take"."""
        actor = next((a for a in self.actors if a.last == j), None)
        g = self.back(actor.first) if actor is not None else j - (self.lows[j] in PRONOUNS | {"them", "him", "us"})
        return g if g >= 0 and g < j and self.lows[g] in _HELPS else -1

    def _gerund(self, m: Mood, k: int, j: int, depth: int) -> None:
        """Read what an -ing form without auxiliary hangs on."""
        prev = self.items[j]
        low = prev.low
        if low == "after" and (main := self.items[self._main_verb(k)].verb) is not None and main.name == "withdraw":
            m.failed, m.cue = True, main.lemma  # "retreated after trying to advance"
        if low == "before":
            g = self._main_verb(k)
            if g >= 0:
                m.join(self.mood(g, depth + 1))
                m.negated = False
            if not {"will", "would", "may", "might"}.isdisjoint(self.lows[:j]):
                m.planned, m.cue = True, m.cue or "before"  # "will likely regroup before resuming"
        elif low in ("until", "for", "to", "at", "toward", "towards", "about", "around", "close to"):
            m.planned, m.cue = True, low
        elif low in ("without", "than", "over"):
            m.negated, m.cue = True, low
        elif low in ("after", "since", "despite", "having", "following"):
            g = self._main_verb(k)
            if g >= 0 and low in ("after", "following"):
                m.planned = self.mood(g, depth + 1).planned or self.conditional(g)
                m.cue = low
        elif low == "from":
            m.planned = any(self.cue(x, "plan") for x in range(max(0, j - 6), j))
            m.negated |= not _BARRING.isdisjoint(self.lows[max(0, j - 6) : j])
        elif low == "on" and (quit := self.items[j - 1].verb) is not None and quit.lemma.startswith("give/gave/given up"):
            m.negated, m.cue = True, self.lows[j - 1]  # "have given up on encircling"
        elif low in ("of", "on", "in"):
            g = j - 1
            while low == "on" and g > 0 and self._plain(g) and self.lows[g] not in _DEVOTING:
                g -= 1  # "concentrate resources on"
            if (
                low == "in"
                and self.lows[g] in ("successful", "success")
                and any(self.cue(x, "negation") for x in range(max(0, g - 4), g))
            ):
                m.failed, m.cue = True, "not"  # "have not been successful in advancing"
            elif g >= 0 and (low == "in" and self.items[g].lemma == "succeed" and self.items[g].cues.get("carry")):
                m.join(self.mood(g, depth + 1))
            elif g >= 0 and (
                self.cue(g, "plan", "attempt", "modal")
                or self.lows[g] in _TASKS
                or self.lows[g] in _DEVOTING
                or (
                    self.lows[g] in ("successful", "success")
                    and any(self.cue(x, "modal") or self.lows[x] in ("likely", "unlikely") for x in range(max(0, g - 5), g))
                )
            ):
                m.planned, m.cue = True, self.lows[g]
            elif g >= 0 and "fail" in self.items[g].cues:
                m.failed = True
        elif low == "in favor of" or low == "in favour of":
            m.planned, m.cue = True, low
        elif low == "alone" and self.lows[j - 1] == "let":
            s = self._same_form(j, "ing")  # "from encircling, let alone seizing"
            if s >= 0:
                m.join(self.mood(s, depth + 1))
        elif self._cues_of(prev, "plan") and prev.cues.get("plan"):
            m.planned, m.cue = True, low
            m.governor = j
        elif self._cues_of(prev, "attempt"):
            m.attempted = True
            m.join(self.mood(j, depth + 1))
        elif self._cues_of(prev, "carry"):
            m.join(self.mood(j, depth + 1))
        elif low in (",", "and", "while", "by", "or", "when", "—", "-"):
            g = self._main_verb(k)
            while low == "while" and g > 0 and self.lows[g - 1] == "to":
                g = self._main_verb(g)  # "are preparing to assault A while continuing"
            if low in ("and", "or") or (low == "," and self._or_else(k)):
                s = self._same_form(j, "ing")
                g = s if s >= 0 else g
            if g >= 0:
                other = self.mood(g, depth + 1)
                m.planned |= other.planned
                m.cue = m.cue or other.cue
                m.hearsay |= other.hearsay
                if low in ("or", ","):
                    m.negated |= other.negated and (low == "or" or self._or_else(k))
                    m.failed |= other.failed

    def _left_by(self, j: int) -> int:
        """Return the verb of leaving right before preposition `j`, or -1: "retreated after", "withdraw from"."""
        verb = self.items[j - 1].verb if j > 0 else None
        return j - 1 if verb is not None and verb.name == "withdraw" else -1

    def _or_else(self, k: int) -> bool:
        """Say whether a list of -ing forms goes on with "or" behind item `k`: "breaking through, taking A, or driving"."""
        return any(self.lows[x] == "or" and self.lows[x + 1].endswith("ing") for x in range(k + 1, min(len(self.items), k + 14)))

    def _plain(self, x: int) -> bool:
        if x >= len(self.items):
            return False
        it = self.items[x]
        return it.low[:1].isalpha() and not (it.place or it.verb or it.noun or it.cues) and it.low not in PREPOSITIONS

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

    def noun_mood(self, k: int, depth: int = 0) -> Mood:
        """Read what a noun that tells of an event hangs on: its adjectives, a light verb, a preposition behind a plan."""
        m = Mood()
        items = self.items
        j = k - 1
        while j >= 0:
            prev = self.items[j]
            if prev.place and not prev.dead and not self._premodifies(j, k):
                break
            if (
                prev.cues.get("foil", "base") != "base" or (prev.verb is not None and prev.verb.name == "repel" and self._does(j))
            ) and not self.attributive(j):
                break  # "the army thwarted a breakthrough"
            if "fail" in prev.cues and not prev.cues.get("say"):
                m.failed, m.cue = True, prev.low
                if prev.low in ("failed", "defeated") and self._subject_before(j):
                    break
            elif "hearsay" in prev.cues:
                m.hearsay = True
            elif "negation" in prev.cues and self.lows[j + 1] in ("cease", "stop", "abandon", "halt"):
                pass  # "does not cease assaults on"
            elif "negation" in prev.cues:
                m.negated, m.cue = True, prev.low
                if prev.low in ("without",):
                    break
            elif prev.low in (
                "possible",
                "potential",
                "upcoming",
                "planned",
                "intended",
                "future",
                "imminent",
                "expected",
                "prospective",
                "impending",
                "anticipated",
                "presumed",
            ):
                m.planned, m.cue = True, prev.low
            elif "background" in prev.cues:
                m.past = True
            elif prev.low in ("over", "than", "to") and self.lows[j + 1][:1].isdigit():
                pass  # "repelled over 18 assaults", "more than 10", "up to 20"
            elif prev.low in PREPOSITIONS or self.mark(j) or prev.low in ("and", "or", "to", "that") or prev.low in BE:
                if (
                    prev.low == "of"
                    and j
                    and self.lows[j - 1]
                    in (
                        "series",
                        "number",
                        "wave",
                        "string",
                        "spate",
                        "round",
                        "couple",
                        "pair",
                        "reports",
                        "footage",
                        "report",
                        "campaign",
                    )
                ):
                    j -= 2
                    continue
                if (
                    prev.low == "and"
                    and j
                    and not items[j - 1].place
                    and items[j - 1].noun is None
                    and items[j - 1].verb is None
                    and items[j - 1].low[:1].isalpha()
                    and not any(items[j - 1].cues.values())
                ):
                    j -= 1  # "artillery and air strikes"
                    continue
                break
            elif "modal" in prev.cues and j + 1 < k and self._verbish(j + 1):
                m.planned, m.cue = True, prev.low
                break
            elif "breaks" in prev.cues or "modal" in prev.cues:
                break
            elif prev.cues and any(prev.cues.get(n) for n in ("carry", "plan", "attempt", "say", "deny")):
                if prev.low in ("continuing", "intensifying", "increasing", "attempted") and j and items[j - 1].verb is not None:
                    j -= 1  # "repelled continuing assaults"
                    continue
                if (
                    prev.low.endswith("ed")
                    and j
                    and self.lows[j + 1] not in DETERMINERS
                    and (
                        self.lows[j - 1] in DETERMINERS
                        or self.items[j - 1].side
                        or self.lows[j - 1] in PREPOSITIONS
                        or self.items[j - 1].cues.get("carry")
                        or self.items[j - 1].cues.get("plan")
                        or items[j - 1].verb is not None
                    )
                ):
                    j -= 1  # "a renewed offensive"
                    continue
                break
            elif prev.verb is not None and not self.attributive(j):
                break
            elif prev.low in ("attempted", "attempt", "attempts"):
                m.attempted = True
            j -= 1
        # "the liberation of Izium would be"
        for x in range(k + 1, min(len(self.items), k + 8)):
            nxt = self.items[x]
            if nxt.low == "would" or (
                nxt.low in ("could", "may", "might") and any(self.lows[y] in ("a", "an", "any") for y in range(max(0, k - 4), k))
            ):
                m.planned, m.cue = True, nxt.low
            if (
                nxt.verb
                or "breaks" in nxt.cues
                or nxt.low in (",", ";")
                or (nxt.cues and any(nxt.cues.get(n) for n in ("carry", "say", "plan")))
            ):
                break
        be = next((x for x in range(k + 1, min(len(self.items), k + 8)) if self.lows[x] in BE), -1)
        if be > 0 and any(self.lows[x] in _AIMS for x in range(be + 1, min(len(self.items), be + 7))):
            m.planned, m.cue = True, "goal"  # "the capture of Sloviansk remains the goal"
        if j < 0 or depth > 6:
            return m
        prev = self.items[j]
        if prev.low in BE and self._lists_aims(j):
            m.planned, m.cue = True, "effort"
        if prev.low == "with" and j and self.lows[j - 1] == ",":
            main = self._main_verb(j)  # "expects the war to go on, with attacks on"
            m.planned |= main >= 0 and (self.cue(main, "plan") or self.mood(main, depth + 1).planned)
        m.governor = j
        if any(prev.cues.get(n) for n in ("carry", "attempt")):
            m.join(self.mood(j, depth + 1))
            if prev.cues.get("attempt"):
                m.attempted = True
            gov = self.mood(j, depth + 1).governor
            if prev.cues.get("carry") and gov >= 0 and "fail" in self.items[gov].cues:
                m.failed = True
        elif prev.cues.get("plan"):
            if not (prev.lemma in _BESETTING and self._noun_is(k, "route")):
                m.planned, m.cue = True, m.cue or prev.low
        elif prev.cues.get("say"):
            m.negated |= self.mood(j, depth + 1).negated  # "did not report any attacks"
        elif prev.verb is not None and prev.verb.name in ("cut", "reinforce"):
            outer = self.mood(j, depth + 1)
            m.planned |= outer.planned
            m.negated |= outer.negated
            m.cue = m.cue or outer.cue
        elif prev.low in ("from", "after") and self._noun_is(k, "attack") and (left := self._left_by(j)) >= 0:
            m.governor = left
            m.failed, m.cue = True, self.lows[left]  # "forced them to retreat from an attempted assault"
        elif prev.low == "to" and self.lows[j + 1] in ("cover", "complete"):
            pass  # "deployed troops to cover a withdrawal": it takes place
        elif prev.low == "to" and j + 1 < k and self._verbish(j + 1) and not m.past:
            self._infinitive(m, j, depth + 1)
        elif prev.low in ("for", "to", "of", "on", "against", "with", "in") and not (prev.low == "to" and m.past):
            g = j - 1
            while g >= 0 and (self.adverb(g) or self.lows[g] in ("the", "a") or (prev.low == "on" and self.lows[g] in BE)):
                g -= 1
            main = self._main_verb(j) if prev.low == "for" else -1
            massed = self.items[main].verb if main >= 0 else None
            if (
                g >= 0
                and prev.low == "of"
                and self.lows[g] in _AIMS
                and self.lows[j + 1] == "the"
                and self._noun_is(k, "advance")
            ):
                pass  # "the objective of the advance toward": it takes place
            elif g >= 0 and (
                (prev.low == "for" and self.lows[g] in _READYING)
                or (massed is not None and massed.frame is not None and massed.frame.type == "reinforcement")
                or (self._cues_of(self.items[g], "plan", "modal") and prev.low != "in")
            ):
                m.planned, m.cue = True, m.cue or self.lows[g]
            elif g > 0 and self.lows[g].endswith("ing") and self._plain(g) and self.lows[g - 1] in BE and self._denied(g - 1):
                m.negated = True  # "have not been relying on routes from"
            elif g >= 0 and self.lows[g] in ("conditions", "necessary", "needed"):
                m.planned, m.cue = True, self.lows[g]
            elif g >= 0 and prev.low == "of" and "fail" in self.items[g].cues:
                m.failed = True
        elif prev.low in ("and", "or", ","):
            for x in range(j - 1, max(-1, j - 9), -1):
                if self.items[x].noun is not None:
                    m.join(self.noun_mood(x, depth + 1))
                    break
                if self.items[x].verb is not None or self.items[x].place:
                    break
        return m

    def _noun_is(self, k: int, name: str) -> bool:
        noun = self.items[k].noun
        return noun is not None and noun.name == name

    def _verbish(self, x: int) -> bool:
        it = self.items[x]
        return not (it.place or it.side or it.noun or it.low in DETERMINERS or self.direction(x) or it.low[:1].isdigit())

    def _premodifies(self, j: int, k: int) -> bool:
        return all(not self.mark(x) and self.lows[x] not in PREPOSITIONS for x in range(j + 1, k)) and k - j <= 3

    def _subject_before(self, j: int) -> bool:
        return any(a.last < j and all(self.light(x) for x in range(a.last + 1, j)) for a in self.actors if a.force)

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
