"""The rules in force as one table: a page to read and print, or CSV."""

from datetime import date
from pathlib import Path

from answerable.actions.offline.aside import file_aside
from answerable.actions.offline.scope.decide import open_boundary
from answerable.core.rulebook.boundary import RulesInForce
from answerable.core.terms.errors import InputError
from answerable.render.scope.table import rules_csv, rules_html


def rules_on(rulebook: str, *, on: date) -> RulesInForce:
    """The rules in force at the end of the day. Raises InputError and UndecidableError."""
    return open_boundary(rulebook).on(on)


def as_csv(rules: RulesInForce, lang: str) -> str:
    """The table as CSV."""
    return rules_csv(rules, lang)


def write_table(rules: RulesInForce, out: Path, *, lang: str) -> None:
    """Write the table as the name of the file says, whole or not at all; an earlier one is replaced.

    Raises InputError for another kind of file, OutputError where it cannot be written.
    """
    forms = {".html": rules_html, ".csv": rules_csv}
    if out.suffix not in forms:
        raise InputError("table_form", path=str(out))
    with file_aside(out, replaces=True) as aside:
        aside.write_text(forms[out.suffix](rules, lang), encoding="utf-8", newline="")
