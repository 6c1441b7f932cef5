"""Every rule on accounts has its thresholds, its words, its precision, and is silent where it is not in force."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from answerable.core.rulebook.watch import load_watch
from answerable.core.terms.duty import Side
from answerable.core.watch.accounts.producers import PRODUCERS, look
from answerable.core.watch.accounts.values import Account, Claim, Filing, Health, Promise, Stretch
from answerable.core.watch.values import Alert, Limits
from answerable.render.words import say
from tests.core.watch.accounts.scenes import (
    MONDAY,
    account,
    as_of,
    comment,
    group,
    limits,
    message,
    notices,
    post,
    reply,
    voice,
)

RULES = {rule.id: rule for rule in load_watch("cn").rules if rule.subject == "account"}
ON = MONDAY + timedelta(days=200)
OWN_STAFF = {"review-missing", "voice-filed-late", "voice-custody"}
ELSEWHERE = {"reply-hostile", "voice-hostile"}
"""Rules on hostile words are looked for with a model, and tested beside it."""


def failing() -> Account:
    """An account that does nearly everything wrong, one thing after the other."""
    days = [MONDAY + timedelta(days=at) for at in range(84)]
    greetings = [
        post(f"g{at}", day, "早安！新的一天，愿你眼里有光。", hour=3, reads=5000, likes=500)
        for at, day in enumerate(days)
    ]
    old = [
        post(f"o{at}", MONDAY + timedelta(days=70 + at), "岁月静好，人间值得，温柔以待。" * 2)
        for at in range(6)
    ]
    older = [
        post(f"q{at}", MONDAY + timedelta(days=at), "岁月静好，人间值得，温柔以待。" * 2) for at in range(6)
    ]
    taken = [
        post(f"t{at}", MONDAY + timedelta(days=at), "大山的守护神，三十年如一日种下林海。", hour=20)
        for at in range(16)
    ]
    foreign = post("f", MONDAY - timedelta(days=3), "大山的守护神，三十年如一日种下林海。", voice="山阳发布")
    daytime = [
        post(f"d{at}", day, "可爱的猫咪又来卖萌啦，快来看。", hour=12, reads=80 + at % 9, likes=2)
        for at, day in enumerate(days[:30])
    ]
    jump = post(
        "j",
        MONDAY + timedelta(days=40),
        "【福利】旗舰店原价899元，限时5折，立即抢购！超值。",
        reads=400_000,
        likes=4,
        source="某某财经",
    )
    asks = [message(f"m{at}", day, "电梯老是困人，什么时候有人来修？") for at, day in enumerate(days)]
    opinion = post("v", MONDAY + timedelta(days=41), "这事我觉得就是某些人不对。")
    own = [*greetings, *old, *older, *taken, *daytime, jump, opinion, *_answers(days)]
    praise = [comment(f"c{at}", f"g{at}", day, "感谢政府为老百姓办实事办好事") for at, day in enumerate(days)]
    return account(
        own,
        on=ON,
        others=tuple(sorted((*asks, *praise), key=lambda each: each.at)),
        foreign=(foreign,),
        voice=voice(
            custody="provider",
            reviewed_since=MONDAY,
            promise=Promise(
                posts_per_week=Fraction(7),
                original_share=Fraction(1),
                sources=("省日报",),
                auto_reply="自动回复：稍后联系您。",
            ),
        ),
        repeats=(
            group(*(each.id for each in greetings)),
            *(group(f"q{at}", f"o{at}") for at in range(6)),
            group("f", *(each.id for each in taken)),
        ),
        followers=((MONDAY, 600),),
        claims=(Claim("paper", "posts", date(2026, 4, 1), 900, "四月发文900条", 3, date(2026, 5, 3)),),
        filings=(Filing("opened", MONDAY, None),),
        looked=(Stretch(MONDAY, ON, Health.SEEN),),
    )


def _answers(days: list[date]) -> Iterator:  # type: ignore[type-arg]
    """Four weeks each of automatic, late and set, and beside the point; then none."""
    for at, day in enumerate(days):
        if at < 28:
            yield reply(f"r{at}", f"m{at}", day, "自动回复：稍后联系您。")
        elif at < 54:
            yield reply(f"r{at}", f"m{at}", day + timedelta(days=12), "留言已收悉，请耐心等待。")
        elif at == 54:
            yield reply(f"r{at}", f"m{at}", day, "人生如逆旅，我亦是行人，且行且珍惜。")


def test_every_rule_speaks_where_everything_is_wrong_and_every_alert_has_its_words() -> None:
    found = look(failing(), limits())
    assert {each.rule for each in found} == RULES.keys() - ELSEWHERE
    for each in found:
        for lang in ("zh", "en"):
            assert "{" not in say(each.what, lang)


def test_the_alerts_are_in_order_and_each_stands_once() -> None:
    found = look(failing(), limits())
    assert list(found) == sorted(found, key=lambda each: (each.since, each.rule, each.subject))
    assert len({each.id for each in found}) == len(found)


def test_an_alert_is_as_sure_as_its_rule_says_people_will_confirm() -> None:
    for each in look(failing(), limits()):
        assert each.confidence == RULES[each.rule].precision, each.rule


def test_nothing_is_told_before_it_could_be_known() -> None:
    for each in look(failing(), limits()):
        assert each.since <= each.on <= ON
        assert each.until is None or each.since <= each.until <= ON


def test_rules_that_are_not_in_force_say_nothing() -> None:
    assert look(failing(), Limits()) == ()
    assert {each.rule for each in look(failing(), limits(date(2019, 1, 1)))}.isdisjoint(
        {"account-silent", "account-dormant"}
    )
    assert (
        limits(date(2018, 12, 6)).by_rule == {} or not RULES.keys() & limits(date(2018, 12, 6)).by_rule.keys()
    )


def test_every_rule_has_a_producer_and_the_body_answers_for_its_own_duties() -> None:
    assert len(PRODUCERS) >= len(RULES) - len(ELSEWHERE & RULES.keys())
    assert {id for id, rule in RULES.items() if rule.side is Side.BODY} == OWN_STAFF


def test_an_empty_account_is_looked_at_without_a_word() -> None:
    silent = replace(account(on=MONDAY), looked=(), voice=voice(promise=Promise()))
    assert look(silent, limits()) == ()


@pytest.mark.slow
def test_an_alert_once_told_is_told_the_same_on_every_later_day() -> None:
    scene = replace(failing(), own=(*failing().own, *notices(3, since=MONDAY + timedelta(days=90))))
    told: dict[str, Alert] = {}
    for at in range(190):
        day = MONDAY + timedelta(days=at)
        now = {each.id: each for each in look(as_of(scene, day), limits())}
        assert told.keys() <= now.keys(), (day, sorted(told.keys() - now.keys()))
        for id, before in told.items():
            assert (now[id].what, now[id].on, now[id].value) == (before.what, before.on, before.value), id
        assert all(each.on == day for id, each in now.items() if id not in told and at), day
        told |= now
    assert {each.rule for each in told.values()} == RULES.keys() - ELSEWHERE


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_is_dated_no_earlier_than_its_text(rule: str) -> None:
    assert min(each.starts for each in RULES[rule].editions) >= date(2018, 12, 7)
