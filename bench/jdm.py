"""Boundary rules as a JSON Decision Model, so that GoRules ZEN decides by the same table.

Two decision tables stand side by side: one takes the first rule of the stages in their order and gives the verdict, the
other collects every rule that holds with its duties and grounds. A rule is a row for each way in which it can hold.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from answerable.core.rulebook.boundary import InForce, RulesInForce
from answerable.core.rulebook.facts import Fact, FactKind
from answerable.core.scope.compiled import compile_rules
from answerable.core.scope.diagram import Diagrams, Node
from answerable.core.scope.grid import Grid

Box = Mapping[int, frozenset[int]]
"""For some facts, the cells they may lie in."""


def model(rules: RulesInForce, *, loop: str | None = None) -> str:
    """The rules as JDM. With `loop`, one call decides all items of the list that goes by this name."""
    facts = [fact.id for fact in rules.boundary.facts]
    deciding = [each for each in rules.rules if each.verdict is not None]
    compiled = compile_rules(rules)
    boxes = {
        each.id: list(_boxes(compiled.space.diagrams, node))
        for each, node in zip(rules.rules, compiled.holds, strict=True)
    }
    grid = compiled.space.grid
    verdict = _table(
        "verdict", facts, "first", [_row(e, b, grid, first=True) for e in deciding for b in boxes[e.id]], loop
    )
    holding = _table(
        "holds",
        facts,
        "collect",
        [_row(e, b, grid, first=False) for e in rules.rules for b in boxes[e.id]],
        loop,
    )
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        verdict,
        holding,
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [("in", "verdict"), ("in", "holds"), ("verdict", "out"), ("holds", "out")]
    return json.dumps(
        {
            "contentType": "application/vnd.gorules.decision",
            "nodes": nodes,
            "edges": [{"id": f"{a}-{b}", "sourceId": a, "targetId": b, "type": "edge"} for a, b in edges],
        }
    )


def _table(
    name: str, facts: list[str], policy: str, rows: list[dict[str, str]], loop: str | None
) -> dict[str, Any]:
    output = (
        {"verdict": "verdict"}
        if name == "verdict"
        else {each: each for each in ("rule", "duties", "grounds")}
    )
    content: dict[str, Any] = {
        "hitPolicy": policy,
        "inputs": [{"id": fact, "name": fact, "field": fact} for fact in facts],
        "outputs": [{"id": f"o-{each}", "name": each, "field": each} for each in output],
        "rules": [{"_id": str(at), **row} for at, row in enumerate(rows)],
        "passThrough": False,
        "inputField": None,
        "outputPath": name,
        "executionMode": "single",
    }
    if loop:
        content |= {"executionMode": "loop", "inputField": loop, "outputPath": name}
    return {"id": name, "name": name, "type": "decisionTableNode", "content": content}


def _row(each: InForce, box: Box, grid: Grid, *, first: bool) -> dict[str, str]:
    cells = {axis.fact.id: _test(axis.fact, grid, level, box) for level, axis in enumerate(grid)}
    if first:
        return {**cells, "o-verdict": _quoted(str(each.verdict))}
    duties = [duty.id for duty in each.edition.duties]
    grounds = [f"{ground.law.id} {ground.article}" for ground in each.edition.grounds]
    return {
        **cells,
        "o-rule": _quoted(each.id),
        "o-duties": _quoted(duties),
        "o-grounds": _quoted(grounds),
    }


def _test(fact: Fact, grid: Grid, level: int, box: Box) -> str:
    """A cell of the table: empty where the fact may be anything."""
    if level not in box:
        return ""
    axis, cells = grid[level], sorted(box[level])
    if fact.kind is not FactKind.NUMBER:
        return ", ".join(_quoted(axis.value(cell)) for cell in cells)
    return f"[{axis.value(cells[0])}..{axis.last(cells[-1])}]"


def _quoted(value: object) -> str:
    """A value in ZEN's expression language, which knows no escapes for characters."""
    return json.dumps(value, ensure_ascii=False)


def _boxes(make: Diagrams, root: Node) -> Iterator[Box]:
    """Every way to 1, with the cells that lead there grouped."""
    value = make.value(root)
    if value is not None:
        if value:
            yield {}
        return
    level = make.level(root)
    onward: dict[Node, list[int]] = {}
    for cell, child in enumerate(make.at(root, level)):
        onward.setdefault(child, []).append(cell)
    for child, cells in onward.items():
        for box in _boxes(make, child):
            yield {level: frozenset(cells), **box}
