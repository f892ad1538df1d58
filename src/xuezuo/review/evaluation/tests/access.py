"""Who may open the pages of evaluation.

A round of the committee: the office branch (王, 李 keep it; 赵, 钱, 吴 belong to it) is writing self-reviews; the
community branch (郑 keeps it and has appealed) has given its results back. 吴 organizes the committee. 孙 floats at the
office: another app's table says so.
"""

from tests.support.access import REST, Row, World

from xuezuo.platform.access import SYSTEM
from xuezuo.review.evaluation import services
from xuezuo.review.evaluation.tests import desk

EVALUATION_AT = desk.AT


def prepare(world: World) -> None:
    """Start the round, take the community branch to the end, and appeal."""
    cast = world.cast
    world.evaluation = desk.start(cast)
    world.evaluation_part = desk.part_of(world.evaluation, cast.office)
    there = desk.part_of(world.evaluation, cast.community)
    world.evaluation_told = desk.told(cast, there, keeper=cast.zheng, tellers=(cast.zheng, cast.sun))
    world.evaluation_line = desk.line_of(world.evaluation_part, cast.li)
    world.evaluation_result = desk.line_of(world.evaluation_told, cast.zheng)
    verdict = desk.verdict_of(world.evaluation_result)
    appeal = services.appeal_make(actor=cast.actor(cast.zheng), verdict=verdict, text="请复核", at=EVALUATION_AT)
    world.evaluation_appeal = services.appeal_answer(actor=SYSTEM, appeal=appeal, answer="已复核", at=EVALUATION_AT)


def of(name: str):
    """Return the arguments of a page."""
    return lambda world: {"uid": getattr(world, name).uid}


KEEPERS = {200: "wang li", 403: REST, 404: "zheng zhou", 302: "stranger"}
OWN_LINE = {200: "li", 404: REST, 302: "stranger"}
TOLD = {200: "zheng", 403: "zhao qian wu sun feng", 404: "wang li zhou", 302: "stranger"}
STARTERS = {200: "wang zheng wu zhou", 403: REST, 302: "stranger"}
COMMITTEE = {200: "wu", 403: REST, 404: "zhou", 302: "stranger"}

ROWS = (
    Row("evaluation:home", expected={200: REST, 403: "feng", 302: "stranger"}),
    Row("evaluation:round-start", expected=STARTERS),
    Row(
        "evaluation:round-detail",
        of("evaluation"),
        {200: "wang li zheng wu sun", 403: "zhao qian feng", 404: "zhou", 302: "stranger"},
    ),
    Row("evaluation:round-close", of("evaluation"), {302: "wu stranger", 403: REST, 404: "zhou"}, method="post"),
    Row("evaluation:round-void", of("evaluation"), COMMITTEE),
    Row(
        "evaluation:part-detail",
        of("evaluation_part"),
        {200: "wang li wu sun", 403: "zhao qian feng", 404: "zheng zhou", 302: "stranger"},
    ),
    Row("evaluation:part-papers", of("evaluation_part"), KEEPERS),
    Row("evaluation:part-peers", of("evaluation_part"), KEEPERS),
    Row("evaluation:part-ballot", of("evaluation_part"), KEEPERS),
    Row("evaluation:part-report", of("evaluation_part"), KEEPERS),
    Row("evaluation:part-opinions", of("evaluation_part"), KEEPERS),
    Row(
        "evaluation:part-tell",
        of("evaluation_part"),
        {302: "wang li stranger", 403: REST, 404: "zheng zhou"},
        method="post",
    ),
    Row("evaluation:part-finish", of("evaluation_told"), TOLD),
    Row("evaluation:part-take", of("evaluation_part"), KEEPERS),
    Row("evaluation:part-results", of("evaluation_told"), TOLD),
    Row("evaluation:line-detail", of("evaluation_line"), KEEPERS),
    Row("evaluation:line-correct", of("evaluation_result"), TOLD),
    Row(
        "evaluation:line-told",
        of("evaluation_result"),
        {302: "zheng stranger", 403: "zhao qian wu sun feng", 404: "wang li zhou"},
        method="post",
    ),
    Row("evaluation:line-leave", of("evaluation_line"), KEEPERS),
    Row("evaluation:mine", of("evaluation_line"), OWN_LINE),
    Row("evaluation:self-review", of("evaluation_line"), OWN_LINE),
    Row("evaluation:result-read", of("evaluation_result"), {302: "zheng stranger", 404: REST}, method="post"),
    Row("evaluation:appeal-make", of("evaluation_result"), {200: "zheng", 404: REST, 302: "stranger"}),
    Row("evaluation:appeal-list", expected={200: "wang li zheng wu zhou", 403: REST, 302: "stranger"}),
    Row(
        "evaluation:appeal-detail",
        of("evaluation_appeal"),
        {200: "zheng wu", 403: "zhao qian sun feng", 404: "wang li zhou", 302: "stranger"},
    ),
    Row("evaluation:home-list", expected={200: "wang li zheng zhou", 403: REST, 302: "stranger"}),
    Row(
        "evaluation:home-receive",
        of("evaluation_result"),
        {404: "wang li zheng zhou", 403: REST, 302: "stranger"},
        method="post",
    ),
    Row(
        "evaluation:counts",
        lambda world: {"uid": world.cast.committee.uid},
        {200: "wu sun", 403: "zhao qian feng", 404: "wang li zheng zhou", 302: "stranger"},
    ),
    Row(
        "evaluation:counts-file",
        lambda world: {"uid": world.cast.office.uid},
        {200: "wang li wu sun", 403: "zhao qian feng", 404: "zheng zhou", 302: "stranger"},
    ),
    Row("evaluation:past-import", expected=STARTERS),
    Row("evaluation:past-template", lambda _: {"kind": "people"}, STARTERS),
)
