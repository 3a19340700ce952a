"""The front line, estimated: which area the reports' settlements would give to a side, and how far it lies from evidence."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely

from conflictmap.control.evidence import Day, parse_day, read_baseline
from conflictmap.control.timeline import control_on
from conflictmap.errors import ConfigError
from conflictmap.frames.codebook import CRS, conform, empty_frame
from conflictmap.model import SIDES, Side

__all__ = ["area_km2", "estimate_frontline", "estimate_held_area", "estimate_regained"]

REACH_KM = 12.0  # how far a report of one settlement speaks for the ground around it, where there is no baseline
AGREEING = 3  # places of one side that an area needs where there is no baseline: one or two are points on the map
OWN_KM = 5.0  # and beside a baseline, where only its own neighbours are taken to change with it
SPAN_KM = 60.0  # how far apart settlements that changed may lie for the ground between them to have changed
FRONT_KM = 12.0  # a line farther from the other side's settlements than this is a border or a coast
POCKET_KM2 = 3000.0  # a piece cut off from its main body, smaller than this and that no later report gives to the side, falls
NECK_KM = 10.0  # and so does one that only so narrow a neck still joins to it
_METRES = "+proj=laea +lat_0=48.5 +lon_0=34 +datum=WGS84 +units=m"
_BACK = pyproj.Transformer.from_crs(_METRES, CRS, always_xy=True)
_GEOD = pyproj.Geod(ellps="WGS84")
_BANDS_KM = (5.0, 10.0, 20.0)  # the line is parted where its distance from evidence passes one of these


def area_km2(geometry: Any) -> float:
    """Return the area of a polygon on the WGS84 ellipsoid.

    Parameters
    ----------
    geometry : shapely.Geometry
        Polygon or MultiPolygon, EPSG:4326.

    Returns
    -------
    float
        Area, km2.

    Examples
    --------
    >>> import shapely
    >>> round(area_km2(shapely.box(36, 49, 37, 50)))
    8056
    """
    return abs(float(_GEOD.geometry_area_perimeter(shapely.orient_polygons(geometry))[0])) / 1e6


def estimate_held_area(
    control: pd.DataFrame,
    day: Day,
    *,
    side: Side = "RU",
    baseline: pd.DataFrame | None = None,
    places: pd.DataFrame | None = None,
    within: Any = None,
    reach_km: float | None = None,
) -> pd.DataFrame:
    """Estimate the area that a side holds on a day, from settlements' states.

    Every settlement's Voronoi cell goes with the nearest settlement whose state the reports give, if that is within reach; any
    other cell is left out, or stays as the baseline has it. States that are only implied count for nothing. Without a baseline
    an area needs three settlements of the side whose cells touch: one or two that stand alone are points on the map, no area.

    With a baseline the ground between settlements that one side holds changes with them, where at least one of them changed
    hands after the baseline, none lies farther than 60 km from the next, and no named settlement of the other side lies between
    (triangles of the Delaunay net). A piece of less than 3,000 km2 that this
    cuts off from its main body, or leaves joined to it by a neck of less than 10 km, falls, unless a later report gives it to
    the side. A change that reaches no ground of its own side is taken for a slip. It is an inference, not a report.

    Parameters
    ----------
    control : pandas.DataFrame
        Control frame.
    day : str or date
        Day.
    side : {"RU", "UA"}
        Side whose area is estimated.
    baseline : pandas.DataFrame, optional
        Polygons held by sides (`date`, `side`, `geometry`); the latest day not later than `day` is used, none where all are. Only
        changes after it modify it, and of them those that a claim names which is not unverified.
    places : pandas.DataFrame, optional
        Settlements that have cells (points in `geometry`), such as `Gazetteer.within` gives; by default those of `control`.
    within : shapely.Geometry or geopandas.GeoDataFrame, optional
        Area to clip to, EPSG:4326.
    reach_km : float, optional
        How far a settlement's state speaks for its neighbours, km; by default 12, and 5 beside a baseline.

    Returns
    -------
    geopandas.GeoDataFrame
        Frontline frame of one row (none where nothing is held), `what` "held"; `uncertainty_km` is the mean distance of
        the settlements in it from the nearest evidence.

    Examples
    --------
    >>> estimate_held_area(empty_frame("control"), "2022-09-10").empty
    True
    """
    held = _Estimate(control, day, side, baseline, places, within, reach_km)
    return held.frame([held.row("held", held.area, held.uncertainty())])


def estimate_frontline(
    control: pd.DataFrame,
    day: Day,
    *,
    side: Side = "RU",
    baseline: pd.DataFrame | None = None,
    places: pd.DataFrame | None = None,
    within: Any = None,
    reach_km: float | None = None,
) -> pd.DataFrame:
    """Estimate the area that a side holds on a day and the line between it and the other side's.

    Parameters are those of `estimate_held_area`.

    Returns
    -------
    geopandas.GeoDataFrame
        Frontline frame: one row "held", and a row "line" for every stretch, parted where its distance from the nearest
        evidence (`uncertainty_km`) passes 5, 10 and 20 km. Borders and coasts of the area are no front: the line runs only
        where a settlement of the other side lies within 12 km.

    Examples
    --------
    >>> import geopandas as gpd
    >>> control = gpd.GeoDataFrame(
    ...     {"place_id": ["a", "b", "c", "d"], "status": ["UA", "RU", "RU", "RU"], "valid_from": "2022-09-01"},
    ...     geometry=gpd.points_from_xy([37.0, 37.1, 37.2, 37.3], [49.0, 49.0, 49.0, 49.0]), crs=4326,
    ... )
    >>> line = estimate_frontline(control, "2022-09-10").query("what == 'line'")
    >>> [round(float(x), 2) for x in line.total_bounds[[0, 2]]]
    [37.05, 37.05]
    """
    held = _Estimate(control, day, side, baseline, places, within, reach_km)
    return held.frame([held.row("held", held.area, held.uncertainty()), *held.lines()])


def estimate_regained(
    control: pd.DataFrame,
    since: Day,
    until: Day,
    *,
    by: Side = "UA",
    events: pd.DataFrame | None = None,
    baseline: pd.DataFrame | None = None,
    places: pd.DataFrame | None = None,
    within: Any = None,
    reach_km: float | None = None,
) -> pd.DataFrame:
    """Estimate the area that a side regained between two days, and set beside it what officials claimed.

    Parameters
    ----------
    control : pandas.DataFrame
        Control frame.
    since, until : str or date
        The two days; where the first lies before the baseline, the baseline's counts.
    by : {"UA", "RU"}
        Side that regained it.
    events : pandas.DataFrame, optional
        Events frame: its rows "area_regained" of the two days' span give `claimed_km2`.
    baseline, places, within, reach_km
        As for `estimate_held_area`.

    Returns
    -------
    geopandas.GeoDataFrame
        Frontline frame of one row "regained": area held by the other side on the first day and no longer on the second; where no
        baseline says who held what, of it only the area that reports give to `by` on the second.

    Raises
    ------
    ConfigError
        The second day is not later than the first.
    """
    first, last = parse_day(since), parse_day(until)
    if baseline is not None:
        begins = read_baseline(baseline)["date"].min()
        first = begins if first < begins < last else first
    if last <= first:
        raise ConfigError(f"{until} is not later than {since}; give the earlier day first", key="until")
    other: Side = "RU" if by == "UA" else "UA"
    before = _Estimate(control, first, other, baseline, places, within, reach_km)
    after = _Estimate(control, last, other, baseline, places, within, reach_km)
    gone = shapely.difference(before.area, after.area)
    if not after.begun:  # where no report gives ground to anyone any more, nobody regained it
        gone = shapely.intersection(gone, _Estimate(control, last, by, None, places, within, reach_km).area)
    row = after.row("regained", gone, after.uncertainty(gone)) | {"side": by}
    if events is not None:
        told = conform(events, "events")
        figures = told[
            (told["event_type"] == "area_regained")
            & (told["side"] == by)
            & told["area_km2"].notna()
            & told["date"].between(first, last)
            & ~told["certainty"].isin(["denied", "predicted"])
        ]
        # the figures are running totals: the largest is the claim
        row["claimed_km2"] = float(figures["area_km2"].max()) if len(figures) else None
    return after.frame([row])


class _Estimate:
    """One estimate: evidence, cells and the area in metres, of a day and a side."""

    def __init__(
        self,
        control: pd.DataFrame,
        day: Day,
        side: Side,
        baseline: pd.DataFrame | None,
        places: pd.DataFrame | None,
        within: Any,
        reach_km: float | None,
    ) -> None:
        if side not in SIDES:
            raise ConfigError(f"no side is called {side!r}; use {', '.join(SIDES)}", key="side", close=list(SIDES))
        self.day, self.side = parse_day(day), side
        self.within = None if within is None else _metres(within)
        start, since = _baseline_area(baseline, self.day, side)
        self.begun = start is not None  # the estimate stands on a baseline
        self.reach = (reach_km or (REACH_KM if start is None else OWN_KM)) * 1000
        self.points, self.ours, self.changed, self.newer = _states(_named(control, self.day), side, start, since)
        self.settlements = _settlements(self.points, places, start, self.reach)
        self.area, self.distance, self.cell_ours = self._assign(start)

    def _assign(self, start: Any) -> tuple[Any, Any, Any]:
        """Give every cell to a side: the area, each settlement's distance from evidence, and whether it is ours."""
        settlements = self.settlements
        mine = shapely.intersects(start, settlements) if start is not None else np.zeros(len(settlements), dtype=bool)
        if not len(self.points):
            area = start if start is not None else shapely.Polygon()
            return self._clip(area), np.full(len(settlements), np.inf), mine
        nearest, distance = _nearest(self.points, settlements)
        told = distance <= self.reach
        holds = np.where(told, self.ours[nearest], mine)
        # cells that nothing changes need not be drawn, but their settlements bound those that change
        changed = holds & told if start is None else holds != mine
        cells = _cells(settlements, changed, self.reach)
        if start is None:
            # to the metre, so that cells that touch join
            parts = shapely.get_parts(shapely.union_all(cells, grid_size=1.0))
            mine_in = shapely.STRtree(self.points[self.ours]).query(parts, predicate="intersects")[0]
            area = shapely.union_all(parts[np.bincount(mine_in, minlength=len(parts)) >= AGREEING])
        else:
            # a change far behind the lines that reaches no ground of its side is more likely a slip than an island
            edge = shapely.boundary(start)
            between = self._between()
            lost, won = (
                _touching(shapely.union_all([*cells[mine[changed] == was], between[was]]), edge) for was in (True, False)
            )
            area = self._drop_pockets(shapely.difference(shapely.union(start, won), lost), start)
        return self._clip(area), distance, holds

    def _between(self) -> dict[bool, Any]:
        """The ground between settlements of one side of which some changed hands: what the side lost (True), what it won."""
        xy = shapely.get_coordinates(self.points)
        index = {tuple(p): i for i, p in enumerate(xy.tolist())}
        triangles = shapely.get_parts(shapely.delaunay_triangles(shapely.MultiPoint(xy)))
        if not len(triangles):
            return {True: shapely.Polygon(), False: shapely.Polygon()}
        corners = shapely.get_coordinates(triangles).reshape(-1, 4, 2)[:, :3]
        at = np.array([[index[tuple(p)] for p in corner] for corner in corners.tolist()])
        sides = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2)
        tells = (sides.max(axis=1) <= SPAN_KM * 1000) & self.changed[at].any(axis=1)
        return {
            True: shapely.union_all(triangles[tells & ~self.ours[at].any(axis=1)]),
            False: shapely.union_all(triangles[tells & self.ours[at].all(axis=1)]),
        }

    def _drop_pockets(self, area: Any, start: Any) -> Any:
        """Leave out small pieces that changes cut off from their main body, or nearly so, and that no report names since."""
        own = shapely.union_all(self.points[self.ours & self.newer])
        neck = NECK_KM * 500.0  # half of it on either side
        bodies = shapely.get_parts(shapely.buffer(start, -neck))
        fallen = []
        for core in shapely.get_parts(shapely.buffer(area, -neck)):
            piece = shapely.intersection(shapely.buffer(core, neck), area)
            body = max(shapely.area(bodies[shapely.intersects(bodies, core)]), default=0.0)
            if piece.area < POCKET_KM2 * 1e6 and core.area < 0.7 * body and not shapely.intersects(piece, own):
                fallen.append(piece)
        pieces = shapely.get_parts(shapely.difference(area, shapely.union_all(fallen)))
        # what is too thin to have a core goes with the piece that it hung on, unless the baseline has it so
        whole = shapely.get_parts(start)
        kept = [
            piece
            for piece in pieces
            if piece.area >= POCKET_KM2 * 1e6
            or shapely.intersects(piece, own)
            or any(body.area - piece.area < 1e6 for body in whole[shapely.intersects(whole, piece)])
        ]
        return shapely.union_all(kept)

    def _clip(self, area: Any) -> Any:
        return area if self.within is None else shapely.intersection(area, self.within)

    def uncertainty(self, area: Any = None) -> float | None:
        """Mean distance from evidence of the settlements in an area, km."""
        if not len(self.points):
            return None
        inside = self.distance[shapely.intersects(self.area if area is None else area, self.settlements)]
        return float(inside.mean()) / 1000 if len(inside) else None

    def lines(self) -> list[dict[str, Any]]:
        """The stretches of the front line with their distance from evidence."""
        theirs = self.settlements[~self.cell_ours]
        if self.area.is_empty or not len(theirs) or not len(self.points):
            return []
        edge = shapely.segmentize(shapely.boundary(self.area), 1000.0)
        border = None if self.within is None else shapely.boundary(self.within)
        shapely.prepare(border)
        rows = []
        for ring in shapely.get_parts(shapely.line_merge(edge)):
            xy = shapely.get_coordinates(ring)
            middle = shapely.points((xy[:-1] + xy[1:]) / 2)
            front = _nearest(theirs, middle)[1] <= FRONT_KM * 1000
            if border is not None:  # the border of the country is no front
                front &= ~shapely.dwithin(border, middle, 500)
            distance = _nearest(self.points, middle)[1] / 1000
            band = np.where(front, np.digitize(distance, _BANDS_KM), -1)
            cuts = [0, *(np.flatnonzero(np.diff(band)) + 1).tolist(), len(band)]
            for a, b in pairwise(cuts):
                if band[a] >= 0:
                    rows.append(self.row("line", shapely.LineString(xy[a : b + 1]), float(distance[a:b].mean())))
        return rows

    def row(self, what: str, shape: Any, uncertainty: float | None) -> dict[str, Any]:
        degrees = _degrees(shape)
        return {
            "date": self.day,
            "what": what,
            "side": self.side,
            "estimated": True,
            "uncertainty_km": None if uncertainty is None else round(uncertainty, 1),
            "area_km2": None if what == "line" or degrees.is_empty else round(area_km2(degrees), 1),
            "geometry": degrees,
        }

    def frame(self, rows: list[dict[str, Any]]) -> pd.DataFrame:
        rows = [r for r in rows if not r["geometry"].is_empty]
        return conform(pd.DataFrame(rows), "frontline") if rows else empty_frame("frontline")


def _touching(area: Any, edge: Any) -> Any:
    """The parts of an area that reach an edge."""
    parts = shapely.get_parts(area)
    return shapely.union_all(parts[shapely.intersects(parts, edge)])


def _metres(shape: Any) -> Any:
    if isinstance(shape, gpd.GeoDataFrame | gpd.GeoSeries):
        return shapely.union_all(shapely.make_valid(np.asarray(shape.geometry.to_crs(_METRES), dtype=object)))
    return _metres(gpd.GeoSeries([shape], crs=CRS))


def _degrees(shape: Any) -> Any:
    """A shape in EPSG:4326, of an area only its polygons: what shrinks to a line in rounding is none."""
    degrees = shapely.transform(shape, lambda xy: np.column_stack(_BACK.transform(xy[:, 0], xy[:, 1])))
    if degrees.geom_type == "LineString":
        return degrees
    parts = shapely.get_parts(shapely.get_parts(shapely.set_precision(shapely.make_valid(degrees), 1e-6)))
    polygons = parts[shapely.get_type_id(parts) == 3]
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(list(polygons))


def _baseline_area(baseline: pd.DataFrame | None, day: pd.Timestamp, side: Side) -> tuple[Any, pd.Timestamp | None]:
    """The polygons of a side on the latest baseline day that is not later than `day`, and that day."""
    if baseline is None:
        return None, None
    start = read_baseline(baseline, polygons=True)
    earlier = start[(start["date"] <= day) & (start["side"] == side)]
    if earlier.empty:
        return None, None
    since = earlier["date"].max()
    return _metres(gpd.GeoSeries(earlier.loc[earlier["date"] == since, "geometry"], crs=getattr(baseline, "crs", CRS))), since


def _named(control: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """The states of a day, and whether a report names who is there: also troops that came into a place and met no fight."""
    today = control_on(control, day)
    fights = conform(control, "control")
    fights = fights[fights["status"] == "CONTESTED"]
    came = pd.MultiIndex.from_frame(today[["place_id", "valid_from"]]).isin(
        pd.MultiIndex.from_arrays([fights["place_id"], fights["valid_to"]])
    )
    return today.assign(named=came | ~today["implied"].fillna(False).to_numpy(dtype=bool))


def _states(today: pd.DataFrame, side: Side, start: Any, since: pd.Timestamp | None) -> tuple[Any, Any, Any, Any]:
    """Evidence of the day, in metres: points, whether the side holds them, whether that contradicts the baseline, is newer."""
    known = today[today.geometry.notna() & today["status"].isin([*SIDES, "UNKNOWN"])]
    points = np.asarray(known.geometry.to_crs(_METRES), dtype=object)
    status = known["status"].astype(str).to_numpy()
    ours, unknown = status == side, status == "UNKNOWN"
    newer = np.ones(len(known), dtype=bool)
    changed = np.zeros(len(known), dtype=bool)
    named = known["named"].to_numpy(dtype=bool)
    if start is None:
        # whom a strike or a repelled attack implies is a guess of its own: no ground is estimated from it
        keep = ~unknown & named
    else:
        inside = shapely.intersects(start, points)
        newer = (known["valid_from"] > since).to_numpy() & named
        firm = (known["certainty"] != "unverified").to_numpy()
        # who left a place holds it no longer, whoever came
        changed = newer & firm & (inside != ours) & (inside | ~unknown)
        keep = changed | (named & (inside == ours) & ~unknown)
    # two gazetteers may know one settlement: evidence of one spot is kept once
    _, once = np.unique(shapely.get_coordinates(points[keep]), axis=0, return_index=True)
    return tuple(values[keep][once] for values in (points, ours, changed, newer))


def _settlements(points: Any, places: pd.DataFrame | None, start: Any, reach: float) -> Any:
    """The points that have cells: the evidence, and the other settlements that lie near enough to matter."""
    if places is None or not len(places):
        return points
    every = gpd.GeoSeries(places.geometry)
    every = every[every.notna() & ~every.is_empty].to_crs(_METRES)
    every = np.asarray(every, dtype=object)
    if len(points):
        every = every[_nearest(points, every)[1] <= 2 * reach] if start is None else every
        every = every[_nearest(points, every)[1] > 500.0]  # the same settlement from two gazetteers has one cell
    return np.concatenate([points, every])


def _nearest(points: Any, of: Any) -> tuple[Any, Any]:
    """Index of and distance to the nearest of `points` for each of `of`."""
    pairs, distance = shapely.STRtree(points).query_nearest(of, return_distance=True, all_matches=False)
    return pairs[1], distance


def _cells(settlements: Any, wanted: Any, reach: float) -> Any:
    """Voronoi cells of the wanted settlements, none reaching farther than `reach` from its settlement."""
    mine = settlements[wanted]
    if not len(mine):
        return mine
    # a settlement beyond twice the reach bounds no cell within it
    around = settlements[_nearest(mine, settlements)[1] <= 2 * reach]
    unique = np.unique(shapely.get_coordinates(around), axis=0)
    discs = shapely.buffer(mine, reach)
    if len(unique) == 1:
        return discs
    frame = shapely.buffer(shapely.envelope(shapely.MultiPoint(unique)), 2 * reach)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(unique), extend_to=frame, ordered=True))
    position = {tuple(xy): i for i, xy in enumerate(unique.tolist())}
    found = cells[[position[tuple(xy)] for xy in shapely.get_coordinates(mine).tolist()]]
    return shapely.intersection(found, discs)
