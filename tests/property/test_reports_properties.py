"""Whatever a text is made of, posts are slices of it, in order, apart from each other, and found in reasonable time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from conflictmap.errors import ReportError
from conflictmap.reading.liveblog import split_posts
from conflictmap.reading.publication import FIRST_DAY, body_start, infer_published, read_stamp
from conflictmap.reading.reports import iter_reports

HEADLINES = ["Trains run again to Balakliia", "Power is back in Zmiiv", "Мост через Оскіл закрито", "War live"]
BODIES = [
    "The first train reached the town.",
    "Shells fell on Nikopol. Two houses burned.",
    "It was quiet; nobody came.",
    "x" * 300 + ".",
]
MARKS = [
    "10:15",
    "09.40 BST",
    "4 hr 20 min ago",
    "7:05 p.m. ET, September 9, 2022",
    "10 вересня 2022",
    "From CNN's Jane Doe in Atlanta",
    "18 хв тому",
]
OTHERS = [
    "",
    "- A bullet",
    "Read more: another story",
    "Key events",
    "# ",
    "\u00a0",
    "\ufeff",
    "Штаб, [10.09.2022 14:05]",
    "(Jane Doe/Agency)",
]
LINE = st.sampled_from(HEADLINES + BODIES + MARKS + OTHERS) | st.text(max_size=40)
TEXT = st.lists(LINE, max_size=25).map("\n".join) | st.lists(st.sampled_from(HEADLINES + BODIES + MARKS), max_size=12).map(
    "".join
)


@settings(max_examples=300, deadline=None)
@given(TEXT)
@example("\r\n".join(["10:15", *HEADLINES, *BODIES, "09:40", *HEADLINES, *BODIES]))
def test_posts_are_slices_of_the_text(text: str) -> None:
    posts = split_posts(text, date(2022, 9, 10), datetime(2022, 9, 10, 20, tzinfo=UTC))
    assert len(posts) != 1
    end = 0
    for post in posts:
        assert end <= post.start <= post.body <= post.end <= len(text)
        assert text[post.start : post.end] == text[post.start : post.end].strip() != ""
        assert post.title is None or text.startswith(post.title, post.start)
        end = post.end


@settings(max_examples=200, deadline=None)
@given(TEXT)
def test_a_day_that_is_inferred_is_one_of_this_war(text: str) -> None:
    found = infer_published(text, as_of=datetime(2024, 1, 1, tzinfo=UTC))
    assert found is None or FIRST_DAY <= found[0].date() <= date(2024, 1, 1)


@given(st.text(max_size=120))
def test_reading_marks_never_fails(text: str) -> None:
    read_stamp(text)
    assert 0 <= body_start(text, 0) <= len(text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400) | TEXT.map(lambda t: t.encode("utf-8", "surrogatepass")))
def test_a_file_is_read_or_refused_in_one_line(tmp_path: Path, data: bytes) -> None:
    for ending in ("txt", "jsonl", "csv", "html", "json", "rss", "docx", "pdf", "parquet"):
        path = tmp_path / f"f.{ending}"
        path.write_bytes(data)
        try:
            for report in iter_reports(path, published="2022-09-10"):
                assert report.published is not None
                assert 0 <= report.body <= len(report.text)
                if ending == "txt" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
                    text = data.decode()
                    assert text[report.offset : report.offset + len(report.text)] == report.text
        except ReportError as error:
            assert str(path) in str(error)
