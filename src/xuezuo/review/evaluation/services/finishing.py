"""The end in a branch: the meeting at which it was held, which is what meets the yearly duty."""

import datetime as dt
import uuid

from xuezuo.kernel.clock import civil_date
from xuezuo.org.queries.access import require_living_unit
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import use_case
from xuezuo.review.evaluation import events
from xuezuo.review.evaluation.errors import MeetingUnfit
from xuezuo.review.evaluation.models import HomeReport, Part
from xuezuo.review.evaluation.policies import PART_KEEP
from xuezuo.review.evaluation.queries.meetings import meetings_of
from xuezuo.review.evaluation.services.checks import check_step, lock_round, lock_to_keep, tell
from xuezuo.review.evaluation.services.rounds import close_now
from xuezuo.review.evaluation.types import RoundState, Step


@use_case("evaluation.part_finish")
def part_finish(*, actor: Actor, part: Part, activity_uid: uuid.UUID, at: dt.datetime) -> Part:
    """Finish: link the confirmed meeting at which the branch evaluated; a branch's own round is closed by it.

    The meeting is the deed that meets the yearly duty, as for every branch that uses no system; nothing is counted
    twice.

    Raises:
        NotFound, Forbidden: the actor does not keep the branch.
        WrongStep: the results were not given back, or done already.
        MeetingUnfit: not a confirmed meeting of this branch that held the evaluation.

    Source: branch.review.freq (支部工作条例 art. 18).
    """
    round_ = lock_round(part.round)
    part = lock_to_keep(actor, part, at)
    check_step(part, (Step.FEEDBACK,), "完成")
    meeting = next((one for one in meetings_of(part) if one.uid == activity_uid), None)
    if meeting is None:
        raise MeetingUnfit
    part.activity, part.finished_at, part.finished_by = meeting, at, actor.account_id
    with acting_as(SYSTEM):
        part.save(update_fields=["activity", "finished_at", "finished_by"])
        if round_.unit_id == part.unit_id and round_.state == RoundState.RUNNING:
            close_now(round_, at)
    tell(events.PART_FINISHED, actor, part, at, meeting=str(meeting.occurred_on))
    return part


@use_case("evaluation.home_receive")
def home_receive(*, actor: Actor, report: HomeReport, at: dt.datetime) -> HomeReport:
    """Acknowledge the result of a member who was evaluated elsewhere; the repeat returns the first receipt.

    Raises:
        NotFound, Forbidden: the actor does not keep the member's home branch.
    """
    home = report.subject.home
    require_living_unit(actor, PART_KEEP, home, civil_date(at))
    if report.received_at is not None:
        return report
    report.received_at, report.received_by = at, actor.account_id
    with acting_as(SYSTEM):
        report.save(update_fields=["received_at", "received_by"])
    tell(events.HOME_RECEIVED, actor, report.subject.part, at, home=home.pk)
    return report


@use_case("evaluation.results_export")
def results_export(*, actor: Actor, part: Part, at: dt.datetime) -> Part:
    """Note that a keeper downloads the branch's results by name.

    Raises:
        NotFound, Forbidden: the actor does not keep the branch.
        WrongStep: not given back yet.
    """
    part = lock_to_keep(actor, part, at)
    check_step(part, (Step.FEEDBACK, Step.FINISHED), "导出结果")
    tell(events.RESULTS_EXPORTED, actor, part, at)
    return part
