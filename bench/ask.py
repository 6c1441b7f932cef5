"""How many questions the questionnaire asks for every case of a shipped rulebook, beside asking for facts in order.

In order: facts as they are declared, leaving out those that cannot change the verdict any more.

    python -m bench.ask
"""

from statistics import mean

from answerable.core.rulebook.boundary import Boundary
from answerable.core.rulebook.cases import Case, parse_cases
from answerable.core.rulebook.shipped import load_boundary, shipped_boundaries, shipped_cases
from answerable.core.scope.decide import decide
from answerable.core.scope.interview import Interview


def asked(book: Boundary, case: Case) -> int:
    """Questions until nothing can change any more; what a case does not state is answered with "not known"."""
    interview = Interview(book, case.on)
    while (fact := interview.question()) is not None:
        interview = interview.answered(fact.id, case.facts.get(fact.id))
    assert interview.decision().verdict is case.verdict
    return len(interview.answers)


def in_order(book: Boundary, case: Case) -> int:
    """The same with facts asked for as they are declared."""
    interview = Interview(book, case.on)
    while matter := [name for name in interview.decision().matter if name not in dict(interview.answers)]:
        interview = interview.answered(matter[0], case.facts.get(matter[0]))
    return len(interview.answers)


def main() -> None:
    """Every shipped rulebook in turn."""
    for name in shipped_boundaries():
        book = load_boundary(name)
        cases = parse_cases(shipped_cases(name), book)
        groups: dict[str, list[Case]] = {}
        for case in cases:
            groups.setdefault(decide(book, case.facts, on=case.on).verdict.value, []).append(case)
        print(f"{name}: {len(book.facts)} facts, {len(cases)} cases; questions on average")
        for verdict, found in (("all", list(cases)), *groups.items()):
            ours, ordered = (
                mean(asked(book, each) for each in found),
                mean(in_order(book, each) for each in found),
            )
            print(f"  {verdict:15}{len(found):5} cases {ours:6.1f} asked, in order {ordered:6.1f}")


if __name__ == "__main__":
    main()
