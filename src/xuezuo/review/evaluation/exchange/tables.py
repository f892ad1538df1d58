"""Counts and results as CSV that Excel opens: UTF-8 with a byte order mark, formulas defused."""

import csv
import io
from collections.abc import Iterable, Sequence

from xuezuo.review.evaluation.queries.branch import BranchPage
from xuezuo.review.evaluation.queries.figures import Figures
from xuezuo.review.evaluation.types import Counts, Grade

COUNT_HEAD = ("组织代码", "组织名称", "参评并评定等次", "优秀", "合格", "基本合格", "不合格", "合格及以上", "占比%")
RESULT_HEAD = ("年度", "组织代码", "党员编号", "姓名", "等次", "评定日期", "评定意见", "理由")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def counts_csv(figures: Figures) -> str:
    """Return the counts as they are shown: what is pooled on the page is pooled in the file."""
    rows = [
        _counts(
            line.label.code if line.label else "",
            line.label.name if line.label else "本级",
            line.evaluated,
            line.counts,
        )
        for line in figures.lines
    ]
    if figures.pool is not None:
        rows.append(_counts("", "以上未分列等次的组织合计", figures.pool.evaluated, figures.pool))
    rows.append(_counts(figures.unit.code, f"{figures.unit.name}合计", figures.evaluated, figures.total))
    return _csv(COUNT_HEAD, rows)


def _counts(code: str, name: str, evaluated: int, one: Counts | None) -> list[str]:
    if one is None or not evaluated:
        return [code, name, str(evaluated), "", "", "", "", "", ""]
    cells = [one.excellent, one.qualified, one.nearly, one.unqualified, one.good]
    return [code, name, str(evaluated), *map(str, cells), one.rate]


def results_csv(page: BranchPage) -> str:
    """Return a branch's results by name, for its keepers; the same columns as the import of past years."""
    rows = []
    for row in page.rows:
        verdict = row.verdict
        grade = Grade(verdict.grade).label if verdict and verdict.grade else ""
        day = str(verdict.decided_on) if verdict else ""
        words = (verdict.opinion, verdict.reason) if verdict else ("", "")
        member = row.subject.member
        rows.append([str(page.part.year), page.part.unit.code, member.number, member.name, str(grade), day, *words])
    return _csv(RESULT_HEAD, rows)


def _csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row] for row in rows)
    return out.getvalue()


PAST_HEAD = ("年度", "组织代码", "组织名称", "评定日期", "优秀", "合格", "基本合格", "不合格")


def template_csv(kind: str) -> str:
    """Return an empty file with the heads: `people` or `counts`."""
    return _csv(RESULT_HEAD if kind == "people" else PAST_HEAD, [])
