"""Who may open the pages of exams."""

from tests.support.access import Row, World

from xuezuo.study.exams.tests import access_sitting, factories


def prepare(world: World) -> None:
    """Make a bank of the committee and one of the office branch, each with a question."""
    cast = world.cast
    world.bank = factories.bank(cast.committee)
    world.question = factories.question(world.bank, "1")
    world.office_bank = factories.bank(cast.office, is_shared=True)
    world.retired = factories.question(world.bank, "2")
    world.retired.retired_at = factories.AT
    world.retired.save(update_fields=["retired_at"])
    access_sitting.prepare(world)


def bank(world: World) -> dict[str, object]:
    return {"uid": world.bank.uid}


def question(world: World) -> dict[str, object]:
    return {"uid": world.question.uid}


def why(_: World) -> dict[str, object]:
    return {"reason": "表述有误"}


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
ROWS = BANKS + access_sitting.ROWS
