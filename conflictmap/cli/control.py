"""Verbs of control: control, glocs, diff."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from conflictmap.cli.reading import (
    INPUTS,
    OUT,
    Target,
    check_day,
    check_frame_ending,
    deliver,
    read_events,
    reading_options,
)
from conflictmap.errors import ConfigError, SchemaError

POLICY = click.option(
    "--policy",
    type=click.Choice(["claimed", "assessed", "confirmed"]),
    default="assessed",
    show_default=True,
    help="What a claim must weigh to change a state.",
)
KNOWN_BY = click.option("--known-by", callback=check_day, metavar="DATE", help="Use nothing published after this day.")
BASELINE = click.option(
    "--baseline", type=click.Path(path_type=Path), help="State to start from: a file with date, side and polygons, or place_id."
)


def name_places(events: Any, gazetteer: Any) -> Any:
    """Give the events the Ukrainian names and populations that the gazetteer has."""
    from conflictmap.errors import GazetteerError

    names: dict[str, str | None] = {}
    people: dict[str, int] = {}
    for place_id in events["place_id"].dropna().unique():
        try:
            place = gazetteer.place(place_id)
        except GazetteerError:  # events of a user's own, with ids of their own
            continue
        names[place_id], people[place_id] = place.name_uk, place.population
    return events.assign(name_uk=events["place_id"].map(names), population=events["place_id"].map(people))


def read_start(baseline: Path | None, *, polygons: bool = False) -> Any:
    """The baseline that a user gives, checked before the reports are read."""
    from conflictmap.control.evidence import read_baseline
    from conflictmap.frames.files import read_frame

    if baseline is None:
        return None
    start = read_frame(baseline)
    try:
        read_baseline(start, polygons=polygons)
    except SchemaError as error:
        raise SchemaError(f"{baseline}: --baseline", error.problems) from None
    return start


def _show_table(context: click.Context, option: click.Parameter, wanted: bool) -> None:
    """Print the table of transitions and stop."""
    if wanted:
        from conflictmap.control.timeline import transition_table

        click.echo(transition_table().to_string())
        context.exit()


@click.command(
    "control",
    short_help="Fold events into who is reported to hold what, and when.",
    epilog="Example: conflictmap control reports/ --known-by 2022-09-10 -o control.gpkg",
)
@INPUTS
@OUT
@POLICY
@BASELINE
@KNOWN_BY
@click.option(
    "--on", "day", callback=check_day, metavar="DATE", help="Only the state on this day, with the age of the last report."
)
@click.option("--front", is_flag=True, help="The estimated held area and front line of that day instead.")
@click.option(
    "--table", is_flag=True, is_eager=True, expose_value=False, callback=_show_table, help="Print the table of transitions."
)
@reading_options
def control_verb(
    inputs: tuple[str, ...],
    out: Path | None,
    policy: Any,
    baseline: Path | None,
    known_by: str | None,
    day: str | None,
    front: bool,
    reading: dict[str, Any],
    gazetteer_path: Path | None,
) -> None:
    """Fold events into who is reported to hold each settlement, from when to when."""
    from conflictmap.control.frontline import estimate_frontline
    from conflictmap.control.timeline import control_on, trace_control

    if front and day is None:
        raise click.UsageError("--front needs the day: add --on 2022-09-10")
    start = read_start(baseline, polygons=front)
    events = read_events(inputs, gazetteer=gazetteer_path, **reading)
    control = trace_control(events, policy=policy, baseline=start, known_by=known_by)
    if front and day is not None:
        line = estimate_frontline(control, day, baseline=start, places=settlements_about(control, start, gazetteer_path))
        if not (line["what"] == "line").any():
            click.echo(_why_no_line(line, control_on(control, day), day), err=True)
        deliver(line, out, ["date", "what", "side", "estimated", "uncertainty_km", "area_km2"])
        return
    if day is not None:
        control = control_on(control, day)
    deliver(control, out, ["name", "admin1", "status", "valid_from", "valid_to", "certainty", "implied", "disputed", "sources"])


def _why_no_line(line: Any, today: Any, day: str) -> str:
    """Say why no front line was estimated."""
    from conflictmap.control.frontline import AGREEING, FRONT_KM

    if len(line):
        return f"no front line: no settlement that is not Russia's is known within {FRONT_KM:.0f} km of the area that it holds"
    named = int(((today["status"] == "RU") & ~today["implied"].fillna(False).astype(bool)).sum())
    given = "none" if not named else str(named) if named < AGREEING else f"{named}, not close together"
    return (
        f"no front line: without a baseline of that day or before it (--baseline), an area takes {AGREEING} neighbouring "
        f"settlements that reports give to Russia; on {day} they give it {given}"
    )


def settlements_about(control: Any, baseline: Any, gazetteer: Path | None) -> Any:
    """The gazetteer's settlements around the evidence and the baseline, between which a front line is estimated."""
    import shapely

    from conflictmap.gazetteer.places import load_gazetteer

    located = [frame for frame in (control, baseline) if frame is not None and frame.geometry.notna().any()]
    area = shapely.union_all([shapely.box(*frame.total_bounds) for frame in located])
    if area.is_empty:
        return None
    places = load_gazetteer(gazetteer).within(shapely.buffer(area, 0.5))
    return places[places["kind"] == "settlement"]


@click.command(
    "glocs",
    short_help="Trace supply arteries: open, interdicted, cut.",
    epilog="Example: conflictmap glocs events.gpkg --on 2022-09-10 --holders",
)
@INPUTS
@OUT
@click.option("--on", "day", callback=check_day, metavar="DATE", help="Only the spells that hold on this day.")
@click.option("--holders", is_flag=True, help="List the settlements on each artery and who holds them on the day instead.")
@POLICY
@reading_options
def glocs_verb(
    inputs: tuple[str, ...],
    out: Path | None,
    day: str | None,
    holders: bool,
    policy: Any,
    reading: dict[str, Any],
    gazetteer_path: Path | None,
) -> None:
    """Trace supply arteries: their course, and when they were open, interdicted or cut."""
    from conflictmap.control.evidence import parse_day
    from conflictmap.control.gloc import holders_along, trace_glocs
    from conflictmap.control.timeline import trace_control
    from conflictmap.gazetteer.places import load_gazetteer

    events = read_events(inputs, gazetteer=gazetteer_path, **reading)
    glocs = trace_glocs(events, load_gazetteer(gazetteer_path).routes())
    if holders:
        when = parse_day(day) if day is not None else events["date"].max()
        table = holders_along(glocs, trace_control(events, policy=policy), when)
        deliver(table, out, [c for c in table.columns if c not in ("gloc_id", "place_id")])
        return
    if day is not None:
        when = parse_day(day)
        glocs = glocs[(glocs["valid_from"] <= when) & ~(glocs["valid_to"] <= when)]
    deliver(glocs, out, ["name", "mode", "status", "cut_by", "valid_from", "valid_to", "reported_km", "measured_km", "schematic"])


def _picture(
    word: str, inputs: tuple[str, ...], policy: Any, gazetteer: Path | None, reading: dict[str, Any]
) -> tuple[Any, Any, str | None]:
    """What a word of `diff` stands for: its events, its policy, and its day where it is one."""
    from conflictmap.control.evidence import parse_day
    from conflictmap.control.walk import POLICIES
    from conflictmap.frames.codebook import outlets_of
    from conflictmap.frames.store import is_store

    if not inputs:
        if not is_store(word) and not Path(word).exists():
            raise ConfigError(f"{word!r} is no file; give the reports or events after A and B", key="inputs")
        return read_events((word,), gazetteer=gazetteer, **reading), policy, None
    events = read_events(inputs, gazetteer=gazetteer, **reading)
    if word in POLICIES:
        return events, word, None
    if word.startswith("source:"):
        name = word.removeprefix("source:")
        outlets = outlets_of(events)
        known = sorted(outlets.dropna().unique())
        if name not in known:
            raise ConfigError(
                f"no event comes from {name!r}; there are {', '.join(known) or 'no named sources'}", key="source", close=known
            )
        return events[outlets == name], policy, None
    return events, policy, str(parse_day(word).date())


PAGES = (".html", ".htm")


def _check_diff_ending(path: Path) -> None:
    if path.suffix.lower() not in PAGES:
        check_frame_ending(path)


@click.command(
    "diff",
    short_help="Compare two days, policies, sources or files.",
    epilog="Example: conflictmap diff 2022-09-06 2022-09-10 events.gpkg -o changes.html",
)
@click.argument("a")
@click.argument("b")
@click.argument("inputs", metavar="[REPORTS|EVENTS|STORE...]", nargs=-1)
@click.option(
    "-o", "--out", type=Target(_check_diff_ending), help="File to write; its ending chooses a table, GeoJSON, or a map (.html)."
)
@click.option(
    "--on",
    "day",
    callback=check_day,
    metavar="DATE",
    help="Day to compare on, where A and B are no days; the last one by default.",
)
@POLICY
@reading_options
def diff_verb(
    a: str,
    b: str,
    inputs: tuple[str, ...],
    out: Path | None,
    day: str | None,
    policy: Any,
    reading: dict[str, Any],
    gazetteer_path: Path | None,
) -> None:
    """Show what differs between A and B: two days, two policies, two sources, or two files of reports or events.

    A and B are days (2022-09-10), policies (claimed, assessed, confirmed), sources (source:NAME), or files.
    """
    import pandas as pd

    from conflictmap.control.differences import compare_control
    from conflictmap.control.evidence import parse_day
    from conflictmap.control.timeline import control_on, trace_control

    pictures = [_picture(word, inputs, policy, gazetteer_path, reading) for word in (a, b)]
    every = pd.concat([events for events, _, _ in pictures], ignore_index=True).drop_duplicates("event_id")
    last = day or every["date"].max()
    traced = [(trace_control(events, policy=rule), when or last) for events, rule, when in pictures]
    changes = compare_control(*(control_on(control, when) for control, when in traced))
    if out is not None and out.suffix.lower() in PAGES:
        from conflictmap.gazetteer.places import load_gazetteer
        from conflictmap.maps.webmap import draw_map, save_map

        control, day_b = traced[1]
        first, until = sorted(parse_day(when) for _, when in traced)
        settled = (every["kind"] == "settlement") & every["place_id"].isin(control["place_id"])
        told = every[settled & (every["date"] <= until)].reset_index(drop=True)
        page = draw_map(
            name_places(told, load_gazetteer(gazetteer_path)),
            control=control,
            changes=changes,
            between=(a, b),
            title=f"What changed: {a} to {b}",
            since=first if first < until else None,
            day=parse_day(day_b),
            window=(until - first).days or 7,
        )
        click.echo(save_map(page, out))
        return
    shown = ["status_a", "status_b", "disputed_a", "disputed_b", "certainty_b", "implied_b", "claimants_b"]
    deliver(changes, out, ["name", "admin1", *shown])
