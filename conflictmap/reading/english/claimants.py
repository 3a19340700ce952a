"""Who speaks in an English sentence: the words for a speaker, whose side that is, and whether it is proof."""

from __future__ import annotations

from conflictmap.model import ClaimantSide
from conflictmap.reading.english.actors import NO_SPEAKER, Actors
from conflictmap.reading.english.words import ADVERBS, BARE_ADJECTIVES, BE, DETERMINERS, HAVE, LEXICON, PRONOUNS

_SPEAK = frozenset(["say/said/said", "tell/told/told", "write/wrote/written", "add", "recall", "insist", "recount", "warn"])


class Claimants(Actors):
    """A sentence whose phrases can be read as one who speaks."""

    def _whose_claim(self, i: int) -> tuple[str, ClaimantSide | None] | None:
        """Return whose claim noun `i` is: "Gerasimov's announcement", "the Russian ministry's claim", "Russian reports"."""
        actor = next((a for a in self.actors if a.last == i - 1), None)
        owned = self.sentence.text[slice(*self._spans[i - 1])].endswith(("'s", "’s", "s'", "s’")) if i else False
        if actor is not None and (owned or self.lows[actor.last] in BARE_ADJECTIVES):
            return self._words(actor.first, actor.last), self.side_of(actor.side)
        if owned and self.sentence.text[self._spans[i - 1][0]].isupper():
            name = self._words(i - 1, i - 1)
            return name, self.state.people.get(name.removesuffix("'s").removesuffix("’s"))
        return None

    def _phrase_begins(self, i: int) -> bool:
        it = self.items[i]
        if it.cues.get("say") in ("past", "part") and self.cue(i - 1, "report_noun"):
            return False  # "footage published on July 19 indicates"
        if it.low == ",":
            return True
        return (
            it.low in (";", "that", "—", "–", ":", ".")
            or ("breaks" in it.cues and it.low not in ("former",))
            or (
                it.low == "and"
                and not (
                    (self.cue(i + 1, "claimant") or self._both(i))
                    and i
                    and (
                        self.items[i - 1].side
                        or self.cue(i - 1, "claimant", "report_noun", "force")
                        or (
                            self.items[i - 1].low[:1].isalpha()
                            and not self.items[i - 1].place
                            and self.lows[i - 1] not in ("in",)
                        )
                    )
                )
            )
            or (
                "say" in it.cues
                and not it.cues.get("claimant")
                and "report_noun" not in it.cues
                and it.low not in ("report", "claims", "call")
            )
            or (
                it.verb is not None
                and it.verb.form not in ("part", "past")
                and not it.cues.keys() & {"force", "claimant"}
                and not (it.verb.form == "ing" and self.cue(i - 1, "claimant", "people", "force"))
            )
        )

    def _happens(self, a: int, b: int) -> bool:
        """Say whether items `a` to `b` name nobody who speaks but something that happens."""
        told = any(self.items[x].noun is not None and not self.cue(x, "report_noun") for x in range(a, b + 1))
        return told and not any(self.cue(x, "claimant", "report_noun") for x in range(a, b + 1))

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
        it = self.items[i]
        return (
            it.low in (",", ";", "that", "—", "–", ":", ".")
            or "breaks" in it.cues
            or (it.verb is not None and it.verb.form != "ing" and "claimant" not in it.cues)
            or it.low in BE
            or it.low in HAVE
        )

    def _claimant(self, a: int, b: int) -> tuple[str | None, ClaimantSide | None, str] | None:
        """Read who speaks in items `a` to `b`: the words, the side, and whether it is proof rather than speech."""
        while a <= b and self.items[a].low in ("in", "on", "and", "-", "–", "—", "•") and not self.items[a].place:
            a += 1
        if a > b:
            return None
        items = self.items[a : b + 1]
        lows = {it.low for it in items}
        if any("report_noun" in it.cues for it in items) and any("confirmed" in it.cues for it in items):
            return None, None, "confirmed"
        if lows & LEXICON.cues["outlet"]:
            for it in items:
                if it.place:
                    it.dead = True
            return None, None, "reported"
        if lows <= PRONOUNS | DETERMINERS | ADVERBS | {"later"} and lows & PRONOUNS and not lows & {"which", "that", "who"}:
            return self.state.claimant, self.state.claimant_side, "claimed"
        if any("report_noun" in it.cues for it in items) and b + 1 < len(self.items) and self._proves(b + 1):
            return None, None, "confirmed"
        sides = {it.side for it in items if it.side}
        heads = [it for it in items if "claimant" in it.cues or "report_noun" in it.cues or "force" in it.cues]
        if not sides and not heads:
            # a name alone: someone who was introduced with a title before
            text = self._words(a, b)
            if text and text[:1].isupper() and len(items) <= 4:
                if self.state.claimant and text.split()[-1] in self.state.claimant:
                    return text, self.state.claimant_side, "claimed"
                return text, self.state.people.get(text.split()[-1]), "claimed"
            return (text, None, "claimed") if len(items) <= 6 and self._plainly_said(a, b) else None
        for it in items:
            if it.place:
                it.dead = True
        text = self._words(a, b)
        side: ClaimantSide | None = None
        if {"RU", "UA"} <= sides or "both" in sides:
            occupied = any(
                it.low in ("occupation", "proxy", "russian-appointed", "russian-backed", "russian-installed") for it in items
            )
            side = "RU" if occupied else "other"
            first = next(it.side for it in items if it.side)
            if not occupied and not any(it.low == "and" for it in items):
                side = self.side_of(first) or "other"
        elif "RU" in sides or "enemy" in sides:
            side = "RU"
        elif "UA" in sides or "speaker" in sides:
            side = "UA"
        elif "other" in sides:
            side = "UA" if lows & {"local"} and lows & {"authorities", "officials", "mayor"} else "other"
        elif lows & {
            "general staff",
            "operational command",
            "stratcom",
            "mayor",
            "governor",
            "mayors",
            "ova",
            "regional",
            "council",
            "authorities",
            "officials",
            "administration",
            "head",
            "governors",
            "official",
        }:
            side = "UA"
        elif any("report_noun" in it.cues or it.low in ("users", "sources", "witnesses", "media", "channels") for it in items):
            side = "other"
        elif self.state.claimant and text.split()[-1] in self.state.claimant:
            side = self.state.claimant_side
        if (
            side in (None, "other")
            and items[-1].low
            in ("official", "milblogger", "source", "general staff", "mayor", "governor", "administration", "spokesperson")
            and items[0].low == "the"
            and len(items) <= 3
        ):
            side = self.state.claimant_side or side
        certainty = "claimed"
        if side == "UA" and not sides and any(it.place and it.place.place and it.place.place.country == "RU" for it in items):
            side = "RU"  # "officials in Moscow", "the governor of Belgorod"
        if any(it.low in ("unconfirmed",) for it in items):
            certainty = "unverified"
        return text, side, certainty

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
        return " ".join(self.sentence.text[self._spans[a][0] : self._spans[b][1]].split())
