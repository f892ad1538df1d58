"""Faults of a pack file, each with its place, what is wrong and what to do."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Final

type Step = str | int
type Place = tuple[Step, ...]

# Codes are stable and documented in docs/reference/rule-packs.md; each has its advice.
ADVICE: Final = {
    "unreadable": "检查文件是否存在、是否为 UTF-8 编码、是否小于 1 MB。",
    "yaml": "检查这一行的缩进、冒号后的空格和引号。",
    "alias": "把被引用的内容直接写出来；规则包不使用 & 和 *。",
    "duplicate_key": "删去其中一个，或改用另一个名称。",
    "missing": "补上这一项。",
    "unknown_key": "删去这一项，或按格式说明改正名称。",
    "type": "按格式说明改正写法。",
    "value": "按格式说明改正取值。",
    "unknown_reference": "改正编号，或先在本包（或更宽的包）中写明它。",
    "not_for_template": "删去这一项，或改用合适的 template。",
    "needed_by_template": "补上这一项，或改用合适的 template。",
    "order": "把各个版本按 from 从早到晚排列，日期不能相同。",
    "gap": "让上一个版本的 until 等于下一个版本的 from，或删去 until。",
    "too_early": "把 from 改到生效日当天或之后。",
    "clause_later": "改用当时已经施行的条款，或把 from 改到该文件施行之后。",
    "parameter_gap": "给这个参数补上更早的版本，或把职责的 from 推后。",
    "scope": "全国包不写 scope；行业包写 unit_types 或 functions，省级包写 provinces，本单位包写 units。",
    "duplicate_id": "换一个编号；编号在所有规则包中不能重复。",
    "overlap": "把两个包合并，或改小其中一个的适用范围。",
    "looser": "提高要求，或删去这一项：更窄的规则可以更严，不能放宽必须做到的要求。",
    "never_due": "改短 period，或把这段时间写长；确实只要求一次，就不写 period。",
}
_WARNINGS: Final = {"never_due"}  # told, but the file can be used


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault.

    Attributes:
        file: the pack file.
        line: line in it, from 1; 0 = the file as a whole.
        path: place in the document, `duties.lecture.versions[0].required`; empty = the whole document.
        code: stable, see `ADVICE`.
        message: what is wrong, in Chinese.
    """

    file: Path
    line: int
    path: str
    code: str
    message: str

    @property
    def advice(self) -> str:
        """What to do, in Chinese."""
        return ADVICE[self.code]

    @property
    def is_warning(self) -> bool:
        """It is told, but the file can be used."""
        return self.code in _WARNINGS

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else str(self.file)
        return f"{where} {self.path or '（整个文件）'} [{self.code}] {self.message} {self.advice}"


def written(place: Place) -> str:
    """Write a place the way readers expect: `duties.lecture.versions[0].required`."""
    text = ""
    for step in place:
        text += f"[{step}]" if isinstance(step, int) else f".{step}"
    return text.removeprefix(".")
