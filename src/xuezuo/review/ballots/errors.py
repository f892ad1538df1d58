"""Refusals of polls, one per broken rule: what happened, why, what to do next. Never what anybody voted."""

from xuezuo.kernel.errors import DomainError, Kind


class PollWrongState(DomainError):
    """The poll is not in a state in which this can be done."""

    code = "ballots.poll_wrong_state"
    kind = Kind.CONFLICT
    template = "这次投票目前是“{state}”，不能{deed}。{hint}"


class PollBadSpec(DomainError):
    """A poll that nobody could fill in or count."""

    code = "ballots.poll_bad_spec"
    template = "这次投票不能建立：{what}"


class PollWrongMode(DomainError):
    """What was asked for belongs to another kind of ballot."""

    code = "ballots.poll_wrong_mode"
    kind = Kind.CONFLICT
    template = "这次投票用{mode}，不能{deed}。"


class EntitledWrong(DomainError):
    """The list of the entitled is empty, names somebody twice, or nobody."""

    code = "ballots.entitled_wrong"
    template = "有投票权人员名单不对：{what}请核对名单后再开始投票。"


class NotEntitled(DomainError):
    """Only who stands on the frozen list takes part."""

    code = "ballots.not_entitled"
    kind = Kind.FORBIDDEN
    template = (
        "名单在投票开始时已经确定，{who}不在有投票权人员名单上，不能参加这次投票。如有疑问，请与主持投票的党组织联系。"
    )


class BallotTaken(DomainError):
    """One voter, one ballot: the electronic one was signed for another device, or paper was handed over."""

    code = "ballots.ballot_taken"
    kind = Kind.CONFLICT
    template = "{who}{way}，每人只有一张选票，不能再领。{hint}"


class VotingOver(DomainError):
    """The planned end has passed."""

    code = "ballots.voting_over"
    kind = Kind.CONFLICT
    template = "投票时间已于 {until} 截止，不能再领取选票。已经领到的电子票请立即交回。"


class BlindedWrong(DomainError):
    """What the browser sent to be signed is no number below the modulus."""

    code = "ballots.blinded_wrong"
    template = "浏览器送来的内容不完整，没有盖章。请刷新页面后再投一次。"


class EnvelopeWrong(DomainError):
    """Not an envelope of this poll: another length, or without the word that the voting page carries."""

    code = "ballots.envelope_wrong"
    template = "送来的选票信封不完整，没有收下。请打开投票页面再交一次，已盖章的选票还在您的浏览器里。"


class EnvelopesTooFast(DomainError):
    """More envelopes at once than people can post, or far more than there are voters."""

    code = "ballots.envelopes_too_fast"
    kind = Kind.CONFLICT
    template = "此刻交票太多，没有收下。选票还在您的浏览器里，页面会自动再交；仍不成功请告诉计票人。"


class KeysLost(DomainError):
    """The poll's private keys are not in the data folder."""

    code = "ballots.keys_lost"
    kind = Kind.CONFLICT
    template = (
        "这次投票的密钥不在本机的数据文件夹里（可能是恢复过备份，或换了机器），已投的电子票无法打开。"
        "请将这次投票作废，说明原因后重新投票。"
    )


class ReasonNeeded(DomainError):
    """Voiding and counting again need a reason."""

    code = "ballots.reason_needed"
    template = "请写明原因：{deed}的原因会记入投票记录，参加投票的人都能看到。"


class TellersWrong(DomainError):
    """Two different people count, and nobody counts votes about oneself."""

    code = "ballots.tellers_wrong"
    template = "计票人不对：{what}"


class NotTeller(DomainError):
    """Only the appointed tellers enter counts."""

    code = "ballots.not_teller"
    kind = Kind.FORBIDDEN
    template = "您不是这次投票的计票人。请主持人先在投票的“办理”页面指定计票人。"


class SheetTwice(DomainError):
    """A teller has entered the count of this round, or two others have."""

    code = "ballots.sheet_twice"
    kind = Kind.CONFLICT
    template = "{what}要改数，请主持人写明原因后重新计票，两名计票人都重新录入。"


class SheetWrong(DomainError):
    """The numbers cannot be: they do not add up, or an item is missing."""

    code = "ballots.sheet_wrong"
    template = "计票数字对不上：{what}请核对后再录入。"


class PaperNotCounted(DomainError):
    """Paper was handed over and its count is not adopted."""

    code = "ballots.paper_not_counted"
    kind = Kind.CONFLICT
    template = "纸质票还没有计完（{why}），不能结束投票。两名计票人录入的数字一致后才能结束。"


class TooFewElectronic(DomainError):
    """In a mixed poll one or two electronic ballots could be told by subtracting the paper."""

    code = "ballots.too_few_electronic"
    kind = Kind.CONFLICT
    template = (
        "这次投票同时用纸质票和电子票，而电子票只有 {count} 张：从总数中减去纸质票就能知道这几张投了什么。"
        "为了保密不能结束，请将这次投票作废，全部改用一种选票重新投票。"
    )


class TooFewPaper(DomainError):
    """In a mixed poll who opens a box with one or two paper ballots knows whose they are."""

    code = "ballots.too_few_paper"
    kind = Kind.CONFLICT
    template = (
        "这次投票同时用纸质票和电子票，而纸质票只发出 {count} 张：开箱就知道这几个人投了什么。请不要开箱。"
        "可以请还没有领票的同志领取纸质票，凑足 {least} 张再计；没有这样的人的，请将这次投票作废，全部改用一种选票。"
    )


class CountBegun(DomainError):
    """Paper that is handed out after the box was opened would not be counted."""

    code = "ballots.count_begun"
    kind = Kind.CONFLICT
    template = "纸质票已经有计票人录入了数字，现在发出的票不会计入，不能再发。要补发的，请先重新计票并写明原因。"


class ListNotPublished(DomainError):
    """Ballots one by one are not shown when there are too few, or before the end."""

    code = "ballots.list_not_published"
    kind = Kind.CONFLICT
    template = "{why}"
