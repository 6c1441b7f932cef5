"""Every role at every address with every kind of object: what each gets is written here, apart from the permissions.

The addresses come from the program's own list, so that a new one without a line here fails.
"""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from pytest_django.fixtures import Settings

from answerable.records.models import Entry
from answerable.web.desk.registry import AREAS, LISTINGS
from answerable.web.desk.registry import DEEDS as REGISTERED
from answerable.web.urls import urlpatterns
from tests.web import cast_cases, cast_objects, cast_papers, cast_voices
from tests.web.arguments import ARGUMENTS
from tests.web.cast import MINDING, OFFICIALS, PAVING, ROADS, ROLES, SWEEPING, decision, signed_in

pytestmark = pytest.mark.usefixtures("staged")
VISITOR = "visitor"
READERS = (VISITOR, *ROLES)
WORKING = (*OFFICIALS, "supervisor", "provider")
OK, LED, NOT_THERE, NOT_SO, NO_CODE = 200, 302, 404, 405, 422
"""Shown; led elsewhere, such as to signing in; not there; not in this way; the code of a citizen's matter is wrong."""

EVERYBODY = {role: OK for role in READERS}
ACCOUNTS = {role: OK for role in ROLES} | {VISITOR: LED}
NOBODY_BY_READING = dict.fromkeys(READERS, NOT_SO)
WORK = dict.fromkeys(READERS, NOT_THERE) | dict.fromkeys(WORKING, OK) | {VISITOR: LED}


def only(role: str) -> dict[str, int]:
    """A page of one administrator."""
    return dict.fromkeys(READERS, NOT_THERE) | {VISITOR: LED, role: OK}


SAFE_AGAIN = dict.fromkeys(READERS, LED)
"""Changes of second factors: whoever is signed in shows again who he is, everybody else signs in."""
NONE_MADE = dict.fromkeys(ROLES, NOT_THERE) | {VISITOR: LED}
"""Recovery codes of accounts that made none."""
OFFICE = dict.fromkeys(READERS, NOT_THERE) | dict.fromkeys((*OFFICIALS, "supervisor"), OK) | {VISITOR: LED}
"""What every official finds, and no clerk."""
INSIDE = dict.fromkeys(READERS, NOT_THERE) | dict.fromkeys((*OFFICIALS, "supervisor"), OK) | {VISITOR: LED}
"""Something of the water bureau."""
PAGES: dict[str, dict[str, int]] = {
    "front": EVERYBODY,
    "language": NOBODY_BY_READING,
    "health-live": EVERYBODY,
    "health-ready": EVERYBODY,
    "metrics": EVERYBODY,
    "account_login": dict.fromkeys(ROLES, LED) | {VISITOR: OK},
    "mfa_authenticate": SAFE_AGAIN,
    "mfa_login_webauthn": SAFE_AGAIN,
    "account_logout": ACCOUNTS,
    "account_inactive": EVERYBODY,
    "account_reauthenticate": ACCOUNTS,
    "mfa_reauthenticate": ACCOUNTS,
    "mfa_reauthenticate_webauthn": SAFE_AGAIN,
    "mfa_index": ACCOUNTS,
    "account_change_password": ACCOUNTS,
    "mfa_activate_totp": SAFE_AGAIN,
    "mfa_deactivate_totp": SAFE_AGAIN,
    "mfa_view_recovery_codes": NONE_MADE,
    "mfa_generate_recovery_codes": SAFE_AGAIN,
    "mfa_download_recovery_codes": NONE_MADE,
    "mfa_list_webauthn": ACCOUNTS,
    "mfa_add_webauthn": SAFE_AGAIN,
    "mfa_edit_webauthn": SAFE_AGAIN,
    "mfa_remove_webauthn": SAFE_AGAIN,
    "sessions": ACCOUNTS,
    "end_session": NOBODY_BY_READING,
    "resets_seen": NOBODY_BY_READING,
    "more": ACCOUNTS,
    "notices": ACCOUNTS,
    "notice_duty": dict.fromkeys(READERS, LED),
    "contacts": ACCOUNTS,
    "contact": NONE_MADE,
    "try_contact": NOBODY_BY_READING,
    "remove_contact": NOBODY_BY_READING,
    "tokens": WORK,
    "token_new": NOBODY_BY_READING,
    "token_revoke": NOBODY_BY_READING,
    "duties": WORK,
    "work_items_find": WORK | {"provider": NOT_THERE},
    "work_item": WORK | {"provider": NOT_THERE},
    "work_item_boundary": WORK | {"provider": NOT_THERE},
    "work_item_record": WORK | {"provider": NOT_THERE},
    "rulebook_rule": WORK,
    "rulebook_parameter": WORK,
    **dict.fromkeys(
        ("person", "body"),
        dict.fromkeys(READERS, NOT_THERE) | dict.fromkeys((*OFFICIALS, "supervisor"), OK) | {VISITOR: LED},
    ),
    "provider_of": OFFICE,
    "overview": dict.fromkeys(READERS, NOT_THERE) | {VISITOR: LED, "head": OK, "supervisor": OK},
    "figures_of": WORK,
    "figures_reading": NONE_MADE,
    "figures_month": NONE_MADE,
    "submission": NONE_MADE,
    "provider": only("provider"),
    "provider_own": only("provider"),
    "inspection": INSIDE | {"provider": OK},
    "inspection_plan": INSIDE,
    "inspection_plan_text": INSIDE,
    "finding": NONE_MADE,
    "finding_rule": OFFICE,
    "matter": NONE_MADE,
    **dict.fromkeys(("case", "case_ways"), NONE_MADE),
    "matter_code": NONE_MADE,
    "my_matter": EVERYBODY,
    "receipt": NONE_MADE,
    "voice": NONE_MADE,
    "import": NONE_MADE,
    "import_faults": NONE_MADE,
    "import_rest": NONE_MADE,
    "import_empty": NONE_MADE | {"handler": OK},
    "file": NONE_MADE,
    "history": INSIDE,
    **dict.fromkeys(("paper", "paper_file", "case_file"), NONE_MADE),
    **dict.fromkeys(cast_papers.WORDED, NONE_MADE | {"legality": OK, "head": OK}),
    "search": WORK,
    "admin_accounts": only("security-admin"),
    "admin_account_new": NOBODY_BY_READING,
    "admin_account_act": NOBODY_BY_READING,
    "admin_status": only("system-admin"),
    "admin_audit": only("audit-admin"),
}
"""What reading gives, by address and role."""

NONE = dict.fromkeys(ROLES, NOT_THERE) | {VISITOR: LED}
BUREAU = dict.fromkeys((*OFFICIALS, "supervisor"), OK)
CONTRACTS: dict[str, dict[str, int]] = {
    SWEEPING: NONE | BUREAU | {"provider": OK},  # of the water bureau, with the clerk's provider
    MINDING: NONE | BUREAU,  # of the water bureau, with another provider
    PAVING: NONE | {"supervisor": OK},  # of another bureau, with another provider
    "no-such-contract": NONE,
    "\u0000": NONE,
    "💧" * 70: NONE,
    "'; drop": NONE,
}
"""What a contract's page gives, by contract and role."""

DECISIONS: dict[str, dict[str, int]] = {
    "d-water": NONE | BUREAU,
    "d-roads": NONE | {"supervisor": OK},
    "no-such-decision": NONE,
    "\u0000": NONE,
}
"""What a decision's page gives: a provider's clerk sees none, however it concerns the provider."""

_OWN = frozenset((*OFFICIALS, "supervisor"))
"""Who sees something of the water bureau; of the roads bureau the supervisor alone does."""
_WITH_CLERK, _ABOVE = _OWN | {"provider"}, frozenset({"supervisor"})
_IMPORTS = {cast_objects.MINE: frozenset({"handler"}), cast_objects.THEIRS: frozenset[str]()}
OBJECTS: dict[str, dict[str, frozenset[str]]] = {
    "figures_reading": {f"r-{SWEEPING}": _WITH_CLERK, f"r-{PAVING}": _ABOVE},
    "figures_month": {
        str(cast_objects.MONTHS[SWEEPING]): _WITH_CLERK,
        str(cast_objects.MONTHS[PAVING]): _ABOVE,
    },
    "submission": {f"s-{SWEEPING}": _WITH_CLERK, f"s-{PAVING}": _ABOVE},
    # Of the same contract: one that was confirmed, and one that nobody decided.
    "finding": {
        cast_voices.SURE: _WITH_CLERK,
        cast_voices.OPEN: _OWN,
        cast_voices.ELSEWHERE: _OWN,
        cast_voices.ROADS_ONE: _ABOVE,
    },
    "matter": {cast_voices.MATTERS[SWEEPING]: _OWN, cast_voices.MATTERS[PAVING]: _ABOVE},
    "matter_code": {
        cast_voices.MATTERS[SWEEPING]: frozenset({"handler", "section", "leader"}),
        cast_voices.MATTERS[PAVING]: frozenset(),
    },
    "voice": {
        cast_voices.VOICES[SWEEPING]: _WITH_CLERK,
        cast_voices.VOICES[MINDING]: _OWN,
        cast_voices.VOICES[PAVING]: _ABOVE,
    },
    **dict.fromkeys(("import", "import_faults", "import_rest"), _IMPORTS),
    "file": {
        cast_objects.hash_of(cast_objects.MEASURED): _WITH_CLERK,
        cast_objects.hash_of(cast_objects.INSIDE): _OWN,
        cast_objects.hash_of(cast_objects.ELSEWHERE): _ABOVE,
    },
    **cast_papers.objects(_OWN, _ABOVE),
    **cast_cases.objects(_OWN, _ABOVE),
    "history": {
        f"contracts/{SWEEPING}": _OWN,
        f"contracts/{PAVING}": _ABOVE,
        "people/p-leader": _OWN,
        "people/p-roadhead": _ABOVE,
        f"bodies/{ROADS}": _ABOVE,
        f"voices/{cast_voices.VOICES[SWEEPING]}": _OWN,
    },
}
"""Who is shown what by pages of one object, by their keys: of the water bureau, and of the roads bureau."""

SENT: dict[str, dict[str, int]] = {
    "language": dict.fromkeys(READERS, LED),
    "my_matter": dict.fromkeys(READERS, NO_CODE),
    "matter_code": NONE,
    "end_session": NONE,
    "resets_seen": dict.fromkeys(READERS, LED),
    "contact": NONE,
    "try_contact": NONE,
    "remove_contact": NONE,
    "token_new": NONE | dict.fromkeys(WORKING, LED),
    "token_revoke": NONE | dict.fromkeys(WORKING, LED),
    "admin_account_new": NONE | {"security-admin": LED},
    "admin_account_act": NONE | {"security-admin": LED},
}
"""What sending a form gives, where the address takes one of ours; of sessions: one that is not there."""
_EXPECTED = [import_module(f"tests.web.expected.{area}") for area in AREAS]
LISTS: dict[str, dict[str, frozenset[str]]] = {
    route: row for each in _EXPECTED for route, row in each.LISTS.items()
}
DEEDS: dict[str, dict[str, frozenset[str]]] = {
    route: row for each in _EXPECTED for route, row in each.DEEDS.items()
}


def names() -> Iterator[str]:
    """The names of all addresses."""
    for pattern in urlpatterns:
        if isinstance(pattern, URLResolver) and pattern.namespace == "api":
            continue  # Calls have tests of their own, with tokens.
        assert isinstance(pattern, URLPattern), (
            "an address of its own, please: included lists hide from this test"
        )
        assert pattern.name is not None
        yield pattern.name


def reader(role: str) -> Client:
    return Client() if role == VISITOR else signed_in(role)


def address(name: str, **changed: object) -> str:
    return reverse(name, kwargs=ARGUMENTS.get(name, {}) | changed)


def test_every_address_has_a_line() -> None:
    assert sorted(names()) == sorted({*PAGES, *LISTS, *DEEDS, "contract", "decision"})
    assert LISTINGS.keys() == LISTS.keys()
    assert REGISTERED.keys() == DEEDS.keys()
    tables = (PAGES, CONTRACTS, DECISIONS, SENT)
    assert all(row.keys() == set(READERS) for table in tables for row in table.values())


@pytest.mark.parametrize("role", READERS)
def test_every_role_gets_at_every_address_what_is_written_here(role: str) -> None:
    browser = reader(role)
    found = {name: browser.get(address(name)).status_code for name in PAGES}
    assert found == {name: row[role] for name, row in PAGES.items()}


@pytest.mark.parametrize("role", READERS)
def test_every_role_sees_the_contracts_that_are_written_here(role: str) -> None:
    browser = reader(role)
    found = {id: browser.get(address("contract", id=id)).status_code for id in CONTRACTS}
    assert found == {id: row[role] for id, row in CONTRACTS.items()}


@pytest.mark.parametrize("role", READERS)
def test_every_role_sees_the_decisions_that_are_written_here(role: str) -> None:
    decision("d-water")
    decision("d-roads", body=ROADS, contract=PAVING)
    browser = reader(role)
    found = {id: browser.get(address("decision", id=id)).status_code for id in DECISIONS}
    assert found == {id: row[role] for id, row in DECISIONS.items()}


@pytest.fixture
def made(staged: None, settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    cast_objects.set_up()


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("role", READERS)
def test_every_role_is_shown_the_objects_that_are_written_here(role: str) -> None:
    browser = reader(role)
    gone = LED if role == VISITOR else NOT_THERE
    for route, objects in OBJECTS.items():
        for key, roles in objects.items():
            answer = browser.get(_object(route, key))
            assert (route, key, answer.status_code) == (route, key, OK if role in roles else gone)
            if answer.streaming:
                answer.getvalue()  # Only what was read to its end is closed.


def _object(route: str, key: str) -> str:
    if route == "history":
        table, _, key = key.partition("/")
        return reverse(route, args=[table, key])
    return reverse(route, args=[key])


@pytest.mark.parametrize("role", READERS)
def test_every_role_may_send_what_is_written_here(role: str) -> None:
    found = {name: reader(role).post(address(name)).status_code for name in SENT}
    assert found == {name: row[role] for name, row in SENT.items()}


@pytest.mark.parametrize("role", READERS)
def test_every_list_holds_for_every_role_the_rows_that_are_written_here(role: str) -> None:
    browser = reader(role)
    found: dict[str, object] = {}
    for route in LISTS:
        answer = browser.get(address(route))
        shown = {line.key for line in answer.context["lines"]} if answer.status_code == OK else None
        found[route] = answer.status_code if shown is None else shown
    gone = LED if role == VISITOR else NOT_THERE
    assert found == {route: row.get(role, gone) for route, row in LISTS.items()}


@pytest.mark.parametrize("role", READERS)
def test_every_deed_is_open_to_the_roles_that_are_written_here(role: str) -> None:
    browser = reader(role)
    gone = LED if role == VISITOR else NOT_THERE
    for route, objects in DEEDS.items():
        for key, roles in objects.items():
            where = reverse(route, kwargs={"key": key} if REGISTERED[route].keyed else {})
            opened, sent = browser.get(where), browser.post(where)
            wanted = OK if role in roles else gone
            assert (route, key, opened.status_code) == (route, key, wanted)
            # Whoever may, is told what is missing, or led to what came of it; whoever may not, is told nothing.
            assert sent.status_code in ((422, 409, LED) if role in roles else (gone,)), (route, key)


def test_a_refusal_looks_like_nothing_and_is_on_record() -> None:
    browser = signed_in("handler")
    refused, missing = browser.get("/contracts/paving/"), browser.get("/contracts/no-such-contract/")
    said = [
        re.sub('csrfmiddlewaretoken" value="[^"]*"', "", each.content.decode()).replace(id, "-")
        for each, id in ((refused, PAVING), (missing, "no-such-contract"))
    ]
    assert said[0] == said[1]
    entries = Entry.objects.filter(act="refused")
    assert [(each.by, each.disclosed.get().key) for each in entries] == [("handler", "contract/paving")]


def test_a_clerk_sees_nothing_from_inside() -> None:
    said = signed_in("provider").get("/contracts/sweeping/").content.decode()
    assert "承接主体的原因" in said
    assert "确认的问题" in said
    for inside in ("内部说明", "单位的原因", "草拟的问题", "预算资金", "办理中的决定", "经过", "边界结论"):
        assert inside not in said
    assert "单位的原因" in signed_in("handler").get("/contracts/sweeping/").content.decode()


def test_administrators_see_no_contract_anywhere() -> None:
    for role, page in (
        ("security-admin", "/admin-accounts/"),
        ("system-admin", "/admin-status/"),
        ("audit-admin", "/admin-audit/"),
    ):
        said = signed_in(role).get(page).content.decode()
        assert not any(name in said for name in ("清扫", "看护", "铺路", SWEEPING))
