"""Who is out: the last ruling about each team, and about the work of each number."""

from django.db.models import Q

from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.contests.models import Contest, Entry, Ruling
from xuezuo.study.contests.types import EntryState


def rulings_of(contest: Contest) -> list[Ruling]:
    """Return all rulings, the newest first."""
    return list(contest.rulings.select_related("team").order_by("-pk"))


def last_ruling(contest: Contest, *, team_id: int | None = None, number: int | None = None) -> Ruling | None:
    """Return what holds about a team or a number; None = never ruled."""
    about = Q(number=number) if number is not None else Q(team_id=team_id or 0)
    return contest.rulings.filter(about).order_by("-pk").first()


def teams_out(contest: Contest) -> dict[int, str]:
    """Return the teams that are out, with the reason."""
    rows = contest.rulings.exclude(team=None).order_by("pk").values_list("team_id", "is_out", "reason")
    return _out(rows)


def numbers_out(contest: Contest) -> dict[int, str]:
    """Return the numbers of the works that are out, with the reason."""
    rows = contest.rulings.exclude(number=None).order_by("pk").values_list("number", "is_out", "reason")
    return _out(rows)


def _out(rows: object) -> dict[int, str]:
    last = {about: (is_out, reason) for about, is_out, reason in rows}  # type: ignore[attr-defined]  # rows of values
    return {about: reason for about, (is_out, reason) in last.items() if is_out}


def targets_of(contest: Contest) -> list[tuple[str, str]]:
    """Return what can be ruled about, for a choice: teams by table, or works by number, without authors."""
    if not contest.is_written:
        rows = contest.teams.order_by("position").values_list("pk", "position", "name")
        return [(f"t{pk}", f"{position} 台　{name}") for pk, position, name in rows]
    with acting_as(SYSTEM):
        works = Entry.objects.filter(contest=contest, state=EntryState.ENTERED, number__isnull=False).order_by("number")
        return [(f"n{number}", f"{number} 号　{title}") for number, title in works.values_list("number", "title")]
