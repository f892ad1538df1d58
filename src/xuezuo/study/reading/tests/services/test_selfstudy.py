"""Self-study: noted, submitted, decided, counted."""

import datetime as dt

import pytest
from tests.support.audit import trail

from xuezuo.kernel.errors import DomainError, NotFound
from xuezuo.kernel.ids import new_id
from xuezuo.org.models import Member
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.db.reading import fetch_all
from xuezuo.study.library.tests import factories as library
from xuezuo.study.reading import errors
from xuezuo.study.reading.deeds import PARTICIPATION
from xuezuo.study.reading.models import SelfStudy, StudyNote
from xuezuo.study.reading.queries.selfstudy import note_of, pending_for, study_get_for
from xuezuo.study.reading.services import selfstudy
from xuezuo.study.reading.tests.factories import AT, DAY, approved, study
from xuezuo.study.reading.types import Study, StudyState

pytestmark = pytest.mark.django_db


def minutes_counted(member: Member) -> int:
    sql = f"SELECT coalesce(sum(minutes), 0) FROM ({PARTICIPATION.format(where='t.member_id = %(member)s')}) AS p"
    with acting_as(SYSTEM):
        ((minutes,),) = fetch_all(sql, {"member": member.pk})
    return int(minutes)


def test_only_approved_self_study_counts_and_a_void_one_no_more(cast: Cast) -> None:
    zhao, wang = cast.actor(cast.zhao), cast.actor(cast.wang)
    noted = study(zhao, 30)
    assert minutes_counted(cast.zhao) == 0
    with acting_as(zhao):
        selfstudy.self_study_submit(actor=zhao, entry=noted, at=AT)
    assert minutes_counted(cast.zhao) == 0
    with acting_as(wang):
        made = selfstudy.self_study_approve(actor=wang, entry=noted, at=AT)
    assert (made.state, minutes_counted(cast.zhao)) == (StudyState.APPROVED, 30)
    with acting_as(wang):
        selfstudy.self_study_void(actor=wang, entry=made, reason="重复登记", at=AT)
    assert minutes_counted(cast.zhao) == 0
    names = [entry.name for entry in trail().filter(name__startswith="reading.").order_by("pk")]
    assert names == ["reading.self_study_submitted", "reading.self_study_approved", "reading.self_study_voided"]


def test_the_note_is_in_no_trail_and_nobody_elses(cast: Cast) -> None:
    zhao, wang = cast.actor(cast.zhao), cast.actor(cast.wang)
    made = study(zhao, note="心里话不外传", submitted=True)
    with acting_as(zhao):
        assert note_of(made) == "心里话不外传"
    for actor in (wang, cast.actor(cast.wu), SYSTEM):
        with acting_as(actor):
            assert note_of(made) == ""
            assert not StudyNote.objects.exists()
    assert all("心里话" not in str(entry.after) + entry.reason for entry in trail())


def test_what_is_only_noted_is_seen_by_nobody_else(cast: Cast) -> None:
    made = study(cast.actor(cast.zhao))
    for actor in (cast.actor(cast.wang), SYSTEM):
        with acting_as(actor):
            assert not SelfStudy.objects.filter(pk=made.pk).exists()


def test_nobody_approves_ones_own(cast: Cast) -> None:
    wang, li = cast.actor(cast.wang), cast.actor(cast.li)
    made = study(wang, submitted=True)
    with acting_as(wang), pytest.raises(errors.OwnStudy):
        selfstudy.self_study_approve(actor=wang, entry=made, at=AT)
    with acting_as(wang):
        assert not pending_for(wang, TODAY).exists()
    with acting_as(li):
        assert [one.pk for one in pending_for(li, TODAY)] == [made.pk]
        selfstudy.self_study_approve(actor=li, entry=made, at=AT)


def test_another_branch_neither_sees_nor_decides(cast: Cast) -> None:
    made = study(cast.actor(cast.zhao), submitted=True)
    for person in (cast.zheng, cast.zhou, cast.qian, cast.wu):
        actor = cast.actor(person)
        with acting_as(actor):
            with pytest.raises(NotFound):
                study_get_for(actor, made.uid, TODAY)
            with pytest.raises(NotFound):
                selfstudy.self_study_approve(actor=actor, entry=made, at=AT)


def test_a_returned_one_is_changed_and_submitted_again(cast: Cast) -> None:
    zhao, wang = cast.actor(cast.zhao), cast.actor(cast.wang)
    made = study(zhao, 400, submitted=True)
    with acting_as(wang):
        with pytest.raises(errors.ReasonMissing):
            selfstudy.self_study_return(actor=wang, entry=made, reason=" ", at=AT)
        made = selfstudy.self_study_return(actor=wang, entry=made, reason="时长请核对", at=AT)
    with acting_as(zhao):
        made = selfstudy.self_study_change(actor=zhao, entry=made, study=Study(DAY, 40, "党章"), at=AT)
        assert made.reason == "时长请核对"
        made = selfstudy.self_study_submit(actor=zhao, entry=made, at=AT)
    assert (made.state, made.minutes, made.reason) == (StudyState.SUBMITTED, 40, "")


def test_a_day_holds_eight_hours_over_all_entries(cast: Cast) -> None:
    zhao = cast.actor(cast.zhao)
    study(zhao, 300)
    with pytest.raises(errors.TooManyMinutes) as refused:
        study(zhao, 181)
    assert "合计 481 分钟，超过每天 480 分钟" in refused.value.message
    first = study(zhao, 180)
    with acting_as(zhao):
        changed = selfstudy.self_study_change(actor=zhao, entry=first, study=Study(DAY, 150, "党章"), at=AT)
        assert changed.minutes == 150
    study(zhao, 480, DAY + dt.timedelta(days=1))


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (Study(dt.date(2025, 6, 17), 30, "党章"), errors.StudyInFuture),
        (Study(dt.date(1900, 1, 1), 30, "党章"), errors.NotAMemberThen),
        (Study(DAY, 30, "  "), errors.StudyNeedsTitle),
        (Study(DAY, 0, "党章"), errors.TooManyMinutes),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, said: Study, refusal: type[DomainError]) -> None:
    zhao = cast.actor(cast.zhao)
    with acting_as(zhao), pytest.raises(refusal):
        selfstudy.self_study_log(actor=zhao, study=said, at=AT)


def test_a_material_gives_the_title_if_the_member_may_read_it(cast: Cast) -> None:
    zhao = cast.actor(cast.zhao)
    with acting_as(SYSTEM):
        ours = library.material(cast.office, "本支部的文章")
        theirs = library.material(cast.other_branch, "别处的文章", ("另一篇。",))
    with acting_as(zhao):
        made = selfstudy.self_study_log(actor=zhao, study=Study(DAY, 30, "", ours.pk), at=AT)
        assert made.title == "本支部的文章"
        with pytest.raises(errors.StudyNeedsTitle):
            selfstudy.self_study_log(actor=zhao, study=Study(DAY, 30, "", theirs.pk), at=AT)


def test_the_same_client_id_is_the_same_entry(cast: Cast) -> None:
    zhao, uid = cast.actor(cast.zhao), new_id()
    with acting_as(zhao):
        said = Study(DAY, 30, "党章")
        first = selfstudy.self_study_log(actor=zhao, study=said, at=AT, uid=uid)
        assert selfstudy.self_study_log(actor=zhao, study=said, at=AT, uid=uid).pk == first.pk


def test_taking_back_makes_it_private_again_and_then_it_can_go(cast: Cast) -> None:
    zhao = cast.actor(cast.zhao)
    made = study(zhao, note="记一笔", submitted=True)
    with acting_as(zhao):
        with pytest.raises(errors.StudyWrongState):
            selfstudy.self_study_discard(actor=zhao, entry=made, at=AT)
        made = selfstudy.self_study_take_back(actor=zhao, entry=made, at=AT)
        selfstudy.self_study_discard(actor=zhao, entry=made, at=AT)
        assert not SelfStudy.objects.exists()
        assert not StudyNote.objects.exists()


def test_an_approved_one_is_not_changed_and_not_approved_twice(cast: Cast) -> None:
    zhao, wang = cast.actor(cast.zhao), cast.actor(cast.wang)
    made = approved(zhao, wang)
    with acting_as(zhao), pytest.raises(errors.StudyWrongState):
        selfstudy.self_study_change(actor=zhao, entry=made, study=Study(DAY, 480, "党章"), at=AT)
    with acting_as(wang), pytest.raises(errors.StudyWrongState):
        selfstudy.self_study_approve(actor=wang, entry=made, at=AT)
