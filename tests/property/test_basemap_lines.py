"""Lines of the basemap survive the trip through letters."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.maps.basemap import SCALE, decode_line, encode_line

points = st.lists(
    st.tuples(st.integers(-180 * SCALE, 180 * SCALE), st.integers(-90 * SCALE, 90 * SCALE)), min_size=1, max_size=40
)


@given(points)
def test_a_line_comes_back_as_it_was_but_for_repeated_points(steps: list[tuple[int, int]]) -> None:
    line = decode_line(encode_line(np.array(steps) / SCALE))
    kept = [step for i, step in enumerate(steps) if i == 0 or step != steps[i - 1]]
    assert np.round(line * SCALE).astype(int).tolist() == [list(step) for step in kept]


@given(points)
def test_a_line_needs_no_letter_that_a_page_would_read(steps: list[tuple[int, int]]) -> None:
    letters = encode_line(np.array(steps) / SCALE)
    assert letters.isascii()
    assert letters.replace("-", "").replace("_", "").isalnum()
