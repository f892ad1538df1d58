"""Two people change the tree at the same moment, on a real PostgreSQL."""

import datetime as dt
import functools
import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from xuezuo.kernel.errors import DomainError
from xuezuo.org.errors.structure import CycleInTree, MembersRemain, UnitNotAlive
from xuezuo.org.models import Affiliation, Member, Unit
from xuezuo.org.queries.verify import verify_tree
from xuezuo.org.services.people import affiliation_add
from xuezuo.org.services.structure import unit_dissolve, unit_move
from xuezuo.org.tests import factories
from xuezuo.org.tests.cast import TODAY
from xuezuo.org.tests.factories import UnitSpec
from xuezuo.org.tests.structure.conftest import AT, by
from xuezuo.org.types import UnitKind
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 5


def at_once(*jobs: Callable[[], object]) -> list[DomainError]:
    """Run the jobs in threads that start together; returns what was refused."""
    gate, refused = threading.Barrier(len(jobs)), []

    def run(job: Callable[[], object]) -> None:
        with acting_as(SYSTEM):
            gate.wait()
            try:
                job()
            except DomainError as error:
                refused.append(error)
            finally:
                connection.close()

    run_together(*(functools.partial(run, job) for job in jobs))
    return refused


def run_together(*jobs: Callable[[], object]) -> None:
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def move(unit: Unit, parent: Unit) -> Callable[[], object]:
    return lambda: unit_move(actor=SYSTEM, unit=unit, parent=parent, document=by(), at=AT)


def test_two_moves_cannot_make_a_cycle() -> None:
    for turn in range(TIMES):
        with acting_as(SYSTEM):
            one, other = factories.units(
                UnitSpec(f"A{turn}", "甲党委", UnitKind.COMMITTEE), UnitSpec(f"B{turn}", "乙党委", UnitKind.COMMITTEE)
            ).values()
        refused = at_once(move(one, other), move(other, one))
        assert [type(error) for error in refused] == [CycleInTree]
    with acting_as(SYSTEM):
        assert verify_tree() == []


def test_who_joins_a_unit_that_is_ending_waits_and_is_told() -> None:
    with acting_as(SYSTEM):
        home, empty = factories.units(UnitSpec("H", "甲支部"), UnitSpec("E", "乙支部")).values()
        member = factories.member(home)
        ending, refused = threading.Event(), []

        def dissolve() -> None:
            with acting_as(SYSTEM), transaction.atomic():
                unit_dissolve(actor=SYSTEM, unit=empty, document=by(), at=AT)
                ending.set()
                time.sleep(0.3)  # the other one is waiting by now; if not, the test is weaker, never wrong
            connection.close()

        def join() -> None:
            ending.wait()
            with acting_as(SYSTEM):
                try:
                    joins(member, empty)
                except UnitNotAlive as error:
                    refused.append(error)
            connection.close()

        run_together(dissolve, join)
        assert len(refused) == 1
        assert not Affiliation.objects.filter(unit=empty).exists()


def joins(member: Member, unit: Unit) -> None:
    reason = "外出务工，编入流动党员"
    affiliation_add(actor=SYSTEM, member=member, unit=unit, kind="floating", reason=reason, on=TODAY, at=AT)


def test_nobody_joins_a_unit_while_it_is_dissolved() -> None:
    with acting_as(SYSTEM):
        home, empty = factories.units(UnitSpec("H", "甲支部"), UnitSpec("E", "乙支部")).values()
        member = factories.member(home)
        joined, checked = threading.Event(), []

        def join() -> None:
            with acting_as(SYSTEM), transaction.atomic():
                factories.affiliation(member, empty, "floating", dt.date(2025, 1, 1))
                joined.set()
            connection.close()

        def dissolve() -> None:
            joined.wait()
            with acting_as(SYSTEM):
                try:
                    unit_dissolve(actor=SYSTEM, unit=empty, document=by(), at=AT)
                except MembersRemain as error:
                    checked.append(error)
            connection.close()

        run_together(join, dissolve)
        assert len(checked) == 1
        assert Affiliation.objects.filter(unit=empty).count() == 1
