"""Who says what in an English sentence, and how far the saying reaches."""

from __future__ import annotations

from dataclasses import replace

from conflictmap.model import ClaimantSide
from conflictmap.reading.discourse import Sentence, State
from conflictmap.reading.english.actors import PEOPLES, Attribution
from conflictmap.reading.english.claimants import OUTLET, PROOF, Claimants, Speaker
from conflictmap.reading.english.words import BARE_ADJECTIVES, BE, DETERMINERS, HAVE, MONTHS, PREPOSITIONS

_TURNS = frozenset("but though although while whereas however".split())
_AGAINST = frozenset("but though although however yet".split())
_SUBORDINATES = frozenset("after before when while as since amid following".split())
_SAID = frozenset("said says wrote writes added announced tweeted posted recalled insisted explained".split())
_POSTS = frozenset("command observation control border guard check checkpoint trading medical aid staging field".split())
_PER = frozenset("day hour night week month year minute capita cent person unit".split())
_SHOWING = frozenset(["indicate", "suggest", "signal", "reveal", "demonstrate", "show/showed/shown"])
_RULES = frozenset("law laws constitution doctrine plan plans schedule rules agreement agreements treaty norms standards".split())
_SO_CALLED = frozenset("for of to with about against such by amid despite as".split())  # "for claimed violations"
_SPEAKING = frozenset(["say", "deny", "report_noun"])


_HELPING = BE | HAVE
_ACCORDING = frozenset(["according to", "citing", "per", "quoting", "in the words of"])
_INFORM = frozenset(["tell/told/told", "inform"])
_STATING = frozenset(
    "say/said/said state report claim announce note add assert allege argue boast declare insist acknowledge admit warn".split()
)
_WRONGLY = frozenset("falsely wrongly incorrectly inaccurately erroneously mistakenly untruthfully".split())
_ANY_SOURCES = frozenset("sources source others milbloggers channels".split())
_MEANING_MORE = frozenset(["maintain", "call", "present", "estimate", "add", "express"])  # they needn't be about words
_BEFORE_SAYING = frozenset([",", "sources", "reports", "footage", "post"])
_BEFORE_REPORTS = frozenset("on to of about are were by amid despite".split())
_GOING_ON = frozenset(["and", "with", "after", "as"])


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
        """Read who says what: verbs of saying in their order, then nouns of reporting, then a headline's speaker."""
        found: list[Attribution] = []
        speaking = [i for i in self._cued if not _SPEAKING.isdisjoint(self._cues[i])]
        for i in speaking:
            said = self._saying(i, found)
            if said is not None:
                found.append(self._to_semicolon(said))
        for i in speaking:
            said = self._report(i, found) if "report_noun" in self._cues[i] else None
            if said is not None:
                found.append(said)
        if not found:
            said = self._before_colon() or self._behind_dash()
            return [said] if said is not None else []
        return found

    def _saying(self, i: int, found: list[Attribution]) -> Attribution | None:
        """Read who says what with verb `i`; of the ways to say so, the first that fits wins."""
        it = self.items[i]
        form = it.cues.get("say", it.cues.get("deny"))
        if form is None:
            return None
        if it.low in _ACCORDING:
            by_unit = it.low == "per" and self.lows[i + 1] in _PER  # "three columns per day"
            by_rule = not _RULES.isdisjoint(self.lows[i + 1 : i + 4])  # "according to the law"
            return None if by_unit or by_rule else self._according_to(i)
        if form == "part" and it.lemma in _INFORM and self.lows[i - 1] in BE and self.lows[i + 1] == "that":
            return Attribution(i, len(self.items) - 1, None, None, "claimed", i)  # "the president was told that"
        said = self._said_by(i) or self._quoted(i)
        if said is not None or self._says_nothing(i, form):
            return said
        said = self._adding(i, form, found) or self._denying(i, form)
        if said is not None or self._said_by_nobody(i, form):
            return said
        return self._subject_says(i, form, found)

    def _of(self, who: Speaker, i: int, first: int, last: int) -> Attribution:
        """Give items `first` to `last` to the one who speaks with verb `i`; what is denied is no claim of theirs."""
        certainty = "denied" if "deny" in self._cues[i] else who.certainty
        if certainty == "claimed" and not _WRONGLY.isdisjoint((self.lows[i - 1], self.lows[i + 1])):
            certainty = "false"
        return Attribution(first, last, who.name, who.side, certainty, i)

    # ------------------------------------------------------------ ways to say so

    def _according_to(self, i: int) -> Attribution | None:
        """Read a source behind a preposition: "according to the ministry", "citing residents"."""
        n = len(self.items)
        end = next((x for x in range(i + 1, n) if self._phrase_ends(x)), n)
        if end <= i + 1:
            return None
        who = self._claimant(i + 1, end - 1)
        if self.lows[i] == "citing" and not self._capital(i + 1) and not self._names_source(i + 1, end):
            return None  # "citing a lack of ammunition"
        who = who or Speaker(self._words(i + 1, end - 1), None, "claimed")
        comma = self.lows[i - 1] == ","
        midst = comma and any(self._trigger(x) for x in range(i))
        behind = i > 0 and (end >= n - 1 or midst or (comma and self.items[end].verb is not None))
        on = midst and end < n - 1 and self.lows[end] == "," and self.lows[end + 1] in _GOING_ON
        return Attribution(0 if behind else end, i if behind and not on else n - 1, who.name, who.side, "claimed", i)

    def _names_source(self, a: int, b: int) -> bool:
        """Say whether items `a` to `b` name one who speaks, or a report."""
        return any(self.cue(x, "claimant", "report_noun", "outlet", "people") or self.items[x].side for x in range(a, b))

    def _said_by(self, i: int) -> Attribution | None:
        """Read a speaker behind the verb: "…, said the mayor"."""
        if i < 2 or self.lows[i - 1] != "," or self.lows[i] not in _SAID:
            return None
        n = len(self.items)
        end = next((x for x in range(i + 1, n) if self._phrase_ends(x)), n)
        if end < n and (self.items[end].verb is not None or self.lows[end] in _HELPING or self.lows[end] == "that"):
            return None
        who = self._claimant(i + 1, end - 1)
        return self._of(who, i, 0, i - 1) if who is not None else None

    def _quoted(self, i: int) -> Attribution | None:
        """Read one whom others quote: "quoted a member of parliament as saying"."""
        if self.items[i].lemma != "quote":
            return None
        n = len(self.items)
        saying = next((x for x in range(i + 1, n) if self.lows[x] == "as" and self.lows[x + 1] == "saying"), -1)
        who = self._claimant(i + 1, saying - 1) if saying > 0 else None
        return Attribution(saying, n - 1, who.name, who.side, who.certainty, saying + 1) if who is not None else None

    def _adding(self, i: int, form: str, found: list[Attribution]) -> Attribution | None:
        """Read an -ing form by which the one who spoke goes on: "…, adding that"."""
        if i and self.lows[i - 1] in _WRONGLY and form in ("ing", "base"):
            return self._deceiving(i)
        if form != "ing" or i == 0:
            return None
        if self.lows[self.back(i)] == "," and any(self.cue(x, "outlet") for x in range(i + 1, i + 4)):
            return self._of(OUTLET, i, i, len(self.items) - 1)  # "…, further confirming ISW's assessment that"
        before = self._back_over_date(i - 1)
        if not found:
            return self._by_doing(i) if self.lows[before] == "," or self.cue(before, "report_noun") else None
        if self.lows[before] not in (",", "and") and not self.cue(before, "report_noun"):
            return None
        last = found[-1]  # "denied that …, saying that" claims
        who = Speaker(last.claimant, last.side, "claimed" if last.certainty in ("denied", "false") else last.certainty)
        return self._of(who, i, i, len(self.items) - 1)

    def _deceiving(self, i: int) -> Attribution | None:
        """Read whose doing it is that something is told falsely: "troops use loudspeakers to falsely claim that"."""
        actor = next((a for a in reversed(self.actors) if a.last < i and a.force and self._subjective(a)), None)
        if actor is None:
            return None
        name, side = self._words(actor.first, actor.last), self.side_of(actor.side)
        return self._of(Speaker(name, side, "claimed"), i, i, len(self.items) - 1)

    def _by_doing(self, i: int) -> Attribution | None:
        """Read who says something by the way: "the president ordered a halt, claiming that the town had been taken"."""
        if self.items[i].lemma not in _STATING and "deny" not in self._cues[i]:
            return None
        for does in (x for x in range(1, i - 1) if self._is_finite(x)):
            b = self._before_auxiliaries(does)
            b -= self.lows[b] == ","  # "the mayor, Ivan Fedorov, issued"
            who = self._claimant(self._before_phrase(b) + 1, b) if b >= 0 else None
            if who is not None and who.side is not None:
                return self._of(who, i, i, len(self.items) - 1)
        return None

    def _is_finite(self, x: int) -> bool:
        """Say whether item `x` tells what a subject before it does."""
        it = self.items[x]
        forms = [it.verb.form] if it.verb is not None else [form for form in it.cues.values() if form]
        told = any(form in ("past", "part", "s") for form in forms) or (not it.cues and it.low.endswith("ed"))
        before = self.lows[x - 1]
        return told and it.noun is None and before not in BE and before not in DETERMINERS

    def _denying(self, i: int, form: str) -> Attribution | None:
        """Read a denial between a speaker and the verb: "the spokesman, denying that it had fallen, said"."""
        if form != "ing" or "deny" not in self._cues[i] or not 1 < i < 10 or self.lows[i - 1] != ",":
            return None
        if any(self.items[x].verb or self.cue(x, "say") for x in range(i)):
            return None
        who = self._claimant(0, i - 2)
        end = next((x for x in range(i + 1, len(self.items)) if self.lows[x] == ","), len(self.items))
        return self._of(who, i, i, end - 1) if who is not None else None

    def _subject_says(self, i: int, form: str, found: list[Attribution]) -> Attribution | None:
        """Read the subject before verb `i` as the one who speaks: "the ministry has said"."""
        b = self._before_auxiliaries(i)
        said = self._behind_aside(i, b)
        if said is not None:
            return said
        if b >= 2 and self.lows[b] == "," and (self.adverb(b - 1) or self.lows[b - 1] == "however") and self.lows[b - 2] == ",":
            b -= 3
        denies = "deny" in self._cues[i]
        if self.cue(b, "negation") and not denies:
            return None  # "has not commented"
        a = self._before_phrase(b)
        if self._orders(i) or self._is_thing(i, form, a, b):
            return None
        a, b = self._whole_phrase(a, b)
        if self.items[i].lemma in _SHOWING and self._happens(a + 1, b):
            return None  # "the build-up of troops near Izium suggests that"
        if self._date_alone(a + 1, b):
            a, b = self._footage(a)
            if b >= 0 and self._proves(i):
                return self._of(PROOF, i, i, len(self.items) - 1)
            if b < 0:
                return None
        who = self._claimant(a + 1, b)
        if who is not None and found:
            who = self._still(who, a, b, found[-1])
        if who is None and not found and self.lows[b] in ("and", "but"):
            who = self._speaker_before(b)
        elif who is None:
            if not found or self.lows[b] not in ("and", "but"):
                return None
            same = Speaker(found[-1].claimant, found[-1].side, "claimed")  # "denied that …, and said": the same one goes on
            return self._of(same, i, i, len(self.items) - 1)
        if who is None:
            return None
        if self._trails(a, i) and not denies:
            return self._of(who, i, 0, self._tells_on(a, i))
        return self._of(who, i, i, self._said_until(i, who.side))

    def _back_over_date(self, x: int) -> int:
        """Return the item before a date that ends at item `x`, else `x`: "a statement on April 8"."""
        dated = x > 2 and self.lows[x][:1].isdigit() and self.lows[x - 1] in MONTHS and self.lows[x - 2] == "on"
        return x - 3 if dated else x

    def _date_alone(self, a: int, b: int) -> bool:
        """Say whether items `a` to `b` are a date: "on August 24"."""
        if a > b or not self.lows[b][:1].isdigit():
            return False
        return all(self.lows[x][:1].isdigit() or self.lows[x] in MONTHS or self.lows[x] == "on" for x in range(a, b + 1))

    def _footage(self, end: int) -> tuple[int, int]:
        """Return the phrase of a report of any kind that stands before item `end`: "footage from A, posted on May 3, shows"."""
        for x in range(end, -1, -1):
            if self.cue(x, "report_noun"):
                return self._before_phrase(x), x
            if self.lows[x] in _HELPING or self.lows[x] == "that" or self.cue(x, "breaks"):
                break
        return -1, -1

    def _still(self, who: Speaker, a: int, b: int, last: Attribution) -> Speaker:
        """Return who speaks, or whose side that is, where a pronoun or "some sources" go on with the last who spoke."""
        if self.lows[b] in ("they", "he", "she") and who.name == self.state.claimant and last.claimant is not None:
            known = (who.name or "").endswith(last.claimant.split()[-1])
            return who if known else Speaker(last.claimant, last.side, who.certainty)  # "shared footage that they claimed showed"
        if who.side == "other" and self.lows[a + 1] == "with" and self.lows[b] in _ANY_SOURCES:
            return Speaker(who.name, last.side, who.certainty)  # "Russian sources indicated A, with some sources claiming B"
        return who

    def _speaker_before(self, b: int) -> Speaker | None:
        """Read the subject of the verb before "and" at item `b`: "the ministry did not mention any loss and said"."""
        verb = next(
            (x for x in range(1, b) if self.lows[x] in _HELPING or self.lows[x] == "did" or self.cue(x, "carry", "say")), 0
        )
        if not any(self.cue(x, "claimant") for x in range(verb)) or any(self.mark(x) for x in range(verb, b)):
            return None
        return self._claimant(0, verb - 1)

    def _behind_aside(self, i: int, b: int) -> Attribution | None:
        """Read a speaker before an aside that ends at comma `b`: "the mayor, who fled in March, said"."""
        if b < 3 or self.lows[b] != ",":
            return None
        c = next((x for x in range(b - 1, max(-1, b - 14), -1) if self.lows[x] == ","), -1)
        if c <= 0:
            return None
        a = self._before_phrase(c - 1)
        n = len(self.items)
        if any(self.lows[x] in ("which", "who", "whose") for x in range(c, b)):
            who = self._claimant(a + 1, c - 1)
            if who is not None:
                return self._of(who, i, i, n - 1)
        if not self._names_speaker(c, b):
            return None
        who = self._claimant(a + 1, b - 1)
        if who is None:
            return None
        return self._of(who, i, 0, a) if self._trails(a, i) else self._of(who, i, i, n - 1)

    def _names_speaker(self, c: int, b: int) -> bool:
        """Say whether what stands between commas `c` and `b` only names one who speaks: "Haidai, the governor, said"."""
        if any((self.items[x].verb and not self.cue(x, "claimant", "force")) or self.cue(x, "say") for x in range(c, b)):
            return False
        return any(self.cue(x, "claimant") for x in range(max(0, c - 12), b))

    def _before_auxiliaries(self, i: int) -> int:
        """Return the item before verb `i` and its auxiliaries, or -1."""
        b = i - 1
        while b >= 0 and (
            self.adverb(b)
            or self.lows[b] in HAVE
            or self.lows[b] in BE
            or self.lows[b] in ("to", "did", "do")
            or self.cue(b, "carry", "modal")
        ):
            b -= 1
        return b

    def _whole_phrase(self, a: int, b: int) -> tuple[int, int]:
        """Widen the phrase between item `a` and item `b` that speaks to all of its words."""
        while a > 0 and self.lows[a] in ("and", ",") and self.items[a - 1].place and self.items[a + 1].place:
            if self.lows[a] == "," and any(self.cue(x, "claimant") for x in range(a + 2, b + 1)):
                break  # "A, B's governor said"
            wider = self._before_phrase(a - 1)
            if self.lows[a] == "," and any(self._trigger(x) for x in range(wider + 1, a)):
                break  # "left Avdiivka, Tarnavskyi announced"
            a = wider  # "users from Terpinnia and Myrne reported"
        if a > 0 and self.lows[a] == "who" and self.cue(a - 1, "claimant", "people"):
            b = a - 1  # "a medic who got out of the town told"
            a = self._before_phrase(b)
        return a, b

    # ------------------------------------------------------------ what says nothing

    def _says_nothing(self, i: int, form: str) -> bool:
        """Say whether what looks like a verb of saying is something else: "explosions reported in", "refuted reports that"."""
        it = self.items[i]
        if it.lemma in _MEANING_MORE and self.lows[i + 1] != "that" and not self.mark(i + 1) and not self.items[i + 1].side:
            return True
        if form in ("past", "part") and i:
            before = self.items[i - 1]
            if before.noun is not None and before.low.endswith("s"):
                return True  # "explosions reported in"
            if before.low in _SO_CALLED or (before.low == "in" and not (self.mark(i + 1) or self.lows[i + 1] == "that")):
                return True  # "such claimed attacks"
            return before.low in DETERMINERS and before.low not in ("both", "all", "each")  # "its stated objectives"
        if form not in ("s", "base") or "report_noun" not in it.cues:
            return False
        if self.lows[i + 1] == "from" and any(self.cue(x, "claimant", "report_noun") for x in range(i + 2, i + 8)):
            return True  # "social media reports from Russian sources"
        return self.lows[i + 1] == "of" or (i > 0 and not self._reporter(i))  # "refuted reports that"

    def _reporter(self, i: int) -> bool:
        """Say whether one who reports stands before what may be noun or verb: "the ministry reports", "troops report that"."""
        before = self.items[i - 1]
        if self._owned(i - 1):
            return False  # "Haidai's claims that"
        if self.cue(i - 1, "claimant", "say") or self.adverb(i - 1):
            return True
        if self.lows[i + 1] in ("to", "that") and (self.cue(i - 1, "force") or before.place is not None):
            return True
        if self.mark(i + 1) and any(self.cue(x, "claimant") for x in range(max(0, i - 5), i)):
            return True
        if before.side:
            return before.low not in BARE_ADJECTIVES
        return before.low[:1].isalpha() and not before.cues and before.low not in PREPOSITIONS and before.low not in DETERMINERS

    def _said_by_nobody(self, i: int, form: str) -> bool:
        """Say whether an -ing form, a bare form or a passive has nobody before it who would say so."""
        if form == "part":
            return i > 0 and self.lows[i - 1] in BE
        if form == "ing":
            before = self.lows[i - 1]
            return before not in BE and before not in _BEFORE_SAYING and not self.cue(i - 1, "claimant", "report_noun")
        return form == "base" and (i == 0 or not self._many_say(i))

    def _many_say(self, i: int) -> bool:
        """Say whether those who say the bare form `i` stand before it: "they say", "officials in Izium say"."""
        if (
            self.lows[i - 1] == "they"
            or self.lows[self.back(i)] in PEOPLES
            or self.cue(self.back(i), "claimant", "report_noun", "force", "outlet")
        ):
            return True
        if self.lows[i - 1] == "to":
            return self.cue(i - 2, "carry") or self.lows[i] == "announce"
        if self.items[i - 1].place is None:
            return False
        before = range(max(0, i - 5), i)
        return any(self.cue(x, "claimant", "people") or self.lows[x] in ("proxies", "separatists") for x in before)

    def _orders(self, i: int) -> bool:
        """Say whether verb `i` tells someone to do something, which is no report: "told residents to leave"."""
        if self.items[i].lemma.split("/")[0] not in ("tell", "urge", "call", "warn"):
            return False
        return any(self.cue(x, "people", "force") and self.lows[x + 1] == "to" for x in range(i + 1, i + 5))

    def _is_thing(self, i: int, form: str, a: int, b: int) -> bool:
        """Say whether what looks like a verb of saying is a thing: "a command post", "the border post"."""
        if self.lows[i] in ("post", "posts") and self.lows[i - 1] in _POSTS:
            return True
        if form == "base" and self.lows[i] == "report" and self.mark(i + 1) and self.lows[i - 1] in ("staff", "general staff"):
            return True  # "taken together with the General Staff report, they"
        return form == "base" and any(self.lows[x] in ("a", "an") for x in range(max(0, a), b))

    # ------------------------------------------------------------ nouns of reporting, headlines

    def _report(self, i: int, found: list[Attribution]) -> Attribution | None:
        """Read who says what with noun `i`: "a Russian report of fighting", "contrary to the general's claim that"."""
        n = len(self.items)
        if self.lows[i + 1] == "of" or self.lows[i + 1 : i + 3] == ["to", "have"]:
            said = self.lows[i] == "post" or any(a.verb == i for a in found)
            return None if said else self._report_of(i, found)
        proven = any(a.certainty == "confirmed" and 0 < i - a.verb < 8 for a in found)  # "footage confirms Russian claims that"
        if self.lows[i + 1] == "by" or self.lows[i + 1 : i + 3] == ["made", "by"]:
            return None if proven else self._claimed_by(i, i + 1 + (self.lows[i + 1] == "made"))
        if self.lows[i + 1] != "that":
            return None
        told = [a for a in found if a.first <= i + 2 <= a.last]
        whose = self._whose_claim(i)
        if whose is not None and not proven and not any(a.certainty != "denied" and a.verb > i - 3 for a in told):
            on = (a.verb - 1 for a in found if a.verb > i + 1 and self.lows[self.back(a.verb)] == "and")  # "denied …, and noted"
            last = min(next(on, n - 1), self._opening_ends(i))
            return Attribution(i, last, whose[0], whose[1], "claimed", i)  # "contrary to the general's claim that"
        if self.lows[i - 1] in _BEFORE_REPORTS and not told:
            return Attribution(i, n - 1, None, None, "claimed", i)  # "did not comment on reports that"
        return None

    def _report_of(self, i: int, found: list[Attribution]) -> Attribution | None:
        """Read whose report it is that noun `i` names: "given geolocated footage of", "a Russian report of fighting"."""
        a = i
        while a > 0 and self._describes_report(a - 1):
            a -= 1
        if a and self.lows[a - 1] != "given" and any(f.verb == a - 1 for f in found):
            return None  # "posted footage of"
        whose = self._whose_claim(i)
        who = Speaker(*whose, "claimed") if whose is not None else self._claimant(a, i)
        if who is None:
            return None
        n = len(self.items)
        end = next((x for x in range(i + 2, n) if self._report_ends(x)), n)
        return Attribution(i, end - 1, who.name if who.side in ("UA", "RU") else None, who.side, who.certainty, i)

    def _claimed_by(self, i: int, by: int) -> Attribution | None:
        """Read whose claim it is that noun `i` names: "despite claims by a member of parliament on Sunday that"."""
        n = len(self.items)
        that = next((x for x in range(by + 2, min(n, by + 13)) if self.lows[x] == "that" or self.mark(x)), n)
        if that >= n or self.lows[that] != "that":
            return None
        end = next((x for x in range(by + 2, that) if self.lows[x] in ("on", "from", "in") and not self.items[x + 1].place), that)
        who = self._claimant(by + 1, end - 1)
        if who is None:
            return None
        return Attribution(that, min(n - 1, self._opening_ends(that)), who.name, who.side, "claimed", i)

    def _opening_ends(self, i: int) -> int:
        """Return where the phrase ends that opens the sentence: "despite claims that A had fallen, B holds"."""
        if not self.cue(0, "breaks") and self.lows[0] not in ("contrary", "amid"):
            return len(self.items) - 1
        for x in range(i + 1, len(self.items) - 1):
            listed = self.items[x - 1].place and (self.items[x + 1].place or self.lows[x + 1] == "and")
            if self.lows[x] == "," and not listed:
                return x
        return len(self.items) - 1

    def _describes_report(self, x: int) -> bool:
        """Say whether item `x` stands before a noun of reporting and belongs to it: "a Russian", "geolocated"."""
        it = self.items[x]
        if it.mark:
            return False
        if it.side or "confirmed" in it.cues or it.low in DETERMINERS:
            return True
        plain = it.low[:1].isalpha() and not it.cues and not it.verb and not it.place
        return plain and it.low not in PREPOSITIONS and it.low not in ("and", "or")

    def _report_ends(self, x: int) -> bool:
        """Say whether what a report tells ends before item `x`."""
        it = self.items[x]
        return it.low in (",", ";") or "breaks" in it.cues or (it.low == "and" and self._new_report(x))

    def _before_colon(self) -> Attribution | None:
        """Read the speaker of a headline: "Mayor of Izium: city liberated"."""
        n = len(self.items)
        colon = next((m for m in range(1, min(n - 1, 9)) if self.lows[m] == ":"), -1)
        if colon < 0 or not any(self.cue(m, "claimant") for m in range(colon)) or any(self.items[m].verb for m in range(colon)):
            return None
        who = self._claimant(0, colon - 1)
        return Attribution(colon, n - 1, who.name, who.side, "claimed", colon) if who is not None else None

    def _behind_dash(self) -> Attribution | None:
        """Read the speaker who signs a headline: "Our troops have left the city – General Staff"."""
        n = len(self.items)
        n -= n > 0 and self.lows[n - 1] == "."
        dash = next((m for m in range(n - 1, max(0, n - 7), -1) if self.lows[m] in ("-", "–", "—")), -1)
        if dash < 2 or dash + 1 >= n or self.sentence.text[self._spans[dash][0] - 1] != " ":
            return None
        told = any(self._trigger(m) for m in range(dash + 1, n))
        if told or not any(self.cue(m, "claimant") or self.items[m].side in ("UA", "RU") for m in range(dash + 1, n)):
            return None
        who = self._claimant(dash + 1, n - 1)
        return Attribution(0, dash, who.name, who.side, "claimed", dash) if who is not None else None

    # ------------------------------------------------------------ how far it reaches

    def _aside_ends(self, i: int) -> int:
        """Return where an aside with verb `i` ends: "Lyman, a town that the Kremlin had proclaimed part of Russia, was lost"."""
        opens = next((x for x in range(i - 1, max(0, i - 7), -1) if self.lows[x] in ("that", "which", "who")), 0)
        if not opens or not any(self.lows[x] == "," for x in range(max(0, opens - 6), opens)):
            return -1
        ends = next((x for x in range(i + 1, len(self.items) - 1) if self.lows[x] == ","), -1)
        return ends if ends > 0 and self.lows[ends + 1] in _HELPING else -1

    def _turned(self, i: int, side: ClaimantSide | None) -> int:
        """Return where the writer goes on against one who claims: "Moscow said it had taken A, but Ukrainian troops hold"."""
        for x in range(i + 2, len(self.items) - 2):
            if self.lows[x] == "and" and self.lows[x - 1] == "," and self._foreseen(i, x):
                return x - 1
            if side in ("UA", "RU") and self.lows[x] in _AGAINST and self.lows[x - 1] == ",":
                other = next((a for a in self.actors if x < a.first <= x + 3), None)
                if other is not None and other.side in ("UA", "RU") and other.side != side and other.force:
                    return x - 1
        return len(self.items) - 1

    def _tells_on(self, a: int, i: int) -> int:
        """Return the last item of what is told where a speaker stands in its midst: "A has fallen, he said, and B is next"."""
        comma = next((x for x in range(i + 1, min(len(self.items), i + 9)) if self.lows[x] == ","), -1)
        if comma < 0 or any(self.items[x].verb or self.items[x].place for x in range(i + 1, comma)):
            return a
        return len(self.items) - 1 if self.lows[comma + 1] in _GOING_ON else a

    def _said_until(self, i: int, side: ClaimantSide | None) -> int:
        """Return the last item that a speaker before verb `i` tells: "claim to have taken A", not what "but" opens."""
        n = len(self.items)
        if self.lows[i + 1] != "to":
            aside = self._aside_ends(i)
            if aside > 0:
                return aside
            return self._turned(i, side)
        turns = (x for x in range(i + 2, n) if self._claim_ends(x))
        return next((x - 1 for x in turns if not self.lows[x + 1].endswith("ing")), n - 1)

    def _claim_ends(self, x: int) -> bool:
        """Say whether the clause behind a verb of claiming ends at item `x`: "claim to have taken A and have entered B"."""
        if self.lows[x] == "and":
            return self.lows[x + 1] in _HELPING
        return self.lows[x] in _TURNS and self.lows[x - 1] == ","

    def _foreseen(self, i: int, x: int) -> bool:
        """Say whether the writer goes on from "and" at item `x` with a forecast: "reported units in A, and they will likely"."""
        if "that" in self.lows[i + 1 : i + 6]:
            return False
        actor = next((a for a in self.actors if x < a.first <= x + 3 and a.force), None)
        return actor is not None and self.lows[actor.last + 1] in ("will", "may", "could", "would")

    def _to_semicolon(self, said: Attribution) -> Attribution:
        """End what a speaker tells at the only semicolon behind the verb, where the writer goes on."""
        if ";" not in self.lows:
            return said
        x = self.lows.index(";") if self.lows.count(";") == 1 else -1
        if not said.verb + 1 < x < said.last or self.lows[x + 1] in ("and", "that", "he", "she", "it", "they"):
            return said
        return replace(said, last=x - 1)

    def _trails(self, a: int, i: int) -> bool:
        """Say whether a speaker stands behind what is said (", the ministry said"); `a` is the mark before the phrase."""
        if a <= 0 or self.lows[a] not in (",", "—", "–", "-"):
            return False
        rest = range(i + 1, len(self.items))
        if self.lows[i + 1] == ":" and all(self.items[m].place or self.lows[m] in ("and", ",", ".") for m in rest[1:]):
            return True  # "liberated three villages, officials said: A, B and C"
        if not any(self._trigger(m) or self.items[m].place for m in rest):
            return True
        if self.lows[a] != "," or not any(self._trigger(m) for m in range(a)):
            return False
        if self.lows[i + 1] in _SUBORDINATES:
            return True  # "…, the governor conceded after the defenders left"
        comma = next((m for m in rest if self.lows[m] in (",", ".", ";")), len(self.items))
        return not any(self.lows[m] == "that" or self.items[m].verb or self.items[m].place for m in range(i + 1, comma))

    def _trigger(self, x: int) -> bool:
        """Say whether item `x` may tell an event."""
        it = self.items[x]
        return it.verb is not None or it.noun is not None or it.word is not None

    def _new_report(self, x: int) -> bool:
        """Say whether another report is named right behind item `x`: "footage of A and reports of B"."""
        return any(self.cue(y, "report_noun") for y in range(x + 1, min(len(self.items), x + 5)))

    def attribution(self, k: int) -> Attribution | None:
        """Return the attribution that stands over item `k`: the nearest one whose reach holds it."""
        best = None
        for a in self.attributions:
            if a.first <= k <= a.last:
                best = a
        return best
