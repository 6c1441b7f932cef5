"""Pictures of the main pages in both languages, wide and narrow: `make screenshots`.

    python -m tools.screenshots [--only NAME …] [--to DIR]

Each lies at DIR/NAME.LANGUAGE.WIDTH.png; the whole page, as one scrolls through it. A new page is one line in PAGES.
"""

import argparse
import sys
from pathlib import Path

from playwright.sync_api import Page

from tools.browser import LANGUAGES, Visitors, launched, overflow
from tools.demonstration import demonstration

WIDTHS = (1200, 320)
NOBODY = ""
PAGES: tuple[tuple[str, str, str], ...] = (
    ("front", NOBODY, "/"),
    ("sign-in", NOBODY, "/account/sign-in/"),
    ("my-matter", NOBODY, "/my-matter/"),
    ("duties", "handler", "/duties/"),
    ("work-items", "handler", "/work-items/"),
    ("work-item", "handler", "/work-items/> tbody a"),
    ("boundary", "handler", "/work-items/w-kitchen-waste/boundary/"),
    ("contracts", "handler", "/contracts/"),
    ("contract", "handler", "/contracts/> tbody a"),
    ("amend", "handler", "/contracts/kitchen-waste/do/amend-terms/"),
    ("history", "handler", "/history/contracts/kitchen-waste/"),
    ("providers", "handler", "/providers/"),
    ("provider", "handler", "/providers/v-cleaning/"),
    ("figures", "handler", "/figures/kitchen-waste/"),
    ("score", "handler", "/figures/kitchen-waste/do/score/"),
    ("import", "handler", "/imports/do/ask/"),
    ("inspections", "handler", "/inspections/"),
    ("inspection", "handler", "/inspections/urban-2026-06-2/"),
    ("checklist", "handler", "/inspections/urban-2026-06-2/do/record/"),
    ("findings", "handler", "/findings/"),
    ("finding", "handler", "/findings/> tbody a"),
    ("cases", "handler", "/cases/"),
    ("case", "handler", "/cases/> tbody a"),
    ("case-ways", "handler", "/cases/kitchen-waste-k001/ways/"),
    ("case-order", "handler", "/cases/kitchen-waste-k001/do/order/"),
    ("case-recheck", "handler", "/cases/kitchen-waste-k001/do/recheck/"),
    ("urgent", "handler", "/cases/do/urgent/"),
    ("matters", "handler", "/matters/"),
    ("matter", "handler", "/matters/> tbody a"),
    ("collectors", "handler", "/voices/list/board/"),
    ("rulebook", "handler", "/rulebook/"),
    ("rule", "handler", "/rulebook/> tbody a"),
    ("people", "handler", "/people/"),
    ("search", "handler", "/search/?q=2026"),
    ("notices", "handler", "/notices/"),
    ("decision", "legality", "/duties/> a[href^='/decisions/']"),
    ("overview", "supervisor", "/overview/"),
    ("stuck", "supervisor", "/stuck/"),
    ("corrections-owed", "handler", "/corrections/list/owed/"),
    ("provider-case", "provider", "/cases/> tbody a"),
    ("supervisor-duties", "supervisor", "/duties/"),
    ("provider-home", "provider", "/provider/"),
    ("provider-contract", "provider", "/provider/kitchen-waste/"),
    ("submissions", "provider", "/submissions/"),
    ("submit", "provider", "/submissions/kitchen-waste/do/submit/"),
    ("account", "handler", "/account/"),
    ("accounts", "security-admin", "/admin-accounts/"),
    ("status", "system-admin", "/admin-status/"),
    ("audit", "audit-admin", "/admin-audit/"),
    ("missing", "handler", "/nothing-here/"),
)
"""Name, role and address. `ADDRESS> SELECTOR` opens the first link of the page's own part that fits."""


def main() -> int:
    """Take the pictures; 1 where a page does not answer or is wider than its window."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", nargs="*", metavar="NAME", help="these pages alone")
    options.add_argument("--to", type=Path, default=Path("build/screenshots"), metavar="DIR")
    asked = options.parse_args()
    asked.to.mkdir(parents=True, exist_ok=True)
    wanted = [each for each in PAGES if not asked.only or each[0] in asked.only]
    bad = 0
    with demonstration() as system, launched() as browser:
        visitors = Visitors(system, browser)
        for name, role, where in wanted:
            for lang in LANGUAGES:
                bad += _pictures(visitors, name, role, where, lang=lang, folder=asked.to)
    print(f"{len(wanted)} pages, {bad} of the pictures show a fault: {asked.to}")
    return 1 if bad else 0


def _pictures(visitors: Visitors, name: str, role: str, where: str, *, lang: str, folder: Path) -> int:
    """One page at every width; how many of them show a fault."""
    bad = 0
    for width in WIDTHS:
        page = visitors.signed_in(role, lang, width=width) if role else visitors.stranger(lang, width=width)
        status = opened(page, where)
        page.screenshot(path=folder / f"{name}.{lang}.{width}.png", full_page=True)
        expected = (404,) if name == "missing" else (200,)
        fault = overflow(page) if status in expected else f"answered {status}"
        if fault:
            print(f"{name}.{lang}.{width}: {fault}", file=sys.stderr)
            bad += 1
        visitors.close()
    return bad


def opened(page: Page, where: str) -> int:
    """Open an address of PAGES; the status of the answer, 0 where no link fits."""
    path, _, selector = where.partition("> ")
    answer = page.goto(path)
    if selector:
        link = page.locator(f"main {selector}").first
        if not link.count():
            return 0
        answer = page.goto(str(link.get_attribute("href")))
    return answer.status if answer is not None else 0


if __name__ == "__main__":
    sys.exit(main())
