"""The ballot box: closed envelopes while the poll is open, ballots and receipts after it. Sealed; no time in any row.

Nothing here refers to a person, and ballots and receipts do not refer to each other.
"""

from typing import ClassVar

from django.db import models

from xuezuo.platform.privacy import classify
from xuezuo.review.ballots.models.poll import Poll


class Envelope(models.Model):
    """A closed envelope by the SHA-256 of its content: the same one put in twice is one. Deleted when the poll ends."""

    digest = models.CharField(max_length=64, primary_key=True)
    poll = models.ForeignKey(Poll, models.PROTECT, related_name="envelopes")
    content = models.BinaryField()

    privacy = classify(internal="digest poll", personal="content")

    def __str__(self) -> str:
        return "envelope"


class Ballot(models.Model):
    """A ballot as its voter's browser wrote it, with the poll's signature; written sorted by `prefix`, all at once."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="ballots")
    prefix = models.CharField(max_length=64)
    message = models.BinaryField()
    signature = models.BinaryField()
    is_valid = models.BooleanField()

    privacy = classify(internal="id poll", personal="prefix message signature is_valid")

    class Meta:  # not unique: two voters who agree on a prefix must not be able to stop the closing
        indexes: ClassVar = [models.Index(fields=["poll", "prefix"], name="ballots_ballot_prefix")]

    def __str__(self) -> str:
        return "ballot"


class Receipt(models.Model):
    """A code that a voter may look up: it shows that the ballot was counted and cannot show what it said."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="receipts")
    code = models.CharField(max_length=20)

    privacy = classify(internal="id poll code")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["poll", "code"], name="ballots_receipt_code")]

    def __str__(self) -> str:
        return "receipt"
