"""What each job does holds even where one of its parts fails."""

from datetime import UTC, datetime

import pytest

from answerable.actions.office import delivering, gathering
from answerable.actions.office.delivering import Delivered
from answerable.jobs.work import WORKS

NOON = datetime(2026, 6, 30, 4, tzinfo=UTC)


def test_messages_go_out_even_where_nothing_new_could_be_gathered(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[datetime] = []

    def fails(**_: object) -> int:
        raise ValueError("one row that cannot be told")

    def deliver(*, at: datetime, **_: object) -> Delivered:
        rounds.append(at)
        return Delivered()

    monkeypatch.setattr(gathering, "gather", fails)
    monkeypatch.setattr(delivering, "deliver", deliver)
    with pytest.raises(ValueError, match="cannot be told"):
        WORKS["notify"](NOON, UTC)
    assert rounds == [NOON]
