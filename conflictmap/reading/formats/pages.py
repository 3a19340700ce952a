"""Saved web pages: articles, and live blogs with a time stamp a post."""

from __future__ import annotations

import email
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from conflictmap.errors import ReportError
from conflictmap.model import Report
from conflictmap.reading.formats.markup import block_text, fragment_text, parse_page
from conflictmap.reading.formats.source import Source
from conflictmap.reading.formats.texts import page_report, post_id, text_reports
from conflictmap.reading.liveblog import split_posts
from conflictmap.reading.publication import parse_published

__all__ = ["read_page"]

Moment = tuple[datetime, str]

_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)|url:\s*(https?://\S+)")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5")
# a post says at least a sentence; less is a link to one
_LEAST_WORDS, _LEAST_BODY = 8, 60


def read_page(source: Source) -> Iterator[Report]:
    """Read a saved page: the posts of a live blog, each at its own time, or one article.

    Raises
    ------
    ReportError
        The page holds no text, or doesn't tell when it was published.
    """
    data = source.read_bytes()
    if source.path.suffix.lower() in (".mhtml", ".mht"):
        data = _unwrapped(source, data)
    if b"\0" in data[:65536] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise source.error("this is no page but a binary file; save the page as HTML")
    page = parse_page(data, source.encoding)
    if page is None:
        raise source.error("there is no text in this page; save it again when it has loaded, or copy its text to a .txt")
    if _meta(page, "generator") == "conflictmap":
        raise source.error("this page is a map of conflictmap and no report; keep maps apart from the reports")
    facts = _facts(page)
    url = _url(page)
    known = replace(source, source=source.source or _meta(page, "og:site_name"))
    posts = _declared_posts(facts) or _stamped_posts(page)
    if len(posts) > 1:
        seen: set[tuple[str, str]] = set()
        for title, text, moment, link in posts:
            if (title, text) not in seen:
                seen.add((title, text))
                name = post_id(source.path.stem.replace(" ", "_"), title or text[:200])
                yield page_report(known, name, title, text, moment, link or url)
        return
    yield from _article(known, page, facts, url)


def _article(source: Source, page: Any, facts: list[dict[str, Any]], url: str | None) -> Iterator[Report]:
    import trafilatura

    plain = block_text(_main(page), stamps=True)
    if _is_blog(source, plain):
        # a post without a body is a link to another page
        yield from (replace(r, url=url) for r in text_reports(source, plain) if r.body < len(r.text))
        return
    found: Any = trafilatura.bare_extraction(
        page, include_comments=False, include_tables=True, with_metadata=True, deduplicate=False
    )
    text = (found.text or "").strip() if found is not None else ""
    if "\n" not in text and plain.count("\n") > 2:
        # a page so small that the extractor runs its paragraphs together
        text = block_text(max(page.iter("article"), key=lambda a: len(block_text(a)), default=_main(page)))
    if not text:
        raise source.error("there is no text in this page; save it again when it has loaded, or copy its text to a .txt")
    title = _declared(facts, "headline") or _meta(page, "og:title") or found.title or _first(page, "h1") or ""
    if source.published is None:
        for word in (
            _declared(facts, "datePublished"),
            _meta(page, "article:published_time"),
            _meta(page, "date"),
            next(
                iter(page.xpath("//time[@datetime][not(ancestor::aside or ancestor::nav or ancestor::footer)]/@datetime")), None
            ),
        ):
            moment = _moment(word)
            if moment is not None:
                source = replace(source, published=moment[0], published_precision=moment[1])
                break
    if title and not text.startswith(title):
        text = f"{title}\n{text}"
    for report in text_reports(source, text):
        yield replace(report, url=url)


def _unwrapped(source: Source, data: bytes) -> bytes:
    """The page inside a web archive, as browsers save it in one file."""
    message = email.message_from_bytes(data)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                return page
    raise source.error("there is no page in this web archive; save it as HTML")


def _main(page: Any) -> Any:
    """The part of a page that holds its text."""
    articles = page.xpath("//article[not(ancestor::aside or ancestor::article)]")
    if len(articles) == 1:
        return articles[0]
    return next((e for e in (page.find(".//main"), page.find(".//body")) if e is not None), page)


def _is_blog(source: Source, text: str) -> bool:
    """Whether a text without marked times is one of stamped posts: they have bodies, and hold most of it."""
    posts = [p for p in split_posts(text, as_of=source.as_of) if p.stamp and p.end - p.body >= _LEAST_BODY]
    return len(posts) > 1 and 2 * sum(p.end - p.start for p in posts) > len(text)


def _facts(page: Any) -> list[dict[str, Any]]:
    """What the page declares of itself (JSON-LD), flattened."""
    found: list[dict[str, Any]] = []

    def walk(value: Any, depth: int) -> None:
        if depth > 6:
            return
        if isinstance(value, list):
            for item in value:
                walk(item, depth + 1)
        elif isinstance(value, dict):
            found.append(value)
            walk(value.get("@graph"), depth + 1)

    for script in page.xpath("//script[@type='application/ld+json']"):
        try:
            walk(json.loads(script.text or "null"), 0)
        except (ValueError, RecursionError):
            continue  # a broken declaration leaves the page itself
    return found


def _declared(facts: list[dict[str, Any]], key: str) -> str | None:
    return next((f[key] for f in facts if isinstance(f.get(key), str) and "Article" in str(f.get("@type"))), None) or next(
        (f[key] for f in facts if isinstance(f.get(key), str)), None
    )


def _declared_posts(facts: list[dict[str, Any]]) -> list[tuple[str, str, Moment | None, str | None]]:
    posts = []
    for fact in facts:
        updates = fact.get("liveBlogUpdate")
        for update in updates if isinstance(updates, list) else []:
            if isinstance(update, dict) and isinstance(update.get("articleBody"), str):
                title = " ".join(fragment_text(str(update.get("headline") or "")).split())
                text = fragment_text(update["articleBody"])
                moment = _moment(update.get("datePublished"))
                link = update.get("url")
                if text.count(" ") >= _LEAST_WORDS:
                    posts.append((title, text, moment, link if isinstance(link, str) else None))
    return posts


def _stamped_posts(page: Any) -> list[tuple[str, str, Moment | None, str | None]]:
    """Posts by their shape: alike elements beside each other, each with a time of its own and a text."""
    stamps = page.xpath(
        "//time[@datetime][not(ancestor::aside or ancestor::nav or ancestor::footer or ancestor::header[not(ancestor::article)])]"
    )
    owner: dict[Any, Any] = {}
    for stamp in stamps:
        owner.setdefault(_lone_ancestor(stamp), stamp)
    shapes: dict[tuple[Any, str], list[Any]] = {}
    for element in owner:
        shapes.setdefault((element.getparent(), element.tag), []).append(element)
    posts: list[tuple[str, str, Moment | None, str | None]] = []
    for elements in shapes.values():
        found = []
        for element in elements:
            heading = next((h for tag in _HEADINGS for h in element.iter(tag)), None)
            title = "" if heading is None else " ".join(heading.text_content().split())
            lines = block_text(element).split("\n")
            text = "\n".join(lines[1:] if lines and title and lines[0] == title else lines)
            text = "\n".join(line for line in text.split("\n") if line != title)
            if text.count(" ") >= _LEAST_WORDS:
                found.append((title, text, _moment(owner[element].get("datetime")), _link(element)))
        if len(found) > 1 and sum(len(t) for _, t, _, _ in found) > sum(len(t) for _, t, _, _ in posts):
            posts = found
    return posts


def _lone_ancestor(stamp: Any) -> Any:
    """The largest element around a stamp with no other post's stamp in it."""
    element = stamp
    while (parent := element.getparent()) is not None and parent.tag not in ("body", "html", "main"):
        others = {t.get("datetime") for t in parent.iter("time") if t.get("datetime")}
        if len(others) > 1 and element.tag not in ("header", "div", "span", "p", "a", "h2", "h3"):
            break
        if len(others) > 1 and len([c for c in parent if c.tag == element.tag and next(c.iter("time"), None) is not None]) > 1:
            break
        element = parent
    return element


def _link(element: Any) -> str | None:
    return element.get("data-url") or next((a for a in element.xpath(".//a[time]/@href") if a.startswith("http")), None)


def _moment(word: Any) -> Moment | None:
    if not isinstance(word, str):
        return None
    try:
        return parse_published(word)
    except ReportError:
        return None


def _meta(page: Any, name: str) -> str | None:
    found = page.xpath("//meta[@property=$name or @name=$name or @itemprop=$name]/@content", name=name)
    return str(found[0]).strip() or None if found else None


def _first(page: Any, tag: str) -> str | None:
    found = page.find(f".//{tag}")
    return None if found is None else " ".join(found.text_content().split()) or None


def _url(page: Any) -> str | None:
    for found in (page.xpath("//link[@rel='canonical']/@href"), page.xpath("//meta[@property='og:url']/@content")):
        if found and str(found[0]).startswith("http"):
            return str(found[0])
    for comment in page.getroottree().xpath("/comment()|/html/comment()"):
        m = _SAVED_FROM.search(comment.text or "")
        if m:
            return m[1] or m[2]
    return None
