"""The page's layers: frames become compact columns, and elements of a folium map carry them with the script that draws.

What came out of a report travels as data (JSON, or deflated and in base64) in `<script>` blocks that no browser runs and no
template engine reads.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from functools import cache
from importlib import resources
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from branca.element import Element, MacroElement

from conflictmap import model
from conflictmap.frames.codebook import outlets_of
from conflictmap.maps import style

__all__ = ["SCRIPTS", "Basemap", "Interface", "Reports", "app_script", "pack_events", "stylesheet"]

# the page's own script in the order in which its parts are joined
SCRIPTS = ("data.js", "symbols.js", "labels.js", "draw.js", "time.js", "panel.js", "page.js", "start.js")
DIGITS = np.frombuffer(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-.", dtype=np.uint8)
CHUNK = 1000  # events whose long texts are packed together and opened on the first click into them
DAY = np.timedelta64(1, "D")
EVIDENCE = 3  # events that are named with a change, the latest
AREA = model.KINDS.index("area")
REGIONS = [model.KINDS.index(kind) for kind in ("oblast", "raion", "hromada", "country", "area")]
LEAVING = ("withdrew", "evacuation", "supply_route", "supply_cut")  # lines of these begin at the event's place, others end there
Packed = dict[str, Any]
Said = dict[str, list[int]]  # by event: its day, the day on which it was printed, its certainty as a code
# the words that codes in the columns stand for
MODEL = {
    "kinds": model.KINDS,
    "event_types": model.EVENT_TYPES,
    "sides": model.SIDES,
    "certainties": model.CERTAINTIES,
    "voices": model.CLAIMANT_SIDES,
    "relations": model.RELATIONS,
    "roles": model.ROLES,
    "precisions": model.DATE_PRECISIONS,
    "statuses": model.STATUSES,
}


class Raw(Element):
    """HTML that is put in as it stands: no template engine sees it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html

    def render(self, **kwargs: Any) -> str:
        """Return the HTML."""
        return self.html


def asset(name: str) -> str:
    """Return the text of a packaged asset."""
    return resources.files("conflictmap.maps").joinpath("assets", name).read_text(encoding="utf-8")


def as_data(value: object) -> str:
    """Return JSON that may stand inside a `<script>` block of any type."""
    packed = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "<>&\u2028\u2029":
        packed = packed.replace(char, f"\\u{ord(char):04x}")
    return packed.encode("utf-8", "replace").decode()


def squeeze(text: str, level: int = 6) -> str:
    """Deflate a text and return it in base64, after its length in four bytes; the same text gives the same bytes."""
    raw = text.encode("utf-8", "replace")
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return base64.b64encode(len(raw).to_bytes(4, "little") + packer.compress(raw) + packer.flush()).decode()


def digits(values: np.ndarray[Any, Any]) -> Packed:
    """Pack integers >= -1 into fixed-width digits to base 64; -1 stands for "missing".

    Returns
    -------
    dict
        `w`, digits a value, and `s`, the digits of value + 1 one after another.
    """
    shifted = np.asarray(values, dtype=np.int64) + 1
    width = 1
    while shifted.size and shifted.max() >= 64**width:
        width += 1
    columns = [DIGITS[(shifted >> (6 * (width - 1 - i))) & 63] for i in range(width)]
    return {"w": width, "s": np.stack(columns, axis=1).tobytes().decode("ascii") if shifted.size else ""}


def _days(values: pd.Series[Any], epoch: np.datetime64) -> np.ndarray[Any, Any]:
    """Days since the epoch, -1 where the date is missing."""
    stamps = values.to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(stamps), -1, (stamps - epoch).astype(np.int64))


def _codes(values: pd.Series[Any], words: tuple[str, ...]) -> np.ndarray[Any, Any]:
    return np.asarray(pd.Categorical(values.astype(object), categories=list(words)).codes, dtype=np.int64)


def _strings(values: pd.Series[Any], most: int | None = None) -> list[str | None]:
    """Texts as plain values; cut after `most` characters, because a name of a megabyte would stop a browser."""
    texts = [None if v is pd.NA or v is None or v != v else str(v) for v in values.to_numpy(dtype=object)]
    return texts if most is None else [shorten(t, most) if t else t for t in texts]


def shorten(text: str, most: int) -> str:
    """Cut a text after `most` characters."""
    return text if len(text) <= most else text[: most - 1] + "…"


def _points(geometry: gpd.GeoSeries) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Longitude and latitude of a point of each geometry, of a way the one that it begins at; NaN where there is none."""
    shapes = np.asarray(geometry.values, dtype=object)
    bare = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    other = ~bare & (shapely.get_type_id(shapes) != 0)
    shapes[bare] = None
    if other.any():
        ways = shapely.get_type_id(shapes) == 1
        shapes[other & ~ways] = shapely.point_on_surface(shapes[other & ~ways])
        shapes[ways] = shapely.get_point(shapes[ways], 0)
    return shapely.get_x(shapes), shapely.get_y(shapes)


def _spots(frame: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Where each row's own place stands: of a movement or route between two places, the end that is the place."""
    shapes = frame.geometry
    if "dest_id" not in frame.columns:
        return shapes
    between = (frame["dest_id"].notna() & (shapes.geom_type == "LineString")).to_numpy(dtype=bool)
    if not between.any():
        return shapes
    leaves = frame["event_type"].isin(LEAVING).to_numpy(dtype=bool)[between]
    lines = np.asarray(shapes.values, dtype=object)
    lines[between] = shapely.get_point(lines[between], np.where(leaves, 0, -1))
    return gpd.GeoSeries(lines, index=frame.index, crs=shapes.crs)


def _degrees(values: np.ndarray[Any, Any], shift: int) -> np.ndarray[Any, Any]:
    """Degrees as whole ten-thousandths (11 m) that are never negative; -1 where there is no place or it lies off the globe."""
    known = np.isfinite(values) & (np.abs(values) <= shift)
    return np.where(known, np.round((np.where(known, values, 0.0) + shift) * 1e4), -1).astype(np.int64)


def _line(coordinates: np.ndarray[Any, Any]) -> list[int]:
    """A line as whole ten-thousandths of a degree, each point after the first as a step from the one before."""
    whole = np.round(coordinates[:, :2] * 1e4).astype(np.int64)
    return np.vstack([whole[:1], np.diff(whole, axis=0)]).ravel().tolist()


def _parts(shape: Any) -> list[list[int]]:
    """All lines and rings of a geometry, however it is nested."""
    if shape is None or shapely.is_empty(shape) or shape.geom_type == "Point":
        return []
    if hasattr(shape, "geoms"):
        return [line for part in shape.geoms for line in _parts(part)]
    lines = shapely.get_rings(shape) if shape.geom_type == "Polygon" else [shape]
    return [_line(shapely.get_coordinates(line)) for line in lines]


class _Places:
    """Places of all frames under one numbering; a place keeps the first position that it is given."""

    def __init__(self) -> None:
        self.frames: list[pd.DataFrame] = []
        self.count = 0

    def add(self, frame: gpd.GeoDataFrame) -> slice:
        """Take the places of a frame in; the slice finds its rows' numbers in what `close` returns."""
        lon, lat = _points(_spots(frame))
        blank = pd.Series(pd.NA, index=frame.index, dtype="string")
        table = pd.DataFrame(
            {
                "id": frame["place_id"].astype("string").to_numpy(),
                "name": frame["name"].astype("string").to_numpy(),
                "kind": _codes(frame["kind"], model.KINDS),
                "admin": frame["admin1"].astype("string").to_numpy(),
                "uk": frame.get("name_uk", blank).astype("string").to_numpy(),
                "people": pd.to_numeric(frame.get("population", pd.Series(0, index=frame.index)), errors="coerce")
                .fillna(0)
                .to_numpy(),
                "lon": _degrees(lon, 180),
                "lat": _degrees(lat, 90),
            }
        )
        self.frames.append(table)
        self.count += len(table)
        return slice(self.count - len(table), self.count)

    def close(self) -> tuple[np.ndarray[Any, Any], pd.DataFrame]:
        """Return the number of each row's place, and the places."""
        rows = pd.concat(self.frames, ignore_index=True)
        own = rows["name"].fillna("") + "|" + rows["lon"].astype("string") + "|" + rows["lat"].astype("string")
        key = rows["id"].where(rows["id"].notna() & (rows["id"] != ""), own)
        # somewhere about a town is another place on the map than the town itself
        about = rows["kind"] == AREA
        key = key.mask(about & key.isin(key[~rows["kind"].isin(REGIONS)]), key + "|area")
        number, _ = pd.factorize(key)
        rows["number"] = number
        first = rows.assign(unknown=rows["lon"] < 0, about=about, unnamed=rows["uk"].isna()).sort_values(
            ["number", "unknown", "about", "unnamed"], kind="stable"
        )
        return np.asarray(number, dtype=np.int64), first.drop_duplicates("number").reset_index(drop=True)


def _pack_places(places: pd.DataFrame) -> Packed:
    admin, admins = pd.factorize(places["admin"])
    return {
        "id": _strings(places["id"], 200),
        "name": [name or "" for name in _strings(places["name"], 120)],
        "uk": _strings(places["uk"], 120) if places["uk"].notna().any() else None,
        "kind": digits(places["kind"].to_numpy()),
        "admin": digits(admin),
        "admins": [shorten(str(a), 120) for a in admins],
        "people": digits(places["people"].to_numpy().astype(np.int64)) if places["people"].any() else None,
        "lon": digits(places["lon"].to_numpy()),
        "lat": digits(places["lat"].to_numpy()),
    }


def _axis(events: gpd.GeoDataFrame, control: gpd.GeoDataFrame | None) -> tuple[np.datetime64, np.datetime64]:
    """First and last day of the time bar: of what is told as news, not of background or predictions."""
    if not len(events) and control is not None and len(control):
        begun = control["valid_from"].to_numpy().astype("datetime64[D]")
        return begun.min(), begun.max()
    days = events["date"].to_numpy().astype("datetime64[D]")
    news = ~(events["background"].fillna(False).to_numpy(dtype=bool) | (events["certainty"] == "predicted").to_numpy(dtype=bool))
    published = events["published"].dt.tz_convert(None).to_numpy().astype("datetime64[D]")
    told = published[~np.isnat(published)]
    if told.size:
        news &= (days >= told.min() - 60 * DAY) & (days <= told.max() + DAY)
    span = days[news] if news.any() else days
    if not span.size:
        return np.datetime64("2022-02-24"), np.datetime64("2022-02-24")
    # a week at least, so that a single day isn't one bar as wide as the page
    return min(span.min(), span.max() - 6 * DAY), span.max()


def _pack_texts(events: gpd.GeoDataFrame) -> list[str]:
    """Long texts of the events, in squeezed chunks of CHUNK rows."""
    names = ("event_id", "quote", "surface", "dest_name", "route", "cues")
    columns = {name: _strings(events[name], None if name in ("quote", "event_id") else 400) for name in names}
    numbers = {name: [None if v != v else v for v in events[name].tolist()] for name in ("distance_km", "area_km2")}
    chunks = []
    for start in range(0, len(events), CHUNK):
        part = {name: values[start : start + CHUNK] for name, values in (columns | numbers).items()}
        filled = {name: values for name, values in part.items() if any(v is not None for v in values)}
        chunks.append(squeeze(json.dumps(filled, ensure_ascii=False, separators=(",", ":"))))
    return chunks


def _pack_reports(events: gpd.GeoDataFrame) -> tuple[np.ndarray[Any, Any], Packed, str]:
    """Number of each event's report; the sources; titles and addresses, squeezed."""
    url, title, source = (events[name].astype("string") for name in ("url", "title", "source"))
    key = events["report_id"].astype("string").fillna(url.fillna("") + "|" + title.fillna("") + "|" + source.fillna(""))
    number, _ = pd.factorize(key)
    first = ~pd.Series(number).duplicated().to_numpy()
    codes, sources = pd.factorize(outlets_of(events)[first])
    texts = {name: _strings(events[name][first], most) for name, most in (("report_id", 200), ("title", 400), ("url", 4000))}
    packed = {"source": digits(codes), "sources": [shorten(str(s), 200) for s in sources]}
    return np.asarray(number, dtype=np.int64), packed, squeeze(json.dumps(texts, ensure_ascii=False, separators=(",", ":")))


def pack_events(
    events: gpd.GeoDataFrame,
    *,
    control: gpd.GeoDataFrame | None = None,
    glocs: gpd.GeoDataFrame | None = None,
    advances: gpd.GeoDataFrame | None = None,
    frontline: gpd.GeoDataFrame | None = None,
    changes: gpd.GeoDataFrame | None = None,
    between: tuple[str, str] = ("A", "B"),
    since: np.datetime64 | None = None,
) -> tuple[Packed, list[str], str]:
    """Turn frames into what the page's script reads.

    Parameters
    ----------
    events, control, glocs, advances, frontline : geopandas.GeoDataFrame
        Frames as the codebook has them.
    changes : geopandas.GeoDataFrame, optional
        What differs between two pictures of control, as `compare_control` returns it.
    between : tuple of str
        What the two pictures are called; days are written as days.
    since : numpy.datetime64, optional
        First day of the time bar; that of the first news by default.

    Returns
    -------
    tuple
        The columns (plain values, for JSON), the squeezed chunks of long texts, and the squeezed titles and addresses of the
        reports.
    """
    events = events.sort_values(["date", "published", "event_id"], kind="stable", na_position="first").reset_index(drop=True)
    places = _Places()
    of_events = places.add(events)
    of_control = places.add(control) if control is not None else slice(0, 0)
    of_changes = places.add(changes.assign(kind="settlement")) if changes is not None else slice(0, 0)
    number, table = places.close()
    first, last = _axis(events, control)
    if since is not None:
        first, last = since, max(since, last)
    published = events["published"].dt.tz_convert(None).to_numpy().astype("datetime64[m]")
    dates = events["date"].to_numpy().astype("datetime64[D]")
    known = published[~np.isnat(published)].astype("datetime64[D]")
    starts = [first, *dates[:1], *([known.min()] if known.size else [])]
    if control is not None and len(control):
        starts.append(control["valid_from"].min().to_datetime64().astype("datetime64[D]"))
    epoch = min(starts)
    minutes = np.where(np.isnat(published), -1, (published - epoch.astype("datetime64[m]")).astype(np.int64))
    report, reports, report_texts = _pack_reports(events)
    claimant, claimants = pd.factorize(events["claimant"].astype("string"))
    certainty = _codes(events["certainty"], model.CERTAINTIES)
    printed = np.where(minutes < 0, -1, minutes // 1440)
    told = np.column_stack([(dates - epoch) // DAY, printed, certainty]).tolist()
    said: Said = dict(zip(events["event_id"].tolist(), told, strict=True))
    packed: Packed = {
        "epoch": str(epoch),
        "axis": [int((first - epoch) // DAY), int((last - epoch) // DAY)],
        "chunk": CHUNK,
        "places": _pack_places(table),
        "events": {
            "n": len(events),
            "day": digits((dates - epoch) // DAY),
            "minute": digits(minutes),
            "place": digits(number[of_events]),
            "type": digits(_codes(events["event_type"], model.EVENT_TYPES)),
            "side": digits(_codes(events["side"], model.SIDES)),
            "certainty": digits(certainty),
            "voice": digits(_codes(events["claimant_side"], model.CLAIMANT_SIDES)),
            "relation": digits(_codes(events["relation"], model.RELATIONS)),
            "role": digits(_codes(events["role"], model.ROLES)),
            "precision": digits(_codes(events["date_precision"], model.DATE_PRECISIONS)),
            "km": digits(events["relation_km"].fillna(-1).round().clip(upper=500).to_numpy().astype(np.int64)),
            "background": digits(events["background"].fillna(False).to_numpy(dtype=np.int64)),
            "report": digits(report),
            "claimant": digits(claimant),
        },
        "claimants": [shorten(str(c), 200) for c in claimants],
        "reports": reports,
        "control": _pack_control(control, said, number[of_control], epoch) if control is not None else None,
        "glocs": _pack_glocs(glocs, said, epoch) if glocs is not None else [],
        "advances": _pack_advances(advances, said, epoch) if advances is not None else [],
        "front": _pack_frontline(frontline, epoch) if frontline is not None else [],
        "changes": _pack_changes(changes, between, events, number[of_changes]) if changes is not None else None,
    }
    return packed, _pack_texts(events), report_texts


def _pack_control(control: gpd.GeoDataFrame, said: Said, number: np.ndarray[Any, Any], epoch: np.datetime64) -> Packed:
    """Spells of control; when what they rest on was printed, first and last, and how sure it was from which of these days on."""
    claimants, words = pd.factorize(control["claimants"].astype("string"))
    known, heard = np.full(len(control), -1), np.full(len(control), -1)
    firmer: dict[int, list[list[int]]] = {}
    for i, told in enumerate(_evidence(control["event_ids"], said)):
        steps: list[list[int]] = []
        for day, sure in sorted((printed, sure) for _, printed, sure in told if printed >= 0):
            if not steps or sure < steps[-1][1]:
                steps.append([day, sure])
            heard[i] = day
        if steps:
            known[i] = steps[0][0]
        if len(steps) > 1:
            firmer[i] = steps
    return {
        "place": digits(number),
        "status": digits(_codes(control["status"], model.STATUSES)),
        "from": digits(_days(control["valid_from"], epoch)),
        "to": digits(_days(control["valid_to"], epoch)),
        "certainty": digits(_codes(control["certainty"], model.CERTAINTIES)),
        "implied": digits(control["implied"].fillna(False).to_numpy(dtype=np.int64)),
        "disputed": digits(control["disputed"].fillna(False).to_numpy(dtype=np.int64)),
        "sources": digits(control["sources"].fillna(0).to_numpy(dtype=np.int64)),
        "known": digits(known),
        "heard": digits(heard),
        "claimants": digits(claimants),
        "words": [shorten(str(w), 600) for w in words],
        "firmer": firmer,
    }


def _evidence(event_ids: pd.Series, said: Said) -> list[list[list[int]]]:
    """Day, day of printing (-1: not known) and certainty of the events that each row rests on, of those that are given."""
    named = [ids.split() if isinstance(ids, str) else [] for ids in event_ids]
    return [[said[i] for i in ids if i in said] for ids in named]


def _rows(frame: gpd.GeoDataFrame, epoch: np.datetime64, names: dict[str, str], dates: dict[str, str]) -> list[Packed]:
    """Rows of a small frame as plain values, under short names, with their lines."""
    columns: dict[str, list[Any]] = {}
    for short, name in names.items():
        plain = [None if pd.isna(v) else v.item() if hasattr(v, "item") else v for v in frame[name].tolist()]
        columns[short] = [shorten(v, 200) if isinstance(v, str) else v for v in plain]
    for short, name in dates.items():
        days = frame[name].to_numpy().astype("datetime64[D]") - epoch
        columns[short] = [None if np.isnat(day) else int(day.astype(np.int64)) for day in days]
    columns["line"] = [_parts(shape) for shape in frame.geometry]
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _pack_glocs(glocs: gpd.GeoDataFrame, said: Said, epoch: np.datetime64) -> list[Packed]:
    names = {"id": "gloc_id", "name": "name", "mode": "mode", "side": "side", "status": "status", "by": "cut_by"}
    names |= {"schematic": "schematic", "reported": "reported_km", "measured": "measured_km"}
    names |= {"origin": "origin_name", "dest": "dest_name"}
    return _told(_rows(glocs, epoch, names, {"from": "valid_from", "to": "valid_to"}), "from", glocs, said)


def _pack_advances(advances: gpd.GeoDataFrame, said: Said, epoch: np.datetime64) -> list[Packed]:
    names = {"id": "advance_id", "move": "movement", "side": "side", "origin": "origin_name", "target": "target_name"}
    names |= {"inferred": "inferred", "sources": "sources"}
    return _told(_rows(advances, epoch, names, {"day": "date"}), "day", advances, said)


def _told(rows: list[Packed], day: str, frame: gpd.GeoDataFrame, said: Said) -> list[Packed]:
    """Rows of a small frame with the days on which they are told, by both clocks, and how surely each time."""
    own = _codes(frame["certainty"].fillna("reported"), model.CERTAINTIES).tolist()
    told = [
        sorted({(when, when if printed < 0 else printed, sure) for when, printed, sure in evidence})
        or [(row[day], row[day], sure)]
        for row, sure, evidence in zip(rows, own, _evidence(frame["event_ids"], said), strict=True)
    ]
    return [row | {"told": days} for row, days in zip(rows, told, strict=True)]


def _pack_frontline(frontline: gpd.GeoDataFrame, epoch: np.datetime64) -> list[Packed]:
    frame = frontline.copy()
    # 0.0005 degrees (40 m) can't be seen at any zoom that the page has a basemap for
    frame["geometry"] = frame.geometry.simplify(0.0005)
    return _rows(frame, epoch, {"what": "what", "side": "side", "area": "area_km2"}, {"day": "date"})


def _pack_changes(
    changes: gpd.GeoDataFrame, between: tuple[str, str], events: gpd.GeoDataFrame, number: np.ndarray[Any, Any]
) -> Packed:
    """What differs between two pictures: by place its state in both (status, certainty, implied, disputed) and its evidence."""
    row_of = {name: i for i, name in enumerate(events["event_id"].tolist())}
    states = {}
    for end in ("a", "b"):
        flags = [changes[f"{word}_{end}"].fillna(False).to_numpy(dtype=np.int64) for word in ("implied", "disputed")]
        words = _codes(changes[f"status_{end}"], model.STATUSES), _codes(changes[f"certainty_{end}"], model.CERTAINTIES)
        states[end] = np.column_stack([*words, *flags]).tolist()
    evidence = []
    for ids in zip(changes["event_ids_b"], changes["event_ids_a"], strict=True):
        later, earlier = (
            sorted(row_of[i] for i in words.split() if i in row_of) if isinstance(words, str) else [] for words in ids
        )
        evidence.append((later or earlier)[-EVIDENCE:][::-1])
    rows = zip(number.tolist(), states["a"], states["b"], evidence, strict=True)
    return {
        "between": [shorten(word, 60) for word in between],
        "rows": [{"place": place, "a": a, "b": b, "events": shown} for place, a, b, shown in rows],
    }


@cache
def stylesheet() -> str:
    """Return Leaflet's style, without its pictures (the page has its own), and the page's."""
    leaflet = "\n".join(line.strip() for line in asset("leaflet.css").splitlines() if "url(" not in line)
    return leaflet + "\n" + asset("page.css")


@cache
def app_script() -> str:
    """Return the page's own script: the parts joined, comments on lines of their own and indentation dropped."""
    return '(function(){"use strict";\n' + "\n".join(bare(asset(name)) for name in SCRIPTS) + "\n})();\n"


@cache
def squeezed(text: str) -> str:
    """Squeeze what is the same on every page, once and as far as it goes."""
    return squeeze(text, 9)


@cache
def leaflet_script() -> str:
    """Return Leaflet without the pointer to a file that isn't there."""
    return asset("leaflet.js").split("//# sourceMappingURL")[0].strip()


@cache
def boot_script() -> str:
    """Return what unpacks the rest."""
    inflate = asset("tiny-inflate.js").replace("module.exports = tinf_uncompress;", "return tinf_uncompress;")
    return f'(function(){{"use strict";\nconst inflate = (function(){{{bare(inflate)}\n}})();\n{bare(asset("boot.js"))}}})();'


def bare(code: str) -> str:
    """Drop indentation, empty lines and lines of comment; no string in the scripts spans lines."""
    lines = [line.strip() for line in re.sub(r"^\s*/\*.*?\*/\s*$", "", code, flags=re.S | re.M).splitlines()]
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def data_block(name: str, text: str) -> str:
    """Return a block of data: no browser runs it."""
    return f'<script type="application/octet-stream" id="cm-{name}">{text}</script>'


class Interface(MacroElement):
    """Leaflet, the page's style and its script, all inlined: a map with this element loads nothing."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca's has no annotation
        self._name = "Interface"

    def render(self, **kwargs: Any) -> str:
        """Put the style and scripts into the head of the page."""
        figure: Any = self.get_root()  # a page.Page, which stands on this module
        packed = data_block("style", squeezed(stylesheet())) + data_block("leaflet", squeezed(leaflet_script()))
        head = f'<meta name="viewport" content="width=device-width, initial-scale=1">\n{packed}\n<script>{boot_script()}</script>'
        figure.header.add_child(Raw(head), name="conflictmap_interface", index=0)
        figure.put("app", squeezed(app_script()))
        figure.put("licences", as_data([asset("leaflet.LICENSE"), asset("tiny-inflate.LICENSE")]))
        words = json.loads(asset("words.json"))
        figure.put("look", squeezed(as_data(style.as_json() | {"model": MODEL})))
        figure.put("words", squeezed(as_data({lang: style.TEXTS[lang] | words[lang] for lang in style.TEXTS})))
        return ""


class Basemap(MacroElement):
    """The packaged vector basemap, as data (JSON)."""

    def __init__(self, shapes: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca's has no annotation
        self._name = "Basemap"
        self.shapes = shapes

    def render(self, **kwargs: Any) -> str:
        """Put the basemap's shapes into the page."""
        figure: Any = self.get_root()
        figure.put("basemap", squeezed(self.shapes))
        return ""


class Reports(MacroElement):
    """What the reports say: events, control, supply arteries, advances and estimated areas, on one canvas and one clock.

    Parameters
    ----------
    packed, chunks, titles
        As `pack_events` returns them.
    options : dict
        What the page starts with: title, lang, theme, window, day.
    """

    def __init__(self, packed: Packed, chunks: list[str], titles: str, options: Packed) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca's has no annotation
        self._name = "Reports"
        self.packed = packed
        self.chunks = chunks
        self.titles = titles
        self.options = options

    def render(self, **kwargs: Any) -> str:
        """Put the data into the page and start the script on the map that this layer was added to."""
        figure: Any = self.get_root()  # a page.Page, which stands on this module
        figure.put("data", as_data(self.packed))
        figure.put("options", as_data(self.options))
        figure.put("titles", self.titles)
        for number, chunk in enumerate(self.chunks):
            figure.put(f"text-{number}", chunk)
        assert self._parent is not None
        figure.script.add_child(Raw(f"conflictmap({self._parent.get_name()});"), name=self.get_name())
        return ""
