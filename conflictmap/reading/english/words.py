"""English as a row of items: verbs in all their forms, the words of the lexicon, tokens and places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, cast

from conflictmap.model import Relation, Side, Toponym
from conflictmap.reading.discourse import Sentence
from conflictmap.reading.lexicon import LIGHT, Entry, load_lexicon

_DOUBLING = frozenset(
    ["patrol", "repel", "transfer", "admit", "deter", "rebut", "permit", "commit", "compel", "expel", "control", "cut", "regret"]
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
    stem = base + base[-1] if past.startswith(base + base[-1]) else base  # "pummel/pummelled/pummelled"
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


LEXICON = load_lexicon("events_en", conjugate)

_TOKEN = re.compile(r"[^\W\d_]+(?:[.’'\-‑][^\W\d_]+|-\d+\w*)*|\d+(?:st|nd|rd|th)\b|\d[\d.,:]*\d|\d|[^\W_]+|\S")
_DIRECTION = re.compile(r"^(?:due-?)?(north|south)?[\- ]?(east|west)?(?:ern(?:most)?|wards?|erly)?$")
CODES: dict[tuple[str, str], Relation] = {
    ("north", ""): "N",
    ("north", "east"): "NE",
    ("", "east"): "E",
    ("south", "east"): "SE",
    ("south", ""): "S",
    ("south", "west"): "SW",
    ("", "west"): "W",
    ("north", "west"): "NW",
}


@lru_cache(maxsize=1 << 14)
def bearing(word: str) -> Relation | None:
    """Return the direction that a word names: "northeastern", "due-west"."""
    match = _DIRECTION.match(word)
    return CODES.get((match.group(1) or "", match.group(2) or "")) if match else None


_GROUPED = frozenset(["grouping", "group", "groups", "operational-strategic", "operational"])  # behind the name of troops
PLACE = "\0"
PAD = 24  # further than any rule looks past the end
NONE: Mapping[str, str] = {}

BE = frozenset("be is are was were been being 's 're am get got gets remain remains remained".split())
HAVE = frozenset("have has had having 've".split())
PREPOSITIONS = frozenset(
    "in at on to from into toward towards against of for through via by over across along inside within throughout between with"
    " onto off under upon behind during among per up down out back".split()
)
DETERMINERS = frozenset("the a an this these those its their his her any some all both several many most each other".split())
MONTHS = frozenset(
    "january february march april may june july august september october november december sept sep jan feb mar apr jun jul aug"
    " oct nov dec".split()
)
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
NUMBERS = frozenset(
    """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    twenty thirty forty fifty sixty seventy eighty ninety half
    """.split()
)
SETTLEMENT_WORDS = frozenset("city town village settlement capital municipality hamlet township".split())
REGION_WORDS = frozenset("region oblast raion district province".split())
AREA_WORDS = frozenset("area vicinity axis".split())
UNIT_WORDS = frozenset("brigade battalion regiment division corps army fleet battlegroup company".split())
UNITS = frozenset(
    "btgs groups elements units unit detachments battalion battalions brigade brigades regiment regiments division troops"
    " soldiers fighters".split()
)
PRONOUNS = frozenset("they he she it we i them who which that".split())
PROFITING = frozenset(["exploit", "leverage", "take/took/taken advantage of"])
FACTUAL = PROFITING | {"use", "force", "compel", "cause", "prompt", "lead", "allow", "enable"}
ADVERBS = frozenset(
    """
    also again still now then further just both even only so yet thereby meanwhile too ever once soon far elsewhere either instead
    thus together simultaneously additionally already previously recently earlier later likely possibly perhaps reportedly
    allegedly fully partially continually away forward back northward southward eastward westward apparently almost nearly
    """.split()
) | {"once again", "once more", "so far"}
BARE_ADJECTIVES = frozenset(
    """
    russian ukrainian chechen proxy separatist occupation occupying russian-backed russia-backed pro-russian pro-kremlin
    local social western us u.s u.s. american british uk european belarusian russian-appointed russian-installed
    moscow-backed kremlin-backed moscow-installed kremlin-sponsored russian-led kremlin-affiliated russian-occupied
    russian-controlled russian-held ukrainian-held ukrainian-controlled pro-ukrainian backed-local our ours hostile
    akhmat azov turkish polish
    """.split()
)


class Item:
    """A word, a phrase of the lexicon, a place, or a mark.

    What its neighbours can't change is shared by all sentences (a year of reports has half a million words), so an item has no
    span. Defaults stand on the class: most items have no more than a word.
    """

    anaphor: str = ""  # "city", "its", "region", "area", "line": a place that is named elsewhere
    verb: Entry | None = None
    noun: Entry | None = None
    word: Entry | None = None
    cues: Mapping[str, str] = NONE  # name of the cue -> form; shared, never changed
    lemma: str = ""
    side: str = ""  # of an actor's word
    cued: bool = False  # a cue or an actor's
    dead: bool = False  # a place that is part of a title, a unit's name, a border

    def __init__(self, low: str, place: Toponym | None = None) -> None:
        self.low = low
        self.place = place
        self.mark = not (low[:1].isalnum() or low == PLACE)
        self.adverb = low in ADVERBS or (low.endswith("ly") and " " not in low) or low in ("-", "…")  # if it is no trigger

    def mean(self, meaning: _Meaning) -> None:
        """Take on a meaning but for its verbs."""
        self.cues, self.lemma, self.side = meaning.cues, meaning.lemma, meaning.side
        self.noun, self.word = meaning.noun, meaning.word
        self.cued = bool(meaning.cues or meaning.side)

    def standing_for(self, kind: str) -> Item:
        """Return an item of its own for a word that stands for a place named elsewhere."""
        item = Item(self.low, self.place)
        item.verb, item.noun, item.word, item.cues, item.lemma = self.verb, self.noun, self.word, self.cues, self.lemma
        item.side, item.cued, item.dead, item.mark, item.adverb = self.side, self.cued, self.dead, self.mark, self.adverb
        item.anaphor = kind
        return item


class Row(NamedTuple):
    """A sentence as items."""

    items: list[Item]
    lows: list[str]
    spans: list[tuple[int, int]]  # of each item, code points into the sentence
    marked: list[int]  # items that this sentence has for itself: places, and words that may make an event
    cued: list[int]  # items that are a cue or an actor's


def _normal(word: str) -> str:
    """Fold a word: lower case, straight apostrophes, no possessive."""
    low = word.casefold().replace("’", "'")
    if low.endswith("'s") and low not in ("it's", "that's", "there's", "he's", "she's", "'s"):
        return low[:-2]
    return low[:-1] if low.endswith("'") and len(low) > 1 else low


@dataclass(slots=True, eq=False)
class _Meaning:
    """All that an entry of the lexicon may be in a sentence."""

    verbs: dict[str, Entry]  # by form
    noun: Entry | None
    word: Entry | None
    cues: Mapping[str, str]
    lemma: str
    side: str
    triggers: bool = False  # it may make an event

    def __post_init__(self) -> None:
        self.triggers = bool(self.verbs) or self.noun is not None or self.word is not None


_MARKS = {"(": 1, "[": 1, ")": -1, "]": -1} | dict.fromkeys("\"“”„«»‘’'", 0)
_OF_A_CITY = frozenset(
    """
    mayor suburb suburbs outskirts street streets centre center central resident residents people inhabitants district districts
    metro subway airport airports northern southern eastern western region oblast city council station railway hospital hospitals
    neighbourhood neighbourhoods neighborhood neighborhoods skyline apartment apartments square
    """.split()
)
_ARMED = frozenset("forces troops army soldiers units military".split())
_DEEDS = frozenset(["gain", "send", "move", "reinforce", "withdraw", "push", "strike", "repel", "expel", "attack"])
_CAPITALS = frozenset(["moscow", "kyiv", "kiev"])  # governments, unless a preposition stands before them
_BEFALLEN = frozenset("been become seen suffered come endured witnessed experienced fallen lived faced had survived".split())
_WORDS = re.compile(r"[a-z]+")
_SORTS = frozenset("village villages town towns suburb suburbs hamlet hamlets settlement settlements".split())
_COMPANIES = frozenset(["factory", "plant", "university", "bank", "company"])
_MEANINGS: dict[int, _Meaning] = {}  # by identity: the lexicon keeps one tuple of entries a word, and they can't be hashed


def _meaning(entries: tuple[Entry, ...]) -> _Meaning:
    meaning = _MEANINGS.get(id(entries))
    if meaning is None:
        verbs: dict[str, Entry] = {}
        noun = word = None
        cues: dict[str, str] = {}
        lemma = side = ""
        for entry in entries:
            if entry.kind == "verb":
                verbs.setdefault(entry.form, entry)
            elif entry.kind == "noun":
                noun = entry
            elif entry.kind == "word":
                word = entry
            elif entry.kind == "cue":
                cues[entry.name] = entry.form or cues.get(entry.name, "")
                lemma = entry.lemma if entry.form else lemma or entry.lemma
            else:
                side = entry.side
        if "force" in cues and "carry" in cues and any(e.lemma == "forces" for e in entries):
            cues = {k: v for k, v in cues.items() if k not in ("plan", "carry")}  # the noun, not the verb
        meaning = _MEANINGS[id(entries)] = _Meaning(verbs, noun, word, cues, lemma, side)
    return meaning


def _names_actor(place: Toponym, sentence: Sentence) -> bool:
    """Say whether a "place" is a word for one who acts: "Russia", "Ukrainian", "Kyiv says"."""
    surface = place.surface.casefold()
    if surface in _CAPITALS:
        start, end = place.start - sentence.start, place.end - sentence.start
        last = sentence.text[max(0, start - 40) : start].casefold().split()[-1:]
        following = _WORDS.findall(sentence.text[end : end + 40].casefold())[:3]
        if following[:1] == ["s"] and _OF_A_CITY.isdisjoint(following[1:]):
            return True  # "Kyiv's forces", "Moscow's main supply line"
        if following[:1] in (["control"], ["time"]) or (following[:1] == ["whose"] and following[1] in _ARMED):
            return True  # "gave Moscow control of", "at noon Moscow time", "Kyiv, whose forces"
        if sentence.text[max(0, start - 4) : start].casefold().endswith(("pro-", "anti-")) or sentence.text[end : end + 1] == "-":
            return True  # "the pro-Moscow party", "the Moscow-installed deputy"
        if last and last[0] in ("accused", "accuses", "accusing", "blamed", "blames", "blaming"):
            return True
        if last == ["to"] and sentence.text[max(0, start - 9) : start].casefold().startswith("loyal "):
            return True
        if last and last[0].endswith(",") and following[:1] and any(e.name == "say" for e in LEXICON.word(following[0])):
            return True  # "…, Kyiv said"
        if last == ["by"] or (last == ["to"] and sentence.text[max(0, start - 13) : start].casefold().endswith("according to ")):
            return True  # "a truce proclaimed by Moscow", "according to Kyiv"
        if last and (last[0] in PREPOSITIONS or last[0] in ("near", "around", "and") or last[0].endswith(",")):
            return False
        has = following[:1] and following[0] in HAVE
        following = [w for w in following if not w.endswith("ly") and w not in HAVE]
        if has and following and following[0] not in _BEFALLEN:
            return True  # "a rail hub that Moscow has used"
        if following[:1] == ["is"] and following[1:2] and following[1].endswith("ing"):
            return True
        following = following[:1]
        meanings = [e for word in following for e in LEXICON.word(word) if e.form]
        if any(e.frame is not None and e.frame.name in _DEEDS and e.form not in ("base", "ing") for e in meanings):
            sends = any(e.frame is not None and e.frame.name in ("send", "reinforce") for e in meanings)
            return not last and (surface == "moscow" or bool(has) or sends)  # "Moscow moved some of its units"
        return not {"say", "deny", "plan"}.isdisjoint(e.name for e in meanings)
    if place.kind != "country" and surface not in BARE_ADJECTIVES:
        return False
    return any(e.kind == "actor" for word in surface.split() for e in LEXICON.word(word))


@dataclass(slots=True)
class _Word:
    """A word as it is known before its neighbours are."""

    low: str
    item: Item | None  # shared by all sentences; None where the neighbours have a say in what it means
    meaning: _Meaning | None = None
    seconds: frozenset[str] | None = frozenset()  # what may stand behind it in a phrase; None: any word


@lru_cache(maxsize=1 << 14)
def _shared(low: str, meaning: _Meaning | None) -> Item:
    """Return the item of a word or phrase that makes no event."""
    item = Item(low)
    if meaning is not None:
        item.mean(meaning)
    return item


@lru_cache(maxsize=1 << 16)
def _word(low: str) -> _Word:
    """Look a folded word up."""
    if low not in LEXICON.known:
        return _Word(low, _shared(low, None))
    entries, seconds = LEXICON.word(low), LEXICON.seconds(low)
    meaning = _meaning(entries) if entries else None
    fixed = seconds == frozenset() and low not in _MISTAKEN and not (meaning and meaning.triggers)
    return _Word(low, _shared(low, meaning) if fixed else None, meaning, seconds)


@lru_cache(maxsize=1 << 16)
def _cut(chunk: str) -> tuple[tuple[_Word | None, int, int], ...]:
    """Cut what stands between two spaces into words with their spans; of a bracket the second item says whether it opens."""
    found: list[tuple[_Word | None, int, int]] = []
    for match in _TOKEN.finditer(chunk):
        text = match[0]
        low = _normal(text)
        if text in _MARKS:
            found.append((None, _MARKS[text], 0))
        elif low != "s" or text == "S":
            found.append((_word(low), *match.span()))
    return tuple(found)


def _tokens(sentence: Sentence) -> tuple[list[_Word], list[tuple[int, int]], dict[int, Toponym]]:
    """Cut a sentence into words with their spans, and say which are places; what stands in brackets is left out."""
    text, base = sentence.text, sentence.start
    words: list[_Word] = []
    spans: list[tuple[int, int]] = []
    places: dict[int, Toponym] = {}
    depth = at = 0
    bounds = [(t.start - base, t.end - base, t) for t in sentence.toponyms if not _names_actor(t, sentence)]
    for a, b, place in (*bounds, (len(text), len(text), None)):
        if a < at:
            continue
        for chunk in text[at:a].split(" "):
            for word, i, j in _cut(chunk):
                if word is None:
                    depth = max(0, depth + i)
                elif not depth:
                    words.append(word)
                    spans.append((at + i, at + j))
            at += len(chunk) + 1
        if place is not None:
            if not depth:
                places[len(words)] = place
                words.append(_NAME)
                spans.append((a, b))
            at = b
    return words, spans, places


_NOTHING = _Meaning({}, None, None, NONE, "", "")
_NAME = _Word(PLACE, None)
_MISTAKEN = frozenset(["may", "march", "sever"])  # a month or a regiment's name rather than a verb


def read_items(sentence: Sentence) -> Row:
    """Read a sentence as a row of words and phrases of the lexicon, places and marks."""
    words, spans, places = _tokens(sentence)
    lows = [word.low for word in words]
    row = [word.item for word in words]
    marked: list[int] = []
    phrases: list[tuple[int, int]] = []  # first and last word
    first = last = -1  # of the phrase before
    closed = 0  # words by which the row will be shorter
    for i, item in enumerate(row):
        if item is not None or i <= last:
            continue
        word = words[i]
        if word is _NAME:
            if i + 1 < len(lows) and lows[i + 1] in _GROUPED and (troops := LEXICON.word(places[i].surface.casefold())):
                lows[i] = places[i].surface.casefold()  # "the Khortytsia grouping" is no place
                row[i] = _shared(lows[i], _meaning(troops))
                continue
            marked.append(i - closed)
            row[i] = Item(PLACE, places[i])
            continue
        low, meaning = word.low, word.meaning
        before = row[first if last == i - 1 else i - 1] if i else None
        following = lows[i + 1] if i + 1 < len(lows) else ""
        if low in ("force", "forces") and before and (before.side or before.cues or before.low[:1].isalpha()):
            pass  # "Russian forces", no verb
        elif (
            word.seconds is None
            or following in word.seconds
            or (word.seconds and (following.endswith("ly") or following in LIGHT))
        ):
            size, entries = LEXICON.match(lows, i)
            if size > 1:
                low, meaning = " ".join(lows[i : i + size]), _meaning(entries)
                first, last = i, i + size - 1
                phrases.append((first, last))
        if low in _MISTAKEN and (following[:1].isdigit() or (sentence.text[spans[i][0]] == "M" and i)):
            meaning = _NOTHING
        if meaning is not None and meaning.triggers:
            marked.append(i - closed)
            row[i] = own = Item(low)
            own.mean(meaning)
            if meaning.verbs:
                _conjugated(own, meaning, before)
        else:
            row[i] = _shared(low, meaning)
        closed += last - first if first == i else 0
    for first, last in reversed(phrases):
        spans[first : last + 1] = [(spans[first][0], spans[last][1])]
        lows[first : last + 1] = [" ".join(lows[first : last + 1])]
        del row[first + 1 : last + 1]
    items = cast("list[Item]", row)
    _settle(items, marked)
    return Row(items, lows, spans, marked, [n for n, item in enumerate(items) if item.cued])


def _conjugated(item: Item, meaning: _Meaning, before: Item | None) -> None:
    """Give an item its verb; of forms that look alike, the one that the auxiliary before it asks for."""
    verbs = meaning.verbs
    if "near" in meaning.cues and not (before and before.low in BE):
        return  # "the surrounding settlements"
    if len(verbs) == 1:
        item.verb = next(iter(verbs.values()))
        return
    asked = "past"
    if before and (before.low in ("to", "do", "did", "does") or "modal" in before.cues):
        asked = "base"
    elif before and (before.low in BE or before.low in HAVE):
        asked = "part"
    item.verb = verbs.get(asked) or verbs.get("part") or next(iter(verbs.values()))


def _settle(row: list[Item], marked: list[int]) -> None:
    """Mark places that are part of a name, and nouns of combat that only modify ("assault groups")."""
    for n in marked:
        item = row[n]
        if n + 1 == len(row):
            break
        following = row[n + 1]
        if item.place is not None:
            if following.low.startswith(("people republic", "people militia", "republic")):
                item.dead = True  # a proxy republic, not the place
                if n > 1 and row[n - 1].low == "and" and row[n - 2].place is not None:
                    row[n - 2].dead = True  # "the Donetsk and Luhansk People's Republics"
            if n + 3 < len(row) and row[n + 2].low == "of" and following.low in _SORTS and row[n + 3].place is not None:
                item.dead = True  # "the Kherson villages of Stanislav and"
            if n + 2 < len(row) and item.place.kind != "settlement" and following.low not in ("and", ",", "in"):
                item.dead |= following.low in _COMPANIES or row[n + 2].low in _COMPANIES
        elif (
            item.noun is not None
            and "head" in following.cues
            and item.noun.name in ("fight", "attack", "strike", "advance")
            and not item.low.endswith(" for")
            and (item.verb is None or item.verb.form in ("base", "ing"))
        ):
            item.noun = item.verb = None


def opposite(side: Side | None) -> Side | None:
    return None if side is None else "RU" if side == "UA" else "UA"
