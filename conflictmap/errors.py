"""The tree of errors that a user can meet.

::

    ConflictMapError
    ├── ReportError       a report can't be read            (.path, .line)
    ├── GazetteerError    a gazetteer can't be read, built or installed
    ├── LexiconError      a lexicon file is malformed       (.path)
    ├── SchemaError       a frame breaks its codebook       (.problems, every fault at once)
    ├── ConfigError       an option has no such value       (.key, .close)
    ├── StoreError        an archive of events can't be opened or written
    ├── MapError          a page can't be drawn or saved
    └── SnapshotError     a figure can't be drawn or saved

The command line prints the message in one line and exits with 1; wrong usage exits with 2.
"""

from __future__ import annotations

import traceback
from pathlib import Path

__all__ = [
    "ConfigError",
    "ConflictMapError",
    "GazetteerError",
    "LexiconError",
    "MapError",
    "ReportError",
    "SchemaError",
    "SnapshotError",
    "StoreError",
    "describe_fault",
]


class ConflictMapError(Exception):
    """Base of all errors that conflictmap raises on purpose."""


class ReportError(ConflictMapError):
    """A report can't be read; the message names the file, the line and the remedy."""

    def __init__(self, message: str, *, path: Path | None = None, line: int | None = None, unit: str = "line") -> None:
        where = "" if path is None else f"{path}: " if line is None else f"{path}, {unit} {line}: "
        super().__init__(where + message)
        self.path = path
        self.line = line


class GazetteerError(ConflictMapError):
    """A gazetteer can't be read, built or installed."""


class LexiconError(ConflictMapError):
    """A lexicon file is malformed."""

    def __init__(self, message: str, *, path: Path | None = None) -> None:
        super().__init__(message if path is None else f"{path}: {message}")
        self.path = path


class SchemaError(ConflictMapError):
    """A frame breaks its codebook; `problems` lists every fault found in one pass."""

    def __init__(self, frame: str, problems: list[str]) -> None:
        super().__init__(f"{frame}: " + "; ".join(problems))
        self.problems = problems


class ConfigError(ConflictMapError):
    """An option has no such value; `close` holds the nearest values that exist."""

    def __init__(self, message: str, *, key: str, close: list[str] | None = None) -> None:
        super().__init__(message)
        self.key = key
        self.close = close or []


class StoreError(ConflictMapError):
    """An archive of events can't be opened or written."""


class MapError(ConflictMapError):
    """A page can't be drawn or saved."""


class SnapshotError(ConflictMapError):
    """A figure can't be drawn or saved."""


def describe_fault(error: Exception) -> str:
    """Tell of an error that nobody raised on purpose: what it is, where it arose, and what to do."""
    package = Path(__file__).parent
    # a compiled module's file is told relative to the package's folder
    frames = [(package.parent / frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    at = next((f" in {p.relative_to(package).as_posix()}:{n}" for p, n in reversed(frames) if p.is_relative_to(package)), "")
    what = " ".join(f"{type(error).__name__}: {error}".split())[:160]
    return f"a fault of conflictmap itself{at} ({what}); report it together with this text"
