"""The packaged basemap: whose land is whose, and that it can be read."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from conflictmap.maps.basemap import load_basemap

BASEMAP = load_basemap()
SETTLEMENTS = Path(__file__).parents[2] / "data" / "gazetteer" / "settlements.csv"
OBLASTS = Path(__file__).parents[2] / "data" / "basemap" / "oblasts.geojson"


@pytest.mark.parametrize(
    ("town", "lon", "lat"),
    [("Simferopol", 34.10, 44.95), ("Sevastopol", 33.56, 44.58), ("Kerch", 36.45, 45.35), ("Armiansk", 33.69, 46.11)],
)
def test_crimea_is_ukraine(town: str, lon: float, lat: float) -> None:
    ukraine = BASEMAP.countries.set_index("code").loc["UA", "geometry"]
    russia = BASEMAP.countries.set_index("code").loc["RU", "geometry"]
    assert ukraine.contains(shapely.Point(lon, lat))
    assert not russia.contains(shapely.Point(lon, lat))


def test_no_border_of_a_country_runs_between_crimea_and_kherson() -> None:
    isthmus = shapely.box(33.3, 45.9, 35.2, 46.3)
    borders = BASEMAP.lines[BASEMAP.lines["kind"] == "border"]
    assert not borders.intersects(isthmus).any()


@pytest.mark.parametrize(
    ("oblast", "lon", "lat"),
    [
        ("Kharkiv Oblast", 37.26, 49.21),
        ("Donetsk Oblast", 38.00, 48.59),
        ("Luhansk Oblast", 38.49, 48.95),
        ("Kherson Oblast", 32.61, 46.67),
        ("Kursk Oblast", 35.27, 51.19),
        ("Belgorod Oblast", 36.59, 50.60),
    ],
)
def test_a_town_lies_in_its_oblast(oblast: str, lon: float, lat: float) -> None:
    areas = BASEMAP.areas[BASEMAP.areas.contains(shapely.Point(lon, lat))]
    assert areas["name"].tolist() == [oblast]


def test_areas_fit_together_without_gaps_or_overlaps() -> None:
    assert shapely.coverage_is_valid(BASEMAP.areas.geometry.to_numpy())


def test_every_layer_is_valid_and_in_degrees() -> None:
    west, south, east, north = BASEMAP.content["extent"]
    reach = shapely.box(west - 0.01, south - 0.01, east + 0.01, north + 0.01)
    for name in ("areas", "countries", "lines", "waters", "rivers", "routes", "seas", "settlements"):
        layer = getattr(BASEMAP, name)
        assert layer.crs.to_epsg() == 4326
        assert layer.is_valid.all(), name
        assert layer.within(reach).all(), name


def test_the_page_can_embed_it_as_it_is() -> None:
    assert len(BASEMAP.text.encode()) < 112_000
    for mark in ("{{", "{%", "{#", "</", "<!", "`", "$"):
        assert mark not in BASEMAP.text


def test_a_settlement_of_the_theatre_lies_in_its_own_oblast() -> None:
    codes = {"01": {"UA-43", "UA-40"}, "44": {"UA-09"}, "73": {"UA-77"}, "80": {"UA-30"}, "85": {"UA-40"}}
    table = pd.read_csv(SETTLEMENTS, dtype={"raion": "string"}).dropna(subset=["raion"])
    areas = BASEMAP.areas[BASEMAP.areas["name"] != ""]
    at, area = shapely.STRtree(areas.geometry.to_numpy()).query(shapely.points(table["lon"], table["lat"]), predicate="within")
    found = pd.Series(areas["id"].to_numpy()[area], index=at)
    right = [found.get(i) in codes.get(raion[:2], {f"UA-{raion[:2]}"}) for i, raion in enumerate(table["raion"])]
    abroad = [name for i, name in enumerate(table["name"]) if str(found.get(i)).startswith("RU")]
    assert np.mean(right) > 0.998
    assert abroad == []


def test_the_table_of_oblasts_holds_all_of_ukraine() -> None:
    features = json.loads(OBLASTS.read_text(encoding="utf-8"))["features"]
    ukraine = [f["properties"]["name"] for f in features if f["properties"]["country"] == "UA"]
    assert len(ukraine) == 27
    assert {"Crimea", "Sevastopol", "Kyiv", "Kharkiv Oblast"} <= set(ukraine)
