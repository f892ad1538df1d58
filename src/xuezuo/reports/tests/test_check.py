"""Typed figures that disagree with computed ones are found."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezuo.duties.queries.packs import packs
from xuezuo.reports.overview.check import check_text, rounded
from xuezuo.reports.queries.rollup import figure_names
from xuezuo.reports.types import Held, Rollup, Scope

NEWSPAPER = Path(__file__).resolve().parents[5] / "shared" / "seeds" / "003_8b8c0ee7a6b0a60b.txt"


def test_a_percentage_that_does_not_follow_is_found() -> None:
    [finding] = check_text("共有175955名党员参加评议，评定为合格以上的170329名，占96.81%，情况较好。")
    assert (finding.found, finding.expected) == ("96.81%", "96.80%")
    assert finding.why == "170329 ÷ 175955 = 96.8026%"
    assert finding.message == "“96.81%”应为“96.80%”：170329 ÷ 175955 = 96.8026%"


@pytest.mark.parametrize(
    "text",
    [
        "应到175,955名，实到170,329名，占96.80％。",
        "应到8名，比例12.5%。",  # one number is no pair
        "到会12人，应到16人，到会率75%。",
        "2025年增长96.81%，基数40。",  # no pair near it
        "175955名。其中170329名，占96.81%。",  # another sentence
    ],
)
def test_what_agrees_or_cannot_be_judged_is_left_alone(text: str) -> None:
    assert check_text(text) == ()


@given(whole=st.integers(10, 10**7), share=st.floats(0, 1), decimals=st.integers(0, 3))
def test_a_rounded_percentage_is_never_found(whole: int, share: float, decimals: int) -> None:
    part = int(whole * share)
    assert check_text(f"应到{whole}人次，实到{part}人次，占{rounded(part, whole, decimals)}%。") == ()


def test_counts_are_compared_with_the_rollup() -> None:
    figures = dict.fromkeys(figure_names(packs().duties), 0) | {"branches": 43, "members": 1200, "meetings.lecture": 7}
    scope = Scope(1, dt.date(2025, 1, 1), dt.date(2026, 1, 1), Held.THEN, dt.date(2026, 1, 5))
    rollup = Rollup(1, "T", "某党委", scope, figures, figures, ())
    text = "我委有党支部43个，党员1,201人；全年党课共8场，主题党日没有写数字。"
    assert [(one.found, one.expected) for one in check_text(text, rollup)] == [("1,201", "1200"), ("8", "7")]


@pytest.mark.skipif(not NEWSPAPER.exists(), reason="the newspaper's text is not part of the project")
def test_the_newspapers_overview_has_one_wrong_percentage() -> None:
    found = check_text(NEWSPAPER.read_text(encoding="utf-8"))
    assert [(one.found, one.expected) for one in found] == [("96.81%", "96.80%")]
