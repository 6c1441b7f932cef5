"""What browser tests share: the model district as a running system, a browser, and accounts that signed in.

    def test_a_leader_signs(signed_in: SignedIn, axe: Axe) -> None:
        page = signed_in("leader", "en")          # on the page where the role lands
        page.goto("/contracts/")
        assert axe(page) == []

`signed_in(role, lang="zh", javascript=True, width=1200)`; an account's name is that of its role. The system is one for
the whole run: a test that changes something has to find what it needs itself, and not count rows of others.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.correcting import Course
from tests.browser.teams import CASES, Story
from tools.browser import Violation, Visitors, launched
from tools.browser import axe as look
from tools.demonstration import Demonstration, demonstration, filled

SignedIn = Callable[..., Page]
Axe = Callable[[Page], list[Violation]]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of a file are run by one process, in their order; each process has a system of its own."""
    for item in items:
        if Path(__file__).parent in item.path.parents and item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.path.name))


@pytest.fixture(scope="session")
def _pristine() -> Iterator[Demonstration]:
    with filled() as made:
        yield made


@pytest.fixture(scope="session")
def system(_pristine: Demonstration) -> Iterator[Demonstration]:
    """The running system; `system.run("verb", …)` runs a command on it, `system.district` is its folder."""
    with demonstration(like=_pristine) as running:
        yield running


@pytest.fixture
def days(_pristine: Demonstration, browser: Browser) -> Iterator[Visitors]:
    """Visitors of a system of this test's own, in which days pass: `visitors.demonstration.let_pass(to)`."""
    with demonstration(like=_pristine) as running:
        visitors = Visitors(running, browser)
        yield visitors
        visitors.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with launched() as started:
        yield started


@pytest.fixture(scope="session")
def _everybody(system: Demonstration, browser: Browser) -> Visitors:
    return Visitors(system, browser)


@pytest.fixture
def visitors(_everybody: Visitors) -> Iterator[Visitors]:
    """Whoever looks; windows are closed after each test."""
    yield _everybody
    _everybody.close()


@pytest.fixture
def signed_in(visitors: Visitors) -> SignedIn:
    """`signed_in(role, lang="zh", javascript=True, width=1200)`: the page where that account lands."""
    return visitors.signed_in


@pytest.fixture
def stranger(visitors: Visitors) -> SignedIn:
    """`stranger(lang="zh", javascript=True, width=1200)`: a page of somebody who is not signed in."""
    return visitors.stranger


@pytest.fixture(params=CASES)
def story(request: pytest.FixtureRequest, visitors: Visitors) -> Story:
    """Each case in which a story is told: both languages, with JavaScript and without, each in a body of its own."""
    lang, javascript, team = request.param
    return Story(visitors, lang, javascript, team)


@pytest.fixture
def axe() -> Axe:
    """`axe(page)`: what axe-core finds wrong with a page; an empty list is well."""
    return look


@pytest.fixture
def course(days: Visitors, request: pytest.FixtureRequest) -> Iterator[Course]:
    """The story of a case: `@pytest.mark.parametrize("course", [(lang, javascript, team)], indirect=True)`.

    At its end every page on which anybody came is in order.
    """
    lang, javascript, team = request.param
    story = Course(days, lang, javascript, team)
    yield story
    assert story.looked.wrong == {}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the papers of a story are taken to: `STORY_PAPERS` keeps them to be looked at."""
    return Path(os.environ.get("STORY_PAPERS", tmp_path))
