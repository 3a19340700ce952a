"""Recognition: where a text names a place, and what the words around the name make of it.

Capitalised tokens are found by one pattern and looked up through dictionaries that remember every token seen, so that a token
costs one look-up after the first. What stands beside a name ("Oblast", "річка", "brigade", a given name) is read from the
lexicon files `lexicon/places_*.toml`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from conflictmap.gazetteer.forms import adjective_stem
from conflictmap.gazetteer.names import fold
from conflictmap.gazetteer.places import Gazetteer
from conflictmap.model import Candidate, Kind
from conflictmap.reading.cues import CALLED, DESCRIBED, REGION_ENDINGS, Cues
from conflictmap.reading.lookup import (
    ENTITY,
    JOINED,
    LETTER,
    NEXT_TOKEN,
    PLACE_ENDING,
    POSSESSIVE,
    SURNAME,
    Entry,
    Lookup,
    Pair,
    Token,
    unmarked,
    word_key,
)
from conflictmap.reading.vocabulary import Vocabulary, region_base

__all__ = ["Mention", "Recogniser", "opens_line"]

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŹŻŽЀ-ЯҐ"
_TOKEN = re.compile(f"[{_UPPER}][{LETTER}]*{JOINED}")
# the same where editors' brackets or HTML entities stand inside words: slower, so only for texts that hold them
# (one class of characters opens it, and another tells whether anything is joined, for speed)
_MARKED_TOKEN = re.compile(
    f"[\\[{_UPPER}](?:(?<!\\[)|[{_UPPER}][{LETTER}]*\\])[{LETTER}]*"
    f"(?:(?=[\\[&'’ʼ‘`´ʹ′\\-‐‑])(?:(?:\\[[{LETTER}'’]*\\]|['’ʼ‘`´ʹ′\\-‐‑]|{ENTITY})[{LETTER}]+)*|)"
)
_NEXT_WORD = re.compile(f"[ \xa0\n]([{LETTER}][{LETTER}'’.\\-]*)")
_ADJECTIVE = re.compile(
    "(?<![А-Яа-яЁёІіЇїЄєҐґ'’ʼ-])([А-Яа-яЁёІіЇїЄєҐґ'’ʼ-]{2,40}(?:[сцз]ьк|[сц]к)(?:ий|ого|ому|им|ім|ом|ій|ої|ою|ой|ая|ую|ое|ие|их|ими|ым|а|у|е|і))"
    "(?=(,[ \xa0]+|[ \xa0]+(?:і|й|та|и|або|или)[ \xa0]+|[ \xa0]+)([А-Яа-яЁёІіЇїЄєҐґ'’ʼ.-]{1,40}))"
)
_LIST_GAP = re.compile(r"(?:, (?:and |та |і |й |и |or )?|,? (?:and|та|і|й|и|or|&) |/|[-–—])$")
_UNKNOWN = re.compile(
    r"(?<![\w])(?:[Сс]ел[оаеіу]м? |[Сс]елищ[еаіу]м? |"
    f"[Пп]ос[её]л(?:ок|ка|ке) |смт |пгт |[сcн]\\.(?:п\\.)? ?|деревн[яиею]й? )(?:«|\")?([{_UPPER}][{LETTER}'’ʼ\\-]{{2,}})"
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
_DISTRICT_ADJECTIVE = re.compile(r"(?:sky|skyi|skiy|skii|skyy|ska|s[’']kyi|s[’']ka)$")
_IN_TOWN = re.compile(r"\b(?:Refinery|Port)\b")  # what stands in a town and is named after it: the town is what a report means
_CALLED_NAME = re.compile(f"(?:«|\")?([{_UPPER}][{LETTER}'’ʼ\\-]{{2,}})")
_WORD_ENDS = ("", " ", ",", ".", ":", ";", ")", "\n", "s")
_BEFORE_REGION = re.compile(
    f"(?:^|(?<=\\n)|(?<=[ (]))((?:^[{LETTER}]|[{_UPPER}])[{LETTER}'’ʼ\\-]{{3,}})(?: village| town| city)?,{{1,2}} $"
)
_BEFORE_DESCRIBED = re.compile(f"(?<![{LETTER}])(?:[{_UPPER}][{LETTER}'’ʼ\\-]{{3,}} )?([{_UPPER}][{LETTER}'’ʼ\\-]{{4,}})$")
_LONE = re.compile(r"(?: area| district| direction)?[ .]*(?:\n|$)")  # behind a name that is all of a line, as in a table
_CAPITALS = re.compile(f"(?:[ \xa0][{_UPPER}][{LETTER}'’.\\-]*){{1,4}}")
_WORDS = re.compile(f"[{LETTER}]+")
_PAIRED = re.compile(f" (?:і|й|та|и) ([{_UPPER}][{LETTER}'’ʼ\\-]+)")
_LISTED_NEXT = re.compile(", ([А-ЯЄІЇҐ][а-яёєіїґ'’ʼ-]+)")
_BEFORE_HYPHEN = re.compile(f"(?<![{LETTER}'’-])([{_UPPER}][{LETTER}'’]+ )?([{_UPPER}][{LETTER}'’]+)$")
_BEHIND_HYPHEN = re.compile(f"([{_UPPER}][{LETTER}'’]+)(?: [{_UPPER}][{LETTER}'’]+)?(?![{LETTER}'’-])")
_LONGEST_WORD = 24  # characters that are looked at of the word before a name
_GAPS = (" ", "\xa0", "\n")
_BLANKS = (" ", "\xa0", "\n", "&", ".")
_OPEN = ' \xa0\n(«“"„'  # may stand between a name and the word before it
_LED_BY = tuple(_OPEN.replace("\n", ""))
_SENTENCE_OPENS = ".!?…:\n•*"
_QUOTES_OPEN, _QUOTES_CLOSE = '«“"„‘', '»”"“’'


class Mention:
    """A name in a text, with what its neighbours say of it."""

    # no dataclass: there are tens of thousands of them, and most are made of the first three
    __slots__ = ("adjective", "admin1", "end", "entry", "group", "hint", "index", "kind", "lang", "region", "start")

    def __init__(
        self,
        start: int,
        end: int,
        entry: Entry,
        hint: str = "",
        *,
        adjective: bool = False,
        kind: Kind = "settlement",
        region: str | None = None,
    ) -> None:
        self.start, self.end, self.entry = start, end, entry
        self.hint = hint  # a role of the lexicon: region, raion, river, sector, city, settlement …
        self.adjective, self.kind = adjective, kind
        self.region = region  # the oblast that it names, in English
        self.lang = ""  # of its sentence, where the report mixes languages
        self.admin1: str | None = None  # the oblast that the text says it lies in
        self.group: Any = None  # while it is resolved: the mentions of one name in one sense
        self.index: int  # and then its place among all mentions


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
        elif lead == "role" and previous.strip(_OPEN):
            # what is glued to the word by a dash or a line's end, and a word that a stop closes, say nothing
            word, _ = _word_before(f"{previous} ", len(previous) + 1)
            if not (word and (word == "of" or roles[word] or (word[0].isupper() and first[word]))):
                lead = "apart"
        if len(self) < 1 << 16:
            self[previous] = lead
        return lead


class Recogniser:
    """Finds the names of one gazetteer in texts."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.names = Lookup(gazetteer)
        self._latin, self._cyrillic = self.names.latin, self.names.cyrillic
        self._leads = _Leads(self._latin)

    def recognise(  # noqa: C901  # the loop over every word: a call more in it costs a tenth of the speed
        self, text: str, start: int, end: int, cues: Cues, *, cyrillic: bool = True
    ) -> list[Mention]:
        """Return the names in `text[start:end]`, in order, with spans into `text`, of which `cues` are those.

        `cyrillic` may say that there are no Cyrillic names.
        """
        mentions: list[Mention] = []
        piece = text if start == 0 and end == len(text) else text[:end]
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
        if cyrillic:
            self._take_adjectives(piece, start, mentions)
        self._take_joined(piece, start, mentions)
        self._take_regions(piece, start, cues, mentions)
        self._take_unknown(piece, start, cues, mentions, cyrillic=cyrillic)
        self._spread_plurals(piece, mentions)
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
            mentions.append(Mention(start, follow.end(), _EMPTY, "settlement"))  # "Малая Локня": not the Loknia that is known
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
        previous, _ = _word_before(text, start)
        listed = bool(mentions) and start - mentions[-1].end < 8 and _LIST_GAP.match(text[mentions[-1].end : start]) is not None
        led = bool(previous) and bool(words.at[previous.rpartition("-")[2]])
        called = bool(previous) and words.roles[previous] == "settlement"
        if not (listed or called or led):
            ahead = _LISTED_NEXT.match(text, end) if token.length == 0 else None
            alone = (ahead and self.names.entry(fold(ahead.group(1)))) or (_LONE.match(text, end) and opens_line(text, start))
            alone = alone or (words is self._cyrillic and self._opens_with_place(text, start, end, token))
            guess = self.names.guess(token.key, slips=False) if alone else None
            return max(end, self._add(text, start, end, guess, mentions)) if guess else end  # "Огурцово, Липцы"
        follow = _NEXT_WORD.match(text, end)
        if follow and follow.group(1)[:1].isupper() and not (words.roles[follow.group(1)] or _IN_REGION.match(text, end)):
            return end  # more likely a person
        guess = self.names.guess(token.key, slips=listed or called or token.length == 0)
        if guess is not None:
            return max(end, self._add(text, start, end, guess, mentions))
        if called or (token.length == 0 and (listed or (led and _VILLAGE_ENDING.search(token.key)))):
            mentions.append(Mention(start, end, _EMPTY, "settlement"))
        return end

    @staticmethod
    def _opens_with_place(text: str, start: int, end: int, token: Token) -> bool:
        """Say whether a name spelt otherwise opens a sentence as its topic: "Работино: …", "Работино взято"."""
        before = text[max(0, start - 8) : start].rstrip()[-1:]
        if not PLACE_ENDING.search(token.key):
            return False
        follow = _NEXT_WORD.match(text, end)
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
        follow = _NEXT_WORD.match(text, end) if followed and text[end : end + 1] in _GAPS else None
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
        previous, touching = _word_before(text, start)
        before = words.roles[previous if latin else previous.rpartition("-")[2]] if previous else ""
        if previous == "of":
            noun, _ = _word_before(text, start - 3 if touching else start)
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
        if entry.key.endswith(_CITY_PARTS) and (_CITY_PART.match(text, end) or _OF_CITY.search(text, max(0, start - 24), start)):
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
            if mentions and start - mentions[-1].end < 8 and _LIST_GAP.match(text[mentions[-1].end : start]):
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
            return len(text[mentions[-1].end : start]) < 8 and _LIST_GAP.match(text[mentions[-1].end : start]) is not None
        person = self._cyrillic.first[text[start:end]] or (" " not in entry.key and _SURNAME.search(entry.key))
        if not led and person and all(c.place.population < 5000 for c in entry.nouns):
            return bool(mentions) and _LIST_GAP.match(text[mentions[-1].end : start]) is not None  # "Иванов, Петров"
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

    def _take_adjectives(self, text: str, start: int, mentions: list[Mention]) -> None:
        """Read "Харківська область", "ізюмський напрямок", "Лиманська громада", "в запорожском Токмаке"."""
        roles = self._cyrillic.roles
        standing = list(mentions)
        starts = [m.start for m in standing]
        dropped: set[int] = set()
        found = list(_ADJECTIVE.finditer(text, start))
        # of a list: where the next adjective stands, its role, the noun's end and the noun
        carried: tuple[int, str, int, str] = (-1, "", 0, "")
        for match in reversed(found):
            a, b = match.span(1)
            joined, noun = match.group(2).strip(), match.group(3)
            if not joined:
                role, stop = roles[noun], match.start(3) + len(noun.rstrip(".-'’"))
            elif carried[0] == match.start(3):
                role, stop, noun = carried[1], b, carried[3]
            else:
                role, stop = "", b
            if role:
                carried = (a, role, stop, noun)
            surface = text[a:b]
            stem = adjective_stem(fold(surface))
            if stem is None:
                continue
            i = bisect_right(starts, a)
            inside = standing[i - 1] if i and standing[i - 1].end >= b else None
            if inside is not None and (inside.start, inside.end) != (a, b):
                continue
            behind = standing[i] if i < len(standing) else None
            region = self.names.region_of_stem(stem)
            if not role:
                if behind is not None and region and not joined and behind.start == match.start(3):
                    behind.admin1 = region
                    dropped.add(id(inside))
                continue
            if role not in _ADJECTIVE_ROLES:
                continue
            dropped.add(id(inside))
            if behind is not None and behind.start < stop:
                stop = b
            mention = self._adjective_mention(text, (a, b, stop), role, noun, region)
            if mention is not None:
                mentions.append(mention)
        if dropped:
            mentions[:] = [m for m in mentions if id(m) not in dropped]

    def _adjective_mention(
        self, text: str, span: tuple[int, int, int], role: str, noun: str, region: str | None
    ) -> Mention | None:
        """Read an adjective at `span` (its start, its end, its noun's end) that stands before a noun of a role."""
        a, b, stop = span
        surface = text[a:b]
        entry = self.names.entry(fold(surface))
        if role == "region" and region:
            return Mention(a, stop, entry or _EMPTY, "region", kind="oblast", region=region)
        if role in ("raion", "sector") or (role == "hromada" and noun.casefold().startswith("громад")):
            kind: Kind = "raion" if role == "raion" else "hromada" if role == "hromada" else "area"
            if region and role == "sector":
                return Mention(a, stop, entry or _EMPTY, role, adjective=True, kind=kind, region=region)
            if (entry and (entry.adjectives or entry.nouns)) or (role == "raion" and surface[0].isupper()):
                return Mention(a, stop, entry or _EMPTY, role, adjective=True, kind=kind)
        elif role == "facility" and entry and entry.adjectives:
            return Mention(a, b, entry, role, adjective=True)
        return None

    def _take_joined(self, text: str, start: int, mentions: list[Mention]) -> None:
        """Read pairs in which a name of two words is joined to another: "the Zelena Dolyna-Kolodiazi arc"."""
        mentions.sort(key=_start_of)
        hyphens = [h for dash in "-–" for h in _find_all(text, dash, start) if text[h + 1 : h + 2].isupper()]
        for h in sorted(hyphens):
            right = _BEHIND_HYPHEN.match(text, h + 1)
            if right is None:
                continue
            blank = max(start, text.rfind(" ", start, h))
            word = text.rfind(" ", start, blank) + 1  # nothing that is looked for begins before it
            if right.end(1) == right.end() and text[word:blank].islower():
                continue  # one word on either side
            left = _BEFORE_HYPHEN.search(text, max(start, h - 60, word), h)
            if left is None or (left.start(2) == left.start() and right.end(1) == right.end()):
                continue
            sides = [(left.start(), h, left.start(2), h), (h + 1, right.end(), h + 1, right.end(1))]
            pair = [self._whole(text, *side) for side in sides]
            if None in pair or not any(m is not None and " " in m.entry.key for m in pair):
                continue
            found = [m for m in pair if m is not None]
            i, j = _overlapped(mentions, found[0].start, found[1].end)
            if any(m.start < h < m.end and m.entry.nouns for m in mentions[i:j]):
                continue
            added = mentions[max(0, i - 1) : i]
            for m in found:
                self._add(text, m.start, m.end, m.entry, added, followed=m is found[1])
            mentions[max(0, i - 1) : j] = added

    def _whole(self, text: str, start: int, end: int, a: int, b: int) -> Mention | None:
        """The name of two words from `start` to `end`, else the one of one word from `a` to `b`."""
        for x, y in ((start, end), (a, b)):
            entry = self.names.entry(fold(unmarked(text[x:y])))
            if entry is not None and entry.nouns and entry.nouns[0].place.kind == "settlement" and not entry.is_never:
                return Mention(x, y, entry)
        return None

    def _take_unknown(self, text: str, start: int, cues: Cues, mentions: list[Mention], *, cyrillic: bool) -> None:
        """What a text calls a village and the gazetteer doesn't have is named too: a slip of the pen, or without a place."""
        for match in _UNKNOWN.finditer(text, start) if cyrillic else self._called(text, start, cues):
            a, b = match.span(1)
            b -= 2 if POSSESSIVE.search(match.group(1)) else 0
            if _covered(mentions, a, b) or self.names.token(text[a:b]):
                continue
            key = fold(unmarked(text[a:b]))
            if key not in self._latin.never and key not in self._cyrillic.never:
                insort(mentions, Mention(a, b, self.names.guess(key) or _EMPTY, "settlement"), key=_start_of)
        self._take_described(text, start, cues, mentions)

    def _take_described(self, text: str, start: int, cues: Cues, mentions: list[Mention]) -> None:
        """Read a misspelt name before the word that makes it one: "Stanysa Luganska village"."""
        for word in DESCRIBED:
            for at in cues.find(word, start, len(text)):
                match = _BEFORE_DESCRIBED.search(text, max(start, at - 40), at)
                if text[at + len(word) : at + len(word) + 1].isalpha() or match is None or _covered(mentions, *match.span()):
                    continue
                for a in dict.fromkeys((match.start(), match.start(1))):
                    key = fold(text[a:at])
                    if self.names.token(text[match.start(1) : at]) and a == match.start(1):
                        continue
                    guess = None if key in self._latin.never or self._latin.first[text[a:at]] else self.names.guess(key)
                    if guess is not None:
                        insort(mentions, Mention(a, at, guess, "settlement"), key=_start_of)
                        break

    @staticmethod
    def _called(text: str, start: int, cues: Cues) -> Iterator[re.Match[str]]:
        """Where an English text says "village of X"."""
        for word in CALLED:
            for at in cues.find(word, start, len(text)):
                match = _CALLED_NAME.match(text, at + len(word))
                if match:
                    yield match

    def _take_regions(self, text: str, start: int, cues: Cues, mentions: list[Mention]) -> None:
        """Read regions spelt as no gazetteer has them ("Charkov Oblast", "Oblast Kiev"), and the names before them."""
        for ending in REGION_ENDINGS:
            for at in cues.find(ending, start, len(text)):
                a, b = at - 1, at + len(ending)
                before = text[text.rfind(" ", 0, max(0, a - 1)) + 1 : a].lstrip('(«“"')
                if not (before[:1].isupper() or text[a : a + 1].isupper()):
                    continue
                i = bisect_right(mentions, a, key=_start_of) - 1
                if (i < 0 or mentions[i].end < b) and text[a - 1 : a] == " " and text[b : b + 1] in _WORD_ENDS:
                    if ending in ("blast", "egion", "bl."):
                        self._take_region(text, a, b, mentions)
                    else:
                        self._take_district(text, a - 1, b, mentions)
        named = [m for m in mentions if m.hint == "region" or m.entry.region is not None]
        for m in [m for m in named if text[m.start - 2 : m.start] == ", " and _ends_place(text, m)]:
            word = text.rfind(" ", 0, max(0, text.rfind(" ", 0, m.start - 1))) + 1  # nothing that is looked for begins before it
            lead = _BEFORE_REGION.search(text, max(start, m.start - 40, word), m.start)
            if lead and not _covered(mentions, *lead.span(1)):
                key = fold(unmarked(lead.group(1)))
                capital = self._latin.regions.get(key)
                entry = (
                    self.names.entry(key)
                    or (self.names.entry(region_base(capital)) if capital else None)
                    or self.names.guess(key)
                    or self.names.guess_in(m.region or "", key)
                )
                if entry is not None and (entry.nouns or entry.adjectives):
                    insort(mentions, Mention(*lead.span(1), entry), key=_start_of)

    def _take_district(self, text: str, start: int, end: int, mentions: list[Mention]) -> None:
        """Read "Amvrosiyevsky district": the town that the adjective is made of."""
        name, _ = _word_before(text, start + 1)
        a = start - len(name)
        match = _DISTRICT_ADJECTIVE.search(name) if name[:1].isupper() else None
        if match is None or any(m.start < end and a < m.end and m.hint == "raion" for m in mentions):
            return
        if _CITY_PART.match(text, end) or _OF_CITY.search(text, max(0, a - 24), a):
            return
        stem = fold(name[: match.start()])
        towns: dict[str, Candidate] = {}
        for end_of_town in ("", "sk", "ka", "a", "e", "o", "y", "ske", "sko", "ivka"):
            for base in (stem, re.sub("(?:y?an|iv|ev|ov|n)$", "", stem)):
                for c in self.names.gazetteer.candidates(base + end_of_town) if len(base) > 3 else ():
                    if c.place.kind == "settlement" and c.place.country == "UA" and c.place.population > 2500:
                        towns.setdefault(c.place.place_id, replace(c, form="variant"))
        if towns:
            mentions[:] = [m for m in mentions if m.end <= a or m.start >= end]
            entry = Entry(fold(name), tuple(towns.values()), (), None, False, False, False)
            insort(mentions, Mention(a, end, entry, "raion", adjective=True, kind="raion"), key=_start_of)

    def _take_region(self, text: str, start: int, end: int, mentions: list[Mention]) -> None:
        name, touching = _word_before(text, start)
        if name and touching and name[0].isupper() and len(name) > 3:
            region = self.names.region_of_words(fold(unmarked(name)))
            if region:
                insort(
                    mentions, Mention(start - 1 - len(name), end, _EMPTY, "region", kind="oblast", region=region), key=_start_of
                )
            return
        follow = _NEXT_WORD.match(text, end)
        if follow and text[start].isupper() and len(follow.group(1)) > 3:
            region = self._latin.regions.get(fold(unmarked(follow.group(1)))) or self.names.region_of_words(
                fold(unmarked(follow.group(1)))
            )
            if region:
                mentions[:] = [m for m in mentions if not (m.start < follow.end(1) and follow.start(1) < m.end)]
                insort(mentions, Mention(start, follow.end(1), _EMPTY, "region", kind="oblast", region=region), key=_start_of)

    def _spread_plurals(self, text: str, mentions: list[Mention]) -> None:
        """In "Kyiv, Sumy and Kharkiv oblasts" and "the Kherson-Mykolaiv Oblast border" the word belongs to each name."""
        for last in [i for i, m in enumerate(mentions) if m.hint in _SPREAD]:
            i, m = last, mentions[last]
            plural = text[m.start : m.end].rstrip(".").endswith(("s", "axes"))
            while i > 0 and m.entry.key.isascii() and not m.adjective:
                before = mentions[i - 1]
                gap = text[before.end : m.start]
                if before.hint or len(gap) > 6 or not _LIST_GAP.match(gap) or not (plural or gap in ("-", "–")):
                    break
                if m.hint == "region" and before.entry.region:
                    before.region, before.kind = before.entry.region, "oblast"
                elif m.hint == "region" or (m.hint == "river" and not before.entry.rivers):
                    break
                before.hint = m.hint
                i, m, plural = i - 1, before, True  # the word belongs to the whole list


_SPREAD = frozenset(["region", "raion", "river", "sector"])
_PLACE_ONLY = frozenset("in near at around toward towards into outside through via entered captured shelled".split())
_DISTANCE = re.compile(r" \((?:about |approximately |roughly |some )?[0-9]+")
_ADJECTIVE_ROLES = frozenset(["region", "raion", "hromada", "sector", "facility", "unit", "street", "organisation"])
_AFTER = frozenset(["region", "raion", "hromada", "city", "settlement", "river", "sector", "facility", "relief", "reservoir"])
_start_of = attrgetter("start")
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
_OF_CITY = re.compile(r"(?<!blast)(?<!egion)['’]s $")
_CITY_PART = re.compile(
    r"(?: (?:area|district|raion|neighbou?rhood|quarter)s?)? of [A-Z][\w’'-]+\b(?! (?:[Oo]blast|[Rr]egion|[Pp]rovince))"
)
_EMPTY = Entry("", (), (), None, False, False, False)


def _agrees(adjective: str, noun: str) -> bool:
    """Say whether a word may be the noun, or the next adjective, of an adjective in -sky before it, by their endings."""
    endings = next((e for a, e in _AGREEMENT if adjective.endswith(a)), None)
    return endings is None or noun.endswith(endings)


def _find_all(text: str, word: str, start: int) -> Iterator[int]:
    """Where a word stands: by plain search, for a pattern is several times slower over a whole text."""
    at = text.find(word, start)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def opens_line(text: str, at: int) -> bool:
    """Say whether nothing but blanks stands before `at` on its line."""
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()


def _tells_directions(text: str, previous: str, following: str, mentions: list[Mention]) -> bool:
    """Say whether it is told where something comes from or goes to, and no sector: "from the Olhyne and Potomkyne directions"."""
    first = mentions[-2] if previous == "and" and len(mentions) > 1 else mentions[-1]
    return following.startswith("directions") and previous in ("the", "and") and text.endswith("the ", 0, first.start)


def _ends_place(text: str, m: Mention) -> bool:
    """Say whether a mention may be the region behind a comma: "Karachev, Bryansk" at the end of a line, too."""
    region = m.hint == "region" or (m.entry.region is not None and text[m.end : m.end + 1] in ("", "\n"))
    return region and m.entry.key.isascii()


def _overlapped(mentions: list[Mention], start: int, end: int) -> tuple[int, int]:
    """Which of the mentions, in order, a span overlaps."""
    first, behind = bisect_left(mentions, start, key=_start_of), bisect_left(mentions, end, key=_start_of)
    while first > 0 and mentions[first - 1].end > start:
        first -= 1
    return first, behind


def _covered(mentions: list[Mention], start: int, end: int) -> bool:
    first, behind = _overlapped(mentions, start, end)
    return first < behind


def _word_before(text: str, start: int) -> tuple[str, bool]:
    """The word before a name, and whether nothing but a blank is between."""
    if not start:
        return "", False
    if text[start - 1] == " ":
        word = text[text.rfind(" ", 0, start - 1) + 1 : start - 1]
        if word.isalnum() and len(word) < _LONGEST_WORD:
            return word, True
    at = start - 1
    if text[at] != " " or not text[at - 1 : at].isalnum():
        at = start
        while at and text[at - 1] in _OPEN:
            at -= 1
        if at == start or start - at > 3:
            return "", False
    low = max(0, at - _LONGEST_WORD)
    blank = text.rfind(" ", low, at)
    word = text[blank + 1 : at] if blank >= 0 else text[low:at]
    if not word.isalnum():
        word = re.split(r"[\n\xa0(«“\"„\[—–]", word)[-1]
        if word[-1:] in ",;:!?)»”—–" or (word[-1:] == "." and len(word) > 4):
            return "", False
    return word, start - at == 1
