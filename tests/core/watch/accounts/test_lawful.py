"""Two years of a busy lawful account, drawn twenty times: nobody is accused of anything."""

import pytest

from answerable.core.watch.accounts.producers import look
from tests.core.watch.accounts.lawful import lawful
from tests.core.watch.accounts.scenes import limits


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_a_lawful_account_is_never_spoken_of_in_twenty_four_months(seed: int) -> None:
    scene = lawful(seed)
    assert len(scene.own) > 800
    assert [(each.rule, each.since) for each in look(scene, limits())] == []
