"""Which fonts exist here, and Typst run with them.

A template is a file of ours; values come as JSON in `sys.inputs.data` and are never pasted into it.
"""

import functools
from pathlib import Path

import typst
from django.conf import settings

from xuezuo.platform.printing.errors import NoFonts

# Preferred first: those of the standard (licensed, from the owner's folder), free ones of the same style, then Noto.
FONTS = {
    "title": ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "Noto Serif CJK SC"),
    "body": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "FandolFang R", "Zhuque Fangsong (technical preview)"),
    "head": ("SimHei", "黑体", "FandolHei", "Noto Sans CJK SC"),
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "FandolKai", "LXGW WenKai", "AR PL UKai CN"),
    "song": ("SimSun", "宋体", "FandolSong", "Noto Serif CJK SC"),
}
FALLBACKS = ("Noto Serif CJK SC", "Noto Sans CJK SC", "Noto Serif SC", "Noto Sans SC", "Source Han Serif SC")


def compile_pdf(template: bytes, data: str) -> bytes:
    """Return the PDF of a template of ours with these values (JSON)."""
    folders = _folders(settings.FONTS_DIR)
    made: bytes = typst.compile(template, sys_inputs={"data": data}, font_paths=folders)  # type: ignore[misc]  # its stub
    return made


def chosen_fonts() -> dict[str, list[str]]:
    """Return the font families by role (`FONTS`) that exist here, the preferred first.

    Raises:
        NoFonts: when a role has none.
    """
    return _chosen(settings.FONTS_DIR)


@functools.cache
def _chosen(folder: str) -> dict[str, list[str]]:
    known = set(typst.Fonts(font_paths=_folders(folder)).families())
    found = {
        role: [name for name in dict.fromkeys((*names, *FALLBACKS)) if name in known] for role, names in FONTS.items()
    }
    if not all(found.values()):
        raise NoFonts
    return found


def _folders(folder: str) -> list[Path]:
    return [Path(folder)] if folder else []
