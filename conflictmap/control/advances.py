"""Advances: movements as arrows, from where the text says or from the nearest place reported in the same side's hands."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyproj
import shapely

from conflictmap import model
from conflictmap.control.timeline import trace_control
from conflictmap.frames.codebook import claims_of, conform, empty_frame

__all__ = ["trace_advances"]

_GEOD = pyproj.Geod(ellps="WGS84")
_MOVEMENTS = {
    "advance": "advance",
    "entered": "advance",
    "control_gained": "advance",
    "withdrew": "withdrawal",
    "evacuation": "evacuation",
}
_INFERRED_FROM = ("advance", "entered")  # a town taken tells of no road to it
_REGIONS = ("oblast", "raion", "hromada", "area", "country", "river", "route")  # too wide for the head of an arrow
_BESIDE = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
_FARTHEST_KM = 70.0  # a start farther off than this is a guess
_FIRM = ("confirmed", "reported")  # a hold that is only claimed starts no movement that nobody told of
_SAME_DAYS = 7  # reports of one movement that lie no farther apart tell the same one


def trace_advances(events: pd.DataFrame, control: pd.DataFrame | None = None) -> pd.DataFrame:
    """Trace movements: advances, withdrawals and evacuations, each as one arrow however many reports tell of it.

    Parameters
    ----------
    events : pandas.DataFrame
        Events frame.
    control : pandas.DataFrame, optional
        Control frame, for the start of advances whose text names none; traced from the events by default.

    Returns
    -------
    geopandas.GeoDataFrame
        Advances frame (see `codebook("advances")`), EPSG:4326: LineStrings from the origin to the target. An advance whose text
        names no start begins at the nearest place (up to 70 km) that is reported or implied, and not only claimed, to be in
        the same side's hands on the day, and is marked `inferred`; one told of a side of a place ("north of") has no arrow.
        Withdrawals and evacuations have an arrow only where the text says where to.

    Notes
    -----
    Denied, predicted and background movements are left out. Reports of the same movement with no more than 7 days
    between them are one arrow; `date` is the last of their days.

    Examples
    --------
    >>> trace_advances(empty_frame("events")).empty
    True
    """
    frame = claims_of(events)
    moves = frame[
        frame["event_type"].isin(list(_MOVEMENTS))
        & ~frame["certainty"].isin(["denied", "predicted"])
        & ~frame["background"].fillna(False)
        & frame["place_id"].notna()
        & ~frame["kind"].isin(_REGIONS)
        & frame["side"].notna()
    ].drop_duplicates("event_id")
    moves = moves.sort_values(["date", "event_id"], kind="stable", ignore_index=True)
    if moves.empty:
        return empty_frame("advances")
    starts = _Starts(trace_control(frame) if control is None else control)
    told: dict[tuple[Any, ...], list[Any]] = {}
    arrows: dict[Any, tuple[Any, ...]] = {}
    for row in moves.itertuples(index=False):
        arrow = _arrow(row, starts)
        if arrow is not None:
            told.setdefault(arrow[:-1], []).append(row)
            arrows[row.event_id] = arrow
    rows = [_movement(key, group, arrows[group[0].event_id][-1]) for key, events_of in told.items() for group in _runs(events_of)]
    rows = _absorb_inferred(rows)
    if not rows:
        return empty_frame("advances")
    rows.sort(key=lambda r: (r["date"], r["advance_id"]))
    return conform(pd.DataFrame(rows).drop(columns="voices"), "advances")


class _Starts:
    """Where a side stands, by day: for the start of advances whose text names none."""

    def __init__(self, control: pd.DataFrame) -> None:
        held = conform(control, "control")
        held = held[held["status"].isin(["UA", "RU"]) & held.geometry.notna() & ~held["disputed"].fillna(False).astype(bool)]
        firm = held["certainty"].isna() | held["certainty"].isin(_FIRM) | held["implied"].fillna(False).astype(bool)
        held = held[firm].sort_values("place_id", kind="stable")
        self.side = held["status"].astype(str).to_numpy()
        self.since, self.until = held["valid_from"].to_numpy(), held["valid_to"].to_numpy()
        self.ids, self.names = held["place_id"].astype(object).tolist(), held["name"].astype(object).tolist()
        self.points = list(held.geometry)
        self.lon, self.lat = shapely.get_coordinates(held.geometry).T

    def nearest(self, row: Any) -> tuple[str, str | None, Any] | None:
        """The place nearest to an event that its side holds on the day: id, name, point."""
        day = np.datetime64(row.date)
        there = (self.side == row.side) & (self.since <= day) & ~(self.until <= day)
        flat = np.hypot((self.lon - row.geometry.x) * np.cos(np.radians(row.geometry.y)), self.lat - row.geometry.y)
        there &= flat > 1e-4  # not the place itself
        if not there.any():
            return None
        i = int(np.argmin(np.where(there, flat, np.inf)))
        metres = _GEOD.inv(row.geometry.x, row.geometry.y, self.lon[i], self.lat[i])[2]
        return (self.ids[i], self.names[i], self.points[i]) if metres <= _FARTHEST_KM * 1000 else None


def _arrow(row: Any, starts: _Starts) -> tuple[Any, ...] | None:
    """Movement, side, origin, target, whether inferred, and the line; None where no arrow can be drawn honestly."""
    movement = _MOVEMENTS[row.event_type]
    # a line without another end is the course of a road or river, no movement
    between = isinstance(row.geometry, shapely.LineString) and isinstance(row.dest_id, str)
    if movement == "advance":
        target = (row.place_id, row.name)
        if between:
            return movement, row.side, (row.dest_id, row.dest_name), target, False, row.geometry
        if row.event_type not in _INFERRED_FROM or not isinstance(row.geometry, shapely.Point):
            return None
        if row.relation in _BESIDE:  # the fight is beside the place, and an arrow into it would say more
            return None
        start = starts.nearest(row)
        if start is None:
            return None
        line = shapely.LineString([start[2], row.geometry])
        return movement, row.side, (start[0], start[1]), target, True, line
    if not between:
        return None
    return movement, row.side, (row.place_id, row.name), (row.dest_id, row.dest_name), False, row.geometry


def _runs(rows: list[Any]) -> list[list[Any]]:
    """Part events of one movement, ordered by day, where they lie too far apart to be the same."""
    runs: list[list[Any]] = []
    for row in rows:
        if runs and (row.date - runs[-1][-1].date).days <= _SAME_DAYS:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _movement(key: tuple[Any, ...], rows: list[Any], line: Any) -> dict[str, Any]:
    movement, side, origin, target, inferred = key
    first, last = rows[0].date, rows[-1].date
    return {
        "advance_id": f"{movement}:{side}:{origin[0]}:{target[0]}:{first:%Y-%m-%d}",
        "movement": movement,
        "side": side,
        "origin_id": origin[0],
        "origin_name": origin[1],
        "target_id": target[0],
        "target_name": target[1],
        "inferred": inferred,
        "date": last,
        "first_date": first,
        "certainty": model.CERTAINTIES[min(model.CERTAINTIES.index(r.certainty) for r in rows)],
        "voices": {next((v for v in (r.claimant_side, r.claimant, r.source) if isinstance(v, str)), "") for r in rows},
        "event_ids": " ".join(sorted(r.event_id for r in rows)),
        "geometry": line,
    }


def _absorb_inferred(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Join movements whose start was inferred to one told with its start, of the same side to the same place and time."""
    kept: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    # several inferred starts of one movement (the nearest held place changes by the day): the latest stands
    for row in sorted(sorted(rows, key=lambda r: (r["date"], r["advance_id"]), reverse=True), key=lambda r: r["inferred"]):
        alike = kept.setdefault((row["movement"], row["side"], row["target_id"]), [])
        same = next((r for r in alike if row["inferred"] and _days_between(r, row) <= _SAME_DAYS), None)
        if same is None:
            alike.append(row)
            continue
        same["date"], same["first_date"] = max(same["date"], row["date"]), min(same["first_date"], row["first_date"])
        same["certainty"] = min(same["certainty"], row["certainty"], key=model.CERTAINTIES.index)
        same["voices"] |= row["voices"]
        same["event_ids"] = " ".join(sorted({*same["event_ids"].split(), *row["event_ids"].split()}))
    out = [row for alike in kept.values() for row in alike]
    for row in out:
        row["sources"] = len(row["voices"])
    return out


def _days_between(a: dict[str, Any], b: dict[str, Any]) -> int:
    """Days from the end of one movement to the beginning of the other; negative where they overlap."""
    return int((max(a["first_date"], b["first_date"]) - min(a["date"], b["date"])).days)
