"""What a members' meeting says of the election held at it: on its page and in its minutes."""

import datetime as dt

from django.urls import reverse

from xuezuo.life.queries import Activity, Panel, PanelLink
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.review.elections.models import Election
from xuezuo.review.elections.queries.access import sees
from xuezuo.review.elections.queries.results import RoundRow, round_rows
from xuezuo.review.elections.queries.rounds import rounds_of
from xuezuo.review.elections.types import ElectionState


def meeting_panel(actor: Actor, activity: Activity, on: dt.date) -> Panel | None:
    """Return the election at this meeting with its arithmetic, to whoever may see it; None where there is none."""
    with acting_as(SYSTEM):
        found = Election.objects.filter(meeting=activity).exclude(state=ElectionState.VOID)
        election = found.select_related("unit").first()
    if election is None or not sees(actor, election, on):
        return None
    with acting_as(SYSTEM):
        rows = round_rows(election, rounds_of(election))
    lines = tuple(line for one in rows for line in _lines(one))
    link = PanelLink("打开选举", reverse("elections:election-detail", args=[election.uid]))
    return Panel(f"选举：{election.title}", lines, (link,))


def _lines(one: RoundRow) -> list[str]:
    if not one.is_counted:
        return [f"第 {one.number} 次投票：{one.void_reason or '投票中。'}"]
    counts = (
        f"第 {one.number} 次投票（{one.label}）：应到会有选举权的 {one.entitled} 人，实到会 {one.present} 人；"
        f"发出选票 {one.issued} 张，收回 {one.returned} 张，有效 {one.valid} 张，无效 {one.invalid} 张。"
    )
    sums = [f"{each.words}{each.arithmetic}" for each in one.sentences]
    return [counts, *sums, one.summary]
