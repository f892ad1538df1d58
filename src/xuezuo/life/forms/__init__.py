"""Shape of what people type about organizational life; rules are the services' business."""

from xuezuo.life.forms.activity import FilterForm, GatheringForm, NoticeForm, WhereForm
from xuezuo.life.forms.record import Desk
from xuezuo.life.forms.sheet import SheetForm
from xuezuo.life.forms.small import (
    AttendanceReasonForm,
    DeedFileForm,
    FileForm,
    GuestForm,
    LinesForm,
    MinutesForm,
    ReasonForm,
    ResolutionForm,
    TalkForm,
)

__all__ = [
    "AttendanceReasonForm",
    "DeedFileForm",
    "Desk",
    "FileForm",
    "FilterForm",
    "GatheringForm",
    "GuestForm",
    "LinesForm",
    "MinutesForm",
    "NoticeForm",
    "ReasonForm",
    "ResolutionForm",
    "SheetForm",
    "TalkForm",
    "WhereForm",
]
