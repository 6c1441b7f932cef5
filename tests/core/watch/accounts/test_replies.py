"""Answers that are missing, late, automatic, by template, or beside the point; and those that only look so."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from answerable.core.watch.accounts.answers import reply_beside_point, reply_canned
from answerable.core.watch.accounts.replies import reply_auto_only, reply_late, reply_missing
from answerable.core.watch.accounts.values import Account, Health, Promise, Stretch, Utterance
from tests.core.watch.accounts.scenes import MONDAY, account, alerts, message, reply, voice

WEEKS = timedelta(weeks=8)
ON = MONDAY + WEEKS + timedelta(days=30)
ASKS = "{street}的路灯坏了好几天，什么时候能修好？"
TELLS = "您好，{street}路灯因电缆老化损坏，已安排维修，3月底恢复照明。"
STREETS = ["东街", "西街", "解放路", "人民路", "环城路", "站前路", "文昌巷", "滨河路", "建设路", "学府路"]
AUTO = "您好，您的留言我们已经收到，会尽快为您处理。"
_Answer = Callable[[int, Utterance], Sequence[Utterance]]


def talked(
    number: int, answer: _Answer, asks: Callable[[int], str] | None = None, **other: object
) -> Account:
    """So many messages, every second day, each with what `answer` makes of it."""
    ask = asks or (lambda at: ASKS.format(street=STREETS[at % 10]))
    days = [MONDAY + timedelta(days=2 * at) for at in range(number)]
    messages = [message(f"m{at}", day, ask(at)) for at, day in enumerate(days)]
    own = [each for at, asked in enumerate(messages) for each in answer(at, asked)]
    return account(own, on=ON, others=tuple(messages), **other)


def told(
    at: int, asked: Utterance, *, days: int = 1, hour: int = 15, text: str | None = None
) -> list[Utterance]:
    words = TELLS.format(street=STREETS[at % 10]) if text is None else text
    return [reply(f"r{at}", asked.id, asked.day + timedelta(days=days), words, hour=hour)]


def all_but(missing: int) -> _Answer:
    return lambda at, asked: told(at, asked) if at >= missing else []


@pytest.mark.parametrize(
    ("number", "missing", "found"), [(20, 9, 1), (20, 6, 0), (20, 0, 0), (10, 6, 0), (10, 7, 1), (9, 9, 0)]
)
def test_too_few_messages_have_an_answer(number: int, missing: int, found: int) -> None:
    got = alerts(reply_missing, talked(number, all_but(missing)))
    assert len(got) == found
    assert [each.since for each in got] == [MONDAY] * found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("谢谢你们，路灯修好了，真快！", 0),
        ("感谢交警同志，学校门口终于不堵了！", 0),
        ("谢谢！请问东街的路灯什么时候修？", 1),
    ],
)
def test_thanks_want_no_answer_unless_they_ask(words: str, found: int) -> None:
    assert len(alerts(reply_missing, talked(20, all_but(20), lambda at: words))) == found


def test_messages_that_are_not_old_enough_are_not_missed_yet() -> None:
    scene = talked(20, all_but(20))
    assert alerts(reply_missing, replace(scene, on=MONDAY + WEEKS + timedelta(days=18))) == ()
    first = alerts(reply_missing, replace(scene, on=MONDAY + WEEKS + timedelta(days=19)))
    assert [each.on for each in first] == [MONDAY + WEEKS + timedelta(days=19)]


def test_messages_that_were_not_watched_until_they_were_due_do_not_count() -> None:
    looked = (
        Stretch(MONDAY, ON, Health.SEEN),
        Stretch(MONDAY + timedelta(days=20), MONDAY + timedelta(days=20), Health.FAILED),
    )
    scene = talked(16, all_but(16), looked=looked)
    assert alerts(reply_missing, scene) == ()


def test_an_answer_that_was_captured_later_is_an_answer() -> None:
    late = [
        replace(each, known=each.day + timedelta(days=20)) for each in told(0, message("m0", MONDAY, ASKS))
    ]
    scene = talked(20, lambda at, asked: late if at == 0 else told(at, asked))
    assert alerts(reply_missing, scene) == ()


def late(number: int, *, days: int) -> _Answer:
    return lambda at, asked: told(at, asked, days=days if at < number else 1)


@pytest.mark.parametrize(("number", "days", "found"), [(9, 9, 1), (6, 9, 0), (20, 5, 0), (20, 8, 1)])
def test_too_many_answers_come_after_five_working_days(number: int, days: int, found: int) -> None:
    got = alerts(reply_late, talked(20, late(number, days=days)))
    assert len(got) == found
    if found:
        assert got[0].what.params["workdays"] == 5
        assert got[0].passages[0].beside is not None


def test_the_median_delay_is_told_in_days() -> None:
    got = alerts(reply_late, talked(20, late(20, days=8)))
    assert got[0].what.params["median"] == 8 + 6 / 24


@pytest.mark.parametrize(("hours", "days", "found"), [(24, 3, 1), (24, 1, 0), (96, 3, 0)])
def test_promised_hours_are_the_limit_where_they_are_promised(hours: int, days: int, found: int) -> None:
    def ask_on_mondays(scene: Account) -> Account:
        return replace(scene, voice=voice(promise=Promise(reply_hours=hours)))

    answer: _Answer = lambda at, asked: told(at, asked, days=days, hour=8 if days == 1 else 15)  # noqa: E731
    assert len(alerts(reply_late, ask_on_mondays(talked(20, answer)))) == found


def test_promised_hours_stand_still_on_days_off() -> None:
    friday = MONDAY + timedelta(days=4)
    messages = [
        message(f"m{at}", friday + timedelta(weeks=at // 4), ASKS, hour=8 + at % 4) for at in range(20)
    ]
    own = [reply(f"r{each.id}", each.id, each.day + timedelta(days=3), TELLS) for each in messages]
    scene = account(own, on=ON, others=tuple(messages), voice=voice(promise=Promise(reply_hours=24)))
    assert alerts(reply_late, scene) == ()


@pytest.mark.parametrize(("number", "found"), [(10, 1), (9, 0), (20, 1)])
def test_half_the_messages_got_an_automatic_answer_alone(number: int, found: int) -> None:
    def answer(at: int, asked: Utterance) -> list[Utterance]:
        auto = reply(f"a{at}", asked.id, asked.day, AUTO, hour=9, automatic=True)
        return [auto] if at < number else [auto, *told(at, asked)]

    assert len(alerts(reply_auto_only, talked(20, answer))) == found
    assert alerts(reply_missing, talked(20, answer)) == ()


def test_the_text_promised_for_automatic_answers_is_one() -> None:
    seen = voice(promise=Promise(auto_reply=AUTO))
    scene = talked(20, lambda at, asked: told(at, asked, days=0, text=AUTO + " "))
    assert alerts(reply_auto_only, scene) == ()
    assert len(alerts(reply_auto_only, replace(scene, voice=seen))) == 1


SET = "网友您好，您的留言已收悉，已转交有关部门，请耐心等待，感谢您的关注。"


def partly(number: int, text: str) -> _Answer:
    return lambda at, asked: told(at, asked, text=text if at < number else None)


@pytest.mark.parametrize(
    ("number", "text", "found"),
    [
        (10, SET, 1),
        (9, SET, 0),
        (20, "感谢您对我们工作的关心与支持！", 1),
        (20, "您好，已收悉。路灯损坏已转交县住建局维修。", 0),
        (20, "您的留言已收悉，请拨打0731-85551234咨询。", 1),
    ],
    ids=["half", "fewer", "thanks alone", "names the matter", "one telephone for everything"],
)
def test_set_phrases_instead_of_answers(number: int, text: str, found: int) -> None:
    assert len(alerts(reply_canned, talked(20, partly(number, text)))) == found


def test_one_text_for_different_matters_is_a_template_and_for_one_matter_an_answer() -> None:
    same = "欢迎下载客户端了解更多精彩内容，每天都有惊喜。"
    assert len(alerts(reply_canned, talked(20, partly(20, same)))) == 1
    power = lambda at: f"{STREETS[at % 10]}怎么又停电了，什么时候来电？"  # noqa: E731
    answer = "因暴雨线路跳闸停电，预计今晚八点前来电。"
    assert alerts(reply_canned, talked(20, partly(20, answer), power)) == ()


def test_a_receipt_that_is_followed_by_an_answer_is_a_courtesy() -> None:
    def answer(at: int, asked: Utterance) -> list[Utterance]:
        return [reply(f"s{at}", asked.id, asked.day, SET), *told(at, asked, days=3)]

    assert alerts(reply_canned, talked(20, answer)) == ()


QUESTION = "小区电梯老是困人，物业不修，什么时候有人来管？"


def answered(text: str, *, then: str | None = None, asks: str = QUESTION, on: date = ON) -> Account:
    own = [reply("r", "m", MONDAY, text)]
    if then:
        own.append(reply("r2", "m", MONDAY + timedelta(days=4), then))
    return account(own, on=on, others=(message("m", MONDAY, asks),))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("生活就像一面镜子，你对它微笑，它也会对你微笑哦。", 1),
        ("生活如镜，一笑。", 0),
        ("电梯已经请维保单位修好，今后每半个月检查一遍。", 0),
        ("请携带户口簿到城关镇便民大厅登记。", 0),
        ("请您拨打12345说明具体位置。", 0),
        ("您的留言已收悉，会认真对待，请您耐心等待一段日子。", 0),
    ],
    ids=["preaching", "too short to say", "to the point", "an office", "a telephone", "a set phrase"],
)
def test_a_reply_that_has_nothing_in_common_with_its_message(text: str, found: int) -> None:
    got = alerts(reply_beside_point, answered(text))
    assert len(got) == found
    assert [(each.subject, each.since, each.observation) for each in got] == [("r", MONDAY, "r")] * found
    assert all(each.passages[0].beside and each.passages[0].beside.of == "m" for each in got)


def test_a_reply_that_is_made_good_within_a_week_is_not_held_against_anybody() -> None:
    preaching = "生活就像一面镜子，你对它微笑，它也会对你微笑哦。"
    assert alerts(reply_beside_point, answered(preaching, then="电梯明天修。")) == ()
    assert alerts(reply_beside_point, answered(preaching, on=MONDAY + timedelta(days=6))) == ()


def test_a_courtesy_for_thanks_is_no_answer_beside_the_point() -> None:
    assert (
        alerts(
            reply_beside_point, answered("不客气，愿您天天开心，平平安安每一天。", asks="谢谢，电梯修好了！")
        )
        == ()
    )
