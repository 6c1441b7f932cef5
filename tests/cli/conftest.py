"""Deployments whose tables are there already: making them takes longer than most of what is tried on them."""

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from tests.cli.running import python

DATABASE = "answerable.sqlite3"


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all tables in which nothing ever happened, made once for all processes of a run."""
    scratch = tmp_path_factory.getbasetemp()
    data = (scratch.parent if "PYTEST_XDIST_WORKER" in os.environ else scratch) / "tables"
    with data.with_suffix(".lock").open("w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (data / "made").exists():
            python("from answerable.actions.office.start import migrate\nmigrate()", data=data)
            (data / "made").touch()
    return data / DATABASE


def begin(data: Path, tables: Path) -> None:
    """A deployment of which nothing is there but its tables."""
    data.mkdir(mode=0o700, parents=True)
    shutil.copyfile(tables, data / DATABASE)
    (data / DATABASE).chmod(0o600)


@pytest.fixture
def begun(data: Path, tables: Path) -> None:
    """The deployment of the test has its tables already."""
    begin(data, tables)
