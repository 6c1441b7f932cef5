"""Whatever is sent, the API answers in words and never fails: some hundred calls here, 10,000 in the drills."""

import os

import pytest

from tests.web.api.fuzzing import fuzz
from tests.web.cast import SWEEPING, decision

pytestmark = pytest.mark.usefixtures("staged")
KNOWN = {"contracts": SWEEPING, "decisions": "d-1"}


@pytest.mark.slow
def test_no_call_makes_the_server_fail() -> None:
    decision()
    ended, failed = fuzz(600, known=KNOWN)
    assert failed == []
    assert sum(ended.values()) > 300


@pytest.mark.drill
def test_ten_thousand_calls_make_no_server_error() -> None:
    decision()
    calls = 10_000 * int(os.environ.get("SCALE", "1"))
    ended, failed = fuzz(calls, known=KNOWN)
    print(f"calls {sum(ended.values())}, answers {dict(sorted(ended.items()))}, server errors {len(failed)}")  # noqa: T201
    assert failed == []
    assert sum(ended.values()) >= calls
