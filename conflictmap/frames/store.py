"""A growing archive of reports and their events: a GeoPackage, a folder of GeoParquet, or a PostGIS database.

What is read every day is added every day. A report is known by its content (text, headline, source and time of publication):
one that is there already is passed over, one that changed replaces its former self and all its events, and everything that one
call adds is there as a whole or not at all, whenever the process is killed. Rows are kept as they were read; the same event told
by several reports stays several rows, and `merge_events` joins them at reading.

===========  =====================================================================================================
table        columns
===========  =====================================================================================================
reports      the reports frame (see `codebook("reports")`) and `content`, the SHA-256 of what makes the report itself
events       the events frame (see `codebook("events")`); `event_id` is the key, `report_id` leads to reports
===========  =====================================================================================================

In PostGIS they stand in the schema `conflictmap`, with a spatial index on `events.geometry` (EPSG:4326), indexes on
`events.date`, `events.published`, `events.report_id` and `reports.content`, and the codebook's meanings as comments.
"""

from __future__ import annotations

import hashlib
import json
import operator
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import reduce
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

import pandas as pd

from conflictmap.errors import ConfigError, StoreError
from conflictmap.frames.codebook import FRAMES, Column, conform, empty_frame
from conflictmap.frames.files import replacing, write_layers

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["Added", "Store", "is_store", "open_store"]

BBox = tuple[float, float, float, float]
_CONTENT = Column("content", "string", "SHA-256 of text, headline, source and time of publication")
_TABLES: dict[str, tuple[Column, ...]] = {"reports": (*FRAMES["reports"], _CONTENT), "events": FRAMES["events"]}
_KEYS = {"reports": "report_id", "events": "event_id"}


@dataclass(frozen=True, slots=True)
class Added:
    """What one call of `Store.add` did, in numbers of reports and of rows of events."""

    new: int
    changed: int
    same: int
    events: int


@dataclass(frozen=True, slots=True)
class _Query:
    first: date | None = None
    last: date | None = None
    bbox: BBox | None = None


class _Backend(Protocol):
    """What a kind of archive must be able to do; each does `replace` in one transaction."""

    def known(self) -> dict[str, str]: ...
    def replace(self, reports: pd.DataFrame, events: pd.DataFrame) -> None: ...
    def read(self, table: str, query: _Query) -> pd.DataFrame: ...
    def close(self) -> None: ...


def is_store(where: str | os.PathLike[str]) -> bool:
    """Tell whether `where` is an archive: a PostgreSQL address, or a GeoPackage or folder that `open_store` made."""
    word = os.fspath(where)
    if word.startswith(("postgresql://", "postgres://")):
        return True
    path = Path(word)
    if path.is_dir():
        return (path / _Folder.MANIFEST).is_file()
    return path.suffix.lower() == ".gpkg" and path.is_file() and _Package.holds(path)


def open_store(where: str | os.PathLike[str]) -> Store:
    """Open an archive, or make it where there is none.

    Parameters
    ----------
    where : path or str
        ``name.gpkg`` for a GeoPackage, ``postgresql://user@host/database`` for PostGIS, any other path for a folder of
        GeoParquet.

    Returns
    -------
    Store
        To be closed, or used in a ``with``.

    Raises
    ------
    StoreError
        It can't be opened, made, or is no archive.

    Examples
    --------
    >>> import tempfile
    >>> with open_store(tempfile.mkdtemp() + "/war.gpkg") as store:
    ...     len(store.events(on="2022-09-10"))
    0
    """
    word = os.fspath(where)
    if word.startswith(("postgresql://", "postgres://")):
        return Store(_PostGIS(word))
    path = Path(word)
    return Store(_Package(path) if path.suffix.lower() == ".gpkg" else _Folder(path))


class Store:
    """An archive of reports and their events; made by `open_store`."""

    def __init__(self, backend: _Backend) -> None:
        self._backend = backend

    def unread(self, reports: pd.DataFrame) -> pd.DataFrame:
        """Return the reports that aren't in the archive, or not as they are now.

        Parameters
        ----------
        reports : pandas.DataFrame
            The reports frame, as `read_reports` gives it.

        Returns
        -------
        pandas.DataFrame
            The rows to read events from; `add` passes over the others.
        """
        reports = conform(reports, "reports")
        return reports[_fresh(reports, self._backend.known())].reset_index(drop=True)

    def add(self, reports: pd.DataFrame, events: pd.DataFrame) -> Added:
        """Add reports and the events that were read from them, all in one transaction.

        A report that is there already with the same content is passed over, with its events. One with the same id and
        other content takes its place, and its events take the place of all those of before.

        Parameters
        ----------
        reports : pandas.DataFrame
            The reports frame.
        events : pandas.DataFrame
            The events frame; rows of reports that aren't in `reports` are refused.

        Returns
        -------
        Added
            How many reports were new, changed and the same, and how many rows of events were written.

        Raises
        ------
        StoreError
            An event belongs to none of the reports, or the archive can't be written.
        """
        reports, events = conform(reports, "reports"), conform(events, "events")
        strangers = events["report_id"][~events["report_id"].isin(reports["report_id"])]
        if len(strangers):
            raise StoreError(f"an event of the report {strangers.iloc[0]!r} came without that report; add them together")
        known = self._backend.known()
        fresh = reports[_fresh(reports, known)]
        contents = pd.Series([_content(row) for row in fresh.itertuples()], index=fresh.index, dtype="string")
        fresh = fresh.assign(content=contents).drop_duplicates("content").drop_duplicates("report_id", keep="last")
        rows = events[events["report_id"].isin(fresh["report_id"])].drop_duplicates("event_id", keep="last")
        if len(fresh):
            self._backend.replace(fresh.reset_index(drop=True), rows.reset_index(drop=True))
        changed = int(fresh["report_id"].isin(list(known)).sum())
        return Added(len(fresh) - changed, changed, len(reports) - len(fresh), len(rows))

    def events(
        self,
        *,
        on: date | str | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        bbox: BBox | None = None,
    ) -> gpd.GeoDataFrame:
        """Return events, by the day that they are said to have happened on.

        Parameters
        ----------
        on, since, until : datetime.date or str, optional
            One day; or the first and the last day, both included (ISO).
        bbox : (west, south, east, north), optional
            In degrees, EPSG:4326: only events that touch the box; those without a place are left out.

        Returns
        -------
        geopandas.GeoDataFrame
            The events frame, by date and `event_id`; rows as read, so that `merge_events` can join what is told again.
        """
        first, last = (_day(on, "on"), _day(on, "on")) if on is not None else (_day(since, "since"), _day(until, "until"))
        frame = self._backend.read("events", _Query(first, last, bbox))
        return conform(frame.sort_values(["date", "event_id"], ignore_index=True), "events")

    def reports(self) -> pd.DataFrame:
        """Return the reports of the archive, by the time of their publication."""
        frame = self._backend.read("reports", _Query())
        return conform(frame.sort_values(["published", "report_id"], ignore_index=True), "reports").drop(
            columns="content", errors="ignore"
        )

    def close(self) -> None:
        """Close the archive."""
        self._backend.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _day(value: date | str | None, option: str) -> date | None:
    if value is None:
        return None
    try:
        return pd.Timestamp(value).date()
    except ValueError:
        raise ConfigError(f"{option}: {value!r} is no day; write it as 2022-09-10", key=option) from None


def _content(report: Any) -> str:
    published = "" if pd.isna(report.published) else report.published.isoformat()
    parts = (report.text, published, *("" if pd.isna(word) else word for word in (report.title, report.source)))
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _fresh(reports: pd.DataFrame, known: dict[str, str]) -> list[bool]:
    """Which reports the archive doesn't have: the content counts, under whatever id."""
    contents = set(known.values())
    return [_content(row) not in contents for row in reports.itertuples()]


def _records(frame: pd.DataFrame, table: str, geometry: Any) -> Iterator[tuple[Any, ...]]:
    """Rows as databases take them: None for what is missing, Python's own types, the geometry as `geometry` makes it."""
    columns = []
    for column in _TABLES[table]:
        values = frame[column.name]
        if column.dtype == "geometry":
            columns.append(geometry(values))
            continue
        plain = values.astype(object).where(values.notna(), None)
        columns.append(plain.tolist())
    return zip(*columns, strict=True)


class _Package:
    """An archive in a GeoPackage, written through SQLite so that one transaction holds it all."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.exists():
            self._create()
        elif not self.holds(path):
            raise StoreError(f"{path}: this GeoPackage is no archive; give another name, and the archive is made")
        self.db = sqlite3.connect(path, isolation_level=None, timeout=30)
        try:
            self._keep_up()
        except sqlite3.Error as error:
            self.db.close()
            raise StoreError(f"{path}: can't be opened ({error})") from error

    @staticmethod
    def holds(path: Path) -> bool:
        try:
            db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
            try:
                columns = {row[1] for row in db.execute("PRAGMA table_info(reports)")}
                return "content" in columns and bool(db.execute("PRAGMA table_info(events)").fetchone())
            finally:
                db.close()
        except sqlite3.Error:
            return False

    def _create(self) -> None:
        reports = empty_frame("reports").assign(content=pd.Series([], dtype="string"))
        with replacing(self.path) as beside:
            write_layers({"events": empty_frame("events"), "reports": reports}, beside)
            with sqlite3.connect(beside) as db:
                for table, column, unique in (
                    ("reports", "report_id", "UNIQUE"),
                    ("events", "event_id", "UNIQUE"),
                    ("reports", "content", ""),
                    ("events", "report_id", ""),
                    ("events", "date", ""),
                    ("events", "published", ""),
                ):
                    db.execute(f"CREATE {unique} INDEX {table}_{column} ON {table} ({column})")
            db.close()

    def _keep_up(self) -> None:
        """Add the columns that a newer codebook has."""
        sql = {"string": "TEXT", "category": "TEXT", "int": "INTEGER", "float": "REAL", "bool": "BOOLEAN", "date": "DATE"}
        for table, columns in _TABLES.items():
            there = {row[1] for row in self.db.execute(f"PRAGMA table_info({table})")}
            for column in columns:
                if column.name not in there:
                    self.db.execute(f'ALTER TABLE {table} ADD COLUMN "{column.name}" {sql.get(column.dtype, "DATETIME")}')

    def known(self) -> dict[str, str]:
        return dict(self.db.execute("SELECT report_id, content FROM reports"))

    def replace(self, reports: pd.DataFrame, events: pd.DataFrame) -> None:
        try:
            self.db.execute("BEGIN IMMEDIATE")
            ids = [(r,) for r in reports["report_id"]]
            for table in ("events", "reports"):
                self.db.executemany(f"DELETE FROM {table} WHERE report_id = ?", ids)
            for table, frame in (("reports", reports), ("events", events)):
                columns = ", ".join(f'"{"geom" if c.dtype == "geometry" else c.name}"' for c in _TABLES[table])
                marks = ", ".join("?" * len(_TABLES[table]))
                rows = _records(_for_sqlite(frame, table), table, _package_blobs)
                self.db.executemany(f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({marks})", rows)
            box = events.total_bounds if events.geometry.notna().any() else None
            if box is not None:
                self.db.execute(
                    "UPDATE gpkg_contents SET min_x = min(ifnull(min_x, ?1), ?1), min_y = min(ifnull(min_y, ?2), ?2), "
                    "max_x = max(ifnull(max_x, ?3), ?3), max_y = max(ifnull(max_y, ?4), ?4) WHERE table_name = 'events'",
                    box.tolist(),
                )
            self.db.execute("COMMIT")
        except sqlite3.Error as error:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise StoreError(f"{self.path}: can't be written ({error}); is another run writing it?") from error
        except BaseException:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise

    def read(self, table: str, query: _Query) -> pd.DataFrame:
        import pyogrio

        where = [f"date >= '{query.first}'"] if query.first else []
        where += [f"date <= '{query.last}'"] if query.last else []
        try:
            frame: pd.DataFrame = pyogrio.read_dataframe(
                self.path,
                layer=table,
                where=" AND ".join(where) or None,
                bbox=query.bbox,
                columns=[c.name for c in _TABLES[table]],
            )
        except (RuntimeError, ValueError) as error:
            raise StoreError(f"{self.path}: can't be read ({error})") from error
        return frame

    def close(self) -> None:
        self.db.close()


def _for_sqlite(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    out = frame.copy()
    for column in _TABLES[table]:
        values = frame[column.name]
        if column.dtype == "date":
            out[column.name] = values.dt.strftime("%Y-%m-%d").astype(object)
        elif column.dtype == "time":
            out[column.name] = values.dt.strftime("%Y-%m-%dT%H:%M:%S.").astype(object) + values.dt.strftime("%f").str[:3] + "Z"
        elif column.dtype == "bool":
            out[column.name] = values.astype("Int64")
    return out


def _package_blobs(shapes: Any) -> list[bytes | None]:
    import shapely

    # the GeoPackage's header without an envelope: magic, version, flags (little endian), EPSG code
    head = b"GP\x00\x01" + (4326).to_bytes(4, "little")
    return [None if wkb is None else head + wkb for wkb in shapely.to_wkb(shapes.array, byte_order=1)]


class _Folder:
    """An archive in GeoParquet: a file of reports and one of events a month of publication, under the rule of a manifest.

    Files are never changed: a month that gets reports is written anew under a new name, then the manifest is replaced, which is
    the moment at which everything counts. Files that no manifest names are leftovers, and are removed by the next writer.
    """

    MANIFEST = "archive.json"

    def __init__(self, path: Path) -> None:
        self.path = path
        manifest = path / self.MANIFEST
        if path.is_dir() and not manifest.is_file() and any(path.iterdir()):
            raise StoreError(f"{path}: this folder is no archive and isn't empty; give another name, and the archive is made")
        try:
            path.mkdir(exist_ok=True)
            if not manifest.is_file():
                self._rule({"generation": 0, "months": {}})
        except OSError as error:
            raise StoreError(f"{path}: can't be made ({error.strerror or error}); make the folder above it first") from error

    def _manifest(self) -> dict[str, Any]:
        try:
            manifest: dict[str, Any] = json.loads((self.path / self.MANIFEST).read_text(encoding="utf-8"))
            return manifest
        except (OSError, ValueError) as error:
            raise StoreError(f"{self.path / self.MANIFEST}: can't be read ({error})") from error

    def _rule(self, manifest: dict[str, Any]) -> None:
        with replacing(self.path / self.MANIFEST) as beside, beside.open("w", encoding="utf-8") as file:
            json.dump(manifest, file, indent=1, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other writers out; the lock goes with the process, however it ends."""
        try:
            import fcntl
        except ImportError:  # not on Windows
            yield
            return
        with (self.path / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise StoreError(f"{self.path}: another run is writing here; wait for it") from error
            yield

    def known(self) -> dict[str, str]:
        out: dict[str, str] = {}
        for part in self._manifest()["months"].values():
            frame = pd.read_parquet(self.path / part["reports"], columns=["report_id", "content"])
            out |= dict(zip(frame["report_id"], frame["content"], strict=True))
        return out

    def replace(self, reports: pd.DataFrame, events: pd.DataFrame) -> None:
        with self._alone():
            manifest = self._manifest()
            self._sweep(manifest)
            months: dict[str, dict[str, str]] = manifest["months"]
            generation = manifest["generation"] + 1
            month = reports["published"].dt.strftime("%Y-%m")
            ids = set(reports["report_id"])
            touched = {*month, *(m for m, part in months.items() if ids & set(self._ids(part)))}
            for name in sorted(touched):
                old = months.get(name)
                rows = {
                    "reports": reports[month == name],
                    "events": events[events["report_id"].isin(set(reports["report_id"][month == name]))],
                }
                if old is not None:
                    kept = {t: self._part(old, t) for t in rows}
                    rows = {t: _joined(kept[t][~kept[t]["report_id"].isin(ids)], rows[t], t) for t in rows}
                months.pop(name, None)
                if len(rows["reports"]):
                    months[name] = {t: f"{t}-{name}-{generation}.parquet" for t in rows}
                    for t, frame in rows.items():
                        _synced(frame.sort_values(_KEYS[t], ignore_index=True), self.path / months[name][t])
                    days = rows["events"]["date"].dropna()
                    if len(days):
                        months[name] |= {"first": str(days.min().date()), "last": str(days.max().date())}
            self._rule({"generation": generation, "months": months})
            self._sweep({"months": months})

    def _sweep(self, manifest: dict[str, Any]) -> None:
        named = {part[t] for part in manifest["months"].values() for t in _TABLES}
        for file in self.path.glob("*.parquet"):
            if file.name not in named:
                file.unlink(missing_ok=True)

    def _ids(self, part: dict[str, str]) -> Iterable[str]:
        return pd.read_parquet(self.path / part["reports"], columns=["report_id"])["report_id"].tolist()

    def _part(self, part: dict[str, str], table: str) -> pd.DataFrame:
        import geopandas as gpd

        reader = pd.read_parquet if table == "reports" else gpd.read_parquet
        return _conformed(reader(self.path / part[table]), table)

    def _select(self, table: str, query: _Query) -> pd.DataFrame:
        import geopandas as gpd
        import pyarrow.dataset as ds
        import shapely

        months = self._manifest()["months"].values()
        files = [str(self.path / part[table]) for part in months if table == "reports" or _overlaps(part, query)]
        if not files:
            return empty_frame(table)
        wanted = [ds.field("date") >= pd.Timestamp(query.first)] if query.first else []
        wanted += [ds.field("date") <= pd.Timestamp(query.last)] if query.last else []
        rows = ds.dataset(files, format="parquet").to_table(filter=reduce(operator.and_, wanted) if wanted else None)
        frame: pd.DataFrame = rows.to_pandas()
        if table == "reports":
            return frame
        shapes = shapely.from_wkb(frame["geometry"].to_numpy())
        if query.bbox is not None:
            inside = shapely.intersects(shapes, shapely.box(*query.bbox))
            frame, shapes = frame[inside], shapes[inside]
        where = gpd.GeoSeries(shapes, index=frame.index, crs=4326)
        located: pd.DataFrame = gpd.GeoDataFrame(frame.drop(columns="geometry"), geometry=where)
        return located

    def read(self, table: str, query: _Query) -> pd.DataFrame:
        for _ in range(3):
            try:
                return self._select(table, query)
            except FileNotFoundError:
                continue  # a writer has put new files in the place of these in the meantime
        raise StoreError(f"{self.path}: a file of the archive is missing; restore the folder from a copy")

    def close(self) -> None:
        pass


def _conformed(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    frame = conform(frame, table)
    return frame.astype({"content": "string"}) if table == "reports" else frame


def _joined(a: pd.DataFrame, b: pd.DataFrame, table: str) -> pd.DataFrame:
    frames = [f for f in (a, b) if len(f)]
    return _conformed(pd.concat(frames, ignore_index=True), table) if frames else b


def _overlaps(part: dict[str, str], query: _Query) -> bool:
    if "first" not in part:
        return query.first is None and query.last is None
    late = query.last is not None and part["first"] > str(query.last)
    return not late and not (query.first is not None and part["last"] < str(query.first))


def _synced(frame: pd.DataFrame, path: Path) -> None:
    frame.to_parquet(path, index=False)
    with path.open("rb") as file:
        os.fsync(file.fileno())


class _PostGIS:
    """An archive in the schema `conflictmap` of a PostgreSQL database with PostGIS."""

    _SQL: ClassVar = {
        "string": "text",
        "category": "text",
        "int": "bigint",
        "float": "double precision",
        "bool": "boolean",
        "date": "date",
        "time": "timestamptz",
        "geometry": "geometry(Geometry, 4326)",
    }

    def __init__(self, url: str) -> None:
        try:
            import psycopg
        except ImportError as error:
            raise StoreError("to keep an archive in PostGIS, pip install 'conflictmap[postgis]'") from error
        self.error = psycopg.Error
        try:
            self.db = psycopg.connect(url, autocommit=True)
        except psycopg.Error as error:
            # the address may hold a password: the server's words tell enough
            raise StoreError(f"the PostgreSQL server can't be reached ({_one_line(error)}); check the address") from error
        try:
            with self.db.transaction():
                self._lock()
                self._create()
        except psycopg.Error as error:
            self.db.close()
            raise StoreError(
                f"the database can't be made ready ({_one_line(error)}); its owner may have to run: CREATE EXTENSION postgis"
            ) from error

    def _lock(self) -> None:
        """One writer at a time, until the transaction ends."""
        self.db.execute("SELECT pg_advisory_xact_lock(hashtext('conflictmap'))")

    def _create(self) -> None:
        run = self.db.execute
        if run("SELECT 1 FROM pg_extension WHERE extname = 'postgis'").fetchone() is None:
            run("CREATE EXTENSION postgis")
        run("CREATE SCHEMA IF NOT EXISTS conflictmap")
        for table, columns in _TABLES.items():
            run(f"CREATE TABLE IF NOT EXISTS conflictmap.{table} ({_KEYS[table]} text PRIMARY KEY)")
            found = run(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = 'conflictmap' AND table_name = %s",
                (table,),
            )
            there = {row[0] for row in found.fetchall()}
            for column in columns:
                if column.name not in there:
                    run(f'ALTER TABLE conflictmap.{table} ADD COLUMN "{column.name}" {self._SQL[column.dtype]}')
                if column.name not in there or column.name == _KEYS[table]:
                    meaning = column.meaning.replace("'", "''") + (f" ({column.unit})" if column.unit else "")
                    run(f"COMMENT ON COLUMN conflictmap.{table}.\"{column.name}\" IS '{meaning}'")
        for table, indexed, method in (
            ("events", "geometry", "gist"),
            ("events", "date", "btree"),
            ("events", "published", "btree"),
            ("events", "report_id", "btree"),
            ("reports", "content", "btree"),
        ):
            run(f"CREATE INDEX IF NOT EXISTS {table}_{indexed} ON conflictmap.{table} USING {method} ({indexed})")

    def known(self) -> dict[str, str]:
        return dict(self.db.execute("SELECT report_id, content FROM conflictmap.reports").fetchall())

    def replace(self, reports: pd.DataFrame, events: pd.DataFrame) -> None:
        try:
            with self.db.transaction(), self.db.cursor() as cursor:
                self._lock()
                ids = reports["report_id"].tolist()
                for table in ("events", "reports"):
                    cursor.execute(f"DELETE FROM conflictmap.{table} WHERE report_id = ANY(%s)", (ids,))
                for table, frame in (("reports", reports), ("events", events)):
                    columns = ", ".join(f'"{c.name}"' for c in _TABLES[table])
                    cursor.execute(f"CREATE TEMP TABLE incoming (LIKE conflictmap.{table}) ON COMMIT DROP")
                    with cursor.copy(f"COPY incoming ({columns}) FROM STDIN") as copy:
                        for row in _records(frame, table, _hex_ewkb):
                            copy.write_row(tuple(_clean(value) for value in row))
                    key = _KEYS[table]
                    news = ", ".join(f'"{c.name}" = EXCLUDED."{c.name}"' for c in _TABLES[table] if c.name != key)
                    cursor.execute(
                        f"INSERT INTO conflictmap.{table} ({columns}) SELECT {columns} FROM incoming "
                        f"ON CONFLICT ({key}) DO UPDATE SET {news}"
                    )
                    cursor.execute("DROP TABLE incoming")
        except self.error as error:
            raise StoreError(f"the archive can't be written ({_one_line(error)}); nothing of this run was kept") from error

    def read(self, table: str, query: _Query) -> pd.DataFrame:
        import geopandas as gpd
        import shapely

        columns = _TABLES[table]
        names = ", ".join(f'ST_AsBinary("{c.name}")' if c.dtype == "geometry" else f'"{c.name}"' for c in columns)
        where = ["true"]
        values: list[Any] = []
        for word, value in (("date >= %s", query.first), ("date <= %s", query.last)):
            if value is not None:
                where.append(word)
                values.append(value)
        if query.bbox is not None:
            where.append("ST_Intersects(geometry, ST_MakeEnvelope(%s, %s, %s, %s, 4326))")
            values += query.bbox
        try:
            found = self.db.execute(
                f"SELECT {names} FROM conflictmap.{table} WHERE {' AND '.join(where)}", values, binary=True
            ).fetchall()
        except self.error as error:
            raise StoreError(f"the archive can't be read ({_one_line(error)})") from error
        frame = pd.DataFrame(found, columns=[c.name for c in columns], dtype=object)
        if table == "reports":
            return frame
        shapes = gpd.GeoSeries(shapely.from_wkb(frame["geometry"].to_numpy()), index=frame.index, crs=4326)
        located: pd.DataFrame = gpd.GeoDataFrame(frame, geometry=shapes)
        return located

    def close(self) -> None:
        self.db.close()


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300]


def _clean(value: Any) -> Any:
    # PostgreSQL has no place for a zero character in a text
    return value.replace("\x00", "") if isinstance(value, str) else value


def _hex_ewkb(shapes: Any) -> list[str | None]:
    import shapely

    return list(shapely.to_wkb(shapely.set_srid(shapes.array, 4326), hex=True, include_srid=True))
