"""Frames go to files and come back, and a file that can't be is said clearly."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import subprocess
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from conflictmap.errors import ConfigError, StoreError
from conflictmap.frames.codebook import conform, empty_frame
from conflictmap.frames.files import ENDINGS, read_frame, write_frame
from conflictmap.frames.store import open_store


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
    assert (table, default) == ("events", 1)
    points, _ = renderer.findall("rules/rule")
    assert [rule.get("filter") for rule in points] == ["\"side\" = 'UA'", "\"side\" = 'RU'", "\"side\" = 'CONTESTED'", "ELSE"]
    used = {rule.get("symbol") for rule in renderer.iter("rule")} - {None}
    assert used == {symbol.get("name") for symbol in renderer.iter("symbol")}
    light = PALETTES["light"]
    assert (COLOURS["UA"], COLOURS["RU"], COLOURS["CONTESTED"]) == (light.ua, light.ru, light.contested)


QGIS = """
import sys
from qgis.core import *
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

QgsApplication.setPrefixPath("/usr", True)
app = QgsApplication([], False)
app.initQgis()
for kind in ("Point", "LineString", "Polygon"):
    layer = QgsVectorLayer(f"{sys.argv[1]}|layername={sys.argv[2]}|geometrytype={kind}", kind, "ogr")
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setOutputSize(QSize(200, 200))
    settings.setBackgroundColor(QColor("white"))
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(QgsRectangle(35, 47, 39, 51))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    colours = {image.pixelColor(x, y).name() for x in range(200) for y in range(200)}
    print(kind, layer.loadDefaultStyle()[1], *sorted(colours))
"""


@pytest.mark.slow
@pytest.mark.parametrize("stored", [False, True])
def test_qgis_itself_draws_points_lines_and_areas_in_their_sides_colours(tmp_path: Path, stored: bool) -> None:
    python = "/usr/bin/python3"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    if (
        not Path(python).exists()
        or subprocess.run([python, "-c", "import qgis.core"], check=False, capture_output=True).returncode
    ):
        pytest.skip("QGIS isn't installed")
    path = tmp_path / "e.gpkg"
    rows = conform(
        gpd.GeoDataFrame(
            {
                "event_id": ["a", "b", "c"],
                "report_id": "r",
                "event_type": "strike",
                "certainty": "reported",
                "date": "2022-09-10",
                "side": ["UA", "RU", "RU"],
            },
            geometry=[shapely.Point(37, 49), shapely.LineString([(36, 48), (38, 50)]), shapely.box(36, 48, 38, 50)],
            crs=4326,
        ),
        "events",
    )
    if stored:  # an archive's style is made before its rows
        with open_store(path) as store:
            store.add(conform(pd.DataFrame({"report_id": ["r"], "text": ["x"], "published": ["2022-09-10"]}), "reports"), rows)
    else:
        write_frame(rows, path)
    command = [python, "-c", QGIS, str(path), "events"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment, timeout=120)
    drawn = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines()}
    assert all(of[0] == "True" for of in drawn.values())
    assert "#1e78d2" in drawn["Point"]
    assert "#8c1127" in drawn["LineString"]
    assert "#ffffff" in drawn["Polygon"]
    reds = [colour for colour in drawn["Polygon"][1:] if int(colour[1:3], 16) - int(colour[3:5], 16) > 30]
    assert reds  # a see-through dark red on white


def test_a_table_is_safe_in_a_spreadsheet_and_comes_back_as_it_was(tmp_path: Path) -> None:
    words = ["=1+1", "'=a", "+380", "-", "@x", "\tx", "'x", "Ізюм", "a\n=b", ""]
    path = write_frame(pd.DataFrame({"words": pd.Series(words, dtype="string"), "n": -1.5}), tmp_path / "t.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [row["words"] for row in csv.DictReader(file)]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]
    back = read_frame(path)
    assert list(back["words"]) == words
    assert list(back["n"]) == [-1.5] * len(words)
