"""The rows of evaluation."""

from xuezuo.review.evaluation.models.after import Appeal, CommitteeReport, HomeReport, PastCount
from xuezuo.review.evaluation.models.rounds import Part, Round
from xuezuo.review.evaluation.models.subjects import SelfReview, Subject, Verdict

__all__ = ["Appeal", "CommitteeReport", "HomeReport", "Part", "PastCount", "Round", "SelfReview", "Subject", "Verdict"]
