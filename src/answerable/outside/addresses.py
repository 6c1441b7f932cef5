"""Addresses that may be asked for: read strictly, resolved by us, and refused where they lead inside a network.

Ports: 80, 443 and everything from 1024 on; the others belong to services that are no web pages. What counts as
public is listed here and not left to the standard library, whose answer differs between its versions; the lists
are the IANA special-purpose registries (RFC 6890 and those that update it).
"""

import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import quote, urljoin, urlsplit

SCHEMES = {"http": 80, "https": 443}
LONGEST = 4096
"""Characters of an address; no page that people publish needs a longer one."""
Resolve = Callable[[str, int], Sequence[str]]
"""From a name and a port to numeric addresses; raises OSError where there are none."""

_HOST = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*\Z"
)
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\]")
_KEPT = "%/:=&?~#+!$,;'@()*[]-._"
_INNER_V4 = [
    ip_network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24",
        "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
    )
]  # fmt: skip
_GLOBAL_V6 = ip_network("2000::/3")
"""The only block from which public IPv6 addresses are given out: mapped, translated, local forms lie outside it."""
_INNER_V6 = [
    ip_network(text)
    for text in (
        "2001::/23",  # Teredo, ORCHID and other protocols
        "2001:db8::/32", "3fff::/20",  # documentation
        "2002::/16",  # 6to4: holds an IPv4 address
        "2620:4f:8000::/48",
    )
]  # fmt: skip
_ISATAP = (0x00005EFE, 0x02005EFE)


@dataclass(frozen=True)
class Address:
    """Where to ask: `host` in ASCII, `target` the path with its query, percent-encoded."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and port as the header Host writes them: without a port that goes without saying."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == SCHEMES[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        return self.origin + self.target

    @property
    def place(self) -> str:
        """Host and port, as lists of exempt addresses name them."""
        return f"{self.host}:{self.port}"

    @property
    def usual_port(self) -> bool:
        """Whether web pages may be served there."""
        return self.port in (80, 443) or self.port >= 1024


def address_of(text: str) -> Address | None:
    """The address a text names, or None: no http or https, credentials in it, no host, or not well-formed."""
    text = text.strip()
    if len(text) > LONGEST or _FORBIDDEN.search(text):
        return None
    try:
        parts = urlsplit(text)
        port = parts.port
        host = _host(parts.hostname or "")
    except ValueError:
        return None
    if parts.scheme not in SCHEMES or "@" in parts.netloc or host is None or port == 0:
        return None
    target = quote(parts.path or "/", safe=_KEPT) + (
        f"?{quote(parts.query, safe=_KEPT)}" if parts.query else ""
    )
    return Address(parts.scheme, host, port or SCHEMES[parts.scheme], target)


def joined(base: Address, location: str) -> Address | None:
    """Where a redirect leads, or None if that is no address; bytes beyond ASCII are taken for UTF-8."""
    try:
        location = location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None
    if len(location) > LONGEST:
        return None
    try:
        return address_of(urljoin(base.url, location.strip()))
    except ValueError:
        return None


def _host(name: str) -> str | None:
    """The host in ASCII; None if it is neither a name nor a number. Raises ValueError for a name beyond IDNA."""
    if ":" in name:
        # A zone (`%eth0`) names an interface of this very machine.
        return None if "%" in name else str(IPv6Address(name))
    name = name.encode("idna").decode("ascii").lower().removesuffix(".")
    return name if _HOST.match(name) else None


def is_public(text: str) -> bool:
    """Whether a numeric address lies outside every inner network, in none of the forms that hide one in another."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _INNER_V4)
    if address not in _GLOBAL_V6 or any(address in network for network in _INNER_V6):
        return False
    return int(address) >> 32 & 0xFFFFFFFF not in _ISATAP


def numeric(host: str) -> bool:
    """Whether the host is an address already, so that there is no name to resolve."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def resolved(host: str, port: int) -> tuple[str, ...]:
    """The numeric addresses of a host, as the system resolves it. Raises OSError where there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return tuple(dict.fromkeys(str(each[4][0]) for each in found))
