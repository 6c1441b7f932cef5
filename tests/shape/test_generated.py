"""Generated files are what their source makes of them today; `make generate` writes them anew."""

from pathlib import Path

import pytest

from tools.generate import generated

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("path", sorted(generated()), ids=lambda path: path.name)
def test_a_generated_file_is_as_its_source_makes_it(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == generated()[path]
