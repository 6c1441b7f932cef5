"""Every page that anybody reaches by links: axe, one heading, 320 pixels, the keyboard, no complaint of the browser.

A page that is added is looked at without a word here, as soon as a link leads to it.
"""

from collections.abc import Callable
from functools import cache

import pytest

from tests.browser.walking import Walk, walk
from tools.browser import LANGUAGES, ROLES, Visitors

Walks = Callable[[str, str], Walk]


@pytest.fixture(scope="module")
def walks(_everybody: Visitors) -> Walks:
    """The walk of a role in a language; each is made once."""
    looked: dict[str, set[str]] = {lang: set() for lang in LANGUAGES}

    @cache
    def made(role: str, lang: str) -> Walk:
        # The keyboard is the same in both languages.
        page = _everybody.signed_in(role, lang)
        found = walk(page, keyboard=lang == "zh", looked=looked[lang])
        _everybody.close()
        return found

    return made


def of(role: str, lang: str) -> object:
    """A case; the languages may be walked at the same time, by two processes with a system each."""
    return pytest.param(role, lang, marks=pytest.mark.xdist_group(lang), id=f"{role}-{lang}")


EACH = pytest.mark.parametrize(("role", "lang"), [of(role, lang) for lang in LANGUAGES for role in ROLES])


@EACH
def test_every_page_answers_and_has_one_heading(walks: Walks, role: str, lang: str) -> None:
    found = walks(role, lang)
    assert len(found.seen) >= 3
    assert {path: status for path, status in found.seen.items() if status != 200} == {}
    assert found.unheaded == {}


@EACH
def test_axe_finds_nothing(walks: Walks, role: str, lang: str) -> None:
    assert walks(role, lang).axe == {}


@EACH
def test_no_page_is_wider_than_320_pixels(walks: Walks, role: str, lang: str) -> None:
    assert walks(role, lang).wide == {}


@EACH
def test_the_browser_complains_of_nothing(walks: Walks, role: str, lang: str) -> None:
    assert walks(role, lang).said == {}


@pytest.mark.xdist_group("zh")
@pytest.mark.parametrize("role", ROLES)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(walks: Walks, role: str) -> None:
    found = walks(role, "zh")
    assert found.unreached == {}
    assert found.unseen == {}
