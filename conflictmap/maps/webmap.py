"""Draw the dated interactive map and save it as one file."""

from __future__ import annotations

import base64
import io
import os
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import numpy as np
import pandas as pd

from conflictmap.errors import ConfigError, MapError, SchemaError, SnapshotError
from conflictmap.frames.codebook import check_frame, claims_of
from conflictmap.frames.files import replacing
from conflictmap.maps import layers, style
from conflictmap.maps.basemap import load_basemap
from conflictmap.maps.page import Page, still_picture, still_table

__all__ = ["draw_map", "save_map"]

MIDDLE = (48.6, 31.5)  # of Ukraine, where nothing else says where to look
STILL_SIZE, STILL_DPI = "200x120mm", 144  # as wide as a notebook's cell, of the same shape as the page in it
TITLES = {"en": "What reports say about control", "uk": "Що повідомлення кажуть про контроль"}


class OfflineMap(folium.Map):
    """A folium map whose page loads nothing: Leaflet comes from `layers.Interface`."""

    default_js = []  # noqa: RUF012  # folium's own classes keep their lists so
    default_css = []  # noqa: RUF012

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """The page, and its still for what prints notebooks or shows no HTML that isn't trusted."""
        page: Any = self.get_root()
        picture, _ = page.picture()
        return {"text/html": page._repr_html_(), "image/png": base64.b64encode(picture).decode()}


def draw_map(
    events: pd.DataFrame,
    *,
    control: pd.DataFrame | None = None,
    glocs: pd.DataFrame | None = None,
    advances: pd.DataFrame | None = None,
    frontline: pd.DataFrame | None = None,
    changes: pd.DataFrame | None = None,
    between: tuple[str, str] = ("A", "B"),
    title: str | None = None,
    lang: str = "en",
    theme: str = "auto",
    since: str | pd.Timestamp | None = None,
    day: str | pd.Timestamp | None = None,
    window: int | None = 7,
    tiles: str | None = None,
    height: str | None = None,
) -> folium.Map:
    """Draw what reports say as a dated interactive map.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        Events as `extract_events` returns them or as `check_frame(frame, "events")` accepts them; EPSG:4326. Two columns beyond
        the codebook are used where they stand: `name_uk` (Ukrainian name of the place) and `population`.
    control, glocs, advances, frontline : geopandas.GeoDataFrame, optional
        What follows from the events, as `trace_control`, `trace_glocs`, `trace_advances` and `estimate_frontline` return it.
    changes : geopandas.GeoDataFrame, optional
        What differs between two pictures of control, as `compare_control` returns it: each such place is ringed and listed with
        both states and their sources, and the others stand back.
    between : tuple of str
        What the two pictures are called, for example their days.
    title : str, optional
        Title of the page.
    lang : {"en", "uk"}
        Language of the interface at the start.
    theme : {"auto", "light", "dark"}
        Look at the start; "auto" follows the reader's system.
    since : str or pandas.Timestamp, optional
        First day of the time bar; what happened before it is found beside the states that rest on it. By default the first
        day with reports.
    day : str or pandas.Timestamp, optional
        Day that the map opens on; the last one with reports where none is given.
    window : int, optional
        Days up to the chosen one whose events are shown; None for all so far.
    tiles : str, optional
        Name of an `xyzservices` provider, drawn under the map. Only then does the page make requests; it works without an
        answer.
    height : str, optional
        Height in a notebook, for example "700px"; by default 60 % of the width.

    Returns
    -------
    folium.Map
        A map like any other: add layers and controls, show it in a notebook, save it.

    Raises
    ------
    SchemaError
        A frame breaks its codebook.
    ConfigError
        An option has no such value.

    Examples
    --------
    >>> from conflictmap.frames.codebook import empty_frame
    >>> page = draw_map(empty_frame("events"), title="Nothing yet")
    >>> page.get_root().render().count("https://cdn")
    0
    """
    style.text("key", lang)  # fails where there is no such language
    if theme not in ("auto", "light", "dark"):
        raise ConfigError(f"no theme is called {theme!r}; use auto, light or dark", key="theme", close=["auto", "light", "dark"])
    if window is not None and window < 1:
        raise ConfigError(f"a window of {window} days holds nothing; use 1 or more", key="window")
    frames: dict[str, gpd.GeoDataFrame | None] = {"events": claims_of(events)}
    for name, frame in (("control", control), ("glocs", glocs), ("advances", advances), ("frontline", frontline)):
        frames[name] = None if frame is None else check_frame(frame, name)
    if changes is not None and (missing := {"place_id", "name", "status_a", "status_b", "geometry"} - set(changes.columns)):
        raise SchemaError("changes", [f"column {name} is missing; use compare_control" for name in sorted(missing)])
    heading = layers.shorten(title or TITLES[lang], 200)
    begin = None if since is None else np.datetime64(_day(since))
    packed, chunks, titles = layers.pack_events(**frames, changes=changes, between=between, since=begin)
    shown = frames["events"]
    assert shown is not None
    options: dict[str, Any] = {
        "title": heading,
        "lang": lang,
        "theme": theme,
        "window": window or 0,
        "day": None if day is None else _day(day),
        "since": since is not None,
    }
    last = np.datetime64(packed["epoch"]) + packed["axis"][1]
    place = OfflineMap(location=_middle(shown), zoom_start=7, tiles=None, zoom_control=False, attributionControl=False)
    page = Page(
        title=heading,
        lang=lang,
        still=still_table(shown, title=heading, lang=lang, picture=still_picture(shown, frames["control"], lang)),
        picture=lambda: _still(frames, title=heading, lang=lang, day=options["day"] or last, window=window),
        height=height,
    )
    page.add_child(place)
    layers.Interface().add_to(place)
    layers.Basemap(load_basemap().text).add_to(place)
    if tiles is not None:
        _tiles(tiles).add_to(place)
    layers.Reports(packed, chunks, titles, options).add_to(place)
    return place


def _day(day: str | pd.Timestamp) -> str:
    try:
        return str(pd.to_datetime(day, format="ISO8601").date())
    except ValueError:
        raise ConfigError(f"{day!r} is no day; write it as 2022-09-10", key="day") from None


def _still(frames: dict[str, Any], *, title: str, lang: str, day: Any, window: int | None) -> tuple[bytes, str]:
    """A figure of the day that the page opens on, as a PNG of few colours, and its description."""
    from PIL import Image

    from conflictmap.maps.snapshot.figure import draw_snapshot

    dates = frames["events"]["date"].dropna()
    every = (dates.max() - dates.min()).days + 1 if len(dates) else 1
    how: dict[str, Any] = {"on": day, "days": window or every, "size": STILL_SIZE, "title": title, "lang": lang}
    try:
        figure = draw_snapshot(**frames, **how)
    except SnapshotError:  # all lies off the basemap: the figure says that it does
        figure = draw_snapshot(**frames, **how, extent="all")
    raw, packed = io.BytesIO(), io.BytesIO()
    figure.savefig(raw, format="png", dpi=STILL_DPI)
    # a third of the size, and of the ways to choose colours the one that keeps those of the few small symbols
    full = Image.open(raw).convert("RGB")
    few = full.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    colours = few.getpalette() or []
    paper = 3 * few.tobytes()[0]
    colours[paper : paper + 3] = full.tobytes()[:3]  # the paper stays white
    few.putpalette(colours)
    few.save(packed, "PNG", optimize=True)
    return packed.getvalue(), figure.alt


def _middle(events: gpd.GeoDataFrame) -> tuple[float, float]:
    lon, lat = layers._points(events.geometry)
    known = np.isfinite(lon) & np.isfinite(lat)
    return (float(np.median(lat[known])), float(np.median(lon[known]))) if known.any() else MIDDLE


def _tiles(name: str) -> folium.TileLayer:
    try:
        import xyzservices.providers as providers
    except ImportError:
        raise MapError("online tiles need the package xyzservices: install conflictmap[tiles]") from None
    try:
        return folium.TileLayer(providers.query_name(name), control=False)
    except ValueError:
        raise ConfigError(f"no tile provider is called {name!r}; one is OpenStreetMap.Mapnik", key="tiles") from None


def check_page_ending(path: Path) -> None:
    """Refuse a file that is no page by its ending."""
    if path.suffix.lower() not in (".html", ".htm"):
        raise MapError(f"{path}: a page is written as .html; for a picture use `conflictmap snapshot` or `draw_snapshot`")


def save_map(page: folium.Map, path: str | os.PathLike[str]) -> Path:
    """Save a map as one HTML file.

    Parameters
    ----------
    page : folium.Map
        As `draw_map` returns it.
    path : path-like
        Where to; an older file is replaced only when the new one stands whole beside it.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    MapError
        The ending isn't .html or .htm, or the file can't be written.
    """
    target = Path(path)
    check_page_ending(target)
    text = page.get_root().render()
    with replacing(target, MapError) as beside:
        beside.write_text(text, encoding="utf-8", newline="\n")
    return target
