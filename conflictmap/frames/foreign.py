"""Events and control from elsewhere: ACLED, UCDP GED, VIINA and a user's own table, to our columns; and ours to theirs.

`crosswalk` prints the tables that both ways follow. Where a scheme has no word for what ours says, or ours none for theirs,
the table says so: such rows of theirs are left out, and such events of ours become the scheme's "other".

Sources of the codes: the codebooks of ACLED (2023), of UCDP GED (23.1) and of VIINA (2.0).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, get_args

import pandas as pd

from conflictmap.errors import ConfigError, SchemaError, StoreError
from conflictmap.frames.codebook import FRAMES, check_frame, conform
from conflictmap.frames.files import read_frame

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["Scheme", "convert_events", "crosswalk", "read_events", "read_viina_control", "scheme_of"]

Scheme = Literal["acled", "ucdp", "viina"]
SCHEMES: tuple[str, ...] = get_args(Scheme)


class Places(Protocol):
    """What is needed of a gazetteer to give foreign events our places; `Gazetteer` has it."""

    def lookup(self, name: str) -> gpd.GeoDataFrame: ...
    def near(self, lon: float, lat: float, *, km: float) -> gpd.GeoDataFrame: ...


# theirs -> ours; the side is the first actor's unless it is said here
_ACLED_IN: dict[str, str | None] = {
    "Armed clash": "fighting",
    "Government regains territory": "control_gained",
    "Non-state actor overtakes territory": "control_gained",
    "Non-violent transfer of territory": "control_gained",
    "Air/drone strike": "strike",
    "Shelling/artillery/missile attack": "strike",
    "Remote explosive/landmine/IED": "strike",
    "Chemical weapon": "strike",
    "Grenade": "strike",
    "Suicide bomb": "strike",
    "Headquarters or base established": "reinforcement",
    "Attack": None,
    "Abduction/forced disappearance": None,
    "Sexual violence": None,
    "Agreement": None,
    "Arrests": None,
    "Change to group/activity": None,
    "Disrupted weapons use": None,
    "Looting/property destruction": None,
    "Other": None,
    "Peaceful protest": None,
    "Protest with intervention": None,
    "Excessive force against protesters": None,
    "Violent demonstration": None,
    "Mob violence": None,
}
_UCDP_IN: dict[str, str | None] = {"1": "fighting", "2": "fighting", "3": "strike"}
_VIINA_IN: dict[str, str | None] = {
    "t_control": "control_gained",
    "t_occupy": "entered",
    "t_firefight": "fighting",
    "t_armor": "fighting",
    "t_raid": "fighting",
    "t_airstrike": "strike",
    "t_artillery": "strike",
    "t_uav": "strike",
    "t_ied": "strike",
}
# ours -> theirs: ACLED's type and sub-type, UCDP's type of violence, VIINA's label
_OUT: dict[str, tuple[str, str, str | None, str | None]] = {
    "control_gained": ("Battles", "Government regains territory", "1", "t_control"),  # by Russia: see `_ACLED_TAKEN`
    "control_held": ("Strategic developments", "Other", None, "t_control"),
    "entered": ("Battles", "Armed clash", "1", "t_occupy"),
    "flag_raised": ("Strategic developments", "Other", None, "t_control"),
    "withdrew": ("Strategic developments", "Non-violent transfer of territory", None, None),
    "fighting": ("Battles", "Armed clash", "1", "t_firefight"),
    "advance": ("Battles", "Armed clash", "1", "t_raid"),
    "repelled": ("Battles", "Armed clash", "1", "t_firefight"),
    "reinforcement": ("Strategic developments", "Other", None, None),
    "supply_route": ("Strategic developments", "Other", None, None),
    "supply_cut": ("Strategic developments", "Other", None, None),
    "evacuation": ("Strategic developments", "Other", None, None),
    "strike": ("Explosions/Remote violence", "Shelling/artillery/missile attack", "1", "t_artillery"),
    "area_regained": ("Strategic developments", "Other", None, "t_control"),
}
_ACLED_TAKEN = "Non-state actor overtakes territory"  # how ACLED codes that Russia's forces take a place
_TIME_IN = {
    "acled": {"1": "day", "2": "week", "3": "month"},
    "ucdp": {"1": "day", "2": "week", "3": "week", "4": "month", "5": "month"},
}
_TIME_OUT = {
    "acled": {"day": 1, "published": 1, "week": 2, "month": 3},
    "ucdp": {"day": 1, "published": 1, "week": 3, "month": 4},
}
# codes of place -> the kind of place, and the relation to it
_GEO_IN: dict[str, dict[str, tuple[str, str | None]]] = {
    "acled": {"1": ("settlement", None), "2": ("settlement", "near"), "3": ("oblast", None)},
    "ucdp": {
        "1": ("settlement", None),
        "2": ("settlement", "near"),
        "3": ("raion", None),
        "4": ("oblast", None),
        "5": ("area", None),
        "6": ("country", None),
        "7": ("area", None),
    },
    "viina": {
        "STREET": ("settlement", None),
        "ADM3": ("settlement", None),
        "ADM2": ("raion", None),
        "ADM1": ("oblast", None),
    },
}
_KIND_OUT: dict[str, dict[str, int | str]] = {
    "acled": {"settlement": 1, "facility": 1, "raion": 2, "hromada": 2, "relief": 2, "oblast": 3},
    "ucdp": {"settlement": 1, "facility": 1, "raion": 3, "hromada": 3, "oblast": 4, "country": 6},
    "viina": {"settlement": "ADM3", "facility": "STREET", "raion": "ADM2", "hromada": "ADM2", "oblast": "ADM1"},
}
_ELSEWHERE: dict[str, int | str] = {"acled": 2, "ucdp": 5, "viina": "ADM2"}  # rivers, roads, areas
_ACTORS = {"UA": "Military Forces of Ukraine", "RU": "Military Forces of Russia"}
_RUSSIAN = re.compile(r"russia|donetsk people|luhansk people|lugansk people|\b[DL][NP]R\b|novorossi|wagner|kadyrov|chechen", re.I)
_UKRAINIAN = re.compile(r"ukrain|azov", re.I)


def crosswalk(scheme: Scheme) -> pd.DataFrame:
    """Return the table by which events are carried to and from a scheme.

    Parameters
    ----------
    scheme : {"acled", "ucdp", "viina"}
        Whose codes.

    Returns
    -------
    pandas.DataFrame
        `direction` ("in": theirs to ours, "out": ours to theirs), `what` ("type", "time" or "place"), `theirs`, `ours`; an empty
        `ours` is left out at reading, an empty `theirs` at converting.

    Examples
    --------
    >>> table = crosswalk("ucdp")
    >>> table[(table["direction"] == "in") & (table["what"] == "time")][["theirs", "ours"]].values.tolist()[:2]
    [['1', 'day'], ['2', 'week']]
    """
    _known(scheme)
    rows: list[tuple[str, str, str | None, str | None]] = []
    types_in = {"acled": _ACLED_IN, "ucdp": _UCDP_IN, "viina": _VIINA_IN}[scheme]
    rows += [("in", "type", theirs, ours) for theirs, ours in types_in.items()]
    rows += [("in", "time", theirs, ours) for theirs, ours in _TIME_IN.get(scheme, {}).items()]
    rows += [("in", "place", code, f"{kind}, {near}" if near else kind) for code, (kind, near) in _GEO_IN[scheme].items()]
    for ours, (main, sub, violence, label) in _OUT.items():
        theirs = {"acled": f"{main}: {sub}", "ucdp": violence, "viina": label}[scheme]
        rows.append(("out", "type", theirs, ours))
    if scheme == "acled":
        rows.append(("out", "type", f"Battles: {_ACLED_TAKEN}", "control_gained by RU"))
    rows += [("out", "time", str(code), ours) for ours, code in _TIME_OUT.get(scheme, {}).items()]
    rows += [("out", "place", str(code), kind) for kind, code in _KIND_OUT[scheme].items()]
    rows.append(("out", "place", str(_ELSEWHERE[scheme]), "any other kind"))
    return pd.DataFrame(rows, columns=["direction", "what", "theirs", "ours"], dtype="string")


def read_events(
    table: pd.DataFrame | str | os.PathLike[str],
    scheme: Scheme | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    gazetteer: Places | None = None,
    **same: Any,
) -> gpd.GeoDataFrame:
    """Read events of ACLED, UCDP GED or VIINA, or of a table of one's own, into the events frame.

    Parameters
    ----------
    table : pandas.DataFrame or path
        The table; a file ends in .csv (also zipped, as VIINA gives it), .parquet, .gpkg, .geojson, .fgb, .kml or .jsonl. VIINA's
        labels and locations stand in two files: give them merged on `event_id`, or its `event_1pd` file.
    scheme : {"acled", "ucdp", "viina"}, optional
        Whose columns they are; told from the columns where not given. A table of none of them is one of one's own.
    columns : mapping of str to str, optional
        For a table of one's own: our name of a column (also `lon` and `lat`, degrees) to the table's.
    gazetteer : Gazetteer, optional
        Gives the events our places (`place_id`, `name`, `admin1`), so that they stand with those read from reports: of the
        places with the row's name the one nearest to its coordinates within 15 km, or the nearest settlement within 3 km.
        Without it, places are told apart by name and coordinates.
    **same : object
        Columns that have one value in all rows: ``event_type="strike", certainty="reported"``.

    Returns
    -------
    geopandas.GeoDataFrame
        The events frame (see `codebook("events")`), EPSG:4326. Rows of theirs that ours has no type for are left out
        (see `crosswalk`). A table without `certainty` is taken as "reported", one without `kind` as settlements.

    Raises
    ------
    SchemaError
        Required columns are missing or hold words that the codebook doesn't have, a place lies outside of the world, or all
        lie outside of Ukraine and would lie in it with lon and lat exchanged. Rows of a file are counted as its lines.

    Examples
    --------
    >>> import pandas as pd
    >>> mine = pd.DataFrame({"town": ["Izium"], "day": ["2022-09-10"], "x": [37.26], "y": [49.21]})
    >>> names = {"name": "town", "date": "day", "lon": "x", "lat": "y"}
    >>> events = read_events(mine, columns=names, event_type="control_gained", side="UA")
    >>> events[["name", "event_type", "side", "certainty"]].values.tolist()
    [['Izium', 'control_gained', 'UA', 'reported']]
    """
    if scheme is not None:
        _known(scheme)
    if isinstance(table, pd.DataFrame):
        return _read_table(table.copy(), scheme, columns or {}, gazetteer, same)
    try:
        return _read_table(_load(Path(table)), scheme, columns or {}, gazetteer, same).reset_index(drop=True)
    except SchemaError as error:
        raise SchemaError(os.fspath(table), error.problems) from error


def _read_table(
    frame: pd.DataFrame, scheme: Scheme | None, columns: Mapping[str, str], gazetteer: Places | None, same: Mapping[str, Any]
) -> Any:
    kind = scheme or (None if columns else scheme_of(frame))
    lon, lat = ("longitude", "latitude") if kind else (columns.get(axis, axis) for axis in ("lon", "lat"))
    frame = _located(frame, lon, lat, gazetteer)
    out = _READERS[kind](frame) if kind else _own(frame, columns)
    if "geometry" in out.columns:
        _located(_corners(out["geometry"]), "lon", "lat", gazetteer)
    for name, value in same.items():
        out[name] = value
    if "certainty" not in out.columns:
        out["certainty"] = "reported"
    if "kind" not in out.columns:
        out["kind"] = "settlement"
    if gazetteer is not None:
        out = _placed(out, gazetteer)
    elif "place_id" not in out.columns:
        out["place_id"] = [
            None if pd.isna(lon) else f"{kind or 'own'}-{name}-{lon:.3f},{lat:.3f}"
            for name, lon, lat in zip(out["name"] if "name" in out.columns else out.index, out["lon"], out["lat"], strict=True)
        ]
    if "event_id" not in out.columns:
        out["event_id"] = [f"{kind or 'own'}-{i}" for i in range(len(out))]
    out["geometry"] = _points(out)
    return check_frame(out.drop(columns=["lon", "lat"]), "events")


def convert_events(events: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """Carry our events to the columns and codes of ACLED, UCDP GED or VIINA.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        The events frame.
    scheme : {"acled", "ucdp", "viina"}
        Whose columns.

    Returns
    -------
    pandas.DataFrame
        One row an event that the scheme has a code for (see `crosswalk`); predicted and denied events are no events to them
        and are left out. A line is put at its first point. Deaths are unknown to reports of control, and so to this table.

    Examples
    --------
    >>> import pandas as pd
    >>> ours = read_events(pd.DataFrame({"name": ["Izium"], "date": ["2022-09-10"], "lon": [37.26], "lat": [49.21]}),
    ...                    event_type="control_gained", side="UA")
    >>> convert_events(ours, "acled")[["event_date", "sub_event_type", "geo_precision"]].values.tolist()
    [['2022-09-10', 'Government regains territory', 1]]
    """
    import shapely

    _known(scheme)
    rows = conform(events, "events")
    rows = rows[~rows["certainty"].isin(["predicted", "denied"])]
    types = rows["event_type"].astype(str)
    if scheme != "acled":
        rows = rows[[_OUT[t][2 if scheme == "ucdp" else 3] is not None for t in types]]
        types = rows["event_type"].astype(str)
    shapes: Any = rows.geometry
    first = shapes.map(lambda s: None if s is None or s.is_empty else shapely.Point(shapely.get_coordinates(s)[0]))
    lon, lat = (pd.Series([None if p is None else getattr(p, axis) for p in first], index=rows.index) for axis in "xy")
    side = rows["side"].astype(object).where(rows["side"].notna(), None)
    place = [
        _KIND_OUT[scheme].get(str(kind), _ELSEWHERE[scheme]) if pd.isna(relation) or relation == "part" else _near_code(scheme)
        for kind, relation in zip(rows["kind"].fillna("area"), rows["relation"], strict=True)
    ]
    day = rows["date"].dt.strftime("%Y-%m-%d")
    actor = side.map(lambda s: _ACTORS.get(s, "Unidentified Armed Group"))
    common = {"latitude": lat, "longitude": lon}
    if scheme == "acled":
        taken = (types == "control_gained") & (side == "RU")
        return pd.DataFrame(
            {
                "event_id_cnty": "UKR" + rows["event_id"],
                "event_date": day,
                "year": rows["date"].dt.year,
                "time_precision": rows["date_precision"].astype(object).map(_TIME_OUT["acled"]).fillna(1).astype(int),
                "event_type": types.map(lambda t: _OUT[t][0]),
                "sub_event_type": types.map(lambda t: _OUT[t][1]).where(~taken, _ACLED_TAKEN),
                "actor1": actor,
                "country": "Ukraine",
                "admin1": rows["admin1"].str.removesuffix(" Oblast"),
                "location": rows["name"],
                **common,
                "geo_precision": place,
                "source": rows["source"],
                "notes": rows["quote"],
            }
        ).reset_index(drop=True)
    if scheme == "ucdp":
        return pd.DataFrame(
            {
                "id": rows["event_id"],
                "year": rows["date"].dt.year,
                "type_of_violence": types.map(lambda t: int(_OUT[t][2] or 0)),
                "side_a": side.map({"UA": "Government of Ukraine", "RU": "Government of Russia (Soviet Union)"}),
                "source_article": rows["source"],
                "source_headline": rows["title"],
                "where_prec": place,
                "where_coordinates": rows["name"],
                "adm_1": rows["admin1"].str.replace("Oblast", "oblast"),
                **common,
                "country": "Ukraine",
                "date_prec": rows["date_precision"].astype(object).map(_TIME_OUT["ucdp"]).fillna(1).astype(int),
                "date_start": day,
                "date_end": day,
            }
        ).reset_index(drop=True)
    out = pd.DataFrame(
        {
            "event_id": rows["event_id"],
            "report_id": rows["report_id"],
            "date": rows["date"].dt.strftime("%Y%m%d"),
            "geonameid": rows["place_id"].str.extract(r"^gn-(\d+)$", expand=False),
            "address": rows["name"],
            **common,
            "GEO_PRECISION": place,
            "text": rows["quote"],
            "source": rows["source"],
            "url": rows["url"],
            "a_rus_b": (side == "RU").astype(int),
            "a_ukr_b": (side == "UA").astype(int),
            "t_mil_b": 1,
        }
    )
    for label in dict.fromkeys(row[3] for row in _OUT.values() if row[3]):
        out[f"{label}_b"] = types.map(lambda t, label=label: int(_OUT[t][3] == label))
    return out.reset_index(drop=True)


def read_viina_control(
    table: pd.DataFrame | str | os.PathLike[str], *, status: str = "status", places: pd.DataFrame | None = None
) -> gpd.GeoDataFrame:
    """Read VIINA's daily control of settlements into spells, to be drawn beside what reports say.

    Parameters
    ----------
    table : pandas.DataFrame or path
        A row a settlement and day, with `geonameid`, `date` (YYYYMMDD) and the status.
    status : str
        Which source's column: "status", "status_wiki", "status_boost", "status_dsm" or "status_isw".
    places : pandas.DataFrame, optional
        A table with `geonameid`, `longitude`, `latitude` and `asciiname`, where `table` has none (VIINA's list of places).

    Returns
    -------
    geopandas.GeoDataFrame
        The control frame (see `codebook("control")`): a spell lasts from a day to the first day with another status, or with
        none for more than seven days; the last one is open.
    """
    frame = table.copy() if isinstance(table, pd.DataFrame) else _load(Path(table))
    _need(frame, "control", ["geonameid", "date", status])
    if places is not None:
        frame = frame.merge(places.astype({"geonameid": str}), on="geonameid", how="left", suffixes=("", "_place"))
    frame = _dated(frame, "date", format="%Y%m%d")
    frame = frame.assign(day=frame["date"], status=frame[status].astype("string").str.upper())
    frame = frame[frame["status"].isin(["UA", "RU", "CONTESTED"])].sort_values(["geonameid", "day"], ignore_index=True)
    before = frame.shift()
    gap = (frame["day"] - before["day"]).dt.days > 7
    begins = (frame["geonameid"] != before["geonameid"]) | (frame["status"] != before["status"]) | gap
    spell = begins.astype(bool).cumsum()
    first, last = frame.groupby(spell).first(), frame.groupby(spell)["day"].last()
    until = last + pd.Timedelta(days=1)
    open_ended = last == frame["day"].max()
    out = pd.DataFrame(
        {
            "place_id": "gn-" + first["geonameid"].astype(str),
            "name": first.get("asciiname"),
            "kind": "settlement",
            "status": first["status"],
            "valid_from": first["day"],
            "valid_to": until.where(~open_ended),
            "last_report": last,
            "claimants": "VIINA",
        }
    ).reset_index(drop=True)
    for axis in ("longitude", "latitude"):
        out[axis[:3]] = pd.to_numeric(first[axis]).to_numpy() if axis in first.columns else float("nan")
    out["geometry"] = _points(out)
    return conform(out.drop(columns=["lon", "lat"]), "control")


def _known(scheme: str) -> None:
    if scheme not in SCHEMES:
        raise ConfigError(f"no scheme {scheme!r}; use one of {', '.join(SCHEMES)}", key="scheme", close=list(SCHEMES))


def _load(path: Path) -> pd.DataFrame:
    """Read a table; its rows are counted as the file's lines."""
    frame = _table(path)
    first = 2 if path.suffix.lower() in _TABLES else 1  # under a head
    return frame.set_axis(range(first, first + len(frame)), axis="index")


_TABLES = (".csv", ".zip")


def _table(path: Path) -> pd.DataFrame:
    if path.suffix.lower() in _TABLES:
        try:
            return pd.read_csv(path, dtype=str, keep_default_na=True)
        except FileNotFoundError as error:
            raise StoreError(f"{path}: there is no such file") from error
        except (ValueError, OSError) as error:
            raise StoreError(f"{path}: can't be read as a table ({' '.join(str(error).split())[:200]})") from error
    return pd.DataFrame(read_frame(path))


def scheme_of(frame: pd.DataFrame) -> Scheme | None:
    """Tell whose columns a table has; None where they are no known scheme's."""
    columns = set(frame.columns)
    if {"event_id_cnty", "sub_event_type"} <= columns:
        return "acled"
    if {"type_of_violence", "where_prec"} <= columns:
        return "ucdp"
    return "viina" if {"a_rus_b", "a_ukr_b"} <= columns else None


def _need(frame: pd.DataFrame, name: str, columns: list[str]) -> None:
    missing = [c for c in columns if c not in frame.columns]
    if missing:
        raise SchemaError(name, [f"column {c} is missing; there are {', '.join(map(str, frame.columns))}" for c in missing])


_AROUND = (12.0, 41.0, 62.0, 62.0)  # west, south, east, north: where a war over Ukraine is told from


def _located(frame: pd.DataFrame, lon: str, lat: str, gazetteer: Places | None) -> pd.DataFrame:
    """Make numbers of a table's degrees, and refuse such as are none."""
    problems = []
    for column, limit in ((lon, 180), (lat, 90)):
        if column in frame.columns:
            given = frame[column]
            degrees = pd.to_numeric(given, errors="coerce")
            word = degrees.isna() & given.notna() & (given.astype(str).str.strip() != "")
            for wrong, what in ((word, "no number"), (degrees.abs() > limit, f"beyond {limit} degrees")):
                if wrong.any():
                    at = int(wrong.to_numpy().argmax())
                    problems.append(f"column {column} holds {given.iloc[at]!r} in row {frame.index[at]}, which is {what}")
            frame = frame.assign(**{column: degrees})
    if problems:
        raise SchemaError("events", problems)
    if lon in frame.columns and lat in frame.columns:
        _check_order(frame[[lon, lat]].dropna(), gazetteer)
    return frame


def _check_order(points: pd.DataFrame, gazetteer: Places | None) -> None:
    """Refuse a table whose places all lie around Ukraine if lon and lat are exchanged, and none as they stand."""
    west, south, east, north = _AROUND
    x, y = (points.iloc[:, axis].astype(float) for axis in (0, 1))
    around = x.between(west, east) & y.between(south, north)
    exchanged = y.between(west, east) & x.between(south, north)
    if points.empty or around.any() or not exchanged.all():
        return
    a, b = float(x.iloc[0]), float(y.iloc[0])
    if gazetteer is not None and len(gazetteer.near(a, b, km=50)) > len(gazetteer.near(b, a, km=50)):
        return  # it is one of that land
    lon, lat = points.columns
    first = f"row {points.index[0]}: {lon} {a:g}, {lat} {b:g}"
    raise SchemaError("events", [f"{lon} and {lat} stand one for the other in all rows ({first}); exchange them"])


def _corners(shapes: Any) -> pd.DataFrame:
    """The points that shapes are made of, under the label of their row."""
    import geopandas as gpd
    import shapely

    given = gpd.GeoSeries(shapes)
    degrees = given if given.crs is None else given.to_crs("EPSG:4326")
    xy, at = shapely.get_coordinates(degrees.to_numpy(), return_index=True)
    return pd.DataFrame(xy, columns=["lon", "lat"], index=given.index[at])


def _side(actors: Any) -> list[str | None]:
    return [
        None if pd.isna(actor) else "RU" if _RUSSIAN.search(str(actor)) else "UA" if _UKRAINIAN.search(str(actor)) else None
        for actor in actors
    ]


def _codes(values: Any) -> Any:
    return pd.to_numeric(values, errors="coerce").astype("Int64").astype("string")


def _place_codes(scheme: str, codes: Any) -> dict[str, list[str | None]]:
    found = [_GEO_IN[scheme].get(str(code), ("area", None)) for code in codes]
    return {"kind": [kind for kind, _ in found], "relation": [relation for _, relation in found]}


def _optional(frame: pd.DataFrame, name: str) -> Any:
    return frame[name] if name in frame.columns else None


def _dated(frame: pd.DataFrame, column: str, **how: Any) -> pd.DataFrame:
    """Make days of a column, and refuse what is none."""
    given = frame[column]
    days = pd.to_datetime(given.astype(str).str.replace(r"\.0$", "", regex=True), errors="coerce", **how)
    if days.isna().any():
        at = int(days.isna().to_numpy().argmax())
        raise SchemaError("events", [f"column {column} holds {given.iloc[at]!r} in row {frame.index[at]}, which is no date"])
    return frame.assign(**{column: days})


def _read_acled(frame: pd.DataFrame) -> pd.DataFrame:
    _need(frame, "events", ["event_id_cnty", "event_date", "sub_event_type", "actor1", "latitude", "longitude"])
    frame = _dated(frame, "event_date", format="mixed")
    frame = frame[frame["sub_event_type"].map(_ACLED_IN).notna()].reset_index(drop=True)
    types = frame["sub_event_type"].map(_ACLED_IN)
    side = pd.Series(_side(frame["actor1"]), dtype=object)
    codes = _codes(frame["geo_precision"]) if "geo_precision" in frame.columns else ["1"] * len(frame)
    time = _codes(frame["time_precision"]) if "time_precision" in frame.columns else pd.Series(["1"] * len(frame))
    return pd.DataFrame(
        {
            "event_id": "acled-" + frame["event_id_cnty"].astype(str),
            "event_type": types,
            # the order of two fighting actors says nothing (ACLED's codebook)
            "side": side.where(types != "fighting", None),
            "date": frame["event_date"],
            "date_precision": time.map(_TIME_IN["acled"]),
            "name": _optional(frame, "location"),
            "admin1": _oblast(_optional(frame, "admin1")),
            **_place_codes("acled", codes),
            "lon": frame["longitude"],
            "lat": frame["latitude"],
            "quote": _optional(frame, "notes"),
            "source": _optional(frame, "source"),
        }
    )


def _oblast(values: Any) -> Any:
    if values is None:
        return None
    return values.map(
        lambda v: v if pd.isna(v) or v in ("Crimea", "Kyiv City", "Sevastopol") else f"{v} Oblast", na_action="ignore"
    )


def _read_ucdp(frame: pd.DataFrame) -> pd.DataFrame:
    _need(frame, "events", ["id", "type_of_violence", "date_end", "latitude", "longitude"])
    frame = _dated(frame, "date_end", format="mixed")
    types = _codes(frame["type_of_violence"]).map(_UCDP_IN)
    frame, types = frame[types.notna()].reset_index(drop=True), types[types.notna()].reset_index(drop=True)
    side = pd.Series(_side(frame["side_a"]) if "side_a" in frame.columns else [None] * len(frame), dtype=object)
    codes = _codes(frame["where_prec"]) if "where_prec" in frame.columns else ["1"] * len(frame)
    time = _codes(frame["date_prec"]) if "date_prec" in frame.columns else pd.Series(["1"] * len(frame))
    admin1 = _optional(frame, "adm_1")
    return pd.DataFrame(
        {
            "event_id": "ucdp-" + frame["id"].astype(str),
            "event_type": types,
            "side": side.where(types != "fighting", None),
            "date": frame["date_end"].dt.normalize(),
            "date_precision": time.map(_TIME_IN["ucdp"]),
            "name": None
            if "where_coordinates" not in frame.columns
            else frame["where_coordinates"].map(_bare, na_action="ignore"),
            "admin1": None if admin1 is None else admin1.map(lambda v: str(v).replace("oblast", "Oblast"), na_action="ignore"),
            **_place_codes("ucdp", codes),
            "lon": frame["longitude"],
            "lat": frame["latitude"],
            "quote": _optional(frame, "source_headline"),
            "source": _optional(frame, "source_article"),
        }
    )


def _bare(name: str) -> str:
    """UCDP writes "Izium town", "Sakhanka village"."""
    return re.sub(r"\s+(?:village|town|city|settlement|urban-type settlement)$", "", str(name), flags=re.I)


def _read_viina(frame: pd.DataFrame) -> pd.DataFrame:
    _need(frame, "events", ["date", "latitude", "longitude"])
    frame = _dated(frame, "date", format="%Y%m%d").reset_index(drop=True)
    parts = []
    for ours in dict.fromkeys(t for t in _VIINA_IN.values() if t):
        labels = [f"{label}_b" for label, t in _VIINA_IN.items() if t == ours and f"{label}_b" in frame.columns]
        # control is what the report is about: what else it names is how it came to it
        marked = frame[labels].apply(pd.to_numeric).fillna(0).gt(0).any(axis=1) if labels else pd.Series(False, index=frame.index)
        parts.append(frame[marked].assign(ours=ours))
    frame = pd.concat(parts).sort_index(kind="stable")
    order = frame.index
    frame = frame.reset_index(drop=True)
    rus, ukr = (pd.to_numeric(frame[c]).fillna(0) > 0 for c in ("a_rus_b", "a_ukr_b"))
    side = pd.Series(None, index=frame.index, dtype=object).mask(rus & ~ukr, "RU").mask(ukr & ~rus, "UA")
    ids = next((frame[c] for c in ("event_id", "event_id_1pd", "viinatime") if c in frame.columns), pd.Series(order).astype(str))
    codes = frame["GEO_PRECISION"].astype(str).str.upper() if "GEO_PRECISION" in frame.columns else ["ADM3"] * len(frame)
    out = pd.DataFrame(
        {
            "event_id": "viina-" + ids.astype(str) + "-" + frame["ours"],
            "event_type": frame["ours"],
            "side": side.where(frame["ours"] != "fighting", None),
            "date": frame["date"],
            "date_precision": "published",
            "name": next((frame[c] for c in ("asciiname", "name", "address") if c in frame.columns), None),
            **_place_codes("viina", codes),
            "lon": frame["longitude"],
            "lat": frame["latitude"],
            "quote": _optional(frame, "text"),
            "source": _optional(frame, "source"),
            "url": _optional(frame, "url"),
        }
    )
    if "geonameid" in frame.columns:
        out["place_id"] = "gn-" + _codes(frame["geonameid"])
    return out


def _own(frame: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    known = {c.name for c in FRAMES["events"]} | {"lon", "lat"}
    strange = sorted(set(columns) - known)
    if strange:
        raise ConfigError(
            f"columns: ours has no column {strange[0]!r}; see codebook('events')", key="columns", close=sorted(known)
        )
    _need(frame, "events", list(columns.values()))
    out = frame.rename(columns={theirs: ours for ours, theirs in columns.items()})
    shapes: Any = out.get("geometry")
    if shapes is not None and "lon" not in out.columns:
        return pd.DataFrame(out).assign(lon=float("nan"), lat=float("nan"))
    return pd.DataFrame(out).assign(**{axis: float("nan") for axis in ("lon", "lat") if axis not in out.columns})


def _near_code(scheme: str) -> int | str:
    codes: dict[str, int | str] = {"acled": 2, "ucdp": 2, "viina": "ADM3"}
    return codes[scheme]


def _points(frame: pd.DataFrame) -> Any:
    import geopandas as gpd

    points = gpd.GeoSeries.from_xy(frame["lon"].fillna(0), frame["lat"].fillna(0), crs="EPSG:4326")
    points = points.where(frame["lon"].notna() & frame["lat"].notna(), None)
    if "geometry" in frame.columns:
        given = gpd.GeoSeries(frame["geometry"])
        points = points.where(given.isna(), given if given.crs is None else given.to_crs("EPSG:4326"))
    return gpd.GeoSeries(points.to_numpy(), index=frame.index, crs="EPSG:4326")


def _placed(frame: pd.DataFrame, gazetteer: Places) -> pd.DataFrame:
    """Give settlements the gazetteer's id, name and oblast, each distinct place looked up once."""
    frame = frame.copy()
    for column in ("place_id", "name", "admin1", "kind"):
        if column not in frame.columns:
            frame[column] = None
        frame[column] = frame[column].astype(object)
    found: dict[tuple[Any, ...], Any] = {}
    cell: Any = frame.at
    for row in frame.index[frame["kind"].isna() | (frame["kind"] == "settlement")]:
        key = (cell[row, "name"], cell[row, "lon"], cell[row, "lat"])
        if key not in found:
            found[key] = _place(gazetteer, *key)
        place = found[key]
        if place is not None:
            frame.loc[row, ["place_id", "name", "admin1", "kind"]] = [
                place["place_id"],
                place["name"],
                place["admin1"],
                "settlement",
            ]
            if pd.isna(cell[row, "lon"]):
                frame.loc[row, ["lon", "lat"]] = [place.geometry.x, place.geometry.y]
    return frame


def _place(gazetteer: Places, name: Any, lon: Any, lat: Any) -> Any:
    named = gazetteer.lookup(str(name)) if isinstance(name, str) and name else None
    if named is not None:
        named = named[named["kind"] == "settlement"]
    if pd.isna(lon) or pd.isna(lat):
        return None if named is None or named.empty else named.iloc[0]
    near = gazetteer.near(float(lon), float(lat), km=15)
    near = near[near["kind"] == "settlement"]
    same = near[near["place_id"].isin(named["place_id"])] if named is not None else near.iloc[:0]
    close = near[near["km"] <= 3]
    return same.iloc[0] if len(same) else close.iloc[0] if len(close) else None


_READERS: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {"acled": _read_acled, "ucdp": _read_ucdp, "viina": _read_viina}
