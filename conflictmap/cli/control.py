"""Verbs of control: control, glocs, diff."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from conflictmap.cli.reading import parse_columns, reading_options
from conflictmap.errors import StoreError

INPUTS = click.argument("inputs", metavar="REPORTS|EVENTS...", nargs=-1, required=True, type=click.Path(path_type=Path))
OUT = click.option("-o", "--out", type=click.Path(path_type=Path), help="File to write; its ending chooses the format.")
POLICY = click.option(
    "--policy",
    type=click.Choice(["claimed", "assessed", "confirmed"]),
    default="assessed",
    show_default=True,
    help="What a claim must weigh to change a state.",
)
KNOWN_BY = click.option("--known-by", metavar="DATE", help="Use nothing published after this day.")
BASELINE = click.option(
    "--baseline", type=click.Path(path_type=Path), help="State to start from: points or polygons with a date."
)


def read_events(inputs: tuple[Path, ...], *, gazetteer: Any = None, **reading: Any) -> Any:
    """Read events from files of events, or out of reports."""
    import pandas as pd

    frames, reports = [], []
    for path in inputs:
        frame = _events_of(path)
        if frame is None:
            reports.append(path)
        else:
            frames.append(frame)
    if reports:
        from conflictmap.gazetteer.places import load_gazetteer
        from conflictmap.reading.pipeline import extract_events
        from conflictmap.reading.reports import read_reports

        frames.append(extract_events(read_reports(*reports, **reading), gazetteer=load_gazetteer(gazetteer)))
    return frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)


def _events_of(path: Path) -> Any:
    """The events frame that a file holds; None where it holds something else, which is then read as reports."""
    from conflictmap.frames.files import ENDINGS, frame_name, read_frame

    if path.suffix.lower() not in ENDINGS or not path.is_file():
        return None
    try:
        frame = read_frame(path)
    except StoreError:
        return None
    return frame if frame_name(frame) == "events" else None


def _deliver(frame: Any, out: Path | None, columns: list[str]) -> None:
    if out is not None:
        from conflictmap.frames.files import write_frame

        write_frame(frame, out)
    else:
        click.echo(frame[columns].to_string(index=False, na_rep=""))


@click.command("control", epilog="Example: conflictmap control reports/ --known-by 2022-09-10 -o control.gpkg")
@INPUTS
@OUT
@POLICY
@BASELINE
@KNOWN_BY
@click.option("--on", "day", metavar="DATE", help="Only the state on this day, with the age of the last report.")
@reading_options
def control_verb(
    inputs: tuple[Path, ...],
    out: Path | None,
    policy: Any,
    baseline: Path | None,
    known_by: str | None,
    day: str | None,
    published: str | None,
    as_of: str | None,
    columns: str | None,
    gazetteer_path: Path | None,
) -> None:
    """Fold events into who is reported to hold each settlement, from when to when."""
    from conflictmap.control.timeline import control_on, trace_control

    events = read_events(inputs, gazetteer=gazetteer_path, published=published, as_of=as_of, columns=parse_columns(columns))
    start = None
    if baseline is not None:
        from conflictmap.frames.files import read_frame

        start = read_frame(baseline)
    control = trace_control(events, policy=policy, baseline=start, known_by=known_by)
    if day is not None:
        control = control_on(control, day)
    _deliver(control, out, ["name", "admin1", "status", "valid_from", "valid_to", "certainty", "disputed", "sources"])
