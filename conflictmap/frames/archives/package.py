"""An archive in one GeoPackage."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd

from conflictmap.errors import StoreError
from conflictmap.frames.archives.tables import FEW, LASTING, TABLES, Query, records
from conflictmap.frames.codebook import empty_frame
from conflictmap.frames.files import replacing, write_layers

__all__ = ["Package"]


class Package:
    """An archive in a GeoPackage, written through SQLite so that one transaction holds it all."""

    def __init__(self, path: Path) -> None:
        self.path, self.name = path, str(path)
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
        """Tell whether a file is such an archive; what a killed writer left undone is taken back first."""
        for mode in ("rw", "ro"):
            try:
                with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=30)) as db:
                    columns = {row[1] for row in db.execute("PRAGMA table_info(reports)")}
                    return "content" in columns and bool(db.execute("PRAGMA table_info(events)").fetchone())
            except sqlite3.OperationalError:
                continue  # a file that may be read only
            except sqlite3.DatabaseError:
                break
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
        for table, columns in TABLES.items():
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
                columns = ", ".join(f'"{"geom" if c.dtype == "geometry" else c.name}"' for c in TABLES[table])
                marks = ", ".join("?" * len(TABLES[table]))
                rows = records(_for_sqlite(frame, table), table, _package_blobs)
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

    def read(self, table: str, query: Query) -> pd.DataFrame:
        import pyogrio

        first = f"date >= '{query.first}'"
        if query.latest:
            most = f"CASE WHEN event_type IN {LASTING} THEN {FEW} ELSE {query.latest} END"
            rank = f"row_number() OVER (PARTITION BY place_id, event_type IN {LASTING} ORDER BY date DESC, event_id DESC)"
            before = (
                f"SELECT event_id, event_type, {rank} AS rank FROM events WHERE date < '{query.first}' AND place_id IS NOT NULL"
            )
            first = f"({first} OR event_id IN (SELECT event_id FROM ({before}) WHERE rank <= {most}))"
        where = [first] if query.first else []
        where += [f"date <= '{query.last}'"] if query.last else []
        try:
            frame: pd.DataFrame = pyogrio.read_dataframe(
                self.path,
                layer=table,
                where=" AND ".join(where) or None,
                bbox=query.bbox,
                columns=[c.name for c in TABLES[table]],
            )
        except (RuntimeError, ValueError) as error:
            raise StoreError(f"{self.path}: can't be read ({error})") from error
        return frame

    def close(self) -> None:
        self.db.close()


def _for_sqlite(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    out = frame.copy()
    for column in TABLES[table]:
        values = frame[column.name]
        if column.dtype == "date":
            out[column.name] = values.map(lambda day: day.strftime("%Y-%m-%d"), na_action="ignore").astype(object)
        elif column.dtype == "time":
            stamps = values.map(lambda time: f"{time:%Y-%m-%dT%H:%M:%S}.{time.microsecond // 1000:03}Z", na_action="ignore")
            out[column.name] = stamps.astype(object)
        elif column.dtype == "bool":
            out[column.name] = values.astype("Int64")
    return out


def _package_blobs(shapes: Any) -> list[bytes | None]:
    import shapely

    # the GeoPackage's header without an envelope: magic, version, flags (little endian), EPSG code
    head = b"GP\x00\x01" + (4326).to_bytes(4, "little")
    return [None if wkb is None else head + wkb for wkb in shapely.to_wkb(shapes.array, byte_order=1)]
