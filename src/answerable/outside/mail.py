"""Mail, by SMTP (RFC 5321): encrypted where the server offers it, and never with a password in the clear."""

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from answerable.core.register.contacts import cleaned
from answerable.core.register.notices import Medium
from answerable.core.terms.errors import InputError
from answerable.outside.channel import (
    SECONDS,
    Channel,
    LaterError,
    Letter,
    OutsideError,
    RefusedError,
    UnreachableError,
    outbox,
)

PORTS = {"smtp": 25, "smtps": 465}
_PERMANENT = 500
_HTML = {"zh": "zh-Hans", "en": "en"}


@dataclass(frozen=True)
class Mail:
    """A mail server, and from whom mail comes."""

    scheme: str
    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    plain: bool = False
    """Whether encryption is not to be tried: a server on the same machine, or one without a certificate."""
    context: Callable[[], ssl.SSLContext] = ssl.create_default_context

    def send(self, address: str, letter: Letter) -> None:
        """Hand the letter to the server, for one recipient."""
        message = composed(address, letter, sender=self.sender)
        try:
            with self._connected() as server:
                self._sign_in(server)
                server.send_message(message, from_addr=self.sender, to_addrs=[address])
        except OutsideError:
            raise
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise _told(min(codes, default=0)) from error
        except smtplib.SMTPAuthenticationError as error:
            raise UnreachableError("channel_sign_in") from error
        except (smtplib.SMTPConnectError, smtplib.SMTPHeloError, smtplib.SMTPSenderRefused) as error:
            raise UnreachableError("channel_failed") from error
        except smtplib.SMTPResponseException as error:
            raise _told(error.smtp_code) from error
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise UnreachableError("channel_unreachable") from error

    def _connected(self) -> smtplib.SMTP:
        name = self.sender.partition("@")[2]
        if self.scheme == "smtps":
            return smtplib.SMTP_SSL(
                self.host, self.port, local_hostname=name, timeout=SECONDS, context=self.context()
            )
        server = smtplib.SMTP(self.host, self.port, local_hostname=name, timeout=SECONDS)
        try:
            server.ehlo_or_helo_if_needed()
            if not self.plain and server.has_extn("starttls"):
                server.starttls(context=self.context())
        except BaseException:
            server.close()
            raise
        return server

    def _sign_in(self, server: smtplib.SMTP) -> None:
        if not self.user:
            return
        if not isinstance(server.sock, ssl.SSLSocket):
            raise UnreachableError("channel_in_the_clear")
        server.login(self.user, self.password)


def composed(address: str, letter: Letter, *, sender: str) -> EmailMessage:
    """The letter as a mail (RFC 5322). Its id is its own content's: the same mail twice is seen to be the same."""
    message = EmailMessage()
    message["Subject"] = letter.subject
    message["From"] = Address(addr_spec=sender)
    message["To"] = Address(addr_spec=address)
    message["Date"] = format_datetime(letter.at)
    told = "\n".join((address, letter.at.isoformat(), letter.subject, letter.text))
    message["Message-ID"] = f"<{sha256(told.encode()).hexdigest()[:32]}@{sender.partition('@')[2]}>"
    # No machine is to answer (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = _HTML[letter.lang]
    # Every server takes seven bits.
    message.set_content(letter.text, cte="base64")
    return message


def mail(url: str) -> Channel:
    """The channel that an address names.

    It is `smtp://user:password@host:port?from=sender` or `smtps://…`, where all but the host may be left out;
    `&tls=no` at its end keeps smtp from encrypting. Or it is `file:///folder`. Raises InputError.
    """
    folder = outbox("mail", url)
    if folder is not None:
        return folder
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
        stated = {name: texts[-1] for name, texts in parse_qs(parts.query).items()}
    except ValueError:
        raise InputError("channel_address", channel="mail") from None
    known = stated.keys() <= {"from", "tls"} and stated.get("tls", "yes") in ("yes", "no")
    sender = cleaned(Medium.MAIL, stated.get("from", f"answerable@{host}"))
    if parts.scheme not in PORTS or not host or parts.path not in ("", "/") or not known:
        raise InputError("channel_address", channel="mail")
    if sender is None:
        raise InputError("channel_sender", channel="mail")
    user, password = _credentials(parts)
    plain = stated.get("tls") == "no"
    return Mail(parts.scheme, host, port or PORTS[parts.scheme], sender, user, password, plain)


def _credentials(parts: SplitResult) -> tuple[str, str]:
    return unquote(parts.username or ""), unquote(parts.password or "")


def _told(code: int) -> OutsideError:
    return RefusedError("channel_refused") if code >= _PERMANENT else LaterError("channel_busy")
