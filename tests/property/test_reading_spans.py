"""Spans of sentences and toponyms in any text at all."""

from datetime import UTC, datetime
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from conflictmap.gazetteer.places import BUILT_IN, Gazetteer, load_gazetteer
from conflictmap.model import Report, Toponym
from conflictmap.reading.sentences import split_sentences
from conflictmap.reading.spelling import near_keys, ukrainian_keys
from conflictmap.reading.toponyms import read_toponyms

WORDS = st.sampled_from(
    "Izium|Ізюм|Лимана|Kharkiv Oblast|Харківської області|(15 km south of Kherson)|Kup&#39;iansk|[B]akhmut|та|and|Ивановка|"
    "напрямку|I\u0307zium|Мар’їнка|«|»|-|–|/|\n|. |, | |\u00ad|\u0301|#Lyman|🔥".split("|")
)
TEXT = st.one_of(st.text(max_size=120), st.lists(st.one_of(WORDS, st.text(max_size=4)), max_size=14).map("".join))


@cache
def gazetteer() -> Gazetteer:
    return load_gazetteer(BUILT_IN)


def read(text: str) -> list[Toponym]:
    return read_toponyms(Report("r", text, datetime(2022, 9, 10, tzinfo=UTC)), gazetteer())


@settings(max_examples=150, deadline=None)
@given(TEXT)
def test_every_span_is_the_surface_and_spans_do_not_overlap(text: str) -> None:
    at = 0
    for t in read(text):
        assert text[t.start : t.end] == t.surface
        assert at <= t.start < t.end <= len(text)
        at = t.end


@settings(max_examples=80, deadline=None)
@given(TEXT, st.sampled_from(["", "Quiet day.\n\n", "Тихий день.\n\n", "\n" * 7]))
def test_lines_before_a_text_shift_its_spans_and_nothing_else(text: str, padding: str) -> None:
    before, after = read("\n\n" + text), read(padding + "\n\n" + text)
    assert [(t.start + len(padding), t.end + len(padding), t.place, t.kind) for t in before] == [
        (t.start, t.end, t.place, t.kind) for t in after
    ]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_sentences_are_in_order_and_lose_nothing_but_white_space(text: str) -> None:
    at = 0
    for start, end in split_sentences(text):
        assert not text[at:start].strip()
        assert text[start:end].strip() == text[start:end] != ""
        at = end
    assert not text[at:].strip()


@given(st.text(alphabet="абвгдежзиклмнопрстуфхцчшщыьэюя- ", min_size=5, max_size=18))
def test_a_slip_changes_one_letter_and_keeps_the_first(key: str) -> None:
    for other in near_keys(key):
        assert other[0] == key[0]
        assert abs(len(other) - len(key)) <= 1


@settings(deadline=None)
@given(st.text(alphabet="абвгдежзиклмнопрстуфхцчшщыьэюя -", max_size=18))
def test_ukrainian_keys_hold_no_letter_of_russian_alone(key: str) -> None:
    assert not any(set("ыэъ") & set(other) for other in ukrainian_keys(key, {}))
