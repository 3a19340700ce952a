"""The claims of a Ukrainian or Russian sentence: how sure each event is, who says so, and what one clause says of another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from conflictmap.model import Certainty, Claim, PlaceRole, Side, Toponym
from conflictmap.reading.discourse import Finding, Sentence, State
from conflictmap.reading.holders import known_holder, last_holder
from conflictmap.reading.slavic.certainty import Certainties, is_unverified
from conflictmap.reading.slavic.clauses import Parse
from conflictmap.reading.slavic.doers import Doers
from conflictmap.reading.slavic.events import decide
from conflictmap.reading.slavic.fits import LOCATED, MOVES
from conflictmap.reading.slavic.parts import COMING, LENGTHS, WEAPONS, Clause, Group, Trigger, other_side
from conflictmap.reading.slavic.places import Places
from conflictmap.reading.slavic.quotes import attribute
from conflictmap.reading.slavic.takings import RETURN
from conflictmap.reading.slavic.words import FINITE, INSTRUMENTAL, Token, case_of, fold, lexicon_of, tokenize, verb_form, words_of

__all__ = ["doubts", "infer_speaker", "read_sentence"]

# code points; a longer sentence is read in pieces, for the time of one grows with its square
_LONGEST = 4000
_OPENING = 80  # code points within which who speaks is named before a colon
_DEEDS = frozenset(("control_gained", "control_held", "entered", "flag_raised", "advance", "supply_cut"))
_PAST = re.compile(r"(?:[аиіу]в|л[аои]|[иаяо]л)(?:ся|сь)?$")
_INTRUDES = frozenset(("entered", "control_gained", "strike", "advance", "repelled"))
_OURS = frozenset("всу наши наших наш мы держим стоим".split())
_TOPICAL = frozenset(("bare", "by", "over"))
_AT_HOME = frozenset(("reinforcement", "withdrew", "control_held", "evacuation", "supply_route"))
_OUR_MEN = frozenset(("наші", "наши"))
_PASSIVE = frozenset(("short", "part"))  # "противник отброшен": he does not come
_US = frozenset("мы ми наши наші".split())
_COMES = ("подош", "подхо", "выдвин", "двину", "двиг", "движ", "підійш", "підход", "висун", "рушил")
_ATTACKED = (
    "ліз",
    "полі",
    "лез",
    "сун",
    "пер",
    "прут",
    "проб",
    "прорв",
    "наступ",
    "накид",
    "атак",
    "штурм",
    "контратак",
    "накат",
    "накот",
    "спроб",
    "намага",
    "пыта",
    "попыт",
)
_CLEARING = ("зачист",)
_DRIVES = ("въех", "заех", "вїх", "в'їх", "заїх", "вкат", "закат")
_COLUMNS = ("колон", "ешелон", "эшелон")
_NOTICED = ("замеч", "поміч")
_GOES_IN = ("зайш", "зашл", "зашел", "заход", "увій", "ввій", "вошл", "вошел")
_FRESH = ("свеж", "свіж")
_MENTIONED = frozenset("йдеться ідеться про мова идёт идет речь о об названі это це".split())
_HEADING = 4  # words and marks of a line that only says where
_PASSED = frozenset(("settlement", "river"))
_TELLING = WEAPONS | {"deny", "failure", "among"}  # words that tell of an event without one of their own
_LONG_HEADING = 8  # of one that begins with the place
_CROSSES = ("переправ", "перебра")
_TRIED = (*_ATTACKED, "ішл", "йшл", "ішов", "йшов", "лез", "полез", "сун", "наступ", "прорв", "прор")


def doubts(sentence: Sentence) -> bool:
    """Say whether a sentence is a remark that the claims before it can't be verified."""
    lexicon = lexicon_of(sentence.lang)
    text = fold(sentence.text)
    if not any(word.rstrip("*").split()[0] in text for cue in ("verify", "unverified") for word in lexicon.cues[cue]):
        return False
    tokens = tokenize(sentence.text, 0, [], lexicon)
    return is_unverified({c for t in tokens for c in t.cues}) and not any(e.frame for t in tokens for e in t.entries)


def infer_speaker(text: str, lang: str) -> Side | None:
    """Tell from its words on whose side a report speaks: whom it calls the enemy, what it calls a liberation.

    Parameters
    ----------
    text : str
        The whole report.
    lang : {"uk", "ru"}
        Its language; a Ukrainian text speaks for Ukraine.

    Returns
    -------
    {"UA", "RU"} or None
        None where no word of a Russian text tells.
    """
    if lang == "uk":
        return "UA"
    lexicon = lexicon_of(lang)
    score = 0
    words = words_of(text)
    for i, word in enumerate(words):
        for entry in lexicon.match(words, i)[1] if len(word) > 2 else ():
            if entry.name in ("speaks_ukraine", "speaks_russia"):
                score += 1 if entry.name == "speaks_ukraine" else -1
    if not score and any(w.startswith(("враг", "вражес")) for w in words) and not _OURS & set(words):
        return "UA"  # where Russian reports say "the adversary"
    return "UA" if score > 0 else "RU" if score < 0 else None


def read_sentence(sentence: Sentence, state: State) -> list[Finding]:
    """Read the claims of one sentence and bring the state of the discourse up to date."""
    if not (sentence.toponyms or state.targets or state.city):
        if ":" in sentence.text[:_OPENING]:  # "Шойгу на совещании: …"
            attribute(Parse(sentence, state, tokenize(sentence.text, sentence.start, [], lexicon_of(sentence.lang))), state)
            if state.claimant_side is None and " " not in (state.claimant or ""):
                state.claimant = None  # "Горько, но так: …"
        return []
    if len(sentence.text) > _LONGEST:
        return [finding for piece in _pieces(sentence) for finding in read_sentence(piece, state)]
    lexicon = lexicon_of(sentence.lang)
    tokens = tokenize(sentence.text, sentence.start, sentence.toponyms, lexicon)
    telling = any(e.frame or e.kind == "actor" or e.name in _TELLING for t in tokens for e in t.entries)
    if not (telling or "+" in sentence.text or " ними" in sentence.text or _tells_how_far(tokens)):
        if sentence.toponyms and (len(tokens) <= _HEADING or _heads(tokens, sentence.lang)):
            state.topic = [t for t in sentence.toponyms[:1] if t.kind == "settlement"]  # "Красногоровка."
        elif tokens[0].toponym is not None and tokens[0].toponym.kind == "settlement":
            state.topic = [tokens[0].toponym]  # "Павловка под Угледаром стоила слишком дорого"
        return []
    return _Reader(Parse(sentence, state, tokens), state).read()


def _tells_how_far(tokens: list[Token]) -> bool:
    """Tell "передовые группы в восьми километрах от Покровска": troops, and how far they are."""
    return any(t.text.startswith(LENGTHS) for t in tokens) and any("troops" in t.cues for t in tokens)


def _heads(tokens: list[Token], lang: str) -> bool:
    """Tell "Северодонецк, сотый день.": a line that begins with a place, names no other, and has no verb."""
    if len(tokens) > _LONG_HEADING or tokens[0].toponym is None or any(t.toponym for t in tokens[1:]):
        return False
    return not any(FINITE[lang].search(t.text) for t in tokens[1:])


def _pieces(sentence: Sentence) -> list[Sentence]:
    """Cut a sentence without end, which no writer but a machine writes, at commas or spaces outside its names."""
    taken = {i for t in sentence.toponyms for i in range(t.start - sentence.start, t.end - sentence.start)}
    cuts = [0]
    while len(sentence.text) - cuts[-1] > _LONGEST:
        window = range(cuts[-1] + _LONGEST, cuts[-1] + _LONGEST // 2, -1)
        free = [i for i in window if i not in taken and sentence.text[i - 1] in ",; "]
        cuts.append(next((i for i in free if sentence.text[i - 1] in ",;"), free[0] if free else cuts[-1] + _LONGEST))
    cuts.append(len(sentence.text))
    return [
        replace(
            sentence,
            text=sentence.text[a:b],
            start=sentence.start + a,
            toponyms=[t for t in sentence.toponyms if a <= t.start - sentence.start and t.end - sentence.start <= b],
        )
        for a, b in pairwise(cuts)
    ]


class _Reader(Certainties):
    """Reads one sentence."""

    def __init__(self, parse: Parse, state: State) -> None:
        super().__init__(parse)
        self.state, self.sentence = state, parse.sentence
        self.places, self.doers = Places(parse, state), Doers(parse, state)

    def read(self) -> list[Finding]:
        """Read clause by clause, then join what one says of another: denials, topics, omitted places."""
        attribute(self.parse, self.state)
        if self.state.speaker_side is None and (speaker := self._threatened()):
            self.parse.speaker = self.doers.speaker = self.state.speaker_side = speaker
        findings: list[Finding] = []
        outer: Side | None = None
        for n, clause in enumerate(self.clauses):
            if self._describes(clause):
                outer = self.doers.last or self.doers.antecedent(clause)
            elif n and clause.separator == "comma" and self._describes(self.clauses[n - 1]):
                self.doers.last = outer  # who acts in a relative clause does not act behind it
            triggers = decide(self.parse, clause, self.doers.last, self.state.actor)
            self.places.assign(clause, triggers, n)
            said = [g for t in triggers if (f := self._finding(clause, t)) is not None for g in self._of_claim(clause, t, f)]
            if not said and (attack := self._beaten(clause)):
                attack.claim.event_type, attack.claim.side = "repelled", other_side(attack.claim.side)
            findings.extend(said)
            self.found = findings
            if not said:
                self.doers.notice(clause)
            if clause.stance == "deny" and not triggers:
                findings.extend(self._denials(n, list(findings or self.state.said)))
        if not findings:
            findings = self._among()
        self._supplied(findings)
        findings = _unique([f for f in findings if not _told_nearer(f, findings)])
        if self.doers.last is not None:
            self.state.actor = self.doers.last
        if self.places.targets:
            self.state.targets = self.places.targets[-1].names
        if findings:
            self.state.said = findings
        if self.sentence.toponyms:
            self.state.topic = [] if findings else self._topic()
        return [] if self.sentence.text.rstrip('»”" ').endswith("?") else findings

    def _among(self) -> list[Finding]:
        """Tell "Серед них – Куп'янськ та Вовчанськ": a list goes on in a sentence of its own."""
        first = self.clauses[0] if self.clauses else None
        if first is None or not self.state.said or "among" not in self.tokens[first.first].cues:
            return []
        listed = [g for g in self.parse.groups if g.slot in ("bare", "in") and not (g.locator or g.titled)]
        names = [name for g in listed for name in g.names if name.kind == "settlement"]
        last = self.state.said[-1]
        alone = all(self.places.only_places(c, _MENTIONED) for c in self.clauses)
        if not (names and alone) or len({p.role for p in last.claim.places}) != 1:
            return []
        role = last.claim.places[0].role
        claim = replace(last.claim, places=[PlaceRole(name, role, None) for name in names], end=self.sentence.end)
        return [replace(last, claim=claim)]

    @staticmethod
    def _describes(clause: Clause) -> bool:
        """Tell a relative clause: "…, где россияне простояли два месяца, …"."""
        return clause.separator == "sub" and bool(clause.cues & {"relative", "where"})

    def _topic(self) -> list[Toponym]:
        """Return the places that a sentence without an event is about: "Новоекономічне поки рано фарбувати", "По Куп'янську"."""
        first = self.clauses[0] if self.clauses else None
        if first is None or not first.groups or first.groups[0].at > first.first + 1 or any(c.triggers for c in self.clauses):
            return []
        return [name for name in first.groups[0].names if name.kind == "settlement" and first.groups[0].slot in _TOPICAL]

    def _of_claim(self, clause: Clause, trigger: Trigger, finding: Finding) -> list[Finding]:
        """Tell a denied claim as claimed, too, where it is said whose it is: "заяви росіян про взяття спростував речник"."""
        claim = finding.claim
        if claim.certainty != "denied" or trigger.kind != "noun" or not claim.claimant_side:
            return [finding]
        before = range(max(clause.first, trigger.at - 4), trigger.at)
        if not any("claims" in self.tokens[i].cues for i in before):
            return [finding]
        for i in before:
            for entry in self.tokens[i].entries:
                side = self.parse.side_of(entry, claim.claimant_side) if entry.kind == "actor" else None
                if side is not None and side != claim.claimant_side and entry.name != "ours":
                    told = replace(
                        claim, certainty="claimed", claimant=self.tokens[i].raw, claimant_side=side, cues=dict(claim.cues)
                    )
                    return [replace(finding, claim=told), finding]
        return [finding]

    def _threatened(self) -> Side | None:
        """Tell who speaks: against whose places "the enemy" acts, whose places "we" hold."""
        found: set[Side] = set()
        for clause in self.clauses:
            named = [
                (entry.side, t.text)
                for i, t in enumerate(self.tokens[clause.first : clause.last], clause.first)
                for entry in t.entries
                if entry.kind == "actor"
                and entry.name in ("enemy", "ours")
                and case_of(t.text, self.lang) in ("nom", "any")
                and not (i and any(e.kind == "actor" for e in self.tokens[i - 1].entries))  # "наши ДРГ"
            ]
            enemy, day = any(side == "enemy" for side, _ in named), self.state.published
            us = any(text in _US for _, text in named)
            if (enemy and any(t.type in _INTRUDES and t.form not in _PASSIVE for t in clause.triggers)) or (
                us and any(t.type in ("control_held", "withdrew") for t in clause.triggers)
            ):
                headed = not clause.groups and clause.separator == "colon" and clause is self.clauses[1]
                where = self.clauses[0].groups if headed else clause.groups
                places = [n.place for g in where if g.slot != "from" or not enemy for n in g.names] or [
                    t.place
                    for t in (self.sentence.toponyms or ([self.state.city] if self.state.city else []))
                    if not enemy and t.kind == "settlement"
                ]
                found |= {
                    side
                    for place in places
                    if place and (side := known_holder(place, day) or (None if enemy else last_holder(place, day)))
                }
            if us and any(t.type == "control_gained" for t in clause.triggers):
                won = [n.place for g in clause.groups for n in g.names if n.place]
                found |= {"RU" if side == "UA" else "UA" for p in won if (side := last_holder(p, day))}
            if enemy and clause.triggers and all(t.type in _AT_HOME for t in clause.triggers):
                theirs = [n.place for g in clause.groups if g.slot != "near" for n in g.names if n.place]
                found |= {"RU" if side == "UA" else "UA" for p in theirs if (side := known_holder(p, self.state.published))}
        return found.pop() if len(found) == 1 else None

    def _finding(self, clause: Clause, trigger: Trigger) -> Finding | None:
        """Make an event a claim; none where it is of no place, or only tells how the event before ended."""
        places = self._roles(trigger)
        moving = trigger.type in MOVES or trigger.type == "reinforcement"
        if not places or not (moving or any(p.role in ("target", "origin") for p in places)):
            return None
        if all(p.role == "origin" for p in places) and not self._goes_out(clause, trigger):
            return None
        if trigger.type in COMING and any(p.role == "origin" for p in places):
            places = [replace(p, role="destination") if p.role == "target" else p for p in places]
        attributive = self._attributive(trigger)
        self._taken_before(clause, trigger, attributive)
        elsewhere = not any(g in clause.groups for g in trigger.groups if self.places.role(trigger, g) != "destination")
        side = self._side(clause, trigger, elsewhere)
        if elsewhere and self._ends_before(clause, trigger, side):
            return None
        if trigger.type == "entered" and RETURN.search(trigger.words.lower()) and self.doers.holders(trigger) == {side} == {"UA"}:
            return None  # they come home
        side = self._reinforcing(clause, trigger, places, side)
        certainty = self.certainty(clause, trigger, side)
        claim = Claim(
            event_type=trigger.type,
            side=None if trigger.type == "fighting" else side,
            places=places,
            start=self.sentence.start,
            end=self.sentence.end,
            certainty=certainty,
            claimant=clause.claimant if clause.stance else None,
            claimant_side=clause.claimant_side if clause.stance and clause.claimant else None,
            background=attributive or self.is_background(clause, trigger),
            cues=self._cues(clause, trigger, side, certainty),
        )
        subject = clause.separator == "sub" and trigger.form in ("past", "pres")  # "заперечує, що підірвала": he is the subject
        if clause.stance == "deny" and clause.claimant and clause.claimant_side and self._speaks(clause.claimant) and not subject:
            self._turn(claim, clause)
        word = self.tokens[trigger.at]
        return Finding(claim, (word.start, word.end), self._span(clause), self._end(clause))

    def _roles(self, trigger: Trigger) -> list[PlaceRole]:
        """Give the places of an event their roles; a town that is passed and no other named is the target."""
        places = [PlaceRole(name, self.places.role(trigger, g), g.relation) for g in trigger.groups for name in g.names]
        if trigger.type in ("advance", "entered") and all(p.role == "via" and p.toponym.kind in _PASSED for p in places):
            return [replace(p, role="target") for p in places]  # "прослизнути через Рижівку", "лізуть через Оскіл"
        return places

    def _goes_out(self, clause: Clause, trigger: Trigger) -> bool:
        """Read a move of which only the origin is known as a withdrawal; tell whether it may be one."""
        if trigger.type == "advance" and trigger.words.lower().startswith(_CROSSES):
            trigger.type = "withdrew"  # "последние части переправились из Берислава"
        if trigger.type not in ("entered", "reinforcement"):
            return trigger.type != "advance" or trigger.form != "part"  # "поразили колонну, двигавшуюся из …"
        from_bank = any(t.text.startswith("берег") for t in self._words(clause))
        if trigger.type == "entered" or (trigger.kind == "verb" and not from_bank):
            return False
        trigger.type = "withdrew"  # "переброска войск из Херсона"
        return True

    def _attributive(self, trigger: Trigger) -> bool:
        """Tell a participle that only describes the place it stands before."""
        return trigger.form == "part" and any(
            g.places and 0 < g.places[0] - trigger.at <= 3 and not self._predicate(trigger, g) for g in trigger.groups
        )

    def _taken_before(self, clause: Clause, trigger: Trigger, attributive: bool) -> None:
        """Read what is taken around a place as an advance, and what has been taken as held."""
        around = all(g.slot == "near" or (g.slot == "from" and g.relation) for g in trigger.groups)
        cleared = trigger.kind == "noun" and trigger.words.lower().startswith(_CLEARING)  # "зачистка леса у Терновой"
        if trigger.type == "control_gained" and around and (trigger.kind == "verb" or cleared):
            trigger.type = "advance"
        if trigger.frame.name == "ours" and trigger.type == "control_gained":
            # "Рубіжне під контролем окупантів, Лисичанськ наш", "західна частина міста наша"
            beside = clause.separator in ("comma", "conj") and self.found and self.found[-1].claim.event_type == "control_held"
            lead = self.tokens[max(clause.first, trigger.at - 3) : trigger.at]
            in_part = any("part" in t.cues for t in lead) and trigger.words.lower() not in _OUR_MEN
            trigger.type = "control_held" if beside or in_part else trigger.type
        done = trigger.frame.name in ("take", "occupy") and trigger.form in ("part", "short")
        if done and (attributive or clause.cues & {"now", "half"}):
            trigger.type = "control_held"

    def _side(self, clause: Clause, trigger: Trigger, elsewhere: bool) -> Side | None:
        """Tell whose doing an event is: those who leave what was just taken are the others."""
        side = trigger.side or self.doers.doer(clause, trigger)
        if trigger.type == "withdrew" and self._leave_what_is_taken(clause, side):
            return other_side(side)
        if trigger.type != "withdrew" or not (elsewhere or "garrison" in clause.cues):
            return side
        if not self.parse.actors(clause) or self._named(clause):
            return side
        gains = LOCATED | {"advance"} if clause.separator in ("comma", "conj") else LOCATED
        taken = any(f.claim.event_type in gains and f.claim.side == side for f in self.found)
        return other_side(side) if taken else side  # "Лиман под контролем, остатки бригады отходят"

    def _leave_what_is_taken(self, clause: Clause, side: Side | None) -> bool:
        """Tell "область освобождена, последние колонны ушли": troops without a side leave what this side has just taken."""
        last = self.found[-1].claim if self.found else None
        if last is None or clause.separator != "comma" or "troops" not in clause.cues or self._named(clause):
            return False
        return last.event_type == "control_gained" and last.side == side and last.certainty not in ("denied", "predicted")

    def _ends_before(self, clause: Clause, trigger: Trigger, side: Side | None) -> bool:
        """Tell whether an event without a place of its own only says how the one before ended: an attack that failed."""
        last = self.found[-1].claim if self.found else None
        if trigger.frame.name == "oust" and last is not None and last.event_type == "advance" and last.side == other_side(side):
            last.event_type, last.side = "repelled", side  # "прорвавшийся к селу противник выбит"
            return True
        if trigger.type == "repelled":
            gained = last is not None and last.event_type == "control_gained"
            return gained and verb_form(self.tokens[trigger.at].text, self.lang) == "ger"  # "освободили …, отогнав захватчиков"
        if trigger.type == "withdrew":
            if self._repulsed(side):
                return True
            attack = self._attacked(side) or self._beaten(clause)
            if attack is not None:
                attack.claim.event_type, attack.claim.side = "repelled", other_side(side)  # "штурмували … і відкотилися"
            return attack is not None
        if trigger.type != "control_held" or trigger.kind != "verb" or last is None or not clause.cues & {"posts", "line"}:
            return False
        if last.event_type == "advance" and last.side == other_side(side):
            last.event_type, last.side = "repelled", side  # "ворог контратакував, наші втримали позиції"
        return last.event_type == "repelled"

    def _reinforcing(self, clause: Clause, trigger: Trigger, places: list[PlaceRole], side: Side | None) -> Side | None:
        """Read those who come to where their own side is as a reinforcement; tell whose it is."""
        if (
            trigger.type == "entered"
            and self._is_column(clause, trigger)
            and all(p.toponym.place and p.toponym.place.country == "UA" for p in places)
            and len(holders := self.doers.holders(trigger)) == 1
            and (holders == {side} or not (self._named(clause) or any(t.text.startswith("наш") for t in self._words(clause))))
        ):
            trigger.type = "reinforcement"  # "в Бердянск зашла колонна техники"
            side = next(iter(holders))
        fresh = trigger.type in ("advance", "entered") and any(t.text.startswith(_FRESH) for t in self._words(clause))
        if fresh and not self._named(clause) and trigger.kind == "verb":
            trigger.type = "reinforcement"  # "зашли свежие роты"
            holders = self.doers.holders(trigger)
            if holders:
                side = holders.pop() if len(holders) == 1 else None
        comes = trigger.frame.name == "go" or trigger.words.lower().startswith(_COMES)
        if comes and trigger.type == "advance" and self.doers.holders(trigger) == {side}:
            trigger.type = "reinforcement"
        return side

    def _is_column(self, clause: Clause, trigger: Trigger) -> bool:
        """Tell a column, or vehicles that are seen or drive in."""
        words = trigger.words.lower()
        if words.startswith(_DRIVES) or ("equipment" in clause.cues and words.startswith((*_NOTICED, *_GOES_IN))):
            return True
        return any(t.text.startswith(_COLUMNS) for t in self._words(clause))

    def _end(self, clause: Clause) -> int:
        """Return where what is said of an event ends: at the next clause that only describes, or with the sentence."""
        behind = (c for c in self.clauses if c.first >= clause.last and c.separator == "sub")
        return next((self.tokens[c.first].start for c in behind), self.sentence.end)

    def _predicate(self, trigger: Trigger, group: Group) -> bool:
        """Tell "дорога перерізана біля Лимана" from "у звільненому Лимані" and "евакуйованих із Лимана"."""
        nominative = self.tokens[trigger.at].text.endswith(("а", "е", "і", "ий"))
        return nominative and group.slot != "bare" and group.at == trigger.at + 1

    def _speaks(self, claimant: str) -> bool:
        """Tell one who may be the subject of a denial from "взятие Бахмута Россией" and from a brigade of either side."""
        return not (INSTRUMENTAL.search(fold(claimant)) or any(self.parse.is_neutral(i) for i in self.parse.quoted))

    def _at(self, clause: Clause) -> range:
        return range(clause.first, clause.last)

    def _words(self, clause: Clause) -> list[Token]:
        return self.tokens[clause.first : clause.last]

    def _span(self, clause: Clause) -> tuple[int, int]:
        return self.tokens[clause.first].start, self.tokens[clause.last - 1].end

    def _attacked(self, side: Side | None) -> Finding | None:
        """Return the attack before, if those who fall back made it."""
        last = self.found[-1] if self.found else None
        if last is None or last.claim.event_type != "advance" or last.claim.side != side:
            return None
        return last if fold(last.claim.cues["type"]).startswith(_ATTACKED) else None

    def _beaten(self, clause: Clause) -> Finding | None:
        """Return the attack just told that a clause without a place says has failed: "…, но их сожгли на подходе"."""
        if clause.groups or "failure" not in clause.cues:
            return None
        apart = not self.found and clause.separator == "start"  # "… здійснив п'ять спроб. Усі вони марні."
        last = next(iter((self.state.said if apart else self.found)[-1:]), None)
        if last is None or last.claim.event_type != "advance":
            return None
        back = any(t.text.startswith(("откат", "відкот", "отступ", "відступ")) for t in self._words(clause))
        tried = last.claim.certainty in ("reported", "claimed") and fold(last.claim.cues["type"]).startswith(_TRIED)
        joined = clause.separator in ("comma", "conj", "dash", "strong")
        return last if (tried or back) and (joined or (apart and clause.last == len(self.tokens))) else None

    def _named(self, clause: Clause) -> bool:
        """Tell whether a clause names a side, and not only "troops" or "a brigade"."""
        return any(not self.parse.is_sideless(i) for i, _, _ in self.parse.actors(clause))

    def _repulsed(self, side: Side | None) -> bool:
        """Tell whether those who fall back have just been repelled: they leave no place that they held."""
        last = self.found[-1:] or self.state.said[-1:]
        return any(f.claim.event_type == "repelled" and f.claim.side == other_side(side) for f in last)

    def _cues(self, clause: Clause, trigger: Trigger, side: Side | None, certainty: Certainty) -> dict[str, str]:
        """Return the words that made the type, the side, the place and the certainty."""
        cues = {"type": trigger.words, "place": ", ".join(name.surface for g in trigger.groups for name in g.names)}
        actor = next((self.tokens[i].raw for i, s, _ in self.parse.actors(clause) if s == side), None)
        if trigger.type == "flag_raised" and clause.cues & {"flag_ua", "flag_ru"}:
            actor = trigger.words  # its colours
        if actor and trigger.type != "fighting":
            cues["side"] = actor
        wanted = {"predicted": ("irrealis", "conditional", "tobe"), "confirmed": ("geolocated", "confirm"), "denied": ("deny",)}
        sure = [
            t.raw
            for c in self.clauses
            for t in self.tokens[c.first : c.last]
            if t.cues & set(wanted.get(certainty, ("speech", "source")))
        ]
        if certainty != "reported" and (sure or clause.claimant):
            cues["certainty"] = sure[0] if sure else clause.claimant or ""
        return cues

    def _denials(self, n: int, findings: list[Finding]) -> Iterator[Finding]:
        """Repeat the claim before as denied: "Україна це заперечує"; what is told of only as a report is not repeated."""
        clause, before = self.clauses[n], self.clauses[n - 1] if n else None
        topic = (
            self.clauses[n - 2] if before and n > 1 and before.separator == "sub" else before
        )  # "повідомлення, що …, – брехня"
        words = self.tokens[topic.first : topic.last] if topic else []
        reported = topic is not None and ("claims" in topic.cues or words[0].text in ("то", "те"))
        if before and clause.separator == "dash" and before.triggers and all(t.kind == "noun" for t in before.triggers):
            reported = True  # "выход россиян к городу – ложь"
        if "negation" in clause.cues and any(
            self.parse.is_negated(i) and "deny" in self.tokens[i].cues for i in self._at(clause)
        ):
            return  # "не фейк"
        if topic is not None and "claims" in topic.cues and not topic.triggers and before is topic:
            return  # "Кринки за нами, заяви ворога – брехня"
        told = [f for f in findings if before and reported and f.clause == self._span(before)]
        for finding in told:
            finding.claim.certainty = "denied"  # "повідомлення про здачу – брехня"
            self._turn(finding.claim, clause)
            for other in findings:
                if finding.claim.event_type == "withdrew" and other.claim.event_type == "control_gained":
                    kept = other.claim.side == finding.claim.side and _places(finding) <= _places(other)
                    other.claim.event_type = "control_held" if kept else "control_gained"  # who denies that he left holds it
        others = [f for f in findings if f.claim.claimant is None or f.claim.claimant != clause.claimant] or findings
        for finding in [] if told else findings:
            claim = finding.claim
            if claim.claimant is not None and claim.claimant == clause.claimant and claim.side != clause.claimant_side:
                claim.certainty = "denied"  # "захоплення – вигадка, каже речник": he tells of it to deny it
            elif claim.certainty not in ("denied", "predicted") and claim.claimant == others[-1].claim.claimant:
                denied = replace(
                    claim, certainty="denied", claimant=clause.claimant, claimant_side=clause.claimant_side, cues=dict(claim.cues)
                )
                if claim.claimant is None and clause.claimant is None:
                    self._turn(denied, clause)
                elif finding in self.state.said and clause.claimant_side in ("UA", "RU") and claim.claimant_side is None:
                    self._turn(claim, clause)
                    self._turn(denied, clause)
                yield replace(finding, claim=denied)

    def _turn(self, claim: Claim, clause: Clause) -> None:
        """Give a denied deed of nobody named to the other side: nobody denies what he has gained ("взяли? Нет")."""
        denier = clause.claimant_side or self.parse.speaker
        if claim.event_type in _DEEDS and "side" not in claim.cues and claim.side == denier:
            claim.side = other_side(claim.side)

    @staticmethod
    def _supplied(findings: list[Finding]) -> None:
        """Give a supply line to the side that it is cut for."""
        for cut in findings:
            for line in findings:
                if cut.claim.event_type == "supply_cut" and line.claim.event_type == "supply_route" and cut.claim.side:
                    line.claim.side = other_side(cut.claim.side)


def _places(finding: Finding) -> set[str]:
    return {p.toponym.place.place_id if p.toponym.place else p.toponym.surface for p in finding.claim.places}


def _told_nearer(finding: Finding, findings: list[Finding]) -> bool:
    """Say whether another claim of the sentence tells the same of a town in the region, or calls the attack a strike."""
    claim = finding.claim
    if claim.event_type == "control_held" and claim.certainty == "reported" and _PAST.search(claim.cues["type"]):
        taken = [f for f in findings if f.claim.event_type == "control_gained" and f.claim.side == other_side(claim.side)]
        if any(_places(finding) == _places(f) and f.claim.certainty == "reported" for f in taken):
            return True  # "Лиман, який росіяни утримували з травня, звільнено"
    for other in (f.claim for f in findings if f is not finding and f.claim.side == claim.side):
        if claim.event_type == "advance" and other.event_type == "supply_cut" and len(claim.places) > 1:
            return _places(finding) == {p.toponym.place.place_id if p.toponym.place else p.toponym.surface for p in other.places}
        if claim.event_type == "advance" and other.event_type == "strike" and fold(claim.cues["type"]).startswith("атак"):
            return _places(finding) <= {p.toponym.place.place_id if p.toponym.place else p.toponym.surface for p in other.places}
        if claim.event_type == "control_held" and other.event_type == "withdrew" and _PAST.search(claim.cues["type"]):
            return _places(finding) <= {p.toponym.place.place_id if p.toponym.place else p.toponym.surface for p in other.places}
        if other.event_type != claim.event_type or other.certainty != claim.certainty:
            continue
        regions = {
            p.toponym.place.admin1 or p.toponym.place.name for p in claim.places if p.toponym.place and p.toponym.kind == "oblast"
        }
        towns = {p.toponym.place.admin1 for p in other.places if p.toponym.place and p.toponym.kind == "settlement"}
        if len(regions) == 1 and len(claim.places) == 1 and towns == regions:
            return True
    return False


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
