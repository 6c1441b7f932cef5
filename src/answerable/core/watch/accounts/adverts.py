"""Commercial advertising: marks of a price, of buying, a discount, an order line, a brand; three kinds at least."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from answerable.core.terms.message import Param
from answerable.core.watch.accounts.looking import Hit, said, single, told, words_of
from answerable.core.watch.accounts.values import Account, Said
from answerable.core.watch.values import Alert, Limits

_ADVERT = Fraction(8, 10)
_KINDS: Mapping[str, re.Pattern[str]] = {
    "price": re.compile(
        r"[¥￥]\s*\d|原价|现价|特价|仅售|仅需\s*\d|售价|一口价|(?<!\d)\d{1,9}(?:\.\d{1,2})?元(?:起|/|每|一|抢|秒|包邮)|低至|首付"
    ),
    "buy": re.compile(
        "下单|抢购|秒杀|团购|选购|购买|扫码购|立即购|拼单|加购|付款|预订热线|订购|售罄|认购|开抢|到店"
    ),
    "discount": re.compile(
        r"\d(?:\.\d)?折|折扣|优惠|满\d+减|立减|买[一二三]送|买\d+送|赠品|豪礼|包邮|大促|促销|清仓|钜惠|特惠|返现"
    ),
    "line": re.compile(
        r"加微信|微信号|微信[:：]|VX|vx|V信|客服|订购电话|订购热线|销售热线|售楼热线|咨询热线|联系电话|长按.{0,6}二维码|点击链接"
    ),
    "brand": re.compile(
        "旗舰店|专卖店|官方店|专柜|门店|商城|正品|新品上市|品牌|代理|加盟|招商加盟|楼盘|户型|开盘|售楼|样板间|美容院|养生馆|健身会所"
    ),
}
_PUBLIC = re.compile(
    "消费券|惠民|义诊|公益|免费接种|政府补贴|以旧换新|诈骗|反诈|骗局|谨防|查处|曝光|假冒|召回|虚假宣传|收费标准|政府定价|指导价"
    "|招标|采购公告|拍卖|竞价|招拍挂|助农|扶贫|帮扶|展销会|农博会|门票|景区|医保|疫苗|菜价|物价|价格监测|平价|保供|保障房|公租房"
    "|行政处罚|投诉|消费警示|消费提示"
)
"""Public business that speaks of prices and buying as well."""


def voice_advert(account: Account, limits: Limits) -> Iterator[Alert]:
    """Posts that advertise wares: one alert for each."""
    limit = limits.of("voice-advert")
    if limit is None:
        return
    for post in said(account, Said.POST):
        kinds = advert(post.text)
        if len(kinds) >= limit["kinds"]:
            says: dict[str, Param] = {"day": post.day, "kinds": tuple(kinds)}
            number = Fraction(len(kinds))
            hit = Hit(single(post), says, number, limit["kinds"], (words_of(post),), post.id)
            yield told("voice-advert", post.id, hit, _ADVERT)


def advert(text: str) -> dict[str, str]:
    """The words found, by kind of mark; none where there is neither price nor discount, or it is public business."""
    if _PUBLIC.search(text):
        return {}
    found = {kind: match[0] for kind, pattern in _KINDS.items() if (match := pattern.search(text))}
    return found if found.keys() & {"price", "discount"} else {}
