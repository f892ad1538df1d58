"""Who may open the pages of the chain of responsibility."""

from tests.support.access import INSIDE, Row, World

from xuezuo.review.responsibility.queries.rounds import entries_of
from xuezuo.review.responsibility.services import problems, reports
from xuezuo.review.responsibility.tests import desk
from xuezuo.review.responsibility.types import ProblemSpec, spans_of


def prepare(world: World) -> None:
    """Make an adopted list and a draft, three reports of the office branch, a problem, a round of the committee."""
    cast = world.cast
    world.duties = desk.adopted_list(cast)
    world.duty_done = world.duties.items.get()
    world.duties_draft = desk.made_list(cast)
    world.duty_draft = world.duties_draft.items.get()
    world.report_draft = desk.written(cast, spans_of(desk.YEAR)[1])
    world.report_handed = desk.handed_in(cast, desk.WHOLE)
    spec = ProblemSpec("记录不及时", "三日内补齐", "secretary", desk.TODAY)
    wang = cast.actor(cast.wang)
    world.report_problem = desk.run_as(wang, problems.problem_note, source=world.report_draft, spec=spec)
    world.report_round = desk.made_round(cast)
    world.report_entry = next(one for one in entries_of(world.report_round) if one.unit_id == cast.office.pk)
    desk.run_as(
        cast.actor(cast.wu), reports.call_make, unit_id=cast.committee.pk, span=desk.QUARTER, due_on=desk.TODAY, note=""
    )


def adopted(world: World) -> dict[str, object]:
    return {"uid": world.duties.uid}


def draft(world: World) -> dict[str, object]:
    return {"uid": world.duties_draft.uid}


def done(world: World) -> dict[str, object]:
    return {"uid": world.duty_done.uid}


def duty(world: World) -> dict[str, object]:
    return {"uid": world.duty_draft.uid}


def committee(world: World) -> dict[str, object]:
    return {"unit": world.cast.committee.uid}


def committee_span(world: World) -> dict[str, object]:
    return {"unit": world.cast.committee.uid, "year": desk.YEAR, "span": "quarter-01-01"}


def office_span(world: World) -> dict[str, object]:
    return {"unit": world.cast.office.uid, "year": desk.YEAR, "span": "half-01-01"}


def report(world: World) -> dict[str, object]:
    return {"uid": world.report_draft.uid}


def handed(world: World) -> dict[str, object]:
    return {"uid": world.report_handed.uid}


def problem(world: World) -> dict[str, object]:
    return {"uid": world.report_problem.uid}


def a_round(world: World) -> dict[str, object]:
    return {"uid": world.report_round.uid}


def entry(world: World) -> dict[str, object]:
    return {"uid": world.report_entry.uid}


EVERYONE = {200: f"{INSIDE} zheng zhou", 403: "feng", 302: "stranger"}
WRITERS = {200: "wang zheng wu zhou", 403: "li zhao qian sun feng", 302: "stranger"}
DRAFT = {200: "wang", 404: "wu zheng zhou", 403: "li zhao qian sun feng", 302: "stranger"}
DRAFT_POST = {302: "wang stranger", 404: "wu zheng zhou", 403: "li zhao qian sun feng"}
KEEP = {200: "wang", 404: "zheng zhou", 403: "li zhao qian wu sun feng", 302: "stranger"}
WRITE = {200: "wang li", 404: "wu zheng zhou", 403: "zhao qian sun feng", 302: "stranger"}
WRITE_POST = {302: "wang li stranger", 404: "wu zheng zhou", 403: "zhao qian sun feng"}
OWN = {
    200: "wang li",
    404: "zheng zhou",
    403: "zhao qian wu sun feng",
    302: "stranger",
}  # seen above
OWN_POST = {302: "wang li stranger", 404: "zheng zhou", 403: "zhao qian wu sun feng"}
ABOVE = {200: "wu", 404: "wang zheng zhou", 403: "li zhao qian sun feng", 302: "stranger"}
RECEIVE = {200: "wu", 404: "zheng zhou", 403: "wang li zhao qian sun feng", 302: "stranger"}
RECEIVE_POST = {302: "wu stranger", 404: "zheng zhou", 403: "wang li zhao qian sun feng"}

ROWS = (
    Row("responsibility:home", expected=EVERYONE),
    Row("responsibility:list-make", expected=WRITERS),
    Row("responsibility:list-detail", adopted, {200: INSIDE, 404: "zheng zhou", 403: "feng", 302: "stranger"}),
    Row("responsibility:list-fill", draft, DRAFT),
    Row("responsibility:list-adopt", draft, DRAFT),
    Row("responsibility:list-discard", draft, DRAFT_POST, method="post"),
    Row("responsibility:duty-add", draft, DRAFT),
    Row("responsibility:duty-edit", duty, DRAFT),
    Row("responsibility:duty-remove", duty, DRAFT_POST, method="post"),
    Row("responsibility:duty-finish", done, KEEP),
    Row(
        "responsibility:report-below",
        committee,
        {200: "wu sun", 404: "wang li zheng zhou", 403: "zhao qian feng", 302: "stranger"},
    ),
    Row(
        "responsibility:counts",
        committee,
        {200: "wu sun", 404: "wang li zheng zhou", 403: "zhao qian feng", 302: "stranger"},
    ),
    Row("responsibility:call-make", committee_span, ABOVE),
    Row("responsibility:report-begin", office_span, OWN_POST, method="post"),
    Row(
        "responsibility:report-detail",
        handed,
        {200: "wang li wu sun", 404: "zhao qian zheng zhou", 403: "feng", 302: "stranger"},
    ),
    Row("responsibility:report-write", report, WRITE),
    Row("responsibility:report-refresh", report, WRITE_POST, method="post"),
    Row("responsibility:report-hand-in", report, WRITE_POST, method="post"),
    Row("responsibility:report-return", handed, RECEIVE),
    Row("responsibility:report-accept", handed, RECEIVE_POST, method="post"),
    Row("responsibility:report-heard", handed, OWN),
    Row("responsibility:problem-note", report, WRITE),
    Row(
        "responsibility:problem-detail",
        problem,
        {200: "wang li wu sun", 404: "zheng zhou", 403: "zhao qian feng", 302: "stranger"},
    ),
    Row(
        "responsibility:problem-report",
        problem,
        {200: "wang li", 404: "zheng zhou", 403: "zhao qian wu sun feng", 302: "stranger"},
    ),
    Row(
        "responsibility:problem-confirm",
        problem,
        {302: "wang li wu sun stranger", 404: "zheng zhou", 403: "zhao qian feng"},
        method="post",
    ),
    Row(
        "responsibility:problem-return",
        problem,
        {200: "wang li wu", 404: "zheng zhou", 403: "zhao qian sun feng", 302: "stranger"},
    ),
    Row("responsibility:round-make", committee, ABOVE),
    Row("responsibility:round-detail", a_round, ABOVE),
    Row("responsibility:round-ballot", a_round, ABOVE),
    Row(
        "responsibility:entry-detail",
        entry,
        {200: "wang wu", 404: "li zhao qian sun zheng zhou", 403: "feng", 302: "stranger"},
    ),
    Row("responsibility:entry-write", entry, RECEIVE),
    Row("responsibility:entry-leave-out", entry, RECEIVE),
    Row("responsibility:entry-ballot", entry, RECEIVE),
    Row("responsibility:entry-problem", entry, RECEIVE),
    Row("responsibility:round-close", a_round, ABOVE),
)
