"""Frames on the ground: which projection and which bounds a map of given places has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyproj
from numpy.typing import ArrayLike, NDArray

from conflictmap.errors import SnapshotError

__all__ = ["View", "fit_view"]

Points = NDArray[np.float64]
_REACH = (21.0, 42.4, 42.5, 53.8)  # what the basemap covers
_LEAST_KM = 55.0  # a figure never shows less across, because boundaries are no finer


@dataclass(frozen=True, eq=False)
class View:
    """A frame on the ground: a conformal projection about its middle, and its bounds in metres of it."""

    crs: pyproj.CRS
    bounds: tuple[float, float, float, float]

    @cached_property
    def _plane(self) -> pyproj.Proj:
        return pyproj.Proj(self.crs)

    def project(self, lonlat: ArrayLike) -> Points:
        """Turn lon/lat (n, 2) into metres."""
        xy = np.reshape(np.asarray(lonlat, dtype=float), (-1, 2))
        return np.column_stack(self._plane(xy[:, 0], xy[:, 1]))

    def unproject(self, metres: ArrayLike) -> Points:
        """Turn metres (n, 2) into lon/lat."""
        xy = np.reshape(np.asarray(metres, dtype=float), (-1, 2))
        return np.column_stack(self._plane(xy[:, 0], xy[:, 1], inverse=True))

    @cached_property
    def rim(self) -> Points:
        """Lon/lat of points along the frame."""
        x0, y0, x1, y1 = self.bounds
        t = np.linspace(0, 1, 33)
        x, y = x0 + (x1 - x0) * t, y0 + (y1 - y0) * t
        sides = [(x, np.full(33, y0)), (np.full(33, x1), y), (x[::-1], np.full(33, y1)), (np.full(33, x0), y[::-1])]
        return self.unproject(np.concatenate([np.column_stack(side) for side in sides]))

    def tilt(self, lonlat: tuple[float, float]) -> float:
        """Angle of north from up at a place, in degrees, to the right where positive."""
        lon, lat = lonlat
        foot, head = self.project([(lon, lat), (lon, lat + 0.01)])
        return float(np.degrees(np.arctan2(head[0] - foot[0], head[1] - foot[1])))

    def sees(self, lon: float, lat: float) -> bool:
        """Whether a place lies in the frame."""
        return bool(self.holds([(lon, lat)])[0])

    def holds(self, lonlat: ArrayLike) -> NDArray[np.bool_]:
        """Tell which of many places (n, 2) lie in the frame."""
        x, y = self.project(lonlat).T
        x0, y0, x1, y1 = self.bounds
        inside: NDArray[np.bool_] = (x0 <= x) & (x <= x1) & (y0 <= y) & (y <= y1)
        return inside


def fit_view(lonlat: ArrayLike, aspect: float, *, pad: float = 0.12) -> View:
    """Return the smallest frame of an aspect (width by height) that shows all points (n, 2), with `pad` of it around them.

    Raises
    ------
    SnapshotError
        The points lie beyond the basemap.
    """
    xy = np.reshape(np.asarray(lonlat, dtype=float), (-1, 2))
    (west, south), (east, north) = xy.min(axis=0), xy.max(axis=0)
    if east < _REACH[0] or west > _REACH[2] or north < _REACH[1] or south > _REACH[3]:
        reach = ",".join(f"{v:g}" for v in _REACH)
        raise SnapshotError(
            f"the extent {west:g},{south:g},{east:g},{north:g} lies outside the basemap; keep within {reach} (W,S,E,N)"
        )
    lon, lat = (west + east) / 2, (south + north) / 2
    spread = max((north - south) / 6, 0.1)
    crs = pyproj.CRS(
        f"+proj=lcc +lat_0={lat:.4f} +lon_0={lon:.4f} +lat_1={lat - spread:.4f} +lat_2={lat + spread:.4f} +ellps=WGS84 +units=m"
    )
    flat = View(crs, (0, 0, 1, 1)).project(xy)
    (x0, y0), (x1, y1) = flat.min(axis=0), flat.max(axis=0)
    width = max((x1 - x0) * (1 + 2 * pad), (y1 - y0) * (1 + 2 * pad) * aspect, _LEAST_KM * 1000 * max(1.0, aspect))
    height = width / aspect
    cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
    return View(crs, (cx - width / 2, cy - height / 2, cx + width / 2, cy + height / 2))
