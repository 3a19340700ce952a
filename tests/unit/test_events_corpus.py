"""The project's own corpus of events stands at its floors."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

CORPUS = Path(__file__).parent.parent / "corpus"


def script(name: str) -> ModuleType:
    """Import a script that stands beside the corpus."""
    spec = importlib.util.spec_from_file_location(f"corpus_{name}", CORPUS / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def board() -> ModuleType:
    return script("score_events")


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


def test_comparing_two_readings_tells_what_is_lost_new_and_told_otherwise() -> None:
    compare = script("compare")

    def frame(*rows: tuple[str, str, str]) -> pd.DataFrame:
        told = [("r1", "control_gained", name, name, "0", "9", side, certainty, "a quote") for name, side, certainty in rows]
        return pd.DataFrame(told, columns=[*compare.KEY, "side", "certainty", "quote"]).set_index(compare.KEY).sort_index()

    old = frame(("Izium", "UA", "reported"), ("Lyman", "RU", "claimed"), ("Svatove", "UA", "claimed"))
    new = frame(("Izium", "UA", "claimed"), ("Lyman", "UA", "claimed"), ("Oskil", "UA", "claimed"))
    assert compare.differences(old, new) == {
        "lost": ["r1: UA control_gained Svatove (claimed): a quote"],
        "new": ["r1: UA control_gained Oskil (claimed): a quote"],
        "another side": ["r1: RU -> UA control_gained Lyman (claimed): a quote"],
        "another certainty": ["r1: reported -> claimed control_gained Izium (claimed): a quote"],
    }
