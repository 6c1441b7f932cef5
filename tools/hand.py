"""Somebody at a page: finds links, buttons and fields by the words that stand on it, and never types an address.

What the hand does is counted: clicks, fields, characters, pages, and the seconds in which it waits for the machine.
"""

import re
import time
from dataclasses import dataclass, field, fields
from pathlib import Path

from playwright.sync_api import Download, Locator, Page, expect

from answerable.core.terms.message import Param
from answerable.render import words

PATIENCE = 30_000
"""Milliseconds that a page may take."""


_LEADS = """(each) => {
    const [page, part] = (each.href || "").split("#");
    if (page) return part === undefined || page !== location.href.split("#")[0];
    return each.type === "submit" && Boolean(each.form)
        && !(window.htmx && each.closest("[hx-get], [hx-post]"));
}"""
"""Whether a click on it leads to another page: a link, or a button that sends a form without htmx."""


@dataclass
class Tally:
    """What a stretch of work took."""

    clicks: int = 0
    fields: int = 0
    characters: int = 0
    pages: int = 0
    machine: float = 0.0
    """Seconds between a click and the page that follows it."""

    def __sub__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, each.name) - getattr(other, each.name) for each in fields(self)))

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


@dataclass
class Hand:
    """A person at a page, who reads it in a language.

    Every method that looks for something may be told `near`: words of the row or card in which it stands.
    """

    page: Page
    lang: str
    tally: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.on("load", self._loaded)

    def said(self, key: str, **params: Param) -> str:
        """A label in the language of the page."""
        return words.label(key, self.lang, **params)

    def word(self, group: str, code: str) -> str:
        """A word of a closed group in the language of the page."""
        return words.term(group, code, self.lang)

    def column(self, table: str, name: str) -> str:
        """The title of a declared column in the language of the page."""
        return words.column_title(table, name, self.lang)

    def go(self, key: str) -> None:
        """Follow the link of the navigation with this label; what is not there stands behind the last one, `more`."""
        if not self._in_menu(self.said(key)):
            self._in_menu(self.said("web_more"))
            self.follow(self.said(key))

    def _in_menu(self, text: str) -> bool:
        menu = self.page.locator("header nav")
        link = menu.get_by_role("link", name=text, exact=True, include_hidden=True)
        if link.count() == 0:
            return False
        toggle = menu.get_by_role("button")
        if not link.is_visible() and toggle.count():
            self.click(toggle)
        self.click(link)
        return True

    def follow(self, text: str, *, near: str | tuple[str, ...] | None = None) -> None:
        """Follow the first link with these words."""
        self.click(self._link(text, near))

    def back(self) -> None:
        """Follow the link back, at the top of the page."""
        self.click(self.page.locator("a.govuk-back-link"))

    def take(self, text: str, to: Path, *, near: str | tuple[str, ...] | None = None) -> Path:
        """Take away the file that a link gives, into this folder."""
        self.tally.clicks += 1
        with self.page.expect_download(timeout=PATIENCE) as waiting:
            self._link(text, near).click()
        taken: Download = waiting.value
        where = to / taken.suggested_filename
        taken.save_as(where)
        return where

    def press(self, text: str, *, near: str | tuple[str, ...] | None = None) -> None:
        """Press the button with these words."""
        self.click(self._place(near).get_by_role("button", name=text).first)

    def click(self, control: Locator) -> None:
        """Click on something that was found, and wait for what comes of it."""
        self.tally.clicks += 1
        leads = bool(control.evaluate(_LEADS))
        began = time.perf_counter()
        if leads:
            with self.page.expect_navigation(timeout=PATIENCE):
                control.click()
        else:
            control.click()
            expect(self.page.locator(".htmx-request")).to_have_count(0, timeout=PATIENCE)
        self.tally.machine += time.perf_counter() - began

    def open(self, text: str, *, near: str | tuple[str, ...] | None = None) -> None:
        """Unfold what lies behind these words."""
        self.click(self._place(near).locator("summary").filter(has_text=text).first)

    def write(self, title: str, text: str, *, near: str | tuple[str, ...] | None = None) -> None:
        """Write into the field with this title; the click into it counts."""
        # Behind the title there may be a word that it is optional.
        whole = re.compile(rf"^\s*{re.escape(title)}(\s|$)")
        self.type_into(self._place(near).get_by_label(whole).first, text)

    def type_into(self, control: Locator, text: str) -> None:
        """Write into a field that was found; nothing where it says so already."""
        if control.input_value() == text:
            return
        self.tally.clicks += 1
        self.tally.fields += 1
        self.tally.characters += len(text)
        control.fill(text)

    def choose(self, title: str, answer: str) -> None:
        """Choose an answer of a question, or an entry of a list."""
        self.tally.fields += 1
        group = self.page.get_by_role("group", name=title).first
        if group.count():
            self.click(group.get_by_label(answer, exact=True).first)
            return
        # A list is opened by one click, and an entry chosen by another.
        self.tally.clicks += 2
        self.page.get_by_label(title).first.select_option(label=answer)

    def hand_in(self, title: str, file: Path) -> None:
        """Choose a file of one's own: a click on the field, one on the file, one to say that it is this."""
        self.tally.clicks += 3
        self.tally.fields += 1
        self.page.get_by_label(title).first.set_input_files(file)

    def wait_for(self, text: str, *, seconds: float = 90.0) -> None:
        """Look again and again until the page says so, as whoever waits for a job does.

        Pages that renew themselves are left to do that.
        """
        until, began = time.monotonic() + seconds, time.perf_counter()
        while self.page.locator("main").get_by_text(text).count() == 0:
            if time.monotonic() > until:
                raise TimeoutError(f"{text} is not said by {self.page.url}: {self.page.inner_text('main')}")
            time.sleep(1)
            self.page.reload()
        self.tally.machine += time.perf_counter() - began

    def reads(self, text: str) -> bool:
        """Whether the page says so, where it can be seen."""
        return text in self.page.inner_text("main")

    @property
    def heading(self) -> str:
        """What the page is called."""
        return self.page.inner_text("h1")

    def _link(self, text: str, near: str | tuple[str, ...] | None) -> Locator:
        return self._place(near).get_by_role("link", name=text).first

    def _place(self, near: str | tuple[str, ...] | None) -> Locator:
        main = self.page.locator("main")
        if near is None:
            return main
        found = main.locator("tr, li, dl > div")
        for text in (near,) if isinstance(near, str) else near:
            found = found.filter(has_text=text)
        return found

    def _loaded(self, page: Page) -> None:
        self.tally.pages += 1
