"""Reads of organizational life: access doors, lists, one activity with all it holds, rosters."""

from xuezuo.life.queries.access import activities_q, activity_decision, activity_get_for, require_activity
from xuezuo.life.queries.roster import roster_on

__all__ = ["activities_q", "activity_decision", "activity_get_for", "require_activity", "roster_on"]
