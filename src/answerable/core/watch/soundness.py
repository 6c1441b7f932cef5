"""Faults of the register of voices that no single row shows."""

from collections.abc import Iterator, Mapping

from answerable.core.rulebook.watch import WatchRules
from answerable.core.tables.fault import Fault, Level
from answerable.core.tables.rows import Row, nearest
from answerable.core.terms.message import Message


def voice_faults(
    tables: Mapping[str, tuple[Row, ...]], rules: WatchRules, *, files: Mapping[str, str]
) -> Iterator[Fault]:
    """Rules that were silenced and that nobody knows; names that two voices of one contract share."""
    for row in tables.get("silenced_rules", ()):
        rule = row.values.get("rule")
        if isinstance(rule, str) and rule not in rules.by_id:
            message = Message.of("unknown_watch_rule", rule=rule, nearest=nearest(rule, sorted(rules.by_id)))
            yield Fault(files.get("silenced_rules", ""), row.number, "rule", message)
    seen: dict[tuple[object, object], int] = {}
    for row in tables.get("voices", ()):
        key = row.values.get("contract"), row.values.get("name")
        first = seen.setdefault(key, row.number)
        if first != row.number:
            message = Message.of("voice_name_twice", name=str(key[1]), first_row=first)
            yield Fault(files.get("voices", ""), row.number, "name", message, Level.NOTICE)
