"""The verbs control, glocs and diff, from files of events."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from conflictmap.cli import main
from conflictmap.frames.codebook import conform
from conflictmap.frames.files import read_frame, write_frame

IZIUM, VOVCHANSK = shapely.Point(37.25, 49.21), shapely.Point(36.94, 50.29)


def event(event_id: str, event_type: str, side: str, day: str, name: str, shape: Any, **more: Any) -> dict[str, Any]:
    row = {"event_id": event_id, "event_type": event_type, "side": side, "date": day, "published": day, "place_id": name.lower()}
    return row | {"name": name, "kind": "settlement", "certainty": "reported", "source": "Daily", "geometry": shape} | more


@pytest.fixture
def events(tmp_path: Path) -> Path:
    line = shapely.LineString([VOVCHANSK, IZIUM])
    rows = [
        event("a", "control_gained", "RU", "2022-04-01", "Izium", IZIUM),
        event("b", "control_gained", "UA", "2022-09-10", "Izium", IZIUM, certainty="claimed", claimant_side="UA", source="Post"),
        event("c", "supply_cut", "UA", "2022-09-09", "Vovchansk", line, dest_id="izium", dest_name="Izium", quote="severed"),
    ]
    return write_frame(conform(pd.DataFrame(rows), "events"), tmp_path / "events.geojson")


def test_control_writes_spells_that_say_what_they_rest_on(events: Path, tmp_path: Path) -> None:
    main(["control", str(events), "-o", str(tmp_path / "control.geojson")])
    features = json.loads((tmp_path / "control.geojson").read_text(encoding="utf-8"))["features"]
    izium = [f["properties"] for f in features if f["properties"]["name"] == "Izium"]
    assert [(p["status"], p["valid_from"], p["valid_to"], p["event_ids"]) for p in izium] == [
        ("RU", "2022-04-01", "2022-09-10", "a"),
        ("UA", "2022-09-10", None, "b"),
    ]


def test_control_of_one_day_tells_the_age_of_the_last_report(events: Path, tmp_path: Path) -> None:
    main(["control", str(events), "--on", "2022-08-01", "-o", str(tmp_path / "day.csv")])
    frame = read_frame(tmp_path / "day.csv", "control")
    assert frame[["name", "status", "stale_days"]].to_numpy().tolist() == [["Izium", "RU", 122]]


def test_what_was_known_by_a_day_is_asked_for_with_known_by(events: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["control", str(events), "--known-by", "2022-09-09"])
    assert "Post" not in capsys.readouterr().out
    main(["control", str(events), "--known-by", "2022-09-09", "--on", "2022-09-12"])
    out = capsys.readouterr().out
    assert [word for line in out.splitlines() if "Izium" in line for word in line.split() if word in ("UA", "RU")] == ["RU"]


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ("place_id,side\nizium,RU\n", "column date is missing"),
        ("place_id,date,side\nizium,01.09.2022,RU\n", "column date holds '01.09.2022' in row 0, which is no ISO date"),
        ("place_id,date,side\nizium,2022-09-01,Russia\n", "column side has neither UA nor RU in any row"),
        ("place_id,date,side\nizium,2022-09-01,RU\n", "an estimated area needs polygons"),
    ],
)
def test_a_fault_of_the_baseline_is_told_with_its_file(
    events: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], table: str, fault: str
) -> None:
    start = tmp_path / "start.csv"
    start.write_text(table, encoding="utf-8")
    for verb in (["control", "--on", "2022-09-09", "--front"], ["map", "-o", str(tmp_path / "map.html")]):
        with pytest.raises(SystemExit) as stopped:
            main([verb[0], str(events), "--baseline", str(start), *verb[1:]])
        assert stopped.value.code == 1
        assert f"start.csv: --baseline: {fault}" in capsys.readouterr().err


def test_why_there_is_no_front_line_is_told(events: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    front = ["control", str(events), "--front", "--on"]
    main([*front, "2022-08-01"])
    assert "3 neighbouring settlements that reports give to Russia; on 2022-08-01 they give it 1\n" in capsys.readouterr().err
    main([*front, "2022-09-12"])
    assert "on 2022-09-12 they give it none\n" in capsys.readouterr().err
    sea = gpd.GeoDataFrame({"side": ["RU"], "date": ["2022-03-01"]}, geometry=[shapely.box(31, 43.5, 32, 44.2)], crs=4326)
    sea.to_file(tmp_path / "start.geojson")
    main([*front, "2022-03-15", "--baseline", str(tmp_path / "start.geojson")])
    assert "within 12 km of the area that it holds\n" in capsys.readouterr().err


def test_a_baseline_gives_the_start_and_the_front_is_estimated(events: Path, tmp_path: Path) -> None:
    area = gpd.GeoDataFrame({"side": ["RU"], "date": ["2022-09-01"]}, geometry=[shapely.box(36.5, 48.9, 38.2, 50.3)], crs=4326)
    area.to_file(tmp_path / "held.geojson", driver="GeoJSON")
    baseline = ["--baseline", str(tmp_path / "held.geojson")]
    main(["control", str(events), "--on", "2022-09-12", "--front", *baseline, "-o", str(tmp_path / "front.geojson")])
    front = read_frame(tmp_path / "front.geojson", "frontline")
    assert set(front["what"]) <= {"held", "line"}
    assert front["estimated"].all()


def test_the_table_of_transitions_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    main(["control", "--table"])
    out = capsys.readouterr().out
    assert out.split()[:5] == ["nothing", "own", "other", "contested", "unknown"]
    assert "withdrew" in out


def test_glocs_lists_arteries_and_who_holds_what_lies_on_them(events: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["glocs", str(events), "--on", "2022-09-10"])
    assert "Vovchansk–Izium" in capsys.readouterr().out
    main(["glocs", str(events), "--on", "2022-09-10", "--holders"])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[-4:] for line in lines[1:]][-1][0] == "UA"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["2022-09-01", "2022-09-11"], ["Izium", "Vovchansk"]),
        (["claimed", "confirmed"], ["Izium", "Vovchansk"]),
        (["source:Daily", "source:Post"], ["Izium", "Vovchansk"]),
        (["2022-09-10", "2022-09-11"], []),
    ],
)
def test_diff_compares_days_policies_and_sources(
    words: list[str], expected: list[str], events: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["diff", *words, str(events), "-o", str(tmp_path / "diff.geojson")])
    features = json.loads((tmp_path / "diff.geojson").read_text(encoding="utf-8"))["features"]
    assert sorted(f["properties"]["name"] for f in features) == expected
    main(["diff", *words, str(events)])
    assert all(name in capsys.readouterr().out for name in expected[:1])


def test_diff_takes_a_report_that_names_no_source_by_its_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ours.txt").write_text("10 September 2022\n\nUkrainian troops took Izium.", encoding="utf-8")
    (tmp_path / "theirs.txt").write_text("10 September 2022\n\nRussian troops hold Izium.", encoding="utf-8")
    main(["diff", "source:ours", "source:theirs", str(tmp_path)])
    assert "Izium" in capsys.readouterr().out


def test_diff_compares_two_files(events: Path, tmp_path: Path) -> None:
    half = read_frame(events, "events").query("event_id != 'b'")
    other = write_frame(half, tmp_path / "half.gpkg")
    main(["diff", str(other), str(events), "-o", str(tmp_path / "diff.geojson")])
    features = json.loads((tmp_path / "diff.geojson").read_text(encoding="utf-8"))["features"]
    assert [(f["properties"]["status_a"], f["properties"]["status_b"]) for f in features] == [("RU", "UA")]


def test_diff_draws_a_map(events: Path, tmp_path: Path) -> None:
    main(["diff", "2022-09-01", "2022-09-11", str(events), "-o", str(tmp_path / "diff.html")])
    page = (tmp_path / "diff.html").read_text(encoding="utf-8")
    assert "What changed: 2022-09-01 to 2022-09-11" in page
    packed = json.loads(re.search(r'id="cm-data">(.*?)</script>', page, re.S)[1])["changes"]
    assert packed["between"] == ["2022-09-01", "2022-09-11"]
    assert [(row["a"][0], row["b"][0], len(row["events"]) > 0) for row in packed["rows"]] == [(-1, 1, True), (1, 0, True)]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["diff", "monday", "2022-09-11"], "'monday' is no day; write it as 2022-09-10"),
        (["diff", "source:Nobody", "source:Post"], "no event comes from 'Nobody'; there are Daily, Post"),
        (["control", "--on", "someday"], "'someday' is no day"),
    ],
)
def test_what_cannot_be_understood_is_said_in_one_line(
    words: list[str], message: str, events: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([*words, str(events)])
    assert stopped.value.code == 1
    assert message in capsys.readouterr().err


def test_a_front_without_a_day_is_wrong_usage(events: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["control", str(events), "--front"])
    assert stopped.value.code == 2


def test_a_table_leaves_gaps_where_nothing_is_known(events: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["diff", "2022-03-01", "2022-09-09", str(events)])
    out = capsys.readouterr().out
    assert "Izium" in out
    assert "<NA>" not in out
