"""A picture of the page, taken by whatever browser there is."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from PIL import Image

from conflictmap.errors import ConfigError, SnapshotError
from conflictmap.frames.codebook import conform
from conflictmap.maps.snapshot.screenshot import _by_browser, save_page_picture
from conflictmap.maps.webmap import draw_map, save_map

pytestmark = pytest.mark.browser


def page() -> Any:
    row = {
        "event_id": "e1",
        "event_type": "control_gained",
        "side": "UA",
        "name": "Izium",
        "kind": "settlement",
        "date": "2022-09-10",
        "certainty": "claimed",
        "geometry": shapely.Point(37.27, 49.20),
    }
    return draw_map(conform(gpd.GeoDataFrame([row], geometry="geometry", crs="EPSG:4326"), "events"))


def test_the_picture_shows_the_page(chromium: Any, tmp_path: Path) -> None:
    path = save_page_picture(page(), tmp_path / "page.png", size="1000x700px")
    with Image.open(path) as image:
        assert image.size == (2000, 1400)
        pixels = np.asarray(image.convert("RGB")).reshape(-1, 3)
    assert len(np.unique(pixels[::97], axis=0)) > 50


def test_a_browser_alone_takes_the_map_to_its_edges(chromium: Any, tmp_path: Path) -> None:
    html, picture = save_map(page(), tmp_path / "page.html"), tmp_path / "page.png"
    _by_browser(html, picture, 1600, 1000)
    with Image.open(picture) as image:
        pixels = np.asarray(image.convert("RGB"))
    # right of the zoom and left of the date: what stands below the page's head and above the bar of time
    for rows in (slice(2 * 60, 2 * 110), slice(2 * 820, 2 * 880)):
        assert len(np.unique(pixels[rows, 2 * 330 : 2 * 700].reshape(-1, 3), axis=0)) > 20


@pytest.mark.parametrize(("name", "size", "error"), [("page.svg", None, SnapshotError), ("page.png", "160x120mm", ConfigError)])
def test_what_a_browser_cannot_take_is_refused(tmp_path: Path, name: str, size: str | None, error: type[Exception]) -> None:
    with pytest.raises(error):
        save_page_picture(page(), tmp_path / name, size=size)
    assert list(tmp_path.iterdir()) == []
