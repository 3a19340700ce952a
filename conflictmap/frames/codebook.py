"""The codebook: every column of every frame, with its dtype, unit and meaning, and the check that a frame keeps to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import pandas as pd

from conflictmap import model
from conflictmap.errors import ConfigError, SchemaError

__all__ = ["FRAMES", "Column", "FrameName", "check_frame", "claims_of", "codebook", "conform", "empty_frame", "outlets_of"]

FrameName = Literal["reports", "toponyms", "events", "control", "glocs", "advances", "frontline"]
CRS = "EPSG:4326"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `dtype` is "string", "int", "float", "bool", "date", "time", "category" or "geometry"."""

    name: str
    dtype: str
    meaning: str
    required: bool = False
    unit: str = ""
    values: tuple[str, ...] = ()  # of a category, in their order


def _c(name: str, dtype: str, meaning: str, *, required: bool = False, unit: str = "", values: tuple[str, ...] = ()) -> Column:
    return Column(name, dtype, meaning, required, unit, values)


_PLACE = (
    _c("place_id", "string", "id of the place in the gazetteer"),
    _c("name", "string", "English name of the place"),
    _c("kind", "category", "kind of place", values=model.KINDS),
    _c("admin1", "string", "oblast, or region abroad"),
    _c("country", "string", "country, ISO 3166 alpha-2; Crimea is UA"),
)
_GEOMETRY = _c("geometry", "geometry", "where; empty where it is not known, never 0/0", unit="degree")

FRAMES: dict[str, tuple[Column, ...]] = {
    "reports": (
        _c("report_id", "string", "id of the report", required=True),
        _c("published", "time", "when it was published; UTC", required=True),
        _c("published_precision", "string", "time, day or month"),
        _c("utc_offset", "int", "how far the clock that tells its day is ahead of UTC", unit="minute"),
        _c("title", "string", "headline"),
        _c("text", "string", "the text as it stands in the input", required=True),
        _c("title_in_text", "bool", "whether `text` begins with the headline"),
        _c("body", "int", "where the body begins in `text`", unit="code point"),
        _c("offset", "int", "where `text` begins in the input", unit="code point"),
        _c("lang", "string", "en, uk or ru"),
        _c("source", "string", "who printed it"),
        _c("url", "string", "where it was printed"),
        _c("path", "string", "file that it was read from"),
    ),
    "toponyms": (
        _c("report_id", "string", "report that names the place", required=True),
        _c("start", "int", "first code point of the name in the input", required=True, unit="code point"),
        _c("end", "int", "code point after the name in the input", required=True, unit="code point"),
        _c("surface", "string", "the name as the text has it", required=True),
        *_PLACE,
        _c("feature", "string", "finer kind: city, village, bridge, road …"),
        _c("adjective", "bool", "an adjective or sector, not the settlement itself"),
        _c("score", "float", "how sure the resolution is, 0 to 1"),
        _c("margin", "float", "lead over the second candidate, 0 to 1"),
        _c("candidates", "int", "how many places bear the name"),
        _c("reasons", "string", "evidence that decided, joined by '; '"),
        _GEOMETRY,
    ),
    "events": (
        _c("event_id", "string", "id made from the report, the span, the type and the place", required=True),
        _c("report_id", "string", "report that tells of it"),
        _c("event_type", "category", "what is said to have happened", required=True, values=model.EVENT_TYPES),
        _c("side", "category", "who acted", values=model.SIDES),
        *_PLACE,
        _c("role", "category", "role of the place in the event", values=model.ROLES),
        _c("relation", "category", "where the event lies from the place", values=model.RELATIONS),
        _c("relation_km", "float", "distance from the place, as the text gives it", unit="km"),
        _c("dest_id", "string", "other end of a route or movement: id of the place"),
        _c("dest_name", "string", "other end of a route or movement: name of the place"),
        _c("date", "date", "day that it is said to have happened on", required=True),
        _c("date_precision", "category", "how exact the date is", values=model.DATE_PRECISIONS),
        _c("certainty", "category", "how sure, strongest first", required=True, values=model.CERTAINTIES),
        _c("claimant", "string", "who says so, in the words of the text; empty where the writer does"),
        _c(
            "claimant_side",
            "category",
            "side of the claimant; where none is named, the side whose own organ the source is",
            values=model.CLAIMANT_SIDES,
        ),
        _c("background", "bool", "told of the past, as background"),
        _c("route", "string", "road or railway, by its number or its ends"),
        _c("distance_km", "float", "length of a route, as reported", unit="km"),
        _c("area_km2", "float", "area, as reported", unit="km2"),
        _c("start", "int", "first code point of the quote in the input", unit="code point"),
        _c("end", "int", "code point after the quote in the input", unit="code point"),
        _c("quote", "string", "the verbatim words"),
        _c("surface", "string", "the place as the quote names it"),
        _c("published", "time", "when the report was published; UTC"),
        _c("source", "string", "who printed it"),
        _c("url", "string", "where it was printed"),
        _c("title", "string", "headline of the report"),
        _c("sources", "int", "independent sources that tell the same event"),
        _c("report_ids", "string", "all reports that tell it, joined by a space"),
        _c("cues", "string", "words that made type, side, place, date, certainty, as 'key=words' joined by '; '"),
        _GEOMETRY,
    ),
    "control": (
        _c("place_id", "string", "id of the place in the gazetteer", required=True),
        _c("name", "string", "English name of the place"),
        _c("kind", "category", "kind of place", values=model.KINDS),
        _c("admin1", "string", "oblast"),
        _c("status", "category", "who is reported to hold it", required=True, values=model.STATUSES),
        _c("valid_from", "date", "first day of the spell", required=True),
        _c("valid_to", "date", "first day after the spell; empty: still"),
        _c(
            "certainty",
            "category",
            "certainty of the strongest claim that it rests on; a stronger one on a later day begins a new spell",
            values=model.CERTAINTIES,
        ),
        _c("disputed", "bool", "claims of equal weight stand against each other"),
        _c("implied", "bool", "nobody names the holder: it follows from what is told, as of an attack repelled"),
        _c("sources", "int", "independent sources that it rests on, over the whole spell"),
        _c("claimants", "string", "who says so, joined by '; '"),
        _c("event_ids", "string", "events that it rests on, joined by a space"),
        _c("last_report", "date", "last day on which a report spoke of the place"),
        _c("report_days", "string", "all days of the spell on which a report spoke of the place, joined by a space"),
        _c("stale_days", "int", "days from the last report to the day asked for (one day's frame only)", unit="day"),
        _GEOMETRY,
    ),
    "glocs": (
        _c("gloc_id", "string", "id of the supply artery", required=True),
        _c("name", "string", "its number or its ends"),
        _c("mode", "string", "road, rail, bridge, node, or line"),
        _c("side", "category", "side that it supplies", values=model.SIDES),
        _c("status", "category", "state", required=True, values=model.GLOC_STATUSES),
        _c("cut_by", "category", "side that cuts or interdicts it", values=model.SIDES),
        _c("valid_from", "date", "first day of the spell", required=True),
        _c("valid_to", "date", "first day after the spell; empty: still"),
        _c(
            "certainty",
            "category",
            "certainty of the strongest claim; a stronger one on a later day begins a new spell",
            values=model.CERTAINTIES,
        ),
        _c("schematic", "bool", "a straight line because no course is known"),
        _c("reported_km", "float", "length as reported", unit="km"),
        _c("measured_km", "float", "geodesic length of the line", unit="km"),
        _c("origin_id", "string", "first end"),
        _c("dest_id", "string", "other end"),
        _c("origin_name", "string", "first end, name"),
        _c("dest_name", "string", "other end, name"),
        _c("event_ids", "string", "events that it rests on, joined by a space"),
        _GEOMETRY,
    ),
    "advances": (
        _c("advance_id", "string", "id of the movement", required=True),
        _c("movement", "string", "advance, withdrawal or evacuation", required=True),
        _c("side", "category", "who moves", values=model.SIDES),
        _c("origin_id", "string", "where it starts"),
        _c("origin_name", "string", "where it starts, name"),
        _c("target_id", "string", "where it leads", required=True),
        _c("target_name", "string", "where it leads, name"),
        _c("inferred", "bool", "the text names no start: it is the nearest place reported in the same side's hands"),
        _c("date", "date", "last day on which it is told", required=True),
        _c("first_date", "date", "first day on which it is told"),
        _c("certainty", "category", "certainty of the strongest claim", values=model.CERTAINTIES),
        _c("sources", "int", "independent sources"),
        _c("event_ids", "string", "events that it rests on, joined by a space"),
        _GEOMETRY,
    ),
    "frontline": (
        _c("date", "date", "day", required=True),
        _c("what", "string", "held (polygon), regained (polygon) or line", required=True),
        _c("side", "category", "side that holds or regained the area", values=model.SIDES),
        _c("estimated", "bool", "always true: an inference, not a report"),
        _c("uncertainty_km", "float", "distance to the nearest evidence", unit="km"),
        _c("area_km2", "float", "area on the ellipsoid", unit="km2"),
        _c("claimed_km2", "float", "area that officials claimed to have regained", unit="km2"),
        _GEOMETRY,
    ),
}

_PANDAS: dict[str, Any] = {
    "string": "string",
    "int": "Int64",
    "float": "float64",
    "bool": "boolean",
    "date": "datetime64[ns]",
    "time": "datetime64[ns, UTC]",
}


def _columns(name: str) -> tuple[Column, ...]:
    try:
        return FRAMES[name]
    except KeyError:
        raise ConfigError(f"no frame is called {name!r}; there are {', '.join(FRAMES)}", key="name", close=list(FRAMES)) from None


def codebook(name: str | None = None) -> pd.DataFrame:
    """Return the codebook of one frame, or of all.

    Parameters
    ----------
    name : str, optional
        "reports", "toponyms", "events", "control", "glocs", "advances" or "frontline"; all where none is given.

    Returns
    -------
    pandas.DataFrame
        One row a column: frame, column, dtype, required, unit, values, meaning.

    Examples
    --------
    >>> codebook("control").set_index("column").loc["status", "values"]
    'UA RU CONTESTED UNKNOWN'
    """
    names = list(FRAMES) if name is None else [name]
    return pd.DataFrame(
        [
            {
                "frame": n,
                "column": c.name,
                "dtype": c.dtype,
                "required": c.required,
                "unit": c.unit,
                "values": " ".join(c.values),
                "meaning": c.meaning,
            }
            for n in names
            for c in _columns(n)
        ]
    )


def empty_frame(name: str) -> pd.DataFrame:
    """Return a frame of no rows with all the columns and dtypes of the codebook (a GeoDataFrame where it has a geometry)."""
    return conform(pd.DataFrame({c.name: [] for c in _columns(name)}), name)


@cache
def _kept(column: Column) -> Any:
    """The dtype in which a column is kept: one that has it already needs no second look."""
    if column.dtype == "category":
        return pd.CategoricalDtype(list(column.values), ordered=True)
    times = {"date": "datetime64[ns]", "time": "datetime64[ns, UTC]"}
    return pd.api.types.pandas_dtype(times.get(column.dtype) or _PANDAS[column.dtype])


def conform(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Bring a frame's columns into the codebook's order and dtypes; missing columns are added empty, others kept at the end.

    Parameters
    ----------
    frame : pandas.DataFrame
        Any frame, for example as read from a file that knows no categories.
    name : str
        Name of the frame in the codebook.

    Returns
    -------
    geopandas.GeoDataFrame or pandas.DataFrame
        A copy; EPSG:4326.
    """
    import geopandas as gpd

    columns = _columns(name)
    out: dict[str, object] = {}
    for c in columns:
        values = frame[c.name] if c.name in frame.columns else pd.Series([None] * len(frame), index=frame.index, dtype=object)
        if c.dtype == "geometry":
            out[c.name] = gpd.GeoSeries(values, index=frame.index, crs=getattr(values, "crs", None) or CRS).to_crs(CRS)
        elif values.dtype == (kept := _kept(c)):
            out[c.name] = values
        elif c.dtype == "category":
            out[c.name] = pd.Categorical(values.astype(object).where(values.isin(c.values), None), dtype=kept)
        elif c.dtype == "date":
            dates = pd.to_datetime(values, errors="coerce", format="ISO8601")  # 11.09.2022 is not guessed at
            if getattr(dates.dt, "tz", None) is not None:
                dates = dates.dt.tz_localize(None)
            out[c.name] = dates.astype("datetime64[ns]")
        elif c.dtype == "time":
            out[c.name] = pd.to_datetime(values, errors="coerce", utc=True, format="ISO8601").astype("datetime64[ns, UTC]")
        elif c.dtype == "bool":
            out[c.name] = _truth(values).map(lambda v: v if v in (True, False) else None, na_action="ignore").astype("boolean")
        elif c.dtype in ("int", "float"):
            out[c.name] = pd.to_numeric(values, errors="coerce").astype(_PANDAS[c.dtype])
        else:
            out[c.name] = values.astype(_PANDAS[c.dtype])
    known = {c.name for c in columns}
    for extra in frame.columns:
        if extra not in known:
            out[extra] = frame[extra]
    result = pd.DataFrame(out, index=frame.index)
    if "geometry" in known:
        result = gpd.GeoDataFrame(result, geometry="geometry", crs=CRS)
    return result


_TRUTH = {"true": True, "1": True, "false": False, "0": False, "": None}


def _truth(values: Any) -> Any:
    """Words of truth, as tables of text have them, made what they mean; others stay."""
    return values.astype(object).map(lambda v: _TRUTH.get(v.strip().lower(), v) if isinstance(v, str) else v)


def check_frame(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Check a frame against its codebook and return it with the codebook's dtypes.

    Parameters
    ----------
    frame : pandas.DataFrame
        The frame to check, for example a user's own events.
    name : str
        Name of the frame in the codebook.

    Returns
    -------
    geopandas.GeoDataFrame or pandas.DataFrame
        The frame as `conform` gives it.

    Raises
    ------
    SchemaError
        Every fault at once: missing required columns, empty required values, words that the codebook doesn't have.

    Examples
    --------
    >>> import pandas as pd
    >>> check_frame(pd.DataFrame({"place_id": ["a"], "status": ["FR"]}), "control")
    Traceback (most recent call last):
    ...
    conflictmap.errors.SchemaError: control: column status holds 'FR' in row 0; use one of UA, RU, CONTESTED, UNKNOWN; column valid_from is missing
    """
    problems: list[str] = []
    for c in _columns(name):
        if c.name not in frame.columns:
            if c.required:
                problems.append(f"column {c.name} is missing")
            continue
        values = frame[c.name]
        if c.required and c.dtype != "geometry" and values.isna().any():
            problems.append(f"column {c.name} is empty in row {values.index[values.isna()][0]}")
        if c.dtype != "geometry" and values.dtype == _kept(c):
            continue
        if c.dtype == "category":
            bad = values[values.notna() & ~values.isin(c.values)]
            if len(bad):
                problems.append(f"column {c.name} holds {bad.iloc[0]!r} in row {bad.index[0]}; use one of {', '.join(c.values)}")
        elif c.dtype in ("date", "time"):
            parsed = pd.to_datetime(values, errors="coerce", utc=True, format="ISO8601")
            bad = values[values.notna() & parsed.isna()]
            if len(bad):
                problems.append(f"column {c.name} holds {bad.iloc[0]!r} in row {bad.index[0]}, which is no ISO date")
        elif c.dtype == "bool":
            bad = values[_truth(values).map(lambda v: not (pd.isna(v) or v in (True, False)))]
            if len(bad):
                problems.append(f"column {c.name} holds {bad.iloc[0]!r} in row {bad.index[0]}; use true or false")
        elif c.dtype in ("int", "float"):
            bad = values[values.notna() & pd.to_numeric(values, errors="coerce").isna()]
            if len(bad):
                problems.append(f"column {c.name} holds {bad.iloc[0]!r} in row {bad.index[0]}, which is no number")
    if problems:
        raise SchemaError(name, problems)
    return conform(frame, name)


def claims_of(events: pd.DataFrame) -> pd.DataFrame:
    """Check events for a fold or a picture: what a warring side reports in its own voice is its claim, said by its source.

    Parameters
    ----------
    events : pandas.DataFrame
        Events frame. A row that is "reported", names no claimant and has a side of the claimant comes from a side's own organ.

    Returns
    -------
    geopandas.GeoDataFrame
        The frame as `check_frame` gives it; such rows are "claimed", with their source as `claimant`.

    Raises
    ------
    SchemaError
        As `check_frame`.
    """
    frame = check_frame(events, "events")
    own = (frame["certainty"] == "reported") & frame["claimant"].isna() & frame["claimant_side"].isin(model.SIDES)
    if own.any():
        frame.loc[own, "certainty"] = "claimed"
        frame.loc[own, "claimant"] = frame.loc[own, "source"]
    return frame


def outlets_of(events: pd.DataFrame) -> pd.Series[str]:
    """Tell who printed each event, to be shown and counted: its source, else the host of its address, else its file or report.

    Parameters
    ----------
    events : pandas.DataFrame
        Events frame; `source`, `url` and `report_id` are looked at. The posts of a file that doesn't name its site are of one.

    Returns
    -------
    pandas.Series
        Of strings, with the index of the frame; missing where nothing tells it.

    Examples
    --------
    >>> import pandas as pd
    >>> told = {"source": ["The Example", None, None], "url": [None, "https://www.news.example/1", None]}
    >>> outlets_of(pd.DataFrame(told | {"report_id": ["a", "b", "blog#90c82cc3"]})).tolist()
    ['The Example', 'news.example', 'blog']
    """
    source, url, report = (events[name].astype("string") for name in ("source", "url", "report_id"))
    host = url.str.extract(r"^https?://(?:www\.)?([^/\s]+)", expand=False)
    return source.fillna(host).fillna(report.str.split("#").str[0])
