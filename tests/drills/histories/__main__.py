"""So many histories in a database of their own: `python -m tests.drills.histories DIR --histories N --seed S`.

DATABASE_URL and ANSWERABLE_DATA say which database; it has to be empty. What they came to is printed, and any violation
makes it end with 1.
"""

import argparse
import gc
import os
import sys
from pathlib import Path


def main() -> int:
    """Migrate, load the county, run; the exit code."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--histories", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--first", type=int, default=0, help="begin with the history of this number")
    asked = options.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")
    from answerable.actions.office.secrets import ensure_key
    from answerable.actions.office.start import migrate, start

    ensure_key()
    start()
    migrate()
    from tests.drills.histories.running import lines, run

    gc.freeze()
    gc.set_threshold(50_000)
    told = run(
        asked.folder / "county", histories=asked.histories, seed=asked.seed, first=asked.first, say=_line
    )
    for line in lines(told):
        _line(line)
    return 1 if told.violations else 0


def _line(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
