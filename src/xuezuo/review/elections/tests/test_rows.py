"""The database itself keeps an election from those it is not for."""

import pytest
from django.db import connection, transaction

from xuezuo.life.queries import panels_of
from xuezuo.life.tests import factories
from xuezuo.life.types import ActivityKind
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.elections.models import Candidate, Election, Elector, Round, Step, Watcher
from xuezuo.review.elections.queries.page import election_page
from xuezuo.review.elections.services import electors
from xuezuo.review.elections.tests.desk import AT, HELD, TODAY, desk
from xuezuo.review.elections.types import Claim

pytestmark = pytest.mark.django_db
TABLES = (Election, Candidate, Elector, Round, Step, Watcher)


def seen(actor) -> list[int]:
    with acting_as(actor):
        return [model.objects.count() for model in TABLES]


def test_other_branches_see_no_row(cast):
    stage = desk(cast)
    stage.elected()
    assert seen(cast.actor(cast.zheng)) == [0] * len(TABLES)
    assert seen(cast.actor(cast.zhou)) == [0] * len(TABLES)


def test_an_elector_of_a_group_sees_the_election(cast):
    stage = desk(cast)
    stage.elected()
    with acting_as(cast.actor(cast.zhao)):
        assert Election.objects.count() == 1
        assert Elector.objects.filter(member=cast.zhao).exists()
        assert Candidate.objects.count() == 4


def test_a_meeting_shows_the_arithmetic_of_its_election(cast):
    stage = desk(cast)
    stage.agreed()
    with acting_as(SYSTEM):
        meeting = factories.activity(cast.office, HELD, kind=ActivityKind.GENERAL_MEETING)
    electors.electors_freeze(
        actor=stage.wang, election=stage.election, paper=stage.paper(10, ""), claims=(), meeting=meeting, at=AT
    )
    stage.watch()
    stage.enter(stage.open(), 9, 8, 7, 2)
    with acting_as(stage.wang) as actor:
        panel = next(one for one in panels_of(actor, meeting, TODAY) if one.title.startswith("选举"))
    assert "2×7 > 9" in "".join(panel.lines)
    assert "当选 3 名" in panel.lines[-1]
    with acting_as(cast.actor(cast.zheng)) as actor:
        assert not [one for one in panels_of(actor, meeting, TODAY) if one.title.startswith("选举")]


def by_sql(actor, statement: str) -> list[tuple[object, ...]]:
    """Ask as the app's own role, in the scope of somebody, past every page and query of the program."""
    with acting_as(actor), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


REASONS = "SELECT member_id, why, document FROM elections_elector"


def test_reasons_are_for_the_person_and_pages_that_know_who_asks(cast):
    stage = desk(cast)
    stage.agreed()
    claims = [Claim(cast.zhao.pk, "watch", "林纪〔2025〕2号")]
    electors.electors_freeze(
        actor=stage.wang, election=stage.election, paper=stage.paper(10, ""), claims=claims, meeting=None, at=AT
    )

    assert by_sql(cast.actor(cast.zhao), REASONS) == [(cast.zhao.pk, "watch", "林纪〔2025〕2号")]
    for who in (cast.li, cast.wang, cast.wu, cast.sun, cast.qian):  # members, who runs it, posts above
        assert [row[0] for row in by_sql(cast.actor(who), REASONS)] in ([who.pk], [])
    election = stage.fresh()
    for who, sees_all in ((cast.wang, True), (cast.li, True), (cast.wu, True), (cast.sun, False)):
        page = election_page(cast.actor(who), election, TODAY)
        left_out = [line.member_id for one in page.turnouts for line in one.left_out if line.document]
        assert left_out == ([cast.zhao.pk] if sees_all else [])
        assert page.mine == ""
    assert election_page(cast.actor(cast.zhao), election, TODAY).mine == "留党察看期间（林纪〔2025〕2号）"
