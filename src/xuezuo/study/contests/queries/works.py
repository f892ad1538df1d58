"""Works as each part may see them: authors their own, jurors those they judge, everybody what was awarded.

Authors and jurors read under their own scope: the database itself shows them nothing else.
"""

import dataclasses
import datetime as dt
import uuid

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery

from xuezuo.kernel.errors import NotFound
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.study.contests.errors import EntryOut
from xuezuo.study.contests.models import (
    Assignment,
    Authorship,
    Contest,
    Entry,
    FormerWork,
    Juror,
    Marking,
    Result,
)
from xuezuo.study.contests.queries.people import branches_of, names_of, unit_names
from xuezuo.study.contests.queries.rulings import last_ruling, numbers_out
from xuezuo.study.contests.types import Award, ContestState, EntryState, marks_text


def my_entries(actor: Actor, contest: Contest) -> QuerySet[Entry]:
    """Return the asker's own works in the contest, withdrawn ones too, those in force first."""
    mine = Authorship.objects.filter(contest=contest, member_id=actor.member_id or 0)
    return Entry.objects.filter(pk__in=mine.values("entry_id")).select_related("result").order_by("state", "title")


def has_entered(actor: Actor, contest: Contest) -> bool:
    """Tell whether the actor is the first author of a work that is in: another one would be refused."""
    mine = Authorship.objects.filter(contest=contest, member_id=actor.member_id or 0, position=1)
    return mine.filter(entry__state=EntryState.ENTERED).exists()


def entry_get_for(actor: Actor, uid: uuid.UUID) -> Entry:
    """Return the work if the actor is one of its authors.

    Raises:
        NotFound: no such work, or somebody else's.
    """
    mine = Authorship.objects.filter(entry__uid=uid, member_id=actor.member_id or 0)
    entry = Entry.objects.select_related("contest__unit").filter(pk__in=mine.values("entry_id")).first()
    if entry is None:
        raise NotFound
    return entry


def my_result(entry: Entry) -> Result | None:
    """Return what the asker's work came to; None before the contest is closed."""
    return Result.objects.filter(entry=entry).first() if entry.contest.state == ContestState.CLOSED else None


def why_out(entry: Entry) -> str:
    """Return why the work is disqualified; empty = it is not."""
    found = last_ruling(entry.contest, number=entry.number) if entry.number else None
    return found.reason if found and found.is_out else ""


@dataclasses.dataclass(frozen=True, slots=True)
class MayDo:
    """What an author may do with a work now."""

    replace: bool = False
    withdraw: bool = False


def may_do(actor: Actor, entry: Entry, at: dt.datetime) -> MayDo:
    """Return what the actor may do: the first author replaces before the deadline, withdraws until judging ends."""
    mine = Authorship.objects.filter(entry=entry, member_id=actor.member_id or 0, position=1)
    if entry.state != EntryState.ENTERED or not mine.exists():
        return MayDo()
    contest = entry.contest
    is_in_time = contest.entries_until is not None and at < contest.entries_until
    return MayDo(
        replace=contest.state == ContestState.OPEN and is_in_time,
        withdraw=contest.state in (ContestState.OPEN, ContestState.JUDGING),
    )


def former_works(entry: Entry) -> list[FormerWork]:
    """Return the versions that were replaced, the newest first, for an author (the door was passed by the caller)."""
    return list(entry.former.order_by("-version"))


def former_get(entry: Entry, version: int) -> FormerWork:
    """Return a version that was replaced.

    Raises:
        NotFound: no such version.
    """
    found = entry.former.filter(version=version).first()
    if found is None:
        raise NotFound
    return found


@dataclasses.dataclass(frozen=True, slots=True)
class ToJudge:
    """A work as its juror sees it: a number, words, no author. `total` is what this juror gave, None = nothing yet."""

    number: int
    title: str
    total: int | None

    @property
    def marks(self) -> str:
        """What was given, in marks."""
        return "" if self.total is None else marks_text(self.total)


def works_to_judge(actor: Actor, contest: Contest) -> list[ToJudge]:
    """Return the works that the actor judges, by number."""
    last = Marking.objects.filter(assignment=OuterRef("pk")).order_by("-version").values("total")
    rows = _judged(actor, contest).annotate(total=Subquery(last[:1], output_field=IntegerField()))
    values = rows.order_by("entry__number").values_list("entry__number", "entry__title", "total")
    return [ToJudge(number or 0, title, total) for number, title, total in values]


def _assignments(actor: Actor, contest: Contest) -> QuerySet[Assignment]:
    return Assignment.objects.filter(
        juror__contest=contest, juror__member_id=actor.member_id or 0, juror__released_at=None
    )


def _judged(actor: Actor, contest: Contest) -> QuerySet[Assignment]:
    """Return what is still judged: neither withdrawn nor disqualified; the database shows a juror no other work."""
    still = _assignments(actor, contest).filter(entry__state=EntryState.ENTERED)
    return still.exclude(entry__number__in=numbers_out(contest))


def works_given(actor: Actor, contest: Contest) -> int:
    """Return how many works were given to the actor, those that are out by now too."""
    return _assignments(actor, contest).count()


def assignment_get_for(actor: Actor, contest: Contest, number: int) -> Assignment:
    """Return that the actor judges the work of that number, with the work.

    Raises:
        NotFound: the actor does not judge this work.
        EntryOut: it was withdrawn or disqualified after it was given to this juror.
    """
    found = _judged(actor, contest).select_related("entry").filter(entry__number=number).first()
    if found is not None:
        return found
    with acting_as(SYSTEM):
        entry_id = Entry.objects.filter(contest=contest, number=number).values_list("pk", flat=True).first()
    if entry_id is not None and _assignments(actor, contest).filter(entry_id=entry_id).exists():
        raise EntryOut
    raise NotFound


def last_marking(assignment: Assignment) -> Marking | None:
    """Return what the juror gave last."""
    return assignment.markings.order_by("-version").first()


@dataclasses.dataclass(frozen=True, slots=True)
class JurorRow:
    """A juror for those who appointed the jury: how many works, how many marked; never which marks."""

    uid: uuid.UUID
    name: str
    unit: str
    works: int
    marked: int


def jury_of(contest: Contest, on: dt.date) -> list[JurorRow]:
    """Return the jury for who runs the contest (the door was passed by the caller), by day of appointment.

    Read as the system: the rows are sealed, and jurors may come from any unit.
    """
    with acting_as(SYSTEM):
        jurors = list(Juror.objects.filter(contest=contest, released_at=None).order_by("appointed_at", "id"))
        counted = {juror.pk: [0, 0] for juror in jurors}
        still = Assignment.objects.filter(juror__in=jurors, entry__state=EntryState.ENTERED)
        rows = still.exclude(entry__number__in=numbers_out(contest)).values_list("juror_id", "pk")
        marked = set(Marking.objects.filter(assignment__juror__in=jurors).values_list("assignment_id", flat=True))
        for juror_id, pk in rows:
            counted[juror_id][0] += 1
            counted[juror_id][1] += pk in marked
    names, homes = names_of([juror.member_id for juror in jurors]), _home_names(jurors, on)
    return [
        JurorRow(juror.uid, names[juror.member_id], homes.get(juror.member_id, ""), *counted[juror.pk])
        for juror in jurors
    ]


def _home_names(jurors: list[Juror], on: dt.date) -> dict[int, str]:
    from_branch = branches_of([juror.member_id for juror in jurors], on)
    units = unit_names({unit for units in from_branch.values() for unit in units}, on)
    return {member: "、".join(units.get(unit, "") for unit in sorted(found)) for member, found in from_branch.items()}


@dataclasses.dataclass(frozen=True, slots=True)
class BlindResult:
    """What a numbered work came to, for those who give the awards: still without authors."""

    number: int
    title: str
    mean: int
    full_marks: int
    markings: int
    award: str

    @property
    def marks(self) -> str:
        """The mean in marks."""
        return marks_text(self.mean)

    @property
    def award_words(self) -> str:
        """The award in words."""
        return Award(self.award).label if self.award else ""


def blind_results(contest: Contest) -> list[BlindResult]:
    """Return means by number, the highest first, for who runs the contest (the door was passed by the caller)."""
    with acting_as(SYSTEM):
        results = contest.results.exclude(number__in=numbers_out(contest))
        rows = results.order_by("-mean", "number").values_list(
            "number", "entry__title", "mean", "full_marks", "markings", "award"
        )
        return [BlindResult(*row) for row in rows]


def blind_entry(contest: Contest, number: int) -> Entry:
    """Return a numbered work for who runs the contest (the door was passed by the caller); it tells no author.

    Raises:
        NotFound: no such number.
    """
    with acting_as(SYSTEM):
        entry = Entry.objects.filter(contest=contest, number=number).first()
    if entry is None:
        raise NotFound
    return entry


@dataclasses.dataclass(frozen=True, slots=True)
class AwardedWork:
    """An awarded work for everybody below: with title and names where the authors agreed, else the number only."""

    number: int
    award: str
    is_public: bool
    title: str
    credit: str
    marks: str


ORDER = {award: place for place, award in enumerate(Award.values)}


def awarded_works(contest: Contest) -> list[AwardedWork]:
    """Return the awarded works of a closed contest, by award and number; the database shows them to nobody earlier."""
    results = list(Result.objects.filter(contest=contest).exclude(award=""))
    public = [result.entry_id for result in results if result.is_public]
    titles = dict(Entry.objects.filter(pk__in=public).values_list("pk", "title"))
    works = [
        AwardedWork(
            one.number,
            Award(one.award).label,
            one.is_public,
            titles.get(one.entry_id, ""),
            one.credit,
            marks_text(one.mean),
        )
        for one in sorted(results, key=lambda one: (ORDER[one.award], one.number))
    ]
    return works if contest.state == ContestState.CLOSED else []


def public_entry(contest: Contest, number: int) -> tuple[Entry, Result]:
    """Return an awarded work whose authors agreed to its being read.

    Raises:
        NotFound: no such work, or no agreement, or the contest is not closed.
    """
    result = Result.objects.filter(contest=contest, contest__state=ContestState.CLOSED, number=number, is_public=True)
    found = result.exclude(award="").select_related("entry").first()
    if found is None:
        raise NotFound
    return found.entry, found


def winners(contest: Contest) -> dict[int, str]:
    """Return number -> names of the authors of awarded works, for who runs the contest; nothing before the end."""
    numbers = dict(Result.objects.filter(contest=contest).exclude(award="").values_list("entry_id", "number"))
    rows = list(
        Authorship.objects.filter(entry_id__in=numbers, unsealed_at__isnull=False)
        .order_by("position")
        .values_list("entry_id", "member_id")
    )  # no join: works without agreement stay hidden
    names = names_of({member_id for _, member_id in rows})
    found: dict[int, list[str]] = {}
    for entry_id, member_id in rows:
        found.setdefault(numbers[entry_id], []).append(names[member_id])
    return {number: "、".join(people) for number, people in found.items()}
