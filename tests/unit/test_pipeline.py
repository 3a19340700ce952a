"""The door from reports to frames."""

from __future__ import annotations

import pandas as pd
import pytest

from conflictmap.errors import ReportError, SchemaError
from conflictmap.reading.pipeline import extract_events


def test_a_frame_that_lacks_the_texts_is_refused_with_the_names_of_its_columns() -> None:
    with pytest.raises(SchemaError, match="column text is missing"):
        extract_events(pd.DataFrame({"report_id": ["a"], "published": ["2022-09-10"]}))


def test_the_day_of_a_plain_text_is_read_as_people_write_it_and_never_month_first() -> None:
    events = extract_events("Ukrainian troops took Izium today.", published="11.09.2022")
    assert events["date"].astype(str).tolist() == ["2022-09-11"]
    with pytest.raises(ReportError, match="is no date"):
        extract_events("Ukrainian troops took Izium today.", published="soon")


def test_the_middle_of_a_region_is_no_end_of_a_movement() -> None:
    told = extract_events("Russian troops withdrew from Izium to Luhansk Oblast.", published="2022-09-11")
    assert not told.empty
    assert "LineString" not in set(told.geometry.dropna().geom_type)
    town = extract_events("Russian troops withdrew from Izium to Lyman.", published="2022-09-11")
    assert "LineString" in set(town.geometry.geom_type)
