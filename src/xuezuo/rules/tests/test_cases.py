"""Every case of `rules/cases` gets the expected answer from the shipped packs. The cases are meant to be read."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from xuezuo.kernel.periods import Period
from xuezuo.rules import candidates, votes
from xuezuo.rules.loader import shipped_packs
from xuezuo.rules.types import Requirement, UnitFacts
from xuezuo.rules.verdicts import judge
from xuezuo.rules.vocabulary import BranchFunction, UnitKind, UnitType

FOLDER = Path(__file__).parents[1] / "cases"
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def facts(given: dict[str, Any]) -> UnitFacts:
    unit_type = UnitType(given["unit_type"]) if "unit_type" in given else None
    function = BranchFunction(given["function"]) if "function" in given else None
    return UnitFacts(UnitKind(given["kind"]), unit_type, function)


def told(found: Requirement | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "required": found.required,
        "period": found.duty.period,
        "force": found.force,
        "citation": found.clause.citation,
    }


def requirement(given: dict[str, Any], day: dt.date) -> Any:
    return told(shipped_packs().requirement_on(given["duty"], facts(given), day))


def requirement_for(given: dict[str, Any], _: object) -> Any:
    return told(shipped_packs().requirement_for(given["duty"], facts(given), Period.parse(given["period"])))


def on_time_until(given: dict[str, Any], _: object) -> Any:
    return shipped_packs().duty(given["duty"]).on_time_until(Period.parse(given["period"]))


def parameter(given: dict[str, Any], day: dt.date) -> Any:
    found = shipped_packs().parameter_on(given["parameter"], day, facts(given))
    return {"value": found.value, "force": found.force, "level": found.level}


def verdict(given: dict[str, Any], _: object) -> Any:
    clause = shipped_packs().clause(given.pop("clause"))
    return {"verdict": judge(clause, **given).verdict}


ASK: dict[str, Callable[[dict[str, Any], Any], Any]] = {
    one.__name__: one for one in (requirement, requirement_for, on_time_until, parameter, verdict)
}


@pytest.mark.parametrize("case", CASES)
def test_a_case_gets_the_expected_answer(case: dict[str, Any]) -> None:
    question, given = case["question"], dict(case["input"])

    if question in ASK:
        answer = ASK[question](given, case.get("day"))
    else:
        outcome = getattr(votes, question, None) or getattr(candidates, question)
        said = outcome(**given)
        answer = {"holds": said.holds, "needed": said.needed}

    assert answer == case["expected"]
