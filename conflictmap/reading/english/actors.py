"""Who acts and who speaks: phrases that can do something, subjects of verbs, claimants and how far their words reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from conflictmap.model import ClaimantSide, Relation, Side
from conflictmap.reading.discourse import Sentence, State
from conflictmap.reading.english.words import (
    ADVERBS,
    AREA_WORDS,
    BARE_ADJECTIVES,
    BE,
    DETERMINERS,
    HAVE,
    LEXICON,
    NONE,
    PAD,
    PREPOSITIONS,
    PRONOUNS,
    REGION_WORDS,
    SETTLEMENT_WORDS,
    UNIT_WORDS,
    UNITS,
    bearing,
    opposite,
    read_items,
)


@dataclass(slots=True)
class Actor:
    """A phrase that can act: "elements of the 11th Regiment"."""

    first: int
    last: int
    side: str
    force: bool


@dataclass(slots=True)
class Attribution:
    """Who says what stands in items `first` to `last`."""

    first: int
    last: int
    claimant: str | None
    side: ClaimantSide | None
    certainty: str  # claimed, confirmed, denied
    verb: int


_BEING_THERE = frozenset("remain remains remained still are were".split())
PEOPLES = frozenset("ukrainians russians chechens wagnerites occupiers invaders defenders orcs".split())
_SEEN = frozenset("seen spotted filmed photographed pictured".split())
_TURNS = frozenset("but though although while whereas however".split())
_AGAINST = frozenset("but though although however yet".split())
_SUBORDINATES = frozenset("after before when while as since amid following".split())
_SAID = frozenset("said says wrote writes added announced tweeted posted recalled insisted explained".split())
_POSTS = frozenset("command observation control border guard check checkpoint trading medical aid staging".split())
_PER = frozenset("day hour night week month year minute capita cent person unit".split())
_SHOWING = frozenset(["indicate", "suggest", "signal", "reveal", "demonstrate", "show/showed/shown"])
_SPEAK = frozenset(["say/said/said", "tell/told/told", "write/wrote/written", "add", "recall", "insist", "recount", "warn"])
_NO_SPEAKER = frozenset("it there what this that which as he she they we you i who is was are be to of not".split()) - {"of"}
CROWDS = frozenset("thousands hundreds dozens scores millions many others".split())
_LINES = frozenset(
    """
    facility plant factory site complex airport airfield steelworks island peninsula spit hill dam bridge bridges road highway
    crossing railway route artery
    """.split()
)
_OF_TOWNS = frozenset("gain enter lose reach attack held withdraw".split())
_PLURALS = frozenset("cities towns villages settlements".split())
_NUMBERS = frozenset("two three four five six".split())
_EDGES = frozenset(
    "outskirts edge edges suburbs suburb fringes approaches streets centre center quarters districts heart".split()
)
_ANAPHORIC = {"it", "its"} | SETTLEMENT_WORDS | REGION_WORDS | AREA_WORDS | _LINES | _PLURALS | {"there", "center", "centre"}
_SPEAKING = frozenset(["say", "deny", "report_noun"])
_NO_WORDS, _NO_CUES = [""] * PAD, [NONE] * PAD


class Actors:
    """One sentence as items, and the questions that can be asked of it."""

    def __init__(self, sentence: Sentence, state: State) -> None:
        self.sentence, self.state = sentence, state
        self.items, self.lows, self._spans, self._marked, self._cued = read_items(sentence)
        # padded, so that a look past either end finds nothing
        self.lows += _NO_WORDS
        self._cues = [item.cues for item in self.items] + _NO_CUES
        # names of all cues: most questions need not be asked
        self._named = {name for i in self._cued for name in self._cues[i]}
        self.quoted = sentence.text[:1] in '"“«' or (sentence.text.rstrip()[-1:] in "”»" and "“" not in sentence.text)
        triggers = any((it := self.items[i]).verb or it.noun or it.word for i in self._marked)
        seen = "force" in self._named and not self._named.isdisjoint(("report_noun", "say"))
        if not triggers and ("force" in self._named or not PEOPLES.isdisjoint(self.lows)):
            seen |= "fail" in self._named or not _BEING_THERE.isdisjoint(self.lows)
        seen |= "flag" in self._named and not self._named.isdisjoint(("report_noun", "say"))
        self.told = triggers or seen
        speaks = self.told or not self._named.isdisjoint(("say", "deny"))
        if speaks:
            self._anaphora()
        self.actors = list(self._actors()) if speaks else []
        self._subjects: dict[int, tuple[Actor | None, bool]] = {}
        self.attributions = self._attributions() if speaks else []
        for n, actor in enumerate(self.actors):
            if actor.side == "owner":
                # "its forces": those of the one who speaks, else of the last one named
                quoted = self.attribution(actor.first)
                named = next((a.side for a in reversed(self.actors[:n]) if a.side in ("UA", "RU")), "")
                actor.side = quoted.side if quoted is not None and quoted.side in ("UA", "RU") else named or (state.actor or "")

    # ------------------------------------------------------------ words

    def cue(self, i: int, *names: str) -> bool:
        cues = self._cues[i] if i >= 0 else NONE
        for name in names:  # noqa: SIM110  # a generator costs more than the test
            if name in cues:
                return True
        return False

    def adverb(self, i: int) -> bool:
        it = self.items[i]
        return it.adverb and not (it.verb or it.noun or it.side)

    def back(self, i: int) -> int:
        """Return the nearest item before `i` that is no adverb, or -1."""
        j = i - 1
        while j >= 0 and self.adverb(j):
            j -= 1
        return j

    def direction(self, x: int) -> Relation | None:
        low = self.lows[x]
        if len(low) < 4:
            return None
        return bearing(low)

    def mark(self, i: int) -> bool:
        return not 0 <= i < len(self.items) or self.items[i].mark

    def _anaphora(self) -> None:
        """Mark the words that stand for a place that is named elsewhere."""
        if _ANAPHORIC.isdisjoint(self.lows):
            return
        for i, low in enumerate(self.lows):
            if low in _ANAPHORIC and (kind := self._stands_for(i)):
                self.items[i] = self.items[i].standing_for(kind)

    def _stands_for(self, i: int) -> str:
        """Return what kind of place item `i` stands for: "city", "its", "region", "area", "line", or nothing."""
        it = self.items[i]
        if it.place:
            return ""
        if it.low == "it":
            return "it" if i and self._taken_up(i - 1) else ""
        if it.low == "its":
            return "" if _EDGES.isdisjoint(self.lows[i + 1 : i + 4]) else "its"
        if it.low in _PLURALS:
            return "cities" if self._several(i) else ""
        kind = (
            "city"
            if it.low in SETTLEMENT_WORDS
            else "region"
            if it.low in REGION_WORDS
            else "area"
            if it.low in AREA_WORDS
            else "there"
            if it.low == "there"
            else "city"
            if it.low in ("center", "centre") and self.lows[i - 1] in ("regional", "district", "oblast")
            else "line"
            if it.low in _LINES
            else ""
        )
        if not kind:
            return ""
        following = self.items[i + 1] if i + 1 < len(self.items) else None
        if kind == "there":
            exists = following and (following.low in BE or following.low in HAVE or "modal" in following.cues)
            return "area" if i and not exists else ""
        if following and following.low == "council" and self.lows[i - 2] in ("over", "on", "above", "at", "outside", "near"):
            return kind
        if following and (
            following.place
            or following.low in ("council", "administration", "official", "officials", "authorities", "mayor", "military")
        ):
            return ""
        if following and following.low == "between" and kind == "area":
            return ""
        if following and following.low == "of" and kind != "area":
            return ""
        if following and following.low == "of" and i + 2 < len(self.items):
            return ""
        j = i - 1
        while (
            j >= 0
            and not self.items[j].place
            and (
                self.lows[j].endswith(("ern", "al", "ed"))
                or self.lows[j] in ("city", "regional", "same", "entire", "whole", "coastal", "key", "strategic")
            )
        ):
            j -= 1
        if j >= 0 and self.lows[j] in ("the", "this", "that", "our") and not (j and self.items[j - 1].place and kind == "area"):
            return kind
        return ""

    def _taken_up(self, k: int) -> bool:
        """Say whether what verb `k` has for its object, "it", is a town: "after they retook it"."""
        verb = self.items[k].verb
        if verb is None or verb.frame is None or " " in verb.lemma:
            return False
        named = [it.place for it in self.items[:k] if it.place is not None]
        if not named and verb.frame.name == "gain" and self.state.city is not None:
            return self.items[k + 1 :][1:2] == [] or self.lows[k + 2] not in ("to", "that", "as")  # "Now they have captured it."
        return verb.frame.name in _OF_TOWNS and any(t.kind in ("settlement", "relief", "facility") for t in named)

    def _several(self, i: int) -> bool:
        """Say whether a plural stands for places named before: "both cities", "the two villages", "these towns"."""
        if self.lows[i + 1] in ("of", "in", "around", "near", "along", "\0") or self.direction(i + 1):
            return False
        return self.lows[i - 1] in ("both", "these") or (self.lows[i - 1] in _NUMBERS and self.lows[i - 2] in ("the", "all"))

    # ------------------------------------------------------------ who

    def _actors(self) -> Iterator[Actor]:
        items, n = self.items, len(self.items)
        at = 0  # behind the actor before
        for i in self._cued:
            if i < at:
                continue
            loyal = self.lows[i + 1] == "loyal" and self.lows[i + 2] == "to"
            if (
                not items[i].side
                and ("force" in items[i].cues or "claimant" in items[i].cues)
                and (loyal or self.lows[i + 1] == "of")
            ):
                y = i + 2 + loyal
                y += self.lows[y] in ("the", "a")
                if items[y : y + 1] and items[y].place and items[y].dead:
                    y += 1  # "of the Donetsk People's Republic"
                if items[y : y + 1] and items[y].side in ("UA", "RU") and items[y].low not in BARE_ADJECTIVES:
                    yield Actor(i, y, items[y].side, True)
                    at = y + 1
                    continue
            if not items[i].side and "force" in items[i].cues and (own := self._possessive(i)) >= 0:
                yield Actor(own, i, "owner", True)
                continue
            if not items[i].side and items[i].low in UNITS and items[i].noun is None and not (i and items[i - 1].place):
                yield Actor(i, i, "unit", True)
            if not items[i].side or (items[i].side == "other" and not self._heads(i)):
                continue
            side, last, force, bare = items[i].side, i, False, items[i].low not in BARE_ADJECTIVES
            force = "force" in items[i].cues
            k = i + 1
            while k < n and k - i <= 10:
                it = items[k]
                if it.place:
                    if any(
                        self.lows[m] in UNIT_WORDS or self.lows[m] in ("militia", "republic", "people")
                        for m in range(k + 1, min(n, k + 5))
                    ):
                        it.dead = True
                        k += 1
                        continue
                    break
                if it.low == "and" and force and self.cue(k + 1, "force") and self.cue(k + 2, "force") and not items[k + 1].side:
                    k += 1  # "missile and artillery units"
                    continue
                if it.low == "and" and k + 1 < n and not force:
                    nxt = items[k + 1]
                    if nxt.side or "force" in nxt.cues or "claimant" in nxt.cues or (k > i + 1 and self.cue(k + 2, "force")):
                        if nxt.side and nxt.side != side:
                            side = "both"
                        k += 1
                        continue
                    break
                if "force" in it.cues:
                    force, last = True, k
                    k += 1
                    continue
                if it.low in PREPOSITIONS or self.mark(k) or it.low in BE or it.low in HAVE:
                    break
                if "modal" in it.cues or "negation" in it.cues or "breaks" in it.cues or it.low in ("and", "or", "that", "to"):
                    break
                told = force and it.verb is not None and it.verb.form == "base" and self.lows[k - 1].endswith("s")
                if it.noun and it.noun.name in ("attack", "strike", "advance") and not it.cues.keys() & {"claimant"} and not told:
                    force, last = True, k  # "Ukrainian counterattacks" push as Ukrainian forces do
                    k += 1
                    if k < n and items[k].noun is None:
                        break
                    continue
                if (it.verb or it.noun or it.word) and not ("force" in it.cues or "claimant" in it.cues):
                    break
                if last > i and it.low.endswith("ed") and not it.cues:
                    break
                if it.low in ("killed", "said", "wounded"):
                    break
                if (
                    "say" in it.cues or "carry" in it.cues or "plan" in it.cues or "attempt" in it.cues or it.cues.get("foil")
                ) and "claimant" not in it.cues:
                    break
                if "claimant" in it.cues or "people" in it.cues:
                    last = k
                    bare = True
                elif it.side and side not in (it.side, "both"):
                    if it.side == "other":
                        k += 1
                        continue
                    break
                k += 1
            if not force and not bare and side in ("UA", "RU") and self._unheard_of(i + 1):
                force, last = True, i + 1
            first = i
            # "elements of the 11th Regiment" act as one
            j = i - 1
            while j >= 0 and (
                self.lows[j] in DETERMINERS or self.lows[j][:1].isdigit() or self.lows[j].endswith(("th", "nd", "rd"))
            ):
                j -= 1
            if j >= 1 and self.lows[j] == "of" and self.cue(j - 1, "force"):
                first, force = j - 1, True
            yield Actor(first, last, side, force or bare)
            at = last + 1

    def _unheard_of(self, x: int) -> bool:
        """Say whether item `x` is a noun of no meaning here that does something: "Russian besiegers stormed"."""
        if x + 1 >= len(self.items) or not self.lows[x][:1].isalpha() or self.lows[x] in PREPOSITIONS or self.adverb(x):
            return False
        it, y = self.items[x], x + 1
        if it.place or it.verb or it.noun or it.word or it.cues or it.side or it.low in _NO_SPEAKER:
            return False
        while y < len(self.items) and (self.adverb(y) or self.lows[y] in HAVE or self.lows[y] in BE):
            y += 1
        return y < len(self.items) and self.items[y].verb is not None

    def _possessive(self, i: int) -> int:
        """Return the item of "its" in "its last soldiers" before item `i`, or -1."""
        for j in range(i - 1, max(-1, i - 4), -1):
            if self.lows[j] in ("its", "his", "their", "her"):
                return j
            if self.items[j].place or self.items[j].cues or self.mark(j):
                return -1
        return -1

    def _heads(self, i: int) -> bool:
        return any(self.cue(k, "claimant", "report_noun", "force") for k in range(i, min(len(self.items), i + 5)))

    def side_of(self, side: str) -> Side | None:
        if side in ("UA", "RU"):
            return side  # type: ignore[return-value]  # a str that the test narrows
        if side == "speaker":
            return self.voice()
        if side == "enemy":
            return opposite(self.voice()) or "RU"
        if side == "unit":
            # "elements of the 1st Tank Army": the General Staff speaks of the other side's
            quoted = next((a.side for a in self.attributions if a.side), None)
            return "RU" if quoted == "UA" else self.state.actor
        return None

    def _own(self, actor: Actor | None, kind: str, side: Side | None) -> Side | None:
        """Give a gain by unnamed units to the side that tells of it."""
        if actor is not None and actor.side == "unit" and kind in ("control_gained", "entered", "flag_raised"):
            quoted = next((a.side for a in self.attributions if a.side in ("UA", "RU")), None)
            return quoted or side
        return side

    def voice(self) -> Side | None:
        """Whose "our" it is: the one quoted, else whoever prints the report."""
        for a in self.attributions:
            if a.side in ("UA", "RU"):
                return a.side
        if self.state.speaker_side:
            return self.state.speaker_side
        side = self.state.claimant_side
        return side if side in ("UA", "RU") else None

    def light(self, i: int) -> bool:
        """Say whether an item may stand between a subject and its verb."""
        it = self.items[i]
        return (
            self.adverb(i)
            or it.low in BE
            or it.low in HAVE
            or it.low in ("remained", "remains", "remain")
            or it.low in ("to", "do", "did", "does", "who", "that", "which", ",")
            or "modal" in it.cues
            or "negation" in it.cues
            or "hearsay" in it.cues
            or "fail" in it.cues
            or it.low in ("able", "likely", "unlikely")
        ) and not it.place

    def subject(self, k: int) -> tuple[Actor | None, bool]:
        """Find who does what item `k` tells, and whether it is people rather than a side."""
        found = self._subjects.get(k)
        if found is None:
            found = self._subjects[k] = self._subject(k)
        return found

    def _subject(self, k: int) -> tuple[Actor | None, bool]:
        best: Actor | None = None
        if (accused := self._accused(k)) is not None:
            return accused, False
        if self.lows[k - 1] == "to":
            if (taken := self._takes_time(k)) is not None:
                return taken, False
            if (verb := self._purposeful(k)) >= 0:
                return self.subject(verb)
        they = bool(self.attributions) and self.lows[self.back(k)] == "they"
        for actor in reversed(self.actors):
            if actor.last >= k or not actor.force or self._speaks(actor, k):
                continue
            if they and self.tells(actor):
                continue  # "they" are those told of
            if actor.side == "unit" and self._joined(actor.first):
                continue
            if self.lows[actor.first - 1] == "by" and self.lows[actor.last + 1] == ",":
                continue  # "territory occupied by Russian troops, liberating the town"
            if all(self.light(m) for m in range(actor.last + 1 + self._participle(actor.last + 1), k)):
                best = actor
                break
            if self._subjective(actor):
                best = actor
                break
        people = False
        for m in range(k - 1, (best.last if best else -1), -1):
            if self.items[m].verb is not None and self.lows[m] != "occupied":
                break
            if (
                self.cue(m, "people")
                and k - m <= 9
                and all(
                    self.light(x)
                    or self.items[x].place
                    or self.lows[x] in PREPOSITIONS
                    or self.lows[x] in ("and", "occupied")
                    or self.lows[x] in DETERMINERS
                    or self.direction(x) is not None
                    or self.lows[x] in _SEEN
                    or self.cue(x, "area", "attempt", "carry", "say")
                    for x in range(m + 1, k)
                )
            ):
                people = True
            if (self.lows[m] == "those" and m + 1 < len(self.items)) or (self.lows[m] in CROWDS and m == self.back(k)):
                people = True
        if best and any(self.cue(x, "people") for x in range(best.first, best.last + 1)):
            people = True
        return best, people

    def _takes_time(self, k: int) -> Actor | None:
        """Return whom it takes time to do what infinitive `k` tells: "it took Russian forces three months to wrest"."""
        if "it" not in self.lows[max(0, k - 12) : k]:
            return None
        it = next((x for x in range(max(0, k - 12), k - 2) if self.lows[x] == "it" and self.lows[x + 1] in ("took", "takes")), -1)
        return next((a for a in self.actors if it + 2 <= a.first <= it + 4), None) if it >= 0 else None

    def _participle(self, x: int) -> bool:
        """Say whether item `x` is a participle that tells what those before it are about: "forces attempting to take"."""
        return any(self._cues[x].get(name) == "ing" for name in ("attempt", "plan"))

    def _accused(self, k: int) -> Actor | None:
        """Return who is accused of what item `k` tells: "accused Kyiv of shelling"."""
        if self.lows[k - 1] not in ("of", "for"):
            return None
        actor = next((a for a in self.actors if a.last == k - 2), None)
        return actor if actor is not None and self.lows[actor.first - 1].startswith(("accus", "suspect", "blam")) else None

    def _purposeful(self, k: int) -> int:
        """Return the verb whose purpose infinitive `k` tells ("pulled units from A to shore up B"), or -1."""
        for m in range(k - 2, max(-1, k - 16), -1):
            if self.items[m].verb is not None:
                return m if self.items[m].verb.frame.type == "reinforcement" else -1  # type: ignore[union-attr]  # not None by the test, with a frame
            if self.cue(m, "breaks") or self.mark(m):
                return -1
        return -1

    def _joined(self, first: int) -> bool:
        """Say whether a phrase at item `first` only goes on with another: "special forces and organized partisan groups"."""
        x = first - 1
        while x >= 0 and self.lows[x][:1].isalpha() and not (self.items[x].cues or self.items[x].verb or self.items[x].place):
            if self.lows[x] in ("and", "other"):
                return True
            if self.lows[x] in PREPOSITIONS:
                return False
            x -= 1
        return False

    def _speaks(self, actor: Actor, k: int) -> bool:
        """Say whether an actor is the one who tells of item `k` rather than the one who does it."""
        for a in self.attributions:
            if (
                a.verb > actor.last
                and a.first <= k <= a.last
                and all(
                    self.light(x)
                    or self.cue(x, "say", "carry")
                    or (self.items[x].low[:1].isalpha() and not self.items[x].cues and not self.items[x].place)
                    for x in range(actor.last + 1, a.verb)
                )
            ):
                nxt = self.items[a.verb + 1] if a.verb + 1 < len(self.items) else None
                direct = nxt is not None and (
                    nxt.low == "to"
                    or (nxt.verb is not None and nxt.verb.form == "ing")
                    or (nxt.noun is not None and nxt.low.endswith("ing"))
                )
                return not (direct and not any(self.lows[x] == "that" for x in range(a.verb, k)))
        return False

    def _subjective(self, actor: Actor) -> bool:
        b = actor.first - 1
        while (
            b >= 0
            and not self.items[b].place
            and (
                (self.lows[b] in DETERMINERS and self.lows[b] != "that")
                or self.lows[b] in BARE_ADJECTIVES
                or self.lows[b][:1].isdigit()
                or (
                    self.lows[b][:1].isalpha()
                    and not self.items[b].verb
                    and not self.items[b].cues
                    and self.lows[b] not in PREPOSITIONS
                    and self.lows[b] not in ("and", "or", "that")
                    and not self.lows[b].endswith(("ed", "ing"))
                )
            )
        ):
            b -= 1
        if b < 0 or self.mark(b):
            return True
        it = self.items[b]
        if it.place:
            return False
        if "say" in it.cues or "breaks" in it.cues or it.low in ("that", "and", "or"):
            # coordinated with an object: "attacks on Russian forces and Ukrainian units"
            return True
        return not (it.low in PREPOSITIONS or it.low == "to" or it.verb or it.noun or it.cues or it.low.endswith(("ed", "ing")))

    # ------------------------------------------------------------ who says so

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

    def tells(self, actor: Actor) -> bool:
        """Say whether an actor is one who speaks, of whatever it may be."""
        return any(a.verb > actor.last and all(map(self.light, range(actor.last + 1, a.verb))) for a in self.attributions)

    def _whose_claim(self, i: int) -> tuple[str, ClaimantSide | None] | None:
        """Return whose claim noun `i` is: "Gerasimov's announcement", "the Russian ministry's claim", "Russian reports"."""
        actor = next((a for a in self.actors if a.last == i - 1), None)
        owned = self.sentence.text[slice(*self._spans[i - 1])].endswith(("'s", "’s", "s'", "s’")) if i else False
        if actor is not None and (owned or self.lows[actor.last] in BARE_ADJECTIVES):
            return self._words(actor.first, actor.last), self.side_of(actor.side)
        if owned and self.sentence.text[self._spans[i - 1][0]].isupper():
            name = self._words(i - 1, i - 1)
            return name, self.state.people.get(name.removesuffix("'s").removesuffix("’s"))
        return None

    def _new_report(self, x: int) -> bool:
        return any(self.cue(y, "report_noun") for y in range(x + 1, min(len(self.items), x + 5)))

    def _phrase_begins(self, i: int) -> bool:
        it = self.items[i]
        if it.cues.get("say") in ("past", "part") and self.cue(i - 1, "report_noun"):
            return False  # "footage published on July 19 indicates"
        if it.low == ",":
            return True
        return (
            it.low in (";", "that", "—", "–", ":", ".")
            or ("breaks" in it.cues and it.low not in ("former",))
            or (
                it.low == "and"
                and not (
                    (self.cue(i + 1, "claimant") or self._both(i))
                    and i
                    and (
                        self.items[i - 1].side
                        or self.cue(i - 1, "claimant", "report_noun", "force")
                        or (
                            self.items[i - 1].low[:1].isalpha()
                            and not self.items[i - 1].place
                            and self.lows[i - 1] not in ("in",)
                        )
                    )
                )
            )
            or (
                "say" in it.cues
                and not it.cues.get("claimant")
                and "report_noun" not in it.cues
                and it.low not in ("report", "claims", "call")
            )
            or (
                it.verb is not None
                and it.verb.form not in ("part", "past")
                and not it.cues.keys() & {"force", "claimant"}
                and not (it.verb.form == "ing" and self.cue(i - 1, "claimant", "people", "force"))
            )
        )

    def _happens(self, a: int, b: int) -> bool:
        """Say whether items `a` to `b` name nobody who speaks but something that happens."""
        told = any(self.items[x].noun is not None and not self.cue(x, "report_noun") for x in range(a, b + 1))
        return told and not any(self.cue(x, "claimant", "report_noun") for x in range(a, b + 1))

    def _both(self, i: int) -> bool:
        """Say whether "and" joins two claimants ("Russian and Ukrainian sources", "the LNR and Telegram channels")."""
        for k in range(i + 1, min(len(self.items), i + 5)):
            if self.cue(k, "claimant", "report_noun"):
                return (
                    not any(self.cue(m, "say") or self.items[m].verb for m in range(max(0, i - 3), i))
                    or self.items[i - 1].side != ""
                )
            if self.items[k].verb or self.cue(k, "aux", "say"):
                return False
        return False

    def _phrase_ends(self, i: int) -> bool:
        it = self.items[i]
        return (
            it.low in (",", ";", "that", "—", "–", ":", ".")
            or "breaks" in it.cues
            or (it.verb is not None and it.verb.form != "ing" and "claimant" not in it.cues)
            or it.low in BE
            or it.low in HAVE
        )

    def _claimant(self, a: int, b: int) -> tuple[str | None, ClaimantSide | None, str] | None:
        """Read who speaks in items `a` to `b`: the words, the side, and whether it is proof rather than speech."""
        while a <= b and self.items[a].low in ("in", "on", "and", "-", "–", "—", "•") and not self.items[a].place:
            a += 1
        if a > b:
            return None
        items = self.items[a : b + 1]
        lows = {it.low for it in items}
        if any("report_noun" in it.cues for it in items) and any("confirmed" in it.cues for it in items):
            return None, None, "confirmed"
        if lows & LEXICON.cues["outlet"]:
            for it in items:
                if it.place:
                    it.dead = True
            return None, None, "reported"
        if lows <= PRONOUNS | DETERMINERS | ADVERBS | {"later"} and lows & PRONOUNS and not lows & {"which", "that", "who"}:
            return self.state.claimant, self.state.claimant_side, "claimed"
        if any("report_noun" in it.cues for it in items) and b + 1 < len(self.items) and self._proves(b + 1):
            return None, None, "confirmed"
        sides = {it.side for it in items if it.side}
        heads = [it for it in items if "claimant" in it.cues or "report_noun" in it.cues or "force" in it.cues]
        if not sides and not heads:
            # a name alone: someone who was introduced with a title before
            text = self._words(a, b)
            if text and text[:1].isupper() and len(items) <= 4:
                if self.state.claimant and text.split()[-1] in self.state.claimant:
                    return text, self.state.claimant_side, "claimed"
                return text, self.state.people.get(text.split()[-1]), "claimed"
            return (text, None, "claimed") if len(items) <= 6 and self._plainly_said(a, b) else None
        for it in items:
            if it.place:
                it.dead = True
        text = self._words(a, b)
        side: ClaimantSide | None = None
        if {"RU", "UA"} <= sides or "both" in sides:
            occupied = any(
                it.low in ("occupation", "proxy", "russian-appointed", "russian-backed", "russian-installed") for it in items
            )
            side = "RU" if occupied else "other"
            first = next(it.side for it in items if it.side)
            if not occupied and not any(it.low == "and" for it in items):
                side = self.side_of(first) or "other"
        elif "RU" in sides or "enemy" in sides:
            side = "RU"
        elif "UA" in sides or "speaker" in sides:
            side = "UA"
        elif "other" in sides:
            side = "UA" if lows & {"local"} and lows & {"authorities", "officials", "mayor"} else "other"
        elif lows & {
            "general staff",
            "operational command",
            "stratcom",
            "mayor",
            "governor",
            "mayors",
            "ova",
            "regional",
            "council",
            "authorities",
            "officials",
            "administration",
            "head",
            "governors",
            "official",
        }:
            side = "UA"
        elif any("report_noun" in it.cues or it.low in ("users", "sources", "witnesses", "media", "channels") for it in items):
            side = "other"
        elif self.state.claimant and text.split()[-1] in self.state.claimant:
            side = self.state.claimant_side
        if (
            side in (None, "other")
            and items[-1].low
            in ("official", "milblogger", "source", "general staff", "mayor", "governor", "administration", "spokesperson")
            and items[0].low == "the"
            and len(items) <= 3
        ):
            side = self.state.claimant_side or side
        certainty = "claimed"
        if side == "UA" and not sides and any(it.place and it.place.place and it.place.place.country == "RU" for it in items):
            side = "RU"  # "officials in Moscow", "the governor of Belgorod"
        if any(it.low in ("unconfirmed",) for it in items):
            certainty = "unverified"
        return text, side, certainty

    def _plainly_said(self, a: int, b: int) -> bool:
        """Say whether items `a` to `b` are a plain noun with its verb of speaking: "prisoners said", "an elderly woman told"."""
        x = b + 1
        while x < len(self.items) and (self.adverb(x) or self.lows[x] in HAVE):
            x += 1
        speaks = x < len(self.items) and self.items[x].lemma in _SPEAK and self._cues[x].get("say") != "ing"
        return speaks and not any(self.items[y].place or self.lows[y] in _NO_SPEAKER or self.mark(y) for y in range(a, b + 1))

    def _proves(self, x: int) -> bool:
        """Say whether the verb from item `x` on is the writer's word for proof: "footage confirms"."""
        while x < len(self.items) and (self.adverb(x) or self.lows[x] in HAVE):
            x += 1
        return self.lows[x] in ("confirm", "confirms", "confirmed", "corroborates", "corroborate", "corroborated")

    def start(self, k: int) -> int:
        """Return the code point of the report where item `k` begins."""
        return self.sentence.start + self._spans[k][0]

    def end(self, k: int) -> int:
        """Return the code point of the report behind item `k`."""
        return self.sentence.start + self._spans[k][1]

    def _words(self, a: int, b: int) -> str:
        return " ".join(self.sentence.text[self._spans[a][0] : self._spans[b][1]].split())

    def attribution(self, k: int) -> Attribution | None:
        """Return the attribution that stands over item `k`: the nearest one whose reach holds it."""
        best = None
        for a in self.attributions:
            if a.first <= k <= a.last:
                best = a
        return best
