"""Figures that a provider hands in: they count when an official accepts them, and the receipt says what was handed in.

Whatever was handed in is never changed: it is taken back by the provider, accepted, or returned with a reason.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from answerable.core.ledger.canonical import Plain, canonical
from answerable.core.terms.errors import InputError

TABLES = ("readings", "services")
"""What a provider may hand in."""
_TAG = "answerable/submission/1"
_NUMBER_LENGTH = 12


class State(StrEnum):
    """Where a submission stands."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


DECIDED = frozenset({State.ACCEPTED, State.RETURNED, State.WITHDRAWN})
"""Nothing follows on these."""


class SubmissionMovedError(InputError):
    """Somebody else was quicker: the submission does not wait any more."""

    def __init__(self, id: str, state: str) -> None:
        super().__init__("submission_moved", id=id, state=state)


def handed_in(
    *,
    contract: str,
    provider: str,
    table: str,
    rows: Sequence[Mapping[str, str]],
    note: str,
    document: str,
    at: datetime,
) -> bytes:
    """Everything that was handed in, and when, as canonical JSON (RFC 8785): what the digest is computed over.

    `document` is the hash of the file behind it, empty where there is none.
    """
    content: Plain = {
        "format": _TAG,
        "contract": contract,
        "provider": provider,
        "table": table,
        "rows": [dict(row) for row in rows],
        "note": note,
        "document": document,
        "at": at,
    }
    return canonical(content)


def digest_of(content: bytes) -> str:
    """The hash on the receipt: anybody who keeps what was handed in computes it again."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def number_of(digest: str, *, at: datetime) -> str:
    """The number on the receipt: the day on which it was handed in, UTC, and the beginning of the digest."""
    return f"s-{at:%Y%m%d}-{digest.removeprefix('sha256:')[:_NUMBER_LENGTH]}"
