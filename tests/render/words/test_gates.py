"""Gates, chains, administrators and ledger entries: every word they use is there in both languages."""

import re
from enum import StrEnum
from itertools import product

import pytest

from answerable.core.enforce.gates import Way
from answerable.core.ledger import entry
from answerable.core.register import approval
from answerable.core.register.permits import Admin
from answerable.core.terms.message import Message
from answerable.render.words import say, term
from answerable.render.words.catalogue import terms
from tests.shape.tree import PACKAGE

GROUPS: dict[str, type[StrEnum]] = {
    "approval_state": approval.State,
    "ending_way": Way,
    "administrator": Admin,
    "entry_act": entry.Act,
}


@pytest.mark.parametrize("group", GROUPS)
def test_every_state_way_and_act_has_a_word_and_no_word_is_left_over(group: str) -> None:
    assert terms()[group].keys() == {each.value for each in GROUPS[group]}


def test_every_role_of_a_step_has_a_word_and_it_is_the_one_the_tables_use() -> None:
    assert set(terms()["step_role"]) == set(approval.STEP_ROLES)
    assert {role: terms()["step_role"][role] for role in terms()["chain_role"]} == terms()["chain_role"]


def test_every_act_is_said_to_be_impossible_in_every_state_in_both_languages() -> None:
    for state, act, lang in product(approval.State, approval.Act, ("zh", "en")):
        refused = Message.of("approval_not_now", act=act.value, state=state.value)
        assert term("approval_state", state, lang) in say(refused, lang)


def test_every_sentence_of_the_gates_is_said_somewhere() -> None:
    said = "\n".join(
        (PACKAGE / place).read_text(encoding="utf-8")
        for place in (
            "core/register/gates.py",
            "core/register/approval.py",
            "core/enforce/gates.py",
            "actions/office/seen.py",
        )
    )
    words = (PACKAGE / "render/words/gates.toml").read_text(encoding="utf-8")
    codes = re.findall(r"(?m)^\[(\w+)\]$", words)
    assert len(codes) > 40
    assert [code for code in codes if f'"{code}"' not in said] == []
