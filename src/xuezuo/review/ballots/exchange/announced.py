"""The numbers that a published list announces, beside those that its ballots and the paper count come to.

Everything here is read from a file that anybody may have written: what is missing or of another kind raises
`KeyError`, `TypeError`, `ValueError`, `AttributeError` or `IndexError`.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any, Final

from xuezuo.review.ballots.exchange.form import Form, is_standing
from xuezuo.review.ballots.types import TellerSheet

NO_PAPER: Final[Mapping[str, Any]] = {"returned": 0, "invalid": 0, "items": [], "write_ins": []}
UNMARKED: Final = "未填"
type Head = Mapping[str, Any]
type What = tuple[str, str]  # words, and the code of a choice: two choices may have the same words


@dataclasses.dataclass(frozen=True, slots=True)
class Recounted:
    """Numbers by what they count; and once more item by item, in the order of the ballot."""

    numbers: dict[What, int]
    items: list[tuple[str, list[tuple[str, int]]]]


def announced_in(head: Head, form: Form) -> dict[What, int]:
    """Return the numbers of the result; raises `ValueError` when its items are not those of the ballot."""
    result, labels = head["result"], head["labels"]
    if len(labels) != len(form.lines) or len(result["items"]) != len(form.lines) or result["poll"] != form.poll:
        raise ValueError("another ballot")
    numbers = _totals(result["returned"], result["valid"], result["invalid"])
    for place, (words, line) in enumerate(zip(labels, form.lines, strict=True)):
        position, label, _, counts, unmarked = result["items"][place]
        if (position, label) != (place + 1, words["label"]) or not set(counts) == set(line.codes) == set(
            words["choices"]
        ):
            raise ValueError("another item")
        numbers |= {_name(words, place, code): counts[code] for code in line.codes}
        numbers[_name(words, place)] = unmarked
    return numbers | {_written(name): times for name, times in result["write_ins"]}


def recounted_from(head: Head, form: Form, sheet: TellerSheet) -> Recounted:
    """Return what the ballots of the list and the count of the paper come to together."""
    paper, items = head["paper"] or NO_PAPER, []
    returned, invalid = sheet.returned + paper["returned"], sheet.invalid + paper["invalid"]
    numbers = _totals(returned, returned - invalid, invalid)
    by_hand = {position: (counts, unmarked) for position, counts, unmarked in paper["items"]}
    for place, (words, item) in enumerate(zip(head["labels"], sheet.items, strict=True)):
        counts, unmarked = by_hand.get(item.position, ({}, 0))
        codes = form.lines[place].codes
        sums = {code: item.counts[code] + counts.get(code, 0) for code in codes}
        numbers |= {_name(words, place, code): count for code, count in sums.items()}
        numbers[_name(words, place)] = item.abstained + unmarked
        told = [(str(words["choices"][code]), count) for code, count in sums.items()]
        items.append((str(words["label"]), [*told, (UNMARKED, item.abstained + unmarked)]))
    for name, times in (*sheet.write_ins, *paper["write_ins"]):
        numbers[_written(name)] = numbers.get(_written(name), 0) + times
    return Recounted(numbers, items)


def impossible(head: Head, form: Form) -> Iterator[str]:
    """Yield what cannot be of the numbers that no recount gives: who was entitled, what was handed out, the paper."""
    result, paper = head["result"], head["paper"] or NO_PAPER
    if not result["entitled"] >= result["issued"] >= result["returned"] >= 0:
        yield "有投票权的人数、发出的票数、收回的票数应当一个不大于一个"
    valid = paper["returned"] - paper["invalid"]
    sums = [(sum(counts.values()) + unmarked, [*counts.values(), unmarked]) for _, counts, unmarked in paper["items"]]
    several = [bool(one["several"]) for one in head["form"]["items"]]
    is_short = any(total != valid for (total, _), many in zip(sums, several, strict=False) if not many)
    if paper["invalid"] < 0 or is_short or any(not 0 <= one <= valid for _, parts in sums for one in parts):
        yield "纸质票的计票数字加不起来"
    for name in (str(name) for name, _ in paper["write_ins"] if is_standing(form, str(name))):
        yield f"纸质票把“{name}”记作另选他人，可是他已经在票面上"


def _totals(returned: int, valid: int, invalid: int) -> dict[What, int]:
    return {("收回票数", ""): returned, ("有效票数", ""): valid, ("无效票数", ""): invalid}


def _name(words: Mapping[str, Any], place: int, code: str = "") -> What:
    label = words["choices"][code] if code else UNMARKED
    return f"第 {place + 1} 项 {words['label']}：{label}", code


def _written(name: str) -> What:
    return f"另选他人：{name}", ""
