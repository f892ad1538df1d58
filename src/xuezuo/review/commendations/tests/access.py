"""Who may open the pages of commendations."""

from tests.support.access import INSIDE, Row, World

from xuezuo.platform.access import SYSTEM
from xuezuo.review.commendations.services import nominations, notices, records
from xuezuo.review.commendations.tests import desk


def prepare(world: World) -> None:
    """Make a scheme with nominations under review, a public one with an award and an objection, small records."""
    cast = world.cast
    world.scheme = desk.scheme(cast)
    world.nomination = desk.nominated(cast, world.scheme)
    desk.shortlisted(cast, world.scheme, "qian")
    desk.proposed(cast, world.scheme)
    world.scheme_public = desk.scheme(cast)
    listed = desk.shortlisted(cast, world.scheme_public)
    world.nomination_listed = desk.shortlisted(cast, world.scheme_public, "qian")
    notices.notice_propose(actor=SYSTEM, scheme=world.scheme_public, intro="", at=desk.AT)
    notices.notice_review(actor=SYSTEM, scheme=world.scheme_public, note="不涉密", at=desk.AT)
    notices.notice_approve(actor=SYSTEM, scheme=world.scheme_public, ends_on=None, at=desk.AT)
    world.award = nominations.nomination_decide(
        actor=SYSTEM, nomination=listed, awarded=True, document="决定", at=desk.LATER
    )
    world.objection = notices.objection_make(actor=SYSTEM, scheme=world.scheme_public, text="有出入", at=desk.AT)
    zhao, wang = cast.actor(cast.zhao), cast.actor(cast.wang)
    world.pledge = desk.run_as(zhao, records.pledge_make, text="每月走访", until=desk.TODAY)
    world.pledge_stated = desk.run_as(zhao, records.pledge_make, text="带头学习", until=desk.TODAY)
    desk.run_as(zhao, records.pledge_state, pledge=world.pledge_stated, is_kept=True, stated="做到了")
    said = {"unit_id": cast.office.pk, "member_id": None, "words": ("服务岗", ""), "since": desk.TODAY}
    world.exemplary = desk.run_as(wang, records.post_set, **said)


def scheme(world: World) -> dict[str, object]:
    return {"uid": world.scheme.uid}


def public(world: World) -> dict[str, object]:
    return {"uid": world.scheme_public.uid}


def office(world: World) -> dict[str, object]:
    return {"uid": world.scheme.uid, "unit": world.cast.office.uid}


def unit(world: World) -> dict[str, object]:
    return {"unit": world.cast.office.uid}


def nomination(world: World) -> dict[str, object]:
    return {"uid": world.nomination.uid}


def listed(world: World) -> dict[str, object]:
    return {"uid": world.nomination_listed.uid}


def award(world: World) -> dict[str, object]:
    return {"uid": world.award.uid}


def objection(world: World) -> dict[str, object]:
    return {"uid": world.objection.uid}


def pledge(world: World) -> dict[str, object]:
    return {"uid": world.pledge.uid}


def stated(world: World) -> dict[str, object]:
    return {"uid": world.pledge_stated.uid}


def post(world: World) -> dict[str, object]:
    return {"uid": world.exemplary.uid}


EVERYONE = {200: f"{INSIDE} zheng zhou", 403: "feng", 302: "stranger"}
BELOW = {200: f"{INSIDE} zheng", 404: "zhou", 403: "feng", 302: "stranger"}
KEEPERS = {200: "wang li zheng wu zhou", 403: "zhao qian sun feng", 302: "stranger"}
KEEP = {200: "wu", 404: "wang li zheng zhou", 403: "zhao qian sun feng", 302: "stranger"}  # the committee is not seen
OFFICE = {200: "wang li", 404: "zheng zhou", 403: "zhao qian wu sun feng", 302: "stranger"}
READ = {200: "wang li zhao wu", 404: "qian sun zheng zhou", 403: "feng", 302: "stranger"}
STEP = {200: "wu", 404: "zheng zhou", 403: "wang li zhao qian sun feng", 302: "stranger"}

ROWS = (
    Row("commendations:home", expected=EVERYONE),
    Row("commendations:scheme-make", expected=KEEPERS),
    Row("commendations:scheme-detail", scheme, BELOW),
    Row("commendations:nominate", office, OFFICE),
    Row("commendations:notice-propose", scheme, KEEP),
    Row("commendations:notice-review", scheme, KEEP),
    Row("commendations:notice-approve", scheme, KEEP),
    Row("commendations:objection-make", public, BELOW),
    Row("commendations:objection-answer", objection, KEEP),
    Row("commendations:nomination-detail", nomination, READ),
    Row("commendations:nomination-step", nomination, STEP),
    Row("commendations:nomination-decide", listed, KEEP),
    Row("commendations:award-revoke", award, KEEP),
    Row(
        "commendations:nomination-consent",
        nomination,
        {302: "zhao stranger", 404: "qian sun zheng zhou", 403: "wang li wu feng"},
        method="post",
    ),
    Row("commendations:record-list", expected=EVERYONE),
    Row("commendations:pledge-make", expected=EVERYONE),
    Row(
        "commendations:pledge-state",
        pledge,
        {200: "zhao", 404: "qian wu sun zheng zhou", 403: "wang li feng", 302: "stranger"},
    ),
    Row(
        "commendations:pledge-confirm",
        stated,
        {302: "wang li stranger", 404: "wu zheng zhou", 403: "zhao qian sun feng"},
        method="post",
    ),
    Row("commendations:post-set", unit, OFFICE),
    Row("commendations:post-end", post, OFFICE),
)
