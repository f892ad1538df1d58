import datetime as dt

import pytest
from django.db import connection

from xuezuo.kernel.errors import Forbidden
from xuezuo.kernel.ids import new_id
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.db.relations import deed_relation, participation_relation
from xuezuo.study.training import deeds
from xuezuo.study.training.errors import (
    AlreadyOnList,
    DaysDoNotFit,
    DeedOfAnotherClass,
    LeaveNeedsReason,
    NothingChanged,
    NotOnList,
    NumberOutOfRange,
    ReasonMissing,
    WrongState,
)
from xuezuo.study.training.models import Attendance, AttendanceRevision, Session, TrainingClass
from xuezuo.study.training.services.attendance import attendance_correct
from xuezuo.study.training.services.classes import class_close
from xuezuo.study.training.services.enrolments import enrolment_leave
from xuezuo.study.training.services.sessions import (
    session_correct,
    session_hold,
    session_plan,
    session_record,
    session_void,
)
from xuezuo.study.training.tests import factories
from xuezuo.study.training.types import Mark, SessionSpec, SessionState, Sheet

pytestmark = pytest.mark.django_db
AT, DAY = factories.AT, factories.DAY
LECTURE = SessionSpec(DAY, 90, "党章", lecturer_note="县委党校教员")


@pytest.fixture
def wu(cast: Cast) -> Actor:
    return cast.actor(cast.wu)


@pytest.fixture
def made(cast: Cast) -> TrainingClass:
    with acting_as(SYSTEM):
        return factories.opened(cast.committee, [cast.zhao, cast.qian, cast.zheng])


def record(actor: Actor, made: TrainingClass, *marks: Mark, guests: tuple[int, ...] = (), **more) -> Session:
    said = {"spec": LECTURE, "sheet": Sheet(marks, guests), "uid": new_id(), "at": AT, **more}
    with acting_as(actor):
        return session_record(actor=actor, training_class=made, **said)


def relation(maker, where: str = "TRUE") -> list[dict[str, object]]:
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(maker(deeds.SOURCES, None, where))
        heads = [column.name for column in cursor.description]
        return [dict(zip(heads, row, strict=True)) for row in cursor.fetchall()]


def minutes_by_member() -> dict[int, int]:
    rows = relation(participation_relation)
    return {row["member_id"]: row["minutes"] for row in rows if row["status"] == "present"}


def test_recorded_by_exception_it_is_a_deed_at_once(cast: Cast, wu: Actor, made: TrainingClass) -> None:
    session = record(wu, made, Mark(cast.qian.pk, "leave", "出差"), guests=(cast.li.pk,))
    counts = (session.expected_count, session.present_count, session.leave_count, session.guest_count)
    assert counts == (3, 2, 1, 1)
    assert session.is_late_entry
    [deed] = relation(deed_relation)
    assert (deed["id"], deed["kind"], deed["unit_id"]) == (session.pk + (2 << 60), "training", cast.committee.pk)
    assert (deed["quantity"], deed["expected"], deed["present"], deed["is_main"]) == (90, 3, 2, True)
    rows = {row["member_id"]: row for row in relation(participation_relation)}
    assert rows[cast.zhao.pk]["unit_id"] == cast.first_group.pk
    assert rows[cast.zheng.pk]["unit_id"] == cast.community.pk
    assert (rows[cast.li.pk]["is_guest"], rows[cast.li.pk]["unit_id"]) == (True, cast.office.pk)
    assert minutes_by_member() == {cast.zhao.pk: 90, cast.zheng.pk: 90, cast.li.pk: 90}


def test_a_repeat_is_the_same_session(cast: Cast, wu: Actor, made: TrainingClass) -> None:
    uid = new_id()
    assert record(wu, made, uid=uid) == record(wu, made, Mark(cast.zhao.pk, "absent"), uid=uid)
    with acting_as(SYSTEM):
        other = factories.opened(cast.committee)
    with pytest.raises(DeedOfAnotherClass):
        record(wu, other, uid=uid)


def test_what_does_not_fit_is_refused_and_nothing_is_written(cast: Cast, wu: Actor, made: TrainingClass) -> None:
    future, outside = dt.date(2025, 6, 20), dt.date(2025, 5, 1)
    for refusal, values in (
        (NotOnList, {"sheet": Sheet((Mark(cast.li.pk, "absent"),))}),
        (LeaveNeedsReason, {"sheet": Sheet((Mark(cast.zhao.pk, "leave"),))}),
        (AlreadyOnList, {"sheet": Sheet((), (cast.zhao.pk,))}),
        (DaysDoNotFit, {"spec": SessionSpec(future, 90, "党章")}),
        (DaysDoNotFit, {"spec": SessionSpec(outside, 90, "党章")}),
        (NumberOutOfRange, {"spec": SessionSpec(DAY, 0, "党章")}),
    ):
        with pytest.raises(refusal):
            record(wu, made, **values)
    with pytest.raises(Forbidden):
        record(cast.actor(cast.wang), made)
    with acting_as(SYSTEM):
        assert not Session.objects.exists()
        assert not Attendance.objects.exists()


def test_planned_then_held(cast: Cast, wu: Actor, made: TrainingClass) -> None:
    with acting_as(wu):
        planned = session_plan(actor=wu, training_class=made, spec=LECTURE, at=AT)
        assert relation(deed_relation) == []
        with pytest.raises(WrongState, match="没有登记"):
            class_close(actor=wu, training_class=made, at=AT)
        held = session_hold(actor=wu, session=planned, sheet=Sheet(), at=AT)
        assert (held.state, held.present_count) == (SessionState.CONFIRMED, 3)
        with pytest.raises(WrongState):
            session_hold(actor=wu, session=planned, sheet=Sheet(), at=AT)
        class_close(actor=wu, training_class=made, at=AT)
    with pytest.raises(WrongState, match="已结业"):
        record(wu, made)


def test_who_left_is_expected_only_before(cast: Cast, wu: Actor, made: TrainingClass) -> None:
    with acting_as(wu):
        leaving = made.enrolments.get(member=cast.zhao)
        enrolment_leave(actor=wu, enrolment=leaving, reason="调动", at=AT)  # on 16 June
    assert record(wu, made).expected_count == 3
    assert record(wu, made, spec=SessionSpec(dt.date(2025, 6, 16), 90, "党史")).expected_count == 2


def test_corrections_keep_versions_and_hours_follow(cast: Cast, wu: Actor, made: TrainingClass) -> None:
    session = record(wu, made, guests=(cast.li.pk,))
    with acting_as(wu):
        with pytest.raises(ReasonMissing):
            attendance_correct(actor=wu, session=session, sheet=Sheet(), reason=" ", at=AT)
        marks = Sheet((Mark(cast.zhao.pk, "absent"),), (cast.wang.pk,))
        session = attendance_correct(
            actor=wu, session=session, sheet=marks, removed=[cast.li.pk], reason="点名有误", at=AT
        )
        assert (session.version, session.present_count, session.guest_count) == (2, 2, 1)
        assert minutes_by_member() == {cast.qian.pk: 90, cast.zheng.pk: 90, cast.wang.pk: 90}
        same = attendance_correct(actor=wu, session=session, sheet=marks, reason="再来一次", at=AT)
        assert same.version == 2
        with pytest.raises(NotOnList):
            attendance_correct(actor=wu, session=session, sheet=Sheet(), removed=[cast.zhao.pk], reason="错", at=AT)
        longer = SessionSpec(DAY, 120, "党章")
        session = session_correct(actor=wu, session=session, spec=longer, reason="时长记错", at=AT)
        assert set(minutes_by_member().values()) == {120}
        with pytest.raises(NothingChanged):
            session_correct(actor=wu, session=session, spec=longer, reason="时长记错", at=AT)
        later = SessionSpec(dt.date(2025, 6, 20), 120, "党章")
        with pytest.raises(DaysDoNotFit):
            session_correct(actor=wu, session=session, spec=later, reason="日期记错", at=AT)
        voided = session_void(actor=wu, session=session, reason="未上课", at=AT)
        assert (relation(deed_relation), relation(participation_relation)) == ([], [])
        with pytest.raises(WrongState):
            session_void(actor=wu, session=voided, reason="未上课", at=AT)
        assert AttendanceRevision.objects.count() == 2
        assert list(voided.revisions.order_by("version").values_list("version", flat=True)) == [1, 2, 3]
