"""Counts stay exact, whatever is kept."""

import dataclasses
from collections.abc import Mapping
from typing import ClassVar

import pytest

from xuezuo.kernel.findings import Code, FileReport, register


@dataclasses.dataclass(slots=True)
class Two(FileReport):
    """Keeps two findings."""

    codes: ClassVar[Mapping[str, Code]] = register({"wrong": "错在 {what}。"}, {"odd": "奇怪。"})
    kept: ClassVar[int | None] = 2


def test_a_row_counts_once_as_the_worst_that_was_found() -> None:
    report = Two(rows=4)
    for code, row in (("odd", 2), ("wrong", 2), ("wrong", 2), ("odd", 3)):
        report.note(code, ("表", row, "列"), "值", {"what": "此"})
    assert report.row_counts() == {"rows": 4, "ok": 2, "warnings": 1, "errors": 1}
    assert [one.message for one in report.findings] == ["奇怪。", "错在 此。"]
    assert report.has_errors
    assert '"value_masked": "值"' in report.as_json()
    with pytest.raises(KeyError):
        report.note("nothing", ("表", 2, "列"), "", {})
