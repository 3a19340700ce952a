"""Recognition and resolution of place names, with the built-in gazetteer."""

import tomllib
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from conflictmap.errors import LexiconError
from conflictmap.gazetteer.places import BUILT_IN, Gazetteer, load_gazetteer
from conflictmap.model import Report, Toponym
from conflictmap.reading import vocabulary
from conflictmap.reading.toponyms import read_toponyms


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(BUILT_IN)


def read(gazetteer: Gazetteer, text: str, day: str = "2022-09-10", **fields: object) -> list[Toponym]:
    return read_toponyms(Report("r", text, datetime.fromisoformat(day).replace(tzinfo=UTC), **fields), gazetteer)  # type: ignore[arg-type]


def names(found: list[Toponym]) -> list[str | None]:
    return [t.place.name if t.place else None for t in found]


def test_a_possessive_ends_before_its_s(gazetteer: Gazetteer) -> None:
    assert [t.surface for t in read(gazetteer, "Izium's mayor and Kupiansk’s station")] == ["Izium", "Kupiansk"]


def test_a_hyphen_pair_is_two_places(gazetteer: Gazetteer) -> None:
    assert names(read(gazetteer, "the Balakliya-Izyum line; Київ-Харків")) == ["Balakliia", "Izium", "Kyiv", "Kharkiv"]


def test_a_name_of_two_words_with_a_hyphen_stays_one(gazetteer: Gazetteer) -> None:
    assert names(read(gazetteer, "біля Куп'янська-Вузлового")) == ["Kupiansk-Vuzlovyi"]


def test_spans_stand_where_editors_and_pages_left_their_marks(gazetteer: Gazetteer) -> None:
    text = "in [B]akhmut, Kup&#39;iansk and Ku\u00adpiansk"
    found = read(gazetteer, text)
    assert names(found) == ["Bakhmut", "Kupiansk", "Kupiansk"]
    assert all(text[t.start : t.end] == t.surface for t in found)


def test_a_region_is_named_once_behind_one_whose_words_are_turned_round(gazetteer: Gazetteer) -> None:
    found = read(gazetteer, "They shelled Oblast Kharkiv. They hit Lyman, Donetsk oblast.")
    assert [t.surface for t in found][-2:] == ["Lyman", "Donetsk oblast"]
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_half_a_character_that_an_export_left_is_no_error(gazetteer: Gazetteer) -> None:
    text = "\ud83d They hit the village of Lyman."
    assert [text[t.start : t.end] for t in read(gazetteer, text)] == ["Lyman"]


def test_one_report_may_mix_languages(gazetteer: Gazetteer) -> None:
    assert names(read(gazetteer, "From Izium: «Ми в Балаклії». «А мы в Купянске».")) == ["Izium", "Balakliia", "Kupiansk"]


def test_upper_case_headlines_name_places(gazetteer: Gazetteer) -> None:
    assert names(read(gazetteer, "ІЗЮМ ЗВІЛЬНЕНО\nTROOPS ENTER KUPIANSK")) == ["Izium", "Kupiansk"]


@pytest.mark.parametrize(
    "text",
    [
        "Vladimir Matsokin spoke on the radio.",
        "Сержант Лиман отримав нагороду.",
        "з позивним Бахмут",
        "the 93rd Kholodnyi Yar Brigade",
        "батальйон «Айдар»",
        "бойцы «Азова» ушли",
        "the annual Yalta European Strategy meeting",
        "Мирне населення страждає.",
        "Щастя – це тиша.",
        "Победа будет за нами.",
        "на вулиці Харківській",
        "Сили оборони тримають рубіж.",
        "the landing ship Saratov",
        "Івану виповнилося вісімдесят років.",
        "Марії вручено нагороду.",
    ],
)
def test_persons_units_ships_streets_and_words_are_no_places(gazetteer: Gazetteer, text: str) -> None:
    assert read(gazetteer, text) == []


def test_the_same_word_is_a_place_where_it_stands_as_one(gazetteer: Gazetteer) -> None:
    assert names(read(gazetteer, "Щастя – це тиша. Ворог обстріляв Щастя.")) == ["Shchastia"]


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("the Kharkiv direction", "area", "Kharkiv Oblast"),
        ("на ізюмському напрямку", "area", "Izium"),
        ("на купянском направлении", "area", "Kupiansk"),
        ("Лиманська громада", "hromada", "Lyman"),
        ("in Kharkiv Oblast", "oblast", "Kharkiv Oblast"),
        ("на Харківщині", "oblast", "Kharkiv Oblast"),
        ("в Харьковской области", "oblast", "Kharkiv Oblast"),
        ("northern Donetsk", "oblast", "Donetsk Oblast"),
        ("in Charkov Oblast", "oblast", "Kharkiv Oblast"),
        ("the Dnipro River", "river", "Dnipro River"),
        ("на лівому березі Дніпра", "river", "Dnipro River"),
        ("у Дніпрі пролунав вибух", "settlement", "Dnipro"),
    ],
)
def test_region_city_sector_and_river_are_told_apart(gazetteer: Gazetteer, text: str, kind: str, name: str) -> None:
    (found,) = read(gazetteer, text)
    assert (found.kind, found.place.name if found.place else None) == (kind, name)


def test_a_sector_is_marked_as_an_adjective(gazetteer: Gazetteer) -> None:
    assert [t.adjective for t in read(gazetteer, "на ізюмському напрямку, в Ізюмі")] == [True, False]


def test_regions_of_one_plural_word_are_all_regions(gazetteer: Gazetteer) -> None:
    assert [t.kind for t in read(gazetteer, "in Kyiv, Sumy, and Kharkiv oblasts")] == ["oblast"] * 3


@pytest.mark.parametrize(
    ("text", "admin1"),
    [
        ("Ivanivka (Kherson Oblast)", "Kherson Oblast"),
        ("Ivanivka, Kharkiv Oblast", "Kharkiv Oblast"),
        ("Ivanivka, Kharkiv", "Kharkiv Oblast"),
        ("Ivanivka village, Kharkiv Oblast", "Kharkiv Oblast"),
        ("Іванівка та Кислівка Харківської області", "Kharkiv Oblast"),
        ("Ивановка Херсонской области", "Kherson Oblast"),
        ("Donetsk region: Ivanivka and Pisky", "Donetsk Oblast"),
    ],
)
def test_the_oblast_beside_a_name_tells_which_namesake_is_meant(gazetteer: Gazetteer, text: str, admin1: str) -> None:
    settlements = [t for t in read(gazetteer, text) if t.kind == "settlement"]
    assert settlements
    assert {t.place.admin1 for t in settlements if t.place} == {admin1}


def test_a_distance_and_a_direction_tell_which_namesake_is_meant(gazetteer: Gazetteer) -> None:
    found = read(gazetteer, "Ivanivka (20 km southeast of Kupiansk)")
    place = found[0].place
    assert place is not None
    assert abs(place.lat - 49.66) < 0.1
    assert abs(place.lon - 37.89) < 0.1
    assert any("distance" in reason for reason in found[0].reasons)


@pytest.mark.parametrize(
    ("text", "lat"),
    [
        ("Навели переправу через Жеребець біля Іванівки.", 49.11),
        ("A crossing over the Zherebets was destroyed near Ivanivka.", 49.11),
    ],
)
def test_a_river_beside_a_name_tells_which_namesake_is_meant(gazetteer: Gazetteer, text: str, lat: float) -> None:
    *_, village = read(gazetteer, text, "2025-04-08")
    assert village.place
    assert abs(village.place.lat - lat) < 0.02
    assert any("river" in reason for reason in village.reasons)


@pytest.mark.parametrize(("name", "admin1"), [("Dibrovne", "Kharkiv Oblast"), ("Obukhovo", None)])
def test_a_village_far_from_the_war_and_from_its_neighbours_is_not_meant(
    gazetteer: Gazetteer, name: str, admin1: str | None
) -> None:
    first, *_ = read(gazetteer, f"Shells fell on {name}, Izium and Krasnopillya.", "2022-07-23")
    assert (first.place.admin1 if first.place else None) == admin1


def test_what_is_crossed_is_the_river_and_not_the_town_of_its_name(gazetteer: Gazetteer) -> None:
    for text in ("Forces crossed Inhulets at Andriivka.", "Войска перешли Ингулец у Андреевки.", "Перейшли Інгулець."):
        assert read(gazetteer, text)[0].kind == "river"


def test_a_name_that_looks_like_an_adjective_opens_a_sentence(gazetteer: Gazetteer) -> None:
    assert [t.surface for t in read(gazetteer, "Новоэкономическое пока рано красить.")] == ["Новоэкономическое"]
    assert not [t for t in read(gazetteer, "Киевское время совпадает с местным.") if t.kind == "settlement"]


def test_regions_of_russia_are_read_in_a_list(gazetteer: Gazetteer) -> None:
    found = read(gazetteer, "Над Ростовской, Тульской и Калужской областями сбиты беспилотники.")
    assert [t.place.name for t in found if t.place] == ["Rostov Oblast", "Tula Oblast", "Kaluga Oblast"]


def test_what_a_report_settles_once_holds_in_all_of_it(gazetteer: Gazetteer) -> None:
    first, *_, last = (
        t for t in read(gazetteer, "Ivanivka (Kherson Oblast) was shelled. Days later, Ivanivka again.") if t.kind == "settlement"
    )
    assert first.place == last.place


def test_the_front_of_the_time_tells_namesakes_apart(gazetteer: Gazetteer) -> None:
    (then,) = read(gazetteer, "Shelling in Bohdanivka.", "2022-03-20")
    (later,) = read(gazetteer, "Shelling in Bohdanivka.", "2024-03-20")
    assert then.place
    assert later.place
    assert then.place.admin1 == "Kyiv Oblast"
    assert later.place.admin1 == "Donetsk Oblast"


def test_a_village_that_is_on_no_map_is_named_without_a_place(gazetteer: Gazetteer) -> None:
    (found,) = read(gazetteer, "They left the village of Qwertivka at dawn.")
    assert (found.surface, found.place, found.score) == ("Qwertivka", None, 0.0)


def test_a_slip_of_the_pen_is_forgiven_where_a_place_must_stand(gazetteer: Gazetteer) -> None:
    assert names(read(gazetteer, "They held Izium and Kupyansk, but lost Balaklyia and Borhorodychne."))[-1] == "Bohorodychne"


def test_russian_forms_find_ukrainian_villages(gazetteer: Gazetteer) -> None:
    text = "у Лимана Первого, в Красной Горе под Бахмутом, из Бердычей под Авдеевкой"
    assert names(read(gazetteer, text)) == ["Lyman Pershyi", "Krasna Hora", "Bakhmut", "Berdychi", "Avdiivka"]


def test_the_byline_is_not_read(gazetteer: Gazetteer) -> None:
    text = "Izium is free\nFrom our man in Kyiv\nShops open in Balakliia."
    title = "Izium is free"
    found = read(gazetteer, text, title=title, title_in_text=True, body=text.index("Shops"))
    assert names(found) == ["Izium", "Balakliia"]


def test_the_order_of_reports_changes_nothing(gazetteer: Gazetteer) -> None:
    texts = ["Весёлое и Весёлое", "Kyiv Polytechnic Institute", "under Weselowka, Izium", "Міст у Вовчанську"]
    alone = [read(Gazetteer(BUILT_IN), t) for t in texts]
    shared = Gazetteer(BUILT_IN)
    assert [read(shared, t) for t in reversed(texts)][::-1] == alone


def test_every_resolution_says_why_or_how_sure(gazetteer: Gazetteer) -> None:
    for t in read(gazetteer, "Kharkiv Oblast: Ivanivka, Kupiansk. The village of Qwertivka."):
        assert 0.0 <= t.margin <= 1.0
        assert 0.0 <= t.score <= 1.0
        assert t.place is None or t.candidates >= 1


def test_a_sentence_of_another_language_is_read_in_its_own(gazetteer: Gazetteer) -> None:
    # "Львове" is Lviv in a Russian sentence and the village of Lvove in a Ukrainian one
    text = "Ми їдемо до Ізюма, їхати ще довго. Матч доиграли во Львове, объявил тренер."
    assert names(read(gazetteer, text)) == ["Izium", "Lviv"]
    assert names(read(gazetteer, "Обстріляно Львове й Тягинку.")) == ["Lvove", "Tiahynka"]


def test_a_lexicon_that_lacks_its_tables_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "places_en.toml").write_text("[names]\nfirst = []\n", encoding="utf-8")
    monkeypatch.setattr(vocabulary, "files", lambda _: tmp_path)
    with pytest.raises(LexiconError, match=r"places_en\.toml"):
        vocabulary.load_vocabulary.__wrapped__("latin")


@pytest.mark.parametrize(
    "letter", ["а", "A", "'", "[", "(", "-", "А-", "1 км ", "Іван ", "ськ", "\u0301", "Kharkiv, ", "Ізюмський Ізюм "]
)
def test_a_text_made_to_hurt_is_read_in_no_time_to_speak_of(gazetteer: Gazetteer, letter: str) -> None:
    # quadratic behaviour would take hours, not a moment
    text = "У " + letter * 30_000 + " Ізюм"
    assert all(text[t.start : t.end] == t.surface for t in read(gazetteer, text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Атаки ворога поблизу Бахмута відбито", ["Bakhmut"]),
        ("Колонны с техникой идут в сторону Изюма", ["Izium"]),
        ("Бiля Бахмута тривають бої. Штурмові групи відійшли.", ["Bakhmut"]),  # with a Latin letter in "Бiля"
        ("Свобода. Мости через Оскіл зруйновано.", ["Oskil River"]),
        ("Попасну втрачено. Білогорівку знову штурмують.", ["Popasna", "Bilohorivka"]),
        ("Ворог тікає за Дніпро, міст через Інгулець підірвано.", ["Dnipro River", "Inhulets River"]),
        ("Відступили за Оскіл, бої за Ізюм", ["Oskil River", "Izium"]),
        ("Shelling hit the Shevchenkivskyi area of Kharkiv.", ["Kharkiv"]),
        ("the Zorya Chemical Plant in Rubizhne", ["Rubizhne"]),
        ("In Kherson's Dniprovskyi district a shell hit a school.", ["Kherson"]),
        ("По словам Петрова, Лиман сдан. Иванов, Сидоров.", ["Lyman"]),
        ("Огурцово, Плетенёвка, Липцы – под контролем", ["Pletenivka", "Lyptsi"]),
        ("Lavrov and Budanov said the Rapid Response Brigade stayed, Foreign Policy writes from Lyman.", ["Lyman"]),
        ("advance from Taramchuk (25km southwest of Donetsk City)", ["Taramchuk", "Donetsk"]),
        ("We Will Continue, Ivashchenko said in the Port of Mariupol", ["Mariupol"]),
        ("along the Zelena Dolyna-Kolodiazi arc", ["Zelena Dolyna", "Kolodiazi"]),
        ("дорога Часів Яр-Бахмут і траса Краматорськ-Часів Яр", ["Chasiv Yar", "Bakhmut", "Kramatorsk", "Chasiv Yar"]),
        ("fired on Cherkasy Tyshky and Ruska Tyshky", ["Cherkaski Tyshky", "Ruski Tyshky"]),
        ("В Энергодаре обстреляли ЗАЭС", ["Enerhodar", "Zaporizhzhia Nuclear Power Plant"]),
        ("posted from Zolote-4 with an Orlan-10", ["Zolote"]),
    ],
)
def test_words_and_rivers_are_told_from_villages(gazetteer: Gazetteer, text: str, expected: list[str]) -> None:
    assert names(read(gazetteer, text)) == expected


def test_a_line_of_towns_is_a_line_of_towns(gazetteer: Gazetteer) -> None:
    lyman = read(gazetteer, "(Vovchansk-Kupyansk-Izyum-Lyman Line)")[-1]
    assert lyman.place is not None
    assert lyman.place.lat == pytest.approx(48.99, abs=0.05)  # and not the hamlet beside Vovchansk


def test_a_list_of_towns_does_not_go_on_with_a_hamlet() -> None:
    from conflictmap import geoparse

    told = "They broke through near Sukhyi Stavok. Russian forces still control Balakliia, Izium, Kupiansk, Lyman and Vovchansk."
    places = geoparse(told, published="2022-08-29").set_index("surface")
    assert places.loc["Lyman", ["feature", "admin1"]].tolist() == ["town", "Donetsk Oblast"]


@pytest.mark.parametrize(
    ("day", "text", "lat", "lon"),
    [
        ("2017-06-01", "A school in Zaitseve was hit.", 48.395, 38.029),  # on the line of contact by Horlivka
        ("2023-09-20", "Andriivka, Donetsk Oblast", 48.502, 37.967),  # south of Bakhmut
        ("2022-03-20", "Andriivka, Kyiv Oblast", 50.553, 29.835),
        ("2023-03-20", "Krasne, Kharkiv Oblast", 50.285, 36.456),  # at the border, shelled and not fought over
        ("2022-09-20", "Pokrovske, Dnipropetrovsk Oblast", 47.552, 34.152),  # on the shore across from Enerhodar
        ("2023-07-20", "Berestove, Kharkiv Oblast", 49.541, 37.895),
        ("2018-06-01", "Zaitseve, Bakhmut district, Donetsk Oblast", 48.395, 38.029),  # a raion's middle is no neighbour
    ],
)
def test_namesakes_in_an_oblast_are_told_by_the_front_of_the_day(
    gazetteer: Gazetteer, day: str, text: str, lat: float, lon: float
) -> None:
    place = read(gazetteer, text, day)[0].place
    assert place is not None
    assert (place.lat, place.lon) == pytest.approx((lat, lon), abs=0.02)


@pytest.mark.parametrize(
    ("text", "name", "admin1"),
    [
        ("In the village of Solodkovoda, Zaporizhzhia Oblast, the road is mined.", "Solodkovodne", "Zaporizhzhia Oblast"),
        ("Slovyjansk, Donetsk Oblast", "Sloviansk", "Donetsk Oblast"),
        ("Shebbekino, Belgorod", "Shebekino", "Belgorod Oblast"),
        ("Velyka Novosilko village was dark.", "Velyka Novosilka", "Donetsk Oblast"),
        ("Spirny area", "Spirne", "Donetsk Oblast"),
        ("Nevske, Donetsk Oblast", "Nevske", "Luhansk Oblast"),  # five kilometres over the border of the oblast named
    ],
)
def test_a_misspelt_name_and_a_slip_of_the_oblast_are_read(gazetteer: Gazetteer, text: str, name: str, admin1: str) -> None:
    place = read(gazetteer, text, "2022-06-10")[0].place
    assert place is not None
    assert (place.name, place.admin1) == (name, admin1)


def test_a_name_misspelt_beyond_one_letter_is_read_by_its_neighbours(gazetteer: Gazetteer) -> None:
    found = read(gazetteer, "Siversk, Zvanivka, Verkhokamamske and Spirne lost power.", "2022-07-12")
    assert names(found) == ["Siversk", "Zvanivka", "Verkhnokamianske", "Spirne"]
    assert found[2].score < 0.7  # likely, and not sure


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Trams ran in Charkiw again.", "Kharkiv"),
        ("Roebizjne, Luhansk Oblast", "Rubizhne"),
        ("Tschuhujiw, Kharkiv Oblast", "Chuhuiv"),
        ("Woltschansk, Kharkiv Oblast", "Vovchansk"),
        ("Chostka, Sumy Oblast", "Shostka"),
    ],
)
def test_dutch_german_polish_and_french_romanisations_are_read(gazetteer: Gazetteer, text: str, name: str) -> None:
    assert names(read(gazetteer, text))[0] == name


def test_an_axis_is_a_sector(gazetteer: Gazetteer) -> None:
    assert [t.kind for t in read(gazetteer, "Units left the Izium axis in May.")] == ["area"]


def test_a_name_that_no_place_of_its_region_resembles_stays_open(gazetteer: Gazetteer) -> None:
    found = read(gazetteer, "In the village of Qwertopolka, Kherson Oblast, nobody lives.")
    assert found[0].surface == "Qwertopolka"
    assert found[0].place is None


@pytest.mark.parametrize(("called", "admin1"), [("town", "Dnipropetrovsk Oblast"), ("village", "Kherson Oblast")])
def test_what_is_called_a_village_is_no_large_town_of_that_name(gazetteer: Gazetteer, called: str, admin1: str) -> None:
    place = read(gazetteer, f"Shells fell by the {called} of Inhulets.", "2023-02-20")[0].place
    assert place is not None
    assert place.admin1 == admin1


def test_directions_are_sectors_unless_something_came_from_there(gazetteer: Gazetteer) -> None:
    sectors = read(gazetteer, "Donetsk and Bakhmut directions were calm.", "2023-02-10")
    assert [t.kind for t in sectors] == ["area", "area"]
    assert [t.kind for t in read(gazetteer, "They came from the Olhyne and Potomkyne directions.")] == [
        "settlement",
        "settlement",
    ]


def test_a_russian_spelling_is_no_less_a_name_of_its_village(gazetteer: Gazetteer) -> None:
    # "Nikolaevka" begins like the Russian name of every Mykolaivka
    found = gazetteer.candidates("nikolaevka")
    assert any(c.place.name == "Mykolaivka" for c in found)
    place = read(gazetteer, "Nikolaevka, Donetsk Oblast", "2014-06-20")[0].place
    assert place is not None
    assert (place.name, place.feature) == ("Mykolaivka", "town")


def test_a_city_is_not_meant_by_the_name_of_a_village_that_it_took_in(gazetteer: Gazetteer) -> None:
    found = read(gazetteer, "Guns fired at Oleksandrivka, Lyman and Shandryholove.", "2022-05-07")
    assert names(found) == ["Oleksandrivka", "Lyman", "Shandryholove"]


def test_neighbours_of_one_oblast_speak_for_it(gazetteer: Gazetteer) -> None:
    place = read(gazetteer, "Buses go from Luhansk, Starobilsk and Novopskov to Milove.", "2022-09-10")[-1].place
    assert place is not None
    assert place.admin1 == "Luhansk Oblast"


def test_the_fronts_are_in_order_of_time_and_inside_ukraine_or_beside_it() -> None:
    table = tomllib.loads((Path(vocabulary.__file__).parent / "lexicon" / "fronts.toml").read_text(encoding="utf-8"))
    days = [period["until"] for period in table["period"]]
    assert days == sorted(set(days))
    points = [p for period in table["period"] for line in [*period["lines"], *period.get("shelled", [])] for p in line]
    assert all(44 < lat < 53 and 29 < lon < 41 for lat, lon in points)
    assert all(len(line) > 1 for period in table["period"] for line in period["lines"])
