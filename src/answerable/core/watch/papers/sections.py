"""A summary or report of a period's work that says nothing of problems, or nothing of what comes next."""

import re
from collections.abc import Iterator
from fractions import Fraction

from answerable.core.watch.papers.kind import NAMES, Kind, plain_title
from answerable.core.watch.papers.sheet import Sheet
from answerable.core.watch.papers.values import Held
from answerable.core.watch.values import Alert, Limits, alert_of

_SURE = Fraction(85, 100)
_PROBLEMS = re.compile(
    "问题(?:和|与|及|、)?(?:不足|困难|短板|建议)?|不足|困难|短板|差距|薄弱|弱项|欠缺|瓶颈|制约"
    "|有待(?:加强|提高|提升|完善|改进)|不够|不到位|不平衡|不充分|隐患仍"
)
_STATED = re.compile(
    "(?:存在|还有|尚有|仍有|面临|表现|主要|突出|发现|反思|正视|分析|剖析|清醒|也|仍|还"
    "|但)[^。；\n]{0,24}(?:问题|不足|困难|短板|差距|薄弱|弱项|瓶颈)"
    "|(?:问题|不足|困难|短板|差距)(?:和|与|及|、)[^。；\n]{0,12}(?:问题|不足|困难|短板|差距|建议|原因)"
    "|(?:有待|亟待|仍需|还需|尚需)[^。；\n]{0,12}(?:加强|提高|提升|完善|改进|解决)"
    "|(?:还|仍|尚|较|比较)(?:不够|不足|不强|不到位|不平衡|不充分|薄弱|欠缺|滞后|偏低|短缺|不高|不严)"
)
_NEXT = re.compile(
    "下(?:一)?(?:步|阶段|年度|半年|季度|个?月)|今后|明年|来年|新的一年|后续工作|(?:工作"
    "|努力)(?:打算|计划|思路|方向)|20\\d\\d年(?:工作)?(?:打算|计划|思路|安排|重点)"
    "|(?:我院|我局|我镇|我们|本单位)将"
)
_WORK = re.compile(
    "关于.{0,60}(?:年|季度|月份?)[^，]{0,24}工作(?:总结|开展|完成|进展|落实)?(?:的)?(?:情况)?的报告$"
)
_SPECIAL = re.compile("报送|自查|整改|检查|事故|事件|督查|巡察|申请|会议|培训|活动|考察|学习")
_SUMMARY = re.compile("年|季度|月|周期|任期|阶段")


def paper_sections(sheet: Sheet, held: Held, limits: Limits) -> Iterator[Alert]:
    """Problems or next steps that a summary of work does not speak of; a heading or a clear sentence is enough."""
    if limits.of("paper-sections") is None or not _sums_up(sheet) or sheet.kind is None:
        return
    problems = _says_problems(sheet)
    following = any(_NEXT.search(line.text) for line in sheet.body)
    if problems and following:
        return
    yield alert_of(
        "paper-sections",
        sheet.paper.id,
        on=held.on,
        confidence=_SURE,
        passages=sheet.title_passages,
        observation=sheet.paper.id,
        says={
            "kind": NAMES[sheet.kind][0],
            "kind_en": NAMES[sheet.kind][1],
            "missing": (*["存在问题"] * (not problems), *["下步打算"] * (not following)),
            "missing_en": (*["problems"] * (not problems), *["next steps"] * (not following)),
        },
    )


def _sums_up(sheet: Sheet) -> bool:
    """Whether it sums up the work of a period, and is not about one event."""
    title = plain_title(sheet.title or sheet.paper.name)
    if sheet.kind is Kind.REPORT:
        return bool(_WORK.search(title)) and not _SPECIAL.search(title)
    sums = sheet.kind in (Kind.SUMMARY, Kind.WORK_REPORT)
    return sums and "工作" in title and bool(_SUMMARY.search(title)) and not _SPECIAL.search(title)


def _says_problems(sheet: Sheet) -> bool:
    lines = [line for line in sheet.body if line.is_heading]
    return any(_PROBLEMS.search(line.text) for line in lines) or any(
        _STATED.search(line.text) for line in sheet.body
    )
