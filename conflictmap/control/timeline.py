"""Control through time: claims folded into spells by a printed table of transitions and a named policy."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from conflictmap import model
from conflictmap.control.evidence import BEFORE, HOLDS, LEAVES_OBLAST, TRANSITIONS, Day, gather_evidence, parse_day
from conflictmap.control.plausibility import NEVER, days_doubted
from conflictmap.control.walk import POLICIES, UNKNOWN, Columns, Policy, Rule, Spell, Walk
from conflictmap.errors import ConfigError
from conflictmap.frames.codebook import claims_of, conform, empty_frame

__all__ = ["control_on", "trace_control", "transition_table"]

_STATUS = ("UA", "RU", "CONTESTED", "UNKNOWN")
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
    The table holds for events in a settlement. Who takes or holds a part of it (`relation` is "part") is told to have entered,
    and who leaves a part has not left. One at its edge (`relation` is "near", "outskirts" or a direction) changes
    nothing, nor does a prediction. A gain told as background without a day of its own counts as "own?" where nothing is known.
    "moved_from" is the place that an advance starts from, or a withdrawal leads to.

    A holder that nobody names is forgotten 14 days after the last event that implies it. Troops that are reported in a place,
    with no fight, nor the other side, told of for 3 days, hold it so ("own?"); partisans and saboteurs change nothing. Abroad
    (`country` is not UA) a strike or a supply road implies no holder: a bridge hit in Belgorod Oblast says nothing of a front.

    Examples
    --------
    >>> table = transition_table()
    >>> table.loc["withdrew", "own"], table.loc["repelled", "other"], table.loc["fighting", "own"]
    ('unknown', 'other', 'contested')
    """
    return pd.DataFrame.from_dict(TRANSITIONS, orient="index", columns=list(BEFORE)).rename_axis("event")


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
      silence on a gain that only the gaining side tells (nor does anybody else say that the other left) and 30 on a fight,
      when the side leaves the oblast, and when for 7 days more than half of the weight of its neighbours (the 6 nearest with a
      state, all within 60 km) is the other side's.
    - "confirmed": as "assessed", and weighs 4; no holder is implied.

    Where a state that was claimed is reported or confirmed on a later day, a new spell begins on that day: it rests on all that
    was told so far, and the one before it stays a claim. A holder that is only implied has one spell however firmly it is told.

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
    frame = gather_evidence(claims_of(events), baseline, known_by)
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


def _fold(frame: pd.DataFrame, rule: Rule) -> dict[str, Any]:
    """Walk every place's evidence by day and write its spells."""
    told = frame["told"].tolist()
    repels = (
        (frame["type"] == "repelled") & ~frame["edge"] & ~frame["vague"] & (frame["certainty"] < _DENIED) & (frame["side"] >= 0)
    )
    stands = repels | (frame["type"] == "control_held") & (frame["act"] == HOLDS)
    words = {c: frame[c].tolist() for c in ("place_id", "name", "admin1", "geometry", "event_id", "claimant")}
    columns = Columns(
        day=frame["day"].tolist(),
        act=frame["act"].tolist(),
        holder=frame["holder"].tolist(),
        weight=frame["weight"].tolist(),
        voice=frame["voice"].tolist(),
        stands=stands.tolist(),
        whole=frame["whole"].tolist(),
        alone=(frame["voice"] == np.where(frame["holder"] == 0, "side UA", "side RU")).tolist(),
        abroad=frame["abroad"].tolist(),
        certainty=frame["certainty"].tolist(),
    )
    horizon = max(told)
    withdrawals: dict[tuple[Any, int], list[int]] = {}
    for i in np.flatnonzero(frame["act"] == LEAVES_OBLAST).tolist():
        # the other side is served by a withdrawal, so that the row's holder is the side that comes
        withdrawals.setdefault((words["name"][i], 1 - columns.holder[i]), []).append(i)
    for rows in withdrawals.values():
        rows.sort(key=lambda i: columns.day[i])
    place = pd.factorize(frame["place_id"])[0]
    bounds = [0, *(np.flatnonzero(np.diff(place)) + 1).tolist(), len(frame)]
    found: list[tuple[range, list[Spell]]] = []
    for a, b in pairwise(bounds):
        if columns.act[a] != LEAVES_OBLAST:
            left = tuple(withdrawals.get((words["admin1"][a], side), []) for side in (0, 1))
            found.append((range(a, b), Walk(columns, rule, left, horizon).spells(range(a, b))))
    found = [(rows, spells) for rows, spells in found if spells]
    if rule.leads and found:
        _doubt_implausible(found, words["geometry"], horizon)
    found = [(rows, _joined(spells, columns)) for rows, spells in found]
    return _rows(found, told, columns, words)


def _doubt_implausible(found: list[tuple[range, list[Spell]]], geometry: list[Any], horizon: int) -> None:
    """Make unknown what stands alone among neighbours that the other side holds."""
    points = np.array([next((geometry[i] for i in rows if geometry[i] is not None), None) for rows, _ in found], dtype=object)
    every = [(k, s) for k, (_, spells) in enumerate(found) for s in spells]
    doubted = days_doubted(
        place=np.array([k for k, _ in every]),
        start=np.array([s.start for _, s in every]),
        end=np.array([NEVER if s.end is None else s.end for _, s in every]),
        side=np.array([s.status for _, s in every]),
        implied=np.array([s.implied for _, s in every]),
        points=points,
        horizon=horizon,
    )
    at = iter(doubted.tolist())
    for k, (rows, spells) in enumerate(found):
        kept: list[Spell] = []
        for s in spells:
            day = next(at)
            if day > s.start:
                kept.append(s)
            if day < NEVER:
                kept.append(Spell(UNKNOWN, True, False, max(day, s.start), s.end, set(s.rows)))
                s.end = day
        found[k] = rows, kept


def _joined(spells: list[Spell], columns: Columns) -> list[Spell]:
    """Join spells of one state that follow each other; from where it is told more firmly, it is a spell of its own."""
    out: list[Spell] = []
    for s in spells:
        last = out[-1] if out else None
        if last and last.end == s.start and (last.status, last.implied, last.disputed) == (s.status, s.implied, s.disputed):
            if s.implied or columns.firmest(s.rows) >= columns.firmest(last.rows):
                last.end = s.end
                last.rows |= s.rows
                continue
            s.rows |= last.rows
        out.append(s)
    return out


def _rows(found: list[tuple[range, list[Spell]]], told: Any, columns: Columns, words: dict[str, list[Any]]) -> dict[str, Any]:
    """The spells as columns of the frame."""
    out: dict[str, Any] = {c: [] for c in ("sources", "claimants", "event_ids", "last_report", "report_days")}
    spells: list[Spell] = []
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
            out["sources"].append(len({columns.voice[i] for i in basis}))
            out["claimants"].append("; ".join(sorted({c for i in basis if isinstance(c := words["claimant"][i], str)})))
            out["event_ids"].append(" ".join([words["event_id"][i] for i in basis]))
    for column in ("place_id", "name", "admin1", "geometry"):
        out[column] = [words[column][i] for i in at]
    out["kind"] = "settlement"
    out["status"] = [_STATUS[s.status] for s in spells]
    out["valid_from"] = np.array([s.start for s in spells], dtype="datetime64[D]").astype("datetime64[ns]")
    ends = np.array([NEVER if s.end is None else s.end for s in spells], dtype=int)
    days_after = np.where(ends == NEVER, 0, ends).astype("datetime64[D]").astype("datetime64[ns]")
    out["valid_to"] = np.where(ends == NEVER, np.datetime64("NaT", "ns"), days_after)
    out["certainty"] = [model.CERTAINTIES[columns.firmest(s.rows)] for s in spells]
    out["disputed"] = [s.disputed for s in spells]
    out["implied"] = [s.implied for s in spells]
    return out


@cache
def _iso(day: int) -> str:
    return str(np.datetime64(day, "D"))
