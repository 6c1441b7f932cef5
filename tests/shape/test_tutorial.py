"""The tutorials are run as they stand: files written, commands given, and what is said compared."""

import re
import shlex
from pathlib import Path

import pytest

from answerable.cli.main import main
from tests.shape.tree import ROOT

TUTORIALS = sorted((ROOT / "docs" / "tutorial").glob("*.md"))
BLOCK = re.compile(r"^```(\w+)(?: (append))?(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("tutorial", TUTORIALS, ids=lambda path: path.name)
def test_a_tutorial_says_what_the_program_says(
    tutorial: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ANSWERABLE_LANG", raising=False)
    said, compared = "", 0
    for kind, append, name, text in BLOCK.findall(tutorial.read_text(encoding="utf-8")):
        if kind in {"csv", "yaml"}:
            _write(Path(name), text, append=bool(append))
        elif kind == "sh":
            main(shlex.split(text)[1:])
            captured = capsys.readouterr()
            said = captured.out + captured.err
        elif kind == "text":
            assert _missing(text, said) == [], said
            compared += 1
    assert compared


def _write(path: Path, text: str, *, append: bool) -> None:
    """Only files that `init` laid are filled in, so a misspelt name is noticed."""
    before = path.read_text(encoding="utf-8")
    path.write_text(before + text if append else text, encoding="utf-8")


def _missing(shown: str, said: str) -> list[str]:
    """The lines shown that were not said; the width of columns does not count."""
    plain = " ".join(said.split())
    return [line for line in shown.splitlines() if " ".join(line.split()) not in plain]


def test_there_is_a_tutorial_in_both_languages() -> None:
    assert [path.name for path in TUTORIALS] == ["first-district.md", "first-district.zh-CN.md"]
