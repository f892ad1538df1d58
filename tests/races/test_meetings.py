"""Two phones at once: the same confirmation, sign-in or submission arrives twice; real connections, real locks."""

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from django.db import connections, transaction

from tests.support.audit import trail
from xuezuo.kernel.errors import DomainError
from xuezuo.kernel.ids import new_id
from xuezuo.life.models import Activity, Attendance
from xuezuo.life.services import activity_confirm, activity_record, attendance_sign_in
from xuezuo.life.services.signing import sign_in_ticket
from xuezuo.life.tests import factories
from xuezuo.life.tests.desk import ABSENT, MEETING
from xuezuo.life.types import Mark, Sheet, State
from xuezuo.org.tests.cast import TODAY, build_cast
from xuezuo.platform.access import SYSTEM, Actor, acting_as

pytestmark = pytest.mark.django_db(transaction=True)
AT = dt.datetime(2025, 6, 16, 12, tzinfo=dt.UTC)
TIMES = 6


def at_once(actor: Actor, deed: Callable[[int], object]) -> list[object]:
    """Run the deed in several threads that start together; return results and refusals."""
    start, found = threading.Barrier(TIMES), []

    def run(number: int) -> None:
        try:
            with acting_as(actor), transaction.atomic():
                start.wait()
                found.append(deed(number))
        except DomainError as refusal:
            found.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(TIMES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_confirmed_once():
    cast = build_cast()
    with acting_as(SYSTEM):
        held = factories.activity(cast.office, TODAY, state=State.HELD)
        wang = cast.actor(cast.wang)
    found = at_once(wang, lambda _: activity_confirm(actor=wang, activity=held, at=AT))
    refusals = [one.code for one in found if isinstance(one, DomainError)]
    assert refusals == ["life.activity_wrong_state"] * (TIMES - 1)
    with acting_as(SYSTEM):
        assert trail().filter(name="life.activity_confirmed").count() == 1


def test_signed_in_once():
    cast = build_cast()
    with acting_as(SYSTEM):
        called = factories.activity(cast.office, TODAY, state=State.CALLED, with_attendance=False)
        zhao = cast.actor(cast.zhao)
    ticket = sign_in_ticket(called.uid, AT)
    found = at_once(zhao, lambda _: attendance_sign_in(actor=zhao, uid=called.uid, ticket=ticket, at=AT).is_new)
    assert sorted(found) == [False] * (TIMES - 1) + [True]
    with acting_as(SYSTEM):
        assert Attendance.objects.count() == 1
        assert Activity.objects.get().present_count == 1


def test_recorded_once():
    """A slow line: the phone sends the same draft again and again; the first one to arrive wins, whole."""
    cast, uid = build_cast(), new_id()
    with acting_as(SYSTEM):
        wang = cast.actor(cast.wang)

    def send(number: int) -> int:
        sheet = Sheet((Mark(cast.zhao.pk, ABSENT),) if number % 2 else ())
        values = {"unit_id": cast.office.pk, "gathering": MEETING, "sheet": sheet, "at": AT, "uid": uid}
        return activity_record(actor=wang, **values).pk

    found = at_once(wang, send)
    assert len(set(found)) == 1
    with acting_as(SYSTEM):
        made = Activity.objects.get()
        assert Attendance.objects.filter(activity=made, status="present").count() == made.present_count
        assert trail().filter(name="life.activity_recorded").count() == 1
