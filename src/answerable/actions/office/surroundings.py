"""What new rows are checked against: the ids, keys, terms and editions that stand in the database already."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.apps import apps

from answerable.core.tables.declare import Table
from answerable.core.tables.fault import Fault
from answerable.core.tables.rows import Edition, RawRow, Surroundings
from answerable.core.tables.types import Value
from answerable.core.terms.message import Message
from answerable.records.cells import stored
from answerable.records.models import Contract, ContractIndicator, Indicator, Person, Voice
from answerable.records.rows import Row, Staged

Cells = Mapping[str, str]
_AT_ONCE = 500


def model_of(table: str) -> type[Row]:
    """The model that keeps the rows of a table."""
    return _MODELS[table]


_MODELS: dict[str, type[Row]] = {
    model._meta.db_table: model
    for model in apps.get_app_config("records").get_models()
    if issubclass(model, Row)
}


def surroundings(table: Table, rows: Sequence[Cells]) -> Surroundings:
    """What these rows of the table refer to, as far as it is there. Rows may refer to each other, too."""
    ids: dict[str, frozenset[str]] = {}
    for column in table.references:
        to = column.type.to or ""
        named = {cells[column.name] for cells in rows} - {""}
        ids[to] = ids.get(to, frozenset()) | _known(to, named)
        if to == table.name:
            ids[to] |= frozenset(cells["id"] for cells in rows)
    contracts = {cells["contract"] for cells in rows} if "contract" in table.by_name else set()
    indicators = {cells["indicator"] for cells in rows} if "indicator" in table.by_name else set()
    return Surroundings(ids, _pairs(contracts, indicators), _terms(contracts), _editions(indicators))


def everything(contracts: frozenset[str]) -> Surroundings:
    """What rows of big tables may refer to, for somebody to whom only these contracts exist."""
    indicators = frozenset(Indicator.objects.values_list("id", flat=True))
    ids = {
        "contracts": contracts,
        "indicators": indicators,
        "people": frozenset(Person.objects.values_list("id", flat=True)),
        "voices": frozenset(Voice.objects.filter(contract__in=contracts).values_list("id", flat=True)),
    }
    return Surroundings(ids, _pairs(contracts, indicators), _terms(contracts), _editions(indicators))


def _known(table: str, named: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    left = iter(named)
    while some := list(islice(left, _AT_ONCE)):
        found.update(_of(table).filter(id__in=some).values_list("id", flat=True))
    return frozenset(found)


def _of(table: str) -> Any:
    return model_of(table)._default_manager


def _pairs(contracts: Iterable[str], indicators: Iterable[str]) -> dict[str, frozenset[tuple[Value, ...]]]:
    agreed = ContractIndicator.objects.filter(contract__in=list(contracts))
    editions = Indicator.objects.filter(id__in=list(indicators))
    return {
        "contract_indicators": frozenset(agreed.values_list("contract", "indicator")),
        "indicators": frozenset(editions.values_list("id", "starts")),
    }


def _terms(contracts: Iterable[str]) -> dict[str, tuple[Any, Any]]:
    rows = Contract.objects.filter(id__in=list(contracts))
    return {id: (starts, ends) for id, starts, ends in rows.values_list("id", "starts", "ends")}


def _editions(indicators: Iterable[str]) -> dict[str, tuple[Edition, ...]]:
    found: dict[str, list[Edition]] = {}
    for each in Indicator.objects.filter(id__in=list(indicators)).order_by("starts"):
        found.setdefault(each.id, []).append(Edition(each.starts, each.period, each.measure))
    return {id: tuple(editions) for id, editions in found.items()}


def taken(table: Table, rows: Iterable[RawRow], *, file: str) -> Iterator[Fault]:
    """A fault for every row whose key stands in the table already, seen by everybody or not."""
    left = iter(rows)
    while some := list(islice(left, _AT_ONCE)):
        there = _keys_there(table, [cells for _, cells in some])
        for number, cells in some:
            key = tuple(cells[name] for name in table.key)
            if key in there:
                message = Message.of("key_taken", key=" + ".join(key), table=table.name)
                yield Fault(file, number, table.key[0], message)


def _keys_there(table: Table, rows: Sequence[Cells]) -> frozenset[tuple[str, ...]]:
    """Which of the rows' keys are in the table, whatever batch they came with."""
    columns = [table.by_name[name] for name in table.key]
    sound = [row for row in rows if all(column.type.matches(row[column.name]) for column in columns)]
    if not sound:
        return frozenset()
    model = model_of(table.name)
    every = model.every if issubclass(model, Staged) else model._default_manager
    first = table.key[0]
    kept = {stored(columns[0], row[first]) for row in sound}
    wanted = {tuple(stored(column, row[column.name]) for column in columns): row for row in sound}
    found = every.filter(**{f"{first}__in": kept}).values_list(*table.key)
    return frozenset(
        tuple(wanted[key][name] for name in table.key) for key in map(_plain, found) if key in wanted
    )


def _plain(key: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(str(part) if type(part).__name__ == "Decimal" else part for part in key)
