"""Tables of reports: .jsonl, .csv, .tsv, .parquet, one row a report, with any names of columns."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from conflictmap.errors import ReportError
from conflictmap.model import Report
from conflictmap.reading.formats.source import Source
from conflictmap.reading.publication import body_start, infer_published, parse_published

__all__ = ["read_csv", "read_jsonl", "read_parquet", "row_report"]

FIELDS = ("id", "published", "text", "title", "lang", "source", "url")
# names that tables give our columns; --columns adds any other
_ALIASES = {
    "id": ("report_id", "event_id", "guid"),
    "published": ("date", "published_at", "created_at", "pubdate", "datetime", "time", "timestamp", "дата"),
    "text": ("body", "content", "message", "description", "текст", "повідомлення", "сообщение"),
    "title": ("headline", "заголовок"),
    "lang": ("language", "мова", "язык"),
    "source": ("outlet", "publisher", "channel", "джерело", "источник", "канал"),
    "url": ("link", "посилання", "ссылка"),
}


def read_jsonl(source: Source) -> Iterator[Report]:
    """Read a table of one JSON object a line."""
    for number, line in enumerate(_lines(source.read_text(None)), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise source.error(f"this line is no JSON ({error}); mend or delete it", number) from error
        if not isinstance(row, dict):
            raise source.error("this line is no JSON object; write one object a report, with id, published and text", number)
        yield row_report(source, row, number)


def _lines(text: str) -> Iterator[str]:
    """Yield line by line, so that a month of reports isn't held twice."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start:end]
        start = end + 1
    yield text[start:]


def read_csv(source: Source) -> Iterator[Report]:
    """Read a table in CSV; the first line names the columns, the separator is a comma, a semicolon, a tab or a bar."""
    text = source.read_text(None).lstrip("\ufeff")
    head = text.split("\n", 1)[0]
    separator = max(",;\t|", key=head.count)
    csv.field_size_limit(LONGEST_FIELD)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row in rows:
            if None in row:
                raise source.error("this row has more cells than the first line has names; quote the commas", rows.line_num)
            # spreadsheets leave rows of nothing but separators
            if any(cell and cell.strip() for cell in row.values()):
                yield row_report(source, {name: cell and _TOLD.sub("", cell) for name, cell in row.items()}, rows.line_num)
    except csv.Error as error:
        raise source.error(f"this row can't be read ({error})", rows.line_num) from error


LONGEST_FIELD = 16_000_000
_TOLD = re.compile(r"^'(?='*[=+\-@\t\r])")  # the apostrophe that tells a spreadsheet that a cell is no formula


def read_parquet(source: Source) -> Iterator[Report]:
    """Read a table in Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    source = replace(source, unit="row")
    try:
        with pq.ParquetFile(source.path) as file:
            number = 0
            for batch in file.iter_batches(1024):
                for row in batch.to_pylist():
                    number += 1
                    yield row_report(source, row, number)
    except (pa.ArrowException, OSError) as error:
        raise source.error(f"can't be read as Parquet ({' '.join(str(error).split())[:160]}); write the file again") from error


def row_report(source: Source, row: Mapping[str, Any], number: int) -> Report:
    """Make a report from one row of a table.

    Raises
    ------
    ReportError
        The row has no text, or no day that it was published on.
    """
    columns = _columns(source, row, number)
    cell = {name: None if column is None else _cell(row[column]) for name, column in columns.items()}
    text = cell["text"]
    if not isinstance(text, str):
        if columns["text"] is None:
            dated = columns["published"] is not None or source.published is not None
            names = f"text={_guess(row)}" + ("" if dated else f",published={_guess_date(row)}")
            raise source.error(f"no column text; name it with --columns {shlex.quote(names)}", number)
        text = "" if text is None else str(text)
    title = _word(cell["title"])
    when, precision = source.published, source.published_precision
    if cell["published"] is not None:
        try:
            when, precision = parse_published(_date_word(cell["published"]))
        except ReportError as error:
            raise source.error(f"published {error}", number) from None
        when, precision = _as_read_before(row, when, precision)
    if when is None:
        found = infer_published(f"{title or ''}\n{text}", as_of=source.as_of)
        if found is None:
            raise source.error(
                "no day that the report was published on; "
                f"name its column (--columns {shlex.quote(f'published={_guess_date(row)}')}), or give --published",
                number,
            )
        when, precision = found
    # some tables repeat the headline as the text's first line
    start = len(title) if title and text.startswith(title) and text[len(title) :].lstrip(" \t\r").startswith("\n") else 0
    return Report(
        report_id=_word(cell["id"]) or f"{source.path.stem}#{number}",
        text=text,
        published=when,
        published_precision=precision,
        title=title,
        title_in_text=start > 0,
        body=body_start(text, start),
        lang=_word(cell["lang"]) or source.lang,
        source=_word(cell["source"]) or source.source,
        url=_word(cell["url"]),
        path=str(source.path),
    )


def _as_read_before(row: Mapping[str, Any], when: datetime, precision: str) -> tuple[datetime, str]:
    """A moment as it was when the row was written: our own reports frame keeps its clock and its precision beside it."""
    ahead, kept = str(row.get("utc_offset") or "0"), row.get("published_precision")
    if kept not in ("time", "day", "month") or not re.fullmatch(r"-?\d{1,3}", ahead):
        return when, precision
    return when.astimezone(timezone(timedelta(minutes=int(ahead)))), kept


def _columns(source: Source, row: Mapping[str, Any], number: int) -> dict[str, str | None]:
    """The table's column of each of our fields: the one that the caller named, else one of a known name in any case."""
    known = {str(key).strip().casefold(): key for key in reversed(list(row))}
    found = {name: next((known[word] for word in (name, *_ALIASES.get(name, ())) if word in known), None) for name in FIELDS}
    for name, wanted in source.columns.items():
        if wanted not in row:
            raise source.error(
                f"no column {wanted!r} for the {name}; there are {', '.join(map(str, row))}; "
                "--columns holds for every table: read those with other names apart",
                number,
            )
        found[name] = wanted
    return found


def _cell(value: Any) -> Any:
    if value is None or (isinstance(value, float) and math.isnan(value)) or (isinstance(value, str) and not value.strip()):
        return None
    return value


def _word(value: Any) -> str | None:
    return None if value is None else str(value).strip()


def _date_word(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        # seconds or milliseconds since 1970, as exports write them
        try:
            return datetime.fromtimestamp(value / 1000 if value > 1e11 else value, UTC).isoformat()
        except (ValueError, OverflowError, OSError):  # no day of any calendar: it is refused as it stands
            return str(value)
    return str(value).strip()


def _guess_date(row: Mapping[str, Any]) -> str:
    """The first column that holds a date; an ellipsis where none does."""
    for name, value in row.items():
        if value is not None and not isinstance(value, bool | float) and not str(value).isdigit():
            try:
                parse_published(_date_word(value))
            except ReportError:
                continue
            return str(name)
    return "…"


def _guess(row: Mapping[str, Any]) -> str:
    return max((str(k) for k, v in row.items() if isinstance(v, str)), key=lambda k: len(str(row[k])), default="NAME")
