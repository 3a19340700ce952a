"""`lookup` and `gazetteer`: what a name may mean, which gazetteer is in use, and how to get the full one."""

from __future__ import annotations

import json
from pathlib import Path

import click

from conflictmap.gazetteer.names import fold
from conflictmap.gazetteer.places import BUILT_IN, installed_path, load_gazetteer


@click.command()
@click.argument("names", nargs=-1, required=True)
@click.option("--lang", type=click.Choice(["en", "uk", "ru"]), help="Only forms of this language.")
@click.option("--json", "as_json", is_flag=True, help="Print the rows as JSON, one object a line.")
def lookup_verb(names: tuple[str, ...], lang: str | None, as_json: bool) -> None:
    """Print the places that NAMES may mean, the likeliest first.

    Example: conflictmap lookup Ізюмом Volchansk "Великої Новосілки"
    """
    gazetteer = load_gazetteer()
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
                click.echo(f"{name:24} {p.name:24} {p.feature:10} {c.form:9} {p.lat:9.4f} {p.lon:9.4f} {p.population:9d}  {where}")


@click.group()
def gazetteer_verb() -> None:
    """Install the full gazetteer, or say which one is in use.

    Example: conflictmap gazetteer info
    """


@gazetteer_verb.command("install")
@click.option("--from", "source", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A dump that is already here.")
def install_verb(source: Path) -> None:
    """Install every settlement of Ukraine from the GeoNames dump.

    Example: conflictmap gazetteer install --from UA.zip
    """
    from conflictmap.gazetteer.compile import compile_geonames

    n = compile_geonames(source, installed_path(), about={"sources": source.name}, base=BUILT_IN)
    click.echo(f"{n} places in {installed_path()}", err=True)


@gazetteer_verb.command("info")
def info_verb() -> None:
    """Say which gazetteer is in use, its date, rows and licence.

    Example: conflictmap gazetteer info
    """
    gazetteer = load_gazetteer()
    click.echo(f"file      {gazetteer.path}")
    for key, value in gazetteer.about.items():
        click.echo(f"{key:9} {value}")
