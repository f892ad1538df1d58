"""The page of a branch for its keepers: everybody on the list, with what there is of each."""

import dataclasses
import datetime as dt

from xuezuo.kernel.errors import NotFound
from xuezuo.org.queries.tree import unit_labels
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots.types import PollState
from xuezuo.review.evaluation.models import Appeal, CommitteeReport, HomeReport, Part, SelfReview, Subject, Verdict
from xuezuo.review.evaluation.queries.standing import NOTHING, standings
from xuezuo.review.evaluation.types import Grade, Standing, Step
from xuezuo.rules.candidates import excellent_within
from xuezuo.rules.votes import Ceiling


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One member of the list.

    Attributes:
        subject: the line, with the member.
        verdict: the latest opinion.
        standing: what the ballots said.
        appeal: against the latest opinion.
        report: to the home branch, for members who are counted elsewhere.
        home_name: that branch; empty for the own members.
    """

    subject: Subject
    verdict: Verdict | None
    standing: Standing
    appeal: Appeal | None
    report: HomeReport | None
    home_name: str

    @property
    def leading(self) -> str:
        """The grade or grades marked most often, in words."""
        return "、".join(str(Grade(code).label) for code in self.standing.leaders)

    @property
    def ballot(self) -> str:
        """How often each grade was marked; empty below ten ballots."""
        counts = self.standing.counts
        return "，".join(f"{grade.label} {counts.get(grade.value, 0)}" for grade in Grade) if counts else ""


@dataclasses.dataclass(frozen=True, slots=True)
class BranchPage:
    """A branch's part as its keepers see it."""

    part: Part
    unit_name: str
    rows: tuple[Row, ...]
    excellent: Ceiling

    @property
    def step(self) -> Step:
        """Where the branch stands."""
        return self.part.step

    @property
    def waiting(self) -> int:
        """How many have handed in nothing."""
        return sum(not row.subject.handed_in for row in self.rows)

    @property
    def undecided(self) -> int:
        """How many have no opinion yet and need one."""
        return sum(row.verdict is None and row.subject.is_graded for row in self.rows)

    @property
    def unread(self) -> int:
        """How many have not taken note."""
        return sum(row.verdict is not None and row.verdict.read_at is None for row in self.rows)

    @property
    def has_ballot(self) -> bool:
        """A ballot is prepared, open or closed."""
        return self.part.poll is not None and self.part.poll.state != PollState.VOID

    @property
    def weak(self) -> list[Row]:
        """Those who need words about their gaps, or a time to correct themselves (review.use)."""
        low = (Grade.NEARLY, Grade.UNQUALIFIED)
        return [row for row in self.rows if row.verdict is not None and row.verdict.grade in low]


def branch_page(part: Part, on: dt.date) -> BranchPage:
    """Return the page; the caller has passed the door of the branch (`PART_KEEP`)."""
    with acting_as(SYSTEM):
        lines = Subject.objects.filter(part=part, left_at__isnull=True).select_related("member")
        subjects = list(lines.order_by("member__pinyin", "member__number"))
        ids = [line.pk for line in subjects]
        verdicts = {one.subject_id: one for one in Verdict.objects.filter(subject__in=ids).order_by("version")}
        made = Appeal.objects.filter(verdict__in=[one.pk for one in verdicts.values()]).select_related("verdict")
        appeals = {one.verdict.subject_id: one for one in made}
        reports = {one.subject_id: one for one in HomeReport.objects.filter(subject__in=ids)}
    names = unit_labels({part.unit_id, *(line.home_id for line in subjects)}, on)
    said = standings(part)
    rows = tuple(
        Row(
            line,
            verdicts.get(line.pk),
            said.get(line.member_id, NOTHING),
            appeals.get(line.pk),
            reports.get(line.pk),
            names[line.home_id].name if line.home_id != part.unit_id else "",
        )
        for line in subjects
    )
    return BranchPage(part, names[part.unit_id].name, rows, _excellent(rows))


def _excellent(rows: tuple[Row, ...]) -> Ceiling:
    graded = [row for row in rows if row.subject.is_graded]
    best = sum(row.verdict is not None and row.verdict.grade == Grade.EXCELLENT for row in graded)
    return excellent_within(members=len(graded), excellent=best)


def committee_report_of(part: Part) -> CommitteeReport | None:
    """Return what the committee reported of itself; the caller has let in a keeper, or who is on the list."""
    with acting_as(SYSTEM):
        return CommitteeReport.objects.filter(part=part).first()


def words_of(subject: Subject) -> str:
    """Return a member's self-review for the keepers: only what was handed in."""
    if not subject.handed_in:
        return ""
    with acting_as(SYSTEM):
        return SelfReview.objects.filter(subject=subject).values_list("text", flat=True).first() or ""


def verdicts_of(subject: Subject) -> list[Verdict]:
    """Return the opinions on a member, the latest first."""
    with acting_as(SYSTEM):
        return list(Verdict.objects.filter(subject=subject).order_by("-version"))


def row_of(page: BranchPage, subject: Subject) -> Row:
    """Return a member's row of the page.

    Raises:
        NotFound: the member has left the list.
    """
    found = next((row for row in page.rows if row.subject.pk == subject.pk), None)
    if found is None:
        raise NotFound
    return found
