"""Messages that want an answer, the answers they got, and what a reply has in common with its message."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from answerable.core.watch.accounts.looking import (
    DAY,
    Window,
    days_of,
    due_on,
    heard,
    said,
    seen_days,
    weeks,
)
from answerable.core.watch.accounts.marks import marks
from answerable.core.watch.accounts.values import Account, Said, Utterance
from answerable.core.watch.accounts.words import bare, pairs

_ASKS = re.compile(
    "[?？]|吗|请问|什么|怎么|怎样|如何|为何|何时|多久|多少|哪|能否|可否|是否|有没有|能不能|投诉|举报|反映|解决|希望|建议|恳请|请求"
    "|咨询|求助|没人|不管|还没|至今|再次|太差|太慢|坏了|堵|漏|臭|吵|乱"
)
_THANKS = re.compile(
    "^(?!.*(?:[?？]|请问|吗))(?:非常|十分|太)?(?:感谢|谢谢|点赞|多谢|辛苦|支持|收到|好的|满意)", re.DOTALL
)
_POLITE = re.compile(
    r"尊敬的|亲爱的|网友|市民(?!政)|朋友|先生|女士|[“\"]?[A-Za-z]{1,4}\d+[”\"]?|您好|你好|祝您?[^，。！]{0,12}|(?:非常|衷心)?感谢"
    r"您?[^，。！]{0,24}|谢谢[^，。！]{0,16}|再见|此复|特此(?:回复|答复)|欢迎[^，。！]{0,20}"
)
CANNED = re.compile(
    "收悉|(?:已|已经)?收到|转(?:交|至|给|办|达)|相关(?:部门|单位|科室)|有关(?:部门|单位|科室)|高度重视|耐心等待|持续关注|尽快|及时"
    "|认真(?:研究|核实|对待)|反馈|留意|记录|感谢|回复|答复|核[处查]|调查|已转"
)
"""Words of replies that fit every message."""
_NOWHERE = re.compile("[有相]关(?:部门|单位|科室|工作人员|人员)|工作人员|反映|情况|问题|办理|处理|部门|单位")
_SET = frozenset(
    pairs(
        "尊敬的网友您好你好请问我们你们感谢您的留言关注支持理解谢谢收到已收悉反映的问题情况已经转交有关相关部门单位处理办理回复答复"
    )
    | pairs(
        "工作人员核实调查政府祝您生活愉快如有疑问请致电联系咨询电话希望能够可以因为所以但是现在目前今天这个那个什么怎么是否没有不是"
    )
    | pairs(
        "将尽快及时给予您的来信建议我县我市我镇我局本县本市这里那里一下一个为您您反映您的问题请您耐心等待的话时候时间进行领导"
    )
)
"""Pairs of characters without weight: they stand in any message and any reply."""


@dataclass(frozen=True)
class Asked:
    """A message that wants an answer, the day it is judged on, and the answers of people and machines till then."""

    message: Utterance
    by: date
    replies: tuple[Utterance, ...]
    automatic: tuple[Utterance, ...]


def wants_answer(message: Utterance) -> bool:
    """Whether the message asks or complains; bare thanks, and what is too short to say, want none."""
    text = bare(message.text)
    return len(text) >= 6 and bool(_ASKS.search(message.text)) and not _THANKS.match(message.text.strip())


def by_itself(reply: Utterance, account: Account) -> bool:
    """Whether the platform answered, as the capture says or as the text promised for that."""
    auto = account.voice.promise.auto_reply
    return reply.automatic is True or bool(auto and bare(auto) == bare(reply.text))


def asked(
    account: Account, number: Fraction, workdays: Fraction, *, watched: bool
) -> Iterator[tuple[Window, tuple[Asked, ...]]]:
    """The messages of every so many weeks, judged so many working days later.

    Where `watched`, only messages count of which every day until they are judged was seen.
    """
    answers = _answers(account)
    messages = [each for each in heard(account, Said.MESSAGE) if wants_answer(each)]
    due = {each.id: due_on(account, each.day, int(workdays)) for each in messages}
    clear = seen_days(account)
    for window, inside in weeks(account, messages, number, seen=False):
        by = due_on(account, window.last, int(workdays))
        if by is None or by >= account.on:
            continue
        found = (_asked(account, each, answers.get(each.id, ()), due[each.id]) for each in inside)
        judged = tuple(each for each in found if each and (not watched or _watched(each, clear)))
        known = [reply.known for each in judged for reply in (*each.replies, *each.automatic)]
        on = max([window.on, *known, by + DAY])
        yield Window(window.first, window.last, on), judged


def _asked(
    account: Account, message: Utterance, answers: tuple[Utterance, ...], by: date | None
) -> Asked | None:
    if by is None:
        return None
    in_time = [each for each in answers if each.day <= by]
    machine = tuple(each for each in in_time if by_itself(each, account))
    return Asked(message, by, tuple(each for each in in_time if each not in machine), machine)


def _watched(each: Asked, clear: frozenset[date]) -> bool:
    return all(day in clear for day in days_of(each.message.day, each.by))


def _answers(account: Account) -> dict[str, tuple[Utterance, ...]]:
    found: dict[str, list[Utterance]] = defaultdict(list)
    for reply in said(account, Said.REPLY):
        if reply.answers:
            found[reply.answers].append(reply)
    return {id: tuple(replies) for id, replies in found.items()}


def pairs_said(account: Account) -> Iterator[tuple[Utterance, Utterance, tuple[Utterance, ...]]]:
    """Every message that wants an answer with its first reply by a person, and the later ones."""
    answers = _answers(account)
    for message in heard(account, Said.MESSAGE):
        replies = [each for each in answers.get(message.id, ()) if not by_itself(each, account)]
        if replies and wants_answer(message):
            yield message, replies[0], tuple(replies[1:])


@lru_cache(65_536)
def core_of(text: str) -> str:
    """A reply without its courtesies."""
    return bare(_POLITE.sub("", text))


def to_the_point(message: Utterance, reply: Utterance) -> bool:
    """Whether reply and message have a pair of characters of weight in common."""
    return bool((pairs(message.text) & pairs(core_of(reply.text))) - _SET)


def of_substance(reply: Utterance) -> bool:
    """Whether the reply states an office, a measure, a day, a figure, a place or a way to get in touch."""
    return bool(marks(_NOWHERE.sub("", _POLITE.sub("", reply.text)), reply.day))


def is_set_phrase(message: Utterance, reply: Utterance) -> bool:
    """Whether the reply would fit every message: received, passed on, taken seriously, and nothing of the matter."""
    return bool(CANNED.search(reply.text)) and not to_the_point(message, reply) and not of_substance(reply)
