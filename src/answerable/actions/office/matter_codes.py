"""The code on a citizen's slip: given once for a matter, and the only way to the page of what came of it.

A code is 80 random bits in Crockford's base 32, in four groups of four. Only its hash is kept. Failed tries are counted
by the first group as it was typed, as those of signing in are by account: a county's citizens may sit behind one
gateway, and of where somebody comes from nothing is kept. More wrong codes in a minute than people mistype in a county
are not counted at all: whoever sends them fills no table, locks nobody out, and finds nothing among so many codes.
"""

import hashlib
import hmac
import secrets
import unicodedata
from datetime import UTC, date, datetime

from django.db import transaction

from answerable.actions.office.actors import refuse_unless, subject
from answerable.actions.office.attempts import (
    count_failure,
    failed_too_often,
    failures_of,
    forget_failures,
)
from answerable.actions.office.entries import append_entry
from answerable.core.ledger.entry import Act, Change
from answerable.core.register.permits import Act as Permit
from answerable.core.register.permits import Actor
from answerable.core.terms.errors import InputError
from answerable.records.models import Matter, MatterCode

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without the letters that are taken for others (Crockford)."""
LENGTH, GROUP = 16, 4
LONGEST_TYPED = 60
_TAKEN_FOR = str.maketrans({"O": "0", "I": "1", "L": "1"})
MOST_COUNTED = 60
"""Wrong codes that are counted in a minute, whatever they begin with."""
_NO_DIGEST = "sha256:" + "0" * 64


class TriedTooOftenError(InputError):
    """Codes that begin like this one were tried too often; the reader waits."""

    def __init__(self) -> None:
        super().__init__("matter_code_waits")


def given(matter: str) -> datetime | None:
    """When the matter was given the code that serves; None where it has none."""
    return MatterCode.objects.filter(matter=matter).values_list("made_at", flat=True).first()


def stamp(given: datetime | None) -> str:
    """Which code serves, as a form carries it along; empty where none does."""
    return "" if given is None else given.astimezone(UTC).isoformat()


def give(matter: str, *, by: Actor, at: datetime, on: date, shown: str | None = None) -> str:
    """Give a matter a code; its text, which is shown this once. One that was given before opens nothing any more.

    `shown` is the stamp of the code that it is to replace: a form that is sent twice gives no second code.

    Raises NotPermittedError, and InputError (`no_such_row`, `matter_code_given`).
    """
    with transaction.atomic():
        row = Matter.objects.select_for_update(of=("self",)).filter(id=matter).first()
        if row is None:
            raise InputError("no_such_row", table="matters", key=matter)
        refuse_unless(by, Permit.RECORD, subject("matters", body=row.contract.body_id, on=on))
        if shown is not None and shown != stamp(given(matter)):
            raise InputError("matter_code_given")
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        facts = {"digest": digest(code), "made_by": by.account, "made_at": at}
        MatterCode.objects.update_or_create(matter=row, defaults=facts)
        change = Change("matter_codes", (matter,), {"digest": digest(code)})
        append_entry(Act.GIVE_CODE, at=at, by=by.account, changes=[change])
    return in_groups(code)


def matter_of(typed: str, *, at: datetime) -> str | None:
    """The matter whose code this is; None of any other text. Raises TriedTooOftenError."""
    code = plain(typed)
    if not code:
        return None
    name = f"matter-code/{code[:GROUP]}"
    if failed_too_often(name, at=at):
        raise TriedTooOftenError
    wanted = digest(code)
    found = MatterCode.objects.filter(digest=wanted).values_list("matter", "digest").first()
    matter, kept = (None, _NO_DIGEST) if found is None else found
    if not hmac.compare_digest(kept, wanted):
        _count(name, at)
        return None
    forget_failures(name)
    return str(matter)


def _count(name: str, at: datetime) -> None:
    """Count a wrong code, and that it was one more of its minute, unless there were too many."""
    minute = f"matter-code/{at.astimezone(UTC):%Y-%m-%dT%H:%M}"
    if failures_of(minute, at=at) >= MOST_COUNTED:
        return
    count_failure(minute, at=at)
    count_failure(name, at=at)


def plain(typed: str) -> str:
    """A code as it was made, however it was typed: without spaces and dashes, in capitals, and O, I and L as meant.

    Full-width letters and digits, as a Chinese keyboard writes them, are those that they stand for.
    """
    narrow = unicodedata.normalize("NFKC", typed[:LONGEST_TYPED])
    kept = "".join(each for each in narrow.upper() if each.isascii() and each.isalnum())
    return kept.translate(_TAKEN_FOR)


def in_groups(code: str) -> str:
    """The code as it is read: `7K2M-9QXD-…`."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def digest(code: str) -> str:
    """What is kept of a code."""
    return f"sha256:{hashlib.sha256(code.encode('ascii')).hexdigest()}"
