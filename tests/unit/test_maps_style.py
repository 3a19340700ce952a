"""The palette keeps the sides apart for every eye, and the legend has words and a token for everything."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from conflictmap import model
from conflictmap.errors import ConfigError
from conflictmap.maps import style

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB
BLINDNESS = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])


def linear(colour: str) -> np.ndarray:
    value = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    xyz = XYZ @ np.clip(rgb, 0, 1) / (XYZ @ np.ones(3))
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(a: str, b: str) -> float:
    y = sorted((float(XYZ[1] @ linear(c)) for c in (a, b)), reverse=True)
    return (y[0] + 0.05) / (y[1] + 0.05)


@pytest.mark.parametrize("name", style.PALETTES)
@pytest.mark.parametrize("eye", BLINDNESS)
def test_the_sides_stay_apart_for_the_colour_blind(name: str, eye: str) -> None:
    colours = style.palette(name)
    seen = [lab(np.array(BLINDNESS[eye]) @ linear(c)) for c in (colours.ua, colours.ru, colours.contested)]
    assert min(float(np.linalg.norm(a - b)) for a, b in combinations(seen, 2)) >= 45


@pytest.mark.parametrize("name", style.PALETTES)
def test_the_sides_stay_apart_in_grey(name: str) -> None:
    colours = style.palette(name)
    steps = sorted(float(lab(linear(c))[0]) for c in (colours.ua, colours.ru, colours.contested))
    assert min(np.diff(steps)) >= 14


@pytest.mark.parametrize("name", style.PALETTES)
def test_words_can_be_read_on_paper_land_and_field(name: str) -> None:
    colours = style.palette(name)
    for word in ("ink", "second", "muted", "ua_text", "ru_text", "contested_text", "accent"):
        for ground in ("paper", "land", "field"):
            assert contrast(getattr(colours, word), getattr(colours, ground)) >= 4.5, (word, ground)


def test_no_state_is_told_by_colour_alone() -> None:
    assert set(style.SHAPES) == {*model.STATUSES, "DISPUTED"}
    assert len({shape for _, shape in style.SHAPES.values()}) == len(style.SHAPES)


def test_every_type_of_event_has_a_token_and_words() -> None:
    assert set(style.GLYPHS) == set(model.EVENT_TYPES)
    for lang, words in style.TEXTS.items():
        assert {*model.EVENT_TYPES, *model.CERTAINTIES, *model.SIDES, *model.STATUSES} <= set(words), lang
    assert set(style.TEXTS["en"]) == set(style.TEXTS["uk"])


@pytest.mark.parametrize("kind", model.EVENT_TYPES)
def test_a_token_stays_inside_its_square_and_uses_plain_path_letters(kind: str) -> None:
    for mode, path in style.GLYPHS[kind]:
        assert mode in ("fill", "stroke")
        assert set(path) <= set("MLZ 0123456789.")
        numbers = [float(n) for n in path.replace("M", " ").replace("L", " ").replace("Z", " ").split()]
        assert min(numbers) >= 2
        assert max(numbers) <= 16


def test_old_evidence_fades_and_never_disappears() -> None:
    alphas = [style.age_alpha(days) for days in (0, 1, 2, 3, 4, 400)]
    assert alphas == [1.0, 1.0, 0.78, 0.78, 0.55, 0.55]


def test_a_claim_is_hollow_and_a_prediction_is_not_drawn() -> None:
    assert style.certainty_look("confirmed") == style.certainty_look("reported") == "filled"
    assert style.certainty_look("claimed") == "hollow"
    assert style.certainty_look("predicted") == "none"


def test_an_unknown_style_or_language_names_those_that_exist() -> None:
    with pytest.raises(ConfigError, match="light, dark, print"):
        style.palette("sepia")
    with pytest.raises(ConfigError, match="en or uk"):
        style.text("key", "fr")


def test_larger_places_are_named_first() -> None:
    assert [style.label_rank(n) for n in (1_400_000, 100_000, 20_000, 6_000, 0)] == [0, 1, 2, 3, 4]
