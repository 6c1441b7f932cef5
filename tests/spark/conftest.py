"""A small cluster of its own: a master and two workers, each a process, on loopback only."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

WORKERS = 2
SECONDS = 60


def _lacking() -> str | None:
    try:
        import pyspark  # noqa: F401
    except ImportError:
        return "pyspark is not installed: make test-spark installs it"
    if shutil.which("java") is None:
        return "there is no Java on this machine: Spark needs Java 17"
    return None


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the cluster."""
    lacking = _lacking()
    if lacking is not None:
        # Where everything has to pass, a test that cannot run has failed.
        (pytest.fail if os.environ.get("CI") else pytest.skip)(lacking)
    folder = tmp_path_factory.mktemp("cluster")
    processes: list[subprocess.Popen[bytes]] = []
    try:
        port = _free_port()
        address = f"spark://127.0.0.1:{port}"
        master = ["master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0"]
        processes.append(_start(master, folder / "master.log"))
        _wait_for(folder / "master.log", "I have been elected leader")
        for at in range(WORKERS):
            log = folder / f"worker-{at}.log"
            options = ["--host", "127.0.0.1", "--cores", "1", "--memory", "1g", "--webui-port", "0"]
            worker = ["worker.Worker", *options, "--work-dir", str(folder / f"work-{at}"), address]
            processes.append(_start(worker, log))
            _wait_for(log, "Successfully registered with master")
        yield address
    finally:
        for process in reversed(processes):
            process.terminate()
        for process in processes:
            process.wait(timeout=SECONDS)


def _start(command: list[str], log: Path) -> subprocess.Popen[bytes]:
    import pyspark

    home = Path(pyspark.__file__).parent
    name, *options = command
    classes = f"{home}/jars/*"
    opened = [
        "java",
        "-Xmx256m",
        *(
            f"--add-opens=java.base/{each}=ALL-UNNAMED"
            for each in ("java.nio", "sun.nio.ch", "java.lang", "java.util")
        ),
        "-cp",
        classes,
        f"org.apache.spark.deploy.{name}",
        *options,
    ]
    environment = os.environ | {
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_HOME": str(home),
        "SPARK_SCALA_VERSION": "2.13",
    }
    with log.open("wb") as out:
        return subprocess.Popen(opened, stdout=out, stderr=subprocess.STDOUT, env=environment)


def _wait_for(log: Path, text: str) -> None:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        if text in log.read_text(encoding="utf-8", errors="replace"):
            return
        time.sleep(0.2)
    pytest.fail(f"the cluster did not start: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
