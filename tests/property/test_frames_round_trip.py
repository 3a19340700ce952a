"""A frame that is written and read again is the same frame, whatever the format."""

from __future__ import annotations

import hashlib
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conflictmap.frames.codebook import FRAMES, Column, conform
from conflictmap.frames.files import ENDINGS, read_frame, write_frame

# what a report can hold: any letters and marks, quotes, line breaks; no control characters, and no lone surrogates
WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")) | st.sampled_from('\n",;'), max_size=12)
LON, LAT = st.floats(22, 41), st.floats(44, 53)
POINT = st.builds(shapely.Point, LON, LAT)
LINE = st.lists(st.tuples(LON, LAT), min_size=2, max_size=4, unique=True).map(shapely.LineString)
BOX = st.tuples(LON, LAT, st.floats(0.1, 1)).map(lambda t: shapely.box(t[0], t[1], t[0] + t[2], t[1] + t[2]))


def values(column: Column) -> st.SearchStrategy[object]:
    kinds: dict[str, st.SearchStrategy[object]] = {
        "string": WORDS,
        "int": st.integers(-(2**40), 2**40),
        "float": st.floats(-1e6, 1e6),
        "bool": st.booleans(),
        "date": st.dates(date(2014, 2, 20), date(2100, 1, 1)).map(pd.Timestamp),
        "time": st.datetimes(datetime(2014, 2, 20), datetime(2100, 1, 1)).map(
            lambda t: pd.Timestamp(t.replace(microsecond=0, tzinfo=UTC))
        ),
        "category": st.sampled_from(column.values or ("-",)),
        "geometry": st.one_of(POINT, LINE, BOX),
    }
    filled = kinds[column.dtype]
    return filled if column.required else st.none() | filled


@st.composite
def frames(draw: st.DrawFn, name: str) -> pd.DataFrame:
    rows = draw(st.integers(0, 4))
    data = {c.name: draw(st.lists(values(c), min_size=rows, max_size=rows)) for c in FRAMES[name]}
    if "geometry" in data:
        return conform(gpd.GeoDataFrame(data, geometry=gpd.GeoSeries(data["geometry"], crs="EPSG:4326")), name)
    return conform(pd.DataFrame(data), name)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("name", ["reports", "events", "frontline"])
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_every_format_gives_the_frame_back(name: str, ending: str, data: st.DataObject) -> None:
    frame = data.draw(frames(name))
    with tempfile.TemporaryDirectory() as folder:
        path = write_frame(frame, Path(folder) / f"f{ending}")
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        again = read_frame(path, name)
        assert hashlib.sha256(write_frame(frame, path).read_bytes()).hexdigest() == digest
    assert list(again.columns) == list(frame.columns)
    for column in frame.columns:
        if column == "geometry":
            assert again.crs == frame.crs
            assert again.geometry.isna().tolist() == frame.geometry.isna().tolist()
            known = frame.geometry.notna()
            assert shapely.equals_exact(again.geometry.array[known], frame.geometry.array[known], 1e-12).all()
        else:
            pd.testing.assert_series_equal(again[column], frame[column], rtol=1e-12)
