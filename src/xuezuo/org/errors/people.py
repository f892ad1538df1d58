"""Why a change about a member is refused. Messages never name the person."""

from xuezuo.kernel.errors import DomainError, Kind


class NumberTaken(DomainError):
    """Member numbers are never used twice."""

    code = "org.number_taken"
    kind = Kind.CONFLICT
    template = "党员编号 {number} 已被使用。党员编号终身不重复，请核对。"


class BadMemberField(DomainError):
    """A field of a member is empty, too long or impossible."""

    code = "org.bad_member_field"
    template = "{field}不符合要求：{problem}"


class ReasonMissing(DomainError):
    """The deed needs a reason that somebody can understand later."""

    code = "org.reason_missing"
    template = "请写明原因（至少4个字），它会和操作一起长期保存。"


class NothingChanged(DomainError):
    """The correction says what is already there."""

    code = "org.nothing_changed"
    kind = Kind.CONFLICT
    template = "没有需要更改的内容。"


class UnitTakesNoMembers(DomainError):
    """Members belong to branches and groups; leaders too."""

    code = "org.unit_takes_no_members"
    template = (
        "党员的组织关系须编入党支部或党小组，不能直接编入{kind}。"
        "领导干部以普通党员身份编入一个支部，其职务另行登记。（《中国共产党章程》第八条）"
    )


class DayBeforeJoining(DomainError):
    """Something is dated before the person became a member."""

    code = "org.day_before_joining"
    template = "日期 {on} 早于入党日期，请核对。"


class MemberEnded(DomainError):
    """The person is no longer a member on that day."""

    code = "org.member_ended"
    kind = Kind.CONFLICT
    template = "该党员在 {on} 已不在册，不能办理。"


class NotProbationary(DomainError):
    """Only a probationary member becomes a full one."""

    code = "org.not_probationary"
    kind = Kind.CONFLICT
    template = "该党员在 {on} 不是预备党员，不能办理转正。"


class ProbationNotOver(DomainError):
    """Probation lasts a year."""

    code = "org.probation_not_over"
    template = "预备期为一年，最早可于 {earliest} 转正。（《中国共产党章程》第七条）"


class LaterEntries(DomainError):
    """Something that is already recorded for a later day contradicts the deed."""

    code = "org.later_entries"
    kind = Kind.CONFLICT
    template = "该党员在 {on} 或之后还登记有{what}，与本次办理相矛盾。请先核对。"


class AffiliationRunning(DomainError):
    """The member already belongs to the unit in this way."""

    code = "org.affiliation_running"
    kind = Kind.CONFLICT
    template = "该党员在这个组织已有同类组织关系（{kind}），无需重复登记。"


class AffiliationOver(DomainError):
    """The affiliation has ended already, or would end before it began."""

    code = "org.affiliation_over"
    kind = Kind.CONFLICT
    template = "这项组织关系不能在 {on} 终止：它的期间是 {life}。"


class FormalIsTransferred(DomainError):
    """A formal affiliation neither begins nor ends by itself."""

    code = "org.formal_is_transferred"
    template = "正式组织关系只能通过转接变更，不能单独增加或终止。"


class MemberUnknown(DomainError):
    """No member has this number and name."""

    code = "org.member_unknown"
    kind = Kind.NOT_FOUND
    template = "没有党员编号与姓名都相符的党员，请核对后再填。"


class NotInSameBranch(DomainError):
    """A group of another branch: that needs a transfer."""

    code = "org.not_in_same_branch"
    template = "只能在本支部及其党小组之间调整编组；到其他支部须办理组织关系转接。"
