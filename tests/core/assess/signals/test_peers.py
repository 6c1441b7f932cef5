"""Low ratings against peers: who is compared with whom, and who stands out."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from answerable.core.assess.signals.peers import PeerResult, compared, low_against_peers
from answerable.core.assess.signals.values import Seen, SignalPolicy
from tests.core.assess.signals.scenes import contract, every_month, seen, sight

POLICY = SignalPolicy()
LINE = "C05010400"


def one(id: str, low: int, *, n: int = 60, line: str | None = LINE) -> Seen:
    """Six months of 2026 with so many low ratings in each."""
    months = every_month((0, low, 0, 0, n - low), months=6).values()
    made = contract(id, starts=date(2026, 1, 1))
    return seen((replace(each, contract=id) for each in months), contract=made, catalogue=line)


def peers(*low: int, line: str | None = LINE) -> list[Seen]:
    return [one(f"peer-{at}", each, line=line) for at, each in enumerate(low)]


def result(*contracts: Seen) -> PeerResult:
    return next(each for each in compared(sight(*contracts), POLICY) if each.contract == "mine")


@pytest.mark.parametrize(
    ("mine", "others", "basis"),
    [
        (LINE, peers(2, 3, 2, 3, 2), "line"),
        ("C05019900", peers(2, 3, 2, 3, 2), "class"),
        ("C05019900", peers(2, 3, 2, 3), "none"),
        ("C23070100", peers(2, 3, 2, 3, 2), "none"),
        (None, peers(2, 3, 2, 3, 2, line=None), "none"),
    ],
)
def test_peers_share_a_line_or_else_a_class_or_there_are_none(
    mine: str | None, others: list[Seen], basis: str
) -> None:
    found = result(one("mine", 2, line=mine), *others)
    assert (found.basis, found.chance is None) == (basis, basis == "none")


def test_share_expectation_and_ratio_are_exact() -> None:
    found = result(one("mine", 9), *peers(2, 4, 3, 3, 3))
    assert (found.low, found.n, found.share) == (54, 360, Fraction(3, 20))
    assert (found.peers_share, found.expected) == (Fraction(1, 20), Fraction(18))
    assert found.ratio == Fraction(3)


def test_a_provider_with_many_more_low_ratings_than_peers_stands_out_alone() -> None:
    found = list(low_against_peers(sight(one("mine", 12), *peers(2, 3, 3, 2, 3, 2)), POLICY))
    assert [(each.contract, each.from_day) for each in found] == [("mine", date(2026, 1, 1))]


def test_among_peers_who_differ_much_the_same_provider_does_not_stand_out() -> None:
    assert list(low_against_peers(sight(one("mine", 12), *peers(0, 9, 1, 14, 0, 3)), POLICY)) == []


def test_a_provider_like_its_peers_does_not_stand_out() -> None:
    assert list(low_against_peers(sight(one("mine", 4), *peers(2, 3, 3, 2, 3, 2)), POLICY)) == []


def test_few_low_ratings_never_stand_out() -> None:
    assert list(low_against_peers(sight(one("mine", 4, n=5), *peers(0, 0, 0, 0, 0)), POLICY))
    few = replace(POLICY, peers_low=25)
    assert list(low_against_peers(sight(one("mine", 4, n=5), *peers(0, 0, 0, 0, 0)), few)) == []


def test_a_contract_is_no_peer_of_itself() -> None:
    alone = result(one("mine", 12), *peers(2, 3, 3, 2, 3))
    assert alone.peers == 5
    assert alone.peers_share == Fraction(13, 300)


def test_nobody_is_compared_in_a_district_without_contracts() -> None:
    assert list(compared(sight(), POLICY)) == []
