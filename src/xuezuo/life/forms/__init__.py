"""Shape of what people type about organizational life; rules are the services' business."""

from xuezuo.life.forms.activity import FilterForm, GatheringForm, NoticeForm, WhereForm
from xuezuo.life.forms.agenda import AgendaForm
from xuezuo.life.forms.record import Desk
from xuezuo.life.forms.sheet import SheetForm
from xuezuo.life.forms.small import (
    AnswerForm,
    AttendanceReasonForm,
    CommentForm,
    DeedFileForm,
    DoneForm,
    FileForm,
    GuestForm,
    MinutesForm,
    ReasonForm,
    ReportForm,
    ResolutionForm,
    TalkForm,
)

__all__ = [
    "AgendaForm",
    "AnswerForm",
    "AttendanceReasonForm",
    "CommentForm",
    "DeedFileForm",
    "Desk",
    "DoneForm",
    "FileForm",
    "FilterForm",
    "GatheringForm",
    "GuestForm",
    "MinutesForm",
    "NoticeForm",
    "ReasonForm",
    "ReportForm",
    "ResolutionForm",
    "SheetForm",
    "TalkForm",
    "WhereForm",
]
