"""Which accounts are told: those of a person and of whoever stands in, of a role in a body, of a provider's clerks."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from answerable.actions.office.people import everybody
from answerable.core.register.answer import People
from answerable.records.models import Account


class Recipients:
    """The open accounts of a day by what stands behind them. It reads everybody with a post once, when first asked.

    `contracts` are those of which somebody is going to ask who answers.
    """

    def __init__(self, *, on: date, contracts: Iterable[str] = ()) -> None:
        self.on = on
        self._contracts = tuple(contracts)

    @cached_property
    def people(self) -> People:
        """Who holds which post and who stands in for whom."""
        return everybody(self._contracts)

    def of_person(self, person: str) -> frozenset[str]:
        """The accounts of a person and of everybody who acts for him on the day."""
        who = {person, *self._stand_ins.get(person, ())}
        return frozenset(self._officials[each] for each in who if each in self._officials)

    def in_role(self, body: str, *roles: str) -> frozenset[str]:
        """The accounts of those who hold one of these roles in the body on the day, or act for one who does."""
        there = self.people.body_on(body, on=self.on)
        who = {person for role in roles for person in self._holders.get((role, there), ())}
        return frozenset(self._officials[each] for each in who)

    def persons_in(self, body: str) -> frozenset[str]:
        """The people with an account who hold any role in the body on the day, or act for one who does."""
        return frozenset(self._present.get(self.people.body_on(body, on=self.on), ()))

    def clerks(self, provider: str) -> frozenset[str]:
        """The accounts of a provider's clerks."""
        return self._clerks.get(provider, frozenset())

    def account_of(self, person: str) -> str | None:
        """The account of a person himself."""
        return self._officials.get(person)

    @cached_property
    def _accounts(self) -> list[tuple[str, str | None, str | None]]:
        rows = Account.objects.filter(is_active=True).order_by("username")
        return list(rows.values_list("username", "person", "provider"))

    @cached_property
    def _officials(self) -> dict[str, str]:
        return {person: name for name, person, _ in self._accounts if person is not None}

    @cached_property
    def _clerks(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for name, _, provider in self._accounts:
            if provider is not None:
                found[provider].add(name)
        return {provider: frozenset(names) for provider, names in found.items()}

    @cached_property
    def _holders(self) -> dict[tuple[str, str], set[str]]:
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for person in self._officials:
            acting = ((role, body) for _, role, body in self.people.acting_roles(person, on=self.on))
            for role, body in (*self.people.roles_of(person, on=self.on), *acting):
                found[role, body].add(person)
        return found

    @cached_property
    def _present(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for (_, body), persons in self._holders.items():
            found[body] |= persons
        return found

    @cached_property
    def _stand_ins(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for person in self._officials:
            for absent in self.people.acts_for(person, on=self.on):
                found[absent].add(person)
        return found
