"""Who may open the pages of polls.

The polls are the office branch's: 王 and 李 keep it, 吴 organizes and 孙 inspects the committee above.
On the list are 王, 李, 赵 and 吴; 郑 and 周 lead other branches. 李 and 赵 count.
"""

from tests.support.access import Row, World

from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots.services import poll_close
from xuezuo.review.ballots.tests import desk


def prepare(world: World) -> None:
    """Make polls in each state."""
    cast = world.cast
    world.poll_draft = desk.draft(cast, "mixed")
    world.poll_paper = desk.with_tellers(cast)
    world.poll_mixed = desk.opened(cast, "mixed")
    world.poll_done = desk.opened(cast, "electronic")
    desk.vote(cast, world.poll_done, cast.zhao, ("yes", "no", "no"))
    with acting_as(SYSTEM):
        poll_close(actor=cast.actor(cast.wang), poll=world.poll_done, at=desk.AT)


def of(name: str):
    """Return the arguments for a poll's page."""
    return lambda world: {"uid": getattr(world, name).uid}


SEEN = {200: "wang li zhao wu sun", 404: "qian zheng zhou feng", 302: "stranger"}
ON_THE_LIST = {200: "wang li zhao wu", 302: "sun stranger", 404: "qian zheng zhou feng"}
RUNNERS = {200: "wang li", 403: "zhao qian wu sun feng", 404: "zheng zhou", 302: "stranger"}
EVERYBODY = "wang li zhao qian zheng wu sun zhou feng stranger"

ROWS = (
    Row("ballots:poll-list", expected={200: "wang li zhao qian zheng wu sun zhou feng", 302: "stranger"}),
    Row("ballots:poll-detail", of("poll_mixed"), SEEN),
    Row("ballots:poll-detail", of("poll_done"), SEEN),
    Row("ballots:poll-detail", of("poll_draft"), {200: "wang li", 404: "*", 302: "stranger"}),
    Row("ballots:ballot-vote", of("poll_mixed"), ON_THE_LIST),
    Row(
        "ballots:ballot-sign",
        of("poll_mixed"),
        {400: "wang li zhao wu", 403: "sun", 404: "qian zheng zhou feng", 302: "stranger"},  # nothing blinded was sent
        method="post",
    ),
    Row("ballots:envelope-put", of("poll_mixed"), {400: EVERYBODY}, method="post"),  # not asked who; rubbish refused
    Row("ballots:poll-run", of("poll_mixed"), RUNNERS),
    Row("ballots:poll-run", of("poll_draft"), {**RUNNERS, 403: "zhao qian sun feng", 404: "wu zheng zhou"}),
    Row("ballots:tellers-appoint", of("poll_mixed"), RUNNERS),
    Row("ballots:paper-issue", of("poll_mixed"), RUNNERS),
    Row("ballots:paper-print", of("poll_mixed"), RUNNERS, query="copies=2&per_page=2"),
    Row(
        "ballots:sheet-print",
        of("poll_paper"),
        {200: "wang li zhao", 403: "wu sun", 404: "qian zheng zhou feng", 302: "stranger"},
    ),
    Row("ballots:poll-close", of("poll_mixed"), RUNNERS),
    Row("ballots:poll-void", of("poll_mixed"), RUNNERS),
    Row(
        "ballots:paper-count",
        of("poll_paper"),
        {200: "li zhao", 403: "wang wu sun", 404: "qian zheng zhou feng", 302: "stranger"},
    ),
    Row("ballots:paper-recount", of("poll_paper"), RUNNERS),
    Row("ballots:receipt-list", of("poll_done"), SEEN),
    Row("ballots:receipt-list", of("poll_done"), SEEN, method="post"),
    Row(
        "ballots:list-print",
        of("poll_done"),  # the same
        {409: "wang li zhao wu sun", 404: "qian zheng zhou feng", 302: "stranger"},
    ),
    Row(
        "ballots:list-export",
        of("poll_done"),  # one ballot: not shown one by one, to nobody
        {409: "wang li zhao wu sun", 404: "qian zheng zhou feng", 302: "stranger"},
    ),
)
