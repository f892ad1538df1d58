"""What a report cannot do."""

from xuezuo.kernel.errors import DomainError, Kind, NotFound


class UnknownFigure(NotFound):
    """No figure of this name."""

    code = "reports.unknown_figure"
    template = "没有名为“{key}”的指标。指标及口径见“报表 - 指标口径”。"


class BadDays(DomainError):
    """The days asked for are none, or in the wrong order."""

    code = "reports.bad_days"
    template = "统计期“{text}”不能识别：请选年、季度或月（如 2025、2025-Q1、2025-03），或者填写先后两个日期。"


class NoFonts(DomainError):
    """The server has no font with Chinese characters, so nothing can be printed."""

    code = "reports.no_fonts"
    kind = Kind.CONFLICT
    template = (
        "服务器上没有中文字体，不能生成 PDF。请管理员安装 Noto Serif CJK SC（Debian：fonts-noto-cjk），"
        "或者把字体文件放进 XUEZUO_FONTS 指定的文件夹。表格和 Word 文件不受影响。"
    )
