"""A call that is repeated under the same idempotency key is done once and answered twice.

The key, what was done and its answer are one transaction: whatever breaks off leaves neither. A call that was refused
leaves nothing, so that it may be mended and sent again under its key.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from answerable.core.terms.errors import InputError
from answerable.records.models import Account, Answered

KEPT = timedelta(days=2)
"""How long an answer is given again."""
MOST = 80
"""Characters of a key."""
Answer = tuple[int, dict[str, Any]]


def once(account: Account, key: str, *, request: bytes, at: datetime, do: Callable[[], Answer]) -> Answer:
    """Do it, unless the account did it already under this key: then its answer of that time.

    `request` is everything that makes the call the same. Raises InputError (`idempotency_key`, `idempotency_reused`),
    and whatever `do` raises.
    """
    if not (0 < len(key) <= MOST and key.isascii() and key.isprintable()):
        raise InputError("idempotency_key", most=MOST)
    digest = hashlib.sha256(request).hexdigest()
    held = _held(account, key, digest, at=at)
    if held is not None:
        return held
    try:
        with transaction.atomic():
            Answered.objects.filter(account=account, key=key, at__lt=at - KEPT).delete()
            row = Answered.objects.create(account=account, key=key, request=digest, at=at, status=0, body={})
            status, body = do()
            row.status, row.body = status, body
            row.save(update_fields=["status", "body"])
            return status, body
    except IntegrityError:
        held = _held(account, key, digest, at=at)
        if held is None:
            raise
        return held


def clear_answered(*, at: datetime) -> int:
    """Forget answers that are not given again; how many they were."""
    return Answered.objects.filter(at__lt=at - KEPT).delete()[0]


def _held(account: Account, key: str, digest: str, *, at: datetime) -> Answer | None:
    row = Answered.objects.filter(account=account, key=key, at__gte=at - KEPT).first()
    if row is None:
        return None
    if row.request != digest:
        raise InputError("idempotency_reused", key=key)
    return row.status, row.body
