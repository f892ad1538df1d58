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


class ExamNotOpen(DomainError):
    """Nobody begins before the window opens or after it has closed."""

    code = "exams.exam_not_open"
    kind = Kind.CONFLICT
    template = "这次考学现在不能开始作答：{why}"


class AttemptsUsed(DomainError):
    """Every attempt that the exam allows has been used."""

    code = "exams.attempts_used"
    kind = Kind.CONFLICT
    template = "这次考学每人可以作答 {attempts} 次，您已经用完。成绩在“我的考学”里查看。"


class NotOfAudience(DomainError):
    """The member sat the exam once but no longer belongs to those for whom it is."""

    code = "exams.not_of_audience"
    kind = Kind.FORBIDDEN
    template = "您现在的组织关系不在这次考学的范围内，不能再次作答；以前的成绩仍可查看。"


class BadStart(DomainError):
    """The signed start does not belong to this sitting, or was tampered with."""

    code = "exams.bad_start"
    kind = Kind.FORBIDDEN
    template = "作答凭据无效，答案没有保存到服务器。请重新登录，从“我的考学”回到这次考学；本机上的答案不会丢失。"


class AnswersUnreadable(DomainError):
    """What the browser sent is not an answer to this paper."""

    code = "exams.answers_unreadable"
    template = "没有看懂送来的答案，没有保存。请刷新页面后再试；本机上的答案不会丢失。"


class TooManySaves(DomainError):
    """A sitting takes only so many saves."""

    code = "exams.too_many_saves"
    template = "这次作答保存的次数过多（超过 {most} 次），没有再保存。请直接交卷。"


class ExamImpossible(DomainError):
    """The settings contradict each other."""

    code = "exams.exam_impossible"
    template = "考学设置有矛盾：{why}"


class ExtensionImpossible(DomainError):
    """A published exam's window only grows."""

    code = "exams.extension_impossible"
    template = "新的结束时间应晚于现在的结束时间（{until}）。需要早些结束时，请用“提前结束”。"


class PaperNotReady(DomainError):
    """An exam without a whole paper is not published."""

    code = "exams.paper_not_ready"
    template = "还不能发布：{why}"


class AnswerNotHeld(DomainError):
    """Only who holds an answer marks it."""

    code = "exams.answer_not_held"
    kind = Kind.CONFLICT
    template = "这份答案已由别人评阅，或您领取的时间已过。请重新领取一份。"


class AnswerNotMarked(DomainError):
    """Only marks that were given can be changed."""

    code = "exams.answer_not_marked"
    kind = Kind.CONFLICT
    template = "这份答案还没有评分，或因本人补交的答案不同需要重新评阅。请在“评阅简答题”里领取。"


class MarksOutOfRange(DomainError):
    """Marks lie between nothing and everything."""

    code = "exams.marks_out_of_range"
    template = "分数应在 0 到 {full} 之间，最多两位小数。请核对。"


class KeyNotCorrectable(DomainError):
    """Only keys by which the machine marks are corrected for all at once."""

    code = "exams.key_not_correctable"
    template = "不能更正答案：{why}"


class SatOnScreen(DomainError):
    """Who sat at a screen has a result already."""

    code = "exams.sat_on_screen"
    kind = Kind.CONFLICT
    template = "该党员已在线上参加这次考学，不能再录入纸质成绩。"


class EntryDayOutside(DomainError):
    """A paper exam was held while the exam was open, not in the future."""

    code = "exams.entry_day_outside"
    template = "考试日期应在 {first} 到 {last} 之间。请核对日期。"
