"""Control through time: claims folded into spells by a printed table of transitions and a named policy."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any, Literal

import numpy as np
import pandas as pd
import shapely

from conflictmap import model
from conflictmap.control.plausibility import NEVER as _NEVER
from conflictmap.control.plausibility import days_doubted
from conflictmap.errors import ConfigError, SchemaError
from conflictmap.frames.codebook import check_frame, conform, empty_frame

__all__ = ["POLICIES", "TRANSITIONS", "WEIGHTS", "Day", "Policy", "control_on", "parse_day", "trace_control", "transition_table"]

Policy = Literal["claimed", "assessed", "confirmed"]
Day = str | date | pd.Timestamp

BEFORE = ("nothing", "own", "other", "contested", "unknown")

# What an event of a side in a settlement makes of it, by what was known before: nothing, held by that side ("own"), by the
# other one, contested, unknown. "?" marks a holder that nobody names and that follows from what is told.
_HOLDS = dict(zip(BEFORE, ("own", "own", "own", "own", "own"), strict=True))
_NO_CHANGE = dict(zip(BEFORE, BEFORE, strict=True))
_IMPLIES_OWN = _NO_CHANGE | {"nothing": "own?", "unknown": "own?"}
_IMPLIES_OTHER = _NO_CHANGE | {"nothing": "other?", "unknown": "other?"}
TRANSITIONS: dict[str, dict[str, str]] = {
    "control_gained": _HOLDS,
    "control_held": _HOLDS,
    "flag_raised": _HOLDS,
    "entered": dict(zip(BEFORE, ("contested", "own", "contested", "contested", "own"), strict=True)),
    "fighting": dict(zip(BEFORE, ("contested",) * 5, strict=True)),
    "withdrew": dict(zip(BEFORE, ("unknown", "unknown", "other", "unknown", "unknown"), strict=True)),
    "repelled": _NO_CHANGE,
    "advance": _NO_CHANGE,
    "evacuation": _NO_CHANGE,
    "moved_from": _IMPLIES_OWN,  # the start of an advance, the place that a withdrawal leads to
    "reinforcement": _IMPLIES_OWN,
    "supply_route": _IMPLIES_OWN,
    "supply_cut": _IMPLIES_OTHER,
    "strike": _IMPLIES_OTHER,
}

# Weight of one voice. Against the claimant's own interest, a claim counts as much as one that is confirmed.
WEIGHTS = {"confirmed": 4, "reported": 3, "claimed": 2, "unverified": 1, "denied": 2, "predicted": 0}
AGAINST_OWN_INTEREST = {"claimed": 4, "unverified": 3, "denied": 4}


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a policy asks of claims before they change a state."""

    threshold: int  # summed weight of independent voices
    implied: bool  # whether a holder that nobody names may stand where nothing else is known
    leads: bool  # whether the claim must outweigh what is said against it


POLICIES: dict[str, _Rule] = {
    "claimed": _Rule(threshold=1, implied=True, leads=False),
    "assessed": _Rule(threshold=1, implied=True, leads=True),
    "confirmed": _Rule(threshold=4, implied=False, leads=True),
}
WINDOW = 3  # days in which claims add up, and in which a denial meets the claim
LAPSE = 14  # days after which a holder that nobody names is forgotten, unless implied again
DOUBTS = 2  # days that imply the other holder, and none the one named: who holds it is unknown then

SILENCE = 7  # days after which a gain that only the gaining side claims, and that nothing else bears out, is unknown

# the order within a day: the firmest comes last; then what is no move of its own, and a withdrawal from a whole oblast
_LEAVES, _IMPLIES, _FIGHTS, _ENTERS, _HOLDS_IT, _DENIES, _SPEAKS, _LEAVES_OBLAST = range(8)
_WHOLE = re.compile(
    r"\b(complete(d|ly)?|entire(ly|ty)?|fully|whole|all)\b|повністю|цілком|\b[ву]сю\b|\bусієї\b|полностью|целиком|\bвсю\b|\bвсей\b",
    re.IGNORECASE,
)
_ACT = {
    "control_gained": _HOLDS_IT,
    "control_held": _HOLDS_IT,
    "flag_raised": _HOLDS_IT,
    "entered": _ENTERS,
    "fighting": _FIGHTS,
    "withdrew": _LEAVES,
}
_MOVES = {act: kind for kind, act in _ACT.items() if act != _HOLDS_IT}
_SIDE = {"UA": 0, "RU": 1}
_STATUS = ("UA", "RU", "CONTESTED", "UNKNOWN")
_CONTESTED, _UNKNOWN, _NOTHING = 2, 3, -1
_EPOCH = pd.Timestamp(0)
_DENIED = model.CERTAINTIES.index("denied")


def transition_table() -> pd.DataFrame:
    """Return the table of transitions that `trace_control` folds by.

    Returns
    -------
    pandas.DataFrame
        One row an event type; columns what was known before (nothing; own: held by the side that acts; other; contested;
        unknown); cells what is known after it. "own?" and "other?" are holders that nobody names: the frame marks them implied.

    Notes
    -----
    The table holds for events in a settlement. One at its edge (`relation` is "near", "outskirts" or a direction) changes
    nothing, nor does a prediction. A gain told as background without a day of its own counts as "own?" where nothing is known.
    "moved_from" is the place that an advance starts from, or a withdrawal leads to.

    A holder that nobody names is forgotten 14 days after the last event that implies it. Troops that are reported in a place,
    with no fight, nor the other side, told of for 3 days, hold it so ("own?").

    Examples
    --------
    >>> table = transition_table()
    >>> table.loc["withdrew", "own"], table.loc["repelled", "other"], table.loc["fighting", "own"]
    ('unknown', 'other', 'contested')
    """
    return pd.DataFrame.from_dict(TRANSITIONS, orient="index", columns=list(BEFORE)).rename_axis("event")


def parse_day(day: Day) -> pd.Timestamp:
    """Give a day as midnight without a time zone; ConfigError where it is none."""
    when = pd.to_datetime(day, errors="coerce", format="ISO8601")  # 11.09.2022 is not guessed at
    if pd.isna(when):
        raise ConfigError(f"{day!r} is no day; write it as 2022-09-10", key="day")
    return when.tz_localize(None).normalize()


def trace_control(
    events: pd.DataFrame, *, policy: Policy = "assessed", baseline: pd.DataFrame | None = None, known_by: Day | None = None
) -> pd.DataFrame:
    """Fold events into spells of control: who is reported to hold each settlement, from when to when.

    Parameters
    ----------
    events : pandas.DataFrame
        Events frame. Only rows of kind "settlement" with a `place_id` count; order and duplicates do not matter.
    policy : {"assessed", "claimed", "confirmed"}
        What a claim must weigh to change a state; see the notes.
    baseline : pandas.DataFrame, optional
        State to start from, from any source: columns `date`, `side` (or `status`) and either `place_id` (points; `name`,
        `geometry` welcome) or polygons in `geometry` (EPSG:4326), which hold for the settlements of the events inside them.
    known_by : str or date, optional
        Use nothing published after this day. All by default.

    Returns
    -------
    geopandas.GeoDataFrame
        Control frame (see `codebook("control")`), EPSG:4326: spells, half-open and disjoint in each place, by place and day.

    Raises
    ------
    ConfigError
        No such policy.
    SchemaError
        The events or the baseline break their codebook.

    Notes
    -----
    One voice weighs 4 when confirmed or against its own interest, 3 in the writer's own words, 2 claimed, 1 unverified. All of a
    warring side is one voice, so is one source; the voices of three days add up.

    - "claimed": any claim counts and the latest stands; one that is denied is disputed.
    - "assessed": a claim must weigh more than what is said against it within 3 days: denials, that the other side still holds
      the place or repels an attack on it. Equal weights leave the earlier state, disputed, with the evidence of both. Then
      the state must last: it is unknown after two days within a fortnight that imply the other side's hold, after 7 days of
      silence on a gain that only the gaining side claims, when the side leaves the oblast, and when for 7 days more
      than half of its neighbours' weight (the 6 nearest with a state, up to 60 km) is the other side's.
    - "confirmed": as "assessed", and weighs 4; no holder is implied.

    Nothing that is published later than the events given plays a part, so `known_by` is the same as leaving later events out.

    See Also
    --------
    transition_table : what each event does to what was known before.
    control_on : the state on one day.

    Examples
    --------
    >>> import pandas as pd
    >>> events = pd.DataFrame(
    ...     {"event_id": ["a", "b"], "event_type": ["control_gained", "withdrew"], "side": ["RU", "RU"], "kind": "settlement",
    ...      "place_id": "p1", "name": "Izium", "date": ["2022-04-01", "2022-09-10"], "certainty": "reported"}
    ... )
    >>> trace_control(events)[["name", "status", "valid_from", "valid_to"]]
        name   status valid_from   valid_to
    0  Izium       RU 2022-04-01 2022-09-10
    1  Izium  UNKNOWN 2022-09-10        NaT
    """
    if policy not in POLICIES:
        raise ConfigError(f"no policy is called {policy!r}; use {', '.join(POLICIES)}", key="policy", close=list(POLICIES))
    frame = _evidence(check_frame(events, "events"), baseline, known_by)
    if frame.empty:
        return empty_frame("control")
    return conform(pd.DataFrame(_fold(frame, POLICIES[policy])), "control")


def control_on(control: pd.DataFrame, day: Day) -> pd.DataFrame:
    """Return who is reported to hold each settlement on one day.

    Parameters
    ----------
    control : pandas.DataFrame
        Control frame, as `trace_control` gives it.
    day : str or date
        Day of the events' clock. For what was known on the day, trace with `known_by` first.

    Returns
    -------
    geopandas.GeoDataFrame
        The spells that hold on the day, with `last_report` and `stale_days` as of it (missing where no report spoke of the place
        by then).

    Examples
    --------
    >>> control_on(empty_frame("control"), "2022-09-10").empty
    True
    """
    when = parse_day(day)
    frame = conform(control, "control")
    spells = frame[(frame["valid_from"] <= when) & ~(frame["valid_to"] <= when)].copy()
    # a report may have spoken of the place in an earlier spell last
    past = frame.loc[frame["valid_from"] <= when, ["place_id", "report_days"]].dropna()
    days = past.assign(day=past["report_days"].str.split()).explode("day")
    known = pd.to_datetime(days["day"]).where(lambda d: d <= when).groupby(days["place_id"]).max()
    spells["last_report"] = pd.to_datetime(spells["place_id"].map(known.to_dict()))
    spells["stale_days"] = (when - spells["last_report"]).dt.days.astype("Int64")
    return spells.reset_index(drop=True)


def _evidence(events: pd.DataFrame, baseline: pd.DataFrame | None, known_by: Day | None) -> pd.DataFrame:
    """Events of settlements as numbers, one row each: place, day, act, holder, weight, voice; ordered and without duplicates."""
    left = (events["kind"] == "oblast") & (events["event_type"] == "withdrew") & events["relation"].isna()
    left &= ~events["background"].fillna(False) & (events["certainty"] != "denied") & events["side"].notna()
    rows = events[((events["kind"] == "settlement") | left) & events["place_id"].notna() & (events["certainty"] != "predicted")]
    point = _points(rows)
    published = rows["published"].dt.tz_localize(None).dt.normalize()
    date = rows["date"]
    month = (rows["date_precision"] == "month").to_numpy()
    if month.any():  # some day of the month: certain only when it is over, or when it is told
        ends = date + pd.offsets.MonthEnd(0)
        date = date.where(~month, ends.where(~(published < ends), published))
    told = published.fillna(date)
    frame = pd.DataFrame(
        {
            "event_id": rows["event_id"].astype(object),
            "place_id": rows["place_id"].astype(object),
            "name": rows["name"].astype(object),
            "admin1": rows["admin1"].astype(object),
            "geometry": point,
            "day": (date - _EPOCH).dt.days,
            "told": (told - _EPOCH).dt.days,
            "type": rows["event_type"].astype(object),
            "side": rows["side"].map(_SIDE).astype(float).fillna(-1).astype(int),
            "certainty": rows["certainty"].cat.codes,
            "claimant": rows["claimant"].astype(object),
            "by": rows["claimant_side"].map(_SIDE).astype(float).fillna(-1).astype(int),
            "source": rows["source"].astype(object).where(rows["source"].notna(), rows["report_id"].astype(object)),
            "oblast": rows["kind"] == "oblast",
            "whole": [
                o and isinstance(q, str) and bool(_WHOLE.search(q)) for o, q in zip(left[rows.index], rows["quote"], strict=True)
            ],
            "role": rows["role"].astype(object),
            "edge": rows["relation"].notna(),
            "vague": rows["background"].fillna(False).astype(bool) & rows["date_precision"].isin(["published"]),
        }
    )
    if baseline is not None:
        frame = pd.concat([frame, _baseline_rows(baseline, frame)], ignore_index=True)
    if known_by is not None:
        frame = frame[frame["told"] <= (parse_day(known_by) - _EPOCH).days]
    frame = frame.assign(**_acts(frame))
    # of rows with one id the earliest told stands; all columns break ties, so that no order of rows shows through
    keys = ["place_id", "day", "event_id", "told", "act", "holder", "weight", "voice", "certainty"]
    return frame.sort_values(keys, kind="stable").drop_duplicates(["place_id", "event_id"], ignore_index=True)


def _points(rows: pd.DataFrame) -> Any:
    """Where the place of each row lies: a line of a place left or of a route begins at it, any other ends there."""
    geometry = np.asarray(rows["geometry"], dtype=object)
    line = shapely.get_type_id(geometry) == 1
    end = np.where(rows["event_type"].isin(["withdrew", "evacuation", "supply_route", "supply_cut"]), 0, -1)
    point = np.where(line, shapely.get_point(geometry, end), geometry)
    wide = shapely.get_type_id(point) > 0
    point[wide] = shapely.centroid(point[wide])
    return point


def _acts(frame: pd.DataFrame) -> dict[str, Any]:
    """What each row does: act, holder (the side that it speaks for), weight and voice."""
    kind, side, by = frame["type"], frame["side"].to_numpy(), frame["by"].to_numpy()
    words = np.array(model.CERTAINTIES, dtype=object)[frame["certainty"].to_numpy()]
    denied = words == "denied"
    start = (frame["role"] == "origin") & kind.isin(["advance", "entered", "control_gained", "reinforcement"])
    goal = (frame["role"] == "destination") & (kind == "withdrew")
    kind = kind.mask(start | goal, "moved_from")
    implied = kind.map({k: v["nothing"] for k, v in TRANSITIONS.items() if v["nothing"].endswith("?")})
    act = kind.map(_ACT).fillna(_SPEAKS).to_numpy(dtype=int)
    holds = act == _HOLDS_IT
    act = np.where(implied.notna() | (holds & frame["vague"].to_numpy()), _IMPLIES, act)
    act = np.where(frame["vague"].to_numpy() & (act != _IMPLIES), _SPEAKS, act)
    act = np.where(denied, np.where(holds, _DENIES, _SPEAKS), act)
    act = np.where(frame["edge"].to_numpy() | ((side < 0) & (act != _FIGHTS)), _SPEAKS, act)
    act = np.where(frame["oblast"], _LEAVES_OBLAST, act)
    holder = np.where((implied == "other?").to_numpy() | (kind == "withdrew").to_numpy(), 1 - side, side)
    holder = np.where((act == _FIGHTS) & (side < 0), 0, holder)  # a fight is the same for both sides
    # a denial serves the other side than the claim that it denies
    served = np.where(denied, 1 - holder, holder)
    against = (by >= 0) & (side >= 0) & (by != served)
    weight = np.where(
        against,
        pd.Series(words).map(WEIGHTS | AGAINST_OWN_INTEREST),
        pd.Series(words).map(WEIGHTS),
    ).astype(int)
    speaker = frame["claimant"].where(frame["claimant"].notna(), frame["source"].fillna("")).astype(str).str.casefold()
    voice = np.where(by >= 0, np.where(by == 0, "side UA", "side RU"), speaker)
    return {"act": act, "holder": holder, "weight": weight, "voice": voice}


def _baseline_rows(baseline: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """A baseline as evidence in the writer's own words, told on its own day."""
    start = read_baseline(baseline)
    if "place_id" in start.columns and start["place_id"].notna().any():
        found = start[start["place_id"].notna()].reset_index(drop=True)
    else:
        places = events[~events["oblast"]].drop_duplicates("place_id")[["place_id", "name", "admin1", "geometry"]]
        points = np.asarray(places["geometry"], dtype=object)
        areas = np.asarray(start["geometry"], dtype=object)
        which, where = shapely.STRtree(points).query(areas, predicate="intersects")
        found = places.iloc[where].reset_index(drop=True)
        for column in ("side", "date", "source"):
            found[column] = start[column].to_numpy()[which]
    day = (found["date"] - _EPOCH).dt.days
    return pd.DataFrame(
        {
            "event_id": "baseline:" + found["date"].dt.strftime("%Y-%m-%d"),
            "place_id": found["place_id"].astype(object),
            "name": found.get("name"),
            "admin1": found.get("admin1"),
            "geometry": np.asarray(found["geometry"], dtype=object) if "geometry" in found else None,
            "day": day,
            "told": day,
            "type": "control_held",
            "side": found["side"].map(_SIDE).astype(int),
            "certainty": model.CERTAINTIES.index("reported"),
            "claimant": found["source"],
            "by": -1,
            "source": found["source"],
            "oblast": False,
            "whole": False,
            "role": "target",
            "edge": False,
            "vague": False,
        }
    )


def read_baseline(baseline: pd.DataFrame) -> pd.DataFrame:
    """Check a baseline and give it the columns date, side, source (rows of sides other than UA and RU are left out)."""
    problems = [] if "date" in baseline.columns else ["column date is missing"]
    holder = next((c for c in ("side", "status") if c in baseline.columns), None)
    if holder is None:
        problems.append("column side is missing")
    if "place_id" not in baseline.columns and "geometry" not in baseline.columns:
        problems.append("it needs a column place_id or a column geometry")
    if problems:
        raise SchemaError("baseline", problems)
    days = pd.to_datetime(baseline["date"], errors="coerce", utc=True, format="ISO8601").dt.tz_localize(None).dt.normalize()
    if days.isna().any():
        raise SchemaError("baseline", [f"column date holds no ISO date in row {baseline.index[days.isna()][0]}"])
    source = baseline["source"] if "source" in baseline.columns else pd.Series("baseline", index=baseline.index)
    out = baseline.assign(
        date=days.astype("datetime64[ns]"), side=baseline[holder].astype(object), source=source.fillna("baseline")
    )
    return out[out["side"].isin(_SIDE)]


@dataclass(slots=True)
class _Spell:
    status: int
    implied: bool
    disputed: bool
    start: int
    end: int | None = None
    rows: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Columns:
    """The evidence of all places as lists, which a loop reads faster than arrays."""

    day: list[int]
    act: list[int]
    holder: list[int]
    weight: list[int]
    voice: list[str]
    stands: list[bool]  # whether the row says that its holder stands fast: it speaks against the other side's hold
    whole: list[bool]  # whether a withdrawal from an oblast is said to be from all of it
    alone: list[bool]  # whether only the side that gains by the row says so


def _fold(frame: pd.DataFrame, rule: _Rule) -> dict[str, Any]:
    """Walk every place's evidence by day and write its spells."""
    told = frame["told"].tolist()
    repels = (
        (frame["type"] == "repelled") & ~frame["edge"] & ~frame["vague"] & (frame["certainty"] < _DENIED) & (frame["side"] >= 0)
    )
    stands = repels | (frame["type"] == "control_held") & (frame["act"] == _HOLDS_IT)
    words = {c: frame[c].tolist() for c in ("place_id", "name", "admin1", "geometry", "event_id", "claimant", "certainty")}
    columns = _Columns(
        day=frame["day"].tolist(),
        act=frame["act"].tolist(),
        holder=frame["holder"].tolist(),
        weight=frame["weight"].tolist(),
        voice=frame["voice"].tolist(),
        stands=stands.tolist(),
        whole=frame["whole"].tolist(),
        alone=(frame["voice"] == np.where(frame["holder"] == 0, "side UA", "side RU")).tolist(),
    )
    horizon = max(told)
    withdrawals: dict[tuple[Any, int], list[int]] = {}
    for i in np.flatnonzero(frame["act"] == _LEAVES_OBLAST).tolist():
        # the other side is served by a withdrawal, so that the row's holder is the side that comes
        withdrawals.setdefault((words["name"][i], 1 - columns.holder[i]), []).append(i)
    for rows in withdrawals.values():
        rows.sort(key=lambda i: columns.day[i])
    place = pd.factorize(frame["place_id"])[0]
    bounds = [0, *(np.flatnonzero(np.diff(place)) + 1).tolist(), len(frame)]
    found: list[tuple[range, list[_Spell]]] = []
    for a, b in pairwise(bounds):
        if columns.act[a] != _LEAVES_OBLAST:
            left = tuple(withdrawals.get((words["admin1"][a], side), []) for side in (0, 1))
            found.append((range(a, b), _Walk(columns, rule, left, horizon).spells(range(a, b))))
    found = [(rows, spells) for rows, spells in found if spells]
    if rule.leads and found:
        _doubt_implausible(found, words["geometry"], horizon)
    found = [(rows, _joined(spells)) for rows, spells in found]
    return _rows(found, told, columns.voice, words)


def _doubt_implausible(found: list[tuple[range, list[_Spell]]], geometry: list[Any], horizon: int) -> None:
    """Make unknown what stands alone among neighbours that the other side holds."""
    points = np.array([next((geometry[i] for i in rows if geometry[i] is not None), None) for rows, _ in found], dtype=object)
    every = [(k, s) for k, (_, spells) in enumerate(found) for s in spells]
    doubted = days_doubted(
        place=np.array([k for k, _ in every]),
        start=np.array([s.start for _, s in every]),
        end=np.array([_NEVER if s.end is None else s.end for _, s in every]),
        side=np.array([s.status for _, s in every]),
        implied=np.array([s.implied for _, s in every]),
        points=points,
        horizon=horizon,
    )
    at = iter(doubted.tolist())
    for k, (rows, spells) in enumerate(found):
        kept: list[_Spell] = []
        for s in spells:
            day = next(at)
            if day > s.start:
                kept.append(s)
            if day < _NEVER:
                kept.append(_Spell(_UNKNOWN, True, False, max(day, s.start), s.end, set(s.rows)))
                s.end = day
        found[k] = rows, kept


def _joined(spells: list[_Spell]) -> list[_Spell]:
    """Join spells of one state that follow each other."""
    out: list[_Spell] = []
    for s in spells:
        last = out[-1] if out else None
        if last and last.end == s.start and (last.status, last.implied, last.disputed) == (s.status, s.implied, s.disputed):
            last.end = s.end
            last.rows |= s.rows
        else:
            out.append(s)
    return out


def _rows(found: list[tuple[range, list[_Spell]]], told: Any, voice: list[str], words: dict[str, list[Any]]) -> dict[str, Any]:
    """The spells as columns of the frame."""
    out: dict[str, Any] = {c: [] for c in ("sources", "claimants", "event_ids", "last_report", "report_days")}
    spells: list[_Spell] = []
    at: list[int] = []
    for rows, of_place in found:
        located = next((i for i in rows if words["geometry"][i] is not None), rows[0])
        spells += of_place
        at += [located] * len(of_place)
        days = sorted(set(told[rows.start : rows.stop]))
        text = [_iso(d) for d in days]
        for s in of_place:
            first, last = bisect_left(days, s.start), len(days) if s.end is None else bisect_left(days, s.end)
            out["last_report"].append(text[last - 1] if last > first else None)
            out["report_days"].append(" ".join(text[first:last]))
            basis = sorted(s.rows)
            out["sources"].append(len({voice[i] for i in basis}))
            out["claimants"].append("; ".join(sorted({c for i in basis if isinstance(c := words["claimant"][i], str)})))
            out["event_ids"].append(" ".join([words["event_id"][i] for i in basis]))
    for column in ("place_id", "name", "admin1", "geometry"):
        out[column] = [words[column][i] for i in at]
    out["kind"] = "settlement"
    out["status"] = [_STATUS[s.status] for s in spells]
    out["valid_from"] = np.array([s.start for s in spells], dtype="datetime64[D]").astype("datetime64[ns]")
    ends = np.array([_NEVER if s.end is None else s.end for s in spells], dtype=int)
    days_after = np.where(ends == _NEVER, 0, ends).astype("datetime64[D]").astype("datetime64[ns]")
    out["valid_to"] = np.where(ends == _NEVER, np.datetime64("NaT", "ns"), days_after)
    out["certainty"] = [model.CERTAINTIES[min([words["certainty"][i] for i in s.rows])] for s in spells]
    out["disputed"] = [s.disputed for s in spells]
    out["implied"] = [s.implied for s in spells]
    return out


@cache
def _iso(day: int) -> str:
    return str(np.datetime64(day, "D"))


class _Walk:
    """The state of one place as its evidence is read day by day."""

    def __init__(self, columns: _Columns, rule: _Rule, withdrawals: tuple[list[int], ...], horizon: int) -> None:
        self.columns, self.rule = columns, rule
        self.withdrawals = withdrawals  # rows that tell of the side's withdrawal from the oblast, by day
        self.horizon = horizon  # last day of which any report tells
        self.now = -(10**6)  # last day that is read
        self.entered: int | None = None  # side whose troops came in last, where nothing else is told since
        self.unproved: int | None = None  # day since which only the holder says that it holds the place
        self.state, self.implied, self.disputed = _NOTHING, False, False
        self.basis: set[int] = set()  # rows that the state of the day rests on
        self.doubts: list[int] = []  # rows since the last one for the holder that imply the other side's hold
        self.hints: list[int] = []  # rows of late that imply a holder
        self.seen = 0  # last day on which a holder that nobody names was implied
        self.holds: tuple[list[int], list[int]] = ([], [])  # rows that say that the side holds it
        self.against: tuple[list[int], list[int]] = ([], [])  # rows that speak against a hold of the side

    def spells(self, rows: range) -> list[_Spell]:
        """Fold rows, which come ordered by day."""
        c = self.columns
        days: dict[int, list[int]] = {}
        for i in rows:
            if c.stands[i]:
                self.against[1 - c.holder[i]].append(i)
            if c.act[i] == _SPEAKS:
                continue
            days.setdefault(c.day[i], []).append(i)
            if c.act[i] == _HOLDS_IT:
                self.holds[c.holder[i]].append(i)
            if c.act[i] == _DENIES:
                self.against[c.holder[i]].append(i)
        spells: list[_Spell] = []
        for day, today in days.items():
            self.wait(day, spells)
            self.basis = set()
            for act in sorted({c.act[i] for i in today} - {_DENIES, _HOLDS_IT}):
                same = [i for i in today if c.act[i] == act]
                if act == _LEAVES:
                    same = self.heavier(same)
                if act == _IMPLIES:
                    self.imply(day, same)
                elif self.weigh(same)[0] >= self.rule.threshold:
                    for i in same:
                        self.move(act, i)
            self.claim(day, {c.holder[i] for i in today if c.act[i] == _HOLDS_IT})
            self.write(day, spells)
        self.wait(max(self.horizon, self.now), spells)
        if self.implied and self.state in _SIDE.values():
            spells[-1].end = self.seen + LAPSE
        return spells

    def write(self, day: int, spells: list[_Spell]) -> None:
        """Add the state of a day to the spells."""
        self.now = day
        if self.state == _NOTHING:
            return
        last = spells[-1] if spells and spells[-1].end is None else None
        # told anew: until neighbours are asked, a spell of its own
        anew = bool(self.basis) and not self.implied and self.state in (0, 1)
        if last is None or anew or (last.status, last.implied, last.disputed) != (self.state, self.implied, self.disputed):
            if last is not None:
                last.end = day
            last = _Spell(self.state, self.implied, self.disputed, day)
            spells.append(last)
        last.rows |= self.basis

    def wait(self, until: int, spells: list[_Spell]) -> None:
        """Let the days pass on which nothing is said of the place itself."""
        if self.state == _CONTESTED and self.entered is not None and until > self.now + WINDOW and self.rule.implied:
            # nobody tells of a fight, nor of the other side, since the troops came
            self.basis = set(spells[-1].rows)
            self.state, self.implied, self.seen = self.entered, True, self.now + WINDOW
            self.write(self.seen, spells)
        if self.state not in (0, 1):
            return
        if self.implied and until > self.seen + LAPSE:
            spells[-1].end = self.seen + LAPSE
            self.state, self.implied = _NOTHING, False
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
                if self.state == _UNKNOWN:
                    self.write(day[i], spells)
                    return
        if silent < until and self.rule.leads:
            self.basis = set(spells[-1].rows)
            self.state, self.implied, self.disputed, self.unproved = _UNKNOWN, True, False, None
            self.write(silent, spells)

    def doubt(self, rows: list[int], count: int = 1) -> None:
        """Rows imply that the other side holds the place; enough of them, and who does is unknown."""
        day = self.columns.day
        self.doubts = [i for i in self.doubts if day[i] >= day[rows[0]] - LAPSE] + rows
        if len({day[i] for i in self.doubts}) - 1 + count >= DOUBTS:
            self.state, self.implied, self.disputed = _UNKNOWN, True, False
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
        if self.state in (_NOTHING, _UNKNOWN) and days[0] != days[1] and any(holder[i] == side for i in rows):
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
        own = 1 - side if act == _LEAVES else side
        before = {_NOTHING: "nothing", _CONTESTED: "contested", _UNKNOWN: "unknown", own: "own", 1 - own: "other"}[self.state]
        after = TRANSITIONS[_MOVES[act]][before]
        new = {"own": own, "other": 1 - own, "contested": _CONTESTED, "unknown": _UNKNOWN}[after]
        self.entered = side if act == _ENTERS and self.columns.weight[i] >= WEIGHTS["reported"] else None
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
            alone = all(self.columns.alone[i] for i in ours)
            repeated = self.state == -side and not self.disputed
            self.unproved = day if alone and not repeated else None
            self.state, self.implied, self.disputed = -side, False, bool(theirs) and not self.rule.leads
            self.basis = {*ours, *theirs} if self.disputed else set(ours)
            self.doubts = []
        elif lead == 0:
            self.state, self.disputed = (_UNKNOWN if self.state == _NOTHING else self.state), True
            self.basis.update(ours, theirs)
