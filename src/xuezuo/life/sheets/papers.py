"""Which papers a meeting has for an asker, and one of them as a file."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Final

from xuezuo.kernel.errors import NotFound
from xuezuo.life.models import Activity
from xuezuo.life.policies import ACTIVITY_RECORD
from xuezuo.life.queries.access import require_activity
from xuezuo.life.queries.detail import Rights, require_sheet
from xuezuo.life.queries.preparing import problems_of
from xuezuo.life.queries.records import Record, records_of
from xuezuo.life.queries.roster import roster_on
from xuezuo.life.services.checks import check_state
from xuezuo.life.sheets.blank import agenda_sheet, sign_in_sheet
from xuezuo.life.sheets.meeting import minutes_sheet, notice_sheet
from xuezuo.life.sheets.problems import problem_sheet
from xuezuo.life.types import ActivityKind, State
from xuezuo.platform.access import Actor
from xuezuo.platform.printing import official_docx, official_pdf
from xuezuo.platform.printing.document import Official, long_date

_ANY: Final = tuple(State)
_ALIVE: Final = (State.DRAFT, State.CALLED, State.HELD, State.CONFIRMED)
_FORMS: Final[dict[str, tuple[str, Callable[[Official], bytes]]]] = {
    "pdf": ("application/pdf", official_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", official_docx),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Paper:
    """A kind of paper: how it is asked for and called, what for, as what files, of meetings in which state."""

    name: str
    label: str
    about: str
    forms: tuple[str, ...]
    states: tuple[State, ...]
    is_for_keepers: bool = False
    kind: str = ""  # of meetings that have it; empty = all
    is_for_officers: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Sheet:
    """A file to hand out."""

    name: str
    media_type: str
    content: bytes


@dataclasses.dataclass(frozen=True, slots=True)
class Ways:
    """Where the codes on paper lead: the meeting's page, and the page on which attendance is entered."""

    page: str
    attendance: str


PAPERS: Final = (
    Paper("notice", "会议通知", "时间、地点、议题，按公文格式。", ("pdf", "docx"), _ANY),
    Paper("agenda", "议程（会上用）", "每项议题留有记要的空处，带二维码。", ("pdf",), _ALIVE),
    Paper("sign-in", "签到表（会上用）", "当天应到名单和签名栏，带二维码。", ("pdf",), _ALIVE, is_for_keepers=True),
    Paper(
        "minutes",
        "会议记录",
        "出勤、议题、记录、决议和落实、更正和意见，按公文格式。",
        ("pdf", "docx"),
        (State.HELD, State.CONFIRMED),
    ),
    Paper(
        "problems",
        "问题清单",
        "查摆的问题、整改措施、责任人、时限和落实情况。",
        ("pdf", "docx"),
        _ALIVE,
        kind=ActivityKind.ORG_LIFE_MEETING,
        is_for_officers=True,
    ),
)


def papers_of(activity: Activity, rights: Rights) -> list[Paper]:
    """Return the papers that the asker may take out of the meeting as it is now."""
    return [
        one
        for one in PAPERS
        if activity.state in one.states
        and one.kind in ("", activity.kind)
        and (rights.record or not one.is_for_keepers)
        and (rights.sheet or not one.is_for_officers)
    ]


def paper_made(actor: Actor, activity: Activity, wanted: tuple[str, str], ways: Ways, on: dt.date) -> Sheet:
    """Return a paper (its name, `pdf` or `docx`) of a meeting that came through its door.

    Raises:
        NotFound: there is no such paper or form.
        Forbidden: the paper is for those who record the meeting.
        ActivityWrongState: the meeting is not so far.
        NoFonts: no Chinese font here, for PDF.
    """
    paper = next((one for one in PAPERS if one.name == wanted[0]), None)
    if paper is None or wanted[1] not in paper.forms or paper.kind not in ("", activity.kind):
        raise NotFound
    if paper.is_for_officers:
        require_sheet(actor, activity, on)
    if paper.is_for_keepers:
        require_activity(actor, ACTIVITY_RECORD, activity, on)
    check_state(activity, paper.states, f"打印{paper.label}", "")
    (record,) = records_of(actor, [activity], on)
    return filed(_document(paper, record, ways, on), _file_name(paper, record), wanted[1])


def filed(document: Official, name: str, form: str) -> Sheet:
    """Return the document as a file of this form."""
    media_type, write = _FORMS[form]
    return Sheet(f"{name}.{form}", media_type, write(document))


def _document(paper: Paper, record: Record, ways: Ways, on: dt.date) -> Official:
    if paper.name == "notice":
        return notice_sheet(record, on)
    if paper.name == "agenda":
        return agenda_sheet(record, ways.page)
    if paper.name == "sign-in":
        activity = record.activity
        roster = roster_on(activity.unit_id, activity.kind, activity.occurred_on)
        return sign_in_sheet(record, roster, ways.attendance)
    return problem_sheet(record, problems_of(record.activity)) if paper.name == "problems" else minutes_sheet(record)


def _file_name(paper: Paper, record: Record) -> str:
    activity = record.activity
    label = paper.label.split("（")[0]
    return f"{record.unit_name}{activity.get_kind_display()}{label}{long_date(activity.occurred_on)}"
