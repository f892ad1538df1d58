"""Files as answers."""

import io

from django.http import FileResponse

from xuezuo.platform.http import download
from xuezuo.reports.sheets.tables import MEMORY, Table, as_csv, as_xlsx

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def table_response(table: Table, suffix: str, name: str) -> FileResponse:
    """Answer with the table as a download; a long one comes from a temporary file, never from memory."""
    file = as_csv(table) if suffix == "csv" else as_xlsx(table)
    if file.seek(0, io.SEEK_END) <= MEMORY:
        with file:
            file.seek(0)
            return bytes_response(file.read(), suffix, name)
    file.seek(0)
    return download(f"{name}.{suffix}", file, TYPES[suffix])


def bytes_response(content: bytes, suffix: str, name: str) -> FileResponse:
    """Answer with a made document as a download."""
    return download(f"{name}.{suffix}", content, TYPES[suffix])
