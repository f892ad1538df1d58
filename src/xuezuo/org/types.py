"""Words of the organization: kinds, stages, posts, roles. Values are stored; labels are what people read."""

import dataclasses
import datetime as dt
import uuid
from typing import NamedTuple

from django.db import models

from xuezuo.kernel.dates import DateSpan


class UnitKind(models.TextChoices):
    """Kinds of organization (党章 art. 30; 支部工作条例 art. 4, 13)."""

    COMMITTEE = "committee", "党委"
    GENERAL_BRANCH = "general_branch", "党总支"
    BRANCH = "branch", "党支部"
    GROUP = "group", "党小组"


# Where a unit may stand (党章 art. 30; 支部工作条例 art. 4, 5, 13); a group has no life without a branch.
PARENT_KINDS: dict[str, tuple[UnitKind, ...]] = {
    UnitKind.COMMITTEE: (UnitKind.COMMITTEE,),
    UnitKind.GENERAL_BRANCH: (UnitKind.COMMITTEE,),
    UnitKind.BRANCH: (UnitKind.COMMITTEE, UnitKind.GENERAL_BRANCH),
    UnitKind.GROUP: (UnitKind.BRANCH,),
}

# Into which kind a unit may be merged besides its own: its members and children must be able to stand there.
MERGE_KINDS: dict[str, tuple[UnitKind, ...]] = {
    UnitKind.GENERAL_BRANCH: (UnitKind.COMMITTEE,),
    UnitKind.GROUP: (UnitKind.BRANCH,),
}


class UnitType(models.TextChoices):
    """The seven domains of the unit an organization belongs to (study-education practice)."""

    VILLAGE = "village", "农村"
    COMMUNITY = "community", "社区"
    ORGAN = "organ", "机关"
    STATE_ENTERPRISE = "state_enterprise", "国有企业"
    EDUCATION = "education", "教育系统"
    PRIVATE_ENTERPRISE = "private_enterprise", "非公企业"
    SOCIAL = "social", "社会组织"


class BranchFunction(models.TextChoices):
    """The ten branch functions (支部工作条例 art. 10)."""

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


class Sex(models.TextChoices):
    """As the roster writes it (GB/T 2261.1 names; codes are made on export to other systems)."""

    MALE = "male", "男"
    FEMALE = "female", "女"


class MemberStage(models.TextChoices):
    """Stages of membership that a roster knows."""

    PROBATIONARY = "probationary", "预备党员"
    FULL = "full", "正式党员"
    ENDED = "ended", "已离开"


class AffiliationKind(models.TextChoices):
    """How a member belongs to a unit; exactly one formal affiliation on any day of membership."""

    FORMAL = "formal", "正式"
    FLOATING = "floating", "流动"
    RESIDENCE = "residence", "居住地"
    TEMPORARY = "temporary", "临时"


class PostKind(models.TextChoices):
    """Posts that carry duties or rights here; the wording of the roster is kept in `Post.title`."""

    SECRETARY = "secretary", "书记"
    DEPUTY = "deputy", "副书记"
    COMMITTEE_MEMBER = "committee_member", "委员"
    GROUP_LEADER = "group_leader", "组长"
    FIRST_SECRETARY = "first_secretary", "第一书记"
    ORGANIZER = "organizer", "组织员"
    INSPECTOR = "inspector", "督导员"


COMMITTEE_POSTS = (PostKind.SECRETARY, PostKind.DEPUTY, PostKind.COMMITTEE_MEMBER)


class Role:
    """Roles that follow from posts (see `ROLE_OF_POST`) or from an affiliation (`MEMBER`)."""

    SECRETARY = "secretary"
    COMMITTEE_MEMBER = "committee_member"
    GROUP_LEADER = "group_leader"
    ORGANIZER = "organizer"
    INSPECTOR = "inspector"
    MEMBER = "member"
    ADMIN = "admin"


ROLE_OF_POST: dict[str, str] = {
    PostKind.SECRETARY: Role.SECRETARY,
    PostKind.DEPUTY: Role.SECRETARY,
    PostKind.FIRST_SECRETARY: Role.COMMITTEE_MEMBER,
    PostKind.COMMITTEE_MEMBER: Role.COMMITTEE_MEMBER,
    PostKind.GROUP_LEADER: Role.GROUP_LEADER,
    PostKind.ORGANIZER: Role.ORGANIZER,
    PostKind.INSPECTOR: Role.INSPECTOR,
}


class ChangeKind(models.TextChoices):
    """Structural deeds."""

    SET_UP = "set_up", "设立"
    RENAME = "rename", "更名"
    MOVE = "move", "调整隶属关系"
    MERGE = "merge", "合并"
    SPLIT = "split", "分设"
    DISSOLVE = "dissolve", "撤销"


@dataclasses.dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as it stood on a day: plain values for pages, commands and other rooms."""

    id: int
    uid: uuid.UUID
    code: str
    name: str
    kind: str
    unit_type: str
    is_temporary: bool
    during: DateSpan
    parent_id: int | None
    parent_code: str

    @property
    def kind_label(self) -> str:
        """The kind in Chinese."""
        return UnitKind(self.kind).label


class UnitLabel(NamedTuple):
    """What a page needs to name a unit and lead to it."""

    code: str
    name: str
    uid: uuid.UUID
    kind: str


@dataclasses.dataclass(frozen=True, slots=True)
class Document:
    """On what a structural deed rests: the day it takes effect and the document (文号 or title)."""

    on: dt.date
    reference: str


@dataclasses.dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit to be set up; `parent_id` None makes a root."""

    code: str
    name: str
    kind: str
    parent_id: int | None
    unit_type: str = ""
    function: str = ""
    is_temporary: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class SplitPlan:
    """Into what a unit is split.

    Attributes:
        parts: code and name of each new unit, at least two.
        main: the code of the part that carries on: it gets the children, everybody who is not listed, and old deeds
            as seen from today.
        members: 党员编号 and the code of the part the member goes to; who is not listed goes to the main part.
    """

    parts: tuple[tuple[str, str], ...]
    main: str
    members: tuple[tuple[str, str], ...] = ()
