"""Mail goes out as mail, encrypted where that is offered, and says in one word why it did not."""

import email
import email.policy
import json
import ssl
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from answerable.core.terms.errors import InputError
from answerable.outside.channel import (
    LaterError,
    Letter,
    Outbox,
    OutsideError,
    RefusedError,
    UnreachableError,
)
from answerable.outside.mail import Mail, composed, mail
from tests.outside.certificates import authority, certified
from tests.outside.smtp import HOST, mail_server

pytestmark = pytest.mark.allow_hosts([HOST])
AT = datetime(2026, 6, 30, 4, tzinfo=UTC)
LETTER = Letter("担当：2 项提醒", "1. 职责今天到期\n   https://x.cn/\n.\n", "https://x.cn/", AT)
TO = "li@water.example"
PASSWORD = "of the tests"  # noqa: S105 - of the tests alone


def test_a_letter_arrives_as_it_was_written() -> None:
    with mail_server() as server:
        mail(server.url).send(TO, LETTER)
    (data,) = server.mails
    found = email.message_from_bytes(data, policy=email.policy.default)
    assert (found["Subject"], found["To"], found["From"]) == (LETTER.subject, TO, "desk@county.example")
    assert found["Date"] == "Tue, 30 Jun 2026 04:00:00 +0000"
    assert found["Auto-Submitted"] == "auto-generated"
    assert data.isascii()
    assert found.get_content() == LETTER.text
    assert server.said[:3] == ["ehlo county.example", "mail FROM:<desk@county.example>", f"rcpt TO:<{TO}>"]


def test_the_same_letter_has_the_same_id_and_another_another() -> None:
    one, again = (composed(TO, LETTER, sender="a@b.cn")["Message-ID"] for _ in range(2))
    other = composed("wang@water.example", LETTER, sender="a@b.cn")["Message-ID"]
    assert one == again != other


@pytest.mark.parametrize(
    ("answers", "kind", "code"),
    [
        ({"RCPT": "550 no such user li@water.example"}, RefusedError, "channel_refused"),
        ({"RCPT": "450 greylisted"}, LaterError, "channel_busy"),
        ({"MAIL": "530 who are you"}, UnreachableError, "channel_failed"),
        ({"DATA": "554 no"}, RefusedError, "channel_refused"),
        ({"DATA": "451 not now"}, LaterError, "channel_busy"),
        ({"EHLO": "500 what", "HELO": "421 busy"}, OutsideError, None),
        ({"EHLO": "\x00garbage", "HELO": "garbage"}, UnreachableError, None),
    ],
)
def test_every_way_of_saying_no_is_told_apart_and_names_nobody(
    answers: Mapping[str, str], kind: type[OutsideError], code: str | None
) -> None:
    with mail_server(answers) as server, pytest.raises(kind) as caught:
        mail(server.url).send(TO, LETTER)
    assert code in (None, caught.value.code)
    assert "water" not in str(caught.value)


def test_a_server_that_is_not_there_is_unreachable() -> None:
    with mail_server() as server:
        url = server.url
    with pytest.raises(UnreachableError):
        mail(url).send(TO, LETTER)


def test_encryption_that_is_offered_is_used_and_the_certificate_checked() -> None:
    signs = authority()
    with mail_server(extensions=("STARTTLS", "AUTH PLAIN"), context=certified(signs, "localhost")) as server:
        channel = mail(server.url)
        assert isinstance(channel, Mail)
        with pytest.raises(UnreachableError):
            channel.send(TO, LETTER)
        trusting = ssl.create_default_context(cadata=signs.text)
        trusting.check_hostname = False
        replace(channel, user="desk", password=PASSWORD, context=lambda: trusting).send(TO, LETTER)
    assert [line for line in server.said if "AUTH" in line]
    assert len(server.mails) == 1


def test_a_password_is_never_sent_in_the_clear() -> None:
    with mail_server(extensions=("AUTH PLAIN",)) as server:
        with pytest.raises(UnreachableError) as caught:
            mail(server.url.replace("smtp://", "smtp://desk:secret@")).send(TO, LETTER)
        assert caught.value.code == "channel_in_the_clear"
        assert not any("AUTH" in line for line in server.said)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("smtp://mail.example", ("smtp", "mail.example", 25, "answerable@mail.example", "", "", False)),
        (
            "smtps://u:p%40w@mail.example",
            ("smtps", "mail.example", 465, "answerable@mail.example", "u", "p@w", False),
        ),
        ("smtp://localhost:2525?from=a@b.cn&tls=no", ("smtp", "localhost", 2525, "a@b.cn", "", "", True)),
    ],
)
def test_the_address_of_a_server_says_all_that_is_needed(url: str, shown: tuple[object, ...]) -> None:
    channel = mail(url)
    assert isinstance(channel, Mail)
    found = (
        channel.scheme,
        channel.host,
        channel.port,
        channel.sender,
        channel.user,
        channel.password,
        channel.plain,
    )
    assert found == shown


@pytest.mark.parametrize(
    "url",
    [
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://mail.example/inbox",
        "smtp://mail.example:x",
        "smtp://mail.example?form=a@b.cn",
        "smtp://mail.example?tls=maybe",
        "smtp://localhost",
        "smtp://mail.example?from=nobody",
        "file://elsewhere/folder",
        "file:folder",
    ],
)
def test_an_address_that_means_nothing_is_refused(url: str) -> None:
    with pytest.raises(InputError, match=r"channel_(address|sender)"):
        mail(url)


def test_a_folder_takes_the_place_of_a_server(tmp_path: Path) -> None:
    channel = mail(f"file://{tmp_path}/out%20box")
    assert channel == Outbox("mail", tmp_path / "out box")
    channel.send(TO, LETTER)
    channel.send(TO, LETTER)
    lines = (tmp_path / "out box" / "mail.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["to"] for line in lines] == [TO, TO]
    assert json.loads(lines[0]) == {
        "at": AT.isoformat(), "to": TO, "subject": LETTER.subject, "text": LETTER.text, "link": LETTER.link,
    }  # fmt: skip


def test_a_folder_that_cannot_be_written_is_unreachable(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(UnreachableError):
        mail(f"file://{tmp_path}/taken").send(TO, LETTER)
