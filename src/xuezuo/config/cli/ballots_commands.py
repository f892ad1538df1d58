"""The function behind `verify-ballots`."""

import argparse
import json

from xuezuo.config.cli.session import announce
from xuezuo.review.ballots.exchange.verifying import check

RIGHT = "全部相符：每张票都有本次投票的签名，没有重复，合计与公布的结果一致。"


def verify_ballots(arguments: argparse.Namespace) -> int:
    """Recount a published list without a database; 1 when anything does not fit."""
    report = check(arguments.file)
    if arguments.json:
        faults = [{"line": one.line, "message": one.what} for one in report.faults]
        items = [{"label": label, "counts": dict(counts)} for label, counts in report.items]
        sums = {"ballots": report.ballots, "valid": report.valid, "receipts": report.receipts}
        said = {"title": report.title, "digest": report.digest, **sums, "items": items, "faults": faults}
        print(json.dumps(said, ensure_ascii=False, indent=1))
    else:
        print(f"{report.title}：电子票 {report.ballots} 张，有效 {report.valid} 张，回执 {report.receipts} 个。")
        for label, counts in report.items:
            print(f"  {label}：" + "，".join(f"{word} {count}" for word, count in counts))
        print(f"清单的摘要（SHA-256）：{report.digest}")
    for one in report.faults:
        announce(str(one))
    announce(
        "有不符之处，见上。"
        if report.faults
        else "全部相符：每张票都有本次投票的签名，没有重复，合计与公布的结果一致。"
    )
    return 1 if report.faults else 0
