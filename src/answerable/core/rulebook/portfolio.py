"""A made-up portfolio of providers whose true quality is stated, to try parameters on."""

from dataclasses import dataclass
from fractions import Fraction

from answerable.core.tables.declare import Both

Mix = tuple[Fraction, Fraction, Fraction, Fraction, Fraction]
"""The parts of level 1 to 5; they add up to 1."""


@dataclass(frozen=True)
class Change:
    """From the start of this month on, counted from 1, people judge the service so."""

    month: int
    levels: Mix


@dataclass(frozen=True)
class Burst:
    """So many false ratings of level 1 within one month, counted from 1."""

    month: int
    ratings: int


@dataclass(frozen=True)
class Group:
    """Providers of one kind. Shares of false ratings are of all ratings that come in."""

    id: str
    title: Both
    providers: int
    fails: bool
    """Whether action would be right: from the change on, or from the start where nothing changes."""
    levels: Mix
    """How the people served would rate, if all of them did."""
    services: int
    """A month and provider, on average."""
    response: Mix
    """Which part of the people with an opinion of level 1 to 5 rate."""
    change: Change | None
    bombing: Fraction
    """The share of false ratings of level 1."""
    padding: Fraction
    """The share of false ratings of level 5."""
    hoarded: Fraction
    """The part of the service codes that the provider keeps and uses himself, with level 5."""
    burst: Burst | None


@dataclass(frozen=True)
class Portfolio:
    """Groups that are looked at together so often a month, for so many months."""

    title: Both
    months: int
    looks: int
    """A month."""
    groups: tuple[Group, ...]


def satisfied_mix(share: Fraction) -> Mix:
    """Levels of which this share is 3 or above; how the rest of the opinions spread is our choice.

    Of the satisfied 1 in 5 says 3, 7 in 20 say 4, 9 in 20 say 5; of the others 2 in 3 say 2, 1 in 3 says 1.
    """
    bad = 1 - share
    return bad / 3, bad * 2 / 3, share / 5, share * 7 / 20, share * 9 / 20
