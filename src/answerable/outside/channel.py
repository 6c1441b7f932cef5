"""What every channel for messages is: one way to send a letter, three ways to fail, and a fake of each.

No error says to whom, and none repeats what a machine answered: a code is enough for whoever looks after it.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from answerable.core.terms.errors import AnswerableError, InputError

SECONDS = 10.0
"""That one step of sending may take: connecting, or waiting for an answer."""


@dataclass(frozen=True)
class Letter:
    """One message. `link` is the whole address of the page to go to; `text` holds it, too, where it is wanted."""

    subject: str
    text: str
    link: str
    at: datetime
    """When it is sent: signatures are of an instant."""
    lang: str = "zh"


class Channel(Protocol):
    """A way to reach people: by mail, by SMS, in a group chat."""

    def send(self, address: str, letter: Letter) -> None:
        """Send the letter to an address of this channel. Raises OutsideError where it was not taken."""


class OutsideError(AnswerableError):
    """A message was not taken."""

    def __init__(self, code: str) -> None:
        super().__init__(code)

    @property
    def code(self) -> str:
        """What went wrong, in one word of the program."""
        return self.message.code


class RefusedError(OutsideError):
    """This address, or this message, is refused; trying again changes nothing."""


class LaterError(OutsideError):
    """Not taken now, perhaps later; others may be."""


class UnreachableError(OutsideError):
    """The channel itself does not work: nobody is reached by it at present."""


@dataclass
class Fake:
    """A channel that reaches nobody and remembers what it was given; `fails` is raised in place of that."""

    sent: list[tuple[str, Letter]] = field(default_factory=list)
    fails: OutsideError | None = None

    def send(self, address: str, letter: Letter) -> None:
        """Remember the letter."""
        if self.fails is not None:
            raise self.fails
        self.sent.append((address, letter))


@dataclass(frozen=True)
class Outbox:
    """A channel that reaches nobody and writes into a folder, for people to look at: one line of JSON for each."""

    name: str
    folder: Path

    def send(self, address: str, letter: Letter) -> None:
        """Write the letter to the file of the channel."""
        line = {
            "at": letter.at.isoformat(),
            "to": address,
            "subject": letter.subject,
            "text": letter.text,
            "link": letter.link,
        }
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with (self.folder / f"{self.name}.jsonl").open("a", encoding="utf-8") as file:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        except OSError as error:
            raise UnreachableError("channel_folder") from error


def outbox(name: str, url: str) -> Outbox | None:
    """The folder that a `file:` address names; None for any other address.

    Raises InputError (`channel_address`) where it names another machine's folder, or none.
    """
    parts = urlsplit(url)
    if parts.scheme != "file":
        return None
    path = unquote(parts.path)
    if parts.netloc not in ("", "localhost") or not path.startswith("/") or parts.query or parts.fragment:
        raise InputError("channel_address", channel=name)
    return Outbox(name, Path(path))
