"""What a set of packs answers for a unit on a day, and what it refuses to guess."""

import datetime as dt
from typing import Any

import pytest

from xuezuo.kernel.periods import Period
from xuezuo.rules.errors import UnknownDuty, UnknownParameter
from xuezuo.rules.loader import load_packs, shipped_packs
from xuezuo.rules.packset import PackSet
from xuezuo.rules.tests.conftest import Writer
from xuezuo.rules.tests.test_loader_faults import change
from xuezuo.rules.types import Scope, UnitFacts
from xuezuo.rules.vocabulary import BranchFunction, Exemption, Force, Level, SubjectKind, UnitKind, UnitType

DAY = dt.date(2025, 6, 30)
BRANCH = UnitFacts(UnitKind.BRANCH)
TWO_VERSIONS = [
    {"from": dt.date(2018, 10, 28), "required": 2, "quantity": "times", "clause": "work.generally"},
    {"from": dt.date(2025, 2, 15), "required": 4, "quantity": "times", "clause": "work.generally"},
]


@pytest.fixture
def packs(base: dict[str, Any], write: Writer) -> PackSet:
    """The small pack, with a duty that becomes stricter on 2025-02-15 and one that ends that day."""
    change(base, "duties/optional/versions", TWO_VERSIONS)
    change(base, "duties/monthly/versions/0/until", dt.date(2025, 2, 15))
    change(
        base,
        "parameters/size.least/versions",
        [
            {"from": dt.date(2018, 10, 28), "value": 3, "clause": "work.must"},
            {"from": dt.date(2025, 2, 15), "value": 5, "clause": "work.must"},
        ],
    )
    return load_packs([write(base=base)])


@pytest.mark.parametrize(
    ("day", "required"), [("2018-10-27", None), ("2018-10-28", 2), ("2025-02-14", 2), ("2025-02-15", 4)]
)
def test_the_version_of_the_day(packs: PackSet, day: str, required: int | None) -> None:
    found = packs.requirement_on("optional", BRANCH, dt.date.fromisoformat(day))

    assert (found.required if found else None) == required


@pytest.mark.parametrize(("period", "required"), [("2025-01", 2), ("2025-02", 2), ("2025-03", 4), ("2018-10", None)])
def test_nobody_is_bound_by_a_rule_that_came_in_half_way(packs: PackSet, period: str, required: int | None) -> None:
    found = packs.requirement_for("optional", BRANCH, Period.parse(period))

    assert (found.required if found else None) == required


@pytest.mark.parametrize(("period", "is_bound"), [("2025-01", True), ("2025-02", False), ("2025-03", False)])
def test_a_duty_that_ended_in_the_period_does_not_bind_it(packs: PackSet, period: str, is_bound: bool) -> None:
    assert (packs.requirement_for("monthly", BRANCH, Period.parse(period)) is not None) is is_bound


@pytest.mark.parametrize(("period", "least"), [("2025-01", 3), ("2025-02", 5)])
def test_a_state_follows_the_rules_of_the_last_day(packs: PackSet, period: str, least: int) -> None:
    found = packs.requirement_for("state", BRANCH, Period.parse(period))

    assert found
    assert found.parameter("minimum").value == least
    with pytest.raises(KeyError):
        found.parameter("maximum")


def test_a_duty_binds_only_its_subjects(packs: PackSet) -> None:
    assert [duty.id for duty in packs.duties_for(UnitFacts(UnitKind.COMMITTEE), DAY)] == ["state"]
    assert packs.duties_for(UnitFacts(UnitKind.GROUP), DAY) == ()
    assert packs.requirement_on("optional", UnitFacts(UnitKind.COMMITTEE), DAY) is None


def test_duties_of_members_are_carried_by_their_branch() -> None:
    duty = shipped_packs().duty("study_hours_member")

    assert duty.subjects == (SubjectKind.MEMBER,)
    assert [kind for kind in UnitKind if duty.binds(kind)] == [UnitKind.BRANCH]


def test_exemptions_carry_their_clause() -> None:
    duty = shipped_packs().duty("study_hours_member")

    rule = duty.exempted_by(Exemption.OLD_OR_ILL)

    assert rule
    assert rule.clause
    assert rule.clause.id == "edu.elderly"
    assert duty.exempted_by(Exemption.NO_GROUPS) is None


def test_what_is_not_known_is_refused(packs: PackSet) -> None:
    with pytest.raises(UnknownDuty, match="gone"):
        packs.requirement_on("gone", BRANCH, DAY)
    with pytest.raises(UnknownDuty):
        packs.layers_of("gone")
    with pytest.raises(UnknownParameter, match=r"size\.gone"):
        packs.parameter_on("size.gone", DAY)
    with pytest.raises(UnknownParameter, match="2018-10-27"):
        packs.parameter_on("size.least", dt.date(2018, 10, 27))
    with pytest.raises(KeyError):
        packs.clause("work.gone")


def test_a_duty_of_a_sector_binds_only_there(base: dict[str, Any], write: Writer) -> None:
    sector = {
        "id": "villages",
        "level": "sector",
        "scope": {"unit_types": ["village"]},
        "title": "村",
        "effective": dt.date(2019, 1, 1),
        "duties": {"village_only": base["duties"]["optional"] | {"versions": [TWO_VERSIONS[1]]}},
        "overrides": {"parameters": {"size.least": {"versions": [{"from": DAY, "value": 9, "clause": "work.must"}]}}},
    }
    packs = load_packs([write(base=base, villages=sector)])
    village = UnitFacts(UnitKind.BRANCH, UnitType.VILLAGE)

    assert packs.scopes_of("village_only") == packs.scopes_of("state") == (Scope(unit_types=(UnitType.VILLAGE,)),)
    assert packs.scopes_of("monthly") == ()
    assert packs.requirement_on("village_only", BRANCH, DAY) is None
    assert packs.requirement_on("village_only", village, DAY)
    assert packs.parameter_on("size.least", DAY, village).value == 9
    assert packs.parameter_on("size.least", DAY, village).level is Level.SECTOR
    assert packs.parameter_on("size.least", DAY).value == 3
    assert packs.parameter_on("size.least", DAY, village).force is Force.MANDATORY


@pytest.mark.parametrize(
    ("scope", "is_covered"),
    [
        (Scope(), True),
        (Scope(unit_types=(UnitType.EDUCATION,)), True),
        (Scope(unit_types=(UnitType.VILLAGE,)), False),
        (Scope(unit_types=(UnitType.VILLAGE,), functions=(BranchFunction.UNIVERSITY,)), True),
        (Scope(provinces=("52",)), True),
        (Scope(provinces=("44",)), False),
        (Scope(units=("A1",)), True),
        (Scope(units=("A2",)), False),
    ],
)
def test_scopes(scope: Scope, is_covered: bool) -> None:
    facts = UnitFacts(UnitKind.BRANCH, UnitType.EDUCATION, BranchFunction.UNIVERSITY, "52", ("TOP", "A1", "A1-1"))

    assert scope.covers(facts) is is_covered
    assert scope.overlaps(scope)
    assert not scope.covers(UnitFacts(UnitKind.BRANCH)) or scope == Scope()


@pytest.mark.parametrize(
    ("one", "other", "is_overlap"),
    [
        (Scope(functions=(BranchFunction.VILLAGE,)), Scope(functions=(BranchFunction.VILLAGE,), units=("A",)), True),
        (Scope(provinces=("44", "52")), Scope(provinces=("52",)), True),
        (Scope(provinces=("44",)), Scope(provinces=("52",)), False),
        (Scope(unit_types=(UnitType.VILLAGE,)), Scope(unit_types=(UnitType.VILLAGE, UnitType.ORGAN)), True),
        (Scope(units=("A",)), Scope(units=("A", "B")), True),
    ],
)
def test_scopes_that_overlap(one: Scope, other: Scope, is_overlap: bool) -> None:
    assert one.overlaps(other) is is_overlap
    assert other.overlaps(one) is is_overlap


def test_words_have_labels_and_ranks() -> None:
    assert [level.rank for level in Level] == [0, 1, 2, 3]
    assert min(Force, key=lambda force: force.rank) is Force.CONVENTION
    assert (UnitKind("branch").label, f"{UnitKind.BRANCH}") == ("党支部", "branch")


def test_a_set_is_equal_to_another_of_the_same_packs() -> None:
    assert PackSet.of(shipped_packs().packs) == shipped_packs()
