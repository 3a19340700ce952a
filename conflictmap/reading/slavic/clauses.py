"""Clauses of Ukrainian and Russian: where one ends and the next begins, and which words of each name an event."""

from __future__ import annotations

import re

from conflictmap.reading.discourse import Sentence, State
from conflictmap.reading.slavic.parts import LENGTHS, SLOTS, Clause, Trigger
from conflictmap.reading.slavic.verbless import Verbless
from conflictmap.reading.slavic.words import DASHES, QUOTES, Token, form_of, lexicon_of

__all__ = ["Parse"]

_ENDS = frozenset(";.!?…")
_OPEN = frozenset(("comma", "conj", "dash"))  # what may stand inside a clause
_YIELDING = frozenset(("comma", "start"))  # what gives way to another mark at the same place
_STATE = re.compile(r"(?:ован|[еа]н)(?:а|о|і|ий|е|ы|ая|ый|ое|ые)$")
_HOLDING = frozenset(("під", "под", "за", "у"))
_UNDER = frozenset(("під", "под"))
_PARTS = frozenset(("part", "quarter", "target", "building"))
_ACTIVE = re.compile(r"[ваяую](?:вш|ющ|ущ|ащ|ящ)(?:ий|ая|ее|ие|его|ей|их|ему|им|ую|ими|ем)(?:ся)?$")
_SIDES = ("север", "юг", "восток", "запад", "центр", "берег", "північ", "півден", "схід", "захід", "полов", "больш", "більш")
_INTACT = frozenset("цел цела цело целы цілий ціла ціле цілі уцелел уцелела уцелели вцілів вціліла вціліли".split())
_THAT = frozenset(("это", "це"))
_HELD_OFF = frozenset(("fail", "repel", "hit_back"))
_HELD_OFF_BY_FIRE = frozenset(("repel", "cut"))
_WERE = frozenset(("було", "був", "были", "было", "был", "была", "була"))


class Parse(Verbless):
    """A sentence cut into clauses."""

    def __init__(self, sentence: Sentence, state: State, tokens: list[Token]) -> None:
        super().__init__(sentence, state, tokens)
        self._group_of = {i: g for g in self.groups for i in g.places}
        self.clauses = self._clauses()

    def _clauses(self) -> list[Clause]:
        """Cut the sentence at marks, conjunctions and relatives, and join the pieces that are no clause of their own."""
        cuts = self._cuts()
        ends = [*(at for at, _ in cuts[1:]), len(self.tokens)]
        clauses = [
            Clause(a, b, separator) for (a, separator), b in zip(cuts, ends, strict=True) if any(t.word for t in self.tokens[a:b])
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

    def _cuts(self) -> list[tuple[int, str]]:
        """Return where pieces of the sentence begin, and what stands before them; of two marks the stronger one counts."""
        cuts: list[tuple[int, str]] = [(0, "start")]
        for i, token in enumerate(self.tokens):
            if token.covered or i in self._asides:
                continue
            cut = self._cut_at_word(i, token) if token.word else self._cut_at_mark(i, token.raw)
            if cut is None:
                continue
            if cut[0] != cuts[-1][0]:
                cuts.append(cut)
            elif cut[1] == "strong" or cuts[-1][1] in _YIELDING:
                cuts[-1] = cut
        return cuts

    def _cut_at_mark(self, i: int, mark: str) -> tuple[int, str] | None:
        """Return where the piece behind a mark begins, if it parts anything."""
        if mark in _ENDS:
            return i + 1, "strong"
        if mark == ":":
            return i + 1, "colon"
        if mark in DASHES:
            return None if self._between_places(i) or self._is_hyphen(i) else (i + 1, "dash")
        if mark == "(":
            return i + 1, "aside"
        return (i + 1, "comma") if mark in (",", ")") else None

    def _cut_at_word(self, i: int, token: Token) -> tuple[int, str] | None:
        """Return where the piece begins that a conjunction, or a relative behind a comma, leads."""
        if not i or not token.cues:
            return None
        if "conj" in token.cues and not self._between_places(i):
            return i, "conj"
        if "sub" in token.cues:
            if self.tokens[i - 1].raw == ",":
                return i, "sub"
            if i > 1 and self.tokens[i - 2].raw == ",":
                return i - 1, "sub"  # "…, в которой"
        return None

    def _between_places(self, i: int) -> bool:
        """Tell whether a dash or conjunction joins two places of one group."""
        before = next((k for k in range(i - 1, -1, -1) if self.tokens[k].raw not in QUOTES), None)
        return before in self._group_of and any(p > i for p in self._group_of[before].places)

    def _is_hyphen(self, i: int) -> bool:
        """Tell the hyphen of "15-километровой" from a dash."""
        around = self.tokens[i - 1 : i + 2] if i else []
        return len(around) == 3 and around[0].end == around[1].start and around[1].end == around[2].start

    def _fill(self, clause: Clause) -> None:
        """Find the triggers, cues and places of a clause."""
        clause.triggers, clause.cues = [], set()
        for i in range(clause.first, clause.last):
            token = self.tokens[i]
            if token.covered:
                continue
            if token.entries:
                named = i + 1 < len(self.tokens) and self.tokens[i + 1].toponym is not None
                clause.cues |= token.cues - {"city"} if named else token.cues  # "місто Ірпінь" points back at nothing
                self._find_triggers(i, clause)
            if token.text in _HOLDING and self._holds(i, clause):
                theirs = self.tokens[i + 1].text == "ними"
                clause.triggers.append(self._word_trigger("occupied" if theirs else "hold", i))
        clause.groups = [g for g in self.groups if clause.first <= g.places[0] < clause.last]
        if not clause.triggers and (meant := self._implied(clause)) is not None:
            at, name = meant
            clause.triggers.append(self._word_trigger(name, at))
        clause.speech = "speech" in clause.cues or "source" in clause.cues
        if all(t.frame.name == "ours" for t in clause.triggers) and not clause.speech and self._present(clause):
            still = not clause.triggers and self._lasts(clause)
            at = clause.groups[0].at if clause.groups else clause.first
            clause.triggers.append(self._word_trigger("hold" if still else "present", at))

    def _find_triggers(self, i: int, clause: Clause) -> None:
        """Add the meanings of a word that name an event."""
        token = self.tokens[i]
        for entry in token.entries:
            frame = entry.frame
            if frame is None or (frame.name == "minus" and entry.kind == "noun" and not self._of_place(i, clause)):
                continue  # "втрату позицій", "потерю техники"
            form = form_of(token.text, entry, self.lang) if entry.kind == "verb" else ""
            if form or entry.kind != "verb":
                clause.triggers.append(Trigger(i, frame, entry.kind, form, frame.type, entry.form, words=self._phrase(i)))

    def _word_trigger(self, name: str, at: int) -> Trigger:
        """Return a trigger for a word that the lexicon doesn't list as one."""
        frame = lexicon_of(self.lang).frames[name]
        return Trigger(at, frame, "word", "", frame.type, words=self.tokens[at].raw)

    def _holds(self, i: int, clause: Clause) -> bool:
        """Tell whether a preposition says whose a place is: "під росіянами", "вже за ними", "пока у противника"."""
        token = self.tokens[i]
        if i + 1 >= clause.last or any(e.frame for e in token.entries):
            return False
        if token.text in _UNDER and self._held_under(i + 1):
            return True
        if clause.triggers:
            return False
        return self._held_by(i + 1, clause) if token.text == "за" else self._at_hand(i, clause)

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

    def _belongs(self, before: Clause, clause: Clause) -> bool:
        """Tell whether a piece is part of the clause before it: the rest of a list, a date, two nouns under one verb."""
        if any(g.places[0] < clause.first <= g.places[-1] for g in before.groups):
            return True  # a list goes on over commas whatever follows it
        if clause.separator not in _OPEN or clause.speech or before.speech:
            return False
        if "unchanged" in clause.cues or "unchanged" in before.cues:
            return False
        if not clause.triggers:
            return self._completes(before, clause)
        if not before.triggers:
            return self._leads(before, clause)
        return self._shares_event(before, clause)

    def _completes(self, before: Clause, clause: Clause) -> bool:
        """Tell whether a piece without an event belongs to the clause before."""
        separator = clause.separator
        if separator == "dash" and "failure" in clause.cues and not clause.groups:
            return bool(before.triggers)  # "тричі штурмували – марно"
        if separator == "dash" or (separator == "comma" and clause.groups and not before.triggers):
            return bool(clause.groups) and bool(before.triggers)
        if separator == "conj" and not clause.groups:
            # "штурмують лікарню, а українські позиції збереглися"
            apart = "contrast" in self.tokens[clause.first].cues and self.has_verb(clause)
            return not (apart and any(case in ("nom", "any") for _, _, case in self.actors(clause)))
        if "deny" in clause.cues and self.tokens[clause.first].text in _THAT:
            return False  # "город под контролем, это фейк"
        if self._tells_otherwise(before, clause):
            return False
        return not self.has_verb(clause) and clause.cues.isdisjoint(("irrealis", "area"))

    def _tells_otherwise(self, before: Clause, clause: Clause) -> bool:
        """Tell whether a piece without an event says something of its own: how far, in what state, what goes on elsewhere."""
        if self._remote(clause, before):
            return True  # "…, звідти до Покровська шість кілометрів"
        if clause.separator == "conj" and "contrast" in clause.cues and "route" in clause.cues and "route" not in before.cues:
            return bool(clause.groups)  # "…, а до трассы на Межевую остаётся два километра"
        if clause.groups and clause.separator == "comma" and _ACTIVE.search(self.tokens[clause.first].text):
            return True  # "посёлок Весёлое, прикрывавший Артёмовск с севера"
        if clause.groups and any(t.text in _INTACT for t in self.tokens[clause.first : clause.last]):
            return True  # "…, другий біля Карижа поки цілий"
        if self._in_a_state(clause):
            return True  # "…, дорога на Чернігів розмінована"
        if before.triggers and self._posted(clause):
            return True  # "над містом прапор, у центрі наші бійці"
        if self._anew(before, clause):
            return True  # "Трудове захоплене, Вовкове у вогні"
        if before.groups and self._happens(clause):
            return True  # "Балаклію здали, в Ізюмі паніка"
        # "…, у Кіндрашівці загинула жінка", "дев'ять обстрілів міста, двоє загиблих у Дружбі"
        same = any(t.type == "strike" for t in before.triggers) and "city" not in before.cues
        return "harm" in clause.cues and bool(clause.groups) and not same

    def _leads(self, before: Clause, clause: Clause) -> bool:
        """Tell whether a piece without an event only leads to the clause behind it, which has one."""
        separator = clause.separator
        if self.has_verb(before) or ("deny" in before.cues and not before.groups and separator != "conj"):
            return False  # "Неправда, місто тримаємо"
        if separator == "dash":
            return (before.separator != "comma" or bool(before.groups)) and "irrealis" not in before.cues
        if separator == "comma" and before.groups and "there" in clause.cues and not clause.groups:
            return False  # "Олешкам гірше, там росіяни"
        if separator == "conj" and clause.groups and self._tells_of_name(before):
            return False  # "Карловка под вопросом, но Невельское держится"
        return separator == "conj" or not before.groups or before.separator != "sub"

    def _shares_event(self, before: Clause, clause: Clause) -> bool:
        """Tell whether two pieces tell of one event: an attack and that it was held off, or two nouns or verbs of one type."""
        names = {t.frame.name for t in clause.triggers}
        by_fire = names == _HELD_OFF_BY_FIRE and clause.cues.isdisjoint(("route", "traffic"))
        if not clause.groups and (by_fire or names <= _HELD_OFF):
            tried = any(t.type in ("advance", "entered") for t in before.triggers)
            return tried and not any(t.frame.name == "cut" for t in before.triggers)
        if clause.groups and "contrast" in self.tokens[clause.first].cues:
            return False  # "поки тримаємо, але Соловйове вже під ворогом"
        if before.groups and clause.groups and self.has_verb(clause):
            return False  # "деблокували село і ведуть зачистку в …"
        if clause.separator != "conj" or {t.type for t in before.triggers} != {t.type for t in clause.triggers}:
            return False
        return not before.groups or all(t.kind == "noun" for t in clause.triggers)

    def _is_topic(self, clause: Clause) -> bool:
        """Tell whether a piece is but a name, of which a dash tells more: "Вугледар наш, Водяне – у роботі"."""
        if clause.triggers or len(clause.groups) != 1 or clause.groups[0].slot != "bare":
            return False
        against = clause.separator == "conj" and "contrast" in clause.cues  # "…, а Водяне – наше"
        if clause.groups[0].at != clause.first + against:
            return False
        if self.tokens[clause.groups[0].places[-1]].text.endswith(("у", "ю")):
            return False  # an object, whose verb is left out
        alone = not any(t.word for t in self.tokens[clause.groups[0].places[-1] + 1 : clause.last])
        return alone and (against or clause.separator == "comma")

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
        return subject and self._tells_of_name(clause)

    def _tells_of_name(self, clause: Clause) -> bool:
        """Tell a name and where or how it is: "Карловка под вопросом"."""
        group = clause.groups[0] if clause.groups else None
        if group is None or group.slot != "bare" or group.at != clause.first:
            return False
        rest = [t for t in self.tokens[group.places[-1] + 1 : clause.last] if t.word]
        return bool(rest) and not rest[0].cues.isdisjoint(SLOTS) and not any(t.toponym for t in rest)

    def _remote(self, clause: Clause, before: Clause) -> bool:
        """Tell whether a piece only says how far it is to a place, or in what state a road to it is."""
        words = self.tokens[clause.first : clause.last]
        far = any(t.text.startswith(LENGTHS) for t in words)
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
        """Tell whether a negation stands right before a word, or "не було" right behind it."""
        near = [t for t in self.tokens[max(0, at - 2) : at] if t.text != "без"]
        if any("negation" in t.cues for t in near) and not any(t.raw == "," for t in near[1:]):
            return True
        after = self.tokens[at + 1 : at + 3]
        return len(after) == 2 and after[0].text == "не" and after[1].text in _WERE

    def has_object(self, clause: Clause, trigger: Trigger) -> bool:
        """Tell whether a verb of taking has an object of its own, so that no place is left out."""
        if trigger.form == "part" or self.tokens[trigger.at].text.endswith(("ся", "сь")):
            return False
        for i in range(trigger.at + 1, clause.last):
            token = self.tokens[i]
            if not token.word:
                return False
            if token.covered or token.cues & {"conj", "now", "background", "phase", "ended", "there", "degree"}:
                continue
            if token.cues & SLOTS:
                return False
            part = trigger.type == "control_held" and (
                token.text.startswith(_SIDES) or any(t.cues & _PARTS for t in self.tokens[i : i + 2])
            )
            if part:
                continue  # "держит агрегатный завод"
            return not any(e.kind == "actor" for e in token.entries)
        return False
