"""Words of elections, and the plain values that services take and queries give."""

import dataclasses
import datetime as dt
import uuid
from typing import Final

from django.db import models

from xuezuo.org.types import PostKind


class ElectionKind(models.TextChoices):
    """What is elected. The values of `WITH_OFFICERS` are followed by the election of secretary and deputies."""

    TERM_CHANGE = "term_change", "换届选举"
    BY_ELECTION = "by_election", "委员补选"
    OFFICERS = "officers", "书记、副书记选举（委员会）"
    SECRETARY = "secretary", "书记选举（不设委员会的支部）"
    DELEGATES = "delegates", "党代表大会代表选举"


class Body(models.TextChoices):
    """Who votes."""

    MEETING = "meeting", "党员大会"
    COMMITTEE = "committee", "新一届委员会"


class ElectionState(models.TextChoices):
    """One step after the other; done is final unless corrected with a reason, and a void election stays readable."""

    PREPARING = "preparing", "准备中"
    REQUESTED = "requested", "已请示，待批复"
    APPROVED = "approved", "已批复，推荐人选"
    PROPOSED = "proposed", "预备人选已上报，待批复"
    AGREED = "agreed", "候选人预备人选已批复"
    MEETING = "meeting", "选举中"
    ELECTED = "elected", "名额已选出"
    REPORTED = "reported", "结果已上报，待批复"
    DONE = "done", "已完成"
    VOID = "void", "已作废"


class StepKind(models.TextChoices):
    """What was done on the way, with its day, its document and who entered it."""

    REQUESTED = "requested", "向上级党组织请示"
    APPROVED = "approved", "上级党组织批复同意"
    RETURNED = "returned", "上级党组织退回"
    CONSULTED = "consulted", "征求意见"
    PROPOSED = "proposed", "上报候选人预备人选"
    AGREED = "agreed", "上级党组织批复候选人预备人选"
    FROZEN = "frozen", "确定选举人名单"
    WATCHERS = "watchers", "大会通过监票人、计票人"
    ROUND = "round", "投票"
    REDUCED = "reduced", "经选举人同意减少名额"
    OFFICERS = "officers", "提名书记、副书记候选人"
    ELECTED = "elected", "名额已选出"
    REPORTED = "reported", "上报选举结果"
    CONFIRMED = "confirmed", "上级党组织批准、备案"
    CORRECTED = "corrected", "更正"
    VOIDED = "voided", "作废"


class RoundKind(models.TextChoices):
    """Why there is a ballot."""

    FIRST = "first", "选举"
    RUNOFF = "runoff", "票数相等，再次投票"
    FURTHER = "further", "不足的名额，另行选举"


class RoundState(models.TextChoices):
    """open -> counted; a void round is repeated."""

    OPEN = "open", "投票中"
    COUNTED = "counted", "已计票"
    VOID = "void", "无效"


class CandidateState(models.TextChoices):
    """From a proposal to the ballot."""

    PROPOSED = "proposed", "推荐人选"
    LISTED = "listed", "候选人预备人选"
    STANDING = "standing", "候选人"
    WITHDRAWN = "withdrawn", "不再作为人选"
    WRITTEN_IN = "written_in", "另选人"


class Why(models.TextChoices):
    """Why somebody on the roster is not entitled to elect."""

    PROBATIONARY = "probationary", "预备党员"
    ELSEWHERE = "elsewhere", "正式组织关系不在本组织"
    UNKNOWN = "unknown", "当天没有党员身份记录"
    WATCH = "watch", "留党察看期间"
    DETAINED = "detained", "被留置、逮捕，停止行使选举权"
    CONSENTED = "consented", "经上级同意、大会通过，不计入应到会"


# Stated with a document; the others follow from the roster of the day. That somebody long ill, abroad or away is not
# counted rests on replies that no pack holds: the superior consents, the meeting approves, the page says so.
STATED: Final = (Why.WATCH, Why.DETAINED, Why.CONSENTED)


class WatcherRole(models.TextChoices):
    """Who sees to the count."""

    SCRUTINEER = "scrutineer", "监票人"
    TELLER = "teller", "计票人"


class NoticeWay(models.TextChoices):
    """How the unit above reminded (支部工作条例 art. 21: letter or telephone)."""

    LETTER = "letter", "发函"
    TELEPHONE = "telephone", "电话"


class CongressState(models.TextChoices):
    """open -> closed: while open, seats are allocated and delegates elected and checked."""

    OPEN = "open", "筹备中"
    CLOSED = "closed", "已闭会"
    VOID = "void", "已作废"


class DelegateState(models.TextChoices):
    """From the election to the credentials."""

    ELECTED = "elected", "已当选，待资格审查"
    QUALIFIED = "qualified", "资格审查合格"
    REFUSED = "refused", "资格审查不合格"


OFFICES: Final = (PostKind.SECRETARY, PostKind.DEPUTY)
WITH_OFFICERS: Final = (ElectionKind.TERM_CHANGE,)
BY_COMMITTEE: Final = (ElectionKind.OFFICERS,)
SETTLED: Final = (ElectionState.DONE, ElectionState.VOID)


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """An election as it is begun.

    Attributes:
        seats: how many are elected by the meeting (of `OFFICERS`: secretary and deputies together).
        congress_id: of delegates, to which congress; of a term change, by which congress instead of a meeting.
        is_past: it was held before and is entered from paper; days of the past are expected.
    """

    kind: str
    title: str
    seats: int
    congress_id: int | None = None
    is_past: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Paper:
    """What a step rests on: the civil day, the document (title and number), a remark."""

    on: dt.date
    document: str
    note: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Claim:
    """That a member on the roster may not elect, with the decision it rests on."""

    member_id: int
    why: str
    document: str


@dataclasses.dataclass(frozen=True, slots=True)
class ElectorRow:
    """Somebody on the roster of the day; `why` is empty for who is entitled to elect."""

    member_id: int
    uid: uuid.UUID
    number: str
    name: str
    why: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class CandidateCount:
    """Marks for one candidate on valid ballots; without a mark counts as abstained."""

    candidate_id: int
    yes: int
    no: int
    abstain: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Counted:
    """What tellers counted.

    Attributes:
        issued: ballots handed out; nobody gets one who is not present and entitled.
        returned: ballots in the box; more than `issued` = the election is void.
        write_ins: names written in and how often.
    """

    issued: int
    returned: int
    invalid: int
    rows: tuple[CandidateCount, ...]
    write_ins: tuple[tuple[str, int], ...] = ()

    @property
    def valid(self) -> int:
        """Ballots that count."""
        return self.returned - self.invalid


@dataclasses.dataclass(frozen=True, slots=True)
class Sentence:
    """A number put beside what it must be: words, figures, whether it holds, and the provision."""

    words: str
    arithmetic: str
    holds: bool
    citation: str = ""
    stops: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Approval:
    """The answer of the unit above to a reported result.

    Attributes:
        takes_office_on: first day in office; the former posts end the day before.
        years: length of the term by the approval; None = by the rule.
    """

    paper: Paper
    takes_office_on: dt.date
    years: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class RoundOrder:
    """How the next ballot is held.

    Attributes:
        mode: `PollMode` of the ballots, or "" when the count is entered from paper.
        standing: ids of candidates of a further ballot for missing seats; other ballots know who stands.
    """

    mode: str = "paper"
    standing: tuple[int, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class NextRound:
    """The ballot that comes next.

    Attributes:
        standing: ids of candidates in the order of the ballot; of a further ballot a proposal.
    """

    kind: str
    body: str
    seats: int
    standing: tuple[int, ...]

    @property
    def label(self) -> str:
        """What the ballot is for."""
        return RoundKind(self.kind).label


@dataclasses.dataclass(frozen=True, slots=True)
class CongressPlan:
    """A congress as it is prepared: what it is called, when it meets, how many delegates, on which approval."""

    title: str
    planned_on: dt.date
    seats: int
    document: str = ""
