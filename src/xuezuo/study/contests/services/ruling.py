"""Disqualifying a team or a work, and taking it back."""

import datetime as dt

from xuezuo.kernel.errors import NotFound
from xuezuo.kernel.text import squeeze
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.study.contests import events
from xuezuo.study.contests.errors import ReasonNeeded, RulingStands
from xuezuo.study.contests.models import Contest, Ruling
from xuezuo.study.contests.policies import CONTEST_RUN
from xuezuo.study.contests.queries.rulings import last_ruling, targets_of
from xuezuo.study.contests.services.checks import check_state, check_written, lock_to, tell, unsealed
from xuezuo.study.contests.types import ContestState, RulingSpec


@use_case("contests.ruling_make")
def ruling_make(*, actor: Actor, contest: Contest, spec: RulingSpec, at: dt.datetime) -> Ruling:
    """Say that a team or a numbered work is out, or in again; earlier rulings stay.

    A team that is out gets no more marks and no place; a work that is out gets no award. Who wrote it stays sealed.

    Raises:
        NotFound, Forbidden, ContestKindWrong, ContestWrongState: see `checks`; or no such team or number.
        ReasonNeeded, RulingStands: no reason, or it is so already.
    """
    contest = lock_to(actor, CONTEST_RUN, contest, at)
    check_written(contest, written=spec.number is not None)
    going_on = (ContestState.JUDGING, ContestState.AWARDING) if contest.is_written else (ContestState.OPEN,)
    check_state(contest, going_on, "裁定参赛资格")
    why = squeeze(spec.reason)
    if not why:
        raise ReasonNeeded
    if spec.target not in dict(targets_of(contest)):
        raise NotFound
    last = last_ruling(contest, team_id=spec.team_id, number=spec.number)
    if (last is not None and last.is_out) == spec.is_out:
        raise RulingStands(state="已取消资格" if spec.is_out else "有参赛资格")
    about = {"team_id": spec.team_id, "number": spec.number, "is_out": spec.is_out}
    made = Ruling.objects.create(contest=contest, **about, reason=why, made_at=at, made_by=actor.account_id)
    if spec.is_out and spec.number is not None:
        with unsealed():
            contest.results.filter(number=spec.number).update(award="")
    tell(events.RULING_MADE, actor, contest, at, reason=why, is_out=spec.is_out)
    return made
