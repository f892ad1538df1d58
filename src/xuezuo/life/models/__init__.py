"""Activities and what was recorded of them.

    Activity --< ActivityPart      theme days: each part counts for its own duty
    Activity --< ActivityAsk       what it serves of campaigns, plans and prompts
    Activity --< AgendaItem, Resolution, Minutes (versions)
    Activity --< Attendance >-- Member --< AttendanceRevision
    Activity --< ActivityRevision  every earlier version with the reason of the change
    HeartTalk                      fact, date and pair; never content

A deed keeps its day, its unit and the instant it was recorded; moving the unit never rewrites it.
"""

from xuezuo.life.models.activity import Activity, ActivityAsk, ActivityPart, ActivityRevision
from xuezuo.life.models.attendance import Attendance, AttendanceRevision
from xuezuo.life.models.record import AgendaItem, DeedBatch, HeartTalk, Minutes, Resolution

__all__ = [
    "Activity",
    "ActivityAsk",
    "ActivityPart",
    "ActivityRevision",
    "AgendaItem",
    "Attendance",
    "AttendanceRevision",
    "DeedBatch",
    "HeartTalk",
    "Minutes",
    "Resolution",
]
