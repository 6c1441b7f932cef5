"""Forms: everything wrong at its field and at the top, what was typed kept, and nothing stored."""

from typing import Any

import pytest

from answerable.records.models import Approval
from answerable.web.desk.fields import amount, asked, of
from answerable.web.desk.forms import faults_of
from tests.web.cast import SWEEPING, signed_in

pytestmark = pytest.mark.usefixtures("staged")
VISIT: Any = object()
EXTEND = f"/contracts/{SWEEPING}/do/extend/"


def test_every_fault_stands_at_its_field_and_at_the_top() -> None:
    answer = signed_in("handler").post(EXTEND, {"new_ends": "明年", "exit_clause": "照旧"})
    said = answer.content.decode()
    assert answer.status_code == 422
    for field in ("new_ends", "reason"):
        assert f'href="#f-{field}"' in said
        assert f'id="f-{field}-error"' in said
    assert 'value="明年"' in said
    assert ">照旧</textarea>" in said
    assert not Approval.objects.exists()


def test_what_was_typed_is_shown_as_text_and_never_as_a_page() -> None:
    said = (
        signed_in("handler")
        .post(EXTEND, {"new_ends": '"><script>x</script>', "reason": "<b>"})
        .content.decode()
    )
    assert "<script>x" not in said
    assert "<b></textarea>" not in said


def test_the_title_says_that_something_is_wrong() -> None:
    browser = signed_in("handler")
    assert "<title>提议延长合同" in browser.get(EXTEND).content.decode()
    assert "<title>有误： 提议延长合同" in browser.post(EXTEND, {}).content.decode()


def test_a_deed_leads_on_and_says_that_it_was_done() -> None:
    answer = signed_in("handler").post(EXTEND, {"new_ends": "2030-01-01", "reason": "§ 7"}, follow=True)
    made = Approval.objects.get()
    assert answer.redirect_chain == [(f"/decisions/{made.id}/", 302)]
    assert "已办理" in answer.content.decode()


def test_an_address_may_fill_a_form_and_does_nothing_by_itself() -> None:
    said = signed_in("handler").get(f"{EXTEND}?reason=预填").content.decode()
    assert ">预填</textarea>" in said
    assert not Approval.objects.exists()


@pytest.mark.parametrize("text", ["\x00", "x" * 20_001])
def test_a_text_that_no_cell_may_hold_is_refused_at_its_field(text: str) -> None:
    answer = signed_in("handler").post(EXTEND, {"new_ends": "2030-01-01", "reason": text})
    assert answer.status_code == 422
    assert [each.name for each in answer.context["form"].fields if each.errors] == ["reason"]


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("120000", "12000000", "120000.00"),
        ("1,200.5", "120050", "1200.50"),
        ("1，200", "120000", "1200.00"),
        ("0.07", "7", "0.07"),
        ("", "", ""),
        ("12,00", "12,00", "12,00"),
        ("1.234", "1.234", "1.234"),
        ("-5", "-5", "-5"),
        ("0", "0", "0.00"),
        ("1e5", "1e5", "1e5"),
    ],
)
def test_amounts_are_typed_in_whole_units_and_kept_in_minor_ones(typed: str, kept: str, shown: str) -> None:
    field = amount("funds", "amount_minor")
    assert field.kept(typed) == kept
    assert field.shown(kept) == shown
    assert (field.fault(kept) is None) is (kept.isdigit())


def test_an_amount_of_any_length_is_an_amount_or_a_fault_and_never_a_smaller_one() -> None:
    field = amount("funds", "amount_minor")
    assert field.kept("1" * 13) == "1" * 13 + "00"
    for typed in ("1" * 14, "9" * 5_000):
        assert field.fault(field.kept(typed)) is not None
        assert field.shown(field.kept(typed)) == typed + "00"


def test_a_name_has_an_end() -> None:
    field = of("work_items", "name")
    assert field.fault("清" * 200) is None
    assert field.fault("清" * 201) is not None
    assert of("amendments", "reason", long=True).fault("清" * 201) is None


def test_where_nothing_is_offered_nothing_is_an_answer() -> None:
    field = asked("person", "web_col_name", choices=lambda visit, key: ())
    assert [name for name, _ in faults_of((field,), {"person": "p"}, visit=VISIT, key="")] == ["person"]
    assert list(faults_of((field,), {"person": "p"}, visit=None, key="")) == []
