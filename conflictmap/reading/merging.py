"""The same event told again: by posts that update each other, by wire copies, in three languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from conflictmap.frames.codebook import conform, outlets_of
from conflictmap.model import CERTAINTIES

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["count_independent", "merge_events"]

# a change happens once, and reports of two neighbouring days may tell it; what goes on is another event every day
_CHANGES = frozenset({"control_gained", "entered", "flag_raised", "withdrew", "supply_cut", "evacuation", "area_regained"})
_RANK = {word: rank for rank, word in enumerate(CERTAINTIES)}
_DAY = pd.Timedelta(days=1)
# share of common word triples from which two quotes are one text, copied
_COPIED = 0.6
_WORD = re.compile(r"\w+")


def merge_events(events: pd.DataFrame) -> gpd.GeoDataFrame:
    """Join the rows that tell the same event into one, with all its reports and the number of its independent sources.

    Rows tell the same event if type, side, place, other end, side of the claimant, and fact, plan or denial are the same, and
    so are the days (a change such as a capture may be told on two neighbouring ones). The row of the strongest certainty stays,
    among equals the one published first; opposite claims stay apart. The order of the rows changes nothing.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        The events frame, as `extract_events` gives it, also of many runs put together.

    Returns
    -------
    geopandas.GeoDataFrame
        The events frame with `sources` (independent sources) and `report_ids` (all reports, joined by a space), sorted by
        date; EPSG:4326.

    Examples
    --------
    >>> from conflictmap import extract_events
    >>> from conflictmap.model import Report
    >>> from datetime import datetime, timezone
    >>> day = datetime(2022, 9, 11, tzinfo=timezone.utc)
    >>> told = [
    ...     Report("a", "Ukrainian forces liberated Izium.", day, source="A"),
    ...     Report("b", "Ukrainian forces liberated Izium.", day, source="B"),
    ...     Report("c", "Українські військові звільнили Ізюм.", day, source="C"),
    ... ]
    >>> merge_events(extract_events(told))[["name", "sources", "report_ids"]].values.tolist()
    [['Izium', 2, 'a b c']]
    """
    if events.empty:
        return conform(events, "events")
    frame = conform(events, "events").drop_duplicates("event_id")
    frame = frame.assign(_rank=[_RANK.get(c, len(_RANK)) for c in frame["certainty"]])
    frame = frame.sort_values(["date", "_rank", "published", "event_id"], kind="stable", na_position="last")
    rank, told = frame["_rank"].tolist(), frame[["published", "report_id"]].astype(str).to_numpy().tolist()
    reports_of = frame["report_ids"].astype(object).where(frame["report_ids"].fillna("") != "", frame["report_id"]).tolist()
    voices = list(zip(outlets_of(frame).fillna(""), frame["quote"], strict=True))
    kept, sources, reports = [], [], []
    for group in _groups(frame):
        kept.append(min(group, key=lambda i: (rank[i], i)))
        sources.append(count_independent([voices[i] for i in group]))
        ids = dict.fromkeys(r for i in sorted(group, key=told.__getitem__) for r in str(reports_of[i]).split())
        reports.append(" ".join(ids))
    merged = frame.iloc[kept].assign(sources=sources, report_ids=reports).drop(columns="_rank")
    merged = merged.sort_values(["date", "event_id"], kind="stable", ignore_index=True)
    return conform(merged, "events")


def _groups(frame: pd.DataFrame) -> list[list[int]]:
    """Give the positions of the rows that tell one event; rows come sorted by date."""
    open_groups: dict[tuple[str, ...], tuple[pd.Timestamp, list[int]]] = {}
    done: list[list[int]] = []
    for i, (key, day, event_type) in enumerate(zip(_keys(frame), frame["date"], frame["event_type"], strict=True)):
        reach = _DAY if event_type in _CHANGES else pd.Timedelta(0)
        first = open_groups.get(key)
        if first is not None and day - first[0] <= reach:
            first[1].append(i)
        else:
            group = [i]
            open_groups[key] = (day, group)
            done.append(group)
    return done


def _keys(frame: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    """What rows that tell one event have in common, but for the day."""
    certainty = frame["certainty"].astype(object)
    parts = [
        frame["event_type"],
        frame["side"],
        frame["place_id"].astype(object).where(frame["place_id"].notna(), frame["name"]),
        frame["dest_id"],
        frame["relation"],
        certainty.where(certainty.isin(["denied", "predicted"]), "fact"),
        frame["claimant_side"],
        frame["date_precision"] == "month",
    ]
    return zip(*(part.astype(object).where(part.notna(), "").tolist() for part in parts), strict=True)


def count_independent(voices: list[tuple[str, object]]) -> int:
    """Count the independent sources among those that tell one event: one outlet counts once, and so does a copied text.

    Parameters
    ----------
    voices : list of (str, object)
        The outlet and the quote of each row.

    Returns
    -------
    int
        At least 1 where there is a row.
    """
    outlets: dict[str, list[frozenset[tuple[str, ...]]]] = {}
    for outlet, quote in voices:
        outlets.setdefault(outlet, []).append(_triples(quote))
    groups: list[list[frozenset[tuple[str, ...]]]] = []
    for _, texts in sorted(outlets.items()):
        same = [g for g in groups if any(_copied(a, b) for a in g for b in texts)]
        groups = [g for g in groups if not any(g is s for s in same)]
        groups.append([*texts, *(t for g in same for t in g)])
    return len(groups)


def _triples(quote: object) -> frozenset[tuple[str, ...]]:
    words = [w.casefold() for w in _WORD.findall(quote if isinstance(quote, str) else "")]
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _copied(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> bool:
    smaller = min(len(a), len(b))
    return smaller > 0 and len(a & b) / smaller >= _COPIED
