"""Short words for tests of the chain of responsibility: who acts, what is written."""

import datetime as dt
from collections.abc import Callable

from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import Actor, acting_as
from xuezuo.review.responsibility.models import DutyList, Report, ReviewRound
from xuezuo.review.responsibility.services import lists, reports, rounds
from xuezuo.review.responsibility.types import DutySpec, ReportTexts, Span, spans_of

YEAR = TODAY.year
AT = dt.datetime.combine(TODAY, dt.time(4), dt.UTC)
DUTY = DutySpec("组织生活", "按期召开支部党员大会", "secretary", "年初排出计划", dt.date(YEAR, 12, 31))
QUARTER, WHOLE = spans_of(YEAR)[0], spans_of(YEAR)[-1]
TEXTS = ReportTexts("第一季度召开支部党员大会1次，到会12人。", "记录不够及时。", "逐月检查。")
HEAD = rounds.RoundHead(YEAR, f"{YEAR}年度述职评议", TODAY, "关于做好述职评议的通知")


def run_as[R](actor: Actor, deed: Callable[..., R], **values: object) -> R:
    """Call a service as somebody, the way a request does."""
    with acting_as(actor):
        return deed(actor=actor, **values, at=AT)


def made_list(cast: Cast, *specs: DutySpec) -> DutyList:
    """Make the draft of the office branch's list."""
    wang = cast.actor(cast.wang)
    made = run_as(wang, lists.list_make, unit_id=cast.office.pk, year=YEAR, title="责任清单")
    for spec in specs:
        run_as(wang, lists.duty_add, duty_list=made, spec=spec)
    return made


def adopted_list(cast: Cast, *specs: DutySpec) -> DutyList:
    """Make and adopt the office branch's list."""
    made = made_list(cast, *(specs or (DUTY,)))
    return run_as(cast.actor(cast.wang), lists.list_adopt, duty_list=made, on=TODAY, document="支部党员大会")


def begun(cast: Cast, span: Span = QUARTER) -> Report:
    """Begin a report of the office branch."""
    return run_as(cast.actor(cast.wang), reports.report_begin, unit_id=cast.office.pk, span=span)


def written(cast: Cast, span: Span = QUARTER, texts: ReportTexts = TEXTS) -> Report:
    """Begin and write a report of the office branch."""
    report = begun(cast, span)
    run_as(cast.actor(cast.wang), reports.report_write, report=report, texts=texts, revision=1)
    return report


def handed_in(cast: Cast, span: Span = QUARTER) -> Report:
    """Hand in a report of the office branch."""
    return run_as(cast.actor(cast.wang), reports.report_hand_in, report=written(cast, span))


def made_round(cast: Cast) -> ReviewRound:
    """Make the committee's round over the two secretaries below."""
    return run_as(cast.actor(cast.wu), rounds.round_make, unit_id=cast.committee.pk, head=HEAD)
