"""Why a post or a term is refused."""

from xuezuo.kernel.errors import DomainError, Kind


class PostOccupied(DomainError):
    """A unit has one secretary at a time."""

    code = "org.post_occupied"
    kind = Kind.CONFLICT
    template = "该组织在 {on} 已有{post}，请先登记原任职务的终止。"


class PostHeld(DomainError):
    """The member holds this post already."""

    code = "org.post_held"
    kind = Kind.CONFLICT
    template = "该党员在 {on} 已担任这一职务，无需重复登记。"


class PostOver(DomainError):
    """The post has ended already, or would end before it began."""

    code = "org.post_over"
    kind = Kind.CONFLICT
    template = "这项任职不能在 {on} 终止：任职期间是 {life}。"


class PostDoesNotFit(DomainError):
    """This kind of unit has no such post."""

    code = "org.post_does_not_fit"
    template = "{kind}不设“{post}”这一职务。"


class NotOfThisUnit(DomainError):
    """Branch and group posts go to members of the branch."""

    code = "org.not_of_this_unit"
    template = "支部和党小组的职务由编入本支部的党员担任，请先办理组织关系。"


class ProbationaryHoldsNoPost(DomainError):
    """Probationary members cannot be elected."""

    code = "org.probationary_holds_no_post"
    template = "预备党员没有选举权和被选举权，不能担任这一职务。（《中国共产党章程》第七条）"


class NeedsSuperior(DomainError):
    """Some posts are given by the unit above."""

    code = "org.needs_superior"
    kind = Kind.FORBIDDEN
    template = "“{post}”的任免由上级党组织登记，请联系上级组织部门。"


class TermRunning(DomainError):
    """A unit has one term of office at a time."""

    code = "org.term_running"
    kind = Kind.CONFLICT
    template = "第{ordinal}届的任期在 {on} 尚未结束，请先登记其结束。"


class TermOver(DomainError):
    """The term has ended already, or would end before it began."""

    code = "org.term_over"
    kind = Kind.CONFLICT
    template = "这一届任期不能在 {on} 结束。"


class TermLengthUnknown(DomainError):
    """No rule says how long a term lasts that began on that day."""

    code = "org.term_length_unknown"
    template = "没有可用于 {on} 的任期规定，请按批复文件填写任期年数（1至5年）。"


class NoticeTooEarly(DomainError):
    """A notice is sent while the term runs, and entered after it was sent."""

    code = "org.notice_too_early"
    template = "提醒的日期应在本届开始（{start}）以后、今天以前。"


class ShiftWrong(DomainError):
    """A postponed or advanced term is due on another day, after it began."""

    code = "org.shift_wrong"
    template = "新的届满日期不能与原来的（{due_on}）相同，也不能早于本届开始（{start}）。"


class CommitteeBegan(DomainError):
    """A post that would have to make way began on the same day or later."""

    code = "org.committee_began"
    kind = Kind.CONFLICT
    template = "该组织有 {count} 项任职从 {on} 或以后开始，不能由这次选举的结果代替。请先更正这些任职，或改填就任日期。"


class CommitteeChanged(DomainError):
    """What the election wrote has been changed since; it cannot be taken back as a whole."""

    code = "org.committee_changed"
    kind = Kind.CONFLICT
    template = "选举写入的任职或任期后来又有变动，不能整体撤销。请先把后来的变动改回，或逐项登记免职、任职。"
