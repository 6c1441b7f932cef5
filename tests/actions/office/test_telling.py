"""An account is told of a thing once, within the act that makes it wait, and so is every contact that is on."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from answerable.actions.office.telling import settle, tell
from answerable.core.register.notices import LONGEST_PARAM, Kind
from answerable.records.models import Account, Contact, Delivery, Notice

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 30, 4, tzinfo=UTC)
KIND = Kind.SUBMISSION_TO_ACCEPT


def account(name: str, *, active: bool = True) -> Account:
    return Account.objects.create(username=name, admin="audit", created_at=AT, is_active=active)


def contact(of: Account, *, on: bool = True) -> Contact:
    return Contact.objects.create(account=of, channel="mail", address="sealed", since=AT, on=on)


def told(*names: str, key: str = "s-1", **more: object) -> int:
    return tell(names, KIND, key=key, link="/duties/", at=AT, **more)  # type: ignore[arg-type]


def test_whoever_is_told_has_it_in_the_inbox_and_on_the_way_to_every_contact_that_is_on() -> None:
    keeper, other = account("keeper"), account("other")
    first, second = contact(keeper), contact(keeper)
    contact(keeper, on=False)
    contact(other)
    assert told("keeper", params={"contract": "清扫", "contract_en": None, "by": ""}, urgent=True) == 1
    row = Notice.objects.get()
    assert (row.account, row.kind, row.key, row.link, row.urgent) == (
        keeper,
        KIND.value,
        "s-1",
        "/duties/",
        True,
    )
    assert row.params == {"contract": "清扫"}
    assert set(Delivery.objects.values_list("contact", "state")) == {
        (first.pk, "waiting"),
        (second.pk, "waiting"),
    }


def test_telling_twice_tells_once() -> None:
    contact(account("keeper"))
    assert [told("keeper"), told("keeper"), told("keeper", "keeper", key="s-2")] == [1, 0, 1]
    assert (Notice.objects.count(), Delivery.objects.count()) == (2, 2)


def test_a_contact_given_later_hears_of_what_comes_later() -> None:
    keeper = account("keeper")
    told("keeper")
    contact(keeper)
    told("keeper")
    assert not Delivery.objects.exists()
    told("keeper", key="s-2")
    assert Delivery.objects.count() == 1


def test_accounts_that_are_closed_or_none_are_told_nothing() -> None:
    account("keeper", active=False)
    assert told("keeper", "nobody") == 0
    assert not Notice.objects.exists()


def test_an_act_that_is_rolled_back_has_told_nobody() -> None:
    account("keeper")

    def act() -> None:
        with transaction.atomic():
            told("keeper")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    assert not Notice.objects.exists()


def test_many_accounts_are_told_in_a_number_of_queries_that_does_not_grow(
    django_assert_max_num_queries: object,
) -> None:
    names = [account(f"keeper-{number}").username for number in range(40)]
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert told(*names) == 40


def test_what_a_notice_may_not_say_is_refused_and_what_is_long_is_cut() -> None:
    account("keeper")
    with pytest.raises(ValueError, match="a notice"):
        told("keeper", params={"what": "打人"})
    with pytest.raises(ValueError, match="a notice"):
        tell(["keeper"], KIND, key="s-1", link="https://elsewhere.example/", at=AT)
    assert told("keeper", params={"contract": "长" * 1000}) == 1
    assert Notice.objects.get().params == {"contract": "长" * LONGEST_PARAM}


def test_what_is_settled_is_settled_for_everybody_once() -> None:
    account("keeper")
    account("other")
    told("keeper", "other")
    told("keeper", key="s-2")
    later = AT + timedelta(hours=1)
    assert settle(KIND, "s-1", at=later) == 2
    assert settle(KIND, "s-1", at=later) == 0
    assert Notice.objects.get(settled_at__isnull=True).key == "s-2"
