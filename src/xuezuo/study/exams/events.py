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
