"""The function behind `verify-ballots`."""

import argparse
import json

from xuezuo.config.cli.session import announce
from xuezuo.review.ballots.exchange.verifying import Report, check

RIGHT = "全部相符：每张票都有本次投票的签名，没有重复，合计与公布的结果一致。"
TO_COMPARE = "请再核对摘要与投票页面公布的相同，或者用 --digest 写明公布的摘要：整份伪造的清单自己也能对上。"


def verify_ballots(arguments: argparse.Namespace) -> int:
    """Recount a published list without a database; 1 when anything does not fit."""
    report = check(arguments.file)
    wanted = arguments.digest.strip().lower()
    if wanted and wanted != report.digest:
        report.fault(1, "摘要与投票页面公布的不同：这不是公布的那一份清单")
    _tell_json(report) if arguments.json else _tell(report)
    for one in report.faults:
        announce(str(one))
    announce("有不符之处，见上。" if report.faults else RIGHT if wanted else RIGHT + TO_COMPARE)
    return 1 if report.faults else 0


def _tell(report: Report) -> None:
    print(f"{report.title}：电子票 {report.ballots} 张，有效 {report.valid} 张，回执 {report.receipts} 个。")
    for label, counts in report.items:
        print(f"  {label}：" + "，".join(f"{word} {count}" for word, count in counts))
    print(f"清单的摘要（SHA-256）：{report.digest}")


def _tell_json(report: Report) -> None:
    faults = [{"line": one.line, "message": one.what} for one in report.faults]
    items = [{"label": label, "counts": dict(counts)} for label, counts in report.items]
    sums = {"ballots": report.ballots, "valid": report.valid, "receipts": report.receipts}
    said = {"title": report.title, "digest": report.digest, **sums, "items": items, "faults": faults}
    print(json.dumps(said, ensure_ascii=False, indent=1))
