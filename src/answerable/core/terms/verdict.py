"""The answer to the boundary question."""

from enum import StrEnum


class Verdict(StrEnum):
    """May this work be outsourced? The first five are verdicts of rules; `undecided` means that facts are missing."""

    SUITABLE = "suitable"
    NOT_APPLICABLE = "not_applicable"
    """The regime does not reach this buyer or provider; ordinary procurement may."""
    LIMITED = "limited"
    NOT_YET = "not_yet"
    """A condition such as catalogue or budget is missing."""
    PROHIBITED = "prohibited"
    UNDECIDED = "undecided"

    @property
    def severity(self) -> int:
        """How strict a rule's verdict is: 0 suitable or not applicable, 1 limited, 2 not yet, 3 prohibited.

        Raises KeyError for `undecided`, which is neither mild nor strict.
        """
        return _SEVERITY[self]


_SEVERITY = {
    Verdict.SUITABLE: 0,
    Verdict.NOT_APPLICABLE: 0,
    Verdict.LIMITED: 1,
    Verdict.NOT_YET: 2,
    Verdict.PROHIBITED: 3,
}

RULE_VERDICTS = tuple(_SEVERITY)
"""What a rule may say; `undecided` is said by no rule."""
