"""The clause reader of Ukrainian and Russian: a small grammar over the stems of `lexicon/events_uk.toml` and `events_ru.toml`.

Word order is free in both languages, so a clause is read as a set: its triggers (words that name an event), its places, each
with the slot that its preposition and case give it, and its actors, whose case tells the doer from the one it is done to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
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
_SLOTS = frozenset(("in", "to", "from", "near", "outskirts", "on", "toward", "over", "by", "for", "via", "behind"))

# endings of verb forms: the first that fits tells the form
_VERB_ENDINGS = {
    "uk": re.compile(
        r"(?P<inf>ти(?:ся|сь)?)$|(?P<fut>(?:тиме|тимуть|тимемо|тиму)(?:ться|ся)?)$|(?P<ger>(?:вши|ючи|учи|ячи|ачи)(?:сь|ся)?)$"
        r"|(?P<past>(?:[аеиіоуюяїє]в|ов|ш(?:ов|ла|ло|ли)|л[аои]|ли|[кгптсздрб]|ік|іг)(?:ся|сь)?)$|(?P<short>[нт]о)$"
        r"|(?P<part>[нт](?:ий|а|е|і|ого|ої|ому|ій|их|им|ими|ою|у))$"
        r"|(?P<pres>(?:є|ю|ує|ємо|єте|ють|уть|ить|ять|ать|имо|емо|у|е)(?:ться|ся|мось)?)$"
    ),
    "ru": re.compile(
        r"(?P<inf>(?:ть|ти|чь)(?:ся|сь)?)$|(?P<ger>(?:вши|ши|[ая])(?:сь)?)$|(?P<past>(?:[аеиоуыяюё]л|шел|л[аои]|ли|[кгптсзб])(?:ся|сь)?)$"
        r"|(?P<short>(?:[ая]н|ен|[аяиеуоы]т)[аоы]?|н[аоы]?)$"
        r"|(?P<part>(?:нн|[тщш])(?:ый|ая|ое|ее|ые|ого|его|ой|ей|ых|их|ому|ему|ом|ем|ую|ими|ыми|ым|им|ие|ий|яя|юю)(?:ся)?)$"
        r"|(?P<pres>(?:ет|ют|ут|ит|ят|ат|ем|им|у|ю|ете)(?:ся|сь)?)$"
    ),
}

# how well an event of a type takes a place in a slot; none where it does not
_FIT: dict[str, dict[str, int]] = {
    "control_gained": {"bare": 4, "in": 2, "into": 2, "on": 1, "outskirts": 2, "near": 1},
    "control_held": {"bare": 4, "in": 3, "into": 2, "near": 2, "on": 2, "over": 3, "outskirts": 2, "for": 2, "from": 1, "to": 1},
    "entered": {"into": 4, "in": 4, "to": 3, "on": 2, "outskirts": 4, "bare": 1, "near": 1, "via": 1, "from": 1, "for": 2},
    "flag_raised": {"over": 4, "in": 4, "into": 3, "on": 3, "bare": 2, "near": 1, "outskirts": 2},
    "withdrew": {"from": 4, "bare": 3, "in": 2, "near": 2, "to": 3, "into": 2, "on": 3, "behind": 3, "toward": 3, "outskirts": 2},
    "evacuation": {"from": 4, "bare": 3, "in": 2, "into": 3, "to": 3, "on": 3, "near": 1, "for": 2},
    "fighting": {"for": 4, "in": 4, "near": 4, "bare": 2, "on": 1, "outskirts": 4, "to": 1, "toward": 2},
    "advance": {
        "to": 4, "toward": 4, "into": 4, "on": 4, "near": 3, "in": 3, "outskirts": 4, "bare": 2, "for": 2, "from": 1, "via": 3,
        "by": 1, "behind": 2,
    },
    "repelled": {"near": 4, "in": 4, "to": 3, "toward": 4, "on": 4, "into": 4, "outskirts": 4, "bare": 2, "for": 3, "via": 2},
    "reinforcement": {"to": 4, "into": 4, "on": 4, "toward": 4, "near": 3, "in": 3, "from": 2, "bare": 1, "outskirts": 3},
    "supply_route": {"bare": 4, "via": 3, "by": 3, "near": 1, "in": 2, "on": 3, "from": 2, "to": 2, "into": 2},
    "supply_cut": {"bare": 4, "via": 4, "near": 4, "in": 3, "to": 3, "on": 4, "into": 3, "from": 2, "by": 3, "over": 2},
    "strike": {"by": 4, "bare": 3, "in": 4, "near": 3, "on": 3, "into": 3, "outskirts": 3, "to": 1, "over": 2},
}  # fmt: skip
# where a bare name is the object, the others only say where it lies
_LOCATED = frozenset(("control_gained", "control_held"))
_MOVES = frozenset(("withdrew", "evacuation"))


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
    groups: list[_Group] = field(default_factory=list)
    side: Side | None = None
    certainty: Certainty | None = None
    background: bool = False
    words: str = ""


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
    doer: Side | None = None
    speech: bool = False


def _lexicon(lang: str) -> Lexicon:
    return load_lexicon("events_uk" if lang == "uk" else "events_ru")


def doubts(sentence: Sentence) -> bool:
    """Say whether a sentence is a remark that the claims before it can't be verified."""
    tokens = _tokenize(sentence.text, 0, [], _lexicon(sentence.lang))
    return any("unverified" in t.cues for t in tokens) and not any(e.frame for t in tokens for e in t.entries)


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
    for token in _TOKEN.findall(text):
        for entry in lexicon.word(token.casefold().translate(_FOLD)):
            if entry.kind == "cue" and entry.name in ("speaks_ukraine", "speaks_russia"):
                score += 1 if entry.name == "speaks_ukraine" else -1
    return "UA" if score > 0 else "RU"


def read_sentence(sentence: Sentence, state: State) -> list[Finding]:
    """Read the claims of one sentence and bring the state of the discourse up to date."""
    lexicon = _lexicon(sentence.lang)
    tokens = _tokenize(sentence.text, sentence.start, sentence.toponyms, lexicon)
    if not any(e.frame or (e.kind == "cue" and e.name in ("deny", "speech", "source")) for t in tokens for e in t.entries):
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
            if n:
                tokens[i].entries = entries
                tokens[i].cues = frozenset(e.name for e in entries if e.kind == "cue")
                for t in tokens[i + 1 : i + n]:
                    t.covered = True
                i += n
                continue
        i += 1
    return tokens


def _fold(text: str) -> str:
    return text.casefold().translate(_FOLD)


def _form(word: str, entry: Entry, lang: str) -> str:
    """Tell the form of a verb by its ending; "" where the ending is no verb's."""
    stem = entry.lemma.rstrip("*").split()[0]
    rest = word[max(0, min(len(stem), len(word)) - 1) :] if len(word) > len(stem) else word
    match = _VERB_ENDINGS[lang].search(rest if len(rest) > 2 else word)
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


_NOMINATIVE = {
    "uk": re.compile(r"(?:г|к|н|т|р|ці|ки|ти|ни|яни|іни|ри|ги|сти|ові|ські|сько|ський|ська|ія|ня|а|ва|си|ли|би|х)$"),
    "ru": re.compile(r"(?:г|к|н|т|р|цы|ки|ты|ны|яне|ане|сты|цы|ские|ский|ская|ское|ия|ня|а|ы|ы|ры|ги|х|ли)$"),
}
_INSTRUMENTAL = re.compile(r"(?:ами|ями|ом|ем|єм|ою|ею|єю|ой|ими|ыми)$")
_GENITIVE = {
    "uk": re.compile(r"(?:ога|ника|ора|ів|їв|ян|ських|ської|ського|нта|ії|ини|иків|ців|ків|рів)$"),
    "ru": re.compile(r"(?:ага|ника|ов|ев|ян|ских|ской|ского|ии|цев|ков|ей)$"),
}


def _case(word: str, lang: str) -> str:
    """Tell the case of an actor's word as far as its ending shows it: nom, gen, ins, or any."""
    if len(word) <= 3 or word in ("ворог", "враг", "противник", "наші", "наши", "ворожа", "вражеская"):
        return "gen" if word in ("нас",) else "any" if len(word) <= 3 else "nom"
    if _GENITIVE[lang].search(word):
        return "gen"
    if _INSTRUMENTAL.search(word):
        return "ins"
    if word.endswith(("ам", "ям", "у", "ові", "ім", "им", "ым")):
        return "dat"
    return "nom" if _NOMINATIVE[lang].search(word) else "any"


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
        self.last_targets: list[_Group] = []
        self.doer: Side | None = None

    def read(self) -> list[Finding]:
        """Read clause by clause, then join what one says of another: denials, topics, omitted places."""
        clauses = self._clauses()
        self._attribute(clauses)
        findings: list[Finding] = []
        for n, clause in enumerate(clauses):
            triggers = self._events(clause)
            self._assign(clause, triggers, clauses, n)
            for trigger in triggers:
                finding = self._finding(clause, trigger)
                if finding is not None:
                    findings.append(finding)
            if clause.stance == "deny" and not triggers and findings:
                findings.extend(self._denials(clause, findings))
        if self.doer is not None:
            self.state.actor = self.doer
        return _unique(findings)

    # ------------------------------------------------------------ places

    def _group_places(self) -> list[_Group]:
        tokens = self.tokens
        groups: list[_Group] = []
        slot: str | None = None
        relation: Relation | None = None
        began, gap, title, lone = 0, 0, False, False
        previous: int | None = None  # index of the place before, while only a list's words followed it
        for i, token in enumerate(tokens):
            if token.toponym is not None:
                if previous is not None and slot is None and groups:
                    group = groups[-1]
                    if previous == i - 1 and token.toponym.kind in _REGIONS:
                        groups.append(_Group("in", None, i, [i], locator=True))
                    else:
                        group.places.append(i)
                elif slot is None and previous is None and groups and groups[-1].places[-1] == i - 1:
                    groups[-1].places.append(i)
                else:
                    kind = slot or "bare"
                    if slot in ("in", "on"):
                        accusative = _accusative(token.raw, self.lang)
                        if slot == "in" and accusative and gap == 0:
                            kind = "into"
                        elif slot == "on" and accusative is False and token.toponym.kind == "settlement":
                            kind = "in"
                    groups.append(_Group(kind, relation, began if slot else i, [i], titled=title))
                previous, slot, relation, gap, title, lone = i, None, None, 0, False, False
                continue
            if token.covered:
                continue
            cues = token.cues
            if token.raw in _QUOTES:
                continue
            if token.raw in _DASHES:
                if previous != i - 1:
                    previous = None
                slot = relation = None
                continue
            if token.raw == ",":
                slot, relation, title = None, None, False
                continue
            if not token.word:
                slot, relation, title, previous = None, None, False, None
                continue
            directions = cues & _DIRECTIONS
            slots = cues & _SLOTS
            if directions:
                relation = cast(Relation, next(iter(directions)))
                if slot is None:
                    slot, began, lone = "near", i, True
                continue_list = False
            elif slots:
                new = next(iter(sorted(slots)))
                if slot is not None and relation in _DIRECTIONS and new in ("from", "to", "near"):
                    slot = "near" if lone or tokens[i - 1].cues & _DIRECTIONS else slot
                elif (
                    slot is not None and new in ("near", "outskirts") and slot in ("in", "on", "to", "from", "near", "for", "via")
                ):
                    if new == "outskirts":
                        slot, relation = ("from" if slot == "from" else "outskirts"), "outskirts"
                    else:
                        slot, relation = ("from" if slot == "from" else "near"), relation or "near"
                else:
                    slot, began, lone = new, i, False
                    if new in ("near", "outskirts"):
                        relation = cast(Relation, new)
                    elif new == "toward":
                        relation = None
                    else:
                        relation = None
                gap, title, continue_list = 0, False, False
            elif "conj" in cues:
                continue_list = previous is not None
                if not continue_list:
                    slot = relation = None
            elif "title" in cues:
                title, continue_list = True, False
            elif "filler" in cues:
                continue_list = previous is not None and slot is None
                if (
                    slot == "near"
                    and lone
                    and relation in _DIRECTIONS
                    and token.text.startswith(("частин", "част", "окол", "окра"))
                ):
                    slot = "bare"
            elif any(e.frame for e in token.entries) or "negation" in cues:
                slot, relation, title, continue_list = None, None, False, False
            else:
                gap += 1
                continue_list = False
                if gap > 3:
                    slot, relation, title = None, None, False
            if not continue_list:
                previous = None
        for group in groups:
            if group.slot == "near" and group.relation is None:
                group.relation = "near"
            if group.slot == "outskirts":
                group.relation = "outskirts"
        return groups

    # ------------------------------------------------------------ clauses

    def _clauses(self) -> list[_Clause]:
        tokens = self.tokens
        cuts: list[tuple[int, str]] = [(0, "start")]
        for i, token in enumerate(tokens):
            if token.covered:
                continue
            if token.raw in (";", ".", "!", "?", "…"):
                cuts.append((i + 1, "strong"))
            elif token.raw == ":":
                cuts.append((i + 1, "colon"))
            elif token.raw in _DASHES and not self._between_places(i):
                cuts.append((i + 1, "dash"))
            elif token.raw in (",", "(", ")"):
                cuts.append((i + 1, "comma"))
            elif "conj" in token.cues and not self._between_places(i) and i:
                cuts.append((i, "conj"))
            elif "sub" in token.cues and i and tokens[i - 1].raw == ",":
                cuts[-1] = (i, "sub")
        clauses = [
            _Clause(a, b, separator)
            for (a, separator), (b, _) in zip(cuts, [*cuts[1:], (len(tokens), "")], strict=True)
            if any(t.word for t in tokens[a:b])
        ]
        for clause in clauses:
            self._fill(clause)
        return self._joined(clauses)

    def _between_places(self, i: int) -> bool:
        """Tell whether a dash or conjunction joins two places of one group."""
        before = next((k for k in range(i - 1, -1, -1) if self.tokens[k].raw not in _QUOTES), None)
        after = next((k for k in range(i + 1, len(self.tokens)) if self.tokens[k].raw not in _QUOTES), None)
        if before is None or after is None or before not in self.group_of:
            return False
        group = self.group_of[before]
        later = [p for p in group.places if p > i]
        return bool(later)

    def _fill(self, clause: _Clause) -> None:
        tokens = self.tokens
        clause.triggers, clause.groups, clause.cues = [], [], set()
        for i in range(clause.first, clause.last):
            token = tokens[i]
            if token.covered:
                continue
            clause.cues |= token.cues
            for entry in token.entries:
                if entry.frame is not None:
                    form = _form(token.text, entry, self.lang) if entry.kind == "verb" else ""
                    if entry.kind == "verb" and not form:
                        continue
                    clause.triggers.append(_Trigger(i, entry.frame, entry.kind, form, entry.frame.type, words=token.raw))
        clause.groups = [g for g in self.groups if clause.first <= g.places[0] < clause.last]
        clause.speech = "speech" in clause.cues or "source" in clause.cues

    def _joined(self, clauses: list[_Clause]) -> list[_Clause]:
        """Join pieces that are no clause of their own: the rest of a list, a date before the verb, two nouns under one verb."""
        joined: list[_Clause] = []
        for clause in clauses:
            before = joined[-1] if joined else None
            weak = clause.separator in ("comma", "conj")
            if before is not None and self._belongs(before, clause, weak):
                before.last = clause.last
                self._fill(before)
            else:
                joined.append(clause)
        return joined

    def _belongs(self, before: _Clause, clause: _Clause, weak: bool) -> bool:
        # a list goes on over commas whatever follows it
        if clause.separator in ("comma", "conj", "dash") and any(
            g.places[0] < clause.first <= g.places[-1] < clause.last for g in before.groups
        ):
            return True
        if not weak or clause.speech or before.speech:
            return False
        if not clause.triggers:
            return not (clause.groups and clause.separator == "comma" and not before.triggers) or not before.triggers
        if not before.triggers:
            return clause.separator == "conj" or not any(g.places for g in before.groups) or before.separator != "sub"
        types = {t.type for t in before.triggers}, {t.type for t in clause.triggers}
        nominal = all(t.kind == "noun" for t in clause.triggers)
        return clause.separator == "conj" and types[0] == types[1] and (not before.groups or nominal)

    # ------------------------------------------------------------ who says so

    def _attribute(self, clauses: list[_Clause]) -> None:
        """Find who is quoted and give the clauses that are their words a claimant and a stance."""
        if self.state.claimant is not None:
            for clause in clauses:
                self._give(clause, self.state.claimant, self.state.claimant_side, "claim")
        for n, clause in enumerate(clauses):
            following = clauses[n + 1].separator if n + 1 < len(clauses) else ""
            verb = self._speech_verb(clause)
            source = next((i for i in range(clause.first, clause.last) if "source" in self.tokens[i].cues), None)
            if source is not None:
                name = self._name(source + 1, clause.last)
                self._quote(clauses, n, name, "unverified" if "unverified" in clause.cues else "claim", both=n > 0)
            elif verb is not None:
                self._spoken(clauses, n, verb, following)
            elif (following == "colon" or clause.separator in ("dash", "colon", "comma")) and not clause.triggers:
                name = self._name(clause.first, clause.last, known=True)
                if name is None:
                    continue
                if following == "colon" and n == 0:
                    self._quote(clauses, n, name, "claim", whole=True)
                    self.state.claimant, self.state.claimant_side = name
                elif clause.separator == "dash" and (n == len(clauses) - 1 or following in ("strong", "comma")):
                    self._quote(clauses, n, name, "claim", backward=True)

    def _speech_verb(self, clause: _Clause) -> int | None:
        if clause.separator == "sub" and self.tokens[clause.first].text.startswith(("як", "котор")):
            return None
        for i in range(clause.first, clause.last):
            if "speech" in self.tokens[i].cues and not self._negated(i) and not self.tokens[i].text.endswith(("ти", "ть")):
                return i
        return None

    def _spoken(self, clauses: list[_Clause], n: int, verb: int, following: str) -> None:
        clause = clauses[n]
        cues = self.tokens[verb].cues
        stance = "deny" if "deny" in clause.cues else "confirm" if "confirm" in cues else "claim"
        first = min([t.at for t in clause.triggers if t.at > verb], default=clause.last)
        before = self._name(clause.first, verb)
        after = self._name(verb + 1, first)
        said = [t for t in clause.triggers if t.at > verb]
        told = [t for t in clause.triggers if t.at < verb]
        if told and not said and not (before and n == 0 and clause.groups and clause.groups[0].at > verb):
            # "Ворог відійшов, повідомив …" in one breath, or a name behind its verb
            self._quote(clauses, n, after or before, stance, backward=True, own=True)
        elif before is not None or n == 0:
            own = bool(said)
            self._quote(clauses, n, before or after, stance, own=own)
        elif clause.separator == "dash":
            self._quote(clauses, n, after, stance, whole=True)
        else:
            objects = bool(said)
            self._quote(
                clauses, n, after or before, stance, backward=not objects and following not in ("colon", "sub"), own=objects
            )

    def _quote(
        self,
        clauses: list[_Clause],
        n: int,
        name: tuple[str, ClaimantSide | None] | None,
        stance: str,
        *,
        backward: bool = False,
        both: bool = False,
        whole: bool = False,
        own: bool = True,
    ) -> None:
        """Give the claimant to the clauses in the reach of his words: up to the next full stop or semicolon."""
        claimant, side = name or (None, None)
        reach: list[int] = [n] if own else []
        if backward or both or whole:
            for k in range(n - 1, -1, -1):
                if clauses[k + 1].separator == "strong" and not whole:
                    break
                reach.append(k)
        if not backward or whole:
            for k in range(n + 1, len(clauses)):
                if clauses[k].separator == "strong" and not whole:
                    break
                reach.append(k)
        denied = any(t for t in clauses[n].triggers) and own
        for k in reach:
            mine = stance
            if stance == "deny" and k != n and (denied or clauses[k].separator in ("colon", "dash")):
                mine = "claim"
            if stance == "deny" and k < n:
                continue
            self._give(clauses[k], claimant, side, mine)
        if stance == "deny" and not denied:
            clauses[n].stance, clauses[n].claimant, clauses[n].claimant_side = "deny", claimant, side

    @staticmethod
    def _give(clause: _Clause, claimant: str | None, side: ClaimantSide | None, stance: str) -> None:
        clause.claimant, clause.claimant_side, clause.stance = claimant, side, stance

    def _name(self, first: int, last: int, *, known: bool = False) -> tuple[str, ClaimantSide | None] | None:
        """Return the words that name a claimant and his side; with `known`, only of one that the lexicon or a capital tells."""
        side: ClaimantSide | None = None
        found: list[int] = []
        certain = False
        for i in range(first, last):
            token = self.tokens[i]
            if not token.word or "speech" in token.cues:
                if token.raw in _QUOTES:
                    continue
                if found:
                    break
                continue
            entries = [e for e in token.entries if e.kind == "actor" and e.name.startswith("claimant")]
            actors = [e for e in token.entries if e.kind == "actor"]
            if token.toponym is not None and not found:
                continue
            if entries or actors or token.raw[0].isupper() or "title" in token.cues or found:
                found.append(i)
            if entries and (side is None or entries[0].side == "RU"):
                side = cast(ClaimantSide, entries[0].side)
                certain = True
            elif actors and side is None:
                side = cast(ClaimantSide, self._side(actors[0]))
            if token.raw[0].isupper() and i > 0 and token.toponym is None and not token.entries:
                certain = True
            if "title" in token.cues or re.search(r"(?:ський|ська|ський|енко|ук|юк|чук|ін|їн|ов|ев|єв|ин|ич|ко|ий)$", token.text):
                certain = certain or token.raw[0].isupper() or "title" in token.cues
            if any(e.frame for e in token.entries if e.kind == "verb") and not entries and found[:1] == [i]:
                found.clear()
        if not found or (known and not certain):
            return None
        text = self.sentence.text[
            self.tokens[found[0]].start - self.sentence.start : self.tokens[found[-1]].end - self.sentence.start
        ]
        return text, side or self.speaker

    # ------------------------------------------------------------ events

    def _negated(self, at: int) -> bool:
        return any("negation" in t.cues for t in self.tokens[max(0, at - 2) : at])

    def _side(self, entry: Entry, claimant_side: ClaimantSide | None = None) -> Side | None:
        """Return the side that an actor's word means in the mouth of the speaker."""
        speaker: Side = claimant_side if claimant_side in ("UA", "RU") else self.speaker
        if entry.side == "speaker":
            return speaker
        if entry.side == "enemy":
            return _other(self.speaker)
        return cast(Side, entry.side) if entry.side in ("UA", "RU") else None

    def _actors(self, clause: _Clause) -> list[tuple[int, Side, str]]:
        """Return the actors of a clause with their sides and cases, without those who are only quoted."""
        found: list[tuple[int, Side, str]] = []
        first = next((i for i in range(clause.first, clause.last) if self.tokens[i].cues & {"speech", "source"}), None)
        for i in range(clause.first, clause.last):
            token = self.tokens[i]
            for entry in token.entries:
                if entry.kind != "actor" or entry.name.startswith("claimant"):
                    continue
                if first is not None and (abs(i - first) <= 3) and not any(t.at > i for t in clause.triggers if t.at > first):
                    continue
                side = self._side(entry, clause.claimant_side if entry.side == "speaker" else None)
                if side is not None:
                    # an adjective of the other side goes before "war­riors" of nobody's
                    if found and found[-1][0] == i - 1 and entry.side == "speaker":
                        continue
                    found.append((i, side, _case(token.text, self.lang)))
                    break
        return found

    def _events(self, clause: _Clause) -> list[_Trigger]:
        """Decide what the triggers of a clause say together."""
        triggers = [t for t in clause.triggers if not (t.frame.name == "fall" and not self._bare_beside(clause, t))]
        cues = clause.cues
        names = {t.frame.name for t in triggers}

        def only(*wanted: str) -> list[_Trigger]:
            return [t for t in triggers if t.frame.name in wanted]

        def drop(*unwanted: str) -> None:
            nonlocal triggers
            triggers = [t for t in triggers if t.frame.name not in unwanted]

        if "flag" in names:
            drop("ours", "hold", "take", "reach", "exit", "hit_back", "reinforce", "advance", "withdraw")
        # an attack that failed
        attacks = only("attack", "advance", "reach")
        failed = "failure" in cues
        if (attacks or (failed and (only("enter", "foothold", "take", "liberate") or "attempt" in cues))) and (
            only("repel") or failed
        ):
            repel = (only("repel") or attacks or triggers)[0]
            kept = [t for t in triggers if t.frame.name in ("fight", "strike", "withdraw", "hold") and t.kind == "noun"]
            strikes = [t for t in only("strike") if t.kind != "noun" and t.at > repel.at]
            repelled = _Trigger(repel.at, repel.frame, repel.kind, "past", "repelled", words=repel.words)
            return [repelled, *kept, *strikes]
        drop("repel")
        # routes
        route = "route" in cues or any(self._toponym(g).kind == "route" for g in clause.groups)
        if only("cut") and not (route or only("encircle")):
            drop("cut")
        elif only("cut"):
            drop("strike", "hold", "take")
            triggers = [t for t in triggers if t.frame.name != "cut"] + only("cut")[:1]
        if only("supply") and not (route and ("line" in cues or len(clause.groups) > 0)):
            drop("supply")
        if only("supply"):
            triggers = [t for t in triggers if t.frame.name != "supply"] + only("supply")[:1]
        # leaving
        slots = {g.slot for g in clause.groups}
        if "from" in slots:
            drop("reach")
        elif only("reach"):
            drop("exit") if slots or not only("exit") else None
        triggers = [t for t in triggers if not (t.frame.name == "leave" and not self._leaves(clause, t))]
        people = "people" in cues
        for t in triggers:
            if t.type == "withdrew" and people and "troops" not in cues and not self._actors(clause):
                t.type = "evacuation"
        if only("evacuate") and not people and "troops" in cues:
            drop("evacuate")
        # taking
        if only("oust", "liberate", "take", "hit_back"):
            drop("hold", "ours") if not any(t.kind == "verb" and t.at for t in only("hold")) else drop("ours")
        if only("enter", "foothold") and only("ours"):
            drop("ours")
        triggers = [t for t in triggers if not (t.frame.name == "ours" and not self._predicate(clause, t))]
        result: list[_Trigger] = []
        for t in triggers:
            if self._negated(t.at) or (t.kind == "noun" and self._denied_noun(clause, t)):
                if t.type in ("control_held", "control_gained") and clause.stance and clause.claimant_side:
                    t.type, t.certainty = "control_gained", "denied"
                    t.side = _other(clause.claimant_side if clause.claimant_side in ("UA", "RU") else self.speaker)  # type: ignore[arg-type]  # narrowed by the test
                    result.append(t)
                continue
            if any(r.type == t.type and (r.frame.name == t.frame.name or t.kind != "verb") for r in result):
                continue
            result.append(t)
        return result

    def _toponym(self, group: _Group) -> Toponym:
        toponym = self.tokens[group.places[0]].toponym
        assert toponym is not None
        return toponym

    def _bare_beside(self, clause: _Clause, trigger: _Trigger) -> bool:
        return any(g.slot == "bare" and min(abs(p - trigger.at) for p in g.places) <= 2 for g in clause.groups)

    def _leaves(self, clause: _Clause, trigger: _Trigger) -> bool:
        """Tell whether something that can be left stands beside the verb: a place, or positions near one."""
        word = self.tokens[trigger.at].text
        if word.endswith(("ся", "сь")):
            return False
        return any(g.slot == "bare" for g in clause.groups) or any(
            self.tokens[i].text.startswith("позиц") or "city" in self.tokens[i].cues for i in range(clause.first, clause.last)
        )

    def _predicate(self, clause: _Clause, trigger: _Trigger) -> bool:
        """Tell whether "ours" is said of the place ("Balakliia is ours"), not of something of ours."""
        after = self.tokens[trigger.at + 1] if trigger.at + 1 < len(self.tokens) else None
        if (
            after is not None
            and after.word
            and after.toponym is None
            and not after.entries
            and after.text not in ("знову", "снова")
        ):
            return False
        return any(g.slot == "bare" and g.places[-1] < trigger.at for g in clause.groups) or any(
            g.slot == "bare" and g.places[-1] < trigger.at for g in self.groups[:1]
        )

    def _denied_noun(self, clause: _Clause, trigger: _Trigger) -> bool:
        return any(
            "negation" in self.tokens[i].cues and abs(i - trigger.at) <= 4
            for i in range(clause.first, clause.last)
            if self.tokens[i].text not in ("без",) or i == trigger.at - 1
        )

    # ------------------------------------------------------------ places of events

    def _assign(self, clause: _Clause, triggers: list[_Trigger], clauses: list[_Clause], n: int) -> None:
        """Give every group of places to the trigger that takes it best, and to a trigger without one what it leaves out."""
        for group in clause.groups:
            if group.titled or group.locator:
                continue
            best: _Trigger | None = None
            most = 0.0
            for trigger in triggers:
                fit = _FIT[trigger.type].get(group.slot, 0)
                if not fit:
                    continue
                distance = group.at - trigger.at if group.at > trigger.at else 2 * (trigger.at - group.places[-1])
                score = 10 * fit - min(distance, 30)
                if trigger.kind == "noun" and group.at > trigger.at and group.at - trigger.at <= 3:
                    score += 15
                if score > most or best is None:
                    best, most = trigger, score
            if best is not None:
                best.groups.append(group)
        for trigger in triggers:
            self._select(trigger)
            if not trigger.groups or (
                trigger.type in _MOVES and all(self._role(trigger, g) == "destination" for g in trigger.groups)
            ):
                trigger.groups = [*self._omitted(clause, trigger, clauses, n), *trigger.groups]
            targets = [g for g in trigger.groups if self._role(trigger, g) in ("target", "origin")]
            if targets:
                self.last_targets = targets

    def _select(self, trigger: _Trigger) -> None:
        """Leave out what only says where the object lies."""
        groups = trigger.groups
        if trigger.type in _LOCATED and any(g.slot == "bare" for g in groups):
            trigger.groups = groups = [g for g in groups if g.slot == "bare"]
        if any(self._toponym(g).kind not in _REGIONS for g in groups):
            trigger.groups = [g for g in groups if self._toponym(g).kind not in _REGIONS]

    def _omitted(self, clause: _Clause, trigger: _Trigger, clauses: list[_Clause], n: int) -> list[_Group]:
        """Return the places that a clause leaves out because another has named them."""
        anaphor = bool(clause.cues & {"city", "there"})
        if (
            trigger.type in ("strike", "reinforcement", "supply_route")
            and not anaphor
            and clause.separator not in ("colon", "dash")
        ):
            return []
        if self.last_targets:
            return [_Group("bare", g.relation if g.slot == "near" else None, g.at, g.places) for g in self.last_targets[-1:]]
        fresh = [g for c in clauses[:n] for g in c.groups if not g.locator and self._toponym(g).kind not in _REGIONS]
        if fresh:
            return [_Group("bare", None, fresh[-1].at, fresh[-1].places)]
        if anaphor or trigger.type in ("flag_raised", "evacuation", "withdrew"):
            city = self.state.city
            if city is not None:
                return [_Group("bare", None, -1, [-1])]
        return []

    def _role(self, trigger: _Trigger, group: _Group) -> Role:
        slot = group.slot
        if trigger.type in _MOVES:
            return "destination" if slot in ("to", "into", "behind", "toward") or (slot == "on") else "origin"
        if slot == "from" and trigger.type in ("advance", "entered", "reinforcement"):
            return "origin"
        if trigger.type == "reinforcement":
            return "destination"
        return "via" if slot == "via" and trigger.type in ("advance", "entered") else "target"

    # ------------------------------------------------------------ claims

    def _finding(self, clause: _Clause, trigger: _Trigger) -> Finding | None:
        places: list[PlaceRole] = []
        for group in trigger.groups:
            for i in group.places:
                toponym = self.state.city if i < 0 else self.tokens[i].toponym
                if toponym is not None:
                    places.append(PlaceRole(toponym, self._role(trigger, group), group.relation))
        if not any(p.role != "destination" or trigger.type == "reinforcement" for p in places) and trigger.type not in _MOVES:
            return None
        if not places:
            return None
        kind: EventType = trigger.type
        attributive = trigger.form == "part" and any(0 < g.at - trigger.at <= 3 for g in trigger.groups)
        background = attributive or self._background(clause, trigger)
        if kind == "control_gained" and all(g.slot == "near" for g in trigger.groups):
            kind = "advance"
        if trigger.frame.name == "take" and trigger.form in ("part", "short") and (attributive or "now" in clause.cues):
            kind = "control_held"
        trigger.type = kind
        side = trigger.side or self._doer(clause, trigger)
        certainty = trigger.certainty or self._certainty(clause, trigger, side)
        claim = Claim(
            event_type=kind,
            side=None if kind == "fighting" else side,
            places=places,
            start=self.sentence.start,
            end=self.sentence.end,
            certainty=certainty,
            claimant=clause.claimant if clause.stance else None,
            claimant_side=clause.claimant_side if clause.stance and clause.claimant else None,
            background=background,
            cues={"type": trigger.words},
        )
        tokens = self.tokens
        return Finding(
            claim,
            (tokens[trigger.at].start, tokens[trigger.at].end),
            (tokens[clause.first].start, tokens[clause.last - 1].end),
            self.sentence.end,
        )

    def _background(self, clause: _Clause, trigger: _Trigger) -> bool:
        return "background" in clause.cues and trigger.form in ("past", "short", "part", "") and "now" not in clause.cues

    def _doer(self, clause: _Clause, trigger: _Trigger) -> Side | None:
        """Tell whose doing an event is: by the case of those named in the clause, else by who acted before, else by the verb."""
        kind = trigger.type
        actors = self._actors(clause)
        own: Side = clause.claimant_side if clause.claimant_side in ("UA", "RU") else self.speaker
        doer: Side | None = None
        nominal = trigger.kind == "noun"
        if kind == "repelled":
            nominatives = [s for i, s, case in actors if case in ("nom", "any", "ins")]
            attackers = [s for i, s, case in actors if case == "gen"]
            if attackers:
                doer = _other(attackers[0])
            elif nominatives:
                doer = nominatives[0] if trigger.frame.name in ("repel",) else _other(nominatives[0])
            doer = doer or own
        else:
            for i, s, case in actors:
                if case in ("nom", "ins", "any") or (nominal and case == "gen" and i > trigger.at):
                    doer = s
                    break
            if doer is None and actors:
                patient = actors[0][1]
                doer = patient if nominal or kind in ("strike", "control_held") else _other(patient)
        if (
            doer is None
            and trigger.kind == "verb"
            and trigger.form in ("past", "pres", "fut", "ger")
            and clause.separator in ("conj", "comma")
        ):
            doer = self.doer
        if doer is None:
            fallback = trigger.frame.fallback
            if fallback == "own":
                doer = own if clause.stance in ("claim", "confirm", "") else self.speaker
            elif fallback == "enemy":
                doer = _other(self.speaker)
            else:
                doer = self.doer or self.state.actor or self.speaker
        else:
            self.doer = doer if kind != "repelled" else _other(doer)
        return doer

    def _certainty(self, clause: _Clause, trigger: _Trigger, side: Side | None) -> Certainty:
        if clause.stance == "deny":
            return "denied"
        if self._predicted(clause, trigger):
            return "predicted"
        if "geolocated" in clause.cues:
            return "confirmed"
        if clause.stance == "unverified" or (clause.stance and "unverified" in clause.cues):
            return "unverified"
        if clause.stance == "confirm":
            mine = side == clause.claimant_side
            against = mine if trigger.type == "withdrew" else not mine
            return "confirmed" if against else "claimed"
        return "claimed" if clause.stance else "reported"

    def _predicted(self, clause: _Clause, trigger: _Trigger) -> bool:
        cues = clause.cues
        if trigger.form == "fut":
            return True
        if trigger.form == "inf":
            return not (cues & {"success", "attempt"})
        if trigger.form in ("past", "short", "pres", "part"):
            return bool(cues & {"conditional"}) or (trigger.form != "past" and "tobe" in cues)
        return "irrealis" in cues

    def _denials(self, clause: _Clause, findings: list[Finding]) -> Iterator[Finding]:
        """Repeat the claim before as denied: "Україна це заперечує"."""
        last = findings[-1]
        for finding in findings:
            claim = finding.claim
            if claim.certainty in ("denied", "predicted") or claim.claimant != last.claim.claimant:
                continue
            denied = replace(
                claim, certainty="denied", claimant=clause.claimant, claimant_side=clause.claimant_side, cues=dict(claim.cues)
            )
            yield Finding(denied, finding.trigger, finding.clause, finding.reach)


def _unique(findings: list[Finding]) -> list[Finding]:
    """Leave out a claim that says what one before says of the same places."""
    kept: list[Finding] = []
    for finding in findings:
        claim = finding.claim
        where = {(p.toponym.start, p.role) for p in claim.places}
        if not any(
            k.claim.event_type == claim.event_type
            and k.claim.certainty == claim.certainty
            and where <= {(p.toponym.start, p.role) for p in k.claim.places}
            for k in kept
        ):
            kept.append(finding)
    return kept
