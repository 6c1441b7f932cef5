"""What must hold of the database after anything that happened, read past the program and counted independently."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from answerable.core.tables.district import BY_NAME
from tests.drills.system import Deployment, rows_of

WRITTEN = ("surveys", "duties_done", "approvals")
"""The tables that the writers fill."""
_PREFIX = b"answerable/ledger/commitment/1\n"
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z")
_MEMBERS = {"act", "at", "by", "for", "id", "objects", "schema"}


@dataclass(frozen=True)
class Inspected:
    """What was found; nothing of it may be, except entries that were committed and not acknowledged any more."""

    lost: tuple[str, ...]
    """Acknowledged, and not there."""
    invented: tuple[str, ...]
    """Rows without an entry, entries without their rows, and rows that nobody tried to write."""
    malformed: tuple[str, ...]
    """Entries that are not what the reference says, or whose numbers have gaps."""
    entries: int

    def require_sound(self) -> None:
        """Fail with everything that was found."""
        found = {"lost": self.lost, "invented": self.invented, "malformed": self.malformed}
        assert not any(found.values()), {name: (len(each), each[:5]) for name, each in found.items() if each}


def inspect(
    deployment: Deployment, *, acknowledged: Iterable[str], tried: Iterable[str], all_numbered: bool = False
) -> Inspected:
    """Compare the database with what the writers noted, and with itself."""
    address = deployment.address
    there = _rows(address)
    logged = Counter(f"{of} {key}" for of, key in rows_of(address, _LOGGED))
    promised, meant = set(acknowledged), set(tried)
    strange = {
        each
        for each in there
        if _by_writers(each) and each not in meant and not each.startswith("approvals ")
    }
    invented = (there - logged.keys()) | (logged.keys() - there) | strange
    once = {each for each, times in logged.items() if times > 1 and not each.startswith("approvals ")}
    bodies = rows_of(address, "SELECT id, number, body FROM entries")
    malformed = [*_malformed(address, bodies), *_numbering([number for _, number, _ in bodies], all_numbered)]
    return Inspected(
        tuple(sorted(promised - (there & logged.keys()))),
        tuple(sorted(invented | once)),
        tuple(malformed),
        len(bodies),
    )


_LOGGED = "SELECT of, key FROM disclosed WHERE of IN ('surveys', 'duties_done', 'approvals')"


def _rows(address: str) -> set[str]:
    found: set[str] = set()
    for table in WRITTEN:
        key = BY_NAME[table].key if table in BY_NAME else ("id",)
        for row in rows_of(address, f"SELECT {', '.join(key)} FROM {table}"):  # noqa: S608 - our own names
            found.add(f"{table} {'/'.join(map(str, row))}")
    return found


def _by_writers(row: str) -> bool:
    return row.startswith("surveys rows-")


def _malformed(address: str, entries: list[tuple[str, int | None, str]]) -> list[str]:
    shown: dict[str, dict[int, tuple[str | None, str | None]]] = {}
    for entry, place, salt, content in rows_of(
        address, "SELECT entry_id, place, salt, content FROM disclosed"
    ):
        shown.setdefault(entry, {})[place] = (salt, content)
    return [id for id, _, text in entries if not _fine(id, text, shown.pop(id, {}))] + sorted(shown)


def _fine(id: str, text: str, shown: dict[int, tuple[str | None, str | None]]) -> bool:
    body = json.loads(text)
    rest = json.dumps(
        {name: value for name, value in body.items() if name != "id"},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return (
        set(body) == _MEMBERS
        and body["id"] == id == hashlib.sha256(rest.encode()).hexdigest()[:32]
        and _INSTANT.fullmatch(body["at"]) is not None
        and len(body["objects"]) == len(shown)
        and all(each["commitment"] == _committed(shown.get(at)) for at, each in enumerate(body["objects"]))
    )


def _committed(shown: tuple[str | None, str | None] | None) -> str | None:
    if shown is None or shown[0] is None or shown[1] is None:
        return None
    return hashlib.sha256(_PREFIX + bytes.fromhex(shown[0]) + shown[1].encode()).hexdigest()


def _numbering(numbers: list[int | None], all_numbered: bool) -> list[str]:
    given = sorted(number for number in numbers if number is not None)
    wrong = [] if given == list(range(len(given))) else ["numbers have gaps"]
    return wrong + (["entries wait for a number"] if all_numbered and len(given) < len(numbers) else [])
