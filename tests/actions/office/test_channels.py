"""Which channels there are follows from the settings, and what is wrong with one stops no other."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from answerable.actions.office.channels import SETTINGS, channels, empty, places, unusable
from answerable.core.register.notices import Medium
from answerable.outside.channel import Outbox

HERE = {"ANSWERABLE_ADDRESS": "https://county.example:8443"}
SMS = "https://k:s@gateway.example/send"


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ANSWERABLE_ADDRESS", *(each.variable for each in SETTINGS.values())):
        monkeypatch.delenv(name, raising=False)


def put(monkeypatch: pytest.MonkeyPatch, stated: Mapping[str, str]) -> None:
    for name, text in stated.items():
        monkeypatch.setenv(name, text)


def test_nothing_set_is_nothing_wrong() -> None:
    assert (channels(), unusable(), len(empty())) == ({}, (), 4)


def test_each_channel_is_what_its_variable_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    put(monkeypatch, HERE | {"ANSWERABLE_MAIL_URL": f"file://{tmp_path}", "ANSWERABLE_SMS_URL": SMS})
    found = channels()
    assert found.keys() == {Medium.MAIL, Medium.SMS}
    assert found[Medium.MAIL] == Outbox("mail", tmp_path)
    assert empty() == ("ANSWERABLE_WECOM_URL", "ANSWERABLE_DINGTALK_URL")
    assert unusable() == ()


def test_a_channel_that_means_nothing_is_named_and_the_others_work(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, HERE | {"ANSWERABLE_MAIL_URL": "mail.example", "ANSWERABLE_SMS_URL": SMS})
    assert channels().keys() == {Medium.SMS}
    assert unusable() == ("ANSWERABLE_MAIL_URL",)


@pytest.mark.parametrize(
    "address", ["", "county.example", "https://county.example/sub/", "ftp://county.example"]
)
def test_without_an_address_for_links_no_channel_is_used(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    put(monkeypatch, {"ANSWERABLE_SMS_URL": SMS, "ANSWERABLE_ADDRESS": address})
    assert (places(), channels(), unusable()) == (None, {}, ("ANSWERABLE_ADDRESS",))


def test_links_begin_with_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, HERE)
    where = places()
    assert where is not None
    assert where.inbox == "https://county.example:8443/notices/"
