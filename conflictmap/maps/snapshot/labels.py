"""Place names and small signs on a map so that none lies on a symbol, an arrow, a road, another name or the frame.

A greedy placer: what matters most comes first and takes the best of eight anchors that is still free. Obstacles are boxes
(symbols, names already placed), which nothing may touch, and points along lines (roads, rivers, borders), each of which costs.
All lengths are in points of the figure, x to the right, y up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath
from numpy.typing import ArrayLike, NDArray

__all__ = ["Box", "Font", "Placed", "Placer", "measure"]

Box = tuple[float, float, float, float]  # left, bottom, right, top
Boxes = NDArray[np.float64]

# right, left, above, below, then the corners: the order in which a reader looks for a name, with its cost
_ANCHORS = (
    (1.0, 0.0, 0.0),
    (-1.0, 0.0, 0.6),
    (0.0, 1.0, 0.9),
    (0.0, -1.0, 1.0),
    (0.75, 0.75, 0.5),
    (0.75, -0.75, 0.7),
    (-0.75, 0.75, 1.1),
    (-0.75, -0.75, 1.3),
)
BLOCKED = 1e6  # cost of a point that a name must not lie on
_GAP = 1.1  # between a symbol and its name
_RINGS = (_GAP, 5.0, 11.0, 19.0, 28.0, 38.0, 50.0)  # how far off a name may stand, the nearer the better
_FAR = 4  # of these rings serve names that a line leads to
_AIR = 0.6  # kept free around each name
_CELL = 0.8  # side of the cells that costs are summed in


@dataclass(frozen=True, slots=True)
class Font:
    """How a text is set: family, size in points, weight (400 or 700), whether italic."""

    family: str
    size: float
    weight: int = 400
    italic: bool = False

    @property
    def properties(self) -> FontProperties:
        """The same for matplotlib."""
        return FontProperties(family=self.family, size=self.size, weight=self.weight, style="italic" if self.italic else "normal")


@cache
def _measure(text: str, font: Font) -> tuple[float, float, float]:
    width, height, descent = TextToPath().get_text_width_height_descent(text, font.properties, ismath=False)
    return float(width), float(height - descent), float(descent)


def measure(text: str, font: Font) -> tuple[float, float, float]:
    """Return the width of a text, the height of a capital and the depth below the baseline of its font, in points."""
    width, _, _ = _measure(text, font)
    _, rise, _ = _measure("H", font)
    _, _, depth = _measure("pg", font)
    return width, rise, depth


@dataclass(frozen=True, slots=True)
class Placed:
    """Where something stands: its box, and whether it is so far from its symbol that a thin line must lead to it."""

    box: Box
    led: bool = False


class Placer:
    """Keeps track of what is taken on one map.

    Parameters
    ----------
    frame : tuple of float
        Left, bottom, right, top of the map; nothing may stand outside.
    """

    def __init__(self, frame: Box) -> None:
        self.frame = frame
        self._boxes: Boxes = np.empty((0, 4))
        left, bottom, right, top = frame
        self._cost = np.zeros((int((right - left) / _CELL) + 1, int((top - bottom) / _CELL) + 1))
        self._below: Boxes | None = None  # sum of the costs left of and below each cell

    def block(self, boxes: ArrayLike) -> None:
        """Take boxes (n, 4): nothing placed later may touch them."""
        self._boxes = np.vstack([self._boxes, np.reshape(np.asarray(boxes, dtype=float), (-1, 4))])

    def shade(self, points: ArrayLike, cost: float) -> None:
        """Make points (n, 2) dear to lie on; `BLOCKED` forbids it."""
        cells = self._cells(np.reshape(np.asarray(points, dtype=float), (-1, 2)))
        inside = (cells >= 0).all(axis=1) & (cells < self._cost.shape).all(axis=1)
        np.add.at(self._cost, tuple(cells[inside].T), cost)
        self._below = None

    def _cells(self, xy: Boxes) -> NDArray[np.int64]:
        cells: NDArray[np.int64] = np.floor((xy - np.array(self.frame[:2])) / _CELL).astype(np.int64)
        return cells

    def costs(self, boxes: ArrayLike, *, air: float = _AIR) -> NDArray[np.float64]:
        """Return what it costs to stand in each of the boxes (n, 4); infinite where something stands already."""
        b = np.reshape(np.asarray(boxes, dtype=float), (-1, 4)) + np.array([-air, -air, air, air])
        left, bottom, right, top = self.frame
        out = (b[:, 0] < left) | (b[:, 1] < bottom) | (b[:, 2] > right) | (b[:, 3] > top)
        taken = self._boxes
        hit = (
            (b[:, None, 0] < taken[None, :, 2])
            & (b[:, None, 2] > taken[None, :, 0])
            & (b[:, None, 1] < taken[None, :, 3])
            & (b[:, None, 3] > taken[None, :, 1])
        ).any(axis=1)
        if self._below is None:
            self._below = np.pad(self._cost.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
        most = np.array(self._cost.shape) - 1
        (i0, j0), (i1, j1) = np.clip(self._cells(b[:, :2]), 0, most).T, np.clip(self._cells(b[:, 2:]), 0, most).T + 1
        below = self._below
        cost: NDArray[np.float64] = below[i1, j1] - below[i0, j1] - below[i1, j0] + below[i0, j0]
        cost[out | hit | (cost >= BLOCKED)] = np.inf
        return cost

    def beside(
        self, x: float, y: float, width: float, height: float, *, clear: float, far: bool = False, farther: bool = False
    ) -> Placed | None:
        """Place a box beside a symbol.

        Parameters
        ----------
        x, y : float
            Middle of the symbol.
        width, height : float
            Size of the box.
        clear : float
            Radius that the symbol takes.
        far : bool
            Whether it may also stand further off, with a line to lead there.
        farther : bool
            Whether it may then stand as far as it takes to get out of a crowd.

        Returns
        -------
        Placed or None
            None where there is no room.
        """
        for ring, more in enumerate(_RINGS[: len(_RINGS) if farther else _FAR if far else 1]):
            reach = clear + more
            boxes, dearness = self._around(x, y, width, height, reach)
            costs = self.costs(boxes) + dearness
            best = int(np.argmin(costs))
            if np.isfinite(costs[best]):
                box = boxes[best]
                self.block(box)
                return Placed(_box(box), led=ring > 0)
        return None

    @staticmethod
    def _around(x: float, y: float, width: float, height: float, reach: float) -> tuple[Boxes, NDArray[np.float64]]:
        anchors = np.array(_ANCHORS)
        sx, sy = anchors[:, 0], anchors[:, 1]
        corner = (sx != 0) & (sy != 0)
        middle_x = x + sx * reach + np.sign(sx) * width / 2
        middle_y = y + sy * reach + np.sign(sy) * height / 2 * np.where(corner, 0.6, 1.0)
        boxes = np.column_stack([middle_x - width / 2, middle_y - height / 2, middle_x + width / 2, middle_y + height / 2])
        return boxes, anchors[:, 2]

    def over(self, spots: ArrayLike, width: float, height: float, *, most: float = np.inf) -> Placed | None:
        """Place a box centred on the cheapest of some spots (n, 2), the first where several cost the same."""
        xy = np.reshape(np.asarray(spots, dtype=float), (-1, 2))
        if not len(xy):
            return None
        half = np.array([width / 2, height / 2])
        boxes = np.column_stack([xy - half, xy + half])
        costs = self.costs(boxes)
        best = int(np.argmin(costs))
        if not np.isfinite(costs[best]) or costs[best] > most:
            return None
        self.block(boxes[best])
        return Placed(_box(boxes[best]))

    def along(
        self, line: ArrayLike, width: float, height: float, *, most: float = np.inf, bends: float = 1.2
    ) -> tuple[float, float, float] | None:
        """Place a text along a line (n, 2) that bends no more than `bends` times the height of the text under it.

        Returns
        -------
        tuple or None
            x, y of the middle and the angle in degrees, -90 to 90; None where there is no room or the line bends too much.
        """
        xy = np.asarray(line, dtype=float)
        steps = np.hypot(*np.diff(xy, axis=0).T)
        length = np.concatenate([[0.0], np.cumsum(steps)])
        if length[-1] < width * 1.15:
            return None
        starts = np.arange(0, length[-1] - width, max(width / 6, 2.0))
        best: tuple[float, float, float, float, Any] | None = None
        for start in starts:
            at = start + np.linspace(0, width, 9)
            x, y = np.interp(at, length, xy[:, 0]), np.interp(at, length, xy[:, 1])
            chord = np.hypot(x[-1] - x[0], y[-1] - y[0])
            angle = np.degrees(np.arctan2(y[-1] - y[0], x[-1] - x[0]))
            angle = (angle + 90) % 180 - 90
            bend = _bend(x, y)
            if chord < width * 0.9 or bend > height * bends:
                continue
            for side in (1.0, -1.0):
                away = side * (height / 2 + 1.2 + bend * 0.6)
                cx = x.mean() - np.sin(np.radians(angle)) * away
                cy = y.mean() + np.cos(np.radians(angle)) * away
                boxes = _chain(cx, cy, width, height, angle)
                cost = self.costs(boxes, air=0.3).sum() + abs(angle) / 45 + bend
                if np.isfinite(cost) and cost <= most and (best is None or cost < best[0]):
                    best = (cost, cx, cy, angle, boxes)
        if best is None:
            return None
        self.block(best[4])
        return best[1], best[2], best[3]


def _bend(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """How far a stretch leaves the straight line between its ends."""
    dx, dy = x[-1] - x[0], y[-1] - y[0]
    return float(np.abs((x - x[0]) * dy - (y - y[0]) * dx).max() / max(np.hypot(dx, dy), 1e-9))


def _chain(x: float, y: float, width: float, height: float, angle: float) -> Boxes:
    """Boxes that cover a turned text, each about as wide as high."""
    count = max(2, int(np.ceil(width / height)))
    at = (np.arange(count) + 0.5) / count * width - width / 2
    cx, cy = x + at * np.cos(np.radians(angle)), y + at * np.sin(np.radians(angle))
    half = max(height, width / count) / 2
    return np.column_stack([cx - half, cy - half, cx + half, cy + half])


def _box(row: Iterable[float]) -> Box:
    left, bottom, right, top = (float(v) for v in row)
    return left, bottom, right, top
