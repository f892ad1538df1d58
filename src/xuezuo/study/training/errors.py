"""Refusals of training, one per broken rule: what happened, why, what to do next."""

from xuezuo.kernel.errors import DomainError, Kind


class WrongState(DomainError):
    """The thing is not in a state in which this can be done."""

    code = "training.wrong_state"
    kind = Kind.CONFLICT
    template = "目前是“{state}”，不能{deed}。{hint}"


class DaysDoNotFit(DomainError):
    """Days in the wrong order, too far apart, or not come yet."""

    code = "training.days_do_not_fit"
    template = "{what}。请核对日期。"


class NumberOutOfRange(DomainError):
    """A number that cannot be."""

    code = "training.number_out_of_range"
    template = "{what}应在 {low} 到 {high} 之间。请核对。"


class TextMissing(DomainError):
    """Something needs words."""

    code = "training.text_missing"
    template = "{what}不能为空。请填写后再保存。"


class ReasonMissing(DomainError):
    """Changing what was recorded needs a reason."""

    code = "training.reason_missing"
    template = "更改已登记的内容需要写明原因，原记录会保留。请填写原因。"


class NothingChanged(DomainError):
    """A correction that changes nothing makes no version."""

    code = "training.nothing_changed"
    template = "没有发现改动，未保存新版本。请修改后再提交。"


class NotForThisMember(DomainError):
    """The class is for other units, or another domain."""

    code = "training.not_for_this_member"
    template = "{who}不在这个培训班的培训对象范围内（{why}）。请核对人员，或联系主办组织。"


class EnrolmentOver(DomainError):
    """The last day for enrolment has passed."""

    code = "training.enrolment_over"
    kind = Kind.CONFLICT
    template = "报名已于 {until} 截止。如需补报，请联系主办组织登记。"


class AlreadyEnrolled(DomainError):
    """The member stands on the list already."""

    code = "training.already_enrolled"
    kind = Kind.CONFLICT
    template = "{who}已经报名，不需要重复报名。"


class NotOnList(DomainError):
    """Somebody was marked who is not on the list of the class."""

    code = "training.not_on_list"
    template = "名单中没有这名党员。未录取而实际参加的，请登记为旁听。"


class AlreadyOnList(DomainError):
    """A guest was named who is on the list of the class."""

    code = "training.already_on_list"
    template = "该党员已在学员名单中，请在名单上登记出勤，不要重复登记为旁听。"


class LeaveNeedsReason(DomainError):
    """Leave is granted for a reason."""

    code = "training.leave_needs_reason"
    template = "登记请假需要填写事由（例如：出差、生病）。"


class DeedOfAnotherClass(DomainError):
    """The client's id already names a session of another class."""

    code = "training.deed_of_another_class"
    kind = Kind.CONFLICT
    template = "这条记录的编号已属于另一个培训班。请重新打开录入页面再提交。"


class LecturerTaken(DomainError):
    """The lecturer is confirmed elsewhere at that time."""

    code = "training.lecturer_taken"
    kind = Kind.CONFLICT
    template = "这位宣讲员在这个时间已有其他已确认的宣讲。请换一个时间，或不安排这次预约。"


class LecturerDoesNotFit(DomainError):
    """Who taught is of the register on that day, or a guest from outside it."""

    code = "training.lecturer_does_not_fit"
    template = "{what}。"


class AlreadyBooked(DomainError):
    """The unit has booked this lecture."""

    code = "training.already_booked"
    kind = Kind.CONFLICT
    template = "本组织已预约这场宣讲，不需要重复预约。"


class AlreadyRegistered(DomainError):
    """The member is in the unit's register."""

    code = "training.already_registered"
    kind = Kind.CONFLICT
    template = "这名党员已在本组织的宣讲员名册中，请修改原有的登记。"


class NameTaken(DomainError):
    """The unit has a teaching point of that name."""

    code = "training.name_taken"
    kind = Kind.CONFLICT
    template = "本组织已有同名的教学点。请换一个名称，或修改原有的教学点。"


class NotOfThisUnit(DomainError):
    """A person or a place that does not belong where it is used."""

    code = "training.not_of_this_unit"
    template = "{what}。请重新选择。"


class SecondPersonNeeded(DomainError):
    """What one wrote, another one passes."""

    code = "training.second_person_needed"
    template = "{deed}需要由另一个人办理：不能由{who}自己{deed}。请本组织的其他委员或书记办理。"


class NamesNotChecked(DomainError):
    """A case is published without names of persons."""

    code = "training.names_not_checked"
    template = "发布前请确认正文和附件中没有党员、群众的姓名和其他个人信息，并勾选确认。"
