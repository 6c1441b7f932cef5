"""What looking for signs gives: the signs nobody has recorded yet, and how every contract compares with its peers."""

from dataclasses import dataclass
from datetime import date

from answerable.core.assess.signals.peers import PeerResult
from answerable.core.assess.signals.values import Signal
from answerable.core.register.values import Contract


@dataclass(frozen=True)
class SignsResult:
    """The signs of a district on a day."""

    district: str
    language: str
    on: date
    contracts: tuple[Contract, ...]
    signals: tuple[Signal, ...]
    """Found and not yet recorded."""
    recorded: int
    """How many more are found and recorded already, whatever was decided on them."""
    peers: tuple[PeerResult, ...]
