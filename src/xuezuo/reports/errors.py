"""What a report cannot do."""

from xuezuo.kernel.errors import DomainError, NotFound


class UnknownFigure(NotFound):
    """No figure of this name."""

    code = "reports.unknown_figure"
    template = "没有名为“{key}”的指标。指标及口径见“报表 - 指标口径”。"


class BadDays(DomainError):
    """The days asked for are none, or in the wrong order."""

    code = "reports.bad_days"
    template = "统计期“{text}”不能识别：请选年、季度或月（如 2025、2025-Q1、2025-03），或者填写先后两个日期。"
