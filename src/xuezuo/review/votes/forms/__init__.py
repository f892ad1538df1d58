"""What those who run votes fill in."""

from xuezuo.review.votes.forms.motion import MotionForm
from xuezuo.review.votes.forms.people import ExclusionForm, OpinionForm
from xuezuo.review.votes.forms.result import CloseForm, CorrectionForm, CountForm, ReasonForm, RulingForm

__all__ = [
    "CloseForm",
    "CorrectionForm",
    "CountForm",
    "ExclusionForm",
    "MotionForm",
    "OpinionForm",
    "ReasonForm",
    "RulingForm",
]
