"""Who is quoted in Ukrainian and Russian: claimants before, behind and inside what they say, and what they make of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from conflictmap.model import ClaimantSide
from conflictmap.reading.discourse import State
from conflictmap.reading.slavic.clauses import Parse
from conflictmap.reading.slavic.parts import SLOTS, Clause
from conflictmap.reading.slavic.signs import follows
from conflictmap.reading.slavic.words import DASHES, QUOTES, verb_form

__all__ = ["attribute"]

_NOT_FINITE = {
    "uk": re.compile(r"(?:ти(?:ся|сь)?|[юуая]чи|вши)$"),
    "ru": re.compile(r"(?:(?:[аеиоуыя]ть|ти|чь)(?:ся)?|вши|ая|яя)$"),
}
_THOUGH = frozenset(("хоча", "хотя"))
_OWN_VOICE = {"uk": re.compile(r"[еєиї]мо$"), "ru": re.compile(r"[еи]м$")}
_CALLS = ("назва", "назив", "назыв")  # "Куп'янськ, який Путін назвав узятим"
_WHAT = frozenset("це это цього этого".split())  # what somebody says, and no part of his name
_SURNAME = re.compile(
    r"(?:ський|цький|ськ[аі]|енко|чук|[кт]ун|юк|ін|їн|[оеє]в|[оеє]ва|ин|ина|ич|ко|ий|ай|ей|ь|ский|цкий|ская|он|ан|ес|ар|як|ло|ер)$"
)


@dataclass(frozen=True, slots=True)
class _Name:
    """The words that name who is quoted."""

    text: str
    side: ClaimantSide | None
    words: tuple[int, ...]


def attribute(parse: Parse, state: State) -> None:
    """Find who is quoted and give the clauses that are their words a claimant and a stance."""
    _Attribution(parse, state).read()
    parse.settle()


class _Attribution:
    """Reads the attribution of one sentence."""

    def __init__(self, parse: Parse, state: State) -> None:
        self.parse, self.state = parse, state
        self.sentence, self.tokens, self.lang, self.clauses = (parse.sentence, parse.tokens, parse.lang, parse.clauses)

    def read(self) -> None:
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
                # one that is put in behind a comma says nothing of what stands before its clause
                back = n > 0 and (source - clause.first <= 1 or clause.separator != "comma")
                self._quote(n, name, "unverified" if "unverified" in clause.cues else "claim", back=back, ahead=True)
            elif verb is not None:
                self._spoken(n, verb, following)
            elif "deny" in clause.cues and following == "sub" and not clause.triggers and self._opens(n + 1):
                self._give(clauses[n + 1], None, None, "deny")  # "неправда, що …"
            elif "deny" in clause.cues:
                name = self._name(clause.first, clause.last, known=True)
                if name is None and clause.claimant and clause.stance == "claim":
                    clause.stance = "deny"  # "…, ответили в штабе: город под контролем, это фейк"
                else:
                    self._quote(n, name, "deny", ahead=False)
            elif not clause.triggers and all(g.titled for g in clause.groups):
                name = self._name(clause.first, clause.last, known=True)
                if name is None:
                    continue
                if following == "colon" and n == 0:
                    self._quote(n, name, "claim", ahead=True, whole=True)
                    self.state.claimant, self.state.claimant_side = name.text, name.side
                elif clause.separator == "dash" and n and not self.parse.has_verb(clause) and name.words[0] <= clause.first + 1:
                    self._quote(n, name, "claim", back=True, ahead=False)
                    self._sign(name)

    def _opens(self, n: int) -> bool:
        """Tell whether a clause opens with "that"."""
        return self.tokens[self.clauses[n].first].text in ("що", "что", "буцімто", "нібито", "якобы", "будто")

    def _sign(self, name: _Name) -> None:
        """Give a name that closes a post to the sentences before it."""
        for finding in self.state.said:
            if finding.claim.certainty == "reported":
                finding.claim.certainty = "claimed"
                finding.claim.claimant, finding.claim.claimant_side = (name.text, name.side)

    def _speech_verb(self, clause: Clause) -> int | None:
        for i in range(clause.first, clause.last):
            token = self.tokens[i]
            finite = not _NOT_FINITE[self.lang].search(token.text) and verb_form(token.text, self.lang) not in ("", "part")
            own = _OWN_VOICE[self.lang].search(token.text)  # "напомним, …": nobody is quoted
            if (
                "speech" not in token.cues
                or "claims" in token.cues
                or own
                or ("confirm" in token.cues and token.text.endswith(("ся", "сь")))  # "слухи підтвердилися"
                or self.parse.is_negated(i)
                or not (finite or token.text.startswith("переконан"))
            ):
                continue
            described = any("relative" in t.cues for t in self.tokens[clause.first : clause.first + 2])
            if clause.separator == "sub" and described and not token.text.startswith(_CALLS):
                return None
            return i
        return None

    def _spoken(self, n: int, verb: int, following: str) -> None:
        """Give what is said to its speaker: a name before the verb says what follows, one behind it what precedes."""
        clause = self.clauses[n]
        stance = (
            "deny"
            if "deny" in clause.cues
            else "admit"
            if "admit" in self.tokens[verb].cues
            else "confirm"
            if "confirm" in self.tokens[verb].cues
            else "claim"
        )
        said = [t for t in clause.triggers if t.at > verb]
        if any(t.type == "evacuation" and t.kind == "noun" and t.at - verb <= 3 for t in said) and not follows(
            self.tokens, verb, "about"
        ):
            return  # to announce an evacuation is to order it
        told = [t for t in clause.triggers if t.at < verb]
        first = min((t.at for t in said), default=clause.last)
        before = self._name(clause.first if not told else told[-1].at + 1, verb)
        after = self._name(verb + 1, first)
        opens = following in ("colon", "sub")
        if clause.separator == "dash" and n and not opens:
            self._quote(n, after or before, stance, back=True, ahead=True, whole=True)
        elif before is not None and (n == 0 or opens or said or clause.separator == "strong"):
            self._quote(n, before, stance, own=bool(said), ahead=opens or bool(said) or n == 0)
        elif n and opens and not said and not told and clause.separator == "comma" and self.clauses[n - 1].triggers:
            self._quote(n, after or before, stance, back=True, ahead=True)  # "…, заявил Пушилин: …"
        elif told or (n and not opens and not said and not follows(self.tokens, verb, "about")):
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
        self.parse.quoted.update(name.words if name else ())
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
            if stance == "claim" and self.tokens[clauses[k].first].text in _THOUGH and not self._speech_verb(clauses[k]):
                break  # what the writer holds against it
            mine = "claim" if stance == "deny" and (denied or clauses[k].separator in ("colon", "dash")) else stance
            denied = denied or mine != stance
            if stance == "deny" and mine == "deny":
                denied = bool(clauses[k].triggers)
                clauses[n].stance = ""
            self._give(clauses[k], claimant, side, mine)

    @staticmethod
    def _give(clause: Clause, claimant: str | None, side: ClaimantSide | None, stance: str) -> None:
        kept = clause.stance == "deny" and stance == "claim" and "deny" in clause.cues
        clause.claimant, clause.claimant_side, clause.stance = (claimant, side, "deny" if kept else stance)

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
            if token.raw in QUOTES or token.covered:
                if found:
                    found.append(i)
                continue
            if not token.word or "speech" in token.cues:
                if found:
                    break
                continue
            ahead = self.tokens[i + 1 : i + 3]
            if found and token.cues & SLOTS and not any(e.kind == "actor" for t in ahead for e in t.entries):
                break  # "Шойгу на совещании"
            if found and token.text in _WHAT:
                break  # "Генштаб це заперечує"
            claimants = [e for e in token.entries if e.kind == "actor" and e.name.startswith("claimant")]
            actors = [e for e in token.entries if e.kind == "actor"]
            shown = any_word or actors or token.raw[0].isupper() or "title" in token.cues
            if not found and (
                token.toponym is not None or not shown or token.text in ("как", "як") or token.cues & (SLOTS | {"now", "there"})
            ):
                continue
            if any(e.frame and e.kind != "verb" for e in token.entries) or "area" in token.cues:
                found.clear()
                continue
            found.append(i)
            if claimants and (side is None or (claimants[0].side == "RU" and token.text != "каналы")):
                side = cast(ClaimantSide, claimants[0].side)
            elif actors and (side is None or actors[0].side in ("UA", "RU")) and not claimants:
                unknown = self.state.speaker_side is None and self.lang == "ru"  # "признают в бригаде"
                side = None if unknown and actors[0].side == "speaker" else self.parse.side_of(actors[0])
            certain = certain or bool(claimants) or "title" in token.cues
            capitals += token.raw[0].isupper() and token.toponym is None
        words = [i for i in found if self.tokens[i].word]
        if not words or (known and not certain and not (capitals == len(words) and self._surname(words))):
            return None
        while self.tokens[found[-1]].raw in QUOTES and self.tokens[found[-1]].raw != "»":
            found.pop()
        offset = self.sentence.start
        text = self.sentence.text[self.tokens[found[0]].start - offset : self.tokens[found[-1]].end - offset]
        return _Name(text, side, tuple(words))

    def _surname(self, words: list[int]) -> bool:
        signed = words[0] > 0 and self.tokens[words[0] - 1].raw in DASHES and len(words) == 2
        if signed and not any(t.word for t in self.tokens[words[-1] + 1 :]):
            return True  # "…, – Олександр Штупун."
        behind = self.tokens[words[-1] + 1 : words[-1] + 2]
        if words == [0, 1] and behind and behind[0].raw == ":" and not any(self.tokens[i].raw.isupper() for i in words):
            return True  # "Вячеслав Чаус: …"
        return bool(_SURNAME.search(self.tokens[words[-1]].text)) and (
            len(words) > 1 or words[0] > 0 or len(self.tokens[words[0]].text) > 4
        )
