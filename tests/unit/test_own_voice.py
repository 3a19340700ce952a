"""What a warring side's own organ reports is its claim, wherever it is folded or drawn."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest

import conflictmap as cm
from conflictmap.frames.codebook import claims_of
from conflictmap.model import Report

DAY = datetime(2022, 9, 10, tzinfo=UTC)


def events_of(source: str | None, text: str, day: datetime = DAY) -> pd.DataFrame:
    return cm.extract_events([Report("r", text, day, source=source)])


@pytest.mark.parametrize(
    ("source", "text", "side"),
    [
        ("Генштаб ЗСУ", "Наші воїни звільнили Балаклію.", "UA"),
        ("Харківська ОДА", "Наші воїни звільнили Балаклію.", "UA"),
        ("Минобороны России", "Российские войска освободили посёлок Пески.", "RU"),
        ("Ministry of Defence of the Russian Federation", "Russian forces took control of Pisky.", "RU"),
    ],
)
def test_what_an_organ_reports_itself_has_its_side_as_claimant_side(source: str, text: str, side: str) -> None:
    event = events_of(source, text).iloc[0]
    assert (event["certainty"], event["claimant_side"]) == ("reported", side)
    assert pd.isna(event["claimant"])


@pytest.mark.parametrize("source", ["Reuters", "Ukrainska Pravda", None])
def test_an_outlet_reports_for_no_side(source: str | None) -> None:
    assert events_of(source, "Ukrainian forces liberated Balakliya.")["claimant_side"].isna().all()


def test_who_is_named_in_the_text_stays_the_claimant() -> None:
    events = events_of("Генштаб ЗСУ", "За словами Кадирова, росіяни захопили Спірне.")
    assert events["claimant"].str.contains("Кадиров").all()


def test_for_a_fold_or_a_picture_it_is_a_claim_of_its_source() -> None:
    event = claims_of(events_of("Генштаб ЗСУ", "Наші воїни звільнили Балаклію.")).iloc[0]
    assert (event["certainty"], event["claimant"]) == ("claimed", "Генштаб ЗСУ")


def test_a_town_that_only_its_holder_reports_taken_is_held_as_claimed_and_unknown_after_silence() -> None:
    events = events_of("Генштаб ЗСУ", "Наші воїни звільнили Балаклію.")
    later = events_of("Reuters", "Russian forces shelled Mykolaiv.", DAY.replace(month=10))
    spells = cm.trace_control(pd.concat([events, later], ignore_index=True)).query("name == 'Balakliia'")
    assert spells[["status", "certainty"]].values.tolist()[0] == ["UA", "claimed"]
    assert spells["status"].tolist() == ["UA", "UNKNOWN"]


def test_on_the_page_it_is_drawn_hollow() -> None:
    def mark(source: str) -> str:
        figure = cm.draw_snapshot(events_of(source, "Ukrainian forces liberated Balakliya."), on="2022-09-10")
        return str(figure.alt)

    assert "claimed" in mark("General Staff of Ukraine")
    assert "claimed" not in mark("Reuters")
