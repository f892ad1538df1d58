"""Who may open the pages of votes: those of the office branch, its list once a vote has begun, posts above."""

from tests.support.access import Row, World

from xuezuo.org.tests.cast import TODAY
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.votes import services
from xuezuo.review.votes.tests import desk
from xuezuo.review.votes.types import Count, VoteMethod


def prepare(world: World) -> None:
    """Make votes in each state at meetings of the office branch."""
    cast = world.cast
    world.voting = desk.meeting(cast)
    world.vote_new = desk.prepared(cast, "zhao", motion=desk.conversion(cast))
    desk.leave_out(cast, world.vote_new, cast.wu)
    desk.write(cast, world.vote_new, cast.zhao)
    world.vote_begun = desk.started(cast)
    begun = desk.started(cast)  # other tables add people to the branch: all present say yes, however many
    count = Count(begun.present or 0, 0, 0)
    world.vote_done = desk.run(cast.actor(cast.wang), services.vote_stop, vote=begun, count=count)
    open_count = {"motion": desk.IN_COMMITTEE, "kind": "committee_meeting"}
    undecided = desk.started(cast, **open_count)
    one_yes = Count(1, 0, (undecided.present or 0) - 1)
    world.vote_undecided = desk.run(cast.actor(cast.wang), services.vote_stop, vote=undecided, count=one_yes)
    with acting_as(SYSTEM):
        world.vote_polled = desk.started(cast, motion=desk.conversion(cast, VoteMethod.ELECTRONIC))


def of(name: str):
    """Return the arguments for a vote's page."""
    return lambda world: {"uid": getattr(world, name).uid}


def person(name: str):
    """Return the arguments for somebody on the lists of the new vote."""
    return lambda world: {"uid": world.vote_new.uid, "member": getattr(world.cast, name).uid}


def why(_: World) -> dict[str, object]:
    return {"reason": "登记错了"}


def counted(world: World) -> dict[str, object]:
    return {"yes": world.vote_begun.present, "no": 0, "abstain": 0}


def ruled(_: World) -> dict[str, object]:
    return {"result": "yes", "by": "body", "on": TODAY, "article": "支委会议事规则第六条", "reason": "赞成多于不赞成"}


RULING = {200: "wang wu", 403: "li zhao qian sun feng", 404: "zheng zhou", 302: "stranger"}
OUTSIDE = {404: "zheng zhou feng", 302: "stranger"}
SEEN = {200: "wang li zhao qian wu sun", **OUTSIDE}
AT_MEETING = SEEN
RUNNING = {200: "wang li", 403: "zhao qian sun feng wu", 404: "zheng zhou", 302: "stranger"}
ON_NEW = {200: "wang li", 403: "zhao qian sun feng", 404: "zheng zhou wu", 302: "stranger"}
CORRECTING = {200: "wang", 403: "li zhao qian sun feng wu", 404: "zheng zhou", 302: "stranger"}


def posted(row: dict[int, str]) -> dict[int, str]:
    """Turn a row of pages into one of deeds that lead on."""
    return {302: f"{row[200]} stranger", **{status: names for status, names in row.items() if status in (403, 404)}}


UNSURE = {400: RUNNING[200], **{status: names for status, names in RUNNING.items() if status != 200}}
ROWS = (
    Row("votes:meeting", of("voting"), AT_MEETING),
    Row("votes:vote-prepare", of("voting"), RUNNING),
    Row("votes:vote-detail", of("vote_new"), {200: "wang li", 404: "*", 302: "stranger"}),
    Row("votes:vote-detail", of("vote_done"), SEEN),
    Row("votes:vote-change", of("vote_new"), ON_NEW),
    Row("votes:exclusion-state", of("vote_new"), ON_NEW),
    Row("votes:exclusion-remove", person("wu"), posted(ON_NEW), method="post"),
    Row("votes:opinion-receive", of("vote_new"), ON_NEW),
    Row("votes:opinion-return", person("zhao"), posted(ON_NEW), method="post"),
    Row("votes:vote-start", of("vote_new"), posted(ON_NEW), method="post"),
    Row("votes:vote-stop", of("vote_begun"), RUNNING),
    Row("votes:vote-stop", of("vote_begun"), posted(RUNNING), method="post", data=counted),
    Row("votes:vote-close", of("vote_polled"), RUNNING),
    Row("votes:vote-close", of("vote_polled"), UNSURE, method="post", data=lambda _: {"sure": ""}),
    Row("votes:vote-correct", of("vote_done"), CORRECTING),
    Row("votes:vote-repeat", of("vote_done"), CORRECTING),
    Row("votes:vote-repeat", of("vote_done"), posted(CORRECTING), method="post", data=why),
    Row("votes:vote-rule", of("vote_undecided"), RULING),
    Row("votes:vote-rule", of("vote_undecided"), posted(RULING), method="post", data=ruled),
    Row("votes:vote-void", of("vote_done"), CORRECTING),
    Row("votes:vote-void", of("vote_done"), posted(CORRECTING), method="post", data=why),
)
