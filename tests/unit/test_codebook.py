"""The codebook and its check."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from conflictmap.errors import ConfigError, SchemaError
from conflictmap.frames.codebook import FRAMES, check_frame, codebook, conform, empty_frame


def test_the_codebook_tells_every_column_of_every_frame() -> None:
    book = codebook()
    assert set(book["frame"]) == set(FRAMES)
    assert (book["meaning"].str.len() > 2).all()
    assert not book.duplicated(["frame", "column"]).any()


def test_a_frame_that_does_not_exist_is_named_with_those_that_do() -> None:
    with pytest.raises(ConfigError, match=r"no frame is called 'event'; there are .*events"):
        codebook("event")


@pytest.mark.parametrize("name", FRAMES)
def test_an_empty_frame_keeps_to_its_codebook(name: str) -> None:
    frame = check_frame(empty_frame(name), name)
    assert list(frame.columns) == [c.name for c in FRAMES[name]]
    assert isinstance(frame, gpd.GeoDataFrame) == ("geometry" in frame.columns)


def test_every_fault_of_a_frame_is_told_at_once() -> None:
    bad = pd.DataFrame({"event_id": ["a", None], "event_type": ["control_gained", "captured"], "date": ["2022-09-10", "soon"]})
    with pytest.raises(SchemaError) as caught:
        check_frame(bad, "events")
    assert len(caught.value.problems) == 4
    assert any("certainty is missing" in p for p in caught.value.problems)
    assert any("event_id is empty in row 1" in p for p in caught.value.problems)
    assert any("'captured' in row 1" in p for p in caught.value.problems)
    assert any("'soon' in row 1" in p for p in caught.value.problems)


def test_conform_restores_categories_dates_and_crs_and_keeps_a_users_own_columns() -> None:
    rough = gpd.GeoDataFrame(
        {"event_id": ["a"], "event_type": ["advance"], "date": ["2022-09-10"], "certainty": ["claimed"], "mine": [7]},
        geometry=[shapely.Point(4152000, 6317000)],
        crs="EPSG:3857",
    )
    frame = conform(rough, "events")
    assert frame.crs == "EPSG:4326"
    assert 37 < frame.geometry.x.iloc[0] < 38
    assert frame["certainty"].cat.ordered
    assert frame["date"].iloc[0] == pd.Timestamp("2022-09-10")
    assert frame["mine"].tolist() == [7]


def test_words_of_truth_are_understood_and_others_are_told() -> None:
    row = {"event_id": ["a"], "event_type": ["strike"], "date": ["2022-09-10"], "certainty": ["reported"]}
    for word, meaning in {"false": False, "TRUE": True, "1": True, True: True}.items():
        assert check_frame(pd.DataFrame(row | {"background": [word]}), "events")["background"].tolist() == [meaning]
    with pytest.raises(SchemaError, match="column background holds 'maybe' in row 0; use true or false"):
        check_frame(pd.DataFrame(row | {"background": ["maybe"]}), "events")
