"""Collecting from many places: each ends in its own state, and none stops the others."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from answerable.actions.offline.watch.collect import Collected, Manners, Parsed, Place, collect
from answerable.actions.offline.watch.raw import raw_path
from answerable.core.terms.errors import InputError, OutputError
from answerable.core.terms.message import Message
from answerable.core.watch.health import Outcome
from answerable.outside.fetch import Bounds, Fetched, Fetcher
from answerable.render.words.catalogue import sentence
from tests.outside.faulty import HOST, Call, Server, fixed, page, serving

pytestmark = pytest.mark.allow_hosts([HOST])
QUICK = Bounds(whole=2, quiet=1, connect=1, robots=2, head=16 << 10, wire=1 << 20, body=2 << 20)
AT = datetime(2026, 3, 2, 8, 30, 15, 999, tzinfo=UTC)
FAULTS = {
    "/silent": "slow",
    "/cut": "cut",
    "/longer": "cut",
    "/loop": "redirects",
    "/file": "redirects",
    "/bomb": "too_large",
    "/endless-headers": "too_large",
    "/brotli": "unreadable",
    "/403": "refused",
    "/404": "gone",
    "/429": "limited",
    "/503": "server_error",
}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


def place(address: str, voice: str = "v", **more: str) -> Place:
    return Place(voice, "c-1", address, "page", **more)


def words(_place: Place, fetched: Fetched) -> Parsed[str] | Message:
    """A parser for tests: lines, which reach back a day."""
    text = fetched.body.decode("utf-8", errors="replace")
    if text.count("<") > 100:
        return Message.of("collect_unreadable")
    return Parsed(tuple(text.splitlines()), covers_from=date(2026, 3, 1))


def collected(
    places: list[Place], folder: Path, *servers: Server, manners: Manners | None = None
) -> Collected[str]:
    fetcher = Fetcher(allow=[each for server in servers for each in server.allow], bounds=QUICK)
    return collect(
        places,
        folder=folder,
        fetcher=fetcher,
        parse=words,
        now=lambda: AT,
        manners=manners or Manners(gap=0),
    )


def settles(before: int) -> bool:
    """Whether no more threads run than before, once those of the server have seen that nobody is there any more."""
    until = time.monotonic() + 5
    while threading.active_count() > before and time.monotonic() < until:
        time.sleep(0.01)
    return threading.active_count() <= before


def test_each_faulty_place_ends_in_its_own_state_and_the_others_go_on(tmp_path: Path) -> None:
    pages = {"/robots.txt": fixed(page(b"User-agent: *\nDisallow: /secret"))}
    before = threading.active_count()
    with serving(pages) as server, serving() as inner:
        faulty = [place(server.url(path), f"v{path}") for path in FAULTS]
        good = place(server.url("/good"), "good")
        places = [
            *faulty[:6],
            good,
            *faulty[6:],
            place(server.url("/secret"), "secret"),
            place(server.url("/nested"), "nested"),
            place(inner.url("/good"), "inner"),
            place("http://[bad", "bad"),
            place("", "none"),
            replace(good, voice="last"),
        ]
        found = collected(places, tmp_path, server)
    outcomes = {each.voice: each.outcome.value for each in found.attempts}
    assert outcomes == {
        **{f"v{path}": outcome for path, outcome in FAULTS.items()},
        "good": "ok",
        "secret": "robots",
        "nested": "unreadable",
        "inner": "private",
        "bad": "bad_address",
        "none": "bad_address",
        "last": "ok",
    }
    assert [each.voice for each in found.attempts] == [each.voice for each in places]
    assert [(where.voice, entries) for where, _, entries in found.entries] == [
        ("good", ("正常",)),
        ("last", ("正常",)),
    ]
    assert found.refusals == (("nested", Message.of("collect_unreadable")),)
    assert found.left == ()
    assert inner.connections == 0
    assert settles(before)


def test_what_was_read_is_kept_and_told_in_full(server: Server, tmp_path: Path) -> None:
    found = collected([place(server.url("/unchanged"))], tmp_path, server)
    (attempt,) = found.attempts
    assert attempt.document is not None
    path = raw_path(tmp_path, attempt.document)
    assert path is not None
    assert path.read_bytes() == b"news"
    assert attempt.at == AT.replace(microsecond=0)
    assert (attempt.size, attempt.status, attempt.etag) == (4, 200, '"one"')
    assert attempt.address == server.url("/unchanged")
    assert attempt.covers_from == date(2026, 3, 1)
    assert attempt.seconds is not None
    assert 0 <= attempt.seconds < QUICK.whole
    assert found.entries == ((place(server.url("/unchanged")), attempt, ("news",)),)


def test_what_did_not_change_keeps_its_marks_and_gives_nothing_new(server: Server, tmp_path: Path) -> None:
    found = collected([place(server.url("/unchanged"), etag='"one"', modified="x")], tmp_path, server)
    (attempt,) = found.attempts
    assert attempt.outcome is Outcome.NOT_MODIFIED
    assert (attempt.etag, attempt.modified, attempt.document, attempt.size) == ('"one"', "x", None, None)
    assert found.entries == ()
    assert not (tmp_path / "raw").exists()


def test_what_could_not_be_read_is_kept_and_asked_for_in_full_the_next_time(tmp_path: Path) -> None:
    with serving({"/odd": fixed(page(b"<" * 200, 'ETag: "odd"'))}) as server:
        (attempt,) = collected([place(server.url("/odd"))], tmp_path, server).attempts
    assert attempt.outcome is Outcome.UNREADABLE
    assert attempt.document is not None
    assert attempt.etag is None


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (RecursionError("too deep"), Message.of("collect_parser_failed", why="RecursionError")),
        (InputError("collect_unreadable"), Message.of("collect_unreadable")),
    ],
)
def test_a_parser_that_fails_costs_the_other_voices_nothing(
    server: Server, tmp_path: Path, error: Exception, said: Message
) -> None:
    def failing(where: Place, fetched: Fetched) -> Parsed[str] | Message:
        if where.voice == "deep":
            raise error
        return words(where, fetched)

    found = collect(
        [place(server.url("/nested"), "deep"), place(server.url("/good"), "good")],
        folder=tmp_path,
        fetcher=Fetcher(allow=server.allow, bounds=QUICK),
        parse=failing,
        now=lambda: AT,
        manners=Manners(gap=0),
    )
    assert [each.outcome for each in found.attempts] == [Outcome.UNREADABLE, Outcome.OK]
    assert found.refusals == (("deep", said),)


def test_one_site_is_asked_one_page_after_the_other_with_a_pause(tmp_path: Path) -> None:
    busy = threading.Lock()
    together: list[bool] = []

    def alone(call: Call) -> None:
        got = busy.acquire(blocking=False)
        together.append(not got)
        call.stop.wait(0.02)
        if got:
            busy.release()
        call.send(page(b"x"))

    pauses: list[float] = []
    rules = fixed(page(b"User-agent: *\nCrawl-delay: 7"))
    with serving({"/robots.txt": rules, **{f"/p{n}": alone for n in range(4)}}) as server:
        fetcher = Fetcher(allow=server.allow, bounds=QUICK, sleep=pauses.append)
        found = collect(
            [place(server.url(f"/p{n}"), f"v{n}") for n in range(4)],
            folder=tmp_path,
            fetcher=fetcher,
            parse=words,
            now=lambda: AT,
        )
    assert all(each.outcome is Outcome.OK for each in found.attempts)
    assert together == [False] * 4
    assert pauses == [7.0] * 3


def test_different_sites_are_asked_side_by_side(tmp_path: Path) -> None:
    meeting = threading.Barrier(2, timeout=2)

    def met(call: Call) -> None:
        meeting.wait()
        call.send(page(b"met"))

    with serving({"/p": met}) as server:
        names = ["one.example", "two.example"]
        fetcher = Fetcher(
            allow=[f"{name}:{server.port}" for name in names],
            bounds=QUICK,
            resolve=lambda _host, _port: [HOST],
        )
        found = collect(
            [place(server.url("/p", host=name), name) for name in names],
            folder=tmp_path,
            fetcher=fetcher,
            parse=words,
            now=lambda: AT,
        )
    assert [each.outcome for each in found.attempts] == [Outcome.OK] * 2


def test_a_run_ends_in_its_time_and_says_what_it_did_not_come_to(tmp_path: Path) -> None:
    hours = [0.0]

    def long(call: Call) -> None:
        hours[0] += 1
        call.send(page(b"x"))

    with serving({"/long": long}) as server:
        places = [place(server.url("/long"), f"v{n}") for n in range(5)]
        found = collect(
            places,
            folder=tmp_path,
            fetcher=Fetcher(allow=server.allow, bounds=QUICK, clock=lambda: hours[0]),
            parse=words,
            now=lambda: AT,
            manners=Manners(run=2, gap=0),
        )
    assert [each.voice for each in found.attempts] == ["v0", "v1"]
    assert [each.voice for each in found.left] == ["v2", "v3", "v4"]


def test_bytes_that_cannot_be_kept_end_the_run(server: Server, tmp_path: Path) -> None:
    (tmp_path / "raw").write_text("a file is in the way", encoding="utf-8")
    before = threading.active_count()
    with pytest.raises(OutputError):
        collected([place(server.url("/good"))], tmp_path, server)
    assert settles(before)


def test_nothing_to_collect_is_nothing(tmp_path: Path) -> None:
    assert collected([], tmp_path) == Collected((), ())


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_its_sentence(outcome: Outcome) -> None:
    for lang in ("zh", "en"):
        assert sentence(f"collect_{outcome.value}", lang)
