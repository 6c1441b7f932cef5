"""What became of low ratings, and of what was said to have been put right."""

from collections.abc import Iterator

from answerable.core.assess import voice
from answerable.core.assess.results import LowRatingsResult
from answerable.core.assess.signals.values import Seen, Sight, Signal, SignalPolicy, low_of
from answerable.core.terms.duty import Side
from answerable.core.terms.message import Message


def followed(seen: Seen, policy: SignalPolicy) -> LowRatingsResult:
    """How many low ratings were taken up and put right since the contract began, and which causes came back."""
    asked = [each for each in seen.ratings if each.origin != "default"]
    low = sum(low_of(each.levels, policy) for each in asked)
    return voice.low_ratings(low, seen.matters, seen.causes)


def low_not_followed(sight: Sight, policy: SignalPolicy) -> Iterator[Signal]:
    """Many low ratings, and few of them taken up as matters: the body's omission."""
    for seen in sight.contracts:
        found = followed(seen, policy)
        if found.low < policy.taken_up_low or found.taken_up >= found.low * policy.taken_up_share:
            continue
        yield Signal(
            rule="low_ratings_not_followed",
            contract=seen.contract.id,
            from_day=seen.contract.starts,
            to_day=sight.on,
            severity="ordinary",
            side=Side.BODY,
            source="rating",
            what=Message.of("signal_low_not_followed", low=found.low, taken_up=found.taken_up),
            evidence=(Message.of("low_ratings_put_right", put_right=found.put_right),),
            innocent=Message.of("innocent_low_not_followed"),
        )


def cause_returns(sight: Sight, policy: SignalPolicy) -> Iterator[Signal]:
    """Causes that came back again and again after they were said to have been put right."""
    for seen in sight.contracts:
        causes = [each for each in seen.causes if each.repeats >= policy.cause_repeats]
        if not causes:
            continue
        yield Signal(
            rule="cause_returns",
            contract=seen.contract.id,
            from_day=seen.contract.starts,
            to_day=sight.on,
            severity="ordinary",
            side=Side.PROVIDER,
            source="matter",
            what=Message.of("signal_cause_returns", causes=tuple(each.cause for each in causes)),
            evidence=tuple(
                Message.of(
                    "cause_repeats",
                    cause=each.cause,
                    raised=each.raised,
                    put_right=each.put_right,
                    repeats=each.repeats,
                )
                for each in causes
            ),
            innocent=Message.of("innocent_cause_returns"),
        )
