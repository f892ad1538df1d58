"""The database itself keeps reasons and written opinions from those they are not for."""

import pytest
from django.db import connection, transaction

from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import Actor, acting_as
from xuezuo.review.votes import services
from xuezuo.review.votes.tests import desk
from xuezuo.review.votes.types import Judgement

pytestmark = pytest.mark.django_db


def by_sql(actor: Actor, statement: str) -> list[tuple[object, ...]]:
    """Ask as the app's own role, in the scope of somebody, past every page and query of the program."""
    with acting_as(actor), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def test_why_somebody_is_left_out_is_for_that_person(cast: Cast) -> None:
    vote = desk.prepared(cast)
    desk.leave_out(cast, vote, cast.wu)
    desk.run(cast.actor(cast.wang), services.vote_start, vote=vote)

    for table in ("votes_exclusion", "votes_elector WHERE why <> ''"):
        reasons = f"SELECT why FROM {table}"  # names of this file
        assert ("watch",) in by_sql(cast.actor(cast.wu), reasons)
        for who in (cast.li, cast.wang, cast.zhao, cast.sun):
            assert by_sql(cast.actor(who), reasons) == []


def test_rulings_go_with_their_vote(cast: Cast) -> None:
    vote = desk.half_in_favour(cast)
    said = Judgement(True, "body", TODAY, "议事规则第八条", "赞成多于不赞成")
    desk.run(cast.actor(cast.wu), services.vote_rule, vote=vote, judgement=said)

    count = "SELECT count(*) FROM votes_voteruling"
    assert by_sql(cast.actor(cast.zheng), count) == [(1,)]  # sits in the committee
    assert by_sql(cast.actor(cast.zhao), count) == [(0,)]
    assert by_sql(cast.actor(cast.zhou), count) == [(0,)]
