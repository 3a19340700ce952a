"""What a figure of one day shows: frames become sites, regions, movements, arteries, estimated areas and numbered sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from conflictmap import model
from conflictmap.frames.codebook import check_frame, claims_of, outlets_of
from conflictmap.maps import style
from conflictmap.maps.basemap import Basemap, load_basemap

__all__ = [
    "Artery",
    "Frames",
    "Movement",
    "Region",
    "Scene",
    "Site",
    "check_frames",
    "day_text",
    "plain",
    "span_text",
]

_TOKENS = ("flag_raised", "entered", "withdrew", "fighting", "repelled", "evacuation", "strike", "reinforcement")
_HOLDS = ("control_gained", "control_held", "flag_raised")
_AREAL = ("oblast", "raion", "hromada", "area", "country")
_MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня".split(),
}
_SAME_KM = 6.0  # within this a settlement of the basemap and a reported one of the same name are one


@dataclass(frozen=True, slots=True)
class Frames:
    """The frames that a figure is drawn from, each as its codebook has it."""

    events: gpd.GeoDataFrame
    control: gpd.GeoDataFrame | None = None
    glocs: gpd.GeoDataFrame | None = None
    advances: gpd.GeoDataFrame | None = None
    frontline: gpd.GeoDataFrame | None = None


@dataclass(slots=True)
class Site:
    """A point with what is said of it; `status` is a key of `style.SHAPES`, None where only events are told."""

    name: str
    lon: float
    lat: float
    population: int
    kind: str = "settlement"
    status: str | None = None
    look: str = "filled"
    age: int = 0
    tokens: dict[tuple[str, str | None], bool] = field(default_factory=dict)  # event and side: whether nobody but claims it
    sources: list[str] = field(default_factory=list)  # keys of the reports that it rests on, the latest first
    near: str | None = None  # relation of what is told to the place: "near", "N" …
    current: bool = False  # told of in the window
    changed: bool = False

    @property
    def bare(self) -> bool:
        """Whether it is a river or a road: named where something is told of it, but no dot on the map."""
        return self.kind in ("river", "route")

    @property
    def rank(self) -> int:
        """Row of `style.LABEL_RANKS`."""
        return style.label_rank(self.population)

    @property
    def weight(self) -> tuple[bool, int, int, str]:
        """What sorts sites by how much they matter, the most important first."""
        return (not self.current, -len(self.tokens), -self.population, self.name)


@dataclass(frozen=True, slots=True)
class Region:
    """Claims about a whole region; `shape` is empty where its outline is not known."""

    name: str
    shape: BaseGeometry
    lon: float
    lat: float
    side: str | None
    claims: int
    sources: list[str]
    whole: bool = True  # False: somewhere in an area that is no region of its own, as "near Kharkiv"

    @property
    def claim_words(self) -> str:
        """Key of the words for how many claims there are."""
        return "whole_region" if self.whole else "in_area"


@dataclass(frozen=True, slots=True)
class Movement:
    """An arrow from one place to another."""

    kind: str
    side: str | None
    start: tuple[float, float]
    end: tuple[float, float]
    start_name: str
    end_name: str
    inferred: bool
    claimed: bool


@dataclass(frozen=True, slots=True)
class Artery:
    """A supply artery and its state."""

    name: str
    mode: str
    status: str
    side: str | None
    cut_by: str | None
    line: BaseGeometry
    schematic: bool
    reported_km: float | None
    measured_km: float | None
    certainty: str = "reported"


@dataclass(slots=True)
class Scene:
    """All that a figure of one day may show; `sources` maps the key of a report to its line in the list."""

    day: pd.Timestamp
    first: pd.Timestamp
    lang: str
    sites: list[Site]
    regions: list[Region]
    movements: list[Movement]
    arteries: list[Artery]
    held: list[tuple[str, BaseGeometry]]  # side, area
    regained: list[tuple[str, BaseGeometry]]
    front: list[tuple[BaseGeometry, float]]  # stretch, distance to the nearest evidence in km
    sources: dict[str, str]
    sides: dict[str, int]  # events in the window by whose deed they are, "" where it is not said
    last_told: pd.Timestamp | None  # the last day with events up to the day asked for

    @property
    def told(self) -> int:
        """How many events the window has."""
        return sum(self.sides.values())

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.sites or self.regions or self.movements or self.arteries or self.held or self.front)

    @classmethod
    def together(cls, scenes: Sequence[Scene]) -> Scene:
        """All that several days show, as one scene of the last of them."""
        last = scenes[-1]
        return cls(
            day=last.day,
            first=scenes[0].first,
            lang=last.lang,
            sites=[site for scene in reversed(scenes) for site in scene.sites],
            regions=[region for scene in scenes for region in scene.regions],
            movements=[movement for scene in scenes for movement in scene.movements],
            arteries=[artery for scene in scenes for artery in scene.arteries],
            held=last.held,
            regained=last.regained,
            front=last.front,
            sources={key: line for scene in scenes for key, line in scene.sources.items()},
            sides=dict(sum((Counter(scene.sides) for scene in scenes), Counter())),
            last_told=last.last_told,
        )

    def points(self) -> np.ndarray[Any, Any]:
        """Lon/lat (n, 2) of everything that a figure should have in view."""
        rows = [(s.lon, s.lat) for s in self.sites if s.current] or [(s.lon, s.lat) for s in self.sites]
        rows += [point for m in self.movements for point in (m.start, m.end)]
        shapes = [artery.line for artery in self.arteries]
        if not rows and not shapes:
            shapes = [stretch for stretch, _ in self.front] + [area for _, area in self.held]
        if not rows and not shapes:
            rows = [(r.lon, r.lat) for r in self.regions]
            shapes = [shapely.box(*r.shape.bounds) for r in self.regions if not r.shape.is_empty]
        if shapes:
            rows += [(x, y) for x, y in shapely.get_coordinates(shapes).tolist()]
        return np.array(rows, dtype=float).reshape(-1, 2)


def check_frames(
    events: pd.DataFrame,
    control: pd.DataFrame | None,
    glocs: pd.DataFrame | None,
    advances: pd.DataFrame | None,
    frontline: pd.DataFrame | None,
) -> Frames:
    """Check all frames against their codebooks."""
    rest = {"control": control, "glocs": glocs, "advances": advances, "frontline": frontline}
    checked = {name: None if frame is None else check_frame(frame, name) for name, frame in rest.items()}
    return Frames(claims_of(events), **checked)


def plain(value: object, most: int = 90) -> str:
    """Return a value out of a report as one clean line: no control characters, no runs of space, at most `most` letters."""
    if pd.isna(value):  # type: ignore[call-overload]  # it takes any object
        return ""
    text = " ".join(
        re.sub(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]", " ", str(value)).split()
    )
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    # between words, unless that would take half of it away
    return (cut.rsplit(" ", 1)[0] if cut.rfind(" ") > most // 2 else cut).rstrip(" ,;:–-") + "…"


def day_text(day: pd.Timestamp, lang: str, *, year: bool = True) -> str:
    """Return a day in words: "10 September 2022", "10 вересня 2022"."""
    words = f"{day.day} {_MONTHS[lang][day.month - 1]}"
    return f"{words} {day.year}" if year else words


def span_text(first: pd.Timestamp, last: pd.Timestamp, lang: str) -> str:
    """Return a span of days in words, as short as it can be said."""
    if first == last:
        return day_text(last, lang)
    if first.year != last.year:
        return f"{day_text(first, lang)} – {day_text(last, lang)}"
    if first.month != last.month:
        return f"{day_text(first, lang, year=False)} – {day_text(last, lang)}"
    return f"{first.day}–{day_text(last, lang)}"


class SceneReader:
    """Reads days out of frames.

    Parameters
    ----------
    frames : Frames
        Checked frames.
    lang : {"en", "uk"}
        Language of names.
    """

    def __init__(self, frames: Frames, lang: str) -> None:
        self.frames, self.lang = frames, lang
        events = frames.events
        self.news = events[~events["background"].fillna(False).astype(bool) & (events["certainty"] != "predicted")]
        self.reports = _Reports(self.news, lang)
        self.names = _Names(load_basemap(), frames, lang)

    def read(self, day: pd.Timestamp, days: int) -> Scene:
        """Choose what the frames say of one day; events are shown of a window of `days` days that ends with it."""
        first = day - pd.Timedelta(days=days - 1)
        until = self.news[self.news["date"] <= day]
        window = until[until["date"] >= first]
        points = window[~window["kind"].isin(_AREAL) & (window["role"].isna() | ~window["role"].isin(["via"]))]
        sites = _sites(self.frames, points, until, self.reports, self.names, day)
        movements = _movements(self.frames.advances, first, day, self.reports, self.names)
        sites += _ends(movements, sites, self.names)
        return Scene(
            day=day,
            first=first,
            lang=self.lang,
            sites=sorted(sites, key=lambda site: site.weight),
            regions=_regions(window[window["kind"].isin(_AREAL)], self.reports, self.names, day),
            movements=movements,
            arteries=_arteries(self.frames.glocs, day),
            held=_areas(self.frames.frontline, day, "held"),
            regained=_areas(self.frames.frontline, day, "regained"),
            front=_front(self.frames.frontline, day),
            sources=self.reports.lines,
            sides=dict(Counter(window.drop_duplicates("event_id")["side"].astype("string").fillna(""))),
            last_told=until["date"].max() if len(until) else None,
        )


class _Reports:
    """Keys and lines of the reports that events come from."""

    def __init__(self, events: gpd.GeoDataFrame, lang: str) -> None:
        self.lines: dict[str, str] = {}
        self.of_event: dict[str, tuple[str, pd.Timestamp, str]] = {}  # key of its report, its day, its certainty
        voices: dict[str, list[str] | None] = {}
        columns = ["event_id", "report_id", "outlet", "title", "published", "date", "claimant", "certainty"]
        for row in events.assign(outlet=outlets_of(events))[columns].itertuples(index=False):
            title = plain(row.title, 56)
            printed = plain(row.outlet, 40) or title or "–"
            when = row.date if pd.isna(row.published) else row.published
            report = plain(row.report_id, 80) or title
            key = f"{report}|{printed}|{when:%Y-%m-%d}"
            if key not in self.lines:
                self.lines[key] = f"{printed}, {day_text(when, lang)}" + (f": {title}" if title and title != printed else "")
                voices[key] = [] if not title or title == printed else None
            self.of_event[str(row.event_id)] = (key, row.date, row.certainty)
            said, voice = voices[key], plain(row.claimant, 40)
            if said is not None and voice and voice not in said:
                said.append(voice)
        for key, voiced in voices.items():
            # a report without a headline is told from others by who speaks in it
            if voiced:
                self.lines[key] += ": " + "; ".join(voiced[:2]) + (f" +{len(voiced) - 2}" if len(voiced) > 2 else "")

    def of(self, event_ids: Any, day: pd.Timestamp) -> list[str]:
        """Keys of the reports of some events up to a day, the latest first."""
        found = sorted((-when.toordinal(), key) for key, when, _ in self._by(event_ids, day))
        return list(dict.fromkeys(key for _, key in found))

    def firmest(self, event_ids: Any, day: pd.Timestamp) -> str | None:
        """The strongest certainty of some events up to a day; None where none of them is known."""
        return min((sure for _, _, sure in self._by(event_ids, day)), key=model.CERTAINTIES.index, default=None)

    def _by(self, event_ids: Any, day: pd.Timestamp) -> list[tuple[str, pd.Timestamp, str]]:
        named = event_ids.split() if isinstance(event_ids, str) else event_ids if isinstance(event_ids, list) else []
        return [told for i in named if (told := self.of_event.get(i)) and told[1] <= day]


class _Names:
    """Names and sizes of places in the language of the figure, from the frames or from the basemap."""

    def __init__(self, basemap: Basemap, frames: Frames, lang: str) -> None:
        self.lang = lang
        self.areas = basemap.areas
        self.known: dict[str, list[tuple[float, float, str, int]]] = {}
        towns = basemap.settlements
        for name, name_uk, people, point in zip(
            towns["name"], towns["name_uk"], towns["population"], towns.geometry, strict=True
        ):
            self.known.setdefault(name, []).append((point.x, point.y, name_uk, people))
        self.own: dict[str, tuple[str, int]] = {}
        for frame in (frames.control, frames.events):
            if frame is not None and {"name_uk", "population"} & set(frame.columns):
                uk = frame.get("name_uk", pd.Series(None, index=frame.index))
                people = frame.get("population", pd.Series(0, index=frame.index))
                for place, name, size in zip(frame["place_id"], uk, people, strict=True):
                    if isinstance(place, str):
                        self.own[place] = (plain(name), 0 if pd.isna(size) else int(size))

    def of(self, place_id: object, name: str, lon: float, lat: float) -> tuple[str, int]:
        """Name to show and population of a place."""
        name_uk, people = self.own.get(str(place_id), ("", 0))
        if not (name_uk and people):
            for x, y, other, size in self.known.get(name, ()):
                if np.hypot((x - lon) * 73.0, (y - lat) * 111.2) < _SAME_KM:
                    name_uk, people = name_uk or other, people or size
        return (name_uk if self.lang == "uk" and name_uk else name), people

    def region(self, name: str) -> tuple[str, BaseGeometry]:
        """Name to show and outline of an oblast; an empty outline where it is not known."""
        key = "Crimea" if "Crimea" in name else name
        found = self.areas[self.areas["name"] == key]
        if found.empty:
            return name, shapely.Point()
        row = found.iloc[0]
        return (row["name_uk"] if self.lang == "uk" else key), row.geometry


def _middle(shape: Any) -> tuple[float, float] | None:
    if shape is None or shape.is_empty:
        return None
    if shape.geom_type == "LineString":  # a way or a movement, told of the place that it begins at
        point = shapely.get_point(shape, 0)
    else:
        point = shape if shape.geom_type == "Point" else shape.representative_point()
    return float(point.x), float(point.y)


def _sites(
    frames: Frames, window: gpd.GeoDataFrame, until: gpd.GeoDataFrame, reports: _Reports, names: _Names, day: pd.Timestamp
) -> list[Site]:
    sites: dict[str, Site] = {}

    def site(place_id: object, name: object, shape: Any, kind: object) -> Site | None:
        at = _middle(shape)
        if at is None:
            return None
        clean = plain(name, 40)
        key = str(place_id) if isinstance(place_id, str) and place_id else f"{clean}|{at[0]:.3f}|{at[1]:.3f}"
        if key not in sites:
            shown, people = names.of(place_id, clean, *at)
            sites[key] = Site(shown, at[0], at[1], people, kind if isinstance(kind, str) else "settlement")
        return sites[key]

    if frames.control is not None:
        spells = frames.control
        now = spells[(spells["valid_from"] <= day) & (spells["valid_to"].isna() | (spells["valid_to"] > day))]
        told = set(window["place_id"])
        for row in now[~now["kind"].isin(_AREAL)].itertuples():
            disputed = row.disputed is not pd.NA and bool(row.disputed)
            status, age = "DISPUTED" if disputed else str(row.status), (day - _last_report(row, day)).days
            if status == "UNKNOWN" and age > style.FORGOTTEN and row.place_id not in told:
                continue
            look = style.certainty_look(row.certainty) if isinstance(row.certainty, str) else "filled"
            place = site(row.place_id, row.name, row.geometry, row.kind)
            if place is None or look == "none":
                continue
            place.status, place.age = status, age
            implied = row.implied is not pd.NA and bool(row.implied)
            place.look = "implied" if implied and place.status in ("UA", "RU", "CONTESTED") else look
            place.sources = reports.of(row.event_ids, day)
    else:
        _claimed_sites(until[~until["kind"].isin(_AREAL)], site, reports, day)
    columns = ["event_id", "event_type", "side", "place_id", "name", "kind", "relation", "certainty", "geometry"]
    for row in window.sort_values(["date", "event_id"], ascending=[False, True])[columns].itertuples(index=False):
        place = site(row.place_id, row.name, row.geometry, row.kind)
        if place is None:
            continue
        place.current = True
        side = row.side if isinstance(row.side, str) else None
        # what is cut between two places is drawn as an artery, what is cut at one (a bridge) has a sign
        telling = row.event_type in _TOKENS or (row.event_type == "supply_cut" and row.geometry.geom_type == "Point")
        # a sign has no form for "denied": the page and the table tell of denials
        if telling and row.certainty != "denied":
            said = (row.event_type, side)
            place.tokens[said] = place.tokens.get(said, True) and row.certainty not in ("confirmed", "reported")
        for key in reports.of([row.event_id], day):
            if key not in place.sources:
                place.sources.append(key)
        if isinstance(row.relation, str):
            place.near = row.relation
    return list(sites.values())


def _last_report(row: Any, day: pd.Timestamp) -> pd.Timestamp:
    """The last day up to the one drawn on which a report spoke of the place of a spell, as far as the frame tells."""
    known = [d for d in row.report_days.split() if d <= f"{day:%Y-%m-%d}"] if isinstance(row.report_days, str) else []
    if known:
        return pd.Timestamp(known[-1])
    last: pd.Timestamp = row.valid_from if pd.isna(row.last_report) else row.last_report
    return min(day, last)


def _claimed_sites(events: gpd.GeoDataFrame, site: Any, reports: _Reports, day: pd.Timestamp) -> None:
    """Without a control frame the last claim about a settlement stands; sides that both claim it on that day dispute it."""
    told = events[events["event_type"].isin([*_HOLDS, "withdrew", "fighting", "entered"]) & events["relation"].isna()]
    columns = ["event_id", "event_type", "side", "place_id", "name", "kind", "date", "certainty", "geometry"]
    latest: dict[str, list[Any]] = {}
    rows = told.sort_values(["date", "certainty", "event_id"], ascending=[False, True, True])[columns]
    for row in rows.itertuples(index=False):
        claims = latest.setdefault(str(row.place_id) if isinstance(row.place_id, str) else str(row.name), [])
        if not claims or claims[0].date == row.date:
            claims.append(row)
    for claims in latest.values():
        holds = [row for row in claims if row.event_type in _HOLDS and isinstance(row.side, str)]
        first = (holds or claims)[0]
        look = style.certainty_look(str(first.certainty))
        place = site(first.place_id, first.name, first.geometry, first.kind)
        if place is None or look == "none":
            continue
        if holds:
            place.status = "DISPUTED" if len({row.side for row in holds}) > 1 else str(first.side)
        else:
            place.status = "UNKNOWN" if any(row.event_type == "withdrew" for row in claims) else "CONTESTED"
        place.look = look
        place.age = (day - first.date).days
        place.sources = reports.of([str(row.event_id) for row in claims], day)


def _regions(events: gpd.GeoDataFrame, reports: _Reports, names: _Names, day: pd.Timestamp) -> list[Region]:
    regions = []
    for name, claims in events.groupby(events["name"].astype("string").fillna(""), sort=True):
        shown, shape = names.region(str(name))
        own = [g for g in claims.geometry if g is not None and g.geom_type in ("Polygon", "MultiPolygon") and not g.is_empty]
        shape = own[0] if own else shape
        at = _middle(shape) or next((m for m in map(_middle, claims.geometry) if m), None)
        if not name or at is None or (claims["kind"] == "country").all():
            continue
        sides = [s for s in claims["side"].dropna().unique() if s]
        side = str(sides[0]) if len(sides) == 1 else None
        keys = reports.of(claims["event_id"].astype(str).tolist(), day)
        kind = str(claims["kind"].iloc[0])
        # the gazetteer tells raions of one name apart by their years, which a figure has no need of
        shown = re.sub(r" \((?:until|до) \d{4}\)$", "", shown)
        if kind in ("raion", "hromada") and kind not in shown.lower():
            shown = f"{shown} {kind}"
        regions.append(
            Region(plain(shown, 40), shape, at[0], at[1], side, int(claims["event_id"].nunique()), keys, kind != "area")
        )
    return regions


def _movements(
    advances: gpd.GeoDataFrame | None, first: pd.Timestamp, day: pd.Timestamp, reports: _Reports, names: _Names
) -> list[Movement]:
    if advances is None:
        return []
    begun = advances["first_date"].fillna(advances["date"])
    shown = advances[(advances["date"] >= first) & (begun <= day) & (advances["certainty"] != "predicted")]
    movements = []
    for row in shown.sort_values(["movement", "advance_id"]).itertuples():
        if row.geometry is None or row.geometry.is_empty or row.geometry.geom_type != "LineString":
            continue
        xy = shapely.get_coordinates(row.geometry)
        start, end = (float(xy[0, 0]), float(xy[0, 1])), (float(xy[-1, 0]), float(xy[-1, 1]))
        movements.append(
            Movement(
                str(row.movement),
                row.side if isinstance(row.side, str) else None,
                start,
                end,
                names.of(row.origin_id, plain(row.origin_name, 40), *start)[0],
                names.of(row.target_id, plain(row.target_name, 40), *end)[0],
                row.inferred is not pd.NA and bool(row.inferred),
                # what is confirmed later is a claim until then
                (reports.firmest(row.event_ids, day) or str(row.certainty)) in ("claimed", "unverified", "denied"),
            )
        )
    return movements


def _ends(movements: list[Movement], sites: list[Site], names: _Names) -> list[Site]:
    """Sites for the ends of arrows that nothing else is told of, so that a reader sees from where to where."""
    ends: list[Site] = []
    for movement in movements:
        for (lon, lat), name in ((movement.start, movement.start_name), (movement.end, movement.end_name)):
            if movement.inferred and (lon, lat) == movement.start:  # no report names it
                continue
            if name and all(abs(s.lon - lon) > 0.01 or abs(s.lat - lat) > 0.01 for s in [*sites, *ends]):
                ends.append(Site(name, lon, lat, names.of(None, name, lon, lat)[1], current=True))
    return ends


def _arteries(glocs: gpd.GeoDataFrame | None, day: pd.Timestamp) -> list[Artery]:
    if glocs is None:
        return []
    now = glocs[
        (glocs["valid_from"] <= day)
        & (glocs["valid_to"].isna() | (glocs["valid_to"] > day))
        & (glocs["certainty"] != "predicted")
    ]
    arteries = []
    for row in now.sort_values("gloc_id").itertuples():
        if row.geometry is None or row.geometry.is_empty or row.geometry.geom_type not in ("LineString", "MultiLineString"):
            continue
        arteries.append(
            Artery(
                plain(row.name, 40),
                plain(row.mode, 12),
                str(row.status),
                row.side if isinstance(row.side, str) else None,
                row.cut_by if isinstance(row.cut_by, str) else None,
                row.geometry,
                row.schematic is not pd.NA and bool(row.schematic),
                None if row.reported_km != row.reported_km else float(row.reported_km),
                None if row.measured_km != row.measured_km else float(row.measured_km),
                row.certainty if isinstance(row.certainty, str) else "reported",
            )
        )
    return arteries


def _on(frontline: gpd.GeoDataFrame | None, day: pd.Timestamp, what: str) -> gpd.GeoDataFrame | None:
    """Rows of the last estimate that is not later than the day."""
    if frontline is None:
        return None
    rows = frontline[(frontline["what"] == what) & (frontline["date"] <= day) & frontline.geometry.notna()]
    return rows[rows["date"] == rows["date"].max()]


def _areas(frontline: gpd.GeoDataFrame | None, day: pd.Timestamp, what: str) -> list[tuple[str, BaseGeometry]]:
    rows = _on(frontline, day, what)
    if rows is None:
        return []
    return [
        (str(side) if isinstance(side, str) else "RU", shapely.make_valid(shape))
        for side, shape in zip(rows["side"], rows.geometry, strict=True)
    ]


def _front(frontline: gpd.GeoDataFrame | None, day: pd.Timestamp) -> list[tuple[BaseGeometry, float]]:
    rows = _on(frontline, day, "line")
    if rows is None:
        return []
    return [(shape, 0.0 if km != km else float(km)) for shape, km in zip(rows.geometry, rows["uncertainty_km"], strict=True)]
