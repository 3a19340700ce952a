"""What Ukrainian and Russian sentences are cut into: clauses, words that name an event, places under a preposition, actors."""

from __future__ import annotations

from dataclasses import dataclass, field

from conflictmap.model import Certainty, ClaimantSide, EventType, Kind, Relation, Side, Toponym
from conflictmap.reading.lexicon import Frame

__all__ = ["COMING", "LANDS", "LENGTHS", "REGIONS", "SLOTS", "WEAPONS", "Actor", "Clause", "Group", "Trigger", "other_side"]

REGIONS: frozenset[Kind] = frozenset(("oblast", "raion", "hromada", "area"))
SLOTS = frozenset(
    ("in", "to", "from", "near", "outskirts", "on", "toward", "over", "by", "for", "via", "behind", "along", "with", "besides")
)
COMING: frozenset[EventType] = frozenset(("entered", "advance", "reinforcement"))  # somebody comes somewhere
LENGTHS = ("километр", "кілометр", "метр", "км")
LANDS = ("територі", "территори", "земл")
WEAPONS = frozenset(("missile", "weapon_ua", "weapon_ru", "guns"))

Actor = tuple[int, Side, str]  # the token that names one, his side, his case


@dataclass(slots=True)
class Group:
    """Places listed under one preposition."""

    slot: str
    relation: Relation | None
    at: int  # index of the first token, the preposition included
    places: list[int] = field(default_factory=list)
    names: list[Toponym] = field(default_factory=list)
    titled: bool = False  # "the mayor of Berdiansk" is no place of an event
    locator: bool = False  # an oblast behind a name only says where that lies


@dataclass(slots=True)
class Trigger:
    """A word that names an event, with the form that it stands in."""

    at: int
    frame: Frame
    kind: str  # verb, noun, word
    form: str  # inf, fut, ger, past, short, part, pres; "" of nouns and words
    type: EventType
    aspect: str = ""
    groups: list[Group] = field(default_factory=list)
    beside: list[Group] = field(default_factory=list)  # towns that only say where a bridge is
    side: Side | None = None
    certainty: Certainty | None = None
    background: bool = False
    words: str = ""


@dataclass(slots=True)
class Clause:
    """A stretch of the sentence with at most one predicate, mostly."""

    first: int
    last: int  # half-open
    separator: str  # what stands before it: start, comma, strong, colon, dash, conj, sub
    triggers: list[Trigger] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    cues: set[str] = field(default_factory=set)
    claimant: str | None = None
    claimant_side: ClaimantSide | None = None
    stance: str = ""  # "", claim, confirm, deny, unverified
    speech: bool = False
    actors: list[Actor] | None = None


def other_side(side: Side | None) -> Side | None:
    """Return whom a side fights."""
    return None if side is None else "RU" if side == "UA" else "UA"
