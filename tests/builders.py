"""One set of test builders: a small sound district, and ways to change it.

The cast: a body with its head and two leaders, a lawful provider, a failing provider, and a citizen who is only
ever counted.
"""

from collections.abc import Mapping
from pathlib import Path

from answerable.core.tables.district import BY_NAME, Rows
from answerable.sources.folder import write_folder

DISTRICT: dict[str, str | int] = {
    "format": 1,
    "id": "small",
    "name": "小县",
    "name_en": "Small County",
    "language": "en",
    "time_zone": "Asia/Shanghai",
    "calendar": "cn",
    "rulebook": "cn",
}
BODY, HEAD, LEADER, SUCCESSOR, HANDLER = "water", "head", "leader", "successor", "handler"
LAWFUL, FAILING = "lawful", "failing"
SWEEPING, MINDING = "sweeping", "minding"


def row(table: str, /, **cells: str) -> dict[str, str]:
    """A row of a table with the cells given and all others empty."""
    unknown = cells.keys() - BY_NAME[table].by_name.keys()
    assert not unknown, unknown
    return {column.name: cells.get(column.name, "") for column in BY_NAME[table].columns}


def small_district() -> Rows:
    """Two contracts of one body through 2025 and 2026, sound in every respect."""
    rows: Rows = {name: [] for name in BY_NAME}
    rows["bodies"] = [row("bodies", id=BODY, name="水利局", name_en="Water Bureau", kind="department")]
    for person in (HEAD, LEADER, SUCCESSOR, HANDLER):
        rows["people"].append(row("people", id=person, name=person, name_en=person, staff="public"))
    posts = ((HEAD, "head"), (LEADER, "leader"), (SUCCESSOR, "leader"), (HANDLER, "handler"))
    for person, role in posts:
        rows["posts"].append(post(person, role=role, starts="2024-01-01"))
    for contract, provider in ((SWEEPING, LAWFUL), (MINDING, FAILING)):
        _add_contract(rows, contract, provider)
    rows["indicators"] = [indicator("on-time", period="month")]
    rows["bands"] = bands(
        "on-time", ("red", "", "90"), ("amber", "90", "95"), ("green", "95", ""), target="green"
    )
    for month in range(1, 7):
        rows["readings"].append(reading(SWEEPING, f"2025-{month:02}", 97, 100))
        rows["readings"].append(reading(MINDING, f"2025-{month:02}", 96, 100))
    return rows


def _add_contract(rows: Rows, contract: str, provider: str) -> None:
    rows["providers"].append(row("providers", id=provider, name=provider, name_en=provider, kind="company"))
    rows["work_items"].append(
        row(
            "work_items",
            id=f"{contract}-work",
            body=BODY,
            name=contract,
            verdict="suitable",
            verdict_on="2024-12-01",
        )
    )
    rows["contracts"].append(
        row(
            "contracts",
            id=contract,
            body=BODY,
            work_item=f"{contract}-work",
            provider=provider,
            name=contract,
            name_en=contract,
            starts="2025-01-01",
            ends="2026-12-31",
            paid="yes",
        )
    )
    rows["assignments"].append(row("assignments", contract=contract, starts="2025-01-01", person=LEADER))
    rows["clauses"].append(
        row(
            "clauses",
            id=f"{contract}-exit",
            contract=contract,
            kind="exit",
            ground="not_corrected",
            text="可解除",
        )
    )
    rows["contract_indicators"].append(row("contract_indicators", contract=contract, indicator="on-time"))


def post(person: str, *, role: str, starts: str, ends: str = "") -> dict[str, str]:
    """A post in the body."""
    return row(
        "posts", id=f"{person}-{role}-{starts}", body=BODY, person=person, role=role, starts=starts, ends=ends
    )


def indicator(
    id: str, *, period: str, measure: str = "share", better: str = "higher", starts: str = "2024-01-01"
) -> dict[str, str]:
    """An edition of an indicator."""
    return row(
        "indicators", id=id, starts=starts, name=id, name_en=id, period=period, measure=measure, better=better
    )


def bands(
    id: str, *edges: tuple[str, str, str], target: str, starts: str = "2024-01-01"
) -> list[dict[str, str]]:
    """The bands of an edition, each as (name, low, high)."""
    return [
        row(
            "bands",
            indicator=id,
            starts=starts,
            band=band,
            low=low,
            high=high,
            target="yes" if band == target else "no",
        )
        for band, low, high in edges
    ]


def reading(
    contract: str,
    period: str,
    numerator: int,
    denominator: int,
    *,
    indicator: str = "on-time",
    note: str = "",
) -> dict[str, str]:
    """A reading recorded on the first day after its period's year, or at once where `note` gives the day."""
    return row(
        "readings",
        id=f"{contract}.{indicator}.{period}",
        contract=contract,
        indicator=indicator,
        period=period,
        numerator=str(numerator),
        denominator=str(denominator),
        recorded=note or "2025-01-31",
        source="body",
    )


def rating(contract: str, rated_on: str, level: int, count: int = 1, **cells: str) -> dict[str, str]:
    """Ratings of one level on one day."""
    return row(
        "ratings",
        **{
            "id": f"{contract}.{rated_on}.{level}",
            "contract": contract,
            "rated_on": rated_on,
            "tier": "counter",
            "level": str(level),
            "count": str(count),
            "origin": "asked",
            **cells,
        },
    )


def change(rows: Rows, table: str, where: Mapping[str, str], **cells: str) -> None:
    """Change the cells of the rows of a table that have these cells; at least one does."""
    found = [each for each in rows[table] if all(each[name] == text for name, text in where.items())]
    assert found, where
    for each in found:
        each.update(cells)


def write(folder: Path, rows: Rows, **district: str | int) -> Path:
    """Write a district folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    write_folder(folder, district={**DISTRICT, **district}, rows=rows)
    return folder
