"""What a clause reader is given and what it hands back: a sentence with its places and dates, and the state of the discourse."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from conflictmap.model import Claim, ClaimantSide, Lang, Side, Toponym
from conflictmap.reading.dates import DateMention

__all__ = ["Finding", "Sentence", "State"]


_LATELY = 2  # sentences


@dataclass(slots=True)
class Sentence:
    """One sentence. All spans, those of toponyms and dates too, count code points of `Report.text`; `text` begins at `start`."""

    text: str
    start: int
    lang: Lang
    toponyms: list[Toponym] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    paragraph: int = 0
    title: bool = False  # the headline, or a line that reads like one

    @property
    def end(self) -> int:
        """Code point after the sentence."""
        return self.start + len(self.text)


@dataclass(slots=True)
class State:
    """What the sentences before say and this one may leave out. Clause readers read it and bring it up to date."""

    published: date | None = None
    speaker_side: Side | None = None  # of who prints the report: "our forces"
    source: str | None = None
    place: Toponym | None = None  # last place named
    city: Toponym | None = None  # last settlement named
    town: Toponym | None = None  # last one of them that is a town: "the city"
    village: Toponym | None = None  # last one of them that is none: "the village"
    named: tuple[int, int] = (0, 0)  # how many sentences ago these two were named
    lone: Toponym | None = None  # the only settlement that the sentence before names, in the same paragraph
    region: Toponym | None = None  # last oblast or raion named
    actor: Side | None = None  # last side that acted: "they"
    claimant: str | None = None  # last one who was quoted: "he", "the governor"
    claimant_side: ClaimantSide | None = None
    people: dict[str, ClaimantSide | None] = field(default_factory=dict)  # surname -> side, of those introduced with a title
    topic: list[Toponym] = field(default_factory=list)  # places that a sentence without an event has put at its head
    targets: list[Toponym] = field(default_factory=list)  # places of the last event: "the villages", "there"
    said: list[Finding] = field(default_factory=list)  # of the sentence before: what a denial or a closing name is about
    aims: str = ""  # what the list is of that stands here: "watch" (what may come), "aims"
    heading: int = -1  # paragraph of its last item
    taken: set[str] = field(default_factory=set)  # names of what has been told to be taken
    # a supply line spoken of without its ends ("the main artery is severed"): its ends may follow
    route: Claim | None = None

    def sized(self, word: str) -> Toponym | None:
        """Return the settlement named of late that is as large as "town" or "village" says, where the last one named is not."""
        if word == "town" and self.city is self.village and self.named[0] <= _LATELY:
            return self.town
        if word in ("village", "hamlet") and self.city is self.town and self.named[1] <= _LATELY:
            return self.village
        return None


@dataclass(slots=True)
class Finding:
    """A claim as a clause reader hands it back, with what `extraction` needs to date it.

    `trigger` is the span of the words that made the type, `clause` of the clause around it; a date in the clause goes before
    one outside. A reader that has dated the claim itself sets `dated`.
    """

    claim: Claim
    trigger: tuple[int, int]
    clause: tuple[int, int]
    reach: int = 0  # behind the clause, dates up to this code point may be its own
    dated: bool = False
    nominal: bool = False  # made by a noun ("the advance on"), which may only mention what is told elsewhere
    title: bool = False  # told by the headline
