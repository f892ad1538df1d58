"""Words of votes at meetings, and the plain values that services take and queries give."""

import dataclasses
import datetime as dt
import uuid
from typing import Final

from django.db import models


class VoteKind(models.TextChoices):
    """What is voted on; each has its own formula (`rules.votes`)."""

    RESOLUTION = "resolution", "党员大会决议"
    COMMITTEE_RESOLUTION = "committee_resolution", "委员会决议"
    ADMISSION = "admission", "接收预备党员"
    CONVERSION = "conversion", "预备党员转正"
    APPROVAL = "approval", "党委审批接收、转正"


ONE_BY_ONE: Final = (VoteKind.ADMISSION, VoteKind.CONVERSION)  # secret, one candidate each, written opinions count
ABOUT_ONE: Final = (*ONE_BY_ONE, VoteKind.APPROVAL)  # one candidate each
OF_COMMITTEE: Final = (VoteKind.COMMITTEE_RESOLUTION, VoteKind.APPROVAL)  # its members vote


class VoteMethod(models.TextChoices):
    """How the votes are given."""

    OPEN = "open", "举手表决"
    COUNTED = "counted", "无记名投票，当场清点后登记"
    PAPER = "paper", "无记名纸质票，两名计票人在本系统分别录入"
    ELECTRONIC = "electronic", "无记名电子票（本系统）"
    MIXED = "mixed", "无记名投票，纸质票和电子票（本系统）"


POLLED: Final = (VoteMethod.PAPER, VoteMethod.ELECTRONIC, VoteMethod.MIXED)  # run by `review.ballots`


class VoteState(models.TextChoices):
    """prepared -> started -> stopped; a stopped one may be voted on again, and anything may be made void."""

    PREPARED = "prepared", "待表决"
    STARTED = "started", "表决中"
    STOPPED = "stopped", "已表决"
    REPEATED = "repeated", "已重新表决"
    VOID = "void", "已作废"


class Why(models.TextChoices):
    """Why somebody on the roster has no vote, or is not counted among those due to attend."""

    PROBATIONARY = "probationary", "预备党员"
    ELSEWHERE = "elsewhere", "正式组织关系不在本组织"
    UNKNOWN = "unknown", "当天没有党员身份记录"
    WATCH = "watch", "留党察看期间"
    DETAINED = "detained", "被留置、逮捕，停止行使表决权"
    NO_WILL = "no_will", "因精神疾病等不能表达意志"
    ABROAD = "abroad", "自费出国半年以上"
    SENTENCED = "sentenced", "正在服刑"
    BEDRIDDEN = "bedridden", "年老体弱卧床或长年病重"
    NOT_TRANSFERRED = "not_transferred", "组织关系应转未转半年以上"
    RETIRED_HOME = "retired_home", "离退休后回原籍长期居住，组织关系应转未转"


BY_LAW: Final = (Why.PROBATIONARY, Why.ELSEWHERE, Why.UNKNOWN)  # seen from the roster of the day
BY_DOCUMENT: Final = (Why.WATCH, Why.DETAINED)  # stated by who keeps the vote, with a document
BY_CONSENT: Final = (
    Why.NO_WILL,
    Why.ABROAD,
    Why.SENTENCED,
    Why.BEDRIDDEN,
    Why.NOT_TRANSFERRED,
    Why.RETIRED_HOME,
)  # only where a provincial pack says so, with the superior's consent and the meeting's approval
STATED: Final = (*BY_DOCUMENT, *BY_CONSENT)


class RuledBy(models.TextChoices):
    """Who ruled on a result that no provision decides."""

    BODY = "body", "本组织按议事规则认定"
    SUPERIOR = "superior", "上级党组织认定"


class Stand(models.TextChoices):
    """What a member said in writing."""

    YES = "yes", "赞成"
    NO = "no", "不赞成"
    ABSTAIN = "abstain", "弃权"


@dataclasses.dataclass(frozen=True, slots=True)
class ElectorRow:
    """Somebody on the roster of the day; `why` is empty for who is entitled to vote."""

    member_id: int
    uid: uuid.UUID
    number: str
    name: str
    unit_id: int
    why: str = ""

    @property
    def is_entitled(self) -> bool:
        """Whether this person counts among those due to attend with a vote."""
        return not self.why


@dataclasses.dataclass(frozen=True, slots=True)
class Electorate:
    """The roster of a unit's meeting on a day, each entitled or left out with the reason, by pinyin."""

    rows: tuple[ElectorRow, ...]

    @property
    def entitled(self) -> tuple[int, ...]:
        """V: ids of the members entitled to vote."""
        return tuple(row.member_id for row in self.rows if row.is_entitled)

    @property
    def left_out(self) -> tuple[ElectorRow, ...]:
        """Those on the roster who are not in V."""
        return tuple(row for row in self.rows if not row.is_entitled)


@dataclasses.dataclass(frozen=True, slots=True)
class Motion:
    """What is put to the vote and how.

    Attributes:
        subject: the motion in a sentence.
        candidate_name: of an admission, conversion or approval: the one person it is about.
        candidate_id: that person, where the roster knows her.
        scrutineer_id, counter_id: who watches and who counts a ballot counted in the room.
    """

    kind: str
    subject: str
    method: str = VoteMethod.OPEN
    candidate_name: str = ""
    candidate_id: int | None = None
    scrutineer_id: int | None = None
    counter_id: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Claim:
    """That a member is left out of V.

    Attributes:
        document: what it rests on: decision and its number.
        consent: reference of the superior's consent; the six kinds of `BY_CONSENT` only.
        is_approved: the meeting approved it; the six kinds only.
    """

    member_id: int
    why: str
    document: str
    consent: str = ""
    is_approved: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Written:
    """A written opinion: whose, what it says, when it was handed in; `by_proxy` = somebody else was to vote instead."""

    member_id: int
    stand: str
    received_at: dt.datetime
    by_proxy: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Judgement:
    """What was ruled on a count that no provision decides.

    Attributes:
        by: `RuledBy`.
        on: civil day of the ruling.
        article: the rule of procedure and its article, or the superior's document and its number.
        reason: why it came out so.
    """

    is_passed: bool
    by: str
    on: dt.date
    article: str
    reason: str


@dataclasses.dataclass(frozen=True, slots=True)
class Count:
    """What was counted in the room; `issued`, `returned` and `invalid` only for ballots."""

    yes: int
    no: int
    abstain: int
    issued: int = 0
    returned: int = 0
    invalid: int = 0
