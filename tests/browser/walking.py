"""Every page that a role can reach by links, each looked at once: what is wrong with it, whatever page it is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import APIResponse, ConsoleMessage, Error, Page, Response

from tools.browser import axe, overflow

NARROW, WIDE = {"width": 320, "height": 800}, {"width": 1200, "height": 900}
MOST = 300
"""Pages of one role at most; there are fewer kinds of page than that."""
_LINKS = """() => [...document.querySelectorAll("a[href]")].filter((each) => !each.hasAttribute("download"))
    .map((each) => each.href)"""
_REACHABLE = """() => {
    const said = (style) => [style.outlineStyle === "none" ? "" : style.outlineWidth + style.outlineColor,
        style.boxShadow, style.backgroundColor, style.borderColor, style.color].join();
    window.lookOf = (each) => said(getComputedStyle(each)) + (each.matches("[type=radio], [type=checkbox]")
        && each.nextElementSibling ? said(getComputedStyle(each.nextElementSibling, "::before")) : "");
    document.activeElement.blur();
    window.scrollTo(0, 0);
    const radios = new Set();
    window.wanted = [...document.querySelectorAll(
        "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
        .filter((each) => !each.disabled && each.checkVisibility({visibilityProperty: true}));
    const found = window.wanted;
    window.wanted = found.filter((each) => {
        if (each.type !== "radio") return true;
        const one = found.find((other) => other.type === "radio" && other.name === each.name && other.checked);
        if (one ? one !== each : radios.has(each.name)) return false;
        radios.add(each.name);
        return true;
    });
    window.looks = window.wanted.map(window.lookOf);
    return window.wanted.map((each) => each.outerHTML.slice(0, 120));
}"""
_NOTE_FOCUS = """() => {
    window.stops = [];
    document.addEventListener("focusin", (event) => {
        const number = window.wanted.indexOf(event.target);
        if (number < 0) return;
        const seen = window.lookOf(event.target) !== window.looks[number];
        window.stops.push([number, seen ? "" : event.target.outerHTML.slice(0, 120)]);
    });
}"""
_DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
STOPS = 4
"""Places where the Tab key stops in one field at most, the parts of a date: so often a page is gone through."""


@dataclass
class Walk:
    """What was seen on a walk through the pages of one role, by address."""

    seen: dict[str, int] = field(default_factory=dict)
    """Status of each page."""
    axe: dict[str, list[Any]] = field(default_factory=dict)
    wide: dict[str, str] = field(default_factory=dict)
    unheaded: dict[str, int] = field(default_factory=dict)
    said: dict[str, list[str]] = field(default_factory=dict)
    """Errors in the browser's console: scripts that broke, and what the policy of the page refused."""
    unreached: dict[str, list[str]] = field(default_factory=dict)
    unseen: dict[str, list[str]] = field(default_factory=dict)
    """What the keyboard reaches without anybody seeing it."""


def kind_of(address: str) -> str | None:
    """The route of an address, and whether something is asked of it: two contracts are one kind of page, and so are two
    orders of a list. None: not a page.
    """
    parts = urlsplit(address)
    try:
        route = resolve(parts.path).url_name
    except Resolver404:
        return None
    if route is None or parts.query.startswith("format=") or "&format=" in parts.query:
        return None
    names = {pair.split("=")[0] for pair in parts.query.split("&") if pair}
    return f"{route}?" if names - {"page", "sort"} else route


def walk(page: Page, *, keyboard: bool, looked: set[str]) -> Walk:
    """From where the page is along every link, one page of each kind.

    Every one has to answer; those of a kind that was looked at already, for another role, are not looked at again.
    """
    found, home = Walk(), page.url
    met, left = set[str](), [home]
    errors: list[str] = []
    page.on("console", lambda message: errors.extend(_wrong(message)))
    page.on("pageerror", lambda error: errors.append(str(error)))
    while left and len(found.seen) < MOST:
        address = left.pop(0).split("#")[0]
        kind = kind_of(address)
        if kind is None or kind in met or urlsplit(address).netloc != urlsplit(home).netloc:
            continue
        met.add(kind)
        errors.clear()
        path = address.removeprefix(home[: home.index("/", 8)])
        answer = _gone_to(page, address)
        if "text/html" not in answer.headers.get("content-type", ""):
            if not answer.ok:
                found.seen[path] = answer.status
            continue
        found.seen[path] = answer.status
        left += [urljoin(address, each) for each in page.evaluate(_LINKS)]
        if kind not in looked or address == home:
            looked.add(kind)
            _look(page, found, path, keyboard=keyboard)
        if errors:
            found.said[path] = list(errors)
    return found


def _gone_to(page: Page, address: str) -> Response | APIResponse:
    """What an address answers; a file is not shown, but it has to be there."""
    try:
        answer = page.goto(address)
    except Error as error:
        if "Download is starting" not in str(error):
            raise
        return page.request.get(address)
    assert answer is not None, f"{address} is where the page was already"
    return answer


def _wrong(message: ConsoleMessage) -> Iterator[str]:
    # A page that is missing on purpose is told in the console too.
    if message.type == "error" and "404" not in message.text:
        yield message.text


def _look(page: Page, found: Walk, path: str, *, keyboard: bool) -> None:
    headings = page.locator("h1").count()
    if headings != 1:
        found.unheaded[path] = headings
    if wrong := axe(page):
        found.axe[path] = wrong
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.evaluate(_DRAWN)
    if wide := overflow(page):
        found.wide[path] = wide
    if keyboard:
        unreached, unseen = tabbed(page)
        found.unreached |= {path: unreached} if unreached else {}
        found.unseen |= {path: unseen} if unseen else {}
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]


def tabbed(page: Page) -> tuple[list[str], list[str]]:
    """Go through a page by the Tab key: what it never reaches, and what shows no focus when it is reached."""
    wanted: list[str] = page.evaluate(_REACHABLE)
    page.evaluate(_NOTE_FOCUS)
    left, presses = set(range(len(wanted))), len(wanted) + 2
    unseen: dict[int, str] = {}
    for _ in range(STOPS):
        for _ in range(presses):
            page.keyboard.press("Tab")
        stops = page.evaluate("() => window.stops.splice(0)")
        left -= {number for number, _ in stops}
        unseen |= {number: what for number, what in stops if what}
        if not left:
            break
    return [wanted[number] for number in sorted(left)], list(unseen.values())
