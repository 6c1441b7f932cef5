"""Sending JSON to a machine that this deployment names, and reading what it answers.

Nobody but whoever runs the system states where: what users write is a key or a number, never a machine. So a gateway
may lie inside the network. Redirects are not followed, proxies of the environment are not used, certificates are
checked, and an answer is read up to a bound.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, cast
from urllib.parse import urlsplit, urlunsplit

import urllib3
from urllib3.exceptions import HTTPError

from answerable import __version__
from answerable.core.terms.errors import InputError
from answerable.outside.addresses import Address, address_of
from answerable.outside.channel import SECONDS, LaterError, RefusedError, UnreachableError

Answer = Mapping[str, Any]
Post = Callable[[Address, Mapping[str, str], bytes], Answer]
"""From an address, headers and a body to the object that was answered. Raises OutsideError."""
LARGEST = 64 * 1024
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_LATER = frozenset({408, 425, 429})
_OURS = frozenset({401, 403, 404})
"""A wrong key or path: nothing is wrong with the message, and it goes out once whoever runs the system put it right."""


def gateway(name: str, url: str) -> tuple[Address, str, str]:
    """The address of a gateway, and the user and password that stand before its host, if any.

    Raises InputError (`channel_address`) where it is none, or neither encrypted nor on this machine.
    """
    parts = urlsplit(url)
    user, _, host = parts.netloc.rpartition("@")
    address = address_of(urlunsplit(parts._replace(netloc=host)))
    if address is None or not (address.scheme == "https" or address.host in _LOOPBACK):
        raise InputError("channel_address", channel=name)
    key, _, secret = user.partition(":")
    return address, key, secret


def post(address: Address, headers: Mapping[str, str], body: bytes) -> Answer:
    """Send the body as JSON; the object of the answer, empty where it is none.

    Raises RefusedError for an answer that says no, LaterError for one that says not now, and UnreachableError
    where nothing sensible is answered.
    """
    status, data = _exchanged(address, headers, body)
    if status in _LATER:
        raise LaterError("channel_busy")
    if 400 <= status < 500 and status not in _OURS:
        raise RefusedError("channel_refused")
    if not 200 <= status < 300:
        raise UnreachableError("channel_failed")
    return _object(data)


def _exchanged(address: Address, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
    sent = {"User-Agent": f"answerable/{__version__}", "Content-Type": "application/json; charset=utf-8"}
    timeout = urllib3.Timeout(connect=SECONDS, read=SECONDS)
    with urllib3.PoolManager(num_pools=1, timeout=timeout, retries=False) as pool:
        try:
            response = pool.request(
                "POST",
                address.url,
                body=body,
                headers={**sent, **headers},
                redirect=False,
                preload_content=False,
            )
            data = response.read(LARGEST, decode_content=False)
            status = response.status
            response.close()
        except (HTTPError, OSError, ValueError) as error:
            raise UnreachableError("channel_unreachable") from error
    return status, data


def _object(data: bytes) -> Answer:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return cast(Answer, found) if isinstance(found, dict) else {}


def as_json(content: object) -> bytes:
    """The content as JSON, as it travels and is signed."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
