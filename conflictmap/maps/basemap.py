"""The packaged vector basemap: countries, oblasts, waters, routes and settlements, for the page and for figures.

`assets/basemap.json` is written by `data/basemap/build.py` and holds, in EPSG:4326:

- ``scale``: steps a degree; ``extent``: [W, S, E, N] in degrees
- ``countries``: [code, name, name_uk, [lon, lat] of the label]
- ``areas``: [id, country, name, name_uk, [lon, lat] of the label, rings]: the oblasts of Ukraine (Crimea among them), regions of
  Russia by the border, and what is left of each country (no name). A ring is a list of arcs, as in TopoJSON: n is arc n,
  -1 - n is arc n backwards; arcs that follow each other share a point. Rings fill by the even-odd rule.
- ``lines``: arcs that are a "border" of two countries, an "oblast" boundary or a "coast"
- ``arcs``: lines as strings
- ``waters``: [name, name_uk, until, ring as a string]: lakes and reservoirs; `until` is the day on which the water was gone
- ``rivers``: [name, name_uk, rank 1 to 3, line as a string]
- ``seas``: [name, name_uk, lon, lat] of labels; the sea itself is what no area covers
- ``routes``: [number or name, "road" or "rail", line as a string]
- ``settlements``: by country, the largest first, [name, name_uk, lon, lat, population]

A line as a string: lon/lat in steps, the difference from point to point (longitude first), zigzag (2n, or -2n - 1 where n < 0),
in groups of five bits, lowest first, with 32 added while more follow; each group is one letter of A-Z a-z 0-9 - _. So a point
needs about four bytes, and no letter means anything to HTML, JSON, JavaScript or a template. `decode_line` is the decoder,
fifteen lines in any language.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry.base import BaseGeometry

__all__ = ["SCALE", "Basemap", "decode_line", "encode_line", "load_basemap"]

SCALE = 5000  # steps a degree: 22 m north, 14 m east
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_VALUE = {letter: value for value, letter in enumerate(_LETTERS)}


def encode_line(points: ArrayLike) -> str:
    """Encode lon/lat points (n, 2) in degrees, EPSG:4326, as a string of letters; points that fall together become one.

    Examples
    --------
    >>> encode_line([[36.23, 49.99], [36.25, 50.0]])
    '85hL8loPoGkD'
    """
    steps = np.round(np.asarray(points, dtype=float) * SCALE).astype(int)
    kept = np.concatenate([steps[:1], steps[1:][np.any(np.diff(steps, axis=0) != 0, axis=1)]])
    return "".join(_letters(np.diff(kept, axis=0, prepend=[[0, 0]]).ravel().tolist()))


def _letters(values: Iterable[int]) -> Iterable[str]:
    for value in values:
        rest = value * 2 if value >= 0 else -value * 2 - 1
        while rest > 31:
            yield _LETTERS[rest & 31 | 32]
            rest >>= 5
        yield _LETTERS[rest]


def decode_line(letters: str) -> NDArray[np.float64]:
    """Decode a string of letters to lon/lat points (n, 2) in degrees, EPSG:4326.

    Examples
    --------
    >>> decode_line(encode_line([[36.23, 49.99], [36.25, 50.0]])).tolist()
    [[36.23, 49.99], [36.25, 50.0]]
    """
    values: list[int] = []
    value = shift = 0
    for letter in letters:
        part = _VALUE[letter]
        value |= (part & 31) << shift
        shift += 5
        if part < 32:
            values.append(value >> 1 if value % 2 == 0 else -(value >> 1) - 1)
            value = shift = 0
    return np.cumsum(np.reshape(values, (-1, 2)), axis=0) / SCALE


@dataclass(frozen=True, eq=False)
class Basemap:
    """The basemap: `text` is the packaged JSON for the page; its layers are frames in EPSG:4326, built when asked for."""

    text: str

    @cached_property
    def content(self) -> dict[str, Any]:
        """The JSON as plain values; the module's docstring tells what it holds."""
        content: dict[str, Any] = json.loads(self.text)
        return content

    @cached_property
    def _arcs(self) -> list[NDArray[np.float64]]:
        return [decode_line(arc) for arc in self.content["arcs"]]

    def _ring(self, arcs: list[int]) -> NDArray[np.float64]:
        parts = [self._arcs[arc] if arc >= 0 else self._arcs[~arc][::-1] for arc in arcs]
        return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])

    @cached_property
    def areas(self) -> gpd.GeoDataFrame:
        """Oblasts, regions over the border, the rest of each country: id, country, name, name_uk, label (point), geometry."""
        rows = self.content["areas"]
        shapes = [_polygon([self._ring(ring) for ring in rings]) for *_, rings in rows]
        frame = pd.DataFrame([row[:4] for row in rows], columns=["id", "country", "name", "name_uk"])
        frame["label"] = gpd.points_from_xy(*zip(*(row[4] for row in rows), strict=True))
        return gpd.GeoDataFrame(frame, geometry=shapes, crs="EPSG:4326")

    @cached_property
    def countries(self) -> gpd.GeoDataFrame:
        """Countries as far as the basemap reaches: code, name, name_uk, label (point), geometry (polygons). Crimea is Ukraine."""
        rows = self.content["countries"]
        frame = pd.DataFrame([row[:3] for row in rows], columns=["code", "name", "name_uk"])
        frame["label"] = gpd.points_from_xy(*zip(*(row[3] for row in rows), strict=True))
        shapes = self.areas.geometry.groupby(self.areas["country"]).agg(lambda parts: shapely.union_all(parts.to_numpy()))
        return gpd.GeoDataFrame(frame, geometry=shapes.reindex(frame["code"]).to_numpy(), crs="EPSG:4326")

    @cached_property
    def lines(self) -> gpd.GeoDataFrame:
        """Boundaries and coasts: kind ("border", "oblast", "coast"), geometry (lines)."""
        pairs = [(kind, shapely.LineString(self._arcs[arc])) for kind, arcs in self.content["lines"].items() for arc in arcs]
        return _lines(pairs, ["kind"])

    @cached_property
    def waters(self) -> gpd.GeoDataFrame:
        """Lakes and reservoirs: name, name_uk, until (ISO day or ""), geometry (polygons)."""
        rows = [(*names, shapely.Polygon(decode_line(ring)).buffer(0)) for *names, ring in self.content["waters"]]
        return _lines(rows, ["name", "name_uk", "until"])

    @cached_property
    def rivers(self) -> gpd.GeoDataFrame:
        """Rivers: name, name_uk, rank (1 the largest to 3), geometry (lines)."""
        rows = [(*names, shapely.LineString(decode_line(line))) for *names, line in self.content["rivers"]]
        return _lines(rows, ["name", "name_uk", "rank"])

    @cached_property
    def routes(self) -> gpd.GeoDataFrame:
        """Main roads and railways: name, mode ("road" or "rail"), geometry (lines)."""
        rows = [(*names, shapely.LineString(decode_line(line))) for *names, line in self.content["routes"]]
        return _lines(rows, ["name", "mode"])

    @cached_property
    def sea(self) -> BaseGeometry:
        """Sea within the basemap's extent: what no area covers."""
        land = shapely.union_all(self.areas.geometry.to_numpy())
        sea: BaseGeometry = shapely.difference(shapely.box(*self.content["extent"]), land)
        return sea

    @cached_property
    def seas(self) -> gpd.GeoDataFrame:
        """Labels of seas: name, name_uk, geometry (points)."""
        return _points(self.content["seas"], ["name", "name_uk"])

    @cached_property
    def settlements(self) -> gpd.GeoDataFrame:
        """Settlements that a map may name, the largest first: name, name_uk, country, population, geometry (points)."""
        rows = [
            (name, name_uk, country, people, lon, lat)
            for country, rows in self.content["settlements"].items()
            for name, name_uk, lon, lat, people in rows
        ]
        rows.sort(key=lambda row: -row[3])
        return _points(rows, ["name", "name_uk", "country", "population"])


def _polygon(rings: list[NDArray[np.float64]]) -> BaseGeometry:
    shape: BaseGeometry = shapely.Polygon()
    for ring in sorted((shapely.Polygon(ring) for ring in rings), key=lambda ring: -ring.area):
        shape = shape.symmetric_difference(ring)
    return shape


def _lines(rows: list[Any], columns: list[str]) -> gpd.GeoDataFrame:
    frame = pd.DataFrame([row[:-1] for row in rows], columns=columns)
    return gpd.GeoDataFrame(frame, geometry=[row[-1] for row in rows], crs="EPSG:4326")


def _points(rows: list[Any], columns: list[str]) -> gpd.GeoDataFrame:
    frame = pd.DataFrame([row[:-2] for row in rows], columns=columns)
    return gpd.GeoDataFrame(frame, geometry=gpd.points_from_xy([r[-2] for r in rows], [r[-1] for r in rows]), crs="EPSG:4326")


@cache
def load_basemap() -> Basemap:
    """Load the packaged basemap.

    Returns
    -------
    Basemap
        `.text` is the JSON for the page; `.areas`, `.countries`, `.lines`, `.waters`, `.rivers`, `.routes`, `.seas` and
        `.settlements` are GeoDataFrames, EPSG:4326.

    Examples
    --------
    >>> load_basemap().areas.set_index("id").loc["UA-43", "country"]
    'UA'
    """
    return Basemap((files("conflictmap.maps") / "assets" / "basemap.json").read_text(encoding="utf-8"))
