"""The class hours of a branch as a table."""

import datetime as dt
from collections.abc import Sequence

from xuezuo.duties.queries.hours import Hours
from xuezuo.duties.types import DutyState
from xuezuo.org.models import Member
from xuezuo.reports.sheets.tables import Table

HEADS = ("党员编号", "姓名", "要求学时", "已学学时", "分钟合计", "一学时分钟数", "状态", "说明", "依据")


def hours_table(rows: Sequence[tuple[Member, Hours]], unit_name: str, year: int, on: dt.date) -> Table:
    """Return one row per member in the order given; an exempt member has no requirement (0)."""
    labels = dict(DutyState.choices)
    return Table(
        title=f"{unit_name}{year}年党员学时",
        notes=(
            f"截至 {min(on, dt.date(year, 12, 31))}",
            "已确认的学习活动、出勤和经认可的个人自学的分钟数合计后折算，不足一学时不计",
            "按姓名排列，不排名",
        ),
        heads=HEADS,
        rows=(
            (
                member.number,
                member.name,
                0 if hours.is_exempt else hours.required,
                hours.done,
                hours.minutes,
                hours.lesson,
                labels[DutyState(hours.state)],
                hours.why,
                hours.clause,
            )
            for member, hours in rows
        ),
        about=(),
    )
