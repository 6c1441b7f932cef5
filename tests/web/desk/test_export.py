"""Amounts as they stand in lists that are taken away."""

import pytest
from django.utils import translation

from answerable.web.desk.export import money
from answerable.web.templatetags.words import money as on_page


@pytest.mark.parametrize(
    ("minor", "said"),
    [
        (0, "0.00"),
        (5, "0.05"),
        (-5, "-0.05"),
        (-150, "-1.50"),
        (123_456, "1,234.56"),
        (-123_400, "-1,234.00"),
    ],
)
def test_an_amount_is_written_with_its_sign_before_it_in_files_and_on_pages(minor: int, said: str) -> None:
    assert money((minor, "CNY"), "en") == f"{said} CNY"
    with translation.override("en"):
        assert on_page(minor, "CNY") == f"{said} CNY"


def test_an_amount_that_nobody_stated_is_nothing_in_a_file_and_a_dash_on_a_page() -> None:
    assert money((None, None), "en") == ""
    assert on_page(None, "CNY") == "—"
