"""The canvas of dots: what is set is shown, where it belongs, and nothing beyond it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mali_cli.output.terminal.braille import DISCS, Canvas, clipped

sizes = st.tuples(st.integers(1, 12), st.integers(1, 6))
anywhere = st.floats(-200, 200)


def lit(canvas: Canvas) -> set[tuple[int, int]]:
    """Return the dots that the characters of a canvas show."""
    found = set()
    for row in range(canvas.rows):
        for column in range(canvas.columns):
            glyph = canvas.glyph(column, row)
            bits = 0 if glyph == " " else ord(glyph) - 0x2800
            for number in range(8):
                if bits >> number & 1:
                    across, down = (0, number) if number < 3 else (1, number - 3)
                    if number >= 6:
                        across, down = number - 6, 3
                    found.add((column * 2 + across, row * 4 + down))
    return found


@given(size=sizes, dots=st.sets(st.tuples(st.integers(-3, 30), st.integers(-3, 30))))
def test_dots_are_shown_where_they_are_set(
    size: tuple[int, int], dots: set[tuple[int, int]]
) -> None:
    canvas = Canvas(*size)
    for x, y in dots:
        canvas.dot(x, y, 1)
    inside = {(x, y) for x, y in dots if 0 <= x < size[0] * 2 and 0 <= y < size[1] * 4}
    assert lit(canvas) == inside


@given(size=sizes, start=st.tuples(anywhere, anywhere), end=st.tuples(anywhere, anywhere))
def test_a_line_stays_on_the_canvas_and_near_itself(
    size: tuple[int, int], start: tuple[float, float], end: tuple[float, float]
) -> None:
    canvas = Canvas(*size)
    canvas.line(start, end, 1)
    inside = clipped(start, end, canvas.width - 1, canvas.height - 1)
    assert bool(lit(canvas)) is (inside is not None)
    length = math.dist(start, end)
    for x, y in lit(canvas):
        area = abs((end[0] - start[0]) * (start[1] - y) - (start[0] - x) * (end[1] - start[1]))
        assert area <= 0.8 * length + 1e-6


@given(x=st.floats(0, 23.99), y=st.floats(0, 23.99), diameter=st.sampled_from(sorted(DISCS)))
def test_a_disc_on_the_canvas_is_seen_around_its_middle(x: float, y: float, diameter: int) -> None:
    canvas = Canvas(12, 6)
    canvas.disc(x, y, diameter, 3)
    found = lit(canvas)
    assert found
    assert all(abs(dx - x) <= diameter / 2 + 1 and abs(dy - y) <= diameter / 2 + 1
               for dx, dy in found)  # fmt: skip


def test_larger_discs_have_more_dots() -> None:
    counts = []
    for diameter in sorted(DISCS):
        canvas = Canvas(8, 4)
        canvas.disc(8, 8, diameter, 1)
        counts.append(len(lit(canvas)))
    assert counts == sorted(set(counts)) == [1, 4, 9, 12, 32]


def test_the_higher_level_stays() -> None:
    canvas = Canvas(1, 1)
    for level in (2, 5, 1):
        canvas.dot(0, 0, level)
    assert canvas.level(0, 0) == 5
    assert canvas.ascii(0, 0, {5: "@"}) == "@"
    assert canvas.ascii(0, 0, {}) == " "


def test_every_third_dot_of_a_line() -> None:
    canvas = Canvas(6, 1)
    canvas.line((0, 0), (11, 0), 1, every=3)
    assert lit(canvas) == {(0, 0), (3, 0), (6, 0), (9, 0)}


@pytest.mark.parametrize(
    ("start", "end", "inside"),
    [
        ((-5, 2), (15, 2), ((0, 2), (10, 2))),
        ((3, 3), (4, 4), ((3, 3), (4, 4))),
        ((-5, -5), (-1, 20), None),
        ((2, 2), (2, 2), ((2, 2), (2, 2))),
        ((-1, 5), (5, -1), ((0, 4), (4, 0))),
    ],
)
def test_lines_are_clipped(
    start: tuple[float, float], end: tuple[float, float], inside: object
) -> None:
    assert clipped(start, end, 10, 8) == inside
