"""Compile settlements.csv, the table of the war's theatre, out of two independent sources that must agree.

    python data/gazetteer/gather.py UA.zip cod_settlements.csv

UA.zip is the GeoNames dump of Ukraine; the other a table of the settlements of OCHA's COD-AB with the columns pcode, name_en,
name_uk, oblast, raion, lat, lon. A settlement enters where both sources have a place of the same name within 10 km (or one of
them knows the other's name as a former one); where they put it more than 1 km apart the newer survey (COD-AB, which follows the
state's register) decides. A settlement of the register that GeoNames lacks enters with an id "kt-" in place of "gn-", so that one
sees that it rests on one source; a place that only GeoNames has is left out. `settled.csv` holds what was settled by hand. Run it
again when a source changes, and look at the diff. `suburbs.csv` lists the quarters of towns, which the base does not tell from
towns.
"""

from __future__ import annotations

import csv
import math
import re
import sys
import zipfile
from collections import defaultdict
from difflib import SequenceMatcher
from itertools import product
from pathlib import Path

from conflictmap.gazetteer.compile import THEATRE, UA_OBLASTS
from conflictmap.gazetteer.names import fold, romanise, skeleton
from conflictmap.gazetteer.russian import russian_name

HERE = Path(__file__).parent
SURVEYED_OBLASTS = {
    "Kharkivska", "Luhanska", "Donetska", "Zaporizka", "Khersonska", "Mykolaivska", "Dnipropetrovska", "Sumska", "Chernihivska",
    "Kyivska", "Autonomous Republic of Crimea",
}  # fmt: skip
COLUMNS = ["id", "name", "name_uk", "name_ru", "also", "feature", "raion", "lon", "lat", "population", "now"]
# Lines that stay as the package's gazetteer was built from them. The rules read them better since: four by the Russian name that
# GeoNames has for one that the rule forms, which is found either way; Slobidka by an id of GeoNames, but archives hold the one
# that it has. Empty this when the gazetteer is built anew for a better reason.
STANDING = {"gn-688322", "gn-689837", "gn-701933", "gn-709342", "kt-5906013026"}
FEATURES = {"PPLC": "city", "PPLA": "city", "PPLA2": "town", "PPLX": "suburb"}


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    return math.hypot((lat - other_lat) * 111.2, (lon - other_lon) * 111.2 * math.cos(math.radians(lat)))


def bones(latin: str) -> str:
    return skeleton(fold(latin))


def read_dump(path: Path) -> list[list[str]]:
    with zipfile.ZipFile(path) as archive:
        rows = [line.split("\t") for line in archive.read("UA.txt").decode("utf-8").split("\n") if line]
    return [r for r in rows if r[6] == "P" and r[7] not in ("PPLH", "PPLQ", "PPLW")]


def names_of(row: list[str]) -> tuple[list[str], list[str]]:
    """Ukrainian and Russian names among the alternates, by the letters that only one of them has."""
    cyrillic = [a.replace("\u0301", "") for a in row[3].split(",") if re.match(r"^[А-ЯЄІЇҐЁ][а-яєіїґёА-ЯЄІЇҐЁ\u0301'’ʼ -]+$", a)]
    uk = [c for c in cyrillic if not re.search("[ыэёъ]", c.lower())]
    ru = [c for c in cyrillic if not re.search("[іїєґ'’ʼ]", c.lower())]
    return uk, ru


def likeliest_russian(name_uk: str, names: list[str]) -> str | None:
    """The Russian name that corresponds to the Ukrainian one by sound; the others are former names or another place's."""
    formed = russian_name(name_uk)
    # the Ukrainian name without a Ukrainian letter is no Russian one, unless they are the same
    others = [r for r in names if fold(r) == fold(formed) or fold(r) != fold(name_uk)]
    scored = sorted(((SequenceMatcher(None, fold(r), fold(formed)).ratio(), r) for r in others), reverse=True)
    return scored[0][1] if scored and scored[0][0] >= (0.95 if " " in name_uk else 0.8) else None


def pair(dumped: list[list[str]], surveyed: list[dict[str, str]]) -> list[tuple[dict[str, str], list[str]]]:
    """Pair each surveyed settlement with the nearest line of the dump within 10 km that bears its name."""
    grid: dict[tuple[int, int], list[list[str]]] = defaultdict(list)
    for row in dumped:
        if row[7] != "PPLX":
            grid[int(float(row[4]) * 10), int(float(row[5]) * 10)].append(row)
    pairs = []
    for s in surveyed:
        lat, lon = float(s["lat"]), float(s["lon"])
        wanted = {bones(s["name_en"]), bones(romanise(s["name_uk"], "uk")), bones(romanise(russian_name(s["name_uk"]), "ru"))}
        for i, j in product((-1, 0, 1), repeat=2):
            for row in grid[int(lat * 10) + i, int(lon * 10) + j]:
                km = distance_km(lat, lon, float(row[4]), float(row[5]))
                folded = {fold(a) for a in row[3].split(",") if a} | {fold(row[1])}
                same = fold(s["name_uk"]) in folded or bool(wanted & {skeleton(f) for f in folded if f.isascii()})
                if km <= 10 and same:
                    pairs.append((km - 0.5 * min(1.0, int(row[14] or 0)), s["pcode"], row[0], s, row))
    pairs.sort(key=lambda p: p[:3])
    taken: set[str] = set()
    out = []
    for _, pcode, gid, s, row in pairs:
        if pcode not in taken and gid not in taken:
            taken |= {pcode, gid}
            out.append((s, row))
    return out


def record_of(s: dict[str, str], row: list[str]) -> dict[str, object]:
    """Make a line of the table out of a surveyed settlement and its line of the dump."""
    uk, ru = names_of(row)
    current = s["name_uk"].replace("’", "'")
    name_uk, in_use = current, romanise(current, "uk")
    if bones(in_use) != bones(s["name_en"]):  # named anew since 2024: reports use the name before it
        alike = [u for u in uk if bones(romanise(u, "uk")) == bones(s["name_en"])]
        alike.sort(key=lambda u: (fold(romanise(u, "uk")) != fold(s["name_en"]), u))
        if alike:
            name_uk, in_use = alike[0], s["name_en"]
    name_ru = likeliest_russian(name_uk, ru)
    also = [f"uk:{u}" for u in dict.fromkeys(uk) if fold(u) not in (fold(name_uk), fold(current)) and u not in ru]
    also += [f"ru:{r}" for r in ru if r != name_ru and fold(r) not in (fold(name_uk), fold(name_ru or ""))]
    apart = distance_km(float(s["lat"]), float(s["lon"]), float(row[4]), float(row[5]))
    lat, lon = (row[4], row[5]) if apart <= 1 else (s["lat"], s["lon"])
    population = int(row[14] or 0)
    return {
        "id": f"gn-{row[0]}",
        "name": in_use,
        "name_uk": name_uk,
        "name_ru": name_ru or "",
        "also": ";".join(also),
        "feature": FEATURES.get(row[7], "town" if population >= 10_000 else "settlement" if row[7] == "PPLA3" else "village"),
        "raion": s["pcode"][2:6],
        "lon": f"{float(lon):.3f}",
        "lat": f"{float(lat):.3f}",
        "population": population or "",
        "now": current if fold(current) != fold(name_uk) else "",
    }


def surveyed_record(s: dict[str, str]) -> dict[str, object]:
    """Make a line of the table out of a settlement that the dump lacks."""
    current = s["name_uk"].replace("’", "'")
    record: dict[str, object] = dict.fromkeys(COLUMNS, "") | {
        "id": f"kt-{s['pcode'][2:]}",
        "name": romanise(current, "uk"),
        "name_uk": current,
        "feature": "village",
        "raion": s["pcode"][2:6],
        "lon": f"{float(s['lon']):.3f}",
        "lat": f"{float(s['lat']):.3f}",
    }
    if bones(s["name_en"]) != bones(romanise(current, "uk")):
        record["also"] = f"en:{s['name_en']}"
    return record


def main(dump: Path, survey: Path) -> None:
    dumped = read_dump(dump)
    with (HERE / "suburbs.csv").open("w", encoding="utf-8") as file:
        file.write("id\n" + "".join(f"gn-{row[0]}\n" for row in sorted(dumped, key=lambda r: int(r[0])) if row[7] == "PPLX"))
    with survey.open(encoding="utf-8") as file:
        surveyed = [r for r in csv.DictReader(file) if r["lat"]]
    with (HERE / "settlements.csv").open(encoding="utf-8") as file:
        standing: dict[object, dict[str, str]] = {r["id"]: r for r in csv.DictReader(file) if r["id"] in STANDING}
    pairs = [(s, row) for s, row in pair(dumped, surveyed) if f"kt-{s['pcode'][2:]}" not in standing]
    print(f"{len(surveyed)} surveyed, {len(pairs)} in both")
    out = [(s["pcode"], UA_OBLASTS.get(row[10], ""), record_of(s, row)) for s, row in pairs]
    known = {s["pcode"] for s, _ in pairs}
    alone = [s for s in surveyed if s["pcode"] not in known and s["oblast"] in SURVEYED_OBLASTS]
    out += [(s["pcode"], "Kyiv", surveyed_record(s)) for s in alone]
    with (HERE / "settlements.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        records = [r for _, admin1, r in sorted(out, key=lambda t: t[0]) if admin1 in {*THEATRE, "Kyiv", "Sevastopol"}]
        writer.writerows([standing.get(r["id"], r) for r in records])
    print(f"{len(records)} in the theatre")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
