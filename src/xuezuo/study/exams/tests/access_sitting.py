"""Who may open the pages of those who sit."""

from tests.support.access import INSIDE, REST, Row, World

from xuezuo.kernel import clock
from xuezuo.kernel.ids import new_id
from xuezuo.study.exams.services.sitting import sitting_start
from xuezuo.study.exams.services.submitting import sitting_submit
from xuezuo.study.exams.tests import papers


def prepare(world: World) -> None:
    """An open exam of the office branch; 赵党员 sits it now, and handed in another one."""
    cast, now = world.cast, clock.now()
    zhao = cast.actor(cast.zhao, clock.civil_date(now))
    window = {"opens_at": now - papers.CLOSES + papers.OPENS, "closes_at": now - papers.OPENS + papers.CLOSES}
    world.exam, done = papers.exam(cast.office, **window), papers.exam(cast.office, mode="practice", **window)
    world.sitting = sitting_start(actor=zhao, exam_uid=world.exam.uid, uid=new_id(), at=now)
    world.sat = sitting_start(actor=zhao, exam_uid=done.uid, uid=new_id(), at=now)
    sitting_submit(actor=zhao, sitting_uid=world.sat.uid, submit_uid=new_id(), at=now)


def running(world: World) -> dict[str, object]:
    return {"uid": world.sitting.uid}


def sat(world: World) -> dict[str, object]:
    return {"uid": world.sat.uid}


OWN = {200: "zhao", 404: REST, 302: "stranger"}  # no post opens the sitting of somebody else
OWN_POST = {302: "zhao stranger", 404: REST}
MEMBERS = INSIDE  # the table of people lets 孙督导 float here

ROWS = (
    Row("exams:my-exam-list", expected={200: REST, 302: "stranger"}),
    Row("exams:sitting-start", lambda w: {"uid": w.exam.uid}, {200: MEMBERS, 404: REST, 302: "stranger"}),
    Row(
        "exams:sitting-start",
        lambda w: {"uid": w.exam.uid},
        {302: f"{MEMBERS} stranger", 404: REST},
        method="post",
        data=lambda _: {"uid": str(new_id())},
    ),
    Row("exams:sitting-answer", running, OWN),
    Row("exams:sitting-answer", running, OWN_POST, method="post"),
    Row("exams:offline-worker", expected={200: REST}),
    Row("exams:step-save", running, {400: REST}, method="post"),  # asks for the signed start, not for a log-in
    Row("exams:sitting-submit", running, OWN),
    Row("exams:sitting-submit", running, OWN_POST, method="post"),
    Row("exams:sitting-result", sat, OWN),
)
