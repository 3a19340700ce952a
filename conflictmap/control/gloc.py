"""Supply arteries (ground lines of communication): their course, their state through time, and who holds what lies on them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely
from shapely.ops import substring

from conflictmap import model
from conflictmap.control.evidence import Day, parse_day
from conflictmap.control.timeline import control_on
from conflictmap.frames.codebook import CRS, claims_of, conform, empty_frame

__all__ = ["holders_along", "trace_glocs"]

_GEOD = pyproj.Geod(ellps="WGS84")
_METRES = pyproj.Transformer.from_crs(CRS, "+proj=laea +lat_0=48.5 +lon_0=34 +datum=WGS84 +units=m", always_xy=True)
_NEAR_KM = 6.0  # a road is said to lead to a town when it passes this near to its middle
_WHOLE = 0.8  # a stretch that is more of a road than this is the road itself
_DETOUR = 2.0  # a stretch of road longer than this many times the straight line is no answer to "the road from A to B"
_LONG_KM = 150.0  # of a road longer than this that is named by its number, only the stretch about what is told is meant
_ABOUT_KM = 40.0  # how far such a stretch reaches beyond the places told of, and how far from it they may lie
SILENCE = 30  # days after which nobody's silence bears a state out any longer; a broken bridge stays broken
# what the words of a cut say of the artery's state; the rest is a cut
_INTERDICTED = re.compile(
    r"fire control|under fire|in(to)? range|interdict|threaten|disrupt|harass|shell"
    r"|вогнев\w+ контрол\w*|прострілю|під обстріл|під вогнем|ускладн"
    r"|огнев\w+ контрол\w*|простреливае|под обстрел|под огнём|под огнем|обстрелива|под нашими|затрудн",
    re.IGNORECASE,
)
_RESTORED = re.compile(
    r"restor|repair|reopen|rebuil|resum\w+ (traffic|supply|operation|movement)|back in (use|service|operation)"
    r"|відновл|відремонт|полагод|знову (відкрит|працю)|восстанов|отремонт|возобнов|снова (открыт|работа)",
    re.IGNORECASE,
)
# what the words say of the way itself: "the road from A to B" is not the railway between them
_MODES = {
    "rail": re.compile(r"\brail|\btrains?\b|заліз|\bколі[йяїєю]|железн|\bж/?д\b", re.IGNORECASE),
    "road": re.compile(r"\b(road|highway|motorway)|\bдоро[гз]|\bтрас|\bшос", re.IGNORECASE),
}
_RAILROAD = re.compile(r"\brailroad|\bжелезн\w+ доро\w+", re.IGNORECASE)
_CYRILLIC = str.maketrans("МТРНЕОС", "MTRHEOC")


def trace_glocs(events: pd.DataFrame, routes: pd.DataFrame | None = None) -> pd.DataFrame:
    """Trace supply arteries: each with its course, and the spells in which it was open, interdicted or cut.

    Parameters
    ----------
    events : pandas.DataFrame
        Events frame; its rows "supply_route" and "supply_cut" count, but not those denied or predicted.
    routes : pandas.DataFrame, optional
        Known courses, as `Gazetteer.routes` gives them: `route_id`, `name`, `numbers`, `mode`, `geometry` (LineString,
        EPSG:4326). Without one an artery between places is a straight line, marked `schematic`.

    Returns
    -------
    geopandas.GeoDataFrame
        Glocs frame (see `codebook("glocs")`), EPSG:4326: one row an artery and spell, half-open and disjoint in each artery. An
        artery is a line between its ends, a numbered road, a bridge (a point), or a node: a town that supplies pass.

    Notes
    -----
    Told as a supply route: open, where nothing was known. Cut: cut, or interdicted where the words speak of fire control, fire or
    threat. After a cut only words of repair open it again. On one day a cut outweighs interdiction, and that the rest.
    Where a state that was claimed is reported or confirmed on a later day, a new spell begins on that day. An artery of which
    nothing is told for 30 days has no state from then on, save a bridge that is cut.
    Of a road of more than 150 km that is named by its number alone, only the stretch about the places in the same words (40 km
    to either side) is drawn, where there are any.
    A road follows known roads and a railway known railways; an artery told of by its ends alone is the one told of by towns
    between the same ends, where there is one such. `measured_km` is the geodesic length on WGS84 of the line drawn.

    Examples
    --------
    >>> trace_glocs(empty_frame("events")).empty
    True
    """
    frame = claims_of(events)
    told = frame[
        frame["event_type"].isin(["supply_route", "supply_cut"]) & ~frame["certainty"].isin(["denied", "predicted"])
    ].drop_duplicates("event_id")
    told = told.sort_values(["date", "event_id"], kind="stable", ignore_index=True)
    courses, horizon = _Courses(routes), frame["date"].max()
    arteries: dict[str, _Artery] = {}
    evidence: dict[str, list[Any]] = {}
    for row in told.itertuples(index=False):
        artery = _identify(row, courses)
        if artery is not None:
            arteries.setdefault(artery.gloc_id, artery)
            evidence.setdefault(artery.gloc_id, []).append(row)
    _join_vague(arteries, evidence)
    _cut_to_size(arteries, evidence, frame)
    rows = [spell for key in sorted(arteries) for spell in _spells(arteries[key], evidence[key], horizon)]
    return conform(pd.DataFrame(rows), "glocs") if rows else empty_frame("glocs")


def holders_along(glocs: pd.DataFrame, control: pd.DataFrame, day: Day, *, km: float = 3.0) -> pd.DataFrame:
    """List the settlements on supply arteries and who is reported to hold them on a day.

    Parameters
    ----------
    glocs : pandas.DataFrame
        Glocs frame.
    control : pandas.DataFrame
        Control frame.
    day : str or date
        Day.
    km : float
        How far from the line a settlement still lies on it, km.

    Returns
    -------
    pandas.DataFrame
        gloc_id, gloc (name), place_id, name, along_km (from the first end), off_km, status, certainty, disputed, stale_days;
        ordered along each artery.

    Examples
    --------
    >>> holders_along(empty_frame("glocs"), empty_frame("control"), "2022-09-10").empty
    True
    """
    columns = ["gloc_id", "gloc", "place_id", "name", "along_km", "off_km", "status", "certainty", "disputed", "stale_days"]
    when = parse_day(day)
    frame = conform(glocs, "glocs")
    active = frame[(frame["valid_from"] <= when) & ~(frame["valid_to"] <= when) & frame.geometry.notna()]
    held = control_on(control, day)
    held = held[held.geometry.notna()]
    rows = []
    points = _flat(np.asarray(held.geometry, dtype=object))
    for artery in active.itertuples(index=False):
        line = _flat(artery.geometry)
        off = shapely.distance(line, points) / 1000
        along = shapely.line_locate_point(line, points) / 1000 if line.geom_type == "LineString" else off * 0
        for i in np.flatnonzero(off <= km):
            place = held.iloc[i]
            state = {c: place[c] for c in ("place_id", "name", "status", "certainty", "disputed", "stale_days")}
            rows.append(
                state
                | {"gloc_id": artery.gloc_id, "gloc": artery.name, "along_km": round(along[i], 1), "off_km": round(off[i], 1)}
            )
    return pd.DataFrame(rows, columns=columns).sort_values(["gloc_id", "along_km", "place_id"], ignore_index=True)


@dataclass(frozen=True, slots=True)
class _Artery:
    gloc_id: str
    name: str
    mode: str
    geometry: Any
    schematic: bool
    origin: tuple[str | None, str | None] = (None, None)  # id, name
    dest: tuple[str | None, str | None] = (None, None)


class _Courses:
    """The known courses of roads and railways, by number and by the places that they pass."""

    def __init__(self, routes: pd.DataFrame | None) -> None:
        self.rows: list[Any] = []
        self.flat: Any = np.empty(0, dtype=object)
        self.numbers: dict[str, int] = {}
        if routes is None or routes.empty:
            return
        known = gpd.GeoDataFrame(routes).to_crs(CRS)
        known = known[known.geometry.notna()].sort_values("route_id", kind="stable")
        self.rows = list(known.itertuples(index=False))
        self.flat = _flat(np.asarray(known.geometry, dtype=object))
        for i, row in enumerate(self.rows):
            for number in re.split(r"[;,\s]+", row.numbers if isinstance(row.numbers, str) else ""):
                self.numbers.setdefault(_number(number), i)
            self.numbers.setdefault(row.route_id, i)
        self.numbers.pop("", None)

    def find(self, *names: Any) -> Any:
        """The course of the first of these ids or numbers that is known."""
        for name in names:
            if isinstance(name, str):
                for word in (name, *re.findall(r"[A-Za-zА-Яа-я]{1,2}[\s‑–-]?\d{1,4}(?:[\s‑–-]\d{1,3})*", name)):
                    i = self.numbers.get(word, self.numbers.get(_number(word)))
                    if i is not None:
                        return self.rows[i]
        return None

    def between(self, stops: list[Any], number: Any = None, mode: str | None = None) -> tuple[Any, Any]:
        """The shortest stretch of one known course (of that mode) by all the stops, with the course; (None, None) without one."""
        if not self.rows:
            return None, None
        points = [_flat(p) for p in stops]
        near = np.all([shapely.distance(self.flat, p) <= _NEAR_KM * 1000 for p in points], axis=0)
        wanted = self.find(number)
        best: tuple[float, int, float, float] | None = None
        for i in np.flatnonzero(near):
            if mode is not None and self.rows[i].mode != mode and self.rows[i] is not wanted:
                continue
            start, end = shapely.line_locate_point(self.flat[i], [points[0], points[-1]])
            length = abs(end - start)
            if length <= 500 or length > _DETOUR * shapely.distance(points[0], points[-1]) + 10_000:
                continue
            ranked = (0.0 if self.rows[i] is wanted else length, int(i), float(start), float(end))
            best = ranked if best is None else min(best, ranked)
        if best is None:
            return None, None
        _, index, begin, finish = best
        return _oriented(_unflat(substring(self.flat[index], begin, finish)), stops[0]), self.rows[index]


def _flat(shape: Any) -> Any:
    return shapely.transform(shape, lambda xy: np.column_stack(_METRES.transform(xy[:, 0], xy[:, 1])))


def _unflat(line: Any) -> Any:
    x, y = shapely.get_coordinates(line).T
    return shapely.linestrings(np.column_stack(_METRES.transform(x, y, direction="INVERSE")).round(6))


def _oriented(line: Any, first: Any) -> Any:
    """The line, beginning at the end that lies nearer to `first`."""
    start, end = shapely.get_point(line, 0), shapely.get_point(line, -1)
    return line if shapely.distance(start, first) <= shapely.distance(end, first) else shapely.reverse(line)


def _number(text: str) -> str:
    """One key for the spellings of a road's number: "М-03", "M 03" and "M3" are the same."""
    plain = re.sub(r"[^A-ZА-Я0-9]", "", text.upper()).translate(_CYRILLIC)
    return re.sub(r"^([A-Z]+)0+(?=\d)", r"\1", plain)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _identify(row: Any, courses: _Courses) -> _Artery | None:
    """Which artery an event speaks of; None where it names a region or a river, which is no artery."""
    place, name, other = _text(row.place_id), _text(row.name) or "", _text(row.dest_id)
    shape = row.geometry
    if place and other and isinstance(shape, shapely.LineString):
        return _between_places(row, courses)
    course = courses.find(place, row.route, name) if row.kind == "route" or _text(row.route) else None
    if course is not None:
        return _Artery(f"route:{course.route_id}", course.name, course.mode, course.geometry, False)
    if row.kind == "route":
        line = shape if isinstance(shape, shapely.LineString) else None
        return _Artery(f"route:{place or _number(name)}", name, "road", line, line is None)
    if not place or not isinstance(shape, shapely.Point):
        return None
    if row.kind == "facility":
        return _Artery(f"point:{place}", name, "bridge", shape, False, (place, name))
    if row.kind == "settlement":
        return _Artery(f"node:{place}", name, "node", shape, False, (place, name))
    return None


def _between_places(row: Any, courses: _Courses) -> _Artery:
    """The artery between two places: along a known course, or leg by leg, straight where none leads."""
    ends = [(row.place_id, _text(row.name)), (row.dest_id, _text(row.dest_name))]
    stops: list[Any] = [shapely.Point(xy) for xy in shapely.get_coordinates(row.geometry)]
    told = _mode(row)
    line, course = courses.between(stops, row.route, told)
    if course is not None and _GEOD.geometry_length(line) > _WHOLE * _GEOD.geometry_length(course.geometry):
        return _Artery(f"route:{course.route_id}", course.name, course.mode, course.geometry, False)
    via, mode, schematic = "", None if course is None else course.mode, False
    if course is None:
        legs = []
        for a, b in pairwise(stops):
            leg, known = courses.between([a, b], row.route, told)
            schematic |= leg is None
            legs.append(shapely.get_coordinates(leg) if leg is not None else shapely.get_coordinates([a, b]))
            mode = mode or (known.mode if known is not None else None)
        line = shapely.remove_repeated_points(shapely.linestrings(np.concatenate(legs)))
        via = "".join(sorted(f"+{x:.3f},{y:.3f}" for x, y in shapely.get_coordinates(stops[1:-1])))
    # one id whichever end is named first; the name keeps the order of the first report
    first, last = sorted((row.place_id, row.dest_id))
    name = f"{ends[0][1] or ends[0][0]}–{ends[1][1] or ends[1][0]}"
    rail = ":rail" if (told if course is None else course.mode) == "rail" else ""
    return _Artery(f"line:{first}:{last}{rail}{via}", name, "line" if schematic else str(mode), line, schematic, ends[0], ends[1])


def _join_vague(arteries: dict[str, _Artery], evidence: dict[str, list[Any]]) -> None:
    """Take an artery of which only the ends are told for the one by named towns between the same ends, where there is one."""
    by_towns: dict[str, list[str]] = {}
    for key in arteries:
        ends, _, towns = key.partition("+")
        if towns and ends in arteries and arteries[ends].schematic:
            by_towns.setdefault(ends, []).append(key)
    for ends, (first, *more) in by_towns.items():
        if not more:
            evidence[first] = sorted([*evidence[first], *evidence.pop(ends)], key=lambda row: (row.date, row.event_id))
            del arteries[ends]


def _cut_to_size(arteries: dict[str, _Artery], evidence: dict[str, list[Any]], frame: pd.DataFrame) -> None:
    """Cut long roads that are named by their number alone to the stretch about the places of the same words."""
    long = {
        key
        for key, rows in evidence.items()
        if isinstance(arteries[key].geometry, shapely.LineString)
        and all(row.kind == "route" for row in rows)
        and _GEOD.geometry_length(arteries[key].geometry) > _LONG_KM * 1000
    }
    if not long:
        return
    reports = {row.report_id for key in long for row in evidence[key]}
    places = frame[frame["report_id"].isin(reports) & (frame["kind"] == "settlement")]
    beside: dict[tuple[Any, Any], list[Any]] = {}
    for report_id, quote, shape in zip(places["report_id"], places["quote"], places.geometry, strict=True):
        if isinstance(shape, shapely.Point) and isinstance(quote, str):
            beside.setdefault((report_id, quote), []).append(shape)
    for key in long:
        line = _flat(arteries[key].geometry)
        points = [p for row in evidence[key] for p in beside.get((row.report_id, row.quote), [])]
        flat = _flat(np.array(points, dtype=object)) if points else np.empty(0, dtype=object)
        flat = flat[shapely.distance(line, flat) <= _ABOUT_KM * 1000]
        if len(flat):
            along = shapely.line_locate_point(line, flat)
            stretch = substring(line, max(0.0, along.min() - _ABOUT_KM * 1000), along.max() + _ABOUT_KM * 1000)
            arteries[key] = replace(arteries[key], geometry=_unflat(stretch))


def _mode(row: Any) -> str | None:
    """Whether the words speak of a road or a railway; None where they speak of both or of neither."""
    words = _RAILROAD.sub("rail", f"{_text(row.quote) or ''} {_text(row.route) or ''}")
    said = [mode for mode, pattern in _MODES.items() if pattern.search(words)]
    return said[0] if len(said) == 1 else None


def _state(row: Any) -> str:
    words = _text(row.quote) or ""
    if row.event_type == "supply_cut":
        return "interdicted" if _INTERDICTED.search(f"{words} {_text(row.cues) or ''}") else "cut"
    return "restored" if _RESTORED.search(words) else "told"


def _spells(artery: _Artery, rows: list[Any], horizon: pd.Timestamp) -> list[dict[str, Any]]:
    """The spells of one artery from its events, which come by day; `horizon` is the last day of which anything is told."""
    reported = Counter(float(r.distance_km) for r in rows if r.distance_km == r.distance_km)
    lengths = sorted(reported, key=lambda v: (-reported[v], v))
    sides = Counter(
        side
        for r in rows
        if isinstance(r.side, str)
        for side in [r.side if r.event_type == "supply_route" else "RU" if r.side == "UA" else "UA"]
    )
    line = isinstance(artery.geometry, shapely.LineString)
    common = {
        "gloc_id": artery.gloc_id,
        "name": artery.name,
        "mode": artery.mode,
        "side": sorted(sides, key=lambda s: (-sides[s], s))[0] if sides else None,
        "schematic": artery.schematic,
        "reported_km": lengths[0] if lengths else None,
        "measured_km": round(_GEOD.geometry_length(artery.geometry) / 1000, 1) if line else None,
        "origin_id": artery.origin[0],
        "origin_name": artery.origin[1],
        "dest_id": artery.dest[0],
        "dest_name": artery.dest[1],
        "geometry": artery.geometry,
    }
    spells: list[dict[str, Any]] = []
    days = sorted({r.date for r in rows})
    for last, day in zip([days[0], *days], days, strict=False):
        _lapse(spells, last, day)
        today = [(r, _state(r)) for r in rows if r.date == day]
        said = {s for _, s in today}
        now = spells[-1]["status"] if spells and spells[-1]["valid_to"] is None else None
        status = next(
            (new for word, new in (("cut", "cut"), ("interdicted", "interdicted"), ("restored", "open")) if word in said),
            now or "open",
        )
        basis = [r for r, s in today if s == status or (status == "open" and s in ("told", "restored"))]
        cutters = sorted({r.side for r in basis if isinstance(r.side, str)}) if status != "open" else []
        cut_by = cutters[0] if len(cutters) == 1 else None
        earlier = spells[-1]["rows"] if status == now else []
        if status != now or (basis and _firmest(basis) < _firmest(earlier)):
            if now is not None:
                spells[-1]["valid_to"] = day
                cut_by = cut_by or (spells[-1]["cut_by"] if status == now else None)
            spells.append(common | {"status": status, "cut_by": cut_by, "valid_from": day, "valid_to": None, "rows": [*earlier]})
        spells[-1]["rows"] += basis
    _lapse(spells, days[-1], horizon)
    for spell in spells:
        basis = spell.pop("rows")
        spell["certainty"] = model.CERTAINTIES[_firmest(basis)]
        spell["event_ids"] = " ".join(sorted(r.event_id for r in basis))
    return spells


def _lapse(spells: list[dict[str, Any]], last: pd.Timestamp, day: pd.Timestamp) -> None:
    """End the last spell where nothing was told between two days that lie too far apart."""
    open_ = [s for s in spells[-1:] if s["valid_to"] is None and (s["mode"], s["status"]) != ("bridge", "cut")]
    if open_ and (day - last).days > SILENCE:
        open_[0]["valid_to"] = last + pd.Timedelta(days=SILENCE)


def _firmest(rows: list[Any]) -> int:
    """The strongest certainty of some events, as its place in `model.CERTAINTIES`."""
    return min(model.CERTAINTIES.index(r.certainty) for r in rows)
