"""Frames go to files and come back, and a file that can't be is said clearly."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from conflictmap.errors import ConfigError, StoreError
from conflictmap.frames.codebook import conform, empty_frame
from conflictmap.frames.files import ENDINGS, read_frame, write_frame


def events() -> pd.DataFrame:
    return conform(
        gpd.GeoDataFrame(
            {
                "event_id": ["007", "b", "c"],
                "event_type": ["fighting", "strike", "supply_cut"],
                "date": ["2022-09-10", "2022-09-11", "2022-09-12"],
                "certainty": ["claimed", "denied", "reported"],
                "published": ["2022-09-10T10:20:00Z", None, "2022-09-11T22:00:00+03:00"],
                "quote": ['A "line"\nand one more, with <marks> & more', "", None],
            },
            geometry=[shapely.Point(37.1234567, 49.2), None, shapely.LineString([(36, 50), (37, 49)])],
            crs="EPSG:4326",
        ),
        "events",
    )


def test_geojson_has_iso_dates_and_no_invented_places(tmp_path: Path) -> None:
    features = json.loads(write_frame(events(), tmp_path / "e.geojson").read_text(encoding="utf-8"))["features"]
    assert [f["properties"]["date"] for f in features] == ["2022-09-10", "2022-09-11", "2022-09-12"]
    assert [f["properties"]["published"] for f in features] == ["2022-09-10T10:20:00Z", None, "2022-09-11T19:00:00Z"]
    assert [f["geometry"] and f["geometry"]["type"] for f in features] == ["Point", None, "LineString"]
    assert features[0]["properties"]["event_id"] == "007"


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_order_of_certainty_comes_back(tmp_path: Path, ending: str) -> None:
    again = read_frame(write_frame(events(), tmp_path / f"e{ending}"))
    assert again["certainty"].max() == "denied"
    assert again["event_id"].tolist() == ["007", "b", "c"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_frame_in_another_crs_is_written_in_degrees(tmp_path: Path, ending: str) -> None:
    frame = gpd.GeoDataFrame({"site": ["x"]}, geometry=gpd.GeoSeries([shapely.Point(37.0, 49.0)], crs=4326)).to_crs(3857)
    again = read_frame(write_frame(frame, tmp_path / f"f{ending}"))
    assert shapely.equals_exact(again.geometry.iloc[0], shapely.Point(37.0, 49.0), 1e-9)


@pytest.mark.parametrize("ending", ENDINGS)
def test_polygons_with_holes_and_many_parts_come_back(tmp_path: Path, ending: str) -> None:
    holed = shapely.Polygon([(30, 50), (34, 50), (34, 46), (30, 46)], [[(31, 49), (32, 49), (32, 48)]])
    shapes = [holed, shapely.MultiPolygon([holed, shapely.box(35, 45, 36, 46)]), shapely.MultiPoint([(30, 50), (31, 51)])]
    frame = gpd.GeoDataFrame({"site": list("abc")}, geometry=shapes, crs=4326)
    again = read_frame(write_frame(frame, tmp_path / f"f{ending}"))
    assert shapely.equals_exact(again.geometry.array, frame.geometry.array, 1e-12).all()


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_empty_frame_can_be_written(tmp_path: Path, ending: str) -> None:
    assert len(read_frame(write_frame(empty_frame("events"), tmp_path / f"e{ending}"), "events")) == 0


def test_a_users_own_columns_are_kept(tmp_path: Path) -> None:
    frame = events().assign(my_note=["x", "y", None])
    assert read_frame(write_frame(frame, tmp_path / "e.gpkg"))["my_note"].tolist()[:2] == ["x", "y"]


def test_an_unknown_ending_names_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"\.shp.*\.geojson"):
        write_frame(events(), tmp_path / "e.shp")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="doesn't exist"):
        write_frame(events(), tmp_path / "none" / "e.geojson")


def test_nothing_is_left_when_writing_fails(tmp_path: Path) -> None:
    path = write_frame(events(), tmp_path / "e.geojson")
    before = path.read_bytes()
    broken = events().assign(note=[{1, 2}, float("inf"), None])
    with pytest.raises(StoreError):
        write_frame(broken, path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_that_is_no_frame_is_named(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"e{ending}"
    with pytest.raises(StoreError, match="no such file"):
        read_frame(path)
    path.write_bytes(b"\x00\x01\x02 nothing")
    with pytest.raises(StoreError, match="can't be read"):
        read_frame(path)


def test_a_geopackage_opens_in_qgis_in_the_colours_of_the_maps(tmp_path: Path) -> None:
    from xml.etree import ElementTree

    from conflictmap.frames.qgis import COLOURS
    from conflictmap.maps.style import PALETTES

    path = write_frame(events(), tmp_path / "e.gpkg")
    with sqlite3.connect(path) as db:
        table, column, qml, default = db.execute(
            "SELECT f_table_name, f_geometry_column, styleQML, useAsDefault FROM layer_styles"
        ).fetchone()
        assert db.execute("SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?", (table,)).fetchone() == (column,)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    style = ElementTree.fromstring(qml)
    renderer = style.find("renderer-v2")
    assert renderer is not None
    assert renderer.get("attr") == "side"
    assert [c.get("value") for c in renderer.iter("category")] == ["UA", "RU", "CONTESTED", ""]
    assert (table, default, style.findtext("layerGeometryType")) == ("events", 1, "0")
    light = PALETTES["light"]
    assert (COLOURS["UA"], COLOURS["RU"], COLOURS["CONTESTED"]) == (light.ua, light.ru, light.contested)
