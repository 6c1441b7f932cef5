"""Robots of group chats: WeCom (企业微信群机器人) and DingTalk (钉钉自定义机器人).

Both take a JSON message by POST at an address with the robot's key and answer `errcode`, 0 where it was taken. A robot
of DingTalk that was set up to check signatures wants `timestamp`, in milliseconds and within an hour of its own clock,
and `sign`: the HMAC-SHA256, by its secret, of timestamp, line feed and secret, in Base64. Sources:
https://developer.work.weixin.qq.com/document/path/91770 and
https://open.dingtalk.com/document/robots/customize-robot-security-settings.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from answerable.outside.addresses import Address
from answerable.outside.channel import Channel, LaterError, Letter, RefusedError, UnreachableError, outbox
from answerable.outside.post import Answer, Post, as_json, gateway, post

WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send"
DINGTALK = "https://oapi.dingtalk.com/robot/send"
_BUSY: Mapping[str, frozenset[int]] = MappingProxyType(
    {"wecom": frozenset({-1, 45009, 45033}), "dingtalk": frozenset({-1, 130101, 410100})}
)
"""Codes that say: not now. -1 is a system that is busy, the others come after too many messages in a minute."""
_LONGEST = 2048
"""Bytes of a text message of WeCom; DingTalk takes more."""


@dataclass(frozen=True)
class WeCom:
    """Robots of WeCom, behind one address; the address of a contact is the robot's key."""

    gateway: Address
    post: Post = post

    def send(self, address: str, letter: Letter) -> None:
        """Say the text of the letter in the group of a robot."""
        _said("wecom", _send(self.gateway, {"key": address}, letter, self.post))


@dataclass(frozen=True)
class DingTalk:
    """Robots of DingTalk; the address of a contact is the robot's token and, where it has one, its secret."""

    gateway: Address
    post: Post = post

    def send(self, address: str, letter: Letter) -> None:
        """Say the text of the letter in the group of a robot."""
        token, _, secret = address.partition(" ")
        query = {"access_token": token}
        if secret:
            stamp = str(int(letter.at.timestamp() * 1000))
            query |= {"timestamp": stamp, "sign": sign(stamp, secret=secret)}
        _said("dingtalk", _send(self.gateway, query, letter, self.post))


def sign(stamp: str, *, secret: str) -> str:
    """The signature that DingTalk wants, not yet encoded for an address."""
    digest = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode("ascii")


def wecom(url: str) -> Channel:
    """The channel that an address names: `https://…`, usually WECOM, or `file:///folder`. Raises InputError."""
    return outbox("wecom", url) or WeCom(gateway("wecom", url)[0])


def dingtalk(url: str) -> Channel:
    """The channel that an address names: `https://…`, usually DINGTALK, or `file:///folder`. Raises InputError."""
    return outbox("dingtalk", url) or DingTalk(gateway("dingtalk", url)[0])


def _send(where: Address, query: Mapping[str, str], letter: Letter, send: Post) -> Answer:
    joint = "&" if "?" in where.target else "?"
    content: dict[str, Any] = {"msgtype": "text", "text": {"content": _short(letter.text)}}
    return send(replace(where, target=f"{where.target}{joint}{urlencode(query)}"), {}, as_json(content))


def _short(text: str) -> str:
    data = text.encode("utf-8")
    return text if len(data) <= _LONGEST else data[:_LONGEST].decode("utf-8", errors="ignore")


def _said(name: str, answer: Answer) -> None:
    code = answer.get("errcode")
    if code == 0:
        return
    if code in _BUSY[name]:
        raise LaterError("channel_busy")
    if isinstance(code, int):
        raise RefusedError("channel_refused")
    raise UnreachableError("channel_failed")
