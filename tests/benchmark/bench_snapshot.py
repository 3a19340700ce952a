"""Measure figures: one day as PNG, SVG and PDF, and thirty days, beside a bare geopandas plot of the same ground.

python tests/benchmark/bench_snapshot.py
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
from matplotlib.figure import Figure

from conflictmap.frames.codebook import check_frame
from conflictmap.maps.basemap import load_basemap
from conflictmap.maps.snapshot.figure import draw_snapshot
from conflictmap.maps.snapshot.files import save_snapshot
from conflictmap.maps.snapshot.series import days_between, draw_daily

SIZE = "1600x1200px"


def make_events(count: int = 400) -> gpd.GeoDataFrame:
    """Events at the basemap's settlements in the east over sixty days."""
    towns = load_basemap().settlements.cx[35.5:39.5, 47.5:50.5]
    towns = towns[towns["country"] == "UA"].head(120).reset_index(drop=True)
    rng = np.random.default_rng(7)
    at = rng.integers(0, len(towns), count)
    frame = {
        "event_id": [f"e{i}" for i in range(count)],
        "event_type": rng.choice(["control_gained", "fighting", "withdrew", "strike"], count),
        "side": rng.choice(["UA", "RU"], count),
        "place_id": [f"p{i}" for i in at],
        "name": towns["name"].to_numpy()[at],
        "kind": "settlement",
        "date": np.datetime64("2022-08-01") + rng.integers(0, 60, count).astype("timedelta64[D]"),
        "certainty": rng.choice(["reported", "claimed", "unverified"], count),
        "source": rng.choice(["Paper", "Radio", "Blog"], count),
    }
    return gpd.GeoDataFrame(
        check_frame(gpd.GeoDataFrame(frame, geometry=towns.geometry.to_numpy()[at], crs="EPSG:4326"), "events")
    )


def bare(target: Path) -> None:
    """What geopandas draws of the ground alone."""
    base = load_basemap()
    figure = Figure(figsize=(1600 / 300, 4), dpi=300)
    axes = figure.subplots()
    for layer in (base.areas, base.waters, base.rivers, base.lines, base.settlements):
        layer.to_crs(32636).plot(ax=axes)
    figure.savefig(target)


def seconds(job: Callable[[], object], times: int = 3) -> float:
    """Median wall time of a job."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        job()
        took.append(time.perf_counter() - start)
    return sorted(took)[times // 2]


def main() -> None:
    events = make_events()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "figure.png"
        ground = seconds(lambda: bare(target))
        print(f"bare geopandas plot of the ground     {ground:6.2f} s")
        for ending in (".png", ".svg", ".pdf"):
            took = seconds(
                lambda e=ending: save_snapshot(draw_snapshot(events, on="2022-09-10", size=SIZE), target.with_suffix(e))
            )
            print(f"figure of one day, {ending[1:]:>4}                {took:6.2f} s   {took / ground:5.2f} of the bare plot")

        def month() -> None:
            for figure in draw_daily(events, days=days_between("2022-08-20", "2022-09-18", "1d"), size=SIZE):
                save_snapshot(figure, target)

        took = seconds(month, times=1)
        print(f"thirty days, png                      {took:6.2f} s   {took / ground:5.2f} of the bare plot")


if __name__ == "__main__":
    main()
