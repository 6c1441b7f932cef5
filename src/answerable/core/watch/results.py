"""What a watch over a district says on a day."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from answerable.core.evidence.values import Finding
from answerable.core.rulebook.watch import WatchEdition, WatchRule
from answerable.core.terms.message import Message
from answerable.core.watch.accounts.profile import Profile
from answerable.core.watch.accounts.values import Stretch
from answerable.core.watch.register import PassageRow
from answerable.core.watch.values import Alert


@dataclass(frozen=True)
class Proposed:
    """An alert on a contract, with the rule it rests on as it was in force on the day asked about."""

    contract: str
    alert: Alert
    rule: WatchRule
    edition: WatchEdition
    finding: str | None = None
    """The finding that records it already, whatever was decided."""
    decision: str | None = None
    """confirmed or rejected, where people decided by the day."""
    about: str | None = None
    """The name of the account or site it is about; None for papers and pages."""

    @property
    def recorded(self) -> bool:
        """Whether a finding records it already."""
        return self.finding is not None


@dataclass(frozen=True)
class RuleRecord:
    """What people made of a rule's findings so far."""

    rule: WatchRule
    proposed: int
    """Findings nobody has decided yet."""
    confirmed: int
    rejected: int
    silenced: bool
    """Whether people silenced it for the day."""
    below: bool
    """Whether enough was decided, and less was confirmed than the rule declares: proposed for silence."""

    @property
    def precision(self) -> Fraction | None:
        """The share that was confirmed of what was decided; None while nothing was."""
        decided = self.confirmed + self.rejected
        return Fraction(self.confirmed, decided) if decided else None


@dataclass(frozen=True)
class VoiceHealth:
    """Whether a voice could be looked at, up to the day."""

    voice: str
    contract: str
    name: str
    kind: str
    looked: tuple[Stretch, ...]
    state: str
    """seen, failed, unobservable, never (no try yet), closed."""
    last_tried: date | None
    last_seen: date | None
    outcome: str | None
    """How the last try ended."""
    failing_since: date | None
    """A duty of the body since that day: to look, or to mend the collector."""
    untried: bool = False
    """Whether nobody tried since then, although it was due."""
    dormant: bool = False
    """An account that was open and seen, and silent for more than three months."""


@dataclass(frozen=True)
class HealthResult:
    """Every registered voice, and whether it could be looked at, at the end of the day."""

    district: str
    language: str
    on: date
    voices: tuple[VoiceHealth, ...]


@dataclass(frozen=True)
class WatchResult:
    """Everything proposed at the end of the day `on`."""

    district: str
    language: str
    on: date
    names: tuple[tuple[str, str, str], ...]
    """Contracts with a voice: id, name, name in English."""
    profiles: tuple[Profile, ...]
    proposed: tuple[Proposed, ...]
    rules: tuple[RuleRecord, ...]
    health: tuple[VoiceHealth, ...]
    unowned: int
    """Observations that belong to no registered voice."""
    unread: tuple[tuple[str, Message], ...] = ()
    """Observations whose raw bytes could not be read: id, and why."""

    @property
    def new(self) -> tuple[Proposed, ...]:
        """What no finding records yet."""
        return tuple(each for each in self.proposed if not each.recorded)


@dataclass(frozen=True)
class Explained:
    """A recorded finding: what was stored, and what comes out when it is looked at again."""

    language: str
    finding: Finding
    decided_by: str | None
    rule: WatchRule | None
    """None where the rulebook does not have the rule any more."""
    passages: tuple[PassageRow, ...]
    again: Proposed | None
    """None where it does not come out any more."""
    record: RuleRecord | None


@dataclass(frozen=True)
class FileResult:
    """What is proposed on one file, or why it could not be read."""

    name: str
    kind: str
    """page or paper."""
    proposed: tuple[Proposed, ...] = ()
    refusal: Message | None = None
