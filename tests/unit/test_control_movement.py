"""Supply arteries, advances, differences."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from conflictmap.control.advances import trace_advances
from conflictmap.control.differences import compare_control
from conflictmap.control.gloc import holders_along, trace_glocs
from conflictmap.control.timeline import control_on, trace_control
from conflictmap.frames.codebook import check_frame, conform

VOVCHANSK, IZIUM, KUPIANSK = (36.94, 50.29), (37.25, 49.21), (37.62, 49.71)
WHERE = {"Vovchansk": VOVCHANSK, "Izium": IZIUM, "Kupiansk": KUPIANSK, "Balakliia": (36.85, 49.46), "Svatove": (38.16, 49.41)}


def event(event_type: str, side: str, day: str, place: str, to: str | None = None, **more: Any) -> dict[str, Any]:
    shape: Any = shapely.Point(WHERE[place])
    if to is not None:
        shape = shapely.LineString([WHERE[place], WHERE[to]])
        if event_type in ("advance", "entered", "control_gained"):
            shape = shape.reverse()
    row = {
        "event_type": event_type,
        "side": side,
        "date": day,
        "published": day,
        "place_id": place.lower(),
        "name": place,
        "kind": "settlement",
        "dest_id": to.lower() if to else None,
        "dest_name": to,
        "certainty": "reported",
        "source": "Daily",
        "geometry": shape,
    }
    return row | more


def events(*rows: dict[str, Any]) -> pd.DataFrame:
    frame = pd.DataFrame([{"event_id": f"e{i}"} | row for i, row in enumerate(rows)])
    return conform(frame, "events")


def routes() -> pd.DataFrame:
    """A road from Vovchansk by Kupiansk to Izium, with a bend."""
    course = shapely.LineString([VOVCHANSK, (37.4, 50.0), KUPIANSK, (37.7, 49.4), IZIUM])
    return gpd.GeoDataFrame(
        {"route_id": ["r1"], "name": ["Vovchansk–Izium"], "numbers": ["P79 M-03"], "mode": ["road"], "waypoints": [""]},
        geometry=[course],
        crs=4326,
    )


def spells(glocs: pd.DataFrame) -> list[tuple[str, str]]:
    return [(str(s), f"{d:%m-%d}") for s, d in zip(glocs["status"], glocs["valid_from"], strict=True)]


def test_an_artery_without_a_known_course_is_a_straight_line_marked_schematic() -> None:
    row = trace_glocs(events(event("supply_route", "RU", "2022-09-05", "Vovchansk", "Izium", distance_km=125.0))).iloc[0]
    assert (row["mode"], row["schematic"], row["side"], row["reported_km"]) == ("line", True, "RU", 125.0)
    assert row["measured_km"] == pytest.approx(122, abs=1)
    assert len(row.geometry.coords) == 2


def test_an_artery_follows_the_known_course_and_is_measured_on_it() -> None:
    row = trace_glocs(events(event("supply_route", "RU", "2022-09-05", "Vovchansk", "Kupiansk")), routes()).iloc[0]
    assert (row["mode"], row["schematic"], row["origin_name"], row["dest_name"]) == ("road", False, "Vovchansk", "Kupiansk")
    assert shapely.Point(37.4, 50.0).distance(row.geometry) < 0.001
    assert row.geometry.coords[0] == pytest.approx(VOVCHANSK, abs=1e-4)
    assert row.geometry.coords[-1] == pytest.approx(KUPIANSK, abs=1e-4)


def test_a_road_that_makes_a_great_detour_is_no_answer() -> None:
    far = routes()
    far.geometry = [shapely.LineString([VOVCHANSK, (30.0, 50.0), KUPIANSK])]
    assert trace_glocs(events(event("supply_route", "RU", "2022-09-05", "Vovchansk", "Kupiansk")), far).iloc[0]["schematic"]


def test_one_artery_whichever_end_is_named_first() -> None:
    told = events(
        event("supply_route", "RU", "2022-09-05", "Vovchansk", "Izium"),
        event("supply_cut", "UA", "2022-09-08", "Izium", "Vovchansk"),
    )
    glocs = trace_glocs(told)
    assert glocs["gloc_id"].nunique() == 1
    assert glocs["name"].unique().tolist() == ["Vovchansk–Izium"]
    assert spells(glocs) == [("open", "09-05"), ("cut", "09-08")]


@pytest.mark.parametrize("number", ["M03", "М-03", "M-3", "the M 03 highway"])
def test_a_number_finds_its_road_however_it_is_written(number: str) -> None:
    told = event("supply_cut", "UA", "2022-09-08", "Izium", kind="route", place_id=None, name=number)
    row = trace_glocs(events(told | {"geometry": None}), routes()).iloc[0]
    assert (row["gloc_id"], row["name"], row["schematic"]) == ("route:r1", "Vovchansk–Izium", False)


def test_a_numbered_road_that_nobody_knows_has_no_line() -> None:
    told = event("supply_cut", "UA", "2022-09-08", "Izium", kind="route", place_id=None, name="T9999", geometry=None)
    row = trace_glocs(events(told), routes()).iloc[0]
    assert row.geometry is None
    assert row["name"] == "T9999"


def test_a_town_that_supplies_pass_is_a_node_and_a_region_is_no_artery() -> None:
    told = events(
        event("supply_route", "RU", "2022-09-05", "Svatove"),
        event("supply_route", "RU", "2022-09-05", "Svatove", kind="oblast", place_id="luhansk"),
        event("supply_cut", "UA", "2022-09-05", "Svatove", kind="river", place_id="oskil"),
    )
    glocs = trace_glocs(told)
    assert glocs[["gloc_id", "mode"]].to_numpy().tolist() == [["node:svatove", "node"]]
    assert isinstance(glocs.geometry.iloc[0], shapely.Point)


@pytest.mark.parametrize(
    ("quote", "status"),
    [
        ("artillery severed the line", "cut"),
        ("the road is under fire control", "interdicted"),
        ("дорога під вогневим контролем", "interdicted"),
        ("трасса простреливается", "interdicted"),
        ("міст зруйновано", "cut"),
    ],
)
def test_the_words_tell_a_cut_from_interdiction(quote: str, status: str) -> None:
    glocs = trace_glocs(events(event("supply_cut", "UA", "2022-09-08", "Vovchansk", "Izium", quote=quote)))
    assert glocs["status"].tolist() == [status]
    assert glocs["cut_by"].tolist() == ["UA"]
    assert glocs["side"].tolist() == ["RU"]


def test_an_artery_that_is_cut_opens_only_when_it_is_said_to_be_repaired() -> None:
    line = ("Vovchansk", "Izium")
    told = events(
        event("supply_cut", "UA", "2022-09-05", *line, quote="severed"),
        event("supply_route", "RU", "2022-09-07", *line, quote="the supply line to the town"),
        event("supply_route", "RU", "2022-09-09", *line, quote="engineers repaired the line"),
    )
    assert spells(trace_glocs(told)) == [("cut", "09-05"), ("open", "09-09")]


def test_an_artery_that_nobody_speaks_of_for_a_month_has_no_state() -> None:
    line = ("Vovchansk", "Izium")
    far = event("control_held", "RU", "2022-09-10", "Kupiansk")
    cut = event("supply_cut", "UA", "2022-07-01", *line, quote="severed")
    again = event("supply_route", "RU", "2022-09-10", *line, quote="the supply line to the town")
    assert trace_glocs(events(cut))["valid_to"].isna().all()
    assert trace_glocs(events(cut, far))["valid_to"].tolist() == [pd.Timestamp("2022-07-31")]
    assert spells(trace_glocs(events(cut, again))) == [("cut", "07-01"), ("open", "09-10")]


def test_a_bridge_that_is_cut_stays_cut() -> None:
    bridge = event("supply_cut", "UA", "2022-07-01", "Izium", kind="facility", quote="the bridge was destroyed")
    glocs = trace_glocs(events(bridge, event("control_held", "RU", "2022-09-10", "Kupiansk")))
    assert glocs[["mode", "status"]].values.tolist() == [["bridge", "cut"]]
    assert glocs["valid_to"].isna().all()


def test_of_a_long_road_named_by_its_number_only_the_stretch_about_the_places_told_of_is_meant() -> None:
    long = routes()
    long.geometry = [shapely.LineString([(30.5, 50.4), (34.5, 49.6), KUPIANSK, (39.6, 48.1)])]
    said = {"report_id": "r", "quote": "the M-03 highway east of Kupiansk"}
    road = event("supply_route", "RU", "2022-09-05", "Izium", kind="route", name="M-03", place_id="m3") | said
    whole = trace_glocs(events(road), long).iloc[0]
    town = event("advance", "UA", "2022-09-05", "Kupiansk") | said
    part = trace_glocs(events(road, town), long).iloc[0]
    other = trace_glocs(events(road, town | {"quote": "elsewhere"}), long).iloc[0]
    assert whole["measured_km"] == other["measured_km"] > 600
    assert part["measured_km"] == pytest.approx(80, abs=1)
    assert part.geometry.distance(shapely.Point(KUPIANSK)) < 1e-4


def test_a_cut_that_is_confirmed_later_is_a_claim_until_then() -> None:
    line = ("Vovchansk", "Izium")
    told = events(
        event("supply_cut", "UA", "2022-09-05", *line, quote="severed", certainty="claimed"),
        event("supply_cut", "UA", "2022-09-07", *line, quote="severed", certainty="claimed"),
        event("supply_cut", "UA", "2022-09-08", *line, quote="severed", certainty="confirmed"),
    )
    glocs = trace_glocs(told)
    assert spells(glocs) == [("cut", "09-05"), ("cut", "09-08")]
    assert glocs["certainty"].tolist() == ["claimed", "confirmed"]
    assert glocs["cut_by"].tolist() == ["UA", "UA"]
    assert [len(ids.split()) for ids in glocs["event_ids"]] == [2, 3]


@pytest.mark.parametrize("certainty", ["denied", "predicted"])
def test_a_cut_that_is_denied_or_predicted_is_none(certainty: str) -> None:
    assert trace_glocs(events(event("supply_cut", "UA", "2022-09-05", "Izium", certainty=certainty))).empty


def test_the_settlements_on_an_artery_are_listed_with_who_holds_them_on_the_day() -> None:
    told = events(
        event("supply_route", "RU", "2022-09-05", "Vovchansk", "Izium"),
        event("control_gained", "UA", "2022-09-10", "Kupiansk"),
        event("control_gained", "UA", "2022-09-10", "Svatove"),
        event("control_held", "RU", "2022-09-10", "Izium"),
    )
    table = holders_along(trace_glocs(told, routes()), trace_control(told), "2022-09-11")
    assert table["name"].tolist() == ["Vovchansk", "Kupiansk", "Izium"]
    assert table["status"].astype(str).tolist() == ["RU", "UA", "RU"]
    assert table["along_km"].is_monotonic_increasing


@pytest.mark.parametrize(
    ("quote", "schematic"),
    [
        ("the road to Izium was cut", False),
        ("the railway to Izium was cut", True),
        ("дорогу на Ізюм перерізано", False),
        ("железная дорога на Изюм перерезана", True),
        ("the line to Izium was cut", False),
        ("the road and the railway to Izium were cut", False),
    ],
)
def test_a_railway_does_not_follow_a_road(quote: str, schematic: bool) -> None:
    row = trace_glocs(events(event("supply_cut", "UA", "2022-09-08", "Vovchansk", "Izium", quote=quote)), routes()).iloc[0]
    assert row["schematic"] == schematic


def test_the_road_and_the_railway_between_two_towns_are_two_arteries() -> None:
    told = events(
        event("supply_cut", "UA", "2022-09-05", "Kupiansk", "Svatove", quote="the railway was severed"),
        event("supply_route", "RU", "2022-09-06", "Kupiansk", "Svatove", quote="trucks use the road"),
    )
    assert sorted(trace_glocs(told)["status"].astype(str)) == ["cut", "open"]


def test_an_artery_told_of_by_its_ends_is_the_one_told_of_by_its_towns() -> None:
    by_towns = shapely.LineString([VOVCHANSK, KUPIANSK, IZIUM])
    told = events(
        event("supply_route", "RU", "2022-09-05", "Vovchansk", "Izium", geometry=by_towns),
        event("supply_cut", "UA", "2022-09-08", "Vovchansk", "Izium"),
    )
    glocs = trace_glocs(told)
    assert spells(glocs) == [("open", "09-05"), ("cut", "09-08")]
    assert [len(line.coords) for line in glocs.geometry] == [3, 3]


# ---------------------------------------------------------------- advances


def test_an_advance_starts_where_the_text_says() -> None:
    row = trace_advances(events(event("advance", "UA", "2022-09-08", "Kupiansk", "Balakliia"))).iloc[0]
    assert (row["origin_name"], row["target_name"], row["inferred"]) == ("Balakliia", "Kupiansk", False)
    assert row.geometry.coords[-1] == KUPIANSK


def test_no_movement_begins_at_a_place_whose_hold_is_only_claimed() -> None:
    held = event("control_gained", "UA", "2022-09-01", "Balakliia", certainty="claimed")
    assert trace_advances(events(held, event("advance", "UA", "2022-09-04", "Izium"))).empty
    held["certainty"] = "reported"
    assert not trace_advances(events(held, event("advance", "UA", "2022-09-04", "Izium"))).empty


def test_an_advance_without_a_start_begins_at_the_nearest_place_in_the_same_hands_and_says_so() -> None:
    told = events(
        event("control_gained", "UA", "2022-09-07", "Balakliia"),
        event("control_gained", "RU", "2022-09-07", "Izium"),
        event("advance", "UA", "2022-09-08", "Kupiansk"),
    )
    row = trace_advances(told).iloc[0]
    assert (row["origin_name"], row["inferred"]) == ("Balakliia", True)


def test_no_start_is_made_up_where_none_is_known_nor_for_a_town_that_was_taken() -> None:
    assert trace_advances(events(event("advance", "UA", "2022-09-08", "Kupiansk"))).empty
    told = events(
        event("control_gained", "UA", "2022-09-07", "Balakliia"), event("control_gained", "UA", "2022-09-08", "Kupiansk")
    )
    assert trace_advances(told).empty


def test_many_reports_of_one_movement_are_one_arrow() -> None:
    said = [event("advance", "UA", f"2022-09-{day:02}", "Kupiansk", "Balakliia", source=f"s{day}") for day in (6, 8, 9)]
    row = trace_advances(events(*said)).iloc[0]
    assert (row["sources"], f"{row['first_date']:%d}", f"{row['date']:%d}") == (3, "06", "09")
    later = trace_advances(events(*said, event("advance", "UA", "2022-09-20", "Kupiansk", "Balakliia")))
    assert len(later) == 2


def test_a_movement_told_with_its_start_takes_in_the_one_told_without() -> None:
    told = events(
        event("control_gained", "UA", "2022-09-01", "Svatove"),
        event("advance", "UA", "2022-09-08", "Kupiansk", "Balakliia"),
        event("advance", "UA", "2022-09-09", "Kupiansk"),
    )
    arrows = trace_advances(told)
    assert arrows[["origin_name", "inferred", "event_ids"]].to_numpy().tolist() == [["Balakliia", False, "e1 e2"]]


def test_a_withdrawal_has_an_arrow_only_where_the_text_says_where_to() -> None:
    told = events(event("withdrew", "RU", "2022-09-10", "Izium"), event("withdrew", "RU", "2022-09-10", "Kupiansk", "Svatove"))
    row = trace_advances(told)
    assert row[["movement", "origin_name", "target_name"]].to_numpy().tolist() == [["withdrawal", "Kupiansk", "Svatove"]]


# ---------------------------------------------------------------- differences


def test_the_differences_between_two_days_are_what_changed() -> None:
    told = events(
        event("control_gained", "RU", "2022-09-01", "Izium"),
        event("control_gained", "RU", "2022-09-01", "Svatove"),
        event("control_gained", "UA", "2022-09-10", "Izium"),
        event("control_gained", "UA", "2022-09-08", "Balakliia"),
    )
    control = trace_control(told)
    changes = compare_control(control_on(control, "2022-09-05"), control_on(control, "2022-09-11"))
    assert changes["name"].tolist() == ["Balakliia", "Izium"]
    assert changes["status_a"].astype(object).where(changes["status_a"].notna(), None).tolist() == [None, "RU"]
    assert changes["status_b"].astype(str).tolist() == ["UA", "UA"]
    assert changes.geometry.notna().all()


def test_a_difference_says_where_nobody_names_the_holder() -> None:
    told = events(event("strike", "RU", "2022-09-08", "Kupiansk"), event("control_gained", "UA", "2022-09-08", "Izium"))
    control = trace_control(told)
    changes = compare_control(control_on(control, "2022-09-05"), control_on(control, "2022-09-09")).set_index("name")
    assert changes["implied_b"].to_dict() == {"Kupiansk": True, "Izium": False}


def test_nothing_differs_from_itself() -> None:
    control = control_on(trace_control(events(event("fighting", "RU", "2022-09-01", "Izium"))), "2022-09-02")
    assert compare_control(control, control).empty


def test_frames_keep_to_the_codebook() -> None:
    told = events(
        event("supply_cut", "UA", "2022-09-08", "Vovchansk", "Izium"), event("advance", "UA", "2022-09-08", "Izium", "Balakliia")
    )
    check_frame(trace_glocs(told), "glocs")
    check_frame(trace_advances(told), "advances")


def test_a_fight_beside_a_place_has_no_arrow_into_it() -> None:
    control = trace_control(events(event("control_held", "UA", "2022-09-05", "Balakliia")))
    said = event("advance", "UA", "2022-09-06", "Izium")
    assert trace_advances(events(said), control)["inferred"].tolist() == [True]
    assert trace_advances(events(said | {"relation": "SE"}), control).empty
