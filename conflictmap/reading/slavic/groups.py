"""Places of Ukrainian and Russian sentences under their prepositions, listed token by token; and marks that part nothing."""

from __future__ import annotations

import re
from typing import cast

from conflictmap.model import Kind, Relation, Toponym
from conflictmap.reading.slavic.parts import REGIONS, SLOTS, Group
from conflictmap.reading.slavic.words import DASHES, FINITE, INSTRUMENTAL, QUOTES, Token, form_of, is_accusative, verb_form

__all__ = ["find_asides", "group_places", "is_region_word"]

_LARGER: frozenset[Kind] = REGIONS | {"river", "relief"}
_LOCATIVE: frozenset[Kind] = frozenset(("settlement", "oblast", "raion", "hromada"))  # "на Донбасі", "на Сумщині"
_DIRECTIONS = frozenset(("N", "NE", "E", "SE", "S", "SW", "W", "NW"))
_NEXT_TO = frozenset(("near", "outskirts"))
_OF_DIRECTION = frozenset(("from", "to", "near"))  # "на схід від", "к востоку от"
_LOCATING = frozenset(("near", "in", "on", "outskirts"))
_ARMS = frozenset(("troops", "equipment", "missile", "weapon_ua", "weapon_ru"))
_PARTS = ("част", "окол", "окра", "район")
_SHARES = ("частин", "часть", "части", "частью", "частях", "половин", "третин", "треть", "трети", "чверт", "четверт")
_ADJECTIVAL = ("ське", "цьке", "еньке", "ове", "ское", "цкое", "енькое")
# what names a settlement, in the nominative, and the slots that take the genitive
_TOWN = frozenset("місто село селище город поселок деревня станция станція".split())
_OF_TOWN = ("міст", "сел", "город", "посел", "смт")
_GENITIVE = frozenset(("from", "to", "near", "outskirts"))
# between commas these interrupt nothing
_ASIDES = frozenset((
    "на жаль", "на щастя", "схоже", "ймовірно", "імовірно", "вочевидь", "очевидно", "певно", "мабуть", "звісно", "нарешті",
    "зрештою", "отже", "вірогідно", "кажуть", "напевно", "здається", "судячи з усього", "як і раніше", "увы", "к сожалению",
    "к счастью", "похоже", "видимо", "вероятно", "по-видимому", "наконец", "наверное", "кажется", "судя по всему", "как и раньше",
    "говорят", "конечно", "скорее всего", "швидше за все", "скоріш за все", "за чутками", "по слухам",
))  # fmt: skip
_SOURCE = 9  # words of one that is put in
_SAYING = frozenset(("speech", "source", "deny"))
_UNDER = re.compile(r"(?:[бвгґджзклнпрстфхцчшщ][уюь]?|[еоєё]|(?<!ам)(?<!ям)[иіы])$")  # accusatives
_OFFICE = re.compile(r"(?:адміністрац|администрац|мері|мэри|влад[аи]|власт|міськрад|горсовет|поліці|полици|прокуратур)")
_REGION_WORD = re.compile("(?:[сц]ької|[сц]ькій|[сц]кой)$")
_LIKENED = frozenset("вторым новым очередным другим новим черговим".split())
_ONESELF = frozenset("собой собою себя себе себе него нее них ним ней ними нами нього неї ним ними нею".split())
_FROM_OR_WITH = frozenset("з із зі с со".split())
# instrumental endings that tell "with" from "out of"
_WITH = {"uk": re.compile(r"(?:ом|ем|єм|ою|ею|єю|ами|ями)$"), "ru": re.compile(r"(?:[^м]ом|ем|ами|ями|кой|вой)$")}


def is_region_word(token: Token) -> bool:
    """Tell the adjective of an oblast whose noun is left to the last one of a list."""
    return token.raw[0].isupper() and _REGION_WORD.search(token.text) is not None


def find_asides(tokens: list[Token]) -> set[int]:
    """Find marks that part nothing: around a short remark, or around a region, which says where the name before lies."""
    found: set[int] = set()
    for i, token in enumerate(tokens):
        if token.word:
            continue
        end: int | None = None
        if token.raw == ",":
            end = _end_of_remark(tokens, i)
        elif token.raw in DASHES:
            end = _end_of_insertion(tokens, i)
        elif token.raw == "(":
            end = _end_of_bracket(tokens, i)
        if end is not None:
            found |= {i, end}
    return found


def _end_of_remark(tokens: list[Token], i: int) -> int | None:
    """Find the comma behind a remark: ", на жаль,"."""
    if i + 1 < len(tokens) and "source" in tokens[i + 1].cues:
        return _end_of_source(tokens, i)
    end = next((k for k in range(i + 2, min(i + 5, len(tokens))) if tokens[k].raw == ","), None)
    return end if end and " ".join(t.text for t in tokens[i + 1 : end]) in _ASIDES else None


def _end_of_source(tokens: list[Token], i: int) -> int | None:
    """Find the comma behind a source that stands between a subject and what is said of it: "бої, за його словами, тривають"."""
    end = next((k for k in range(i + 2, min(i + _SOURCE, len(tokens) - 1)) if tokens[k].raw == ","), None)
    if end is None or not i:
        return None
    plain = not any(t.toponym or not (t.word or t.raw in QUOTES) or _has_frame(t) for t in tokens[i + 1 : end])
    return end if plain and "sub" not in tokens[end + 1].cues else None


def _end_of_insertion(tokens: list[Token], i: int) -> int | None:
    """Find the second dash around words that tell nothing: "найбільше сутичок – сорок сім – сталося під …"."""
    end = next((k for k in range(i + 2, min(i + 5, len(tokens) - 1)) if tokens[k].raw in DASHES), None)
    if not (i and end):
        return None
    inside = tokens[i + 1 : end]
    plain = all(t.word and not t.toponym and all(e.kind == "cue" for e in t.entries) and not t.cues & _SAYING for t in inside)
    return end if plain else None


def _end_of_bracket(tokens: list[Token], i: int) -> int | None:
    """Find the second bracket around a region, or a remark without an event."""
    end = next((k for k in range(i + 1, min(i + 5, len(tokens))) if tokens[k].raw == ")"), None)
    inside = tokens[i + 1 : end] if end else []
    if len(inside) == 1 and inside[0].toponym is not None and inside[0].toponym.kind in REGIONS:
        return end
    remark = bool(inside) and all(t.word and not t.toponym and not t.cues and not _has_frame(t) for t in inside)
    return end if remark else None


def group_places(tokens: list[Token], lang: str, asides: set[int]) -> list[Group]:
    """List the places of a sentence under their prepositions."""
    return _Grouping(tokens, lang, asides).read()


class _Grouping:
    """Lists places under their prepositions, and knows at each token what would be said of a place that stood there."""

    def __init__(self, tokens: list[Token], lang: str, asides: set[int]) -> None:
        self.tokens, self.lang, self.asides = tokens, lang, asides
        self.groups: list[Group] = []
        self.slot: str | None = None  # the preposition
        self.relation: Relation | None = None
        self.began = 0  # where the preposition stands
        self.gap = 0  # words behind it
        self.titled = False  # behind "the mayor of"
        self.lone = False  # a direction without a preposition
        self.listed: int | None = None  # the place before, as long as only words of a list followed it

    def read(self) -> list[Group]:
        """Read token by token."""
        for i, token in enumerate(self.tokens):
            if token.toponym is not None:
                self._read_place(i, token.toponym)
            elif token.covered or token.raw in QUOTES:
                continue
            elif not token.word:
                self._read_mark(i, token)
            elif token.text.startswith(_SHARES) and self._shares(i):
                self._read_share(i)
            elif not (token.cues and self._read_cue(i, token)):
                self._read_word(i, token)
        for group in self.groups:
            if group.slot in _NEXT_TO and group.relation is None:
                group.relation = cast(Relation, group.slot)
        return self.groups

    def _read_place(self, i: int, name: Toponym) -> None:
        """Put a place in the list of those before it, or begin a group."""
        before = self.groups[-1].places[-1] if self.groups else -2
        adjoins = before == (i - 2 if i - 1 in self.asides else i - 1)
        if self.slot is None and self.groups and (adjoins or self.listed is not None):
            self._go_on(i, name, adjoins)
        else:
            self.groups.append(self._begin(i, name, before))
        self.listed, self.slot, self.relation = i, None, None
        self.gap, self.titled, self.lone = 0, False, False

    def _go_on(self, i: int, name: Toponym, adjoins: bool) -> None:
        """Add a place to a list, if it is no region of the one before it and has no predicate of its own."""
        group = self.groups[-1]
        if group.locator and name.kind not in REGIONS and len(self.groups) > 1 and not self.groups[-2].locator:
            group = self.groups[-2]  # "Алексеевка Сумской области и Редкодуб": the list goes on past the region
        if adjoins and name.kind in REGIONS:
            self.groups.append(Group("in", None, i, [i], [name], locator=True))
        elif self._apart(i, group):
            self.groups.append(Group("bare", None, i, [i], [name]))
        else:
            group.places.append(i)
            group.names.append(name)

    def _said_alone(self, i: int) -> bool:
        """Tell "бои на окраинах Нью-Йорка, Шумы за нами": a name with a predicate of its own right behind it."""
        behind = self.tokens[i + 1 : i + 2]
        if self.tokens[i].text.endswith(_ADJECTIVAL) and behind and behind[0].word:
            return "conj" not in behind[0].cues and behind[0].toponym is None  # "з Журавки, Новеньке лишається спірним"
        after = next((t for t in self.tokens[i + 1 :] if not t.cues & {"degree", "already", "now"}), None)
        return after is not None and any(e.name in ("ours", "hold_ours", "minus") and e.frame for e in after.entries)

    def _apart(self, i: int, group: Group) -> bool:
        """Tell a name that only stands behind a list and is none of it."""
        comma = self.tokens[i - 1].raw == ","
        if group.slot == "bare":
            return comma and self._done_alone(i, group)
        return (comma and self._said_alone(i)) or (self.tokens[i - 1].text in _TOWN and group.slot in _GENITIVE)

    def _done_alone(self, i: int, group: Group) -> bool:
        """Tell "звільнено Лиман, Ямпіль захоплено": a verb stands before the list, and another right behind its last name."""
        rest = (t for t in self.tokens[i + 1 : i + 4] if not t.cues & {"degree", "already", "now"})
        after = next(rest, None)
        if after is None or not (self._does(after) or "negation" in after.cues):
            return False
        lead = self.tokens[max(0, group.at - 3) : group.at]
        return any(self._does(t) for t in lead) and all(t.word for t in lead[-1:])

    def _does(self, token: Token) -> bool:
        """Tell a verb of an event that is no attribute."""
        return any(e.kind == "verb" and form_of(token.text, e, self.lang) not in ("", "part") for e in token.entries)

    def _begin(self, i: int, name: Toponym, before: int) -> Group:
        """Begin a group with its first place; `before` is the place of the group before."""
        slot, began = self.slot, self.began
        group = Group(self._slot_of(i), self.relation, began if slot else i, [i], [name], titled=self.titled)
        if self._goes_under(i, group, before):
            group.slot, group.relation = "to", None
        elif began == before + 1 and group.slot != "to" and self.groups[-1].names[-1].kind == "settlement":
            # "Буча під Києвом", "села на Сумщині", "на берегу Днепра": only says which one
            near = group.slot == "near" and name.kind != "river"
            group.locator = near or (slot in _LOCATING and name.kind in _LARGER)
        if i:
            lead = self.tokens[i - 1]
            if lead.text in _LIKENED and group.slot == "bare":
                group.locator = True  # "станет вторым Бахмутом"
            if _OFFICE.match(lead.text) and i + 1 < len(self.tokens) and "speech" in self.tokens[i + 1].cues:
                group.titled = True  # "адміністрація Кривого Рогу повідомляє"
            if name.kind in REGIONS and i > 1 and _is_unknown_name(lead):
                group.locator = True  # "зачистили Блодатное ДНР": a place that nobody knows
        return group

    def _goes_under(self, i: int, group: Group, before: int) -> bool:
        """Tell "из Херсона под Курахово" from "из Чернобаевки под Херсоном", which only says where that lies."""
        if group.slot != "near" or group.at != before + 1 or self.groups[-1].slot not in ("from", "via"):
            return False
        return self.tokens[group.at].text in ("под", "під") and not INSTRUMENTAL.search(self.tokens[i].text)

    def _slot_of(self, i: int) -> str:
        """Return the slot of a place: its preposition, told apart by the case of the word behind where that means two things."""
        slot = self.slot
        if slot not in ("in", "on", "near", "from"):
            return slot or "bare"
        token = self.tokens[i]
        first = next((t for t in self.tokens[self.began + 1 : i + 1] if t.word and not t.covered), token)
        if slot == "in" and is_accusative(first.raw, self.lang) and (first is token or self._qualifies(first)):
            return "into"
        if slot == "on" and self._is_on_ground(i, first):
            return "in"
        if slot == "near" and first is token and self.tokens[self.began].text in ("під", "под") and _UNDER.search(token.text):
            return "to"  # "перевели під Олешки"
        either = slot == "from" and first is token and self.tokens[self.began].text in _FROM_OR_WITH
        if either and _WITH[self.lang].search(token.text):
            return "with"
        return slot

    @staticmethod
    def _qualifies(token: Token) -> bool:
        """Tell a word that only says which part of a place is meant: "у східну частину"."""
        return "filler" in token.cues or not _DIRECTIONS.isdisjoint(token.cues)

    def _is_on_ground(self, i: int, first: Token) -> bool:
        """Tell "на Донбасі", "на вулицях Бахмута" from "на Київ": it is where something happens."""
        name = self.tokens[i].toponym
        if name and name.kind in _LOCATIVE and is_accusative(first.raw, self.lang) is False:
            return True
        return any(t.text.startswith(("улицах", "вулицях")) for t in self.tokens[self.began + 1 : i])

    def _read_mark(self, i: int, token: Token) -> None:
        """Read a dash, comma or other mark: no preposition reaches over it, but a list goes on over commas."""
        self.slot = self.relation = None
        if token.raw in DASHES:
            self.listed = self.listed if self.listed == i - 1 else None
            return
        self.titled = False
        if token.raw != ",":
            self.listed = None

    def _read_cue(self, i: int, token: Token) -> bool:
        """Read a preposition, direction, conjunction, title or a word that may stand inside; tell whether it was one."""
        cues = token.cues
        if not cues.isdisjoint(_DIRECTIONS):
            self._read_direction(i, token)
        elif not cues.isdisjoint(SLOTS):
            self._read_preposition(i, min(cues & SLOTS))
        elif "after" in cues and i + 1 < len(self.tokens) and self.tokens[i + 1].toponym is not None:
            # "після Авдіївки тиснуть на …"
            self.slot, self.began, self.relation, self.listed, self.lone = "besides", i, None, None, False
        elif "conj" in cues:
            if "contrast" in cues:
                self.listed = None  # "зайшли в Стрілечу, а Вовчанськ накрили авіабомбами"
            if self.listed is None and self.relation not in _DIRECTIONS:  # "на південь та південний схід від"
                self.slot = self.relation = None
        elif "title" in cues:
            self.titled, self.listed = True, None
        elif "among" in cues and self.groups and self.groups[-1].slot in _NEXT_TO and self.listed == i - 2:
            self.groups[-1].locator, self.listed = True, None  # "чотири села під Херсоном, зокрема Правдине"
        elif "filler" in cues and not self._is_predicate(i):
            self.listed = self.listed if self.slot is None else None
            if self.lone and self.relation in _DIRECTIONS and token.text.startswith(_PARTS):
                self.slot = "bare"  # "південна частина села"
        else:
            return False
        return True

    def _shares(self, i: int) -> bool:
        """Tell whether a settlement stands behind a word for a part: "частину Вовчанська", "половину міста Торецьк"."""
        ahead = self.tokens[i + 1 : i + 3]
        name = next(
            (t.toponym for n, t in enumerate(ahead) if t.toponym and (n == 0 or ahead[0].text.startswith(_OF_TOWN))), None
        )
        return name is not None and name.kind == "settlement"

    def _read_share(self, i: int) -> None:
        """Read "половину", "у північній частині" before a place."""
        if self.slot is None or self.lone:
            self.slot, self.began = "bare", self.began if self.lone else i
        self.relation, self.lone, self.listed = "part", False, None

    def _read_direction(self, i: int, token: Token) -> None:
        """Read "на північ", "південна"."""
        self.relation = cast(Relation, min(token.cues & _DIRECTIONS))
        if self.slot is None or (token.text == "на" and self.gap):  # "до державного кордону на північ від Харкова"
            self.slot, self.began, self.lone = "near", i, True
        self.listed = None

    def _read_preposition(self, i: int, new: str) -> None:
        """Read a preposition: it begins a slot, or goes with the one before ("на схід від", "з околиць")."""
        self.gap, self.titled, self.listed = 0, False, None
        if self.slot == "near" and self.relation in _DIRECTIONS and new in _OF_DIRECTION:
            return
        if self.slot is not None and new in _NEXT_TO:
            if self.relation is None or new == "outskirts":
                self.relation = cast(Relation, new)
            self.slot = "from" if self.slot == "from" else new
            return
        self.slot, self.began, self.lone = new, i, False
        self.relation = cast(Relation, new) if new in _NEXT_TO else None

    def _is_predicate(self, i: int) -> bool:
        """Tell "звільнено Циркуни", "Циркуни звільнені" from "звільнених Циркунів": a participle alone may be a verb."""
        token = self.tokens[i]
        if not _has_frame(token):
            return False
        closes = i > 0 and self.tokens[i - 1].toponym is not None and not (i + 1 < len(self.tokens) and self.tokens[i + 1].word)
        return closes or verb_form(token.text, self.lang) == "short"

    def _read_word(self, i: int, token: Token) -> None:
        """Read a word that is no part of a list: it ends what a preposition governs, at once or when there are too many."""
        if _has_frame(token) or "negation" in token.cues:
            self.slot, self.relation, self.titled, self.listed = None, None, False, None
        elif self.slot is not None and self._governs(token):
            self.slot, self.relation, self.listed = None, None, None
        elif self.listed == i - 1 and is_region_word(token):
            self.listed = i  # "Сеньківки Чернігівської, Білопілля, Студенка Сумської областей"
        else:
            self.gap += 1
            self.listed = None
            if self.gap > 3:
                self.slot, self.relation, self.titled = None, None, False
            elif self.titled and len(token.text) > 5 and FINITE[self.lang].search(token.text):
                self.titled = False

    def _governs(self, token: Token) -> bool:
        """Tell whether a preposition governs a word that is no place, so that none behind it is meant."""
        if self.gap == 0 and token.text in _ONESELF:
            return True  # "взорвали за собой Антоновский мост"
        taken = self.slot in ("from", "in") or (self.slot == "near" and self.tokens[self.began].text == "у")
        if taken and self.gap == 0 and any(e.kind == "actor" for e in token.entries):
            return True  # "зачистили від окупантів", "отбили у россиян"
        return self.slot == "from" and self.gap < 2 and not token.cues.isdisjoint(_ARMS)  # "обстріляв з артилерії"


def _has_frame(token: Token) -> bool:
    """Tell whether a word may name an event."""
    return any(e.frame for e in token.entries)


def _is_unknown_name(token: Token) -> bool:
    """Tell a name that no gazetteer and no lexicon knows."""
    plain = token.word and token.toponym is None and not token.entries and not token.covered
    return plain and token.raw[0].isupper() and not token.raw.isupper()
