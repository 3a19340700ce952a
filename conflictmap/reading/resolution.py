"""Resolution: which of the places that share a name a report means.

A report is resolved as one discourse. Every candidate starts from a prior (population, kind, nearness to where the war is fought);
then speaks what the text says of it: the oblast in apposition, "15 km southeast of Kherson", the names in the same list or
paragraph, the sector it stands under, and what the report settled elsewhere.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from conflictmap.model import Candidate, Kind, Place
from conflictmap.reading.recognition import Entry, Mention

__all__ = ["resolve"]

# kilometres a degree at 48.5° N, the middle of the country; good to 5 % between 45° and 52°
_KM_LON, _KM_LAT = 73.8, 111.2
_INVASION = datetime(2022, 2, 24).date()
# where the war is fought, coarsely, as (lat, lon): the line of 2014-2022, and all fronts since; no control is read off them
_OLD_FRONT = (
    (47.10, 37.82), (47.45, 37.86), (47.72, 37.58), (47.94, 37.50), (48.06, 37.67), (48.14, 37.75), (48.33, 37.95), (48.40, 38.00),
    (48.42, 38.25), (48.63, 38.40), (48.68, 38.50), (48.75, 38.80), (48.74, 39.23), (48.65, 39.49), (47.93, 38.20), (47.90, 38.75),
    (48.85, 37.60), (48.50, 39.20), (48.20, 39.60), (48.10, 38.60), (48.92, 38.40),
)  # fmt: skip
_NEW_FRONT = (
    (46.50, 31.70), (46.60, 32.10), (46.78, 32.27), (47.08, 32.80), (47.24, 33.19), (47.49, 33.53), (47.37, 33.97), (46.60, 32.65),
    (46.75, 33.10), (46.78, 33.40), (47.55, 34.60), (47.44, 35.28), (47.57, 35.78), (47.66, 36.26), (47.84, 36.84), (47.78, 37.25),
    (47.94, 37.50), (48.14, 37.75), (48.40, 37.85), (48.60, 38.00), (48.69, 38.07), (48.92, 38.24), (49.05, 38.20), (49.41, 38.16),
    (49.71, 37.62), (49.85, 37.68), (50.29, 36.94), (50.33, 36.19), (50.10, 36.30), (49.83, 36.68), (49.46, 36.84), (49.20, 37.27),
    (48.99, 37.80), (48.85, 37.60), (48.28, 37.18), (48.46, 37.08), (48.10, 36.80), (47.10, 37.55), (48.95, 38.45), (48.65, 39.20),
    (50.90, 34.80), (50.48, 34.96), (51.24, 33.20), (51.49, 31.30), (51.05, 31.88), (50.51, 30.79), (50.52, 30.25), (50.46, 29.81),
    (50.94, 29.90), (51.20, 35.00), (51.15, 34.30), (51.68, 33.90), (52.20, 33.60), (52.18, 32.60), (50.50, 36.00), (46.85, 35.37),
)  # fmt: skip
_FORM = {"name": 0.0, "case": -0.2, "former": -0.6, "variant": -0.8, "adjective": -0.2}
_KIND = {
    "settlement": 0.0,
    "country": 1.5,
    "route": 0.5,
    "area": 0.0,
    "river": -1.5,
    "oblast": -2.5,
    "relief": -2.5,
    "facility": -2.5,
}
_OTHER_KIND = -4.0
_HINTED: dict[str, frozenset[str]] = {
    "region": frozenset(["oblast"]),
    "raion": frozenset(["raion"]),
    "hromada": frozenset(["hromada"]),
    "river": frozenset(["river"]),
    "city": frozenset(["settlement"]),
    "settlement": frozenset(["settlement"]),
    "relief": frozenset(["relief"]),
    "route": frozenset(["route"]),
    "reservoir": frozenset(["river", "area", "relief", "facility"]),
}
_CROWD = 40  # candidates beyond this many by prior are not weighed
_SURE = 2.5  # lead of a prior that needs no context
_TEMPERATURE = 0.6

_OFFSET = re.compile(
    r"(\d+(?:[.,]\d+)?)(?:\s?[-–]\s?\d+)?[\s\xa0-]?(km|kilomet\w*|miles?|км|кілометр\w*|километр\w*)\b([^.;:()\n]{0,40}?)$", re.I
)
_DISTANCE = re.compile(r"\d[\s\xa0-]?(?:km|kilomet|mile|км|кілометр|километр)")
_APPOSED = re.compile(
    r"(?:,? ?\(|,? |,? (?:in|of)(?: the)? |,? (?:у|в|на|із|з) |, що (?:на|в|у) )(?:(?:occupied|northern|southern|eastern|western|neighboring) )?$"
)
_LISTED = re.compile(
    r"(?: ?\([^()]{0,60}\))?(?:, (?:and |or |та |і |й |и |а також |а также )?|,? (?:and|or|as well as|та|і|й|и|або|или|а також|а также|&) |/| ?[-–—] ?)(?:(?:in|near|at|у|в|біля) )?$"
)
_REPUBLIC = re.compile(
    r"\b(?:(D[NP]R|ДНР|Donetsk People['’]?s Republic|Донецьк\w* [Нн]ародн\w* [Рр]еспублі\w*|Донецк\w* [Нн]ародн\w* [Рр]еспублик\w*)"
    r"|(L[NP]R|ЛНР|Lu[hg]ansk People['’]?s Republic|Луганськ\w* [Нн]ародн\w* [Рр]еспублі\w*|Луганск\w* [Нн]ародн\w* [Рр]еспублик\w*))\b(?= ?(?:$|[,.;:)\n(]| and | и | та ))"
)


@dataclass(slots=True, eq=False)
class _Weighed:
    """A candidate with its prior, in kilometres on a plane."""

    place: Place
    form: str
    prior: float
    x: float
    y: float


@dataclass(slots=True, eq=False)
class _Group:
    """All mentions of one name in one sense."""

    mentions: list[Mention]
    options: list[_Weighed]
    sure: bool = False
    best: _Weighed | None = None
    conf: float = 0.0
    scores: list[float] = field(default_factory=list)
    why: str = ""


def _distance_to(front: Sequence[tuple[float, float]], lat: float, lon: float) -> float:
    return min(math.hypot((lon - b) * _KM_LON, (lat - a) * _KM_LAT) for a, b in front)


def _weigh(candidates: tuple[Candidate, ...], front: Sequence[tuple[float, float]]) -> list[_Weighed]:
    """Candidates with their priors, the likeliest first."""
    out = []
    seen = set()
    for c in candidates:
        p = c.place
        if p.place_id in seen:
            continue
        seen.add(p.place_id)
        prior = _FORM[c.form] + _KIND.get(p.kind, _OTHER_KIND)
        prior += 0.7 * math.log10(p.population + 30)
        far = _distance_to(front, p.lat, p.lon)
        prior -= min(2.6, max(0.0, far - 20.0) / 70.0)
        if p.country != "UA":
            prior -= 1.2
        out.append(_Weighed(p, c.form, prior, p.lon * _KM_LON, p.lat * _KM_LAT))
    out.sort(key=lambda w: -w.prior)
    return out


def resolve(text: str, mentions: list[Mention], published: datetime | None) -> None:
    """Settle where each mention is; the mentions are changed in place.

    Parameters
    ----------
    text : str
        The text that the mentions' spans count in.
    mentions : list of Mention
        In order.
    published : datetime or None
        Day of the report: before the invasion of 2022 the war was fought elsewhere.
    """
    old = published is not None and published.date() < _INVASION
    _appose(text, mentions)
    groups = _group(mentions, old)
    of = {id(m): g for g in groups for m in g.mentions}
    for g in groups:
        _start(g)
    open_groups = [g for g in groups if not g.sure and len(g.options) > 1]
    if open_groups:
        offsets = _offsets(text, mentions, of) if _DISTANCE.search(text) else {}
        index = {id(m): i for i, m in enumerate(mentions)}
        around = [(g, _neighbours(g, mentions, index, of)) for g in open_groups]
        for _ in range(2):
            for g, near in around:
                _weigh_context(g, near, offsets.get(id(g), ()))
    for g in groups:
        _settle(g)


def _appose(text: str, mentions: list[Mention]) -> None:
    """Read oblasts that stand beside a name, over a list, or at the head of a line."""
    republics = [(m.start(), m.end(), "Donetsk Oblast" if m.group(1) else "Luhansk Oblast") for m in _REPUBLIC.finditer(text)]
    regions = [(m.start, m.end, m.place.name, m) for m in mentions if m.kind == "oblast" and m.place is not None]
    starts = [m.start for m in mentions]
    # a line "Ivanivka, Kharkiv" names the oblast by its city
    for a, b in zip(mentions, mentions[1:], strict=False):
        if (
            b.entry.region
            and not b.hint
            and text[a.end : b.start] == ", "
            and text[b.end : b.end + 1] in ("", "\n")
            and _opens_line(text, a.start)
        ):
            b.hint, b.place, b.kind = "region", b.entry.region, "oblast"
            regions.append((b.start, b.end, b.entry.region.name, b))
    for start, end, name, *_ in [*regions, *republics]:
        i = bisect_left(starts, start) - 1
        if i >= 0 and mentions[i].kind != "oblast" and _APPOSED.match(text[mentions[i].end : start]):
            mentions[i].admin1 = name
            while (
                i > 0
                and mentions[i - 1].kind != "oblast"
                and mentions[i - 1].admin1 is None
                and _LISTED.match(text[mentions[i - 1].end : mentions[i].start])
            ):
                i -= 1
                mentions[i].admin1 = name
        head = text[end : end + 4]
        if head[:1] == ":" or head[:3] in (" : ", " - ", " – ", " — "):
            j = bisect_left(starts, end)
            line = text.find("\n", end)
            while j < len(mentions) and (line < 0 or mentions[j].start < line) and mentions[j].kind != "oblast":
                if mentions[j].admin1 is None:
                    mentions[j].admin1 = name
                j += 1


def _opens_line(text: str, at: int) -> bool:
    return not text[max(0, text.rfind("\n", 0, at) + 1) : at].strip()


def _options(entry: Entry, adjective: bool, old: bool) -> list[_Weighed]:
    key = (2 if adjective else 0) + old
    memo = entry.memo
    if key not in memo:
        chosen = (entry.adjectives or entry.nouns) if adjective else (entry.nouns or entry.adjectives)
        memo[key] = _weigh(chosen, _OLD_FRONT if old else _NEW_FRONT)
    found: list[_Weighed] = memo[key]
    return found


def _group(mentions: list[Mention], old: bool) -> list[_Group]:
    groups: dict[tuple[str, str, bool, str | None], _Group] = {}
    for m in mentions:
        if m.place is not None or not m.entry.key:
            continue
        hint = m.hint if m.hint in _HINTED else ""
        if hint in ("city", "settlement"):
            hint = ""
        key = (m.entry.key, hint, m.adjective, m.admin1)
        found = groups.get(key)
        if found:
            found.mentions.append(m)
            continue
        options = _options(m.entry, m.adjective, old)
        if m.hint in _HINTED:
            fitting = [w for w in options if w.place.kind in _HINTED[m.hint]]
            options = fitting or options
        if m.admin1:
            inside = [w for w in options if w.place.admin1 == m.admin1]
            options = inside or options
        groups[key] = _Group([m], options[:_CROWD])
    return list(groups.values())


def _start(g: _Group) -> None:
    if not g.options:
        return
    g.best = g.options[0]
    g.scores = [w.prior for w in g.options]
    if len(g.options) == 1:
        g.sure, g.conf, g.why = True, 1.0, "the only place of the name"
        return
    lead = g.options[0].prior - g.options[1].prior
    g.sure = lead > _SURE
    g.conf = 1.0 if g.sure else 1.0 / (1.0 + math.exp(-lead / _TEMPERATURE)) ** 2
    g.why = "by far the largest and nearest to the war" if g.sure else ""


def _neighbours(
    g: _Group, mentions: list[Mention], index: dict[int, int], of: dict[int, _Group]
) -> list[tuple[float, _Group | Mention]]:
    """What is named near the mentions of a group, with the weight of its nearness in the text."""
    found: dict[int, tuple[float, _Group | Mention]] = {}
    for m in g.mentions[:3]:
        i = index[id(m)]
        for j in (*range(max(0, i - 6), i), *range(i + 1, min(len(mentions), i + 7))):
            o = mentions[j]
            other: _Group | Mention | None = of.get(id(o)) or (o if o.place is not None else None)
            if other is None or other is g:
                continue
            gap = o.start - m.end if j > i else m.start - o.end
            weight = 60.0 / (60.0 + gap)
            known = found.get(id(other))
            if known is None or known[0] < weight:
                found[id(other)] = (weight, other)
    return list(found.values())


def _weigh_context(
    g: _Group, near: list[tuple[float, _Group | Mention]], offsets: Sequence[tuple[_Group, float, float, float]]
) -> None:
    points: list[tuple[float, float, float, float]] = []
    regions: dict[str, float] = {}
    total = 0.0
    for weight, other in near:
        if isinstance(other, Mention):
            if other.kind == "oblast" and other.place is not None:
                regions[other.place.name] = max(weight, regions.get(other.place.name, 0.0))
            continue
        best = other.best
        if best is None:
            continue
        kind = best.place.kind
        if kind == "oblast":
            regions[best.place.name] = max(weight, regions.get(best.place.name, 0.0))
        elif kind in ("settlement", "raion", "hromada", "relief", "facility"):
            strength = weight * other.conf
            points.append((strength, best.x, best.y, 1.0))
            total += strength
    scores = []
    for w in g.options:
        score = w.prior
        if points:
            nearest = mean = 0.0
            x, y = w.x, w.y
            for strength, px, py, _ in points:
                d = ((x - px) ** 2 + (y - py) ** 2) / 900.0
                value = strength / (1.0 + d)
                mean += value
                if value > nearest:
                    nearest = value
            score += 3.0 * nearest + 3.0 * mean / (total + 0.3)
        if regions:
            score += 1.6 * regions.get(w.place.admin1 or "", 0.0)
        for other_group, dx, dy, n in offsets:
            best = other_group.best
            if best is None:
                continue
            if dx or dy:
                err = math.hypot(w.x - best.x - dx * n, w.y - best.y - dy * n)
            else:
                err = abs(math.hypot(w.x - best.x, w.y - best.y) - n)
            score += 5.0 * math.exp(-((err / (5.0 + 0.3 * n)) ** 2))
        scores.append(score)
    top = max(range(len(scores)), key=scores.__getitem__)
    g.best, g.scores = g.options[top], scores
    second = max((s for i, s in enumerate(scores) if i != top), default=scores[top] - 9)
    g.conf = 1.0 / (1.0 + math.exp(-(scores[top] - second) / _TEMPERATURE)) ** 2
    if points:
        s, px, py, _ = max(points, key=lambda p: p[0] / (1.0 + ((g.best.x - p[1]) ** 2 + (g.best.y - p[2]) ** 2) / 900.0))
        if math.hypot(g.best.x - px, g.best.y - py) < 40:
            g.why = "near what is named beside it"
    if (g.best.place.admin1 or "") in regions:
        g.why = f"{g.best.place.admin1} is named beside it"


def _offsets(text: str, mentions: list[Mention], of: dict[int, _Group]) -> dict[int, list[tuple[_Group, float, float, float]]]:
    """Read "Kostromka (10 km southeast of Davydiv Brid)": where a name lies from another."""
    found: dict[int, list[tuple[_Group, float, float, float]]] = {}
    for i in range(1, len(mentions)):
        ground = mentions[i]
        origin = max(mentions[i - 1].end, ground.start - 64)
        match = _OFFSET.search(text[origin : ground.start])
        if not match:
            continue
        here = of.get(id(ground))
        subject = mentions[i - 1]
        there = of.get(id(subject))
        lead = text[subject.end : origin + match.start()]
        if here is None or there is None or here is there or len(lead) > 60 or any(c in lead for c in ".;\n"):
            continue
        n = float(match.group(1).replace(",", "."))
        if match.group(2).startswith("mile"):
            n *= 1.609
        dx, dy = _bearing(match.group(3))
        found.setdefault(id(there), []).append((here, dx, dy, n))
        found.setdefault(id(here), []).append((there, -dx, -dy, n))
    return found


def _bearing(words: str) -> tuple[float, float]:
    low = words.casefold()
    dy = ("north" in low or "північ" in low or "север" in low) - ("south" in low or "півд" in low or "юж" in low or "юг" in low)
    dx = ("east" in low or "схід" in low or "восто" in low) - ("west" in low or "захід" in low or "запад" in low)
    size = math.hypot(dx, dy) or 1.0
    return dx / size, dy / size


_SECTOR: dict[str, Kind] = {"sector": "area", "raion": "raion", "hromada": "hromada"}


def _settle(g: _Group) -> None:
    best = g.best
    if best is None:
        return
    ranked = sorted(g.scores, reverse=True)
    top = ranked[0]
    whole = sum(math.exp((s - top) / _TEMPERATURE) for s in ranked)
    score = 1.0 / whole
    margin = 1.0 if len(ranked) < 2 else (1.0 - math.exp((ranked[1] - top) / _TEMPERATURE)) / whole
    for m in g.mentions:
        m.place = best.place
        m.kind = _SECTOR.get(m.hint, best.place.kind)
        if m.hint == "sector":
            m.adjective = True
            if m.entry.region is not None and m.entry.region.name == best.place.admin1:
                m.place = m.entry.region
        m.score, m.margin = score, margin
        m.candidates = len(g.options)
        reasons = [f"in {m.admin1}"] if m.admin1 and best.place.admin1 == m.admin1 else []
        m.reasons = (*reasons, g.why) if g.why else tuple(reasons)
