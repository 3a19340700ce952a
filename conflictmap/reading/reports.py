"""The door of reading: files and folders in, reports out."""

from __future__ import annotations

import importlib
import os
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd

from conflictmap.errors import ConfigError, ConflictMapError, ReportError, describe_fault
from conflictmap.frames.codebook import conform
from conflictmap.frames.store import is_store
from conflictmap.model import LANGS, Report
from conflictmap.reading.formats.source import Source
from conflictmap.reading.formats.tables import FIELDS
from conflictmap.reading.language import detect_language
from conflictmap.reading.publication import AS_PRINTED, parse_published

__all__ = ["ENDINGS", "iter_reports", "read_reports"]

_SURROGATE = re.compile("[\ud800-\udfff]")
# an ending and its reader, loaded when a file has the ending: a table needs no HTML parser
_READERS = {
    ".txt": ("texts", "read_text"),
    ".md": ("texts", "read_text"),
    ".jsonl": ("tables", "read_jsonl"),
    ".csv": ("tables", "read_csv"),
    ".tsv": ("tables", "read_csv"),
    ".parquet": ("tables", "read_parquet"),
    ".html": ("pages", "read_page"),
    ".htm": ("pages", "read_page"),
    ".mhtml": ("pages", "read_page"),
    ".json": ("exports", "read_json"),
    ".xml": ("feeds", "read_feed"),
    ".rss": ("feeds", "read_feed"),
    ".atom": ("feeds", "read_feed"),
    ".docx": ("documents", "read_docx"),
    ".pdf": ("documents", "read_pdf"),
}
ENDINGS = tuple(_READERS)

Pathlike = str | os.PathLike[str]


def _say(error: ReportError) -> None:
    print(f"conflictmap: {' '.join(str(error).split())} (skipped)", file=sys.stderr)


def iter_reports(
    paths: Pathlike | Iterable[Pathlike],
    *,
    published: date | str | None = None,
    as_of: datetime | date | str | None = None,
    columns: Mapping[str, str] | None = None,
    encoding: str | None = None,
    source: str | None = None,
    lang: str | None = None,
    on_broken: Callable[[ReportError], None] = _say,
) -> Iterator[Report]:
    """Yield the reports of files and folders.

    Parameters
    ----------
    paths : path or iterable of paths
        Texts (.txt, .md), saved pages (.html, .htm, .mhtml), tables (.jsonl, .csv, .tsv, .parquet), channel exports and
        feeds (.json, .xml, .rss, .atom), documents (.docx, .pdf), and folders of these, which are searched through. A live
        blog is cut into its posts.
    published : date or str, optional
        When the reports were published that don't tell it themselves (ISO). For a text it stands over what can be inferred.
    as_of : datetime, date or str, optional
        When the files were saved (ISO; UTC where no zone is given): it makes "4 hr ago" a time. A day means its end.
    columns : mapping of str to str, optional
        Our name of a table's column to theirs: ``{"text": "body", "published": "date"}``; it holds for every table given.
    encoding : str, optional
        That of files that are not UTF-8 and don't tell theirs: "windows-1251".
    source, lang : str, optional
        Who printed the reports, and their language ("en", "uk", "ru"), where they don't tell it.
    on_broken : callable, optional
        What to do with the error of one file of several that can't be read; it is said on stderr and the others are read.

    Yields
    ------
    Report
        With `report_id` unique among them.

    Raises
    ------
    ReportError
        A file is missing, empty, binary, wrongly encoded or malformed, or a report's day can't be told.
    """
    if lang is not None and lang not in LANGS:
        raise ConfigError(f"no language {lang!r}; use one of {', '.join(LANGS)}", key="lang", close=list(LANGS))
    when, precision = (None, "day") if published is None else _moment(published, "published")
    if columns and (unknown := sorted(set(columns) - set(FIELDS))):
        raise ConfigError(
            f"--columns {unknown[0]}=…: a report has no such column; ours are {', '.join(FIELDS)}",
            key="columns",
            close=list(FIELDS),
        )
    if encoding is not None and not _is_encoding(encoding):
        raise ConfigError(f"--encoding {encoding}: there is no such encoding; try windows-1251", key="encoding")
    now = None if as_of is None else _moment(as_of, "as_of")
    saved = None if now is None else datetime.combine(now[0], time.max, UTC) if now[1] == "day" else now[0]
    seen: defaultdict[str, int] = defaultdict(int)
    files = [file for path in ([paths] if isinstance(paths, str | os.PathLike) else paths) for file in _files(Path(path))]
    known = Source(Path(), when, precision, saved, source, lang, columns or {}, encoding)
    for report in _read_all(files, known, on_broken):
        seen[report.report_id] += 1
        again = seen[report.report_id]
        lang_of = report.lang if report.lang in LANGS else detect_language(report.text)
        yield replace(
            report,
            report_id=f"{report.report_id}~{again}" if again > 1 else report.report_id,
            text=_sound(report.text),
            title=None if report.title is None else _sound(report.title),
            source=None if report.source is None else _sound(report.source),
            url=None if report.url is None else _sound(report.url),
            lang=lang_of,
            published=_on_local_clock(report, lang_of),
        )


def read_reports(
    *paths: Pathlike | Iterable[Pathlike],
    published: date | str | None = None,
    as_of: datetime | date | str | None = None,
    columns: Mapping[str, str] | None = None,
    encoding: str | None = None,
    source: str | None = None,
    lang: str | None = None,
) -> pd.DataFrame:
    """Read reports from files and folders.

    Parameters
    ----------
    *paths : path or iterable of paths
        Texts, saved pages, tables, channel exports, feeds, documents, and folders of these, as `iter_reports` takes them.
    published : date or str, optional
        When the reports were published that don't tell it themselves (ISO).
    as_of : datetime, date or str, optional
        When the files were saved (ISO): it makes "4 hr ago" a time.
    columns : mapping of str to str, optional
        Our name of a table's column to theirs: ``{"text": "body", "published": "date"}``; it holds for every table given.
    encoding : str, optional
        That of files that are not UTF-8 and don't tell theirs: "windows-1251".
    source, lang : str, optional
        Who printed the reports, and their language, where they don't tell it.

    Returns
    -------
    pandas.DataFrame
        The reports frame (see `codebook("reports")`), one row a post, article or situation report.

    Notes
    -----
    The day of a report is that of the clock that it was printed by: of the zone that its stamp names, and of Kyiv where a
    text in Ukrainian or Russian gives its moment in UTC, as feeds and exports do. A stamp without a zone is taken as it stands.

    Raises
    ------
    ReportError
        A file is missing, empty, binary, wrongly encoded or malformed, or a report's day can't be told.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "note.txt"
    >>> _ = path.write_text("Ukrainian forces entered Balakliia on Thursday, September 8.", encoding="utf-8")
    >>> read_reports(path)[["report_id", "lang", "published"]].astype(str).values.tolist()
    [['note', 'en', '2022-09-08 00:00:00+00:00']]
    """
    if not paths:
        raise ReportError("no report given; name a file or a folder")
    every = [path for given in paths for path in ([given] if isinstance(given, str | os.PathLike) else given)]
    found = iter_reports(every, published=published, as_of=as_of, columns=columns, encoding=encoding, source=source, lang=lang)
    records = [asdict(report) | {"utc_offset": _utc_offset(report)} for report in found]
    return conform(pd.DataFrame(records, columns=None if records else ["report_id"]), "reports")


def _is_encoding(name: str) -> bool:
    try:
        b"x".decode(name)
    except LookupError:  # also for codecs that are none of text
        return False
    except UnicodeError:  # half a character of UTF-16
        return True
    return True


def _utc_offset(report: Report) -> int | None:
    """Minutes by which the clock of the report's publication is ahead of UTC."""
    ahead = report.published.utcoffset() if report.published else None
    return None if ahead is None else ahead // timedelta(minutes=1)


def _on_local_clock(report: Report, lang: str | None) -> datetime | None:
    """A report's moment on the clock that it names; one in Ukrainian or Russian that gives it in UTC was written on Kyiv's."""
    when = report.published
    if when is None or when.utcoffset() or when.tzinfo is AS_PRINTED or report.published_precision != "time" or lang == "en":
        return when
    return when.astimezone(ZoneInfo("Europe/Kyiv"))


def _sound(text: str) -> str:
    """Put U+FFFD for a lone surrogate, which JSON can spell and no file or frame can hold; every span stays where it is."""
    return _SURROGATE.sub("\ufffd", text)


def _moment(value: date | str, option: str) -> tuple[datetime, str]:
    if isinstance(value, datetime):
        return (value.replace(tzinfo=AS_PRINTED) if value.tzinfo is None else value), "time"
    try:
        return parse_published(value if isinstance(value, str) else value.isoformat())
    except ReportError as error:
        raise ConfigError(f"--{option.replace('_', '-')} {error}", key=option) from None


def _read(path: Path, source: Source) -> Iterator[Report]:
    if path.suffix.lower() not in _READERS:
        raise source.error(f"no reports are read from {path.suffix or 'a file without an ending'}; give {' '.join(ENDINGS)}")
    module, name = _READERS[path.suffix.lower()]
    reader: Callable[[Source], Iterator[Report]] = getattr(importlib.import_module(f"conflictmap.reading.formats.{module}"), name)
    return _told_by_now(reader(source), source)


def _read_all(files: list[Path], source: Source, on_broken: Callable[[ReportError], None]) -> Iterator[Report]:
    """Read one file after the other; of several a broken one is told of and the others are read."""
    broken = 0
    for file in files:
        known = replace(source, path=file)
        if len(files) == 1:
            yield from _read(file, known)
            return
        try:
            reports = _whole(known)
        except ReportError as error:
            broken += 1
            if len(files) == broken:
                raise
            on_broken(error)
        else:
            yield from reports


def _whole(source: Source) -> list[Report]:
    """Read a file of several, which counts whole or not at all."""
    try:
        return list(_read(source.path, source))
    except ConflictMapError:
        raise
    except Exception as error:  # thousands of files aren't lost for one that its reader was not prepared for
        raise source.error(describe_fault(error)) from error


def _files(path: Path) -> list[Path]:
    """The files of a folder that hold reports; a file is taken as it is."""
    if not path.exists():
        raise ReportError("there is no such file or folder; check the name", path=path)
    if not path.is_dir():
        return [path]
    if is_store(path):
        raise ReportError(
            "this folder is an archive of events, not one of reports; draw or trace it, or give the reports", path=path
        )
    files = [p for p in sorted(path.rglob("*")) if p.suffix.lower() in _READERS and p.is_file() and not _aside(p, path)]
    if not files:
        raise ReportError(f"no reports in this folder; they end in {' '.join(ENDINGS)}", path=path)
    return files


def _told_by_now(reports: Iterator[Report], source: Source) -> Iterator[Report]:
    """Refuse a report of the future: one slip in a year would stretch the time of a map by decades."""
    last = (source.as_of or datetime.now(UTC)) + timedelta(days=2)  # clocks of all zones, and such as go ahead
    for report in reports:
        if report.published is not None and report.published > last:
            saved = "the files were saved" if source.as_of else "today"
            raise source.error(
                f"{report.report_id} would be of {report.published:%Y-%m-%d}, later than {saved}; mend its date, "
                "or tell with --as-of when the files were saved"
            )
        yield report


def _aside(file: Path, folder: Path) -> bool:
    """Hidden files, and what a browser saves beside a page."""
    parts = file.relative_to(folder).parts
    return any(part.startswith(".") for part in parts) or any(part.endswith("_files") for part in parts[:-1])
