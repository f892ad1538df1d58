"""The published list is recounted offline, and whatever does not fit is named by its line."""

import dataclasses
import json
import secrets

import pytest

from xuezuo.review.ballots.exchange import blind, keyring, listing
from xuezuo.review.ballots.exchange.counting import Tally
from xuezuo.review.ballots.exchange.envelope import new_receipt
from xuezuo.review.ballots.exchange.form import Form, Line, write
from xuezuo.review.ballots.exchange.verifying import check
from xuezuo.review.ballots.types import ItemCount, ItemResult, PollResult, TellerSheet
from xuezuo.review.ballots.words import result_to_json, sheet_to_json

from .test_envelope import POLL

FORM = Form(str(POLL), (Line(("yes", "no")), Line(("yes", "no"))), most_yes=1, write_ins=1)
LABELS = [{"label": name, "choices": {"yes": "赞成", "no": "不赞成"}} for name in ("甲同志", "乙同志")]
MARKS = [([["yes"], ["no"]], ()), ([["no"], ["no"]], ("丙同志",)), ([["no"], []], ()), ([["yes"], ["yes"]], ())]


def signed(private, message: bytes) -> tuple[bytes, bytes, bytes]:
    prepared = blind.prepare(message)
    blinded, inverse = blind.blind(private.public_key(), prepared)
    signature = blind.finalize(private.public_key(), prepared, blind.blind_sign(private, blinded), inverse)
    return prepared[:32], message, signature


@pytest.fixture
def lines(data_folder) -> list[str]:
    keys, tally = keyring.make(data_folder, POLL), Tally(FORM)
    private = keyring.signer(data_folder, POLL)
    ballots = sorted(signed(private, write(FORM, marks, names)) for marks, names in MARKS)
    for _, message, _ in ballots:
        tally.add(message)
    body = [listing.ballot_line(prefix.hex(), message, signature) for prefix, message, signature in ballots]
    body += [listing.receipt_line(code) for code in sorted(new_receipt() for _ in ballots)]
    sheet = tally.sheet()
    items = tuple(
        ItemResult(one.position, LABELS[one.position - 1]["label"], None, one.counts, one.abstained)
        for one in sheet.items
    )
    result = result_to_json(PollResult(POLL, 5, 4, 4, 3, 1, items, sheet.write_ins))
    head = {"title": "选举", "key": keys.sign, "form": listing.form_to_json(FORM), "labels": LABELS, "paper": None}
    return again([listing.head_line(head | {"result": result}), *body])


def again(lines: list[str], **change: object) -> list[str]:
    """Change the head and give the list a digest that fits: what only a recount or the page's digest can tell."""
    head = json.loads(lines[0]) | change
    return [listing.head_line(head, listing.digest(head, lines[1:])), *lines[1:]]


def checked(tmp_path, lines):
    path = tmp_path / "list.jsonl"
    path.write_text("".join(f"{one}\n" for one in lines), "utf-8", newline="\n")
    return check(path)


def redo(line: str, **change: object) -> str:
    said = json.loads(line) | change
    return listing.head_line(said) if said["kind"] == "poll" else listing.line(**said)


def with_result(lines: list[str], **change: object) -> list[str]:
    result = json.loads(lines[0])["result"] | change
    return [redo(lines[0], result=result), *lines[1:]]


def test_a_right_list_is_right(tmp_path, lines):
    report = checked(tmp_path, lines)
    assert report.faults == []
    assert (report.ballots, report.valid, report.receipts) == (4, 3, 4)
    assert report.items[0] == ("甲同志", [("赞成", 1), ("不赞成", 2), ("未填", 0)])


def test_a_changed_ballot_is_named_by_its_line(tmp_path, lines):
    said = json.loads(lines[2])
    changed = (
        said["message"].replace('"no"', '"yes"') if '"no"' in said["message"] else said["message"].replace("y", "z")
    )
    lines[2] = redo(lines[2], message=changed)
    faults = [str(one) for one in checked(tmp_path, lines).faults]
    assert any(one.startswith("第 3 行：签名不对") for one in faults)
    assert any("摘要" in one for one in faults)


def test_an_added_ballot_is_named(tmp_path, lines):
    forged = listing.ballot_line("ff" * 32, write(FORM, [["yes"], []]), secrets.token_bytes(256))
    faults = [str(one) for one in checked(tmp_path, [*lines[:5], forged, *lines[5:]]).faults]
    assert any(one.startswith("第 6 行：签名不对") for one in faults)


def test_a_ballot_twice_is_named(tmp_path, lines):
    faults = [str(one) for one in checked(tmp_path, [*lines[:3], lines[2], *lines[3:]]).faults]
    assert "第 4 行：同一张票出现了两次" in faults


def test_a_missing_ballot_or_receipt_is_noticed(tmp_path, lines):
    for place in (2, 6):
        faults = [one.what for one in checked(tmp_path, lines[:place] + lines[place + 1 :]).faults]
        assert any("摘要" in one for one in faults)
        assert any("数目不一致" in one for one in faults)


def test_another_order_is_noticed(tmp_path, lines):
    lines[1], lines[2] = lines[2], lines[1]
    assert any("第 3 行：没有按顺序" in str(one) for one in checked(tmp_path, lines).faults)


def test_a_wrong_sum_is_named(tmp_path, lines):
    result = json.loads(lines[0])["result"]
    items = [[*one[:3], one[3] | {"yes": 9}, one[4]] for one in result["items"]]
    faults = [one.what for one in checked(tmp_path, with_result(lines, items=items)).faults]
    assert "第 1 项 甲同志：赞成：公布 9，重新计票 1" in faults
    assert any(
        "另选他人：丙同志" in one for one in map(str, checked(tmp_path, with_result(lines, write_ins=[])).faults)
    )


def test_paper_is_added(tmp_path, lines, data_folder):
    head = json.loads(lines[0])
    tally = Tally(FORM)
    tally.add(write(FORM, [["yes"], ["no"]]))
    paper = sheet_to_json(tally.sheet())
    result = head["result"]
    items = [[*one[:3], dict(one[3]), one[4]] for one in result["items"]]
    items[0][3]["yes"] += 1
    items[1][3]["no"] += 1
    result |= {"returned": 5, "items": items}
    result |= {"valid": 4, "issued": 5}
    assert checked(tmp_path, again(lines, paper=paper, result=result)).faults == []
    wrong = paper | {"items": [[1, {"yes": 2, "no": 0}, 0], [2, {"yes": 0, "no": 0}, 1]]}
    faults = [one.what for one in checked(tmp_path, again(lines, paper=wrong, result=result)).faults]
    assert "纸质票的计票数字加不起来" in faults


def swapped(items: list[list[object]]) -> list[list[object]]:
    (one, two) = items
    return [[one[0], two[1], *one[2:]], [two[0], one[1], *two[2:]]]


def test_names_that_changed_places_are_noticed(tmp_path, lines):
    """What the marks belong to is as much the ballot as the marks."""
    head = json.loads(lines[0])
    both = head["result"] | {"items": swapped(head["result"]["items"])}
    there = checked(tmp_path, [redo(lines[0], labels=LABELS[::-1], result=both), *lines[1:]])
    assert [one.what for one in there.faults] == ["清单的摘要与公布的不一致：票、回执、票面或结果被增加、删去或改动"]
    for change in ({"labels": LABELS[::-1]}, {"result": both}):
        faults = [one.what for one in checked(tmp_path, again(lines, **change)).faults]
        assert faults == ["公布的票面或结果不完整"]
    made_up = checked(tmp_path, again(lines, labels=LABELS[::-1], result=both))
    assert made_up.faults == []  # fits in itself: its digest is not the one that the poll's page shows
    assert made_up.digest != head["result"]["digest"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"valid": 4}, "有效票数：公布 4，重新计票 3"),
        ({"returned": 5}, "收回票数：公布 5，重新计票 4"),
        ({"issued": 3}, "一个不大于一个"),
        ({"entitled": 3}, "一个不大于一个"),
        ({"entitled": "x"}, "不完整"),
        ({"poll": "01900000-0000-7000-8000-000000000002"}, "不完整"),
        ({"items": []}, "不完整"),
    ],
)
def test_numbers_that_cannot_be_are_named_though_the_digest_fits(tmp_path, lines, change, said):
    head = json.loads(lines[0])
    faults = [one.what for one in checked(tmp_path, again(lines, result=head["result"] | change)).faults]
    assert any(said in one for one in faults), faults


def test_an_item_that_nobody_voted_on_is_noticed(tmp_path, lines):
    head = json.loads(lines[0])
    more = [*head["result"]["items"], [3, "丁同志", None, {"yes": 4, "no": 0}, 0]]
    assert checked(tmp_path, again(lines, result=head["result"] | {"items": more})).faults


def test_what_is_nested_without_end_is_no_crash(tmp_path, lines):
    deep = "[" * 200_000
    assert [one.line for one in checked(tmp_path, [deep]).faults] == [1]
    assert 6 in [one.line for one in checked(tmp_path, [*lines[:5], deep, *lines[5:]]).faults]


def test_a_first_line_spelled_in_another_way_is_noticed(tmp_path, lines):
    assert "第一行不是规定的写法" in str(checked(tmp_path, [lines[0].replace(":", ": ", 1), *lines[1:]]).faults[0])


@pytest.mark.parametrize("rubbish", ["", "{}", "[]", "null", '{"kind":"poll","format":"another"}', "\ufeff{"])
def test_another_file_is_told(tmp_path, rubbish):
    report = checked(tmp_path, [rubbish])
    assert [one.line for one in report.faults] == [1]


def test_rubbish_between_is_named(tmp_path, lines):
    for rubbish in (
        "",
        "x",
        "[]",
        '{"kind":"ballot"}',
        '{"kind":"other"}',
        '{"kind":"ballot","prefix":"zz","message":"","signature":"!"}',
    ):
        faults = checked(tmp_path, [*lines[:5], rubbish, *lines[5:]]).faults
        assert 6 in [one.line for one in faults], rubbish


def test_every_field_of_the_head_may_be_missing(tmp_path, lines):
    head = json.loads(lines[0])
    for name in head:
        without = {key: value for key, value in head.items() if key != name}
        report = checked(tmp_path, [json.dumps(without), *lines[1:]])
        assert report.faults, name


def test_bytes_that_are_no_text(tmp_path, lines):
    path = tmp_path / "list.jsonl"
    path.write_bytes(lines[0].encode() + b"\n\xff\xfe\n")
    assert check(path).faults
    path.write_bytes(b"\xff\xfe")
    assert [one.line for one in check(path).faults] == [1]


def test_a_message_that_is_no_text_is_published_in_base64():
    assert json.loads(listing.ballot_line("aa", b"\xff", b"x"))["message_base64"] == "/w=="
    assert dataclasses.is_dataclass(Line)


def test_a_candidate_who_was_written_in_does_not_count(tmp_path, lines):
    """Neither on an electronic ballot, whatever its browser let through, nor in the count of the paper."""
    head = json.loads(lines[0])
    head["labels"][1]["label"] = head["result"]["items"][1][1] = "丙同志（LC001）"
    found = [one.what for one in checked(tmp_path, again(lines, **head)).faults]
    assert "有效票数：公布 3，重新计票 2" in found
    paper = sheet_to_json(TellerSheet(1, 0, (ItemCount(1, {"no": 1}), ItemCount(2, {"no": 1})), (("甲同志", 1),)))
    found = [one.what for one in checked(tmp_path, again(lines, paper=paper)).faults]
    assert "纸质票把“甲同志”记作另选他人，可是他已经在票面上" in found
