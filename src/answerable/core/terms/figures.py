"""Exact figures until they are shown; shown ones are quantised the same way everywhere."""

from fractions import Fraction

SHOWN_PLACES = 4
"""Decimal places of a published figure that is not exact."""


def quantise(value: Fraction, *, places: int = SHOWN_PLACES) -> str:
    """Write an exact value as a decimal with at most `places` places, half away from zero, no trailing zeros.

    >>> quantise(Fraction(2, 3)), quantise(Fraction(95)), quantise(Fraction(-1, 8), places=2)
    ('0.6667', '95', '-0.13')
    """
    scale: int = 10**places
    part, of = abs(value.numerator), value.denominator
    whole = (2 * part * scale + of) // (2 * of)
    digits = f"{whole // scale}.{whole % scale:0{places}}" if places else str(whole)
    text = digits.rstrip("0").rstrip(".") if places else digits
    return f"-{text}" if value < 0 and whole else text
