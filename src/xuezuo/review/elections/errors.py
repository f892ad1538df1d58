"""Refusals of elections, one per broken rule: what happened, why, what to do next. Never the name of a person."""

from xuezuo.kernel.errors import DomainError, Kind


class ElectionWrongState(DomainError):
    """The election is not at a step at which this can be done."""

    code = "elections.wrong_state"
    kind = Kind.CONFLICT
    template = "这次选举目前是“{state}”，不能{deed}。{hint}"


class ElectionBadPlan(DomainError):
    """An election that cannot be held like this."""

    code = "elections.bad_plan"
    template = "不能建立这次选举：{what}"


class ElectionRunning(DomainError):
    """Another election of the same kind is going on at the unit."""

    code = "elections.running"
    kind = Kind.CONFLICT
    template = "本组织已有一次“{kind}”正在办理。请先办完，或写明原因作废后再建立。"


class NotFromAbove(DomainError):
    """Only the unit above answers."""

    code = "elections.not_from_above"
    kind = Kind.FORBIDDEN
    template = "您不能进行这项操作：{deed}由上级党组织办理，请联系上级组织部门。"


class SamePerson(DomainError):
    """Whoever asks does not answer."""

    code = "elections.same_person"
    kind = Kind.FORBIDDEN
    template = "您不能进行这项操作：{asked}是您登记的，{deed}要由上级党组织的另一个人登记。"


class DayWrong(DomainError):
    """Steps follow one another; nothing is entered before it happened."""

    code = "elections.day_wrong"
    template = "日期不对：{what}"


class CandidateWrong(DomainError):
    """Somebody cannot be proposed, or the list cannot stand like this."""

    code = "elections.candidate_wrong"
    template = "{what}"


class ElectionStopped(DomainError):
    """A provision that an election must keep is not kept: it is stopped before it starts."""

    code = "elections.stopped"
    kind = Kind.CONFLICT
    template = "不能{deed}：{what}"


class ElectorsWrong(DomainError):
    """The list of electors cannot be drawn up, or somebody is not on it."""

    code = "elections.electors_wrong"
    template = "选举人名单不对：{what}"


class CountWrong(DomainError):
    """The numbers cannot be."""

    code = "elections.count_wrong"
    template = "计票数字对不上：{what}请核对后再登记。"


class PollGoing(DomainError):
    """The ballots are not counted yet."""

    code = "elections.poll_going"
    kind = Kind.CONFLICT
    template = "投票还没有结束，没有结果可以登记。请先在投票页面完成计票并结束投票。"


class ElectionReasonNeeded(DomainError):
    """Voiding, returning and correcting need a reason."""

    code = "elections.reason_needed"
    template = "请写明原因：{deed}的原因会保留在这次选举的记录中。"


class NoTerm(DomainError):
    """The unit has no running term."""

    code = "elections.no_term"
    kind = Kind.CONFLICT
    template = "该组织没有正在进行的任期。请先在“任职和任期”登记本届任期。"


class CongressWrong(DomainError):
    """Seats, quotas or credentials cannot be like this."""

    code = "elections.congress_wrong"
    template = "{what}"
