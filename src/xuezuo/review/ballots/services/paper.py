"""Paper ballots: who was handed one, and what two tellers counted without seeing each other's numbers."""

import datetime as dt
from collections.abc import Sequence

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.text import squeeze
from xuezuo.org.queries.people import committee_posts, roster_affiliations
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import use_case
from xuezuo.review.ballots import events
from xuezuo.review.ballots.errors import (
    BallotTaken,
    CountBegun,
    NotEntitled,
    NotTeller,
    PollWrongMode,
    ReasonNeeded,
    SheetTwice,
    TellersWrong,
    TooFewPaper,
)
from xuezuo.review.ballots.models import Elector, Item, Poll, Sheet, Teller
from xuezuo.review.ballots.queries.access import is_teller, require_runner
from xuezuo.review.ballots.queries.paper import TWO, PaperState, paper_state, too_few
from xuezuo.review.ballots.services.adding_up import check_sheet
from xuezuo.review.ballots.services.checks import (
    check_in_time,
    check_state,
    keep_outcome,
    lock_to_run,
    locked,
    shared,
    tell,
)
from xuezuo.review.ballots.types import LEAST_OF_A_KIND, PollMode, PollPurpose, PollState, TellerSheet, Way
from xuezuo.review.ballots.words import sheet_to_json

OPEN_ONLY = (PollState.OPEN,)


@use_case("ballots.tellers_appoint")
def tellers_appoint(*, actor: Actor, poll: Poll, member_ids: Sequence[int], at: dt.datetime) -> Poll:
    """Appoint who counts the paper, in place of those named before; also while the poll is being prepared.

    Raises:
        NotFound, Forbidden: the actor does not run the poll.
        PollWrongMode, PollWrongState: no paper; closed or void.
        TellersWrong: fewer than two, a candidate, somebody from elsewhere, or a count has begun.
    """
    poll = lock_to_run(actor, poll, at)
    check_state(poll, (PollState.DRAFT, PollState.OPEN), "指定计票人")
    _check_paper(poll, "指定计票人")
    with acting_as(SYSTEM):
        _check_tellers(poll, member_ids, civil_date(at))
        Teller.objects.filter(poll=poll).delete()
        Teller.objects.bulk_create(Teller(poll=poll, member_id=pk) for pk in sorted(set(member_ids)))
    tell(events.TELLERS_APPOINTED, actor, poll, at, tellers=len(set(member_ids)))
    return poll


def _check_paper(poll: Poll, deed: str) -> None:
    if not poll.has_paper:
        raise PollWrongMode(mode=PollMode(poll.mode).label, deed=deed)


def _check_tellers(poll: Poll, member_ids: Sequence[int], on: dt.date) -> None:
    wanted = set(member_ids)
    near = set(roster_affiliations(poll.unit_id, on).values_list("member_id", flat=True))
    near |= set(committee_posts(poll.unit_id, on).values_list("member_id", flat=True))
    near |= set(Elector.objects.filter(poll=poll, member_id__in=wanted).values_list("member_id", flat=True))
    wrong = {
        "要有两名不同的计票人，各自独立录入。": len(wanted) < TWO,
        # in a democratic evaluation the whole branch stands on the ballot: two of them count, each unseen by the other
        "候选人不能计自己的票，请另选。": poll.purpose != PollPurpose.EVALUATION
        and Item.objects.filter(poll=poll, member_id__in=wanted).exists(),
        "请从本组织党员或有投票权的人员中指定。": not wanted <= near,
        "已有计票人录入数字；要换人请先重新计票。": Sheet.objects.filter(poll=poll, round=poll.round).exists(),
    }
    for what, is_wrong in wrong.items():
        if is_wrong:
            raise TellersWrong(what=what)


@use_case("ballots.paper_issue")
def paper_issue(*, actor: Actor, poll: Poll, member_ids: Sequence[int], at: dt.datetime) -> int:
    """Record that these members were handed a paper ballot; who has one already keeps it. Returns how many are new.

    Raises:
        NotFound, Forbidden: the actor does not run the poll.
        PollWrongState, PollWrongMode, VotingOver: not open, no paper, too late.
        NotEntitled: somebody is not on the frozen list.
        BallotTaken: somebody has had an electronic ballot signed.
        CountBegun: a teller has entered the count.
    """
    require_runner(actor, poll, civil_date(at))
    poll, wanted = shared(poll.uid), set(member_ids)
    check_state(poll, OPEN_ONLY, "发票")
    _check_paper(poll, "发纸质票")
    check_in_time(poll, at)
    with acting_as(SYSTEM):
        if Sheet.objects.filter(poll=poll, round=poll.round).exists():
            raise CountBegun
        lines = list(Elector.objects.filter(poll=poll, member_id__in=wanted).select_for_update().order_by("pk"))
        if len(lines) != len(wanted):
            raise NotEntitled(who=f"有 {len(wanted) - len(lines)} 人")
        if any(line.way == Way.ELECTRONIC for line in lines):
            raise BallotTaken(who="名单中有人", way=Way.ELECTRONIC.label, hint="请去掉已取得电子票的人再发。")
        new = [line.pk for line in lines if not line.way]
        Elector.objects.filter(pk__in=new).update(way=Way.PAPER)
    tell(events.PAPER_ISSUED, actor, poll, at, issued=len(new))
    return len(new)


@use_case("ballots.paper_count")
def paper_count(*, actor: Actor, poll: Poll, sheet: TellerSheet, at: dt.datetime) -> PaperState:
    """Enter a teller's count. The first stays unseen; when the second agrees, the count is adopted.

    Raises:
        NotTeller: the actor was not appointed.
        PollWrongState, PollWrongMode: not open, no paper.
        TooFewPaper: one or two paper ballots beside electronic ones.
        SheetTwice: entered before in this round, or two others have.
        SheetWrong: the numbers do not add up.
    """
    if actor.member_id is None or not is_teller(actor, poll):
        raise NotTeller
    poll = locked(poll)
    check_state(poll, OPEN_ONLY, "录入计票")
    _check_paper(poll, "录入纸质票")
    if papers := too_few(poll):
        raise TooFewPaper(count=papers, least=LEAST_OF_A_KIND)
    check_sheet(poll, sheet)
    with acting_as(SYSTEM):
        sheets = list(Sheet.objects.filter(poll=poll, round=poll.round))
        if any(one.teller_id == actor.member_id for one in sheets):
            raise SheetTwice(what="您已录入过这一次的数字。")
        if len(sheets) >= TWO:
            raise SheetTwice(what="两名计票人都已录入。")
        content = sheet_to_json(sheet)
        Sheet.objects.create(poll=poll, round=poll.round, teller_id=actor.member_id, content=content, entered_at=at)
        is_adopted = bool(sheets) and sheets[0].content == content
        if is_adopted:
            keep_outcome(poll, paper=content)
    tell(events.PAPER_COUNTED, actor, poll, at, round=poll.round, is_adopted=is_adopted)
    return paper_state(poll, actor.member_id)


@use_case("ballots.paper_recount")
def paper_recount(*, actor: Actor, poll: Poll, reason: str, at: dt.datetime) -> Poll:
    """Count again: both tellers enter anew. Former sheets are kept.

    Raises:
        NotFound, Forbidden: the actor does not run the poll.
        PollWrongState, PollWrongMode: not open, no paper.
        ReasonNeeded: no reason.
    """
    poll, why = lock_to_run(actor, poll, at), squeeze(reason)
    check_state(poll, OPEN_ONLY, "重新计票", "已结束的投票结果不能更改。")
    _check_paper(poll, "重新计票")
    if not why:
        raise ReasonNeeded(deed="重新计票")
    poll.round, poll.round_reason = poll.round + 1, why[:300]
    with acting_as(SYSTEM):
        poll.save(update_fields=["round", "round_reason"])
    keep_outcome(poll, paper=None)
    tell(events.PAPER_RECOUNTED, actor, poll, at, reason=why, round=poll.round)
    return poll
