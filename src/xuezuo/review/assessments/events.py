"""Audit names of the app."""

from xuezuo.platform.audit.names import register_name

SURVEY_MADE = register_name("assessments.survey_made", "建立专项评估问卷")
SURVEY_DISCARDED = register_name("assessments.survey_discarded", "删除专项评估草稿")
QUESTION_ADDED = register_name("assessments.question_added", "问卷增加题目")
QUESTION_REMOVED = register_name("assessments.question_removed", "问卷删除题目")
SURVEY_OPENED = register_name("assessments.survey_opened", "开始专项评估")
SURVEY_CLOSED = register_name("assessments.survey_closed", "结束专项评估")
