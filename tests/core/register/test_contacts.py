"""Addresses are read the way people write and copy them, and name no machine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.core.register.contacts import LONGEST, cleaned, shown
from answerable.core.register.notices import Medium

KEY = "693axxx6-7aoc-4bc4-97a0-0ec2sifa5aaa"
TOKEN = "a" * 64
SECRET = "SEC" + "b" * 64


@pytest.mark.parametrize(
    ("medium", "text", "found"),
    [
        (Medium.MAIL, " li.si@water.gov.cn ", "li.si@water.gov.cn"),
        (Medium.MAIL, "li+desk@a.b.example", "li+desk@a.b.example"),
        (Medium.MAIL, "water.gov.cn", None),
        (Medium.MAIL, "li@water", None),
        (Medium.MAIL, "li..si@water.gov.cn", None),
        (Medium.MAIL, "-f@water.gov.cn", None),
        (Medium.MAIL, "li@water.gov.cn,wang@water.gov.cn", None),
        (Medium.MAIL, "li@water.gov.cn\nBcc: x@y.cn", None),
        (Medium.MAIL, f"{'l' * 60}@{'a' * 60}.{'b' * 60}.{'c' * 60}.{'d' * 60}.cn", None),
        (Medium.SMS, "13912345678", "13912345678"),
        (Medium.SMS, "+86 139-1234-5678", "+8613912345678"),
        (Medium.SMS, "１３９１２３４５６７８", None),
        (Medium.SMS, "139x", None),
        (Medium.WECOM, KEY, KEY),
        (Medium.WECOM, f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}", KEY),
        (Medium.WECOM, f"https://inside.example/send?debug=1&key={KEY}", KEY),
        (Medium.WECOM, f"http://qyapi.weixin.qq.com/send?key={KEY}", None),
        (Medium.WECOM, f"https://x/?key={KEY}&to=elsewhere", None),
        (Medium.DINGTALK, TOKEN, TOKEN),
        (Medium.DINGTALK, f"{TOKEN}  {SECRET}", f"{TOKEN} {SECRET}"),
        (
            Medium.DINGTALK,
            f"https://oapi.dingtalk.com/robot/send?access_token={TOKEN} {SECRET}",
            f"{TOKEN} {SECRET}",
        ),
        (Medium.DINGTALK, f"https://oapi.dingtalk.com/robot/send?access_token={TOKEN}", TOKEN),
        (Medium.DINGTALK, SECRET + " " + TOKEN, None),
    ],
)
def test_an_address_is_what_was_meant_or_none(medium: Medium, text: str, found: str | None) -> None:
    assert cleaned(medium, text) == found


@given(st.sampled_from(Medium), st.text())
def test_whatever_is_written_an_address_is_short_printable_and_stays_as_it_is(
    medium: Medium, text: str
) -> None:
    found = cleaned(medium, text)
    if found is not None:
        assert found.isascii()
        assert found.isprintable()
        assert len(found) <= LONGEST
        assert cleaned(medium, found) == found


def test_the_key_of_a_robot_is_not_shown() -> None:
    assert shown(Medium.DINGTALK, f"{TOKEN} {SECRET}") == "…aaaa"
    assert shown(Medium.WECOM, KEY) == "…5aaa"
    assert shown(Medium.MAIL, "li@water.gov.cn") == "li@water.gov.cn"
