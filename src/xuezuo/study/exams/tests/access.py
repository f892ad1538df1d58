"""Who may open the pages of exams."""

from django.core import signing
from tests.support.access import Row, World

from xuezuo.kernel import clock
from xuezuo.kernel.ids import new_id
from xuezuo.platform.jobs.models import Job, JobState
from xuezuo.study.exams.models import Response, Result
from xuezuo.study.exams.tests import access_sitting, factories, papers
from xuezuo.study.exams.types import ExamState, PaperKind


def prepare(world: World) -> None:
    """Make a bank of the committee and one of the office branch, each with a question."""
    cast = world.cast
    world.bank = factories.bank(cast.committee)
    world.question = factories.question(world.bank, "1")
    world.office_bank = factories.bank(cast.office, is_shared=True)
    world.retired = factories.question(world.bank, "2")
    world.retired.retired_at = factories.AT
    world.retired.save(update_fields=["retired_at"])
    world.draft_exam = papers.exam(cast.committee, state=ExamState.DRAFT)
    world.drawn = papers.exam(cast.committee, state=ExamState.DRAFT, paper=PaperKind.DRAWN)
    world.set_exam = papers.exam(cast.committee)
    sat = factories.sitting(world.set_exam, cast.zhao, cast.office, clock.today())
    Result.objects.create(sitting=sat, marks=1000, full_marks=2500)
    version = world.set_exam.items.first().version
    values = {"position": 0, "version": version, "answer": ["甲"], "marks": 1000, "full_marks": 2500}
    world.response = Response.objects.create(sitting=sat, **values)
    params, result = {"exam": str(world.set_exam.uid)}, {"sittings": 1, "changed": 0}
    done = {"kind": "exams.key_correct", "state": JobState.DONE, "created_at": factories.AT}
    wu = cast.account(cast.wu).pk
    world.job = Job.objects.create(uid=new_id(), account_id=wu, params=params, result=result, **done)
    access_sitting.prepare(world)


def bank(world: World) -> dict[str, object]:
    return {"uid": world.bank.uid}


def question(world: World) -> dict[str, object]:
    return {"uid": world.question.uid}


def why(_: World) -> dict[str, object]:
    return {"reason": "表述有误"}


def draft(world: World) -> dict[str, object]:
    return {"uid": world.draft_exam.uid}


def drawn(world: World) -> dict[str, object]:
    return {"uid": world.drawn.uid}


def exam(world: World) -> dict[str, object]:
    return {"uid": world.set_exam.uid}


PEOPLE = "li zhao qian sun feng"  # no post that makes exams
AUTHORS = {200: "wang zheng wu zhou", 403: PEOPLE, 302: "stranger"}
ORGANIZER = {200: "wu", 404: "wang zheng zhou", 403: PEOPLE, 302: "stranger"}  # of the committee's own bank
ORGANIZED = {302: "wu stranger", 404: "wang zheng zhou", 403: PEOPLE}
TEXT = {"stem": "题干", "options": "甲\n乙", "answer": "A", "reason": "更正", "number": "9", "kind": "single"}

BANKS = (
    Row("exams:bank-list", expected=AUTHORS),
    Row("exams:bank-make", expected=AUTHORS),
    Row("exams:question-template", expected=AUTHORS),
    Row("exams:bank-detail", bank, ORGANIZER),
    Row(
        "exams:bank-detail",
        lambda w: {"uid": w.office_bank.uid},
        {200: "wang", 403: f"{PEOPLE} wu", 404: "zheng zhou", 302: "stranger"},
    ),
    Row("exams:bank-change", bank, ORGANIZER),
    Row("exams:bank-import", bank, ORGANIZER),
    Row("exams:bank-export", bank, ORGANIZER),
    Row("exams:question-add", bank, ORGANIZER),
    Row("exams:question-add", bank, ORGANIZED, method="post", data=lambda _: TEXT),
    Row("exams:question-detail", question, ORGANIZER),
    Row("exams:question-edit", question, ORGANIZER),
    Row("exams:question-edit", question, ORGANIZED, method="post", data=lambda _: TEXT),
    Row("exams:question-retire", question, ORGANIZER),
    Row("exams:question-retire", question, ORGANIZED, method="post", data=why),
    Row("exams:question-restore", lambda w: {"uid": w.retired.uid}, ORGANIZED, method="post"),
)
LOOKERS = {200: "wang li zheng wu sun zhou", 403: "zhao qian feng", 302: "stranger"}
SEEN = {200: "wang li zheng wu sun", 404: "zhou", 403: "zhao qian feng", 302: "stranger"}  # once it is published
DRAFT_SEEN = {200: "wu sun", 404: "wang li zheng zhou", 403: "zhao qian feng", 302: "stranger"}
AUTHOR = {200: "wu", 403: f"{PEOPLE} wang zheng", 404: "zhou", 302: "stranger"}
DRAFTER = {200: "wu", 403: PEOPLE, 404: "wang zheng zhou", 302: "stranger"}
DRAFTED = {302: "wu stranger", 403: PEOPLE, 404: "wang zheng zhou"}
TOO_LATE = {400: "wu", 302: "stranger", 403: PEOPLE, 404: "wang zheng zhou"}  # the draft's window is over
OVER = {400: "wu", 302: "stranger", 403: f"{PEOPLE} wang zheng", 404: "zhou"}  # its window has closed
ENDED = {302: "wu stranger", 403: f"{PEOPLE} wang zheng", 404: "zhou"}

EXAMS = (
    Row("exams:exam-list", expected=LOOKERS),
    Row("exams:exam-draft", expected=AUTHORS),
    Row("exams:exam-detail", exam, SEEN),
    Row("exams:exam-detail", draft, DRAFT_SEEN),
    Row("exams:exam-change", draft, DRAFTER),
    Row("exams:exam-publish", draft, TOO_LATE, method="post"),
    Row("exams:exam-extend", exam, AUTHOR),
    Row("exams:exam-extend", exam, OVER, method="post", data=lambda _: {"closes_at": "2099-01-01 12:00"} | why(_)),
    Row("exams:exam-close", exam, AUTHOR),
    Row("exams:exam-close", exam, ENDED, method="post", data=why),
    Row("exams:exam-void", exam, AUTHOR),
    Row("exams:exam-void", exam, ENDED, method="post", data=why),
    Row("exams:paper-set", draft, DRAFTER),
    Row("exams:paper-set", draft, DRAFTED, method="post"),
    Row("exams:paper-pick", draft, DRAFTER),
    Row("exams:rules-set", drawn, DRAFTER),
    Row("exams:exam-preview", exam, AUTHOR),
    Row("exams:paper-print", exam, AUTHOR),
    Row("exams:key-print", exam, AUTHOR),
)
ENTERERS = {200: "wang zheng wu", 403: f"{PEOPLE}", 404: "zhou", 302: "stranger"}
MARKERS = {200: "wu", 403: "wang li zheng zhao qian sun feng", 404: "zhou", 302: "stranger"}
MARKED = {302: "wu stranger", 403: "wang li zheng zhao qian sun feng", 404: "zhou"}


def asked(world: World) -> dict[str, object]:
    version = world.set_exam.items.order_by("position").values_list("version_id", flat=True)[0]
    return {"uid": world.set_exam.uid, "version_id": version}


def marked(world: World) -> dict[str, object]:
    return {"uid": world.set_exam.uid, "token": signing.dumps(world.response.pk, salt="xuezuo.exams.answer")}


AFTER = (
    Row("exams:exam-analysis", exam, AUTHOR),
    Row("exams:key-correct", asked, AUTHOR),
    Row("exams:key-corrected", lambda w: {"uid": w.job.uid}, ORGANIZED),
    Row("exams:answer-mark", exam, MARKERS),
    Row("exams:marked-list", exam, MARKERS),
    Row("exams:mark-change", marked, MARKERS),
    Row("exams:mark-change", marked, MARKED, method="post", data=lambda w: {"marks": "20"} | why(w)),
    Row("exams:answer-claim", exam, MARKED, method="post"),
    Row("exams:answer-release", exam, MARKED, method="post"),
    Row("exams:result-entry", exam, ENTERERS),
    Row("exams:results-import", exam, ENTERERS),
    Row("exams:results-template", exam, ENTERERS),
    Row(
        "exams:result-enter",
        lambda w: exam(w) | {"member": w.cast.li.uid},
        {200: "wang wu", 403: PEOPLE, 404: "zheng zhou", 302: "stranger"},
    ),
)
ROWS = BANKS + EXAMS + AFTER + access_sitting.ROWS
