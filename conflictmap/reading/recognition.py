"""Recognition: where a text names a place, word by word, and what the words around a name make of it.

Capitalised tokens are found by one pattern and looked up through dictionaries that remember every token seen, so that a token
costs one look-up after the first. What stands beside a name ("Oblast", "річка", "brigade", a given name) is read from the
lexicon files `lexicon/places_*.toml`. Names that a phrase makes are read after these (`phrases`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from conflictmap.gazetteer.names import fold
from conflictmap.gazetteer.places import Gazetteer
from conflictmap.reading.lookup import (
    ENTITY,
    JOINED,
    LETTER,
    NEXT_TOKEN,
    PLACE_ENDING,
    SURNAME,
    Entry,
    Lookup,
    Pair,
    Token,
    unmarked,
    word_key,
)
from conflictmap.reading.mentions import (
    CITY_PART,
    EMPTY,
    LIST_GAP,
    NEXT_WORD,
    OF_CITY,
    OPEN,
    UPPER,
    Mention,
    opens_line,
    word_before,
)
from conflictmap.reading.vocabulary import Vocabulary

__all__ = ["WordReader"]

_TOKEN = re.compile(f"[{UPPER}][{LETTER}]*{JOINED}")
# the same where editors' brackets or HTML entities stand inside words: slower, so only for texts that hold them
# (one class of characters opens it, and another tells whether anything is joined, for speed)
_MARKED_TOKEN = re.compile(
    f"[\\[{UPPER}](?:(?<!\\[)|[{UPPER}][{LETTER}]*\\])[{LETTER}]*"
    f"(?:(?=[\\[&'’ʼ‘`´ʹ′\\-‐‑])(?:(?:\\[[{LETTER}'’]*\\]|['’ʼ‘`´ʹ′\\-‐‑]|{ENTITY})[{LETTER}]+)*|)"
)
_IN_REGION = re.compile(
    r" (?:[ДЛ]НР\b|\w+(?:[сц]кой|[сц]кого|[сц]ької|[сц]ького) (?:обл|район|р-н|народн|Народн|НР\b|громад|общин))"
)
_VILLAGE_ENDING = re.compile(r"(?:[ieo]vka|ske|ove|eve|[іїое]вк(?:а|у|и|і|е|ою|ой)|[оеє]в(?:е|ого|ому))$")
_PREDICATE = re.compile(
    r"(?:но|то|ла|ло|лась|лось|лася|лося|ється|ится|ется|ются|ятся|ються|яться|ают|яют|ают|ає|яє|ит|ить|їть|ет|ёт|под|під|знову|снова|ще|еще|ещё|поки|пока|тепер|теперь|зараз|сейчас|теж|тоже|також|также|майже|почти|уже|вже|взя(?:т|л)[аоы]?|наш|наша|наші|наше|наши|фактически|фактично|практически|практично|полностью|повністю|освобожд[её]н[аоы]?)$"
    r"|^(?:оставл|зачищ|захвач|потерян|утрач|сдан|отбит|очищ|брошен|покину|занят|отрез|окруж|заблокир|оккупир|деоккуп|держим|бер[её]м|штурму"
    r"|целиком|по-прежнему$|окончательно$|частично$|частково$|остаточно$|бои$|идут$|за$|пал[аои]?$)"
)
_ADJECTIVE_ENDING = re.compile(r"(?:[сцз]ьк|[сц]к)(?:ий|ій|ого|ому|им|их|ої|ою|ими|ая|ой|ую|ое|ие|ым|ом)$")
_IN_TOWN = re.compile(r"\b(?:Refinery|Port)\b")  # what stands in a town and is named after it: the town is what a report means
_LONE = re.compile(r"(?: area| district| direction)?[ .]*(?:\n|$)")  # behind a name that is all of a line, as in a table
_CAPITALS = re.compile(f"(?:[ \xa0][{UPPER}][{LETTER}'’.\\-]*){{1,4}}")
_WORDS = re.compile(f"[{LETTER}]+")
_PAIRED = re.compile(f" (?:і|й|та|и) ([{UPPER}][{LETTER}'’ʼ\\-]+)")
_LISTED_NEXT = re.compile(", ([А-ЯЄІЇҐ][а-яёєіїґ'’ʼ-]+)")
_GAPS = (" ", "\xa0", "\n")
_BLANKS = (" ", "\xa0", "\n", "&", ".")
_LED_BY = tuple(OPEN.replace("\n", ""))
_SENTENCE_OPENS = ".!?…:\n•*"
_QUOTES_OPEN, _QUOTES_CLOSE = '«“"„‘', '»”"“’'


@dataclass(slots=True)
class _Beside:
    """The words beside a name, and what the lexicon calls them."""

    previous: str
    before: str
    following: str
    after: str
    touching: bool  # nothing but a blank between the word before and the name
    quoted: bool


class _Leads(dict[str, str]):
    """What the word before an English name makes of it.

    "" nothing, "apart" nothing since it stands apart, "compass" or "of", and "role" what is to be looked at.
    """

    def __init__(self, words: Vocabulary) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, previous: str) -> str:
        roles, first = self._words.roles, self._words.first
        role = roles[previous]
        strange = not previous.islower() and previous[-1:] not in ",.;:" and (not previous.isalpha() or bool(first[previous]))
        lead = "of" if previous == "of" else "" if not role and not strange else "role"
        if lead == "role" and role == "compass" and not strange:
            lead = "compass"
        elif lead == "role" and previous.strip(OPEN):
            # what is glued to the word by a dash or a line's end, and a word that a stop closes, say nothing
            word, _ = word_before(f"{previous} ", len(previous) + 1)
            if not (word and (word == "of" or roles[word] or (word[0].isupper() and first[word]))):
                lead = "apart"
        if len(self) < 1 << 16:
            self[previous] = lead
        return lead


class WordReader:
    """Finds names of one gazetteer word by word; `Recogniser` stands on it."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.names = Lookup(gazetteer)
        self._latin, self._cyrillic = self.names.latin, self.names.cyrillic
        self._leads = _Leads(self._latin)

    def read_words(self, piece: str, start: int) -> list[Mention]:  # noqa: C901  # a call more in it costs a tenth of the speed
        """Return the names that capitalised words behind `start` are by themselves, in order."""
        mentions: list[Mention] = []
        pattern = _MARKED_TOKEN if piece.find("[", start) >= 0 or piece.find("&", start) >= 0 else _TOKEN
        tokens, read, stands_plain = self.names.tokens, self.names.read_token, self._stands_plain
        pairs, goes_on = self.names.pairs, self.names.goes_on
        taken = start
        for match in pattern.finditer(piece, start):
            surface = match[0]
            try:
                token = tokens[surface]
            except KeyError:
                token = read(surface)
            if token is None:
                continue
            a, b = match.span()
            if a < taken:
                continue
            at, behind = b + 1, ""  # where the next word begins, and what stands there up to the next blank
            pair: Pair | None = None
            if piece[b:at] == " ":
                if not (token.single or piece[at : at + 1].isupper()):
                    continue
                blank = piece.find(" ", at)
                behind = piece[at : blank if blank > 0 else None]
                if behind and token.length > 1:
                    asked = (token.key, behind)
                    pair = pairs[asked] if asked in pairs else goes_on(*asked)
            if not behind and token.length > 1 and piece[b:at] in _BLANKS and (token.single or piece[at : at + 1].isupper()):
                follow = NEXT_TOKEN.match(piece, b)
                if follow is not None:
                    at, pair = follow.start(1), goes_on(token.key, follow[1])
            if pair is not None:
                if pair.region is not None:
                    taken = at + pair.end
                    mentions.append(Mention(a, taken - pair.cut, pair.region, "region", kind="oblast", region=pair.region.region))
                    continue
                stop = self._take_longer(piece, a, b, token, mentions)
                if stop:
                    taken = stop
                    continue
            if not token.single:
                continue
            plain = token.plain
            if plain is not None and (pair is None or behind.isalpha()):
                stop = stands_plain(piece, a, b - token.cut, behind, plain.region is not None)
                if stop:
                    mentions.append(Mention(a, stop, plain))
                    taken = b if b > stop else stop
                    continue
            elif token.given and pair is None and behind.isalpha() and behind[0].isupper() and self._opens_person(behind):
                continue
            taken = self._take(piece, a, b, token, mentions)
        return mentions

    def _stands_plain(self, text: str, start: int, end: int, behind: str, regional: bool) -> int:
        """Say in a hurry where an English name ends that nothing beside it makes something else; 0 if in doubt."""
        before = text[start - 1] if start else "\n"
        lead = "" if before == "\n" else "apart"
        if before == " ":
            blank = text.rfind(" ", 0, start - 1)
            lead = self._leads[text[blank + 1 : start - 1]]
            if lead == "of":
                if self._latin.roles[text[text.rfind(" ", 0, blank) + 1 : blank]] == "settlement":
                    return 0
            elif lead == "role" or (regional and lead == "compass"):
                return 0
        elif before in _LED_BY:
            return 0
        after = text[end : end + 1]
        if lead == "apart" and (after in _GAPS[1:] or (after == " " and not behind.isalpha())):
            return 0
        if after != " ":
            return end if after != "\xa0" else 0
        if behind.islower():
            return 0 if self._latin.roles[behind] else end
        if behind[:4] == "City" and not behind[4:].isalnum() and lead != "apart":
            return end + 5
        return 0

    def _opens_person(self, behind: str) -> bool:
        """Say whether the word behind a given name makes it one: "George Barros"."""
        return not self._latin.roles[behind] and behind.casefold() not in self._latin.second

    def _take_longer(self, text: str, start: int, end: int, token: Token, mentions: list[Mention]) -> int:
        """Add the longest name of several words that begins at a token; return where to read on, 0 if there is none."""
        latin = token.key.isascii()
        for stop, name, lower in reversed(self._longer_names(text, end, token)):
            entry = self.names.entry(name)
            if entry is None or (token.parts and entry.nouns[:1] and entry.nouns[0].place.kind == "route"):
                continue  # a road named by its ends is named by two places
            if entry.nouns and entry.nouns[0].place.kind == "facility" and _IN_TOWN.search(entry.nouns[0].place.name):
                continue
            if entry.region and latin and entry.nouns and entry.nouns[0].place.kind == "oblast":
                mentions.append(Mention(start, stop, entry, "region", kind="oblast", region=entry.region))
                return stop
            if not (lower and any(c.place.kind == "settlement" for c in entry.nouns[:1])):
                return max(stop, self._add(text, start, stop, entry, mentions))
        return 0

    def _take(self, text: str, start: int, end: int, token: Token, mentions: list[Mention]) -> int:
        """Add the name that a token is by itself; return where to read on."""
        latin = token.key.isascii()
        entry = self.names.entry(token.key) if token.length > 0 else None
        if entry is None and token.parts:
            for a, b in token.parts:
                part = self.names.entry(fold(unmarked(text[start + a : start + b])))
                if part:
                    self._add(text, start + a, start + b, part, mentions, followed=start + b == end)
            return end
        follow = NEXT_TOKEN.match(text, end) if (token.length != 1 or not latin) and text[end : end + 1] in _BLANKS else None
        if follow and follow[1][0].isupper():
            stop = self._take_two_words(text, start, end, token, follow, mentions)
            if stop:
                return stop
        if entry is None or not (entry.nouns or entry.region):
            return self._take_misspelt(text, start, end - token.cut, token, mentions)
        return max(end, self._add(text, start, end - token.cut, entry, mentions))

    def _take_two_words(
        self, text: str, start: int, end: int, token: Token, follow: re.Match[str], mentions: list[Mention]
    ) -> int:
        """Read a name of two words that is spelt otherwise ("Давыдова Брода"), though each word may be a name too; 0 if none."""
        second = fold(unmarked(follow.group(1)))
        if second not in self._latin.second if token.key.isascii() else self._cyrillic.first[text[start:end]]:
            return 0
        if self._cyrillic.at[token.key]:
            return 0  # "Под Липцами": a preposition, though there is a Pidlyptsi
        guess = self.names.guess(f"{token.key} {second}")
        if guess is not None:
            return max(follow.end(), self._add(text, start, follow.end(), guess, mentions))
        roles = self._latin.roles if token.key.isascii() else self._cyrillic.roles
        if roles[text[start:end]] == "size" and not roles[follow.group(1)] and self.names.token(follow.group(1)):
            mentions.append(Mention(start, follow.end(), EMPTY, "settlement"))  # "Малая Локня": not the Loknia that is known
            return follow.end()
        return 0

    def _longer_names(self, text: str, end: int, token: Token) -> list[tuple[int, str, bool]]:
        """Keys of two words and more that begin with a token: where each ends, the key, whether its last word is small."""
        out: list[tuple[int, str, bool]] = []
        key, at = token.key, end
        while len(out) + 1 < token.length:
            follow = NEXT_TOKEN.match(text, at)
            if not follow:
                break
            at = follow.end()
            folded, cut, small = word_key(follow[1])
            key = f"{key} {folded}"
            out.append((at - cut, key, small))
        return out

    def _take_misspelt(self, text: str, start: int, end: int, token: Token, mentions: list[Mention]) -> int:
        """Read a capitalised token that no place bears but that stands where a place would: a slip, or a place not known."""
        words = self._latin if token.key.isascii() else self._cyrillic
        previous, _ = word_before(text, start)
        listed = bool(mentions) and start - mentions[-1].end < 8 and LIST_GAP.match(text[mentions[-1].end : start]) is not None
        led = bool(previous) and bool(words.at[previous.rpartition("-")[2]])
        called = bool(previous) and words.roles[previous] == "settlement"
        if not (listed or called or led):
            ahead = _LISTED_NEXT.match(text, end) if token.length == 0 else None
            alone = (ahead and self.names.entry(fold(ahead.group(1)))) or (_LONE.match(text, end) and opens_line(text, start))
            alone = alone or (words is self._cyrillic and self._opens_with_place(text, start, end, token))
            guess = self.names.guess(token.key, slips=False) if alone else None
            return max(end, self._add(text, start, end, guess, mentions)) if guess else end  # "Огурцово, Липцы"
        follow = NEXT_WORD.match(text, end)
        if follow and follow.group(1)[:1].isupper() and not (words.roles[follow.group(1)] or _IN_REGION.match(text, end)):
            return end  # more likely a person
        guess = self.names.guess(token.key, slips=listed or called or token.length == 0)
        if guess is not None:
            return max(end, self._add(text, start, end, guess, mentions))
        if called or (token.length == 0 and (listed or (led and _VILLAGE_ENDING.search(token.key)))):
            mentions.append(Mention(start, end, EMPTY, "settlement"))
        return end

    @staticmethod
    def _opens_with_place(text: str, start: int, end: int, token: Token) -> bool:
        """Say whether a name spelt otherwise opens a sentence as its topic: "Работино: …", "Работино взято"."""
        before = text[max(0, start - 8) : start].rstrip()[-1:]
        if not PLACE_ENDING.search(token.key):
            return False
        follow = NEXT_WORD.match(text, end)
        if before and before not in _SENTENCE_OPENS:
            return bool(follow and _TAKEN.match(follow[1]))  # "заявила, что Работино освобождено"
        return text[end : end + 1] == ":" or bool(follow and _PREDICATE.search(follow[1].rstrip(".,")))

    def _add(self, text: str, start: int, end: int, entry: Entry, mentions: list[Mention], *, followed: bool = True) -> int:
        """Weigh the words beside a name; add the mention unless they say that it is none. Return where to read on."""
        if not entry.nouns:
            if entry.region:
                mentions.append(Mention(start, end, entry, "region", kind="oblast", region=entry.region))
            return end  # an adjective is read with the word that it belongs to
        latin = entry.key.isascii()
        follow = NEXT_WORD.match(text, end) if followed and text[end : end + 1] in _GAPS else None
        beside = self._beside(text, start, follow[1] if follow else "", latin)
        if (self._is_other_latin if latin else self._is_other_cyrillic)(text, start, end, entry, beside):
            return end
        hint = self._hint(text, start, end, entry, beside, latin)
        if hint not in ("settlement", "city", "region", "river") or (entry.is_never and not (latin or beside.before)):
            if latin:
                if (entry.is_word or entry.is_never) and not self._stands_as_place(
                    text, start, end, entry, beside.previous, mentions
                ):
                    return end
            elif not self._stands_as_name(text, start, end, entry, beside, mentions):
                return end
        mention = Mention(start, end, entry, hint)
        mentions.append(mention)
        if entry.region and entry.nouns[0].place.kind == "oblast":
            mention.hint, mention.region, mention.kind = "region", entry.region, "oblast"
            return end
        if not latin or not self._hinted(text, mention, beside, mentions):
            return end
        stop = follow.end(1) if follow else end
        mention.end = end + len(text[end:stop].rstrip(".,'’"))
        return stop

    def _beside(self, text: str, start: int, following: str, latin: bool) -> _Beside:
        """Return the words beside a name, and what they make of it."""
        words = self._latin if latin else self._cyrillic
        previous, touching = word_before(text, start)
        before = words.roles[previous if latin else previous.rpartition("-")[2]] if previous else ""
        if previous == "of":
            noun, _ = word_before(text, start - 3 if touching else start)
            before = "settlement" if noun and words.roles[noun] == "settlement" else ""
        return _Beside(
            previous,
            before,
            following,
            words.roles[following] if len(following) > 2 else "",  # behind a name "с" is a preposition and no village
            touching,
            start > 0 and text[start - 1] in _QUOTES_OPEN,
        )

    def _hint(self, text: str, start: int, end: int, entry: Entry, beside: _Beside, latin: bool) -> str:
        """Return what the words beside a name say that it is: a river, a region, a city, …; "" if nothing."""
        hint = beside.after if beside.after in _AFTER and not (beside.quoted and text[end : end + 1] in _QUOTES_CLOSE) else ""
        if not hint and beside.before in ("settlement", "relief", "reservoir"):
            hint = beside.before
        wet = beside.before in ("river", "bank") or (bool(entry.rivers) and self._by_water(text, start, beside.previous, latin))
        return "river" if entry.rivers and wet else hint

    def _hinted(self, text: str, mention: Mention, beside: _Beside, mentions: list[Mention]) -> bool:
        """Make an English mention what its hint says; say whether the word behind it belongs to it."""
        entry, hint, following = mention.entry, mention.hint, beside.following
        if hint == "region":
            region = self.names.region_of_words(entry.key)
            if region is not None:
                mention.region, mention.kind = region, "oblast"
                return True
            mention.hint = ""
            if following[:6].casefold() in ("oblast", "krai", "krais"):
                mentions.pop()  # a region that the gazetteer lacks is not the town that it is named after
            return False
        if hint == "sector" and _tells_directions(text, beside.previous, following, mentions):
            mention.hint = ""  # "from the Olhyne and Potomkyne directions": from there
            return False
        if not hint and beside.before == "compass" and entry.region and entry.region != "Kyiv Oblast":
            mention.hint, mention.region, mention.kind = "region", entry.region, "oblast"
            return False
        if beside.after != hint or hint not in ("raion", "river", "sector", "city"):
            return False
        return hint != "city" or following == "City"

    def _is_other_latin(self, text: str, start: int, end: int, entry: Entry, beside: _Beside) -> bool:
        """Say whether an English name is part of a person's, unit's, ship's, street's or institution's name."""
        words, after, following = self._latin, beside.after, beside.following
        if after in ("republic", "street", "treaty"):
            return True
        if after in ("unit", "organisation") and (
            following[0].isupper() or (not entry.region and following in ("brigade", "battalion", "regiment", "detachment"))
        ):
            return True
        if entry.key.endswith(_CITY_PARTS) and (CITY_PART.match(text, end) or OF_CITY.search(text, max(0, start - 24), start)):
            return True  # "the Shevchenkivskyi area of Kharkiv", not a place of its own
        capital = following[:1].isupper()
        if capital and not after:
            if words.first[text[start:end]]:
                return True
            if self.names.token(following) is None:
                run = _CAPITALS.match(text, end)
                if run and len(entry.nouns) > 3 and run.group().endswith(("Plant", "Factory")):
                    return True  # "Zorya Chemical Plant" is called after no village
                if run and any(words.roles[w] in ("organisation", "street") for w in run.group().split()):
                    return True
        if beside.quoted and beside.before in ("unit", "organisation", "ship", "facility", "title", "street"):
            return entry.nouns[0].place.feature != "plant"  # the name of a plant is quoted itself
        if beside.touching:
            if beside.before == "ship" or (beside.before == "title" and not after):
                return True
            if beside.before == "organisation" and beside.previous[0].isupper():
                return True  # "Dynamo Kyiv"
            return bool(beside.previous[0].isupper() and words.first[beside.previous] and " " not in entry.key)
        return False

    def _is_other_cyrillic(self, text: str, start: int, end: int, entry: Entry, beside: _Beside) -> bool:
        """Say whether a Ukrainian or Russian name is part of a person's, unit's, ship's, street's or institution's name."""
        words, before, following = self._cyrillic, beside.before, beside.following.rstrip(".,")
        best = entry.nouns[0]
        nominative = best.form == "name"
        if following[:1].isupper() and words.first[text[start:end]]:
            return True
        if beside.quoted and best.place.feature != "plant":  # the name of a plant is quoted itself: "завод «Азовсталь»"
            if before in ("unit", "organisation", "ship", "facility", "title", "hromada", "street"):
                return True
            if text[end : end + 1] in _QUOTES_CLOSE and not any(c.form == "former" for c in entry.nouns):
                # a name in quotes that is declined is a unit's or a club's ("бойцы «Азова»")
                return not nominative or best.place.population < 3000 or best.place.feature == "suburb"
        if before == "street" and best.place.population < 50_000:
            return True
        if beside.touching:
            if beside.previous in ("словам", "словами") and best.place.population < 50_000:
                return True
            if before in ("ship", "callsign") or (
                before == "title" and not beside.after and nominative and best.place.population < 50_000
            ):
                return True
            if beside.previous[0].isupper() and words.first[beside.previous]:
                return True
        known = best.place.kind == "facility" or (best.place.country == "UA" and best.place.population > 20_000)
        if text[start:end].isupper() and end - start < 5 and not known:
            return True  # an abbreviation
        if text[start : start + 2].isalpha() and text[start : start + 2].isupper() and text[end - 2 : end].islower():
            return True  # one that is declined: "село КАБами"
        if (
            " " not in entry.key
            and _ADJECTIVE_ENDING.search(entry.key)
            and following.islower()
            and not words.function[following]
            and not following.endswith("ли")
            and not _PREDICATE.search(following)
            and _agrees(entry.key, following)
        ):
            # "Азовського моря", "Донецький футбольний клуб": an adjective of the noun behind it
            return beside.after not in _AFTER or not nominative
        return False

    def _by_water(self, text: str, start: int, previous: str, latin: bool) -> bool:
        """Say whether a name that a river and a town share stands as the river's: "the Dnipro", "лівий берег Дніпра"."""
        if latin:
            return previous == "the" or _CROSSED.match(previous) is not None
        banks = self._cyrillic.banks
        if _CROSSED.match(previous) or (previous in ("через", "за") and _CROSSING.search(text, max(0, start - 32), start)):
            return True
        return any(banks[w] for w in _WORDS.findall(text, max(0, start - 32), start)[-3:])

    def _stands_as_place(self, text: str, start: int, end: int, entry: Entry, previous: str, mentions: list[Mention]) -> bool:
        """Say whether an English word or surname that is also a village's name stands where only a place would."""
        if entry.is_never:
            return False
        if entry.key not in self._latin.words:
            if mentions and start - mentions[-1].end < 8 and LIST_GAP.match(text[mentions[-1].end : start]):
                return True
            if SURNAME.search(entry.key):
                return previous in _PLACE_ONLY or _DISTANCE.match(text, end) is not None
        return bool(self._latin.at[previous]) and previous.islower()

    def _stands_as_name(self, text: str, start: int, end: int, entry: Entry, beside: _Beside, mentions: list[Mention]) -> bool:
        """Say whether a Ukrainian or Russian name stands as one, and not as the word that it also is."""
        previous, following = beside.previous, beside.following
        led = (
            bool(previous) and bool(self._cyrillic.at[previous.rpartition("-")[2]]) and (previous.islower() or len(previous) > 6)
        )
        if entry.is_never:
            if not (led and mentions and entry.nouns[0].form == "case"):
                return False
            return len(text[mentions[-1].end : start]) < 8 and LIST_GAP.match(text[mentions[-1].end : start]) is not None
        person = self._cyrillic.first[text[start:end]] or (" " not in entry.key and _SURNAME.search(entry.key))
        if not led and person and all(c.place.population < 5000 for c in entry.nouns):
            return bool(mentions) and LIST_GAP.match(text[mentions[-1].end : start]) is not None  # "Иванов, Петров"
        if led or (not entry.is_word and (" " in entry.key or "-" in entry.key)):
            return True
        if beside.quoted and entry.nouns[0].place.feature == "plant":
            return True
        opening = text[max(0, start - 6) : start].rstrip(' \xa0«“"„(—–-')
        if opening and opening[-1] not in _SENTENCE_OPENS and not beside.quoted:
            return not entry.is_word or not text[start:end].isupper()
        ahead = text[end : end + 3]
        listed = ahead[:1] == ":" or (ahead[:2] == ", " and ahead[2:].isupper())
        if entry.is_word:
            paired = _PAIRED.match(text, end)
            if entry.key.endswith("е") and _TAKEN.match(following):
                return True  # "Біле звільнено"
            return listed or following in ("під", "под") or (paired is not None and self.names.token(paired.group(1)) is not None)
        paired = _PAIRED.match(text, end)
        if paired is not None and entry.nouns[0].form != "case" and self.names.token(paired.group(1)) is not None:
            return True
        if listed or ahead[:1] in ",)" or ahead[:2] in (" –", " —", " -") or ahead[:1] == "-":
            return True
        following = following.rstrip(".,")
        governed = following.endswith(("но", "то", "ли"))  # "Макарівку звільнено"; else what opens a sentence isn't declined
        governed = governed or _VILLAGE_FORM.search(entry.key) is not None
        governed = governed or (
            entry.key.endswith(("у", "ю")) and _THEY.match(following) is not None
        )  # "Кремінну росіяни зайняли"
        named = [c.place for c in entry.nouns if governed or c.form != "case" or c.place.population > 20_000]
        if not named:
            return False
        if PLACE_ENDING.search(entry.key) or any(
            p.kind != "settlement" or p.population > (3000 if p.country == "UA" else 30_000) for p in named
        ):
            return True
        plural = entry.key[-1:] in "иіы" and following.endswith("ли")
        taken = following.endswith("ли") and _NEUTER.search(entry.key) is not None  # "Бурлацкое взяли": they did, not it
        return not following or taken or (bool(_PREDICATE.search(following)) and not plural)


_PLACE_ONLY = frozenset("in near at around toward towards into outside through via entered captured shelled".split())
_DISTANCE = re.compile(r" \((?:about |approximately |roughly |some )?[0-9]+")
_AFTER = frozenset(["region", "raion", "hromada", "city", "settlement", "river", "sector", "facility", "relief", "reservoir"])
# what the noun of an adjective in Ukrainian or Russian may end in, by the ending of the adjective
_AGREEMENT = (
    ("ого", ("а", "я", "у", "ю", "ого", "его")),
    ("ому", ("у", "ю", "і", "ї", "ові", "еві", "ому", "ему")),
    ("им", ("ом", "ем", "єм", "им", "ым", "ам", "ям")),
    ("ым", ("ом", "ем", "им", "ым", "ам", "ям")),
    ("ім", ("ім", "ому", "ку", "і")),
    ("ом", ("е", "у", "ю", "и", "ом", "ем")),
    ("ое", ("о", "е", "ё", "мя", "ое", "ее")),
)
_TAKEN = re.compile("звільнен|визволен|деокупован|окупован|захоплен|взят|зайнят|освобожд[её]н|занят|захвачен|оккупирован")
_NEUTER = re.compile("(?:ое|ее|е|[оеи][вн]о)$")
_THEY = re.compile(
    "(?:росіяни|россияне|окупанти|оккупанты|ворог|враг|противник|загарбники|наші|наши|ми|мы|зсу|всу|захисники)$", re.I
)
_VILLAGE_FORM = re.compile("(?:[іїоеєё]вк|инк)(?:у|и|ы|і|е|ою|ой)$")
_CROSSED = re.compile(r"cross(?:es|ed|ing)?$|(?:форсу|форсир|перетну|перетин|перейш|переше|перешл|перейти)\w*$", re.I)
_CROSSING = re.compile(
    r"\b(?:(?:міст|мост|переправ|понтон|форсу)\w* через"
    r"|(?:відхо|відст|відій|відве|відвод|тіка|втек|утек|перепр|отхо|отст|отош|отве|отвод|бегут|бежа|беги|уш[её]?л)\w* за)"
    r" (?:р\. |річку |реку )?$",
    re.IGNORECASE,
)
_SURNAME = re.compile("(?:[оеё]в|єв|ин|ін|їн|енко|[чщ]ук|юк|ян)$")
_CITY_PARTS = ("skyi", "skiy", "skyy", "skyi district", "skyi raion", "skiy district", "skiy raion")


def _agrees(adjective: str, noun: str) -> bool:
    """Say whether a word may be the noun, or the next adjective, of an adjective in -sky before it, by their endings."""
    endings = next((e for a, e in _AGREEMENT if adjective.endswith(a)), None)
    return endings is None or noun.endswith(endings)


def _tells_directions(text: str, previous: str, following: str, mentions: list[Mention]) -> bool:
    """Say whether it is told where something comes from or goes to, and no sector: "from the Olhyne and Potomkyne directions"."""
    first = mentions[-2] if previous == "and" and len(mentions) > 1 else mentions[-1]
    return following.startswith("directions") and previous in ("the", "and") and text.endswith("the ", 0, first.start)
