"""Plain text and Markdown: an article, a situation report, or a live blog, whose posts are cut apart."""

from __future__ import annotations

from collections.abc import Iterator

from conflictmap.model import Report
from conflictmap.reading.formats.source import Source
from conflictmap.reading.publication import body_start, infer_published

__all__ = ["read_text", "text_reports"]


def read_text(source: Source) -> Iterator[Report]:
    """Read a text file; spans count the characters of the file as it stands."""
    yield from text_reports(source, source.read_text())


def text_reports(source: Source, text: str) -> Iterator[Report]:
    """Make reports from a whole text."""
    found = (
        (source.published, source.published_precision)
        if source.published
        else infer_published(text, as_of=source.as_of, name=source.path.stem)
    )
    if found is None:
        raise source.error("the text doesn't tell when it was published; give --published YYYY-MM-DD")
    start = len(text) - len(text.lstrip(" \t\r\n\ufeff"))
    end = len(text.rstrip())
    body = text[start:end]
    yield Report(
        report_id=source.path.stem.replace(" ", "_"),
        text=body,
        published=found[0],
        published_precision=found[1],
        body=body_start(body, 0),
        offset=start,
        lang=source.lang,
        source=source.source,
        path=str(source.path),
    )
