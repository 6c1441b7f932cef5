"""Links to strangers that no reader sees."""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from answerable.core.watch.pages.hosts import Neighbours, host_of, registered
from answerable.core.watch.pages.lexicon import FOUND
from answerable.core.watch.pages.values import Link, PageView
from answerable.core.watch.values import Alert, Limits, Passage, alert_of

_SURE = Fraction(85, 100)
_NAMED = re.compile(
    "(?:网|报|局|政府|委员会|大学|学院|医院|银行|公司|平台|客户端|微博|微信|抖音|频道|中心|协会|在线)$"
)
"""How the names of those end who are listed in a menu of friendly links, which scripts show when it is opened."""


def page_hidden(view: PageView, limits: Limits, on: date) -> Iterator[Alert]:
    """Hidden links to other sites, from a number on; menus of the own site and lists of institutions are none."""
    limit = limits.of("page-hidden")
    if limit is None:
        return
    around = Neighbours(view)
    links = [link for link in view.links if link.hidden is not None and around.strange(link)]
    links = [link for link in links if not _listed(link)]
    if len({link.address for link in links}) < limit["links"]:
        return
    hosts = tuple(sorted({registered(host_of(link.address)) for link in links}))
    yield alert_of(
        "page-hidden",
        view.id,
        on=on,
        value=Fraction(len(links)),
        threshold=limit["links"],
        confidence=_SURE,
        passages=tuple(Passage.cut(view.id, f"{link.text} {link.address}".strip()) for link in links[:5]),
        observation=view.id,
        says={"n": len(links), "hosts": hosts[:5], "allowed": int(limit["links"])},
    )


def _listed(link: Link) -> bool:
    """Whether it looks like an entry of a menu that opens on a click."""
    return link.hidden == "display" and bool(_NAMED.search(link.text.strip())) and not FOUND.search(link.text)
