"""Plain text and Markdown: an article, a situation report, or a live blog, whose posts are cut apart."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from conflictmap.model import Report
from conflictmap.reading.formats.source import Source
from conflictmap.reading.liveblog import Post, split_posts, whole_text
from conflictmap.reading.publication import body_start, byline_outlet, infer_published, undated

__all__ = ["page_report", "post_id", "read_text", "text_reports"]


def read_text(source: Source) -> Iterator[Report]:
    """Read a text file; spans count the characters of the file as it stands."""
    yield from text_reports(source, source.read_text())


def text_reports(source: Source, text: str) -> Iterator[Report]:
    """Make reports from a whole text: one, or one a post.

    Raises
    ------
    ReportError
        The text doesn't tell when it was published, and nobody else does.
    """
    found = (
        (source.published, source.published_precision)
        if source.published
        else infer_published(text, as_of=source.as_of, name=source.path.stem)
    )
    outlet = source.source or byline_outlet(text)
    posts = split_posts(text, found[0].date() if found else None, source.as_of)
    for post in posts or [whole_text(text)]:
        # an unstamped post is of the blog's day, or of the day of the post before it
        moment = post.published or found
        if moment is None:
            raise source.error(f"the text {undated(text, as_of=source.as_of)}")
        if found is None:
            found = (moment[0].replace(hour=0, minute=0, second=0, microsecond=0), "day")
        stem = source.path.stem.replace(" ", "_")
        name = stem if not posts else post_id(stem, post.title or text[post.start : post.start + 200])
        yield replace(_report(source, text, post, moment), report_id=name, source=outlet)


def post_id(stem: str, words: str) -> str:
    """Make an id that a post keeps when its page grows: from the page's name and the post's headline."""
    return f"{stem}#{hashlib.sha256(' '.join(words.split()).encode()).hexdigest()[:8]}"


def _report(source: Source, text: str, post: Post, moment: tuple[datetime, str]) -> Report:
    return Report(
        report_id="",
        text=text[post.start : post.end],
        published=moment[0],
        published_precision=moment[1],
        title=post.title,
        title_in_text=post.title is not None,
        body=post.body - post.start,
        offset=post.start,
        lang=source.lang,
        path=str(source.path),
    )


def page_report(
    source: Source, report_id: str, title: str, text: str, moment: tuple[datetime, str] | None, url: str | None
) -> Report:
    """Make a report from a headline and a text that stand apart; the text begins with the headline.

    Raises
    ------
    ReportError
        Neither the post nor anyone else tells when it was published.
    """
    whole = f"{title}\n{text}" if title else text
    if moment is None and source.published is not None:
        moment = (source.published, source.published_precision)
    moment = moment or infer_published(whole, as_of=source.as_of, name=source.path.stem)
    if moment is None:
        raise source.error(f"{(title or text)[:60]!r} {undated(whole, as_of=source.as_of)}")
    body = min(len(title) + 1, len(whole)) if title else 0
    return Report(
        report_id=report_id,
        text=whole,
        published=moment[0],
        published_precision=moment[1],
        title=title or None,
        title_in_text=bool(title),
        body=body_start(whole, body),
        lang=source.lang,
        source=source.source,
        url=url,
        path=str(source.path),
    )
