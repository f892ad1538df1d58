"""What the forms of those who run votes begin with."""

import datetime as dt
import uuid

from xuezuo.kernel.errors import NotFound
from xuezuo.life.models import Activity
from xuezuo.life.types import ActivityKind
from xuezuo.org.queries.tree import unit_row
from xuezuo.org.types import UnitKind
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots.queries import poll_get
from xuezuo.review.ballots.queries.results import ways_taken
from xuezuo.review.ballots.types import Way
from xuezuo.review.votes.models import Opinion, Vote
from xuezuo.review.votes.queries.electorate import entitled_of
from xuezuo.review.votes.queries.rulings import six_kinds_clause
from xuezuo.review.votes.types import OF_COMMITTEE, ONE_BY_ONE, ElectorRow, RuledBy, VoteKind, VoteMethod


def roster_of(activity: Activity) -> tuple[ElectorRow, ...]:
    """Return the roster of the meeting's day with everybody's right to vote."""
    return entitled_of(activity.unit_id, activity.occurred_on, activity.kind).rows


def meeting_words(activity: Activity) -> str:
    """Return which meeting it is, in words."""
    unit = unit_row(activity.unit_id, activity.occurred_on).name
    return f"{unit} {activity.occurred_on} {activity.get_kind_display()}"


def kinds_at(activity: Activity) -> tuple[VoteKind, ...]:
    """Return what such a meeting may vote on; members are admitted by branches alone, and approved by committees."""
    if activity.kind == ActivityKind.COMMITTEE_MEETING:
        return OF_COMMITTEE if activity.unit.kind == UnitKind.COMMITTEE else (VoteKind.COMMITTEE_RESOLUTION,)
    return (VoteKind.RESOLUTION, *(ONE_BY_ONE if activity.unit.kind == UnitKind.BRANCH else ()))


def ruling_now(vote: Vote, on: dt.date) -> dict[str, object]:
    """Return what the form of a ruling begins with: the ruling in force, where there is one."""
    former = vote.rulings.filter(version=vote.version).first()
    if former is None:
        return {"on": on, "by": RuledBy.BODY}
    result = "yes" if former.is_passed else "no"
    return {"result": result, "by": former.by, "on": former.on, "article": former.article, "reason": former.reason}


def motion_of(vote: Vote) -> dict[str, object]:
    """Return what is put to the vote, as the form knows it."""
    return {
        "uid": vote.uid, "kind": vote.kind, "subject": vote.subject, "method": vote.method,
        "candidate_name": vote.candidate_name, "candidate": vote.candidate_id,
        "scrutineer": vote.scrutineer_id, "counter": vote.counter_id,
    }  # fmt: skip


def allows_six(vote: Vote) -> bool:
    """Tell whether the six kinds may be left out here: by a provincial provision, of a vote about one person."""
    return vote.is_one_by_one and six_kinds_clause(vote.unit, vote.activity.occurred_on) is not None


def left_out_id(vote: Vote, member: uuid.UUID) -> int:
    """Return the id of somebody who is left out of the vote.

    Raises:
        NotFound: this member is not.
    """
    with acting_as(SYSTEM):  # sealed; whoever asks runs the vote
        found = vote.exclusions.filter(member__uid=member).values_list("member_id", flat=True).first()
    if found is None:
        raise NotFound
    return found


def wrote_id(vote: Vote, member: uuid.UUID) -> int:
    """Return the id of somebody who handed in a written opinion; whoever runs the vote knows that, not what it says.

    Raises:
        NotFound: this member did not.
    """
    with acting_as(SYSTEM):
        found = Opinion.objects.filter(vote=vote, member__uid=member).values_list("member_id", flat=True).first()
    if found is None:
        raise NotFound
    return found


def usual_count(vote: Vote) -> dict[str, int]:
    """Return the numbers that are nearly always right: everybody present got a ballot and put it in."""
    present = vote.present or 0
    begin = {"no": 0, "abstain": 0}
    return begin if vote.method == VoteMethod.OPEN else {**begin, "issued": present, "returned": present, "invalid": 0}


def closing_words(vote: Vote) -> str:
    """Return how many have taken a ballot of the app and how many have not, and what closing does."""
    taken = ways_taken(poll_get(vote.poll_uid)) if vote.poll_uid else {}
    paper, electronic = taken.get(Way.PAPER, 0), taken.get(Way.ELECTRONIC, 0)
    left = (vote.present or 0) - paper - electronic
    return (
        f"{vote.subject}。实到会有表决权 {vote.present or 0} 人：领纸质票 {paper} 人，取电子票 {electronic} 人，"
        f"还没有领票 {left} 人。结束后立即计票，不能再投，结果不能更改。"
    )


def count_now(vote: Vote) -> dict[str, int]:
    """Return the count as it stands."""
    names = ("issued", "returned", "invalid", "yes", "no", "abstain")
    return {name: getattr(vote, name) or 0 for name in names}


def reason_to_repeat(vote: Vote) -> dict[str, str]:
    """Return the reason where the numbers already give it."""
    return {"reason": "收回的票多于发出的票"} if vote.must_repeat else {}
