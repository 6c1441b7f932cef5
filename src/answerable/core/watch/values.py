"""What every part of watching gives back: an alert with its passages, and the rule it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from hashlib import sha256

from answerable.core.terms.message import Message, Param

PREFIX = "watch."
"""How the rules of findings begin that rest on an alert."""
SHOWN = 200
"""Characters of a passage that are kept; a longer one is cut."""


@dataclass(frozen=True)
class Passage:
    """Words that an alert points at, and where they stand: `of` is an observation or a file, `start` a character."""

    of: str
    text: str
    start: int = 0
    beside: "Passage | None" = None
    """The words elsewhere that these repeat or contradict, to be shown side by side."""

    @classmethod
    def cut(
        cls, of: str, whole: str, start: int = 0, end: int | None = None, beside: "Passage | None" = None
    ) -> "Passage":
        """The words from `start` to before `end` of the whole, not longer than is shown."""
        text = whole[start:end]
        return cls(of, text if len(text) <= SHOWN else text[: SHOWN - 1] + "…", start, beside)


@dataclass(frozen=True)
class Alert:
    """One thing that a rule proposes on one subject, from its first day to the last day it was seen on.

    `value` is what was measured and `threshold` what the rule allows, in the same unit; both are None where a rule
    counts nothing, as with a missing element. `what` is the sentence with every measure in it.
    """

    rule: str
    """The id of a rule in the watch rulebook."""
    subject: str
    """The voice, observation or file it is about."""
    on: date
    """The day at whose end it could be known, given what was captured by then."""
    since: date
    """The day it began. Rule, subject and this day make the alert the same one on every later day."""
    what: Message
    confidence: Fraction
    """How sure the measure is, from 0 to 1: the share of such alerts that are expected to be confirmed."""
    until: date | None = None
    """The last day it was seen on; None is the day itself."""
    value: Fraction | None = None
    threshold: Fraction | None = None
    passages: tuple[Passage, ...] = ()
    observation: str | None = None
    """The observation a stored finding refers to, if there is a single one."""

    @property
    def stored_rule(self) -> str:
        """What a recorded finding holds as its rule."""
        return f"{PREFIX}{self.rule} {self.subject} {self.since}"

    @property
    def id(self) -> str:
        """The same alert has the same id on every later day."""
        digest = sha256(self.stored_rule.encode()).hexdigest()[:12]
        return f"{self.rule}-{self.since:%Y%m%d}-{digest}"


def alert_of(
    rule: str,
    subject: str,
    *,
    on: date,
    since: date | None = None,
    until: date | None = None,
    value: Fraction | None = None,
    threshold: Fraction | None = None,
    confidence: Fraction,
    passages: tuple[Passage, ...] = (),
    observation: str | None = None,
    says: Mapping[str, Param] | None = None,
) -> Alert:
    """An alert whose sentence is `alert_<rule>`, with dashes as underscores, filled in with `says`."""
    return Alert(
        rule=rule,
        subject=subject,
        on=on,
        since=since or on,
        until=until,
        what=Message.of("alert_" + rule.replace("-", "_"), **(says or {})),
        confidence=confidence,
        value=value,
        threshold=threshold,
        passages=passages,
        observation=observation,
    )


@dataclass(frozen=True)
class Limits:
    """The thresholds in force on the day, by rule; a rule that is not in force, or silenced, is absent."""

    by_rule: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)

    def of(self, rule: str) -> Mapping[str, Fraction] | None:
        """The thresholds of the rule, or None where nothing may be proposed by it."""
        return self.by_rule.get(rule)
