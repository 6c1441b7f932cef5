"""A bar for every week, to scale, and a shade where nobody could look."""

from datetime import date, timedelta
from itertools import pairwise

from answerable.render.plots.weeks import HEIGHT, WIDTH, Counted, weeks_plot

FIRST = date(2026, 1, 5)


def weeks(*counts: tuple[int, int]) -> list[Counted]:
    return [Counted(FIRST + timedelta(weeks=at), *each) for at, each in enumerate(counts)]


def test_the_tallest_bar_is_that_of_the_most_and_none_has_no_height() -> None:
    plot = weeks_plot(weeks((4, 0), (2, 0), (0, 7)))
    assert plot is not None
    assert [bar.height for bar in plot.bars] == [plot.depth, plot.depth / 2, 0.0]
    assert [bar.shaded for bar in plot.bars] == [False, False, True]
    assert all(bar.y + bar.height == plot.base for bar in plot.bars)


def test_lines_stand_at_whole_numbers_and_a_week_is_named_where_there_is_room() -> None:
    plot = weeks_plot(weeks(*[(number % 7, 0) for number in range(53)]))
    assert plot is not None
    assert [line.text for line in plot.lines] == ["0", "2", "4", "6"]
    assert plot.names[0].text == "2026-01-05"
    starts = [name.x for name in plot.names]
    assert all(after - before >= 80 for before, after in pairwise(starts))
    assert all(0 <= bar.x <= WIDTH and 0 <= bar.y <= HEIGHT for bar in plot.bars)


def test_nothing_is_drawn_where_there_is_nothing() -> None:
    assert weeks_plot([]) is None
    assert weeks_plot(weeks((0, 3), (0, 0))) is None
