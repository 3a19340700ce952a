"""What a word of a text may name: tokens, names of several words, regions, and names spelt otherwise, all remembered."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from typing import Any

from conflictmap.gazetteer.layout import SKELETON
from conflictmap.gazetteer.names import fold, romanise, skeleton
from conflictmap.gazetteer.places import Gazetteer
from conflictmap.model import Candidate, Place
from conflictmap.reading.spelling import english_keys, near_keys, ukrainian_keys
from conflictmap.reading.vocabulary import load_vocabulary

__all__ = [
    "ENTITY",
    "JOINED",
    "LETTER",
    "NEXT_TOKEN",
    "PLACE_ENDING",
    "POSSESSIVE",
    "SURNAME",
    "Entry",
    "Lookup",
    "Pair",
    "Token",
    "unmarked",
    "word_key",
]

LETTER = "0-9A-Za-zÀ-ÖØ-öø-ɏЀ-ӿ\u00ad\u0300-\u036f\u200b-\u200d\u2060"
_JOINS = (f"['’ʼ‘`´ʹ′\\-‐‑][{LETTER}]+", f'["”*](?=[яюєїЯЮЄЇ])[{LETTER}]+')
_ANY_JOINS = "(?:" + "|".join(_JOINS) + ")*"
JOINED = "(?:" + "|".join(join + _ANY_JOINS for join in _JOINS) + "|)"  # most tokens have none: told by one character
ENTITY = "&(?:#0*39|#x0*27|#8217|#x2019|apos|rsquo|lsquo|shy|#173);"
NEXT_TOKEN = re.compile(f"(?:[ \xa0]{{1,2}}|&nbsp;|\\. |\n)((?:[{LETTER}\\[\\]]|{ENTITY})+{JOINED})")
POSSESSIVE = re.compile(r"['’ʼ‘`´]s$")
CYRILLIC = re.compile("[Ѐ-ӿ]")
_SHORTEST_GUESS, _ALIKE = 6, 0.82  # letters, and likeness of two spellings, from which a name may be another one misspelt
_KNOWN = 20_000  # people of a town that every language has a spelling of
_BESIDE = 0.25  # degrees of the meridian
_LONGEST = 80  # characters: no name is as long, and a text may be made to hurt
_HUMPS = re.compile(r"[A-ZА-ЯЁІЇЄҐ]+(?![a-zа-яёіїєґ])|[A-ZА-ЯЁІЇЄҐ]?[^\WA-ZА-ЯЁІЇЄҐ_]+")
# endings that hardly any word but a place name has, so that such a name is one even where a sentence begins
PLACE_ENDING = re.compile(
    r"(?:[іїоеєё]вк|инк|[ое]в|єв|ёв|ин|їн|[сцз]ьк|[сц]к)(?:а|у|и|ы|і|е|о|ое|ою|ой|ого|ому|им|ом)?$|(?:град|город|поль|піль|полье|пілля|дар|яр|їв|ів)[аеуюия]?м?$"
)
_LATIN_ENDING = re.compile(
    r"(?:[ieo]vk[ae]|[sz]ke|[cghknrsz]ne|ove|eve|yne|hrad|[rnvtl]sk|stk|zk|pol|pil|ivtsi|[yi]chi|yshche|zhe|zh[iy]a|[ei]ika|obyl|[bcdghklmrstvz]ny|[oe]vy|sk(?:y|yi|iy))$"
)
_AGREEING = ("", *"a e i y yi ka ke ki kyi ska ske ski skyi va ve vi na ne ni".split())
_NEAR_ABROAD = frozenset(["UA", "RU", "BY", "MD"])  # where reports spell names in many ways
_RUSSIAN_ENDING = re.compile("(?:oe|oye|[eo]vo|ino|[kn][aei]|yi|ii|iia|iya|[sz]k|[ei]v|ivts[iy]|grad|[lnt]ya|yn)$")
SURNAME = re.compile("(?:[eo]v|enko|chuk)$")
_MASCULINE = re.compile(r"(?<=[a-z]{3})(?:yi|yy|iy|y)$")


@dataclass(slots=True, eq=False)
class Entry:
    """What one key may mean; shared by all mentions of it."""

    key: str
    nouns: tuple[Candidate, ...]
    adjectives: tuple[Candidate, ...]
    region: str | None  # the oblast that the plain name may stand for, in English
    is_word: bool  # also a word of the language
    is_never: bool  # hardly ever a place: an institution, a people, an official
    rivers: bool
    plain: bool = False  # a Latin name of places only, which nothing but the words beside it can make something else
    memo: dict[Any, Any] = field(default_factory=dict)  # weighed candidates by period and language, filled by resolution


@dataclass(slots=True)
class Token:
    """What a capitalised token may begin: `length` tokens at most; `cut` characters at its end are no part of the name."""

    key: str
    length: int
    cut: int = 0
    parts: tuple[tuple[int, int], ...] = ()  # of a hyphened token whose parts are names of their own
    single: bool = True  # whether it may be a name by itself
    given: bool = False  # also a given name in a Latin text
    plain: Entry | None = None  # what it means, where that is plain


@dataclass(slots=True)
class Pair:
    """Two words that begin a name of several; `region` where they are a region's whole name."""

    region: Entry | None
    end: int  # of the second word, in what stands behind the first
    cut: int  # characters at its end that are no part of the name


class Lookup:
    """Looks up the names of one gazetteer and keeps what it found; one per gazetteer is enough."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.tokens: dict[str, Token | None] = {}
        self._entries: dict[str, Entry | None] = {}
        self._guesses: dict[str, Entry | None] = {}
        self._slips: dict[str, Entry | None] = {}
        self.pairs: dict[tuple[str, str], Pair | None] = {}
        self._seconds: dict[str, frozenset[str]] = {}
        self._regions: dict[str, Place | None] = {}
        self._spelt: dict[str, dict[str, list[Place]]] = {}
        self._near: dict[tuple[str, str], Entry | None] = {}
        self._region_words: dict[str, str | None] = {}
        self.latin, self.cyrillic = load_vocabulary("latin"), load_vocabulary("cyrillic")

    def token(self, surface: str) -> Token | None:
        return self.tokens[surface] if surface in self.tokens else self.read_token(surface)

    def read_token(self, surface: str) -> Token | None:
        token = self._make_token(surface)
        if token is not None and token.single and token.length > 0 and not token.parts:
            entry = self.entry(token.key)
            token.given = token.key.isascii() and bool(self.latin.first[surface])
            if entry is not None and entry.plain and not token.given:
                token.plain = entry
        if len(self.tokens) < 1 << 18:
            self.tokens[surface] = token
        return token

    def _make_token(self, surface: str) -> Token | None:
        if len(surface) > _LONGEST:
            return None
        clean = unmarked(surface)
        cyrillic = CYRILLIC.search(clean) is not None
        possessive = None if cyrillic else POSSESSIVE.search(clean)
        cut = 2 if possessive else 0
        key = fold(clean[: -cut or None])
        if key == "st":
            key = "saint"
        length = self.gazetteer.head(key)
        parts = () if "-" not in key else self._parts(surface[: len(surface) - cut])
        if length and (len(key) > 2 or length > 1):
            single = len(key) > 2 and not (not cyrillic and key in self.latin.never)
            return Token(key, length, cut, parts, single) if single or length > 1 else None
        if cyrillic and self.region_of_noun(key):
            return Token(key, 1)
        if parts:
            return Token(key, 0, cut, parts)
        for other in english_keys(key) if key.isascii() and len(key) > 4 else ():
            found = [c.place for c in self.gazetteer.candidates(other) if c.place.country == "UA"]
            if found and (_LATIN_ENDING.search(other) or any(p.population > _KNOWN for p in found)):
                return Token(other, self.gazetteer.head(other), cut)
        base, _, number = key.rpartition("-")
        if len(number) < 3 and number.isdigit() and surface.endswith(number):
            size = max((c.place.population for c in self.gazetteer.candidates(base)), default=0)
            return Token(base, 1) if 5000 < size < 100_000 else None  # "Zolote-4", a part of the town; not "Orlan-10", "Dnipro-1"
        humps = _HUMPS.findall(clean)
        if 1 < len(humps) < 4 and not clean.isupper() and "-" not in clean:
            key = fold(" ".join(humps))
            if self.gazetteer.candidates(key):
                return Token(key, 1)
        words = self.cyrillic if cyrillic else self.latin
        if len(key) > 4 and key not in words.never and not words.first[surface]:
            ending = (PLACE_ENDING if cyrillic else _LATIN_ENDING).search(key)
            if ending or cyrillic or self.guess(key, slips=False):
                return Token(key, 0 if ending else -1, cut)  # a name that is spelt otherwise, perhaps
        return None

    def _parts(self, surface: str) -> tuple[tuple[int, int], ...]:
        """Spans of the names that a hyphen joins ("Balakliya-Izyum", "Kharkiv-based"); none where a part is another word."""
        if any(c.isdigit() for c in surface):
            return ()
        spans, strange, at = [], False, 0
        for piece in re.split(r"([-‐‑])", surface):
            entry = self.entry(fold(unmarked(piece))) if len(piece) > 2 else None
            if entry is not None and piece[0].isupper() and not entry.is_never:
                spans.append((at, at + len(piece), bool(entry.nouns) and entry.nouns[0].place.population > 10_000))
            else:
                strange = strange or piece[:1].isupper()
            at += len(piece)
        if strange and not all(large for _, _, large in spans):
            return ()
        return tuple((a, b) for a, b, _ in spans)

    def entry(self, key: str) -> Entry | None:
        """Return what a folded name may mean, or None where the gazetteer has no such name."""
        try:
            return self._entries[key]
        except KeyError:
            entry = self._read_entry(key)
            if len(self._entries) < 1 << 18:
                self._entries[key] = entry
            return entry

    def _read_entry(self, key: str) -> Entry | None:
        noun = None if key.isascii() else self.region_of_noun(key)
        if noun:
            return Entry(key, (), (), noun, False, False, False)
        found = self.gazetteer.candidates(key)
        if found and key.isascii() and all(c.form == "variant" or c.place.feature == "suburb" for c in found):
            known = {c.place.place_id for c in found}
            found += tuple(c for c in self._masculine(key) if c.place.place_id not in known)
        if not key.isascii() and not any(
            c.place.country == "UA" and c.lang != "ru" and c.form in ("name", "case") for c in found
        ):
            found += tuple(self._sounding_like(key, {c.place.place_id for c in found}))
        if not found:
            return None
        nouns = tuple(c for c in found if c.form != "adjective")
        adjectives = tuple(c for c in found if c.form == "adjective")
        entry = Entry(
            key=key,
            nouns=nouns,
            adjectives=adjectives,
            region=self._region_for(key, nouns),
            is_word=key in self.latin.words or key in self.cyrillic.words or self._doubtful(key, nouns),
            is_never=key in self.latin.never or key in self.cyrillic.never,
            rivers=any(c.place.kind == "river" for c in nouns),
        )
        strange = entry.is_word or entry.is_never or entry.rivers or not nouns or nouns[0].place.kind == "oblast"
        entry.plain = key.isascii() and not strange and not key.endswith(("skyi", "skyy", "skiy"))
        return entry

    @staticmethod
    def _doubtful(key: str, nouns: tuple[Candidate, ...]) -> bool:
        """Say whether a Latin key is more likely a surname ("Lavrov") or a word ("Rapid") than the village it may also spell."""
        if (
            not key.isalpha()
            or not key.isascii()
            or any(c.place.kind != "settlement" for c in nouns)
            or any(c.place.population >= 5000 and (c.form == "name" or c.place.country in _NEAR_ABROAD) for c in nouns)
        ):
            return False
        if SURNAME.search(key):
            return True
        return not (_LATIN_ENDING.search(key) or _RUSSIAN_ENDING.search(key) or any(c.form == "name" for c in nouns))

    def _sounding_like(self, key: str, known: set[str]) -> list[Candidate]:
        """Places whose Ukrainian name a Russian form stands for, as far as the gazetteer does not say so."""
        out = []
        for other in sorted(self.gazetteer.known(ukrainian_keys(key, self.cyrillic.roots))):
            for c in self.gazetteer.candidates(other):
                if c.place.kind != "settlement" or c.place.country != "UA" or c.place.place_id in known:
                    continue
                if c.lang != "ru" and c.form in ("name", "case", "former"):
                    known.add(c.place.place_id)
                    out.append(replace(c, form="variant", lang="ru"))
        return out

    def _region_for(self, key: str, nouns: tuple[Candidate, ...]) -> str | None:
        for c in nouns:
            if c.place.kind == "oblast":
                return c.place.name
        if not key.isascii():
            return None
        if key in self.latin.regions:
            return self.latin.regions[key]
        for c in nouns[:3]:
            if c.place.feature == "city" and c.place.admin1 and fold(c.place.name) in self.latin.regions:
                return self.latin.regions[fold(c.place.name)]
        return None

    def region(self, name: str) -> Place | None:
        """Return the region of a given English name ("Kharkiv Oblast")."""
        if name not in self._regions:
            found = [c.place for c in self.gazetteer.candidates(fold(name)) if c.place.kind == "oblast"]
            self._regions[name] = found[0] if found else None
        return self._regions[name]

    def region_of_words(self, key: str) -> str | None:
        """The region that a name before "Oblast" means, forgiving its spelling."""
        if key not in self._region_words:
            self._region_words[key] = self._read_region_of_words(key)
        return self._region_words[key]

    def _read_region_of_words(self, key: str) -> str | None:
        entry = self.entry(key)
        if entry and entry.region:
            return entry.region
        found = [c.place for c in self.gazetteer.candidates(key + " oblast") if c.place.kind == "oblast"]
        if found:
            return found[0].name
        close = get_close_matches(key, self.latin.regions, n=1, cutoff=0.7)
        return self.latin.regions[close[0]] if close else None

    def region_of_stem(self, stem: str) -> str | None:
        return self.cyrillic.regions.get(stem)

    def region_of_noun(self, key: str) -> str | None:
        """The region of "Харківщина", "Крим", "Закарпаття" in any case."""
        for n in range(4):
            stem = key[: len(key) - n]
            if not stem.endswith(("ськ", "цьк", "зьк", "ск", "цк")) and stem in self.cyrillic.regions:
                return self.cyrillic.regions[stem]
        return None

    def goes_on(self, key: str, behind: str) -> Pair | None:
        """Return what a key and the word that opens the text behind it may begin: None where no name of several words does."""
        asked = (key, behind)
        try:
            return self.pairs[asked]
        except KeyError:
            pair = self._read_pair(key, behind)
            if len(self.pairs) < 1 << 18 and len(behind) <= _LONGEST:
                self.pairs[asked] = pair
            return pair

    def _read_pair(self, key: str, behind: str) -> Pair | None:
        follow = NEXT_TOKEN.match(f" {behind}")
        if follow is None:
            return None
        if key not in self._seconds:
            self._seconds[key] = self.gazetteer.seconds(key)
        seconds = self._seconds[key]
        second, cut, _ = word_key(follow[1])
        found = second in seconds or (second.isascii() and SKELETON + skeleton(second) in seconds)
        if not (found or (seconds and not second.isascii())):
            return None
        name = f"{key} {second}"
        if not name.isascii() or self.gazetteer.head(name) > 2:
            return Pair(None, 0, 0)
        entry = self.entry(name)
        region = entry if entry and entry.nouns and entry.nouns[0].place.kind == "oblast" else None
        return Pair(region, follow.end(1) - 1, cut)

    def _masculine(self, key: str) -> list[Candidate]:
        """Places whose neuter or feminine name a report in English has as an adjective: "Spirny" for Spirne."""
        match = _MASCULINE.search(key)
        if not match:
            return []
        stem = key[: match.start()]
        found: dict[str, Candidate] = {}
        for end in ("e", "oe", "oye", "a"):
            for c in self.gazetteer.candidates(stem + end):
                if c.place.kind == "settlement" and c.place.country == "UA":
                    found.setdefault(c.place.place_id, replace(c, form="variant"))
        return list(found.values())

    def _agreeing(self, key: str) -> list[Candidate]:
        """Places of two words whose first is put otherwise in a report in English: "Cherkasy Tyshky", "Ruska Tishki"."""
        first, _, second = key.partition(" ")
        if len(first) < 5 or not second:
            return []
        found: dict[str, Candidate] = {}
        stems = [stem for stem in (first, first[:-1], first[:-2]) if len(stem) > 3]
        bones = {other: SKELETON + skeleton(other) for other in (f"{stem}{end} {second}" for stem in stems for end in _AGREEING)}
        known = self.gazetteer.known([*bones, *bones.values()])
        for other in [other for other in bones if other in known or bones[other] in known]:
            for c in self.gazetteer.candidates(other):
                if c.place.kind == "settlement" and c.place.country == "UA":
                    found.setdefault(c.place.place_id, replace(c, form="variant"))
        return list(found.values())

    def similar(self, key: str) -> tuple[Candidate, ...]:
        """Return what a name may mean beyond its own candidates: places that it misspells or names in Russian."""
        guess = self.guess(key)
        return guess.nouns if guess else ()

    def guess(self, key: str, *, slips: bool = True) -> Entry | None:
        """What a name that no place bears may mean: a Russian form of a Ukrainian one, else all that is one slip away."""
        if key not in self._guesses:
            found = (self._agreeing(key) or self._masculine(key)) if key.isascii() else self._sounding_like(key, set())
            self._guesses[key] = Entry(key, tuple(found), (), None, False, False, False) if found else None
        guess = self._guesses[key]
        if guess is None and slips:
            if key not in self._slips:
                near: dict[str, Candidate] = {}
                for other in sorted(self.gazetteer.known(_slips(key))):
                    for c in self.gazetteer.candidates(other):
                        if c.place.kind == "settlement" and c.form != "adjective":
                            near.setdefault(c.place.place_id, replace(c, form="variant"))
                self._slips[key] = Entry(key, tuple(near.values()), (), None, False, False, False) if near else None
            guess = self._slips[key]
        return guess

    def guess_in(self, region: str, key: str) -> Entry | None:
        """What a Latin name that a region doesn't have may mean there: the places whose names are spelt nearest to it."""
        if (region, key) not in self._near:
            found = self._spelt_like(region, skeleton(key)) if key.isascii() and len(key) >= _SHORTEST_GUESS else []
            nouns = tuple(Candidate(p, "variant", "en") for p in found)
            self._near[region, key] = Entry(key, nouns, (), None, False, False, False) if nouns else None
        return self._near[region, key]

    def _spelt_like(self, region: str, bones: str) -> list[Place]:
        if region not in self._spelt:
            spelt: dict[str, list[Place]] = {}
            for place in self.gazetteer.settlements_of(region):
                names = [place.name]
                names += [romanise(n, lang) for n, lang in ((place.name_uk, "uk"), (place.name_ru, "ru")) if n]
                names += [romanise(place.name_ru.replace("ё", "е"), "ru")] if place.name_ru else []
                for other in dict.fromkeys(skeleton(fold(n)) for n in names):
                    spelt.setdefault(other, []).append(place)
            self._spelt[region] = spelt
        close = get_close_matches(bones, self._spelt[region], n=6, cutoff=_ALIKE)
        close = [c for c in close if c[0] == bones[0]]
        if not close:
            return []
        ratios = [SequenceMatcher(None, bones, c).ratio() for c in close]
        best = {p.place_id: p for c, r in zip(close, ratios, strict=True) if r > ratios[0] - 0.01 for p in self._spelt[region][c]}
        return list(best.values())

    def lies_by(self, place: Place, region: str) -> bool:
        """Say whether a place lies just over the border of a region, where a report may give it to that."""
        from shapely import Point, from_wkb

        area = self.region(region)
        return area is not None and area.wkb is not None and from_wkb(area.wkb).distance(Point(place.lon, place.lat)) < _BESIDE


def _slips(key: str) -> Iterator[str]:
    """Keys one letter away from a misspelt one, as it stands and, of a Latin one, under any romanisation."""
    yield from near_keys(key)
    if key.isascii():
        for other in english_keys(key):
            yield SKELETON + skeleton(other)
        for bones in near_keys(skeleton(key)):
            yield SKELETON + bones
        for i in range(1, len(key) - 1):
            yield SKELETON + skeleton(key[:i] + key[i + 1] + key[i] + key[i + 2 :])  # a skeleton may hide what changed places


@lru_cache(maxsize=1 << 16)
def word_key(word: str) -> tuple[str, int, bool]:
    """The key of a word inside a name, of how many characters its possessive ending is, and whether a small letter opens it."""
    clean = unmarked(word)
    cut = 2 if POSSESSIVE.search(clean) and not CYRILLIC.search(clean) else 0
    return fold(clean[: -cut or None]), cut, clean[:1].islower()


def unmarked(surface: str) -> str:
    """A token without editors' brackets and HTML entities, composed."""
    if "&" in surface:
        surface = html.unescape(surface)
    if "[" in surface:
        surface = surface.replace("[", "").replace("]", "")
    return surface if surface.isascii() else unicodedata.normalize("NFC", surface)
