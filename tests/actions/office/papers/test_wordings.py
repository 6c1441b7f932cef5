"""A body words its papers from a day on: every fault at once, both forms say it, and what was issued stays."""

from datetime import timedelta

import pytest

from answerable.actions.office.actors import NotPermittedError
from answerable.actions.office.papers.drawing import draw, place_of_file
from answerable.actions.office.papers.stored import sheet_in
from answerable.actions.office.papers.wordings import (
    Key,
    Proposed,
    WordingRefusedError,
    preview,
    put_in_force,
    take_back,
    worded_on,
)
from answerable.core.enforce.papers.shipped import shipped_text
from answerable.core.enforce.papers.values import PaperKind
from answerable.core.terms.errors import InputError
from answerable.records.models import Contract, Entry, Wording
from answerable.render.words import LANGS
from answerable.sources.papers.open import paper_of as read
from tests.cases import CLERK, HANDLER, HEAD, LEGALITY, ON, SWEEPING, Walk, noon, someone
from tests.papers_issued import paper_of, said

pytestmark = pytest.mark.usefixtures("district")
OWN = "请把本通知张贴在清扫班组。"
TOMORROW = ON + timedelta(days=1)


def body() -> str:
    return Contract.objects.get(id=SWEEPING).body_id


def put(text: str, *, by: str = LEGALITY, lang: str = "zh", days: int = 1, kind: str = "notice") -> int:
    key = Key(body(), kind, lang)
    proposed = Proposed(key, ON + timedelta(days=days), text)
    return put_in_force(proposed, by=someone(by, ON), at=noon(ON), on=ON)


def own(lang: str = "zh") -> str:
    return f"{shipped_text(PaperKind.NOTICE, lang)}\n{OWN}"


def test_a_wording_counts_from_its_day_and_what_was_issued_before_stays() -> None:
    before = Walk().notified()
    put(own())
    assert worded_on(body(), PaperKind.NOTICE, "zh", on=ON).starts is None
    assert worded_on(body(), PaperKind.NOTICE, "zh", on=TOMORROW).text == own()
    assert worded_on("roads", PaperKind.NOTICE, "zh", on=TOMORROW).starts is None
    assert OWN not in said(paper_of(before, "notice"), "zh")


def test_a_paper_in_the_body_s_own_wording_says_it_on_the_page_and_in_both_forms() -> None:
    put(own())
    walk = Walk(on=TOMORROW).notified()
    row = paper_of(walk, "notice")
    assert row.content["wordings"]["zh"]["starts"] == TOMORROW.isoformat()
    assert OWN in said(row, "zh")
    assert OWN not in said(row, "en")
    files = draw(row.id, at=noon(TOMORROW))
    for form in ("docx", "pdf"):
        data = place_of_file(files["zh", form]).read_bytes()
        text = "".join(each.text for each in read(data, id="x", name=f"x.{form}").paragraphs)
        assert OWN in "".join(text.split())
    # A later wording changes nothing of what was issued.
    Wording.objects.all().delete()
    assert OWN in "".join(getattr(each, "text", "") for each in sheet_in(row, "zh").blocks)


@pytest.mark.parametrize("by", [HANDLER, CLERK, "leader"])
def test_nobody_but_legality_reviewer_and_head_words_papers(by: str) -> None:
    with pytest.raises(NotPermittedError):
        put(own(), by=by)
    assert not Wording.objects.exists()


def test_every_fault_is_said_at_once_and_nothing_is_kept() -> None:
    with pytest.raises(WordingRefusedError) as caught:
        put("{facts}\n不空行\n{nobody}\n[table:none]\n?x:若\n# \n", days=0)
    codes = {each.code for each in caught.value.messages}
    assert {"wording_starts_early", "wording_title_not_apart", "wording_field_unknown"} <= codes
    assert {"wording_table_unknown", "wording_condition_unknown", "wording_field_missing"} <= codes
    assert not Wording.objects.exists()
    assert not Entry.objects.filter(act="word_paper").exists()


@pytest.mark.parametrize(("kind", "lang"), [("letter", "zh"), ("notice", "fr")])
def test_kinds_and_languages_that_are_not_there_are_refused(kind: str, lang: str) -> None:
    with pytest.raises(WordingRefusedError) as caught:
        put(own(), kind=kind, lang=lang)
    assert caught.value.messages[0].code == "paper_word_unknown"


def test_one_that_waits_may_be_replaced_or_taken_back_and_one_that_counts_may_not() -> None:
    put(own())
    assert put(own() + "！", by=HEAD) == Wording.objects.get().pk
    key = Key(body(), "notice", "zh")
    with pytest.raises(InputError, match="wording_none_waits"):
        take_back(key, by=someone(HEAD, TOMORROW), at=noon(TOMORROW), on=TOMORROW)
    take_back(key, by=someone(HEAD, ON), at=noon(ON), on=ON)
    assert not Wording.objects.exists()
    assert Entry.objects.filter(act="word_paper").count() == 3


def test_a_wording_that_no_longer_says_what_the_kind_requires_gives_way_to_the_shipped_one() -> None:
    Wording.objects.create(
        body_id=body(), kind="notice", lang="zh", starts=ON, text="旧\n\n旧", set_by=HEAD, set_at=noon(ON)
    )
    assert worded_on(body(), PaperKind.NOTICE, "zh", on=ON).starts is None
    assert "六月多次检查不净" in said(paper_of(Walk().notified(), "notice"), "zh")


@pytest.mark.parametrize("kind", list(PaperKind))
def test_every_kind_can_be_looked_at_in_its_wording(kind: PaperKind) -> None:
    for lang in LANGS:
        key = Key(body(), kind.value, lang)
        assert preview(key, worded_on(body(), kind, lang, on=ON), on=ON).startswith(b"%PDF")
