"""Why a change of the tree is refused. Messages name units by their codes and names, never a person."""

from xuezuo.kernel.errors import DomainError, Kind, NotFound


class UnitNotAlive(DomainError):
    """The day lies outside the unit's life."""

    code = "org.unit_not_alive"
    template = "{unit} 在 {on} 不存在（存续期间：{life}）。请核对日期。"


class UnitEndsLater(DomainError):
    """The unit's end is already recorded, so it cannot be ended again."""

    code = "org.unit_ends_later"
    kind = Kind.CONFLICT
    template = "{unit} 已登记于 {end} 撤销、合并或分设，不能再次变更其终止。"


class UnitFoundedThatDay(DomainError):
    """A unit cannot end on its first day: it would never have existed."""

    code = "org.unit_founded_that_day"
    template = "{unit} 于 {on} 当日成立，不能在同一天终止。请改用之后的日期。"


class LaterChanges(DomainError):
    """The unit has changes of its own after the day, which its end would contradict."""

    code = "org.later_changes"
    kind = Kind.CONFLICT
    template = "{unit} 在 {on} 之后还登记了变更（{changes}），与本次终止相矛盾。请核对日期。"


class ParentGone(DomainError):
    """The unit that should take over ends on a later recorded day, and nobody carries on for it."""

    code = "org.parent_gone"
    template = "{unit} 自 {on} 起不再存在，也没有承接组织，之后无人承接。请另选组织，或核对日期。"


class KindsDoNotFit(DomainError):
    """A unit of this kind cannot stand under a unit of that kind."""

    code = "org.kinds_do_not_fit"
    template = "{parent_kind}下不能设{kind}。{allowed}（《中国共产党支部工作条例（试行）》第四条、第五条、第十三条）"


class KindsDoNotMerge(DomainError):
    """Units of these kinds cannot become one."""

    code = "org.kinds_do_not_merge"
    template = "{kind}不能并入{target_kind}。同类组织之间可以合并；党总支可并入党委，党小组可并入党支部。"


class CycleInTree(DomainError):
    """The unit would stand above itself on some day."""

    code = "org.cycle"
    kind = Kind.CONFLICT
    template = "这样调整后，{unit} 自 {on} 起会成为自己的上级。请选择不在其下级之中的组织。"


class AlreadyThere(DomainError):
    """The change changes nothing."""

    code = "org.already_there"
    kind = Kind.CONFLICT
    template = "{unit} 在 {on} 已经是这样（{value}），无需变更。"


class CodeTaken(DomainError):
    """Codes of units are never used twice, not even after the end of a unit."""

    code = "org.code_taken"
    kind = Kind.CONFLICT
    template = "组织代码 {unit} 已被使用。组织代码终身不重复，请换一个。"


class BadCode(DomainError):
    """The code is empty, too long, or has blanks in it."""

    code = "org.bad_code"
    template = "组织代码“{value}”不符合要求：1 至 40 个字符，不含空格。"


class BadName(DomainError):
    """The name is empty or too long."""

    code = "org.bad_name"
    template = "组织名称不能为空，也不能超过 120 个字。"


class DocumentMissing(DomainError):
    """Every structural deed rests on a document."""

    code = "org.document_missing"
    template = "请填写文件依据（文号或文件名，不超过 200 个字）：组织设置的每次变更都须有批准文件。"


class MembersRemain(DomainError):
    """A unit with members cannot be dissolved."""

    code = "org.members_remain"
    kind = Kind.CONFLICT
    template = "{unit} 自 {on} 起还有 {count} 条党员组织关系，不能撤销。请先转接组织关系，或改用合并。"


class DeedsRemain(DomainError):
    """A unit cannot end before, or on the day of, something it is recorded to have done."""

    code = "org.deeds_remain"
    kind = Kind.CONFLICT
    template = (
        "{unit} 在 {on} 当日及以后还有 {count} 条已登记的组织生活记录，最晚一条在 {last}；"
        "自 {on} 起本组织不再存在，这些记录将无处可计。请改用 {last} 之后的生效日期；"
        "如果是记录有误，请先更正或作废这些记录。"
    )


class ChildrenRemain(DomainError):
    """A unit with units below it cannot be dissolved."""

    code = "org.children_remain"
    kind = Kind.CONFLICT
    template = "{unit} 自 {on} 起还有 {count} 个下级组织，不能撤销。请先调整或撤销下级组织。"


class MergeIntoItself(DomainError):
    """The target is among the units to be merged, or stands below one of them."""

    code = "org.merge_into_itself"
    template = "{unit} 不能并入自己或自己的下级组织。请另选接收组织。"


class NothingToMerge(DomainError):
    """No unit was named."""

    code = "org.nothing_to_merge"
    template = "请至少指定一个要合并的组织。"


class SplitParts(DomainError):
    """The parts of a split are not at least two different ones with a main one among them."""

    code = "org.split_parts"
    template = "分设须列出至少两个组织，代码互不相同，并从中指定一个主要承接组织：{problem}"


class SplitMembers(DomainError):
    """Rows of the split's list name a member who does not belong there, twice, or an unknown part."""

    code = "org.split_members"
    template = "分设名单第 {rows} 行有误：{problem}"


class RootNotAllowed(DomainError):
    """Only the house itself sets up a unit without a superior."""

    code = "org.root_not_allowed"
    kind = Kind.FORBIDDEN
    template = "没有上级的组织只能在初次导入或命令行中设立。请选择上级组织。"


class NoSuchCode(NotFound):
    """A command names a unit that is not there; pages say `NotFound`, which tells an outsider nothing."""

    code = "org.no_such_code"
    template = "没有代码为“{code}”的党组织。请检查代码；花名册和组织页面上有。"
