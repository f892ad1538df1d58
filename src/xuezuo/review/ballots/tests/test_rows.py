"""The database itself keeps what a poll came to from everybody: services show each as much as is for that person."""

import pytest
from django.db import connection, transaction

from xuezuo.platform.access import acting_as
from xuezuo.review.ballots.queries import poll_result
from xuezuo.review.ballots.services import paper_count, poll_close
from xuezuo.review.ballots.tests import desk

pytestmark = pytest.mark.django_db
TABLES = ("ballots_outcome", "ballots_sheet", "ballots_ballot", "ballots_receipt", "ballots_envelope")


def test_results_and_counts_are_in_no_row_that_somebody_may_read(cast):
    poll = desk.with_tellers(cast)
    for teller in (cast.li, cast.zhao):
        paper_count(actor=cast.actor(teller), poll=poll, sheet=desk.sheet(), at=desk.AT)
    poll_close(actor=cast.actor(cast.wang), poll=poll, at=desk.AT)
    assert poll_result(poll.pk).valid == 4

    for who in (cast.wang, cast.zhao, cast.wu, cast.sun, cast.zhou):
        own = int(who in (cast.li, cast.zhao))  # a teller's own sheet
        with acting_as(cast.actor(who)), transaction.atomic(), connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"SELECT count(*) FROM {table}")  # names of this file
                assert cursor.fetchone() == (own if table == "ballots_sheet" else 0,)
            cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = 'ballots_poll'")
            assert not {"result", "paper"} & {name for (name,) in cursor.fetchall()}
