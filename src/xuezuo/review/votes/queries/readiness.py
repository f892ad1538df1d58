"""From when a vote at a meeting may start: people vote while it is going on, not when it has been written up."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from xuezuo.life.models import Activity
from xuezuo.life.types import State
from xuezuo.review.votes.models import Vote
from xuezuo.review.votes.types import VoteMethod

# What to do when too few are present, by the state of the meeting.
PRESENCE: Final[Mapping[str, str]] = {
    State.CALLED: "会议还没有登记召开，实到只按已扫码签到的计算；没有扫码的，请先在会议页面登记已召开和出勤。",
    State.HELD: "请核对出勤。",
    State.CONFIRMED: "请核对出勤，有误的请更正出勤。",
}
RULE: Final = "会议发出通知以后，从会议当天起可以开始表决；实到以扫码签到或登记的出勤为准，开始时固定，之后不再改变。"


def not_ready(activity: Activity, on: dt.date) -> str:
    """Return what is missing before votes may start on the civil day `on`; empty when nothing is."""
    if activity.state == State.VOID:
        return "会议记录已经作废，不能再表决。"
    if activity.occurred_on > on:
        return f"会议定于 {activity.occurred_on} 召开，当天起才能开始表决。"
    if activity.state == State.DRAFT:
        return "会议还是草稿。请先发出通知，或在会议页面登记已召开和出勤。"
    return ""


def unwatched(vote: Vote) -> str:
    """Return what is missing of those who watch a count made in the room; empty when nothing is."""
    if vote.method != VoteMethod.COUNTED or (vote.scrutineer_id and vote.counter_id):
        return ""
    return "当场清点的无记名投票要有监票人和计票人，请先点“修改”选定。"
