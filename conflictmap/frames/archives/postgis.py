"""An archive in a PostgreSQL database with PostGIS."""

from __future__ import annotations

from typing import Any, ClassVar

import pandas as pd

from conflictmap.errors import StoreError
from conflictmap.frames.archives.tables import FEW, KEYS, LASTING, TABLES, Query, records

__all__ = ["PostGIS"]

# how a column is written out, where not as it is
_SHOWN = {"time": "\"{}\" AT TIME ZONE 'UTC'", "geometry": "encode(ST_AsBinary(\"{}\"), 'hex')"}
_LASTS = f"event_type IN {LASTING}"  # a tuple of words is written as SQL writes it


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

    def __init__(self, url: str, *, make: bool = True) -> None:
        try:
            import psycopg
        except ImportError as error:
            raise StoreError("to keep an archive in PostGIS, pip install 'conflictmap[postgis]'") from error
        self.error = psycopg.Error
        try:
            self.db = psycopg.connect(url, autocommit=True)
            self.db.execute("SET datestyle = ISO")
            self.name = f"PostgreSQL database {self.db.info.dbname} on {self.db.info.host or 'this machine'}"
        except psycopg.Error as error:
            # the address may hold a password: the server's words tell enough
            raise StoreError(f"the PostgreSQL server can't be reached ({_one_line(error)}); check the address") from error
        try:
            there = self._columns()
            if not make and not all(there.values()):
                self.db.close()
                raise StoreError(f"the {self.name} holds no archive, or none that you may read; check the address")
            if make or any({column.name for column in TABLES[table]} - names for table, names in there.items()):
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

    def _columns(self) -> dict[str, set[str]]:
        """The columns that each table of the archive has; none where it isn't there."""
        found = self.db.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'conflictmap'"
        ).fetchall()
        return {table: {column for name, column in found if name == table} for table in TABLES}

    def _create(self) -> None:
        run = self.db.execute
        if run("SELECT 1 FROM pg_extension WHERE extname = 'postgis'").fetchone() is None:
            run("CREATE EXTENSION postgis")
        run("CREATE SCHEMA IF NOT EXISTS conflictmap")
        for table in TABLES:
            run(f"CREATE TABLE IF NOT EXISTS conflictmap.{table} ({KEYS[table]} text PRIMARY KEY)")
        for table, there in self._columns().items():
            for column in TABLES[table]:
                if column.name not in there:
                    run(f'ALTER TABLE conflictmap.{table} ADD COLUMN "{column.name}" {self._SQL[column.dtype]}')
                if column.name not in there or column.name == KEYS[table]:
                    meaning = column.meaning.replace("'", "''") + (f" ({column.unit})" if column.unit else "")
                    run(f"COMMENT ON COLUMN conflictmap.{table}.\"{column.name}\" IS '{meaning}'")
        for table, name, indexed in (
            ("events", "geometry", "USING gist (geometry)"),
            ("events", "date", "(date)"),
            ("events", "published", "(published)"),
            ("events", "report_id", "(report_id)"),
            ("events", "place", "(place_id, date, event_id)"),
            ("events", "lasting", f"(place_id, date, event_id) WHERE {_LASTS}"),
            ("reports", "content", "(content)"),
        ):
            run(f"CREATE INDEX IF NOT EXISTS {table}_{name} ON conflictmap.{table} {indexed}")

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
        import pyarrow as pa
        import shapely
        from pyarrow import csv

        west, south, east, north = query.bbox or (None,) * 4
        values = {"first": query.first, "last": query.last, "west": west, "south": south, "east": east, "north": north}
        rows = pa.BufferOutputStream()
        try:
            with (
                self.db.cursor() as cursor,
                cursor.copy(f"COPY ({_select(table, query)}) TO STDOUT (FORMAT csv)", values) as copy,
            ):
                for part in copy:
                    rows.write(part)
        except self.error as error:
            raise StoreError(f"the archive can't be read ({_one_line(error)})") from error
        kinds = {c.name: _arrow(c.dtype) for c in TABLES[table]}
        if rows.tell() == 0:
            found = pa.schema(kinds).empty_table()
        else:  # columns are read several times faster than rows
            found = csv.read_csv(
                pa.BufferReader(rows.getvalue()),
                read_options=csv.ReadOptions(column_names=list(kinds), block_size=1 << 24),
                parse_options=csv.ParseOptions(newlines_in_values=True),
                convert_options=csv.ConvertOptions(
                    column_types=kinds,
                    null_values=[""],
                    true_values=["t"],
                    false_values=["f"],
                    strings_can_be_null=True,
                    quoted_strings_can_be_null=False,
                ),
            )
        integers = {pa.bool_(): pd.BooleanDtype(), pa.int64(): pd.Int64Dtype()}.get
        if table == "reports":
            frame: pd.DataFrame = found.to_pandas(types_mapper=integers)
            return frame
        shapes = gpd.GeoSeries(shapely.from_wkb(found["geometry"].to_numpy()), crs=4326)
        located: pd.DataFrame = gpd.GeoDataFrame(found.drop_columns("geometry").to_pandas(types_mapper=integers), geometry=shapes)
        return located

    def close(self) -> None:
        self.db.close()


def _select(table: str, query: Query) -> str:
    """The query as SQL, with the parameters first, last and bbox."""
    every = f"conflictmap.{table}"
    where = ["date >= %(first)s"] if query.first else []
    where += ["date <= %(last)s"] if query.last else []
    inside = ["ST_Intersects(geometry, ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 4326))"] if query.bbox else []
    names = ", ".join(_SHOWN.get(c.dtype, '"{}"').format(c.name) for c in TABLES[table])
    whole = f"SELECT {names} FROM {every}" + (f" WHERE {' AND '.join(where + inside)}" if where or inside else "")
    if not (query.latest and query.first):
        return whole
    # from place to place along an index: the cost is that of the places, however old the archive is
    places = (
        f"WITH RECURSIVE place (id) AS ((SELECT place_id FROM {every} ORDER BY place_id LIMIT 1) UNION ALL "
        f"SELECT (SELECT place_id FROM {every} WHERE place_id > id ORDER BY place_id LIMIT 1) FROM place WHERE id IS NOT NULL)"
    )
    parts = [whole]
    for also, most in ((f"NOT ({_LASTS})", query.latest), (_LASTS, FEW)):
        conditions = " AND ".join(["place_id = place.id", "date < %(first)s", also, *inside])
        before = f"SELECT * FROM {every} WHERE {conditions} ORDER BY date DESC, event_id DESC LIMIT {most}"
        parts.append(f"SELECT {names} FROM place, LATERAL ({before}) latest")
    return f"{places} {' UNION ALL '.join(parts)}"


def _arrow(dtype: str) -> Any:
    import pyarrow as pa

    known = {"int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(), "date": pa.timestamp("s"), "time": pa.timestamp("us")}
    return known.get(dtype, pa.large_string())


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300]


def _clean(value: Any) -> Any:
    # PostgreSQL has no place for a zero character in a text
    return value.replace("\x00", "") if isinstance(value, str) else value


def _hex_ewkb(shapes: Any) -> list[str | None]:
    import shapely

    return list(shapely.to_wkb(shapely.set_srid(shapes.array, 4326), hex=True, include_srid=True))
