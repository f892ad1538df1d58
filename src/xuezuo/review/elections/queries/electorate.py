"""Who may elect: the roster of the day, each entitled or left out with the reason.

    of a branch                  members on the roster of its members' meeting
    of a committee or general    members of every branch below; or the delegates of the congress that elects
      branch
    of a new committee           those just elected; of officers between two elections, who holds a committee post

Read as the system: whoever asks came through the door of the election, and a member who has moved away since must not
fall out of a list of that day.

Source: election.franchise (基层组织选举工作条例 art. 5).
"""

import datetime as dt
from collections.abc import Collection, Mapping
from types import MappingProxyType

from xuezuo.life.types import ActivityKind
from xuezuo.org.models import Affiliation, Member, Stage
from xuezuo.org.queries.people import committee_posts
from xuezuo.org.queries.tree import subtree_ids
from xuezuo.org.types import AffiliationKind, MemberStage, UnitKind
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.elections.models import Candidate, Delegate, Election
from xuezuo.review.elections.types import Body, DelegateState, ElectionKind, ElectorRow, Why
from xuezuo.review.votes.queries import entitled_of

NOBODY: Mapping[int, str] = MappingProxyType({})


def electorate_of(election: Election, body: str, day: dt.date, stated: Mapping[int, str] = NOBODY) -> list[ElectorRow]:
    """Return everybody on the roster of those who elect on the civil day `day`, by pinyin, with the right of each.

    Args:
        election: the election.
        body: the meeting (or congress), or the new committee.
        day: stages and affiliations of this day decide.
        stated: member id -> `Why` of those whom the record leaves out with a document.
    """
    with acting_as(SYSTEM):
        if body == Body.COMMITTEE:
            return _rows(_committee(election, day), day, stated)
        if election.congress_id is not None and election.kind != ElectionKind.DELEGATES:
            return _rows(_delegates(election), day, stated)
        if election.unit.kind == UnitKind.BRANCH:
            return _branch(election.unit_id, day, stated)
        return _rows(_below(election.unit_id, day), day, stated)


def _branch(unit_id: int, day: dt.date, stated: Mapping[int, str]) -> list[ElectorRow]:
    roster = entitled_of(unit_id, day, ActivityKind.GENERAL_MEETING, stated)
    return [ElectorRow(row.member_id, row.uid, row.number, row.name, row.why) for row in roster.rows]


def _below(unit_id: int, day: dt.date) -> Collection[int]:
    homes = Affiliation.objects.filter(
        unit_id__in=subtree_ids(unit_id, day), kind=AffiliationKind.FORMAL, during__contains=day
    )
    return set(homes.values_list("member_id", flat=True))


def _delegates(election: Election) -> Collection[int]:
    sitting = Delegate.objects.filter(congress_id=election.congress_id or 0, state=DelegateState.QUALIFIED)
    return set(sitting.values_list("member_id", flat=True))


def _committee(election: Election, day: dt.date) -> Collection[int]:
    if election.kind == ElectionKind.OFFICERS:
        return set(committee_posts(election.unit_id, day).values_list("member_id", flat=True))
    elected = Candidate.objects.filter(election=election, body=Body.MEETING, elected_in__isnull=False)
    return set(elected.values_list("member_id", flat=True))


def _rows(member_ids: Collection[int], day: dt.date, stated: Mapping[int, str]) -> list[ElectorRow]:
    people = Member.objects.filter(pk__in=member_ids).order_by("pinyin", "number")
    stages = dict(
        Stage.objects.filter(member_id__in=member_ids, during__contains=day).values_list("member_id", "stage")
    )
    return [
        ElectorRow(one.pk, one.uid, one.number, one.name, _why(stages.get(one.pk), stated.get(one.pk, "")))
        for one in people
    ]


def _why(stage: str | None, stated: str) -> str:
    if stage is None or stage == MemberStage.ENDED:
        return Why.UNKNOWN
    return Why.PROBATIONARY if stage != MemberStage.FULL else stated
