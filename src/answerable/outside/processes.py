"""Child processes: kept running, stopped together, and none outlives the one that started it."""

import contextlib
import ctypes
import errno
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

LOG = logging.getLogger("answerable.serve")
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds before a child that died is started again; each death in a row doubles them."""
SETTLED = 60.0
"""A child that lived this many seconds begins again with the first pause."""
GRACE = 8.0
"""Seconds that children have to end by themselves."""
SUPERVISOR = "ANSWERABLE_SUPERVISOR"
"""Under this name children and their children learn the number of the process that looks after them."""
_TICK = 0.1
_WATCH = 0.5
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Command:
    """What a child runs, without a shell."""

    name: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str]


@dataclass
class _Child:
    command: Command
    process: subprocess.Popen[bytes] | None = None
    since: float = 0.0
    pause: float = FIRST_PAUSE
    again_at: float = 0.0


@dataclass
class Supervisor:
    """Keeps the children of one parent running until it is told to stop. Used from the main thread alone."""

    commands: Sequence[Command]
    grace: float = GRACE
    _stopping: bool = field(default=False, init=False)
    _children: list[_Child] = field(default_factory=list, init=False)

    def stop(self, *_: object) -> None:
        """Ask for the end; `run` returns once every child has ended."""
        self._stopping = True

    def run(self, on_tick: Callable[[], object] = lambda: None) -> None:
        """Start the children, start again what dies, and end them all on SIGTERM, SIGINT or `stop`."""
        before = {each: signal.signal(each, self._signalled) for each in (signal.SIGTERM, signal.SIGINT)}
        self._children = [_Child(command) for command in self.commands]
        try:
            while not self._stopping:
                for child in self._children:
                    _look_after(child)
                on_tick()
                time.sleep(_TICK)
        finally:
            _end(self._children, self.grace)
            for each, handler in before.items():
                signal.signal(each, handler)

    def _signalled(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True


def _look_after(child: _Child) -> None:
    """Start a child that does not run, once its pause is over."""
    now = time.monotonic()
    if child.process is not None:
        code = child.process.poll()
        if code is None:
            return
        # What it left behind would hold its port and its locks.
        _kill_group(child.process.pid)
        pause = FIRST_PAUSE if now - child.since >= SETTLED else child.pause
        LOG.warning(
            "child.ended",
            extra={"child": child.command.name, "pid": child.process.pid, "code": code, "pause": pause},
        )
        child.process, child.again_at, child.pause = None, now + pause, min(pause * 2, LONGEST_PAUSE)
    if now >= child.again_at:
        _start(child, now)


def _start(child: _Child, now: float) -> None:
    command = child.command
    try:
        child.process = subprocess.Popen(  # noqa: S603 - no shell; the words come from the program and its settings
            command.arguments,
            env={**command.environment, SUPERVISOR: str(os.getpid())},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with(os.getpid()),  # noqa: PLW1509 - the supervisor has one thread
        )
    except OSError:
        LOG.exception("child.unstartable", extra={"child": command.name, "pause": child.pause})
        child.again_at, child.pause = now + child.pause, min(child.pause * 2, LONGEST_PAUSE)
        return
    child.since = now
    LOG.info("child.started", extra={"child": command.name, "pid": child.process.pid})


def _end(children: Sequence[_Child], grace: float) -> None:
    """Ask every child to end, wait, and then insist, on its own children too."""
    processes = [child.process for child in children if child.process is not None]
    for process in processes:
        if process.poll() is None:
            process.terminate()
    until = time.monotonic() + grace
    for process in processes:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, until - time.monotonic()))
        _kill_group(process.pid)
        process.wait()


def _kill_group(group: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def _die_with(parent: int) -> Callable[[], None]:
    """What a child does first: from now on the kernel kills it when its parent ends, however that ends."""
    library = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

    def prepare() -> None:
        if library is not None:
            library.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return prepare


def end_with_parent() -> None:
    """End this process soon after the one that started it has ended, on every system and with any number of threads.

    For grandchildren, whose parent is a program that is not ours. The parent may have ended before this is called,
    and nothing tells that from its number; so the supervisor, whose number the environment states, has to live too.
    """
    parent, stated = os.getppid(), os.environ.get(SUPERVISOR, "")
    supervisor = int(stated) if stated.isascii() and stated.isdigit() else None

    def orphaned() -> bool:
        return os.getppid() != parent or (supervisor is not None and not _lives(supervisor))

    def watch() -> None:
        while not orphaned():
            time.sleep(_WATCH)
        os._exit(1)

    if orphaned():
        os._exit(1)
    threading.Thread(target=watch, name="end-with-parent", daemon=True).start()


def _lives(pid: int) -> bool:
    """Whether a process is there; one that has ended, and whose end nobody has taken note of yet, is not."""
    try:
        os.kill(pid, 0)
    except PermissionError:
        pass
    except OSError:
        return False
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return True
    return stat.rpartition(")")[2].split()[:1] not in (["Z"], ["X"])


def port_is_free(host: str, port: int) -> bool:
    """Whether a server could listen there. Raises OSError where the host is not one of this machine's."""
    for family, kind, _, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(address)
            except OSError as error:
                if error.errno == errno.EADDRINUSE:
                    return False
                raise
    return True


def answers(host: str, port: int) -> bool:
    """Whether somebody listens there."""
    try:
        socket.create_connection((host, port), timeout=0.2).close()
    except OSError:
        return False
    return True
