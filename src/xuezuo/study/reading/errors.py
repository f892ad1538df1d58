"""Refusals of reading, one per broken rule: what happened, why, what to do next."""

from xuezuo.kernel.errors import DomainError, Kind


class ReasonMissing(DomainError):
    """Somebody else has to understand why."""

    code = "reading.reason_missing"
    template = "请写明原因，本人会看到。"


class StudyInFuture(DomainError):
    """What is still to come was not studied yet."""

    code = "reading.study_in_future"
    template = "日期 {on} 还没有到，不能登记自学。请核对日期。"


class StudyNeedsTitle(DomainError):
    """Neither a material nor a title says what was studied."""

    code = "reading.study_needs_title"
    template = "请写明学了什么：从学习资料进入登记，或填写篇名。"


class TooManyMinutes(DomainError):
    """More minutes on a day than somebody can plausibly study."""

    code = "reading.too_many_minutes"
    template = "{on} 这一天登记的自学合计 {total} 分钟，超过每天 {most} 分钟的上限。请核对时长。"


class NotAMemberThen(DomainError):
    """Hours are credited where the member belongs."""

    code = "reading.not_a_member_then"
    template = "您在 {on} 没有正式组织关系，不能登记这一天的自学。请核对日期，或联系党支部。"


class StudyWrongState(DomainError):
    """The entry is not in a state in which this can be done."""

    code = "reading.study_wrong_state"
    kind = Kind.CONFLICT
    template = "这条自学目前是“{state}”，不能{deed}。{hint}"


class OwnStudy(DomainError):
    """Nobody approves one's own hours."""

    code = "reading.own_study"
    kind = Kind.FORBIDDEN
    template = "本人的自学不能由本人认可或退回。请由支部的其他委员办理。"


class MaterialNotOpen(DomainError):
    """Readers of the list could not open it."""

    code = "reading.material_not_open"
    template = "这份资料没有向{unit}及其下级开放，清单的读者打不开。请先调整资料的开放范围，或换一份。"


class AlreadyListed(DomainError):
    """A list names a material once, a day of daily reading has one."""

    code = "reading.already_listed"
    kind = Kind.CONFLICT
    template = "清单里已有这份资料，或这一天已经安排了一篇。请换一份或换一天。"


class DayMissing(DomainError):
    """Daily reading is read on a day."""

    code = "reading.day_missing"
    template = "天天读的每一篇要定在哪一天。请选择日期。"


class ListWithdrawn(DomainError):
    """A withdrawn list is not changed any more."""

    code = "reading.list_withdrawn"
    kind = Kind.CONFLICT
    template = "这份清单已撤下，不能再修改。"


class TooManyHabits(DomainError):
    """More than anybody does."""

    code = "reading.too_many_habits"
    template = "最多同时保留 {most} 项。请先停用不再需要的。"
