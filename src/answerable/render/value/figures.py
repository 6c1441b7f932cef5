"""How figures on value are written: money per unit, parts of a hundred, hours."""

from collections.abc import Iterator
from fractions import Fraction

from answerable.core.assess.value.values import HIGHER, LOWER, MeasureResult, Pooled, Spread
from answerable.core.terms.figures import quantise
from answerable.render.words import label
from answerable.render.words.fill import percent


def figure(value: Fraction, aspect: str, *, currency: str | None, lang: str) -> str:
    """One value with its unit."""
    if aspect == "unit_cost":
        return f"{quantise(value / 100, places=2)} {currency or ''}".strip()
    if aspect == "staff_time":
        return label("value_hours", lang, hours=quantise(value, places=1))
    return percent(value) if 0 <= value <= 1 else quantise(value, places=2)


def signed(change: Fraction) -> str:
    """A change in per cent with its sign."""
    text = percent(change)
    return text if change <= 0 else f"+{text}"


def side_shown(side: Pooled | None, each: MeasureResult, *, currency: str | None, lang: str) -> str:
    """A pooled value with its range and its periods, or that there is no data."""
    if side is None:
        return label("no_data", lang)
    value, low, high = (
        figure(one, each.aspect, currency=currency, lang=lang) for one in (side.value, side.low, side.high)
    )
    first, last = str(side.first), str(side.last)
    return label("value_side", lang, value=value, low=low, high=high, n=side.n, first=first, last=last)


def change_shown(each: MeasureResult, lang: str) -> str:
    """The change in per cent and points, hours freed, and, beyond the ordinary range, whether it is for the better."""
    if each.change is None:
        return label("no_data", lang)
    parts = [signed(each.change), *_points(each, lang)]
    if each.conclusion in (LOWER, HIGHER):
        parts.append(label("value_better" if each.better else "value_worse", lang))
    if each.freed is not None:
        hours = quantise(abs(each.freed), places=1)
        parts.append(label("value_freed" if each.freed >= 0 else "value_bound", lang, hours=hours))
    return label("value_semicolon", lang).join(parts)


def _points(each: MeasureResult, lang: str) -> Iterator[str]:
    """Of shares a change in per cent is easily mistaken: the points are said beside it."""
    if each.aspect not in ("quality", "voice") or each.before is None or each.after is None:
        return
    if max(each.before.high, each.after.high) <= 1:
        points = quantise((each.after.value - each.before.value) * 100, places=2)
        yield label("value_points", lang, points=points if points.startswith("-") else f"+{points}")


def spread_shown(spread: Spread | None, each: MeasureResult, *, currency: str | None, lang: str) -> str:
    """The median of peers and their range."""
    if spread is None:
        return label("value_none_known", lang)
    median, low, high = (
        figure(one, each.aspect, currency=currency, lang=lang)
        for one in (spread.median, spread.low, spread.high)
    )
    return label("value_spread", lang, median=median, low=low, high=high, n=spread.n)


def changes_shown(each: MeasureResult, lang: str) -> str:
    """How peers changed, and how much more or less this contract did."""
    changes, difference = each.peers.changes, each.peers.difference
    if changes is None:
        return label("value_none_known", lang)
    median, low, high = (signed(one) for one in (changes.median, changes.low, changes.high))
    text = label("value_spread", lang, median=median, low=low, high=high, n=changes.n)
    if difference is None:
        return text
    points = quantise(difference * 100, places=2)
    return text + label("value_difference", lang, points=points if difference <= 0 else f"+{points}")
