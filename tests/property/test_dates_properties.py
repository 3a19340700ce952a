"""What holds for dates whatever the text is."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from conflictmap.model import Lang
from conflictmap.reading.dates import find_dates

LANGS: st.SearchStrategy[Lang] = st.sampled_from(("en", "uk", "ru"))
DAYS = st.dates(date(2014, 1, 1), date(2030, 12, 28))
PIECES = st.lists(
    st.sampled_from(
        [
            "10 вересня",
            "у суботу",
            "вчера",
            "September 6-9",
            "10.09",
            "в июне",
            "İstanbul",
            "3 days ago",
            "2022",
            "ніч",
            ",",
            " ",
            "—",
            "\n",
        ]
    )
    | st.text(max_size=8),
    max_size=12,
).map(" ".join)


@given(PIECES, LANGS, DAYS)
def test_mentions_lie_in_order_inside_the_text_and_never_overlap(text: str, lang: Lang, published: date) -> None:
    end = 0
    for mention in find_dates(text, lang, published):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.end_date is None or mention.date <= mention.end_date
        end = mention.end


@given(PIECES, LANGS, DAYS, st.text("абв xyz.\n", max_size=20))
def test_padding_moves_the_spans_and_changes_nothing_else(text: str, lang: Lang, published: date, padding: str) -> None:
    plain = find_dates(text, lang, published)
    padded = find_dates(f"{padding} . {text}", lang, published)
    shift = len(padding) + 3
    assert [(m.start + shift, m.end + shift, m.date, m.precision) for m in plain] == [
        (m.start, m.end, m.date, m.precision) for m in padded if m.start >= shift
    ]


@given(DAYS, LANGS)
def test_a_weekday_lies_in_the_week_up_to_the_publication(published: date, lang: Lang) -> None:
    text = {"en": "on Tuesday", "uk": "у вівторок", "ru": "во вторник"}[lang]
    (mention,) = find_dates(text, lang, published)
    assert mention.date.weekday() == 1
    assert timedelta(0) <= published - mention.date < timedelta(7)
