"""What is known around a case: the findings that are confirmed, and those that another open case is about."""

from pathlib import Path

import pytest

from answerable.core.enforce.course import acts
from answerable.core.enforce.course.refuse import CaseRefusedError
from answerable.records.models import Case
from tests.cases import DIRTY, HEAD, LEADER, SPOKEN, Walk, hold_findings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    hold_findings(tmp_path / "district")


def test_one_finding_has_one_open_case() -> None:
    Walk(DIRTY)
    with pytest.raises(CaseRefusedError) as refused:
        Walk(DIRTY, SPOKEN)
    assert [each.code for each in refused.value.messages] == ["case_findings_taken"]
    assert Case.objects.filter(course__final=False).count() == 1


def test_once_its_case_is_over_a_finding_may_have_another() -> None:
    Walk(DIRTY).go(HEAD, acts.Drop(reason="材料不全"))
    assert Walk(DIRTY).now.findings == (DIRTY,)


def test_a_finding_of_another_open_case_is_not_added() -> None:
    Walk(DIRTY)
    other = Walk(SPOKEN)
    with pytest.raises(CaseRefusedError):
        other.go(LEADER, acts.Find(findings=(DIRTY,)))
    assert other.now.findings == (SPOKEN,)
