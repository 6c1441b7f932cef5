"""GoRules ZEN, given the same rules as decision tables, gives the same verdicts and finds the same rules."""

import zen

from answerable.core.rulebook.shipped import load_boundary
from answerable.core.scope.decide import decide
from bench.jdm import model
from bench.scope import ON, drawn_items


def test_zen_decides_as_we_do() -> None:
    book = load_boundary("cn")
    theirs = zen.ZenEngine().create_decision(model(book.on(ON)))
    for item in drawn_items(book, 60).drop_columns(["id"]).to_pylist():
        ours = decide(book, item, on=ON)
        found = theirs.evaluate(item)["result"]
        assert found["verdict"]["verdict"] == ours.verdict.value
        held = {each["rule"]: each["grounds"] for each in found["holds"]}
        assert held.keys() == {each.id for each in (*ours.deciding, *ours.also)}
        assert {ground for grounds in held.values() for ground in grounds} == {
            f"{ground.law.id} {ground.article}" for ground in ours.grounds
        }
