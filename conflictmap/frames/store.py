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
`events.date`, `events.published`, `events.report_id`, `(events.place_id, date, event_id)` and `reports.content`, and the
codebook's meanings as comments.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol

import pandas as pd

from conflictmap.errors import ConfigError, StoreError
from conflictmap.frames.archives.folder import Folder
from conflictmap.frames.archives.package import Package
from conflictmap.frames.archives.postgis import PostGIS
from conflictmap.frames.archives.tables import BBox, Query
from conflictmap.frames.codebook import conform

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["Added", "Store", "is_store", "open_store"]


# what comes before a map's first day: all of a fortnight, and of each place the latest so many events
_FORTNIGHT, _LATEST = pd.Timedelta(days=14), 8
# a change of a report is made within the day; what comes later in its place is tomorrow's
_SAME_TIME = pd.Timedelta(hours=20)


@dataclass(frozen=True, slots=True)
class Added:
    """What one call of `Store.add` did, in numbers of reports and of rows of events."""

    new: int
    changed: int
    same: int
    events: int


class _Backend(Protocol):
    """What a kind of archive must be able to do; each does `replace` in one transaction."""

    name: str  # where it is, to be shown

    def known(self) -> dict[str, str]: ...
    def replace(self, reports: pd.DataFrame, events: pd.DataFrame) -> None: ...
    def read(self, table: str, query: Query) -> pd.DataFrame: ...
    def close(self) -> None: ...


def is_store(where: str | os.PathLike[str]) -> bool:
    """Tell whether `where` is an archive: a PostgreSQL address, or a GeoPackage or folder that `open_store` made."""
    word = os.fspath(where)
    if word.startswith(("postgresql://", "postgres://")):
        return True
    path = Path(word)
    if path.is_dir():
        return (path / Folder.MANIFEST).is_file()
    return path.suffix.lower() == ".gpkg" and path.is_file() and Package.holds(path)


def open_store(where: str | os.PathLike[str], *, make: bool = True) -> Store:
    """Open an archive, or make it where there is none.

    Parameters
    ----------
    where : path or str
        ``name.gpkg`` for a GeoPackage, ``postgresql://user@host/database`` for PostGIS, any other path for a folder of
        GeoParquet.
    make : bool
        Whether an archive is made where there is none. Without it nothing is changed, and one who may only read a database
        can read it.

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
        return Store(PostGIS(word, make=make))
    path = Path(word)
    if not make and not is_store(path):
        raise StoreError(f"{path}: there is no archive here; check the name")
    return Store(Package(path) if path.suffix.lower() == ".gpkg" else Folder(path))


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
        other content takes its place, and its events take the place of all those of before; but where it is of another
        day and says other things (a file that is written anew every day), it is another report and gets an id of its own.

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
        fresh, rows = self._told_apart(fresh, rows, known)
        if len(fresh):
            self._backend.replace(fresh.reset_index(drop=True), rows.reset_index(drop=True))
        changed = int(fresh["report_id"].isin(list(known)).sum())
        return Added(len(fresh) - changed, changed, len(reports) - len(fresh), len(rows))

    def _told_apart(self, fresh: pd.DataFrame, rows: pd.DataFrame, known: dict[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Give ids of their own to reports that only share one with a former report."""
        clashes = fresh[fresh["report_id"].isin(list(known))]
        if clashes.empty:
            return fresh, rows
        kept = self._backend.read("reports", Query())
        kept = kept[kept["report_id"].str.split("~").str[0].isin(clashes["report_id"].str.split("~").str[0])]
        kept = kept.assign(published=pd.to_datetime(kept["published"], utc=True))
        ids: dict[str, str] = {}
        for report in clashes.itertuples():
            name = str(report.report_id)
            family = kept[(kept["report_id"] == name) | kept["report_id"].str.startswith(name + "~")]
            former = next((str(old.report_id) for old in family.itertuples() if _is_former(old, report)), None)
            ids[name] = former or f"{name}~{str(report.content)[:8]}"
        moved = {old: new for old, new in ids.items() if old != new}
        if not moved:
            return fresh, rows
        of_moved = rows["report_id"].isin(list(moved))
        marks = rows["report_id"].map(moved).astype("string").str.split("~").str[-1]
        return (
            fresh.assign(report_id=fresh["report_id"].replace(moved)),
            rows.assign(
                event_id=rows["event_id"].where(~of_moved, rows["event_id"] + "~" + marks),
                report_id=rows["report_id"].replace(moved),
                report_ids=rows["report_ids"].replace(moved),
            ),
        )

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
        frame = self._backend.read("events", Query(first, last, bbox))
        return conform(frame.sort_values(["date", "event_id"], ignore_index=True), "events")

    def evidence(self, since: date | str, until: date | str | None = None) -> gpd.GeoDataFrame:
        """Return the events that a map of the days from `since` to `until` rests on, out of an archive however large.

        Parameters
        ----------
        since, until : datetime.date or str
            The first and the last day, both included (ISO); no last day for all that follow.

        Returns
        -------
        geopandas.GeoDataFrame
            The events frame, by date and `event_id`: all events of those days and of the fortnight before them, and from
            earlier times the latest 8 of each place, with its latest withdrawals and supply routes. What `trace_control`
            makes of these is, for nearly every place on those days, what it makes of all; only a spell that goes back far may
            begin at a later mention of it.

        Examples
        --------
        >>> import tempfile
        >>> with open_store(tempfile.mkdtemp() + "/war.gpkg") as store:
        ...     len(store.evidence("2022-09-10", "2022-09-12"))
        0
        """
        first, last = _day(since, "since"), _day(until, "until")
        assert first is not None
        frame = self._backend.read("events", Query((pd.Timestamp(first) - _FORTNIGHT).date(), last, latest=_LATEST))
        return conform(frame.sort_values(["date", "event_id"], ignore_index=True), "events")

    def reports(self) -> pd.DataFrame:
        """Return the reports of the archive, by the time of their publication."""
        frame = self._backend.read("reports", Query())
        return conform(frame.sort_values(["published", "report_id"], ignore_index=True), "reports").drop(
            columns="content", errors="ignore"
        )

    def __str__(self) -> str:
        """Where the archive is, without a password."""
        return self._backend.name

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


def _is_former(old: Any, new: Any) -> bool:
    """Whether `old` is what `new` was before a change: published at the same time, or saying much the same."""
    if abs(old.published - new.published) < _SAME_TIME:
        return True
    a, b = ({tuple(words[i : i + 3]) for i in range(len(words) - 2)} for words in (str(r.text).split() for r in (old, new)))
    return 2 * len(a & b) >= max(1, min(len(a), len(b)))


def _fresh(reports: pd.DataFrame, known: dict[str, str]) -> pd.Series[bool]:
    """Which reports the archive doesn't have: the content counts, under whatever id."""
    contents = set(known.values())
    return pd.Series([_content(row) not in contents for row in reports.itertuples()], index=reports.index, dtype=bool)
