"""Text from reports is hostile: nothing of it may run, neither in Python while the page is built nor in the browser."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import situation
from shapely.geometry import Point

from conflictmap.frames.codebook import FRAMES, check_frame
from conflictmap.maps.webmap import draw_map, save_map

pytestmark = pytest.mark.browser

HOSTILE = [
    "{{ cycler.__init__.__globals__.os.environ.__setitem__('CONFLICTMAP_RAN', '1') }}",
    "{% for x in range(3) %}{{ x }}",
    "{%",
    "{#",
    "</script><script>window.ran = 1</script>",
    "<!--<script>window.ran = 1",
    "]]><svg/onload='window.ran = 1'>",
    "<img src=x onerror='window.ran = 1'>",
    "'\"><img src=x onerror=window.ran=1>",
    "javascript:window.ran=1//",
    "${window.ran = 1}",
    "`${window.ran = 1}`",
    "\\`;window.ran = 1;//",
    "</style><style>*{display:none}",
    "</title></head><body onload='window.ran = 1'>",
    "a\u2028window.ran = 1\u2029b",
    "\u202egnp.exe\u202c \u2066x\u2069",
    "\x00\x01\x08\x1f\ufffe",
    '=HYPERLINK("http://evil.invalid","x")',
    "&lt;b&gt; &amp; &#x3c;i&#x3e; &quot;",
    "../../../../etc/passwd",
    "__proto__",
    "constructor",
    "🪖" * 50 + "\u0301" * 200,
    "W" * 1_000_000,
]
TEXTS = [c.name for c in FRAMES["events"] if c.dtype == "string"]


def hostile_events(text: str) -> gpd.GeoDataFrame:
    """Every text field of three events holds the text."""
    base = dict.fromkeys(TEXTS, text)
    rows = [
        base
        | {
            "event_id": text + str(n),
            "event_type": what,
            "side": "UA",
            "kind": kind,
            "date": "2022-09-10",
            "certainty": "claimed",
        }
        for n, (what, kind) in enumerate([("control_gained", "settlement"), ("strike", "oblast"), ("fighting", "river")])
    ]
    frame = gpd.GeoDataFrame(rows, geometry=[Point(37.2, 49.2), Point(36.5, 49.6), Point(37.6, 49.4)], crs="EPSG:4326")
    return check_frame(frame.assign(published="2022-09-10T10:00Z", name_uk=text, relation=[None, "near", "N"]), "events")


def hostile_page(text: str) -> Any:
    told = hostile_events(text)
    glocs, advances = situation.glocs(), situation.advances()
    for frame in (glocs, advances):
        for column in frame.columns[frame.dtypes == "string"]:
            if column != "movement":
                frame[column] = pd.array([text] * len(frame), dtype="string")
    control = situation.control(told)
    control["claimants"] = pd.array([text] * len(control), dtype="string")
    return draw_map(told, control=control, glocs=glocs, advances=advances, frontline=situation.frontline(), title=text)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:24]))
def test_hostile_text_runs_nowhere_and_breaks_nothing(open_page: Any, tmp_path: Path, text: str) -> None:
    before = dict(os.environ)
    saved = save_map(hostile_page(text), tmp_path / "page.html")
    assert dict(os.environ) == before
    page = open_page(saved)
    for key in ("t", "j", "e", "e"):
        page.keyboard.press(key)
        page.wait_for_timeout(60)
    page.locator("#cm-tab-sources").click()
    page.locator("#cm-tab-place").click()
    page.locator(".cm-search").fill("window")
    page.locator(".cm-search").fill(text[:190].replace("\x00", ""))
    page.wait_for_timeout(60)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("window.ran === undefined")
    assert page.evaluate("Object.prototype.polluted === undefined")
    assert page.faults == []
    assert page.requests == []
    assert page.dialogs == []
    assert page.evaluate("document.documentElement.dataset.ready") == "1"
    assert page.evaluate("document.documentElement.scrollWidth") <= 1600
    assert page.locator(".cm-date").is_visible()
    assert page.evaluate("document.querySelectorAll('img:not(.cm-print img), iframe, object').length") == 0


def test_the_page_without_scripts_is_safe_too(open_page: Any, tmp_path: Path) -> None:
    told = pd.concat([hostile_events(text) for text in HOSTILE[:-1]], ignore_index=True)
    page = open_page(save_map(draw_map(told, title="".join(HOSTILE[:-1])), tmp_path / "page.html"), java_script_enabled=False)
    assert page.locator("#cm-still tbody tr").count() == len(told)
    assert page.locator("#cm-still img, #cm-still script, #cm-still style").count() == 0
    assert page.locator("body > *").count() <= 40


def test_the_policy_holds_against_a_script_that_slips_in(open_page: Any, saved: Path, tmp_path: Path) -> None:
    broken = tmp_path / "slipped.html"
    told = saved.read_text(encoding="utf-8").replace(
        "<body>", "<body><script>window.ran = 1</script><img src=x onerror='window.ran = 1'>", 1
    )
    broken.write_text(told, encoding="utf-8")
    page = open_page(broken)
    assert page.evaluate("window.ran === undefined")
    assert page.evaluate("fetch('https://example.org').then(() => 'went', () => 'stopped')") == "stopped"
