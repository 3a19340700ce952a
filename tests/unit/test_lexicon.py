"""Lexicons are data: checked when they are read, and every frame's example is read as what it is an example of."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

import conflictmap.reading.lexicon as lexicon_module
from conflictmap.errors import LexiconError
from conflictmap.gazetteer.places import BUILT_IN, load_gazetteer
from conflictmap.model import Report
from conflictmap.reading.english.words import conjugate
from conflictmap.reading.extraction import read_claims
from conflictmap.reading.lexicon import read_lexicon
from conflictmap.reading.toponyms import read_toponyms

FOLDER = Path(lexicon_module.__file__).parent / "lexicon"
FRAMES = tomllib.loads((FOLDER / "events_en.toml").read_text(encoding="utf-8"))["frame"]


def write(folder: Path, text: str) -> Path:
    path = folder / "events.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[frame.x]\ntype = 'conquest'\nexample = 'a'", "no event type"),
        ("[frame.x]\ntype = 'strike'", "no example"),
        ("[frame.x]\ntype = 'strike'\nexample = 'a'\nverb = ['hit']", "no key 'verb'"),
        ("[frame.x]\ntype = 'strike'\nexample = 'a'\nside = 'us'", "side 'us'"),
        ("[frame.x]\ntype = 'strike'\nexample = 'a'\nnouns = 'hit'", "list of strings"),
        ("[frame.x]\ntype = 'strike'\nexample = 'a'\nprepositions = { at = 'goal' }", "prepositions"),
        ("[actor.x]\nside = 'FR'\nwords = ['French']", "side 'FR'"),
        ("[verb.x]\nwords = ['hit']", "[verb]"),
        ("[frame.x", "can't be read"),
    ],
)
def test_a_malformed_lexicon_is_refused_with_its_path(tmp_path: Path, text: str, complaint: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(LexiconError) as error:
        read_lexicon(path, conjugate)
    assert complaint in str(error.value)
    assert str(path) in str(error.value)


def test_the_longest_phrase_goes_first_and_a_star_stands_for_a_few_words(tmp_path: Path) -> None:
    lexicon = read_lexicon(
        write(tmp_path, "[frame.x]\ntype = 'strike'\nexample = 'a'\nverbs = ['take']\nphrases = ['take * control of']"), conjugate
    )
    words = "taking full and lasting control of it".split()
    assert lexicon.match(words, 0)[0] == 1  # "and" ends a phrase
    assert lexicon.match("taking full control of it".split(), 0)[0] == 4
    assert lexicon.match("it takes time".split(), 1)[0] == 1


def test_verbs_are_conjugated() -> None:
    assert conjugate("seize")["ing"] == "seizing"
    assert conjugate("occupy")["past"] == "occupied"
    assert conjugate("repel")["part"] == "repelled"
    assert conjugate("strike/struck/struck")["past"] == "struck"
    assert conjugate("stop")["past"] == "stopped"
    assert conjugate("enter")["past"] == "entered"


@pytest.mark.parametrize("frame", sorted(FRAMES))
def test_the_example_of_a_frame_is_read_as_its_type(frame: str) -> None:
    report = Report("r", FRAMES[frame]["example"], datetime(2022, 9, 12, tzinfo=UTC))
    found = {c.event_type for c in read_claims(report, read_toponyms(report, load_gazetteer(BUILT_IN)))}
    expected = {FRAMES[frame]["type"]} | ({"control_gained"} if frame == "expel" else set())
    assert found & expected, found


@pytest.mark.parametrize("lexicon", ["events_en", "events_uk", "events_ru"])
def test_no_word_mixes_alphabets_but_those_of_the_letter_z(lexicon: str) -> None:
    words = re.findall(r"[^\W\d_]+", (FOLDER / f"{lexicon}.toml").read_text(encoding="utf-8"))
    mixed = {w for w in words if re.search("[a-z]", w, re.I) and re.search("[\u0400-\u04ff]", w)}
    assert {w for w in mixed if not w.casefold().startswith(("z", "v"))} == set()
