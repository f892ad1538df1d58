"""Reads of organizational life: access doors, lists, one activity with all it holds, rosters."""

from xuezuo.life.models import Activity, AgendaItem, MeetingTemplate, Resolution, Series, YearTopic
from xuezuo.life.queries.access import (
    activities_q,
    activity_decision,
    activity_get_for,
    meeting_unit_for,
    require_activity,
)
from xuezuo.life.queries.agenda import agenda_items, agenda_points, agenda_version, outcome_named, uids
from xuezuo.life.queries.comments import comment_get_for, comments_page, readable_get_for
from xuezuo.life.queries.conflicts import (
    agenda_conflict,
    kept_text,
    minutes_conflict,
    newest_minutes,
    resolution_conflict,
    shown_resolution,
)
from xuezuo.life.queries.detail import (
    ActivityPage,
    activity_page,
    attendance_rows,
    minutes_draft,
    require_sheet,
    rights_of,
    usual_notice,
)
from xuezuo.life.queries.follow_up_sources import OtherFollowUp, add_source
from xuezuo.life.queries.follow_ups import follow_ups, my_work, open_decisions, own_open_count, resolution_page
from xuezuo.life.queries.lists import (
    Filters,
    activity_list,
    attendance_list,
    batch_list,
    talk_list,
    units_for,
    units_to_record_for,
)
from xuezuo.life.queries.panels import Panel, PanelLink, add_panel, minutes_lines, panels_of
from xuezuo.life.queries.records import Span, held_list, readable_unit_get_for
from xuezuo.life.queries.roster import add_delegates, assembled, delegates_on, roster_on
from xuezuo.life.queries.sealing import is_sealed, window_of
from xuezuo.life.queries.single import batch_get_for, item_get_for, resolution_get_for, talk_get_for

__all__ = [
    "Activity",
    "ActivityPage",
    "AgendaItem",
    "Filters",
    "MeetingTemplate",
    "OtherFollowUp",
    "Panel",
    "PanelLink",
    "Resolution",
    "Series",
    "Span",
    "YearTopic",
    "activities_q",
    "activity_decision",
    "activity_get_for",
    "activity_list",
    "activity_page",
    "add_delegates",
    "add_panel",
    "add_source",
    "agenda_conflict",
    "agenda_items",
    "agenda_points",
    "agenda_version",
    "assembled",
    "attendance_list",
    "attendance_rows",
    "batch_get_for",
    "batch_list",
    "comment_get_for",
    "comments_page",
    "delegates_on",
    "follow_ups",
    "held_list",
    "is_sealed",
    "item_get_for",
    "kept_text",
    "meeting_unit_for",
    "minutes_conflict",
    "minutes_draft",
    "minutes_lines",
    "my_work",
    "newest_minutes",
    "open_decisions",
    "outcome_named",
    "own_open_count",
    "panels_of",
    "readable_get_for",
    "readable_unit_get_for",
    "require_activity",
    "require_sheet",
    "resolution_conflict",
    "resolution_get_for",
    "resolution_page",
    "rights_of",
    "roster_on",
    "shown_resolution",
    "talk_get_for",
    "talk_list",
    "uids",
    "units_for",
    "units_to_record_for",
    "usual_notice",
    "window_of",
]
