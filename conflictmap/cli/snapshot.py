"""Verb of the figure for print: snapshot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from conflictmap.cli.control import BASELINE, KNOWN_BY, POLICY, name_places, read_start, settlements_about
from conflictmap.cli.maps import end_of, from_day
from conflictmap.cli.reading import INPUTS, check_day, read_events, reading_options
from conflictmap.errors import ConfigError, SnapshotError

AFTER = 7  # days after the last one drawn whose events may still speak for or against a state of it


@click.command(
    "snapshot",
    short_help="Draw a dated figure for print: PNG, SVG, PDF.",
    epilog="Example: conflictmap snapshot reports/ --on 2022-09-10 --extent oblast -o figure.svg",
)
@INPUTS
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="Figure to write: .png, .svg, .pdf; of a series also .gif, .webp, or a folder.",
)
@click.option("--on", "day", callback=check_day, metavar="DATE", help="Day of the figure; the last one with an event by default.")
@click.option("--from", "first", callback=check_day, metavar="DATE", help="First day of a series.")
@click.option("--to", "last", callback=check_day, metavar="DATE", help="Last day of a series.")
@click.option("--every", metavar="STEP", default="7d", show_default=True, help="Step of a series: 1d, 7d, 2w.")
@click.option("--before", callback=check_day, metavar="DATE", help="Earlier day of two that are compared.")
@click.option("--after", callback=check_day, metavar="DATE", help="Later day of two that are compared; what changed is ringed.")
@click.option("--extent", default="auto", show_default=True, help="auto, oblast, all, W,S,E,N or the name of an oblast.")
@click.option(
    "--days", type=click.IntRange(1), default=7, show_default=True, help="Days of events shown, up to the figure's day."
)
@click.option("--size", help="Width and height: 160x120mm (default), 6x4in, 1600x1200px.")
@click.option("--dpi", type=float, default=300.0, show_default=True, help="Dots per inch of PNG, 50 to 1200.")
@click.option("--title", help="Headline.")
@click.option(
    "--style",
    "look",
    type=click.Choice(["light", "dark", "print"]),
    default="light",
    show_default=True,
    help="Look; print is in greys.",
)
@click.option("--lang", type=click.Choice(["en", "uk"]), default="en", show_default=True, help="Language of names and words.")
@click.option("--font", help="Font family with Cyrillic letters, instead of DejaVu.")
@click.option("--alt-text", type=click.Path(path_type=Path), help="Text file for the figure's description in words.")
@click.option("--no-estimate", is_flag=True, help="Leave out the estimated areas and front line.")
@click.option("--page", is_flag=True, help="Take a picture of the interactive page instead (.png; needs Chromium or Playwright).")
@POLICY
@BASELINE
@KNOWN_BY
@reading_options
def snapshot_verb(
    inputs: tuple[str, ...],
    out: Path,
    day: str | None,
    first: str | None,
    last: str | None,
    every: str,
    before: str | None,
    after: str | None,
    extent: str,
    days: int,
    size: str | None,
    dpi: float,
    title: str | None,
    look: Any,
    lang: str,
    font: str | None,
    alt_text: Path | None,
    no_estimate: bool,
    page: bool,
    policy: Any,
    baseline: Path | None,
    known_by: str | None,
    reading: dict[str, Any],
    gazetteer_path: Path | None,
) -> None:
    """Draw a dated figure for print: PNG, SVG or PDF of one day, a series of days, or before and after."""
    _check_choices(day, first, last, before, after, page)
    _check_targets(out, alt_text, series=first is not None, page=page)
    import pandas as pd

    from conflictmap.control.advances import trace_advances
    from conflictmap.control.evidence import parse_day
    from conflictmap.control.gloc import trace_glocs
    from conflictmap.control.timeline import trace_control
    from conflictmap.frames.store import is_store
    from conflictmap.gazetteer.places import load_gazetteer
    from conflictmap.maps.snapshot.series import days_between

    series = days_between(first, last, every) if first and last else []
    start = read_start(baseline, polygons=not no_estimate)
    gazetteer = load_gazetteer(gazetteer_path)
    days_drawn = [parse_day(when) for when in (*series, day, before, after) if when is not None]
    if days_drawn and any(is_store(name) for name in inputs):  # out of an archive only what the figure rests on
        reading["since"] = str((min(days_drawn) - pd.Timedelta(days=days)).date())
        reading["until"] = str((max(days_drawn) + pd.Timedelta(days=AFTER)).date())
    events = name_places(read_events(inputs, gazetteer=gazetteer_path, **reading), gazetteer)
    if known_by is not None:
        events = events[~(events["published"].dt.tz_convert(None) > end_of(known_by))].reset_index(drop=True)
    control = trace_control(events, policy=policy, baseline=start, known_by=known_by)
    glocs, news = trace_glocs(events, gazetteer.routes()), events
    if "since" in reading:
        events, news, control, glocs = from_day(reading["since"], events, control, glocs)
    frames: dict[str, Any] = {"control": control, "glocs": glocs, "advances": trace_advances(news, control)}
    if not no_estimate:
        wanted: list[Any] = [before, after] if before else list(series) or [day or _last_day(events)]
        frames["frontline"] = _estimate(control, wanted, start, days, gazetteer_path)
    if page:
        _picture_of_page(events, frames, out, title=title, lang=lang, look=look, day=day, days=days, size=size)
        return
    options: dict[str, Any] = frames | {"extent": extent, "dpi": dpi, "title": title, "style": look, "lang": lang, "font": font}
    if size is not None:
        options["size"] = size
    if series:
        _write_series(events, out, series, alt_text, window=days, **options)
        return
    from conflictmap.maps.snapshot.figure import draw_snapshot
    from conflictmap.maps.snapshot.files import save_snapshot
    from conflictmap.maps.snapshot.series import draw_comparison

    if before and after:
        figure = draw_comparison(events, before=before, after=after, window=days, **options)
    else:
        figure = draw_snapshot(events, on=day, days=days, **options)
    click.echo(save_snapshot(figure, out, alt_text=alt_text))


def _check_choices(
    day: str | None, first: str | None, last: str | None, before: str | None, after: str | None, page: bool
) -> None:
    """Refuse options that contradict each other."""
    if (first is None) != (last is None):
        raise click.UsageError("a series needs both --from and --to")
    if (before is None) != (after is None):
        raise click.UsageError("a comparison needs both --before and --after")
    if sum([day is not None, first is not None, before is not None]) > 1:
        raise click.UsageError("choose one of --on, --from with --to, and --before with --after")
    if page and (first or before):
        raise click.UsageError("--page shows one day; it goes with --on")


def _check_targets(out: Path, alt_text: Path | None, *, series: bool, page: bool) -> None:
    """Refuse files that can't be written, before the reading and the drawing."""
    from conflictmap.frames.files import check_target
    from conflictmap.maps.snapshot.files import ANIMATIONS, check_figure_ending

    if out.suffix or not series:  # a series goes into a folder, too, which is made
        if not page and not (series and out.suffix.lower() in ANIMATIONS):
            check_figure_ending(out)
        check_target(out, SnapshotError)
    if alt_text is not None:
        check_target(alt_text, SnapshotError)


def _last_day(events: Any) -> Any:
    """The last day with an event; None where there is none, which the figure then says."""
    told = events.loc[events["certainty"] != "predicted", "date"].dropna()
    return None if told.empty else told.max()


def _estimate(control: Any, days: list[Any], baseline: Any, window: int, gazetteer: Path | None) -> Any:
    """Estimate the area held by Russia and the line on each day, and what was regained in the window before it."""
    import pandas as pd

    from conflictmap.control.evidence import parse_day
    from conflictmap.control.frontline import estimate_frontline, estimate_regained
    from conflictmap.maps.basemap import load_basemap

    if control.empty or days == [None]:
        return None
    within = load_basemap().countries.set_index("code").geometry["UA"]
    evidence: dict[str, Any] = {"baseline": baseline, "within": within}
    if baseline is not None:
        evidence["places"] = settlements_about(control, baseline, gazetteer)
    frames = []
    for wanted in days:
        day = parse_day(wanted)
        frames.append(estimate_frontline(control, day, **evidence))
        regained = estimate_regained(control, day - pd.Timedelta(days=window), day, **evidence)
        frames.append(regained.assign(date=day))
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else None


def _write_series(events: Any, out: Path, days: list[Any], alt_text: Path | None, **options: Any) -> None:
    """Write a series: one sheet (.png, .svg, .pdf), an animation (.gif, .webp), or a file a day in a folder."""
    from tqdm import tqdm

    from conflictmap.frames.files import replacing
    from conflictmap.maps.snapshot.files import FORMATS, save_animation, save_snapshot
    from conflictmap.maps.snapshot.series import draw_daily, draw_series

    if out.suffix.lower() in FORMATS:
        click.echo(save_snapshot(draw_series(events, days=days, **options), out, alt_text=alt_text))
        return
    figures = draw_daily(events, days=days, **options)
    shown = tqdm(figures, total=len(days), desc="figures", unit="day", disable=None)
    texts: list[str] = []

    def told() -> Iterator[Any]:
        for day, figure in zip(days, shown, strict=True):
            texts.append(f"{day:%Y-%m-%d}: {figure.alt}\n")
            yield figure

    if out.suffix:
        click.echo(save_animation(told(), out))
    else:
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigError(f"{out}: the folder can't be made ({error.strerror})", key="out") from None
        for day, figure in zip(days, told(), strict=True):
            click.echo(save_snapshot(figure, out / f"{day:%Y-%m-%d}.png"))
    if alt_text is not None:
        with replacing(alt_text, SnapshotError) as beside:
            beside.write_text("".join(texts), encoding="utf-8", newline="\n")


def _picture_of_page(
    events: Any,
    frames: dict[str, Any],
    out: Path,
    *,
    title: str | None,
    lang: str,
    look: str,
    day: Any,
    days: int,
    size: str | None,
) -> None:
    from conflictmap.maps.snapshot.screenshot import save_page_picture
    from conflictmap.maps.webmap import draw_map

    theme = "dark" if look == "dark" else "light"
    click.echo(
        save_page_picture(draw_map(events, title=title, lang=lang, theme=theme, day=day, window=days, **frames), out, size=size)
    )
