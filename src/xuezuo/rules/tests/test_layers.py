"""Layers: the narrower may be stricter, never looser in what is mandatory; one level does not contradict itself."""

import copy
import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezuo.rules.layers import is_looser_duty, is_looser_parameter
from xuezuo.rules.loader import load_packs
from xuezuo.rules.tests.conftest import Writer
from xuezuo.rules.tests.test_loader_faults import change, faults
from xuezuo.rules.tests.test_verdicts import CLAUSE
from xuezuo.rules.types import Clause, DutyVersion, ParameterVersion, UnitFacts
from xuezuo.rules.vocabulary import Direction, Evidence, Force, Quantity, UnitKind

DAY = dt.date(2025, 6, 30)
OURS = UnitFacts(UnitKind.BRANCH, chain=("TOP", "A1", "A1-1"))
OTHERS = UnitFacts(UnitKind.BRANCH, chain=("TOP", "B1"))


@pytest.mark.parametrize(
    ("clause", "required", "is_refused"),
    [("ours.must", 3, False), ("ours.must", 2, False), ("ours.must", 1, True), ("ours.generally", 3, True)],
)
def test_a_mandatory_duty_is_not_loosened(
    base: dict[str, Any], narrow: dict[str, Any], write: Writer, clause: str, required: int, is_refused: bool
) -> None:
    version = narrow["overrides"]["duties"]["monthly"]["versions"][0]
    version |= {"clause": clause, "required": required}

    found = faults(write(base=base, narrow=narrow))

    assert [fault.code for fault in found] == (["looser"] if is_refused else [])


def test_another_quantity_cannot_be_compared(base: dict[str, Any], narrow: dict[str, Any], write: Writer) -> None:
    change(narrow, "overrides/duties/monthly/versions/0/quantity", "class_hours")

    assert [fault.code for fault in faults(write(base=base, narrow=narrow))] == ["looser"]


@pytest.mark.parametrize("wide", ["work.generally", "work.unverified"])
def test_what_is_general_or_unverified_may_be_changed(
    base: dict[str, Any], narrow: dict[str, Any], write: Writer, wide: str
) -> None:
    change(base, "duties/monthly/versions/0/clause", wide)
    change(
        narrow,
        "overrides/duties/monthly/versions/0",
        {"from": dt.date(2024, 1, 1), "required": 1, "quantity": "times", "clause": "ours.generally"},
    )

    packs = load_packs([write(base=base, narrow=narrow)])

    ours, others = (packs.requirement_on("monthly", facts, DAY) for facts in (OURS, OTHERS))
    assert ours
    assert others
    assert (ours.required, ours.pack_id, others.required, others.pack_id) == (1, "ours", 2, "base")


def test_a_version_is_only_compared_on_days_both_are_in_force(
    base: dict[str, Any], narrow: dict[str, Any], write: Writer
) -> None:
    change(base, "duties/monthly/versions/0/until", dt.date(2024, 1, 1))
    change(narrow, "overrides/duties/monthly/versions/0/required", 1)

    assert faults(write(base=base, narrow=narrow)) == []


@pytest.mark.parametrize(
    ("parameter", "value", "code"),
    [
        ("size.least", 4, None),
        ("size.least", 2, "looser"),
        ("size.most", 40, None),
        ("size.most", 60, "looser"),
        ("basis.word", "present", None),
        ("basis.word", "entitled", "looser"),
        ("basis.word", 3, "value"),
        ("size.gone", 3, "unknown_reference"),
    ],
)
def test_parameters_follow_the_same_rule(
    base: dict[str, Any], narrow: dict[str, Any], write: Writer, parameter: str, value: object, code: str | None
) -> None:
    version = {"from": dt.date(2024, 1, 1), "value": value, "clause": "ours.must"}
    change(narrow, "overrides/parameters", {parameter: {"versions": [version]}})

    found = faults(write(base=base, narrow=narrow))

    assert ({fault.code for fault in found} & {code} == {code}) if code else (found == [])


def test_an_override_of_an_unknown_duty_is_told(base: dict[str, Any], narrow: dict[str, Any], write: Writer) -> None:
    change(narrow, "overrides/duties", {"gone": narrow["overrides"]["duties"]["monthly"]})

    (found,) = faults(write(base=base, narrow=narrow))

    assert (found.code, found.path) == ("unknown_reference", "overrides.duties.gone")


def test_ids_are_unique_over_all_packs(base: dict[str, Any], write: Writer) -> None:
    other = copy.deepcopy(base)

    found = faults(write(a=base, b=other))

    assert {fault.file.name for fault in found} == {"b.yaml"}
    assert {fault.code for fault in found} == {"duplicate_id"}
    assert {"id", "regulations.work", "clauses.work.must", "parameters.size.least", "duties.monthly"} <= {
        fault.path for fault in found
    }


def second(narrow: dict[str, Any], scope: dict[str, Any]) -> dict[str, Any]:
    """Another pack of the same level, with its own ids."""
    other: dict[str, Any] = copy.deepcopy(narrow) | {"id": "second", "scope": scope}
    other["regulations"] = {"second": other["regulations"]["ours"]}
    other["clauses"] = {"second.must": other["clauses"]["ours.must"] | {"regulation": "second"}}
    other["overrides"]["duties"]["monthly"]["versions"][0] |= {"clause": "second.must", "required": 4}
    return other


def test_two_packs_of_one_level_do_not_both_change_one_duty(
    base: dict[str, Any], narrow: dict[str, Any], write: Writer
) -> None:
    (found,) = faults(write(base=base, narrow=narrow, second=second(narrow, {"units": ["A1", "C1"]})))

    assert (found.code, found.path, found.file.name) == ("overlap", "overrides.duties.monthly", "second.yaml")


def test_packs_of_one_level_share_their_documents(base: dict[str, Any], write: Writer) -> None:
    other = copy.deepcopy(base) | {"id": "second", "regulations": {}, "parameters": {}, "duties": {}}
    other["clauses"] = {"second.must": base["clauses"]["work.must"]}

    assert faults(write(base=base, second=other)) == []


@pytest.mark.parametrize("required", [4, 2])
def test_the_nearer_pack_speaks_last_but_does_not_loosen(
    base: dict[str, Any], narrow: dict[str, Any], write: Writer, required: int
) -> None:
    """A unit below A1 asks for less than A1 does: no file shows that, the walk does."""
    other = second(narrow, {"units": ["A1-1"]})
    change(other, "overrides/duties/monthly/versions/0/required", required)

    packs = load_packs([write(base=base, narrow=narrow, second=other)])

    found = packs.requirement_on("monthly", OURS, DAY)
    assert found
    assert (found.required, found.pack_id) == ((4, "second") if required == 4 else (3, "ours"))
    assert [pack.id for pack in packs.packs_for(OURS, DAY)] == ["base", "ours", "second"]
    assert [pack.id for pack in packs.packs_for(OURS, dt.date(2023, 1, 1))] == ["base"]
    assert [layer.pack.id for layer in packs.layers_of("monthly")] == ["base", "ours", "second"]


# --- for all versions --------------------------------------------------------------------------------------------


def clause_of(force: Force, verified: bool) -> Clause:
    return Clause("a.b", CLAUSE.regulation, None, "x", force, verified, Evidence.TEXT, DAY)


CLAUSES = st.builds(clause_of, st.sampled_from(Force), st.booleans())
DUTY_VERSIONS = st.builds(
    lambda required, clause: DutyVersion(DAY, None, required, Quantity.TIMES, clause), st.integers(1, 9), CLAUSES
)
PARAMETER_VERSIONS = st.builds(lambda value, clause: ParameterVersion(DAY, None, value, clause), st.integers(), CLAUSES)


@given(DUTY_VERSIONS, DUTY_VERSIONS)
def test_what_may_replace_a_mandatory_duty_is_at_least_as_strict(wide: DutyVersion, narrow: DutyVersion) -> None:
    if wide.clause.effective_force is not Force.MANDATORY:
        assert not is_looser_duty(wide, narrow)
    elif not is_looser_duty(wide, narrow):
        assert narrow.required >= wide.required
        assert narrow.clause.effective_force is Force.MANDATORY


@given(PARAMETER_VERSIONS, PARAMETER_VERSIONS, st.sampled_from([None, *Direction]))
def test_the_same_value_with_the_same_clause_is_never_looser(
    wide: ParameterVersion, narrow: ParameterVersion, stricter: Direction | None
) -> None:
    assert not is_looser_parameter(wide, wide, stricter)
    if wide.clause.effective_force is not Force.MANDATORY:
        assert not is_looser_parameter(wide, narrow, stricter)
