"""What a simulation found."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from answerable.core.assess.betting.judge import Bet
from answerable.core.rulebook.portfolio import Group, Portfolio


class Way(StrEnum):
    """A way of judging ratings."""

    ALONE = "alone"
    """Ours, each contract for itself: the wealth has reached 1/α."""
    TOGETHER = "together"
    """Ours, all contracts together: named by e-BH."""
    Z_TEST = "z_test"
    """Beside: a z-test at α as if one looked only once, with the same fewest ratings."""
    MEAN = "mean"
    """Beside: the mean score is below the standard, with the same fewest ratings."""


@dataclass(frozen=True)
class Trial:
    """One set of parameters: how ratings are judged, and the part that may be named in error."""

    bet: Bet
    false_discovery: Fraction


@dataclass(frozen=True)
class Middle:
    """The median and the ninth decile; None where so many never got there within the time simulated."""

    median: Fraction | None
    ninth: Fraction | None


@dataclass(frozen=True)
class Tally:
    """What one way of judging did to the providers of a group, over all runs."""

    way: Way
    of: int
    """Providers times runs."""
    false: int
    """Acted on although that was not right, or not yet."""
    right: int
    """Acted on once it was right."""
    months: Middle
    """From when action was right to the action; nobody acted on too early is among them."""
    ratings: Middle
    """The ratings in that time."""
    by_month: tuple[int, ...]
    """How many had been acted on by the end of each month."""

    @property
    def missed(self) -> int:
        """Not acted on at all; in a group that does not fail this is as it should be."""
        return self.of - self.false - self.right


@dataclass(frozen=True)
class GroupOutcome:
    """One group, by way of judging."""

    group: Group
    quality: tuple[Fraction, Fraction]
    """The true mean score, before and after the change; twice the same where nothing changes."""
    ratings_a_month: Fraction
    """On average, over the runs and the time, false ones included."""
    shown: Fraction | None
    """The mean score of the ratings that came in; None without any."""
    tallies: tuple[Tally, ...]


@dataclass(frozen=True)
class Needed:
    """How many ratings it takes to find a provider whose mean score is `mean`, looking after each of them."""

    mean: Fraction
    ratings: Middle
    found: tuple[tuple[int, Fraction], ...]
    """After so many ratings, the part that has been found."""


@dataclass(frozen=True)
class Outcome:
    """One set of parameters, on the whole portfolio."""

    trial: Trial
    groups: tuple[GroupOutcome, ...]
    discoveries: tuple[tuple[Way, Fraction | None], ...]
    """Of those acted on in a run, the part acted on in error, on average over the runs in which anybody was."""
    needed: tuple[Needed, ...]


@dataclass(frozen=True)
class Simulation:
    """The portfolio under the rulebook's parameters and, if there are any, those to try: the same ratings in both."""

    portfolio: Portfolio
    rulebook: str
    tried: str
    """The file with the parameters to try; empty if there is none."""
    seed: int
    runs: int
    outcomes: tuple[Outcome, ...]
