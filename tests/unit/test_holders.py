"""Who is known to have held a place where a report names nobody."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime
from importlib.resources import files

import pytest

from conflictmap.gazetteer.places import Gazetteer, load_gazetteer
from conflictmap.model import Place, Report
from conflictmap.reading.extraction import read_claims
from conflictmap.reading.holders import known_holder
from conflictmap.reading.toponyms import read_toponyms

_LEVELS = {"towns": "settlement", "raions": "raion", "oblasts": "oblast", "bridges": "facility"}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def _records() -> list[dict[str, object]]:
    path = files("conflictmap.reading") / "lexicon" / "holders.toml"
    return list(tomllib.loads(path.read_text(encoding="utf-8"))["held"])


def _town(name: str, oblast: str, raion: str, feature: str = "town") -> Place:
    return Place("x", name, "settlement", feature, f"{oblast} Oblast", f"{raion} Raion", "UA", 35.0, 48.0)


def test_every_town_of_the_file_is_in_the_gazetteer(gazetteer: Gazetteer) -> None:
    for record in _records():
        for level in ("towns", "bridges"):
            for name in record.get(level, ()):  # type: ignore[attr-defined]  # a list of names
                found = gazetteer.lookup(name)
                assert (found["name"] == name).any(), name


def test_no_spell_ends_before_it_begins_and_none_is_shorter_than_a_week() -> None:
    for record in _records():
        since, until = record.get("since"), record.get("until")
        if isinstance(since, date) and isinstance(until, date):
            assert (until - since).days >= 7, record


@pytest.mark.parametrize(
    ("place", "day", "holder"),
    [
        (_town("Melitopol", "Zaporizhzhia", "Melitopol"), date(2021, 5, 1), "UA"),
        (_town("Melitopol", "Zaporizhzhia", "Melitopol"), date(2023, 5, 1), "RU"),
        (_town("Izium", "Kharkiv", "Izium"), date(2022, 8, 1), "RU"),
        (_town("Izium", "Kharkiv", "Izium"), date(2022, 11, 1), "UA"),
        (_town("Vovchansk", "Kharkiv", "Chuhuiv"), date(2024, 6, 1), None),
        (_town("Khrestyshche", "Kharkiv", "Berestyn", "village"), date(2022, 3, 15), "UA"),
        (_town("Uman", "Cherkasy", "Uman"), None, "UA"),
        (_town("Izium", "Kharkiv", "Izium"), None, None),
    ],
)
def test_a_town_stands_before_its_raion_and_a_raion_before_its_oblast(place: Place, day: date | None, holder: str | None) -> None:
    assert known_holder(place, day) == holder


@pytest.mark.parametrize(
    ("lang", "text", "day", "side"),
    [
        ("uk", "В Ізюмі після влучання ракети зайнялися склади.", "2022-08-10", "UA"),
        ("uk", "В Ізюмі після влучання ракети зайнялися склади.", "2023-08-10", "RU"),
        ("ru", "В Каховке ударом разрушен склад.", "2023-02-03", "UA"),
        ("ru", "Жителей Покровска просят уехать до вечера.", "2024-08-20", "UA"),
    ],
)
def test_who_holds_the_place_tells_the_side_that_nobody_names(
    gazetteer: Gazetteer, lang: str, text: str, day: str, side: str
) -> None:
    report = Report("r", text, published=datetime.fromisoformat(day), lang=lang)
    claims = read_claims(report, read_toponyms(report, gazetteer))
    assert [c.side for c in claims] == [side]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("У Мелітополь зайшли свіжі роти.", "RU"),
        ("У Запоріжжя зайшли свіжі роти.", "UA"),
        ("У Мелітополь та Запоріжжя зайшли свіжі роти.", None),
    ],
)
def test_fresh_troops_are_of_the_side_that_alone_holds_where_they_come(gazetteer: Gazetteer, text: str, side: str | None) -> None:
    report = Report("r", text, datetime(2024, 3, 5, tzinfo=UTC))
    assert [(c.event_type, c.side) for c in read_claims(report, read_toponyms(report, gazetteer))] == [("reinforcement", side)]
