"""Polls for tests, made ready through the services by 王书记 of the office branch."""

import datetime as dt

from xuezuo.review.ballots.models import Poll
from xuezuo.review.ballots.services import paper_count, paper_issue, poll_open, poll_prepare, tellers_appoint
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
