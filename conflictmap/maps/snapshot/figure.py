"""Draw a dated figure for print: a map of what reports say, with title, legend, scale, locator and numbered sources."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

import numpy as np
import pandas as pd
import shapely
from matplotlib import font_manager

from conflictmap.errors import ConfigError, SnapshotError
from conflictmap.maps import style
from conflictmap.maps.basemap import load_basemap
from conflictmap.maps.snapshot.canvas import Canvas, Look, Snapshot, grey, paths_of
from conflictmap.maps.snapshot.labels import Font, measure
from conflictmap.maps.snapshot.legend import Legend, legend_of
from conflictmap.maps.snapshot.panel import MapPanel
from conflictmap.maps.snapshot.scene import Frames, Scene, SceneReader, check_frames, plain, span_text
from conflictmap.maps.snapshot.view import View, fit_view
from conflictmap.maps.snapshot.words import describe, listed, no_report

__all__ = ["draw_snapshot", "parse_size"]

Day = str | pd.Timestamp
Extent = str | Sequence[float]
SnapshotStyle = Literal["light", "dark", "print"]
SIZE_MM = (160.0, 120.0)
_LEAST_MM = (45.0, 45.0)
_NARROW_PT = 250.0  # under this the legend of an upright figure stands below the map
_UKRAINE = (22.1, 44.35, 40.25, 52.4)
_CYRILLIC = "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯабвгґдеєжзиіїйклмнопрстуфхцчшщьюя"


def draw_snapshot(
    events: pd.DataFrame,
    *,
    on: Day | None = None,
    control: pd.DataFrame | None = None,
    glocs: pd.DataFrame | None = None,
    advances: pd.DataFrame | None = None,
    frontline: pd.DataFrame | None = None,
    extent: Extent = "auto",
    days: int = 7,
    size: str | tuple[float, float] = SIZE_MM,
    dpi: float = 300,
    title: str | None = None,
    style: SnapshotStyle = "light",
    lang: str = "en",
    font: str | None = None,
) -> Snapshot:
    """Draw what reports say on one day as a figure for print.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        Events as `extract_events` returns them or as `check_frame(frame, "events")` accepts them; EPSG:4326. Two columns beyond
        the codebook are used where they stand: `name_uk` (Ukrainian name of the place) and `population`.
    on : str or pandas.Timestamp, optional
        The day; the last one with an event where none is given.
    control, glocs, advances, frontline : geopandas.GeoDataFrame, optional
        What follows from the events, as `trace_control`, `trace_glocs`, `trace_advances` and `estimate_frontline` return it.
        Without `control` a settlement bears the last claim about it.
    extent : str or sequence of float
        "auto" (what is told of in the window, without the few that lie far off), "oblast" (the oblast with the most
        events), "all" (Ukraine), the name of an oblast, or (W, S, E, N) in degrees, also as the text "W,S,E,N".
    days : int
        Length of the window that ends with the day: its events are shown. 1 or more.
    size : str or tuple of float
        Width and height: (160, 120) in mm, or a text with a unit: "160x120mm", "6x4in", "1600x1200px".
    dpi : float
        Resolution of PNG, in dots per inch, 50 to 1200.
    title : str, optional
        Headline.
    style : {"light", "dark", "print"}
        "print" is in greys.
    lang : {"en", "uk"}
        Language of names and words.
    font : str, optional
        A font family that is installed; it must have Ukrainian letters. DejaVu, which matplotlib carries, by default.

    Returns
    -------
    Snapshot
        A `matplotlib.figure.Figure`. `figure.maps[0]` is the map's axes in metres of `figure.crs`, so that
        `frame.to_crs(figure.crs).plot(ax=figure.maps[0])` adds to it; `figure.alt` describes it in words.

    Raises
    ------
    SchemaError
        A frame breaks its codebook.
    ConfigError
        An option has no such value.
    SnapshotError
        The extent lies outside the basemap, the size is too small, or the font lacks letters.

    Examples
    --------
    >>> from conflictmap.frames.codebook import empty_frame
    >>> figure = draw_snapshot(empty_frame("events"), on="2022-09-10")
    >>> figure.alt
    'Map of Ukraine. No report for 4–10 September 2022. Shows what reports claim; not a record of truth; lags behind events.'
    """
    frames = check_frames(events, control, glocs, advances, frontline)
    day = chosen_day(frames, on)
    sheet = Sheet(size, dpi, style, lang, font)
    scene = SceneReader(frames, lang).read(day, check_days(days))
    sheet.compose(scene, extent, title)
    return sheet.figure


def check_days(days: int) -> int:
    """Check the length of a window."""
    if days < 1:
        raise ConfigError(f"a window of {days} days holds nothing; use 1 or more", key="days")
    return days


def chosen_day(frames: Frames, on: Day | None) -> pd.Timestamp:
    """Return the day that a figure is of: as asked for, or the last one with an event."""
    if on is not None:
        day = pd.to_datetime(on, errors="coerce", format="ISO8601")
        if pd.isna(day):
            raise ConfigError(f"{on!r} is no day; write it as 2022-09-10", key="on")
        return pd.Timestamp(day).tz_localize(None).normalize()
    told = frames.events.loc[frames.events["certainty"] != "predicted", "date"]
    if told.isna().all():
        raise SnapshotError("there is no event to tell the day from; name it with --on")
    last: pd.Timestamp = told.max()
    return last


def parse_size(size: str | tuple[float, float], dpi: float) -> tuple[float, float]:
    """Return width and height in mm.

    Examples
    --------
    >>> parse_size("1600x1200px", 300)
    (135.46666666666667, 101.6)
    """
    if isinstance(size, str):
        match = re.fullmatch(r"\s*([\d.]+)\s*[x×]\s*([\d.]+)\s*(mm|cm|in|px|pt)?\s*", size)
        if not match:
            raise ConfigError(f"{size!r} is no size; write it as 160x120mm, 6x4in or 1600x1200px", key="size")
        unit = {"mm": 1.0, "cm": 10.0, "in": 25.4, "px": 25.4 / dpi, "pt": 25.4 / 72}[match[3] or "mm"]
        size = float(match[1]) * unit, float(match[2]) * unit
    width, height = size
    if width < _LEAST_MM[0] or height < _LEAST_MM[1]:
        least = f"{_LEAST_MM[0]:.0f} x {_LEAST_MM[1]:.0f} mm"
        raise SnapshotError(f"{width:.0f} x {height:.0f} mm is too small for a map with names; give at least {least}")
    if max(width, height) > 2000 or max(width, height) / 25.4 * dpi > 30_000:
        raise SnapshotError(f"{width:.0f} x {height:.0f} mm at {dpi:g} dpi is too large; stay under 2000 mm and 30,000 px")
    return width, height


def check_font(family: str | None) -> tuple[str, str]:
    """Return the families for text and title; fail where the chosen one is not installed or has no Ukrainian letters."""
    if family is None:
        return "DejaVu Sans", "DejaVu Serif"
    try:
        path = font_manager.findfont(font_manager.FontProperties(family=family), fallback_to_default=False)
    except ValueError:
        raise SnapshotError(f"no font family {family!r} is installed; leave --font out to use DejaVu Sans") from None
    letters = font_manager.get_font(path).get_charmap()
    missing = [letter for letter in _CYRILLIC if ord(letter) not in letters]
    if missing:
        raise SnapshotError(
            f"the font {family!r} lacks {len(missing)} Ukrainian letters ({''.join(missing[:5])}…); choose one with Cyrillic"
        )
    return family, family


def palette_of(name: str) -> style.Palette:
    """Return a palette; that for print in greys of the same lightness."""
    colours = style.palette(name)
    if name != "print":
        return colours
    return replace(colours, **{f.name: grey(getattr(colours, f.name)) for f in fields(colours)})


def find_view(scene: Scene, extent: Extent | np.ndarray[Any, Any], aspect: float) -> View:
    """Return the frame of an aspect that an extent, or the points that it stands for, asks for."""
    if isinstance(extent, np.ndarray):
        return fit_view(extent, aspect, pad=0.0)
    return fit_view(extent_points(scene, extent), aspect, pad=0.0)


def extent_points(scene: Scene, extent: Extent) -> np.ndarray[Any, Any]:
    """Return lon/lat (n, 2) of points that an extent must show, its margin among them."""
    if not isinstance(extent, str):
        return _rim(*_box(extent))
    wanted = extent.strip()
    if wanted == "all":
        return _rim(*_UKRAINE)
    if wanted == "auto":
        points = scene.points()
        return _padded(_main_group(points), 0.12) if len(points) else _rim(*_UKRAINE)
    if re.fullmatch(r"[-+\d.,\s]+", wanted):
        return _rim(*_box(wanted.split(",")))
    areas = load_basemap().areas
    areas = areas[areas["name"] != ""]
    if wanted == "oblast":
        lonlat = [(s.lon, s.lat) for s in scene.sites if s.current] or [(s.lon, s.lat) for s in scene.sites]
        counts = [int(shapely.contains_xy(shape, *np.array(lonlat).T).sum()) if lonlat else 0 for shape in areas.geometry]
        if not max(counts):
            return extent_points(scene, "auto")
        return _padded(shapely.get_coordinates(areas.geometry.iloc[int(np.argmax(counts))]), 0.04)
    for column in ("name", "name_uk"):
        short = areas[column].str.replace(r" (Oblast|Krai|область|край)$", "", regex=True)
        found = areas[(areas[column].str.casefold() == wanted.casefold()) | (short.str.casefold() == wanted.casefold())]
        if len(found):
            # "Kyiv" is the city as well as the oblast: the larger one
            return _padded(
                shapely.get_coordinates(found.geometry.iloc[int(np.argmax(found.geometry.map(lambda g: g.area)))]), 0.04
            )
    close = difflib.get_close_matches(wanted, areas["name"].tolist(), 3, 0.4)
    hint = f"; close to {', '.join(close)}" if close else ""
    raise ConfigError(
        f"{wanted!r} is no extent; use auto, oblast, all, W,S,E,N or an oblast's name{hint}", key="extent", close=close
    )


def _padded(points: np.ndarray[Any, Any], pad: float) -> np.ndarray[Any, Any]:
    """The points and the corners of a box around them that is larger by `pad` on each side."""
    low, high = points.min(axis=0), points.max(axis=0)
    margin = np.maximum((high - low) * pad, [0.12, 0.08])
    return np.vstack([points, [low - margin], [high + margin]])


def _box(values: Sequence[Any]) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = (float(v) for v in values)
    except ValueError:
        given = ",".join(map(str, values))
        raise ConfigError(f"{given!r} is no extent; write four degrees: W,S,E,N", key="extent") from None
    if not (west < east and south < north):
        raise ConfigError(f"the extent {west:g},{south:g},{east:g},{north:g} holds nothing; its order is W,S,E,N", key="extent")
    return west, south, east, north


def _rim(west: float, south: float, east: float, north: float) -> np.ndarray[Any, Any]:
    rim: np.ndarray[Any, Any] = shapely.get_coordinates(shapely.segmentize(shapely.box(west, south, east, north), 0.5))
    return rim


def _main_group(points: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """All points; or, where they spread over 300 km, the group (neighbours within 110 km) that holds at least 70 % of them."""
    flat: np.ndarray[Any, Any] = points * [np.cos(np.radians(points[:, 1].mean())) * 111.3, 111.3]
    if np.hypot(*np.ptp(flat, axis=0)) <= 300:
        return points
    groups = shapely.get_parts(shapely.union_all(shapely.buffer(shapely.points(flat), 55.0, quad_segs=4)))
    largest = max((shapely.contains_xy(group, *flat.T) for group in groups), key=lambda inside: int(inside.sum()))
    chosen: np.ndarray[Any, Any] = points[largest] if largest.mean() >= 0.7 else points
    return chosen


@dataclass(frozen=True, slots=True)
class Line:
    """One line of running text: words with their fonts and colours, and where each begins."""

    runs: list[tuple[float, str, Font, str]]


class Sheet:
    """A figure being composed: a head, one or more maps, a legend, a foot."""

    def __init__(self, size: str | tuple[float, float], dpi: float, name: str, lang: str, font: str | None) -> None:
        if not 50 <= dpi <= 1200:
            raise ConfigError(f"{dpi:g} dpi is out of range; use 50 to 1200", key="dpi")
        style.text("km", lang)  # fails where there is no such language
        width_mm, height_mm = parse_size(size, dpi)
        sans, serif = check_font(font)
        self.width, self.height = width_mm / 25.4 * 72, height_mm / 25.4 * 72
        # the larger the figure, the larger its type, but less so than the figure
        k = float(np.clip(0.5 * (min(self.width, self.height * 1.4) / 400) ** 0.5, 0.42, 0.9))
        self.look = Look(palette_of(name), lang, k, sans, serif, ages=name != "print")
        self.figure = Snapshot(width_mm, height_mm, dpi, self.look.colours.paper)
        self.canvas = Canvas(self.figure, (0.0, 0.0, self.width, self.height), self.look)
        self.canvas.ax.set_zorder(-1)
        self.margin = 11 * k
        self.narrow = self.width < min(_NARROW_PT, self.height * 1.05)

    # one map

    def compose(self, scene: Scene, extent: Extent | np.ndarray[Any, Any], title: str | None) -> None:
        """Put a figure of one scene together; points instead of an extent fix the map's box whatever there is to say."""
        k = self.look.k
        heading = plain(title, 160) or self.look.text("title")
        top = self.head(heading, self.subtitle(scene))
        # nothing to explain, nothing beside the map; but in a series all maps stand alike
        alone = scene.empty and not isinstance(extent, np.ndarray)
        side = 0.0 if self.narrow or alone else min(max(self.width * 0.25, 118 * k * 1.55), self.width * 0.33)
        map_width = self.width - 2 * self.margin - (side + 10 * k if side else 0.0)
        # the list of sources needs to know what is in view, and the view needs the room that the list leaves
        rough = find_view(scene, extent, map_width / max(top - self.height * 0.2, 40))
        numbers = self.number(scene, rough)
        foot = self.foot_lines(scene, numbers, "")
        legend_room = 0.0
        if self.narrow:
            legend_room = self.legend_height(scene, rough, map_width, top - self.height * 0.45)
        lines = self.source_rows + 4 if isinstance(extent, np.ndarray) else len(foot) + 1
        bottom = self.margin * 0.6 + (lines + 0.2) * self.leading + 3 * k + legend_room
        if top - bottom < 60:
            raise SnapshotError("the figure is too low for its map and its sources; give it a larger --size")
        view = find_view(scene, extent, map_width / (top - bottom))
        panel = MapPanel(self.figure, (self.margin, bottom, map_width, top - bottom), self.look, view, scene, numbers)
        if scene.empty:
            self.note(panel, scene)
        panel.draw()
        self.figure.crs = view.crs
        legend = legend_of(panel.shown, self.look)
        if self.narrow:
            self.legend_below(legend, bottom - 3 * k, legend_room)
        elif side:
            self.sidebar(legend, panel, side, top, bottom)
        self.foot(self.foot_lines(scene, numbers, self.notes(panel)), bottom - 3 * k - legend_room)
        self.tell([panel], heading)

    def legend_height(self, scene: Scene, view: View, width: float, height: float) -> float:
        """How high the legend under a map will be: known once the map is drawn, here on a sheet that is thrown away."""
        scratch = Snapshot(self.width / 72 * 25.4, self.height / 72 * 25.4, 72, self.look.colours.paper)
        panel = MapPanel(scratch, (0.0, 0.0, width, height), self.look, view, scene, {})
        panel.draw()
        return min(legend_of(panel.shown, self.look).height(self.width - 2 * self.margin), self.height * 0.36)

    @property
    def source_rows(self) -> int:
        """How many lines the list of sources may have."""
        return max(2, int(self.height * (0.12 if self.narrow else 0.11) / self.leading))

    # several maps

    def compose_many(
        self,
        scenes: Sequence[Scene],
        captions: Sequence[str],
        points: np.ndarray[Any, Any],
        title: str | None,
        subtitle: str,
        *,
        since: str = "",
    ) -> None:
        """Put a sheet of maps in one frame together; `since` is the day that marked changes count from."""
        k = self.look.k
        heading = plain(title, 160) or self.look.text("title")
        top = self.head(heading, subtitle)
        self._left_out = 0
        every = Scene.together(scenes)
        numbers = self.number(every, find_view(every, points, 1.3))
        foot = self.foot_lines(every, numbers, "")
        side = 0.0 if self.narrow else min(118 * k * 1.55, self.width * 0.3)
        legend_room = self.height * 0.2 if self.narrow else 0.0
        bottom = self.margin * 0.6 + (len(foot) + 0.2) * self.leading + 3 * k + legend_room
        width = self.width - 2 * self.margin - (side + 10 * k if side else 0.0)
        columns, rows = _grid(len(scenes), width, top - bottom)
        gap, caption = 7 * k, 15 * k
        map_width = (width - gap * (columns - 1)) / columns
        map_height = (top - bottom - gap * (rows - 1)) / rows - caption
        if map_width < 75 or map_height < 55:
            raise SnapshotError(
                f"{len(scenes)} maps don't fit on one sheet of this size; take a larger --size or --every, or a file a day"
            )
        view = find_view(every, points, map_width / map_height)
        small = replace(self.look, k=k * float(np.clip((map_width / 300) ** 0.5, 0.66, 1.0)))
        font = self.look.font(12.5, 700)
        _, rise, _ = measure("H", font)
        panels = []
        for i, (scene, words) in enumerate(zip(scenes, captions, strict=True)):
            left = self.margin + (i % columns) * (map_width + gap)
            over = top - (i // columns) * (map_height + caption + gap)
            self.canvas.text(left, over - rise - 2 * k, words, font, self.look.colours.ink, name=f"day {words}")
            panel = MapPanel(self.figure, (left, over - caption - map_height, map_width, map_height), small, view, scene, numbers)
            if scene.empty:
                self.note(panel, scene)
            panel.draw(sparse=map_width < 230)
            panels.append(panel)
        self.figure.crs = view.crs
        shown: dict[str, int] = {}
        for panel in panels:
            for key, count in panel.shown.items():
                shown[key] = shown.get(key, 0) + count
        legend = legend_of(shown, self.look, since)
        if self.narrow:
            self.legend_below(legend, bottom - 3 * k, legend_room)
        else:
            self.sidebar(legend, panels[0], side, top, bottom)
        self.foot(foot, bottom - 3 * k - legend_room)
        self.tell(panels, heading)

    @property
    def leading(self) -> float:
        """Distance of the lines of the foot."""
        return 12.2 * self.look.k

    def subtitle(self, scene: Scene) -> str:
        """What the figure shows and when, in one line."""
        span = span_text(scene.first, scene.day, self.look.lang)
        if scene.told:
            return self.look.text("as_reported", span=span)
        return no_report(scene, self.look)

    def head(self, title: str, subtitle: str) -> float:
        """Set title and subtitle; returns where the map may begin."""
        c, k = self.look.colours, self.look.k
        room = self.width - 2 * self.margin
        y = self.height - self.margin
        size = 25.0 * k
        lines = _wrap(title, Font(self.look.serif, size, 700), room)
        while len(lines) > 2 and size > 14 * k:
            size *= 0.93
            lines = _wrap(title, Font(self.look.serif, size, 700), room)
        font = Font(self.look.serif, round(size, 2), 700)
        for line in lines[:3]:
            _, rise, depth = measure(line, font)
            y -= rise
            self.canvas.text(self.margin, y, line, font, c.ink, name="title")
            y -= depth + 2 * k
        small = self.look.font(13)
        while measure(subtitle, small)[0] > room and small.size > 9 * k:
            small = replace(small, size=small.size * 0.96)
        for line in _wrap(subtitle, small, room)[:3]:
            _, rise, depth = measure(line, small)
            y -= rise + 4 * k
            self.canvas.text(self.margin, y, line, small, c.second, name="subtitle")
            y -= depth
        return y - 6 * k

    def note(self, panel: MapPanel, scene: Scene) -> None:
        """Say in the middle of an empty map that there is nothing to show."""
        c, k = self.look.colours, panel.look.k
        font = panel.look.font(14, 700)
        lines = _wrap(no_report(scene, self.look), font, panel.width * 0.7)
        _, rise, depth = measure("H", font)
        leading = (rise + depth) * 1.25
        wide = max(measure(line, font)[0] for line in lines)
        cx, cy = panel.width / 2, panel.height / 2
        half = leading * len(lines) / 2
        box = (cx - wide / 2 - 8 * k, cy - half - 5 * k, cx + wide / 2 + 8 * k, cy + half + 5 * k)
        panel.placer.block([box])
        plate = shapely.box(*box)
        panel.path(np.asarray(plate.exterior.coords), face=c.paper, edge=c.line, width=k, z=12, name="note")
        for i, line in enumerate(lines):
            y = cy + half - leading * (i + 1) + depth * 1.2
            panel.text(cx, y, line, font, c.second, align="center", z=13, name="note words")

    # foot

    def number(self, scene: Scene, view: View) -> dict[str, int]:
        """Number the reports that what is in view rests on, as many as find room: what is told of in the window first."""
        inside = view.holds([(site.lon, site.lat) for site in scene.sites])
        seen = [site for site, there in zip(scene.sites, inside, strict=True) if there]
        keys = [key for site in seen if site.current for key in site.sources]
        keys += [key for region in scene.regions for key in region.sources]
        keys += [key for site in seen if not site.current for key in site.sources[:1]]
        wanted = list(dict.fromkeys(keys))
        low, high = 0, len(wanted)
        while low < high:
            count = (low + high + 1) // 2
            fits = len(self._source_lines(scene, _numbered(wanted[:count]), len(wanted) - count)) <= self.source_rows
            low, high = (count, high) if fits else (low, count - 1)
        self._left_out = len(wanted) - low if low else 0
        return _numbered(wanted[:low])

    def _source_lines(self, scene: Scene, numbers: dict[str, int], left_out: int) -> list[Line]:
        c = self.look.colours
        font, bold = self.look.font(9.6), self.look.font(9.6, 700)
        words: list[tuple[str, Font, str]] = []
        if numbers:
            words.append((self.look.text("sources"), bold, c.ink))
        for key, number in numbers.items():
            words.append((f"\u2002{number}", bold, c.ink))
            words += [(word, font, c.second) for word in scene.sources[key].split()]
        if left_out:
            words += [(word, font, c.second) for word in self.look.text("more_sources", count=left_out).split()]
        return _flow(words, self.width - 2 * self.margin)

    def foot_lines(self, scene: Scene, numbers: dict[str, int], notes: str) -> list[Line]:
        """Lines of the foot: sources, what is not in the picture, the standing line, where the ground comes from."""
        c = self.look.colours
        font, bold = self.look.font(9.6), self.look.font(9.6, 700)
        room = self.width - 2 * self.margin
        lines = self._source_lines(scene, numbers, self._left_out)
        if notes:
            lines.append(Line([(0.0, notes, font, c.second)]))
        lines += _flow([(word, bold, c.ink) for word in self.look.text("standing").split()], room)
        ground = f"{self.look.text('credit')} {self.look.text('crimea')}"
        lines += _flow([(word, font, c.muted) for word in ground.split()], room)
        return lines

    def notes(self, panel: MapPanel) -> str:
        """What the map leaves out, in one line."""
        room, font = self.width - 2 * self.margin, self.look.font(9.6)
        line = ""
        for most in range(8, 0, -1):
            said = [("outside_view", panel.outside), ("not_named", panel.unnamed)]
            line = " ".join(self.look.text(key, names=listed(names, most, self.look)) for key, names in said if names)
            if measure(line, font)[0] <= room:
                break
        return line

    def foot(self, lines: list[Line], top: float) -> None:
        """Set the lines of the foot."""
        size = self.look.font(9.6)
        _, rise, depth = measure("H", size)
        y = top - rise - 2 * self.look.k
        for line in lines:
            if y - depth < 1.0:
                break
            for x, words, font, colour in line.runs:
                self.canvas.text(self.margin + x, y, words, font, colour, name="foot")
            y -= self.leading

    # legend and locator

    def sidebar(self, legend: Legend, panel: MapPanel, side: float, top: float, bottom: float) -> None:
        """Set legend and locator beside the map."""
        k = self.look.k
        left = self.width - self.margin - side
        wide = panel.view.bounds[2] - panel.view.bounds[0] > 800_000
        room = top - bottom
        ratio = 0.66
        drawn = legend.draw(self.canvas, left, top, side, room if wide else room - side * ratio - 5 * k)
        height = min(side * ratio, room - drawn - 5 * k)
        if not wide and height > side * ratio * 0.45:
            width = height / ratio
            self.locator(panel.view, (left + (side - width) / 2, bottom, width, height))

    def legend_below(self, legend: Legend, top: float, room: float) -> None:
        """Set the legend under the map, in columns."""
        legend.draw(self.canvas, self.margin, top, self.width - 2 * self.margin, room)

    def locator(self, view: View, box: tuple[float, float, float, float]) -> None:
        """A small map of Ukraine with the frame of the large one."""
        c, k = self.look.colours, self.look.k
        whole = fit_view(np.vstack([_rim(*_UKRAINE), view.rim]), box[2] / box[3], pad=0.03)
        x0, y0, x1, _ = whole.bounds
        small = Canvas(self.figure, box, self.look, unit=(x1 - x0) / box[2], origin=(x0, y0))
        small.ax.set_gid("locator")

        def flat(shape: Any) -> Any:
            moved = shapely.transform(shape, lambda xy: (whole.project(xy) - small.origin) / small.unit)
            return shapely.clip_by_rect(moved, -2, -2, small.width + 2, small.height + 2)

        base = load_basemap()
        frame = np.array([(0, 0), (small.width, 0), (small.width, small.height), (0, small.height), (0, 0)])
        small.path(frame, face=c.outside, z=0, name="locator ground")
        sea = paths_of(flat(shapely.simplify(base.sea, 0.02)))
        if sea is not None:
            small.path(sea, face=c.sea, z=0.1, name="locator sea")
        countries = base.countries.set_index("code").geometry
        ukraine = paths_of(flat(shapely.simplify(countries["UA"], 0.02)))
        if ukraine is not None:
            small.path(ukraine, face=c.land, edge=c.border, width=1.2 * k, z=0.3, name="locator Ukraine")
        outline = (whole.project(view.rim) - small.origin) / small.unit
        small.path(np.vstack([outline, outline[:1]]), edge=c.ink, width=2.2 * k, z=2, name="locator frame")
        edge = small.path(frame, edge=c.border, width=1.4 * k, z=3)
        edge.set_clip_on(False)

    def tell(self, panels: Sequence[MapPanel], title: str) -> None:
        """Give the figure its description in words and its facts."""
        scene = panels[-1].scene
        self.figure.alt = describe(panels, title, self.look)
        self.figure.facts = {
            "title": title,
            "date": f"{scene.day:%Y-%m-%d}",
            "since": f"{panels[0].scene.first:%Y-%m-%d}",
            "lang": self.look.lang,
            "sources": "; ".join(scene.sources[key] for key in panels[-1].numbers),
        }


def _numbered(keys: list[str]) -> dict[str, int]:
    """Number reports by their day."""
    return {key: i + 1 for i, key in enumerate(sorted(keys, key=lambda key: (key.rsplit("|", 1)[-1], key)))}


def _grid(count: int, width: float, height: float) -> tuple[int, int]:
    """Columns and rows that give `count` maps a good shape: as near as can be to 5 : 4, as large as can be."""
    shapes = [(columns, -(-count // columns)) for columns in range(1, count + 1)]
    return max(shapes, key=lambda shape: min(width / shape[0], height / shape[1] * 1.25))


def _wrap(text: str, font: Font, room: float) -> list[str]:
    """Break a text into lines no wider than `room`."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, font)[0] <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _flow(words: list[tuple[str, Font, str]], room: float) -> list[Line]:
    """Set words of different fonts in lines no wider than `room`; words of one look that follow each other become one run."""
    lines: list[Line] = []
    x = 0.0
    for marked, font, colour in words:
        word = marked.strip("\u2002")
        space = measure("a a", font)[0] - 2 * measure("a", font)[0]
        width = measure(word, font)[0]
        gap = space * (2.5 if marked != word else 1.0)
        if not lines or x + gap + width > room:
            lines.append(Line([(0.0, word, font, colour)]))
            x = width
            continue
        last_x, last, last_font, last_colour = lines[-1].runs[-1]
        if last_font == font and last_colour == colour and gap == space:
            joined = f"{last} {word}"
            lines[-1].runs[-1] = (last_x, joined, font, colour)
            x = last_x + measure(joined, font)[0]
        else:
            lines[-1].runs.append((x + gap, word, font, colour))
            x += gap + width
    return lines
