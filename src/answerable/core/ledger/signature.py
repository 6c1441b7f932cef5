"""Ed25519 signatures over bytes that somebody else wrote (RFC 8032)."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

KEY_BYTES = 32


def signed_by(key: str, *, signature: bytes, data: bytes) -> bool:
    """Whether the signature over the data was made with the secret of this public key (64 hexadecimal digits).

    A key that is none has signed nothing.
    """
    try:
        raw = bytes.fromhex(key)
        Ed25519PublicKey.from_public_bytes(raw).verify(signature, data)
    except (ValueError, InvalidSignature):
        return False
    return True
