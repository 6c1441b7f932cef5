"""`answerable case …`: the file of a case, out of the record."""

import argparse
from argparse import Namespace
from pathlib import Path

from answerable.cli.speech import Speech
from answerable.cli.verbs import Verbs, now, verb_of


def add(verbs: "Verbs[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    """Add `case` with its own verbs to the command line."""
    about = "cases of correction and ending in the record 案件"
    area = verbs.add_parser("case", help=about, description=about)
    inner = area.add_subparsers(title="verbs 操作", metavar="VERB", required=True)
    about = "write the whole file of a case, to be verified offline 导出案卷"
    filed = verb_of(inner, common, "file", about=about, run=case_file)
    filed.add_argument("case", metavar="CASE", help="the id of the case")
    filed.add_argument("--out", type=Path, metavar="FILE", required=True, help="the zip file to write")
    filed.add_argument(
        "--database",
        metavar="URL",
        help="address of the database (default: DATABASE_URL, or the data folder)",
    )


def case_file(options: Namespace, speech: Speech) -> None:
    """`answerable case file`."""
    from answerable.actions.office.prepare import open_database

    open_database(options.database)
    from answerable.actions.office.day import district_day
    from answerable.actions.office.papers.filing import write_case_file

    at = now()
    hash = write_case_file(options.case, options.out, lang=speech.lang, at=at, on=district_day(at))
    speech.say("papers_written", path=str(options.out))
    speech.say("case_file_manifest", hash=hash)
