"""Posts taken over from sources that are not on the list."""

import re
from collections.abc import Iterator
from fractions import Fraction

from answerable.core.terms.message import Param
from answerable.core.watch.accounts.looking import Hit, gathered, said, single, words_of
from answerable.core.watch.accounts.values import Account, Said
from answerable.core.watch.accounts.words import bare
from answerable.core.watch.values import Alert, Limits

_UNLISTED = Fraction(8, 10)
_ALWAYS = re.compile(
    r"gov\.cn|新华社|新华网|新华视点|人民日报|人民网|央视|中央广播电视总台|中国之声|央广|求是|光明日报|经济日报|学习强国|中国新闻[社网]|中新[社网]"
    r"|共产党员网|法治日报|农民日报|工人日报|中国青年报|中国纪检监察|(?:政府|党委|[县市省州区]委|人大|政协|委员会|办公[厅室]|[厅局])"
    r"(?:官网|网站?|官微|发布|公众号)?$|^中国政府网|部$|法院$|检察院$|发布$"
)
"""Party and government sites and central media may be reposted by everybody (国办发〔2018〕123号, 四（二）)."""


def voice_unlisted_source(account: Account, limits: Limits) -> Iterator[Alert]:
    """Posts from a source neither on the account's list nor open to everybody; only where it has a list."""
    if limits.of("voice-unlisted-source") is not None and account.voice.promise.sources:
        yield from gathered("voice-unlisted-source", account, _unlisted(account), _UNLISTED)


def _unlisted(account: Account) -> Iterator[Hit]:
    names = {account.voice.name, *account.voice.promise.sources}
    listed = {bare(name).lower() for name in names if bare(name)}
    for post in said(account, Said.POST):
        if post.source and not _is_listed(post.source, listed):
            says: dict[str, Param] = {"day": post.day, "source": post.source}
            yield Hit(single(post), says, passages=(words_of(post),), observation=post.id)


def _is_listed(source: str, listed: set[str]) -> bool:
    """Whether the source is on the list by its name, or a part of a name: 省日报客户端 is 省日报."""
    name = bare(source).lower()
    return bool(_ALWAYS.search(source.strip())) or any(each in name or name in each for each in listed)
