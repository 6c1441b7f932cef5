"""Files of ratings for the contracts of one body of the model district."""

import csv
from pathlib import Path

from answerable.core.tables.district import BY_NAME
from tests.drills.system import Deployment

ACCOUNT = "drill-urban"
_CONTRACTS = "SELECT id FROM contracts WHERE body = 'urban' ORDER BY id"


def write_ratings(path: Path, deployment: Deployment, *, rows: int, name: str) -> None:
    """A sound file with so many ratings, whose ids begin with the name."""
    contracts = [row[0] for row in deployment.read(_CONTRACTS)]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow([column.name for column in BY_NAME["ratings"].columns if not column.omissible])
        for at in range(rows):
            day = f"2026-{at % 3 + 1:02}-{at % 28 + 1:02}"
            out.writerow(
                [f"{name}-{at:07}", contracts[at % len(contracts)], day, "counter", at % 5 + 1, 1, "asked"]
            )


SEEN = (
    "SELECT count(*) FROM ratings WHERE batch IS NULL "
    "OR batch IN (SELECT id FROM batches WHERE accepted_at IS NOT NULL)"
)
STAGED = "SELECT count(*) FROM ratings WHERE batch IN (SELECT id FROM batches WHERE accepted_at IS NULL)"


def seen(deployment: Deployment) -> int:
    """How many ratings everybody sees."""
    return int(deployment.read(SEEN)[0][0])


def staged(deployment: Deployment) -> int:
    """How many ratings nobody sees."""
    return int(deployment.read(STAGED)[0][0])
