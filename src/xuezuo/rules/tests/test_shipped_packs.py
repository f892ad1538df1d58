"""The packs that come with the product: what they bind, and that every number agrees with the research behind it."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from xuezuo.rules.loader import SHIPPED, shipped_packs, validate_pack
from xuezuo.rules.types import Clause, Duty, Parameter, UnitFacts
from xuezuo.rules.vocabulary import BranchFunction, Force, UnitKind, UnitType

DAY = dt.date(2025, 6, 30)
BRANCH = UnitFacts(UnitKind.BRANCH)
FILES = sorted(SHIPPED.rglob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_shipped_pack_has_no_faults(path: Path) -> None:
    assert validate_pack(path) == []


@pytest.mark.parametrize(
    ("kind", "duties"),
    [
        (
            UnitKind.BRANCH,
            """branch_general_meeting branch_committee_meeting lecture theme_day org_life_meeting appraisal
            secretary_report_up secretary_report_members
            heart_talk_committee_committee heart_talk_committee_member heart_talk_member_member study_hours_member
            study_hours_secretary term_expiry term_notice committee_needed branch_size""",
        ),
        (UnitKind.GROUP, "group_meeting"),
        (UnitKind.GENERAL_BRANCH, "term_expiry"),
        (UnitKind.COMMITTEE, "lecture_by_secretary secretaries_review theory_group_study term_expiry"),
    ],
)
def test_the_duties_of_a_kind_of_unit(kind: UnitKind, duties: str) -> None:
    assert [duty.id for duty in shipped_packs().duties_for(UnitFacts(kind), DAY)] == duties.split()


@pytest.mark.parametrize(
    ("duty_id", "required", "force", "period"),
    [
        ("branch_general_meeting", 1, "general", "quarter"),
        ("branch_committee_meeting", 1, "general", "month"),
        ("lecture", 1, "convention", "quarter"),
        ("theme_day", 1, "mandatory", "month"),
        ("org_life_meeting", 1, "mandatory", "year"),
        ("appraisal", 1, "general", "year"),
        ("secretary_report_up", 1, "mandatory", "year"),
        ("secretary_report_members", 1, "mandatory", "year"),
        ("study_hours_member", 32, "general", "year"),
        ("study_hours_secretary", 56, "mandatory", "year"),
    ],
)
def test_what_a_branch_owes(duty_id: str, required: int, force: str, period: str) -> None:
    found = shipped_packs().requirement_on(duty_id, BRANCH, DAY)

    assert found
    assert (found.required, found.force, found.duty.period) == (required, force, period)
    assert found.duty.on_time_days == 0  # no regulation grants days of grace for recording


@pytest.mark.parametrize(
    ("facts", "years"),
    [
        (BRANCH, 3),
        (UnitFacts(UnitKind.BRANCH, UnitType.VILLAGE), 5),
        (UnitFacts(UnitKind.BRANCH, UnitType.COMMUNITY), 5),
        (UnitFacts(UnitKind.BRANCH, UnitType.EDUCATION, BranchFunction.UNIVERSITY), 3),
    ],
)
def test_the_term_of_a_branch_committee(facts: UnitFacts, years: int) -> None:
    assert shipped_packs().parameter_on("term.branch_years", DAY, facts).value == years


def test_an_unverified_clause_may_only_remind() -> None:
    found = shipped_packs().requirement_on("theory_group_study", UnitFacts(UnitKind.COMMITTEE), DAY)

    assert found
    assert not found.clause.verified
    assert found.force is not Force.MANDATORY


# --- agreement with the research ---------------------------------------------------------------------------------

MONTHS = {"P1M": "month", "P3M": "quarter", "P1Y": "year"}


@pytest.mark.parametrize("clause", shipped_packs().clauses, ids=lambda clause: clause.id)
def test_a_clause_agrees_with_the_research(research: dict[str, Any], clause: Clause) -> None:
    rule = research[clause.id]

    assert (clause.force, clause.verified, clause.evidence) == (rule["force"], rule["verified"], rule["evidence"])
    assert (rule["article"] or "").startswith(clause.article or "")
    assert bool(clause.article) == bool(rule["article"])
    if clause.force is not Force.CONVENTION:
        assert str(rule["effective_from"]) in clause.regulation.issued.isoformat()
        assert clause.regulation.document in rule["source_document"]


@pytest.mark.parametrize("duty", [one for one in shipped_packs().duties if not one.state], ids=lambda one: one.id)
def test_a_duty_agrees_with_the_research(research: dict[str, Any], duty: Duty) -> None:
    for version in duty.versions:
        rule = research[version.clause.id]
        assert (version.required, duty.period) == (rule["threshold"]["value"], MONTHS[rule["period"]])


@pytest.mark.parametrize("parameter", shipped_packs().parameters, ids=lambda parameter: parameter.id)
def test_a_parameter_agrees_with_the_research(research: dict[str, Any], parameter: Parameter) -> None:
    for layer in shipped_packs().parameter_layers_of(parameter.id):
        for version in layer.versions:
            assert version.value in _values(research[version.clause.id]["threshold"]["value"])


@pytest.mark.parametrize("parameter", shipped_packs().parameters, ids=lambda parameter: parameter.id)
def test_a_parameter_exists_on_every_day_it_may_be_asked(parameter: Parameter) -> None:
    """From the pack's first day, or from the day of the only document that knows it, without an end."""
    first = parameter.versions[0]
    (pack,) = [one for one in shipped_packs().packs if one.id == parameter.pack_id]

    assert first.start in {pack.effective, first.clause.regulation.issued}
    assert parameter.versions[-1].end is None


def _values(threshold: Any) -> set[Any]:
    """The numbers a research threshold allows: hours become minutes, a choice of denominator its name."""
    if isinstance(threshold, dict):
        return {60 * threshold["hour"]} if "hour" in threshold else set(threshold.values())
    return {"present"} if threshold == 0.5 else {threshold}
