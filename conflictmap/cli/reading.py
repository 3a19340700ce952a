"""Verbs of reading: reports, toponyms, events."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from conflictmap.cli.gazetteer import tell_of_full
from conflictmap.errors import ConfigError


def reading_options(verb: Any) -> Any:
    """Add the options that say how reports are read; every verb that takes reports has them."""
    for option in reversed(
        [
            click.option("--published", metavar="DATE", help="Publication day of the reports that don't tell theirs (ISO)."),
            click.option("--as-of", metavar="TIME", help="When the page was saved: makes '4 hr ago' a time (ISO)."),
            click.option("--columns", metavar="OUR=THEIRS,…", help="Names of a table's columns: text=body,published=date."),
            click.option("--gazetteer", "gazetteer_path", type=click.Path(path_type=Path), help="Another compiled gazetteer."),
        ]
    ):
        verb = option(verb)
    return verb


def parse_columns(columns: str | None) -> dict[str, str] | None:
    """Turn 'text=body,published=date' into a mapping of our column names to the table's."""
    if columns is None:
        return None
    pairs = [pair.split("=", 1) for pair in columns.split(",") if pair.strip()]
    if any(len(pair) != 2 or not all(pair) for pair in pairs):
        raise ConfigError(f"--columns {columns!r}: write it as text=body,published=date", key="columns")
    return {ours.strip(): theirs.strip() for ours, theirs in pairs}


REPORTS = click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path))
OUT = click.option("-o", "--out", type=click.Path(path_type=Path), help="File to write; its ending chooses the format.")


@click.command("reports", epilog="Example: conflictmap reports liveblog.txt --as-of 2022-09-11T03:00Z")
@REPORTS
@OUT
@reading_options
def reports_verb(
    reports: tuple[Path, ...],
    out: Path | None,
    published: str | None,
    as_of: str | None,
    columns: str | None,
    gazetteer_path: Path | None,
) -> None:
    """Show what is read: how each input is cut into posts, with their dates and titles."""
    from conflictmap.reading.reports import read_reports

    frame = read_reports(*reports, published=published, as_of=as_of, columns=parse_columns(columns))
    if out is not None:
        from conflictmap.frames.files import write_frame

        write_frame(frame, out)
        return
    for row in frame.to_dict("records"):
        title = row["title"] if isinstance(row["title"], str) else " ".join(row["text"][:70].split())
        local = row["published"] + timedelta(minutes=int(row["utc_offset"]))
        stamp = f"{local:%Y-%m-%d %H:%M}" if row["published_precision"] == "time" else f"{local:%Y-%m-%d}"
        lang = row["lang"] if isinstance(row["lang"], str) else "??"
        click.echo(f"{row['report_id']}  {stamp}  {lang}  {len(row['text']):>6}  {title}")


@click.command("toponyms", epilog="Example: conflictmap toponyms liveblog.txt -o toponyms.geojson")
@REPORTS
@OUT
@reading_options
def toponyms_verb(
    reports: tuple[Path, ...],
    out: Path | None,
    published: str | None,
    as_of: str | None,
    columns: str | None,
    gazetteer_path: Path | None,
) -> None:
    """Find the place names of reports and resolve them against the gazetteer."""
    from conflictmap.gazetteer.places import load_gazetteer
    from conflictmap.reading.pipeline import geoparse
    from conflictmap.reading.reports import read_reports

    gazetteer = load_gazetteer(gazetteer_path)
    frame = geoparse(
        read_reports(*reports, published=published, as_of=as_of, columns=parse_columns(columns)),
        gazetteer=gazetteer,
    )
    tell_of_full(gazetteer, frame)
    deliver(frame, out, ["report_id", "start", "end", "surface", "name", "kind", "admin1", "score"])


@click.command("events", epilog="Example: conflictmap events reports/ -o events.gpkg --merge")
@REPORTS
@OUT
@click.option("--merge", is_flag=True, help="Join the same event told by several reports into one row with all its sources.")
@click.option(
    "--explain", is_flag=True, help="Print for each event the words that made its type, side, place, date and certainty."
)
@click.option("--into", metavar="STORE", help="Add to an archive: a .gpkg file, a folder of GeoParquet, or postgresql://…")
@reading_options
def events_verb(
    reports: tuple[Path, ...],
    out: Path | None,
    merge: bool,
    explain: bool,
    into: str | None,
    published: str | None,
    as_of: str | None,
    columns: str | None,
    gazetteer_path: Path | None,
) -> None:
    """Read who is said to have done what, where, when, and how sure."""
    from conflictmap.gazetteer.places import load_gazetteer
    from conflictmap.reading.pipeline import extract_events
    from conflictmap.reading.reports import read_reports

    gazetteer = load_gazetteer(gazetteer_path)
    read = read_reports(*reports, published=published, as_of=as_of, columns=parse_columns(columns))
    if into is not None:
        from conflictmap.frames.store import open_store

        with open_store(into) as store:
            fresh = store.unread(read)
            events = extract_events(fresh, gazetteer=gazetteer)
            store.add(fresh, events)
            click.echo(
                f"{len(fresh)} of {len(read)} reports were new or changed; {len(events)} events added to {store}", err=True
            )
    else:
        events = extract_events(read, gazetteer=gazetteer)
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


def deliver(frame: Any, out: Path | None, columns: list[str]) -> None:
    """Write a frame to a file, or print some of its columns; that there is nothing is said on stderr."""
    if out is not None:
        from conflictmap.frames.files import write_frame

        write_frame(frame, out)
    elif len(frame):
        # pandas leaves <NA> in columns of its own types
        bare = {c: frame[c].astype(object).where(frame[c].notna(), "") for c in columns if frame[c].dtype.kind not in "fM"}
        click.echo(frame[columns].assign(**bare).to_string(index=False, na_rep=""))
    else:
        click.echo("nothing was found", err=True)
