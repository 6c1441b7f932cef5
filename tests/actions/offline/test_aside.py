"""Outputs appear whole or not at all, and an interruption at the worst moment gives back what was there."""

from pathlib import Path

import pytest

from answerable.actions.offline.aside import written_aside
from answerable.core.terms.errors import OutputError


def fill(folder: Path, text: str) -> None:
    with written_aside(folder, replaces=lambda _: True) as aside:
        (aside / "result").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("at", [1, 2])
@pytest.mark.parametrize("what", [KeyboardInterrupt, OSError])
def test_whatever_stops_the_renaming_the_old_output_is_there(
    at: int, what: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "out", "old")
    rename, calls = Path.rename, []

    def interrupted(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == at:
            raise what
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises((KeyboardInterrupt, OutputError)):
        fill(tmp_path / "out", "new")
    assert (tmp_path / "out" / "result").read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def half(folder: Path) -> None:
    with written_aside(folder, replaces=lambda _: True) as aside:
        (aside / "half").write_text("half", encoding="utf-8")
        raise ZeroDivisionError


def test_a_block_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        half(tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
