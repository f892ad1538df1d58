"""Files in and out: `template roster`, `import roster`, `export roster`, `revoke roster`."""

from xuezuo.config.cli.arguments import day
from xuezuo.config.cli.registry import Commands, Needs

HERE = "xuezuo.org.roster.commands"


def register(commands: Commands) -> None:
    """Declare the subcommands."""
    template = commands.add(
        "template roster", "xuezuo.org.roster.template:command", "写出花名册模板", needs=Needs.NOTHING
    )
    template.add_argument("file", metavar="FILE.xlsx", help="写到哪个文件")

    importing = commands.add("import roster", f"{HERE}:import_roster", "导入花名册", needs=Needs.WATCHED)
    importing.add_argument("file", metavar="FILE", help="XLSX 文件，或放有 党组织.csv 和 党员.csv 的文件夹")
    importing.add_argument("--dry-run", action="store_true", help="只检查，不导入")
    importing.add_argument("--report", metavar="FILE.json", help="把检查结果写到文件")

    exporting = commands.add("export roster", f"{HERE}:export_roster", "导出花名册")
    exporting.add_argument("file", metavar="FILE", help="XLSX 文件；文件夹或 .csv 则写出两个 CSV 文件")
    exporting.add_argument("--as-of", metavar="DATE", type=day, help="截至哪一天的情况（默认今天）")

    revoking = commands.add("revoke roster", f"{HERE}:revoke_roster", "撤回一次花名册导入", needs=Needs.WATCHED)
    revoking.add_argument("batch", metavar="BATCH", help="导入时给出的批次号")
    revoking.add_argument("--reason", required=True, help="为什么撤回")
