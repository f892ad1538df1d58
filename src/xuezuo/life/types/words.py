"""Words of organizational life: states, attendance, outcomes, rhythms, steps, pairs."""

from django.db import models


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


class Outcome(models.TextChoices):
    """What became of a point of the agenda; the last two are carried into the next meeting."""

    PLANNED = "planned", "待议"
    DISCUSSED = "discussed", "已议"
    UNFINISHED = "unfinished", "待续"
    NOT_REACHED = "not_reached", "未议"


class ItemKind(models.TextChoices):
    """What the meeting is to do with a point of the agenda."""

    STUDY = "study", "学习"
    REPORT = "report", "通报"
    DISCUSSION = "discussion", "讨论"
    DECISION = "decision", "讨论决定"
    VOTE = "vote", "表决"


class Presenter(models.TextChoices):
    """Who usually presents a point: a post, never a person, so that a template outlives those who hold it."""

    SECRETARY = "secretary", "书记"
    DEPUTY = "deputy", "副书记"
    ORGANIZATION = "organization", "组织委员"
    PUBLICITY = "publicity", "宣传委员"
    DISCIPLINE = "discipline", "纪检委员"
    COMMITTEE = "committee", "有关委员"
    GROUP_LEADER = "group_leader", "党小组组长"
    OWNER = "owner", "责任人"
    EVERYBODY = "everybody", "参会党员"


class Step(models.TextChoices):
    """What happens to a decision."""

    NOTED = "noted", "登记"
    CHANGED = "changed", "修改"
    REPORTED = "reported", "报告完成"
    CONFIRMED = "confirmed", "核实办结"
    RETURNED = "returned", "退回"
    REOPENED = "reopened", "重新打开"
    DROPPED = "dropped", "不再执行"
    TOLD = "told", "会上通报"


class Progress(models.TextChoices):
    """How far a decision is carried out."""

    OPEN = "open", "待办"
    REPORTED = "reported", "待核实"
    DONE = "done", "已办结"
    DROPPED = "dropped", "不再执行"


class Rhythm(models.TextChoices):
    """How meetings of a series come again."""

    MONTHLY_WEEKDAY = "monthly_weekday", "每月第几个星期几"
    MONTHLY_DAY = "monthly_day", "每月几日"
    WEEKLY = "weekly", "每周星期几"


class OrgLifeStep(models.TextChoices):
    """Steps of an organizational-life meeting (支部工作条例 art. 17), in order."""

    TOPIC = "topic", "确定主题"
    STUDY = "study", "会前学习"
    TALKS = "talks", "谈心谈话"
    OPINIONS = "opinions", "听取意见"
    PROBLEMS = "problems", "查摆问题"
    CRITICISM = "criticism", "批评和自我批评"
    MEASURES = "measures", "明确整改方向和措施"
    CARRY_OUT = "carry_out", "整改落实"


class OpinionSource(models.TextChoices):
    """From which side an opinion came."""

    MEMBERS = "members", "党员"
    MASSES = "masses", "群众"
    OTHERS = "others", "其他单位"


class TalkPair(models.TextChoices):
    """Pairs of heart-to-heart talks (支部工作条例 art. 19)."""

    COMMITTEE_COMMITTEE = "committee_committee", "支委之间"
    COMMITTEE_MEMBER = "committee_member", "支委与党员"
    MEMBER_MEMBER = "member_member", "党员之间"
