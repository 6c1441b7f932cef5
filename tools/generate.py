"""Write the files that are generated from declarations; tests hold them to their source."""

import sys
from pathlib import Path

from answerable.engines import reductions
from answerable.render.dictionary import data_dictionary
from tools.desk_reference import desk_page
from tools.paper_reference import papers_page
from tools.reference import commands_page, parameters_page, settings_page

ROOT = Path(__file__).resolve().parents[1]


def generated() -> dict[Path, str]:
    """Every generated file and what it has to hold."""
    return {
        ROOT / "src/answerable/engines/statements.duckdb.sql": reductions.statements("duckdb"),
        ROOT / "src/answerable/engines/statements.pyspark.sql": reductions.statements("pyspark"),
        ROOT / "docs/reference/tables.md": data_dictionary(),
        ROOT / "docs/reference/commands.md": commands_page(),
        ROOT / "docs/reference/parameters.md": parameters_page(),
        ROOT / "docs/reference/settings.md": settings_page(),
        ROOT / "docs/reference/desk.md": desk_page(),
        ROOT / "docs/reference/papers.md": papers_page(),
    }


if __name__ == "__main__":
    for path, text in generated().items():
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
