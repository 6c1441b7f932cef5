"""A hand that looks at every page on which it comes: axe, headings, 320 pixels, the console, and words that leaked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page

from tests.browser.walking import NARROW, WIDE, kind_of
from tools.browser import axe, overflow
from tools.hand import Hand

_REFUSED = ("404", "409", "422", "429")
"""Answers that a story asks for on purpose; the console tells them too."""
_LEAKED = re.compile(r"\{[a-z_]+\}|\b(?:web|case|ending|label|term)_[a-z_]{3,}|\bp-[a-z]+-\d+\b")
"""Codes of the program, names of fields and numbers of people, where words should stand."""


@dataclass
class Looked:
    """The kinds of page that were looked at in a story, and everything that was wrong with any."""

    kinds: set[tuple[str | None, str]] = field(default_factory=set)
    wrong: dict[str, list[str]] = field(default_factory=dict)

    def found(self, where: str, what: object) -> None:
        """Something is wrong with a page."""
        self.wrong.setdefault(where, []).append(str(what))


@dataclass
class LookingHand(Hand):
    """A person at a page; each page is looked at when it is there, one of a kind and of a state only once."""

    looked: Looked = field(default_factory=Looked)
    javascript: bool = True
    """Without it axe cannot be asked."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.looked.found(self.page.url, error))

    def click(self, control: Locator) -> None:
        """Click, and look at the page that follows."""
        before = self.page.url
        super().click(control)
        if self.page.url != before or self.page.locator(".govuk-error-summary").count():
            self.look()

    def at(self, path: str) -> "LookingHand":
        """Open an address that is known, such as one that was marked."""
        self.page.goto(path)
        self.look()
        return self

    def look(self) -> None:
        """Note everything that is wrong with the page."""
        where = f"{self.lang} {urlsplit(self.page.url).path}"
        tag = self.page.locator("main .govuk-tag").first
        state = tag.inner_text() if tag.count() else ""
        kind = (kind_of(self.page.url), state)
        if kind in self.looked.kinds:
            return
        self.looked.kinds.add(kind)
        if self.lang == "zh" and "None" in self.page.inner_text("main"):
            self.looked.found(where, "None")  # in English it may be an answer
        for each in (*(axe(self.page) if self.javascript else ()), *_wrong_with(self.page)):
            self.looked.found(where, each)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(status in message.text for status in _REFUSED):
            self.looked.found(self.page.url, message.text)


def _wrong_with(page: Page) -> Iterator[object]:
    headings = page.locator("h1").count()
    if headings != 1:
        yield f"{headings} headings"
    yield from (f"leaked: {each}" for each in _LEAKED.findall(page.inner_text("main")))
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    wide = overflow(page)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    if wide:
        yield wide
