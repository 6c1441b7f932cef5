"""What the drills share: how large they are, the model district in either database, and the lines they leave."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.drills.system import Deployment, postgres_deployment, sqlite_deployment
from tools.postgres import Server, server

SCALE = int(os.environ.get("SCALE") or "1")
"""How often each drill is repeated: 1 runs all of them in twenty minutes on two cores, 10 reaches the targets."""
SEED = int(os.environ.get("SEED") or time.time_ns() % 1_000_000)
_SAID: list[str] = []
Make = Callable[..., Deployment]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder is a drill."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.drill)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line for each drill."""
    if _SAID:
        terminalreporter.section(f"drills, SCALE={SCALE} SEED={SEED}")
        for line in _SAID:
            terminalreporter.write_line(line)


@pytest.fixture
def say(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Leave the line of this drill."""
    return lambda line: _SAID.append(f"{request.node.name}: {line}")


@pytest.fixture
def chance() -> random.Random:
    """Chance that can be had again with SEED."""
    return random.Random(SEED)  # noqa: S311 - nothing secret


@pytest.fixture(scope="session")
def scale() -> int:
    """How often to repeat."""
    return SCALE


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model district as a folder."""
    folder = tmp_path_factory.mktemp("model") / "district"
    program = Path(sys.executable).with_name("answerable")
    subprocess.run([program, "model", folder, "--seed", "1"], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="session")
def running_postgres() -> Iterator[Server]:
    """One durable server for all drills of a run."""
    with server(durable=True) as made:
        yield made


def fill(deployment: Deployment, model: Path) -> Deployment:
    """Load the model district and open the accounts of the drills."""
    words = [sys.executable, "-m", "tests.drills.filling", str(model)]
    ended = subprocess.run(words, env=deployment.environment, check=False, capture_output=True, timeout=200)
    assert ended.returncode == 0, ended.stderr.decode(errors="replace")
    return deployment


@pytest.fixture(scope="session")
def filled_sqlite(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Deployment:
    """The model district in SQLite; never started, only copied."""
    folder = tmp_path_factory.mktemp("sqlite")
    return fill(sqlite_deployment(folder / "data", folder / "logs"), model)


@pytest.fixture(scope="session")
def filled_postgres(
    model: Path, running_postgres: Server, tmp_path_factory: pytest.TempPathFactory
) -> Deployment:
    """The same in PostgreSQL."""
    folder = tmp_path_factory.mktemp("postgres")
    return fill(postgres_deployment(folder / "data", folder / "logs", running_postgres, name="model"), model)


@pytest.fixture(params=["sqlite", "postgresql"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Make]:
    """Makes deployments on the database of this turn: `make(empty=False, **environment)`; all are ended afterwards."""
    made: list[Deployment] = []

    def one(*, empty: bool = False, **more: str) -> Deployment:
        name = f"d{time.time_ns()}_{len(made)}"
        data, logs = tmp_path / name, tmp_path / f"{name}-logs"
        if request.param == "sqlite":
            like = None if empty else request.getfixturevalue("filled_sqlite")
            made.append(sqlite_deployment(data, logs, like, **more))
        else:
            like = None if empty else request.getfixturevalue("filled_postgres")
            running = request.getfixturevalue("running_postgres")
            made.append(postgres_deployment(data, logs, running, name=name, like=like, **more))
        return made[-1]

    yield one
    for each in made:
        each.remove()
