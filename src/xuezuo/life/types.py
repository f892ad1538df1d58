"""Words of organizational life: kinds, states, attendance; and the plain values that services take and queries give."""

import dataclasses
import datetime as dt
import uuid
from typing import Final

from django.db import models

from xuezuo.org.types import UnitKind


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


_ANY_BODY: Final = frozenset(
    {
        ActivityKind.GENERAL_MEETING,
        ActivityKind.COMMITTEE_MEETING,
        ActivityKind.LECTURE,
        ActivityKind.THEME_DAY,
        ActivityKind.ORG_LIFE_MEETING,
        ActivityKind.STUDY_SESSION,
        ActivityKind.SPECIAL_STUDY,
        ActivityKind.APPRAISAL_MEETING,
    }
)
# 支部工作条例 art. 11-18: who holds which meeting. A group may hold an organizational-life meeting (art. 17).
KINDS_OF_UNIT: Final[dict[str, frozenset[ActivityKind]]] = {
    UnitKind.COMMITTEE: _ANY_BODY | {ActivityKind.THEORY_GROUP},
    UnitKind.GENERAL_BRANCH: _ANY_BODY | {ActivityKind.THEORY_GROUP},
    UnitKind.BRANCH: _ANY_BODY,
    UnitKind.GROUP: frozenset(
        {
            ActivityKind.GROUP_MEETING,
            ActivityKind.LECTURE,
            ActivityKind.THEME_DAY,
            ActivityKind.ORG_LIFE_MEETING,
            ActivityKind.STUDY_SESSION,
            ActivityKind.APPRAISAL_MEETING,
        }
    ),
}
MAX_MINUTES: Final = 1440
COMMENT_DAYS: Final = 7  # how long attendees may comment on minutes where neither template nor unit says otherwise
MAX_COMMENT_DAYS: Final = 30
CLASS_HOUR_MINUTES: Final = 60  # 1 学时 = 1 hour; units differ, a rule pack may say otherwise


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """A part of a bundle and how long it took (None = not noted apart)."""

    kind: str
    minutes: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Gathering:
    """What is said of an activity: what it was, when, how long, about what, by whom.

    Attributes:
        kind: an `ActivityKind` value.
        occurred_on: civil day, Asia/Shanghai.
        minutes: whole length; None = not noted.
        starts_at: civil time of day; None = not noted.
        lecturer_id: member who lectured; `lecturer_note` names one from outside.
        parts: further kinds that it held, each with its own duty.
        asks: ids of the asks that it serves, ascending.
    """

    kind: str
    occurred_on: dt.date
    minutes: int | None = None
    starts_at: dt.time | None = None
    place: str = ""
    topic: str = ""
    lecturer_id: int | None = None
    lecturer_note: str = ""
    parts: tuple[Part, ...] = ()
    asks: tuple[int, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class AgendaPoint:
    """One point of an agenda as somebody writes it; `uid` names an item that is there already.

    `presenter` is how the presenter is named, `presenter_id` the member behind it, if there is one. `kind` is an
    `ItemKind` value or empty, `text` what is to be known beforehand.
    """

    title: str
    presenter: str = ""
    presenter_id: int | None = None
    minutes: int | None = None
    uid: uuid.UUID | None = None
    kind: str = ""
    text: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class TemplatePoint:
    """One point of a template's agenda; `post` is a `Presenter` value or empty, `kind` an `ItemKind` value or empty."""

    title: str
    kind: str = ""
    minutes: int | None = None
    post: str = ""
    text: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Writing:
    """Minutes as somebody writes them: of the whole, or of the agenda item `item_id`.

    `base` is the version that was open while writing (0 = there was none); None = whatever is newest.
    """

    text: str
    reason: str = ""
    base: int | None = None
    item_id: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Decided:
    """A decision as somebody writes it: what, under which agenda item, whose, until when (civil day)."""

    text: str
    owner_id: int | None = None
    due_on: dt.date | None = None
    item_id: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class TemplateSpec:
    """The usual form of a unit's meetings as somebody writes it."""

    name: str
    kind: str
    starts_at: dt.time | None = None
    minutes: int | None = None
    place: str = ""
    topic: str = ""
    agenda: tuple[TemplatePoint, ...] = ()
    notice: str = ""
    comment_days: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class SeriesSpec:
    """On which days meetings come again, see `Series`."""

    rhythm: str
    starts_on: dt.date
    ends_on: dt.date | None = None
    every: int = 1
    weekday: int | None = None
    ordinal: int | None = None
    day: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Mark:
    """What one member of the roster did, with the reason of a leave."""

    member_id: int
    status: str
    reason: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Sheet:
    """An attendance sheet: those who differ from `rest`, the guests, and what everybody else did."""

    marks: tuple[Mark, ...] = ()
    guests: tuple[int, ...] = ()
    rest: str = AttendanceStatus.PRESENT


@dataclasses.dataclass(frozen=True, slots=True)
class GuestChange:
    """Guests that a correction adds and takes away, by member id."""

    added: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class RosterRow:
    """One member who is expected; `unit_id` is the unit of the affiliation (or of the meeting, for a committee)."""

    member_id: int
    unit_id: int
    uid: uuid.UUID
    number: str
    name: str
    unit_label: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One line of an attendance sheet as the asker may see it; `reason` is empty for those who may not read it."""

    member_id: int
    member_uid: uuid.UUID
    name: str
    number: str
    status: str
    reason: str
    is_guest: bool
    source: str
    version: int


@dataclasses.dataclass(frozen=True, slots=True)
class SignIn:
    """What scanning did: `is_new` False = the member had been signed in before and nothing was written."""

    activity_uid: uuid.UUID
    is_new: bool


FILES: Final = "life.activity"  # owner kind of attachments in platform.files
