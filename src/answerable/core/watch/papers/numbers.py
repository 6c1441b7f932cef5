"""Figures of a Chinese text with the exactness they are stated in."""

import re
from dataclasses import dataclass
from fractions import Fraction

NUM = r"(?<![\d.])(?<!,\d\d\d,)(?:\d{1,3}(?:,\d{3}){1,20}|\d{1,15})(?:\.\d{1,15})?(?![\d.])"
"""Longer rows of digits are no figure of any paper, and Python reads no more than 4,300 as a number."""
PERCENT = r"(?<![\d.])\d{1,15}(?:\.\d{1,15})?"
"""A share, with its sign to follow."""
UNIT = (
    "(?:[万亿]?(?:余)?(?:元|人次|户次|人|名|户|件|条|篇|项|次|场|期|份|例|个|家|所|处|台|套|辆|吨"
    "|公里|平方米|亩|公顷|床|批|起|宗|张|册|袋|千瓦时|天|课时|小时)|万|亿)"
)


@dataclass(frozen=True)
class Figure:
    """A number as written: its value, and half of its last place."""

    value: Fraction
    half: Fraction

    @property
    def low(self) -> Fraction:
        return self.value - self.half

    @property
    def high(self) -> Fraction:
        return self.value + self.half


def figure(text: str) -> Figure:
    """A number such as 1,234.5: written to one place, it may be off by half of it; whole numbers are exact."""
    digits = text.replace(",", "")
    places = len(digits.partition(".")[2])
    return Figure(Fraction(digits), Fraction(1, 2 * 10**places) if places else Fraction(0))


def about(text: str) -> Figure:
    """The same for a rounded number such as a percentage: whole ones are off by a half."""
    found = figure(text)
    return found if found.half else Figure(found.value, Fraction(1, 2))


def split_unit(text: str) -> str:
    """The unit without blanks."""
    return re.sub(r"\s", "", text)
