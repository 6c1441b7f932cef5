"""The papers of a walked case on its page: officials see all of them, the provider those addressed to it."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from answerable.core.enforce.course import acts
from answerable.records.models import Paper
from tests.cases import CLERK, HANDLER, LEADER, OTHER_CLERK, Walk
from tests.papers_issued import paper_of
from tests.web import walked

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk(tmp_path: Path, settings: Settings) -> Walk:
    """A case with papers for the provider, and one for an authority."""
    walked.stage(tmp_path, settings)
    walk = Walk().notified().heard()
    walk.go(LEADER, acts.Refer(to="finance", reason="疑似转包", number="移〔2026〕1号"))
    walked.see(settings, walk.on)
    return walk


def test_an_official_finds_every_paper_and_the_file_on_the_page_of_the_case(walk: Walk) -> None:
    said = walked.browser(HANDLER).get(f"/cases/{walk.case}/").content.decode()
    papers = Paper.objects.filter(case=walk.case)
    assert papers.count() == 4
    for row in papers:
        assert f'href="/papers/{row.id}/"' in said
        assert f'href="/papers/{row.id}/zh.pdf"' in said
    assert f'href="/cases/{walk.case}/file.zip"' in said


def test_the_clerk_finds_what_is_addressed_to_its_provider_and_not_the_file(walk: Walk) -> None:
    clerk = walked.browser(CLERK)
    said = clerk.get(f"/cases/{walk.case}/").content.decode()
    for kind, there in (("notice", True), ("receipt", True), ("statement", True), ("referral", False)):
        id = paper_of(walk, kind).id
        assert (f'href="/papers/{id}/"' in said) is there, kind
        assert clerk.get(f"/papers/{id}/").status_code == (200 if there else 404), kind
    assert "file.zip" not in said
    assert clerk.get(f"/cases/{walk.case}/file.zip").status_code == 404


def test_a_clerk_of_another_provider_finds_none_of_them(walk: Walk) -> None:
    other = walked.browser(OTHER_CLERK)
    for row in Paper.objects.filter(case=walk.case):
        assert other.get(f"/papers/{row.id}/").status_code == 404
        assert other.get(f"/papers/{row.id}/en.docx").status_code == 404
