"""Counts: exact, summed from the branches, and silent about fewer than ten people."""

import datetime as dt
import random

import pytest

from xuezuo.kernel.ids import new_id
from xuezuo.org.tests import factories as org
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.evaluation import errors, services
from xuezuo.review.evaluation.exchange.tables import counts_csv
from xuezuo.review.evaluation.models import Part, PastCount, Round, Subject, Verdict
from xuezuo.review.evaluation.queries.counting import Raw, raw_counts
from xuezuo.review.evaluation.queries.figures import LEAST, figures_of, pooled_of
from xuezuo.review.evaluation.tests.desk import AT, DAY
from xuezuo.review.evaluation.types import Counts, Grade


def past(unit, one: Counts, year: int = 2024, day: dt.date = DAY) -> PastCount:
    """Counts of a unit from paper."""
    return PastCount(
        unit=unit,
        year=year,
        decided_on=day,
        excellent=one.excellent,
        qualified=one.qualified,
        nearly=one.nearly,
        unqualified=one.unqualified,
        imported_at=AT,
    )


@pytest.mark.django_db
def test_counts_of_persons_equal_slow_plain_python_then_and_today(cast) -> None:
    chance = random.Random(5)
    with acting_as(SYSTEM):
        units = org.units(*(org.UnitSpec(f"LC1{n}", f"支部{n}", parent="LC") for n in range(6)))
        people = org.members(org.MemberSpec(unit) for unit in units.values() for _ in range(12))
        told = _evaluated(list(units.values()), people, chance)
    raw = raw_counts(cast.committee.pk, 2024, today=None)
    for unit in units.values():
        mine = [grade for home, grade in told if home == unit.pk]
        assert raw.children[unit.pk] == Counts(*(mine.count(grade) for grade in Grade.values))
    assert raw == raw_counts(cast.committee.pk, 2024, today=DAY)
    assert raw_counts(cast.other_committee.pk, 2024, today=None).total == Counts()


def _evaluated(units, people, chance) -> list[tuple[int, str]]:
    """Write finished parts of a closed round past the services; every third was corrected. Returns home and grade."""
    round_ = Round.objects.create(
        uid=new_id(),
        unit=units[0],
        year=2024,
        title="x",
        as_of=DAY,
        starts_on=DAY,
        ends_on=DAY,
        appeal_days=1,
        state="closed",
        made_at=AT,
        closed_at=AT,
    )
    parts = {
        unit.pk: Part.objects.create(
            uid=new_id(),
            round=round_,
            unit=unit,
            year=2024,
            body="meeting",
            decided_on=DAY,
            told_at=AT,
            told_on=DAY,
            finished_at=AT,
        )
        for unit in units
    }
    told = []
    for number, one in enumerate(people):
        home = one.affiliations.get().unit_id
        part = chance.choice(list(parts.values())) if number % 5 == 0 else parts[home]
        line = Subject.objects.create(uid=new_id(), part=part, year=2024, member=one, home_id=home, is_graded=True)
        for version in range(1, 3 if number % 3 == 0 else 2):
            grade = chance.choice(Grade.values)
            why = "更正" if version > 1 else ""
            Verdict.objects.create(
                subject=line, version=version, grade=grade, decided_on=DAY, correction=why, recorded_at=AT
            )
        told.append((home, grade))
    return told


def raw_of(*sizes: int) -> Raw:
    return Raw(Counts(), {number: Counts(qualified=size) for number, size in enumerate(sizes, start=1)})


@pytest.mark.parametrize(
    ("sizes", "pooled"),
    [
        ((40, 30), set()),
        ((40, 9, 30), {2, 3}),
        ((4, 5, 40, 12), {1, 2, 4}),
        ((6, 6, 40), {1, 2}),
        ((0, 10), set()),
    ],
)
def test_small_rows_are_pooled_until_the_pool_is_large_enough(sizes, pooled) -> None:
    raw = raw_of(*sizes)
    assert pooled_of(raw) == pooled
    hidden = sum(raw.children[key].evaluated for key in pooled)
    assert not pooled or hidden >= LEAST


@pytest.mark.django_db
def test_a_pooled_unit_shows_no_grades_on_its_own_page_to_those_above(cast) -> None:
    with acting_as(SYSTEM):
        large = org.units(org.UnitSpec("LC88", "大支部", parent="LC"))["LC88"]
        rows = [(cast.office, 4), (cast.community, 12), (large, 40)]
        PastCount.objects.bulk_create(past(unit, Counts(1, size - 1, 0, 0)) for unit, size in rows)
    wu, wang = cast.actor(cast.wu), cast.actor(cast.wang)
    top = figures_of(wu, cast.committee.pk, 2024, DAY, is_today=False)
    assert top.total == Counts(3, 53)
    assert top.pool == Counts(2, 14)
    assert [line.counts for line in top.lines] == [None, None, Counts(1, 39)]
    assert figures_of(wu, cast.community.pk, 2024, DAY, is_today=False).total is None
    assert figures_of(wu, large.pk, 2024, DAY, is_today=False).total == Counts(1, 39)
    assert figures_of(wang, cast.office.pk, 2024, DAY, is_today=False).total == Counts(1, 3)
    text = counts_csv(top)
    assert "社区支部,12,,,,,," in text
    assert "以上未分列等次的组织合计,16,2,14,0,0,16,100.00" in text


@pytest.mark.django_db
class TestPastYears:
    HEADS = "年度,组织代码,党员编号,姓名,等次,评定日期,评定意见,理由"

    def load(self, cast, *lines: str, heads: str = HEADS, who=None) -> int:
        content = "\n".join((heads, *lines)).encode()
        return services.past_import(actor=cast.actor(who or cast.wu), name="past.csv", content=content, at=AT)

    def test_by_person_once(self, cast) -> None:
        lines = ("2023,LC01,LC0003,赵党员,优秀,2023-12-20,好,", "2023,LC01,LC0002,李委员,合格,2023-12-20,,")
        assert self.load(cast, *lines) == 2
        assert raw_counts(cast.committee.pk, 2023, today=None).total == Counts(1, 1)
        with pytest.raises(errors.PastFileWrong) as wrong:
            self.load(cast, *lines)
        assert all("已经有评议结果" in finding for finding in wrong.value.findings)

    def test_every_fault_is_named_and_nothing_is_taken(self, cast) -> None:
        lines = (
            "2023,LC01,LC0003,赵党员,优秀,2023-12-20,,",
            "2023,LC01,LC0003,赵党员,优秀,2023-12-20,,",
            "2023,LC01,LC0002,王书记,优秀,2023-12-20,,",
            "2023,LC01,LC0005,郑书记,优秀,2023-12-20,,",
            "2023,LC01,LC9999,无名,优秀,2023-12-20,,",
            "2023,LC01,LC0001,王书记,很好,2023-12-20,,",
            "23,LC01,LC0001,王书记,合格,2023-12-20,,",
            "2023,LC01,LC0001,王书记,合格,昨天,,",
            "2023,LC,LC0001,王书记,合格,2023-12-20,,",
            "2023,HK01,HK0001,周外人,合格,2023-12-20,,",
        )
        with pytest.raises(errors.PastFileWrong) as wrong:
            self.load(cast, *lines)
        said = wrong.value.findings
        assert len(said) == 9
        for row in range(3, 12):
            assert any(finding.startswith(f"第 {row} 行") for finding in said), row
        assert not Part.objects.exists()

    def test_a_probationary_member_has_no_grade(self, cast) -> None:
        with pytest.raises(errors.PastFileWrong, match="1 处"):
            self.load(cast, "2025,LC01,LC0004,钱预备,合格,2025-03-01,,")
        assert self.load(cast, "2025,LC01,LC0004,钱预备,,2025-03-01,,") == 1

    def test_counts_of_a_committee_and_not_again_below_it(self, cast) -> None:
        heads = "年度,组织代码,评定日期,优秀,合格,基本合格,不合格"
        assert self.load(cast, "2022,LC,2022-12-20,10,30,1,0", heads=heads) == 1
        with pytest.raises(errors.PastFileWrong):
            self.load(cast, "2022,LC01,2022-12-20,1,3,0,0", heads=heads)
        with pytest.raises(errors.PastFileWrong):
            self.load(cast, "2021,LC01,2021-12-20,1,x,0,0", "2021,LC02,2021-12-20,1,1,,0", heads=heads)
        assert raw_counts(cast.committee.pk, 2022, today=DAY).total.evaluated == 41

    @pytest.mark.parametrize("content", [b"", b"\x00\x01", "甲,乙\n1,2".encode()])
    def test_what_is_no_such_file(self, cast, content) -> None:
        with pytest.raises(errors.PastFileWrong):
            services.past_import(actor=cast.actor(cast.wu), name="x.xlsx", content=content, at=AT)
