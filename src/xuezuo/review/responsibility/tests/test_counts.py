"""Counts for levels further up: what was handed in as it is, grades only where enough people have one."""

import pytest
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.kernel.ids import new_id
from xuezuo.org.models import Unit
from xuezuo.org.tests import factories as org
from xuezuo.org.tests.cast import TODAY
from xuezuo.org.tests.factories import MemberSpec, UnitSpec
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.responsibility.models import ReviewEntry, ReviewRound
from xuezuo.review.responsibility.queries.counts import report_counts
from xuezuo.review.responsibility.services import reports
from xuezuo.review.responsibility.tests import desk
from xuezuo.review.responsibility.tests.desk import run_as

pytestmark = pytest.mark.django_db
YEAR = desk.YEAR


@pytest.fixture
def tree(cast):
    """Below the committee two general branches with as many branches as the test asks for."""

    def grow(*sizes):
        with acting_as(SYSTEM):
            org.units(*(UnitSpec(f"LC9{n}", f"党总支{n}", "general_branch", "LC") for n in range(len(sizes))))
            specs = [
                UnitSpec(f"B{n}{m:02}", f"支部{n}-{m}", parent=f"LC9{n}")
                for n, size in enumerate(sizes)
                for m in range(size)
            ]
            return list(org.units(*specs).values())

    return grow


def reviewed(unit, branches, grade="good", state="closed"):
    """A round of the unit in which each branch's secretary was given the grade."""
    with acting_as(SYSTEM):
        closed = {"state": state, "closed_at": desk.AT if state == "closed" else None}
        round_ = ReviewRound.objects.create(
            uid=new_id(), unit=unit, year=YEAR, title="评议", held_on=TODAY, made_at=desk.AT, **closed
        )
        people = org.members([MemberSpec(one, f"书记{n}", f"S{round_.pk}{n:04}") for n, one in enumerate(branches)])
        ReviewEntry.objects.bulk_create(
            ReviewEntry(uid=new_id(), round=round_, unit=one, member=person, number=n, grade=grade)
            for n, (one, person) in enumerate(zip(branches, people, strict=True), start=1)
        )


def asked(cast, unit, who=None):
    actor = cast.actor(who or cast.wu)
    with acting_as(actor):
        return report_counts(actor, unit.pk, YEAR, TODAY)


def parent_of(branches):
    return Unit.objects.get(code=f"LC9{branches[0].code[1]}")


def test_reports_are_counted_through_every_level(cast, tree):
    tree(2)
    report = desk.handed_in(cast, desk.WHOLE)
    run_as(cast.actor(cast.wang), reports.report_heard, report=report, on=TODAY)
    found = asked(cast, cast.committee)
    assert (found.total.units, found.total.handed_in, found.total.heard) == (5, 1, 1)  # two branches, one general, two
    assert {line.label.code: line.row.units for line in found.lines} == {"LC01": 1, "LC02": 1, "LC90": 3}


def test_grades_stand_alone_from_ten_on_and_pools_hide_the_rest(cast, tree):
    branches = tree(12, 4)
    many, few = branches[:12], branches[12:]
    reviewed(parent_of(many), many)
    reviewed(parent_of(few), few, "fair")

    found = asked(cast, cast.committee)
    assert found.total.by_grade == (12, 4, 0, 0)
    assert [line.shows for line in found.lines if line.row.reviewed] == [False, False]  # twelve would tell the four
    assert found.pool is not None
    assert found.pool.by_grade == (12, 4, 0, 0)
    assert not asked(cast, parent_of(many)).shows  # pooled above: the difference would tell


def test_below_ten_nothing_is_told_and_open_rounds_do_not_count(cast, tree):
    branches = tree(9)
    reviewed(parent_of(branches), branches)
    found = asked(cast, cast.committee)
    assert (found.total.reviewed, found.shows, found.pool) == (9, False, None)
    reviewed(cast.committee, tree_more := branches[:3], state="open")
    assert len(tree_more) == 3
    assert asked(cast, cast.committee).total.reviewed == 9


def test_the_page_shows_counts_and_the_way_down(cast, client, monkeypatch, tree):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    branches = tree(11)
    reviewed(parent_of(branches), branches)
    client.force_login(cast.account(cast.wu))
    url = reverse("responsibility:counts", args=[cast.committee.uid])
    text = client.get(url).content.decode()
    below = reverse("responsibility:counts", args=[parent_of(branches).uid])
    assert f"{below}?year={YEAR}" in text
    assert client.get(below).status_code == 200
    assert client.get(f"{url}?year=abc").status_code == 200
    empty = client.get(f"{url}?year={YEAR - 1}").content.decode()
    assert "—" in empty
