"""conflictmap: dated maps of a war from what reports say about it.

The public names are loaded on first use, so that importing the package costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conflictmap.errors import ConflictMapError as ConflictMapError
    from conflictmap.frames.codebook import check_frame as check_frame
    from conflictmap.frames.codebook import codebook as codebook

__version__ = "0.1.0"

_FACE = {
    "ConflictMapError": "conflictmap.errors",
    "check_frame": "conflictmap.frames.codebook",
    "codebook": "conflictmap.frames.codebook",
}
__all__ = sorted(_FACE)  # noqa: PLE0605  # the face is the table above


def __getattr__(name: str) -> object:
    if name in _FACE:
        return getattr(importlib.import_module(_FACE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
