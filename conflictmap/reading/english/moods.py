"""How an event is told: what governs its words (negation, plans, attempts, failure)."""

from __future__ import annotations

from dataclasses import dataclass

from conflictmap.reading.discourse import Sentence, State
from conflictmap.reading.english.governors import AIMS, Governors
from conflictmap.reading.english.words import BE, DETERMINERS, FACTUAL, HAVE, PREPOSITIONS


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
_SPANS = frozenset("day days week weeks month months hour hours minutes years".split())
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
_BESETTING = frozenset(["threaten", "protect", "preserve"])  # a line that is threatened or protected is one


class Moods(Governors):
    """A sentence whose events can be asked how sure they are."""

    def __init__(self, sentence: Sentence, state: State) -> None:
        super().__init__(sentence, state)
        self._timed = not _IN_TIME.isdisjoint(self.lows)  # a question that few sentences need to be asked
        self._voices: dict[int, bool] = {}

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
        if form == "ing" and helped and self.lows[k - 1] in BE and not AIMS.isdisjoint(self.lows[max(0, k - 7) : k - 1]):
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

    def passive(self, k: int) -> bool:
        """Say whether verb `k` is passive: asked for again and again."""
        known = self._voices.get(k)
        if known is None:
            known = self._voices[k] = self.mood(k).passive
        return known

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
        if be > 0 and any(self.lows[x] in AIMS for x in range(be + 1, min(len(self.items), be + 7))):
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
            if g >= 0 and prev.low == "of" and self.lows[g] in AIMS and self.lows[j + 1] == "the" and self._noun_is(k, "advance"):
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
