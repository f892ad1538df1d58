"""Rule packs of this site: `check-pack`."""

from xuezuo.config.cli.arguments import existing_file
from xuezuo.config.cli.registry import Commands, Needs


def register(commands: Commands) -> None:
    """Declare the subcommand."""
    check = commands.add(
        "check-pack",
        "xuezuo.config.cli.packs_commands:check_pack",
        "检查规则包或学习教育包文件",
        needs=Needs.NOTHING,
    )
    check.add_argument(
        "files", metavar="FILE.yaml", type=existing_file, nargs="+", help="规则包或学习教育包文件，可以多个"
    )
