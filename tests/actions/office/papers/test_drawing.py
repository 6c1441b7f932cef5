"""Papers are drawn once: the bytes under their hashes, all rows at once, and nothing half whoever dies."""

import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.db import OperationalError

from answerable.actions.office.attaching import keep_made
from answerable.actions.office.papers import drawing
from answerable.actions.office.papers.drawing import draw, draw_waiting, place_of_file
from answerable.actions.office.papers.stored import sheet_in
from answerable.core.terms.errors import InputError, OutputError
from answerable.jobs.work import WORKS
from answerable.records.models import Disclosed, Entry, Paper, PaperFile
from answerable.sources.papers.open import paper_of as read
from tests.cases import Walk, noon
from tests.papers_issued import paper_of

pytestmark = pytest.mark.usefixtures("district")


def kept() -> list[str]:
    folder = Path(configured.DATA)
    return sorted(each.name for each in folder.rglob("*") if each.is_file())


def bare(text: str) -> str:
    """A text without what a line break brings or takes."""
    return re.sub("[\\s\\u2010\\xad-]", "", text)


def test_a_paper_is_drawn_in_both_languages_and_both_forms_under_the_hashes_of_its_bytes() -> None:
    walk = Walk().notified()
    row = paper_of(walk, "notice")
    files = draw(row.id, at=noon(walk.on))
    assert sorted(files) == [("en", "docx"), ("en", "pdf"), ("zh", "docx"), ("zh", "pdf")]
    for file in files.values():
        data = place_of_file(file).read_bytes()
        assert file.hash == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert file.size == len(data)
    logged = Disclosed.objects.filter(of="paper_files").order_by("key")
    assert [each.key for each in logged] == [f"{row.id}/{lang}/{form}" for lang, form in sorted(files)]
    assert {each.entry.act for each in logged} == {"draw_paper"}


def test_drawing_again_changes_nothing() -> None:
    walk = Walk().notified()
    row = paper_of(walk, "notice")
    first = {key: each.hash for key, each in draw(row.id, at=noon(walk.on)).items()}
    entries, files = Entry.objects.count(), kept()
    assert {key: each.hash for key, each in draw(row.id, at=noon(walk.on, 9)).items()} == first
    assert (Entry.objects.count(), kept()) == (entries, files)


def test_the_same_row_gives_the_same_bytes_wherever_it_is_drawn() -> None:
    walk = Walk().notified()
    row = paper_of(walk, "notice")
    first = {key: each.hash for key, each in draw(row.id, at=noon(walk.on)).items()}
    PaperFile.objects.all().delete()
    assert {key: each.hash for key, each in draw(row.id, at=noon(walk.on, 9)).items()} == first


@pytest.mark.parametrize("dies", ["sheet_pdf", "keep_made", "append_entry"])
def test_whoever_dies_in_the_middle_leaves_nothing_half(dies: str, monkeypatch: pytest.MonkeyPatch) -> None:
    walk = Walk().notified()
    row = paper_of(walk, "notice")

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    entries = Entry.objects.count()
    with monkeypatch.context() as patched:
        patched.setattr(drawing, dies, killed)
        with pytest.raises(KeyboardInterrupt):
            draw(row.id, at=noon(walk.on))
    assert not PaperFile.objects.exists()
    assert Entry.objects.count() == entries
    assert len(draw(row.id, at=noon(walk.on))) == 4


def test_who_comes_second_finds_what_the_first_drew(monkeypatch: pytest.MonkeyPatch) -> None:
    walk = Walk().notified()
    row = paper_of(walk, "notice")
    keep = keep_made

    def overtaken(data: bytes) -> tuple[str, int]:
        monkeypatch.setattr(drawing, "keep_made", keep)
        draw(row.id, at=noon(walk.on), by="quicker")
        return keep(data)

    monkeypatch.setattr(drawing, "keep_made", overtaken)
    found = draw(row.id, at=noon(walk.on, 1), by="slower")
    assert len(found) == PaperFile.objects.count() == 4
    assert [each.by for each in Entry.objects.filter(act="draw_paper")] == ["quicker"]


def test_both_forms_say_what_the_page_shows() -> None:
    walk = Walk().notified().heard().ordered()
    row = paper_of(walk, "order")
    files = draw(row.id, at=noon(walk.on))
    for lang in ("zh", "en"):
        blocks = [each for each in sheet_in(row, lang).blocks if hasattr(each, "text")]
        for form in ("docx", "pdf"):
            data = place_of_file(files[lang, form]).read_bytes()
            document = read(data, id=row.id, name=f"x.{form}")
            whole = bare("".join(each.text for each in document.paragraphs))
            for block in blocks:
                assert bare(getattr(block, "text", "")) in whole, (lang, form)


def test_the_job_draws_what_waits_and_one_that_cannot_be_drawn_stops_no_other(
    caplog: pytest.LogCaptureFixture,
) -> None:
    walk = Walk().notified()
    broken = paper_of(walk, "notice")
    broken.content["papers"]["zh"]["fields"] = {}
    broken.save()
    assert draw_waiting(at=noon(walk.on)) == (1, 1)
    assert [each.message for each in caplog.records if each.name == "answerable.papers"] == [
        "paper.not_drawn"
    ]
    assert set(PaperFile.objects.values_list("paper", flat=True)) == {paper_of(walk, "receipt").id}
    assert "draw_papers" in WORKS


def test_however_many_cannot_be_drawn_no_other_waits_behind_them_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    walk = Walk().notified().heard()
    good = paper_of(walk, "statement").id

    def broken(row: Paper, lang: str) -> object:
        if row.id != good:
            raise ValueError("a paper that nobody foresaw")
        return sheet_in(row, lang)

    monkeypatch.setattr(drawing, "sheet_in", broken)
    drawn = [draw_waiting(at=noon(walk.on, minute), most=1) for minute in range(40)]
    assert drawn.count((1, 0)) == 1
    assert drawn.count((0, 1)) == 39
    assert set(PaperFile.objects.values_list("paper", flat=True)) == {good}


def test_where_the_database_is_away_the_job_fails_instead_of_blaming_papers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    walk = Walk().notified()

    def away(_: object, __: str) -> object:
        raise OperationalError("away")

    monkeypatch.setattr(drawing, "sheet_in", away)
    with pytest.raises(OperationalError):
        draw_waiting(at=noon(walk.on))


def test_a_machine_without_fonts_draws_nothing_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    walk = Walk().notified()

    def without(_: object) -> bytes:
        raise OutputError("paper_no_font")

    monkeypatch.setattr(drawing, "sheet_pdf", without)
    with pytest.raises(OutputError):
        draw(paper_of(walk, "notice").id, at=noon(walk.on))
    assert not PaperFile.objects.exists()


def test_a_paper_that_is_not_there_is_told() -> None:
    with pytest.raises(InputError, match="no_such_paper"):
        draw("no-such-paper", at=noon(Walk().on))
    assert not Paper.objects.exists()
