"""Time is an argument: the clock is read only in the ways in."""

import ast

import pytest

from tests.shape.tree import modules, room

WAYS_IN = {"web", "cli", "jobs"}
READS = {
    ("date", "today"),
    ("datetime", "today"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "localtime"),
    ("time", "gmtime"),
    ("time", "ctime"),
    ("timezone", "now"),
    ("timezone", "localdate"),
}
"""What stands before the dot and after it; the last two are Django's."""
FROM_TIME = {name for owner, name in READS if owner == "time"}


def clock_reads(tree: ast.Module) -> list[int]:
    """The lines that read the wall clock, by call or by handing the function on."""
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and (_last_name(node.value), node.attr) in READS:
            lines.append(node.lineno)
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            lines.extend(node.lineno for alias in node.names if alias.name in FROM_TIME)
    return lines


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def test_no_clock_is_read_below_the_ways_in() -> None:
    below = {module: tree for module, tree in modules().items() if room(module) not in WAYS_IN}
    found = {module: lines for module, tree in below.items() if (lines := clock_reads(tree))}
    assert found == {}


@pytest.mark.parametrize(
    "line",
    [
        "x = date.today()",
        "x = datetime.date.today()",
        "x = datetime.now(UTC)",
        "x = field(default_factory=datetime.utcnow)",
        "import time; x = time.time()",
        "from time import time_ns",
        "from django.utils import timezone; x = timezone.now()",
    ],
)
def test_every_way_of_reading_the_clock_is_seen(line: str) -> None:
    assert clock_reads(ast.parse(line)) == [1]
