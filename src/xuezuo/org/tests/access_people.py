"""Who may open the pages about members, posts, transfers, invitations, one's own record and the trail.

The things are of the office branch: 钱预备 for a member, 李委员's post; a transfer from there to the community branch.
"""

from tests.support.access import REST, Row, World

from xuezuo.kernel import clock
from xuezuo.org.models import Post, Term
from xuezuo.org.services import people
from xuezuo.org.services.people import Letter
from xuezuo.org.tests import factories
from xuezuo.org.types import AffiliationKind
from xuezuo.platform.access import SYSTEM
from xuezuo.platform.db.ranges import date_range


def prepare(world: World) -> None:
    """Make an affiliation, a term, a transfer and an open invitation."""
    cast, on, at = world.cast, clock.today(), clock.now()
    world.floating = factories.affiliation(cast.sun, cast.office, AffiliationKind.FLOATING)
    world.post = Post.objects.get(member=cast.li)
    world.term = Term.objects.create(
        unit=cast.office, ordinal=1, during=date_range(factories.JOINED), due_on=factories.JOINED
    )
    world.mover = factories.member(cast.office, name="吕转接", number="LC0901")
    world.transfer = people.transfer_send(
        actor=SYSTEM, member=world.mover, to_unit=cast.community, letter=Letter("工作调动", on), on=on, at=at
    )
    people.invitation_issue(actor=SYSTEM, members=[world.mover], at=at)


def _member(world: World) -> dict[str, object]:
    return {"uid": world.cast.qian.uid}


def _unit(world: World) -> dict[str, object]:
    return {"uid": world.cast.office.uid}


def _transfer(world: World) -> dict[str, object]:
    return {"uid": world.transfer.uid}


def _key(name: str) -> object:
    return lambda world: {"pk": getattr(world, name).pk}


OWN = {200: REST, 302: "stranger"}
OFFICERS = {200: "wang zheng wu zhou", 403: REST, 302: "stranger"}
# The view asks for the capability first: whoever has it nowhere is refused before the thing is looked for.
CHANGE = {200: "wang wu", 404: "zheng zhou", 403: REST, 302: "stranger"}
BOTH_SIDES = {200: "wang wu zheng", 404: "zhou", 403: REST, 302: "stranger"}
RECEIVER = {200: "zheng wu", 404: "zhou", 403: REST, 302: "stranger"}
SENDER = {200: "wang wu", 404: "zhou", 403: REST, 302: "stranger"}

ROWS = (
    Row("org:member-list", expected={200: "wang li zheng wu sun zhou", 403: REST, 302: "stranger"}),
    Row(
        "org:member-detail",
        _member,
        {200: "wang li wu sun qian", 403: "zhao", 404: "zheng zhou feng", 302: "stranger"},
    ),
    Row("org:member-correct", _member, CHANGE),
    Row("org:identity-set", _member, CHANGE),
    Row(
        "org:identity-unmask",
        _member,
        {200: "wang wu qian", 403: "li sun zhao", 404: "zheng zhou feng", 302: "stranger"},
    ),
    Row("org:member-promote", _member, CHANGE),
    Row("org:member-end", _member, CHANGE),
    Row("org:member-regroup", _member, CHANGE),
    Row("org:transfer-send", _member, CHANGE),
    Row(
        "org:invitation-revoke",
        lambda world: {"uid": world.mover.uid},
        {302: "wang wu stranger", 404: "zheng zhou", 403: REST},
        method="post",
    ),
    Row("org:member-renumber", _member, CHANGE),
    Row("org:member-audit", _member, CHANGE),
    Row("org:member-find", expected={200: "wang li zheng wu sun zhou", 403: REST, 302: "stranger"}),
    Row("org:member-enroll", _unit, CHANGE),
    Row("org:affiliation-add", _unit, CHANGE),
    Row("org:affiliation-end", _key("floating"), CHANGE),
    Row("org:post-list", _unit, {200: "wang li wu sun", 404: "zheng zhou", 403: REST, 302: "stranger"}),
    Row("org:post-appoint", _unit, CHANGE),
    Row("org:post-end", _key("post"), CHANGE),
    Row("org:term-begin", _unit, CHANGE),
    Row("org:term-end", _key("term"), CHANGE),
    Row("org:transfer-list", expected=OFFICERS),
    Row("org:transfer-detail", _transfer, BOTH_SIDES),
    Row("org:transfer-receive", _transfer, RECEIVER),
    Row("org:transfer-refuse", _transfer, RECEIVER),
    Row("org:transfer-withdraw", _transfer, SENDER),
    Row("org:invitation-list", _unit, CHANGE),
    Row(
        "org:invitation-print",
        expected={200: "wang wu", 404: "zheng zhou", 403: REST, 302: "stranger"},
        method="post",
        data=lambda world: {"member": [str(world.cast.qian.uid)]},
    ),
    Row("org:join", expected={200: REST}),
    Row("org:join-code", lambda _: {"code": "ABCD-EFGH-JKMN"}, {200: REST}),
    Row("org:my-record", expected=OWN),
    Row("org:my-access-log", expected=OWN),
    Row("org:audit-list", expected=OFFICERS),
)
