"""Polls for tests, made ready through the services by 王书记 of the office branch."""

import datetime as dt
from collections.abc import Sequence

from xuezuo.org.tests import factories
from xuezuo.org.tests.factories import MemberSpec
from xuezuo.platform.access import Actor, acting_as
from xuezuo.review.ballots.exchange.keyring import PublicKeys
from xuezuo.review.ballots.exchange.voter import Voter
from xuezuo.review.ballots.models import Poll
from xuezuo.review.ballots.services import (
    ballot_sign,
    envelope_put,
    paper_count,
    paper_issue,
    poll_open,
    poll_prepare,
    tellers_appoint,
)
from xuezuo.review.ballots.services.layout import form_of, post_pass
from xuezuo.review.ballots.types import APPROVAL, ItemCount, ItemSpec, PollSpec, TellerSheet

AT = dt.datetime(2025, 6, 16, 2, tzinfo=dt.UTC)
NAMES = ("甲同志", "乙同志", "丙同志")
VOTERS = ("wang", "li", "zhao", "wu")


def spec(unit_id: int, mode: str = "paper", *, names=NAMES, most_yes: int | None = 2, **said) -> PollSpec:
    """An election of two out of three."""
    items = tuple(ItemSpec(name, APPROVAL) for name in names)
    return PollSpec(unit_id, "election", "支部委员会选举", mode, items, most_yes=most_yes, **said)


def draft(cast, mode: str = "paper", **said) -> Poll:
    """Prepare a poll of the office branch."""
    return poll_prepare(actor=cast.actor(cast.wang), spec=spec(cast.office.pk, mode, **said), at=AT)


def opened(cast, mode: str = "paper", *, voters=VOTERS, **said) -> Poll:
    """Open a poll to 王, 李, 赵 and 吴 of the office branch."""
    poll = draft(cast, mode, **said)
    entitled = [getattr(cast, name).pk for name in voters]
    return poll_open(actor=cast.actor(cast.wang), poll=poll, entitled=entitled, at=AT)


def with_tellers(cast, mode: str = "paper", **said) -> Poll:
    """Open a poll that 李 and 赵 count, with paper handed to everybody."""
    poll, wang = opened(cast, mode, **said), cast.actor(cast.wang)
    tellers_appoint(actor=wang, poll=poll, member_ids=[cast.li.pk, cast.zhao.pk], at=AT)
    if mode == "paper":
        entitled = [getattr(cast, name).pk for name in VOTERS]
        paper_issue(actor=wang, poll=poll, member_ids=entitled, at=AT)
    return poll


def sheet(yes=(3, 2, 1), *, returned: int = 4, invalid: int = 0, write_ins=()) -> TellerSheet:
    """A count in which whoever did not approve disapproved."""
    valid = returned - invalid
    items = tuple(ItemCount(n, {"yes": count, "no": valid - count}) for n, count in enumerate(yes, 1))
    return TellerSheet(returned, invalid, items, tuple(write_ins))


def count(cast, poll: Poll, who, counted: TellerSheet):
    """Enter a count."""
    return paper_count(actor=cast.actor(who), poll=poll, sheet=counted, at=AT)


def voter(poll: Poll, marks, names=()) -> Voter:
    """Fill in an electronic ballot of the poll: one mark for each item, None = no mark."""
    keys = PublicKeys(poll.sign_key, poll.seal_key)
    return Voter.fill_in(form_of(poll), keys, [[mark] if mark else [] for mark in marks], names)


def sign(cast, poll: Poll, who, mine: Voter, at=AT) -> bytes:
    """Have a ballot signed."""
    actor = cast.actor(who)
    with acting_as(actor):
        return ballot_sign(actor=actor, poll=poll, blinded=mine.blinded, at=at)


def put(poll: Poll, envelope: bytes) -> None:
    """Put an envelope into the box, as nobody."""
    envelope_put(poll_uid=poll.uid, envelope=post_pass(poll) + envelope)


def vote(cast, poll: Poll, who, marks, names=()) -> Voter:
    """Vote electronically, all the way."""
    mine = voter(poll, marks, names)
    put(poll, mine.close(sign(cast, poll, who, mine)))
    return mine


def crowd(cast, count: int) -> list[Actor]:
    """Add members with log-ins to the office branch and return who they are."""
    people = factories.members([MemberSpec(cast.office, f"选民{n}", f"LC8{n:04}") for n in range(count)])
    accounts = [factories.account(f"voter{n}", of=one) for n, one in enumerate(people)]
    return [
        Actor(account_id=account.pk, member_id=one.pk, label=one.number)
        for one, account in zip(people, accounts, strict=True)
    ]


def opened_to(cast, voters: Sequence[Actor], mode: str = "electronic", **said) -> Poll:
    """Open a poll of the office branch to a crowd."""
    poll, entitled = draft(cast, mode, **said), [one.member_id for one in voters if one.member_id]
    return poll_open(actor=cast.actor(cast.wang), poll=poll, entitled=entitled, at=AT)


def sign_as(actor: Actor, poll: Poll, mine: Voter) -> bytes:
    """Have a ballot signed as somebody of a crowd."""
    with acting_as(actor):
        return ballot_sign(actor=actor, poll=poll, blinded=mine.blinded, at=AT)
