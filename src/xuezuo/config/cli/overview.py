"""Written overviews: `overview`."""

from xuezuo.config.cli.arguments import day
from xuezuo.config.cli.registry import Commands


def register(commands: Commands) -> None:
    """Declare the subcommand."""
    parser = commands.add(
        "overview", "xuezuo.config.cli.overview_commands:overview", "一个党组织一段时间的组织生活综述"
    )
    parser.add_argument("code", metavar="CODE", help="组织代码")
    parser.add_argument("--from", dest="start", type=day, required=True, metavar="DATE", help="第一天")
    parser.add_argument("--to", dest="end", type=day, required=True, metavar="DATE", help="结束日期（不含这一天）")
    parser.add_argument("--out", required=True, metavar="FILE", help="写到哪个文件：.docx 或 .html")
    parser.add_argument(
        "--held", choices=["then", "today"], default="then", help="按当时（then）或现在（today）的隶属关系"
    )
    parser.add_argument("--today", type=day, metavar="DATE", help="把哪一天当作今天（用于核对）")
