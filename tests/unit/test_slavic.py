"""Events in Ukrainian and Russian, each test a trap. Places stand in brackets, so that no gazetteer is needed."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

import conflictmap.reading
from conflictmap.model import Claim, Lang, Place, Report, Toponym
from conflictmap.reading.extraction import read_claims
from conflictmap.reading.slavic.words import fold

Row = tuple[str, str | None, str, str]


def claims(marked: str, lang: Lang, published: str = "2024-03-05", source: str | None = None) -> list[Claim]:
    """Read a text in which names stand in brackets; `[Дніпра|river]` names a kind."""
    text, toponyms, at = "", [], 0
    for match in re.finditer(r"\[([^\]|]+)(?:\|(\w+))?\]", marked):
        text += marked[at : match.start()]
        name, kind = match[1], match[2] or "settlement"
        place = Place(name, name, kind, "", None, None, "UA", 36.0, 49.0)  # type: ignore[arg-type]  # kinds come from the test's text
        toponyms.append(Toponym(len(text), len(text) + len(name), name, place.kind, place, 1.0))
        text += name
        at = match.end()
    text += marked[at:]
    return read_claims(
        Report("r", text, datetime.fromisoformat(published).replace(tzinfo=UTC), lang=lang, source=source), toponyms
    )


def rows(marked: str, lang: Lang, published: str = "2024-03-05", source: str | None = None) -> list[Row]:
    return [
        (c.event_type, c.side, p.toponym.surface, c.certainty) for c in claims(marked, lang, published, source) for p in c.places
    ]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("uk", "Бійці звільнили [Роботине].", ("control_gained", "UA", "Роботине", "reported")),
        ("uk", "[Роботине] звільнено.", ("control_gained", "UA", "Роботине", "reported")),
        ("uk", "Ворогом захоплено [Волноваху].", ("control_gained", "RU", "Волноваху", "reported")),
        ("uk", "[Балаклія] наша!", ("control_gained", "UA", "Балаклія", "reported")),
        ("uk", "[Щастя] під шквальним вогнем.", ("strike", "RU", "Щастя", "reported")),
        ("uk", "[Ямпіль] досі під росіянами.", ("control_held", "RU", "Ямпіль", "reported")),
        ("ru", "Подразделения освободили [Гатище].", ("control_gained", "RU", "Гатище", "reported")),
        ("ru", "Группировкой «Восток» освобождена [Водяное].", ("control_gained", "RU", "Водяное", "reported")),
        ("ru", "Под контроль ВС РФ перешло [Весёлое].", ("control_gained", "RU", "Весёлое", "reported")),
        ("ru", "[Угледар] наш.", ("control_gained", "RU", "Угледар", "reported")),
        ("ru", "Маляр: освобождена [Новодаровка].", ("control_gained", "UA", "Новодаровка", "claimed")),
    ],
)
def test_a_taking_is_read_in_every_voice(lang: Lang, text: str, expected: Row) -> None:
    assert rows(text, lang) == [expected]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("ВС России уничтожили три самолета ВСУ на аэродроме [Миргород].", "RU"),
        ("В [Донецке] в результате обстрела ВСУ повреждена нефтебаза.", "UA"),
    ],
)
def test_whose_the_target_was_is_not_who_struck_it(text: str, side: str) -> None:
    assert {(c.event_type, c.side) for c in claims(text, "ru")} == {("strike", side)}


def test_a_list_is_one_claim_with_all_its_places() -> None:
    (claim,) = claims("Наші звільнили [Ямпіль], [Новоселівку] та [Шандриголове].", "uk")
    assert [p.toponym.surface for p in claim.places] == ["Ямпіль", "Новоселівку", "Шандриголове"]


def test_a_repelled_attack_belongs_to_the_defender_however_it_is_told() -> None:
    for text in (
        "Захисники відбили атаки ворога біля [Тернів].",
        "Противник безуспішно атакував у районі [Тернів].",
        "Атаки ворога поблизу [Тернів] відбито.",
        "Ворог тричі намагався прорвати оборону біля [Тернів], успіху не мав.",
        "На напрямку відбито одну ворожу атаку в районі [Тернів].",
    ):
        assert rows(text, "uk") == [("repelled", "UA", "Тернів", "reported")], text
    assert rows("Отражены контратаки формирований ВСУ у [Работино].", "ru") == [("repelled", "RU", "Работино", "reported")]


def test_several_events_of_one_sentence_stay_apart() -> None:
    assert rows("ВСУ вошли в [Работино] и водрузили флаг, наши отошли из [Новопрокоповки].", "ru") == [
        ("entered", "UA", "Работино", "reported"),
        ("flag_raised", "UA", "Работино", "reported"),
        ("withdrew", "RU", "Новопрокоповки", "reported"),
    ]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uk", "Ворог планує захопити [Куп'янськ]."),
        ("uk", "Якщо [Часів Яр] буде захоплено, дорога відкрита."),
        ("uk", "Шойгу наказав залишити [Херсон]."),
        ("uk", "Росіяни готуються взяти [Торецьк]."),
        ("ru", "Противник готовится освободить [Мелитополь]."),
        ("ru", "К лету возьмём [Покровск]."),
        ("ru", "Войскам приказано уйти из [Херсона]."),
    ],
)
def test_a_plan_an_order_or_a_condition_is_never_a_fact(lang: Lang, text: str) -> None:
    assert all(certainty == "predicted" for *_, certainty in rows(text, lang))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uk", "Ми не брали [Лиман] і не входили до [Сватового]."),
        ("uk", "Виходити з [Бахмута] немає потреби."),
        ("uk", "Команда з [Полтави] захопила лідерство в турнірі."),
        ("uk", "У [Дніпрі] відкрили нову школу, рух трамваїв відновлено."),
        ("uk", "ЗСУ втратили [Кринки]?"),
        ("ru", "Артисты из [Донецка] вышли в финал конкурса."),
        ("ru", "До [Покровска] остались считанные километры."),
        ("ru", "Под [Торецком] взяли в плен восемь человек."),
    ],
)
def test_what_did_not_happen_or_is_no_war_gives_no_event(lang: Lang, text: str) -> None:
    assert rows(text, lang) == []


def test_a_claim_and_its_denial_are_two_rows() -> None:
    assert rows("Росія заявляє про захоплення [Соледара], Україна це заперечує.", "uk") == [
        ("control_gained", "RU", "Соледара", "claimed"),
        ("control_gained", "RU", "Соледара", "denied"),
    ]


def test_a_denial_is_denied_by_who_denies() -> None:
    (claim,) = claims("У Генштабі спростували відхід із [Мар'їнки].", "uk")
    assert (claim.event_type, claim.certainty, claim.claimant, claim.claimant_side) == ("withdrew", "denied", "Генштабі", "UA")


def test_all_that_a_sentence_claims_is_denied_by_who_denies_it() -> None:
    text = "За даними росіян, вони взяли [Торське] та увійшли в [Зарічне], Генштаб це заперечує."
    denied = [(c.event_type, c.claimant) for c in claims(text, "uk") if c.certainty == "denied"]
    assert denied == [("control_gained", "Генштаб"), ("entered", "Генштаб")]


def test_information_that_does_not_correspond_to_reality_is_denied() -> None:
    assert rows("Інформація про захоплення [Кринок] не відповідає дійсності, заявив речник.", "uk") == [
        ("control_gained", "RU", "Кринок", "denied")
    ]


def test_what_cannot_be_verified_is_marked_even_a_sentence_later() -> None:
    text = "Минобороны РФ заявило о взятии [Михайловки]. Проверить это невозможно."
    assert rows(text, "ru") == [("control_gained", "RU", "Михайловки", "unverified")]


def test_footage_with_a_known_place_confirms() -> None:
    assert rows("Геолоковані кадри свідчать про просування росіян на схід від [Степового].", "uk") == [
        ("advance", "RU", "Степового", "confirmed")
    ]


def test_a_name_that_closes_the_post_claims_all_of_it() -> None:
    assert [row[3] for row in rows("[Басівка] нині окупована. З [Юнаківки] вивезли людей, – Олег Григоров.", "uk")] == [
        "claimed",
        "claimed",
    ]


def test_enemy_means_the_other_side_of_who_speaks() -> None:
    text = "Противник атаковал в районе [Орехова]."
    assert rows(text, "ru", source="Минобороны России")[0][1] == "UA"
    assert rows(text, "ru", source="Генштаб ВСУ")[0][1] == "RU"


def test_without_a_source_the_words_tell_who_speaks() -> None:
    assert rows("Оккупанты обстреляли город, противник зашёл в [Марьинку].", "ru")[-1][1] == "RU"
    assert rows("Противник зашёл в [Марьинку], киевский режим гонит людей.", "ru")[0][1] == "UA"


def test_two_occupied_cities_are_not_under_our_control_by_an_adjective() -> None:
    assert rows("[Роботине] знову опинилося під російським контролем.", "uk") == [
        ("control_gained", "RU", "Роботине", "reported")
    ]


def test_the_city_and_there_point_back() -> None:
    text = "Рашисти тікають із [Тростянця], місто під контролем ЗСУ. Звідти вивезли поранених."
    assert rows(text, "uk") == [
        ("withdrew", "RU", "Тростянця", "reported"),
        ("control_held", "UA", "Тростянця", "reported"),
        ("evacuation", "UA", "Тростянця", "reported"),
    ]


def test_near_and_sides_of_the_compass_are_relations() -> None:
    (claim,) = claims("Відбито атаки на схід від [Петропавлівки] та на південний захід від [Іванівки].", "uk")
    assert [p.relation for p in claim.places] == ["E", "SW"]
    (claim,) = claims("Бои идут у [Синьковки].", "ru")
    assert claim.places[0].relation == "near"


def test_from_and_to_are_origin_and_destination() -> None:
    (claim,) = claims("Підрозділи відійшли з [Авдіївки] до [Орлівки].", "uk")
    assert [(p.toponym.surface, p.role) for p in claim.places] == [("Авдіївки", "origin"), ("Орлівки", "destination")]
    (claim,) = claims("Противник перекидає резерви з [Білгорода] до [Вовчанська].", "uk")
    assert claim.event_type == "reinforcement"
    assert {(p.toponym.surface, p.role) for p in claim.places} == {("Білгорода", "origin"), ("Вовчанська", "destination")}


def test_a_road_under_our_fire_is_cut_and_not_held() -> None:
    assert rows("Траса [Куп'янськ] – [Ізюм] під нашим вогневим контролем.", "uk") == [
        ("supply_cut", "UA", "Куп'янськ", "reported"),
        ("supply_cut", "UA", "Ізюм", "reported"),
    ]


def test_a_cut_road_supplied_the_side_that_it_was_cut_for() -> None:
    text = "Дорога [Костянтинівка] – [Бахмут], якою йде постачання, прострілюється противником."
    assert {(t, s) for t, s, *_ in rows(text, "uk")} == {("supply_route", "UA"), ("supply_cut", "RU")}


def test_weapons_tell_who_struck() -> None:
    assert rows("Після удару HIMARS у [Чорнобаївці] вибухнув склад.", "uk")[0][:2] == ("strike", "UA")
    assert rows("[Одесу] вночі атакували «шахедами».", "uk")[0][:2] == ("strike", "RU")


def test_background_is_told_apart() -> None:
    (claim,) = claims("В [Очеретино], взятом под контроль ещё в мае, чинят водопровод.", "ru", "2024-11-30")
    assert (claim.background, claim.date.isoformat() if claim.date else "", claim.date_precision) == (True, "2024-05-01", "month")


def test_a_fact_is_never_dated_after_its_publication() -> None:
    (claim,) = claims("Бійці звільнили [Роботине], а 20 березня приїде міністр.", "uk")
    assert claim.date is not None and claim.date.isoformat() <= "2024-03-05"


def test_a_mayor_is_no_place_of_an_event() -> None:
    assert rows("Мер [Бердянська] розповів про звільнення [Роботиного].", "uk") == [
        ("control_gained", "UA", "Роботиного", "claimed")
    ]


def test_people_leave_and_troops_withdraw() -> None:
    assert rows("Люди виїжджають із [Суджі].", "uk")[0][0] == "evacuation"
    assert rows("З [Вовчанська] окупанти пішли вночі.", "uk")[0][:2] == ("withdrew", "RU")


def test_the_words_that_made_an_event_are_kept() -> None:
    (claim,) = claims("Траса [Куп'янськ] – [Ізюм] під нашим вогневим контролем.", "uk")
    assert claim.cues["type"] == "під нашим вогневим контролем"
    (claim,) = claims("Пригожин: противник готовится освободить [Мелитополь].", "ru")
    assert (claim.cues["side"], claim.cues["certainty"], claim.cues["place"]) == ("противник", "готовится", "Мелитополь")


@pytest.mark.parametrize("name", ["events_uk", "events_ru"])
def test_the_lexicon_is_written_as_words_are_compared(name: str) -> None:
    lexicon = Path(conflictmap.reading.__file__).parent / "lexicon" / f"{name}.toml"
    data = tomllib.loads(lexicon.read_text(encoding="utf-8"))
    words = [
        word
        for tables in data.values()
        for table in tables.values()
        for values in table.values()
        if isinstance(values, list)
        for word in values
    ]
    assert [word for word in words if word != fold(word)] == []


def test_a_sentence_without_end_is_read_in_pieces_and_loses_no_place() -> None:
    found = claims("ворог обстріляв [Бахмут] і [Ізюм], " * 400, "uk")
    assert len({p.toponym.start for c in found for p in c.places}) == 800


@pytest.mark.parametrize(
    ("lang", "text", "side"),
    [
        ("uk", "Міст у [Борової] зруйновано.", None),
        ("ru", "Мост у [Боровой] взорван.", None),
        ("uk", "Міст у [Борової] зруйновано, окупанти возять вантажі поромними переправами.", "UA"),
        ("uk", "Наші підірвали міст у [Борової].", "UA"),
        ("uk", "Міст у [Борової] зруйновано ударом HIMARS.", "UA"),
        ("ru", "Последний мост в [Боровую] разрушен, город отрезан.", "RU"),
    ],
)
def test_a_bridge_that_is_only_said_to_be_broken_has_no_doer(lang: Lang, text: str, side: str | None) -> None:
    assert {(t, s) for t, s, *_ in rows(text, lang) if t == "supply_cut"} == {("supply_cut", side)}


def test_nobody_denies_what_he_has_gained() -> None:
    told = [(c.event_type, c.side, c.certainty) for c in claims("[Лиман] в окружении? Нет, это фейк.", "ru", source="Рыбарь")]
    assert told == [("supply_cut", "UA", "denied")]
    told = [(c.event_type, c.side) for c in claims("[Лиман] взяли? Неправда, город держим.", "ru", source="Рыбарь")]
    assert told == [("control_gained", "UA"), ("control_held", "RU")]


def test_reports_that_are_called_a_lie_are_denied_and_no_claim() -> None:
    found = claims("[Лиман] наш, сообщения о его сдаче – ложь.", "ru", source="Рыбарь")
    assert [(c.event_type, c.side, c.certainty) for c in found] == [
        ("control_held", "RU", "reported"),
        ("withdrew", "RU", "denied"),
    ]


def test_a_denial_is_of_the_bridge_of_its_own_sentence() -> None:
    text = "[Боровая] наша. [Каменский мост|route] действует, сообщения о его подрыве – выдумка."
    assert ("supply_cut", "Каменский мост") in {(t, p) for t, _, p, _ in rows(text, "ru")}


def test_a_town_only_says_where_a_bridge_over_a_river_is() -> None:
    (claim,) = claims("Міст через [Оскіл|river] у [Сеньковому] зруйновано.", "uk")
    assert [(p.toponym.surface, p.role, p.relation) for p in claim.places] == [
        ("Оскіл", "via", None),
        ("Сеньковому", "target", "near"),
    ]


def test_a_road_cut_near_a_village_is_one_line() -> None:
    (claim,) = claims("Трасса [Купянск] – [Изюм] перерезана у [Сеньково].", "ru")
    assert [(p.role, p.relation) for p in claim.places] == [("origin", None), ("destination", None), ("target", "near")]
    assert not claim.background


def test_the_town_of_a_named_bridge_is_no_place_of_its_cut() -> None:
    (claim,) = claims("[Кримський міст|facility] у [Керчі] під вогневим контролем.", "uk")
    assert [p.toponym.surface for p in claim.places] == ["Кримський міст"]


def test_lines_that_were_captured_are_not_the_town_ahead_of_them() -> None:
    text = "Ворог просунувся у напрямку [Сіверська] та закріпився на захоплених рубежах."
    assert rows(text, "uk") == [("advance", "RU", "Сіверська", "reported")]


def test_to_try_to_come_back_is_an_attack() -> None:
    assert rows("Окупанти намагаються повернутися до [Лимана].", "uk") == [("advance", "RU", "Лимана", "reported")]


def test_a_name_with_a_word_of_its_own_ends_the_list_before_it() -> None:
    text = "Окупанти тікають зі [Сватового] та [Борової], місто [Кремінна] порожнє, прапор підняли партизани."
    assert {(t, p) for t, _, p, _ in rows(text, "uk")} == {
        ("withdrew", "Сватового"),
        ("withdrew", "Борової"),
        ("flag_raised", "Кремінна"),
    }


def test_troops_on_their_way_dig_in_before_the_town() -> None:
    text = "Підрозділи просунулися в напрямку [Лимана] та закріплюються на досягнутих рубежах."
    assert [t for t, *_ in rows(text, "uk")] == ["advance"]


def test_troops_come_back_and_people_go_home() -> None:
    assert rows("Окупанти повернулися до [Борової].", "uk") == [("entered", "RU", "Борової", "reported")]
    assert rows("Российские войска вернулись в [Боровую].", "ru")[0][:2] == ("entered", "RU")
    assert rows("Люди повертаються до [Борової].", "uk") == []
    assert rows("Українські захисники повернулися з полону до [Києва].", "uk") == []


def test_what_one_may_still_do_makes_no_prediction_of_what_is() -> None:
    assert rows("Дорога на [Волчанск] под огнём, но проехать можно.", "ru")[0][3] == "reported"


def test_districts_of_villages_shelled_with_artillery_are_near_them() -> None:
    (claim,) = claims("Ворог обстріляв з артилерії райони населених пунктів [Долина] та [Борова].", "uk")
    assert (claim.event_type, claim.side, {p.relation for p in claim.places}) == ("strike", "RU", {"near"})


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("uk", "Повідомлення, що [Ізюм] звільнено, не відповідають дійсності, заявило Міноборони РФ.", ("control_gained", "UA")),
        ("uk", "Неправда, що ворог узяв [Бахмут].", ("control_gained", "RU")),
        ("uk", "Чутки, що [Ізюм] здали, – брехня.", ("withdrew", "UA")),
        ("ru", "То, что ВСУ взяли [Лиман], – ложь.", ("control_gained", "UA")),
        ("ru", "Кремль отрицает взятие [Изюма].", ("control_gained", "UA")),
        ("uk", "Україна заперечує, що підірвала міст у [Боровій].", ("supply_cut", "UA")),
    ],
)
def test_what_is_called_untrue_is_never_a_fact(lang: Lang, text: str, expected: tuple[str, str]) -> None:
    assert {(t, s, c) for t, s, _, c in rows(text, lang)} == {(*expected, "denied")}


def test_a_strike_on_a_bridge_is_not_one_on_its_town() -> None:
    assert [p for _, _, p, _ in rows("ЗСУ вдарили по [Кримському мосту|facility] в [Керчі].", "uk")] == ["Кримському мосту"]


def test_a_count_of_the_killed_is_a_strike_near_the_place() -> None:
    (claim,) = claims("Под [Угледаром] уничтожено до 50 укронацистов.", "ru")
    assert (claim.event_type, claim.side, claim.places[0].relation) == ("strike", "RU", "near")


def test_a_failure_told_in_the_next_sentence_ends_all_attacks_before_it() -> None:
    text = "Ворог штурмував позиції біля [Лозової], [Курилівки] та в бік [Піщаного]. "
    for end in ("Усі вони марні.", "Безуспішно."):
        assert {(t, s, p) for t, s, p, _ in rows(text + end, "uk")} == {
            ("repelled", "UA", name) for name in ("Лозової", "Курилівки", "Піщаного")
        }
    held = {p for t, _, p, _ in rows(text + "Решту атак відбито.", "uk") if t == "repelled"}
    assert held == {"Лозової", "Курилівки", "Піщаного"}


def test_a_contrast_ends_a_list_of_places() -> None:
    found = rows("Окупанти зайняли [Веселе] й [Ясне], а [Вільне] обстріляли.", "uk")
    assert [(t, p) for t, _, p, _ in found] == [("control_gained", "Веселе"), ("control_gained", "Ясне"), ("strike", "Вільне")]
    assert len(rows("Окупанти обстріляли [Веселе], [Ясне], а також [Вільне].", "uk")) == 3


def test_a_name_with_a_verb_of_its_own_ends_the_list_behind_another_verb() -> None:
    found = rows("Звільнено [Лиман], [Ямпіль] захоплено.", "uk")
    assert [(s, p) for _, s, p, _ in found] == [("UA", "Лиман"), ("RU", "Ямпіль")]
    assert [p for _, _, p, _ in rows("Обстріляно [Херсон], [Берислав] уночі.", "uk")] == ["Херсон", "Берислав"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Окупанти стоять у [Снігурівці].", ("entered", "RU")),
        ("Захисники стоять у [Бахмуті].", ("control_held", "UA")),
        ("У [Боровій] перебувають уже двісті окупантів.", ("entered", "RU")),
        ("Росіяни відійшли за [Оскіл|river].", ("withdrew", "RU")),
        ("Бійці під [Липцями] змінили позиції через тиск ворога.", ("withdrew", "UA")),
        ("Ворог кидає до [Бахмута] останні резерви.", ("reinforcement", "RU")),
        ("Ворог здійснив пʼять штурмових дій, зосередивши зусилля поблизу [Дачного].", ("advance", "RU")),
        ("Росіяни возять через [Дробишеве].", ("supply_route", "RU")),
        ("Авіація завдала ударів по скупченню піхоти біля [Кремінної].", ("strike", "UA")),
        ("Завершено визволення від російських військ міста [Суджа].", ("control_gained", "UA")),
        ("Ворог не полишає спроб зайти до [Часового Яру].", ("advance", "RU")),
        ("[Липці] залишаються нашими.", ("control_held", "UA")),
        ("Мешканці тікають із [Вовчанська] пішки.", ("evacuation", "UA")),
    ],
)
def test_what_happens_is_read_however_it_is_worded(text: str, expected: tuple[str, str]) -> None:
    assert [(t, s) for t, s, *_ in rows(text, "uk")] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Президент прилетів до [Мінська].",
        "Противник перегрупував сили. У [Попасній] тихо.",
        "Над [Генічеськом] видно рештки переправи.",
        "У [Запоріжжі] дощ. Автобуси чекають на родичів із окупованої території.",
        "Пароми возять містян через [Дніпро|river].",
        "Ситуація у [Трудовому] контрольована.",
    ],
)
def test_no_troops_come_hold_or_leave_where_a_word_only_looks_like_it(text: str) -> None:
    moves = {"advance", "entered", "withdrew", "control_held", "control_gained", "strike", "supply_route"}
    assert not moves & {t for t, *_ in rows(text, "uk")}


def test_who_leaves_over_a_river_leaves_the_town_named_before() -> None:
    found = claims("[Сєвєродонецьк] окуповано. Підрозділи вийшли з міста човнами через [Донець|river].", "uk")
    assert [(p.toponym.surface, p.role) for p in found[-1].places] == [("Сєвєродонецьк", "origin")]


def test_a_bridge_that_is_hit_is_struck_and_cut() -> None:
    assert {t for t, *_ in rows("Знову уражено міст у [Бериславі].", "uk")} == {"strike", "supply_cut"}


def test_people_are_brought_out_of_a_hromada() -> None:
    assert rows("Розпочато примусову евакуацію дітей із [Покровської громади|hromada].", "uk") == [
        ("evacuation", "UA", "Покровської громади", "reported")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ЗСУ втратили [Прогрес].", ("control_gained", "RU")),
        ("Росіяни дотиснули [Багатир].", ("control_gained", "RU")),
        ("Росіяни перейшли [Жеребець|river].", ("advance", "RU")),
        ("Ворог двічі йшов на штурм позицій оборонців біля [Торецька], успіху не досяг.", ("repelled", "UA")),
        ("Зупинено дві спроби потіснити наших оборонців біля [Філії].", ("repelled", "UA")),
        ("У [Новоазовську] горить база окупантів після удару.", ("strike", "UA")),
        ("Нас у [Суджі] вже немає.", ("withdrew", "UA")),
        ("[Енергодар] залишається окупованим з березня.", ("control_held", "RU")),
        ("Лінія фронту відсунулася на захід від [Вугледара].", ("advance", "RU")),
        ("У [Корсунці] накопичується піхота.", ("reinforcement", "RU")),
        ("Окупанти розширюють плацдарм біля [Дворічної].", ("advance", "RU")),
        ("Через [Токмак] проходять дві гілки, якими росіяни підвозять пальне.", ("supply_route", "RU")),
    ],
)
def test_who_gains_who_loses_and_who_is_pressed(text: str, expected: tuple[str, str]) -> None:
    assert [(t, s, c) for t, s, _, c in rows(text, "uk")] == [(*expected, "reported")]


def test_her_troops_are_those_of_who_acted_before() -> None:
    text = "Росія захопила [Вугледар]. Найшвидше її війська просуваються біля [Розливу]."
    assert rows(text, "uk")[-1][:2] == ("advance", "RU")


def test_half_of_a_town_is_no_attack_that_is_beaten_off() -> None:
    found = rows("У [Рубіжному] наші контратакували й відбили половину міста.", "uk")
    assert ("control_gained", "UA") in {(t, s) for t, s, *_ in found}


def test_a_list_goes_on_in_a_sentence_of_its_own() -> None:
    text = "Росіяни обстріляли [Сумщину|oblast]. Зокрема, [Білопілля] та [Велику Писарівку]."
    assert {p for _, _, p, _ in rows(text, "uk")} == {"Сумщину", "Білопілля", "Велику Писарівку"}
    assert len(rows("ЗСУ звільнили [Ізюм]. Серед них – мешканці [Куп'янська].", "uk")) == 1


def test_who_digs_in_on_positions_near_a_town_is_not_in_it() -> None:
    text = "Наші просунулися в районі [Кліщіївки] та закріпилися на нових позиціях."
    assert [t for t, *_ in rows(text, "uk")] == ["advance"]


def test_a_bridge_broken_by_a_blow_is_struck_too() -> None:
    assert {t for t, *_ in rows("Міст у [Чонгарі] пошкоджено ракетним ударом.", "uk")} == {"strike", "supply_cut"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Росіяни лізуть через [Оскіл|river].", ("advance", "RU")),
        ("Міста вже немає, але бій за [Волноваху] триває.", ("fighting", None)),
        ("У [Луганську] палає нафтобаза.", ("strike", "RU")),
        ("У [Куп'янську] помічено групу росіян.", ("entered", "RU")),
        ("Із прифронтових громад [Донеччини|oblast] вивезли людей.", ("evacuation", "UA")),
    ],
)
def test_what_a_word_before_does_not_take_away(text: str, expected: tuple[str, str | None]) -> None:
    assert [(t, s) for t, s, *_ in rows(text, "uk")] == [expected]


def test_who_says_that_a_road_is_under_fire_does_not_shoot() -> None:
    text = "Українські офіцери оточення заперечують: «Дорога на [Хромове] прострілюється, але працює»."
    assert [(t, s) for t, s, *_ in rows(text, "uk")] == [("supply_cut", "RU")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uk", "Росіяни захопили північну частину [Вовчанська]."),
        ("uk", "Наші війська тримають більшу частину міста [Торецьк]."),
        ("ru", "Российские войска взяли половину [Часова Яра]."),
        ("ru", "ВСУ оставили часть [Торецка]."),
    ],
)
def test_a_part_of_a_town_is_told_as_a_part(lang: Lang, text: str) -> None:
    (claim,) = claims(text, lang)
    assert claim.places[0].relation == "part"


def test_a_speaker_nobody_names_may_close_the_sentence() -> None:
    (claim,) = claims("[Красноармейск] полностью освобождён, доложили", "ru")
    assert (claim.event_type, claim.certainty) == ("control_gained", "claimed")
