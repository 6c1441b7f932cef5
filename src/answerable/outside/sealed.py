"""What is derived from this deployment's secret key: secrets at rest, a fingerprint of the key, and proofs.

Secrets, such as those of second factors, are sealed with Fernet (AES-128-CBC with HMAC-SHA256): whoever reads the
database alone reads nothing. Every purpose has a key of its own, derived by HKDF (RFC 5869), so that none tells
anything of another, nor of the secret key.
"""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from answerable.core.terms.errors import InputError

FACTOR, CONTACT = b"answerable/second-factor/1", b"answerable/contact/1"
"""What is sealed: secrets of second factors, and addresses to which people want to be told."""
_FINGERPRINT = b"answerable/key-fingerprint/1"
_PROOF = b"answerable/proof/1"
_NAME = b"answerable/failed-name/1"


def seal(text: str, *, key: str, purpose: bytes = FACTOR) -> str:
    """The text as nobody reads it without the key."""
    return _fernet(key, purpose).encrypt(text.encode()).decode("ascii")


def unseal(sealed: str, *, key: str, purpose: bytes = FACTOR) -> str:
    """The text that was sealed. Raises InputError (`sealed_by_another_key`) where the key is another one."""
    try:
        return _fernet(key, purpose).decrypt(sealed.encode("ascii")).decode()
    except (InvalidToken, ValueError) as error:
        raise InputError("sealed_by_another_key") from error


def fingerprint(key: str) -> str:
    """By what two deployments tell whether they have the same key, without telling the key."""
    return _derived(key, _FINGERPRINT, length=16).hex()


def proof(data: bytes, *, key: str) -> str:
    """What only a holder of the key can write under the data (HMAC-SHA256)."""
    return hmac.new(_derived(key, _PROOF), data, hashlib.sha256).hexdigest()


def proves(stated: str, data: bytes, *, key: str) -> bool:
    """Whether the proof is of this data, by this key."""
    return hmac.compare_digest(proof(data, key=key).encode(), stated.encode())


def pseudonym(name: str, *, key: str) -> str:
    """A name under which something is counted without the name itself being kept."""
    return hmac.new(_derived(key, _NAME), name.encode(), hashlib.sha256).hexdigest()


def _fernet(key: str, purpose: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derived(key, purpose)))


def _derived(key: str, purpose: bytes, *, length: int = 32) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=purpose).derive(key.encode())
