"""Merging loses nobody's line."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from xuezuo.kernel.merge import ADDED, REMOVED, SAME, Heads, changes, merge

texts = st.lists(st.sampled_from(["一", "二", "三", "四", "", "五 六"]), max_size=7).map("\n".join)


def lines(text: str) -> list[str]:
    return text.split("\n") if text else []


@given(base=texts, one=texts)
def test_one_change_is_the_result(base: str, one: str) -> None:
    for merged in (merge(base, base, one), merge(base, one, base), merge(base, one, one)):
        assert lines(merged.text) == lines(one)
        assert merged.is_clean


@given(base=texts, theirs=texts, yours=texts)
def test_every_added_line_is_kept(base: str, theirs: str, yours: str) -> None:
    merged = set(lines(merge(base, theirs, yours).text))
    for text in (theirs, yours):
        added = Counter(lines(text)) - Counter(lines(base))
        assert set(added) <= merged


@given(base=texts, theirs=texts, yours=texts)
def test_without_clash_nothing_is_marked(base: str, theirs: str, yours: str) -> None:
    merged, heads = merge(base, theirs, yours), Heads()
    assert lines(merged.text).count(heads.yours) == merged.clashes


def test_both_added_at_one_place() -> None:
    assert merge("会议开始", "会议开始\n甲发言", "会议开始\n乙发言").text == "会议开始\n甲发言\n乙发言"


def test_both_changed_one_line() -> None:
    merged = merge("同意5人", "同意6人", "同意7人")
    assert merged.text == "【对方写的】\n同意6人\n【我写的】\n同意7人"
    assert not merged.is_clean


@given(before=texts, after=texts)
def test_changes_tell_both_texts(before: str, after: str) -> None:
    told = changes(before, after)
    assert [line for what, line in told if what in (SAME, REMOVED)] == lines(before)
    assert [line for what, line in told if what in (SAME, ADDED)] == lines(after)
