"""Refusals of organizational life, one per broken rule: what happened, why, what to do next."""

from xuezuo.kernel.errors import DomainError, Kind


class ActivityWrongState(DomainError):
    """The activity is not in a state in which this can be done."""

    code = "life.activity_wrong_state"
    kind = Kind.CONFLICT
    template = "这次活动目前是“{state}”，不能{deed}。{hint}"


class ActivityInFuture(DomainError):
    """A meeting cannot have been held on a day that has not come."""

    code = "life.activity_in_future"
    template = "日期 {on} 还没有到，不能登记为已召开。请改日期，或先保存为计划。"


class UnitNotAliveThen(DomainError):
    """The unit did not exist on that day."""

    code = "life.unit_not_alive"
    template = "该组织在 {on} 尚未成立或已经撤销，不能登记这一天的组织生活。请核对日期或组织。"


class KindDoesNotFit(DomainError):
    """This kind of unit does not hold this kind of meeting."""

    code = "life.kind_does_not_fit"
    template = "“{kind}”不由{unit_kind}召开。{hint}"


class PartDoesNotFit(DomainError):
    """A part repeats the activity's own kind or cannot be a part."""

    code = "life.part_does_not_fit"
    template = "“{part}”不能作为“{kind}”的一项内容。请从列出的内容中选择，每项一次。"


class MinutesOutOfRange(DomainError):
    """No meeting lasts that long."""

    code = "life.minutes_out_of_range"
    template = "时长应在 1 到 1440 分钟之间。请核对时长。"


class LecturerMissing(DomainError):
    """A lecture needs to say who gave it."""

    code = "life.lecturer_missing"
    template = "党课需要注明主讲人：请选择党员，或填写系统外主讲人姓名。"


class DeedOfAnotherUnit(DomainError):
    """The client's id already names a deed of another unit."""

    code = "life.deed_of_another_unit"
    kind = Kind.CONFLICT
    template = "这条记录的编号已属于另一组织的记录。请重新打开录入页面再提交。"


class AskDoesNotFit(DomainError):
    """The activity names an ask that is not open for the unit that day, or that this kind cannot meet."""

    code = "life.ask_does_not_fit"
    template = (
        "勾选的要求（学习教育、计划或提示）在 {on} 不适用于该组织，或者这类活动不能落实它。"
        "请去掉勾选，或核对类型和日期。"
    )


class NotOnRoster(DomainError):
    """The member does not belong to the roster of that meeting."""

    code = "life.not_on_roster"
    template = "该党员不在这次会议的应到名单中（以会议当天的组织关系为准）。如确实参加，可由支部登记为列席。"


class AlreadyOnRoster(DomainError):
    """A guest was named who is on the roster."""

    code = "life.already_on_roster"
    template = "该党员已在应到名单中，请在名单上登记出席，不要重复登记为列席。"


class LeaveNeedsReason(DomainError):
    """Leave is granted for a reason."""

    code = "life.leave_needs_reason"
    template = "登记请假需要填写事由（例如：出差、生病）。"


class ReasonMissing(DomainError):
    """Changing what was recorded needs a reason."""

    code = "life.reason_missing"
    template = "更改已登记的内容需要写明原因，原记录会保留。请填写原因。"


class NothingChanged(DomainError):
    """A correction that changes nothing makes no version."""

    code = "life.nothing_changed"
    template = "没有发现改动，未保存新版本。请修改后再提交。"


class SignInRefused(DomainError):
    """The QR code is old, foreign or the meeting does not take sign-ins now."""

    code = "life.sign_in_refused"
    template = "签到未成功：{why}"


class TextMissing(DomainError):
    """Minutes, resolutions and agenda items need words."""

    code = "life.text_missing"
    template = "{what}不能为空。请填写后再保存。"


class TalkNeedsTwoPeople(DomainError):
    """A talk is between two different members."""

    code = "life.talk_needs_two_people"
    template = "谈心谈话需要两名不同的党员。请重新选择。"


class TalkPairDoesNotFit(DomainError):
    """The chosen pair does not agree with the posts held that day."""

    code = "life.talk_pair_does_not_fit"
    template = "所选类型与两人当天的职务不符：应为“{expected}”。请核对类型或日期。"


class AlreadyVoided(DomainError):
    """What is void stays void."""

    code = "life.already_voided"
    kind = Kind.CONFLICT
    template = "这条记录已经作废，不能再更改。"


class BatchAlreadyRevoked(DomainError):
    """A batch can be taken back once."""

    code = "life.batch_already_revoked"
    kind = Kind.CONFLICT
    template = "这次导入已经撤销过。"
