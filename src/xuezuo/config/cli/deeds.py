"""Deeds in and out: `import deeds`, `export deeds`, `template deeds`, `revoke deeds`; `draft meetings`."""

import uuid
from pathlib import Path

from xuezuo.config.cli.arguments import day, existing_file
from xuezuo.config.cli.registry import Commands, Needs

HERE = "xuezuo.config.cli.deeds_commands"


def register(commands: Commands) -> None:
    """Declare the subcommands."""
    # WATCHED: the service's own transaction is committed before the command says that anything was imported.
    words = "导入组织生活及考勤（JSON Lines 或 XLSX）"
    load = commands.add("import deeds", f"{HERE}:import_deeds", words, needs=Needs.WATCHED)
    load.add_argument("file", type=existing_file, metavar="FILE")
    load.add_argument("--dry-run", action="store_true", help="只检查，不写入")
    load.add_argument("--report", type=Path, metavar="FILE.json", help="检查结果另存为 JSON")
    save = commands.add("export deeds", f"{HERE}:export_deeds", "导出组织生活及考勤（JSON Lines 或 XLSX）")
    save.add_argument("file", type=Path, metavar="FILE", help="以 .xlsx 结尾则为工作簿；- 为标准输出")
    save.add_argument("--as-of", type=day, metavar="DATE", help="只含这一天（含）以前登记的")
    back = commands.add("revoke deeds", f"{HERE}:revoke_deeds", "撤回一次组织生活导入", needs=Needs.WATCHED)
    back.add_argument("batch", type=uuid.UUID, metavar="BATCH", help="导入时给出的批次号")
    back.add_argument("--reason", required=True, help="为什么撤回")
    template = commands.add("template deeds", f"{HERE}:template_deeds", "下载组织生活导入模板（XLSX）")
    template.add_argument("file", type=Path, metavar="FILE.xlsx")
    ahead = commands.add(
        "draft meetings", "xuezuo.life.commands:draft_meetings", "按定期会议生成今后的草稿，可重复执行"
    )
    ahead.add_argument("--until", type=day, metavar="DATE", help="生成到这一天（不填为三个月，最多一年）")
