"""The estimated front line: cells, baseline, pockets, area."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pandas as pd
import pyproj
import pytest
import shapely

from conflictmap.control.frontline import area_km2, estimate_frontline, estimate_held_area, estimate_regained
from conflictmap.errors import ConfigError, SchemaError
from conflictmap.frames.codebook import check_frame, conform, empty_frame

# a grid of villages about 8 km apart
LON = [36.5 + 0.11 * i for i in range(10)]
LAT = [49.0 + 0.072 * i for i in range(6)]
VILLAGES = gpd.GeoDataFrame(
    {"place_id": [f"v{i}{j}" for i in range(10) for j in range(6)]},
    geometry=[shapely.Point(x, y) for x in LON for y in LAT],
    crs=4326,
)
EAST = shapely.box(37.0, 48.8, 38.0, 49.6)


def control(*spells: tuple[str, str, str]) -> pd.DataFrame:
    """Control of villages of the grid: (id, status, first day)."""
    where = dict(zip(VILLAGES["place_id"], VILLAGES.geometry, strict=True))
    frame = gpd.GeoDataFrame(
        {"place_id": [s[0] for s in spells], "status": [s[1] for s in spells], "valid_from": [s[2] for s in spells]},
        geometry=[where[s[0]] for s in spells],
        crs=4326,
    )
    return conform(frame, "control")


THREE = tuple((place, "RU", "2022-09-02") for place in ("v20", "v30", "v40"))


def baseline(shape: Any = EAST, day: str = "2022-09-01") -> pd.DataFrame:
    return gpd.GeoDataFrame({"date": [day], "side": ["RU"]}, geometry=[shape], crs=4326)


def held(frame: pd.DataFrame) -> Any:
    return frame.loc[frame["what"] == "held"].geometry.iloc[0]


def test_the_area_is_measured_on_the_ellipsoid() -> None:
    box = shapely.box(36, 49, 36.01, 49.01)
    east = pyproj.Geod(ellps="WGS84").line_length([36, 36.01], [49.005, 49.005])
    north = pyproj.Geod(ellps="WGS84").line_length([36, 36], [49, 49.01])
    assert area_km2(box) == pytest.approx(east * north / 1e6, rel=1e-4)
    inner = shapely.box(36.4, 49.4, 36.41, 49.41)
    hole = shapely.difference(shapely.box(36, 49, 37, 50), inner)
    assert area_km2(hole) == pytest.approx(area_km2(shapely.box(36, 49, 37, 50)) - area_km2(inner), rel=1e-9)


def test_everything_is_called_estimated() -> None:
    told = control(("v00", "UA", "2022-09-02"), *THREE)
    frame = estimate_frontline(told, "2022-09-03")
    assert set(frame["what"]) == {"held", "line"}
    assert frame["estimated"].all()
    check_frame(frame, "frontline")


def test_an_area_is_made_of_polygons_alone() -> None:
    told = control(("v52", "UA", "2022-09-02"), ("v62", "RU", "2022-09-02"), ("v50", "UA", "2022-09-02"))
    area = held(estimate_held_area(told, "2022-09-03", baseline=baseline(), places=VILLAGES))
    assert area.geom_type in ("Polygon", "MultiPolygon")
    assert area.is_valid


def test_without_evidence_there_is_no_line_and_no_area() -> None:
    assert estimate_frontline(empty_frame("control"), "2022-09-03").empty


def test_a_settlement_speaks_no_farther_than_its_reach() -> None:
    area = held(estimate_held_area(control(*THREE), "2022-09-03", reach_km=10))
    ends = shapely.points([(LON[2], LAT[0]), (LON[4], LAT[0])])
    around = gpd.GeoSeries(ends, crs=4326).to_crs(32637).buffer(10_100).to_crs(4326).union_all().convex_hull
    assert around.covers(area)
    assert area_km2(area) > 314


def test_where_nothing_is_known_to_start_from_one_or_two_places_make_no_area() -> None:
    alone = ("v90", "RU", "2022-09-02")
    assert estimate_frontline(control(alone, ("v95", "UA", "2022-09-02")), "2022-09-03").empty
    assert estimate_frontline(control(*THREE[:2], alone), "2022-09-03").empty
    area = held(estimate_held_area(control(*THREE, alone), "2022-09-03"))
    assert area.geom_type == "Polygon"
    assert not area.contains(control(alone).geometry.iloc[0])


def test_the_unchanged_baseline_is_given_back_where_no_report_changes_it() -> None:
    quiet = control(("v80", "RU", "2022-08-01"), ("v10", "UA", "2022-08-01"))
    area = held(estimate_held_area(quiet, "2022-09-03", baseline=baseline(), places=VILLAGES))
    assert shapely.symmetric_difference(area, EAST).area < 1e-6


def test_a_village_regained_takes_its_cell_out_of_the_baseline() -> None:
    told = control(("v52", "UA", "2022-09-02"))
    area = held(estimate_held_area(told, "2022-09-03", baseline=baseline(), places=VILLAGES, reach_km=5))
    gone = shapely.difference(EAST, area)
    assert gone.contains(told.geometry.iloc[0])
    assert 40 < area_km2(gone) < 80


def test_what_a_report_said_before_the_baseline_does_not_change_it() -> None:
    told = control(("v52", "UA", "2022-08-20"))
    area = held(estimate_held_area(told, "2022-09-03", baseline=baseline(), places=VILLAGES))
    assert shapely.symmetric_difference(area, EAST).area < 1e-6


def test_a_neighbour_reported_held_keeps_its_own_cell() -> None:
    told = control(("v52", "UA", "2022-09-02"), ("v62", "RU", "2022-09-02"))
    area = held(estimate_held_area(told, "2022-09-03", baseline=baseline(), places=VILLAGES))
    assert area.contains(told.geometry.iloc[1])
    assert not area.contains(told.geometry.iloc[0])


def test_a_village_that_a_side_left_is_held_no_longer_whoever_came() -> None:
    told = control(("v52", "UNKNOWN", "2022-09-02"))
    assert not held(estimate_held_area(told, "2022-09-03", baseline=baseline(), places=VILLAGES)).contains(told.geometry.iloc[0])


def test_a_pocket_cut_off_from_its_main_body_falls_unless_a_report_says_it_holds() -> None:
    ring = [f"v{i}{j}" for i in range(4, 10) for j in range(6) if j in (0, 5) or i in (4, 5, 9)]
    taken = [(v, "UA", "2022-09-02") for v in ring]
    fallen = estimate_held_area(control(*taken), "2022-09-03", baseline=baseline(), places=VILLAGES, reach_km=7)
    middle = shapely.Point(LON[7], LAT[2])
    assert fallen.empty or not held(fallen).contains(middle)
    told = control(*taken, ("v72", "RU", "2022-09-02"))
    kept = estimate_held_area(told, "2022-09-03", baseline=baseline(), places=VILLAGES, reach_km=7)
    assert held(kept).contains(middle)


def test_the_line_leaves_out_borders_where_nobody_stands_opposite() -> None:
    told = control(("v02", "UA", "2022-09-02"))
    frame = estimate_frontline(told, "2022-09-03", baseline=baseline(), places=VILLAGES)
    line = shapely.union_all(frame.loc[frame["what"] == "line"].geometry)
    assert line.bounds[2] < 37.3  # the west side of the area, not the east
    assert shapely.distance(line, shapely.Point(37.0, 49.2)) < 0.01


def test_the_line_tells_how_far_it_lies_from_evidence() -> None:
    told = control(("v42", "UA", "2022-09-02"), ("v52", "RU", "2022-09-02"))
    frame = estimate_frontline(told, "2022-09-03", baseline=baseline(), places=VILLAGES)
    lines = frame[frame["what"] == "line"]
    assert lines["uncertainty_km"].min() < 5 < lines["uncertainty_km"].max()


def test_the_area_regained_stands_beside_the_claim() -> None:
    told = control(("v52", "UA", "2022-09-05"))
    said = conform(
        pd.DataFrame(
            {
                "event_id": ["a", "b", "c"],
                "event_type": "area_regained",
                "side": ["UA", "UA", "RU"],
                "date": ["2022-09-05", "2022-09-06", "2022-09-06"],
                "certainty": "claimed",
                "area_km2": [50.0, 70.0, 900.0],
            }
        ),
        "events",
    )
    row = estimate_regained(told, "2022-09-02", "2022-09-07", events=said, baseline=baseline(), places=VILLAGES, reach_km=5).iloc[
        0
    ]
    assert (row["what"], row["side"], row["claimed_km2"]) == ("regained", "UA", 70.0)
    assert row["area_km2"] == pytest.approx(area_km2(row.geometry), rel=0.01)
    assert row.geometry.contains(told.geometry.iloc[0])


def test_two_days_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ConfigError, match="give the earlier day first"):
        estimate_regained(empty_frame("control"), "2022-09-07", "2022-09-02")


def test_a_baseline_of_points_is_no_area() -> None:
    points = gpd.GeoDataFrame({"date": ["2022-09-01"], "side": ["RU"]}, geometry=[shapely.Point(37, 49)], crs=4326)
    with pytest.raises(SchemaError, match="needs polygons"):
        estimate_held_area(empty_frame("control"), "2022-09-03", baseline=points)


def test_a_baseline_of_a_later_day_plays_no_part() -> None:
    told = control(*((place, "RU", "2022-07-01") for place, _, _ in THREE))
    alone = held(estimate_held_area(told, "2022-08-01"))
    assert held(estimate_held_area(told, "2022-08-01", baseline=baseline())).equals(alone)


def test_what_is_regained_is_counted_from_the_baseline_on() -> None:
    told = control(("v52", "UA", "2022-09-05"))
    rows = [
        estimate_regained(told, since, "2022-09-07", baseline=baseline(), places=VILLAGES).iloc[0]
        for since in ("2022-08-01", "2022-09-01")
    ]
    assert rows[0]["area_km2"] == rows[1]["area_km2"] > 0


def test_a_piece_on_a_narrow_neck_falls_with_the_ground_around_it_unless_it_is_named() -> None:
    ring = [f"v{i}{j}" for i in range(4, 10) for j in range(6) if j in (0, 5) or i in (4, 5, 9)]
    ring.remove("v93")  # 8 km stay open to the east
    taken = [(v, "UA", "2022-09-02") for v in ring]
    middle = shapely.Point(LON[7], LAT[2])
    fallen = estimate_held_area(control(*taken), "2022-09-03", baseline=baseline(), places=VILLAGES, reach_km=7)
    assert not held(fallen).contains(middle)
    kept = estimate_held_area(
        control(*taken, ("v72", "RU", "2022-09-02")), "2022-09-03", baseline=baseline(), places=VILLAGES, reach_km=7
    )
    assert held(kept).contains(middle)


def test_the_same_input_gives_the_same_shape_in_any_order() -> None:
    told = control(("v52", "UA", "2022-09-02"), ("v62", "RU", "2022-09-02"), ("v10", "UA", "2022-09-02"))
    one = estimate_frontline(told, "2022-09-03", baseline=baseline(), places=VILLAGES)
    other = estimate_frontline(told.iloc[::-1], "2022-09-03", baseline=baseline(), places=VILLAGES.iloc[::-1])
    assert one.geometry.to_wkt().tolist() == other.geometry.to_wkt().tolist()


def test_a_state_that_is_only_implied_gives_no_ground() -> None:
    told = control(("v00", "UA", "2022-09-02"), *THREE)
    assert not estimate_held_area(told, "2022-09-03").empty
    assert estimate_held_area(told.assign(implied=True), "2022-09-03").empty


def test_ground_that_nobody_is_told_to_hold_any_more_is_not_regained() -> None:
    told = control(*THREE, *((place, "UA", "2022-09-06") for place, _, _ in THREE))
    told["valid_to"] = [pd.Timestamp("2022-09-06")] * 3 + [pd.NaT] * 3
    assert not estimate_regained(told, "2022-09-03", "2022-09-07").empty
    assert estimate_regained(told.iloc[:3], "2022-09-03", "2022-09-07").empty
    assert estimate_regained(told.assign(implied=[False] * 3 + [True] * 3), "2022-09-03", "2022-09-07").empty
