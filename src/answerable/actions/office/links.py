"""Paths of the web that notices lead to. They are the addresses of `web.urls`; a test holds them to that."""

from urllib.parse import quote

from answerable.core.register.notices import LONGEST_LINK

INBOX = "/notices/"
CONTACTS = "/account/contacts/"
DUTIES = "/duties/"


def contract_path(id: str, part: str = "") -> str:
    """The page of a contract, or a part of it."""
    return _page("contracts", id, part=part)


def duty_path(duty: str, contract: str) -> str:
    """Where a duty is done; of one whose id is too long for a notice, the duties of its contract."""
    path = f"{INBOX}duty/{quote(duty, safe=':/')}/"
    return path if len(path) <= LONGEST_LINK else contract_path(contract, "duties")


def finding_path(id: str) -> str:
    """The page of a finding."""
    return _page("findings", id)


def decision_path(id: str) -> str:
    """The page of a decision."""
    return _page("decisions", id)


def submission_path(id: str) -> str:
    """The page of figures that a provider handed in."""
    return _page("submissions", id)


def matter_path(id: str) -> str:
    """The page of a citizen's matter."""
    return _page("matters", id)


def case_path(id: str) -> str:
    """The page of a case."""
    return _page("cases", id)


def import_path(id: str) -> str:
    """The page of an import."""
    return _page("imports", id)


def _page(area: str, id: str, *, part: str = "") -> str:
    """The page of one object; where its id, percent-encoded, is too long for a notice, the list of all of them."""
    path = f"/{area}/{quote(id, safe='')}/{f'#{part}' if part else ''}"
    return path if len(path) <= LONGEST_LINK else f"/{area}/"
