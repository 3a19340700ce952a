"""What must hold of control whatever the events are."""

from __future__ import annotations

from typing import Any

import pandas as pd
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictmap.control.advances import trace_advances
from conflictmap.control.gloc import trace_glocs
from conflictmap.control.timeline import control_on, trace_control
from conflictmap.control.walk import POLICIES
from conflictmap.frames.codebook import conform
from conflictmap.model import CERTAINTIES, EVENT_TYPES, RELATIONS

START = pd.Timestamp("2022-06-01")
EVENT = st.fixed_dictionaries(
    {
        "place_id": st.sampled_from(["a", "b", "c"]),
        "event_type": st.sampled_from([t for t in EVENT_TYPES if t != "area_regained"]),
        "side": st.sampled_from(["UA", "RU", None]),
        "certainty": st.sampled_from(CERTAINTIES),
        "relation": st.sampled_from([None, None, None, *RELATIONS[:2]]),
        "claimant_side": st.sampled_from(["UA", "RU", "other", None]),
        "claimant": st.sampled_from(["ministry", "governor", None]),
        "source": st.sampled_from(["Daily", "Herald", None]),
        "background": st.booleans(),
        "date_precision": st.sampled_from(["day", "published", "month"]),
        "date": st.integers(0, 14),
        "delay": st.integers(0, 6),
    }
)
EVENTS = st.lists(EVENT, min_size=1, max_size=14)
POLICY = st.sampled_from(list(POLICIES))


def frame_of(rows: list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows)
    frame["event_id"] = [f"e{i}" for i in range(len(rows))]
    frame["kind"] = "settlement"
    frame["name"] = frame["place_id"].str.upper()
    frame["geometry"] = frame["place_id"].map(
        {"a": shapely.Point(36, 49), "b": shapely.Point(37, 49), "c": shapely.Point(37, 50)}
    )
    frame["date"] = START + pd.to_timedelta(frame["date"], unit="D")
    frame["published"] = frame["date"] + pd.to_timedelta(frame["delay"], unit="D")
    return conform(frame.drop(columns="delay"), "events")


@settings(deadline=None, max_examples=60)
@given(EVENTS, POLICY, st.randoms(use_true_random=False))
def test_order_and_duplicates_change_nothing(rows: list[dict[str, Any]], policy: Any, random: Any) -> None:
    events = frame_of(rows)
    order = [*range(len(events)), *random.choices(range(len(events)), k=5)]
    random.shuffle(order)
    pd.testing.assert_frame_equal(
        trace_control(events, policy=policy), trace_control(events.iloc[order].reset_index(drop=True), policy=policy)
    )


@settings(deadline=None, max_examples=60)
@given(EVENTS, POLICY)
def test_spells_are_half_open_and_disjoint_and_only_what_is_implied_lapses(rows: list[dict[str, Any]], policy: Any) -> None:
    control = trace_control(frame_of(rows), policy=policy)
    assert control["event_ids"].str.len().gt(0).all()
    for _, spells in control.groupby("place_id"):
        follows, ends = spells["valid_from"].iloc[1:].to_numpy(), spells["valid_to"].iloc[:-1].to_numpy()
        assert (follows >= ends).all()
        assert spells["implied"].iloc[:-1][follows > ends].all()
        assert (spells["valid_from"] < spells["valid_to"].fillna(pd.Timestamp.max)).all()
        assert spells["valid_to"].iloc[:-1].notna().all()
        assert spells["valid_to"].isna().iloc[-1] or spells["implied"].iloc[-1]
    for day in pd.date_range(START, periods=20):
        assert control_on(control, day)["place_id"].is_unique


@settings(deadline=None, max_examples=60)
@given(EVENTS, POLICY, st.integers(0, 20))
def test_what_was_known_by_a_day_does_not_depend_on_what_was_published_later(
    rows: list[dict[str, Any]], policy: Any, day: int
) -> None:
    events, when = frame_of(rows), START + pd.Timedelta(days=day)
    by_then = events[events["published"].dt.tz_localize(None) <= when]
    known = trace_control(events, policy=policy, known_by=when)
    pd.testing.assert_frame_equal(known, trace_control(by_then, policy=policy))
    assert known["last_report"].dropna().le(when).all()


@settings(deadline=None, max_examples=60)
@given(EVENTS, POLICY, st.integers(1, 28))
def test_staleness_counts_from_a_report_of_the_place(rows: list[dict[str, Any]], policy: Any, day: int) -> None:
    events, when = frame_of(rows), START + pd.Timedelta(days=day)
    told = events[events["certainty"] != "predicted"]
    days = told["published"].dt.tz_localize(None)
    for row in control_on(trace_control(events, policy=policy), when).itertuples():
        if pd.notna(row.last_report):
            assert row.last_report in set(days[told["place_id"] == row.place_id])
            assert row.stale_days == (when - row.last_report).days >= 0


@settings(deadline=None, max_examples=60)
@given(EVENTS, POLICY, st.integers(0, 20))
def test_nothing_is_surer_on_a_day_than_what_was_said_to_have_happened_by_then(
    rows: list[dict[str, Any]], policy: Any, day: int
) -> None:
    events, when = frame_of([row | {"date_precision": "day"} for row in rows]), START + pd.Timedelta(days=day)
    certainty = events.set_index("event_id")["certainty"].cat.codes
    date = events.set_index("event_id")["date"]
    control = control_on(trace_control(events, policy=policy), when)
    glocs = trace_glocs(events)
    glocs = glocs[(glocs["valid_from"] <= when) & ~(glocs["valid_to"] <= when)]
    # a dispute rests on what is said against the claim within three days, and an implied holder is no claim
    for frame in (control[~control["disputed"] & ~control["implied"]], glocs):
        for row in frame.itertuples():
            by_then = [certainty[i] for i in row.event_ids.split() if date[i] <= when]
            assert CERTAINTIES.index(row.certainty) == min(by_then)


@settings(deadline=None, max_examples=40)
@given(EVENTS, st.randoms(use_true_random=False))
def test_arteries_and_advances_do_not_depend_on_order_or_duplicates(rows: list[dict[str, Any]], random: Any) -> None:
    events = frame_of(rows)
    order = [*range(len(events)), *random.choices(range(len(events)), k=4)]
    random.shuffle(order)
    again = events.iloc[order].reset_index(drop=True)
    pd.testing.assert_frame_equal(trace_glocs(events), trace_glocs(again))
    pd.testing.assert_frame_equal(trace_advances(events), trace_advances(again))
