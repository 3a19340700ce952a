"""From reports to frames: the one module of reading that changes records into rows."""

from __future__ import annotations

import gc
import hashlib
import os
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import pandas as pd
import shapely

from conflictmap.errors import ConflictMapError, ReportError
from conflictmap.frames.codebook import check_frame, conform, empty_frame
from conflictmap.gazetteer.names import APOSTROPHES
from conflictmap.gazetteer.places import Gazetteer, load_gazetteer
from conflictmap.model import Claim, Place, PlaceRole, Report, Toponym
from conflictmap.reading.extraction import read_claims
from conflictmap.reading.publication import parse_published
from conflictmap.reading.toponyms import read_toponyms

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["OnFault", "extract_events", "geoparse", "to_records"]

OnFault = Callable[[Report, Exception], None]

# the place whose state changes is the place left
_LEAVES = {"withdrew", "evacuation"}
_ROUTES = {"supply_route", "supply_cut"}


def to_records(reports: pd.DataFrame | Iterable[Report] | str, *, published: date | str | None = None) -> Iterator[Report]:
    """Yield records from a reports frame, from records, or from one plain text.

    Parameters
    ----------
    reports : pandas.DataFrame, iterable of Report, or str
        A frame with at least `report_id`, `published`, `text`; or a text, which becomes the report "text".
    published : date or str, optional
        Publication day of a plain text, ISO.

    Yields
    ------
    Report

    Raises
    ------
    SchemaError
        The frame lacks a column, or holds what the column can't.
    ReportError
        `published` is no date, or what was given is no report.
    """
    if isinstance(reports, str):
        when = None if published is None else parse_published(str(published))[0]
        yield Report(report_id="text", text=reports, published=when)
    elif isinstance(reports, pd.DataFrame):
        frame = check_frame(reports, "reports")
        for start in range(0, len(frame), _SLICE):
            for row in frame.iloc[start : start + _SLICE].to_dict("records"):
                known = {str(k): _plain(v) for k, v in row.items() if not _missing(v)}
                if ahead := known.get("utc_offset"):  # its day is that of the clock that it was printed by
                    known["published"] = known["published"].astimezone(timezone(timedelta(minutes=ahead)))
                yield Report(**{k: v for k, v in known.items() if k in _REPORT_FIELDS})
    elif isinstance(reports, os.PathLike) or not isinstance(reports, Iterable):
        raise ReportError(f"{str(reports)!r} is no frame of reports; read it first: read_reports({str(reports)!r})")
    else:
        for n, report in enumerate(reports):
            if not isinstance(report, Report):
                what = type(report).__name__
                raise ReportError(
                    f"item {n} is a {what}, no Report; give a frame as of read_reports, records of Report, or one text"
                )
            yield report


_SLICE = 32  # reports turned into records at once: an archive's texts aren't all held twice
_REPORT_FIELDS = set(Report.__dataclass_fields__)


def _missing(value: Any) -> bool:
    return value is None or value is pd.NaT or value is pd.NA


def _plain(value: Any) -> Any:
    return value.to_pydatetime() if isinstance(value, pd.Timestamp) else value


def _progress(reports: Iterable[Report], *, total: int | None, progress: bool) -> Iterable[Report]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of bars that want ipywidgets: plain ones will do
        from tqdm.auto import tqdm

    return tqdm(reports, total=total, unit="report", desc="reading", disable=None if progress else True, leave=False)


def _total(reports: object) -> int | None:
    return len(reports) if isinstance(reports, pd.DataFrame | list | tuple) else None


def geoparse(
    reports: pd.DataFrame | Iterable[Report] | str,
    *,
    gazetteer: Gazetteer | None = None,
    published: date | str | None = None,
    progress: bool = True,
    on_fault: OnFault | None = None,
) -> gpd.GeoDataFrame:
    """Find the place names of reports and resolve them.

    Parameters
    ----------
    reports : pandas.DataFrame, iterable of Report, or str
        Reports as `read_reports` gives them, or one plain text.
    gazetteer : Gazetteer, optional
        Where to look names up; the installed one by default.
    published : date or str, optional
        Publication day of a plain text.
    progress : bool
        Show a progress bar (on a terminal or in a notebook only).
    on_fault : callable, optional
        Given a report whose reading failed, and the error; the others are read. Without it the error is raised.

    Returns
    -------
    geopandas.GeoDataFrame
        The toponyms frame (see `codebook("toponyms")`), EPSG:4326. A name that resolves to nothing is a row without
        geometry. `start` and `end` count code points of the input.

    Examples
    --------
    >>> places = geoparse("Бої тривають під Балаклією.", published="2022-09-07")
    >>> places[["surface", "name", "admin1"]].values.tolist()
    [['Балаклією', 'Balakliia', 'Kharkiv Oblast']]
    """
    gazetteer = gazetteer or load_gazetteer()
    records = _progress(to_records(reports, published=published), total=_total(reports), progress=progress)

    def rows_of(report: Report) -> Iterator[dict[str, object]]:
        return (_toponym_row(report, toponym) for toponym in _toponyms(report, _evened(report), gazetteer))

    return _in_batches(_each(records, rows_of, on_fault), "toponyms")


def _each(
    reports: Iterable[Report], rows_of: Callable[[Report], Iterator[dict[str, object]]], on_fault: OnFault | None
) -> Iterator[dict[str, object]]:
    """Yield the rows of all reports; one whose reading fails has none of them."""
    for report in reports:
        try:
            rows = list(rows_of(report))
        except ConflictMapError:
            raise
        except Exception as error:
            if on_fault is None:
                raise
            on_fault(report, error)
        else:
            yield from rows


_BATCH = 4096  # rows; pandas takes as long for one as for some hundreds


def _in_batches(rows: Iterator[dict[str, object]], name: str) -> gpd.GeoDataFrame:
    """Make a frame of many rows without holding all of them as dictionaries, which take several times its room."""
    parts = []
    with _seldom_collected():
        while batch := list(islice(rows, _BATCH)):
            parts.append(conform(pd.DataFrame(batch), name))
    return pd.concat(parts, ignore_index=True) if parts else empty_frame(name)


_ALLOCATIONS = 50_000  # objects made between two searches for cycles; Python's own figure is 700


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Let cycles be searched for less often: reading makes hardly any, and each full search goes through the whole gazetteer."""
    before = gc.get_threshold()
    if not 0 < before[0] < _ALLOCATIONS:  # the caller's own choice, or another thread reads already
        yield
        return
    gc.set_threshold(_ALLOCATIONS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


_RARE = APOSTROPHES[3:]  # the grammars know the first three
_INSIDE = re.compile(f"[{_RARE}](?<=[^\\W\\d_].)(?=[^\\W\\d_])")


def _evened(report: Report) -> Report:
    """The report with one kind of apostrophe inside its words; each stands for one character, so every span holds."""
    if not any(mark in report.text for mark in _RARE):
        return report
    title = report.title and _INSIDE.sub("’", report.title)
    return replace(report, text=_INSIDE.sub("’", report.text), title=title)


def _toponyms(report: Report, evened: Report, gazetteer: Gazetteer) -> list[Toponym]:
    """The toponyms of a report, as it spells them."""
    found = read_toponyms(evened, gazetteer)
    return found if evened is report else [t._replace(surface=report.text[t.start : t.end]) for t in found]


def _toponym_row(report: Report, t: Toponym) -> dict[str, object]:
    return {
        "report_id": report.report_id,
        "start": report.offset + t.start,
        "end": report.offset + t.end,
        "surface": t.surface,
        **_place_columns(t),
        "feature": t.place.feature if t.place else None,
        "adjective": t.adjective,
        "score": round(t.score, 3),
        "margin": round(t.margin, 3),
        "candidates": t.candidates,
        "reasons": "; ".join(t.reasons),
        "geometry": _point(t.place),
    }


def extract_events(
    reports: pd.DataFrame | Iterable[Report] | str,
    *,
    gazetteer: Gazetteer | None = None,
    published: date | str | None = None,
    progress: bool = True,
    on_fault: OnFault | None = None,
) -> gpd.GeoDataFrame:
    """Read the events of reports: who is said to have done what, where, when, and how sure.

    Parameters
    ----------
    reports : pandas.DataFrame, iterable of Report, or str
        Reports as `read_reports` gives them, or one plain text.
    gazetteer : Gazetteer, optional
        Where to look names up; the installed one by default.
    published : date or str, optional
        Publication day of a plain text.
    progress : bool
        Show a progress bar (on a terminal or in a notebook only).
    on_fault : callable, optional
        Given a report whose reading failed, and the error; the others are read. Without it the error is raised.

    Returns
    -------
    geopandas.GeoDataFrame
        The events frame (see `codebook("events")`), EPSG:4326: one row an event and place. A route or a movement from one
        place to another, neither a region, river or road, is a LineString from the origin to the destination, anything
        else a Point, and a place that is not in the gazetteer has no geometry. The same event told by several reports
        stays several rows; `merge_events` joins them.

    Examples
    --------
    >>> events = extract_events("Ukrainian forces liberated Balakliia on September 8.", published="2022-09-09")
    >>> events[["event_type", "side", "name", "date"]].astype(str).values.tolist()
    [['control_gained', 'UA', 'Balakliia', '2022-09-08']]
    """
    gazetteer = gazetteer or load_gazetteer()
    records = _progress(to_records(reports, published=published), total=_total(reports), progress=progress)
    told: set[object] = set()

    def rows_of(report: Report) -> Iterator[dict[str, object]]:
        evened = _evened(report)
        claims = read_claims(evened, _toponyms(report, evened, gazetteer))
        return (row for claim in claims for row in _event_rows(report, claim))

    def rows() -> Iterator[dict[str, object]]:
        for row in _each(records, rows_of, on_fault):
            if row["event_id"] not in told:
                told.add(row["event_id"])
                yield row

    return _in_batches(rows(), "events")


def _event_rows(report: Report, claim: Claim) -> Iterator[dict[str, object]]:
    told = _claim_columns(report, claim)
    if not claim.places:
        if claim.area_km2 is not None:
            yield {**told, "event_id": _event_id(report, claim, "area_regained"), "event_type": "area_regained"}
        return
    origins = [p for p in claim.places if p.role == "origin"]
    vias = [p for p in claim.places if p.role == "via"]
    ends = [p for p in claim.places if p.role == "destination"]
    targets = [p for p in claim.places if p.role == "target"]
    kind = claim.event_type
    if kind in _ROUTES and not (origins and ends):
        # a route named by its ends, whatever roles the sentence gave them
        chain = [*origins, *vias, *ends]
        if len(chain) > 1:
            origins, vias, ends = chain[:1], chain[1:-1], chain[-1:]
    if kind in _ROUTES and targets:
        vias = [p for p in vias if p.toponym.kind != "river"]  # a bridge over one stands at the place beside it
    pairs: list[tuple[PlaceRole, PlaceRole | None]] = []
    between: list[PlaceRole] = []
    if origins and ends:
        between = vias
        # an evacuation leaves its place, a route is told from its first end: only then the line starts at the place itself
        pairs = [(a, b) if kind in _LEAVES | _ROUTES else (b, a) for a in origins for b in ends]
        origins, ends, vias = [], [], [] if kind in _ROUTES | _LEAVES | {"advance", "reinforcement"} else vias
    for at, other in (*pairs, *((p, None) for p in (*origins, *vias, *ends, *targets))):
        place, end = at.toponym.place, other.toponym.place if other else None
        yield {
            **told,
            **_place_columns(at.toponym),
            "event_id": _event_id(
                report, claim, kind, place.place_id if place else at.toponym.surface, end.place_id if end else ""
            ),
            "event_type": kind,
            "role": at.role,
            "relation": at.relation,
            "relation_km": at.relation_km,
            "dest_id": end.place_id if end else None,
            "dest_name": (end.name if end else other.toponym.surface) if other else None,
            "surface": at.toponym.surface,
            "geometry": _event_geometry(at, other, between, forward=kind in _LEAVES | _ROUTES),
        }


def _event_id(report: Report, claim: Claim, kind: str, at: str = "", other: str = "") -> str:
    key = "\x1f".join((report.report_id, str(claim.start), kind, claim.side or "", claim.certainty, at, other))
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def _claim_columns(report: Report, claim: Claim) -> dict[str, object]:
    """Give what all rows of a claim have in common."""
    published = report.published
    day = claim.date or (published.date() if published else None)
    return {
        "report_id": report.report_id,
        "side": claim.side,
        "date": None if day is None else datetime(day.year, day.month, day.day),
        "date_precision": claim.date_precision,
        "certainty": claim.certainty,
        "claimant": claim.claimant,
        "claimant_side": claim.claimant_side,
        "background": claim.background,
        "route": claim.cues.get("route"),
        "distance_km": claim.distance_km,
        "area_km2": claim.area_km2,
        "start": report.offset + claim.start,
        "end": report.offset + claim.end,
        "quote": report.text[claim.start : claim.end],
        "published": published,
        "source": report.source,
        "url": report.url,
        "title": report.title,
        "sources": 1,
        "report_ids": report.report_id,
        "cues": "; ".join([f"{k}={v}" for k, v in claim.cues.items()]),
    }


def _place_columns(t: Toponym) -> dict[str, object]:
    place = t.place
    if place is None:
        return {"place_id": None, "name": t.surface, "kind": t.kind, "admin1": None, "country": None}
    known: dict[str, object] = {"place_id": place.place_id, "name": place.name, "kind": t.kind}
    return known | {"admin1": place.admin1, "country": place.country}


@lru_cache(maxsize=1 << 14)
def _at(lon: float, lat: float) -> shapely.Point:
    return shapely.Point(lon, lat)


def _point(place: Place | None) -> shapely.Point | None:
    return None if place is None else _at(place.lon, place.lat)  # one point for all events of a place


# the middle of a region, a river or a road is no end of a movement or of an artery
_WIDE = {"oblast", "raion", "hromada", "country", "river", "route"}


def _event_geometry(at: PlaceRole, other: PlaceRole | None, vias: list[PlaceRole], *, forward: bool) -> shapely.Geometry | None:
    place = at.toponym.place
    if (
        other is not None
        and place is not None
        and other.toponym.place is not None
        and not {place.kind, other.toponym.place.kind} & _WIDE
    ):
        chain = [at, *vias, other] if forward else [other, *vias, at]
        points = [(p.toponym.place.lon, p.toponym.place.lat) for p in chain if p.toponym.place is not None]
        if len(set(points)) > 1:
            return shapely.LineString(points)
    if place is not None and place.kind == "route" and place.wkb is not None:
        return shapely.from_wkb(place.wkb)
    return _point(place)
