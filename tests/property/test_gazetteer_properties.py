"""What holds of every name."""

import re

from hypothesis import given
from hypothesis import strategies as st

from conflictmap.gazetteer.compile import Entry, Name, surface_keys
from conflictmap.gazetteer.forms import case_forms
from conflictmap.gazetteer.names import fold, romanise, skeleton
from conflictmap.gazetteer.russian import russian_name
from conflictmap.model import Place

uk_words = st.text("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'", min_size=2, max_size=14).filter(lambda w: w[0] not in "'ь")
ru_words = st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", min_size=2, max_size=14).filter(lambda w: w[0] not in "ъьы")


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.one_of(uk_words, ru_words))
def test_upper_case_stress_and_apostrophes_do_not_change_the_key(word: str) -> None:
    key = fold(word)
    assert fold(word.upper()) == key
    assert fold(word.replace("'", "’")) == key
    assert fold(re.sub("([аоуеи])", "\\1\u0301", word)) == key


@given(uk_words)
def test_a_romanised_name_is_plain_latin(word: str) -> None:
    assert fold(romanise(word, "uk")).isascii()
    assert fold(romanise(russian_name(word.capitalize()), "ru")).isascii()


@given(st.text("abcdefghijklmnopqrstuvwxyz -", max_size=30))
def test_a_skeleton_keeps_the_words_apart(key: str) -> None:
    assert skeleton(key).count(" ") == key.count(" ")


@given(uk_words, uk_words)
def test_words_decline_together_or_stand_still(first: str, second: str) -> None:
    name = f"{first.capitalize()} {second.capitalize()}"
    for form in case_forms(name, "uk"):
        assert form.count(" ") == 1
        assert form != name


@given(st.sampled_from(["uk", "ru"]), uk_words, ru_words)
def test_a_place_is_found_under_its_name_and_each_of_its_cases(lang: str, uk: str, ru: str) -> None:
    name = (uk if lang == "uk" else ru).capitalize()
    place = Place("x", "X", "settlement", "village", None, None, "UA", 0, 0)
    keys = {key for key, _, _ in surface_keys(Entry(place, (Name(name, lang),)))}
    assert fold(name) in keys
    assert {fold(f) for f in case_forms(name, lang)} <= keys
