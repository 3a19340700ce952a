"""A road that is named by its two ends is a line, in three languages."""

from __future__ import annotations

import pytest

from conflictmap import extract_events


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Ukrainian troops cut the road between Lyman and Svatove.", {"Lyman", "Svatove"}),
        ("The railway from Svatove to Kupiansk is under Ukrainian fire control.", {"Svatove", "Kupiansk"}),
        ("Дорога Торское – Кременная простреливается противником.", {"Torske", "Kreminna"}),
        ("Траса Куп’янськ – Ізюм під нашим вогневим контролем.", {"Kupiansk", "Izium"}),
    ],
)
def test_a_road_named_by_its_ends_is_one_line(text: str, ends: set[str]) -> None:
    events = extract_events(text, published="2022-10-01")
    cut = events[events["event_type"] == "supply_cut"]
    assert [{row["name"], row["dest_name"]} for row in cut.to_dict("records")] == [ends]
    assert cut.geometry.geom_type.tolist() == ["LineString"]


def test_two_bridges_cut_are_two_points() -> None:
    events = extract_events("Ukrainian forces destroyed the bridges at Kherson and Nova Kakhovka.", published="2022-08-10")
    assert "LineString" not in set(events.geometry.geom_type)
