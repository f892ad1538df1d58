"""An evaluation by electronic ballots, from the box to the member's own result and the counts above."""

import datetime as dt

import pytest

from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots.models import Ballot, Elector, Receipt
from xuezuo.review.ballots.services import poll_close, poll_prepare
from xuezuo.review.ballots.tests import desk as ballots
from xuezuo.review.ballots.types import FOUR_GRADES, ItemSpec, PollPurpose, PollSpec
from xuezuo.review.evaluation import services
from xuezuo.review.evaluation.queries.figures import figures_of, sentence
from xuezuo.review.evaluation.queries.mine import my_page
from xuezuo.review.evaluation.queries.standing import body_standing, standings
from xuezuo.review.evaluation.tests import desk
from xuezuo.review.evaluation.tests.desk import AT, DAY
from xuezuo.review.evaluation.types import BodyStanding

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def vote(poll, actor, grade_of):
    """Fill in everybody's line but the own, as the page does, and put the ballot into the box as nobody."""
    *people, _ = items(poll)
    marks = [None if one.member_id == actor.member_id else grade_of(one.member_id) for one in people]
    marks.append("fair" if actor.member_id == people[0].member_id else "good")
    mine = ballots.voter(poll, marks)
    ballots.put(poll, mine.close(ballots.sign_as(actor, poll, mine)))


def items(poll):
    with acting_as(SYSTEM):
        return list(poll.items.order_by("position"))


def test_electronic_ballots_become_results_and_counts(cast) -> None:
    with acting_as(SYSTEM):
        crowd = ballots.crowd(cast, 10)
    part = desk.peers(cast, desk.part_of(desk.start(cast), cast.office))
    wang, zhao = cast.actor(cast.wang), cast.actor(cast.zhao)
    part = services.ballot_start(actor=wang, part=part, mode="electronic", closes_at=None, at=AT)
    voters = [wang, cast.actor(cast.li), zhao, cast.actor(cast.qian), *crowd]  # 吴 stays away; 钱 has no grade
    for actor in voters:
        vote(part.poll, actor, lambda member: "excellent" if member == cast.zhao.pk else "qualified")
    poll_close(actor=wang, poll=part.poll, at=AT)

    said = standings(desk.fresh(part))[cast.zhao.pk]
    assert said.leaders == ("excellent",)
    assert (said.counts, said.abstained) == ({"excellent": 13, "qualified": 0, "nearly": 0, "unqualified": 0}, 1)
    assert body_standing(desk.fresh(part)) == BodyStanding(
        14, (("好", 13), ("较好", 1), ("一般", 0), ("差", 0), ("未评", 0))
    )
    with acting_as(SYSTEM):
        assert cast.qian.pk not in {one.member_id for one in items(part.poll)}
        assert (Ballot.objects.count(), Receipt.objects.count(), Elector.objects.count()) == (14, 14, 15)

    part = desk.fresh(part)
    lines = desk.verdict_lines(part, reason="综合日常表现")
    services.verdicts_record(actor=wang, part=part, lines=lines, body="committee", decided_on=DAY, at=AT)
    part = services.results_tell(actor=wang, part=desk.fresh(part), at=AT)
    mine = my_page(desk.line_of(part, cast.zhao), DAY)
    assert mine.ballot == (("优秀", 13), ("合格", 0), ("基本合格", 0), ("不合格", 0))

    held = desk.meeting(part)
    services.part_finish(actor=wang, part=part, activity_uid=held.uid, at=AT)
    wu, late = cast.actor(cast.wu), AT + dt.timedelta(days=60)
    services.round_close(actor=wu, round_=desk.fresh(part).round, at=late)
    with acting_as(wu):
        counted = figures_of(wu, cast.committee.pk, 2025, late.date(), is_today=False)
    assert (counted.evaluated, counted.total.qualified) == (14, 14)
    assert "评议党员14名" in sentence(counted)


@pytest.mark.parametrize("count", [201, 1000])
def test_a_large_branch_fits_on_one_ballot(cast, count) -> None:
    lines = tuple(ItemSpec(f"党员{n}", FOUR_GRADES) for n in range(count))
    spec = PollSpec(cast.office.pk, PollPurpose.EVALUATION, "测评票", "mixed", lines)
    poll = poll_prepare(actor=cast.actor(cast.wang), spec=spec, at=AT)
    assert len(items(poll)) == count
