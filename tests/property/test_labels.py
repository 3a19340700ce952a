"""Whatever is asked of the placer: nothing that it places touches what stands already, or leaves the frame."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictmap.maps.snapshot.labels import BLOCKED, Box, Placer

coordinate = st.floats(0, 200, allow_nan=False)
side = st.floats(2, 60)
spots = st.lists(st.tuples(coordinate, coordinate, side, st.floats(3, 12)), min_size=1, max_size=25)


def touch(a: Box, b: Box) -> bool:
    return a[0] < b[2] - 1e-9 and a[2] > b[0] + 1e-9 and a[1] < b[3] - 1e-9 and a[3] > b[1] + 1e-9


@settings(deadline=None)
@given(spots, st.booleans())
def test_boxes_beside_symbols_touch_neither_each_other_nor_the_symbols_nor_the_frame(
    asked: list[tuple[float, float, float, float]], far: bool
) -> None:
    placer = Placer((0.0, 0.0, 200.0, 200.0))
    symbols = [(x - 3, y - 3, x + 3, y + 3) for x, y, _, _ in asked]
    placer.block(symbols)
    boxes: list[Box] = []
    for x, y, width, height in asked:
        found = placer.beside(x, y, width, height, clear=3.0, far=far)
        if found is not None:
            left, bottom, right, top = found.box
            assert left >= 0
            assert bottom >= 0
            assert right <= 200
            assert top <= 200
            assert np.isclose(right - left, width)
            assert np.isclose(top - bottom, height)
            assert not any(touch(found.box, other) for other in [*symbols, *boxes])
            boxes.append(found.box)


@settings(deadline=None)
@given(
    st.lists(st.tuples(coordinate, coordinate), min_size=1, max_size=40),
    st.tuples(coordinate, coordinate),
    side,
    st.floats(3, 12),
)
def test_nothing_is_placed_on_forbidden_points(
    points: list[tuple[float, float]], at: tuple[float, float], width: float, height: float
) -> None:
    placer = Placer((0.0, 0.0, 200.0, 200.0))
    placer.shade(points, BLOCKED)
    found = placer.beside(*at, width, height, clear=2.0, far=True)
    if found is not None:
        left, bottom, right, top = found.box
        assert not any(left < x < right and bottom < y < top for x, y in points)


@settings(deadline=None)
@given(st.lists(st.tuples(coordinate, coordinate), min_size=2, max_size=12), side, st.floats(3, 9))
def test_a_text_along_a_line_reads_from_left_to_right_inside_the_frame(
    line: list[tuple[float, float]], width: float, height: float
) -> None:
    found = Placer((0.0, 0.0, 200.0, 200.0)).along(line, width, height)
    if found is not None:
        x, y, turn = found
        assert 0 <= x <= 200
        assert 0 <= y <= 200
        assert -90 <= turn <= 90


def test_the_right_side_is_taken_where_all_sides_are_free() -> None:
    found = Placer((0.0, 0.0, 200.0, 200.0)).beside(100, 100, 40, 8, clear=4)
    assert found is not None
    assert found.box[0] > 104
    assert not found.led
