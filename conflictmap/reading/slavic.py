"""The clause reader of Ukrainian and Russian: a small grammar over the stems of `lexicon/events_uk.toml` and `events_ru.toml`.

Word order is free in both languages, so a clause is read as a set: its triggers (words that name an event), its places, each
with the slot that its preposition and case give it, and its actors, whose case tells the doer from the one it is done to.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import cast

from conflictmap.model import Certainty, Claim, ClaimantSide, EventType, Kind, PlaceRole, Relation, Role, Side, Toponym
from conflictmap.reading.discourse import Finding, Sentence, State
from conflictmap.reading.lexicon import Entry, Frame, Lexicon, load_lexicon

__all__ = ["doubts", "infer_speaker", "read_sentence"]

_FOLD = str.maketrans({"ё": "е", "’": "'", "ʼ": "'", "‘": "'", "`": "'", "‑": "-"})
_TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ‘`‑-][^\W\d_]+)*|\d+(?:[.,:]\d+)*|[^\w\s]")
_DASHES = frozenset("–—-")
_QUOTES = frozenset("«»“”„\"'’()")
_REGIONS: frozenset[Kind] = frozenset(("oblast", "raion", "hromada", "area"))
_DIRECTIONS = frozenset(("N", "NE", "E", "SE", "S", "SW", "W", "NW"))
_SLOTS = frozenset(
    ("in", "to", "from", "near", "outskirts", "on", "toward", "over", "by", "for", "via", "behind", "along", "with")
)

# endings of verb forms: the first that fits tells the form
_VERB_ENDINGS = {
    "uk": re.compile(
        r"(?P<inf>ти(?:ся|сь)?)$|(?P<fut>(?:тиме|тимуть|тимемо|тиму)(?:ться|ся)?)$|(?P<ger>(?:вши|ючи|учи|ячи|ачи)(?:сь|ся)?)$"
        r"|(?P<past>(?:[аеиіоуюяїє]в|ш(?:ов|ла|ло|ли)|л[аои]|[кгсзр])(?:ся|сь)?)$|(?P<short>[нт]о)$"
        r"|(?P<part>(?:[еаяі]н|[аяиоу]т)(?:ий|а|е|і|ого|ої|ому|ій|их|им|ими|ою|у))$"
        r"|(?P<pres>(?:є|ю|ує|ємо|єте|ють|уть|ить|ять|ать|имо|емо|у|е)(?:ться|ся|мось)?)$"
    ),
    "ru": re.compile(
        r"(?P<inf>(?:ть|ти|чь)(?:ся|сь)?)$|(?P<ger>(?:вши|ши|[ая])(?:сь)?)$|(?P<past>(?:[аеиоуыяюё]л|шел|л[аои]|[кгпсзб])(?:ся|сь)?)$"
        r"|(?P<short>(?:[аяе]н|нут|взят|занят|снят|бит|ыт|жат)[аоы]?)$"
        r"|(?P<part>(?:нн|[тщш])(?:ый|ая|ое|ее|ые|ого|его|ой|ей|ых|их|ому|ему|ом|ем|ую|ими|ыми|ым|им|ие|ий|яя|юю)(?:ся)?)$"
        r"|(?P<pres>(?:ет|ют|ут|ит|ят|ат|ем|им|у|ю|ете)(?:ся|сь)?)$"
    ),
}

# how well an event of a type takes a place in a slot; none where it does not
_FIT: dict[str, dict[str, int]] = {
    "control_gained": {"bare": 4, "in": 2, "into": 2, "on": 1, "outskirts": 2, "near": 1, "with": 2, "over": 2},
    "control_held": {"bare": 4, "in": 3, "into": 2, "near": 2, "on": 2, "over": 3, "outskirts": 2, "for": 2, "from": 1, "to": 1},
    "entered": {"into": 4, "in": 4, "to": 3, "on": 2, "outskirts": 4, "near": 3, "via": 1, "from": 1, "for": 2},
    "flag_raised": {"over": 4, "in": 4, "into": 3, "on": 3, "bare": 2, "near": 1, "outskirts": 2},
    "withdrew": {"from": 4, "bare": 3, "in": 2, "near": 2, "to": 3, "into": 2, "on": 3, "behind": 3, "toward": 3, "outskirts": 2},
    "evacuation": {"from": 4, "bare": 3, "in": 2, "into": 3, "to": 3, "on": 3, "near": 1, "for": 2},
    "fighting": {"for": 4, "in": 4, "near": 4, "bare": 2, "on": 1, "outskirts": 4, "to": 1, "toward": 2},
    "advance": {
        "to": 4, "toward": 4, "into": 4, "on": 4, "near": 3, "in": 3, "outskirts": 4, "bare": 2, "for": 2, "from": 1, "via": 3,
        "by": 1, "behind": 2,
    },
    "repelled": {"near": 4, "in": 4, "to": 3, "toward": 4, "on": 4, "into": 4, "outskirts": 4, "bare": 2, "for": 3, "from": 1},
    "reinforcement": {"to": 4, "into": 4, "on": 4, "toward": 4, "near": 3, "in": 3, "from": 2, "bare": 1, "outskirts": 3},
    "supply_route": {"bare": 4, "via": 3, "by": 3, "near": 1, "in": 2, "on": 3, "from": 2, "to": 2, "into": 2},
    "supply_cut": {"bare": 4, "via": 4, "near": 4, "in": 3, "to": 3, "on": 4, "into": 3, "by": 3, "over": 2, "with": 4},
    "strike": {"by": 4, "bare": 3, "in": 4, "near": 3, "on": 3, "into": 3, "outskirts": 3, "to": 1, "over": 2},
}  # fmt: skip
# where a bare name is the object, the others only say where it lies
_LOCATED = frozenset(("control_gained", "control_held"))
_MOVES = frozenset(("withdrew", "evacuation"))
_ROUTES = frozenset(("supply_cut", "supply_route"))
_CAUSES = frozenset(("supply_cut", "strike", "fighting", "advance"))
_NOT_FINITE = {
    "uk": re.compile(r"(?:ти(?:ся|сь)?|[юуая]чи|вши)$"),
    "ru": re.compile(r"(?:(?:[аеиоуыя]ть|ти|чь)(?:ся)?|вши|ая|яя)$"),
}
_RETURN = re.compile(r"^(?:поверн|поверта|верну|возвра).*(?:ся|сь)$")
_LAUNCH = re.compile(r"^(?:запуст|випуст|випущ|выпуст|выпущ|скину|сброс|сброш|попа)")
_WE = {"uk": re.compile(r"[аеиєяу]?[еєи]мо(?:ся|сь)?$"), "ru": re.compile(r"[еёи]м(?:ся)?$")}
_NOMINATIVE_ENDS = frozenset("аиыя")
# verbs outside the lexicon: enough of their endings to see that a clause has one
_FINITE = {
    "uk": re.compile(
        r"(?:ється|иться|ються|аються|уються|ають|яють|ують|ить|ять|уть|ає|яє|ує|али|или|ила|ало|ала|илась|лися|лась)$"
    ),
    "ru": re.compile(r"(?:ется|ится|ются|ятся|ают|яют|уют|ает|яет|ует|ались|илось|али|или|ила|ало|ала|илась|лись|лась|ят|ут)$"),
}
# instrumental endings that tell "with" from "out of"
_WITH = {"uk": r"(?:ом|ем|єм|ою|ею|єю|ами|ями)$", "ru": r"(?:[^м]ом|ем|ами|ями|кой|вой)$"}
_SURNAME = re.compile(
    r"(?:ський|цький|ськ[аі]|енко|чук|[кт]ун|юк|ін|їн|[оеє]в|[оеє]ва|ин|ина|ич|ко|ий|ай|ей|ь|ский|цкий|ская|он|ан|ес|ар|як|ло|ер)$"
)


@dataclass(slots=True)
class _Token:
    """A word, number, mark or place name. `entries` are its meanings; `covered` where a phrase before has eaten it."""

    start: int
    end: int
    text: str  # folded
    raw: str
    toponym: Toponym | None = None
    entries: tuple[Entry, ...] = ()
    cues: frozenset[str] = frozenset()
    covered: bool = False

    @property
    def word(self) -> bool:
        return self.raw[0].isalnum()


@dataclass(slots=True)
class _Group:
    """Places listed under one preposition."""

    slot: str
    relation: Relation | None
    at: int  # index of the first token, the preposition included
    places: list[int] = field(default_factory=list)
    names: list[Toponym] = field(default_factory=list)
    titled: bool = False  # "the mayor of Berdiansk" is no place of an event
    locator: bool = False  # an oblast behind a name only says where that lies


@dataclass(slots=True)
class _Trigger:
    """A word that names an event, with the form that it stands in."""

    at: int
    frame: Frame
    kind: str  # verb, noun, word
    form: str  # inf, fut, ger, past, short, part, pres; "" of nouns and words
    type: EventType
    aspect: str = ""
    groups: list[_Group] = field(default_factory=list)
    side: Side | None = None
    certainty: Certainty | None = None
    background: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Name:
    """The words that name who is quoted."""

    text: str
    side: ClaimantSide | None
    words: tuple[int, ...]


@dataclass(slots=True)
class _Clause:
    """A stretch of the sentence with at most one predicate, mostly."""

    first: int
    last: int  # half-open
    separator: str  # what stands before it: start, comma, strong, colon, dash, conj, sub
    triggers: list[_Trigger] = field(default_factory=list)
    groups: list[_Group] = field(default_factory=list)
    cues: set[str] = field(default_factory=set)
    claimant: str | None = None
    claimant_side: ClaimantSide | None = None
    stance: str = ""  # "", claim, confirm, deny, unverified
    speech: bool = False
    actors: list[tuple[int, Side, str]] | None = None


def _lexicon(lang: str) -> Lexicon:
    return load_lexicon("events_uk" if lang == "uk" else "events_ru")


def doubts(sentence: Sentence) -> bool:
    """Say whether a sentence is a remark that the claims before it can't be verified."""
    lexicon = _lexicon(sentence.lang)
    text = _fold(sentence.text)
    if not any(word.rstrip("*").split()[0] in text for cue in ("verify", "unverified") for word in lexicon.cues[cue]):
        return False
    tokens = _tokenize(sentence.text, 0, [], lexicon)
    return _unverified({c for t in tokens for c in t.cues}) and not any(e.frame for t in tokens for e in t.entries)


def infer_speaker(text: str, lang: str) -> Side:
    """Tell from its words on whose side a report speaks: whom it calls the enemy, what it calls a liberation.

    Parameters
    ----------
    text : str
        The whole report.
    lang : {"uk", "ru"}
        Its language; a Ukrainian text speaks for Ukraine.

    Returns
    -------
    {"UA", "RU"}
    """
    if lang == "uk":
        return "UA"
    lexicon = _lexicon(lang)
    score = 0
    words = [_fold(token) for token in _TOKEN.findall(text)]
    for i in range(len(words)):
        for entry in lexicon.match(words, i)[1]:
            if entry.name in ("speaks_ukraine", "speaks_russia"):
                score += 1 if entry.name == "speaks_ukraine" else -1
    return "UA" if score > 0 else "RU"


def read_sentence(sentence: Sentence, state: State) -> list[Finding]:
    """Read the claims of one sentence and bring the state of the discourse up to date."""
    if not (sentence.toponyms or state.targets or state.city):
        return []
    lexicon = _lexicon(sentence.lang)
    tokens = _tokenize(sentence.text, sentence.start, sentence.toponyms, lexicon)
    if not any(e.frame or e.kind == "actor" or "deny" in t.cues for t in tokens for e in t.entries):
        return []
    return _Reader(sentence, state, tokens).read()


# ---------------------------------------------------------------- words


def _tokenize(text: str, offset: int, toponyms: Iterable[Toponym], lexicon: Lexicon) -> list[_Token]:
    """Cut a sentence into tokens, a place name being one, and look each up."""
    spans = [(t.start - offset, t.end - offset, t) for t in toponyms if t.kind != "country" and not t.adjective]
    tokens: list[_Token] = []
    at = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        if at < len(spans) and spans[at][0] < end and start < spans[at][1]:
            a, b, toponym = spans[at]
            if not tokens or tokens[-1].toponym is not toponym:
                tokens.append(_Token(a + offset, b + offset, _fold(text[a:b]), text[a:b], toponym))
            continue
        raw = match.group()
        tokens.append(_Token(start + offset, end + offset, _fold(raw), raw))
    words = [t.text if t.toponym is None else "" for t in tokens]
    i = 0
    while i < len(tokens):
        if words[i] and tokens[i].word:
            n, entries = lexicon.match(words, i)
            if n < 2 and words[i] in ("під", "под"):
                # "під шквальним вогнем", "под нашим огневым контролем": adjectives stand inside the phrase
                for skip in (1, 2):
                    wide, found = lexicon.match([words[i], *words[i + 1 + skip : i + 4 + skip]], 0)
                    if wide > 1:
                        n, entries = 1, found
                        for k in range(i + 1 + skip, i + skip + wide):
                            tokens[k].covered, words[k] = True, ""
                        break
            if n:
                tokens[i].entries = entries
                tokens[i].cues = frozenset(e.name for e in entries if e.kind == "cue")
                for t in tokens[i + 1 : i + n]:
                    t.covered = True
                i += n
                continue
        i += 1
    return tokens


@lru_cache(maxsize=1 << 16)
def _fold(text: str) -> str:
    return text.casefold().translate(_FOLD)


def _form(word: str, entry: Entry, lang: str) -> str:
    """Tell the form of a verb by its ending; "" where the ending is no verb's."""
    stem = entry.lemma.rstrip("*").split()[0]
    match = _VERB_ENDINGS[lang].search(word)
    if match is None:
        return "past" if word == stem else ""
    form = match.lastgroup or ""
    return "fut" if form == "pres" and entry.form == "perfective" else form


def _accusative(surface: str, lang: str) -> bool | None:
    """Tell whether a name after "в" or "на" stands in the accusative (into), not the locative (in); None where it may be both."""
    last = _fold(surface).split()[-1].split("-")[-1]
    if lang == "uk":
        if re.search(r"(?:ому|єму|ім|їм|ах|ях|ій|і|ї)$", last):
            return False
        if last in ("яру", "криму", "рогу", "лугу", "гаю", "ставку", "броду"):
            return False
        return None if re.search(r"[^уюаиеоь]у$", last) and not re.search(r"[квгнлшжцчтсдрзпбм]у$", last) else True
    if re.search(r"(?:[ое]м|ах|ях|[оеё]й)$", last) or last in ("крыму", "яру", "рогу", "броду", "лимане"):
        return False
    if re.search(r"(?:ое|ее|ье|це|ые|ие)$", last):
        return True
    if last.endswith("е"):
        return False
    if re.search(r"(?:ово|ево|ино|ыно|ии)$", last):
        return None
    return True


_CASES = {
    "uk": re.compile(
        r"(?P<gen>ів|їв|ей|ян|их|їх|ого|ої|ника|рога|нта|ора|ота|нас)$"
        r"|(?P<ins>ами|ями|ом|ем|єм|ою|ею|єю|ими|їми)$|(?P<dat>ам|ям|ові|еві|ому|ниму|ськім|ику|огу)$"
    ),
    "ru": re.compile(
        r"(?P<gen>[оеё]в|ей|ян|(?<!ск)(?<!н)ий|[иы]х|ого|его|ника|рага|еля|нас)$"
        r"|(?P<ins>ами|ями|[оеё]м|ими|ыми|ой|ею|ией)$|(?P<dat>ам|ям|ику|агу|ому|ему|[иы]м)$"
    ),
}
_INSTRUMENTAL = re.compile(r"(?:ами|ями|ом|ем|єм|ою|ею|єю|ой|ей|ими|ыми)$")


def _case(word: str, lang: str) -> str:
    """Tell the case of an actor's word as far as its ending shows it: nom, gen, ins, dat; any where it is not declined."""
    if len(word) <= 3 and word not in ("нас", "нам", "орк"):
        return "any"
    match = _CASES[lang].search(word)
    return (match.lastgroup or "nom") if match else "nom"


def _is_attack(entry: Entry) -> bool:
    return entry.kind == "noun" and entry.name == "attack"


def _other(side: Side | None) -> Side | None:
    return None if side is None else "RU" if side == "UA" else "UA"


# ---------------------------------------------------------------- the sentence


class _Reader:
    """Reads one sentence."""

    def __init__(self, sentence: Sentence, state: State, tokens: list[_Token]) -> None:
        self.sentence, self.state, self.tokens = sentence, state, tokens
        self.lang = sentence.lang
        self.speaker: Side = state.speaker_side or ("UA" if self.lang == "uk" else "RU")
        self.groups = self._group_places()
        self.group_of = {i: g for g in self.groups for i in g.places}
        self.clauses: list[_Clause] = []
        self.targets: list[_Group] = []  # of the event before
        self.doer: Side | None = None  # who acted last
        self.quoted: set[int] = set()  # tokens that name those who are quoted
        self.attributed = False  # from then on the actors of a clause stand fast

    def read(self) -> list[Finding]:
        """Read clause by clause, then join what one says of another: denials, topics, omitted places."""
        clauses = self.clauses = self._clauses()
        self._attribute()
        self.attributed = True
        findings: list[Finding] = []
        for n, clause in enumerate(clauses):
            triggers = self._events(clause)
            self._assign(clause, triggers, n)
            said = [f for t in triggers if (f := self._finding(clause, t)) is not None]
            findings.extend(said)
            if not said:
                self._subject(clause)
            if clause.stance == "deny" and not triggers:
                findings.extend(self._denials(clause, findings or self.state.said))
        self._supplied(findings)
        findings = _unique(findings)
        if self.doer is not None:
            self.state.actor = self.doer
        if self.targets:
            self.state.targets = self.targets[-1].names
        if findings:
            self.state.said = findings
        return [] if self.sentence.text.rstrip('»”" ').endswith("?") else findings

    # ------------------------------------------------------------ places

    def _group_places(self) -> list[_Group]:
        """List the places of the sentence under their prepositions."""
        tokens = self.tokens
        groups: list[_Group] = []
        slot: str | None = None
        relation: Relation | None = None
        began, gap, titled, lone = 0, 0, False, False
        listed: int | None = None  # the place before, as long as only words of a list followed it
        for i, token in enumerate(tokens):
            if token.toponym is not None:
                after = groups[-1].places[-1] if groups else -2
                if slot is None and groups and (listed is not None or after == i - 1):
                    if after == i - 1 and token.toponym.kind in _REGIONS:
                        groups.append(_Group("in", None, i, [i], [token.toponym], locator=True))
                    else:
                        groups[-1].places.append(i)
                        groups[-1].names.append(token.toponym)
                else:
                    kind = self._slot(i, slot, began)
                    group = _Group(kind, relation, began if slot else i, [i], [token.toponym], titled=titled)
                    if (
                        slot in ("near", "in", "on", "outskirts")
                        and began == after + 1
                        and groups[-1].names[-1].kind == "settlement"
                    ):
                        # "Буча під Києвом", "села на Сумщині": only says which one
                        group.locator = slot == "near" or token.toponym.kind in _REGIONS
                    groups.append(group)
                listed, slot, relation, gap, titled, lone = i, None, None, 0, False, False
                continue
            if token.covered or token.raw in _QUOTES:
                continue
            cues = token.cues
            if token.raw in _DASHES:
                listed = listed if listed == i - 1 else None
                slot = relation = None
            elif token.raw == ",":
                slot, relation, titled = None, None, False
            elif not token.word:
                slot, relation, titled, listed = None, None, False, None
            elif cues & _DIRECTIONS:
                relation = cast(Relation, min(cues & _DIRECTIONS))
                if slot is None:
                    slot, began, lone = "near", i, True
                listed = None
            elif cues & _SLOTS:
                new = min(cues & _SLOTS)
                if slot == "near" and relation in _DIRECTIONS and new in ("from", "to", "near"):
                    pass  # "на схід від", "к востоку от"
                elif slot is not None and new in ("near", "outskirts"):
                    relation = cast(Relation, new) if relation is None or new == "outskirts" else relation
                    slot = "from" if slot == "from" else new
                else:
                    slot, began, lone = new, i, False
                    relation = cast(Relation, new) if new in ("near", "outskirts") else None
                gap, titled, listed = 0, False, None
            elif "conj" in cues:
                if listed is None:
                    slot = relation = None
            elif "title" in cues:
                titled, listed = True, None
            elif "filler" in cues:
                listed = listed if slot is None else None
                if lone and relation in _DIRECTIONS and token.text.startswith(("част", "окол", "окра", "район")):
                    slot = "bare"  # "південна частина села"
            elif any(e.frame for e in token.entries) or "negation" in cues:
                slot, relation, titled, listed = None, None, False, None
            elif slot in ("from", "in") and gap == 0 and any(e.kind == "actor" for e in token.entries):
                slot, listed = None, None  # "зачистили від окупантів", "відбили у противника"
            else:
                gap += 1
                listed = None
                if gap > 3:
                    slot, relation, titled = None, None, False
        for group in groups:
            if group.slot in ("near", "outskirts") and group.relation is None:
                group.relation = cast(Relation, group.slot)
        return groups

    def _slot(self, i: int, slot: str | None, began: int) -> str:
        """Return the slot of a place: its preposition, told apart by the case of the word behind where that means two things."""
        token = self.tokens[i]
        first = next((t for t in self.tokens[began + 1 : i + 1] if t.word and not t.covered), token)
        if slot == "in" and _accusative(first.raw, self.lang) and (first is token or "filler" in first.cues):
            return "into"
        if slot == "on" and _accusative(first.raw, self.lang) is False and token.toponym and token.toponym.kind == "settlement":
            return "in"
        if slot == "from" and first is token and re.search(_WITH[self.lang], token.text):
            return "with"
        return slot or "bare"

    # ------------------------------------------------------------ clauses

    def _clauses(self) -> list[_Clause]:
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
            if token.covered:
                continue
            if token.raw in (";", ".", "!", "?", "…"):
                cut(i + 1, "strong")
            elif token.raw == ":":
                cut(i + 1, "colon")
            elif token.raw in _DASHES and not self._between_places(i):
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
            _Clause(a, b, separator)
            for (a, separator), (b, _) in zip(cuts, [*cuts[1:], (len(tokens), "")], strict=True)
            if any(t.word for t in tokens[a:b])
        ]
        joined: list[_Clause] = []
        for clause in clauses:
            self._fill(clause)
            if joined and self._belongs(joined[-1], clause):
                joined[-1].last = clause.last
                self._fill(joined[-1])
            else:
                joined.append(clause)
        return joined

    def _between_places(self, i: int) -> bool:
        """Tell whether a dash or conjunction joins two places of one group."""
        before = next((k for k in range(i - 1, -1, -1) if self.tokens[k].raw not in _QUOTES), None)
        return before in self.group_of and any(p > i for p in self.group_of[before].places)

    def _fill(self, clause: _Clause) -> None:
        clause.triggers, clause.cues = [], set()
        for i in range(clause.first, clause.last):
            token = self.tokens[i]
            if token.covered:
                continue
            clause.cues |= token.cues
            for entry in token.entries:
                if entry.frame is not None:
                    form = _form(token.text, entry, self.lang) if entry.kind == "verb" else ""
                    if entry.kind != "verb" or form:
                        clause.triggers.append(
                            _Trigger(i, entry.frame, entry.kind, form, entry.frame.type, entry.form, words=token.raw)
                        )
            bare = not any(e.frame for e in token.entries)
            if bare and token.text in ("під", "под") and i + 1 < clause.last and self._held_under(i + 1):
                frame = _lexicon(self.lang).frames["hold"]
                clause.triggers.append(_Trigger(i, frame, "word", "", frame.type, words=token.raw))
        clause.groups = [g for g in self.groups if clause.first <= g.places[0] < clause.last]
        clause.speech = "speech" in clause.cues or "source" in clause.cues
        if all(t.frame.name == "ours" for t in clause.triggers) and not clause.speech and self._present(clause):
            frame = _lexicon(self.lang).frames["present"]
            at = clause.groups[0].at if clause.groups else clause.first
            clause.triggers.append(_Trigger(at, frame, "word", "", frame.type, words=self.tokens[at].raw))

    def _held_under(self, i: int) -> bool:
        """Tell "під росіянами": held by them."""
        token = self.tokens[i]
        noun = _INSTRUMENTAL.search(token.text) and not token.text.endswith(("ими", "ыми", "им", "ым", "ой", "ою"))
        return bool(noun) and any(e.kind == "actor" and e.side in ("UA", "RU") for e in token.entries)

    def _present(self, clause: _Clause) -> bool:
        """Tell a verbless "наші вже в Западному": someone, somewhere, and no verb."""
        if "negation" in clause.cues or self._verb(clause) or clause.cues & {"area", "irrealis"}:
            return False
        actors = [i for i, _, case in self._actors(clause) if case in ("nom", "any")]
        inside = [g for g in clause.groups if g.slot in ("in", "outskirts") and not g.locator and g.names[0].kind == "settlement"]
        if actors and actors[0] <= clause.first + 2:
            return bool(inside and inside[0].at - actors[-1] <= 3) or bool(
                clause.cues & {"N", "E", "S", "W", "already"} and not clause.groups
            )
        return False

    def _verb(self, clause: _Clause) -> bool:
        """Tell whether a clause has a verb that the lexicon doesn't know."""
        return any(
            t.word
            and t.toponym is None
            and len(t.text) > 3
            and all(e.kind == "cue" and e.name in ("now", "irrealis") for e in t.entries)
            and _FINITE[self.lang].search(t.text)
            for t in self.tokens[clause.first : clause.last]
        )

    def _belongs(self, before: _Clause, clause: _Clause) -> bool:
        """Tell whether a piece is part of the clause before it: the rest of a list, a date, two nouns under one verb."""
        separator = clause.separator
        if any(g.places[0] < clause.first <= g.places[-1] for g in before.groups):
            return True  # a list goes on over commas whatever follows it
        if separator not in ("comma", "conj", "dash") or clause.speech or before.speech:
            return False
        if not clause.triggers:
            if separator == "dash" or (separator == "comma" and clause.groups and not before.triggers):
                return bool(clause.groups) and bool(before.triggers)
            if separator == "conj" and not clause.groups:
                return True
            return not self._verb(clause) and not clause.cues & {"irrealis", "area"}
        if not before.triggers:
            if self._verb(before):
                return False
            if separator == "dash":
                return (before.separator != "comma" or bool(before.groups)) and not before.cues & {"irrealis"}
            return separator == "conj" or not before.groups or before.separator != "sub"
        if all(t.frame.name in ("fail", "repel") for t in clause.triggers) and not clause.groups:
            return any(t.type in ("advance", "entered") for t in before.triggers)
        types = {t.type for t in before.triggers}, {t.type for t in clause.triggers}
        nominal = all(t.kind == "noun" for t in clause.triggers)
        return separator == "conj" and types[0] == types[1] and (not before.groups or nominal)

    # ------------------------------------------------------------ who says so

    def _attribute(self) -> None:
        """Find who is quoted and give the clauses that are their words a claimant and a stance."""
        clauses = self.clauses
        if self.state.claimant is not None:
            for clause in clauses:
                self._give(clause, self.state.claimant, self.state.claimant_side, "claim")
        for n, clause in enumerate(clauses):
            following = clauses[n + 1].separator if n + 1 < len(clauses) else ""
            verb = self._speech_verb(clause)
            source = next((i for i in range(clause.first, clause.last) if "source" in self.tokens[i].cues), None)
            if source is not None:
                name = self._name(source + 1, clause.last, any_word=True)
                self._quote(n, name, "unverified" if "unverified" in clause.cues else "claim", back=n > 0, ahead=True)
            elif verb is not None:
                self._spoken(n, verb, following)
            elif "deny" in clause.cues:
                self._quote(n, self._name(clause.first, clause.last, known=True), "deny", ahead=False)
            elif not clause.triggers and not clause.groups:
                name = self._name(clause.first, clause.last, known=True)
                if name is None:
                    continue
                if following == "colon" and n == 0:
                    self._quote(n, name, "claim", ahead=True, whole=True)
                    self.state.claimant, self.state.claimant_side = name.text, name.side
                elif clause.separator == "dash" and n and not self._verb(clause) and name.words[0] <= clause.first + 1:
                    self._quote(n, name, "claim", back=True, ahead=False)
                    self._sign(name)

    def _sign(self, name: _Name) -> None:
        """Give a name that closes a post to the sentences before it."""
        for finding in self.state.said:
            if finding.claim.certainty == "reported":
                finding.claim.certainty = "claimed"
                finding.claim.claimant, finding.claim.claimant_side = name.text, name.side

    def _speech_verb(self, clause: _Clause) -> int | None:
        for i in range(clause.first, clause.last):
            token = self.tokens[i]
            if "speech" not in token.cues or self._negated(i) or _NOT_FINITE[self.lang].search(token.text):
                continue
            if clause.separator == "sub" and "relative" in self.tokens[clause.first].cues | self.tokens[clause.first + 1].cues:
                return None
            return i
        return None

    def _spoken(self, n: int, verb: int, following: str) -> None:
        """Give what is said to its speaker: a name before the verb says what follows, one behind it what precedes."""
        clause = self.clauses[n]
        stance = "deny" if "deny" in clause.cues else "confirm" if "confirm" in self.tokens[verb].cues else "claim"
        said = [t for t in clause.triggers if t.at > verb]
        told = [t for t in clause.triggers if t.at < verb]
        first = min((t.at for t in said), default=clause.last)
        before = self._name(clause.first if not told else told[-1].at + 1, verb)
        after = self._name(verb + 1, first)
        opens = following in ("colon", "sub")
        if clause.separator == "dash" and n and not opens:
            self._quote(n, after or before, stance, back=True, ahead=True, whole=True)
        elif before is not None and (n == 0 or opens or said or clause.separator == "strong"):
            self._quote(n, before, stance, own=bool(said), ahead=opens or bool(said) or n == 0)
        elif told or (n and not opens and not said and not self._followed(verb, "about")):
            self._quote(n, after or before, stance, own=bool(told), back=True, ahead=stance != "deny")
        else:
            self._quote(n, after or before, stance, own=bool(said), ahead=True)

    def _quote(
        self,
        n: int,
        name: _Name | None,
        stance: str,
        *,
        back: bool = False,
        ahead: bool = True,
        whole: bool = False,
        own: bool = True,
    ) -> None:
        """Give a claimant to the clauses in the reach of his words."""
        clauses = self.clauses
        claimant, side = (name.text, name.side) if name else (None, None)
        self.quoted.update(name.words if name else ())
        denied = stance == "deny" and own and bool(clauses[n].triggers)
        self._give(clauses[n], claimant, side, stance)
        if back and stance != "deny":
            for k in range(n - 1, -1, -1):
                if clauses[k + 1].separator == "strong" and not whole:
                    break
                self._give(clauses[k], claimant, side, stance)
        if not ahead:
            return
        for k in range(n + 1, len(clauses)):
            # what one says in front ends at a semicolon; said behind, it holds for the rest too
            if clauses[k].separator == "strong" and not (whole or back):
                break
            mine = "claim" if stance == "deny" and (denied or clauses[k].separator in ("colon", "dash")) else stance
            if stance == "deny" and mine == "deny":
                denied = bool(clauses[k].triggers)
                clauses[n].stance = ""
            self._give(clauses[k], claimant, side, mine)

    @staticmethod
    def _give(clause: _Clause, claimant: str | None, side: ClaimantSide | None, stance: str) -> None:
        kept = clause.stance == "deny" and stance == "claim" and "deny" in clause.cues
        clause.claimant, clause.claimant_side, clause.stance = claimant, side, "deny" if kept else stance

    def _name(self, first: int, last: int, *, known: bool = False, any_word: bool = False) -> _Name | None:
        """Return the words that name a claimant and his side.

        With `known`, only a name that the lexicon or its capitals show; with `any_word`, whatever stands there ("за словами …").
        """
        side: ClaimantSide | None = None
        found: list[int] = []
        certain = False
        capitals = 0
        for i in range(first, last):
            token = self.tokens[i]
            if token.raw in _QUOTES or token.covered:
                if found:
                    found.append(i)
                continue
            if not token.word or "speech" in token.cues:
                if found:
                    break
                continue
            claimants = [e for e in token.entries if e.kind == "actor" and e.name.startswith("claimant")]
            actors = [e for e in token.entries if e.kind == "actor"]
            shown = any_word or actors or token.raw[0].isupper() or "title" in token.cues
            if not found and (token.toponym is not None or not shown or token.cues & (_SLOTS | {"now", "there"})):
                continue
            if any(e.frame and e.kind != "verb" for e in token.entries) or "area" in token.cues:
                found.clear()
                continue
            found.append(i)
            if claimants and (side is None or claimants[0].side == "RU"):
                side = cast(ClaimantSide, claimants[0].side)
            elif actors and (side is None or actors[0].side in ("UA", "RU")) and not claimants:
                side = self._side(actors[0])
            certain = certain or bool(claimants) or "title" in token.cues
            capitals += token.raw[0].isupper() and token.toponym is None
        words = [i for i in found if self.tokens[i].word]
        if not words or (known and not certain and not (capitals == len(words) and self._surname(words))):
            return None
        while self.tokens[found[-1]].raw in _QUOTES and self.tokens[found[-1]].raw != "»":
            found.pop()
        offset = self.sentence.start
        text = self.sentence.text[self.tokens[found[0]].start - offset : self.tokens[found[-1]].end - offset]
        return _Name(text, side or self.speaker, tuple(words))

    def _surname(self, words: list[int]) -> bool:
        return bool(_SURNAME.search(self.tokens[words[-1]].text)) and (
            len(words) > 1 or words[0] > 0 or len(self.tokens[words[0]].text) > 4
        )

    # ------------------------------------------------------------ events

    def _negated(self, at: int) -> bool:
        near = [t for t in self.tokens[max(0, at - 2) : at] if t.text != "без"]
        if any("negation" in t.cues for t in near) and not any(t.raw == "," for t in near[1:]):
            return True
        after = [t.text for t in self.tokens[at + 1 : at + 3]]
        return after[:1] == ["не"] and after[1:2] in (["було"], ["був"], ["были"], ["было"], ["был"], ["была"], ["була"])

    def _side(self, entry: Entry, claimant_side: ClaimantSide | None = None) -> Side | None:
        """Return the side that an actor's word means in the mouth of who speaks."""
        speaker: Side = claimant_side if claimant_side in ("UA", "RU") else self.speaker
        if entry.side == "speaker":
            return speaker
        if entry.side == "enemy":
            return _other(speaker)
        return cast(Side, entry.side) if entry.side in ("UA", "RU") else None

    def _actors(self, clause: _Clause) -> list[tuple[int, Side, str]]:
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
            side = self._side(entry, clause.claimant_side if clause.stance else None)
            if side is None:
                continue
            case = _case(token.text, self.lang)
            before = self.tokens[i - 1] if i else None
            if before is not None and "from" in before.cues and case != "any":
                case = "from"  # "звільнили від окупантів"
            if case == "any" and before is not None and before.cues & {"in", "on", "to", "toward"}:
                continue  # "в ДНР" is where, not who
            if case == "any" and before is not None and before.word and self._governs(before):
                case = "gen"  # abbreviations don't show theirs
            if found and self._neutral(found[-1][0]) and self._beside(found[-1][0], i):
                # "штурмовики рф", "підрозділи 3-ї бригади ЗСУ": the first has no side of its own
                found[-1] = (found[-1][0], side, found[-1][2])
            elif found and found[-1][0] == i - 1 and entry.side == "speaker":
                found[-1] = (i - 1, found[-1][1], case if found[-1][2] == "any" else found[-1][2])
            else:
                if (
                    case == "gen"
                    and i
                    and "troops" in self.tokens[i - 1].cues
                    and self.tokens[i - 1].text[-1] in _NOMINATIVE_ENDS
                ):
                    case = "nom"  # "колони росіян"
                found.append((i, side, case))
        if self.attributed:
            clause.actors = found
        return found

    def _beside(self, a: int, b: int) -> bool:
        """Tell whether two actors stand in one noun phrase: side by side, or with a number or quoted name between."""
        between = [t for t in self.tokens[a + 1 : b] if t.raw not in _QUOTES]
        return len(between) <= 1 and not any(e.kind == "verb" for t in between for e in t.entries)

    @staticmethod
    def _governs(token: _Token) -> bool:
        """Tell whether a word puts the next one in an oblique case: a preposition, troops, an attack, another actor."""
        return bool(token.cues & {*_SLOTS, "troops", "losses", "aim"}) or any(e.kind in ("noun", "actor") for e in token.entries)

    def _neutral(self, i: int) -> bool:
        return any(
            e.kind == "actor" and e.side == "speaker" and not e.lemma.startswith(("наш", "ми", "мы"))
            for e in self.tokens[i].entries
        )

    def _events(self, clause: _Clause) -> list[_Trigger]:
        """Decide what the triggers of a clause say together."""
        triggers = list(clause.triggers)
        cues = clause.cues
        if clause.separator == "aside" and all(t.form != "past" for t in triggers):
            return []

        def only(*wanted: str) -> list[_Trigger]:
            return [t for t in triggers if t.frame.name in wanted]

        def drop(*unwanted: str) -> None:
            nonlocal triggers
            triggers = [t for t in triggers if t.frame.name not in unwanted]

        getting = next((i for i in range(clause.first, clause.last) if "getting" in self.tokens[i].cues), None)
        for t in only("hold"):
            if t.kind != "verb" and getting is not None and abs(t.at - getting) <= 5:
                match = _VERB_ENDINGS[self.lang].search(self.tokens[getting].text)
                frame = _lexicon(self.lang).frames["take"]
                triggers[triggers.index(t)] = replace(
                    t, frame=frame, kind="verb", form=(match.lastgroup or "past") if match else "past", type=frame.type
                )
        if "attempt" in cues:
            for t in triggers:
                if t.form == "inf" and t.type in ("control_gained", "entered"):
                    t.type = "advance"
        for t in only("attack"):
            if cues & {"missile", "weapon_ua", "weapon_ru"} and "attempt" not in cues and "troops" not in cues:
                t.type = "strike"
        if only("flag"):
            drop("ours", "hold", "take", "reach", "exit", "hit_back", "reinforce", "advance", "withdraw", "liberate", "fall")
        # an attack that failed
        attacks = [t for t in only("attack", "advance", "reach") if t.type != "strike"]
        failed = "failure" in cues or bool(only("fail"))
        tried = failed and (only("enter", "foothold", "take", "liberate", "oust") or "attempt" in cues)
        stopped = bool(only("repel") and not only("hit_back") and self._actors(clause) and "traffic" not in cues) and not any(
            g.slot == "bare" for g in clause.groups
        )
        if (attacks or tried or stopped) and (only("repel") or failed) and not (only("supply", "cut") and not only("repel")):
            repel = (only("repel") or only("fail") or attacks or triggers)[0]
            kept = [t for t in triggers if t.frame.name in ("fight", "withdraw") and t.kind == "noun"]
            kept += [t for t in only("strike") if t.at > repel.at]
            return [
                replace(repel, form="past" if repel.form not in ("short", "part", "fut") else repel.form, type="repelled"),
                *kept,
            ]
        drop("repel", "fail") if not only("fail") else drop("repel")
        # routes
        route = "route" in cues or any(g.names[0].kind == "route" for g in clause.groups)
        whole = "which" in cues or not clause.groups
        if not route:
            drop("cut")
        if only("cut"):
            drop("destroy")
            missiles = "missile" in cues and clause.groups
            drop("hold", "take", "reinforce", "exit", "reach", "hit", *(() if missiles else ("strike",)))
            if missiles and not only("strike"):
                triggers.append(replace(only("cut")[0], frame=_lexicon(self.lang).frames["hit"], type="strike"))
        elif only("fire"):
            drop("strike", "hold", "take")
        elif only("hold") and "route" in cues and "missile" in cues:
            triggers = [replace(t, type="supply_cut") if t.frame.name == "hold" else t for t in triggers]
        pair = (
            any(g.slot == "via" for g in clause.groups)
            or "line" in cues
            or "which" in cues
            or any(len(g.names) > 1 or g.names[0].kind == "route" for g in clause.groups)
        )
        if not pair and not any("artery" in c.cues for c in self.clauses or [clause]):
            drop("supply")
        # leaving
        if "garrison" in cues:
            drop("reach")
        for t in only("reach"):
            out = any(g.slot == "from" for g in clause.groups) or "there" in cues or self._followed(t.at, "from")
            triggers = [o for o in triggers if o.at != t.at or o.frame.name != ("reach" if out else "exit")]
        for t in only("leave"):
            if self._stays(clause, t):
                t.type = "control_held"
        triggers = [t for t in triggers if t.type != "withdrew" or t.frame.name != "leave" or self._leaves(clause, t)]
        triggers = [t for t in triggers if t.frame.name != "withdraw" or self._moves(clause, t)]
        known = bool(self._actors(clause) or "troops" in cues or self.doer or self.state.actor)
        triggers = [t for t in triggers if t.frame.name != "exit" or (known and t.form not in ("part", "ger"))]
        people = "people" in cues
        for t in triggers:
            if t.type == "withdrew" and people and "troops" not in cues and not self._actors(clause):
                t.type = "evacuation"
        if (
            only("evacuate")
            and not people
            and "troops" in cues
            and not only("evacuate")[0].words.lower().startswith(("евак", "эвак"))
        ):
            drop("evacuate")
        # taking
        if only("oust", "liberate", "take", "hit_back"):
            drop("ours", *(("hold",) if all(t.kind != "verb" for t in only("hold")) else ()))
        if only("enter", "foothold", "strike", "fight"):
            drop("ours")
        armed = cues & {"missile", "weapon_ua", "weapon_ru"} or any(g.slot == "by" for g in clause.groups)
        triggers = [t for t in triggers if not _LAUNCH.search(self.tokens[t.at].text) or t.frame.name != "strike" or armed]
        if only("hit"):
            triggers = [t for t in triggers if t.frame.name != "strike" or t.kind != "noun"]
        if any(t.kind == "verb" for t in only("strike")) or not ("troops" in cues or self._actors(clause) or self.doer):
            drop("reinforce")
        if only("hold", "hold_ours", "fire", "encircle", "strike", "take"):
            drop("enter") if any(t.words.lower().startswith(("опин", "оказ")) for t in only("enter")) else None
        going = any(g.slot in ("toward", "on") for g in clause.groups) or (
            any(g.slot == "to" for g in clause.groups) and "troops" in cues
        )
        triggers = [t for t in triggers if t.frame.name != "go" or (going and (known or "troops" in cues))]
        triggers = [t for t in triggers if t.frame.name != "destroy" or cues & {"lurk", "equipment"}]
        for t in only("advance"):
            if t.words.lower().startswith(("прорв", "проб")) and any(g.slot == "into" for g in clause.groups):
                t.type = "entered"
        triggers = [t for t in triggers if t.frame.name != "ours" or self._predicate(clause, t)]
        triggers = [t for t in triggers if not (t.type == "control_gained" and t.kind == "verb" and self._elsewhere(clause, t))]
        triggers = [
            t for t in triggers if t.frame.name != "fight" or not ("ended" in cues or self._followed(t.at - 4, "after", 4))
        ]
        triggers = [t for t in triggers if t.frame.name not in ("fall", "minus", "pass") or self._bare_beside(clause, t)]
        triggers = [t for t in triggers if t.type != "control_gained" or t.kind != "noun" or self._of(clause, t)]
        if all(t.frame.name == "attack" for t in triggers):
            triggers = [t for t in triggers if "attempt" not in self.tokens[t.at].cues or t.kind == "noun"]
        triggers = [t for t in triggers if not (t.frame.name == "liberate" and _RETURN.search(self.tokens[t.at].text))]
        triggers = [
            t for t in triggers if not (t.type == "evacuation" and t.kind == "noun" and "in" in self.tokens[t.at - 1].cues)
        ]
        if any(t.kind == "verb" for t in triggers):
            triggers = [
                t
                for t in triggers
                if t.kind != "noun" or t.type not in _CAUSES or not self.tokens[t.at - 1].cues & {"via", "cause"}
            ]
        for t in triggers:
            told = [self.tokens[k].cues for k in range(max(clause.first, t.at - 6), t.at)]
            if t.kind == "noun" and any("claims" in c for c in told):
                t.certainty = "denied" if any("despite" in c for c in told) else "claimed"
        result: list[_Trigger] = []
        for t in triggers:
            if self._negated(t.at) or (t.kind != "verb" and self._denied_noun(clause, t)):
                if t.type in ("control_held", "control_gained") and clause.stance and clause.claimant_side in ("UA", "RU"):
                    t.type, t.certainty, t.side = "control_gained", "denied", _other(clause.claimant_side)
                    result.append(t)
                elif t.frame.name == "leave" and (t.form in ("short", "part") or "perfective" in t.aspect):
                    result.append(replace(t, type="control_held", form="past"))
                continue
            same = [r for r in result if r.type == t.type]
            if not same or (whole and t.kind == "verb" and t.frame.name != same[0].frame.name and t.type not in ("supply_cut",)):
                result.append(t)
        return result

    def _followed(self, at: int, cue: str, within: int = 2) -> bool:
        return any(cue in t.cues for t in self.tokens[max(0, at + 1) : at + 1 + within])

    def _of(self, clause: _Clause, trigger: _Trigger) -> bool:
        """Tell whether a noun of taking is that of a place ("взяття Торецька"), named or pointed at."""
        return any(-1 <= g.at - trigger.at <= 5 for g in clause.groups) or bool(clause.cues & {"city", "it", "there"})

    def _elsewhere(self, clause: _Clause, trigger: _Trigger) -> bool:
        """Tell whether something else is taken, in a place ("took the lead in Lviv")."""
        inside = bool(clause.groups) and all(g.slot in ("in", "on", "from") for g in clause.groups)
        return inside and trigger.form in ("past", "pres", "fut", "inf") and self._object(clause, trigger)

    def _bare_beside(self, clause: _Clause, trigger: _Trigger) -> bool:
        return any(g.slot == "bare" and min(abs(p - trigger.at) for p in g.places) <= 2 for g in clause.groups)

    def _leaves(self, clause: _Clause, trigger: _Trigger) -> bool:
        """Tell whether something that can be left stands beside the verb: a place, or positions near one."""
        if self.tokens[trigger.at].text.endswith(("ся", "сь")):
            return False
        return any(g.slot == "bare" for g in clause.groups) or any(
            self.tokens[i].text.startswith("позиц") or "city" in self.tokens[i].cues for i in range(clause.first, clause.last)
        )

    def _stays(self, clause: _Clause, trigger: _Trigger) -> bool:
        """Tell whether troops are said to stay in a place ("залишаються у місті")."""
        inside = any(g.slot == "in" for g in clause.groups) or "city" in clause.cues
        return (
            self.tokens[trigger.at].text.endswith(("ся", "сь")) and inside and any(c != "gen" for _, _, c in self._actors(clause))
        )

    def _moves(self, clause: _Clause, trigger: _Trigger) -> bool:
        """Tell whether it is troops that leave: some are named, or a place is left, or positions."""
        return (
            trigger.kind == "noun"
            or bool(self._actors(clause))
            or not clause.groups
            or any(g.slot not in ("in", "near") for g in clause.groups)
            or any(self.tokens[i].text.startswith("позиц") for i in range(clause.first, clause.last))
        )

    def _predicate(self, clause: _Clause, trigger: _Trigger) -> bool:
        """Tell whether "ours" is said of the place ("Balakliia is ours"), not of something of ours."""
        after = self.tokens[trigger.at + 1] if trigger.at + 1 < len(self.tokens) else None
        if after is not None and after.word and after.toponym is None and not after.entries:
            return False
        return any(g.slot == "bare" and g.places[-1] < trigger.at for g in [*clause.groups, *self.groups[:1]])

    def _denied_noun(self, clause: _Clause, trigger: _Trigger) -> bool:
        return any(
            "negation" in self.tokens[i].cues
            and abs(i - trigger.at) <= 4
            and (self.tokens[i].text != "без" or i == trigger.at - 1)
            for i in range(clause.first, clause.last)
        )

    # ------------------------------------------------------------ places of events

    def _assign(self, clause: _Clause, triggers: list[_Trigger], n: int) -> None:
        """Give every group of places to the trigger that takes it best, and to a trigger without one what it leaves out."""
        for group in clause.groups:
            if group.titled or (group.locator and not any(t.type in _ROUTES for t in triggers)):
                continue
            best: _Trigger | None = None
            most = 0
            for trigger in triggers:
                fit = _FIT[trigger.type].get(group.slot, 0)
                if group.slot == "bare" and trigger.frame.name == "reach":
                    fit = 0
                if group.slot == "along":
                    fit = 2 if trigger.type in ("advance", "repelled", "fighting") and group.names[0].kind == "settlement" else 0
                if group.slot == "from" and (
                    trigger.frame.name == "oust"
                    or (trigger.type in _ROUTES and self.tokens[group.at - 1].cues & {"route", "line"})
                ):
                    fit = 4
                if not fit:
                    continue
                distance = group.at - trigger.at if group.at > trigger.at else 2 * (trigger.at - group.places[-1])
                score = 10 * fit - min(distance, 30)
                if trigger.kind == "noun" and 0 < group.at - trigger.at <= 3:
                    score += 15
                if best is None or score > most:
                    best, most = trigger, score
            if best is not None:
                best.groups.append(group)
        for trigger in triggers:
            self._select(trigger)
            if not trigger.groups or (
                trigger.type in _MOVES and all(self._role(trigger, g) == "destination" for g in trigger.groups)
            ):
                trigger.groups = [*self._omitted(clause, trigger, n), *trigger.groups]
            if trigger.type == "supply_cut" and trigger.groups and all(g.names[0].kind == "river" for g in trigger.groups):
                # a bridge over a river stands at a place, too
                trigger.groups = [*trigger.groups, *self._omitted(clause, trigger, n)]
            targets = [g for g in trigger.groups if self._role(trigger, g) == ("origin" if trigger.type in _MOVES else "target")]
            if targets:
                self.targets = targets

    def _select(self, trigger: _Trigger) -> None:
        """Leave out what only says where the object lies."""
        groups = trigger.groups
        if trigger.type in _MOVES and any(g.slot == "from" for g in groups):
            groups = [g for g in groups if g.slot != "bare"]
        if trigger.type in _LOCATED and any(g.slot == "bare" for g in groups):
            groups = [g for g in groups if g.slot == "bare"]
        if trigger.type in ("withdrew", "advance", "entered") and any(g.at > trigger.at for g in groups):
            groups = [g for g in groups if g.at > trigger.at or g.slot not in ("near", "in") or g.names[0].kind in _REGIONS]
        if any(g.names[0].kind not in _REGIONS for g in groups):
            groups = [g for g in groups if g.names[0].kind not in _REGIONS or trigger.type == "evacuation"]
        trigger.groups = groups

    def _omitted(self, clause: _Clause, trigger: _Trigger, n: int) -> list[_Group]:
        """Return the places that a clause leaves out because another has named them."""
        cues, kind = clause.cues, trigger.type
        anaphor = bool(cues & {"city", "there", "it", "which"})
        spoken = any(c.cues & {"city", "there"} for c in self.clauses[: n + 1])
        fresh = [g for g in self.groups if g.places[-1] < clause.first and not g.locator and g.names[0].kind == "settlement"]
        if (
            clause.separator == "sub"
            and cues & {"there", "which", "where", "relative"}
            and (near := [g for g in self.groups if g.places[-1] < clause.first])
        ):
            return [replace(near[-1], slot="bare", relation=None)]
        ahead = self.clauses[n + 1 : n + 2]
        if kind in ("repelled", "strike", "fighting") and not anaphor and ahead and not ahead[0].triggers:
            found = [g for g in ahead[0].groups if g.slot in ("near", "in")]
            if found:
                return found
        if ahead and ahead[0].separator == "conj" and not self.targets and not fresh and "area" not in cues:
            return [g for g in ahead[0].groups if g.slot == "bare"]
        if not anaphor and (
            "area" in cues
            or kind in ("reinforcement", "supply_route")
            or (trigger.kind == "noun" and kind in ("advance", "strike"))
            or (trigger.frame.name == "reach" and "outskirts" not in cues)
            or (trigger.frame.name == "foothold" and "line" in cues)
            or (kind in _LOCATED and self._object(clause, trigger))
            or (kind == "strike" and (clause.separator not in ("colon", "dash", "conj") or "by" in cues))
        ):
            return []
        targets = [g for g in self.targets if kind in _ROUTES or g.names[0].kind not in ("route", "river")]
        last = targets or fresh[-1:]
        if (
            fresh
            and last
            and fresh[-1].at > last[-1].at
            and fresh[-1].slot != "bare"
            and not any(g.at == fresh[-1].at for c in self.clauses[:n] for t in c.triggers for g in t.groups)
        ):
            last = fresh[-1:]
        if trigger.form == "part" and last and not self.tokens[trigger.at].text.endswith(("і", "их", "ые", "ых", "ими", "ыми")):
            return [_Group("bare", None, -1, last[-1].places[-1:], last[-1].names[-1:])]
        if last:
            chosen = (
                last[-1]
                if not (anaphor and fresh and self.targets and "city" in cues)
                else max(last[-1], fresh[-1], key=lambda g: g.at)
            )
            return [replace(chosen, slot="bare", relation=chosen.relation if chosen.slot == "near" else None)]
        counted = kind == "repelled" and any(t.raw[0].isdigit() for t in self.tokens[clause.first : clause.last])
        if kind == "flag_raised" and ahead and not ahead[0].triggers and ahead[0].groups:
            return ahead[0].groups[:1]
        if anaphor or spoken or (kind in ("flag_raised", "evacuation", "withdrew", "repelled") and not counted):
            names = self.state.targets or ([self.state.city] if self.state.city else [])
            if names:
                return [_Group("bare", None, -1, [], list(names))]
        return []

    def _object(self, clause: _Clause, trigger: _Trigger) -> bool:
        """Tell whether a verb of taking has an object of its own, so that no place is left out."""
        if trigger.form == "part":
            return False
        for i in range(trigger.at + 1, clause.last):
            token = self.tokens[i]
            if not token.word:
                return False
            if token.covered or token.cues & {"conj", "now", "background", "phase", "there", "degree"}:
                continue
            if trigger.type == "control_held" and "part" in token.cues:
                continue
            return not any(e.kind == "actor" for e in token.entries)
        return False

    def _role(self, trigger: _Trigger, group: _Group) -> Role:
        slot = group.slot
        if trigger.type in _MOVES:
            return "destination" if slot in ("to", "into", "behind", "toward", "on") else "origin"
        if slot == "from" and trigger.type in ("advance", "entered", "reinforcement"):
            return "origin"
        if trigger.type == "reinforcement":
            return "destination"
        return "via" if slot == "via" and trigger.type in ("advance", "entered") else "target"

    # ------------------------------------------------------------ claims

    def _finding(self, clause: _Clause, trigger: _Trigger) -> Finding | None:
        places = [PlaceRole(name, self._role(trigger, g), g.relation) for g in trigger.groups for name in g.names]
        if not any(p.role in ("target", "origin") for p in places) and not (
            places and trigger.type in {*_MOVES, "reinforcement"}
        ):
            return None
        if trigger.type in ("entered", "reinforcement") and all(p.role == "origin" for p in places):
            if trigger.type == "entered" or trigger.kind == "verb":
                return None
            trigger.type = "withdrew"  # "переброска войск из Херсона"
        if trigger.type in ("advance", "entered", "reinforcement") and any(p.role == "origin" for p in places):
            places = [replace(p, role="destination") if p.role == "target" else p for p in places]
        attributive = trigger.form == "part" and any(g.places and 0 < g.places[0] - trigger.at <= 3 for g in trigger.groups)
        if trigger.type == "control_gained" and all(g.slot == "near" for g in trigger.groups) and trigger.kind == "verb":
            trigger.type = "advance"
        if (
            trigger.frame.name in ("take", "occupy")
            and trigger.form in ("part", "short")
            and (attributive or clause.cues & {"now", "half"})
        ):
            trigger.type = "control_held"
        side = trigger.side or self._doer(clause, trigger)
        claim = Claim(
            event_type=trigger.type,
            side=None if trigger.type == "fighting" else side,
            places=places,
            start=self.sentence.start,
            end=self.sentence.end,
            certainty=self._certainty(clause, trigger, side),
            claimant=clause.claimant if clause.stance else None,
            claimant_side=clause.claimant_side if clause.stance and clause.claimant else None,
            background=attributive or self._past(clause, trigger),
            cues={"type": trigger.words},
        )
        tokens = self.tokens
        return Finding(
            claim,
            (tokens[trigger.at].start, tokens[trigger.at].end),
            (tokens[clause.first].start, tokens[clause.last - 1].end),
            self.sentence.end,
        )

    def _past(self, clause: _Clause, trigger: _Trigger) -> bool:
        """Tell whether an event is told as background."""
        lead = " ".join(t.text for t in self.tokens[max(0, clause.first - 3) : clause.first])
        after = clause.separator == "sub" and lead.startswith(("після того", "после того"))
        return after or ("background" in clause.cues and trigger.form != "pres" and "now" not in clause.cues)

    def _subject(self, clause: _Clause) -> None:
        """Remember who a clause without an event is about: the next one may leave him out."""
        for _, side, case in self._actors(clause):
            if case in ("nom", "any"):
                self.doer = side
                return

    def _doer(self, clause: _Clause, trigger: _Trigger) -> Side | None:
        """Tell whose doing an event is: by the case of those named in the clause, else by who acted before, else by the verb."""
        kind = trigger.type
        own: Side = clause.claimant_side if clause.stance and clause.claimant_side in ("UA", "RU") else self.speaker
        actors = self._actors(clause)
        doers = [(i, s) for i, s, case in actors if case in ("nom", "ins", "any")]
        others = [(i, s) for i, s, case in actors if case in ("gen", "dat")]
        passive = trigger.form in ("short", "part")
        if trigger.frame.name in ("ours", "hold_ours") or (
            trigger.form in ("pres", "fut") and _WE[self.lang].search(trigger.words.lower())
        ):
            self.doer = own
            return own
        if kind in ("control_held", "control_gained") and trigger.kind in ("noun", "word"):
            beside = [s for i, s, _ in actors if abs(i - trigger.at) <= 2]
            if beside:
                self.doer = beside[0]
                return beside[0]
        if passive:
            doers = [(i, s) for i, s in doers if not self._neutral(i) or _INSTRUMENTAL.search(self.tokens[i].text)]
        if kind == "flag_raised":
            if clause.cues & {"flag_ua", "flag_ru"}:
                return "UA" if "flag_ua" in clause.cues else "RU"
            beside = [s for i, s, _ in actors if abs(i - trigger.at) <= 2 and not self._neutral(i)]
            if beside:
                return beside[0]
        if kind == "repelled":
            attacks = [k for k in range(clause.first, clause.last) if any(_is_attack(e) for e in self.tokens[k].entries)]
            attackers = [s for i, s in [*others, *doers] if i + 1 in attacks] or [s for _, s in others]
            tried = [t.at for t in clause.triggers if t.frame.type in ("advance", "entered") and t.at < trigger.at]
            if not attackers and doers and tried and doers[0][0] < tried[0]:
                attackers = [doers[0][1]]  # "ДРГ спробувала зайти, її відкинули"
            if not attackers and doers and (trigger.frame.name != "repel" or trigger.kind != "verb" or passive):
                attackers = [doers[0][1]]
            if attackers:
                self.doer = attackers[0]
                return _other(attackers[0])
            return doers[0][1] if doers else _other(self.doer) if self.doer and self.doer != own else own
        doer: Side | None = None
        if kind == "evacuation" and others:
            return others[0][1]
        if trigger.frame.name == "oust" and passive and doers:
            doer = _other(doers[0][1])
        elif doers and kind == "strike" and trigger.kind == "noun" and self.tokens[trigger.at - 1].cues & {"after", "cause"}:
            doer = _other(doers[0][1])  # "корабль сгорел после удара"
        elif doers:
            doer = max(((i, s) for i, s in doers if i < trigger.at), default=doers[0])[1]
        elif others:
            doer = self._hit(clause, trigger, others)
        if trigger.kind == "noun" and trigger.frame.name != "hit":
            owners = [s for i, s in others if 0 < i - trigger.at <= 4]
            doer = owners[0] if owners and kind in ("withdrew", "advance", "control_gained", "entered") else doer
        if doer is None and kind in ("strike", "supply_cut") and clause.cues & {"weapon_ua", "weapon_ru"}:
            return "UA" if "weapon_ua" in clause.cues else "RU"
        if (
            doer is None
            and clause.separator in ("conj", "comma", "sub", "colon")
            and (trigger.kind != "noun" or trigger.frame.name == "flag")
        ):
            doer = self.doer if trigger.frame.fallback != "own" or not passive or self.doer == own else None
        if doer is None and clause.separator == "sub" and clause.stance and trigger.form == "past":
            return own  # "Росія стверджує, що взяла …"
        if doer is not None:
            self.doer = doer
            return doer
        if kind in ("strike", "supply_cut"):
            dealt = trigger.kind == "noun" and any(
                t.text.startswith(("нанесен", "нанос", "завдано", "завдають")) for t in self.tokens[clause.first : clause.last]
            )
            behind = all(_behind_the_lines(name) for g in trigger.groups for name in g.names)
            return self._struck() or ("UA" if behind else own if dealt or trigger.frame.fallback == "own" else _other(own))
        if kind == "reinforcement" and any(name.place and name.place.country == "RU" for g in trigger.groups for name in g.names):
            return "RU"
        fallback = trigger.frame.fallback
        if fallback in ("UA", "RU"):
            return cast(Side, fallback)
        if fallback == "own":
            return own
        if fallback == "enemy":
            return _other(own)
        return self.doer or self.state.actor or own

    def _hit(self, clause: _Clause, trigger: _Trigger, others: list[tuple[int, Side]]) -> Side | None:
        """Tell the doer from a name in an oblique case: whose attack it is, or against whom it is done."""
        i, side = others[0]
        if trigger.frame.name == "hit":
            return _other(side)
        if trigger.type == "strike":
            governed = any(self.tokens[k].cues & {"by", "lurk", "troops"} for k in range(min(trigger.at, i), i))
            if trigger.kind != "noun":
                return side if i < trigger.at else _other(side)  # "авіація окупантів скинула"
            return side if i > trigger.at and not governed else _other(side)
        if trigger.type in ("control_held", "supply_route", "withdrew") or trigger.kind != "verb":
            return _other(side) if trigger.type == "supply_cut" and trigger.frame.name != "fire" else side
        if trigger.frame.name in ("oust", "repel"):
            return _other(side)
        if trigger.type in ("entered", "advance", "withdrew"):
            return side  # "просочилися близько двохсот окупантів"
        return side if i < trigger.at or trigger.form == "inf" else _other(side)

    def _struck(self) -> Side | None:
        """Tell who struck by who is said to have suffered, or who acts in the sentence, or what was fired."""
        cues = set().union(*(c.cues for c in self.clauses))
        if cues & {"weapon_ua", "weapon_ru"}:
            return "UA" if "weapon_ua" in cues else "RU"
        for clause in self.clauses:
            for i, side, case in self._actors(clause):
                if case == "gen" and cues & {"lurk", "losses"}:
                    return _other(side)
                if case in ("nom", "any") and i not in self.quoted:
                    return side
        return None

    def _certainty(self, clause: _Clause, trigger: _Trigger, side: Side | None) -> Certainty:
        if clause.stance == "deny" or trigger.certainty == "denied":
            return "denied"
        if self._predicted(clause, trigger):
            return "predicted"
        n = self.clauses.index(clause)
        first = next((k for k in range(n, 0, -1) if self.clauses[k].separator == "strong"), 0)
        if any("geolocated" in c.cues for c in self.clauses[first : n + 2]):
            return "confirmed"
        if clause.stance == "unverified" or any(_unverified(c.cues) for c in self.clauses[n : n + 2]):
            return "unverified"
        if clause.stance == "confirm" and trigger.type != "fighting" and clause.claimant_side:
            against = side == clause.claimant_side if trigger.type == "withdrew" else side != clause.claimant_side
            return "confirmed" if against else "claimed"
        return "claimed" if clause.stance or trigger.certainty else "reported"

    def _predicted(self, clause: _Clause, trigger: _Trigger) -> bool:
        cues = clause.cues
        if trigger.form == "fut":
            return True
        if trigger.form == "inf":
            n = self.clauses.index(clause)
            if clause.separator == "conj" and n:
                cues = cues | self.clauses[n - 1].cues
            tried = "attempt" in cues and trigger.type in ("advance", "repelled", "fighting")
            return not (tried or cues & {"success", "phase"})
        if trigger.form in ("past", "short", "pres", "part", "ger"):
            return "conditional" in cues or (trigger.form != "past" and "tobe" in cues)
        return "irrealis" in cues and not (trigger.kind == "noun" and self._followed(trigger.at - 3, "after"))

    def _denials(self, clause: _Clause, findings: list[Finding]) -> Iterator[Finding]:
        """Repeat the claim before as denied: "Україна це заперечує"."""
        for finding in findings:
            claim = finding.claim
            if claim.certainty not in ("denied", "predicted") and claim.claimant == findings[-1].claim.claimant:
                denied = replace(
                    claim, certainty="denied", claimant=clause.claimant, claimant_side=clause.claimant_side, cues=dict(claim.cues)
                )
                yield replace(finding, claim=denied)

    @staticmethod
    def _supplied(findings: list[Finding]) -> None:
        """Give a supply line to the side that it is cut for."""
        for cut in findings:
            for line in findings:
                if cut.claim.event_type == "supply_cut" and line.claim.event_type == "supply_route" and cut.claim.side:
                    line.claim.side = _other(cut.claim.side)


def _behind_the_lines(toponym: Toponym) -> bool:
    """Tell whether a place is in Russia or in Crimea: what is hit there and nobody named, Ukraine has hit."""
    place = toponym.place
    return place is not None and (place.country == "RU" or any(word in (place.admin1 or "") for word in ("Crimea", "Sevastopol")))


def _unverified(cues: Collection[str]) -> bool:
    return "unverified" in cues or ("verify" in cues and "impossible" in cues)


def _unique(findings: list[Finding]) -> list[Finding]:
    """Leave out a claim that says what one before says of the same places."""
    kept: list[Finding] = []
    for finding in findings:
        claim = finding.claim
        where = {(p.toponym.start, p.role) for p in claim.places}
        if not any(
            k.claim.event_type == claim.event_type
            and k.claim.side == claim.side
            and k.claim.certainty == claim.certainty
            and where <= {(p.toponym.start, p.role) for p in k.claim.places}
            for k in kept
        ):
            kept.append(finding)
    return kept
