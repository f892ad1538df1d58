"""Audit names of evaluation. An entry says that something was done, never a grade and never what was written."""

from typing import Final

from xuezuo.platform.audit.names import register_name

ROUND_STARTED: Final = register_name("evaluation.round_started", "启动民主评议")
ROUND_CLOSED: Final = register_name("evaluation.round_closed", "结束民主评议")
ROUND_VOIDED: Final = register_name("evaluation.round_voided", "民主评议作废")
SUBJECT_TAKEN: Final = register_name("evaluation.subject_taken", "把党员列入本支部评议")
SUBJECT_LEFT: Final = register_name("evaluation.subject_left", "把党员移出本支部评议")
SELF_HANDED_IN: Final = register_name("evaluation.self_handed_in", "提交自评")
SELF_ON_PAPER: Final = register_name("evaluation.self_on_paper", "登记书面自评")
PEERS_RECORDED: Final = register_name("evaluation.peers_recorded", "登记党员互评")
BALLOT_STARTED: Final = register_name("evaluation.ballot_started", "开始民主测评投票")
COMMITTEE_REPORTED: Final = register_name("evaluation.committee_reported", "登记支部班子工作报告")
VERDICTS_RECORDED: Final = register_name("evaluation.verdicts_recorded", "登记评定意见")
VERDICT_CORRECTED: Final = register_name("evaluation.verdict_corrected", "更正评定意见")
RESULTS_TOLD: Final = register_name("evaluation.results_told", "反馈评议结果")
RESULT_READ: Final = register_name("evaluation.result_read", "确认知晓评议结果")
PART_FINISHED: Final = register_name("evaluation.part_finished", "完成本支部民主评议")
APPEAL_MADE: Final = register_name("evaluation.appeal_made", "对评议结果提出申诉")
APPEAL_ANSWERED: Final = register_name("evaluation.appeal_answered", "支部答复申诉")
APPEAL_DECIDED: Final = register_name("evaluation.appeal_decided", "上级答复申诉")
HOME_RECEIVED: Final = register_name("evaluation.home_received", "签收流动党员评议结果")
PAST_IMPORTED: Final = register_name("evaluation.past_imported", "导入往年评议结果")
RESULTS_EXPORTED: Final = register_name("evaluation.results_exported", "导出评议结果")
