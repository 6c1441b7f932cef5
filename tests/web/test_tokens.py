"""Tokens of one's own account, on the page."""

import re
from datetime import UTC, datetime

import pytest

from answerable.actions.office.accounts import close, end_sessions
from answerable.actions.office.tokens import grant_of
from answerable.records.models import Entry, Token
from tests.web.api.calling import get, token
from tests.web.cast import PASSWORD, confirmed, signed_in, today

pytestmark = pytest.mark.usefixtures("staged")
FORM = {"name": "报表程序", "days": "30", "scopes": ["contracts:read", "contracts:act"]}


def test_a_token_is_told_once_and_opens_what_was_chosen() -> None:
    browser = confirmed("handler")
    said = browser.post("/account/tokens/new/", FORM).content.decode()
    (text,) = re.findall(r"ans_[0-9a-f]{16}_[\w-]+", said)
    assert get(text, "/contracts").status_code == 200
    listed = browser.get("/account/tokens/").content.decode()
    assert "报表程序" in listed
    assert text not in listed
    assert text.rsplit("_", 1)[1] not in str(list(Token.objects.values()))
    assert Entry.objects.filter(act="account_changed").count() == 1


def test_making_a_token_asks_for_the_password_again() -> None:
    answer = signed_in("handler").post("/account/tokens/new/", FORM)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/again/")
    assert not Token.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"days": "x"}, "days"),
        ({"days": "0"}, None),
        ({"scopes": ["admin"]}, "scopes"),
    ],
)
def test_a_form_that_is_wrong_keeps_what_was_typed(wrong: dict[str, object], field: str | None) -> None:
    answer = confirmed("handler").post("/account/tokens/new/", FORM | wrong)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert [each.name for each in form.fields if each.errors] == ([field] if field else [])
    assert bool(form.refused) is (field is None)
    assert {each.name: each.text for each in form.fields}["name"] == (FORM | wrong)["name"]


def test_another_password_lets_no_token_serve_any_longer() -> None:
    mine, others = token("handler"), token("leader")
    another = f"{PASSWORD} and more"
    sent = {"oldpassword": PASSWORD, "password1": another, "password2": another}
    assert confirmed("handler").post("/account/password/", sent).status_code == 302
    assert get(mine, "/contracts").status_code == 401
    assert get(others, "/contracts").status_code == 200


def test_a_revoked_token_opens_nothing() -> None:
    text = token("handler")
    id = text.split("_")[1]
    signed_in("leader").post(f"/account/tokens/{id}/revoke/")
    assert get(text, "/contracts").status_code == 200
    signed_in("handler").post(f"/account/tokens/{id}/revoke/")
    assert get(text, "/contracts").status_code == 401


@pytest.mark.parametrize("what", [close, end_sessions])
def test_whoever_is_put_out_is_out_of_the_api_too(what: object) -> None:
    text = token("handler")
    what("handler", at=datetime.now(UTC), by="security-admin")  # type: ignore[operator]
    assert get(text, "/contracts").status_code == 401


def test_a_token_serves_until_its_last_day() -> None:
    from datetime import timedelta

    text = token("handler", days=3)
    assert grant_of(text, on=today() + timedelta(days=3)) is not None
    assert grant_of(text, on=today() + timedelta(days=4)) is None
