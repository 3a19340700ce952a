"""What a reader can do with the page, in a real browser."""

from __future__ import annotations

import csv
import json
import math
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
AXE = resources.files("axe_playwright_python") / "axe.min.js"
SIZES = [(1600, 1000), (1024, 768), (390, 844), (360, 740)]


def date(page: Any) -> str:
    return str(page.locator(".cm-date").inner_text())


def settle(page: Any) -> None:
    page.wait_for_timeout(260)


def test_the_page_asks_the_network_for_nothing_and_breaks_nowhere(open_page: Any, saved: Path) -> None:
    page = open_page(saved)
    for key in ("ArrowRight", "End", "Home", "w", "t", "e", "l"):
        page.keyboard.press(key)
        settle(page)
    assert page.requests == []
    assert page.faults == []


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_scrolls_sideways_and_the_standing_line_is_seen(
    open_page: Any, saved: Path, width: int, height: int, look: str
) -> None:
    page = open_page(saved, width=width, height=height, color_scheme=look)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.locator(".cm-standing").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.dataset.look") == look
    assert page.faults == []


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_names_tokens_and_plates_keep_off_each_other_and_off_the_symbols(
    open_page: Any, saved: Path, width: int, height: int
) -> None:
    page = open_page(saved, width=width, height=height)
    settle(page)
    boxes = page.evaluate("conflictmap.page.boxes()")
    marks = page.evaluate("conflictmap.page.marks()")
    assert len(boxes) >= 20

    def shared(a: list[float], b: list[float]) -> float:
        wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
        return wide * high if wide > 0 and high > 0 else 0.0

    crossed = [(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :] if shared(a, b) > 40]
    assert crossed == []
    hidden = [m for m in marks for b in boxes if shared([m[0] - 3, m[1] - 3, m[0] + 3, m[1] + 3], b) > 18]
    assert hidden == []


@pytest.mark.parametrize(("width", "height"), [(1400, 900), (1920, 1080), (820, 1180)])
def test_the_date_lies_over_no_place_that_the_page_opens_on(open_page: Any, tmp_path: Path, width: int, height: int) -> None:
    import situation

    from conflictmap.maps.webmap import draw_map, save_map

    told = situation.events()
    north = told[told["name"].isin(["Vovchansk", "Troitske", "Bakhmut", "Svatove"])].assign(date="2022-09-10", background=False)
    page = open_page(save_map(draw_map(north, day="2022-09-10"), tmp_path / "north.html"), width=width, height=height)
    left, top, right, bottom = page.evaluate("conflictmap.page.plates()")[0]
    marks = page.evaluate("conflictmap.page.marks()")
    assert len(marks) >= 4
    assert [m for m in marks if left < m[0] < right and top < m[1] < bottom] == []


def test_a_place_chosen_in_the_list_comes_out_from_under_the_date(open_page: Any, saved: Path) -> None:
    import situation

    told = situation.events()
    izium = told.loc[told["name"] == "Izium", "geometry"].iloc[0]
    page = open_page(saved)
    width, height = page.evaluate(
        "[document.querySelector('.cm-map').clientWidth, document.querySelector('.cm-map').clientHeight]"
    )
    left, top, right, bottom = page.evaluate("conflictmap.page.plates()[0]")
    degree = 256 * 2**9 / 360  # px of a degree of longitude at zoom 9

    def in_window(lat: float, lon: float) -> tuple[float, float]:
        return width / 2 + (izium.x - lon) * degree, height / 2 - (izium.y - lat) * degree / math.cos(math.radians(izium.y))

    lon = izium.x - ((left + right) / 2 - width / 2) / degree
    lat = izium.y + ((top + bottom) / 2 - height / 2) / degree * math.cos(math.radians(izium.y))
    page.evaluate(f"location.hash = 'd=2022-09-10&v=9/{lat}/{lon}'")
    settle(page)
    x, y = in_window(lat, lon)
    assert left < x < right
    assert top < y < bottom
    page.locator(".cm-panel-body").get_by_text("Izium", exact=True).first.click()
    page.wait_for_timeout(1300)
    zoom, lat, lon = (float(part) for part in page.url.split("v=")[1].split("&")[0].split("/"))
    assert zoom == 9
    x, y = in_window(lat, lon)
    assert 0 < x < width
    assert 0 < y < height
    assert not (left < x < right and top < y < bottom)


def test_a_day_that_later_reports_tell_of_does_not_pass_for_what_was_known_on_it(open_page: Any, saved: Path) -> None:
    page = open_page(saved)
    assert "as told in reports up to 8 Oct" in page.locator(".cm-sub").inner_text()
    page.keyboard.press("End")
    settle(page)
    assert "as reported by the end of" in page.locator(".cm-sub").inner_text()


@pytest.mark.parametrize(("width", "height"), [(820, 1180), (1024, 768), (1400, 900)])
def test_what_lies_over_the_map_does_not_lie_over_one_another(open_page: Any, saved: Path, width: int, height: int) -> None:
    page = open_page(saved, width=width, height=height, address="#d=2022-09-10&p=test-Izium")
    settle(page)
    parts = [".cm-plate", ".cm-zoom", ".cm-key", ".cm-outside", ".cm-locator", ".cm-scale span"]
    found = [(name, page.locator(name).bounding_box()) for name in parts if page.locator(name).is_visible()]
    boxes = [(name, box) for name, box in found if box]
    for i, (name, a) in enumerate(boxes):
        for other, b in boxes[i + 1 :]:
            wide = min(a["x"] + a["width"], b["x"] + b["width"]) - max(a["x"], b["x"])
            high = min(a["y"] + a["height"], b["y"] + b["height"]) - max(a["y"], b["y"])
            assert wide <= 1 or high <= 1, (name, other)


def test_one_day_is_no_days(open_page: Any, saved: Path) -> None:
    page = open_page(saved, address="#d=2022-09-10&w=1")
    assert page.locator(".cm-sub").inner_text().endswith("in 1 day")


def test_one_clock_drives_the_date_the_counts_and_the_bars(open_page: Any, saved: Path) -> None:
    page = open_page(saved)
    assert date(page) == "10 September 2022"
    before = page.locator(".cm-sub").inner_text()
    page.keyboard.press("ArrowLeft")
    settle(page)
    assert date(page) == "9 September 2022"
    assert page.locator(".cm-pill").inner_text() == "9 Sept"
    assert page.locator(".cm-sub").inner_text() != before
    page.keyboard.press("Shift+ArrowLeft")
    settle(page)
    assert date(page) == "2 September 2022"
    page.keyboard.press("Home")
    settle(page)
    assert date(page) == "24 August 2022"
    page.keyboard.press("End")
    settle(page)
    assert date(page) == "8 October 2022"


def test_the_date_pill_can_be_dragged(open_page: Any, saved: Path) -> None:
    page = open_page(saved)
    pill = page.locator(".cm-pill").bounding_box()
    assert pill is not None
    page.mouse.move(pill["x"] + 20, pill["y"] + 10)
    page.mouse.down()
    page.mouse.move(pill["x"] + 250, pill["y"] + 10, steps=4)
    page.mouse.up()
    settle(page)
    assert date(page) not in ("10 September 2022", "8 October 2022")


def test_playing_goes_on_by_days_and_stops_at_a_touch(open_page: Any, saved: Path) -> None:
    page = open_page(saved)
    for _ in range(3):
        page.locator("button.cm-text:not(.cm-clock)").click()
    page.locator(".cm-play").click()
    page.wait_for_timeout(700)
    assert date(page) != "10 September 2022"
    page.mouse.click(700, 500)
    settle(page)
    stopped = date(page)
    page.wait_for_timeout(400)
    assert date(page) == stopped


def test_all_so_far_shows_more_than_the_last_week(open_page: Any, saved: Path) -> None:
    page = open_page(saved)
    week = page.locator("#cm-tab-table").inner_text()
    page.keyboard.press("w")
    settle(page)
    assert int(page.locator("#cm-tab-table").inner_text().split()[-1]) > int(week.split()[-1])


@pytest.mark.parametrize("word", ["kupiansk", "Куп'янськ", "купянск", "Kupyansk"])
def test_a_place_is_found_in_latin_and_cyrillic(open_page: Any, saved: Path, word: str) -> None:
    page = open_page(saved)
    page.keyboard.press("/")
    page.locator(".cm-search").fill(word)
    page.keyboard.press("Enter")
    page.wait_for_timeout(1100)
    assert page.locator(".cm-place h2").inner_text().startswith("Kupiansk")
    assert "p=test-Kupiansk" in page.url


def test_a_click_on_a_place_shows_its_words_with_the_place_marked(open_page: Any, saved: Path) -> None:
    page = open_page(saved, address="#d=2022-09-10&w=7&v=9/49.2088/37.2485")
    box = page.locator(".cm-map").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    settle(page)
    assert page.locator(".cm-place h2").inner_text().startswith("Izium")
    assert page.locator(".cm-card mark").first.inner_text() == "Izium"
    assert "gave no proof" in page.locator(".cm-place").inner_text()
    assert page.locator(".cm-state strong").inner_text() == "Ukraine, claimed"
    link = page.locator(".cm-card a").first
    assert link.get_attribute("href").startswith("https://example.org/")
    assert "noopener" in link.get_attribute("rel")


def test_the_address_shares_day_window_filters_and_choice(open_page: Any, saved: Path) -> None:
    page = open_page(saved, address="#d=2022-09-08&w=3&p=test-Balakliia&side=UA&t=table&look=dark&l=uk")
    settle(page)
    again = open_page(saved, address="#" + page.url.split("#", 1)[1])
    for one in (page, again):
        assert date(one) == "8 вересня 2022"
        assert one.evaluate("document.documentElement.lang") == "uk"
        assert one.evaluate("document.documentElement.dataset.look") == "dark"
        assert one.locator("#cm-tab-table").get_attribute("aria-selected") == "true"
    assert again.locator(".cm-sub").inner_text() == page.locator(".cm-sub").inner_text()


@pytest.mark.parametrize("address", ["#d=never&w=x&v=1/2", "#v=nan/1/2&p=%E0%A4%A", "#d=9999-01-01&w=-4&off=nothing", "#=&&&="])
def test_a_broken_address_opens_the_map_all_the_same(open_page: Any, saved: Path, address: str) -> None:
    page = open_page(saved, address=address)
    assert page.faults == []
    assert date(page).endswith("2022")


def test_filters_thin_the_events_and_can_be_cleared(open_page: Any, saved: Path) -> None:
    page = open_page(saved)
    whole = page.locator("#cm-tab-table").inner_text()
    page.get_by_role("button", name="Side:").click()
    page.get_by_role("checkbox", name="Russia").check()
    settle(page)
    assert page.locator("#cm-tab-table").inner_text() != whole
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Clear filters").click()
    settle(page)
    assert page.locator("#cm-tab-table").inner_text() == whole


def test_a_word_of_a_quote_finds_its_events(open_page: Any, saved: Path) -> None:
    page = open_page(saved, address="#d=2022-09-10&w=all")
    page.locator(".cm-search").fill("radio station")
    page.get_by_role("option", name="Events with").click()
    settle(page)
    assert page.locator("#cm-tab-table").inner_text() == "Table 1"


def test_filters_that_leave_nothing_are_not_taken_for_a_day_without_reports(open_page: Any, saved: Path) -> None:
    page = open_page(saved, address="#d=2022-09-10&q=nobodysaysthis")
    assert page.locator(".cm-sub").inner_text() == "Nothing passes the filters"
    assert "Nothing passes the filters" in page.locator(".cm-panel-body").inner_text()
    page.locator(".cm-panel-body").get_by_text("Clear filters").click()
    settle(page)
    assert "Nothing passes" not in page.locator(".cm").inner_text()


def test_the_table_sorts_and_says_so(open_page: Any, saved: Path) -> None:
    page = open_page(saved, address="#d=2022-09-10&t=table")
    page.get_by_role("button", name="Place", exact=True).click()
    settle(page)
    names = page.locator(".cm-table tbody td:nth-child(2)").all_inner_texts()
    assert names == sorted(names)
    assert page.locator(".cm-table th").nth(1).get_attribute("aria-sort") == "ascending"


def test_a_prediction_stands_in_the_table_and_never_on_the_map(open_page: Any, saved: Path) -> None:
    page = open_page(saved, address="#d=2022-10-06&w=1&t=table")
    settle(page)
    assert "predicted" in page.locator(".cm-table tbody").inner_text()
    assert "0 events" in page.locator(".cm-total").inner_text(timeout=1000) or "No report" in page.locator(".cm-sub").inner_text()


def test_a_claimed_area_has_no_point_and_stands_under_the_date(open_page: Any, tmp_path: Path) -> None:
    import situation

    from conflictmap.maps.webmap import draw_map, save_map

    told = situation.events()
    at = told.index[told.quote.str.contains("dozens of villages")]
    told.loc[at, ["event_type", "area_km2", "geometry", "name", "place_id"]] = ["area_regained", 2000.0, None, None, None]
    drawn = draw_map(told, frontline=situation.frontline(), day="2022-09-10")
    page = open_page(save_map(drawn, tmp_path / "area.html"), address="#t=table")
    words = page.locator(".cm-plate").inner_text()
    assert "2,000 km² regained, says the president" in words
    assert "about 4,000 km² regained by Ukraine, estimated" in words
    assert page.faults == []


def test_a_figure_of_what_was_regained_waits_for_the_report_that_gives_it(open_page: Any, tmp_path: Path) -> None:
    import situation

    from conflictmap.maps.webmap import draw_map, save_map

    told = situation.events()
    at = told.index[told.quote.str.contains("dozens of villages")]
    told.loc[at, ["event_type", "area_km2", "geometry", "name", "place_id"]] = ["area_regained", 2000.0, None, None, None]
    told.loc[at, "published"] += __import__("pandas").Timedelta(days=2)
    page = open_page(save_map(draw_map(told), tmp_path / "area.html"), address="#d=2022-09-10&w=7")
    assert "2,000 km²" not in page.locator(".cm-plate").inner_text()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    settle(page)
    assert "2,000 km²" in page.locator(".cm-plate").inner_text()


def test_a_prediction_gives_a_place_no_token_beside_what_is_told_of_it(open_page: Any, tmp_path: Path) -> None:
    import pandas as pd
    import situation

    from conflictmap.maps.webmap import draw_map, save_map

    told = situation.events()
    one = (
        told[told["name"] == "Kreminna"]
        .iloc[[0]]
        .assign(date="2022-09-10", event_type="strike", certainty="reported", relation=None)
    )
    plan = one.assign(event_id="plan", event_type="flag_raised", certainty="predicted")
    both = pd.concat([one, plan], ignore_index=True)
    page = open_page(save_map(draw_map(both, day="2022-09-10"), tmp_path / "plan.html"))
    assert page.evaluate("conflictmap.page.tokens()") == {"Kreminna": 1}
    assert "Flag raised" not in page.locator(".cm-key").inner_text()


def test_the_key_lists_the_token_of_an_advance_to_a_place_that_nobody_is_said_to_hold(open_page: Any, tmp_path: Path) -> None:
    import situation

    from conflictmap.frames.codebook import empty_frame
    from conflictmap.maps.webmap import draw_map, save_map

    told = situation.events()
    one = told[told["name"] == "Kreminna"].iloc[[0]].assign(date="2022-09-10", event_type="advance", relation=None)
    drawn = draw_map(one, control=empty_frame("control"), advances=situation.advances(), day="2022-09-10")
    page = open_page(save_map(drawn, tmp_path / "advance.html"))
    assert page.evaluate("conflictmap.page.tokens()") == {"Kreminna": 1}
    assert "Advance 1" in " ".join(page.locator(".cm-key").inner_text().split())


def test_the_key_counts_only_the_arrows_and_arteries_in_view(open_page: Any, saved: Path) -> None:
    page = open_page(saved, address="#d=2022-09-10&w=7&v=10/48.4/35.2")
    assert "Movement and supply" not in page.locator(".cm-key").inner_text()
    page = open_page(saved, address="#d=2022-09-10&w=7&v=10/49.75/37.1")  # both ends of the artery are outside
    assert "Severed 1" in " ".join(page.locator(".cm-key").inner_text().split())
    assert "Severed, claimed" in page.evaluate("conflictmap.page.names()")


def test_an_artery_names_its_ends_even_where_it_leaves_the_view(open_page: Any, saved: Path) -> None:
    page = open_page(saved, address="#d=2022-09-10&v=9.5/49.3/37.2")
    assert "→ Vovchansk" in page.evaluate("conflictmap.page.names()")


def test_the_years_of_a_former_raion_stand_in_its_sheet_and_not_on_the_map(open_page: Any, tmp_path: Path) -> None:
    import situation

    from conflictmap.maps.webmap import draw_map, save_map

    told = situation.events()
    one = told[told["name"] == "Kreminna"].iloc[[0]]
    one = one.assign(name="Kreminna Raion (until 2020)", place_id="raion", kind="raion", date="2022-09-10")
    page = open_page(save_map(draw_map(one, day="2022-09-10"), tmp_path / "raion.html"), address="#p=raion")
    assert "KREMINNA RAION" in page.evaluate("conflictmap.page.names()")
    assert page.locator(".cm-place h2").inner_text().startswith("Kreminna Raion")
    assert "until" not in page.locator(".cm-place h2").inner_text()
    assert "(until 2020)" in page.locator(".cm-where").inner_text()


def test_what_is_told_of_somewhere_near_a_town_is_not_told_of_the_oblast_of_its_name(open_page: Any, tmp_path: Path) -> None:
    import situation

    from conflictmap.maps.webmap import draw_map, save_map

    told = situation.events()
    one = told[told["name"] == "Kharkiv"].iloc[[0]].assign(kind="area", date="2022-09-10", background=False)
    page = open_page(save_map(draw_map(one, day="2022-09-10"), tmp_path / "near.html"))
    names = page.evaluate("conflictmap.page.names()")
    at = names.index("1 claim, somewhere in the area")
    assert names[at - 1] == "KHARKIV"


def test_what_only_follows_from_the_words_is_not_shown_as_a_claim(open_page: Any, tmp_path: Path) -> None:
    import situation

    from conflictmap.maps.webmap import draw_map, save_map

    told = situation.events()
    control = situation.control(told)
    control["implied"] = control["place_id"] == "test-Izium"
    drawn = draw_map(told, control=control, day="2022-09-10")
    page = open_page(save_map(drawn, tmp_path / "implied.html"), address="#p=test-Izium")
    assert page.locator(".cm-state strong").inner_text() == "Ukraine, implied: nobody names the holder"


def test_an_empty_day_says_so_and_links_the_last_day_with_reports(open_page: Any, saved: Path) -> None:
    page = open_page(saved, address="#d=2022-09-16&w=1")
    assert page.locator(".cm-sub").inner_text() == "No report for this day"
    page.get_by_role("button", name="Go to 13 September 2022").click()
    settle(page)
    assert date(page) == "13 September 2022"


def test_the_downloads_hold_what_is_shown(open_page: Any, saved: Path) -> None:
    page = open_page(saved, address="#d=2022-09-10&w=1&t=table&certainty=unverified")
    with page.expect_download() as got:
        page.get_by_role("button", name="GeoJSON").click()
    told = json.loads(Path(got.value.path()).read_text(encoding="utf-8"))
    assert {f["properties"]["certainty"] for f in told["features"]} == {"unverified"}
    izium = next(f for f in told["features"] if f["properties"]["name"] == "Izium")
    assert izium["geometry"]["coordinates"] == [37.2485, 49.2088]
    with page.expect_download() as got:
        page.get_by_role("button", name="CSV").click()
    rows = list(csv.DictReader(Path(got.value.path()).read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == len(told["features"])


def test_without_scripts_there_is_a_picture_and_a_table(open_page: Any, saved: Path) -> None:
    page = open_page(saved, java_script_enabled=False)
    assert page.locator("#cm-still svg").is_visible()
    assert page.locator("#cm-still tr").count() > 50
    assert "not a record of truth" in page.locator("#cm-still").inner_text()


def test_the_printed_sheet_has_map_date_standing_line_key_and_sources(open_page: Any, saved: Path, tmp_path: Path) -> None:
    page = open_page(saved)
    page.pdf(path=str(tmp_path / "sheet.pdf"), prefer_css_page_size=True)
    page.emulate_media(media="print")
    words = page.locator(".cm-print").inner_text()
    for part in ("10 September 2022", "not a record of truth", "Ukraine", "https://example.org/"):
        assert part in words
    assert not page.locator(".cm").is_visible()
    assert page.locator(".cm-print img").is_visible()
    assert "as told in reports up to" in words


def test_on_paper_no_name_lies_under_the_scale(open_page: Any, saved: Path) -> None:
    page = open_page(saved)
    # what is written into the sheet's map, as [words, left, top, right, bottom] in the map's pixels
    page.evaluate("""() => {
      const write = CanvasRenderingContext2D.prototype.fillText;
      window.written = [];
      CanvasRenderingContext2D.prototype.fillText = function (words, x, y, ...rest) {
        const t = this.getTransform(), r = devicePixelRatio;
        const of = new DOMPoint(x, y).matrixTransform(t), m = this.measureText(words);
        window.written.push([words, of.x / r - m.actualBoundingBoxLeft * t.a / r, of.y / r - m.actualBoundingBoxAscent * t.d / r,
          of.x / r + m.actualBoundingBoxRight * t.a / r, of.y / r + m.actualBoundingBoxDescent * t.d / r]);
        return write.call(this, words, x, y, ...rest);
      };
    }""")
    under = []
    for east in range(12):
        page.evaluate(f"location.hash = 'd=2022-09-10&v=8.5/49.2/{36 + east / 10}'")
        settle(page)
        page.evaluate("window.written = []; dispatchEvent(new Event('beforeprint'))")
        written = page.evaluate("window.written")
        at = max(i for i, (words, *_) in enumerate(written) if words.endswith(" km"))
        _, left, top, right, bottom = written[at]
        under += [w for w, a, b, c, d in written[:at] if a < right and c > left and b < bottom and d > top]
    assert under == []


def test_changing_the_language_keeps_the_state(open_page: Any, saved: Path) -> None:
    page = open_page(saved, address="#d=2022-09-10&p=test-Izium")
    page.locator(".cm-more").first.click()
    page.get_by_role("button", name="Українською").click()
    settle(page)
    assert page.locator(".cm-place h2").inner_text().startswith("Ізюм")
    assert date(page) == "10 вересня 2022"
    page.keyboard.press("ArrowRight")
    settle(page)
    assert date(page) == "11 вересня 2022"
    assert page.faults == []


def test_by_the_second_clock_a_report_waits_until_it_is_printed(open_page: Any, tmp_path: Path) -> None:
    import situation

    from conflictmap.maps.webmap import draw_map, save_map

    told = situation.events()
    late = told.index[told.quote.str.contains("two reporters saw")]
    told.loc[late, "published"] += __import__("pandas").Timedelta(days=5)
    page = open_page(save_map(draw_map(told), tmp_path / "late.html"), address="#d=2022-09-07&w=1&t=table")
    assert "Shevchenkove" in page.locator(".cm-table tbody").inner_text()
    page = open_page(tmp_path / "late.html", address="#d=2022-09-07&w=1&t=table&c=print")
    assert "Shevchenkove" not in page.locator(".cm-table tbody").inner_text()
    page = open_page(tmp_path / "late.html", address="#d=2022-09-12&w=1&t=table&c=print")
    assert "Shevchenkove" in page.locator(".cm-table tbody").inner_text()


def test_by_the_second_clock_arteries_and_arrows_wait_and_nothing_is_estimated(open_page: Any, tmp_path: Path) -> None:
    import situation

    from conflictmap.maps.webmap import draw_map, save_map

    told = situation.events()
    told["published"] += __import__("pandas").Timedelta(days=3)
    last = str(told.loc[told["date"] <= "2022-09-10", "event_id"].iloc[-1])
    glocs, advances = situation.glocs().assign(event_ids=last), situation.advances().assign(event_ids=last)
    drawn = draw_map(told, glocs=glocs, advances=advances, frontline=situation.frontline(), day="2022-09-10")
    saved = save_map(drawn, tmp_path / "late.html")
    key = open_page(saved, address="#d=2022-09-10&w=7&v=8/49.4/37.4").locator(".cm-key").inner_text()
    assert "Severed" in key
    assert "Estimated by the program" in key
    early = open_page(saved, address="#d=2022-09-10&w=7&v=8/49.4/37.4&c=print").locator(".cm-key").inner_text()
    assert "Movement and supply" not in early
    assert "Estimated by the program" not in early
    late = open_page(saved, address="#d=2022-09-13&w=7&v=8/49.4/37.4&c=print").locator(".cm-key").inner_text()
    assert "Severed" in late
    assert "Advance" in late


@pytest.mark.parametrize(
    ("clock", "confirmed"),
    [
        ("", {"date": "2022-09-07", "published": "2022-09-07"}),  # confirmed as of a later day
        ("&c=print", {"date": "2022-09-02", "published": "2022-09-07"}),  # for its own day, but printed later
    ],
)
def test_a_claim_that_is_confirmed_later_is_drawn_as_a_claim_until_then(
    open_page: Any, tmp_path: Path, clock: str, confirmed: dict[str, str]
) -> None:
    import pandas as pd
    from shapely.geometry import LineString, Point

    from conflictmap.control.advances import trace_advances
    from conflictmap.control.timeline import trace_control
    from conflictmap.frames.codebook import conform
    from conflictmap.maps.webmap import draw_map, save_map

    chuhuiv, kupiansk = Point(36.687, 49.836), Point(37.6153, 49.7106)
    gain = {"event_type": "control_gained", "place_id": "k", "name": "Kupiansk", "geometry": kupiansk}
    move = gain | {"event_type": "advance", "dest_id": "c", "dest_name": "Chuhuiv", "geometry": LineString([chuhuiv, kupiansk])}
    claimed = {"date": "2022-09-02", "published": "2022-09-02", "certainty": "claimed", "claimant": "a deputy"}
    rows = [
        {"event_id": f"e{n}", "kind": "settlement", "side": "UA", "source": "Daily"} | what | told
        for n, (what, told) in enumerate((w, t) for w in (gain, move) for t in (claimed, confirmed | {"certainty": "confirmed"}))
    ]
    told = conform(pd.DataFrame(rows), "events")
    control = trace_control(told)
    saved = save_map(draw_map(told, control=control, advances=trace_advances(told, control)), tmp_path / "page.html")
    for day, words in (("2022-09-03", "claimed"), ("2022-09-07", "confirmed")):
        page = open_page(saved, address=f"#d={day}&w=7&v=8/49.8/37.2&p=k{clock}")
        state = page.locator(".cm-state").inner_text()
        assert state.startswith(f"Ukraine, {words}")
        assert "since 2 Sept" in state
        assert ("Advance, claimed" in page.locator(".cm-key").inner_text()) is (words == "claimed")


@pytest.mark.parametrize("clock", ["", "&c=print"])
def test_a_holder_that_nobody_names_is_forgotten_by_both_clocks(open_page: Any, tmp_path: Path, clock: str) -> None:
    import pandas as pd
    from shapely.geometry import Point

    from conflictmap.control.timeline import trace_control
    from conflictmap.frames.codebook import conform
    from conflictmap.maps.webmap import draw_map, save_map

    strike = {"event_id": "a", "event_type": "strike", "side": "RU", "place_id": "i", "name": "Izium", "date": "2022-09-01"}
    later = {
        "event_id": "b",
        "event_type": "control_held",
        "side": "UA",
        "place_id": "c",
        "name": "Chuhuiv",
        "date": "2022-09-25",
    }
    rows = [strike | {"geometry": Point(37.2485, 49.2088)}, later | {"geometry": Point(36.687, 49.836)}]
    told = conform(
        pd.DataFrame([row | {"kind": "settlement", "certainty": "reported", "published": row["date"]} for row in rows]), "events"
    )
    saved = save_map(draw_map(told, control=trace_control(told)), tmp_path / "page.html")
    for day, words in (("2022-09-10", "Ukraine, implied"), ("2022-09-20", "No report by this day says who holds it")):
        page = open_page(saved, address=f"#d={day}&w=7&p=i{clock}")
        assert page.locator(".cm-state").inner_text().startswith(words)


def changed_page(tmp_path: Path) -> Path:
    import situation

    from conflictmap.control.differences import compare_control
    from conflictmap.control.timeline import control_on, trace_control
    from conflictmap.maps.webmap import draw_map, save_map

    told = situation.events()
    control = trace_control(told)
    days = ("2022-09-03", "2022-09-10")
    changes = compare_control(*(control_on(control, day) for day in days))
    return save_map(draw_map(told, control=control, changes=changes, between=days, day=days[1]), tmp_path / "changes.html")


def test_the_map_of_changes_rings_them_and_lists_both_states_with_their_sources(open_page: Any, tmp_path: Path) -> None:
    page = open_page(changed_page(tmp_path))
    key = page.locator(".cm-key").inner_text()
    assert "3 Sept → 10 Sept" in key
    assert "Changed, as reports say" in key
    assert "Pale: unchanged" in key
    balakliia = page.locator(".cm-changes li", has_text="Balakliia").first
    assert "Russia, reported" in balakliia.inner_text()
    assert "Ukraine, confirmed" in balakliia.inner_text()
    assert balakliia.locator("p").inner_text().strip()
    balakliia.locator("button").click()
    settle(page)
    assert page.locator(".cm-place h2").inner_text().startswith("Balakliia")
    assert "3 Sept → 10 Sept: Russia, reported → Ukraine, confirmed" in " ".join(page.locator(".cm-place").inner_text().split())
    assert page.locator(".cm-card mark").count()
    assert page.faults == []


def test_on_a_phone_the_list_of_changes_is_open_and_nothing_scrolls_sideways(open_page: Any, tmp_path: Path) -> None:
    page = open_page(changed_page(tmp_path), width=360, height=740)
    assert page.locator(".cm-changes li").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_reports_that_wait_are_counted_and_not_their_events(open_page: Any, tmp_path: Path) -> None:
    import pandas as pd
    import situation

    from conflictmap.maps.webmap import draw_map, save_map

    told = situation.events()
    one = told[told["name"] == "Kreminna"].iloc[[0]].assign(date="2022-09-05", background=False)
    later = [
        one.assign(event_id=f"later{i}", report_id="later", date="2022-09-09", event_type=kind)
        for i, kind in enumerate(["strike", "fighting"])
    ]
    page = open_page(
        save_map(draw_map(pd.concat([one, *later], ignore_index=True)), tmp_path / "later.html"),
        address="#d=2022-09-05&p=test-Kreminna",
    )
    assert "1 later report waits" in page.locator(".cm-place").inner_text()


def test_crimea_is_drawn_as_ukraine(open_page: Any, saved: Path) -> None:
    # the land of Ukraine and that of its neighbours have colours of their own; Dzhankoi's steppe has no road, river or name
    page = open_page(saved, address="#d=2022-08-24&w=1&v=9/45.43/34.05&off=names")
    page.wait_for_timeout(300)
    colour = """(() => { const c = document.querySelector('canvas.cm-ground'), k = c.width / c.clientWidth;
        const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data, n = {};
        for (let i = 0; i < d.length; i += 4) {
          const h = '#' + [d[i], d[i+1], d[i+2]].map(v => v.toString(16).padStart(2, '0')).join('');
          n[h] = (n[h] || 0) + 1 }
        return n })()"""
    seen = page.evaluate(colour)
    assert seen.get("#f8f7f3", 0) > 10000
    assert seen.get("#eceae4", 0) < 200


def test_layers_of_a_user_stand_on_the_map_without_requests(open_page: Any, tmp_path: Path) -> None:
    import folium
    import situation

    from conflictmap.maps.webmap import draw_map, save_map

    page = draw_map(situation.events(), day="2022-09-10")
    folium.Marker([49.2, 37.2], popup=folium.Popup("A note of mine"), tooltip="mine").add_to(page)
    folium.CircleMarker([49.4, 37.4], radius=9).add_to(page)
    folium.LayerControl().add_to(page)
    opened = open_page(save_map(page, tmp_path / "own.html"), address="#v=8/49.2/37.2")
    opened.locator(".leaflet-marker-icon").click()
    assert opened.locator(".leaflet-popup-content").inner_text() == "A note of mine"
    assert opened.requests == []
    assert opened.faults == []


def test_a_tap_chooses_a_place_on_a_phone_and_the_sheet_has_three_stops(open_page: Any, saved: Path) -> None:
    page = open_page(saved, width=390, height=844, address="#d=2022-09-10&v=9/49.2088/37.2485", has_touch=True)
    box = page.locator(".cm-map").bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    settle(page)
    assert page.locator(".cm-place h2 span").first.inner_text() == "Izium"
    heights = []
    for _ in range(3):
        heights.append(round(page.locator(".cm-panel").bounding_box()["height"]))
        page.locator(".cm-grip").click()
        settle(page)
    assert sorted(heights)[:2] == [64, 308]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    # the chosen place is not left behind the sheet
    page.wait_for_timeout(600)
    assert page.faults == []


def test_in_a_notebook_the_page_works_in_its_frame(chromium: Any, tmp_path: Path) -> None:
    import situation

    from conflictmap.maps.webmap import draw_map

    told = situation.events()
    shown = draw_map(told, control=situation.control(told), day="2022-09-10", height="600px")._repr_html_()
    cell = tmp_path / "cell.html"
    cell.write_text(f"<!DOCTYPE html><body>{shown}", encoding="utf-8")
    page = chromium.new_page(viewport={"width": 1000, "height": 700})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(cell.as_uri())
    frame = page.frames[1]
    frame.wait_for_function("document.documentElement.dataset.ready")
    frame.locator(".cm-step").last.click()
    page.wait_for_timeout(300)
    assert frame.locator(".cm-date").inner_text() == "11 September 2022"
    assert page.locator("iframe").bounding_box()["height"] == 600
    assert faults == []
    page.close()


def test_with_tiles_that_never_come_the_map_is_drawn_all_the_same(open_page: Any, tmp_path: Path) -> None:
    import situation

    from conflictmap.maps.webmap import draw_map, save_map

    page = open_page(
        save_map(draw_map(situation.events(), tiles="OpenStreetMap.Mapnik", day="2022-09-10"), tmp_path / "tiles.html")
    )
    page.wait_for_timeout(300)
    assert all("tile.openstreetmap.org" in address for address in page.requests)
    assert date(page) == "10 September 2022"
    credit = page.locator(".cm-credit a").first
    assert credit.inner_text() == "OpenStreetMap"
    assert "openstreetmap.org/copyright" in credit.get_attribute("href")
    land = "document.querySelector('canvas.cm-ground').getContext('2d').getImageData(500, 600, 1, 1).data[3]"
    assert page.evaluate(land) == 255


def test_places_on_one_spot_fan_out_and_each_can_be_chosen(open_page: Any, tmp_path: Path) -> None:
    import situation

    from conflictmap.maps.webmap import draw_map, save_map

    told = situation.events()
    twins = told[told.name == "Lyman"].copy()
    twins["place_id"], twins["name"], twins["event_id"] = "test-twin", "Twin", twins["event_id"] + "-twin"
    told = __import__("pandas").concat([told, twins], ignore_index=True)
    page = open_page(
        save_map(draw_map(told, day="2022-09-10"), tmp_path / "twins.html"), address="#v=9/48.9853/37.8117&d=2022-09-10"
    )
    box = page.locator(".cm-map").bounding_box()
    assert box is not None
    seen = set()
    for dy in (-12, 12):
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + dy)
        settle(page)
        seen.add(page.locator(".cm-place h2 span").first.inner_text())
        page.keyboard.press("Escape")
        settle(page)
    assert seen == {"Lyman", "Twin"}


def test_every_control_has_a_name_and_colours_have_contrast(open_page: Any, saved: Path) -> None:
    for look in ("light", "dark"):
        for width, address in [
            (1600, "#d=2022-09-10&p=test-Izium"),
            (1600, "#t=table"),
            (1600, "#t=sources"),
            (390, "#d=2022-09-10&p=test-Izium"),
        ]:
            page = open_page(saved, width=width, height=900, address=address, color_scheme=look, bypass_csp=True)
            settle(page)
            page.evaluate(AXE.read_text(encoding="utf-8"))
            found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            bad = [
                (v["id"], [n["html"][:150] for n in v["nodes"][:3]])
                for v in found["violations"]
                if v["impact"] in ("serious", "critical")
            ]
            assert bad == [], (look, width, address)
