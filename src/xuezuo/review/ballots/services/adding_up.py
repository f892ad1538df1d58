"""Whether a teller's numbers can be, and what paper and electronic ballots come to together."""

from collections import Counter
from collections.abc import Mapping

from xuezuo.kernel.text import squeeze
from xuezuo.review.ballots.errors import SheetWrong
from xuezuo.review.ballots.exchange.form import is_standing
from xuezuo.review.ballots.models import Item, Poll
from xuezuo.review.ballots.queries.results import items_of
from xuezuo.review.ballots.services.layout import form_of
from xuezuo.review.ballots.types import ItemCount, ItemResult, TellerSheet

YES = "yes"


def check_sheet(poll: Poll, sheet: TellerSheet) -> None:
    """Raise `SheetWrong`, naming the item, unless the numbers of a sheet add up.

    An item with one choice a ballot: all choices and those without a mark make the valid ballots.
    """
    valid = sheet.returned - sheet.invalid
    if sheet.invalid < 0 or valid < 0:
        raise SheetWrong(what="无效票不能多于收回的票，也不能是负数。")
    items = items_of(poll)
    if sorted(one.position for one in sheet.items) != [item.position for item in items]:
        raise SheetWrong(what="每一项都要录入，而且只录一次。")
    counts = {one.position: one for one in sheet.items}
    for item in items:
        _check_item(item, counts[item.position], valid)
    _check_most(poll, sheet, valid)


def _check_item(item: Item, count: ItemCount, valid: int) -> None:
    place, numbers = f"第 {item.position} 项", [*count.counts.values(), count.abstained]
    if not set(count.counts) <= {code for code, _ in item.choices}:
        raise SheetWrong(what=f"{place}有票面上没有的选项。")
    if any(number < 0 or number > valid for number in numbers):
        raise SheetWrong(what=f"{place}有一个数是负数，或多于有效票 {valid} 张。")
    if not item.several and sum(numbers) != valid:
        raise SheetWrong(what=f"{place}各选项与未填合计 {sum(numbers)}，有效票是 {valid} 张。")


def _check_most(poll: Poll, sheet: TellerSheet, valid: int) -> None:
    yes = sum(one.counts.get(YES, 0) for one in sheet.items)
    written = sum(times for _, times in sheet.write_ins)
    names = [squeeze(name) for name, _ in sheet.write_ins]
    if any(times < 1 for _, times in sheet.write_ins) or not all(names) or len(set(names)) < len(names):
        raise SheetWrong(what="另选他人要写姓名和不少于 1 的票数，同一人写一行。")
    if there := [name for name in names if is_standing(form_of(poll), name)]:
        raise SheetWrong(
            what=f"“{there[0]}”已经在票面上，不能记作另选他人。请监票人认定写了这个名字的票：记入该候选人的票数，或者记作无效票。"
        )
    if written > poll.write_ins * valid:
        raise SheetWrong(what=f"另选他人合计 {written} 票，每张票最多另选 {poll.write_ins} 人。")
    if poll.most_yes is not None and yes + written > poll.most_yes * valid:
        raise SheetWrong(
            what=f"赞成和另选合计 {yes + written} 票，每张有效票最多选 {poll.most_yes} 人，多选的票是无效票。"
        )


def add_up(items: list[Item], parts: list[TellerSheet]) -> tuple[tuple[ItemResult, ...], tuple[tuple[str, int], ...]]:
    """Return the sums of paper and electronic counts by item, and names written in by how often, then by name."""
    written: Counter[str] = Counter()
    for part in parts:
        written.update({squeeze(name): times for name, times in part.write_ins})
    names = sorted(written.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(_sum(item, parts) for item in items), tuple(names)


def _sum(item: Item, parts: list[TellerSheet]) -> ItemResult:
    mine = [one for part in parts for one in part.items if one.position == item.position]
    counts = {code: sum(_of(one.counts, code) for one in mine) for code, _ in item.choices}
    return ItemResult(item.position, item.label, item.member_id, counts, sum(one.abstained for one in mine))


def _of(counts: Mapping[str, int], code: str) -> int:
    return counts.get(code, 0)
