"""Marks of public business in a text: an office, a service, a place, a day, a figure, a way to get in touch.

The lists are short on purpose and err towards finding a mark, for a text without any is held against somebody.
"""

import re
from collections.abc import Callable, Mapping, Set
from datetime import date
from functools import lru_cache

from answerable.core.watch.accounts.words import figures, places, times

OFFICE = re.compile(
    "政府|[县市区镇省州]委|党委|党组|党支部|党员|人大|政协|法院|检察|公安|民警|交警|派出所|消防|民政|人社|社保|医保|卫健"
    "|疾控|卫生院|医院|教育局|教体|学校|住建|城管|交通|农业|农村|林业|水利|水务|自然资源|生态环境|应急|市场监管|税务"
    "|财政|审计|统计|发改|司法|信访|文旅|文化馆|图书馆|气象|供电|供水|自来水|街道办|居委|村委|社区|村干部|驻村|网格"
    "|纪委|监委|工会|妇联|团委|残联|政务|融媒体|服务中心|办事大厅|服务大厅|窗口|指挥部|办公室|委员会|管理局|[我本全]"
    "[县市区镇乡村街局委院]|群众|居民|村民|市民|干部"
)
SERVICE = re.compile(
    "办理|申请|申报|申领|领取|缴费|缴纳|参保|补贴|补助|救助|低保|养老|公积金|停水|停电|停气|检修|抢修|施工|封闭|绕行"
    "|限行|通告|公告|通知|公示|预警|防汛|洪水|火灾|防火|火情|禁烧|禁燃|招聘|招考|就业|报名|疫苗|接种|体检|义诊|筛查"
    "|登记|审批|许可|年检|政策|条例|规定|办法|法律|法规|普法|宪法|反诈|诈骗|安全|隐患|整治|文明|志愿|垃圾分类|环境"
    "|河长|巡河|乡村振兴|脱贫|项目|工程|开工|竣工|会议|调研|检查|督查|督导|部署|推进|落实|征求意见|听证|选举|普查|征兵"
    "|入学|招生|学区|高考|中考|考试|考生|公交|线路|班次|道路|价格|物价|菜价|粮|农技|播种|收割|病虫害|天气|气温|降雨"
    "|暴雨|台风|寒潮|大雾|地震|疫情|传染病|食品|召回|抽检|曝光|失信|招领|寻人|献血|举报|投诉|热线|咨询|竞赛|展览|演出"
    "|预约|开放|培训|讲座|工作|服务|信箱|答复|消费券|医疗|健康|卫生|出行|证件|身份证|社会|国家|人民"
)
_CONTACT = re.compile(
    r"\d{3,4}-\d{7,8}|(?<!\d)1\d{10}(?!\d)|(?<!\d)(?:12345|12315|12333|12366|110|119|120|122)(?!\d)"
)


_LOOKS: Mapping[str, Callable[[str, date], bool]] = {
    "office": lambda text, _: bool(OFFICE.search(text)),
    "service": lambda text, _: bool(SERVICE.search(text)),
    "place": lambda text, _: bool(places(text)),
    "time": lambda text, day: bool(times(text, day)),
    "figure": lambda text, day: bool(figures(text, day)),
    "contact": lambda text, _: bool(_CONTACT.search(text)),
}


@lru_cache(65_536)
def marks(text: str, day: date) -> frozenset[str]:
    """Which kinds of marks the text of the day bears: office, service, place, time, figure, contact."""
    return frozenset(kind for kind, there in _LOOKS.items() if there(text, day))


def bears_mark(text: str, day: date, *, besides: Set[str] = frozenset()) -> bool:
    """Whether the text of the day bears any mark, other than of these kinds: it looks no further than the first."""
    return any(there(text, day) for kind, there in _LOOKS.items() if kind not in besides)
