"""Alerts against what was recorded: rejections are remembered, and every rule's precision is kept."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from answerable.core.evidence.values import Finding
from answerable.core.rulebook.watch import WatchRules
from answerable.core.watch.results import Proposed, RuleRecord
from answerable.core.watch.values import PREFIX


def remembered(
    proposed: Iterable[Proposed], findings: Iterable[Finding], *, on: date
) -> tuple[Proposed, ...]:
    """Each alert with what is recorded of it: the same rule, subject and first day is the same alert for ever."""
    known: dict[str, Finding] = {}
    for finding in findings:
        known[finding.id] = finding
        if finding.rule:
            known.setdefault(finding.rule, finding)
    marked = []
    for each in proposed:
        found = known.get(each.alert.id) or known.get(each.alert.stored_rule)
        marked.append(each if found is None else _marked(each, found, on))
    return tuple(marked)


def _marked(each: Proposed, finding: Finding, on: date) -> Proposed:
    state = finding.state_on(on)
    return replace(each, recorded=True, decision=None if state == "proposed" else state)


def records_of(
    rules: WatchRules, findings: Iterable[Finding], *, on: date, silent: frozenset[str], least: int
) -> tuple[RuleRecord, ...]:
    """What people made of each rule's findings by the day, from `least` decided ones on held against its precision."""
    counts: Mapping[str, Counter[str]] = {rule.id: Counter() for rule in rules.rules}
    for finding in findings:
        rule = rule_of(finding.rule)
        if rule in counts and finding.found_on <= on:
            counts[rule][finding.state_on(on)] += 1
    return tuple(
        RuleRecord(
            rule=rule,
            proposed=count["proposed"],
            confirmed=count["confirmed"],
            rejected=count["rejected"],
            silenced=rule.id in silent,
            below=_below(count, rule.precision, least) and rule.id not in silent,
        )
        for rule in rules.rules
        for count in [counts[rule.id]]
    )


def _below(count: Counter[str], declared: Fraction, least: int) -> bool:
    decided = count["confirmed"] + count["rejected"]
    return decided >= least and count["confirmed"] < declared * decided


def rule_of(stored: str | None) -> str:
    """The id of the watch rule that a stored finding rests on; an empty text if it rests on none."""
    rule = (stored or "").partition(" ")[0]
    return rule.removeprefix(PREFIX) if rule.startswith(PREFIX) else ""
