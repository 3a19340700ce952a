"""Shapes of the figure's marks, as outlines and strokes in points around the place where they stand, x to the right, y up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from matplotlib.path import Path
from numpy.typing import ArrayLike, NDArray
from shapely.geometry.base import BaseGeometry

from conflictmap.maps import style

__all__ = ["Arrow", "curve", "glyph", "hatch", "resample", "sector", "symbol", "taper"]

Points = NDArray[np.float64]


def symbol(shape: str, radius: float) -> list[Path]:
    """Return the outlines of a settlement's symbol: one, or two for "half" (left Ukraine, right Russia)."""
    if shape in ("circle", "question"):
        return [Path.circle((0.0, 0.0), radius)]
    if shape == "diamond":
        return [_diamond(radius * 1.18)]
    if shape == "square":
        side = radius * 0.9
        return [Path([(-side, -side), (side, -side), (side, side), (-side, side), (-side, -side)], closed=True)]
    tall = radius * 1.18
    right = Path([(0, -tall), (tall, 0), (0, tall), (0, -tall)], closed=True)
    arc = np.radians(np.linspace(90, 270, 25))
    left = np.column_stack([np.cos(arc), np.sin(arc)]) * radius
    return [Path(np.vstack([left, left[:1]]), closed=True), right]


def _diamond(radius: float) -> Path:
    return Path([(0, -radius), (radius, 0), (0, radius), (-radius, 0), (0, -radius)], closed=True)


def glyph(event_type: str, size: float) -> list[tuple[str, Path]]:
    """Return the strokes and fills of an event's sign in a square of `size` around the origin."""
    parts = []
    for kind, drawing in style.GLYPHS[event_type]:
        vertices: list[tuple[float, float]] = []
        codes: list[int] = []
        for letter, x, y in re.findall(r"([MLZ])\s*(?:([\d.]+)\s+([\d.]+))?", drawing):
            if letter == "Z":
                vertices.append(vertices[0])
                codes.append(int(Path.CLOSEPOLY))
            else:
                vertices.append(((float(x) - 9) / 18 * size, (9 - float(y)) / 18 * size))
                codes.append(int(Path.MOVETO if letter == "M" else Path.LINETO))
        parts.append((kind, Path(vertices, codes)))
    return parts


def sector(radius: float, middle: float, width: float = 90.0) -> Path:
    """Return a sector of a circle; `middle` in degrees clockwise from north."""
    arc = np.radians(90 - middle + np.linspace(-width / 2, width / 2, 24))
    rim = np.column_stack([np.cos(arc), np.sin(arc)]) * radius
    return Path(np.vstack([[0, 0], rim, [0, 0]]), closed=True)


def resample(line: ArrayLike, step: float) -> Points:
    """Return points along a line, at most `step` apart, its ends among them."""
    xy = np.asarray(line, dtype=float)
    length = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))])
    at = np.linspace(0, length[-1], max(2, int(np.ceil(length[-1] / step)) + 1))
    return np.column_stack([np.interp(at, length, xy[:, 0]), np.interp(at, length, xy[:, 1])])


def curve(start: ArrayLike, end: ArrayLike, *, from_start: float, to_end: float, bulge: float = 0.16) -> Points | None:
    """Return a bent course (n, 2) from one symbol to another that keeps off both; None where they stand too close.

    Parameters
    ----------
    start, end : array_like of shape (2,)
        Middles of the symbols.
    from_start, to_end : float
        How far to keep off each.
    bulge : float
        How far the course leaves the straight line, as a part of its length; to its left where positive.
    """
    a, b = np.asarray(start, dtype=float), np.asarray(end, dtype=float)
    way = b - a
    length = float(np.hypot(*way))
    if length < from_start + to_end + 5.0:
        return None
    knee = (a + b) / 2 + np.array([-way[1], way[0]]) * bulge * 2
    t = np.linspace(0, 1, 121)[:, None]
    bent = (1 - t) ** 2 * a + 2 * t * (1 - t) * knee + t**2 * b
    off = (np.hypot(*(bent - a).T) >= from_start) & (np.hypot(*(bent - b).T) >= to_end)
    return resample(bent[off], 1.5) if off.sum() > 2 else None


@dataclass(frozen=True, slots=True)
class Arrow:
    """A tapered arrow: slices of its body from tail to neck, and its head."""

    slices: list[Points]
    head: Points

    @property
    def outline(self) -> Points:
        """The whole as one polygon."""
        whole = shapely.union_all([shapely.Polygon(part).buffer(0.05) for part in [*self.slices, self.head]])
        largest = max(shapely.get_parts(whole), key=lambda part: part.area)
        return np.asarray(largest.exterior.coords)


def taper(course: Points, tail: float, neck: float) -> Arrow:
    """Return an arrow along a course: `tail` and `neck` are the widths of its body at both ends."""
    steps = np.hypot(*np.diff(course, axis=0).T)
    length = np.concatenate([[0.0], np.cumsum(steps)])
    scale = min(1.0, length[-1] / (neck * 4.5))
    neck, tail = neck * scale, tail * scale
    head_long, head_wide = neck * 2.1, neck * 2.3
    body = length <= length[-1] - head_long * 0.7
    body[:2] = True
    spine = course[body]
    along = np.gradient(spine, axis=0)
    normal = np.column_stack([-along[:, 1], along[:, 0]]) / np.maximum(np.hypot(*along.T), 1e-9)[:, None]
    half = np.linspace(tail, neck, len(spine))[:, None] / 2
    left, right = spine + normal * half, spine - normal * half
    cuts = np.unique(np.linspace(0, len(spine) - 1, 9).astype(int))
    slices = [np.vstack([left[a : b + 1], right[a : b + 1][::-1]]) for a, b in pairwise(cuts)]
    tip = course[-1]
    base_at = length[-1] - head_long
    base = np.array([np.interp(base_at, length, course[:, 0]), np.interp(base_at, length, course[:, 1])])
    way = (tip - base) / max(float(np.hypot(*(tip - base))), 1e-9)
    side = np.array([-way[1], way[0]])
    notch = base + way * head_long * 0.18
    return Arrow(slices, np.vstack([tip, base + side * head_wide / 2, notch, base - side * head_wide / 2]))


def hatch(area: BaseGeometry, angle: float, step: float) -> list[Points]:
    """Return the strokes of a hatching inside an area; `angle` in degrees from the x axis, `step` between strokes."""
    if area.is_empty:
        return []
    left, bottom, right, top = area.bounds
    turn = np.radians(angle)
    along, across = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)])
    corners = np.array([(left, bottom), (right, bottom), (right, top), (left, top)])
    low, high = (corners @ across).min(), (corners @ across).max()
    reach = np.array([(corners @ along).min() - 1, (corners @ along).max() + 1])
    # strokes stand on one grid for the whole map, so that neighbouring areas join
    offsets = np.arange(np.floor(low / step), np.ceil(high / step) + 1) * step
    strokes = shapely.linestrings(offsets[:, None, None] * across + reach[:, None] * along)
    shapely.prepare(area)
    inside = shapely.get_parts(shapely.intersection(strokes, area))
    return [np.asarray(part.coords) for part in inside if part.geom_type == "LineString" and part.length > 0.3]
