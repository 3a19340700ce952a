"""Who is named in a clause of Ukrainian or Russian: which side, and in which case, that tells what part he has in it."""

from __future__ import annotations

import re
from typing import cast

from conflictmap.model import ClaimantSide, Side
from conflictmap.reading.discourse import Sentence, State
from conflictmap.reading.lexicon import Entry
from conflictmap.reading.slavic.groups import find_asides, group_places
from conflictmap.reading.slavic.parts import SLOTS, Actor, Clause, other_side
from conflictmap.reading.slavic.words import FINITE, QUOTES, Token, case_of

__all__ = ["Actors"]

_NOMINATIVE_ENDS = frozenset("аиыя")
_OF_NATION = re.compile(r"(?:росі[йя]|россий|україн|украин|ворож|вражес).*(?:[іиы]|их|ых|им|ым|ими|ыми|ий|ого|ому|ом)$")
_OF_ONE = re.compile(r"\d+-(?:й|ї|ой)$")
_AMID = frozenset("між поміж межи перед между".split())
_SOME = frozenset("хто дехто частина один двоє троє дехто кто часть двое трое".split())
_BY_FORCES = frozenset(("действиями", "діями", "силами", "зусиллями", "усилиями"))
_GOVERN = SLOTS | {"troops", "losses", "aim"}
_AIMED = SLOTS | {"aim"}
_SETTING = frozenset(("in",))
_SETTING_OF_NAMES = frozenset(("in", "on", "to", "toward"))  # before an abbreviation


class Actors:
    """One sentence, its places under their prepositions, and those who are named in it.

    `quoted` holds the tokens that name those who are quoted: they are no actors; from `settle` on they stand fast.
    """

    def __init__(self, sentence: Sentence, state: State, tokens: list[Token]) -> None:
        self.sentence, self.state, self.tokens = sentence, state, tokens
        self.lang = sentence.lang
        self.speaker: Side = state.speaker_side or ("UA" if self.lang == "uk" else "RU")
        self.quoted: set[int] = set()
        self._settled = False
        self._asides = find_asides(tokens)
        self.groups = group_places(tokens, self.lang, self._asides)

    def settle(self) -> None:
        """Note that all who are quoted are known."""
        self._settled = True

    def side_of(self, entry: Entry, claimant_side: ClaimantSide | None = None) -> Side | None:
        """Return the side that an actor's word means in the mouth of who speaks."""
        speaker: Side = claimant_side if claimant_side in ("UA", "RU") else self.speaker
        if entry.side == "speaker":
            return speaker
        if entry.side == "enemy":
            return other_side(speaker)
        return cast(Side, entry.side) if entry.side in ("UA", "RU") else None

    def is_neutral(self, i: int) -> bool:
        """Tell whether a word names troops that may be of either side: "піхота"; who tells of them has his own in mind."""
        return any(
            e.kind == "actor" and e.side == "speaker" and not e.lemma.startswith(("наш", "ми", "мы"))
            for e in self.tokens[i].entries
        )

    def is_sideless(self, i: int) -> bool:
        """Tell whether troops are named without a side: "піхота", not "піхота ЗСУ"."""
        behind = (e for t in self.tokens[i + 1 : i + 3] for e in t.entries)
        return self.is_neutral(i) and not any(e.kind == "actor" and e.side in ("UA", "RU") for e in behind)

    def actors(self, clause: Clause) -> list[Actor]:
        """Return the actors of a clause with their sides and cases, without those who are only quoted."""
        if clause.actors is not None:
            return clause.actors
        found: list[Actor] = []
        for i in range(clause.first, clause.last):
            entries = self.tokens[i].entries
            if not entries or i in self.quoted:
                continue
            entry = next((e for e in entries if e.kind == "actor" and not e.name.startswith("claimant")), None)
            if entry is not None:
                self._read_actor(i, entry, clause, found)
        if self._settled:
            clause.actors = found
        return found

    def _read_actor(self, i: int, entry: Entry, clause: Clause, found: list[Actor]) -> None:
        """Add the actor of a token to those found, or what it tells to the one before, of whose phrase it is part."""
        side = self.side_of(entry, clause.claimant_side if clause.stance else None)
        if side is None:
            return
        case = self._case(i, clause.first)
        if i and self._is_setting(self.tokens[i - 1], case):
            return
        if case == "any" and i and self._is_governed(i, side, found):
            case = "gen"  # abbreviations don't show theirs
        whole = self._joined(found[-1], (i, side, case), entry) if found else None
        if whole is not None:
            found[-1] = whole
            return
        if case == "gen" and self._is_headed(i, clause.first):
            case = "nom"  # "колони росіян"
        found.append((i, side, case))

    def _case(self, i: int, first: int) -> str:
        """Tell the case of an actor by its ending and the words before."""
        text = self.tokens[i].text
        case = case_of(text, self.lang)
        if case == "ins" and text.endswith("ской") and not self._instrumental(i + 1):
            case = "gen"  # "для украинской группировки"
        if not i:
            return case
        before = self.tokens[i - 1]
        if case == "nom" and text[-1] in "ыиі" and _OF_ONE.match(before.text):
            case = "gen"  # "техніці 57-ї бригади"
        if before.text in ("стороны", "боку") and i > 1 and "from" in self.tokens[i - 2].cues:
            return "ins"  # "обстрел со стороны ВСУ"
        if any(t.text in _BY_FORCES for t in self.tokens[max(first, i - 2) : i]):
            return "ins"  # "звільнено силами 92-ї бригади"
        if case != "any" and i > 1 and "from" in before.cues and self.tokens[i - 2].text in _SOME:
            return "nom"  # "хто з наших вирвався"
        if case != "any" and "from" in before.cues:
            return "from"  # "звільнили від окупантів"
        return case

    def _instrumental(self, i: int) -> bool:
        """Tell whether the next word is a noun in the instrumental, as the adjective before it may be."""
        return i < len(self.tokens) and self.tokens[i].text.endswith(("ой", "ей", "ью"))

    @staticmethod
    def _is_setting(before: Token, case: str) -> bool:
        """Tell "в ДНР", "в украинской форме" by the word before: no one who acts."""
        where = _SETTING_OF_NAMES if case == "any" else _SETTING
        return not before.cues.isdisjoint(where) or before.text.startswith("форм") or before.text in _AMID

    def _is_governed(self, i: int, side: Side, found: list[Actor]) -> bool:
        """Tell whether an abbreviation belongs to the word before it: "колона ЗСУ"; not right behind one of the other side."""
        before = self.tokens[i - 1]
        if not before.word:
            return False
        rival = bool(found) and found[-1][0] == i - 1 and found[-1][1] != side and not self.is_neutral(i - 1)
        return not rival and (self._governs(before) or self._is_noun(before))

    @staticmethod
    def _governs(token: Token) -> bool:
        """Tell whether a word puts the next one in an oblique case: a preposition, troops, an attack, another actor."""
        return not token.cues.isdisjoint(_GOVERN) or any(e.kind in ("noun", "actor") for e in token.entries)

    def _is_noun(self, token: Token) -> bool:
        """Tell whether a word is a plain noun, as far as nothing else is known of it: "вертолетов РФ"."""
        known = any(e.kind == "verb" or e.name in ("conj", "sub", "speech", "already", "now") for e in token.entries)
        return token.raw.islower() and len(token.raw) > 4 and not known and not FINITE[self.lang].search(token.text)

    def _joined(self, before: Actor, actor: Actor, entry: Entry) -> Actor | None:
        """Return what an actor makes of the one before it, if both are one phrase."""
        at, its_side, its_case = before
        i, side, case = actor
        adjoins = at == i - 1
        if adjoins and side != its_side and _OF_NATION.match(self.tokens[at].text):
            return (at, its_side, case if its_case == "nom" else its_case)  # "російські десантники"
        if adjoins and entry.side in ("UA", "RU") and self.tokens[at].text.startswith("наш"):
            return (at, side, its_case)  # "наши защитники"
        if self.is_neutral(at) and self._beside(at, i):
            return (at, side, its_case)  # "штурмовики рф", "підрозділи 3-ї бригади ЗСУ": the first has no side of its own
        if adjoins and entry.side in ("speaker", "enemy"):
            return (at, its_side, case if its_case == "any" else its_case)
        return None

    def _beside(self, a: int, b: int) -> bool:
        """Tell whether two actors stand in one noun phrase: side by side, or with a number or quoted name between."""
        between = [t for t in self.tokens[a + 1 : b] if t.raw not in QUOTES]
        return len(between) <= 1 and not any(e.kind == "verb" for t in between for e in t.entries)

    def _is_headed(self, i: int, first: int) -> bool:
        """Tell whether troops in the nominative stand before, which act for those who are named behind them."""
        before = self.tokens[i - 1] if i else None
        if before is None or "troops" not in before.cues or before.text[-1] not in _NOMINATIVE_ENDS:
            return False
        return all(t.cues.isdisjoint(_AIMED) for t in self.tokens[max(first, i - 3) : i - 1])
