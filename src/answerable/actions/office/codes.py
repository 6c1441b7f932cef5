"""Codes of second factors: each serves once, in whichever process it is shown."""

from datetime import datetime

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt, encrypt

from answerable.core.terms.errors import InputError
from answerable.records.models import Account

_SECONDS = 30
STEP = "step"
"""Where the data of an authenticator says in which step of time its last code was used (RFC 6238, 5.2)."""


def used_once(authenticator: Authenticator, code: str) -> bool:
    """Whether this code is newer than the last one used, in any process; recovery codes are used up anyway."""
    if authenticator.type != Authenticator.Type.TOTP:
        return True
    data, secret = authenticator.data, decrypt(authenticator.data["secret"])
    steps = [
        step
        for step in yield_hotp_counters_from_time()
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step)))
    ]
    if not steps or max(steps) <= data.get(STEP, 0):
        return False
    newer = {**data, STEP: max(steps)}
    unchanged = Authenticator.objects.filter(pk=authenticator.pk, data=data)
    authenticator.data = newer
    return bool(unchanged.update(data=newer) == 1)


def can_be_read(authenticator: Authenticator) -> bool:
    """Whether what is sealed of a factor, if anything is, opens with this deployment's secret key."""
    sealed = (authenticator.data.get(part) for part in ("secret", "seed"))
    try:
        for each in sealed:
            if each is not None:
                decrypt(each)
    except InputError:
        return False
    return True


def code_at(authenticator: Authenticator, *, at: datetime) -> str:
    """The code that the owner's app shows at an instant (RFC 6238), for demonstrations."""
    step = int(at.timestamp()) // _SECONDS
    return str(format_hotp_value(hotp_value(decrypt(authenticator.data["secret"]), step)))


def enrol(account: Account, secret: str) -> None:
    """Give the account this secret as its only second factor; `secret` is base32."""
    Authenticator.objects.filter(user=account).delete()
    kind = Authenticator.Type.TOTP
    Authenticator.objects.create(user=account, type=kind, data={"secret": encrypt(secret)})
