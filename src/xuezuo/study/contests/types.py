"""Words of contests: kinds, states, what the host presses, awards."""

import dataclasses
import datetime as dt
from typing import Final

from django.db import models

MARK: Final = 100  # hundredths in a mark; marks of juries are stored as whole hundredths
FILES: Final = "contests.entry"  # owner kind of attached works


class ContestKind(models.TextChoices):
    """What a contest is about."""

    KNOWLEDGE = "knowledge", "知识竞赛"
    SPEECH = "speech", "演讲比赛"
    ESSAY = "essay", "征文"


WRITTEN: Final = (ContestKind.SPEECH, ContestKind.ESSAY)


class ContestState(models.TextChoices):
    """draft -> open -> closed; before a jury draft -> open -> judging -> awarding -> closed. Closed is final."""

    DRAFT = "draft", "筹备中"
    OPEN = "open", "进行中"
    JUDGING = "judging", "评审中"
    AWARDING = "awarding", "定奖中"
    CLOSED = "closed", "已结束"
    VOID = "void", "已作废"


class RoundKind(models.TextChoices):
    """How a round is played. Marks of a tie-break count only between teams that are equal."""

    REQUIRED = "required", "必答题"
    BUZZ = "buzz", "抢答题"
    RISK = "risk", "风险题"
    TIE_BREAK = "tie_break", "加赛题"


class CallKind(models.TextChoices):
    """What the host pressed."""

    SHOW = "show", "出题"
    REVEAL = "reveal", "公布答案"
    MARK = "mark", "记分"
    UNDO = "undo", "撤销"


class EntryState(models.TextChoices):
    """An entry is withdrawn by its first author, until the judging ends."""

    ENTERED = "entered", "已提交"
    WITHDRAWN = "withdrawn", "已撤回"


class Award(models.TextChoices):
    """What the organizer gives, by number."""

    FIRST = "first", "一等奖"
    SECOND = "second", "二等奖"
    THIRD = "third", "三等奖"
    MERIT = "merit", "优秀奖"


def marks_text(hundredths: int) -> str:
    """Return hundredths as marks.

    >>> marks_text(8526), marks_text(8500), marks_text(50)
    ('85.26', '85.00', '0.50')
    """
    return f"{hundredths // MARK}.{hundredths % MARK:02d}"


@dataclasses.dataclass(frozen=True, slots=True)
class ContestSpec:
    """What an organizer says of a contest; `entries_until` (an instant) for speeches and essays only."""

    title: str
    topic: str = ""
    rules: str = ""
    held_on: dt.date | None = None
    entries_until: dt.datetime | None = None
    drops_extremes: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class RoundSpec:
    """A round: whole marks for right, whole marks taken away for wrong; `levels` are the stakes of a risk round."""

    kind: str
    title: str
    marks_right: int = 10
    marks_wrong: int = 0
    levels: tuple[int, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class CardText:
    """A question card as it is read out."""

    number: int
    stem: str
    answer: str
    options: tuple[str, ...] = ()
    explanation: str = ""
    source: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Press:
    """One touch of the host.

    Attributes:
        kind: of `CallKind`.
        seen: number of the last call that the host's screen showed; somebody else's later call refuses this one.
        stake: chosen in a risk round, one of its levels.
    """

    kind: str
    seen: int
    round_id: int | None = None
    card_id: int | None = None
    team_id: int | None = None
    is_right: bool = False
    stake: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class WorkFile:
    """A work's file to be read; `suffix` with its dot."""

    suffix: str
    media_type: str
    content: bytes


@dataclasses.dataclass(frozen=True, slots=True)
class Work:
    """What an author hands in. `file` is (name, content), () without one.

    `keeps_file`: a new version without a file of its own goes on with the one that is there.
    """

    title: str
    text: str = ""
    file: tuple[str, bytes] | tuple[()] = ()
    keeps_file: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Credits:
    """Who wrote a work: the further authors by their numbers 党员编号; whether an award may be shown with names."""

    others: tuple[str, ...] = ()
    agrees: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class RulingSpec:
    """What is ruled: `target` is `t` and a team's id, or `n` and a work's number."""

    target: str
    is_out: bool
    reason: str

    @property
    def team_id(self) -> int | None:
        """The team it is about; None = a work."""
        return int(self.target[1:]) if self.target.startswith("t") else None

    @property
    def number(self) -> int | None:
        """The number of the work it is about; None = a team."""
        return int(self.target[1:]) if self.target.startswith("n") else None
