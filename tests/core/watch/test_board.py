"""The board says what the full account of every try says, in one word; "could not look" is never taken for silence."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from answerable.core.watch.accounts.values import Health
from answerable.core.watch.board import (
    SETTLED,
    SUCCEEDED,
    State,
    Tries,
    Watched,
    explanation,
    next_look,
    state_of,
)
from answerable.core.watch.health import Attempt, Due, Outcome, looked
from answerable.render.words import say, term

DAY = timedelta(days=1)
OPENED, ON = date(2026, 1, 1), date(2026, 3, 1)
HEALTH = {
    Health.SEEN: {State.SEEN},
    Health.FAILED: {State.FAILED, State.UNTRIED},
    Health.UNOBSERVABLE: {State.UNOBSERVABLE},
}


def voice(*tries: tuple[date, str], every: int = 1, **more: object) -> Watched:
    """A voice of which the tries are known, oldest first."""
    seen = [day for day, outcome in tries if outcome in SUCCEEDED]
    settled = [day for day, outcome in tries if outcome in SETTLED]
    known = Tries(
        first=tries[0][0] if tries else None,
        last=tries[-1][0] if tries else None,
        outcome=tries[-1][1] if tries else None,
        seen=max(seen, default=None),
        settled=max(settled, default=None),
    )
    told = {"collect": "feed", "closed_on": None, "addressed": True, "posts": False} | more
    return Watched(every_days=every, opened_on=OPENED, tries=known, **told)  # type: ignore[arg-type]


def state(*tries: tuple[date, str], **more: object) -> State:
    return state_of(voice(*tries, **more), on=ON, silent_days=14)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(200))
def test_the_board_agrees_with_the_account_of_every_day(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - histories of a test
    days = sorted(chance.sample(range(40), chance.randint(1, 12)))
    outcomes = ("ok", "not_modified", "refused", "slow", "unreachable")
    tries = [(ON - day * DAY, chance.choice(outcomes)) for day in reversed(days)]
    every = chance.choice((1, 2, 7))
    attempts = [
        Attempt("v", datetime.combine(day, datetime.min.time(), tzinfo=UTC), Outcome(outcome))
        for day, outcome in tries
    ]
    due = Due(begins=tries[0][0], on=ON, every_days=every, opened_on=OPENED)
    assert state(*tries, every=every) in HEALTH[looked(attempts, due, zone=UTC)[-1].health]


def test_silent_is_said_only_of_what_was_seen() -> None:
    said = ON - 20 * DAY
    assert state((ON, "ok"), posts=True, said=said) is State.SILENT
    assert state((ON, "ok"), posts=True, said=ON - 13 * DAY) is State.SEEN
    assert state((ON, "ok"), posts=False, said=said) is State.SEEN, "a site need not post"
    assert state((ON, "slow"), posts=True, said=said) is State.FAILED
    looked_before = state((ON - 10 * DAY, "ok"), (ON, "slow"), posts=True, said=said)
    assert looked_before is State.FAILED


def test_due_and_not_tried_is_another_thing_than_tried_in_vain() -> None:
    assert state((ON - 3 * DAY, "ok")) is State.UNTRIED
    assert state((ON - 3 * DAY, "ok"), every=7) is State.SEEN
    assert state((ON - 9 * DAY, "ok"), (ON - 3 * DAY, "slow")) is State.FAILED


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"closed_on": ON - DAY}, State.CLOSED),
        ({"collect": "export"}, State.NOTHING_HANDED_IN),
        ({"collect": "manual", "captured": ON}, State.HANDED_IN),
        ({"addressed": False}, State.UNOBSERVABLE),
        ({}, State.NEVER),
    ],
)
def test_what_was_never_tried_says_why(more: dict[str, object], expected: State) -> None:
    assert state(**more) is expected


def test_the_next_look_is_due_after_the_days_between_two_or_at_once_after_a_failure() -> None:
    def following(*tries: tuple[date, str], **more: object) -> date | None:
        each = voice(*tries, **more)  # type: ignore[arg-type]
        return next_look(each, state_of(each, on=ON, silent_days=14), on=ON)

    assert following((ON, "ok"), every=7) == ON + 7 * DAY
    assert following((ON - DAY, "ok"), (ON, "slow"), every=7) == ON
    assert following() == ON
    assert following(collect="export") is None
    assert following((ON, "ok"), closed_on=ON - DAY) is None


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("code", State)
def test_every_state_has_its_word_and_its_sentence(lang: str, code: State) -> None:
    told = say(explanation(voice((ON, "slow")), code, on=ON), lang)
    bare = say(explanation(voice(), code, on=ON), lang)
    assert told
    assert "[" not in told + bare
    assert term("board_state", code.value, lang)
