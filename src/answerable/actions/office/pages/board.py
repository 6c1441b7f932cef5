"""The collector board: every voice under watch with its latest tries, what came, what failed, and what is next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from django.db.models import Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery

from answerable.actions.office.pages.rules import watch_rules
from answerable.actions.office.pages.subjects import Asking, bodies_where
from answerable.core.register.permits import Act
from answerable.core.terms.message import Message
from answerable.core.watch.board import (
    OURS,
    SETTLED,
    SUCCEEDED,
    State,
    Tries,
    Watched,
    explanation,
    next_look,
    state_of,
)
from answerable.records.models import Collection, Observation, Voice

LATELY = timedelta(days=30)
"""Over which time tries are counted, and what came."""
_NONE: Mapping[str, Any] = {}


@dataclass(frozen=True)
class BoardLine:
    """One voice on the board."""

    voice: Voice
    state: State
    why: Message
    tried_at: datetime | None
    seen_at: datetime | None
    outcome: str | None
    tries: int
    """In the last thirty days."""
    failed: int
    """Of these."""
    in_a_row: int
    """Tries in vain since it was last seen."""
    came: int
    """What was captured in the last thirty days."""
    said_at: datetime | None
    """Its latest post."""
    next_on: date | None

    @property
    def ours(self) -> bool:
        """It is a task of the body today."""
        return self.state in OURS


@dataclass(frozen=True)
class Day:
    """The day at whose end the board is, in the district's zone."""

    on: date
    zone: tzinfo

    def of(self, at: datetime | None) -> date | None:
        """The local day of an instant."""
        return None if at is None else at.astimezone(self.zone).date()

    @property
    def start(self) -> datetime:
        """When the time began over which is counted."""
        return self._midnight(self.on - LATELY)

    @property
    def end(self) -> datetime:
        """When the day is over."""
        return self._midnight(self.on + timedelta(days=1))

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, datetime.min.time(), tzinfo=self.zone)


def voices_seen(asked: Asking) -> QuerySet[Voice]:
    """The voices that the actor may see, by name: a provider's clerk those of its own contracts."""
    rows = Voice.objects.select_related("contract").order_by("name", "id")
    if asked.actor.provider is not None:
        return rows.filter(contract__provider=asked.actor.provider)
    return rows.filter(contract__body__in=bodies_where(asked, Act.SEE_CONTRACT))


def in_state(rows: QuerySet[Voice], state: str, day: Day) -> QuerySet[Voice]:
    """Those of the voices in which the watch stands so."""
    return rows.filter(id__in=[line.voice.id for line in board_lines(list(rows), day) if line.state == state])


def board_lines(rows: Sequence[Voice], day: Day) -> Iterable[BoardLine]:
    """A line for each of the voices, with so many queries for all of them."""
    ids = [row.id for row in rows]
    tries, outcomes, vain = _tries(ids, day), _outcomes(ids), _in_vain(ids)
    said, silent = _said(rows, day), silent_days(on=day.on)
    for row in rows:
        own, captured = tries.get(row.id, _NONE), said.get(row.id, _NONE)
        watched = _watched(row, own, captured, outcome=outcomes.get(row.id), day=day)
        state = state_of(watched, on=day.on, silent_days=silent)
        yield BoardLine(
            voice=row,
            state=state,
            why=explanation(watched, state, on=day.on),
            tried_at=own.get("last"),
            seen_at=own.get("seen"),
            outcome=outcomes.get(row.id),
            tries=own.get("tries", 0),
            failed=own.get("failed", 0),
            in_a_row=vain.get(row.id, 0),
            came=captured.get("came", 0),
            said_at=captured.get("said"),
            next_on=next_look(watched, state, on=day.on),
        )


def _watched(
    row: Voice, own: Mapping[str, Any], captured: Mapping[str, Any], *, outcome: str | None, day: Day
) -> Watched:
    tries = Tries(
        first=day.of(own.get("first")),
        last=day.of(own.get("last")),
        outcome=outcome,
        seen=day.of(own.get("seen")),
        settled=day.of(own.get("settled")),
    )
    return Watched(
        collect=row.collect,
        every_days=row.every_days,
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        addressed=row.address is not None,
        tries=tries,
        said=day.of(captured.get("said")),
        captured=day.of(captured.get("captured")),
        posts=row.kind == "account",
    )


def silent_days(*, on: date) -> int | None:
    """For how many days an account may be silent; None where no rule says so."""
    rule = watch_rules().get("account-silent")
    edition = None if rule is None else rule.at(on)
    days = None if edition is None else edition.thresholds.get("days")
    return None if days is None else int(days)


def _tries(voices: list[str], day: Day) -> Mapping[str, Mapping[str, Any]]:
    seen, lately = Q(outcome__in=SUCCEEDED), Q(at__gte=day.start)
    rows = Collection.objects.filter(voice__in=voices, at__lt=day.end).values("voice")
    counted = rows.annotate(
        first=Min("at"),
        last=Max("at"),
        seen=Max("at", filter=seen),
        settled=Max("at", filter=Q(outcome__in=SETTLED)),
        tries=Count("row", filter=lately),
        failed=Count("row", filter=lately & ~seen),
    )
    return {row["voice"]: row for row in counted}


def _outcomes(voices: list[str]) -> Mapping[str, str]:
    """How the latest try of each voice ended."""
    latest = Collection.objects.filter(voice=OuterRef("id")).order_by("-at").values("outcome")[:1]
    rows = Voice.objects.filter(id__in=voices).annotate(latest=Subquery(latest)).exclude(latest=None)
    return dict(rows.values_list("id", "latest"))


def _in_vain(voices: list[str]) -> Mapping[str, int]:
    """How often each voice was tried in vain since it was last seen."""
    good = Collection.objects.filter(voice=OuterRef("voice"), outcome__in=SUCCEEDED)
    rows = Collection.objects.filter(voice__in=voices).exclude(outcome__in=SUCCEEDED)
    since = rows.annotate(good=Subquery(good.order_by("-at").values("at")[:1]))
    counted = since.filter(Q(good=None) | Q(at__gt=F("good"))).values("voice").annotate(n=Count("row"))
    return {row["voice"]: row["n"] for row in counted}


def _said(voices: Sequence[Voice], day: Day) -> Mapping[str, Mapping[str, Any]]:
    """What was captured of each voice; a name that two voices of a contract share says nothing."""
    owners = owners_of({row.contract_id for row in voices})
    rows = Observation.objects.filter(contract__in={row.contract_id for row in voices}, captured__lt=day.end)
    counted = rows.values("contract", "voice").annotate(
        said=Max("at", filter=Q(kind="post")),
        latest=Max("captured"),
        came=Count("id", filter=Q(captured__gte=day.start)),
    )
    found: dict[str, dict[str, Any]] = {}
    for row in counted:
        owner = owners.get((row["contract"], row["voice"]))
        if owner is not None:
            told = found.setdefault(owner, {"said": None, "captured": None, "came": 0})
            told["said"] = _later(told["said"], row["said"])
            told["captured"] = _later(told["captured"], row["latest"])
            told["came"] += row["came"]
    return found


def owners_of(contracts: Iterable[str]) -> Mapping[tuple[str, str], str]:
    """The voice meant by an id or a name in a contract; a name that two of them share means none."""
    rows = list(Voice.objects.filter(contract__in=list(contracts)).values_list("contract", "id", "name"))
    names: dict[tuple[str, str], list[str]] = {}
    for contract, id, name in rows:
        names.setdefault((contract, name), []).append(id)
    alone = {key: ids[0] for key, ids in names.items() if len(ids) == 1}
    return alone | {(contract, id): id for contract, id, _ in rows}


def _later(first: datetime | None, second: datetime | None) -> datetime | None:
    return max((each for each in (first, second) if each is not None), default=None)
