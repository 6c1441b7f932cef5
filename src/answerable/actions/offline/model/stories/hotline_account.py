"""The account of the hotline: two years of useful posts, and answers in time. There is no fault to find in it."""

from datetime import date, timedelta
from hashlib import sha256

from answerable.actions.offline.model.days import LAST, at
from answerable.actions.offline.model.plan import Plan
from answerable.actions.offline.model.rows import Pen
from answerable.actions.offline.model.stories.account_texts import TOWNS
from answerable.actions.offline.model.watched import look_daily, observe, register

_VOICE = "hotline-account"
_NAME = "样例县12345"
_TOPICS = (
    (
        "物业费能不能因为电梯常坏而少交",
        "电梯维修由物业报维保单位48小时内处理，业主可向属地街道申请调解，不宜自行扣减费用",
    ),
    (
        "灵活就业人员怎么参加养老保险",
        "持身份证到任一乡镇便民服务中心登记，也可在省政务服务网办理，缴费档次每年可调整一次",
    ),
    ("小区夜间施工找谁管", "晚22时至次日6时噪声施工须有夜间证明并公告，可拨12345转县城管局现场核查"),
    ("孩子户口随母亲怎么办", "到派出所提交出生医学证明、父母身份证和结婚证，材料齐全的当场办结"),
    ("新建小区什么时候通公交", "县交通运输局每季度汇总一次线路调整意见，入住率过三成的小区优先列入"),
    ("医保异地就医怎么备案", "在国家医保服务平台选择参保地和就医地即可，急诊可以先住院后补备案"),
    ("路边树枝挡了红绿灯", "县园林管护站接件后两个工作日内修剪，涉及电力线路的会同供电公司处理"),
    ("水表转得快能不能校验", "可向供水公司申请，由县计量检定所上门，检定不合格的退回多收水费"),
    ("农村危房改造怎么申请", "向村委会提出，经村评议、乡镇审核、县住建局审批并公示七天后组织施工"),
    ("残疾人证到期怎么换", "第二代残疾人证有效期十年，到期前三个月在县残联网上申请，行动不便的上门评定"),
    ("租房提取公积金要什么材料", "无房证明由系统核验，填写承诺书后按月提取，每月额度见公积金中心公布的标准"),
    ("校门口摆摊影响通行", "教育、市场监管、城管三家已在上下学时段联合值守，划定疏导点两处"),
    ("办个体执照要跑几次", "网上填报、自动核验住所，最快当天取照，也可选择邮寄"),
    ("公厕没有无障碍扶手", "县住建局将其列入改造清单，年底前完成二十座，进度每月在本号公布"),
    ("秸秆能不能运到收储点换钱", "三个收储点常年收购，每吨补贴标准以农业农村局当季公告为准"),
    ("养老院有没有空床位", "全县九家机构床位每周一更新，可在民政局网站查询并电话预约参观"),
    ("电动车在哪里集中充电", "城区已设充电棚六十三处，未设的小区可由物业提出，消防救援大队免费指导选址"),
    ("被欠工资往哪里反映", "可拨12333或到县劳动监察大队登记，证据不全也先受理，五个工作日内答复进展"),
    ("山塘水浑是不是被污染", "生态环境分局取样送检，结果出来后三天内书面答复反映人并在村务栏张贴"),
    ("图书馆周末能不能延时", "自本月起周六、周日开放到21时，寒暑假每天延时，闭馆日照常可还书"),
    ("婚姻登记能否跨省办", "双方携带户口簿、身份证可在任一婚姻登记处办理，建议提前在网上预约"),
    ("路灯白天还亮着", "是线路检修时的试灯，城市照明管理所承诺当日恢复定时控制"),
    ("老年优待证怎么领", "年满60周岁凭身份证在社区领取，现在也可直接刷身份证乘车"),
    ("菜市场短斤少两怎么投诉", "可用公平秤复核并留存小票，市场监管所半小时内到场处理"),
)
_LEADS = (
    "近期来电问得较多的是“{ask}”。",
    "有群众来电询问：{ask}？",
    "本周解答一件常见诉求：{ask}。",
    "多位市民关心{ask}，现统一答复如下。",
)
_ENDS = (
    "{first}至{last}该类来电{n}件，其中{town}最多，办结率{share}%。",
    "{next}上午，承办单位在{town}便民服务中心现场解答，可直接前往。",
    "截至{last}，该类诉求办结{n}件，群众回访认可{share}%。",
    "{town}自{next}起增设受理窗口，周末不休息。",
    "{last}起该事项实行首问负责，{town}已办结{n}件。",
)
_ASKED = (
    (
        "热线一直占线，有没有别的办法提交？",
        "可在“样例县12345”小程序提交，与电话同一套工单，提交后短信告知编号。",
    ),
    ("上次反映的井盖问题修好了吗？", "施工单位昨日已更换井盖并恢复路面，工单附有前后照片，您可凭编号查看。"),
    ("工单办结了但问题没解决怎么办？", "您可在回访时选择“未解决”，工单会退回承办单位重办，并由督办科跟踪。"),
    (
        "能不能查询别人反映的同类问题？",
        "公开的办理结果在县政府网站互动交流栏目，可按关键词检索，个人信息已作处理。",
    ),
    ("外地号码打12345会转到哪里？", "请加拨本地区号，外省来电由省平台转接到我县，接听时间可能多一两分钟。"),
    ("投诉会不会让对方知道我是谁？", "转办时隐去您的姓名和电话，确需联系的先征求您的意见。"),
)


def tell(pen: Pen, plan: Plan) -> None:
    """Two posts a week and an answered message, looked at every day."""
    register(
        pen,
        plan,
        voice=_VOICE,
        name=_NAME,
        opened=plan.starts,
        platform="微信公众号",
        collect="feed",
        every_days=1,
        custody="both",
        posts_per_week="2",
        reply_hours=72,
    )
    look_daily(pen, voice=_VOICE, first=plan.starts)
    pen.book.add("voice_keys", voice=_VOICE, starts=plan.starts, key=sha256(_VOICE.encode()).hexdigest())
    pen.book.add(
        "silenced_rules",
        rule="figures-night",
        starts=date(2025, 1, 1),
        decided_by=pen.cast.holder(plan.body, "leader", on=date(2025, 1, 1)),
        why="阅读数次日采集，分不清是夜间还是白天的阅读",
    )
    day, turn = plan.starts, 0
    order: list[int] = []
    while day <= LAST - timedelta(days=2):
        for offset in (1, 3):
            if not order:
                order = pen.rng.sample(range(len(_TOPICS) * len(_LEADS)), len(_TOPICS) * len(_LEADS))
            _post(pen, plan, day=day + timedelta(days=offset), pick=order.pop())
        _exchange(pen, plan, day=day + timedelta(days=2), turn=turn)
        day, turn = day + timedelta(days=7), turn + 1


def _post(pen: Pen, plan: Plan, *, day: date, pick: int) -> None:
    ask, answer = _TOPICS[pick % len(_TOPICS)]
    lead = _LEADS[pick // len(_TOPICS)].format(ask=ask)
    town = pen.rng.choice(TOWNS)
    end = pen.rng.choice(_ENDS).format(
        n=pen.rng.randint(20, 160),
        share=pen.rng.randint(91, 99),
        first=_said(day - timedelta(days=7)),
        last=_said(day - timedelta(days=1)),
        town=town,
        next=_said(day + timedelta(days=pen.rng.randint(2, 9))),
    )
    if day > LAST:
        return
    reads = int(420 * pen.rng.lognormvariate(0, 0.5))
    observe(
        pen,
        plan,
        kind="post",
        when=at(day, hour=pen.rng.randint(9, 17), minute=pen.rng.randint(0, 59)),
        voice=_NAME,
        text=f"{lead}{answer}。{end}",
        reads=reads,
        likes=reads // pen.rng.randint(25, 70),
    )


def _said(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _exchange(pen: Pen, plan: Plan, *, day: date, turn: int) -> None:
    if day + timedelta(days=1) > LAST:
        return
    ask, answer = _ASKED[turn % len(_ASKED)]
    asked = at(day, hour=pen.rng.randint(8, 20), minute=pen.rng.randint(0, 59))
    question = observe(pen, plan, kind="message", when=asked, voice="网民留言", text=ask)
    lead = pen.rng.choice(("您好，", "您好！", "感谢来信。", ""))
    observe(
        pen,
        plan,
        kind="reply",
        when=asked + timedelta(minutes=pen.rng.randint(200, 1300)),
        voice=_NAME,
        text=lead + answer,
        answers=question,
    )
