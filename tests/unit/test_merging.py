"""The same event told again becomes one event with all its sources."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.frames.codebook import conform, empty_frame
from conflictmap.reading.merging import merge_events

LONG = "Soldiers of the brigade hoisted a flag above the council building and cleared the streets by noon"


def told(
    report: str,
    *,
    source: str | None = None,
    quote: str = "",
    day: str = "2022-09-10",
    what: str = "control_gained",
    side: str | None = "UA",
    place: str = "izium",
    certainty: str = "claimed",
    claimant_side: str | None = None,
) -> dict[str, object]:
    return {
        "event_id": f"{report}-{what}-{place}-{day}-{certainty}",
        "report_id": report,
        "event_type": what,
        "side": side,
        "place_id": place,
        "name": place.title(),
        "date": day,
        "certainty": certainty,
        "claimant_side": claimant_side,
        "published": f"{day}T12:00:00Z",
        "source": source,
        "quote": quote or " ".join(f"{report}{n}" for n in range(8)),
        "report_ids": report,
        "geometry": shapely.Point(37.25, 49.21),
    }


def frame(*rows: dict[str, object]) -> pd.DataFrame:
    return conform(pd.DataFrame(list(rows)), "events")


def test_two_outlets_that_tell_one_capture_are_one_event_with_two_sources() -> None:
    merged = merge_events(frame(told("a", source="A"), told("b", source="B", day="2022-09-11")))
    assert merged[["sources", "report_ids"]].values.tolist() == [[2, "a b"]]
    assert merged["date"].iloc[0] == pd.Timestamp("2022-09-10")


def test_a_copied_text_counts_once() -> None:
    merged = merge_events(
        frame(told("a", source="A", quote=LONG), told("b", source="B", quote=LONG + ", wires say"), told("c", source="C"))
    )
    assert merged["sources"].tolist() == [2]


def test_one_outlet_that_repeats_itself_counts_once() -> None:
    merged = merge_events(frame(told("blog#1"), told("blog#2"), told("a", source="A"), told("a2", source="A")))
    assert merged["sources"].tolist() == [2]


def test_the_strongest_certainty_stays() -> None:
    merged = merge_events(frame(told("a", source="A"), told("b", source="B", certainty="confirmed", day="2022-09-11")))
    assert merged["certainty"].tolist() == ["confirmed"]


@pytest.mark.parametrize(
    "other",
    [
        {"certainty": "denied"},
        {"certainty": "predicted"},
        {"side": "RU"},
        {"claimant_side": "RU"},
        {"place": "lyman"},
        {"what": "withdrew"},
        {"day": "2022-09-12"},
    ],
    ids=lambda d: next(iter(d.items()))[1],
)
def test_what_differs_in_substance_stays_apart(other: dict[str, str]) -> None:
    assert len(merge_events(frame(told("a", source="A"), told("b", source="B", **other)))) == 2


def test_what_goes_on_is_another_event_every_day() -> None:
    days = [told(f"r{d}", source="A", day=f"2022-09-{d:02d}", what="fighting", side=None) for d in range(1, 6)]
    assert len(merge_events(frame(*days))) == 5


def test_no_events_merge_into_no_events() -> None:
    assert merge_events(empty_frame("events")).empty


ROWS = st.lists(
    st.builds(
        told,
        st.sampled_from("abcdef"),
        source=st.sampled_from(["A", "B", None]),
        day=st.sampled_from(["2022-09-10", "2022-09-11", "2022-09-12"]),
        what=st.sampled_from(["control_gained", "fighting"]),
        certainty=st.sampled_from(["claimed", "reported", "denied"]),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda row: row["event_id"],
)


@given(ROWS, st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_changes_what_is_merged(rows: list[dict[str, object]], random: object) -> None:
    merged = merge_events(frame(*rows))
    shuffled = [*rows, *rows[:3]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    pd.testing.assert_frame_equal(pd.DataFrame(merge_events(frame(*shuffled))), pd.DataFrame(merged))
    assert set(" ".join(merged["report_ids"]).split()) == {row["report_id"] for row in rows}
