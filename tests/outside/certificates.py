"""Certificates that tests make for themselves; their validity is fixed, not counted from today."""

import ssl
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

STARTS = datetime(2020, 1, 1, tzinfo=UTC)
ENDS = datetime(2100, 1, 1, tzinfo=UTC)
ENDED = datetime(2021, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Authority:
    """Who signs."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def text(self) -> str:
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _begun(name: str, key: ec.EllipticCurvePrivateKey, ends: datetime) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(STARTS)
        .not_valid_after(ends)
    )


def authority() -> Authority:
    """Somebody new who signs certificates."""
    key = ec.generate_private_key(ec.SECP256R1())
    built = _begun("authority", key, ENDS).issuer_name(_named("authority"))
    built = built.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    return Authority(built.sign(key, hashes.SHA256()), key)


def certified(by: Authority, name: str, *, expired: bool = False) -> ssl.SSLContext:
    """What a server of this name needs."""
    key = ec.generate_private_key(ec.SECP256R1())
    built = _begun(name, key, ENDED if expired else ENDS).issuer_name(_named("authority"))
    built = built.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    signed = built.sign(by.key, hashes.SHA256())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "server.pem"
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path.write_bytes(signed.public_bytes(serialization.Encoding.PEM) + secret)
        context.load_cert_chain(path)
    return context
