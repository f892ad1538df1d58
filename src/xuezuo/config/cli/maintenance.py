"""Keeping the data: `backup`, `restore`."""

from pathlib import Path

from xuezuo.config.cli.arguments import existing_file
from xuezuo.config.cli.registry import Commands, Needs


def register(commands: Commands) -> None:
    """Declare the subcommands."""
    backup = commands.add(
        "backup", "xuezuo.config.cli.maintaining:backup", "把数据库、附件和密钥备份成一个文件", needs=Needs.NOTHING
    )
    backup.add_argument("file", type=Path, metavar="FILE", help="备份文件（.tar），已有则替换")
    backup.add_argument("--without-keys", action="store_true", help="不含密钥（密钥另行保管，没有密钥读不出证件号码）")
    restore = commands.add(
        "restore", "xuezuo.config.cli.maintaining:restore", "用备份文件恢复，全部成功或保持原样", needs=Needs.NOTHING
    )
    restore.add_argument("file", type=existing_file, metavar="FILE", help="备份文件")
    restore.add_argument("--force", action="store_true", help="替换数据库里的全部现有数据")
