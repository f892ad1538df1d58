"""Handing in: by the person, by the clock, by the author who closes an exam."""

import datetime as dt
import uuid
from collections import Counter
from typing import Final

from django.db import connection

from xuezuo.platform.access import Actor, beyond_scope
from xuezuo.platform.audit import services as audit
from xuezuo.platform.audit.services import use_case
from xuezuo.study.exams import events as facts
from xuezuo.study.exams.models import Exam, Sitting
from xuezuo.study.exams.queries.sitting import is_over
from xuezuo.study.exams.services.grading import result_compute
from xuezuo.study.exams.services.saving import Desk, Saving, desk_of, keep
from xuezuo.study.exams.types import NET_GRACE, SittingState

_HAND_IN: Final = """
UPDATE exams_sitting
   SET submit_uid = %(uid)s, submitted_at = coalesce(submitted_at, least(%(at)s, due_at)),
       state = CASE state WHEN 'started' THEN 'submitted' ELSE state END
 WHERE id = %(id)s
RETURNING unit_id
"""
_RUNNING: Final = "SELECT id, exam_id FROM exams_sitting WHERE state = 'started' AND {0} ORDER BY id"


@use_case("exams.sitting_submit")
def sitting_submit(
    *, actor: Actor, sitting_uid: uuid.UUID, submit_uid: uuid.UUID, saving: Saving | None = None, at: dt.datetime
) -> bool:
    """Hand in the actor's own sitting with its last answers, and grade what the machine can; once and for good.

    A repeat, and a second device that hands in too, change nothing; what the latter brings is kept as a step.

    Args:
        actor: who sits.
        sitting_uid: the actor's own sitting.
        submit_uid: made by the browser when the person handed in.
        saving: answers that were not saved yet.
        at: instant of arrival.

    Returns:
        Whether this call handed it in.

    Raises:
        NotFound, AnswersUnreadable, TooManySaves: as `step_save`.
    """
    desk = desk_of(actor, sitting_uid)
    was_late = keep(desk, saving, at) and desk.state != SittingState.STARTED if saving else False
    if desk.submit_uid is not None:
        return False
    with connection.cursor() as cursor:
        cursor.execute(_HAND_IN, {"uid": submit_uid, "at": at, "id": desk.id})
        (unit_id,) = cursor.fetchone()
    result_compute(sitting_ids=[desk.id], at=at, reason="补收离线时的答案" if was_late else "")
    _record(actor, desk, sitting_uid, unit_id, at)
    return True


def _record(actor: Actor, desk: Desk, uid: uuid.UUID, unit_id: int, at: dt.datetime) -> None:
    after = {"answered": len(desk.answers), "of": len(desk.items)}
    audit.record(facts.SUBMITTED, actor=actor, subject=("exams.sitting", uid), at=at, unit_id=unit_id, after=after)


@use_case("exams.sittings_close")
def sittings_close(*, actor: Actor, exam: Exam | None = None, at: dt.datetime) -> int:
    """Hand in every sitting whose time is over, and grade them; returns how many.

    Args:
        actor: the house's clock, or the author who closes `exam`.
        exam: close all sittings of this exam now, whatever time they had left; the caller has checked the right to.
            None = those of all exams whose time, with the grace for the network, is over.
        at: present instant.
    """
    condition = "due_at < %(before)s" if exam is None else "exam_id = %(exam)s"
    with beyond_scope():
        found = _close(condition, at, before=at - NET_GRACE, exam=exam.pk if exam else None)
        exams = Exam.objects.in_bulk([exam_id for _, exam_id in found])
    for exam_id, count in sorted(Counter(exam_id for _, exam_id in found).items()):
        of = exams[exam_id]
        subject, after = ("exams.exam", of.uid), {"count": count}
        audit.record(facts.SITTINGS_CLOSED, actor=actor, subject=subject, at=at, unit_id=of.unit_id, after=after)
    return len(found)


@use_case("exams.sitting_expire")
def sitting_expire(*, actor: Actor, sitting: Sitting, at: dt.datetime) -> None:
    """Hand in the actor's own sitting whose time is over; does nothing when it still has time or is handed in."""
    if sitting.member_id == actor.member_id and is_over(sitting, at):
        close(sitting.pk, at)


def close(sitting_id: int, at: dt.datetime) -> None:
    """Hand in one sitting whose time is over, when its person comes by before the clock does."""
    _close("id = %(id)s", at, id=sitting_id)


def _close(condition: str, at: dt.datetime, **values: int | dt.datetime | None) -> list[tuple[int, int]]:
    """Hand in and grade the running sittings of the condition; return their and their exams' ids.

    Each batch is one read, which waits for saves that hold a sitting's lock and sees what they left, and one write.
    """
    with connection.cursor() as cursor:
        cursor.execute(_RUNNING.format(condition), values)
        found: list[tuple[int, int]] = cursor.fetchall()
    result_compute(sitting_ids=[sitting_id for sitting_id, _ in found], at=at, closes=True)
    return found
