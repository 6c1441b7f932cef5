"""Chromium for tests and screenshots: where it is, and visitors who sign in through the real pages."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tools.demonstration import Demonstration

NAMES = ("chromium", "chromium-browser", "google-chrome")
LANGUAGES = ("zh", "en")
_HTML = {"zh": "zh-Hans", "en": "en"}
_LOCALE = {"zh": "zh-CN", "en": "en-GB"}
ROLES = (
    "handler",
    "section",
    "leader",
    "head",
    "legality",
    "supervisor",
    "provider",
    "system-admin",
    "security-admin",
    "audit-admin",
)
"""One account each; its name is that of its role."""
AXE = Path(__file__).parents[1] / "front" / "node_modules" / "axe-core" / "axe.min.js"
Violation = dict[str, Any]
State = Any


def chromium() -> str:
    """The browser to drive: CHROMIUM in the environment, else the first that is there. Raises FileNotFoundError."""
    stated = os.environ.get("CHROMIUM")
    found = stated or next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise FileNotFoundError("no Chromium: run tools/browser.sh, or name one with CHROMIUM=…")
    return found


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser without a window. As root it runs without its own sandbox, which refuses root."""
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=options)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Visitors:
    """Whoever looks at a demonstration. Each role signs in once; later pages continue the same session."""

    demonstration: Demonstration
    browser: Browser
    _states: dict[str, State] = field(default_factory=dict)
    _homes: dict[str, str] = field(default_factory=dict)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def stranger(self, lang: str = "zh", *, javascript: bool = True, width: int = 1200) -> Page:
        """A page of somebody who is not signed in, and whose browser asks for this language."""
        return self._context(None, lang, javascript=javascript, width=width).new_page()

    def signed_in(self, role: str, lang: str = "zh", *, javascript: bool = True, width: int = 1200) -> Page:
        """The landing page of an account, in this language."""
        page = self._continued(role, lang, javascript=javascript, width=width)
        if "/account/sign-in/" in page.url:  # the session was ended on a page
            page.context.close()
            self.forget(role)
            page = self._continued(role, lang, javascript=javascript, width=width)
        speak(page, lang)
        page.goto(self._homes[role])
        return page

    def forget(self, role: str) -> None:
        """Let a role sign in anew the next time."""
        self._states.pop(role, None)

    def close(self) -> None:
        """Close the windows that are open; the sessions stay."""
        while self._contexts:
            self._contexts.pop().close()

    def _continued(self, role: str, lang: str, *, javascript: bool, width: int) -> Page:
        """A page of the role's session, in a window of its own; begun where there is none."""
        if role not in self._states:
            self._states[role] = self._signs_in(role)
        page = self._context(self._states[role], lang, javascript=javascript, width=width).new_page()
        page.goto("/account/")
        return page

    def _signs_in(self, role: str) -> State:
        context = self._context(None, "en", javascript=False, width=1200)
        page = context.new_page()
        page.goto("/account/sign-in/")
        page.fill('input[name="login"]', role)
        page.fill('input[name="password"]', self.demonstration.passwords[role])
        page.click('form[action="/account/sign-in/"] button')
        page.fill('input[name="code"]', self.demonstration.code(role))
        page.click('form:has(input[name="code"]) button')
        assert "/sign-in/" not in page.url, page.inner_text("main")  # noqa: S101 - a step of a test
        self._homes[role], state = page.url, context.storage_state()
        context.close()
        return state

    def _context(self, state: State, lang: str, *, javascript: bool, width: int) -> BrowserContext:
        made = self.browser.new_context(
            base_url=self.demonstration.url,
            storage_state=state,
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
            locale=_LOCALE[lang],
        )
        made.set_default_timeout(30_000)
        self._contexts.append(made)
        return made


def speak(page: Page, lang: str) -> None:
    """Switch the page, and the account, to a language through the switch that every page has."""
    if page.locator("html").get_attribute("lang") != _HTML[lang]:
        page.click(f'button[name="lang"][value="{lang}"]')


def axe(page: Page) -> list[Violation]:
    """What axe-core finds wrong with a page: rule, impact, and where."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        """() => axe.run(document, {
            resultTypes: ["violations"],
            rules: {"target-size": {enabled: true}},
        })"""
    )
    return [
        {"rule": each["id"], "impact": each["impact"], "where": [node["html"] for node in each["nodes"]]}
        for each in found["violations"]
    ]


def overflow(page: Page) -> str:
    """What makes a page wider than its window, nothing where all fits."""
    found = page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return "";
            const wide = [...document.querySelectorAll("body *")].filter((each) =>
                each.getBoundingClientRect().right > width + 1 && !each.closest(".scroll"));
            return `${document.documentElement.scrollWidth} > ${width}: ` +
                wide.slice(0, 3).map((each) => each.outerHTML.slice(0, 90)).join(" | ");
        }"""
    )
    return str(found)
