"""The clause reader: events become claims with claimant, certainty and background."""

from __future__ import annotations

import re
from dataclasses import replace

from conflictmap.model import Claim, PlaceRole
from conflictmap.reading.discourse import Finding, Sentence, State
from conflictmap.reading.english.actors import Attribution
from conflictmap.reading.english.events import Reading
from conflictmap.reading.english.parts import Event
from conflictmap.reading.english.words import LEXICON, PRONOUNS

_DOUBT = re.compile(
    r"\b(?:cannot|can ?not|can[’']t|could not|couldn[’']t|unable to|not able to|has not|have not|hasn[’']t"
    r"|not been able to|yet to|did not)\s+"
    r"(?:(?:(?:\w+ly|also|yet|be|been|currently)\s+){0,3}(?:verif|confirm|corroborat)\w*"
    r"|(?:\w+\s+){0,3}?(?:verification|confirmation|corroboration|evidence))"
    r"|\bunverified\b(?! (?:reports?|claims?|footage|information|rumou?rs))"
    r"|\bnot (?:yet )?been (?:\w+ly )?(?:verified|confirmed)\b"
    r"|\bno (?:visual |independent )?(?:confirmation|evidence)\b|provided no evidence",
    re.I,
)
_DISBELIEF = re.compile(
    r"\b(?:claims?|reports?|statements?|assertions?)(?: \w+)? (?:is|are|was|were|remains?|seems?|appears?) (?:\w+ ){0,2}?"
    r"(?:unlikely|incorrect|false|untrue|inaccurate|exaggerated|overstated|implausible|dubious|premature)",
    re.I,
)
_AREA = re.compile(
    r"([\d][\d,. ]*)\s*(?:(square (kilomet\w+|miles?))|km2|km²|sq\.? ?km|kilomet\w+ of (?:our |its )?territor\w+)", re.I
)
_LENGTH = re.compile(r"(\d[\d,.]*)[ -](km|kilomet\w+|miles?)\b", re.I)

_ROAD = re.compile(r"\b(?:[MHPE][-‑ ]?\d{2}|T[-‑ ]?\d{2}-?\d{2})\b")  # numbers of Ukrainian roads: M-03, P66, T1302

# what a sentence without a place needs to be worth reading: words that stand for one, or a speaker for the next
_WORTH = re.compile(
    r"\b(?:there|latter|outskirts|edge|suburbs|fringes|building|hall|headquarters|area|city|town|village|settlement|region|oblast|capital|cent(?:er|re)|facility|plant|crossing|bridge|road|route|artery|line|half|rest|districts|streets|square|km2|said|says|told|added|posted|denies|denied)\b"
)


# what may be told of the town of the sentence before without a word for it
_COMBAT = re.compile(
    r"fight|fought|battle|clash|assault|attack|shell|missile|rocket|drone|bomb|evacuat|reinforce|reserves|brigade"
    r"|(?:were|was|been|being) (?:brought|taken|moved|led|bus+ed|rescued|resettled|relocated)"
    r"|withdr|retreat|pulled|fell back|fallen back|fled|repel|repuls|troops|soldiers"
)
_BULLETS = ("-", "•", "*", "–", "—", "·", "1", "2", "3", "4", "5", "6", "7", "8", "9")
_AIMED_AT = re.compile(r"\b(?:aims?|goals?|objectives?|missions?|tasks?|efforts?|priorities)\b", re.IGNORECASE)
_TOLD = frozenset(["reported", "claimed", "confirmed"])
_CLAIMS = frozenset("claim claims report reports this it that these statement statements allegation allegations".split())


def _doubt(text: str) -> re.Match[str] | None:
    """Find the remark that what is told can't be verified."""
    # the plain search is for speed: few sentences have one of these words
    return _DOUBT.search(text) if "verif" in text or "confirm" in text or "evidence" in text or "corrobor" in text else None


def _disbelief(text: str) -> re.Match[str] | None:
    """Find the remark that what is told is likely false."""
    # one by one, again for speed
    if "unlikely" in text or "incorrect" in text or "false" in text or "untrue" in text or "inaccurate" in text:
        return _DISBELIEF.search(text)
    if "ggerated" in text or "overstated" in text or "implausible" in text or "dubious" in text or "premature" in text:
        return _DISBELIEF.search(text)
    return None


def doubts(sentence: Sentence) -> bool:
    """Say whether a sentence is a remark that the claims before it can't be verified."""
    match = _doubt(sentence.text) if len(sentence.text) < 200 else None
    return match is not None and match.start() < 60


def read_sentence(sentence: Sentence, state: State) -> list[Finding]:
    """Read the claims of one sentence and bring the state of the discourse up to date.

    Parameters
    ----------
    sentence : Sentence
        The sentence with its places.
    state : State
        What the sentences before said; changed in place.

    Returns
    -------
    list of Finding
        In the order of the words that make them.
    """
    _open_list(sentence, state)
    if all(t.kind == "country" for t in sentence.toponyms):
        low = sentence.text.lower()
        if not _WORTH.search(low) and (
            not (state.lone or state.said) or sentence.toponyms or "axis" in low or not _COMBAT.search(low)
        ):
            return []
    reading = Reading(sentence, state)
    findings: list[Finding] = []
    events = reading.events() if reading.told else []
    doubt = (_doubt(sentence.text) or _disbelief(sentence.text)) if events else None
    for event in events:
        findings.append(_finding(reading, event, doubt.start() + sentence.start if doubt else None))
    findings = _unique(findings)
    area = _area(reading)
    if area is not None:
        findings.append(area)
    findings.extend(_denials(reading, findings, state))
    if reading.severed is not None:
        state.route = _finding(reading, reading.severed, None).claim
    _lines(reading, findings, state)
    if findings:
        state.said = findings
        taken = (f.claim for f in findings if f.claim.event_type == "control_gained" and f.claim.certainty in _TOLD)
        state.taken.update(p.toponym.surface for claim in taken for p in claim.places)
        towns = [[p.toponym for p in f.claim.places if p.toponym.kind == "settlement"] for f in findings]
        state.targets = next((named for named in towns if len(named) > 1), towns[0])
    _update(reading, state)
    return findings


def _lines(reading: Reading, findings: list[Finding], state: State) -> None:
    """Join a supply line that is cut in one sentence to its ends in another ("that artery ran from A to B")."""
    for finding in findings:
        claim = finding.claim
        roles = {p.role for p in claim.places}
        if claim.event_type == "supply_cut" and claim.certainty != "denied" and not {"origin", "destination"} <= roles:
            state.route = claim
        elif claim.event_type == "supply_route" and state.route is not None and {"origin", "destination"} <= roles:
            words = {reading.lows[x] for x in range(len(reading.items)) if reading.start(x) < finding.trigger[0]}
            if words & {"that", "this", "the"}:
                claim.event_type, claim.side = "supply_cut", state.route.side
                claim.claimant, claim.claimant_side, claim.certainty = state.route.claimant, state.route.claimant_side, "claimed"
                if state.route.claimant is None:
                    claim.certainty = "reported"
                claim.places = [p for p in claim.places if p.role != "target"]
                state.route = None


def _finding(reading: Reading, e: Event, doubt: int | None) -> Finding:
    """Make the claim of one event: where, who says so, how sure it is, and the clause that tells it."""
    claim = Claim(e.type, e.side, _roles(e), reading.sentence.start, reading.sentence.end, cues=e.cues)
    a = _teller(reading, e)
    if a is None:
        _claim_by_verb(reading, e, claim)
    elif a.certainty == "false":
        _belie(reading, e, a, claim)
    elif a.certainty != "reported":
        _attribute(claim, e, a, reading.items[a.verb].low)
    _weigh(reading, e, a, claim, doubt)
    claim.background = e.background or (a is not None and any(reading.cue(x, "background") for x in (a.verb - 1, a.verb + 1)))
    if e.args:
        claim.cues["place"] = e.args[0].place.surface
    if e.type in ("supply_route", "supply_cut"):
        _measure(claim, reading.sentence.text)
    it = reading.items[e.k]
    nominal = it.noun is not None and it.verb is None
    clause, reach = _extent(reading, e)
    return Finding(claim, (reading.start(e.k), reading.end(e.k)), clause, reach=reach, nominal=nominal)


def _teller(reading: Reading, e: Event) -> Attribution | None:
    """Return who says that an event took place; a sentence in quotation marks goes on with the last one quoted."""
    a = reading.attribution(e.k)
    if a is None and reading.quoted and reading.state.claimant:
        return Attribution(0, 0, reading.state.claimant, reading.state.claimant_side, "claimed", e.k)
    return a


def _attribute(claim: Claim, e: Event, a: Attribution, verb: str) -> None:
    """Give a claim to the one who makes it with a verb, and say how sure it is by that."""
    claim.claimant, claim.claimant_side = a.claimant, a.side
    if a.certainty == "confirmed":
        claim.certainty, claim.claimant, claim.claimant_side = "confirmed", None, None
    elif a.certainty == "denied":
        claim.certainty = "denied"
    elif (
        verb.startswith(("admit", "conced"))
        and a.side in ("UA", "RU")
        and e.side
        and (e.side != a.side) == (e.type != "withdrew")
    ):
        claim.certainty = "confirmed"  # against the speaker's own interest
    elif verb.startswith("confirm") and e.frame.name == "cede" and a.side == e.side:
        claim.certainty = "confirmed"  # nobody gives a town up in the other's words
    else:
        claim.certainty = "unverified" if a.certainty == "unverified" else "claimed"
    claim.cues["certainty"] = a.claimant or verb


def _belie(reading: Reading, e: Event, a: Attribution, claim: Claim) -> None:
    """Let the writer deny what is claimed falsely, but not what the claim is only about: "falsely claims that the strike on"."""
    it = reading.items[e.k]
    about = reading.attributive(e.k)
    if it.verb is None:
        about = "that" in reading.lows[a.verb : e.k] or reading.items[a.verb].lemma == "describe"
    if not about:
        claim.certainty, claim.cues["certainty"] = "denied", reading.lows[a.verb]


def _claim_by_verb(reading: Reading, e: Event, claim: Claim) -> None:
    """Give to its subject what it claims: "Russia claims full control of" takes and tells in one verb."""
    low = reading.items[e.k].low
    if not low.startswith("claim"):
        return
    claim.certainty, claim.cues["certainty"] = "claimed", low
    teller, before = reading.subject(e.k)[0], reading.back(e.k)
    if teller is not None and teller.last < before and reading.items[e.k].verb is None:
        claim.claimant, claim.claimant_side = reading._words(reading._before_phrase(before) + 1, before), e.side
    elif teller is not None:
        claim.claimant, claim.claimant_side = reading._words(teller.first, teller.last), reading.side_of(teller.side)


def _weigh(reading: Reading, e: Event, a: Attribution | None, claim: Claim, doubt: int | None) -> None:
    """Weigh what makes a claim less sure: hearsay, a remark that it can't be verified, "may indicate", a plan."""
    if "reportedly" in reading.items[e.k].low:
        e.mood.hearsay = True
    if e.mood.hearsay and claim.certainty == "reported":
        claim.certainty, claim.cues["certainty"] = "claimed", "reportedly"
    if doubt is not None and claim.certainty == "claimed" and reading.start(e.k) < doubt:
        claim.certainty = "unverified"
    if a is not None and any(reading.lows[x] in ("may", "might", "could") for x in (a.verb - 2, a.verb - 1)):
        e.mood.planned, e.mood.cue = True, reading.lows[a.verb]  # "this may indicate that they withdrew"
    if e.mood.planned:
        claim.certainty, claim.cues["certainty"] = "predicted", e.mood.cue


def _measure(claim: Claim, text: str) -> None:
    """Read the number of a road and how long it is."""
    if road := _ROAD.search(text):
        claim.cues["route"] = road.group()
    if length := _LENGTH.search(text):
        claim.distance_km = _number(length.group(1), length.group(2))


def _extent(reading: Reading, e: Event) -> tuple[tuple[int, int], int]:
    """Return where the clause of an event begins and ends, and how far what it says reaches, as code points of the report."""
    items, sentence = reading.items, reading.sentence
    first, stop = reading._left_edge(e.k), reading.stop(e.k)
    start = reading.start(min(first, len(items) - 1))
    end = reading.end(stop - 1) if stop > 0 else sentence.end
    end = max([end, *(d.place.end for d in e.args if d.at < len(items))])
    reach = next((reading.start(z) for z in range(min(stop, len(items)), len(items)) if reading.parts(z)), sentence.end)
    return (start, end), reach


def _denials(reading: Reading, findings: list[Finding], state: State) -> list[Finding]:
    """Read the denial of what was claimed just before: "but the ministry denied the claim"."""
    for a in reading.attributions:
        if a.certainty != "denied":
            continue
        told = _denied_claim(reading, a.verb)
        if told > 0:
            end = reading.end(next(b.last for b in reading.attributions if b.verb == told))
            before = [f for f in findings if reading.start(told) < f.trigger[0] < end]
            return [_denial(reading, a, f) for f in before if f.claim.certainty in ("claimed", "unverified")]
        what = " ".join(reading.lows[a.verb + 1 : a.verb + 3]).strip(" .,").split(" ")[-1]
        relative = reading.rejected(a.verb)  # "…, a claim that the command rejected"
        behind = next((x for x in (a.verb + 2, a.verb + 3) if reading.lows[x - 1] in _CLAIMS), 0)
        apart = behind > 0 and (reading.mark(behind) or reading.lows[behind] == "and")  # "denied this, saying that"
        if not (relative or apart or (what in _CLAIMS and not any(k > a.verb for k in reading.predicates))):
            continue
        before = [f for f in findings if not apart or f.trigger[0] < reading.start(a.verb)]
        claimed = [f for f in before or state.said if f.claim.certainty in ("claimed", "unverified")]
        return [_denial(reading, a, f) for f in claimed]
    return []


def _denied_claim(reading: Reading, verb: int) -> int:
    """Return the noun whose claim verb `verb` denies, where the claim is told: "denied the ministry's claims that", or -1."""
    claim = next((x for x in range(verb + 1, verb + 12) if reading.lows[x] in _CLAIMS and reading.lows[x + 1] == "that"), -1)
    return claim if any(a.verb == claim for a in reading.attributions) else -1


def _denial(reading: Reading, a: Attribution, finding: Finding) -> Finding:
    """Return what is denied by `a` of a claim that somebody else makes."""
    sentence, cues = reading.sentence, {**finding.claim.cues, "certainty": reading.items[a.verb].low}
    claim = replace(
        finding.claim,
        certainty="denied",
        claimant=a.claimant,
        claimant_side=a.side,
        start=sentence.start,
        end=sentence.end,
        cues=cues,
    )
    return replace(finding, claim=claim)


def _area(reading: Reading) -> Finding | None:
    """Read a figure of ground regained ("liberated over 1,000 square kilometres"): for a caption, it has no place."""
    gains = [k for k in reading.predicates if (e := reading.items[k].verb or reading.items[k].noun) and e.name == "gain"]
    match = _AREA.search(reading.sentence.text) if gains else None
    if match is None:
        return None
    at = reading.sentence.start + match.start()
    for k in sorted(gains, key=lambda x: abs(reading.start(x) - at)):
        entry = reading.items[k].verb or reading.items[k].noun
        assert entry is not None
        mood = reading.mood(k) if reading.items[k].verb else reading.noun_mood(k)
        if mood.negated or mood.planned:
            return None
        side = reading.gainer(k, mood)
        finding = _finding(reading, Event(k, "area_regained", entry.frame or LEXICON.frames["gain"], side, [], mood), None)
        finding.claim.area_km2 = _number(match.group(1), match.group(3) or "km")
        return finding
    return None


def _number(text: str, unit: str) -> float | None:
    """Read a figure, miles as kilometres."""
    try:
        value = float(text.strip(" .,").replace(",", "").replace(" ", ""))
    except ValueError:
        return None
    return round(value * 1.609344, 1) if unit.lower().startswith("mile") else value


def _roles(e: Event) -> list[PlaceRole]:
    """Give each place of an event its role: what a line joins, where troops come from and go."""
    args = e.args
    roles: list[PlaceRole] = []
    line = e.type in ("supply_route", "supply_cut")
    moved = e.type in ("advance", "reinforcement", "repelled") and any(a.role == "origin" for a in args)
    for n, a in enumerate(args):
        role: str = a.role
        if line and a.paired:
            role = "origin"
        elif (line and n and args[n - 1].paired) or (moved and role == "target"):
            role = "destination"
        elif e.type == "withdrew" and role == "target":
            role = "origin"
        if role != "skip":
            roles.append(PlaceRole(a.place, role, a.relation, a.km))  # type: ignore[arg-type]  # the lexicon's roles are checked
    return roles


_HANGING = frozenset(
    ["where", "which", "whose", "through which", "from which", "in which"]
)  # words that open what hangs on a place


def _unique(findings: list[Finding]) -> list[Finding]:
    """Leave out what the same sentence has told of the same place before; where a way is told, both its ends stay."""
    kept: list[Finding] = []
    seen: set[tuple[object, ...]] = set()
    for f in findings:
        claim = f.claim
        fresh = []
        for place in claim.places:
            where = place.toponym.place.place_id if place.toponym.place else place.toponym.surface
            key = (claim.event_type, claim.side, where, claim.certainty in ("predicted", "denied"), place.role == "origin")
            if key not in seen:
                seen.add(key)
                fresh.append(place)
        if fresh and (len(fresh) == len(claim.places) or not _tells_way(claim.places)):
            claim.places = fresh
            kept.append(f)
        elif _tells_way(fresh):
            kept.append(f)
    return kept


def _tells_way(places: list[PlaceRole]) -> bool:
    """Say whether places tell where from or where to."""
    return any(p.role in ("origin", "destination") for p in places)


def _open_list(sentence: Sentence, state: State) -> None:
    """Remember of what the list is that a sentence opens or stands in: "Immediate items to watch", "the missions are:"."""
    text = sentence.text
    if text.endswith(("to watch", "to watch:", "to watch for")):
        state.aims = "watch"
    elif text.endswith(":") and _AIMED_AT.search(text):
        state.aims = "aims"
    elif state.aims and sentence.paragraph != state.heading and not text.startswith(_BULLETS):
        state.aims = ""
    state.heading = sentence.paragraph


def _update(reading: Reading, state: State) -> None:
    """Remember for the next sentences who acted last and who spoke."""
    for n, actor in enumerate(reading.actors):
        side = reading.side_of(actor.side)
        if side and actor.force and reading._subjective(actor):
            state.actor = side
        following = reading.actors[n + 1].first if n + 1 < len(reading.actors) else len(reading.items)
        if side and state.actor == side and not _HANGING.isdisjoint(reading.lows[actor.last + 1 : following]):
            break  # "are fighting for Lyman, where reservists have held on": "they" are those who fight
    _introduce(reading, state)
    for a in reading.attributions:
        if a.claimant and a.claimant.split()[-1].lower() not in PRONOUNS:
            state.claimant, state.claimant_side = a.claimant, a.side
            surname = a.claimant.split()[-1]
            if a.side is not None and surname[:1].isupper():
                state.people.setdefault(surname, a.side)


def _introduce(reading: Reading, state: State) -> None:
    """Remember the sides of people who are named with a title ("the Russian-backed official, Vitaly Ganchev")."""
    if "claimant" not in reading._named:
        return
    text, base = reading.sentence.text, reading.sentence.start
    for actor in reading.actors:
        side = reading.side_of(actor.side)
        if side is None or not any(reading.cue(x, "claimant") for x in range(actor.first, actor.last + 1)):
            continue
        names = re.search(
            r"^[^.;:]{0,40}?,? ((?:[A-Z][\w’'-]+ )+?[A-Z][\w’'-]+)(?:,| has | have | said )",
            text[reading.end(actor.last) - base :],
        )
        if names:
            state.people.setdefault(names.group(1).split()[-1], side)
