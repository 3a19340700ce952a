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
    encoding: str | None = None  # of a file that is not UTF-8
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
            The file is missing, empty, no text, or in an encoding other than UTF-8 (UTF-16 is read if it has its mark) and
            the one that the caller named.
        """
        data = self.read_bytes(limit)
        encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
        if encoding == "utf-8" and b"\0" in data[:65536]:
            raise self.error("this is no text but a binary file; give the report as .txt, .md, .html, .docx, .pdf or a table")
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            text = self._otherwise(data, error)
        if not _INK.search(text):
            raise self.error("the file is empty; save the report again")
        return text

    def _otherwise(self, data: bytes, error: UnicodeDecodeError) -> str:
        """The text of a file that is not UTF-8, in the encoding that the caller named."""
        if self.encoding is None or _is_binary(data):
            raise self.error(_wrong_encoding(data), data[: error.start].count(b"\n") + 1) from error
        try:
            return data.decode(self.encoding)
        except UnicodeDecodeError as other:
            message = f"this is neither UTF-8 nor {self.encoding}; name its encoding with --encoding"
            raise self.error(message, data[: other.start].count(b"\n") + 1) from other


def _is_binary(data: bytes) -> bool:
    sample = data[:20_000]
    return sum(b < 32 and b not in b"\t\n\r\f" for b in sample) > len(sample) // 20


def _wrong_encoding(data: bytes) -> str:
    from charset_normalizer import from_bytes

    if _is_binary(data):
        return "this is no text but a binary file; give the report as .txt, .md, .html, .docx, .pdf or a table"
    best = from_bytes(data[:20_000], cp_isolation=["cp1251", "koi8_u", "koi8_r", "cp866", "cp1252", "mac_cyrillic"]).best()
    if best is None:
        return "this is not UTF-8; save it as UTF-8, or name its encoding with --encoding"
    code = {"cp1251": "windows-1251", "cp1252": "windows-1252"}.get(best.encoding, best.encoding.replace("_", "-"))
    return f"this is not UTF-8, it looks like {code}; if so, read it with --encoding {code}"
