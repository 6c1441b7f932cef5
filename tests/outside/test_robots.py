"""A site is read as its robots.txt allows, and a site that fails over it is not blamed for the page."""

import pytest

from answerable.core.watch.health import Outcome
from tests.outside.faulty import HOST, Call, fixed, moved, page, serving, silent
from tests.outside.fetching import CALM, QUICK, fetcher

pytestmark = pytest.mark.allow_hosts([HOST])


def with_robots(answer: bytes, path: str = "/good") -> tuple[Outcome, list[str]]:
    with serving({"/robots.txt": fixed(answer)}) as server:
        return fetcher(server).get(server.url(path)).outcome, server.asked


def rules(*lines: str) -> bytes:
    return page("\n".join(lines).encode())


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (rules("User-agent: *", "Disallow: /"), "robots"),
        (rules("User-agent: answerable", "Disallow: /good"), "robots"),
        (rules("User-agent: *", "Disallow: /", "User-agent: answerable", "Allow: /"), "ok"),
        (rules("User-agent: otherbot", "Disallow: /"), "ok"),
        (rules("\ufeffUser-agent: *", "Disallow: /"), "robots"),
        (page(b"<html>not found, said with 200</html>"), "ok"),
        (page(b"", status="404 Not Found"), "ok"),
        (page(b"", status="403 Forbidden"), "ok"),
        (page(b"", status="429 Too Many Requests"), "robots"),
        (page(b"", status="503 Later"), "robots"),
        (page(b"User-agent: *", length=500), "robots"),
        (page(b"", "Location: /robots.txt", status="302 Found"), "ok"),
        (page(b"#" * (500 << 10) + b"\nUser-agent: *\nDisallow: /"), "ok"),
        (page(b"User-agent: *\nDisallow: /good\n" + b"#" * (600 << 10)), "robots"),
    ],
)
def test_a_site_is_read_as_its_rules_allow(answer: bytes, outcome: str) -> None:
    found, asked = with_robots(answer)
    assert found == outcome
    assert ("/good" in asked) == (outcome == "ok")


def test_a_site_that_is_not_there_is_told_so_and_not_that_it_forbids() -> None:
    with serving() as server:
        pass
    assert fetcher(server).get(server.url("/good")).outcome is Outcome.UNREACHABLE


def test_the_rules_are_asked_for_once_in_a_run_and_may_ask_for_patience() -> None:
    robots = rules("User-agent: *", "Crawl-delay: 0.04", "Disallow: /secret")
    with serving({"/robots.txt": fixed(robots)}) as server:
        found = fetcher(server)
        assert found.delay(server.url("/good")) == 0
        found.get(server.url("/good"))
        found.get(server.url("/secret"))
        assert found.delay(server.url("/good")) == 0.04
        assert server.asked == ["/robots.txt", "/good"]
    with serving({"/robots.txt": fixed(rules("User-agent: *", "Crawl-delay: 86400"))}) as server:
        found = fetcher(server)
        found.get(server.url("/good"))
        assert found.delay(server.url("/good")) == CALM.delay


def test_a_redirect_is_held_against_the_rules_of_where_it_leads() -> None:
    robots = rules("User-agent: *", "Disallow: /private")
    with serving({"/robots.txt": fixed(robots), "/away": moved("/private/page")}) as server:
        assert fetcher(server).get(server.url("/away")).outcome is Outcome.ROBOTS
        assert server.asked == ["/robots.txt", "/away"]


def test_slow_rules_are_not_counted_against_the_page() -> None:
    now = [0.0]

    def late(call: Call) -> None:
        now[0] += 9
        call.send(page(b""))

    with serving({"/robots.txt": late}) as server:
        fetched = fetcher(server, clock=lambda: now[0]).get(server.url("/good"), deadline=5)
    assert (fetched.outcome, fetched.seconds) == (Outcome.OK, 0)


def test_rules_that_nobody_answers_tell_how_long_nobody_did() -> None:
    with serving({"/robots.txt": silent}) as server:
        fetched = fetcher(server, QUICK).get(server.url("/good"))
    assert fetched.outcome is Outcome.SLOW
    assert fetched.seconds >= QUICK.robots
