"""In which order cases are held: first the contract, as decisions on it do, and then each case."""

from collections.abc import Iterable

from answerable.records.models import Contract


def hold_contracts(ids: Iterable[str]) -> None:
    """Keep the contracts from whoever acts in a case of them or decides about them, until the transaction is over.

    Rows that only refer to a contract may still be written, so the lock is the weaker one.
    """
    rows = Contract.objects.select_for_update(no_key=True).filter(id__in=sorted(set(ids)))
    list(rows.order_by("id").values_list("id"))
