"""What campaigns refuse."""

from typing import ClassVar

from xuezuo.kernel.errors import DomainError, Kind
from xuezuo.rules.findings import Finding


class CampaignPacksInvalid(DomainError):
    """At least one campaign pack has faults; none is offered until they are mended."""

    code: ClassVar[str] = "campaigns.packs_invalid"
    template: ClassVar[str] = "学习教育包有 {count} 处错误，请逐条改正后重试：\n{listing}"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__(count=len(findings), listing="\n".join(map(str, findings)))


class PackUnknown(DomainError):
    """No campaign pack has this id."""

    code = "campaigns.pack_unknown"
    template = "没有编号为“{pack}”的学习教育包。请在“启动学习教育”页面查看可用的包。"


class CampaignUnderWay(DomainError):
    """The same campaign is not started twice for a unit."""

    code = "campaigns.under_way"
    kind = Kind.CONFLICT
    template = "“{title}”在这个组织正在进行或暂停中，不能再启动一次。请先结束它，或恢复它。"


class BatchesUnfit(DomainError):
    """The units of the batches do not make sense."""

    code = "campaigns.batches_unfit"
    template = "批次安排不成立：{what}。请核对每个下级组织属于哪一批，以及各批的开始日期。"


class CampaignWrongState(DomainError):
    """The campaign is not in the state for that."""

    code = "campaigns.wrong_state"
    kind = Kind.CONFLICT
    template = "这次学习教育目前是“{state}”，不能{deed}。"


class WhyMissing(DomainError):
    """Pausing and closing tell everybody below why."""

    code = "campaigns.why_missing"
    template = "请写明原因，下级组织会看到。"


class CheckUnfit(DomainError):
    """The check names an item or unit that is none of the round's."""

    code = "campaigns.check_unfit"
    template = "检查内容或组织不在这一轮检查中。请从检查页面重新打开。"


class RoundEmpty(DomainError):
    """A round without anything to check."""

    code = "campaigns.round_empty"
    template = "请至少选择一项检查内容。"


class ReadingUnknown(DomainError):
    """The study list has no such entry."""

    code = "campaigns.reading_unknown"
    template = "学习篇目中没有这一项。请从学习教育页面重新打开。"


class ReadingNotOpen(DomainError):
    """Those whom the campaign binds could not open the material."""

    code = "campaigns.reading_not_open"
    template = "这份资料没有向{unit}及其下级开放，他们打不开。请先调整资料的开放范围，或换一份。"
