"""Which kind of paper it is, by its title: one of the fifteen official kinds, a working paper, or nobody can tell.

The fifteen are those of 党政机关公文处理工作条例（中办发〔2012〕14号）, article 8. What a health centre, a school or a
company writes is held to that regulation by reference only.
"""

import re
from collections.abc import Mapping
from enum import StrEnum


class Kind(StrEnum):
    """The fifteen official kinds, then working papers."""

    RESOLUTION = "resolution"
    DECISION = "decision"
    ORDER = "order"
    COMMUNIQUE = "communique"
    PROCLAMATION = "proclamation"
    ANNOUNCEMENT = "announcement"
    OPINION = "opinion"
    NOTICE = "notice"
    CIRCULAR = "circular"
    REPORT = "report"
    REQUEST = "request"
    REPLY = "reply"
    BILL = "bill"
    LETTER = "letter"
    MINUTES = "minutes"
    SUMMARY = "summary"
    WORK_REPORT = "work_report"
    PLAN = "plan"
    SURVEY = "survey"
    SPEECH = "speech"
    BRIEF = "brief"
    SCHEME = "scheme"
    PERIODIC = "periodic"


NAMES: Mapping[Kind, tuple[str, str]] = {
    Kind.RESOLUTION: ("决议", "resolution"),
    Kind.DECISION: ("决定", "decision"),
    Kind.ORDER: ("命令（令）", "order"),
    Kind.COMMUNIQUE: ("公报", "communiqué"),
    Kind.PROCLAMATION: ("公告", "proclamation"),
    Kind.ANNOUNCEMENT: ("通告", "announcement"),
    Kind.OPINION: ("意见", "opinion"),
    Kind.NOTICE: ("通知", "notice"),
    Kind.CIRCULAR: ("通报", "circular"),
    Kind.REPORT: ("报告", "report to a superior"),
    Kind.REQUEST: ("请示", "request to a superior"),
    Kind.REPLY: ("批复", "reply to a request"),
    Kind.BILL: ("议案", "bill"),
    Kind.LETTER: ("函", "official letter"),
    Kind.MINUTES: ("纪要", "minutes"),
    Kind.SUMMARY: ("工作总结", "work summary"),
    Kind.WORK_REPORT: ("工作报告", "work report"),
    Kind.PLAN: ("工作计划", "work plan"),
    Kind.SURVEY: ("调研报告", "survey report"),
    Kind.SPEECH: ("讲话稿", "speech"),
    Kind.BRIEF: ("简报", "brief"),
    Kind.SCHEME: ("方案", "scheme"),
    Kind.PERIODIC: ("月报（季报）", "periodic report"),
}
"""Each kind in both languages."""
OFFICIAL = frozenset(list(Kind)[:15])
"""The fifteen."""

_TAIL = re.compile(
    r"(?:[（(〔\[][^（）()〔〕\[\]]{1,16}[）)〕\]]){1,9}$|\.(?:docx?|pdf|txt|html?|wps)$"
    r"|[。．.：:]{1,9}$",
    re.I,
)
_WORKING = (
    (Kind.SURVEY, r"(?:调研|调查|考察)报告$"),
    (Kind.SUMMARY, r"(?:总结|小结|总结报告)$"),
    (Kind.PLAN, r"(?:计划|工作要点|工作打算)$"),
    (Kind.SPEECH, r"(?:讲话|讲话稿|致辞|发言稿?|发言材料|讲话提纲)$"),
    (Kind.BRIEF, r"(?:简报|专报|工作动态)$"),
    (Kind.SCHEME, r"(?:方案|预案)$"),
    (Kind.PERIODIC, r"(?:月|季|周|日|旬)报$|^(?!.*关于).*(?:月份?|季度|月度|周).{0,16}报告$"),
    (Kind.WORK_REPORT, r"^(?!.*关于).*(?:工作|工作情况|年度|半年)报告$"),
)
_FIFTEEN = (
    (Kind.RESOLUTION, r"关于.{1,90}决议$"),
    (Kind.DECISION, r"关于.{1,90}决定$"),
    (Kind.ORDER, r"(?:^|[府会委局厅])(?:命令|令)$"),
    (Kind.COMMUNIQUE, r"公报$"),
    (Kind.PROCLAMATION, r"公\s*告$"),
    (Kind.ANNOUNCEMENT, r"通\s*告$"),
    (Kind.OPINION, r"关于.{1,90}(?<!征求)意见$"),
    (Kind.NOTICE, r"通\s*知$"),
    (Kind.CIRCULAR, r"关于.{1,90}通报$|(?:^|[府会委局厅院])通报$"),
    (Kind.REPORT, r"关于.{1,90}报告$"),
    (Kind.REQUEST, r"关于.{1,90}请示$"),
    (Kind.REPLY, r"关于.{1,90}批复$"),
    (Kind.BILL, r"关于.{1,90}议案$"),
    (Kind.LETTER, r"关于.{1,90}函$"),
    (Kind.MINUTES, r"纪要$"),
)
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in (*_WORKING, *_FIFTEEN))


def plain_title(title: str) -> str:
    """The title without blanks, file endings, and remarks in brackets behind it such as 报送稿."""
    line = re.sub(r"\s+", "", title)
    while (shorter := _TAIL.sub("", line)) != line:
        line = shorter
    return line


def kind_named(title: str) -> Kind | None:
    """The kind that a title names; None where it names none."""
    line = plain_title(title)
    return next((kind for kind, pattern in _PATTERNS if pattern.search(line)), None)
