"""Which addresses lie outside every inner network, and how an address is read."""

import pytest

from answerable.outside.addresses import Address, address_of, is_public, joined

OUTSIDE = (
    "1.1.1.1",
    "8.8.8.8",
    "93.184.216.34",
    "100.63.255.255",
    "100.128.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.167.255.255",
    "223.255.255.255",
    "2400:3200::1",
    "2606:4700:4700::1111",
    "2a00:1450:4001::1",
)
INSIDE = (
    "0.0.0.0",  # noqa: S104
    "0.255.255.255",
    "10.0.0.1",
    "100.64.0.0",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.170",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:93.184.216.34",
    "::ffff:0:93.184.216.34",
    "64:ff9b::10.0.0.1",
    "64:ff9b::93.184.216.34",
    "64:ff9b:1::10.0.0.1",
    "100::1",
    "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:20::1",
    "2001:db8::1",
    "2002:a00:1::1",
    "2002:5db8:d822::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456:789a::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "2400:3200::5efe:10.0.0.1",
    "2400:3200::200:5efe:10.0.0.1",
    "",
    "nonsense",
    "127.1",
    "0x7f000001",
)


@pytest.mark.parametrize("text", OUTSIDE)
def test_what_lies_outside_may_be_visited(text: str) -> None:
    assert is_public(text)


@pytest.mark.parametrize("text", INSIDE)
def test_what_lies_inside_may_not_in_whatever_form(text: str) -> None:
    assert not is_public(text)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("http://example.com", "http://example.com/"),
        (" HTTP://EXAMPLE.com:80/a?b=c#d ", "http://example.com/a?b=c"),
        ("https://example.com:8443/", "https://example.com:8443/"),
        ("https://example.com./", "https://example.com/"),
        (
            "http://样例县.政务/公告栏",
            "http://xn--fsq55hd5w.xn--zfr164b/%E5%85%AC%E5%91%8A%E6%A0%8F",
        ),
        ("http://example.com/a b", None),
        ("http://example.com/%E5%85%AC?q=公", "http://example.com/%E5%85%AC?q=%E5%85%AC"),
        ("http://[2400:3200:0::1]:8080/", "http://[2400:3200::1]:8080/"),
        ("//example.com/", None),
        ("http://a..b/", None),
        ("http://exam<ple.com/", None),
        ("http://example.com:port/", None),
    ],
)
def test_an_address_is_read_strictly_and_written_one_way(text: str, url: str | None) -> None:
    address = address_of(text)
    assert (None if address is None else address.url) == url


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/b", "http://example.com/b"),
        ("b?c", "http://example.com/dir/b?c"),
        ("//other.example/", "http://other.example/"),
        ("https://other.example/x", "https://other.example/x"),
        ("?page=2", "http://example.com/dir/a?page=2"),
        ("/公告".encode().decode("latin-1"), "http://example.com/%E5%85%AC%E5%91%8A"),
        ("/\xff", None),
        ("file:///etc/passwd", None),
        ("http://user:pass@example.com/", None),
        ("http://[", None),
        ("/" + "a" * 5000, None),
    ],
)
def test_a_redirect_is_read_against_where_it_stood(location: str, url: str | None) -> None:
    base = Address("http", "example.com", 80, "/dir/a")
    found = joined(base, location)
    assert (None if found is None else found.url) == url
