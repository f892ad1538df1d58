"""The work of `unit ...` and `verify-tree`."""

import argparse
import csv
import dataclasses
import datetime as dt
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xuezuo.config.cli.session import announce
from xuezuo.kernel import clock
from xuezuo.kernel.dates import DateSpan
from xuezuo.org.queries.profile import Link, unit_history
from xuezuo.org.queries.tree import clamp, span_of, unit_by_code
from xuezuo.org.queries.units import tree_lines
from xuezuo.org.queries.verify import verify_tree
from xuezuo.org.services import structure
from xuezuo.org.types import Document, NewUnit, SplitPlan, UnitKind, UnitType
from xuezuo.platform.access import current_actor

SHOWN = 100  # so many findings are printed for people; programs get all
MEMBER_COLUMNS = ("党员编号", "组织代码")


def show(arguments: argparse.Namespace) -> int:
    """Print one unit as on a day, with its history."""
    on = arguments.on or clock.today()
    _report(arguments, [arguments.code], on)
    return 0


def add(arguments: argparse.Namespace) -> int:
    """Set up a unit."""
    kinds = {kind.label: kind.value for kind in UnitKind} | {kind.value: kind.value for kind in UnitKind}
    types = {kind.label: kind.value for kind in UnitType} | {kind.value: kind.value for kind in UnitType} | {"": ""}
    if arguments.kind not in kinds or arguments.type not in types:
        announce("--kind 只能是 党委、党总支、党支部、党小组；--type 只能是 " + "、".join(UnitType.labels))
        return 2
    parent = unit_by_code(arguments.parent).pk if arguments.parent else None
    new = NewUnit(
        code=arguments.code,
        name=arguments.name,
        kind=kinds[arguments.kind],
        parent_id=parent,
        unit_type=types[arguments.type],
        is_temporary=arguments.temporary,
    )
    structure.unit_set_up(actor=current_actor(), new=new, document=_document(arguments), at=clock.now())
    return _done(arguments, [arguments.code])


def move(arguments: argparse.Namespace) -> int:
    """Move a unit under another superior."""
    unit, parent = unit_by_code(arguments.code), unit_by_code(arguments.to)
    structure.unit_move(actor=current_actor(), unit=unit, parent=parent, document=_document(arguments), at=clock.now())
    return _done(arguments, [arguments.code])


def rename(arguments: argparse.Namespace) -> int:
    """Give a unit another name."""
    unit = unit_by_code(arguments.code)
    structure.unit_rename(
        actor=current_actor(), unit=unit, name=arguments.name, document=_document(arguments), at=clock.now()
    )
    return _done(arguments, [arguments.code])


def merge(arguments: argparse.Namespace) -> int:
    """Merge units into another."""
    units = [unit_by_code(code) for code in arguments.codes]
    target = unit_by_code(arguments.into)
    structure.unit_merge(
        actor=current_actor(), units=units, target=target, document=_document(arguments), at=clock.now()
    )
    return _done(arguments, [*dict.fromkeys(arguments.codes), arguments.into])


def split(arguments: argparse.Namespace) -> int:
    """Split a unit into new ones."""
    members = read_members(arguments.members) if arguments.members else ()
    if members is None:
        announce(f"{arguments.members} 的首行须有两列：{'、'.join(MEMBER_COLUMNS)}（UTF-8 或 GB18030 编码）。")
        return 2
    plan = SplitPlan(tuple(arguments.into), arguments.main, members)
    parts = structure.unit_split(
        actor=current_actor(),
        unit=unit_by_code(arguments.code),
        plan=plan,
        document=_document(arguments),
        at=clock.now(),
    )
    return _done(arguments, [arguments.code, *(unit.code for unit in parts)])


def dissolve(arguments: argparse.Namespace) -> int:
    """Dissolve a unit."""
    unit = unit_by_code(arguments.code)
    structure.unit_dissolve(actor=current_actor(), unit=unit, document=_document(arguments), at=clock.now())
    return _done(arguments, [arguments.code])


def verify(arguments: argparse.Namespace) -> int:
    """Check the tree; 1 when something is wrong."""
    findings = verify_tree()
    if arguments.json:
        rows = [dataclasses.asdict(finding) for finding in findings]
        print(json.dumps({"findings": rows}, ensure_ascii=False, indent=1, default=str))
    else:
        for finding in findings[:SHOWN]:
            member = f"（党员 {finding.member_uid}）" if finding.member_uid else ""
            print(f"{finding.unit} 自 {finding.day}：{finding.message}{member}（{finding.code}）")
    if len(findings) > SHOWN and not arguments.json:
        announce(f"只列出前 {SHOWN} 处，完整清单请用 --json。")
    announce(f"发现 {len(findings)} 处问题。" if findings else "组织树核对无误。")
    return 1 if findings else 0


def read_members(path: Path) -> tuple[tuple[str, str], ...] | None:
    """Return number and code of each row; None when the columns are not there or the text cannot be read."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", errors="replace")
    reader = csv.DictReader(io.StringIO(text, newline=""))
    header = [(name or "").strip().rstrip("*") for name in reader.fieldnames or ()]
    if not set(MEMBER_COLUMNS) <= set(header):
        return None
    reader.fieldnames = header
    rows = [[(row[name] or "").strip() for name in MEMBER_COLUMNS] for row in reader]
    return tuple((number, code) for number, code in rows if number or code)


def _document(arguments: argparse.Namespace) -> Document:
    return Document(arguments.on, arguments.document)


def _done(arguments: argparse.Namespace, codes: Sequence[str]) -> int:
    _report(arguments, codes, arguments.on)
    announce("已登记。")
    return 0


def _report(arguments: argparse.Namespace, codes: Sequence[str], on: dt.date) -> None:
    rows = [describe(code, on) for code in codes]
    if arguments.json:
        print(json.dumps(rows[0] if len(rows) == 1 else {"units": rows}, ensure_ascii=False, indent=1))
        return
    for row in rows:
        print(
            f"{row['code']} {row['name']} {row['kind_label']} {row['from']} 起"
            + (f"，{row['to']} 止" * bool(row["to"]))
        )
        print(f"  上级 {row['parent'] or '无'}；下级 {len(row['children'])} 个；党员 {row['members']} 人")
        for change in row["changes"]:
            print(f"  {change['on']} {change['label']} {change['document']}")


def describe(code: str, on: dt.date) -> dict[str, Any]:
    """Return the unit as on a day (an ended one: its last day) as programs get it.

    Ranges are half-open, an open end is null; members are formal affiliations, here and with everything below.
    """
    unit = unit_by_code(code)
    day = clamp(on, span_of(unit))
    this, *below = tree_lines([unit.pk], day)
    children = [line for line in below if line.row.parent_id == unit.pk]
    history = unit_history(unit.pk, day)
    return {
        "code": code,
        "name": this.row.name,
        "kind": this.row.kind,
        "kind_label": this.row.kind_label,
        "unit_type": this.row.unit_type,
        "as_of": day.isoformat(),
        **_span(this.row.during),
        "parent": this.row.parent_code or None,
        "children": [line.row.code for line in children],
        "members": this.members,
        "members_here": this.members - sum(line.members for line in children),
        "names": [{"name": name.name, **_span(name.span)} for name in history.names],
        "parents": [{"code": above.unit.code, **_span(above.span)} for above in history.superiors],
        "successors": [_link(link) for link in history.successors],
        "predecessors": [_link(link) for link in history.predecessors],
        "changes": [
            {"deed": one.kind, "label": one.label, "on": one.on.isoformat(), "document": one.document}
            for one in history.changes
        ],
    }


def _link(link: Link) -> dict[str, object]:
    return {"code": link.unit.code, "on": link.on.isoformat(), "main": link.is_main}


def _span(span: DateSpan) -> dict[str, str | None]:
    return {"from": span.start.isoformat(), "to": span.end.isoformat() if span.end else None}
