"""Sentences that state something which can be checked: a figure, a day, a measure, an office, a named paper."""

import re

from answerable.core.watch.papers.sheet import Sentence

_NUMBERING = re.compile(
    r"^\s*(?:第?[一二三四五六七八九十]{1,3}[、是．.]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[.、．](?!\d))"
)
_FACT = re.compile(
    r"\d|[％%‰]|百分之|《[^《》]{1,200}》|〔\d{4}〕"
    "|(?:[二三四五六七八九十百千万两][余多]?|十[一二三四五六七八九])(?:个|名|人|次|件|项|家|户|场"
    "|期|台|套|天|年|月|日|例|条|份|所|处|公里|亩|吨|元|万)"
    "|(?:人民|镇|县|市|区|乡|省)政府|[县市区镇乡省]委|党委|党组|(?:卫健|教育|公安|民政|财政|人社"
    "|医保|住建|交通|农业农村|应急管理|市场监管|城管"
    "|自然资源|生态环境|水利|林业|审计|统计|税务|司法|文旅|发改|行政审批)[局委厅]"
    "|[\u4e00-\u9fff]{2,8}(?:委员会|办公室|办事处|居委会|村委会|派出所|疾控中心)"
)


def is_checkable(text: str) -> bool:
    """Whether a sentence states a fact that somebody could check; numbers of headings are none."""
    return bool(_FACT.search(_NUMBERING.sub("", text)))


def weighty(sentences: tuple[Sentence, ...], characters: int = 6) -> tuple[Sentence, ...]:
    """The sentences that are long enough to be expected to say something."""
    return tuple(each for each in sentences if len(each.text) >= characters)
