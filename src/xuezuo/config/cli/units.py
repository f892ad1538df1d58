"""The tree of units: `unit show|add|move|rename|merge|split|dissolve` and `verify-tree`."""

import argparse

from xuezuo.config.cli.arguments import day, existing_file, part
from xuezuo.config.cli.registry import Commands

HERE = "xuezuo.config.cli.units_commands"


def register(commands: Commands) -> None:
    """Declare the subcommands."""
    show = commands.add("unit show", f"{HERE}:show", "一个党组织的名称、上级、下级、沿革")
    show.add_argument("code", metavar="CODE", help="组织代码")
    show.add_argument("--on", type=day, metavar="DATE", help="按哪一天的情况（默认今天）")

    add = _deed(commands, "add", "设立党组织", code="新组织的代码")
    add.add_argument("--name", required=True, metavar="NAME", help="组织名称")
    add.add_argument("--kind", required=True, metavar="KIND", help="党委|党总支|党支部|党小组")
    add.add_argument("--parent", metavar="CODE", help="上级组织代码（不填则为最高一级）")
    add.add_argument("--type", default="", metavar="TYPE", help="单位类别，例如 农村、机关")
    add.add_argument("--temporary", action="store_true", help="临时党支部")

    move = _deed(commands, "move", "调整党组织的隶属关系")
    move.add_argument("--to", required=True, metavar="PARENT", help="新的上级组织代码")

    rename = _deed(commands, "rename", "党组织更名")
    rename.add_argument("--name", required=True, metavar="NAME", help="新名称")

    merge = _deed(commands, "merge", "把一个或多个党组织并入另一个", many=True)
    merge.add_argument("--into", required=True, metavar="CODE", help="接收组织的代码")

    split = _deed(commands, "split", "把一个党组织分设为几个新组织")
    split.add_argument(
        "--into", required=True, nargs="+", action="extend", type=part, metavar="CODE=NAME", help="新组织的代码和名称"
    )
    split.add_argument("--main", required=True, metavar="CODE", help="主要承接组织的代码")
    split.add_argument(
        "--members",
        type=existing_file,
        metavar="FILE.csv",
        help="党员去向（列：党员编号，组织代码）；未列的归主要承接组织",
    )

    _deed(commands, "dissolve", "撤销党组织")
    commands.add("verify-tree", f"{HERE}:verify", "核对组织树和组织关系，有问题时退出码为 1")


def _deed(
    commands: Commands, word: str, help_text: str, *, many: bool = False, code: str = "组织代码"
) -> argparse.ArgumentParser:
    """Declare a deed: its unit or units, the day it takes effect, the document it rests on."""
    parser = commands.add(f"unit {word}", f"{HERE}:{word}", help_text)
    if many:
        parser.add_argument("codes", metavar="CODE", nargs="+", help=code)
    else:
        parser.add_argument("code", metavar="CODE", help=code)
    parser.add_argument("--on", type=day, required=True, metavar="DATE", help="生效日期")
    parser.add_argument("--document", required=True, metavar="REF", help="文件依据（文号或文件名）")
    return parser
