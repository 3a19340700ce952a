"""Priors: what a name may mean before anything beside it speaks: by size, kind, form, language, and where the war was then."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

import numpy as np
import shapely

from conflictmap.errors import LexiconError
from conflictmap.gazetteer.names import fold, romanise
from conflictmap.model import Candidate, Place
from conflictmap.reading.lookup import Entry

__all__ = [
    "KM_LAT",
    "KM_LON",
    "POINTS",
    "RANKED",
    "SURE",
    "TEMPERATURE",
    "Prior",
    "Weighed",
    "alike",
    "by_prior",
    "chances",
    "judge",
    "period_of",
    "prior_of",
    "weigh",
]

# kilometres a degree at 48.5° N, the middle of the country; good to 5 % between 45° and 52°
KM_LON, KM_LAT = 73.8, 111.2
# what follows was fitted (conditional logit over namesakes, times the temperature below) and rounded
_FORM = {"name": 0.0, "case": 0.0, "former": -0.6, "variant": -0.65, "adjective": -0.2}
_UNLIKE = -1.3  # a variant that begins unlike any name of the place: a village merged into it, a name of long ago
_KIND = {
    "settlement": 0.0,
    "country": 3.0,
    "route": 0.5,
    "area": 0.0,
    "river": -1.5,
    "oblast": -2.5,
    "relief": -2.5,
    "facility": -2.5,
}
_OTHER_KIND = -4.0
_POPULATION = 0.27  # of the decimal logarithm
_UNCOUNTED = math.log10(300)  # a village of which no source gives the population
_CITY = 1.0  # of the decimal logarithm above fifty thousand
_FRONT, _FRONT_LEAST = 1.65, 0.3  # how much nearness to the front of the time says of a place
_FRONT_OF_SIZE = 0.2  # so much less of one of ten times the people
_FRONT_KM = 10.0
_SHELLED_KM = 12.0  # as if so much farther: what is shelled and not fought over
_ABROAD = -1.2
# a settlement here is the seat of a hromada, a suburb a quarter of a town, a locality a hamlet that the register doesn't have
_FEATURE = {"city": 0.7, "town": 0.7, "settlement": 0.4, "suburb": -1.0, "locality": -0.7}
_OTHER_LANGUAGE = -0.35
POINTS = frozenset(["settlement", "raion", "hromada", "relief", "facility"])
_CITY_SIZE = 50_000
_CROWD = 60  # candidates beyond this many by prior are not weighed
SURE = 3.8  # lead of a prior that needs no context
TEMPERATURE = 0.6
RANKED = 6  # of the scores, the best that are compared
_RESPELT = 0.75  # likeness from which on a variant is another spelling of the name


@dataclass(slots=True, eq=False)
class Weighed:
    """A candidate with its prior, in kilometres on a plane."""

    place: Place
    prior: float
    x: float
    y: float


@dataclass(slots=True, eq=False)
class Prior:
    """What a name means before anything beside it speaks; made once for all reports of a period."""

    every: list[Weighed]
    options: list[Weighed]  # the likeliest of them
    sure: bool
    conf: float
    why: str
    score: float
    margin: float


_Front = tuple[shapely.MultiLineString, shapely.MultiLineString]  # where it was fought; where it was only shelled


@cache
def _fronts() -> tuple[tuple[date, _Front], ...]:
    """Where the war was fought, period by period, on the plane of kilometres."""
    path = files("conflictmap.reading").joinpath("lexicon").joinpath("fronts.toml")
    try:
        periods = tomllib.loads(path.read_text(encoding="utf-8"))["period"]
        return tuple((p["until"], (_lines(p["lines"]), _lines(p.get("shelled", [])))) for p in periods)
    except (tomllib.TOMLDecodeError, shapely.GEOSException, KeyError, ValueError, TypeError) as error:
        raise LexiconError(f"fronts.toml: no table of fronts ({error})") from error


def _lines(lines: list[list[list[float]]]) -> shapely.MultiLineString:
    return shapely.MultiLineString([[(lon * KM_LON, lat * KM_LAT) for lat, lon in line] for line in lines])


def period_of(published: datetime | None) -> int:
    """Return the number of the period of the war that a report is of."""
    day = date(2022, 9, 1) if published is None else published.date()
    fronts = _fronts()
    return next((i for i, (until, _) in enumerate(fronts) if day <= until), len(fronts) - 1)


def _distances_to_front(points: list[tuple[float, float]], period: int) -> list[float]:
    fought, shelled = _fronts()[period][1]
    at = shapely.points(points)
    # fmin: where nothing was only shelled the distance to it is not a number
    distances: list[float] = np.fmin(shapely.distance(fought, at), shapely.distance(shelled, at) + _SHELLED_KM).tolist()
    return distances


def by_prior(w: Weighed) -> float:
    return -w.prior


def alike(key: str, place: Place) -> bool:
    names = [place.name, place.name_uk, place.name_ru]
    if key.isascii() and place.name_ru:
        names.append(romanise(place.name_ru, "ru"))
    keys = [fold(name) for name in names if name is not None]
    return any(k[:3] == key[:3] for k in keys) or any(SequenceMatcher(None, key, k).ratio() > _RESPELT for k in keys)


def weigh(candidates: tuple[Candidate, ...], period: int, lang: str, key: str) -> list[Weighed]:
    """Candidates with their priors, the likeliest first."""
    out: dict[str, Weighed] = {}
    taken_in: set[str] = set()
    points = [(c.place.lon * KM_LON, c.place.lat * KM_LAT) for c in candidates]
    for c, (x, y), to_front in zip(candidates, points, _distances_to_front(points, period) if points else (), strict=True):
        p = c.place
        counted = p.population > 0 or p.kind != "settlement" or _FEATURE.get(p.feature, 0.0) < 0.0
        size = math.log10(p.population + 30) if counted else _UNCOUNTED
        prior, feature = _FORM[c.form], _FEATURE.get(p.feature, 0.0)
        if c.form == "variant" and not alike(key, p):
            # a village's alternate name doesn't become likelier because a city once took it in
            size, prior, feature = min(size, 3.5), prior + _UNLIKE, min(feature, 0.0)
            if p.population > _CITY_SIZE:
                taken_in.add(p.place_id)
        prior += _KIND.get(p.kind, _OTHER_KIND) + _POPULATION * size + _CITY * max(0.0, size - 4.7)
        if p.kind in POINTS:
            # cities are spoken of wherever they are, villages where the war is
            weight = max(_FRONT_LEAST, _FRONT - _FRONT_OF_SIZE * size)
            prior -= weight * math.log1p(to_front / _FRONT_KM)
        prior += feature
        if p.country != "UA":
            prior += _ABROAD
        if c.lang and c.lang != lang:
            prior += _OTHER_LANGUAGE
        known = out.get(p.place_id)
        if known is None or known.prior < prior:
            out[p.place_id] = Weighed(p, prior, x, y)
    named = [w for w in out.values() if w.place.place_id not in taken_in]
    return sorted(named or out.values(), key=by_prior)


def prior_of(entry: Entry, adjective: bool, period: int, lang: str) -> Prior:
    """Return what a name, or the adjective of it, means in a language at a time; kept with the entry."""
    slot = (period, adjective, lang)
    found: Prior | None = entry.memo.get(slot)
    if found is None:
        chosen = (entry.adjectives or entry.nouns) if adjective else (entry.nouns or entry.adjectives)
        found = entry.memo[slot] = judge(weigh(chosen, period, "en" if entry.key.isascii() else lang, entry.key))
    return found


def judge(every: list[Weighed]) -> Prior:
    """Say how sure the priors alone are."""
    options = every[:_CROWD]
    if len(options) < 2:
        return Prior(every, options, bool(options), float(len(options)), "the only place of the name", 1.0, 1.0)
    lead = options[0].prior - options[1].prior
    sure = lead > SURE
    conf = 1.0 if sure else 1.0 / (1.0 + math.exp(-lead / TEMPERATURE)) ** 2
    why = "by far the largest and nearest to the war" if sure else ""
    return Prior(every, options, sure, conf, why, *chances([w.prior for w in options[:RANKED]]))


def chances(ranked: list[float]) -> tuple[float, float]:
    """How likely the first of several scores, the best first, is, and by how much likelier than the second."""
    if len(ranked) < 2:
        return 1.0, 1.0
    top = ranked[0]
    weights = [math.exp((s - top) / TEMPERATURE) for s in ranked]
    whole = sum(weights)
    return 1.0 / whole, (1.0 - weights[1]) / whole
