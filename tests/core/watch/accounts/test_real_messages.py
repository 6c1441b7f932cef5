"""What officials really answered: 2,816 messages and replies; none is called beside the point or an opinion."""

from pathlib import Path

import pytest
import python_calamine

from answerable.core.watch.accounts.answers import beside
from answerable.core.watch.accounts.opinions import opinion
from answerable.core.watch.accounts.talk import is_set_phrase, wants_answer
from answerable.core.watch.accounts.values import Utterance
from tests.core.watch.accounts.scenes import MONDAY, limits, message, reply

FOLDER = Path(__file__).parents[4] / ".." / "shared" / "data" / "taidi2020c"
BOOK = FOLDER / "attachment4_messages_and_replies.xlsx"
pytestmark = pytest.mark.skipif(not BOOK.exists(), reason="the public data set is not beside the project")


@pytest.fixture(scope="module")
def spoken() -> list[tuple[Utterance, Utterance]]:
    rows = python_calamine.load_workbook(str(BOOK)).get_sheet_by_index(0).to_python()[1:]
    both = (
        (message(f"m{at}", MONDAY, f"{row[2]} {row[4]}"), reply(f"r{at}", f"m{at}", MONDAY, str(row[5])))
        for at, row in enumerate(rows)
    )
    return [(asked, answer) for asked, answer in both if wants_answer(asked)]


def test_nearly_every_message_wants_an_answer(spoken: list[tuple[Utterance, Utterance]]) -> None:
    assert len(spoken) > 2700


def test_no_real_reply_is_beside_the_point_or_an_opinion(spoken: list[tuple[Utterance, Utterance]]) -> None:
    limit = limits().of("reply-beside-point") or {}
    assert [answer.text for asked, answer in spoken if beside(asked, answer, limit)] == []
    assert [answer.text for _, answer in spoken if opinion(answer)] == []


def test_few_real_replies_are_set_phrases_alone(spoken: list[tuple[Utterance, Utterance]]) -> None:
    canned = [answer for asked, answer in spoken if is_set_phrase(asked, answer)]
    assert 60 <= len(canned) <= 120
