"""Robots of group chats are spoken to as their makers want it."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from answerable.outside.channel import (
    Channel,
    LaterError,
    Letter,
    OutsideError,
    RefusedError,
    UnreachableError,
)
from answerable.outside.webhook import DINGTALK, WECOM, DingTalk, WeCom, dingtalk, wecom
from tests.outside.receiving import HOST, Gateway, receiving

pytestmark = pytest.mark.allow_hosts([HOST])
AT = datetime(2026, 6, 30, 4, tzinfo=UTC)
LETTER = Letter("担当", "担当：2 项提醒。请登录查看：https://x.cn/notices/", "https://x.cn/notices/", AT)
KEY, TOKEN, SECRET = "693axxx6-7aoc-4bc4-97a0", "a" * 64, "SEC" + "b" * 40


def sent(there: Gateway, channel: Channel, address: str) -> tuple[dict[str, list[str]], dict[str, object]]:
    """The query and the message that arrive."""
    there.answer = b'{"errcode": 0, "errmsg": "ok"}'
    channel.send(address, LETTER)
    (posted,) = there.posted
    return parse_qs(urlsplit(posted.path).query), json.loads(posted.body)


def test_a_robot_of_wecom_is_asked_under_its_key() -> None:
    with receiving() as there:
        query, message = sent(there, wecom(there.url("/cgi-bin/webhook/send")), KEY)
    assert query == {"key": [KEY]}
    assert message == {"msgtype": "text", "text": {"content": LETTER.text}}


def test_a_robot_of_dingtalk_is_asked_under_its_token_with_a_signature_of_the_moment() -> None:
    with receiving() as there:
        query, message = sent(there, dingtalk(there.url("/robot/send?debug=1")), f"{TOKEN} {SECRET}")
    stamp = str(int(AT.timestamp()) * 1000)
    expected = base64.b64encode(
        hmac.digest(SECRET.encode(), f"{stamp}\n{SECRET}".encode(), hashlib.sha256)
    ).decode()
    assert query == {"debug": ["1"], "access_token": [TOKEN], "timestamp": [stamp], "sign": [expected]}
    assert message == {"msgtype": "text", "text": {"content": LETTER.text}}


def test_a_robot_without_a_secret_is_asked_without_a_signature() -> None:
    with receiving() as there:
        query, _ = sent(there, dingtalk(there.url("/robot/send")), TOKEN)
    assert query == {"access_token": [TOKEN]}


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"errcode": 93000, "errmsg": "invalid webhook url"}, RefusedError),
        ({"errcode": 45009, "errmsg": "api freq out of limit"}, LaterError),
        ({"errcode": -1, "errmsg": "system busy"}, LaterError),
        ({"errmsg": "ok"}, UnreachableError),
        ({"errcode": "0"}, UnreachableError),
    ],
)
def test_what_wecom_says_is_understood(answer: dict[str, object], kind: type[OutsideError]) -> None:
    with receiving() as there:
        there.answer = json.dumps(answer).encode()
        with pytest.raises(kind):
            wecom(there.url()).send(KEY, LETTER)


@pytest.mark.parametrize(
    ("code", "kind"),
    [(310000, RefusedError), (300001, RefusedError), (130101, LaterError), (410100, LaterError)],
)
def test_what_dingtalk_says_is_understood(code: int, kind: type[OutsideError]) -> None:
    with receiving() as there:
        there.answer = json.dumps({"errcode": code}).encode()
        with pytest.raises(kind):
            dingtalk(there.url()).send(TOKEN, LETTER)


def test_a_long_text_is_cut_to_what_is_taken_and_stays_text() -> None:
    with receiving() as there:
        there.answer = b'{"errcode": 0}'
        wecom(there.url()).send(KEY, Letter("担当", "长" * 1000, "https://x.cn/", AT))
    text = json.loads(there.posted[0].body)["text"]["content"]
    assert set(text) == {"长"}
    assert len(text.encode()) <= 2048


def test_the_usual_addresses_are_taken_and_a_folder_in_their_place(tmp_path: Path) -> None:
    assert isinstance(wecom(WECOM), WeCom)
    assert isinstance(dingtalk(DINGTALK), DingTalk)
    wecom(f"file://{tmp_path}").send(KEY, LETTER)
    dingtalk(f"file://{tmp_path}").send(TOKEN, LETTER)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dingtalk.jsonl", "wecom.jsonl"]
