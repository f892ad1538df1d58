"""Activities and what was recorded of them.

    Activity --< ActivityPart      theme days: each part counts for its own duty
    Activity --< ActivityAsk       what it serves of campaigns, plans and prompts
    Activity --< AgendaItem --< AgendaItem (carried on)     AgendaRevision keeps each saved agenda
    Activity --< Minutes (versions; of the whole or of an item) --- CommentWindow --< MinutesComment
    Activity --< Resolution --< ResolutionStep              what came of a decision
    MeetingTemplate --< TemplateItem                        TemplateRevision keeps what was saved
    MeetingTemplate --< Series --< SeriesMeeting --- Activity (draft)
    KeptText                                                what a conflict kept from being saved
    Activity --< Attendance >-- Member --< AttendanceRevision
    Activity --< ActivityRevision  every earlier version with the reason of the change
    Activity --< PreparationStep, Opinion, FoundProblem --- Resolution     organizational-life meetings
    YearTopic --< YearTopicMaterial; YearTopic --- Activity                what is studied together in a year
    CalendarFeed, CalendarEntry    what calendar programs are told
    HeartTalk                      fact, date and pair; never content

A deed keeps its day, its unit and the instant it was recorded; moving the unit never rewrites it.
"""

from xuezuo.life.models.activity import Activity, ActivityAsk, ActivityPart, ActivityRevision
from xuezuo.life.models.agenda import AgendaItem, AgendaRevision
from xuezuo.life.models.attendance import Attendance, AttendanceRevision
from xuezuo.life.models.feed import CalendarEntry, CalendarFeed
from xuezuo.life.models.minutes import CommentWindow, KeptText, Minutes, MinutesComment
from xuezuo.life.models.preparing import FoundProblem, Opinion, PreparationStep
from xuezuo.life.models.record import DeedBatch, HeartTalk
from xuezuo.life.models.resolution import Resolution, ResolutionStep
from xuezuo.life.models.series import (
    MeetingSetting,
    MeetingTemplate,
    Series,
    SeriesMeeting,
    TemplateItem,
    TemplateRevision,
)
from xuezuo.life.models.yearly import YearTopic, YearTopicMaterial

__all__ = [
    "Activity",
    "ActivityAsk",
    "ActivityPart",
    "ActivityRevision",
    "AgendaItem",
    "AgendaRevision",
    "Attendance",
    "AttendanceRevision",
    "CalendarEntry",
    "CalendarFeed",
    "CommentWindow",
    "DeedBatch",
    "FoundProblem",
    "HeartTalk",
    "KeptText",
    "MeetingSetting",
    "MeetingTemplate",
    "Minutes",
    "MinutesComment",
    "Opinion",
    "PreparationStep",
    "Resolution",
    "ResolutionStep",
    "Series",
    "SeriesMeeting",
    "TemplateItem",
    "TemplateRevision",
    "YearTopic",
    "YearTopicMaterial",
]
