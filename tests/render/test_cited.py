"""Grounds as they stand on papers."""

import pytest

from answerable.core.rulebook.grounds import load_grounds
from answerable.core.rulebook.routes import load_routes
from answerable.core.terms.citation import Citation, Provenance
from answerable.render.cited import cited, number_of
from answerable.render.paper.numerals import chinese

CASES = [
    (("民法典", "第五百六十三条第一款（合理期限）"), "《民法典》第五百六十三条第一款", "Civil Code, article 563(1)"),
    (("民法典", "第九十四条第一款第三项"), "《民法典》第九十四条第一款第三项", "Civil Code, article 94(1)(3)"),
    (("合同法", "第九条至第十二条"), "《合同法》第九条至第十二条", "Contract Law, articles 9 to 12"),
    (("仲裁法", "第十一条、第二十条"), "《仲裁法》第十一条、第二十条", "Arbitration Law, articles 11, 20"),
    (("某县办法", "第三条之一第二款"), "《某县办法》第三条之一第二款", "某县办法, article 3-1(2)"),
    (("合同法", ""), "《合同法》", "Contract Law"),
]  # fmt: skip


@pytest.mark.parametrize(("ground", "zh", "en"), CASES)
def test_a_ground_is_cited(ground: tuple[str, str], zh: str, en: str) -> None:
    citation = Citation(*ground, Provenance.SEEN)
    assert (cited(citation, "zh"), cited(citation, "en")) == (zh, en)


def test_every_numeral_is_read_as_it_is_written() -> None:
    assert [number_of(chinese(each)) for each in range(1, 10_000)] == list(range(1, 10_000))


def test_every_law_that_grounds_and_routes_cite_has_an_english_name() -> None:
    citations = [edition.citation for each in load_grounds("cn").grounds for edition in each.editions]
    for route in load_routes("cn").routes:
        for edition in route.editions:
            citations += [edition.ground, *(each.ground for each in edition.remedies)]
            citations += [each.ground for each in edition.clocks.values()]
    assert [each.source for each in citations if not cited(each, "en").split(",")[0].isascii()] == []
