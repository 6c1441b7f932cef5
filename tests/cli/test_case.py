"""`answerable case file` and `answerable papers use`: out of the record, and into it."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from answerable.core.enforce.papers.shipped import shipped_text
from answerable.core.enforce.papers.values import PaperKind
from tests.builders import BODY, write
from tests.cases import rows_with_findings
from tests.cli.conftest import begin
from tests.cli.running import python, run
from tests.cli.test_accounts import Shell
from tests.web.cast import PASSWORD, code

pytestmark = pytest.mark.slow
OPENED = """
from datetime import date
from answerable.records.models import Case
Case.objects.create(id="k-1", contract_id="sweeping", opened_on=date(2026, 6, 30), subject="路面不净")
"""
ACCOUNTS = """
from tests.web.cast import account
for name in ("legality", "handler"):
    account(name, person_id=name)
"""
KEPT = """
from answerable.records.models import Wording
print(list(Wording.objects.values_list("kind", "lang", "set_by")))
"""


@pytest.fixture
def data(tmp_path: Path, tables: Path) -> Path:
    """A deployment that holds the district of `tests.cases`."""
    folder = tmp_path / "data"
    begin(folder, tables)
    write(tmp_path / "district", rows_with_findings())
    done = run("load", str(tmp_path / "district"), data=folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_the_file_of_a_case_is_written_once_and_verified_without_the_record(
    data: Path, tmp_path: Path
) -> None:
    python(OPENED, data=data)
    out = tmp_path / "k-1.zip"
    done = run("case", "file", "k-1", "--out", str(out), data=data)
    assert done.returncode == 0, done.stderr
    verified = run("papers", "verify", str(out), data=tmp_path / "elsewhere")
    assert verified.returncode == 0, verified.stderr
    assert "k-1" in verified.stdout
    assert run("case", "file", "k-1", "--out", str(out), data=data).returncode == 3
    assert run("case", "file", "k-2", "--out", str(tmp_path / "k-2.zip"), data=data).returncode == 2


def test_a_wording_is_put_in_force_by_whoever_may_and_signs_in(data: Path, tmp_path: Path) -> None:
    python(ACCOUNTS, data=data)
    shell = Shell(tmp_path, ANSWERABLE_LANG="en")
    file = tmp_path / "notice.txt"
    file.write_text(shipped_text(PaperKind.NOTICE, "en"), encoding="utf-8")
    starts = (date.today() + timedelta(days=3)).isoformat()  # noqa: DTZ011 - any day that is surely to come

    def used(name: str, *, given: str | None = None) -> int:
        words = ("papers", "use", "notice", str(file), "--body", BODY, "--starts", starts)
        secrets = f"{PASSWORD}\n{given or code()}\n"
        exit_code, _, said = shell.run(*words, "--account", name, "--password-stdin", sent=secrets)
        assert "Traceback" not in said, said
        return exit_code

    assert used("legality", given="000000") == 2
    assert used("handler") == 2
    assert "notice" not in python(KEPT, data=data)
    assert used("legality") == 0
    assert "[('notice', 'en', 'legality')]" in python(KEPT, data=data)
    file.write_text("Title\n\nnothing that it has to say", encoding="utf-8")
    assert used("legality", given=code(steps=1)) == 2
