"""Required elements of an official paper that are missing: title, number, addressee, signature, day, signatory.

党政机关公文处理工作条例（中办发〔2012〕14号）, articles 9 and 15.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from answerable.core.watch.papers.kind import NAMES, Kind, plain_title
from answerable.core.watch.papers.sheet import ORGAN, Sentence, Sheet
from answerable.core.watch.papers.values import Held
from answerable.core.watch.values import Alert, Limits, alert_of

_SURE = Fraction(85, 100)
_NUMBERED = frozenset(
    {
        Kind.DECISION,
        Kind.OPINION,
        Kind.NOTICE,
        Kind.CIRCULAR,
        Kind.REPORT,
        Kind.REQUEST,
        Kind.REPLY,
        Kind.LETTER,
    }
)
_ADDRESSED = frozenset({Kind.NOTICE, Kind.REPORT, Kind.REQUEST, Kind.REPLY, Kind.LETTER, Kind.BILL})
_UNSIGNED = frozenset({Kind.MINUTES, Kind.RESOLUTION, Kind.COMMUNIQUE})
_UPWARD = frozenset({Kind.REPORT, Kind.REQUEST})
_STATE = re.compile(
    "政府|(?<!村民)(?<!居民)(?<!业主)委员会|党委|党组|[省市县区镇乡]委|局$|厅$|人大|政协|街道办事处"
    "|法院|检察院|指挥部|领导小组"
    "|(?:政府|委|局|厅)办公室|总支|党支部"
)
_PUBLISHED = re.compile("(?:年度报告|年报|白皮书|公报|评估报告|调查报告)$")
"""Reports for the public: they go to nobody above, and bear neither number nor addressee."""
_ASKS = re.compile(
    "请予?批准|请予?批示|请予?批复|请予?审批|请指示|请予?核拨|恳请[^。]{0,30}(?:批准|拨付|解决|支持"
    "|批复|同意)"
    "|妥否|当否|可否[^。]{0,10}请|拟请[^。]{0,30}(?:批准|拨付|解决|同意)"
)
_ELEMENTS = {
    "issuer": ("标题中的发文机关名称", "the issuing body in the title"),
    "subject": ("标题中的事由", "the subject in the title"),
    "number": ("发文字号", "the number"),
    "addressee": ("主送机关", "the addressee"),
    "signature": ("发文机关署名", "the signature of the issuing body"),
    "day": ("完整的成文日期", "the day in full"),
    "signatory": ("签发人", "the signatory"),
}


def paper_elements(sheet: Sheet, held: Held, limits: Limits) -> Iterator[Alert]:
    """Elements that the kind of paper requires and that are not there, or a report that carries a request."""
    limit = limits.of("paper-elements")
    kind = sheet.kind
    if limit is None or kind is None or not sheet.formal or _PUBLISHED.search(plain_title(sheet.title)):
        return
    missing = [element for element in _ELEMENTS if _lacks(sheet, kind, element)]
    asks = _request(sheet) if kind is Kind.REPORT else None
    faults = len(missing) + (asks is not None)
    if faults < limit["missing"]:
        return
    yield alert_of(
        "paper-elements",
        sheet.paper.id,
        on=held.on,
        value=Fraction(faults),
        threshold=limit["missing"],
        confidence=_SURE,
        passages=(*sheet.title_passages, *(() if asks is None else (sheet.passage(asks.start, asks.end),))),
        observation=sheet.paper.id,
        says={
            "kind": NAMES[kind][0],
            "kind_en": NAMES[kind][1],
            "missing": tuple(_ELEMENTS[each][0] for each in missing),
            "missing_en": tuple(_ELEMENTS[each][1] for each in missing),
            "asks": None if asks is None else asks.text.strip(),
            "issuer": None if not sheet.issuer or of_the_state(sheet.issuer) else sheet.issuer,
        },
    )


def of_the_state(issuer: str) -> bool:
    """Whether a body is one of party or state, to which the regulation applies directly."""
    return bool(_STATE.search(issuer))


def _lacks(sheet: Sheet, kind: Kind, element: str) -> bool:
    checks: Mapping[str, Callable[[Sheet, Kind], bool]] = {
        "issuer": _no_issuer,
        "subject": _no_subject,
        "number": _no_number,
        "addressee": lambda paper, its: its in _ADDRESSED and paper.addressee is None,
        "signature": lambda paper, its: its not in _UNSIGNED and not paper.signature,
        "day": lambda paper, its: its is not Kind.MINUTES and paper.dated is None,
        "signatory": lambda paper, its: its in _UPWARD and _no_signatory(paper),
    }
    return checks[element](sheet, kind)


def _no_issuer(sheet: Sheet, kind: Kind) -> bool:
    """A red head names the body as well."""
    if kind is Kind.MINUTES or sheet.has_red_head:
        return False
    title = plain_title(sheet.title)
    named = title.split("关于")[0] if "关于" in title else title[: -len(NAMES[kind][0])]
    return not ORGAN.search(re.sub("(?:转发|印发)+$", "", named))


def _no_subject(sheet: Sheet, kind: Kind) -> bool:
    """Proclamations, orders and minutes may do without."""
    free = {Kind.PROCLAMATION, Kind.ANNOUNCEMENT, Kind.ORDER, Kind.MINUTES, Kind.COMMUNIQUE}
    return kind not in free and "关于" not in sheet.title and not re.search("转发|印发", sheet.title)


def _no_number(sheet: Sheet, kind: Kind) -> bool:
    """Bodies outside party and state need none unless they use a red head."""
    bound = of_the_state(sheet.issuer) or any(line.text.endswith("文件") for line in sheet.head)
    return kind in _NUMBERED and bound and sheet.number is None


def _no_signatory(sheet: Sheet) -> bool:
    """Only where the head is there at all: a text copied without its head does not show who signed."""
    signed = any("签发" in line.text for line in (*sheet.head, *sheet.rest[:3]))
    return bool(sheet.head) and sheet.number is not None and not signed


def _request(sheet: Sheet) -> Sentence | None:
    """The sentence of a report that asks for approval."""
    return next((each for each in sheet.sentences if _ASKS.search(each.text)), None)
