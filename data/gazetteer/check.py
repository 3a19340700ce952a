"""Measure the built-in and the installed gazetteer against spellings and settlements that others compiled.

    python data/gazetteer/check.py [-v]

Reads the folder that the environment variable CONFLICTMAP_MATERIAL names (default: `../shared` beside the project) and says so
where it is missing. `-v` prints every miss.
"""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from geopy.distance import great_circle

from conflictmap.gazetteer.names import fold
from conflictmap.gazetteer.places import BUILT_IN, Gazetteer, installed_path
from conflictmap.gazetteer.russian import russian_name

MATERIAL = Path(os.environ.get("CONFLICTMAP_MATERIAL", Path(__file__).parent.parent.parent.parent / "shared"))
LOOK_UP = """
from conflictmap.gazetteer.names import fold
from conflictmap.gazetteer.places import load_gazetteer
assert load_gazetteer().candidates(fold("Ізюмом"))
"""
VERBOSE = "-v" in sys.argv


def right(gazetteer: Gazetteer, name: str, lat: float, lon: float, km: float = 10.0) -> bool:
    return any(great_circle((lat, lon), (c.place.lat, c.place.lon)).km <= km for c in gazetteer.candidates(fold(name)))


def spelling(gazetteer: Gazetteer) -> list[float]:
    """Share of current and of other spellings that lead to the right place."""
    hits = {"current": [0, 0], "other": [0, 0]}
    for line in (MATERIAL / "gold" / "spelling.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row.get("lat") is None or row["category"] in ("Country", "Region"):
            continue
        for name, kind in [(row["uk"], "current"), (row["en"], "current"), *((o, "other") for o in row["other"])]:
            found = right(gazetteer, name, row["lat"], row["lon"])
            hits[kind][0] += found
            hits[kind][1] += 1
            if VERBOSE and not found:
                there = [
                    (c.place.name, c.place.admin1, round(c.place.lat, 2), round(c.place.lon, 2))
                    for c in gazetteer.candidates(fold(name))
                ]
                print("  miss", kind, row["id"], row["uk"], name, row["lat"], row["lon"], there[:3])
    for kind, (n, of) in hits.items():
        print(f"spelling, {kind}: {n / of:.4f} ({n}/{of})")
    return [n / of for n, of in hits.values()]


def presence(gazetteer: Gazetteer) -> list[float]:
    """Settlements that changed status and that the daily reports or the dated changes name."""
    states: dict[str, set[str]] = {}
    place: dict[str, tuple[str, str, float, float]] = {}
    with (MATERIAL / "gold" / "settlement_control.dev.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            states.setdefault(row["pcode"], set()).add(row["status"])
            place[row["pcode"]] = (row["name_en"], row["name_uk"], float(row["lat"]), float(row["lon"]))
    changed = [place[p] for p, s in states.items() if len(s) > 1]
    text = "\n".join(
        json.loads(line).get("text", "")
        for line in (MATERIAL / "reports" / "isw-dev.jsonl").read_text(encoding="utf-8").splitlines()
    )
    words = set(re.findall(r"[A-Z][A-Za-z'’-]+(?: [A-Z][A-Za-z'’-]+)*", text))
    named = {fold(w) for w in words} | {fold(part) for w in words for part in w.split(" ")}
    for line in (MATERIAL / "gold" / "control_changes.dev.jsonl").read_text(encoding="utf-8").splitlines():
        named.add(fold(json.loads(line)["name"].split(" (")[0]))
    asked = [c for c in changed if fold(c[0]) in named]
    shares = []
    for lang in ("en", "uk", "ru"):
        n = 0
        for name_en, name_uk, lat, lon in asked:
            name = {"en": name_en, "uk": name_uk, "ru": russian_name(name_uk)}[lang]
            found = right(gazetteer, name, lat, lon, 5.0)
            n += found
            if VERBOSE and not found:
                print("  absent", lang, name, name_en, name_uk, lat, lon)
        print(f"present under {lang} names: {n / len(asked):.4f} ({n}/{len(asked)})")
        shares.append(n / len(asked))
    return shares


def speed() -> None:
    best = 9.0
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", LOOK_UP], check=True)
        best = min(best, time.perf_counter() - start)
    print(f"one name in a fresh process: {best:.3f} s")


def main() -> None:
    if not MATERIAL.is_dir():
        print(f"{MATERIAL}: no such folder; set CONFLICTMAP_MATERIAL")
        return
    for path in (BUILT_IN, installed_path()):
        if not path.is_file():
            continue
        print(f"== {path.name}, {path.stat().st_size / 1e6:.1f} MB")
        gazetteer = Gazetteer(path)
        spelling(gazetteer)
        presence(gazetteer)
    speed()


if __name__ == "__main__":
    main()
