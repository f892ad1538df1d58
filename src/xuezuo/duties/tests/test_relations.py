"""The deeds of the study room in the common schema."""

import datetime as dt

import pytest

from xuezuo.duties.queries.relations import deeds_of, participants_of
from xuezuo.life.tests import factories as life
from xuezuo.platform.db.reading import fetch_all
from xuezuo.platform.db.relations import ASK_PREFIX
from xuezuo.study.exams.tests import factories
from xuezuo.study.exams.types import ExamMode, SittingState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
DAY = dt.date(2026, 3, 5)


def read(sql):
    return fetch_all(sql, {})


def kinds(wanted=None, where="TRUE"):
    return sorted(tuple(row) for row in read(f"SELECT kind, is_main FROM ({deeds_of(wanted, where)}) d"))


def test_a_sitting_handed_in_is_a_deed_practice_and_unfinished_are_not(cast):
    formal, practice = factories.exam(cast.committee), factories.exam(cast.committee, mode=ExamMode.PRACTICE)
    handed_in = factories.sitting(formal, cast.zhao, cast.office, DAY, state=SittingState.SUBMITTED)
    factories.sitting(formal, cast.wang, cast.office, DAY, state=SittingState.STARTED)
    factories.sitting(practice, cast.wang, cast.office, DAY)

    assert kinds() == [("exam", True)]
    [took] = read(f"SELECT deed_id, member_id, unit_id, status, minutes FROM ({participants_of(None, 'TRUE')}) p")
    assert tuple(took) == (handed_in.id + (1 << 60), cast.zhao.pk, cast.office.pk, "present", 0)


def test_rooms_without_the_kind_are_not_asked(cast):
    life.activity(cast.office, DAY)
    factories.sitting(factories.exam(cast.committee), cast.zhao, cast.office, DAY)

    assert "exams_sitting" not in deeds_of(["general_meeting", "lecture"], "TRUE")
    assert kinds([f"{ASK_PREFIX}7"]) == []
    assert kinds(["exam"]) == [("exam", True)]
    assert kinds(["exam", "lecture"]) == [("exam", True), ("general_meeting", True)]
    assert kinds(["no_such_kind"]) == []


def test_the_base_row_is_found_from_the_deed(cast):
    sat = factories.sitting(factories.exam(cast.committee), cast.zhao, cast.office, DAY)
    factories.sitting(factories.exam(cast.committee), cast.wang, cast.office, DAY)
    where = f"b.id IN (SELECT {{base}} FROM (VALUES ({sat.id + (1 << 60)}::bigint)) v (deed_id))"
    assert [row[0] for row in read(f"SELECT uid FROM ({deeds_of(['exam'], where)}) d")] == [sat.uid]
