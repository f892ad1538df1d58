"""Facts of organizational life, told upwards after commit; and the audit names of its deeds.

Events carry ids and the civil days touched, so that a room above can recompute what depends on them.
"""

import dataclasses
import datetime as dt
import uuid

from xuezuo.platform.audit.names import register_name


@dataclasses.dataclass(frozen=True, slots=True)
class ActivityChanged:
    """What a unit's deeds amount to may have changed on these days; the base of the events below."""

    unit_id: int
    days: tuple[dt.date, ...]
    uid: uuid.UUID | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class ActivityConfirmed(ActivityChanged):
    """An activity counts from now on."""


@dataclasses.dataclass(frozen=True, slots=True)
class ActivityCorrected(ActivityChanged):
    """An activity that counts was changed; `days` holds its former and its present day."""


@dataclasses.dataclass(frozen=True, slots=True)
class ActivityReopened(ActivityChanged):
    """An activity does not count until it is confirmed again."""


@dataclasses.dataclass(frozen=True, slots=True)
class ActivityVoided(ActivityChanged):
    """An activity does not count any more."""


@dataclasses.dataclass(frozen=True, slots=True)
class HeartTalkChanged(ActivityChanged):
    """A talk was recorded or voided."""


@dataclasses.dataclass(frozen=True, slots=True)
class DeedsImported:
    """A file of deeds was applied or revoked as a whole: units and days are too many to name."""

    batch_uid: uuid.UUID


PLANNED = register_name("life.activity_planned", "拟定组织生活计划")
REPLANNED = register_name("life.activity_replanned", "修改组织生活计划")
CALLED = register_name("life.activity_called", "发出会议通知")
RECORDED = register_name("life.activity_recorded", "登记并确认组织生活")
HELD = register_name("life.activity_held", "登记会议已召开")
CONFIRMED = register_name("life.activity_confirmed", "确认组织生活")
REOPENED = register_name("life.activity_reopened", "重新打开组织生活记录")
CORRECTED = register_name("life.activity_corrected", "更正组织生活记录")
VOIDED = register_name("life.activity_voided", "作废组织生活记录")
AGENDA_SET = register_name("life.agenda_set", "拟定议题")
ATTENDANCE_SET = register_name("life.attendance_set", "登记出勤")
ATTENDANCE_FROM_PAPER = register_name("life.attendance_from_paper", "按签到表补录出勤")
ATTENDANCE_CORRECTED = register_name("life.attendance_corrected", "更正出勤")
SIGNED_IN = register_name("life.attendance_signed_in", "扫码签到")
GUEST_ADDED = register_name("life.guest_added", "登记列席人员")
MINUTES_WRITTEN = register_name("life.minutes_written", "保存会议记录")
RESOLUTION_ADDED = register_name("life.resolution_added", "登记决议")
RESOLUTION_DONE = register_name("life.resolution_done", "决议办结")
AGENDA_CARRIED = register_name("life.agenda_carried", "列入上次会议未完的议题")
OUTCOME_SET = register_name("life.outcome_set", "标明议题结果")
MINUTES_CORRECTED = register_name("life.minutes_corrected", "更正会议记录")
TEXT_KEPT = register_name("life.text_kept", "留存未能保存的文字")
TEXT_DROPPED = register_name("life.text_dropped", "放弃未能保存的文字")
COMMENT_ADDED = register_name("life.comment_added", "对会议记录提意见")
COMMENT_ANSWERED = register_name("life.comment_answered", "答复对会议记录的意见")
RESOLUTION_CHANGED = register_name("life.resolution_changed", "修改决议")
RESOLUTION_REPORTED = register_name("life.resolution_reported", "报告决议完成")
RESOLUTION_RETURNED = register_name("life.resolution_returned", "退回决议完成报告")
RESOLUTION_REOPENED = register_name("life.resolution_reopened", "重新打开决议")
RESOLUTION_DROPPED = register_name("life.resolution_dropped", "决议不再执行")
TEMPLATE_SAVED = register_name("life.template_saved", "保存会议模板")
TEMPLATE_ENDED = register_name("life.template_ended", "停用会议模板")
SERIES_SAVED = register_name("life.series_saved", "设定定期会议")
SERIES_DRAFTED = register_name("life.series_drafted", "生成定期会议草稿")
TURN_SKIPPED = register_name("life.turn_skipped", "定期会议跳过一次")
TURN_MOVED = register_name("life.turn_moved", "定期会议改期一次")
TURN_RESTORED = register_name("life.turn_restored", "定期会议恢复一次")
SETTING_SAVED = register_name("life.meeting_setting_saved", "设定会议记录征求意见天数")
FILE_ATTACHED = register_name("life.file_attached", "上传附件")
FILE_REMOVED = register_name("life.file_removed", "移除附件")
FILE_READ = register_name("life.file_read", "下载附件")
PAPER_READ = register_name("life.paper_read", "下载会议文件")
STEP_MARKED = register_name("life.preparation_marked", "标明组织生活会步骤完成")
STEP_CLEARED = register_name("life.preparation_cleared", "取消组织生活会步骤标记")
OPINION_ADDED = register_name("life.opinion_added", "登记听取的意见")
OPINION_REMOVED = register_name("life.opinion_removed", "移除听取的意见")
PROBLEM_ADDED = register_name("life.problem_added", "列入问题清单")
PROBLEM_CHANGED = register_name("life.problem_changed", "修改问题清单")
PROBLEM_REMOVED = register_name("life.problem_removed", "移出问题清单")
TOPIC_ADDED = register_name("life.year_topic_added", "列入年度学习专题")
TOPIC_CHANGED = register_name("life.year_topic_changed", "修改年度学习专题")
TOPIC_DROPPED = register_name("life.year_topic_dropped", "取消年度学习专题")
FEED_MADE = register_name("life.calendar_feed_made", "生成会议日历订阅地址")
FEED_REVOKED = register_name("life.calendar_feed_revoked", "停用会议日历订阅地址")
BOOK_READ = register_name("life.book_read", "下载会议记录本")
TALK_RECORDED = register_name("life.heart_talk_recorded", "登记谈心谈话")
TALK_VOIDED = register_name("life.heart_talk_voided", "作废谈心谈话记录")
DEEDS_APPLIED = register_name("life.deeds_imported", "导入组织生活")
DEEDS_REVOKED = register_name("life.deeds_revoked", "撤销一次组织生活导入")
DEEDS_EXPORTED = register_name("life.deeds_exported", "导出组织生活")
