"""Whatever is sent, the API answers in words and never fails: a call or two of each here, 10,000 in the drills."""

import os

import pytest

from tests.web import cast_voices
from tests.web.api.fuzzing import fuzz
from tests.web.cast import decision

pytestmark = pytest.mark.usefixtures("staged")


@pytest.mark.slow
def test_no_call_makes_the_server_fail() -> None:
    decision()
    cast_voices.set_up()
    ended, failed = fuzz(300)
    assert failed == []
    assert sum(ended.values()) > 200


@pytest.mark.drill
def test_ten_thousand_calls_make_no_server_error() -> None:
    decision()
    cast_voices.set_up()
    calls = 10_000 * int(os.environ.get("SCALE", "1"))
    ended, failed = fuzz(calls)
    print(f"calls {sum(ended.values())}, answers {dict(sorted(ended.items()))}, server errors {len(failed)}")  # noqa: T201
    assert failed == []
    assert sum(ended.values()) >= calls
