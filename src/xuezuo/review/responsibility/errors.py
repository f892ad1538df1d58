"""Refusals of the chain of responsibility, one per broken rule."""

from xuezuo.kernel.errors import DomainError, Kind


class WrongState(DomainError):
    """The thing is not in a state in which this can be done."""

    code = "responsibility.wrong_state"
    kind = Kind.CONFLICT
    template = "目前是“{state}”，不能{deed}。{hint}"


class KeptByBranch(DomainError):
    """Groups are part of their branch."""

    code = "responsibility.kept_by_branch"
    template = "党小组的责任列入所在党支部，不单独建立。请在党支部办理。"


class ListExists(DomainError):
    """One draft at a time."""

    code = "responsibility.list_exists"
    kind = Kind.CONFLICT
    template = "本组织{year}年的责任清单已经有了（{state}）。草稿请继续编写；已通过的请用“修订”。"


class ListEmpty(DomainError):
    """An empty list binds nobody."""

    code = "responsibility.list_empty"
    template = "清单里还没有责任事项，不能{deed}。请先添加，或从模板、上年清单带入。"


class NothingToCopy(DomainError):
    """There is no adopted list of the year before."""

    code = "responsibility.nothing_to_copy"
    template = "没有{year}年已通过的清单可以带入。请从模板开始，或逐项添加。"


class DayOutside(DomainError):
    """A day lies where it cannot."""

    code = "responsibility.day_outside"
    template = "“{what}”的日期 {day} 不对：{why}"


class ReportExists(DomainError):
    """One report for a unit and a period."""

    code = "responsibility.report_exists"
    kind = Kind.CONFLICT
    template = "{label}的报告已经建立，不能再建一份。请打开已有的报告继续。"


class ReportTooEarly(DomainError):
    """A report about days that have not begun."""

    code = "responsibility.report_too_early"
    template = "{label}还没有开始，不能起草报告。"


class NobodyReports(DomainError):
    """The yearly report is that of the secretary."""

    code = "responsibility.nobody_reports"
    template = "本组织目前没有登记书记，年度述职报告没有述职人。请先登记任职。"


class ReportEmpty(DomainError):
    """A report without a text says nothing."""

    code = "responsibility.report_empty"
    template = "“工作情况”还没有写，不能报送。系统数据只是参考，请写明做了什么、结果怎样。"


class NoSuperior(DomainError):
    """The top of the tree reports to nobody in the system."""

    code = "responsibility.no_superior"
    template = "本组织在系统中没有上级，不能报送。可以打印后按规定渠道报送。"


class EditedMeanwhile(DomainError):
    """Somebody else saved the text in the meantime."""

    code = "responsibility.edited_meanwhile"
    kind = Kind.CONFLICT
    template = "您打开以后，别人已经保存过这份报告，没有覆盖。请复制您写的内容，重新打开后再修改。"


class ReasonMissing(DomainError):
    """Returning, leaving out and the like need a reason."""

    code = "responsibility.reason_missing"
    template = "请写明{what}，对方会看到。"


class NobodyReviewed(DomainError):
    """No unit directly below has a secretary."""

    code = "responsibility.nobody_reviewed"
    template = "直接下级中没有登记书记的组织，没有人述职。请先核对下级的任职。"


class BallotExists(DomainError):
    """One ballot for each purpose, unless it was void."""

    code = "responsibility.ballot_exists"
    kind = Kind.CONFLICT
    template = "这次测评已经开始，不能重新发起。确需重来，请先在投票的“办理”页面说明原因作废。"


class NobodyVotes(DomainError):
    """Nobody is on the list of those who grade."""

    code = "responsibility.nobody_votes"
    template = "没有可以参加测评的人：{why}"


class NotAllGraded(DomainError):
    """Results are told when everybody has one."""

    code = "responsibility.not_all_graded"
    kind = Kind.CONFLICT
    template = "还有 {count} 人没有评定等次，不能反馈结果。请逐人评定；不参加评议的请写明原因后移出。"


class SecondPersonNeeded(DomainError):
    """Who reports a problem as put right does not confirm it."""

    code = "responsibility.second_person_needed"
    kind = Kind.CONFLICT
    template = "报告整改完成的人不能自己核实，请由另一人核实。"
