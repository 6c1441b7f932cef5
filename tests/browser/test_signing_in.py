"""Every role signs in through the real pages, and lands where its work is."""

import pytest

from tests.browser.conftest import SignedIn
from tools.browser import ROLES

HOMES = {
    "security-admin": "/admin-accounts/",
    "system-admin": "/admin-status/",
    "audit-admin": "/admin-audit/",
}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_signs_in_and_lands_on_its_page(signed_in: SignedIn, role: str) -> None:
    page = signed_in(role, javascript=False)
    assert page.url.endswith(HOMES.get(role, "/duties/"))
    assert page.locator("h1").count() == 1
    assert role in page.inner_text("header")
