"""What can be done next to an election, by whom."""

import dataclasses

from xuezuo.review.elections.models import Election, Round
from xuezuo.review.elections.queries.rounds import body_now, has_officers, is_filled, next_round
from xuezuo.review.elections.types import (
    SETTLED,
    WITH_OFFICERS,
    Body,
    ElectionState,
    RoundKind,
    RoundState,
)


@dataclasses.dataclass(frozen=True, slots=True)
class Action:
    """A link: words, and the deed or page it leads to."""

    label: str
    page: str = ""
    deed: str = ""
    is_primary: bool = False


RUN = {
    ElectionState.PREPARING: (
        Action("登记请示", deed="request", is_primary=True),
        Action("推荐人选", page="candidate-list"),
        Action("修改", deed="change"),
    ),
    ElectionState.REQUESTED: (Action("推荐人选", page="candidate-list"),),
    ElectionState.APPROVED: (
        Action("推荐人选", page="candidate-list", is_primary=True),
        Action("登记征求意见", deed="consult"),
        Action("上报预备人选", deed="submit", is_primary=True),
    ),
    ElectionState.AGREED: (
        Action("确定选举人名单", page="electors-freeze", is_primary=True),
        Action("候选人顺序", page="candidate-list"),
    ),
}
ABOVE = {
    ElectionState.REQUESTED: (
        Action("批复同意", deed="approve", is_primary=True),
        Action("退回请示", deed="return"),
    ),
    ElectionState.PROPOSED: (
        Action("批复预备人选", deed="agree", is_primary=True),
        Action("退回预备人选", deed="disagree"),
    ),
    ElectionState.REPORTED: (
        Action("批准、备案，写入任职", deed="confirm", is_primary=True),
        Action("退回结果", deed="return-result"),
    ),
    ElectionState.DONE: (Action("更正", deed="correct"),),
}
EARLY_ANSWERS = (ElectionState.REQUESTED, ElectionState.PROPOSED)


def actions_of(election: Election, rounds: list[Round], *, runs: bool, above: bool) -> list[Action]:
    """Return what the asker can do now; the services check again."""
    state = ElectionState(election.state)
    found: list[Action] = []
    if runs:
        found += RUN.get(state, ())
        found += _voting(election, rounds) if state in (ElectionState.MEETING, ElectionState.ELECTED) else []
    if above or (runs and election.is_past and state in EARLY_ANSWERS):
        found += ABOVE.get(state, ())
    if runs and state not in SETTLED:
        found.append(Action("作废", deed="void"))
    return found


def _voting(election: Election, rounds: list[Round]) -> list[Action]:
    going = [one for one in rounds if one.state == RoundState.OPEN]
    if going:
        return [Action("登记投票结果", page="round-count", is_primary=True), Action("本次投票作废", page="round-void")]
    if election.state == ElectionState.ELECTED and election.kind in WITH_OFFICERS:
        return _officers(election)
    if election.state == ElectionState.ELECTED:
        return [Action("上报选举结果", deed="report", is_primary=True)]
    coming = next_round(election, body_now(election))
    found = _ballot()
    if coming is not None and coming.kind == RoundKind.FURTHER:
        found += [Action("推荐人选", page="candidate-list"), Action("经同意减少名额", deed="reduce")]
    return found


def _ballot() -> list[Action]:
    return [
        Action("登记到会", page="attendance"),
        Action("监票人、计票人", page="watchers"),
        Action("开始投票", page="round-open", is_primary=True),
    ]


def _officers(election: Election) -> list[Action]:
    if not has_officers(election):
        return [Action("提名书记、副书记", page="officers", is_primary=True)]
    if is_filled(election, Body.COMMITTEE):
        return [Action("上报选举结果", deed="report", is_primary=True)]
    return [*_ballot(), Action("重新提名书记、副书记", page="officers")]
