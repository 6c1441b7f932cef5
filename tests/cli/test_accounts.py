"""`answerable account …`: what the command line opens, lists and refuses, in a database of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import small_district, write
from tests.cli.conftest import begin

pytestmark = pytest.mark.slow


class Shell:
    """The command line in a scratch deployment."""

    def __init__(self, folder: Path, **settings: str) -> None:
        kept = {
            name: text for name, text in os.environ.items() if not name.startswith(("ANSWERABLE", "DATABASE"))
        }
        self._environment = (
            kept | {"ANSWERABLE_DATA": str(folder / "data"), "DJANGO_SETTINGS_MODULE": ""} | settings
        )
        self._environment.pop("DJANGO_SETTINGS_MODULE")

    def run(self, *words: str, sent: str = "") -> tuple[int, str, str]:
        """Exit code, standard output, standard error."""
        command = [sys.executable, "-m", "answerable.cli.main", *words]
        done = subprocess.run(
            command,
            env=self._environment,
            input=sent,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        return done.returncode, done.stdout, done.stderr


@pytest.fixture
def shell(tmp_path: Path, tables: Path) -> Shell:
    begin(tmp_path / "data", tables)
    return Shell(tmp_path, ANSWERABLE_LANG="en")


def test_the_first_account_is_opened_without_anybody_and_the_next_is_not(shell: Shell) -> None:
    assert "no accounts yet" in shell.run("account", "list")[1]
    code, _, said = shell.run("account", "add", "watcher", "--admin", "audit")
    assert (code, "the security administrator's" in said) == (2, True)
    code, told, _ = shell.run("account", "add", "keeper", "--admin", "security")
    assert code == 0
    assert "One-time password" in told
    code, _, said = shell.run("account", "add", "watcher", "--admin", "audit")
    assert (code, "--by" in said) == (2, True)
    listed = shell.run("account", "list")[1]
    assert "keeper" in listed
    assert "security administrator" in listed


def test_whoever_acts_has_to_sign_in(shell: Shell) -> None:
    given = "a password of one's own 9"
    assert (
        shell.run("account", "add", "keeper", "--admin", "security", "--password-stdin", sent=given)[0] == 0
    )
    for verb in ("close", "unlock", "reset-factor", "reset-password", "end-sessions"):
        words = ("account", verb, "keeper", "--by", "keeper", "--password-stdin")
        assert shell.run(*words, sent=f"{given}\n000000\n")[0] == 2, verb


def test_codes_are_told_in_a_demonstration_alone(shell: Shell, tmp_path: Path) -> None:
    assert shell.run("account", "demo")[0] == 2
    demonstration = Shell(tmp_path, ANSWERABLE_LANG="en", ANSWERABLE_DEMO="yes")
    district = write(tmp_path / "district", small_district())
    assert demonstration.run("load", str(district))[0] == 0
    code, told, said = demonstration.run("account", "demo")
    assert code == 0, said
    names = [line.split()[0] for line in told.splitlines()[1:]]
    assert {"handler", "leader", "head", "provider", "security-admin"} <= set(names)
    code, shown, _ = demonstration.run("account", "code", "handler")
    assert (code, len(shown.strip()), shown.strip().isdigit()) == (0, 6, True)
    assert shell.run("account", "code", "handler")[0] == 2
