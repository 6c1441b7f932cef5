"""Control charts as plots."""

from answerable.core.assess.series.charts import chart_of
from answerable.render.plots.control import control_plot
from tests.core.assess.series.drawn import ratios, shares


def test_signals_are_marked_by_their_side_and_levels_are_drawn() -> None:
    points = shares(*[(95, 100), (94, 100)] * 6, (60, 100))
    chart = chart_of(points, (), share=True, better_higher=True)
    assert chart is not None
    plot = control_plot(chart)
    assert plot.shapes.count("#d4351c") >= 1
    assert plot.texts[-1].text == "2017-01"
    assert control_plot(chart) == plot


def test_a_course_that_never_moves_can_be_drawn() -> None:
    for points in (shares(*[(100, 100)] * 9), ratios(*[5] * 9)):
        share = points[0].value == 100
        chart = chart_of(points, (), share=share, better_higher=True)
        assert chart is not None
        assert control_plot(chart).shapes
