"""The minutes book as a file: at once, or by a job that keeps it for whoever asked."""

import datetime as dt
from pathlib import Path
from typing import Final

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import NotFound
from xuezuo.life.queries.records import Span, held_list, records_of
from xuezuo.life.services.printing import book_read
from xuezuo.life.sheets.book import minutes_book
from xuezuo.life.sheets.papers import Sheet, filed
from xuezuo.life.types import meeting_name
from xuezuo.org.models import Unit
from xuezuo.org.queries.tree import clamp, span_of, unit_row
from xuezuo.platform.access import Actor
from xuezuo.platform.jobs.folders import folder_of
from xuezuo.platform.jobs.models import Job
from xuezuo.platform.jobs.queries import JobView
from xuezuo.platform.jobs.services import job_start

BOOK_AT_ONCE: Final = 40  # meetings; more are made in the background
BOOK_KIND: Final = "life.minutes_book"
MEDIA_TYPES: Final = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def book_file(actor: Actor, unit: Unit, span: Span, form: str, at: dt.datetime) -> Sheet:
    """Return the book of a unit that came through its door, as `pdf` or `docx`; that it was taken is noted.

    Raises:
        NoFonts: no Chinese font here, for PDF.
    """
    on = civil_date(at)
    records = records_of(actor, held_list(actor, unit, span, on), on)
    unit_name = unit_row(unit.pk, clamp(span.last, span_of(unit))).name
    kind = meeting_name(span.kind, unit.kind) if span.kind else "会议"
    name = f"{unit_name}{kind}记录本{span.start}至{span.last}"
    made = filed(minutes_book(unit_name, unit.kind, span, records), name, form)
    book_read(actor=actor, unit=unit, count=len(records), at=at)
    return made


def book_start(actor: Actor, unit: Unit, span: Span, form: str, at: dt.datetime) -> Job:
    """Begin to make a large book in the background, with the rights of whoever asks."""
    days = {"start": span.start.isoformat(), "last": span.last.isoformat()}
    params = {"unit": str(unit.uid), "kind": span.kind, "form": form, **days}
    return job_start(actor=actor, kind=BOOK_KIND, params=params, at=at)


def book_keep(made: Sheet, folder: Path) -> dict[str, str]:
    """Keep the book in the job's folder and return the job's result."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stored = f"book{Path(made.name).suffix}"
    (folder / stored).write_bytes(made.content)
    return {"file": stored, "name": made.name}


def book_kept(job: JobView) -> Sheet:
    """Return the book that the job made.

    Raises:
        NotFound: another kind of job, not done, or its file is gone.
    """
    if job.kind != BOOK_KIND or not job.is_done:
        raise NotFound
    path = folder_of(job.uid) / str(job.result["file"])
    if not path.exists():
        raise NotFound
    return Sheet(str(job.result["name"]), MEDIA_TYPES[path.suffix], path.read_bytes())
