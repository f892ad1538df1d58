"""The library: `import materials`."""

from pathlib import Path

from xuezuo.config.cli.arguments import existing_path
from xuezuo.config.cli.registry import Commands, Needs


def register(commands: Commands) -> None:
    """Declare the subcommand."""
    target, words = "xuezuo.study.library.commands:import_materials", "导入学习资料（TXT、HTML、DOCX、PDF、音频、视频）"
    load = commands.add("import materials", target, words, needs=Needs.WATCHED)
    load.add_argument("path", type=existing_path, nargs="+", metavar="PATH", help="文件、文件夹或 ZIP，可写多个")
    load.add_argument("--unit", required=True, metavar="CODE", help="保管资料的组织代码")
    load.add_argument("--tags", default="", help="给全部资料加上的标签，用逗号分隔")
    load.add_argument("--dry-run", action="store_true", help="只检查，不导入")
    load.add_argument("--report", type=Path, metavar="FILE.json", help="把逐个文件的结果写到文件")
