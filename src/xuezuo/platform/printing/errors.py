"""Why nothing can be printed."""

from xuezuo.kernel.errors import DomainError, Kind


class NoFonts(DomainError):
    """The server has no font with Chinese characters, so nothing can be printed."""

    code = "printing.no_fonts"
    kind = Kind.CONFLICT
    template = (
        "服务器上没有中文字体，不能生成 PDF。请管理员安装 Noto Serif CJK SC（Debian：fonts-noto-cjk），"
        "或者把字体文件放进 XUEZUO_FONTS 指定的文件夹。表格和 Word 文件不受影响。"
    )
