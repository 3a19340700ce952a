"""What all archives hold, and what is asked of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from conflictmap.frames.codebook import FRAMES, Column

__all__ = ["FEW", "KEYS", "LASTING", "TABLES", "BBox", "Query", "records"]

BBox = tuple[float, float, float, float]
_CONTENT = Column("content", "string", "SHA-256 of text, headline, source and time of publication")
TABLES: dict[str, tuple[Column, ...]] = {"reports": (*FRAMES["reports"], _CONTENT), "events": FRAMES["events"]}
KEYS = {"reports": "report_id", "events": "event_id"}
# told seldom, and of weight until told otherwise: of these the latest few count apart
LASTING, FEW = ("withdrew", "supply_route", "supply_cut"), 3


@dataclass(frozen=True, slots=True)
class Query:
    first: date | None = None
    last: date | None = None
    bbox: BBox | None = None
    latest: int = 0  # of what came before `first`, also so many events of each place, and FEW of the LASTING ones


def records(frame: pd.DataFrame, table: str, geometry: Any) -> Iterator[tuple[Any, ...]]:
    """Rows as databases take them: None for what is missing, Python's own types, the geometry as `geometry` makes it."""
    columns = []
    for column in TABLES[table]:
        values = frame[column.name]
        if column.dtype == "geometry":
            columns.append(geometry(values))
            continue
        plain = values.astype(object).where(values.notna(), None)
        columns.append(plain.tolist())
    return zip(*columns, strict=True)
