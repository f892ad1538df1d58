"""The votes of a meeting: its list, and the panel on the meeting's own page and in its minutes."""

import datetime as dt

from django.urls import reverse

from xuezuo.life.models import Activity
from xuezuo.life.queries import Panel, PanelLink
from xuezuo.life.types import ActivityKind, State
from xuezuo.org.queries.access import held_at
from xuezuo.platform.access import Actor
from xuezuo.review.votes.models import Vote
from xuezuo.review.votes.policies import VOTE_RUN
from xuezuo.review.votes.queries.access import votes_at
from xuezuo.review.votes.queries.footing import VOTING_UNITS
from xuezuo.review.votes.types import VoteState

VOTING = (ActivityKind.GENERAL_MEETING, ActivityKind.COMMITTEE_MEETING)


def may_vote_at(activity: Activity) -> bool:
    """Tell whether such a meeting votes at all: a members' or committee meeting of a branch or above."""
    return activity.kind in VOTING and activity.unit.kind in VOTING_UNITS


def may_run_at(actor: Actor, activity: Activity, on: dt.date) -> bool:
    """Tell whether the actor runs votes at this meeting, which is not void."""
    held = held_at(actor, (VOTE_RUN,), activity.unit, on)
    return activity.state != State.VOID and may_vote_at(activity) and VOTE_RUN in held


def votes_panel(actor: Actor, activity: Activity, on: dt.date) -> Panel | None:
    """Return what the meeting's page and minutes say of its votes; None where there is nothing to say."""
    if not may_vote_at(activity):
        return None
    votes, runs = list(votes_at(actor, activity, on)), may_run_at(actor, activity, on)
    if not votes and not runs:
        return None
    shown = [vote for vote in votes if vote.state in (VoteState.STOPPED, VoteState.REPEATED)]
    lines = tuple(words_of(place, vote) for place, vote in enumerate(shown, start=1))
    label = "组织表决" if runs else "查看表决"
    return Panel("表决", lines, (PanelLink(label, reverse("votes:meeting", args=[activity.uid])),))


def words_of(place: int, vote: Vote) -> str:
    """Return a vote as minutes tell it: the motion, the quorum, the count, the result with its article."""
    again = "（重新表决）" if vote.follows_id else ""
    void = "本次表决已重新进行，结果以后一次为准。" if vote.state == VoteState.REPEATED else ""
    return f"{place}. {vote.subject}{again}：{''.join(vote.quorum_lines)}{''.join(vote.result_lines)}{void}"
