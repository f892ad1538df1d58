"""Who may open the pages of campaigns."""

import datetime as dt

from tests.support.access import INSIDE, REST, Row, World

from xuezuo.platform.access import SYSTEM
from xuezuo.study.campaigns import services
from xuezuo.study.campaigns.tests import factories

LATER = dt.datetime(2025, 5, 20, 4, tzinfo=dt.UTC)


def prepare(world: World) -> None:
    """Start campaigns of the committee in every state, and a round of checking."""
    committee = world.cast.committee
    world.campaign = factories.run(committee)
    world.round = services.round_open(
        actor=SYSTEM,
        run=world.campaign,
        label="检查",
        items=[("regular_study", "断过没有")],
        due_on=dt.date(2025, 6, 1),
        at=LATER,
    )
    world.paused = services.campaign_pause(
        actor=SYSTEM, run=factories.run(committee, "two-studies"), why="停", at=LATER
    )
    closed = factories.run(world.cast.office)
    world.closed = services.campaign_close(actor=SYSTEM, run=closed, why="完", at=LATER)


def one(world: World) -> dict[str, object]:
    return {"uid": world.campaign.uid}


def paused(world: World) -> dict[str, object]:
    return {"uid": world.paused.uid}


def closed(world: World) -> dict[str, object]:
    return {"uid": world.closed.uid}


BOUND = {200: f"{INSIDE} zheng", 404: "zhou", 403: "feng", 302: "stranger"}
RUNS = {200: "wu", 403: "wang li zhao qian sun zheng feng", 404: "zhou", 302: "stranger"}
ROWS = (
    Row("campaigns:campaign-list", expected={200: REST, 403: "feng", 302: "stranger"}),
    Row("campaigns:campaign-start", expected={200: "wang zheng wu zhou", 403: REST, 302: "stranger"}),
    Row("campaigns:campaign-detail", one, BOUND),
    Row("campaigns:campaign-pause", one, RUNS),
    Row("campaigns:campaign-resume", paused, {302: "wu stranger", 404: "zhou", 403: REST}, method="post"),
    Row("campaigns:campaign-close", one, RUNS),
    Row("campaigns:campaign-archive", closed, {302: "wang stranger", 404: "zheng zhou", 403: REST}, method="post"),
    Row("campaigns:reading-fix", lambda w: {"uid": w.campaign.uid, "position": 0}, RUNS),
    Row("campaigns:round-open", one, RUNS),
    Row("campaigns:round-detail", lambda w: {"uid": w.round.uid}, BOUND),
    Row(
        "campaigns:check-record",
        lambda w: {"uid": w.round.uid, "unit": w.cast.office.uid},
        {200: "wu sun", 403: REST, 302: "stranger"},
    ),
)
