"""A written folder is canonical: the same rows make the same bytes, in whatever order they came."""

import random
from pathlib import Path

from answerable.actions.offline.model import model_district
from answerable.core.tables.district import Rows
from answerable.sources.folder import write_folder


def written(folder: Path, district: dict[str, str | int], rows: Rows) -> dict[str, bytes]:
    folder.mkdir()
    write_folder(folder, district=district, rows=rows)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_rows_are_written_in_the_order_of_their_key(tmp_path: Path) -> None:
    district, rows = model_district(seed=4711, scale=1)
    straight = written(tmp_path / "straight", district, rows)
    mixed = {name: random.Random(name).sample(found, len(found)) for name, found in rows.items()}  # noqa: S311
    assert written(tmp_path / "mixed", district, mixed) == straight
    lines = straight["bodies.csv"].decode().splitlines()
    assert [line.split(",")[0] for line in lines[1:4]] == ["archive", "audit", "civil"]
