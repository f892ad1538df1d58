"""Tables of the chain of responsibility."""

from xuezuo.review.responsibility.models.duties import DutyItem, DutyList
from xuezuo.review.responsibility.models.reports import Problem, Report, ReportCall, ReportReceipt, ReportVersion
from xuezuo.review.responsibility.models.rounds import ReviewEntry, ReviewRound

__all__ = [
    "DutyItem",
    "DutyList",
    "Problem",
    "Report",
    "ReportCall",
    "ReportReceipt",
    "ReportVersion",
    "ReviewEntry",
    "ReviewRound",
]
