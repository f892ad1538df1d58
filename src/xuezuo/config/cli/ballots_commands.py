"""The function behind `verify-ballots`."""

import argparse
import json

from xuezuo.config.cli.session import announce
from xuezuo.review.ballots.exchange.verifying import SHOWN, Report, check

RIGHT = "全部相符：每张票都有本次投票的签名，没有重复，合计与公布的结果一致。"
WRONG = (
    "不相符（{count}），见上。请重新下载一次清单再核对；还是不符的，这份清单不能证明公布的结果，"
    "请把文件和上面的话交给主持人和监票人。"
)
OTHER = "摘要与投票页面公布的不同：这不是公布的那一份清单，或者摘要抄错了"
SHORT = "--digest 要写投票页面上的 64 个字符（0-9、a-f），写了 {count} 个，没有核对摘要"
DIGEST = 64
TO_COMPARE = "请再核对摘要与投票页面公布的相同，或者用 --digest 写明公布的摘要：整份伪造的清单自己也能对上。"


def verify_ballots(arguments: argparse.Namespace) -> int:
    """Recount a published list without a database; 1 when anything does not fit."""
    report = check(arguments.file)
    wanted = "".join(arguments.digest.split()).lower()
    if wanted and wanted != report.digest:
        report.fault(0, OTHER if len(wanted) == DIGEST else SHORT.format(count=len(wanted)))
    _tell_json(report) if arguments.json else _tell(report)
    for one in report.faults:
        announce(str(one))
    wrong = WRONG.format(count=f"{SHOWN} 处以上" if len(report.faults) >= SHOWN else f"{len(report.faults)} 处")
    announce(wrong if report.faults else RIGHT if wanted else RIGHT + TO_COMPARE)
    return 1 if report.faults else 0


def _tell(report: Report) -> None:
    if not report.digest:  # not even the first line can be read
        return
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
