"""Whether ratings are below the standard, with a declared margin for false ratings.

The margin ε says that up to this part of the ratings may be false, however bad they are. Two games allow for it:

- against the standard m·(1 - ε): right if each rating is false with a chance of at most ε, whatever came before;
- against the standard m, with the ⌊ε·n⌋ lowest ratings left out: right however the false ones are spread over time, as
  long as they are no more than that at the look, because without them the genuine ones could not be poorer.

The poorer of the two counts, so both kinds of attack are allowed for.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

from answerable.core.assess.betting.wealth import Gamblers, Game, Levels, Wealth


@dataclass(frozen=True)
class Bet:
    """How ratings are judged on a day: the standard, what a level scores, the risk taken, the margin, the gamblers."""

    standard: Fraction
    scores: tuple[Fraction, ...]
    alpha: Fraction
    """The chance of ever holding against a provider at the standard that he is below it."""
    margin: Fraction
    gamblers: Gamblers
    least: int = 0
    """With fewer ratings nothing is held against anybody: a handful is easily made up."""

    @cached_property
    def _whole(self) -> Game:
        return Game(self.gamblers, self.scores, self.standard)

    @cached_property
    def _lenient(self) -> Game:
        return Game(self.gamblers, self.scores, self.standard * (1 - self.margin))

    @cached_property
    def _order(self) -> tuple[int, ...]:
        """The levels by their score, lowest first."""
        return tuple(sorted(range(len(self.scores)), key=lambda at: self.scores[at]))

    def wealth(self, levels: Levels) -> Wealth:
        """The evidence that the ratings are below the standard, as the gamblers' wealth."""
        if not self.margin:
            return Wealth(((self._whole, levels),))
        return Wealth(((self._lenient, levels), (self._whole, self.without_margin(levels))))

    def without_margin(self, levels: Levels) -> Levels:
        """The counts without the ⌊ε·n⌋ lowest ratings."""
        left = list(levels)
        out = sum(levels) * self.margin.numerator // self.margin.denominator
        for at in self._order:
            taken = min(out, left[at])
            left[at] -= taken
            out -= taken
        one, two, three, four, five = left
        return one, two, three, four, five

    def below(self, levels: Levels, *, share: int = 1) -> bool:
        """Whether the wealth has reached 1/α; `share` divides α where several questions share it."""
        return sum(levels) >= self.least and self.wealth(levels).reaches(share / self.alpha)

    def mean(self, levels: Levels) -> Fraction | None:
        """The mean score; None without ratings."""
        n = sum(levels)
        parts, of = self._whole_scores
        total = sum(count * part for count, part in zip(levels, parts, strict=True))
        return Fraction(total, of * n) if n else None

    @cached_property
    def _whole_scores(self) -> tuple[tuple[int, ...], int]:
        """The scores as whole numbers, over one denominator."""
        of = lcm(*(score.denominator for score in self.scores))
        return tuple(int(score * of) for score in self.scores), of
