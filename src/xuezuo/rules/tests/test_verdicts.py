"""Verdicts: only the impossible is refused, only the mandatory warns, the unverified reminds."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezuo.rules.types import Clause, Regulation
from xuezuo.rules.verdicts import judge
from xuezuo.rules.vocabulary import Evidence, Force, Verdict

DAY = dt.date(2026, 11, 21)
CLAUSE = Clause(
    id="work.must",
    regulation=Regulation("work", "工作条例", DAY, "全文"),
    article="第一条",
    says="每月一次。",
    force=Force.MANDATORY,
    verified=True,
    evidence=Evidence.TEXT,
    checked_on=DAY,
)


@pytest.mark.parametrize(
    ("force", "verified", "is_impossible", "verdict"),
    [
        (Force.MANDATORY, True, False, Verdict.WARN),
        (Force.GENERAL, True, False, Verdict.REMIND),
        (Force.CONVENTION, True, False, Verdict.REMIND),
        (Force.MANDATORY, False, False, Verdict.REMIND),
        (Force.MANDATORY, True, True, Verdict.BLOCK),
        (Force.MANDATORY, False, True, Verdict.REMIND),
    ],
)
def test_a_breach(force: Force, verified: bool, is_impossible: bool, verdict: Verdict) -> None:
    clause = dataclasses.replace(CLAUSE, force=force, verified=verified)

    ruling = judge(clause, holds=False, is_impossible=is_impossible)

    assert ruling.verdict is verdict
    assert ruling.may_go_on is (verdict is not Verdict.BLOCK)
    assert ruling.message.startswith(verdict.label)
    assert "《工作条例》第一条" in ruling.message
    assert ("尚未核对" in ruling.message) is not verified


@given(st.sampled_from(Force), st.booleans(), st.booleans())
def test_what_holds_is_never_commented(force: Force, verified: bool, is_impossible: bool) -> None:
    ruling = judge(dataclasses.replace(CLAUSE, force=force, verified=verified), holds=True, is_impossible=is_impossible)

    assert (ruling.verdict, ruling.message, ruling.may_go_on) == (Verdict.OK, "", True)


def test_a_practice_has_no_article() -> None:
    assert dataclasses.replace(CLAUSE, article=None).citation == "《工作条例》"


def test_a_practice_is_cited_without_title_marks() -> None:
    practice = dataclasses.replace(CLAUSE.regulation, document="各地通行做法", titled=False)
    assert dataclasses.replace(CLAUSE, regulation=practice, article=None).citation == "各地通行做法"
