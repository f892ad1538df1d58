"""A juror marks a work."""

import datetime as dt
from collections.abc import Mapping

from xuezuo.kernel.text import squeeze
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.study.contests import events
from xuezuo.study.contests.errors import MarksInvalid
from xuezuo.study.contests.models import Assignment, Contest, Marking
from xuezuo.study.contests.queries.works import assignment_get_for
from xuezuo.study.contests.services.checks import check_state, check_written, lock_for, tell_sealed
from xuezuo.study.contests.types import ContestState


@use_case("contests.entry_mark")
def entry_mark(
    *, actor: Actor, contest: Contest, number: int, marks: Mapping[int, int], note: str, at: dt.datetime
) -> Marking:
    """Mark the work of that number: criterion id -> hundredths, for every criterion; a change is another version.

    The contest's row is locked, as when the judging ends: marks come in before it or not at all. The same marks again
    change nothing.

    Raises:
        NotFound, EntryOut: the actor does not judge this work, or it is judged no more.
        ContestKindWrong, ContestWrongState: not being judged (any more).
        MarksInvalid: a criterion is missing or beyond its full marks.
    """
    contest = lock_for(actor, contest, at)
    check_written(contest, written=True)
    assignment = assignment_get_for(actor, contest, number)
    check_state(contest, (ContestState.JUDGING,), "打分", "评审结束后分数不再改变。")
    full = dict(contest.criteria.values_list("pk", "marks"))
    if set(marks) != set(full) or any(not 0 <= given <= full[pk] for pk, given in marks.items()):
        raise MarksInvalid
    made = _version(assignment, {str(pk): marks[pk] for pk in sorted(marks)}, squeeze(note), at)
    tell_sealed(events.ENTRY_MARKED, actor, contest, at)
    return made


def _version(assignment: Assignment, marks: dict[str, int], note: str, at: dt.datetime) -> Marking:
    last = assignment.markings.order_by("-version").first()
    if last is not None and (last.marks, last.note) == (marks, note):
        return last
    return Marking.objects.create(
        assignment=assignment, version=last.version + 1 if last else 1, marks=marks, total=sum(marks.values()),
        note=note, marked_at=at,
    )  # fmt: skip
