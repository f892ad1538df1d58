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


class RosterConflict(DomainError):
    """The database refused what the plan wanted: something stands there that the comparison did not see."""

    code: ClassVar[str] = "org.roster_conflict"
    kind: ClassVar[Kind] = Kind.CONFLICT
    template: ClassVar[str] = (
        "导入与系统中已登记的将来的变动或同时发生的修改冲突，没有导入任何内容。请重新检查；仍不成功时，先在系统中办理这些变动。"
    )


class ReasonMissing(DomainError):
    """Taking back needs a reason."""

    code: ClassVar[str] = "org.roster_reason_missing"
    template: ClassVar[str] = "请写明撤回的原因；它会记入操作留痕。"
