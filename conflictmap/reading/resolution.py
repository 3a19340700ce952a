"""Resolution: which of the places that share a name a report means.

A report is resolved as one discourse. Every candidate starts from its prior (`priors`); then speaks what the text says of
it: the oblast in apposition, "15 km southeast of Kherson", the names in the same list or paragraph, the sector it stands
under, and what the report settled elsewhere.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import pairwise
from operator import attrgetter

import numpy as np
import shapely

from conflictmap.gazetteer.names import fold
from conflictmap.model import Kind, Place, Toponym
from conflictmap.reading.cues import PEOPLES, REPUBLICS, Cues
from conflictmap.reading.lookup import Entry, Lookup
from conflictmap.reading.mentions import Mention, opens_line
from conflictmap.reading.phrases import Recogniser
from conflictmap.reading.priors import (
    KM_LAT,
    KM_LON,
    POINTS,
    RANKED,
    SURE,
    TEMPERATURE,
    Prior,
    Weighed,
    alike,
    by_prior,
    chances,
    judge,
    period_of,
    prior_of,
    weigh,
)

__all__ = ["resolve"]

# fitted with the priors and rounded
_FAR_KM = 70.0
_NEAR_KM = 20.0  # how far apart names of one list or paragraph usually lie
_LINE_KM = 40.0  # and names that hyphens join: a line of towns
_NEAREST, _TOGETHER = 3.0, 3.0  # what the nearest neighbour says, and all of them together
_IN_REGION = 2.0
_MATES = 0.5  # what it says that all the neighbours lie in one oblast
_SAME = 4.0  # two names side by side are hardly one place
_IN_RAION, _RAION_KM = 3.0, 25.0
_AT_DISTANCE, _IN_DIRECTION = 8.0, 2.0
_ALONG, _ALONG_KM = 3.0, 8.0  # a river or road named beside it; both are known only as lines through some settlements
_COMPANY, _COMPANY_OF, _MOSTLY = 2.8, 3, 0.8  # what it says of a town that nearly all around it, so many at least, are towns
_GAP, _REGION_GAP = 60.0, 120.0  # characters over which a neighbour loses half its weight
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
_ABROAD_REGIONS = frozenset(
    ["Belgorod Oblast", "Kursk Oblast", "Bryansk Oblast", "Rostov Oblast", "Voronezh Oblast", "Krasnodar Krai", "Moscow Oblast"]
)
_MOST_CONTEXT = _NEAREST + _TOGETHER + _IN_REGION + _MATES  # a prior farther behind than this can't be made up for
_LARGE = 20_000
_GREAT_CITY = 200_000
_VILLAGE = re.compile(r"\bvillage|\bс[еі]л[оаеіу]|\bдеревн")
_TOWNS, _PARTS = frozenset(["city", "town"]), frozenset(["suburb", "locality"])
_NO_VILLAGE = 1.1  # of the decimal logarithm above five thousand: what is called a village is hardly a town
_LEAD = 30  # characters between a name and the words that tell its direction
_STRAY, _STRAY_KM = -1.5, 150.0  # a prior as low as that of a village far behind the front; how far from its neighbours
_GUESS_KM, _SPELT_ALIKE = 40.0, 0.6  # how near its neighbours a misspelt name lies, and how sure it is then
_BESIDE_SQUARE = 40.0**2  # km: nearer than this to a neighbour is "near what is named beside it"
_JOINED = _GAP / (_GAP + 1.0)  # the weight of a neighbour with one character between
_LINES = frozenset(["river", "route"])
_WINDOW = 4  # names before and after that are looked at
_MOST_POINTS = 5
_SETTLED = 0.9  # confidence that a second look need not raise
_SURE_LEAD = 9.0  # a lead beyond this makes nothing surer

# (it begins with one class of characters, which is what makes it fast)
_OFFSET = re.compile(
    r"(\d\d*(?:[.,]\d+)?)(?:\s?[-–]\s?\d+)?[\s\xa0-]?(km|kilomet\w*|miles?|км|кілометр\w*|километр\w*)\b([^.;:()\n]{0,40}?)$",
    re.I,
)
_DIRECTION = re.compile(
    r"\b((?:north|south)?(?:-?(?:east|west))?|(?:північн|південн)(?:ий|ого)?\w*(?:-?\w*(?:схід|захід)\w*)?|\w*(?:северо|юго)-?\w*|север\w*|юж\w*"
    r"|північ\w*|півден\w*|схід\w*|захід\w*|восточ\w*|восток\w*|запад\w*)(?: of| від| від міста| от)?(?: the)? $",
    re.I,
)
# in a text of ASCII alone nothing else is found, and nothing but behind one of these ends
_COURSE = re.compile(r"\b((?:north|south)?(?:-?(?:east|west))?) of(?: the)? $", re.I)
_COURSE_ENDS = (" of ", " of the ", " of \n", " of the \n")
_STOP = re.compile("[.;\n]")
_UNITS = ("km", "kilomet", "mile", "км", "ілометр", "илометр")
_WHERE = r"(?:(?:in|near|at|у|в|біля|у районі|в районе) )?"
_APPOSED = re.compile(
    r"(?: (?:village|town|city|settlement|community))?"
    r"(?:,? ?\(|,{0,2} |,? (?:in|of)(?: the)? |,? (?:у|в|на|із|з) |, що (?:на|в|у) )"
    r"(?:(?:occupied|northern|southern|eastern|western|neighboring) )?$"
)
_LISTED = re.compile(
    r"(?: ?\([^()]{0,60}\))?(?:, (?:and |or |та |і |й |и |а також |а также )?|"
    r",? (?:and|or|as well as|та|і|й|и|або|или|а також|а также|&) |/| ?[-–—] ?)" + _WHERE + "$"
)
_REPUBLIC = re.compile(r"(?:(Donetsk|Донец\w*)|Lu[hg]ansk|Луганс\w*) (?:People['’]?s Republic|[Нн]ародн\w* [Рр]еспубл\w*)")
_AFTER_REPUBLIC = re.compile(r"(?: ?$|[,.;:)\n(]| (?:and|и|та|й|і|under|after|on)\b|['”»\"])")


_start_of = attrgetter("start")


@dataclass(slots=True, eq=False)
class _Group:
    """All mentions of one name in one sense."""

    mentions: list[Mention]
    options: list[Weighed]
    best: Weighed | None
    sure: bool
    conf: float
    why: str
    score: float
    margin: float
    raion: bool = False
    offsets: list[tuple[_Group, float, float, float | None]] | None = None
    told: tuple[Kind, Place, float, float, int, tuple[str, ...], bool] | None = None  # what all its bare mentions say alike


@cache
def _line(wkb: bytes) -> shapely.Geometry:
    """Return a river or a road on the plane of kilometres."""
    return shapely.transform(shapely.from_wkb(wkb), lambda at: at * (KM_LON, KM_LAT))


def _along(options: list[Weighed], lines: list[tuple[float, bytes]]) -> list[float]:
    """Return for each option how near it lies to the rivers and roads that are named, each by its weight."""
    at = shapely.points([(w.x, w.y) for w in options])
    nearness = np.zeros(len(options))
    for weight, wkb in lines:
        nearness += weight / (1.0 + (shapely.distance(_line(wkb), at) / _ALONG_KM) ** 2)
    found: list[float] = (_ALONG * nearness).tolist()
    return found


def resolve(
    text: str, mentions: list[Mention], published: datetime | None, lang: str, cues: Cues, recogniser: Recogniser
) -> list[Toponym]:
    """Settle where each mention is.

    Parameters
    ----------
    text : str
        The text that the mentions' spans count in.
    mentions : list of Mention
        In order.
    published : datetime or None
        Day of the report: it tells where the war was fought at the time.
    lang : {"en", "uk", "ru"}
        Language of the report, for mentions that have none of their own.
    cues : Cues
        Of the text.
    recogniser : Recogniser
        It knows the regions, and what a misspelt name may mean.

    Returns
    -------
    list of Toponym
        One a mention, in the same order.
    """
    period = period_of(published)
    _appose(text, mentions, lang, cues)
    groups = _group(text, mentions, period, lang, recogniser)
    open_groups = [g for g in groups if not g.sure and len(g.options) > 1]
    if open_groups:
        _offsets(text, mentions)
        around = [(g, _neighbours(g, mentions)) for g in open_groups]
        for turn in (1, 2):
            for g, near in around:
                if turn == 1 or g.conf < _SETTLED:
                    _weigh_context(g, near)
    for i, m in enumerate(mentions):
        if m.region is None and (not m.entry.key or (m.group is not None and _strays(m, mentions))):
            m.group = _guess(text, mentions, i, recogniser.names)  # or none: better no place than one far off
    found = _settle_all(text, mentions, recogniser)
    for g in groups:  # groups and mentions that know each other would wait for the garbage collector
        g.offsets = None
        g.mentions.clear()
    return found


def _strays(m: Mention, mentions: list[Mention]) -> bool:
    """Say whether a village lies far from the war and from all that is named beside it: a misspelt name of another."""
    best = m.group.best if m.group is not None else None
    if best is None or best.prior > _STRAY or m.admin1 or best.place.kind != "settlement":
        return False
    around = [o for o in mentions[max(0, m.index - 2) : m.index + 3] if o is not m and o.group is not None]
    towns = [o.group.best for o in around if o.group is not None and o.group.best is not None and abs(o.start - m.start) < _GAP]
    towns = [w for w in towns if w.place.kind == "settlement"]
    together = all(math.hypot(towns[0].x - w.x, towns[0].y - w.y) < _STRAY_KM / 2 for w in towns)
    return len(towns) > 1 and together and all(math.hypot(best.x - w.x, best.y - w.y) > _STRAY_KM for w in towns)


def _guess(text: str, mentions: list[Mention], i: int, names: Lookup) -> _Group | None:
    """What a name that no place bears may mean: the nearest place that is spelt alike, in the oblasts of its neighbours."""
    beside = (*mentions[max(0, i - 2) : i], *mentions[i + 1 : i + 3])
    around = [o.group.best for o in beside if o.group is not None and o.group.best is not None]
    near = [w for w in around if w.place.kind == "settlement" and w.place.admin1 is not None]
    key, best = fold(text[mentions[i].start : mentions[i].end]), None
    reach = _GUESS_KM
    for region in dict.fromkeys(w.place.admin1 for w in near):
        guess = names.guess_in(region or "", key)
        for c in guess.nouns if guess else ():
            x, y = c.place.lon * KM_LON, c.place.lat * KM_LAT
            far = min(math.hypot(x - w.x, y - w.y) for w in near)
            if far < reach:
                reach, best = far, Weighed(c.place, 0.0, x, y)
    if best is None:
        return None
    return _Group([], [best], best, True, 1.0, "spelt alike, near what is named beside it", _SPELT_ALIKE, _SPELT_ALIKE)


def _appose(text: str, mentions: list[Mention], lang: str, cues: Cues) -> None:
    """Read oblasts that stand beside a name, over a list, or at the head of a line."""
    regions = [(i, m.start, m.end, m.region) for i, m in enumerate(mentions) if m.region is not None]
    # a line "Ivanivka, Kharkiv" names the oblast by its city
    for i, m in enumerate(mentions):
        if m.hint or m.entry.region is None or i == 0 or text[m.end : m.end + 1] not in ("", "\n"):
            continue
        a = mentions[i - 1]
        if a.region is None and text[a.end : m.start] == ", " and opens_line(text, a.start):
            m.hint, m.region, m.kind = "region", m.entry.region, "oblast"
            regions.append((i, m.start, m.end, m.entry.region))
    regions += [
        (bisect_left(mentions, start, key=_start_of), start, end, name) for start, end, name in _republics(text, lang, cues)
    ]
    for at, start, end, name in regions:
        i = at - 1
        if (
            i >= 0
            and start - mentions[i].end < 40
            and mentions[i].kind != "oblast"
            and _APPOSED.match(text[mentions[i].end : start])
        ):
            mentions[i].admin1 = name
            # "A and B in X Oblast" speaks of both, "A and B, X Oblast" may speak of B alone
            while (
                i > 0
                and text[mentions[i].end : mentions[i].end + 1] != ","
                and mentions[i - 1].kind != "oblast"
                and mentions[i - 1].admin1 is None
                and _LISTED.match(text[mentions[i - 1].end : mentions[i].start])
            ):
                i -= 1
                mentions[i].admin1 = name
        head = text[end : end + 4]
        if head[:1] == ":" or (head[:3] in (" : ", " - ", " – ", " — ") and opens_line(text, start)):
            j = bisect_left(mentions, end, key=_start_of)
            line = text.find("\n", end)
            while j < len(mentions) and (line < 0 or mentions[j].start < line) and mentions[j].kind != "oblast":
                if mentions[j].admin1 is None:
                    mentions[j].admin1 = name
                j += 1


def _republics(text: str, lang: str, cues: Cues) -> list[tuple[int, int, str]]:
    """Where the text names the so-called republics as places: they lie in two oblasts."""
    found = []
    latin = lang == "en"
    for short, name in REPUBLICS.items():
        if short.isascii() or not latin:
            found += [(at, at + len(short), name) for at in cues.find(short, 0, len(text))]
    for root in PEOPLES:
        for at in cues.find(root, 0, len(text)) if root.isascii() or not latin else ():
            for m in _REPUBLIC.finditer(text, max(0, at - 32), min(len(text), at + 32)):
                found.append((m.start(), m.end(), "Donetsk Oblast" if m.group(1) else "Luhansk Oblast"))
    return [(a, b, name) for a, b, name in found if b == len(text) or _AFTER_REPUBLIC.match(text, b)]


def _beyond(options: list[Weighed], key: str, region: str, period: int, lang: str, names: Lookup) -> list[Weighed]:
    """What a name means that its region does not have: a place just over the border, another spelling, or one that stands out."""
    if names.entry(key) is None:
        # what it may mean was guessed, and guessed without the region
        options = [w for w in options if w.place.population > _LARGE]
    standing = _elsewhere(options, region)
    if standing and standing[0].place.feature in _TOWNS:
        return standing
    named = [w for w in options if w.place.country == "UA" and w.place.feature != "locality" and alike(key, w.place)]
    over = [w for w in named if names.lies_by(w.place, region)]
    if over:
        return over
    similar = tuple(c for c in names.similar(key) if c.place.admin1 == region)
    if not similar:
        guess = names.guess_in(region, key)
        similar = guess.nouns if guess else ()
    return weigh(similar, period, lang, key) or standing


def _elsewhere(options: list[Weighed], region: str) -> list[Weighed]:
    """What a name means that its region does not have: left open, unless one place stands out and the region may be a slip."""
    if options and options[0].place.population > _GREAT_CITY and options[0].place.country in ("RU", "BY"):
        return options[:1]
    if not options or region in _ABROAD_REGIONS or options[0].place.country != "UA":
        return []
    lead = options[0].prior - options[1].prior if len(options) > 1 else SURE
    stands_out = options[0].place.admin1 is None or options[0].place.population > _LARGE or lead > 1.0
    return options[:1] if stands_out else []


def _group(text: str, mentions: list[Mention], period: int, lang: str, recogniser: Recogniser) -> list[_Group]:
    groups: dict[tuple[str, str, bool, str, str | None], _Group] = {}
    plain: dict[Entry, _Group] = {}  # of mentions of which nothing is said: the many
    for index, m in enumerate(mentions):
        m.index = index
        if m.admin1 and not m.entry.key:
            m.entry = recogniser.names.guess_in(m.admin1, fold(text[m.start : m.end])) or m.entry
        entry, admin1 = m.entry, m.admin1
        said = m.hint or admin1 or m.lang
        if not said:
            known = plain.get(entry)
            if known is not None:
                known.mentions.append(m)
                m.group = known
                continue
        if m.region is not None or not entry.key:
            continue
        hint = m.hint if m.hint in _HINTED else ""
        if hint in ("city", "settlement"):
            hint = ""
        key = (entry.key, hint, m.adjective, m.lang, admin1)
        found = groups.get(key)
        if found is None:
            prior = prior_of(entry, m.adjective, period, m.lang or lang)
            if said:
                options = _options(text, m, prior, period, m.lang or lang, recogniser)
                if options is not prior.every:
                    prior = judge(options)
            best = prior.options[0] if prior.options else None
            found = groups[key] = _Group(
                [], prior.options, best, prior.sure, prior.conf, prior.why, prior.score, prior.margin, m.hint == "raion"
            )
        found.mentions.append(m)
        m.group = found
        if not said:
            plain[entry] = found
    for key, g in [(k, g) for k, g in groups.items() if k[4] is not None]:
        # what the report says of a name once holds wherever it says no more
        bare = (*key[:4], None)
        if bare in groups and sum(k[:4] == key[:4] for k in groups) == 2:
            for m in groups.pop(bare).mentions:
                m.group = g
                g.mentions.append(m)
    return list(groups.values())


def _options(text: str, m: Mention, prior: Prior, period: int, lang: str, recogniser: Recogniser) -> list[Weighed]:
    """What a name may mean, by what the words beside it say."""
    options = prior.every
    if m.hint in _HINTED:
        kinds = _HINTED[m.hint]
        options = [w for w in options if w.place.kind in kinds] or options
        if m.hint == "city" and text[m.end - 4 : m.end] == "City":
            options = [w for w in options if w.place.feature in _TOWNS] or options
    if m.admin1 and options and options[0].place.kind in POINTS:
        inside = [w for w in options if w.place.admin1 == m.admin1]
        options = inside or _beyond(options, m.entry.key, m.admin1, period, lang, recogniser.names)
    if m.hint == "settlement" and len(options) > 1 and _VILLAGE.search(text, max(0, m.start - 12), m.end + 9):
        options = [
            Weighed(w.place, w.prior - _NO_VILLAGE * math.log10(max(5000, w.place.population) / 5000), w.x, w.y) for w in options
        ]
        options.sort(key=by_prior)
    return options


def _neighbours(g: _Group, mentions: list[Mention]) -> list[tuple[_Group | Mention, float]]:
    """What is named near the mentions of a group, with the weight of its nearness in the text."""
    found: dict[_Group | Mention, float] = {}
    for m in g.mentions[:3]:
        i, start, end = m.index, m.start, m.end
        for o in mentions[i - _WINDOW if i > _WINDOW else 0 : i + _WINDOW + 1]:
            other: _Group | Mention | None = o.group
            if other is g:
                continue
            if other is not None:
                span = _GAP
            elif o.region is not None:
                other, span = o, _REGION_GAP
            else:
                continue
            begins = o.start
            weight = span / (span + (begins - end if begins > start else start - o.end))
            if weight > found.get(other, 0.0):
                found[other] = weight
    return list(found.items())


@dataclass(slots=True)
class _Evidence:
    """What the names around a group say of where it may lie."""

    points: list[tuple[float, float, float]] = field(default_factory=list)  # weight, x, y of places
    regions: dict[str, float] = field(default_factory=dict)
    taken: dict[str, float] = field(default_factory=dict)  # places that another name stands for
    mates: dict[str | None, float] = field(default_factory=dict)  # the oblasts that places lie in
    raions: list[tuple[float, str, float, float]] = field(default_factory=list)
    lines: list[tuple[float, bytes]] = field(default_factory=list)  # rivers and roads
    named: float = 0.0  # the weight of all places
    towns: float = 0.0  # and of the towns among them
    count: int = 0  # of towns
    joined: bool = False  # a name stands right beside

    def add_place(self, other: _Group, weight: float) -> None:
        """Take what a place of which something is known says."""
        best = other.best
        if best is None:
            return
        place = best.place
        kind = place.kind
        if other.raion or kind == "raion":
            self.raions.append((weight, place.name, best.x, best.y))
        elif kind in POINTS:
            strength = weight * other.conf
            self.points.append((strength, best.x, best.y))
            self.named += strength
            self.mates[place.admin1] = self.mates.get(place.admin1, 0.0) + strength
            if place.feature in _TOWNS:
                self.towns, self.count = self.towns + strength, self.count + 1
            if strength > self.taken.get(place.place_id, 0.0):
                self.taken[place.place_id] = strength
        elif kind in _LINES and place.wkb is not None:
            self.lines.append((weight * other.conf, place.wkb))
        elif kind == "oblast" and weight > self.regions.get(place.name, 0.0):
            self.regions[place.name] = weight


def _weigh_context(g: _Group, near: list[tuple[_Group | Mention, float]]) -> None:
    """Choose among the candidates of a name by what is named beside it."""
    said = _Evidence()
    regions = said.regions
    for other, weight in near:
        if isinstance(other, _Group):
            said.joined = said.joined or weight >= _JOINED
            said.add_place(other, weight)
        elif other.kind == "oblast" and weight > regions.get(other.region or "", 0.0):  # and no sector
            regions[other.region or ""] = weight
    along = _along(g.options, said.lines) if said.lines else [0.0] * len(g.options)
    scores = _scores(g, said, along)
    ranked = sorted(scores, reverse=True)[:RANKED]
    chosen = g.best = g.options[scores.index(ranked[0])]
    lead = ranked[0] - ranked[1] if len(ranked) > 1 else _SURE_LEAD
    g.score, g.margin = chances(ranked)
    g.conf = 1.0 / (1.0 + math.exp(-(min(lead, _SURE_LEAD)) / TEMPERATURE)) ** 2
    if g.offsets:
        g.why = "at the distance or in the direction that the text gives"
    elif any((chosen.x - x) ** 2 + (chosen.y - y) ** 2 < _BESIDE_SQUARE for _, x, y in said.points):
        g.why = "near what is named beside it"
    elif said.lines and max(along) == along[g.options.index(chosen)] > _ALONG / 4:
        g.why = "on the river or road that is named beside it"
    elif chosen.place.admin1 in regions:
        g.why = f"{chosen.place.admin1} is named beside it"


def _scores(g: _Group, said: _Evidence, along: list[float]) -> list[float]:
    """Score the candidates of a group, as many as context can still lift."""
    points, mates, regions, raions, taken = said.points, said.mates, said.regions, said.raions, said.taken
    offsets = g.offsets or ()
    # a list of towns hardly goes on with a hamlet
    of_towns = said.count >= _COMPANY_OF and said.towns > _MOSTLY * said.named
    if len(points) > _MOST_POINTS:
        points.sort(reverse=True)
        del points[_MOST_POINTS:]
    total = 0.3
    west, east, south, north = 1e9, -1e9, 1e9, -1e9
    for strength, px, py in points:
        total += strength
        west, east = px if px < west else west, px if px > east else east
        south, north = py if py < south else south, py if py > north else north
    # what is farther than this from every neighbour gains next to nothing by them
    west, east, south, north = west - _FAR_KM, east + _FAR_KM, south - _FAR_KM, north + _FAR_KM
    near_square = (_LINE_KM if said.joined else _NEAR_KM) ** 2
    floor = g.options[0].prior - (_MOST_CONTEXT if not (offsets or raions or said.lines) else 99.0)
    grounds = [(o.best.x, o.best.y, dx, dy, n) for o, dx, dy, n in offsets if o.best is not None]
    scores: list[float] = []
    for w, nearness in zip(g.options, along, strict=True):
        score, x, y, place = w.prior + nearness, w.x, w.y, w.place
        if w.prior < floor:
            break
        if west < x < east and south < y < north:
            score += _by_points(points, x, y, near_square, total)
            if place.place_id in taken:
                score -= _SAME * taken[place.place_id]
        if of_towns and place.feature in _TOWNS:
            score += _COMPANY
        admin1 = place.admin1
        if admin1 in mates and place.feature not in _PARTS:
            score += _MATES * mates[admin1] / (said.named + 0.3)
        if admin1 in regions:
            score += _IN_REGION * regions[admin1]
        for weight, raion, px, py in raions:
            inside = place.admin2 == raion
            score += _IN_RAION * weight / (1.0 if inside else 1.0 + ((x - px) ** 2 + (y - py) ** 2) / _RAION_KM**2)
        for px, py, dx, dy, n in grounds:
            score += _fits_offset(x - px, y - py, dx, dy, n)
        scores.append(score)
    return scores


def _by_points(points: list[tuple[float, float, float]], x: float, y: float, near_square: float, total: float) -> float:
    """What a candidate at (x, y) km gains by the nearest place named beside it and by all of them together."""
    nearest = together = 0.0
    for strength, px, py in points:
        dx, dy = x - px, y - py
        value = strength / (1.0 + (dx * dx + dy * dy) / near_square)
        together += value
        if value > nearest:
            nearest = value
    return _NEAREST * nearest + _TOGETHER * together / total


def _fits_offset(x: float, y: float, dx: float, dy: float, n: float | None) -> float:
    """How well a place at (x, y) km from another fits "N km in the direction (dx, dy)"."""
    if n is None:
        far = math.hypot(x, y)
        along = (x * dx + y * dy) / far if far else 0.0
        return _IN_DIRECTION * max(0.0, along) / (1.0 + (far / 40.0) ** 2)
    err = math.hypot(x - dx * n, y - dy * n) if dx or dy else abs(math.hypot(x, y) - n)
    return _AT_DISTANCE * math.exp(-((err / (5.0 + 0.3 * n)) ** 2))


def _offsets(text: str, mentions: list[Mention]) -> None:
    """Read "Kostromka (10 km southeast of Davydiv Brid)": where a name lies from another."""
    for i, (subject, ground) in enumerate(pairwise(mentions)):
        here, there = ground.group, subject.group
        if here is None or there is None or (there.sure and here.sure) or here is there:
            continue
        gap = text[subject.end : ground.start]
        if not 3 < len(gap) < 100:
            continue
        match = _OFFSET.search(gap)
        n: float | None = None
        if match and any(unit in gap for unit in _UNITS):
            n = float(match.group(1).replace(",", "."))
            if match.group(2).startswith("mile"):
                n *= 1.609
            dx, dy = _bearing(match.group(3))
        else:
            if not gap.isascii():
                match = _DIRECTION.search(gap)
            else:
                match = _COURSE.search(gap, max(0, len(gap) - 20)) if gap.endswith(_COURSE_ENDS) else None
            if not match or not match.group(1):
                continue
            dx, dy = _bearing(match.group(1))
            if not (dx or dy):
                continue
        lead = gap[: match.start()]
        if len(lead) > (60 if n is not None else _LEAD) or _STOP.search(lead):
            continue
        for one, other, sign in ((here, there, -1.0), *((g, here, 1.0) for g in (there, *_listed_before(text, mentions, i)))):
            if one.offsets is None:
                one.offsets = []
            one.offsets.append((other, sign * dx, sign * dy, n))


def _listed_before(text: str, mentions: list[Mention], i: int) -> list[_Group]:
    """Groups of the names that stand in one list with mention `i`, before it: "A and B, both 12 km from C"."""
    out: list[_Group] = []
    while i > 0 and len(out) < 6 and _LISTED.fullmatch(text, mentions[i - 1].end, mentions[i].start):
        i -= 1
        group = mentions[i].group
        if group is not None:
            out.append(group)
    return out


def _bearing(words: str) -> tuple[float, float]:
    low = words.casefold()
    dy = ("north" in low or "північ" in low or "север" in low) - ("south" in low or "півд" in low or "юж" in low or "юг" in low)
    dx = ("east" in low or "схід" in low or "восто" in low) - ("west" in low or "захід" in low or "запад" in low)
    size = math.hypot(dx, dy) or 1.0
    return dx / size, dy / size


_SECTOR: dict[str, Kind] = {"sector": "area", "raion": "raion", "hromada": "hromada"}


def _settle_all(text: str, mentions: list[Mention], recogniser: Recogniser) -> list[Toponym]:
    """Write the mentions down: the many of which nothing is said beside the name share what their group tells."""
    found = []
    new = tuple.__new__  # as Toponym does, without a call between
    for m in mentions:
        g = m.group
        if g is None or g.best is None or m.hint or m.admin1 or m.adjective or m.region is not None:
            found.append(_settle(text, m, recogniser))
            continue
        told = g.told
        if told is None:
            place = g.best.place
            told = g.told = (place.kind, place, g.score, g.margin, len(g.options), (g.why,) if g.why else (), False)
        start, end = m.start, m.end
        found.append(new(Toponym, (start, end, text[start:end]) + told))  # noqa: RUF005 - joined in half the time of unpacking
    return found


def _settle(text: str, m: Mention, recogniser: Recogniser) -> Toponym:
    start, end, g = m.start, m.end, m.group
    if m.region is not None:
        region = recogniser.names.region(m.region)
        kind: Kind = "oblast" if m.kind == "settlement" else m.kind
        sure = 1.0 if region else 0.0
        adjective = m.adjective and m.hint != "facility"
        return Toponym(start, end, text[start:end], kind, region, sure, sure, int(sure), ("named as a region",), adjective)
    if g is None or g.best is None or (m.hint == "hromada" and g.best.place.country != "UA"):  # there are none elsewhere
        return Toponym(start, end, text[start:end], m.kind, adjective=m.adjective and m.hint != "facility")
    place: Place = g.best.place
    why: tuple[str, ...] = (g.why,) if g.why else ()
    if m.admin1 and place.admin1 == m.admin1:
        why = (f"in {m.admin1}", *why)
    kind, adjective = place.kind, m.adjective
    if m.hint:
        kind = _SECTOR.get(m.hint, kind)
        adjective = m.hint == "sector" or (adjective and m.hint != "facility")
        if m.hint == "sector" and m.entry.region is not None and m.entry.region == place.admin1:
            place = recogniser.names.region(m.entry.region) or place
    return Toponym(start, end, text[start:end], kind, place, g.score, g.margin, len(g.options), why, adjective)
