"""One text for one meaning: anything else does not count."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezuo.review.ballots.exchange.counting import Tally
from xuezuo.review.ballots.exchange.form import Form, Line, is_name, read, write

YES_NO = Line(("yes", "no", "abstain"))
FORM = Form("p", (YES_NO, YES_NO, YES_NO), most_yes=2, write_ins=1)


def test_what_is_written_is_read():
    message = write(FORM, [["yes"], [], ["no"]], ["张三"])
    assert message.decode() == '["xuezuo ballot 1","p",[["yes"],[],["no"]],["张三"]]'
    filled = read(FORM, message)
    assert (filled.marks, filled.names, filled.fault) == ((("yes",), (), ("no",)), ("张三",), "")


@pytest.mark.parametrize(
    ("marks", "names", "fault"),
    [
        ([["yes"], ["yes"], ["yes"]], [], "选的人多于应选人数"),
        ([["yes"], ["yes"], ["no"]], ["张三"], "选的人多于应选人数"),
        ([["yes"], ["no"]], [], "项数不对"),
        ([["maybe"], [], []], [], "选项不对"),
        ([["yes", "no"], [], []], [], "选项不对"),
        ([[], [], []], ["张三", "李四"], "另选的人数多了"),
        ([[], [], []], ["张" * 21], "另选的姓名写法不对"),
    ],
)
def test_too_much_or_unknown_is_invalid(marks, names, fault):
    assert read(FORM, write(FORM, marks, names)).fault == fault


@pytest.mark.parametrize(
    "message",
    [
        b'["xuezuo ballot 1", "p",[[],[],[]],[]]',
        b'["xuezuo ballot 1","p",[[],[],[]],["\\u5f20"]]',
        b'["xuezuo ballot 2","p",[[],[],[]],[]]',
        b'["xuezuo ballot 1","p",[[],[],[]],[]] ',
        b'["xuezuo ballot 1","p",{},[]]',
        b"\xff",
        b"[" * 5000,
        b"",
        b"null",
    ],
)
def test_another_spelling_is_no_ballot(message):
    assert read(FORM, message).fault == "不是规定的写法"


def test_another_poll_is_no_ballot():
    assert read(FORM, write(Form("q", FORM.lines), [[], [], []])).fault == "是另一次投票的票"


@given(st.text(max_size=25))
def test_a_name_has_one_spelling(name):
    if is_name(name):
        filled = read(FORM, write(FORM, [[], [], []], [name]))
        assert filled.names == (name,)
        assert not filled.fault


@pytest.mark.parametrize("name", ["张三", "阿卜杜拉·买买提", "𠮷田", "王 John", "〇"])
def test_names_of_people(name):
    assert is_name(name)


@pytest.mark.parametrize("name", ["", "张三1", "张三!", '"', "\\", "张\u200b三", "ａ", "张  三", "张三①", "😀", "🈶"])
def test_signs_by_which_a_vote_might_be_known_are_in_no_name(name):
    assert not is_name(name)


@given(st.lists(st.sampled_from(["yes", "no", "abstain", None]), min_size=3, max_size=3), st.booleans())
def test_every_ballot_fits_its_room(marks, with_name):
    message = write(FORM, [[mark] if mark else [] for mark in marks], ["𠮷" * 20] if with_name else [])
    assert len(message) <= FORM.room
    assert FORM.room % 64 == 0


def test_several_choices_stand_in_order():
    form = Form("p", (Line(("a", "b", "c"), several=True),))
    assert not read(form, write(form, [["a", "c"]])).fault
    assert read(form, write(form, [["c", "a"]])).fault == "选项不对"


def test_counted():
    tally = Tally(FORM)
    assert tally.add(write(FORM, [["yes"], ["no"], []], [])) == ""
    assert tally.add(write(FORM, [["yes"], [], []], ["张三"])) == ""
    assert tally.add(b"x") != ""
    sheet = tally.sheet()
    assert (sheet.returned, sheet.invalid, sheet.write_ins) == (3, 1, (("张三", 1),))
    assert [(one.counts["yes"], one.abstained) for one in sheet.items] == [(2, 0), (0, 1), (0, 2)]


@pytest.mark.parametrize("name", ["甲同志", "乙同志"])
def test_who_stands_on_the_ballot_is_not_written_in(name):
    form = dataclasses.replace(FORM, standing=("甲同志", "乙同志（LC001）", "丙同志的建议"))
    assert read(form, write(form, [[], [], []], [name])).fault == "另选的人已经在票面上"
    assert read(form, write(form, [[], [], []], ["丙同志"])).fault == ""
