"""JSON files: Telegram Desktop's export of a channel (`result.json`), JSON Feed, and plain lists of rows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from conflictmap.model import Report
from conflictmap.reading.formats.markup import fragment_text
from conflictmap.reading.formats.source import Source
from conflictmap.reading.formats.tables import row_report
from conflictmap.reading.liveblog import whole_text

__all__ = ["read_json"]


def read_json(source: Source) -> Iterator[Report]:
    """Read a JSON file.

    Raises
    ------
    ReportError
        It is no JSON, or none of the forms that are known.
    """
    text = source.read_text(None)
    try:
        data = json.loads(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        raise source.error(f"this is no JSON ({error.msg}); export it again", error.lineno) from error
    except RecursionError as error:
        raise source.error("this JSON is nested too deep to be a table of reports") from error
    if isinstance(data, dict) and isinstance(data.get("messages"), list):
        yield from _channel(source, data)
    elif isinstance(data, dict) and isinstance(data.get("chats"), dict):
        chats = data["chats"].get("list")
        for chat in chats if isinstance(chats, list) else ():
            if isinstance(chat, dict) and isinstance(chat.get("messages"), list):
                yield from _channel(source, chat)
    elif isinstance(data, dict) and isinstance(data.get("items"), list):
        rows = [
            {**item, "content": item.get("content_text") or fragment_text(str(item.get("content_html") or ""))}
            for item in data["items"]
            if isinstance(item, dict)
        ]
        named = replace(source, columns={"published": "date_published", "text": "content", **source.columns}, unit="entry")
        yield from (row_report(named, row, n) for n, row in enumerate(rows, 1))
    elif isinstance(data, list) and all(isinstance(row, dict) for row in data):
        yield from (row_report(replace(source, unit="entry"), row, n) for n, row in enumerate(data, 1))
    else:
        raise source.error("this JSON holds no reports; give a list of rows, a Telegram Desktop export or a JSON Feed")


def _channel(source: Source, chat: Mapping[str, Any]) -> Iterator[Report]:
    channel = str(chat.get("name") or source.path.stem)
    number = str(chat.get("id") or "")
    stem = re.sub(r"\W+", "-", channel).strip("-").lower() or "channel"
    for message in chat["messages"]:
        if not isinstance(message, dict) or message.get("type", "message") != "message":
            continue
        text = _text(message.get("text"))
        if not text.strip():
            continue  # a picture without words
        stamp = message.get("date_unixtime") or message.get("date")
        known = replace(
            source,
            # a forward is the word of the channel that wrote it, however many pass it on
            source=str(message.get("forwarded_from") or "") or source.source or channel,
        )
        row = {"published": int(str(stamp)) if str(stamp).isdigit() else stamp, "text": text}
        report = row_report(replace(known, columns={}, unit="message"), row, message.get("id", 0))
        post = whole_text(text)
        yield replace(
            report,
            report_id=f"{stem}/{message.get('id', report.report_id)}",
            text=text[post.start : post.end],
            title=post.title,
            title_in_text=post.title is not None,
            body=post.body - post.start,
            offset=post.start,
            url=f"https://t.me/c/{number}/{message['id']}" if number.isdigit() and "id" in message else None,
        )


def _text(value: Any) -> str:
    """Telegram writes a text as a string, or as a list of strings and of parts with a format."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(
            part if isinstance(part, str) else str(part.get("text", "")) for part in value if isinstance(part, str | dict)
        )
    return ""
