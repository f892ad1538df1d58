"""The generated pages, each a function that returns Markdown. Chinese: administrators and cadres read them."""

import datetime as dt
import importlib
import pkgutil
from collections.abc import Callable, Iterable
from pathlib import Path

from django.apps import apps

import xuezuo
from tools.docs.variables import variables
from xuezuo.config.cli.main import build_parser
from xuezuo.kernel.errors import DomainError
from xuezuo.org.roster.columns import SHEETS
from xuezuo.org.roster.findings import CODES, LEVEL_LABELS
from xuezuo.platform.access import Reach, all_capabilities
from xuezuo.platform.audit.names import all_names
from xuezuo.reports.figures import definitions_of
from xuezuo.rules.loader import shipped_packs
from xuezuo.rules.types import Clause, Duty, DutyVersion

REACH = {Reach.HERE: "本组织及其直属党小组", Reach.BELOW: "本组织及其全部下级"}
PERIODS = {"month": "每月", "quarter": "每季度", "year": "每年"}
CLASSES = {"public": "公开", "internal": "内部", "personal": "个人", "secret": "机密"}


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a Markdown table."""
    columns = list(head)
    lines = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    lines += [f"| {' | '.join(str(cell).replace('|', chr(92) + '|') or '—' for cell in row)} |" for row in rows]
    return "\n".join(lines)


def load_everything() -> None:
    """Import every module of the product, so that registers and subclasses are complete."""
    for module in pkgutil.walk_packages(xuezuo.__path__, "xuezuo."):
        if not {"tests", "migrations", "__main__", "wsgi"} & set(module.name.split(".")):
            importlib.import_module(module.name)


def settings() -> str:
    """Return the page of environment variables."""
    rows = ((f"`{one.name}`", f"`{one.default}`" if one.default else "—", one.words) for one in variables())
    return f"""# 设置

全部设置都是环境变量。密钥也可以用 `变量名_FILE` 指向一个文件。不合理的值会被拒绝，不会被猜测。

{table(("变量", "默认值", "用途"), rows)}
"""


def capabilities() -> str:
    """Return the page of capabilities."""
    load_everything()
    rows = ((f"`{one.name}`", one.label, "、".join(sorted(one.roles)), REACH[one.reach]) for one in all_capabilities())
    return f"""# 权限

权限随职务产生：谁在某一天担任某职务，当天就有该职务的权限；离任之日起消失。没有可以勾选的权限。
系统管理员（`admin`）只管设备和任务，看不到党员信息。

{table(("权限", "含义", "角色", "范围"), rows)}
"""


def audit_names() -> str:
    """Return the page of audit names."""
    load_everything()
    return f"""# 操作留痕的名称

每一次变更都留下一条记录：谁、何时、对什么、变更前后（只含允许的字段）、原因。记录只能增加，不能修改。

{table(("名称", "含义"), ((f"`{name}`", label) for name, label in all_names().items()))}
"""


def subclasses(of: type[DomainError]) -> set[type[DomainError]]:
    """Return every subclass, at any depth."""
    return {deeper for one in of.__subclasses__() for deeper in {one, *subclasses(one)}}


def shipped_errors() -> list[type[DomainError]]:
    """Return the errors of the product that have a code of their own; tests make some too."""
    load_everything()
    return [
        one
        for one in subclasses(DomainError)
        if "code" in one.__dict__ and one.__module__.startswith("xuezuo.") and ".tests." not in one.__module__
    ]


def errors() -> str:
    """Return the page of error codes."""
    known = sorted(shipped_errors(), key=lambda one: one.code)
    rows = ((f"`{one.code}`", one.kind.value, one.template.replace("\n", " ")) for one in known)
    return f"""# 错误代码

业务规则不允许一项操作时，网页、命令行和接口给出同一个代码。代码保持不变，文字可以改进。

{table(("代码", "HTTP", "说明"), rows)}
"""


def commands() -> str:
    """Return the page of subcommands."""
    _, known = build_parser()
    parts = [
        "# 命令",
        "退出代码：0 完成，1 有问题或被拒绝，2 用法错误。结果写到标准输出，提示写到标准错误。",
        "每个命令都可以用 `--data` 指定数据文件夹，或用 `DATABASE_URL` 指定数据库。",
    ]
    for name in sorted(known.all):
        command = known.all[name]
        parts += [f"## xuezuo {name}", command.help + "。", f"```\n{_usage(known.parsers[name].format_usage())}\n```"]
        rows = [
            (f"`{' '.join(action.option_strings) or action.metavar or action.dest}`", action.help or "")
            for action in known.parsers[name]._actions
            if action.dest not in {"help", "data", "json"}
        ]
        parts += [table(("参数", "含义"), rows)] if rows else []
    return "\n\n".join(parts)


def _usage(text: str) -> str:
    return " ".join(text.split()).removeprefix("usage: ")


def duties() -> str:
    """Return the page of duties with their sources."""
    packs = shipped_packs()
    parts = [
        "# 职责和依据",
        "每项职责来自一个规则包：要求多少、按什么周期、依据哪一条、从哪天起。格式见[规则包](rule-packs.md)。",
        "强制力：“必须”只用于已核对原文的条款；未核对的只提醒。",
    ]
    for duty in packs.duties:
        rows = (
            (
                version.start,
                version.end or "",
                version.required,
                version.quantity.value,
                _cited(version),
                version.clause.says,
            )
            for version in duty.versions
        )
        parts += [
            f"## {duty.label}（`{duty.id}`）",
            f"{duty.why}\n\n{duty.what_counts}",
            _scope(duty),
            table(("施行", "止", "要求", "单位", "依据", "内容"), rows),
        ]
    clauses = ((f"`{one.id}`", one.citation, one.force.label, _checked(one)) for one in packs.clauses)
    parts += ["## 条款", table(("编号", "出处", "强制力", "核对"), clauses)]
    return "\n\n".join(parts)


def _scope(duty: Duty) -> str:
    subjects = "、".join(kind.label for kind in duty.subjects)
    counted = "、".join(kind.label for kind in duty.deed_kinds) or "状态"
    late = f"周期结束后 {duty.on_time_days} 天内补录仍算按时。"
    return f"对象：{subjects}；周期：{PERIODS[duty.period]}；计入：{counted}；{late}"


def _cited(version: DutyVersion) -> str:
    return "；".join(clause.citation for clause in (version.clause, *version.also))


def _checked(clause: Clause) -> str:
    day: dt.date = clause.checked_on
    return f"{day} 已核对" if clause.verified else f"{day} 未见原文，只提醒"


def figures() -> str:
    """Return the page of figures."""
    head = ("名称", "编号", "单位", "含义", "计入", "不计入")
    sample = "lecture"
    of_duty = [
        (one.short, f"`{one.key.replace(sample, '<职责>')}`", one.unit, one.says, one.counts, one.leaves_out)
        for one in definitions_of(sample)
    ]
    plain = [(one.label, f"`{one.key}`", one.unit, one.says, one.counts, one.leaves_out) for one in definitions_of("")]
    return f"""# 统计指标

报表、页面、综述和 `xuezuo rollup` 使用同一张指标表。比率和合计在显示时由计数算出，从不存储。
“按当时”和“按现在”的区别见[说明](../explanation/held-then-held-today.md)。

{table(head, plain)}

## 每项职责的指标

以党课为例；其他职责相同，编号见[职责和依据](duties.md)。

{table(head, of_duty)}
"""


def privacy() -> str:
    """Return the register of stored fields."""
    parts = [
        "# 个人信息登记表",
        "每个字段在存储之前就定了类别；没有类别的字段不能合并进程序。类别的含义、期限和拒绝存储的内容见[隐私说明](../../PRIVACY.md)。",
    ]
    for model in sorted(apps.get_models(), key=lambda one: one._meta.label):
        classes = getattr(model, "privacy", None)
        if classes:
            words = ((model.__doc__ or "").strip().splitlines() or [""])[0]
            rows = (
                (CLASSES[level], "、".join(f"`{name}`" for name, one in classes.items() if one == level))
                for level in CLASSES
                if level in classes.values()
            )
            parts += [f"## {model._meta.label}", words, table(("类别", "字段"), rows)]
    return "\n\n".join(parts)


def roster() -> str:
    """Return the page of the roster workbook: its columns, and the codes of what a check finds."""
    head = ("列", "必填", "可选值", "说明")
    sheets = "\n\n".join(
        f"## 工作表“{name}”\n\n"
        + table(head, ((c.header, "是" if c.required else "", "、".join(c.values), c.help) for c in columns))
        for name, columns in SHEETS.items()
    )
    rules = Path(__file__).with_name("roster_rules.md").read_text(encoding="utf-8").strip()
    codes = (("`" + one.code + "`", LEVEL_LABELS[one.level], one.message) for one in CODES.values())
    return f"""# 花名册：列和检查代码

怎样导入见[导入花名册](../howto/组织部门/导入花名册.md)，文件和报告的格式见[文件格式](formats.md)。

{sheets}

## 怎样理解

{rules}

## 检查代码

有任何“错误”时什么都不导入；“提醒”照常导入。同一单元格有了错误，就不再报告由它引起的其他问题。个人信息在报告中遮盖。

{table(("代码", "级别", "说明"), codes)}
"""


PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings,
    "capabilities.md": capabilities,
    "audit-names.md": audit_names,
    "errors.md": errors,
    "commands.md": commands,
    "duties.md": duties,
    "figures.md": figures,
    "roster.md": roster,
    "privacy-register.md": privacy,
}
