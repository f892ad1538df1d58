"""A roll call as it is posted: who differs, with which reason, and what cannot be used."""

from xuezuo.platform.http.roll_call import ABSENT, LEAVE, PRESENT, Line, RollCall


def call() -> RollCall:
    return RollCall.of([Line(1, "王书记"), Line(2, "李委员"), Line(3, "赵党员", value=ABSENT)])


def test_who_is_not_named_stays_as_shown() -> None:
    sheet = call()
    assert sheet.read({"status-2": LEAVE, "reason-2": " 出差 ", "reason-1": "没有请假"})
    assert [(line.value, line.reason) for line in sheet.lines] == [(PRESENT, ""), (LEAVE, "出差"), (ABSENT, "")]
    assert sheet.tally == {PRESENT: 1, LEAVE: 1, ABSENT: 1}


def test_a_leave_needs_its_reason_and_odd_words_are_told() -> None:
    sheet = call()
    assert not sheet.read({"status-1": LEAVE, "status-2": "asleep"})
    assert sheet.errors == ["王书记：请填写请假事由。", "李委员：出勤情况不对。"]
    sheet.add_error(None, "会议已确认。")
    assert sheet.errors[-1] == "会议已确认。"
