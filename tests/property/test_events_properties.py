"""What holds for the events of any report: spans move with the text, order means nothing, a copy tells nothing new."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictmap.gazetteer.places import BUILT_IN, load_gazetteer
from conflictmap.model import Claim, Report
from conflictmap.reading.extraction import read_claims
from conflictmap.reading.merging import merge_events
from conflictmap.reading.pipeline import extract_events
from conflictmap.reading.toponyms import read_toponyms

GAZETTEER = load_gazetteer(BUILT_IN)
CORPUS = Path(__file__).parent.parent / "corpus"
ROWS = [
    json.loads(line)
    for name in ("events_en", "events_uk", "events_ru", "traps_en")
    for line in (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
]
PUBLISHED = datetime(2022, 9, 12, tzinfo=UTC)
# lines that end a sentence and tell nothing
FILLER = st.lists(st.sampled_from(["", "***", "…", "–", "(1)"]), max_size=4).map(
    lambda lines: "".join(f"{line}\n" for line in lines)
)


def report(row: dict, *, before: str = "", after: str = "", name: str | None = None) -> Report:
    day = datetime.fromisoformat(row["date"]).replace(tzinfo=UTC)
    return Report(name or row["id"], before + row["text"] + after, day, lang=row["lang"], source=row.get("source"))


def read(r: Report) -> list[Claim]:
    return read_claims(r, read_toponyms(r, GAZETTEER))


def shape(claim: Claim, shift: int) -> tuple[object, ...]:
    places = [
        (p.toponym.place.place_id if p.toponym.place else None, p.toponym.start - shift, p.role, p.relation, p.relation_km)
        for p in claim.places
    ]
    return (
        claim.event_type,
        claim.side,
        tuple(places),
        claim.start - shift,
        claim.end - shift,
        claim.certainty,
        claim.claimant,
        claim.date,
        claim.background,
    )


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ROWS), FILLER, FILLER)
def test_padding_shifts_spans_and_changes_nothing_else(row: dict, before: str, after: str) -> None:
    plain = [shape(c, 0) for c in read(report(row))]
    padded = [shape(c, len(before)) for c in read(report(row, before=before, after="\n" + after))]
    assert padded == plain


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(ROWS), min_size=2, max_size=6, unique_by=lambda r: r["id"]), st.randoms(use_true_random=False))
def test_the_order_of_reports_changes_nothing(rows: list[dict], random: object) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    one = extract_events([report(r) for r in rows], gazetteer=GAZETTEER, progress=False).sort_values(
        "event_id", ignore_index=True
    )
    two = extract_events([report(r) for r in shuffled], gazetteer=GAZETTEER, progress=False).sort_values(
        "event_id", ignore_index=True
    )
    pd.testing.assert_frame_equal(pd.DataFrame(one), pd.DataFrame(two))
    pd.testing.assert_frame_equal(pd.DataFrame(merge_events(one)), pd.DataFrame(merge_events(two)))


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(ROWS))
def test_a_copied_report_changes_nothing_but_who_tells_it(row: dict) -> None:
    alone = merge_events(extract_events([report(row, name="a")], gazetteer=GAZETTEER, progress=False))
    twice = merge_events(extract_events([report(row, name="a"), report(row, name="b")], gazetteer=GAZETTEER, progress=False))
    tellers = ["event_id", "report_id", "report_ids"]
    order = ["event_type", "start", "name", "certainty", "dest_id"]
    pd.testing.assert_frame_equal(
        pd.DataFrame(alone.drop(columns=tellers).sort_values(order, ignore_index=True)),
        pd.DataFrame(twice.drop(columns=tellers).sort_values(order, ignore_index=True)),
    )
    assert (twice["report_ids"] == "a b").all()


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="AБeї ,.\n\"«»()[]'’-–—1970", max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    r = Report("r", text, PUBLISHED)
    for claim in read(r):
        assert 0 <= claim.start <= claim.end <= len(text)


WORDS = [row["text"].split(" ") for row in ROWS]


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(WORDS), st.sampled_from(WORDS), st.integers(0, 60), st.integers(0, 60), st.randoms(use_true_random=False))
def test_sentences_that_are_cut_joined_or_shuffled_are_read_without_an_error(
    one: list[str], other: list[str], cut: int, back: int, random: Any
) -> None:
    shuffled = random.sample(one, len(one))
    for words in (one[:cut], one[:cut] + other[back:], one[:cut] + other + one[cut:], shuffled):
        text = " ".join(words)
        assert all(
            text[p.toponym.start : p.toponym.end] == p.toponym.surface
            for c in read(Report("r", text, PUBLISHED))
            for p in c.places
        )
