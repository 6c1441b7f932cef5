"""The cast of the web's tests: a county with two bureaus, two providers, and one account for every role.

Written straight into the database: what is tried here is who sees what, not how a district is loaded.
"""

import base64
import hashlib
import hmac
import struct
import time
from datetime import UTC, date, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.test import Client

from answerable.actions.office.codes import enrol
from answerable.actions.office.seen import digest
from answerable.core.register.approval import Act, Chain, Progress, Signer, Step, advance, as_cells
from answerable.core.tables.district import TABLES
from answerable.records import copying
from answerable.records.models import (
    Account,
    Approval,
    Assignment,
    Contract,
    DutyOwed,
    Held,
    Standing,
    WorkItem,
)
from tests.builders import row
from tests.web import cast_inspections

AT = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
COUNTY, WATER, ROADS = "county", "water", "roads"
LAWFUL, FAILING = "lawful", "failing"
SWEEPING, MINDING, PAVING = "sweeping", "minding", "paving"
OFFICIALS = ("handler", "section", "leader", "head", "legality")
ADMINS = ("system", "security", "audit")
ROLES = (*OFFICIALS, "supervisor", "provider", *(f"{kind}-admin" for kind in ADMINS))
PASSWORD = "a long enough secret 7"  # noqa: S105 - of the tests alone
SECRET = base64.b32encode(b"twenty bytes of test").decode("ascii")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def set_up() -> None:
    """The district, an account for every role, and an assessment of today."""
    rows = _rows()
    for table in TABLES:
        if rows.get(table.name):
            copying.insert(table, rows[table.name])
    Held.objects.create(
        only=1,
        id="small",
        name="小县",
        name_en="Small County",
        language="zh",
        time_zone="Asia/Shanghai",
        calendar="cn",
        rulebook="cn",
        loaded_at=AT,
    )
    for role in (*OFFICIALS, "supervisor"):
        account(role, person_id=f"p-{role}")
    account("provider", provider_id=LAWFUL)
    for kind in ADMINS:
        account(f"{kind}-admin", admin=kind)
    for contract in (SWEEPING, MINDING, PAVING):
        assessed(contract)


def account(name: str, *, secured: bool = True, **owner: str) -> Account:
    """An account that has signed in before, with the second factor of the tests."""
    made = Account.objects.create(
        username=name, password=make_password(PASSWORD), created_at=AT, last_login=AT, language="zh", **owner
    )
    if secured:
        enrol(made, SECRET)
    return made


def signed_in(name: str) -> Client:
    """A browser in which this account is signed in."""
    client = Client()
    client.force_login(Account.objects.get(username=name), backend=BACKEND)
    return client


def confirmed(name: str) -> Client:
    """The same, having shown the password once more just now."""
    client = signed_in(name)
    assert client.post("/account/again/?next=/account/", {"password": PASSWORD}).status_code == 302
    return client


def code(*, steps: int = 0, secret: str = SECRET) -> str:
    """The code that an authenticator app shows now, or some steps of 30 seconds later (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    place = digest[-1] & 0x0F
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def today() -> date:
    """The district's day."""
    return (datetime.now(UTC) + timedelta(hours=8)).date()


def assessed(contract: str) -> None:
    """A standing, with a reason for either side and findings that are confirmed and not."""
    reasons = [
        {"side": side, "zh": f"{zh}的原因", "en": f"reason of the {side}"}
        for side, zh in (("body", "单位"), ("provider", "承接主体"))
    ]
    findings = [
        {
            "found_on": "2026-01-02",
            "severity": "minor",
            "state": state,
            "what": f"{zh}的问题",
            "what_en": f"{state} finding",
        }
        for state, zh in (("confirmed", "确认"), ("proposed", "草拟"))
    ]
    content = {"reasons": reasons, "findings": findings, "cases": []}
    Standing.objects.create(contract_id=contract, on=today(), standing="watch", content=content)


def owed(id: str, *, who: str, by: date, side: str = "body", contract: str = SWEEPING, late: int = 0) -> None:
    """A duty, overdue where it is late."""
    state = "overdue" if late else "due"
    content = {
        "what": {"zh": f"事项{id}", "en": f"Thing {id}"},
        "provisional": False,
        "workdays_late": late,
        "ground": {"source": "§", "article": "1"},
    }
    DutyOwed.objects.create(
        duty=id, contract_id=contract, side=side, who=who, by=by, state=state, on=today(), content=content
    )


def decision(id: str = "d-1", *, body: str = WATER, contract: str = SWEEPING, kind: str = "sign") -> Approval:
    """A decision that the handler submitted and that waits for the legality reviewer."""
    at = datetime.now(UTC) - timedelta(hours=1)
    chain = Chain((Step("handler"), Step("legality"), Step("leader", "p-leader")))
    by = Signer("p-handler", frozenset({"handler"}))
    progress = advance(Progress(chain, "p-handler", at), Act.SUBMIT, by=by, at=at)
    made = Approval(
        id=id,
        kind=kind,
        body_id=body,
        contract_id=contract,
        subject=contract,
        content={"reason": "§ 2"},
        progress=as_cells(progress),
        state=progress.state,
        opened_by="handler",
        opened_at=at,
        changed_at=at,
    )
    made.seen = digest(made, on=today())
    made.save(force_insert=True)
    return made


def more_contracts(count: int) -> None:
    """So many more contracts of the water bureau with the lawful provider, each with a leader and a duty."""
    for number in range(count):
        id = f"more-{number:03}"
        WorkItem.objects.create(id=f"{id}-work", body_id=WATER, name=id)
        Contract.objects.create(
            id=id,
            body_id=WATER,
            work_item_id=f"{id}-work",
            provider_id=LAWFUL,
            name=id,
            starts=date(2025, 1, 1),
            paid=True,
        )
        Assignment.objects.create(contract_id=id, starts=date(2025, 1, 1), person_id="p-leader")
        assessed(id)
        owed(id, who="p-handler", by=today(), contract=id)
        owed(f"{id}-provider", who=LAWFUL, by=today(), contract=id, side="provider")


def _rows() -> dict[str, list[dict[str, str]]]:
    people = [*OFFICIALS, "supervisor", "roadhead"]
    posts = [(WATER, role) for role in OFFICIALS] + [(COUNTY, "supervisor")]
    contracts = ((SWEEPING, WATER, LAWFUL), (MINDING, WATER, FAILING), (PAVING, ROADS, FAILING))
    named = {SWEEPING: "清扫", MINDING: "看护", PAVING: "铺路"}
    return {
        "bodies": [
            row("bodies", id=COUNTY, name="县政府", name_en="County", kind="government"),
            row("bodies", id=WATER, name="水利局", name_en="Water Bureau", kind="department", parent=COUNTY),
            row("bodies", id=ROADS, name="公路局", name_en="Roads Bureau", kind="department", parent=COUNTY),
        ],
        "people": [
            row("people", id=f"p-{each}", name="某某", name_en=f"Official {each}", staff="public")
            for each in people
        ]
        + [row("people", id="p-lent", name="派遣", name_en="Lent", staff="dispatched")],
        "posts": [
            row("posts", id=f"{body}-{role}", body=body, person=f"p-{role}", role=role, starts="2024-01-01")
            for body, role in posts
        ]
        + [row("posts", id="r", body=ROADS, person="p-roadhead", role="head", starts="2024-01-01")],
        "providers": [
            row("providers", id=id, name="公司", name_en=f"{id} Ltd.", kind="company")
            for id in (LAWFUL, FAILING)
        ],
        "work_items": [
            row(
                "work_items",
                id=f"{id}-work",
                body=body,
                name=named[id],
                name_en=f"{id} work",
                verdict="suitable",
            )
            for id, body, _ in contracts
        ],
        "contracts": [
            row(
                "contracts",
                id=id,
                body=body,
                work_item=f"{id}-work",
                provider=provider,
                name=named[id],
                name_en=f"{id} contract",
                starts="2025-01-01",
                paid="yes",
                amount_minor="123456",
                currency="CNY",
            )
            for id, body, provider in contracts
        ],
        "assignments": [
            row(
                "assignments",
                contract=id,
                starts="2025-01-01",
                person="p-leader" if body == WATER else "p-roadhead",
                accepted_on="2025-01-01",
                note="内部说明",
            )
            for id, body, _ in contracts
        ],
        "clauses": [
            row("clauses", id=f"{id}-exit", contract=id, kind="exit", ground="not_corrected", text="§ 1")
            for id, _, _ in contracts
        ],
        "funds": [
            row(
                "funds",
                contract=SWEEPING,
                line="213",
                starts="2025-01-01",
                ends="2027-12-31",
                amount_minor="100",
                currency="CNY",
                confirmed_on="2024-12-01",
                confirmed_by="p-head",
            )
        ],
        **cast_inspections.rows(),
    }
