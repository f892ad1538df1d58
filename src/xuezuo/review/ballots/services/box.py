"""Opening the box: all envelopes at once, sorted, without a trace of their order."""

import dataclasses

from xuezuo.review.ballots.errors import KeysLost
from xuezuo.review.ballots.exchange import envelope, keyring, listing
from xuezuo.review.ballots.exchange.blind import verify
from xuezuo.review.ballots.exchange.counting import Tally
from xuezuo.review.ballots.models import Ballot, Envelope, Outcome, Poll, Receipt
from xuezuo.review.ballots.services.layout import cut_of, data_folder, form_of
from xuezuo.review.ballots.services.publishing import head_of, lines_of
from xuezuo.review.ballots.types import TellerSheet

BATCH = 5000


@dataclasses.dataclass(frozen=True, slots=True)
class Opened:
    """What was in the box: the count, the ballots and receipts sorted each for itself, and how much was rubbish."""

    sheet: TellerSheet
    ballots: tuple[Ballot, ...]
    receipts: tuple[str, ...]
    unreadable: int

    def digest(self, poll: Poll, outcome: Outcome) -> str:
        """Return the digest of the published list of the poll, which has its result but for the digest."""
        return listing.digest(head_of(poll, outcome), lines_of(self.ballots, self.receipts))


def look_into(poll: Poll) -> Opened:
    """Open all envelopes in memory and count; nothing is written.

    The caller holds the row of the sealed poll alone and speaks as the system. The same envelopes give the same lists
    in the same order, however often. A ballot that came twice (closed again after a cut line) counts once.

    Raises:
        KeysLost: the envelopes cannot be opened.
    """
    form = form_of(poll)
    contents, unreadable = _contents(poll, cut_of(poll, form))
    tally, ballots = Tally(form), []
    for prefix, message in sorted(contents):
        fault, signature = tally.add(message), contents[prefix, message].signature
        ballots.append(Ballot(poll=poll, prefix=prefix.hex(), message=message, signature=signature, is_valid=not fault))
    receipts = sorted(one.receipt for one in contents.values())
    return Opened(tally.sheet(), tuple(ballots), tuple(receipts), unreadable)


def empty(poll: Poll, opened: Opened) -> None:
    """Write ballots and receipts and throw the envelopes away, of a sealed poll (see `services.sealing`)."""
    Ballot.objects.bulk_create(opened.ballots, batch_size=BATCH)
    Receipt.objects.bulk_create((Receipt(poll=poll, code=code) for code in opened.receipts), batch_size=BATCH)
    Envelope.objects.filter(poll=poll).delete()


def _contents(poll: Poll, cut: envelope.Cut) -> tuple[dict[tuple[bytes, bytes], envelope.Content], int]:
    """Return by prepared message what is rightly signed, and the number of envelopes that hold nothing of the kind."""
    try:
        key = keyring.opener(data_folder(), poll.uid)
    except keyring.NoKeys:
        raise KeysLost from None
    sign_key, unreadable = keyring.sign_key(poll.sign_key), 0
    found: dict[tuple[bytes, bytes], envelope.Content] = {}
    for closed in Envelope.objects.filter(poll=poll).order_by("digest").values_list("content", flat=True).iterator():
        try:
            content = envelope.open_up(cut, key, bytes(closed))
        except envelope.EnvelopeFault:
            unreadable += 1
            continue
        if not verify(sign_key, content.prefix + content.message, content.signature):
            unreadable += 1
            continue
        found.setdefault((content.prefix, content.message), content)
    return found, unreadable
