"""The project's own corpus stands at its floors."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.fixture(scope="module")
def board() -> ModuleType:
    spec = importlib.util.spec_from_file_location("scoreboard", CORPUS / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["scoreboard"] = module
    spec.loader.exec_module(module)
    return module


def test_the_floors_were_measured_on_these_texts(board: ModuleType) -> None:
    assert json.loads((CORPUS / "floors.json").read_text())["corpus"] == board.corpus_hash()


def test_gold_spans_are_what_they_say(board: ModuleType) -> None:
    for lang in board.LANGS:
        for row in board.corpus(lang):
            for m in row["mentions"]:
                assert row["text"][m["start"] : m["end"]] == m["name"]


@pytest.mark.parametrize("lang", ["en", "uk", "ru"])
def test_no_figure_falls_under_its_floor(board: ModuleType, lang: str) -> None:
    read = board.own_reader(board.load_gazetteer(board.BUILT_IN))
    floors = json.loads((CORPUS / "floors.json").read_text())["floors"][lang]
    reached = board.figures([board.count(row, read(row)) for row in board.corpus(lang)])
    assert {k: v for k, v in reached.items() if v < floors[k] - board.SLACK} == {}
