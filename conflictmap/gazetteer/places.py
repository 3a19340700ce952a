"""The gazetteer: what a name may mean, where a place is, what lies near."""

from __future__ import annotations

import os
import re
import sqlite3
import warnings
from collections.abc import Iterable
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import platformdirs

from conflictmap.errors import GazetteerError
from conflictmap.gazetteer.forms import adjective_stem
from conflictmap.gazetteer.layout import ADJECTIVE, FORMS, PLACE_COLUMNS, PLACE_TABLES, SCHEMA, SKELETON, unpack
from conflictmap.gazetteer.names import fold, is_latin, skeleton
from conflictmap.model import KINDS, LANGS, Candidate, Kind, Place

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from conflictmap.gazetteer.compile import Entry

__all__ = ["BUILT_IN", "Gazetteer", "installed_path", "load_gazetteer"]

# shorter words have a skeleton that half the dictionary shares
_SHORTEST_RESPELLED = 4
BUILT_IN = Path(__file__).with_name("builtin.sqlite")
_PLACES = f"SELECT {PLACE_COLUMNS} FROM {PLACE_TABLES}"
_SETTLEMENTS = _PLACES + " WHERE place.lat BETWEEN ? AND ? AND place.lon BETWEEN ? AND ? AND k.text = 'settlement'"


def installed_path() -> Path:
    """Return where `conflictmap gazetteer install` puts the full gazetteer."""
    return Path(platformdirs.user_data_dir("conflictmap", appauthor=False)) / "gazetteer.sqlite"


class Gazetteer:
    """Places and their names, read lazily from one compiled file.

    `load_gazetteer` opens the built-in or the installed one, `Gazetteer.from_frame` makes one of your own table.
    """

    def __init__(self, source: Path | sqlite3.Connection) -> None:
        self.path = source if isinstance(source, Path) else None
        try:
            if isinstance(source, Path):
                if not source.is_file():
                    raise GazetteerError(f"{source}: no such gazetteer; `conflictmap gazetteer install` makes one")
                source = sqlite3.connect(f"file:{source}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            schema = source.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.Error as error:
            raise GazetteerError(f"{self.path}: no gazetteer of conflictmap ({error}); install it again") from error
        if schema != SCHEMA:
            raise GazetteerError(
                f"{self.path}: made by another version of conflictmap; run `conflictmap gazetteer install` again"
            )
        self._db = source
        self._row = lru_cache(maxsize=1 << 15)(self._read_row)
        # bound per gazetteer: a cache on the method would keep every gazetteer alive
        self.candidates = lru_cache(maxsize=1 << 15)(self._read_candidates)
        self.head = lru_cache(maxsize=1 << 16)(self._read_head)

    @classmethod
    def from_frame(cls, frame: gpd.GeoDataFrame) -> Gazetteer:
        """Make a gazetteer of your own table, so that the same reader reads another war.

        Parameters
        ----------
        frame : geopandas.GeoDataFrame
            One row a place, with the columns `name` (in English or another Latin spelling) and `geometry` (any CRS; of a line or
            polygon its middle is the place's point). Optional: `place_id` (else row-0, row-1 …), `kind` (else settlement),
            `feature`, `admin1`, `admin2`, `country`, `population`, `name_uk`, `name_ru` (both are declined), and `names`, further
            ones joined by ";", each as "en:Izyum", "uk:…" or "ru:…".

        Returns
        -------
        Gazetteer

        Raises
        ------
        GazetteerError
            A column is missing, an id stands twice, a row has no name or no geometry; every fault at once.
        """
        from conflictmap.gazetteer.compile import fill_gazetteer

        db = sqlite3.connect(":memory:", check_same_thread=False)
        fill_gazetteer(db, _entries(frame), about={"kind": "own", "sources": "a table"})
        return cls(db)

    def save(self, path: str | Path) -> Path:
        """Write the gazetteer to a file that `load_gazetteer` opens."""
        path = Path(path)
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with closing(sqlite3.connect(beside)) as db:
                self._db.backup(db)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        return path

    @property
    def about(self) -> dict[str, str]:
        """What the gazetteer says of itself: kind (built-in, full or own), places, sources, licence, date."""
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
            found |= {
                row[0] for row in self._db.execute(f"SELECT key FROM surface WHERE key IN ({','.join('?' * len(part))})", part)
            }
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
        if not hits and not is_latin(key):
            hits = next(filter(None, map(self._hits, _respelled(key))), [])
            hits = [(row, "variant" if form == "name" else form, lang) for row, form, lang in hits]
        known = {row for row, _, _ in hits}
        other = SKELETON + skeleton(key) if is_latin(key) else ADJECTIVE + stem if (stem := adjective_stem(key)) else None
        if other:
            hits = hits + [h for h in self._hits(other) if h[0] not in known]
        out = [Candidate(self._row(row), form, lang) for row, form, lang in hits]
        out.sort(key=lambda c: (FORMS.index(c.form), -c.place.population, c.place.place_id))
        return tuple(out)

    def _heads(self, token: str) -> list[str]:
        """The forms under which keys may begin with a folded token."""
        if is_latin(token) and len(token) >= _SHORTEST_RESPELLED:
            return [token, SKELETON + skeleton(token)]
        return [token, *_respelled(token)]

    def seconds(self, token: str) -> frozenset[str]:
        """Return the second words of all names of several words that begin with a folded token, as keys and as skeletons."""
        found = set()
        for head in self._heads(token):
            rows = self._db.execute("SELECT key FROM surface WHERE key >= ? AND key < ?", (head + " ", head + "!"))
            mark = SKELETON if head.startswith(SKELETON) else ""
            found |= {mark + row[0][len(head) + 1 :].partition(" ")[0] for row in rows}
        return frozenset(found)

    def _read_head(self, token: str) -> int:
        """Return of how many tokens the longest name that begins with this folded token has; 0 where none does."""
        longest = 0
        for head in self._heads(token):
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
        found = sorted(
            ((geodesic((lat, lon), (p.lat, p.lon)).km, p.place_id, p) for p in (Place(*r) for r in rows)), key=lambda t: t[:2]
        )
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

    def settlements_of(self, admin1: str) -> tuple[Place, ...]:
        """Return the settlements of an oblast or of a region abroad, by its English name, without quarters of towns."""
        rows = self._db.execute(
            _PLACES + " WHERE a.text = ? AND k.text = 'settlement' AND f.text NOT IN ('suburb', 'locality') ORDER BY place.id",
            (admin1,),
        )
        return tuple(Place(*r) for r in rows)

    def routes(self) -> gpd.GeoDataFrame:
        """Return the trunk roads and railways of the theatre.

        Returns
        -------
        geopandas.GeoDataFrame
            One row a route: route_id (its place_id), name, numbers (joined by a blank), mode ("road" or "rail"), waypoints
            (ids of the settlements that it passes, in order, joined by a blank), geometry (LineString through them,
            EPSG:4326). The line is a sketch between settlements and no survey.
        """
        import geopandas as gpd
        import pandas as pd
        from shapely import from_wkb

        rows = self._db.execute(
            "SELECT r.place_id, r.name, numbers, mode, waypoints, place.wkb FROM route r JOIN place USING (place_id) ORDER BY 1"
        ).fetchall()
        columns = ["route_id", "name", "numbers", "mode", "waypoints"]
        frame = pd.DataFrame([r[:5] for r in rows], columns=columns)
        return gpd.GeoDataFrame(frame, geometry=[from_wkb(r[5]) for r in rows], crs="EPSG:4326")


def _respelled(key: str) -> list[str]:
    """Spellings to try of a Cyrillic name that no place bears.

    The Russian ы as и, one letter for a doubled one, the Ukrainian dative in -ові as the one in -у.
    """
    one = key.replace("ы", "и").replace("э", "е")
    single = re.sub(r"([бвгджзклмнпрстфх])\1", r"\1", one)
    dative = re.sub(r"ові$", "у", re.sub(r"[еє]ві$", "ю", key))
    return [k for k in dict.fromkeys((one, single, dative)) if k != key]


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


def _entries(frame: gpd.GeoDataFrame) -> list[Entry]:
    """Turn a user's table into entries, or tell every fault of it."""
    import pandas as pd

    from conflictmap.gazetteer.compile import Entry, Name

    missing = [c for c in ("name", "geometry") if c not in frame.columns]
    if missing:
        raise GazetteerError(f"the table has no column {' and no column '.join(missing)}")
    if frame.crs is not None:
        frame = frame.to_crs("EPSG:4326")
    problems: list[str] = []
    entries: list[Entry] = []
    seen: set[str] = set()
    for number, row in enumerate(frame.drop(columns="geometry").to_dict("records")):
        cells = {str(c): "" if pd.isna(v) else str(v).strip() for c, v in row.items()}
        geometry = frame["geometry"].iloc[number]
        place_id = cells.get("place_id") or f"row-{number}"
        kind = next((k for k in get_args(Kind) if k == (cells.get("kind") or "settlement")), None)
        names = [
            Name(cells["name"], "en"),
            *(Name(cells[f"name_{lang}"], lang) for lang in ("uk", "ru") if cells.get(f"name_{lang}")),
        ]
        further = [part.strip().partition(":") for part in cells.get("names", "").split(";") if part.strip()]
        names += [Name(text.strip(), lang, "variant") for lang, _, text in further]
        if not cells["name"]:
            problems.append(f"row {number} has no name")
        if place_id in seen:
            problems.append(f"place_id {place_id!r} stands twice")
        if kind is None:
            problems.append(f"row {number} has the kind {cells['kind']!r}; use one of {', '.join(KINDS)}")
        problems += [
            f"row {number} has the name {lang!r} without its language; write en:, uk: or ru: before it"
            for lang, _, text in further
            if lang not in LANGS or not text
        ]
        if geometry is None or geometry.is_empty:
            problems.append(f"row {number} has no geometry")
        if problems or kind is None or geometry is None:
            continue
        seen.add(place_id)
        point = geometry if geometry.geom_type == "Point" else geometry.representative_point()
        place = Place(
            place_id,
            cells["name"],
            kind,
            cells.get("feature") or kind,
            cells.get("admin1") or None,
            cells.get("admin2") or None,
            cells.get("country", ""),
            point.x,
            point.y,
            int(float(cells.get("population") or 0)),
            cells.get("name_uk") or None,
            cells.get("name_ru") or None,
            None if geometry.geom_type == "Point" else geometry.wkb,
        )
        entries.append(Entry(place, tuple(dict.fromkeys(names))))
    if problems:
        raise GazetteerError("the table can't be a gazetteer: " + "; ".join(problems))
    return entries


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
    if path is not None:
        chosen = Path(path)
        if not chosen.is_file():
            raise GazetteerError(f"{chosen}: no such gazetteer; `conflictmap gazetteer install` makes one")
        return _open(chosen, chosen.stat().st_mtime_ns)
    full = installed_path()
    if full.is_file():
        try:
            return _open(full, full.stat().st_mtime_ns)
        except GazetteerError as error:
            warnings.warn(f"{error}; the built-in gazetteer is used", stacklevel=2)
    return _open(BUILT_IN, BUILT_IN.stat().st_mtime_ns)
