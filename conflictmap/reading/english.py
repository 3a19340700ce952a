"""The clause reader of English: a small grammar over the words of `lexicon/events_en.toml`.

A sentence becomes a row of items (words and phrases of the lexicon, places, punctuation). Every word that may make an event is
then asked what governs it (negation, plans, attempts, failure, light verbs), who does it, and which places are its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from conflictmap.model import Claim, ClaimantSide, EventType, PlaceRole, Relation, Side, Toponym
from conflictmap.reading.discourse import Finding, Sentence, State
from conflictmap.reading.lexicon import Entry, Frame, load_lexicon

__all__ = ["conjugate", "doubts", "read_sentence"]

_DOUBLING = frozenset(
    ["repel", "transfer", "admit", "deter", "rebut", "permit", "commit", "compel", "expel", "control", "cut", "regret"]
)
_VOWELS = "aeiou"


def conjugate(verb: str) -> dict[str, str]:
    """Return the forms of an English verb; irregular ones are given as base/past/participle.

    Examples
    --------
    >>> conjugate("seize")["ing"], conjugate("repel")["past"], conjugate("take/took/taken")["part"]
    ('seizing', 'repelled', 'taken')
    """
    base, _, rest = verb.partition("/")
    past, _, part = rest.partition("/")
    stem = base
    closed = len(base) > 2 and base[-1] not in _VOWELS + "wxy" and base[-2] in _VOWELS and base[-3] not in _VOWELS
    if closed and (base in _DOUBLING or not any(c in _VOWELS for c in base[:-3])):
        stem = base + base[-1]
    if base == "be":
        return {"base": "be", "s": "is", "past": "was", "plural": "are", "pasts": "were", "part": "been", "ing": "being"}
    sibilant = base.endswith(("s", "x", "z", "ch", "sh", "o"))
    soft_y = base.endswith("y") and base[-2] not in _VOWELS
    s = base[:-1] + "ies" if soft_y else base + ("es" if sibilant else "s")
    if base == "have":
        s = "has"
    regular = base[:-1] + "ied" if soft_y else base + "d" if base.endswith("e") else stem + "ed"
    drop = base.endswith("e") and not base.endswith(("ee", "oe", "ye"))
    ing = "dying" if base == "die" else (base[:-1] if drop else stem) + "ing"
    return {"base": base, "s": s, "past": past or regular, "part": part or past or regular, "ing": ing}


_LEXICON = load_lexicon("events_en", conjugate)

_TOKEN = re.compile(r"\d+(?:st|nd|rd|th)\b|\d[\d.,:]*\d|\d|[^\W\d_]+(?:[.’'\-‑][^\W\d_]+)*|[^\W_]+(?:-[^\W_]+)*|\S")
_POSSESSIVE = re.compile(r"[’']s?$")
_DIRECTION = re.compile(r"^(?:due-?)?(north|south)?[\- ]?(east|west)?(?:ern(?:most)?|wards?|erly)?$")
_CODES: dict[tuple[str, str], Relation] = {
    ("north", ""): "N",
    ("north", "east"): "NE",
    ("", "east"): "E",
    ("south", "east"): "SE",
    ("south", ""): "S",
    ("south", "west"): "SW",
    ("", "west"): "W",
    ("north", "west"): "NW",
}
_PLACE = "\0"
_PAD = 24  # further than any rule looks past the end
_NONE: Mapping[str, str] = {}

_BE = frozenset("be is are was were been being 's 're am get got gets remain remains remained".split())
_HAVE = frozenset("have has had having 've".split())
_PREPOSITIONS = frozenset(
    "in at on to from into toward towards against of for through via by over across along inside within throughout between with"
    " onto off under upon behind during among per up down out back".split()
)
_DETERMINERS = frozenset(
    "the a an this that these those its their his her any some all both several many most each other".split()
)
_CONJUNCTIONS = frozenset(["and", "or", ",", "nor", "then", "&", "/"])
_SETTLEMENT_WORDS = frozenset("city town village settlement capital municipality".split())
_REGION_WORDS = frozenset("region oblast raion district province".split())
_AREA_WORDS = frozenset("area vicinity axis".split())
_SECTORS = frozenset("direction directions axis sector front frontline".split())
_UNIT_WORDS = frozenset("brigade battalion regiment division corps army fleet battlegroup company".split())
_UNITS = frozenset(
    "btgs groups elements units unit detachments battalion battalions brigade brigades regiment regiments division troops soldiers fighters".split()
)
_PRONOUNS = frozenset("they he she it we i them who which that".split())
_OPENERS = frozenset(
    [
        "while",
        "whereas",
        "but",
        "although",
        "though",
        ";",
        "which",
        "who",
        "where",
        "when",
        "after",
        "before",
        "as",
        "because",
        "since",
    ]
)
_FACTUAL = frozenset(["use", "force", "compel", "cause", "prompt", "lead", "allow", "enable", "succeed", "manage", "continue"])
_GAINS = frozenset(["gain", "enter", "advance", "attack", "expel", "flag"])


class Item:
    """A word, a phrase of the lexicon, a place, or a mark. A plain class: half a million of them are made for a year of reports."""

    __slots__ = ("anaphor", "cues", "dead", "end", "lemma", "low", "noun", "place", "side", "start", "verb", "word")

    def __init__(self, low: str, start: int, end: int, place: Toponym | None = None) -> None:
        self.low = low
        self.start = start  # code points into the report
        self.end = end
        self.place = place
        self.anaphor = ""  # "city", "region", "area", "line": a place that is named elsewhere
        self.verb: Entry | None = None
        self.noun: Entry | None = None
        self.word: Entry | None = None
        self.cues: Mapping[str, str] = _NONE  # name of the cue -> form; shared, never changed
        self.lemma = ""
        self.side = ""  # of an actor's word
        self.dead = False  # a place that is part of a title, a unit's name, a border


@dataclass(slots=True)
class Actor:
    """A phrase that can act: "elements of the 11th Regiment"."""

    first: int
    last: int
    side: str
    force: bool


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
    confirmed: bool = False
    inherits: bool = False  # a participle whose main verb decides
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


@dataclass(slots=True)
class Attribution:
    """Who says what stands in items `first` to `last`."""

    first: int
    last: int
    claimant: str | None
    side: ClaimantSide | None
    certainty: str  # claimed, confirmed, denied
    verb: int


_ADVERBS = frozenset(
    "also again still now then further just both even only so yet thereby meanwhile too ever once soon far elsewhere either instead thus"
    " together simultaneously additionally already previously recently earlier later once likely possibly perhaps reportedly allegedly"
    " fully partially continually away forward back northward southward eastward westward apparently almost nearly".split()
)
_BARE_ADJECTIVES = frozenset(
    "russian ukrainian chechen proxy separatist occupation occupying russian-backed russia-backed pro-russian pro-kremlin local social western"
    " us u.s u.s. american british uk european belarusian russian-appointed russian-installed moscow-backed kremlin-backed moscow-installed"
    " kremlin-sponsored russian-led kremlin-affiliated russian-occupied russian-controlled russian-held ukrainian-held ukrainian-controlled"
    " pro-ukrainian backed-local our ours hostile enemy akhmat azov turkish polish".split()
)


@lru_cache(maxsize=1 << 16)
def _normal(word: str) -> str:
    """Fold a word: lower case, straight apostrophes, no possessive."""
    low = word.casefold().replace("’", "'")
    if low.endswith("'s") and low not in ("it's", "that's", "there's", "he's", "she's", "'s"):
        return low[:-2]
    return low[:-1] if low.endswith("'") and len(low) > 1 else low


def _tokens(sentence: Sentence) -> list[tuple[str, int, int, Toponym | None]]:
    """Cut a sentence into words, marks and places; what stands in brackets only locates and is left out."""
    text, base = sentence.text, sentence.start
    out: list[tuple[str, int, int, Toponym | None]] = []
    depth = 0
    at = 0
    marks: list[tuple[int, int, Toponym | None]] = [
        (t.start - base, t.end - base, t)
        for t in sentence.toponyms
        if not (
            (t.kind == "country" or t.surface.casefold() in _BARE_ADJECTIVES)
            and any(e.kind == "actor" for word in t.surface.casefold().split() for e in _LEXICON.word(word))
        )
    ]
    marks.append((len(text), len(text), None))
    for a, b, place in marks:
        if a < at:
            continue
        for match in _TOKEN.finditer(text, at, a):
            word = match.group()
            if word in "([":
                depth += 1
            elif word in ")]":
                depth = max(0, depth - 1)
            elif not depth and word not in "\"“”„«»‘’'":
                low = _normal(word)
                if low != "s" or word == "S":
                    out.append((low, base + match.start(), base + match.end(), None))
        if place is not None:
            if not depth:
                out.append((_PLACE, base + a, base + b, place))
            at = b
    return out


@dataclass(slots=True)
class _Meaning:
    """All that an entry of the lexicon may be in a sentence."""

    verbs: tuple[Entry, ...]
    noun: Entry | None
    word: Entry | None
    cues: dict[str, str]
    lemma: str
    side: str


_MEANINGS: dict[int, _Meaning] = {}  # by identity: the lexicon keeps one tuple of entries a word, and they can't be hashed


def _meaning(entries: tuple[Entry, ...]) -> _Meaning:
    meaning = _MEANINGS.get(id(entries))
    if meaning is None:
        verbs: list[Entry] = []
        noun = word = None
        cues: dict[str, str] = {}
        lemma = side = ""
        for entry in entries:
            if entry.kind == "verb":
                verbs.append(entry)
            elif entry.kind == "noun":
                noun = entry
            elif entry.kind == "word":
                word = entry
            elif entry.kind == "cue":
                cues[entry.name] = entry.form or cues.get(entry.name, "")
                lemma = entry.lemma if entry.form else lemma or entry.lemma
            else:
                side = entry.side
        meaning = _MEANINGS[id(entries)] = _Meaning(tuple(verbs), noun, word, cues, lemma, side)
    return meaning


def _items(sentence: Sentence) -> list[Item]:
    tokens = _tokens(sentence)
    lows = [t[0] for t in tokens]
    items: list[Item] = []
    i = 0
    while i < len(tokens):
        low, start, end, place = tokens[i]
        if place is not None:
            items.append(Item(_PLACE, start, end, place=place))
            i += 1
            continue
        n, entries = _LEXICON.match(lows, i)
        if n > 1 and low in ("force", "forces") and items and (items[-1].side or items[-1].cues or items[-1].low[:1].isalpha()):
            n, entries = 1, _LEXICON.word(low)  # "Russian forces", no verb
        n = n or 1
        if (
            low == "may"
            and n == 1
            and ((i + 1 < len(tokens) and lows[i + 1][:1].isdigit()) or (sentence.text[start - sentence.start] == "M" and i))
        ):
            entries = ()  # the month
        end = end if n == 1 else tokens[i + n - 1][2]
        low = low if n == 1 else " ".join(lows[i : i + n])
        if not entries:
            items.append(Item(low, start, end))
            i += n
            continue
        meaning = _meaning(entries)
        cues, verb = meaning.cues, meaning.verbs[0] if meaning.verbs else None
        if len(meaning.verbs) > 1:
            # forms that look alike: auxiliaries ask for one of them
            helper = items[-1] if items else None
            asked = (
                "base"
                if helper and (helper.low in ("to", "do", "did", "does") or "modal" in helper.cues)
                else "part"
                if helper and (helper.low in _BE or helper.low in _HAVE)
                else "past"
            )
            verb = next((v for v in meaning.verbs if v.form == asked), None) or next(
                (v for v in meaning.verbs if v.form == "part"), verb
            )
        if low == "forces" and "force" in cues:
            cues = {k: v for k, v in cues.items() if k not in ("plan", "carry")}  # the noun, not the verb
        if "near" in cues and not (items and items[-1].low in _BE):
            verb = None  # "the surrounding settlements"
        item = Item(low, start, end)
        item.verb, item.noun, item.word = verb, meaning.noun, meaning.word
        item.cues, item.lemma, item.side = cues, meaning.lemma, meaning.side
        items.append(item)
        i += n
    for n, item in enumerate(items[:-2]):
        if (
            item.place
            and item.place.kind != "settlement"
            and any(items[n + d].low in ("factory", "plant", "university", "bank", "company") for d in (1, 2))
            and items[n + 1].low not in ("and", ",", "in")
        ):
            item.dead = True
    for item, following in zip(items, items[1:], strict=False):
        if item.place and following.low.startswith(("people republic", "people militia", "republic")):
            item.dead = True  # a proxy republic, not the place
        if (
            item.noun is not None
            and item.noun.name in ("fight", "attack", "strike", "advance")
            and "head" in following.cues
            and not following.place
        ):
            if following.low not in ("operations",) and (item.verb is None or item.verb.form in ("base", "ing")):
                item.noun = item.verb = None  # "assault groups", "combat power"
    return items


def _opposite(side: Side | None) -> Side | None:
    return None if side is None else "RU" if side == "UA" else "UA"


class _Parse:
    """One sentence as items, and the questions that can be asked of it."""

    def __init__(self, sentence: Sentence, state: State) -> None:
        self.sentence, self.state = sentence, state
        self.items = _items(sentence)
        # padded, so that a look past either end finds nothing
        self.lows = [item.low for item in self.items] + [""] * _PAD
        self._cues = [item.cues for item in self.items] + [_NONE] * _PAD
        self.quoted = sentence.text[:1] in '"“«' or (sentence.text.rstrip()[-1:] in "”»" and "“" not in sentence.text)
        self.told = any(it.verb or it.noun or it.word or "force" in it.cues for it in self.items)
        self._anaphora()
        self.actors = list(self._actors())
        self.attributions = self._attributions()
        self.predicates = self._predicates() if self.told else []

    # ------------------------------------------------------------ words

    def cue(self, i: int, *names: str) -> bool:
        cues = self._cues[i] if i >= 0 else _NONE
        for name in names:  # noqa: SIM110  # a generator costs more than the test
            if name in cues:
                return True
        return False

    def adverb(self, i: int) -> bool:
        it = self.items[i]
        if it.place or it.verb or it.noun or it.side:
            return False
        return it.low in _ADVERBS or it.low.endswith("ly") or it.low in ("-", "…")

    def mark(self, i: int) -> bool:
        return not (0 <= i < len(self.items)) or (not self.items[i].place and not self.items[i].low[:1].isalnum())

    def _anaphora(self) -> None:
        for i, it in enumerate(self.items):
            if it.place:
                continue
            kind = (
                "city"
                if it.low in _SETTLEMENT_WORDS
                else "region"
                if it.low in _REGION_WORDS
                else "area"
                if it.low in _AREA_WORDS
                else "there"
                if it.low == "there"
                else "city"
                if it.low in ("center", "centre") and self.lows[i - 1] in ("regional", "district", "oblast")
                else "line"
                if it.low
                in (
                    "facility",
                    "plant",
                    "factory",
                    "bridge",
                    "bridges",
                    "road",
                    "highway",
                    "crossing",
                    "railway",
                    "route",
                    "artery",
                )
                else ""
            )
            if not kind:
                continue
            following = self.items[i + 1] if i + 1 < len(self.items) else None
            if kind == "there":
                if not (following and (following.low in _BE or following.low in _HAVE or "modal" in following.cues)) and i:
                    it.anaphor = "area"
                continue
            if following and (
                following.place
                or following.low in ("council", "administration", "official", "officials", "authorities", "mayor", "military")
            ):
                continue
            if following and following.low == "of" and kind != "area":
                continue
            if following and following.low == "of" and i + 2 < len(self.items):
                continue
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
            if (
                j >= 0
                and self.lows[j] in ("the", "this", "that", "our")
                and not (j and self.items[j - 1].place and kind == "area")
            ):
                it.anaphor = kind

    # ------------------------------------------------------------ who

    def _actors(self) -> Iterator[Actor]:
        items, n = self.items, len(self.items)
        i = 0
        while i < n:
            if not items[i].side and ("force" in items[i].cues or "claimant" in items[i].cues) and self.lows[i + 1] == "of":
                y = i + 3 if self.lows[i + 2] in ("the", "a") else i + 2
                if items[y : y + 1] and items[y].place and items[y].dead:
                    y += 1  # "of the Donetsk People's Republic"
                if items[y : y + 1] and items[y].side in ("UA", "RU") and items[y].low not in _BARE_ADJECTIVES:
                    yield Actor(i, y, items[y].side, True)
                    i = y + 1
                    continue
            if not items[i].side and items[i].low in _UNITS and items[i].noun is None and not (i and items[i - 1].place):
                yield Actor(i, i, "unit", True)
            if not items[i].side or (items[i].side == "other" and not self._heads(i)):
                i += 1
                continue
            side, last, force, bare = items[i].side, i, False, items[i].low not in _BARE_ADJECTIVES
            force = "force" in items[i].cues
            k = i + 1
            while k < n and k - i <= 10:
                it = items[k]
                if it.place:
                    if any(
                        self.lows[m] in _UNIT_WORDS or self.lows[m] in ("militia", "republic", "people")
                        for m in range(k + 1, min(n, k + 5))
                    ):
                        it.dead = True
                        k += 1
                        continue
                    break
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
                if it.low in _PREPOSITIONS or self.mark(k) or it.low in _BE or it.low in _HAVE:
                    break
                if "modal" in it.cues or "negation" in it.cues or "breaks" in it.cues or it.low in ("and", "or", "that", "to"):
                    break
                if it.noun and it.noun.name in ("attack", "strike", "advance") and not it.cues.keys() & {"claimant"}:
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
                    "say" in it.cues or "carry" in it.cues or "plan" in it.cues or "attempt" in it.cues
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
            first = i
            # "elements of the 11th Regiment" act as one
            j = i - 1
            while j >= 0 and (
                self.lows[j] in _DETERMINERS or self.lows[j][:1].isdigit() or self.lows[j].endswith(("th", "nd", "rd"))
            ):
                j -= 1
            if j >= 1 and self.lows[j] == "of" and self.cue(j - 1, "force"):
                first, force = j - 1, True
            yield Actor(first, last, side, force or bare)
            i = last + 1

    def _heads(self, i: int) -> bool:
        return any(self.cue(k, "claimant", "report_noun", "force") for k in range(i, min(len(self.items), i + 5)))

    def side_of(self, side: str) -> Side | None:
        if side in ("UA", "RU"):
            return side  # type: ignore[return-value]  # narrowed by the test, which mypy doesn't see in a str
        if side == "speaker":
            return self.voice()
        if side == "enemy":
            return _opposite(self.voice()) or "RU"
        if side == "unit":
            # "elements of the 1st Tank Army": the General Staff speaks of the other side's
            quoted = next((a.side for a in self.attributions if a.side), None)
            return "RU" if quoted == "UA" else self.state.actor
        return None

    def _own(self, actor: Actor | None, kind: str, side: Side | None) -> Side | None:
        """Give a gain by unnamed units to the side that tells of it."""
        if actor is not None and actor.side == "unit" and kind in ("control_gained", "entered", "flag_raised"):
            quoted = next((a.side for a in self.attributions if a.side in ("UA", "RU")), None)
            return quoted or side  # type: ignore[return-value]  # narrowed by the test
        return side

    def voice(self) -> Side | None:
        """Whose "our" it is: the one quoted, else whoever prints the report."""
        for a in self.attributions:
            if a.side in ("UA", "RU"):
                return a.side  # type: ignore[return-value]  # narrowed by the test
        if self.state.speaker_side:
            return self.state.speaker_side
        side = self.state.claimant_side
        return side if side in ("UA", "RU") else None  # type: ignore[return-value]  # narrowed by the test

    def light(self, i: int) -> bool:
        """Say whether an item may stand between a subject and its verb."""
        it = self.items[i]
        return (
            self.adverb(i)
            or it.low in _BE
            or it.low in _HAVE
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
        best: Actor | None = None
        for actor in reversed(self.actors):
            if actor.last >= k or not actor.force or self._speaks(actor, k):
                continue
            if actor.side == "unit" and self.lows[actor.first - 1] in ("and", "other"):
                continue
            if all(self.light(m) for m in range(actor.last + 1, k)):
                best = actor
                break
            if self._subjective(actor):
                best = actor
                break
        people = False
        for m in range(k - 1, (best.last if best else -1), -1):
            if self.items[m].verb is not None:
                break
            if (
                self.cue(m, "people")
                and k - m <= 8
                and all(
                    self.light(x)
                    or self.items[x].place
                    or self.lows[x] in _PREPOSITIONS
                    or self.cue(x, "area", "attempt", "carry")
                    for x in range(m + 1, k)
                )
            ):
                people = True
            if self.lows[m] == "those" and m + 1 < len(self.items):
                people = True
        if best and any(self.cue(x, "people") for x in range(best.first, best.last + 1)):
            people = True
        return best, people

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
                self.lows[b] in _DETERMINERS
                or self.lows[b][:1].isdigit()
                or (
                    self.lows[b][:1].isalpha()
                    and not self.items[b].verb
                    and not self.items[b].cues
                    and self.lows[b] not in _PREPOSITIONS
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
        return not (it.low in _PREPOSITIONS or it.low == "to" or it.verb or it.noun or it.cues or it.low.endswith(("ed", "ing")))

    # ------------------------------------------------------------ who says so

    def _attributions(self) -> list[Attribution]:
        found: list[Attribution] = []
        items, n = self.items, len(self.items)
        for i, it in enumerate(items):
            form = it.cues.get("say")
            denies = it.cues.get("deny")
            if form is None and denies is None:
                continue
            if it.low in ("according to", "citing", "per", "quoting", "in the words of"):
                a, b = i + 1, i + 1
                while b < n and not self._phrase_ends(b):
                    b += 1
                who = self._claimant(a, b - 1)
                if who:
                    before = i > 0 and b >= n - 1
                    found.append(Attribution(0 if before else b, n - 1 if not before else i, who[0], who[1], "claimed", i))
                continue
            form = form if form is not None else denies
            if (
                it.lemma in ("maintain", "call", "present", "estimate", "add", "express")
                and self.lows[i + 1] != "that"
                and not self.mark(i + 1)
                and not self.items[i + 1].side
            ):
                continue
            if form in ("past", "part") and i and self.lows[i - 1] in _DETERMINERS:
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
                            or self.adverb(i - 1)
                            or items[i - 1].side
                            or (
                                items[i - 1].low[:1].isalpha()
                                and not items[i - 1].cues
                                and self.lows[i - 1] not in _PREPOSITIONS | _DETERMINERS
                            )
                        )
                    )
                )
            ):
                continue  # "refuted reports that"
            if form == "ing" and found and i and (self.lows[i - 1] in (",", "and") or self.cue(i - 1, "report_noun")):
                # "…, adding that": the same one goes on
                found.append(Attribution(i, n - 1, found[-1].claimant, found[-1].side, found[-1].certainty, i))
                continue
            if form in ("ing", "base") or (form == "part" and i and self.lows[i - 1] in _BE):
                if not (
                    form == "ing"
                    and (
                        self.lows[i - 1] in _BE
                        or self.lows[i - 1] in (",", "sources", "reports", "footage", "post")
                        or self.cue(i - 1, "claimant", "report_noun")
                    )
                ) and not (
                    form == "base"
                    and i
                    and (
                        self.cue(self.back(i), "claimant", "report_noun", "force")
                        or (self.lows[i - 1] == "to" and self.cue(i - 2, "carry"))
                    )
                ):
                    continue
            b = i - 1
            while b >= 0 and (
                self.adverb(b)
                or self.lows[b] in _HAVE
                or self.lows[b] in _BE
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
                    and not any(items[x].verb or self.cue(x, "say") for x in range(c, b))
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
                        found.append(Attribution(i, n - 1, who[0], who[1], "denied" if denies is not None else who[2], i))
                        continue
            if b >= 2 and self.lows[b] == "," and self.adverb(b - 1) and self.lows[b - 2] == ",":
                b -= 3
            a = b
            while a >= 0 and not self._phrase_begins(a):
                a -= 1
            if form == "base" and any(self.lows[x] in ("a", "an") for x in range(max(0, a), b)):
                continue  # "a command post"
            who = self._claimant(a + 1, b)
            trailing = (
                not any(items[m].verb or items[m].noun or items[m].word or items[m].place for m in range(i + 1, n)) and a > 0
            )
            if who is None:
                continue
            certainty = "denied" if denies is not None else who[2]
            if trailing and denies is None:
                found.append(Attribution(0, a, who[0], who[1], certainty, i))
            else:
                found.append(Attribution(i, n - 1, who[0], who[1], certainty, i))
        for i, it in enumerate(items):
            # "given geolocated footage of", "a Russian report of fighting"
            if "report_noun" in it.cues and self.lows[i + 1] == "of" and not any(a.verb == i for a in found):
                a = i
                while (
                    a > 0
                    and not self.mark(a - 1)
                    and (
                        items[a - 1].side
                        or "confirmed" in items[a - 1].cues
                        or items[a - 1].low in _DETERMINERS
                        or (
                            items[a - 1].low[:1].isalpha()
                            and not items[a - 1].cues
                            and not items[a - 1].verb
                            and items[a - 1].low not in _PREPOSITIONS
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
        if not found and n > 2:
            # "Mayor of Izium: city liberated"
            colon = next((m for m in range(1, min(n - 1, 9)) if self.lows[m] == ":"), -1)
            if colon > 0 and any(self.cue(m, "claimant") for m in range(colon)) and not any(items[m].verb for m in range(colon)):
                who = self._claimant(0, colon - 1)
                if who:
                    found.append(Attribution(colon, n - 1, who[0], who[1], "claimed", colon))
        return found

    def _new_report(self, x: int) -> bool:
        return any(self.cue(y, "report_noun") for y in range(x + 1, min(len(self.items), x + 5)))

    def _phrase_begins(self, i: int) -> bool:
        it = self.items[i]
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
            or (it.verb is not None and it.verb.form not in ("part", "past"))
        )

    def _both(self, i: int) -> bool:
        """Say whether "and" joins two claimants ("Russian and Ukrainian sources", "the LNR and Telegram channels")."""
        for k in range(i + 1, min(len(self.items), i + 5)):
            if self.cue(k, "claimant", "report_noun"):
                return (
                    not any(self.cue(m, "claimant", "say") or self.items[m].verb for m in range(max(0, i - 3), i))
                    or self.items[i - 1].side != ""
                )
            if self.items[k].verb or self.cue(k, "aux", "say"):
                return False
        return False

    def _phrase_ends(self, i: int) -> bool:
        it = self.items[i]
        return (
            it.low in (",", ";", "that", "—", "–", ":")
            or "breaks" in it.cues
            or (it.verb is not None and it.verb.form != "ing")
            or it.low in _BE
            or it.low in _HAVE
        )

    def _claimant(self, a: int, b: int) -> tuple[str | None, ClaimantSide | None, str] | None:
        """Read who speaks in items `a` to `b`: the words, the side, and whether it is proof rather than speech."""
        while a <= b and self.items[a].low in ("in", "on", "and", "-", "–", "—", "•") and not self.items[a].place:
            a += 1
        if a > b:
            state = self.state
            return None if state.claimant is None else None
        items = self.items[a : b + 1]
        lows = {it.low for it in items}
        if lows & _LEXICON.cues["outlet"]:
            return None, None, "reported"
        if lows <= _PRONOUNS | _DETERMINERS | _ADVERBS | {"later"} and lows & _PRONOUNS and not lows & {"which", "that", "who"}:
            return self.state.claimant, self.state.claimant_side, "claimed"
        if any("report_noun" in it.cues for it in items) and any("confirmed" in it.cues for it in items):
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
            return None
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
                side = first  # type: ignore[assignment]  # one of UA, RU, other
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
        if any(it.low in ("unconfirmed",) for it in items):
            certainty = "unverified"
        return text, side, certainty

    def _words(self, a: int, b: int) -> str:
        base = self.sentence.start
        return " ".join(self.sentence.text[self.items[a].start - base : self.items[b].end - base].split())

    def attribution(self, k: int) -> Attribution | None:
        """Return the attribution that stands over item `k`: the nearest one whose reach holds it."""
        best = None
        for a in self.attributions:
            if a.first <= k <= a.last:
                best = a
        return best

    # ------------------------------------------------------------ what

    def _predicates(self) -> list[int]:
        found = []
        for i, it in enumerate(self.items):
            if it.verb is None and it.noun is None and it.word is None:
                continue
            reading = self._reading(i)
            if reading != "verb":
                it.verb = None
            if reading != "noun":
                it.noun = None
            if it.verb or it.noun or (it.word and reading == "word"):
                found.append(i)
        return found

    def back(self, i: int) -> int:
        """Return the nearest item before `i` that is no adverb, or -1."""
        j = i - 1
        while j >= 0 and self.adverb(j):
            j -= 1
        return j

    def _reading(self, i: int) -> str:
        """Decide whether an item that may be a trigger is a verb, a noun, a fixed phrase, or none here."""
        it = self.items[i]
        if it.word is not None and it.verb is None and it.noun is None:
            return "word"
        j = self.back(i)
        prev = self.items[j] if j >= 0 else None
        low = prev.low if prev else ""
        nxt = self.items[i + 1] if i + 1 < len(self.items) else None
        if it.verb is None:
            if it.low in ("drive", "push", "operations", "operation") and self.cue(i + 1, "attempt"):
                return ""
            return "noun"
        form = it.verb.form
        if " " in it.low and form not in ("base", "s"):
            return "verb"
        if it.low == "left" and nxt and nxt.low in ("bank", "banks", "side", "flank", "wing"):
            return ""
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
            if any(a.last == j and a.force for a in self.actors) or low in _PRONOUNS or "people" in prev.cues:
                return "verb"
            opens = nxt is not None and (
                nxt.place is not None or nxt.low in _DETERMINERS or bool(nxt.side) or nxt.low in _PREPOSITIONS
            )
            if low in ("and", "or", ",") and it.noun is None and self._same_form(j, form) >= 0 and opens:
                return "verb"
            if low in ("and", "or") and form == "base" and self._same_form(j, form) >= 0 and self._same_form(j, form) >= j - 8:
                return (
                    "verb"
                    if nxt is not None and (nxt.place or nxt.low in _DETERMINERS or nxt.side or nxt.low in _PREPOSITIONS)
                    else "noun"
                )
            if form == "s" and prev.place and it.noun is None:
                return "verb"
            return "noun" if it.noun else ""
        if form == "ing" and it.noun is not None:
            if (
                prev is not None
                and (
                    low in _BE
                    or "carry" in prev.cues
                    or low in (",", "by", "after", "before", "while", "when", "from", "without")
                )
                and not (nxt and nxt.low in ("of",))
            ):
                return "verb"
            if any(a.last == j and a.force for a in self.actors):
                return "verb"
            return "noun"
        return "verb"

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
            or nxt.low in _PREPOSITIONS
            or nxt.low in _DETERMINERS
            or nxt.low in ("and", "or", "to", "that")
            or self.adverb(k + 1)
            or "breaks" in nxt.cues
        ):
            return False
        j = self.back(k)
        if j < 0:
            return self.cue(k - 1, "background") or not nxt.place
        prev = self.items[j]
        if prev.place or prev.low in _BE or prev.low in _HAVE or any(a.last == j and a.force for a in self.actors):
            return False
        if prev.low in _DETERMINERS or prev.low in ("other", "its", "their", "newly") or "background" in self.items[k - 1].cues:
            return True
        if prev.side and prev.low in _BARE_ADJECTIVES:
            return True
        if (self.lows[j - 1] == "to" and not prev.cues and prev.verb is None) or (prev.low.endswith("ing") and not prev.cues):
            return True  # "to repair damaged bridges"
        return prev.low in _PREPOSITIONS - {"by"} or (prev.verb is not None and prev.verb.lemma.endswith((" of", " over", " in")))

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
            elif prev.low in _BE:
                m.passive |= form in ("past", "part")
                helped = True
            elif prev.low in _HAVE or prev.low in ("do", "did", "does"):
                helped = True
            elif self.adverb(j):
                pass
            else:
                break
            j -= 1
        if j < 0:
            return m
        prev = self.items[j]
        if prev.low == "to" and form in ("base", ""):
            self._infinitive(m, j, depth)
        elif prev.low == "let" or prev.low == "help":
            pass
        elif not helped and form == "ing":
            self._gerund(m, k, j, depth)
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
                    if other.passive and form == "part" and self.items[g].verb and self.items[g].verb.form == "part":
                        m.passive = not any(self.items[x].place for x in range(k + 1, min(len(self.items), k + 3)))
                    m.past |= other.past
        elif self._cues_of(prev, "carry") and form == "ing":
            m.join(self.mood(j, depth + 1))
        return m

    @staticmethod
    def _cues_of(item: Item, *names: str) -> bool:
        return any(n in item.cues for n in names)

    def _infinitive(self, m: Mood, to: int, depth: int) -> None:
        """Read what stands before "to": attempts, plans, failures; else it is a purpose."""
        g = to - 1
        while g >= 0 and (self.adverb(g) or self.lows[g] in ("not", ",")):
            if self.lows[g] == "not":
                m.negated = True
            g -= 1
        if g < 0:
            m.planned, m.cue = True, "to"
            return
        it = self.items[g]
        m.governor = g
        m.cue = m.cue or it.low
        if "fail" in it.cues or it.low in ("unable", "refused", "struggling"):
            m.failed = True
            if it.low in ("fail", "fails") or "verb" in it.cues:
                m.join(self.mood(g, depth + 1))
            return
        if "attempt" in it.cues:
            m.attempted = True
            before = self.mood(g, depth + 1) if it.cues["attempt"] else self.noun_mood(g, depth + 1)
            m.join(before)
            return
        if it.cues.get("carry") or it.low == "able":
            m.join(self.mood(g, depth + 1))
            return
        if it.cues.get("say"):
            m.negated |= self.mood(g, depth + 1).negated
            return
        if "plan" in it.cues and it.cues["plan"] and it.low not in _FACTUAL:
            outer = self.mood(g, depth + 1)
            m.planned = True
            m.negated |= outer.negated and it.lemma not in ("allow",)
            return
        if it.noun and it.noun.frame and it.noun.name in ("reinforce", "route"):
            m.planned = True
            return
        if it.noun and it.noun.frame and it.noun.name in ("attack", "advance"):
            m.governor = g
            m.planned = not any(self.lows[x] == "successful" for x in range(max(0, g - 4), g))
            return
        # "forced Russian troops to leave", "allowed them to take"
        for x in range(g, max(-1, g - 9), -1):
            v = self.items[x]
            if v.cues.get("plan") or v.cues.get("carry"):
                if v.lemma in _FACTUAL and v.cues:
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
        if low == "before":
            g = self._main_verb(k)
            if g >= 0:
                m.join(self.mood(g, depth + 1))
                m.negated = False
        elif low in ("until", "for", "at", "toward", "towards", "about", "around"):
            m.planned, m.cue = True, low
        elif low in ("without", "than", "over"):
            m.negated, m.cue = True, low
        elif low in ("after", "since", "despite", "having", "following"):
            g = self._main_verb(k)
            if g >= 0 and low in ("after", "following"):
                m.planned = self.mood(g, depth + 1).planned or self.conditional(g)
                m.cue = low
            m.past = low == "after" and not m.planned
        elif low == "from":
            m.planned = any(self.cue(x, "plan") for x in range(max(0, j - 6), j))
        elif low in ("of", "on", "in"):
            g = j - 1
            if g >= 0 and (
                self.cue(g, "plan", "attempt", "modal")
                or self.lows[g] == "capable"
                or (
                    self.lows[g] in ("successful", "success")
                    and any(self.cue(x, "modal") or self.lows[x] in ("likely", "unlikely") for x in range(max(0, g - 5), g))
                )
            ):
                m.planned, m.cue = True, self.lows[g]
            elif g >= 0 and "fail" in self.items[g].cues:
                m.failed = True
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
            if low in ("and", "or"):
                s = self._same_form(j, "ing")
                g = s if s >= 0 else g
            if g >= 0:
                other = self.mood(g, depth + 1)
                m.planned |= other.planned
                m.cue = m.cue or other.cue
                m.hearsay |= other.hearsay
                if other.negated and low == "or":
                    m.negated = True
                m.inherits = True

    def _main_verb(self, k: int) -> int:
        """Return the nearest finite verb before item `k`, or -1."""
        for x in range(k - 1, -1, -1):
            it = self.items[x]
            form = it.verb.form if it.verb else next((f for n, f in it.cues.items() if f and n != "say"), "")
            if form in ("past", "s", "plural", "pasts", "base") or (
                form in ("part", "ing") and x and (self.lows[x - 1] in _BE | _HAVE)
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
            if "fail" in prev.cues and not prev.cues.get("say"):
                m.failed, m.cue = True, prev.low
                if prev.low in ("failed", "defeated") and self._subject_before(j):
                    break
            elif "hearsay" in prev.cues:
                m.hearsay = True
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
            ):
                m.planned, m.cue = True, prev.low
            elif "background" in prev.cues:
                m.past = True
            elif prev.low in _PREPOSITIONS or self.mark(j) or prev.low in ("and", "or", "to", "that") or prev.low in _BE:
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
            elif any(prev.cues.get(n) for n in ("carry", "plan", "attempt", "say", "deny")):
                if (
                    prev.low.endswith("ed")
                    and j
                    and (
                        self.lows[j - 1] in _DETERMINERS
                        or self.items[j - 1].side
                        or self.lows[j - 1] in _PREPOSITIONS
                        or self.items[j - 1].cues.get("carry")
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
                or any(nxt.cues.get(n) for n in ("carry", "say", "plan"))
            ):
                break
        if j < 0 or depth > 6:
            return m
        prev = self.items[j]
        m.governor = j
        if any(prev.cues.get(n) for n in ("carry", "attempt")):
            m.join(self.mood(j, depth + 1))
            if prev.cues.get("attempt"):
                m.attempted = True
            gov = self.mood(j, depth + 1).governor
            if prev.cues.get("carry") and gov >= 0 and "fail" in self.items[gov].cues:
                m.failed = True
        elif prev.cues.get("plan"):
            m.planned, m.cue = True, m.cue or prev.low
        elif prev.verb is not None and prev.verb.name in ("cut", "reinforce"):
            outer = self.mood(j, depth + 1)
            m.planned |= outer.planned
            m.negated |= outer.negated
            m.cue = m.cue or outer.cue
        elif prev.low == "to" and self.lows[j + 1] in ("cover", "complete"):
            pass  # "deployed troops to cover a withdrawal": it takes place
        elif prev.low == "to" and j + 1 < k and self._verbish(j + 1):
            self._infinitive(m, j, depth + 1)
        elif prev.low in ("for", "to", "of", "on", "against", "with", "in"):
            g = j - 1
            while g >= 0 and (self.adverb(g) or self.lows[g] in ("the", "a") or (prev.low == "on" and self.lows[g] in _BE)):
                g -= 1
            if g >= 0 and self._cues_of(self.items[g], "plan", "modal") and not (prev.low == "in"):
                m.planned, m.cue = True, m.cue or self.lows[g]
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

    def _verbish(self, x: int) -> bool:
        it = self.items[x]
        return not (it.place or it.side or it.noun or it.low in _DETERMINERS or self.direction(x) or it.low[:1].isdigit())

    def _premodifies(self, j: int, k: int) -> bool:
        return all(not self.mark(x) and self.lows[x] not in _PREPOSITIONS for x in range(j + 1, k)) and k - j <= 3

    def _subject_before(self, j: int) -> bool:
        return any(a.last < j and all(self.light(x) for x in range(a.last + 1, j)) for a in self.actors if a.force)

    def conditional(self, k: int) -> bool:
        """Say whether item `k` stands in an if-clause."""
        for x in range(k - 1, -1, -1):
            it = self.items[x]
            if "if" in it.cues and it.low not in ("should", "as if"):
                return not (it.low == "once" and not self._clause_opens(x))
            if (
                it.low == "as"
                and self.items[k].verb is not None
                and self.items[k].verb.form in ("base", "s")
                and any(self.lows[y] in ("will", "may", "might", "could", "would") for y in range(x))
            ):
                return True  # "will slow as troops enter the suburbs"
            if (
                it.low in ("after", "before", "when")
                and self.items[k].verb is not None
                and self.items[k].verb.form in ("base", "s", "plural")
                and x > 0
            ):
                return not any(self.lows[y] in _HAVE for y in range(x, k))
            if it.low in (";", ":") or (it.low == "," and not self._in_list(x)):
                return False
            if "breaks" in it.cues and it.low in ("but", "while", "although", "though", "because", "after", "which"):
                return False
        return self.lows[0] == "should"

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

    # ------------------------------------------------------------ where

    def direction(self, x: int) -> Relation | None:
        low = self.lows[x]
        if len(low) < 4:
            return None
        match = _DIRECTION.match(low)
        return _CODES.get((match.group(1) or "", match.group(2) or "")) if match else None

    def stop(self, k: int) -> int:
        """Return where the words that belong to predicate `k` end."""
        items, n = self.items, len(self.items)
        seen = False
        for x in range(k + 1, n):
            it = items[x]
            if it.place or it.anaphor:
                seen = True
                continue
            if it.verb is not None or it.noun is not None or it.word is not None:
                if self.attributive(x):
                    continue
                if not seen and self._object_of(k, x):
                    continue
                return x
            if (
                items[k].noun is not None
                and items[k].verb is None
                and it.low in _BE
                and not it.cues.get("say")
                and self.lows[x + 1] not in _GOING_ON
                and self.lows[x + 2] not in _GOING_ON
            ):
                return x
            if (
                it.low in (";", ":")
                or (it.low == "that" and self.lows[x + 1] not in _RUNS)
                or ("breaks" in it.cues and not self._no_break(x))
            ):
                return x
            if it.low in ("and", ",", "or") and self._new_clause(x):
                return x
            if seen and x + 1 < n and it.low in ("and", ",", "to"):
                y = x + 1
                while y < n - 1 and self.adverb(y):
                    y += 1
                nxt = items[y]
                if (
                    any(nxt.cues.get(name) for name in ("carry", "plan", "attempt"))
                    or any(a.verb == y for a in self.attributions)
                    or (it.low == "and" and not nxt.place and nxt.low.endswith("ed") and len(nxt.low) > 4 and not nxt.cues)
                ):
                    return x
            if seen and any(a.verb == x for a in self.attributions) and it.cues.get("say") != "ing":
                return x
        return n

    def _object_of(self, k: int, x: int) -> bool:
        """Say whether noun `x` is the object of verb `k` and its places are the verb's ("deploy reinforcements to")."""
        verb, noun = self.items[k].verb, self.items[x].noun
        if verb is None or noun is None or any(self.lows[y] in _PREPOSITIONS or self.mark(y) for y in range(k + 1, x)):
            return False
        return (verb.name, noun.name) in _OBJECTS

    def _no_break(self, x: int) -> bool:
        low, nxt = self.lows[x], self.lows[x + 1]
        if low == "which" and nxt in _RUNS:
            return True
        if low == "as":
            return nxt in ("of", "well", "part")
        if low in ("since", "before", "after", "until"):
            return nxt[:1].isdigit() or nxt in _MONTHS
        if low == "however":
            return True
        return (
            low == "but"
            and self.lows[x - 1] == ","
            and nxt in ("to", "in", "from")
            and any(self.cue(y, "negation") for y in range(max(0, x - 6), x))
        )

    def _new_clause(self, x: int) -> bool:
        """Say whether a comma or "and" opens a clause with a subject of its own."""
        n = len(self.items)
        y = x + 1
        while y < n and (
            self.lows[y] in ("and", "that") or self.lows[y] in _DETERMINERS or self.adverb(y) or self.lows[y][:1].isdigit()
        ):
            y += 1
        for actor in self.actors:
            if actor.first in (y, y + 1, y + 2) and actor.force:
                after = actor.last + 1
                while after < n and self.light(after) and self.lows[after] != ",":
                    after += 1
                it = self.items[after] if after < n else None
                return it is not None and (
                    (it.verb is not None and it.verb.form != "ing")
                    or any(it.cues.get(c) for c in ("carry", "say", "plan", "attempt", "deny"))
                    or after > actor.last + 1
                )
        if y < n and any(self.cue(z, "claimant", "report_noun") for z in range(y, min(n, y + 6))):
            for z in range(y, min(n, y + 9)):
                if self.cue(z, "say") and self.items[z].cues.get("say"):
                    return True
                if self.items[z].low in (",", ";"):
                    break
        return False

    def resolve(self, x: int) -> Toponym | None:
        """Return the place that "the city" or "there" at item `x` stands for."""
        it = self.items[x]
        if it.place:
            return it.place
        kinds = {
            "city": ("settlement",),
            "region": ("oblast", "raion", "area"),
            "area": None,
            "line": ("river", "route", "facility", "relief"),
        }[it.anaphor]
        for y in range(x - 1, -1, -1):
            t = self.items[y].place
            if self.items[y].dead and it.anaphor != "city":
                continue
            if t is not None and t.kind == "route" and it.anaphor == "area":
                continue
            if t is not None and (kinds is None or t.kind in kinds) and not t.adjective:
                return t
        if it.anaphor == "city":
            return self.state.city
        if it.anaphor == "line":
            return None
        return self.state.region if it.anaphor == "region" else self.state.place

    def gather(self, a: int, b: int, frame: Frame) -> list[Arg]:
        """Collect the places in items `a` to `b` with their roles in an event of `frame`."""
        found: list[Arg] = []
        role: str = frame.role
        relation: Relation | None = None
        km: float | None = None
        pending = False  # a preposition still waits for its place
        joined = ""  # the "and" or comma before it
        negated = along = False
        last = -9
        x = a
        while x < b:
            it = self.items[x]
            low = it.low
            if low in _PREPOSITIONS:
                along = low in ("along", "on", "across") or (along and low == "of")
            if it.place or it.anaphor:
                place = self.resolve(x)
                sector = it.place is not None and (it.place.adjective or self._sector(x))
                if it.dead or place is None or negated or role == "skip" or self._border(x) or (sector and place.kind == "river"):
                    x += 1
                    pending = False
                    continue
                if it.anaphor and any(not arg.anaphor for arg in found):
                    x += 1
                    continue
                region = place.kind in ("oblast", "raion", "country", "area", "hromada") or (
                    bool(self.direction(x - 1)) and self.lows[x - 1].endswith("ern")
                )
                if region and found and not found[-1].region and joined not in ("and", "or", "&") and found[-1].role == role:
                    last = x
                    x += 1
                    continue
                if found and found[-1].region and not region and not joined and found[-1].role == role:
                    found.pop()
                if found and found[-1].relation in _DIRECTIONS and relation == "near" and not joined and not region:
                    found.pop()
                if (
                    found
                    and along
                    and (place.kind in ("route", "river") or self._named_road(x))
                    and frame.type not in ("supply_route", "supply_cut")
                ):
                    x += 1
                    continue
                if place.kind == "route" and found and not joined and frame.type not in ("supply_route", "supply_cut"):
                    x += 1
                    continue
                if sector and place.kind == "settlement":
                    place = replace(place, kind="area")  # "the Kramatorsk direction" is no town
                shown: Relation | None = relation or ("near" if it.anaphor == "area" or sector else None)
                found.append(Arg(place, role, shown, km, x, region, bool(it.anaphor)))
                last, pending, joined = x, False, ""
                km = None
                if relation in _DIRECTIONS and region:
                    relation = None
            elif low in ("and", "or", ",", "&", "—", "–", "-", "/"):
                if low in (",", "—", "–") and found:
                    y = (
                        0
                        if found[-1].relation in _DIRECTIONS | {"near"} and self.direction(x + 1)
                        else self._locator(x + 1, b)
                        if last == x - 1 or self.lows[x + 1] in ("about", "approximately", "roughly", "just", "both", "all")
                        else 0
                    )
                    if y:
                        x = y
                        last = x - 1
                        continue
                if low in ("-", "–", "—") and last == x - 1 and x + 1 < b and self.items[x + 1].place:
                    found[-1:] = [Arg(f.place, f.role, f.relation, f.km, f.at, f.region, f.anaphor, True) for f in found[-1:]]
                joined = low
                negated = negated and low != ","
            elif (code := self.direction(x)) is not None:
                x, relation, km = self._bearing(x, b, code, relation, found, last)
                if (
                    relation is not None
                    and last >= 0
                    and not joined
                    and found
                    and found[-1].place.kind not in ("river", "oblast", "raion", "area")
                    and self._direct(last, x)
                ):
                    # "Shchaslyve south of Kostromka": the second only says where the first is
                    while x < b and not self.items[x].place:
                        x += 1
                    relation, km = None, None
                    last = x
            elif "near" in it.cues:
                if (
                    last == x - 1
                    and found
                    and found[-1].relation is None
                    and found[-1].place.kind == "settlement"
                    and frame.type in _EXACT
                ):
                    y = x + 1
                    while y < b and not self.items[y].place and self.lows[y] not in (",", "and"):
                        y += 1
                    last = x = y
                else:
                    relation, pending = "near", True
                    if not (role == "origin" and pending):
                        role = self._role(frame, low, role, pending=False)
            elif "outskirts" in it.cues:
                if self.lows[x + 1] == "of":
                    if found and self._on_edge(last, x):
                        y = x + 1
                        while y < b and not self.items[y].place:
                            y += 1
                        last = x = y
                    else:
                        relation = "outskirts"
                        km = None
                elif found and last >= x - 4 and found[-1].relation is None:
                    found[-1] = Arg(
                        found[-1].place,
                        found[-1].role,
                        "outskirts",
                        None,
                        found[-1].at,
                        found[-1].region,
                        found[-1].anaphor,
                        found[-1].paired,
                    )
            elif "toward" in it.cues:
                role, pending, relation = self._role(frame, "toward", role, pending=False), True, None
            elif low in ("from", "to") and (self.direction(x + 1) or (self.lows[x + 1] == "the" and self.direction(x + 2))):
                pass  # "from the north"
            elif low in _PREPOSITIONS or "out" in it.cues:
                if low in ("within",) and last >= x - 2 and found:
                    while x < b and not self.items[x].place:
                        x += 1
                    last = x
                elif low not in (
                    "of",
                    "with",
                    "by",
                    "behind",
                    "under",
                    "during",
                    "among",
                    "per",
                    "up",
                    "down",
                    "out",
                    "back",
                    "off",
                ):
                    if low == "to" and not self._leads_to_place(x, b):
                        x += 1
                        continue
                    role = self._role(frame, low, role, pending)
                    if low == "to" and any(f.role == "origin" for f in found) and frame.role != "origin" and role == "target":
                        role = "destination"
                    if not (pending and role == "origin"):
                        relation = None
                    pending = True
                    if joined and low in ("in", "at", "on", "near", "to", "from"):
                        pass
            elif (
                low in ("namely", "specifically", "including", "particularly", "especially")
                and found
                and (found[-1].region or found[-1].relation in _DIRECTIONS)
            ):
                found.pop()
            elif low in ("border", "borders") and self.lows[x + 1] in ("of", "with", "between"):
                while x + 1 < b and (
                    self.items[x + 1].place
                    or self.lows[x + 1] in ("of", "with", "between", "the", "and", "-", "regions", "oblasts")
                ):
                    x += 1
                last = x
            elif "negation" in it.cues:
                negated = True
            elif low == "but":
                negated = False
            x += 1
        return found

    def _leads_to_place(self, x: int, b: int) -> bool:
        """Say whether "to" is followed by a place rather than a verb."""
        for y in range(x + 1, min(b, x + 7)):
            it = self.items[y]
            if it.place or it.anaphor or "area" in it.cues or "outskirts" in it.cues or self.direction(y):
                return True
            if not (it.low in _DETERMINERS or it.side or it.low in ("of", "russian-occupied") or "area" in it.cues):
                return y > x + 1 and it.low not in _PREPOSITIONS
        return False

    def _named_road(self, x: int) -> bool:
        """Say whether a place is an end of a road that is named by its ends."""
        y = x + 1
        while self.lows[y] in ("-", "–") or (y < len(self.items) and self.items[y].place):
            y += 1
        return y > x and self.lows[y] in ("highway", "road", "railway")

    def _sector(self, x: int) -> bool:
        """Say whether a place only names a sector: "the Mykolaiv-Kryvyi Rih direction"."""
        y = x + 1
        while self.lows[y] in ("-", "–") and y + 1 < len(self.items) and self.items[y + 1].place:
            y += 2
        return self.lows[y] in ("direction", "directions", "axis", "axes", "sector", "sectors")

    @staticmethod
    def _role(frame: Frame, preposition: str, role: str, pending: bool) -> str:
        mapped = frame.prepositions.get(preposition) or (frame.prepositions.get("from") if preposition == "out of" else None)
        if (
            pending
            and role in ("origin", "skip", "destination", "via")
            and preposition in ("in", "at", "on", "near", "around", "along", "of")
        ):
            return role  # "from positions in Chkalove"
        return mapped or frame.role

    def _direct(self, last: int, x: int) -> bool:
        return all(
            not self.mark(y) and self.lows[y] not in ("and", "or") and self.lows[y] not in _PREPOSITIONS - {"of"}
            for y in range(last + 1, x)
        )

    def _on_edge(self, last: int, x: int) -> bool:
        """Say whether "on the outskirts of B" only locates the settlement before it."""
        words = [self.lows[y] for y in range(last + 1, x)]
        return (
            last >= 0
            and "and" not in words[:1]
            and len(words) <= 6
            and "on" in words
            and not any(w in ("to", "toward", "towards") for w in words)
        )

    def _border(self, x: int) -> bool:
        for y in range(x + 1, min(len(self.items), x + 6)):
            if self.lows[y] in ("border", "borders"):
                return True
            if not (
                self.items[y].place or self.lows[y] in ("-", "–", "and", "oblast", "oblasts", "administrative", "international")
            ):
                return False
        return False

    def _locator(self, x: int, b: int) -> int:
        """Return where an apposition that only says where a place lies ends ("just east of B", "B Oblast"), or 0."""
        if x >= b:
            return 0
        low = self.lows[x]
        nxt = self.items[x]
        if nxt.place is not None:
            if (
                nxt.place.kind in ("oblast", "raion", "country")
                and not (x + 1 < b and self.items[x + 1].place)
                and self.lows[x + 1] not in ("and", "-")
            ):
                before = self.items[x - 2].place
                if before is not None and before.kind == "settlement":
                    return x + 1
            return 0
        if low in (
            "both",
            "all",
            "each",
            "just",
            "directly",
            "located",
            "situated",
            "immediately",
            "due",
            "only",
            "within",
            "about",
            "approximately",
            "roughly",
            "some",
            "around",
            "deep",
            "between",
            "less",
            "more",
            "nearly",
            "almost",
            "halfway",
        ) or (
            low in ("a", "an", "the")
            and any(self.lows[y] in _SETTLEMENT_WORDS or self.lows[y] == "suburb" for y in range(x + 1, min(b, x + 5)))
        ):
            pass
        elif (
            self.direction(x)
            and x + 1 < b
            and (place := self.items[x + 1].place) is not None
            and place.kind in ("oblast", "raion")
        ):
            return x + 2  # "Polohy, central Zaporizhia Oblast"
        elif not (low[:1].isdigit() or self.direction(x)):
            return 0
        bearing = False
        y = x
        while y < b:
            it = self.items[y]
            if (
                it.low in (",", ";")
                or "breaks" in it.cues
                or (it.low == "and" and bearing and self.lows[y + 1] not in ("directly", "along", "just"))
            ):
                break
            if it.place or it.anaphor:
                bearing = True
            if it.low in ("kilometers", "kilometres", "km", "miles", "meters") or self.lows[y][:1].isdigit() or self.direction(y):
                bearing = bearing or False
            y += 1
        return y if bearing or any(self.direction(z) or self.lows[z][:1].isdigit() for z in range(x, y)) else 0

    def _bearing(
        self, x: int, b: int, code: Relation, relation: Relation | None, found: list[Arg], last: int
    ) -> tuple[int, Relation | None, float | None]:
        """Read "10 km northeast, east and south of", from its first direction on: where it ends, the relation, the distance."""
        codes = [code]
        y = x + 1
        while y < b:
            if self.direction(y):
                codes.append(self.direction(y) or code)
                y += 1
            elif (
                self.lows[y] in ("and", "or", ",", "to", "/", "-", "then")
                and y + 1 < b
                and (self.direction(y + 1) or (self.lows[y + 1] in ("and", "to", "the") and y + 2 < b and self.direction(y + 2)))
            ) or (self.lows[y] == "the" and y + 1 < b and self.direction(y + 1)):
                y += 1
            else:
                break
        if self.lows[y] in ("of", "from") and y < b:
            km = self._km(x)
            return y, codes[0] if len(set(codes)) == 1 else "near", km
        nxt = self.items[y] if y < b else None
        if nxt is not None and nxt.place is not None and nxt.place.kind in ("oblast", "raion", "area") and relation is None:
            return y - 1, codes[0], None
        return y - 1, relation, None

    def _km(self, x: int) -> float | None:
        words = [self.lows[y] for y in range(max(0, x - 3), x)]
        match = re.search(r"([\d.,]+)\s*(km|kilomet\w+|miles?)$", " ".join(words))
        if not match:
            return None
        try:
            number = float(match.group(1).replace(",", ""))
        except ValueError:
            return None
        return round(number * (1.609344 if match.group(2).startswith("mile") else 1.0), 2)


# a noun that is the object of a verb and tells no event of its own
_OBJECTS = frozenset(
    [("reinforce", "reinforce"), ("attack", "route"), ("cut", "reinforce"), ("strike", "reinforce"), ("strike", "route")]
)
_GOING_ON = frozenset("ongoing continuing underway under taking occurring reported raging in still being continue going".split())
_RUNS = frozenset(
    "runs run running ran connects connect links link leads lead supports support supplies supply goes serves feeds".split()
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december sept sep jan feb mar apr jun jul aug oct nov dec".split()
)
_DIRECTIONS = frozenset(_CODES.values())
_EXACT = frozenset(
    ["control_gained", "control_held", "flag_raised", "entered", "withdrew", "strike", "reinforcement", "evacuation"]
)


@dataclass(frozen=True, slots=True)
class Arg:
    """A place that belongs to an event."""

    place: Toponym
    role: str
    relation: Relation | None
    km: float | None
    at: int
    region: bool
    anaphor: bool
    paired: bool = False  # the next one is its other end ("Svatove-Kreminna")


@dataclass(slots=True)
class _Event:
    """An event before it becomes a claim."""

    k: int
    type: EventType
    frame: Frame
    side: Side | None
    args: list[Arg]
    mood: Mood
    background: bool = False
    attack: bool = False  # an attempt whose outcome may be told later
    attacker: Side | None = None
    cues: dict[str, str] = field(default_factory=dict)


class _Reading(_Parse):
    """The events of one sentence."""

    def events(self) -> list[_Event]:
        found: list[_Event] = []
        predicates = self.predicates
        skipped = -1
        for n, k in enumerate(predicates):
            event = self.event(k) if k != skipped else None
            if event is None:
                self._outcome(k, found)
                continue
            if (
                event.type == "advance"
                and found
                and found[-1].type == "withdrew"
                and found[-1].side == event.side
                and event.cues["type"].startswith(("mov", "head"))
                and event.args
            ):
                found[-1].args = [*found[-1].args, *(replace(a, role="destination") for a in event.args if a.role == "target")]
                continue
            if event.side is None and event.type == "withdrew" and found and found[-1].type == "withdrew":
                event.side = found[-1].side
            if (
                not event.args
                and event.type == "control_gained"
                and n + 1 < len(predicates)
                and self._relative(k, predicates[n + 1])
            ):
                event.args = self.gather(predicates[n + 1] + 1, self.stop(predicates[n + 1]), event.frame)
                skipped = predicates[n + 1]
            if not event.args:
                following = next((p for p in predicates[n + 1 :] if not self._object_of(k, p)), None)
                event.args = self._elsewhere(k, event, following, found)
            if (
                event.frame.name == "route"
                and event.args
                and all(a.region for a in event.args)
                and any(w in self.lows[k] for w in ("hub", "node", "junction", "cent", "point", "base"))
            ):
                event.args = self._antecedent(k) or self._linked(k, event.frame) or event.args
            if event.frame.name == "route" and event.args and not any(a.role in ("via", "target") for a in event.args):
                event.args = [*(replace(a, role="via") for a in self._linked(k, event.frame)), *event.args]
            found.append(event)
        found = [e for e in found if e.args and not self._subject_noun(e, found)]
        found.extend(self._presence(found))
        self._outcomes(found)
        for e in found[:]:
            if e.type == "supply_cut" and e.frame.name == "strike" and not self._bridge(e.k):
                found.append(replace(e, type="strike"))
        return found

    def _linked(self, k: int, frame: Frame) -> list[Arg]:
        """Return the place that is said to be a link of the line ("Svatove is a key link in the supply lines to")."""
        be = next((x for x in range(k - 1, max(-1, k - 12), -1) if self.lows[x] in _BE), -1)
        if be < 0:
            return []
        edge = next((x + 1 for x in range(be, -1, -1) if "breaks" in self.items[x].cues or self.lows[x] in (";", ",", "that")), 0)
        return self.gather(edge, be, frame)[:1]

    def _unconfirmed(self, k: int) -> bool:
        """Say whether the writer says that nothing confirms it: "no confirmation that", "cannot confirm if"."""
        for x in range(k - 1, 0, -1):
            if self.lows[x] in ("that", "if", "whether", "of"):
                for y in range(x - 1, max(-1, x - 4), -1):
                    if self.lows[y] in (
                        "confirmation",
                        "evidence",
                        "indication",
                        "indications",
                        "sign",
                        "signs",
                        "proof",
                        "confirm",
                        "verify",
                        "reports",
                    ):
                        return any(self.cue(z, "negation") for z in range(max(0, y - 4), y))
                if self.lows[x] == "that":
                    return False
            if self.items[x].verb is not None and x < k - 3:
                return False
        return False

    def _finite(self, k: int) -> bool:
        """Say whether a form that may be past or participle is a verb here: a subject or an auxiliary stands before it."""
        j = self.back(k)
        if j < 0:
            return False
        return (
            self.lows[j] in _BE | _HAVE
            or self.lows[k + 1] == "by"
            or any(a.last == j and a.force for a in self.actors)
            or self.lows[j] in _PRONOUNS
            or self.lows[j] in ("and", ",")
        )

    def _subject_noun(self, e: _Event, found: list[_Event]) -> bool:
        """Say whether a noun's place only tells where those come from who gain another ("counterattacks north of A took B")."""
        if self.items[e.k].noun is None or e.type != "advance" or not all(a.relation in _DIRECTIONS for a in e.args):
            return False
        return any(
            o is not e
            and o.k > e.k
            and o.args
            and self.items[o.k].verb is not None
            and o.type in ("advance", "control_gained", "entered")
            and any(a.last == e.k for a in self.actors)
            and (subject := self.subject(o.k)[0]) is not None
            and subject.last == e.k
            for o in found
        )

    def _relative(self, k: int, x: int) -> bool:
        """Say whether predicate `x` only describes the object of `k` ("liberated settlements that were captured in May")."""
        verb = self.items[x].verb
        if verb is None or verb.frame is None or verb.frame.type not in ("control_gained", "control_held"):
            return False
        return (
            any(self.lows[y] in ("that", "which") and self.cue(y - 1, "area") for y in range(k + 1, x)) and self.mood(x).passive
        )

    def _presence(self, found: list[_Event]) -> Iterator[_Event]:
        """Read who is merely seen somewhere: "footage of Ukrainian forces in Borivske", "reported Russian units in Torske"."""
        frame = _LEXICON.frames["enter"]
        for actor in self.actors:
            if not self.cue(actor.last, "force", "head"):
                continue
            y = actor.last + 1
            while y < len(self.items) and (self.adverb(y) or self.lows[y] in ("are", "is", "were", "was", "have", "been")):
                y += 1
            if (
                y > actor.last + 1
                and self.lows[y] in ("in", "inside")
                and self.lows[y - 1] not in _HAVE
                and not any(self.items[z].verb for z in range(actor.last + 1, y))
            ):
                args = self.gather(y, self.stop(y), frame)
                if args and self.items[args[0].at - 1].low in ("in", "inside", "the", "of") and not any(e.k == y for e in found):
                    mood = Mood(planned=self.conditional(y))
                    yield _Event(
                        y,
                        "entered",
                        frame,
                        self.side_of(actor.side),
                        [a for a in args if not a.region or a.role == "target"],
                        mood,
                        cues={"type": f"{self.lows[y - 1]} in"},
                    )
                continue
            b = actor.first - 1
            while (
                b >= 0
                and self.lows[b] not in ("to", "that")
                and (
                    self.lows[b] in _DETERMINERS
                    or self.adverb(b)
                    or self.lows[b] in ("of", "likely")
                    or (
                        self.items[b].low[:1].isalpha()
                        and not self.items[b].cues
                        and self.lows[b] not in _PREPOSITIONS
                        and not self.items[b].place
                    )
                )
            ):
                b -= 1
            if b < 0 or not (self.cue(b, "say", "report_noun") or self.lows[b] in ("of", "reports")):
                continue
            if not (self.items[b].cues.get("say") or "report_noun" in self.items[b].cues) or self.lows[b] in (
                "accused",
                "called",
                "told",
                "urged",
            ):
                continue
            if self.lows[actor.last + 1] not in ("in", "inside", "within", "throughout", "at", "across"):
                continue
            n = self.stop(actor.last)
            args = self.gather(actor.last + 1, n, frame)
            if args and any(
                self.lows[x] in _BE or self.items[x].verb
                for x in range(args[-1].at + 1, min(n + 1, args[-1].at + 4, len(self.items)))
            ):
                continue
            side = self.side_of(actor.side) or ("RU" if actor.side == "unit" else None)
            if args and not any(e.k in range(actor.first, n + 1) and e.type not in ("strike",) for e in found):
                yield _Event(actor.last, "entered", frame, side, args, Mood(), cues={"type": self.lows[actor.last]})

    def event(self, k: int) -> _Event | None:
        it = self.items[k]
        entry = it.verb or it.noun or it.word
        assert entry is not None and entry.frame is not None
        frame = entry.frame
        attributive = self.attributive(k)
        kind: EventType = frame.type
        cues = {"type": it.low}
        if it.verb is not None:
            if attributive and frame.name not in ("gain",):
                return None
            if it.verb.form == "ing" and k and (route := self.items[k - 1].noun) is not None and route.name == "route":
                return None  # "supply lines heading toward Izium"
            if it.low == "occupied" and not self._finite(k):
                return None
            if attributive and (entry.lemma.split("/")[0] in ("occupy", "annex", "take", "lose") or not self._fits(k)):
                return None
            if frame.object == "people" and not self._moved(k):
                return None
            if frame.object == "force" and not self._driven(k, mood=self.mood(k)):
                return None
            if frame.object == "place" and " " not in entry.lemma.split("/")[0] and not attributive and not self._fits(k):
                return None
            mood = self.mood(k)
        elif it.noun is not None:
            if frame.name == "gain" and not self._of_place(k):
                return None
            if frame.name == "advance" and self.lows[k - 1].startswith("consolidat"):
                return None
            if any(v < k <= v + 8 and self._object_of(v, k) for v in self.predicates):
                return None
            mood = self.noun_mood(k)
        else:
            mood = self.mood(k)
        if self.conditional(k):
            mood.planned, mood.cue = True, mood.cue or "if"
        if attributive:
            mood = Mood(past=True)
        actor, people, side, agent = self._who(k, mood)
        passive = mood.passive or agent is not None
        if frame.name == "repel":
            if it.verb is not None and self._object_noun(k):
                return None  # the attack that is repelled tells it
            side = side if not passive else agent
        elif it.noun is not None and self._repelled(mood.governor):
            cues["type"] = f"{self.lows[mood.governor]} {it.low}"
            outer = self.mood(mood.governor)
            if outer.negated or outer.planned:
                return (
                    None
                    if outer.negated
                    else _Event(k, "repelled", frame, _opposite(side), self._places(k, frame, False), outer, cues=cues)
                )
            defender = _opposite(side) if side else self._defender(mood.governor)
            return _Event(
                k,
                "repelled",
                frame,
                defender,
                self._places(k, frame, False),
                Mood(hearsay=outer.hearsay, past=outer.past),
                cues=cues,
            )
        if (
            side is None
            and agent is None
            and not passive
            and not people
            and frame.name not in ("fight", "fall", "route", "strike")
        ):
            side = (
                self._nearest_side(k) or None
                if it.noun is not None
                else self._nearest_side(k)
                or next(
                    (
                        self.side_of(a.side)
                        for a in reversed(self.actors)
                        if a.last < k and a.force and not self._speaks(a, k) and not (a.first and self.items[a.first - 1].verb)
                    ),
                    None,
                )
            )
        if side is None and frame.name == "strike":
            side = self._nearest_side(k) if not passive else None
            a = self.attribution(k)
            if side is None and a and a.side in ("UA", "RU"):
                side = _opposite(a.side)  # type: ignore[arg-type]  # narrowed by the test
        if frame.side == "opposite":
            side = _opposite(side)
        elif frame.side in ("UA", "RU"):
            side = frame.side  # type: ignore[assignment]  # narrowed by the test
        if frame.name == "lose" and passive:
            side = (
                next(
                    (
                        self.side_of(a.side)
                        for a in self.actors
                        if k < a.first <= k + 4 and self.lows[a.first - 1] in ("to", "the")
                    ),
                    None,
                )
                or side
            )
        if frame.name == "cut" and side is None and (passive or it.word is not None):
            edge = self._left_edge(k)
            side = _opposite(next((self.side_of(a.side) for a in self.actors if edge <= a.first < k), None))
        if frame.name == "fall":
            side = self._falls_to(k) or _opposite(side)
        if side is None and entry.lemma in ("liberate", "liberation", "de-occupy", "deoccupy", "de-occupation", "deoccupation"):
            side = "UA"
        if side is None and entry.lemma in ("occupy", "occupation"):
            side = "RU"
        if frame.name == "withdraw" and people:
            kind = "evacuation" if not self._officials(k) else kind
        if frame.name == "fight" and it.verb is None and it.noun is not None and not self._adjective(k):
            side = None
        if kind == "evacuation" and (people or frame.name == "move"):
            side = None if frame.name == "move" else side
        if kind == "evacuation" and side is None:
            a = self.attribution(k)
            if any(self.lows[x] in ("those", "they") for x in range(k)):
                side = self.state.said[-1].claim.side if self.state.said else self.state.actor
            elif a and a.side in ("UA", "RU"):
                side = a.side  # type: ignore[assignment]  # narrowed by the test
            elif a is None and self.quoted and self.state.claimant_side in ("UA", "RU"):
                side = self.state.claimant_side  # type: ignore[assignment]  # narrowed by the test
        side = self._own(actor, kind, side) if frame.side == "subject" else side
        background = attributive or mood.past or self._relative_past(k)
        if (
            it.verb is not None
            and it.verb.form == "part"
            and mood.passive
            and self.lows[k - 1] == "been"
            and self.lows[k - 3] == "to"
        ):
            background, mood.planned = True, False  # "the last city to have been captured"
        if (
            it.noun is not None
            and frame.name in ("withdraw", "gain")
            and mood.governor >= 0
            and self.lows[mood.governor] in ("following", "after", "since")
        ):
            background = True
        attack = kind == "advance"
        attacker = side
        if self._unconfirmed(k):
            return None
        context = (
            it.noun is not None
            and kind == "advance"
            and (
                (mood.governor < 0 and False)
                or self.cue(mood.governor, "breaks")
                or self.lows[mood.governor] in ("in", "of", "for")
            )
        )
        if mood.negated:
            return None
        if mood.failed:
            if kind not in ("control_gained", "entered", "advance", "flag_raised", "fighting"):
                return None
            kind, side = "repelled", _opposite(side)
            cues["type"] = f"{mood.cue} {it.low}"
        elif mood.attempted and not mood.planned:
            if it.noun is not None and kind == "control_gained":
                mood.planned = True  # "focused on the capture of"
            elif kind in ("control_gained", "entered", "flag_raised"):
                kind, attack = "advance", True
            elif kind in ("supply_cut", "supply_route", "control_held"):
                mood.planned = True
        if mood.planned and kind in ("supply_route", "control_held"):
            return None
        if kind == "evacuation" and mood.planned:
            mood.planned = False
        if kind == "strike":
            if (
                it.verb is not None
                and it.low.startswith(("fire", "opened", "firing"))
                and any(self.cue(x, "people") for x in (k + 1, k + 2))
            ):
                return None
            if self._bridge(k) or self._line_object(k):
                kind = "supply_cut"
        if frame.name == "cut" and it.verb is not None and not self._cuts(k):
            return None
        if frame.name == "route":
            if self._cutter(k) >= 0 or any(
                self.lows[x] in ("establish", "establishing", "secure", "build", "create") for x in range(max(0, k - 3), k)
            ):
                return None
        if frame.name == "cut" and it.verb is not None:
            args = self._cut_places(k, frame)
        else:
            args = self._places(k, frame, passive or frame.name in ("fall",) or it.word is not None)
        if (
            frame.name == "withdraw"
            and it.verb is not None
            and entry.lemma.startswith(("leave", "flee", "abandon", "escape", "quit", "desert", "vacate"))
            and not self._leaves(k)
            and not people
        ):
            return None
        if frame.name in ("withdraw", "evacuate") and it.verb is not None and not any(a.role == "origin" for a in args):
            edge = self._left_edge(k)
            start = next(
                (x for x in range(edge, k) if self.lows[x] == "from" or (self.lows[x] == "of" and self.cue(x - 1, "people"))), -1
            )
            if start >= 0:
                args = [replace(a, role="origin") for a in self.gather(start, k, frame)] + [a for a in args if a.role != "origin"]
        if entry.lemma.startswith("redeploy from") and any(a.role == "destination" for a in args):
            kind = "reinforcement"
        if frame.name == "expel" and any(a.role == "destination" for a in args):
            args = [a for a in args if a.role == "destination" or a.relation not in _DIRECTIONS]
        if frame.name == "expel" and args and all(a.role == "destination" for a in args):
            # "pushed Russian forces back to Staryi Saltiv": the pursuers come so far
            kind, side, attack = "advance", _opposite(side), True
            args = [replace(a, role="target") for a in args]
        doer = actor or (self.subject(mood.governor)[0] if mood.governor >= 0 else None)
        if (
            kind == "advance"
            and doer
            and any(self.lows[x] in ("sabotage", "reconnaissance") for x in range(doer.first, min(k, doer.last + 4)))
            and it.noun is not None
        ):
            kind, attack = "entered", False
        if context and args and all(a.region for a in args) and not mood.planned:
            return None  # "amid its offensive in the region" tells of no event there
        if mood.planned and args and all(a.anaphor and a.relation == "near" for a in args):
            return None
        return _Event(k, kind, frame, side, args, mood, background, attack, attacker, cues)

    # ------------------------------------------------------------ who, for events

    def _relative_past(self, k: int) -> bool:
        """Say whether a past verb stands in a relative clause: "the troops that seized Izium"."""
        it = self.items[k]
        if it.verb is None or it.verb.form not in ("past", "part"):
            return False
        j = self.back(k)
        if j > 0 and self.lows[j] in ("that", "who", "which"):
            return any(a.last == j - 1 for a in self.actors) or self.lows[j] == "who"
        actor = next((a for a in self.actors if a.last == j and a.force), None)
        return (
            actor is not None
            and self.lows[actor.first - 1] in ("which", "that")
            and actor.first >= 2
            and (self.items[actor.first - 2].place is not None or self.lows[actor.first - 2] == ",")
            and self.lows[actor.first - 1] == "which"
        )

    def _adjective(self, k: int) -> Side | None:
        """Return the side that an adjective before a noun names: "a failed Russian assault"."""
        j = k - 1
        while j >= 0:
            it = self.items[j]
            if it.side in ("UA", "RU", "enemy", "speaker"):
                return self.side_of(it.side)
            if (
                it.place
                or it.low in _PREPOSITIONS
                or self.mark(j)
                or it.low in _BE
                or "breaks" in it.cues
                or it.verb
                or any(it.cues.get(c) for c in ("carry", "say", "plan", "attempt"))
            ):
                if it.low == "," and j and self.items[j - 1].side == "" and self.adverb(j - 1):
                    j -= 1
                    continue
                return None
            if it.low in ("and", "or") and self.items[j - 1].noun is None:
                j -= 1
                continue
            j -= 1
        return None

    def _nearest_side(self, k: int) -> Side | None:
        """Return the side of the last actor before item `k` that does something, for events that name none."""
        for a in reversed(self.actors):
            if a.last < k and a.force and self._subjective(a) and not self._speaks(a, k):
                return self.side_of(a.side)
        return None

    def _by(self, k: int) -> Side | None:
        """Return the side behind "by" that did a passive: "was taken by Ukrainian troops"."""
        for x in range(k + 1, min(len(self.items), k + 14)):
            it = self.items[x]
            if it.low == "by":
                actor = next((a for a in self.actors if x < a.first <= x + 4), None)
                return self.side_of(actor.side) if actor else None
            if it.low in (";", "that") or "breaks" in it.cues or x in self.predicates:
                return None
        return None

    def _who(self, k: int, mood: Mood) -> tuple[Actor | None, bool, Side | None, Side | None]:
        it = self.items[k]
        agent = self._by(k)
        if it.noun is not None and it.verb is None:
            side = self._adjective(k)
            if side is None and agent:
                side = agent
            if side is None and self.lows[k + 1] in ("of", "by"):
                # "the withdrawal of Russian troops"
                actor = next((a for a in self.actors if k + 1 < a.first <= k + 5 and a.force), None)
                if actor and not any(self.items[x].place for x in range(k + 1, actor.first)):
                    side = self.side_of(actor.side)
            if (
                side is None
                and mood.governor >= 0
                and (
                    self.items[mood.governor].cues.keys() & {"carry", "attempt", "plan", "fail"} or self.items[mood.governor].verb
                )
            ):
                actor, _ = self.subject(mood.governor)
                side = self.side_of(actor.side) if actor else None
                if (
                    side is None
                    and mood.governor >= 0
                    and any(self.lows[x] in _PRONOUNS for x in range(max(0, mood.governor - 3), mood.governor))
                ):
                    side = self.state.actor
            elif (side is None and mood.governor < 0) or (side is None and self.cue(mood.governor, "say")):
                a = self.attribution(k)
                if it.noun.name == "withdraw" and a and a.side in ("UA", "RU"):
                    side = a.side  # type: ignore[assignment]  # narrowed by the test
            people = any(self.cue(x, "people") for x in range(k + 1, min(len(self.items), k + 6)) if not self.items[x].place)
            return None, people, side, None
        actor, people = self.subject(k)
        side = self.side_of(actor.side) if actor else None
        if it.word is not None and it.verb is None:
            side = self._held_by(k) or side
            if side is None and it.word.name == "advance":
                side = self._nearest_side(k) or self.state.actor  # "was the target of the new offensive"
            return actor, people, side, None
        passive = mood.passive or (it.verb is not None and it.verb.form in ("part", "past") and agent is not None)
        if passive:
            if it.verb is not None and it.verb.name in ("withdraw", "reinforce", "advance", "evacuate"):
                return actor, people, side, None
            owner = side
            side = agent
            if side is None and it.verb is not None and it.verb.name in ("expel", "repel"):
                side = _opposite(owner)
            return actor, people, side, agent or side
        if it.verb is not None and it.verb.name == "expel":
            # the one who is driven out is the object
            for a in self.actors:
                if k < a.first <= k + 4 and self.side_of(a.side):
                    return actor, people, _opposite(self.side_of(a.side)), None
        if (
            it.verb is not None
            and it.verb.form == "base"
            and mood.governor >= 0
            and not any(self.items[mood.governor].cues.values())
        ):
            whose = self._adjective(mood.governor)  # "Russian efforts to encircle Kyiv"
            if whose:
                return actor, people, whose, None
        if side is None:
            if any(self.lows[x] in ("they", "them") for x in range(max(0, k - 5), k)):
                mentioned = next(
                    (self.side_of(a.side) for a in reversed(self.actors) if a.last < k and a.force and not self._speaks(a, k)),
                    None,
                )
                if mentioned:
                    return actor, people, mentioned, None
            lows = [self.lows[x] for x in range(max(0, k - 6), k)]
            if (
                any(w in ("they", "them", "it", "their", "he", "troops", "forces", "units", "soldiers", "fighters") for w in lows)
                or not actor
            ):
                side = self.state.actor if any(w in ("they", "troops", "forces", "units", "their") for w in lows) else None
                a = self.attribution(k)
                if a and a.side in ("UA", "RU") and any(w in ("they", "it", "we") for w in lows[-4:]):
                    side = a.side  # type: ignore[assignment]  # narrowed by the test
        return actor, people, side, None

    def _held_by(self, k: int) -> Side | None:
        """Return the side that a fixed phrase names in itself: "under Ukrainian control"."""
        words = self.items[k].low.split()
        for word in words:
            for e in _LEXICON.word(word[:-2] if word.endswith("'s") else word):
                if e.kind == "actor" and self.side_of(e.side):
                    return self.side_of(e.side)
        if self.items[k].word is not None and self.items[k].word.name == "cut":  # type: ignore[union-attr]  # not None by the test
            return self._by(k) or next((self.side_of(a.side) for a in self.actors if k < a.first <= k + 3), None)
        if self.items[k].word is not None and self.items[k].word.name == "flag":  # type: ignore[union-attr]  # not None by the test
            for x in range(k - 1, max(-1, k - 6), -1):
                low = self.lows[x]
                if low in ("blue-and-yellow", "yellow-blue", "blue-yellow"):
                    return "UA"
                if self.items[x].side:
                    return self.side_of(self.items[x].side)
            return self._by(k) or next((self.side_of(a.side) for a in self.actors if k < a.first <= k + 3), None)
        return None

    def _falls_to(self, k: int) -> Side | None:
        words = self.items[k].low.split()
        for word in words:
            for e in _LEXICON.word(word):
                if e.kind == "actor" and self.side_of(e.side):
                    return self.side_of(e.side)
        for a in self.actors:
            if k < a.first <= k + 4:
                return self.side_of(a.side)
        return None

    def _defender(self, verb: int) -> Side | None:
        actor, _ = self.subject(verb)
        if self.mood(verb).passive:
            return self._by(verb)
        return self.side_of(actor.side) if actor else None

    def _officials(self, k: int) -> bool:
        actor, _ = self.subject(k)
        return bool(actor and actor.force and not any(self.cue(x, "people") for x in range(actor.first, k)))

    # ------------------------------------------------------------ objects

    def _fits(self, k: int) -> bool:
        """Say whether the object of a verb that needs a place is one ("captured Izium", not "captured two soldiers")."""
        it = self.items[k]
        x, n = k + 1, len(self.items)
        mood = self.mood(k)
        if mood.passive or (it.verb and it.verb.form in ("past", "part") and self.lows[k + 1] == "by"):
            for y in range(k - 1, max(-1, k - 14), -1):
                if self.items[y].place or self.items[y].anaphor or self.cue(y, "area"):
                    return True
                if self.lows[y] in (",", ";") and y < k - 6:
                    break
            return False
        actor, _ = self.subject(k)
        if (
            actor
            and all(self.light(y) for y in range(actor.last + 1, k))
            and self.lows[actor.first - 1]
            in ("town", "towns", "city", "cities", "village", "villages", "settlement", "settlements", "which", "that")
        ):
            return True
        while x < n:
            w = self.items[x]
            if (w.place and not w.dead) or (w.anaphor and (w.low != "there" or x == k + 1)):
                return True
            if "area" in w.cues and not (
                self.cue(x + 1, "force")
                or self.lows[x] in ("all", "most", "much", "central", "northern", "southern", "eastern", "western")
            ):
                return True
            if w.low in ("and", "or") and x == k + 1:
                return any(y > k and y <= k + 3 for y in self.predicates_after(k))
            if (
                (w.low in _PREPOSITIONS and w.low not in ("of", "over", "up", "back"))
                or (self.mark(x) and w.low not in ("—", "%", "-"))
                or ("breaks" in w.cues and w.low not in ("as",))
                or w.low == "that"
            ):
                return False
            if (
                ((w.verb or w.word) and not w.cues and not self.attributive(x))
                or (w.noun is not None and x in self._predicate_set() and not w.place and "area" not in w.cues)
                or "near" in w.cues
            ):
                return False
            if "force" in w.cues or "people" in w.cues:
                return False
            x += 1
        return False

    def _driven(self, k: int, mood: Mood) -> bool:
        """Say whether a verb of pushing has a side for its object ("pushed Russian forces back")."""
        if mood.passive:
            return any(a.last < k for a in self.actors)
        y = k + 1
        while y < len(self.items) and (
            self.adverb(y) or self.lows[y] in _DETERMINERS or self.lows[y] in ("back", "out", "most", "remaining")
        ):
            y += 1
        return any(a.first <= y + 1 and a.last >= y for a in self.actors if a.first > k) or self.lows[y] in ("them",)

    def _moved(self, k: int) -> bool:
        """Say whether it is people or an administration that a verb moves."""
        if self.mood(k).passive:
            return any(self.cue(x, "people") for x in range(self._left_edge(k), k))
        return any(self.cue(x, "people") for x in range(k + 1, min(len(self.items), k + 5)))

    def _of_place(self, k: int) -> bool:
        """Say whether a noun's "of" leads to a place ("the capture of Izium", not "the capture of soldiers")."""
        nxt = self.items[k + 1] if k + 1 < len(self.items) else None
        if (
            nxt is not None
            and not nxt.place
            and nxt.low[:1].isalpha()
            and not nxt.cues
            and not nxt.verb
            and nxt.low not in _PREPOSITIONS
            and nxt.low not in ("and", "or")
        ):
            return False  # "Liberation Day"
        for x in range(k + 1, min(len(self.items), k + 9)):
            it = self.items[x]
            if it.place or it.anaphor or "area" in it.cues:
                return True
            if "force" in it.cues or "people" in it.cues or self.mark(x) or it.verb:
                return False
        return k > 0 and self.items[k - 1].place is not None

    def predicates_after(self, k: int) -> list[int]:
        return [x for x in range(k + 1, len(self.items)) if self.items[x].verb is not None]

    def _object_noun(self, k: int) -> bool:
        for x in range(k + 1, min(len(self.items), k + 10)):
            it = self.items[x]
            if it.place or (it.low in _PREPOSITIONS and it.low not in ("of",)) or "breaks" in it.cues or it.verb:
                return False
            if it.noun is not None and it.noun.frame is not None and it.noun.frame.type in ("advance", "fighting"):
                return True
        return False

    def _repelled(self, governor: int) -> bool:
        if governor < 0:
            return False
        verb = self.items[governor].verb
        return verb is not None and verb.name == "repel"

    def _bridge(self, k: int) -> bool:
        """Say whether what is hit is a bridge or a crossing, and lost."""
        it = self.items[k]
        if it.verb is None or it.verb.lemma.split("/")[0].split()[0] not in (
            "destroy",
            "damage",
            "blow",
            "hit",
            "strike",
            "disable",
            "target",
        ):
            return False
        span = range(k + 1, min(len(self.items), k + 7)) if not self.mood(k).passive else range(max(0, k - 6), k)
        return any(
            self.lows[x] in ("bridge", "bridges", "pontoon", "crossing", "crossings", "ferry", "pontoon bridge") for x in span
        )

    def _line_object(self, k: int) -> bool:
        if self.items[k].verb is None:
            return False
        for x in range(k + 1, min(len(self.items), k + 8)):
            noun = self.items[x].noun
            if noun is not None and noun.name == "route":
                return not any(w in self.lows[x] for w in ("point", "hub", "base", "cent", "node", "junction"))
            if self.lows[x] in _PREPOSITIONS or "breaks" in self.items[x].cues:
                return False
        return False

    def _cuts(self, k: int) -> bool:
        """Say whether what is cut is a line, a crossing, or a place."""
        lemma = self.items[k].verb.lemma.split("/")[0] if self.items[k].verb else ""  # type: ignore[union-attr]  # not None by the test
        lines = lambda span: any(
            self.cue(x, "line")
            or (self.items[x].noun is not None and self.items[x].noun.name == "route")
            or (self.items[x].place is not None and self.items[x].place.kind == "route")
            for x in span
        )  # type: ignore[union-attr]
        if self.mood(k).passive:
            return lines(range(max(0, k - 10), k))
        span = range(k + 1, min(len(self.items), k + 12))
        stop = next((x for x in span if "breaks" in self.items[x].cues or self.lows[x] == ";"), span.stop)
        if lines(range(k + 1, stop)):
            return True
        return lemma in ("cut", "sever", "isolate", "interdict", "bring", "take", "establish", "have", "exercise") and any(
            self.items[x].place or self.items[x].anaphor for x in range(k + 1, stop)
        )

    def _cutter(self, k: int) -> int:
        """Return the verb or noun that cuts the supply line of item `k`, or -1."""
        for x in range(k - 1, max(-1, k - 8), -1):
            it = self.items[x]
            if (it.verb is not None and it.verb.name in ("cut", "strike")) or (it.noun is not None and it.noun.name == "cut"):
                return x
            if (it.low in (",", ";") and x < k - 3) or "breaks" in it.cues:
                break
        for x in range(k + 1, min(len(self.items), k + 14)):
            it = self.items[x]
            if (it.verb is not None and it.verb.name == "cut" and self.mood(x).passive) or (
                it.word is not None and it.word.name == "cut"
            ):
                return x
            if it.low in (",", ";") or "breaks" in it.cues or (it.verb and it.verb.name != "cut"):
                break
        return -1

    def _cut_places(self, k: int, frame: Frame) -> list[Arg]:
        """Collect the places of a cut, through the supply line that is its object."""
        n = self.stop(k)
        route = None
        if self.mood(k).passive:
            left = self.gather(self._left_edge(k), k, _LEXICON.frames["route"])
            if left:
                return left
        if n < len(self.items):
            noun = self.items[n].noun
            if noun is not None and noun.name == "route":
                route = n
        args = self.gather(k + 1, n, frame)
        if route is not None:
            more = self.gather(route + 1, self.stop(route), _LEXICON.frames["route"])
            if any(a.role in ("origin", "destination") for a in more) or not args:
                args = [a for a in args if a.place.kind == "route"] + more
        return args

    def _leaves(self, k: int) -> bool:
        y = k + 1
        while y < len(self.items) and (
            self.adverb(y)
            or self.lows[y] in _DETERMINERS
            or self.items[y].side
            or self.direction(y)
            or self.items[y].low.endswith(("ed", "ern"))
        ):
            y += 1
        if y >= len(self.items) or self.mark(y):
            return True
        nxt = self.items[y]
        return (
            nxt.place is not None
            or bool(nxt.anaphor)
            or nxt.low in _PREPOSITIONS
            or nxt.low in ("and", "near", "en")
            or "area" in nxt.cues
            or "near" in nxt.cues
            or "breaks" in nxt.cues
        )

    # ------------------------------------------------------------ where, for events

    def parts(self, x: int) -> bool:
        """Say whether what follows item `x` happened at another time: "after troops withdrew on May 3", "which fell in June"."""
        it = self.items[x]
        if it.low == ";":
            return True
        if "breaks" not in it.cues or it.low in (
            "as",
            "even as",
            "just as",
            "while",
            "when",
            "amid",
            "despite",
            "however",
            "given",
        ):
            return False
        if it.low in ("after", "before", "since", "following", "until"):
            return any(y > x and self.items[y].verb is not None for y in self.predicates)
        return True

    def _left_edge(self, k: int) -> int:
        """Return where the clause of item `k` begins."""
        for x in range(k - 1, -1, -1):
            it = self.items[x]
            if (
                it.low in (";", ":", "that")
                or ("breaks" in it.cues and not self._no_break(x))
                or (it.cues.get("say") and "report_noun" not in it.cues)
            ):
                return x + 1
            if x in self._predicate_set() and not self.attributive(x):
                return x + 1
        return 0

    def _predicate_set(self) -> set[int]:
        return set(self.predicates)

    def _places(self, k: int, frame: Frame, left: bool) -> list[Arg]:
        """Collect the places of predicate `k`: behind it, or before it where it is passive."""
        it = self.items[k]
        right = self.gather(k + 1, self.stop(k), frame)
        if it.verb is not None and " " in it.low and not right:
            pass
        if left and (
            it.verb is None
            or frame.name in ("gain", "lose", "fall", "strike", "held", "flag", "enter", "attack", "evacuate", "expel", "cut")
            or not right
        ):
            edge = self._left_edge(k)
            if k and self.lows[next((x for x in range(k - 1, -1, -1) if not self.light(x)), 0)] == "it":
                first = next((x for x in range(k) if self.items[x].place and not self.items[x].dead), -1)
                t = self.items[first].place if first >= 0 else self.state.city
                if t is not None:
                    return [Arg(t, frame.role, None, None, max(first, 0), t.kind != "settlement", True)]
            before = [a for a in self.gather(edge, k, frame) if a.role != "skip"]
            if before:
                if it.word is not None and right and frame.name == "flag":
                    return right
                return before
            antecedent = self._antecedent(k)
            if antecedent and not right:
                return antecedent
        return right

    def _copular(self, k: int, event: _Event) -> list[Arg]:
        """Read "Lyman was one of the first towns Russian forces seized" and "the last city to have been captured"."""
        if event.type not in ("control_gained", "withdrew", "entered"):
            return []
        for x in range(k - 1, max(-1, k - 10), -1):
            if self.lows[x] in ("town", "towns", "city", "cities", "village", "villages", "settlement", "settlements"):
                be = next((y for y in range(x - 1, max(-1, x - 10), -1) if self.lows[y] in _BE), -1)
                if be < 0:
                    return []
                for y in range(be - 1, -1, -1):
                    if self.items[y].place and (y == 0 or self.lows[y - 1] in ("of", ",", "and", "that") or self.mark(y - 1)):
                        t = self.items[y].place
                        assert t is not None
                        event.background = True
                        return [Arg(t, event.frame.role, None, None, y, t.kind != "settlement", False)]
                return []
            if self.mark(x) or self.items[x].place:
                return []
        return []

    def _antecedent(self, k: int) -> list[Arg]:
        """Return the place that a relative clause around item `k` hangs on ("Pisky, which Russia captured")."""
        for x in range(k - 1, max(-1, k - 14), -1):
            it = self.items[x]
            if it.low in ("which", "where", "who", "through which", "from which", "in which") or (
                it.low == "that" and x and self.items[x - 1].place
            ):
                y = x - 1
                while y >= 0 and (
                    self.lows[y] in (",", "in", "from", "of", "through", "to") or self.lows[y] in _SETTLEMENT_WORDS
                ):
                    y -= 1
                if y >= 0 and self.items[y].place and not self.items[y].dead:
                    t = self.items[y].place
                    assert t is not None
                    if t.kind in ("oblast", "raion") and y >= 2 and self.items[y - 2].place and self.lows[y - 1] in (",", "in"):
                        y -= 2
                        t = self.items[y].place or t
                    frame = (self.items[k].verb or self.items[k].noun or self.items[k].word).frame  # type: ignore[union-attr]  # a predicate has one
                    assert frame is not None
                    return [Arg(t, frame.role, None, None, y, t.kind in ("oblast", "raion", "area"), False)]
                return []
            if "breaks" in it.cues or it.low == ";":
                return []
        return []

    def _elsewhere(self, k: int, event: _Event, following: int | None, found: list[_Event]) -> list[Arg]:
        """Find the places of an event that names none beside it: coordination, relative clauses, a phrase in front."""
        it = self.items[k]
        entry = it.verb or it.noun or it.word
        assert entry is not None and entry.frame is not None
        antecedent = self._antecedent(k) or self._copular(k, event)
        if antecedent:
            return antecedent
        if following is not None:
            between = range(k + 1, following)
            joined = all(
                self.lows[x] in ("and", "or", ",", "to")
                or self.adverb(x)
                or self.cue(x, "carry", "attempt", "fail")
                or self.items[x].side
                or self.lows[x] in _DETERMINERS
                or self.lows[x] in ("on", "in", "offensive")
                for x in between
            )
            nxt = self.items[following]
            other = nxt.verb or nxt.noun
            near = following - k <= 8 and not (
                other is not None
                and other.name == "gain"
                and self.lows[following - 1] == "to"
                and it.noun is not None
                and not self.mood(following).planned
            )
            if (
                near
                and other is not None
                and other.frame is not None
                and (
                    joined
                    or (
                        any(self.lows[x] == "to" for x in between)
                        and (
                            (
                                it.noun is not None
                                and nxt.verb is not None
                                and event.type == "advance"
                                and following - k <= 3
                                and not (other.frame.type == "control_gained" and not self.mood(following).planned)
                            )
                            or event.type == "reinforcement"
                        )
                    )
                )
            ):
                family = {"advance", "control_gained", "fighting", "entered", "repelled"}
                same = other.frame.type == event.type or {other.frame.type, event.type} <= family
                if same or (event.type == "reinforcement" and not joined):
                    args = self._places(following, entry.frame if entry.frame.type != "advance" else other.frame, False)
                    if event.type == "reinforcement" and any(a.role == "origin" for a in args):
                        args = [
                            replace(a, role="destination") for a in args if a.role == "origin"
                        ]  # to cover a withdrawal from it
                    if args:
                        return args
        if it.verb is not None and it.verb.form == "ing" and self.lows[self.back(k)] == "by":
            main = self._main_verb(k)
            by = self.back(k)
            before = self.gather(max(main, 0) + 1, by, entry.frame)
            if before:
                return before
        # "In northern Kherson Oblast, …"
        if self.lows[0] in _PREPOSITIONS or self.cue(0, "near") or self.direction(0):
            comma = next((x for x in range(1, min(len(self.items), 16)) if self.lows[x] == ","), 0)
            if comma and comma < k:
                front = self.gather(0, comma, entry.frame)
                if front:
                    return front
        actor, _ = (
            self.subject(k)
            if it.verb is not None
            else self.subject(event.mood.governor)
            if event.mood.governor >= 0
            else (None, False)
        )
        moves = (
            entry.frame.name == "withdraw"
            and it.verb is not None
            and not (
                k + 1 >= len(self.items)
                or self.mark(k + 1)
                or self.adverb(k + 1)
                or self.lows[k + 1] in ("to", "on", "and", "in")
            )
        )
        if actor is not None and not moves and entry.frame.name in ("fight", "attack", "strike", "withdraw", "advance", "enter"):
            # "Russian forces northwest of Kyiv shelled positions"
            y = actor.last + 1
            while y < k and not (
                self.items[y].verb
                or self.items[y].noun
                or self.mark(y)
                or "breaks" in self.items[y].cues
                or self.lows[y] in _BE | _HAVE | {"that"}
                or any(self.items[y].cues.get(c) for c in ("carry", "plan", "attempt", "say"))
            ):
                y += 1
            if y > actor.last + 1:
                home = self.gather(actor.last + 1, y, entry.frame)
                if home and all(a.role == home[0].role for a in home):
                    return [
                        replace(
                            a, role=entry.frame.role, relation=a.relation or ("near" if entry.frame.type == "advance" else None)
                        )
                        for a in home
                    ]
        if (
            (it.noun is not None and event.mood.governor < 0)
            or (it.verb is not None and entry.frame.name in ("fight", "strike", "flag"))
        ) and event.frame.name != "route":
            edge = self._left_edge(k)
            if not any(e.k >= edge for e in found):
                return self.gather(edge, k, entry.frame)
        if event.frame.name == "route" and any(
            self.lows[x] in _BE or self.lows[x] in ("as", "become", "became") for x in range(max(0, k - 8), k)
        ):
            edge = next(
                (
                    x + 1
                    for x in range(k - 1, -1, -1)
                    if ("breaks" in self.items[x].cues and self.lows[x] not in ("as", "which")) or self.lows[x] == ";"
                ),
                0,
            )
            return [replace(a, role="target") for a in self.gather(edge, k, entry.frame)][:1] if not self._cutter(k) >= 0 else []
        if self.cue(k - 1, "breaks") or self.cue(k - 2, "breaks") or self.cue(k - 3, "breaks"):
            # "retained the town following heavy fighting"
            if (
                found
                and found[-1].args
                and it.noun is not None
                and entry.frame.name in ("fight", "strike")
                and any(self.lows[x] in ("following", "after", "amid", "despite") for x in range(max(0, k - 3), k))
            ):
                return [a for a in found[-1].args if a.role in ("target", "origin")]
        return []

    # ------------------------------------------------------------ outcomes

    def _outcome(self, k: int, found: list[_Event]) -> None:
        """Let a gain that did not happen tell how the attack before it ended ("but did not secure any territory")."""
        it = self.items[k]
        entry = it.verb or it.noun
        if entry is None or entry.frame is None or entry.frame.name not in ("gain", "advance", "enter"):
            return
        if any(w in it.low for w in ("significant", "major", "substantial")):
            return
        mood = self.mood(k) if it.verb else self.noun_mood(k)
        if mood.negated and found and found[-1].attack and found[-1].type == "advance" and self._contrast(found[-1].k, k):
            self._fail(found[-1], self.lows[k])

    def _contrast(self, a: int, b: int) -> bool:
        return any(self.lows[x] in ("but", "although", "though", "without", "however") for x in range(a + 1, b))

    def _outcomes(self, found: list[_Event]) -> None:
        """Let words of failure behind an attack make it a repelled one ("but were defeated", "without success")."""
        for n, e in enumerate(found):
            if not e.attack or e.type != "advance" or e.mood.planned:
                continue
            end = found[n + 1].k if n + 1 < len(found) else len(self.items)
            contrast = False
            for x in range(e.k + 1, end):
                if (
                    self.cue(x, "fail")
                    and self.lows[x] in ("failed", "fail", "fails", "have failed")
                    and not self.items[x].cues.get("say")
                ):
                    between = any(a.first > e.k and a.last < x and a.force and self._subjective(a) for a in self.actors)
                    if (
                        not between
                        and (self.items[e.k].noun is not None or e.mood.attempted)
                        and not any("breaks" in self.items[y].cues for y in range(e.k, x))
                    ):
                        self._fail(e, self.lows[x])  # "an attempt to seize it failed"
                        break
                low = self.lows[x]
                if low in ("but", "though", "although") or low == "and" or low == ",":
                    contrast = contrast or low != ","
                if (
                    self.cue(x, "fail")
                    and (low in ("without success", "in vain", "to no avail") or contrast)
                    and not (self.items[x].cues.get("say"))
                ):
                    actor, _ = self.subject(x)
                    if actor is None or self.side_of(actor.side) in (e.attacker, None):
                        self._fail(e, low)
                    break

    @staticmethod
    def _fail(e: _Event, words: str) -> None:
        e.type, e.side, e.attack = "repelled", _opposite(e.attacker), False
        e.cues["type"] += f" … {words}"


_DOUBT = re.compile(
    r"\b(?:cannot|can ?not|can[’']t|could not|couldn[’']t|unable to|not able to|has not|have not|hasn[’']t|not been able to|yet to|did not)\s+"
    r"(?:\w+\s+){0,2}?(?:be\s+|been\s+)?(?:\w+ly\s+)?(?:verif|confirm|corroborat)\w*|\b(?:unverified|not (?:yet )?been (?:\w+ly )?(?:verified|confirmed))\b"
    r"|\bno (?:visual |independent )?(?:confirmation|evidence)\b|provided no evidence",
    re.I,
)
_AREA = re.compile(r"([\d][\d,. ]*)\s*(square (kilomet\w+|miles?)|km2|km²|sq\.? ?km|kilometers of (?:our )?territory)", re.I)
_LENGTH = re.compile(
    r"(?:distance of|stretch(?:es|ing)?|long|some|length of)?[^.]{0,20}?(\d[\d,.]*)[ -](km|kilomet\w+|miles?)\b", re.I
)


# what a sentence without a place needs to be worth reading: words that stand for one, or a speaker for the next
_WORTH = re.compile(
    r"\b(?:there|area|city|town|village|settlement|region|oblast|capital|bridge|road|route|artery|said|says|told|added|posted)\b",
    re.I,
)


def _doubt(text: str) -> re.Match[str] | None:
    # the plain search is for speed: few sentences have one of these words
    return _DOUBT.search(text) if "verif" in text or "confirm" in text or "evidence" in text or "corrobor" in text else None


def doubts(sentence: Sentence) -> bool:
    """Say whether a sentence is a remark that the claims before it can't be verified."""
    match = _doubt(sentence.text)
    return match is not None and match.start() < 60 and len(sentence.text) < 200


def read_sentence(sentence: Sentence, state: State) -> list[Finding]:
    """Read the claims of one sentence and bring the state of the discourse up to date.

    Parameters
    ----------
    sentence : Sentence
        The sentence with its places.
    state : State
        What the sentences before said; changed in place.

    Returns
    -------
    list of Finding
        In the order of the words that make them.
    """
    if not sentence.toponyms and not _WORTH.search(sentence.text):
        return []
    reading = _Reading(sentence, state)
    findings: list[Finding] = []
    doubt = _doubt(sentence.text)
    for event in reading.events() if reading.told else []:
        findings.append(_finding(reading, event, doubt.start() + sentence.start if doubt else None))
    findings = _unique(findings)
    _lines(reading, findings, state)
    if findings:
        state.said = findings
    _update(reading, state)
    return findings


def _lines(reading: _Reading, findings: list[Finding], state: State) -> None:
    """Join a supply line that is cut in one sentence to its ends in another ("that artery ran from A to B")."""
    for finding in findings:
        claim = finding.claim
        roles = {p.role for p in claim.places}
        if claim.event_type == "supply_cut" and claim.certainty != "denied" and not {"origin", "destination"} <= roles:
            state.route = claim
        elif claim.event_type == "supply_route" and state.route is not None and {"origin", "destination"} <= roles:
            words = {reading.lows[x] for x in range(len(reading.items)) if reading.items[x].start < finding.trigger[0]}
            if words & {"that", "this", "the"}:
                claim.event_type, claim.side = "supply_cut", state.route.side
                claim.claimant, claim.claimant_side, claim.certainty = state.route.claimant, state.route.claimant_side, "claimed"
                if state.route.claimant is None:
                    claim.certainty = "reported"
                claim.places = [p for p in claim.places if p.role != "target"]
                state.route = None


def _finding(reading: _Reading, e: _Event, doubt: int | None) -> Finding:
    items, sentence = reading.items, reading.sentence
    claim = Claim(e.type, e.side, _roles(e), sentence.start, sentence.end, cues=e.cues)
    a = reading.attribution(e.k)
    if a is None and reading.quoted and reading.state.claimant:
        a = Attribution(0, 0, reading.state.claimant, reading.state.claimant_side, "claimed", e.k)
    if a is not None and a.certainty != "reported":
        claim.claimant, claim.claimant_side = a.claimant, a.side
        if a.certainty == "confirmed":
            claim.certainty, claim.claimant, claim.claimant_side = "confirmed", None, None
        elif a.certainty == "denied":
            claim.certainty = "denied"
        elif (
            items[a.verb].low.startswith(("admit", "conced"))
            and a.side in ("UA", "RU")
            and e.side
            and (e.side != a.side) == (e.type != "withdrew")
        ):
            claim.certainty = "confirmed"  # against the speaker's own interest
        else:
            claim.certainty = "unverified" if a.certainty == "unverified" else "claimed"
        claim.cues["certainty"] = a.claimant or items[a.verb].low
    if "reportedly" in items[e.k].low:
        e.mood.hearsay = True
    if e.mood.hearsay and claim.certainty == "reported":
        claim.certainty, claim.cues["certainty"] = "claimed", "reportedly"
    if doubt is not None and claim.certainty == "claimed" and items[e.k].start < doubt:
        claim.certainty = "unverified"
    if e.mood.planned:
        claim.certainty, claim.cues["certainty"] = "predicted", e.mood.cue
    claim.background = e.background or (a is not None and any(reading.cue(x, "background") for x in (a.verb - 1, a.verb + 1)))
    if e.args:
        claim.cues["place"] = e.args[0].place.surface
    if e.type in ("supply_route", "supply_cut"):
        length = _LENGTH.search(sentence.text)
        if length:
            claim.distance_km = _number(length.group(1), length.group(2))
    x, y = reading._left_edge(e.k), reading.stop(e.k)
    clause = (items[min(x, len(items) - 1)].start, items[y - 1].end if y > 0 else sentence.end)
    clause = (clause[0], max([clause[1], *(d.place.end for d in e.args if d.at < len(items))]))
    reach = next((items[z].start for z in range(min(y, len(items)), len(items)) if reading.parts(z)), sentence.end)
    nominal = items[e.k].noun is not None and items[e.k].verb is None
    return Finding(claim, (items[e.k].start, items[e.k].end), clause, reach=reach, nominal=nominal)


def _number(text: str, unit: str) -> float | None:
    try:
        value = float(text.strip(" .,").replace(",", "").replace(" ", ""))
    except ValueError:
        return None
    return round(value * 1.609344, 1) if unit.lower().startswith("mile") else value


def _roles(e: _Event) -> list[PlaceRole]:
    args = e.args
    roles: list[PlaceRole] = []
    movement = e.type in ("advance", "reinforcement", "repelled")
    has_origin = any(a.role == "origin" for a in args)
    for n, a in enumerate(args):
        role: str = a.role
        if e.type in ("supply_route", "supply_cut") and a.paired:
            role = "origin"
        elif (e.type in ("supply_route", "supply_cut") and n and args[n - 1].paired) or (
            movement and has_origin and role == "target"
        ):
            role = "destination"
        elif e.type == "withdrew" and role == "target":
            role = "origin"
        if role == "skip":
            continue
        roles.append(PlaceRole(a.place, role, a.relation, a.km))  # type: ignore[arg-type]  # the lexicon's roles are checked
    return roles


def _unique(findings: list[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    seen: set[tuple[object, ...]] = set()
    for f in findings:
        claim = f.claim
        fresh = []
        for place in claim.places:
            where = place.toponym.place.place_id if place.toponym.place else place.toponym.surface
            key = (claim.event_type, claim.side, where, claim.certainty in ("predicted", "denied"), place.role == "origin")
            if key not in seen:
                seen.add(key)
                fresh.append(place)
        if (fresh and len(fresh) == len(claim.places)) or (
            fresh and not any(p.role in ("origin", "destination") for p in claim.places)
        ):
            claim.places = fresh
            kept.append(f)
        elif any(p.role in ("origin", "destination") for p in fresh):
            kept.append(f)
    return kept


def _update(reading: _Reading, state: State) -> None:
    for actor in reading.actors:
        side = reading.side_of(actor.side)
        if side and actor.force and reading._subjective(actor):
            state.actor = side
    _introduce(reading, state)
    for a in reading.attributions:
        if a.claimant and a.claimant.split()[-1].lower() not in _PRONOUNS:
            state.claimant, state.claimant_side = a.claimant, a.side
            surname = a.claimant.split()[-1]
            if a.side is not None and surname[:1].isupper():
                state.people.setdefault(surname, a.side)


def _introduce(reading: _Reading, state: State) -> None:
    """Remember the sides of people who are named with a title ("the Russian-backed official, Vitaly Ganchev")."""
    text, base = reading.sentence.text, reading.sentence.start
    for actor in reading.actors:
        side = reading.side_of(actor.side)
        if side is None or not any(reading.cue(x, "claimant") for x in range(actor.first, actor.last + 1)):
            continue
        names = re.search(
            r"^[^.;:]{0,40}?,? ((?:[A-Z][\w’'-]+ )+?[A-Z][\w’'-]+)(?:,| has | have | said )",
            text[reading.items[actor.last].end - base :],
        )
        if names:
            state.people.setdefault(names.group(1).split()[-1], side)
