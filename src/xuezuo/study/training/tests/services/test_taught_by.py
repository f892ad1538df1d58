"""Who taught a session: an entry of the register, or a guest that no register knows."""

import dataclasses
import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.training.errors import LecturerDoesNotFit
from xuezuo.study.training.models import Lecturer, Session, TrainingClass
from xuezuo.study.training.queries.lecturers import lecturers_of
from xuezuo.study.training.services.sessions import session_correct, session_plan, spec_of
from xuezuo.study.training.tests import factories
from xuezuo.study.training.types import SessionSpec

pytestmark = pytest.mark.django_db
AT, DAY = factories.AT, factories.DAY


@pytest.fixture
def made(cast: Cast) -> TrainingClass:
    with acting_as(SYSTEM):
        return factories.opened(cast.committee, [cast.zhao])


@pytest.fixture
def teacher(cast: Cast) -> Lecturer:
    with acting_as(SYSTEM):
        return factories.lecturer(cast.committee)


def plan(cast: Cast, made: TrainingClass, **said: object) -> Session:
    with acting_as(cast.actor(cast.wu)) as wu:
        spec = SessionSpec(DAY, 90, "党章", **said)  # type: ignore[arg-type]  # test sugar
        return session_plan(actor=wu, training_class=made, spec=spec, at=AT)


def test_the_register_or_a_guest_who_is_marked(cast: Cast, made: TrainingClass, teacher: Lecturer) -> None:
    assert plan(cast, made, lecturer_id=teacher.pk).taught_by == "何讲师"
    assert plan(cast, made, lecturer_note=" 大学 教授 ").taught_by == "大学 教授（特邀）"
    assert plan(cast, made).taught_by == ""


def test_refusals(cast: Cast, made: TrainingClass, teacher: Lecturer) -> None:
    with acting_as(SYSTEM):
        far = factories.lecturer(cast.other_committee, name="远讲师")
        late = factories.lecturer(cast.committee, name="新讲师", active_from=DAY + dt.timedelta(days=1))
    with pytest.raises(LecturerDoesNotFit, match="只能填一个"):
        plan(cast, made, lecturer_id=teacher.pk, lecturer_note="教授")
    for other in (far, late):
        with pytest.raises(LecturerDoesNotFit, match="不在聘任期内"):
            plan(cast, made, lecturer_id=other.pk)
    with pytest.raises(LecturerDoesNotFit, match="请在“授课人”中选择"):
        plan(cast, made, lecturer_note="何讲师")
    assert not Session.objects.exists()


def test_a_correction_keeps_who_taught_and_says_who_it_was(cast: Cast, made: TrainingClass, teacher: Lecturer) -> None:
    session = plan(cast, made, lecturer_note="何老师")
    with acting_as(SYSTEM):
        Lecturer.objects.filter(pk=teacher.pk).update(name="何老师")  # now the register knows the guest
    with acting_as(cast.actor(cast.wu)) as wu:
        longer = dataclasses.replace(spec_of(session), minutes=120)
        session = session_correct(actor=wu, session=session, spec=longer, reason="延长", at=AT)
        named = dataclasses.replace(longer, lecturer_id=teacher.pk, lecturer_note="")
        session = session_correct(actor=wu, session=session, spec=named, reason="已聘任", at=AT)
    assert session.lecturer_id == teacher.pk
    assert [one.fields["taught_by"] for one in session.revisions.order_by("version")] == ["何老师（特邀）"] * 2


def test_the_page_offers_the_register(cast: Cast, made: TrainingClass, teacher: Lecturer) -> None:
    with acting_as(SYSTEM):
        factories.lecturer(cast.other_committee, name="远讲师")
        assert lecturers_of(made) == [teacher]
    client = Client()
    client.force_login(cast.account(cast.wu))
    url = reverse("training:session-plan", args=[made.uid])
    shown = client.get(url).content.decode()
    assert ("何讲师（县委党校）" in shown, "远讲师" in shown) == (True, False)
    said = {"occurred_on": DAY.isoformat(), "minutes": 90, "topic": "党章", "lecturer_id": teacher.pk}
    refused = client.post(url, {**said, "lecturer_note": "教授"})
    assert (refused.status_code, "只能填一个" in refused.content.decode()) == (400, True)
    assert client.post(url, said).status_code == 302
    session = Session.objects.get()
    assert "何讲师" in client.get(reverse("training:session-detail", args=[session.uid])).content.decode()
    assert "何讲师" in client.get(reverse("training:session-correct", args=[session.uid])).content.decode()
    assert "何讲师" in client.get(reverse("training:class-detail", args=[made.uid])).content.decode()


def test_the_page_of_a_lecturer_shows_the_sessions_of_classes_in_sight(
    cast: Cast, made: TrainingClass, teacher: Lecturer, client: Client
) -> None:
    plan(cast, made, lecturer_id=teacher.pk)
    page = reverse("training:lecturer-detail", args=[teacher.uid])
    for person in (cast.wu, cast.zhao, cast.zheng):  # the keeper, who is enrolled, a branch below
        client.force_login(cast.account(person))
        shown = client.get(page).content.decode()
        assert "在培训班授课" in shown
        assert made.title in shown
    with acting_as(SYSTEM):
        TrainingClass.objects.filter(pk=made.pk).update(state="draft")
    client.force_login(cast.account(cast.zhao))
    assert "在培训班授课" not in client.get(page).content.decode()
