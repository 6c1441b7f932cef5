"""What contracts of the model district say, clause by clause."""

CLAUSES = {
    "scoring": "甲方每月按百分制对乙方履约情况评分，评分结果作为当期付款依据。",
    "deduction": "月度评分低于90分的，每低1分扣减当月服务费的1%。",
    "rectification": "甲方发现问题的，书面通知乙方限期整改；乙方逐项整改并书面报告，由签发人以外的人复核。",
    "hand_over": "合同终止后15日内，乙方移交场地、设备、资料和数据，并配合甲方或后续承接主体接管。",
    "no_assignment": "乙方不得将本项目转包给其他主体。",
    "custody": "账号、密码和发布权限归甲方所有并由甲方专人保管，人员变动时当日书面交接。",
    "review": "拟发布内容应先经甲方审核；未经审核不得发布，不得以账号名义发表个人意见。",
    "other": "本项工作由受邀人无偿承担，双方未签订书面合同。",
}
USUAL = ("scoring", "deduction", "rectification", "hand_over", "no_assignment")
"""The kinds of clauses an ordinary contract has, beside its exit clauses."""

EXITS = {
    "not_corrected": "乙方收到限期整改通知后逾期仍未整改到位的，甲方可以解除合同。",
    "rated_low": "经核定服务对象满意度连续两个考核期低于约定标准的，甲方可以解除合同。",
    "serious_finding": "发生经甲方确认的严重问题，损害群众权益或者造成恶劣影响的，甲方可以解除合同。",
    "assignment": "乙方将项目转包的，甲方可以解除合同。",
    "abandoned": "乙方无正当理由停止服务超过3日的，甲方可以解除合同。",
}
NOTICE_DAYS = {"not_corrected": 15, "rated_low": 30, "serious_finding": 0, "assignment": 15, "abandoned": 0}
