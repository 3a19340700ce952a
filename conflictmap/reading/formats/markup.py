"""Text out of HTML: one line a block, without what is no report (captions, menus, buttons, comments)."""

from __future__ import annotations

import re
from typing import Any

import lxml.etree
import lxml.html

__all__ = ["block_text", "fragment_text", "parse_page"]

_BLOCKS = frozenset(
    "address article blockquote br dd div dl dt h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table tbody td th thead tr "
    "ul".split()
)
_NO_REPORT = frozenset(
    "aside audio button canvas figcaption footer form iframe input label nav noscript option picture script select style svg "
    "template textarea video".split()
)
_NO_REPORT_CLASS = re.compile(
    r"(?:^|[\s_-])(?:comments?|caption|credit|share|sharing|social|related|promo|advert\w*|newsletter|breadcrumbs?|"
    r"sidebar|menu|toolbar|recommended|tags?)(?:[\s_-]|$)",
    re.I,
)
_STAMP_CLASS = re.compile(r"(?:^|[\s_-])(?:byline|authors?|timestamp|datetime|time|date|updated)(?:[\s_-]|$)", re.I)
_DECLARED = re.compile(rb"<meta[^>]+charset\s*=|<\?xml[^>]+encoding\s*=", re.I)
_SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")


def parse_page(data: bytes | str, encoding: str | None = None) -> Any:
    """Parse a page, however broken, into an lxml element; None where nothing is in it.

    `encoding` is that of a page which is not UTF-8 and doesn't declare another.
    """
    if isinstance(data, bytes) and encoding and not _is_utf8(data) and not _DECLARED.search(data, 0, 4096):
        data = data.decode(encoding, "replace")
    # a page's own declaration of its encoding is honoured; entities of the outside are not fetched
    parser = lxml.html.HTMLParser(encoding="utf-8" if isinstance(data, str) or _is_utf8(data) else None, no_network=True)
    try:
        return lxml.html.document_fromstring(data.encode() if isinstance(data, str) else data, parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        return None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def block_text(element: Any, *, stamps: bool = False) -> str:
    """Return the text of an element, one line a block; with its time stamps and bylines where `stamps` is set."""
    parts: list[str] = []
    _collect(element, parts, stamps, top=True)
    lines = (_SPACE.sub(" ", line).strip() for line in "".join(parts).split("\x00"))
    return "\n".join(line for line in lines if line)


def _collect(element: Any, parts: list[str], stamps: bool, *, top: bool = False) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    marks = element.get("class", "")
    stamp = tag == "time" or _STAMP_CLASS.search(marks) is not None
    if not tag or (not top and (tag in _NO_REPORT or _NO_REPORT_CLASS.search(marks) or (stamp and not stamps))):
        return
    block = tag in _BLOCKS or stamp
    if block:
        parts.append("\x00")
    if element.text:
        parts.append(element.text)
    for child in element:
        _collect(child, parts, stamps)
        if child.tail:
            parts.append(child.tail)
    if block:
        parts.append("\x00")


def fragment_text(fragment: str) -> str:
    """Return the text of a piece of HTML, as feeds hold it; plain text comes back as it is."""
    if "<" not in fragment and "&" not in fragment:
        return fragment.strip()
    page = parse_page(f"<div>{fragment}</div>")
    return "" if page is None else block_text(page)
