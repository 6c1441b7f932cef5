"""The draw of a plan: what anybody gets who follows the written steps, at equal chances and at chances by weight."""

import hashlib
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.core.evidence.inspection import draw as drawing
from answerable.core.evidence.inspection.draw import Chosen, block_of, commitment_of, draw, key_of, text_of
from answerable.core.evidence.inspection.values import Chance, Plan

SECRET, SEED = "5f" * 32, "3 261.56"
PLAN = Plan(
    id="water-2026-q3",
    body="water",
    reach="own",
    starts=date(2026, 7, 1),
    ends=date(2026, 9, 30),
    count=4,
    random_count=2,
    seed_source="某指数 2026-07-03 收盘点数",
    seed_on=date(2026, 7, 3),
    commitment="",
    committed_on=date(2026, 6, 30),
    committed_by="handler",
)
VECTOR = ("a4fcd741bae49c50", "acfdca1122df0e45", "79f3ab79ea7577cb")
"""Commitment, key and first block of this plan, their first sixteen digits, as `sha256sum` printed them."""
WEIGHTS = {"paving": 1, "lighting": 7, "sweeping": 3, "minding": 12, "archive": 1, "hotline": 5}


def frame(weights: dict[str, int] = WEIGHTS) -> tuple[Chance, ...]:
    return tuple(
        Chance(PLAN.id, contract, "clear", 0, 0, 1, large=False, weight=weight)
        for contract, weight in weights.items()
    )


def by_hand(text: str, seed: str, *, count: int, random: int) -> list[tuple[str, str]]:
    """The steps as they are written for the public, with nothing of the program but the text of the plan."""
    key = hashlib.sha256((text + seed + "\n").encode()).hexdigest()
    left = [(line.split(" ")[0], int(line.split(" ")[1])) for line in text.splitlines()[7:]]
    drawn: list[tuple[str, str]] = []
    block = 0
    while len(drawn) < count and left:
        weights = [1 if len(drawn) < random else weight for _, weight in left]
        value = int(hashlib.sha256(f"{key} {block}".encode()).hexdigest(), 16)
        block += 1
        if value >= 2**256 // sum(weights) * sum(weights):
            continue
        number, at = value % sum(weights), 0
        while number >= weights[at]:
            number, at = number - weights[at], at + 1
        drawn.append((left.pop(at)[0], "random" if len(drawn) < random else "risk"))
    return drawn


def pairs(chosen: tuple[Chosen, ...]) -> list[tuple[str, str]]:
    return [(each.contract, each.by) for each in chosen]


def test_the_text_of_a_plan_says_everything_the_draw_depends_on_line_by_line() -> None:
    assert text_of(PLAN, frame(), secret=SECRET) == (
        "answerable inspection plan 1\n"
        "plan water-2026-q3\n"
        "count 4\n"
        "random 2\n"
        "seed 某指数 2026-07-03 收盘点数\n"
        "published 2026-07-03\n"
        f"secret {SECRET}\n"
        "archive 1\nhotline 5\nlighting 7\nminding 12\npaving 1\nsweeping 3\n"
    )


def test_commitment_key_and_blocks_are_what_common_tools_give() -> None:
    text = text_of(PLAN, frame(), secret=SECRET)
    assert commitment_of(text) == "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    key = hashlib.sha256((text + SEED + "\n").encode()).hexdigest()
    assert key_of(text, SEED) == key
    assert block_of(key, 0) == hashlib.sha256((key + " 0").encode()).hexdigest()
    assert (commitment_of(text)[7:23], key[:16], block_of(key, 0)[:16]) == VECTOR


def test_a_draw_is_what_the_written_steps_give() -> None:
    text = text_of(PLAN, frame(), secret=SECRET)
    chosen = draw(PLAN, frame(), secret=SECRET, public_seed=SEED)
    assert pairs(chosen) == by_hand(text, SEED, count=4, random=2)
    assert [each.place for each in chosen] == [1, 2, 3, 4]
    assert [each.by for each in chosen] == ["random", "random", "risk", "risk"]


@given(
    weights=st.dictionaries(
        st.text("abcdef", min_size=1, max_size=4), st.integers(1, 10**6), min_size=1, max_size=30
    ),
    count=st.integers(1, 40),
    random=st.integers(0, 40),
    secret=st.text("0123456789abcdef", min_size=64, max_size=64),
    seed=st.text(min_size=1).filter(str.isprintable),
)
def test_any_draw_is_what_the_written_steps_give(
    weights: dict[str, int], count: int, random: int, secret: str, seed: str
) -> None:
    plan = replace(PLAN, count=count, random_count=random)
    text = text_of(plan, frame(weights), secret=secret)
    chosen = draw(plan, frame(weights), secret=secret, public_seed=seed)
    assert pairs(chosen) == by_hand(text, seed, count=count, random=random)
    assert len({each.contract for each in chosen}) == len(chosen) == min(count, len(weights))


def test_the_order_in_which_contracts_are_given_makes_no_difference() -> None:
    there, back = frame(), tuple(reversed(frame()))
    assert text_of(PLAN, there, secret=SECRET) == text_of(PLAN, back, secret=SECRET)
    assert draw(PLAN, there, secret=SECRET, public_seed=SEED) == draw(
        PLAN, back, secret=SECRET, public_seed=SEED
    )


def test_another_secret_another_number_or_another_weight_is_another_draw() -> None:
    base = draw(PLAN, frame(), secret=SECRET, public_seed=SEED)
    others = (
        draw(PLAN, frame(), secret="6f" * 32, public_seed=SEED),
        draw(PLAN, frame(), secret=SECRET, public_seed="3 261.57"),
        draw(PLAN, frame(WEIGHTS | {"paving": 2}), secret=SECRET, public_seed=SEED),
        draw(replace(PLAN, id="water-2026-q4"), frame(), secret=SECRET, public_seed=SEED),
    )
    assert all([each.number for each in other] != [each.number for each in base] for other in others)


def test_a_number_that_would_favour_the_first_contracts_is_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The largest multiple of 6 that 256 bits hold is 2^256 - 4: blocks from there on decide nothing."""
    plan, real, beyond = replace(PLAN, count=1, random_count=1), drawing.block_of, f"{2**256 - 4:064x}"
    monkeypatch.setattr(drawing, "block_of", lambda key, number: real(key, number) if number else beyond)
    (first,) = draw(plan, frame(), secret=SECRET, public_seed=SEED)
    assert (first.block, first.below) == (1, 6)
    monkeypatch.setattr(drawing, "block_of", lambda key, number: f"{2**256 - 5:064x}")
    (last,) = draw(plan, frame(), secret=SECRET, public_seed=SEED)
    assert (last.block, last.contract) == (0, "sweeping")


def test_chances_are_equal_at_random_and_follow_the_weights_by_risk() -> None:
    at_random, by_risk = Counter[str](), Counter[str]()
    draws = 3_000
    for number in range(draws):
        plan = replace(PLAN, count=1, random_count=number % 2)
        chosen = draw(plan, frame(), secret=SECRET, public_seed=str(number))[0]
        (at_random if number % 2 else by_risk)[chosen.contract] += 1
    half, whole = draws / 2, sum(WEIGHTS.values())
    for contract, weight in WEIGHTS.items():
        # Five standard deviations of a binomial; the draws are fixed, so this never varies.
        assert abs(at_random[contract] - half / 6) < 5 * (half * 5 / 36) ** 0.5
        share = weight / whole
        assert abs(by_risk[contract] - half * share) < 5 * (half * share * (1 - share)) ** 0.5


def test_the_recipe_of_the_handbook_draws_the_same(tmp_path: Path) -> None:
    page = (Path(__file__).parents[4] / "docs/how-to/inspect.md").read_text(encoding="utf-8")
    recipe = page.split("```python\n")[1].split("```")[0]
    plan = tmp_path / "plan.txt"
    plan.write_bytes(text_of(PLAN, frame(), secret=SECRET).encode())
    told = subprocess.run(
        [sys.executable, "-c", recipe, str(plan), SEED], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    chosen = draw(PLAN, frame(), secret=SECRET, public_seed=SEED)
    assert told[0].removeprefix("commitment ")[:16] == VECTOR[0]
    assert told[1:] == [f"{each.place} {each.contract} {each.by}" for each in chosen]
