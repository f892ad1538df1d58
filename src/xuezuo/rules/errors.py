"""Errors of the rules room."""

from __future__ import annotations

from typing import ClassVar

from xuezuo.kernel.errors import DomainError
from xuezuo.rules.findings import Finding


class PacksInvalid(DomainError):
    """At least one pack file has faults; nothing was loaded.

    Attributes:
        findings: every fault of every file, in the order of files and lines.
    """

    code: ClassVar[str] = "rules.packs_invalid"
    template: ClassVar[str] = "规则包有 {count} 处错误，未加载任何规则。请逐条改正后重试：\n{listing}"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__(count=len(findings), listing="\n".join(map(str, findings)))


class UnknownDuty(DomainError):
    """No loaded pack defines the duty."""

    code: ClassVar[str] = "rules.unknown_duty"
    template: ClassVar[str] = "规则包中没有编号为“{duty_id}”的职责。请核对编号，可在“规定”页面查到全部职责。"


class UnknownParameter(DomainError):
    """No loaded pack states the parameter, or not yet on that day."""

    code: ClassVar[str] = "rules.unknown_parameter"
    template: ClassVar[str] = "规则包中没有参数“{parameter_id}”在{day}的值。请核对编号和日期。"


class ImpossibleCount(DomainError):
    """Numbers of a vote that cannot all be true, such as more present than entitled."""

    code: ClassVar[str] = "rules.impossible_count"
    template: ClassVar[str] = "人数或票数不可能成立：{what}。请核对到会人数和计票结果后重新填写。"
