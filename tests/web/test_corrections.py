"""What was shown and no longer stands is corrected where it stood; and every other place is owed until it is done."""

from datetime import date
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from answerable.actions.office.pages.corrections import corrections_of_cases, corrections_of_findings
from answerable.core.enforce.course import acts
from answerable.records.models import Finding
from tests.cases import CLERK, DIRTY, HANDLER, LEADER, LEGALITY, OTHER_CLERK, PROOF, RUDE, SWEEPING, Walk
from tests.web.walked import STRANGE_WATCHER, WATCHER, browser, see, stage

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 20)
PLACES = ("政务公开栏", "县政府网站")
REASON = "证据记录有误"
OWED = "/corrections/list/owed/"


@pytest.fixture(autouse=True)
def staged(tmp_path: Path, settings: Settings) -> None:
    stage(tmp_path, settings)
    see(settings, DAY)


def upheld(result: str = "partly", aside: tuple[str, ...] = (RUDE,)) -> Walk:
    """An objection to the order of which something came."""
    walk = Walk(DIRTY, RUDE).notified().heard().ordered()
    step = walk.now.order_step
    assert step is not None
    made = walk.go(CLERK, acts.Contest(step=step, text="不是我们"))
    places = () if result == "rejected" else PLACES
    decided = acts.DecideObjection(
        step=made.number, result=result, reason=REASON, number="异决1", set_aside=aside, places=places
    )
    walk.go(LEGALITY, decided)
    return walk


def said(who: str, path: str, *, lang: str = "zh") -> str:
    answer = browser(who, lang=lang).get(path)
    assert answer.status_code == 200, (who, path)
    text = answer.content.decode()
    return text[text.index("<main") :]


def test_it_stands_wherever_the_finding_stood_with_date_and_reason_and_nobody_can_close_it() -> None:
    walk = upheld()
    provider = Finding.objects.get(id=RUDE).contract.provider_id
    places = [
        (HANDLER, f"/findings/{RUDE}/"),
        (CLERK, f"/findings/{RUDE}/"),
        (CLERK, f"/provider/{SWEEPING}/"),
        (CLERK, f"/cases/{walk.case}/"),
        (HANDLER, f"/cases/{walk.case}/"),
        (HANDLER, f"/providers/{provider}/"),
        (HANDLER, f"/contracts/{SWEEPING}/"),
        (CLERK, f"/contracts/{SWEEPING}/"),
    ]
    for who, path in places:
        text = said(who, path)
        assert f"更正（{walk.on}）" in text, (who, path)
        assert REASON in text, (who, path)
        note = text[text.index(f"更正（{walk.on}）") :]
        assert "<details" not in note[: note.index("</div>")]
        assert "<button" not in note[: note.index("</div>")]


def test_the_finding_stays_on_the_providers_list_and_page_although_it_does_not_stand() -> None:
    upheld()
    assert Finding.objects.get(id=RUDE).decision == "rejected"
    keys = {line.key for line in browser(CLERK).get("/findings/").context["lines"]}
    assert RUDE in keys
    assert f"f-{RUDE}" in said(CLERK, f"/provider/{SWEEPING}/")
    assert f"/findings/{RUDE}/do/reply/" not in said(CLERK, f"/provider/{SWEEPING}/")
    assert browser(OTHER_CLERK).get(f"/findings/{RUDE}/").status_code == 404


def test_a_finding_that_stands_has_no_correction() -> None:
    upheld()
    assert "更正（" not in said(HANDLER, f"/findings/{DIRTY}/")
    assert corrections_of_findings([DIRTY]) == {}


def test_a_rejected_objection_corrects_nothing() -> None:
    walk = upheld("rejected", ())
    assert corrections_of_cases([walk.case]) == {}
    assert "更正（" not in said(CLERK, f"/cases/{walk.case}/")


def test_a_dismissed_case_takes_back_all_that_it_was_about() -> None:
    walk = Walk(DIRTY, RUDE).notified().heard()
    walk.go(LEADER, acts.Dismiss(outcome="no_evidence", reason="照片不清", answer="采纳"))
    found = corrections_of_findings([DIRTY, RUDE])
    assert {id: (each.by, each.result, each.reason) for id, each in found.items()} == dict.fromkeys(
        (DIRTY, RUDE), ("decision", "no_evidence", "照片不清")
    )
    assert "照片不清" in said(CLERK, f"/findings/{RUDE}/")


def test_what_a_court_decides_is_named_as_its_decision() -> None:
    walk = Walk(DIRTY, RUDE).notified().heard().ordered()
    step = walk.now.order_step
    assert step is not None
    filed = walk.go(CLERK, acts.GoOutside(step=step, forum="arbitration", number="仲1"))
    decided = acts.OutsideDecided(
        step=filed.number,
        result="upheld",
        reason=REASON,
        proof=PROOF,
        set_aside=(DIRTY, RUDE),
        places=PLACES,
    )
    walk.go(LEGALITY, decided)
    (made,) = corrections_of_cases([walk.case])[walk.case]
    assert (made.by, made.findings) == ("arbitration", frozenset({DIRTY, RUDE}))
    assert "仲裁机构" in said(CLERK, f"/cases/{walk.case}/")


def test_every_other_place_is_on_the_list_until_it_is_done() -> None:
    walk = upheld()
    listed = browser(HANDLER).get(OWED).context["lines"]
    assert [line.cells[0] for line in listed] == list(PLACES)
    text = said(HANDLER, OWED)
    assert "在“政务公开栏”以同样醒目的方式载明更正" in text
    assert REASON in text
    step = walk.now.owed[0].step
    walk.go(HANDLER, acts.Correct(step=step, place=PLACES[0], note="已登"))
    assert [line.cells[0] for line in browser(HANDLER).get(OWED).context["lines"]] == [PLACES[1]]


def test_the_list_is_for_officials_of_the_body_and_those_above() -> None:
    upheld()
    found = {}
    for who in (HANDLER, LEADER, WATCHER, STRANGE_WATCHER, CLERK):
        answer = browser(who).get(OWED)
        found[who] = len(answer.context["lines"]) if answer.status_code == 200 else answer.status_code
    assert found == {HANDLER: 2, LEADER: 2, WATCHER: 2, STRANGE_WATCHER: 0, CLERK: 404}


def test_the_list_is_filtered(settings: Settings) -> None:
    walk = upheld()
    see(settings, walk.on)
    owner = {HANDLER: 2, LEADER: 0}
    assert {who: len(browser(who).get(f"{OWED}?state=mine").context["lines"]) for who in owner} == owner
    assert browser(HANDLER).get(f"{OWED}?state=overdue").context["lines"] == []
    see(settings, DAY)
    lines = browser(HANDLER).get(f"{OWED}?state=overdue").context["lines"]
    assert [line.late for line in lines] == [True, True]


def test_the_notes_are_there_in_english() -> None:
    walk = upheld()
    text = said(CLERK, f"/cases/{walk.case}/", lang="en")
    assert f"Corrected on {walk.on} by the review of an objection" in text
    assert "Corrections owed" in said(HANDLER, OWED, lang="en")
