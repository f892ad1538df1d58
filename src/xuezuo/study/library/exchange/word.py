"""Word documents: paragraphs and tables in their order; headers and footers are left out by the format itself."""

import io
import zipfile
from collections.abc import Iterator
from typing import Final

import docx
from docx.blkcntnr import BlockItemContainer
from docx.document import Document
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


def _lines(holder: BlockItemContainer | Document) -> Iterator[str]:
    for block in holder.iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block)
        else:
            yield from (line for one in block.text.split("\n") if (line := tidy(one)))


def _rows(table: Table) -> Iterator[str]:
    """Yield a table row by row, one line each; a cell that spans rows or columns is said once.

    Where only one cell of a row says something it is layout (a whole text set into a frame): its lines stay lines.
    """
    said: set[object] = set()
    for row in table.rows:
        cells = []
        for cell in row.cells:
            # A merged cell comes once for each place that it covers; its element is all that tells it is the same.
            element = cell._tc  # noqa: SLF001  # CONFIG: python-docx has no public name for it
            if element not in said:
                said.add(element)
                cells.append(tuple(_lines(cell)))
        full = [lines for lines in cells if lines]
        yield from full[0] if len(full) == 1 else ["　".join(" ".join(lines) for lines in full)] if full else ()
