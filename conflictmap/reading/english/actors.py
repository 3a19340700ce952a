"""Who acts in an English sentence: phrases that can do something, whose side they are of, subjects of verbs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from conflictmap.model import ClaimantSide, Relation, Side
from conflictmap.reading.discourse import Sentence, State
from conflictmap.reading.english.words import (
    AREA_WORDS,
    BARE_ADJECTIVES,
    BE,
    DETERMINERS,
    HAVE,
    MONTHS,
    NONE,
    PAD,
    PREPOSITIONS,
    REGION_WORDS,
    SETTLEMENT_WORDS,
    UNIT_WORDS,
    UNITS,
    Item,
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
    certainty: str  # claimed, confirmed, denied; false: claimed, and the writer denies it
    verb: int


_BEING_THERE = frozenset("remain remains remained still are were".split())
PEOPLES = frozenset("ukrainians russians chechens wagnerites occupiers invaders defenders orcs".split())
_STRANDED = frozenset("trapped stranded stuck sheltering remaining".split())
_SEEN = frozenset("seen spotted filmed photographed pictured".split())
NO_SPEAKER = frozenset("it there what this that which as he she they we you i who is was are be to of not".split()) - {"of"}
CLAIMING = frozenset(["claims", "claim", "claimed", "added"])  # a town, with no word of taking it
CROWDS = frozenset("thousands hundreds dozens scores millions many others".split())
_LINES = frozenset(
    """
    facility plant factory site complex airport airfield steelworks island peninsula spit hill dam bridge bridges road highway
    crossing railway route artery
    """.split()
)
_OF_TOWNS = frozenset("gain enter lose reach attack held withdraw".split())
_FIRES = frozenset(["shell", "bomb", "rocket", "mortar", "mass", "drone"])  # that look like nouns
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$")
_BY_WHICH = frozenset(["through which", "by which", "along which", "over which", "on which", "across which"])
_PLURALS = frozenset("cities towns villages settlements".split())
_NUMBERS = frozenset("two three four five six".split())
_EDGES = frozenset(
    "outskirts edge edges suburbs suburb fringes approaches streets centre center quarters districts heart".split()
)
_OF_A_UNIT = frozenset(
    "its their brigade brigade's battalion battalion's regiment regiment's".split()
)  # who speaks of it, leads it
_OWN_GAINS = frozenset(["control_gained", "entered", "flag_raised"])
MILITARY = frozenset("staff command commander commander-in-chief army military forces brigade general".split())
_BARE = frozenset("units troops soldiers unit".split())
_ANAPHORIC = (
    {"it", "its", "latter"} | SETTLEMENT_WORDS | REGION_WORDS | AREA_WORDS | _LINES | _PLURALS | {"there", "center", "centre"}
)
_MAKING = frozenset("force forces forced forcing compel compels compelled compelling".split())
_ABILITIES = frozenset(
    "ability abilities capability capacity attempts attempt efforts effort plans plan intention intent desire".split()
)
_ONLY_BEFORE_NOUNS = frozenset(["following", "despite", "due to", "because of", "in response to"])
_SORTS_OF_UNIT = (" rifle", " regiment", " division", " corps", " infantry")
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
        seen |= not CLAIMING.isdisjoint(self.lows) or not _BY_WHICH.isdisjoint(self.lows)
        seen |= "line" in self._named and ("fail" in self._named or "suspended" in self.lows)
        seen |= "flag" in self._named and not self._named.isdisjoint(("report_noun", "say"))
        self.told = triggers or seen
        self.speaks = self.told or not self._named.isdisjoint(("say", "deny"))
        if self.speaks:
            self._anaphora()
        self.actors = list(self._actors()) if self.speaks else []
        self._subjects: dict[int, tuple[Actor | None, bool]] = {}
        self.attributions: list[Attribution] = []  # who says what: `claimants` fills it

    # ------------------------------------------------------------ words

    def cue(self, i: int, *names: str) -> bool:
        cues = self._cues[i] if i >= 0 else NONE
        for name in names:  # noqa: SIM110  # a generator costs more than the test
            if name in cues:
                return True
        return False

    def adverb(self, i: int) -> bool:
        if i >= len(self.items):
            return False
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
        if it.low == "latter":
            return "city" if self.lows[i - 1] == "the" and not self._qualified(i + 1) else ""
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
            exists = exists and self.items[i - 1].noun is None  # "the fighting there is"
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

    def _qualified(self, i: int) -> bool:
        """Say whether item `i` is a word that one before it describes: "the latter group"."""
        it = self.items[i] if i < len(self.items) else None
        return it is not None and it.low[:1].isalpha() and it.low not in PREPOSITIONS | BE | HAVE and not (it.verb or it.adverb)

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
        if self.lows[i - 1] == "the" and len(self.state.targets) > 1:
            return self.mark(i + 1) or self.cue(i + 1, "breaks") or self.lows[i + 1] in ("and", "on", "at", "from", "with")
        return self.lows[i - 1] in ("both", "these", "those") or (
            self.lows[i - 1] in _NUMBERS and self.lows[i - 2] in ("the", "all")
        )

    # ------------------------------------------------------------ who

    def _actors(self) -> Iterator[Actor]:
        at = 0  # behind the actor before
        for i in self._cued:
            if i < at:
                continue
            if not self.items[i].side:
                actor = self._of_no_side(i)
            elif self.lows[i] in ("ukraine", "russia") and self._is_whereabouts(i):
                actor = None
            elif self.items[i].side != "other" or self._heads(i):
                actor = self._of_side(i)
            else:
                actor = None
            if actor is not None:
                yield actor
                at = actor.last + 1

    def _is_whereabouts(self, i: int) -> bool:
        """Say whether a country is only where something is: "in Ukraine", "from eastern Ukraine"."""
        text, end = self.sentence.text, self._spans[i][1]
        if text[end - 2 : end] in ("'s", "’s") or self.cue(i + 1, "force"):
            return False
        return self.lows[i - 1] in ("in", "into", "inside", "across", "throughout") or self.direction(i - 1) is not None

    def _of_no_side(self, i: int) -> Actor | None:
        """Return the actor at item `i`, which names no side: "forces loyal to Kyiv", "its soldiers", "elements"."""
        it = self.items[i]
        force = "force" in it.cues
        loyal = self.lows[i + 1] == "loyal" and self.lows[i + 2] == "to"
        if (loyal or self.lows[i + 1] == "of") and (force or "claimant" in it.cues):
            y = i + 2 + loyal
            y += self.lows[y] in ("the", "a")
            if y < len(self.items) and self.items[y].place and self.items[y].dead:
                y += 1  # "of the Donetsk People's Republic"
            if y < len(self.items) and self.items[y].side in ("UA", "RU") and self.items[y].low not in BARE_ADJECTIVES:
                return Actor(i, y, self.items[y].side, True)
        if force and "whose" in self.lows[max(0, i - 2) : i]:
            sides = (self.items[x].side for x in range(i - 2, max(-1, i - 9), -1))
            side = next((s for s in sides if s in ("UA", "RU")), "")
            return Actor(i, i, side, True) if side else None  # "the Ukrainian army, whose troops held"
        if force and (own := self._possessive(i)) >= 0:
            return Actor(own, i, "owner", True)
        if it.low in UNITS and it.noun is None and not (i and self.items[i - 1].place):
            last = self._numbered(i)
            return Actor(i, last, "RU", True) if last > i or it.low == "division" else Actor(i, i, "unit", True)
        return None

    def _numbered(self, i: int) -> int:
        """Return the last item of "units of the 76th Division", or `i`: only one side has numbered armies and divisions."""
        if self.lows[i + 1] != "of":
            return i
        y = i + 2 + (self.lows[i + 2] in DETERMINERS)
        if not _ORDINAL.match(self.lows[y]):
            return i
        last = next((x for x in range(y + 1, y + 6) if self.lows[x] in ("army", "division", "armies", "divisions")), i)
        return i if any(self.mark(x) or self.items[x].place or self.lows[x] in PREPOSITIONS for x in range(y, last)) else last

    def _of_side(self, i: int) -> Actor:
        """Return the actor that begins with item `i`, which names a side: "Russian missile and artillery units"."""
        last, side, force, bare = self._noun_phrase(i)
        if self.lows[i] == "belarusian" and force:
            side = "RU"  # they would fight on its side
        if not force and not bare and side in ("UA", "RU") and self._unheard_of(i + 1):
            force, last = True, i + 1
        # "elements of the 11th Regiment" act as one
        j = i - 1
        while j >= 0 and (
            self.lows[j] in DETERMINERS
            or self.lows[j][:1].isdigit()
            or self.lows[j].endswith(("th", "nd", "rd"))
            or self.lows[j] in ("separate", "independent", "guards", "defending", "remaining")
        ):
            j -= 1
        if j >= 1 and self.lows[j] == "of" and self.cue(j - 1, "force"):
            return Actor(j - 1, last, side, True)
        return Actor(i, last, side, force or bare)

    def _noun_phrase(self, i: int) -> tuple[int, str, bool, bool]:
        """Return the last item of the phrase that item `i` opens, its side, whether it names a force, whether it acts at all."""
        items, n = self.items, len(self.items)
        last, side, force, bare = i, items[i].side, "force" in items[i].cues, items[i].low not in BARE_ADJECTIVES
        k = i + 1
        while k < n and k - i <= 10:
            it = items[k]
            if k == i + 1 and items[i].low in PEOPLES and it.low in _FIRES:
                break  # "the Russians shell"
            if it.place:
                if not self._names_unit(k):
                    break
                it.dead = True
            elif it.low == "and":
                if not self._joins(k, force=force, led=k > i + 1):
                    break
                if not force and items[k + 1].side and items[k + 1].side != side:
                    side = "both"
            elif "force" in it.cues or (it.side and it.low.endswith(_SORTS_OF_UNIT)):
                force, last = True, k  # also "Ukraine's 24th Motorized Rifle Brigade"
            elif self._breaks_off(k):
                break
            elif self._attacking(k, force=force):
                force, last = True, k  # "Ukrainian counterattacks" push as Ukrainian forces do
                if k + 1 < n and items[k + 1].noun is None:
                    break
            elif self._does_something(k, opened=last > i):
                break
            elif "claimant" in it.cues or "people" in it.cues:
                last, bare = k, True
            elif it.side and self._of_another(it, side):
                break
            k += 1
        return last, side, force, bare

    @staticmethod
    def _of_another(it: Item, side: str) -> bool:
        """Say whether an item names another side than the phrase before it."""
        return it.side != "other" and side not in (it.side, "both")

    def _names_unit(self, k: int) -> bool:
        """Say whether place `k` is part of the name of a unit: "the Donetsk People's Militia", "the Kraken regiment"."""
        behind = self.lows[k + 1 : min(len(self.items), k + 5)]
        return any(low in UNIT_WORDS or low in ("militia", "republic", "people") for low in behind)

    def _joins(self, k: int, *, force: bool, led: bool) -> bool:
        """Say whether "and" at item `k` goes on with an actor: "missile and artillery units", "Russian and Belarusian troops"."""
        if k + 1 >= len(self.items):
            return False
        following = self.items[k + 1]
        if force:
            return not following.side and self.cue(k + 1, "force") and self.cue(k + 2, "force")
        if following.side or "force" in following.cues or "claimant" in following.cues:
            return True
        return led and self.cue(k + 2, "force")

    def _breaks_off(self, k: int) -> bool:
        """Say whether a noun phrase ends before item `k`."""
        it = self.items[k]
        if it.low in PREPOSITIONS or self.mark(k) or it.low in BE or it.low in HAVE or it.low in ("or", "that", "to"):
            return True
        return "modal" in it.cues or "negation" in it.cues or "breaks" in it.cues

    def _attacking(self, k: int, *, force: bool) -> bool:
        """Say whether noun `k` is an attack that acts as those who make it: "Ukrainian counterattacks"."""
        it = self.items[k]
        if it.noun is None or it.noun.name not in ("attack", "strike", "advance") or "claimant" in it.cues:
            return False
        return not (force and it.verb is not None and it.verb.form == "base" and self.lows[k - 1].endswith("s"))

    def _does_something(self, k: int, *, opened: bool) -> bool:
        """Say whether item `k` tells what the noun phrase before it does."""
        it = self.items[k]
        if (it.verb or it.noun or it.word) and "claimant" not in it.cues:
            return True
        if (opened and it.low.endswith("ed") and not it.cues) or it.low in ("killed", "said", "wounded"):
            return True
        told = "say" in it.cues or "carry" in it.cues or "plan" in it.cues or "attempt" in it.cues or bool(it.cues.get("foil"))
        return told and "claimant" not in it.cues

    def _unheard_of(self, x: int) -> bool:
        """Say whether item `x` is a noun of no meaning here that does something: "Russian besiegers stormed"."""
        if x + 1 >= len(self.items) or not self.lows[x][:1].isalpha() or self.lows[x] in PREPOSITIONS or self.adverb(x):
            return False
        it, y = self.items[x], x + 1
        if it.place or it.verb or it.noun or it.word or it.cues or it.side or it.low in NO_SPEAKER:
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
            quoted = next((a for a in self.attributions if a.side), None)
            if quoted is None or quoted.side != "UA":
                return self.state.actor
            return "UA" if not _OF_A_UNIT.isdisjoint((quoted.claimant or "").lower().split()) else "RU"
        return None

    def _own(self, actor: Actor | None, kind: str, side: Side | None) -> Side | None:
        """Give a gain by unnamed units to the side that tells of it."""
        if actor is not None and actor.side == "unit" and (kind in _OWN_GAINS or (kind == "withdrew" and self._bare(actor))):
            quoted = next((a.side for a in self.attributions if a.side in ("UA", "RU")), None)
            return quoted or side
        return side

    def _bare(self, actor: Actor) -> bool:
        """Say whether an actor is just "units" or "troops", those of the military that tells of them."""
        if self.lows[actor.first] not in _BARE or self.lows[actor.first + 1] == "of":
            return False
        tellers = (word for a in self.attributions for word in (a.claimant or "").lower().split())
        return self.lows[actor.first - 1] != "the" or not MILITARY.isdisjoint(tellers)

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
            if (owner := self._made_to(k) or self._whose_aim(k) or self._takes_time(k)) is not None:
                return owner, False
            if (verb := self._purposeful(k)) >= 0:
                return self.subject(verb)
        they = bool(self.attributions) and self.lows[self.back(k)] == "they"
        verb_of_k = self.items[k].verb
        trailing = self.lows[k - 1] == "," and verb_of_k is not None and verb_of_k.form == "ing"
        joined = not _ONLY_BEFORE_NOUNS.isdisjoint(self.lows) and self._joined_verb(k)
        for actor in reversed(self.actors):
            if actor.last >= k or not actor.force or self._speaks(actor, k):
                continue
            if (joined and self.lows[actor.first - 1] in _ONLY_BEFORE_NOUNS) or (they and self.tells(actor)):
                continue  # "are failing following Ukrainian gains and are fleeing"; "they" are those told of
            if actor.side == "unit" and self._joined(actor.first):
                continue
            if self.lows[actor.first - 1] == "by" and self.lows[actor.last + 1] == ",":
                continue  # "ground held by Russian troops, freeing the town"
            if self._antecedes(actor, k) or all(
                self.light(m) for m in range(actor.last + 1 + self._participle(actor.last + 1), k)
            ):
                if trailing and not self._subjective(actor):
                    continue  # "defeated the Russian army, liberating the town"
                best = actor
                break
            if self._subjective(actor):
                best = actor
                break
        people = best is not None and any(self.cue(x, "people") for x in range(best.first, best.last + 1))
        if best is not None and best.first == best.last and self.lows[best.last] == "men":
            people = True  # "men of fighting age"
        return best, people or self._people(k, best.last if best else -1)

    def _made_to(self, k: int) -> Actor | None:
        """Return whom somebody makes do what infinitive `k` tells: "is forcing Russian units from Kyiv to redeploy"."""
        for x in range(k - 2, max(-1, k - 14), -1):
            made = [a for a in self.actors if x < a.first <= x + 5 and a.force and a.last < k] if self.lows[x] in _MAKING else []
            if made and made[0].first <= x + 2:
                return made[-1] if made[0].side == "unit" else made[0]  # "forced units from Russia's 30th Brigade to retreat"
            if self.mark(x) or self.lows[x] in ("to", "that") or self.cue(x, "breaks"):
                return None
        return None

    def _whose_aim(self, k: int) -> Actor | None:
        """Return whose aim or ability it is that infinitive `k` tells: "degraded Russian forces' ability to hold"."""
        g = k - 2
        if self.lows[g] not in _ABILITIES:
            return None
        owner = next((a for a in self.actors if a.first <= g - 1 <= a.last), None)
        return owner if owner is None or owner.side in ("UA", "RU") else None

    def _antecedes(self, actor: Actor, k: int) -> bool:
        """Say whether verb `k` stands in a clause on an actor: "to slow Ukrainian units, which cleared the villages in"."""
        x = actor.last + 1
        if self.lows[x] in ("in", "near", "around", "from", "on", "at"):
            x = next((y for y in range(x + 1, min(k, x + 6)) if self.mark(y)), x)
        x += self.lows[x] == ","
        if self.lows[x] not in ("which", "who") or not x < k <= x + 5:
            return False
        return not any(self.mark(y) or self.lows[y] == "and" or self.cue(y, "breaks") for y in range(x + 1, k))

    def _joined_verb(self, k: int) -> bool:
        """Say whether verb `k` goes on with one before it: "and are fleeing"."""
        x = k - 1
        while x > 0 and (self.adverb(x) or self.lows[x] in BE or self.lows[x] in HAVE):
            x -= 1
        return x < k - 1 and self.lows[x] == "and"

    def _people(self, k: int, edge: int) -> bool:
        """Say whether people rather than a side stand between items `edge` and `k` as who does what item `k` tells."""
        for m in range(k - 1, edge, -1):
            if self.items[m].verb is not None and self.lows[m] != "occupied":
                return False
            if self.cue(m, "people") and k - m <= 9 and all(self._unpeopled(x) for x in range(m + 1, k)):
                return True
            if (self.lows[m] == "those" and m + 1 < len(self.items)) or (self.lows[m] in CROWDS and m == self.back(k)):
                return True
        return False

    def _unpeopled(self, x: int) -> bool:
        """Say whether item `x` may stand between people and what they do: "residents of two occupied villages near X were"."""
        low = self.lows[x]
        if self.light(x) or self.items[x].place or low in PREPOSITIONS or low in ("and", "occupied") or low in DETERMINERS:
            return True
        return self.direction(x) is not None or low in _SEEN or low in _STRANDED or self.cue(x, "area", "attempt", "carry", "say")

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
                on = a.verb + 1 + 3 * (self.lows[a.verb + 1] == "on" and self.lows[a.verb + 2] in MONTHS)  # "claimed on May 3 to"
                nxt = self.items[on] if on < len(self.items) else None
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
        if "say" in it.cues and b and self.mark(b - 1) and self.mark(actor.last + 1):
            return False  # "…, said the governor, hours after a missile"
        if b == 0 and it.low.endswith("ed") and not it.cues:
            return True  # "Damaged Russian units"
        if "say" in it.cues or "breaks" in it.cues or "if" in it.cues or it.low in ("that", "and", "or"):
            # coordinated with an object: "attacks on Russian forces and Ukrainian units"
            return True
        return not (it.low in PREPOSITIONS or it.low == "to" or it.verb or it.noun or it.cues or it.low.endswith(("ed", "ing")))

    # ------------------------------------------------------------ who says so

    def tells(self, actor: Actor) -> bool:
        """Say whether an actor is one who speaks, of whatever it may be."""
        return any(a.verb > actor.last and all(map(self.light, range(actor.last + 1, a.verb))) for a in self.attributions)
