"""Which files may be kept, and how large."""

from typing import Final

MAX_BYTES: Final = 20 * 1024 * 1024
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."

# Type by content -> extensions under which it is accepted. No macros, no archives, nothing a browser would run.
ALLOWED: Final[dict[str, tuple[str, ...]]] = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    f"{_OFFICE}wordprocessingml.document": (".docx",),
    f"{_OFFICE}spreadsheetml.sheet": (".xlsx",),
}
WORDS: Final = "PDF、JPG、PNG、DOCX、XLSX"
