"""The secret ballot of four grades, ordered from `review.ballots`."""

import datetime as dt

from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import use_case
from xuezuo.review.ballots.services import poll_open, poll_prepare
from xuezuo.review.ballots.types import FOUR_GRADES, REPORT_GRADES, ItemSpec, PollPurpose, PollSpec, PollState
from xuezuo.review.evaluation import events
from xuezuo.review.evaluation.errors import BallotUnderWay
from xuezuo.review.evaluation.models import Part, Subject
from xuezuo.review.evaluation.services.checks import check_step, living, lock_to_keep, tell
from xuezuo.review.evaluation.types import Step

INSTRUCTIONS = (
    "请对每位同志选一个等次：优秀、合格、基本合格、不合格。优秀一般不超过三分之一。"
    "本人一栏不填。预备党员参加测评，不评定等次，所以票上没有预备党员。"
    "最后一栏请对支部班子一年来的工作选一个评价。"
)
COMMITTEE_LINE = "支部班子（一年来的工作）"


@use_case("evaluation.ballot_start")
def ballot_start(*, actor: Actor, part: Part, mode: str, closes_at: dt.datetime | None, at: dt.datetime) -> Part:
    """Open the secret ballot: one line for each member who gets a grade; everybody on the list may vote.

    The last line is about the branch committee as a body: members evaluate it too. No provision names grades for it;
    the ballot takes those of the yearly reviews. Probationary members vote and stand on no line. Handing out paper,
    tellers and closing are the ballots' own deeds.

    Raises:
        NotFound, Forbidden: the actor does not keep the branch.
        WrongStep: before mutual evaluation, or after the ballot.
        BallotUnderWay: there is one that was not made void.
        PollBadSpec: nobody gets a grade, or more than a ballot can hold.

    Source: review.grades, review.poll, review.branch (年度通知); branch.review.steps.
    """
    part = lock_to_keep(actor, part, at)
    check_step(part, (Step.BALLOT,), "开始测评", "请先登记互评。")
    if part.poll is not None and part.poll.state != PollState.VOID:
        raise BallotUnderWay
    lines = living(part)
    poll = poll_prepare(actor=actor, spec=_spec(part, lines, mode, closes_at), at=at)
    poll = poll_open(actor=actor, poll=poll, entitled=[line.member_id for line in lines], at=at)
    part.poll = poll
    with acting_as(SYSTEM):
        part.save(update_fields=["poll"])
    tell(events.BALLOT_STARTED, actor, part, at, mode=mode, entitled=len(lines))
    return part


def _spec(part: Part, lines: list[Subject], mode: str, closes_at: dt.datetime | None) -> PollSpec:
    items = tuple(ItemSpec(line.member.name, FOUR_GRADES, line.member_id) for line in lines if line.is_graded)
    body = (ItemSpec(COMMITTEE_LINE, REPORT_GRADES),) if items else ()
    return PollSpec(
        unit_id=part.unit_id,
        purpose=PollPurpose.EVALUATION,
        title=f"{part.year} 年度民主评议党员测评票",
        mode=mode,
        items=items + body,
        closes_at=closes_at,
        instructions=INSTRUCTIONS,
    )
