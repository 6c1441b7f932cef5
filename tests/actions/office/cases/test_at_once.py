"""Measures at once go into the case that is open, and only otherwise into one of their own."""

from pathlib import Path

import pytest

from answerable.actions.office.actors import NotPermittedError
from answerable.actions.office.cases.at_once import NEW_CASE, take_measures
from answerable.actions.office.cases.keeping import Kept
from answerable.actions.office.cases.loading import load
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.refuse import CaseRefusedError
from answerable.records.models import Case, CaseMatter, Contract, Matter
from tests.cases import DIRTY, HANDLER, ON, RUDE, SWEEPING, Walk, hold_findings, noon, someone
from tests.record import STRANGER

pytestmark = pytest.mark.django_db
MEASURES = acts.Protect(measures=("suspend",), reason="路面塌陷")
OWN = acts.Open(route="civil", subject="路面塌陷")


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    hold_findings(tmp_path / "district")


def take(case: str = "", *matters: str, by: str = HANDLER, what: acts.Protect = MEASURES) -> Kept:
    return take_measures(
        SWEEPING, what, OWN, case=case, matters=matters, by=someone(by, ON), at=noon(ON, 50), on=ON
    )


def refused(case: str = "", *matters: str, what: acts.Protect = MEASURES) -> set[str]:
    before = Case.objects.count()
    with pytest.raises(CaseRefusedError) as caught:
        take(case, *matters, what=what)
    assert Case.objects.count() == before
    return {each.code for each in caught.value.messages}


def raised(id: str, contract: str = SWEEPING) -> str:
    Matter.objects.create(id=id, contract_id=contract, raised_on=ON, channel="letter", topic="塌陷")
    return id


def test_they_go_into_the_only_open_case_with_their_matter() -> None:
    walk = Walk()
    kept = take("", raised("m-1"))
    assert kept.case == walk.case
    assert walk.now.suspended
    assert list(CaseMatter.objects.values_list("case", "matter")) == [(walk.case, "m-1")]
    assert take("", "m-1").case == walk.case


def test_without_an_open_case_or_on_request_they_have_one_of_their_own() -> None:
    first = take().case
    assert load(first, on=ON).now.subject == OWN.subject
    second = take(NEW_CASE).case
    assert second != first
    assert load(second, on=ON).now.suspended


def test_with_several_open_cases_one_is_stated() -> None:
    first, second = Walk(DIRTY), Walk(RUDE)
    assert refused() == {"case_which_of_open"}
    assert take(second.case).case == second.case
    assert not first.now.suspended


def test_a_case_or_a_matter_of_another_contract_is_refused_in_words() -> None:
    walk = Walk()
    other = Contract.objects.exclude(id=SWEEPING).values_list("id", flat=True)[0]
    strange = raised("m-2", other)
    assert refused("no-such-case") == {"case_not_open_here"}
    assert refused(walk.case, strange) == {"case_matters_of_others"}
    assert refused(NEW_CASE, strange) == {"case_matters_of_others"}
    assert "case_matters_of_others" in refused(NEW_CASE, strange, what=acts.Protect(measures=(), reason="x"))
    assert not walk.now.suspended


def test_who_has_no_part_in_the_contract_learns_nothing() -> None:
    Walk(DIRTY), Walk(RUDE)
    with pytest.raises(NotPermittedError):
        take(by=STRANGER)
