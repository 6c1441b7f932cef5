"""The ways to end a contract: what the record proves, what is still to be shown, and what is closed."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from answerable.actions.office.pages.cases.ways import Stands, WayLine, ways_of
from answerable.core.enforce.course import acts
from answerable.records.models import Clause, Contract
from tests.cases import EXIT, HANDLER, LEGALITY, ON, SWEEPING, Walk
from tests.web.walked import browser, see, stage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def staged(tmp_path: Path, settings: Settings) -> Settings:
    stage(tmp_path, settings)
    see(settings, ON)
    return settings


def grounds(walk: Walk) -> dict[str, WayLine]:
    return {each.ground: each for each in ways_of(walk.case, on=walk.on).grounds}


def page(walk: Walk) -> str:
    return browser(HANDLER).get(f"/cases/{walk.case}/ways/").content.decode()


def test_what_nothing_on_record_speaks_of_is_never_met() -> None:
    Clause.objects.create(
        id="sold-on", contract_id=SWEEPING, kind="exit", ground="assignment", notice_days=30, text="转包的"
    )
    found = grounds(Walk().not_corrected())
    stands = {id: found[id].stands for id in (EXIT, "sold-on", "refusal", "force-majeure", "mandate")}
    shown = dict.fromkeys(("sold-on", "refusal", "force-majeure", "mandate"), Stands.TO_SHOW)
    assert stands == {EXIT: Stands.MET, **shown}
    assert found["sold-on"].agreed == "assignment"
    assert [each.value for each in found["refusal"].unfound] == ["refusal_shown"]
    assert [each.value for each in found["mandate"].needs] == ["compensation_offered"]
    assert [each.value for each in found["late-after-demand"].proven] == ["demand_expired"]
    assert found["late-after-demand"].stands is Stands.MET


def test_grounds_of_the_other_route_and_those_the_record_speaks_against_are_closed() -> None:
    walk = Walk().notified()
    found = grounds(walk)
    assert found["administrative-agreement"].stands is Stands.CLOSED
    assert {each.code for each in found["administrative-agreement"].missing} == {"ending_other_route"}
    assert {each.code for each in found["open-ended-notice"].missing} == {"ending_need_missing"}
    walk.go(LEGALITY, acts.SetRoute(route="administrative", reason="特许经营"))
    assert [each.value for each in grounds(walk)["administrative-agreement"].proven] == [
        "administrative_agreement"
    ]


def test_the_page_says_by_when_the_provider_is_told_and_until_when_the_right_may_be_used(
    staged: Settings,
) -> None:
    walk = Walk().not_corrected()
    see(staged, walk.on)
    ends, shown = Contract.objects.get(id=SWEEPING).ends, ways_of(walk.case, on=walk.on)
    assert ends
    assert shown.telling
    assert shown.right_until
    assert shown.telling.by == ends - timedelta(days=shown.telling.days)
    said = page(walk)
    for part in (
        f"最迟在 {shown.telling.by} 告知",
        f"最后一日 {shown.right_until}",
        "记录中没有这方面的认定",
    ):
        assert part in said


def test_changing_the_contract_is_a_way_too_and_the_first_where_the_route_asks_for_it() -> None:
    walk = Walk().notified()
    said = page(walk)
    assert f"/contracts/{SWEEPING}/do/amend-terms/" in said
    assert said.index("先变更合同") > said.index('id="free"')
    walk.go(LEGALITY, acts.SetRoute(route="administrative", reason="特许经营"))
    said = page(walk)
    assert said.index("先变更合同") < said.index('id="free"')
