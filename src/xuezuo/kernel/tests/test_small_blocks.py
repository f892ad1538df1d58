"""Clock, ids, text, errors: the small blocks everything stands on."""

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezuo.kernel import clock
from xuezuo.kernel.errors import DomainError, Forbidden, Kind, NotFound
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import masked, squeeze


def test_now_is_an_aware_instant_and_today_its_day_in_shanghai() -> None:
    assert clock.now().tzinfo is dt.UTC
    assert clock.today() in {clock.civil_date(clock.now()), clock.civil_date(clock.now() - dt.timedelta(minutes=1))}


@pytest.mark.parametrize(
    ("instant", "day"), [("2025-12-31T15:59:59+00:00", "2025-12-31"), ("2025-12-31T16:00:00+00:00", "2026-01-01")]
)
def test_the_day_begins_at_midnight_in_shanghai(instant: str, day: str) -> None:
    assert clock.civil_date(dt.datetime.fromisoformat(instant)).isoformat() == day


def test_ids_are_version_7_and_all_different() -> None:
    ids = [new_id() for _ in range(100)]

    assert {one.version for one in ids} == {7}
    assert len(set(ids)) == 100


@given(st.text())
def test_squeezed_text_is_folded_and_stays_so(text: str) -> None:
    squeezed = squeeze(text)

    assert squeeze(squeezed) == squeezed
    assert squeezed == squeezed.strip()
    assert not any(unicodedata.category(one).startswith("C") for one in squeezed)


@pytest.mark.parametrize(
    ("text", "squeezed"),
    [
        (" 王\u3000小 \n 明\t", "王 小 明"),
        ("\uff21\uff11\uff0e", "A1."),
        ("a\x00b\u200bc", "a b c"),
        ("", ""),
        ("学党章，谈体会（一）……", "学党章，谈体会（一）……"),
    ],
)
def test_squeeze(text: str, squeezed: str) -> None:
    assert squeeze(text) == squeezed


@pytest.mark.parametrize(
    ("text", "head", "tail", "shown"),
    [("13812345678", 3, 4, "138****5678"), ("王小明", 1, 0, "王**"), ("1234567", 3, 4, "*******"), ("", 1, 1, "")],
)
def test_masked(text: str, head: int, tail: int, shown: str) -> None:
    assert masked(text, head=head, tail=tail) == shown


@given(st.text(), st.integers(0, 9), st.integers(0, 9))
def test_a_mask_keeps_the_length_and_always_hides_something(text: str, head: int, tail: int) -> None:
    shown = masked(text, head=head, tail=tail)

    assert len(shown) == len(text)
    assert not text or "*" in shown


def test_an_error_carries_its_code_kind_and_filled_message() -> None:
    error = Forbidden(reason="不是本支部书记。")

    assert (error.code, error.kind, error.params) == ("forbidden", Kind.FORBIDDEN, {"reason": "不是本支部书记。"})
    assert str(error) == error.message == "您不能进行这项操作：不是本支部书记。"


@pytest.mark.parametrize(("kind", "status"), [(DomainError, 400), (Forbidden, 403), (NotFound, 404)])
def test_the_kind_of_an_error_is_an_http_status(kind: type[DomainError], status: int) -> None:
    assert kind.kind.value == status
