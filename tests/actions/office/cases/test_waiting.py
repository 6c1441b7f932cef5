"""Of a case everybody hears what concerns him: his turn, reminders on their days, what is overdue, what is new."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from answerable.actions.office.cases.reminding import refresh_cases
from answerable.actions.office.gathering import gather
from answerable.core.enforce.course import acts
from answerable.records.models import (
    Case,
    CaseCourse,
    CaseTurn,
    Contract,
    Delivery,
    DutyOwed,
    Notice,
    StandIn,
)
from tests.builders import post, row
from tests.cases import (
    CLERK,
    DIRTY,
    HANDLER,
    HEAD,
    LEADER,
    LEGALITY,
    MAYOR,
    OTHER_CLERK,
    PROOF,
    RUDE,
    SECTION,
    SWEEPING,
    Walk,
    hold_findings,
    noon,
    rows_with_findings,
)
from tests.record import account

pytestmark = pytest.mark.django_db
WATCHES = "watches"
"""Who supervises from the finance bureau: a post in the body above."""
PEOPLE = (HANDLER, SECTION, LEGALITY, LEADER, HEAD, MAYOR, WATCHES)


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    rows = rows_with_findings()
    rows["people"].append(row("people", id=WATCHES, name=WATCHES, name_en=WATCHES, staff="public"))
    rows["posts"].append({**post(WATCHES, role="supervisor", starts="2024-01-01"), "body": "county"})
    hold_findings(tmp_path / "district", rows)
    for person in PEOPLE:
        account(person)


def day(on: date) -> None:
    """The clock of a day, as the worker runs it."""
    refresh_cases(on=on, at=noon(on))
    gather(on=on, at=noon(on, 1))


def told(on: date, *kinds: str) -> set[tuple[str, str]]:
    """What came in on the day."""
    rows = Notice.objects.filter(created_at__date=on)
    rows = rows.filter(kind__in=kinds) if kinds else rows.filter(kind__startswith="case_")
    return set(rows.values_list("account__username", "kind"))


def waits(*kinds: str) -> set[tuple[str, str]]:
    """What is open."""
    rows = Notice.objects.filter(settled_at__isnull=True, kind__in=kinds)
    return set(rows.values_list("account__username", "kind"))


def due(case: str, key: str = "stage") -> date:
    return CaseTurn.objects.get(case=case, key=key).by


def test_whose_turn_it_is_hears_of_it_once_and_no_more_when_it_is_done() -> None:
    walk = Walk()
    day(walk.on)
    day(walk.on)
    notice = Notice.objects.get(kind="case_turn")
    assert notice.account.username == HANDLER
    assert notice.link == f"/cases/{walk.case}/"
    assert notice.params == {
        "contract": Contract.objects.get(id=SWEEPING).name,
        "contract_en": Contract.objects.get(id=SWEEPING).name_en,
        "by": due(walk.case).isoformat(),
    }
    walk.notified()
    day(walk.on)
    assert waits("case_turn") == {(CLERK, "case_turn")}


def test_reminders_come_on_their_days_and_on_no_other() -> None:
    walk = Walk().notified(workdays=30)
    last = due(walk.case)
    news = []
    while walk.on <= last:
        day(walk.on)
        if told(walk.on, "case_reminder"):
            assert told(walk.on, "case_reminder") == {(CLERK, "case_reminder")}
            news.append((last - walk.on).days)
        walk.on += timedelta(days=1)
    assert news == [30, 15, 7, 3, 1, 0]


def test_a_reminder_stays_open_until_the_next_and_is_settled_when_the_act_is_done() -> None:
    walk = Walk().notified(workdays=30)
    walk.on = due(walk.case) - timedelta(days=15)
    day(walk.on)
    day(walk.on + timedelta(days=2))
    assert waits("case_reminder") == {(CLERK, "case_reminder")}
    day(walk.on + timedelta(days=8))
    assert Notice.objects.get(kind="case_reminder", settled_at__isnull=True).key.endswith("/7")
    walk.go(CLERK, acts.Speak(text="x", excuse=""), on=walk.on + timedelta(days=9))
    agreed = walk.ending(way="agreement", clause="", consent_on=walk.on.isoformat(), consent=PROOF)
    walk.decide("end", agreed, HANDLER, LEGALITY, LEADER, HEAD)
    day(walk.on)
    assert CLERK not in {each for each, _ in waits("case_reminder")}


def test_a_reminder_day_on_which_the_clock_stood_still_is_not_made_up_on_another() -> None:
    walk = Walk().notified(workdays=30)
    day(due(walk.case) - timedelta(days=16))
    day(due(walk.case) - timedelta(days=14))
    assert not waits("case_reminder")


def test_what_is_overdue_goes_to_its_owner_and_upwards_on_that_very_day_and_daily() -> None:
    walk = Walk()
    last = due(walk.case)
    day(last)
    assert not told(last, "case_overdue", "case_escalated")
    for late in (1, 2, 3):
        on = last + timedelta(days=late)
        day(on)
        assert told(on, "case_overdue") == {(HANDLER, "case_overdue")}
        escalated = {(each, "case_escalated") for each in (LEADER, HEAD, MAYOR, WATCHES)}
        assert told(on, "case_escalated") == escalated
        assert len(waits("case_overdue", "case_escalated")) == 5
    walk.notified()
    day(last + timedelta(days=4))
    assert not waits("case_overdue", "case_escalated")


def test_the_head_who_is_late_is_told_and_those_above_him() -> None:
    walk = Walk()
    StandIn.objects.create(
        person_id=LEADER, starts=walk.on, ends=walk.on + timedelta(days=300), stand_in_id=HEAD
    )
    walk.go(HANDLER, acts.Protect(measures=("suspend",), reason="x"))
    day(on := due(walk.case, "protect/2") + timedelta(days=1))
    protect = Notice.objects.filter(kind="case_escalated", key__contains="protect/2", created_at__date=on)
    assert set(protect.values_list("account__username", flat=True)) == {LEADER, MAYOR, WATCHES}


def test_the_provider_that_lets_its_time_pass_is_not_told_that_it_is_late() -> None:
    walk = Walk().notified()
    last = due(walk.case)
    # The reminders of the new day come before the clock has moved the case on.
    gather(on=last + timedelta(days=1), at=noon(last + timedelta(days=1)))
    assert not waits("case_overdue", "case_escalated")


def test_a_paper_that_waits_is_told_to_the_provider_and_settled_when_it_arrived() -> None:
    walk = Walk()
    walk.go(HANDLER, acts.Notify(facts="x", workdays=5, number="1"))
    day(walk.on)
    assert told(walk.on, "case_paper") == {(CLERK, "case_paper")}
    walk.served()
    day(walk.on)
    assert not waits("case_paper")


def test_what_was_decided_is_told_to_the_providers_clerks_and_to_nobody_else() -> None:
    walk = Walk().notified().heard().ordered().reported().rechecked("not_corrected")
    day(walk.on)
    assert told(walk.on, "case_decided") == {(CLERK, "case_decided")}
    assert OTHER_CLERK not in {account for account, _ in told(walk.on)}
    day(walk.on + timedelta(days=30))
    assert not waits("case_decided")


def test_what_came_before_the_provider_was_told_of_the_case_stays_with_the_body() -> None:
    walk = Walk(DIRTY)
    walk.go(LEADER, acts.Pause(reason="待核实", until=walk.on + timedelta(days=3)))
    walk.go(LEADER, acts.Resume(reason="已核实"))
    walk.go(LEADER, acts.Drop(reason="重复立案"))
    day(walk.on)
    assert CLERK not in {account for account, _ in told(walk.on)}
    known = Walk(RUDE).notified()
    known.go(LEADER, acts.Pause(reason="不可抗力", until=known.on + timedelta(days=3)))
    day(known.on)
    links = Notice.objects.filter(kind="case_decided", account__username=CLERK)
    assert set(links.values_list("link", flat=True)) == {f"/cases/{known.case}/"}


def test_a_case_that_is_known_by_measures_is_told_on() -> None:
    walk = Walk()
    walk.go(HANDLER, acts.Protect(measures=("suspend",), reason="x"))
    walk.go(LEADER, acts.Pause(reason="待核实", until=walk.on + timedelta(days=3)))
    day(walk.on)
    assert (CLERK, "case_decided") in told(walk.on)


def test_a_referral_is_told_to_no_clerk() -> None:
    walk = Walk().notified()
    day(walk.on)
    before = Notice.objects.filter(account__username=CLERK).count()
    walk.go(HEAD, acts.Refer(to="market", reason="涉嫌虚假证明", number="移1"))
    day(walk.on)
    assert Notice.objects.filter(account__username=CLERK).count() == before


def test_what_came_on_paper_is_told_to_whoever_did_not_record_it() -> None:
    walk = Walk().notified()
    said = acts.Speak(text="人手不足", received_on=walk.on, paper=PROOF)
    walk.go(HANDLER, said)
    day(walk.on)
    assert told(walk.on, "case_heard", "case_decided") == {(LEADER, "case_heard")}


def test_what_the_provider_said_is_told_to_handler_and_leader_until_somebody_goes_on() -> None:
    walk = Walk().notified()
    walk.go(CLERK, acts.Speak(text="人手不足", excuse=""))
    day(walk.on)
    assert told(walk.on, "case_heard") == {(HANDLER, "case_heard"), (LEADER, "case_heard")}
    walk.on += timedelta(days=14)
    walk.ordered()
    day(walk.on)
    assert not waits("case_heard")


def test_no_notice_says_what_a_case_is_about() -> None:
    walk = Walk().notified()
    walk.go(CLERK, acts.Speak(text="人手不足", excuse=""))
    day(due(walk.case) + timedelta(days=30))
    assert Notice.objects.filter(kind__startswith="case_").count() >= 5
    said = [f"{each.params} {each.key}" for each in Notice.objects.all()]
    assert not any(word in text for text in said for word in ("人手不足", "路面", HANDLER, LEADER))


def test_a_place_with_a_long_name_makes_no_key_that_cannot_be_kept() -> None:
    walk = Walk()
    CaseTurn.objects.filter(case=walk.case).update(key=f"publish/9/{'长' * 380}")
    gather(on=walk.on, at=noon(walk.on))
    assert Notice.objects.filter(kind="case_turn").exists()


def test_measures_are_told_at_once_urgently_and_settled_by_the_review() -> None:
    walk = Walk()
    walk.go(HANDLER, acts.Protect(measures=("suspend",), reason="x"))
    rows = Notice.objects.filter(kind="case_protected", urgent=True)
    assert set(rows.values_list("account__username", flat=True)) == {LEADER, HEAD, CLERK}
    walk.go(LEADER, acts.ReviewProtection(step=2, upheld=True, reason="x"))
    assert not waits("case_protected")


def test_a_contract_that_is_suspended_by_a_decision_has_an_owner_at_once_and_is_told_of() -> None:
    walk = Walk()
    walk.decide("suspend", {"starts": walk.on.isoformat(), "reason": "x"}, HANDLER, LEADER, HEAD)
    (other,) = Case.objects.filter(contract=SWEEPING).exclude(id=walk.case)
    assert CaseTurn.objects.filter(case=other).exists()
    rows = Notice.objects.filter(kind="case_protected", key=f"{other.id}/suspended", urgent=True)
    assert CLERK in set(rows.values_list("account__username", flat=True))


def test_what_a_case_says_the_duty_of_the_assessment_does_not_say_again() -> None:
    walk = Walk().notified().heard().ordered()
    by = due(walk.case)
    item = walk.now.items[0].id
    owed = {"contract_id": SWEEPING, "state": "due", "on": by, "content": {}}
    for sort, side, who in (("comply", "provider", "x"), ("recheck", "body", HANDLER)):
        DutyOwed.objects.create(duty=f"{SWEEPING}:{sort}:orders/{item}", side=side, who=who, by=by, **owed)
    day(by)
    assert told(by, "duty_due") == set()
    # Nor afterwards, whatever day the duty names: the case has one clock, and says whose turn it is.
    DutyOwed.objects.filter(side="provider").update(by=by - timedelta(days=2))
    day(by + timedelta(days=1))
    assert waits("duty_due", "duty_overdue") == set()
    # Of a case from before there were steps only what waits in it is said by its turn.
    CaseCourse.objects.filter(case=walk.case).update(version=0)
    CaseTurn.objects.filter(case=walk.case).update(what="items")
    gather(on=by + timedelta(days=1), at=noon(by + timedelta(days=1), 2))
    assert waits("duty_due", "duty_overdue") == {(HANDLER, "duty_overdue")}


def test_a_renewal_is_asked_for_on_the_days_of_reminders_and_then_daily_until_it_is_decided() -> None:
    by = date(2026, 9, 10)
    duty = f"{SWEEPING}:renewal:contracts/{SWEEPING}"
    DutyOwed.objects.create(
        duty=duty, contract_id=SWEEPING, side="body", who=LEADER, by=by, state="due", on=by, content={}
    )
    kinds = ("duty_reminder", "duty_due", "duty_overdue")
    came = []
    for left in range(32, -4, -1):
        gather(on=by - timedelta(days=left), at=noon(by - timedelta(days=left)))
        if found := told(by - timedelta(days=left), *kinds):
            came.append((left, *sorted(found)))
    reminded = [(left, (LEADER, "duty_reminder")) for left in (30, 15, 7, 3, 1)]
    late = [(left, (LEADER, "duty_overdue")) for left in (-1, -2, -3)]
    assert came == [*reminded, (0, (LEADER, "duty_due")), *late]
    Contract.objects.filter(id=SWEEPING).update(renewal_decided=by)
    gather(on=by + timedelta(days=4), at=noon(by + timedelta(days=4)))
    assert not waits(*kinds)


def test_nothing_of_an_old_reminder_is_still_on_its_way_when_the_act_is_done() -> None:
    walk = Walk()
    day(due(walk.case))
    walk.notified()
    day(walk.on)
    open_ = Delivery.objects.filter(state="waiting", notice__kind="case_reminder")
    assert not open_.filter(notice__settled_at__isnull=True, notice__account__username=HANDLER).exists()
