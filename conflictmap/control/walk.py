"""The state of one place, as its evidence is read day by day under a policy."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

from conflictmap.control.evidence import (
    DENIES,
    ENTERS,
    HOLDS,
    IMPLIES,
    LEAVES,
    MOVES,
    SIDE_CODES,
    SPEAKS,
    TRANSITIONS,
    WEIGHTS,
)

__all__ = ["POLICIES", "Columns", "Policy", "Rule", "Spell", "Walk"]

Policy = Literal["claimed", "assessed", "confirmed"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a policy asks of claims before they change a state."""

    threshold: int  # summed weight of independent voices
    implied: bool  # whether a holder that nobody names may stand where nothing else is known
    leads: bool  # whether the claim must outweigh what is said against it


POLICIES: dict[str, Rule] = {
    "claimed": Rule(threshold=1, implied=True, leads=False),
    "assessed": Rule(threshold=1, implied=True, leads=True),
    "confirmed": Rule(threshold=4, implied=False, leads=True),
}
WINDOW = 3  # days in which claims add up, and in which a denial meets the claim
LAPSE = 14  # days after which a holder that nobody names is forgotten, unless implied again
DOUBTS = 2  # days that imply the other holder, and none the one named: who holds it is unknown then

SILENCE = 7  # days after which a gain that only the gaining side claims, and that nothing else bears out, is unknown
OVER = 30  # days of silence after which a fight is over, and who holds the place is unknown
CONTESTED, UNKNOWN, NOTHING = 2, 3, -1  # beside the sides' codes


@dataclass(slots=True)
class Spell:
    status: int
    implied: bool
    disputed: bool
    start: int
    end: int | None = None
    rows: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Columns:
    """The evidence of all places as lists, which a loop reads faster than arrays."""

    day: list[int]
    act: list[int]
    holder: list[int]
    weight: list[int]
    voice: list[str]
    stands: list[bool]  # whether the row says that its holder stands fast: it speaks against the other side's hold
    whole: list[bool]  # whether a withdrawal from an oblast is said to be from all of it
    alone: list[bool]  # whether only the side that gains by the row says so
    abroad: list[bool]  # whether the place lies outside Ukraine, where a strike tells nothing of who holds it
    certainty: list[int]  # place in `model.CERTAINTIES`, the strongest first

    def firmest(self, rows: set[int]) -> int:
        """The strongest certainty of some rows, the lowest number."""
        return min([self.certainty[i] for i in rows])


class Walk:
    """The state of one place as its evidence is read day by day."""

    def __init__(self, columns: Columns, rule: Rule, withdrawals: tuple[list[int], ...], horizon: int) -> None:
        self.columns, self.rule = columns, rule
        self.withdrawals = withdrawals  # rows that tell of the side's withdrawal from the oblast, by day
        self.horizon = horizon  # last day of which any report tells
        self.now = -(10**6)  # last day that is read
        self.entered: int | None = None  # side whose troops came in last, where nothing else is told since
        self.unproved: int | None = None  # day since which only the holder says that it holds the place
        self.state, self.implied, self.disputed = NOTHING, False, False
        self.basis: set[int] = set()  # rows that the state of the day rests on
        self.doubts: list[int] = []  # rows since the last one for the holder that imply the other side's hold
        self.hints: list[int] = []  # rows of late that imply a holder
        self.seen = 0  # last day on which a holder that nobody names was implied
        self.holds: tuple[list[int], list[int]] = ([], [])  # rows that say that the side holds it
        self.against: tuple[list[int], list[int]] = ([], [])  # rows that speak against a hold of the side
        self.way: tuple[list[int], list[int]] = ([], [])  # rows that say that the other side leaves it to the side

    def spells(self, rows: range) -> list[Spell]:
        """Fold rows, which come ordered by day."""
        c = self.columns
        days: dict[int, list[int]] = {}
        for i in rows:
            if c.stands[i]:
                self.against[1 - c.holder[i]].append(i)
            if c.act[i] == SPEAKS:
                continue
            days.setdefault(c.day[i], []).append(i)
            if c.act[i] == HOLDS:
                self.holds[c.holder[i]].append(i)
            if c.act[i] == LEAVES:
                self.way[c.holder[i]].append(i)
            if c.act[i] == DENIES:
                self.against[c.holder[i]].append(i)
        spells: list[Spell] = []
        for day, today in days.items():
            self.wait(day, spells)
            self.basis = set()
            for act in sorted({c.act[i] for i in today} - {DENIES, HOLDS}):
                same = [i for i in today if c.act[i] == act]
                if act == LEAVES:
                    same = self.heavier(same)
                if act == IMPLIES:
                    self.imply(day, same)
                elif self.weigh(same)[0] >= self.rule.threshold:
                    for i in same:
                        self.move(act, i)
            self.claim(day, {c.holder[i] for i in today if c.act[i] == HOLDS})
            self.write(day, spells)
        self.wait(max(self.horizon, self.now), spells)
        if self.implied and self.state in SIDE_CODES.values():
            spells[-1].end = self.seen + LAPSE
        return spells

    def write(self, day: int, spells: list[Spell]) -> None:
        """Add the state of a day to the spells."""
        self.now = day
        if self.state == NOTHING:
            return
        last = spells[-1] if spells and spells[-1].end is None else None
        # told anew: until neighbours are asked, a spell of its own; and what is told more firmly begins one
        anew = bool(self.basis) and not self.implied
        if anew and last is not None and self.state not in (0, 1):
            anew = self.columns.firmest(self.basis) < self.columns.firmest(last.rows)
        if last is None or anew or (last.status, last.implied, last.disputed) != (self.state, self.implied, self.disputed):
            if last is not None:
                last.end = day
            last = Spell(self.state, self.implied, self.disputed, day)
            spells.append(last)
        last.rows |= self.basis

    def wait(self, until: int, spells: list[Spell]) -> None:
        """Let the days pass on which nothing is said of the place itself."""
        if self.state == CONTESTED and self.entered is not None and until > self.now + WINDOW and self.rule.implied:
            # nobody tells of a fight, nor of the other side, since the troops came
            self.basis = set(spells[-1].rows)
            self.state, self.implied, self.seen = self.entered, True, self.now + WINDOW
            self.write(self.seen, spells)
        if self.state == CONTESTED and self.rule.leads and until > self.now + OVER:
            self.basis = set(spells[-1].rows)
            self.state, self.implied, self.disputed = UNKNOWN, True, False
            self.write(self.now + OVER, spells)
        if self.state not in (0, 1):
            return
        if self.implied and until > self.seen + LAPSE:
            spells[-1].end = self.seen + LAPSE
            self.state, self.implied = NOTHING, False
            return
        left = self.withdrawals[self.state]
        day = self.columns.day
        silent = until if self.unproved is None else min(until, self.unproved + SILENCE)
        if left and self.rule.leads:
            for i in left[bisect_right(left, self.now, key=day.__getitem__) :]:
                if day[i] >= silent:
                    break
                self.basis = set()
                self.doubt([i], DOUBTS if self.columns.whole[i] else 1)
                if self.state == UNKNOWN:
                    self.write(day[i], spells)
                    return
        if silent < until and self.rule.leads:
            self.basis = set(spells[-1].rows)
            self.state, self.implied, self.disputed, self.unproved = UNKNOWN, True, False, None
            self.write(silent, spells)

    def doubt(self, rows: list[int], count: int = 1) -> None:
        """Rows imply that the other side holds the place; enough of them, and who does is unknown."""
        day = self.columns.day
        self.doubts = [i for i in self.doubts if day[i] >= day[rows[0]] - LAPSE] + rows
        if len({day[i] for i in self.doubts}) - 1 + count >= DOUBTS:
            self.state, self.implied, self.disputed = UNKNOWN, True, False
            self.basis = set(self.doubts)
            self.doubts = []
            self.unproved = None

    def heavier(self, rows: list[int]) -> list[int]:
        """Of rows that speak for one side or the other, those of the side with more weight; none where they are even."""
        by_side = [[i for i in rows if self.columns.holder[i] == side] for side in (0, 1)]
        weights = [self.weigh(told)[0] for told in by_side]
        return [] if weights[0] == weights[1] else by_side[int(weights[1] > weights[0])]

    def weigh(self, rows: list[int], first: int | None = None, last: int | None = None) -> tuple[int, list[int]]:
        """Summed weight of the independent voices among rows (told of the days from first to last), and these rows."""
        day, voice, weight = self.columns.day, self.columns.voice, self.columns.weight
        if first is not None and last is not None:
            rows = [i for i in rows if first <= day[i] <= last]
        best: dict[str, int] = {}
        for i in rows:
            best[voice[i]] = max(best.get(voice[i], 0), weight[i])
        return sum(best.values()), rows

    def imply(self, day: int, rows: list[int]) -> None:
        """A holder that nobody names stands only where none is known; against one that is, it raises doubts."""
        if not self.rule.implied:
            return
        holder, when = self.columns.holder, self.columns.day
        self.hints = [i for i in self.hints if when[i] > day - LAPSE] + rows
        days = [len({when[i] for i in self.hints if holder[i] == side}) for side in (0, 1)]
        side = int(days[1] > days[0])
        borne_out = {holder[i] for i in rows} == {self.state}
        opens = self.state in (NOTHING, UNKNOWN) and not self.columns.abroad[rows[0]]
        if opens and days[0] != days[1] and any(holder[i] == side for i in rows):
            self.state, self.implied, self.disputed = side, True, False
            self.basis = set()
            borne_out = True
        if borne_out:
            self.doubts, self.unproved, self.seen = [], None, day
            if self.implied:
                self.basis.update(i for i in rows if holder[i] == self.state)
        elif self.state in (0, 1) and side == 1 - self.state and days[0] != days[1] and self.rule.leads:
            self.doubt([i for i in rows if holder[i] == side])

    def move(self, act: int, i: int) -> None:
        """Troops fight in the place, enter or leave it: what becomes of it stands in the table."""
        side = self.columns.holder[i]
        own = 1 - side if act == LEAVES else side
        before = {NOTHING: "nothing", CONTESTED: "contested", UNKNOWN: "unknown", own: "own", 1 - own: "other"}[self.state]
        after = TRANSITIONS[MOVES[act]][before]
        new = {"own": own, "other": 1 - own, "contested": CONTESTED, "unknown": UNKNOWN}[after]
        self.entered = side if act == ENTERS and self.columns.weight[i] >= WEIGHTS["reported"] else None
        if new != self.state:
            self.state, self.implied, self.disputed = new, False, False
            self.basis = set()
            self.doubts, self.unproved = [], None
        if after != "other":
            self.basis.add(i)

    def claim(self, day: int, sides: set[int]) -> None:
        """Sides are said to hold the place: the one that leads by weight does; equal weights are a dispute."""
        verdicts = []
        for side in sides:
            gain, ours = self.weigh(self.holds[side], day - WINDOW, day)
            deny, theirs = self.weigh(self.against[side], day, day + WINDOW)
            if 1 - side in sides:
                rival, opposite = self.weigh(self.holds[1 - side], day, day)
                deny, theirs = max(deny, rival), theirs + opposite
            verdicts.append((gain - deny, -side, gain, ours, theirs))
        if not verdicts:
            return
        lead, side, gain, ours, theirs = max(verdicts)
        if gain < self.rule.threshold:
            return
        if lead > 0 or (not self.rule.leads and len(sides) == 1):
            leaving = self.weigh(self.way[-side], day - WINDOW, day + WINDOW)[1]  # who leaves bears out who comes
            alone = all(self.columns.alone[i] for i in (*ours, *leaving))
            repeated = self.state == -side and not self.disputed
            self.unproved = day if alone and not repeated else None
            self.state, self.implied, self.disputed = -side, False, bool(theirs) and not self.rule.leads
            self.basis = {*ours, *theirs} if self.disputed else set(ours)
            self.doubts = []
        elif lead == 0:
            self.state, self.disputed = (UNKNOWN if self.state == NOTHING else self.state), True
            self.basis.update(ours, theirs)
