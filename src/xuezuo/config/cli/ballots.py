"""Published lists of ballots: `verify-ballots`."""

from xuezuo.config.cli.arguments import existing_file
from xuezuo.config.cli.registry import Commands, Needs


def register(commands: Commands) -> None:
    """Declare the subcommand."""
    verify = commands.add(
        "verify-ballots",
        "xuezuo.config.cli.ballots_commands:verify_ballots",
        "重新验票和计票：检查下载的选票清单",
        needs=Needs.NOTHING,
    )
    verify.add_argument("file", metavar="FILE.jsonl", type=existing_file, help="从投票页面下载的选票清单")
    verify.add_argument("--digest", default="", metavar="HEX", help="投票页面上公布的摘要：核对清单就是公布的那一份")
