"""The plan of a year as paper."""

from xuezuo.life.models import YearTopic
from xuezuo.life.queries.yearly import YearPlan
from xuezuo.platform.printing.document import Official, Table, Text, long_date

HEADS, WIDTHS = ("月份", "类型", "专题", "重点发言人", "学习资料", "落实"), (2, 4, 8, 4, 6, 4)


def plan_sheet(unit_name: str, plan: YearPlan) -> Official:
    """Return the plan with what was held of it; dropped topics stay with their reason."""
    rows = tuple(
        (
            f"{topic.month}月",
            topic.get_kind_display(),
            topic.title,
            topic.speakers,
            "\n".join(f"《{one.title}》" for one in materials),
            _came(topic),
        )
        for topic, materials in plan.lines
    )
    about = Text(f"计划专题{plan.planned}个，已学习{plan.held}个；计划外学习{plan.unplanned}次。")
    body = Table(HEADS, rows, WIDTHS) if rows else Text("还没有列入专题。")
    return Official(f"{unit_name}\n{plan.year}年学习计划", (about, body), foot=f"共{len(rows)}个专题")


def _came(topic: YearTopic) -> str:
    if topic.dropped_at is not None:
        return f"已取消：{topic.drop_reason}"
    if topic.activity is None:
        return "未安排"
    return f"{topic.activity.get_state_display()}\n{long_date(topic.activity.occurred_on)}"
