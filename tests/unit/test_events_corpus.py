"""The project's own corpus of events stands at its floors."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.fixture(scope="module")
def board() -> ModuleType:
    spec = importlib.util.spec_from_file_location("event_scoreboard", CORPUS / "score_events.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["event_scoreboard"] = module
    spec.loader.exec_module(module)
    return module


def test_gold_spans_are_what_they_say(board: ModuleType) -> None:
    for name in board.SETS:
        for row in board.corpus(name):
            for event in row["events"]:
                for place in event["places"]:
                    assert row["text"][place["start"] : place["end"]] == place["name"], row["id"]


@pytest.mark.parametrize(
    "name", [f"{kind}_{lang}" for kind in ("events", "traps", "phrases", "unseen") for lang in ("en", "uk", "ru")]
)
def test_no_figure_of_events_falls_under_its_floor(board: ModuleType, name: str) -> None:
    reached = board.measure(name, board.load_gazetteer(board.BUILT_IN))
    floors = board.floors()[name]
    assert {k: v for k, v in reached.items() if v < floors[k] - board.SLACK} == {}
