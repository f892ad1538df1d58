"""Refusals of evaluation, one per broken rule: what happened, why, what to do next. Never a name, never a grade."""

from xuezuo.kernel.errors import DomainError, Kind


class RoundUnfit(DomainError):
    """Days or year of a round do not make sense."""

    code = "evaluation.round_unfit"
    template = "评议安排不成立：{what}。请改正后重新提交。"


class NobodyToEvaluate(DomainError):
    """No branch takes part."""

    code = "evaluation.nobody"
    kind = Kind.CONFLICT
    template = (
        "{day} 这一天，本组织和下级没有可以参加 {year} 年度评议的支部：没有党员，或者本年度已经开展过"
        "（《中国共产党支部工作条例（试行）》第十八条：一般每年开展1次）。请核对年度和截止日。"
    )


class WrongStep(DomainError):
    """The steps of branch.review.steps come one after the other."""

    code = "evaluation.wrong_step"
    kind = Kind.CONFLICT
    template = (
        "本支部现在是“{step}”，不能{deed}。{hint}"
        "（《中国共产党支部工作条例（试行）》第十八条：按照个人自评、党员互评、民主测评、组织评定的程序进行）"
    )


class RoundNotRunning(DomainError):
    """Closed or void."""

    code = "evaluation.round_not_running"
    kind = Kind.CONFLICT
    template = "这次民主评议“{state}”，不能{deed}。"


class SelfReviewsMissing(DomainError):
    """Somebody has handed in nothing, and nobody said why."""

    code = "evaluation.self_reviews_missing"
    kind = Kind.CONFLICT
    template = "还有 {count} 人没有自评。请在“登记书面自评”里登记他们的书面自评，或写明未提交的原因，再登记互评。"


class SelfReviewClosed(DomainError):
    """Handed in, or the branch has gone on."""

    code = "evaluation.self_review_closed"
    kind = Kind.CONFLICT
    template = "自评{why}，不能再改。如需补充，请在互评会上说明，或联系支部。"


class SelfReviewEmpty(DomainError):
    """Nothing was written."""

    code = "evaluation.self_review_empty"
    template = "自评内容是空的。请写好后再提交；写了一部分可以先保存。"


class ExcuseMissing(DomainError):
    """Who handed in nothing needs a word why."""

    code = "evaluation.excuse_missing"
    template = "有 {count} 人选了“未提交（有说明）”但没有写说明。请写明原因，例如“长期患病”。"


class SubjectUnknown(DomainError):
    """The member is none of this branch's list."""

    code = "evaluation.subject_unknown"
    template = "名单中没有这位党员，或已移出名单。请从本支部评议页面重新打开。"


class DayUnfit(DomainError):
    """A day before the step it belongs to, or in the future."""

    code = "evaluation.day_unfit"
    template = "{what}日期不对：{why}。请核对日期。"


class BallotUnderWay(DomainError):
    """There is one poll for each part."""

    code = "evaluation.ballot_under_way"
    kind = Kind.CONFLICT
    template = "本支部的民主测评投票已经准备好或已开始。要重新投票，请先在投票页面作废原来的投票。"


class VerdictUnfit(DomainError):
    """An opinion that cannot be."""

    code = "evaluation.verdict_unfit"
    template = "评定意见有 {count} 处要改：{what}"


class VerdictsMissing(DomainError):
    """Everybody gets an opinion before any is given back."""

    code = "evaluation.verdicts_missing"
    kind = Kind.CONFLICT
    template = "还有 {count} 人没有评定意见，不能反馈。请在“组织评定”里补齐。"


class CorrectionEmpty(DomainError):
    """A correction says why."""

    code = "evaluation.correction_empty"
    template = "请写明更正的原因。原来的评定会保留，更正后本人会看到并重新确认。"


class MeetingUnfit(DomainError):
    """The yearly duty is met by the meeting, which is recorded once."""

    code = "evaluation.meeting_unfit"
    template = (
        "请选择本支部已确认的“民主评议党员”活动（或包含这一项内容的组织生活会）。"
        "没有的话，先在“组织生活”里登记并确认这次会议。"
    )


class AppealUnfit(DomainError):
    """Too late, said before, or nothing to appeal against."""

    code = "evaluation.appeal_unfit"
    kind = Kind.CONFLICT
    template = "不能{deed}：{why}。"


class AppealWordsMissing(DomainError):
    """An appeal and its answers are written."""

    code = "evaluation.appeal_words_missing"
    template = "请写明{what}。"


class SecondPersonNeeded(DomainError):
    """Who answered for the branch does not answer for the superior."""

    code = "evaluation.second_person_needed"
    kind = Kind.FORBIDDEN
    template = "上级的答复要由另一个人作出，支部的答复是您写的。请由上级组织的其他负责同志答复。"


class CommitteeReportEmpty(DomainError):
    """The committee's report says something."""

    code = "evaluation.committee_report_empty"
    template = "请写支部班子一年来的工作和不足，党员据此评议支部班子。"


class OwnAppeal(DomainError):
    """Nobody answers the own appeal or corrects the own grade, whatever post one holds."""

    code = "evaluation.own_appeal"
    kind = Kind.FORBIDDEN
    template = "这是您自己的评定或申诉，要由另一个人办理。请本支部其他委员或者上级组织的负责同志办理。"


class TakenElsewhere(DomainError):
    """A member is evaluated in one place only."""

    code = "evaluation.taken_elsewhere"
    kind = Kind.CONFLICT
    template = (
        "这位党员本年度在“{unit}”参加评议，那里已经开始测评，一名党员一年只在一个支部评定等次。请向该支部了解结果。"
    )


class NotOfTheBranch(DomainError):
    """Only members who belong to the branch, or float there."""

    code = "evaluation.not_of_the_branch"
    template = "这位党员在 {day} 不属于本支部（正式或流动组织关系）。请先办好组织关系或流动登记。"


class StillOpen(DomainError):
    """A round over a subtree is closed when its branches are through."""

    code = "evaluation.still_open"
    kind = Kind.CONFLICT
    template = "还有 {count} 个支部没有完成，而且没有到结束日期 {day}。请等它们完成，或到期后再结束。"


class ReasonMissing(DomainError):
    """Making void and taking somebody off the list say why."""

    code = "evaluation.reason_missing"
    template = "请写明{deed}的原因。"


class PastFileWrong(DomainError):
    """A file of past years has faults; nothing of it was taken."""

    code = "evaluation.past_file_wrong"
    template = "文件有 {count} 处问题，一行也没有导入。请逐条改正后重新上传。"

    def __init__(self, findings: tuple[str, ...]) -> None:
        self.findings = findings
        super().__init__(count=len(findings))
