"""SMS through a gateway that takes JSON: what goes out, and how it is signed.

Operators and governments run gateways of many kinds; a small program between turns ours into theirs. It is sent
`{"to", "text", "link"}` by POST, with three headers: `X-Answerable-Key` names the key, `X-Answerable-Timestamp` is the
instant in seconds, and `X-Answerable-Signature` is `sha256=` and the HMAC-SHA256, by the secret, of the timestamp, a
full stop and the body, in hexadecimal digits. An answer of 2xx means that it was taken; `{"error": …}` in it that it
was not.
"""

import hashlib
import hmac
from dataclasses import dataclass

from answerable.core.terms.errors import InputError
from answerable.outside.addresses import Address
from answerable.outside.channel import Channel, Letter, RefusedError, outbox
from answerable.outside.post import Post, as_json, gateway, post


@dataclass(frozen=True)
class Sms:
    """A gateway with the key and secret that it knows us by."""

    gateway: Address
    key: str
    secret: str
    post: Post = post

    def send(self, address: str, letter: Letter) -> None:
        """Send the text of the letter to a number."""
        body = as_json({"to": address, "text": letter.text, "link": letter.link})
        stamp = str(int(letter.at.timestamp()))
        headers = {
            "X-Answerable-Key": self.key,
            "X-Answerable-Timestamp": stamp,
            "X-Answerable-Signature": f"sha256={signature(stamp, body, secret=self.secret)}",
        }
        if self.post(self.gateway, headers, body).get("error"):
            raise RefusedError("channel_refused")


def signature(stamp: str, body: bytes, *, secret: str) -> str:
    """HMAC-SHA256 of a timestamp and a body, in hexadecimal digits."""
    return hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def sms(url: str) -> Channel:
    """The channel that an address names: `https://key:secret@host/path`, or `file:///folder`.

    Raises InputError (`channel_address`, `channel_secret`).
    """
    folder = outbox("sms", url)
    if folder is not None:
        return folder
    address, key, secret = gateway("sms", url)
    if not key or not secret:
        raise InputError("channel_secret", channel="sms")
    return Sms(address, key, secret)
