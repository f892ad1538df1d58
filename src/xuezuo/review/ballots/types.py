"""Words of secret polls, and the plain values that services take and queries give."""

import dataclasses
import datetime as dt
import uuid
from typing import Final

from django.db import models


class PollState(models.TextChoices):
    """draft -> open -> sealed -> closed; closing is final. A void poll counts for nothing and stays readable.

    Sealed: nothing more is taken in, and the box is not open yet; a poll on paper only has no such state.
    """

    DRAFT = "draft", "准备中"
    OPEN = "open", "投票中"
    SEALED = "sealed", "已封箱"
    CLOSED = "closed", "已结束"
    VOID = "void", "已作废"


class PollMode(models.TextChoices):
    """How ballots come in. In a mixed poll everybody entitled takes one kind or the other, never both."""

    PAPER = "paper", "纸质票"
    ELECTRONIC = "electronic", "电子票"
    MIXED = "mixed", "纸质票和电子票"


class PollPurpose(models.TextChoices):
    """What a poll serves; the app above it knows the rest."""

    MOTION = "motion", "表决"
    ELECTION = "election", "选举"
    EVALUATION = "evaluation", "民主测评"
    REPORT = "report", "述职评议"
    ASSESSMENT = "assessment", "专项评估"


@dataclasses.dataclass(frozen=True, slots=True)
class Choice:
    """One way to mark an item: a short stable code and the word on the ballot."""

    code: str
    label: str


APPROVAL: Final = (Choice("yes", "赞成"), Choice("no", "不赞成"), Choice("abstain", "弃权"))
FOUR_GRADES: Final = (
    Choice("excellent", "优秀"),
    Choice("qualified", "合格"),
    Choice("nearly", "基本合格"),
    Choice("unqualified", "不合格"),
)
REPORT_GRADES: Final = (Choice("good", "好"), Choice("fair", "较好"), Choice("average", "一般"), Choice("poor", "差"))
RUNNING: Final = (PollState.OPEN, PollState.SEALED)  # begun, and without a result
LEAST_OF_A_KIND: Final = 3  # in a mixed poll; one or two of a kind could be told from the rest
LEAST_TO_BREAK_DOWN: Final = 10  # ballots; below it nothing but what the law makes the result is shown


@dataclasses.dataclass(frozen=True, slots=True)
class ItemSpec:
    """One line of a ballot: a candidate, a member to be graded, a motion, a question.

    Attributes:
        label: what the voter reads (a name is personal: it is shown to those who may see the poll).
        choices: the ways to mark it; exactly one is chosen, or none (= abstained).
        member_id: the member it is about, if any.
        several: several choices may be marked (questionnaires only).
    """

    label: str
    choices: tuple[Choice, ...]
    member_id: int | None = None
    several: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class PollSpec:
    """A poll as another app orders it.

    Attributes:
        unit_id: whose poll it is; those who keep its meetings run it.
        closes_at: planned end, UTC; an electronic poll is closed a minute later by the clock or by who looks first, one
            with paper by a person.
        most_yes: most items that may be marked "yes" on one ballot (seats of an election); None = no limit.
            A ballot with more is invalid (election.ballot.valid_each).
        write_ins: how many other persons a voter may write in (election.ballot.options); 0 = none.
    """

    unit_id: int
    purpose: str
    title: str
    mode: str
    items: tuple[ItemSpec, ...]
    closes_at: dt.datetime | None = None
    most_yes: int | None = None
    write_ins: int = 0
    instructions: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class ItemResult:
    """How often each choice of an item was marked on valid ballots; `abstained` = no mark."""

    position: int
    label: str
    member_id: int | None
    counts: dict[str, int]
    abstained: int


@dataclasses.dataclass(frozen=True, slots=True)
class PollResult:
    """What a closed poll came to; the same for everybody who asks and every time.

    Attributes:
        entitled: voters on the frozen list.
        issued: ballots handed out (electronic signatures given, paper handed over).
        returned: ballots that came back; more than `issued` = the poll is void and repeated
            (election.ballot.valid_total).
        valid, invalid: of those returned.
        write_ins: names written in and how often, by name; never which ballot.
        digest: SHA-256 of the published list, hex; "" for a poll on paper only.
        void_reason: why the poll turned out void when it was counted; "" = it did not.
    """

    poll_uid: uuid.UUID
    entitled: int
    issued: int
    returned: int
    valid: int
    invalid: int
    items: tuple[ItemResult, ...]
    write_ins: tuple[tuple[str, int], ...] = ()
    digest: str = ""
    void_reason: str = ""

    @property
    def may_be_broken_down(self) -> bool:
        """Whether enough ballots came back to show more than the result itself."""
        return self.returned >= LEAST_TO_BREAK_DOWN

    @property
    def is_void(self) -> bool:
        """More ballots of a kind came back than were handed out: nothing was decided, the poll is repeated."""
        return bool(self.void_reason)


class Way(models.TextChoices):
    """How somebody entitled took a ballot; "" = not yet."""

    PAPER = "paper", "领取了纸质票"
    ELECTRONIC = "electronic", "取得了电子票"


@dataclasses.dataclass(frozen=True, slots=True)
class ItemCount:
    """What a teller counted for one item of the valid paper ballots, by code of the choice; `abstained` = no mark."""

    position: int
    counts: dict[str, int]
    abstained: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class TellerSheet:
    """One teller's count of the paper ballots, entered without seeing the other's.

    Attributes:
        returned: paper ballots in the box.
        invalid: those of them that do not count.
        items: one for each item of the poll, by position from 1.
        write_ins: names written in and how often.
    """

    returned: int
    invalid: int
    items: tuple[ItemCount, ...]
    write_ins: tuple[tuple[str, int], ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Difference:
    """One number in which two tellers differ."""

    what: str
    first: int
    second: int
