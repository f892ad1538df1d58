"""Study campaigns: `campaign check|list|start|pause|resume|close|archive`."""

import uuid

from xuezuo.config.cli.arguments import batch, day, existing_file
from xuezuo.config.cli.registry import Commands, Needs

HERE = "xuezuo.study.campaigns.commands"
CHECK = "xuezuo.config.cli.packs_commands:check_pack"  # the same as `check-pack`


def register(commands: Commands) -> None:
    """Declare the subcommands."""
    check = commands.add("campaign check", CHECK, "检查学习教育包文件（与 check-pack 相同）", needs=Needs.NOTHING)
    check.add_argument("files", metavar="FILE.yaml", type=existing_file, nargs="+", help="学习教育包文件，可以多个")

    found = commands.add("campaign list", f"{HERE}:campaign_list", "列出学习教育，或可以启动的包")
    found.add_argument("--unit", metavar="CODE", help="只列这个组织发起的（组织代码）")
    found.add_argument("--archived", action="store_true", help="只列已归档的")
    found.add_argument("--packs", action="store_true", help="列出可以启动的学习教育包")

    start = commands.add("campaign start", f"{HERE}:campaign_start", "启动一次学习教育")
    start.add_argument("pack", metavar="PACK", help="学习教育包的编号，或包文件 FILE.yaml")
    start.add_argument("--unit", required=True, metavar="CODE", help="由哪个组织发起（组织代码）")
    start.add_argument("--document", required=True, metavar="REF", help="依据：通知的名称和文号")
    start.add_argument("--issued", type=day, required=True, metavar="DATE", help="发文日期")
    when = start.add_mutually_exclusive_group(required=True)
    when.add_argument("--from", dest="starts", type=day, metavar="DATE", help="全部下级从这一天开始（不分批）")
    when.add_argument(
        "--batch",
        type=batch,
        action="append",
        metavar="ID=DATE:CODE,CODE",
        help="一批：批次编号、开始日期、哪些下级组织；每批写一次",
    )

    for word, help_text in (("pause", "暂停学习教育"), ("close", "结束学习教育")):
        parser = commands.add(f"campaign {word}", f"{HERE}:campaign_{word}", help_text)
        parser.add_argument("run", type=uuid.UUID, metavar="CAMPAIGN", help="学习教育的编号（campaign list 的第一列）")
        parser.add_argument("--why", required=True, metavar="TEXT", help="原因，下级组织会看到")
    for word, help_text in (("resume", "恢复暂停的学习教育"), ("archive", "归档已结束的学习教育")):
        parser = commands.add(f"campaign {word}", f"{HERE}:campaign_{word}", help_text)
        parser.add_argument("run", type=uuid.UUID, metavar="CAMPAIGN", help="学习教育的编号（campaign list 的第一列）")
