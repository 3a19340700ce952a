"""One day out of a large archive, against the whole of it: an index that stops working shows as a ratio near 1.

Run it with ``python tests/benchmark/bench_store.py [ROWS] [postgresql://…]``; of a database also the command that maps a day
is timed, beside the start of the bare command.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from conflictmap.control.timeline import control_on, trace_control
from conflictmap.frames.codebook import conform
from conflictmap.frames.store import Store, open_store

PER_REPORT, PLACES = 5, 3000
LEAST_RATIO = 3.0
DAY = "2023-06-15"
# how often each is told
TYPES = {
    "strike": 0.3,
    "fighting": 0.2,
    "repelled": 0.12,
    "advance": 0.1,
    "control_held": 0.1,
    "control_gained": 0.05,
    "entered": 0.03,
    "reinforcement": 0.03,
    "withdrew": 0.02,
    "evacuation": 0.02,
    "flag_raised": 0.01,
    "supply_cut": 0.01,
    "supply_route": 0.01,
}


def batch(rows: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Made-up reports of four years and their events, most of them near a line that wanders to and fro."""
    rng = np.random.default_rng(1)
    days = pd.date_range("2022-02-24", "2025-12-31")
    count = rows // PER_REPORT
    ids = np.array([f"report-{i:07d}" for i in range(count)])
    published = np.sort(rng.integers(0, len(days), count))
    reports = pd.DataFrame(
        {"report_id": ids, "published": days[published].tz_localize("UTC"), "text": [f"What {i} says. " * 20 for i in ids]}
    )
    lon, lat = np.sort(rng.uniform(30, 40, PLACES)), rng.uniform(46, 51, PLACES)
    line = 35 + np.cumsum(rng.normal(0, 0.03, len(days)))
    of = np.sort(rng.integers(0, count, rows))
    day = (published[of] - rng.integers(0, 3, rows)).clip(0)
    place = np.searchsorted(lon, line[day] + rng.laplace(0, 0.6, rows)).clip(0, PLACES - 1)
    side = (lon[place] > line[day]) ^ (rng.random(rows) < 0.06)  # some are wrong
    voice = rng.integers(0, 3, rows)
    chance = np.array(list(TYPES.values()))
    events = gpd.GeoDataFrame(
        {
            "event_id": [f"{i:016x}" for i in range(rows)],
            "report_id": ids[of],
            "event_type": np.array(list(TYPES))[rng.choice(len(TYPES), rows, p=chance / chance.sum())],
            "side": np.where(side, "RU", "UA"),
            "certainty": np.where(voice == 0, "reported", "claimed"),
            "claimant_side": np.array([None, "UA", "RU"], dtype=object)[voice],
            "claimant": np.array([None, "General Staff", "Defence Ministry"], dtype=object)[voice],
            "source": np.array(["a", "b", "c", "d"])[rng.integers(0, 4, rows)],
            "place_id": [f"p-{p}" for p in place],
            "name": [f"Place {p}" for p in place],
            "kind": "settlement",
            "date": days[day],
            "date_precision": "day",
            "quote": "Words of about eighty letters that say who is said to hold what since when and where.",
            "published": days[published[of]].tz_localize("UTC"),
        },
        geometry=gpd.points_from_xy(lon[place], lat[place]),
        crs="EPSG:4326",
    )
    return conform(reports, "reports"), conform(events, "events")


def seconds(work: Callable[[], object]) -> float:
    """Best of three."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def measure(store: Store, reports: pd.DataFrame, events: pd.DataFrame) -> float:
    """Add everything, and return how many times faster one day is than all days."""
    start = time.perf_counter()
    store.add(reports, events)
    added = time.perf_counter() - start
    whole, day = seconds(store.events), seconds(lambda: store.events(on=DAY))
    basis = store.evidence(DAY, DAY)
    found = seconds(lambda: store.evidence(DAY, DAY))
    print(f"{len(events)} rows: add {added:.1f} s, all {whole:.2f} s, a day {day:.3f} s, ratio {whole / day:.0f}", end="; ")
    states, every = (
        control_on(trace_control(rows), DAY).set_index("place_id")["status"] for rows in (basis, store.events(until=DAY))
    )
    same = (states.astype(object).reindex(every.index) == every.astype(object)).mean()
    print(f"what its map rests on {found:.3f} s ({len(basis)} rows, {same:.1%} of the states as by all)")
    return whole / day


def command(where: str) -> None:
    """Time the command that maps a day, and the bare command."""

    def run(*words: str) -> None:
        subprocess.run([sys.executable, "-m", "conflictmap", *words], check=True, stdout=subprocess.DEVNULL)

    with tempfile.TemporaryDirectory() as folder:
        page = str(Path(folder) / "day.html")
        drawn = seconds(lambda: run("map", where, "--since", DAY, "--until", DAY, "-o", page))
    print(f"map of a day as a command {drawn:.2f} s; `conflictmap map --help` {seconds(lambda: run('map', '--help')):.2f} s")


def main() -> None:
    """Measure the archives that need no server, and those whose addresses are given."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    reports, events = batch(rows)
    with tempfile.TemporaryDirectory() as folder:
        for where in (str(Path(folder) / "store.gpkg"), str(Path(folder) / "store"), *sys.argv[2:]):
            with open_store(where) as store:
                print(where.rsplit("/", 1)[-1], end=": ")
                if measure(store, reports, events) < LEAST_RATIO:
                    sys.exit(f"a day takes more than 1/{LEAST_RATIO:.0f} of the whole: is an index gone?")
            if where.startswith("postgresql:"):
                command(where)


if __name__ == "__main__":
    main()
