"""What sources of observations share: instants and texts as cells, and one contract where a source names none."""

from datetime import date, datetime

from answerable.core.tables.types import MAX_TEXT
from answerable.sources.adapted import row_of, vacancy


def stamp(instant: datetime) -> str:
    """An instant as tables hold it, to the second, with its zone."""
    return instant.replace(microsecond=0).isoformat()


def cell_text(text: str) -> str:
    """A text as a cell may hold it: controls become blanks, and one that is too long is cut."""
    clean = "".join(c if c.isprintable() or c == "\n" else " " for c in text).strip()
    return clean if len(clean) <= MAX_TEXT else clean[: MAX_TEXT - 1] + "…"


def one_contract(
    ident: str, *, voice: str, name: str, name_en: str, starts: date
) -> dict[str, list[dict[str, str]]]:
    """One body, work item, provider and contract, vacant, with one registered account, for data that names none."""
    body, provider = f"{ident}-body", f"{ident}-provider"
    day = starts.isoformat()
    return {
        "bodies": [
            row_of(
                "bodies",
                id=body,
                name="（数据未载明）",
                name_en="(not named by the source)",
                kind="department",
            )
        ],
        "providers": [
            row_of(
                "providers",
                id=provider,
                name="（数据未载明）",
                name_en="(not named by the source)",
                kind="company",
            )
        ],
        "work_items": [row_of("work_items", id=f"{ident}-work", body=body, name=name, name_en=name_en)],
        "contracts": [
            row_of(
                "contracts",
                id=ident,
                body=body,
                work_item=f"{ident}-work",
                provider=provider,
                name=name,
                name_en=name_en,
                starts=day,
                paid="no",
            )
        ],
        "assignments": [vacancy(ident, starts=starts)],
        "voices": [
            row_of(
                "voices",
                id=voice,
                contract=ident,
                kind="account",
                name=name,
                collect="export",
                every_days="31",
                opened_on=day,
            )
        ],
    }
