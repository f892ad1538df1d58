"""Words of organizational life: kinds, states, attendance."""

from django.db import models


class ActivityKind(models.TextChoices):
    """Kinds of activity; values are the deed kinds of files and duties."""

    GENERAL_MEETING = "general_meeting", "支部党员大会"
    COMMITTEE_MEETING = "committee_meeting", "支部委员会会议"
    GROUP_MEETING = "group_meeting", "党小组会"
    LECTURE = "lecture", "党课"
    THEME_DAY = "theme_day", "主题党日"
    ORG_LIFE_MEETING = "org_life_meeting", "组织生活会"
    STUDY_SESSION = "study_session", "集中学习"
    THEORY_GROUP = "theory_group", "理论学习中心组学习"
    SPECIAL_STUDY = "special_study", "专题研究"
    APPRAISAL_MEETING = "appraisal_meeting", "民主评议党员"


class State(models.TextChoices):
    """draft -> called -> held -> confirmed; only confirmed activities count; void ones stay readable."""

    DRAFT = "draft", "草稿"
    CALLED = "called", "已通知"
    HELD = "held", "已召开"
    CONFIRMED = "confirmed", "已确认"
    VOID = "void", "已作废"


class AttendanceStatus(models.TextChoices):
    """What a member did about a meeting."""

    PRESENT = "present", "出席"
    LEAVE = "leave", "请假"
    ABSENT = "absent", "缺席"


class Source(models.TextChoices):
    """How a record came in."""

    SCREEN = "screen", "点名录入"
    QR = "qr", "扫码签到"
    PAPER = "paper", "纸质补录"
    IMPORT = "import", "文件导入"
    CORRECTION = "correction", "更正"


class TalkPair(models.TextChoices):
    """Pairs of heart-to-heart talks (支部工作条例 art. 19)."""

    COMMITTEE_COMMITTEE = "committee_committee", "支委之间"
    COMMITTEE_MEMBER = "committee_member", "支委与党员"
    MEMBER_MEMBER = "member_member", "党员之间"
