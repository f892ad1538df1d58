"""Two phones at once: the same confirmation, sign-in or submission arrives twice; real connections, real locks."""

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from django.db import connections, transaction

from tests.support.audit import trail
from xuezuo.kernel.errors import DomainError
from xuezuo.kernel.ids import new_id
from xuezuo.life.models import Activity, Attendance, Minutes
from xuezuo.life.services import (
    activity_confirm,
    activity_record,
    attendance_sign_in,
    minutes_write,
    series_draft,
    series_make,
    template_make,
)
from xuezuo.life.services.signing import sign_in_ticket
from xuezuo.life.tests import factories
from xuezuo.life.tests.desk import ABSENT, MEETING
from xuezuo.life.types import ActivityKind, Mark, Rhythm, SeriesSpec, Sheet, State, TemplateSpec, Writing
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


def test_one_base_is_saved_once_and_nobody_is_overwritten():
    cast = build_cast()
    with acting_as(SYSTEM):
        held = factories.activity(cast.office, TODAY, state=State.HELD)
        wang = cast.actor(cast.wang)
    with acting_as(wang), transaction.atomic():
        minutes_write(actor=wang, activity=held, writing=Writing("第一稿", base=0), at=AT)

    def write(number: int) -> Minutes:
        return minutes_write(actor=wang, activity=held, writing=Writing(f"{number}号稿", base=1), at=AT)

    found = at_once(wang, write)
    refusals = [one.code for one in found if isinstance(one, DomainError)]
    assert refusals == ["life.saved_meanwhile"] * (TIMES - 1)
    with acting_as(SYSTEM):
        assert list(Minutes.objects.order_by("version").values_list("version", flat=True)) == [1, 2]


def test_drafting_at_once_makes_each_draft_once():
    cast = build_cast()
    wang = cast.actor(cast.wang)
    spec = TemplateSpec("主题党日", ActivityKind.THEME_DAY)
    with acting_as(wang), transaction.atomic():
        template = template_make(actor=wang, unit_id=cast.office.pk, spec=spec, at=AT)
        rule = SeriesSpec(Rhythm.MONTHLY_DAY, TODAY, day=5)
        series = series_make(actor=wang, template=template, spec=rule, at=AT)
    until = dt.date(2025, 12, 31)
    at_once(wang, lambda _: series_draft(actor=wang, series=series, until=until, at=AT))
    with acting_as(SYSTEM):
        days = list(Activity.objects.order_by("occurred_on").values_list("occurred_on", flat=True))
    assert days == [dt.date(2025, month, 5) for month in range(7, 13)]
