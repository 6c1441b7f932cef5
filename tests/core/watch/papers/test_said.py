"""Every alert on papers and pages can be said in both languages, with every figure filled in."""

import re

import pytest

from answerable.actions.offline.model.stories.summary import _TEXT
from answerable.core.watch.pages.values import Hidden, Link
from answerable.core.watch.papers.values import Held, Kept
from answerable.core.watch.values import Alert
from answerable.render.words import say
from tests.core.watch.pages.good import look as look_at
from tests.core.watch.pages.good import page
from tests.core.watch.papers.good import HOME, NOTICE, ON, REPORT, SUMMARY, look

COPIED = Held(ON, HOME, (Kept("k1", "2024年工作总结", SUMMARY.replace("2025年", "2024年"), own=True),))
PAPERS = (
    look(_TEXT),
    look(SUMMARY, held=COPIED),
    look(REPORT.replace("特此报告。", "妥否，请批示。").replace("签发人：经办处\n", "")),
    look(NOTICE.replace("〔2026〕5号", "[2026]第05号").replace("2026年3月5日", "2026年03月32日")),
    look(
        "样北县2026年2月巡查月报\n我县地处安化县城，2月30日完成12处、8处，共计22处整治。发现12处、8处，共计22处。"
    ),
    look("样北县2026年2月巡查月报\n" + "认真落实各项要求。" * 9),
)
PAGES = (
    look_at(page("标题{{title}}，，日期：undefined", hidden=(Hidden("样北装修 " * 9, "size"),))),
    look_at(
        page(
            "真人百家乐 在线投注",
            links=tuple(Link(f"http://s{at}.example.com/", "时时彩平台", "size") for at in range(3)),
        )
    ),
)
ALERTS = [alert for found in (*PAPERS, *PAGES) for alert in found.values()]


def test_the_examples_bring_out_every_rule_on_papers_and_single_pages() -> None:
    assert {each.rule for each in ALERTS} == {
        "page-garbled",
        "page-hidden",
        "page-injected",
        "page-stuffed",
        "paper-contradiction",
        "paper-copy",
        "paper-elements",
        "paper-foreign-place",
        "paper-format",
        "paper-literary",
        "paper-no-facts",
        "paper-sections",
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: alert.rule)
def test_an_alert_is_said_with_all_its_figures(alert: Alert, lang: str) -> None:
    sentence = say(alert.what, lang)
    assert not re.search(r"[{}\[\]]|not known|不详", sentence.replace("[2026]", ""))
    assert alert.passages or alert.rule in ("paper-format",)
    assert all(passage.text for passage in alert.passages)
