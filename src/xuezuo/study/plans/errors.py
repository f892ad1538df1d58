"""Refusals of plans and prompts, one per broken rule."""

from xuezuo.kernel.errors import DomainError, Kind


class PlanExists(DomainError):
    """A unit has one plan a year."""

    code = "plans.plan_exists"
    kind = Kind.CONFLICT
    template = "本组织{year}年已有年度计划（{state}）。草稿可以继续编写；已发布的请用“修订”。"


class PlanKeptByBranch(DomainError):
    """Groups are part of their branch and keep no plan."""

    code = "plans.kept_by_branch"
    template = "党小组的工作列入所在党支部的年度计划，不单独建立。请在党支部建立。"


class WrongState(DomainError):
    """The plan or prompt is not in a state in which this can be done."""

    code = "plans.wrong_state"
    kind = Kind.CONFLICT
    template = "目前是“{state}”，不能{deed}。{hint}"


class PlanEmpty(DomainError):
    """A plan without items asks nothing."""

    code = "plans.empty"
    template = "还没有任何安排，不能{deed}。请先添加。"


class PlanNotAnswered(DomainError):
    """What the plans above ask is taken over, adapted or, where optional, dropped before publishing."""

    code = "plans.not_answered"
    template = "上级计划中的“{labels}”还没有列入。请先“取来上级安排”，再逐项确定怎么做。"


class ItemOutsideYear(DomainError):
    """Items of a plan lie inside its year."""

    code = "plans.item_outside_year"
    template = "“{label}”的时间不在{year}年内。请改为{year}年内的日期。"


class ItemIncomplete(DomainError):
    """An item lacks what it needs."""

    code = "plans.item_incomplete"
    template = "“{label}”不完整：{why}"


class ItemLoosened(DomainError):
    """An adapted item never asks less than the upper one."""

    code = "plans.item_loosened"
    template = "“{label}”不能低于上级计划：{why}。可以提前、增加次数或加上本级的主题。"


class ItemRequired(DomainError):
    """What is required above is not dropped below."""

    code = "plans.item_required"
    template = "“{label}”是上级计划中必须做的，不能取消。可以结合本级情况细化。"


class ItemNotTaken(DomainError):
    """Own items are changed, not adapted; taken ones are adapted, not changed."""

    code = "plans.item_not_taken"
    kind = Kind.CONFLICT
    template = "“{label}”{why}"


class ReasonMissing(DomainError):
    """Dropping and withdrawing need a reason."""

    code = "plans.reason_missing"
    template = "需要写明原因，下级和上级都会看到。请填写原因。"


class PromptWithoutAudience(DomainError):
    """Nobody stands where the prompt is to go."""

    code = "plans.without_audience"
    template = "没有符合条件的下级组织，发不出去。请核对发送范围和单位类别。"


class PromptReachesFurther(DomainError):
    """A request binds everything below; a prompt to the direct children may not ask kinds that also stand deeper."""

    code = "plans.reaches_further"
    template = "“{label}”的对象在更下一级也有，而提示只发给直接下级。请改为发给“全部下级”，或改为只通知、不提要求。"


class PromptItemPast(DomainError):
    """A request gives time to meet it."""

    code = "plans.item_past"
    template = "“{label}”的截止日期 {until} 早于今天。请改为今天或以后的日期。"


class RemindedAlready(DomainError):
    """One reminder is enough."""

    code = "plans.reminded_already"
    kind = Kind.CONFLICT
    template = "这份提示已提醒过一次（{on}），不再重复提醒。仍未阅的，请电话联系。"


class NobodyToRemind(DomainError):
    """Everybody has read it."""

    code = "plans.nobody_to_remind"
    kind = Kind.CONFLICT
    template = "收到提示的组织都已阅，不需要提醒。"
