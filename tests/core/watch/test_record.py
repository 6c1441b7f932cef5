"""Rejections are remembered, and a rule's precision is kept."""

from datetime import date
from fractions import Fraction

import pytest

from answerable.core.evidence.values import Finding
from answerable.core.rulebook.watch import WatchRule, WatchRules, load_watch
from answerable.core.watch.record import records_of, remembered, rule_of
from answerable.core.watch.results import Proposed
from answerable.core.watch.values import Alert, alert_of

ON = date(2026, 6, 30)
RULES = load_watch("cn")
RULE: WatchRule = RULES.by_id["account-silent"]


def alert(since: date = date(2026, 5, 1)) -> Alert:
    return alert_of(RULE.id, "v1", on=date(2026, 5, 20), since=since, confidence=Fraction(9, 10))


def proposed(alert: Alert) -> Proposed:
    edition = RULE.at(ON)
    assert edition is not None
    return Proposed("c1", alert, RULE, edition)


def finding(number: int, *, decision: str | None = None, rule: str | None = None) -> Finding:
    return Finding(
        id=f"f{number}",
        contract="c1",
        found_on=date(2026, 5, 21),
        source="monitor",
        severity="ordinary",
        what="停更",
        what_en=None,
        decision=decision,
        decided_on=None if decision is None else date(2026, 5, 25),
        rule=rule or f"watch.account-silent v{number} 2026-05-01",
    )


def test_an_alert_that_was_recorded_is_not_new_whatever_was_decided() -> None:
    first, second = proposed(alert()), proposed(alert(date(2026, 3, 1)))
    stored = finding(7, decision="rejected", rule=first.alert.stored_rule)
    marked = remembered([first, second], [stored], on=ON)
    assert [(each.recorded, each.decision) for each in marked] == [(True, "rejected"), (False, None)]


def test_a_decision_made_later_is_not_known_yet() -> None:
    stored = finding(7, decision="rejected", rule=alert().stored_rule)
    (marked,) = remembered([proposed(alert())], [stored], on=date(2026, 5, 24))
    assert (marked.recorded, marked.decision) == (True, None)


def test_the_same_alert_on_a_later_day_has_the_same_id() -> None:
    later = alert_of(RULE.id, "v1", on=ON, since=date(2026, 5, 1), confidence=Fraction(1))
    assert later.id == alert().id


def record_of(confirmed: int, rejected: int, *, silent: bool = False) -> tuple[bool, Fraction | None]:
    rows = [
        finding(n, decision="confirmed" if n < confirmed else "rejected") for n in range(confirmed + rejected)
    ]
    rules = WatchRules("cn", (RULE,))
    quiet = frozenset({RULE.id} if silent else ())
    (record,) = records_of(rules, rows, on=ON, silent=quiet, least=10)
    return record.below, record.precision


@pytest.mark.parametrize(
    ("confirmed", "rejected", "below"),
    [(0, 9, False), (0, 10, True), (19, 1, False), (18, 2, True), (10, 0, False)],
)
def test_a_rule_below_its_declared_precision_is_proposed_for_silence_once_enough_was_decided(
    confirmed: int, rejected: int, below: bool
) -> None:
    assert RULE.precision == Fraction(19, 20)
    assert record_of(confirmed, rejected)[0] is below


def test_a_rule_that_people_silenced_is_not_proposed_for_silence_again() -> None:
    assert record_of(0, 20, silent=True)[0] is False


def test_a_rule_nobody_decided_on_has_no_precision() -> None:
    assert record_of(0, 0) == (False, None)


def test_only_findings_of_the_watch_count() -> None:
    assert rule_of("watch.account-silent v1 2026-05-01") == "account-silent"
    assert rule_of("signals.burst 2026-05-01") == rule_of(None) == ""


def test_an_alert_that_late_captures_moved_is_still_the_same() -> None:
    stored = finding(7, decision="rejected", rule=alert(date(2026, 5, 1)).stored_rule)
    moved = alert_of(
        RULE.id, "v1", on=ON, since=date(2026, 5, 8), until=date(2026, 6, 1), confidence=Fraction(1)
    )
    later = alert_of(RULE.id, "v1", on=ON, since=date(2026, 5, 22), confidence=Fraction(1))
    other = alert_of(RULE.id, "v2", on=ON, since=date(2026, 5, 8), confidence=Fraction(1))
    marked = remembered([proposed(each) for each in (moved, later, other)], [stored], on=ON)
    assert [each.decision for each in marked] == ["rejected", None, None]
    assert [each.recorded for each in marked] == [True, False, False]
