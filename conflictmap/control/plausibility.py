"""Whether a settlement's state is plausible beside its neighbours': a village deep behind the other side's lines is doubted."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import shapely

__all__ = ["NEVER", "days_doubted"]

REACH_KM = 60.0  # how far a neighbour may lie
NEIGHBOURS = 6  # how many of the nearest ones with a state count; fewer say nothing
SHARE = 0.5  # share of the neighbours' weight that must agree; they weigh by nearness
PATIENCE = 7  # days in which a gain may stand out before its neighbours are asked
NEVER = 10**9
_METRES = "+proj=laea +lat_0=48.5 +lon_0=34 +datum=WGS84 +units=m"
_CANDIDATES = 24  # nearest places among which the neighbours with a state are sought
_TOGETHER = 32  # places looked at in one go: what they need fits a processor's cache
_SOFTENING_M = 3000.0  # keeps the weight of a neighbour next door finite


def days_doubted(place: Any, start: Any, end: Any, side: Any, implied: Any, points: Any, horizon: int) -> Any:
    """Tell from which day on each spell is doubted because its neighbours are held by the other side.

    Parameters
    ----------
    place : array of int, shape (n,)
        Which place each spell is of.
    start, end : array of int, shape (n,)
        First day of each spell and first day after it (days since 1970).
    side : array of int, shape (n,)
        0 UA, 1 RU; other values are no state of a side.
    implied : array of bool, shape (n,)
        Whether nobody names the holder: such a state is doubted at once.
    points : array of shapely.Point, shape (p,)
        Where the places lie, EPSG:4326; None where that is not known.
    horizon : int
        Last day of which anything is known.

    Returns
    -------
    array of int, shape (n,)
        Day from which the spell is doubted; `NEVER` where it is not.
    """
    doubted = np.full(len(start), NEVER)
    held = (side == 0) | (side == 1)
    if not held.any():
        return doubted
    asked = start + np.where(implied, 0, PATIENCE)
    # the days on which anything changes stand for all
    days = np.unique(np.concatenate([start[held], end[held], asked[held]]))
    days = days[days <= horizon]
    first = np.searchsorted(days, start)
    last = np.searchsorted(days, np.minimum(end, horizon + 1))
    state = np.full((len(points) + 1, len(days)), -1, dtype=np.int8)
    for i in np.flatnonzero(held & (first < last)):
        state[place[i], first[i] : last[i]] = side[i]
    known, agree = _agreement(state, *_neighbours(points))
    look = np.searchsorted(days, asked)
    for i in np.flatnonzero(held & (look < last)):
        where = (place[i], slice(look[i], last[i]))
        share = agree[where] if side[i] == 0 else 1 - agree[where]
        doubts = np.flatnonzero((share < SHARE) & (known[where] == NEIGHBOURS))
        if len(doubts):
            doubted[i] = days[look[i] + doubts[0]]
    return doubted


def _agreement(state: Any, who: Any, weight: Any) -> tuple[Any, Any]:
    """For each place and day how many of the nearest neighbours have a state, and the share of their weight that side 0 has."""
    shape = len(who), state.shape[1]
    known, agree = np.zeros(shape, dtype=np.int8), np.ones(shape)
    for first in range(0, len(who), _TOGETHER):
        some = slice(first, first + _TOGETHER)
        near, count = who[some], known[some]
        ours, total = np.zeros(count.shape), np.zeros(count.shape)
        for k in range(who.shape[1]):  # from the nearest on, until enough have a state
            if (count >= NEIGHBOURS).all():
                break
            beside = state[near[:, k]]
            counts = (beside >= 0) & (count < NEIGHBOURS)
            count += counts
            weighs = counts * weight[some, k, None]
            total += weighs
            ours += weighs * (beside == 0)
        np.divide(ours, total, out=agree[some], where=total > 0)
    return known, agree


def _neighbours(points: Any) -> tuple[Any, Any]:
    """For each place the nearest others within reach, from near to far (-1: none), and their weights."""
    located = np.flatnonzero(~shapely.is_missing(points))
    flat = np.asarray(gpd.GeoSeries(points[located], crs="EPSG:4326").to_crs(_METRES), dtype=object)
    one, other = shapely.STRtree(flat).query(flat, predicate="dwithin", distance=REACH_KM * 1000)
    keep = one != other
    one, other = one[keep], other[keep]
    distance = shapely.distance(flat[one], flat[other])
    order = np.lexsort((other, distance, one))
    one, other, distance = one[order], other[order], distance[order]
    rank = np.arange(len(one)) - np.searchsorted(one, one)
    near = rank < _CANDIDATES
    who = np.full((len(points), _CANDIDATES), -1)
    weight = np.zeros((len(points), _CANDIDATES))
    who[located[one[near]], rank[near]] = located[other[near]]
    weight[located[one[near]], rank[near]] = 1 / (distance[near] + _SOFTENING_M)
    return who, weight
