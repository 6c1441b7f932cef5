"""The table of kinds: complete, named in both languages, and what the law asks for is in it."""

from answerable.core.enforce.papers.fields import AROUND, FIELDS, GIVEN, TABLES
from answerable.core.enforce.papers.kinds import KINDS, Close
from answerable.core.enforce.papers.values import PaperKind, Seal
from answerable.render.words import term
from answerable.render.words.catalogue import terms
from tests.shape.tree import ROOT


def test_every_kind_has_a_rule_a_word_and_a_place_in_the_glossary() -> None:
    glossary = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    assert list(KINDS) == list(PaperKind)
    assert terms()["paper_kind"].keys() == {kind.value for kind in PaperKind}
    assert terms()["paper_seal"].keys() == {seal.value for seal in Seal}
    for kind in PaperKind:
        rows = [row for row in glossary.splitlines() if f"`{kind.value}`" in row]
        assert any(term("paper_kind", kind.value, "zh").split("（")[0] in row for row in rows), kind


def test_every_field_and_table_is_explained_and_none_is_explained_for_nothing() -> None:
    used = set().union(*(rule.fields for rule in KINDS.values())) | AROUND
    assert used | GIVEN == FIELDS.keys()
    assert set().union(*(rule.all_tables for rule in KINDS.values())) == TABLES.keys()
    assert all(title.zh and title.en for title in (*FIELDS.values(), *TABLES.values()))


def test_no_field_is_required_and_optional_and_none_has_the_name_of_a_table_it_could_be_taken_for() -> None:
    for rule in KINDS.values():
        assert not rule.required & rule.optional
        assert not rule.tables & rule.optional_tables
        assert not (rule.required | rule.optional) & (GIVEN | AROUND)
        assert rule.fields & rule.all_tables <= {"evidence"}


def test_whatever_burdens_the_provider_names_facts_ground_remedy_and_contact() -> None:
    for kind in (
        PaperKind.ORDER,
        PaperKind.NOT_CORRECTED,
        PaperKind.PROTECTION,
        PaperKind.PROTECTION_REVIEW,
        PaperKind.ENDING,
        PaperKind.OBJECTION_DECISION,
    ):
        assert {"facts", "ground", "remedy", "contact"} <= KINDS[kind].required, kind
    assert {"period", "last_day", "where", "silence"} <= KINDS[PaperKind.NOTICE].required
    assert {"period", "last_day", "silence", "report_to"} <= KINDS[PaperKind.ORDER].required


def test_only_forms_are_signed_by_hand_or_by_nobody() -> None:
    for rule in KINDS.values():
        assert rule.letterhead <= (rule.close is Close.ISSUER)
        assert bool(rule.hands) == (rule.close is Close.HANDS)
        assert rule.hands == tuple(hand for hand in rule.hands if hand in terms()["paper_hand"])
