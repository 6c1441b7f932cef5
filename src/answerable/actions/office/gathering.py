"""What waits for whom on a day, read from the record: duties, signatures, assignments, confirmed findings, cases.

The accounts told are those on whose page “My duties” it stands. What waits no longer is settled: nobody is reminded of
what is done.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery

from answerable.actions.office.actors import signer_among
from answerable.actions.office.cases.same import unsaid
from answerable.actions.office.cases.waiting import KINDS as CASE_KINDS
from answerable.actions.office.cases.waiting import in_cases
from answerable.actions.office.links import contract_path, decision_path, duty_path, finding_path
from answerable.actions.office.recipients import Recipients
from answerable.actions.office.telling import Waits, in_short, tell_all
from answerable.core.enforce.course.reminders import is_news, reminder
from answerable.core.register.approval import Act, Progress, State, from_cells, open_acts
from answerable.core.register.notices import Kind, Notice
from answerable.records.models import Approval, Assignment, DutyOwed, Finding
from answerable.records.models import Notice as Stored

NEWS = timedelta(days=30)
"""A finding that was confirmed longer ago is no news."""
KEPT = timedelta(days=400)
"""How long an inbox remembers."""
KINDS = tuple(
    each.value
    for each in (
        Kind.DUTY_DUE,
        Kind.DUTY_OVERDUE,
        Kind.DUTY_REMINDER,
        Kind.DECISION_TO_SIGN,
        Kind.DECISION_TO_REVISE,
        Kind.ASSIGNMENT_TO_ACCEPT,
        Kind.FINDING_CONFIRMED,
        *CASE_KINDS,
    )
)
"""What is read here. Whatever else is told is told by the act that makes it wait."""
_SOME = 500
_Ident = tuple[str, str, str]
_CONTRACT = ("contract__name", "contract__name_en", "contract__provider")
_DUTY = ("duty", "contract_id", "side", "who", "by", "state", *_CONTRACT)
_RENEWAL = ":renewal:contracts/"
"""Stands in the id of a duty to decide about renewal."""


def gather(*, on: date, at: datetime) -> int:
    """Tell everybody what waits for him on the day, and settle what waits no longer; how many notices are new."""
    found = {each.notice.ident: each for each in _waits(on=on, at=at)}
    open_ = _open()
    _mark(open_ - found.keys(), settled_at=at)
    fresh = [each.notice for ident, each in found.items() if each.news and ident not in open_]
    # What was settled and waits anew is open again, and not told a second time.
    _mark(_settled(fresh), settled_at=None)
    _forget(at - KEPT)
    return tell_all(fresh, at=at)


def waiting(*, on: date, at: datetime) -> Iterator[Notice]:
    """Everything that waits for somebody with an account. The number of queries does not depend on how much it is."""
    return (each.notice for each in _waits(on=on, at=at) if each.news)


def _waits(*, on: date, at: datetime) -> Iterator[Waits]:
    recipients = Recipients(on=on)
    yield from _renewals(recipients)
    for notices in (
        _duties(recipients),
        _decisions(recipients, at),
        _assignments(recipients),
        _findings(recipients),
    ):
        yield from map(Waits, notices)
    yield from in_cases(on=on)


def _duties(recipients: Recipients) -> Iterator[Notice]:
    rows = DutyOwed.objects.filter(state__in=("due", "overdue"), by__lte=recipients.on)
    for row in unsaid(rows).exclude(duty__contains=_RENEWAL).order_by("by", "duty").values(*_DUTY).iterator():
        late = row["state"] == "overdue" or row["by"] < recipients.on
        kind = Kind.DUTY_OVERDUE if late else Kind.DUTY_DUE
        for account in _owing(row, recipients):
            yield _duty(kind, account, row, f"{row['duty']}@{row['by']}")


def _renewals(recipients: Recipients) -> Iterator[Waits]:
    """Whether a contract is renewed: reminders before the day on which it has to be decided, and daily afterwards."""
    on = recipients.on
    rows = DutyOwed.objects.filter(duty__contains=_RENEWAL, state__in=("due", "overdue"))
    undecided = rows.exclude(contract__renewal_decided__lte=on)
    for row in undecided.order_by("by", "duty").values(*_DUTY).iterator():
        key, days = f"{row['duty']}@{row['by']}", reminder(row["by"], on=on)
        if row["by"] < on:
            kind, key, news = Kind.DUTY_OVERDUE, f"{key}/{on}", True
        elif days is None:
            continue
        elif days:
            kind, key, news = Kind.DUTY_REMINDER, f"{key}/{days}", is_news(row["by"], on=on)
        else:
            kind, news = Kind.DUTY_DUE, True
        for account in _owing(row, recipients):
            yield Waits(_duty(kind, account, row, key), news)


def _duty(kind: Kind, account: str, row: dict[str, Any], key: str) -> Notice:
    path = duty_path(row["duty"], row["contract_id"])
    return Notice(kind, account, key, path, {**_named(row), "by": row["by"].isoformat()})


def _owing(row: dict[str, Any], recipients: Recipients) -> Iterable[str]:
    """The clerks of the provider; the person and whoever acts for him; of a body, its heads."""
    if row["side"] == "provider":
        return sorted(recipients.clerks(row["contract__provider"]))
    return sorted(recipients.of_person(row["who"]) | recipients.in_role(row["who"], "head"))


def _decisions(recipients: Recipients, at: datetime) -> Iterator[Notice]:
    rows = Approval.objects.filter(state__in=(State.UNDER_WAY, State.RETURNED)).select_related("contract")
    for row in rows.order_by("changed_at", "id"):
        progress = from_cells(row.progress)
        to_sign = progress.state is State.UNDER_WAY
        kind, act = (Kind.DECISION_TO_SIGN, Act.APPROVE) if to_sign else (Kind.DECISION_TO_REVISE, Act.SUBMIT)
        contract = row.contract
        params = {} if contract is None else {"contract": contract.name, "contract_en": contract.name_en}
        for person in sorted(_asked(progress, row.body_id, recipients)):
            signer = signer_among(recipients.people, person, body=row.body_id, on=recipients.on)
            account = recipients.account_of(person)
            if account is not None and act in open_acts(progress, by=signer, at=at):
                key = f"{row.id}@{row.version}"
                yield Notice(kind, account, key, decision_path(row.id), in_short(params))


def _asked(progress: Progress, body: str, recipients: Recipients) -> frozenset[str]:
    """Everybody who might have the step: those with a role in the body, and whom the decision names."""
    named = {progress.proposer, *(step.person for step in progress.chain.steps if step.person)}
    return recipients.persons_in(body) | named


def _assignments(recipients: Recipients) -> Iterator[Notice]:
    """Of each running contract the assignment in force, where nobody has accepted it."""
    begun = Assignment.objects.filter(starts__lte=recipients.on)
    latest = begun.filter(contract=OuterRef("contract")).order_by("-starts").values("starts")[:1]
    running = Q(contract__ends__isnull=True) | Q(contract__ends__gte=recipients.on)
    rows = begun.filter(running, person__isnull=False, accepted_on__isnull=True)
    rows = rows.annotate(latest=Subquery(latest)).filter(starts=F("latest"))
    for row in rows.order_by("contract").values("contract_id", "starts", "person_id", *_CONTRACT):
        account = recipients.account_of(row["person_id"])
        if account is not None:
            yield Notice(
                Kind.ASSIGNMENT_TO_ACCEPT,
                account,
                f"{row['contract_id']}@{row['starts']}",
                contract_path(row["contract_id"]),
                _named(row),
            )


def _findings(recipients: Recipients) -> Iterator[Notice]:
    since = recipients.on - NEWS
    rows = Finding.objects.filter(decision="confirmed", decided_on__gt=since, decided_on__lte=recipients.on)
    for row in rows.order_by("decided_on", "id").values("id", *_CONTRACT):
        for account in sorted(recipients.clerks(row["contract__provider"])):
            link = finding_path(row["id"])
            yield Notice(Kind.FINDING_CONFIRMED, account, row["id"], link, _named(row))


def _named(row: dict[str, Any]) -> dict[str, str]:
    return in_short({"contract": row["contract__name"], "contract_en": row["contract__name_en"]})


def _open() -> set[_Ident]:
    """What was told before of the kinds read here, and is open."""
    rows = Stored.objects.filter(kind__in=KINDS, settled_at__isnull=True)
    return set(rows.values_list("account__username", "kind", "key").iterator())


def _settled(notices: list[Notice]) -> set[_Ident]:
    """Which of these were told and settled before."""
    found: set[_Ident] = set()
    for start in range(0, len(notices), _SOME):
        some = {each.ident for each in notices[start : start + _SOME]}
        rows = Stored.objects.filter(key__in={key for _, _, key in some}, settled_at__isnull=False)
        found |= some & set(rows.values_list("account__username", "kind", "key"))
    return found


def _mark(idents: Iterable[_Ident], *, settled_at: datetime | None) -> None:
    groups: dict[tuple[str, str], list[str]] = {}
    for account, kind, key in idents:
        groups.setdefault((account, kind), []).append(key)
    for (account, kind), keys in groups.items():
        for start in range(0, len(keys), _SOME):
            rows = Stored.objects.filter(account__username=account, kind=kind)
            rows.filter(key__in=keys[start : start + _SOME]).update(settled_at=settled_at)


def _forget(before: datetime) -> None:
    """Let go of what was told long ago, except what waits still."""
    waits = Q(kind__in=KINDS, settled_at__isnull=True)
    Stored.objects.filter(created_at__lt=before).exclude(waits).delete()
