"""Explain one finding of the watch: look again with what was known on the day it was recorded."""

from pathlib import Path

from answerable.actions.offline.assess import records
from answerable.actions.offline.check import open_district
from answerable.actions.offline.watch.look import Watching, watch_opened
from answerable.core.rulebook.watch import load_watch
from answerable.core.tables.build import build
from answerable.core.terms.errors import InputError
from answerable.core.watch.record import rule_of
from answerable.core.watch.register import PassageRow
from answerable.core.watch.results import Explained
from answerable.engines.engine import Engine


def explain_finding(
    source: Path, id: str, *, engine: Engine, scratch: Path, how: Watching | None = None
) -> Explained:
    """The finding of that id. Raises InputError where there is none of the watch, and what `assess` raises."""
    opened = open_district(source, engine=engine, scratch=scratch).sound()
    finding = next((each for each in records(opened).findings if each.id == id), None)
    if finding is None:
        raise InputError("no_such_finding", id=id)
    if not rule_of(finding.rule):
        raise InputError("finding_without_rule", id=id)
    result = watch_opened(opened, on=finding.found_on, how=how)
    rows = opened.tables
    by = next((row.values for row in rows.get("findings", ()) if row.values["id"] == id), {})
    passages = build(PassageRow, rows.get("finding_passages", ()))
    who = by.get("decided_by")
    return Explained(
        language=opened.district.language,
        finding=finding,
        decided_by=who if isinstance(who, str) else None,
        rule=load_watch(opened.district.rulebook).by_id.get(rule_of(finding.rule)),
        passages=tuple(row for row in passages if row.finding == id),
        again=next((each for each in result.proposed if each.finding == id), None),
        record=next((each for each in result.rules if each.rule.id == rule_of(finding.rule)), None),
    )
