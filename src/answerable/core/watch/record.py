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
    """Each alert with what is recorded of it.

    The same rule on the same subject is the same alert while its days overlap those of the finding, from the first
    day to the day it was found: what was captured late may move an alert's beginning, and must not make it a new one.
    """
    known: dict[tuple[str, str], list[tuple[date, Finding]]] = {}
    for finding in findings:
        rule, subject, since = _parts(finding.rule)
        if since is not None:
            known.setdefault((rule, subject), []).append((since, finding))
    marked = []
    for each in proposed:
        alert = each.alert
        found = [
            (abs(since - alert.since), finding)
            for since, finding in known.get((alert.rule, alert.subject), ())
            if since <= (alert.until or alert.since) and alert.since <= finding.found_on
        ]
        nearest = min(found, key=lambda pair: pair[0], default=None)
        marked.append(each if nearest is None else _marked(each, nearest[1], on))
    return tuple(marked)


def _parts(stored: str | None) -> tuple[str, str, date | None]:
    """Rule, subject and first day of what a finding of the watch holds as its rule."""
    head, _, since = (stored or "").rpartition(" ")
    try:
        day = date.fromisoformat(since)
    except ValueError:
        return "", "", None
    return rule_of(head), head.partition(" ")[2], day


def _marked(each: Proposed, finding: Finding, on: date) -> Proposed:
    state = finding.state_on(on)
    return replace(each, finding=finding.id, decision=None if state == "proposed" else state)


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
