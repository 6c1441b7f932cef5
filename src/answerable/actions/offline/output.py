"""Write what an assessment says: JSON, tables, and the report a person reads."""

from pathlib import Path

from answerable.actions.offline.aside import written_aside
from answerable.core.enforce.results import DistrictResult
from answerable.render.assessment_json import to_json
from answerable.render.report import report_html
from answerable.render.tables_csv import duties_csv, findings_csv, standing_csv

RESULT_FILE = "assessment.json"
REPORT_FILE = "report.html"


def write_output(result: DistrictResult, folder: Path, *, languages: tuple[str, ...]) -> None:
    """Write all outputs into a folder, aside first; an earlier output is replaced, anything else is not.

    The first language is that of `report.html` and of the tables; a report in any other one is `report.<lang>.html`.
    Raises OutputError if the folder is taken or cannot be written.
    """
    with written_aside(folder, replaces=_is_ours) as aside:
        for name, text in _files(result, languages).items():
            (aside / name).write_text(text, encoding="utf-8", newline="")


def _is_ours(folder: Path) -> bool:
    """Whether a folder holds an earlier output and nothing else."""
    names = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    ours = {
        RESULT_FILE,
        "standing.csv",
        "duties.csv",
        "findings.csv",
        REPORT_FILE,
        "report.zh.html",
        "report.en.html",
    }
    return RESULT_FILE in names and names <= ours


def _files(result: DistrictResult, languages: tuple[str, ...]) -> dict[str, str]:
    first, *others = languages
    files = {
        RESULT_FILE: to_json(result),
        "standing.csv": standing_csv(result, first),
        "duties.csv": duties_csv(result, first),
        "findings.csv": findings_csv(result, first),
        REPORT_FILE: report_html(result, first),
    }
    return files | {f"report.{lang}.html": report_html(result, lang) for lang in others}
