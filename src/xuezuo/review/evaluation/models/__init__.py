"""The rows of evaluation."""

from xuezuo.review.evaluation.models.after import Appeal, HomeReport, PastCount
from xuezuo.review.evaluation.models.rounds import Part, Round
from xuezuo.review.evaluation.models.subjects import SelfReview, Subject, Verdict

__all__ = ["Appeal", "HomeReport", "Part", "PastCount", "Round", "SelfReview", "Subject", "Verdict"]
