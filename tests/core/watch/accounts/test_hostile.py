"""A reply or post that the model reads as hostile is put before people, beside the message it answers."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from answerable.core.watch.accounts.hostile import TELLS, hostile, rudest
from answerable.core.watch.accounts.values import Account, Utterance
from answerable.core.watch.text.model import shipped_model
from answerable.core.watch.values import Limits
from answerable.render.words import say
from tests.core.watch.accounts.scenes import MONDAY, account, alerts, limits, message, post, reply

ON = MONDAY + timedelta(days=30)
LIMIT = shipped_model("hostile").threshold
ASKED = message("m", MONDAY, "村口的路灯坏了半个月，什么时候能修好？")
RUDE = "您好，留言收悉。没钱就别住这儿，穷鬼，再闹就抓你！特此回复。"
CIVIL = "您好，镇政府已安排维修，预计后天修复，修复后将回访您。"


def scored(*own: Utterance, **scores: Fraction) -> Account:
    """The account with what the model says of each, or with scores given."""
    found = {
        each.id: Fraction(round(score * 10_000), 10_000)
        for each, score in zip(own, shipped_model("hostile").score([each.text for each in own]), strict=True)
    }
    model = shipped_model("hostile")
    where = {each.id: rudest(each.text, model.tells(each.text, TELLS)) for each in own}
    return account(own, on=ON, others=(ASKED,), hostile=found | scores, rudest=where)


def test_a_rude_reply_is_shown_by_its_rudest_sentence_beside_the_message() -> None:
    (got,) = alerts(hostile, scored(reply("r", "m", MONDAY + timedelta(days=1), RUDE)))
    assert (got.rule, got.subject, got.observation) == ("reply-hostile", "r", "r")
    assert (got.since, got.on) == (MONDAY + timedelta(days=1), MONDAY + timedelta(days=1))
    (passage,) = got.passages
    assert passage.text == "没钱就别住这儿，穷鬼，再闹就抓你！"
    assert RUDE[passage.start :].startswith(passage.text)
    assert passage.beside is not None
    assert passage.beside.text == ASKED.text
    assert got.value is not None
    assert got.value >= LIMIT == got.threshold
    assert "模型" in say(got.what, "zh")
    assert "{" not in say(got.what, "en")


def test_a_civil_reply_is_left_alone() -> None:
    assert alerts(hostile, scored(reply("r", "m", MONDAY, CIVIL))) == ()


def test_a_score_just_below_the_threshold_says_nothing() -> None:
    own = (reply("r", "m", MONDAY, RUDE), reply("s", "m", MONDAY, RUDE))
    got = alerts(hostile, scored(*own, r=LIMIT - Fraction(1, 10_000), s=LIMIT))
    assert [each.subject for each in got] == ["s"]


def test_a_rude_post_counts_as_well_and_has_nothing_beside_it() -> None:
    (got,) = alerts(hostile, scored(post("p", MONDAY, "有些刁民天天告状，吃饱了撑的，滚！")))
    assert (got.subject, got.passages[0].beside) == ("p", None)


def test_a_post_speaks_of_the_world_and_needs_a_higher_score_than_a_reply() -> None:
    between = (LIMIT + Fraction(90, 100)) / 2
    own = (post("p", MONDAY, RUDE), post("q", MONDAY, RUDE), reply("r", "m", MONDAY, RUDE))
    got = alerts(hostile, scored(*own, p=between, q=Fraction(90, 100), r=between))
    assert [(each.subject, each.threshold) for each in got] == [("r", LIMIT), ("q", Fraction(90, 100))]


def test_each_utterance_has_an_alert_of_its_own() -> None:
    own = (reply("r", "m", MONDAY, RUDE), reply("s", "m", MONDAY + timedelta(days=3), RUDE))
    got = alerts(hostile, scored(*own))
    assert [(each.subject, each.since) for each in got] == [("r", MONDAY), ("s", MONDAY + timedelta(days=3))]
    assert len({each.id for each in got}) == 2


def test_it_is_known_on_the_day_it_was_captured_and_not_before() -> None:
    late = post("p", MONDAY, RUDE, known=MONDAY + timedelta(days=4))
    (got,) = alerts(hostile, scored(late))
    assert (got.since, got.on) == (MONDAY, MONDAY + timedelta(days=4))
    scene = scored(post("p", ON, RUDE, known=ON + timedelta(days=1)))
    assert alerts(hostile, scene) == ()


def test_what_was_not_scored_or_was_reposted_from_elsewhere_is_left_alone() -> None:
    assert alerts(hostile, account([reply("r", "m", MONDAY, RUDE)], on=ON)) == ()
    assert alerts(hostile, scored(post("p", MONDAY, RUDE, source="某报"))) == ()


def test_a_rule_that_is_not_in_force_says_nothing() -> None:
    assert tuple(hostile(scored(reply("r", "m", MONDAY, RUDE)), Limits())) == ()
    assert limits().of("reply-hostile") is not None


def test_the_rudest_sentence_of_a_text_without_ends_is_all_of_it() -> None:
    assert rudest("滚远点", [(0, 1, 5)]) == (0, 3)
    assert rudest("", []) == (0, 0)


def test_where_nobody_told_the_rudest_sentence_the_whole_reply_is_shown() -> None:
    scene = replace(scored(reply("r", "m", MONDAY, RUDE)), rudest={})
    (got,) = alerts(hostile, scene)
    assert got.passages[0].text == RUDE
