"""The reading of a whole report: paragraphs, sentences, the state of the discourse between them, dates and verification."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import chain, pairwise

from conflictmap.model import Claim, Lang, Report, Toponym
from conflictmap.reading import english, slavic
from conflictmap.reading.attribution import infer_english_speaker, organ_side, speaker_side
from conflictmap.reading.dates import DateMention, find_dates
from conflictmap.reading.discourse import Finding, Sentence, State
from conflictmap.reading.language import detect_language, has_cyrillic
from conflictmap.reading.sentences import split_sentences

__all__ = ["read_claims"]

_BRACKETS = re.compile(r"\([^()]*\)")
# what joins the two ends of a road: a dash, "between … and", "from … to", in three languages
_DASH = re.compile(r"\s*[-‑–—]\s*")  # dashes of all kinds stand between the ends of a road
_BETWEEN, _AND = re.compile(r"\b(?:between|між|между)\s+$", re.I), re.compile(r"\s+(?:and|та|і|й|и)\s+")
_LINKING, _WITH = re.compile(r"\b(?:link|connect|join)(?:ing|s|ed)\s+$", re.I), re.compile(r"\s+(?:and|to|with)\s+")
_FROM, _TO = re.compile(r"\b(?:from|з|із|зі|від|из|от)\s+$", re.I), re.compile(r"\s+(?:to|до|в|у|на|к|ко)\s+")
_SO_LAST = re.compile(r"\btime since[^,;.]{0,24}$")  # "for the first time since March": when it was so last
_SINCE = re.compile(r"\bsince (?:about |around |at least |the )?$", re.I)  # where a span of time begins that still runs
_MOMENTARY = frozenset(["control_gained", "entered", "withdrew", "flag_raised"])
_WHITHER = (
    " to ",
    " from ",
    " toward ",
    " towards ",
    "north of ",
    "south of ",
    "east of ",
    "west of ",
)  # a town that is only where a road or a shell goes is not what is talked of
_TOWNSFOLK = 8000
# an event as old as this is told as background, whatever the words are (days)
_OLD = 10
_WAR = 2014  # what is dated before is another war


def read_claims(report: Report, toponyms: list[Toponym]) -> list[Claim]:
    """Read the events that one report tells.

    Parameters
    ----------
    report : Report
        The report; its headline and body are read, the head between them is not.
    toponyms : list of Toponym
        Its place names, in the order of the text, as `read_toponyms` gives them.

    Returns
    -------
    list of Claim
        In the order of the text; one claim may have several places. Spans count code points of `report.text`.
    """
    published = report.published.date() if report.published else None
    state = State(published=published, source=report.source)
    state.speaker_side, organ = speaker_side(report.source), organ_side(report.source)
    default: Lang = report.lang if report.lang in ("en", "uk", "ru") else detect_language(report.text)  # type: ignore[assignment]  # mypy does not narrow a str by `in`
    if state.speaker_side is None:
        state.speaker_side = infer_english_speaker(report.text) if default == "en" else slavic.infer_speaker(report.text, default)
    mixed = default != "en" or has_cyrillic(report.text)
    starts = [t.start for t in toponyms]
    findings: list[Finding] = []
    former: Lang = default
    for paragraph, (a, b, title) in enumerate(_paragraphs(report)):
        state.lone = None
        for i, j in split_sentences(report.text[a:b]):
            start, end = a + i, a + j
            text = report.text[start:end]
            lang = detect_language(text, default) if mixed else "en"
            places = toponyms[bisect_left(starts, start) : bisect_left(starts, end)]
            sentence = Sentence(text, start, lang, places, [], paragraph, title)
            reader = english if lang == "en" else slavic
            if (lang == "en") != (former == "en"):
                state.claimant = state.claimant_side = None  # who was quoted in one language doesn't speak on in another
            former = lang
            if reader.doubts(sentence):
                _doubt(findings, sentence)
            found = reader.read_sentence(sentence, state)
            if found:
                sentence.dates = [_shifted(d, start) for d in find_dates(_unbracketed(text), lang, published)]
                for finding in found:
                    finding.title = title
                    if organ is not None and finding.claim.claimant is None and finding.claim.certainty == "reported":
                        finding.claim.claimant_side = organ
                    _join_ends(finding.claim, report.text)
                    _date(finding, sentence, published)
                findings.extend(f for f in found if f.claim.date is None or f.claim.date.year >= _WAR)
            _remember(sentence, state)
    return [f.claim for f in _told_once(findings)]


def _join_ends(claim: Claim, text: str) -> None:
    """Make a road that is named by its two ends a line from one to the other."""
    if claim.event_type not in ("supply_route", "supply_cut"):
        return
    ends = sorted((p for p in claim.places if p.toponym.kind == "settlement"), key=lambda p: p.toponym.start)
    joined = [(a, b) for a, b in pairwise(ends) if _are_ends(a.toponym, b.toponym, text)]
    if len(joined) == 1 and len(ends) <= 3:  # a third is where the road is cut
        a, b = joined[0]
        others = [p for p in claim.places if p not in (a, b)]
        claim.places = [replace(a, role="origin", relation=None), replace(b, role="destination", relation=None), *others]


def _are_ends(a: Toponym, b: Toponym, text: str) -> bool:
    """Tell whether the words around two names make them the ends of a road."""
    before, gap = text[max(0, a.start - 12) : a.start], text[a.end : b.start]
    pairs = ((_BETWEEN, _AND), (_FROM, _TO), (_LINKING, _WITH))
    return bool(_DASH.fullmatch(gap)) or any(lead.search(before) and link.fullmatch(gap) for lead, link in pairs)


def _told_once(findings: list[Finding]) -> list[Finding]:
    """Drop what one report tells again: a headline that its body repeats, a mention by a noun, undated background."""
    told: dict[tuple[str, str], list[int]] = {}  # of a type and a place, in the order of the text
    for n, finding in enumerate(findings):
        for p in finding.claim.places:
            for name in {p.toponym.surface, p.toponym.place.place_id if p.toponym.place else p.toponym.surface}:
                told.setdefault((finding.claim.event_type, name), []).append(n)
    return [f for n, f in enumerate(findings) if not _is_told(n, findings, told)]


def _is_told(n: int, findings: list[Finding], told: dict[tuple[str, str], list[int]]) -> bool:
    """Say whether others tell what finding `n` tells, at each of its places."""
    finding, claim = findings[n], findings[n].claim
    again = claim.date_precision == "published" and (claim.background or finding.nominal)
    if not claim.places or not (finding.title or again):
        return False
    for p in claim.places:
        t = p.toponym
        named = told[claim.event_type, t.surface], told[claim.event_type, t.place.place_id if t.place else t.surface]
        others: Iterable[int] = range(n + 1, len(findings)) if finding.title else chain.from_iterable(named)
        if not any(_tells(m, n, findings) and _names(findings[m].claim, t, loose=finding.title) for m in others):
            return False
    return True


def _tells(m: int, n: int, findings: list[Finding]) -> bool:
    """Say whether finding `m` is one that could tell what finding `n` tells again."""
    other, finding, claim = findings[m].claim, findings[n], findings[n].claim
    if other.event_type != claim.event_type or not _same_standing(other, claim):
        return False
    if finding.title:
        return not findings[m].title
    if claim.background:
        return m != n and other.background
    return m < n and (other.claimant_side == claim.claimant_side or claim.claimant is None)


def _names(claim: Claim, t: Toponym, *, loose: bool) -> bool:
    """Say whether a claim has a place that covers a toponym."""
    return any(_covers(q.toponym, t, loose=loose) for q in claim.places)


def _same_standing(a: Claim, b: Claim) -> bool:
    unreal = ("predicted", "denied")
    sides = a.side is None or b.side is None or a.side == b.side
    return sides and (a.certainty in unreal) == (b.certainty in unreal)


def _covers(told: Toponym, again: Toponym, *, loose: bool) -> bool:
    """Say whether a place told elsewhere is the same one, or, for a headline, a settlement within the region that it names."""
    if told.place is None or again.place is None:
        return told.surface == again.surface
    if told.place.place_id == again.place.place_id:
        return True
    return loose and told.place.admin1 == again.place.admin1 and told.place.admin1 is not None


def _paragraphs(report: Report) -> list[tuple[int, int, bool]]:
    """Give the spans of the headline and of the body's lines, each with whether it is the headline."""
    spans: list[tuple[int, int, bool]] = []
    if report.title and report.title_in_text:
        at = report.text.find(report.title)
        if 0 <= at <= report.body:
            spans.append((at, at + len(report.title), True))
    at = report.body
    for line in report.text[report.body :].split("\n"):
        if line.strip():
            spans.append((at, at + len(line), False))
        at += len(line) + 1
    return spans


def _unbracketed(text: str) -> str:
    """Blank what stands in brackets: its dates are not those of the sentence."""
    return _BRACKETS.sub(lambda m: " " * len(m.group()), text) if "(" in text else text


def _shifted(d: DateMention, by: int) -> DateMention:
    return DateMention(d.start + by, d.end + by, d.date, d.precision, d.end_date, d.past)


_APART = 48  # characters between a name and what tells where it lies
_BEARING = re.compile(
    r",? (?:a |the )?(?:[^,.;]*\b(?:km|kilomet\w+|miles?|north|south|east|west)\w*(?: of| from)"
    r"|[^,.;]*\b(?:edges?|outskirts|approaches|flanks?|suburb) (?:of|to)|[\w ]{,16}near|[\w ]{,16}outside)(?: the)? "
)


def _remember(sentence: Sentence, state: State) -> None:
    state.named = state.named[0] + 1, state.named[1] + 1
    towns = [t for t in sentence.toponyms if t.kind == "settlement" and not t.adjective and t.place is not None]
    named = {t.place.place_id: t for t in towns if t.place is not None and not _locates(t, sentence)}
    state.lone = next(iter(named.values())) if len(named) == 1 else None
    for t in sentence.toponyms:
        if t.adjective or t.kind == "country":
            continue
        located = t.kind == "settlement" and _locates(t, sentence)
        if not located:
            state.place = t
        if t.kind == "settlement" and "(" in sentence.text and _bracketed(t, sentence):
            continue  # "Lukianivka (40 km east of Brovary)": the town is Lukianivka
        if t.kind == "settlement" and _of_troops(t, sentence):
            continue  # "the Khortytsia grouping"
        if t.kind == "settlement" and (t.place is None or t.place.country == "UA"):
            if state.city is not None and located:
                continue
            state.city = t
            large = t.place is None or t.place.feature in ("city", "town") or t.place.population >= _TOWNSFOLK
            if large and not sentence.text.endswith(_WHITHER, 0, t.start - sentence.start):
                state.town, state.named = t, (0, state.named[1])
            elif not large:
                state.village, state.named = t, (state.named[0], 0)
        elif t.kind in ("oblast", "raion"):
            state.region = t


def _of_troops(t: Toponym, sentence: Sentence) -> bool:
    """Say whether a name is that of troops, or of a region that a governor governs."""
    return sentence.text.startswith((" grouping", " governor", " Governor"), t.end - sentence.start)


def _locates(t: Toponym, sentence: Sentence) -> bool:
    """Say whether a name only tells where a settlement before it lies: "Popasna, 40 km northeast of Bakhmut"."""
    before = next((o for o in reversed(sentence.toponyms) if o.end <= t.start), None)
    if before is None or before.kind != "settlement" or t.start - before.end > _APART:
        return False
    gap = sentence.text[before.end - sentence.start : t.start - sentence.start]
    return " and " not in gap and _BEARING.fullmatch(gap) is not None


def _bracketed(t: Toponym, sentence: Sentence) -> bool:
    before = sentence.text[: t.start - sentence.start]
    return before.count("(") > before.count(")")


def _date(finding: Finding, sentence: Sentence, published: date | None) -> None:
    """Give the claim the date that stands nearest: in its clause, else before it in the sentence, else behind it."""
    claim, dates = finding.claim, sentence.dates
    if finding.dated:
        return
    a, b = finding.clause
    dates = [d for d in dates if not _SO_LAST.search(sentence.text, 0, d.end - sentence.start)]
    once = claim.event_type in _MOMENTARY and any(p.toponym.kind == "settlement" for p in claim.places)
    if not once and not claim.cues.get("type", "").startswith("occup"):
        # "regained 3,000 square kilometres since September 6": a running total is of the day that tells it
        dates = [d for d in dates if not _begins(d, sentence)]
    inside = [d for d in dates if a <= d.start < b]
    before = [d for d in dates if d.end <= a]
    after = [d for d in dates if b <= d.start < finding.reach] if finding.reach else []
    chosen = _nearest(inside, finding.trigger) or (before[-1] if before else after[0] if after else None)
    planned = claim.certainty == "predicted" and not claim.cues.get("certainty", "").startswith(("order", "decid", "instruct"))
    if chosen is None or (planned and published and chosen.when < published):  # a plan has no past date, an order has
        claim.date = published
        return
    claim.date, claim.date_precision = chosen.when, chosen.precision
    claim.cues["date"] = sentence.text[chosen.start - sentence.start : chosen.end - sentence.start]
    if published and ((chosen.past and chosen.precision != "week") or (published - chosen.when).days > _OLD):
        claim.background = True
    if published and claim.certainty != "predicted" and claim.date > published:
        claim.date, claim.date_precision = published, "published"


def _begins(d: DateMention, sentence: Sentence) -> bool:
    """Say whether a date is the day since which something goes on."""
    at = d.start - sentence.start
    return sentence.text[at : at + 6].lower() == "since " or _SINCE.search(sentence.text, 0, at) is not None


def _nearest(dates: list[DateMention], trigger: tuple[int, int]) -> DateMention | None:
    # a date behind the verb is its own more often than one before it
    return min(dates, key=lambda d: (d.start < trigger[0], abs(d.start - trigger[1])), default=None)


def _doubt(findings: list[Finding], sentence: Sentence) -> None:
    """Mark what the outlet says it can't verify: the claims of the last claimant, back to where another one begins."""
    last = next((f.claim for f in reversed(findings) if f.claim.certainty == "claimed"), None)
    if last is None:
        return
    for finding in reversed(findings):
        claim = finding.claim
        if claim.certainty not in ("claimed", "unverified") or claim.claimant_side != last.claimant_side:
            break
        claim.certainty = "unverified"
        claim.cues["certainty"] = sentence.text
