"""Everything works without JavaScript: navigation on a narrow page, the switch of languages, forms and their errors."""

import pytest

from tests.browser.conftest import Axe, SignedIn
from tools.browser import ROLES


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_the_navigation_is_reached_on_a_narrow_page(signed_in: SignedIn, role: str) -> None:
    page = signed_in(role, javascript=False, width=320)
    links = page.locator("header nav a")
    assert all(each.is_visible() for each in links.all())
    for path in [str(each.get_attribute("href")) for each in links.all()]:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        assert page.locator("header nav a[aria-current]").get_attribute("href") == path


def test_the_switch_of_languages_comes_back_to_the_same_page(signed_in: SignedIn) -> None:
    page = signed_in("head", "zh", javascript=False)
    page.goto("/contracts/")
    page.click('button[name="lang"]')
    assert page.url.endswith("/contracts/")
    assert page.locator("html").get_attribute("lang") == "en"
    page.click('button[name="lang"]')
    assert page.locator("html").get_attribute("lang") == "zh-Hans"


def test_every_form_has_a_button_that_sends_it(signed_in: SignedIn) -> None:
    page = signed_in("security-admin", javascript=False)
    for path in ("/admin-accounts/", "/account/password/", "/account/sessions/"):
        page.goto(path)
        forms = page.locator("form").all()
        assert forms
        for form in forms:
            sends = form.locator('button:not([type="button"]):not([type="reset"])')
            assert sends.count() >= 1, path
            assert sends.first.is_visible(), path


@pytest.mark.parametrize("javascript", [True, False])
def test_a_refused_form_says_every_fault_at_the_top_and_keeps_what_was_typed(
    stranger: SignedIn, axe: Axe, javascript: bool
) -> None:
    page = stranger("en", javascript=javascript)
    page.goto("/account/sign-in/")
    page.fill('input[name="login"]', "nobody-at-all")
    page.click('form[action="/account/sign-in/"] button')
    summary = page.locator(".govuk-error-summary")
    assert summary.locator('[role="alert"]').count() == 1
    assert page.input_value('input[name="login"]') == "nobody-at-all"
    target = str(summary.locator("a").first.get_attribute("href"))
    field = page.locator(target)
    assert field.get_attribute("aria-invalid") == "true"
    assert str(field.get_attribute("aria-describedby")).split()[-1] == f"{target[1:]}-error"
    assert page.locator(f"{target}-error").is_visible()
    if javascript:
        assert summary.evaluate("(each) => each === document.activeElement")
        summary.locator("a").first.click()
        assert field.evaluate("(each) => each === document.activeElement")
        assert axe(page) == []


def test_the_menu_of_a_narrow_page_opens_by_the_keyboard_where_there_is_javascript(
    signed_in: SignedIn,
) -> None:
    page = signed_in("handler", width=320)
    toggle, links = page.locator("header nav button"), page.locator("header nav ul")
    assert not links.is_visible()
    toggle.focus()
    page.keyboard.press("Enter")
    assert links.is_visible()
    assert toggle.get_attribute("aria-expanded") == "true"


def test_pages_outside_say_nothing_wrong_to_axe(stranger: SignedIn, axe: Axe) -> None:
    for lang in ("zh", "en"):
        page = stranger(lang)
        for path in (
            "/",
            "/account/sign-in/",
            "/account/sign-in/?idle=1",
            "/nothing-here/",
            "/account/closed/",
        ):
            page.goto(path)
            assert axe(page) == [], f"{path} {lang}"
