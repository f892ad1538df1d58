"""Electronic ballots: one signature for each of the entitled, and a box that asks nobody who he is."""

import datetime as dt
import hashlib
import hmac
import random
import time
import uuid

from django.db import connection, transaction

from xuezuo.kernel.errors import NotFound
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import record, use_case
from xuezuo.review.ballots import events
from xuezuo.review.ballots.errors import (
    BallotTaken,
    BlindedWrong,
    EnvelopesTooFast,
    EnvelopeWrong,
    KeysLost,
    NotEntitled,
    PollWrongMode,
)
from xuezuo.review.ballots.exchange import keyring
from xuezuo.review.ballots.exchange.blind import BlindFault, blind_sign
from xuezuo.review.ballots.models import Elector, Envelope, Poll
from xuezuo.review.ballots.services.checks import check_in_time, check_state, shared
from xuezuo.review.ballots.services.layout import PASS, cut_of, data_folder, form_of, post_pass
from xuezuo.review.ballots.types import PollMode, PollState, Way

OPEN_ONLY = (PollState.OPEN,)
EACH = 3  # envelopes a voter may need: a browser that lost the answer closes the same ballot again
SPARE = 50
LOOK_EVERY = 32  # one put in so many counts the box
PER_SECOND = 60  # envelopes a process takes in for one poll
AT_ONCE = 600
_PUT = "INSERT INTO ballots_envelope (digest, poll_id, content) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
MOST_KNOWN = 1000
_lengths: dict[uuid.UUID, int] = {}
_allowance: dict[int, tuple[float, float]] = {}  # poll -> (envelopes left, seconds of the last one); no addresses


@use_case("ballots.ballot_sign")
def ballot_sign(*, actor: Actor, poll: Poll, blinded: bytes, at: dt.datetime) -> bytes:
    """Sign what the voter's browser has blinded: once, or the same again. The poll learns nothing of the ballot.

    Raises:
        PollWrongState, PollWrongMode, VotingOver: not open, on paper only, too late.
        NotEntitled: not on the frozen list.
        BallotTaken: another blinded ballot was signed, or paper handed over.
        BlindedWrong: no number below the modulus.
        KeysLost: the poll has lost its keys and must be made void.
    """
    poll, digest = shared(poll.uid), hashlib.sha256(blinded).hexdigest()
    check_state(poll, OPEN_ONLY, "领取电子票")
    if not poll.is_electronic:
        raise PollWrongMode(mode=PollMode(poll.mode).label, deed="领取电子票")
    with acting_as(SYSTEM):
        line = Elector.objects.filter(poll=poll, member_id=actor.member_id or 0).select_for_update().first()
        if line is None:
            raise NotEntitled(who="您")
        if line.blinded != digest:
            _check_free(line)
            check_in_time(poll, at)
        signed = _sign(poll, blinded)
        if line.blinded != digest:
            line.way, line.blinded = Way.ELECTRONIC, digest
            line.save(update_fields=["way", "blinded"])
            record(events.BALLOT_SIGNED, actor=actor, subject=("ballots.poll", poll.uid), at=at)
    return signed


def _check_free(line: Elector) -> None:
    if line.way == Way.PAPER:
        raise BallotTaken(who="您", way=Way.PAPER.label, hint="请用纸质票投票。")
    if line.way == Way.ELECTRONIC:
        hint = "请用第一次投票时的那台设备和浏览器打开本页，选票会接着交上；清除过浏览器数据的不能补领。"
        raise BallotTaken(who="您", way="已经在另一台设备或浏览器上取得了电子票", hint=hint)


def _sign(poll: Poll, blinded: bytes) -> bytes:
    try:
        return blind_sign(keyring.signer(data_folder(), poll.uid), blinded)
    except keyring.NoKeys:
        raise KeysLost from None
    except BlindFault:
        raise BlindedWrong from None


def envelope_put(*, poll_uid: uuid.UUID, envelope: bytes) -> None:
    """Put a closed envelope into the box; who does it is not asked, and nothing but the envelope is written.

    No use case of anybody: no actor, no audit entry, no time, no address. The same envelope twice is one. `envelope`
    stands behind the poll's pass.

    Raises:
        NotFound: no such poll.
        PollWrongState: not open.
        EnvelopeWrong: another length, or without the pass.
        EnvelopesTooFast: too many at once, or far more than voters.
    """
    with acting_as(SYSTEM), transaction.atomic():
        poll = shared(poll_uid)
        if not poll.is_electronic:
            raise NotFound
        check_state(poll, OPEN_ONLY, "交票", "投票结束以后交来的选票不能计入。")
        content = envelope[PASS:]
        if not hmac.compare_digest(envelope[:PASS], post_pass(poll)) or len(content) != _length(poll):
            raise EnvelopeWrong
        _check_flow(poll)
        with connection.cursor() as cursor:
            cursor.execute(_PUT, [hashlib.sha256(content).hexdigest(), poll.pk, content])


def _length(poll: Poll) -> int:
    """Return how long the envelopes of an open poll are: fixed with its ballot and key, so worked out once."""
    if poll.uid not in _lengths:
        if len(_lengths) >= MOST_KNOWN:
            _lengths.clear()
        _lengths[poll.uid] = cut_of(poll, form_of(poll)).whole
    return _lengths[poll.uid]


def _check_flow(poll: Poll) -> None:
    now = time.monotonic()
    left, last = _allowance.get(poll.pk, (float(AT_ONCE), now))
    left = min(float(AT_ONCE), left + (now - last) * PER_SECOND)
    _allowance[poll.pk] = (max(left - 1, 0), now)
    if left < 1:
        raise EnvelopesTooFast
    most = EACH * poll.entitled + SPARE
    if random.randrange(LOOK_EVERY) == 0 and Envelope.objects.filter(poll=poll)[most:].exists():  # noqa: S311  # CONFIG: spreads work, no secret
        raise EnvelopesTooFast
