"""The system runs, mends itself, and stops without leaving anything behind."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.running import (
    ANSWERABLE,
    children,
    environment,
    lives,
    log_of,
    python,
    run,
    serving,
    status,
    within,
)

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_the_first_start_makes_everything_and_a_stop_leaves_nothing(data: Path, port: int) -> None:
    with serving(data=data, port=port) as process:
        assert status(port, "/health/ready") == 200
        below = children(process.pid)
        assert sum("granian" in line for line in below.values()) >= 1
        assert sum("answerable.jobs" in line for line in below.values()) == 1
    assert process.returncode == 0
    assert not any(map(lives, below))
    assert (data / "secret-key").stat().st_mode & 0o777 == 0o600
    said = log_of(data, port)
    assert f"http://127.0.0.1:{port}/" in said
    assert "its processes have ended" in said


@pytest.mark.usefixtures("begun")
def test_a_web_that_is_killed_comes_back(data: Path, port: int) -> None:
    with serving("--no-worker", data=data, port=port) as process:
        web = min(pid for pid, line in children(process.pid).items() if "-m granian" in line)
        os.kill(web, signal.SIGKILL)
        again = '"event": "child.started", "child": "web"'
        assert within(20, lambda: log_of(data, port).count(again) == 2)
        assert within(20, lambda: status(port, "/health/live") == 200)
        assert not lives(web)
    assert '"event": "child.ended"' in log_of(data, port)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's own way is Linux's")
@pytest.mark.usefixtures("begun")
def test_nothing_outlives_a_supervisor_that_is_killed(data: Path, port: int) -> None:
    with serving(data=data, port=port) as process:
        below = children(process.pid)
        assert below
        process.kill()
        process.wait()
        assert within(10, lambda: not any(map(lives, below)))
        assert status(port, "/health/live") == 0


@pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc")
@pytest.mark.usefixtures("begun")
def test_nothing_stays_of_a_system_that_is_killed_while_it_starts(data: Path, port: int) -> None:
    """The server's own processes come to life one after another, and each has to notice by itself."""
    python("from answerable.actions.office.prepare import prepare\nprepare()", data=data)
    for after in (0.0, 0.1, 0.2, 0.3, 0.4, 0.5):
        words = [str(ANSWERABLE), "serve", "--port", str(port), "--no-worker"]
        process = subprocess.Popen(words, env=environment(data), stderr=subprocess.DEVNULL)
        assert within(60, lambda: len(_belonging_to(data)) >= 3), "no web process"
        time.sleep(after)
        process.kill()
        process.wait()
        gone = within(5, lambda: not _belonging_to(data))
        for pid in _belonging_to(data):
            os.kill(pid, signal.SIGKILL)
        assert gone, after


def _belonging_to(data: Path) -> list[int]:
    """The processes that live in this deployment's environment."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"ANSWERABLE_DATA={data}\0".encode() in (folder / "environ").read_bytes():
                found.append(int(folder.name))
    return [pid for pid in found if lives(pid)]


@pytest.mark.usefixtures("begun")
def test_each_process_learns_only_what_it_needs(data: Path, port: int) -> None:
    learnt = data.parent / "learnt"
    script = "import os, pathlib, sys, time; pathlib.Path(sys.argv[1]).write_text(chr(10).join(os.environ))"
    line = f"'{sys.executable}' -c '{script}' '{learnt}'"
    secrets = {"ANSWERABLE_SECRET_KEY": "k" * 40, "DATABASE_URL": f"sqlite:///{data / 'answerable.sqlite3'}"}
    with serving(
        data=data, port=port, ANSWERABLE_SIGNER=line, ANSWERABLE_SIGNER_KEY="/keys/log", **secrets
    ) as process:
        assert within(10, lambda: learnt.exists() and bool(learnt.read_text()))
        below = children(process.pid)
        others = {
            name
            for pid, words in below.items()
            if "granian" in words or "answerable.jobs" in words
            for name in _names_in(pid)
        }
    assert "ANSWERABLE_SIGNER_KEY" in learnt.read_text().split()
    assert not secrets.keys() & set(learnt.read_text().split())
    assert secrets.keys() <= others
    assert not any(name.startswith("ANSWERABLE_SIGNER") for name in others)


def _names_in(pid: int) -> set[str]:
    listed = Path(f"/proc/{pid}/environ").read_bytes().decode("utf-8", "replace").split("\0")
    return {line.partition("=")[0] for line in listed}


def test_what_is_written_is_for_the_owner_alone_whatever_the_shell_says(data: Path, port: int) -> None:
    data.mkdir()
    before = os.umask(0o000)
    try:
        with serving(data=data, port=port):
            assert within(10, (data / "answerable.sqlite3-wal").exists)
            # What every browser gets is no secret.
            written = [path for path in data.rglob("*") if "static" not in path.parts]
            open_ = [path.name for path in written if path.stat().st_mode & 0o077]
    finally:
        os.umask(before)
    assert open_ == []


@pytest.mark.usefixtures("begun")
def test_a_signer_is_run_without_a_shell_and_kept_running(data: Path, port: int) -> None:
    mark = data.parent / "words"
    script = "import pathlib, sys, time; pathlib.Path(sys.argv[1]).write_text(sys.argv[2]); time.sleep(60)"
    line = f"'{sys.executable}' -c '{script}' '{mark}' '$HOME; true'"
    with serving("--no-worker", data=data, port=port, ANSWERABLE_SIGNER=line):
        assert within(10, lambda: mark.exists() and bool(mark.read_text()))
    assert mark.read_text() == "$HOME; true"


def test_a_port_that_is_taken_is_said_in_one_sentence(data: Path, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):
        ended = run("serve", "--port", str(port), data=data)
    assert ended.returncode == 2
    assert ended.stderr.startswith(f"Port {port} of 127.0.0.1 is taken.")
    assert ended.stderr.count("\n") == 1
    assert not data.exists()


@pytest.mark.parametrize(
    ("more", "begins"),
    [
        ({"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}, "The database cannot be reached: "),
        ({"DATABASE_URL": "rubbish://x"}, "A value in the environment cannot be used: "),
        ({"ANSWERABLE_THREADS": "many"}, "ANSWERABLE_THREADS has to be a whole number"),
        ({"ANSWERABLE_SIGNER": "'unclosed"}, "ANSWERABLE_SIGNER is no command line: "),
        ({"ANSWERABLE_IDLE_MINUTES": "soon"}, "A value in the environment cannot be used: "),
        ({"ANSWERABLE_LOG_LEVEL": "LOUD"}, "A value in the environment cannot be used: "),
    ],
)
@pytest.mark.usefixtures("begun")
def test_what_is_wrong_with_the_settings_is_said_in_one_sentence(
    data: Path, port: int, more: dict[str, str], begins: str
) -> None:
    ended = run("serve", "--port", str(port), data=data, **more)
    assert ended.returncode == 2, ended.stderr
    assert ended.stderr.startswith(begins), ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.usefixtures("begun")
def test_tables_of_a_newer_version_are_left_alone(data: Path, port: int) -> None:
    python("from answerable.actions.office.prepare import prepare\nprepare()", data=data)
    newer = "from django.db.migrations.recorder import MigrationRecorder as R\n" + (
        "from django.db import connection\nR(connection).record_applied('records', '9999_of_the_future')"
    )
    python(newer, data=data)
    ended = run("serve", "--port", str(port), data=data)
    assert ended.returncode == 2
    assert ended.stderr.startswith("A newer version has upgraded the database (1 step unknown here)")


def test_a_data_folder_that_cannot_be_used_is_said_in_one_sentence(tmp_path: Path, port: int) -> None:
    (tmp_path / "file").write_text("")
    ended = run("serve", "--port", str(port), data=tmp_path / "file" / "data")
    assert ended.returncode == 2, ended.stderr
    assert "data folder" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_a_port_that_is_none_is_refused(data: Path, port: str) -> None:
    assert run("serve", f"--port={port}", data=data).returncode == 2
