"""Who speaks in an English sentence: the words for a speaker, whose side that is, and whether it is proof."""

from __future__ import annotations

from typing import NamedTuple

from conflictmap.model import ClaimantSide
from conflictmap.reading.english.actors import NO_SPEAKER, Actors
from conflictmap.reading.english.words import (
    ADVERBS,
    BARE_ADJECTIVES,
    BE,
    DETERMINERS,
    HAVE,
    LEXICON,
    MONTHS,
    PREPOSITIONS,
    PRONOUNS,
    Item,
)

_SPEAK = frozenset(["say/said/said", "tell/told/told", "write/wrote/written", "add", "recall", "insist", "recount", "warn"])


_BOUNDS = frozenset([",", ";", "that", "—", "–", ":", "."])  # of a phrase that speaks
_SAID_OR_NAMED = frozenset(["report", "claims", "call"])  # nouns as well as verbs of saying
_LEADING = frozenset(["in", "on", "and", "with", "contrary", "to", "-", "–", "—", "•"])
_SAME = PRONOUNS | DETERMINERS | ADVERBS | {"later"}  # words for one who was named before
_RELATIVE = frozenset(["which", "that", "who"])
_OFFICES = frozenset(["official", "milblogger", "source", "general staff", "mayor", "governor", "administration", "spokesperson"])
_OCCUPATION = frozenset(["occupation", "proxy", "russian-appointed", "russian-backed", "russian-installed"])
_LOCAL_AUTHORITIES = frozenset(["authorities", "officials", "mayor"])
_AUTHORITIES = frozenset(
    """
    stratcom mayor governor mayors ova regional council authorities officials administration head governors official
    commander-in-chief
    """.split()
) | {"general staff", "operational command"}
_FORMATIONS = frozenset(["brigade", "battalion"])  # those of the other side are named as such
_SOURCES = frozenset(["users", "sources", "witnesses", "media", "channels"])


class Speaker(NamedTuple):
    """One who speaks."""

    name: str | None
    side: ClaimantSide | None
    certainty: str  # claimed, unverified; confirmed: proof rather than speech; reported: an outlet that passes on


PROOF = Speaker(None, None, "confirmed")
OUTLET = Speaker(None, None, "reported")


def _bury(items: list[Item]) -> None:
    """Take the places from what names a speaker: "the Izium mayor"."""
    for it in items:
        if it.place:
            it.dead = True


class Claimants(Actors):
    """A sentence whose phrases can be read as one who speaks."""

    def _whose_claim(self, i: int) -> tuple[str, ClaimantSide | None] | None:
        """Return whose claim noun `i` is: "Gerasimov's announcement", "the Russian ministry's claim", "Russian reports"."""
        while i > 2 and self.lows[i - 1][:1].isdigit() and self.lows[i - 2] in MONTHS:
            i -= 2  # "Haidai's June 5 claims"
        actor = next((a for a in self.actors if a.last == i - 1), None)
        owned = self._owned(i - 1)
        if owned and any(self.cue(x, "claimant") for x in range(max(0, i - 7), i - 1)) and self._capital(i - 2):
            a = self._before_phrase(i - 1)
            titled = self._claimant(a + 1, i - 1)
            if titled is not None and titled.name is not None:
                return titled.name.removesuffix("'s").removesuffix("’s"), titled.side  # "the mayor Fedir Yuna's claim"
        if actor is not None and (owned or self.lows[actor.last] in BARE_ADJECTIVES):
            name = self._words(actor.first, actor.last)
            return name.removesuffix("'s").removesuffix("’s"), self.side_of(actor.side)
        if owned and self._capital(i - 1):
            name = self._words(i - 1, i - 1)
            return name, self.state.people.get(name.removesuffix("'s").removesuffix("’s"))
        return None

    def _owned(self, i: int) -> bool:
        """Say whether what follows item `i` is his: "Haidai's"."""
        return i >= 0 and self.sentence.text[slice(*self._spans[i])].endswith(("'s", "’s", "s'", "s’"))

    def _phrase_begins(self, i: int) -> bool:
        """Say whether item `i` is the last one before a phrase that may speak."""
        it = self.items[i]
        if it.cues.get("say") in ("past", "part") and self.cue(i - 1, "report_noun"):
            return False  # "footage published on July 19 indicates"
        if it.low in _BOUNDS or ("breaks" in it.cues and it.low != "former"):
            return True
        if it.low == "and":
            return not self._joins_speakers(i)
        if "deny" in it.cues:
            return True
        if it.cues.get("say") == "base" and self.cue(i + 1, "claimant") and self._capital(i):
            return False  # "the Regional State Administration"
        if "say" in it.cues and "report_noun" not in it.cues and not it.cues.get("claimant") and it.low not in _SAID_OR_NAMED:
            return True
        if it.verb is None or it.verb.form in ("part", "past") or "force" in it.cues or "claimant" in it.cues:
            return False
        if it.verb.form == "base" and i and self.cue(i + 1, "claimant") and self._capital(i):
            return False  # "the Airborne Assault Command said"
        return it.verb.form != "ing" or not self.cue(i - 1, "claimant", "people", "force")

    def _before_phrase(self, x: int) -> int:
        """Return the item before the phrase that ends at item `x`, or -1."""
        while x >= 0 and not self._phrase_begins(x):
            x -= 1
        return x

    def _joins_speakers(self, i: int) -> bool:
        """Say whether "and" at item `i` stands within a phrase that speaks: "the ministry and officials said"."""
        if i == 0 or not (self.cue(i + 1, "claimant") or self._both(i)):
            return False
        before = self.items[i - 1]
        if before.side or self.cue(i - 1, "claimant", "report_noun", "force"):
            return True
        return before.place is None and self._capital(i - 1)  # "Haidai and Ukrainian officials", not "resistance in the area and"

    def _capital(self, i: int) -> bool:
        """Say whether item `i` is written with a capital."""
        return self.sentence.text[self._spans[i][0]].isupper()

    def _happens(self, a: int, b: int) -> bool:
        """Say whether items `a` to `b` name nobody who speaks but something that happens."""
        if any(self.cue(x, "claimant", "report_noun", "outlet") for x in range(a, b + 1)):
            return False
        head = next((x for x in range(a + 1, b + 1) if self.lows[x] in PREPOSITIONS), b + 1) - 1
        told = any(self.items[x].noun is not None for x in range(a, b + 1))
        return told or (head < b and not self._capital(head) and not self.cue(head, "force", "people"))

    def _both(self, i: int) -> bool:
        """Say whether "and" joins two claimants ("Russian and Ukrainian sources", "the LNR and Telegram channels")."""
        for k in range(i + 1, min(len(self.items), i + 5)):
            if self.cue(k, "claimant", "report_noun"):
                return (
                    not any(self.cue(m, "say") or self.items[m].verb for m in range(max(0, i - 3), i))
                    or self.items[i - 1].side != ""
                )
            if self.items[k].verb or self.cue(k, "aux", "say"):
                return False
        return False

    def _phrase_ends(self, i: int) -> bool:
        """Say whether item `i` is the first one behind a phrase that may speak."""
        it = self.items[i]
        return (
            it.low in _BOUNDS
            or "breaks" in it.cues
            or "modal" in it.cues
            or (it.verb is not None and it.verb.form != "ing" and "claimant" not in it.cues)
            or it.low in BE
            or it.low in HAVE
        )

    def _claimant(self, a: int, b: int) -> Speaker | None:
        """Read who speaks in items `a` to `b`: the words, the side, and whether it is proof rather than speech."""
        while a <= b and self.items[a].low in _LEADING and not self.items[a].place:
            a += 1
        if a > b:
            return None
        items = self.items[a : b + 1]
        lows = {it.low for it in items}
        reports = any("report_noun" in it.cues for it in items)
        if reports and any("confirmed" in it.cues for it in items):
            return PROOF
        if not lows.isdisjoint(LEXICON.cues["outlet"]):
            _bury(items)
            return OUTLET
        if lows <= _SAME and not lows.isdisjoint(PRONOUNS) and lows.isdisjoint(_RELATIVE):
            return Speaker(self.state.claimant, self.state.claimant_side, "claimed")
        if reports and b + 1 < len(self.items) and self._proves(b + 1):
            return PROOF
        if not reports and not any(it.side or "claimant" in it.cues or "force" in it.cues for it in items):
            alone = self._name_alone(a, b)
            if alone is not None and a == b and a and self.lows[a - 1] == ",":
                _bury(items)  # "left the town, Tarnavskyi announced"
            return alone
        _bury(items)
        name = self._words(a, b)
        return Speaker(name, self._side_of_speaker(items, name), "unverified" if "unconfirmed" in lows else "claimed")

    def _name_alone(self, a: int, b: int) -> Speaker | None:
        """Read items `a` to `b` as a name, of someone who was introduced with a title before, or as a plain noun."""
        name, size = self._words(a, b), b + 1 - a
        if name and name[:1].isupper() and size <= 4:
            surname = name.split()[-1]
            if self.state.claimant and surname in self.state.claimant:
                return Speaker(name, self.state.claimant_side, "claimed")
            return Speaker(name, self.state.people.get(surname) or self._known(surname), "claimed")
        return Speaker(name, None, "claimed") if size <= 6 and self._plainly_said(a, b) else None

    @staticmethod
    def _known(surname: str) -> ClaimantSide | None:
        """Return the side of one whom the lexicon knows."""
        side = next((e.side for e in LEXICON.word(surname.casefold()) if e.kind == "actor"), "")
        return "UA" if side == "UA" else "RU" if side == "RU" else None

    def _side_of_speaker(self, items: list[Item], name: str) -> ClaimantSide | None:
        """Tell whose side speaks: by its words, else as the one who spoke before."""
        sides = {it.side for it in items if it.side}
        side = self._side_by_words(items, sides)
        state = self.state
        if side is None and state.claimant and name.split()[-1] in state.claimant:
            side = state.claimant_side
        if side in (None, "other") and items[0].low == "the" and len(items) <= 3 and items[-1].low in _OFFICES:
            side = state.claimant_side or side  # "the official" is the one named before
        if side == "UA" and not sides and any(it.place and it.place.place and it.place.place.country == "RU" for it in items):
            return "RU"  # "officials in Moscow", "the governor of Belgorod"
        return side

    def _side_by_words(self, items: list[Item], sides: set[str]) -> ClaimantSide | None:
        """Tell whose side the words for a speaker are of: "Ukrainian officials", "the governor", "local sources"."""
        lows = {it.low for it in items}
        if "both" in sides or {"RU", "UA"} <= sides:
            return self._side_of_both(items)
        if "RU" in sides or "enemy" in sides:
            return "RU"
        if "UA" in sides or "speaker" in sides:
            return "UA"
        if "other" in sides:
            return "UA" if "local" in lows and not lows.isdisjoint(_LOCAL_AUTHORITIES) else "other"
        if not lows.isdisjoint(("group", "grouping")) and any(it.place for it in items):
            return "UA"  # "a spokesman for the Khortytsia group"
        if not lows.isdisjoint(_AUTHORITIES) or not lows.isdisjoint(_FORMATIONS):
            return "UA"
        if any("report_noun" in it.cues or it.low in _SOURCES for it in items):
            return "other"
        return None

    def _side_of_both(self, items: list[Item]) -> ClaimantSide:
        """Tell whose side speaks where words of both stand: "Russian occupation officials", "Russian and Ukrainian sources"."""
        lows = {it.low for it in items}
        if not lows.isdisjoint(_OCCUPATION):
            return "RU"
        if "and" in lows:
            return "other"
        return self.side_of(next(it.side for it in items if it.side)) or "other"

    def _plainly_said(self, a: int, b: int) -> bool:
        """Say whether items `a` to `b` are a plain noun with its verb of speaking: "prisoners said", "an elderly woman told"."""
        x = b + 1
        while x < len(self.items) and (self.adverb(x) or self.lows[x] in HAVE):
            x += 1
        speaks = x < len(self.items) and self.items[x].lemma in _SPEAK and self._cues[x].get("say") != "ing"
        return speaks and not any(self.items[y].place or self.lows[y] in NO_SPEAKER or self.mark(y) for y in range(a, b + 1))

    def _proves(self, x: int) -> bool:
        """Say whether the verb from item `x` on is the writer's word for proof: "footage confirms"."""
        while x < len(self.items) and (self.adverb(x) or self.lows[x] in HAVE):
            x += 1
        return self.lows[x] in ("confirm", "confirms", "confirmed", "corroborates", "corroborate", "corroborated")

    def start(self, k: int) -> int:
        """Return the code point of the report where item `k` begins."""
        return self.sentence.start + self._spans[k][0]

    def end(self, k: int) -> int:
        """Return the code point of the report behind item `k`."""
        return self.sentence.start + self._spans[k][1]

    def _words(self, a: int, b: int) -> str:
        """Return items `a` to `b` as they are written."""
        return " ".join(self.sentence.text[self._spans[a][0] : self._spans[b][1]].split())
