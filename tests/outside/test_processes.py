"""Children are kept running, end with their parent, and leave nothing behind."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from answerable.outside.processes import Command, Supervisor, _lives, answers, port_is_free

WRITES_AND_WAITS = (
    "import os, pathlib, subprocess, sys, time\n"
    "inner = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
    "pathlib.Path(sys.argv[1]).open('a').write(f'{os.getpid()} {inner.pid}\\n')\n"
    "time.sleep(60)\n"
)
SUPERVISES = (
    "import os, sys\n"
    "from answerable.outside.processes import Command, Supervisor\n"
    "Supervisor([Command('child', (sys.executable, '-c', sys.argv[1], sys.argv[2]), os.environ)]).run()\n"
)


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return False


def lives(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return stat.rsplit(")", 1)[1].split()[0] != "Z"


def started(path: Path) -> list[list[int]]:
    if not path.exists():
        return []
    return [[int(word) for word in line.split()] for line in path.read_text().splitlines()]


def child(tmp_path: Path) -> Command:
    return Command("child", (sys.executable, "-c", WRITES_AND_WAITS, str(tmp_path / "pids")), os.environ)


@pytest.mark.slow
def test_a_child_that_is_killed_is_started_again_and_all_end_on_stop(tmp_path: Path) -> None:
    supervisor, pids = Supervisor([child(tmp_path)], grace=3), tmp_path / "pids"

    def act() -> None:
        within(10, lambda: len(started(pids)) == 1)
        os.kill(started(pids)[0][0], signal.SIGKILL)
        within(10, lambda: len(started(pids)) == 2)
        supervisor.stop()

    actor = threading.Thread(target=act)
    actor.start()
    supervisor.run()
    actor.join()
    assert len(started(pids)) == 2
    assert within(3, lambda: not any(lives(pid) for pair in started(pids) for pid in pair))


@pytest.mark.slow
def test_a_child_that_will_not_end_is_made_to(tmp_path: Path) -> None:
    stubborn = "import signal, sys, time, pathlib\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + (
        "pathlib.Path(sys.argv[1]).write_text('x')\ntime.sleep(60)"
    )
    mark = tmp_path / "up"
    supervisor = Supervisor(
        [Command("stubborn", (sys.executable, "-c", stubborn, str(mark)), os.environ)], grace=0.5
    )
    began = time.monotonic()
    supervisor.run(lambda: supervisor.stop() if mark.exists() else None)
    assert time.monotonic() - began < 10


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's own way is Linux's")
def test_a_child_ends_when_its_supervisor_is_killed(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    supervisor = subprocess.Popen([sys.executable, "-c", SUPERVISES, WRITES_AND_WAITS, str(pids)])
    try:
        assert within(15, lambda: len(started(pids)) == 1)
        (pair,) = started(pids)
        assert lives(pair[0])
        supervisor.kill()
        supervisor.wait()
        assert within(5, lambda: not lives(pair[0]))
    finally:
        supervisor.kill()
        for pid in (pid for pair in started(pids) for pid in pair):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.parametrize("ends", [signal.SIGTERM, signal.SIGKILL])
def test_a_grandchild_ends_with_its_parent_by_itself(tmp_path: Path, ends: signal.Signals) -> None:
    grandchild = (
        "import os, sys, time, pathlib\nfrom answerable.outside.processes import end_with_parent\n"
        "end_with_parent()\npathlib.Path(sys.argv[1]).write_text(str(os.getpid()))\ntime.sleep(60)"
    )
    parent = (
        "import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', sys.argv[1], sys.argv[2]]).wait()"
    )
    mark = tmp_path / "pid"
    process = subprocess.Popen([sys.executable, "-c", parent, grandchild, str(mark)])
    assert within(15, lambda: mark.exists() and bool(mark.read_text()))
    process.send_signal(ends)
    process.wait()
    assert within(5, lambda: not lives(int(mark.read_text())))


LATE = (
    "import os, pathlib, sys, time\n"
    "pathlib.Path(sys.argv[1]).write_text(str(os.getpid()))\n"
    "while not pathlib.Path(sys.argv[2]).exists(): time.sleep(0.01)\n"
    "from answerable.outside.processes import end_with_parent\nend_with_parent()\n"
    "pathlib.Path(sys.argv[3]).write_text('watching')\ntime.sleep(60)\n"
)
BEGETS = "import subprocess, sys, time\nsubprocess.Popen([sys.executable, *sys.argv[1:]])\ntime.sleep(60)\n"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's own way is Linux's")
def test_a_grandchild_that_looks_only_after_its_supervisor_was_killed_ends(tmp_path: Path) -> None:
    """Its parent's number tells nothing by then: that of whoever adopted it is a living process's too."""
    pid, go, watching = tmp_path / "pid", tmp_path / "go", tmp_path / "watching"
    supervises = (
        "import os, sys\nfrom answerable.outside.processes import Command, Supervisor\n"
        "Supervisor([Command('child', (sys.executable, '-c', *sys.argv[1:]), os.environ)]).run()\n"
    )
    words = (supervises, BEGETS, "-c", LATE, str(pid), str(go), str(watching))
    supervisor = subprocess.Popen([sys.executable, "-c", *words])
    try:
        assert within(15, lambda: pid.exists() and bool(pid.read_text()))
        supervisor.kill()
        supervisor.wait()
        go.write_text("")
        assert within(5, lambda: not lives(int(pid.read_text())))
        assert not watching.exists()
    finally:
        supervisor.kill()
        with contextlib.suppress(ProcessLookupError, ValueError):
            os.kill(int(pid.read_text()), signal.SIGKILL)


def test_a_process_that_ended_and_was_not_taken_note_of_does_not_live() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    assert within(10, lambda: not _lives(ended.pid))
    ended.wait()
    assert not _lives(ended.pid)
    assert _lives(os.getpid())
    assert _lives(1)


def test_a_program_that_is_not_there_does_not_stop_the_others(tmp_path: Path) -> None:
    supervisor = Supervisor(
        [Command("missing", (str(tmp_path / "none"),), os.environ), child(tmp_path)], grace=2
    )
    pids = tmp_path / "pids"
    supervisor.run(lambda: supervisor.stop() if started(pids) else None)
    assert len(started(pids)) == 1


@pytest.mark.enable_socket
def test_a_port_is_taken_while_somebody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert not port_is_free("127.0.0.1", port)
        assert answers("127.0.0.1", port)
    assert port_is_free("127.0.0.1", port)
    assert not answers("127.0.0.1", port)
