"""One day out of a large archive, against the whole of it: an index that stops working shows as a ratio near 1.

Run it with ``python -m tests.benchmark.bench_store [ROWS] [postgresql://…]``.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from conflictmap.frames.codebook import conform
from conflictmap.frames.store import Store, open_store
from conflictmap.model import CERTAINTIES, EVENT_TYPES, SIDES

PER_REPORT, PLACES = 5, 3000
LEAST_RATIO = 3.0


def batch(rows: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Made-up reports of four years and their events."""
    rng = np.random.default_rng(1)
    days = pd.date_range("2022-02-24", "2025-12-31")
    count = rows // PER_REPORT
    published = days[rng.integers(0, len(days), count)]
    ids = np.array([f"report-{i:07d}" for i in range(count)])
    reports = pd.DataFrame(
        {"report_id": ids, "published": published.tz_localize("UTC"), "text": [f"What {i} says. " * 20 for i in ids]}
    )
    of, place = rng.integers(0, count, rows), rng.integers(0, PLACES, rows)
    lon, lat = rng.uniform(30, 40, PLACES), rng.uniform(46, 51, PLACES)
    events = gpd.GeoDataFrame(
        {
            "event_id": [f"{i:016x}" for i in range(rows)],
            "report_id": ids[of],
            "event_type": np.array(EVENT_TYPES)[rng.integers(0, 13, rows)],
            "side": np.array(SIDES)[rng.integers(0, 2, rows)],
            "certainty": np.array(CERTAINTIES)[rng.integers(0, len(CERTAINTIES), rows)],
            "place_id": [f"p-{p}" for p in place],
            "name": [f"Place {p}" for p in place],
            "kind": "settlement",
            "date": published[of] - pd.to_timedelta(rng.integers(0, 3, rows), unit="D"),
            "quote": "Words of about eighty letters that say who is said to hold what since when and where.",
            "published": published[of].tz_localize("UTC"),
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
    whole, day = seconds(store.events), seconds(lambda: store.events(on="2023-06-15"))
    print(f"{len(events)} rows: add {added:.1f} s, all {whole:.2f} s, a day {day:.3f} s, ratio {whole / day:.0f}")
    return whole / day


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


if __name__ == "__main__":
    main()
