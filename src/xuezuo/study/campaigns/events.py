"""Audit names of campaigns."""

from typing import Final

from xuezuo.platform.audit.names import register_name

STARTED: Final = register_name("campaigns.campaign_started", "启动学习教育")
PAUSED: Final = register_name("campaigns.campaign_paused", "暂停学习教育")
RESUMED: Final = register_name("campaigns.campaign_resumed", "恢复学习教育")
CLOSED: Final = register_name("campaigns.campaign_closed", "结束学习教育")
ARCHIVED: Final = register_name("campaigns.campaign_archived", "归档学习教育")
READING_FIXED: Final = register_name("campaigns.reading_fixed", "指定学习篇目的资料")
ROUND_OPENED: Final = register_name("campaigns.round_opened", "发起检查")
CHECK_RECORDED: Final = register_name("campaigns.check_recorded", "登记检查结果")
