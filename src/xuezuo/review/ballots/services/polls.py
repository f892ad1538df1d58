"""A poll from the order of another app to the day it is opened or made void."""

import datetime as dt
import uuid
from collections.abc import Sequence

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import DomainError
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.org.models import Member
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import use_case
from xuezuo.platform.events import publish_on_commit
from xuezuo.review.ballots import events
from xuezuo.review.ballots.errors import EntitledWrong, PollBadSpec, ReasonNeeded
from xuezuo.review.ballots.exchange import keyring
from xuezuo.review.ballots.exchange.form import Form, Line
from xuezuo.review.ballots.models import Elector, Envelope, Item, Poll
from xuezuo.review.ballots.policies import BALLOTS_RUN
from xuezuo.review.ballots.services.checks import check_state, lock_to_run, tell
from xuezuo.review.ballots.services.counting_out import counted_out
from xuezuo.review.ballots.services.keys import forget_keys
from xuezuo.review.ballots.services.layout import data_folder
from xuezuo.review.ballots.types import RUNNING, ItemSpec, PollMode, PollSpec, PollState

MOST_ITEMS = 1000
MOST_ROOM = 60_000  # bytes of the longest ballot: its length stands in two bytes of the envelope
MOST_CHOICES = 20
MOST_WRITE_INS = 50
YES = "yes"


@use_case("ballots.poll_prepare")
def poll_prepare(*, actor: Actor, spec: PollSpec, at: dt.datetime) -> Poll:
    """Prepare a poll of the unit as another app orders it; nobody but those who run it sees it before it is opened.

    Raises:
        NotFound, Forbidden: the actor may not run polls of the unit.
        PollBadSpec: nobody could fill in such a ballot, or count it.
    """
    require_unit(actor, BALLOTS_RUN, spec.unit_id, civil_date(at))
    if faults := _faults(spec, at):
        raise PollBadSpec(what="；".join(faults) + "。")
    with acting_as(SYSTEM):
        poll = Poll(uid=new_id(), unit_id=spec.unit_id, purpose=spec.purpose, mode=spec.mode, made_at=at)
        poll.title, poll.instructions, poll.made_by = squeeze(spec.title), spec.instructions.strip(), actor.account_id
        poll.closes_at, poll.most_yes, poll.write_ins = spec.closes_at, spec.most_yes, spec.write_ins
        poll.save(force_insert=True)
        Item.objects.bulk_create(_item(poll, position, one) for position, one in enumerate(spec.items, start=1))
    tell(events.POLL_PREPARED, actor, poll, at, purpose=spec.purpose, mode=spec.mode)
    return poll


def _item(poll: Poll, position: int, spec: ItemSpec) -> Item:
    choices = [[one.code, one.label] for one in spec.choices]
    return Item(
        poll=poll,
        position=position,
        label=squeeze(spec.label),
        member_id=spec.member_id,
        choices=choices,
        several=spec.several,
    )


def _faults(spec: PollSpec, at: dt.datetime) -> list[str]:
    yes = sum(any(choice.code == YES for choice in item.choices) for item in spec.items)
    wrong = {
        "没有名称": not squeeze(spec.title),
        f"票面上要有 1 到 {MOST_ITEMS} 项": not 1 <= len(spec.items) <= MOST_ITEMS,
        "票面太长，请分成几次投票": len(spec.items) <= MOST_ITEMS and _room(spec) > MOST_ROOM,
        "截止时间已经过了": spec.closes_at is not None and spec.closes_at <= at,
        "应选人数至少是 1，而且票面上要有“赞成”": spec.most_yes is not None and not (spec.most_yes >= 1 and yes),
        f"另选人数在 0 到 {MOST_WRITE_INS} 之间": not 0 <= spec.write_ins <= MOST_WRITE_INS,
        "没有这种选票": spec.mode not in PollMode.values,
    }
    faults = [words for words, is_wrong in wrong.items() if is_wrong]
    return faults + [f"第 {n} 项{fault}" for n, item in enumerate(spec.items, 1) if (fault := _item_fault(item))]


def _room(spec: PollSpec) -> int:
    lines = tuple(Line(tuple(choice.code for choice in item.choices), item.several) for item in spec.items)
    return Form(str(uuid.UUID(int=0)), lines, spec.most_yes, spec.write_ins).room


def _item_fault(item: ItemSpec) -> str:
    codes = [choice.code for choice in item.choices]
    if not squeeze(item.label):
        return "没有内容"
    if not 1 <= len(codes) <= MOST_CHOICES or len(set(codes)) != len(codes):
        return f"的选项应有 1 到 {MOST_CHOICES} 个，代号不能重复"
    if not all(code.isascii() and code.isidentifier() and len(code) <= MOST_CHOICES for code in codes):
        return "有选项的代号不是英文短词"
    return ""


@use_case("ballots.poll_open")
def poll_open(*, actor: Actor, poll: Poll, entitled: Sequence[int], at: dt.datetime) -> Poll:
    """Open the poll to these members; from now on neither the list nor the ballot changes.

    Raises:
        NotFound, Forbidden: the actor does not run the poll.
        PollWrongState: it is not being prepared.
        EntitledWrong: nobody, somebody twice, or an unknown member on the list.
    """
    poll = lock_to_run(actor, poll, at)
    check_state(poll, (PollState.DRAFT,), "开始")
    with acting_as(SYSTEM):
        _check_entitled(entitled)
        Elector.objects.bulk_create(Elector(poll=poll, member_id=pk) for pk in sorted(entitled))
        poll.state, poll.opened_at, poll.entitled = PollState.OPEN, at, len(entitled)
        if poll.is_electronic:
            keyring.destroy(data_folder(), poll.uid)  # left by an opening that was rolled back; we hold the row
            keys = keyring.make(data_folder(), poll.uid)
            poll.sign_key, poll.seal_key = keys.sign, keys.seal
        poll.save(update_fields=["state", "opened_at", "entitled", "sign_key", "seal_key"])
    tell(events.POLL_OPENED, actor, poll, at, entitled=len(entitled))
    return poll


def _check_entitled(entitled: Sequence[int]) -> None:
    wanted = set(entitled)
    wrong = {
        "名单是空的。": not wanted,
        "有人在名单上出现了两次。": len(wanted) != len(entitled),
        "有人不在党员名册中。": Member.objects.filter(pk__in=wanted).count() != len(wanted),
    }
    for what, is_wrong in wrong.items():
        if is_wrong:
            raise EntitledWrong(what=what)


@use_case("ballots.poll_void")
def poll_void(*, actor: Actor, poll: Poll, reason: str, at: dt.datetime) -> Poll:
    """Make a poll that is not closed void: it counts for nothing, its envelopes and keys are destroyed unopened.

    A sealed poll only when it cannot be counted: an attempt that was cut off may have left its ballots in the log of
    the database, where they could be compared with those of the poll that follows.

    Raises:
        NotFound, Forbidden: the actor does not run the poll.
        PollWrongState: closed is final, and void too; sealed, and it can be counted.
        ReasonNeeded: no reason.
    """
    poll, why = lock_to_run(actor, poll, at), squeeze(reason)
    check_state(poll, (PollState.DRAFT, *RUNNING), "作废", "已结束的投票结果不能更改。")
    if poll.state == PollState.SEALED and _can_be_counted(poll):
        check_state(poll, (), "作废", "已经停止收票，请点“结束并计票”计出结果。")
    if not why:
        raise ReasonNeeded(deed="作废")
    void_now(poll, why, at)
    tell(events.POLL_VOIDED, actor, poll, at, reason=why)
    return poll


def _can_be_counted(poll: Poll) -> bool:
    try:
        counted_out(poll)
    except DomainError:
        return False
    return True


def void_now(poll: Poll, reason: str, at: dt.datetime) -> None:
    """Write that the poll is void and throw its envelopes away; the caller holds its row."""
    poll.state, poll.voided_at, poll.void_reason = PollState.VOID, at, reason[:300]
    with acting_as(SYSTEM):
        poll.save(update_fields=["state", "voided_at", "void_reason"])
        Envelope.objects.filter(poll=poll).delete()
    forget_keys(poll, at)
    publish_on_commit(events.PollVoided(poll.pk, poll.uid))
