"""An SMS goes to the gateway signed, and what the gateway says is understood."""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from answerable.core.terms.errors import InputError
from answerable.outside.channel import LaterError, Letter, OutsideError, RefusedError, UnreachableError
from answerable.outside.post import LARGEST, gateway, post
from answerable.outside.sms import sms
from tests.outside.receiving import HOST, receiving

pytestmark = pytest.mark.allow_hosts([HOST])
AT = datetime(2026, 6, 30, 4, tzinfo=UTC)
LETTER = Letter("担当", "担当：2 项提醒", "https://x.cn/", AT)


def test_a_message_is_signed_over_its_time_and_body() -> None:
    with receiving() as there:
        sms(there.url(user="county:s3cret@")).send("13912345678", LETTER)
    (posted,) = there.posted
    assert json.loads(posted.body) == {"to": "13912345678", "text": LETTER.text, "link": LETTER.link}
    assert posted.headers["x-answerable-key"] == "county"
    assert posted.headers["x-answerable-timestamp"] == str(int(AT.timestamp()))
    signed = f"{int(AT.timestamp())}.".encode() + posted.body
    digest = hmac.new(b"s3cret", signed, hashlib.sha256).hexdigest()
    assert posted.headers["x-answerable-signature"] == f"sha256={digest}"
    assert posted.headers["content-type"].startswith("application/json")
    assert b"s3cret" not in posted.body + repr(posted.headers).encode()


@pytest.mark.parametrize(
    ("status", "answer", "kind"),
    [
        (200, b'{"error": "blocked"}', RefusedError),
        (400, b"", RefusedError),
        (401, b"{}", UnreachableError),
        (403, b"", UnreachableError),
        (404, b"", UnreachableError),
        (410, b"{}", RefusedError),
        (429, b"{}", LaterError),
        (500, b"{}", UnreachableError),
        (302, b"{}", UnreachableError),
    ],
)
def test_what_the_gateway_says_is_understood(status: int, answer: bytes, kind: type[OutsideError]) -> None:
    with receiving() as there:
        there.status, there.answer = status, answer
        there.headers = (("Location", "http://example.com/"),) if status == 302 else ()
        with pytest.raises(kind):
            sms(there.url(user="k:s@")).send("13912345678", LETTER)
    assert len(there.posted) == 1


@pytest.mark.parametrize("answer", [b"", b"taken", b"[1]", b"{" * 5000, b"\xff" * (LARGEST + 10)])
def test_an_answer_that_is_no_object_is_an_empty_one(answer: bytes) -> None:
    with receiving() as there:
        there.answer = answer
        assert post(gateway("sms", there.url())[0], {}, b"{}") == {}


def test_a_gateway_that_is_not_there_is_unreachable() -> None:
    with receiving() as there:
        url = there.url(user="k:s@")
    with pytest.raises(UnreachableError):
        sms(url).send("13912345678", LETTER)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://k:s@gateway.example/send", "channel_address"),  # in the clear
        ("ftp://k:s@gateway.example/send", "channel_address"),
        ("gateway.example", "channel_address"),
        ("https://gateway.example/send", "channel_secret"),
        ("https://k@gateway.example/send", "channel_secret"),
    ],
)
def test_an_address_without_key_or_encryption_is_refused(url: str, code: str) -> None:
    with pytest.raises(InputError, match=code):
        sms(url)


def test_a_folder_takes_the_place_of_a_gateway(tmp_path: Path) -> None:
    sms(f"file://{tmp_path}").send("13912345678", LETTER)
    assert "13912345678" in (tmp_path / "sms.jsonl").read_text(encoding="utf-8")
