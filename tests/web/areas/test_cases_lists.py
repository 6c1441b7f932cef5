"""The board of cases: who finds which, whose turn it is, filters, and the same as a file and as a call."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from answerable.core.enforce.course import acts
from answerable.records.models import Case, CaseState, Contract
from tests.cases import (
    CLERK,
    DIRTY,
    HANDLER,
    HEAD,
    LEADER,
    MAYOR,
    ON,
    OTHER_CLERK,
    RUDE,
    SPOKEN,
    SWEEPING,
    Walk,
)
from tests.web.walked import STRANGE_WATCHER, WATCHER, browser, see, stage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def staged(tmp_path: Path, settings: Settings) -> Settings:
    stage(tmp_path, settings)
    see(settings, ON)
    return settings


def keys(who: str, query: str = "") -> list[str]:
    answer = browser(who).get(f"/cases/?{query}")
    assert answer.status_code == 200, query
    return [line.key for line in answer.context["lines"]]


def test_officials_and_those_above_find_their_cases_and_a_clerk_those_it_was_told_of() -> None:
    untold, told = Walk(SPOKEN), Walk(DIRTY, RUDE).notified()
    both = {untold.case, told.case}
    for who in (HANDLER, LEADER, HEAD, MAYOR, WATCHER):
        assert set(keys(who)) == both, who
    assert keys(CLERK) == [told.case]
    assert keys(OTHER_CLERK) == keys(STRANGE_WATCHER) == []


def test_a_line_says_whose_turn_it_is_and_marks_what_is_late(staged: Settings) -> None:
    walk = Walk()
    see(staged, ON + timedelta(days=30))
    said = browser(LEADER).get("/cases/").content.decode()
    assert 'class="govuk-table__row late"' in said
    assert "告知承接主体" in said
    assert keys(LEADER, "overdue=yes") == [walk.case]
    see(staged, ON)
    assert keys(LEADER, "overdue=yes") == []


def test_a_clerk_is_told_the_body_and_no_official(staged: Settings) -> None:
    walk = Walk().notified().heard()
    see(staged, walk.on)
    line = browser(CLERK).get("/cases/").context["lines"][0]
    told = [str(cell) for cell in line.cells]
    assert not any(name in text for text in told for name in (LEADER, HANDLER))


def test_what_is_due_first_comes_first_and_what_is_over_last() -> None:
    over, late = Walk(SPOKEN), Walk(DIRTY).notified()
    over.go(LEADER, acts.Drop(reason="重复"))
    soon = Walk(RUDE)
    soon.go(HANDLER, acts.Protect(measures=("suspend",), reason="事故"))
    assert keys(LEADER) == [soon.case, late.case, over.case]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=statement", {"told"}),
        ("state=finding", {"untold"}),
        ("state=closed", set()),
        ("mine=yes", {"untold"}),
        ("route=civil", {"told", "untold"}),
        ("route=administrative", set()),
        (f"contract={SWEEPING}", {"told", "untold"}),
        ("contract=planting", set()),
        ("search=不净", {"told", "untold"}),
        ("search=100%25", set()),
    ],
)
def test_the_board_is_filtered(query: str, found: set[str]) -> None:
    named = {"untold": Walk(SPOKEN).case, "told": Walk(DIRTY).notified().case}
    assert set(keys(HANDLER, query)) == {named[each] for each in found}


def test_the_filters_of_body_and_provider_offer_only_what_is_there() -> None:
    walk = Walk()
    provider, body = Contract.objects.values_list("provider", "body").get(id=SWEEPING)
    assert keys(MAYOR, f"body={body}") == keys(MAYOR, f"provider={provider}") == [walk.case]
    assert browser(MAYOR).get("/cases/?body=county").status_code == 422


def test_the_board_is_taken_away_as_a_file() -> None:
    Walk()
    answer = browser(HANDLER).get("/cases/?format=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    head, line = text.splitlines()[:2]
    assert head.startswith("案由,合同,承接主体,状态,阶段")
    assert "路面长期不净" in line
    assert browser(HANDLER).get("/cases/?format=xlsx").status_code == 200


def test_a_board_costs_the_same_questions_however_many_cases_it_has() -> None:
    client = browser(HANDLER)
    Walk(DIRTY)
    client.get("/cases/")
    with CaptureQueriesContext(connection) as few:
        client.get("/cases/")
    for number in range(20):
        Case.objects.create(id=f"old-{number}", contract_id=SWEEPING, opened_on=ON, subject="旧案")
        CaseState.objects.create(case_id=f"old-{number}", starts=ON, state="finding")
    with CaptureQueriesContext(connection) as many:
        assert len(client.get("/cases/").context["lines"]) == 21
    assert len(few) == len(many)


def test_the_pages_of_contract_and_provider_lead_to_the_cases() -> None:
    walk = Walk()
    said = browser(HANDLER).get(f"/contracts/{SWEEPING}/").content.decode()
    assert f"/cases/{walk.case}/" in said
    assert f"/cases/?contract={SWEEPING}" in said
    assert walk.case not in browser(CLERK).get(f"/contracts/{SWEEPING}/").content.decode()
    provider = Contract.objects.values_list("provider", flat=True).get(id=SWEEPING)
    assert f"/cases/?provider={provider}" in browser(HEAD).get(f"/providers/{provider}/").content.decode()
