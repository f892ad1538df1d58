"""What a vote comes to, and the sentences in which pages and minutes show how: words, numbers, article."""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Final

from xuezuo.review.votes.models import Vote
from xuezuo.review.votes.queries.footing import OF_BRANCH, Footing, footing_of_vote
from xuezuo.review.votes.queries.rulings import cited, ruling_of
from xuezuo.review.votes.types import OF_COMMITTEE, Count, Judgement, RuledBy, VoteKind, VoteMethod
from xuezuo.rules.votes import (
    Outcome,
    admission_passed,
    admission_quorum,
    committee_passed,
    committee_quorum,
    general_meeting_passed,
    general_meeting_quorum,
    poll_total,
)

_QUORUM: Final[Mapping[str, Callable[[int, int], Outcome]]] = {
    VoteKind.RESOLUTION: lambda v, p: general_meeting_quorum(entitled=v, present=p),
    VoteKind.COMMITTEE_RESOLUTION: lambda v, p: committee_quorum(size=v, present=p),
    VoteKind.APPROVAL: lambda v, p: committee_quorum(size=v, present=p),
    VoteKind.ADMISSION: lambda v, p: admission_quorum(entitled=v, present=p),
    VoteKind.CONVERSION: lambda v, p: admission_quorum(entitled=v, present=p),
}
_WHO: Final[Mapping[str, str]] = {
    VoteKind.ADMISSION: "应到会有表决权的正式党员",
    VoteKind.CONVERSION: "应到会有表决权的正式党员",
}
BY_ANALOGY: Final = (
    "本级组织的到会和通过人数，系统所载规定没有条文，以上参照党支部计算，只作提醒；以上级规定和本组织议事规则为准。"
)


@dataclasses.dataclass(frozen=True, slots=True)
class Result:
    """What a count comes to.

    Attributes:
        is_passed: None = to be voted on again, or the meeting's own rules decide.
        must_repeat: more ballots came back than were handed out.
        lines: sentences for the page and the minutes.
    """

    is_passed: bool | None
    must_repeat: bool
    lines: tuple[str, ...]


def quorum_of(kind: str, *, entitled: int, present: int) -> Outcome:
    """Return whether the meeting may vote on this.

    Raises:
        ImpossibleCount: more present than entitled.
    """
    return _QUORUM[kind](entitled, present)


def stops(outcome: Outcome, footing: Footing) -> bool:
    """Tell whether a vote against this provision cannot be valid; what is reckoned by analogy only reminds."""
    return footing.binds and not ruling_of(outcome).may_go_on


def quorum_words(kind: str, outcome: Outcome, footing: Footing = OF_BRANCH) -> str:
    """Return the quorum as a sentence, with both numbers, the comparison and the article."""
    may = "可以表决" if outcome.holds else f"没有达到可以表决的人数，至少要到 {outcome.needed} 人"
    who = "应到会委员" if kind in OF_COMMITTEE else "应到会有表决权"
    numbers = f"{who} {outcome.base} 人，实到 {outcome.counted} 人"
    return f"{numbers}；{outcome.arithmetic}，{may}（{footing.cite(kind, outcome.clause_id)}）。"


def beyond_reach(vote: Vote, outcome: Outcome) -> str:
    """Return that all those present together could not pass it, where that is so: half of V may begin, more must agree.

    A reminder before the start; the vote may be held all the same.
    """
    footing = footing_of_vote(vote)
    if vote.kind != VoteKind.RESOLUTION or not (footing.binds and outcome.holds):
        return ""
    reached = general_meeting_passed(entitled=outcome.base, yes=outcome.counted)
    if reached.holds:
        return ""
    article = footing.cite(vote.kind, reached.clause_id)
    return (
        f"到会的 {outcome.counted} 人全部赞成也通不过：赞成要超过应到会的半数，至少 {reached.needed} 票（{article}）。"
        "可以等人到齐再开始，或者改日表决。"
    )


def start_lines(vote: Vote, outcome: Outcome, *, left_out: int, written: int) -> tuple[str, ...]:
    """Return what is known when a vote starts; reasons of those left out are no part of it."""
    kind, footing = vote.kind, footing_of_vote(vote)
    lines = [quorum_words(kind, outcome, footing)]
    if not footing.binds:
        lines.append(BY_ANALOGY)
    elif not outcome.holds:  # it went on all the same: nobody has verified the provision
        lines.append(ruling_of(outcome).message)
    if left_out:
        lines.append(f"名册上另有 {left_out} 人没有表决权或不计入应到会，原因和依据已登记。")
    if written:
        article = footing.cite(kind, "dev.vote.pass")
        lines.append(f"会前收到未到会党员的书面意见 {written} 份，计入票数（{article}）。")
    return tuple(lines)


def result_of(vote: Vote, count: Count) -> Result:
    """Return what a count comes to; the numbers have been checked.

    Raises:
        ImpossibleCount: numbers that cannot be.
    """
    ballots = _ballots(vote, count)
    if vote.is_secret:
        total = poll_total(voters=count.issued, returned=count.returned)
        if not total.holds:
            article = f"（参照{cited(total.clause_id)}）"
            words = f"{total.arithmetic}，收回的票多于发出的票，本次表决无效，应当重新表决{article}。"
            return Result(None, must_repeat=True, lines=(ballots, words))
    is_passed, words = _decided(vote, count)
    return Result(is_passed, must_repeat=False, lines=(ballots, words))


def ruling_words(said: Judgement) -> str:
    """Return a ruling as pages and minutes tell it."""
    result = "通过" if said.is_passed else "不通过"
    who = RuledBy(said.by).label
    return f"认定：{result}。{said.on} {who}，依据：{said.article}；理由：{said.reason.rstrip('。')}。"


def _ballots(vote: Vote, count: Count) -> str:
    given = f"赞成 {count.yes} 票，不赞成 {count.no} 票，弃权 {count.abstain} 票"
    if vote.method == VoteMethod.OPEN:
        return f"举手表决：{given}。"
    handed = f"无记名投票：发出 {count.issued} 张，收回 {count.returned} 张"
    if count.returned > count.issued:
        return f"{handed}。"
    return f"{handed}，其中无效 {count.invalid} 张；{given}。"


def _decided(vote: Vote, count: Count) -> tuple[bool | None, str]:
    entitled, footing = vote.entitled or 0, footing_of_vote(vote)
    if vote.kind in OF_COMMITTEE:
        return _left_open(vote, count, committee_passed(size=entitled, yes=count.yes), "全体委员")
    if vote.is_one_by_one:
        outcome = admission_passed(entitled=entitled, yes_in_room=count.yes, yes_written=vote.written_yes)
    else:
        outcome = general_meeting_passed(entitled=entitled, yes=count.yes)
        if not footing.binds:
            return _left_open(vote, count, outcome, "应到会有表决权的人")
    who = _WHO.get(vote.kind, "应到会有表决权的党员")
    how = "超过" if outcome.holds else "没有超过"
    end = "通过" if outcome.holds else f"不通过，至少要 {outcome.needed} 票"
    yes = f"连同书面意见赞成 {outcome.counted} 票" if vote.written else f"赞成 {outcome.counted} 票"
    article = footing.cite(vote.kind, outcome.clause_id)
    return outcome.holds, f"{yes}，{outcome.arithmetic}，{how}{who}的半数，{end}（{article}）。"


def _left_open(vote: Vote, count: Count, outcome: Outcome, all_of: str) -> tuple[bool | None, str]:
    """No majority is written down: what more than half of all approve stands under every reading, and only that.

    Article 12 gives none for a committee; for meetings above the branches there is no article here at all.
    """
    yes, footing = f"赞成 {count.yes} 票，{outcome.arithmetic}", footing_of_vote(vote)
    silent = f"{cited(outcome.clause_id)}未规定票数" if footing.binds else "本级组织的通过票数没有条文"
    if outcome.holds:
        return True, f"{yes}，超过{all_of}的半数，通过（{silent}，按最严的理解计算）。"
    if count.yes <= count.no:
        return False, f"{yes}，赞成没有多于不赞成，不通过（少数服从多数）。"
    return None, (
        f"{yes}，没有超过{all_of}的半数，但赞成多于不赞成；{silent}，请按议事规则或报上级党组织认定，再登记认定结果。"
    )
