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


class BankTitleTaken(DomainError):
    """A unit's banks are told apart by their titles."""

    code = "exams.bank_title_taken"
    template = "本组织已有同名题库。请换一个名称。"


class QuestionNumberTaken(DomainError):
    """A bank's questions are told apart by their numbers."""

    code = "exams.question_number_taken"
    template = "题库中已有题号 {number}。请换一个题号。"


class QuestionIncomplete(DomainError):
    """A question lacks what its kind needs."""

    code = "exams.question_incomplete"
    template = "题目不完整：{why}"


class QuestionRetired(DomainError):
    """A retired question is restored before it is changed."""

    code = "exams.question_retired"
    kind = Kind.CONFLICT
    template = "这道题已停用，不能修改。如需修改，请先恢复。"


class PickingFailed(DomainError):
    """A question cannot stand in this paper."""

    code = "exams.picking_failed"
    template = "题目不能放进试卷：{why}"
