"""Refusals of contests, one per broken rule: what happened, why, what to do next. Never the name of an author."""

from xuezuo.kernel.errors import DomainError, Kind


class ContestWrongState(DomainError):
    """The contest is not in a state in which this can be done."""

    code = "contests.contest_wrong_state"
    kind = Kind.CONFLICT
    template = "这项比赛目前是“{state}”，不能{deed}。{hint}"


class ContestNotReady(DomainError):
    """Something is missing before the next step."""

    code = "contests.contest_not_ready"
    template = "还不能{deed}：{missing}"


class ContestKindWrong(DomainError):
    """What was asked for belongs to another kind of contest."""

    code = "contests.kind_wrong"
    template = "“{kind}”没有这一项。请返回比赛页面。"


class ReasonNeeded(DomainError):
    """Making a contest void needs a reason."""

    code = "contests.reason_needed"
    template = "请写明原因。参赛者会看到。"


class RulingStands(DomainError):
    """What is ruled holds already."""

    code = "contests.ruling_stands"
    kind = Kind.CONFLICT
    template = "没有改变：目前就是“{state}”。请刷新页面看最新的裁定。"


class CardNumberTaken(DomainError):
    """Cards of a contest are told apart by their numbers."""

    code = "contests.card_number_taken"
    template = "已有 {number} 号题卡。请换一个题号。"


class CardInUse(DomainError):
    """What has been called cannot be taken away."""

    code = "contests.in_use"
    kind = Kind.CONFLICT
    template = "{what}已经在比赛中用过，不能删除。"


class ScreenBehind(DomainError):
    """Another host pressed meanwhile."""

    code = "contests.screen_behind"
    kind = Kind.CONFLICT
    template = "另一位主持人刚刚操作过，这次没有记入。请看一下现在的题目和得分，再操作。"


class CallRefused(DomainError):
    """The press makes no sense now."""

    code = "contests.call_refused"
    kind = Kind.CONFLICT
    template = "没有记入：{why}"


class EntryTooLate(DomainError):
    """The deadline has passed."""

    code = "contests.entry_too_late"
    kind = Kind.CONFLICT
    template = "投稿已于 {until} 截止，不能再{deed}。如有特殊情况，请与主办组织联系。"


class EntryTwice(DomainError):
    """Nobody is the first author of two entries of one contest."""

    code = "contests.entry_twice"
    kind = Kind.CONFLICT
    template = "您在这项比赛中已有作品。如需修改，请打开“我的作品”更换；如需改变作者，请先撤回。"


class EntryGone(DomainError):
    """A work is withdrawn once."""

    code = "contests.entry_gone"
    kind = Kind.CONFLICT
    template = "这件作品已经撤回。截止前可以重新提交。"


class EntrySame(DomainError):
    """A new version says something new."""

    code = "contests.entry_same"
    template = "没有改变：题目、正文和文件都与现在的版本相同。"


class EntryOut(DomainError):
    """What was withdrawn or disqualified is judged no more."""

    code = "contests.entry_out"
    kind = Kind.CONFLICT
    template = "这件作品已撤回或已取消参赛资格，不再评审，也不用打分。请返回作品列表。"


class EntryEmpty(DomainError):
    """An entry has a text or a file."""

    code = "contests.entry_empty"
    template = "请填写正文，或上传作品文件（DOCX 或 PDF）。"


class EntryTellsAuthor(DomainError):
    """The work names its author, so that the jury would know."""

    code = "contests.entry_tells_author"
    template = "{where}中出现了作者的姓名、编号或所在组织的名称。评审时不能让评委知道作者，请删去后再提交。"


class EntryFileRefused(DomainError):
    """Only files whose traces of the author can be removed."""

    code = "contests.entry_file_refused"
    template = "作品文件只能是 DOCX 或 PDF，且能正常打开，没有密码。请另存后再上传，或直接填写正文。"


class AuthorUnknown(DomainError):
    """A further author is nobody of the contest's audience."""

    code = "contests.author_unknown"
    template = "没有编号为 {number} 的党员，或不在这项比赛的范围内。请核对共同作者的党员编号。"


class OutsideAudience(DomainError):
    """Entries come from those the contest is for."""

    code = "contests.outside_audience"
    kind = Kind.FORBIDDEN
    template = "这项比赛面向主办组织及其下级组织的党员，您不在范围内。"


class JurorUnknown(DomainError):
    """Nobody of this number has a log-in."""

    code = "contests.juror_unknown"
    template = "没有编号为 {number} 的党员，或还没有登录账号。评委需要账号才能评分。"


class EntryWithoutJuror(DomainError):
    """Every work needs somebody who may judge it."""

    code = "contests.entry_without_juror"
    template = "有 {count} 件作品没有可以评审的评委：评委与作者同在一个支部时须回避。请增加其他支部的评委。"


class MarksInvalid(DomainError):
    """A criterion without marks, or beyond its full marks."""

    code = "contests.marks_invalid"
    template = "请为每一项打分，分数在 0 和该项满分之间，最多两位小数。"


class EntriesUnmarked(DomainError):
    """A work that nobody has marked has no result."""

    code = "contests.entries_unmarked"
    kind = Kind.CONFLICT
    template = "还有 {count} 件作品没有任何评委打分，不能结束评审。请提醒评委完成。"
