"""V and P: who of a unit may vote on a day, and who of a meeting's roster came.

    V  members on the roster of the day with a vote: full members whose formal affiliation is in the unit (or a group
       of it), above the branches anywhere below; of a congress its delegates; of a committee meeting the holders
       of committee posts. Everybody left out has a reason (`Why`).
    P  those of V who were present at the meeting.

Both are read as the system: whoever asks has passed the door of the meeting or the unit, and a member who has moved
away since must not fall out of a list of that day.
"""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from xuezuo.life.models import Activity, Attendance
from xuezuo.life.queries import assembled, roster_on
from xuezuo.life.types import ActivityKind, AttendanceStatus, RosterRow
from xuezuo.org.models import Stage
from xuezuo.org.queries.people import roster_affiliations
from xuezuo.org.types import AffiliationKind, MemberStage
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.votes.types import Electorate, ElectorRow, Why

NOBODY: Mapping[int, str] = MappingProxyType({})


def entitled_of(unit_id: int, day: dt.date, kind: str, stated: Mapping[int, str] = NOBODY) -> Electorate:
    """Return the roster of a meeting of `kind` that the unit holds on the civil day `day`, with everybody's right.

    Args:
        unit_id: whose meeting it is.
        day: stages, affiliations and posts of this day decide.
        kind: `ActivityKind` of the meeting; of a committee meeting the members of the committee vote.
        stated: member id -> `Why` of those whom the record leaves out (留党察看, detained, the six kinds): what the
            organization's record of members does not know.
    """
    with acting_as(SYSTEM):
        roster = roster_on(unit_id, kind, day)
        stages = dict(
            Stage.objects.filter(member_id__in=[row.member_id for row in roster], during__contains=day).values_list(
                "member_id", "stage"
            )
        )
        formal = _formal(unit_id, day) if kind != ActivityKind.COMMITTEE_MEETING else set(stages)
    return Electorate(tuple(_row(one, _why(one.member_id, stages, formal, stated)) for one in roster))


def _formal(unit_id: int, day: dt.date) -> set[int]:
    above = assembled(unit_id, day)
    homes = (roster_affiliations(unit_id, day) if above is None else above).filter(kind=AffiliationKind.FORMAL)
    return set(homes.order_by().values_list("member_id", flat=True))


def _why(member_id: int, stages: dict[int, str], formal: set[int], stated: Mapping[int, str]) -> str:
    stage = stages.get(member_id)
    if stage is None:
        return Why.UNKNOWN
    if stage != MemberStage.FULL:
        return Why.PROBATIONARY
    return Why.ELSEWHERE if member_id not in formal else stated.get(member_id, "")


def _row(one: RosterRow, why: str) -> ElectorRow:
    return ElectorRow(one.member_id, one.uid, one.number, one.name, one.unit_id, why)


def present_of(activity: Activity) -> frozenset[int]:
    """Return the ids of those on the meeting's roster who were present, entitled or not; guests are none of them."""
    with acting_as(SYSTEM):
        came = Attendance.objects.filter(activity=activity, is_guest=False, status=AttendanceStatus.PRESENT)
        return frozenset(came.values_list("member_id", flat=True))
