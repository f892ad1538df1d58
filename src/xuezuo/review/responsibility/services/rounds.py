"""Reviews of reports: a round over the secretaries directly below, secret ballots, opinions, grades, feedback."""

import dataclasses
import datetime as dt

from django.db import IntegrityError, transaction

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.org.models import Post
from xuezuo.org.queries.people import roster_affiliations
from xuezuo.org.queries.tree import children_on
from xuezuo.org.types import PostKind, UnitKind
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import use_case
from xuezuo.review.ballots.models import Poll
from xuezuo.review.ballots.services import poll_open, poll_prepare
from xuezuo.review.ballots.types import REPORT_GRADES, RUNNING, ItemSpec, PollPurpose, PollSpec, PollState
from xuezuo.review.responsibility import events
from xuezuo.review.responsibility.errors import BallotExists, NobodyReviewed, NobodyVotes, NotAllGraded, WrongState
from xuezuo.review.responsibility.models import ReviewEntry, ReviewRound
from xuezuo.review.responsibility.policies import REVIEW_KEEP
from xuezuo.review.responsibility.queries.rounds import committee_ids, entries_of
from xuezuo.review.responsibility.services.checks import keeping_unit, lock_round, reason_of, tell, tell_entry
from xuezuo.review.responsibility.types import KEEPING_KINDS, RoundState


@dataclasses.dataclass(frozen=True, slots=True)
class RoundHead:
    """What a round is called: `year` reported about, day of the meeting, the paper it rests on."""

    year: int
    title: str
    held_on: dt.date
    document: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class EntryWords:
    """What those who keep the round write about one secretary; an empty grade = not yet."""

    reports_at: dt.time | None = None
    is_written: bool = False
    questions: str = ""
    grade: str = ""
    opinion: str = ""


@use_case("responsibility.round_make")
def round_make(*, actor: Actor, unit_id: int, head: RoundHead, at: dt.datetime) -> ReviewRound:
    """Make a round with one line for the secretary of each unit directly below, in the order of the units' codes.

    Raises:
        NotFound, Forbidden, KeptByBranch: the actor may not, or a group.
        WrongState: there is a round of that year.
        NobodyReviewed: no unit below has a secretary on the day.
    """
    unit = keeping_unit(actor, REVIEW_KEEP, unit_id, at)
    lines = _secretaries(unit_id, head.held_on)
    if not lines:
        raise NobodyReviewed
    round_ = ReviewRound(uid=new_id(), unit=unit, year=head.year, title=squeeze(head.title), held_on=head.held_on)
    round_.document, round_.made_at, round_.made_by = squeeze(head.document), at, actor.account_id
    try:
        with transaction.atomic():
            round_.save(force_insert=True)
    except IntegrityError:
        raise WrongState(state="已发起", deed="再次发起", hint=f"{head.year}年度的述职评议已经有了。") from None
    with acting_as(SYSTEM):
        ReviewEntry.objects.bulk_create(
            ReviewEntry(uid=new_id(), round=round_, unit_id=below, member_id=member, number=number)
            for number, (below, member) in enumerate(lines, start=1)
        )
    tell(events.ROUND_MADE, actor, round_, at, year=head.year, count=len(lines))
    return round_


def _secretaries(unit_id: int, on: dt.date) -> list[tuple[int, int]]:
    below = list(children_on(unit_id, on).filter(kind__in=KEEPING_KINDS).values_list("pk", flat=True))
    posts = Post.objects.filter(unit_id__in=below, kind=PostKind.SECRETARY, during__contains=on)
    holders = dict(posts.order_by("-during").values_list("unit_id", "member_id"))
    return [(pk, holders[pk]) for pk in below if pk in holders]


@use_case("responsibility.entry_write")
def entry_write(*, actor: Actor, entry: ReviewEntry, words: EntryWords, at: dt.datetime) -> ReviewEntry:
    """Write when a secretary reports, what was asked, the opinion and the grade; changed until the round is closed.

    Raises:
        NotFound, Forbidden, WrongState: the actor does not keep the round, it is closed, or the line is left out.
    """
    entry = _locked(actor, entry, at, "记录评议")
    if entry.left_out_why:
        raise WrongState(state="已移出", deed="记录评议", hint="")
    entry.reports_at, entry.is_written, entry.grade = words.reports_at, words.is_written, words.grade
    entry.questions, entry.opinion = words.questions.strip(), words.opinion.strip()
    _save(entry, "reports_at", "is_written", "grade", "questions", "opinion")
    tell_entry(events.ENTRY_WRITTEN, actor, entry, at)
    return entry


@use_case("responsibility.entry_leave_out")
def entry_leave_out(*, actor: Actor, entry: ReviewEntry, reason: str, at: dt.datetime) -> ReviewEntry:
    """Leave a secretary out of the round, with the reason (new in the post, ill, moved).

    Raises:
        NotFound, Forbidden, WrongState: the actor does not keep the round, or it is closed.
        ReasonMissing: no reason.
    """
    entry = _locked(actor, entry, at, "移出")
    entry.left_out_why, entry.grade = reason_of(reason, "不参加评议的原因", 200), ""
    _save(entry, "left_out_why", "grade")
    tell_entry(events.ENTRY_LEFT_OUT, actor, entry, at)
    return entry


@use_case("responsibility.round_ballot")
def round_ballot(*, actor: Actor, round_: ReviewRound, mode: str, at: dt.datetime) -> Poll:
    """Open the secret ballot in which the members of the unit's committee grade everybody in the round.

    Raises:
        NotFound, Forbidden, WrongState: the actor does not keep the round, or it is closed.
        BallotExists: there is one that is not void.
        NobodyVotes: the unit has no committee on the day.
    """
    round_ = lock_round(actor, round_, at, "发起测评")
    _check_no_poll(round_.poll)
    entitled = committee_ids(round_.unit_id, civil_date(at))
    if not entitled:
        raise NobodyVotes(why="本组织没有登记委员会成员。请先登记任职。")
    items = tuple(_line(entry) for entry in entries_of(round_) if not entry.left_out_why)
    poll = _poll(actor, round_, f"{round_.title}：委员会测评", mode, items, at)
    round_.poll = poll_open(actor=actor, poll=poll, entitled=entitled, at=at)
    round_.save(update_fields=["poll"])
    tell(events.BALLOT_BEGUN, actor, round_, at, entitled=len(entitled))
    return round_.poll


@use_case("responsibility.entry_ballot")
def entry_ballot(*, actor: Actor, entry: ReviewEntry, mode: str, at: dt.datetime) -> Poll:
    """Open the secret ballot in which the members of a secretary's own unit grade the secretary.

    In a branch everybody on the roster of the day but the secretary; above it the committee and the secretaries of the
    units directly below. The superior's unit runs it, so that nobody runs a ballot about oneself.

    Raises:
        NotFound, Forbidden, WrongState: the actor does not keep the round, it is closed, or the line is left out.
        BallotExists: there is one that is not void.
        NobodyVotes: nobody is there.
    """
    entry = _locked(actor, entry, at, "发起测评")
    _check_no_poll(entry.poll)
    entitled = sorted(_members(entry, civil_date(at)) - {entry.member_id})
    if not entitled:
        raise NobodyVotes(why="该组织没有其他党员。")
    poll = _poll(actor, entry.round, f"{entry.round.title}：党员测评", mode, (_line(entry),), at)
    entry.poll = poll_open(actor=actor, poll=poll, entitled=entitled, at=at)
    _save(entry, "poll")
    tell(events.BALLOT_BEGUN, actor, entry.round, at, entitled=len(entitled))
    return entry.poll


@use_case("responsibility.round_close")
def round_close(*, actor: Actor, round_: ReviewRound, at: dt.datetime) -> ReviewRound:
    """Tell the results: each secretary sees the own one from now on; nothing changes any more.

    Raises:
        NotFound, Forbidden, WrongState: the actor does not keep the round, it is closed, or a ballot still runs.
        NotAllGraded: somebody has no grade.
    """
    round_ = lock_round(actor, round_, at, "反馈")
    entries = [entry for entry in entries_of(round_) if not entry.left_out_why]
    missing = sum(not entry.grade for entry in entries)
    if missing:
        raise NotAllGraded(count=missing)
    if any(poll and poll.state in RUNNING for poll in (round_.poll, *(entry.poll for entry in entries))):
        raise WrongState(state="测评投票尚未结束", deed="反馈", hint="请先结束投票。")
    round_.state, round_.closed_at = RoundState.CLOSED, at
    round_.save(update_fields=["state", "closed_at"])
    tell(events.ROUND_CLOSED, actor, round_, at, count=len(entries))
    return round_


def _locked(actor: Actor, entry: ReviewEntry, at: dt.datetime, deed: str) -> ReviewEntry:
    round_ = lock_round(actor, entry.round, at, deed)
    with acting_as(SYSTEM):
        found = ReviewEntry.objects.select_related("unit", "member", "poll").get(pk=entry.pk)
    found.round = round_
    return found


def _save(entry: ReviewEntry, *fields: str) -> None:
    with acting_as(SYSTEM):  # sealed rows
        entry.save(update_fields=list(fields))


def _line(entry: ReviewEntry) -> ItemSpec:
    return ItemSpec(entry.member.name, REPORT_GRADES, member_id=entry.member_id)


def _members(entry: ReviewEntry, on: dt.date) -> set[int]:
    with acting_as(SYSTEM):
        if entry.unit.kind == UnitKind.BRANCH:
            return set(roster_affiliations(entry.unit_id, on).order_by().values_list("member_id", flat=True))
        return {*committee_ids(entry.unit_id, on), *(member for _, member in _secretaries(entry.unit_id, on))}


def _check_no_poll(poll: Poll | None) -> None:
    if poll is not None and poll.state != PollState.VOID:
        raise BallotExists


def _poll(
    actor: Actor, round_: ReviewRound, title: str, mode: str, items: tuple[ItemSpec, ...], at: dt.datetime
) -> Poll:
    spec = PollSpec(
        unit_id=round_.unit_id,
        purpose=PollPurpose.REPORT,
        title=title,
        mode=mode,
        items=items,
        instructions="请逐人选择一个等次：好、较好、一般、差。可以不选（视为未评）。",
    )
    return poll_prepare(actor=actor, spec=spec, at=at)
