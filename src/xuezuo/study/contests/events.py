"""Audit names of contests. An entry says who did what to which contest, never a work, its author or a juror's marks."""

from xuezuo.platform.audit.names import register_name

CONTEST_MADE = register_name("contests.contest_made", "发起比赛")
CONTEST_CHANGED = register_name("contests.contest_changed", "修改比赛说明")
CONTEST_PREPARED = register_name("contests.contest_prepared", "调整比赛的轮次、题卡、队伍或评分项目")
CONTEST_OPENED = register_name("contests.contest_opened", "比赛开始")
CONTEST_VOIDED = register_name("contests.contest_voided", "比赛作废")
CONTEST_CLOSED = register_name("contests.contest_closed", "比赛结束")
CALL_MADE = register_name("contests.call_made", "主持知识竞赛")

JUROR_APPOINTED = register_name("contests.juror_appointed", "聘请评委")
JUROR_RELEASED = register_name("contests.juror_released", "解聘评委")
ENTRY_MADE = register_name("contests.entry_made", "提交参赛作品")
ENTRY_REPLACED = register_name("contests.entry_replaced", "更换参赛作品")
ENTRY_WITHDRAWN = register_name("contests.entry_withdrawn", "撤回参赛作品")
JUDGING_BEGUN = register_name("contests.judging_begun", "开始评审")
ENTRY_MARKED = register_name("contests.entry_marked", "评委打分")
JUDGING_ENDED = register_name("contests.judging_ended", "结束评审")
RULING_MADE = register_name("contests.ruling_made", "裁定参赛资格")
AWARDS_SET = register_name("contests.awards_set", "确定奖项")
