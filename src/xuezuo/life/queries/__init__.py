"""Reads of organizational life: access doors, lists, one activity with all it holds, rosters."""

from xuezuo.life.models import Activity
from xuezuo.life.queries.access import activities_q, activity_decision, activity_get_for, require_activity
from xuezuo.life.queries.detail import (
    ActivityPage,
    activity_page,
    agenda_of,
    attendance_rows,
    minutes_draft,
    require_sheet,
    rights_of,
    usual_notice,
)
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
from xuezuo.life.queries.roster import roster_on
from xuezuo.life.queries.single import batch_get_for, resolution_get_for, talk_get_for

__all__ = [
    "Activity",
    "ActivityPage",
    "Filters",
    "Panel",
    "PanelLink",
    "activities_q",
    "activity_decision",
    "activity_get_for",
    "activity_list",
    "activity_page",
    "add_panel",
    "agenda_of",
    "attendance_list",
    "attendance_rows",
    "batch_get_for",
    "batch_list",
    "minutes_draft",
    "minutes_lines",
    "panels_of",
    "require_activity",
    "require_sheet",
    "resolution_get_for",
    "rights_of",
    "roster_on",
    "talk_get_for",
    "talk_list",
    "units_for",
    "units_to_record_for",
    "usual_notice",
]
