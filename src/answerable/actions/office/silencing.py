"""Silence a rule of watching for a time: a leader at the top decides, and says why; after six months at most it ends.

The program only proposes it, where people confirm fewer of a rule's findings than it declares. What was found before
stays, and every silence can be read by whoever sees the rules.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from answerable.actions.office.actors import NotPermittedError, refuse_unless
from answerable.actions.office.dump import held_district
from answerable.actions.office.entries import append_entry, changed
from answerable.actions.office.reading import cells_of
from answerable.actions.office.rows import check, write
from answerable.actions.office.sound import refuse_unsound
from answerable.core.ledger.entry import Act
from answerable.core.register.permits import Act as Permit
from answerable.core.register.permits import Actor, Subject
from answerable.core.tables.district import BY_NAME
from answerable.core.terms.errors import InputError
from answerable.core.watch.silence import latest_end
from answerable.records.models import Body, Held, SilencedRule


def rules_of(by: Actor) -> Subject:
    """The rules of watching, as something that is acted on: the whole county's, so they belong to the body at its top.

    A leader who could silence a rule for everybody could silence the one that finds against his own body.
    """
    tops = set(Body.objects.filter(parent=None).values_list("id", flat=True))
    body = min(tops & {each for _, each in by.roles} or tops, default=None)
    return Subject("silenced_rules", body, frozenset() if body is None else frozenset({body}))


def silence(rule: str, *, ends: date, why: str, by: Actor, at: datetime, on: date) -> None:
    """Silence a rule from the day on, up to and including `ends`.

    Raises NotPermittedError, UnsoundError for a rule that nobody knows, and InputError for a rule that is silent
    already or an end that lies in the past or too far off.
    """
    with transaction.atomic():
        _alone(by)
        latest = latest_end(on)
        if not on <= ends <= latest:
            raise InputError("silence_ends", column="ends", on=on, latest=latest)
        there = _silenced(rule, on).first()
        if there is not None:
            raise InputError("silence_there", rule=rule, until=there.ends)
        declared = BY_NAME["silenced_rules"]
        cells = {
            "rule": rule,
            "starts": on.isoformat(),
            "ends": ends.isoformat(),
            "decided_by": by.person or "",
            "why": why,
        }
        check(declared, [cells])
        write(declared, [cells], act=Act.SILENCE_RULE, at=at, by=by.account)
        refuse_unsound(declared, [cells], file="silenced_rules.csv", numbers=[2])


def use_again(rule: str, *, by: Actor, at: datetime, on: date) -> None:
    """Let a silenced rule be used again from the next day on. Raises NotPermittedError, and InputError if it is not."""
    with transaction.atomic():
        _alone(by)
        there = _silenced(rule, on).exclude(ends=on).first()
        if there is None:
            raise InputError("silence_none", rule=rule)
        SilencedRule.objects.filter(row=there.row).update(ends=on)
        change = changed("silenced_rules", cells_of("silenced_rules", rule, there.starts.isoformat()))
        append_entry(Act.USE_RULE_AGAIN, at=at, by=by.account, changes=[change])


def _alone(by: Actor) -> None:
    """Only whoever may; and one after the other, or two silences of one rule could overlap."""
    refuse_unless(by, Permit.SILENCE_RULE, rules_of(by))
    if by.person is None:
        raise NotPermittedError(Permit.SILENCE_RULE)
    held_district()
    list(Held.objects.select_for_update())


def _silenced(rule: str, on: date) -> QuerySet[SilencedRule]:
    """What keeps a rule silent on the day or later."""
    return SilencedRule.objects.filter(Q(ends__isnull=True) | Q(ends__gte=on), rule=rule).order_by("starts")
