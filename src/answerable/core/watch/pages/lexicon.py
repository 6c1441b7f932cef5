"""What spam is made of: words by kind, each with a weight, and the words of those who warn of it.

Three is a phrase that no public body says of itself, two one that hardly ever stands on an official page, one a word
that needs company. The list is our own and short on purpose; it looks for what is put into other people's pages.
"""

import re
from collections.abc import Mapping

KINDS = ("gambling", "lottery", "sex", "certificates", "loans", "cheats", "drugs", "goods")
_WORDS: Mapping[str, Mapping[int, str]] = {
    "gambling": {
        3: (
            "真人百家乐 百家乐平台 在线百家乐 网上百家乐 真人娱乐城 澳门赌场网址 线上赌场 在线赌场"
            " 网上赌场 赌博网站大全 真钱棋牌 真钱游戏 现金棋牌 捕鱼平台 体育投注平台 在线投注 投注平台"
            " 博彩平台 博彩网站 博彩公司 网上博彩 注册送彩金 首存送 老虎机平台 电子游艺平台 威尼斯人娱乐"
            " 永利娱乐 皇冠体育 皇冠现金网 亚博体育 开元棋牌 必赢亚洲 金沙娱乐城"
            " 太阳城娱乐 牛牛平台 炸金花平台 足球外围 赌球网站"
        ),
        2: "百家乐 新葡京 葡京娱乐 娱乐城 轮盘赌 老虎机 二八杠 赌场 外围网",
        1: "博彩 棋牌 投注 赌博 真人 现金网 网址 开户 注册送 娱乐平台 彩金 押注",
    },
    "lottery": {
        3: (
            "时时彩平台 时时彩计划 北京赛车pk10 pk10计划 幸运飞艇 六合彩特码 六合彩资料 香港六合彩"
            " 特码资料 一肖中特 精准三码 彩票内幕 快三计划 彩票计划群"
        ),
        2: "时时彩 六合彩 分分彩 三分彩 私彩",
        1: "彩票 开奖 计划群 倍投 导师带 六肖",
    },
    "sex": {
        3: (
            "一夜情交友 同城约炮 裸聊直播 裸聊平台 成人电影 成人网站 成人视频 黄色网站 色情网站 激情视频"
            " 无码高清 无码视频 日韩无码 亚洲无码 av在线 欧美av 伦理片在线 上门服务小姐 全套按摩 高端外围"
            " 小姐上门 美女上门"
        ),
        2: "约炮 裸聊 一夜情 援交 楼凤 成人影院 激情小说",
        1: "小姐 激情 色情 情色 成人 写真 诱惑 三级片 无码",
    },
    "certificates": {
        3: (
            "办证刻章 刻章办证 代办文凭 代办学历 办理毕业证书联系 代办毕业证 买毕业证 购买文凭 办假证"
            " 做假证 代开各类发票 代开各地发票 各类发票代开 代考包过 学历提升包过 真实可查学历 代写论文"
            " 论文代发 出售驾驶证 驾照包过 证书包过"
        ),
        2: "假文凭 假发票 枪手替考 原版制作",
        1: "办证 刻章 发票 代开发票 文凭 代办",
    },
    "loans": {
        3: (
            "黑户贷款 不看征信 无视征信 秒批秒到 急速放款 身份证贷款 私人放款 信用卡套现 花呗套现"
            " 信用卡代办 大额信用卡 垫还信用卡 网贷口子"
        ),
        2: "无抵押贷款 当天放款 快速下款 下款快 套现 高利贷",
        1: "贷款 放款 下款 征信 借款 加微信 无需抵押 低息贷款 秒到账",
    },
    "cheats": {
        3: (
            "传奇私服 私服发布 新开私服 变态传奇 魔域私服 游戏外挂 吃鸡外挂 王者外挂 外挂下载 辅助外挂"
            " 刷钻平台 代刷网 刷赞平台 卡盟平台"
        ),
        2: "外挂 代练 卡盟 刷粉 刷单兼职",
        1: "私服 传奇 辅助 破解版 代刷",
    },
    "drugs": {
        3: (
            "迷药购买 听话水 催情药 迷情药 蒙汗药 购买迷药 出售麻古 冰毒出售 气枪购买 仿真枪出售 弩出售"
            " 窃听器购买"
        ),
        2: "催情 迷药 乖乖水 壮阳药 窃听器",
        1: "购买 出售 货到付款",
    },
    "goods": {
        3: "高仿手表 高仿包包 原单货源 精仿手表 复刻手表 高仿鞋 莆田鞋批发",
        2: "高仿 精仿 莆田鞋 微商货源",
        1: "货源 一手 批发 正品",
    },
}
WARNING = re.compile(
    "警惕|防范|防骗|谨防|打击|整治|治理|严禁|禁止|不得|拒绝|抵制|远离|莫贪|举报|查处|查获|抓获|破获"
    "|捣毁|涉嫌|涉案|犯罪|违法|非法"
    "|处罚|判处|判决|刑法|诈骗|反诈|被骗|上当|套路|陷阱|风险提示|危害|毒品|禁毒|扫黄|清理|取缔"
    "|专项行动|专项整治|典型案例|案件|民警"
    "|公安|提醒|警示|揭秘|曝光|虚假|识别|不要|切勿|请勿|福利彩票|体育彩票|公益金|体彩|福彩|普惠"
    "|担保贷款|助学贷款|贴息|授信|银行"
    "|治安管理|条例|条款|法律责任|伪造|变造|买卖国家机关"
)
"""Words of those who warn of such things, forbid them or report on them."""
WEIGHTS: Mapping[str, tuple[str, int]] = {
    word: (kind, weight)
    for kind, by_weight in _WORDS.items()
    for weight, words in by_weight.items()
    for word in words.split()
}
FOUND = re.compile("|".join(sorted(map(re.escape, WEIGHTS), key=len, reverse=True)), re.IGNORECASE)
