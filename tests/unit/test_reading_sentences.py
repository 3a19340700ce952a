"""Sentences and languages."""

import pytest

from conflictmap.reading.language import detect_language
from conflictmap.reading.sentences import split_sentences


def pieces(text: str) -> list[str]:
    return [text[a:b] for a, b in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gen. Syrskyi spoke. The U.S. agreed.", ["Gen. Syrskyi spoke.", "The U.S. agreed."]),
        ("It began at 3 p.m. Nobody slept.", ["It began at 3 p.m.", "Nobody slept."]),
        ("Units of No. 5 brigade left. St. Petersburg is far.", ["Units of No. 5 brigade left.", "St. Petersburg is far."]),
        ("V. Zelensky came.", ["V. Zelensky came."]),
        ("Бої у м. Бахмут та с. Кліщіївка. Тихо.", ["Бої у м. Бахмут та с. Кліщіївка.", "Тихо."]),
        ("Так було у 2022 р. Далі – інакше.", ["Так було у 2022 р.", "Далі – інакше."]),
        ("На р. Оскіл спокійно.", ["На р. Оскіл спокійно."]),
        ("В Харьковской обл. Противник ушёл.", ["В Харьковской обл.", "Противник ушёл."]),
        ("«Мы ушли.» Дальше!", ["«Мы ушли.»", "Дальше!"]),
        ('He said "yes."She left.', ['He said "yes."', "She left."]),
        ("Headline without a stop\nBody. End", ["Headline without a stop", "Body.", "End"]),
        ("• one\n• two", ["• one", "• two"]),
        ("Wait... what? Yes!", ["Wait...", "what?", "Yes!"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_a_sentence_ends_where_a_reader_stops(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge at Izium is down", "en"),
        ("Міст в Ізюмі зруйновано", "uk"),
        ("Мост в Изюме разрушен, подъезды заминированы", "ru"),
        ("Ворог на околицях, бій біля школи", "uk"),
        ("Противник на окраинах, и бой у школы", "ru"),
        ("Photo: Reuters. Потери противника уточняются, сообщил военкор", "ru"),
    ],
)
def test_a_language_is_told_by_its_letters_then_by_its_words(text: str, expected: str) -> None:
    assert detect_language(text) == expected


def test_a_text_without_letters_gets_the_language_asked_for() -> None:
    assert detect_language("12:30 – 14:00", default="uk") == "uk"
