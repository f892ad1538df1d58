"""Running the product: `serve`, `worker`, `migrate`, `doctor`."""

from xuezuo.config.cli.registry import Commands, Needs

PORT = 8000


def register(commands: Commands) -> None:
    """Declare the subcommands."""
    serve = commands.add("serve", "xuezuo.config.cli.serving:serve", "启动网站和后台任务", needs=Needs.NOTHING)
    serve.add_argument("--host", default="127.0.0.1", help="监听地址（默认只限本机）")
    serve.add_argument("--port", type=int, default=PORT, help=f"端口（默认 {PORT}）")
    serve.add_argument("--workers", type=int, default=2, help="进程数（默认 2，每个进程 4 个线程）")
    serve.add_argument("--no-worker", action="store_true", help="不启动后台任务（另行运行 xuezuo worker）")
    serve.add_argument("--insecure", action="store_true", help="有不安全的设置也启动（仅限封闭的试用环境）")
    commands.add("worker", "xuezuo.config.cli.serving:worker", "执行后台任务", needs=Needs.WATCHED)
    commands.add("migrate", "xuezuo.config.cli.upkeep:migrate", "建立数据库结构，或升级到本版本", needs=Needs.NOTHING)
    commands.add("doctor", "xuezuo.config.cli.upkeep:doctor", "检查本安装是否健康、安全", needs=Needs.NOTHING)
