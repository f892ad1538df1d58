"""Tables of the chain of responsibility."""

from xuezuo.review.responsibility.models.duties import DutyItem, DutyList
from xuezuo.review.responsibility.models.problems import Problem, ProblemEvent
from xuezuo.review.responsibility.models.reports import Report, ReportCall, ReportReceipt, ReportVersion
from xuezuo.review.responsibility.models.rounds import ReviewEntry, ReviewRound

__all__ = [
    "DutyItem",
    "DutyList",
    "Problem",
    "ProblemEvent",
    "Report",
    "ReportCall",
    "ReportReceipt",
    "ReportVersion",
    "ReviewEntry",
    "ReviewRound",
]
