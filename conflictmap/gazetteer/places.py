"""The gazetteer: what a name may mean, where a place is, what lies near."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from conflictmap.errors import GazetteerError
from conflictmap.gazetteer.compile import ADJECTIVE, FORMS, PLACE_COLUMNS, PLACE_TABLES, SCHEMA, SKELETON, unpack
from conflictmap.gazetteer.forms import adjective_stem
from conflictmap.gazetteer.names import fold, is_latin, skeleton
from conflictmap.model import Candidate, Place

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

__all__ = ["BUILT_IN", "Gazetteer", "installed_path", "load_gazetteer"]

BUILT_IN = Path(__file__).with_name("builtin.sqlite")
_PLACES = f"SELECT {PLACE_COLUMNS} FROM {PLACE_TABLES}"
_SETTLEMENTS = _PLACES + " WHERE place.lat BETWEEN ? AND ? AND place.lon BETWEEN ? AND ? AND k.text = 'settlement'"


def installed_path() -> Path:
    """Return where `conflictmap gazetteer install` puts the full gazetteer."""
    return Path(platformdirs.user_data_dir("conflictmap", appauthor=False)) / "gazetteer.sqlite"


class Gazetteer:
    """Places and their names, read lazily from one compiled file."""

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        if not self.path.is_file():
            raise GazetteerError(f"{path}: no such gazetteer; `conflictmap gazetteer install` makes one")
        try:
            self._db = sqlite3.connect(f"file:{self.path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            schema = self._db.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.Error as error:
            raise GazetteerError(f"{path}: no gazetteer of conflictmap ({error}); install it again") from error
        if schema != SCHEMA:
            raise GazetteerError(f"{path}: made by another version of conflictmap; run `conflictmap gazetteer install` again")
        self._row = lru_cache(maxsize=1 << 15)(self._read_row)
        self.candidates = lru_cache(maxsize=1 << 15)(self._read_candidates)
        self.head = lru_cache(maxsize=1 << 16)(self._read_head)

    @property
    def about(self) -> dict[str, str]:
        """What the file says of itself: date, places, sources, licence."""
        return dict(self._db.execute("SELECT key, value FROM about ORDER BY key"))

    def _read_row(self, row: int) -> Place:
        return Place(*self._db.execute(_PLACES + " WHERE place.id = ?", (row,)).fetchone())

    def place(self, place_id: str) -> Place:
        """Return a place by its id.

        Raises
        ------
        GazetteerError
            No place bears the id.
        """
        found = self._db.execute("SELECT id FROM place WHERE place_id = ?", (place_id,)).fetchone()
        if found is None:
            raise GazetteerError(f"no place has the id {place_id!r} in {self.path}")
        return self._row(found[0])

    def known(self, keys: Iterable[str]) -> set[str]:
        """Return those of the folded keys under which a place stands; much faster than asking for each."""
        asked, found = list(dict.fromkeys(keys)), set()
        for i in range(0, len(asked), 500):
            part = asked[i : i + 500]
            found |= {row[0] for row in self._db.execute(f"SELECT key FROM surface WHERE key IN ({','.join('?' * len(part))})", part)}
        return found

    def _hits(self, key: str) -> list[tuple[int, str, str]]:
        found = self._db.execute("SELECT hits FROM surface WHERE key = ?", (key,)).fetchone()
        return unpack(found[0]) if found else []

    def _read_candidates(self, key: str) -> tuple[Candidate, ...]:
        """Return what a folded name may mean, nearest form first, then the larger place.

        A Latin spelling is also tried by its skeleton, an adjective by its stem: another romanisation of one village is the
        usual one of its namesake.
        """
        hits = self._hits(key)
        known = {row for row, _, _ in hits}
        other = SKELETON + skeleton(key) if is_latin(key) else ADJECTIVE + stem if (stem := adjective_stem(key)) else None
        if other:
            hits = hits + [h for h in self._hits(other) if h[0] not in known]
        out = [Candidate(self._row(row), form, lang) for row, form, lang in hits]
        out.sort(key=lambda c: (FORMS.index(c.form), -c.place.population, c.place.place_id))
        return tuple(out)

    def _read_head(self, token: str) -> int:
        """Return of how many tokens the longest name that begins with this folded token has; 0 where none does."""
        heads = [token]
        if is_latin(token):
            heads.append(SKELETON + skeleton(token))
        longest = 0
        for head in heads:
            (blanks,) = self._db.execute(
                "SELECT max(length(key) - length(replace(key, ' ', ''))) FROM surface WHERE key = ? OR (key >= ? AND key < ?)",
                (head, head + " ", head + "!"),
            ).fetchone()
            if blanks is not None:
                longest = max(longest, blanks + 1)
        if longest == 0 and not is_latin(token) and (stem := adjective_stem(token)) and self._hits(ADJECTIVE + stem):
            return 1
        return longest

    def lookup(self, name: str, *, lang: str | None = None) -> gpd.GeoDataFrame:
        """Return the places that a name may mean.

        Parameters
        ----------
        name : str
            A name in any spelling or case.
        lang : {"en", "uk", "ru"}, optional
            Only forms of this language.

        Returns
        -------
        geopandas.GeoDataFrame
            One row a candidate, the likeliest first: place_id, name, kind, feature, admin1, admin2, country, population, name_uk,
            name_ru, form, lang, geometry (EPSG:4326).
        """
        found = [c for c in self.candidates(fold(name)) if lang is None or c.lang in ("", lang)]
        frame = _to_frame([c.place for c in found])
        frame.insert(len(frame.columns) - 1, "form", [c.form for c in found])
        frame.insert(len(frame.columns) - 1, "lang", [c.lang for c in found])
        return frame

    def near(self, lon: float, lat: float, *, km: float) -> gpd.GeoDataFrame:
        """Return the settlements within `km` kilometres of a point, nearest first, with the geodesic distance as column `km`."""
        from geopy.distance import geodesic

        dlat = km / 110.5
        dlon = dlat * 2.2
        rows = self._db.execute(
            _SETTLEMENTS,
            (lat - dlat, lat + dlat, lon - dlon, lon + dlon),
        )
        found = sorted(((geodesic((lat, lon), (p.lat, p.lon)).km, p.place_id, p) for p in (Place(*r) for r in rows)), key=lambda t: t[:2])
        found = [t for t in found if t[0] <= km]
        frame = _to_frame([p for _, _, p in found])
        frame.insert(len(frame.columns) - 1, "km", [d for d, _, _ in found])
        return frame

    def within(self, area: BaseGeometry) -> gpd.GeoDataFrame:
        """Return the settlements inside a polygon (EPSG:4326)."""
        from shapely import contains_xy

        west, south, east, north = area.bounds
        rows = self._db.execute(
            _SETTLEMENTS + " ORDER BY place.id",
            (south, north, west, east),
        )
        return _to_frame([p for p in (Place(*r) for r in rows) if contains_xy(area, p.lon, p.lat)])

    def routes(self) -> gpd.GeoDataFrame:
        """Return the trunk roads and railways of the theatre.

        Returns
        -------
        geopandas.GeoDataFrame
            One row a route: route_id (its place_id), name, numbers (joined by a blank), mode ("road" or "rail"), waypoints (ids of
            the settlements that it passes, in order, joined by a blank), geometry (LineString through them, EPSG:4326). The line
            is a sketch between settlements and no survey.
        """
        import geopandas as gpd
        import pandas as pd
        from shapely import from_wkb

        rows = self._db.execute("SELECT route.place_id, route.name, numbers, mode, waypoints, place.wkb FROM route JOIN place USING (place_id) ORDER BY place_id").fetchall()
        columns = ["route_id", "name", "numbers", "mode", "waypoints"]
        frame = pd.DataFrame([r[:5] for r in rows], columns=columns)
        return gpd.GeoDataFrame(frame, geometry=[from_wkb(r[5]) for r in rows], crs="EPSG:4326")


def _to_frame(places: Iterable[Place]) -> gpd.GeoDataFrame:
    import geopandas as gpd
    import pandas as pd
    from shapely import from_wkb
    from shapely.geometry import Point

    columns = ["place_id", "name", "kind", "feature", "admin1", "admin2", "country", "population", "name_uk", "name_ru"]
    places = list(places)
    frame = pd.DataFrame({c: [getattr(p, c) for p in places] for c in columns}, columns=columns)
    geometry = [from_wkb(p.wkb) if p.wkb else Point(p.lon, p.lat) for p in places]
    return gpd.GeoDataFrame(frame, geometry=geometry, crs="EPSG:4326")


@lru_cache(maxsize=4)
def _open(path: Path, stamp: int) -> Gazetteer:
    return Gazetteer(path)


def load_gazetteer(path: str | Path | None = None) -> Gazetteer:
    """Open a gazetteer.

    Parameters
    ----------
    path : str or Path, optional
        A compiled file; where none is given the full one if it is installed, else the built-in one.

    Returns
    -------
    Gazetteer

    Raises
    ------
    GazetteerError
        The file is missing or no gazetteer.
    """
    chosen = Path(path) if path is not None else installed_path() if installed_path().is_file() else BUILT_IN
    if not chosen.is_file():
        raise GazetteerError(f"{chosen}: no such gazetteer; `conflictmap gazetteer install` makes one")
    return _open(chosen, chosen.stat().st_mtime_ns)
