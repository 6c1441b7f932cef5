"""Imports a file in a process of its own, and notes how far it is.

python -m tests.drills.importer FILE ACCOUNT NOTES
"""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path


def main(file: Path, account: str, notes: Path) -> None:
    """Import ratings; the last line says how many, and in how many seconds."""
    from answerable.actions.office.start import start

    start()
    from answerable.actions.office.actors import actor_of
    from answerable.actions.office.imports import import_file
    from answerable.records.models import Account

    now = datetime.now(UTC)
    actor = actor_of(Account.objects.get(username=account), on=now.date())
    begun = time.monotonic()
    with notes.open("a", buffering=1) as told:
        told.write("began\n")
        rows = import_file(
            "ratings", file, by=actor, at=now, on=now.date(), progress=lambda done: print(done, file=told)
        )
        told.write(f"imported {rows} {time.monotonic() - begun:.3f}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
