"""The door from reports to frames."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from conflictmap.errors import ReportError, SchemaError
from conflictmap.gazetteer.names import APOSTROPHES
from conflictmap.reading.pipeline import extract_events, geoparse


def test_a_frame_that_lacks_the_texts_is_refused_with_the_names_of_its_columns() -> None:
    with pytest.raises(SchemaError, match="column text is missing"):
        extract_events(pd.DataFrame({"report_id": ["a"], "published": ["2022-09-10"]}))


def test_the_day_of_a_plain_text_is_read_as_people_write_it_and_never_month_first() -> None:
    events = extract_events("Ukrainian troops took Izium today.", published="11.09.2022")
    assert events["date"].astype(str).tolist() == ["2022-09-11"]
    with pytest.raises(ReportError, match="is no date"):
        extract_events("Ukrainian troops took Izium today.", published="soon")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["Ukrainian troops took Izium."], "item 0 is a str, no Report"),
        ([{"text": "Ukrainian troops took Izium."}], "item 0 is a dict, no Report; give a frame as of read_reports"),
        (Path("report.txt"), "'report.txt' is no frame of reports; read it first"),
        (7, "'7' is no frame"),
        (None, "'None' is no frame"),
    ],
)
@pytest.mark.parametrize("read", [extract_events, geoparse])
def test_what_is_no_report_is_named_with_what_to_give(given: Any, message: str, read: Any) -> None:
    with pytest.raises(ReportError, match=message):
        read(given)


def test_the_middle_of_a_region_is_no_end_of_a_movement() -> None:
    told = extract_events("Russian troops withdrew from Izium to Luhansk Oblast.", published="2022-09-11")
    assert not told.empty
    assert "LineString" not in set(told.geometry.dropna().geom_type)
    town = extract_events("Russian troops withdrew from Izium to Lyman.", published="2022-09-11")
    assert "LineString" in set(town.geometry.geom_type)


def test_who_is_quoted_in_one_language_does_not_speak_on_in_another() -> None:
    text = "Attacks near Bakhmut were repelled, the General Staff said.\n\nУкраїнські війська звільнили Волохів Яр."
    events = extract_events(text, published="2022-09-09")
    assert events.set_index("name")["claimant"].fillna("").to_dict() == {"Bakhmut": "the General Staff", "Volokhiv Yar": ""}


@pytest.mark.parametrize("read", [extract_events, geoparse])
def test_a_fault_of_reading_is_raised_unless_the_caller_takes_it(read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    fault = IndexError("list index out of range")

    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr("conflictmap.reading.pipeline.read_toponyms", fail)
    with pytest.raises(IndexError):
        read("Ukrainian troops took Izium.", published="2022-09-11")
    taken = []
    told = read("Ukrainian troops took Izium.", published="2022-09-11", on_fault=lambda *both: taken.append(both))
    assert told.empty
    assert [(report.report_id, error) for report, error in taken] == [("text", fault)]


@pytest.mark.parametrize("mark", [*APOSTROPHES])
def test_any_apostrophe_inside_a_name_is_read_and_stays_as_it_was_written(mark: str) -> None:
    english = f"Ukrainian forces took Kup{mark}yansk on September 10."
    ukrainian = f"Сили оборони звільнили Кам{mark}янку і просунулися на Слов{mark}янському напрямку."
    for text, names in ((english, ["Kupiansk"]), (ukrainian, ["Kamianka", "Sloviansk"])):
        places = geoparse(text, published="2022-09-11")
        assert places["name"].tolist() == names
        assert all(text[row.start : row.end] == row.surface and mark in row.surface for row in places.itertuples())
        assert set(extract_events(text, published="2022-09-11")["quote"]) == {text}
