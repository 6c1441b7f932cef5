"""Rows of the record as cells, the way the district writes them."""

from zoneinfo import ZoneInfo

from answerable.actions.office.dump import held_district
from answerable.actions.office.surroundings import model_of
from answerable.core.tables.district import BY_NAME
from answerable.core.terms.errors import InputError
from answerable.records.cells import cell_of


def cells_of(table: str, *key: str) -> dict[str, str]:
    """The row of this key as cells, empty where nothing is stated. Raises InputError (`no_such_row`)."""
    declared = BY_NAME[table]
    names = [column.name for column in declared.columns]
    rows = model_of(table)._default_manager.filter(**dict(zip(declared.key, key, strict=True)))
    found = rows.values(*names).first()
    if found is None:
        raise InputError("no_such_row", table=table, key=" + ".join(key))
    cell = cell_of(ZoneInfo(held_district().time_zone))
    return {name: cell(found[name]) for name in names}
