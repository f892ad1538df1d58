"""Refusals of votes at meetings: what happened, on which article it rests, what to do next. Never who voted what."""

from xuezuo.kernel.errors import DomainError, Kind


class VoteWrongState(DomainError):
    """The vote is not in a state in which this can be done."""

    code = "votes.vote_wrong_state"
    kind = Kind.CONFLICT
    template = "这项表决目前是“{state}”，不能{deed}。{hint}"


class MeetingDoesNotFit(DomainError):
    """This meeting does not vote on this."""

    code = "votes.meeting_does_not_fit"
    template = "“{kind}”不能在这次会议上表决：{why}"


class VoteElsewhere(DomainError):
    """The client's id already names a vote of another meeting."""

    code = "votes.vote_elsewhere"
    kind = Kind.CONFLICT
    template = "这项表决的编号已属于另一次会议。请重新打开“新建表决”页面再提交。"


class VoteNotReady(DomainError):
    """Something is missing before the next step."""

    code = "votes.vote_not_ready"
    template = "还不能{deed}：{missing}"


class VoteCannotBeValid(DomainError):
    """A provision makes such a vote invalid, so it does not start."""

    code = "votes.vote_cannot_be_valid"
    template = "这样表决无效，不能{deed}：{what}（{article}）。{hint}"


class NotEntitledToVote(DomainError):
    """The member has no vote here, or is not on the roster."""

    code = "votes.not_entitled"
    template = "{what}请核对名单：以会议当天的组织关系和党员身份为准。"


class ExclusionRefused(DomainError):
    """The member cannot be left out of V like this."""

    code = "votes.exclusion_refused"
    template = "不能这样登记不计入应到会：{what}"


class OpinionRefused(DomainError):
    """A written opinion that would not count."""

    code = "votes.opinion_refused"
    template = "这份书面意见不能计票：{what}（{article}）。"


class ProxyRefused(DomainError):
    """Nobody votes for another."""

    code = "votes.proxy_refused"
    template = "不能委托他人代为投票（{article}）。{hint}"


class CountDoesNotAdd(DomainError):
    """Numbers of a count that cannot all be true."""

    code = "votes.count_does_not_add"
    template = "票数对不上：{what}请核对后重新填写。"


class StoppedMeanwhile(DomainError):
    """Somebody else has entered another result."""

    code = "votes.stopped_meanwhile"
    kind = Kind.CONFLICT
    template = (
        "另一位同志刚刚登记了这项表决的结果：{count}。与您填写的不同，您的数字没有保存。"
        "请共同核对；如需改动，请用“更正结果”。"
    )


class ReasonNeeded(DomainError):
    """Correcting, repeating and voiding need a reason."""

    code = "votes.reason_needed"
    template = "请写明原因：{deed}的原因会和原记录一起保留。"


class RulingRefused(DomainError):
    """A ruling that cannot be recorded like this."""

    code = "votes.ruling_refused"
    template = "不能这样登记认定：{what}"


class NothingChanged(DomainError):
    """A correction that changes nothing makes no version."""

    code = "votes.nothing_changed"
    template = "数字与现有结果相同，没有保存新版本。"
