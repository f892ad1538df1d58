"""The end of private keys."""

import datetime as dt
from typing import Final

from django.db import transaction

from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots.exchange import keyring
from xuezuo.review.ballots.models import Poll
from xuezuo.review.ballots.services.layout import data_folder
from xuezuo.review.ballots.types import RUNNING, PollMode

UNFINISHED: Final = 3600  # seconds a poll may take to be opened: its keys are written before its row is committed


def forget_keys(poll: Poll, at: dt.datetime) -> None:
    """Destroy the private keys once the end of the poll is written for good; and those a crash has left behind.

    A disk that refuses is logged, and does not keep others from hearing of the end; `tasks` tries again every minute.
    """
    transaction.on_commit(lambda: keyring.destroy(data_folder(), poll.uid), robust=True)
    transaction.on_commit(lambda: keys_sweep(at=at), robust=True)


def keys_sweep(*, at: dt.datetime) -> None:
    """Destroy private keys of polls that do not run at `at`."""
    with acting_as(SYSTEM):
        polls = Poll.objects.filter(state__in=RUNNING).exclude(mode=PollMode.PAPER)
        running = set(polls.values_list("uid", flat=True))
    keyring.destroy_others(data_folder(), running, at.timestamp() - UNFINISHED)
