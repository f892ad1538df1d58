"""Who may open the pages of elections.

The elections are the office branch's: 王 and 李 run them, 吴 (organizer of the committee above) answers, 孙 inspects.
On the list of electors are 王, 李, 赵, 吴 and, without a vote, 钱; 郑 and 周 lead other branches.
"""

import datetime as dt

from tests.support.access import Row, World

from xuezuo.org.models import Term
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.db.ranges import date_range
from xuezuo.review.elections.models import Candidate, Delegate
from xuezuo.review.elections.services import congresses
from xuezuo.review.elections.tests.desk import AT, Desk, desk
from xuezuo.review.elections.types import CongressPlan


def prepare(world: World) -> None:
    """Make an election at each of several steps, a congress with a delegate."""
    cast = world.cast
    first = desk(cast)
    first.begin(kind="secretary", seats=1)
    world.election_early = first.approved_from_begun()
    first.propose(first.people[0])
    with acting_as(SYSTEM):
        world.candidate = Candidate.objects.filter(election=world.election_early).get()
    voting = Desk(cast, first.people)
    voting.ready(kind="by_election")
    voting.open()
    world.election_voting = voting.election
    over = Desk(cast, first.people)
    world.election_reported = over.reported()
    _congress(world)
    _term(world)


def _congress(world: World) -> None:
    cast = world.cast
    plan = CongressPlan("林场党员代表大会", dt.date(2025, 9, 1), 120)
    world.congress = congresses.congress_begin(actor=cast.actor(cast.wu), unit=cast.committee, plan=plan, at=AT)
    with acting_as(SYSTEM):
        world.delegate = Delegate.objects.create(
            congress=world.congress, unit=cast.office, election=world.election_reported, member=cast.zhao
        )


def _term(world: World) -> None:
    with acting_as(SYSTEM):
        if not Term.objects.filter(unit=world.cast.office).exists():
            during = date_range(dt.date(2023, 1, 1))
            Term.objects.create(unit=world.cast.office, ordinal=1, due_on=dt.date(2026, 1, 1), during=during)


def of(name: str, **more):
    """Return the arguments for an election's page."""
    return lambda world: {"uid": getattr(world, name).uid, **more}


def office(world: World):
    """Return the arguments for the office branch's term."""
    return {"uid": world.cast.office.uid}


def delegate(world: World):
    """Return the arguments for a delegate's page."""
    return {"uid": world.congress.uid, "pk": world.delegate.pk}


def candidate(world: World):
    """Return the arguments for taking a proposal back."""
    return {"uid": world.election_early.uid, "pk": world.candidate.pk}


ANYBODY = {200: "wang li zhao qian zheng wu sun zhou feng", 302: "stranger"}
LOOKERS = {200: "wang li zheng wu sun zhou", 403: "zhao qian feng", 302: "stranger"}
HERE = {200: "wang li wu sun", 404: "zheng zhou", 403: "zhao qian feng", 302: "stranger"}
RUNNERS = {200: "wang li", 403: "zhao qian wu sun feng", 404: "zheng zhou", 302: "stranger"}
ABOVE = {200: "wu", 403: "wang li zhao qian sun feng", 404: "zheng zhou", 302: "stranger"}
HOLDERS = {200: "wu", 403: "li zhao qian sun feng", 404: "wang zheng zhou", 302: "stranger"}

ROWS = (
    Row("elections:election-list", expected=ANYBODY),
    Row(
        "elections:election-begin", expected={200: "wang li zheng wu zhou", 403: "zhao qian sun feng", 302: "stranger"}
    ),
    Row(
        "elections:election-detail",
        of("election_voting"),
        {200: "wang li zhao qian wu sun", 404: "zheng zhou feng", 302: "stranger"},
    ),
    Row(
        "elections:election-detail",
        of("election_early"),
        {200: "wang li wu sun", 404: "zhao qian zheng zhou feng", 302: "stranger"},
    ),
    Row("elections:election-deed", of("election_early", deed="submit"), RUNNERS),
    Row("elections:election-deed", of("election_reported", deed="confirm"), ABOVE),
    Row("elections:candidate-list", of("election_early"), RUNNERS),
    Row("elections:candidates-order", of("election_early"), RUNNERS),
    Row(
        "elections:candidate-withdraw",
        candidate,
        {302: "wang li stranger", 403: "zhao qian wu sun feng", 404: "zheng zhou"},
        method="post",
    ),
    Row("elections:electors-freeze", of("election_early"), RUNNERS),
    Row("elections:attendance", of("election_voting"), RUNNERS),
    Row("elections:watchers", of("election_voting"), RUNNERS),
    Row("elections:officers", of("election_reported"), RUNNERS),
    Row("elections:round-open", of("election_voting"), RUNNERS),
    Row("elections:round-count", of("election_voting"), RUNNERS),
    Row("elections:round-void", of("election_voting"), RUNNERS),
    Row("elections:paper", of("election_reported", kind="report", form="docx"), HERE),
    Row("elections:term-list", expected=LOOKERS),
    Row("elections:term-detail", office, HERE),
    Row("elections:notice-send", office, ABOVE),
    Row("elections:notice-letter", lambda w: office(w) | {"form": "docx"}, ABOVE),
    Row("elections:shift-approve", office, ABOVE),
    Row("elections:congress-list", expected=LOOKERS),
    Row(
        "elections:congress-begin", expected={200: "wang zheng wu zhou", 403: "li zhao qian sun feng", 302: "stranger"}
    ),
    Row(
        "elections:congress-detail",
        of("congress"),
        {200: "wu sun zhao", 404: "wang li zheng zhou qian feng", 302: "stranger"},
    ),
    Row("elections:congress-change", of("congress"), HOLDERS),
    Row("elections:quotas-set", of("congress"), HOLDERS),
    Row("elections:delegate-check", delegate, HOLDERS),
    Row("elections:congress-close", of("congress"), HOLDERS),
)
