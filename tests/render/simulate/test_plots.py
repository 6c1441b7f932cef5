import itertools
from datetime import date
from fractions import Fraction

from answerable.core.assess.policy import policy_on
from answerable.core.assess.simulate.run import outcomes
from answerable.core.assess.simulate.values import Middle, Outcome, Trial
from answerable.core.rulebook.parameters import load_parameters
from answerable.core.rulebook.portfolio_yaml import shipped_portfolio
from answerable.render.simulate.phrases import waiting
from answerable.render.simulate.plots import delay, over_time, power


def found() -> Outcome:
    policy = policy_on(load_parameters("cn"), date(2026, 6, 30))
    (outcome,) = outcomes(
        shipped_portfolio("county"), [Trial(policy.bet, policy.false_discovery)], seed=1, runs=1
    )
    return outcome


def test_every_plot_is_drawn_within_its_frame_and_names_each_line_once() -> None:
    outcome = found()
    late, volume = delay(outcome), power(outcome)
    assert late is not None
    for plot in (late, volume, *(over_time(group) for group in outcome.groups)):
        frame = plot.frame
        assert "<path" in plot.shapes
        assert all(-frame.left <= text.x <= frame.width + frame.right for text in plot.texts)
        assert all(-frame.top <= text.y <= frame.height + frame.bottom for text in plot.texts)
    names = [text.text for text in volume.texts if text.strong]
    assert names == ["0", "2", "4", "6", "10", "15", "20", "30", "40"]


def test_labels_of_lines_that_never_cross_one_half_do_not_lie_on_each_other() -> None:
    ends = sorted(
        text.y for text in power(found()).texts if text.strong and text.anchor == "start" and text.x > 300
    )
    assert len(ends) >= 2
    assert all(after - before >= 12 for before, after in itertools.pairwise(ends))


def test_a_time_that_never_came_is_said_to_be_so() -> None:
    assert waiting(Middle(None, None), "simulate_months", "en") == "more than half not found"
    late = waiting(Middle(Fraction(7, 2), None), "simulate_months", "en")
    assert late == "median 3.5 months (9 in 10: not in this time)"
