"""Verb of the interactive page: map."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from conflictmap.cli.control import BASELINE, KNOWN_BY, POLICY, name_places, read_start, settlements_about
from conflictmap.cli.reading import INPUTS, Target, check_day, read_events, reading_options

ESTIMATES = 12  # days at most for which areas and the front line are estimated


def _check_ending(path: Path) -> None:
    from conflictmap.maps.webmap import check_page_ending

    check_page_ending(path)


@click.command(
    "map",
    short_help="Draw a dated interactive page that needs no network.",
    epilog="Example: conflictmap map liveblog.txt --as-of 2022-09-11T03:00Z -o page.html",
)
@INPUTS
@click.option("-o", "--out", type=Target(_check_ending), required=True, help="Page to write (.html).")
@click.option("--title", help="Title of the page.")
@click.option("--lang", type=click.Choice(["en", "uk"]), default="en", show_default=True, help="Language of the interface.")
@click.option(
    "--theme", type=click.Choice(["auto", "light", "dark"]), default="auto", show_default=True, help="Look at the start."
)
@click.option("--on", "day", callback=check_day, metavar="DATE", help="Day that the page opens on; the last one by default.")
@click.option("--window", type=click.IntRange(0), default=7, show_default=True, help="Days of events shown; 0 for all so far.")
@click.option(
    "--since", callback=check_day, metavar="DATE", help="Show events from this day on; earlier ones only tell who holds what."
)
@click.option("--until", callback=check_day, metavar="DATE", help="Use only events up to this day.")
@click.option(
    "--tiles", metavar="NAME", help="Online tiles under the map, by their name in xyzservices; the page then makes requests."
)
@click.option("--no-estimate", is_flag=True, help="Leave out the estimated areas and front line.")
@POLICY
@BASELINE
@KNOWN_BY
@reading_options
def map_verb(
    inputs: tuple[str, ...],
    out: Path,
    title: str | None,
    lang: str,
    theme: str,
    day: str | None,
    window: int,
    since: str | None,
    until: str | None,
    tiles: str | None,
    no_estimate: bool,
    policy: Any,
    baseline: Path | None,
    known_by: str | None,
    reading: dict[str, Any],
    gazetteer_path: Path | None,
) -> None:
    """Draw a dated interactive map: one HTML file that needs no network."""
    if since is not None and until is not None and until < since:
        raise click.UsageError(f"--until {until} is before --since {since}; exchange them")
    from conflictmap.control.advances import trace_advances
    from conflictmap.control.gloc import trace_glocs
    from conflictmap.control.timeline import trace_control
    from conflictmap.gazetteer.places import load_gazetteer
    from conflictmap.maps.webmap import draw_map, save_map

    start = read_start(baseline, polygons=not no_estimate)
    gazetteer = load_gazetteer(gazetteer_path)
    events = name_places(read_events(inputs, gazetteer=gazetteer_path, since=since, until=until, **reading), gazetteer)
    if known_by is not None:
        events = events[~(events["published"].dt.tz_convert(None) > end_of(known_by))].reset_index(drop=True)
    control = trace_control(events, policy=policy, baseline=start, known_by=known_by)
    glocs = trace_glocs(events, gazetteer.routes())
    news = events
    if since is not None:
        events, news, control, glocs = from_day(since, events, control, glocs)
    if news.empty:
        click.echo("no event to show: the page has none", err=True)
    page = draw_map(
        events,
        control=control,
        glocs=glocs,
        advances=trace_advances(news, control),
        frontline=None if no_estimate else _estimate(news, control, start, gazetteer_path),
        title=title,
        lang=lang,
        theme=theme,
        since=since,
        day=day,
        window=window or None,
        tiles=tiles,
    )
    click.echo(save_map(page, out))


def from_day(since: str, events: Any, control: Any, glocs: Any) -> tuple[Any, Any, Any, Any]:
    """Events to show (those from the day on, and those that its states rest on), those from the day on, states from it on."""
    from conflictmap.control.evidence import parse_day

    first = parse_day(since)
    control, glocs = (frame[~(frame["valid_to"] <= first)].reset_index(drop=True) for frame in (control, glocs))
    basis = {name for ids in (*control["event_ids"].dropna(), *glocs["event_ids"].dropna()) for name in ids.split()}
    late = events["date"] >= first
    shown = events[late | events["event_id"].isin(basis)]
    return shown.reset_index(drop=True), events[late].reset_index(drop=True), control, glocs


def end_of(day: str) -> Any:
    import pandas as pd

    from conflictmap.control.evidence import parse_day

    return parse_day(day) + pd.Timedelta(days=1)


def _estimate(events: Any, control: Any, baseline: Any, gazetteer: Path | None) -> Any:
    """Estimate the area held by Russia, the line, and what was regained since the first day, for some days of the span."""
    import numpy as np
    import pandas as pd

    from conflictmap.control.frontline import estimate_frontline, estimate_regained
    from conflictmap.maps.basemap import load_basemap

    told = events.loc[~events["background"].fillna(False).astype(bool) & (events["certainty"] != "predicted"), "date"].dropna()
    if told.empty or control.empty:
        return None
    within = load_basemap().countries.set_index("code").geometry["UA"]
    first, last = told.quantile(0.01).normalize(), told.max()
    span = (last - first).days
    days = [first + pd.Timedelta(days=int(d)) for d in sorted(set(np.linspace(0, span, min(ESTIMATES, span + 1)).round()))]
    evidence: dict[str, Any] = {"baseline": baseline, "within": within}
    if baseline is not None:
        evidence["places"] = settlements_about(control, baseline, gazetteer)
    frames = []
    for day in days:
        frames.append(estimate_frontline(control, day, **evidence))
        if day > first:
            regained = estimate_regained(control, first, day, **evidence)
            frames.append(regained.assign(date=day))
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else None
