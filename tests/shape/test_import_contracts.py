"""The import contracts hold, and they bite: an import planted in a copy of the tree is reported."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shape.tree import PACKAGE, ROOT

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")


def _lint(tree: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT_IMPORTS, "--no-cache", "--no-logo"],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    shutil.copytree(PACKAGE, tmp_path / "src" / "answerable", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def _plant(tree: Path, module: str, line: str) -> None:
    (tree / "src" / "answerable" / module).write_text(f'"""Planted."""\n\n{line}\n', encoding="utf-8")


def test_all_contracts_are_kept(tree: Path) -> None:
    run = _lint(tree)
    assert run.returncode == 0, run.stdout + run.stderr


def test_django_in_scope_and_duckdb_outside_the_engines_are_both_reported(tree: Path) -> None:
    _plant(tree, "core/scope/planted.py", "import django")
    _plant(tree, "render/planted.py", "def late():\n    import duckdb")
    run = _lint(tree)
    assert run.returncode == 1
    assert "answerable.core.scope.planted -> django (l.3)" in run.stdout
    assert "answerable.render.planted -> duckdb (l.4)" in run.stdout


@pytest.mark.parametrize(
    ("room", "planted"),
    [
        ("core/terms", "answerable.core.assess"),
        ("core/scope", "answerable.core.watch"),
        ("core/scope", "answerable.engines"),
        ("engines", "answerable.sources"),
        ("actions/offline", "answerable.actions.office"),
        ("web", "answerable.cli"),
        ("core/scope", "numpy"),
        ("core/tables", "yaml"),
        ("cli", "django"),
        ("engines", "chinese_calendar"),
        ("sources", "polars"),
    ],
)
def test_a_planted_import_is_reported(tree: Path, room: str, planted: str) -> None:
    _plant(tree, f"{room}/planted.py", f"import {planted}")
    run = _lint(tree)
    assert run.returncode == 1
    assert f"answerable.{room.replace('/', '.')}.planted -> {planted}" in run.stdout
