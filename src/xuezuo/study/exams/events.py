"""Audit names of exams."""

from xuezuo.platform.audit.names import register_name

# authors
BANK_MADE = register_name("exams.bank_made", "建立题库")
BANK_CHANGED = register_name("exams.bank_changed", "修改题库说明")
QUESTION_ADDED = register_name("exams.question_added", "新增题目")
QUESTION_EDITED = register_name("exams.question_edited", "修改题目")
QUESTION_RETIRED = register_name("exams.question_retired", "停用题目")
QUESTION_RESTORED = register_name("exams.question_restored", "恢复题目")
QUESTIONS_IMPORTED = register_name("exams.questions_imported", "导入题目")
QUESTIONS_EXPORTED = register_name("exams.questions_exported", "导出题目")
# those who sit
STARTED = register_name("exams.sitting_started", "开始考学作答")
SUBMITTED = register_name("exams.sitting_submitted", "交卷")
SITTINGS_CLOSED = register_name("exams.sittings_closed", "到时自动交卷")

# authors again: exams
EXAM_DRAFTED = register_name("exams.exam_drafted", "拟定考学")
EXAM_CHANGED = register_name("exams.exam_changed", "修改考学设置")
PAPER_SET = register_name("exams.paper_set", "编排试卷")
RULES_SET = register_name("exams.rules_set", "设定抽题规则")
EXAM_PUBLISHED = register_name("exams.exam_published", "发布考学")
EXAM_EXTENDED = register_name("exams.exam_extended", "延长考学时间")
EXAM_CLOSED = register_name("exams.exam_closed", "提前结束考学")
EXAM_VOIDED = register_name("exams.exam_voided", "作废考学")
PAPER_PRINTED = register_name("exams.paper_printed", "打印试卷或答案")
ANSWER_MARKED = register_name("exams.answer_marked", "评阅简答题")
MARK_CHANGED = register_name("exams.mark_changed", "更改简答题评分")
KEY_CORRECTED = register_name("exams.key_corrected", "更正答案并重新评分")
RESULT_ENTERED = register_name("exams.result_entered", "录入纸质考学成绩")
RESULT_CORRECTED = register_name("exams.result_corrected", "更正纸质考学成绩")
RESULTS_IMPORTED = register_name("exams.results_imported", "导入纸质考学成绩")
