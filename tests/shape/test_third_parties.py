"""Which library may be imported in which room. A library that is not listed may be imported nowhere.

`.importlinter` says the same per library, so that `lint-imports` names the line; here nothing can be
forgotten.
"""

import ast
import sys

from tests.shape.tree import imported, modules, room

ALLOWED: dict[str, set[str]] = {
    "core.terms": set(),
    "core.tables": set(),
    "core.rulebook": {"yaml"},
    "core.register": set(),
    "core.ledger": {"cryptography"},
    "core.evidence": set(),
    "core.scope": set(),
    "core.watch": {"numpy"},
    "core.assess": {"numpy"},
    "core.enforce": set(),
    "core.publish": set(),
    "engines": {
        "duckdb",
        "ibis",
        "numpy",
        "opencc",
        "py4j",
        "pyarrow",
        "pyspark",
        "rjieba",
        "sqlglot",
    },  # fmt: skip,
    "sources": {
        "chinese_calendar",
        "feedparser",
        "lxml",
        "pyarrow",
        "pypdf",
        "python_calamine",
        "yaml",
    },
    "outside": {"cryptography", "protego", "pythonjsonlogger", "urllib3"},
    "records": {"django"},
    "render": {"docx", "jinja2", "markupsafe", "typst", "vl_convert", "xlsxwriter"},
    "actions.offline": set(),
    "actions.office": {"allauth", "axes", "django"},
    "web": {"allauth", "axes", "django", "ninja", "prometheus_client", "pydantic"},
    "jobs": {"django", "django_tasks", "django_tasks_db"},
    "cli": set(),
    # Not rooms: the package itself, two packages that only hold rooms, settings, and data.
    "": set(),
    "core": set(),
    "actions": set(),
    "settings": {"csp", "dj_database_url"},
    "rulebooks": set(),
}
NETWORK = {"asyncio", "ftplib", "http.client", "http.server", "smtplib", "socket", "ssl", "urllib.request"}
TALKS = {"outside", "web", "jobs"}


def foreign(module: str, tree: ast.Module) -> set[str]:
    """The libraries the module imports although its room may not."""
    tops = {name.split(".")[0] for name in imported(tree)}
    return tops - set(sys.stdlib_module_names) - {"answerable"} - ALLOWED[room(module)]


def test_every_module_lies_in_a_known_room() -> None:
    assert [module for module in modules() if room(module) not in ALLOWED] == []


def test_a_module_imports_only_the_libraries_of_its_room() -> None:
    found = {module: names for module, tree in modules().items() if (names := foreign(module, tree))}
    assert found == {}


def test_only_the_rooms_that_talk_import_the_network() -> None:
    silent = {module: tree for module, tree in modules().items() if room(module) not in TALKS}
    found = {module: names for module, tree in silent.items() if (names := imported(tree) & NETWORK)}
    assert found == {}


def test_a_library_is_seen_wherever_and_however_it_is_imported() -> None:
    lines = (
        "import django.db",
        "from duckdb import sql",
        "def late():\n    import ibis as i",
        "import yaml, numpy",
    )
    found = [foreign("core/scope/planted.py", ast.parse(line)) for line in lines]
    assert found == [{"django"}, {"duckdb"}, {"ibis"}, {"yaml", "numpy"}]
    assert imported(ast.parse("from http import client")) & NETWORK == {"http.client"}
