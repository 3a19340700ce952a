"""`lookup` and `gazetteer`: what a name may mean, which gazetteer is in use, and how to get the full one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conflictmap.gazetteer.names import fold
from conflictmap.gazetteer.places import installed_path, load_gazetteer

if TYPE_CHECKING:
    import pandas as pd

    from conflictmap.gazetteer.places import Gazetteer


def tell_of_full(gazetteer: Gazetteer, frame: pd.DataFrame) -> None:
    """Say on stderr how many names of a toponyms or events frame look like settlements that the built-in gazetteer lacks."""
    unknown = frame.loc[frame["place_id"].isna() & (frame["kind"] == "settlement"), "surface"].nunique()
    if unknown and gazetteer.about.get("kind") == "built-in":
        looks = "name looks like a settlement" if unknown == 1 else "names look like settlements"
        click.echo(
            f"{unknown} {looks} that the built-in gazetteer does not know; `conflictmap gazetteer install` brings the rest",
            err=True,
        )


@click.command(epilog='Example: conflictmap lookup Ізюмом Volchansk "Великої Новосілки"')
@click.argument("names", nargs=-1, required=True)
@click.option("--lang", type=click.Choice(["en", "uk", "ru"]), help="Only forms of this language.")
@click.option("--json", "as_json", is_flag=True, help="Print the rows as JSON, one object a line.")
@click.option("--gazetteer", "gazetteer_path", type=click.Path(path_type=Path), help="Another compiled gazetteer.")
def lookup_verb(names: tuple[str, ...], lang: str | None, as_json: bool, gazetteer_path: Path | None) -> None:
    """Print the places that NAMES may mean, the likeliest first."""
    gazetteer = load_gazetteer(gazetteer_path)
    for name in names:
        found = [c for c in gazetteer.candidates(fold(name)) if lang is None or c.lang in ("", lang)]
        if not found and not as_json:
            click.echo(f"{name:24} not found")
        for c in found:
            p = c.place
            if as_json:
                row = {
                    "query": name,
                    "form": c.form,
                    "lang": c.lang,
                    "place_id": p.place_id,
                    "name": p.name,
                    "kind": p.kind,
                    "feature": p.feature,
                    "admin1": p.admin1,
                    "admin2": p.admin2,
                    "country": p.country,
                    "lon": p.lon,
                    "lat": p.lat,
                    "population": p.population,
                    "name_uk": p.name_uk,
                    "name_ru": p.name_ru,
                }
                click.echo(json.dumps(row, ensure_ascii=False))
            else:
                where = ", ".join(x for x in (p.admin2, p.admin1 or p.country) if x)
                click.echo(
                    f"{name:24} {p.name:24} {p.feature:10} {c.form:9} {p.lat:9.4f} {p.lon:9.4f} {p.population:9d}  {where}"
                )


@click.group(epilog="Example: conflictmap gazetteer info")
def gazetteer_verb() -> None:
    """Install the full gazetteer, or say which one is in use."""


@gazetteer_verb.command("install", epilog="Example: conflictmap gazetteer install --from UA.zip")
@click.option(
    "--from", "source", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A dump that is here: no network."
)
@click.option(
    "--with", "more", type=click.Choice(["RU", "BY"]), multiple=True, help="Also the regions of RU or BY by the border."
)
@click.option("--mirror", metavar="URL", help="Download from another place than GeoNames' own server.")
def install_verb(source: Path | None, more: tuple[str, ...], mirror: str | None) -> None:
    """Install every settlement of Ukraine from the GeoNames dump (2 MB, CC BY 4.0)."""
    from conflictmap.gazetteer.install import MIRROR, install_gazetteer

    if source is not None and (more or mirror):
        raise click.UsageError("--from takes a dump of Ukraine that is here; --with and --mirror download")
    path = install_gazetteer(source, countries=("UA", *more), mirror=mirror or MIRROR)
    about = load_gazetteer(path).about
    click.echo(f"{about['places']} places of {about['date']} in {path}", err=True)


@gazetteer_verb.command("info", epilog="Example: conflictmap gazetteer info")
def info_verb() -> None:
    """Say which gazetteer is in use, its date, rows and licence."""
    gazetteer = load_gazetteer()
    click.echo(f"file      {gazetteer.path}")
    for key, value in gazetteer.about.items():
        click.echo(f"{key:9} {value}")
    if gazetteer.path != installed_path():
        click.echo("`conflictmap gazetteer install` brings every settlement of Ukraine")


@gazetteer_verb.command("compile", epilog="Example: conflictmap gazetteer compile places.gpkg -o places.sqlite")
@click.argument("table", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File for --gazetteer.")
def compile_verb(table: Path, out: Path) -> None:
    """Compile your own TABLE of places (GeoPackage, GeoJSON …; columns as of `Gazetteer.from_frame`) into a gazetteer."""
    import geopandas as gpd
    from pyogrio.errors import DataSourceError

    from conflictmap.errors import GazetteerError
    from conflictmap.gazetteer.places import Gazetteer

    try:
        frame = gpd.read_file(table)
    except DataSourceError as error:
        raise GazetteerError(f"{table}: no readable table of places ({error})") from error
    try:
        Gazetteer.from_frame(frame).save(out)
    except GazetteerError as error:
        raise GazetteerError(f"{table}: {error}") from None
