"""Two phones at once: starts, saves and handing in arrive together; real connections, real locks."""

import datetime as dt

import pytest

from tests.races.test_meetings import TIMES, at_once
from tests.support.audit import trail
from xuezuo.kernel.errors import DomainError
from xuezuo.kernel.ids import new_id
from xuezuo.org.tests.cast import build_cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.exams.models import AnswerSheet, Result, Sitting, Step
from xuezuo.study.exams.services.saving import step_save
from xuezuo.study.exams.services.submitting import sitting_submit, sittings_close
from xuezuo.study.exams.tests import papers

pytestmark = pytest.mark.django_db(transaction=True)
LATER = papers.BEGIN + dt.timedelta(minutes=1)


def world(*, begun=True):
    cast = build_cast()
    with acting_as(SYSTEM):
        exam = papers.exam(cast.committee)
    with acting_as(cast.actor(cast.zhao)) as zhao:
        return zhao, exam, papers.begin(zhao, exam) if begun else None


def test_begun_once():
    zhao, exam, _ = world(begun=False)
    found = at_once(zhao, lambda _: papers.begin(zhao, exam).pk)
    assert len(set(found)) == 1
    with acting_as(SYSTEM):
        assert Sitting.objects.get().attempt == 1


def test_every_save_is_kept_and_numbered():
    zhao, _, sitting = world()

    def save(number):
        saving = papers.saving({str(number % 4): [0] if number % 4 < 3 else ["七"]}, LATER)
        return step_save(actor=zhao, sitting_uid=sitting.uid, saving=saving, at=LATER).number

    assert sorted(at_once(zhao, save)) == list(range(1, TIMES + 1))
    with acting_as(SYSTEM):
        assert set(AnswerSheet.objects.get().answers) == {"0", "1", "2", "3"}
        assert Step.objects.count() == TIMES


def test_handed_in_once_while_others_save_and_the_exam_is_closed():
    zhao, exam, sitting = world()
    right = papers_right(sitting)

    def deed(number):
        if number == 0:
            return sittings_close(actor=SYSTEM, exam=exam, at=LATER)
        return sitting_submit(
            actor=zhao, sitting_uid=sitting.uid, submit_uid=new_id(), saving=papers.saving(right, LATER), at=LATER
        )

    found = at_once(zhao, deed)
    assert not [one for one in found if isinstance(one, DomainError)]
    assert found.count(True) in {1, 2}, "one hands in; the closing may have counted one too"
    with acting_as(SYSTEM):
        made = Sitting.objects.get()
        assert (made.state, Result.objects.get().marks) == ("graded", 10000)
        assert trail().filter(name="exams.sitting_submitted").count() == 1


def papers_right(sitting):
    with acting_as(SYSTEM):
        return papers.right(sitting)
