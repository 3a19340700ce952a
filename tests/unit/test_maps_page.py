"""The page as a file: its size, its bytes, its policy, and what it says about bad input."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import io
import json
import re
import zlib
from pathlib import Path
from typing import Any

import folium
import folium.plugins
import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point

from conflictmap.cli.maps import map_verb
from conflictmap.control.timeline import trace_control
from conflictmap.errors import ConfigError, MapError, SchemaError
from conflictmap.frames.codebook import check_frame, conform, empty_frame
from conflictmap.maps import layers
from conflictmap.maps.webmap import draw_map, save_map

TESTS = Path(__file__).parents[1]


def load(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


situation = load(TESTS / "browser" / "situation.py")
bench = load(TESTS / "benchmark" / "bench_map.py")


def page_of(events: pd.DataFrame, **options: Any) -> str:
    return str(draw_map(events, **options).get_root().render())


def block(page: str, name: str) -> str:
    found = re.search(rf'id="cm-{name}">(.*?)</script>', page, re.S)
    assert found
    return found[1]


def unpack(squeezed: str) -> Any:
    raw = base64.b64decode(squeezed)
    text = zlib.decompress(raw[4:], -15)
    assert len(text) == int.from_bytes(raw[:4], "little")
    return json.loads(text)


def undigits(packed: dict[str, Any]) -> list[int]:
    alphabet = layers.DIGITS.tobytes().decode()
    width, text = packed["w"], packed["s"]
    out = []
    for start in range(0, len(text), width):
        value = 0
        for char in text[start : start + width]:
            value = value * 64 + alphabet.index(char)
        out.append(value - 1)
    return out


@given(st.lists(st.integers(-1, 10**9)))
def test_packed_numbers_come_back(values: list[int]) -> None:
    assert undigits(layers.digits(np.array(values, dtype=np.int64))) == values


@given(st.text())
def test_data_never_ends_its_block_and_comes_back(text: str) -> None:
    packed = layers.as_data([text])
    assert not set("<>&\u2028\u2029") & set(packed)
    assert json.loads(packed) == [text.encode("utf-8", "replace").decode()]


def test_a_page_without_events_has_at_most_250_kb() -> None:
    assert len(page_of(empty_frame("events")).encode()) <= 250_000


def test_a_page_of_a_thousand_events_has_at_most_450_kb() -> None:
    assert len(page_of(bench.make_events(1000)).encode()) <= 450_000


def test_ten_thousand_events_stay_small_as_a_file_and_in_a_notebook() -> None:
    page = draw_map(bench.make_events(10_000))
    assert len(page.get_root().render().encode()) <= 1_800_000
    assert len(page._repr_html_().encode()) <= 1_500_000


def test_the_same_input_gives_the_same_bytes() -> None:
    told = situation.events()

    def draw() -> str:
        page = draw_map(told, control=situation.control(told), glocs=situation.glocs(), advances=situation.advances())
        folium.Marker([49, 37], popup="mine").add_to(page)
        return str(page.get_root().render())

    first = draw()
    assert draw() == first
    assert not re.search(r"_[0-9a-f]{32}\b", first)


def test_rendering_twice_gives_the_same_page() -> None:
    page = draw_map(situation.events())
    assert page.get_root().render() == page.get_root().render()


def test_events_in_another_order_give_the_same_page() -> None:
    told = situation.events()
    assert page_of(told) == page_of(told.sample(frac=1, random_state=3))


def test_every_script_and_style_is_named_by_its_hash() -> None:
    page = page_of(situation.events())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert "unsafe" not in policy[1]
    assert "http" not in policy[1]
    assert page.index("Content-Security-Policy") < page.index("<script")
    for tag in ("script", "style"):
        for kind, code in re.findall(rf"<{tag}([^>]*)>(.*?)</{tag}>", page, re.S):
            if "octet-stream" not in kind:
                digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
                assert f"'sha256-{digest}'" in policy[1]


def test_the_page_names_no_host_to_load_from() -> None:
    page = page_of(situation.events())
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=[\"']?(?:https?:)?//", page)


def test_tiles_are_named_in_the_policy_and_nothing_else_is() -> None:
    page = page_of(situation.events(), tiles="OpenStreetMap.Mapnik")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert re.search(r"img-src data: blob: https://tile\.openstreetmap\.org", policy[1])
    assert "default-src 'none'" in policy[1]


def test_a_plugin_that_a_user_adds_may_load_its_files_and_no_others() -> None:
    page = draw_map(situation.events())
    folium.plugins.MarkerCluster([[49, 37], [49.1, 37.1]]).add_to(page)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page.get_root().render())
    assert policy
    hosts = set(re.findall(r"https://[\w.-]+", policy[1]))
    assert hosts == {"https://cdnjs.cloudflare.com"}
    assert "'unsafe-inline'" not in policy[1].split("style-src")[0]


def test_control_alone_can_be_drawn() -> None:
    control = situation.control(situation.events())
    data = json.loads(block(page_of(empty_frame("events"), control=control), "data"))
    assert data["axis"][1] > 0
    assert len(data["places"]["name"]) > 20


def test_columns_hold_what_the_frame_holds() -> None:
    told = situation.events()
    page = page_of(told.sample(frac=1, random_state=5))
    data, texts = json.loads(block(page, "data")), unpack(block(page, "text-0"))
    ids = dict(zip(told.event_id, told.itertuples(), strict=True))
    epoch = pd.Timestamp(data["epoch"])
    days, places = undigits(data["events"]["day"]), undigits(data["events"]["place"])
    lon = undigits(data["places"]["lon"])
    assert sorted(texts["event_id"]) == sorted(ids)
    for row, event_id in enumerate(texts["event_id"]):
        assert epoch + pd.Timedelta(days=days[row]) == ids[event_id].date
        assert data["places"]["name"][places[row]] == ids[event_id].name
        assert lon[places[row]] / 1e4 - 180 == pytest.approx(ids[event_id].geometry.x, abs=1e-4)
        assert texts["quote"][row] == ids[event_id].quote


def test_posts_of_a_blog_that_names_no_site_are_of_its_file_and_not_of_their_headlines() -> None:
    told = situation.events().iloc[:3].assign(source=None, url=[None, None, "https://www.news.example/1"])
    told = told.assign(report_id=["blog#1", "blog#2", "page"], title=["Izium is back", "A road is cut", "Shells fell"])
    page = page_of(told)
    data = json.loads(block(page, "data"))
    assert sorted(data["reports"]["sources"]) == ["blog", "news.example"]
    assert "Izium is back" not in re.sub(r"<script.*?</script>", "", page, flags=re.S)


def test_a_place_that_is_not_known_has_no_point_and_never_0_0() -> None:
    told = situation.events()
    told.loc[0, "geometry"] = None
    told.loc[0, "place_id"] = pd.NA
    told.loc[0, "name"] = "Nowhereville"
    data = json.loads(block(page_of(told), "data"))
    at = data["places"]["name"].index("Nowhereville")
    assert undigits(data["places"]["lon"])[at] == -1
    assert undigits(data["places"]["lat"])[at] == -1


def test_lines_and_other_projections_are_understood() -> None:
    told = situation.events().iloc[:2].copy()
    told.loc[0, "geometry"] = LineString([(36, 49), (37, 50)])
    told = told.to_crs(3857)
    data = json.loads(block(page_of(told), "data"))
    lon = [v / 1e4 - 180 for v in undigits(data["places"]["lon"])]
    assert all(30 < v < 40 for v in lon)


@pytest.mark.parametrize(
    ("what", "end"), [("evacuation", 0), ("withdrew", 0), ("supply_cut", 0), ("advance", 1), ("repelled", 1)]
)
def test_the_place_of_a_movement_stands_at_the_place_and_not_halfway(what: str, end: int) -> None:
    told = situation.events().iloc[:1].copy()
    ends = [(39.1, 49.5), (40.1, 49.4)]
    told["event_type"] = pd.Categorical([what], categories=told.event_type.cat.categories)
    told["dest_id"] = "elsewhere"
    told["geometry"] = gpd.GeoSeries([LineString(ends)], index=told.index, crs=4326)
    data = json.loads(block(page_of(told), "data"))["places"]
    assert undigits(data["lon"])[0] / 1e4 - 180 == pytest.approx(ends[end][0], abs=1e-4)
    assert undigits(data["lat"])[0] / 1e4 - 90 == pytest.approx(ends[end][1], abs=1e-4)


def test_somewhere_about_a_town_is_another_place_than_the_town() -> None:
    town = {"place_id": "k", "name": "Kupiansk", "side": "UA", "certainty": "reported", "geometry": Point(37.6, 49.7)}
    area = town | {"event_id": "a", "event_type": "advance", "kind": "area", "date": "2022-09-01"}
    gain = town | {"event_id": "b", "event_type": "control_gained", "kind": "settlement", "date": "2022-09-10"}
    told = conform(gpd.GeoDataFrame([area, gain], geometry="geometry", crs=4326), "events")
    data = json.loads(block(page_of(told, control=trace_control(told)), "data"))
    kinds = [layers.MODEL["kinds"][k] for k in undigits(data["places"]["kind"])]
    assert sorted(kinds) == ["area", "settlement"]
    assert kinds[undigits(data["control"]["place"])[0]] == "settlement"


def test_changes_without_both_states_are_refused() -> None:
    told = situation.events()
    with pytest.raises(SchemaError, match="status_b is missing; use compare_control"):
        draw_map(told, changes=situation.control(told))


def test_old_background_and_predictions_do_not_stretch_the_time_bar() -> None:
    told = situation.events()
    told.loc[0, "date"], told.loc[0, "background"] = pd.Timestamp("2014-04-12"), True
    told.loc[1, "date"], told.loc[1, "certainty"] = pd.Timestamp("2030-01-01"), "predicted"
    data = json.loads(block(page_of(told), "data"))
    first, last = (pd.Timestamp(data["epoch"]) + pd.Timedelta(days=d) for d in data["axis"])
    assert (first, last) == (pd.Timestamp("2022-08-25"), pd.Timestamp("2022-10-08"))


def test_a_spell_is_known_from_the_day_its_first_report_was_printed() -> None:
    told = situation.events()
    control = situation.control(told)
    told["published"] += pd.Timedelta(days=3)
    data = json.loads(block(page_of(told, control=control), "data"))["control"]
    begun, known = undigits(data["from"]), undigits(data["known"])
    assert all(k == b + 3 for b, k in zip(begun, known, strict=True))


def test_a_spell_tells_from_which_printing_on_it_is_surer() -> None:
    claim = {"event_type": "control_gained", "side": "UA", "place_id": "k", "name": "Kupiansk", "kind": "settlement"}
    told = conform(
        pd.DataFrame(
            [
                claim | {"event_id": "a", "date": "2022-09-01", "published": "2022-09-02", "certainty": "claimed"},
                claim | {"event_id": "b", "date": "2022-09-01", "published": "2022-09-20", "certainty": "confirmed"},
            ]
        ),
        "events",
    )
    data = json.loads(block(page_of(told, control=trace_control(told)), "data"))["control"]
    first = undigits(data["from"])[0]
    assert undigits(data["known"]) == [first + 1]
    assert undigits(data["heard"]) == [first + 19]
    sure = [layers.MODEL["certainties"].index(word) for word in ("claimed", "confirmed")]
    assert data["firmer"] == {"0": [[first + 1, sure[0]], [first + 19, sure[1]]]}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"lang": "fr"}, "use en or uk"),
        ({"theme": "sepia"}, "auto, light or dark"),
        ({"window": 0}, "1 or more"),
        ({"day": "yesterday-ish"}, "write it as 2022-09-10"),
        ({"tiles": "No.Such"}, "OpenStreetMap.Mapnik"),
    ],
)
def test_an_option_without_such_a_value_says_what_there_is(options: dict[str, Any], words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        draw_map(empty_frame("events"), **options)


def test_a_frame_that_breaks_the_codebook_is_refused_with_every_fault() -> None:
    with pytest.raises(SchemaError) as caught:
        draw_map(gpd.GeoDataFrame({"event_id": ["a"], "event_type": ["dance"], "geometry": [Point(0, 0)]}, crs=4326))
    assert len(caught.value.problems) == 3


def test_a_page_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    with pytest.raises(MapError, match="make it first"):
        save_map(draw_map(empty_frame("events")), tmp_path / "no" / "page.html")
    target = tmp_path / "page.html"
    save_map(draw_map(empty_frame("events")), target)
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]


def test_in_a_notebook_a_picture_stays_where_frames_are_stripped() -> None:
    shown = draw_map(situation.events())._repr_html_()
    stripped = re.sub(r"<iframe.*?</iframe>", "", shown, flags=re.S)
    picture = re.search(r'src="data:image/png;base64,([^"]+)"', stripped)
    assert picture
    assert base64.b64decode(picture[1]).startswith(b"\x89PNG")
    assert len(stripped) < 200_000
    assert "Shows what reports claim" in stripped  # the still's description


def test_a_notebook_keeps_a_picture_for_print_that_shows_the_sides_in_their_colours() -> None:
    from PIL import Image

    bundle = draw_map(situation.events())._repr_mimebundle_()
    assert bundle["text/html"].startswith("<div")
    picture = Image.open(io.BytesIO(base64.b64decode(bundle["image/png"]))).convert("RGB")
    colours = [colour for _, colour in picture.getcolors(1 << 24) or []]
    for told in (layers.style.PALETTES["light"].ua, layers.style.PALETTES["light"].ru):
        wanted = [int(told[i : i + 2], 16) for i in (1, 3, 5)]
        assert min(sum(abs(a - b) for a, b in zip(c, wanted, strict=True)) for c in colours) < 12


@pytest.mark.parametrize("where", [[], [Point(10, 10)]])
def test_a_map_with_nothing_on_the_basemap_still_has_a_picture(where: list[Point]) -> None:
    rows = {"event_id": ["e"], "event_type": ["strike"], "certainty": ["claimed"], "date": ["2022-09-10"], "name": ["X"]}
    events = gpd.GeoDataFrame({k: v * len(where) for k, v in rows.items()}, geometry=where, crs=4326)
    assert base64.b64decode(draw_map(events)._repr_mimebundle_()["image/png"]).startswith(b"\x89PNG")


def test_it_is_a_folium_map_and_takes_layers() -> None:
    page = draw_map(situation.events())
    assert isinstance(page, folium.Map)
    folium.Circle([49, 37], radius=1000, popup="{{ 7 * 7 }}").add_to(page)
    assert page.get_root().render()


def test_words_of_the_interface_stand_in_both_languages() -> None:
    words = json.loads(layers.asset("words.json"))
    assert set(words["en"]) == set(words["uk"])
    asked = {key for name in layers.SCRIPTS for key in re.findall(r'\bT\("([a-z_A-Z]+)"', layers.asset(name))}
    known = set(words["en"]) | set(layers.style.TEXTS["en"])
    assert {key for key in asked if not key.endswith("_")} <= known
    for kind in layers.MODEL["kinds"]:
        assert f"kind_{kind}" in known
    for relation in layers.MODEL["relations"]:
        assert f"rel_{relation}" in known
    for event_type in layers.MODEL["event_types"]:
        assert f"short_{event_type}" in known


def test_the_verb_draws_a_page_of_a_file_of_events(tmp_path: Path) -> None:
    from conflictmap.frames.files import write_frame

    told = write_frame(situation.events(), tmp_path / "events.geojson")
    out = tmp_path / "page.html"
    done = CliRunner().invoke(map_verb, [str(told), "-o", str(out), "--lang", "uk", "--title", "Осінь"], catch_exceptions=False)
    assert done.exit_code == 0
    page = out.read_text(encoding="utf-8")
    data = json.loads(block(page, "data"))
    assert "<title>Осінь</title>" in page
    assert '<html lang="uk">' in page
    assert data["control"] is not None
    assert any(f["what"] == "held" for f in data["front"])


@pytest.mark.parametrize("kind", ["events.geojson", "store.gpkg"])
def test_the_map_of_a_day_shows_who_holds_what_since_before_and_on_whose_word(tmp_path: Path, kind: str) -> None:
    from conflictmap.frames.codebook import conform
    from conflictmap.frames.files import write_frame
    from conflictmap.frames.store import open_store

    told = [
        ("e1", "Izium", "control_gained", "RU", "2022-04-01", Point(37.25, 49.2)),
        ("e2", "Balakliia", "control_gained", "RU", "2022-03-02", Point(36.83, 49.46)),
        ("e3", "Balakliia", "control_gained", "UA", "2022-09-08", Point(36.83, 49.46)),
        ("e4", "Kupiansk", "strike", "RU", "2022-09-10", Point(37.62, 49.71)),
        ("e5", "Izium", "control_gained", "UA", "2022-09-11", Point(37.25, 49.2)),
    ]
    rows = [
        {"event_id": i, "report_id": f"r{i}", "name": name, "place_id": name, "kind": "settlement", "event_type": what}
        | {"side": side, "date": day, "certainty": "reported", "quote": f"Words of {i}.", "geometry": shape}
        for i, name, what, side, day, shape in told
    ]
    events = conform(gpd.GeoDataFrame(rows, geometry="geometry", crs=4326), "events")
    path = tmp_path / kind
    if kind == "store.gpkg":
        reports = conform(
            events[["report_id", "quote"]].rename(columns={"quote": "text"}).assign(published=events["date"]), "reports"
        )
        with open_store(path) as store:
            store.add(reports, events)
    else:
        write_frame(events, path)
    out = tmp_path / "page.html"
    words = [str(path), "-o", str(out), "--since", "2022-09-10", "--until", "2022-09-10"]
    CliRunner().invoke(map_verb, words, catch_exceptions=False)
    page = out.read_text(encoding="utf-8")
    data = json.loads(block(page, "data"))
    epoch = pd.Timestamp(data["epoch"])
    # one day on the time bar, one mark on it
    assert [str((epoch + pd.Timedelta(days=d)).date()) for d in data["axis"]] == ["2022-09-10", "2022-09-10"]
    assert undigits(data["events"]["day"]).count(data["axis"][0]) == 1
    # and the states of the day, whose spans begin long before; the words that they rest on came along
    held = {
        (data["places"]["name"][p], str((epoch + pd.Timedelta(days=d)).date()), layers.MODEL["statuses"][s])
        for p, d, s in zip(*(undigits(data["control"][c]) for c in ("place", "from", "status")), strict=True)
    }
    assert {("Izium", "2022-04-01", "RU"), ("Balakliia", "2022-09-08", "UA")} <= held
    assert not any(day == "2022-03-02" for _, day, _ in held)
    assert set(unpack(block(page, "text-0"))["quote"]) == {"Words of e1.", "Words of e3.", "Words of e4."}


def test_an_archive_table_of_events_is_checked_once() -> None:
    # a frame that has been through the codebook already is drawn as it is
    told = check_frame(situation.events(), "events")
    assert page_of(told) == page_of(check_frame(told, "events"))
