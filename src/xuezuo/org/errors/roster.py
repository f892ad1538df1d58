"""Refusals of roster deeds."""

from typing import ClassVar

from xuezuo.kernel.errors import DomainError, Kind


class RosterBatchRevoked(DomainError):
    """The batch was taken back before."""

    code: ClassVar[str] = "org.roster_batch_revoked"
    kind: ClassVar[Kind] = Kind.CONFLICT
    template: ClassVar[str] = "这一批导入已经撤回，无需再次撤回。"


class RosterBatchInUse(DomainError):
    """Something that came later rests on what the batch made."""

    code: ClassVar[str] = "org.roster_batch_in_use"
    kind: ClassVar[Kind] = Kind.CONFLICT
    template: ClassVar[str] = (
        "这一批导入之后，已有内容以它为依据：{what}。撤回会使这些记录失去对象，因此不能整批撤回；请逐项更正。"
    )


class ReasonMissing(DomainError):
    """Taking back needs a reason."""

    code: ClassVar[str] = "org.roster_reason_missing"
    template: ClassVar[str] = "请写明撤回的原因；它会记入操作留痕。"
