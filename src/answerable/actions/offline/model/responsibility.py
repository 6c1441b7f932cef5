"""What keeps responsibility from lapsing in the model district: leave, a reorganisation, a chain of approval."""

from dataclasses import dataclass
from datetime import date

from answerable.actions.offline.model.rows import Book


@dataclass(frozen=True)
class Leave:
    """Somebody is away for some days. Without a stand-in nobody acts."""

    person: str
    starts: date
    ends: date | None
    stand_in: str = ""
    note: str = ""


LEAVES = (
    Leave("p-urban-2", date(2026, 5, 6), date(2026, 5, 15), "p-urban-1", "参加县委党校培训"),
    Leave("p-archive-2", date(2026, 5, 18), date(2026, 5, 20), note="外出学习考察，未定代行人"),
)
DISSOLVED, SUCCESSOR, DISSOLVED_SINCE = "info-centre", "data", date(2024, 9, 1)
"""The information centre, which the reform put into the service and data bureau."""
_CHAIN = ("handler", "section", "legality", "leader", "head")
_EDITIONS = (
    ("sign", date(2024, 1, 1), _CHAIN),
    ("extend", date(2024, 1, 1), _CHAIN),
    ("end", date(2024, 1, 1), _CHAIN),
    # Since then an ending is decided by all leaders together.
    ("end", date(2025, 7, 1), (*_CHAIN[:-1], "collective")),
)


def write_responsibility(book: Book) -> None:
    """Write who stood in for whom, who took over, and how the urban management bureau decides."""
    for leave in LEAVES:
        book.add(
            "stand_ins",
            person=leave.person,
            starts=leave.starts,
            ends=leave.ends,
            stand_in=leave.stand_in,
            note=leave.note,
        )
    book.add(
        "successions",
        body=DISSOLVED,
        starts=DISSOLVED_SINCE,
        successor=SUCCESSOR,
        note="机构改革：职责整体并入县政务服务和数据管理局",
    )
    for decision, starts, roles in _EDITIONS:
        for number, role in enumerate(roles, start=1):
            book.add(
                "approval_steps", body="urban", decision=decision, starts=starts, number=number, role=role
            )
