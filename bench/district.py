"""A sound district of many contracts and nothing else, for benches to fill one big table of."""

from answerable.core.tables.district import Rows
from tests.builders import small_district

CONTRACTS = 5_000


def bare_district(contracts: int = CONTRACTS, *, measured: bool) -> Rows:
    """So many contracts with leader and exit clause, and one monthly indicator if `measured`; no evidence."""
    rows = small_district()
    for name in ("contracts", "work_items", "assignments", "contract_indicators", "clauses"):
        rows[name] = [_numbered(rows[name][0], name, at) for at in range(contracts)]
    rows["readings"] = []
    for name in () if measured else ("contract_indicators", "indicators", "bands"):
        rows[name] = []
    return rows


def _numbered(row: dict[str, str], table: str, at: int) -> dict[str, str]:
    contract = f"c{at:04}"
    if table == "contracts":
        return row | {"id": contract, "work_item": f"{contract}-work"}
    if table == "work_items":
        return row | {"id": f"{contract}-work"}
    if table == "clauses":
        return row | {"id": f"{contract}-exit", "contract": contract}
    return row | {"contract": contract}
