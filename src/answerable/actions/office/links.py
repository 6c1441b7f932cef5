"""Paths of the web that notices lead to. They are the addresses of `web.urls`; a test holds them to that."""

from urllib.parse import quote

from answerable.core.register.notices import LONGEST_LINK

INBOX = "/notices/"
CONTACTS = "/account/contacts/"
DUTIES = "/duties/"


def contract_path(id: str, part: str = "") -> str:
    """The page of a contract, or a part of it."""
    return f"/contracts/{quote(id, safe='')}/{f'#{part}' if part else ''}"


def duty_path(duty: str, contract: str) -> str:
    """Where a duty is done; of one whose id is too long for a notice, the duties of its contract."""
    path = f"/notices/duty/{quote(duty, safe=':/')}/"
    return path if len(path) <= LONGEST_LINK else contract_path(contract, "duties")


def finding_path(id: str) -> str:
    """The page of a finding."""
    return f"/findings/{quote(id, safe='')}/"


def decision_path(id: str) -> str:
    """The page of a decision."""
    return f"/decisions/{quote(id, safe='')}/"
