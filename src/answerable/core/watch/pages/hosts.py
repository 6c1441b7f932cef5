"""Whose site a link leads to: our own, one of public bodies or well known, or a stranger's."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from answerable.core.watch.pages.values import Link, PageView

_PUBLIC = ("gov.cn", "edu.cn", "mil.cn", "org.cn", "ac.cn", "政务", "政务.cn", "公益")
_SECOND = frozenset({"com", "net", "org", "gov", "edu", "ac", "mil", "co"})
_LISTED = """
    people.com.cn people.cn xinhuanet.com news.cn cctv.com cntv.cn cnr.cn chinanews.com chinanews.com.cn ce.cn
    cri.cn gmw.cn chinadaily.com.cn youth.cn xuexi.cn 12371.cn 12377.cn rednet.cn thepaper.cn qq.com weibo.com weibo.cn
    sina.com.cn sina.cn douyin.com toutiao.com kuaishou.com baidu.com sogou.com so.com 360.cn bing.com 163.com sohu.com
    ifeng.com alipay.com 12306.cn amap.com jiathis.com bshare.cn cnzz.com umeng.com cyberpolice.cn conac.cn w3.org
    adobe.com microsoft.com google.com mozilla.org gitee.com apple.com douban.com zhihu.com bilibili.com
"""
_KNOWN = frozenset(_LISTED.split())
"""Sites of public bodies, news, sharing, counting and tools that official pages usually link to."""


def host_of(address: str) -> str:
    """The host of an absolute web address without `www.`; empty for relative and other addresses."""
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.") if parts.scheme in ("http", "https", "") else ""


def registered(host: str) -> str:
    """The part of a host that somebody registered: xx.gov.cn of www.xx.gov.cn."""
    parts = host.split(".")
    length = 3 if len(parts) > 2 and parts[-2] in _SECOND and len(parts[-1]) == 2 else 2
    return ".".join(parts[-length:])


def well_known(host: str) -> bool:
    """Whether it is a public body's, or one of those that official pages usually link to."""
    return registered(host) in _KNOWN or any(
        host == suffix or host.endswith("." + suffix) for suffix in _PUBLIC
    )


@dataclass(frozen=True)
class Neighbours:
    """The hosts around a page."""

    view: PageView

    @cached_property
    def own(self) -> str:
        """The registered host of the page; of a page without address, the one it visibly links to most."""
        if self.view.address is not None and (host := host_of(self.view.address)):
            return registered(host)
        hosts = Counter(registered(host) for link in self.view.links if (host := _visible(link)))
        return hosts.most_common(1)[0][0] if hosts else ""

    @cached_property
    def shown(self) -> frozenset[str]:
        """The registered hosts that a reader sees links to."""
        return frozenset(registered(host) for link in self.view.links if (host := _visible(link)))

    def strange(self, link: Link) -> bool:
        """Whether the link leads to another site that is neither well known nor linked visibly as well."""
        host = host_of(link.address)
        if not host or well_known(host):
            return False
        return registered(host) != self.own and (link.hidden is None or registered(host) not in self.shown)


def _visible(link: Link) -> str:
    return host_of(link.address) if link.hidden is None else ""
