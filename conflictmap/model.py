"""Records and words that all wings share. Records live inside `gazetteer` and `reading`; frames stand at the doors."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple, get_args

Lang = Literal["en", "uk", "ru"]
Side = Literal["UA", "RU"]
Kind = Literal["settlement", "oblast", "raion", "hromada", "river", "relief", "route", "area", "facility", "country"]
EventType = Literal[
    "control_gained",
    "control_held",
    "entered",
    "flag_raised",
    "withdrew",
    "fighting",
    "advance",
    "repelled",
    "reinforcement",
    "supply_route",
    "supply_cut",
    "evacuation",
    "strike",
    "area_regained",  # a figure without a place ("2,000 square kilometres"): for the caption, never a point
]
Certainty = Literal["confirmed", "reported", "claimed", "unverified", "denied", "predicted"]
DatePrecision = Literal["day", "week", "month", "published"]
Role = Literal["target", "origin", "destination", "via"]
Relation = Literal["near", "outskirts", "part", "N", "NE", "E", "SE", "S", "SW", "W", "NW"]
ClaimantSide = Literal["UA", "RU", "other"]
Status = Literal["UA", "RU", "CONTESTED", "UNKNOWN"]
GlocStatus = Literal["open", "interdicted", "cut"]

LANGS: tuple[str, ...] = get_args(Lang)
SIDES: tuple[str, ...] = get_args(Side)
KINDS: tuple[str, ...] = get_args(Kind)
EVENT_TYPES: tuple[str, ...] = get_args(EventType)
# from strongest to weakest; the rank is what sorts and compares
CERTAINTIES: tuple[str, ...] = get_args(Certainty)
DATE_PRECISIONS: tuple[str, ...] = get_args(DatePrecision)
ROLES: tuple[str, ...] = get_args(Role)
RELATIONS: tuple[str, ...] = get_args(Relation)
CLAIMANT_SIDES: tuple[str, ...] = get_args(ClaimantSide)
STATUSES: tuple[str, ...] = get_args(Status)
GLOC_STATUSES: tuple[str, ...] = get_args(GlocStatus)


@dataclass(frozen=True, slots=True)
class Report:
    """One post, article or situation report.

    `text` is a contiguous slice of the input (`input[offset:offset + len(text)] == text`), so that every span inside it
    is also a span of the file. It begins with the headline (`title`, if `text` holds it) and a byline; `text[body:]` is what
    the reporter says. The head between the title and the body (bylines, datelines, time stamps) is not read.
    """

    report_id: str
    text: str
    published: datetime | None = None  # on the clock that it was printed by: its day is the report's
    published_precision: str = "day"  # "time", "day", "month"
    title: str | None = None
    title_in_text: bool = False
    body: int = 0
    offset: int = 0
    lang: str | None = None
    source: str | None = None
    url: str | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the gazetteer. `lon`, `lat` in degrees, EPSG:4326; `wkb` holds a line or polygon where the place has one."""

    place_id: str
    name: str  # current English name (national romanisation of the Ukrainian one, in Ukraine)
    kind: Kind
    feature: str  # city, town, village, settlement, hill, bridge, dam, airport, road, railway, reservoir, …
    admin1: str | None  # "Kharkiv Oblast"; for places abroad the region's English name
    admin2: str | None  # raion
    country: str  # ISO 3166 alpha-2; Crimea is UA
    lon: float
    lat: float
    population: int = 0
    name_uk: str | None = None
    name_ru: str | None = None
    wkb: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a surface form may mean, and how the form is related to it."""

    place: Place
    form: str  # "name" (nominative or official), "case", "adjective", "former", "variant"
    lang: str  # "en", "uk", "ru", or "" where the form serves several


class Toponym(NamedTuple):  # made in a third of the time that a frozen dataclass takes: an archive holds millions
    """A place name seen in a report and what it resolves to. `start`, `end` are half-open code points into `Report.text`."""

    start: int
    end: int
    surface: str
    kind: Kind
    place: Place | None = None  # None: seen, not resolved (NIL); it is data, not an error
    score: float = 0.0  # 0..1
    margin: float = 0.0  # lead over the second candidate, 0..1
    candidates: int = 0
    reasons: tuple[str, ...] = ()  # evidence that decided, in words
    adjective: bool = False  # "ізюмський", "Kharkiv direction": names a sector, a hromada, a unit's home, not the settlement


@dataclass(frozen=True, slots=True)
class PlaceRole:
    """A toponym in an event, with its role and the relation of the event to it ("north of", "near")."""

    toponym: Toponym
    role: Role = "target"
    relation: Relation | None = None
    relation_km: float | None = None


@dataclass(slots=True)
class Claim:
    """One event as read from one report, before places are unfolded to rows. Spans are code points into `Report.text`."""

    event_type: EventType
    side: Side | None
    places: list[PlaceRole]
    start: int  # of the sentence or clause that is the quote
    end: int
    certainty: Certainty = "reported"
    claimant: str | None = None
    claimant_side: ClaimantSide | None = None
    date: date | None = None
    date_precision: DatePrecision = "published"
    background: bool = False
    distance_km: float | None = None  # as reported, of a route
    area_km2: float | None = None  # as reported
    cues: dict[str, str] = field(default_factory=dict)  # what made type, side, place, date, certainty, in the report's words
