"""Kinds of meetings: who holds which, and what each is called."""

from collections.abc import Collection
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
# A branch gives its name to its own meetings only; of everybody = of units of several kinds taken together.
_OF_EVERYBODY: Final = {ActivityKind.GENERAL_MEETING: "党员大会", ActivityKind.COMMITTEE_MEETING: "委员会会议"}
_NAMES: Final[dict[str, dict[ActivityKind, str]]] = {
    "": _OF_EVERYBODY,
    UnitKind.COMMITTEE: {ActivityKind.GENERAL_MEETING: "党员大会", ActivityKind.COMMITTEE_MEETING: "党委会议"},
    UnitKind.GENERAL_BRANCH: {
        ActivityKind.GENERAL_MEETING: "总支党员大会",
        ActivityKind.COMMITTEE_MEETING: "总支委员会会议",
    },
}
_DONE: Final = frozenset(
    {
        ActivityKind.LECTURE,
        ActivityKind.THEME_DAY,
        ActivityKind.STUDY_SESSION,
        ActivityKind.THEORY_GROUP,
        ActivityKind.SPECIAL_STUDY,
        ActivityKind.APPRAISAL_MEETING,
    }
)


def meeting_name(kind: str, unit_kind: str = "") -> str:
    """Return what such a meeting of such a unit is called; without a kind of unit, in a list of many units.

    >>> meeting_name("committee_meeting", "committee"), meeting_name("committee_meeting", "branch")
    ('党委会议', '支部委员会会议')
    """
    return _NAMES.get(unit_kind, {}).get(ActivityKind(kind)) or str(ActivityKind(kind).label)


def kind_choices(unit_kind: str = "", kinds: Collection[str] | None = None) -> list[tuple[str, str]]:
    """Return the kinds with their names for a unit of this kind; `kinds` = only these, else those that it holds."""
    fitting = kinds if kinds is not None else KINDS_OF_UNIT.get(unit_kind, ActivityKind.values)
    return [(kind.value, meeting_name(kind, unit_kind)) for kind in ActivityKind if kind in fitting]


def meeting_names() -> dict[str, str]:
    """Return the kind behind every name that a meeting has anywhere, for reading files."""
    units = ("", UnitKind.BRANCH, *_NAMES)
    return {meeting_name(kind, unit): kind.value for unit in units for kind in ActivityKind}


def verb(kind: str) -> str:
    """Return what one does with a meeting of this kind: 召开, or 开展 of what is not called together."""
    return "开展" if kind in _DONE else "召开"
