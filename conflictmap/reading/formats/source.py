"""One input file: its bytes, its text, and what the caller knows about it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from conflictmap.errors import ReportError

__all__ = ["Source"]

# a report of this many bytes is a book: something else was meant
LIMIT = 64_000_000

_INK = re.compile("[^\ufeff \t\r\n]")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read and what its reports have where they don't say it themselves."""

    path: Path
    published: datetime | None = None
    published_precision: str = "day"
    as_of: datetime | None = None
    source: str | None = None
    lang: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    unit: str = "line"  # what the number in an error counts

    def error(self, message: str, line: int | None = None) -> ReportError:
        """Make the error that names this file."""
        return ReportError(message, path=self.path, line=line, unit=self.unit)

    def read_bytes(self, limit: int | None = LIMIT) -> bytes:
        """Return the file's bytes.

        Raises
        ------
        ReportError
            The file can't be opened, is empty or is larger than `limit` bytes.
        """
        try:
            size = self.path.stat().st_size
            if limit is not None and size > limit:
                raise self.error(
                    f"{size / 1e6:.0f} MB is too much for one report; split it, or make it a table (.jsonl, .parquet)"
                )
            data = self.path.read_bytes()
        except OSError as error:
            raise self.error(f"can't be read ({error.strerror or error}); check the name and the permissions") from error
        if not data.strip():
            raise self.error("the file is empty; save the report again")
        return data

    def read_text(self, limit: int | None = LIMIT) -> str:
        """Return the file's characters exactly as they stand, line ends included.

        Raises
        ------
        ReportError
            The file is missing, empty, no text, or in an encoding other than UTF-8 (UTF-16 is read if it has its mark).
        """
        data = self.read_bytes(limit)
        encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
        if encoding == "utf-8" and b"\0" in data[:65536]:
            raise self.error("this is no text but a binary file; give the report as .txt, .md, .html, .docx, .pdf or a table")
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            raise self.error(_wrong_encoding(data, self.path), line) from error
        if not _INK.search(text):
            raise self.error("the file is empty; save the report again")
        return text


def _wrong_encoding(data: bytes, path: Path) -> str:
    from charset_normalizer import from_bytes

    sample = data[:20_000]
    if sum(b < 32 and b not in b"\t\n\r\f" for b in sample) > len(sample) // 20:
        return "this is no text but a binary file; give the report as .txt, .md, .html, .docx, .pdf or a table"
    best = from_bytes(sample, cp_isolation=["cp1251", "koi8_u", "koi8_r", "cp866", "cp1252", "mac_cyrillic"]).best()
    if best is None:
        return "this is not UTF-8; save it as UTF-8"
    code = {"cp1251": "WINDOWS-1251", "cp1252": "WINDOWS-1252", "cp866": "CP866"}.get(best.encoding, best.encoding.upper())
    code = code.replace("_", "-")
    return f"this is not UTF-8, it looks like {code}; save it as UTF-8: iconv -f {code} -t UTF-8 {path.name} > utf8-{path.name}"
