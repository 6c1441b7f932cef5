"""Literature in the place of an official paper, measured: figures of speech, senses, feeling, dialogue, a narrator.

党政机关公文处理工作条例, article 19: 内容简洁，主题突出，观点鲜明，结构严谨，表述准确，文字精练; article 5: 实事求是.
Nothing is said unless enough of the paper reads so and hardly anything in it can be checked.
"""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from answerable.core.watch.papers.facts import is_checkable, weighty
from answerable.core.watch.papers.kind import NAMES
from answerable.core.watch.papers.sheet import Sentence, Sheet
from answerable.core.watch.papers.values import Held
from answerable.core.watch.values import Alert, Limits, Passage, alert_of

_SURE = Fraction(9, 10)
_MARKS: Mapping[str, re.Pattern[str]] = {
    "figures": re.compile(
        "(?<![图头肖影雕塑画录摄偶])像[^，。；：！？素章片册]{1,14}(?:一样|一般|似的|般)"
        "|(?<![图头肖影雕塑画录摄偶])像(?:一[^个些批项次]|翻|极了|是在|春|雨|风)"
        "|仿佛|宛如|宛若|犹如|恰似|好似|如同[^，。]{1,10}(?:一样|一般|般)?|(?:月光|流水|潮水|火焰|诗|梦"
        "|雪|花|星辰?|墨)一?般|[如似](?:墨|诗|画|梦|霞|练|雪)(?![一-鿿]?[务])"
        "|化作|织成|落在人间|唤醒|亲吻|拥抱着|诉说着|低语|呢喃|吟唱"
    ),
    "senses": re.compile(
        "晨光|晨曦|朝霞|朝阳升|夕阳(?!红|产业)|余晖|月光|月色|星光|星辰|星星|夜色|夜空|暮色|微风|秋风"
        "|春风拂|风吹|清晨|黄昏|傍晚|夜幕|暮春|深秋"
        "|细雨|雨丝|雪花|花香|芬芳|药香|清香|墨香|鸽子|蝴蝶|鸟鸣|蝉鸣"
        "|炊烟|露珠|落叶|花瓣|菊花|梅花|樱花|落花|花儿|一朵|一条河流|心跳|脚步声|足音|皱纹|泪|眼眶|笑容"
        "|笑了|微笑|目光|眼神"
        "|指尖|掌心|白发|银发|轻轻|静静|悄悄|缓缓|轻声|柔声|灯火|那盏灯|窗外|窗前"
        "|的窗|走廊尽头|涟漪|斑驳|氤氲|晶莹|皎洁|沉甸甸|轻拂|轻洒|潺潺|沙沙|幽幽|袅袅|缕缕|淡淡的|柳絮"
        "|枫叶|梨花|荷塘"
        "|小巷|雨巷|老宅|孩提|外婆|爷爷|奶奶"
    ),
    "feeling": re.compile(
        "感动得|热泪|思念|诗篇|诗行|一首诗|的诗|梦境|梦里|深情|眷恋|岁月|时光|远方|忧伤|寂寞|孤独地"
        "|惆怅|缠绵|相思|流年|红尘|憧憬|宿命|心灵|心事|温柔|妩媚|美丽(?!乡村|中国|经济|庭院)|幸福的时刻"
        "|释怀|故乡|思绪|情怀|灵魂|生命的|永恒"
        "|心底|心田|心弦|心头|多么|怎能|何曾|谁不|春天会来|早已是|[啊呵哦呀][！，。]|我爱|愿你"
        "|人间"
    ),
    "dialogue": re.compile(
        "^\\s*“[^”]{1,60}[？！。…]”$|(?:说|问|道|答|喊|笑)[：:，,]?“|”[^，。”“]{0,10}(?:说|问|道|答|喊|笑)(?:着|了|道)?(?:[。，！]|$)"
    ),
    "narrator": re.compile(
        "(?:^|[，。；”“])[^，。；]{0,6}(?:她|他|老人|老妇|少年|小女孩|姑娘|母亲"
        "|父亲)(?:[^，。；]{0,6})(?:把|笑|望|抬|低|站|坐|推开|想起|记得|握|攥|抹|轻|默)"
        "|若你|你若|请去问|你可曾|你听|你看，|记得每|在[^，。]{1,6}里(?:播种|收割|行走|穿行|守望)"
        "|没有人知道|谁也"
    ),
}


def paper_literary(sheet: Sheet, held: Held, limits: Limits) -> Iterator[Alert]:
    """A paper of a known kind many of whose sentences are literary, of several sorts, and few of which state a fact."""
    limit = limits.of("paper-literary")
    sentences = weighty(sheet.sentences, 4)
    if limit is None or sheet.kind is None or len(sentences) < limit["sentences"]:
        return
    marked = [(each, sorts) for each in sentences if (sorts := _sorts(each.text))]
    counts = {sort: sum(sort in sorts for _, sorts in marked) for sort in _MARKS}
    share = Fraction(len(marked), len(sentences))
    facts = Fraction(sum(is_checkable(each.text) for each in sentences), len(sentences))
    wanted = _wanted(held, limit)
    kinds = sum(count > 0 for count in counts.values())
    if share < wanted or kinds < limit["kinds"] or facts > limit["facts"]:
        return
    yield alert_of(
        "paper-literary",
        sheet.paper.id,
        on=held.on,
        value=share,
        threshold=wanted,
        confidence=_SURE,
        passages=tuple(_passages(sheet, marked)),
        observation=sheet.paper.id,
        says={
            "kind": NAMES[sheet.kind][0],
            "kind_en": NAMES[sheet.kind][1],
            "n": len(sentences),
            "share": share,
            "facts": facts,
            **{sort: count or None for sort, count in counts.items()},
            "model": held.literary,
        },
    )


def _wanted(held: Held, limit: Mapping[str, Fraction]) -> Fraction:
    """The share that is wanted: less where the model reads it as literature as well."""
    sure = held.literary is not None and held.literary >= limit["model"]
    return limit["model_share"] if sure else limit["share"]


def _sorts(text: str) -> tuple[str, ...]:
    return tuple(sort for sort, pattern in _MARKS.items() if pattern.search(text))


def _passages(sheet: Sheet, marked: list[tuple[Sentence, tuple[str, ...]]]) -> Iterator[Passage]:
    """The five sentences with most sorts of marks, in their order."""
    most = sorted(marked, key=lambda each: -len(each[1]))[:5]
    for sentence, _ in sorted(most, key=lambda each: each[0].start):
        yield sheet.passage(sentence.start, sentence.end)
