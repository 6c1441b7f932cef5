"""Whatever a server does, a fetch ends in time, in the right state, and nowhere inside."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

import pytest

from answerable.core.tables.watch import OUTCOMES
from answerable.core.watch.health import Outcome
from answerable.outside.fetch import AGENT, Bounds, Fetched, Fetcher
from tests.outside.certificates import authority, certified
from tests.outside.faulty import HOST, Server, fixed, moved, page, serving
from tests.outside.fetching import CALM, QUICK, fetcher

pytestmark = pytest.mark.allow_hosts([HOST])
PUBLIC = "93.184.216.34"
SPELLINGS = (
    "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254", "0.0.0.0", "0x7f.1", "2130706433",  # noqa: S104
    "127.1", "127。0。0。1", "１２７.0.0.1",
)  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


def names(*peers: str) -> Callable[[str, int], Sequence[str]]:
    return lambda _host, _port: peers


def test_the_states_are_those_of_the_table() -> None:
    assert [outcome.value for outcome in Outcome] == list(OUTCOMES)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/good", "正常".encode()),
        ("/gzip", "正常".encode()),
        ("/deflate", b"plain"),
        ("/raw-deflate", b"plain"),
        ("/chunked", b"onetwo"),
        ("/no-length", b"to the end"),
        ("/moved", "正常".encode()),
        ("/moved-chinese", b"notice"),
        ("/公告", b"notice"),
        ("/hop1", b"far"),
    ],
)
def test_a_page_is_read_however_it_is_sent(server: Server, path: str, body: bytes) -> None:
    fetched = fetcher(server).get(server.url(path))
    assert (fetched.outcome, fetched.body, fetched.status) == (Outcome.OK, body, 200)
    assert fetched.sha256 == sha256(body).hexdigest()
    assert fetched.peer == HOST
    assert fetched.first_byte is not None
    assert 0 <= fetched.first_byte <= fetched.seconds < CALM.whole


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("/silent", "slow"),
        ("/slow-head", "slow"),
        ("/slow-body", "slow"),
        ("/slow-chunks", "slow"),
        ("/cut", "cut"),
        ("/longer", "cut"),
        ("/two-lengths", "cut"),
        ("/cut-chunk", "cut"),
        ("/cut-chunks", "cut"),
        ("/bad-chunk", "cut"),
        ("/negative-chunk", "unreadable"),
        ("/cut-gzip", "cut"),
        ("/hang-up", "cut"),
        ("/part", "cut"),
        ("/endless-headers", "too_large"),
        ("/endless-header", "too_large"),
        ("/100", "too_large"),
        ("/large", "too_large"),
        ("/large-said", "too_large"),
        ("/bomb", "too_large"),
        ("/bombs", "unreadable"),
        ("/members", "unreadable"),
        ("/not-gzip", "unreadable"),
        ("/brotli", "unreadable"),
        ("/garbage", "unreadable"),
        ("/old", "unreadable"),
        ("/loop", "redirects"),
        ("/hop0", "redirects"),
        ("/no-location", "redirects"),
        ("/file", "redirects"),
        ("/gopher", "redirects"),
        ("/password", "redirects"),
        ("/low-port", "redirects"),
        ("/401", "refused"),
        ("/403", "refused"),
        ("/412", "refused"),
        ("/202", "refused"),
        ("/404", "gone"),
        ("/410", "gone"),
        ("/429", "limited"),
        ("/500", "server_error"),
        ("/503", "server_error"),
        ("/304", "server_error"),
        ("/999", "server_error"),
    ],
)
def test_whatever_a_server_does_is_told_apart_and_ends_in_time(
    server: Server, path: str, outcome: str
) -> None:
    started = time.monotonic()
    fetched = fetcher(server, QUICK if outcome == "slow" else CALM).get(server.url(path))
    assert fetched.outcome == outcome
    assert fetched.body == b""
    assert time.monotonic() - started < CALM.whole / 2


def test_a_bomb_and_a_flood_are_stopped_early(server: Server) -> None:
    assert fetcher(server).get(server.url("/large")).received < 2 * QUICK.wire
    assert fetcher(server).get(server.url("/bomb")).received < 200_000


def test_a_page_that_did_not_change_is_not_sent_again(server: Server) -> None:
    first = fetcher(server).get(server.url("/unchanged"))
    assert (first.outcome, first.etag, first.modified) == (Outcome.OK, '"one"', "x")
    again = fetcher(server).get(server.url("/unchanged"), etag=first.etag, modified=first.modified)
    assert (again.outcome, again.body, again.status) == (Outcome.NOT_MODIFIED, b"", 304)


def test_marks_that_are_no_plain_words_are_neither_kept_nor_sent(server: Server) -> None:
    fetched = fetcher(server).get(server.url("/odd-marks"))
    assert (fetched.outcome, fetched.etag, fetched.modified) == (Outcome.OK, None, None)
    fetcher(server).get(server.url("/good"), etag='"a"\r\nX-Smuggled: 1')
    assert "x-smuggled" not in server.headers[-1]
    assert "if-none-match" not in server.headers[-1]


def test_the_program_says_who_it_is_and_keeps_no_cookies(server: Server) -> None:
    fetcher(server).get(server.url("/moved"))
    said = server.headers[-1]
    assert said["user-agent"] == AGENT
    assert said["host"] == f"{HOST}:{server.port}"
    assert not {"cookie", "authorization", "referer"} & set(said)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.com/page",
        "ftp://example.com/",
        "file:///etc/passwd",
        "http://",
        "http://user:secret@example.com/",
        "http://user@example.com/",
        "http://example.com:99999/",
        "http://example.com:0/",
        "http://example.com:22/",
        "http://exa mple.com/",
        "http://example.com\\@127.0.0.1/",
        "http://example.com/\r\nX: 1",
        "http://[fe80::1%25eth0]/",
        "http://[::1/",
        "http://-bad-.com/",
        "http://" + "a" * 64 + ".com/",
        "http://example.com/" + "a" * 5000,
        "javascript:alert(1)",
    ],
)
def test_what_is_no_address_is_not_asked_for(address: str) -> None:
    assert Fetcher(bounds=QUICK).get(address).outcome is Outcome.BAD_ADDRESS


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_of_an_inner_address_is_visited(server: Server, host: str) -> None:
    before = server.connections
    assert Fetcher(bounds=QUICK).get(f"http://{host}:{server.port}/good").outcome is Outcome.PRIVATE
    assert server.connections == before


def test_a_redirect_to_an_inner_address_makes_no_connection() -> None:
    with serving() as inner:
        targets = {f"/to{n}": moved(inner.url("/good", host=host)) for n, host in enumerate(INNER)}
        with serving(targets) as outer:
            for path in targets:
                assert fetcher(outer).get(outer.url(path)).outcome is Outcome.PRIVATE
    assert inner.connections == 0


INNER = (HOST, "127.1", "[::ffff:127.0.0.1]", "localhost")


def test_only_the_place_that_was_allowed_may_lie_inside() -> None:
    with serving() as allowed, serving() as other:
        assert fetcher(allowed).get(allowed.url("/good")).ok
        assert fetcher(allowed).get(other.url("/good")).outcome is Outcome.PRIVATE
        assert fetcher(allowed).get(allowed.url("/good", host="localhost")).outcome is Outcome.PRIVATE
    assert other.connections == 0


def test_a_page_outside_cannot_lead_into_an_allowed_place() -> None:
    with serving() as inner, serving({"/in": moved(inner.url("/good"))}) as outer:
        # The outer one seems to lie outside: its name has a public address, and the dial ends here all the same.
        strict = fetcher(inner, resolve=names(PUBLIC), dial=lambda _peer, port, s: connect(HOST, port, s))
        assert strict.get(outer.url("/in", host="outside.example")).outcome is Outcome.PRIVATE
        assert strict.get(inner.url("/good")).ok
    assert inner.asked == ["/robots.txt", "/good"]


def connect(peer: str, port: int, seconds: float) -> socket.socket:
    return socket.create_connection((peer, port), seconds)


def test_a_name_with_one_inner_address_among_public_ones_is_refused() -> None:
    dialled: list[str] = []

    def never(peer: str, _port: int, _seconds: float) -> socket.socket:
        dialled.append(peer)
        raise ConnectionRefusedError

    for inner in ("10.0.0.1", "100.64.3.2", "fd00::1", "::ffff:10.0.0.1", "nonsense"):
        mixed = Fetcher(bounds=QUICK, resolve=names(PUBLIC, inner), dial=never)
        assert mixed.get("http://mixed.example/").outcome is Outcome.PRIVATE
    assert dialled == []


def test_a_name_that_changes_its_mind_is_asked_once_and_the_checked_address_is_dialled() -> None:
    answers = iter([[PUBLIC], [PUBLIC], [HOST], [HOST]])
    asked: list[str] = []
    dialled: list[str] = []

    def turning(host: str, _port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    with serving() as server:

        def noted(peer: str, port: int, seconds: float) -> socket.socket:
            dialled.append(peer)
            return connect(HOST, port, seconds)

        turned = Fetcher(bounds=CALM, resolve=turning, dial=noted)
        first = turned.get(server.url("/good", host="turning.example"))
        again = turned.get(server.url("/good", host="turning.example"))
        assert server.headers[0]["host"] == f"turning.example:{server.port}"
    assert (first.outcome, first.peer) == (Outcome.OK, PUBLIC)
    assert again.outcome is Outcome.PRIVATE
    # Once for robots.txt, once for the page, once for the second page, which was refused.
    assert len(asked) == 3
    assert dialled == [PUBLIC, PUBLIC]


def test_the_next_address_is_tried_where_one_does_not_answer(server: Server) -> None:
    def half(peer: str, port: int, seconds: float) -> socket.socket:
        if peer == PUBLIC:
            raise ConnectionRefusedError
        return connect(HOST, port, seconds)

    both = Fetcher(bounds=CALM, resolve=names(PUBLIC, "93.184.216.35"), dial=half)
    assert both.get(server.url("/good", host="two.example")).peer == "93.184.216.35"


def test_names_that_do_not_resolve_and_places_that_do_not_answer_are_told_apart() -> None:
    def unknown(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "not known")

    def refused(_peer: str, _port: int, _seconds: float) -> socket.socket:
        raise ConnectionRefusedError

    def lost(_peer: str, _port: int, _seconds: float) -> socket.socket:
        raise TimeoutError

    def outcome(**how: object) -> Outcome:
        return Fetcher(bounds=QUICK, **how).get("http://name.example/").outcome  # type: ignore[arg-type]

    assert outcome(resolve=unknown) is Outcome.NOT_RESOLVED
    assert outcome(resolve=names()) is Outcome.NOT_RESOLVED
    assert outcome(resolve=names(PUBLIC), dial=refused) is Outcome.UNREACHABLE
    assert outcome(resolve=names(PUBLIC), dial=lost) is Outcome.SLOW


def test_a_resolver_that_hangs_does_not_hold_up_a_run() -> None:
    release = threading.Event()

    def hanging(_host: str, _port: int) -> list[str]:
        release.wait(5)
        return []

    try:
        assert Fetcher(bounds=QUICK, resolve=hanging).get("http://a.example/").outcome is Outcome.NOT_RESOLVED
    finally:
        release.set()


def test_proxies_of_the_environment_are_not_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert fetcher(server).get(server.url("/good")).ok


# ---------------------------------------------------------------- encryption


def secure(server: Server, trusted: str, host: str = "safe.example", bounds: Bounds = CALM) -> Fetched:
    found = Fetcher(
        allow=[f"{host}:{server.port}"],
        bounds=bounds,
        resolve=names(HOST),
        context=lambda: ssl.create_default_context(cadata=trusted),
    )
    return found.get(server.url("/good", host=host, scheme="https"))


def test_a_certificate_counts_for_its_name_and_while_it_is_trusted() -> None:
    ours, strangers = authority(), authority()
    with serving(context=certified(ours, "safe.example")) as server:
        assert secure(server, ours.text).ok
        assert secure(server, ours.text, host="other.example").outcome is Outcome.TLS
        assert secure(server, strangers.text).outcome is Outcome.TLS
    with serving(context=certified(ours, "safe.example", expired=True)) as server:
        assert secure(server, ours.text).outcome is Outcome.TLS


def test_a_server_that_speaks_no_encryption_is_told_from_one_that_is_slow() -> None:
    near, far = socket.socketpair()
    far.sendall(page(b"", status="400 Bad Request"))
    plain = Fetcher(bounds=QUICK, resolve=names(PUBLIC), dial=lambda _peer, _port, _seconds: near)
    assert plain.get("https://plain.example/").outcome is Outcome.TLS
    far.close()
    with serving({"/good": fixed(b"")}) as mute:
        assert secure(mute, authority().text, bounds=QUICK).outcome is Outcome.SLOW


def test_a_redirect_from_an_encrypted_page_to_a_plain_one_is_not_followed() -> None:
    ours = authority()
    with serving() as plain:
        down = {"/good": moved(plain.url("/good", host="safe.example"))}
        with serving(down, context=certified(ours, "safe.example")) as server:
            assert secure(server, ours.text).outcome is Outcome.REDIRECTS
    assert plain.connections == 0
