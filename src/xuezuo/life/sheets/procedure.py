"""How an organizational-life meeting was prepared and carried out, as its minutes tell it."""

from collections.abc import Iterator

from xuezuo.life.queries.preparing import ARTICLE, Preparation, StepView
from xuezuo.life.sheets.problems import problem_table
from xuezuo.platform.printing.document import Block, Heading, Table, Text, long_date

HEADS, WIDTHS = ("步骤", "日期", "情况"), (6, 5, 12)


def procedure_blocks(board: Preparation) -> Iterator[Block]:
    """Yield the steps of the procedure, the opinions collected, and the problems with what came of their measures."""
    yield Heading("组织生活会程序")
    yield Text(f"按{ARTICLE}。")
    yield Table(HEADS, tuple(_row(step) for step in board.steps), WIDTHS)
    if board.opinions:
        yield Heading("听取的意见")
        for one in board.opinions:
            yield Text(one.text, label=f"{one.get_source_display()}（{one.people}人）：")
    yield Heading("查摆的问题和整改措施")
    yield problem_table(board.problems)


def _row(step: StepView) -> tuple[str, ...]:
    day = long_date(step.on) if step.on else ""
    came = "；".join(word for word in (step.stands_on, step.note) if word)
    return (step.step.label, day, came or ("已做" if step.is_done else "没有登记"))
