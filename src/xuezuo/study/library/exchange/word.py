"""Word documents: paragraphs and tables in their order; headers and footers are left out by the format itself."""

import io
import zipfile
from collections.abc import Iterator
from typing import Final

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from lxml import etree

from xuezuo.study.library.exchange.lines import tidy
from xuezuo.study.library.exchange.sheet import Sheet, Unreadable

_LARGEST: Final = 200 * 1024 * 1024  # bytes unpacked: an archive that says it holds more is a bomb
_BROKEN: Final = "Word 文件已损坏或有密码，打不开。请用 Word 打开后另存为 DOCX，再导入。"


def read_word(data: bytes) -> Sheet:
    """Return the paragraphs of a DOCX file.

    Raises:
        Unreadable: it is none, it is broken, or it has a password.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
                raise Unreadable("library.too_large", "Word 文件展开后过大，不能导入。请删去其中的图片后再导入。")
        document = docx.Document(io.BytesIO(data))
        lines = tuple(_lines(document))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError):
        raise Unreadable("library.broken_docx", _BROKEN) from None
    titles = [tidy(one.text) for one in document.paragraphs if one.style and one.style.name in ("Title", "标题")]
    return Sheet(lines, title="".join(titles[:2]))


def _lines(document: "docx.document.Document") -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells = dict.fromkeys(tidy(cell.text) for cell in row.cells)
                yield "　".join(cell for cell in cells if cell)
        else:
            yield from (line for one in block.text.split("\n") if (line := tidy(one)))
