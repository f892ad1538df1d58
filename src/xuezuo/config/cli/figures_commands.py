"""The work of `status` and `rollup`."""

import argparse
import dataclasses
import json

from xuezuo.config.cli.session import announce
from xuezuo.duties.queries.status import unit_status
from xuezuo.duties.types import DutyState, Status
from xuezuo.kernel import clock
from xuezuo.org.queries.tree import unit_row
from xuezuo.reports.queries.rollup import rollup as compute
from xuezuo.reports.types import Held, Rollup, Scope


def status(arguments: argparse.Namespace) -> int:
    """Print the status of a unit, its groups and members."""
    on = arguments.on or clock.today()
    rows = unit_status(unit_row(arguments.code, on).id, on)
    if arguments.json:
        print(json.dumps([_status_json(row) for row in rows], ensure_ascii=False, indent=1))
    else:
        for row in rows:
            label = DutyState(row.state).label
            print(
                f"{row.period:8} {label} {row.done}/{row.required} {row.label}（{row.subject}） {row.clause}{row.why}"
            )
    return 0


def _status_json(row: Status) -> dict[str, object]:
    kept = ("duty", "subject", "period", "state", "required", "done", "quantity", "force", "clause", "why")
    values = {name: value for name, value in dataclasses.asdict(row).items() if name in kept}
    return values | {"deeds": [str(uid) for uid in row.deeds]}


def rollup(arguments: argparse.Namespace) -> int:
    """Print the roll-up of a unit."""
    if arguments.end <= arguments.start:
        announce("--to 是结束日期（不含），必须晚于 --from。例如 2025 年全年：--from 2025-01-01 --to 2026-01-01")
        return 2
    today = arguments.today or clock.today()
    unit = unit_row(arguments.code, arguments.start)
    result = compute(Scope(unit.id, arguments.start, arguments.end, Held(arguments.held), today))
    if arguments.json:
        print(json.dumps(_rollup_json(result), ensure_ascii=False, indent=1))
    else:
        print(f"{result.name}（{result.code}） {arguments.start} 至 {arguments.end}（不含） {result.scope.held.label}")
        for name, number in result.figures.items():
            if number:
                print(f"{name:50} {number:>10}")
    return 0


def _rollup_json(result: Rollup) -> dict[str, object]:
    return {
        "unit": result.code,
        "from": result.scope.start.isoformat(),
        "to": result.scope.end.isoformat(),
        "held": result.scope.held.value,
        "figures": result.figures,
        "children": [{"unit": child.code, "name": child.name, "figures": child.figures} for child in result.children],
    }
