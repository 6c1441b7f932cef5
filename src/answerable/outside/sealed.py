"""Short secrets at rest, such as those of second factors: whoever reads the database alone reads nothing.

Fernet (AES-128-CBC with HMAC-SHA256) under a key that is derived from this deployment's secret key by HKDF (RFC 5869).
"""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from answerable.core.terms.errors import InputError

_PURPOSE = b"answerable/second-factor/1"


def seal(text: str, *, key: str) -> str:
    """The text as nobody reads it without the key."""
    return _fernet(key).encrypt(text.encode()).decode("ascii")


def unseal(sealed: str, *, key: str) -> str:
    """The text that was sealed. Raises InputError (`sealed_by_another_key`) where the key is another one."""
    try:
        return _fernet(key).decrypt(sealed.encode("ascii")).decode()
    except (InvalidToken, ValueError) as error:
        raise InputError("sealed_by_another_key") from error


def _fernet(key: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
