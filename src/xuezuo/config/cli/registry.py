"""How a family of subcommands declares itself.

A family module has `register(commands)`. It must not import Django models: the parser is built before Django is set
up, so the function that does the work is named as `package.module:function` and loaded when it is called.
"""

import argparse
import dataclasses
import importlib
from collections.abc import Callable
from enum import Enum

type Run = Callable[[argparse.Namespace], int]


class Needs(Enum):
    """What has to run before a subcommand does."""

    NOTHING = "nothing"  # not even settings: the subcommand looks after itself
    DATABASE = "database"  # PostgreSQL answers, the schema is this release's, all of it is one transaction
    WATCHED = "watched"  # the same without a transaction, for long work; an embedded server that dies is started again


@dataclasses.dataclass(frozen=True, slots=True)
class Command:
    """A subcommand: its words, where its function lives, what it needs, its one-line help."""

    name: str
    target: str
    needs: Needs
    help: str

    def load(self) -> Run:
        """Return the function; Django has to be set up when it uses models."""
        module, _, function = self.target.partition(":")
        run: Run = getattr(importlib.import_module(module), function)
        return run


GROUPS = {
    "account": "登录账号",
    "campaign": "学习教育",
    "draft": "生成草稿",
    "import": "导入数据",
    "exam": "考学",
    "export": "导出数据",
    "template": "下载导入模板",
    "revoke": "撤回导入",
    "unit": "党组织的设立、变更和查看",
}


class Commands:
    """Collects the subcommands of all families into one parser."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        """Start with `parser`, which has no subcommands yet."""
        self._top = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
        self._groups: dict[
            str, argparse._SubParsersAction[argparse.ArgumentParser]
        ] = {}  # argparse has no public name for it
        self.all: dict[str, Command] = {}
        self.parsers: dict[str, argparse.ArgumentParser] = {}

    def add(self, name: str, target: str, help_text: str, *, needs: Needs = Needs.DATABASE) -> argparse.ArgumentParser:
        """Declare a subcommand and return its parser, for its own arguments.

        Args:
            name: one word, or a group of `GROUPS` and a word ("import roster").
            target: the function, as `package.module:function`; it gets the namespace, returns the exit code.
            help_text: one line in Chinese.
            needs: what has to run before.

        Raises:
            ValueError: when the name is taken.
        """
        if name in self.all:
            raise ValueError(f"subcommand {name!r} is declared twice")
        command = Command(name, target, needs, help_text)
        group, _, word = name.rpartition(" ")
        parser = (self._group(group) if group else self._top).add_parser(word, help=help_text, description=help_text)
        parser.add_argument("--data", metavar="DIR", help="数据文件夹（默认为 XUEZUO_DATA 或 ./xuezuo-data）")
        parser.add_argument("--json", action="store_true", help="结果以 JSON 写到标准输出")
        parser.set_defaults(definition=command)
        self.all[name], self.parsers[name] = command, parser
        return parser

    def _group(self, name: str) -> "argparse._SubParsersAction[argparse.ArgumentParser]":
        if name not in self._groups:
            parser = self._top.add_parser(name, help=GROUPS[name], description=GROUPS[name])
            self._groups[name] = parser.add_subparsers(dest="subcommand", required=True, metavar="COMMAND")
        return self._groups[name]
