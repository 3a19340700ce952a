"""Measure the interactive page in headless Chromium, beside folium's Timeline and TimestampedGeoJson on the same events.

    python tests/benchmark/bench_map.py --events 10000
    python tests/benchmark/bench_map.py --events 100000 --alone

folium's plugins load their scripts from the net; here they come from `.cache/node_modules`:

    npm install --prefix .cache leaflet@1.9.3 jquery@3.7.1 bootstrap@5.2.2 leaflet-timedimension@1.1.1 \
        iso8601-js-period@0.2.1 leaflet.timeline@1.6.0 moment@2.18.1 axe-core@4
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import numpy as np
import pandas as pd
from folium import JsCode
from folium.plugins import Timeline, TimelineSlider, TimestampedGeoJson

from conflictmap.frames.codebook import check_frame
from conflictmap.maps.webmap import draw_map, save_map
from conflictmap.model import CERTAINTIES, EVENT_TYPES

MODULES = Path(__file__).parents[2] / ".cache" / "node_modules"
END = 1664582400000  # the last day: everything stays until then
LOCAL = {
    "leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet.css": "leaflet/dist/leaflet.css",
    "jquery-3.7.1.min.js": "jquery/dist/jquery.min.js",
    "jquery.min.js": "jquery/dist/jquery.min.js",
    "bootstrap.bundle.min.js": "bootstrap/dist/js/bootstrap.bundle.min.js",
    "iso8601.min.js": "iso8601-js-period/iso8601.js",
    "leaflet.timedimension.min.js": "leaflet-timedimension/dist/leaflet.timedimension.min.js",
    "leaflet.timedimension.control.css": "leaflet-timedimension/dist/leaflet.timedimension.control.css",
    "leaflet.timeline.min.js": "leaflet.timeline/dist/leaflet.timeline.js",
    "moment.min.js": "moment/min/moment.min.js",
}
WORDS = (
    "troops village reported river bridge night column shelling claimed held entered road officials district guns morning".split()
)


def make_events(count: int, seed: int = 1) -> gpd.GeoDataFrame:
    """Events at 3,000 places over 220 days, with sentences of about 150 characters that differ."""
    rng = np.random.default_rng(seed)
    places = 3000
    lon, lat = rng.uniform(31, 40, places), rng.uniform(46.5, 50.5, places)
    at = rng.integers(0, places, count)
    day = np.datetime64("2022-02-24") + np.sort(rng.integers(0, 220, count)).astype("timedelta64[D]")
    words = np.array(WORDS)[rng.integers(0, len(WORDS), (count, 18))]
    quotes = [" ".join(row) + f" {n}." for n, row in enumerate(words)]
    kinds = np.array([t for t in EVENT_TYPES if t != "area_regained"])
    report = rng.integers(0, max(1, count // 12), count)
    frame = pd.DataFrame(
        {
            "event_id": [f"event-{n}" for n in range(count)],
            "report_id": [f"report-{r}" for r in report],
            "event_type": kinds[rng.integers(0, len(kinds), count)],
            "side": np.array(["UA", "RU"])[rng.integers(0, 2, count)],
            "place_id": [f"place-{p}" for p in at],
            "name": [f"Village {p}" for p in at],
            "kind": "settlement",
            "admin1": [f"Region {p % 24}" for p in at],
            "date": day,
            "certainty": np.array(CERTAINTIES[:5])[rng.integers(0, 5, count)],
            "claimant": [f"Claimant {c}" for c in rng.integers(0, 200, count)],
            "quote": quotes,
            "surface": [f"Village {p}" for p in at],
            "published": pd.to_datetime(day).tz_localize("UTC"),
            "source": [f"Source {r % 9}" for r in report],
            "url": [f"https://example.org/reports/{r}" for r in report],
        }
    )
    return check_frame(gpd.GeoDataFrame(frame, geometry=gpd.points_from_xy(lon[at], lat[at]), crs="EPSG:4326"), "events")


def features(events: gpd.GeoDataFrame, *, stamped: bool) -> dict[str, Any]:
    out = []
    for row in events.itertuples():
        words = f"{row.name}: {row.quote} {row.claimant}, {row.source}"
        properties = (
            {"popup": words, "times": [str(row.date.date())], "icon": "circle"}
            if stamped
            else {"popup": words, "start": int(row.date.timestamp() * 1000), "end": END}
        )
        out.append(
            {
                "type": "Feature",
                "properties": properties,
                "geometry": {"type": "Point", "coordinates": [row.geometry.x, row.geometry.y]},
            }
        )
    return {"type": "FeatureCollection", "features": out}


def draw_timeline(events: gpd.GeoDataFrame, path: Path) -> None:
    page = folium.Map(location=[48.5, 35.5], zoom_start=7, tiles=None, prefer_canvas=True)
    # circles on a canvas: folium's default, a marker a point, never finishes
    circle = JsCode("(feature, at) => L.circleMarker(at, {radius: 4}).bindPopup(feature.properties.popup)")
    line = Timeline(features(events, stamped=False), point_to_layer=circle).add_to(page)
    TimelineSlider(auto_play=False).add_timelines(line).add_to(page)
    page.save(str(path))


def draw_stamped(events: gpd.GeoDataFrame, path: Path) -> None:
    page = folium.Map(location=[48.5, 35.5], zoom_start=7, tiles=None, prefer_canvas=True)
    TimestampedGeoJson(json.dumps(features(events, stamped=True)), auto_play=False, period="P1D", add_last_point=False).add_to(
        page
    )
    page.save(str(path))


# the same wait with nothing to draw: what a frame costs on this machine at this moment
IDLE = """async () => { const out = [];
        for (let i = 0; i < 40; i++) { const t = performance.now();
          await new Promise(r => requestAnimationFrame(() => setTimeout(r))); out.push(performance.now() - t) } return out }"""
STEPS = {
    "conflictmap": """async () => { const day = document.querySelector('.cm-day'), out = [];
        for (let i = 0; i < 40; i++) { const t = performance.now();
          day.value = +day.min + 100 + i; day.dispatchEvent(new Event('input'));
          await new Promise(r => requestAnimationFrame(() => setTimeout(r))); out.push(performance.now() - t) } return out }""",
    "Timeline": """async () => { const input = document.querySelector('.time-slider, input[type=range]'), out = [];
        const a = +input.min, b = +input.max;
        for (let i = 0; i < 15; i++) { const t = performance.now();
          input.value = a + (b - a) * (0.45 + i / 220); input.dispatchEvent(new Event('input'));
          await new Promise(r => requestAnimationFrame(() => setTimeout(r))); out.push(performance.now() - t) } return out }""",
    "TimestampedGeoJson": """async () => { const map = Object.entries(window).find(([k]) => k.startsWith('map_'))[1];
        const td = map.timeDimension, out = [];
        for (let i = 0; i < 10; i++) { const t = performance.now(); td.setCurrentTimeIndex(100 + i);
          await new Promise(r => requestAnimationFrame(() => setTimeout(r))); out.push(performance.now() - t) } return out }""",
}


def open_page(browser: Any, name: str, path: Path) -> dict[str, float]:
    page = browser.new_page(viewport={"width": 1600, "height": 1000})

    def serve(route: Any) -> None:
        known = LOCAL.get(route.request.url.rsplit("/", 1)[1])
        if known and (MODULES / known).exists():
            route.fulfill(path=str(MODULES / known))
        else:
            route.fulfill(body="")

    page.route(re.compile("^https?://"), serve)
    address = path.as_uri() + ("#v=7/48.5/35.5&w=all" if name == "conflictmap" else "")
    page.goto(address, wait_until="load", timeout=300_000)
    page.evaluate("new Promise(r => requestAnimationFrame(() => setTimeout(r)))")
    ready = page.evaluate("performance.now()")
    if name == "conflictmap":
        page.wait_for_function("document.documentElement.dataset.ready")
    idle = page.evaluate(IDLE)
    steps = page.evaluate(STEPS[name])
    page.close()
    return {"interactive_ms": ready, "step_ms": statistics.median(steps), "idle_ms": statistics.median(idle)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--alone", action="store_true", help="without folium's plugins")
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args()
    from playwright.sync_api import sync_playwright

    events = make_events(given.events)
    draw_map(events.head(10))  # imports and caches are not the page's cost
    builders = {"conflictmap": lambda path: save_map(draw_map(events), path)}
    if not given.alone:
        builders |= {
            "Timeline": lambda path: draw_timeline(events, path),
            "TimestampedGeoJson": lambda path: draw_stamped(events, path),
        }
    head = f"{'':20}{'build s':>9}{'MB':>8}{'interactive ms':>16}{'step ms':>9}{'idle frame':>12}"
    print(f"{head}   ({given.events:,} events, all so far)")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=shutil.which("chromium") or player.chromium.executable_path, args=["--no-sandbox"]
        )
        for name, build in builders.items():
            path, builds = Path(folder) / f"{name}.html", []
            for _ in range(given.repeat):
                start = time.perf_counter()
                build(path)
                builds.append(time.perf_counter() - start)
            runs = [open_page(browser, name, path) for _ in range(given.repeat)]
            seen = {key: min(run[key] for run in runs) for key in runs[0]}
            row = f"{name:20}{min(builds):9.2f}{path.stat().st_size / 1e6:8.2f}{seen['interactive_ms']:16.0f}"
            print(f"{row}{seen['step_ms']:9.1f}{seen['idle_ms']:12.1f}", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
