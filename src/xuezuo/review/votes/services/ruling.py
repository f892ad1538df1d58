"""Where the law leaves a result open, the body by its rules or the superior decides: recorded here, not computed."""

import datetime as dt

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.text import squeeze
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.platform.events import publish_on_commit
from xuezuo.review.votes import events
from xuezuo.review.votes.errors import RulingRefused, VoteWrongState
from xuezuo.review.votes.models import Vote, VoteRevision, VoteRuling
from xuezuo.review.votes.policies import VOTE_RULE
from xuezuo.review.votes.queries.arithmetic import ruling_words
from xuezuo.review.votes.services.checks import check_state, lock_to, tell
from xuezuo.review.votes.services.running import RESULT
from xuezuo.review.votes.types import Judgement, RuledBy, VoteState

DECIDED = "票数已经得出结果，不需要认定；票数登记错了的，请用“更正结果”。"


@use_case("votes.vote_rule")
def vote_rule(*, actor: Actor, vote: Vote, judgement: Judgement, at: dt.datetime) -> Vote:
    """Record what was ruled on a count that no provision decides; minutes say so with the article and the reason.

    Ruled already: the new ruling holds, the former one stays with the version it made.

    Raises:
        NotFound, Forbidden: the actor may not record rulings here.
        VoteWrongState: not stopped, void, to be repeated, or decided by the numbers.
        RulingRefused: no article, no reason, a day before the vote or to come.
    """
    vote = lock_to(actor, VOTE_RULE, vote, at)
    check_state(vote, (VoteState.STOPPED,), "登记认定", "请先登记表决结果。")
    former = VoteRuling.objects.filter(vote=vote, version=vote.version).first()
    if former is None and not vote.is_open_to_ruling:
        raise VoteWrongState(state=VoteState.STOPPED.label, deed="登记认定", hint=DECIDED)
    said = _checked(vote, judgement, at)
    VoteRevision.objects.create(
        vote=vote, version=vote.version, fields={name: getattr(vote, name) for name in RESULT},
        reason=f"登记认定：{said.reason}"[:200], changed_at=at, changed_by=actor.account_id,
    )  # fmt: skip
    lines = vote.result_lines[:-1] if former is not None else vote.result_lines
    vote.version += 1
    vote.is_passed, vote.result_lines = said.is_passed, [*lines, ruling_words(said)]
    vote.save(update_fields=["is_passed", "result_lines", "version"])
    VoteRuling.objects.create(
        vote=vote, version=vote.version, is_passed=said.is_passed, by=said.by, on=said.on, article=said.article,
        reason=said.reason, ruled_at=at, ruled_by=actor.account_id,
    )  # fmt: skip
    tell(events.RULED, actor, vote, at, said.reason, by=said.by, article=said.article)
    publish_on_commit(events.VoteStopped(vote.uid, vote.unit_id))
    return vote


def _checked(vote: Vote, judgement: Judgement, at: dt.datetime) -> Judgement:
    article, reason = squeeze(judgement.article)[:200], squeeze(judgement.reason)[:300]
    held = vote.activity.occurred_on
    faults = {
        "请写明依据：议事规则的名称和条款，或上级文件的标题和文号。": not article,
        "请写明理由，它和票数一起写进会议记录。": not reason,
        "请选择由谁认定。": judgement.by not in RuledBy.values,
        f"会议是 {held} 召开的，认定不能更早。": judgement.on < held,
        "认定日期还没有到。": judgement.on > civil_date(at),
    }
    for what, is_wrong in faults.items():
        if is_wrong:
            raise RulingRefused(what=what)
    return Judgement(judgement.is_passed, judgement.by, judgement.on, article, reason)
