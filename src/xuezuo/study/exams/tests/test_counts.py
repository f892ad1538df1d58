"""Counts upward: who is expected, sat, passed; few are not told apart."""

import datetime as dt

import pytest

from xuezuo.org.tests import factories as org
from xuezuo.org.tests.factories import MemberSpec
from xuezuo.org.types import AffiliationKind
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.exams.models import Result
from xuezuo.study.exams.queries.audience import audience_unit
from xuezuo.study.exams.queries.counts import counts
from xuezuo.study.exams.tests import factories, papers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
AT, DAY = papers.BEGIN, dt.date(2025, 6, 16)


def sat(exam, members, unit, *, passed):
    for place, member in enumerate(members):
        sitting = factories.sitting(exam, member, unit, DAY)
        Result.objects.create(sitting=sitting, marks=6000, full_marks=10000, is_passed=place < passed, graded_at=AT)


def lines(found):
    return [(row.name, row.expected, row.sat, row.passed) for row in found.rows]


def test_everybody_at_and_below_counts_once_in_the_formal_unit(cast):
    exam = papers.exam(cast.committee)
    org.affiliation(cast.zhao, cast.community, AffiliationKind.FLOATING)
    org.affiliation(cast.zhou, cast.community, AffiliationKind.FLOATING)
    sat(exam, [cast.zhao], cast.first_group, passed=1)

    found = counts(exam, cast.committee.pk, AT)
    assert lines(found) == [("机关支部", 5, 1, None), ("社区支部", 3, 0, None)]
    assert (found.total.expected, found.total.sat, found.total.passed, found.own) == (8, 1, None, None)
    assert lines(counts(exam, cast.office.pk, AT)) == [("第一党小组", 1, 1, None), ("第二党小组", 1, 0, None)]
    assert audience_unit(exam, cast.zhao.pk, DAY) == cast.first_group.pk
    assert audience_unit(exam, cast.zhou.pk, DAY) == cast.community.pk


def test_domains_narrow_and_groups_follow_their_branch(cast):
    exam = papers.exam(cast.committee, unit_types=["organ"])
    cast.first_group.unit_type = ""
    cast.first_group.save(update_fields=["unit_type"])
    found = counts(exam, cast.committee.pk, AT)
    assert lines(found) == [("机关支部", 5, 0, None)]
    assert audience_unit(exam, cast.zhao.pk, DAY) == cast.first_group.pk
    assert audience_unit(exam, cast.zheng.pk, DAY) is None


def test_where_few_sat_passing_is_not_told_nor_to_be_worked_out(cast):
    exam = papers.exam(cast.committee)
    third = org.units(org.UnitSpec("LC03", "学校支部", parent="LC"))["LC03"]
    office = org.members([MemberSpec(cast.office, f"甲{n}") for n in range(12)])
    community = org.members([MemberSpec(cast.community, f"乙{n}") for n in range(20)])
    school = org.members([MemberSpec(third, f"丙{n}") for n in range(4)])
    sat(exam, office, cast.office, passed=6)
    sat(exam, community, cast.community, passed=20)
    sat(exam, school, third, passed=1)

    found = counts(exam, cast.committee.pk, AT)
    assert lines(found) == [("机关支部", 17, 12, None), ("社区支部", 22, 20, 20), ("学校支部", 4, 4, None)]
    assert found.total.passed == 27
    assert counts(exam, cast.office.pk, AT).total.passed is None  # its own page does not tell it either
    assert counts(exam, cast.community.pk, AT).total.passed == 20


def test_the_actor_sees_counts_of_the_own_units_only(cast, client):
    exam = papers.exam(cast.committee)
    client.force_login(cast.account(cast.wang))
    url = f"/study/exams/manage/{exam.uid}/"
    with acting_as(SYSTEM):
        page = client.get(url)
        assert "参加情况：机关支部" in page.content.decode()
        assert client.get(url, {"unit": str(cast.community.uid)}).status_code == 404
        assert client.get(url, {"unit": "odd"}).status_code == 404
        assert client.get(url, {"unit": str(cast.first_group.uid)}).status_code == 200
