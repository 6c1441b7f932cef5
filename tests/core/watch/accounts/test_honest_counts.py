"""Honest counts cluster where an account is usually read: neither often the same nor round beyond chance."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from answerable.core.watch.accounts.counts import figures_repeated
from answerable.core.watch.accounts.values import Account, Health, Stretch
from tests.core.watch.accounts.scenes import MONDAY, account, alerts, post

YEAR = 364


def read(counts: Sequence[int]) -> Account:
    """Two posts a day with these reads."""
    own = tuple(
        post(f"p{at}", MONDAY + timedelta(days=at // 2), "县政务公告", hour=9 + at % 2, reads=count)
        for at, count in enumerate(counts)
    )
    on = MONDAY + timedelta(days=len(counts) // 2 + 8)
    return account(own, on=on, looked=(Stretch(MONDAY, on, Health.SEEN),))


def drawn(median: int, spread: float, seed: int, number: int = 2 * YEAR) -> list[int]:
    draw = Random(seed)  # noqa: S311  # examples, not secrets
    return [round(median * draw.lognormvariate(0, spread)) for _ in range(number)]


@pytest.mark.parametrize("median", [90, 100, 500, 1000])
@pytest.mark.parametrize("spread", [0.10, 0.15, 0.25])
def test_honest_counts_around_one_figure_are_no_sign(median: int, spread: float) -> None:
    told = [seed for seed in range(12) if alerts(figures_repeated, read(drawn(median, spread, seed, YEAR)))]
    assert told == []


def test_a_whole_year_around_one_hundred_is_no_sign() -> None:
    assert [seed for seed in range(12) if alerts(figures_repeated, read(drawn(100, 0.1, seed)))] == []


@pytest.mark.parametrize("median", [100, 500, 1000])
def test_padded_counts_among_honest_ones_are_still_seen(median: int) -> None:
    counts = drawn(median, 0.25, 3, 168)
    same = [median * 2 if at % 10 == 0 else count for at, count in enumerate(counts)]
    rounded = [-(-count // 100) * 100 if at % 4 == 0 else count for at, count in enumerate(counts)]
    assert len(alerts(figures_repeated, read(same))) == 1
    assert len(alerts(figures_repeated, read(rounded))) == 1


def test_counts_below_one_hundred_bear_witness_to_the_spread() -> None:
    """The ninety-nines are not judged, but they show that a hundred is an ordinary count here."""
    counts = [96 + at % 9 for at in range(168)]
    assert alerts(figures_repeated, read(counts)) == ()
    assert alerts(figures_repeated, replace(read([96, *[300] * 20, *counts[:140]]))) != ()
