"""An official voice that speaks for a person: opinion, temper, or scolding of others. Quoted words are not its own."""

import re
from collections.abc import Iterator
from fractions import Fraction

from answerable.core.watch.accounts.looking import Hit, said, single, told
from answerable.core.watch.accounts.values import Account, Said, Utterance
from answerable.core.watch.accounts.words import own_words
from answerable.core.watch.values import Alert, Limits, Passage

_OPINION = Fraction(75, 100)
_FEELS = "气死|无语|受不了|忍不了|忍不住(?:想)?[骂怼喷]|想骂|好烦|烦死|不爽|恶心|心累|崩溃|看不惯|看不下去"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        "(?<![让使令自对])(?:我|本人|小编|俺)(?:个人|自己|始终|一直|还是|倒是|真的?|就)?(?:觉得|认为|感觉|以为|相信这就是)",
        "在(?:我|本人|小编)看来|(?:我|小编)个人(?:的)?(?:看法|意见|观点)|个人(?:觉得|认为|看法|意见|观点)[，,:：是]",
        f"(?:我|本人|小编|俺|老子)(?:真的?|都|快|简直|实在|要|也|看[了得])*(?:被)?.{{0,6}}(?:{_FEELS})",
        "(?:我|小编|本号)(?:坚决|永远|就)?(?:力挺|站队|粉定|是.{0,8}(?:铁粉|死忠粉|真爱粉))",
        "脑残|不要脸|臭不要脸|无耻(?:之徒|至极|的)|(?<!生)活该|闭嘴|吃饱了撑|键盘侠|喷子|智商(?:堪忧|欠费)|绿茶婊|滚出|去死|傻[逼缺叉]"
        "|死全家|狗东西|人渣|王八|什么玩意|真(?:是)?恶心|太恶心|白痴|蠢货",
    )
)
_OTHERS_STORY = re.compile(
    "口述|自述|讲述|日记|手记|来信|征文|演讲|发言|专访|对话|访谈|心得|感言|获奖作品|网友(?:说|评论|留言)|留言选登|诗歌|散文|朗诵"
    "|作者[:：]|文[/／]|歌词|台词"
)
"""A post of this kind lets somebody else speak in the first person."""
_WARNS = re.compile(
    "拒绝|杜绝|不要|不当|不做|严禁|禁止|整治|网络暴力|网暴|谩骂|文明上网|辱骂|侮辱|处罚|行政拘留|依法|抵制"
)
"""A post of this kind speaks of abuse, and does not use it."""


def voice_opinion(account: Account, limits: Limits) -> Iterator[Alert]:
    """Posts and replies in which the account speaks of its own opinion or temper, or scolds: one alert for each."""
    if limits.of("voice-opinion") is None:
        return
    for utterance in (*said(account, Said.POST), *said(account, Said.REPLY)):
        if (found := opinion(utterance)) is not None:
            start = max(0, utterance.text.find(found) - 20)
            passage = Passage.cut(utterance.id, utterance.text, start)
            hit = Hit(
                single(utterance),
                {"day": utterance.day, "words": found},
                passages=(passage,),
                observation=utterance.id,
            )
            yield told("voice-opinion", utterance.id, hit, _OPINION)


def opinion(utterance: Utterance) -> str | None:
    """The words that speak for a person, or None; scolding in replies is a matter of hostility, not of opinion."""
    if utterance.source or _OTHERS_STORY.search(utterance.text):
        return None
    text = own_words(utterance.text)
    scolds = utterance.said is Said.POST and not _WARNS.search(text)
    for pattern in _PATTERNS if scolds else _PATTERNS[:-1]:
        if found := pattern.search(text):
            return found[0]
    return None
