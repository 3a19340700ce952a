"""Control through time: the table cell by cell, the policies, the two clocks."""

from __future__ import annotations

import math
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from conflictmap.control.timeline import control_on, trace_control, transition_table
from conflictmap.errors import ConfigError, SchemaError
from conflictmap.frames.codebook import check_frame, conform, empty_frame
from conflictmap.model import EVENT_TYPES, RELATIONS

EXPECTED = """
event           nothing    own        other      contested  unknown
control_gained  own        own        own        own        own
control_held    own        own        own        own        own
flag_raised     own        own        own        own        own
entered         contested  own        contested  contested  own
fighting        contested  contested  contested  contested  contested
withdrew        unknown    unknown    other      unknown    unknown
repelled        nothing    own        other      contested  unknown
advance         nothing    own        other      contested  unknown
evacuation      nothing    own        other      contested  unknown
moved_from      own?       own        other      contested  own?
reinforcement   own?       own        other      contested  own?
supply_route    own?       own        other      contested  own?
supply_cut      other?     own        other      contested  other?
strike          other?     own        other      contested  other?
"""
ROWS = [line.split() for line in EXPECTED.strip().splitlines()]
CELLS = [(row[0], before, after) for row in ROWS[1:] for before, after in zip(ROWS[0][1:], row[1:], strict=True)]


def events(*rows: dict[str, Any]) -> pd.DataFrame:
    """Events of one village, told by the writer on their own day where nothing else is said."""
    village = {"place_id": "v", "name": "Vyshneve", "kind": "settlement", "certainty": "reported", "source": "Daily"}
    filled = [village | {"event_id": f"e{i}"} | row for i, row in enumerate(rows)]
    frame = pd.DataFrame([row | {"published": row.get("published", row["date"])} for row in filled])
    return conform(frame, "events")


def tell(event_type: str, side: str, date: str, **more: Any) -> dict[str, Any]:
    return {"event_type": event_type, "side": side, "date": date} | more


def states(control: pd.DataFrame) -> list[tuple[str, str]]:
    return [(str(s), f"{d:%m-%d}") for s, d in zip(control["status"], control["valid_from"], strict=True)]


def before_states(side: str, other: str) -> dict[str, list[dict[str, Any]]]:
    return {
        "nothing": [],
        "own": [tell("control_gained", side, "2022-05-01")],
        "other": [tell("control_gained", other, "2022-05-01")],
        "contested": [tell("fighting", side, "2022-05-20")],
        "unknown": [tell("withdrew", side, "2022-05-01")],
    }


def test_the_printed_table_is_the_one_that_is_expected() -> None:
    table = transition_table()
    assert [[event, *table.loc[event]] for event in table.index] == ROWS[1:]


def test_the_table_has_a_row_for_every_type_of_event_with_a_place() -> None:
    assert set(transition_table().index) - {"moved_from"} == set(EVENT_TYPES) - {"area_regained"}


@pytest.mark.parametrize(("side", "other"), [("UA", "RU"), ("RU", "UA")])
@pytest.mark.parametrize(("event", "before", "after"), CELLS)
def test_every_cell_of_the_table(event: str, before: str, after: str, side: str, other: str) -> None:
    told = tell("advance", side, "2022-06-01", role="origin") if event == "moved_from" else tell(event, side, "2022-06-01")
    control = trace_control(events(*before_states(side, other)[before], told))
    status = {"own": side, "other": other, "contested": "CONTESTED", "unknown": "UNKNOWN"}
    if after == "nothing":
        assert control.empty
        return
    today = control_on(control, "2022-06-02").iloc[0]
    assert today["status"] == status[after.rstrip("?")]
    assert bool(today["implied"]) == after.endswith("?")


@pytest.mark.parametrize("relation", sorted(set(RELATIONS) - {"part"}))
@pytest.mark.parametrize("event", sorted(set(EVENT_TYPES) - {"area_regained"}))
def test_what_happens_at_the_edge_changes_nothing(event: str, relation: str) -> None:
    told = events(tell("control_gained", "RU", "2022-05-01"), tell(event, "UA", "2022-06-01", relation=relation))
    assert states(trace_control(told)) == [("RU", "05-01")]


@pytest.mark.parametrize(
    ("event", "after"),
    [("control_gained", "CONTESTED"), ("control_held", "CONTESTED"), ("flag_raised", "CONTESTED"), ("withdrew", "RU")],
)
def test_who_takes_a_part_contests_the_town_and_who_leaves_a_part_has_not_left_it(event: str, after: str) -> None:
    side = "RU" if event == "withdrew" else "UA"
    told = events(tell("control_gained", "RU", "2022-05-01"), tell(event, side, "2022-05-02", relation="part"))
    assert states(trace_control(told))[-1][0] == after


def test_a_withdrawal_does_not_give_the_town_to_the_other_side() -> None:
    told = events(tell("control_gained", "RU", "2022-05-01"), tell("withdrew", "RU", "2022-06-01"))
    assert states(trace_control(told)) == [("RU", "05-01"), ("UNKNOWN", "06-01")]


def test_of_two_withdrawals_told_on_one_day_the_heavier_counts() -> None:
    told = [tell("control_held", "UA", "2022-05-01"), tell("withdrew", "RU", "2022-06-01")]
    assert states(trace_control(events(*told, claim("withdrew", "UA", "2022-06-01", "RU")))) == [("UA", "05-01")]
    assert states(trace_control(events(*told, claim("withdrew", "UA", "2022-06-01", "UA"))))[-1] == ("UNKNOWN", "06-01")


def test_a_town_entered_after_a_withdrawal_is_held() -> None:
    told = events(
        tell("control_gained", "RU", "2022-05-01"), tell("withdrew", "RU", "2022-06-01"), tell("entered", "UA", "2022-06-02")
    )
    assert states(trace_control(told))[-1] == ("UA", "06-02")


@pytest.mark.parametrize("side", ["UA", "RU"])
def test_a_fight_whose_sides_nobody_names_contests_the_town(side: str) -> None:
    told = events(tell("control_gained", side, "2022-05-01"), tell("fighting", "UA", "2022-06-01") | {"side": None})
    assert states(trace_control(told))[-1] == ("CONTESTED", "06-01")


def test_a_prediction_is_no_event() -> None:
    assert trace_control(events(tell("control_gained", "RU", "2022-05-01", certainty="predicted"))).empty


@pytest.mark.parametrize("kind", ["oblast", "raion", "hromada", "river", "route", "area"])
def test_a_region_has_no_spell(kind: str) -> None:
    assert trace_control(events(tell("control_gained", "RU", "2022-05-01", kind=kind))).empty


def test_a_name_that_was_not_resolved_has_no_spell() -> None:
    assert trace_control(events(tell("control_gained", "RU", "2022-05-01", place_id=None))).empty


def test_a_gain_told_as_background_without_a_day_opens_a_state_but_changes_none() -> None:
    old = {"background": True, "date_precision": "published"}
    assert trace_control(events(tell("control_gained", "RU", "2022-05-01", **old)))["implied"].tolist() == [True]
    later = events(tell("control_gained", "UA", "2022-05-01"), tell("control_gained", "RU", "2022-06-01", **old))
    assert states(trace_control(later)) == [("UA", "05-01")]


def test_a_gain_told_as_background_with_a_day_counts_on_that_day() -> None:
    told = events(tell("control_gained", "RU", "2022-03-05", published="2022-06-01", background=True, date_precision="day"))
    assert states(trace_control(told)) == [("RU", "03-05")]


def test_a_gain_of_some_day_of_a_month_is_certain_when_the_month_is_over_or_it_is_told() -> None:
    month = {"date_precision": "month"}
    after = events(tell("control_gained", "RU", "2022-03-01", published="2022-06-01", **month))
    assert states(trace_control(after)) == [("RU", "03-31")]
    within = events(tell("control_gained", "RU", "2022-03-01", published="2022-03-10", **month))
    assert states(trace_control(within)) == [("RU", "03-10")]


# ---------------------------------------------------------------- policies


def claim(kind: str, side: str, date: str, by: str | None, certainty: str = "claimed", **more: Any) -> dict[str, Any]:
    return tell(kind, side, date, claimant=f"ministry {by}", claimant_side=by, certainty=certainty, **more)


def holder(control: pd.DataFrame, day: str = "2022-12-01") -> str:
    today = control_on(control, day)
    return "nobody" if today.empty else str(today.iloc[0]["status"])


@pytest.mark.parametrize(
    ("gain", "claimed", "assessed", "confirmed"),
    [
        (claim("control_gained", "UA", "2022-06-01", "UA"), "UA", "UA", "RU"),  # in its own interest
        (claim("control_gained", "UA", "2022-06-01", "RU"), "UA", "UA", "UA"),  # against its own interest
        (claim("control_gained", "UA", "2022-06-01", "other"), "UA", "UA", "RU"),
        (claim("control_gained", "UA", "2022-06-01", "UA", "unverified"), "UA", "UA", "RU"),
        (claim("control_gained", "UA", "2022-06-01", "UA", "confirmed"), "UA", "UA", "UA"),
        (tell("control_gained", "UA", "2022-06-01"), "UA", "UA", "RU"),
        (claim("control_gained", "UA", "2022-06-01", "UA", "denied"), "RU", "RU", "RU"),
    ],
)
def test_policies_ask_for_different_weight(gain: dict[str, Any], claimed: str, assessed: str, confirmed: str) -> None:
    told = events(tell("control_held", "RU", "2022-05-01", certainty="confirmed"), gain)
    assert holder(trace_control(told, policy="claimed")) == claimed
    assert holder(trace_control(told, policy="assessed")) == assessed
    assert holder(trace_control(told, policy="confirmed")) == confirmed


def test_a_side_that_says_it_withdrew_is_believed_under_every_policy() -> None:
    told = events(tell("control_held", "RU", "2022-05-01", certainty="confirmed"), claim("withdrew", "RU", "2022-06-01", "RU"))
    assert holder(trace_control(told, policy="confirmed")) == "UNKNOWN"


def test_independent_sources_add_up_and_one_side_is_one_voice() -> None:
    start = tell("control_held", "RU", "2022-05-01", certainty="confirmed")
    general = claim("control_gained", "UA", "2022-06-01", "UA")
    governor = claim("control_gained", "UA", "2022-06-02", "UA") | {"claimant": "the governor"}
    observer = claim("control_gained", "UA", "2022-06-02", "other")
    assert holder(trace_control(events(start, general, governor), policy="confirmed")) == "RU"
    control = trace_control(events(start, general, observer), policy="confirmed")
    assert states(control) == [("RU", "05-01"), ("UA", "06-02")]
    assert control["sources"].tolist() == [1, 2]


def test_two_posts_of_a_blog_that_names_no_site_are_one_source() -> None:
    start = tell("control_held", "RU", "2022-05-01", certainty="confirmed")
    told = [tell("control_gained", "UA", f"2022-06-0{day}", source=None, report_id=f"blog#{day}") for day in (1, 2)]
    other = tell("control_gained", "UA", "2022-06-02", source=None, report_id="paper#1")
    assert trace_control(events(start, *told))["sources"].tolist() == [1, 1]
    assert trace_control(events(start, *told, other))["sources"].tolist() == [1, 2]


def test_opposite_claims_of_equal_weight_are_disputed_with_both_kept() -> None:
    told = events(
        tell("control_held", "UA", "2022-05-01"),
        claim("control_gained", "RU", "2022-06-01", "RU", event_id="ours"),
        claim("control_held", "UA", "2022-06-02", "UA", event_id="theirs"),
    )
    row = control_on(trace_control(told), "2022-06-01").iloc[0]
    assert (row["status"], row["disputed"], set(row["event_ids"].split())) == ("UA", True, {"ours", "theirs"})


def test_opposite_claims_where_nothing_is_known_leave_it_unknown_and_disputed() -> None:
    told = events(claim("control_gained", "RU", "2022-06-01", "RU"), claim("control_gained", "UA", "2022-06-01", "UA"))
    for policy in ("claimed", "assessed"):
        row = trace_control(told, policy=policy).iloc[0]
        assert (row["status"], row["disputed"], row["event_ids"]) == ("UNKNOWN", True, "e0 e1")


def test_a_denial_within_three_days_disputes_the_claim_and_a_later_one_does_not() -> None:
    gain = claim("control_gained", "RU", "2022-06-01", "RU")
    for day, status, disputed in (("2022-06-04", "UA", True), ("2022-06-05", "RU", False)):
        denial = claim("control_gained", "RU", day, "UA", "denied")
        row = control_on(trace_control(events(tell("control_held", "UA", "2022-05-01"), gain, denial)), "2022-06-06").iloc[0]
        assert (row["status"], row["disputed"]) == (status, disputed)


def test_an_attack_repelled_speaks_against_the_claim_that_the_town_fell() -> None:
    told = events(
        tell("control_held", "UA", "2022-05-01"),
        claim("control_gained", "RU", "2022-06-01", "RU"),
        claim("repelled", "UA", "2022-06-02", "UA"),
    )
    row = control_on(trace_control(told), "2022-06-03").iloc[0]
    assert (row["status"], row["disputed"]) == ("UA", True)


def test_a_dispute_ends_with_a_claim_that_outweighs_the_other() -> None:
    told = events(
        claim("control_gained", "RU", "2022-06-01", "RU"),
        claim("control_gained", "UA", "2022-06-01", "UA"),
        tell("control_held", "UA", "2022-06-10", certainty="confirmed"),
    )
    control = trace_control(told)
    assert states(control) == [("UNKNOWN", "06-01"), ("UA", "06-10")]
    assert control["disputed"].tolist() == [True, False]


def told_as(control: pd.DataFrame, day: str) -> str:
    return str(control_on(control, day).iloc[0]["certainty"])


@pytest.mark.parametrize("kind", ["control_gained", "fighting"])
def test_a_claim_that_is_confirmed_later_is_a_claim_until_then(kind: str) -> None:
    told = events(
        claim(kind, "UA", "2022-06-01", "UA"),
        claim(kind, "UA", "2022-06-04", "UA"),
        tell(kind, "UA", "2022-06-06", certainty="confirmed"),
        claim(kind, "UA", "2022-06-09", "UA", "unverified"),
    )
    control = trace_control(told)
    assert control["status"].nunique() == 1
    assert [f"{d:%m-%d}" for d in control["valid_from"]] == ["06-01", "06-06"]
    assert [told_as(control, f"2022-06-{d:02}") for d in (1, 2, 5, 6, 20)] == ["claimed"] * 3 + ["confirmed"] * 2
    assert control["event_ids"].tolist() == ["e0 e1", "e0 e1 e2 e3"]
    assert control["sources"].tolist() == [1, 2]


def test_a_claim_that_is_confirmed_for_its_own_day_is_confirmed_from_then_on() -> None:
    told = events(
        claim("control_gained", "UA", "2022-06-01", "UA"),
        tell("control_gained", "UA", "2022-06-01", certainty="confirmed", published="2022-06-20"),
    )
    assert told_as(trace_control(told), "2022-06-02") == "confirmed"
    assert told_as(trace_control(told, known_by="2022-06-19"), "2022-06-02") == "claimed"


def test_a_holder_that_is_only_implied_has_one_spell_however_firmly_it_is_told() -> None:
    told = events(claim("strike", "RU", "2022-06-01", "RU"), tell("strike", "RU", "2022-06-03", certainty="confirmed"))
    assert states(trace_control(told)) == [("UA", "06-01")]


def test_an_implied_holder_stands_under_no_confirmed_policy_and_yields_to_a_named_one() -> None:
    told = events(tell("strike", "RU", "2022-05-01"), tell("control_held", "RU", "2022-06-01"))
    control = trace_control(told)
    assert states(control) == [("UA", "05-01"), ("RU", "06-01")]
    assert control["implied"].tolist() == [True, False]
    assert trace_control(told, policy="confirmed").empty


@pytest.mark.parametrize("kind", ["supply_cut", "strike", "reinforcement", "supply_route"])
@pytest.mark.parametrize("side", ["UA", "RU"])
def test_abroad_nobody_is_implied_to_hold_what_is_struck_or_supplied(kind: str, side: str) -> None:
    abroad = tell(kind, side, "2022-06-01", country="RU", admin1="Belgorod Oblast")
    assert trace_control(events(abroad)).empty
    assert len(trace_control(events(abroad | {"country": "UA"}))) == len(trace_control(events(abroad | {"country": None}))) == 1


def test_a_town_abroad_that_a_report_gives_to_a_side_has_a_spell_and_strikes_on_it_raise_doubts() -> None:
    held = tell("control_gained", "UA", "2022-06-01", country="RU")
    strikes = [tell("strike", "UA", day, country="RU") for day in ("2022-06-10", "2022-06-12", "2022-06-14")]
    assert states(trace_control(events(held))) == [("UA", "06-01")]
    assert states(trace_control(events(held, *strikes))) == [("UA", "06-01"), ("UNKNOWN", "06-12")]


def test_an_unknown_policy_is_refused() -> None:
    with pytest.raises(ConfigError, match="use claimed, assessed, confirmed"):
        trace_control(empty_frame("events"), policy="majority")  # type: ignore[arg-type]  # that is what is tested


def test_a_holder_that_nobody_names_is_forgotten_after_a_fortnight_unless_implied_again() -> None:
    told = events(tell("strike", "RU", "2022-05-01"), tell("strike", "RU", "2022-05-10"), tell("strike", "RU", "2022-07-01"))
    control = trace_control(told)
    ends = [f"{d:%m-%d}" for d in control["valid_to"]]
    assert (states(control), ends) == ([("UA", "05-01"), ("UA", "07-01")], ["05-24", "07-15"])


def test_two_days_that_imply_the_other_side_make_a_state_unknown_and_one_does_not() -> None:
    told = [tell("control_gained", "RU", "2022-05-01"), tell("strike", "RU", "2022-05-08"), tell("strike", "RU", "2022-05-12")]
    assert states(trace_control(events(*told[:2]))) == [("RU", "05-01")]
    control = trace_control(events(*told))
    assert states(control) == [("RU", "05-01"), ("UNKNOWN", "05-12")]
    assert control["event_ids"].tolist() == ["e0", "e1 e2"]
    between = tell("reinforcement", "RU", "2022-05-10")
    assert states(trace_control(events(*told, between))) == [("RU", "05-01")]


def test_troops_that_came_in_and_met_no_fight_hold_the_place_by_inference_and_a_fight_undoes_it() -> None:
    told = [
        tell("control_held", "RU", "2022-05-01"),
        tell("entered", "UA", "2022-05-10"),
        tell("strike", "UA", "2022-05-14", place_id="w"),
    ]
    control = trace_control(events(*told)).query("place_id == 'v'")
    assert states(control) == [("RU", "05-01"), ("CONTESTED", "05-10"), ("UA", "05-13")]
    assert control["implied"].tolist() == [False, False, True]
    fight = tell("fighting", "RU", "2022-05-12")
    assert states(trace_control(events(*told, fight)).query("place_id == 'v'"))[-1] == ("CONTESTED", "05-10")
    claimed = told[1] | {"certainty": "claimed", "claimant_side": "UA"}
    assert states(trace_control(events(told[0], claimed, told[2])).query("place_id == 'v'"))[-1] == ("CONTESTED", "05-10")


@pytest.mark.parametrize(
    "who", ["Partisans have been active", "Saboteurs were seen", "Диверсионная группа зашла", "Партизани діють"]
)
def test_partisans_and_saboteurs_hold_nothing(who: str) -> None:
    control = trace_control(events(tell("entered", "UA", "2022-05-01", quote=f"{who} …"), tell("strike", "UA", "2022-05-20")))
    assert states(control) == [("RU", "05-20")]


def test_attacks_repelled_change_nothing_however_many() -> None:
    attacks = [tell("repelled", "UA", f"2022-05-{day:02}") for day in range(5, 25)]
    assert states(trace_control(events(tell("control_gained", "RU", "2022-05-01"), *attacks))) == [("RU", "05-01")]


def test_a_fight_that_nobody_speaks_of_for_a_month_is_over_and_who_holds_the_place_unknown() -> None:
    fight, far = tell("fighting", "UA", "2022-05-01"), tell("control_held", "UA", "2022-07-01", place_id="w", name="Zatyshne")
    told = events(fight, far)
    here = trace_control(told).query("place_id == 'v'")
    assert states(here) == [("CONTESTED", "05-01"), ("UNKNOWN", "05-31")]
    assert states(trace_control(told, policy="claimed").query("place_id == 'v'")) == [("CONTESTED", "05-01")]
    again = events(fight, tell("fighting", "RU", "2022-05-30"), far)
    assert states(trace_control(again).query("place_id == 'v'")) == [("CONTESTED", "05-01"), ("UNKNOWN", "06-29")]


def test_a_gain_that_only_the_gaining_side_claims_is_unknown_after_a_week_of_silence() -> None:
    gain = claim("control_gained", "UA", "2022-06-01", "UA")
    elsewhere = tell("fighting", "RU", "2022-07-01", place_id="w")
    silent = trace_control(events(gain, elsewhere)).query("place_id == 'v'")
    assert states(silent) == [("UA", "06-01"), ("UNKNOWN", "06-08")]
    for bearing_out in (claim("control_gained", "UA", "2022-06-04", "other"), tell("strike", "RU", "2022-06-05")):
        control = trace_control(events(gain, bearing_out, elsewhere)).query("place_id == 'v'")
        assert states(control)[-1][0] == "UA"
    assert states(trace_control(events(gain, elsewhere), policy="claimed").query("place_id == 'v'")) == [("UA", "06-01")]


@pytest.mark.parametrize(("told_by", "last"), [("RU", "UA"), ("other", "UA"), ("UA", "UNKNOWN")])
def test_a_gain_is_borne_out_by_who_admits_the_withdrawal(told_by: str, last: str) -> None:
    gain = claim("control_gained", "UA", "2022-06-01", "UA")
    left = claim("withdrew", "RU", "2022-06-01", told_by)
    elsewhere = tell("fighting", "RU", "2022-07-01", place_id="w")
    control = trace_control(events(gain, left, elsewhere)).query("place_id == 'v'")
    assert states(control)[-1][0] == last
    assert set(control["certainty"]) == {"claimed"}


def test_a_withdrawal_from_the_whole_oblast_leaves_what_the_side_held_there_unknown() -> None:
    held = tell("control_gained", "RU", "2022-03-01", admin1="Sumy Oblast")
    oblast = {"kind": "oblast", "place_id": "sumy", "name": "Sumy Oblast"}
    whole = tell("withdrew", "RU", "2022-04-06", quote="They have completely left the oblast.", **oblast)
    some = tell("withdrew", "RU", "2022-04-06", quote="Some units left the oblast.", **oblast)
    later = tell("fighting", "RU", "2022-04-20", place_id="w")
    of_the_village = [trace_control(events(held, w, later)).query("place_id == 'v'") for w in (whole, some)]
    assert states(of_the_village[0]) == [("RU", "03-01"), ("UNKNOWN", "04-06")]
    assert states(of_the_village[1]) == [("RU", "03-01")]
    elsewhere = trace_control(events(held | {"admin1": "Kharkiv Oblast"}, whole, later)).query("place_id == 'v'")
    assert states(elsewhere) == [("RU", "03-01")]


def around(side: str, n: int = 6) -> list[dict[str, Any]]:
    """Villages in a ring 11 km around Vyshneve, in one side's hands."""
    ring = [(37 + 0.15 * math.cos(2 * math.pi * k / n), 49 + 0.1 * math.sin(2 * math.pi * k / n)) for k in range(n)]
    return [tell("control_held", side, "2022-05-01", place_id=f"n{k}", geometry=at(*xy)) for k, xy in enumerate(ring)]


def test_a_gain_that_its_neighbours_contradict_for_a_week_is_unknown_and_one_that_they_join_is_not() -> None:
    gain = tell("control_gained", "UA", "2022-06-01", geometry=at(37, 49))
    later = tell("fighting", "RU", "2022-06-30", place_id="w", geometry=at(38.9, 49))
    alone = trace_control(events(*around("RU"), gain, later)).query("place_id == 'v'")
    assert [s for s, _ in states(alone)] == ["UA", "UNKNOWN"]
    assert alone["valid_from"].iloc[1] == pd.Timestamp("2022-06-08")
    assert alone["event_ids"].nunique() == 1
    again = tell("control_held", "UA", "2022-06-20", geometry=at(37, 49))
    told_anew = trace_control(events(*around("RU"), gain, again, later)).query("place_id == 'v'")
    assert [s for s, _ in states(told_anew)] == ["UA", "UNKNOWN", "UA", "UNKNOWN"]
    joined = [row | {"side": "UA", "event_type": "control_gained", "date": "2022-06-03"} for row in around("RU")]
    control = trace_control(events(*around("RU"), gain, later, *joined)).query("place_id == 'v'")
    assert states(control) == [("UA", "06-01")]
    as_claimed = trace_control(events(*around("RU"), gain, later), policy="claimed").query("place_id == 'v'")
    assert states(as_claimed) == [("UA", "06-01")]


# ---------------------------------------------------------------- two clocks


def test_what_was_known_by_a_day_uses_nothing_published_later() -> None:
    told = events(
        tell("control_gained", "RU", "2022-03-01", published="2022-03-02"),
        tell("control_gained", "UA", "2022-03-20", published="2022-04-05"),
    )
    assert states(trace_control(told, known_by="2022-04-04")) == [("RU", "03-01")]
    assert states(trace_control(told, known_by="2022-04-05")) == [("RU", "03-01"), ("UA", "03-20")]


def test_the_age_of_the_last_report_is_told_for_the_day() -> None:
    told = events(tell("control_gained", "RU", "2022-03-01"), tell("strike", "UA", "2022-03-10", relation="near"))
    control = trace_control(told)
    assert control["last_report"].dt.strftime("%m-%d").tolist() == ["03-10"]
    assert control_on(control, "2022-03-05").iloc[0]["stale_days"] == 4
    assert control_on(control, "2022-03-22").iloc[0]["stale_days"] == 12
    assert control_on(control, "2022-02-28").empty


def test_a_frame_of_control_keeps_to_the_codebook() -> None:
    control = trace_control(events(tell("control_gained", "RU", "2022-03-01")))
    assert list(check_frame(control, "control").columns) == list(empty_frame("control").columns)


# ---------------------------------------------------------------- baseline


def at(lon: float, lat: float) -> shapely.Point:
    return shapely.Point(lon, lat)


def test_points_give_a_state_to_start_from() -> None:
    start = gpd.GeoDataFrame({"place_id": ["v", "w"], "side": "RU", "date": "2022-05-01"}, geometry=[at(37, 49), at(38, 49)])
    control = trace_control(events(tell("control_gained", "UA", "2022-06-01", geometry=at(37, 49))), baseline=start)
    assert [(p, *s) for p, s in zip(control["place_id"], states(control), strict=True)] == [
        ("v", "RU", "05-01"),
        ("v", "UA", "06-01"),
        ("w", "RU", "05-01"),
    ]


def test_polygons_give_a_state_to_the_settlements_inside_them() -> None:
    area = gpd.GeoDataFrame({"side": ["RU"], "date": ["2022-05-01"]}, geometry=[shapely.box(36.5, 48.5, 37.5, 49.5)], crs=4326)
    told = events(
        tell("withdrew", "RU", "2022-06-01", geometry=at(37, 49)),
        tell("fighting", "RU", "2022-06-01", place_id="w", geometry=at(38, 49)),
    )
    control = trace_control(told, baseline=area)
    assert states(control) == [("RU", "05-01"), ("UNKNOWN", "06-01"), ("CONTESTED", "06-01")]


def test_a_baseline_without_a_day_is_refused_with_all_its_faults() -> None:
    with pytest.raises(SchemaError, match=r"column date is missing; column side is missing"):
        trace_control(events(tell("fighting", "RU", "2022-06-01")), baseline=pd.DataFrame({"place_id": ["v"]}))


def test_events_that_break_the_codebook_are_refused() -> None:
    with pytest.raises(SchemaError, match="event_type"):
        trace_control(
            pd.DataFrame({"event_id": ["a"], "event_type": ["conquered"], "date": ["2022-06-01"], "certainty": ["reported"]})
        )
