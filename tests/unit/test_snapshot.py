"""Figures: what they show, what they refuse, and what is written into the files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely
from click.testing import CliRunner
from IPython.core.formatters import DisplayFormatter
from matplotlib.collections import LineCollection
from matplotlib.text import Text
from PIL import Image

from conflictmap.cli.snapshot import snapshot_verb
from conflictmap.errors import ConfigError, ConflictMapError, SchemaError, SnapshotError
from conflictmap.frames.codebook import conform, empty_frame
from conflictmap.maps import style
from conflictmap.maps.snapshot import screenshot
from conflictmap.maps.snapshot.canvas import Snapshot
from conflictmap.maps.snapshot.figure import draw_snapshot, parse_size
from conflictmap.maps.snapshot.files import save_animation, save_snapshot
from conflictmap.maps.snapshot.series import days_between, draw_comparison, draw_daily, draw_series

SMALL = {"size": "100x80mm", "dpi": 100}
IZIUM, KUPIANSK, LYMAN = (37.27, 49.20), (37.61, 49.71), (37.81, 48.99)


def event(number: int, name: str, at: tuple[float, float], **more: Any) -> dict[str, Any]:
    return {
        "event_id": f"e{number}",
        "report_id": f"r{number}",
        "event_type": "control_gained",
        "side": "UA",
        "place_id": f"p-{name}",
        "name": name,
        "kind": "settlement",
        "date": "2022-09-10",
        "certainty": "reported",
        "source": "Test paper",
        "published": "2022-09-10T20:00:00Z",
        "population": 40_000,
        "geometry": shapely.Point(*at),
    } | more


def events_of(*rows: dict[str, Any]) -> gpd.GeoDataFrame:
    return conform(gpd.GeoDataFrame(list(rows), geometry="geometry", crs="EPSG:4326"), "events")


THREE = events_of(
    event(1, "Izium", IZIUM),
    event(2, "Kupiansk", KUPIANSK, certainty="claimed", claimant="a deputy"),
    event(3, "Lyman", LYMAN, event_type="fighting"),
)


def words(figure: Snapshot) -> str:
    return "\n".join(text.get_text() for text in figure.findobj(Text))


def names(figure: Snapshot) -> set[str]:
    return {text.get_text() for text in figure.findobj(Text) if str(text.get_gid()).startswith("name-")}


def gids(figure: Snapshot) -> set[str]:
    return {artist.get_gid() for artist in figure.findobj(lambda artist: bool(artist.get_gid()))}


# what is shown


def test_a_place_stands_where_it_is() -> None:
    figure = draw_snapshot(THREE, on="2022-09-10", **SMALL)
    axes = figure.maps[0]
    symbol = next(a for a in axes.findobj(lambda a: a.get_gid() == "symbol-izium"))
    box = symbol.get_path().get_extents()
    x, y = pyproj.Transformer.from_crs("EPSG:4326", figure.crs, always_xy=True).transform(*IZIUM)
    assert abs((box.x0 + box.x1) / 2 - x) < 100
    assert abs((box.y0 + box.y1) / 2 - y) < 100


def test_a_frame_in_the_figures_projection_can_be_drawn_onto_its_map() -> None:
    figure = draw_snapshot(THREE, on="2022-09-10", **SMALL)
    axes = figure.maps[0]
    limits = axes.get_xlim()
    THREE.to_crs(figure.crs).plot(ax=axes, autolim=False)
    assert axes.get_xlim() == limits


def test_the_scale_bar_is_as_long_as_it_says() -> None:
    figure = draw_snapshot(THREE, on="2022-09-10", **SMALL)
    bar = next(a for a in figure.findobj(LineCollection) if a.get_gid() == "scale-bar")
    (x0, _), (x1, _) = bar.get_segments()[0]
    said = next(text.get_text() for text in figure.findobj(Text) if text.get_gid() == "scale")
    lon, lat = pyproj.Transformer.from_crs(figure.crs, "EPSG:4326", always_xy=True).transform([x0, x1], [0, 0])
    measured = pyproj.Geod(ellps="WGS84").line_length(lon, lat) / 1000
    assert measured == pytest.approx(float(said.split()[0]), rel=0.01)


def test_later_events_background_and_predictions_are_not_on_the_figure() -> None:
    frame = events_of(
        event(1, "Izium", IZIUM),
        event(2, "Tomorrow", KUPIANSK, date="2022-09-11"),
        event(3, "Long ago", (37.0, 49.0), background=True),
        event(4, "Perhaps", (37.4, 49.4), certainty="predicted"),
    )
    assert not {"Tomorrow", "Long ago", "Perhaps"} & names(draw_snapshot(frame, on="2022-09-10", **SMALL))


def test_a_claim_is_drawn_hollow_and_a_report_filled() -> None:
    figure = draw_snapshot(THREE, on="2022-09-10", **SMALL)
    paper = style.palette("light").paper.lower()
    face = {a.get_gid(): a.get_facecolor() for a in figure.maps[0].findobj(lambda a: str(a.get_gid()).startswith("symbol-"))}
    assert tuple(round(v * 255) for v in face["symbol-kupiansk"][:3]) == tuple(int(paper[i : i + 2], 16) for i in (1, 3, 5))
    assert face["symbol-izium"] != face["symbol-kupiansk"]


def test_sides_that_claim_one_place_on_one_day_dispute_it() -> None:
    frame = events_of(event(1, "Izium", IZIUM, certainty="claimed"), event(2, "Izium", IZIUM, side="RU", certainty="claimed"))
    assert "Disputed" in words(draw_snapshot(frame, on="2022-09-10", **SMALL))


def test_the_legend_lists_what_is_drawn_and_nothing_else() -> None:
    text = words(draw_snapshot(THREE, on="2022-09-10", **SMALL))
    assert "Contested" in text
    assert "Fighting" in text
    for absent in ("Strike", "Disputed", "Interdicted", "Advance, Ukraine", "estimated front line", "Whole region"):
        assert absent not in text


def test_a_long_legend_keeps_off_the_sources() -> None:
    kinds = ["entered", "withdrew", "fighting", "repelled", "evacuation", "strike", "reinforcement", "flag_raised", "supply_cut"]
    certainties = ["reported", "claimed", "unverified", "confirmed"]
    rows = [
        event(
            100 + i, f"T{i}", (36.0 + 0.13 * i, 48.6 + 0.21 * (i % 7)), event_type=kind, side=side, certainty=certainties[i % 4]
        )
        for i, (kind, side) in enumerate((kind, side) for kind in [*kinds, "control_gained"] for side in ("UA", "RU"))
    ]
    told = events_of(*rows, event(1, "Izium", IZIUM, relation="near"), event(2, "Kupiansk", KUPIANSK, relation="N"))
    moves = pd.concat(
        [
            advances_of(movement=movement, side=side, inferred=inferred, certainty=certainty)
            for movement in ("advance", "withdrawal", "evacuation")
            for side in ("UA", "RU")
            for inferred in (True, False)
            for certainty in ("reported", "claimed")
        ],
        ignore_index=True,
    )
    arteries = glocs_of(
        *(CUT | {"gloc_id": f"{s}{by}", "status": s, "cut_by": by} for s in ("open", "cut", "interdicted") for by in ("UA", "RU"))
    )
    figure = draw_snapshot(told, advances=moves, glocs=arteries, on="2022-09-10", size="140x90mm", dpi=100)
    texts = [t for t in figure.findobj(Text) if t.get_text()]
    boxes = {str(t.get_gid()): t.get_window_extent() for t in texts}
    foot = max(box.y1 for name, box in boxes.items() if name.startswith("foot"))
    legend = {name: box for name, box in boxes.items() if name.startswith("legend")}
    assert len(legend) > 25
    assert min(box.y0 for box in legend.values()) > foot


def test_every_number_on_the_map_stands_in_the_list_of_sources() -> None:
    rows = [
        event(i, name, at, source=f"Paper {i}", published=f"2022-09-{8 + i:02d}")
        for i, (name, at) in enumerate([("Izium", IZIUM), ("Kupiansk", KUPIANSK)])
    ]
    figure = draw_snapshot(events_of(*rows), on="2022-09-10", size="160x120mm")
    refs = {text.get_text() for text in figure.findobj(Text) if str(text.get_gid()).startswith("sources-of-")}
    assert refs == {"1", "2"}
    foot = " ".join(text.get_text() for text in figure.findobj(Text) if str(text.get_gid()).startswith("foot"))
    assert re.search(r"1 Paper 0, 8 September 2022 .*2 Paper 1, 9 September 2022", foot)


def test_a_source_without_a_name_is_told_by_its_file() -> None:
    blog = event(0, "Izium", IZIUM, source=None, report_id="blog#1", title="Izium is back", published="2022-09-10")
    figure = draw_snapshot(events_of(blog), on="2022-09-10", size="160x120mm")
    foot = " ".join(text.get_text() for text in figure.findobj(Text) if str(text.get_gid()).startswith("foot"))
    assert "1 blog, 10 September 2022: Izium is back" in foot


def test_estimates_are_called_estimated() -> None:
    front = gpd.GeoDataFrame(
        {
            "date": "2022-09-10",
            "what": ["held", "line"],
            "side": "RU",
            "estimated": True,
            "uncertainty_km": [3.0, 6.0],
            "geometry": [shapely.box(37.6, 48.8, 38.6, 49.8), shapely.LineString([(37.6, 48.8), (37.6, 49.8)])],
        },
        crs="EPSG:4326",
    )
    figure = draw_snapshot(THREE, on="2022-09-10", frontline=front, **SMALL)
    assert "estimated held by Russia" in words(figure)
    assert "estimated front line" in words(figure)
    assert "estimated" in figure.alt


def test_a_later_estimate_is_not_drawn_on_an_earlier_day() -> None:
    area = {
        "what": ["held"],
        "side": "RU",
        "estimated": True,
        "uncertainty_km": 3.0,
        "geometry": [shapely.box(37.6, 48.8, 38.6, 49.8)],
    }
    front = gpd.GeoDataFrame(area | {"date": "2022-09-12"}, crs="EPSG:4326")
    assert "estimated held" not in words(draw_snapshot(THREE, on="2022-09-10", frontline=front, **SMALL))


def test_what_lies_outside_the_frame_is_said() -> None:
    figure = draw_snapshot(THREE, on="2022-09-10", extent="37,48.5,38.2,49.4", **SMALL)
    assert "Outside this view: Kupiansk." in words(figure)


def test_a_region_is_hatched_and_named() -> None:
    frame = events_of(event(1, "Izium", IZIUM), event(2, "Kharkiv Oblast", (36.5, 49.6), kind="oblast", admin1="Kharkiv Oblast"))
    figure = draw_snapshot(frame, on="2022-09-10", size="160x120mm")
    assert "region-kharkiv-oblast" in gids(figure)
    assert "1: whole region" in words(figure)


def test_a_map_is_not_hatched_all_over_where_many_regions_are_told_of() -> None:
    regions = {"Kharkiv Oblast": (36.5, 49.6), "Donetsk Oblast": (37.7, 48.1), "Luhansk Oblast": (39.0, 48.9)}
    told = [event(i, name, at, kind="oblast", admin1=name) for i, (name, at) in enumerate(regions.items(), 2)]
    for many, hatched in ((2, 2), (3, 0)):
        frame = events_of(event(1, "Izium", IZIUM), *told[:many])
        figure = draw_snapshot(frame, on="2022-09-10", extent="35,47.5,40,50.5")
        strokes = figure.findobj(lambda a: isinstance(a, LineCollection) and str(a.get_gid()).startswith("region-"))
        assert len(strokes) == hatched
        assert words(figure).count("1: whole region") == many


def test_a_holder_that_nobody_names_is_not_drawn_as_reported() -> None:
    state = {"place_id": "p-Izium", "name": "Izium", "kind": "settlement", "status": "UA", "valid_from": "2022-09-10"}
    for implied, how in ((False, "reported"), (True, "implied")):
        frame = gpd.GeoDataFrame(
            [state | {"certainty": "reported", "implied": implied, "geometry": shapely.Point(*IZIUM)}], crs=4326
        )
        figure = draw_snapshot(THREE, on="2022-09-10", control=conform(frame, "control"), size="160x120mm")
        assert f"Ukraine, {how}: Izium." in figure.alt
        assert (how in words(figure).splitlines()) and ("implied" in words(figure).splitlines()) == implied


def glocs_of(*rows: dict[str, Any]) -> gpd.GeoDataFrame:
    return conform(gpd.GeoDataFrame(list(rows), geometry="geometry", crs="EPSG:4326"), "glocs")


CUT = {
    "gloc_id": "g1",
    "name": "Kupiansk–Izium",
    "mode": "line",
    "status": "cut",
    "cut_by": "UA",
    "valid_from": "2022-09-09",
    "certainty": "claimed",
    "reported_km": 70.0,
    "measured_km": 61.0,
    "geometry": shapely.LineString([KUPIANSK, IZIUM]),
}


def advances_of(**more: Any) -> gpd.GeoDataFrame:
    row = {
        "advance_id": "a1",
        "movement": "advance",
        "side": "UA",
        "origin_id": "p-Start",
        "origin_name": "Start",
        "target_id": "p-Izium",
        "target_name": "Izium",
        "inferred": False,
        "date": "2022-09-10",
        "certainty": "reported",
        "geometry": shapely.LineString([(36.6, 49.7), IZIUM]),
    }
    return conform(gpd.GeoDataFrame([row | more], geometry="geometry", crs="EPSG:4326"), "advances")


def control_of(**more: Any) -> gpd.GeoDataFrame:
    row = {"place_id": "p-Lyman", "name": "Lyman", "kind": "settlement", "status": "UA", "valid_from": "2022-07-01"}
    row |= {"certainty": "reported", "geometry": shapely.Point(*LYMAN), "event_ids": "x"}
    return conform(gpd.GeoDataFrame([row | more], geometry="geometry", crs="EPSG:4326"), "control")


def test_a_place_of_which_nobody_knows_the_holder_leaves_the_map_after_a_month_of_silence() -> None:
    elsewhere = THREE[THREE["name"] != "Lyman"]
    for last, status, told, seen in (
        ("2022-08-01", "UNKNOWN", elsewhere, False),
        ("2022-09-01", "UNKNOWN", elsewhere, True),
        ("2022-08-01", "UA", elsewhere, True),
        ("2022-08-01", "UNKNOWN", THREE, True),
    ):
        control = control_of(status=status, last_report=last, report_days=last)
        figure = draw_snapshot(told, control=control, on="2022-09-10", extent="36,48.5,39,50", **SMALL)
        assert ("symbol-lyman" in gids(figure)) is seen


def test_a_report_of_a_later_day_makes_a_symbol_no_younger() -> None:
    days = "2022-09-05 2022-09-20"
    control = control_of(valid_from="2022-09-05", last_report="2022-09-20", report_days=days)
    both = pd.concat(
        [control, control_of(place_id="p-Izium", name="Izium", geometry=shapely.Point(*IZIUM), report_days="2022-09-10")]
    )
    figure = draw_snapshot(THREE, control=both, on="2022-09-10", **SMALL)
    assert "4+ days" in words(figure)


def test_what_is_denied_gives_a_place_no_sign() -> None:
    said = event(2, "Kupiansk", KUPIANSK, event_type="entered", certainty="denied", claimant="a deputy")
    figure = draw_snapshot(events_of(event(1, "Izium", IZIUM), said), on="2022-09-10", **SMALL)
    assert "Entered" not in words(figure)
    assert "Entered" not in figure.alt


def test_what_is_only_claimed_has_a_dashed_sign_and_the_legend_says_so() -> None:
    said = event(2, "Kupiansk", KUPIANSK, event_type="entered", certainty="claimed", claimant="a deputy")
    figure = draw_snapshot(events_of(event(1, "Izium", IZIUM), said), on="2022-09-10", **SMALL)
    assert "only claimed" in words(figure)
    assert "Entered (Ukraine), claimed: Kupiansk" in figure.alt
    firm = draw_snapshot(events_of(event(1, "Izium", IZIUM), said, said | {"event_id": "e3", "certainty": "reported"}), **SMALL)
    assert "only claimed" not in words(firm)
    assert "Entered (Ukraine): Kupiansk" in firm.alt


def test_a_bridge_that_is_cut_has_a_sign() -> None:
    bridge = event(2, "Antonivskyi Bridge", (37.4, 49.4), event_type="supply_cut", kind="facility")
    figure = draw_snapshot(events_of(event(1, "Izium", IZIUM), bridge), on="2022-09-10", **SMALL)
    assert "event-supply_cut-antonivskyi-bridge" in gids(figure)
    line = event(2, "Kupiansk", KUPIANSK, event_type="supply_cut", geometry=CUT["geometry"], dest_name="Izium")
    figure = draw_snapshot(events_of(event(1, "Izium", IZIUM), line), glocs=glocs_of(CUT), on="2022-09-10", **SMALL)
    assert not {gid for gid in gids(figure) if gid.startswith("event-supply_cut")}


def test_a_cut_artery_says_how_sure_it_is() -> None:
    figure = draw_snapshot(THREE, glocs=glocs_of(CUT), on="2022-09-10")
    assert "Cut by Ukraine, claimed" in words(figure)
    assert "Kupiansk–Izium (severed, claimed)" in figure.alt


def test_an_advance_that_is_only_claimed_is_hollow_and_the_legend_says_so() -> None:
    paper = style.palette("light").paper.lower()
    for certainty, hollow in (("reported", False), ("claimed", True)):
        figure = draw_snapshot(THREE, advances=advances_of(certainty=certainty), on="2022-09-10", **SMALL)
        arrow = next(a for a in figure.maps[0].findobj(lambda a: a.get_gid() == "advance-start-izium"))
        face = tuple(round(v * 255) for v in arrow.get_facecolor()[:3])
        assert (face == tuple(int(paper[i : i + 2], 16) for i in (1, 3, 5))) is hollow
        assert ("Advance, claimed, Ukraine" in words(figure)) is hollow


def test_an_advance_that_is_confirmed_later_is_hollow_until_then() -> None:
    told = events_of(
        event(0, "Izium", (37.25, 49.21), event_type="advance", certainty="claimed", date="2022-09-08"),
        event(1, "Izium", (37.25, 49.21), event_type="advance", certainty="confirmed", date="2022-09-10"),
    )
    ids = " ".join(told["event_id"])
    for day, hollow in (("2022-09-09", True), ("2022-09-10", False)):
        moves = advances_of(event_ids=ids, first_date="2022-09-08", certainty="confirmed")
        figure = draw_snapshot(told, advances=moves, on=day, **SMALL)
        assert ("Advance, claimed, Ukraine" in words(figure)) is hollow


def test_an_advance_without_a_start_names_none() -> None:
    figure = draw_snapshot(THREE, advances=advances_of(inferred=True), on="2022-09-10", **SMALL)
    assert "Start" not in names(figure)
    assert "→ Izium (Ukraine, start not said)" in figure.alt
    assert "Start →" not in figure.alt


def test_what_is_told_of_somewhere_near_a_town_is_no_whole_region() -> None:
    around = event(4, "Kharkiv", (37.5, 49.4), kind="area")
    figure = draw_snapshot(events_of(event(1, "Izium", IZIUM), event(2, "Kupiansk", KUPIANSK), around), on="2022-09-10")
    assert "1: somewhere in the area" in words(figure)


def test_the_years_of_a_former_raion_are_left_out() -> None:
    raion = event(4, "Vovchansk Raion (until 2020)", (37.5, 49.4), kind="raion")
    figure = draw_snapshot(events_of(event(1, "Izium", IZIUM), event(2, "Kupiansk", KUPIANSK), raion), on="2022-09-10")
    assert "Vovchansk Raion" in words(figure).split("\n")
    assert "until" not in words(figure)


def test_on_a_crowded_map_the_place_most_told_of_keeps_its_name() -> None:
    ring = [(37.27 + 0.13 * np.cos(a), 49.2 + 0.08 * np.sin(a)) for a in np.linspace(0, 6.28, 60)]
    kinds = ("entered", "fighting", "strike", "repelled")
    crowd = [event(10 + i, f"Village number {i}", at, event_type=kinds[i % 4], population=900) for i, at in enumerate(ring)]
    middle = [event(100 + i, "Izium", IZIUM, event_type=kind) for i, kind in enumerate(kinds)]
    far = [event(200, "Kherson", (32.6, 46.63)), event(201, "Kyiv", (30.5, 50.45))]
    figure = draw_snapshot(events_of(*crowd, *middle, *far), on="2022-09-10", extent="all", **SMALL)
    assert "Izium" in names(figure)


def test_villages_give_way_to_the_name_of_a_city() -> None:
    lon, lat = np.meshgrid(np.arange(36.3, 38.3, 0.03), np.arange(48.6, 49.9, 0.03))
    states = gpd.GeoDataFrame(
        {
            "place_id": [f"v{i}" for i in range(lon.size)],
            "name": [f"Village {i}" for i in range(lon.size)],
            "kind": "settlement",
            "status": "RU",
            "valid_from": "2022-09-01",
            "certainty": "reported",
        },
        geometry=gpd.points_from_xy(lon.ravel(), lat.ravel()),
        crs="EPSG:4326",
    )
    figure = draw_snapshot(THREE, on="2022-09-10", control=conform(states, "control"), size="160x120mm")
    assert {"Izium", "Kupiansk", "Lyman"} <= names(figure)
    assert sum(gid.startswith("symbol-village") for gid in gids(figure)) > 200


def test_a_river_is_named_but_has_no_dot() -> None:
    frame = events_of(event(1, "Izium", IZIUM), event(2, "Oskil River", (37.5, 49.4), kind="river", event_type="fighting"))
    shown = gids(draw_snapshot(frame, on="2022-09-10", size="160x120mm"))
    assert {"name-oskil-river", "event-fighting-oskil-river"} <= shown
    assert not {"symbol-oskil-river", "town-oskil-river"} & shown


def test_an_event_on_the_way_from_one_place_to_another_stands_where_it_begins() -> None:
    way = shapely.LineString([IZIUM, (40.12, 49.38)])
    figure = draw_snapshot(events_of(event(1, "Izium", IZIUM, geometry=way)), on="2022-09-10", **SMALL)
    x, y = pyproj.Transformer.from_crs("EPSG:4326", figure.crs, always_xy=True).transform(*IZIUM)
    box = next(a for a in figure.maps[0].findobj(lambda a: a.get_gid() == "symbol-izium")).get_path().get_extents()
    assert box.x0 < x < box.x1
    assert box.y0 < y < box.y1


def test_events_of_crimea_find_its_outline() -> None:
    frame = events_of(event(1, "Autonomous Republic of Crimea", (34.1, 45.2), kind="oblast", event_type="strike"))
    figure = draw_snapshot(frame, on="2022-09-10", size="160x120mm")
    assert "region-crimea" in gids(figure)


def test_the_reservoir_of_kakhovka_is_gone_after_its_dam() -> None:
    def water(day: str) -> float:
        figure = draw_snapshot(empty_frame("events"), on=day, extent="33.4,47.0,35.3,47.9", **SMALL)
        lakes = figure.maps[0].findobj(lambda a: a.get_gid() == "ground-lakes")
        return sum(shapely.Polygon(ring).area for lake in lakes for ring in lake.get_path().to_polygons())

    assert water("2023-06-05") > 3 * water("2023-06-07")


def test_north_is_marked_only_where_it_is_not_up() -> None:
    assert "north" in gids(draw_snapshot(THREE, on="2022-09-10", extent="all", **SMALL))
    assert "north" not in gids(draw_snapshot(THREE, on="2022-09-10", **SMALL))


def test_the_description_names_places_with_how_sure_they_are() -> None:
    alt = draw_snapshot(THREE, on="2022-09-10", **SMALL).alt
    assert "Ukraine, reported: Izium." in alt
    assert "Ukraine, claimed: Kupiansk." in alt
    assert "Contested, reported: Lyman." in alt
    assert alt.endswith(style.text("standing"))


def test_the_description_begins_with_how_much_is_told_of_whom_when_and_where() -> None:
    theirs = event(4, "Kreminna", (38.2, 49.05), event_type="entered", side="RU", date="2022-09-08")
    background = event(5, "Luhansk", (39.3, 48.57), background=True)
    told = pd.concat([THREE, events_of(theirs, background)], ignore_index=True)
    alt = draw_snapshot(told, on="2022-09-10", **SMALL).alt
    assert alt.startswith(
        "Map of Kharkiv Oblast, Luhansk Oblast, Donetsk Oblast. Reported events of 4–10 September 2022: 4 (Ukraine 3, Russia 1). "
        "Most is told of "
    )
    assert "Entered (Russia): Kreminna." in alt
    assert draw_snapshot(told, on="2022-09-10", title="The east", **SMALL).alt.startswith("The east. Map of ")


def test_nothing_to_show_is_a_map_that_says_so() -> None:
    figure = draw_snapshot(empty_frame("events"), on="2022-09-10", **SMALL)
    note = [text.get_text() for text in figure.findobj(Text) if str(text.get_gid()).startswith("note")]
    assert note == ["No report for 4–10 September 2022"]
    assert "Kyiv" in names(figure)


# bad input


@pytest.mark.parametrize("extent", ["-10,40,0,50", "100,10,110,20", (60.0, 50.0, 70.0, 55.0)])
def test_an_extent_outside_the_basemap_is_refused(extent: Any) -> None:
    with pytest.raises(SnapshotError, match=r"outside the basemap; keep within 21,42\.4,42\.5,53\.8"):
        draw_snapshot(THREE, on="2022-09-10", extent=extent)


@pytest.mark.parametrize(
    ("extent", "words"),
    [("Kharkov", "close to Kharkiv Oblast"), ("40,50,30,45", "its order is W,S,E,N"), ("1,2,3", "four degrees")],
)
def test_an_extent_that_is_none_is_refused_with_help(extent: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        draw_snapshot(THREE, on="2022-09-10", extent=extent)


@pytest.mark.parametrize("extent", ["Kharkiv Oblast", "kharkiv", "Харківська область", "oblast", "all", "36,48.5,38.5,50.2"])
def test_an_extent_may_be_told_in_many_ways(extent: str) -> None:
    assert "Izium" in names(draw_snapshot(THREE, on="2022-09-10", extent=extent, size="160x120mm"))


@pytest.mark.parametrize("size", ["20x20mm", (30.0, 200.0), "100x100px"])
def test_a_size_too_small_for_names_is_refused(size: Any) -> None:
    with pytest.raises(SnapshotError, match=r"too small for a map with names; give at least 45 x 45 mm"):
        draw_snapshot(THREE, on="2022-09-10", size=size)


@pytest.mark.parametrize("size", ["large", "160", "160x", "axbmm"])
def test_a_size_that_is_none_is_refused(size: str) -> None:
    with pytest.raises(ConfigError, match="is no size; write it as 160x120mm"):
        parse_size(size, 300)


def test_a_figure_whose_words_leave_no_room_for_a_map_is_refused() -> None:
    with pytest.raises(SnapshotError, match="larger --size"):
        draw_snapshot(THREE, on="2022-09-10", size="46x46mm", title="A title that takes its room " * 4)


def test_a_font_that_is_not_installed_is_refused() -> None:
    with pytest.raises(SnapshotError, match="no font family 'No Such Font' is installed"):
        draw_snapshot(THREE, on="2022-09-10", font="No Such Font")


def test_a_font_without_cyrillic_is_refused() -> None:
    with pytest.raises(SnapshotError, match=r"lacks \d+ Ukrainian letters"):
        draw_snapshot(THREE, on="2022-09-10", font="cmr10")


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"on": "tomorrow"}, ConfigError),
        ({"days": 0}, ConfigError),
        ({"style": "neon"}, ConfigError),
        ({"lang": "xx"}, ConfigError),
        ({"dpi": 5}, ConfigError),
    ],
)
def test_an_option_without_such_a_value_is_refused(options: dict[str, Any], error: type[ConflictMapError]) -> None:
    with pytest.raises(error):
        draw_snapshot(THREE, **({"on": "2022-09-10"} | options))


def test_a_frame_that_breaks_its_codebook_is_refused() -> None:
    with pytest.raises(SchemaError, match="column certainty is missing"):
        draw_snapshot(THREE.drop(columns="certainty"), on="2022-09-10")


def test_no_event_and_no_day_is_refused() -> None:
    with pytest.raises(SnapshotError, match="name it with --on"):
        draw_snapshot(empty_frame("events"))


def test_the_last_day_is_taken_where_none_is_named() -> None:
    assert "4–10 September 2022" in words(draw_snapshot(THREE, **SMALL))


def test_places_without_a_position_are_left_out() -> None:
    frame = pd.concat([THREE, events_of(event(9, "Nowhere", IZIUM)).assign(geometry=None)], ignore_index=True)
    assert "Nowhere" not in words(draw_snapshot(frame, on="2022-09-10", **SMALL))


HOSTILE = "</text><script>alert(1)</script> $\\frac{1}{0}$ {{7*7}} \x00\x1b[31m \u202eevil & Ї"


@pytest.mark.parametrize("ending", [".svg", ".png", ".pdf"])
def test_hostile_text_is_drawn_as_letters(ending: str, tmp_path: Path) -> None:
    frame = events_of(event(1, HOSTILE, IZIUM, source=HOSTILE, claimant=HOSTILE), event(2, "Lyman", LYMAN))
    path = save_snapshot(draw_snapshot(frame, on="2022-09-10", title=HOSTILE + "\ud800", **SMALL), tmp_path / f"figure{ending}")
    if ending == ".svg":
        text = path.read_text(encoding="utf-8")
        assert "<script" not in text
        assert "\u202e" not in text
        assert "\\frac" in text


# files


def test_png_tells_its_day_title_sources_and_description(tmp_path: Path) -> None:
    figure = draw_snapshot(THREE, on="2022-09-10", title="A test", **SMALL)
    with Image.open(save_snapshot(figure, tmp_path / "figure.png")) as image:
        told = image.text  # type: ignore[attr-defined]  # only PNG has it
        assert image.size == (393, 314)
    assert told["Title"] == "A test"
    assert told["Creation Time"] == "2022-09-10"
    assert "Test paper, 10 September 2022" in told["Source"]
    assert told["Description"] == figure.alt
    assert told["Software"].startswith("conflictmap ")


def test_pdf_carries_its_fonts(tmp_path: Path) -> None:
    raw = save_snapshot(draw_snapshot(THREE, on="2022-09-10", **SMALL), tmp_path / "figure.pdf").read_bytes()
    assert raw.count(b"/FontFile2") >= 2
    assert b"/Type3" not in raw


def test_the_description_is_written_where_asked(tmp_path: Path) -> None:
    figure = draw_snapshot(THREE, on="2022-09-10", **SMALL)
    save_snapshot(figure, tmp_path / "figure.png", alt_text=tmp_path / "figure.txt")
    assert (tmp_path / "figure.txt").read_text(encoding="utf-8") == figure.alt + "\n"


def test_an_unknown_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match=r"use \.png, \.svg, \.pdf"):
        save_snapshot(draw_snapshot(THREE, on="2022-09-10", **SMALL), tmp_path / "figure.docx")


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="make it first"):
        save_snapshot(draw_snapshot(THREE, on="2022-09-10", **SMALL), tmp_path / "none" / "figure.png")
    assert list(tmp_path.iterdir()) == []


def test_out_of_an_archive_a_figure_is_drawn_as_out_of_a_file_of_all_its_events(tmp_path: Path) -> None:
    from conflictmap.frames.files import write_frame
    from conflictmap.frames.store import open_store

    told = conform(THREE.assign(report_id="r1"), "events")
    reports = conform(pd.DataFrame({"report_id": ["r1"], "text": ["x"], "published": ["2022-09-10"]}), "reports")
    with open_store(tmp_path / "store.gpkg") as store:
        store.add(reports, told)
    write_frame(told, tmp_path / "all.geojson")
    for name in ("store.gpkg", "all.geojson"):
        words = [
            str(tmp_path / name),
            "--on",
            "2022-09-10",
            "-o",
            str(tmp_path / f"{name}.png"),
            "--alt-text",
            str(tmp_path / f"{name}.txt"),
        ]
        CliRunner().invoke(snapshot_verb, words, catch_exceptions=False)
    assert (tmp_path / "store.gpkg.txt").read_text() == (tmp_path / "all.geojson.txt").read_text()
    assert (tmp_path / "store.gpkg.png").read_bytes() == (tmp_path / "all.geojson.png").read_bytes()


def test_a_notebook_shows_the_figure_with_its_description() -> None:
    figure = draw_snapshot(THREE, on="2022-09-10", **SMALL)
    formatted, metadata = DisplayFormatter().format(figure)
    assert formatted["image/png"].startswith(b"\x89PNG")
    assert metadata["image/png"]["alt"].startswith("Map of ")


# several days


def test_days_are_counted_back_from_the_last_one() -> None:
    assert [f"{day:%d}" for day in days_between("2022-09-01", "2022-09-20", "1w")] == ["06", "13", "20"]


@pytest.mark.parametrize(
    ("first", "last", "every", "words"),
    [
        ("2022-09-10", "2022-09-01", "1d", "is before the first"),
        ("2022-09-01", "2022-09-10", "soon", "is no step"),
        ("2022-09-01", "2022-09-10", "0d", "is no step"),
        ("never", "2022-09-10", "1d", "is no day"),
        ("2000-01-01", "2022-09-10", "1d", "too long"),
    ],
)
def test_a_series_that_is_none_is_refused(first: str, last: str, every: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        days_between(first, last, every)


def test_all_figures_of_a_series_have_the_same_frame() -> None:
    figures = list(draw_daily(THREE, days=days_between("2022-09-08", "2022-09-12", "2d"), **SMALL))
    frames = {(axes.get_xlim(), axes.get_ylim(), axes.get_position().bounds) for figure in figures for axes in figure.maps}
    assert len(figures) == 3
    assert len(frames) == 1


def test_a_sheet_has_one_map_a_day() -> None:
    figure = draw_series(THREE, days=days_between("2022-09-09", "2022-09-12", "1d"), size="180x150mm", dpi=100)
    assert len(figure.maps) == 4
    assert len({(axes.get_xlim(), axes.get_ylim()) for axes in figure.maps}) == 1


def test_too_many_maps_for_a_sheet_are_refused() -> None:
    with pytest.raises(SnapshotError, match="don't fit on one sheet"):
        draw_series(THREE, days=days_between("2022-08-01", "2022-09-10", "1d"), size="120x90mm", dpi=100)


def test_what_changed_is_ringed_on_the_later_map_only() -> None:
    frame = events_of(
        event(1, "Izium", IZIUM, date="2022-09-01", side="RU"),
        event(2, "Izium", IZIUM),
        event(3, "Lyman", LYMAN, date="2022-09-01"),
    )
    figure = draw_comparison(
        frame, before="2022-09-02", after="2022-09-10", extent="36.5,48.6,38.5,50", size="180x110mm", dpi=100
    )
    rings = [[a.get_gid() for a in axes.findobj(lambda a: str(a.get_gid()).startswith("changed"))] for axes in figure.maps]
    assert rings == [[], ["changed-izium"]]
    assert "Changed since 2 September 2022" in words(figure)


@pytest.mark.parametrize("ending", [".gif", ".webp"])
def test_an_animation_has_a_picture_for_each_day(ending: str, tmp_path: Path) -> None:
    days = days_between("2022-09-09", "2022-09-11", "1d")
    paths = [save_animation(draw_daily(THREE, days=days, **SMALL), tmp_path / f"{n}{ending}") for n in "ab"]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    with Image.open(paths[0]) as image:
        assert image.n_frames == 3


# the verb


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    from conflictmap.frames.files import write_frame

    path = tmp_path / "events.gpkg"
    write_frame(THREE, path)
    return path


def run(*arguments: object) -> Any:
    return CliRunner().invoke(snapshot_verb, [str(a) for a in arguments])


@pytest.mark.parametrize("ending", [".png", ".svg", ".pdf"])
def test_the_verb_writes_a_figure(saved: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"figure{ending}"
    result = run(saved, "--on", "2022-09-10", "--size", "100x80mm", "--dpi", 100, "-o", out, "--alt-text", tmp_path / "alt.txt")
    assert result.exit_code == 0, result.output
    assert out.stat().st_size > 10_000
    assert "Izium" in (tmp_path / "alt.txt").read_text(encoding="utf-8")


def test_the_verb_writes_a_file_a_day_into_a_folder(saved: Path, tmp_path: Path) -> None:
    result = run(
        saved,
        "--from",
        "2022-09-09",
        "--to",
        "2022-09-11",
        "--every",
        "1d",
        "--size",
        "80x60mm",
        "--dpi",
        60,
        "-o",
        tmp_path / "days",
    )
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (tmp_path / "days").iterdir()) == ["2022-09-09.png", "2022-09-10.png", "2022-09-11.png"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--from", "2022-09-01"], "both --from and --to"),
        (["--before", "2022-09-01"], "both --before and --after"),
        (["--on", "2022-09-01", "--from", "2022-09-01", "--to", "2022-09-02"], "choose one of"),
        (["--page", "--from", "2022-09-01", "--to", "2022-09-02"], "--page shows one day"),
    ],
)
def test_options_that_contradict_each_other_are_wrong_usage(saved: Path, tmp_path: Path, options: list[str], words: str) -> None:
    result = run(saved, *options, "-o", tmp_path / "figure.png")
    assert result.exit_code == 2
    assert words in result.output


def test_without_a_browser_the_page_is_refused_with_the_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(screenshot, "_by_playwright", lambda *_: False)
    monkeypatch.setattr(screenshot.shutil, "which", lambda _: None)
    with pytest.raises(SnapshotError, match=r"needs a browser: install Chromium, or conflictmap\[page\]"):
        screenshot._by_browser(tmp_path / "page.html", tmp_path / "page.png", 800, 600)


def test_events_far_apart_give_a_view_of_the_larger_group() -> None:
    group = [event(i, f"Place {i}", (37.0 + i / 10, 49.0)) for i in range(4)]
    figure = draw_snapshot(events_of(*group, event(9, "Far away", (24.0, 49.8))), on="2022-09-10", size="160x120mm")
    assert "Outside this view: Far away." in words(figure)
    x0, x1 = figure.maps[0].get_xlim()
    assert x1 - x0 < 300_000
    assert np.isfinite([x0, x1]).all()
