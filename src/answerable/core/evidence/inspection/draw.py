"""The draw of a plan: from a secret that was committed to and a number that became public afterwards.

Nobody can choose: secret, contracts and weights are fixed by the commitment before the public number is known. Nobody
can foresee: whoever knows the public number lacks the secret until the draw. And anybody can make the draw again:

1. The plan's text (`text_of`) is one file of lines, each ended by a line feed, UTF-8. Its SHA-256 is the commitment.
2. The public number, as it was published, is added as the last line. SHA-256 of that file, as 64 hexadecimal digits,
   is the key.
3. Block number i (0, 1, 2, …) is SHA-256 of the text `KEY i` (key, space, decimal number), read as a whole number of
   256 bits.
4. To draw a number below n, take the next block, unless it is not below the largest multiple of n that 256 bits hold:
   then take the one after it. The number is the block modulo n. So every number below n is equally likely.
5. First, one after another, those drawn at random: the frame lies in the order of the plan's text, and a number below
   how many are left names the contract at that place, counted from 0; it is taken out.
6. Then, one after another, those drawn by risk: the weights that are left are laid one after another in the order of
   the text, and a number below their sum names the contract in whose stretch it lies; it is taken out.

So committees are drawn in public (RFC 3797), and ballots for audits of elections.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answerable.core.evidence.inspection.values import Chance, Plan

TITLE = "answerable inspection plan 1"
"""The first line of a plan's text; another form of the text gets another number."""
RANDOM, RISK = "random", "risk"
_SPACE = 1 << 256


@dataclass(frozen=True)
class Chosen:
    """A contract that was drawn: as which, at random or by risk, by which number below which."""

    place: int
    contract: str
    by: str
    block: int
    """The number of the block that decided."""
    number: int
    below: int


def text_of(plan: Plan, frame: Iterable[Chance], *, secret: str) -> str:
    """Everything that the draw depends on but the public number, line by line; contracts in the order of their ids."""
    lines = [
        TITLE,
        f"plan {plan.id}",
        f"count {plan.count}",
        f"random {plan.random_count}",
        f"seed {plan.seed_source}",
        f"published {plan.seed_on}",
        f"secret {secret}",
        *(f"{each.contract} {each.weight}" for each in sorted(frame, key=lambda each: each.contract)),
    ]
    return "".join(f"{line}\n" for line in lines)


def commitment_of(text: str) -> str:
    """What is published before the number is known, as the column `commitment` writes it."""
    return f"sha256:{_digest(text)}"


def key_of(text: str, public_seed: str) -> str:
    """The key of the draw: SHA-256 of the text with the public number as its last line."""
    return _digest(f"{text}{public_seed}\n")


def block_of(key: str, number: int) -> str:
    """One block of the counter mode, as 64 hexadecimal digits."""
    return _digest(f"{key} {number}")


def draw(plan: Plan, frame: Iterable[Chance], *, secret: str, public_seed: str) -> tuple[Chosen, ...]:
    """The contracts that are inspected, in the order in which they are drawn; all of them where there are too few."""
    left = sorted(frame, key=lambda each: each.contract)
    numbers = _Numbers(key_of(text_of(plan, left, secret=secret), public_seed))
    chosen: list[Chosen] = []
    for place in range(1, min(plan.count, len(left)) + 1):
        by = RANDOM if place <= plan.random_count else RISK
        weights = [1 if by == RANDOM else each.weight for each in left]
        block, number = numbers.below(sum(weights))
        taken = left.pop(_where(weights, number))
        chosen.append(Chosen(place, taken.contract, by, block, number, sum(weights)))
    return tuple(chosen)


def _where(weights: Sequence[int], number: int) -> int:
    """The place of the weight in whose stretch the number lies."""
    end = 0
    for place, weight in enumerate(weights):
        end += weight
        if number < end:
            return place
    raise ValueError(number)


class _Numbers:
    """Whole numbers, each equally likely, from blocks that follow one another."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._next = 0

    def below(self, limit: int) -> tuple[int, int]:
        """The number of the block that decided, and a number below the limit."""
        largest = _SPACE - _SPACE % limit
        while True:
            number = self._next
            self._next += 1
            value = int(block_of(self._key, number), 16)
            if value < largest:
                return number, value % limit


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
