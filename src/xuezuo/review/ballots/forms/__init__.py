"""What those who run a poll and its tellers fill in."""

from xuezuo.review.ballots.forms.counting import CountForm
from xuezuo.review.ballots.forms.running import IssueForm, PrintForm, ReasonForm, SureForm, TellersForm

__all__ = ["CountForm", "IssueForm", "PrintForm", "ReasonForm", "SureForm", "TellersForm"]
