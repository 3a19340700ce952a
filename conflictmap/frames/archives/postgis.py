"""An archive in a PostgreSQL database with PostGIS."""

from __future__ import annotations

from typing import Any, ClassVar

import pandas as pd

from conflictmap.errors import StoreError
from conflictmap.frames.archives.tables import KEYS, TABLES, Query, records

__all__ = ["PostGIS"]


class PostGIS:
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
            self.name = f"PostgreSQL database {self.db.info.dbname} on {self.db.info.host or 'this machine'}"
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
        for table, columns in TABLES.items():
            run(f"CREATE TABLE IF NOT EXISTS conflictmap.{table} ({KEYS[table]} text PRIMARY KEY)")
            found = run(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = 'conflictmap' AND table_name = %s",
                (table,),
            )
            there = {row[0] for row in found.fetchall()}
            for column in columns:
                if column.name not in there:
                    run(f'ALTER TABLE conflictmap.{table} ADD COLUMN "{column.name}" {self._SQL[column.dtype]}')
                if column.name not in there or column.name == KEYS[table]:
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
                    columns = ", ".join(f'"{c.name}"' for c in TABLES[table])
                    cursor.execute(f"CREATE TEMP TABLE incoming (LIKE conflictmap.{table}) ON COMMIT DROP")
                    with cursor.copy(f"COPY incoming ({columns}) FROM STDIN") as copy:
                        for row in records(frame, table, _hex_ewkb):
                            copy.write_row(tuple(_clean(value) for value in row))
                    key = KEYS[table]
                    news = ", ".join(f'"{c.name}" = EXCLUDED."{c.name}"' for c in TABLES[table] if c.name != key)
                    cursor.execute(
                        f"INSERT INTO conflictmap.{table} ({columns}) SELECT {columns} FROM incoming "
                        f"ON CONFLICT ({key}) DO UPDATE SET {news}"
                    )
                    cursor.execute("DROP TABLE incoming")
        except self.error as error:
            raise StoreError(f"the archive can't be written ({_one_line(error)}); nothing of this run was kept") from error

    def read(self, table: str, query: Query) -> pd.DataFrame:
        import geopandas as gpd
        import shapely

        columns = TABLES[table]
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
