"""Frames to files and back: the ending chooses the format, and what is read has the dtypes of the codebook again."""

from __future__ import annotations

import codecs
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from conflictmap.errors import ConfigError, ConflictMapError, StoreError
from conflictmap.frames.codebook import CRS, FRAMES, conform
from conflictmap.frames.qgis import add_styles

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["ENDINGS", "check_ending", "check_target", "frame_name", "read_frame", "replacing", "write_frame", "write_layers"]

ENDINGS = (".geojson", ".json", ".parquet", ".gpkg", ".fgb", ".csv", ".kml", ".jsonl")


def frame_name(frame: pd.DataFrame) -> str | None:
    """Tell which frame of the codebook a table is, by its columns; None where it is none of them."""
    columns = set(frame.columns)
    fits = [n for n, cs in FRAMES.items() if all(c.name in columns for c in cs if c.required)]
    return max(fits, key=lambda n: len(columns & {c.name for c in FRAMES[n]}), default=None)


def check_target(path: Path, error: type[ConflictMapError] = StoreError) -> None:
    """Refuse a file that can't be written where it would stand."""
    if not path.parent.is_dir():
        raise error(f"{path}: the folder {path.parent} doesn't exist; make it first")
    if path.is_dir():
        raise error(f"{path}: can't be written (it is a folder); choose another place")
    if not os.access(path.parent, os.W_OK):
        raise error(f"{path}: can't be written (the folder {path.parent} is read-only); choose another place")


@contextmanager
def replacing(path: Path, error: type[ConflictMapError] = StoreError) -> Iterator[Path]:
    """Give a file beside `path` to write to, and put it in its place when all went well: nothing is left half-written."""
    check_target(path, error)
    beside = path.parent / f".{path.stem}.{os.getpid()}{path.suffix}"
    try:
        yield beside
        beside.replace(path)
    except (OSError, RuntimeError) as cause:  # a driver's failure is a RuntimeError
        why = cause.strerror if isinstance(cause, OSError) and cause.strerror else " ".join(str(cause).split())[:200]
        raise error(f"{path}: can't be written ({why}); choose another place") from cause
    finally:
        beside.unlink(missing_ok=True)


def write_frame(frame: pd.DataFrame, path: str | os.PathLike[str]) -> Path:
    """Write a frame to a file; the ending chooses the format.

    Parameters
    ----------
    frame : pandas.DataFrame or geopandas.GeoDataFrame
        Any frame of the codebook, or another table. Geometry is written in EPSG:4326.
    path : path
        `.geojson` (`.json`), `.parquet` (GeoParquet), `.gpkg` (GeoPackage, with styles that QGIS takes up), `.fgb`
        (FlatGeobuf), `.csv` (geometry as WKT; in a cell that a spreadsheet would take for a formula an apostrophe stands
        first), `.kml`, or `.jsonl` (geometry as WKT). A file that is there is replaced.

    Returns
    -------
    pathlib.Path
        The file. The same frame gives the same bytes.

    Raises
    ------
    ConfigError
        No format has such an ending.
    StoreError
        The file can't be written.

    Examples
    --------
    >>> import tempfile
    >>> from conflictmap.frames.codebook import empty_frame
    >>> write_frame(empty_frame("events"), tempfile.mkdtemp() + "/events.geojson").name
    'events.geojson'
    """
    path = Path(path)
    writer = _pick(_WRITERS, path)
    name = frame_name(frame)
    if name is not None:
        frame = conform(frame, name)
    with replacing(path) as beside:
        try:
            writer(frame.reset_index(drop=True), beside, name or "table")
        except (ValueError, TypeError, RuntimeError) as error:
            why = " ".join(str(error).split())[:200]
            raise StoreError(f"{path}: this frame can't be written as {path.suffix} ({why})") from error
    return path


def read_frame(path: str | os.PathLike[str], name: str | None = None) -> gpd.GeoDataFrame | pd.DataFrame:
    """Read a frame from a file that `write_frame` wrote, or from anyone's with the same columns.

    Parameters
    ----------
    path : path
        A file with one of the endings of `write_frame`.
    name : str, optional
        Which frame of the codebook it is; told from the columns where not given. In a GeoPackage with several layers, the layer.

    Returns
    -------
    geopandas.GeoDataFrame or pandas.DataFrame
        With the dtypes, the order of categories and the CRS of the codebook.

    Raises
    ------
    ConfigError
        No format has such an ending.
    StoreError
        The file is missing or can't be read.
    """
    path = Path(path)
    reader = _pick(_READERS, path)
    if not path.is_file():
        raise StoreError(f"{path}: there is no such file")
    try:
        frame = reader(path, name)
    except Exception as error:
        raise StoreError(f"{path}: can't be read as {path.suffix} ({' '.join(str(error).split())[:200]})") from error
    name = name or frame_name(frame)
    if name is None:
        return frame
    if "geometry" in frame.columns and all(c.dtype != "geometry" for c in FRAMES[name]) and frame["geometry"].isna().all():
        frame = pd.DataFrame(frame.drop(columns="geometry"))
    return conform(frame, name)


def check_ending(path: Path) -> None:
    """Refuse a file whose ending is of no format that a frame is written in."""
    _pick(_WRITERS, path)


def _pick(table: dict[str, Any], path: Path) -> Any:
    try:
        return table[path.suffix.lower()]
    except KeyError:
        raise ConfigError(
            f"{path}: no format has the ending {path.suffix!r}; use one of {' '.join(ENDINGS)}", key="out", close=list(ENDINGS)
        ) from None


def _geometry_column(frame: pd.DataFrame) -> str | None:
    name = getattr(frame, "_geometry_column_name", None)
    return name if isinstance(name, str) and name in frame.columns else None


def _shapes(frame: Any) -> Any:
    """An array of the rows' geometries in EPSG:4326, None where there is none."""
    import numpy as np

    geometry = _geometry_column(frame)
    if geometry is None:
        return np.full(len(frame), None)
    return np.asarray((frame if frame.crs is None else frame.to_crs(CRS)).geometry.array, dtype=object)


def _geo(frame: pd.DataFrame, shapes: Any) -> pd.DataFrame:
    import geopandas as gpd

    result: pd.DataFrame = gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(shapes, index=frame.index, crs=CRS))
    return result


def _date_columns(name: str | None) -> set[str]:
    return {c.name for c in FRAMES.get(name or "", ()) if c.dtype == "date"}


def _plain(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Columns as text formats know them: dates and times as ISO strings, categories as words, geometry left out."""
    days = _date_columns(name)
    geometry = _geometry_column(frame)
    out: dict[str, Any] = {}
    for column in frame.columns:
        values = frame[column]
        if column == geometry:
            continue
        if pd.api.types.is_datetime64_any_dtype(values.dtype):
            values = values.map(_iso_day if column in days else _iso_time, na_action="ignore")
        elif isinstance(values.dtype, pd.CategoricalDtype):
            values = values.astype(object)
        out[str(column)] = values.astype(object).where(values.notna(), None)
    return pd.DataFrame(out, index=frame.index)


def _iso_day(stamp: pd.Timestamp) -> str:
    return stamp.strftime("%Y-%m-%d")


def _iso_time(stamp: pd.Timestamp) -> str:
    return stamp.isoformat() if stamp.tzinfo is None else stamp.tz_convert("UTC").tz_localize(None).isoformat() + "Z"


def _wkt(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    import shapely

    plain = _plain(frame, name)
    if _geometry_column(frame) is not None:
        plain["geometry"] = pd.Series(shapely.to_wkt(_shapes(frame), rounding_precision=-1), dtype=object)
    return plain


def _from_wkt(frame: pd.DataFrame) -> pd.DataFrame:
    import shapely

    if "geometry" not in frame.columns:
        return frame
    wkt = frame["geometry"].astype(object).where(frame["geometry"].notna(), None)
    return _geo(frame.drop(columns="geometry"), shapely.from_wkt(wkt.to_numpy()))


_SLICE = 400  # rows turned into records at once: a large frame isn't held twice


def _write_geojson(frame: pd.DataFrame, path: Path, name: str) -> None:
    import shapely

    comma = ""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        for start in range(0, len(frame), _SLICE):
            part = frame.iloc[start : start + _SLICE]
            for row, shape in zip(_plain(part, name).to_dict("records"), shapely.to_geojson(_shapes(part)), strict=True):
                properties = json.dumps(row, ensure_ascii=False, allow_nan=False, default=_native)
                file.write(f'{comma}\n{{"type": "Feature", "properties": {properties}, "geometry": {shape or "null"}}}')
                comma = ","
        file.write("\n]}\n")


def _native(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else str(value)


def _read_geojson(path: Path, name: str | None) -> pd.DataFrame:
    from shapely.geometry import shape

    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    frame = pd.DataFrame([f["properties"] for f in features])
    return _geo(frame, [None if f["geometry"] is None else shape(f["geometry"]) for f in features])


def _write_jsonl(frame: pd.DataFrame, path: Path, name: str) -> None:
    rows = _wkt(frame, name).to_dict("records")
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(row, ensure_ascii=False, allow_nan=False, default=_native) + "\n" for row in rows)


def _read_jsonl(path: Path, name: str | None) -> pd.DataFrame:
    lines = path.read_text(encoding="utf-8").split("\n")
    return _from_wkt(pd.DataFrame([json.loads(line) for line in lines if line.strip()]))


# a cell that a spreadsheet would take for a formula is told by an apostrophe to be text; reading takes it off again
_FORMULA, _TOLD = r"^('*[=+\-@\t\r])", r"^'('*[=+\-@\t\r])"


def _with_text(table: Any, pattern: str, replacement: str) -> Any:
    """The table with `pattern` replaced in each cell of text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for i, field in enumerate(table.schema):
        if pa.types.is_string(field.type) or pa.types.is_large_string(field.type):
            table = table.set_column(i, field, pc.replace_substring_regex(table.column(i), pattern, replacement))
    return table


def _write_csv(frame: pd.DataFrame, path: Path, name: str) -> None:
    import pyarrow as pa
    from pyarrow import csv

    # strings are quoted and missing ones are not, so that an empty word and no word stay apart
    table = pa.Table.from_pandas(_wkt(frame, name), preserve_index=False)
    known = pa.schema([pa.field(f.name, pa.string()) if pa.types.is_null(f.type) else f for f in table.schema])
    with path.open("wb") as file:
        file.write(codecs.BOM_UTF8)  # without it spreadsheets read Cyrillic as something else
        csv.write_csv(_with_text(table.cast(known), _FORMULA, r"'\1"), file)


def _read_csv(path: Path, name: str | None) -> pd.DataFrame:
    import pyarrow as pa
    from pyarrow import csv

    arrow = {"int": pa.int64(), "float": pa.float64(), "bool": pa.bool_()}
    types = {c.name: arrow.get(c.dtype, pa.string()) for cs in FRAMES.values() for c in cs}
    table = csv.read_csv(
        path,
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=types, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False
        ),
    )
    table = _with_text(table, _TOLD, r"\1")
    return _from_wkt(table.to_pandas(types_mapper={pa.bool_(): pd.BooleanDtype(), pa.int64(): pd.Int64Dtype()}.get))


def _write_kml(frame: pd.DataFrame, path: Path, name: str) -> None:
    from conflictmap.frames.kml import write_kml

    write_kml(_plain(frame, name).to_dict("records"), _shapes(frame).tolist(), path, name)


def _read_kml(path: Path, name: str | None) -> pd.DataFrame:
    from conflictmap.frames.kml import read_kml

    rows, shapes = read_kml(path)
    frame = pd.DataFrame(rows, index=range(len(shapes)), dtype=object)
    for column in frame.columns:
        kind = next((c.dtype for cs in FRAMES.values() for c in cs if c.name == column), "string")
        if kind in ("int", "float"):
            frame[column] = pd.to_numeric(frame[column])
        elif kind == "bool":
            frame[column] = frame[column].map({"true": True, "false": False})
    return _geo(frame, shapes)


def _write_parquet(frame: pd.DataFrame, path: Path, name: str) -> None:
    whole: Any = frame
    if _geometry_column(frame) is not None and whole.crs is not None:
        whole = whole.to_crs(CRS)
    whole.to_parquet(path, index=False)


def _read_parquet(path: Path, name: str | None) -> pd.DataFrame:
    import geopandas as gpd
    import pyarrow.parquet as pq

    if b"geo" in (pq.read_schema(path).metadata or {}):
        frame: pd.DataFrame = gpd.read_parquet(path)
        return frame
    return pd.read_parquet(path)


def _for_ogr(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Columns as OGR knows them: days as dates, categories as words."""
    import pyarrow as pa

    days = _date_columns(name)
    out: dict[str, Any] = {}
    for column in frame.columns:
        values = frame[column]
        if column in days:
            # also a column without a day stays one of days
            out[column] = values.astype(pd.ArrowDtype(pa.timestamp("ns"))).astype(pd.ArrowDtype(pa.date32()))
        elif isinstance(values.dtype, pd.CategoricalDtype):
            out[column] = values.astype("string")
        else:
            out[column] = values
    geometry = _geometry_column(frame)
    if geometry is None:
        return pd.DataFrame(out, index=frame.index)
    del out[geometry]
    return _geo(pd.DataFrame(out, index=frame.index), _shapes(frame))


def _write_layer(frame: pd.DataFrame, path: Path, name: str, driver: str, **options: Any) -> None:
    import pyogrio

    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "2000-01-01T00:00:00Z"})  # same input, same bytes
    pyogrio.write_dataframe(
        _for_ogr(frame, name),
        path,
        layer=name,
        driver=driver,
        use_arrow=True,
        geometry_type="Unknown" if _geometry_column(frame) else None,
        **options,
    )


def write_layers(frames: Mapping[str, pd.DataFrame], path: Path) -> None:
    """Write several frames as the layers of one new GeoPackage, without spatial indexes."""
    for name, frame in frames.items():
        _write_layer(frame, path, name, "GPKG", append=path.exists(), SPATIAL_INDEX="NO")
    add_styles(path)


def _write_gpkg(frame: pd.DataFrame, path: Path, name: str) -> None:
    _write_layer(frame, path, name, "GPKG")
    add_styles(path)


def _write_fgb(frame: pd.DataFrame, path: Path, name: str) -> None:
    # an index would sort the rows and refuse those without a place
    _write_layer(frame, path, name, "FlatGeobuf", SPATIAL_INDEX="NO")


def _read_ogr(path: Path, name: str | None) -> pd.DataFrame:
    import pyogrio

    layers = pyogrio.list_layers(path)[:, 0].tolist()
    layer = name if name in layers else next((x for x in layers if x in FRAMES), layers[0])
    frame: pd.DataFrame = pyogrio.read_dataframe(path, layer=layer)
    return frame


_WRITERS: dict[str, Callable[[pd.DataFrame, Path, str], None]] = {
    ".geojson": _write_geojson,
    ".json": _write_geojson,
    ".jsonl": _write_jsonl,
    ".parquet": _write_parquet,
    ".csv": _write_csv,
    ".gpkg": _write_gpkg,
    ".fgb": _write_fgb,
    ".kml": _write_kml,
}
_READERS: dict[str, Callable[[Path, str | None], pd.DataFrame]] = {
    ".geojson": _read_geojson,
    ".json": _read_geojson,
    ".jsonl": _read_jsonl,
    ".parquet": _read_parquet,
    ".csv": _read_csv,
    ".gpkg": _read_ogr,
    ".fgb": _read_ogr,
    ".kml": _read_kml,
}
