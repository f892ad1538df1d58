"""The work of `overview`."""

import argparse
import json
from pathlib import Path

from xuezuo.config.cli.session import announce
from xuezuo.kernel import clock
from xuezuo.org.queries.tree import unit_row
from xuezuo.reports.overview.chapters import overview as write
from xuezuo.reports.overview.html import as_html
from xuezuo.reports.overview.word import as_docx
from xuezuo.reports.queries.choices import asked_between
from xuezuo.reports.types import Held

MAKERS = {".docx": as_docx, ".html": as_html}


def overview(arguments: argparse.Namespace) -> int:
    """Write the overview; 2 for days in the wrong order or a file of an unknown kind, 1 when it cannot be written."""
    path = Path(arguments.out)
    make = MAKERS.get(path.suffix.lower())
    if make is None:
        announce("--out 的文件名要以 .docx 或 .html 结尾")
        return 2
    if arguments.end <= arguments.start:
        announce("--to 是结束日期（不含），必须晚于 --from。例如 2025 年全年：--from 2025-01-01 --to 2026-01-01")
        return 2
    today = arguments.today or clock.today()
    asked = asked_between(arguments.start, arguments.end, Held(arguments.held), today)
    unit = unit_row(arguments.code, asked.last_day)
    made = write(asked.scope(unit.id), asked)
    try:
        path.write_bytes(make(made))
    except OSError as problem:
        announce(f"不能写入 {path}：{problem.strerror}")
        return 1
    if arguments.json:
        figures = [
            {"figure": one.about.key, "child": one.child_name, "value": one.value, "label": one.about.label}
            for one in made.figures
        ]
        print(json.dumps({"file": str(path), "title": made.title, "figures": figures}, ensure_ascii=False, indent=1))
    announce(f"已写好 {path}：{made.title}，{len(made.chapters)} 章，{len(made.figures)} 个数字")
    return 0
