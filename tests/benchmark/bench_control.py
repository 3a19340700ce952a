"""Measure the folding of events into control, beside a check of the same events against the codebook.

    python tests/benchmark/bench_control.py --events 100000

Prints seconds, and the ratio to the check, which needs no fold: the ratio holds on a slower or busier machine.
"""

from __future__ import annotations

import argparse
import time

import geopandas as gpd
import numpy as np
import pandas as pd

from conflictmap.control.timeline import trace_control
from conflictmap.control.walk import POLICIES
from conflictmap.frames.codebook import check_frame
from conflictmap.model import CERTAINTIES, EVENT_TYPES


def make_events(count: int, seed: int = 1) -> gpd.GeoDataFrame:
    """Events at 3,000 settlements over 220 days, with voices of both sides and others."""
    rng = np.random.default_rng(seed)
    places = 3000
    lon, lat = rng.uniform(31, 40, places), rng.uniform(46.5, 50.5, places)
    at = rng.integers(0, places, count)
    day = pd.Timestamp("2022-02-24") + pd.to_timedelta(rng.integers(0, 220, count), unit="D")
    kinds = [t for t in EVENT_TYPES if t != "area_regained"]
    frame = pd.DataFrame(
        {
            "event_id": [f"{i:016x}" for i in range(count)],
            "event_type": rng.choice(kinds, count),
            "side": rng.choice(["UA", "RU"], count),
            "place_id": [f"p{i}" for i in at],
            "name": [f"Place {i}" for i in at],
            "kind": "settlement",
            "admin1": "Kharkiv Oblast",
            "date": day,
            "published": (day + pd.Timedelta(days=1)).tz_localize("UTC"),
            "certainty": rng.choice(CERTAINTIES[:5], count),
            "claimant": rng.choice(["ministry", "governor", None], count),
            "claimant_side": rng.choice(["UA", "RU", "other", None], count),
            "source": rng.choice(["Daily", "Herald", "Post"], count),
        }
    )
    return gpd.GeoDataFrame(frame, geometry=gpd.points_from_xy(lon[at], lat[at]), crs="EPSG:4326")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    count = parser.parse_args().events
    events = make_events(count)
    start = time.process_time()
    checked = check_frame(events, "events")
    check = time.process_time() - start
    for policy in POLICIES:
        start = time.process_time()
        control = trace_control(checked, policy=policy)  # type: ignore[arg-type]  # a key of the table of policies
        spent = time.process_time() - start
        print(f"{policy:10s} {count} events -> {len(control)} spells  {spent:6.2f} s  {spent / check:5.1f} x the check")


if __name__ == "__main__":
    main()
