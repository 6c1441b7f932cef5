"""Providers on the page: what is counted, and how they stand beside others for the same work, without a ranking."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from answerable.records.models import Account, Disclosed, Finding, FindingReply, Provider, Standing, WorkItem
from tests.web.cast import AT, FAILING, LAWFUL, MINDING, PAVING, SWEEPING, owed, signed_in, today
from tests.web.peers import LINE, indicator, measured, peers

pytestmark = pytest.mark.usefixtures("staged")


def lines(role: str, query: str = "") -> dict[str, tuple[Any, ...]]:
    found = signed_in(role).get(f"/providers/{query}").context["lines"]
    return {line.key: line.cells for line in found}


def shown(role: str, provider: str = LAWFUL) -> Any:
    return signed_in(role).get(f"/providers/{provider}/").context


def confirm(id: str, contract: str, *, decision: str = "confirmed", decided: Any = None) -> None:
    Finding.objects.create(
        id=id,
        contract_id=contract,
        found_on=today(),
        source="inspection",
        severity="minor",
        what=f"问题{id}",
        decision=decision,
        decided_on=decided or today(),
        decided_by_id="p-head",
    )


def test_the_list_counts_only_what_its_reader_may_see() -> None:
    Standing.objects.filter(contract=PAVING).update(standing="ending")
    owed("late", who=FAILING, by=today(), side="provider", contract=PAVING, late=3)
    confirm("f-1", PAVING)
    assert lines("handler")[FAILING][2:] == (1, "watch", 0, 0, None)
    assert lines("supervisor")[FAILING][2:] == (2, "ending", 1, 1, today())
    assert lines("handler")[LAWFUL][2:] == (1, "watch", 0, 0, None)


def test_the_list_is_searched_by_name_service_and_standing() -> None:
    peers([])
    Standing.objects.filter(contract=PAVING).update(standing="ending")
    assert lines("handler", "?search=failing").keys() == {FAILING}
    assert lines("handler", f"?service={LINE[:3]}").keys() == {LAWFUL, FAILING}
    assert lines("handler", "?service=sweep").keys() == {LAWFUL}
    assert lines("supervisor", "?standing=ending").keys() == {FAILING}
    # Whoever does not see the contract does not find it by its standing either.
    assert lines("handler", "?standing=ending").keys() == set()


def test_a_provider_shows_its_results_with_intervals() -> None:
    indicator()
    measured(SWEEPING, 81, 100, matters={"answered": 8, "put_right": 6})
    confirm("f-1", SWEEPING)
    (side,) = shown("handler")["shown"].sides
    swept, matters = side.results
    assert (swept.value, swept.numerator, swept.denominator) == (81, 81, 100)
    assert (matters.value, side.put_right, side.confirmed) == (75, (6, 8), 1)
    said = signed_in("handler").get(f"/providers/{LAWFUL}/").content.decode()
    for part in (
        "路面洁净率",
        "81%",
        "72.22% 至 87.49%",
        "确认的问题 1 个",
        "已解决 6 件",
        "事先公布评审标准",
    ):
        assert part in said, part


def test_fewer_than_four_contracts_are_set_side_by_side_without_limits() -> None:
    peers([])
    for contract, k in ((SWEEPING, 81), (MINDING, 95), (PAVING, 40)):
        measured(contract, k, 100)
    (found,) = shown("supervisor")["compared"]
    assert (found.of, found.plot, found.mean) == (3, None, None)
    assert [(peer.contract.pk, peer.own) for peer in found.peers] == [
        (PAVING, False),
        (MINDING, False),
        (SWEEPING, True),
    ]
    (found,) = shown("handler")["compared"]
    assert [peer.contract.pk for peer in found.peers] == [MINDING, SWEEPING]


def test_a_funnel_is_drawn_around_all_of_the_county_and_shows_those_one_may_see() -> None:
    indicator()
    peers([(900, 1000), (910, 1000), (905, 1000), (897, 1000)])
    measured(SWEEPING, 60, 100)
    measured(MINDING, 902, 1000)
    (found,) = shown("handler")["compared"]
    assert found.of == 6
    assert {peer.contract.pk: peer.place for peer in found.peers} == {SWEEPING: "far_low", MINDING: "inside"}
    said = signed_in("handler").get(f"/providers/{LAWFUL}/").content.decode()
    (svg,) = re.findall("<svg.*?</svg>", said, re.DOTALL)
    assert "style=" not in svg
    assert SWEEPING in svg
    assert "低于 99.8% 界限" in said
    # Of the roads bureau neither name nor figure is there.
    assert "peer-" not in said
    assert "897" not in said
    everybody = signed_in("supervisor").get(f"/providers/{LAWFUL}/").content.decode()
    assert "peer-failing-3" in everybody


def test_contracts_for_other_work_are_not_compared() -> None:
    indicator()
    peers([(900, 1000)] * 4)
    measured(SWEEPING, 600, 1000)
    WorkItem.objects.filter(id=f"{SWEEPING}-work").update(catalogue=None)
    assert shown("supervisor")["compared"] == ()


def test_what_the_provider_said_stands_beside_the_finding() -> None:
    confirm("f-1", SWEEPING)
    confirm("f-2", SWEEPING, decision="rejected")
    FindingReply.objects.create(
        id="a-1", finding_id="f-1", text="当天已清 <b>", said_by="provider", said_at=AT
    )
    said = signed_in("leader").get(f"/providers/{LAWFUL}/").content.decode()
    assert "问题f-1" in said
    assert "问题f-2" not in said
    assert "当天已清 &lt;b&gt;" in said


def test_more_contracts_cost_no_more_questions() -> None:
    indicator()
    peers([(900, 1000)] * 2)
    counts = []
    for more in ([], [(910, 1000)] * 30):
        if more:
            peers(more, provider=LAWFUL)
        for path in ("/providers/", f"/providers/{LAWFUL}/"):
            browser = signed_in("supervisor")
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert browser.get(path).status_code == 200
            counts.append(len(asked))
    assert counts[:2] == counts[2:]


def test_a_handler_registers_a_provider_and_is_told_of_every_fault() -> None:
    browser = signed_in("handler")
    wrong = browser.post("/providers/do/register/", {"id": LAWFUL, "name": "", "kind": "firm"})
    assert wrong.status_code == 422
    assert {each.name for each in wrong.context["form"].fields if each.errors} == {"name", "kind"}
    taken = browser.post("/providers/do/register/", {"id": LAWFUL, "name": "新公司", "kind": "company"})
    assert [each.name for each in taken.context["form"].fields if each.errors] == ["id"]
    done = browser.post("/providers/do/register/", {"id": "fresh", "name": "新公司", "kind": "company"})
    assert done["Location"] == "/providers/fresh/"
    assert Provider.objects.get(id="fresh").name_en is None
    assert Disclosed.objects.filter(of="providers", key="fresh").count() == 1


def test_whoever_was_slower_sees_both_versions() -> None:
    browser = signed_in("handler")
    form = browser.get(f"/providers/{LAWFUL}/do/correct/").context["form"]
    sent = {each.name: each.text for each in form.fields} | {
        f"seen.{each.name}": each.seen for each in form.fields
    }
    Provider.objects.filter(id=LAWFUL).update(name="别的公司")
    late = browser.post(f"/providers/{LAWFUL}/do/correct/", sent | {"name": "某公司"})
    assert late.status_code == 409
    assert "别的公司" in late.content.decode()
    assert (
        browser.post(
            f"/providers/{LAWFUL}/do/correct/", sent | {"name": "某公司", "seen.name": "别的公司"}
        ).status_code
        == 302
    )
    assert Provider.objects.get(id=LAWFUL).name == "某公司"


def test_english_pages_say_it_in_english() -> None:
    indicator()
    peers([(900, 1000)] * 4)
    measured(SWEEPING, 600, 1000)
    Account.objects.filter(username="handler").update(language="en")
    said = signed_in("handler").get(f"/providers/{LAWFUL}/").content.decode()
    for part in (
        "Streets swept",
        "only by criteria published beforehand",
        "below the 99.8% limit",
        "95% interval",
    ):
        assert part in said, part
