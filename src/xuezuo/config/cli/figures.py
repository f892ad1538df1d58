"""Figures: `status` of one unit, `rollup` of any unit and period."""

from xuezuo.config.cli.arguments import day
from xuezuo.config.cli.registry import Commands

HERE = "xuezuo.config.cli.figures_commands"


def register(commands: Commands) -> None:
    """Declare the subcommands."""
    status = commands.add("status", f"{HERE}:status", "一个党组织本年以来各项要求的落实情况")
    status.add_argument("code", metavar="CODE", help="组织代码")
    status.add_argument("--on", type=day, metavar="DATE", help="截至哪一天（默认今天）")

    rollup = commands.add("rollup", f"{HERE}:rollup", "一个党组织及下级在一段时间内的汇总")
    rollup.add_argument("code", metavar="CODE", help="组织代码")
    rollup.add_argument("--from", dest="start", type=day, required=True, metavar="DATE", help="第一天")
    rollup.add_argument("--to", dest="end", type=day, required=True, metavar="DATE", help="结束日期（不含这一天）")
    rollup.add_argument(
        "--held", choices=["then", "today"], default="then", help="按当时（then）或现在（today）的隶属关系"
    )
    rollup.add_argument("--today", type=day, metavar="DATE", help="把哪一天当作今天（用于核对）")
