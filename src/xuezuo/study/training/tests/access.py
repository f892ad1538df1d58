"""Who may open the pages of training."""

import datetime as dt
import io

from tests.support.access import REST, Row, World

from xuezuo.kernel import clock
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM
from xuezuo.study.training.services.bookings import booking_hold
from xuezuo.study.training.services.cases import case_file_attach, case_publish
from xuezuo.study.training.services.certificates import certificates_issue
from xuezuo.study.training.services.classes import class_close
from xuezuo.study.training.services.enrolments import enrolment_make
from xuezuo.study.training.services.sessions import session_plan
from xuezuo.study.training.services.topics import topic_deliver, topic_file_attach, topic_start
from xuezuo.study.training.tests import factories
from xuezuo.study.training.types import SessionSpec

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def prepare(world: World) -> None:
    """Make a class of the committee in every state, with people of both branches."""
    cast: Cast = world.cast
    world.draft_class = factories.draft(cast.committee)
    world.training = factories.opened(cast.committee, [cast.zhao, cast.zheng])
    world.empty_class = factories.opened(cast.committee)
    asked = enrolment_make(actor=SYSTEM, training_class=world.training, member_ids=[cast.qian.pk], at=factories.AT)
    world.asked = asked[0]
    world.enrolled = world.training.enrolments.get(member=cast.zhao)
    world.session = factories.session(world.training)
    planned = SessionSpec(factories.FIRST + dt.timedelta(days=1), 60, "党史")
    world.planned = session_plan(actor=SYSTEM, training_class=world.training, spec=planned, at=factories.AT)
    closed = factories.opened(cast.committee, [cast.zhao])
    factories.session(closed)
    world.closed_class = class_close(actor=SYSTEM, training_class=closed, at=factories.AT)
    world.place = factories.place(cast.committee)
    world.route = factories.route(world.place, factories.place(cast.committee, "村史馆"))
    world.visit = factories.visit(world.place, cast.office, [cast.zhao])
    world.case, world.published = factories.case(cast.committee), factories.case(cast.committee)
    case_publish(actor=SYSTEM, case=world.published, names_are_checked=True, at=factories.AT)
    world.case_file = case_file_attach(
        actor=SYSTEM, case=world.case, name="a.pdf", content=io.BytesIO(PDF), at=factories.AT
    )
    world.topic, world.delivered = (factories.topic(cast.office, cast.zhao) for _ in range(2))
    world.running = topic_start(actor=SYSTEM, topic=factories.topic(cast.office, cast.zhao), at=factories.AT)
    topic_start(actor=SYSTEM, topic=world.delivered, at=factories.AT)
    topic_deliver(actor=SYSTEM, topic=world.delivered, result="报告", at=factories.AT)
    world.topic_file = topic_file_attach(
        actor=SYSTEM, topic=world.topic, name="a.pdf", content=io.BytesIO(PDF), at=factories.AT
    )
    world.lecturer = factories.lecturer(cast.committee)
    world.offer = factories.offer(world.lecturer, clock.now() + dt.timedelta(days=2))
    world.free_offer = factories.offer(world.lecturer, clock.now() + dt.timedelta(days=3))
    world.booking = factories.booking(world.offer, cast.office)
    past = factories.offer(world.lecturer)
    world.confirmed = factories.booking(past, cast.office, is_confirmed=True)
    other = factories.offer(world.lecturer, factories.AT + dt.timedelta(hours=9))
    done = factories.booking(other, cast.office, is_confirmed=True)
    after = factories.AT + dt.timedelta(hours=12)
    world.held_session = booking_hold(actor=SYSTEM, booking=done, minutes=90, listeners=30, at=after)
    world.certificate = certificates_issue(actor=SYSTEM, training_class=closed, at=factories.AT)[0]


def of(name: str):  # type: ignore[no-untyped-def]  # test sugar
    return lambda world: {"uid": getattr(world, name).uid}


def why(_: World) -> dict[str, object]:
    return {"reason": "时间冲突"}


SEEN = {200: "wang li zhao qian zheng wu sun", 404: "zhou", 403: "feng", 302: "stranger"}
KEPT = {200: "wu", 403: "wang zheng li zhao qian sun feng", 404: "zhou", 302: "stranger"}
DONE = {302: "wu stranger", 403: "wang zheng li zhao qian sun feng", 404: "zhou"}
KEEPERS = {200: "wang zheng wu zhou", 403: REST, 302: "stranger"}
EVERY_MEMBER = {403: "feng", 302: "stranger", 200: REST}
TITLED = {"title": "培训班", "starts_on": "2025-06-02", "ends_on": "2025-06-30"}
HELD = {"occurred_on": "2025-06-12", "minutes": "60", "topic": "党章"}

ROWS = (
    Row("training:class-list", expected=EVERY_MEMBER),
    Row("training:class-make", expected=KEEPERS),
    Row("training:class-detail", of("training"), SEEN),
    Row("training:class-detail", of("draft_class"), {200: "wu", 404: REST, 403: "feng", 302: "stranger"}),
    Row("training:class-change", of("training"), KEPT),
    Row("training:class-change", of("training"), DONE, method="post", data=lambda _: TITLED),
    Row(
        "training:class-open",
        of("draft_class"),
        {302: "wu stranger", 403: "li zhao qian sun feng", 404: "wang zheng zhou"},
        method="post",
    ),
    Row("training:class-close", of("empty_class"), DONE, method="post"),
    Row("training:class-cancel", of("empty_class"), KEPT),
    Row("training:class-cancel", of("empty_class"), DONE, method="post", data=why),
    Row(
        "training:class-export",
        of("training"),
        {200: "wu sun", 403: "wang li zheng zhao qian feng", 404: "zhou", 302: "stranger"},
    ),
    Row(
        "training:enrolment-make",
        of("training"),
        {200: "wang li zheng wu", 403: "zhao qian sun feng", 404: "zhou", 302: "stranger"},
    ),
    Row(
        "training:enrolment-make",
        of("empty_class"),
        {302: "wang li stranger", 400: "zheng wu", 403: "zhao qian sun feng", 404: "zhou"},
        method="post",
        data=lambda w: {"members": [w.cast.wang.pk]},
    ),
    Row(
        "training:enrolment-ask",
        of("empty_class"),
        {302: "wang li zhao qian zheng wu sun stranger", 404: "zhou", 403: "feng"},
        method="post",
    ),
    Row("training:enrolment-decide", of("training"), KEPT),
    Row(
        "training:enrolment-decide",
        of("training"),
        DONE,
        method="post",
        data=lambda w: {"accepted": [str(w.asked.uid)]},
    ),
    Row(
        "training:enrolment-refuse",
        of("asked"),
        {200: "wu", 404: "zheng zhou", 403: "wang li zhao qian sun feng", 302: "stranger"},
    ),
    Row(
        "training:enrolment-refuse",
        of("asked"),
        {302: "wu stranger", 404: "zheng zhou", 403: "wang li zhao qian sun feng"},
        method="post",
        data=why,
    ),
    Row(
        "training:enrolment-leave",
        of("enrolled"),
        {200: "wang li zhao wu", 404: "qian zheng zhou", 403: "sun feng", 302: "stranger"},
    ),
    Row(
        "training:enrolment-leave",
        of("enrolled"),
        {302: "wang li zhao wu stranger", 404: "qian zheng zhou", 403: "sun feng"},
        method="post",
        data=why,
    ),
    Row("training:session-plan", of("training"), KEPT),
    Row("training:session-plan", of("training"), DONE, method="post", data=lambda _: HELD),
    Row("training:session-record", of("training"), KEPT),
    Row("training:session-record", of("training"), DONE, method="post", data=lambda _: HELD),
    Row("training:session-detail", of("session"), SEEN),
    Row("training:session-hold", of("planned"), KEPT),
    Row("training:session-hold", of("planned"), DONE, method="post"),
    Row("training:session-correct", of("session"), KEPT),
    Row(
        "training:session-correct",
        of("session"),
        DONE,
        method="post",
        data=lambda _: {**HELD, "reason": "日期记错"},
    ),
    Row("training:session-void", of("session"), KEPT),
    Row("training:session-void", of("session"), DONE, method="post", data=why),
    Row("training:attendance-correct", of("session"), KEPT),
    Row("training:attendance-correct", of("session"), DONE, method="post", data=why),
    Row("training:certificate-issue", of("closed_class"), DONE, method="post"),
    Row(
        "training:certificate-read",
        of("certificate"),
        {200: "wang li zhao wu", 404: "qian zheng zhou", 403: "sun feng", 302: "stranger"},
    ),
    Row(
        "training:certificate-void",
        of("certificate"),
        {200: "wu", 404: "zheng zhou", 403: "wang li zhao qian sun feng", 302: "stranger"},
    ),
    Row(
        "training:certificate-void",
        of("certificate"),
        {302: "wu stranger", 404: "zheng zhou", 403: "wang li zhao qian sun feng"},
        method="post",
        data=why,
    ),
    Row("training:certificate-check", of("certificate"), {200: REST}),
)
BOOKED = {200: "wang li wu", 403: "zhao qian sun feng", 404: "zheng zhou", 302: "stranger"}
BOOKS = {302: "wang li wu stranger", 403: "zhao qian sun feng", 404: "zheng zhou"}
DECIDED = {302: "wu stranger", 403: "wang li zhao qian sun feng", 404: "zheng zhou"}
NAMED = {"name": "何讲师", "topics": "党章", "active_from": "2025-06-02"}
LECTURES = (
    Row("training:lecturer-list", expected=EVERY_MEMBER),
    Row("training:lecturer-make", expected=KEEPERS),
    Row("training:lecturer-detail", of("lecturer"), SEEN),
    Row("training:lecturer-change", of("lecturer"), KEPT),
    Row("training:lecturer-change", of("lecturer"), DONE, method="post", data=lambda _: NAMED),
    Row("training:offer-make", of("lecturer"), KEPT),
    Row("training:offer-withdraw", of("free_offer"), DONE, method="post"),
    Row(
        "training:booking-make",
        of("free_offer"),
        {200: "wang li zheng wu", 403: "zhao qian sun feng", 404: "zhou", 302: "stranger"},
    ),
    Row("training:booking-confirm", of("booking"), DECIDED, method="post"),
    Row(
        "training:booking-refuse",
        of("booking"),
        {200: "wu", 403: "wang li zhao qian sun feng", 404: "zheng zhou", 302: "stranger"},
    ),
    Row("training:booking-refuse", of("booking"), DECIDED, method="post", data=why),
    Row("training:booking-cancel", of("booking"), BOOKED),
    Row("training:booking-cancel", of("booking"), BOOKS, method="post", data=why),
    Row("training:booking-hold", of("confirmed"), BOOKED),
    Row("training:booking-hold", of("confirmed"), BOOKS, method="post", data=lambda _: {"minutes": 90, "listeners": 9}),
    Row("training:booking-correct", of("held_session"), BOOKED),
    Row(
        "training:booking-correct",
        of("held_session"),
        BOOKS,
        method="post",
        data=lambda _: {"minutes": 90, "listeners": 9, "reason": "数错"},
    ),
)
ROWS += LECTURES

HERE = {200: "wang li zhao qian wu sun", 404: "zheng zhou", 403: "feng", 302: "stranger"}
KEPT_HERE = {200: "wang li", 403: "zhao qian wu sun feng", 404: "zheng zhou", 302: "stranger"}
DONE_HERE = {302: "wang li stranger", 403: "zhao qian wu sun feng", 404: "zheng zhou"}
CARRIED = {302: "wang li zhao stranger", 403: "qian wu sun feng", 404: "zheng zhou"}
OFFICERS = {200: "wang li zheng wu zhou", 403: REST, 302: "stranger"}
CARRY = {200: "wang li zhao", 403: "qian wu sun feng", 404: "zheng zhou", 302: "stranger"}
DRAFTED = {200: "wu", 404: "wang li zheng zhou", 403: "zhao qian sun feng", 302: "stranger"}
PLACED = {"name": "旧址", "address": "东街", "shows": "陈列"}
WRITTEN = {"title": "案例", "kind": "warning", "text": "某支部", "source": "通报"}
OPENED = {"title": "课题", "owner": "LC0003", "starts_on": "2025-06-02", "due_on": "2025-06-30"}


def with_file(name: str, file: str):  # type: ignore[no-untyped-def]  # test sugar
    return lambda world: {"uid": getattr(world, name).uid, "file": getattr(world, file).uid}


PLACES = (
    Row("training:place-list", expected=EVERY_MEMBER),
    Row("training:place-make", expected=KEEPERS),
    Row("training:place-detail", of("place"), SEEN),
    Row("training:place-change", of("place"), KEPT),
    Row("training:place-change", of("place"), DONE, method="post", data=lambda _: PLACED),
    Row("training:route-make", expected=KEEPERS),
    Row("training:route-detail", of("route"), SEEN),
    Row("training:route-change", of("route"), KEPT),
    Row("training:visit-record", expected=OFFICERS),
    Row("training:visit-detail", of("visit"), HERE),
    Row("training:visit-correct", of("visit"), KEPT_HERE),
    Row("training:visit-void", of("visit"), KEPT_HERE),
    Row("training:visit-void", of("visit"), DONE_HERE, method="post", data=why),
)
CASES = (
    Row("training:case-list", expected=EVERY_MEMBER),
    Row("training:case-make", expected=OFFICERS),
    Row("training:case-detail", of("published"), SEEN),
    Row("training:case-detail", of("case"), {200: "wu", 404: REST, 403: "feng", 302: "stranger"}),
    Row("training:case-change", of("case"), DRAFTED),
    Row(
        "training:case-change",
        of("case"),
        {302: "wu stranger", 404: "wang li zheng zhou", 403: "zhao qian sun feng"},
        method="post",
        data=lambda _: WRITTEN,
    ),
    Row("training:case-publish", of("case"), DRAFTED),
    Row(
        "training:case-withdraw",
        of("published"),
        {200: "wu", 403: "wang li zheng zhao qian sun feng", 404: "zhou", 302: "stranger"},
    ),
    Row("training:case-file-attach", of("case"), DRAFTED),
    Row(
        "training:case-file-read",
        with_file("case", "case_file"),
        {200: "wu", 404: REST, 403: "feng", 302: "stranger"},
    ),
)
TOPICS = (
    Row("training:topic-list", expected=EVERY_MEMBER),
    Row("training:topic-make", expected=OFFICERS),
    Row("training:topic-detail", of("topic"), HERE),
    Row("training:topic-change", of("topic"), KEPT_HERE),
    Row("training:topic-change", of("topic"), DONE_HERE, method="post", data=lambda _: OPENED),
    Row("training:topic-start", of("topic"), CARRIED, method="post"),
    Row("training:topic-deliver", of("running"), CARRIED, method="post", data=lambda _: {"result": "报告"}),
    Row("training:topic-accept", of("delivered"), DONE_HERE, method="post"),
    Row("training:topic-return", of("delivered"), KEPT_HERE),
    Row("training:topic-stop", of("topic"), DONE_HERE, method="post", data=why),
    Row("training:topic-deliver", of("running"), CARRY),
    Row("training:topic-file-attach", of("topic"), CARRY),
    Row("training:topic-file-remove", with_file("topic", "topic_file"), CARRY),
    Row("training:case-file-remove", with_file("case", "case_file"), DRAFTED),
    Row("training:topic-file-read", with_file("topic", "topic_file"), HERE),
)
ROWS += PLACES + CASES + TOPICS
