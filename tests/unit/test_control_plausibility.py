"""A state beside its neighbours'."""

from __future__ import annotations

import numpy as np
import shapely

from conflictmap.control.plausibility import NEVER, days_doubted

RING = [shapely.Point(37 + dx, 49 + dy) for dx, dy in ((0, 0), (0.1, 0), (-0.1, 0), (0, 0.1), (0, -0.1), (0.1, 0.1), (-0.1, 0.1))]
FAR = shapely.Point(32, 49)


def doubted(side: list[int], start: list[int], *, implied: bool = False, points: object = None, horizon: int = 100) -> list[int]:
    """First day of doubt for spells of one place each, none of which ends."""
    where = np.array(RING if points is None else points, dtype=object)
    many = len(side)
    return days_doubted(
        place=np.arange(many),
        start=np.array(start),
        end=np.full(many, NEVER),
        side=np.array(side),
        implied=np.array([implied] + [False] * (many - 1)),
        points=where[:many],
        horizon=horizon,
    ).tolist()


def test_one_against_all_its_neighbours_is_doubted_after_a_week() -> None:
    assert doubted([0, 1, 1, 1, 1, 1, 1], [10, 0, 0, 0, 0, 0, 0])[0] == 17


def test_an_implied_holder_is_doubted_at_once() -> None:
    assert doubted([0, 1, 1, 1, 1, 1, 1], [10, 0, 0, 0, 0, 0, 0], implied=True)[0] == 10


def test_neighbours_that_follow_within_the_week_bear_it_out() -> None:
    assert doubted([0, 0, 0, 0, 0, 1, 1], [10, 12, 13, 16, 16, 0, 0])[0] == NEVER


def test_too_few_neighbours_say_nothing_and_far_ones_are_none() -> None:
    assert doubted([0, 1, 1, 1, 1, 1], [10, 0, 0, 0, 0, 0])[0] == NEVER
    assert doubted([0, *[1] * 6], [10, *[0] * 6], points=[RING[0], *[FAR] * 6])[0] == NEVER


def test_a_place_without_a_point_is_neither_asked_nor_doubted() -> None:
    assert doubted([0, 1, 1, 1, 1, 1, 1], [10, 0, 0, 0, 0, 0, 0], points=[None, *RING[1:]])[0] == NEVER


def test_nothing_is_asked_beyond_the_last_day_of_which_anything_is_known() -> None:
    assert doubted([0, 1, 1, 1, 1, 1, 1], [10, 0, 0, 0, 0, 0, 0], horizon=16)[0] == NEVER


def test_what_is_no_state_of_a_side_is_left_alone() -> None:
    assert doubted([2, 1, 1, 1, 1, 1, 1], [10, 0, 0, 0, 0, 0, 0])[0] == NEVER
