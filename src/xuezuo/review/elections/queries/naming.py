"""People to choose from, by name: read as the system, after the door of the election."""

import datetime as dt
from collections.abc import Sequence

from xuezuo.life.models import Activity
from xuezuo.life.types import ActivityKind, State
from xuezuo.org.models import Member
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.elections.errors import ElectorsWrong
from xuezuo.review.elections.models import Candidate, Election, Elector, Round
from xuezuo.review.elections.queries.results import name_of
from xuezuo.review.elections.queries.rounds import body_now, elected_of, standing_of, watchers_of
from xuezuo.review.elections.types import Body, CandidateState, Claim

type Choices = list[tuple[int, str]]
DAYS = 400


def elected_choices(election: Election) -> Choices:
    """Return who the meeting elected, by candidate id."""
    with acting_as(SYSTEM):
        return [(one.pk, one.member.name) for one in elected_of(election, Body.MEETING)]


def elected_members(election: Election) -> Choices:
    """Return who the meeting elected, by member id."""
    with acting_as(SYSTEM):
        return [(one.member_id, one.member.name) for one in elected_of(election, Body.MEETING)]


def candidate_choices(election: Election, body: str) -> list[Candidate]:
    """Return everybody proposed or standing, in order."""
    with acting_as(SYSTEM):
        rows = Candidate.objects.filter(election=election, body=body).exclude(state=CandidateState.WITHDRAWN)
        return list(rows.select_related("member").order_by("position", "pk"))


def standing_choices(election: Election) -> Choices:
    """Return who stands and is not elected, by candidate id."""
    with acting_as(SYSTEM):
        return [(one.pk, one.member.name) for one in standing_of(election, body_now(election))]


def round_choices(one: Round) -> Choices:
    """Return who stands in the ballot, in its order."""
    with acting_as(SYSTEM):
        rows = Candidate.objects.filter(pk__in=one.standing).select_related("member").in_bulk()
    return [(pk, name_of(rows[pk])) for pk in one.standing]


def elector_choices(election: Election) -> tuple[Choices, list[int]]:
    """Return the entitled who vote at this step, and the ids of those present."""
    with acting_as(SYSTEM):
        rows = Elector.objects.filter(election=election, body=body_now(election), why="").select_related("member")
        lines = list(rows.order_by("member__pinyin", "member__number"))
    people = [(one.member_id, f"{one.member.name}（{one.member.number}）") for one in lines]
    return people, [one.member_id for one in lines if one.is_present]


def watcher_choices(election: Election) -> tuple[Choices, dict[str, list[int]]]:
    """Return who may watch the count: electors present who do not stand; and who is confirmed."""
    with acting_as(SYSTEM):
        body = body_now(election)
        stand = {one.member_id for one in standing_of(election, body)}
        lines = Elector.objects.filter(election=election, why="", is_present=True).exclude(member_id__in=stand)
        people = dict(lines.order_by("member__pinyin").values_list("member_id", "member__name"))
        named = {role: [one.member_id for one in rows] for role, rows in watchers_of(election, body).items()}
    return list(people.items()), named


def claims_of(lines: Sequence[tuple[str, str, str]]) -> list[Claim]:
    """Return who may not elect, from lines of 党员编号, reason and document.

    Raises:
        ElectorsWrong: a number that nobody has.
    """
    with acting_as(SYSTEM):
        ids = dict(Member.objects.filter(number__in=[number for number, *_ in lines]).values_list("number", "pk"))
    if unknown := [number for number, *_ in lines if number not in ids]:
        raise ElectorsWrong(what=f"没有编号为 {'、'.join(unknown)} 的党员，请核对编号。")
    return [Claim(ids[number], why, paper) for number, why, paper in lines]


def meeting_choices(election: Election, today: dt.date) -> Choices:
    """Return the members' meetings of the unit about now, at which the election may take place."""
    since = today - dt.timedelta(days=DAYS * 10 if election.is_past else DAYS)
    with acting_as(SYSTEM):
        found = Activity.objects.filter(
            unit_id=election.unit_id, kind=ActivityKind.GENERAL_MEETING, occurred_on__gte=since
        ).exclude(state=State.VOID)
        rows = found.select_related("unit").order_by("-occurred_on")[:60]
        return [(one.pk, f"{one.occurred_on} {one.topic or one.get_kind_display()}") for one in rows]


def meeting_get(election: Election, pk: int | None) -> Activity | None:
    """Return the chosen meeting of the unit."""
    with acting_as(SYSTEM):
        return Activity.objects.filter(pk=pk or 0, unit_id=election.unit_id).first()


def open_round_of(election: Election) -> Round | None:
    """Return the ballot that is going on."""
    with acting_as(SYSTEM):
        rows = Round.objects.select_related("election__unit", "poll")
        return rows.filter(election=election, state="open").first()
