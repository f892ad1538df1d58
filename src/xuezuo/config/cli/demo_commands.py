"""The function behind `demo`."""

import argparse
import os

from xuezuo.config.cli.registry import Needs
from xuezuo.config.cli.session import announce, session
from xuezuo.config.ports import require_free

FOLDER = "xuezuo-demo"


def demo(arguments: argparse.Namespace) -> int:
    """Load the county into its own folder (once), print the log-ins, and serve it on 127.0.0.1."""
    if "DATABASE_URL" not in os.environ:
        os.environ.setdefault("XUEZUO_DATA", FOLDER)
    if not arguments.no_serve:
        require_free("127.0.0.1", arguments.port)
    with session(Needs.WATCHED):
        from xuezuo.config.cli.serving import run  # noqa: PLC0415  # CONFIG: needs Django set up
        from xuezuo.config.demo import loading, people  # noqa: PLC0415  # the same
        from xuezuo.kernel import clock  # noqa: PLC0415  # the same

        try:
            is_new = loading.load(clock.now(), announce)
        except loading.NotEmptyError:
            announce("这个数据文件夹里已经有别的组织，演示数据没有装入。请用 --data 换一个空的文件夹。")
            return 1
        announce("青禾县（虚构）已装入。" if is_new else "青禾县（虚构）早已装入，没有改动。")
        print(f"网址：http://127.0.0.1:{arguments.port}/")
        print(f"登录（密码都是 {people.PASSWORD}）：")
        for login in people.LOGINS:
            print(f"  {login.username:10} {login.who}", flush=True)
        if not arguments.no_serve:
            run("127.0.0.1", arguments.port)
    return 0
