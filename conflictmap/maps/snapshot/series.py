"""Figures of several days: small multiples on one sheet, one figure a day in a fixed frame, before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from conflictmap.errors import ConfigError
from conflictmap.maps.snapshot.canvas import Snapshot
from conflictmap.maps.snapshot.figure import SIZE_MM, Day, Extent, Sheet, SnapshotStyle, check_days, extent_points
from conflictmap.maps.snapshot.scene import Frames, Scene, SceneReader, check_frames, day_text, span_text

__all__ = ["days_between", "draw_comparison", "draw_daily", "draw_series"]

MOST = 400  # days of one series


def days_between(first: Day, last: Day, every: str = "7d") -> list[pd.Timestamp]:
    """Return the days of a series, the last one among them.

    Parameters
    ----------
    first, last : str or pandas.Timestamp
        Its ends.
    every : str
        Step: a number and d (days) or w (weeks), counted back from the last day.

    Raises
    ------
    ConfigError
        An end is no day, the step can't be read, or there are more than 400 days.

    Examples
    --------
    >>> [f"{day:%m-%d}" for day in days_between("2022-09-01", "2022-09-10", "4d")]
    ['09-02', '09-06', '09-10']
    """
    ends = []
    for day in (first, last):
        stamp = pd.to_datetime(day, errors="coerce", format="ISO8601")
        if pd.isna(stamp):
            raise ConfigError(f"{day!r} is no day; write it as 2022-09-10", key="days")
        ends.append(pd.Timestamp(stamp).tz_localize(None).normalize())
    number, unit = every.strip()[:-1], every.strip()[-1:].lower()
    if not number.isdigit() or int(number) < 1 or unit not in ("d", "w"):
        raise ConfigError(f"{every!r} is no step; write it as 1d, 7d or 2w", key="every")
    step = pd.Timedelta(days=int(number) * (7 if unit == "w" else 1))
    if ends[0] > ends[1]:
        raise ConfigError(
            f"the last day ({ends[1]:%Y-%m-%d}) is before the first ({ends[0]:%Y-%m-%d}); exchange them", key="from"
        )
    count = int((ends[1] - ends[0]) / step) + 1
    if count > MOST:
        raise ConfigError(f"a series of {count} figures is too long; take a larger --every", key="every")
    return [ends[1] - step * back for back in range(count - 1, -1, -1)]


def _scenes(frames: Frames, days: Sequence[Day], window: int, lang: str) -> list[Scene]:
    if not len(days):
        raise ConfigError("a series needs a day", key="days")
    stamps = [pd.Timestamp(day).tz_localize(None).normalize() for day in days]
    reader = SceneReader(frames, lang)
    return [reader.read(day, check_days(window)) for day in stamps]


def _common(scenes: Sequence[Scene], extent: Extent) -> Any:
    """Points (lon/lat) that every figure of a series has in view."""
    if extent == "oblast":
        return np.vstack(
            [extent_points(scene, extent) for scene in scenes if not scene.empty] or [extent_points(scenes[-1], "auto")]
        )
    return extent_points(Scene.together(scenes), extent)


def draw_series(
    events: pd.DataFrame,
    *,
    days: Sequence[Day],
    control: pd.DataFrame | None = None,
    glocs: pd.DataFrame | None = None,
    advances: pd.DataFrame | None = None,
    frontline: pd.DataFrame | None = None,
    extent: Extent = "auto",
    window: int = 7,
    size: str | tuple[float, float] = (180.0, 150.0),
    dpi: float = 300,
    title: str | None = None,
    style: SnapshotStyle = "light",
    lang: str = "en",
    font: str | None = None,
) -> Snapshot:
    """Draw small multiples: one map for each day, all in the same frame, on one sheet with one legend.

    Parameters
    ----------
    events, control, glocs, advances, frontline, extent, size, dpi, title, style, lang, font
        As of `draw_snapshot`; of `frontline` each map takes the last estimate that is not later than its day.
    days : sequence of str or pandas.Timestamp
        The days, in their order; `days_between` makes them.
    window : int
        Length of the window that ends with each day, in days.

    Returns
    -------
    Snapshot
        A `matplotlib.figure.Figure`; `figure.maps` are the maps' axes in the order of the days.
    """
    scenes = _scenes(check_frames(events, control, glocs, advances, frontline), days, window, lang)
    sheet = Sheet(size, dpi, style, lang, font)
    subtitle = sheet.look.text("as_reported", span=span_text(scenes[0].first, scenes[-1].day, lang))
    captions = [day_text(scene.day, lang) for scene in scenes]
    sheet.compose_many(scenes, captions, _common(scenes, extent), title, subtitle)
    return sheet.figure


def draw_daily(
    events: pd.DataFrame,
    *,
    days: Sequence[Day],
    control: pd.DataFrame | None = None,
    glocs: pd.DataFrame | None = None,
    advances: pd.DataFrame | None = None,
    frontline: pd.DataFrame | None = None,
    extent: Extent = "auto",
    window: int = 7,
    size: str | tuple[float, float] = SIZE_MM,
    dpi: float = 300,
    title: str | None = None,
    style: SnapshotStyle = "light",
    lang: str = "en",
    font: str | None = None,
) -> Iterator[Snapshot]:
    """Draw one figure a day, all in the same frame, as files or an animation need them.

    Parameters
    ----------
    events, control, glocs, advances, frontline, extent, size, dpi, title, style, lang, font
        As of `draw_snapshot`.
    days : sequence of str or pandas.Timestamp
        The days, in their order.
    window : int
        Length of the window that ends with each day, in days.

    Yields
    ------
    Snapshot
        One figure; none is kept, so that a long series needs no more memory than a short one.
    """
    scenes = _scenes(check_frames(events, control, glocs, advances, frontline), days, window, lang)
    points = _common(scenes, extent)
    for scene in scenes:
        sheet = Sheet(size, dpi, style, lang, font)
        sheet.compose(scene, points, title)
        yield sheet.figure


def draw_comparison(
    events: pd.DataFrame,
    *,
    before: Day,
    after: Day,
    control: pd.DataFrame | None = None,
    glocs: pd.DataFrame | None = None,
    advances: pd.DataFrame | None = None,
    frontline: pd.DataFrame | None = None,
    extent: Extent = "auto",
    window: int = 7,
    size: str | tuple[float, float] = (180.0, 110.0),
    dpi: float = 300,
    title: str | None = None,
    style: SnapshotStyle = "light",
    lang: str = "en",
    font: str | None = None,
) -> Snapshot:
    """Draw two days beside each other; places whose state changed between them are ringed on the later map.

    Parameters
    ----------
    events, control, glocs, advances, frontline, extent, size, dpi, title, style, lang, font
        As of `draw_snapshot`.
    before, after : str or pandas.Timestamp
        The two days.
    window : int
        Length of the window that ends with each day, in days.

    Returns
    -------
    Snapshot
        A `matplotlib.figure.Figure` with two maps.

    Raises
    ------
    ConfigError
        `before` is not before `after`.
    """
    days = days_between(before, after, "1d")
    if len(days) < 2:
        raise ConfigError(f"before and after are the same day, {days[0]:%Y-%m-%d}", key="before")
    scenes = _scenes(check_frames(events, control, glocs, advances, frontline), [days[0], days[-1]], window, lang)
    then = {(site.name, round(site.lon, 3), round(site.lat, 3)): site.status for site in scenes[0].sites}
    for site in scenes[1].sites:
        # of a place that nothing was known of before, nobody can say that it changed
        known = then.get((site.name, round(site.lon, 3), round(site.lat, 3)))
        site.changed = None not in (known, site.status) and known != site.status
    sheet = Sheet(size, dpi, style, lang, font)
    captions = [day_text(scene.day, lang) for scene in scenes]
    subtitle = sheet.look.text("as_reported", span=span_text(scenes[0].first, scenes[1].day, lang))
    sheet.compose_many(scenes, captions, _common(scenes, extent), title, subtitle, since=day_text(scenes[0].day, lang))
    return sheet.figure
