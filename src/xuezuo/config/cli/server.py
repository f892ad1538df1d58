"""Running the product: `serve`, `worker`, `migrate`, `doctor`."""

from xuezuo.config.cli.registry import Commands, Needs

HERE = "xuezuo.config.cli.server_commands"


def register(commands: Commands) -> None:
    """Declare the subcommands."""
    commands.add("migrate", f"{HERE}:migrate", "建立数据库结构，或升级到本版本", needs=Needs.NOTHING)
