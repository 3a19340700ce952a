"""The ground of a map: land, waters, boundaries, roads, their names, the scale bar and the arrow to the north."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from conflictmap.errors import SnapshotError
from conflictmap.maps.basemap import load_basemap
from conflictmap.maps.snapshot.canvas import Canvas, Look, Snapshot, blend, paths_of
from conflictmap.maps.snapshot.labels import Box, Placer, measure
from conflictmap.maps.snapshot.marks import resample
from conflictmap.maps.snapshot.scene import Scene
from conflictmap.maps.snapshot.view import View

__all__ = ["GroundPanel", "pieces"]

Points = NDArray[np.float64]
_ROADS_KM = 420.0  # a wider map shows no roads but supply arteries
_ROAD = re.compile(r"(?<!\w)([MHPTEМНРТЕ])[-‑– ]?(\d{2,5})(?!\w)")


class GroundPanel(Canvas):
    """A map in a box of the figure, with what lies below and what is written last.

    Parameters
    ----------
    figure, box, look
        As of `Canvas`.
    view : View
        What it shows.
    scene : Scene
        What is told; its day says which waters there are.
    """

    def __init__(self, figure: Snapshot, box: tuple[float, float, float, float], look: Look, view: View, scene: Scene) -> None:
        x0, y0, x1, _ = view.bounds
        super().__init__(figure, box, look, unit=(x1 - x0) / box[2], origin=(x0, y0))
        self.view, self.scene = view, scene
        self.placer = Placer((0.0, 0.0, self.width, self.height))
        self.frame = shapely.box(0, 0, self.width, self.height)
        self.shown: dict[str, int] = {}  # what the legend must explain, and how often it is drawn
        self._numbered: set[str] = set()
        figure.maps.append(self.ax)

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a place lies, in points."""
        x, y = (self.view.project([(lon, lat)])[0] - self.origin) / self.unit
        return float(x), float(y)

    def flat(self, shapes: Any) -> Any:
        """Turn geometries in degrees into points of the panel."""
        return shapely.transform(shapes, lambda xy: (self.view.project(xy) - self.origin) / self.unit)

    def near(self, shapes: Any) -> Any:
        """Turn those geometries that may be in view into points of the panel and clip them to a little more than its frame."""
        clipped = shapely.clip_by_rect(shapes, *self._window)
        flat = self.flat(clipped)
        return shapely.clip_by_rect(flat, -6, -6, self.width + 6, self.height + 6)

    @cached_property
    def _window(self) -> Box:
        (west, south), (east, north) = self.view.rim.min(axis=0), self.view.rim.max(axis=0)
        return west - 0.1, south - 0.1, east + 0.1, north + 0.1

    def _show(self, key: str) -> None:
        self.shown[key] = self.shown.get(key, 0) + 1

    def _km(self, km: float) -> float:
        return km * 1000 / self.unit

    def _area(self, shape: BaseGeometry) -> BaseGeometry:
        area: BaseGeometry = shapely.buffer(self.near(shape), 0)
        return area

    def _line(self, shape: BaseGeometry) -> BaseGeometry:
        line: BaseGeometry = shapely.line_merge(self.near(shape))
        return line

    @property
    def _paper(self) -> str:
        return blend(self.look.colours.land, self.look.colours.paper, 0.5)

    def _spots(self, shape: BaseGeometry, x: float, y: float) -> Points:
        """Places where a region's name may stand, the nearest to a point first; about the point where it has no outline."""
        own = np.array([[x, y]])
        if shape.is_empty:
            angle = np.radians(np.arange(0, 360, 30))
            ring = np.column_stack([np.cos(angle), np.sin(angle)])
            return np.vstack([own, *(own + ring * reach for reach in (12, 20, 30, 42, 56))])
        area = shapely.intersection(self._area(shape), self.frame)
        if area.is_empty:
            return np.empty((0, 2))
        step = 7.0
        gx, gy = np.meshgrid(np.arange(step / 2, self.width, step), np.arange(step / 2, self.height, step))
        grid = np.column_stack([gx.ravel(), gy.ravel()])
        inside = grid[shapely.contains_xy(area, grid[:, 0], grid[:, 1])]
        return inside[np.argsort(np.hypot(*(inside - own).T), kind="stable")]

    def _ground(self) -> None:
        c, k = self.look.colours, self.look.k
        base = load_basemap()
        self.ax.set_facecolor(c.outside)
        self.path(
            [(0, 0), (self.width, 0), (self.width, self.height), (0, self.height), (0, 0)],
            face=c.outside,
            z=0,
            name="ground abroad",
        )
        countries = base.countries
        for code, shape in zip(countries["code"], self.near(countries.geometry.to_numpy()), strict=True):
            path = paths_of(shape)
            if code == "UA" and path is not None:
                self.path(path, face=c.land, z=0.1, name="ground Ukraine")
        sea = paths_of(self.near(base.sea))
        if sea is not None:
            self.path(sea, face=c.sea, z=0.2, name="ground sea")
        day = self.scene.day
        waters = base.waters[[not until or day < np.datetime64(until) for until in base.waters["until"]]]
        lakes = paths_of(shapely.union_all(self.near(waters.geometry.to_numpy())))
        if lakes is not None:
            self.path(lakes, face=c.water, z=0.3, name="ground lakes")
        rivers = base.rivers
        for rank in (3, 2, 1):
            courses = pieces(self.near(rivers.geometry[rivers["rank"] == rank].to_numpy()))
            self.lines(courses, colour=c.water, width=(3.0 - 0.7 * rank) * k, z=0.4, name=f"ground rivers {rank}")
            for course in courses:
                self.placer.shade(resample(course, 2.5), 1.2)
        roads = base.routes if self.width * self.unit / 1000 <= _ROADS_KM else base.routes.iloc[:0]
        for mode, width in (("rail", 1.5), ("road", 2.6)):
            tracks = pieces(self.near(roads.geometry[roads["mode"] == mode].to_numpy())) if len(roads) else []
            dash = (5 * k, 3 * k) if mode == "rail" else None
            if mode == "road":
                self.lines(
                    tracks, colour=blend(c.road, c.ink, 0.82), width=(width + 1.0) * k, z=0.8, name="ground roads", cap="butt"
                )
                self.lines(tracks, colour=c.paper, width=width * k * 0.8, z=0.81, cap="butt")
            else:
                self.lines(tracks, colour=c.rail, width=width * k, dash=dash, z=0.7, name="ground railways", cap="butt")
            for track in tracks:
                self.placer.shade(resample(track, 2.5), 2.0)
        lines = base.lines
        for kind, colour, width, z in (
            ("coast", c.border, 0.9, 0.5),
            ("oblast", c.oblast, 1.3, 0.9),
            ("border", c.border, 2.0, 1.0),
        ):
            drawn = pieces(self.near(lines.geometry[lines["kind"] == kind].to_numpy()))
            dots = (5 * k, 2.5 * k, 1 * k, 2.5 * k) if kind == "oblast" else None
            self.lines(drawn, colour=colour, width=width * k, dash=dots, z=z, name=f"ground {kind}", cap="butt")
            for line in drawn:
                self.placer.shade(resample(line, 2.5), 1.5 if kind != "coast" else 1.0)

    def _rim(self) -> None:
        c, k = self.look.colours, self.look.k
        ring = [(0, 0), (self.width, 0), (self.width, self.height), (0, self.height), (0, 0)]
        frame = self.path(ring, edge=c.border, width=1.4 * k, z=20, name="frame")
        frame.set_clip_on(False)

    def _shields(self, roads: list[tuple[str, BaseGeometry]]) -> None:
        """Number roads, each once, where the plate hides nothing."""
        k = self.look.k
        for name, line in roads:
            match = _ROAD.search(name)
            number = f"{_latin(match[1])}{match[2]}" if match else ""
            if not number or number in self._numbered:
                continue
            width, rise, _ = measure(number, self.look.font(9.5))
            for piece in sorted(pieces(self._line(line)), key=lambda p: -shapely.LineString(p).length)[:2]:
                along = resample(piece, 4.0)
                order = np.argsort(np.abs(np.arange(len(along)) / max(len(along) - 1, 1) - 0.4), kind="stable")
                found = self.placer.over(along[order], width + 6 * k, rise + 6 * k, most=600)
                if found is not None:
                    left, bottom, right, top = found.box
                    self.shield(((left + right) / 2, (bottom + top) / 2), number)
                    self._numbered.add(number)
                    break

    def _road_shields(self) -> None:
        """Number the main roads; the smaller ones only on a map of a district."""
        wide = self.width * self.unit / 1000
        if wide > _ROADS_KM:
            return
        roads = load_basemap().routes
        named = [
            (name, line)
            for name, line in zip(roads["name"], roads.geometry, strict=True)
            if name[:1] in ("MH" if wide > 150 else "MHPT")
        ]
        self._shields(named)

    def _ground_words(self) -> None:
        c = self.look.colours
        base = load_basemap()
        uk = self.look.lang == "uk"
        told = {region.name for region in self.scene.regions}
        for frame, px, key in ((base.countries, 14.0, "code"), (base.areas, 10.5, "id")):
            for row in frame[frame["name"] != ""].itertuples():
                words = row.name_uk if uk else row.name
                if words in told or (key == "code" and row.code == "UA") or (key == "id" and row.id in ("UA-30", "UA-40")):
                    continue
                area = shapely.intersection(self._area(row.geometry), self.frame)
                font = self.look.font(px, 700)
                words = words.upper()
                width, rise, depth = measure(words, font)
                if area.area < width * 60:
                    continue
                middle = shapely.maximum_inscribed_circle(max(shapely.get_parts(area), key=lambda part: part.area), 3.0).coords[0]
                spots = self._spots(row.geometry, *middle)
                fits = shapely.contains(shapely.buffer(area, 2), shapely.box(*_around(spots, width * 0.8, rise)))
                found = self.placer.over(spots[fits], width, rise + depth, most=4)
                if found is not None:
                    left, bottom, _, _ = found.box
                    self.text(
                        left,
                        bottom + depth,
                        words,
                        font,
                        blend(c.muted, c.land, 0.75),
                        halo=self._paper,
                        z=9,
                        name=f"area {words}",
                    )
        colour = blend(c.water, c.ink, 0.55)
        font = self.look.font(11, italic=True)
        for name, name_uk, point in zip(base.seas["name"], base.seas["name_uk"], base.seas.geometry, strict=True):
            words = name_uk if uk else name
            width, rise, depth = measure(words, font)
            at = np.asarray(self.at(point.x, point.y))
            spots = self._spots(base.sea, float(at[0]), float(at[1]))
            away = np.array([np.hypot(*(spots - np.asarray(self.at(p.x, p.y))).T) for p in base.seas.geometry]).min(axis=0)
            # a bay bears the name of the sea that is nearest
            own = spots[np.hypot(*(spots - at).T) <= np.minimum(away + 1e-6, self._km(220))]
            found = self.placer.over(own, width, rise + depth, most=3)
            if found is not None:
                self.text(found.box[0], found.box[1] + depth, words, font, colour, z=9, name=f"water {words}")
        named: set[str] = set()
        rivers = base.rivers[base.rivers["name"] != ""]
        for row, shape in zip(rivers.itertuples(), self.near(rivers.geometry.to_numpy()), strict=True):
            words = row.name_uk if uk else row.name
            if words in named:
                continue
            width, rise, depth = measure(words, font)
            for piece in pieces(shape):
                smooth = shapely.LineString(piece).simplify(2.5)
                found_at = self.placer.along(resample(np.asarray(smooth.coords), 3.0), width, rise + depth, most=14)
                if found_at is not None:
                    x, y, turn = found_at
                    self.text(x, y, words, font, colour, halo=self._paper, align="center", turn=turn, z=9, name=f"water {words}")
                    named.add(words)
                    break

    def _scale_bar(self) -> None:
        c, k = self.look.colours, self.look.k
        most = self.width * 0.26 * self.unit / 1000
        km = max(n for n in (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500) if n <= most) if most >= 1 else 1
        length = self._km(km)
        font = self.look.font(11)
        words = f"{km} {self.look.text('km')}"
        text_width, rise, depth = measure(words, font)
        width, height = max(length, text_width) + 5 * k, rise + depth + 7 * k
        found = self.placer.over(self._corners(width, height), width, height)
        if found is None:
            raise SnapshotError("the figure is too small for its scale bar; give it a larger --size")
        left, bottom, right, _ = found.box
        middle = (left + right) / 2
        ends = [(middle - length / 2, bottom + 2.5 * k), (middle + length / 2, bottom + 2.5 * k)]
        self.lines([ends], colour=self._paper, width=5.5 * k, z=9, cap="butt")
        self.lines([ends], colour=c.ink, width=2.6 * k, z=9.1, name="scale bar", cap="butt")
        self.text(middle, bottom + 5.5 * k + depth * 0.6, words, font, c.ink, halo=self._paper, align="center", name="scale")

    def _corners(self, width: float, height: float) -> Points:
        inset = 6 * self.look.k
        right, left = self.width - inset - width / 2, inset + width / 2
        low, high = inset + height / 2, self.height - inset - height / 2
        along = np.linspace(right, left, 9)
        edge = np.array([(right, low), (left, low), (right, high), (left, high)])
        return np.vstack([edge, np.column_stack([along, np.full(9, low)]), np.column_stack([along, np.full(9, high)])])

    def _north(self) -> None:
        """An arrow to the north, where north is not up: at the side of the frame where it leans most."""
        c, k = self.look.colours, self.look.k
        width, height = 16 * k, 28 * k
        found = self.placer
        x0, _, x1, y1 = self.view.bounds
        tilts = [self.view.tilt(tuple(lonlat)) for lonlat in self.view.unproject([(x0, y1), (x1, y1)])]
        if max(map(abs, tilts)) < 2.5:
            return
        inset = 7 * k
        spot = found.over([(inset + width / 2, self.height - inset - height / 2)], width, height)
        if spot is None:
            spot = found.over(self._corners(width, height), width, height)
        if spot is None:
            return
        x, y = (spot.box[0] + spot.box[2]) / 2, (spot.box[1] + spot.box[3]) / 2
        lonlat = self.view.unproject(self.own([(x, y)]))[0]
        turn = np.radians(self.view.tilt((float(lonlat[0]), float(lonlat[1]))))
        spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
        needle = np.array([(0, 9), (4, -7), (0, -4), (-4, -7), (0, 9)]) * k @ spin
        self.path(needle, at=(x, y - 3 * k), face=c.ink, edge=self._paper, width=0.8 * k, z=9, name="north")
        font = self.look.font(11, 700)
        top = np.array([0, 9.5]) * k @ spin
        self.text(
            x + top[0],
            y - 2 * k + top[1],
            "N" if self.look.lang == "en" else "Пн",
            font,
            c.ink,
            halo=self._paper,
            align="center",
            name="north words",
        )


def _around(spots: Points, width: float, height: float) -> Any:
    half = np.array([width / 2, height / 2])
    low, high = spots - half, spots + half
    return low[:, 0], low[:, 1], high[:, 0], high[:, 1]


def pieces(shapes: Any) -> list[Points]:
    """Return all lines among geometries."""
    parts = shapely.get_parts(shapely.get_parts(np.atleast_1d(np.asarray(shapes, dtype=object))))
    return [shapely.get_coordinates(part) for part in parts if part.geom_type == "LineString" and not part.is_empty]


def _latin(letter: str) -> str:
    return letter.translate(str.maketrans("МНРТЕ", "MHPTE"))
