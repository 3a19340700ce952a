"""What the events of a sentence consist of, before they become claims."""

from __future__ import annotations

from dataclasses import dataclass, field

from conflictmap.model import EventType, Side
from conflictmap.reading.english.moods import Mood
from conflictmap.reading.english.places import Arg
from conflictmap.reading.lexicon import Frame


@dataclass(slots=True)
class Event:
    """An event before it becomes a claim."""

    k: int
    type: EventType
    frame: Frame
    side: Side | None
    args: list[Arg]
    mood: Mood
    background: bool = False
    attack: bool = False  # an attempt whose outcome may be told later
    attacker: Side | None = None
    cues: dict[str, str] = field(default_factory=dict)
