"""What a poll comes to: the paper that both tellers agree on, and what is in the box. Nothing is written here."""

import dataclasses

from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots.errors import KeysLost, PaperNotCounted, TooFewElectronic
from xuezuo.review.ballots.exchange import keyring
from xuezuo.review.ballots.models import Envelope, Poll
from xuezuo.review.ballots.queries.results import items_of, outcome_of, ways_taken
from xuezuo.review.ballots.services.adding_up import add_up
from xuezuo.review.ballots.services.box import Opened, look_into
from xuezuo.review.ballots.services.layout import data_folder
from xuezuo.review.ballots.types import LEAST_OF_A_KIND, PollResult, TellerSheet, Way
from xuezuo.review.ballots.words import result_to_json, sheet_from_json

TOO_MANY = "收回的选票多于发出的选票，投票无效，应当重新投票（《中国共产党基层组织选举工作条例》选举实施一章）。"
NOTHING = TellerSheet(0, 0, ())


def check_unopened(poll: Poll) -> None:
    """Raise what can be known to keep the poll from being counted while its box stays closed; the row is held.

    Raises:
        PaperNotCounted: paper was handed over, and no count is adopted.
        TooFewElectronic: one or two envelopes beside paper.
        KeysLost: the envelopes cannot be opened.
    """
    if poll.has_paper:
        _paper(poll, ways_taken(poll)[Way.PAPER])
    if not poll.is_electronic:
        return
    with acting_as(SYSTEM):
        envelopes = Envelope.objects.filter(poll=poll).count()
    if poll.has_paper and 0 < envelopes < LEAST_OF_A_KIND:
        raise TooFewElectronic(count=envelopes)
    try:
        keyring.opener(data_folder(), poll.uid)
    except keyring.NoKeys:
        raise KeysLost from None


def counted_out(poll: Poll) -> tuple[PollResult, Opened | None]:
    """Return the result, which nobody has written yet, with what was in the box; the caller holds the sealed row.

    Asked again, it comes to the same: nothing that goes into it changes after the seal.

    Raises:
        PaperNotCounted, KeysLost: as `check_unopened`.
        TooFewElectronic: one or two electronic ballots beside paper; the other envelopes were rubbish.
    """
    issued, opened = ways_taken(poll), _looked_into(poll)
    result = _counted(poll, issued, opened)
    if opened is not None:
        poll.unreadable, outcome = opened.unreadable, outcome_of(poll)
        outcome.result = result_to_json(result)
        result = dataclasses.replace(result, digest=opened.digest(poll, outcome))
    return result, opened


def _looked_into(poll: Poll) -> Opened | None:
    if not poll.is_electronic:
        return None
    with acting_as(SYSTEM):
        return look_into(poll)


def _counted(poll: Poll, issued: dict[str, int], opened: Opened | None) -> PollResult:
    paper = _paper(poll, issued[Way.PAPER]) if poll.has_paper else NOTHING
    box = opened.sheet if opened else NOTHING
    if poll.has_paper and 0 < box.returned < LEAST_OF_A_KIND:
        raise TooFewElectronic(count=box.returned)
    too_many = paper.returned > issued[Way.PAPER] or box.returned > issued[Way.ELECTRONIC]
    parts = [] if too_many else [part for part in (paper, box) if part is not NOTHING]
    items, written = ((), ()) if too_many else add_up(items_of(poll), parts)
    returned, invalid = paper.returned + box.returned, paper.invalid + box.invalid
    return PollResult(
        poll_uid=poll.uid,
        entitled=poll.entitled,
        issued=sum(issued.values()),
        returned=returned,
        valid=returned - invalid,
        invalid=invalid,
        items=items,
        write_ins=written,
        void_reason=TOO_MANY if too_many else "",
    )


def _paper(poll: Poll, issued: int) -> TellerSheet:
    adopted = outcome_of(poll).paper
    if adopted is not None:
        return sheet_from_json(adopted)
    if issued:
        raise PaperNotCounted(why=f"已发出 {issued} 张")
    return NOTHING
