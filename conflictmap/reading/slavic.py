"""The clause reader of Ukrainian and Russian: a small grammar over the stems of `lexicon/events_uk.toml` and `events_ru.toml`.

Word order is free in both languages, so a clause is read as a set: its triggers (words that name an event), its places, each
with the slot that its preposition and case give it, and its actors, whose case tells the doer from the one it is done to.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import cast

from conflictmap.model import Certainty, Claim, PlaceRole, Role, Side, Toponym
from conflictmap.reading.discourse import Finding, Sentence, State
from conflictmap.reading.holders import known_holder
from conflictmap.reading.lexicon import Entry
from conflictmap.reading.slavic_clauses import REGIONS, Clause, Group, Parse, Trigger, is_region_word, other_side
from conflictmap.reading.slavic_events import decide, follows
from conflictmap.reading.slavic_quotes import attribute
from conflictmap.reading.slavic_words import INSTRUMENTAL, case_of, fold, lexicon_of, tokenize, words_of

__all__ = ["doubts", "infer_speaker", "read_sentence"]

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
# relatives that may be the subject of their clause
_WHO = frozenset("який яка які що который которая которые".split())
# code points; a longer sentence is read in pieces, for the time of one grows with its square
_LONGEST = 4000
# where a bare name is the object, the others only say where it lies
_LOCATED = frozenset(("control_gained", "control_held"))
_MOVES = frozenset(("withdrew", "evacuation"))
_ROUTES = frozenset(("supply_cut", "supply_route"))
_INTRUDES = frozenset(("entered", "control_gained", "strike"))
_AWAY = frozenset(("to", "toward", "behind"))
_ATTACKED = ("атак", "штурм", "контратак", "накат", "накот", "спроб", "намага", "пыта", "попыт")
_DRIVEN = re.compile("^(?:відкин|відігн|відтісн|відсун|отброс|отброш|отогн|оттесн)")
_NATION = re.compile("україн|украин|росі|росси")
_WE = {"uk": re.compile(r"[аеиєяу]?[еєи]мо(?:ся|сь)?$"), "ru": re.compile(r"[еёи]м(?:ся)?$")}


def doubts(sentence: Sentence) -> bool:
    """Say whether a sentence is a remark that the claims before it can't be verified."""
    lexicon = lexicon_of(sentence.lang)
    text = fold(sentence.text)
    if not any(word.rstrip("*").split()[0] in text for cue in ("verify", "unverified") for word in lexicon.cues[cue]):
        return False
    tokens = tokenize(sentence.text, 0, [], lexicon)
    return _unverified({c for t in tokens for c in t.cues}) and not any(e.frame for t in tokens for e in t.entries)


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
    for i in range(len(words)):
        for entry in lexicon.match(words, i)[1]:
            if entry.name in ("speaks_ukraine", "speaks_russia"):
                score += 1 if entry.name == "speaks_ukraine" else -1
    return "UA" if score > 0 else "RU" if score < 0 else None


def read_sentence(sentence: Sentence, state: State) -> list[Finding]:
    """Read the claims of one sentence and bring the state of the discourse up to date."""
    if not (sentence.toponyms or state.targets or state.city):
        return []
    if len(sentence.text) > _LONGEST:
        return [finding for piece in _pieces(sentence) for finding in read_sentence(piece, state)]
    lexicon = lexicon_of(sentence.lang)
    tokens = tokenize(sentence.text, sentence.start, sentence.toponyms, lexicon)
    if not any(e.frame or e.kind == "actor" or "deny" in t.cues for t in tokens for e in t.entries):
        return []
    return _Reader(Parse(sentence, state, tokens), state).read()


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


class _Reader:
    """Reads one sentence."""

    def __init__(self, parse: Parse, state: State) -> None:
        self.parse, self.state = parse, state
        self.sentence, self.tokens, self.lang = parse.sentence, parse.tokens, parse.lang
        self.speaker, self.groups, self.clauses = parse.speaker, parse.groups, parse.clauses
        self.targets: list[Group] = []  # of the event before
        self.road = False  # they are the ends of a road: nothing happens there
        self.doer: Side | None = None  # who acted last
        self.found: list[Finding] = []  # in the clauses before

    def read(self) -> list[Finding]:
        """Read clause by clause, then join what one says of another: denials, topics, omitted places."""
        attribute(self.parse, self.state)
        if self.state.speaker_side is None and (speaker := self._threatened()):
            self.parse.speaker = self.state.speaker_side = speaker
        findings: list[Finding] = []
        for n, clause in enumerate(self.clauses):
            triggers = decide(self.parse, clause, self.doer, self.state.actor)
            self._assign(clause, triggers, n)
            said = [f for t in triggers if (f := self._finding(clause, t)) is not None]
            findings.extend(said)
            self.found = findings
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

    def _threatened(self) -> Side | None:
        """Tell who speaks by whose places "the enemy" enters or shells."""
        found: set[Side] = set()
        for clause in self.clauses:
            enemies = [
                t for t in self.tokens[clause.first : clause.last] for e in t.entries if e.kind == "actor" and e.side == "enemy"
            ]
            if any(case_of(t.text, self.lang) == "nom" for t in enemies) and any(t.type in _INTRUDES for t in clause.triggers):
                names = [name for g in clause.groups if g.slot in ("in", "into", "by", "bare") for name in g.names]
                found |= {side for n in names if n.place and (side := known_holder(n.place, self.state.published))}
        return found.pop() if len(found) == 1 else None

    def _assign(self, clause: Clause, triggers: list[Trigger], n: int) -> None:
        """Give every group of places to the trigger that takes it best, and to a trigger without one what it leaves out."""
        for group in clause.groups:
            if group.titled or (group.locator and not any(t.type in _ROUTES for t in triggers)):
                continue
            best: Trigger | None = None
            most = 0
            for trigger in triggers:
                fits = _FIT[trigger.type]
                fit = fits.get(group.slot, fits.get("in", 0) if group.slot == "into" else 0)
                if (group.slot, trigger.frame.name) in (("bare", "reach"), ("in", "reach"), ("near", "ours")):
                    fit = 0
                if group.slot == "along":
                    fit = 2 if trigger.type in ("advance", "repelled", "fighting") and group.names[0].kind == "settlement" else 0
                if group.slot == "from" and (
                    trigger.frame.name == "oust"
                    or (trigger.type in _ROUTES and self.tokens[group.at - 1].cues & {"route", "line"})
                ):
                    fit = 4
                if group.at > trigger.at and group.slot in _AWAY and self._driven_off(clause, trigger):
                    fit = 0
                if trigger.frame.name == "leave" and group.slot in ("to", "into", "toward", "behind", "on"):
                    fit = 0  # what is given up is no way to somewhere
                if trigger.form == "part" and group.at - trigger.at > 4:
                    fit = 0  # "з окупованого Енергодара евакуюють … ЗАЕС": it stands before what it describes
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
        lines = [g for t in triggers if t.type == "supply_route" for g in t.groups]
        for trigger in triggers:
            if trigger.frame.name == "cut" and not trigger.groups:
                trigger.groups = list(lines)  # "останній шлях постачання до … перекрито"
            if trigger.frame.name == "cut" and not trigger.groups:
                relative = [c for c in self.clauses[n + 1 : n + 2] if c.separator == "sub" and not c.triggers]
                trigger.groups = [
                    g for c in relative for g in c.groups if g.slot in ("bare", "from", "to")
                ]  # "міст, що з'єднує …"
            self._select(trigger)
            listed = self._listed(n)
            if listed and all(g.names[0].kind in REGIONS for g in trigger.groups):
                trigger.groups = listed  # "п'ять сіл району: …"
            elif listed and trigger is triggers[-1] and self.clauses[n + 1].separator == "strong":
                trigger.groups = [*trigger.groups, *listed]  # "… Харківської області; …, … Сумської області"
            if not trigger.groups and self._driven_off(clause, trigger):
                continue
            goal = "destination" if trigger.type in _MOVES else "origin" if trigger.type in ("advance", "entered") else ""
            if all(self._role(trigger, g) == goal for g in trigger.groups):
                trigger.groups = [*self._omitted(clause, trigger, n), *trigger.groups]
            if trigger.type == "supply_cut" and trigger.groups and all(g.names[0].kind == "river" for g in trigger.groups):
                # a bridge over a river stands at a place, too
                trigger.groups = [*trigger.groups, *self._omitted(clause, trigger, n)]
            hither = [name for g in self.targets[-1:] for name in g.names] or self.state.targets
            if "hither" in clause.cues and trigger.type in {*_MOVES, "reinforcement"} and hither:
                trigger.groups = [*trigger.groups, Group("to", None, -1, [], list(hither))]  # "сюди евакуювали людей"
            targets = [g for g in trigger.groups if self._role(trigger, g) == ("origin" if trigger.type in _MOVES else "target")]
            if targets:
                self.targets = targets
                self.road = trigger.type in _ROUTES and len(targets[0].names) > 1

    @staticmethod
    def _driven_off(clause: Clause, trigger: Trigger) -> bool:
        """Tell "отброшены в сторону Храповщины": that is where they are driven to, and nothing was attacked there."""
        away = any(g.at > trigger.at and g.slot in _AWAY for g in clause.groups)
        return away and trigger.frame.name == "repel" and _DRIVEN.search(trigger.words.lower()) is not None

    def _listed(self, n: int) -> list[Group]:
        """Return the places of a list that follows a clause: behind a colon, "among them", or a semicolon."""
        found: list[Group] = []
        for k, clause in enumerate(self.clauses[n + 1 :]):
            among = clause.separator == "sub" and "among" in clause.cues
            if clause.triggers or not clause.groups or any(g.slot not in ("bare", "in") for g in clause.groups):
                break
            if not (
                among or (k == 0 and clause.separator == "colon") or (clause.separator == "strong" and self._only_places(clause))
            ):
                break
            found += [g for g in clause.groups if not g.locator]
        return found

    def _only_places(self, clause: Clause) -> bool:
        """Tell whether a clause holds nothing but names of places and the words between them."""
        known = {"filler", "conj", "in"}
        words = [t for t in self.tokens[clause.first : clause.last] if t.word and t.toponym is None and not t.covered]
        return all(t.cues & known or is_region_word(t) for t in words)

    def _select(self, trigger: Trigger) -> None:
        """Leave out what only says where the object lies."""
        groups = trigger.groups
        if any(g.slot != "along" for g in groups):
            groups = [g for g in groups if g.slot != "along"]
        if any(g.names[0].kind == "settlement" for g in groups) and trigger.type not in ("advance", "withdrew", *_ROUTES):
            groups = [g for g in groups if g.names[0].kind != "river" or g.slot not in ("on", "in")]  # "на берегу Оскола … у …"
        if trigger.type in _MOVES and any(g.slot == "from" for g in groups):
            groups = [g for g in groups if g.slot != "bare"]
        if trigger.type == "evacuation" and any(
            g.at > trigger.at and g.names[0].kind not in REGIONS and self._role(trigger, g) == "origin" for g in groups
        ):
            # "власти области вывозят жителей из …"
            groups = [g for g in groups if g.at > trigger.at or g.slot != "bare" or g.names[0].kind not in REGIONS]
        if trigger.type in _LOCATED and any(g.slot == "bare" for g in groups):
            groups = [g for g in groups if g.slot == "bare"]
        if trigger.type in ("withdrew", "advance", "entered") and any(g.at > trigger.at for g in groups):
            groups = [g for g in groups if g.at > trigger.at or g.slot not in ("near", "in") or g.names[0].kind in REGIONS]
        if any(g.names[0].kind not in REGIONS for g in groups):
            reached = trigger.type == "reinforcement"
            groups = [
                g
                for g in groups
                if g.names[0].kind not in REGIONS
                or trigger.type == "evacuation"
                or (reached and g.slot in ("on", "into", "to") and g.at > trigger.at)
            ]
        trigger.groups = groups

    def _omitted(self, clause: Clause, trigger: Trigger, n: int) -> list[Group]:
        """Return the places that a clause leaves out because another has named them."""
        cues, kind = clause.cues, trigger.type
        anaphor = bool(cues & {"city", "there", "it", "which"})
        spoken = any(c.cues & {"city", "there"} for c in self.clauses[: n + 1])
        spoken = spoken or (kind == "entered" and bool(cues & {"part", "outskirts"}))
        fresh = [g for g in self.groups if g.places[-1] < clause.first and not g.locator and g.names[0].kind == "settlement"]
        if (
            clause.separator == "sub"
            and cues & {"there", "which", "where", "relative"}
            and (near := [g for g in self.groups if g.places[-1] < clause.first])
        ):
            return [replace(near[-1], slot="bare", relation=None)]
        if (
            n > 1
            and clause.separator == "comma"
            and self.clauses[n - 1].separator == "sub"
            and not (self.clauses[n - 2].triggers or self.parse.has_verb(self.clauses[n - 2]))
        ):
            left = [g for g in self.clauses[n - 2].groups if not (g.locator or g.titled) and g.slot in _FIT[kind]]
            if left:
                return left  # "по узлу Лозовая, где …, отработали …"
        ahead = self.clauses[n + 1 : n + 2]
        inserted = [c for c in self.clauses[n + 1 : n + 3] if not ("source" in c.cues and not c.triggers)]
        if n + 1 < len(self.clauses) and "source" in self.clauses[n + 1].cues:
            ahead = inserted[:1]  # "бої, за словами Гайдая, перемістилися до …"
            if ahead and not ahead[0].triggers and ahead[0].groups:
                return ahead[0].groups
        if kind in ("repelled", "strike", "fighting") and not anaphor and ahead and not ahead[0].triggers:
            found = [g for g in ahead[0].groups if g.slot in ("near", "in")]
            if found:
                return found
        shared = ahead and ahead[0].separator == "conj" and not self.parse.actors(ahead[0])
        if shared and kind != "flag_raised" and not self.targets and not fresh and "area" not in cues:
            shared_places = [g for g in ahead[0].groups if g.slot == "bare"]
            if shared_places:
                return shared_places
        titled = [g for g in clause.groups if g.titled and g.names[0].kind == "settlement"]
        if titled and (kind == "evacuation" or (kind == "strike" and "city" in cues)):
            return titled[:1]  # "міський голова Ізюма закликав людей виїхати"
        before = self.clauses[n - 1] if n == 1 else None
        if kind == "strike" and clause.separator == "colon" and before and not before.triggers and not before.speech:
            return before.groups[:1]  # "Макіївка: удар по …"
        if not anaphor and (
            "area" in cues
            or kind in ("reinforcement", "supply_route")
            or (trigger.kind == "noun" and kind in ("advance", "strike"))
            or (trigger.frame.name == "reach" and "outskirts" not in cues)
            or (trigger.frame.name == "foothold" and "line" in cues)
            or (kind in _LOCATED and self.parse.has_object(clause, trigger))
            or (
                kind == "strike"
                and (clause.separator not in ("colon", "dash", "conj") or "by" in cues)
                and not (fresh and "target" in cues)  # "в Харкові світло, удар був по ТЕЦ"
            )
        ):
            return []
        if self._unresolved(clause) or self._others(clause):
            return []
        targets = [g for g in self.targets if kind in _ROUTES or not (self.road or _is_line(g.names[0]))]
        if not cues & {"there", "it"}:
            targets = [g for g in targets if g.names[0].kind not in REGIONS]
        if self.road and kind not in _ROUTES:
            fresh = [g for g in fresh if g not in self.targets]
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
            return [Group("bare", None, -1, last[-1].places[-1:], last[-1].names[-1:])]
        if last:
            chosen = (
                last[-1]
                if not (anaphor and fresh and self.targets and "city" in cues)
                else max(last[-1], fresh[-1], key=lambda g: g.at)
            )
            return [replace(chosen, slot="bare", relation=chosen.relation if chosen.slot == "near" else None)]
        counted = kind == "repelled" and any(
            t.raw[0].isdigit() or "number" in t.cues for t in self.tokens[clause.first : clause.last]
        )
        if kind == "flag_raised" and ahead and not ahead[0].triggers:
            over = [g for g in ahead[0].groups if g.slot not in ("via", "from", "by") and g.names[0].kind == "settlement"]
            if over:
                return over[:1]
        if anaphor or spoken or (kind in ("flag_raised", "evacuation", "withdrew", "repelled") and not counted):
            names = self.state.targets or ([self.state.city] if self.state.city else [])
            if names:
                return [Group("bare", None, -1, [], list(names))]
        return []

    def _others(self, clause: Clause) -> bool:
        """Tell "сёла южнее держим": villages beside the one that was named."""
        tokens = self.tokens[clause.first : clause.last]
        return any("city" in a.cues and b.text.endswith(("ніше", "нее")) for a, b in pairwise(tokens))

    def _unresolved(self, clause: Clause) -> bool:
        """Tell whether a clause names a place that nobody knows ("просунувся в Уланах"): nothing is left out then."""
        tokens = self.tokens
        return any(
            tokens[i].raw[0].isupper()
            and tokens[i].toponym is None
            and not tokens[i].entries
            and not tokens[i].raw.isupper()
            and tokens[i - 1].cues & {"in", "near", "to", "from", "toward"}
            and "source" not in clause.cues
            and not clause.speech
            for i in range(max(1, clause.first), clause.last)
        )

    def _role(self, trigger: Trigger, group: Group) -> Role:
        slot = group.slot
        if trigger.type in _MOVES:
            return "destination" if slot in ("to", "into", "behind", "toward", "on") else "origin"
        if slot == "from" and trigger.type in ("advance", "entered", "reinforcement"):
            return "origin"
        if trigger.type == "reinforcement":
            return "destination"
        return "via" if slot == "via" and trigger.type in ("advance", "entered") else "target"

    def _finding(self, clause: Clause, trigger: Trigger) -> Finding | None:
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
        elsewhere = not any(g in clause.groups for g in trigger.groups)
        someone = bool(self.parse.actors(clause)) and not self._named(clause)
        if trigger.type == "withdrew" and someone and (elsewhere or "garrison" in clause.cues):
            taken = [f for f in self.found if f.claim.event_type in ("control_gained", "control_held") and f.claim.side == side]
            if taken:
                side = other_side(side)  # "Лиман под контролем, остатки бригады отходят"
        if trigger.type == "withdrew" and elsewhere and self._repulsed(side):
            return None
        if trigger.type == "withdrew" and elsewhere and (attack := self._attacked(side)):
            attack.claim.event_type, attack.claim.side = "repelled", other_side(side)  # "штурмували … і відкотилися"
            return None
        if trigger.frame.name == "go" and self._holders(trigger) == {side}:
            trigger.type = "reinforcement"
        certainty = self._certainty(clause, trigger, side)
        claim = Claim(
            event_type=trigger.type,
            side=None if trigger.type == "fighting" else side,
            places=places,
            start=self.sentence.start,
            end=self.sentence.end,
            certainty=certainty,
            claimant=clause.claimant if clause.stance else None,
            claimant_side=clause.claimant_side if clause.stance and clause.claimant else None,
            background=attributive or self._past(clause, trigger),
            cues=self._cues(clause, trigger, side, certainty),
        )
        tokens = self.tokens
        return Finding(
            claim,
            (tokens[trigger.at].start, tokens[trigger.at].end),
            (tokens[clause.first].start, tokens[clause.last - 1].end),
            next(
                (tokens[c.first].start for c in self.clauses if c.first >= clause.last and c.separator == "sub"),
                self.sentence.end,
            ),
        )

    def _attacked(self, side: Side | None) -> Finding | None:
        """Return the attack before, if those who fall back made it."""
        last = self.found[-1] if self.found else None
        if last is None or last.claim.event_type != "advance" or last.claim.side != side:
            return None
        return last if fold(last.claim.cues["type"]).startswith(_ATTACKED) else None

    def _named(self, clause: Clause) -> bool:
        """Tell whether a clause names a side, and not only "troops" or "a brigade"."""
        return any(not self.parse.is_neutral(i) for i, _, _ in self.parse.actors(clause))

    def _repulsed(self, side: Side | None) -> bool:
        """Tell whether those who fall back have just been repelled: they leave no place that they held."""
        last = self.found[-1:] or self.state.said[-1:]
        return any(f.claim.event_type == "repelled" and f.claim.side == other_side(side) for f in last)

    def _cues(self, clause: Clause, trigger: Trigger, side: Side | None, certainty: Certainty) -> dict[str, str]:
        """Return the words that made the type, the side, the place and the certainty."""
        cues = {"type": trigger.words, "place": ", ".join(name.surface for g in trigger.groups for name in g.names)}
        actor = next((self.tokens[i].raw for i, s, _ in self.parse.actors(clause) if s == side), None)
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

    def _past(self, clause: Clause, trigger: Trigger) -> bool:
        """Tell whether an event is told as background."""
        lead = " ".join(t.text for t in self.tokens[max(0, clause.first - 3) : clause.first])
        after = clause.separator in ("sub", "comma") and lead.startswith(("після того", "после того"))
        told = [
            i
            for i in range(clause.first, clause.last)
            if "background" in self.tokens[i].cues and ("after" not in self.tokens[i].cues or self._next_event(i) == trigger.at)
        ]
        if trigger.type == "strike" and trigger.kind == "noun" and all("after" in self.tokens[i].cues for i in told):
            return False  # "горит после удара": the news is the strike
        return after or bool(told and trigger.form != "pres" and "now" not in clause.cues)

    def _next_event(self, i: int) -> int | None:
        """Return the word of an event that stands next behind a word: after that one happened the rest did."""
        return next((k for k in range(i + 1, len(self.tokens)) if any(e.frame for e in self.tokens[k].entries)), None)

    def _subject(self, clause: Clause) -> None:
        """Remember who a clause without an event is about: the next one may leave him out."""
        for i, side, case in self.parse.actors(clause):
            if case in ("nom", "any") and not (self.doer and self.parse.is_neutral(i)):
                self.doer = side
                return

    def _doer(self, clause: Clause, trigger: Trigger) -> Side | None:
        """Tell whose doing an event is: by the case of those named in the clause, else by who acted before, else by the verb."""
        kind = trigger.type
        own: Side = clause.claimant_side if clause.stance and clause.claimant_side in ("UA", "RU") else self.speaker
        holders = self._holders(trigger)
        holder = next(iter(holders)) if len(holders) == 1 else None
        ours = trigger.frame.name in ("ours", "hold_ours")
        if self.state.speaker_side is None and kind == "control_held" and not (ours or clause.claimant_side) and holder:
            own = holder  # nobody tells who speaks
        actors = self.parse.actors(clause)
        doers = [(i, s) for i, s, case in actors if case in ("nom", "ins", "any")]
        others = [(i, s) for i, s, case in actors if case in ("gen", "dat")]
        passive = trigger.form in ("short", "part")
        if trigger.frame.name == "occupy" and passive and not any(INSTRUMENTAL.search(self.tokens[i].text) for i, _ in doers):
            return "RU"
        if trigger.frame.name == "occupied":
            return "RU"
        if nation := _NATION.search(trigger.words.lower()):
            self.doer = "UA" if nation[0].startswith("у") else "RU"
            return self.doer  # "Ямпіль знову український"
        if ours or (trigger.form in ("pres", "fut") and _WE[self.lang].search(trigger.words.lower())):
            self.doer = own
            return own
        if kind in ("control_held", "control_gained") and trigger.kind in ("noun", "word"):
            beside = [s for i, s, _ in actors if abs(i - trigger.at) <= 2]
            if beside:
                self.doer = beside[0]
                return beside[0]
        if passive:
            doers = [(i, s) for i, s in doers if not self.parse.is_neutral(i) or INSTRUMENTAL.search(self.tokens[i].text)]
        if kind == "flag_raised":
            if clause.cues & {"flag_ua", "flag_ru"}:
                return "UA" if "flag_ua" in clause.cues else "RU"
            beside = [s for i, s, _ in actors if abs(i - trigger.at) <= 2 and not self.parse.is_neutral(i)]
            if beside:
                return beside[0]
        if kind == "repelled":
            agents = [s for i, s, case in actors if case == "ins"]
            if passive and agents:
                self.doer = agents[0]
                return agents[0]  # "нашими воїнами відбито атаки"
            attacks = [k for k in range(clause.first, clause.last) if any(_is_attack(e) for e in self.tokens[k].entries)]
            attackers = [s for i, s in [*others, *doers] if i + 1 in attacks] or [
                s for i, s in others if not self.parse.is_neutral(i)
            ]
            tried = [t.at for t in clause.triggers if t.frame.type in ("advance", "entered") and t.at < trigger.at]
            if not attackers and doers and tried and doers[0][0] < tried[0]:
                attackers = [doers[0][1]]  # "ДРГ спробувала зайти, її відкинули"
            if not attackers and doers and (trigger.frame.name != "repel" or trigger.kind != "verb" or passive):
                attackers = [doers[0][1]]
            if attackers:
                self.doer = attackers[0]
                return other_side(attackers[0])
            if not doers and self.doer and trigger.frame.name != "repel":
                return other_side(self.doer)  # "закрепиться не удалось"
            return doers[0][1] if doers else other_side(self.doer) if self.doer and self.doer != own else own
        doer: Side | None = None
        if not doers and not passive and (meant := self._antecedent(clause)):
            self.doer = meant
            return meant
        cleared = trigger.frame.name == "liberate" and trigger.words.lower().startswith(("зачищ", "вычищ", "вичищ"))
        if (cleared or trigger.frame.name in ("oust", "repel")) and not (passive or doers) and self.doer and "it" in clause.cues:
            self.doer = other_side(self.doer)  # "росіяни зайшли до села, їх вибили"
            return self.doer
        if kind == "evacuation" and others:
            return others[0][1]
        if kind == "evacuation" and not doers and "asked" in clause.cues:
            return holder or own  # they are told to by their own
        blocked = [s for i, s in doers if not self.parse.is_neutral(i)] if trigger.frame.name == "encircle" else []
        if blocked:
            return other_side(blocked[0])
        if trigger.frame.name == "oust" and passive and doers:
            doer = other_side(doers[0][1])
        elif passive and doers and kind in ("strike", "supply_cut", "control_gained") and self._suffers(actors, doers):
            doer = other_side(doers[0][1])  # "російський склад знищено"
        elif trigger.form == "inf" and others and doers and doers[-1][0] < others[-1][0] < trigger.at:
            doer = others[-1][1]  # "змусили росіян віддати"
        elif doers and kind == "strike" and trigger.kind == "noun" and self.tokens[trigger.at - 1].cues & {"after", "cause"}:
            doer = other_side(doers[0][1])  # "корабль сгорел после удара"
        elif (
            doers
            and clause.separator == "conj"
            and self.doer
            and all(i > trigger.at and self.parse.is_neutral(i) for i, _ in doers)
        ):
            doer = self.doer  # "росіяни мінують … та посилюють гарнізон"
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
            and (
                trigger.kind != "noun"
                or trigger.frame.name == "flag"
                or "dealt" in clause.cues
                or (clause.separator == "conj" and self.parse.has_verb(clause))  # "… и ведут зачистку"
            )
        ):
            doer = (
                None
                if trigger.frame.name == "minus"
                else self.doer
                if trigger.frame.fallback != "own" or not passive or self.doer == own
                else None
            )
        if doer is None and clause.separator == "sub" and clause.stance and trigger.form == "past":
            return own  # "Росія стверджує, що взяла …"
        if doer is None and trigger.form == "ger":
            after = self.clauses[self.clauses.index(clause) + 1 :][:1]
            doer = next((s for c in after for _, s, case in self.parse.actors(c) if case in ("nom", "any")), None)
        if doer is not None:
            self.doer = doer
            return doer
        if kind in ("strike", "supply_cut"):
            dealt = (
                trigger.kind == "noun"
                and not clause.stance
                and any(
                    t.text.startswith(("нанесен", "нанос", "завдано", "завдають"))
                    for t in self.tokens[clause.first : clause.last]
                )
            )
            if self.lang == "uk" and "depot" in clause.cues and trigger.words.lower().startswith(("вибух", "детон")):
                dealt = True  # what blows up by itself is the enemy's
            if "UA" in holders and (kind == "strike" or holder):
                return self._struck() or "RU"
            unknown = self.state.speaker_side is None and kind == "strike"  # most of what is hit then, Russia has fired
            mine = dealt or trigger.frame.fallback == "own"
            return self._struck() or ("UA" if holder == "RU" else own if mine else "RU" if unknown else other_side(own))
        if kind == "reinforcement" and holder and not trigger.words.lower().startswith(("накопич", "накапл")):
            return holder
        if kind == "reinforcement" and any(name.place and name.place.country == "RU" for g in trigger.groups for name in g.names):
            return "RU"
        if trigger.kind == "noun" and not trigger.frame.fallback:
            after = self.clauses[self.clauses.index(clause) + 1 :][:1]
            said = [s for c in after for i, s, case in self.parse.actors(c) if case == "nom" and not self.parse.is_neutral(i)]
            if said:
                return said[0]
        if kind == "evacuation" and not holder and self.state.speaker_side is None and self._in_ukraine(trigger):
            return "UA"  # from where it is fought
        if kind in ("evacuation", "supply_route") and holder:
            return holder  # whose place it is, his are the people and the line
        fallback = trigger.frame.fallback
        if fallback in ("UA", "RU"):
            return cast(Side, fallback)
        if fallback == "own":
            return own
        if fallback == "enemy":
            return other_side(own)
        known = self.doer or self.state.actor
        if known is None and holder and kind in ("entered", "advance"):
            self.doer = other_side(holder)  # one enters what the other holds
            return self.doer
        return known or own

    @staticmethod
    def _in_ukraine(trigger: Trigger) -> bool:
        places = [name.place for g in trigger.groups for name in g.names if name.place]
        return bool(places) and all(place.country == "UA" for place in places)

    def _holders(self, trigger: Trigger) -> set[Side]:
        """Return those who are known to hold the places of an event."""
        places = [name.place for g in trigger.groups for name in g.names if name.place and name.kind != "river"]
        return {side for place in places if (side := known_holder(place, self.state.published))}

    def _antecedent(self, clause: Clause) -> Side | None:
        """Return whom a relative clause tells of: "взяли в полон окупанта, який зайшов до …"."""
        n = self.clauses.index(clause)
        if clause.separator != "sub" or not n or self.tokens[clause.first].text not in _WHO:
            return None
        named = [(i, s) for i, s, _ in self.parse.actors(self.clauses[n - 1]) if i >= clause.first - 4]
        return named[-1][1] if named else None

    @staticmethod
    def _suffers(actors: list[tuple[int, Side, str]], doers: list[tuple[int, Side]]) -> bool:
        """Tell whether the one named in a passive clause stands in the nominative: it is done to him."""
        return any(i == doers[0][0] and case == "nom" for i, _, case in actors)

    def _hit(self, clause: Clause, trigger: Trigger, others: list[tuple[int, Side]]) -> Side | None:
        """Tell the doer from a name in an oblique case: whose attack it is, or against whom it is done."""
        i, side = others[0]
        if trigger.frame.name == "hit":
            return None if self.parse.is_neutral(i) and side == self.speaker else other_side(side)
        if trigger.frame.name == "cut" and "route" in self.tokens[i - 1].cues:
            return other_side(side)  # "переправу ворога розбито"
        if trigger.type == "strike":
            governed = any(self.tokens[k].cues & {"by", "lurk", "troops"} for k in range(min(trigger.at, i), i))
            if trigger.kind == "verb":
                return side if i < trigger.at else other_side(side)  # "авіація окупантів скинула"
            return other_side(side) if governed else side
        if trigger.type in ("control_held", "supply_route", "withdrew") or trigger.kind != "verb":
            watched = trigger.frame.name in ("fire", "hold", "encircle")
            return other_side(side) if trigger.type == "supply_cut" and not watched else side
        if trigger.frame.name in ("oust", "repel"):
            return other_side(side)
        if trigger.type in ("entered", "advance", "withdrew"):
            return side  # "просочилися близько двохсот окупантів"
        return side if i < trigger.at or trigger.form == "inf" else other_side(side)

    def _struck(self) -> Side | None:
        """Tell who struck by who is said to have suffered, or who acts in the sentence, or what was fired."""
        cues = set().union(*(c.cues for c in self.clauses))
        if cues & {"weapon_ua", "weapon_ru"}:
            return "UA" if "weapon_ua" in cues else "RU"
        for clause in self.clauses:
            for i, side, case in self.parse.actors(clause):
                if case == "gen" and cues & {"lurk", "losses"}:
                    return other_side(side)
                if case in ("nom", "any") and i not in self.parse.quoted and not self.parse.is_neutral(i):
                    return side
        return None

    def _certainty(self, clause: Clause, trigger: Trigger, side: Side | None) -> Certainty:
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
        if clause.stance == "admit" and clause.claimant_side is None:
            return "confirmed"
        if clause.stance in ("confirm", "admit") and trigger.type != "fighting" and clause.claimant_side:
            against = side == clause.claimant_side if trigger.type == "withdrew" else side != clause.claimant_side
            return "confirmed" if against else "claimed"
        return "claimed" if clause.stance or trigger.certainty else "reported"

    def _predicted(self, clause: Clause, trigger: Trigger) -> bool:
        cues = clause.cues
        if trigger.form == "fut":
            return True
        if trigger.form == "inf":
            n = self.clauses.index(clause)
            if clause.separator == "conj" and n:
                cues = cues | self.clauses[n - 1].cues
            if trigger.type == "evacuation" and "asked" in cues:
                return False  # to be told to leave is an evacuation
            tried = "attempt" in cues and trigger.type in ("advance", "repelled", "fighting")
            return not (tried or cues & {"success", "phase"})
        if trigger.form == "ger" and self.found and self.found[-1].claim.certainty == "predicted":
            return True  # "прагне вийти до Покровська, спершу захопивши Селидове"
        if trigger.form in ("past", "short", "pres", "part", "ger"):
            return "conditional" in cues or (trigger.form != "past" and "tobe" in cues)
        if trigger.kind == "noun" and "aim" in self.tokens[trigger.at - 1].cues:
            return True  # "сили для наступу"
        until = (
            trigger.kind == "noun"
            and trigger.type in _LOCATED
            and any(t.text == "до" for t in self.tokens[max(0, trigger.at - 3) : trigger.at])
        )
        if until:
            return True  # "до полного взятия осталось …"
        feared = [
            i
            for i in range(clause.first, clause.last)
            if "irrealis" in self.tokens[i].cues
            and not (i and "cause" in self.tokens[i - 1].cues)  # "из-за угрозы"
            and not (trigger.type == "supply_route" and self.tokens[i].text.startswith(("возможн", "можлив")))
        ]
        return bool(feared) and not (trigger.kind == "noun" and follows(self.tokens, trigger.at - 3, "after"))

    def _denials(self, clause: Clause, findings: list[Finding]) -> Iterator[Finding]:
        """Repeat the claim before as denied: "Україна це заперечує"."""
        for finding in findings:
            claim = finding.claim
            if claim.claimant is not None and claim.claimant == clause.claimant and claim.side != clause.claimant_side:
                claim.certainty = "denied"  # "захоплення – вигадка, каже речник": he tells of it to deny it
            elif claim.certainty not in ("denied", "predicted") and claim.claimant == findings[-1].claim.claimant:
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
                    line.claim.side = other_side(cut.claim.side)


def _is_attack(entry: Entry) -> bool:
    return entry.kind == "noun" and entry.name == "attack"


def _is_line(toponym: Toponym) -> bool:
    """Tell whether a place is a road, a river or a bridge: nothing else happens there later."""
    return toponym.kind in ("route", "river") or (toponym.place is not None and toponym.place.feature == "bridge")


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
