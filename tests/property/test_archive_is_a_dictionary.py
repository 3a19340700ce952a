"""However reports come and come again, an archive holds the last of each, once, with the events of that one."""

from __future__ import annotations

import tempfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conflictmap.frames.codebook import conform, empty_frame
from conflictmap.frames.store import open_store

# a report: its id, its version, its month
REPORT = st.tuples(st.sampled_from("abcdef"), st.integers(0, 2), st.integers(1, 3))
BATCHES = st.lists(st.lists(REPORT, max_size=5, unique_by=lambda r: r[0]), max_size=6)


def say(name: str, version: int) -> str:
    return f"What the report {name} says of who holds the town and of who says so, in version {version}."


def frames(batch: list[tuple[str, int, int]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    reports = pd.DataFrame(
        [{"report_id": i, "text": say(i, version), "published": f"2022-0{month}-01T00:00:00Z"} for i, version, month in batch],
        columns=["report_id", "text", "published"],
    )
    rows = [
        {
            "event_id": f"{i}{version}{month}-{n}",
            "report_id": i,
            "event_type": "strike",
            "certainty": "claimed",
            "date": f"2022-0{month}-0{n + 1}",
            "geometry": shapely.Point(30 + n, 50),
        }
        for i, version, month in batch
        for n in range(version)
    ]
    events = conform(gpd.GeoDataFrame(rows, geometry="geometry", crs="EPSG:4326"), "events") if rows else empty_frame("events")
    return conform(reports, "reports"), events


@pytest.mark.parametrize("kind", ["store.gpkg", "store"])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(batches=BATCHES)
def test_the_last_version_of_each_report_counts(kind: str, batches: list[list[tuple[str, int, int]]]) -> None:
    known: dict[str, tuple[int, int]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for batch in batches:
            with open_store(Path(folder) / kind) as store:
                done = store.add(*frames(batch))
            new = {i: (version, month) for i, version, month in batch}
            assert done.new == len(new.keys() - known.keys())
            assert done.changed == sum(known.get(i, v) != v for i, v in new.items())
            known |= new
        with open_store(Path(folder) / kind) as store:
            reports, events = store.reports(), store.events()
    assert dict(zip(reports["report_id"], reports["text"], strict=True)) == {i: say(i, v) for i, (v, _) in known.items()}
    assert sorted(events["event_id"]) == sorted(f"{i}{v}{m}-{n}" for i, (v, m) in known.items() for n in range(v))
