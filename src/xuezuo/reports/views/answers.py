"""Files as answers."""

import io

from django.http import FileResponse

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
    return FileResponse(file, as_attachment=True, filename=f"{name}.{suffix}", content_type=TYPES[suffix])


def bytes_response(content: bytes, suffix: str, name: str) -> FileResponse:
    """Answer with a made document as a download."""
    return FileResponse(
        io.BytesIO(content), as_attachment=True, filename=f"{name}.{suffix}", content_type=TYPES[suffix]
    )
