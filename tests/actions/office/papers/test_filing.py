"""The file of a case: everything in it, to be verified without us, and a changed byte is named."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from answerable.actions.office.attaching import Brought, attach
from answerable.actions.office.papers.drawing import draw, place_of_file
from answerable.actions.office.papers.filing import case_file, write_case_file
from answerable.actions.offline.papers.verify import verify_case_file
from answerable.core.enforce.course import acts
from answerable.core.enforce.papers.values import PaperFaultsError
from answerable.core.terms.errors import InputError, OutputError
from answerable.records.models import Account, Case, Disclosed, Paper
from tests.cases import CLERK, ON, SWEEPING, Walk, noon, someone
from tests.papers_issued import paper_of

pytestmark = pytest.mark.usefixtures("district")
AT = noon(ON)


def filed(walk: Walk, lang: str = "zh") -> bytes:
    return b"".join(case_file(walk.case, lang, at=AT, on=date(2026, 7, 20)).stream)


def spoken() -> Walk:
    """A case in which the provider spoke, with evidence that is kept here and evidence that is not."""
    walk = Walk().notified()
    someone(CLERK, ON)
    clerk = Account.objects.get(username=CLERK)
    kept = attach(Brought("天气证明.pdf", [b"%PDF-1.7 rain"]), account=clerk, at=AT).hash
    walk.go(CLERK, acts.Speak(text="暴雨", evidence=(kept, "sha256:" + "7" * 64)))
    return walk


def test_the_file_holds_every_paper_as_it_was_drawn_and_verifies_offline(tmp_path: Path) -> None:
    walk = spoken()
    data = filed(walk)
    there = tmp_path / "file.zip"
    there.write_bytes(data)
    sound = verify_case_file(there)
    assert (sound.case, sound.files) == (walk.case, 2 + 4 * 3 + 1)
    assert (sound.evidence, sound.enclosed) == (2, 1)
    row = paper_of(walk, "notice")
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for (lang, form), drawn in draw(row.id, at=AT).items():
            assert file.read(f"papers/01-notice.{lang}.{form}") == place_of_file(drawn).read_bytes()
        manifest = json.loads(file.read("manifest.json"))
    entries = set(Disclosed.objects.filter(of="case_steps").values_list("entry", flat=True))
    assert entries <= set(manifest["entries"])
    assert [each["kind"] for each in manifest["papers"]] == ["notice", "receipt", "statement"]


def test_the_same_case_gives_the_same_file_and_the_ledger_says_once_which() -> None:
    walk = Walk().notified()
    assert filed(walk) == filed(walk)
    manifest = case_file(walk.case, "zh", at=AT, on=date(2026, 7, 20)).manifest
    (entry,) = Disclosed.objects.filter(of="case_files")
    assert entry.key == f"{walk.case}/{manifest}"


def test_a_byte_that_was_changed_and_a_paper_that_is_gone_are_named(tmp_path: Path) -> None:
    walk = Walk().notified()
    with zipfile.ZipFile(io.BytesIO(filed(walk))) as file:
        file.extractall(tmp_path / "case")
    paper = tmp_path / "case" / "papers" / "01-notice.zh.pdf"
    paper.write_bytes(paper.read_bytes()[:-1] + b"x")
    (tmp_path / "case" / "papers" / "02-receipt.en.docx").unlink()
    with pytest.raises(PaperFaultsError) as caught:
        verify_case_file(tmp_path / "case")
    found = {(each.message.code, each.message.params["path"]) for each in caught.value.faults}
    assert found == {
        ("case_file_changed", "papers/01-notice.zh.pdf"),
        ("case_file_lost", "papers/02-receipt.en.docx"),
    }


def test_a_file_that_was_altered_on_our_disk_is_named_too(tmp_path: Path) -> None:
    walk = Walk().notified()
    row = paper_of(walk, "notice")
    place_of_file(draw(row.id, at=AT)["zh", "pdf"]).write_bytes(b"%PDF-1.7 another")
    there = tmp_path / "file.zip"
    there.write_bytes(filed(walk))
    with pytest.raises(PaperFaultsError) as caught:
        verify_case_file(there)
    (fault,) = caught.value.faults
    assert (fault.message.code, fault.message.params["path"]) == (
        "case_file_changed",
        "papers/01-notice.zh.pdf",
    )


def test_the_file_tells_who_did_what_in_the_reader_s_language(tmp_path: Path) -> None:
    from answerable.actions.office.papers.filing import case_value

    walk = Walk().notified()
    value = case_value(walk.case, list(Paper.objects.order_by("step", "kind")), "en", on=ON)
    told = [(each.who, each.what, each.number) for each in value.chronology]
    assert told[1] == (
        "handler (handler)",
        "give notice of the findings: 六月多次检查不净",
        paper_of(walk, "notice").number,
    )
    assert (told[2][0], told[2][2]) == ("lawful", "paper 2 of this file")


def test_a_case_from_before_there_were_steps_has_a_file(tmp_path: Path) -> None:
    Case.objects.create(id="old", contract_id=SWEEPING, opened_on=ON, subject="旧案")
    write_case_file("old", tmp_path / "old.zip", lang="zh", at=AT, on=ON)
    assert verify_case_file(tmp_path / "old.zip").files == 2


def test_no_file_is_overwritten_and_none_is_made_of_no_case(tmp_path: Path) -> None:
    there = tmp_path / "old.zip"
    there.write_text("x")
    with pytest.raises(OutputError):
        write_case_file(Walk().case, there, lang="zh", at=AT, on=ON)
    with pytest.raises(InputError, match="no_such_case"):
        write_case_file("nobody", tmp_path / "new.zip", lang="zh", at=AT, on=ON)
    assert there.read_text() == "x"
    assert not (tmp_path / "new.zip").exists()
