"""The rows of contests; see the app's docstring for how they hang together."""

from xuezuo.study.contests.models.contest import Contest
from xuezuo.study.contests.models.jury import Assignment, Criterion, Juror, Marking, Result
from xuezuo.study.contests.models.knowledge import Call, Card, Round, Team, TeamMember
from xuezuo.study.contests.models.ruling import Ruling
from xuezuo.study.contests.models.work import Authorship, Entry, FormerWork

__all__ = [
    "Assignment",
    "Authorship",
    "Call",
    "Card",
    "Contest",
    "Criterion",
    "Entry",
    "FormerWork",
    "Juror",
    "Marking",
    "Result",
    "Round",
    "Ruling",
    "Team",
    "TeamMember",
]
