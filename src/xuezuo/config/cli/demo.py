"""`xuezuo demo`: a fictional county to try everything on."""

from xuezuo.config.cli.registry import Commands, Needs
from xuezuo.config.cli.server import PORT


def register(commands: Commands) -> None:
    """Declare the subcommand."""
    demo = commands.add(
        "demo", "xuezuo.config.cli.demo_commands:demo", "装入虚构的青禾县并启动网站", needs=Needs.NOTHING
    )
    demo.add_argument("--port", type=int, default=PORT, help=f"端口（默认 {PORT}）")
    demo.add_argument("--no-serve", action="store_true", help="只装入数据，不启动网站")
