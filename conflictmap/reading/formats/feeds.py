"""RSS, RDF and Atom files: one report an entry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import lxml.etree

from conflictmap.errors import ReportError
from conflictmap.model import Report
from conflictmap.reading.formats.markup import fragment_text
from conflictmap.reading.formats.source import Source
from conflictmap.reading.formats.texts import page_report, post_id
from conflictmap.reading.publication import parse_published

__all__ = ["read_feed"]


def read_feed(source: Source) -> Iterator[Report]:
    """Read a feed.

    Raises
    ------
    ReportError
        It is no XML, no feed, or an entry's date can't be read.
    """
    # entities are not resolved and nothing is fetched: a feed is anyone's file
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, recover=False, huge_tree=False)
    try:
        root = lxml.etree.fromstring(source.read_bytes(), parser)
    except lxml.etree.XMLSyntaxError as error:
        raise source.error(f"this is no well-formed XML ({error.msg}); save the feed again", error.lineno) from error
    entries = [e for e in root.iter() if isinstance(e.tag, str) and _name(e) in ("item", "entry")]
    if not entries:
        raise source.error("no entries in this file; give an RSS or Atom feed")
    channel = next((_text(e) for e in root.iter() if isinstance(e.tag, str) and _name(e) == "title" and not _inside(e)), None)
    for entry in entries:
        fields: dict[str, Any] = {}
        for child in entry:
            if isinstance(child.tag, str):
                fields.setdefault(_name(child), child)
        title = " ".join(fragment_text(_text(fields.get("title")) or "").split())
        text = next((t for n in ("encoded", "content", "description", "summary") if n in fields and (t := _body(fields[n]))), "")
        if not text and not title:
            continue
        moment = None
        word = next((_text(fields[n]) for n in ("pubDate", "published", "date", "issued", "updated") if n in fields), None)
        if word:
            try:
                moment = parse_published(word)
            except ReportError as error:
                raise source.error(f"date {error}", entry.sourceline) from None
        link = _link(fields.get("link"))
        name = _text(fields.get("guid")) or _text(fields.get("id")) or link
        stem = source.path.stem.replace(" ", "_")
        known = source if source.source or not channel else _named(source, channel)
        yield page_report(known, post_id(stem, name or title or text[:200]), title, text, moment, link)


def _named(source: Source, channel: str) -> Source:
    from dataclasses import replace

    return replace(source, source=channel)


def _name(element: Any) -> str:
    return str(lxml.etree.QName(element).localname)


def _inside(element: Any) -> bool:
    return any(_name(a) in ("item", "entry", "image") for a in element.iterancestors())


def _text(element: Any) -> str | None:
    return None if element is None else "".join(element.itertext()).strip() or None


def _body(element: Any) -> str:
    if len(element):  # Atom may hold XHTML as elements
        return fragment_text(lxml.etree.tostring(element, encoding="unicode"))
    return fragment_text(element.text or "")


def _link(element: Any) -> str | None:
    return None if element is None else element.get("href") or _text(element)
