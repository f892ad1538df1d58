"""The vote itself: the lists are frozen at the start, the count at the stop."""

import dataclasses
import datetime as dt
from collections import Counter

from xuezuo.kernel.clock import civil_date
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.platform.events import publish_on_commit
from xuezuo.review.ballots.models import Poll
from xuezuo.review.ballots.queries import poll_get
from xuezuo.review.ballots.queries.results import ways_taken
from xuezuo.review.ballots.services import poll_close, poll_open, poll_prepare, polls_seal
from xuezuo.review.ballots.types import APPROVAL, ItemSpec, PollPurpose, PollSpec
from xuezuo.review.votes import events
from xuezuo.review.votes.errors import CountDoesNotAdd, StoppedMeanwhile, VoteCannotBeValid, VoteNotReady
from xuezuo.review.votes.models import Elector, Exclusion, Opinion, Vote
from xuezuo.review.votes.policies import VOTE_RUN
from xuezuo.review.votes.queries.arithmetic import quorum_of, quorum_words, result_of, start_lines, stops
from xuezuo.review.votes.queries.electorate import entitled_of, present_of
from xuezuo.review.votes.queries.footing import footing_of_vote
from xuezuo.review.votes.queries.readiness import PRESENCE, not_ready, unwatched
from xuezuo.review.votes.services.checks import (
    check_count,
    check_meeting,
    check_state,
    lock_to,
    stated_of,
    tell,
    unsealed,
)
from xuezuo.review.votes.types import Count, Electorate, Stand, VoteState

STARTED = ["state", "started_at", "started_by", "entitled", "present", "quorum_lines", "poll_uid"]
WRITTEN = ["written_yes", "written_no", "written_abstain"]
COUNT = ["issued", "returned", "invalid", "yes", "no", "abstain"]
RESULT = [*COUNT, "is_passed", "must_repeat", "result_lines"]
NOBODY_VOTED = "还没有人领取选票，没有投过票就没有结果。请等到会的人投票；不再表决的，请作废。"


@dataclasses.dataclass(frozen=True, slots=True)
class _Lists:
    """V, who of the roster came, P, and who of V wrote and is absent, with what they said in numbers."""

    electorate: Electorate
    came: frozenset[int]
    present: frozenset[int]
    wrote: frozenset[int]
    stands: Counter[str]


@use_case("votes.vote_start")
def vote_start(*, actor: Actor, vote: Vote, at: dt.datetime) -> Vote:
    """Start the vote: V, P and the written opinions of the absent are frozen; a secret ballot of the app opens to P.

    Started already: nothing is written and the vote is returned as it is.

    Raises:
        NotFound, Forbidden: the actor may not run the vote.
        VoteWrongState: stopped or void.
        VoteNotReady: the meeting is not called, or on a later day; nobody is entitled or present; nobody watches the
            count.
        MeetingDoesNotFit: the meeting's kind or state has changed since.
        VoteCannotBeValid: too few are present, with the article.
    """
    vote = lock_to(actor, VOTE_RUN, vote, at)
    if vote.state == VoteState.STARTED:
        return vote
    check_state(vote, (VoteState.PREPARED,), "开始")
    check_meeting(vote.activity, vote.kind)
    _check_ready(vote, at)
    lists = _lists(vote)
    quorum = quorum_of(vote.kind, entitled=len(lists.electorate.entitled), present=len(lists.present))
    if not quorum.base:
        raise VoteNotReady(deed="开始", missing="名单上没有有表决权的党员，请核对会议日期和党员名册。")
    footing = footing_of_vote(vote)
    if stops(quorum, footing):
        article = footing.cite(vote.kind, quorum.clause_id)
        raise VoteCannotBeValid(
            deed="开始", article=article,
            what=quorum_words(vote.kind, quorum, footing).removesuffix(f"（{article}）。"),
            hint=f"{_presence(vote)}人数不够的，改日再开会表决。",
        )  # fmt: skip
    if not quorum.counted:
        raise VoteNotReady(deed="开始", missing=f"没有人到会。{_presence(vote)}")
    _freeze(vote, lists)
    vote.entitled, vote.present = quorum.base, quorum.counted
    left_out = len(lists.electorate.left_out)
    vote.quorum_lines = list(start_lines(vote, quorum, left_out=left_out, written=lists.stands.total()))
    _open_poll(actor, vote, lists, at)
    vote.state, vote.started_at, vote.started_by = VoteState.STARTED, at, actor.account_id
    vote.save(update_fields=[*STARTED, *WRITTEN])
    tell(events.STARTED, actor, vote, at, entitled=quorum.base, present=quorum.counted)
    return vote


def _check_ready(vote: Vote, at: dt.datetime) -> None:
    missing = not_ready(vote.activity, civil_date(at)) or unwatched(vote)
    if missing:
        raise VoteNotReady(deed="开始", missing=missing)


def _presence(vote: Vote) -> str:
    return PRESENCE.get(vote.activity.state, "")


def _lists(vote: Vote) -> _Lists:
    electorate = entitled_of(vote.unit_id, vote.activity.occurred_on, vote.activity.kind, stated_of(vote))
    came = present_of(vote.activity)
    present = came & set(electorate.entitled)
    with unsealed():
        said = dict(Opinion.objects.filter(vote=vote).values_list("member_id", "stand"))
    counted = {pk: stand for pk, stand in said.items() if pk in electorate.entitled and pk not in present}
    return _Lists(electorate, came, present, frozenset(counted), Counter(counted.values()))


def _freeze(vote: Vote, lists: _Lists) -> None:
    with unsealed():
        _write_list(vote, lists)
    vote.written_yes, vote.written_no = lists.stands[Stand.YES], lists.stands[Stand.NO]
    vote.written_abstain = lists.stands[Stand.ABSTAIN]


def _write_list(vote: Vote, lists: _Lists) -> None:
    papers: dict[int, Exclusion] = {one.member_id: one for one in vote.exclusions.all()}
    Elector.objects.bulk_create(
        Elector(
            vote=vote,
            unit_id=vote.unit_id,
            member_id=row.member_id,
            name=row.name,
            why=row.why,
            document=papers[row.member_id].document if row.why and row.member_id in papers else "",
            consent=papers[row.member_id].consent if row.why and row.member_id in papers else "",
            is_present=row.member_id in lists.came,
            has_written=row.member_id in lists.wrote,
        )
        for row in lists.electorate.rows
    )


def _open_poll(actor: Actor, vote: Vote, lists: _Lists, at: dt.datetime) -> None:
    if not vote.is_polled:
        return
    item = ItemSpec(vote.candidate_name or vote.subject, APPROVAL, vote.candidate_id)
    spec = PollSpec(vote.unit_id, PollPurpose.MOTION, vote.subject, vote.method, (item,))
    poll = poll_prepare(actor=actor, spec=spec, at=at)
    poll_open(actor=actor, poll=poll, entitled=sorted(lists.present), at=at)
    vote.poll_uid = poll.uid


def vote_stop(*, actor: Actor, vote: Vote, at: dt.datetime, count: Count | None = None) -> Vote:
    """Stop the vote with what was counted; a ballot of the app is closed and counts itself.

    A ballot of the app is sealed in a transaction of its own first: cut off after it, the vote is stopped once more.
    Two at once: the second one with the same numbers gets the first result, with others it is refused. More ballots
    back than handed out: stopped without a result, `must_repeat`.

    Raises:
        NotFound, Forbidden: the actor may not run the vote.
        VoteWrongState: not started, or void.
        MeetingDoesNotFit: the meeting has become void since, or another kind of meeting.
        CountDoesNotAdd: the numbers do not add up, or there are none.
        VoteNotReady: nobody has taken a ballot of the app.
        StoppedMeanwhile: somebody else has entered another result.
        PollWrongState, PaperNotCounted: the ballot of the app cannot be closed yet.
    """
    if vote.is_polled:
        polls_seal(actor=actor, find=lambda: _polls_of(_to_stop(actor, vote, at)), at=at)
    return _stopped(actor=actor, vote=vote, count=count, at=at)


def _to_stop(actor: Actor, vote: Vote, at: dt.datetime) -> Vote:
    vote = lock_to(actor, VOTE_RUN, vote, at)
    if vote.state != VoteState.STOPPED:
        check_state(vote, (VoteState.STARTED,), "登记结果", "请先开始表决。")
        check_meeting(vote.activity, vote.kind)
        if vote.poll_uid is not None and not any(ways_taken(poll_get(vote.poll_uid)).values()):
            raise VoteNotReady(deed="结束", missing=NOBODY_VOTED)
    return vote


def _polls_of(vote: Vote) -> list[Poll]:
    return [] if vote.state == VoteState.STOPPED or vote.poll_uid is None else [poll_get(vote.poll_uid)]


@use_case("votes.vote_stop")
def _stopped(*, actor: Actor, vote: Vote, count: Count | None, at: dt.datetime) -> Vote:
    vote = _to_stop(actor, vote, at)
    if vote.state == VoteState.STOPPED:
        return _same(vote, count)
    found = _polled(actor, vote, at) if vote.is_polled else count
    if found is None:
        raise CountDoesNotAdd(what="没有填写票数。")
    if not vote.is_polled:
        check_count(vote, found)
    write_result(vote, found)
    vote.state, vote.stopped_at, vote.stopped_by = VoteState.STOPPED, at, actor.account_id
    vote.save(update_fields=[*RESULT, "state", "stopped_at", "stopped_by"])
    tell(events.STOPPED, actor, vote, at, must_repeat=vote.must_repeat)
    publish_on_commit(events.VoteStopped(vote.uid, vote.unit_id))
    return vote


def _polled(actor: Actor, vote: Vote, at: dt.datetime) -> Count:
    if vote.poll_uid is None:
        raise CountDoesNotAdd(what="没有找到这项表决的选票。")
    result = poll_close(actor=actor, poll=poll_get(vote.poll_uid), at=at)
    marks = result.items[0].counts if result.items else {}
    abstained = marks.get(Stand.ABSTAIN, 0) + (result.items[0].abstained if result.items else 0)
    yes, no = marks.get(Stand.YES, 0), marks.get(Stand.NO, 0)
    return Count(yes, no, abstained, result.issued, result.returned, result.invalid)


def write_result(vote: Vote, count: Count) -> None:
    """Put a count and what it comes to on the vote; the caller saves `RESULT`."""
    result = result_of(vote, count)
    for name in COUNT:
        setattr(vote, name, getattr(count, name))
    if not vote.is_secret:
        vote.issued = vote.returned = vote.invalid = None
    if result.must_repeat:
        vote.yes = vote.no = vote.abstain = vote.invalid = None
    vote.is_passed, vote.must_repeat, vote.result_lines = result.is_passed, result.must_repeat, list(result.lines)


def _same(vote: Vote, count: Count | None) -> Vote:
    if vote.is_polled or count is None or count_of(vote) == stored(vote, count):
        return vote
    said = count_of(vote)
    words = f"赞成 {said.yes}、不赞成 {said.no}、弃权 {said.abstain}"
    raise StoppedMeanwhile(count=f"发出 {said.issued}、收回 {said.returned}" if vote.must_repeat else words)


def count_of(vote: Vote) -> Count:
    """Return the count that stands on the vote; numbers that do not belong to it are 0."""
    return Count(*(getattr(vote, name) or 0 for name in ("yes", "no", "abstain", *COUNT[:3])))


def stored(vote: Vote, count: Count) -> Count:
    """Return a count as it would stand on the vote."""
    if not vote.is_secret:
        return Count(count.yes, count.no, count.abstain)
    if count.returned > count.issued:
        return Count(0, 0, 0, count.issued, count.returned)
    return count
