"""What events say of settlements, as numbers to fold: what each does, for whom, how much it weighs, whose voice it is."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import shapely

from conflictmap import model
from conflictmap.errors import ConfigError, SchemaError
from conflictmap.frames.codebook import outlets_of

__all__ = ["TRANSITIONS", "WEIGHTS", "Day", "gather_evidence", "parse_day", "read_baseline"]

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

# the order within a day: the firmest comes last; then what is no move of its own, and a withdrawal from a whole oblast
LEAVES, IMPLIES, FIGHTS, ENTERS, HOLDS, DENIES, SPEAKS, LEAVES_OBLAST = range(8)
_WHOLE = re.compile(
    r"\b(complete(d|ly)?|entire(ly|ty)?|fully|whole|all)\b|повністю|цілком|\b[ву]сю\b|\bусієї\b|полностью|целиком|\bвсю\b|\bвсей\b",
    re.IGNORECASE,
)
# whose coming says nothing of who holds a place
_COVERT = re.compile(r"partisan|guerrill?a|sabot|партизан|диверс|саботаж|\bДРГ\b", re.IGNORECASE)
_ACT = {
    "control_gained": HOLDS,
    "control_held": HOLDS,
    "flag_raised": HOLDS,
    "entered": ENTERS,
    "fighting": FIGHTS,
    "withdrew": LEAVES,
}
MOVES = {act: kind for kind, act in _ACT.items() if act != HOLDS}
SIDE_CODES = {"UA": 0, "RU": 1}
EPOCH = pd.Timestamp(0)


def parse_day(day: Day) -> pd.Timestamp:
    """Give a day as midnight without a time zone; ConfigError where it is none."""
    when = pd.to_datetime(day, errors="coerce", format="ISO8601")  # 11.09.2022 is not guessed at
    if pd.isna(when):
        raise ConfigError(f"{day!r} is no day; write it as 2022-09-10", key="day")
    return when.tz_localize(None).normalize()


def gather_evidence(events: pd.DataFrame, baseline: pd.DataFrame | None, known_by: Day | None) -> pd.DataFrame:
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
            "day": (date - EPOCH).dt.days,
            "told": (told - EPOCH).dt.days,
            "type": rows["event_type"].astype(object),
            "side": rows["side"].map(SIDE_CODES).astype(float).fillna(-1).astype(int),
            "certainty": rows["certainty"].cat.codes,
            "claimant": rows["claimant"].astype(object),
            "by": rows["claimant_side"].map(SIDE_CODES).astype(float).fillna(-1).astype(int),
            "source": outlets_of(rows).astype(object),
            "oblast": rows["kind"] == "oblast",
            "abroad": rows["country"].notna() & (rows["country"] != "UA"),
            "whole": [
                o and isinstance(q, str) and bool(_WHOLE.search(q)) for o, q in zip(left[rows.index], rows["quote"], strict=True)
            ],
            "role": rows["role"].astype(object),
            "edge": (rows["relation"].notna() & (rows["relation"] != "part")) | _covert(rows),
            "part": rows["relation"] == "part",
            "vague": rows["background"].fillna(False).astype(bool) & rows["date_precision"].isin(["published"]),
        }
    )
    if baseline is not None:
        frame = pd.concat([frame, _baseline_rows(baseline, frame)], ignore_index=True)
    if known_by is not None:
        frame = frame[frame["told"] <= (parse_day(known_by) - EPOCH).days]
    frame = frame.assign(**_acts(frame))
    # of rows with one id the earliest told stands; all columns break ties, so that no order of rows shows through
    keys = ["place_id", "day", "event_id", "told", "act", "holder", "weight", "voice", "certainty"]
    return frame.sort_values(keys, kind="stable").drop_duplicates(["place_id", "event_id"], ignore_index=True)


def _covert(rows: pd.DataFrame) -> Any:
    """Whether each row only tells that partisans or saboteurs were in the place."""
    entered = (rows["event_type"] == "entered").to_numpy(copy=True)
    entered[entered] = [isinstance(q, str) and bool(_COVERT.search(q)) for q in rows["quote"][entered]]
    return entered


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
    kind = kind.mask(frame["part"] & kind.map(_ACT).isin([HOLDS]), "entered")  # who holds a part of a town is in it
    kind = kind.mask(frame["part"] & (kind == "withdrew"), "advance")  # and who leaves a part may be in the rest
    implied = kind.map({k: v["nothing"] for k, v in TRANSITIONS.items() if v["nothing"].endswith("?")})
    act = kind.map(_ACT).fillna(SPEAKS).to_numpy(dtype=int)
    holds = act == HOLDS
    act = np.where(implied.notna() | (holds & frame["vague"].to_numpy()), IMPLIES, act)
    act = np.where(frame["vague"].to_numpy() & (act != IMPLIES), SPEAKS, act)
    act = np.where(denied, np.where(holds, DENIES, SPEAKS), act)
    act = np.where(frame["edge"].to_numpy() | ((side < 0) & (act != FIGHTS)), SPEAKS, act)
    act = np.where(frame["oblast"], LEAVES_OBLAST, act)
    holder = np.where((implied == "other?").to_numpy() | (kind == "withdrew").to_numpy(), 1 - side, side)
    holder = np.where((act == FIGHTS) & (side < 0), 0, holder)  # a fight is the same for both sides
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
    day = (found["date"] - EPOCH).dt.days
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
            "side": found["side"].map(SIDE_CODES).astype(int),
            "certainty": model.CERTAINTIES.index("reported"),
            "claimant": found["source"],
            "by": -1,
            "source": found["source"],
            "oblast": False,
            "abroad": False,
            "whole": False,
            "role": "target",
            "edge": False,
            "part": False,
            "vague": False,
        }
    )


def read_baseline(baseline: pd.DataFrame, *, polygons: bool = False) -> pd.DataFrame:
    """Check a baseline and give it the columns date, side, source (rows of sides other than UA and RU are left out).

    With `polygons` it must have areas, as an estimate needs.
    """
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
        row = baseline.index[days.isna()][0]
        raise SchemaError("baseline", [f"column date holds {baseline['date'][row]!r} in row {row}, which is no ISO date"])
    if not baseline[holder].isin(SIDE_CODES).any():
        raise SchemaError("baseline", [f"column {holder} has neither UA nor RU in any row"])
    shapes = np.asarray(baseline["geometry"] if "geometry" in baseline.columns else [], dtype=object)
    if polygons and not shapely.get_type_id(shapes).max(initial=0) > 2:
        raise SchemaError("baseline", ["an estimated area needs polygons in the column geometry; without them leave it out"])
    source = baseline["source"] if "source" in baseline.columns else pd.Series("baseline", index=baseline.index)
    out = baseline.assign(
        date=days.astype("datetime64[ns]"), side=baseline[holder].astype(object), source=source.fillna("baseline")
    )
    return out[out["side"].isin(SIDE_CODES)]
