"""What holds for the clause reader of Ukrainian and Russian whatever the text is."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from conflictmap.model import Claim, Place, Report, Toponym
from conflictmap.reading.extraction import read_claims

WORDS = [
    "звільнили", "захоплено", "ворог", "наші", "атаки", "відбито", "під", "вогнем", "із", "до", "на", "схід", "від", "якщо", "не",
    "заявив", "Генштаб", ":", ",", "–", ".", "?", "(", ")", "«", "»", "і", "та", "що", "який", "освобождён", "отошли",
    "противник", "по данным", "мост", "взорван", "вывезли", "людей", "вчора", "3", "🙂", "\n", "опровергли", "там", "наш", "флаг",
]  # fmt: skip
NAMES = ["Бахмут", "Лиману", "Роботине", "Ізюма"]
PIECES = st.lists(st.sampled_from(WORDS) | st.sampled_from(NAMES), min_size=1, max_size=18)
LANGS = st.sampled_from(("uk", "ru"))


def read(pieces: list[str], lang: str, padding: str = "") -> list[Claim]:
    text, toponyms = padding, []
    for piece in pieces:
        if piece in NAMES:
            place = Place(piece, piece, "settlement", "", None, None, "UA", 37.0, 48.0)
            toponyms.append(Toponym(len(text), len(text) + len(piece), piece, "settlement", place, 1.0))
        text += piece + " "
    return read_claims(Report("r", text, datetime(2024, 5, 1, tzinfo=UTC), lang=lang), toponyms)


def shape(claims: list[Claim], shift: int = 0) -> list[object]:
    return [
        (
            *(c.event_type, c.side, c.certainty, c.date, c.background, c.start - shift, c.end - shift),
            [(p.toponym.start - shift, p.role, p.relation) for p in c.places],
        )
        for c in claims
    ]


@settings(max_examples=300)
@given(PIECES, LANGS)
def test_every_claim_lies_in_its_text_and_has_a_place(pieces: list[str], lang: str) -> None:
    length = len("".join(p + " " for p in pieces))
    for claim in read(pieces, lang):
        assert 0 <= claim.start < claim.end <= length
        assert claim.places
        assert claim.date is None or claim.certainty == "predicted" or claim.date.isoformat() <= "2024-05-01"


@given(PIECES, LANGS)
def test_reading_twice_gives_the_same(pieces: list[str], lang: str) -> None:
    assert shape(read(pieces, lang)) == shape(read(pieces, lang))


@given(PIECES, LANGS, st.integers(1, 30))
def test_padding_shifts_spans_and_changes_nothing_else(pieces: list[str], lang: str, count: int) -> None:
    assert shape(read(pieces, lang, "\n" * count), count) == shape(read(pieces, lang))
