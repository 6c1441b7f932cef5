"""Drawing a plot: shapes by Vega, labels beside them as values."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import ceil, floor
from typing import Any

import vl_convert
from markupsafe import Markup

Row = Mapping[str, str | float | bool | list[int]]
"""One datum of a mark."""

_NOISE = re.compile(r' (?:class|role|aria-[a-z]+|pointer-events|xmlns:xlink|stroke-miterlimit)="[^"]*"')
_EMPTY = re.compile(r'<path (?:d="M0,0h[^"]*Z"|d="" display="none")/>|<g></g>|<rect [^>]*fill="white"/>')
_PLACED = re.compile(r' (?:d|transform|x2|y2|width|height)="[^"]*"')
_LONG = re.compile(r"-?[0-9]*\.[0-9]{2,}(?:e-?[0-9]+)?")
_CACHED = 2048
"""Plots kept in memory: a report in a second language draws nothing again."""


@dataclass(frozen=True)
class Frame:
    """Where the shapes stand: the plotting area and the margins around it, in pixels."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int

    @property
    def total(self) -> tuple[int, int]:
        return self.left + self.width + self.right, self.top + self.height + self.bottom


@dataclass(frozen=True)
class Scale:
    """A linear scale from `low`..`high` to pixels 0..`length`; `flip` lets it run upwards."""

    low: float
    high: float
    length: int
    flip: bool = False

    def at(self, value: float) -> float:
        """The pixel of a value."""
        part = (value - self.low) / (self.high - self.low)
        return round(self.length * (1 - part if self.flip else part), 1)


@dataclass(frozen=True)
class Text:
    """A word in the plot, in pixels from the plotting area's top left; `anchor` as in SVG."""

    x: float
    y: float
    text: str
    anchor: str = "middle"
    strong: bool = False


@dataclass(frozen=True)
class Plot:
    """A drawn plot: `shapes` is SVG markup without any word in it, `texts` are set by the page."""

    frame: Frame
    shapes: Markup
    texts: tuple[Text, ...]


def draw(name: str, *, frame: Frame, x: Scale, y: Scale, data: Mapping[str, Sequence[Row]]) -> Markup:
    """The shapes of a plot after the Vega specification `name`. The same arguments give the same markup."""
    spec = dict(_template(name))
    spec["width"], spec["height"] = frame.width, frame.height
    spec["scales"] = [_scale("x", x, [0, frame.width]), _scale("y", y, [frame.height, 0])]
    spec["data"] = [{"name": key, "values": list(rows)} for key, rows in data.items()]
    return Markup(_drawn(json.dumps(spec)))  # noqa: S704  # Vega's own output, holding numbers only


def nice_ticks(low: float, high: float, *, most: int = 5) -> list[float]:
    """Round numbers within the bounds, `most` steps apart at the finest: 1, 2 or 5 times a power of ten.

    >>> nice_ticks(88, 100)
    [90.0, 95.0, 100.0]
    """
    steps = (base * 10.0**power for power in range(-6, 18) for base in (1, 2, 5))
    step = next(step for step in steps if (high - low) / step <= most)
    counts = range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)
    return [round(count * step, 6) for count in counts]


def _scale(name: str, scale: Scale, pixels: list[int]) -> dict[str, object]:
    return {"name": name, "type": "linear", "zero": False, "domain": [scale.low, scale.high], "range": pixels}


@cache
def _template(name: str) -> dict[str, Any]:
    template: dict[str, Any] = json.loads(
        (files(__package__) / f"{name}.vg.json").read_text(encoding="utf-8")
    )
    return template


@lru_cache(maxsize=_CACHED)
def _drawn(spec: str) -> str:
    svg: str = vl_convert.vega_to_svg(spec)
    inner = svg[svg.index(">") + 1 : svg.rindex("</svg>")]
    inner = _EMPTY.sub("", _NOISE.sub("", inner))
    return _PLACED.sub(lambda found: _LONG.sub(_shortened, found[0]), inner)


def _shortened(number: re.Match[str]) -> str:
    return f"{float(number[0]):.1f}".removesuffix(".0")
