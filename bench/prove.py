"""Prove the shipped rulebooks, by decision diagrams and by z3, each in a process of its own.

python -m bench.prove [--runs 3]
"""

import argparse

from answerable.core.rulebook.shipped import load_boundary, shipped_boundaries
from bench.measure import compare, contestant

TARGET_SECONDS = 30


@contestant
def diagrams(rulebook: str) -> int:
    """As `answerable scope prove` does it, reading the rulebook included."""
    from answerable.engines.prover import prove

    return len(prove(load_boundary(rulebook)).flaws)


@contestant
def z3_solver(rulebook: str) -> int:
    """The same checks, for every stretch of days, put to z3."""
    from bench.z3_prover import flaws

    boundary = load_boundary(rulebook)
    return len({flaw for day in boundary.first_days for flaw in flaws(boundary, day)})


def main() -> None:
    """Every shipped rulebook in turn."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=3)
    runs = options.parse_args().runs
    for name in shipped_boundaries():
        book = load_boundary(name)
        print(
            f"\n{name}: {len(book.rules)} rules, {len(book.facts)} facts, {len(book.first_days)} stretches of days"
        )
        seconds = compare([diagrams, z3_solver], arguments=(name,), beside=z3_solver, target=1, runs=runs)
        verdict = "met" if seconds["diagrams"] <= TARGET_SECONDS else "MISSED"
        print(f"  target: at most {TARGET_SECONDS} s: {seconds['diagrams']:.2f} s, {verdict}")


if __name__ == "__main__":
    main()
