"""A dot for every share, a line between its bounds, a mark for what it should be."""

from fractions import Fraction

from answerable.render.plots.shares import LEFT, ROW, WIDTH, Bounded, shares_plot

HALF = Fraction(1, 2)


def test_shares_stand_below_each_other_between_their_bounds() -> None:
    plot = shares_plot(
        [
            Bounded("a", HALF, Fraction(1, 4), Fraction(3, 4), norm=Fraction(1)),
            Bounded("b", Fraction(0), Fraction(0), HALF),
        ]
    )
    assert plot is not None
    first, second = plot.rows
    assert first.low < first.dot < first.high < (first.norm or 0)
    assert second.norm is None
    assert second.low == second.dot == LEFT
    assert second.y - first.y == ROW
    assert plot.base == 2 * ROW


def test_the_scale_runs_from_nought_to_a_hundred_within_the_drawing() -> None:
    plot = shares_plot([Bounded("a", HALF, HALF, HALF)])
    assert plot is not None
    assert [tick for _, tick in plot.ticks] == [0, 25, 50, 75, 100]
    assert plot.ticks[0][0] == LEFT
    assert plot.ticks[-1][0] < WIDTH
    assert plot.ticks[2][0] == plot.rows[0].dot


def test_nothing_is_drawn_where_there_is_nothing() -> None:
    assert shares_plot([]) is None
