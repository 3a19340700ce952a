"""Every verb on the sample reports, and on what users give that can't be read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conflictmap.cli import VERBS, main
from conflictmap.frames.files import read_frame
from conflictmap.model import Claim, Report
from conflictmap.reading.extraction import read_claims

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "reports"
NOTE = "Ukrainian forces entered Balakliia on Thursday, September 8, the regional governor said."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with one short report."""
    (tmp_path / "note.txt").write_text(NOTE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refuse(*words: str | Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Run a verb that must fail with 1; return the one line that it says."""
    with pytest.raises(SystemExit) as stopped:
        main([str(word) for word in words])
    said = capsys.readouterr()
    assert stopped.value.code == 1
    assert said.out == ""
    assert said.err.startswith("conflictmap: ")
    assert said.err.count("\n") == 1
    return said.err


def test_reports_shows_one_line_a_post_with_its_day(capsys: pytest.CaptureFixture[str]) -> None:
    main(["reports", str(SAMPLES / "liveblog-2022-09-10.txt")])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 2
    assert all("  2022-09-10" in line for line in lines)
    assert any("Moscow calls it regrouping" in line for line in lines)


def test_toponyms_are_written_with_the_places_they_mean(folder: Path) -> None:
    main(["toponyms", "note.txt", "-o", "places.geojson"])
    (place,) = json.loads((folder / "places.geojson").read_text(encoding="utf-8"))["features"]
    assert place["properties"]["name"] == "Balakliia"
    assert NOTE[place["properties"]["start"] : place["properties"]["end"]] == "Balakliia"


def test_events_are_printed_and_explained(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["events", "note.txt"])
    assert "2022-09-08" in capsys.readouterr().out
    main(["events", "note.txt", "--explain"])
    out = capsys.readouterr().out
    assert NOTE in out
    assert "type=entered" in out


@pytest.mark.parametrize("ending", [".geojson", ".gpkg", ".csv", ".parquet", ".kml", ".fgb"])
def test_events_of_every_format_are_traced_to_control(ending: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["events", "note.txt", "-o", f"events{ending}", "--merge"])
    main(["control", f"events{ending}"])
    assert "Balakliia" in capsys.readouterr().out


@pytest.mark.parametrize("store", ["store.gpkg", "store"])
def test_an_archive_takes_a_report_once_and_is_drawn_from(store: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["events", "note.txt", "--into", store])
    assert "1 of 1 reports were new or changed" in capsys.readouterr().err
    main(["events", "note.txt", "--into", store])
    assert "0 of 1 reports were new or changed; 0 events added" in capsys.readouterr().err
    main(["control", store])
    assert capsys.readouterr().out.count("Balakliia") == 1


def test_columns_of_any_name_are_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "odd.csv").write_text('Wann;Inhalt\n11.09.2022;"Ukrainian troops retook Izium."\n', encoding="utf-8")
    main(["events", "odd.csv", "--columns", "text=Inhalt,published=Wann", "-o", "events.csv"])
    events = read_frame(folder / "events.csv", "events")
    assert [(str(e.date.date()), e.side, e.name) for e in events.itertuples(index=False)] == [("2022-09-11", "UA", "Izium")]
    said = refuse("events", "odd.csv", "--columns", "text=Inhalt", capsys=capsys)
    assert "odd.csv, line 2: " in said
    assert "--columns published=" in said


def test_a_source_can_be_named_for_reports_that_do_not_tell_theirs(folder: Path) -> None:
    table = "published,text,source\n2022-09-11,Ukrainian troops took Izium.,\n2022-09-11,Ukrainian troops took Lyman.,The Paper\n"
    (folder / "some.csv").write_text(table, encoding="utf-8")
    main(["events", "some.csv", "--source", "The Example", "-o", "events.csv"])
    assert read_frame(folder / "events.csv", "events")["source"].tolist() == ["The Example", "The Paper"]


def test_every_verb_is_told_whole_in_the_list_of_verbs(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--help"])
    listed = capsys.readouterr().out.split("Commands:\n")[1].splitlines()
    assert len(listed) == len(VERBS)
    assert not [line for line in listed if line.endswith("...")]


def test_the_map_verb_writes_a_page_of_the_samples(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["map", str(SAMPLES / "liveblog-2022-09-10.txt"), "-o", "map.html", "--title", "<b>Izium</b>", "--no-estimate"])
    assert capsys.readouterr().out.strip() == "map.html"
    page = (folder / "map.html").read_text(encoding="utf-8")
    assert "<b>Izium</b>" not in page


def test_a_map_among_the_reports_is_not_read_as_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["map", ".", "-o", "map.html", "--no-estimate"])
    capsys.readouterr()
    main(["reports", "."])
    said = capsys.readouterr()
    assert [line.split()[0] for line in said.out.splitlines()] == ["note"]
    assert "map.html: this page is a map of conflictmap and no report" in said.err


@pytest.mark.slow
def test_a_series_as_an_animation_has_its_description_too(folder: Path) -> None:
    series = ["--from", "2022-09-08", "--to", "2022-09-09", "--every", "1d", "--no-estimate"]
    main(["snapshot", "note.txt", *series, "--size", "80x60mm", "--dpi", "50", "-o", "days.gif", "--alt-text", "days.txt"])
    assert (folder / "days.gif").read_bytes().startswith(b"GIF")
    told = (folder / "days.txt").read_text(encoding="utf-8").splitlines()
    assert [line[:11] for line in told] == ["2022-09-08:", "2022-09-09:"]


def test_lookup_finds_a_case_form_and_says_what_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    main(["lookup", "Ізюмом", "Nosuchplace"])
    known, unknown = capsys.readouterr().out.splitlines()
    assert "Izium" in known
    assert "not found" in unknown


def test_gazetteer_info_names_licence_and_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    main(["gazetteer", "info"])
    out = capsys.readouterr().out
    assert "CC BY 4.0" in out
    assert "conflictmap gazetteer install" in out


BAD = {
    "empty.txt": (b"", "the file is empty"),
    "blank.txt": (b" \n\n", "the file is empty"),
    "binary.txt": (bytes(range(256)) * 8, "binary file"),
    "cp1251.txt": ("8 вересня 2022 року сили оборони звільнили Балаклію.".encode("cp1251"), "--encoding windows-1251"),
    "nodate.txt": (b"Russian forces shelled Chasiv Yar again.", "give --published"),
    "cut.json": (b'{"name": "x", "messages": [', "this is no JSON"),
    "cut.pdf": (b"%PDF-1.4 xx", "this PDF can't be read"),
    "note.xyz": (b"text", "no reports are read from .xyz"),
    "broken.gpkg": (b"no database", "broken.gpkg: "),
}


@pytest.mark.parametrize("verb", ["reports", "toponyms", "events", "control", "glocs", "map", "snapshot"])
@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_said_in_one_line_and_nothing_is_written(
    verb: str, name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, message = BAD[name]
    (folder / name).write_bytes(content)
    before = sorted(folder.iterdir())
    out = {"map": "out.html", "snapshot": "out.png"}.get(verb, "out.csv")
    said = refuse(verb, name, "-o", out, capsys=capsys)
    assert name in said
    if not (name == "broken.gpkg" and verb in ("reports", "toponyms", "events")):
        assert message in said
    assert sorted(folder.iterdir()) == before


def test_a_missing_file_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "nothere.txt: there is no such file" in refuse("events", "nothere.txt", capsys=capsys)


def test_one_broken_file_of_a_folder_is_named_and_the_others_are_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "empty.txt").touch()
    main(["events", "."])
    said = capsys.readouterr()
    assert "empty.txt: the file is empty" in said.err
    assert "Balakliia" in said.out


def stumble(report: Report, *_: object) -> list[Claim]:
    """Read claims as a reader with a fault does: it fails at one word."""
    if "Kupiansk" in report.text:
        raise IndexError("list index out of range")
    return read_claims(report, *_)  # type: ignore[arg-type]  # passed on as they came


def test_a_report_whose_reading_fails_is_told_and_the_others_are_read(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "bad.txt").write_text("Ukrainian forces entered Kupiansk on September 9, 2022.", encoding="utf-8")
    monkeypatch.setattr("conflictmap.reading.pipeline.read_claims", stumble)
    main(["events", "."])
    said = capsys.readouterr()
    assert "Balakliia" in said.out
    assert said.err.startswith("conflictmap: bad.txt: report bad: a fault of conflictmap itself in reading/pipeline.py:")
    assert said.err.endswith("(IndexError: list index out of range); report it together with this text (skipped)\n")
    assert "bad.txt: report bad: a fault of conflictmap itself" in refuse("events", "bad.txt", capsys=capsys)


def test_a_report_whose_reading_failed_is_new_to_the_archive_until_it_is_read(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "bad.txt").write_text("Ukrainian forces entered Kupiansk on September 9, 2022.", encoding="utf-8")
    with monkeypatch.context() as faulty:
        faulty.setattr("conflictmap.reading.pipeline.read_claims", stumble)
        main(["events", ".", "--into", "store.gpkg"])
    assert "1 of 2 reports were new or changed; 1 events added" in capsys.readouterr().err
    main(["events", "bad.txt", "note.txt", "--into", "store.gpkg"])
    assert "1 of 2 reports were new or changed; 1 events added" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["map", "note.txt", "-o", "no/map.html"], "no/map.html: "),
        (["map", "note.txt", "-o", "map.png"], "conflictmap snapshot"),
        (["map", "note.txt", "-o", "taken.html"], "taken.html: can't be written"),
        (["events", "note.txt", "-o", "no/events.csv"], "the folder no doesn't exist"),
        (["events", "note.txt", "-o", "events.xlsx"], "no format has the ending '.xlsx'"),
        (["events", "note.txt", "--into", "no/store.gpkg"], "the folder no doesn't exist"),
        (["events", "note.txt", "--into", "store.csv"], "an archive is a .gpkg file, a folder"),
        (["events", "note.txt", "--into", "note.txt"], "an archive is a .gpkg file, a folder"),
        (["snapshot", "note.txt", "-o", "no/figure.png"], "no/figure.png: "),
        (["snapshot", "note.txt", "-o", "figure.png", "--alt-text", "no/alt.txt"], "no/alt.txt: the folder no doesn't exist"),
        (["snapshot", "note.txt", "-o", "figure.jpg"], "no figure is written as .jpg"),
        (["events", "note.txt", "--columns", "text"], "write it as text=body,published=date"),
        (["events", "note.txt", "--published", "yesterday"], "is no date; write it as 2022-09-10"),
        (["control", "note.txt", "--on", "11.09.2022"], "'11.09.2022' is no day; write it as 2022-09-10"),
        (["map", "note.txt", "-o", "map.html", "--on", "09/11/2022"], "--on: '09/11/2022' is no day; write it as 2022-09-10"),
        (["snapshot", "note.txt", "-o", "figure.png", "--on", "11.09.2022"], "'11.09.2022' is no day"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line_and_nothing_is_written(
    words: list[str], message: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "taken.html").mkdir()
    before = sorted(folder.iterdir())
    assert message in refuse(*words, capsys=capsys)
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["events", "none.txt", "-o", "no/events.csv"], "no/events.csv: the folder no doesn't exist"),
        (["events", "none.txt", "-o", "events.xlsx"], "no format has the ending '.xlsx'"),
        (["map", "none.txt", "-o", "map.png"], "a page is written as .html"),
        (["map", "none.txt", "-o", "map.html", "--since", "soon"], "--since: 'soon' is no day"),
        (["diff", "claimed", "assessed", "none.txt", "-o", "diff.txt"], "no format has the ending '.txt'"),
        (["snapshot", "none.txt", "-o", "figure.jpg"], "no figure is written as .jpg"),
        (["snapshot", "none.txt", "-o", "no/figure.png"], "the folder no doesn't exist"),
        (["control", "none.txt", "--known-by", "monday"], "--known-by: 'monday' is no day"),
    ],
)
def test_what_cannot_be_written_or_meant_is_said_before_anything_is_read(
    words: list[str], message: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert message in refuse(*words, capsys=capsys)


def test_a_span_that_ends_before_it_begins_is_wrong_usage(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["map", "note.txt", "-o", "map.html", "--since", "2022-09-12", "--until", "2022-09-10"])
    assert stopped.value.code == 2
    assert "exchange them" in capsys.readouterr().err
    assert not (folder / "map.html").exists()


def test_a_page_without_an_event_is_told_of(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["map", "note.txt", "-o", "map.html", "--since", "2022-10-01"])
    said = capsys.readouterr()
    assert (said.out, said.err) == ("map.html\n", "no event to show: the page has none\n")


def test_the_events_of_an_archive_and_of_a_file_come_out_as_a_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["events", "note.txt", "--into", "store.gpkg"])
    main(["events", "store.gpkg", "-o", "events.csv"])
    main(["events", "events.csv", "-o", "again.geojson"])
    names = [list(read_frame(folder / name, "events")["name"]) for name in ("events.csv", "again.geojson")]
    assert names == [["Balakliia"], ["Balakliia"]]
    capsys.readouterr()
    assert "no reports are read from .gpkg" in refuse("events", "store.gpkg", "--into", "other.gpkg", capsys=capsys)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_may_not_be_written_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "shut").mkdir(mode=0o500)
    assert "shut/map.html" in refuse("map", "note.txt", "-o", "shut/map.html", capsys=capsys)


def test_a_file_of_toponyms_is_no_file_of_events(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["toponyms", "note.txt", "-o", "places.geojson"])
    said = refuse("map", "places.geojson", "-o", "map.html", capsys=capsys)
    assert "a frame of toponyms and holds no events" in said


@pytest.mark.parametrize("place", ["", ",place_id"])
def test_a_table_of_a_users_own_in_our_columns_keeps_its_places(
    place: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = "event_id,event_type,side,name,date,certainty,background,lon,lat"
    row = "a,control_gained,UA,Izium,2022-09-10,reported,false,37.26,49.21"
    (folder / "own.csv").write_text(f"{head}{place}\n{row}{place and ','}\n", encoding="utf-8")
    main(["events", "own.csv", "-o", "events.csv"])
    (event,) = read_frame(folder / "events.csv", "events").itertuples()
    assert (event.name, event.admin1, event.geometry.x) == ("Izium", "Kharkiv Oblast", 37.26)
    main(["control", "own.csv"])
    assert "Izium" in capsys.readouterr().out
    faults = {
        "false": ("maybe", "can't be read as .csv (In CSV column #6: CSV conversion error to bool: invalid value 'maybe'"),
        "reported": ("sure", "column certainty holds 'sure' in row 2"),
    }
    for good, (bad, message) in faults.items():
        (folder / "own.csv").write_text(f"{head}{place}\n{row}{place and ','}\n".replace(good, bad), encoding="utf-8")
        assert f"own.csv: {message}" in refuse("control", "own.csv", capsys=capsys)


def test_exchanged_coordinates_of_a_table_are_told_with_its_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = "event_id_cnty,event_date,sub_event_type,actor1,location,latitude,longitude"
    row = "UKR1,2022-09-10,Armed clash,Military Forces of Ukraine,Izium,37.2,49.2"
    (folder / "acled.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    assert "acled.csv: longitude and latitude stand one for the other" in refuse("control", "acled.csv", capsys=capsys)


def test_that_nothing_was_found_is_said_beside_the_output(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "calm.txt").write_text("On 8 September 2022 the weather was fine.", encoding="utf-8")
    main(["events", "calm.txt"])
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "nothing was found\n")


@pytest.mark.parametrize("ending", [".geojson", ".gpkg", ".csv", ".parquet", ".kml", ".fgb"])
def test_a_file_without_a_single_event_is_still_one_of_events(
    ending: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "calm.txt").write_text("On 8 September 2022 the weather was fine.", encoding="utf-8")
    main(["events", "calm.txt", "-o", f"calm{ending}"])
    assert capsys.readouterr().err == "nothing was found\n"
    main(["control", f"calm{ending}"])
    assert capsys.readouterr().err == "nothing was found\n"


def test_run_as_a_module_it_has_its_own_name() -> None:
    ran = subprocess.run([sys.executable, "-m", "conflictmap", "--version"], capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("conflictmap, version ")
