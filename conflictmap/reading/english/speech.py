"""Who says what in an English sentence, and how far the saying reaches."""

from __future__ import annotations

from conflictmap.model import ClaimantSide
from conflictmap.reading.discourse import Sentence, State
from conflictmap.reading.english.actors import Attribution
from conflictmap.reading.english.claimants import Claimants
from conflictmap.reading.english.words import BARE_ADJECTIVES, BE, DETERMINERS, HAVE, PREPOSITIONS

_TURNS = frozenset("but though although while whereas however".split())
_AGAINST = frozenset("but though although however yet".split())
_SUBORDINATES = frozenset("after before when while as since amid following".split())
_SAID = frozenset("said says wrote writes added announced tweeted posted recalled insisted explained".split())
_POSTS = frozenset("command observation control border guard check checkpoint trading medical aid staging".split())
_PER = frozenset("day hour night week month year minute capita cent person unit".split())
_SHOWING = frozenset(["indicate", "suggest", "signal", "reveal", "demonstrate", "show/showed/shown"])
_SPEAKING = frozenset(["say", "deny", "report_noun"])


class Speech(Claimants):
    """Adds who says what."""

    def __init__(self, sentence: Sentence, state: State) -> None:
        super().__init__(sentence, state)
        self.attributions = self._attributions() if self.speaks else []
        for n, actor in enumerate(self.actors):
            if actor.side == "owner":
                # "its forces": those of the one who speaks, else of the last one named
                quoted = self.attribution(actor.first)
                named = next((a.side for a in reversed(self.actors[:n]) if a.side in ("UA", "RU")), "")
                actor.side = quoted.side if quoted is not None and quoted.side in ("UA", "RU") else named or (state.actor or "")

    def _attributions(self) -> list[Attribution]:
        found: list[Attribution] = []
        items, n = self.items, len(self.items)
        speaking = [i for i in self._cued if not _SPEAKING.isdisjoint(self._cues[i])]
        for i in speaking:
            it = items[i]
            form = it.cues.get("say")
            denies = it.cues.get("deny")
            if form is None and denies is None:
                continue
            if it.low == "per" and self.lows[i + 1] in _PER:
                continue  # "three columns per day"
            if it.low in ("according to", "citing", "per", "quoting", "in the words of"):
                a, b = i + 1, i + 1
                while b < n and not self._phrase_ends(b):
                    b += 1
                who = self._claimant(a, b - 1) or (self._words(a, b - 1), None, "claimed") if b > a else None
                if who:
                    told = any(items[x].verb or items[x].noun or items[x].word for x in range(i))
                    midst = self.lows[i - 1] == "," and told
                    before = i > 0 and (b >= n - 1 or midst or (b < n and items[b].verb is not None and self.lows[i - 1] == ","))
                    on = midst and b < n - 1 and self.lows[b] == "," and self.lows[b + 1] in ("and", "with", "after", "as")
                    last = n - 1 if not before or on else i
                    found.append(Attribution(0 if before else b, last, who[0], who[1], "claimed", i))
                continue
            if (
                form == "part"
                and it.lemma in ("tell/told/told", "inform")
                and self.lows[i - 1] in BE
                and self.lows[i + 1] == "that"
            ):
                found.append(Attribution(i, n - 1, None, None, "claimed", i))  # "the president was told that"
                continue
            if it.low in _SAID and i > 1 and self.lows[i - 1] == ",":
                # "…, said the mayor"
                end = next((x for x in range(i + 1, n) if self._phrase_ends(x)), n)
                tells = end < n and (items[end].verb is not None or self.lows[end] in BE | HAVE or self.lows[end] == "that")
                who = self._claimant(i + 1, end - 1) if not tells else None
                if who:
                    found.append(Attribution(0, i - 1, who[0], who[1], who[2], i))
                    continue
            form = form if form is not None else denies
            if it.lemma == "quote":
                # "quoted a member of parliament as saying"
                saying = next((x for x in range(i + 1, n) if self.lows[x] == "as" and self.lows[x + 1] == "saying"), -1)
                who = self._claimant(i + 1, saying - 1) if saying > 0 else None
                if who:
                    found.append(Attribution(saying, n - 1, who[0], who[1], who[2], saying + 1))
                    continue
            if (
                it.lemma in ("maintain", "call", "present", "estimate", "add", "express")
                and self.lows[i + 1] != "that"
                and not self.mark(i + 1)
                and not self.items[i + 1].side
            ):
                continue
            if form in ("past", "part") and i and items[i - 1].noun is not None and items[i - 1].low.endswith("s"):
                continue  # "explosions reported in"
            if form in ("past", "part") and i and self.lows[i - 1] in DETERMINERS - {"both", "all", "each"}:
                continue  # "its stated objectives"
            if (
                form in ("s", "base")
                and "report_noun" in it.cues
                and (
                    self.lows[i + 1] == "of"
                    or (
                        i
                        and not (
                            self.cue(i - 1, "claimant", "say")
                            or (self.cue(i - 1, "force") and self.lows[i + 1] in ("to", "that"))
                            or (items[i - 1].place is not None and self.lows[i + 1] in ("to", "that"))
                            or (self.mark(i + 1) and any(self.cue(x, "claimant") for x in range(max(0, i - 5), i)))
                            or self.adverb(i - 1)
                            or (items[i - 1].side and items[i - 1].low not in BARE_ADJECTIVES)
                            or (
                                items[i - 1].low[:1].isalpha()
                                and not items[i - 1].cues
                                and not items[i - 1].side
                                and self.lows[i - 1] not in PREPOSITIONS | DETERMINERS
                            )
                        )
                    )
                )
            ):
                continue  # "refuted reports that"
            if form == "ing" and found and i and (self.lows[i - 1] in (",", "and") or self.cue(i - 1, "report_noun")):
                # "…, adding that": the same one goes on
                former = "claimed" if found[-1].certainty == "denied" else found[-1].certainty  # "denied that …, saying that"
                certainty = "denied" if denies is not None else former
                found.append(Attribution(i, n - 1, found[-1].claimant, found[-1].side, certainty, i))
                continue
            heads = 1 < i < 10 and self.lows[i - 1] == "," and not any(items[x].verb or self.cue(x, "say") for x in range(i))
            if form == "ing" and denies is not None and heads:
                who = self._claimant(0, i - 2)  # "the spokesman, denying that it had fallen, said"
                if who:
                    end = next((x for x in range(i + 1, n) if self.lows[x] == ","), n)
                    found.append(Attribution(i, end - 1, who[0], who[1], "denied", i))
                    continue
            if (form in ("ing", "base") or (form == "part" and i and self.lows[i - 1] in BE)) and not (
                (
                    form == "ing"
                    and (
                        self.lows[i - 1] in BE
                        or self.lows[i - 1] in (",", "sources", "reports", "footage", "post")
                        or self.cue(i - 1, "claimant", "report_noun")
                    )
                )
                or (
                    form == "base"
                    and i
                    and (
                        self.cue(self.back(i), "claimant", "report_noun", "force", "outlet")
                        or self.lows[i - 1] == "they"
                        or (
                            items[i - 1].place is not None
                            and any(
                                self.cue(x, "claimant", "people") or items[x].low in ("proxies", "separatists")
                                for x in range(max(0, i - 5), i)
                            )
                        )
                        or (self.lows[i - 1] == "to" and (self.cue(i - 2, "carry") or it.low == "announce"))
                    )
                )
            ):
                continue
            b = i - 1
            while b >= 0 and (
                self.adverb(b)
                or self.lows[b] in HAVE
                or self.lows[b] in BE
                or self.cue(b, "carry")
                or self.lows[b] in ("to", "did", "do")
                or "modal" in items[b].cues
            ):
                b -= 1
            if b >= 3 and self.lows[b] == ",":
                c = next((x for x in range(b - 1, max(-1, b - 14), -1) if self.lows[x] == ","), -1)
                if c > 0 and any(self.lows[x] in ("which", "who", "whose") for x in range(c, b)):
                    a = c - 1
                    while a >= 0 and not self._phrase_begins(a):
                        a -= 1
                    who = self._claimant(a + 1, c - 1)
                    if who:
                        found.append(Attribution(i, n - 1, who[0], who[1], "denied" if denies is not None else who[2], i))
                        continue
                if (
                    c > 0
                    and not any(
                        (items[x].verb and not self.cue(x, "claimant", "force")) or self.cue(x, "say") for x in range(c, b)
                    )
                    and (
                        any(self.cue(x, "claimant") for x in range(c, b))
                        or any(self.cue(x, "claimant") for x in range(max(0, c - 12), c))
                    )
                ):
                    a = c - 1
                    while a >= 0 and not self._phrase_begins(a):
                        a -= 1
                    who = self._claimant(a + 1, b - 1)
                    if who:
                        first, last = (0, a) if self._trails(a, i) else (i, n - 1)
                        found.append(Attribution(first, last, who[0], who[1], "denied" if denies is not None else who[2], i))
                        continue
            if b >= 2 and self.lows[b] == "," and self.adverb(b - 1) and self.lows[b - 2] == ",":
                b -= 3
            if b >= 0 and "negation" in self._cues[b] and denies is None:
                continue  # "has not commented"
            a = b
            while a >= 0 and not self._phrase_begins(a):
                a -= 1
            if it.lemma.split("/")[0] in ("tell", "urge", "call", "warn") and any(
                self.cue(x, "people", "force") and self.lows[x + 1] == "to" for x in range(i + 1, i + 5)
            ):
                continue  # "told residents to leave": an order, no report
            if it.low == "post" and self.lows[i - 1] in _POSTS:
                continue
            if form == "base" and any(self.lows[x] in ("a", "an") for x in range(max(0, a), b)):
                continue  # "a command post"
            while (
                a > 0
                and self.lows[a] in ("and", ",")
                and self.items[a - 1].place
                and self.items[a + 1].place
                and not (
                    self.lows[a] == "," and any(self.cue(x, "claimant") for x in range(a + 2, b + 1))
                )  # "A, B's governor said"
            ):
                a -= 1  # "users from Terpinnia and Myrne reported"
                while a >= 0 and not self._phrase_begins(a):
                    a -= 1
            if a > 0 and self.lows[a] == "who" and self.cue(a - 1, "claimant", "people"):
                b = a - 1  # "a medic who got out of the town told"
                a = b
                while a >= 0 and not self._phrase_begins(a):
                    a -= 1
            if it.lemma in _SHOWING and self._happens(a + 1, b):
                continue  # "the build-up of troops near Izium suggests that"
            who = self._claimant(a + 1, b)
            if who is None and found and b >= 0 and self.lows[b] in ("and", "but"):
                # "denied that …, and said": the same one goes on
                found.append(
                    Attribution(i, n - 1, found[-1].claimant, found[-1].side, "denied" if denies is not None else "claimed", i)
                )
                continue
            trailing = self._trails(a, i)
            if who is None:
                continue
            certainty = "denied" if denies is not None else who[2]
            if trailing and denies is None:
                found.append(Attribution(0, self._tells_on(a, i), who[0], who[1], certainty, i))
            else:
                found.append(Attribution(i, self._said_until(i, who[1]), who[0], who[1], certainty, i))
        for i in speaking:
            it = items[i]
            # "given geolocated footage of", "a Russian report of fighting"
            claimed = self.lows[i + 1] == "of" or self.lows[i + 1 : i + 3] == ["to", "have"]
            if "report_noun" in it.cues and claimed and it.low != "post" and not any(a.verb == i for a in found):
                a = i
                while (
                    a > 0
                    and not self.mark(a - 1)
                    and (
                        items[a - 1].side
                        or "confirmed" in items[a - 1].cues
                        or items[a - 1].low in DETERMINERS
                        or (
                            items[a - 1].low[:1].isalpha()
                            and not items[a - 1].cues
                            and not items[a - 1].verb
                            and items[a - 1].low not in PREPOSITIONS
                            and not items[a - 1].place
                            and items[a - 1].low not in ("and", "or")
                        )
                    )
                ):
                    a -= 1
                if a and any(f.verb == a - 1 and self.lows[a - 1] not in ("given",) for f in found):
                    continue  # "posted footage of"
                who = self._claimant(a, i)
                if who:
                    end = next(
                        (
                            x
                            for x in range(i + 2, n)
                            if items[x].low in (",", ";")
                            or "breaks" in items[x].cues
                            or (items[x].low == "and" and self._new_report(x))
                        ),
                        n,
                    )
                    found.append(Attribution(i, end - 1, who[0] if who[1] in ("UA", "RU") else None, who[1], who[2], i))
            elif (
                "report_noun" in it.cues
                and self.lows[i + 1] == "that"
                and (whose := self._whose_claim(i)) is not None
                and not any(a.first <= i + 2 <= a.last and (a.certainty == "denied" or a.verb > i - 3) for a in found)
            ):
                found.append(Attribution(i, n - 1, whose[0], whose[1], "claimed", i))  # "contrary to the general's claim that"
            elif (
                "report_noun" in it.cues
                and self.lows[i + 1] == "that"
                and self.lows[i - 1] in ("on", "to", "of", "about", "are", "were", "by", "amid", "despite")
                and not any(a.first <= i + 2 <= a.last for a in found)
            ):
                found.append(Attribution(i, n - 1, None, None, "claimed", i))  # "did not comment on reports that"
        if not found and n > 2:
            # "Mayor of Izium: city liberated"
            colon = next((m for m in range(1, min(n - 1, 9)) if self.lows[m] == ":"), -1)
            if colon > 0 and any(self.cue(m, "claimant") for m in range(colon)) and not any(items[m].verb for m in range(colon)):
                who = self._claimant(0, colon - 1)
                if who:
                    found.append(Attribution(colon, n - 1, who[0], who[1], "claimed", colon))
        return found

    def _aside_ends(self, i: int) -> int:
        """Return where an aside with verb `i` ends: "Lyman, a town that the Kremlin had proclaimed part of Russia, was lost"."""
        opens = next((x for x in range(i - 1, max(0, i - 7), -1) if self.lows[x] in ("that", "which", "who")), 0)
        if not opens or not any(self.lows[x] == "," for x in range(max(0, opens - 6), opens)):
            return -1
        ends = next((x for x in range(i + 1, len(self.items) - 1) if self.lows[x] == ","), -1)
        return ends if ends > 0 and self.lows[ends + 1] in BE | HAVE else -1

    def _turned(self, i: int, side: ClaimantSide | None) -> int:
        """Return where the writer goes on against one who claims: "Moscow said it had taken A, but Ukrainian troops hold"."""
        for x in range(i + 2, len(self.items) - 2):
            if self.lows[x] in _AGAINST and self.lows[x - 1] == ",":
                other = next((a for a in self.actors if x < a.first <= x + 3), None)
                if other is not None and other.side in ("UA", "RU") and other.side != side and other.force:
                    return x - 1
        return len(self.items) - 1

    def _tells_on(self, a: int, i: int) -> int:
        """Return the last item of what is told where a speaker stands in its midst: "A has fallen, he said, and B is next"."""
        comma = next((x for x in range(i + 1, min(len(self.items), i + 9)) if self.lows[x] == ","), -1)
        if comma < 0 or any(self.items[x].verb or self.items[x].place for x in range(i + 1, comma)):
            return a
        return len(self.items) - 1 if self.lows[comma + 1] in ("and", "with", "after", "as") else a

    def _said_until(self, i: int, side: ClaimantSide | None) -> int:
        """Return the last item that a speaker before verb `i` tells: "claim to have taken A", not what "but" opens."""
        n = len(self.items)
        if self.lows[i + 1] != "to":
            aside = self._aside_ends(i)
            if aside > 0:
                return aside
            return self._turned(i, side) if side in ("UA", "RU") else n - 1
        turns = (x for x in range(i + 2, n) if self.lows[x] in _TURNS and self.lows[x - 1] == ",")
        return next((x - 1 for x in turns if not self.lows[x + 1].endswith("ing")), n - 1)

    def _trails(self, a: int, i: int) -> bool:
        """Say whether a speaker stands behind what is said (", the ministry said"); `a` is the mark before the phrase."""
        if a <= 0 or self.lows[a] not in (",", "—", "–", "-"):
            return False
        rest = range(i + 1, len(self.items))
        if self.lows[i + 1] == ":" and all(self.items[m].place or self.lows[m] in ("and", ",", ".") for m in rest[1:]):
            return True  # "liberated three villages, officials said: A, B and C"
        if not any(self.items[m].verb or self.items[m].noun or self.items[m].word or self.items[m].place for m in rest):
            return True
        if self.lows[a] != "," or not any(self.items[m].verb or self.items[m].noun or self.items[m].word for m in range(a)):
            return False
        if self.lows[i + 1] in _SUBORDINATES and any(
            self.items[m].verb or self.items[m].noun or self.items[m].word for m in range(a)
        ):
            return True  # "…, the governor conceded after the defenders left"
        comma = next((m for m in rest if self.lows[m] in (",", ".", ";")), len(self.items))
        return not any(self.lows[m] == "that" or self.items[m].verb or self.items[m].place for m in range(i + 1, comma))

    def _new_report(self, x: int) -> bool:
        return any(self.cue(y, "report_noun") for y in range(x + 1, min(len(self.items), x + 5)))

    def attribution(self, k: int) -> Attribution | None:
        """Return the attribution that stands over item `k`: the nearest one whose reach holds it."""
        best = None
        for a in self.attributions:
            if a.first <= k <= a.last:
                best = a
        return best
