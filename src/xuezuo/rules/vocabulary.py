"""The words rule packs are written in: closed lists with a code for files and a Chinese label for readers.

A pack that uses another word is refused, because somebody would have to teach the engine what it means. The codes of
deed kinds, unit kinds, unit types and posts are shared with the rooms above, which may import them from here.
"""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Self


class Labelled(StrEnum):
    """An enum member written as `NAME = code, label`; `label` is the word shown to readers."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        """Make the member equal to its code (without a label: look a member up by its code)."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


class Level(Labelled):
    """How far a pack reaches, from wide to narrow; the order of the members is the order of layering."""

    NATIONAL = "national", "全国"
    SECTOR = "sector", "行业"
    PROVINCE = "province", "省（区、市）"
    UNIT = "unit", "本单位"

    @property
    def rank(self) -> int:
        """0 for the widest level; a larger rank is a narrower level."""
        return list(Level).index(self)


class Force(Labelled):
    """How strongly a text binds."""

    MANDATORY = "mandatory", "应当"
    GENERAL = "general", "一般"
    CONVENTION = "convention", "惯例"

    @property
    def rank(self) -> int:
        """0 for the weakest."""
        return list(Force)[::-1].index(self)


class Evidence(Labelled):
    """What was read before a number was written into a pack."""

    TEXT = "text", "条文原文"
    PAGE = "page", "引用该条的网页或文件"
    SECONDARY = "secondary", "题库、问答、手册等二手材料"
    MEMORY = "memory", "凭记忆，未查到出处"


class Verdict(Labelled):
    """What the software says at the moment of a deed."""

    OK = "ok", "符合"
    REMIND = "remind", "提醒"
    WARN = "warn", "警示，由人决定"
    BLOCK = "block", "不能办理"


class UnitKind(Labelled):
    """Kinds of Party organizations."""

    COMMITTEE = "committee", "党委"
    GENERAL_BRANCH = "general_branch", "党总支"
    BRANCH = "branch", "党支部"
    GROUP = "group", "党小组"


class UnitType(Labelled):
    """The domain a unit works in (seven, as study-education practice groups them)."""

    VILLAGE = "village", "农村"
    COMMUNITY = "community", "社区"
    ORGAN = "organ", "机关"
    STATE_ENTERPRISE = "state_enterprise", "国有企业"
    EDUCATION = "education", "教育系统"
    PRIVATE_ENTERPRISE = "private_enterprise", "非公企业"
    SOCIAL = "social", "社会组织"


class BranchFunction(Labelled):
    """What a branch is for (the ten of 支部工作条例 art. 10)."""

    VILLAGE = "village", "村"
    COMMUNITY = "community", "社区"
    ENTERPRISE = "enterprise", "国有企业和集体企业"
    UNIVERSITY = "university", "高校"
    NON_PUBLIC = "non_public", "非公有制经济组织"
    SOCIAL = "social", "社会组织"
    INSTITUTION = "institution", "事业单位"
    ORGAN = "organ", "各级党和国家机关"
    FLOATING = "floating", "流动党员"
    RETIRED = "retired", "离退休干部职工"


class SubjectKind(Labelled):
    """Whom a duty binds."""

    BRANCH = "branch", "党支部"
    GROUP = "group", "党小组"
    GENERAL_BRANCH = "general_branch", "党总支"
    COMMITTEE = "committee", "党委"
    MEMBER = "member", "党员"


class Post(Labelled):
    """Posts that rules speak about."""

    SECRETARY = "secretary", "书记"
    DEPUTY = "deputy", "副书记"
    COMMITTEE_MEMBER = "committee_member", "委员"
    GROUP_LEADER = "group_leader", "党小组组长"


class DeedKind(Labelled):
    """Kinds of deeds that duties count."""

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
    HEART_TALK_COMMITTEE_COMMITTEE = "heart_talk_committee_committee", "谈心谈话（支部委员之间）"
    HEART_TALK_COMMITTEE_MEMBER = "heart_talk_committee_member", "谈心谈话（支部委员和党员之间）"
    HEART_TALK_MEMBER_MEMBER = "heart_talk_member_member", "谈心谈话（党员之间）"
    EXAM = "exam", "考学"
    TRAINING = "training", "培训班"
    SELF_STUDY = "self_study", "个人自学"
    TEACHING_VISIT = "teaching_visit", "现场教学"
    SECRETARY_REPORT_UP = "secretary_report_up", "书记向上级述职"
    SECRETARY_REPORT_MEMBERS = "secretary_report_members", "书记向党员大会述职"
    REPORT_REVIEW = "report_review", "述职评议"


class Template(Labelled):
    """How the deeds of a period become a number that is compared with what is required."""

    EVENT_COUNT = "event_count", "次数"
    EVENT_BY_ROLE = "event_by_role", "由任某职的人主讲的次数"
    SUM_PER_MEMBER = "sum_per_member", "每人累计"
    EXISTS_PER_MEMBER = "exists_per_member", "每人参加次数"
    STATE_VALID = "state_valid", "期末状态"


class State(Labelled):
    """States a `state_valid` duty may ask for; true or false on a given day."""

    TERM_CURRENT = "term_current", "任期未满"
    TERM_NOTICE_GIVEN = "term_notice_given", "已发换届提醒"
    COMMITTEE_FORMED = "committee_formed", "已设支部委员会"
    SIZE_WITHIN = "size_within", "党员人数在规定范围内"


class Exemption(Labelled):
    """Why a duty does not bind a subject in a period."""

    NO_COMMITTEE = "no_committee", "未设支部委员会"
    NO_GROUPS = "no_groups", "未划分党小组"
    NOTHING_BELOW = "nothing_below", "没有下级党组织"
    TEMPORARY_BRANCH = "temporary_branch", "临时党支部"
    FOUNDED_IN_PERIOD = "founded_in_period", "本期内成立"
    DISSOLVED_IN_PERIOD = "dissolved_in_period", "本期内撤销"
    OLD_OR_ILL = "old_or_ill", "年老体弱等，不作硬性要求"
    JOINED_IN_PERIOD = "joined_in_period", "本期内转入或入党"
    LEFT_IN_PERIOD = "left_in_period", "本期内转出或离开"
    BELOW_THRESHOLD = "below_threshold", "未达到适用人数"
    NO_TERM = "no_term", "未登记届次"


class Quantity(Labelled):
    """What a number counts."""

    TIMES = "times", "次"
    CLASS_HOURS = "class_hours", "学时"
    MINUTES = "minutes", "分钟"
    MONTHS = "months", "个月"
    YEARS = "years", "年"
    MEMBERS = "members", "名党员"
    FULL_MEMBERS = "full_members", "名正式党员"
    STATE = "state", "项"
    CHOICE = "choice", ""


class Direction(Enum):
    """Which way a parameter becomes stricter; without it two values cannot be compared."""

    HIGHER = "higher"
    LOWER = "lower"
