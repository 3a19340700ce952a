"""When a text says that something happened, in three languages."""

from __future__ import annotations

from datetime import date

import pytest

from conflictmap.model import Lang
from conflictmap.reading.dates import find_dates

PUBLISHED = date(2022, 9, 12)  # a Monday


def found(text: str, lang: Lang, published: date | None = PUBLISHED) -> list[tuple[str, str, str]]:
    return [(text[m.start : m.end], m.when.isoformat(), m.precision) for m in find_dates(text, lang, published)]


@pytest.mark.parametrize(
    ("lang", "text", "day", "precision"),
    [
        ("en", "The town fell on September 8.", "2022-09-08", "day"),
        ("en", "It was retaken on Sept. 8, 2021 after a siege.", "2021-09-08", "day"),
        ("en", "Shelling went on overnight.", "2022-09-12", "day"),
        ("en", "They left on Saturday.", "2022-09-10", "day"),
        ("en", "Russia seized it in March.", "2022-03-01", "month"),
        ("en", "Troops arrived two weeks ago.", "2022-08-29", "week"),
        ("en", "The bridge was hit on the night of September 9-10.", "2022-09-10", "day"),
        ("en", "It has been held since September 6.", "2022-09-06", "day"),
        ("uk", "Село звільнено 10 вересня.", "2022-09-10", "day"),
        ("uk", "Минулої доби ворог відступив.", "2022-09-11", "day"),
        ("uk", "У суботу підняли прапор.", "2022-09-10", "day"),
        ("uk", "Вчора ввечері пролунав вибух.", "2022-09-11", "day"),
        ("uk", "Місто захопили ще в червні.", "2022-06-01", "month"),
        ("uk", "Станом на 08.09.2022 бої тривали.", "2022-09-08", "day"),
        ("uk", "Три дні тому міст підірвали.", "2022-09-09", "day"),
        ("uk", "У п’ятницю евакуювали людей.", "2022-09-09", "day"),
        ("ru", "Посёлок взят 11 сентября 2022 г.", "2022-09-11", "day"),
        ("ru", "В ночь на 12 сентября нанесён удар.", "2022-09-12", "day"),
        ("ru", "Вчера вечером противник отошёл.", "2022-09-11", "day"),
        ("ru", "За неделю, с 4 по 10 сентября, освобождены два села.", "2022-09-10", "day"),
        ("ru", "Город оставлен на прошлой неделе.", "2022-09-05", "week"),
    ],
)
def test_a_date_is_read_as_a_reader_would_count_it(lang: Lang, text: str, day: str, precision: str) -> None:
    assert (day, precision) in [(d, p) for _, d, p in found(text, lang)]


def test_a_day_without_a_year_takes_the_year_that_lies_behind_the_publication() -> None:
    assert found("Ще 20 грудня село було нашим.", "uk", date(2023, 1, 10))[0][1] == "2022-12-20"


@pytest.mark.parametrize(("lang", "text"), [("uk", "Найбільший обстріл з 2014 року."), ("ru", "Сильнейший обстрел с 2014 года.")])
def test_a_year_since_which_something_goes_on_is_no_date_of_an_event(lang: Lang, text: str) -> None:
    assert found(text, lang) == []


def test_a_plan_may_name_a_day_after_the_publication() -> None:
    assert found("Міст відкриють 1 жовтня.", "uk")[0][1] == "2022-10-01"


def test_a_month_told_of_later_is_past_and_this_month_is_not() -> None:
    mentions = find_dates("Окупували в березні, звільнили у вересні.", "uk", PUBLISHED)
    assert [m.past for m in mentions] == [True, False]


def test_english_words_that_are_also_months_need_their_capital() -> None:
    assert found("They may march on the town.", "en") == []


def test_a_caliber_or_a_score_is_no_day() -> None:
    assert found("Снаряди калібру 12.07 мм, рахунок 2:1, висота 125.6.", "uk") == []


def test_a_part_of_the_day_beside_a_date_adds_none() -> None:
    assert [d for _, d, _ in found("Вранці, 8 вересня, почався штурм.", "uk")] == ["2022-09-08"]


def test_without_a_publication_only_dates_with_a_year_are_found() -> None:
    assert [d for _, d, _ in found("Вчора, 5 мая 2022 года и в субботу.", "ru", None)] == ["2022-05-05"]


def test_a_day_that_the_calendar_does_not_have_is_no_date() -> None:
    assert found("On February 30 nothing happened.", "en") == []


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("They will attack in the coming days.", "en"),
        ("Вони відступлять найближчими днями.", "uk"),
        ("Они отступят в ближайшие дни.", "ru"),
    ],
)
def test_what_is_to_come_soon_has_no_day_of_its_own(text: str, lang: Lang) -> None:
    assert [(day, precision) for _, day, precision in found(text, lang)] == [("2022-09-12", "published")]
