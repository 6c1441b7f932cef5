"""Drawings on a page: shapes without a word in them, labels beside them, and what they show said in words."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from answerable.core.assess.results import IndicatorSeries
from answerable.render.plots.draw import Plot
from answerable.web.language import current

register = template.Library()


@register.simple_tag
def plot(drawn: Plot, title: str) -> SafeString:
    """The drawing; `title` says what it shows to whoever does not see it."""
    wide, high = drawn.frame.total
    texts = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="{}"{}>{}</text>',
        (
            (each.x, each.y, each.anchor, mark_safe(' class="strong"' if each.strong else ""), each.text)  # noqa: S308 - our words
            for each in drawn.texts
        ),
    )
    return format_html(
        '<svg viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">'
        '<g transform="translate({},{})">{}{}</g></svg>',
        wide,
        high,
        wide,
        high,
        str(title),
        drawn.frame.left,
        drawn.frame.top,
        mark_safe(drawn.shapes),  # noqa: S308 - drawn by us, numbers only
        texts,
    )


@register.simple_tag
def course(series: IndicatorSeries) -> Plot | None:
    """The course of an indicator; None where nothing was ever measured."""
    # Vega is loaded by the first page that draws.
    from answerable.render.plots.trend import trend

    return trend(series, current())


@register.filter
def periods_of(series: IndicatorSeries) -> list[tuple[Any, Any, str]]:
    """Every period of an indicator with its result and how it is marked, the latest first."""
    from answerable.render.plots.trend import kind_of, points_of

    return [(period, result, kind_of(result)) for period, result in reversed(points_of(series))]
