"""Log-ins and keys from the command line: `account create-admin | reset | deactivate`, `reseal`."""

from xuezuo.config.cli.registry import Commands

HERE = "xuezuo.config.cli.account_commands"


def register(commands: Commands) -> None:
    """Declare the subcommands."""
    create = commands.add("account create-admin", f"{HERE}:create_admin", "开通系统管理员账号，显示一次性密码")
    create.add_argument("name", metavar="NAME", help="用户名")
    reset = commands.add("account reset", f"{HERE}:reset", "为忘记密码或被暂停登录的账号生成一次性密码")
    reset.add_argument("name", metavar="NAME", help="用户名或党员编号")
    close = commands.add("account deactivate", f"{HERE}:deactivate", "停用账号；历史记录保留")
    close.add_argument("name", metavar="NAME", help="用户名或党员编号")
    close.add_argument("--reason", required=True, help="停用原因")
    commands.add("reseal", f"{HERE}:reseal", "更换加密密钥后，用新密钥重新加密已存的证件号码和手机号码")
