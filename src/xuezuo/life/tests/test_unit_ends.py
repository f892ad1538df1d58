"""A unit cannot end before what it is recorded to have done, by whatever door; what is planned is a warning."""

import dataclasses
import datetime as dt
import threading
import time
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from xuezuo.life.errors import UnitNotAliveThen
from xuezuo.life.models import Activity
from xuezuo.life.services import activity_record
from xuezuo.life.tests import factories
from xuezuo.life.tests.desk import MEETING
from xuezuo.life.types import Sheet, State
from xuezuo.org.errors.structure import DeedsRemain
from xuezuo.org.models import Unit
from xuezuo.org.roster.findings import codes_at
from xuezuo.org.services import structure
from xuezuo.org.tests import factories as org
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.org.tests.factories import UnitSpec
from xuezuo.org.tests.roster.books import Book
from xuezuo.org.types import Document, SplitPlan
from xuezuo.platform.access import SYSTEM, acting_as

AT = dt.datetime(2025, 6, 16, 4, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
SPLIT = SplitPlan((("LC11", "甲支部"), ("LC12", "乙支部")), "LC11")


def end(how: str, unit: Unit, target: Unit, on: dt.date) -> None:
    common = {"actor": SYSTEM, "document": Document(on, "林党〔2025〕8号"), "at": AT}
    match how:
        case "merge":
            structure.unit_merge(units=[unit], target=target, **common)
        case "split":
            structure.unit_split(unit=unit, plan=SPLIT, **common)
        case _:
            structure.unit_dissolve(unit=unit, **common)


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["merge", "split", "dissolve"])
def test_an_end_before_or_on_the_day_of_a_deed_is_refused(cast: Cast, how: str) -> None:
    with acting_as(SYSTEM):
        unit = org.unit("LC05", parent="LC")
        factories.activity(unit, TODAY - DAY, with_attendance=False)
        factories.talk(unit, TODAY, cast.wang, cast.zhao)
        for on, count in ((TODAY, 1), (TODAY - DAY, 2)):
            with pytest.raises(DeedsRemain) as refused:
                end(how, unit, cast.office, on)
            assert (refused.value.params["count"], refused.value.params["last"]) == (count, TODAY)
        end(how, unit, cast.office, TODAY + DAY)


@pytest.mark.django_db
def test_what_is_void_or_planned_stands_in_no_ones_way(cast: Cast) -> None:
    with acting_as(SYSTEM):
        unit = org.unit("LC05", parent="LC")
        made = factories.activity(unit, TODAY, with_attendance=False)
        Activity.objects.filter(pk=made.pk).update(state=State.VOID, voided_at=AT)
        plan = factories.activity(unit, TODAY + DAY, with_attendance=False)
        Activity.objects.filter(pk=plan.pk).update(state=State.CALLED, confirmed_at=None, recorded_on=None)
        assert "已计划的组织生活 1 次" in structure.concerns_about(unit.pk, TODAY)[0]
        end("dissolve", unit, cast.office, TODAY)


@pytest.mark.django_db
def test_the_page_says_how_many_and_until_when(cast: Cast, client: Client) -> None:
    with acting_as(SYSTEM):
        factories.activity(cast.community, occurred_on=TODAY)
        factories.activity(cast.community, occurred_on=TODAY - DAY)
    client.force_login(cast.account(cast.wu))
    url = reverse("org:unit-merge", kwargs={"uid": cast.community.uid})
    data = {"target": "LC01", "document": "林党〔2025〕8号"}
    refused = client.post(url, {**data, "on": TODAY.isoformat()})
    assert refused.status_code == 400
    assert f"还有 1 条已登记的组织生活记录，最晚一条在 {TODAY}" in refused.content.decode()
    assert client.post(url, {**data, "on": (TODAY + DAY).isoformat()}).status_code == 200


@pytest.mark.django_db
def test_a_roster_cannot_dissolve_before_a_deed(tmp_path: Path) -> None:
    def again(day: str) -> set[tuple[str, int, str, str]]:
        book = Book()
        book.units[3].update(撤销日期=day)  # the group G1
        return codes_at(book.check(tmp_path).findings)

    with acting_as(SYSTEM):
        assert Book().load(tmp_path).batch is not None
        factories.activity(
            Unit.objects.get(code="G1"), dt.date(2026, 2, 10), kind="group_meeting", with_attendance=False
        )
        for day in ("2026-02-01", "2026-02-10"):
            assert again(day) == {("党组织", 5, "撤销日期", "unit_dissolved_before_deeds")}
        assert again("2026-02-11") == set()


@pytest.mark.django_db(transaction=True)
def test_who_records_for_a_unit_that_is_ending_waits_and_is_told() -> None:
    with acting_as(SYSTEM):
        empty = org.units(UnitSpec("E", "乙支部"))["E"]
    ending, refused = threading.Event(), []

    def dissolve() -> None:
        with acting_as(SYSTEM), transaction.atomic():
            end("dissolve", empty, empty, TODAY)
            ending.set()
            time.sleep(0.3)  # the other one is waiting by now; if not, the test is weaker, never wrong
        connection.close()

    def record() -> None:
        ending.wait()
        gathering = dataclasses.replace(MEETING, occurred_on=TODAY)
        with acting_as(SYSTEM):
            try:
                activity_record(actor=SYSTEM, unit_id=empty.pk, gathering=gathering, sheet=Sheet(), at=AT)
            except UnitNotAliveThen as error:
                refused.append(error)
        connection.close()

    threads = [threading.Thread(target=job) for job in (dissolve, record)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
