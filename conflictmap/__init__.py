"""conflictmap: dated maps of a war from what reports say about it.

The public names are loaded on first use, so that importing the package costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conflictmap.control.advances import trace_advances as trace_advances
    from conflictmap.control.frontline import estimate_frontline as estimate_frontline
    from conflictmap.control.gloc import trace_glocs as trace_glocs
    from conflictmap.control.timeline import control_on as control_on
    from conflictmap.control.timeline import trace_control as trace_control
    from conflictmap.errors import ConflictMapError as ConflictMapError
    from conflictmap.frames.codebook import check_frame as check_frame
    from conflictmap.frames.codebook import codebook as codebook
    from conflictmap.frames.files import read_frame as read_frame
    from conflictmap.frames.files import write_frame as write_frame
    from conflictmap.frames.foreign import convert_events as convert_events
    from conflictmap.frames.foreign import crosswalk as crosswalk
    from conflictmap.frames.foreign import read_events as read_events
    from conflictmap.frames.store import open_store as open_store
    from conflictmap.gazetteer.places import Gazetteer as Gazetteer
    from conflictmap.gazetteer.places import load_gazetteer as load_gazetteer
    from conflictmap.maps.snapshot.figure import draw_snapshot as draw_snapshot
    from conflictmap.maps.webmap import draw_map as draw_map
    from conflictmap.maps.webmap import save_map as save_map
    from conflictmap.reading.merging import merge_events as merge_events
    from conflictmap.reading.pipeline import extract_events as extract_events
    from conflictmap.reading.pipeline import geoparse as geoparse
    from conflictmap.reading.reports import read_reports as read_reports

__version__ = "0.1.0"

_FACE = {
    "ConflictMapError": "conflictmap.errors",
    "Gazetteer": "conflictmap.gazetteer.places",
    "check_frame": "conflictmap.frames.codebook",
    "codebook": "conflictmap.frames.codebook",
    "control_on": "conflictmap.control.timeline",
    "convert_events": "conflictmap.frames.foreign",
    "crosswalk": "conflictmap.frames.foreign",
    "draw_map": "conflictmap.maps.webmap",
    "draw_snapshot": "conflictmap.maps.snapshot.figure",
    "estimate_frontline": "conflictmap.control.frontline",
    "extract_events": "conflictmap.reading.pipeline",
    "geoparse": "conflictmap.reading.pipeline",
    "load_gazetteer": "conflictmap.gazetteer.places",
    "merge_events": "conflictmap.reading.merging",
    "open_store": "conflictmap.frames.store",
    "read_events": "conflictmap.frames.foreign",
    "read_frame": "conflictmap.frames.files",
    "read_reports": "conflictmap.reading.reports",
    "save_map": "conflictmap.maps.webmap",
    "trace_advances": "conflictmap.control.advances",
    "trace_control": "conflictmap.control.timeline",
    "trace_glocs": "conflictmap.control.gloc",
    "write_frame": "conflictmap.frames.files",
}
__all__ = sorted(_FACE)  # noqa: PLE0605  # the face is the table above


def __getattr__(name: str) -> object:
    if name in _FACE:
        return getattr(importlib.import_module(_FACE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
