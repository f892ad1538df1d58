"""Audit names of reading. What a member keeps for oneself leaves no trace."""

from typing import Final

from xuezuo.platform.audit.names import register_name

LIST_MADE: Final = register_name("reading.list_made", "建立学习清单")
LIST_CHANGED: Final = register_name("reading.list_changed", "修改学习清单")
LIST_WITHDRAWN: Final = register_name("reading.list_withdrawn", "撤下学习清单")
ITEM_ADDED: Final = register_name("reading.item_added", "学习清单加入资料")
ITEM_REMOVED: Final = register_name("reading.item_removed", "学习清单移出资料")
STUDY_SUBMITTED: Final = register_name("reading.self_study_submitted", "提交个人自学")
STUDY_TAKEN_BACK: Final = register_name("reading.self_study_taken_back", "撤回个人自学")
STUDY_APPROVED: Final = register_name("reading.self_study_approved", "认可个人自学")
STUDY_RETURNED: Final = register_name("reading.self_study_returned", "退回个人自学")
STUDY_VOIDED: Final = register_name("reading.self_study_voided", "作废个人自学")
