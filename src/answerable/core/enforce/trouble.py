"""Which standings are trouble, and which of several is the worst. An order to read by; nobody is given points."""

from collections.abc import Iterable

from answerable.core.enforce.results import Standing

TROUBLE = (
    Standing.ENDING,
    Standing.SUSPENDED,
    Standing.RECTIFYING,
    Standing.RENEWAL_SUSPENDED,
    Standing.WATCH,
)
"""On watch or worse, the worst first."""
_ORDER = (*TROUBLE, Standing.NO_DATA, Standing.CLEAR)


def worst(standings: Iterable[str]) -> Standing | None:
    """The worst of the standings of running contracts; None where there is none."""
    known = {each.value for each in _ORDER} & set(standings)
    return next((each for each in _ORDER if each.value in known), None)
