"""Accounts as the rules see them: a lawful county account, made utterance by utterance."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from functools import cache

from answerable.core.rulebook.watch import load_watch
from answerable.core.terms.calendar import WorkingCalendar
from answerable.core.watch.accounts.values import (
    Account,
    Health,
    Promise,
    Repeats,
    Said,
    Stretch,
    Utterance,
    Voice,
)
from answerable.core.watch.values import Alert, Limits

ZONE = timezone(timedelta(hours=8))
MONDAY = date(2026, 3, 2)
"""Where most scenes begin."""
SPRING = date(2025, 1, 28)
FESTIVAL = frozenset(SPRING + timedelta(days=at) for at in range(8))
CALENDAR = WorkingCalendar("county", date(2024, 1, 1), date(2027, 12, 31), FESTIVAL, frozenset())
DAILY = Promise(posts_per_week=Fraction(5))
NOTICES = (
    "【停电通知】因线路检修，{month}月{day}日8:00至17:00，东街片区停电，请居民提前做好准备。",
    "县医保局提醒：城乡居民医保集中缴费进行到第{n}周，可在社区窗口或者手机上办理。",
    "县交警大队：{month}月{day}日起，南门大桥维修，途经车辆请绕行环城路{n}号路口。",
    "城关镇卫生院本周接种流感疫苗{n}人，老年人可凭身份证预约。",
    "今日菜价：白菜{n}.5元/公斤，猪肉2{n}元/公斤，鸡蛋1{n}元/公斤。",
)


def moment(day: date, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


def spoken(
    id: str, said: Said, day: date, text: str, *, hour: int = 10, known: date | None = None
) -> Utterance:
    """Something said on the day, and captured on the same day unless said otherwise."""
    return Utterance(
        id=id,
        said=said,
        at=moment(day, hour),
        captured=moment(known or day, 23),
        voice="county" if said in (Said.POST, Said.REPLY) else "citizen",
        text=text,
        day=day,
        hour=hour,
        known=known or day,
    )


def post(
    id: str, day: date, text: str, *, hour: int = 10, known: date | None = None, **other: object
) -> Utterance:
    return replace(spoken(id, Said.POST, day, text, hour=hour, known=known), **other)  # type: ignore[arg-type]


def message(id: str, day: date, text: str, *, hour: int = 9) -> Utterance:
    return spoken(id, Said.MESSAGE, day, text, hour=hour)


def reply(
    id: str, to: str, day: date, text: str, *, hour: int = 15, automatic: bool | None = None
) -> Utterance:
    return replace(spoken(id, Said.REPLY, day, text, hour=hour), answers=to, automatic=automatic)


def comment(id: str, to: str, day: date, text: str) -> Utterance:
    return replace(spoken(id, Said.COMMENT, day, text), answers=to)


def notices(number: int, *, since: date = MONDAY, every: int = 1) -> tuple[Utterance, ...]:
    """Ordinary notices, one every so many days; the facts differ from one to the next."""
    days = [since + timedelta(days=every * at) for at in range(number)]
    return tuple(
        post(f"n{at}", day, NOTICES[at % 5].format(month=day.month, day=day.day, n=at % 9 + 1))
        for at, day in enumerate(days)
    )


def texts(
    words: Iterable[str], *, since: date = MONDAY, every: int = 1, name: str = "p"
) -> tuple[Utterance, ...]:
    """These texts as posts, one every so many days."""
    return tuple(
        post(f"{name}{at}", since + timedelta(days=every * at), text) for at, text in enumerate(words)
    )


def voice(**other: object) -> Voice:
    plain = Voice("county", "run-account", "account", "云水发布", opened_on=date(2025, 12, 1), promise=DAILY)
    return replace(plain, **other)  # type: ignore[arg-type]


def account(own: Sequence[Utterance] = (), *, on: date, **other: object) -> Account:
    """An account seen on every day from the start of the scenes on, unless said otherwise."""
    plain = Account(
        voice=voice(),
        on=on,
        calendar=CALENDAR,
        own=tuple(sorted(own, key=lambda each: (each.at, each.id))),
        looked=(Stretch(MONDAY, on, Health.SEEN),),
    )
    return replace(plain, **other)  # type: ignore[arg-type]


@cache
def limits(on: date = date(2026, 6, 30)) -> Limits:
    """The thresholds that the shipped rulebook has in force."""
    return Limits(load_watch("cn").thresholds(on))


def alerts(producer: Callable[[Account, Limits], Iterator[Alert]], scene: Account) -> tuple[Alert, ...]:
    """What one producer finds under the shipped thresholds."""
    return tuple(producer(scene, limits()))


def as_of(scene: Account, day: date) -> Account:
    """What was known of the account at the end of an earlier day."""

    def known(items: tuple[Utterance, ...]) -> tuple[Utterance, ...]:
        return tuple(each for each in items if each.known <= day)

    there = {each.id for each in known((*scene.own, *scene.foreign))}
    groups = (Repeats(tuple(id for id in each.ids if id in there), each.similarity) for each in scene.repeats)
    return replace(
        scene,
        on=day,
        own=known(scene.own),
        others=known(scene.others),
        foreign=known(scene.foreign),
        repeats=tuple(group for group in groups if len(group.ids) > 1),
        looked=tuple(replace(each, last=min(each.last, day)) for each in scene.looked if each.first <= day),
        followers=tuple(each for each in scene.followers if each[0] <= day),
        claims=tuple(each for each in scene.claims if each.known <= day),
    )


def group(*ids: str, similarity: Fraction = Fraction(9, 10)) -> Repeats:
    return Repeats(ids, similarity)
