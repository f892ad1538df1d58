import dataclasses
import datetime as dt

import pytest
from tests.support.audit import trail

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.study.training.errors import (
    AlreadyEnrolled,
    DaysDoNotFit,
    EnrolmentOver,
    NotForThisMember,
    NumberOutOfRange,
    ReasonMissing,
    TextMissing,
    WrongState,
)
from xuezuo.study.training.models import Enrolment
from xuezuo.study.training.services.certificates import certificate_pdf, certificate_void, certificates_issue
from xuezuo.study.training.services.classes import class_cancel, class_change, class_close, class_make, class_open
from xuezuo.study.training.services.enrolments import (
    enrolment_ask,
    enrolment_leave,
    enrolment_make,
    enrolment_refuse,
    enrolments_decide,
)
from xuezuo.study.training.tests import factories
from xuezuo.study.training.types import ClassState, EnrolmentState

pytestmark = pytest.mark.django_db
AT = factories.AT


def names() -> list[str]:
    with acting_as(SYSTEM):
        return list(trail().order_by("pk").values_list("name", flat=True))


def states(made) -> dict[str, str]:
    with acting_as(SYSTEM):
        return dict(made.enrolments.values_list("member__number", "state"))


@pytest.fixture
def wu(cast: Cast) -> Actor:
    return cast.actor(cast.wu)


def test_a_class_is_made_numbered_opened_and_closed(cast: Cast, wu: Actor) -> None:
    with acting_as(wu):
        made = class_make(actor=wu, unit_id=cast.committee.pk, spec=factories.spec(title=" 新任书记 班 "), at=AT)
        other = class_make(actor=wu, unit_id=cast.committee.pk, spec=factories.spec(), at=AT)
        assert (made.number, other.number, made.state) == ("LC-2025-01", "LC-2025-02", ClassState.DRAFT)
        made = class_open(actor=wu, training_class=made, at=AT)
        made = class_change(actor=wu, training_class=made, spec=factories.spec(places=3), at=AT)
        made = class_close(actor=wu, training_class=made, at=AT)
        assert (made.state, made.closed_at) == (ClassState.CLOSED, AT)
        with pytest.raises(WrongState, match="已结业"):
            class_change(actor=wu, training_class=made, spec=factories.spec(), at=AT)
    assert names() == [f"training.class_{did}" for did in ("made", "made", "opened", "changed", "closed")]


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"title": "  "}, TextMissing),
        ({"ends_on": dt.date(2025, 6, 1)}, DaysDoNotFit),
        ({"ends_on": dt.date(2027, 6, 1)}, DaysDoNotFit),
        ({"enrol_until": dt.date(2025, 7, 1)}, DaysDoNotFit),
        ({"places": 0}, NumberOutOfRange),
        ({"certificate_minutes": 0}, NumberOutOfRange),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, wu: Actor, said, refusal) -> None:
    with acting_as(wu), pytest.raises(refusal):
        class_make(actor=wu, unit_id=cast.committee.pk, spec=dataclasses.replace(factories.spec(), **said), at=AT)


def test_only_keepers_of_the_unit_hold_classes(cast: Cast, wu: Actor) -> None:
    for actor, refusal in ((cast.actor(cast.zhou), NotFound), (cast.actor(cast.sun), Forbidden)):
        with acting_as(actor), pytest.raises(refusal):
            class_make(actor=actor, unit_id=cast.committee.pk, spec=factories.spec(), at=AT)
    with acting_as(wu), pytest.raises(Forbidden):
        class_make(actor=wu, unit_id=cast.office.pk, spec=factories.spec(), at=AT)


def test_a_class_of_which_something_was_held_is_not_cancelled(cast: Cast, wu: Actor) -> None:
    with acting_as(SYSTEM):
        held, empty = factories.opened(cast.committee, [cast.zhao]), factories.opened(cast.committee)
        factories.session(held)
    with acting_as(wu):
        with pytest.raises(WrongState, match="已上过课"):
            class_cancel(actor=wu, training_class=held, reason="改期", at=AT)
        with pytest.raises(ReasonMissing):
            class_cancel(actor=wu, training_class=empty, reason=" ", at=AT)
        assert class_cancel(actor=wu, training_class=empty, reason="改期", at=AT).state == ClassState.CANCELLED


def test_branch_enrols_its_own_and_the_organizer_decides(cast: Cast, wu: Actor) -> None:
    with acting_as(SYSTEM):
        made = factories.opened(cast.committee, places=2)
    wang, zheng = cast.actor(cast.wang), cast.actor(cast.zheng)
    with acting_as(wang):
        ids = [cast.zhao.pk, cast.qian.pk]
        rows = enrolment_make(actor=wang, training_class=made, member_ids=ids, at=AT)
        assert {row.unit_id for row in rows} == {cast.first_group.pk, cast.second_group.pk}
        with pytest.raises(Forbidden):
            enrolment_make(actor=wang, training_class=made, member_ids=[cast.zheng.pk], at=AT)
        with pytest.raises(AlreadyEnrolled):
            enrolment_make(actor=wang, training_class=made, member_ids=[cast.zhao.pk], at=AT)
        with pytest.raises(Forbidden):
            enrolments_decide(actor=wang, training_class=made, enrolments=rows, at=AT)
    with acting_as(zheng):
        asked = enrolment_ask(actor=zheng, training_class=made, at=AT)
    assert asked.is_own_request
    with acting_as(wu):
        assert enrolments_decide(actor=wu, training_class=made, enrolments=[*rows, asked], at=AT) == (2, 1)
        made.refresh_from_db()
        assert (made.confirmed_count, made.waiting_count) == (2, 1)
        assert enrolments_decide(actor=wu, training_class=made, enrolments=[asked], at=AT) == (0, 0)
    with acting_as(wang):  # a free place goes to who waits, of another branch
        enrolment_leave(actor=wang, enrolment=rows[0], reason="出差", at=AT)
    assert states(made) == {"LC0003": "left", "LC0004": "confirmed", "LC0005": "confirmed"}
    made.refresh_from_db()
    assert (made.confirmed_count, made.waiting_count) == (2, 0)


def test_more_places_are_given_to_who_waits_and_never_fewer_than_taken(cast: Cast, wu: Actor) -> None:
    with acting_as(SYSTEM):
        made = factories.opened(cast.committee, [cast.zhao, cast.qian, cast.zheng], places=1)
    assert sorted(states(made).values()) == ["confirmed", "waiting", "waiting"]
    with acting_as(wu):
        class_change(actor=wu, training_class=made, spec=factories.spec(places=2), at=AT)
        assert sorted(states(made).values()) == ["confirmed", "confirmed", "waiting"]
        with pytest.raises(NumberOutOfRange):
            class_change(actor=wu, training_class=made, spec=factories.spec(places=1), at=AT)


def test_a_member_asks_in_time_and_only_when_the_class_is_for_the_member(cast: Cast) -> None:
    zhao, late = cast.actor(cast.zhao), AT + dt.timedelta(days=10)
    with acting_as(SYSTEM):
        community_only = factories.opened(cast.committee, unit_types=("community",))
        short = factories.opened(cast.committee, enrol_until=dt.date(2025, 6, 20))
        hidden = factories.draft(cast.committee)
        elsewhere = factories.opened(cast.other_committee)
    with acting_as(zhao):
        with pytest.raises(NotForThisMember):
            enrolment_ask(actor=zhao, training_class=community_only, at=AT)
        with pytest.raises(EnrolmentOver, match="2025-06-20"):
            enrolment_ask(actor=zhao, training_class=short, at=late)
        for unseen in (hidden, elsewhere):
            with pytest.raises(NotFound):
                enrolment_ask(actor=zhao, training_class=unseen, at=AT)
        assert enrolment_ask(actor=zhao, training_class=short, at=AT).state == EnrolmentState.REQUESTED
    zheng, wu = cast.actor(cast.zheng), cast.actor(cast.wu)
    with acting_as(zheng):
        assert enrolment_ask(actor=zheng, training_class=community_only, at=AT)
    with acting_as(wu):  # the keeper is not bound to the last day
        assert enrolment_make(actor=wu, training_class=short, member_ids=[cast.qian.pk], at=late)


def test_refusing_and_leaving_need_a_reason_and_a_right(cast: Cast, wu: Actor) -> None:
    with acting_as(SYSTEM):
        made = factories.opened(cast.committee, [cast.zhao])
        asked = enrolment_make(actor=SYSTEM, training_class=made, member_ids=[cast.qian.pk], at=AT)[0]
        taken = made.enrolments.get(member=cast.zhao)
    zheng, zhao = cast.actor(cast.zheng), cast.actor(cast.zhao)
    with acting_as(zheng), pytest.raises(Forbidden):
        enrolment_leave(actor=zheng, enrolment=taken, reason="出差", at=AT)
    with acting_as(wu):
        with pytest.raises(ReasonMissing):
            enrolment_refuse(actor=wu, enrolment=asked, reason="", at=AT)
        with pytest.raises(WrongState):
            enrolment_refuse(actor=wu, enrolment=taken, reason="不符", at=AT)
        assert enrolment_refuse(actor=wu, enrolment=asked, reason="不符", at=AT).state == EnrolmentState.REFUSED
    with acting_as(zhao):
        enrolment_leave(actor=zhao, enrolment=taken, reason="出差", at=AT)
        with pytest.raises(WrongState):
            enrolment_leave(actor=zhao, enrolment=taken, reason="出差", at=AT)
        assert enrolment_ask(actor=zhao, training_class=made, at=AT)  # and asks again


def test_rows_of_others_are_hidden_by_the_database(cast: Cast) -> None:
    with acting_as(SYSTEM):
        factories.session(factories.opened(cast.committee, [cast.zhao, cast.zheng]))
    for person, numbers in ((cast.wang, {"LC0003"}), (cast.zheng, {"LC0005"}), (cast.zhou, set()), (cast.zhao, None)):
        with acting_as(cast.actor(person)):
            seen = set(Enrolment.objects.values_list("member__number", flat=True))
            assert seen == ({"LC0003"} if numbers is None else numbers)


def test_certificates_are_for_who_attended_long_enough(cast: Cast, wu: Actor) -> None:
    with acting_as(SYSTEM):
        made = factories.opened(cast.committee, [cast.zhao, cast.zheng], certificate_minutes=90)
        factories.session(made, factories.DAY, factories.Mark(cast.zheng.pk, "absent"))
    with acting_as(wu):
        with pytest.raises(WrongState, match="请先办理结业"):
            certificates_issue(actor=wu, training_class=made, at=AT)
        class_close(actor=wu, training_class=made, at=AT)
        given = certificates_issue(actor=wu, training_class=made, at=AT)
        assert [(one.number, one.member_id, one.minutes) for one in given] == [("LC-2025-01-001", cast.zhao.pk, 90)]
        assert certificates_issue(actor=wu, training_class=made, at=AT) == []
        pdf = certificate_pdf(actor=wu, certificate=given[0], check_url="https://party.example/check/1", at=AT)
        assert pdf.startswith(b"%PDF-")
        voided = certificate_void(actor=wu, certificate=given[0], reason="姓名有误", at=AT)
        with pytest.raises(WrongState):
            certificate_pdf(actor=wu, certificate=voided, check_url="https://party.example/check/1", at=AT)
        with pytest.raises(WrongState):
            certificate_void(actor=wu, certificate=voided, reason="姓名有误", at=AT)
        again = certificates_issue(actor=wu, training_class=made, at=AT)
        assert [one.number for one in again] == ["LC-2025-01-002"]
