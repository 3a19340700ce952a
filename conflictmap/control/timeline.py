"""Control through time: claims folded into spells by a printed table of transitions and a named policy."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any, Literal

import numpy as np
import pandas as pd
import shapely

from conflictmap import model
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
TRANSITIONS: dict[str, dict[str, str]] = {
    "control_gained": _HOLDS,
    "control_held": _HOLDS,
    "flag_raised": _HOLDS,
    "entered": dict(zip(BEFORE, ("contested", "own", "contested", "contested", "own"), strict=True)),
    "fighting": dict(zip(BEFORE, ("contested",) * 5, strict=True)),
    "withdrew": dict(zip(BEFORE, ("unknown", "unknown", "other", "unknown", "unknown"), strict=True)),
    "repelled": _NO_CHANGE | {"nothing": "own?"},
    "reinforcement": _NO_CHANGE | {"nothing": "own?"},
    "supply_route": _NO_CHANGE | {"nothing": "own?"},
    "advance": _NO_CHANGE | {"nothing": "other?"},
    "strike": _NO_CHANGE | {"nothing": "other?"},
    "supply_cut": _NO_CHANGE,
    "evacuation": _NO_CHANGE,
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
    "assessed": _Rule(threshold=2, implied=True, leads=True),
    "confirmed": _Rule(threshold=4, implied=False, leads=True),
}
WINDOW = 3  # days in which claims add up, and in which a denial meets the claim

_LEAVES, _IMPLIES, _FIGHTS, _ENTERS, _HOLDS_IT, _DENIES, _SPEAKS = range(7)  # the order within a day: the firmest comes last
_ACT = {
    "control_gained": _HOLDS_IT,
    "control_held": _HOLDS_IT,
    "flag_raised": _HOLDS_IT,
    "entered": _ENTERS,
    "fighting": _FIGHTS,
    "withdrew": _LEAVES,
}
_SIDE = {"UA": 0, "RU": 1}
_STATUS = ("UA", "RU", "CONTESTED", "UNKNOWN")
_CONTESTED, _UNKNOWN, _NOTHING = 2, 3, -1
_EPOCH = pd.Timestamp(0)


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

    Examples
    --------
    >>> table = transition_table()
    >>> table.loc["withdrew", "own"], table.loc["repelled", "other"], table.loc["fighting", "own"]
    ('unknown', 'other', 'contested')
    """
    return pd.DataFrame.from_dict(TRANSITIONS, orient="index", columns=list(BEFORE)).rename_axis("event")


def parse_day(day: Day) -> pd.Timestamp:
    """Give a day as midnight without a time zone; ConfigError where it is none."""
    when = pd.to_datetime(day, errors="coerce")
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
        What a claim must weigh to change a state. One voice weighs 4 when confirmed or against its own interest, 3 in the
        writer's own words, 2 claimed, 1 unverified; all of a warring side is one voice, and so is one source.
        "claimed": any claim; the latest stands, and one that is denied is disputed.
        "assessed": 2, and more than what is said against it within 3 days (denials; the other side still
        holds it, or repels an attack on it).
        "confirmed": 4, likewise; no implied holders.
        Equal weights leave the earlier state, disputed, with the evidence of both.
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

    See Also
    --------
    transition_table : what each event does.
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
    spells = _fold(frame, POLICIES[policy])
    return conform(pd.DataFrame(spells), "control") if spells else empty_frame("control")


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
    rows = events[(events["kind"] == "settlement") & events["place_id"].notna() & (events["certainty"] != "predicted")]
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
    return np.where(shapely.get_type_id(point) == 0, point, shapely.centroid(point))


def _acts(frame: pd.DataFrame) -> dict[str, Any]:
    """What each row does: act, holder (the side that it speaks for), weight and voice."""
    kind, side, by = frame["type"], frame["side"].to_numpy(), frame["by"].to_numpy()
    words = np.array(model.CERTAINTIES, dtype=object)[frame["certainty"].to_numpy()]
    denied = words == "denied"
    implied = kind.map({k: v["nothing"] for k, v in TRANSITIONS.items() if v["nothing"].endswith("?")})
    act = kind.map(_ACT).fillna(_SPEAKS).to_numpy(dtype=int)
    holds = act == _HOLDS_IT
    act = np.where(implied.notna() | (holds & frame["vague"].to_numpy()), _IMPLIES, act)
    act = np.where(frame["vague"].to_numpy() & (act != _IMPLIES), _SPEAKS, act)
    act = np.where(denied, np.where(holds, _DENIES, _SPEAKS), act)
    act = np.where(frame["edge"].to_numpy() | ((side < 0) & (act != _FIGHTS)), _SPEAKS, act)
    holder = np.where((implied == "other?").to_numpy() | (kind == "withdrew").to_numpy(), 1 - side, side)
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
        places = events.drop_duplicates("place_id")[["place_id", "name", "admin1", "geometry"]]
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
    days = pd.to_datetime(baseline["date"], errors="coerce", utc=True).dt.tz_localize(None).dt.normalize()
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


def _fold(frame: pd.DataFrame, rule: _Rule) -> list[dict[str, Any]]:
    """Walk every place's evidence by day and write its spells."""
    place = pd.factorize(frame["place_id"])[0]
    edges = np.flatnonzero(np.diff(place)) + 1
    bounds = [0, *edges.tolist(), len(frame)]
    day, act = frame["day"].tolist(), frame["act"].tolist()
    holder, weight = frame["holder"].tolist(), frame["weight"].tolist()
    voice, told = frame["voice"].tolist(), frame["told"].to_numpy()
    stands = (frame["type"].isin(["control_held", "repelled"]) & frame["act"].isin([_HOLDS_IT, _IMPLIES])).tolist()
    certainty = frame["certainty"].tolist()
    ids, claimants = frame["event_id"].tolist(), frame["claimant"].tolist()
    names, admins, points = frame["name"].tolist(), frame["admin1"].tolist(), frame["geometry"].tolist()
    place_ids = frame["place_id"].tolist()
    out: list[dict[str, Any]] = []
    for a, b in pairwise(bounds):
        spells = _walk(range(a, b), day, act, holder, weight, voice, stands, rule)
        if not spells:
            continue
        days = np.unique(told[a:b])
        text = [str(d) for d in np.datetime_as_string(days.astype("datetime64[D]"))]
        first = next((i for i in range(a, b) if points[i] is not None), a)
        for s in spells:
            end = s.end if s.end is not None else 10**9
            lo, hi = np.searchsorted(days, [s.start, end])
            rows = sorted(s.rows)
            out.append(
                {
                    "place_id": place_ids[a],
                    "name": names[first],
                    "kind": "settlement",
                    "admin1": admins[first],
                    "status": _STATUS[s.status],
                    "valid_from": _EPOCH + pd.Timedelta(days=s.start),
                    "valid_to": None if s.end is None else _EPOCH + pd.Timedelta(days=s.end),
                    "certainty": model.CERTAINTIES[min(certainty[i] for i in rows)],
                    "disputed": s.disputed,
                    "implied": s.implied,
                    "sources": len({voice[i] for i in rows}),
                    "claimants": "; ".join(sorted({str(claimants[i]) for i in rows if isinstance(claimants[i], str)})),
                    "event_ids": " ".join(dict.fromkeys(ids[i] for i in rows)),
                    "last_report": text[hi - 1] if hi > lo else None,
                    "report_days": " ".join(text[lo:hi]),
                    "geometry": points[first],
                }
            )
    return out


def _walk(
    rows: range,
    day: list[int],
    act: list[int],
    holder: list[int],
    weight: list[int],
    voice: list[str],
    stands: list[bool],
    rule: _Rule,
) -> list[_Spell]:
    """The spells of one place. `rows` are ordered by day; the lists are columns of all places."""
    holds: tuple[list[int], list[int]] = ([], [])
    against: tuple[list[int], list[int]] = ([], [])  # what speaks against a hold of the side
    days: dict[int, list[int]] = {}
    for i in rows:
        if act[i] == _SPEAKS:
            continue
        if act[i] == _HOLDS_IT:
            holds[holder[i]].append(i)
        if stands[i]:
            against[1 - holder[i]].append(i)
        if act[i] == _DENIES:
            against[holder[i]].append(i)
        days.setdefault(day[i], []).append(i)

    def heard(which: list[int], first: int, last: int) -> tuple[int, list[int]]:
        """Summed weight of independent voices among rows told of these days, and the rows."""
        found = [i for i in which if first <= day[i] <= last]
        best: dict[str, int] = {}
        for i in found:
            best[voice[i]] = max(best.get(voice[i], 0), weight[i])
        return sum(best.values()), found

    spells: list[_Spell] = []
    state, implied, disputed = _NOTHING, False, False
    for d, today in days.items():
        basis: set[int] = set()
        for step in (_LEAVES, _IMPLIES, _FIGHTS, _ENTERS):
            told = [i for i in today if act[i] == step]
            if not told:
                continue
            if step == _IMPLIES:
                votes = [sum(weight[i] for i in told if holder[i] == s) for s in (0, 1)]
                says = [i for i in told if holder[i] == int(votes[1] > votes[0])]
                if rule.implied and votes[0] != votes[1]:
                    if state == _NOTHING:
                        state, implied = holder[says[0]], True
                    if implied and state == holder[says[0]]:
                        basis.update(says)
                continue
            if heard(told, d, d)[0] < rule.threshold:
                continue
            for i in told:
                row = TRANSITIONS[("withdrew", "", "fighting", "entered")[step]]
                own = 1 - holder[i] if step == _LEAVES else holder[i]
                after = row[_relative(state, own)]
                new = {"own": own, "other": 1 - own, "contested": _CONTESTED, "unknown": _UNKNOWN}[after]
                if new != state:
                    implied = disputed = False
                    basis = set()
                    state = new
                if (step, new) in ((_LEAVES, _UNKNOWN), (_FIGHTS, _CONTESTED), (_ENTERS, _CONTESTED)) or (
                    step == _ENTERS and new == own
                ):
                    basis.add(i)
        claims = [s for s in (0, 1) if any(act[i] == _HOLDS_IT and holder[i] == s for i in today)]
        if claims:
            verdicts = []
            for s in claims:
                gain, ours = heard(holds[s], d - WINDOW, d)
                deny, theirs = heard(against[s], d, d + WINDOW)
                if 1 - s in claims:
                    other, opposite = heard(holds[1 - s], d, d)
                    deny, theirs = max(deny, other), theirs + opposite
                verdicts.append((gain, deny, s, ours, theirs))
            gain, deny, s, ours, theirs = max(verdicts, key=lambda v: (v[0] - v[1], -v[2]))
            if gain >= rule.threshold:
                if gain > deny or (not rule.leads and len(claims) == 1):
                    state, implied, disputed = s, False, bool(theirs) and not rule.leads
                    basis = set(ours) | (set(theirs) if disputed else set())
                elif gain == deny:
                    state, disputed = (_UNKNOWN if state == _NOTHING else state), True
                    basis.update(ours, theirs)
        if state == _NOTHING:
            continue
        last = spells[-1] if spells else None
        if last is None or (last.status, last.implied, last.disputed) != (state, implied, disputed):
            if last is not None:
                last.end = d
            last = _Spell(state, implied, disputed, d)
            spells.append(last)
        last.rows |= basis
    return [s for s in spells if s.rows]


def _relative(state: int, own: int) -> str:
    """Name a state as the side that acts sees it."""
    if state == _NOTHING:
        return "nothing"
    if state == _CONTESTED:
        return "contested"
    if state == _UNKNOWN:
        return "unknown"
    return "own" if state == own else "other"
