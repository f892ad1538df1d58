"""Lists of contests and what a contest's page shows."""

import dataclasses
import datetime as dt

from django.db.models import Max, OuterRef, QuerySet, Subquery

from xuezuo.org.models import Closure, UnitName
from xuezuo.org.queries.tree import to_row, units_on
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.study.contests.models import Card, Contest, Criterion, Entry, Round, Team, TeamMember
from xuezuo.study.contests.queries.access import contests_q
from xuezuo.study.contests.types import EntryState


def contest_list(actor: Actor, on: dt.date) -> QuerySet[Contest]:
    """Return the contests that the actor may see, the newest first, with `unit_name`."""
    names = UnitName.objects.filter(unit=OuterRef("unit"), during__contains=on).values("name")
    found = Contest.objects.filter(contests_q(actor, on)).annotate(unit_name=Subquery(names[:1]))
    return found.order_by("-made_at", "-id")


def unit_name(contest: Contest, on: dt.date) -> str:
    """Return what the contest's unit is called on `on`."""
    return (
        UnitName.objects.filter(unit=contest.unit_id, during__contains=on).values_list("name", flat=True).first() or ""
    )


def criteria_of(contest: Contest) -> list[Criterion]:
    """Return what the jury marks, in order."""
    return list(contest.criteria.order_by("position"))


@dataclasses.dataclass(frozen=True, slots=True)
class TeamView:
    """A team with its people, as far as the asker may see who they are."""

    team: Team
    unit_name: str
    people: tuple[str, ...]


def rounds_of(contest: Contest) -> list[Round]:
    """Return the rounds in order."""
    return list(contest.rounds.order_by("position"))


def cards_of(contest: Contest) -> QuerySet[Card]:
    """Return the cards by number; they hold the answers: for those who prepare and host only."""
    return contest.cards.select_related("round").order_by("number")


def teams_of(contest: Contest, on: dt.date) -> list[TeamView]:
    """Return the teams by table with the names of those people whom the asker may see."""
    names = UnitName.objects.filter(unit=OuterRef("unit"), during__contains=on).values("name")
    teams = contest.teams.annotate(unit_name=Subquery(names[:1])).order_by("position")
    people: dict[int, list[str]] = {}
    seats = TeamMember.objects.filter(team__contest=contest, member__name__isnull=False)  # joins: only visible members
    for team_id, name in seats.order_by("id").values_list("team_id", "member__name"):
        people.setdefault(team_id, []).append(name)
    return [TeamView(team, getattr(team, "unit_name", "") or "", tuple(people.get(team.pk, ()))) for team in teams]


def next_number(contest: Contest) -> int:
    """Return the number that the next card may get."""
    return (contest.cards.aggregate(last=Max("number"))["last"] or 0) + 1


def units_below(contest: Contest, on: dt.date) -> list[UnitRow]:
    """Return the contest's unit and what lies below it, at most 300, by code: what a team may stand for."""
    below = Closure.objects.filter(ancestor_id=contest.unit_id, during__contains=on).values("descendant_id")
    return [to_row(unit) for unit in units_on(on).filter(pk__in=below).order_by("code")[:300]]


def entries_count(contest: Contest) -> int:
    """Return how many works are in; the number alone, whoever asks."""
    with acting_as(SYSTEM):
        return Entry.objects.filter(contest=contest, state=EntryState.ENTERED).count()
