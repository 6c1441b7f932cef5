"""Whether a page is the front of its site, whatever stands as its address."""

import pytest

from answerable.core.watch.pages.fresh import _is_front
from answerable.core.watch.pages.values import PageView


@pytest.mark.parametrize(
    ("address", "front"),
    [
        ("http://example.org/", True),
        ("http://example.org/a/b.html", False),
        ("http://[x", False),
        (None, False),
    ],
)
def test_only_the_root_of_a_site_is_its_front(address: str | None, front: bool) -> None:
    assert _is_front(PageView("p", address, "", "")) is front
