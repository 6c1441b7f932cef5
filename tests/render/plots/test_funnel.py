"""Providers of unequal size side by side."""

from dataclasses import replace
from fractions import Fraction

from answerable.core.assess.series.study import is_share
from answerable.core.enforce.results import ContractResult, DistrictResult, Standing
from answerable.render.plots.funnel import Funnel, funnels
from tests.render.sample import contract_result, district, reading, series


def compared(*figures: tuple[int, int], period: str = "2026-05", partial: bool = False) -> DistrictResult:
    def contract(at: int, numerator: int, denominator: int) -> ContractResult:
        one = series(reading(period, numerator, denominator, partial=partial))
        return contract_result(f"c{at}", Standing.CLEAR, indicators=(one,))

    contracts = tuple(contract(at, *figure) for at, figure in enumerate(figures))
    return replace(district(), contracts=contracts)


def only(result: DistrictResult) -> Funnel:
    (funnel,) = funnels(result)
    return funnel


def test_an_indicator_is_compared_from_four_contracts_on() -> None:
    assert list(funnels(compared((9, 10), (9, 10), (9, 10)))) == []
    assert len(only(compared((9, 10), (9, 10), (9, 10), (9, 10))).spots) == 4


def test_periods_that_are_not_over_and_periods_without_activity_are_not_compared() -> None:
    assert list(funnels(compared((9, 10), (9, 10), (9, 10), (9, 10), partial=True))) == []
    assert list(funnels(compared((9, 10), (9, 10), (9, 10), (0, 0)))) == []


def test_the_mean_is_pooled_and_not_the_mean_of_means() -> None:
    assert only(compared((0, 10), (90, 90), (100, 100), (100, 100))).mean == Fraction(290 * 100, 300)


def test_a_small_provider_may_lie_far_from_the_mean_where_a_large_one_may_not() -> None:
    funnel = only(compared((7, 10), (7000, 10000), (9000, 10000), (90000, 100000), (99, 100)))
    assert [spot.place for spot in funnel.spots] == ["inside", "far_low", "far_high", "far_high", "far_high"]
    assert funnel.scattered


def test_contracts_keep_their_order_because_this_is_no_ranking() -> None:
    funnel = only(compared((99, 100), (50, 100), (98, 100), (97, 100)))
    assert [spot.contract.contract.id for spot in funnel.spots] == ["c0", "c1", "c2", "c3"]


def test_a_ratio_is_told_from_a_share_and_has_no_limits() -> None:
    share = series(reading("2026-05", 9, 10))
    ratio = replace(
        share, unit="", measure="ratio", results=(replace(share.results[0], value=Fraction(9, 10)),)
    )
    assert is_share(share)
    assert not is_share(ratio)
    contracts = tuple(contract_result(f"r{at}", Standing.CLEAR, indicators=(ratio,)) for at in range(4))
    funnel = only(replace(district(), contracts=contracts))
    assert not funnel.share
    assert funnel.mean == Fraction(9, 10)


def test_four_equal_contracts_and_all_or_nothing_can_be_drawn() -> None:
    for figure in ((10, 10), (0, 10), (5, 10)):
        assert only(compared(*[figure] * 4)).plot.shapes
