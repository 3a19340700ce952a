"""How sure a Ukrainian or Russian clause is of an event: told, claimed, confirmed, denied or only expected, and told as past."""

from __future__ import annotations

from collections.abc import Collection

from conflictmap.model import Certainty, Side
from conflictmap.reading.discourse import Finding
from conflictmap.reading.slavic.clauses import Parse
from conflictmap.reading.slavic.fits import LOCATED
from conflictmap.reading.slavic.parts import Clause, Trigger
from conflictmap.reading.slavic.signs import follows
from conflictmap.reading.slavic.words import verb_form

__all__ = ["Certainties", "is_unverified"]

_ADVERSATIVE = frozenset("но однако зато але проте однак зате".split())
_TOLD = frozenset(("past", "short", "pres", "part", "ger"))  # forms that tell of what is or was
_AFTER_THAT = ("після того", "после того")
_ONLY = frozenset(("только", "лишь", "тільки", "лише"))
_POSSIBLE = ("возможн", "можлив", "можна", "можно")
_OF_ITS_OWN = frozenset(("attempt", "irrealis"))  # what governs an infinitive, so that nothing of the clause before does
_WILL_TRY = ("попыта", "попроб", "спроб")  # their present form tells of the future
_TRIED = frozenset(("advance", "repelled", "fighting"))  # an attempt at these is one of them


class Certainties:
    """Tells how sure the events of one sentence are; `found` are those of the clauses before."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.tokens, self.lang, self.clauses = parse.tokens, parse.lang, parse.clauses
        self.found: list[Finding] = []

    def certainty(self, clause: Clause, trigger: Trigger, side: Side | None) -> Certainty:
        """Tell how sure an event is, by who tells it and how."""
        if clause.stance == "deny" or trigger.certainty == "denied":
            return "denied"
        if self._predicted(clause, trigger):
            return "predicted"
        n = self.clauses.index(clause)
        first = next((k for k in range(n, 0, -1) if self.clauses[k].separator == "strong"), 0)
        if any("geolocated" in c.cues for c in self.clauses[first : n + 2]):
            return "confirmed"
        if clause.stance == "unverified" or any(is_unverified(c.cues) for c in self.clauses[n : n + 2]):
            return "unverified"
        if clause.stance == "admit" and clause.claimant_side is None:
            return "confirmed"
        if clause.stance in ("confirm", "admit") and trigger.type != "fighting" and clause.claimant_side:
            against = side == clause.claimant_side if trigger.type == "withdrew" else side != clause.claimant_side
            return "confirmed" if against else "claimed"
        return "claimed" if clause.stance or trigger.certainty or "hearsay" in clause.cues else "reported"

    def _predicted(self, clause: Clause, trigger: Trigger) -> bool:
        """Tell whether an event is only expected, wanted or feared."""
        if trigger.form == "fut":
            return True
        if trigger.form == "inf":
            return self._only_wanted(clause, trigger)
        if trigger.frame.name == "fail" and "conditional" not in clause.cues:
            return False  # "далі на Щербинівку ворога не пускаємо"
        if trigger.form == "ger" and self.found and self.found[-1].claim.certainty == "predicted":
            return True  # "прагне вийти до Покровська, спершу захопивши Селидове"
        if trigger.form in _TOLD:
            return "conditional" in clause.cues or (trigger.form != "past" and "tobe" in clause.cues)
        if (trigger.kind == "noun" or trigger.frame.name == "fall") and self._to_come(clause, trigger):
            return True
        feared = any(self._fears(i, trigger) for i in range(clause.first, clause.last))
        return feared and not (trigger.kind == "noun" and follows(self.tokens, trigger.at - 3, "after"))

    def _only_wanted(self, clause: Clause, trigger: Trigger) -> bool:
        """Tell whether an infinitive is neither tried, achieved nor asked of people."""
        n = self.clauses.index(clause)
        shared = clause.separator == "conj" and n and clause.cues.isdisjoint(_OF_ITS_OWN)
        cues = clause.cues | self.clauses[n - 1].cues if shared else clause.cues
        if trigger.type == "evacuation" and "asked" in cues:
            return False  # to be told to leave is an evacuation
        if cues & {"success", "phase"}:
            return False
        if "attempt" not in cues or trigger.type not in _TRIED:
            return True
        trying = [t for t in self.tokens[clause.first : clause.last] if "attempt" in t.cues]
        # "може спробувати", "попытаются прорваться"
        return bool(trying) and all(
            verb_form(t.text, self.lang) == "inf" or (t.text.startswith(_WILL_TRY) and verb_form(t.text, self.lang) == "pres")
            for t in trying
        )

    def _to_come(self, clause: Clause, trigger: Trigger) -> bool:
        """Tell whether a noun names what is a question of time, is aimed at, or is not reached yet."""
        for after in self.clauses[self.clauses.index(clause) + 1 :][:1]:
            if after.separator == "dash" and not after.triggers and "irrealis" in after.cues:
                return True  # "повернення Криму – питання часу"
        if trigger.type != "supply_route" and self._aimed(trigger):
            return True  # "сили для наступу", "для подальшого просування"
        lead = self.tokens[max(0, trigger.at - 3) : trigger.at]
        if lead[-1:] and "after" in lead[-1].cues and any(t.text in _ONLY for t in lead[:-1]) and not self._has_past(clause):
            return True  # "начнут только после взятия …"
        return trigger.type in LOCATED and any(t.text == "до" for t in lead)  # "до полного взятия осталось …"

    def _has_past(self, clause: Clause) -> bool:
        """Tell whether a clause has a verb in the past."""
        words = (t for t in self.tokens[clause.first : clause.last] if t.word and t.toponym is None and t.raw.islower())
        return any(verb_form(t.text, self.lang) == "past" for t in words if len(t.text) > 3)

    def _aimed(self, trigger: Trigger) -> bool:
        before = self.tokens[max(0, trigger.at - 2) : trigger.at]
        return any("aim" in t.cues for t in before) and not any(t.toponym or "conj" in t.cues or not t.word for t in before)

    def _fears(self, i: int, trigger: Trigger) -> bool:
        """Tell whether a word says of an event that it may be: a threat that is a cause, or stands beyond a "but", does not."""
        if "irrealis" not in self.tokens[i].cues or (i and self.tokens[i - 1].cues & {"cause", "despite"}):
            return False  # "из-за угрозы", "попри наказ"
        if trigger.type == "supply_route" and self.tokens[i].text.startswith(_POSSIBLE):
            return False
        between = self.tokens[min(i, trigger.at) : max(i, trigger.at)]
        return not any(t.text in _ADVERSATIVE for t in between)  # "…, но ехать можно"

    def is_background(self, clause: Clause, trigger: Trigger) -> bool:
        """Tell whether an event is told as background."""
        lead = " ".join(t.text for t in self.tokens[max(0, clause.first - 3) : clause.first])
        after = clause.separator in ("sub", "comma") and lead.startswith(_AFTER_THAT)
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


def is_unverified(cues: Collection[str]) -> bool:
    """Tell whether words say that nobody has verified it, or can."""
    return "unverified" in cues or ("verify" in cues and "impossible" in cues)
