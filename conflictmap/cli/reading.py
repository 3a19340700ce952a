"""Verbs of reading: reports, toponyms, events."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import Any

import click

from conflictmap.cli.gazetteer import tell_of_full
from conflictmap.errors import ConfigError, ReportError, StoreError, describe_fault
from conflictmap.model import Report


class Target(click.Path):
    """A file to write. Its ending and its folder are looked at first: the reading that comes before may take hours."""

    def __init__(self, check_ending: Callable[[Path], None]) -> None:
        super().__init__(path_type=Path)
        self.check_ending = check_ending

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        from conflictmap.frames.files import check_target

        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        self.check_ending(path)
        check_target(path)
        return path


def check_frame_ending(path: Path) -> None:
    """Refuse a file that no frame is written to."""
    from conflictmap.frames.files import check_ending

    check_ending(path)


def check_day(context: click.Context, option: click.Parameter, day: str | None) -> str | None:
    """Refuse what is no day before the reading, and say of which option."""
    from conflictmap.control.evidence import parse_day

    if day is not None:
        try:
            parse_day(day)
        except ConfigError as error:
            raise ConfigError(f"{option.opts[0]}: {error}", key=error.key) from None
    return day


def reading_options(verb: Any) -> Any:
    """Add the options that say how reports are read, as `reading`; every verb that takes reports has them."""

    @wraps(verb)
    def read_so(*, columns: str | None, **options: Any) -> None:
        told = {name: options.pop(name) for name in ("published", "as_of", "source", "encoding")}
        verb(reading=told | {"columns": parse_columns(columns)}, **options)

    command: Any = read_so
    for option in reversed(
        [
            click.option("--published", metavar="DATE", help="Publication day of the reports that don't tell theirs (ISO)."),
            click.option("--as-of", metavar="TIME", help="When the page was saved: makes '4 hr ago' a time (ISO)."),
            click.option("--source", metavar="NAME", help="Who printed the reports that don't tell it."),
            click.option("--columns", metavar="OUR=THEIRS,…", help="Names of a table's columns: text=body,published=date."),
            click.option("--encoding", metavar="NAME", help="Encoding of files that are not UTF-8: windows-1251."),
            click.option("--gazetteer", "gazetteer_path", type=click.Path(path_type=Path), help="Another compiled gazetteer."),
        ]
    ):
        command = option(command)
    return command


class Skipped:
    """The reports of a run whose reading failed: each is told in one line, and the run goes on as long as others are left."""

    def __init__(self, of: int) -> None:
        self.of = of
        self.ids: list[str] = []

    def __call__(self, report: Report, error: Exception) -> None:
        from tqdm import tqdm

        self.ids.append(report.report_id)
        told = ReportError(f"report {report.report_id}: {describe_fault(error)}", path=Path(report.path) if report.path else None)
        if len(self.ids) == self.of:
            raise told from error
        tqdm.write(f"conflictmap: {' '.join(str(told).split())} (skipped)", file=sys.stderr)


def parse_columns(columns: str | None) -> dict[str, str] | None:
    """Turn 'text=body,published=date' into a mapping of our column names to the table's."""
    if columns is None:
        return None
    pairs = [pair.split("=", 1) for pair in columns.split(",") if pair.strip()]
    if any(len(pair) != 2 or not all(pair) for pair in pairs):
        raise ConfigError(f"--columns {columns!r}: write it as text=body,published=date", key="columns")
    return {ours.strip(): theirs.strip() for ours, theirs in pairs}


INPUTS = click.argument("inputs", metavar="REPORTS|EVENTS|STORE...", nargs=-1, required=True)
REPORTS = click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path))
OUT = click.option("-o", "--out", type=Target(check_frame_ending), help="File to write; its ending chooses the format.")


@click.command(
    "reports",
    short_help="Show how inputs are cut into posts, with their dates.",
    epilog="Example: conflictmap reports liveblog.txt --as-of 2022-09-11T03:00Z",
)
@REPORTS
@OUT
@reading_options
def reports_verb(
    reports: tuple[Path, ...],
    out: Path | None,
    reading: dict[str, Any],
    gazetteer_path: Path | None,
) -> None:
    """Show what is read: how each input is cut into posts, with their dates and titles."""
    from conflictmap.reading.reports import read_reports

    frame = read_reports(*reports, **reading)
    if out is not None:
        deliver(frame, out, [])
        return
    for row in frame.to_dict("records"):
        title = row["title"] if isinstance(row["title"], str) else " ".join(row["text"][:70].split())
        local = row["published"] + timedelta(minutes=int(row["utc_offset"]))
        stamp = f"{local:%Y-%m-%d %H:%M}" if row["published_precision"] == "time" else f"{local:%Y-%m-%d}"
        lang = row["lang"] if isinstance(row["lang"], str) else "??"
        click.echo(f"{row['report_id']}  {stamp}  {lang}  {len(row['text']):>6}  {title}")


@click.command(
    "toponyms",
    short_help="Find place names and resolve them against the gazetteer.",
    epilog="Example: conflictmap toponyms liveblog.txt -o toponyms.geojson",
)
@REPORTS
@OUT
@reading_options
def toponyms_verb(
    reports: tuple[Path, ...],
    out: Path | None,
    reading: dict[str, Any],
    gazetteer_path: Path | None,
) -> None:
    """Find the place names of reports and resolve them against the gazetteer."""
    from conflictmap.gazetteer.places import load_gazetteer
    from conflictmap.reading.pipeline import geoparse
    from conflictmap.reading.reports import read_reports

    gazetteer = load_gazetteer(gazetteer_path)
    read = read_reports(*reports, **reading)
    frame = geoparse(read, gazetteer=gazetteer, on_fault=Skipped(len(read)))
    tell_of_full(gazetteer, frame)
    deliver(frame, out, ["report_id", "start", "end", "surface", "name", "kind", "admin1", "score"])


@click.command(
    "events",
    short_help="Read who is said to have done what, where and when.",
    epilog="Example: conflictmap events reports/ -o events.gpkg --merge",
)
@INPUTS
@OUT
@click.option("--merge", is_flag=True, help="Join the same event told by several reports into one row with all its sources.")
@click.option(
    "--explain", is_flag=True, help="Print for each event the words that made its type, side, place, date and certainty."
)
@click.option(
    "--into", metavar="STORE", help="Add what reports tell to an archive: a .gpkg file, a folder of GeoParquet, or postgresql://…"
)
@reading_options
def events_verb(
    inputs: tuple[str, ...],
    out: Path | None,
    merge: bool,
    explain: bool,
    into: str | None,
    reading: dict[str, Any],
    gazetteer_path: Path | None,
) -> None:
    """Read who is said to have done what, where, when, and how sure; or take the events of a file or an archive out of it."""
    from conflictmap.gazetteer.places import load_gazetteer

    gazetteer = load_gazetteer(gazetteer_path)
    if into is not None:
        from conflictmap.frames.store import open_store
        from conflictmap.reading.pipeline import extract_events
        from conflictmap.reading.reports import read_reports

        read = read_reports(*inputs, **reading)
        with open_store(into) as store:
            fresh = store.unread(read)
            skipped = Skipped(len(fresh))
            events = extract_events(fresh, gazetteer=gazetteer, on_fault=skipped)
            fresh = fresh[~fresh["report_id"].isin(skipped.ids)]  # a later version may read them
            store.add(fresh, events)
            click.echo(
                f"{len(fresh)} of {len(read)} reports were new or changed; {len(events)} events added to {store}", err=True
            )
    else:
        events = read_events(inputs, gazetteer=gazetteer_path, **reading)
    tell_of_full(gazetteer, events)
    if merge:
        from conflictmap.reading.merging import merge_events

        events = merge_events(events)
    if explain:
        for row in events.to_dict("records"):
            day, what, side = f"{row['date']:%Y-%m-%d}", row["event_type"], row["side"] if isinstance(row["side"], str) else "-"
            click.echo(f"{day}  {what}  {side}  {row['name']}  {row['certainty']}\n    {row['quote']}\n    {row['cues']}")
    if out is not None or not (explain or into):
        deliver(events, out, ["date", "event_type", "side", "name", "admin1", "certainty", "claimant"])


def read_events(
    inputs: tuple[str, ...], *, gazetteer: Any = None, since: str | None = None, until: str | None = None, **reading: Any
) -> Any:
    """Read events from archives and files of events, or out of reports: all that a map of `since` to `until` rests on."""
    import pandas as pd

    from conflictmap.control.evidence import parse_day
    from conflictmap.frames.store import is_store, open_store

    frames, reports = [], []
    for name in inputs:
        if is_store(name):
            with open_store(name, make=False) as store:
                frames.append(store.events(until=until) if since is None else store.evidence(since, until))
        elif (frame := _events_of(Path(name), gazetteer)) is not None:
            frames.append(frame)
        else:
            reports.append(name)
    if reports:
        from conflictmap.gazetteer.places import load_gazetteer
        from conflictmap.reading.pipeline import extract_events
        from conflictmap.reading.reports import read_reports

        read = read_reports(*reports, **reading)
        frames.append(extract_events(read, gazetteer=load_gazetteer(gazetteer), on_fault=Skipped(len(read))))
    events = (
        frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True).drop_duplicates("event_id", ignore_index=True)
    )
    if until is not None:
        events = events[events["date"] <= parse_day(until)]
    return events.reset_index(drop=True)


def _events_of(path: Path, gazetteer: Path | None) -> Any:
    """The events that a file holds, ours or those of a known scheme; None where it holds none, and is then read as reports."""
    from conflictmap.frames import foreign
    from conflictmap.frames.codebook import empty_frame
    from conflictmap.frames.files import ENDINGS, frame_name, read_frame
    from conflictmap.reading.reports import ENDINGS as REPORT_ENDINGS

    if path.suffix.lower() not in ENDINGS or not path.is_file():
        return None
    try:
        frame = read_frame(path)
    except StoreError:
        if path.suffix.lower() not in REPORT_ENDINGS or _has_head_of_events(path):
            raise
        return None
    # what we wrote has its report or its place; a table of a user's own gets its place by its degrees and its name
    own = frame_name(frame) == "events"
    if own and not (frame[["report_id", "place_id"]].isna().all(axis=None) and len(frame)):
        return frame
    scheme = foreign.scheme_of(frame)
    if scheme is None and not own:
        if path.suffix.lower() not in REPORT_ENDINGS:
            if frame.empty and frame_name(frame) is None:  # GeoJSON and KML have no columns without rows
                return empty_frame("events")
            what = "a table" if (name := frame_name(frame)) is None else f"a frame of {name}"
            raise StoreError(f"{path}: this is {what} and holds no events; give events or the reports themselves")
        return None
    from conflictmap.gazetteer.places import load_gazetteer

    return foreign.read_events(path, scheme, gazetteer=load_gazetteer(gazetteer))


def _has_head_of_events(path: Path) -> bool:
    with path.open(encoding="utf-8", errors="replace") as file:
        head = file.readline(100_000)
    return "event_type" in head and "certainty" in head


def deliver(frame: Any, out: Path | None, columns: list[str]) -> None:
    """Write a frame to a file, or print some of its columns; that there is nothing is said on stderr."""
    if frame.empty:
        click.echo("nothing was found", err=True)
    if out is not None:
        from conflictmap.frames.files import write_frame

        write_frame(frame, out)
    elif len(frame):
        # pandas leaves <NA> in columns of its own types
        bare = {c: frame[c].astype(object).where(frame[c].notna(), "") for c in columns if frame[c].dtype.kind not in "fM"}
        click.echo(frame[columns].assign(**bare).to_string(index=False, na_rep=""))
