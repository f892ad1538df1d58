"""What is a member's own: the lines of all years, and one year in full."""

import dataclasses
import datetime as dt

from xuezuo.kernel.errors import NotFound
from xuezuo.org.queries.access import units_q
from xuezuo.org.queries.tree import unit_labels
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.review.ballots.types import PollState
from xuezuo.review.evaluation.models import Appeal, Part, SelfReview, Subject, Verdict
from xuezuo.review.evaluation.policies import PART_KEEP
from xuezuo.review.evaluation.queries.appeals import last_day
from xuezuo.review.evaluation.queries.standing import standings
from xuezuo.review.evaluation.types import Grade, Standing, Step


@dataclasses.dataclass(frozen=True, slots=True)
class MyLine:
    """One year of a member."""

    subject: Subject
    unit_name: str

    @property
    def can_write(self) -> bool:
        """The self-review may still be written."""
        return not self.subject.handed_in and self.subject.part.step == Step.SELF and self.subject.left_at is None

    @property
    def is_voting(self) -> bool:
        """The ballot is open."""
        poll = self.subject.part.poll
        return poll is not None and poll.state == PollState.OPEN

    @property
    def has_result(self) -> bool:
        """The opinion was given back."""
        return self.subject.part.told_at is not None and self.subject.left_at is None


@dataclasses.dataclass(frozen=True, slots=True)
class MyPage:
    """One year of a member in full.

    Attributes:
        line: where and when.
        text: the own self-review.
        verdicts: the latest first; empty before the feedback.
        ballot: what the ballots said of the member; counts only with ten ballots or more.
        appeals: by the id of the verdict.
        until: last civil day for an appeal; None when there is nothing to appeal against, or it was done.
    """

    line: MyLine
    text: str
    verdicts: tuple[Verdict, ...]
    ballot: tuple[tuple[str, int], ...]
    appeals: tuple[Appeal, ...]
    until: dt.date | None

    @property
    def latest(self) -> Verdict | None:
        """The opinion that counts."""
        return self.verdicts[0] if self.verdicts else None


def my_lines(actor: Actor, on: dt.date) -> list[MyLine]:
    """Return the member's years, the latest first, those of void rounds and former lists left out."""
    with acting_as(SYSTEM):
        rows = Subject.objects.filter(member_id=actor.member_id or 0, left_at__isnull=True)
        found = list(rows.select_related("part__round", "part__unit", "part__poll").order_by("-year"))
    names = unit_labels({line.part.unit_id for line in found}, on)
    return [MyLine(line, names[line.part.unit_id].name) for line in found]


def kept_parts(actor: Actor, on: dt.date) -> list[Part]:
    """Return the parts of the branches that the actor keeps, the latest first; void ones left out."""
    rows = Part.objects.filter(units_q(actor, PART_KEEP, on), voided_at__isnull=True, round__is_import=False)
    return list(rows.select_related("round", "unit", "poll").order_by("-year", "unit__code")[:30])


def my_page(subject: Subject, on: dt.date) -> MyPage:
    """Return one year in full; the caller has passed the member's own door (`own_subject`)."""
    told = subject.part.told_at is not None
    with acting_as(SYSTEM):
        text = SelfReview.objects.filter(subject=subject).values_list("text", flat=True).first() or ""
        verdicts = tuple(Verdict.objects.filter(subject=subject).order_by("-version")) if told else ()
        appeals = tuple(Appeal.objects.filter(verdict__subject=subject).order_by("-made_at"))
    for verdict in verdicts:
        verdict.subject = subject
    name = unit_labels([subject.part.unit_id], on)[subject.part.unit_id].name
    ballot = _ballot(standings(subject.part).get(subject.member_id)) if told else ()
    return MyPage(MyLine(subject, name), text, verdicts, ballot, appeals, _until(verdicts, appeals, on))


def _ballot(standing: Standing | None) -> tuple[tuple[str, int], ...]:
    if standing is None or standing.counts is None:
        return ()
    return tuple((str(grade.label), standing.counts.get(grade.value, 0)) for grade in Grade)


def _until(verdicts: tuple[Verdict, ...], appeals: tuple[Appeal, ...], on: dt.date) -> dt.date | None:
    if not verdicts or any(one.verdict_id == verdicts[0].pk for one in appeals):
        return None
    until = last_day(verdicts[0])
    return until if until is not None and on <= until else None


def my_latest(subject: Subject) -> Verdict:
    """Return the opinion that counts, of the member's own line.

    Raises:
        NotFound: nothing was given back yet.
    """
    told = subject.part.told_at is not None
    with acting_as(SYSTEM):
        found = Verdict.objects.filter(subject=subject).order_by("-version").first() if told else None
    if found is None:
        raise NotFound
    found.subject = subject
    return found
