"""Indicators of the model district, their dated editions and bands."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from answerable.actions.offline.model.rows import Book
from answerable.core.tables.declare import Both
from answerable.core.terms.period import PeriodKind

_START = date(2024, 7, 1)
POINTS = {"excellent": 100, "green": 95, "amber": 80, "red": 50}
"""Per cent of an indicator's weight that a month in the band earns, in every contract of the district."""


@dataclass(frozen=True)
class Edition:
    """Bands from a day on. `cuts` are the borders from low to high; there is one band more than borders."""

    cuts: tuple[str, ...]
    bands: tuple[str, ...]
    target: str = "green"
    starts: date = _START

    def points(self, value: Fraction) -> Fraction:
        """What a value earns, in per cent of the indicator's weight. Borders belong to the band above them."""
        return Fraction(POINTS[self.bands[bisect_right([Fraction(cut) for cut in self.cuts], value)]])


@dataclass(frozen=True)
class Indicator:
    """What is measured, and how."""

    name: Both
    editions: tuple[Edition, ...]
    period: PeriodKind = PeriodKind.MONTH
    measure: str = "share"
    better: str = "higher"
    unit: str = "%"

    def edition(self, on: date) -> Edition:
        """The edition in force on the day."""
        return [edition for edition in self.editions if edition.starts <= on][-1]


def _share(name: str, name_en: str, *, target: str = "95", far: str = "90", top: str = "98") -> Indicator:
    return Indicator(Both(name, name_en), (_rising(target, far=far, top=top),))


def _rising(target: str, *, far: str, top: str) -> Edition:
    return Edition((far, target, top), ("red", "amber", "green", "excellent"))


def _falling(target: str, *, far: str, top: str) -> Edition:
    return Edition((top, target, far), ("excellent", "green", "amber", "red"))


_M, _Q, _W = PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.WEEK
INDICATORS = {
    "sweeping": _share("道路清扫到位率", "Streets swept as planned"),
    "litter": _share("垃圾清运及时率", "Litter removed in time"),
    "bins": _share("果皮箱完好整洁率", "Litter bins clean and whole"),
    "washing": _share("洗扫作业完成率", "Road washing done as planned"),
    "attendance": _share("人员到岗率", "Staff at their posts"),
    "vehicles": _share("作业车辆完好率", "Vehicles in working order"),
    "spot-checks": _share("抽查合格率", "Spot checks passed", target="90", far="80", top="96"),
    "bill-posting": _share("乱张贴清除率", "Bill-posting removed"),
    "hours-to-fix": Indicator(
        Both("问题平均处置时长", "Average hours to fix a problem"),
        (_falling("24", far="36", top="12"),),
        measure="ratio",
        better="lower",
        unit="小时",
    ),
    "reply-in-time": _share("留言按时回复率", "Messages answered in time"),
    "original-posts": _share("原创内容占比", "Original posts", target="60", far="50", top="75"),
    "posts-per-week": Indicator(
        Both("每周更新篇数", "Posts per week"),
        (_rising("3", far="2", top="5"),),
        measure="ratio",
        unit="篇",
    ),
    "visits-on-time": _share("上门服务准时率", "Home visits on time"),
    "trips-on-time": _share("接送准点率", "Trips on time"),
    "plans-kept": _share("照护计划完成率", "Care plans carried out", target="90", far="80", top="96"),
    "fees-correct": _share("计费准确率", "Parking fees charged correctly", target="98", far="95", top="99.5"),
    "devices-up": _share("停车设备在线率", "Parking devices in service"),
    "collected": Indicator(
        Both("餐厨垃圾按时收运率", "Kitchen waste collected on time"),
        (_rising("95", far="85", top="98"),),
        period=_W,
    ),
    "weighed": _share("收运计量完整率", "Collections weighed and recorded"),
    "answered-15s": Indicator(
        Both("15秒接通率", "Calls answered within 15 seconds"),
        (
            Edition(("80", "90"), ("red", "amber", "green")),
            Edition(("85", "95", "99"), ("red", "amber", "green", "excellent"), starts=date(2025, 7, 1)),
        ),
    ),
    "solved-first": _share(
        "一次解答率", "Questions solved on the first call", target="80", far="70", top="86"
    ),
    "seconds-to-answer": Indicator(
        Both("平均应答时长", "Average seconds to answer"),
        (_falling("15", far="30", top="8"),),
        measure="ratio",
        better="lower",
        unit="秒",
    ),
    "meals-on-time": _share("按时供餐率", "Meals served on time"),
    "samples-kept": _share(
        "食品留样合格率", "Food samples kept as required", target="98", far="90", top="99.5"
    ),
    "cost-per-meal": Indicator(
        Both("每餐平均成本", "Average cost per meal"),
        (_falling("14", far="16", top="12"),),
        period=_Q,
        measure="ratio",
        better="lower",
        unit="元",
    ),
    "pages-accepted": Indicator(
        Both("数字化成果验收合格率", "Digitised pages accepted"),
        (_rising("99", far="97", top="99.8"),),
        period=_Q,
    ),
    "requests-in-time": _share("调档请求按时办结率", "Retrieval requests met in time"),
    "plants-alive": _share("苗木成活率", "Plants alive"),
    "tasks-done": _share("养护任务完成率", "Upkeep tasks done", target="90", far="80", top="96"),
    "tickets-in-time": _share("报障按时处置率", "Tickets handled in time"),
}


def write_used(book: Book) -> None:
    """Write the indicators that some contract agreed on, with all their editions and bands."""
    used = {row["indicator"] for row in book.rows["contract_indicators"]}
    for key, indicator in INDICATORS.items():
        if key in used:
            for edition in indicator.editions:
                _write(book, key, indicator=indicator, edition=edition)


def _write(book: Book, key: str, *, indicator: Indicator, edition: Edition) -> None:
    book.add(
        "indicators",
        id=key,
        starts=edition.starts,
        name=indicator.name.zh,
        name_en=indicator.name.en,
        period=indicator.period.value,
        measure=indicator.measure,
        better=indicator.better,
        unit=indicator.unit,
    )
    borders = ("", *edition.cuts, "")
    for band, low, high in zip(edition.bands, borders, borders[1:], strict=False):
        book.add(
            "bands",
            indicator=key,
            starts=edition.starts,
            band=band,
            low=low,
            high=high,
            target=band == edition.target,
            points=POINTS[band],
        )
