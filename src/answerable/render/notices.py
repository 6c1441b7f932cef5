"""A bundle of notices as a message: by mail line by line, each with its link; elsewhere how many, and one link.

SMS gateways and the makers of group chats read what passes through them, so they learn a number and nothing else.
"""

from dataclasses import dataclass

from answerable.core.register.notices import Bundle, Medium, Notice
from answerable.render.words import label, say

MOST = 50
"""Notices that are told one by one in a mail; of the rest, how many there are."""


@dataclass(frozen=True)
class Written:
    """A message in words: `link` is where to go first."""

    subject: str
    text: str
    link: str


@dataclass(frozen=True)
class Places:
    """Whole addresses of ours: where the system is, all that an account was told, and its contacts."""

    base: str
    inbox: str
    contacts: str

    def of(self, notice: Notice) -> str:
        """Where a notice leads."""
        return self.base + notice.link


def written(bundle: Bundle, *, places: Places, lang: str) -> Written:
    """The bundle as a message in a language."""
    count, urgent = len(bundle.notices), bundle.urgent
    subject = label("notice_subject", lang, count=count, urgent=urgent or None)
    if bundle.contact.medium is not Medium.MAIL:
        return Written(subject, label("notice_short", lang, told=subject, link=places.inbox), places.inbox)
    lines = [_line(number, each, places, lang) for number, each in enumerate(bundle.notices[:MOST], start=1)]
    if count > MOST:
        lines.append(label("notice_more", lang, count=count - MOST))
    ends = (
        label("notice_all", lang, link=places.inbox),
        label("notice_why", lang, link=places.contacts),
    )
    link = places.of(bundle.notices[0]) if count == 1 else places.inbox
    return Written(subject, "\n".join((f"{subject}\n", *lines, "", *ends, "")), link)


def trial(medium: Medium, *, places: Places, lang: str) -> Written:
    """A message that tells nothing but that it came."""
    subject = label("notice_trial", lang)
    end = label("notice_why", lang, link=places.contacts) if medium is Medium.MAIL else places.contacts
    return Written(subject, f"{subject}\n{end}\n", places.contacts)


def _line(number: int, notice: Notice, places: Places, lang: str) -> str:
    said = say(notice.message, lang)
    urgent = label("notice_urgent", lang) if notice.urgent else ""
    return f"{number}. {urgent}{said}\n   {places.of(notice)}"
