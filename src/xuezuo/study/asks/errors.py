"""Refusals of asks."""

from xuezuo.kernel.errors import DomainError


class AskWithoutEnd(DomainError):
    """A request without an end date weighs on branches for ever."""

    code = "asks.without_end"
    template = "“{label}”没有截止日期。向下布置的每一项要求都必须写明何时结束，请补上截止日期。"


class AskRepeated(DomainError):
    """The same key twice from one source."""

    code = "asks.repeated"
    template = "“{label}”的标识 {key} 在同一来源中重复。请改用另一个标识。"


class AskUnfit(DomainError):
    """Subject, template and kinds of deeds do not go together."""

    code = "asks.unfit"
    template = "“{label}”的写法不成立：{what}。"

    @property
    def field(self) -> str:
        """Which field of the ask is wrong."""
        return str(self.params["field"])
