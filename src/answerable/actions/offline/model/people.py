"""Bodies of the model district, the people who hold its posts, and when posts changed hands.

Everybody is invented: a common surname and a numeral or a heavenly stem, in the manner of 张一、李二.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from answerable.core.tables.declare import Both

ROLES = ("head", "leader", "handler", "legality", "supervisor")
_SINCE = (date(2022, 11, 1), date(2023, 3, 1), date(2021, 9, 1), date(2022, 5, 9), date(2022, 5, 9))
_SURNAMES = (
    Both("张", "Zhang"),
    Both("李", "Li"),
    Both("王", "Wang"),
    Both("赵", "Zhao"),
    Both("钱", "Qian"),
    Both("孙", "Sun"),
    Both("周", "Zhou"),
    Both("吴", "Wu"),
    Both("郑", "Zheng"),
    Both("冯", "Feng"),
    Both("陈", "Chen"),
    Both("褚", "Chu"),
    Both("卫", "Wei"),
    Both("蒋", "Jiang"),
    Both("沈", "Shen"),
    Both("韩", "Han"),
    Both("杨", "Yang"),
    Both("许", "Xu"),
    Both("何", "He"),
)
_GIVEN = (
    Both("一", "Yi"),
    Both("二", "Er"),
    Both("三", "San"),
    Both("四", "Si"),
    Both("五", "Wu"),
    Both("六", "Liu"),
    Both("七", "Qi"),
    Both("九", "Jiu"),
    Both("十", "Shi"),
    Both("甲", "Jia"),
    Both("乙", "Yi"),
    Both("丙", "Bing"),
    Both("丁", "Ding"),
    Both("戊", "Wu"),
    Both("己", "Ji"),
    Both("庚", "Geng"),
    Both("辛", "Xin"),
)


@dataclass(frozen=True)
class Seat:
    """A body of the district."""

    id: str
    name: Both
    kind: str
    parent: str = "county"


@dataclass(frozen=True)
class Change:
    """The last day of whoever held a role first, and whether somebody followed on the next day."""

    body: str
    role: str
    last: date
    next: date | None


SEATS = (
    Seat("county", Both("样例县人民政府", "Model County People's Government"), "government", parent=""),
    Seat("office", Both("样例县人民政府办公室", "Model County Government Office"), "department"),
    Seat("finance", Both("样例县财政局", "Model County Finance Bureau"), "department"),
    Seat("audit", Both("样例县审计局", "Model County Audit Bureau"), "department"),
    Seat("justice", Both("样例县司法局", "Model County Justice Bureau"), "department"),
    Seat("urban", Both("样例县城市管理局", "Model County Urban Management Bureau"), "department"),
    Seat("civil", Both("样例县民政局", "Model County Civil Affairs Bureau"), "department"),
    Seat("transport", Both("样例县交通运输局", "Model County Transport Bureau"), "department"),
    Seat("health", Both("样例县卫生健康局", "Model County Health Bureau"), "department"),
    Seat("data", Both("样例县政务服务和数据管理局", "Model County Service and Data Bureau"), "department"),
    Seat("premises", Both("样例县机关事务服务中心", "Model County Premises Service Centre"), "institution"),
    Seat("archive", Both("样例县档案馆", "Model County Archive"), "institution"),
    Seat("yangzhong", Both("样中街道办事处", "Yangzhong Subdistrict (centre)"), "town"),
    Seat("yangdong", Both("样东镇人民政府", "Yangdong Town (east)"), "town"),
    Seat("yangxi", Both("样西镇人民政府", "Yangxi Town (west)"), "town"),
    Seat("yangnan", Both("样南镇人民政府", "Yangnan Town (south)"), "town"),
    Seat("yangbei", Both("样北镇人民政府", "Yangbei Town (north)"), "town"),
    Seat(
        "clinic",
        Both("样北镇中心卫生院", "Yangbei Township Health Centre"),
        "institution",
        parent="health",
    ),
    Seat(
        "info-centre",
        Both("样例县信息中心", "Model County Information Centre"),
        "institution",
        parent="office",
    ),
)
CHANGES = (
    Change("data", "leader", date(2025, 6, 30), date(2025, 7, 1)),
    Change("civil", "head", date(2025, 4, 30), date(2025, 5, 1)),
    Change("office", "leader", date(2025, 11, 30), date(2025, 12, 1)),
    Change("transport", "leader", date(2026, 3, 31), None),
    # The information centre was dissolved; its handler finished what was under way.
    *(Change("info-centre", role, date(2024, 8, 31), None) for role in ROLES if role != "handler"),
    Change("info-centre", "handler", date(2024, 12, 31), None),
)
SECTIONS = {"urban": date(2023, 3, 1)}
"""Bodies with a head of section, and since when."""


@dataclass(frozen=True)
class Post:
    """One post held by one person."""

    person: str
    role: str
    starts: date
    ends: date | None = None


@dataclass(frozen=True)
class Person:
    """Somebody invented."""

    id: str
    name: Both


@dataclass(frozen=True)
class Cast:
    """Everybody who appears, by body."""

    seats: tuple[Seat, ...]
    people: dict[str, tuple[Person, ...]]
    posts: dict[str, tuple[Post, ...]]

    def holder(self, body: str, role: str, *, on: date) -> str:
        """The person in the role on the day; the head of the body where nobody holds it."""
        for post in self.posts[body]:
            if post.role == role and post.starts <= on and (post.ends is None or on <= post.ends):
                return post.person
        return self.holder(body, "head", on=on)


def name_of(number: int) -> Both:
    """The invented name with this number; names repeat after 323."""
    surname = _SURNAMES[number % len(_SURNAMES)]
    given = _GIVEN[number % len(_GIVEN)]
    return Both(surname.zh + given.zh, f"{surname.en} {given.en}")


def cast_of(*, scale: int) -> Cast:
    """The bodies and people of a district; every step of scale beyond the first brings one more town."""
    more = tuple(
        Seat(f"town-{number}", Both(f"样例第{number}镇人民政府", f"Model Town No. {number}"), "town")
        for number in range(6, scale + 5)
    )
    seats = (*SEATS, *more)
    people: dict[str, tuple[Person, ...]] = {}
    posts: dict[str, tuple[Post, ...]] = {}
    for place, seat in enumerate(seats):
        posts[seat.id] = tuple(_posts(seat.id))
        persons = dict.fromkeys(post.person for post in posts[seat.id])
        people[seat.id] = tuple(
            Person(person, name_of(6 * place + order)) for order, person in enumerate(persons)
        )
    return Cast(seats=seats, people=people, posts=posts)


def _posts(body: str) -> Iterator[Post]:
    changes = {change.role: change for change in CHANGES if change.body == body}
    for order, (role, since) in enumerate(zip(ROLES, _SINCE, strict=True), start=1):
        change = changes.get(role)
        yield Post(f"p-{body}-{order}", role, since, change.last if change else None)
        if change and change.next:
            yield Post(f"p-{body}-{len(ROLES) + 1}", role, change.next)
    if body in SECTIONS:
        yield Post(f"p-{body}-{len(ROLES) + 1}", "section", SECTIONS[body])
