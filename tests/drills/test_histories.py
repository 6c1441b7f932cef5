"""Random histories of correction and ending, by the thousand, on both databases: HISTORIES=20000 runs all of them."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.drills.conftest import SEED
from tests.drills.system import ROOT

EACH = 400
"""Histories on each database at SCALE=1."""


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_no_history_leads_to_what_must_not_be(
    database: str, tmp_path: Path, scale: int, say: Callable[[str], None]
) -> None:
    histories = int(os.environ.get("HISTORIES") or EACH * scale)
    words = [sys.executable, "-m", "tests.drills.histories", str(tmp_path / "county")]
    words += ["--histories", str(histories), "--seed", str(SEED)]
    beside = [sys.executable, "-m", "tools.postgres", "--"] if database == "postgresql" else []
    kept = {
        name: text for name, text in os.environ.items() if not name.startswith(("ANSWERABLE_", "DJANGO_"))
    }
    kept.pop("DATABASE_URL", None)
    environment = kept | {"ANSWERABLE_DATA": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [*beside, *words], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    told = re.search(r"^\d+ histories, \d+ tries, .*$", ended.stdout, re.MULTILINE)
    assert ended.returncode == 0, ended.stdout[-4000:] + ended.stderr[-2000:]
    assert told is not None
    say(told.group())
