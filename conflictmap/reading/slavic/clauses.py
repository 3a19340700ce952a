"""Clauses of Ukrainian and Russian: places under their prepositions, triggers, actors, and where one clause ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import cast

from conflictmap.model import Certainty, ClaimantSide, EventType, Kind, Relation, Side, Toponym
from conflictmap.reading.discourse import Sentence, State
from conflictmap.reading.lexicon import Entry, Frame
from conflictmap.reading.slavic.words import (
    DASHES,
    INSTRUMENTAL,
    QUOTES,
    Token,
    case_of,
    form_of,
    is_accusative,
    lexicon_of,
    verb_form,
)

__all__ = ["REGIONS", "SLOTS", "WEAPONS", "Clause", "Group", "Parse", "Trigger", "is_region_word", "other_side"]

REGIONS: frozenset[Kind] = frozenset(("oblast", "raion", "hromada", "area"))
_LARGER: frozenset[Kind] = REGIONS | {"river", "relief"}
_DIRECTIONS = frozenset(("N", "NE", "E", "SE", "S", "SW", "W", "NW"))
SLOTS = frozenset(
    ("in", "to", "from", "near", "outskirts", "on", "toward", "over", "by", "for", "via", "behind", "along", "with", "besides")
)
# what names a settlement, in the nominative, and the slots that take the genitive
_TOWN = frozenset("місто село селище город поселок деревня станция станція".split())
_GENITIVE = frozenset(("from", "to", "near", "outskirts"))
_NOMINATIVE_ENDS = frozenset("аиыя")
# verbs outside the lexicon: enough of their endings to see that a clause has one
_FINITE = {
    "uk": re.compile(
        r"(?:[еаяу][нт]о|ється|иться|ються|аються|уються|ають|яють|ують|ить|ять|уть|ає|яє|ує|али|или|ила|ало|ала|илась|лися|лась|[бвгджзкмнпрстхчш]ли)$"
    ),
    "ru": re.compile(
        r"(?:ется|ится|ются|ятся|ают|яют|уют|ает|яет|ует|ались|илось|али|или|ила|ало|ала|илась|лись|лась|ят|ут|[бвгджзкмнпрстхчш]ли)$"
    ),
}
_OF_NATION = re.compile(r"(?:росі[йя]|россий|україн|украин|ворож|вражес).*(?:[іиы]|их|ых|им|ым|ими|ыми|ий|ого|ому|ом)$")
_OF_A_NATION = re.compile(r"^(?:українськ(?:ий|а|е|і)|украинск(?:ий|ая|ое|ие)|російськ(?:ий|а|е|і)|российск(?:ий|ая|ое|ие))$")
_STILL = frozenset("ще все еще досі по-прежнему по-прежньому снова опять знову целиком прочно надежно твердо крепко".split())
# between commas these interrupt nothing
_ASIDES = frozenset((
    "на жаль", "на щастя", "схоже", "ймовірно", "імовірно", "вочевидь", "очевидно", "певно", "мабуть", "звісно", "нарешті",
    "зрештою", "отже", "вірогідно", "кажуть", "напевно", "здається", "судячи з усього", "як і раніше", "увы", "к сожалению",
    "к счастью", "похоже", "видимо", "вероятно", "по-видимому", "наконец", "наверное", "кажется", "судя по всему", "как и раньше",
    "говорят", "конечно", "скорее всего", "швидше за все", "скоріш за все", "за чутками", "по слухам",
))  # fmt: skip
_STATE = re.compile(r"(?:ован|[еа]н)(?:а|о|і|ий|е|ы|ая|ый|ое|ые)$")
_LENGTHS = ("километр", "кілометр", "метр", "км")
_FEW = ("километре", "кілометрі", "метр")
_UNDER = re.compile(r"(?:[бвгґджзклнпрстфхцчшщ][уюь]?|ки)$")  # accusatives
_HOLDING = frozenset(("під", "под", "за", "у"))
_OFFICE = re.compile(r"(?:адміністрац|администрац|мері|мэри|влад[аи]|власт|міськрад|горсовет|поліці|полици|прокуратур)")
WEAPONS = frozenset(("missile", "weapon_ua", "weapon_ru", "guns"))
_OF_ONE = re.compile(r"\d+-(?:й|ї|ой)$")
_REGION_WORD = re.compile("(?:[сц]ької|[сц]ькій|[сц]кой)$")
# instrumental endings that tell "with" from "out of"
_WITH = {"uk": r"(?:ом|ем|єм|ою|ею|єю|ами|ями)$", "ru": r"(?:[^м]ом|ем|ами|ями|кой|вой)$"}


@dataclass(slots=True)
class Group:
    """Places listed under one preposition."""

    slot: str
    relation: Relation | None
    at: int  # index of the first token, the preposition included
    places: list[int] = field(default_factory=list)
    names: list[Toponym] = field(default_factory=list)
    titled: bool = False  # "the mayor of Berdiansk" is no place of an event
    locator: bool = False  # an oblast behind a name only says where that lies


@dataclass(slots=True)
class Trigger:
    """A word that names an event, with the form that it stands in."""

    at: int
    frame: Frame
    kind: str  # verb, noun, word
    form: str  # inf, fut, ger, past, short, part, pres; "" of nouns and words
    type: EventType
    aspect: str = ""
    groups: list[Group] = field(default_factory=list)
    beside: list[Group] = field(default_factory=list)  # towns that only say where a bridge is
    side: Side | None = None
    certainty: Certainty | None = None
    background: bool = False
    words: str = ""


@dataclass(slots=True)
class Clause:
    """A stretch of the sentence with at most one predicate, mostly."""

    first: int
    last: int  # half-open
    separator: str  # what stands before it: start, comma, strong, colon, dash, conj, sub
    triggers: list[Trigger] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    cues: set[str] = field(default_factory=set)
    claimant: str | None = None
    claimant_side: ClaimantSide | None = None
    stance: str = ""  # "", claim, confirm, deny, unverified
    speech: bool = False
    actors: list[tuple[int, Side, str]] | None = None


def is_region_word(token: Token) -> bool:
    """Tell the adjective of an oblast whose noun is left to the last one of a list."""
    return token.raw[0].isupper() and _REGION_WORD.search(token.text) is not None


def _is_unknown_name(token: Token) -> bool:
    """Tell a name that no gazetteer and no lexicon knows."""
    plain = token.word and token.toponym is None and not token.entries and not token.covered
    return plain and token.raw[0].isupper() and not token.raw.isupper()


def other_side(side: Side | None) -> Side | None:
    return None if side is None else "RU" if side == "UA" else "UA"


class Parse:
    """A sentence cut into clauses.

    `quoted` holds the tokens that name those who are quoted: they are no actors; from `settle` on they stand fast.
    """

    def __init__(self, sentence: Sentence, state: State, tokens: list[Token]) -> None:
        self.sentence, self.state, self.tokens = sentence, state, tokens
        self.lang = sentence.lang
        self.speaker: Side = state.speaker_side or ("UA" if self.lang == "uk" else "RU")
        self.quoted: set[int] = set()
        self._settled = False
        self._asides = self._regions_aside()
        self.groups = self._group_places()
        self._group_of = {i: g for g in self.groups for i in g.places}
        self.clauses = self._clauses()

    def settle(self) -> None:
        """Note that all who are quoted are known."""
        self._settled = True

    def _regions_aside(self) -> set[int]:
        """Find brackets that interrupt nothing: around a region, which says where the name before lies, or a short remark."""
        found: set[int] = set()
        for i, token in enumerate(self.tokens):
            if token.raw == "," and i + 2 < len(self.tokens):
                end = next((k for k in range(i + 2, min(i + 5, len(self.tokens))) if self.tokens[k].raw == ","), None)
                if end and " ".join(t.text for t in self.tokens[i + 1 : end]) in _ASIDES:
                    found |= {i, end}
            if token.raw in DASHES and 0 < i < len(self.tokens) - 2:
                end = next((k for k in range(i + 2, min(i + 5, len(self.tokens) - 1)) if self.tokens[k].raw in DASHES), None)
                if end and all(
                    t.word
                    and not t.toponym
                    and all(e.kind == "cue" for e in t.entries)
                    and not t.cues & {"speech", "source", "deny"}
                    for t in self.tokens[i + 1 : end]
                ):
                    found |= {i, end}  # "найбільше сутичок – сорок сім – сталося під …"
            if token.raw != "(":
                continue
            end = next((k for k in range(i + 1, min(i + 5, len(self.tokens))) if self.tokens[k].raw == ")"), None)
            inside = self.tokens[i + 1 : end] if end else []
            region = len(inside) == 1 and inside[0].toponym is not None and inside[0].toponym.kind in REGIONS
            remark = bool(inside) and all(
                t.word and not t.toponym and not t.cues and not any(e.frame for e in t.entries) for t in inside
            )
            if end and (region or remark):
                found |= {i, end}
        return found

    def _group_places(self) -> list[Group]:
        """List the places of the sentence under their prepositions."""
        tokens = self.tokens
        groups: list[Group] = []
        slot: str | None = None
        relation: Relation | None = None
        began, gap, titled, lone = 0, 0, False, False
        listed: int | None = None  # the place before, as long as only words of a list followed it
        for i, token in enumerate(tokens):
            if token.toponym is not None:
                after = groups[-1].places[-1] if groups else -2
                aside = i - 1 in self._asides
                if slot is None and groups and (listed is not None or after == i - 1 - aside):
                    if after == i - 1 - aside and token.toponym.kind in REGIONS:
                        groups.append(Group("in", None, i, [i], [token.toponym], locator=True))
                    elif groups[-1].slot != "bare" and (
                        (tokens[i - 1].raw == "," and self._said_alone(i))
                        or (tokens[i - 1].text in _TOWN and groups[-1].slot in _GENITIVE)
                    ):
                        groups.append(Group("bare", None, i, [i], [token.toponym]))
                    else:
                        groups[-1].places.append(i)
                        groups[-1].names.append(token.toponym)
                else:
                    kind = self._slot(i, slot, began)
                    group = Group(kind, relation, began if slot else i, [i], [token.toponym], titled=titled)
                    if began == after + 1 and groups[-1].names[-1].kind == "settlement":
                        # "Буча під Києвом", "села на Сумщині", "на берегу Днепра": only says which one
                        where = token.toponym.kind
                        group.locator = (kind == "near" and where != "river") or (
                            slot in ("near", "in", "on", "outskirts") and where in _LARGER
                        )
                    before = tokens[i - 1] if i else None
                    if (
                        before is not None
                        and _OFFICE.match(before.text)
                        and i + 1 < len(tokens)
                        and "speech" in tokens[i + 1].cues
                    ):
                        group.titled = True  # "адміністрація Кривого Рогу повідомляє"
                    if before is not None and token.toponym.kind in REGIONS and i > 1 and _is_unknown_name(before):
                        group.locator = True  # "зачистили Блодатное ДНР": a place that nobody knows
                    groups.append(group)
                listed, slot, relation, gap, titled, lone = (i, None, None, 0, False, False)
                continue
            if token.covered or token.raw in QUOTES:
                continue
            cues = token.cues
            if token.raw in DASHES:
                listed = listed if listed == i - 1 else None
                slot = relation = None
            elif token.raw == ",":
                slot, relation, titled = None, None, False
            elif not token.word:
                slot, relation, titled, listed = None, None, False, None
            elif cues & _DIRECTIONS:
                relation = cast(Relation, min(cues & _DIRECTIONS))
                if slot is None or (token.text == "на" and gap):  # "до державного кордону на північ від Харкова"
                    slot, began, lone = "near", i, True
                listed = None
            elif cues & SLOTS:
                new = min(cues & SLOTS)
                if slot == "near" and relation in _DIRECTIONS and new in ("from", "to", "near"):
                    pass  # "на схід від", "к востоку от"
                elif slot is not None and new in ("near", "outskirts"):
                    relation = cast(Relation, new) if relation is None or new == "outskirts" else relation
                    slot = "from" if slot == "from" else new
                else:
                    slot, began, lone = new, i, False
                    relation = cast(Relation, new) if new in ("near", "outskirts") else None
                gap, titled, listed = 0, False, None
            elif "after" in cues and i + 1 < len(tokens) and tokens[i + 1].toponym is not None:
                slot, began, relation, listed, lone = "besides", i, None, None, False  # "після Авдіївки тиснуть на …"
            elif "conj" in cues:
                if listed is None and relation not in _DIRECTIONS:  # "на південь та південний схід від"
                    slot = relation = None
            elif "title" in cues:
                titled, listed = True, None
            elif "filler" in cues and not self._predicative(i):
                listed = listed if slot is None else None
                if lone and relation in _DIRECTIONS and token.text.startswith(("част", "окол", "окра", "район")):
                    slot = "bare"  # "південна частина села"
            elif any(e.frame for e in token.entries) or "negation" in cues:
                slot, relation, titled, listed = None, None, False, None
            elif (slot in ("from", "in") or (slot == "near" and tokens[began].text == "у")) and (
                gap == 0 and any(e.kind == "actor" for e in token.entries)
            ):
                slot, relation, listed = (None, None, None)  # "зачистили від окупантів", "отбили у россиян"
            elif slot == "from" and gap < 2 and cues & {"troops", "equipment", "missile", "weapon_ua", "weapon_ru"}:
                slot, relation, listed = None, None, None  # "обстріляв з артилерії"
            elif listed == i - 1 and is_region_word(token):
                listed = i  # "Сеньківки Чернігівської, Білопілля, Студенка Сумської областей"
            else:
                gap += 1
                listed = None
                if gap > 3:
                    slot, relation = None, None
                if gap > 3 or (len(token.text) > 5 and _FINITE[self.lang].search(token.text)):
                    titled = False
        for group in groups:
            if group.slot in ("near", "outskirts") and group.relation is None:
                group.relation = cast(Relation, group.slot)
        return groups

    def _said_alone(self, i: int) -> bool:
        """Tell "бои на окраинах Нью-Йорка, Шумы за нами": a name with a predicate of its own right behind it."""
        behind = self.tokens[i + 1 : i + 2]
        if self.tokens[i].text.endswith(("ське", "цьке", "еньке", "ове", "ское", "цкое", "енькое")) and behind and behind[0].word:
            return "conj" not in behind[0].cues and behind[0].toponym is None  # "з Журавки, Новеньке лишається спірним"
        after = next((t for t in self.tokens[i + 1 :] if not t.cues & {"degree", "already", "now"}), None)
        return after is not None and any(e.name in ("ours", "hold_ours", "minus") and e.frame for e in after.entries)

    def _slot(self, i: int, slot: str | None, began: int) -> str:
        """Return the slot of a place: its preposition, told apart by the case of the word behind where that means two things."""
        token = self.tokens[i]
        first = next((t for t in self.tokens[began + 1 : i + 1] if t.word and not t.covered), token)
        if slot == "in" and is_accusative(first.raw, self.lang) and (first is token or first.cues & {"filler", *_DIRECTIONS}):
            return "into"
        if slot == "on" and is_accusative(first.raw, self.lang) is False and token.toponym and token.toponym.kind == "settlement":
            return "in"
        if slot == "on" and any(t.text.startswith(("улицах", "вулицях")) for t in self.tokens[began + 1 : i]):
            return "in"
        if slot == "near" and first is token and self.tokens[began].text in ("під", "под") and _UNDER.search(token.text):
            return "to"  # "перевели під Олешки"
        if slot == "from" and first is token and re.search(_WITH[self.lang], token.text):
            return "with"
        return slot or "bare"

    def _predicative(self, i: int) -> bool:
        """Tell "звільнено Циркуни", "Циркуни звільнені" from "звільнених Циркунів": a participle alone may be a verb."""
        token = self.tokens[i]
        if not any(e.frame for e in token.entries):
            return False
        closes = i > 0 and self.tokens[i - 1].toponym is not None and not (i + 1 < len(self.tokens) and self.tokens[i + 1].word)
        return closes or verb_form(token.text, self.lang) == "short"

    def _clauses(self) -> list[Clause]:
        """Cut the sentence at marks, conjunctions and relatives, and join the pieces that are no clause of their own."""
        tokens = self.tokens
        cuts: list[tuple[int, str]] = [(0, "start")]

        def cut(at: int, separator: str) -> None:
            if cuts[-1][0] == at:
                if cuts[-1][1] in ("comma", "start") or separator == "strong":
                    cuts[-1] = (at, separator)
            else:
                cuts.append((at, separator))

        for i, token in enumerate(tokens):
            if token.covered or i in self._asides:
                continue
            if token.raw in (";", ".", "!", "?", "…"):
                cut(i + 1, "strong")
            elif token.raw == ":":
                cut(i + 1, "colon")
            elif token.raw in DASHES and not (self._between_places(i) or self._is_hyphen(i)):
                cut(i + 1, "dash")
            elif token.raw == "(":
                cut(i + 1, "aside")
            elif token.raw in (",", ")"):
                cut(i + 1, "comma")
            elif "conj" in token.cues and i and not self._between_places(i):
                cut(i, "conj")
            elif "sub" in token.cues and i and "," in (tokens[i - 1].raw, tokens[i - 2].raw if i > 1 else ""):
                cut(i if tokens[i - 1].raw == "," else i - 1, "sub")
        clauses = [
            Clause(a, b, separator)
            for (a, separator), (b, _) in zip(cuts, [*cuts[1:], (len(tokens), "")], strict=True)
            if any(t.word for t in tokens[a:b])
        ]
        joined: list[Clause] = []
        for n, clause in enumerate(clauses):
            self._fill(clause)
            topic = n + 1 < len(clauses) and clauses[n + 1].separator == "dash" and self._is_topic(clause)
            if joined and not topic and self._belongs(joined[-1], clause):
                joined[-1].last = clause.last
                self._fill(joined[-1])
            else:
                joined.append(clause)
        return joined

    def _between_places(self, i: int) -> bool:
        """Tell whether a dash or conjunction joins two places of one group."""
        before = next((k for k in range(i - 1, -1, -1) if self.tokens[k].raw not in QUOTES), None)
        return before in self._group_of and any(p > i for p in self._group_of[before].places)

    def _is_hyphen(self, i: int) -> bool:
        """Tell the hyphen of "15-километровой" from a dash."""
        around = self.tokens[i - 1 : i + 2] if i else []
        return len(around) == 3 and around[0].end == around[1].start and around[1].end == around[2].start

    def _fill(self, clause: Clause) -> None:
        clause.triggers, clause.cues = [], set()
        for i in range(clause.first, clause.last):
            token = self.tokens[i]
            if token.covered:
                continue
            named = i + 1 < len(self.tokens) and self.tokens[i + 1].toponym is not None
            clause.cues |= token.cues - {"city"} if named else token.cues  # "місто Ірпінь" points back at nothing
            for entry in token.entries:
                if entry.frame is not None:
                    if entry.frame.name == "minus" and entry.kind == "noun" and not self._of_place(i, clause):
                        continue  # "втрату позицій", "потерю техники"
                    form = form_of(token.text, entry, self.lang) if entry.kind == "verb" else ""
                    if entry.kind != "verb" or form:
                        clause.triggers.append(
                            Trigger(i, entry.frame, entry.kind, form, entry.frame.type, entry.form, words=self._phrase(i))
                        )
            bare = token.text in _HOLDING and not any(e.frame for e in token.entries)
            if bare and token.text in ("під", "под") and i + 1 < clause.last and self._held_under(i + 1):
                frame = lexicon_of(self.lang).frames["hold"]
                clause.triggers.append(Trigger(i, frame, "word", "", frame.type, words=token.raw))
            if bare and token.text == "за" and not clause.triggers and i + 1 < clause.last and self._held_by(i + 1, clause):
                frame = lexicon_of(self.lang).frames["hold"]
                clause.triggers.append(Trigger(i, frame, "word", "", frame.type, words=token.raw))
            if (
                bare
                and token.text in ("у", "під", "под")
                and not clause.triggers
                and i + 1 < clause.last
                and self._at_hand(i, clause)
            ):
                frame = lexicon_of(self.lang).frames["hold"]
                clause.triggers.append(Trigger(i, frame, "word", "", frame.type, words=token.raw))
        clause.groups = [g for g in self.groups if clause.first <= g.places[0] < clause.last]
        if not clause.triggers and (meant := self._implied(clause)) is not None:
            at, name = meant
            frame = lexicon_of(self.lang).frames[name]
            clause.triggers.append(Trigger(at, frame, "word", "", frame.type, words=self.tokens[at].raw))
        clause.speech = "speech" in clause.cues or "source" in clause.cues
        if all(t.frame.name == "ours" for t in clause.triggers) and not clause.speech and self._present(clause):
            still = clause.cues & {"now"} or any(t.text in _STILL for t in self.tokens[clause.first : clause.last])
            frame = lexicon_of(self.lang).frames["hold" if still and not clause.triggers else "present"]
            at = clause.groups[0].at if clause.groups else clause.first
            clause.triggers.append(Trigger(at, frame, "word", "", frame.type, words=self.tokens[at].raw))

    def _of_place(self, i: int, clause: Clause) -> bool:
        """Tell whether a place stands right behind a noun, or behind whose it is ("втрата росіянами Лимана")."""
        while i + 1 < clause.last and self.tokens[i + 1].covered:
            i += 1
        ahead = self.tokens[i + 1 : min(i + 3, clause.last)]
        return any(t.toponym is not None or "city" in t.cues for t in ahead)

    def _phrase(self, i: int) -> str:
        """Return the words that a phrase covers, from its first."""
        last = i
        gap = 3 if self.tokens[i].text in ("під", "под") else 1  # adjectives may stand inside
        while any(t.covered for t in self.tokens[last + 1 : last + 1 + (gap if last == i else 1)]):
            last += 1
        start = self.sentence.start
        return self.sentence.text[self.tokens[i].start - start : self.tokens[last].end - start]

    def _held_under(self, i: int) -> bool:
        """Tell "під росіянами": held by them."""
        token = self.tokens[i]
        behind = self.tokens[i + 1] if i + 1 < len(self.tokens) else token
        if token.text.endswith(("ими", "ыми")) and "troops" in behind.cues and INSTRUMENTAL.search(behind.text):
            return any(e.kind == "actor" and e.side in ("UA", "RU") for e in token.entries)  # "под российскими войсками"
        if any(e.kind == "actor" and e.name == "enemy" for e in token.entries):
            return INSTRUMENTAL.search(token.text) is not None  # "под противником"
        noun = INSTRUMENTAL.search(token.text) and not token.text.endswith(("ими", "ыми", "им", "ым", "ой", "ою"))
        return bool(noun) and any(e.kind == "actor" and e.side in ("UA", "RU") for e in token.entries)

    def _held_by(self, i: int, clause: Clause) -> bool:
        """Tell "село вже за росіянами": it is theirs; a verb would make it something else ("стежать за ворогом")."""
        token = self.tokens[i]
        if self.has_verb(clause) or self._told(clause) or "negation" in clause.cues:
            return False
        if not any(e.kind == "actor" and e.side in ("UA", "RU", "enemy") for e in token.entries):
            return False
        if token.text.endswith(("ими", "ыми")) and i + 1 < clause.last and "troops" in self.tokens[i + 1].cues:
            i += 1  # "за российскими войсками"
        ends = i + 1 >= clause.last or not self.tokens[i + 1].word or bool(self.tokens[i + 1].cues & {"conj", "now"})
        short = len(token.text) <= 3  # "за ВСУ"
        return ends and (short or INSTRUMENTAL.search(token.text) is not None)

    def _gone(self, clause: Clause) -> int | None:
        """Find "у Славутичі росіян немає": those who were there have left."""
        nobody = [i for i in range(clause.first, clause.last) if self.tokens[i].text in ("немає", "нема", "нет")]
        where = bool(clause.cues & {"city", "there"}) or any(
            g.slot == "in" and g.names[0].kind == "settlement" for g in clause.groups
        )
        if not (nobody and where):
            return None
        near = range(max(clause.first, nobody[0] - 4), min(clause.last, nobody[0] + 3))
        named = [i for i in near for e in self.tokens[i].entries if e.kind == "actor" and e.side in ("UA", "RU", "enemy")]
        gen = [i for i in named if case_of(self.tokens[i].text, self.lang) == "gen"]
        return nobody[0] if gen and not clause.cues & {"troops", "harm", "losses"} else None

    def _implied(self, clause: Clause) -> tuple[int, str] | None:
        """Find the word that tells of an event without a verb or noun of one, and the frame that it stands for."""
        if "to" in clause.cues and (passed := self._passes(clause)) is not None:
            return passed, "take"
        if {"harm", "missile"} <= clause.cues and any(g.slot in ("in", "near") for g in clause.groups):
            return next(i for i in range(clause.first, clause.last) if "missile" in self.tokens[i].cues), "strike"
        if "negation" in clause.cues and (rid := self._rid(clause)) is not None:
            return rid, "liberate"
        if "negation" in clause.cues:
            return None if (gone := self._gone(clause)) is None else (gone, "withdraw")
        if (theirs := self._belonging(clause)) is not None:
            return theirs, "hold"
        if clause.cues & WEAPONS and (aimed := self._aimed(clause)) is not None:
            return aimed
        if clause.groups and "+" in self.sentence.text and (plus := self._gain(clause)) is not None:
            return plus, "advance"
        if clause.groups and (close := self._close(clause)) is not None:
            return close, "advance"
        return None

    def _close(self, clause: Clause) -> int | None:
        """Find "штурмовики в километре от Покровска", "уже в двух километрах": how far those who come still are."""
        if not any(case in ("nom", "any") for _, _, case in self.actors(clause)) or self.has_verb(clause) or self._told(clause):
            return None
        for group in clause.groups:
            far = self.tokens[group.at - 1] if group.at > clause.first else None
            few = far is not None and ("already" in clause.cues or far.text.startswith(_FEW)) and far.text.startswith(_LENGTHS)
            if few and group.slot == "from" and group.relation is None:
                group.slot, group.relation = "near", "near"
                return group.at - 1
        return None

    def _aimed(self, clause: Clause) -> tuple[int, str] | None:
        """Find "дорога под нашими «Корнетами»" and a verbless "дрон по автобусу в Никополе"."""
        for i in range(clause.first, clause.last):
            token = self.tokens[i]
            if not token.cues & WEAPONS:
                continue
            before = [k for k in range(max(clause.first, i - 4), i) if self.tokens[k].raw not in QUOTES]
            under = next((k for k in before if self.tokens[k].text in ("під", "под")), None)
            if under is not None and before[-1] - under <= 1 and INSTRUMENTAL.search(token.text):
                return under, "fire" if "route" in clause.cues else "strike"
            ahead = [t for t in self.tokens[i + 1 : min(i + 4, clause.last)] if t.raw not in QUOTES][:2]
            onto = any(t.text == "по" or (t.text == "на" and "missile" in token.cues) for t in ahead)
            if onto and not INSTRUMENTAL.search(token.text) and not (self.has_verb(clause) or self._told(clause)):
                return i, "strike"
        return None

    def _passes(self, clause: Clause) -> int | None:
        """Find "частина міста перейшла до окупантів": the one it goes to stands behind the preposition."""
        for i in range(clause.first, clause.last - 2):
            verb, to, whom = self.tokens[i : i + 3]
            someone = any(e.kind == "actor" and e.side in ("UA", "RU", "enemy", "speaker") for e in whom.entries)
            if someone and verb.text.startswith(("перейш", "переш")) and "to" in to.cues:
                return i + 2
        return None

    def _rid(self, clause: Clause) -> int | None:
        """Find "села вже без окупантів": they have been freed."""
        for i in range(clause.first, clause.last - 1):
            if self.tokens[i].text == "без" and "already" in clause.cues:
                whom = [e for e in self.tokens[i + 1].entries if e.kind == "actor" and e.side in ("UA", "RU", "enemy")]
                return i + 1 if whom else None
        return None

    def _belonging(self, clause: Clause) -> int | None:
        """Find "Оріхів розбитий, але український": an adjective of a nation that closes the clause and is said of the place."""
        last = next((i for i in range(clause.last - 1, clause.first - 1, -1) if self.tokens[i].word), -1)
        if last < 0 or self.tokens[last].covered or not _OF_A_NATION.search(self.tokens[last].text):
            return None
        subject = [g for g in self.groups if g.slot == "bare" and g.places[-1] < last and g.names[-1].kind == "settlement"]
        few = sum(t.word for t in self.tokens[clause.first : clause.last]) <= 3
        short = few and clause.separator in ("start", "comma", "conj", "dash", "colon")
        return last if subject and short and not self.has_verb(clause) else None

    def _at_hand(self, i: int, clause: Clause) -> bool:
        """Tell "Раздоловка – пока у противника": nothing but the place and how long stands before."""
        named = [k for k in range(clause.first, i) if self.tokens[k].toponym is not None]
        before = (t for t in self.tokens[named[-1] if named else clause.first : i] if t.word)
        if not all(t.toponym or t.covered or t.text in _STILL or t.cues & {"now", "already", "degree", "filler"} for t in before):
            return False
        token = self.tokens[i + 1]
        ends = i + 2 >= clause.last or not self.tokens[i + 2].word or bool(self.tokens[i + 2].cues & {"conj", "now"})
        if self.tokens[i].text != "у" and len(token.text) > 3:
            return False  # "під ЗСУ"
        return ends and any(e.kind == "actor" and e.side in ("UA", "RU", "enemy", "speaker") for e in token.entries)

    def _gain(self, clause: Clause) -> int | None:
        """Find "+2 км" of a tally, which tells of ground gained."""
        for i in range(clause.first, clause.last - 2):
            if self.tokens[i].raw == "+" and self.tokens[i + 1].raw[0].isdigit() and self.tokens[i + 2].text.startswith("км"):
                return i
        return None

    def _present(self, clause: Clause) -> bool:
        """Tell a verbless "наші вже в Западному": someone, somewhere, and no verb."""
        if (
            "negation" in clause.cues
            or self.has_verb(clause)
            or clause.cues & {"area", "irrealis", "idiom"}
            or self._told(clause)
        ):
            return False
        actors = [i for i, _, case in self.actors(clause) if case in ("nom", "any")]
        inside = [g for g in clause.groups if g.slot in ("in", "outskirts") and not g.locator and g.names[0].kind == "settlement"]
        if len(actors) == 1 and inside and actors[0] > inside[0].places[-1] and len(self.tokens[actors[0]].text) > 3:
            between = self.tokens[inside[0].places[-1] + 1 : actors[0]]
            if all(t.cues & {"now", "already", "degree"} or t.text in _STILL for t in between):
                return True  # "у Курахівці ворог", "у Токмаку досі росіяни"
        posted = clause.cues & {"city", "part"} and "in" in clause.cues and not clause.groups and clause.last - clause.first <= 9
        if actors and actors[0] == clause.first and posted and clause.separator in ("colon", "start"):
            return True  # "Очеретине: піхота ворога в центрі селища"
        if actors and actors[0] <= clause.first + 2:
            return bool(inside and inside[0].at > actors[0] and inside[0].at - actors[-1] <= 3) or bool(
                clause.cues & {"N", "E", "S", "W", "already"}
                and not clause.groups
                and not any(t.raw.isdigit() for t in self.tokens[clause.first : clause.last])
            )
        return False

    def _told(self, clause: Clause) -> bool:
        """Tell whether a word that the lexicon doesn't know looks like a verb in the past ("побывал", "виступив")."""
        words = (t for t in self.tokens[clause.first : clause.last] if t.word and t.toponym is None and not t.entries)
        return any(len(t.text) > 4 and t.raw.islower() and verb_form(t.text, self.lang) == "past" for t in words)

    def has_verb(self, clause: Clause) -> bool:
        """Tell whether a clause has a verb that the lexicon doesn't know."""
        return any(
            t.word
            and not t.covered
            and t.toponym is None
            and len(t.text) > 3
            and all(e.kind == "cue" and e.name in ("now", "irrealis", "getting") for e in t.entries)
            and _FINITE[self.lang].search(t.text)
            for t in self.tokens[clause.first : clause.last]
        )

    def _belongs(self, before: Clause, clause: Clause) -> bool:
        """Tell whether a piece is part of the clause before it: the rest of a list, a date, two nouns under one verb."""
        separator = clause.separator
        if any(g.places[0] < clause.first <= g.places[-1] for g in before.groups):
            return True  # a list goes on over commas whatever follows it
        if separator not in ("comma", "conj", "dash") or clause.speech or before.speech:
            return False
        if "unchanged" in clause.cues | before.cues:
            return False
        if not clause.triggers:
            if separator == "dash" and "failure" in clause.cues and not clause.groups:
                return bool(before.triggers)  # "тричі штурмували – марно"
            if separator == "dash" or (separator == "comma" and clause.groups and not before.triggers):
                return bool(clause.groups) and bool(before.triggers)
            if separator == "conj" and not clause.groups:
                return True
            if self._remote(clause, before):
                return False  # "…, звідти до Покровська шість кілометрів"
            if self._in_a_state(clause):
                return False  # "…, дорога на Чернігів розмінована"
            if self._anew(before, clause):
                return False  # "Трудове захоплене, Вовкове у вогні"
            if before.groups and self._happens(clause):
                return False  # "Балаклію здали, в Ізюмі паніка"
            if "harm" in clause.cues and clause.groups and not any(t.type == "strike" for t in before.triggers):
                return False  # "…, у Кіндрашівці загинула жінка"
            return not self.has_verb(clause) and not clause.cues & {"irrealis", "area"}
        if not before.triggers:
            if self.has_verb(before) or ("deny" in before.cues and not before.groups and separator != "conj"):
                return False  # "Неправда, місто тримаємо"
            if separator == "dash":
                return (before.separator != "comma" or bool(before.groups)) and not before.cues & {"irrealis"}
            return separator == "conj" or not before.groups or before.separator != "sub"
        names = {t.frame.name for t in clause.triggers}
        stopped = names <= {"fail", "repel", "hit_back"} or ({"repel", "cut"} == names and not clause.cues & {"route", "traffic"})
        if stopped and not clause.groups:
            tried = any(t.type in ("advance", "entered") for t in before.triggers)
            return tried and not any(t.frame.name == "cut" for t in before.triggers)
        types = {t.type for t in before.triggers}, {t.type for t in clause.triggers}
        nominal = all(t.kind == "noun" for t in clause.triggers)
        if before.groups and clause.groups and self.has_verb(clause):
            return False  # "деблокували село і ведуть зачистку в …"
        return separator == "conj" and types[0] == types[1] and (not before.groups or nominal)

    def _is_topic(self, clause: Clause) -> bool:
        """Tell whether a piece is but a name, of which a dash tells more: "Вугледар наш, Водяне – у роботі"."""
        if clause.triggers or len(clause.groups) != 1 or clause.groups[0].slot != "bare" or clause.groups[0].at != clause.first:
            return False
        if self.tokens[clause.groups[0].places[-1]].text.endswith(("у", "ю")):
            return False  # an object, whose verb is left out
        return clause.separator == "comma" and not any(t.word for t in self.tokens[clause.groups[0].places[-1] + 1 : clause.last])

    def _in_a_state(self, clause: Clause) -> bool:
        """Tell whether a participle that means nothing here stands right behind a place: it is said of something else."""
        for g in clause.groups:
            behind = self.tokens[g.places[-1] + 1 : g.places[-1] + 2]
            if behind and g.at > clause.first and not behind[0].entries and _STATE.search(behind[0].text):
                return True
        return False

    def _anew(self, before: Clause, clause: Clause) -> bool:
        """Tell whether a piece begins with a name of which something else is said than of the name before."""
        if clause.separator != "comma" or not (before.groups and before.triggers and clause.groups):
            return False
        subject = before.groups[0].slot == "bare" and all(t.at > before.groups[0].places[-1] for t in before.triggers)
        group = clause.groups[0]
        if not subject or group.slot != "bare" or group.at != clause.first:
            return False
        rest = [t for t in self.tokens[group.places[-1] + 1 : clause.last] if t.word]
        return bool(rest) and "in" in rest[0].cues and not any(t.toponym for t in rest)

    def _remote(self, clause: Clause, before: Clause) -> bool:
        """Tell whether a piece only says how far it is to a place, or in what state a road to it is."""
        words = self.tokens[clause.first : clause.last]
        far = any(t.text.startswith(("кілометр", "километр", "км", "метр")) for t in words)
        return (far and any(g.slot in ("to", "from") for g in clause.groups)) or (
            {"route", "irrealis"} <= clause.cues
            and "route" not in before.cues
            and any(g.slot in ("on", "to") for g in clause.groups)
        )

    def _happens(self, clause: Clause) -> bool:
        """Tell whether a clause without a verb says what goes on in another place: a place, then an unknown noun."""
        group = clause.groups[0] if clause.groups else None
        if group is None or group.slot not in ("in", "outskirts") or group.at > clause.first + 1:
            return False
        rest = [t for t in self.tokens[group.places[-1] + 1 : clause.last] if t.word]
        return 0 < len(rest) <= 2 and all(not (t.toponym or t.entries or t.covered) and t.raw.islower() for t in rest)

    def is_negated(self, at: int) -> bool:
        near = [t for t in self.tokens[max(0, at - 2) : at] if t.text != "без"]
        if any("negation" in t.cues for t in near) and not any(t.raw == "," for t in near[1:]):
            return True
        after = [t.text for t in self.tokens[at + 1 : at + 3]]
        return after[:1] == ["не"] and after[1:2] in (["було"], ["був"], ["были"], ["было"], ["был"], ["была"], ["була"])

    def side_of(self, entry: Entry, claimant_side: ClaimantSide | None = None) -> Side | None:
        """Return the side that an actor's word means in the mouth of who speaks."""
        speaker: Side = claimant_side if claimant_side in ("UA", "RU") else self.speaker
        if entry.side == "speaker":
            return speaker
        if entry.side == "enemy":
            return other_side(speaker)
        return cast(Side, entry.side) if entry.side in ("UA", "RU") else None

    def actors(self, clause: Clause) -> list[tuple[int, Side, str]]:
        """Return the actors of a clause with their sides and cases, without those who are only quoted."""
        if clause.actors is not None:
            return clause.actors
        found: list[tuple[int, Side, str]] = []
        for i in range(clause.first, clause.last):
            token = self.tokens[i]
            if i in self.quoted:
                continue
            entry = next((e for e in token.entries if e.kind == "actor" and not e.name.startswith("claimant")), None)
            if entry is None:
                continue
            side = self.side_of(entry, clause.claimant_side if clause.stance else None)
            if side is None:
                continue
            case = case_of(token.text, self.lang)
            if case == "ins" and token.text.endswith("ской") and not self._instrumental(i + 1):
                case = "gen"  # "для украинской группировки"
            before = self.tokens[i - 1] if i else None
            if case == "nom" and before is not None and _OF_ONE.match(before.text) and token.text[-1] in "ыиі":
                case = "gen"  # "техніці 57-ї бригади"
            if before is not None and before.text in ("стороны", "боку") and i > 1 and "from" in self.tokens[i - 2].cues:
                case = "ins"  # "обстрел со стороны ВСУ"
            elif any(t.text in ("силами", "зусиллями", "усилиями") for t in self.tokens[max(clause.first, i - 2) : i]):
                case = "ins"  # "звільнено силами 92-ї бригади"
            elif before is not None and "from" in before.cues and case != "any":
                case = "from"  # "звільнили від окупантів"
            where = {"in", "on", "to", "toward"} if case == "any" else {"in"}
            if before is not None and (before.cues & where or before.text.startswith("форм")):
                continue  # "в ДНР", "в украинской форме": no one who acts
            rival = bool(found) and found[-1][0] == i - 1 and not self.is_neutral(i - 1) and found[-1][1] != side
            if (
                case == "any"
                and before is not None
                and before.word
                and not rival
                and (self._governs(before) or self._noun(before))
            ):
                case = "gen"  # abbreviations don't show theirs
            if found and found[-1][0] == i - 1 and side != found[-1][1] and _OF_NATION.match(self.tokens[i - 1].text):
                found[-1] = (
                    found[-1][0],
                    found[-1][1],
                    case if found[-1][2] == "nom" else found[-1][2],
                )  # "російські десантники"
                continue
            if found and found[-1][0] == i - 1 and entry.side in ("UA", "RU") and self.tokens[i - 1].text.startswith("наш"):
                found[-1] = (i - 1, side, found[-1][2])  # "наши защитники"
                continue
            if found and self.is_neutral(found[-1][0]) and self._beside(found[-1][0], i):
                # "штурмовики рф", "підрозділи 3-ї бригади ЗСУ": the first has no side of its own
                found[-1] = (found[-1][0], side, found[-1][2])
            elif found and found[-1][0] == i - 1 and entry.side in ("speaker", "enemy"):
                found[-1] = (i - 1, found[-1][1], case if found[-1][2] == "any" else found[-1][2])
            else:
                if (
                    case == "gen"
                    and i
                    and "troops" in self.tokens[i - 1].cues
                    and self.tokens[i - 1].text[-1] in _NOMINATIVE_ENDS
                    and not any(t.cues & {*SLOTS, "aim"} for t in self.tokens[max(clause.first, i - 3) : i - 1])
                ):
                    case = "nom"  # "колони росіян"
                found.append((i, side, case))
        if self._settled:
            clause.actors = found
        return found

    def _instrumental(self, i: int) -> bool:
        """Tell whether the next word is a noun in the instrumental, as the adjective before it may be."""
        return i < len(self.tokens) and self.tokens[i].text.endswith(("ой", "ей", "ью"))

    def _beside(self, a: int, b: int) -> bool:
        """Tell whether two actors stand in one noun phrase: side by side, or with a number or quoted name between."""
        between = [t for t in self.tokens[a + 1 : b] if t.raw not in QUOTES]
        return len(between) <= 1 and not any(e.kind == "verb" for t in between for e in t.entries)

    @staticmethod
    def _governs(token: Token) -> bool:
        """Tell whether a word puts the next one in an oblique case: a preposition, troops, an attack, another actor."""
        return bool(token.cues & {*SLOTS, "troops", "losses", "aim"}) or any(e.kind in ("noun", "actor") for e in token.entries)

    def _noun(self, token: Token) -> bool:
        """Tell whether a word is a plain noun, as far as nothing else is known of it: "вертолетов РФ"."""
        known = any(e.kind == "verb" or e.name in ("conj", "sub", "speech", "already", "now") for e in token.entries)
        return token.raw.islower() and len(token.raw) > 4 and not known and not _FINITE[self.lang].search(token.text)

    def is_neutral(self, i: int) -> bool:
        return any(
            e.kind == "actor" and e.side == "speaker" and not e.lemma.startswith(("наш", "ми", "мы"))
            for e in self.tokens[i].entries
        )

    def has_object(self, clause: Clause, trigger: Trigger) -> bool:
        """Tell whether a verb of taking has an object of its own, so that no place is left out."""
        if trigger.form == "part" or self.tokens[trigger.at].text.endswith(("ся", "сь")):
            return False
        for i in range(trigger.at + 1, clause.last):
            token = self.tokens[i]
            if not token.word:
                return False
            if token.covered or token.cues & {"conj", "now", "background", "phase", "there", "degree"}:
                continue
            if token.cues & SLOTS:
                return False
            if trigger.type == "control_held" and "part" in token.cues:
                continue
            return not any(e.kind == "actor" for e in token.entries)
        return False
