"""Verdicts that were recorded come out again."""

from pathlib import Path

from answerable.actions.offline.folders import write_model
from answerable.actions.offline.model.days import LAST
from answerable.actions.offline.scope.replay import replay_scope


def test_the_recorded_verdicts_come_out_again(tmp_path: Path) -> None:
    write_model(tmp_path / "model", seed=1, scale=1)
    replayed = replay_scope(tmp_path / "model", rulebook=None, on=LAST)
    assert {each.record.id: each.record.verdict for each in replayed} == {
        "w-account-ops": "limited",
        "w-archives": "limited",
        "w-hotline": "limited",
    }
    assert all(each.comes_out for each in replayed)
