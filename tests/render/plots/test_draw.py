"""Drawing shapes."""

import re

from hypothesis import given
from hypothesis import strategies as st

from answerable.render.plots import draw as drawing
from answerable.render.plots.draw import Frame, Row, Scale, draw, nice_ticks

FRAME = Frame(width=100, height=50, left=0, right=0, top=0, bottom=0)


def shapes() -> str:
    x, y = Scale(0, 10, 100), Scale(0, 1, 50, flip=True)
    point: Row = {"measured": True, "shape": "circle", "fill": "#000000", "stroke": "#000000"}
    points: list[Row] = [{"x": at, "y": at / 7, **point} for at in range(8)]
    return draw("trend", frame=FRAME, x=x, y=y, data={"bands": [], "rules": [], "points": points})


def test_the_same_data_gives_the_same_bytes_when_drawn_again() -> None:
    first = shapes()
    drawing._drawn.cache_clear()
    assert shapes() == first


def test_shapes_hold_no_words_no_ids_and_no_needless_digits() -> None:
    drawn = shapes()
    assert "<text" not in drawn
    assert "id=" not in drawn
    assert "aria" not in drawn
    assert re.search(r"[0-9]\.[0-9]{2}", drawn) is None


def test_a_scale_puts_its_ends_at_the_ends() -> None:
    assert (Scale(90, 100, 150).at(90), Scale(90, 100, 150).at(100)) == (0, 150)
    assert (Scale(90, 100, 150, flip=True).at(90), Scale(90, 100, 150, flip=True).at(100)) == (150, 0)


@given(st.floats(-1e6, 1e6), st.floats(0.01, 1e6))
def test_ticks_are_few_and_lie_within_the_bounds(low: float, span: float) -> None:
    ticks = nice_ticks(low, low + span)
    assert len(ticks) <= 6
    assert all(low - span * 1e-6 <= tick <= low + span * (1 + 1e-6) for tick in ticks)
