"""Refusals of exams, one per broken rule: what happened, why, what to do next."""

from xuezuo.kernel.errors import DomainError, Kind


class ReasonMissing(DomainError):
    """Changing what was recorded needs a reason."""

    code = "exams.reason_missing"
    template = "更改已登记的内容需要写明原因，原记录会保留。请填写原因。"


class NothingChanged(DomainError):
    """A change that changes nothing makes no version."""

    code = "exams.nothing_changed"
    template = "没有发现改动，未保存。请修改后再提交。"


class ExamWrongState(DomainError):
    """The exam is not in a state in which this can be done."""

    code = "exams.exam_wrong_state"
    kind = Kind.CONFLICT
    template = "这次考学目前是“{state}”，不能{deed}。{hint}"
