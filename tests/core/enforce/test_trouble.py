"""The order in which standings are read: the worst first."""

import pytest

from answerable.core.enforce.results import Standing
from answerable.core.enforce.trouble import TROUBLE, worst


@pytest.mark.parametrize(
    ("standings", "wanted"),
    [
        ((), None),
        (("ended_expired", "ended_unilateral"), None),
        (("clear", "no_data"), Standing.NO_DATA),
        (("clear", "watch", "no_data"), Standing.WATCH),
        (("suspended", "rectifying"), Standing.SUSPENDED),
        (tuple(each.value for each in Standing), Standing.ENDING),
    ],
)
def test_the_worst_of_running_contracts_is_told(standings: tuple[str, ...], wanted: Standing | None) -> None:
    assert worst(standings) is wanted


def test_neither_a_lack_of_data_nor_an_end_is_trouble() -> None:
    assert not {Standing.CLEAR, Standing.NO_DATA} & set(TROUBLE)
    assert not any(each.value.startswith("ended") for each in TROUBLE)
    assert len(TROUBLE) == len(Standing) - 5
